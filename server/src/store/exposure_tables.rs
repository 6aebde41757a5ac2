//! How often items were given in the sessions so far: by digest, as the logs name it, and which is the latest of each assessment.

use engine::Digest;
use engine::select::ExposureTable;
use sqlx::SqliteConnection;

use super::{Error, Store};

impl Store {
    /// The table of this digest.
    pub async fn exposure_table(&self, digest: &str) -> Result<Option<ExposureTable>, Error> {
        let row: Option<String> = sqlx::query_scalar("select content from exposure_table where digest = $1")
            .bind(digest)
            .fetch_optional(self.readers())
            .await?;
        Ok(row.map(|content| serde_json::from_str(&content)).transpose()?)
    }
}

/// The digest of an assessment's latest table; `None` before the first session is finished.
pub async fn latest(connection: &mut SqliteConnection, assessment: &str) -> Result<Option<Digest>, Error> {
    let digest: Option<String> = sqlx::query_scalar("select digest from exposure_latest where assessment = $1")
        .bind(assessment)
        .fetch_optional(connection)
        .await?;
    digest
        .map(|text| Digest::try_from(text).map_err(|expected| Error::Corrupt(format!("exposure table: {expected}"))))
        .transpose()
}

/// Brings the counts of an assessment forward by one session. Tables that no attempt began with go.
pub async fn advance(
    connection: &mut SqliteConnection,
    assessment: &str,
    forward: impl FnOnce(&ExposureTable) -> ExposureTable + Send,
) -> Result<(), Error> {
    let before: Option<(String, String)> = sqlx::query_as(
        "select exposure_table.digest, exposure_table.content from exposure_latest join exposure_table \
         on exposure_table.digest = exposure_latest.digest where exposure_latest.assessment = $1",
    )
    .bind(assessment)
    .fetch_optional(&mut *connection)
    .await?;
    let table = match &before {
        Some((_, content)) => forward(&serde_json::from_str(content)?),
        None => forward(&ExposureTable::default()),
    };
    let digest = table.digest().to_string();
    sqlx::query("insert into exposure_table (digest, content) values ($1, $2) on conflict (digest) do nothing")
        .bind(&digest)
        .bind(serde_json::to_string(&table)?)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "insert into exposure_latest (assessment, digest) values ($1, $2) \
         on conflict (assessment) do update set digest = excluded.digest",
    )
    .bind(assessment)
    .bind(&digest)
    .execute(&mut *connection)
    .await?;
    if let Some((old, _)) = before {
        sqlx::query(
            "delete from exposure_table where digest = $1 and not exists (select 1 from attempt where exposure = $1) \
             and not exists (select 1 from exposure_latest where digest = $1)",
        )
        .bind(old)
        .execute(connection)
        .await?;
    }
    Ok(())
}
