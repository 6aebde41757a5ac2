//! What would become of a file that was read, told before anything is stored.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use api::workshop::{PutFiles, WorkshopFile};
use data_encoding::BASE64;
use engine::bank::Pool;
use engine::bank::file::{ItemFile, OutcomeFile, Status};
use interchange::native::{self, Draft, Media, quoted, quoted_list, set_value};
use interchange::package::Files;
use interchange::question::Body;
use interchange::statistic::Measure;
use interchange::write::native::{Settings, items, question_of};
use interchange::{Problem, Question};

use super::bank::Bank;
use super::message::{Choices, Form, Found, PlanItem, PlanQuery, PlanRow, PlanRows, Planned, Resolution, Stage, State};
use super::reading::{Content, Read, TOLD};
use super::view::{preview, shown};
use super::{Report, beginning, form, found};

/// Questions between two words of how far it is.
const BATCH: usize = 200;

/// The plan.
pub(super) struct Plan {
    entries: Vec<Entry>,
    /// Pictures of the items that are new to the bank.
    media: Files,
    /// Other files of a bank that are put as they are.
    whole: Files,
    /// What was not kept, said once.
    problems: Vec<Problem>,
    /// What is wrong with items, beyond what the reading of the file told.
    refused: Vec<Found>,
}

struct Entry {
    id: String,
    becomes: String,
    kind: String,
    words: String,
    /// The file that would be put, but for its id.
    text: String,
    item: Option<ItemFile>,
    /// The file of the same id that is there.
    before: Option<String>,
    state: State,
    resolution: Resolution,
    found: Vec<Found>,
    alike: Vec<(String, String)>,
    /// Whether the file states the curve, and not only a difficulty.
    curved: bool,
}

impl Entry {
    fn is_put(&self) -> bool {
        match self.state {
            State::Added | State::Changed | State::Collides => self.resolution != Resolution::Keep,
            State::Same | State::LeftOut => false,
        }
    }

    fn row(&self, index: usize) -> PlanRow {
        PlanRow {
            index,
            id: self.id.clone(),
            becomes: self.becomes.clone(),
            words: self.words.clone(),
            kind: self.kind.clone(),
            state: self.state,
            resolution: self.resolution,
            found: self.found.clone(),
            alike: self.alike.clone(),
        }
    }

    /// As it would be called.
    fn named(&self) -> String {
        if self.becomes == self.id { self.text.clone() } else { with_front(&self.text, "id", &quoted(&self.becomes)) }
    }
}

impl Plan {
    pub(super) fn of(bank: &mut Bank, read: &Read, choices: &Choices, report: Report) -> Self {
        let mut outcomes = bank.outcomes();
        let new = new_outcomes(&outcomes, choices);
        outcomes.extend(new.iter().cloned());
        let mut plan = match &read.content {
            Content::Questions { questions, media } => {
                Self::of_questions(bank, questions, media, &read.problems, &outcomes, choices, report)
            }
            Content::Native(files) => Self::of_bank(bank, files, &outcomes, choices, report),
        };
        if !new.is_empty() {
            let text = plan.whole.get("bank.toml").or(bank.files.get("bank.toml"));
            let mut text = text.map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
            for outcome in &new {
                // Before the tables of enemies or after them: TOML takes arrays of tables in any order.
                text.push_str(&format!("\n[[outcome]]\nid = {}\ntext = {}\n", quoted(&outcome.id), quoted(&outcome.text)));
            }
            plan.whole.insert("bank.toml".to_owned(), text.into_bytes());
        }
        report(Stage::Comparing, 0, plan.entries.len());
        plan.compare(bank);
        plan.refused = plan.refused_beyond(&read.problems);
        plan
    }

    /// The errors of items, most of them of such as are left out, but for those that the reading of the file told already.
    fn refused_beyond(&self, told: &[Problem]) -> Vec<Found> {
        let told: BTreeSet<(String, String)> =
            told.iter().filter(|problem| problem.is_error()).map(|problem| (problem.place(), problem.message())).collect();
        let errors = self.entries.iter().flat_map(|entry| &entry.found).filter(|found| found.error);
        errors.filter(|found| !told.contains(&(found.place.clone(), found.message.clone()))).cloned().collect()
    }

    fn of_questions(
        bank: &Bank,
        questions: &[Question],
        media: &BTreeMap<String, Media>,
        problems: &[Problem],
        outcomes: &[OutcomeFile],
        choices: &Choices,
        report: Report,
    ) -> Self {
        let own = bank.media();
        let mut of: HashMap<&str, Vec<Found>> = HashMap::new();
        for problem in problems {
            if let Some(item) = &problem.item {
                of.entry(item.as_str()).or_default().push(found(problem));
            }
        }
        let mut plan =
            Self { entries: Vec::new(), media: Files::new(), whole: Files::new(), problems: Vec::new(), refused: Vec::new() };
        let mut said = BTreeSet::new();
        let default = if choices.outcome.is_empty() {
            outcomes.first().map(|outcome| outcome.id.clone()).unwrap_or_default()
        } else {
            choices.outcome.clone()
        };
        let mut ids = BTreeSet::new();
        for (number, batch) in questions.chunks(BATCH).enumerate() {
            report(Stage::Converting, number * BATCH, questions.len());
            let mut made: BTreeMap<usize, (String, ItemFile, &Question)> = BTreeMap::new();
            let mut refused: HashMap<String, Vec<Found>> = HashMap::new();
            for pool in [Pool::Practice, Pool::Credit] {
                let places: Vec<usize> = (0..batch.len()).filter(|place| pool_of(&batch[*place], choices) == pool).collect();
                if places.is_empty() {
                    continue;
                }
                let mapped: Vec<Question> = places.iter().map(|place| mapped(&batch[*place], outcomes, choices)).collect();
                let settings = Settings {
                    pool,
                    outcome: &default,
                    outcomes: Some(outcomes),
                    media: Some(&own),
                    d: bank.scaling(),
                    ..Settings::default()
                };
                let imported = items(&mapped, media, problems, &settings);
                let mut failed = BTreeSet::new();
                for problem in imported.problems {
                    if problem.is_error() {
                        let id = problem.item.clone().unwrap_or_default();
                        failed.insert(id.clone());
                        refused.entry(id).or_default().push(found(&problem));
                    } else if said.insert((problem.code, problem.field.clone(), problem.expected.clone())) {
                        plan.problems.push(problem);
                    }
                }
                let took = places.iter().filter(|place| !failed.contains(&batch[**place].id));
                for (place, item) in took.zip(imported.items) {
                    let text = imported.files.get(&format!("items/{}.md", item.id));
                    let text = text.map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
                    made.insert(*place, (text, item, &batch[*place]));
                }
                let pictures = imported.files.into_iter().filter(|(path, _)| path.starts_with("media/"));
                plan.media.extend(pictures);
            }
            for (place, question) in batch.iter().enumerate() {
                let found = of.get(question.id.as_str()).cloned().unwrap_or_default();
                let entry = if let Some((text, item, _)) = made.remove(&place) {
                    let id = free(&item.id, &ids);
                    ids.insert(id.to_lowercase());
                    // One that somebody should look at first stays a draft.
                    let kept = item.status == Status::Draft && choices.status != "retired";
                    let text = if choices.status.is_empty() || kept {
                        text
                    } else {
                        with_front(&text, "status", &quoted(&choices.status))
                    };
                    let text = if id == item.id { text } else { with_front(&text, "id", &quoted(&id)) };
                    Entry::new(id, question.body.name(), beginning(&question.prompt), text, Some(item), found)
                } else {
                    let mut found = found;
                    found.extend(refused.remove(&question.id).unwrap_or_default());
                    let words = beginning(&question.prompt);
                    let entry = Entry::new(question.id.clone(), question.body.name(), words, String::new(), None, found);
                    Entry { state: State::LeftOut, ..entry }
                };
                plan.entries.push(entry);
            }
        }
        // What the file states goes over what is there; the rest stays as it is there.
        for (entry, question) in plan.entries.iter_mut().zip(questions) {
            let Some(before) = bank.text(&format!("items/{}.md", entry.id)) else { continue };
            entry.before = Some(before.to_owned());
            entry.curved = states_curve(question);
            if let Some(text) = over(&entry.id, before, &entry.text, question, choices) {
                entry.text = text;
            }
        }
        plan
    }

    fn of_bank(bank: &Bank, files: &Files, outcomes: &[OutcomeFile], choices: &Choices, report: Report) -> Self {
        let mut plan =
            Self { entries: Vec::new(), media: Files::new(), whole: Files::new(), problems: Vec::new(), refused: Vec::new() };
        let own = files.get("bank.toml").and_then(|bytes| std::str::from_utf8(bytes).ok());
        let same_bank = own.and_then(|text| native::stated(text, "id")).is_some_and(|id| id == bank.id);
        // Read beside its own settings where it has them, else beside those of here.
        let mut beside = files.clone();
        if own.is_none()
            && let Some(settings) = bank.files.get("bank.toml")
        {
            beside.insert("bank.toml".to_owned(), settings.clone());
        }
        report(Stage::Converting, 0, files.len());
        let (read, problems) = native::look(&beside);
        let mut items: HashMap<String, ItemFile> =
            read.map(|read| read.file.items).unwrap_or_default().into_iter().map(|item| (item.id.clone(), item)).collect();
        let mut of: HashMap<&str, Vec<Found>> = HashMap::new();
        for problem in &problems {
            of.entry(problem.file.as_str()).or_default().push(found(problem));
        }
        for (path, bytes) in files {
            let Some(id) = path.strip_prefix("items/").and_then(|name| name.strip_suffix(".md")) else {
                let belongs = path.starts_with("sets/") && !bank.files.contains_key(path);
                if (same_bank || belongs) && !path.starts_with("media/") && bank.files.get(path) != Some(bytes) {
                    plan.whole.insert(path.clone(), bytes.clone());
                }
                if path.starts_with("media/") && bank.files.get(path) != Some(bytes) {
                    plan.media.insert(path.clone(), bytes.clone());
                }
                continue;
            };
            let found = of.remove(path.as_str()).unwrap_or_default();
            let text = String::from_utf8_lossy(bytes).into_owned();
            let mut text = text.replace("\r\n", "\n");
            if !choices.pool.is_empty() {
                text = with_front(&text, "pool", &quoted(&choices.pool));
            }
            if !choices.status.is_empty() {
                text = with_front(&text, "status", &quoted(&choices.status));
            }
            if let Some(draft) = Draft::read(&text) {
                let named = draft.list("", "outcomes");
                let now = known(&named, outcomes, choices);
                if now != named {
                    let now = if now.is_empty() { vec![choices.outcome.clone()] } else { now };
                    text = with_front(&text, "outcomes", &quoted_list(&now));
                }
            }
            let item = items.remove(id);
            let kind = item.as_ref().map(|item| super::bank::name(&item.kind)).unwrap_or_default();
            let words = item.as_ref().map(|item| beginning(&item.prompt)).unwrap_or_default();
            let readable = item.is_some();
            let mut entry = Entry::new(id.to_owned(), &kind, words, text, item, found);
            entry.before = bank.text(path).map(str::to_owned);
            entry.curved = true;
            if !readable {
                entry.state = State::LeftOut;
            }
            plan.entries.push(entry);
        }
        // Pictures that nothing shows stay out, unless the bank is put whole.
        if !same_bank {
            let used: BTreeSet<String> =
                plan.entries.iter().flat_map(|entry| shown(&entry.text).map(str::to_owned).collect::<Vec<_>>()).collect();
            plan.media.retain(|path, _| used.contains(path.trim_start_matches("media/")));
        }
        plan
    }

    /// What becomes of each, and what is nearly the same as something else.
    fn compare(&mut self, bank: &mut Bank) {
        let mut taken: BTreeSet<String> = bank
            .files
            .keys()
            .filter_map(|path| path.strip_prefix("items/")?.strip_suffix(".md"))
            .map(str::to_lowercase)
            .collect();
        taken.extend(self.entries.iter().map(|entry| entry.id.to_lowercase()));
        let has_items = bank.files.keys().any(|path| path.starts_with("items/"));
        let there: Vec<ItemFile> = if has_items {
            bank.look().bank.as_ref().map(|bank| bank.file.items.clone()).unwrap_or_default()
        } else {
            Vec::new()
        };
        let by_id: HashMap<&str, &ItemFile> = there.iter().map(|item| (item.id.as_str(), item)).collect();
        for entry in &mut self.entries {
            if entry.state == State::LeftOut {
                continue;
            }
            let Some(before) = &entry.before else { continue };
            let old = by_id.get(entry.id.as_str()).copied();
            (entry.state, entry.resolution) = match (&entry.item, old) {
                _ if *before == entry.text => (State::Same, Resolution::Keep),
                (Some(item), Some(old))
                    if same(item, old)
                        && front(before) == front(&entry.text)
                        && (!entry.curved || curve(before) == curve(&entry.text)) =>
                {
                    (State::Same, Resolution::Keep)
                }
                (Some(item), Some(old)) if is_another(item, old) => (State::Collides, Resolution::Both),
                _ => (State::Changed, Resolution::Replace),
            };
            if entry.resolution == Resolution::Both {
                entry.becomes = free(&entry.id, &taken);
                taken.insert(entry.becomes.to_lowercase());
            }
        }
        let new: Vec<(usize, &ItemFile)> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| matches!(entry.state, State::Added | State::Changed | State::Collides))
            .filter_map(|(index, entry)| Some((index, entry.item.as_ref()?)))
            .collect();
        let items: Vec<&ItemFile> = new.iter().map(|(_, item)| *item).collect();
        let others: Vec<&ItemFile> = there.iter().collect();
        let mut alike: Vec<(usize, String, String)> = Vec::new();
        for (one, other, why) in native::alike_items(&items, &others) {
            let (index, _) = new[one];
            if self.entries[index].id != others[other].id {
                alike.push((index, others[other].id.clone(), why.to_string()));
            }
        }
        for (one, other, why) in native::alike_items(&items, &items) {
            if one != other {
                alike.push((new[one].0, self.entries[new[other].0].id.clone(), why.to_string()));
            }
        }
        for (index, id, why) in alike {
            self.entries[index].alike.push((id, why));
        }
    }

    pub(super) fn planned(&self, turn: u32) -> Planned {
        let count = |state| self.entries.iter().filter(|entry| entry.state == state).count();
        Planned {
            turn,
            added: count(State::Added),
            changed: count(State::Changed),
            same: count(State::Same),
            collides: count(State::Collides),
            left_out: count(State::LeftOut),
            alike: self.entries.iter().filter(|entry| !entry.alike.is_empty()).count(),
            files: self.entries.iter().filter(|entry| entry.is_put()).count() + self.whole.len(),
            found: self.problems.iter().take(TOLD).map(found).collect(),
            errors: self.refused.len(),
            refused: self.refused.iter().take(TOLD).cloned().collect(),
        }
    }

    pub(super) fn rows(&self, query: &PlanQuery) -> PlanRows {
        let fits = |(_, entry): &(usize, &Entry)| {
            query.state.is_none_or(|state| entry.state == state) && (!query.alike || !entry.alike.is_empty())
        };
        let fitting: Vec<(usize, &Entry)> = self.entries.iter().enumerate().filter(fits).collect();
        let rows = fitting.iter().skip(query.from).take(query.count).map(|(index, entry)| entry.row(*index)).collect();
        PlanRows { fitting: fitting.len(), from: query.from, rows }
    }

    pub(super) fn item(&self, bank: &Bank, index: usize) -> Option<PlanItem> {
        let entry = self.entries.get(index)?;
        let after = (!entry.text.is_empty()).then(|| entry.named());
        Some(PlanItem {
            row: entry.row(index),
            before: entry.before.clone(),
            view: entry.item.as_ref().and_then(|item| preview(item, &bank.id)).map(|view| self.with_pictures(view)),
            after,
        })
    }

    /// Pictures that the server does not have yet are shown from here.
    fn with_pictures(&self, mut view: api::attempt::ItemView) -> api::attempt::ItemView {
        for (path, bytes) in &self.media {
            let name = path.trim_start_matches("media/");
            let Some(media) = native::picture(bytes.clone()) else { continue };
            let address = format!("/media/{name}\"");
            let replace = |html: &mut String| {
                if html.contains(&address) {
                    let mut parts = html.split("src=\"");
                    let mut out = parts.next().unwrap_or_default().to_owned();
                    for part in parts {
                        let (source, rest) = part.split_once('"').unwrap_or((part, ""));
                        out.push_str("src=\"");
                        if source.ends_with(&format!("/media/{name}")) {
                            out.push_str(&format!("data:{};base64,{}", media.mime, BASE64.encode(&media.bytes)));
                        } else {
                            out.push_str(source);
                        }
                        out.push('"');
                        out.push_str(rest);
                    }
                    *html = out;
                }
            };
            replace(&mut view.prompt);
            if let api::attempt::InteractionView::Options { options, .. } = &mut view.interaction {
                for option in options {
                    replace(&mut option.text);
                }
            }
        }
        view
    }

    pub(super) fn resolve(&mut self, bank: &Bank, index: Option<usize>, state: State, resolution: Resolution) {
        let mut taken: BTreeSet<String> = bank
            .files
            .keys()
            .filter_map(|path| path.strip_prefix("items/")?.strip_suffix(".md"))
            .map(str::to_lowercase)
            .collect();
        taken.extend(self.entries.iter().flat_map(|entry| [entry.id.to_lowercase(), entry.becomes.to_lowercase()]));
        for (place, entry) in self.entries.iter_mut().enumerate() {
            let meant = index.map_or(entry.state == state, |index| index == place);
            if !meant || matches!(entry.state, State::LeftOut | State::Same) {
                continue;
            }
            entry.resolution = resolution;
            if resolution == Resolution::Both && entry.state != State::Added {
                if entry.becomes == entry.id {
                    entry.becomes = free(&entry.id, &taken);
                    taken.insert(entry.becomes.to_lowercase());
                }
            } else {
                entry.becomes.clone_from(&entry.id);
            }
        }
    }

    /// How many files would be put, and the request that puts them.
    pub(super) fn files(&self, bank: &Bank, why: String) -> (usize, String) {
        let mut files = Vec::new();
        let mut used: BTreeSet<String> = BTreeSet::new();
        for entry in self.entries.iter().filter(|entry| entry.is_put()) {
            let text = entry.named();
            used.extend(shown(&text).map(str::to_owned));
            files.push(WorkshopFile { path: format!("items/{}.md", entry.becomes), text: Some(text), bytes: None });
        }
        for (path, bytes) in &self.whole {
            if let Ok(text) = std::str::from_utf8(bytes) {
                used.extend(shown(text).map(str::to_owned));
            }
            files.push(file(path, bytes));
        }
        let pictures = self.media.iter().filter(|(path, _)| used.contains(path.trim_start_matches("media/")));
        files.extend(pictures.map(|(path, bytes)| file(path, bytes)));
        let count = files.len();
        (count, crate::client::json(&PutFiles { revision: bank.revision, why, files }))
    }
}

impl Entry {
    fn new(id: String, kind: &str, words: String, text: String, item: Option<ItemFile>, found: Vec<Found>) -> Self {
        let (becomes, kind) = (id.clone(), kind.to_owned());
        let (state, resolution) = (State::Added, Resolution::Replace);
        Self { id, becomes, kind, words, text, item, before: None, state, resolution, found, alike: Vec::new(), curved: false }
    }
}

fn file(path: &str, bytes: &[u8]) -> WorkshopFile {
    let path = path.to_owned();
    match std::str::from_utf8(bytes) {
        Ok(text) => WorkshopFile { path, text: Some(text.to_owned()), bytes: None },
        Err(_) => WorkshopFile { path, text: None, bytes: Some(BASE64.encode(bytes)) },
    }
}

fn pool_of(question: &Question, choices: &Choices) -> Pool {
    let stated = question.stated.pool.as_deref().filter(|_| choices.pool.is_empty());
    if stated.unwrap_or(&choices.pool) == "credit" { Pool::Credit } else { Pool::Practice }
}

/// The outcomes that labels stand for.
fn known(labels: &[String], outcomes: &[OutcomeFile], choices: &Choices) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for label in labels {
        let mapped = choices.mapping.iter().find(|(name, _)| name == label).map(|(_, outcome)| outcome);
        let id = match mapped {
            Some(outcome) if outcome == "+" => interchange::slug(label),
            Some(outcome) if outcome.is_empty() => continue,
            Some(outcome) => outcome.clone(),
            None => label.clone(),
        };
        if outcomes.iter().any(|outcome| outcome.id == id) && !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

fn mapped(question: &Question, outcomes: &[OutcomeFile], choices: &Choices) -> Question {
    let labels: Vec<String> = question.outcomes.iter().chain(&question.tags).cloned().collect();
    let mut question = Question { outcomes: known(&labels, outcomes, choices), ..question.clone() };
    // What is chosen here goes over what the file states.
    if !choices.pool.is_empty() {
        question.stated.pool = None;
    }
    if !choices.status.is_empty() {
        question.stated.status = None;
    }
    question
}

/// Outcomes that are to be made of labels.
fn new_outcomes(outcomes: &[OutcomeFile], choices: &Choices) -> Vec<OutcomeFile> {
    let mut new: Vec<OutcomeFile> = Vec::new();
    for (label, _) in choices.mapping.iter().filter(|(_, outcome)| outcome == "+") {
        let id = interchange::slug(label);
        if !id.is_empty() && !outcomes.iter().chain(&new).any(|outcome| outcome.id == id) {
            new.push(OutcomeFile { id, text: label.clone(), level: None, align: Vec::new() });
        }
    }
    new
}

/// A value of an item's front matter, changed.
fn with_front(text: &str, key: &str, value: &str) -> String {
    with_value(text, "", key, Some(value))
}

/// A value of a table of an item's front matter, changed or taken out.
fn with_value(text: &str, table: &str, key: &str, value: Option<&str>) -> String {
    let Some(rest) = text.strip_prefix("+++\n") else { return text.to_owned() };
    let Some(end) = rest.find("\n+++\n").map(|at| at + 1) else { return text.to_owned() };
    format!("+++\n{}{}", set_value(&rest[..end], table, key, value), &rest[end..])
}

/// What an item's front matter says of where the item stands.
type Front = (Option<String>, Option<String>, Vec<String>, Option<String>);

fn front(text: &str) -> Option<Front> {
    let draft = Draft::read(text)?;
    Some((draft.value("", "pool"), draft.value("", "status"), draft.list("", "outcomes"), draft.value("irt", "b")))
}

/// Whether two items ask and accept the same.
fn same(one: &ItemFile, other: &ItemFile) -> bool {
    let (one, other) = (question_of(one), question_of(other));
    one.prompt == other.prompt && one.feedback == other.feedback && body(&one.body) == body(&other.body)
}

/// Without the names of options.
fn body(body: &Body) -> Body {
    let mut body = body.clone();
    if let Body::Choice { options, .. } = &mut body {
        for option in options {
            option.id.clear();
        }
    }
    body
}

/// Whether it is another question altogether that has the same id.
fn is_another(one: &ItemFile, other: &ItemFile) -> bool {
    let words = |item: &ItemFile| -> BTreeSet<String> {
        let text: Vec<String> = item.shown().map(|html| interchange::words(html).to_lowercase()).collect();
        text.join(" ").split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_owned).collect()
    };
    let (one, other) = (words(one), words(other));
    let common = one.intersection(&other).count();
    let all = one.union(&other).count();
    all > 0 && (common as f64) < 0.3 * all as f64
}

/// An id that is not taken.
fn free(id: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{}-{number}", id.chars().take(56).collect::<String>()));
    std::iter::once(id.to_owned()).chain(numbered).find(|id| !taken.contains(&id.to_lowercase())).unwrap_or_default()
}

/// A question over the item that is there: its words and keys are those of the question; pool, status, outcomes and difficulty are
/// those of the item where the question's file does not say them. `None` where the two are of other types.
fn over(id: &str, before: &str, after: &str, question: &Question, choices: &Choices) -> Option<String> {
    let (old, new) = (form::of(id, before)?, form::of(id, after)?);
    if old.kind != new.kind || !["choice", "multiple", "numeric", "text"].contains(&old.kind.as_str()) {
        return None;
    }
    let mut options = new.options;
    let mut used = BTreeSet::new();
    for option in &mut options {
        // Logs refer to options by these names.
        if let Some(same) = old.options.iter().find(|known| known.text == option.text && !used.contains(&known.id)) {
            option.id.clone_from(&same.id);
        }
        if !used.insert(option.id.clone()) {
            option.id = ('a'..='z').map(String::from).find(|id| !used.contains(id))?;
            used.insert(option.id.clone());
        }
    }
    let stated = |chosen: &str, stated: &Option<String>| !chosen.is_empty() || stated.is_some();
    let mut form = Form {
        prompt: new.prompt,
        options,
        value: new.value,
        tolerance: new.tolerance,
        unit: new.unit,
        accept: new.accept,
        case: new.case,
        feedback: if new.feedback.is_empty() { old.feedback.clone() } else { new.feedback },
        ..old
    };
    if stated(&choices.pool, &question.stated.pool) {
        form.pool = new.pool;
    }
    if stated(&choices.status, &question.stated.status) {
        form.status = new.status;
    }
    if !question.outcomes.is_empty() {
        form.outcomes = new.outcomes;
    }
    if question.difficulty.is_some() {
        form.b = new.b;
    }
    let text = form::text(&form);
    Some(if states_curve(question) { with_curve(&text, after) } else { text })
}

/// Whether a question states the curve that goes with its difficulty.
fn states_curve(question: &Question) -> bool {
    let states = |measure| question.stated.statistic(measure).is_some();
    question.difficulty.is_some() && [Measure::A, Measure::C, Measure::D].into_iter().any(states)
}

/// The keys of a curve beside its difficulty.
const CURVE: [&str; 4] = ["model", "a", "c", "d"];

/// What an item's front matter says of its curve.
fn curve(text: &str) -> Option<[Option<String>; 4]> {
    let draft = Draft::read(text)?;
    Some(CURVE.map(|key| draft.value("irt", key)))
}

/// An item's file with the curve of another.
fn with_curve(text: &str, other: &str) -> String {
    let Some(values) = curve(other) else { return text.to_owned() };
    CURVE.iter().zip(values).fold(text.to_owned(), |text, (key, value)| {
        let value = value.map(|value| if *key == "model" { quoted(&value) } else { value });
        with_value(&text, "irt", key, value.as_deref())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_errors_of_what_is_left_out() {
        let bank = "format = \"bank/1\"\nid = \"x\"\ntitle = \"X\"\nversion = \"0.1.0\"\nlang = \"en\"\nlicence = \"CC-BY-4.0\"\n\
                    D = 1.0\nbank_sd = 0.3\n\n[[outcome]]\nid = \"O-1\"\ntext = \"Counts\"\n";
        let given = serde_json::json!({
            "id": "x", "title": "X", "revision": 1, "files": [{ "path": "bank.toml", "text": bank, "bytes": null }]
        });
        let mut bank = Bank::open(&given.to_string()).unwrap();
        let file = "+++\nformat = \"item/1\"\nid = \"one\"\ntype = \n+++\nHow many?\n";
        let read = Read::of("one.md", vec![("one.md".to_owned(), file.as_bytes().to_vec())], &BTreeSet::new());
        assert_eq!(read.parsed(&BTreeSet::new()).errors, 0, "reading finds nothing wrong with it");
        let planned = Plan::of(&mut bank, &read, &Choices::default(), &|_, _, _| ()).planned(1);
        assert_eq!(planned.left_out, 1);
        assert!(planned.errors > 0 && planned.refused.len() == planned.errors, "{planned:?}");
        assert!(planned.refused.iter().all(|found| found.error));
    }
}
