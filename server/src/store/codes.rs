//! Codes for classes and sittings: short, read out in a room, expiring and revocable.

use sqlx::SqliteConnection;

use super::{Error, Store};

/// A class code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Random.
    pub id: String,
    /// Eight characters without a dash.
    pub text: String,
    /// What it opens.
    pub micro_credential: String,
    /// When it was made.
    pub created_at: i64,
    /// Until when it opens.
    pub expires_at: i64,
    /// When a tutor closed it.
    pub revoked_at: Option<i64>,
    /// The sitting that it lets into; a class code where there is none.
    pub sitting: Option<String>,
}

impl Code {
    /// Whether it opens now.
    pub fn is_open(&self, now: i64) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

type Row = (String, String, String, i64, i64, Option<i64>, Option<String>);
type Counted = (String, String, String, i64, i64, Option<i64>, Option<String>, i64);

fn code((id, text, micro_credential, created_at, expires_at, revoked_at, sitting): Row) -> Code {
    Code { id, text, micro_credential, created_at, expires_at, revoked_at, sitting }
}

impl Store {
    /// The code, open or not.
    pub async fn code(&self, text: &str) -> Result<Option<Code>, Error> {
        let row: Option<Row> = sqlx::query_as(
            "select id, code, micro_credential, created_at, expires_at, revoked_at, sitting from code where code = $1",
        )
        .bind(text)
        .fetch_optional(self.readers())
        .await?;
        Ok(row.map(code))
    }

    /// All class codes with how many joined by each, the newest first.
    pub async fn codes(&self) -> Result<Vec<(Code, i64)>, Error> {
        let rows: Vec<Counted> = sqlx::query_as(
            "select id, code, micro_credential, created_at, expires_at, revoked_at, sitting, \
             (select count(*) from seat where seat.code = code.id) from code where sitting is null order by created_at desc, id",
        )
        .fetch_all(self.readers())
        .await?;
        Ok(rows.into_iter().map(|(a, b, c, d, e, f, g, joined)| (code((a, b, c, d, e, f, g)), joined)).collect())
    }
}

/// Stores a code.
pub async fn insert(connection: &mut SqliteConnection, code: &Code, tutor: Option<&str>) -> Result<(), Error> {
    sqlx::query(
        "insert into code (id, code, micro_credential, made_by, created_at, expires_at, sitting) values ($1, $2, $3, $4, $5, $6, $7)",
    )
        .bind(&code.id)
        .bind(&code.text)
        .bind(&code.micro_credential)
        .bind(tutor)
        .bind(code.created_at)
        .bind(code.expires_at)
        .bind(&code.sitting)
        .execute(connection)
        .await?;
    Ok(())
}

/// Closes a class code; whether there is one of this id.
pub async fn revoke(connection: &mut SqliteConnection, id: &str, now: i64) -> Result<bool, Error> {
    let done =
        sqlx::query("update code set revoked_at = coalesce(revoked_at, $2) where id = $1 and sitting is null").bind(id).bind(now);
    Ok(done.execute(connection).await?.rows_affected() > 0)
}
