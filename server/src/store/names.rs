//! Other names that learners asked for.

use api::names::{MyNameRequest, NameAnswer, NameRequestRow};
use sqlx::{Row as _, SqliteConnection};

use super::{Error, Store};

/// A wish for another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Random.
    pub id: String,
    /// Whose: a learner's id.
    pub learner: String,
    /// The name.
    pub name: String,
    /// Why, in words; may be empty.
    pub reason: String,
    /// When.
    pub at: i64,
}

/// What somebody decided of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Of which.
    pub id: String,
    /// Whether the name is changed.
    pub granted: bool,
    /// For the learner.
    pub words: String,
    /// Who.
    pub staff: String,
}

impl Store {
    /// What a learner asked for last, and what came of it.
    pub async fn name_request(&self, learner: &str) -> Result<Option<MyNameRequest>, Error> {
        let row = sqlx::query("select name, asked_at, granted, words, decided_at from name_request where learner = $1")
            .bind(learner)
            .fetch_optional(self.readers())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let answer = match (row.try_get::<Option<i64>, _>("granted")?, row.try_get::<Option<i64>, _>("decided_at")?) {
            (Some(granted), Some(at)) => {
                let words: Option<String> = row.try_get("words")?;
                Some(NameAnswer { granted: granted != 0, words: words.unwrap_or_default(), at })
            }
            _ => None,
        };
        Ok(Some(MyNameRequest { name: row.try_get("name")?, asked_at: row.try_get("asked_at")?, answer }))
    }

    /// What waits, the oldest first.
    pub async fn waiting_names(&self) -> Result<Vec<NameRequestRow>, Error> {
        type Row = (String, String, String, String, i64);
        let rows: Vec<Row> = sqlx::query_as(
            "select r.id, person.name, r.name, r.reason, r.asked_at from name_request r join person on person.id = r.learner \
             where r.decided_at is null order by r.asked_at, r.id",
        )
        .fetch_all(self.readers())
        .await?;
        let row = |(id, now, wanted, reason, asked_at)| NameRequestRow { id, now, wanted, reason, asked_at };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Whose a wish is, for which name, and whether it waits.
    pub async fn asked_name(&self, id: &str) -> Result<Option<(String, String, bool)>, Error> {
        let row: Option<(String, String, Option<i64>)> =
            sqlx::query_as("select learner, name, decided_at from name_request where id = $1")
                .bind(id)
                .fetch_optional(self.readers())
                .await?;
        Ok(row.map(|(learner, name, decided_at)| (learner, name, decided_at.is_none())))
    }
}

/// Whether a wish waits still: neither decided nor taken back.
///
/// # Errors
/// As the database says.
pub async fn waits(connection: &mut SqliteConnection, id: &str) -> Result<bool, Error> {
    let waits = sqlx::query_scalar("select exists (select 1 from name_request where id = $1 and decided_at is null)");
    Ok(waits.bind(id).fetch_one(connection).await?)
}

/// Takes a wish down, in the place of one that was decided. [`Error::Taken`] where one waits.
///
/// # Errors
/// As the database says.
pub async fn ask(connection: &mut SqliteConnection, asked: &Asked) -> Result<(), Error> {
    forget_decided(&mut *connection, &asked.learner).await?;
    sqlx::query("insert into name_request (learner, id, name, reason, asked_at) values ($1, $2, $3, $4, $5)")
        .bind(&asked.learner)
        .bind(&asked.id)
        .bind(&asked.name)
        .bind(&asked.reason)
        .bind(asked.at)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes a wish back that waits; what was decided stays to be read.
///
/// # Errors
/// As the database says.
pub async fn take_back(connection: &mut SqliteConnection, learner: &str) -> Result<(), Error> {
    let gone = sqlx::query("delete from name_request where learner = $1 and decided_at is null");
    gone.bind(learner).execute(connection).await?;
    Ok(())
}

/// Forgets what was decided before: a name that was wanted once would be a former name.
///
/// # Errors
/// As the database says.
pub async fn forget_decided(connection: &mut SqliteConnection, learner: &str) -> Result<(), Error> {
    let gone = sqlx::query("delete from name_request where learner = $1 and decided_at is not null");
    gone.bind(learner).execute(connection).await?;
    Ok(())
}

/// Decides about a wish that waits; whether it still did. One is not declined whose learner has the name by now: somebody else is
/// granting it.
///
/// # Errors
/// As the database says.
pub async fn decide(connection: &mut SqliteConnection, decision: &Decision, now: i64) -> Result<bool, Error> {
    let done = sqlx::query(
        "update name_request set reason = '', granted = $2, words = $3, decided_by = $4, decided_at = $5 \
         where id = $1 and decided_at is null and ($2 = 1 or not exists \
         (select 1 from person where person.id = name_request.learner and person.name = name_request.name))",
    )
    .bind(&decision.id)
    .bind(i64::from(decision.granted))
    .bind(&decision.words)
    .bind(&decision.staff)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn tells_a_wish_that_waits_from_one_declined_or_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("x.db")).await.unwrap();
        let work = store.write(|db| {
            Box::pin(async move {
                for sql in [
                    "insert into tutor (id, password, created_at) values ('t', '', 0)",
                    "insert into learner (id, created_at) values ('l', 0)",
                    "insert into person (id, name, email, email_key) values ('l', 'Hoani', 'l@x', 'l@x')",
                ] {
                    sqlx::query(sql).execute(&mut *db).await?;
                }
                let wish = |id: &str| Asked {
                    id: id.to_owned(),
                    learner: "l".to_owned(),
                    name: "Hana".to_owned(),
                    reason: String::new(),
                    at: 0,
                };
                ask(db, &wish("first")).await?;
                assert!(waits(db, "first").await?);
                take_back(db, "l").await?;
                assert!(!waits(db, "first").await?);
                ask(db, &wish("second")).await?;
                assert_eq!((waits(db, "first").await?, waits(db, "second").await?), (false, true));
                let declined =
                    Decision { id: "second".to_owned(), granted: false, words: "No.".to_owned(), staff: "t".to_owned() };
                assert!(decide(db, &declined, 1).await?);
                assert!(!waits(db, "second").await?);
                Ok(())
            })
        });
        work.await.unwrap();
    }
}
