//! From an outcome to a badge: the one place where measurement and credentials meet.
//!
//! An attempt that was finished, whose log replays to "achieved", and for which a person stands (a tutor who confirmed the seat, or
//! the invigilator who signed the sitting off), becomes a [`Claim`], which is signed and stored. The decision is the engine's: the
//! posterior probability of mastery against the blueprint's standard.

use api::attempt::BadgeState;
use api::credential::{CredentialSource, CredentialState, Says};
use credential::europe::{Mode, Supervision};
use credential::{Claim, Decision, LearningOutcome, Measure, MeasureKind, ReachableLevel, Sitting, Term, Time};
use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use engine::{Digest, Outcome, StopReason, Verdict};
use interchange::native::MicroCredentialFile;

use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::exposure;
use crate::issuing::{self, Along, Award, Described};
use crate::running::rescored;
use crate::sealed::{self, is_achieved};
use crate::store::attempts::Attempt;
use crate::store::people::{Institution, Person};
use crate::store::sittings::Sitting as SittingRecord;

/// Issues the badge of an attempt if it is due and not yet there, and says what became of it. May be called at any time.
///
/// # Errors
/// As the store says; and if the log does not replay to what was recorded, for then nothing may be signed.
pub async fn settle(app: &App, attempt: &Attempt) -> Answer<BadgeState> {
    // A badge that was issued stays, whatever a corrected key says since, until a person decides.
    if let Some(signed) = app.store.credential_of_attempt(&attempt.id).await? {
        return Ok(match signed.state {
            CredentialState::Active => BadgeState::Issued,
            CredentialState::Suspended => BadgeState::Suspended,
            CredentialState::Revoked => BadgeState::Withdrawn,
        });
    }
    let attempt = &rescored::up_to_date(app, attempt).await?;
    if !is_achieved(attempt) || app.store.is_demo(&attempt.seat).await? {
        return Ok(BadgeState::None);
    }
    let in_sitting = match &attempt.sitting {
        None if attempt.confirmed_at.is_none() || exposure::holds(app, attempt).await? => {
            return Ok(BadgeState::AwaitingConfirmation);
        }
        None => false,
        Some(sitting) => match app.store.vouched(sitting, &attempt.seat).await? {
            None => return Ok(BadgeState::AwaitingSignOff),
            Some(false) => return Ok(BadgeState::NotVouched),
            Some(true) => true,
        },
    };
    if app.store.institution().await?.is_none() || app.store.person(&attempt.learner).await?.is_none() {
        return Ok(if in_sitting { BadgeState::AwaitingSignOff } else { BadgeState::AwaitingConfirmation });
    }

    let outcome = {
        let effective = rescored::effective(app, attempt).await?;
        (effective.outcome().verdict, effective.session.log().finished())
    };
    if outcome != (Verdict::Achieved, true) {
        return Err(Problem::internal(format!("attempt {} replays to another verdict than was recorded", attempt.id)));
    }
    let (terms, says, at) = (sealed::terms(app, attempt).await?, Says::default(), now());
    let award = Award {
        learner: attempt.learner.clone(),
        source: CredentialSource::Attempt,
        attempt: Some(attempt.id.clone()),
        achievement: terms.id,
        awarded_at: attempt.finished_at.unwrap_or(at),
        says,
        replaces: None,
        claim: claim(app, attempt, says, at).await?,
    };
    match issuing::sign(app, award, Along::default()).await {
        Ok(_) => tracing::info!(attempt = %attempt.id, "badge issued"),
        // Somebody else was faster.
        Err(_) if app.store.credential_of_attempt(&attempt.id).await?.is_some() => {}
        Err(problem) => return Err(problem),
    }
    Ok(BadgeState::Issued)
}

/// What the badge of an attempt says, as its records are now, to be signed at `at`.
///
/// # Errors
/// As the store says; 409 where the learner was erased.
pub async fn claim(app: &App, attempt: &Attempt, says: Says, at: i64) -> Answer<Claim> {
    let missing = || Problem::internal(format!("attempt {}: its records are missing", attempt.id));
    let effective = rescored::effective(app, attempt).await?;
    let (session, mut outcome) = (&effective.session, effective.outcome());
    if outcome.verdict != Verdict::Achieved {
        // A key was corrected since, and somebody decided that the badge stays: it says what it said.
        outcome = session.outcome();
    }
    let terms = sealed::terms(app, attempt).await?;
    let (bank, _) = app.store.assessment(&attempt.assessment).await?.ok_or_else(missing)?;
    let bank: BankFile = serde_json::from_str(&bank).map_err(Problem::internal)?;
    let institution = app.store.institution().await?.ok_or_else(missing)?;
    let person = app.store.person(&attempt.learner).await?.ok_or_else(issuing::erased)?;
    let vouched = match &attempt.sitting {
        None => None,
        Some(sitting) => Some(app.store.sitting(sitting).await?.ok_or_else(missing)?),
    };
    let facts = Facts {
        terms: &terms,
        bank: &bank,
        blueprint: session.assessment().blueprint(),
        bank_digest: session.assessment().bank().digest(),
        outcome: &outcome,
        institution: &institution,
        person: &person,
        vouched: vouched.as_ref(),
        says,
    };
    let earned = Time::from_unix_ms(attempt.finished_at.unwrap_or(at)).map_err(Problem::internal)?;
    let issued = Time::from_unix_ms(at).map_err(Problem::internal)?;
    Ok(facts.claim(app, earned, issued))
}

/// What a badge is made of.
struct Facts<'a> {
    terms: &'a MicroCredentialFile,
    bank: &'a BankFile,
    blueprint: &'a BlueprintFile,
    bank_digest: Digest,
    outcome: &'a Outcome,
    institution: &'a Institution,
    person: &'a Person,
    /// The sitting whose invigilator vouches for it; `None` for a sealed assessment.
    vouched: Option<&'a SittingRecord>,
    /// What its holder lets it say.
    says: Says,
}

impl Facts<'_> {
    fn claim(&self, app: &App, earned: Time, issued: Time) -> Claim {
        let described = Described {
            terms: self.terms,
            criteria: self.criteria(),
            version: self.bank.version.clone(),
            outcomes: self.outcomes(),
            participation: self.participation(),
        };
        Claim {
            results: self.measures(),
            sitting: Some(self.sitting()),
            ..issuing::claim(app, &described, self.institution, self.person, self.says.name, earned, issued)
        }
    }

    /// The standard, so that whoever reads the badge knows what was enough.
    fn criteria(&self) -> String {
        let standard = &self.blueprint.standard;
        let length = self.blueprint.length;
        let floors: Vec<_> = standard
            .floors
            .iter()
            .map(|floor| {
                let (cut, needed) = (decimals(floor.cut(standard.cut).value()), percent(floor.certainty));
                format!("{} at or above {cut} logits with a probability of at least {needed}", floor.outcome)
            })
            .collect();
        let floors = if floors.is_empty() {
            "Strength in one outcome makes up for weakness in another.".to_owned()
        } else {
            format!("Of single outcomes, by their own questions alone, it also asks for {}.", floors.join("; "))
        };
        format!(
            "Achieved in an adaptive assessment of {} to {} questions. \"Achieved\" means that the probability of an ability at or \
             above the pass mark of {} logits is at least {}, computed from the answers by item response theory with the prior \
             N({}, {}), which is the same for everyone and leans neither way. The uncertainty of the questions' stated \
             difficulties is part of that probability. {floors} How the pass mark was set: {}",
            length.minimum,
            length.maximum,
            decimals(standard.cut.value()),
            percent(standard.certainty),
            decimals(standard.cut.value()),
            decimals(standard.prior_sd),
            standard.rationale.trim(),
        )
    }

    /// Those that an answer touched: what was not asked is not claimed.
    fn outcomes(&self) -> Vec<LearningOutcome> {
        let asked = |id: &String| self.outcome.outcomes.iter().any(|result| result.outcome.id == *id && result.items > 0);
        issuing::outcomes(self.bank, self.terms.outcomes.iter().filter(|id| asked(id)))
    }

    fn measures(&self) -> Vec<Measure> {
        let outcome = self.outcome;
        let mut measures = vec![self.level()];
        if self.says.score {
            measures.push(measure(
                "ability",
                "Ability in logits",
                MeasureKind::ScaledScore,
                decimals(outcome.estimate.theta.value()),
            ));
        }
        if self.says.standard_error {
            measures.push(measure(
                "standard-error",
                "Standard error of the ability in logits",
                MeasureKind::Other("StandardError".to_owned()),
                decimals(outcome.estimate.standard_error.value()),
            ));
        }
        // The score is the middle of it.
        if self.says.score && self.says.standard_error {
            let [low, high] = outcome.interval.map(engine::Theta::value);
            measures.push(measure(
                "interval",
                "Interval that holds the ability with a probability of 90 per cent, in logits",
                MeasureKind::Other("Interval".to_owned()),
                format!("{} to {}", decimals(low), decimals(high)),
            ));
        }
        if self.says.mastery {
            measures.push(Measure {
                required: Some(hundredths(outcome.certainty)),
                ..per_hundred("mastery", "Probability of mastery, per hundred", outcome.mastery)
            });
            let claimed: Vec<String> = self.outcomes().into_iter().map(|outcome| outcome.id).collect();
            for sub in outcome.outcomes.iter().filter(|sub| claimed.contains(&sub.outcome.id)) {
                let Some(finding) = sub.finding else { continue };
                let key: String = sub.outcome.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
                let name =
                    format!("Probability of mastery by the {} questions on {} alone, per hundred", sub.items, sub.outcome.id);
                measures.push(Measure {
                    outcome: Some(sub.outcome.id.clone()),
                    ..per_hundred(&format!("outcome-{key}"), &name, finding.mastery)
                });
            }
        }
        measures
    }

    /// The level that was reached: "achieved", or the highest of the blueprint's other levels that is as certain.
    fn level(&self) -> Measure {
        let outcome = self.outcome;
        let mut levels = vec![(outcome.cut, ACHIEVED.to_owned(), "Achieved".to_owned(), outcome.certainty)];
        levels.extend(outcome.levels.iter().map(|level| (level.cut, slug(&level.id), level.title.clone(), level.mastery)));
        levels.sort_by(|one, other| one.0.value().total_cmp(&other.0.value()));
        let reached = levels
            .iter()
            .rfind(|(cut, key, _, sure)| key == ACHIEVED || *sure >= outcome.certainty && cut.value() > outcome.cut.value());
        let value = reached.map_or_else(|| ACHIEVED.to_owned(), |(_, key, ..)| key.clone());
        let levels = levels.into_iter().map(|(_, key, name, _)| ReachableLevel { key, name, description: None }).collect();
        Measure { required: Some(ACHIEVED.to_owned()), ..measure("level", "Level reached", MeasureKind::Levels(levels), value) }
    }

    /// How one took part: what the micro-credential says, but for a sitting, where it is known better.
    fn participation(&self) -> Term {
        match self.vouched {
            None => issuing::term(&self.terms.participation),
            Some(_) => Term {
                text: "On a computer, in a sitting under an invigilator of the issuer".to_owned(),
                uri: Mode::Presential.term().uri,
            },
        }
    }

    fn sitting(&self) -> Sitting {
        let (outcome, standard) = (self.outcome, &self.blueprint.standard);
        let narrative =
            format!("{} questions were answered; the assessment ended because {}.", outcome.items, reason(outcome.reason));
        let said = |text: String, concept: Term| Term { text, uri: concept.uri };
        let (delivery, supervision, identity) = match self.vouched {
            None => (
                said(
                    "sealed; questions, keys and scoring stayed on the issuer's server, which handed out one block at a time."
                        .to_owned(),
                    Mode::Online.term(),
                ),
                said("not supervised; a tutor confirmed who sat".to_owned(), Supervision::UnsupervisedWithId.term()),
                "a tutor of the issuer confirmed who sat in this seat; the e-mail address was not proved by mail.".to_owned(),
            ),
            Some(sitting) => (
                said(
                    "sitting; questions and keys were in the learner's browser for as long as the sitting was open, and the \
                     issuer's server replayed the log of the session to the last bit before it decided."
                        .to_owned(),
                    Mode::Presential.term(),
                ),
                said(
                    format!(
                        "supervised in person by an invigilator of the issuer, who signed off the sitting of {}",
                        day(sitting.opened_at)
                    ),
                    Supervision::SupervisedWithId.term(),
                ),
                "the invigilator vouches for who sat there; the e-mail address was not proved by mail.".to_owned(),
            ),
        };
        Sitting {
            narrative,
            delivery,
            supervision,
            identity,
            decision: Some(Decision {
                prior: format!(
                    "Normal with mean {} and standard deviation {} logits, the same for everyone",
                    decimals(standard.cut.value()),
                    decimals(standard.prior_sd)
                ),
                rule: format!(
                    "Achieved where the probability of an ability of {} logits or more is at least {}",
                    decimals(standard.cut.value()),
                    percent(standard.certainty)
                ),
            }),
            assessment: *outcome.assessment.bytes(),
            bank: Some(*self.bank_digest.bytes()),
            blueprint: Some(*Digest::of(self.blueprint).bytes()),
            log: *outcome.log.bytes(),
        }
    }
}

/// The key of the level at the pass mark.
const ACHIEVED: &str = "achieved";

fn measure(key: &str, name: &str, kind: MeasureKind, value: String) -> Measure {
    Measure {
        key: key.to_owned(),
        name: name.to_owned(),
        kind,
        value,
        minimum: None,
        maximum: None,
        required: None,
        outcome: None,
    }
}

fn per_hundred(key: &str, name: &str, probability: f64) -> Measure {
    Measure {
        minimum: Some("0".to_owned()),
        maximum: Some("100".to_owned()),
        ..measure(key, name, MeasureKind::Percent, hundredths(probability))
    }
}

/// The letters, digits and hyphens of a name; never that of the pass mark.
fn slug(id: &str) -> String {
    let text: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    if text == ACHIEVED { format!("level-{text}") } else { text }
}

/// As `2026-11-27`.
fn day(at: i64) -> String {
    Time::from_unix_ms(at).map(Time::date).unwrap_or_default()
}

/// Why a session ended, to follow "it ended:".
pub fn reason(reason: StopReason) -> &'static str {
    match reason {
        StopReason::MaximumLength => "its greatest length was reached",
        StopReason::Certainty => "the decision was certain enough",
        StopReason::StandardError => "the ability was measured precisely enough",
        StopReason::AllRules => "every rule for ending it held",
        StopReason::ConfidenceInterval | StopReason::ProbabilityRatio | StopReason::LikelihoodRatio | StopReason::Curtailment => {
            "the answers were clear enough to decide by"
        }
        StopReason::StandardErrorChange | StopReason::ThetaChange | StopReason::LeastInformation => {
            "more questions would have changed the estimate little"
        }
        StopReason::Items => "it had as many questions as it was to have",
        StopReason::Seconds => "the time that it was to take had passed",
        StopReason::BankExhausted => "no question was left that could be asked",
        StopReason::TimeUp => "the time was up",
        StopReason::EndedByLearner => "the learner ended it",
        StopReason::SittingClosed => "the sitting was closed",
    }
}

fn decimals(value: f64) -> String {
    let text = format!("{value:.2}");
    if text == "-0.00" { "0.00".to_owned() } else { text }
}

/// Per hundred, rounded down, so that no probability looks greater than it is: .9999 is 99.9.
fn hundredths(probability: f64) -> String {
    // A thousandth of a step lets .95 be 95.0 although it is not exact in binary.
    format!("{:.1}", (probability * 1000.0 + 1e-6).floor() / 10.0)
}

fn percent(probability: f64) -> String {
    format!("{} per cent", hundredths(probability).trim_end_matches(".0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_rounds_a_probability_up() {
        for (p, text) in [(0.95, "95.0"), (0.949_99, "94.9"), (0.999_99, "99.9"), (1.0, "100.0"), (0.0, "0.0")] {
            assert_eq!(hundredths(p), text);
        }
        assert_eq!(percent(0.95), "95 per cent");
        assert_eq!(decimals(-0.001), "0.00");
    }
}
