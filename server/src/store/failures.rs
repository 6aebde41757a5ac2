//! Counters of failed tries: they outlive a restart, so that restarting the server forgives nobody.

use sqlx::SqliteConnection;

use super::{Error, Store};

/// Failures not yet forgotten, as counted at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// How many.
    pub level: f64,
    /// When that was (Unix milliseconds).
    pub at: i64,
}

impl Store {
    /// The counter of a source.
    pub async fn failures(&self, kind: &str, source: &str) -> Result<Option<Level>, Error> {
        let row: Option<(f64, i64)> = sqlx::query_as("select level, at from failure where kind = $1 and source = $2")
            .bind(kind)
            .bind(source)
            .fetch_optional(self.readers())
            .await?;
        Ok(row.map(|(level, at)| Level { level, at }))
    }
}

/// The counter of a source, in a transaction: of two who look at once, the second sees what the first counted.
pub async fn level(connection: &mut SqliteConnection, kind: &str, source: &str) -> Result<Option<Level>, Error> {
    let row: Option<(f64, i64)> = sqlx::query_as("select level, at from failure where kind = $1 and source = $2")
        .bind(kind)
        .bind(source)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|(level, at)| Level { level, at }))
}

/// Counts one more failure, after forgetting `per_ms` of them for each millisecond since the last.
pub async fn count(connection: &mut SqliteConnection, kind: &str, source: &str, per_ms: f64, now: i64) -> Result<(), Error> {
    let before = level(&mut *connection, kind, source).await?;
    let level = before.map_or(0.0, |Level { level, at }| (level - (now - at).max(0) as f64 * per_ms).max(0.0)) + 1.0;
    sqlx::query(
        "insert into failure (kind, source, level, at) values ($1, $2, $3, $4) \
         on conflict (kind, source) do update set level = excluded.level, at = excluded.at",
    )
    .bind(kind)
    .bind(source)
    .bind(level)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}
