//! Signing a credential again: it keeps the date of award, and the one before is revoked as superseded.

use api::credential::{CredentialSource, CredentialState, Says, StatusCode};
use api::staff::TrailAction;
use credential::{Claim, Time};

use super::former::says_other_words;
use super::named::says_a_name;
use super::{Along, Award, by_hand, erased, former, sign};
use crate::app::App;
use crate::award;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::pathway::renew;
use crate::store::credentials::{self, Credential, NewStatus};
use crate::store::people::{self, Person};
use crate::store::trail::Deed;
use crate::store::{self, names};

/// Who asks for it, and why.
pub struct Asked {
    /// Staff, or nobody where its holder or the server asks.
    pub staff: Option<String>,
    /// In words, for its holder.
    pub reason: String,
    /// What the trail tells, where staff ask.
    pub deeds: Vec<Deed>,
}

/// What a credential of before says, as the records are now.
///
/// # Errors
/// 409 where the learner was erased, or where it is signed again elsewhere; as the store says.
pub async fn claim_of(app: &App, old: &Credential, says: Says, at: i64) -> Answer<Claim> {
    let missing = || Problem::internal(format!("credential {}: its records are missing", old.id));
    match old.source {
        CredentialSource::Attempt => {
            let attempt = old.attempt.as_deref().ok_or_else(missing)?;
            let attempt = app.store.attempt(attempt).await?.ok_or_else(missing)?;
            award::claim(app, &attempt, says, at).await
        }
        CredentialSource::Hand => by_hand::claim_of(app, old, says, at).await,
        CredentialSource::Pathway => Err(Problem::conflict(
            "pathway",
            "This is signed again by its pathway",
            "it carries other credentials; change the pathway or its parts",
        )),
    }
}

/// Signs a credential again, with what its holder lets it say. A suspended one stays suspended.
///
/// # Errors
/// 409 where another took its place already; as the store says.
pub async fn reissue(app: &App, old: &Credential, says: Says, asked: Asked) -> Answer<Credential> {
    if old.replaced_by.is_some() {
        return Err(replaced());
    }
    if old.state == CredentialState::Revoked {
        let detail = "a revocation is for good; what is earned anew is awarded anew";
        return Err(Problem::conflict("revoked", "This credential was revoked", detail));
    }
    if old.source == CredentialSource::Pathway {
        return renew::that_of(app, old, &asked).await;
    }
    let at = now();
    let mut claim = claim_of(app, old, says, at).await?;
    claim.awarded_at = Time::from_unix_ms(old.awarded_at).map_err(Problem::internal)?;
    let superseded = NewStatus {
        credential: old.id.clone(),
        state: CredentialState::Revoked,
        code: StatusCode::Superseded,
        reason: asked.reason.clone(),
        staff: asked.staff.clone(),
    };
    let (reason, staff) = (asked.reason.clone(), asked.staff.clone());
    let suspended = old.state == CredentialState::Suspended;
    let state = suspended.then(|| NewStatus {
        credential: String::new(),
        state: CredentialState::Suspended,
        code: StatusCode::UnderReview,
        reason: asked.reason,
        staff: asked.staff,
    });
    let award = Award {
        learner: old.learner.clone(),
        source: old.source,
        attempt: old.attempt.clone(),
        achievement: old.achievement.clone(),
        awarded_at: old.awarded_at,
        says,
        replaces: Some(old.id.clone()),
        claim,
    };
    let says_former = old.source == CredentialSource::Hand && {
        let document = serde_json::from_str(&old.document).unwrap_or_default();
        says_other_words(&document, &[&old.issuer], &app.store.evidence_of(&old.learner).await?)
    };
    let emptied = if old.says.name || says_former { vec![old.id.clone()] } else { Vec::new() };
    let along = Along { statuses: vec![superseded], state, emptied, deeds: asked.deeds, ..Along::default() };
    let signed = sign(app, award, along).await?;
    // A record of a pathway carries what is revoked now.
    renew::those_of(app, &signed, &reason, staff.as_deref()).await?;
    Ok(signed)
}

/// Gives a learner another name, and signs again what says the former one. Done again after an interruption, it does the rest.
///
/// `wish` is the one that is granted with it, if one is.
///
/// # Errors
/// 404 where there is no such learner; 409 where the wish does not wait any more; as the store says.
pub async fn rename(app: &App, learner: &str, name: String, wish: Option<String>, staff: &str) -> Answer<Vec<Credential>> {
    let person = app.store.person(learner).await?.ok_or_else(erased)?;
    let (id, at) = (learner.to_owned(), now());
    let new = Person { name, ..person };
    let deed = Deed::new(staff, TrailAction::LearnerRenamed, learner);
    let (stored, now_called) = (new.clone(), new.name.clone());
    let stored = app
        .store
        .write(move |db| {
            Box::pin(async move {
                // Asked here, where nothing comes between: it may have been declined or taken back since it was looked at.
                if let Some(wish) = &wish
                    && !names::waits(db, wish).await?
                {
                    return Err(store::Error::Taken);
                }
                if let Some(former) = people::rename(db, &id, &stored).await? {
                    store::by_hand::reword(db, &id, &|words| former::replaced(words, &former, &stored.name)).await?;
                }
                names::forget_decided(db, &id).await?;
                store::trail::record(db, &deed, at).await
            })
        })
        .await;
    match stored {
        Err(store::Error::Taken) => return Err(waits_no_more()),
        other => other?,
    }
    let mut again = Vec::new();
    let evidence = app.store.evidence_of(learner).await?;
    let all = app.store.all_credentials_of(learner).await?;
    let issuers: Vec<_> = all.iter().map(|one| one.issuer.as_str()).collect();
    for old in &all {
        if old.document.is_empty() {
            continue;
        }
        let document = serde_json::from_str(&old.document).unwrap_or_default();
        let (called, other_words) = (says_as_name(&document, &now_called), says_other_words(&document, &issuers, &evidence));
        if old.is_record && (other_words || !called) {
            // It carries other credentials whole, with whatever name they say.
            if other_words || says_a_name(&document) {
                empty(app, old).await?;
            }
            continue;
        }
        if !old.says.name && !other_words {
            continue;
        }
        if old.replaced_by.is_some() || old.state == CredentialState::Revoked {
            // Nothing follows on it; it only must not say the former name any more.
            empty(app, old).await?;
        } else if other_words || !called {
            let reason = "Your name was changed.".to_owned();
            let asked = Asked { staff: Some(staff.to_owned()), reason, deeds: Vec::new() };
            again.push(reissue(app, old, old.says, asked).await?);
        }
    }
    app.store.let_go().await;
    Ok(again)
}

/// Removes the document of a credential that says a name which is no more.
async fn empty(app: &App, old: &Credential) -> Answer<()> {
    let id = old.id.clone();
    Ok(app.store.write(move |db| Box::pin(async move { credentials::empty_document(db, &id).await })).await?)
}

/// Whether a document says this name of its holder.
fn says_as_name(document: &serde_json::Value, name: &str) -> bool {
    let identifiers = document["credentialSubject"]["identifier"].as_array().cloned().unwrap_or_default();
    identifiers.iter().any(|one| one["identityType"] == "name" && one["identityHash"] == name)
}

/// A wish for another name that was decided or taken back.
pub fn waits_no_more() -> Problem {
    Problem::conflict("decided", "This was decided already", "it was decided or taken back meanwhile; reload to see what waits")
}

/// Another took its place.
pub fn replaced() -> Problem {
    Problem::conflict("replaced", "Another credential took its place", "reload and look at that one")
}
