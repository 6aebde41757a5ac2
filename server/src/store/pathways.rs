//! What completing pathways brought, what it rests on, and what was decided when a part held no more.

use api::pathway::PartState;
use sqlx::SqliteConnection;

use super::{Error, Store};

/// An award of a pathway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// The badge, as it was first signed.
    pub credential: String,
    /// The record that carries the parts, as it was first signed.
    pub record: Option<String>,
    /// Which pathway.
    pub pathway: String,
    /// Whose.
    pub learner: String,
    /// When.
    pub awarded_at: i64,
    /// What it rests on.
    pub parts: Vec<Part>,
    /// What was decided of parts that held no more, in order.
    pub reviews: Vec<Review>,
}

/// A part of an award.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "the column has this name, too")]
pub struct Part {
    /// Of a credential of ours, or of a badge from elsewhere.
    pub part: String,
    /// Whether it is ours.
    pub own: bool,
    /// Its name at the time.
    pub title: String,
}

/// What was decided of an award, one of whose parts held no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Which part.
    pub part: String,
    /// What was the matter with it.
    pub state: String,
    /// Whether the award stays.
    pub keep: bool,
    /// Why.
    pub reason: String,
    /// Who: an account's id.
    pub staff: String,
    /// Their name.
    pub name: Option<String>,
    /// When.
    pub at: i64,
}

impl Store {
    /// Awards of pathways, the newest first: of a learner, of a pathway, or of a badge, where given.
    pub async fn pathway_awards(
        &self,
        learner: Option<&str>,
        pathway: Option<&str>,
        credential: Option<&str>,
    ) -> Result<Vec<Award>, Error> {
        type Row = (String, Option<String>, String, String, i64);
        type ReviewRow = (String, String, i64, String, String, Option<String>, i64);
        let rows: Vec<Row> = sqlx::query_as(
            "select credential, record, pathway, learner, awarded_at from pathway_award where ($1 is null or learner = $1) \
             and ($2 is null or pathway = $2) and ($3 is null or credential = $3) order by awarded_at desc, credential",
        )
        .bind(learner)
        .bind(pathway)
        .bind(credential)
        .fetch_all(self.readers())
        .await?;
        let mut awards = Vec::with_capacity(rows.len());
        for (credential, record, pathway, learner, awarded_at) in rows {
            let parts: Vec<(String, i64, String)> =
                sqlx::query_as("select part, own, title from pathway_part where award = $1 order by part")
                    .bind(&credential)
                    .fetch_all(self.readers())
                    .await?;
            let reviews: Vec<ReviewRow> = sqlx::query_as(
                "select r.part, r.state, r.keep, r.reason, r.staff, person.name, r.at from pathway_review r \
                 left join person on person.id = r.staff where r.award = $1 order by r.at, r.part",
            )
            .bind(&credential)
            .fetch_all(self.readers())
            .await?;
            awards.push(Award {
                credential,
                record,
                pathway,
                learner,
                awarded_at,
                parts: parts.into_iter().map(|(part, own, title)| Part { part, own: own != 0, title }).collect(),
                reviews: reviews
                    .into_iter()
                    .map(|(part, state, keep, reason, staff, name, at)| Review {
                        part,
                        state,
                        keep: keep != 0,
                        reason,
                        staff,
                        name,
                        at,
                    })
                    .collect(),
            });
        }
        Ok(awards)
    }

    /// Learners who hold a credential or brought a badge from elsewhere, by id, at most `limit`.
    pub async fn learners_with_credentials(&self, limit: i64) -> Result<Vec<String>, Error> {
        Ok(sqlx::query_scalar(
            "select learner from (select learner from credential union select learner from imported_badge) held \
             order by learner limit $1",
        )
        .bind(limit)
        .fetch_all(self.readers())
        .await?)
    }
}

/// Whether a learner holds what a pathway brings, and it was not revoked.
pub async fn holds(connection: &mut SqliteConnection, learner: &str, pathway: &str) -> Result<bool, Error> {
    let count: i64 = sqlx::query_scalar(
        "select count(*) from credential c where c.learner = $1 and c.achievement = $2 and c.source = 'pathway' \
         and c.kind = 'achievement' and c.replaced_by is null and coalesce((select s.state from credential_status s \
         where s.credential = c.id order by s.seq desc limit 1), 'active') <> 'revoked'",
    )
    .bind(learner)
    .bind(pathway)
    .fetch_one(connection)
    .await?;
    Ok(count > 0)
}

/// Stores an award whose badge and record are stored already.
pub async fn insert(connection: &mut SqliteConnection, new: &Award) -> Result<(), Error> {
    sqlx::query("insert into pathway_award (credential, record, pathway, learner, awarded_at) values ($1, $2, $3, $4, $5)")
        .bind(&new.credential)
        .bind(&new.record)
        .bind(&new.pathway)
        .bind(&new.learner)
        .bind(new.awarded_at)
        .execute(&mut *connection)
        .await?;
    for part in &new.parts {
        sqlx::query("insert into pathway_part (award, part, own, title) values ($1, $2, $3, $4)")
            .bind(&new.credential)
            .bind(&part.part)
            .bind(i64::from(part.own))
            .bind(&part.title)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Stores what was decided of a part that held no more; [`Error::Taken`] where somebody else was first.
pub async fn review(
    connection: &mut SqliteConnection,
    award: &str,
    (part, state): (&str, PartState),
    keep: bool,
    reason: &str,
    staff: &str,
    now: i64,
) -> Result<(), Error> {
    sqlx::query("insert into pathway_review (award, part, state, keep, reason, staff, at) values ($1, $2, $3, $4, $5, $6, $7)")
        .bind(award)
        .bind(part)
        .bind(state.as_str())
        .bind(i64::from(keep))
        .bind(reason)
        .bind(staff)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}
