//! What anyone may read.

use std::sync::Arc;

use api::catalogue::{AssessmentCard, Card, Catalogue, Institution, MicroCredential, OutcomeText, Retention, StandardText};
use axum::Json;
use axum::extract::{Path, State};
use interchange::native::{MicroCredentialFile, StandardFile};

use crate::app::App;
use crate::catalogue::Form;
use crate::error::{Answer, Problem};
use crate::store::people;

/// The front page.
pub async fn all(State(app): State<Arc<App>>) -> Answer<Json<Catalogue>> {
    let institution = app.store.institution().await?;
    let catalogue = app.catalogue();
    let offered = catalogue.offers().iter().map(|offer| card(&offer.terms));
    Ok(Json(Catalogue {
        institution: institution.map(|people::Institution { name, country, contact }| Institution { name, country, contact }),
        micro_credentials: offered.chain(catalogue.planned().iter().map(|terms| card(terms))).collect(),
    }))
}

/// Everything about one micro-credential, or about a definition for which there is no assessment yet.
pub async fn one(State(app): State<Arc<App>>, Path(id): Path<String>) -> Answer<Json<MicroCredential>> {
    let missing = || Problem::not_found("there is no micro-credential of this name");
    let catalogue = app.catalogue();
    let institution = app.store.institution().await?;
    let found = match catalogue.offer(&id) {
        Some(offer) => MicroCredential {
            outcomes: outcome_texts(offer.outcomes()),
            assessments: offer.forms().map(|form| assessment(form)).collect(),
            ..described(&offer.terms, institution)
        },
        None => described(&*catalogue.planned_of(&id).ok_or_else(missing)?, institution),
    };
    Ok(Json(found))
}

/// What a definition says by itself.
fn described(terms: &MicroCredentialFile, institution: Option<people::Institution>) -> MicroCredential {
    // Whoever runs the server signs the badge, and so awards.
    let (awarding_body, country) = institution.map_or_else(
        || (terms.awarding_body.clone(), terms.country.clone()),
        |institution| (institution.name, institution.country),
    );
    let eqf = terms.level.eqf.map(|eqf| format!("EQF {eqf}"));
    let also = terms.level.also.iter().map(|level| format!("{} {}", level.framework, level.value));
    let own = terms.own_outcomes.iter().map(|outcome| (outcome.id.clone(), outcome.text.clone())).collect();
    MicroCredential {
        id: terms.id.clone(),
        title: terms.title.clone(),
        description: terms.description.clone(),
        purpose: terms.purpose.clone(),
        awarding_body,
        country,
        lang: terms.lang.clone(),
        outcomes: outcome_texts(own),
        levels: std::iter::once(terms.level_words()).chain(eqf).chain(also).collect(),
        hours: terms.workload.hours,
        credits: terms.workload.credits.zip(terms.workload.unit.as_ref()).map(|(credits, unit)| format!("{credits} {unit}")),
        assessment_type: terms.assessment_type.text.clone(),
        participation: terms.participation.text.clone(),
        quality_assurance: terms.quality_assurance.clone(),
        prerequisites: terms.prerequisites.clone(),
        stackability: terms.stackability.clone(),
        review_by: terms.review_by.clone(),
        form_of_study: terms.form_of_study.clone(),
        developer: terms.developer.clone(),
        standards: terms.standards.iter().map(standard).collect(),
        specimen_note: specimen_note(terms),
        retake_after_days: terms.retake.after_days,
        retention: Retention { unfinished_days: terms.retention.unfinished_days, address_days: terms.retention.address_days },
        assessments: Vec::new(),
    }
}

fn standard(standard: &StandardFile) -> StandardText {
    StandardText { scheme: standard.scheme.clone(), code: standard.code.clone(), title: standard.title.clone() }
}

/// Why what it awards is only a specimen, where it is.
pub fn specimen_note(terms: &MicroCredentialFile) -> Option<String> {
    terms.specimen.then(|| terms.specimen_note.clone().unwrap_or_else(|| "A specimen.".to_owned()))
}

/// As the pages show them.
pub fn outcome_texts(outcomes: Vec<(String, String)>) -> Vec<OutcomeText> {
    outcomes.into_iter().map(|(id, text)| OutcomeText { id, text }).collect()
}

fn card(terms: &MicroCredentialFile) -> Card {
    Card {
        id: terms.id.clone(),
        title: terms.title.clone(),
        description: terms.description.clone(),
        level: terms.level_words(),
        hours: terms.workload.hours,
        specimen: terms.specimen,
        offered: terms.award.is_some(),
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
