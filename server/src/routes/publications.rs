//! Publishing a bank: proposed by one person, looked at and signed off by another, withdrawn with a reason.

use std::collections::BTreeSet;
use std::sync::Arc;

use api::simulation::SimulatedForm;
use api::staff::TrailAction;
use api::workshop::{
    Decide, Difference, Finding, Propose, Publication, PublicationState, PublicationView, Publishing, Stale, Withdraw,
};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use interchange::{DirFolder, Folder as _, native, package};

use super::banks::missing;
use super::values;
use crate::app::App;
use crate::catalogue::Edition;
use crate::cautions;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::judged;
use crate::request::{Body, Staff};
use crate::secret;
use crate::store::publications::{self as records, Decided, Proposal};
use crate::store::trail::{self, Deed};
use crate::store::workshop::{self, Placed, Put};
use crate::workshop::{
    Checked, Files, beside, candidate, check, digest, findings, objections, offer_anew, offer_words, simulate, stated,
};

/// Publications of a bank, and whether it is ready for the next.
pub async fn all(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<Json<Publishing>> {
    let (bank, files) = app.store.workshop_files(&id).await?.ok_or_else(missing)?;
    let publications = app.store.publications(&id, &staff.id).await?;
    let now_published = publications.iter().find(|publication| publication.state == PublicationState::Published);
    let changed = now_published.is_none_or(|publication| publication.digest != digest(&files));
    let version = stated(&files, "version").unwrap_or_default();
    let Checked { bank: read, problems, counts } = check(&app, files).await?;
    let mut errors = findings(problems.iter().filter(|problem| problem.is_error()));
    let offer = read.as_ref().and_then(offer_words);
    let mut cautions = Vec::new();
    if let Some(read) = read {
        cautions = cautions::of(&app, &read).await?;
        errors.extend(refusals(&app, &candidate(&id, read)).await?);
    }
    Ok(Json(Publishing {
        title: bank.title,
        revision: bank.revision,
        version,
        changed,
        errors,
        warnings: counts.warnings,
        cautions,
        offer,
        publications,
    }))
}

/// What of the other banks stands in the way.
async fn refusals(app: &App, candidate: &Edition) -> Answer<Vec<Finding>> {
    let lines = objections(candidate, beside(app, &candidate.name).await?).await?;
    let finding = |message: String| {
        let (place, message) = message
            .split_once(": ")
            .map_or((String::new(), message.clone()), |(place, rest)| (place.to_owned(), rest.to_owned()));
        Finding { code: "publication".to_owned(), error: true, place, message }
    };
    Ok(lines.into_iter().map(finding).collect())
}

/// Freezes a bank as it stands, for a second person to look at.
pub async fn propose(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(given): Body<Propose>,
) -> Answer<Response> {
    let version = values::text("version", &given.version, 40)?;
    let note =
        if given.note.trim().is_empty() { String::new() } else { values::text("note", &given.note.replace('\n', " "), 2000)? };
    let (bank, mut files) = app.store.workshop_files(&id).await?.ok_or_else(missing)?;
    if bank.revision != given.revision {
        let changes = app.store.workshop_changes(&id, given.revision, 50).await?;
        return Ok((StatusCode::CONFLICT, Json(Stale { revision: bank.revision, changes })).into_response());
    }
    let earlier = app.store.publications(&id, &staff.id).await?;
    let signed = |publication: &&Publication| publication.decided_at.is_some() && publication.state != PublicationState::Refused;
    if earlier.iter().filter(signed).any(|publication| publication.version == version) {
        return Err(Problem::invalid(format!("version is {version}, expected one that no earlier edition has")));
    }
    judged::keep(&app, &id, &judged::blueprints(&files)).await?;
    let mut put = None;
    if stated(&files, "version").as_ref() != Some(&version) {
        let text = String::from_utf8_lossy(files.get("bank.toml").map(Vec::as_slice).unwrap_or_default()).into_owned();
        let text = native::set_value(&text, "", "version", Some(&native::quoted(&version)));
        files.insert("bank.toml".to_owned(), text.clone().into_bytes());
        put = Some(Put {
            bank: id.clone(),
            revision: bank.revision,
            staff: staff.id.clone(),
            why: format!("version {version}"),
            title: None,
            files: [("bank.toml".to_owned(), Some(text.into_bytes()))].into(),
        });
    }
    let Checked { bank: read, problems, .. } = check(&app, files.clone()).await?;
    let Some(read) = read else {
        let errors: Vec<_> = problems.iter().filter(|problem| problem.is_error()).collect();
        let first = errors.first().map(ToString::to_string).unwrap_or_default();
        return Err(not_ready(format!("the check finds {} errors, first {first}", errors.len())));
    };
    let micro_credential = read.micro_credential.as_ref().map(|terms| terms.id.clone()).unwrap_or_default();
    if let Some(first) = refusals(&app, &candidate(&id, read)).await?.first() {
        return Err(not_ready(format!("{}: {}", first.place, first.message)));
    }
    let (digest, archive) = (digest(&files), frozen(id.clone(), files).await?);
    let proposal = Proposal {
        id: secret::id(),
        digest,
        bank: id.clone(),
        title: bank.title.clone(),
        micro_credential,
        version: version.clone(),
        staff: staff.id.clone(),
        note: note.clone(),
        files: archive,
    };
    let (at, publication) = (now(), proposal.id.clone());
    let deed = Deed::new(&staff.id, TrailAction::PublicationProposed, &bank.title).saying(format!("version {version}: {note}"));
    let placed = app.store.write(move |db| {
        Box::pin(async move {
            if let Some(put) = &put {
                let placed = workshop::place(db, put, at).await?;
                if !matches!(placed, Placed::Done(_)) {
                    return Ok(placed);
                }
            }
            records::propose(db, &proposal, at).await?;
            trail::record(db, &deed, at).await?;
            Ok(Placed::Done(0))
        })
    });
    if let Placed::Stale(revision) = placed.await? {
        let changes = app.store.workshop_changes(&id, given.revision, 50).await?;
        return Ok((StatusCode::CONFLICT, Json(Stale { revision, changes })).into_response());
    }
    Ok((StatusCode::CREATED, Json(find(&app, &publication, &staff).await?)).into_response())
}

/// The files as they are kept. What would not open again is not proposed: nobody could look at it, or sign it off.
async fn frozen(id: String, files: Files) -> Answer<Vec<u8>> {
    let pack = move || {
        let archive = package::pack(&files);
        package::open(&id, &archive).map(|_| archive)
    };
    let packed = tokio::task::spawn_blocking(pack).await.map_err(Problem::internal)?;
    packed.map_err(|problems| not_ready(problems.first().map(ToString::to_string).unwrap_or_default()))
}

/// What the second person looks at: what differs, what the check says, what learners would find.
pub async fn one(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<Json<PublicationView>> {
    let publication = find(&app, &id, &staff).await?;
    let files = files(&app, &id).await?;
    let (against, before) = before(&app, &publication, &staff).await?;
    let Checked { bank, problems, .. } = check(&app, files.clone()).await?;
    let text = |files: &Files, path: &str| files.get(path).and_then(|content| String::from_utf8(content.clone()).ok());
    let paths: BTreeSet<&String> = before.keys().chain(files.keys()).collect();
    let differences = paths.into_iter().filter(|path| before.get(*path) != files.get(*path)).map(|path| Difference {
        path: path.clone(),
        before: text(&before, path),
        after: text(&files, path),
    });
    let offer = bank.as_ref().and_then(offer_words);
    let cautions = match &bank {
        Some(bank) => cautions::of(&app, bank).await?,
        None => Vec::new(),
    };
    let simulation = simulation(&app, &publication, bank).await?;
    Ok(Json(PublicationView {
        against,
        differences: differences.collect(),
        warnings: findings(problems.iter()),
        cautions,
        offer,
        simulation,
        publication,
    }))
}

/// What its assessments were simulated to do: made when somebody first looks, and kept.
async fn simulation(app: &App, publication: &Publication, bank: Option<native::NativeBank>) -> Answer<Vec<SimulatedForm>> {
    if let Some(kept) = app.store.publication_simulation(&publication.id).await? {
        return Ok(kept);
    }
    let Some(bank) = bank else { return Ok(Vec::new()) };
    let forms = simulate(candidate(&publication.bank, bank)).await?;
    let text = serde_json::to_string(&forms).map_err(Problem::internal)?;
    app.store.keep_publication_simulation(&publication.id, &text).await?;
    Ok(forms)
}

/// The edition before a publication: what it is told against.
async fn before(app: &App, publication: &Publication, staff: &Staff) -> Answer<(Option<String>, Files)> {
    let all = app.store.publications(&publication.bank, &staff.id).await?;
    let earlier = all.iter().find(|other| {
        let signed = matches!(other.state, PublicationState::Published | PublicationState::Superseded);
        other.id != publication.id && signed && other.proposed_at <= publication.proposed_at
    });
    if let Some(earlier) = earlier {
        return Ok((Some(earlier.version.clone()), files(app, &earlier.id).await?));
    }
    // What the folder holds was offered before anything was published.
    let Some(edition) = app.shelf.editions.iter().find(|edition| edition.bank.file.id == publication.bank) else {
        return Ok((None, Files::new()));
    };
    let Some(folder) = edition.folder.clone() else { return Ok((None, Files::new())) };
    let read = move || -> std::io::Result<Files> {
        let folder = DirFolder(folder);
        let names = folder.list()?.into_iter().filter(|name| native::is_part(name));
        names.map(|name| Ok((name.clone(), folder.read(&name)?))).collect()
    };
    let files = tokio::task::spawn_blocking(read).await.map_err(Problem::internal)?.map_err(Problem::internal)?;
    Ok((stated(&files, "version"), files))
}

async fn files(app: &App, id: &str) -> Answer<Files> {
    let archive = app.store.publication_files(id).await?.ok_or_else(none)?;
    package::open(id, &archive)
        .map_err(|problems| Problem::internal(problems.first().map(ToString::to_string).unwrap_or_default()))
}

/// The second person's yes or no.
pub async fn decide(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(Decide { publish, note }): Body<Decide>,
) -> Answer<Json<Publication>> {
    let note =
        if publish && note.trim().is_empty() { String::new() } else { values::text("note", &note.replace('\n', " "), 2000)? };
    let publication = find(&app, &id, &staff).await?;
    if publication.own {
        return Err(own());
    }
    let _publishing = app.publishing.lock().await;
    if publish {
        // Another bank may have been published since it was proposed.
        let files = files(&app, &id).await?;
        // And judges may have set the pass mark since.
        judged::keep(&app, &publication.bank, &judged::blueprints(&files)).await?;
        let Some(bank) = check(&app, files).await?.bank else {
            return Err(not_ready("the check of today refuses it; it has to be proposed again".to_owned()));
        };
        if let Some(first) = refusals(&app, &candidate(&publication.bank, bank)).await?.first() {
            return Err(not_ready(format!("{}: {}", first.place, first.message)));
        }
    }
    let action = if publish { TrailAction::PublicationSigned } else { TrailAction::PublicationRefused };
    let said = if note.is_empty() { String::new() } else { format!(": {note}") };
    let deed = Deed::new(&staff.id, action, &publication.title).saying(format!("version {}{said}", publication.version));
    let (at, who, which) = (now(), staff.id.clone(), id.clone());
    let decided = app.store.write(move |db| {
        Box::pin(async move {
            let decided = records::decide(db, &which, &who, publish, &note, at).await?;
            if decided == Decided::Done {
                trail::record(db, &deed, at).await?;
            }
            Ok(decided)
        })
    });
    done(decided.await?)?;
    if publish {
        offer_anew(&app).await?;
    }
    find(&app, &id, &staff).await.map(Json)
}

/// Takes a publication back.
pub async fn withdraw(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(Withdraw { reason }): Body<Withdraw>,
) -> Answer<Json<Publication>> {
    let reason = values::text("reason", &reason.replace('\n', " "), 2000)?;
    let publication = find(&app, &id, &staff).await?;
    let _publishing = app.publishing.lock().await;
    let deed = Deed::new(&staff.id, TrailAction::PublicationWithdrawn, &publication.title)
        .saying(format!("version {}: {reason}", publication.version));
    let (at, who, which) = (now(), staff.id.clone(), id.clone());
    let withdrawn = app.store.write(move |db| {
        Box::pin(async move {
            let withdrawn = records::withdraw(db, &which, &who, &reason, at).await?;
            if withdrawn == Decided::Done {
                trail::record(db, &deed, at).await?;
            }
            Ok(withdrawn)
        })
    });
    done(withdrawn.await?)?;
    offer_anew(&app).await?;
    find(&app, &id, &staff).await.map(Json)
}

async fn find(app: &App, id: &str, staff: &Staff) -> Answer<Publication> {
    app.store.publication(id, &staff.id).await?.ok_or_else(none)
}

fn none() -> Problem {
    Problem::not_found("there is no publication of this name")
}

fn own() -> Problem {
    let detail = "you proposed this publication; somebody else has to look at it";
    Problem::conflict("own-publication", "A second person decides", detail)
}

fn not_ready(detail: String) -> Problem {
    Problem::conflict("not-ready", "This bank cannot be published as it stands", detail)
}

fn done(decided: Decided) -> Answer<()> {
    match decided {
        Decided::Done => Ok(()),
        Decided::Missing => Err(none()),
        Decided::Own => Err(own()),
        Decided::Over => {
            let detail = "it was decided or withdrawn before; reload to see how it stands";
            Err(Problem::conflict("decided", "This publication is not open any more", detail))
        }
    }
}
