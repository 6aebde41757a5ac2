//! Corrected keys, what attempts come to by them, and what was decided of badges.

use api::statistics::{BadgeDecision, BadgeFate, CorrectionState, ItemKey};
use engine::Verdict;
use sqlx::SqliteConnection;

use super::{Error, Store};

/// A correction of a key.
#[derive(Clone, Debug)]
pub struct KeyCorrection {
    /// Random.
    pub id: String,
    /// Whose item.
    pub micro_credential: String,
    /// The bank's name of the item.
    pub item: String,
    /// What was right.
    pub old_key: ItemKey,
    /// What is right.
    pub new_key: ItemKey,
    /// Why.
    pub reason: String,
    /// Who proposed it: an account's id.
    pub proposed_by: String,
    /// Their name.
    pub proposer: String,
    /// When.
    pub proposed_at: i64,
    /// Who decided: their name.
    pub decider: Option<String>,
    /// When.
    pub decided_at: Option<i64>,
    /// How far it is.
    pub state: CorrectionState,
    /// Its place in the order in which corrections were applied.
    pub seq: Option<i64>,
}

/// What an attempt came to before and after a correction.
#[derive(Clone, Debug)]
pub struct Rescore {
    /// The attempt.
    pub attempt: String,
    /// Of the newest correction that it takes into account.
    pub seq: i64,
    /// The verdict that counted before.
    pub verdict_before: Verdict,
    /// The probability of mastery that counted before.
    pub mastery_before: f64,
    /// The verdict that counts since.
    pub verdict: Verdict,
    /// The probability of mastery that counts since.
    pub mastery: f64,
}

type Row = (
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    Option<String>,
    i64,
    Option<String>,
    Option<i64>,
    Option<String>,
    Option<i64>,
);

const COLUMNS: &str = "c.id, c.micro_credential, c.item, c.old_key, c.new_key, c.reason, c.proposed_by, proposer.name, c.proposed_at, \
     decider.name, c.decided_at, c.decision, c.seq from key_correction c left join person proposer on proposer.id = c.proposed_by \
     left join person decider on decider.id = c.decided_by";

fn select(rest: &str) -> sqlx::AssertSqlSafe<String> {
    sqlx::AssertSqlSafe(format!("select {COLUMNS} {rest}"))
}

fn correction(row: Row) -> Result<KeyCorrection, Error> {
    let (id, micro_credential, item, old, new, reason, proposed_by, proposer, proposed_at, decider, decided_at, decision, seq) =
        row;
    let state = match decision.as_deref() {
        None => CorrectionState::Proposed,
        Some("applied") => CorrectionState::Applied,
        Some(_) => CorrectionState::Dropped,
    };
    let (old_key, new_key) = (serde_json::from_str(&old)?, serde_json::from_str(&new)?);
    let proposer = proposer.unwrap_or_else(|| proposed_by.clone());
    Ok(KeyCorrection {
        id,
        micro_credential,
        item,
        old_key,
        new_key,
        reason,
        proposed_by,
        proposer,
        proposed_at,
        decider,
        decided_at,
        state,
        seq,
    })
}

fn verdict(text: String) -> Result<Verdict, Error> {
    Ok(serde_json::from_value(text.into())?)
}

fn said(verdict: Verdict) -> Result<String, Error> {
    Ok(serde_json::to_value(verdict)?.as_str().unwrap_or_default().to_owned())
}

impl Store {
    /// All corrections of a micro-credential, the newest first.
    pub async fn corrections(&self, micro_credential: &str) -> Result<Vec<KeyCorrection>, Error> {
        let rows: Vec<Row> = sqlx::query_as(select("where c.micro_credential = $1 order by c.proposed_at desc, c.id"))
            .bind(micro_credential)
            .fetch_all(self.readers())
            .await?;
        rows.into_iter().map(correction).collect()
    }

    /// Those that count, in the order in which they were applied.
    pub async fn applied_corrections(&self, micro_credential: &str) -> Result<Vec<KeyCorrection>, Error> {
        let rows: Vec<Row> = sqlx::query_as(select("where c.micro_credential = $1 and c.decision = 'applied' order by c.seq"))
            .bind(micro_credential)
            .fetch_all(self.readers())
            .await?;
        rows.into_iter().map(correction).collect()
    }

    /// A correction.
    pub async fn correction(&self, id: &str) -> Result<Option<KeyCorrection>, Error> {
        let row: Option<Row> = sqlx::query_as(select("where c.id = $1")).bind(id).fetch_optional(self.readers()).await?;
        row.map(correction).transpose()
    }

    /// What attempts came to by the correction with this number.
    pub async fn rescores(&self, seq: i64) -> Result<Vec<Rescore>, Error> {
        let rows: Vec<(String, String, f64, String, f64)> = sqlx::query_as(
            "select attempt, verdict_before, mastery_before, verdict, mastery from rescore where seq = $1 order by attempt",
        )
        .bind(seq)
        .fetch_all(self.readers())
        .await?;
        rows.into_iter()
            .map(|(attempt, before, mastery_before, after, mastery)| {
                Ok(Rescore { attempt, seq, verdict_before: verdict(before)?, mastery_before, verdict: verdict(after)?, mastery })
            })
            .collect()
    }

    /// The newest correction that an attempt's verdict takes into account, and the verdict as it was first.
    pub async fn rescored(&self, attempt: &str) -> Result<Option<(i64, Verdict)>, Error> {
        let row: Option<(i64, String)> = sqlx::query_as(
            "select max(seq), (select verdict_before from rescore where attempt = $1 order by seq limit 1) from rescore \
             where attempt = $1 having count(*) > 0",
        )
        .bind(attempt)
        .fetch_optional(self.readers())
        .await?;
        row.map(|(seq, before)| Ok((seq, verdict(before)?))).transpose()
    }

    /// What was decided of the badges after the correction with this number, by attempt.
    pub async fn badge_decisions(&self, seq: i64) -> Result<Vec<(String, BadgeDecision)>, Error> {
        let rows: Vec<(String, String, String)> =
            sqlx::query_as("select attempt, decision, reason from badge_decision where seq = $1 order by attempt")
                .bind(seq)
                .fetch_all(self.readers())
                .await?;
        let fate = |word: &str| if word == "withdraw" { BadgeFate::Withdraw } else { BadgeFate::Keep };
        Ok(rows.into_iter().map(|(attempt, word, reason)| (attempt, BadgeDecision { fate: fate(&word), reason })).collect())
    }

    /// Why an attempt's badge is to be withdrawn, where that was decided last.
    pub async fn withdrawal(&self, attempt: &str) -> Result<Option<String>, Error> {
        let row: Option<(String, String)> =
            sqlx::query_as("select decision, reason from badge_decision where attempt = $1 order by seq desc limit 1")
                .bind(attempt)
                .fetch_optional(self.readers())
                .await?;
        Ok(row.filter(|(decision, _)| decision == "withdraw").map(|(_, reason)| reason))
    }

    /// Applied corrections after which a badge waits for somebody's word: the correction, its micro-credential, how many badges.
    pub async fn undecided_badges(&self) -> Result<Vec<(String, String, i64)>, Error> {
        Ok(sqlx::query_as(
            "select c.id, c.micro_credential, count(*) from rescore r join key_correction c on c.seq = r.seq \
             join credential on credential.attempt = r.attempt and credential.replaced_by is null where r.verdict_before = 'achieved' and r.verdict <> 'achieved' \
             and not exists (select 1 from badge_decision d where d.attempt = r.attempt and d.seq = r.seq) \
             group by c.id, c.micro_credential order by c.id",
        )
        .fetch_all(self.readers())
        .await?)
    }
}

/// Stores a proposed correction.
pub async fn insert(connection: &mut SqliteConnection, new: &KeyCorrection) -> Result<(), Error> {
    sqlx::query(
        "insert into key_correction (id, micro_credential, item, old_key, new_key, reason, proposed_by, proposed_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&new.id)
    .bind(&new.micro_credential)
    .bind(&new.item)
    .bind(serde_json::to_string(&new.old_key)?)
    .bind(serde_json::to_string(&new.new_key)?)
    .bind(&new.reason)
    .bind(&new.proposed_by)
    .bind(new.proposed_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Applies a proposed correction, and gives its number; `None` where it was decided already.
pub async fn apply(connection: &mut SqliteConnection, id: &str, staff: &str, now: i64) -> Result<Option<i64>, Error> {
    let row = sqlx::query_scalar(
        "update key_correction set decision = 'applied', decided_by = $2, decided_at = $3, \
         seq = (select coalesce(max(seq), 0) + 1 from key_correction) where id = $1 and decision is null returning seq",
    );
    Ok(row.bind(id).bind(staff).bind(now).fetch_optional(connection).await?)
}

/// Drops a proposed correction; whether it was undecided.
pub async fn drop_proposal(connection: &mut SqliteConnection, id: &str, staff: &str, now: i64) -> Result<bool, Error> {
    let done = sqlx::query(
        "update key_correction set decision = 'dropped', decided_by = $2, decided_at = $3 where id = $1 and decision is null",
    );
    Ok(done.bind(id).bind(staff).bind(now).execute(connection).await?.rows_affected() > 0)
}

/// Stores what an attempt comes to; what is there already stays.
pub async fn insert_rescore(connection: &mut SqliteConnection, rescore: &Rescore, now: i64) -> Result<(), Error> {
    sqlx::query(
        "insert into rescore (attempt, seq, verdict_before, mastery_before, verdict, mastery, at) values ($1, $2, $3, $4, $5, $6, $7) \
         on conflict (attempt, seq) do nothing",
    )
    .bind(&rescore.attempt)
    .bind(rescore.seq)
    .bind(said(rescore.verdict_before)?)
    .bind(rescore.mastery_before)
    .bind(said(rescore.verdict)?)
    .bind(rescore.mastery)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores what becomes of a badge; [`Error::Taken`] where that was decided.
pub async fn decide_badge(
    connection: &mut SqliteConnection,
    attempt: &str,
    seq: i64,
    decision: &BadgeDecision,
    staff: &str,
    now: i64,
) -> Result<(), Error> {
    sqlx::query("insert into badge_decision (attempt, seq, decision, reason, staff, at) values ($1, $2, $3, $4, $5, $6)")
        .bind(attempt)
        .bind(seq)
        .bind(if decision.fate == BadgeFate::Withdraw { "withdraw" } else { "keep" })
        .bind(&decision.reason)
        .bind(staff)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}
