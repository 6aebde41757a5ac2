//! Issued badges and who may see them.

use sqlx::SqliteConnection;

use super::{Error, Store};

/// A public page for a badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The attempt that earned it.
    pub attempt: String,
    /// What opens the page.
    pub token: String,
    /// Whether the page shows the learner's name.
    pub show_name: bool,
}

impl Store {
    /// The signed document that an attempt earned, and when it was signed.
    pub async fn badge(&self, attempt: &str) -> Result<Option<(String, i64)>, Error> {
        let row = sqlx::query_as("select document, issued_at from badge where attempt = $1");
        Ok(row.bind(attempt).fetch_optional(self.readers()).await?)
    }

    /// Every identity under which badges were issued.
    pub async fn issuers(&self) -> Result<Vec<String>, Error> {
        Ok(sqlx::query_scalar("select distinct issuer from badge order by issuer").fetch_all(self.readers()).await?)
    }

    /// How an attempt's badge is shared.
    pub async fn share(&self, attempt: &str) -> Result<Option<Share>, Error> {
        self.shared("select attempt, token, show_name from share where attempt = $1", attempt).await
    }

    /// What a share link opens.
    pub async fn share_by_token(&self, token: &str) -> Result<Option<Share>, Error> {
        self.shared("select attempt, token, show_name from share where token = $1", token).await
    }

    async fn shared(&self, sql: &'static str, value: &str) -> Result<Option<Share>, Error> {
        let row: Option<(String, String, i64)> = sqlx::query_as(sql).bind(value).fetch_optional(self.readers()).await?;
        Ok(row.map(|(attempt, token, show_name)| Share { attempt, token, show_name: show_name != 0 }))
    }
}

/// Stores a signed document; one that is there already stays.
pub async fn insert(
    connection: &mut SqliteConnection,
    attempt: &str,
    document: &str,
    issuer: &str,
    now: i64,
) -> Result<(), Error> {
    sqlx::query(
        "insert into badge (attempt, document, issuer, issued_at) values ($1, $2, $3, $4) on conflict (attempt) do nothing",
    )
    .bind(attempt)
    .bind(document)
    .bind(issuer)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Makes a public page, or changes what it shows; its address stays. Gives back how it is shared now.
pub async fn put_share(connection: &mut SqliteConnection, share: &Share, now: i64) -> Result<Share, Error> {
    let (token, show_name): (String, i64) = sqlx::query_as(
        "insert into share (attempt, token, show_name, created_at) values ($1, $2, $3, $4) \
         on conflict (attempt) do update set show_name = excluded.show_name returning token, show_name",
    )
    .bind(&share.attempt)
    .bind(&share.token)
    .bind(i64::from(share.show_name))
    .bind(now)
    .fetch_one(connection)
    .await?;
    Ok(Share { attempt: share.attempt.clone(), token, show_name: show_name != 0 })
}

/// Withdraws a public page.
pub async fn delete_share(connection: &mut SqliteConnection, attempt: &str) -> Result<(), Error> {
    sqlx::query("delete from share where attempt = $1").bind(attempt).execute(connection).await?;
    Ok(())
}
