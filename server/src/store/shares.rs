//! Public pages of credentials.

use sqlx::SqliteConnection;

use super::{Error, Store};

/// A public page for a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Of which.
    pub credential: String,
    /// What opens the page.
    pub token: String,
    /// Whether the page shows the learner's name.
    pub show_name: bool,
}

impl Store {
    /// How a credential is shared.
    pub async fn share(&self, credential: &str) -> Result<Option<Share>, Error> {
        self.shared("select credential, token, show_name from share where credential = $1", credential).await
    }

    /// What a share link opens.
    pub async fn share_by_token(&self, token: &str) -> Result<Option<Share>, Error> {
        self.shared("select credential, token, show_name from share where token = $1", token).await
    }

    async fn shared(&self, sql: &'static str, value: &str) -> Result<Option<Share>, Error> {
        let row: Option<(String, String, i64)> = sqlx::query_as(sql).bind(value).fetch_optional(self.readers()).await?;
        Ok(row.map(|(credential, token, show_name)| Share { credential, token, show_name: show_name != 0 }))
    }
}

/// Makes a public page, or changes what it shows; its address stays. Gives back how it is shared now.
pub async fn put_share(connection: &mut SqliteConnection, share: &Share, now: i64) -> Result<Share, Error> {
    let (token, show_name): (String, i64) = sqlx::query_as(
        "insert into share (credential, token, show_name, created_at) values ($1, $2, $3, $4) \
         on conflict (credential) do update set show_name = excluded.show_name returning token, show_name",
    )
    .bind(&share.credential)
    .bind(&share.token)
    .bind(i64::from(share.show_name))
    .bind(now)
    .fetch_one(connection)
    .await?;
    Ok(Share { credential: share.credential.clone(), token, show_name: show_name != 0 })
}

/// Withdraws a public page.
pub async fn delete_share(connection: &mut SqliteConnection, credential: &str) -> Result<(), Error> {
    sqlx::query("delete from share where credential = $1").bind(credential).execute(connection).await?;
    Ok(())
}

/// Lets a link lead to the credential that took another's place.
pub async fn move_share(connection: &mut SqliteConnection, from: &str, to: &str) -> Result<(), Error> {
    sqlx::query("update share set credential = $2 where credential = $1").bind(from).bind(to).execute(connection).await?;
    Ok(())
}
