//! Studies of pass marks, for those who run them.

use std::sync::Arc;

use api::pass_mark::{Adopt, Advance, JudgeLink, NewJudge, NewStudy, Studies, Study as StudyView, StudyRecord, StudyState};
use api::staff::TrailAction;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use engine::{Digest, Seed, Theta, cut_score};
use interchange::native::blueprint_text;

use super::values;
use crate::app::App;
use crate::clock::{DAY, now};
use crate::error::{Answer, Problem};
use crate::pass_mark::{self, Draft, MOVED, SAMPLE, draft, found, rationale, rounded};
use crate::request::{Body, Staff};
use crate::secret;
use crate::store::pass_marks::{self as records, NewAdoption, Study};
use crate::store::people::{self, Person};
use crate::store::trail::{self, Deed};
use crate::store::workshop::{self as banks, Placed, Put};

/// Judges of a study at most.
const JUDGES: usize = 100;
/// A link opens so many days at most.
const LONGEST: u32 = 90;

/// The studies of a bank.
pub async fn all(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Json<Studies>> {
    let draft = draft(&app, &id).await?;
    let mut studies = Vec::new();
    for study in app.store.cut_studies(&id).await? {
        studies.push(pass_mark::view(&app, study, draft.bank.as_ref()).await?);
    }
    Ok(Json(Studies { title: draft.title, revision: draft.revision, studies }))
}

/// Begins a study.
pub async fn begin(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(new): Body<NewStudy>,
) -> Answer<(StatusCode, Json<StudyView>)> {
    let borderline = paragraph("borderline", &new.borderline, 4000)?;
    let draft = draft(&app, &id).await?;
    let bank = draft.items_of(&new.blueprint).map_err(Problem::invalid)?;
    let study = secret::id();
    let seed = Seed::new(*Digest::of_bytes(study.as_bytes()).bytes());
    let chosen = cut_score::sample(&bank, if new.sample { SAMPLE } else { usize::MAX }, &seed);
    if chosen.is_empty() {
        return Err(Problem::invalid("the blueprint has no items that can be rated, expected at least one"));
    }
    let items: Vec<String> = chosen.iter().map(|&position| bank.items()[position].id.to_string()).collect();
    let sample = items.len() < bank.items().len();
    let study = Study { id: study, bank: id.clone(), blueprint: new.blueprint, borderline, items, sample };
    let deed = Deed::new(&staff.id, TrailAction::CutStudyMade, &draft.title).saying(format!(
        "{}: {} items, study {}",
        study.blueprint,
        study.items.len(),
        study.id
    ));
    let (at, kept) = (now(), study.clone());
    app.store
        .write(move |db| {
            Box::pin(async move {
                records::insert(db, &kept, &staff.id, at).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(pass_mark::view(&app, study, draft.bank.as_ref()).await?)))
}

/// A study.
pub async fn one(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Json<StudyView>> {
    let (study, draft) = find(&app, &id).await?;
    pass_mark::view(&app, study, draft.bank.as_ref()).await.map(Json)
}

/// The whole record of a study; of a round that is open it says nothing.
pub async fn record(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Json<StudyRecord>> {
    let (study, draft) = find(&app, &id).await?;
    let bank = study.bank.clone();
    let mut ratings = app.store.cut_ratings(&id).await?;
    let study = pass_mark::view(&app, study, draft.bank.as_ref()).await?;
    ratings.retain(|rating| Some(rating.round) != study.state.round());
    Ok(Json(StudyRecord { bank, study, ratings }))
}

/// Takes a study on.
pub async fn advance(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(Advance { to, note }): Body<Advance>,
) -> Answer<Json<StudyView>> {
    let note = if note.trim().is_empty() { String::new() } else { paragraph("note", &note, 4000)? };
    let (study, draft) = find(&app, &id).await?;
    let judges = app.store.cut_judges(&id).await?;
    let complete = |round: usize| judges.iter().filter(|judge| judge.rated[round] as usize == study.items.len()).count();
    if to == StudyState::Discussion && complete(0) == 0 {
        let detail = "no judge has rated every item yet; a round is closed once at least one has";
        return Err(Problem::conflict("nobody-is-done", "There is nothing to close", detail));
    }
    let deed = Deed::new(&staff.id, TrailAction::CutStudyAdvanced, &draft.title).saying(format!(
        "{}: {}, study {id}",
        study.blueprint,
        to.as_str()
    ));
    let at = now();
    let done = app.store.write(move |db| {
        Box::pin(async move {
            let done = records::advance(db, &id, to, &staff.id, &note, at).await?;
            if done {
                trail::record(db, &deed, at).await?;
            }
            Ok(done)
        })
    });
    if !done.await? {
        let detail = format!("a study does not go to \"{}\" from where it is now", to.as_str());
        return Err(Problem::conflict("not-now", "The study is not so far", detail));
    }
    pass_mark::view(&app, study, draft.bank.as_ref()).await.map(Json)
}

/// Invites a judge.
pub async fn invite(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(new): Body<NewJudge>,
) -> Answer<(StatusCode, Json<JudgeLink>)> {
    let name = values::text("name", &new.name, 200)?;
    let qualifications = if new.qualifications.trim().is_empty() {
        String::new()
    } else {
        paragraph("qualifications", &new.qualifications, 1000)?
    };
    let (study, draft) = find(&app, &id).await?;
    let at = now();
    let expires_at = expiry(new.days, at)?;
    if app.store.cut_judges(&id).await?.len() >= JUDGES {
        return Err(Problem::invalid(format!("the study has {JUDGES} judges already, expected fewer")));
    }
    let (judge, token) = (secret::id(), secret::token());
    let kept =
        records::NewJudge { id: judge.clone(), study: study.id.clone(), token: secret::hash(&token), qualifications, expires_at };
    let person = Person { name, email: String::new() };
    let deed = Deed::new(&staff.id, TrailAction::JudgeInvited, &judge).saying(format!("{}, study {}", draft.title, study.id));
    let invited = app.store.write(move |db| {
        Box::pin(async move {
            // A judge who came after the first round could not speak in it.
            let open = records::state_of(db, &kept.study).await? == Some(StudyState::First);
            if open {
                people::insert_person(db, &kept.id, &person).await?;
                records::invite(db, &kept, &staff.id, at).await?;
                trail::record(db, &deed, at).await?;
            }
            Ok(open)
        })
    });
    if !invited.await? {
        let detail = "judges are invited as long as the first round is open";
        return Err(Problem::conflict("not-now", "The first round is over", detail));
    }
    Ok((StatusCode::CREATED, Json(link(&app, judge, &token, expires_at))))
}

/// Gives a judge another link; the old one opens nothing any more.
pub async fn renew(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((id, judge)): Path<(String, String)>,
) -> Answer<(StatusCode, Json<JudgeLink>)> {
    let (token, at) = (secret::token(), now());
    let expires_at = at + 14 * DAY;
    let deed = Deed::new(&staff.id, TrailAction::JudgeInvited, &judge).saying(format!("another link, study {id}"));
    let (hash, who) = (secret::hash(&token), judge.clone());
    let renewed = app.store.write(move |db| {
        Box::pin(async move {
            let renewed = records::renew(db, &id, &who, &hash, expires_at).await?;
            if renewed {
                trail::record(db, &deed, at).await?;
            }
            Ok(renewed)
        })
    });
    if renewed.await? { Ok((StatusCode::CREATED, Json(link(&app, judge, &token, expires_at)))) } else { Err(no_judge()) }
}

/// Takes a judge's link back. What they rated stays.
pub async fn revoke(State(app): State<Arc<App>>, staff: Staff, Path((id, judge)): Path<(String, String)>) -> Answer<StatusCode> {
    let at = now();
    let deed = Deed::new(&staff.id, TrailAction::JudgeRevoked, &judge).saying(format!("study {id}"));
    let revoked = app.store.write(move |db| {
        Box::pin(async move {
            let revoked = records::revoke(db, &id, &judge, at).await?;
            if revoked {
                trail::record(db, &deed, at).await?;
            }
            Ok(revoked)
        })
    });
    if revoked.await? { Ok(StatusCode::NO_CONTENT) } else { Err(no_judge()) }
}

/// Writes the pass mark that a closed study came to into its blueprint, and into the others that had the same.
pub async fn adopt(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(asked): Body<Adopt>,
) -> Answer<Json<StudyView>> {
    let (study, draft) = find(&app, &id).await?;
    let view = pass_mark::view(&app, study.clone(), draft.bank.as_ref()).await?;
    if view.state != StudyState::Closed {
        let detail = "a pass mark is taken from a study that is closed";
        return Err(Problem::conflict("not-now", "The study is not closed", detail));
    }
    if asked.revision != draft.revision {
        let detail = format!("the bank is at revision {}, and {} was looked at; look again", draft.revision, asked.revision);
        return Err(Problem::conflict("stale", "The bank was changed since", detail));
    }
    let (theta, error, result) = found(&view).map_err(Problem::invalid)?;
    let (theta, error) = (rounded(theta), rounded(error).max(0.01));
    let cut = rounded(asked.cut.unwrap_or(theta));
    let moved = (cut - theta).abs() > 1e-9;
    // To the last digit that is shown, a mark at the limit is within it.
    if !cut.is_finite() || (cut - theta).abs() > MOVED * error + 1e-6 {
        let (low, high) = (theta - MOVED * error, theta + MOVED * error);
        return Err(Problem::invalid(format!(
            "cut is {cut}, expected {low:.4} to {high:.4}: within two standard errors of {theta}"
        )));
    }
    let reason = if moved { paragraph("reason", &asked.reason, 2000)? } else { String::new() };
    let written = Theta::new(cut).ok_or_else(|| Problem::invalid("cut is no number, expected one"))?;
    let rationale = rationale(&view, theta, error, result, cut, &reason);
    let files = blueprints(&draft, &study.blueprint, |blueprint| {
        blueprint.standard.cut = written;
        blueprint.standard.cut_se = error;
        blueprint.standard.rationale.clone_from(&rationale);
    })?;
    let mut adoption = NewAdoption {
        study: id.clone(),
        revision: 0,
        found: theta,
        found_se: error,
        cut,
        reason: reason.clone(),
        result: serde_json::to_string(result).map_err(Problem::internal)?,
    };
    let at = now();
    let said = if moved { format!(", moved from {theta}: {reason}") } else { String::new() };
    let deed = Deed::new(&staff.id, TrailAction::CutAdopted, &draft.title)
        .saying(format!("{}: {cut} (study {id}){said}", study.blueprint));
    let put = Put {
        bank: draft.id.clone(),
        revision: draft.revision,
        staff: staff.id.clone(),
        why: format!("the pass mark of study {id}: {cut}"),
        title: None,
        files,
    };
    let placed = app.store.write(move |db| {
        Box::pin(async move {
            let placed = banks::place(db, &put, at).await?;
            if let Placed::Done(revision) = placed {
                adoption.revision = revision;
                records::adopt(db, &adoption, &staff.id, at).await?;
                trail::record(db, &deed, at).await?;
            }
            Ok(placed)
        })
    });
    super::bank_draft::placed(&app, &draft.id, placed.await?).await?;
    let draft = self::draft(&app, &study.bank).await?;
    pass_mark::view(&app, study, draft.bank.as_ref()).await.map(Json)
}

/// The files of a blueprint and of those that have the same pass mark, changed.
fn blueprints(
    draft: &Draft,
    id: &str,
    change: impl Fn(&mut engine::blueprint::file::BlueprintFile),
) -> Answer<std::collections::BTreeMap<String, Option<Vec<u8>>>> {
    let gone = || Problem::invalid(format!("the bank has no blueprint \"{id}\" now, expected the one that was rated"));
    let own = draft.blueprint(id).ok_or_else(gone)?;
    let same = |one: &engine::blueprint::file::BlueprintFile| {
        one.id == id || (one.standard.cut, one.standard.cut_se) == (own.standard.cut, own.standard.cut_se)
    };
    let all = draft.bank.iter().flat_map(|bank| &bank.blueprints);
    let mut files = std::collections::BTreeMap::new();
    for blueprint in all.filter(|blueprint| same(blueprint)) {
        let Some((path, before)) = draft.blueprint_file(&blueprint.id) else { continue };
        let mut changed = blueprint.clone();
        change(&mut changed);
        files.insert(path.to_owned(), Some(blueprint_text(Some(before), &changed).into_bytes()));
    }
    if files.is_empty() { Err(gone()) } else { Ok(files) }
}

async fn find(app: &App, id: &str) -> Answer<(Study, Draft)> {
    let study = app.store.cut_study(id).await?.ok_or_else(|| Problem::not_found("there is no study of this id"))?;
    let draft = draft(app, &study.bank).await?;
    Ok((study, draft))
}

fn no_judge() -> Problem {
    Problem::not_found("this study has no such judge, or their link was taken back already")
}

fn expiry(days: u32, at: i64) -> Answer<i64> {
    if !(1..=LONGEST).contains(&days) {
        return Err(Problem::invalid(format!("days are {days}, expected 1 to {LONGEST}")));
    }
    Ok(at + i64::from(days) * DAY)
}

fn link(app: &App, judge: String, token: &str, expires_at: i64) -> JudgeLink {
    JudgeLink { judge, url: app.public.join(&format!("/judge#{token}")), expires_at }
}

/// A text of several lines.
pub fn paragraph(field: &str, value: &str, longest: usize) -> Answer<String> {
    let trimmed = value.trim();
    let length = trimmed.chars().count();
    if length == 0 || length > longest {
        return Err(Problem::invalid(format!("{field} has {length} characters, expected 1 to {longest}")));
    }
    if trimmed.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Problem::invalid(format!("{field} holds a control character, expected text")));
    }
    Ok(trimmed.replace("\r\n", "\n"))
}
