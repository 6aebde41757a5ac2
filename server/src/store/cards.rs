//! Return cards: what brings a learner back on any device. A learner has one that opens; a new one takes its place.

use sqlx::SqliteConnection;

use super::{Error, Store};

/// A card, as stored: nothing of it can be read back.
#[derive(Clone, Debug)]
pub struct Card {
    /// Random.
    pub id: String,
    /// Whose.
    pub learner: String,
    /// Hash of the link's secret.
    pub token: String,
    /// Keyed hash of the code.
    pub code: String,
    /// The member of staff who made it, if one did.
    pub made_by: Option<String>,
}

/// What a card opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The card's id.
    pub card: String,
    /// Whose it is.
    pub learner: String,
}

impl Store {
    /// What the link with this hashed secret, or the code with this keyed hash, opens.
    pub async fn card(&self, token: &str, code: &str) -> Result<Option<Opened>, Error> {
        let row: Option<(String, String)> =
            sqlx::query_as("select id, learner from card where (token = $1 or code = $2) and revoked_at is null")
                .bind(token)
                .bind(code)
                .fetch_optional(self.readers())
                .await?;
        Ok(row.map(|(card, learner)| Opened { card, learner }))
    }
}

/// Stores a card; the learner's earlier ones open nothing any more, and sessions that were opened with them end, but for the one
/// under the hashed token `but`.
pub async fn replace(connection: &mut SqliteConnection, card: &Card, but: Option<&str>, now: i64) -> Result<(), Error> {
    sqlx::query("delete from sign_in where card in (select id from card where learner = $1) and ($2 is null or token <> $2)")
        .bind(&card.learner)
        .bind(but)
        .execute(&mut *connection)
        .await?;
    sqlx::query("update card set revoked_at = $2 where learner = $1 and revoked_at is null")
        .bind(&card.learner)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    sqlx::query("insert into card (id, learner, token, code, made_by, created_at) values ($1, $2, $3, $4, $5, $6)")
        .bind(&card.id)
        .bind(&card.learner)
        .bind(&card.token)
        .bind(&card.code)
        .bind(&card.made_by)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    // The session that stays is one of the new card, if it was one of an old one.
    sqlx::query("update sign_in set card = $2 where token = $1 and card is not null")
        .bind(but)
        .bind(&card.id)
        .execute(connection)
        .await?;
    Ok(())
}
