//! An award of a pathway is signed again: because one of its parts was, so that its record carries one that was revoked, or because
//! the key that signed it was withdrawn. It keeps the date of award.

use api::credential::{CredentialState, StatusCode};

use super::award::{Awarding, DRAWS, PartOf, Signed};
use super::standing::current;
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::issuing::again::{Asked, replaced};
use crate::issuing::{self, erased};
use crate::store::credentials::{self, Credential, NewStatus};
use crate::store::imported::Of;
use crate::store::pathways::Award;
use crate::store::trail::{self, Deed};
use crate::store::{self, status_lists};

/// Signs every award in force again that rests on this credential of ours, which took another's place.
///
/// # Errors
/// As the store says.
pub async fn those_of(app: &App, part: &Credential, reason: &str, staff: Option<&str>) -> Answer<()> {
    for award in app.store.pathway_awards(Some(&part.learner), None, None).await? {
        for one in award.parts.iter().filter(|one| one.own) {
            if current(app, &one.part).await?.is_some_and(|now| now.id == part.id) {
                // One that cannot be signed again keeps nothing else from it; it is flagged where a part holds no more.
                if let Err(problem) = renew(app, &award, reason, staff, &[]).await {
                    tracing::warn!(award = %award.credential, why = problem.detail(), "an award of a pathway was not signed again");
                }
                break;
            }
        }
    }
    Ok(())
}

/// Signs the award again to which this badge or record belongs; gives what took the place of that one.
///
/// # Errors
/// 409 where it is not in force, or its pathway or its learner is gone; as the store says.
pub async fn that_of(app: &App, old: &Credential, asked: &Asked) -> Answer<Credential> {
    for award in app.store.pathway_awards(Some(&old.learner), None, None).await? {
        for first in std::iter::once(&award.credential).chain(&award.record) {
            if current(app, first).await?.is_some_and(|now| now.id == old.id) {
                renew(app, &award, &asked.reason, asked.staff.as_deref(), &asked.deeds).await?;
                return current(app, first).await?.ok_or_else(replaced);
            }
        }
    }
    Err(replaced())
}

async fn renew(app: &App, award: &Award, reason: &str, staff: Option<&str>, deeds: &[Deed]) -> Answer<()> {
    let mut old = Vec::new();
    for first in std::iter::once(&award.credential).chain(&award.record) {
        old.extend(current(app, first).await?.filter(|one| one.state != CredentialState::Revoked));
    }
    let offered = app.pathways.offered(&app.catalogue());
    let gone = |what: &str| Problem::conflict("pathway", "This cannot be signed again", format!("{what} is gone"));
    let pathway = offered.pathway(&award.pathway).ok_or_else(|| gone("its pathway"))?;
    let (Some(institution), Some(person)) = (app.store.institution().await?, app.store.person(&award.learner).await?) else {
        return Err(erased());
    };
    let mut parts = Vec::new();
    for part in &award.parts {
        parts.push(if part.own {
            PartOf::Own(current(app, &part.part).await?.ok_or_else(|| gone("a part"))?)
        } else {
            PartOf::Elsewhere(app.store.imported(Of::Id(&part.part), 1).await?.pop().ok_or_else(|| gone("a part"))?)
        });
    }
    let awarding = Awarding { app, pathway, institution, person, parts, awarded_at: award.awarded_at, at: now() };
    for _ in 0..DRAWS {
        let Signed { badge, record } = awarding.sign(&award.learner).await?;
        let pairs: Vec<_> = [badge, record]
            .into_iter()
            .filter_map(|(new, place)| {
                let before = old.iter().find(|before| before.is_record == new.is_record)?.clone();
                Some((Credential { replaces: Some(before.id.clone()), ..new }, place, before))
            })
            .collect();
        let at = awarding.at;
        let status = |credential: &str, state, code| NewStatus {
            credential: credential.to_owned(),
            state,
            code,
            reason: reason.to_owned(),
            staff: staff.map(str::to_owned),
        };
        let work: Vec<_> = pairs
            .into_iter()
            .map(|(new, place, before)| {
                let superseded = status(&before.id, CredentialState::Revoked, StatusCode::Superseded);
                let suspended = (before.state == CredentialState::Suspended)
                    .then(|| status(&new.id, CredentialState::Suspended, StatusCode::UnderReview));
                (new, place, superseded, suspended)
            })
            .collect();
        let (deeds, identity) = (deeds.to_vec(), app.identity.clone());
        let stored = app
            .store
            .write(move |db| {
                Box::pin(async move {
                    for (new, place, superseded, suspended) in &work {
                        issuing::signs_still(&identity, new)?;
                        credentials::insert(db, new).await?;
                        status_lists::take_place(db, &new.issuer, place, &new.id, at).await?;
                        credentials::put_status(db, superseded, at).await?;
                        if let Some(suspended) = suspended {
                            credentials::put_status(db, suspended, at).await?;
                        }
                    }
                    for deed in &deeds {
                        trail::record(db, deed, at).await?;
                    }
                    Ok(())
                })
            })
            .await;
        match stored {
            Ok(()) => return Ok(()),
            // Another has one of the places now, or was faster.
            Err(store::Error::Taken) => {
                if current(app, &award.credential).await?.is_none_or(|now| !old.iter().any(|one| one.id == now.id)) {
                    return Ok(());
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::unavailable())
}
