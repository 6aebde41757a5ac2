//! Bitstring status lists: places drawn at random, bits, and the lists as last signed.

use api::credential::CredentialState;
use sqlx::SqliteConnection;

use super::credentials::Place;
use super::{Error, Store};

/// Places in a list.
pub const LENGTH: u32 = 131_072;
/// How many of them are given away: a place drawn at random is then free at least every other time.
const FILLED: i64 = LENGTH as i64 / 2;

/// What a list tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// What is no more.
    Revocation,
    /// What does not hold for the moment.
    Suspension,
}

impl Purpose {
    /// As stored, and in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Suspension => "suspension",
        }
    }

    /// By that word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Revocation, Self::Suspension].into_iter().find(|purpose| purpose.as_str() == word)
    }
}

/// A list, but for its bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Random.
    pub id: String,
    /// Who signs it.
    pub issuer: String,
    /// What stands before its path in credentials.
    pub base: String,
}

/// A list as last signed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "as its column is called")]
pub struct Signed {
    /// The signed document.
    pub document: String,
    /// When it was signed.
    pub signed_at: i64,
    /// Until when it may be used.
    pub valid_until: i64,
}

impl Store {
    /// A list.
    pub async fn status_list(&self, id: &str) -> Result<Option<List>, Error> {
        let row: Option<(String, String)> =
            sqlx::query_as("select issuer, base from status_list where id = $1").bind(id).fetch_optional(self.readers()).await?;
        Ok(row.map(|(issuer, base)| List { id: id.to_owned(), issuer, base }))
    }

    /// A list as last signed; `None` where a bit changed since.
    pub async fn status_signed(&self, id: &str, purpose: Purpose) -> Result<Option<Signed>, Error> {
        let row: Option<(String, i64, i64)> =
            sqlx::query_as("select document, signed_at, valid_until from status_signed where list = $1 and purpose = $2")
                .bind(id)
                .bind(purpose.as_str())
                .fetch_optional(self.readers())
                .await?;
        Ok(row.map(|(document, signed_at, valid_until)| Signed { document, signed_at, valid_until }))
    }

    /// Whether a place was given to a credential.
    pub async fn is_place_taken(&self, place: &Place) -> Result<bool, Error> {
        let row = sqlx::query_scalar::<_, i64>("select count(*) from status_entry where list = $1 and position = $2");
        Ok(row.bind(&place.list).bind(i64::from(place.position)).fetch_one(self.readers()).await? > 0)
    }

    /// A place that is free now, in a list of this issuer at this address. `draw` gives random numbers; `id` is for the list that has
    /// to be opened where none has room. Whoever takes it by [`take_place`] has it; another then draws again.
    pub async fn free_place(&self, issuer: &str, base: &str, id: String, draw: impl Fn() -> u32) -> Result<Place, Error> {
        let open: Option<String> = sqlx::query_scalar(
            "select l.id from status_list l where l.issuer = $1 and l.base = $2 \
             and (select count(*) from status_entry e where e.list = l.id) < $3 order by l.opened_at desc, l.id limit 1",
        )
        .bind(issuer)
        .bind(base)
        .bind(FILLED)
        .fetch_optional(self.readers())
        .await?;
        let list = open.unwrap_or(id);
        loop {
            // The length is a power of two: no place is likelier than another.
            let position = draw() % LENGTH;
            let taken: i64 = sqlx::query_scalar("select count(*) from status_entry where list = $1 and position = $2")
                .bind(&list)
                .bind(i64::from(position))
                .fetch_one(self.readers())
                .await?;
            if taken == 0 {
                return Ok(Place { list, base: base.to_owned(), position });
            }
        }
    }
}

/// The places whose bit is set, in the writer's own transaction: what is signed of them is stored before another changes them.
pub async fn set_places(connection: &mut SqliteConnection, list: &str, purpose: Purpose) -> Result<Vec<u32>, Error> {
    let sql = match purpose {
        Purpose::Revocation => "select position from status_entry where list = $1 and revoked = 1 order by position",
        Purpose::Suspension => "select position from status_entry where list = $1 and suspended = 1 order by position",
    };
    let places: Vec<i64> = sqlx::query_scalar(sql).bind(list).fetch_all(connection).await?;
    Ok(places.into_iter().map(|place| place as u32).collect())
}

/// Stores a list as signed.
pub async fn put_signed(connection: &mut SqliteConnection, list: &str, purpose: Purpose, new: &Signed) -> Result<(), Error> {
    sqlx::query(
        "insert into status_signed (list, purpose, document, signed_at, valid_until) values ($1, $2, $3, $4, $5) \
         on conflict (list, purpose) do update set document = excluded.document, signed_at = excluded.signed_at, \
         valid_until = excluded.valid_until",
    )
    .bind(list)
    .bind(purpose.as_str())
    .bind(&new.document)
    .bind(new.signed_at)
    .bind(new.valid_until)
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets every list as signed, so that each is signed anew when it is next asked for: after a change of keys.
pub async fn forget_signed(connection: &mut SqliteConnection) -> Result<(), Error> {
    sqlx::query("delete from status_signed").execute(connection).await?;
    Ok(())
}

/// Gives a place to a credential, opening its list where that is new; [`Error::Taken`] where it was given to another meanwhile.
pub async fn take_place(
    connection: &mut SqliteConnection,
    issuer: &str,
    place: &Place,
    credential: &str,
    now: i64,
) -> Result<(), Error> {
    sqlx::query("insert into status_list (id, issuer, base, opened_at) values ($1, $2, $3, $4) on conflict (id) do nothing")
        .bind(&place.list)
        .bind(issuer)
        .bind(&place.base)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    sqlx::query("insert into status_entry (list, position, credential) values ($1, $2, $3)")
        .bind(&place.list)
        .bind(i64::from(place.position))
        .bind(credential)
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets a credential's bits as its state asks, and forgets the lists as signed where that changed them.
pub async fn mark(connection: &mut SqliteConnection, credential: &str, state: CredentialState) -> Result<(), Error> {
    let list: Option<String> = sqlx::query_scalar(
        // Whether it was suspended when it was revoked is nobody's business afterwards.
        "update status_entry set revoked = $2, suspended = $3 where credential = $1 returning list",
    )
    .bind(credential)
    .bind(i64::from(state == CredentialState::Revoked))
    .bind(i64::from(state == CredentialState::Suspended))
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(list) = list {
        sqlx::query("delete from status_signed where list = $1").bind(list).execute(connection).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use api::credential::{CredentialSource, Says, StatusCode};

    use super::super::credentials::{self, Credential, NewStatus};
    use super::*;

    fn held(id: &str) -> Credential {
        Credential {
            id: id.to_owned(),
            learner: "l".to_owned(),
            source: CredentialSource::Hand,
            attempt: None,
            is_record: false,
            achievement: "m".to_owned(),
            title: "M".to_owned(),
            document: "{}".to_owned(),
            issuer: "did:key:z".to_owned(),
            key: "did:key:z#z".to_owned(),
            awarded_at: 1,
            issued_at: 2,
            says: Says::default(),
            replaces: None,
            replaced_by: None,
            state: CredentialState::Active,
        }
    }

    async fn store(folder: &tempfile::TempDir) -> Store {
        let store = Store::open(&folder.path().join("x.db")).await.unwrap();
        let filled = store.write(|db| {
            Box::pin(async move {
                sqlx::query("insert into learner (id, created_at) values ('l', 0)").execute(&mut *db).await?;
                credentials::insert(db, &held("a")).await?;
                credentials::insert(db, &held("b")).await
            })
        });
        filled.await.unwrap();
        store
    }

    async fn take(store: &Store, place: Place, credential: &'static str) -> Result<(), Error> {
        let issuer = "did:key:z";
        store.write(move |db| Box::pin(async move { take_place(db, issuer, &place, credential, 0).await })).await
    }

    #[tokio::test]
    async fn gives_a_place_to_one_of_two_that_drew_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder).await;
        let drawn = || 7;
        let first = store.free_place("did:key:z", "https://x", "list".to_owned(), drawn).await.unwrap();
        let second = store.free_place("did:key:z", "https://x", "list".to_owned(), drawn).await.unwrap();
        assert_eq!(first, second);
        take(&store, first.clone(), "a").await.unwrap();
        assert!(matches!(take(&store, second, "b").await, Err(Error::Taken)));
        assert!(store.is_place_taken(&first).await.unwrap());
        // Who draws again meets it no more, and stays in the list that is open.
        let numbers = Cell::new(7);
        let draw = || numbers.replace(numbers.get() + LENGTH + 1);
        let third = store.free_place("did:key:z", "https://x", "other".to_owned(), draw).await.unwrap();
        assert_eq!((third.list.as_str(), third.position), ("list", 8));
        // Another issuer, or another address, has a list of its own.
        let other = store.free_place("did:web:x", "https://x", "other".to_owned(), || 7).await.unwrap();
        assert_eq!((other.list.as_str(), other.position), ("other", 7));
    }

    #[tokio::test]
    async fn sets_bits_as_the_state_asks_and_forgets_what_was_signed() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder).await;
        take(&store, Place { list: "list".to_owned(), base: "https://x".to_owned(), position: 9 }, "a").await.unwrap();
        let signed = Signed { document: "{}".to_owned(), signed_at: 1, valid_until: 2 };
        let bits = |state: CredentialState, code: StatusCode| {
            let signed = signed.clone();
            store.write(move |db| {
                Box::pin(async move {
                    put_signed(db, "list", Purpose::Revocation, &signed).await?;
                    let new = NewStatus { credential: "a".to_owned(), state, code, reason: "Why.".to_owned(), staff: None };
                    let changed = credentials::put_status(db, &new, 5).await?;
                    let revoked = set_places(db, "list", Purpose::Revocation).await?;
                    Ok((changed, revoked, set_places(db, "list", Purpose::Suspension).await?))
                })
            })
        };
        assert_eq!(bits(CredentialState::Active, StatusCode::Cleared).await.unwrap(), (false, vec![], vec![]));
        assert!(store.status_signed("list", Purpose::Revocation).await.unwrap().is_some(), "nothing changed");
        assert_eq!(bits(CredentialState::Suspended, StatusCode::UnderReview).await.unwrap(), (true, vec![], vec![9]));
        assert!(store.status_signed("list", Purpose::Revocation).await.unwrap().is_none());
        assert_eq!(bits(CredentialState::Revoked, StatusCode::Misconduct).await.unwrap(), (true, vec![9], vec![]));
        assert_eq!(bits(CredentialState::Active, StatusCode::Cleared).await.unwrap(), (false, vec![9], vec![]));
        let undone = store.write(|db| {
            Box::pin(async move {
                sqlx::query("update status_entry set revoked = 0").execute(db).await?;
                Ok(())
            })
        });
        assert!(undone.await.is_err(), "what is revoked stays so, whoever writes");
    }
}
