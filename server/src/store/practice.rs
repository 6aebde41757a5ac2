//! Used practice tickets. A ticket that was not used leaves no trace: it carries its own facts, signed.

use sqlx::SqliteConnection;

use super::{Error, Store};

/// What a ticket was used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// Digest of the log.
    pub log: String,
    /// The answer that was given, as JSON.
    pub receipt: String,
}

impl Store {
    /// What the ticket of this id was used for.
    pub async fn used_ticket(&self, id: &str) -> Result<Option<Used>, Error> {
        let row: Option<(String, String)> =
            sqlx::query_as("select log, receipt from ticket where id = $1").bind(id).fetch_optional(self.readers()).await?;
        Ok(row.map(|(log, receipt)| Used { log, receipt }))
    }
}

/// Uses a ticket; [`Error::Taken`] where it was used.
pub async fn use_ticket(connection: &mut SqliteConnection, id: &str, used: &Used, now: i64) -> Result<(), Error> {
    sqlx::query("insert into ticket (id, log, receipt, used_at) values ($1, $2, $3, $4)")
        .bind(id)
        .bind(&used.log)
        .bind(&used.receipt)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}
