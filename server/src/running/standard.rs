//! The pass mark in a moderation pack: what it is, and the record of how it was set.

use api::pass_mark::{Adopted, Study};
use credential::Time;
use engine::cut_score::OfJudge;

use crate::app::App;
use crate::catalogue::{Form, Offer};
use crate::error::Answer;
use crate::pass_mark;

/// The pass mark in sentences.
pub fn sentences(form: &Form) -> Vec<String> {
    let standard = &form.blueprint.standard;
    let mut said = vec![format!(
        "The pass mark is {:.2} logits; \"achieved\" needs a probability of {:.1} per cent of being above it, \"not yet\" the same of \
         being below, and what lies between is too close to call.",
        standard.cut.value(),
        100.0 * standard.certainty
    )];
    if standard.cut_se > 0.0 {
        said.push(format!("Its standard error, {:.2} logits, is part of that probability.", standard.cut_se));
    }
    said.push(format!("How it was set: {}", standard.rationale.trim()));
    said
}

/// What judges said of the pass mark in the workshop: of each study that led to one, the newest first; nothing where there is none.
///
/// # Errors
/// As the store says.
pub async fn record(app: &App, offer: &Offer) -> Answer<Vec<String>> {
    let studies = app.store.cut_studies(&offer.bank.id).await?;
    if studies.is_empty() {
        return Ok(Vec::new());
    }
    let draft = pass_mark::draft(app, &offer.bank.id).await?;
    let (mut taken, mut idle) = (Vec::new(), 0_usize);
    for study in studies.into_iter().filter(|study| study.blueprint == offer.award.blueprint.id) {
        let view = pass_mark::view(app, study, draft.bank.as_ref()).await?;
        if view.adopted.is_empty() { idle += 1 } else { taken.push(view) }
    }
    taken.sort_by_key(|study| std::cmp::Reverse(study.adopted.first().map(|adopted| adopted.at)));
    let cut = offer.award.blueprint.standard.cut.value();
    let mut holds = true;
    let mut said = Vec::new();
    for view in &taken {
        said.push(format!(
            "Judges rated {} questions for a learner who can just do it: \u{201c}{}\u{201d}",
            view.items.len(),
            view.borderline.trim()
        ));
        said.extend(judges(view));
        said.extend(rounds(view));
        for adopted in &view.adopted {
            said.push(adoption(adopted, holds && adopted.cut.to_bits() == cut.to_bits()));
            holds = false;
        }
    }
    if idle > 0 {
        let studies = if idle == 1 { "One other study" } else { "Other studies" };
        said.push(format!("{studies} of the same assessment led to no pass mark ({idle})."));
    }
    Ok(said)
}

/// A line for each judge whose ratings count, with what they come to; and those whose ratings do not.
fn judges(study: &Study) -> Vec<String> {
    let last = study.rounds.last();
    let counted = |id: &str| -> Option<&OfJudge> {
        let round = last?;
        round.result.as_ref()?.by_judge.get(round.judges.iter().position(|judge| judge == id)?)
    };
    let line = |judge: &api::pass_mark::Judge| {
        let qualified = judge.qualifications.trim().trim_end_matches('.');
        let qualified = if qualified.is_empty() { "qualifications not stated" } else { qualified };
        match counted(&judge.id) {
            Some(of) => {
                let theta = of.theta.map_or_else(String::new, |theta| format!(", which is {theta:.2} logits"));
                format!("Judge {}: {qualified}. Mean rating {:.1} per cent{theta}.", judge.name, 100.0 * of.mean)
            }
            None => format!("Judge {}: {qualified}. Did not rate every question, and does not count.", judge.name),
        }
    };
    study.judges.iter().map(line).collect()
}

fn rounds(study: &Study) -> impl Iterator<Item = String> {
    study.rounds.iter().filter_map(|round| {
        let found = round.result.as_ref()?;
        let spread = found.judge_sd.map_or_else(String::new, |sd| format!(", a standard deviation of {sd:.3} between them"));
        let error = found.standard_error.map_or_else(String::new, |error| format!(" and a standard error of {error:.3}"));
        let judges = if found.judges == 1 { "judge" } else { "judges" };
        Some(format!("Round {}: {} {judges}, a mean rating of {:.3}{spread}{error}.", round.round, found.judges, found.mean))
    })
}

fn adoption(adopted: &Adopted, holds: bool) -> String {
    let reason = adopted.reason.trim().trim_end_matches('.');
    let reason = if reason.is_empty() { "as found" } else { reason };
    let day = Time::from_unix_ms(adopted.at).map(Time::date).unwrap_or_default();
    let holds = if holds { " This is the pass mark that holds." } else { "" };
    format!(
        "Taken by {} on {day}: {:.2} logits, where {:.2} \u{b1} {:.2} was found: {reason}.{holds}",
        adopted.who, adopted.cut, adopted.found, adopted.found_se
    )
}
