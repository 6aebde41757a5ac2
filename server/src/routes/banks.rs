//! Banks in the workshop: begun, taken from the server's folder, read, changed, looked back on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use api::staff::TrailAction;
use api::workshop::{
    BankRow, Banks, Change, FileVersion, FilesPut, NewBank, PutFiles, ServedRow, Stale, WorkshopBank, WorkshopFile,
};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use interchange::{DirFolder, Folder as _, MAX_FILE, native};

use super::practice::picture_headers;
use super::values;
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::judged;
use crate::request::{Body, Staff};
use crate::store;
use crate::store::trail::{self, Deed};
use crate::store::workshop::{self as records, Placed, Put};
use crate::workshop::{self, Files};

/// Files put at once at most.
const MOST_FILES: usize = 20_000;
/// Entries of a history at most.
const ENTRIES: i64 = 200;

/// Every bank.
pub async fn all(State(app): State<Arc<App>>, _: Staff) -> Answer<Json<Banks>> {
    rows(&app).await.map(|banks| Json(Banks { banks }))
}

async fn rows(app: &App) -> Answer<Vec<BankRow>> {
    let catalogue = app.catalogue();
    let mut made = app.store.workshop_banks().await?;
    let served: BTreeMap<&str, ServedRow> = catalogue
        .offers()
        .iter()
        .map(|offer| {
            let row = ServedRow {
                micro_credential: offer.terms.id.clone(),
                title: offer.terms.title.clone(),
                version: offer.bank.version.clone(),
                publication: offer.publication.clone(),
            };
            (offer.bank.id.as_str(), row)
        })
        .collect();
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    for edition in &app.shelf.editions {
        titles.insert(edition.bank.file.id.clone(), edition.bank.file.title.clone());
    }
    for (id, (title, _)) in &made {
        titles.insert(id.clone(), title.clone());
    }
    let mut rows: Vec<BankRow> = titles
        .into_iter()
        .map(|(id, title)| BankRow {
            workshop: made.remove(&id).map(|(_, row)| row),
            served: served.get(id.as_str()).cloned(),
            title,
            id,
        })
        .collect();
    rows.sort_by(|one, other| (&one.title, &one.id).cmp(&(&other.title, &other.id)));
    Ok(rows)
}

async fn row(app: &App, id: &str) -> Answer<BankRow> {
    rows(app).await?.into_iter().find(|row| row.id == id).ok_or_else(missing)
}

/// Begins a bank.
pub async fn make(State(app): State<Arc<App>>, staff: Staff, Body(new): Body<NewBank>) -> Answer<(StatusCode, Json<BankRow>)> {
    let new = checked(new)?;
    if app.shelf.editions.iter().any(|edition| edition.bank.file.id == new.id) {
        return Err(taken("a bank of this id lies in the server's folder; take it into the workshop instead"));
    }
    let deed = Deed::new(&staff.id, TrailAction::BankMade, &new.title).saying(&new.id);
    begin(&app, staff, &new.id, &new.title, workshop::first_files(&new), "begun".to_owned(), deed).await
}

/// Takes a bank of the server's folder into the workshop, as its folder is now.
pub async fn take(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<(StatusCode, Json<BankRow>)> {
    let missing = || Problem::not_found("no bank of this id lies in the server's folder");
    let edition = app.shelf.editions.iter().find(|edition| edition.bank.file.id == id).ok_or_else(missing)?;
    let folder = edition.folder.clone().ok_or_else(missing)?;
    let read = move || -> std::io::Result<Files> {
        let folder = DirFolder(folder);
        let names = folder.list()?.into_iter().filter(|name| native::is_part(name));
        names.map(|name| Ok((name.clone(), folder.read(&name)?))).collect()
    };
    let files = tokio::task::spawn_blocking(read).await.map_err(Problem::internal)?.map_err(Problem::internal)?;
    let stated = workshop::stated(&files, "id");
    if stated.as_ref() != Some(&id) {
        let detail = "the bank's folder has changed since the server was started; start it again first";
        return Err(Problem::conflict("folder-changed", "The folder is not what it was", detail));
    }
    let title = edition.bank.file.title.clone();
    let deed = Deed::new(&staff.id, TrailAction::BankTaken, &title).saying(&id);
    begin(&app, staff, &id, &title, files, "taken from the server's folder".to_owned(), deed).await
}

async fn begin(
    app: &Arc<App>,
    staff: Staff,
    id: &str,
    title: &str,
    files: Files,
    why: String,
    deed: Deed,
) -> Answer<(StatusCode, Json<BankRow>)> {
    let at = now();
    let put = Put {
        bank: id.to_owned(),
        revision: 0,
        staff: staff.id,
        why,
        title: None,
        files: files.iter().map(|(path, content)| (path.clone(), Some(content.clone()))).collect(),
    };
    let title = title.to_owned();
    let made = app.store.write(move |db| {
        Box::pin(async move {
            records::insert(db, &put, &title, at).await?;
            trail::record(db, &deed, at).await
        })
    });
    match made.await {
        Ok(()) => {}
        Err(store::Error::Taken) => return Err(taken("a bank of this id is in the workshop already")),
        Err(error) => return Err(error.into()),
    }
    count(app, id, 1, files).await?;
    Ok((StatusCode::CREATED, Json(row(app, id).await?)))
}

/// All files of a bank.
pub async fn one(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Response> {
    let (bank, files) = app.store.workshop_files(&id).await?.ok_or_else(missing)?;
    let files = files.into_iter().map(|(path, content)| match String::from_utf8(content) {
        Ok(text) => WorkshopFile { path, text: Some(text), bytes: None },
        Err(other) => WorkshopFile { path, text: None, bytes: Some(BASE64.encode(other.as_bytes())) },
    });
    let bank = WorkshopBank { id: bank.id, title: bank.title, revision: bank.revision, files: files.collect() };
    Ok(([(CACHE_CONTROL, HeaderValue::from_static("private, no-store"))], Json(bank)).into_response())
}

/// Puts files in place of what is there.
pub async fn put(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(given): Body<PutFiles>,
) -> Answer<Response> {
    let why = values::text("why", &given.why, 500)?;
    let files = contents(&given.files)?;
    let staying = files.iter().filter_map(|(path, content)| Some((path, content.as_ref()?)));
    judged::keep(&app, &id, &judged::blueprints(staying)).await?;
    let title = match files.get("bank.toml") {
        None => None,
        Some(None) => return Err(Problem::invalid("bank.toml is to go, expected a bank with one")),
        Some(Some(content)) => {
            let text = String::from_utf8_lossy(content);
            if let Some(other) = native::stated(&text, "id").filter(|stated| *stated != id) {
                return Err(Problem::invalid(format!("bank.toml: id is \"{other}\", expected \"{id}\": a bank's id stays")));
            }
            native::stated(&text, "title")
        }
    };
    let at = now();
    let put = Put { bank: id.clone(), revision: given.revision, staff: staff.id.clone(), why: why.clone(), title, files };
    let paths: Vec<String> = put.files.keys().cloned().collect();
    let staff = staff.id;
    let placed = app.store.write(move |db| {
        Box::pin(async move {
            let placed = records::place(db, &put, at).await?;
            if let Placed::Done(revision) = placed
                && revision != put.revision
            {
                let what = if paths.len() == 1 { paths[0].clone() } else { format!("{} files", paths.len()) };
                let deed = Deed::new(&staff, TrailAction::BankChanged, &put.bank).saying(format!("{what}: {why}"));
                trail::record(db, &deed, at).await?;
            }
            Ok(placed)
        })
    });
    match placed.await? {
        Placed::Missing => Err(missing()),
        Placed::Stale(revision) => {
            let changes = app.store.workshop_changes(&id, given.revision, ENTRIES).await?;
            Ok((StatusCode::CONFLICT, Json(Stale { revision, changes })).into_response())
        }
        Placed::Done(revision) => {
            let (_, files) = app.store.workshop_files(&id).await?.ok_or_else(missing)?;
            let counts = count(&app, &id, revision, files).await?;
            Ok(Json(FilesPut { revision, counts }).into_response())
        }
    }
}

/// Checks the files of a revision and keeps what that found.
async fn count(app: &App, id: &str, revision: i64, files: Files) -> Answer<api::workshop::Counts> {
    let counts = workshop::check(app, files).await?.counts;
    let id = id.to_owned();
    app.store.write(move |db| Box::pin(async move { records::count(db, &id, revision, counts).await })).await?;
    Ok(counts)
}

fn contents(files: &[WorkshopFile]) -> Answer<BTreeMap<String, Option<Vec<u8>>>> {
    if files.is_empty() || files.len() > MOST_FILES {
        return Err(Problem::invalid(format!("files are {}, expected 1 to {MOST_FILES}", files.len())));
    }
    let mut all = BTreeMap::new();
    for WorkshopFile { path, text, bytes } in files {
        let wrong = |what: &str| Problem::invalid(format!("{}: {what}", path.escape_debug()));
        if !native::is_part(path) {
            return Err(wrong("is no part of a bank, expected a path as items/one.md"));
        }
        let content = match (text, bytes) {
            (Some(text), None) => Some(text.clone().into_bytes()),
            (None, Some(bytes)) => {
                Some(BASE64.decode(bytes.as_bytes()).map_err(|_| wrong("bytes are not base64, expected base64"))?)
            }
            (None, None) => None,
            (Some(_), Some(_)) => return Err(wrong("has text and bytes, expected one of them")),
        };
        if content.as_ref().is_some_and(|content| content.len() as u64 > MAX_FILE) {
            return Err(wrong("is too large, expected at most 8 MiB"));
        }
        if all.insert(path.clone(), content).is_some() {
            return Err(wrong("is there twice, expected each path once"));
        }
    }
    Ok(all)
}

/// A picture of a bank.
pub async fn media(State(app): State<Arc<App>>, _: Staff, Path((id, name)): Path<(String, String)>) -> Answer<Response> {
    let none = || Problem::not_found("this bank has no such picture");
    let content = app.store.workshop_file(&id, &format!("media/{name}")).await?.ok_or_else(none)?;
    // A draft may hold anything; only what is a harmless picture is shown.
    let media = native::picture(content).ok_or_else(none)?;
    let mut headers = picture_headers(media.mime)?;
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok((headers, media.bytes).into_response())
}

/// What was changed, the newest first.
pub async fn history(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Json<Vec<Change>>> {
    app.store.workshop_bank(&id).await?.ok_or_else(missing)?;
    Ok(Json(app.store.workshop_changes(&id, 0, ENTRIES).await?))
}

/// The versions of an item, the newest first.
pub async fn item_history(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((id, name)): Path<(String, String)>,
) -> Answer<Json<Vec<FileVersion>>> {
    app.store.workshop_bank(&id).await?.ok_or_else(missing)?;
    Ok(Json(app.store.workshop_versions(&id, &format!("items/{name}.md")).await?))
}

/// There is no such bank in the workshop.
pub fn missing() -> Problem {
    Problem::not_found("there is no bank of this id in the workshop")
}

fn taken(detail: &str) -> Problem {
    Problem::conflict("taken", "There is already such a bank", detail)
}

fn checked(new: NewBank) -> Answer<NewBank> {
    let title = values::text("title", &new.title, 200)?;
    let lang = values::text("lang", &new.lang, 35)?;
    let licence = values::text("licence", &new.licence, 60)?;
    let awarding_body = values::text("awarding_body", &new.awarding_body, 200)?;
    let country = values::country(&new.country)?;
    if !native::is_name(&new.id) {
        let expected = "expected letters, digits, \"-\", \"_\" and \".\", at most 64";
        return Err(Problem::invalid(format!("id is \"{}\", {expected}", new.id.escape_debug())));
    }
    if new.outcomes.is_empty() || new.outcomes.len() > 100 {
        return Err(Problem::invalid(format!("outcomes are {}, expected 1 to 100", new.outcomes.len())));
    }
    let mut ids = BTreeSet::new();
    let mut outcomes = new.outcomes;
    for outcome in &mut outcomes {
        outcome.text = values::text("outcome", &outcome.text, 500)?;
        if !native::is_name(&outcome.id) || !ids.insert(outcome.id.clone()) {
            let id = outcome.id.escape_debug();
            return Err(Problem::invalid(format!("outcome id is \"{id}\", expected a name that no other outcome has")));
        }
    }
    Ok(NewBank { id: new.id, title, lang, licence, outcomes, awarding_body, country })
}
