//! Other keys: a new one that signs, one that was stolen, one for ES256. What is signed by a key that is no longer good is signed again.

use std::sync::Arc;

use api::credential::{CredentialState, KeyRing, KeyRow};
use api::staff::TrailAction;
use credential::{Algorithm, Signer as _};

use super::again::{Asked, reissue};
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::identity::Identity;
use crate::keys::Ring;
use crate::store::trail::{self, Deed};
use crate::store::{Store, status_lists};

/// The keys, for those who may change them.
///
/// # Errors
/// As the store says.
pub async fn tell(app: &App) -> Answer<KeyRing> {
    let signed = app.store.signed_by_key().await?;
    let issuer = app.issuer();
    let mut keys: Vec<KeyRow> = app
        .keys
        .ring()
        .keys()
        .iter()
        .map(|key| {
            let id = key.public().multikey();
            let by_it = signed.iter().filter(|(method, _)| method.ends_with(&format!("#{id}")));
            KeyRow {
                kind: if key.algorithm == Algorithm::Es256 { "P-256" } else { "Ed25519" }.to_owned(),
                made_at: key.made_at,
                retired_at: key.retired_at,
                withdrawn_at: key.withdrawn_at,
                on_request: key.algorithm == Algorithm::Es256,
                signed: by_it.map(|(_, count)| count).sum(),
                id,
            }
        })
        .collect();
    keys.reverse();
    Ok(KeyRing { did: issuer.did().to_owned(), is_key: issuer.is_key(), sealed_by: app.keys.kept.clone(), keys })
}

/// Makes a key that signs from now on.
///
/// # Errors
/// As the file system and the store say.
pub async fn rotate(app: &App, staff: &str) -> Answer<()> {
    let ring = app.keys.change(|ring| {
        ring.rotate(now());
        true
    });
    let ring = ring.map_err(Problem::internal)?;
    take(app, ring, Deed::new(staff, TrailAction::KeysRotated, app.issuer().did())).await
}

/// Says that a key was stolen, and signs again what it signed.
///
/// # Errors
/// 404 where no key is called so, 409 where that was said; as the file system and the store say.
pub async fn withdraw(app: &App, multikey: &str, staff: &str) -> Answer<()> {
    let known = app.keys.ring().keys().iter().find(|key| key.public().multikey() == multikey).map(|key| key.withdrawn_at);
    match known {
        None => return Err(Problem::not_found("there is no key of this name")),
        Some(Some(_)) => return Err(Problem::conflict("withdrawn", "This key was withdrawn already", "reload to see the keys")),
        Some(None) => {}
    }
    let ring = app.keys.change(|ring| ring.withdraw(multikey, now())).map_err(Problem::internal)?;
    take(app, ring, Deed::new(staff, TrailAction::KeyWithdrawn, multikey)).await?;
    mend(app).await
}

/// Makes a key for ES256 where there is none.
///
/// # Errors
/// 409 where the identity is a key; as the file system says.
pub fn es256(app: &App) -> Answer<Arc<Identity>> {
    let issuer = app.issuer();
    if issuer.is_key() {
        let detail = "this server's identity is its Ed25519 key (did:key), which signs EdDSA only; with a public URL of https it is a host";
        return Err(Problem::conflict("no-es256", "There is no ES256 here", detail));
    }
    if issuer.es256().is_some() {
        return Ok(issuer);
    }
    if app.keys.change(|ring| ring.make_es256(now())).map_err(Problem::internal)?.is_some() {
        put(app)?;
    }
    Ok(app.issuer())
}

/// Signs again what was signed by a key that was stolen. Also at each start: a withdrawal may have been interrupted, or made at the
/// machine.
///
/// # Errors
/// As the store says.
pub async fn mend(app: &App) -> Answer<()> {
    let stolen: Vec<String> =
        app.keys.ring().keys().iter().filter(|key| key.withdrawn_at.is_some()).map(|key| key.public().multikey()).collect();
    for (method, _) in app.store.signed_by_key().await? {
        if !stolen.iter().any(|key| method.ends_with(&format!("#{key}"))) {
            continue;
        }
        for old in app.store.credentials_by_key(&method).await?.into_iter().filter(|old| old.state != CredentialState::Revoked) {
            let reason = "The key that signed it was withdrawn; this one says the same.".to_owned();
            let asked = Asked { staff: None, reason, deeds: Vec::new() };
            if let Err(problem) = reissue(app, &old, old.says, asked).await {
                // One that cannot be signed again does not keep the others from it.
                tracing::warn!(credential = %old.id, why = problem.detail(), "a credential of a withdrawn key was not signed again");
            }
        }
    }
    Ok(())
}

/// What the ring is now becomes what is served, and the trail tells it.
async fn take(app: &App, ring: Option<Ring>, deed: Deed) -> Answer<()> {
    if ring.is_none() {
        return Ok(());
    }
    put(app)?;
    tracing::info!(did = app.issuer().did(), key = app.issuer().signer().verification_method(), "the keys have changed");
    told(&app.store, deed).await.map_err(Problem::from)
}

/// Writes into the trail that keys were changed, and lets every status list be signed anew.
///
/// # Errors
/// As the store says.
pub async fn told(store: &Store, deed: Deed) -> Result<(), crate::store::Error> {
    let at = now();
    let work = store.write(move |db| {
        Box::pin(async move {
            status_lists::forget_signed(db).await?;
            trail::record(db, &deed, at).await
        })
    });
    work.await
}

/// The ring is read while nobody else puts.
fn put(app: &App) -> Answer<()> {
    app.identity.put(|| Identity::new(&app.keys.ring(), &app.public, &app.earlier_urls)).map_err(Problem::internal)
}
