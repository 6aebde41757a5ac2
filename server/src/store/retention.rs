//! Keeping no longer than is promised.

use sqlx::SqliteConnection;

use super::Error;

const DAY: i64 = 86_400_000;

/// Removes attempts at `micro_credential` that nobody touched for `days` and that were never finished, with their log.
pub async fn forget_unfinished(
    connection: &mut SqliteConnection,
    micro_credential: &str,
    days: u32,
    now: i64,
) -> Result<u64, Error> {
    let before = now - i64::from(days) * DAY;
    sqlx::query(
        "insert into erasure (attempt, erased_at) select attempt.id, $3 from attempt join seat on seat.id = attempt.seat \
         where seat.micro_credential = $1 and attempt.finished_at is null and attempt.started_at < $2 \
         on conflict (attempt) do nothing",
    )
    .bind(micro_credential)
    .bind(before)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    sqlx::query("delete from event where attempt in (select attempt from erasure)").execute(&mut *connection).await?;
    let gone = sqlx::query("delete from attempt where id in (select attempt from erasure)").execute(connection).await?;
    Ok(gone.rows_affected())
}

/// Removes sessions that ended, and counters of failures older than `days`.
pub async fn forget_old(connection: &mut SqliteConnection, days: u32, now: i64) -> Result<(), Error> {
    sqlx::query("delete from sign_in where expires_at < $1").bind(now).execute(&mut *connection).await?;
    sqlx::query("delete from failure where at < $1").bind(now - i64::from(days) * DAY).execute(connection).await?;
    Ok(())
}
