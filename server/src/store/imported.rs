//! Badges that learners brought from elsewhere, what was decided of them, and documents of their issuers.

use api::pathway::{BadgeFinding, BadgeVerdict, Counts, Recognition};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::{Error, Store};

/// What a badge says of itself. All of it is proved where its verdict is valid, and none of it otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Id of what was achieved.
    pub achievement: String,
    /// Its name.
    pub title: String,
    /// In a sentence or two.
    pub description: String,
    /// What the issuer calls itself.
    pub issuer_name: Option<String>,
    /// As `2026-11-24`.
    pub awarded_on: String,
    /// When it was awarded (Unix milliseconds).
    pub awarded_at: i64,
    /// Until when it holds (Unix milliseconds).
    pub valid_until: Option<i64>,
    /// What it is aligned with, in words.
    pub alignments: Vec<String>,
    /// Why it is only a specimen, where it is.
    pub specimen: Option<String>,
}

/// What looking at a badge came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// In a word.
    pub verdict: BadgeVerdict,
    /// Why it is not valid, where it is not.
    pub why: Option<String>,
    /// What it says.
    pub says: Said,
    /// Its own id.
    pub credential: String,
    /// Who signed it.
    pub issuer: String,
    /// Step by step.
    pub findings: Vec<BadgeFinding>,
    /// Addresses whose documents would let it go on.
    pub needs: Vec<String>,
    /// Whether the learner's e-mail address is in it, as a hash.
    pub bound: bool,
}

/// A badge from elsewhere.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_field_names, reason = "the column has this name, too")]
pub struct Imported {
    /// Random.
    pub id: String,
    /// The learner's id.
    pub learner: String,
    /// JSON or a token.
    pub document: String,
    /// What looking at it came to.
    pub look: Look,
    /// When it was brought.
    pub imported_at: i64,
    /// When it was last looked at.
    pub checked_at: i64,
    /// What was decided, in order.
    pub steps: Vec<Step>,
}

impl Imported {
    /// The decision that counts.
    pub fn decision(&self) -> Option<&Step> {
        self.steps.last()
    }

    /// Whether it counts.
    pub fn recognition(&self) -> Recognition {
        self.decision().map_or(Recognition::Waiting, |step| step.recognition)
    }
}

/// What was decided of a badge from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Whether it counts since.
    pub recognition: Recognition,
    /// Why.
    pub reason: String,
    /// How it is known that it is the learner's.
    pub known_by: Option<String>,
    /// As what it counts.
    pub counts: Counts,
    /// Who: an account's id.
    pub staff: String,
    /// Their name.
    pub name: Option<String>,
    /// When.
    pub at: i64,
}

/// Which badges.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// This one.
    Id(&'a str),
    /// A learner's.
    Learner(&'a str),
    /// All.
    All,
}

fn word<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T, Error> {
    Ok(serde_json::from_value(row.try_get::<String, _>(column)?.into())?)
}

fn json<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<T, Error> {
    Ok(serde_json::from_str(row.try_get(column)?)?)
}

const fn verdict_word(verdict: BadgeVerdict) -> &'static str {
    match verdict {
        BadgeVerdict::Valid => "valid",
        BadgeVerdict::Invalid => "invalid",
        BadgeVerdict::Unverifiable => "unverifiable",
    }
}

const fn recognition_word(recognition: Recognition) -> &'static str {
    match recognition {
        Recognition::Waiting => "waiting",
        Recognition::Recognised => "recognised",
        Recognition::Declined => "declined",
    }
}

impl Store {
    /// Badges from elsewhere, the newest first, at most `limit`.
    pub async fn imported(&self, of: Of<'_>, limit: i64) -> Result<Vec<Imported>, Error> {
        let (id, learner) = match of {
            Of::Id(id) => (Some(id), None),
            Of::Learner(learner) => (None, Some(learner)),
            Of::All => (None, None),
        };
        let rows = sqlx::query(
            "select * from imported_badge where ($1 is null or id = $1) and ($2 is null or learner = $2) \
             order by imported_at desc, id limit $3",
        )
        .bind(id)
        .bind(learner)
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            let id: String = row.try_get("id")?;
            let steps = self.recognition_steps(&id).await?;
            all.push(Imported {
                learner: row.try_get("learner")?,
                document: row.try_get("document")?,
                look: Look {
                    verdict: word(&row, "verdict")?,
                    why: row.try_get("why")?,
                    says: json(&row, "says")?,
                    credential: row.try_get("credential")?,
                    issuer: row.try_get("issuer")?,
                    findings: json(&row, "findings")?,
                    needs: json(&row, "needs")?,
                    bound: row.try_get::<i64, _>("bound")? != 0,
                },
                imported_at: row.try_get("imported_at")?,
                checked_at: row.try_get("checked_at")?,
                steps,
                id,
            });
        }
        Ok(all)
    }

    async fn recognition_steps(&self, badge: &str) -> Result<Vec<Step>, Error> {
        let rows = sqlx::query(
            "select r.recognition, r.reason, r.known_by, r.counts, r.staff, r.at, person.name from recognition r \
             left join person on person.id = r.staff where r.badge = $1 order by r.seq",
        )
        .bind(badge)
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Step {
                    recognition: word(row, "recognition")?,
                    reason: row.try_get("reason")?,
                    known_by: row.try_get("known_by")?,
                    counts: json(row, "counts")?,
                    staff: row.try_get("staff")?,
                    name: row.try_get("name")?,
                    at: row.try_get("at")?,
                })
            })
            .collect()
    }

    /// Learners other than `learner` for whom the same badge is recognised.
    pub async fn recognised_for_others(&self, badge: &Imported) -> Result<i64, Error> {
        Ok(sqlx::query_scalar(
            "select count(*) from imported_badge b join recognition r on r.badge = b.id where b.issuer = $1 and b.credential = $2 \
             and b.learner <> $3 and r.recognition = 'recognised' \
             and r.seq = (select max(last.seq) from recognition last where last.badge = b.id)",
        )
        .bind(&badge.look.issuer)
        .bind(&badge.look.credential)
        .bind(&badge.learner)
        .fetch_one(self.readers())
        .await?)
    }

    /// Documents of issuers that were given, by address, with when.
    pub async fn issuer_documents(&self) -> Result<Vec<(String, String, i64)>, Error> {
        Ok(sqlx::query_as("select url, document, given_at from issuer_document order by url").fetch_all(self.readers()).await?)
    }
}

/// Stores a badge; [`Error::Taken`] where its learner brought it before.
pub async fn insert(connection: &mut SqliteConnection, new: &Imported) -> Result<(), Error> {
    let digest = engine::Digest::of_bytes(new.document.as_bytes()).to_string();
    sqlx::query(
        "insert into imported_badge (id, learner, document, digest, verdict, why, says, findings, needs, credential, issuer, bound, \
         imported_at, checked_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)",
    )
    .bind(&new.id)
    .bind(&new.learner)
    .bind(&new.document)
    .bind(digest)
    .bind(verdict_word(new.look.verdict))
    .bind(&new.look.why)
    .bind(serde_json::to_string(&new.look.says)?)
    .bind(serde_json::to_string(&new.look.findings)?)
    .bind(serde_json::to_string(&new.look.needs)?)
    .bind(&new.look.credential)
    .bind(&new.look.issuer)
    .bind(i64::from(new.look.bound))
    .bind(new.imported_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores what looking at a badge again came to.
pub async fn put_look(connection: &mut SqliteConnection, id: &str, look: &Look, now: i64) -> Result<(), Error> {
    sqlx::query(
        "update imported_badge set verdict = $2, why = $3, says = $4, findings = $5, needs = $6, credential = $7, issuer = $8, \
         bound = $9, checked_at = $10 where id = $1",
    )
    .bind(id)
    .bind(verdict_word(look.verdict))
    .bind(&look.why)
    .bind(serde_json::to_string(&look.says)?)
    .bind(serde_json::to_string(&look.findings)?)
    .bind(serde_json::to_string(&look.needs)?)
    .bind(&look.credential)
    .bind(&look.issuer)
    .bind(i64::from(look.bound))
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores the decision number `seq`, counted from 1; [`Error::Taken`] where somebody else was first.
pub async fn decide(connection: &mut SqliteConnection, badge: &str, seq: usize, new: &Step) -> Result<(), Error> {
    sqlx::query(
        "insert into recognition (badge, seq, recognition, reason, known_by, counts, staff, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(badge)
    .bind(i64::try_from(seq).unwrap_or(i64::MAX))
    .bind(recognition_word(new.recognition))
    .bind(&new.reason)
    .bind(&new.known_by)
    .bind(serde_json::to_string(&new.counts)?)
    .bind(&new.staff)
    .bind(new.at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores documents of issuers, each in place of the one before.
pub async fn give(connection: &mut SqliteConnection, documents: &[(String, String)], staff: &str, now: i64) -> Result<(), Error> {
    for (url, document) in documents {
        sqlx::query(
            "insert into issuer_document (url, document, given_by, given_at) values ($1, $2, $3, $4) \
             on conflict (url) do update set document = excluded.document, given_by = excluded.given_by, given_at = excluded.given_at",
        )
        .bind(url)
        .bind(document)
        .bind(staff)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Removes a badge with what was decided of it; [`Error::Taken`] where an award rests on it.
pub async fn remove(connection: &mut SqliteConnection, id: &str) -> Result<(), Error> {
    let parts: i64 = sqlx::query_scalar("select count(*) from pathway_part where part = $1 and own = 0")
        .bind(id)
        .fetch_one(&mut *connection)
        .await?;
    if parts > 0 {
        return Err(Error::Taken);
    }
    sqlx::query("delete from recognition where badge = $1").bind(id).execute(&mut *connection).await?;
    sqlx::query("delete from imported_badge where id = $1").bind(id).execute(connection).await?;
    Ok(())
}
