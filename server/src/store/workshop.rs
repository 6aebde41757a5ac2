//! Banks that are being made: their files, and every version of each.

use std::collections::BTreeMap;

use api::workshop::{Change, Counts, FileVersion, WorkshopRow};
use sqlx::SqliteConnection;

use super::{Error, Store};

/// Paths that an entry of the history names.
const NAMED: i64 = 20;

/// A bank without its files.
#[derive(Clone, Debug)]
pub struct Bank {
    /// As in its bank.toml.
    pub id: String,
    /// For people.
    pub title: String,
    /// Counts its changes.
    pub revision: i64,
}

/// Files to put.
#[derive(Clone, Debug)]
pub struct Put {
    /// Into which bank.
    pub bank: String,
    /// The revision that they were made from.
    pub revision: i64,
    /// By whom.
    pub staff: String,
    /// What was done, for the history.
    pub why: String,
    /// The bank's title from now on, where it changes.
    pub title: Option<String>,
    /// By path; `None` for a file that goes.
    pub files: BTreeMap<String, Option<Vec<u8>>>,
}

/// What came of putting files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// They are there; the revision that they made.
    Done(i64),
    /// The bank was changed since; the revision of now.
    Stale(i64),
    /// There is no such bank.
    Missing,
}

impl Store {
    /// The bank of this id.
    pub async fn workshop_bank(&self, id: &str) -> Result<Option<Bank>, Error> {
        let row: Option<(String, String, i64)> = sqlx::query_as("select id, title, revision from workshop_bank where id = $1")
            .bind(id)
            .fetch_optional(self.readers())
            .await?;
        Ok(row.map(|(id, title, revision)| Bank { id, title, revision }))
    }

    /// Every bank by id, with its title and how it stands.
    pub async fn workshop_banks(&self) -> Result<BTreeMap<String, (String, WorkshopRow)>, Error> {
        type Row = (String, String, i64, Option<i64>, Option<i64>, Option<i64>, i64, Option<String>, Option<String>);
        let rows: Vec<Row> = sqlx::query_as(
            "select bank.id, bank.title, bank.revision, bank.items, bank.errors, bank.warnings, \
             coalesce((select max(at) from workshop_change where bank = bank.id and revision = bank.revision), bank.made_at), \
             (select person.name from workshop_change left join person on person.id = workshop_change.staff \
              where workshop_change.bank = bank.id and workshop_change.revision = bank.revision limit 1), \
             (select publication.id from publication where publication.bank = bank.id and publication.decision is null \
              and publication.withdrawn_at is null order by publication.proposed_at desc limit 1) \
             from workshop_bank as bank order by bank.id",
        )
        .fetch_all(self.readers())
        .await?;
        let row = |(id, title, revision, items, errors, warnings, changed_at, who, waiting): Row| {
            let counts = match (items, errors, warnings) {
                (Some(items), Some(errors), Some(warnings)) => Some(Counts { items, errors, warnings }),
                _ => None,
            };
            (id, (title, WorkshopRow { revision, changed_at, changed_by: who.unwrap_or_default(), counts, waiting }))
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// The files of a bank with the revision that they are of; `None` where there is no such bank.
    pub async fn workshop_files(&self, id: &str) -> Result<Option<(Bank, BTreeMap<String, Vec<u8>>)>, Error> {
        // One statement, so that files and revision are of one moment.
        type Row = (String, String, i64, Option<String>, Option<Vec<u8>>);
        let rows: Vec<Row> = sqlx::query_as(
            "select bank.id, bank.title, bank.revision, file.path, file.content from workshop_bank as bank \
             left join workshop_file as file on file.bank = bank.id where bank.id = $1 order by file.path",
        )
        .bind(id)
        .fetch_all(self.readers())
        .await?;
        let Some((id, title, revision, ..)) = rows.first() else { return Ok(None) };
        let bank = Bank { id: id.clone(), title: title.clone(), revision: *revision };
        let files = rows.into_iter().filter_map(|(.., path, content)| Some((path?, content?))).collect();
        Ok(Some((bank, files)))
    }

    /// One file of a bank.
    pub async fn workshop_file(&self, bank: &str, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let found = sqlx::query_scalar("select content from workshop_file where bank = $1 and path = $2");
        Ok(found.bind(bank).bind(path).fetch_optional(self.readers()).await?)
    }

    /// The files of a bank's blueprints as they were at a revision.
    pub async fn workshop_blueprints(&self, bank: &str, revision: i64) -> Result<BTreeMap<String, Vec<u8>>, Error> {
        let rows: Vec<(String, Option<Vec<u8>>)> = sqlx::query_as(
            "select path, after from workshop_change as change where bank = $1 and path like 'blueprints/%' and revision = \
             (select max(earlier.revision) from workshop_change as earlier \
              where earlier.bank = change.bank and earlier.path = change.path and earlier.revision <= $2)",
        )
        .bind(bank)
        .bind(revision)
        .fetch_all(self.readers())
        .await?;
        Ok(rows.into_iter().filter_map(|(path, content)| Some((path, content?))).collect())
    }

    /// What was changed after a revision, the newest first, at most so many entries.
    pub async fn workshop_changes(&self, bank: &str, after: i64, limit: i64) -> Result<Vec<Change>, Error> {
        type Row = (i64, i64, Option<String>, String, i64);
        let rows: Vec<Row> = sqlx::query_as(
            "select revision, max(at), max(person.name), max(why), count(*) from workshop_change \
             left join person on person.id = workshop_change.staff where bank = $1 and revision > $2 \
             group by revision order by revision desc limit $3",
        )
        .bind(bank)
        .bind(after)
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        let mut changes = Vec::new();
        for (revision, at, who, why, files) in rows {
            let paths =
                sqlx::query_scalar("select path from workshop_change where bank = $1 and revision = $2 order by path limit $3")
                    .bind(bank)
                    .bind(revision)
                    .bind(NAMED)
                    .fetch_all(self.readers())
                    .await?;
            changes.push(Change { revision, at, who: who.unwrap_or_default(), why, files, paths });
        }
        Ok(changes)
    }

    /// The versions of a file, the newest first.
    pub async fn workshop_versions(&self, bank: &str, path: &str) -> Result<Vec<FileVersion>, Error> {
        type Row = (i64, i64, Option<String>, String, Option<Vec<u8>>, Option<Vec<u8>>);
        let rows: Vec<Row> = sqlx::query_as(
            "select revision, at, person.name, why, before, after from workshop_change \
             left join person on person.id = workshop_change.staff where bank = $1 and path = $2 order by revision desc",
        )
        .bind(bank)
        .bind(path)
        .fetch_all(self.readers())
        .await?;
        let text = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        let row = |(revision, at, who, why, before, after): Row| FileVersion {
            revision,
            at,
            who: who.unwrap_or_default(),
            why,
            before: text(before),
            after: text(after),
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

/// Begins a bank with these files, as its first revision.
pub async fn insert(connection: &mut SqliteConnection, put: &Put, title: &str, now: i64) -> Result<(), Error> {
    sqlx::query("insert into workshop_bank (id, title, made_by, made_at, revision) values ($1, $2, $3, $4, 0)")
        .bind(&put.bank)
        .bind(title)
        .bind(&put.staff)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    place(connection, put, now).await.map(|_| ())
}

/// Puts files in place of what is there, and keeps what was there. Files that stay as they are leave no trace.
pub async fn place(connection: &mut SqliteConnection, put: &Put, now: i64) -> Result<Placed, Error> {
    let revision: Option<i64> = sqlx::query_scalar("select revision from workshop_bank where id = $1")
        .bind(&put.bank)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(revision) = revision else { return Ok(Placed::Missing) };
    if revision != put.revision {
        return Ok(Placed::Stale(revision));
    }
    let next = revision + 1;
    let mut changed = false;
    for (path, after) in &put.files {
        let before: Option<Vec<u8>> = sqlx::query_scalar("select content from workshop_file where bank = $1 and path = $2")
            .bind(&put.bank)
            .bind(path)
            .fetch_optional(&mut *connection)
            .await?;
        if before == *after {
            continue;
        }
        changed = true;
        sqlx::query(
            "insert into workshop_change (bank, revision, path, at, staff, why, before, after) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(&put.bank)
        .bind(next)
        .bind(path)
        .bind(now)
        .bind(&put.staff)
        .bind(&put.why)
        .bind(before)
        .bind(after)
        .execute(&mut *connection)
        .await?;
        match after {
            Some(content) => {
                sqlx::query(
                    "insert into workshop_file (bank, path, content) values ($1, $2, $3) \
                     on conflict (bank, path) do update set content = excluded.content",
                )
                .bind(&put.bank)
                .bind(path)
                .bind(content)
                .execute(&mut *connection)
                .await?;
            }
            None => {
                sqlx::query("delete from workshop_file where bank = $1 and path = $2")
                    .bind(&put.bank)
                    .bind(path)
                    .execute(&mut *connection)
                    .await?;
            }
        }
    }
    if !changed {
        return Ok(Placed::Done(revision));
    }
    sqlx::query(
        "update workshop_bank set revision = $2, title = coalesce($3, title), items = null, errors = null, warnings = null \
         where id = $1",
    )
    .bind(&put.bank)
    .bind(next)
    .bind(&put.title)
    .execute(connection)
    .await?;
    Ok(Placed::Done(next))
}

/// Keeps what the check found, if the bank is still as it was checked.
pub async fn count(connection: &mut SqliteConnection, bank: &str, revision: i64, counts: Counts) -> Result<(), Error> {
    sqlx::query("update workshop_bank set items = $3, errors = $4, warnings = $5 where id = $1 and revision = $2")
        .bind(bank)
        .bind(revision)
        .bind(counts.items)
        .bind(counts.errors)
        .bind(counts.warnings)
        .execute(connection)
        .await?;
    Ok(())
}
