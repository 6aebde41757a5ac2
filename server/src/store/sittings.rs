//! Sittings: a room, an invigilator, and the time in which what learners do counts.

use api::sitting::{SeatState, SittingState};
use sqlx::SqliteConnection;

use super::{Error, Store};

/// A sitting.
#[derive(Clone, Debug)]
pub struct Sitting {
    /// Random.
    pub id: String,
    /// What is sat.
    pub micro_credential: String,
    /// What it is called.
    pub title: String,
    /// When it was opened.
    pub opened_at: i64,
    /// When it closes by itself.
    pub closes_at: i64,
    /// When somebody closed it before that.
    pub closed_at: Option<i64>,
    /// When it was signed off.
    pub signed_at: Option<i64>,
    /// By whom.
    pub signed_by: Option<String>,
    /// What they noted.
    pub note: String,
}

impl Sitting {
    /// When what learners do ceases to count.
    pub fn ends_at(&self) -> i64 {
        self.closed_at.map_or(self.closes_at, |closed| closed.min(self.closes_at))
    }

    /// How far it is.
    pub fn state(&self, now: i64) -> SittingState {
        match self.signed_at {
            Some(_) => SittingState::SignedOff,
            None if now < self.ends_at() => SittingState::Open,
            None => SittingState::Closed,
        }
    }
}

type Row = (String, String, String, i64, i64, Option<i64>, Option<i64>, Option<String>, String);
type Counted = (String, String, String, i64, i64, Option<i64>, Option<i64>, Option<String>, String, Option<String>, i64);

const COLUMNS: &str = "sitting.id, sitting.micro_credential, sitting.title, sitting.opened_at, sitting.closes_at, sitting.closed_at, \
     sitting.signed_at, sitting.signed_by, sitting.note";

fn sitting((id, micro_credential, title, opened_at, closes_at, closed_at, signed_at, signed_by, note): Row) -> Sitting {
    Sitting { id, micro_credential, title, opened_at, closes_at, closed_at, signed_at, signed_by, note }
}

/// A learner in a sitting, with their attempt in it.
#[derive(Clone, Debug)]
pub struct SittingLine {
    /// The seat's id.
    pub seat: String,
    /// Empty once erased.
    pub name: String,
    /// Empty once erased.
    pub email: String,
    /// The attempt's id, once begun.
    pub attempt: Option<String>,
    /// Items handed in that the server knows of.
    pub items: i64,
    /// When the attempt was finished.
    pub finished_at: Option<i64>,
    /// When the browser was last heard.
    pub heard_at: Option<i64>,
    /// Why the newest log that was refused was refused.
    pub refused: Option<String>,
    /// What the invigilator should know of how the log came.
    pub remark: Option<String>,
    /// Whether the invigilator vouches.
    pub vouched: Option<bool>,
    /// Whether there is a badge.
    pub badge: bool,
}

impl SittingLine {
    /// How far its learner is.
    pub const fn state(&self) -> SeatState {
        match (&self.attempt, self.finished_at) {
            (None, _) => SeatState::Joined,
            (Some(_), None) => SeatState::Working,
            (Some(_), Some(_)) => SeatState::HandedIn,
        }
    }
}

type Line = (
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<String>,
    Option<String>,
    Option<i64>,
    Option<i64>,
);

impl Store {
    /// A sitting.
    pub async fn sitting(&self, id: &str) -> Result<Option<Sitting>, Error> {
        let sql = sqlx::AssertSqlSafe(format!("select {COLUMNS} from sitting where sitting.id = $1"));
        let row: Option<Row> = sqlx::query_as(sql).bind(id).fetch_optional(self.readers()).await?;
        Ok(row.map(sitting))
    }

    /// The sitting that a seat joined last.
    pub async fn sitting_of_seat(&self, seat: &str) -> Result<Option<Sitting>, Error> {
        let sql = sqlx::AssertSqlSafe(format!(
            "select {COLUMNS} from sitting join sitting_seat on sitting_seat.sitting = sitting.id where sitting_seat.seat = $1 \
             order by sitting_seat.joined_at desc, sitting.opened_at desc limit 1"
        ));
        let row: Option<Row> = sqlx::query_as(sql).bind(seat).fetch_optional(self.readers()).await?;
        Ok(row.map(sitting))
    }

    /// Sittings with their codes and how many joined, the newest first; only `id` where given.
    pub async fn sittings(&self, id: Option<&str>, limit: i64) -> Result<Vec<(Sitting, String, i64)>, Error> {
        let sql = sqlx::AssertSqlSafe(format!(
            "select {COLUMNS}, (select code.code from code where code.sitting = sitting.id), \
             (select count(*) from sitting_seat where sitting_seat.sitting = sitting.id) from sitting \
             where $1 is null or sitting.id = $1 order by sitting.opened_at desc, sitting.id limit $2"
        ));
        let rows: Vec<Counted> = sqlx::query_as(sql).bind(id).bind(limit).fetch_all(self.readers()).await?;
        Ok(rows
            .into_iter()
            .map(|(a, b, c, d, e, f, g, h, i, code, joined)| {
                (sitting((a, b, c, d, e, f, g, h, i)), code.unwrap_or_default(), joined)
            })
            .collect())
    }

    /// Whether a seat is in some sitting that is not signed off yet.
    pub async fn is_being_sat(&self, seat: &str) -> Result<bool, Error> {
        let row = sqlx::query_scalar::<_, i64>(
            "select count(*) from sitting_seat join sitting on sitting.id = sitting_seat.sitting \
             where sitting_seat.seat = $1 and sitting.signed_at is null",
        );
        Ok(row.bind(seat).fetch_one(self.readers()).await? > 0)
    }

    /// Whether the invigilator vouches for a seat in a sitting; `None` before the sign-off.
    pub async fn vouched(&self, sitting: &str, seat: &str) -> Result<Option<bool>, Error> {
        let row: Option<Option<i64>> = sqlx::query_scalar("select vouched from sitting_seat where sitting = $1 and seat = $2")
            .bind(sitting)
            .bind(seat)
            .fetch_optional(self.readers())
            .await?;
        Ok(row.flatten().map(|vouched| vouched != 0))
    }

    /// Who is in a sitting, by name.
    pub async fn sitting_lines(&self, sitting: &str) -> Result<Vec<SittingLine>, Error> {
        let rows: Vec<Line> = sqlx::query_as(
            "select seat.id, person.name, person.email, attempt.id, attempt.items, attempt.finished_at, \
             attempt.heard_at, refused.detail, attempt.remark, sitting_seat.vouched, credential.issued_at \
             from sitting_seat join seat on seat.id = sitting_seat.seat left join person on person.id = seat.learner \
             left join attempt on attempt.id = (select a.id from attempt a where a.seat = seat.id and a.sitting = $1 \
             order by a.started_at desc, a.id desc limit 1) \
             left join refusal refused on refused.attempt = attempt.id and refused.refused_at = \
             (select max(r.refused_at) from refusal r where r.attempt = attempt.id) \
             left join credential on credential.attempt = attempt.id and credential.replaced_by is null where sitting_seat.sitting = $1 \
             group by seat.id order by person.name, seat.id",
        )
        .bind(sitting)
        .fetch_all(self.readers())
        .await?;
        rows.into_iter()
            .map(|(seat, name, email, attempt, items, finished_at, heard_at, refused, remark, vouched, issued_at)| {
                Ok(SittingLine {
                    seat,
                    name: name.unwrap_or_default(),
                    email: email.unwrap_or_default(),
                    attempt,
                    items: items.unwrap_or_default(),
                    finished_at,
                    heard_at,
                    refused,
                    remark,
                    vouched: vouched.map(|vouched| vouched != 0),
                    badge: issued_at.is_some(),
                })
            })
            .collect()
    }
}

/// Opens a sitting.
pub async fn insert(connection: &mut SqliteConnection, sitting: &Sitting, staff: &str) -> Result<(), Error> {
    sqlx::query(
        "insert into sitting (id, micro_credential, title, opened_by, opened_at, closes_at) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&sitting.id)
    .bind(&sitting.micro_credential)
    .bind(&sitting.title)
    .bind(staff)
    .bind(sitting.opened_at)
    .bind(sitting.closes_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Lets a seat into a sitting; where it is in already, it was joined last now.
pub async fn join(connection: &mut SqliteConnection, sitting: &str, seat: &str, now: i64) -> Result<(), Error> {
    sqlx::query(
        "insert into sitting_seat (sitting, seat, joined_at) values ($1, $2, $3) \
         on conflict (sitting, seat) do update set joined_at = excluded.joined_at",
    )
    .bind(sitting)
    .bind(seat)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Moves the end of a sitting that is open, and that of its code; whether it was open.
pub async fn extend(connection: &mut SqliteConnection, id: &str, by: i64, now: i64) -> Result<bool, Error> {
    let done = sqlx::query(
        "update sitting set closes_at = closes_at + $2 where id = $1 and closed_at is null and signed_at is null and closes_at > $3",
    );
    let open = done.bind(id).bind(by).bind(now).execute(&mut *connection).await?.rows_affected() > 0;
    if open {
        sqlx::query("update code set expires_at = expires_at + $2 where sitting = $1")
            .bind(id)
            .bind(by)
            .execute(connection)
            .await?;
    }
    Ok(open)
}

/// Closes a sitting and its code; whether it was open.
pub async fn close(connection: &mut SqliteConnection, id: &str, now: i64) -> Result<bool, Error> {
    let done = sqlx::query(
        "update sitting set closed_at = $2 where id = $1 and closed_at is null and signed_at is null and closes_at > $2",
    );
    let open = done.bind(id).bind(now).execute(&mut *connection).await?.rows_affected() > 0;
    sqlx::query("update code set revoked_at = coalesce(revoked_at, $2) where sitting = $1")
        .bind(id)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(open)
}

/// Signs a sitting off; whether it was not yet.
pub async fn sign_off(
    connection: &mut SqliteConnection,
    id: &str,
    staff: &str,
    note: &str,
    except: &[String],
    now: i64,
) -> Result<bool, Error> {
    let done = sqlx::query("update sitting set signed_at = $2, signed_by = $3, note = $4 where id = $1 and signed_at is null");
    if done.bind(id).bind(now).bind(staff).bind(note).execute(&mut *connection).await?.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("update sitting_seat set vouched = 1 where sitting = $1").bind(id).execute(&mut *connection).await?;
    for seat in except {
        sqlx::query("update sitting_seat set vouched = 0 where sitting = $1 and seat = $2")
            .bind(id)
            .bind(seat)
            .execute(&mut *connection)
            .await?;
    }
    Ok(true)
}

/// Notes what the invigilator should know of how a log came; the first word stands.
pub async fn remark(connection: &mut SqliteConnection, attempt: &str, remark: &str) -> Result<(), Error> {
    sqlx::query("update attempt set remark = coalesce(remark, $2) where id = $1")
        .bind(attempt)
        .bind(remark)
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes when the browser of an attempt was last heard.
pub async fn heard(connection: &mut SqliteConnection, attempt: &str, now: i64) -> Result<(), Error> {
    sqlx::query("update attempt set heard_at = $2 where id = $1").bind(attempt).bind(now).execute(connection).await?;
    Ok(())
}

/// Refused logs of one attempt that are kept whole at most: a browser that goes wrong sends the same one, and nobody honest so many.
const KEPT: i64 = 20;

/// Keeps a log that was not taken, whole, with the first difference. Of more than [`KEPT`] of one attempt only the last says so.
pub async fn refuse(
    connection: &mut SqliteConnection,
    attempt: &str,
    digest: &str,
    log: &str,
    detail: &str,
    now: i64,
) -> Result<(), Error> {
    let kept = "select count(*) from refusal where attempt = $1 and digest <> $2";
    let full = sqlx::query_scalar::<_, i64>(kept).bind(attempt).bind(digest).fetch_one(&mut *connection).await? >= KEPT;
    let (digest, log) = if full { ("further", "") } else { (digest, log) };
    sqlx::query(
        "insert into refusal (attempt, digest, refused_at, detail, log) values ($1, $2, $3, $4, $5) \
         on conflict (attempt, digest) do update set refused_at = excluded.refused_at, detail = excluded.detail",
    )
    .bind(attempt)
    .bind(digest)
    .bind(now)
    .bind(detail)
    .bind(log)
    .execute(connection)
    .await?;
    Ok(())
}
