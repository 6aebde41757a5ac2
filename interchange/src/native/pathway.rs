//! `pathway/1`: what several credentials add up to, as one TOML file.
//!
//! Requirements are a flat list, each with an id of its own; those that count others name them. docs/PATHWAYS.md is the reference for
//! authors. What is read is a tree: every requirement but the first is counted by exactly one other, so nothing goes round in a circle.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::micro_credential::{LevelFile, TermFile, WorkloadFile, common, odd};
use super::shape::{Document, Field, Kind, needed, optional};
use super::{front_matter, value};
use crate::Problem;

/// The version of the format that this build reads.
pub const FORMAT: &str = "pathway/1";

/// No pathway has more requirements.
const MOST: usize = 200;
/// Nor are they nested deeper: people have to read it.
const DEEPEST: usize = 8;

/// A pathway: the larger credential, and what leads to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pathway {
    /// What is awarded.
    pub terms: PathwayTerms,
    /// What it takes.
    pub requirement: Requirement,
}

/// What completing a pathway awards.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct PathwayTerms {
    /// Stable name, as `digital-practice`.
    pub id: String,
    /// For people.
    pub title: String,
    /// What its holder has shown, in plain words.
    pub description: String,
    /// Who awards it.
    pub awarding_body: String,
    /// ISO 3166-1 alpha-2, as `NZ`.
    pub country: String,
    /// BCP 47 tag.
    pub lang: String,
    /// What its holder can do, each beginning with a verb; at least one.
    pub outcomes: Vec<String>,
    /// In the national framework, and in the European one where known.
    pub level: LevelFile,
    /// Notional, of all parts together.
    pub workload: WorkloadFile,
    /// How its parts are assessed.
    pub assessment_type: TermFile,
    /// How one takes part.
    pub participation: TermFile,
    /// What stands behind it.
    pub quality_assurance: String,
    /// Whether what it awards only shows how the system works.
    #[serde(default)]
    pub specimen: bool,
    /// Why, for badge and page; present exactly where `specimen` is true.
    #[serde(default)]
    pub specimen_note: Option<String>,
}

/// Something that has to be met.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// Unique in its pathway.
    pub id: String,
    /// For people.
    pub title: String,
    /// What meets it.
    pub rule: Rule,
}

/// What meets a requirement.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// Every one of these.
    AllOf(Vec<Requirement>),
    /// So many of these.
    AnyOf {
        /// At least one, at most all.
        at_least: usize,
        /// Which.
        of: Vec<Requirement>,
    },
    /// A credential of this kind.
    One {
        /// For what.
        achievement: AchievementRef,
        /// How old it may be.
        within_months: Option<u32>,
    },
    /// Credentials that add up to an amount. Each counts once.
    Sum {
        /// More than 0.
        amount: f64,
        /// Of credits: their unit, taken as it stands and never converted. `None`: credentials are counted.
        unit: Option<String>,
        /// Which ones count.
        filter: Filter,
    },
}

/// For what a credential was given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AchievementRef {
    /// A micro-credential of this server, by its id.
    Here(String),
    /// An achievement of somebody else.
    Elsewhere {
        /// Its id, as the credential says it.
        id: String,
        /// Who has to have signed: a DID or an address.
        issuer: String,
    },
}

/// Which credentials a sum takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// At one of these levels of a framework; at any where absent.
    pub level: Option<(String, Vec<String>)>,
    /// In this field of study, whatever the case of its letters.
    pub field: Option<String>,
    /// How old they may be.
    pub within_months: Option<u32>,
}

impl Requirement {
    /// It and everything below it, each before what it counts.
    pub fn all(&self) -> Vec<&Self> {
        let mut found = vec![self];
        if let Rule::AllOf(of) | Rule::AnyOf { of, .. } = &self.rule {
            found.extend(of.iter().flat_map(Self::all));
        }
        found
    }
}

impl Pathway {
    /// Names of the micro-credentials of this server that it asks for, each once.
    pub fn micro_credentials(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .requirement
            .all()
            .into_iter()
            .filter_map(|requirement| match &requirement.rule {
                Rule::One { achievement: AchievementRef::Here(id), .. } => Some(id.as_str()),
                _ => None,
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// A requirement as it stands in the file.
#[derive(Clone, Debug, Deserialize)]
struct Entry {
    id: String,
    title: String,
    #[serde(default)]
    all_of: Option<Vec<String>>,
    #[serde(default)]
    any_of: Option<Vec<String>>,
    #[serde(default)]
    at_least: Option<usize>,
    #[serde(default)]
    micro_credential: Option<String>,
    #[serde(default)]
    achievement: Option<String>,
    #[serde(default)]
    issuer: Option<String>,
    #[serde(default)]
    credits: Option<f64>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    credentials: Option<u32>,
    #[serde(default)]
    framework: Option<String>,
    #[serde(default)]
    levels: Option<Vec<String>>,
    #[serde(default)]
    field: Option<String>,
    #[serde(default)]
    within_months: Option<u32>,
}

#[derive(Deserialize)]
struct Whole {
    #[serde(flatten)]
    terms: PathwayTerms,
    requires: String,
    requirement: Vec<Entry>,
}

/// What may stand in the file.
pub(super) static SHAPE: &[Field] = &[
    needed("format", Kind::OneOf(&[FORMAT])),
    needed("id", Kind::Name),
    needed("title", Kind::Text),
    needed("description", Kind::Text),
    needed("awarding_body", Kind::Text),
    needed("country", Kind::Country),
    needed("lang", Kind::Language),
    needed("outcomes", Kind::List(&Kind::Text)),
    needed("level", Kind::Table(LEVEL)),
    needed("workload", Kind::Table(WORKLOAD)),
    needed("assessment_type", Kind::Table(TERM)),
    needed("participation", Kind::Table(TERM)),
    needed("quality_assurance", Kind::Text),
    optional("specimen", Kind::Flag),
    optional("specimen_note", Kind::Text),
    needed("requires", Kind::Name),
    needed("requirement", Kind::Tables(REQUIREMENT)),
];

static LEVEL: &[Field] = &common::level(true);

static WORKLOAD: &[Field] = &common::workload(true);

static TERM: &[Field] = &common::term(true);

static REQUIREMENT: &[Field] = &[
    needed("id", Kind::Name),
    needed("title", Kind::Text),
    optional("all_of", Kind::List(&Kind::Name)),
    optional("any_of", Kind::List(&Kind::Name)),
    optional("at_least", Kind::Whole(1, MOST as u32)),
    optional("micro_credential", Kind::Name),
    optional("achievement", Kind::Text),
    optional("issuer", Kind::Text),
    optional("credits", Kind::Above(0.0, 10_000.0)),
    optional("unit", Kind::Text),
    optional("credentials", Kind::Whole(1, 1000)),
    optional("framework", Kind::Text),
    optional("levels", Kind::List(&Kind::Text)),
    optional("field", Kind::Text),
    optional("within_months", Kind::Whole(1, 1200)),
];

/// What a requirement is by: exactly one of these stands in it.
const RULES: [&str; 6] = ["all_of", "any_of", "micro_credential", "achievement", "credits", "credentials"];

/// What may stand beside each of [`RULES`].
const BESIDE: [(&str, &[&str]); 6] = [
    ("at_least", &["any_of"]),
    ("issuer", &["achievement"]),
    ("unit", &["credits"]),
    ("framework", &["credits", "credentials"]),
    ("levels", &["credits", "credentials"]),
    ("field", &["credits", "credentials"]),
];

/// Reads a pathway. `known` are the micro-credentials that there are, where that is known: a name that is none of them is a problem.
///
/// Nothing in the file makes it panic. The pathway is there exactly if there are no errors; warnings keep none from being offered.
pub fn pathway(file: &str, bytes: &[u8], known: Option<&[&str]>) -> (Option<Pathway>, Vec<Problem>) {
    let mut problems = Vec::new();
    let read = read(file, bytes, known, &mut problems).filter(|_| !problems.iter().any(Problem::is_error));
    problems.sort_by_key(|problem| problem.line);
    (read, problems)
}

fn read(file: &str, bytes: &[u8], known: Option<&[&str]>, problems: &mut Vec<Problem>) -> Option<Pathway> {
    let text = front_matter::text(file, bytes).map_err(|problem| problems.push(problem)).ok()?;
    let mut document = Document::read(file, &text, 1, SHAPE);
    problems.append(&mut document.take_problems());
    let whole: Whole = document.parse(&text, problems)?;
    let read = Checked { document: &document, problems, known }.pathway(whole);
    problems.extend(odd::odd(&document));
    read
}

struct Checked<'a> {
    document: &'a Document,
    problems: &'a mut Vec<Problem>,
    known: Option<&'a [&'a str]>,
}

impl Checked<'_> {
    fn error(&mut self, path: &str, value: &str, expected: &str) {
        self.problems.push(Problem::error(&self.document.file, None, path, value, expected).at(self.document.place(path)));
    }

    fn pathway(mut self, whole: Whole) -> Option<Pathway> {
        let Whole { terms, requires, requirement: entries } = whole;
        if terms.outcomes.is_empty() {
            self.error("outcomes", "none", "at least one outcome");
        }
        let document = self.document;
        common::pairs(document, &mut |path, value, expected| self.error(path, value, expected));
        if entries.len() > MOST {
            self.error("requirement", &entries.len().to_string(), &format!("at most {MOST} requirements"));
            return None;
        }
        for (place, entry) in entries.iter().enumerate() {
            self.entry(place, entry);
        }
        let by_id = self.by_id(&entries, &requires)?;
        if !self.problems.is_empty() {
            return None;
        }
        let requirement = self.tree(&entries, &by_id, by_id[requires.as_str()], 1)?;
        Some(Pathway { terms, requirement })
    }

    /// What is wrong with a requirement by itself.
    fn entry(&mut self, place: usize, entry: &Entry) {
        let at = |field: &str| format!("requirement[{place}].{field}");
        let rules: Vec<&str> = RULES.into_iter().filter(|rule| self.document.has(&at(rule))).collect();
        let [rule] = rules[..] else {
            let found = if rules.is_empty() { "none of them".to_owned() } else { rules.join(", ") };
            self.error(&format!("requirement[{place}]"), &found, &format!("exactly one of {}", RULES.join(", ")));
            return;
        };
        for (field, of) in BESIDE {
            if self.document.has(&at(field)) && !of.contains(&rule) {
                self.error(&at(field), &format!("beside {rule}"), &format!("{field} only beside {}", of.join(" or ")));
            }
        }
        if self.document.has(&at("within_months")) && ["all_of", "any_of"].contains(&rule) {
            self.error(&at("within_months"), &format!("beside {rule}"), "within_months where credentials are asked for");
        }
        for (field, with) in [
            ("any_of", "at_least"),
            ("achievement", "issuer"),
            ("credits", "unit"),
            ("framework", "levels"),
            ("levels", "framework"),
        ] {
            if self.document.has(&at(field)) && !self.document.has(&at(with)) {
                self.error(&at(field), "alone", &format!("{field} with {with}"));
            }
        }
        for (field, list) in [("all_of", &entry.all_of), ("any_of", &entry.any_of), ("levels", &entry.levels)] {
            if list.as_ref().is_some_and(Vec::is_empty) {
                self.error(&at(field), "none", "at least one");
            }
        }
        if let (Some(at_least), Some(of)) = (entry.at_least, &entry.any_of)
            && at_least > of.len()
        {
            self.error(&at("at_least"), &at_least.to_string(), &format!("at most the {} that any_of names", of.len()));
        }
        let unknown = |known: &[&str]| entry.micro_credential.clone().filter(|id| !known.contains(&id.as_str()));
        if let Some(id) = self.known.and_then(unknown) {
            self.error(&at("micro_credential"), &id, "the id of a micro-credential that is offered here");
        }
        if let Some(issuer) = entry.issuer.as_ref().filter(|issuer| !(issuer.starts_with("did:") || value::is_uri(issuer))) {
            self.error(&at("issuer"), issuer, "a DID, or an address that begins with https://");
        }
    }

    /// The requirements by their ids, where each is named by exactly one other and the first by none.
    fn by_id<'e>(&mut self, entries: &'e [Entry], requires: &str) -> Option<BTreeMap<&'e str, usize>> {
        let mut by_id = BTreeMap::new();
        for (place, entry) in entries.iter().enumerate() {
            if by_id.insert(entry.id.as_str(), place).is_some() {
                self.error(&format!("requirement[{place}].id"), &entry.id, "an id that no other requirement has");
            }
        }
        if !by_id.contains_key(requires) {
            self.error("requires", requires, "the id of a requirement");
            return None;
        }
        let mut named: BTreeMap<&str, String> = BTreeMap::new();
        named.insert(requires, "requires".to_owned());
        for (place, entry) in entries.iter().enumerate() {
            for (field, list) in [("all_of", &entry.all_of), ("any_of", &entry.any_of)] {
                for (index, id) in list.iter().flatten().enumerate() {
                    let at = format!("requirement[{place}].{field}[{index}]");
                    if !by_id.contains_key(id.as_str()) {
                        self.error(&at, id, "the id of a requirement");
                    } else if let Some(other) = named.get(id.as_str()) {
                        let expected =
                            format!("a requirement that nothing else counts ({other} does), or it would go round or count twice");
                        self.error(&at, id, &expected);
                    } else {
                        named.insert(id, format!("\"{}\"", entry.id));
                    }
                }
            }
        }
        for (place, entry) in entries.iter().enumerate() {
            if !named.contains_key(entry.id.as_str()) {
                let expected = "a requirement that another one counts, or that requires names";
                self.error(&format!("requirement[{place}].id"), &entry.id, expected);
            }
        }
        self.reached(entries, &by_id, by_id[requires]);
        Some(by_id)
    }

    /// Those that only count each other: a circle apart from the rest.
    fn reached(&mut self, entries: &[Entry], by_id: &BTreeMap<&str, usize>, first: usize) {
        let mut reached = vec![false; entries.len()];
        let mut waiting = vec![first];
        while let Some(place) = waiting.pop() {
            if std::mem::replace(&mut reached[place], true) {
                continue;
            }
            let lists = [&entries[place].all_of, &entries[place].any_of];
            waiting.extend(lists.into_iter().flatten().flatten().filter_map(|id| by_id.get(id.as_str()).copied()));
        }
        if !self.problems.is_empty() {
            return;
        }
        for (place, entry) in entries.iter().enumerate().filter(|(place, _)| !reached[*place]) {
            self.error(&format!("requirement[{place}]"), &entry.id, "no requirements that only count each other in a circle");
        }
    }

    fn tree(&mut self, entries: &[Entry], by_id: &BTreeMap<&str, usize>, place: usize, depth: usize) -> Option<Requirement> {
        let entry = &entries[place];
        if depth > DEEPEST {
            self.error(&format!("requirement[{place}]"), &entry.id, &format!("at most {DEEPEST} requirements inside each other"));
            return None;
        }
        let mut below = |ids: &[String]| -> Option<Vec<Requirement>> {
            ids.iter().map(|id| self.tree(entries, by_id, *by_id.get(id.as_str())?, depth + 1)).collect()
        };
        let rule = match entry.clone() {
            Entry { all_of: Some(ids), .. } => Rule::AllOf(below(&ids)?),
            Entry { any_of: Some(ids), at_least: Some(at_least), .. } => Rule::AnyOf { at_least, of: below(&ids)? },
            Entry { micro_credential: Some(id), within_months, .. } => {
                Rule::One { achievement: AchievementRef::Here(id), within_months }
            }
            Entry { achievement: Some(id), issuer: Some(issuer), within_months, .. } => {
                Rule::One { achievement: AchievementRef::Elsewhere { id, issuer }, within_months }
            }
            Entry { credits: Some(amount), unit: Some(unit), framework, levels, field, within_months, .. } => {
                Rule::Sum { amount, unit: Some(unit), filter: Filter { level: framework.zip(levels), field, within_months } }
            }
            Entry { credentials: Some(amount), framework, levels, field, within_months, .. } => Rule::Sum {
                amount: amount.into(),
                unit: None,
                filter: Filter { level: framework.zip(levels), field, within_months },
            },
            _ => return None,
        };
        Some(Requirement { id: entry.id.clone(), title: entry.title.clone(), rule })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"format = "pathway/1"
id = "practice"
title = "Digital practice"
description = "Shows that its holder can do both."
awarding_body = "Institute"
country = "NZ"
lang = "en-NZ"
outcomes = ["Build and teach."]
quality_assurance = "Internal."
level = { framework = "NZQCF", value = "8" }
workload = { hours = 300 }
assessment_type = { text = "Adaptive" }
participation = { text = "Online" }
requires = "all"
"#;

    fn problems(requirements: &str) -> Vec<String> {
        let text = format!("{HEAD}{requirements}");
        let (pathway, problems) = pathway("p.toml", text.as_bytes(), Some(&["software", "teaching"]));
        assert_eq!(pathway.is_some(), problems.is_empty());
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn reads_a_tree_from_a_flat_list() {
        let text = format!(
            "{HEAD}{}",
            r#"[[requirement]]
id = "all"
title = "Both and more"
all_of = ["core", "more"]
[[requirement]]
id = "more"
title = "Credits"
credits = 20
unit = "NZ credits"
framework = "NZQCF"
levels = ["7", "8"]
field = "Computing"
within_months = 60
[[requirement]]
id = "core"
title = "One of"
any_of = ["here", "there"]
at_least = 1
[[requirement]]
id = "here"
title = "Software"
micro_credential = "software"
[[requirement]]
id = "there"
title = "The same elsewhere"
achievement = "https://else.example/a"
issuer = "did:web:else.example"
"#
        );
        let (pathway, problems) = pathway("p.toml", text.as_bytes(), Some(&["software"]));
        assert_eq!(problems, []);
        let pathway = pathway.unwrap();
        let ids: Vec<&str> = pathway.requirement.all().into_iter().map(|requirement| requirement.id.as_str()).collect();
        assert_eq!(ids, ["all", "core", "here", "there", "more"]);
        assert_eq!(pathway.micro_credentials(), ["software"]);
        assert!(
            matches!(&pathway.requirement.rule, Rule::AllOf(of) if matches!(of[1].rule, Rule::Sum { amount, .. } if (amount - 20.0).abs() < 1e-9))
        );
    }

    #[test]
    fn refuses_a_circle_and_names_its_place() {
        let found = problems(
            "[[requirement]]\nid = \"all\"\ntitle = \"A\"\nall_of = [\"b\"]\n[[requirement]]\nid = \"b\"\ntitle = \"B\"\nall_of = [\"all\"]\n",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("p.toml:22:11: requirement[1].all_of[0] = all, expected"), "{found:?}");
        let apart = problems(
            "[[requirement]]\nid = \"all\"\ntitle = \"A\"\nmicro_credential = \"software\"\n[[requirement]]\nid = \"b\"\ntitle = \"B\"\nall_of = [\"c\"]\n\
             [[requirement]]\nid = \"c\"\ntitle = \"C\"\nall_of = [\"b\"]\n",
        );
        assert!(apart.iter().all(|problem| problem.contains("in a circle")) && apart.len() == 2, "{apart:?}");
    }

    #[test]
    fn refuses_names_that_lead_nowhere() {
        let found = problems(
            "[[requirement]]\nid = \"all\"\ntitle = \"A\"\nall_of = [\"b\", \"none\"]\n[[requirement]]\nid = \"b\"\ntitle = \"B\"\nmicro_credential = \"sofware\"\n\
             [[requirement]]\nid = \"idle\"\ntitle = \"C\"\nmicro_credential = \"teaching\"\n",
        );
        let places: Vec<&str> = found.iter().map(|problem| problem.split(", expected").next().unwrap()).collect();
        assert_eq!(
            places,
            [
                "p.toml:18:16: requirement[0].all_of[1] = none",
                "p.toml:22:20: requirement[1].micro_credential = sofware",
                "p.toml:24:6: requirement[2].id = idle"
            ]
        );
    }

    #[test]
    fn refuses_credits_or_a_specimen_without_what_belongs_to_them() {
        let of = |from: &str, to: &str| {
            let entry = "[[requirement]]\nid = \"all\"\ntitle = \"A\"\nmicro_credential = \"software\"\n";
            let text = format!("{}{entry}", HEAD.replacen(from, to, 1));
            let problems = pathway("p.toml", text.as_bytes(), None).1;
            problems.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            of("hours = 300", "hours = 300, credits = 30"),
            ["p.toml:11:12: workload = credits or unit alone, expected credits with their unit, or neither"]
        );
        assert!(of("requires", "specimen = true\nrequires")[0].contains("specimen_note = nothing"));
        assert!(of("requires", "specimen_note = \"x\"\nrequires")[0].contains("no specimen_note without specimen = true"));
        assert!(of("hours = 300", "credits = 30, unit = \"ECTS\"").iter().any(|problem| problem.contains("hours")));
    }

    #[test]
    fn refuses_what_says_two_things_or_half_of_one() {
        let one = |lines: &str| problems(&format!("[[requirement]]\nid = \"all\"\ntitle = \"A\"\n{lines}\n"));
        for (lines, part) in [
            ("", "exactly one of"),
            ("micro_credential = \"software\"\ncredits = 5\nunit = \"ECTS\"", "exactly one of"),
            ("credits = 5", "credits with unit"),
            ("achievement = \"urn:a\"", "achievement with issuer"),
            ("achievement = \"urn:a\"\nissuer = \"else\"", "a DID"),
            ("credentials = 2\nlevels = [\"8\"]", "levels with framework"),
            ("credentials = 2\nframework = \"NZQCF\"\nlevels = []", "at least one"),
            ("micro_credential = \"software\"\nfield = \"X\"", "field only beside"),
            ("any_of = [\"x\"]\nat_least = 2", "at most the 1"),
            ("all_of = []", "at least one"),
        ] {
            let found = one(lines);
            assert!(found.iter().any(|problem| problem.contains(part)), "{lines}: {found:?}");
        }
    }
}
