//! Signed credentials, and what became of each.

use api::credential::{CredentialSource, CredentialState, Says, StatusCode, StatusStep};
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::{Error, Store, shares, status_lists};

/// A signed credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Random; a badge of before has its attempt's.
    pub id: String,
    /// The learner's id.
    pub learner: String,
    /// Where it comes from.
    pub source: CredentialSource,
    /// The attempt that earned it.
    pub attempt: Option<String>,
    /// Whether it carries others: a Comprehensive Learner Record.
    pub is_record: bool,
    /// Id of the micro-credential or the pathway.
    pub achievement: String,
    /// As it says.
    pub title: String,
    /// Signed; empty where it said a name that its holder no longer has.
    pub document: String,
    /// DID of who signed.
    pub issuer: String,
    /// Name of the key that signed: a verification method.
    pub key: String,
    /// When it was earned.
    pub awarded_at: i64,
    /// When it was signed.
    pub issued_at: i64,
    /// What its holder lets it say.
    pub says: Says,
    /// Whose place it took.
    pub replaces: Option<String>,
    /// What took its place.
    pub replaced_by: Option<String>,
    /// Whether it holds. New ones do.
    pub state: CredentialState,
}

/// A change of a credential's status, to be stored.
#[derive(Clone, Debug)]
pub struct NewStatus {
    /// Of which.
    pub credential: String,
    /// What it shall be.
    pub state: CredentialState,
    /// Why, for everyone.
    pub code: StatusCode,
    /// Why, for its holder.
    pub reason: String,
    /// Who; `None` for the server itself.
    pub staff: Option<String>,
}

/// Where a credential's place in a status list came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The list's id.
    pub list: String,
    /// What stands before its path in the credential.
    pub base: String,
    /// The index.
    pub position: u32,
}

const SELECT: &str = "select c.id, c.learner, c.source, c.attempt, c.kind, c.achievement, c.title, c.document, c.issuer, c.key, \
     c.awarded_at, c.issued_at, c.says, c.replaces, c.replaced_by, \
     coalesce((select s.state from credential_status s where s.credential = c.id order by s.seq desc limit 1), 'active') as state \
     from credential c";

fn credential(row: &SqliteRow) -> Result<Credential, Error> {
    Ok(Credential {
        id: row.try_get("id")?,
        learner: row.try_get("learner")?,
        source: word(row, "source")?,
        attempt: row.try_get("attempt")?,
        is_record: row.try_get::<String, _>("kind")? == "clr",
        achievement: row.try_get("achievement")?,
        title: row.try_get("title")?,
        document: row.try_get("document")?,
        issuer: row.try_get("issuer")?,
        key: row.try_get("key")?,
        awarded_at: row.try_get("awarded_at")?,
        issued_at: row.try_get("issued_at")?,
        says: serde_json::from_str(row.try_get("says")?)?,
        replaces: row.try_get("replaces")?,
        replaced_by: row.try_get("replaced_by")?,
        state: word(row, "state")?,
    })
}

fn word<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T, Error> {
    Ok(serde_json::from_value(row.try_get::<String, _>(column)?.into())?)
}

impl Store {
    /// A credential, whosever it is.
    pub async fn credential(&self, id: &str) -> Result<Option<Credential>, Error> {
        Ok(self.select("where c.id = $1", id).await?.pop())
    }

    /// The credentials of a learner that no other took the place of, the newest first.
    pub async fn credentials_of(&self, learner: &str) -> Result<Vec<Credential>, Error> {
        self.select("where c.learner = $1 and c.replaced_by is null order by c.awarded_at desc, c.id", learner).await
    }

    /// Every credential of a learner, those whose place was taken too, in the order in which they were signed.
    pub async fn all_credentials_of(&self, learner: &str) -> Result<Vec<Credential>, Error> {
        self.select("where c.learner = $1 order by c.issued_at, c.id", learner).await
    }

    /// The credential that an attempt earned, as it is now.
    pub async fn credential_of_attempt(&self, attempt: &str) -> Result<Option<Credential>, Error> {
        Ok(self.select("where c.attempt = $1 and c.replaced_by is null", attempt).await?.pop())
    }

    /// The credentials that a key signed and no other took the place of.
    pub async fn credentials_by_key(&self, key: &str) -> Result<Vec<Credential>, Error> {
        self.select("where c.key = $1 and c.replaced_by is null order by c.issued_at, c.id", key).await
    }

    /// All credentials, at most `limit`: first those whose place no other took, so that these are not crowded out; the newest first.
    pub async fn credentials(&self, limit: i64) -> Result<Vec<Credential>, Error> {
        self.select("order by c.replaced_by is not null, c.issued_at desc, c.id limit cast($1 as bigint)", &limit.to_string())
            .await
    }

    async fn select(&self, rest: &'static str, value: &str) -> Result<Vec<Credential>, Error> {
        let sql = sqlx::AssertSqlSafe(format!("{SELECT} {rest}"));
        let rows = sqlx::query(sql).bind(value).fetch_all(self.readers()).await?;
        rows.iter().map(credential).collect()
    }

    /// The signed document that an attempt earned, and when it was signed.
    pub async fn badge(&self, attempt: &str) -> Result<Option<(String, i64)>, Error> {
        Ok(self.credential_of_attempt(attempt).await?.map(|credential| (credential.document, credential.issued_at)))
    }

    /// Every identity under which credentials were issued.
    pub async fn issuers(&self) -> Result<Vec<String>, Error> {
        Ok(sqlx::query_scalar("select distinct issuer from credential order by issuer").fetch_all(self.readers()).await?)
    }

    /// How many credentials in force each key signed, by its name.
    pub async fn signed_by_key(&self) -> Result<Vec<(String, i64)>, Error> {
        let row = sqlx::query_as(
            "select c.key, count(*) from credential c where c.replaced_by is null and coalesce((select s.state from \
             credential_status s where s.credential = c.id order by s.seq desc limit 1), 'active') <> 'revoked' group by c.key",
        );
        Ok(row.fetch_all(self.readers()).await?)
    }

    /// What became of a credential, in order.
    pub async fn credential_steps(&self, id: &str) -> Result<Vec<StatusStep>, Error> {
        type Row = (String, String, String, i64, Option<String>, Option<String>);
        let rows: Vec<Row> = sqlx::query_as(
            "select s.state, s.code, s.reason, s.at, s.staff, person.name from credential_status s \
             left join person on person.id = s.staff where s.credential = $1 order by s.seq",
        )
        .bind(id)
        .fetch_all(self.readers())
        .await?;
        rows.into_iter()
            .map(|(state, code, reason, at, staff, who)| {
                Ok(StatusStep {
                    state: serde_json::from_value(state.into())?,
                    code: serde_json::from_value(code.into())?,
                    reason,
                    at,
                    who: who.or(staff),
                })
            })
            .collect()
    }

    /// A credential's place in a status list; those of before have none.
    pub async fn place(&self, id: &str) -> Result<Option<Place>, Error> {
        let row: Option<(String, String, i64)> = sqlx::query_as(
            "select l.id, l.base, e.position from status_entry e join status_list l on l.id = e.list where e.credential = $1",
        )
        .bind(id)
        .fetch_optional(self.readers())
        .await?;
        Ok(row.map(|(list, base, position)| Place { list, base, position: position as u32 }))
    }
}

/// Stores a signed credential, in the place of the one that it replaces, whose share it takes over.
/// [`Error::Taken`] where its attempt has another, or the one to be replaced was replaced already.
pub async fn insert(connection: &mut SqliteConnection, new: &Credential) -> Result<(), Error> {
    if let Some(old) = &new.replaces {
        // It may have been revoked since it was looked at, and another must not put that right again.
        if state_of(&mut *connection, old).await?.0 == CredentialState::Revoked.as_str() {
            return Err(Error::Taken);
        }
        // Before it is there: two of one attempt may not both count for a moment.
        let done = sqlx::query("update credential set replaced_by = id where id = $1 and replaced_by is null")
            .bind(old)
            .execute(&mut *connection)
            .await?;
        if done.rows_affected() == 0 {
            return Err(Error::Taken);
        }
    }
    sqlx::query(
        "insert into credential (id, learner, source, attempt, kind, achievement, title, document, issuer, key, awarded_at, \
         issued_at, says, replaces) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(&new.id)
    .bind(&new.learner)
    .bind(new.source.as_str())
    .bind(&new.attempt)
    .bind(if new.is_record { "clr" } else { "achievement" })
    .bind(&new.achievement)
    .bind(&new.title)
    .bind(&new.document)
    .bind(&new.issuer)
    .bind(&new.key)
    .bind(new.awarded_at)
    .bind(new.issued_at)
    .bind(serde_json::to_string(&new.says)?)
    .bind(&new.replaces)
    .execute(&mut *connection)
    .await?;
    if let Some(old) = &new.replaces {
        sqlx::query("update credential set replaced_by = $2 where id = $1")
            .bind(old)
            .bind(&new.id)
            .execute(&mut *connection)
            .await?;
        shares::move_share(connection, old, &new.id).await?;
    }
    Ok(())
}

/// Empties the document of a credential that said a name which its holder no longer has.
pub async fn empty_document(connection: &mut SqliteConnection, id: &str) -> Result<(), Error> {
    sqlx::query("update credential set document = '' where id = $1").bind(id).execute(connection).await?;
    Ok(())
}

/// The state of a credential, and how often it was changed.
pub async fn state_of(connection: &mut SqliteConnection, credential: &str) -> Result<(String, i64), Error> {
    let row: Option<(String, i64)> =
        sqlx::query_as("select state, seq from credential_status where credential = $1 order by seq desc limit 1")
            .bind(credential)
            .fetch_optional(connection)
            .await?;
    Ok(row.unwrap_or_else(|| (CredentialState::Active.as_str().to_owned(), 0)))
}

/// Changes the status of a credential and its bits; whether that was a change. What is revoked stays so.
pub async fn put_status(connection: &mut SqliteConnection, new: &NewStatus, now: i64) -> Result<bool, Error> {
    let (state, seq) = state_of(&mut *connection, &new.credential).await?;
    if state == CredentialState::Revoked.as_str() || state == new.state.as_str() {
        return Ok(false);
    }
    sqlx::query(
        "insert into credential_status (credential, seq, state, code, reason, staff, at) values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&new.credential)
    .bind(seq + 1)
    .bind(new.state.as_str())
    .bind(new.code.as_str())
    .bind(&new.reason)
    .bind(&new.staff)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    status_lists::mark(connection, &new.credential, new.state).await?;
    Ok(true)
}
