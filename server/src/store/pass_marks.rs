//! Studies of pass marks: their judges, every rating, how far each is, and what was taken from it.

use std::collections::BTreeMap;

use api::pass_mark::{Adopted, Judge, Rating, StudyState, StudyStep};
use sqlx::SqliteConnection;

use super::{Error, Store};

/// A study without what was said in it.
#[derive(Clone, Debug)]
pub struct Study {
    /// Random.
    pub id: String,
    /// Of which bank.
    pub bank: String,
    /// Whose pass mark it is.
    pub blueprint: String,
    /// Who the borderline learner is.
    pub borderline: String,
    /// In the order in which they are rated.
    pub items: Vec<String>,
    /// Whether they are a sample.
    pub sample: bool,
}

/// A judge as their link finds them.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Random.
    pub id: String,
    /// Of which study.
    pub study: String,
    /// What makes them a judge.
    pub qualifications: String,
    /// Until when the link opens.
    pub expires_at: i64,
    /// Whether they said who they are.
    pub known: bool,
}

/// What came of a rating that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is kept.
    Kept,
    /// Nobody rates now.
    NotNow,
}

fn state(text: &str) -> Result<StudyState, Error> {
    let unknown = || Error::Corrupt(format!("there is no state \"{text}\" of a study"));
    StudyState::ALL.into_iter().find(|state| state.as_str() == text).ok_or_else(unknown)
}

type StudyRow = (String, String, String, String, String, i64);

fn study((id, bank, blueprint, borderline, items, sampled): StudyRow) -> Result<Study, Error> {
    Ok(Study { id, bank, blueprint, borderline, items: serde_json::from_str(&items)?, sample: sampled != 0 })
}

impl Store {
    /// The studies of a bank, the newest first.
    pub async fn cut_studies(&self, bank: &str) -> Result<Vec<Study>, Error> {
        let rows: Vec<StudyRow> = sqlx::query_as(
            "select id, bank, blueprint, borderline, items, sampled from cut_study where bank = $1 order by made_at desc, id",
        )
        .bind(bank)
        .fetch_all(self.readers())
        .await?;
        rows.into_iter().map(study).collect()
    }

    /// The study of this id.
    pub async fn cut_study(&self, id: &str) -> Result<Option<Study>, Error> {
        let row: Option<StudyRow> =
            sqlx::query_as("select id, bank, blueprint, borderline, items, sampled from cut_study where id = $1")
                .bind(id)
                .fetch_optional(self.readers())
                .await?;
        row.map(study).transpose()
    }

    /// How a study came where it is.
    pub async fn cut_steps(&self, study: &str) -> Result<Vec<StudyStep>, Error> {
        type Row = (String, i64, Option<String>, String);
        let rows: Vec<Row> = sqlx::query_as(
            "select cut_step.state, cut_step.at, person.name, cut_step.note from cut_step \
             left join person on person.id = cut_step.staff where cut_step.study = $1 order by cut_step.seq",
        )
        .bind(study)
        .fetch_all(self.readers())
        .await?;
        let step = |(to, at, who, note): Row| Ok(StudyStep { to: state(&to)?, at, who: who.unwrap_or_default(), note });
        rows.into_iter().map(step).collect()
    }

    /// The judges of a study, those who were invited first before the others.
    pub async fn cut_judges(&self, study: &str) -> Result<Vec<Judge>, Error> {
        type Row = (String, Option<String>, String, i64, i64, Option<i64>);
        let rows: Vec<Row> = sqlx::query_as(
            "select cut_judge.id, person.name, cut_judge.qualifications, cut_judge.invited_at, cut_judge.expires_at, \
             cut_judge.revoked_at from cut_judge left join person on person.id = cut_judge.id \
             where cut_judge.study = $1 order by cut_judge.invited_at, cut_judge.id",
        )
        .bind(study)
        .fetch_all(self.readers())
        .await?;
        let counts: Vec<(String, i64, i64)> = sqlx::query_as(
            "select cut_rating.judge, cut_rating.round, count(distinct cut_rating.item) from cut_rating \
             join cut_judge on cut_judge.id = cut_rating.judge where cut_judge.study = $1 \
             group by cut_rating.judge, cut_rating.round",
        )
        .bind(study)
        .fetch_all(self.readers())
        .await?;
        let finished: Vec<(String, i64)> = sqlx::query_as(
            "select cut_finished.judge, cut_finished.round from cut_finished \
             join cut_judge on cut_judge.id = cut_finished.judge where cut_judge.study = $1",
        )
        .bind(study)
        .fetch_all(self.readers())
        .await?;
        let rated = |judge: &str, round: i64| {
            let found = counts.iter().find(|(id, of, _)| id == judge && *of == round);
            found.map_or(0, |(_, _, count)| u32::try_from(*count).unwrap_or(u32::MAX))
        };
        let done = |judge: &str, round: i64| finished.iter().any(|(id, of)| id == judge && *of == round);
        let row = |(id, name, qualifications, invited_at, expires_at, revoked_at): Row| Judge {
            name: name.unwrap_or_default(),
            qualifications,
            invited_at,
            expires_at,
            revoked: revoked_at.is_some(),
            rated: [1, 2].map(|round| rated(&id, round)).to_vec(),
            finished: [1, 2].map(|round| done(&id, round)).to_vec(),
            id,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Every rating that was ever given in a study, in order.
    pub async fn cut_ratings(&self, study: &str) -> Result<Vec<Rating>, Error> {
        type Row = (String, i64, String, i64, i64);
        let rows: Vec<Row> = sqlx::query_as(
            "select cut_rating.judge, cut_rating.round, cut_rating.item, cut_rating.rating, cut_rating.at from cut_rating \
             join cut_judge on cut_judge.id = cut_rating.judge where cut_judge.study = $1 \
             order by cut_rating.at, cut_rating.judge, cut_rating.round, cut_rating.item, cut_rating.seq",
        )
        .bind(study)
        .fetch_all(self.readers())
        .await?;
        let small = |number: i64| u8::try_from(number).map_err(|error| Error::Corrupt(error.to_string()));
        let row =
            |(judge, round, item, rating, at): Row| Ok(Rating { judge, round: small(round)?, item, rating: small(rating)?, at });
        rows.into_iter().map(row).collect()
    }

    /// What was taken from a study, the newest first.
    pub async fn cut_adoptions(&self, study: &str) -> Result<Vec<Adopted>, Error> {
        type Row = (i64, Option<String>, i64, f64, f64, f64, String);
        let rows: Vec<Row> = sqlx::query_as(
            "select cut_adoption.at, person.name, cut_adoption.revision, cut_adoption.found, cut_adoption.found_se, \
             cut_adoption.cut, cut_adoption.reason from cut_adoption left join person on person.id = cut_adoption.staff \
             where cut_adoption.study = $1 order by cut_adoption.seq desc",
        )
        .bind(study)
        .fetch_all(self.readers())
        .await?;
        let row = |(at, who, revision, found, found_se, cut, reason): Row| Adopted {
            at,
            who: who.unwrap_or_default(),
            revision,
            found,
            found_se,
            cut,
            reason,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Which blueprints of a bank took a pass mark from a study, and with which revision of the bank; the newest last.
    pub async fn cut_adopted(&self, bank: &str) -> Result<Vec<(String, i64)>, Error> {
        let rows = sqlx::query_as(
            "select cut_study.blueprint, cut_adoption.revision from cut_adoption \
             join cut_study on cut_study.id = cut_adoption.study where cut_study.bank = $1 \
             order by cut_adoption.revision, cut_adoption.at, cut_adoption.study, cut_adoption.seq",
        );
        Ok(rows.bind(bank).fetch_all(self.readers()).await?)
    }

    /// The judge whom a link with this hashed secret finds, if it still opens.
    pub async fn cut_judge(&self, token: &str, now: i64) -> Result<Option<Invited>, Error> {
        type Row = (String, String, String, i64, Option<i64>);
        let row: Option<Row> = sqlx::query_as(
            "select id, study, qualifications, expires_at, known_at from cut_judge \
             where token = $1 and revoked_at is null and expires_at > $2",
        )
        .bind(token)
        .bind(now)
        .fetch_optional(self.readers())
        .await?;
        Ok(row.map(|(id, study, qualifications, expires_at, known_at)| Invited {
            id,
            study,
            qualifications,
            expires_at,
            known: known_at.is_some(),
        }))
    }

    /// Whether a judge's link still opens, and into which study.
    pub async fn cut_judge_study(&self, judge: &str, now: i64) -> Result<Option<String>, Error> {
        let row = sqlx::query_scalar("select study from cut_judge where id = $1 and revoked_at is null and expires_at > $2");
        Ok(row.bind(judge).bind(now).fetch_optional(self.readers()).await?)
    }
}

/// The ratings that count in a round: of each judge and item the last.
pub fn last_of_round(ratings: &[Rating], round: u8) -> BTreeMap<(&str, &str), u8> {
    let of_round = ratings.iter().filter(|rating| rating.round == round);
    of_round.map(|rating| ((rating.judge.as_str(), rating.item.as_str()), rating.rating)).collect()
}

/// Begins a study, in its first round.
pub async fn insert(connection: &mut SqliteConnection, study: &Study, staff: &str, now: i64) -> Result<(), Error> {
    sqlx::query(
        "insert into cut_study (id, bank, blueprint, borderline, items, sampled, made_by, made_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&study.id)
    .bind(&study.bank)
    .bind(&study.blueprint)
    .bind(&study.borderline)
    .bind(serde_json::to_string(&study.items)?)
    .bind(i64::from(study.sample))
    .bind(staff)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    step(connection, &study.id, StudyState::First, staff, "", now).await
}

async fn step(
    connection: &mut SqliteConnection,
    study: &str,
    to: StudyState,
    staff: &str,
    note: &str,
    now: i64,
) -> Result<(), Error> {
    sqlx::query(
        "insert into cut_step (study, seq, state, staff, at, note) \
         values ($1, (select coalesce(max(seq), 0) + 1 from cut_step where study = $1), $2, $3, $4, $5)",
    )
    .bind(study)
    .bind(to.as_str())
    .bind(staff)
    .bind(now)
    .bind(note)
    .execute(connection)
    .await?;
    Ok(())
}

/// How far a study is, seen from inside a unit of work.
pub async fn state_of(connection: &mut SqliteConnection, study: &str) -> Result<Option<StudyState>, Error> {
    let row: Option<String> = sqlx::query_scalar("select state from cut_step where study = $1 order by seq desc limit 1")
        .bind(study)
        .fetch_optional(connection)
        .await?;
    row.as_deref().map(state).transpose()
}

/// Takes a study on; whether it may go there from where it is.
pub async fn advance(
    connection: &mut SqliteConnection,
    study: &str,
    to: StudyState,
    staff: &str,
    note: &str,
    now: i64,
) -> Result<bool, Error> {
    let may = state_of(connection, study).await?.is_some_and(|before| to.follows(before));
    if may {
        step(connection, study, to, staff, note, now).await?;
    }
    Ok(may)
}

/// A judge to invite.
#[derive(Clone, Debug)]
pub struct NewJudge {
    /// Random.
    pub id: String,
    /// Into which study.
    pub study: String,
    /// SHA-256 of the link's secret.
    pub token: String,
    /// What makes them a judge.
    pub qualifications: String,
    /// Until when the link opens.
    pub expires_at: i64,
}

/// Invites a judge. Their name is put among the persons by who calls this.
pub async fn invite(connection: &mut SqliteConnection, judge: &NewJudge, staff: &str, now: i64) -> Result<(), Error> {
    sqlx::query(
        "insert into cut_judge (id, study, token, qualifications, invited_by, invited_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&judge.id)
    .bind(&judge.study)
    .bind(&judge.token)
    .bind(&judge.qualifications)
    .bind(staff)
    .bind(now)
    .bind(judge.expires_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a judge's link back; whether it opened. What they said stays.
pub async fn revoke(connection: &mut SqliteConnection, study: &str, judge: &str, now: i64) -> Result<bool, Error> {
    let done = sqlx::query("update cut_judge set revoked_at = $3 where id = $2 and study = $1 and revoked_at is null");
    Ok(done.bind(study).bind(judge).bind(now).execute(connection).await?.rows_affected() > 0)
}

/// Gives a judge another link in place of the one they had; whether there is such a judge.
pub async fn renew(
    connection: &mut SqliteConnection,
    study: &str,
    judge: &str,
    token: &str,
    expires_at: i64,
) -> Result<bool, Error> {
    let done = sqlx::query("update cut_judge set token = $3, expires_at = $4, revoked_at = null where id = $2 and study = $1");
    Ok(done.bind(study).bind(judge).bind(token).bind(expires_at).execute(connection).await?.rows_affected() > 0)
}

/// Keeps who a judge says they are, as long as the study is not closed: its record then says who rated.
pub async fn know(
    connection: &mut SqliteConnection,
    judge: &Invited,
    name: &str,
    qualifications: &str,
    now: i64,
) -> Result<Taken, Error> {
    if state_of(connection, &judge.study).await? == Some(StudyState::Closed) {
        return Ok(Taken::NotNow);
    }
    sqlx::query("update cut_judge set qualifications = $2, known_at = $3 where id = $1")
        .bind(&judge.id)
        .bind(qualifications)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    sqlx::query("update person set name = $2 where id = $1").bind(&judge.id).bind(name).execute(connection).await?;
    Ok(Taken::Kept)
}

/// Keeps a rating, where the study is in a round now. The same again leaves no trace; another makes a judge unfinished.
pub async fn rate(connection: &mut SqliteConnection, judge: &Invited, item: &str, rating: u8, now: i64) -> Result<Taken, Error> {
    let Some(round) = state_of(connection, &judge.study).await?.and_then(StudyState::round) else { return Ok(Taken::NotNow) };
    let last: Option<(i64, i64)> = sqlx::query_as(
        "select seq, rating from cut_rating where judge = $1 and round = $2 and item = $3 order by seq desc limit 1",
    )
    .bind(&judge.id)
    .bind(i64::from(round))
    .bind(item)
    .fetch_optional(&mut *connection)
    .await?;
    if last.is_some_and(|(_, last)| last == i64::from(rating)) {
        return Ok(Taken::Kept);
    }
    sqlx::query("insert into cut_rating (judge, round, item, seq, rating, at) values ($1, $2, $3, $4, $5, $6)")
        .bind(&judge.id)
        .bind(i64::from(round))
        .bind(item)
        .bind(last.map_or(1, |(seq, _)| seq + 1))
        .bind(i64::from(rating))
        .bind(now)
        .execute(connection)
        .await?;
    Ok(Taken::Kept)
}

/// Keeps that a judge is done with the round of now, where every item is rated in it.
pub async fn finish(connection: &mut SqliteConnection, judge: &Invited, items: usize, now: i64) -> Result<Taken, Error> {
    let Some(round) = state_of(connection, &judge.study).await?.and_then(StudyState::round) else { return Ok(Taken::NotNow) };
    let rated: i64 = sqlx::query_scalar("select count(distinct item) from cut_rating where judge = $1 and round = $2")
        .bind(&judge.id)
        .bind(i64::from(round))
        .fetch_one(&mut *connection)
        .await?;
    if usize::try_from(rated).is_ok_and(|rated| rated < items) {
        return Ok(Taken::NotNow);
    }
    sqlx::query("insert into cut_finished (judge, round, at) values ($1, $2, $3) on conflict (judge, round) do nothing")
        .bind(&judge.id)
        .bind(i64::from(round))
        .bind(now)
        .execute(connection)
        .await?;
    Ok(Taken::Kept)
}

/// Something to keep of a pass mark that is taken from a study.
#[derive(Clone, Debug)]
pub struct NewAdoption {
    /// Of which study.
    pub study: String,
    /// The bank's revision that it made.
    pub revision: i64,
    /// What the ratings come to.
    pub found: f64,
    /// Its standard error.
    pub found_se: f64,
    /// What is taken.
    pub cut: f64,
    /// Why it is another.
    pub reason: String,
    /// All that the ratings come to, as JSON.
    pub result: String,
}

/// Keeps that a pass mark was taken.
pub async fn adopt(connection: &mut SqliteConnection, adoption: &NewAdoption, staff: &str, now: i64) -> Result<(), Error> {
    sqlx::query(
        "insert into cut_adoption (study, seq, staff, at, revision, found, found_se, cut, reason, result) \
         values ($1, (select coalesce(max(seq), 0) + 1 from cut_adoption where study = $1), $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&adoption.study)
    .bind(staff)
    .bind(now)
    .bind(adoption.revision)
    .bind(adoption.found)
    .bind(adoption.found_se)
    .bind(adoption.cut)
    .bind(&adoption.reason)
    .bind(&adoption.result)
    .execute(connection)
    .await?;
    Ok(())
}
