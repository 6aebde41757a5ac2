//! A bank of the workshop: its files, what they say, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use api::workshop::{WorkshopBank, WorkshopFile};
use data_encoding::BASE64;
use engine::bank::Pool;
use engine::bank::file::{ItemFile, ItemKind, OutcomeFile, Status};
use interchange::Problem;
use interchange::native::{self, Media, NativeBank};

use super::message::{Coverage, Form, Found, ItemGiven, Looked, Opened, Query, Row, Rows, STEPS, Tried};
use super::view::{preview, shown};
use super::{beginning, form, found};

/// Problems of what is no item, at most.
const OTHERS: usize = 100;

/// It, with what was found out about it so far.
pub(super) struct Bank {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) revision: i64,
    pub(super) files: BTreeMap<String, Vec<u8>>,
    look: Option<Look>,
}

/// What the whole check says.
pub(super) struct Look {
    pub(super) bank: Option<NativeBank>,
    pub(super) problems: Vec<Problem>,
    rows: Vec<Row>,
    /// For the search, in lower case: one for each row.
    texts: Vec<String>,
}

impl Bank {
    pub(super) fn open(text: &str) -> Option<Self> {
        let WorkshopBank { id, title, revision, files } = serde_json::from_str(text).ok()?;
        let content = |file: WorkshopFile| {
            let bytes = match (file.text, file.bytes) {
                (Some(text), _) => text.into_bytes(),
                (None, bytes) => BASE64.decode(bytes?.as_bytes()).ok()?,
            };
            Some((file.path, bytes))
        };
        Some(Self { id, title, revision, files: files.into_iter().filter_map(content).collect(), look: None })
    }

    pub(super) fn opened(&self) -> Opened {
        let items = self.files.keys().filter(|path| path.starts_with("items/")).count();
        let others = self.files.keys().filter(|path| !path.starts_with("items/") && !path.starts_with("media/"));
        Opened {
            id: self.id.clone(),
            title: self.title.clone(),
            revision: self.revision,
            lang: self.text("bank.toml").and_then(|text| native::stated(text, "lang")).unwrap_or_else(|| "en".to_owned()),
            outcomes: self.outcomes().into_iter().map(|outcome| (outcome.id, outcome.text)).collect(),
            items,
            files: others.cloned().collect(),
            micro_credential: self.text("credential.toml").and_then(|text| native::stated(text, "id")),
        }
    }

    pub(super) fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.files.get(path)?).ok()
    }

    /// The outcomes that bank.toml states.
    pub(super) fn outcomes(&self) -> Vec<OutcomeFile> {
        self.text("bank.toml").map(native::outcomes).unwrap_or_default()
    }

    /// The scaling constant of its metric.
    pub(super) fn scaling(&self) -> f64 {
        self.text("bank.toml").map_or(1.0, native::scaling)
    }

    pub(super) fn outcome_ids(&self) -> BTreeSet<String> {
        self.outcomes().into_iter().map(|outcome| outcome.id).collect()
    }

    /// Its pictures, by name.
    pub(super) fn media(&self) -> BTreeMap<String, Media> {
        let pictures = self.files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("media/")?, bytes)));
        pictures.filter_map(|(name, bytes)| Some((name.to_owned(), native::picture(bytes.clone())?))).collect()
    }

    /// The whole check, made once.
    pub(super) fn look(&mut self) -> &Look {
        if self.look.is_none() {
            self.look = Some(Look::at(&self.files));
        }
        self.look.as_ref().expect("it was made just now")
    }

    pub(super) fn rows(&mut self, query: &Query) -> Rows {
        self.look().rows(query)
    }

    pub(super) fn item(&mut self, id: &str) -> Option<ItemGiven> {
        let text = self.text(&format!("items/{id}.md"))?.to_owned();
        Some(self.given(id, text))
    }

    /// An item as a form has it, if this were its text.
    pub(super) fn given(&self, id: &str, text: String) -> ItemGiven {
        let mut before = None;
        let mut after = None;
        for other in self.files.keys().filter_map(|path| path.strip_prefix("items/")?.strip_suffix(".md")) {
            if other < id {
                before = Some(other.to_owned());
            } else if other > id && after.is_none() {
                after = Some(other.to_owned());
            }
        }
        let tried = self.tried(id, text.clone());
        ItemGiven { form: form::of(id, &text), text, neighbours: [before, after], tried }
    }

    pub(super) fn try_form(&self, form: &Form) -> Tried {
        self.tried(&form.id, form::text(form))
    }

    /// What is wrong with an item's text, and how learners see it: read beside the bank's own settings and pictures.
    fn tried(&self, id: &str, text: String) -> Tried {
        let (item, problems) = self.alone(id, &text);
        let alike = item.as_ref().map(|item| self.alike(item)).unwrap_or_default();
        Tried {
            found: problems.iter().map(found).collect(),
            view: item.as_ref().and_then(|item| preview(item, &self.id)),
            text,
            alike,
        }
    }

    /// An item by itself, with its problems.
    pub(super) fn alone(&self, id: &str, text: &str) -> (Option<ItemFile>, Vec<Problem>) {
        let path = format!("items/{id}.md");
        let mut files = BTreeMap::from([(path.clone(), text.as_bytes().to_vec())]);
        if let Some(bank) = self.files.get("bank.toml") {
            files.insert("bank.toml".to_owned(), bank.clone());
        }
        for name in shown(text) {
            let picture = format!("media/{name}");
            if let Some(bytes) = self.files.get(&picture) {
                files.insert(picture, bytes.clone());
            }
        }
        let (bank, problems) = native::look(&files);
        let item = bank.and_then(|bank| bank.file.items.into_iter().next());
        (item, problems.into_iter().filter(|problem| problem.file == path).collect())
    }

    /// Other items that are nearly the same, where the bank has been read.
    fn alike(&self, item: &ItemFile) -> Vec<(String, String)> {
        let Some(bank) = self.look.as_ref().and_then(|look| look.bank.as_ref()) else { return Vec::new() };
        let others: Vec<&ItemFile> = bank.file.items.iter().filter(|other| other.id != item.id).collect();
        let found = native::alike_items(&[item], &others);
        found.into_iter().map(|(_, other, why)| (others[other].id.clone(), why.to_string())).collect()
    }

    /// What is wrong with a file that is no item, or with others because of it, if this stood there.
    pub(super) fn check_with(&self, path: &str, text: &str) -> Vec<Found> {
        let mut files = self.files.clone();
        files.insert(path.to_owned(), text.as_bytes().to_vec());
        let problems = native::read(&files).problems;
        let whole = ["bank.toml", "credential.toml"].contains(&path);
        let here = problems.iter().filter(|problem| problem.file == path || whole && problem.is_error());
        here.take(OTHERS).map(found).collect()
    }
}

impl Look {
    pub(super) fn at(files: &BTreeMap<String, Vec<u8>>) -> Self {
        let (bank, problems) = native::look(files);
        let mut of: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
        for problem in &problems {
            let (errors, flags) = of.entry(problem.file.as_str()).or_default();
            if problem.is_error() {
                *errors += 1;
            } else {
                flags.insert(problem.code);
            }
        }
        let items = bank.as_ref().map(|bank| bank.file.items.as_slice()).unwrap_or_default();
        let mut rows = Vec::with_capacity(items.len());
        let mut texts = Vec::with_capacity(items.len());
        let mut read: BTreeSet<String> = BTreeSet::new();
        for item in items {
            // A copy with its old id goes by its file's name.
            let id = item.id.trim_start_matches("items/").trim_end_matches(".md").to_owned();
            let file = format!("items/{id}.md");
            let (errors, flags) = of.get(file.as_str()).cloned().unwrap_or_default();
            let mut text = format!("{id} ");
            for shown in item.shown() {
                text.push_str(&interchange::words(shown).to_lowercase());
                text.push(' ');
            }
            texts.push(text);
            rows.push(Row {
                words: beginning(&item.prompt),
                kind: name(&item.kind),
                pool: name(&item.pool),
                status: name(&item.status),
                outcomes: item.outcomes.clone(),
                difficulty: item.irt.difficulty(),
                errors,
                flags: flags.into_iter().map(str::to_owned).collect(),
                id,
            });
            read.insert(file);
        }
        // What could not be read at all is in the table too, or nobody would find it.
        for (file, (errors, _)) in of.iter().filter(|(file, _)| file.starts_with("items/") && !read.contains(**file)) {
            let id = file.trim_start_matches("items/").trim_end_matches(".md").to_owned();
            texts.push(id.clone());
            let [words, kind, pool, status] = [const { String::new() }; 4];
            let (outcomes, flags) = (Vec::new(), Vec::new());
            rows.push(Row { id, words, kind, pool, status, outcomes, difficulty: 0.0, errors: *errors, flags });
        }
        Self { bank, problems, rows, texts }
    }

    pub(super) fn summary(&self) -> Looked {
        let errors = self.problems.iter().filter(|problem| problem.is_error()).count();
        let lacking = self.problems.iter().filter(|problem| is_lacking(problem)).count();
        let mut flags: BTreeMap<&str, usize> = BTreeMap::new();
        for code in self.rows.iter().flat_map(|row| &row.flags) {
            *flags.entry(code).or_default() += 1;
        }
        let others = self.problems.iter().filter(|problem| !problem.file.starts_with("items/") && !is_lacking(problem));
        let before = self.problems.iter().filter(|problem| is_lacking(problem));
        Looked {
            items: self.rows.len(),
            errors: errors - lacking,
            lacking,
            warnings: self.problems.len() - errors,
            flags: flags.into_iter().map(|(code, count)| (code.to_owned(), count)).collect(),
            others: others.take(OTHERS).map(found).collect(),
            before: before.take(OTHERS).map(found).collect(),
            coverage: self.coverage(),
        }
    }

    /// Operational items by outcome and difficulty.
    fn coverage(&self) -> Vec<Coverage> {
        let Some(bank) = &self.bank else { return Vec::new() };
        let step = |b: f64| STEPS.iter().filter(|edge| b >= **edge).count();
        let coverage = |outcome: &OutcomeFile| {
            let mut counts = [vec![0; STEPS.len() + 1], vec![0; STEPS.len() + 1]];
            let asked = |item: &&ItemFile| {
                item.outcomes.contains(&outcome.id) && item.status == Status::Operational && item.kind != ItemKind::Essay
            };
            for item in bank.file.items.iter().filter(asked) {
                counts[usize::from(item.pool == Pool::Practice)][step(item.irt.difficulty())] += 1;
            }
            let [credit, practice] = counts;
            Coverage { outcome: outcome.id.clone(), credit, practice }
        };
        bank.file.outcomes.iter().map(coverage).collect()
    }

    fn rows(&self, query: &Query) -> Rows {
        let words: Vec<String> = query.words.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let is = |wanted: &str, given: &str| wanted.is_empty() || wanted == given;
        let flagged = |row: &Row| match query.flag.as_str() {
            "" => true,
            "error" => row.errors > 0,
            "any" => row.errors > 0 || !row.flags.is_empty(),
            code => row.flags.iter().any(|flag| flag == code),
        };
        let fits = |(row, text): &(&Row, &String)| {
            is(&query.status, &row.status)
                && is(&query.pool, &row.pool)
                && (query.outcome.is_empty() || row.outcomes.contains(&query.outcome))
                && flagged(row)
                && words.iter().all(|word| text.contains(word.as_str()))
        };
        let fitting: Vec<&Row> = self.rows.iter().zip(&self.texts).filter(fits).map(|(row, _)| row).collect();
        let rows = fitting.iter().skip(query.from).take(query.count).map(|row| (*row).clone()).collect();
        Rows { fitting: fitting.len(), from: query.from, rows }
    }
}

/// Whether a problem only says that something is not there yet: a value of the definition that nobody has given, items at all, or as
/// many as a test asks for. What stands there and is wrong is an error.
fn is_lacking(problem: &Problem) -> bool {
    let is_blueprint = problem.file.starts_with("blueprints/");
    problem.is_error()
        && match problem.file.as_str() {
            "credential.toml" => problem.code == "element-missing" || problem.value == "nothing",
            "items" => true,
            _ => is_blueprint && ["content.maximum", "length.minimum", "length.maximum"].contains(&problem.field.as_str()),
        }
}

/// A value's name in a file.
pub(super) fn name<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_yet_is_lacking_and_what_is_wrong_an_error() {
        let blueprint = "format = \"blueprint/1\"\nid = \"award\"\ntitle = \"A\"\ndelivery = \"sealed\"\npool = \"credit\"\nblock = 5\n\n\
                         [length]\nminimum = 10\nmaximum = 30\n\n[select]\ncriterion = \"MFI\"\n\n[standard]\ncut = 0.0\nrationale = \"r\"\n";
        let credential = "format = \"micro-credential/1\"\nid = \"x\"\ntitle = \"X\"\nawarding_body = \"B\"\ncountry = \"nz\"\n\
                          lang = \"en\"\noutcomes = [\"O-1\"]\naward = \"award\"\n";
        let bank = "format = \"bank/1\"\nid = \"x\"\ntitle = \"X\"\nversion = \"0.1.0\"\nlang = \"en\"\nlicence = \"CC-BY-4.0\"\n\
                    D = 1.0\nbank_sd = 0.3\n\n[[outcome]]\nid = \"O-1\"\ntext = \"Counts\"\n";
        let files = [("bank.toml", bank), ("credential.toml", credential), ("blueprints/award.toml", blueprint)];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let summary = Look::at(&files.into_iter().collect()).summary();
        let wrong: Vec<&str> = summary.others.iter().filter(|found| found.error).map(|found| found.message.as_str()).collect();
        assert!(wrong.len() == 1 && wrong[0].starts_with("country"), "a wrong value is an error: {wrong:?}");
        assert_eq!(summary.errors, 1);
        let before: Vec<&str> = summary.before.iter().map(|found| found.message.as_str()).collect();
        for words in ["description = nothing", "no items", "length.minimum"] {
            assert!(before.iter().any(|message| message.contains(words)), "{words}: {before:?}");
        }
        assert_eq!(summary.lacking, before.len());
    }
}
