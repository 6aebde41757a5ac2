//! Questions as items of a native bank, and a native bank's items as questions.
//!
//! An item is written in Markdown where that says the same to whoever reads it, else in HTML ([`text_of`]): what was written is read again,
//! and compared, before it is handed out. So what cannot be said is left out by name, and never changed.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER;
use engine::bank::Pool;
use engine::bank::file::{BankFile, FORMAT, ItemFile, OutcomeFile, Status};

use crate::Problem;
use crate::native::{Items, Media};
use crate::question::Question;

mod bank;
mod file;
mod item;
mod markdown;
mod question;
mod tree;

pub use bank::{NewBank, files_of};
use file::Markup;
pub use question::{question_of, questions};

/// The source of a difficulty that nobody stated.
pub const NOT_RATED: &str = "not rated yet";

/// The words of a picture that has none, until somebody writes them: no text of a bank shows a picture without words.
const ALT: &str = "picture";

/// Problems that an author need not look at before an item is reviewed.
const HARMLESS: &[&str] = &["duplicate-item-id", "feedback-not-taken", "xml-html-entity", "empty-option"];

/// Where questions go.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    /// Whether they are for practice or for credit, where the file does not say.
    pub pool: Pool,
    /// The outcome of a question that names none that the bank has.
    pub outcome: &'a str,
    /// The outcomes of the bank; none where a new bank gets those that the questions name.
    pub outcomes: Option<&'a [OutcomeFile]>,
    /// Ids of items that the bank has.
    pub taken: BTreeSet<String>,
    /// Pictures that the bank has.
    pub media: Option<&'a BTreeMap<String, Media>>,
    /// What the two answers to a statement are called, in the bank's language.
    pub true_false: [&'a str; 2],
    /// The scaling constant of the bank's metric, on which its items state their discrimination.
    pub d: f64,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self {
            pool: Pool::Practice,
            outcome: "imported",
            outcomes: None,
            taken: BTreeSet::new(),
            media: None,
            true_false: ["True", "False"],
            d: 1.0,
        }
    }
}

/// What questions became.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// `items/ID.md` and `media/NAME`, by their paths in the bank's folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The items in the order of the questions.
    pub items: Vec<ItemFile>,
    /// Questions that cannot be items are errors; what was not kept is said once, as a warning, and of each item where it is feedback.
    pub problems: Vec<Problem>,
}

/// Makes items of questions.
///
/// `read`: the problems of the reading that they come from. A question with one that an author should look at is a draft; the others are
/// to be reviewed: nobody is asked what nobody has looked at, unless the file itself states another status, as Assay's own table can.
///
/// ```
/// use std::collections::BTreeMap;
/// use interchange::write::native::{Settings, items};
/// let reading = interchange::read("one.gift", b"::q1::2 + 2 = {=4 ~5}");
/// let made = items(&reading.questions, &reading.media, &reading.problems, &Settings::default());
/// assert!(made.files.len() <= 1);
/// ```
pub fn items(questions: &[Question], media: &BTreeMap<String, Media>, read: &[Problem], settings: &Settings<'_>) -> Imported {
    let (media, renamed) = together(media, settings.media);
    let odd: BTreeSet<&str> =
        read.iter().filter(|problem| !HARMLESS.contains(&problem.code)).filter_map(|problem| problem.item.as_deref()).collect();
    let mut import = Import {
        settings,
        reader: Items::new(&media),
        made: Imported::default(),
        said: BTreeSet::new(),
        taken: settings.taken.iter().map(|id| id.to_lowercase()).collect(),
    };
    for question in questions {
        let status = match question.stated.status.as_deref() {
            _ if odd.contains(question.id.as_str()) => Status::Draft,
            Some("draft") => Status::Draft,
            Some("pilot") => Status::Pilot,
            Some("operational") => Status::Operational,
            Some("retired") => Status::Retired,
            _ => Status::Review,
        };
        import.question(question, status, &renamed);
    }
    let mut made = import.made;
    let shown: BTreeSet<String> =
        made.items.iter().flat_map(|item| texts(item)).flat_map(super::pictures).map(str::to_owned).collect();
    for name in shown {
        let known = settings.media.is_some_and(|own| own.contains_key(&name));
        if let Some(picture) = media.get(&name).filter(|_| !known) {
            made.files.insert(format!("media/{name}"), picture.bytes.clone());
        }
    }
    made
}

/// The file of an item, where it can be written so that reading it gives the same item.
///
/// ```
/// # use std::collections::BTreeMap;
/// # let text = "+++\nid = \"a\"\ntype = \"numeric\"\npool = \"practice\"\nstatus = \"review\"\noutcomes = [\"O\"]\n\n[answer]\nvalue = 4.0\n\n[irt]\nmodel = \"2PL\"\nb = 0.0\nb_sd = 1.0\nsource = \"not rated yet\"\n+++\n2 + 2?\n";
/// # let files = BTreeMap::from([
/// #     ("bank.toml".to_owned(), b"format = \"bank/1\"\nid = \"b\"\ntitle = \"B\"\nversion = \"1\"\nlang = \"en\"\nlicence = \"CC0-1.0\"\nD = 1.0\nbank_sd = 0.0\n[[outcome]]\nid = \"O\"\ntext = \"Add\"\n".to_vec()),
/// #     ("items/a.md".to_owned(), text.as_bytes().to_vec()),
/// # ]);
/// let bank = interchange::native::read(&files).bank.unwrap();
/// assert_eq!(interchange::write::native::text_of(&bank.file.items[0], &bank.media).as_deref(), Ok(text));
/// ```
///
/// # Errors
/// What stands in the way, where something does.
pub fn text_of(item: &ItemFile, media: &BTreeMap<String, Media>) -> Result<String, Option<Box<Problem>>> {
    written(item, &mut Items::new(media)).map(|(text, _)| text)
}

/// The file of an item and what reading it gives.
fn written(item: &ItemFile, reader: &mut Items<'_>) -> Result<(String, ItemFile), Option<Box<Problem>>> {
    let name = format!("items/{}.md", item.id);
    if let Some(text) = file::text(item, Markup::Markdown)
        && let Ok(read) = reader.read(&name, text.as_bytes())
        && (read == *item || agrees(&read, item))
    {
        return Ok((text, read));
    }
    let text = file::text(item, Markup::Html).ok_or(None)?;
    let read = reader.read(&name, text.as_bytes())?;
    if read == *item || agrees(&read, item) { Ok((text, read)) } else { Err(None) }
}

/// Whether two items differ by nothing but white space between the blocks of their texts.
fn agrees(one: &ItemFile, other: &ItemFile) -> bool {
    let mut settled = one.clone();
    let theirs = texts(other);
    let mut ours = texts_mut(&mut settled);
    if ours.len() != theirs.len() {
        return false;
    }
    for (ours, theirs) in ours.iter_mut().zip(theirs) {
        if tree::same(ours, theirs) {
            theirs.clone_into(ours);
        }
    }
    settled == *other
}

fn texts(item: &ItemFile) -> Vec<&str> {
    let options = item.options.iter().flat_map(|option| [Some(&option.text), option.feedback.as_ref()]);
    let labels = item.fields.iter().map(|field| field.label.as_ref());
    let feedback = item.answer.as_ref().and_then(|answer| answer.feedback.as_ref());
    [Some(&item.prompt), feedback].into_iter().chain(options).chain(labels).flatten().map(String::as_str).collect()
}

fn texts_mut(item: &mut ItemFile) -> Vec<&mut String> {
    let options = item.options.iter_mut().flat_map(|option| [Some(&mut option.text), option.feedback.as_mut()]);
    let labels = item.fields.iter_mut().map(|field| field.label.as_mut());
    let feedback = item.answer.as_mut().and_then(|answer| answer.feedback.as_mut());
    [Some(&mut item.prompt), feedback].into_iter().chain(options).chain(labels).flatten().collect()
}

/// The pictures of both, and new names for those whose names the bank has for others.
fn together(
    media: &BTreeMap<String, Media>,
    own: Option<&BTreeMap<String, Media>>,
) -> (BTreeMap<String, Media>, Vec<(String, String)>) {
    let mut all = own.cloned().unwrap_or_default();
    let mut renamed = Vec::new();
    for (name, picture) in media {
        let mut kept = name.clone();
        if all.get(name).is_some_and(|other| other != picture) {
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
            let digest = engine::Digest::of_bytes(&picture.bytes);
            let stem: String = stem.chars().take(40).collect();
            kept = format!("{stem}-{}.{ending}", HEXLOWER.encode(&digest.bytes()[..6]));
            renamed.push((format!("src=\"media/{name}\""), format!("src=\"media/{kept}\"")));
        }
        all.insert(kept, picture.clone());
    }
    (all, renamed)
}

/// Questions on their way.
struct Import<'a> {
    settings: &'a Settings<'a>,
    reader: Items<'a>,
    made: Imported,
    said: BTreeSet<(&'static str, &'static str)>,
    /// In lower case: not every disk tells the cases of names apart.
    taken: BTreeSet<String>,
}

impl Import<'_> {
    fn question(&mut self, question: &Question, status: Status, renamed: &[(String, String)]) {
        let place = |field: &str, value: &str, expected: &str| {
            Problem::error(&question.file, question.line, field, value, expected).item(&question.id)
        };
        let (outcomes, unknown) = self.outcomes(question);
        let made =
            match item::of(question, self.settings.pool, status, outcomes.clone(), self.settings.true_false, self.settings.d) {
                Ok(made) => made,
                Err((field, value, expected)) => {
                    self.made.problems.push(place(field, &value, expected).code("not-an-item"));
                    return;
                }
            };
        let mut item = made.item;
        let mut silent = false;
        for text in texts_mut(&mut item) {
            for (old, new) in renamed {
                *text = text.replace(old, new);
            }
            if text.contains("<img alt=\"\"") {
                silent = true;
                *text = text.replace("<img alt=\"\"", &format!("<img alt=\"{ALT}\""));
            }
        }
        if silent {
            let problem =
                place("alt", "a picture without words", "words for those who cannot see it; until then it is called \"picture\"");
            self.say(("alt", "none"), problem.code("image-without-alt"));
        }
        let id = self.free(&question.id);
        if id != item.id {
            let expected = format!("an id that the bank does not have; it is called {id} now");
            self.made.problems.push(place("id", &item.id, &expected).as_warning().code("duplicate-item-id"));
            item.id.clone_from(&id);
        }
        if let Some(problem) = engine_refuses(&item) {
            let problem = place(&problem.field, &problem.value, &problem.expected);
            self.made.problems.push(problem.code("not-an-item"));
            return;
        }
        let (text, read) = match written(&item, &mut self.reader) {
            Ok(written) => written,
            Err(problem) => {
                let problem = problem.map_or_else(
                    || place("text", "a text that changes when it is read again", "a text that the native format can say"),
                    |problem| place(&problem.field, &problem.value, &problem.expected),
                );
                self.made.problems.push(problem.code("not-an-item"));
                return;
            }
        };
        if let Some(unknown) = unknown {
            let expected = format!("ids of outcomes that the bank has; {} is named in their place", self.settings.outcome);
            self.say(("outcomes", "unknown"), place("outcomes", &unknown, &expected).code("unknown-outcome"));
        }
        if item.irt.source.as_deref() == Some(NOT_RATED) {
            let expected = "a difficulty in logits; until somebody rates the items, each is taken as 0 give or take 1";
            self.say(("irt.b", "not rated"), place("irt.b", "no difficulty", expected).code("not-rated"));
        }
        for (field, expected) in made.losses {
            let problem = place(field, "more than an item keeps", expected).code("not-kept");
            if field == "feedback" {
                // Words that somebody wrote for learners: each item that loses some is named.
                self.made.problems.push(problem.as_warning());
            } else {
                self.say((field, expected), problem);
            }
        }
        self.taken.insert(id.to_lowercase());
        self.made.files.insert(format!("items/{id}.md"), text.into_bytes());
        self.made.items.push(read);
    }

    /// Says something once, as a warning.
    fn say(&mut self, what: (&'static str, &'static str), problem: Problem) {
        if self.said.insert(what) {
            self.made.problems.push(problem.as_warning());
        }
    }

    fn free(&self, id: &str) -> String {
        let id = if crate::native::is_name(id) { id.to_owned() } else { crate::slug(id) };
        let id = if id.is_empty() { "item".to_owned() } else { id };
        let numbered = (2..).map(|number| format!("{}-{number}", id.chars().take(56).collect::<String>()));
        std::iter::once(id.clone()).chain(numbered).find(|id| !self.taken.contains(&id.to_lowercase())).unwrap_or(id)
    }

    /// The outcomes that count, and those that the bank has not.
    fn outcomes(&self, question: &Question) -> (Vec<String>, Option<String>) {
        let known = |id: &String| match self.settings.outcomes {
            Some(outcomes) => outcomes.iter().any(|outcome| outcome.id == *id),
            None => crate::native::is_name(id),
        };
        let (mut known, unknown): (Vec<String>, Vec<String>) = question.outcomes.iter().cloned().partition(known);
        known.dedup();
        if known.is_empty() {
            known.push(self.settings.outcome.to_owned());
        }
        (known, (!unknown.is_empty()).then(|| unknown.join(", ")))
    }
}

/// What the engine says against an item by itself.
fn engine_refuses(item: &ItemFile) -> Option<engine::bank::file::Problem> {
    let outcome = |id: &String| OutcomeFile { id: id.clone(), text: id.clone(), level: None, align: Vec::new() };
    let bank = BankFile {
        format: FORMAT.to_owned(),
        id: "bank".to_owned(),
        title: "Bank".to_owned(),
        version: "1".to_owned(),
        lang: "en".to_owned(),
        licence: "none".to_owned(),
        d: 1.0,
        bank_sd: 0.0,
        outcomes: item.outcomes.iter().map(outcome).collect(),
        enemies: Vec::new(),
        sets: Vec::new(),
        items: vec![item.clone()],
    };
    let problems = bank.check().err()?;
    // What was made of the chance of guessing follows from the rest.
    let first = problems.iter().find(|problem| !problem.field.starts_with("irt")).or(problems.first());
    first.cloned()
}

#[cfg(test)]
mod tests;
