//! Tutors, learners, their names, their seats, and who is signed in.

use sqlx::SqliteConnection;

use super::{Error, Store};

/// A name and an e-mail address: all that is personal, in a table of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// As it should stand on the badge.
    pub name: String,
    /// As given.
    pub email: String,
}

impl Person {
    /// What two spellings of one address have in common.
    pub fn email_key(&self) -> String {
        email_key(&self.email)
    }
}

/// What two spellings of one address have in common.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// What a signed-in person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Sits in seats.
    Learner,
    /// Makes codes and links, confirms seats.
    Tutor,
}

impl Role {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Tutor => "tutor",
        }
    }
}

/// Who runs this server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Institution {
    /// Its legal name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// An e-mail address.
    pub contact: String,
}

/// A learner's place in an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Random.
    pub id: String,
    /// Whose.
    pub learner: String,
    /// In what.
    pub micro_credential: String,
}

impl Store {
    /// Who runs this server, once it is set up.
    pub async fn institution(&self) -> Result<Option<Institution>, Error> {
        let row: Option<(String, String, String)> =
            sqlx::query_as("select name, country, contact from institution").fetch_optional(self.readers()).await?;
        Ok(row.map(|(name, country, contact)| Institution { name, country, contact }))
    }

    /// Whether there is a tutor.
    pub async fn is_set_up(&self) -> Result<bool, Error> {
        Ok(sqlx::query_scalar::<_, i64>("select count(*) from tutor").fetch_one(self.readers()).await? > 0)
    }

    /// Name and e-mail of a tutor or a learner; `None` once erased.
    pub async fn person(&self, id: &str) -> Result<Option<Person>, Error> {
        let row: Option<(String, String)> =
            sqlx::query_as("select name, email from person where id = $1").bind(id).fetch_optional(self.readers()).await?;
        Ok(row.map(|(name, email)| Person { name, email }))
    }

    /// Id and password hash of the tutor with this e-mail.
    pub async fn tutor_by_email(&self, email: &str) -> Result<Option<(String, String)>, Error> {
        let row = sqlx::query_as(
            "select tutor.id, tutor.password from tutor join person on person.id = tutor.id where person.email_key = $1",
        );
        Ok(row.bind(email_key(email)).fetch_optional(self.readers()).await?)
    }

    /// Who holds the session with this hashed token, if it still stands.
    pub async fn signed_in(&self, role: Role, token: &str, now: i64) -> Result<Option<String>, Error> {
        let row = sqlx::query_scalar("select subject from sign_in where token = $1 and role = $2 and expires_at > $3");
        Ok(row.bind(token).bind(role.as_str()).bind(now).fetch_optional(self.readers()).await?)
    }

    /// Whose personal link has this hashed token.
    pub async fn link(&self, token: &str) -> Result<Option<String>, Error> {
        let row = sqlx::query_scalar("select learner from link where token = $1");
        Ok(row.bind(token).fetch_optional(self.readers()).await?)
    }

    /// The seats of a learner, the oldest first.
    pub async fn seats(&self, learner: &str) -> Result<Vec<Seat>, Error> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("select id, micro_credential from seat where learner = $1 order by created_at, id")
                .bind(learner)
                .fetch_all(self.readers())
                .await?;
        let seat = |(id, micro_credential)| Seat { id, learner: learner.to_owned(), micro_credential };
        Ok(rows.into_iter().map(seat).collect())
    }

    /// A seat of this learner; another's is not found.
    pub async fn seat_of(&self, learner: &str, id: &str) -> Result<Option<Seat>, Error> {
        let row: Option<(String,)> = sqlx::query_as("select micro_credential from seat where id = $1 and learner = $2")
            .bind(id)
            .bind(learner)
            .fetch_optional(self.readers())
            .await?;
        Ok(row.map(|(micro_credential,)| Seat { id: id.to_owned(), learner: learner.to_owned(), micro_credential }))
    }

    /// Whether a tutor made this learner's link, and so knows who they are.
    pub async fn is_vouched(&self, learner: &str) -> Result<bool, Error> {
        let row = sqlx::query_scalar::<_, i64>("select count(*) from learner where id = $1 and vouched_by is not null");
        Ok(row.bind(learner).fetch_one(self.readers()).await? > 0)
    }
}

/// Makes the first tutor and the institution; [`Error::Taken`] where there is a tutor already.
pub async fn set_up(
    connection: &mut SqliteConnection,
    id: &str,
    person: &Person,
    password: &str,
    institution: &Institution,
    now: i64,
) -> Result<(), Error> {
    if sqlx::query_scalar::<_, i64>("select count(*) from tutor").fetch_one(&mut *connection).await? > 0 {
        return Err(Error::Taken);
    }
    sqlx::query("insert into tutor (id, password, created_at) values ($1, $2, $3)")
        .bind(id)
        .bind(password)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    insert_person(connection, id, person).await?;
    sqlx::query("insert into institution (one, name, country, contact) values (1, $1, $2, $3)")
        .bind(&institution.name)
        .bind(&institution.country)
        .bind(&institution.contact)
        .execute(connection)
        .await?;
    Ok(())
}

/// Makes a learner; `tutor` where one vouches for who they are.
pub async fn insert_learner(
    connection: &mut SqliteConnection,
    id: &str,
    person: &Person,
    tutor: Option<&str>,
    now: i64,
) -> Result<(), Error> {
    sqlx::query("insert into learner (id, created_at, vouched_by) values ($1, $2, $3)")
        .bind(id)
        .bind(now)
        .bind(tutor)
        .execute(&mut *connection)
        .await?;
    insert_person(connection, id, person).await
}

async fn insert_person(connection: &mut SqliteConnection, id: &str, person: &Person) -> Result<(), Error> {
    sqlx::query("insert into person (id, name, email, email_key) values ($1, $2, $3, $4)")
        .bind(id)
        .bind(&person.name)
        .bind(&person.email)
        .bind(person.email_key())
        .execute(connection)
        .await?;
    Ok(())
}

/// Gives a learner a seat; nothing happens where they have one.
pub async fn insert_seat(connection: &mut SqliteConnection, seat: &Seat, code: Option<&str>, now: i64) -> Result<(), Error> {
    sqlx::query(
        "insert into seat (id, learner, micro_credential, code, created_at) values ($1, $2, $3, $4, $5) \
         on conflict (learner, micro_credential) do nothing",
    )
    .bind(&seat.id)
    .bind(&seat.learner)
    .bind(&seat.micro_credential)
    .bind(code)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores a personal link's hashed token.
pub async fn insert_link(connection: &mut SqliteConnection, token: &str, learner: &str, now: i64) -> Result<(), Error> {
    sqlx::query("insert into link (token, learner, created_at) values ($1, $2, $3)")
        .bind(token)
        .bind(learner)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Begins a session under a hashed token.
pub async fn sign_in(
    connection: &mut SqliteConnection,
    role: Role,
    token: &str,
    subject: &str,
    now: i64,
    expires_at: i64,
) -> Result<(), Error> {
    sqlx::query("insert into sign_in (token, role, subject, created_at, expires_at) values ($1, $2, $3, $4, $5)")
        .bind(token)
        .bind(role.as_str())
        .bind(subject)
        .bind(now)
        .bind(expires_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends the session under a hashed token, if there is one.
pub async fn sign_out(connection: &mut SqliteConnection, token: &str) -> Result<(), Error> {
    sqlx::query("delete from sign_in where token = $1").bind(token).execute(connection).await?;
    Ok(())
}
