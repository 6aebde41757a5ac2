//! The decision trail of an attempt: every item, answer, score and estimate, why it came and why it stopped, and notes for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use api::decision_trail::{AttemptTrail, Note, TrailBlock, TrailItem};
use api::outcome::OutcomeView;
use api::staff::Permission;
use engine::response_time::{Effort, Timed, effort};
use engine::session::BlockExplained;
use engine::{Explained, Session, Step};

use super::answers::{self, credit, words};
use super::rescored;
use crate::app::App;
use crate::award;
use crate::cli::explain::{reason_words, rule_words};
use crate::error::{Answer, Problem};
use crate::request::Staff;
use crate::sealed;
use crate::store::attempts::Attempt;

/// Fewest answers of others that a norm of response time rests on.
const FEWEST_TIMES: usize = 10;

/// l_z* below this is unusual: about one in fifty of those whom the model describes lies there.
const UNUSUAL_FIT: f64 = -2.0;

/// A share of effort below this is unusual (Wise and Kong 2005).
const UNUSUAL_EFFORT: f64 = 0.9;

/// The trail of an attempt, with what was answered if whoever asks may see keys.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn of(app: &App, attempt: &Attempt, staff: &Staff) -> Answer<AttemptTrail> {
    tell(app, attempt, staff.may(Permission::ReadQuestions)).await
}

/// The same, with or without what was answered.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn tell(app: &App, attempt: &Attempt, keys: bool) -> Answer<AttemptTrail> {
    let effective = rescored::effective(app, attempt).await?;
    let norms = norms(app, attempt).await?;
    let table = sealed::exposure_table(app, attempt).await?;
    let membership = app.store.membership(&attempt.seat).await?;
    let person = app.store.person(&attempt.learner).await?;
    let title = sealed::terms(app, attempt).await?.title;
    let demo = app.store.is_demo(&attempt.seat).await?;
    let extra_time = membership.is_some_and(|membership| membership.extra_time > 1.0);
    let id = attempt.id.clone();
    let made = tokio::task::spawn_blocking(move || {
        let session = &effective.session;
        let blocks = Session::explain(session.assessment(), session.log(), table.as_ref())
            .map_err(|error| Problem::internal(format!("attempt {id}: {error}")))?;
        let effort = timed(session, &norms, extra_time);
        let steps = steps(&effective, &blocks, effort.as_ref(), keys);
        let notes = notes(session, effort.as_ref(), extra_time);
        let told = blocks
            .iter()
            .filter(|block| block.estimate.is_some())
            .map(|block| TrailBlock { number: block.number, rules: block.rules.iter().map(rule_words).collect() })
            .collect::<Vec<_>>();
        let ended = match session.step() {
            Step::Finished(reason) => Some(format!("It ended because {}.", award::reason(*reason))),
            Step::Present(_) => None,
        };
        let minutes = session.log().started.time_allowance.map(|allowed| allowed as f64 / 60_000.0);
        let outcome = OutcomeView::from(&session.outcome());
        let corrected = effective.rescored.as_ref().map(|rescored| OutcomeView::from(&rescored.outcome()));
        Ok::<_, Problem>((steps, told, ended, notes, minutes, outcome, corrected, effective.reasons))
    });
    let (steps, blocks, ended, notes, minutes, outcome, corrected, corrections) = made.await.map_err(Problem::internal)??;
    Ok(AttemptTrail {
        attempt: attempt.id.clone(),
        micro_credential: attempt.micro_credential.clone(),
        title,
        learner: person.map(|person| person.name).unwrap_or_default(),
        demo,
        started_at: attempt.started_at,
        finished_at: attempt.finished_at,
        confirmed_at: attempt.confirmed_at,
        minutes,
        outcome,
        corrected,
        corrections,
        answers_shown: keys,
        steps,
        blocks,
        ended,
        notes,
    })
}

/// The mean time that others took for each item, where enough did. Who works with extra time says nothing of others.
async fn norms(app: &App, attempt: &Attempt) -> Answer<BTreeMap<String, u64>> {
    let others: Vec<Attempt> = app
        .store
        .finished_attempts(&attempt.micro_credential)
        .await?
        .into_iter()
        .filter(|other| other.id != attempt.id && other.learner != attempt.learner)
        .collect();
    let mut times: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for other in answers::of(app, &attempt.micro_credential, &others).await?.iter().filter(|other| !other.extra_time) {
        for answered in &other.given {
            times.entry(answered.item.clone()).or_default().push(answered.milliseconds);
        }
    }
    let mean = |times: Vec<u64>| times.iter().sum::<u64>() / times.len() as u64;
    Ok(times.into_iter().filter(|(_, times)| times.len() >= FEWEST_TIMES).map(|(item, times)| (item, mean(times))).collect())
}

fn timed(session: &Session, norms: &BTreeMap<String, u64>, extra_time: bool) -> Option<Effort> {
    let timed: Vec<Timed> = session
        .trail()
        .iter()
        .zip(session.times())
        .map(|(step, taken)| Timed { taken, norm: norms.get(step.item.as_str()).copied() })
        .collect();
    effort(&timed, extra_time)
}

fn steps(effective: &rescored::Effective, blocks: &[BlockExplained], effort: Option<&Effort>, keys: bool) -> Vec<TrailItem> {
    let session = &effective.session;
    let bank = Arc::clone(session.assessment().bank());
    let scores = effective.rescored.as_ref().map(engine::Rescored::scores);
    session
        .trail()
        .into_iter()
        .zip(session.findings_along())
        .zip(session.times())
        .enumerate()
        .map(|(index, ((step, finding), milliseconds))| {
            let earned = credit(&bank, &step.item, step.score);
            let now = scores.as_ref().and_then(|scores| scores.get(index)).map(|score| credit(&bank, &step.item, *score));
            let outcome =
                bank.item(&step.item).and_then(|item| item.outcomes.first()).map(|place| bank.outcomes()[*place].id.clone());
            let choice = blocks
                .iter()
                .find(|block| block.number == step.block)
                .and_then(|block| block.choices.iter().find(|choice| choice.items.contains(&step.item)));
            TrailItem {
                number: index + 1,
                block: step.block,
                item: keys.then(|| step.item.to_string()),
                outcome: outcome.unwrap_or_default(),
                answer: keys.then(|| words(&bank, &step.item, &step.given)),
                not_learned: step.given == engine::Given::NotLearned,
                credit: earned,
                corrected: now.filter(|now| (now - earned).abs() > 1e-9),
                at: step.at,
                milliseconds,
                rapid: effort.and_then(|effort| effort.rapid.get(index).copied().flatten()),
                theta: finding.estimate.theta.value(),
                standard_error: finding.estimate.standard_error.value(),
                mastery: finding.mastery,
                why: choice.map_or_else(|| "The blueprint begins with it.".to_owned(), |choice| why(choice, keys)),
            }
        })
        .collect()
}

/// Why an item came, as a sentence. Other items are named only for those who may see the questions.
fn why(choice: &Explained, keys: bool) -> String {
    let place = match choice.rank {
        1 => "the best".to_owned(),
        rank => format!("number {rank}"),
    };
    let set = if choice.items.len() > 1 { "Its set was" } else { "It was" };
    let mut text = format!(
        "{set} {place} of {} that could be given, at an estimate for choosing questions of {:.2} logits",
        choice.candidates, choice.theta
    );
    if choice.rank > 1 {
        text.push_str("; the content that is due, and the rule that no question is worn out, put it before better ones");
    }
    text.push('.');
    if !choice.removed.is_empty() {
        let removed: Vec<String> = choice.removed.iter().map(|(why, count)| format!("{count} {}", reason_words(*why))).collect();
        let _ = write!(text, " Left out: {}.", removed.join("; "));
    }
    if keys && !choice.others.is_empty() {
        let others: Vec<&str> = choice.others.iter().map(|other| other.item.as_str()).collect();
        let _ = write!(text, " Next in line: {}.", others.join(", "));
    }
    text
}

fn notes(session: &Session, effort: Option<&Effort>, extra_time: bool) -> Vec<Note> {
    let mut notes = Vec::new();
    if let Some(fit) = session.person_fit() {
        let unusual = fit.lz_star < UNUSUAL_FIT;
        let squares = fit.mean_squares.map_or_else(String::new, |squares| {
            format!(" Infit {:.2} and outfit {:.2}, where about 1 is usual.", squares.infit, squares.outfit)
        });
        let words = if unusual {
            format!(
                "The answers fit the estimate badly (l_z* {:.2}; below {UNUSUAL_FIT} is seen about once in fifty): easy questions were \
                 missed and hard ones answered more often than usual. Guessing, help, a slip of the form and a gap in what was taught \
                 all look like this.{squares}",
                fit.lz_star
            )
        } else {
            format!("The answers fit the estimate as those of most learners do (l_z* {:.2}).{squares}", fit.lz_star)
        };
        notes.push(Note { unusual, words });
    }
    notes.push(match effort {
        None if extra_time => Note {
            unusual: false,
            words: "This learner works in time of their own; how fast others answer says nothing of them.".to_owned(),
        },
        Some(Effort { share: Some(share), rapid }) => {
            let fast = rapid.iter().flatten().filter(|fast| **fast).count();
            let judged = rapid.iter().flatten().count();
            Note {
                unusual: *share < UNUSUAL_EFFORT,
                words: format!(
                    "{fast} of {judged} answers came in less than a tenth of the time that others take, too fast to have read the question."
                ),
            }
        }
        _ => Note {
            unusual: false,
            words: format!("Fewer than {FEWEST_TIMES} others have answered these questions: too few to say what is fast."),
        },
    });
    notes
}
