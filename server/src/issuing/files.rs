//! A credential as a file: as it was signed, in other forms, in a picture, and as the EU writes it.

use api::credential::{CredentialSource, CredentialState};
use credential::picture::{Picture, png, svg};
use credential::{Claim, Securing, Time, bake, elm, issue_again};
use engine::bank::file::BankFile;
use serde_json::Value;

use super::{Described, again, claim, keys, outcomes, term};
use crate::app::App;
use crate::catalogue::Offer;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::pathway::award;
use crate::store::credentials::Credential;
use crate::store::people::{Institution, Person};

/// A file to keep.
pub struct File {
    /// Its media type.
    pub kind: &'static str,
    /// The ending of its name, without a dot.
    pub ending: &'static str,
    /// It.
    pub bytes: Vec<u8>,
}

/// Forms that can be asked for.
const FORMS: [&str; 7] = ["json", "jcs", "jwt", "es256", "png", "svg", "elm"];

/// A credential in the form of this name.
///
/// # Errors
/// 404 for a form that there is not; 409 where it is not to be had of this one; as the store says.
pub async fn file(app: &App, held: &Credential, form: &str) -> Answer<File> {
    if !FORMS.contains(&form) {
        return Err(Problem::not_found(format!("there is no form of this name, expected one of {}", FORMS.join(", "))));
    }
    if held.document.is_empty() {
        let detail = "it said a name that its holder no longer has; another took its place";
        return Err(Problem::conflict("emptied", "This document was removed", detail));
    }
    if !can_be_had(app, held).await? {
        let detail = "it is from before there were status lists, so that its file would verify as if nothing had happened";
        return Err(Problem::conflict("not-in-force", "This credential is not in force", detail));
    }
    let text = |kind, ending, text: String| File { kind, ending, bytes: text.into_bytes() };
    let issuer = if form == "es256" { keys::es256(app)? } else { app.issuer() };
    let signer = || {
        let lost = || Problem::internal(format!("no key of {} is here", held.issuer));
        issuer.signer_of(&held.issuer).ok_or_else(lost)
    };
    let at = Time::from_unix_ms(now()).map_err(Problem::internal)?;
    let again = |form| issue_again(&held.document, form, signer()?, at).map_err(Problem::internal);
    Ok(match form {
        "jcs" => text("application/vc+ld+json", "json", again(Securing::Jcs)?),
        "jwt" => text("application/vc+jwt", "jwt", again(Securing::Jwt)?),
        "es256" => {
            let other = || {
                let detail = "it was issued under an earlier address; let it be issued again";
                Problem::conflict("no-es256", "There is no ES256 of this one", detail)
            };
            let signer = issuer.es256().filter(|key| key.did() == held.issuer).ok_or_else(other)?;
            let signed = issue_again(&held.document, Securing::Jwt, signer, at).map_err(Problem::internal)?;
            text("application/vc+jwt", "jwt", signed)
        }
        "png" => {
            let drawn = png(&picture_of(&held.document)?).map_err(Problem::internal)?;
            let bytes = bake::png(&drawn, &held.document).map_err(Problem::internal)?;
            File { kind: "image/png", ending: "png", bytes }
        }
        "svg" => {
            let drawn = svg(&picture_of(&held.document)?);
            text("image/svg+xml", "svg", bake::svg(&drawn, &held.document).map_err(Problem::internal)?)
        }
        "elm" => text("application/ld+json", "elm.json", european(app, held).await?),
        _ => text("application/vc+ld+json", "json", held.document.clone()),
    })
}

/// Whether there is a file of a credential at all: not where its document was removed, nor where the file would verify as if nothing
/// had happened.
///
/// # Errors
/// As the store says.
pub async fn can_be_had(app: &App, held: &Credential) -> Answer<bool> {
    let tells = held.state == CredentialState::Active || app.store.place(&held.id).await?.is_some();
    Ok(tells && !held.document.is_empty())
}

/// The picture of what a document is about. A record has that of the badge beside it, which it carries first.
fn picture_of(document: &str) -> Answer<Picture> {
    let document: Value = serde_json::from_str(document).map_err(Problem::internal)?;
    let document = document.pointer("/credentialSubject/verifiableCredential/0").unwrap_or(&document);
    let achievement = &document["credentialSubject"]["achievement"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let alignments = achievement["alignment"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_level = |one: &&Value| {
        let kind = one["targetType"].as_str().unwrap_or_default();
        kind.starts_with("ext:") && kind.ends_with("Level") && one["targetCode"].is_string()
    };
    let level = alignments.iter().find(is_level);
    Ok(Picture {
        id: text(&achievement["id"]),
        title: text(&achievement["name"]),
        level: level
            .map_or_else(String::new, |one| format!("{} level {}", text(&one["targetFramework"]), text(&one["targetCode"]))),
        issuer: text(&document["issuer"]["name"]),
    })
}

/// As European Digital Credentials are written, for the institution to seal. It says the learner's name where the credential does: the
/// EU's shapes ask for none.
async fn european(app: &App, held: &Credential) -> Answer<String> {
    if held.state != CredentialState::Active {
        let detail = "it is not in force any more, and this form has no status list that would say so";
        return Err(Problem::conflict("revoked", "There is no European form of this one", detail));
    }
    let document: Value = serde_json::from_str(&held.document).map_err(Problem::internal)?;
    let mut claim = match held.source {
        CredentialSource::Pathway => award::claim_of(app, held).await?,
        CredentialSource::Attempt | CredentialSource::Hand => again::claim_of(app, held, held.says, now()).await?,
    };
    claim.awarded_at = Time::from_unix_ms(held.awarded_at).map_err(Problem::internal)?;
    claim.valid_from = Time::from_unix_ms(held.issued_at).map_err(Problem::internal)?;
    if let Some(id) = document["id"].as_str() {
        id.clone_into(&mut claim.id);
    }
    elm::document(&claim).map_err(Problem::internal)
}

/// What a micro-credential claims of whoever will earn it; the person in it is nobody.
///
/// # Errors
/// 404 before anyone runs the server; as the store says.
pub async fn template(app: &App, offer: &Offer) -> Answer<Claim> {
    let institution = app.store.institution().await?;
    let institution = institution.unwrap_or_else(|| Institution {
        name: offer.terms.awarding_body.clone(),
        country: offer.terms.country.clone(),
        contact: String::new(),
    });
    let nobody = Person { name: String::new(), email: "nobody@example.org".to_owned() };
    let bank: &BankFile = &offer.award.bank;
    let standard = &offer.award.blueprint.standard;
    let described = Described {
        terms: &offer.terms,
        criteria: format!(
            "Achieved in an adaptive assessment: the probability of an ability at or above the pass mark of {:.2} logits has to be at \
             least {}. How the pass mark was set: {}",
            standard.cut.value(),
            standard.certainty,
            standard.rationale.trim()
        ),
        version: bank.version.clone(),
        outcomes: outcomes(bank, offer.terms.outcomes.iter()),
        participation: term(&offer.terms.participation),
    };
    let at = Time::from_unix_ms(now()).map_err(Problem::internal)?;
    Ok(claim(app, &described, &institution, &nobody, false, at, at))
}
