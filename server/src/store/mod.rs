//! The records: what has to outlive the process, in one SQLite file, read by many and written by one.
//!
//! The SQL keeps to what PostgreSQL says too; what differs is in `migrations/`.

pub mod attempts;
pub mod by_hand;
pub mod cards;
pub mod codes;
pub mod cohorts;
pub mod concerns;
pub mod corrections;
pub mod credentials;
pub mod erasure;
pub mod exposure;
pub mod exposure_tables;
pub mod failures;
pub mod imported;
pub mod names;
pub mod pass_marks;
pub mod pathways;
pub mod people;
pub mod practice;
mod principles;
pub mod publications;
pub mod retention;
pub mod shares;
pub mod sittings;
pub mod staff;
pub mod status_lists;
pub mod trail;
pub mod workshop;
mod writer;

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqlSafeStr, SqliteConnection};

pub use writer::Work;
use writer::Writer;

/// Why the store did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing was stored, and trying again may help: the disk is full, another process holds the file, the queue is full.
    #[error("the records cannot be written at the moment")]
    Unavailable,
    /// Something else is already there under this key.
    #[error("there is already something else under this key")]
    Taken,
    /// What is stored cannot be read as what it should be.
    #[error("the records hold something unreadable: {0}")]
    Corrupt(String),
    /// Everything else.
    #[error(transparent)]
    Database(sqlx::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) if inner.is_unique_violation() => Self::Taken,
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => Self::Unavailable,
            _ => Self::Database(error),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt(error.to_string())
    }
}

/// The records.
pub struct Store {
    readers: SqlitePool,
    writer: Writer,
}

impl Store {
    /// Opens the file, makes it where it is missing, and brings it up to this build's form.
    pub async fn open(file: &Path) -> Result<Self, Error> {
        Self::open_waiting(file, Duration::from_secs(5)).await
    }

    /// The same, waiting so long for a lock that another process holds.
    async fn open_waiting(file: &Path, busy: Duration) -> Result<Self, Error> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit returns when it is on disk: an acknowledged answer survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(busy)
            // What is deleted or written over is overwritten with zeros, or a name that was erased would stand in free bytes of the file.
            .pragma("secure_delete", "on")
            .foreign_keys(true);
        let readers = SqlitePoolOptions::new().max_connections(8).connect_with(options.clone()).await?;
        migrator(&MIGRATIONS).run(&readers).await.map_err(|error| Error::Corrupt(error.to_string()))?;
        Ok(Self { readers, writer: Writer::start(options) })
    }

    /// For reading.
    pub fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    /// Runs `work` in a transaction; it is on disk when this returns `Ok`, and undone when it returns `Err`.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
    {
        self.writer.write(work).await
    }

    /// Lets go of what was erased: the log beside the file, which holds pages as they were before, is written into the file and
    /// emptied. To be asked for after the transaction that erased, and not inside one.
    ///
    /// Where somebody reads for longer than is waited it is left until it is next asked for, and the server's log says so: what was
    /// erased is erased all the same.
    pub async fn let_go(&self) {
        let emptied = sqlx::query_as::<_, (i64, i64, i64)>("pragma wal_checkpoint(truncate)").fetch_one(self.readers()).await;
        match emptied {
            Ok((0, ..)) => {}
            Ok(_) => tracing::warn!("what was erased is in the log beside the records until that is next emptied"),
            Err(error) => tracing::warn!(%error, "the log beside the records was not emptied; it may hold what was erased"),
        }
    }

    /// Whether writing works now.
    pub async fn is_ready(&self) -> bool {
        let probe = self.write(|connection| Box::pin(async move { set(connection, "probe", "").await }));
        matches!(tokio::time::timeout(Duration::from_secs(6), probe).await, Ok(Ok(())))
    }

    /// Stores what is queued and closes the file.
    pub async fn close(&self) {
        self.writer.drain().await;
        self.readers.close().await;
    }
}

/// Sets a fact about this server.
async fn set(connection: &mut SqliteConnection, name: &str, value: &str) -> Result<(), Error> {
    sqlx::query("insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value")
        .bind(name)
        .bind(value)
        .execute(connection)
        .await?;
    Ok(())
}

/// Every form that the records ever had, in order. What is here is never changed: a file of then has it already.
const MIGRATIONS: [(&str, &str); 12] = [
    ("records", include_str!("../../migrations/sqlite/0001_records.sql")),
    ("staff", include_str!("../../migrations/sqlite/0002_staff.sql")),
    ("sittings", include_str!("../../migrations/sqlite/0003_sittings.sql")),
    ("exposure tables", include_str!("../../migrations/sqlite/0004_exposure_tables.sql")),
    ("workshop", include_str!("../../migrations/sqlite/0005_workshop.sql")),
    ("pass mark", include_str!("../../migrations/sqlite/0006_pass_mark.sql")),
    ("running", include_str!("../../migrations/sqlite/0007_running.sql")),
    ("credentials", include_str!("../../migrations/sqlite/0008_credentials.sql")),
    ("erasure", include_str!("../../migrations/sqlite/0009_erasure.sql")),
    ("pathways", include_str!("../../migrations/sqlite/0010_pathways.sql")),
    ("names", include_str!("../../migrations/sqlite/0011_names.sql")),
    ("publication simulation", include_str!("../../migrations/sqlite/0012_publication_simulation.sql")),
];

fn migrator(all: &[(&'static str, &'static str)]) -> Migrator {
    let migrations = (1..)
        .zip(all)
        .map(|(number, (name, sql))| Migration::new(number, (*name).into(), MigrationType::Simple, sql.into_sql_str(), false));
    Migrator::with_migrations(migrations.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn takes_over_tutors_and_links_of_the_first_form() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.db");
        let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true).foreign_keys(true);
        let old = SqlitePoolOptions::new().connect_with(options).await.unwrap();
        migrator(&MIGRATIONS[..1]).run(&old).await.unwrap();
        for sql in [
            "insert into tutor (id, password, created_at) values ('t', 'hash', 0)",
            "insert into person (id, name, email, email_key) values ('t', 'Tui', 'T@x', 't@x')",
            "insert into learner (id, created_at, vouched_by) values ('l', 0, 't')",
            "insert into link (token, learner, created_at) values ('one', 'l', 0), ('two', 'l', 1)",
            "insert into seat (id, learner, micro_credential, created_at) values ('s', 'l', 'm', 0)",
            "insert into sign_in (token, role, subject, created_at, expires_at) values ('c', 'tutor', 't', 0, 9)",
        ] {
            sqlx::query(sql).execute(&old).await.unwrap();
        }
        old.close().await;

        let store = Store::open(&file).await.unwrap();
        assert_eq!(store.staff_by_email("t@X").await.unwrap().unwrap().id, "t");
        let roles: Vec<_> = store.grants("t", 5).await.unwrap().into_iter().map(|grant| grant.role).collect();
        assert_eq!(roles, [api::staff::Role::Owner]);
        for token in ["one", "two"] {
            assert_eq!(store.card(token, "no code").await.unwrap().unwrap().learner, "l", "both links open still");
        }
        assert!(store.is_for_sealed("s").await.unwrap(), "a seat of before was for the sealed assessment");
        assert_eq!(store.signed_in(people::Account::Staff, "c", 5).await.unwrap().as_deref(), Some("t"));
    }

    #[tokio::test]
    async fn takes_over_badges_of_before_with_their_shares_and_what_was_decided() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.db");
        let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true).foreign_keys(true);
        let old = SqlitePoolOptions::new().connect_with(options).await.unwrap();
        migrator(&MIGRATIONS[..7]).run(&old).await.unwrap();
        for sql in [
            "insert into tutor (id, password, created_at) values ('t', 'hash', 0)",
            "insert into learner (id, created_at) values ('l', 0)",
            "insert into seat (id, learner, micro_credential, created_at) values ('s', 'l', 'm', 0)",
            "insert into assessment (digest, bank, blueprint, created_at) values ('d', '', '', 0)",
            "insert into terms (digest, terms) values ('t', '')",
            "insert into attempt (id, seat, assessment, terms, started, names, started_at, items, paused, finished_at) \
             values ('kept', 's', 'd', 't', '', '', 0, 0, 0, 5), ('gone', 's', 'd', 't', '', '', 0, 0, 0, 6)",
            "insert into badge (attempt, document, issuer, issued_at) values \
             ('kept', '{\"name\":\"M\",\"proof\":[{\"verificationMethod\":\"did:key:z#z\"}]}', 'did:key:z', 7), ('gone', '{}', 'did:key:z', 8)",
            "insert into share (attempt, token, show_name, created_at) values ('kept', 'token', 1, 9)",
            "insert into key_correction (id, micro_credential, item, old_key, new_key, reason, proposed_by, proposed_at, seq) \
             values ('c', 'm', 'i', '', '', 'r', 't', 0, 1)",
            "insert into badge_decision (attempt, seq, decision, reason, staff, at) values ('gone', 1, 'withdraw', 'Why.', 't', 10)",
        ] {
            sqlx::query(sql).execute(&old).await.unwrap();
        }
        old.close().await;

        let store = Store::open(&file).await.unwrap();
        let kept = store.credential("kept").await.unwrap().unwrap();
        assert_eq!((kept.title.as_str(), kept.key.as_str(), kept.awarded_at, kept.issued_at), ("M", "did:key:z#z", 5, 7));
        assert_eq!((kept.attempt.as_deref(), kept.state), (Some("kept"), api::credential::CredentialState::Active));
        let share = store.share_by_token("token").await.unwrap().unwrap();
        assert_eq!((share.credential.as_str(), share.show_name), ("kept", true));
        let gone = store.credential("gone").await.unwrap().unwrap();
        assert_eq!(gone.state, api::credential::CredentialState::Revoked);
        assert_eq!(store.withdrawal("gone").await.unwrap().as_deref(), Some("Why."));
        let places: (i64,) = sqlx::query_as("select count(*) from status_entry").fetch_one(store.readers()).await.unwrap();
        assert_eq!(places, (0,), "what was signed before names no list");
    }
}
