//! Attempts and their logs.

use engine::{Digest, Event, Log, Started, Verdict};
use sqlx::SqliteConnection;

use super::{Error, Store};

/// An attempt, but for its log's events.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Random.
    pub id: String,
    /// The seat's id.
    pub seat: String,
    /// The learner's id.
    pub learner: String,
    /// The micro-credential's id.
    pub micro_credential: String,
    /// Digest of bank and blueprint.
    pub assessment: String,
    /// Digest of what the micro-credential said.
    pub terms: String,
    /// The log's beginning.
    pub started: Started,
    /// From which opaque names are made.
    pub names: String,
    /// When it began.
    pub started_at: i64,
    /// Whether it is paused.
    pub paused: bool,
    /// When it was finished.
    pub finished_at: Option<i64>,
    /// The verdict that counts, once finished: by corrected keys, where some were corrected.
    pub verdict: Option<Verdict>,
    /// When a tutor confirmed who sat.
    pub confirmed_at: Option<i64>,
    /// The sitting in which it runs, if it does.
    pub sitting: Option<String>,
    /// When its browser was last heard, in a sitting.
    pub heard_at: Option<i64>,
}

/// One thing that the learner did, as stored.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its place.
    pub seq: u64,
    /// Digest of the request.
    pub request: String,
    /// What came of it.
    pub events: Vec<Event>,
}

/// How an attempt stands after an entry.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Items handed in.
    pub items: usize,
    /// Whether it is paused.
    pub paused: bool,
    /// Where it ended with this entry.
    pub finished: Option<Finish>,
}

/// How an attempt ended.
#[derive(Clone, Debug)]
pub struct Finish {
    /// When.
    pub at: i64,
    /// The verdict.
    pub verdict: Verdict,
    /// Probability of mastery.
    pub mastery: f64,
    /// Of the whole log.
    pub log: Digest,
}

const COLUMNS: &str = "attempt.id, attempt.seat, seat.learner, seat.micro_credential, attempt.assessment, attempt.terms, \
     attempt.started, attempt.names, attempt.started_at, attempt.paused, attempt.finished_at, \
     coalesce((select r.verdict from rescore r where r.attempt = attempt.id order by r.seq desc limit 1), attempt.verdict), \
     attempt.confirmed_at, attempt.sitting, attempt.heard_at from attempt join seat on seat.id = attempt.seat";

fn select(rest: &str) -> sqlx::AssertSqlSafe<String> {
    sqlx::AssertSqlSafe(format!("select {COLUMNS} {rest}"))
}

type Row = (
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    i64,
    i64,
    Option<i64>,
    Option<String>,
    Option<i64>,
    Option<String>,
    Option<i64>,
);

fn attempt(row: Row) -> Result<Attempt, Error> {
    let (
        id,
        seat,
        learner,
        micro_credential,
        assessment,
        terms,
        started,
        names,
        started_at,
        paused,
        finished_at,
        verdict,
        confirmed_at,
        sitting,
        heard_at,
    ) = row;
    Ok(Attempt {
        id,
        seat,
        learner,
        micro_credential,
        assessment,
        terms,
        started: serde_json::from_str(&started)?,
        names,
        started_at,
        paused: paused != 0,
        finished_at,
        verdict: verdict.map(|text| serde_json::from_value(text.into())).transpose()?,
        confirmed_at,
        sitting,
        heard_at,
    })
}

impl Store {
    /// An attempt of this learner; another's is not found.
    pub async fn attempt_of(&self, learner: &str, id: &str) -> Result<Option<Attempt>, Error> {
        let row: Option<Row> = sqlx::query_as(select("where attempt.id = $1 and seat.learner = $2"))
            .bind(id)
            .bind(learner)
            .fetch_optional(self.readers())
            .await?;
        row.map(attempt).transpose()
    }

    /// An attempt, whosever it is: for tutors and for what is shared.
    pub async fn attempt(&self, id: &str) -> Result<Option<Attempt>, Error> {
        let row: Option<Row> = sqlx::query_as(select("where attempt.id = $1")).bind(id).fetch_optional(self.readers()).await?;
        row.map(attempt).transpose()
    }

    /// The attempts of a seat, the newest last.
    pub async fn attempts_of_seat(&self, seat: &str) -> Result<Vec<Attempt>, Error> {
        let rows: Vec<Row> = sqlx::query_as(select("where attempt.seat = $1 order by attempt.started_at, attempt.id"))
            .bind(seat)
            .fetch_all(self.readers())
            .await?;
        rows.into_iter().map(attempt).collect()
    }

    /// The attempts at a micro-credential by whoever has the e-mail of this learner, the newest last.
    pub async fn attempts_by_email(&self, learner: &str, micro_credential: &str) -> Result<Vec<Attempt>, Error> {
        let rows: Vec<Row> = sqlx::query_as(select(
            "where seat.micro_credential = $2 and seat.learner in \
             (select other.id from person other join person own on own.email_key = other.email_key where own.id = $1) \
             order by attempt.started_at, attempt.id",
        ))
        .bind(learner)
        .bind(micro_credential)
        .fetch_all(self.readers())
        .await?;
        rows.into_iter().map(attempt).collect()
    }

    /// The finished attempts at a micro-credential, the oldest first.
    pub async fn finished_attempts(&self, micro_credential: &str) -> Result<Vec<Attempt>, Error> {
        let rows: Vec<Row> = sqlx::query_as(select(
            "where seat.micro_credential = $1 and attempt.finished_at is not null order by attempt.finished_at, attempt.id",
        ))
        .bind(micro_credential)
        .fetch_all(self.readers())
        .await?;
        rows.into_iter().map(attempt).collect()
    }

    /// What happened in an attempt, in order.
    pub async fn entries(&self, attempt: &str) -> Result<Vec<Entry>, Error> {
        let rows: Vec<(i64, String, String)> =
            sqlx::query_as("select seq, request, events from event where attempt = $1 order by seq")
                .bind(attempt)
                .fetch_all(self.readers())
                .await?;
        rows.into_iter()
            .map(|(seq, request, events)| Ok(Entry { seq: seq.cast_unsigned(), request, events: serde_json::from_str(&events)? }))
            .collect()
    }

    /// Bank and blueprint of this digest, as JSON.
    pub async fn assessment(&self, digest: &str) -> Result<Option<(String, String)>, Error> {
        let row = sqlx::query_as("select bank, blueprint from assessment where digest = $1");
        Ok(row.bind(digest).fetch_optional(self.readers()).await?)
    }

    /// A picture of an assessment: its kind and its bytes.
    pub async fn media(&self, assessment: &str, name: &str) -> Result<Option<(String, Vec<u8>)>, Error> {
        let row = sqlx::query_as(
            "select media.mime, media.bytes from assessment_media join media on media.digest = assessment_media.media \
             where assessment_media.assessment = $1 and assessment_media.name = $2",
        );
        Ok(row.bind(assessment).bind(name).fetch_optional(self.readers()).await?)
    }

    /// What a micro-credential said, as JSON.
    pub async fn terms(&self, digest: &str) -> Result<Option<String>, Error> {
        let row = sqlx::query_scalar("select terms from terms where digest = $1");
        Ok(row.bind(digest).fetch_optional(self.readers()).await?)
    }
}

/// The log of an attempt.
pub fn log(attempt: &Attempt, entries: &[Entry]) -> Log {
    Log {
        format: engine::session::log::FORMAT.to_owned(),
        started: attempt.started.clone(),
        events: entries.iter().flat_map(|entry| entry.events.iter().cloned()).collect(),
    }
}

/// Stores an assessment under its digest; one that is there already is the same.
pub async fn insert_assessment(
    connection: &mut SqliteConnection,
    digest: &str,
    bank: &str,
    blueprint: &str,
    now: i64,
) -> Result<(), Error> {
    sqlx::query(
        "insert into assessment (digest, bank, blueprint, created_at) values ($1, $2, $3, $4) on conflict (digest) do nothing",
    )
    .bind(digest)
    .bind(bank)
    .bind(blueprint)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores a picture of an assessment.
///
/// A picture that was replaced under its old name replaces it here too: the digest of an assessment does not cover pictures.
pub async fn insert_media(
    connection: &mut SqliteConnection,
    assessment: &str,
    name: &str,
    mime: &str,
    bytes: &[u8],
) -> Result<(), Error> {
    let digest = Digest::of_bytes(bytes).to_string();
    sqlx::query("insert into media (digest, mime, bytes) values ($1, $2, $3) on conflict (digest) do nothing")
        .bind(&digest)
        .bind(mime)
        .bind(bytes)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "insert into assessment_media (assessment, name, media) values ($1, $2, $3) \
         on conflict (assessment, name) do update set media = excluded.media",
    )
    .bind(assessment)
    .bind(name)
    .bind(&digest)
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores what a micro-credential says, under its digest.
pub async fn insert_terms(connection: &mut SqliteConnection, digest: &str, terms: &str) -> Result<(), Error> {
    sqlx::query("insert into terms (digest, terms) values ($1, $2) on conflict (digest) do nothing")
        .bind(digest)
        .bind(terms)
        .execute(connection)
        .await?;
    Ok(())
}

/// Begins an attempt; [`Error::Taken`] where the seat has one that is not finished.
pub async fn insert(connection: &mut SqliteConnection, attempt: &Attempt) -> Result<(), Error> {
    sqlx::query(
        "insert into attempt (id, seat, assessment, terms, started, names, started_at, sitting, exposure, items, paused) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0)",
    )
    .bind(&attempt.id)
    .bind(&attempt.seat)
    .bind(&attempt.assessment)
    .bind(&attempt.terms)
    .bind(serde_json::to_string(&attempt.started)?)
    .bind(&attempt.names)
    .bind(attempt.started_at)
    .bind(&attempt.sitting)
    .bind(attempt.started.exposure.map(|digest| digest.to_string()))
    .execute(connection)
    .await?;
    Ok(())
}

/// Appends to an attempt's log; [`Error::Taken`] where the sequence number is in use.
pub async fn append(connection: &mut SqliteConnection, attempt: &str, entry: &Entry, standing: &Standing) -> Result<(), Error> {
    sqlx::query("insert into event (attempt, seq, request, events) values ($1, $2, $3, $4)")
        .bind(attempt)
        .bind(entry.seq.cast_signed())
        .bind(&entry.request)
        .bind(serde_json::to_string(&entry.events)?)
        .execute(&mut *connection)
        .await?;
    sqlx::query("update attempt set items = $2, paused = $3 where id = $1")
        .bind(attempt)
        .bind(i64::try_from(standing.items).unwrap_or(i64::MAX))
        .bind(i64::from(standing.paused))
        .execute(&mut *connection)
        .await?;
    if let Some(finish) = &standing.finished {
        let verdict = serde_json::to_value(finish.verdict)?;
        sqlx::query("update attempt set finished_at = $2, verdict = $3, mastery = $4, log_digest = $5 where id = $1")
            .bind(attempt)
            .bind(finish.at)
            .bind(verdict.as_str().unwrap_or_default())
            .bind(finish.mastery)
            .bind(finish.log.to_string())
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Notes that a tutor knows who sat; the first confirmation stands.
pub async fn confirm(connection: &mut SqliteConnection, attempt: &str, tutor: &str, now: i64) -> Result<(), Error> {
    sqlx::query(
        "update attempt set confirmed_at = coalesce(confirmed_at, $3), confirmed_by = coalesce(confirmed_by, $2) where id = $1",
    )
    .bind(attempt)
    .bind(tutor)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// A seat with its newest attempt, for the tutor's page.
#[derive(Clone, Debug)]
pub struct SeatLine {
    /// The seat's id.
    pub id: String,
    /// The micro-credential's id.
    pub micro_credential: String,
    /// Empty once erased.
    pub name: String,
    /// Empty once erased.
    pub email: String,
    /// Items handed in of the newest attempt, once there is one.
    pub items: Option<i64>,
    /// Of the newest attempt, once finished.
    pub verdict: Option<Verdict>,
    /// Of the newest attempt, once finished.
    pub mastery: Option<f64>,
    /// Of the newest attempt.
    pub confirmed_at: Option<i64>,
    /// Whether the newest attempt has a badge.
    pub badge: bool,
    /// Whether the newest attempt was made in a sitting.
    pub in_sitting: bool,
    /// Whether its invigilator vouches for it, once the sitting is signed off.
    pub vouched: Option<bool>,
}

type Line = (
    String,
    String,
    Option<String>,
    Option<String>,
    Option<i64>,
    Option<String>,
    Option<f64>,
    Option<i64>,
    Option<i64>,
    Option<String>,
    Option<i64>,
);

impl Store {
    /// Seats with their newest attempts: those to confirm first, then the newest; at most `limit`, and only `seat` where given. Without
    /// it those of simulated learners are left out.
    pub async fn seat_lines(&self, seat: Option<&str>, limit: i64) -> Result<Vec<SeatLine>, Error> {
        let rows: Vec<Line> = sqlx::query_as(
            "select seat.id, seat.micro_credential, person.name, person.email, newest.items, \
             coalesce((select r.verdict from rescore r where r.attempt = newest.id order by r.seq desc limit 1), newest.verdict) as verdict, \
             coalesce((select r.mastery from rescore r where r.attempt = newest.id order by r.seq desc limit 1), newest.mastery), \
             newest.confirmed_at, credential.issued_at, newest.sitting, sitting_seat.vouched from seat left join person on person.id = seat.learner \
             left join attempt newest on newest.id = (select a.id from attempt a where a.seat = seat.id \
             order by a.started_at desc, a.id desc limit 1) \
             left join sitting_seat on sitting_seat.sitting = newest.sitting and sitting_seat.seat = seat.id \
             left join credential on credential.attempt = newest.id and credential.replaced_by is null where seat.id = $1 or ($1 is null and not exists (select 1 from cohort_seat \
             join cohort on cohort.id = cohort_seat.cohort where cohort_seat.seat = seat.id and cohort.demo = 1)) \
             order by case when coalesce((select r.verdict from rescore r where r.attempt = newest.id order by r.seq desc limit 1), newest.verdict) = 'achieved' and newest.confirmed_at is null and newest.sitting is null then 0 else 1 end, \
             seat.created_at desc, seat.id limit $2",
        )
        .bind(seat)
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        rows.into_iter()
            .map(|(id, micro_credential, name, email, items, verdict, mastery, confirmed_at, issued_at, sitting, vouched)| {
                Ok(SeatLine {
                    id,
                    micro_credential,
                    name: name.unwrap_or_default(),
                    email: email.unwrap_or_default(),
                    items,
                    verdict: verdict.map(|text| serde_json::from_value(text.into())).transpose()?,
                    mastery,
                    confirmed_at,
                    badge: issued_at.is_some(),
                    in_sitting: sitting.is_some(),
                    vouched: vouched.map(|vouched| vouched != 0),
                })
            })
            .collect()
    }
}
