//! The accounts of those who work here, their roles, and links for passwords.

use api::staff::{Grant, Role, StaffRow};
use sqlx::SqliteConnection;

use super::people::{self, Account, Person};
use super::{Error, Store};

/// An account that may sign in.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The account's id.
    pub id: String,
    /// Hash of the password; of nothing where there is none yet.
    pub password: String,
}

fn role(text: &str) -> Result<Role, Error> {
    let unknown = || Error::Corrupt(format!("there is no role \"{text}\""));
    Role::ALL.into_iter().find(|role| role.as_str() == text).ok_or_else(unknown)
}

impl Store {
    /// Whether there is anybody who runs this server.
    pub async fn is_set_up(&self) -> Result<bool, Error> {
        Ok(sqlx::query_scalar::<_, i64>("select count(*) from tutor").fetch_one(self.readers()).await? > 0)
    }

    /// The open account with this e-mail.
    pub async fn staff_by_email(&self, email: &str) -> Result<Option<Credentials>, Error> {
        let row: Option<(String, String)> = sqlx::query_as(
            "select tutor.id, tutor.password from tutor join person on person.id = tutor.id \
             where person.email_key = $1 and tutor.closed_at is null",
        )
        .bind(people::email_key(email))
        .fetch_optional(self.readers())
        .await?;
        Ok(row.map(|(id, password)| Credentials { id, password }))
    }

    /// The hash of an open account's password.
    pub async fn password(&self, staff: &str) -> Result<Option<String>, Error> {
        let row = sqlx::query_scalar("select password from tutor where id = $1 and closed_at is null");
        Ok(row.bind(staff).fetch_optional(self.readers()).await?)
    }

    /// The roles that an open account holds at this time.
    pub async fn grants(&self, staff: &str, now: i64) -> Result<Vec<Grant>, Error> {
        let rows: Vec<(String, Option<i64>)> = sqlx::query_as(
            "select staff_role.role, staff_role.expires_at from staff_role join tutor on tutor.id = staff_role.staff \
             where staff_role.staff = $1 and tutor.closed_at is null \
             and (staff_role.expires_at is null or staff_role.expires_at > $2)",
        )
        .bind(staff)
        .bind(now)
        .fetch_all(self.readers())
        .await?;
        grants(rows)
    }

    /// Everyone who works here, or one of them, by name; with roles that have run out, too.
    pub async fn staff(&self, only: Option<&str>) -> Result<Vec<StaffRow>, Error> {
        type Row = (String, Option<String>, Option<String>, String, Option<i64>);
        let rows: Vec<Row> = sqlx::query_as(
            "select tutor.id, person.name, person.email, tutor.password, tutor.closed_at \
             from tutor left join person on person.id = tutor.id where $1 is null or tutor.id = $1 order by person.name, tutor.id",
        )
        .bind(only)
        .fetch_all(self.readers())
        .await?;
        let mut all = Vec::new();
        for (id, name, email, password, closed_at) in rows {
            let held: Vec<(String, Option<i64>)> = sqlx::query_as("select role, expires_at from staff_role where staff = $1")
                .bind(&id)
                .fetch_all(self.readers())
                .await?;
            all.push(StaffRow {
                id,
                name: name.unwrap_or_default(),
                email: email.unwrap_or_default(),
                roles: grants(held)?,
                joined: !password.is_empty(),
                closed: closed_at.is_some(),
            });
        }
        Ok(all)
    }

    /// Whose password a link with this hashed token sets, if it still does.
    pub async fn password_link(&self, token: &str, now: i64) -> Result<Option<String>, Error> {
        let row = sqlx::query_scalar(
            "select password_link.staff from password_link join tutor on tutor.id = password_link.staff \
             where password_link.token = $1 and password_link.used_at is null and password_link.expires_at > $2 \
             and tutor.closed_at is null",
        );
        Ok(row.bind(token).bind(now).fetch_optional(self.readers()).await?)
    }
}

fn grants(rows: Vec<(String, Option<i64>)>) -> Result<Vec<Grant>, Error> {
    let grant = |(text, expires_at): (String, Option<i64>)| Ok(Grant { role: role(&text)?, expires_at });
    let mut all = rows.into_iter().map(grant).collect::<Result<Vec<_>, Error>>()?;
    all.sort_by_key(|grant| grant.role);
    Ok(all)
}

/// Makes an account without roles; [`Error::Taken`] where an account has this e-mail already. An empty password opens nothing.
pub async fn insert(connection: &mut SqliteConnection, id: &str, person: &Person, password: &str, now: i64) -> Result<(), Error> {
    let same =
        "select count(*) from tutor join person on person.id = tutor.id where person.email_key = $1 and tutor.closed_at is null";
    if sqlx::query_scalar::<_, i64>(same).bind(person.email_key()).fetch_one(&mut *connection).await? > 0 {
        return Err(Error::Taken);
    }
    sqlx::query("insert into tutor (id, password, created_at) values ($1, $2, $3)")
        .bind(id)
        .bind(password)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    people::insert_person(connection, id, person).await
}

/// Whether anybody works here yet, seen from inside a unit of work.
pub async fn is_anybody_here(connection: &mut SqliteConnection) -> Result<bool, Error> {
    Ok(sqlx::query_scalar::<_, i64>("select count(*) from tutor").fetch_one(connection).await? > 0)
}

/// What became of a change to somebody's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is done.
    Done,
    /// There is no such open account.
    Missing,
    /// It would have left nobody to run the server.
    LastOwner,
}

/// Gives an open account these roles in place of those it had.
pub async fn set_roles(connection: &mut SqliteConnection, staff: &str, grants: &[Grant], now: i64) -> Result<Changed, Error> {
    if !is_open(connection, staff).await? {
        return Ok(Changed::Missing);
    }
    let stays_owner = grants.iter().any(|grant| grant.role == Role::Owner && grant.expires_at.is_none());
    if !stays_owner && is_last_owner(connection, staff).await? {
        return Ok(Changed::LastOwner);
    }
    sqlx::query("delete from staff_role where staff = $1").bind(staff).execute(&mut *connection).await?;
    for Grant { role, expires_at } in grants {
        sqlx::query("insert into staff_role (staff, role, granted_at, expires_at) values ($1, $2, $3, $4)")
            .bind(staff)
            .bind(role.as_str())
            .bind(now)
            .bind(expires_at)
            .execute(&mut *connection)
            .await?;
    }
    Ok(Changed::Done)
}

/// Closes an account and ends its sessions. Its name stays, because the trail tells of it.
pub async fn close(connection: &mut SqliteConnection, staff: &str, now: i64) -> Result<Changed, Error> {
    if !is_open(connection, staff).await? {
        return Ok(Changed::Missing);
    }
    if is_last_owner(connection, staff).await? {
        return Ok(Changed::LastOwner);
    }
    sqlx::query("update tutor set closed_at = $2 where id = $1").bind(staff).bind(now).execute(&mut *connection).await?;
    people::sign_out_elsewhere(connection, Account::Staff, staff, None).await?;
    Ok(Changed::Done)
}

async fn is_open(connection: &mut SqliteConnection, staff: &str) -> Result<bool, Error> {
    let row = sqlx::query_scalar::<_, i64>("select count(*) from tutor where id = $1 and closed_at is null");
    Ok(row.bind(staff).fetch_one(connection).await? > 0)
}

/// Whether nobody else is an owner for good, with a password.
async fn is_last_owner(connection: &mut SqliteConnection, staff: &str) -> Result<bool, Error> {
    let owners: Vec<String> = sqlx::query_scalar(
        "select staff_role.staff from staff_role join tutor on tutor.id = staff_role.staff \
         where staff_role.role = 'owner' and staff_role.expires_at is null and tutor.closed_at is null and tutor.password <> ''",
    )
    .fetch_all(connection)
    .await?;
    Ok(owners.len() == 1 && owners[0] == staff)
}

/// Stores a link for a password; earlier ones of the account open nothing any more.
pub async fn insert_password_link(
    connection: &mut SqliteConnection,
    token: &str,
    staff: &str,
    now: i64,
    expires_at: i64,
) -> Result<(), Error> {
    sqlx::query("update password_link set used_at = $2 where staff = $1 and used_at is null")
        .bind(staff)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    sqlx::query("insert into password_link (token, staff, created_at, expires_at) values ($1, $2, $3, $4)")
        .bind(token)
        .bind(staff)
        .bind(now)
        .bind(expires_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// Uses a link up; whether it was still good.
pub async fn use_password_link(connection: &mut SqliteConnection, token: &str, now: i64) -> Result<bool, Error> {
    let done = sqlx::query("update password_link set used_at = $2 where token = $1 and used_at is null and expires_at > $2");
    Ok(done.bind(token).bind(now).execute(connection).await?.rows_affected() > 0)
}

/// Sets an account's password and ends its sessions but the one under a hashed token.
pub async fn set_password(
    connection: &mut SqliteConnection,
    staff: &str,
    password: &str,
    but: Option<&str>,
) -> Result<(), Error> {
    sqlx::query("update tutor set password = $2 where id = $1").bind(staff).bind(password).execute(&mut *connection).await?;
    people::sign_out_elsewhere(connection, Account::Staff, staff, but).await
}
