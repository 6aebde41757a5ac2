//! What anyone may read.

use std::sync::Arc;

use api::catalogue::{AssessmentCard, Card, Catalogue, Institution, MicroCredential, OutcomeText, Retention};
use axum::Json;
use axum::extract::{Path, State};
use interchange::native::LevelFile;

use crate::app::App;
use crate::catalogue::{Form, Offer};
use crate::error::{Answer, Problem};
use crate::store::people;

/// The front page.
pub async fn all(State(app): State<Arc<App>>) -> Answer<Json<Catalogue>> {
    let institution = app.store.institution().await?;
    Ok(Json(Catalogue {
        institution: institution.map(|people::Institution { name, country, contact }| Institution { name, country, contact }),
        micro_credentials: app.catalogue.offers().iter().map(card).collect(),
    }))
}

/// Everything about one micro-credential.
pub async fn one(State(app): State<Arc<App>>, Path(id): Path<String>) -> Answer<Json<MicroCredential>> {
    let missing = || Problem::not_found("there is no micro-credential of this name");
    let offer = app.catalogue.offer(&id).ok_or_else(missing)?;
    let terms = &offer.terms;
    let institution = app.store.institution().await?;
    // Whoever runs the server signs the badge, and so awards.
    let (awarding_body, country) = institution.map_or_else(
        || (terms.awarding_body.clone(), terms.country.clone()),
        |institution| (institution.name, institution.country),
    );
    let eqf = terms.level.eqf.map(|eqf| format!("EQF {eqf}"));
    Ok(Json(MicroCredential {
        id: terms.id.clone(),
        title: terms.title.clone(),
        description: terms.description.clone(),
        purpose: terms.purpose.clone(),
        awarding_body,
        country,
        lang: terms.lang.clone(),
        outcomes: outcome_texts(offer.outcomes()),
        levels: std::iter::once(level(&terms.level)).chain(eqf).collect(),
        hours: terms.workload.hours,
        credits: terms.workload.credits.zip(terms.workload.unit.as_ref()).map(|(credits, unit)| format!("{credits} {unit}")),
        assessment_type: terms.assessment_type.text.clone(),
        participation: terms.participation.text.clone(),
        quality_assurance: terms.quality_assurance.clone(),
        prerequisites: terms.prerequisites.clone(),
        stackability: terms.stackability.clone(),
        review_by: terms.review_by.clone(),
        specimen_note: specimen_note(terms),
        retake_after_days: terms.retake.after_days,
        retention: Retention { unfinished_days: terms.retention.unfinished_days, address_days: terms.retention.address_days },
        assessments: offer.forms().map(assessment).collect(),
    }))
}

/// Why what it awards is only a specimen, where it is.
pub fn specimen_note(terms: &interchange::native::MicroCredentialFile) -> Option<String> {
    terms.specimen.then(|| terms.specimen_note.clone().unwrap_or_else(|| "A specimen.".to_owned()))
}

/// As the pages show them.
pub fn outcome_texts(outcomes: Vec<(String, String)>) -> Vec<OutcomeText> {
    outcomes.into_iter().map(|(id, text)| OutcomeText { id, text }).collect()
}

fn level(level: &LevelFile) -> String {
    format!("{} {}", level.framework, level.value)
}

fn card(offer: &Offer) -> Card {
    let terms = &offer.terms;
    Card {
        id: terms.id.clone(),
        title: terms.title.clone(),
        description: terms.description.clone(),
        level: level(&terms.level),
        hours: terms.workload.hours,
        specimen: terms.specimen,
    }
}

fn assessment(form: &Form) -> AssessmentCard {
    let blueprint = &form.blueprint;
    AssessmentCard {
        id: blueprint.id.clone(),
        title: blueprint.title.clone(),
        delivery: blueprint.delivery,
        minimum_items: blueprint.length.minimum,
        maximum_items: blueprint.length.maximum,
        block: blueprint.block,
        certainty: blueprint.standard.certainty,
    }
}
