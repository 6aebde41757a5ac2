//! Learners, names, seats, and who is signed in.

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

/// The two kinds of accounts: a browser can hold a session of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// Sits in seats.
    Learner,
    /// Works here, in roles.
    Staff,
}

impl Account {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Staff => "tutor",
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

    /// Name and e-mail of a tutor or a learner; `None` once erased.
    pub async fn person(&self, id: &str) -> Result<Option<Person>, Error> {
        let row: Option<(String, String)> =
            sqlx::query_as("select name, email from person where id = $1").bind(id).fetch_optional(self.readers()).await?;
        Ok(row.map(|(name, email)| Person { name, email }))
    }

    /// Who holds the session with this hashed token, if it still stands.
    pub async fn signed_in(&self, account: Account, token: &str, now: i64) -> Result<Option<String>, Error> {
        let row = sqlx::query_scalar(
            // A session that was opened with a card while that was being replaced is over, too.
            "select sign_in.subject from sign_in left join card on card.id = sign_in.card \
             where sign_in.token = $1 and sign_in.role = $2 and sign_in.expires_at > $3 and card.revoked_at is null",
        );
        Ok(row.bind(token).bind(account.as_str()).bind(now).fetch_optional(self.readers()).await?)
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

    /// Whether the assessment may be taken in this seat without a sitting.
    pub async fn is_for_sealed(&self, seat: &str) -> Result<bool, Error> {
        let row = sqlx::query_scalar::<_, i64>("select sealed from seat where id = $1");
        Ok(row.bind(seat).fetch_one(self.readers()).await? != 0)
    }

    /// A seat, whosever it is: for those who run assessments.
    pub async fn seat(&self, id: &str) -> Result<Option<Seat>, Error> {
        let row: Option<(String, String)> = sqlx::query_as("select learner, micro_credential from seat where id = $1")
            .bind(id)
            .fetch_optional(self.readers())
            .await?;
        Ok(row.map(|(learner, micro_credential)| Seat { id: id.to_owned(), learner, micro_credential }))
    }

    /// Whether a tutor made this learner's link, and so knows who they are.
    pub async fn is_vouched(&self, learner: &str) -> Result<bool, Error> {
        let row = sqlx::query_scalar::<_, i64>("select count(*) from learner where id = $1 and vouched_by is not null");
        Ok(row.bind(learner).fetch_one(self.readers()).await? > 0)
    }
}

/// Says who runs this server.
pub async fn insert_institution(connection: &mut SqliteConnection, institution: &Institution) -> Result<(), Error> {
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

/// Stores a name and an e-mail under an account's id.
pub async fn insert_person(connection: &mut SqliteConnection, id: &str, person: &Person) -> Result<(), Error> {
    sqlx::query("insert into person (id, name, email, email_key) values ($1, $2, $3, $4)")
        .bind(id)
        .bind(&person.name)
        .bind(&person.email)
        .bind(person.email_key())
        .execute(connection)
        .await?;
    Ok(())
}

/// Gives an account another name; its e-mail stays. The former name, if it had one.
pub async fn rename(connection: &mut SqliteConnection, id: &str, person: &Person) -> Result<Option<String>, Error> {
    let former = sqlx::query_scalar("select name from person where id = $1").bind(id).fetch_optional(&mut *connection).await?;
    sqlx::query("update person set name = $2 where id = $1").bind(id).bind(&person.name).execute(connection).await?;
    Ok(former)
}

/// Gives a learner a seat, and gives back its id: the one that they have, if they have one. `sealed`: whether the assessment may be
/// taken there without a sitting; what is once allowed stays so.
pub async fn insert_seat(
    connection: &mut SqliteConnection,
    seat: &Seat,
    code: Option<&str>,
    sealed: bool,
    now: i64,
) -> Result<String, Error> {
    sqlx::query(
        "insert into seat (id, learner, micro_credential, code, sealed, created_at) values ($1, $2, $3, $4, $5, $6) \
         on conflict (learner, micro_credential) do update set sealed = max(seat.sealed, excluded.sealed)",
    )
    .bind(&seat.id)
    .bind(&seat.learner)
    .bind(&seat.micro_credential)
    .bind(code)
    .bind(i64::from(sealed))
    .bind(now)
    .execute(&mut *connection)
    .await?;
    let row = sqlx::query_scalar("select id from seat where learner = $1 and micro_credential = $2");
    Ok(row.bind(&seat.learner).bind(&seat.micro_credential).fetch_one(connection).await?)
}

/// A session of a browser.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Hash of the cookie's token.
    pub token: String,
    /// Which kind.
    pub account: Account,
    /// Whose.
    pub subject: String,
    /// The return card that it was opened with, whose end is its end.
    pub card: Option<String>,
    /// Since when.
    pub created_at: i64,
    /// Until when.
    pub expires_at: i64,
}

/// Begins a session.
pub async fn sign_in(connection: &mut SqliteConnection, session: &SignIn) -> Result<(), Error> {
    sqlx::query("insert into sign_in (token, role, subject, card, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)")
        .bind(&session.token)
        .bind(session.account.as_str())
        .bind(&session.subject)
        .bind(&session.card)
        .bind(session.created_at)
        .bind(session.expires_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends the session under a hashed token, if there is one.
pub async fn sign_out(connection: &mut SqliteConnection, token: &str) -> Result<(), Error> {
    sqlx::query("delete from sign_in where token = $1").bind(token).execute(connection).await?;
    Ok(())
}

/// Ends every session of an account but the one under a hashed token.
pub async fn sign_out_elsewhere(
    connection: &mut SqliteConnection,
    account: Account,
    subject: &str,
    but: Option<&str>,
) -> Result<(), Error> {
    sqlx::query("delete from sign_in where role = $1 and subject = $2 and ($3 is null or token <> $3)")
        .bind(account.as_str())
        .bind(subject)
        .bind(but)
        .execute(connection)
        .await?;
    Ok(())
}
