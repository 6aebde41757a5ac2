//! Status lists, signed when they are asked for and not signed as they are now.

use credential::{Bits, Purpose as Entry, Time, issue_status_list};

use super::list_url;
use crate::app::App;
use crate::clock::{DAY, now};
use crate::error::{Answer, Problem};
use crate::identity::Served;
use crate::store::status_lists::{self, LENGTH, List, Purpose, Signed};
use crate::store::{self, Store};

/// A list is signed again at least so often, so that whoever looks sees that somebody stands for it today.
const LASTS: i64 = DAY;
/// Whoever has a copy may go by it for so long.
const HOLDS: i64 = 2 * DAY;

/// A list as a credential.
///
/// # Errors
/// 404 where there is none of this name; as the store says.
pub async fn signed(app: &App, id: &str, purpose: Purpose) -> Answer<Signed> {
    let missing = || Problem::not_found("there is no status list of this name");
    let list = app.store.status_list(id).await?.ok_or_else(missing)?;
    if let Some(signed) = app.store.status_signed(id, purpose).await?
        && signed.valid_until > now()
    {
        return Ok(signed);
    }
    if app.issuer().signer_of(&list.issuer).is_none() {
        return Err(Problem::internal(format!("no key of {} is here to sign the status list {id}", list.issuer)));
    }
    Ok(sign(&app.store, app.identity.clone(), list, purpose).await?)
}

/// Signs a list and stores it, where only one writes: a bit that is set meanwhile comes before or after, and is never missing from what
/// is stored last. Who signs is asked there, too: whoever changes the keys has every list signed anew after that, in a transaction of its
/// own, so that no list stays that was signed by a key of before.
async fn sign(store: &Store, served: Served, list: List, purpose: Purpose) -> Result<Signed, store::Error> {
    let work = store.write(move |db| {
        Box::pin(async move {
            let at = now();
            let mut bits = Bits::new();
            for place in status_lists::set_places(db, &list.id, purpose).await? {
                debug_assert!(place < LENGTH, "the table takes no other place");
                bits.set(place as usize, true);
            }
            let (issuer, url) = (served.now(), list_url(&list.base, &list.id, purpose));
            let signer = issuer.signer_of(&list.issuer).ok_or_else(|| store::Error::Corrupt(list.issuer.clone()))?;
            let entry = match purpose {
                Purpose::Revocation => Entry::Revocation,
                Purpose::Suspension => Entry::Suspension,
            };
            let unsigned = |error: &dyn std::fmt::Display| store::Error::Corrupt(format!("status list {}: {error}", list.id));
            let time = Time::from_unix_ms(at).map_err(|error| unsigned(&error))?;
            let until = Time::from_unix_ms(at + HOLDS).map_err(|error| unsigned(&error))?;
            let document =
                issue_status_list(&url, entry, &bits, &list.issuer, signer, time, until).map_err(|error| unsigned(&error))?;
            let signed = Signed { document, signed_at: at, valid_until: at + LASTS };
            status_lists::put_signed(db, &list.id, purpose, &signed).await?;
            Ok(signed)
        })
    });
    work.await
}

#[cfg(test)]
mod tests {
    use credential::Signer as _;
    use tokio::sync::oneshot;
    use zeroize::Zeroizing;

    use super::*;
    use crate::identity::Identity;
    use crate::keys::Ring;

    #[tokio::test]
    async fn is_signed_by_the_key_that_holds_when_it_is_stored() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("x.db")).await.unwrap();
        let mut ring = Ring::new(Zeroizing::new([7; 32]), Zeroizing::new([8; 32]), 1);
        let stolen = ring.keys()[0].public().multikey();
        let public = "https://assay.example.org".parse().unwrap();
        let identity = |ring: &Ring| Identity::new(ring, &public, &[]);
        let served = Served::new(identity(&ring).unwrap());
        let list =
            List { id: "l".to_owned(), issuer: served.now().did().to_owned(), base: "https://assay.example.org".to_owned() };
        let sql = "insert into status_list (id, issuer, base, opened_at) values ('l', 'did:web:assay.example.org', '', 0)";
        store
            .write(move |db| {
                Box::pin(async move {
                    sqlx::query(sql).execute(db).await?;
                    Ok(())
                })
            })
            .await
            .unwrap();

        // Each is asked in this order: somebody writes, the list waits for its turn, and meanwhile the key is withdrawn.
        let (finish, finished) = oneshot::channel::<()>();
        let writing = store.write(move |_| {
            Box::pin(async move {
                drop(finished.await);
                Ok(())
            })
        });
        let signing = sign(&store, served.clone(), list, Purpose::Revocation);
        let withdrawing = async {
            ring.rotate(2);
            ring.withdraw(&stolen, 3);
            served.put(|| identity(&ring)).unwrap();
            finish.send(()).unwrap();
        };
        let (written, signed, ()) = tokio::join!(biased; writing, signing, withdrawing);
        written.unwrap();
        let document = signed.unwrap().document;
        assert!(!document.contains(&stolen), "{document}");
        assert!(document.contains(served.now().signer().verification_method()));
        let stored = store.status_signed("l", Purpose::Revocation).await.unwrap().unwrap();
        assert_eq!(stored.document, document);
    }
}
