//! Frozen editions of banks: proposed by one person, decided by another, perhaps withdrawn.

use api::simulation::SimulatedForm;
use api::workshop::{Publication, PublicationState};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Error, Store};

/// A publication to propose.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// For addresses.
    pub id: String,
    /// SHA-256 of its files.
    pub digest: String,
    /// Of which bank.
    pub bank: String,
    /// The bank's title.
    pub title: String,
    /// What it awards.
    pub micro_credential: String,
    /// The bank's version.
    pub version: String,
    /// By whom.
    pub staff: String,
    /// What the second person should know.
    pub note: String,
    /// A zip archive.
    pub files: Vec<u8>,
}

/// A publication that learners take.
#[derive(Clone, Debug)]
pub struct Published {
    /// Of the publication.
    pub id: String,
    /// Of its bank.
    pub bank: String,
    /// A zip archive.
    pub files: Vec<u8>,
}

/// What came of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It stands.
    Done,
    /// There is no such publication.
    Missing,
    /// It was decided or withdrawn before.
    Over,
    /// Who proposed it cannot decide.
    Own,
}

/// Publications with the names of people, and how many signed ones of the same bank came later.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select publication.id, publication.bank, publication.title, publication.digest, publication.version, \
             publication.micro_credential, publication.proposed_by, proposing.name as proposer, publication.proposed_at, \
             publication.note, publication.decision, deciding.name as decider, publication.decided_at, \
             publication.decision_note, withdrawing.name as withdrawer, publication.withdrawn_at, \
             publication.withdrawn_reason, \
             (select count(*) from publication as later where later.bank = publication.bank and later.decision = 'signed' \
              and later.withdrawn_at is null and later.decided_at > publication.decided_at) as later \
             from publication left join person as proposing on proposing.id = publication.proposed_by \
             left join person as deciding on deciding.id = publication.decided_by \
             left join person as withdrawing on withdrawing.id = publication.withdrawn_by ",
            $rest
        )
    };
}

fn publication(row: &SqliteRow, asker: &str) -> Result<Publication, Error> {
    let decision: Option<String> = row.try_get("decision")?;
    let withdrawn_at: Option<i64> = row.try_get("withdrawn_at")?;
    let later: i64 = row.try_get("later")?;
    let state = match decision.as_deref() {
        _ if withdrawn_at.is_some() => PublicationState::Withdrawn,
        None => PublicationState::Waiting,
        Some("signed") if later > 0 => PublicationState::Superseded,
        Some("signed") => PublicationState::Published,
        Some(_) => PublicationState::Refused,
    };
    let proposer: String = row.try_get("proposed_by")?;
    Ok(Publication {
        id: row.try_get("id")?,
        bank: row.try_get("bank")?,
        title: row.try_get("title")?,
        digest: row.try_get("digest")?,
        version: row.try_get("version")?,
        micro_credential: row.try_get("micro_credential")?,
        own: proposer == asker,
        proposed_by: row.try_get::<Option<String>, _>("proposer")?.unwrap_or(proposer),
        proposed_at: row.try_get("proposed_at")?,
        note: row.try_get("note")?,
        state,
        decided_by: row.try_get("decider")?,
        decided_at: row.try_get("decided_at")?,
        decision_note: row.try_get("decision_note")?,
        withdrawn_by: row.try_get("withdrawer")?,
        withdrawn_at,
        withdrawn_reason: row.try_get("withdrawn_reason")?,
    })
}

impl Store {
    /// The publications of a bank, the newest first, as `asker` sees them.
    pub async fn publications(&self, bank: &str, asker: &str) -> Result<Vec<Publication>, Error> {
        let sql = select!("where publication.bank = $1 order by publication.proposed_at desc, publication.id");
        let rows = sqlx::query(sql).bind(bank).fetch_all(self.readers()).await?;
        rows.iter().map(|row| publication(row, asker)).collect()
    }

    /// Those that wait for a decision that `asker`, who did not propose them, may take; the oldest first.
    pub async fn publications_for(&self, asker: &str) -> Result<Vec<Publication>, Error> {
        let sql = select!(
            "where publication.decision is null and publication.withdrawn_at is null and publication.proposed_by <> $1 \
             order by publication.proposed_at, publication.id"
        );
        let rows = sqlx::query(sql).bind(asker).fetch_all(self.readers()).await?;
        rows.iter().map(|row| publication(row, asker)).collect()
    }

    /// One publication, as `asker` sees it.
    pub async fn publication(&self, id: &str, asker: &str) -> Result<Option<Publication>, Error> {
        let row = sqlx::query(select!("where publication.id = $1")).bind(id).fetch_optional(self.readers()).await?;
        row.map(|row| publication(&row, asker)).transpose()
    }

    /// The files of a publication: a zip archive.
    pub async fn publication_files(&self, id: &str) -> Result<Option<Vec<u8>>, Error> {
        let found = sqlx::query_scalar("select files from publication where id = $1");
        Ok(found.bind(id).fetch_optional(self.readers()).await?)
    }

    /// What the assessments of a publication were simulated to do, if that is kept.
    pub async fn publication_simulation(&self, id: &str) -> Result<Option<Vec<SimulatedForm>>, Error> {
        let found = sqlx::query_scalar("select forms from publication_simulation where publication = $1");
        let text: Option<String> = found.bind(id).fetch_optional(self.readers()).await?;
        text.map(|text| serde_json::from_str(&text).map_err(|error| Error::Corrupt(error.to_string()))).transpose()
    }

    /// Keeps it, as JSON. What is kept already stays.
    pub async fn keep_publication_simulation(&self, id: &str, forms: &str) -> Result<(), Error> {
        let (id, forms) = (id.to_owned(), forms.to_owned());
        self.write(move |db| {
            Box::pin(async move {
                let insert = "insert into publication_simulation (publication, forms) values ($1, $2) on conflict do nothing";
                sqlx::query(insert).bind(&id).bind(&forms).execute(db).await?;
                Ok(())
            })
        })
        .await
    }

    /// The newest signed edition of each bank that was not withdrawn.
    pub async fn published(&self) -> Result<Vec<Published>, Error> {
        let rows: Vec<(String, String, Vec<u8>)> = sqlx::query_as(
            "select id, bank, files from publication where decision = 'signed' and withdrawn_at is null and not exists \
             (select 1 from publication as later where later.bank = publication.bank and later.decision = 'signed' \
              and later.withdrawn_at is null and later.decided_at > publication.decided_at) order by bank, decided_at desc",
        )
        .fetch_all(self.readers())
        .await?;
        Ok(rows.into_iter().map(|(id, bank, files)| Published { id, bank, files }).collect())
    }
}

/// Proposes a publication. One that waits for the same bank is withdrawn: the newer takes its place.
pub async fn propose(connection: &mut SqliteConnection, proposal: &Proposal, now: i64) -> Result<(), Error> {
    sqlx::query(
        "update publication set withdrawn_by = $2, withdrawn_at = $3, withdrawn_reason = $4 \
         where bank = $1 and decision is null and withdrawn_at is null",
    )
    .bind(&proposal.bank)
    .bind(&proposal.staff)
    .bind(now)
    .bind(format!("version {} was proposed in its place", proposal.version))
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "insert into publication (id, digest, bank, title, micro_credential, version, proposed_by, proposed_at, note, files) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&proposal.id)
    .bind(&proposal.digest)
    .bind(&proposal.bank)
    .bind(&proposal.title)
    .bind(&proposal.micro_credential)
    .bind(&proposal.version)
    .bind(&proposal.staff)
    .bind(now)
    .bind(&proposal.note)
    .bind(&proposal.files)
    .execute(connection)
    .await?;
    Ok(())
}

/// Says yes or no to a publication that waits.
pub async fn decide(
    connection: &mut SqliteConnection,
    id: &str,
    staff: &str,
    publish: bool,
    note: &str,
    now: i64,
) -> Result<Decided, Error> {
    type Row = (String, Option<String>, Option<i64>, Option<i64>);
    let row: Option<Row> = sqlx::query_as(
        "select proposed_by, decision, withdrawn_at, \
         (select max(decided_at) from publication as other where other.bank = publication.bank) from publication where id = $1",
    )
    .bind(id)
    .fetch_optional(&mut *connection)
    .await?;
    let latest = match row {
        None => return Ok(Decided::Missing),
        Some((_, decision, withdrawn, _)) if decision.is_some() || withdrawn.is_some() => return Ok(Decided::Over),
        Some((proposer, ..)) if proposer == staff => return Ok(Decided::Own),
        Some((.., latest)) => latest,
    };
    // Of two editions the later decision counts, also where the clock was set back.
    let at = latest.map_or(now, |latest| now.max(latest + 1));
    sqlx::query("update publication set decided_by = $2, decided_at = $3, decision = $4, decision_note = $5 where id = $1")
        .bind(id)
        .bind(staff)
        .bind(at)
        .bind(if publish { "signed" } else { "refused" })
        .bind(note)
        .execute(connection)
        .await?;
    Ok(Decided::Done)
}

/// Takes back a publication that waits or was signed.
pub async fn withdraw(
    connection: &mut SqliteConnection,
    id: &str,
    staff: &str,
    reason: &str,
    now: i64,
) -> Result<Decided, Error> {
    let row: Option<(Option<String>, Option<i64>)> =
        sqlx::query_as("select decision, withdrawn_at from publication where id = $1")
            .bind(id)
            .fetch_optional(&mut *connection)
            .await?;
    match row {
        None => return Ok(Decided::Missing),
        Some((decision, withdrawn)) if withdrawn.is_some() || decision.as_deref() == Some("refused") => return Ok(Decided::Over),
        Some(_) => {}
    }
    sqlx::query("update publication set withdrawn_by = $2, withdrawn_at = $3, withdrawn_reason = $4 where id = $1")
        .bind(id)
        .bind(staff)
        .bind(now)
        .bind(reason)
        .execute(connection)
        .await?;
    Ok(Decided::Done)
}
