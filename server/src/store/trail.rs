//! What staff did, in order and for good. Each entry is written in the same transaction as what it tells of.

use api::staff::{TrailAction, TrailEntry};
use sqlx::SqliteConnection;

use super::{Error, Store};

/// An entry to write.
#[derive(Clone, Debug)]
pub struct Deed {
    /// Who; `None` for the command line.
    pub staff: Option<String>,
    /// What.
    pub action: TrailAction,
    /// Id of whom or what it concerns, or a title.
    pub subject: String,
    /// Reason, roles and the like; no names.
    pub detail: String,
}

impl Deed {
    /// Something that somebody did.
    pub fn new(staff: &str, action: TrailAction, subject: impl Into<String>) -> Self {
        Self { staff: Some(staff.to_owned()), action, subject: subject.into(), detail: String::new() }
    }

    /// With more to say of it.
    #[must_use]
    pub fn saying(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}

impl Store {
    /// The newest entries, the newest first, with names as they are now.
    pub async fn trail(&self, limit: i64) -> Result<Vec<TrailEntry>, Error> {
        type Row = (i64, i64, Option<String>, Option<String>, String, String, Option<String>, String);
        let rows: Vec<Row> = sqlx::query_as(
            "select trail.seq, trail.at, trail.staff, who.name, trail.action, trail.subject, about.name, trail.detail from trail \
             left join person who on who.id = trail.staff left join person about on about.id = trail.subject \
             order by trail.seq desc limit $1",
        )
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        rows.into_iter()
            .map(|(seq, at, staff, who, action, subject, about, detail)| {
                Ok(TrailEntry {
                    number: seq.cast_unsigned(),
                    at,
                    who: who.or(staff),
                    action: serde_json::from_value(action.into())?,
                    about: about.unwrap_or(subject),
                    detail,
                })
            })
            .collect()
    }

    /// The newest entries about exactly these, the newest first. Titles are asked for, and no title is anybody's id: no learner is named.
    pub async fn trail_about(&self, subjects: [&str; 3], limit: i64) -> Result<Vec<TrailEntry>, Error> {
        type Row = (i64, i64, Option<String>, Option<String>, String, String, String);
        let rows: Vec<Row> = sqlx::query_as(
            "select trail.seq, trail.at, trail.staff, who.name, trail.action, trail.subject, trail.detail from trail \
             left join person who on who.id = trail.staff where trail.subject in ($1, $2, $3) order by trail.seq desc limit $4",
        )
        .bind(subjects[0])
        .bind(subjects[1])
        .bind(subjects[2])
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        rows.into_iter()
            .map(|(seq, at, staff, who, action, about, detail)| {
                Ok(TrailEntry {
                    number: seq.cast_unsigned(),
                    at,
                    who: who.or(staff),
                    action: serde_json::from_value(action.into())?,
                    about,
                    detail,
                })
            })
            .collect()
    }
}

/// Writes what somebody did.
pub async fn record(connection: &mut SqliteConnection, deed: &Deed, now: i64) -> Result<(), Error> {
    let action = serde_json::to_value(deed.action)?;
    sqlx::query(
        "insert into trail (seq, at, staff, action, subject, detail) \
         values ((select coalesce(max(seq), 0) + 1 from trail), $1, $2, $3, $4, $5)",
    )
    .bind(now)
    .bind(&deed.staff)
    .bind(action.as_str().unwrap_or_default())
    .bind(&deed.subject)
    .bind(&deed.detail)
    .execute(connection)
    .await?;
    Ok(())
}
