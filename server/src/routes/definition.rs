//! The definition of a bank of the workshop: looked at, checked as it is typed, written; and its outcomes, aligned with frameworks.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::definition::{
    AlignedOutcome, AlignmentLink, BlueprintChoice, CaseEntry, CaseFile, CaseFramework, CheckedDefinition, DefinitionDraft,
    FieldProblem, FieldValue, WriteAlignments, WriteDefinition,
};
use api::principles::Principles;
use api::staff::TrailAction;
use axum::Json;
use axum::extract::{Path, State};
use credential::Time;
use engine::bank::file::AlignmentFile;
use engine::blueprint::file::BlueprintFile;
use interchange::case;
use interchange::native::{self, Around};

use super::bank_draft::placed;
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::principles::{known, principles};
use crate::request::{Body, Staff};
use crate::signs::{NotOurs, not_ours};
use crate::store::people::Institution;
use crate::store::trail::{self, Deed};
use crate::store::workshop::{self as banks, Put};
use crate::workshop::Files;

const DEFINITION: &str = "credential.toml";
const BANK: &str = "bank.toml";

/// How a micro-credential meets the ten principles. For anyone.
pub async fn of_principles(State(app): State<Arc<App>>, Path(id): Path<String>) -> Answer<Json<Principles>> {
    let missing = || Problem::not_found("there is no micro-credential of this name");
    let known = known(&app, &id).await?.ok_or_else(missing)?;
    Ok(Json(principles(&known)))
}

/// The definition of a bank.
pub async fn one(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Json<DefinitionDraft>> {
    let bank = Opened::of(&app, &id).await?;
    let text = bank.text(DEFINITION);
    Ok(Json(DefinitionDraft {
        // A file that says nothing at all is one to begin with.
        readable: text.trim().is_empty() || !native::definition_values(&text).is_empty(),
        checked: bank.checked(text),
        outcomes: bank
            .outcomes
            .iter()
            .map(|outcome| AlignedOutcome {
                id: outcome.id.clone(),
                text: outcome.text.clone(),
                alignments: outcome.align.iter().map(link).collect(),
            })
            .collect(),
        blueprints: bank
            .blueprints
            .iter()
            .map(|blueprint| BlueprintChoice {
                id: blueprint.id.clone(),
                title: blueprint.title.clone(),
                delivery: blueprint.delivery,
            })
            .collect(),
        id,
        title: bank.title,
        revision: bank.revision,
    }))
}

/// What a definition would be. Nothing is changed.
pub async fn check(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    Body(asked): Body<WriteDefinition>,
) -> Answer<Json<CheckedDefinition>> {
    let bank = Opened::of(&app, &id).await?;
    Ok(Json(bank.checked(bank.changed(&asked))))
}

/// Writes a definition. One with problems is written, too: it is a draft, and not published before it is whole.
pub async fn write(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(asked): Body<WriteDefinition>,
) -> Answer<Json<CheckedDefinition>> {
    let bank = Opened::of(&app, &id).await?;
    let mut checked = bank.checked(bank.changed(&asked));
    checked.revision = put(&app, staff, &id, asked.revision, DEFINITION, &checked.text, "definition").await?;
    Ok(Json(checked))
}

/// Writes what an outcome is aligned with.
pub async fn align(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(asked): Body<WriteAlignments>,
) -> Answer<Json<AlignedOutcome>> {
    if asked.alignments.len() > 100 {
        return Err(Problem::invalid(format!("alignments are {}, expected at most 100", asked.alignments.len())));
    }
    let bank = Opened::of(&app, &id).await?;
    let links = asked.alignments.iter().map(alignment).collect::<Answer<Vec<_>>>()?;
    let text = native::set_alignments(&bank.text(BANK), &asked.outcome, &links);
    let text = text.ok_or_else(|| Problem::not_found("there is no outcome of this id in bank.toml"))?;
    let why = format!("alignments of {}", asked.outcome);
    put(&app, staff, &id, asked.revision, BANK, &text, &why).await?;
    let words = native::outcomes(&text).into_iter().find(|outcome| outcome.id == asked.outcome).map(|outcome| outcome.text);
    Ok(Json(AlignedOutcome { id: asked.outcome, text: words.unwrap_or_default(), alignments: links.iter().map(link).collect() }))
}

/// Reads CASE JSON. Nothing is kept, and nothing fetched.
pub async fn read_case(_: Staff, Body(file): Body<CaseFile>) -> Answer<Json<CaseFramework>> {
    let read = tokio::task::spawn_blocking(move || case::read(&file.name, file.text.as_bytes())).await;
    let case::Read { framework, problems } = read.map_err(Problem::internal)?;
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let framework = framework.ok_or_else(|| Problem::invalid(problems.join("; ")))?;
    let entry = |item: &case::CaseItem| CaseEntry {
        uri: item.uri.clone(),
        code: item.code.clone(),
        statement: item.statement.clone(),
        parent: item.parent.and_then(|place| framework.items.get(place)).map(|parent| parent.statement.clone()),
    };
    Ok(Json(CaseFramework {
        items: framework.items.iter().map(entry).collect(),
        title: framework.title.clone(),
        creator: framework.creator.clone(),
        problems,
    }))
}

/// What a definition needs of a bank of the workshop.
struct Opened {
    title: String,
    revision: i64,
    files: Files,
    outcomes: Vec<engine::bank::file::OutcomeFile>,
    blueprints: Vec<BlueprintFile>,
    /// In whose name this server signs.
    institution: Option<Institution>,
}

impl Opened {
    async fn of(app: &App, id: &str) -> Answer<Self> {
        let missing = || Problem::not_found("there is no bank of this id in the workshop");
        let (bank, files) = app.store.workshop_files(id).await?.ok_or_else(missing)?;
        let text = |path: &str| files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        let blueprints = files.iter().filter(|(path, _)| path.starts_with("blueprints/"));
        Ok(Self {
            title: bank.title,
            revision: bank.revision,
            outcomes: native::outcomes(&text(BANK)),
            blueprints: blueprints.filter_map(|(path, bytes)| native::blueprint(path, bytes)).collect(),
            institution: app.store.institution().await?,
            files,
        })
    }

    fn text(&self, path: &str) -> String {
        self.files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
    }

    fn changed(&self, asked: &WriteDefinition) -> String {
        let values: BTreeMap<String, String> =
            asked.values.iter().map(|field| (field.path.clone(), field.value.clone())).collect();
        native::definition_text(&self.text(DEFINITION), &values)
    }

    fn checked(&self, text: String) -> CheckedDefinition {
        let outcomes: Vec<&str> = self.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
        let blueprints: Vec<&BlueprintFile> = self.blueprints.iter().collect();
        let around = Around { outcomes: Some(&outcomes), blueprints: &blueprints };
        let (read, mut problems) = native::definition(text.as_bytes(), around);
        problems.extend(read.and_then(|read| read.overdue(&Time::from_unix_ms(now()).map(Time::date).unwrap_or_default())));
        let field = |problem: &interchange::Problem| FieldProblem {
            path: problem.field.split('[').next().unwrap_or_default().to_owned(),
            value: problem.value.clone(),
            expected: problem.expected.clone(),
            error: problem.is_error(),
        };
        let values: Vec<FieldValue> =
            native::definition_values(&text).into_iter().map(|(path, value)| FieldValue { path, value }).collect();
        let problems = problems.iter().map(field).chain(self.not_ours(&values)).collect();
        CheckedDefinition { revision: self.revision, values, problems, text }
    }

    /// Where the definition names another awarding body than the one that signs here, or another country: pages and credentials name
    /// the one that signs.
    fn not_ours(&self, values: &[FieldValue]) -> Vec<FieldProblem> {
        let Some(ours) = &self.institution else { return Vec::new() };
        let stated = |path: &str| values.iter().find(|field| field.path == path).map_or("", |field| field.value.as_str());
        let advice = |NotOurs { field, stated, expected }: NotOurs| FieldProblem {
            path: field.to_owned(),
            value: stated,
            expected,
            error: false,
        };
        not_ours(stated("awarding_body"), stated("country"), ours).into_iter().map(advice).collect()
    }
}

fn link(alignment: &AlignmentFile) -> AlignmentLink {
    AlignmentLink {
        framework: alignment.to.clone(),
        uri: alignment.uri.clone(),
        relation: alignment.kind.clone(),
        name: alignment.name.clone(),
        code: alignment.code.clone(),
        standard: alignment.standard.clone(),
    }
}

/// An alignment as a bank's file has it, if its parts can stand there.
fn alignment(link: &AlignmentLink) -> Answer<AlignmentFile> {
    let invalid = |field: &str, value: &str, expected: &str| {
        Err(Problem::invalid(format!("{field} is \"{}\", expected {expected}", value.escape_debug())))
    };
    if !native::is_uri(&link.uri) {
        return invalid("uri", &link.uri, "an address that begins with https:// or http://");
    }
    if link.framework == "esco" && !native::is_esco_skill(&link.uri) {
        return invalid("uri", &link.uri, "an ESCO skill: http://data.europa.eu/esco/skill/ and its identifier");
    }
    for (field, text) in [("framework", &link.framework), ("relation", &link.relation)] {
        if text.trim().is_empty() || text.chars().count() > 200 {
            return invalid(field, text, "1 to 200 characters");
        }
    }
    if link.standard.as_deref().is_some_and(|standard| standard != "CASE") {
        return invalid("standard", link.standard.as_deref().unwrap_or_default(), "CASE, or nothing");
    }
    let told = |text: &Option<String>, most: usize| {
        let text = text.as_ref().map(|text| text.trim().chars().take(most).collect::<String>());
        text.filter(|text| !text.is_empty())
    };
    Ok(AlignmentFile {
        to: link.framework.trim().to_owned(),
        uri: link.uri.clone(),
        kind: link.relation.trim().to_owned(),
        name: told(&link.name, 500),
        code: told(&link.code, 100),
        standard: link.standard.clone(),
    })
}

/// Puts one file of a bank, with its line in the trail; gives the new revision.
async fn put(app: &App, staff: Staff, id: &str, revision: i64, path: &str, text: &str, why: &str) -> Answer<i64> {
    let at = now();
    let deed = Deed::new(&staff.id, TrailAction::BankChanged, id).saying(format!("{path}: {why}"));
    let files = BTreeMap::from([(path.to_owned(), Some(text.as_bytes().to_vec()))]);
    let put = Put { bank: id.to_owned(), revision, staff: staff.id, why: why.to_owned(), title: None, files };
    let done = app.store.write(move |db| {
        Box::pin(async move {
            let placed = banks::place(db, &put, at).await?;
            if let banks::Placed::Done(revision) = placed
                && revision != put.revision
            {
                trail::record(db, &deed, at).await?;
            }
            Ok(placed)
        })
    });
    placed(app, id, done.await?).await
}
