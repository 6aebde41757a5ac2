//! Keeping no longer than is promised.

use sqlx::SqliteConnection;

use super::Error;

const DAY: i64 = 86_400_000;

/// Days that an attempt which was never finished is kept, where a micro-credential does not say.
pub const UNFINISHED_DAYS: u32 = 90;

/// Days that a network address is kept, as the keyed hash that it is, where no micro-credential says.
pub const ADDRESS_DAYS: u32 = 30;

/// Days after which a practice ticket is no longer valid, so that its log need not be there for a retry.
const TICKET_DAYS: i64 = 30;

/// Removes attempts at `micro_credential` that began more than `days` ago and were never finished, with their log.
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
    sqlx::query("delete from refusal where attempt in (select attempt from erasure)").execute(&mut *connection).await?;
    let gone = sqlx::query("delete from attempt where id in (select attempt from erasure)").execute(&mut *connection).await?;
    // Counts that no other attempt began with.
    sqlx::query(
        "delete from exposure_table where not exists (select 1 from attempt where attempt.exposure = exposure_table.digest) \
         and not exists (select 1 from exposure_latest where exposure_latest.digest = exposure_table.digest)",
    )
    .execute(connection)
    .await?;
    Ok(gone.rows_affected())
}

/// Removes sessions that ended, links that open nothing any more, logs of practice that nobody can hand in again, and counters of
/// failures older than `days`.
pub async fn forget_old(connection: &mut SqliteConnection, days: u32, now: i64) -> Result<(), Error> {
    sqlx::query("delete from sign_in where expires_at < $1").bind(now).execute(&mut *connection).await?;
    sqlx::query("delete from password_link where expires_at < $1").bind(now).execute(&mut *connection).await?;
    sqlx::query("delete from ticket where used_at < $1").bind(now - TICKET_DAYS * DAY).execute(&mut *connection).await?;
    sqlx::query("delete from failure where at < $1").bind(now - i64::from(days) * DAY).execute(connection).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[tokio::test]
    async fn forgets_what_was_never_finished_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("x.db")).await.unwrap();
        let filled = store.write(|db| {
            Box::pin(async move {
                for sql in [
                    "insert into learner (id, created_at) values ('l', 0)",
                    "insert into seat (id, learner, micro_credential, created_at) values ('s', 'l', 'm', 0)",
                    "insert into assessment (digest, bank, blueprint, created_at) values ('d', '', '', 0)",
                    "insert into terms (digest, terms) values ('t', '')",
                    "insert into attempt (id, seat, assessment, terms, started, names, started_at, items, paused, finished_at) \
                     values ('old', 's', 'd', 't', '', '', 0, 0, 0, null), ('done', 's', 'd', 't', '', '', 0, 0, 0, 5)",
                    "insert into event (attempt, seq, request, events) values ('old', 1, '', '[]'), ('done', 1, '', '[]')",
                    "insert into refusal (attempt, digest, log, detail, refused_at) values ('old', 'd', '{}', 'event 1', 0)",
                ] {
                    sqlx::query(sql).execute(&mut *db).await?;
                }
                Ok(())
            })
        });
        filled.await.unwrap();
        let sweep = |micro_credential: &'static str, now: i64| {
            store.write(move |db| Box::pin(async move { forget_unfinished(db, micro_credential, 30, now).await }))
        };
        assert_eq!(sweep("m", 30 * DAY - 1).await.unwrap(), 0, "not before its time");
        assert_eq!(sweep("another", 31 * DAY).await.unwrap(), 0, "nor under another promise");
        assert_eq!(sweep("m", 31 * DAY).await.unwrap(), 1);
        let left: Vec<(String,)> = sqlx::query_as("select attempt from event").fetch_all(store.readers()).await.unwrap();
        assert_eq!(left, [("done".to_owned(),)]);
    }
}
