//! Correcting a key: what it does to verdicts is shown before anything changes, a person applies it, and no badge is taken by it.

use std::collections::BTreeMap;

use api::credential::{CredentialState, StatusCode};
use api::staff::TrailAction;
use api::statistics::{BadgeDecision, Correction, CorrectionState, Corrections, Effect, ItemKey, NewCorrection, VerdictChange};
use engine::Verdict;

use super::rescored::{self, corrected, with};
use super::{answers, key, key_parts, may_apply};
use crate::app::App;
use crate::award;
use crate::catalogue::Offer;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::secret;
use crate::store::attempts::Attempt;
use crate::store::corrections::{self, KeyCorrection, Rescore};
use crate::store::credentials::{self, NewStatus};
use crate::store::trail::{self, Deed};

/// All corrections of a micro-credential.
///
/// # Errors
/// As the store says, and for a log that does not replay.
pub async fn all(app: &App, offer: &Offer) -> Answer<Corrections> {
    let mut told = Vec::new();
    for correction in app.store.corrections(&offer.terms.id).await? {
        told.push(tell(app, correction).await?);
    }
    Ok(Corrections { title: offer.terms.title.clone(), corrections: told })
}

/// A correction, with what it would do or has done.
///
/// # Errors
/// 404 where there is none of this id; as the store says.
pub async fn one(app: &App, id: &str) -> Answer<Correction> {
    tell(app, find(app, id).await?).await
}

async fn find(app: &App, id: &str) -> Answer<KeyCorrection> {
    let missing = || Problem::not_found("there is no correction of this name");
    app.store.correction(id).await?.ok_or_else(missing)
}

/// Proposes another key for an item of the credit pool.
///
/// # Errors
/// 422 where the key is not one that the item can have.
pub async fn propose(app: &App, offer: &Offer, staff: &str, new: &NewCorrection, reason: String) -> Answer<Correction> {
    let unknown = || Problem::invalid(format!("item is \"{}\", expected one that the assessment asks", new.item));
    let mut file = offer.award.bank.items.iter().find(|item| item.id == new.item).cloned().ok_or_else(unknown)?;
    let applied = app.store.applied_corrections(&offer.terms.id).await?;
    if let Some(current) = may_apply::current(offer, &file.id, &applied) {
        key::put(&mut file, &current).map_err(Problem::internal)?;
    }
    let before = key::key_of(&file);
    let wanted = key::settled(&file, &new.key);
    key::put(&mut file, &wanted).map_err(Problem::invalid)?;
    let Some(old_key) = before.filter(|old| *old != wanted) else {
        return Err(Problem::invalid("key is the one that the item has"));
    };
    sound(offer, &file)?;
    let (id, at) = (secret::id(), now());
    let stored = KeyCorrection {
        id: id.clone(),
        micro_credential: offer.terms.id.clone(),
        item: new.item.clone(),
        old_key,
        new_key: wanted,
        reason,
        proposed_by: staff.to_owned(),
        proposer: String::new(),
        proposed_at: at,
        decider: None,
        decided_at: None,
        state: CorrectionState::Proposed,
        seq: None,
    };
    let deed =
        Deed::new(staff, TrailAction::KeyProposed, &offer.terms.title).saying(format!("{}: {}", stored.item, stored.reason));
    app.store
        .write(move |db| {
            Box::pin(async move {
                corrections::insert(db, &stored).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    one(app, &id).await
}

/// Whether the bank is sound with this item in it.
fn sound(offer: &Offer, file: &engine::bank::file::ItemFile) -> Answer<()> {
    let mut bank = offer.award.bank.clone();
    for item in &mut bank.items {
        if item.id == file.id {
            item.clone_from(file);
        }
    }
    match bank.check() {
        Ok(_) => Ok(()),
        Err(problems) => Err(Problem::invalid(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))),
    }
}

/// Applies a proposed correction: every finished attempt that it meets is scored again. Who achieves by it is on the way to a badge as
/// usual.
///
/// # Errors
/// 409 where it was decided, where the item has another key by now, and where a second person has to apply it; as the store says.
pub async fn apply(app: &App, id: &str, staff: &str) -> Answer<Correction> {
    // From reading what was applied to the commit: what another correction changes meanwhile would be missing from these verdicts.
    let applying = app.running.applying.lock().await;
    let correction = find(app, id).await?;
    if correction.state != CorrectionState::Proposed {
        return Err(decided());
    }
    let offer = app.catalogue().offer(&correction.micro_credential);
    let before = app.store.applied_corrections(&correction.micro_credential).await?;
    may_apply::meets_the_item(offer.as_deref(), &correction, &before)?;
    let changes = rescores(app, &correction).await?;
    let newly: Vec<String> = changes
        .iter()
        .filter(|change| change.verdict == Verdict::Achieved && change.verdict_before != Verdict::Achieved)
        .map(|change| change.attempt.clone())
        .collect();
    may_apply::is_a_second_person(app, &correction, staff, newly.len()).await?;
    let verdicts = changes.iter().filter(|change| change.verdict != change.verdict_before).count();
    let title = offer.map(|offer| offer.terms.title.clone());
    let subject = title.unwrap_or_else(|| correction.micro_credential.clone());
    let deed = Deed::new(staff, TrailAction::KeyCorrected, subject)
        .saying(format!("{}: {verdicts} verdicts changed: {}", correction.item, correction.reason));
    let (id, staff, at) = (id.to_owned(), staff.to_owned(), now());
    let applied = app.store.write({
        let id = id.clone();
        move |db| {
            Box::pin(async move {
                let Some(seq) = corrections::apply(db, &id, &staff, at).await? else { return Ok(false) };
                for change in changes {
                    corrections::insert_rescore(db, &Rescore { seq, ..change }, at).await?;
                }
                trail::record(db, &deed, at).await?;
                Ok(true)
            })
        }
    });
    if !applied.await? {
        return Err(decided());
    }
    drop(applying);
    answers::forget(app, |_| true);
    for attempt in newly {
        if let Some(attempt) = app.store.attempt(&attempt).await? {
            award::settle(app, &attempt).await?;
        }
    }
    one(app, &id).await
}

/// Drops a proposed correction.
///
/// # Errors
/// 409 where it was decided; as the store says.
pub async fn drop_proposal(app: &App, id: &str, staff: &str) -> Answer<Correction> {
    let correction = find(app, id).await?;
    let deed = Deed::new(staff, TrailAction::KeyDropped, correction.micro_credential).saying(correction.item);
    let (key, staff, at) = (id.to_owned(), staff.to_owned(), now());
    let dropped = app.store.write(move |db| {
        Box::pin(async move {
            let done = corrections::drop_proposal(db, &key, &staff, at).await?;
            if done {
                trail::record(db, &deed, at).await?;
            }
            Ok(done)
        })
    });
    if dropped.await? { one(app, id).await } else { Err(decided()) }
}

/// Decides what becomes of one learner's badge whose verdict an applied correction took away. One that is withdrawn is revoked.
///
/// # Errors
/// 404 where the correction took no verdict from this attempt; 409 where it was decided.
pub async fn decide_badge(app: &App, id: &str, attempt: &str, staff: &str, decision: BadgeDecision) -> Answer<Correction> {
    let told = one(app, id).await?;
    let missing = || Problem::not_found("this correction took the verdict from no badge of this name");
    let change = told.effect.verdicts.iter().find(|change| change.attempt == attempt);
    let change = change.filter(|change| waits(change)).ok_or_else(missing)?;
    if change.decided.is_some() {
        return Err(decided());
    }
    let seq = find(app, id).await?.seq.ok_or_else(missing)?;
    let learner = app.store.attempt(attempt).await?.ok_or_else(missing)?.learner;
    let withdrawn = decision.fate == api::statistics::BadgeFate::Withdraw;
    let fate = if withdrawn { "withdrawn" } else { "kept" };
    let held = app.store.credential_of_attempt(attempt).await?.filter(|_| withdrawn);
    let revoked = held.map(|held| NewStatus {
        credential: held.id,
        state: CredentialState::Revoked,
        code: StatusCode::ResultCorrected,
        reason: decision.reason.clone(),
        staff: Some(staff.to_owned()),
    });
    let deed = Deed::new(staff, TrailAction::BadgeDecided, learner).saying(fate.to_owned());
    let (attempt, staff, at) = (attempt.to_owned(), staff.to_owned(), now());
    app.store
        .write(move |db| {
            Box::pin(async move {
                corrections::decide_badge(db, &attempt, seq, &decision, &staff, at).await?;
                if let Some(revoked) = &revoked {
                    credentials::put_status(db, revoked, at).await?;
                }
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    one(app, id).await
}

/// Whether a badge was issued on a verdict that is no more.
fn waits(change: &VerdictChange) -> bool {
    change.badge && change.before == Verdict::Achieved && change.after != Verdict::Achieved
}

fn decided() -> Problem {
    Problem::conflict("decided", "This was decided already", "reload to see what was decided")
}

/// What finished attempts come to with one more correction, where it meets them. Their `seq` is still to be given.
async fn rescores(app: &App, correction: &KeyCorrection) -> Answer<Vec<Rescore>> {
    let mut with_it = app.store.applied_corrections(&correction.micro_credential).await?;
    let before = with_it.clone();
    with_it.push(correction.clone());
    let mut changes = Vec::new();
    let attempts = app.store.finished_attempts(&correction.micro_credential).await?;
    let answers = answers::of(app, &correction.micro_credential, &attempts).await?;
    let asked = |answers: &answers::Answers| answers.given.iter().any(|answered| answered.item == correction.item);
    for (attempt, _) in attempts.into_iter().zip(&answers).filter(|(_, answers)| asked(answers)) {
        if !meets(app, &attempt, &before, &with_it).await? {
            continue;
        }
        let was = with(app, &attempt, &before).await?.outcome();
        let is = with(app, &attempt, &with_it).await?.outcome();
        changes.push(Rescore {
            attempt: attempt.id,
            seq: 0,
            verdict_before: attempt.verdict.unwrap_or(was.verdict),
            mastery_before: was.mastery,
            verdict: is.verdict,
            mastery: is.mastery,
        });
    }
    Ok(changes)
}

/// Whether the last of these corrections meets the edition that an attempt was taken on, beyond what the earlier ones do.
async fn meets(app: &App, attempt: &Attempt, before: &[KeyCorrection], with_it: &[KeyCorrection]) -> Answer<bool> {
    let digest = attempt.started.assessment;
    let reasons = |made: Option<std::sync::Arc<rescored::Corrected>>| made.map_or(0, |made| made.reasons.len());
    Ok(reasons(corrected(app, digest, with_it).await?) > reasons(corrected(app, digest, before).await?))
}

async fn tell(app: &App, correction: KeyCorrection) -> Answer<Correction> {
    let changes = match (correction.state, correction.seq) {
        (CorrectionState::Proposed, _) => rescores(app, &correction).await?,
        (_, Some(seq)) => app.store.rescores(seq).await?,
        (_, None) => Vec::new(),
    };
    let decisions: BTreeMap<String, BadgeDecision> = match correction.seq {
        Some(seq) => app.store.badge_decisions(seq).await?.into_iter().collect(),
        None => BTreeMap::new(),
    };
    let (answered, rescored) = counts(app, &correction).await?;
    let mut verdicts = Vec::new();
    for change in changes.into_iter().filter(|change| change.verdict != change.verdict_before) {
        let learner = match app.store.attempt(&change.attempt).await? {
            Some(attempt) => app.store.person(&attempt.learner).await?.map(|person| person.name),
            None => None,
        };
        verdicts.push(VerdictChange {
            learner: learner.unwrap_or_default(),
            before: change.verdict_before,
            after: change.verdict,
            mastery_before: change.mastery_before,
            mastery_after: change.mastery,
            badge: app.store.badge(&change.attempt).await?.is_some(),
            decided: decisions.get(&change.attempt).cloned(),
            attempt: change.attempt,
        });
    }
    let offer = app.catalogue().offer(&correction.micro_credential);
    let item = offer.as_ref().and_then(|offer| offer.award.bank.items.iter().find(|item| item.id == correction.item));
    Ok(Correction {
        id: correction.id,
        parts: item.map(key_parts::parts),
        item: correction.item,
        old_key: correction.old_key,
        new_key: correction.new_key,
        reason: correction.reason,
        proposed_by: correction.proposer,
        proposed_at: correction.proposed_at,
        decided_by: correction.decider,
        decided_at: correction.decided_at,
        state: correction.state,
        effect: Effect { answered, rescored, verdicts },
    })
}

/// In how many finished attempts the item was answered, and in how many of them the two keys score it differently.
async fn counts(app: &App, correction: &KeyCorrection) -> Answer<(usize, usize)> {
    let attempts = app.store.finished_attempts(&correction.micro_credential).await?;
    let answers = answers::of(app, &correction.micro_credential, &attempts).await?;
    let given: Vec<_> =
        answers.iter().filter_map(|one| one.given.iter().find(|answered| answered.item == correction.item)).collect();
    let Some(offer) = app.catalogue().offer(&correction.micro_credential) else { return Ok((given.len(), 0)) };
    let Some(file) = offer.award.bank.items.iter().find(|item| item.id == correction.item) else { return Ok((given.len(), 0)) };
    let scored = |key: &ItemKey| {
        let (mut file, mut bank) = (file.clone(), offer.award.bank.clone());
        key::put(&mut file, key).ok()?;
        // The item alone: its key needs nothing of the others.
        bank.items = vec![file];
        bank.sets.clear();
        bank.enemies.clear();
        let bank = bank.check().ok()?;
        let item = bank.items().first()?;
        let score = |given: &engine::Given| match given {
            engine::Given::Answer(answer) => item.score(answer),
            engine::Given::NotLearned => item.no_answer(),
        };
        Some(given.iter().map(|answered| score(&answered.given)).collect::<Vec<_>>())
    };
    let rescored = match (scored(&correction.old_key), scored(&correction.new_key)) {
        (Some(old), Some(new)) => old.iter().zip(&new).filter(|(old, new)| old != new).count(),
        _ => 0,
    };
    Ok((given.len(), rescored))
}
