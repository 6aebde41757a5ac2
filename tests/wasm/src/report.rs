//! A session told as text: every number as its bits.

use crate::cases::Cases;
use crate::credentials;
use anyhow::{Result, ensure};
use engine::{Estimate, Outcome, Session, Theta};
use std::fmt::Write;

/// One paragraph for each session, and whether replaying the recorded log gives the same session.
///
/// # Errors
/// A case that cannot be run, a log that does not replay, or one that differs from the session just run.
pub fn report(cases: &Cases) -> Result<String> {
    let mut text = String::new();
    for case in &cases.cases {
        let assessment = case.assessment()?;
        ensure!(
            case.logs.len() == case.seeds.len(),
            "{}: {} logs for {} seeds",
            case.blueprint.id,
            case.logs.len(),
            case.seeds.len()
        );
        for (&seed, log) in case.seeds.iter().zip(&case.logs) {
            let place = format!("{} on {}, seed {seed}", case.blueprint.id, case.bank.id);
            let session = case.run(&assessment, seed)?;
            let replayed = Session::replay(assessment.clone(), log)?;
            let told = tell(&session)?;
            ensure!(session.log() == log, "{place}: the session here has another log than the recorded one");
            ensure!(told == tell(&replayed)?, "{place}: the replay differs from the session");
            writeln!(text, "{place}")?;
            text.push_str(&told);
        }
    }
    for case in &cases.credentials {
        text.push_str(&credentials::tell(case)?);
    }
    Ok(text)
}

/// One session: its digests, each step, the outcome, and what was found for each learning outcome.
///
/// # Errors
/// None in practice: it writes to a string.
pub fn tell(session: &Session) -> Result<String> {
    let mut text = String::new();
    writeln!(text, "assessment {} log {}", session.assessment().digest(), engine::Digest::of(session.log()))?;
    for step in session.trail() {
        writeln!(
            text,
            "  {} {} {} {} -> {} information {} rank {}",
            step.block,
            step.item,
            step.score.category(),
            estimate(step.estimate_before),
            estimate(step.estimate_after),
            bits(step.information),
            step.rank
        )?;
    }
    let Outcome { verdict, mastery, certainty, estimate: last, interval, items, reason, outcomes, .. } = session.outcome();
    writeln!(
        text,
        "  {verdict:?} {reason:?} items {items} mastery {} certainty {} estimate {} interval {}",
        bits(mastery),
        bits(certainty),
        estimate(last),
        range(interval)
    )?;
    for part in outcomes {
        let finding = part.finding.map(|finding| format!("{} {}", range(finding.interval), bits(finding.mastery)));
        writeln!(text, "  {} {} {}", part.outcome.id, part.items, finding.as_deref().unwrap_or("-"))?;
    }
    Ok(text)
}

fn bits(number: f64) -> String {
    format!("{:016x}", number.to_bits())
}

fn estimate(Estimate { theta, standard_error, .. }: Estimate) -> String {
    format!("{}/{}", bits(theta.value()), bits(standard_error.value()))
}

fn range([low, high]: [Theta; 2]) -> String {
    format!("{}..{}", bits(low.value()), bits(high.value()))
}
