//! Items that have been in browsers with their keys, and where an author accepted that.

use api::questions::ExposedItem;
use sqlx::SqliteConnection;

use super::{Error, Store};

impl Store {
    /// The items of a bank that have been in browsers, by id, with what was accepted for a micro-credential.
    pub async fn exposed(&self, bank: &str, micro_credential: &str) -> Result<Vec<ExposedItem>, Error> {
        let rows: Vec<(String, i64, Option<String>)> = sqlx::query_as(
            "select exposure.item, exposure.exposed_at, exposure_accepted.reason from exposure left join exposure_accepted \
             on exposure_accepted.item = exposure.item and exposure_accepted.micro_credential = $2 \
             where exposure.bank = $1 order by exposure.item",
        )
        .bind(bank)
        .bind(micro_credential)
        .fetch_all(self.readers())
        .await?;
        Ok(rows.into_iter().map(|(item, at, accepted)| ExposedItem { item, at, accepted }).collect())
    }
}

/// Marks items as having been in browsers; the first time stands.
pub async fn expose(
    connection: &mut SqliteConnection,
    bank: &str,
    items: &[String],
    sitting: &str,
    now: i64,
) -> Result<(), Error> {
    for item in items {
        sqlx::query(
            "insert into exposure (bank, item, sitting, exposed_at) values ($1, $2, $3, $4) on conflict (bank, item) do nothing",
        )
        .bind(bank)
        .bind(item)
        .bind(sitting)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Accepts that a micro-credential's sealed assessment asks these items all the same.
pub async fn accept(
    connection: &mut SqliteConnection,
    micro_credential: &str,
    items: &[String],
    staff: &str,
    reason: &str,
    now: i64,
) -> Result<(), Error> {
    for item in items {
        sqlx::query(
            "insert into exposure_accepted (micro_credential, item, staff, reason, accepted_at) values ($1, $2, $3, $4, $5) \
             on conflict (micro_credential, item) do nothing",
        )
        .bind(micro_credential)
        .bind(item)
        .bind(staff)
        .bind(reason)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
