//! Cohorts, who is in them, and how far they are.

use engine::Verdict;
use sqlx::SqliteConnection;

use super::{Error, Store};

/// A cohort.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// Random.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is sat.
    pub micro_credential: String,
    /// From when attempts may begin.
    pub opens_at: i64,
    /// Until when.
    pub closes_at: i64,
    /// At most so many attempts.
    pub attempts: Option<u32>,
    /// Minutes for an attempt.
    pub minutes: Option<u32>,
    /// Whether its learners are simulated.
    pub demo: bool,
}

/// What a seat's newest cohort says of it.
#[derive(Clone, Debug)]
pub struct Membership {
    /// The cohort.
    pub cohort: Cohort,
    /// By how much the time is multiplied.
    pub extra_time: f64,
}

impl Membership {
    /// Milliseconds for an attempt; `None` without a limit.
    pub fn allowance(&self) -> Option<u64> {
        self.cohort.minutes.map(|minutes| (f64::from(minutes) * 60_000.0 * self.extra_time).round() as u64)
    }
}

/// A learner in a cohort.
#[derive(Clone, Debug)]
pub struct CohortLine {
    /// The seat.
    pub seat: String,
    /// The learner.
    pub learner: String,
    /// Empty once erased.
    pub name: String,
    /// Empty once erased.
    pub email: String,
    /// By how much the time is multiplied.
    pub extra_time: f64,
    /// Attempts so far.
    pub attempts: i64,
    /// The newest.
    pub attempt: Option<String>,
    /// Items handed in, in it.
    pub items: i64,
    /// Whether it is paused.
    pub paused: bool,
    /// When it began.
    pub started_at: Option<i64>,
    /// When it was finished.
    pub finished_at: Option<i64>,
    /// When its browser was last heard, in a sitting.
    pub heard_at: Option<i64>,
    /// What it came to.
    pub verdict: Option<Verdict>,
    /// The last thing that its learner did, in milliseconds since it began.
    pub last_event: Option<i64>,
}

impl CohortLine {
    /// When something last came from the learner.
    pub fn heard(&self) -> Option<i64> {
        let event = self.started_at.map(|started| started + self.last_event.unwrap_or_default());
        event.max(self.heard_at)
    }
}

type Row = (String, String, String, i64, i64, Option<i64>, Option<i64>, i64);

const COLUMNS: &str = "cohort.id, cohort.name, cohort.micro_credential, cohort.opens_at, cohort.closes_at, cohort.attempts, \
     cohort.minutes, cohort.demo";

fn cohort((id, name, micro_credential, opens_at, closes_at, attempts, minutes, demo): Row) -> Cohort {
    let small = |value: Option<i64>| value.and_then(|value| u32::try_from(value).ok());
    Cohort {
        id,
        name,
        micro_credential,
        opens_at,
        closes_at,
        attempts: small(attempts),
        minutes: small(minutes),
        demo: demo != 0,
    }
}

type Line = (
    String,
    String,
    Option<String>,
    Option<String>,
    f64,
    i64,
    Option<String>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<String>,
    Option<String>,
);

impl Store {
    /// Cohorts with how many are in them, the newest first; only `id` where given.
    pub async fn cohorts(&self, id: Option<&str>) -> Result<Vec<(Cohort, i64)>, Error> {
        type Counted = (String, String, String, i64, i64, Option<i64>, Option<i64>, i64, i64);
        let sql = sqlx::AssertSqlSafe(format!(
            "select {COLUMNS}, (select count(*) from cohort_seat where cohort_seat.cohort = cohort.id) from cohort \
             where $1 is null or cohort.id = $1 order by cohort.made_at desc, cohort.id limit 500"
        ));
        let rows: Vec<Counted> = sqlx::query_as(sql).bind(id).fetch_all(self.readers()).await?;
        Ok(rows.into_iter().map(|(a, b, c, d, e, f, g, h, count)| (cohort((a, b, c, d, e, f, g, h)), count)).collect())
    }

    /// What the newest cohort of a seat says of it.
    pub async fn membership(&self, seat: &str) -> Result<Option<Membership>, Error> {
        type Member = (String, String, String, i64, i64, Option<i64>, Option<i64>, i64, f64);
        let sql = sqlx::AssertSqlSafe(format!(
            "select {COLUMNS}, cohort_seat.extra_time from cohort_seat join cohort on cohort.id = cohort_seat.cohort \
             where cohort_seat.seat = $1 order by cohort_seat.joined_at desc, cohort.made_at desc limit 1"
        ));
        let row: Option<Member> = sqlx::query_as(sql).bind(seat).fetch_optional(self.readers()).await?;
        Ok(row.map(|(a, b, c, d, e, f, g, h, extra_time)| Membership { cohort: cohort((a, b, c, d, e, f, g, h)), extra_time }))
    }

    /// Whether a seat is a simulated learner's.
    pub async fn is_demo(&self, seat: &str) -> Result<bool, Error> {
        let row = sqlx::query_scalar::<_, i64>(
            "select count(*) from cohort_seat join cohort on cohort.id = cohort_seat.cohort where cohort_seat.seat = $1 and cohort.demo = 1",
        );
        Ok(row.bind(seat).fetch_one(self.readers()).await? > 0)
    }

    /// The newest class code of a cohort that may still open.
    pub async fn cohort_code(&self, cohort: &str, now: i64) -> Result<Option<String>, Error> {
        Ok(sqlx::query_scalar(
            "select code from code where cohort = $1 and revoked_at is null and expires_at > $2 order by created_at desc limit 1",
        )
        .bind(cohort)
        .bind(now)
        .fetch_optional(self.readers())
        .await?)
    }

    /// The cohort that a class code lets into.
    pub async fn cohort_of_code(&self, code: &str) -> Result<Option<String>, Error> {
        let row: Option<Option<String>> =
            sqlx::query_scalar("select cohort from code where id = $1").bind(code).fetch_optional(self.readers()).await?;
        Ok(row.flatten())
    }

    /// Who is in a cohort, by name.
    pub async fn cohort_lines(&self, cohort: &str) -> Result<Vec<CohortLine>, Error> {
        let rows: Vec<Line> = sqlx::query_as(
            "select seat.id, seat.learner, person.name, person.email, cohort_seat.extra_time, \
             (select count(*) from attempt a where a.seat = seat.id), newest.id, newest.items, newest.paused, newest.started_at, \
             newest.finished_at, newest.heard_at, \
             coalesce((select r.verdict from rescore r where r.attempt = newest.id order by r.seq desc limit 1), newest.verdict), \
             (select e.events from event e where e.attempt = newest.id order by e.seq desc limit 1) \
             from cohort_seat join seat on seat.id = cohort_seat.seat left join person on person.id = seat.learner \
             left join attempt newest on newest.id = (select a.id from attempt a where a.seat = seat.id \
             order by a.started_at desc, a.id desc limit 1) where cohort_seat.cohort = $1 order by person.name, seat.id",
        )
        .bind(cohort)
        .fetch_all(self.readers())
        .await?;
        rows.into_iter()
            .map(|row| {
                let (
                    seat,
                    learner,
                    name,
                    email,
                    extra_time,
                    attempts,
                    attempt,
                    items,
                    paused,
                    started_at,
                    finished_at,
                    heard_at,
                    verdict,
                    events,
                ) = row;
                let events: Vec<engine::Event> =
                    events.map(|events| serde_json::from_str(&events)).transpose()?.unwrap_or_default();
                Ok(CohortLine {
                    seat,
                    learner,
                    name: name.unwrap_or_default(),
                    email: email.unwrap_or_default(),
                    extra_time,
                    attempts,
                    attempt,
                    items: items.unwrap_or_default(),
                    paused: paused.is_some_and(|paused| paused != 0),
                    started_at,
                    finished_at,
                    heard_at,
                    verdict: verdict.map(|text| serde_json::from_value(text.into())).transpose()?,
                    last_event: events.last().map(|event| i64::try_from(event.at).unwrap_or(i64::MAX)),
                })
            })
            .collect()
    }

    /// Ids of attempts by simulated learners.
    pub async fn demo_attempts(&self) -> Result<std::collections::BTreeSet<String>, Error> {
        let ids: Vec<String> = sqlx::query_scalar(
            "select attempt.id from attempt join cohort_seat on cohort_seat.seat = attempt.seat \
             join cohort on cohort.id = cohort_seat.cohort where cohort.demo = 1",
        )
        .fetch_all(self.readers())
        .await?;
        Ok(ids.into_iter().collect())
    }

    /// How many attempts there are at all.
    pub async fn attempts_at_all(&self) -> Result<i64, Error> {
        Ok(sqlx::query_scalar("select count(*) from attempt").fetch_one(self.readers()).await?)
    }
}

/// Stores a cohort; `staff` made it, or the command line.
pub async fn insert(connection: &mut SqliteConnection, cohort: &Cohort, staff: Option<&str>, now: i64) -> Result<(), Error> {
    sqlx::query(
        "insert into cohort (id, name, micro_credential, opens_at, closes_at, attempts, minutes, demo, made_by, made_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&cohort.id)
    .bind(&cohort.name)
    .bind(&cohort.micro_credential)
    .bind(cohort.opens_at)
    .bind(cohort.closes_at)
    .bind(cohort.attempts.map(i64::from))
    .bind(cohort.minutes.map(i64::from))
    .bind(i64::from(cohort.demo))
    .bind(staff)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Changes when a cohort may begin; whether there is one of this id. Its class code opens no longer than it.
pub async fn set_window(connection: &mut SqliteConnection, id: &str, opens_at: i64, closes_at: i64) -> Result<bool, Error> {
    let done = sqlx::query("update cohort set opens_at = $2, closes_at = $3 where id = $1");
    let found = done.bind(id).bind(opens_at).bind(closes_at).execute(&mut *connection).await?.rows_affected() > 0;
    sqlx::query("update code set expires_at = $2 where cohort = $1 and revoked_at is null")
        .bind(id)
        .bind(closes_at)
        .execute(connection)
        .await?;
    Ok(found)
}

/// Lets a seat into a cohort; who is in it already joined last now, and keeps their time.
pub async fn join(connection: &mut SqliteConnection, cohort: &str, seat: &str, extra_time: f64, now: i64) -> Result<(), Error> {
    sqlx::query(
        "insert into cohort_seat (cohort, seat, extra_time, joined_at) values ($1, $2, $3, $4) \
         on conflict (cohort, seat) do update set joined_at = excluded.joined_at",
    )
    .bind(cohort)
    .bind(seat)
    .bind(extra_time)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Multiplies a learner's time by something else; whether they are in the cohort.
pub async fn set_extra_time(connection: &mut SqliteConnection, cohort: &str, seat: &str, extra_time: f64) -> Result<bool, Error> {
    let done = sqlx::query("update cohort_seat set extra_time = $3 where cohort = $1 and seat = $2");
    Ok(done.bind(cohort).bind(seat).bind(extra_time).execute(connection).await?.rows_affected() > 0)
}

/// Makes a stored class code one of a cohort; the cohort's earlier ones open nothing any more.
pub async fn set_code(connection: &mut SqliteConnection, cohort: &str, code: &str, now: i64) -> Result<(), Error> {
    sqlx::query("update code set revoked_at = $2 where cohort = $1 and revoked_at is null")
        .bind(cohort)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    sqlx::query("update code set cohort = $1 where id = $2").bind(cohort).bind(code).execute(connection).await?;
    Ok(())
}

/// Removes every simulated learner with all that they did; how many learners that were.
///
/// The trail stays: it tells that they were made and removed, and names nobody.
pub async fn remove_demo(connection: &mut SqliteConnection, now: i64) -> Result<u64, Error> {
    const SEATS: &str =
        "select cohort_seat.seat from cohort_seat join cohort on cohort.id = cohort_seat.cohort where cohort.demo = 1";
    let learners: Vec<String> =
        sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select learner from seat where id in ({SEATS})")))
            .fetch_all(&mut *connection)
            .await?;
    let attempts: Vec<String> =
        sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select id from attempt where seat in ({SEATS})")))
            .fetch_all(&mut *connection)
            .await?;
    for attempt in &attempts {
        sqlx::query("insert into erasure (attempt, erased_at) values ($1, $2) on conflict (attempt) do nothing")
            .bind(attempt)
            .bind(now)
            .execute(&mut *connection)
            .await?;
        for sql in [
            "delete from event where attempt = $1",
            "delete from refusal where attempt = $1",
            "delete from concern_step where concern in (select id from concern where attempt = $1)",
            "delete from concern where attempt = $1",
            "delete from rescore where attempt = $1",
            "delete from attempt where id = $1",
        ] {
            sqlx::query(sql).bind(attempt).execute(&mut *connection).await?;
        }
    }
    sqlx::query("delete from cohort_seat where cohort in (select id from cohort where demo = 1)")
        .execute(&mut *connection)
        .await?;
    for learner in &learners {
        for sql in [
            "delete from seat where learner = $1",
            "delete from sign_in where subject = $1",
            "delete from card where learner = $1",
            "delete from person where id = $1",
            "delete from learner where id = $1",
        ] {
            sqlx::query(sql).bind(learner).execute(&mut *connection).await?;
        }
    }
    sqlx::query("delete from code where cohort in (select id from cohort where demo = 1)").execute(&mut *connection).await?;
    sqlx::query("delete from cohort where demo = 1").execute(connection).await?;
    Ok(learners.len() as u64)
}
