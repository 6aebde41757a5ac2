//! What is taken out of the server: results, responses, item statistics and trails as tables.

use std::sync::Arc;

use engine::Verdict;

use super::table::{Cell, Table};
use super::{answers, rescored, statistics, trail};
use crate::app::App;
use crate::catalogue::Offer;
use crate::error::Answer;
use crate::store::attempts::Attempt;

/// A moment as `2026-11-28T09:30:00Z`.
fn moment(at: i64) -> String {
    credential::Time::from_unix_ms(at).map_or_else(|_| String::new(), |time| time.to_string())
}

/// A verdict as one word.
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Achieved => "achieved",
        Verdict::NotYet => "not yet",
        Verdict::TooClose => "too close to call",
    }
}

/// A row for each finished attempt, simulated ones marked.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn results(app: &App, offer: &Offer) -> Answer<Table> {
    let demo = app.store.demo_attempts().await?;
    let mut rows = Vec::new();
    for attempt in app.store.finished_attempts(&offer.terms.id).await? {
        let effective = rescored::effective(app, &attempt).await?;
        let (before, outcome) = (effective.session.outcome(), effective.outcome());
        let person = app.store.person(&attempt.learner).await?;
        let (name, email) = person.map_or_else(Default::default, |person| (person.name, person.email));
        let badge = app.store.badge(&attempt.id).await?.map(|(_, at)| moment(at));
        rows.push(vec![
            name.into(),
            email.into(),
            attempt.id.clone().into(),
            moment(attempt.started_at).into(),
            attempt.finished_at.map(moment).into(),
            attempt.sitting.is_some().into(),
            outcome.items.into(),
            verdict(outcome.verdict).into(),
            outcome.mastery.into(),
            outcome.estimate.theta.value().into(),
            outcome.estimate.standard_error.value().into(),
            outcome.cut.value().into(),
            crate::award::reason(outcome.reason).into(),
            effective.rescored.is_some().then(|| verdict(before.verdict)).into(),
            attempt.confirmed_at.map(moment).into(),
            badge.into(),
            demo.contains(&attempt.id).into(),
        ]);
    }
    let heading = vec![
        "name",
        "email",
        "attempt",
        "started",
        "finished",
        "in_sitting",
        "items",
        "verdict",
        "probability_of_mastery",
        "theta",
        "standard_error",
        "pass_mark",
        "ended_because",
        "verdict_before_corrected_keys",
        "confirmed",
        "badge_issued",
        "demo",
    ];
    Ok(Table { heading, rows })
}

/// A row for each answer, without names.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn responses(app: &App, offer: &Offer) -> Answer<Table> {
    let demo = app.store.demo_attempts().await?;
    let attempts = app.store.finished_attempts(&offer.terms.id).await?;
    let mut rows = Vec::new();
    for one in answers::of(app, &offer.terms.id, &attempts).await? {
        for (place, answered) in one.given.iter().enumerate() {
            rows.push(vec![
                one.attempt.clone().into(),
                (place + 1).into(),
                answered.item.clone().into(),
                raw(&answered.given),
                matches!(answered.given, engine::Given::NotLearned).into(),
                answered.category.into(),
                answered.credit.into(),
                answered.ability.into(),
                answered.milliseconds.into(),
                demo.contains(&one.attempt).into(),
            ]);
        }
    }
    let heading =
        vec!["attempt", "number", "item", "answer", "not_learned", "score", "credit", "theta_without", "milliseconds", "demo"];
    Ok(Table { heading, rows })
}

/// An answer by the bank's names.
fn raw(given: &engine::Given) -> Cell {
    use engine::Answer;
    match given {
        engine::Given::NotLearned => Cell::Empty,
        engine::Given::Answer(Answer::Options(chosen)) => chosen.iter().cloned().collect::<Vec<_>>().join("|").into(),
        engine::Given::Answer(Answer::Text(text)) => text.clone().into(),
        engine::Given::Answer(Answer::Order(order)) => order.join("|").into(),
        engine::Given::Answer(Answer::Fields(fields)) => {
            fields.iter().map(|(field, value)| format!("{field}={value}")).collect::<Vec<_>>().join("|").into()
        }
    }
}

/// A row for each item, and for each of its options.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn items(app: &App, offer: &Arc<Offer>) -> Answer<Table> {
    let found = statistics::of(app, offer).await?;
    let mut rows = Vec::new();
    for item in &found.items {
        let flags = item.flags.iter().map(|flag| flag.words.as_str()).collect::<Vec<_>>().join(" ");
        let head = |option: Option<&str>| -> Vec<Cell> {
            vec![item.id.clone().into(), item.outcome.clone().into(), option.into(), found.demo.into()]
        };
        let mut row = head(None);
        row.extend::<[Cell; 12]>([
            item.n.into(),
            item.not_learned.into(),
            item.omitted.into(),
            item.right.into(),
            item.interval.map(|interval| interval[0]).into(),
            item.interval.map(|interval| interval[1]).into(),
            item.expected.into(),
            item.discrimination.into(),
            item.time.map(|time| time[1] / 1000.0).into(),
            item.exposure.into(),
            Cell::Empty,
            flags.into(),
        ]);
        rows.push(row);
        for option in &item.options {
            let mut row = head(Some(&option.id));
            row.extend::<[Cell; 12]>([
                option.chosen.into(),
                Cell::Empty,
                Cell::Empty,
                option.share.into(),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                option.point_biserial.into(),
                Cell::Empty,
                Cell::Empty,
                option.ability.into(),
                if option.key { "key" } else { "" }.into(),
            ]);
            rows.push(row);
        }
    }
    let heading = vec![
        "item",
        "outcome",
        "option",
        "demo",
        "n",
        "not_learned",
        "omitted",
        "proportion",
        "low_95",
        "high_95",
        "expected",
        "correlation_with_rest",
        "median_seconds",
        "exposure_rate",
        "mean_ability",
        "notes",
    ];
    Ok(Table { heading, rows })
}

/// A row for each item of each finished attempt: how the verdicts came about. What was answered is there for those who may see keys.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn trails(app: &App, offer: &Offer, keys: bool) -> Answer<Table> {
    let mut rows = Vec::new();
    for attempt in app.store.finished_attempts(&offer.terms.id).await? {
        rows.extend(trail_rows(app, &attempt, keys).await?);
    }
    let heading = vec![
        "attempt",
        "number",
        "block",
        "item",
        "outcome",
        "answer",
        "not_learned",
        "credit",
        "credit_by_corrected_key",
        "seconds_since_start",
        "seconds_taken",
        "rapid",
        "theta",
        "standard_error",
        "probability_of_mastery",
        "why",
        "demo",
    ];
    Ok(Table { heading, rows })
}

async fn trail_rows(app: &App, attempt: &Attempt, keys: bool) -> Answer<Vec<Vec<Cell>>> {
    let told = trail::tell(app, attempt, keys).await?;
    let row = |step: api::decision_trail::TrailItem| -> Vec<Cell> {
        vec![
            attempt.id.clone().into(),
            step.number.into(),
            step.block.into(),
            step.item.into(),
            step.outcome.into(),
            step.answer.into(),
            step.not_learned.into(),
            step.credit.into(),
            step.corrected.into(),
            (step.at as f64 / 1000.0).into(),
            (step.milliseconds as f64 / 1000.0).into(),
            step.rapid.into(),
            step.theta.into(),
            step.standard_error.into(),
            step.mastery.into(),
            step.why.into(),
            told.demo.into(),
        ]
    };
    Ok(told.steps.into_iter().map(row).collect())
}
