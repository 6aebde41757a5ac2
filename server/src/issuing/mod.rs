//! Signing credentials, and all that happens to them afterwards: status, signing again, other forms, other keys.

pub mod again;
pub mod by_hand;
pub mod describe;
pub mod files;
pub mod former;
pub mod keys;
pub mod lists;
pub mod named;

use api::credential::{CredentialSource, CredentialState, Says};
use api::path;
use credential::{Claim, Purpose as Entry, Signer as _, StatusEntry, Time};

pub use describe::{Described, claim, outcomes, term};

use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::identity::Served;
use crate::secret;
use crate::store::credentials::{self, Credential, NewStatus, Place};
use crate::store::people::Person;
use crate::store::status_lists::{self, Purpose};
use crate::store::trail::{self, Deed};
use crate::store::{self, people};

/// Collisions that are borne before it is somebody's fault: with half a list full, one in two draws meets one.
const TRIES: usize = 40;

/// A credential to be signed and stored.
#[derive(Clone, Debug)]
pub struct Award {
    /// Whose: a learner's id.
    pub learner: String,
    /// Where it comes from.
    pub source: CredentialSource,
    /// The attempt that earned it.
    pub attempt: Option<String>,
    /// Id of the micro-credential or the pathway.
    pub achievement: String,
    /// When it was earned.
    pub awarded_at: i64,
    /// What its holder lets it say; the claim holds no more.
    pub says: Says,
    /// The credential whose place it takes.
    pub replaces: Option<String>,
    /// What it says. Its status is put in here.
    pub claim: Claim,
}

/// What is stored in the same transaction.
#[derive(Clone, Debug, Default)]
pub struct Along {
    /// Of other credentials.
    pub statuses: Vec<NewStatus>,
    /// Of the new one: a state other than in force, which it takes over.
    pub state: Option<NewStatus>,
    /// Credentials whose document goes, for it says a name that is no more.
    pub emptied: Vec<String>,
    /// A learner's new name.
    pub person: Option<(String, Person)>,
    /// That a proposal to give it by hand is signed off.
    pub by_hand: Option<store::by_hand::Decision>,
    /// What the trail tells.
    pub deeds: Vec<Deed>,
}

/// Signs a credential with a place of its own in a status list, and stores it.
///
/// # Errors
/// 409 where its attempt has one, the one to be replaced was replaced, or the proposal was decided meanwhile; as the store says.
pub async fn sign(app: &App, award: Award, along: Along) -> Answer<Credential> {
    for _ in 0..TRIES {
        let (at, issuer) = (now(), app.issuer());
        let base = app.public.to_string();
        let place = app.store.free_place(issuer.did(), &base, secret::id(), draw).await?;
        let mut claim = award.claim.clone();
        claim.status = entries(&place);
        issuer.did().clone_into(&mut claim.issuer.did);
        let issued = Time::from_unix_ms(at).map_err(Problem::internal)?;
        let document = credential::issue(&claim, issuer.signer(), issued).map_err(Problem::internal)?;
        let signed = Credential {
            id: secret::id(),
            learner: award.learner.clone(),
            source: award.source,
            attempt: award.attempt.clone(),
            is_record: false,
            achievement: award.achievement.clone(),
            title: claim.achievement.title.clone(),
            document,
            issuer: issuer.did().to_owned(),
            key: issuer.signer().verification_method().to_owned(),
            awarded_at: award.awarded_at,
            issued_at: at,
            says: award.says,
            replaces: award.replaces.clone(),
            replaced_by: None,
            state: CredentialState::Active,
        };
        match keep(app, &signed, &place, &along).await {
            Ok(()) => {
                let state = along.state.as_ref().map_or(CredentialState::Active, |status| status.state);
                return Ok(Credential { state, ..signed });
            }
            // Of two that drew the same place, one draws again; and what a key of before signed is signed again.
            Err(store::Error::Taken) if app.store.is_place_taken(&place).await? || app.issuer().did() != signed.issuer => {}
            Err(store::Error::Taken) if app.issuer().signer().verification_method() != signed.key => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::unavailable())
}

/// Stores a signed credential whose place was drawn by [`store::Store::free_place`], with what goes along. For documents that are
/// signed elsewhere, such as records of several credentials.
///
/// # Errors
/// [`store::Error::Taken`] where the place or the attempt's own is taken; as the store says.
pub async fn keep(app: &App, signed: &Credential, place: &Place, along: &Along) -> Result<(), store::Error> {
    let (new, place, along, at) = (signed.clone(), place.clone(), along.clone(), signed.issued_at);
    let identity = app.identity.clone();
    let work = app.store.write(move |db| {
        Box::pin(async move {
            // Suspended since it was looked at: whoever asks again sees it.
            if let Some(old) = &new.replaces
                && along.state.is_none()
                && credentials::state_of(db, old).await?.0 == CredentialState::Suspended.as_str()
            {
                return Err(store::Error::Taken);
            }
            signs_still(&identity, &new)?;
            credentials::insert(db, &new).await?;
            status_lists::take_place(db, &new.issuer, &place, &new.id, at).await?;
            if let Some(state) = along.state {
                credentials::put_status(db, &NewStatus { credential: new.id.clone(), ..state }, at).await?;
            }
            for status in &along.statuses {
                credentials::put_status(db, status, at).await?;
            }
            for id in &along.emptied {
                credentials::empty_document(db, id).await?;
            }
            if let Some((learner, person)) = &along.person {
                people::rename(db, learner, person).await?;
            }
            if let Some(decision) = &along.by_hand
                && !store::by_hand::decide(db, decision, Some(&new.id), at).await?
            {
                return Err(store::Error::Taken);
            }
            for deed in &along.deeds {
                trail::record(db, deed, at).await?;
            }
            Ok(())
        })
    });
    work.await
}

/// Asked where a credential is stored: whether its key is still the one that signs.
///
/// # Errors
/// [`store::Error::Taken`] where another was put in its place meanwhile, perhaps because it was stolen. Whoever asks again signs with that.
pub fn signs_still(identity: &Served, signed: &Credential) -> Result<(), store::Error> {
    if identity.now().signer().verification_method() == signed.key { Ok(()) } else { Err(store::Error::Taken) }
}

/// Where a credential at this place says that its status is found.
pub fn entries(place: &Place) -> Vec<StatusEntry> {
    let entry = |purpose: Entry, list: Purpose| StatusEntry {
        purpose,
        list: list_url(&place.base, &place.list, list),
        index: place.position,
    };
    vec![entry(Entry::Revocation, Purpose::Revocation), entry(Entry::Suspension, Purpose::Suspension)]
}

/// The address of a status list.
pub fn list_url(base: &str, list: &str, purpose: Purpose) -> String {
    format!("{base}{}", path::fill(path::STATUS_LIST, &[list, purpose.as_str()]))
}

/// A random number, for places in lists.
pub fn draw() -> u32 {
    u32::from_le_bytes(secret::random())
}

/// Nobody is left to whom a credential could be given.
pub fn erased() -> Problem {
    Problem::conflict("erased", "This learner was erased", "nothing is signed for somebody who is not on record any more")
}
