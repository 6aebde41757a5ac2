//! Credentials given without an assessment: proposed by one person, decided by another.

use api::credential::HandAward;
use sqlx::SqliteConnection;

use super::{Error, Store};

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Random.
    pub id: String,
    /// To whom.
    pub learner: String,
    /// Which micro-credential.
    pub micro_credential: String,
    /// Digest of what it said.
    pub terms: String,
    /// Digest of the bank and blueprint whose outcomes it names.
    pub assessment: String,
    /// What was looked at.
    pub evidence: String,
    /// Who proposes it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: i64,
    /// Whether it was signed off; `None` while it waits.
    pub signed: Option<bool>,
}

/// What somebody decided of one.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Of which.
    pub proposal: String,
    /// Whether it is given.
    pub sign: bool,
    /// Who: another than who proposed it.
    pub staff: String,
    /// Why.
    pub note: String,
}

type Row = (String, String, String, String, String, String, String, i64, Option<String>);

const SELECT: &str =
    "select id, learner, micro_credential, terms, assessment, evidence, proposed_by, proposed_at, decision from hand_award";

fn proposal(row: Row) -> Proposal {
    let (id, learner, micro_credential, terms, assessment, evidence, proposed_by, proposed_at, decision) = row;
    let signed = decision.map(|word| word == "signed");
    Proposal { id, learner, micro_credential, terms, assessment, evidence, proposed_by, proposed_at, signed }
}

impl Store {
    /// A proposal.
    pub async fn hand_award(&self, id: &str) -> Result<Option<Proposal>, Error> {
        let sql = sqlx::AssertSqlSafe(format!("{SELECT} where id = $1"));
        let row: Option<Row> = sqlx::query_as(sql).bind(id).fetch_optional(self.readers()).await?;
        Ok(row.map(proposal))
    }

    /// The proposal that a credential, or the one that it follows on, came of.
    pub async fn hand_award_of(&self, credential: &str) -> Result<Option<Proposal>, Error> {
        let sql = sqlx::AssertSqlSafe(format!(
            "with recursive line (id, replaces) as (select id, replaces from credential where id = $1 union \
             select c.id, c.replaces from credential c join line on c.id = line.replaces) \
             {SELECT} where credential in (select id from line)"
        ));
        let row: Option<Row> = sqlx::query_as(sql).bind(credential).fetch_optional(self.readers()).await?;
        Ok(row.map(proposal))
    }

    /// What was looked at for a learner, in every proposal.
    pub async fn evidence_of(&self, learner: &str) -> Result<Vec<String>, Error> {
        let all = sqlx::query_scalar("select evidence from hand_award where learner = $1 order by id");
        Ok(all.bind(learner).fetch_all(self.readers()).await?)
    }

    /// The newest proposals, those that wait first; with the names of now. `titles` are told by whoever knows them.
    pub async fn hand_awards(&self, asker: &str, limit: i64) -> Result<Vec<HandAward>, Error> {
        type Row = (
            String,
            Option<String>,
            String,
            String,
            String,
            Option<String>,
            i64,
            Option<String>,
            Option<i64>,
            Option<String>,
            String,
            Option<String>,
        );
        let rows: Vec<Row> = sqlx::query_as(
            "select h.id, p.name, h.micro_credential, h.evidence, h.proposed_by, who.name, h.proposed_at, decider.name, h.decided_at, \
             h.decision, h.decision_note, h.credential from hand_award h left join person p on p.id = h.learner \
             left join person who on who.id = h.proposed_by left join person decider on decider.id = h.decided_by \
             order by case when h.decision is null then 0 else 1 end, h.proposed_at desc, h.id limit $1",
        )
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        let told = |row: Row| {
            let (
                id,
                name,
                title,
                evidence,
                proposer,
                proposed_by,
                proposed_at,
                decided_by,
                decided_at,
                decision,
                note,
                credential,
            ) = row;
            HandAward {
                id,
                name: name.unwrap_or_default(),
                title,
                evidence,
                own: proposer == asker,
                proposed_by: proposed_by.unwrap_or(proposer),
                proposed_at,
                decided_by,
                decided_at,
                signed: decision.map(|word| word == "signed"),
                note,
                credential,
            }
        };
        Ok(rows.into_iter().map(told).collect())
    }

    /// Learners to whom something can be given, by name: their ids, names and e-mails; not simulated ones.
    pub async fn learners(&self, limit: i64) -> Result<Vec<(String, String, String)>, Error> {
        Ok(sqlx::query_as(
            "select person.id, person.name, person.email from person join learner on learner.id = person.id \
             where not exists (select 1 from seat join cohort_seat on cohort_seat.seat = seat.id \
             join cohort on cohort.id = cohort_seat.cohort where seat.learner = learner.id and cohort.demo = 1) \
             order by person.name, person.id limit $1",
        )
        .bind(limit)
        .fetch_all(self.readers())
        .await?)
    }
}

/// Stores a proposal.
pub async fn insert(connection: &mut SqliteConnection, new: &Proposal) -> Result<(), Error> {
    sqlx::query(
        "insert into hand_award (id, learner, micro_credential, terms, assessment, evidence, proposed_by, proposed_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&new.id)
    .bind(&new.learner)
    .bind(&new.micro_credential)
    .bind(&new.terms)
    .bind(&new.assessment)
    .bind(&new.evidence)
    .bind(&new.proposed_by)
    .bind(new.proposed_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores what was decided; whether it was undecided, and proposed by another.
pub async fn decide(
    connection: &mut SqliteConnection,
    decision: &Decision,
    credential: Option<&str>,
    now: i64,
) -> Result<bool, Error> {
    let done = sqlx::query(
        "update hand_award set decision = $2, decided_by = $3, decided_at = $4, decision_note = $5, credential = $6 \
         where id = $1 and decision is null and proposed_by <> $3",
    )
    .bind(&decision.proposal)
    .bind(if decision.sign { "signed" } else { "refused" })
    .bind(&decision.staff)
    .bind(now)
    .bind(&decision.note)
    .bind(credential)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Puts people's words about a learner another way: what was looked at, and why it was decided so.
///
/// # Errors
/// As the database says.
pub async fn reword(
    connection: &mut SqliteConnection,
    learner: &str,
    words: &(dyn Fn(&str) -> String + Send + Sync),
) -> Result<(), Error> {
    let all = sqlx::query_as("select id, evidence, decision_note from hand_award where learner = $1");
    let rows: Vec<(String, String, String)> = all.bind(learner).fetch_all(&mut *connection).await?;
    for (id, evidence, note) in rows {
        sqlx::query("update hand_award set evidence = $2, decision_note = $3 where id = $1")
            .bind(id)
            .bind(words(&evidence))
            .bind(words(&note))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
