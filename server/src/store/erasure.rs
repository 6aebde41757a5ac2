//! What is kept of a learner, and its erasure.
//!
//! The name and everything that follows from it goes. What an award rests on stays under the learner's random id, because the
//! credential can be shown to anyone for as long as it holds: whether it stands must be answered, and a decision that is disputed must
//! be followed again. Which rows those are is said here and nowhere else; `docs/PRIVACY.md` says it in words.

use api::wallet::{Against, AgainstKind, KeptItem, KeptKind};
use sqlx::SqliteConnection;

use super::{Error, Store, credentials};

const DAY: i64 = 86_400_000;

/// After so many days it is done, whatever stands against it.
pub const LONGEST_WAIT_DAYS: i64 = 30;

/// An award whose record stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// What was awarded.
    pub title: String,
    /// As signed; empty where that went.
    pub document: String,
    /// Whether it says its holder's name.
    pub names: bool,
}

/// Attempts on which a credential rests.
const AWARDED: &str = "select attempt from credential where attempt is not null";

impl Store {
    /// How much is kept of a learner, by kind.
    pub async fn kept(&self, learner: &str, now: i64) -> Result<Vec<KeptItem>, Error> {
        const OF: &str = "attempt join seat on seat.id = attempt.seat where seat.learner = $1";
        let counts = [
            (KeptKind::Person, "select count(*) from person where id = $1".to_owned()),
            (KeptKind::Cards, "select count(*) from card where learner = $1 and revoked_at is null".to_owned()),
            (
                KeptKind::SignIns,
                format!("select count(*) from sign_in where role = 'learner' and subject = $1 and expires_at > {now}"),
            ),
            (KeptKind::Places, "select count(*) from seat where learner = $1".to_owned()),
            (KeptKind::Unfinished, format!("select count(*) from {OF} and attempt.finished_at is null")),
            (
                KeptKind::Finished,
                format!("select count(*) from {OF} and attempt.finished_at is not null and attempt.id not in ({AWARDED})"),
            ),
            (KeptKind::Awarded, format!("select count(*) from {OF} and attempt.id in ({AWARDED})")),
            (KeptKind::Credentials, "select count(*) from credential where learner = $1".to_owned()),
            (
                KeptKind::Shares,
                "select count(*) from share join credential on credential.id = share.credential where credential.learner = $1"
                    .to_owned(),
            ),
            (KeptKind::Said, format!("select count(*) from concern where attempt in (select attempt.id from {OF})")),
            (
                KeptKind::Cohorts,
                "select count(*) from cohort_seat join seat on seat.id = cohort_seat.seat where seat.learner = $1".to_owned(),
            ),
            (
                KeptKind::Sittings,
                "select count(*) from sitting_seat join seat on seat.id = sitting_seat.seat where seat.learner = $1".to_owned(),
            ),
            (KeptKind::Brought, "select count(*) from imported_badge where learner = $1".to_owned()),
            (KeptKind::NameRequest, "select count(*) from name_request where learner = $1".to_owned()),
        ];
        let mut kept = Vec::new();
        for (kind, sql) in counts {
            let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(learner).fetch_one(self.readers()).await?;
            if let Ok(count @ 1..) = u32::try_from(count) {
                kept.push(KeptItem { kind, count, days: None });
            }
        }
        Ok(kept)
    }

    /// Ids of the micro-credentials of a learner's unfinished attempts.
    pub async fn unfinished(&self, learner: &str) -> Result<Vec<String>, Error> {
        let rows = sqlx::query_scalar(
            "select distinct seat.micro_credential from attempt join seat on seat.id = attempt.seat \
             where seat.learner = $1 and attempt.finished_at is null",
        );
        Ok(rows.bind(learner).fetch_all(self.readers()).await?)
    }

    /// The awards of a learner, whose records stay; one that was signed again counts once.
    pub async fn awards(&self, learner: &str) -> Result<Vec<Award>, Error> {
        let rows: Vec<(String, String, String)> = sqlx::query_as(
            "select title, document, says from credential where learner = $1 and replaced_by is null order by awarded_at, id",
        )
        .bind(learner)
        .fetch_all(self.readers())
        .await?;
        let award = |(title, document, says): (String, String, String)| Award { title, document, names: names(&says) };
        Ok(rows.into_iter().map(award).collect())
    }

    /// Attempts that achieved and have no credential yet.
    pub async fn unsigned(&self, learner: &str) -> Result<Vec<String>, Error> {
        let rows = sqlx::query_scalar(
            "select attempt.id from attempt join seat on seat.id = attempt.seat where seat.learner = $1 \
             and attempt.verdict = 'achieved' and not exists (select 1 from credential where credential.attempt = attempt.id)",
        );
        Ok(rows.bind(learner).fetch_all(self.readers()).await?)
    }

    /// What stands against erasing a learner at once.
    pub async fn against_erasure(&self, learner: &str) -> Result<Vec<Against>, Error> {
        let mut connection = self.readers().acquire().await?;
        against(&mut connection, learner).await
    }

    /// When a learner asked for erasure, where that waits.
    pub async fn erasure_asked_at(&self, learner: &str) -> Result<Option<i64>, Error> {
        let row = sqlx::query_scalar("select asked_at from erasure_request where learner = $1 and done_at is null");
        Ok(row.bind(learner).fetch_optional(self.readers()).await?)
    }
}

/// Whether what a credential says holds a name: where that cannot be read, it may.
fn names(says: &str) -> bool {
    let says: Option<serde_json::Value> = serde_json::from_str(says).ok();
    says.is_none_or(|says| says["name"] == true)
}

async fn against(connection: &mut SqliteConnection, learner: &str) -> Result<Vec<Against>, Error> {
    let sittings: Vec<String> = sqlx::query_scalar(
        "select distinct sitting.title from attempt join seat on seat.id = attempt.seat join sitting on sitting.id = attempt.sitting \
         where seat.learner = $1 and sitting.signed_at is null order by sitting.title",
    )
    .bind(learner)
    .fetch_all(&mut *connection)
    .await?;
    let suspended: Vec<String> = sqlx::query_scalar(
        "select credential.title from credential join credential_status status on status.credential = credential.id \
         where credential.learner = $1 and credential.replaced_by is null and status.state = 'suspended' \
         and status.seq = (select max(seq) from credential_status where credential = credential.id) order by credential.title",
    )
    .bind(learner)
    .fetch_all(connection)
    .await?;
    let of = |kind| move |title| Against { kind, title };
    let sittings = sittings.into_iter().map(of(AgainstKind::Sitting));
    Ok(sittings.chain(suspended.into_iter().map(of(AgainstKind::Suspended))).collect())
}

/// Takes down that a learner asks for erasure, and does it where nothing stands against it. Whether it is done.
///
/// # Errors
/// As the database says.
pub async fn ask(connection: &mut SqliteConnection, learner: &str, now: i64) -> Result<bool, Error> {
    sqlx::query("insert into erasure_request (learner, asked_at) values ($1, $2) on conflict (learner) do nothing")
        .bind(learner)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    let waits = !against(connection, learner).await?.is_empty();
    if !waits {
        erase(connection, learner, now).await?;
    }
    Ok(!waits)
}

/// Takes a wish back that waits.
///
/// # Errors
/// As the database says.
pub async fn take_back(connection: &mut SqliteConnection, learner: &str) -> Result<(), Error> {
    let gone = sqlx::query("delete from erasure_request where learner = $1 and done_at is null");
    gone.bind(learner).execute(connection).await?;
    Ok(())
}

/// Does what waits and has nothing against it any more, or has waited long enough. How many learners were erased.
///
/// # Errors
/// As the database says.
pub async fn sweep(connection: &mut SqliteConnection, now: i64) -> Result<u64, Error> {
    let waiting: Vec<(String, i64)> =
        sqlx::query_as("select learner, asked_at from erasure_request where done_at is null order by asked_at")
            .fetch_all(&mut *connection)
            .await?;
    let mut done = 0;
    for (learner, asked_at) in waiting {
        let is_due = asked_at + LONGEST_WAIT_DAYS * DAY <= now;
        if is_due || against(connection, &learner).await?.is_empty() {
            erase(connection, &learner, now).await?;
            done += 1;
        }
    }
    Ok(done)
}

/// Erases what is kept of a learner, but for what an award rests on.
///
/// # Errors
/// As the database says.
pub async fn erase(connection: &mut SqliteConnection, learner: &str, now: i64) -> Result<(), Error> {
    let attempts: Vec<(String, i64)> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "select attempt.id, case when attempt.id in ({AWARDED}) then 1 else 0 end from attempt join seat on seat.id = attempt.seat where seat.learner = $1"
    )))
    .bind(learner)
    .fetch_all(&mut *connection)
    .await?;
    for (attempt, awarded) in attempts {
        forget_attempt(connection, &attempt, awarded != 0, now).await?;
    }
    let signed: Vec<(String, String)> =
        sqlx::query_as("select id, says from credential where learner = $1").bind(learner).fetch_all(&mut *connection).await?;
    // What says the name goes; the record that it was signed, and whether it stands, does not.
    for (id, _) in signed.iter().filter(|(_, says)| names(says)) {
        credentials::empty_document(connection, id).await?;
    }
    for sql in [
        "delete from share where credential in (select id from credential where learner = $1)",
        "update credential_status set reason = '' where credential in (select id from credential where learner = $1)",
        "update pathway_review set reason = '' where award in (select credential from pathway_award where learner = $1)",
        // A record carries other credentials whole, and they may say the name. What it rests on is named in the badge still.
        "update credential set document = '' where kind = 'clr' and learner = $1",
        "delete from pathway_part where own = 0 and award in (select credential from pathway_award where learner = $1)",
        "delete from recognition where badge in (select id from imported_badge where learner = $1)",
        "delete from imported_badge where learner = $1",
        "delete from name_request where learner = $1",
        "delete from hand_award where learner = $1 and credential is null",
        "delete from cohort_seat where seat in (select id from seat where learner = $1)",
        "delete from sitting_seat where seat in (select id from seat where learner = $1) \
         and not exists (select 1 from attempt where attempt.seat = sitting_seat.seat and attempt.sitting = sitting_seat.sitting)",
        "delete from seat where learner = $1 and not exists (select 1 from attempt where attempt.seat = seat.id)",
        "delete from sign_in where role = 'learner' and subject = $1",
        "delete from card where learner = $1",
        "delete from person where id = $1",
        "delete from learner where id = $1 and not exists (select 1 from seat where seat.learner = learner.id) \
         and not exists (select 1 from credential where credential.learner = learner.id)",
    ] {
        sqlx::query(sql).bind(learner).execute(&mut *connection).await?;
    }
    sqlx::query(
        "insert into erasure_request (learner, asked_at, done_at) values ($1, $2, $2) \
         on conflict (learner) do update set done_at = excluded.done_at",
    )
    .bind(learner)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets what was said of an attempt, and, where no credential rests on it, the attempt with its log.
async fn forget_attempt(connection: &mut SqliteConnection, attempt: &str, awarded: bool, now: i64) -> Result<(), Error> {
    // The row lets the log and what became of concerns be deleted.
    sqlx::query("insert into erasure (attempt, erased_at) values ($1, $2) on conflict (attempt) do nothing")
        .bind(attempt)
        .bind(now)
        .execute(&mut *connection)
        .await?;
    let always = [
        "delete from concern_step where concern in (select id from concern where attempt = $1)",
        "delete from concern where attempt = $1",
        "delete from refusal where attempt = $1",
    ];
    let unawarded = [
        "delete from event where attempt = $1",
        "delete from badge_decision where attempt = $1",
        "delete from rescore where attempt = $1",
        "delete from attempt where id = $1",
    ];
    // What is in the table is swept away: an attempt that stays must not be.
    let kept = ["delete from erasure where attempt = $1"];
    for sql in always.iter().chain(if awarded { &kept[..] } else { &unawarded[..] }) {
        sqlx::query(*sql).bind(attempt).execute(&mut *connection).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A learner `l` with a seat, an attempt `a` in an unsigned sitting, and a person's name; and what `more` adds.
    async fn store(folder: &std::path::Path, more: &'static [&'static str]) -> Store {
        let store = Store::open(&folder.join("x.db")).await.unwrap();
        let filled = store.write(move |db| {
            Box::pin(async move {
                let base = [
                    "insert into tutor (id, password, created_at) values ('t', '', 0)",
                    "insert into learner (id, created_at) values ('l', 0), ('other', 0)",
                    "insert into person (id, name, email, email_key) values ('l', 'Lea', 'lea@x', 'lea@x'), ('other', 'O', 'o@x', 'o@x')",
                    "insert into seat (id, learner, micro_credential, created_at) values ('s', 'l', 'm', 0), ('o', 'other', 'm', 0)",
                    "insert into sitting (id, micro_credential, title, opened_by, opened_at, closes_at) values ('room', 'm', 'Room', 't', 0, 9)",
                    "insert into sitting_seat (sitting, seat, joined_at) values ('room', 's', 0)",
                    "insert into assessment (digest, bank, blueprint, created_at) values ('d', '', '', 0)",
                    "insert into terms (digest, terms) values ('t', '')",
                    "insert into attempt (id, seat, assessment, terms, started, names, started_at, items, paused, finished_at, sitting) \
                     values ('a', 's', 'd', 't', '', '', 0, 0, 0, 5, 'room'), ('b', 'o', 'd', 't', '', '', 0, 0, 0, 5, null)",
                    "insert into event (attempt, seq, request, events) values ('a', 1, '', '[]'), ('b', 1, '', '[]')",
                    "insert into concern (id, kind, micro_credential, attempt, words, made_at) values ('c', 'appeal', 'm', 'a', 'Lea!', 0)",
                    "insert into concern_step (concern, seq, at, state, words) values ('c', 1, 0, 'open', '')",
                ];
                for sql in base.iter().chain(more) {
                    sqlx::query(*sql).execute(&mut *db).await?;
                }
                Ok(())
            })
        });
        filled.await.unwrap();
        store
    }

    async fn count(store: &Store, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(store.readers()).await.unwrap()
    }

    #[tokio::test]
    async fn waits_for_the_sign_off_and_at_most_thirty_days() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path(), &[]).await;
        let ask = |at| store.write(move |db| Box::pin(async move { ask(db, "l", at).await }));
        let sweep = |at| store.write(move |db| Box::pin(async move { sweep(db, at).await }));
        assert!(!ask(DAY).await.unwrap(), "the room is not signed off");
        assert_eq!(store.against_erasure("l").await.unwrap(), [Against { kind: AgainstKind::Sitting, title: "Room".to_owned() }]);
        assert!(!ask(2 * DAY).await.unwrap(), "asking twice changes nothing");
        assert_eq!(store.erasure_asked_at("l").await.unwrap(), Some(DAY));
        assert_eq!(sweep(30 * DAY).await.unwrap(), 0);

        // Taken back and asked for again: the time begins anew.
        store.write(|db| Box::pin(async move { take_back(db, "l").await })).await.unwrap();
        assert_eq!(store.erasure_asked_at("l").await.unwrap(), None);
        assert!(!ask(40 * DAY).await.unwrap());
        assert_eq!(sweep(69 * DAY).await.unwrap(), 0);
        assert_eq!(sweep(70 * DAY).await.unwrap(), 1, "whatever stands against it");
        for sql in [
            "select count(*) from attempt where id = 'a'",
            "select count(*) from event where attempt = 'a'",
            "select count(*) from concern",
            "select count(*) from sitting_seat",
            "select count(*) from seat where learner = 'l'",
            "select count(*) from learner where id = 'l'",
            "select count(*) from person where id = 'l'",
        ] {
            assert_eq!(count(&store, sql).await, 0, "{sql}");
        }
        assert_eq!(count(&store, "select count(*) from event where attempt = 'b'").await, 1, "another's stays");
        assert_eq!(count(&store, "select count(*) from erasure_request where done_at is not null").await, 1);
        assert_eq!(sweep(71 * DAY).await.unwrap(), 0, "once is enough");
    }

    #[tokio::test]
    async fn keeps_what_an_award_rests_on_and_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(
            folder.path(),
            &[
                "update sitting set signed_at = 9, signed_by = 't'",
                "insert into credential (id, learner, source, attempt, achievement, title, document, issuer, key, awarded_at, issued_at, says) \
                 values ('named', 'l', 'attempt', 'a', 'm', 'M', 'Lea', 'did', 'k', 0, 0, '{\"name\":true}')",
                "insert into credential (id, learner, source, achievement, title, document, issuer, key, awarded_at, issued_at) \
                 values ('hand', 'l', 'hand', 'm', 'By hand', 'hash', 'did', 'k', 0, 0)",
                "insert into share (credential, token, show_name, created_at) values ('hand', 'token', 1, 0)",
                "insert into credential_status (credential, seq, state, code, reason, staff, at) \
                 values ('hand', 1, 'suspended', 'under_review', 'Lea was seen with a book', 't', 0)",
                "insert into pathway_award (credential, pathway, learner, awarded_at) values ('hand', 'p', 'l', 0)",
                "insert into pathway_part (award, part, own, title) values ('hand', 'named', 1, 'M')",
                "insert into pathway_review (award, part, state, keep, reason, staff, at) \
                 values ('hand', 'named', 'revoked', 1, 'Lea had shown it elsewhere', 't', 0)",
                "insert into cohort (id, name, micro_credential, opens_at, closes_at, made_at) values ('k', 'K', 'm', 0, 9, 0)",
                "insert into cohort_seat (cohort, seat, extra_time, joined_at) values ('k', 's', 1.5, 0)",
            ],
        )
        .await;
        let against = store.against_erasure("l").await.unwrap();
        assert_eq!(against, [Against { kind: AgainstKind::Suspended, title: "By hand".to_owned() }]);
        let kept: Vec<_> = store.kept("l", 0).await.unwrap().into_iter().map(|item| (item.kind, item.count)).collect();
        assert_eq!(
            kept,
            [
                (KeptKind::Person, 1),
                (KeptKind::Places, 1),
                (KeptKind::Awarded, 1),
                (KeptKind::Credentials, 2),
                (KeptKind::Shares, 1),
                (KeptKind::Said, 1),
                (KeptKind::Cohorts, 1),
                (KeptKind::Sittings, 1),
            ]
        );
        let names: Vec<_> = store.awards("l").await.unwrap().into_iter().map(|award| (award.title, award.names)).collect();
        assert!(names.contains(&("M".to_owned(), true)) && names.contains(&("By hand".to_owned(), false)));

        store.write(|db| Box::pin(async move { erase(db, "l", 7).await })).await.unwrap();
        for (sql, left) in [
            ("select count(*) from attempt where id = 'a'", 1),
            ("select count(*) from event where attempt = 'a'", 1),
            ("select count(*) from sitting_seat where seat = 's'", 1),
            ("select count(*) from learner where id = 'l'", 1),
            ("select count(*) from credential where document = 'hash'", 1),
            ("select count(*) from credential where id = 'named' and document = ''", 1),
            ("select count(*) from credential_status where state = 'suspended' and reason = ''", 1),
            ("select count(*) from pathway_review where keep = 1 and reason = ''", 1),
            // It is in no list of what is swept away.
            ("select count(*) from erasure where attempt = 'a'", 0),
            ("select count(*) from share", 0),
            ("select count(*) from concern", 0),
            ("select count(*) from cohort_seat", 0),
            ("select count(*) from person where id = 'l'", 0),
        ] {
            assert_eq!(count(&store, sql).await, left, "{sql}");
        }
        // Only the words go: what was decided, and other words in their place, are refused.
        for sql in ["update pathway_review set keep = 0", "update pathway_review set reason = 'Other words'"] {
            let changed = store.write(move |db| {
                Box::pin(async move {
                    sqlx::query(sql).execute(db).await?;
                    Ok(())
                })
            });
            assert!(changed.await.is_err(), "{sql}");
        }
    }
}
