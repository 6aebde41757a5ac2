//! What finished attempts answered, as statistics need it. Made of logs, kept in memory, never stored.

use std::sync::Arc;

use engine::bank::{Bank, Interaction};
use engine::{Given, Score, Session, Step, StopReason};

use super::rescored::{self, Effective};
use crate::app::App;
use crate::error::{Answer, Problem};
use crate::store::attempts::Attempt;

/// What one attempt answered.
#[derive(Debug)]
pub struct Answers {
    /// The attempt.
    pub attempt: String,
    /// The newest correction that the scores take into account; 0 for none.
    seq: i64,
    /// Whether its learner worked with extra time, whose times say nothing of others.
    pub extra_time: bool,
    /// In the order in which they were given.
    pub given: Vec<Answered>,
    /// Items that were on the screen and not handed in.
    pub omitted: Vec<String>,
}

/// An item that was answered.
#[derive(Debug)]
pub struct Answered {
    /// The bank's name of it.
    pub item: String,
    /// What was given.
    pub given: Given,
    /// The category that it earned, by the keys that count now.
    pub category: usize,
    /// The share of full credit.
    pub credit: f64,
    /// Ability by all other answers.
    pub ability: f64,
    /// The share of credit that the item's model expects there.
    pub expected: f64,
    /// How long it took.
    pub milliseconds: u64,
}

/// What each of these finished attempts answered.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn of(app: &App, micro_credential: &str, attempts: &[Attempt]) -> Answer<Vec<Arc<Answers>>> {
    let applied = app.store.applied_corrections(micro_credential).await?;
    let seq = applied.iter().filter_map(|correction| correction.seq).max().unwrap_or(0);
    let mut all = Vec::with_capacity(attempts.len());
    for attempt in attempts {
        let known = app.running.answers.lock().expect("no holder panics").get(&attempt.id).cloned();
        if let Some(known) = known.filter(|known| known.seq == seq) {
            all.push(known);
            continue;
        }
        let effective = rescored::with(app, attempt, &applied).await?;
        let extra_time = app.store.membership(&attempt.seat).await?.is_some_and(|membership| membership.extra_time > 1.0);
        let id = attempt.id.clone();
        let made = tokio::task::spawn_blocking(move || Arc::new(answers(id, seq, extra_time, &effective)));
        let made = made.await.map_err(Problem::internal)?;
        app.running.answers.lock().expect("no holder panics").insert(attempt.id.clone(), Arc::clone(&made));
        all.push(made);
    }
    Ok(all)
}

/// Whether what these attempts answered is in memory.
///
/// # Errors
/// As the store says.
pub async fn are_known(app: &App, micro_credential: &str, attempts: &[Attempt]) -> Answer<bool> {
    let applied = app.store.applied_corrections(micro_credential).await?;
    let seq = applied.iter().filter_map(|correction| correction.seq).max().unwrap_or(0);
    let known = app.running.answers.lock().expect("no holder panics");
    Ok(attempts.iter().all(|attempt| known.get(&attempt.id).is_some_and(|answers| answers.seq == seq)))
}

/// Forgets what these attempts answered.
pub fn forget(app: &App, gone: impl Fn(&str) -> bool) {
    app.running.answers.lock().expect("no holder panics").retain(|attempt, _| !gone(attempt));
}

fn answers(attempt: String, seq: i64, extra_time: bool, effective: &Effective) -> Answers {
    let session = &effective.session;
    let bank = session.assessment().bank();
    let trail = session.trail();
    let scores: Vec<Score> =
        effective.rescored.as_ref().map_or_else(|| trail.iter().map(|step| step.score).collect(), engine::Rescored::scores);
    let without = effective.rescored.as_ref().map_or_else(|| session.estimates_without(), engine::Rescored::estimates_without);
    let handed: Vec<usize> = trail.iter().filter_map(|step| bank.position(&step.item)).collect();
    let given = trail
        .iter()
        .zip(scores)
        .zip(without)
        .zip(session.times())
        .filter_map(|(((step, score), ability), milliseconds)| {
            let item = bank.item(&step.item)?;
            Some(Answered {
                item: step.item.to_string(),
                given: step.given.clone(),
                category: score.category(),
                credit: credit(bank, &step.item, score),
                ability: ability.theta.value(),
                expected: expected(&item.model, ability.theta),
                milliseconds,
            })
        })
        .collect();
    Answers { attempt, seq, extra_time, given, omitted: omitted(session, &handed) }
}

/// Items that were on the screen when the session ended, and not handed in. Those with an answer count as handed in.
fn omitted(session: &Session, handed: &[usize]) -> Vec<String> {
    let cut_off = Step::Finished(StopReason::EndedByLearner);
    let ended = [cut_off, Step::Finished(StopReason::TimeUp), Step::Finished(StopReason::SittingClosed)];
    if !ended.contains(session.step()) {
        return Vec::new();
    }
    let bank = session.assessment().bank();
    let log = session.log();
    let before = engine::Log { events: log.events[..log.events.len().saturating_sub(1)].to_vec(), ..log.clone() };
    // As it stood before its last event; a log with an exposure table says nothing here without it.
    let Ok(running) = Session::replay(Arc::clone(session.assessment()), &before) else { return Vec::new() };
    let left = running.given_items().into_iter().filter(|position| !handed.contains(position));
    left.map(|position| bank.items()[position].id.to_string()).collect()
}

/// The share of full credit that a score is: of a nominal item all or nothing.
pub fn credit(bank: &Bank, item: &engine::bank::ItemId, score: Score) -> f64 {
    let Some(item) = bank.item(item) else { return 0.0 };
    if item.is_right(score) {
        return 1.0;
    }
    match &item.model {
        engine::model::ItemModel::Nominal(_) | engine::model::ItemModel::Logistic(_) => 0.0,
        model => score.category() as f64 / (model.categories() - 1) as f64,
    }
}

/// The share of full credit that a model expects.
fn expected(model: &engine::model::ItemModel, theta: engine::Theta) -> f64 {
    let top = model.categories() - 1;
    (1..=top).map(|k| k as f64 * model.probability(theta, Score::new(u8::try_from(k).unwrap_or(u8::MAX)))).sum::<f64>()
        / top as f64
}

/// What was given, in words: the texts of options and what was typed.
pub fn words(bank: &Bank, item: &engine::bank::ItemId, given: &Given) -> String {
    use engine::Answer;
    let Some(item) = bank.item(item) else { return String::new() };
    let text = |id: &str| {
        let options = match &item.interaction {
            Interaction::Options { options, .. } | Interaction::Order { options } => options.as_slice(),
            _ => &[],
        };
        let option = options.iter().find(|option| option.id == id);
        option.map_or_else(|| id.to_owned(), |option| format!("{id}: {}", plain(&option.text, 80)))
    };
    match given {
        Given::NotLearned => "not learned yet".to_owned(),
        Given::Answer(Answer::Options(chosen)) if chosen.is_empty() => "none".to_owned(),
        Given::Answer(Answer::Options(chosen)) => chosen.iter().map(|id| text(id)).collect::<Vec<_>>().join("; "),
        Given::Answer(Answer::Text(typed)) => typed.clone(),
        Given::Answer(Answer::Fields(fields)) => {
            fields.iter().map(|(field, value)| format!("{field} = {value}")).collect::<Vec<_>>().join("; ")
        }
        Given::Answer(Answer::Order(order)) => order.join(", "),
    }
}

/// The words of sanitised HTML, at most so many characters.
pub fn plain(html: &str, longest: usize) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                text.push(' ');
            }
            _ if inside => {}
            c => text.push(c),
        }
    }
    for (escape, c) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")] {
        text = text.replace(escape, c);
    }
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= longest {
        return folded;
    }
    let mut cut: String = folded.chars().take(longest.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_words_of_html() {
        assert_eq!(plain("<p>How much is <b>1 &lt; 2</b>&amp;?</p>\n<p>Now</p>", 80), "How much is 1 < 2 &? Now");
        assert_eq!(plain("abcdef", 4), "abc…");
    }
}
