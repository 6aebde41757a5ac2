//! From an outcome to a badge: the one place where measurement and credentials meet.
//!
//! An attempt that was finished, whose log replays to "achieved", and for which a person stands (a tutor who confirmed the seat, or
//! the invigilator who signed the sitting off), becomes a [`Claim`], which is signed and stored. The decision is the engine's: the
//! posterior probability of mastery against the blueprint's standard.

use api::attempt::BadgeState;
use credential::{
    Achievement, Claim, Credits, FrameworkTerm, Issuer, Learner, LearningOutcome, Level, Measure, MeasureKind, Sitting, Term,
    Time, Workload,
};
use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use engine::{Outcome, StopReason, Verdict};
use interchange::native::{MicroCredentialFile, TermFile};

use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::exposure;
use crate::sealed::{self, is_achieved};
use crate::secret;
use crate::store::attempts::Attempt;
use crate::store::badges;
use crate::store::people::{Institution, Person};
use crate::store::sittings::Sitting as SittingRecord;

/// Issues the badge of an attempt if it is due and not yet there, and says what became of it. May be called at any time.
///
/// # Errors
/// As the store says; and if the log does not replay to what was recorded, for then nothing may be signed.
pub async fn settle(app: &App, attempt: &Attempt) -> Answer<BadgeState> {
    if !is_achieved(attempt) {
        return Ok(BadgeState::None);
    }
    if app.store.badge(&attempt.id).await?.is_some() {
        return Ok(BadgeState::Issued);
    }
    let vouched = match &attempt.sitting {
        None if attempt.confirmed_at.is_none() || exposure::holds(app, attempt).await? => {
            return Ok(BadgeState::AwaitingConfirmation);
        }
        None => None,
        Some(sitting) => match app.store.vouched(sitting, &attempt.seat).await? {
            None => return Ok(BadgeState::AwaitingSignOff),
            Some(false) => return Ok(BadgeState::NotVouched),
            Some(true) => app.store.sitting(sitting).await?,
        },
    };
    let (Some(institution), Some(person)) = (app.store.institution().await?, app.store.person(&attempt.learner).await?) else {
        return Ok(if vouched.is_some() { BadgeState::AwaitingSignOff } else { BadgeState::AwaitingConfirmation });
    };

    let (session, _) = sealed::replay(app, attempt).await?;
    let outcome = session.outcome();
    if outcome.verdict != Verdict::Achieved || !session.log().finished() {
        return Err(Problem::internal(format!("attempt {} replays to another verdict than was recorded", attempt.id)));
    }
    let terms = sealed::terms(app, attempt).await?;
    let missing = || Problem::internal(format!("attempt {}: its assessment is missing", attempt.id));
    let (bank, _) = app.store.assessment(&attempt.assessment).await?.ok_or_else(missing)?;
    let bank: BankFile = serde_json::from_str(&bank).map_err(Problem::internal)?;

    let at = now();
    let facts = Facts {
        terms: &terms,
        bank: &bank,
        blueprint: session.assessment().blueprint(),
        outcome: &outcome,
        institution: &institution,
        person: &person,
        vouched: vouched.as_ref(),
    };
    let earned = Time::from_unix_ms(attempt.finished_at.unwrap_or(at)).map_err(Problem::internal)?;
    let issued = Time::from_unix_ms(at).map_err(Problem::internal)?;
    let claim = facts.claim(app.identity.did(), &app.public.to_string(), earned, issued);
    let document = credential::issue(&claim, app.identity.signer(), issued).map_err(Problem::internal)?;
    let (id, issuer) = (attempt.id.clone(), app.identity.did().to_owned());
    app.store.write(move |db| Box::pin(async move { badges::insert(db, &id, &document, &issuer, at).await })).await?;
    tracing::info!(attempt = %attempt.id, "badge issued");
    Ok(BadgeState::Issued)
}

/// What a badge is made of.
struct Facts<'a> {
    terms: &'a MicroCredentialFile,
    bank: &'a BankFile,
    blueprint: &'a BlueprintFile,
    outcome: &'a Outcome,
    institution: &'a Institution,
    person: &'a Person,
    /// The sitting whose invigilator vouches for it; `None` for a sealed assessment.
    vouched: Option<&'a SittingRecord>,
}

impl Facts<'_> {
    fn claim(&self, did: &str, public: &str, earned: Time, issued: Time) -> Claim {
        let terms = self.terms;
        Claim {
            id: secret::uuid_urn(),
            issuer: Issuer {
                did: did.to_owned(),
                name: self.institution.name.clone(),
                url: Some(public.to_owned()),
                email: Some(self.institution.contact.clone()),
                country: Some(self.institution.country.clone()),
            },
            learner: Learner { name: None, email: self.person.email.clone(), salt: secret::token() },
            achievement: Achievement {
                id: format!("{public}{}", api::path::fill("/micro-credentials/{id}", &[&terms.id])),
                title: terms.title.clone(),
                description: terms.description.clone(),
                criteria: self.criteria(),
                version: Some(self.bank.version.clone()),
                language: terms.lang.clone(),
                outcomes: self.outcomes(),
                level: Level { framework: terms.level.framework.clone(), value: terms.level.value.clone(), eqf: terms.level.eqf },
                workload: Workload {
                    hours: terms.workload.hours,
                    credits: terms.workload.credits.zip(terms.workload.unit.clone()).map(|(value, unit)| Credits { value, unit }),
                },
                assessment_type: term(&terms.assessment_type),
                participation: self.participation(),
                quality_assurance: plain(&terms.quality_assurance),
                prerequisites: terms.prerequisites.clone(),
                stackability: terms.stackability.clone(),
                review_by: terms.review_by.clone(),
            },
            results: self.measures(),
            sitting: self.sitting(),
            awarded_at: earned,
            valid_from: issued,
            valid_until: None,
            specimen: terms.specimen.then(|| terms.specimen_note.clone().unwrap_or_else(|| "A specimen.".to_owned())),
        }
    }

    /// The standard, so that whoever reads the badge knows what was enough.
    fn criteria(&self) -> String {
        let standard = &self.blueprint.standard;
        let length = self.blueprint.length;
        format!(
            "Achieved in an adaptive assessment of {} to {} questions. \"Achieved\" means that the probability of an ability at or \
             above the pass mark of {} logits is at least {}, computed from the answers by item response theory with the prior \
             N({}, {}), which is the same for everyone and leans neither way. The uncertainty of the questions' stated \
             difficulties is part of that probability. How the pass mark was set: {}",
            length.minimum,
            length.maximum,
            decimals(standard.cut.value()),
            percent(standard.certainty),
            decimals(standard.cut.value()),
            decimals(standard.prior_sd),
            standard.rationale.trim(),
        )
    }

    fn outcomes(&self) -> Vec<LearningOutcome> {
        let named = |id: &String| self.bank.outcomes.iter().find(|outcome| outcome.id == *id);
        let outcomes = self.terms.outcomes.iter().filter_map(named).map(|outcome| LearningOutcome {
            id: outcome.id.clone(),
            text: outcome.text.clone(),
            alignments: outcome
                .align
                .iter()
                .map(|align| FrameworkTerm {
                    // Files name frameworks in lower case; most are acronyms.
                    framework: align.to.to_uppercase(),
                    name: align.name.clone().unwrap_or_else(|| outcome.text.clone()),
                    uri: align.uri.clone(),
                })
                .collect(),
        });
        outcomes.collect()
    }

    fn measures(&self) -> Vec<Measure> {
        let outcome = self.outcome;
        let of = |key: &str, name: &str, kind, value: String| Measure {
            key: key.to_owned(),
            name: name.to_owned(),
            kind,
            value,
            minimum: None,
            maximum: None,
            required: None,
        };
        let [low, high] = outcome.interval.map(engine::Theta::value);
        let mut measures = vec![
            Measure {
                minimum: Some("0".to_owned()),
                maximum: Some("100".to_owned()),
                required: Some(hundredths(outcome.certainty)),
                ..of("mastery", "Probability of mastery, per hundred", MeasureKind::Percent, hundredths(outcome.mastery))
            },
            of("ability", "Ability in logits", MeasureKind::ScaledScore, decimals(outcome.estimate.theta.value())),
            of(
                "standard-error",
                "Standard error of the ability in logits",
                MeasureKind::Other("StandardError".to_owned()),
                decimals(outcome.estimate.standard_error.value()),
            ),
            of(
                "interval",
                "Interval that holds the ability with a probability of 90 per cent, in logits",
                MeasureKind::Other("Interval".to_owned()),
                format!("{} to {}", decimals(low), decimals(high)),
            ),
            of("pass-mark", "Pass mark in logits", MeasureKind::Other("CutScore".to_owned()), decimals(outcome.cut.value())),
            of("questions", "Questions answered", MeasureKind::Other("ItemCount".to_owned()), outcome.items.to_string()),
        ];
        for sub in &outcome.outcomes {
            let Some(finding) = sub.finding else { continue };
            let key: String = sub.outcome.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            measures.push(Measure {
                minimum: Some("0".to_owned()),
                maximum: Some("100".to_owned()),
                ..of(
                    &format!("outcome-{key}"),
                    &format!("Probability of mastery by the {} questions on {} alone, per hundred", sub.items, sub.outcome.id),
                    MeasureKind::Percent,
                    hundredths(finding.mastery),
                )
            });
        }
        measures
    }

    /// How one took part: what the micro-credential says, but for a sitting, where it is known better.
    fn participation(&self) -> Term {
        match self.vouched {
            None => term(&self.terms.participation),
            Some(_) => plain("On a computer, in a sitting under an invigilator of the issuer"),
        }
    }

    fn sitting(&self) -> Sitting {
        let outcome = self.outcome;
        let narrative =
            format!("{} questions were answered; the assessment ended because {}.", outcome.items, reason(outcome.reason));
        let (delivery, supervision, identity) = match self.vouched {
            None => (
                "sealed; questions, keys and scoring stayed on the issuer's server, which handed out one block at a time.".to_owned(),
                "not supervised".to_owned(),
                "a tutor of the issuer confirmed who sat in this seat; the e-mail address was not proved by mail.".to_owned(),
            ),
            Some(sitting) => (
                "sitting; questions and keys were in the learner's browser for as long as the sitting was open, and the issuer's \
                 server replayed the log of the session to the last bit before it decided."
                    .to_owned(),
                format!(
                    "supervised in person by an invigilator of the issuer, who signed off the sitting of {}",
                    day(sitting.opened_at)
                ),
                "the invigilator vouches for who sat there; the e-mail address was not proved by mail.".to_owned(),
            ),
        };
        Sitting {
            narrative,
            delivery,
            supervision: plain(&supervision),
            identity,
            assessment: *outcome.assessment.bytes(),
            log: *outcome.log.bytes(),
        }
    }
}

/// As `2026-11-27`.
fn day(at: i64) -> String {
    Time::from_unix_ms(at).map(Time::date).unwrap_or_default()
}

fn term(term: &TermFile) -> Term {
    Term { text: term.text.clone(), uri: term.uri.clone() }
}

fn plain(text: &str) -> Term {
    Term { text: text.to_owned(), uri: None }
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
