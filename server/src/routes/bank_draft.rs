//! A bank of the workshop for the pages of its blueprints, and blueprints as they are written.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::pass_mark::{BankDraft, DraftBlueprint, WriteBlueprint, WrittenBlueprint};
use api::staff::TrailAction;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use interchange::native::{self, blueprint_text};

use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::judged;
use crate::pass_mark::{Draft, draft};
use crate::request::{Body, Staff};
use crate::retake::retake;
use crate::store::trail::{self, Deed};
use crate::store::workshop::{self as banks, Placed, Put};
use crate::workshop;

/// Errors that are told at most.
const TOLD: usize = 100;

/// The bank as far as it can be read, with its blueprints.
pub async fn one(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Response> {
    let draft = draft(&app, &id).await?;
    let errors = draft.problems.iter().filter(|problem| problem.is_error()).take(TOLD).map(ToString::to_string).collect();
    let credential = draft.bank.as_ref().and_then(|bank| bank.micro_credential.as_ref());
    let rule = credential.map(|credential| credential.retake);
    let (retake, attempts) = retake(rule, None);
    let mut blueprints: Vec<DraftBlueprint> = draft
        .bank
        .iter()
        .flat_map(|bank| &bank.blueprints)
        .filter_map(|blueprint| {
            let (path, text) = draft.blueprint_file(&blueprint.id)?;
            Some(DraftBlueprint { path: path.to_owned(), text: text.to_owned(), blueprint: blueprint.clone() })
        })
        .collect();
    // What awards first; of equals in the order of the files.
    blueprints.sort_by_key(|draft| !draft.blueprint.delivery.awards());
    let answer = BankDraft {
        blueprints,
        retake,
        attempts,
        after_days: rule.map(|rule| rule.after_days),
        errors,
        id: draft.id,
        title: draft.title,
        revision: draft.revision,
        bank: draft.bank.map(|bank| bank.file),
    };
    Ok(([(CACHE_CONTROL, HeaderValue::from_static("private, no-store"))], Json(answer)).into_response())
}

/// What a blueprint's file would say. Nothing is changed.
pub async fn preview(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    Body(asked): Body<WriteBlueprint>,
) -> Answer<Json<WrittenBlueprint>> {
    // Only the one file is needed, so that a preview is there while one types.
    let missing = || Problem::not_found("there is no bank of this id in the workshop");
    let (bank, files) = app.store.workshop_files(&id).await?.ok_or_else(missing)?;
    let draft = Draft { id, title: bank.title, revision: bank.revision, files, bank: None, problems: Vec::new() };
    let (path, text) = file(&draft, &asked)?;
    Ok(Json(WrittenBlueprint { revision: draft.revision, path, text }))
}

/// Writes a blueprint, and the rule for trying again where it changes.
pub async fn write(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(asked): Body<WriteBlueprint>,
) -> Answer<Json<WrittenBlueprint>> {
    let draft = draft(&app, &id).await?;
    let (path, text) = file(&draft, &asked)?;
    let bytes = text.clone().into_bytes();
    judged::keep(&app, &id, &judged::blueprints([(&path, &bytes)])).await?;
    let mut files = BTreeMap::from([(path.clone(), Some(bytes))]);
    if let Some(rule) = asked.retake {
        let credential = draft.files.get("credential.toml").and_then(|bytes| std::str::from_utf8(bytes).ok());
        let credential = credential
            .ok_or_else(|| Problem::invalid("the bank has no credential.toml, expected one for a rule of trying again"))?;
        if rule.after_days > 3650 {
            return Err(Problem::invalid(format!("after_days is {}, expected at most 3650", rule.after_days)));
        }
        let changed = native::set_value(credential, "retake", "after_days", Some(&rule.after_days.to_string()));
        let changed = native::set_value(&changed, "retake", "unseen_items_only", Some(&rule.unseen_items_only.to_string()));
        files.insert("credential.toml".to_owned(), Some(changed.into_bytes()));
    }
    let at = now();
    let why = format!("blueprint {}", asked.blueprint.id);
    let deed = Deed::new(&staff.id, TrailAction::BankChanged, &id).saying(format!("{path}: {why}"));
    let put = Put { bank: id.clone(), revision: asked.revision, staff: staff.id, why, title: None, files };
    let done = app.store.write(move |db| {
        Box::pin(async move {
            let placed = banks::place(db, &put, at).await?;
            if let Placed::Done(revision) = placed
                && revision != put.revision
            {
                trail::record(db, &deed, at).await?;
            }
            Ok(placed)
        })
    });
    let revision = placed(&app, &id, done.await?).await?;
    Ok(Json(WrittenBlueprint { revision, path, text }))
}

/// The path and the text of a blueprint as it is asked for.
fn file(draft: &Draft, asked: &WriteBlueprint) -> Answer<(String, String)> {
    let id = &asked.blueprint.id;
    if !native::is_name(id) {
        let expected = "expected letters, digits, \"-\", \"_\" and \".\", at most 64";
        return Err(Problem::invalid(format!("id is \"{}\", {expected}", id.escape_debug())));
    }
    Ok(match draft.blueprint_file(id) {
        Some((path, before)) => (path.to_owned(), blueprint_text(Some(before), &asked.blueprint)),
        None => (format!("blueprints/{id}.toml"), blueprint_text(None, &asked.blueprint)),
    })
}

/// What became of files that were put; the check of the bank is made again.
///
/// # Errors
/// 404 or 409 where they were not put; as the store says.
pub async fn placed(app: &App, id: &str, placed: Placed) -> Answer<i64> {
    match placed {
        Placed::Done(revision) => {
            if let Some((_, files)) = app.store.workshop_files(id).await? {
                let counts = workshop::check(app, files).await?.counts;
                let id = id.to_owned();
                app.store.write(move |db| Box::pin(async move { banks::count(db, &id, revision, counts).await })).await?;
            }
            Ok(revision)
        }
        Placed::Missing => Err(Problem::not_found("there is no bank of this id in the workshop")),
        Placed::Stale(revision) => {
            let detail = format!("somebody changed the bank, which is at revision {revision} now; look again");
            Err(Problem::conflict("stale", "The bank was changed since", detail))
        }
    }
}
