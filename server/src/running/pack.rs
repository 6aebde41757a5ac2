//! The moderation pack of a micro-credential.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::concern::{ConcernKind, ConcernState};
use api::pack::{Pack, Verdicts};
use api::staff::Permission;
use engine::{Seed, Verdict};

use super::{correction, standard, statistics, trail};
use crate::app::App;
use crate::catalogue::{Form, Offer};
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::request::Staff;
use crate::simulated;

/// Deeds in a pack at most.
const DEEDS: i64 = 200;

/// The pack, with so many trails. What whoever asks may not read elsewhere is left out of it, and it says so.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn of(app: &App, offer: &Arc<Offer>, sample: usize, staff: &Staff) -> Answer<Pack> {
    let id = &offer.terms.id;
    let form = Arc::clone(&offer.award);
    let simulation = tokio::task::spawn_blocking({
        let offer = Arc::clone(offer);
        move || simulated::of(&offer)
    });
    let (attempts, _) = statistics::attempts(app, id).await?;
    let mut verdicts = Verdicts::default();
    for attempt in &attempts {
        match attempt.verdict {
            Some(Verdict::Achieved) => verdicts.achieved += 1,
            Some(Verdict::NotYet) => verdicts.not_yet += 1,
            Some(Verdict::TooClose) | None => verdicts.too_close += 1,
        }
    }
    // The digest of the assessment is the seed: whoever has the same attempts draws the same ones.
    let seed = Seed::new(*form.assessment.digest().bytes());
    let (may_trails, may_deeds) = (staff.may(Permission::ReadTrails), staff.may(Permission::ReadTrail));
    let sample = if may_trails { sample } else { 0 };
    let drawn: Vec<usize> = seed.stream(attempts.len() as u64).permutation(attempts.len()).into_iter().take(sample).collect();
    let mut trails = Vec::with_capacity(drawn.len());
    for place in &drawn {
        let mut told = trail::tell(app, &attempts[*place], true).await?;
        told.learner.clear();
        trails.push(told);
    }
    let title = offer.terms.title.clone();
    let deeds = if may_deeds {
        // A dropped key is on record under the id.
        app.store.trail_about([&title, &offer.bank.title, id], DEEDS).await?
    } else {
        Vec::new()
    };
    let mut corrections = correction::all(app, offer).await?;
    for change in corrections.corrections.iter_mut().flat_map(|one| &mut one.effect.verdicts) {
        change.learner.clear();
    }
    Ok(Pack {
        awarding_body: offer.terms.awarding_body.clone(),
        bank: format!("{}, version {}", offer.bank.title, offer.bank.version),
        digest: form.assessment.digest().to_string(),
        made_at: now(),
        outcomes: outcomes(offer),
        blueprint: blueprint(&form),
        standard: [standard::sentences(&form), standard::record(app, offer).await?].concat(),
        simulation: simulation.await.map_err(Problem::internal)?,
        verdicts,
        statistics: statistics::of(app, offer).await?,
        corrections,
        concerns: concerns(app, id).await?,
        sample: if may_trails { drawn_how(trails.len(), attempts.len()) } else { String::new() },
        left_out: left_out(may_trails, may_deeds),
        trails,
        deeds,
        title,
    })
}

fn drawn_how(trails: usize, attempts: usize) -> String {
    format!(
        "{trails} of {attempts} finished attempts, drawn at random with the assessment's digest as the seed: the same attempts give the \
         same sample."
    )
}

/// What is not in a pack for want of a permission, in sentences.
fn left_out(may_trails: bool, may_deeds: bool) -> Vec<String> {
    let trails = "Decision trails were left out: the roles of whoever made this pack do not include reading them.";
    let deeds = "What staff did was left out: the roles of whoever made this pack do not include reading it.";
    [(may_trails, trails), (may_deeds, deeds)].into_iter().filter(|(may, _)| !may).map(|(_, said)| said.to_owned()).collect()
}

fn outcomes(offer: &Offer) -> Vec<(String, String, usize)> {
    let count = |id: &String| offer.award.bank.items.iter().filter(|item| item.outcomes.first() == Some(id)).count();
    offer.outcomes().into_iter().map(|(id, text)| (id.clone(), text, count(&id))).collect()
}

/// A blueprint in sentences.
fn blueprint(form: &Form) -> Vec<String> {
    let blueprint = &form.blueprint;
    let length = blueprint.length;
    let mut said = vec![format!(
        "Between {} and {} questions are asked, {} at a time, from a pool of {}.",
        length.minimum,
        length.maximum,
        blueprint.block,
        form.bank.items.len()
    )];
    for content in &blueprint.content {
        let most = content.maximum.map_or_else(String::new, |most| format!(" and at most {most}"));
        said.push(format!("At least {}{most} of them are about {}.", content.minimum, content.outcome));
    }
    if let Some(certainty) = blueprint.stop.certainty {
        said.push(format!("It ends early once the verdict is {:.1} per cent sure.", 100.0 * certainty));
    }
    if let Some(error) = blueprint.stop.standard_error {
        said.push(format!("It ends early once ability is known to within a standard error of {error} logits."));
    }
    if blueprint.select.exposure.is_some() {
        said.push("How often a question is given is held in bounds.".to_owned());
    }
    said
}

/// Reports and appeals by how far they are.
async fn concerns(app: &App, micro_credential: &str) -> Answer<Vec<(String, String, usize)>> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for concern in app.store.concerns(None, None, 10_000).await? {
        if concern.micro_credential != micro_credential {
            continue;
        }
        let kind = match concern.kind {
            ConcernKind::Report => "questions reported",
            ConcernKind::Appeal => "appeals",
        };
        let state = match concern.state() {
            ConcernState::Open | ConcernState::Looking => "undecided",
            ConcernState::Upheld => "upheld",
            ConcernState::Declined => "declined",
        };
        *counts.entry((kind, state)).or_default() += 1;
    }
    Ok(counts.into_iter().map(|((kind, state), count)| (kind.to_owned(), state.to_owned(), count)).collect())
}
