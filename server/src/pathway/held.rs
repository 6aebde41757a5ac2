//! What a learner holds, as pathways count it: credentials of ours, and badges from elsewhere that were recognised.

use api::credential::{CredentialSource, CredentialState};
use api::pathway::{BadgeVerdict, PartState, Recognition};
use interchange::native::{AchievementRef, MicroCredentialFile};

use super::evaluate::Held;
use crate::app::App;
use crate::error::Answer;
use crate::sealed;
use crate::store::credentials::Credential;
use crate::store::imported::{Imported, Of};

/// Badges from elsewhere that are kept of one learner at most.
pub const MOST: i64 = 50;

/// Everything that a learner holds. What a pathway brought counts in no other: its parts do.
///
/// # Errors
/// As the store says.
pub async fn held(app: &App, learner: &str) -> Answer<Vec<Held>> {
    let mut held = Vec::new();
    for credential in app.store.credentials_of(learner).await? {
        if !credential.is_record && credential.source != CredentialSource::Pathway {
            held.push(own(app, &credential).await?);
        }
    }
    held.extend(app.store.imported(Of::Learner(learner), MOST).await?.iter().map(elsewhere));
    Ok(held)
}

async fn own(app: &App, credential: &Credential) -> Answer<Held> {
    let terms = terms(app, credential).await?;
    Ok(Held {
        credential: credential.id.clone(),
        title: credential.title.clone(),
        achievement: AchievementRef::Here(credential.achievement.clone()),
        credits: terms.as_ref().and_then(|terms| terms.workload.credits.zip(terms.workload.unit.clone())),
        level: terms.as_ref().map(|terms| (terms.level.framework.clone(), terms.level.value.clone())),
        field: terms.as_ref().and_then(|terms| terms.nzsced.clone()),
        awarded_at: credential.awarded_at,
        expires_at: None,
        state: state_of(credential.state),
    })
}

/// What the micro-credential said when it was earned; as it is now where that is not known.
async fn terms(app: &App, credential: &Credential) -> Answer<Option<MicroCredentialFile>> {
    if let Some(attempt) = &credential.attempt
        && let Some(attempt) = app.store.attempt(attempt).await?
    {
        return sealed::terms(app, &attempt).await.map(Some);
    }
    Ok(app.catalogue().offer(&credential.achievement).map(|offer| offer.terms.clone()))
}

/// A credential's state, as pathways name it.
pub const fn state_of(state: CredentialState) -> PartState {
    match state {
        CredentialState::Active => PartState::InForce,
        CredentialState::Suspended => PartState::Suspended,
        CredentialState::Revoked => PartState::Revoked,
    }
}

/// A badge from elsewhere, as it was recognised.
pub fn elsewhere(badge: &Imported) -> Held {
    let counts = badge.decision().map(|step| step.counts.clone()).unwrap_or_default();
    let counts_here = badge.recognition() == Recognition::Recognised && badge.look.verdict == BadgeVerdict::Valid;
    let says = &badge.look.says;
    Held {
        credential: badge.id.clone(),
        title: says.title.clone(),
        achievement: match counts.micro_credential {
            Some(id) => AchievementRef::Here(id),
            None => AchievementRef::Elsewhere { id: says.achievement.clone(), issuer: badge.look.issuer.clone() },
        },
        credits: counts.credits.zip(counts.unit),
        level: counts.framework.zip(counts.level),
        field: counts.field,
        awarded_at: says.awarded_at,
        expires_at: says.valid_until,
        state: if counts_here { PartState::InForce } else { PartState::NotRecognised },
    }
}
