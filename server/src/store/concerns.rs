//! What learners report and appeal, and what became of it.

use api::concern::{ConcernKind, ConcernState};
use sqlx::SqliteConnection;

use super::{Error, Store};

/// Something that a learner said.
#[derive(Clone, Debug)]
pub struct Concern {
    /// Random.
    pub id: String,
    /// Report or appeal.
    pub kind: ConcernKind,
    /// What it is about.
    pub micro_credential: String,
    /// Which attempt.
    pub attempt: String,
    /// Of a report: the bank's name of the item.
    pub item: Option<String>,
    /// What they said.
    pub words: String,
    /// When.
    pub made_at: i64,
    /// Whose: empty once erased.
    pub learner: String,
    /// What became of it; the last one says how it stands.
    pub steps: Vec<Step>,
}

impl Concern {
    /// How it stands.
    pub fn state(&self) -> ConcernState {
        self.steps.last().map_or(ConcernState::Open, |step| step.state)
    }
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// When.
    pub at: i64,
    /// Who: an account's id; `None` for the learner.
    pub staff: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// What it is since.
    pub state: ConcernState,
    /// Why.
    pub words: String,
}

const fn kind_word(kind: ConcernKind) -> &'static str {
    match kind {
        ConcernKind::Report => "report",
        ConcernKind::Appeal => "appeal",
    }
}

const fn state_word(state: ConcernState) -> &'static str {
    match state {
        ConcernState::Open => "open",
        ConcernState::Looking => "looking",
        ConcernState::Upheld => "upheld",
        ConcernState::Declined => "declined",
    }
}

type Row = (String, String, String, String, Option<String>, String, i64, Option<String>);
type StepRow = (String, i64, Option<String>, Option<String>, String, String);

impl Store {
    /// All concerns, the undecided first; only those of `attempt` or `id` where given.
    pub async fn concerns(&self, attempt: Option<&str>, id: Option<&str>, limit: i64) -> Result<Vec<Concern>, Error> {
        let rows: Vec<Row> = sqlx::query_as(
            "select c.id, c.kind, c.micro_credential, c.attempt, c.item, c.words, c.made_at, person.name from concern c \
             join attempt on attempt.id = c.attempt join seat on seat.id = attempt.seat left join person on person.id = seat.learner \
             where ($1 is null or c.attempt = $1) and ($2 is null or c.id = $2) \
             order by case when exists (select 1 from concern_step s where s.concern = c.id and s.state in ('upheld', 'declined')) \
             then 1 else 0 end, c.made_at desc, c.id limit $3",
        )
        .bind(attempt)
        .bind(id)
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        let mut concerns = Vec::with_capacity(rows.len());
        for (id, kind, micro_credential, attempt, item, words, made_at, learner) in rows {
            let steps: Vec<StepRow> = sqlx::query_as(
                "select s.concern, s.at, s.staff, person.name, s.state, s.words from concern_step s \
                 left join person on person.id = s.staff where s.concern = $1 order by s.seq",
            )
            .bind(&id)
            .fetch_all(self.readers())
            .await?;
            let steps = steps
                .into_iter()
                .map(|(_, at, staff, name, state, words)| {
                    Ok(Step { at, staff, name, state: serde_json::from_value(state.into())?, words })
                })
                .collect::<Result<_, Error>>()?;
            concerns.push(Concern {
                id,
                kind: serde_json::from_value(kind.into())?,
                micro_credential,
                attempt,
                item,
                words,
                made_at,
                learner: learner.unwrap_or_default(),
                steps,
            });
        }
        Ok(concerns)
    }

    /// Who had a part in an attempt's result, and so may not decide an appeal against it: who confirmed it, opened or signed off its
    /// sitting, corrected a key that it is scored by, or decided about its badge.
    pub async fn decided_attempt(&self, attempt: &str) -> Result<Vec<String>, Error> {
        Ok(sqlx::query_scalar(
            "select who from (select attempt.confirmed_by as who from attempt where attempt.id = $1 \
             union select sitting.opened_by from attempt join sitting on sitting.id = attempt.sitting where attempt.id = $1 \
             union select sitting.signed_by from attempt join sitting on sitting.id = attempt.sitting where attempt.id = $1 \
             union select badge_decision.staff from badge_decision where badge_decision.attempt = $1 \
             union select c.decided_by from rescore r join key_correction newest on newest.seq = r.seq \
             join key_correction c on c.micro_credential = newest.micro_credential and (c.seq = r.seq \
             or c.seq < r.seq and r.at > newest.decided_at) where r.attempt = $1) decided where who is not null",
        )
        .bind(attempt)
        .fetch_all(self.readers())
        .await?)
    }

    /// Undecided reports about the items of a micro-credential, by item.
    pub async fn open_reports(&self, micro_credential: &str) -> Result<Vec<(String, i64)>, Error> {
        Ok(sqlx::query_as(
            "select c.item, count(*) from concern c where c.micro_credential = $1 and c.kind = 'report' and c.item is not null \
             and not exists (select 1 from concern_step s where s.concern = c.id and s.state in ('upheld', 'declined')) \
             group by c.item order by c.item",
        )
        .bind(micro_credential)
        .fetch_all(self.readers())
        .await?)
    }
}

/// How many things were said about an attempt, and whether an appeal among them is undecided, seen from inside a unit of work.
pub async fn said(connection: &mut SqliteConnection, attempt: &str) -> Result<(i64, bool), Error> {
    let row = sqlx::query_as(
        "select count(*), coalesce(max(case when c.kind = 'appeal' and not exists (select 1 from concern_step s \
         where s.concern = c.id and s.state in ('upheld', 'declined')) then 1 else 0 end), 0) from concern c where c.attempt = $1",
    );
    let (count, open): (i64, i64) = row.bind(attempt).fetch_one(connection).await?;
    Ok((count, open > 0))
}

/// Stores what a learner said.
pub async fn insert(connection: &mut SqliteConnection, concern: &Concern) -> Result<(), Error> {
    sqlx::query(
        "insert into concern (id, kind, micro_credential, attempt, item, words, made_at) values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&concern.id)
    .bind(kind_word(concern.kind))
    .bind(&concern.micro_credential)
    .bind(&concern.attempt)
    .bind(&concern.item)
    .bind(&concern.words)
    .bind(concern.made_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Goes a step on; [`Error::Taken`] where somebody else did meanwhile.
pub async fn step(
    connection: &mut SqliteConnection,
    concern: &str,
    seq: usize,
    staff: &str,
    state: ConcernState,
    words: &str,
    now: i64,
) -> Result<(), Error> {
    sqlx::query("insert into concern_step (concern, seq, at, staff, state, words) values ($1, $2, $3, $4, $5, $6)")
        .bind(concern)
        .bind(i64::try_from(seq).unwrap_or(i64::MAX))
        .bind(now)
        .bind(staff)
        .bind(state_word(state))
        .bind(words)
        .execute(connection)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn keeps_what_became_of_a_concern_for_good() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("x.db")).await.unwrap();
        let run = |sql: &'static str| store.write(move |db| Box::pin(async move { Ok(sqlx::query(sql).execute(db).await?) }));
        for sql in [
            "insert into tutor (id, password, created_at) values ('t', '', 0)",
            "insert into learner (id, created_at) values ('l', 0)",
            "insert into seat (id, learner, micro_credential, created_at) values ('s', 'l', 'm', 0)",
            "insert into assessment (digest, bank, blueprint, created_at) values ('d', '', '', 0)",
            "insert into terms (digest, terms) values ('t', '')",
            "insert into attempt (id, seat, assessment, terms, started, names, started_at, items, paused) \
             values ('a', 's', 'd', 't', '', '', 0, 0, 0)",
            "insert into concern (id, kind, micro_credential, attempt, words, made_at) values ('c', 'appeal', 'm', 'a', 'No.', 0)",
        ] {
            run(sql).await.unwrap();
        }
        let step = |seq, state| store.write(move |db| Box::pin(async move { step(db, "c", seq, "t", state, "So.", 5).await }));
        let open = store.write(|db| Box::pin(async move { said(db, "a").await })).await.unwrap();
        assert_eq!(open, (1, true));
        step(1, ConcernState::Looking).await.unwrap();
        assert!(matches!(step(1, ConcernState::Upheld).await, Err(Error::Taken)), "somebody else was first");
        step(2, ConcernState::Upheld).await.unwrap();
        for sql in ["update concern_step set words = 'Not so.'", "delete from concern_step"] {
            assert!(run(sql).await.is_err(), "{sql}");
        }
        let decided = store.write(|db| Box::pin(async move { said(db, "a").await })).await.unwrap();
        assert_eq!(decided, (1, false), "a decided appeal is open no more");
        let concern = store.concerns(Some("a"), None, 9).await.unwrap().pop().unwrap();
        assert_eq!((concern.state(), concern.steps.len()), (ConcernState::Upheld, 2));
        run("insert into erasure (attempt, erased_at) values ('a', 9)").await.unwrap();
        run("delete from concern_step").await.unwrap();
    }
}
