//! A learner's wallet, and what a credential says to whoever sees it.

use std::sync::Arc;

use api::catalogue::OutcomeText;
use api::credential::{CredentialSource, CredentialState};
use api::path::{PATHWAY_PICTURE_SVG, PICTURE_SVG, fill};
use api::wallet::{Face, Held, SharedFile, SharedPage, SharedView, Sure, Wallet};
use axum::Json;
use axum::extract::State;
use credential::Time;
use engine::bank::file::BankFile;
use interchange::native::{LevelFile, WorkloadFile};

use super::catalogue::{outcome_texts, specimen_note};
use super::credentials::tell;
use super::share::address;
use crate::app::App;
use crate::card::qr;
use crate::catalogue::outcomes;
use crate::error::{Answer, Problem};
use crate::issuing::{files, named};
use crate::request::Learner;
use crate::running::rescored;
use crate::sealed;
use crate::store::attempts::Attempt;
use crate::store::credentials::Credential;
use crate::store::shares::Share;

/// What a learner holds.
pub async fn wallet(State(app): State<Arc<App>>, Learner(learner): Learner) -> Answer<Json<Wallet>> {
    let person = app.store.person(&learner).await?;
    let mut credentials = Vec::new();
    for credential in app.store.credentials_of(&learner).await? {
        credentials.push(held(&app, credential).await?);
    }
    let name_request = app.store.name_request(&learner).await?;
    Ok(Json(Wallet { name: person.map(|person| person.name).unwrap_or_default(), credentials, name_request }))
}

async fn held(app: &App, credential: Credential) -> Answer<Held> {
    let attempt = attempt_of(app, &credential).await?;
    let face = face(app, &credential, attempt.as_ref()).await?;
    let sure = match &attempt {
        Some(attempt) => {
            let outcome = rescored::effective(app, attempt).await?.outcome();
            Some(Sure { mastery: outcome.mastery, certainty: outcome.certainty, questions: outcome.items as u32 })
        }
        None => None,
    };
    let share = app.store.share(&credential.id).await?;
    let page = share.map(|share| shared_page(app, &share, &face, &credential)).transpose()?;
    let file_says_name = file_says_name(app, &credential).await?;
    let credential = tell(app, credential).await?;
    Ok(Held { credential, face, sure, page, file_says_name })
}

async fn attempt_of(app: &App, credential: &Credential) -> Answer<Option<Attempt>> {
    let Some(id) = &credential.attempt else { return Ok(None) };
    let lost = || Problem::internal(format!("credential {}: its attempt is missing", credential.id));
    app.store.attempt(id).await?.ok_or_else(lost).map(Some)
}

/// What a shared credential shows.
///
/// # Errors
/// As the store says.
pub async fn shared_view(app: &App, share: &Share, credential: &Credential) -> Answer<SharedView> {
    let attempt = attempt_of(app, credential).await?;
    let face = face(app, credential, attempt.as_ref()).await?;
    let name = if share.show_name { app.store.person(&credential.learner).await?.map(|person| person.name) } else { None };
    let url = address(app, &share.token);
    let qr = qr(&url).map_err(Problem::internal)?;
    let file = shared_file(app, share, credential).await?;
    Ok(SharedView { face, name, url, qr, verify_url: app.public.join("/verify"), file })
}

/// Whether a public page gives the signed file away: not where its holder shows no name and the file says it.
///
/// # Errors
/// As the store says.
pub async fn shared_file(app: &App, share: &Share, credential: &Credential) -> Answer<SharedFile> {
    if !files::can_be_had(app, credential).await? {
        return Ok(SharedFile::None);
    }
    let keeps_back = !share.show_name && file_says_name(app, credential).await?;
    Ok(if keeps_back { SharedFile::SaysName } else { SharedFile::Offered })
}

async fn file_says_name(app: &App, credential: &Credential) -> Answer<bool> {
    let person = app.store.person(&credential.learner).await?;
    Ok(named::may_say(credential, person.as_ref().map(|person| person.name.as_str())))
}

/// What it says, by what its micro-credential said when it was earned; for one without an assessment, by what is said now.
async fn face(app: &App, credential: &Credential, attempt: Option<&Attempt>) -> Answer<Face> {
    let lost = || Problem::internal(format!("credential {}: its records are missing", credential.id));
    let institution = app.store.institution().await?.ok_or_else(lost)?;
    let awarded = Time::from_unix_ms(credential.awarded_at).map_err(Problem::internal)?;
    let code = match credential.state {
        CredentialState::Active => None,
        _ => app.store.credential_steps(&credential.id).await?.last().map(|step| step.code),
    };
    let plain = Face {
        title: credential.title.clone(),
        awarding_body: institution.name,
        awarded_on: awarded.date(),
        valid_until: valid_until(&credential.document),
        about: None,
        picture: None,
        source: credential.source,
        record: credential.is_record,
        supervised: attempt.is_some_and(|attempt| attempt.sitting.is_some()),
        state: credential.state,
        code,
        outcomes: Vec::new(),
        levels: Vec::new(),
        hours: None,
        credits: None,
        specimen_note: None,
    };
    if credential.source == CredentialSource::Pathway {
        return Ok(of_pathway(app, credential, plain));
    }
    let offer = app.catalogue().offer(&credential.achievement);
    let (terms, outcomes) = match (attempt, &offer) {
        (Some(attempt), _) => {
            let terms = sealed::terms(app, attempt).await?;
            let (bank, _) = app.store.assessment(&attempt.assessment).await?.ok_or_else(lost)?;
            let bank: BankFile = serde_json::from_str(&bank).map_err(Problem::internal)?;
            let outcomes = outcomes(&terms, &bank);
            (terms, outcomes)
        }
        (None, Some(offer)) => (offer.terms.clone(), offer.outcomes()),
        (None, None) => return Ok(plain),
    };
    let here = |template: &str| offer.as_ref().map(|offer| fill(template, &[&offer.terms.id]));
    Ok(Face {
        about: here("/micro-credentials/{id}"),
        picture: here(PICTURE_SVG),
        outcomes: outcome_texts(outcomes),
        levels: levels(&terms.level),
        hours: Some(terms.workload.hours),
        credits: credits(&terms.workload),
        specimen_note: specimen_note(&terms),
        ..plain
    })
}

/// What the award of a pathway says, as far as that is still offered.
fn of_pathway(app: &App, credential: &Credential, plain: Face) -> Face {
    let offered = app.pathways.offered(&app.catalogue());
    let Some(pathway) = offered.pathway(&credential.achievement) else { return plain };
    let terms = &pathway.terms;
    let numbered = terms.outcomes.iter().enumerate();
    Face {
        about: Some(fill("/pathways/{id}", &[&terms.id])),
        picture: Some(fill(PATHWAY_PICTURE_SVG, &[&terms.id])),
        outcomes: numbered.map(|(index, text)| OutcomeText { id: (index + 1).to_string(), text: text.clone() }).collect(),
        levels: levels(&terms.level),
        hours: Some(terms.workload.hours),
        credits: credits(&terms.workload),
        specimen_note: terms.specimen_note.clone(),
        ..plain
    }
}

fn levels(level: &LevelFile) -> Vec<String> {
    let national = format!("{} {}", level.framework, level.value);
    let also = level.also.iter().map(|other| format!("{} {}", other.framework, other.value));
    std::iter::once(national).chain(level.eqf.map(|eqf| format!("EQF {eqf}"))).chain(also).collect()
}

fn credits(workload: &WorkloadFile) -> Option<String> {
    workload.credits.zip(workload.unit.as_ref()).map(|(credits, unit)| format!("{credits} {unit}"))
}

/// The day after which a signed document no longer holds, if it says one.
pub fn valid_until(document: &str) -> Option<String> {
    let document: serde_json::Value = serde_json::from_str(document).ok()?;
    let moment = document["validUntil"].as_str()?;
    Some(moment.split('T').next().unwrap_or(moment).to_owned())
}

fn shared_page(app: &App, share: &Share, face: &Face, credential: &Credential) -> Answer<SharedPage> {
    let url = address(app, &share.token);
    let qr = qr(&url).map_err(Problem::internal)?;
    let add_to_profile = add_to_profile(face, &url, &Signed::of(&credential.document));
    Ok(SharedPage { url, show_name: share.show_name, qr, add_to_profile })
}

/// How a signed document calls itself.
#[derive(Default)]
struct Signed {
    /// Its own title: a specimen says so there.
    name: Option<String>,
    /// Its own id, which stands in every file of it.
    id: Option<String>,
}

impl Signed {
    fn of(document: &str) -> Self {
        let document: serde_json::Value = serde_json::from_str(document).unwrap_or_default();
        let text = |key: &str| document[key].as_str().map(str::to_owned);
        Self { name: text("name"), id: text("id") }
    }
}

/// Where LinkedIn takes a credential into a profile: its own form, filled in.
fn add_to_profile(face: &Face, url: &str, signed: &Signed) -> String {
    let mut date = face.awarded_on.splitn(3, '-');
    let (year, month) = (date.next().unwrap_or_default(), date.next().unwrap_or_default());
    let month = month.trim_start_matches('0');
    let name = signed.name.as_ref().unwrap_or(&face.title);
    let values = [name, &face.awarding_body, year, month, url];
    let template = "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name={name}&organizationName={body}\
                    &issueYear={year}&issueMonth={month}&certUrl={url}";
    let id = signed.id.as_ref().map(|id| fill("&certId={id}", &[id])).unwrap_or_default();
    let address = format!("{}{id}", fill(template, &values));
    match &face.valid_until {
        None => address,
        Some(day) => {
            let mut end = day.splitn(3, '-');
            let (year, month) = (end.next().unwrap_or_default(), end.next().unwrap_or_default());
            let end = fill("&expirationYear={y}&expirationMonth={m}", &[year, month.trim_start_matches('0')]);
            format!("{address}{end}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_in_the_form_of_a_profile() {
        let mut face = Face {
            title: "Tests & trials".to_owned(),
            awarding_body: "Institute of Tests".to_owned(),
            awarded_on: "2026-03-09".to_owned(),
            valid_until: None,
            about: None,
            picture: None,
            source: CredentialSource::Attempt,
            record: false,
            supervised: false,
            state: CredentialState::Active,
            code: None,
            outcomes: Vec::new(),
            levels: Vec::new(),
            hours: None,
            credits: None,
            specimen_note: None,
        };
        let signed = Signed::of(r#"{"id":"urn:uuid:7","name":"Tests & trials (specimen)"}"#);
        let filled = |name: &str, id: &str| {
            format!(
                "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name={name}&organizationName=Institute%20of%20Tests\
                 &issueYear=2026&issueMonth=3&certUrl=https%3A%2F%2Fa.example%2Fshared%23T{id}"
            )
        };
        let url = "https://a.example/shared#T";
        let whole = filled("Tests%20%26%20trials%20%28specimen%29", "&certId=urn%3Auuid%3A7");
        assert_eq!(add_to_profile(&face, url, &signed), whole);
        assert_eq!(add_to_profile(&face, url, &Signed::of("")), filled("Tests%20%26%20trials", ""), "its document was removed");
        face.valid_until = Some("2029-12-31".to_owned());
        assert!(add_to_profile(&face, "u", &signed).ends_with("&expirationYear=2029&expirationMonth=12"));
    }
}
