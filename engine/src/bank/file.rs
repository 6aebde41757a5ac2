//! A bank as a file says it: what `interchange` reads, what a browser is sent in open delivery, what a digest is taken of.
//!
//! Everything here is as given and may be wrong; [`BankFile::check`] makes a [`Bank`] of it or names every problem.
//! Texts for people are HTML that was sanitised when the bank was read.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Bank, Interaction, Item, ItemId, ItemOption, ItemSet, LearningOutcome, Metric, Pool};
use crate::digest::Digest;
use crate::model::{Error as ModelError, Graded, ItemModel, Logistic, MAX_CATEGORIES, Nominal, PartialCredit};
use crate::said::Said;
use crate::score::Key;

/// The version of the format that this build reads and writes.
pub const FORMAT: &str = "bank/1";

/// A whole bank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BankFile {
    /// [`FORMAT`].
    pub format: String,
    /// Stable name of the bank, as `nz.example.sec101`.
    pub id: String,
    /// For people.
    pub title: String,
    /// Of this edition, as `1.0.0`.
    pub version: String,
    /// BCP 47 tag of the items' language.
    pub lang: String,
    /// SPDX name of the licence.
    pub licence: String,
    /// The scaling constant on which `a` is stated: 1 (logistic) or 1.7 or 1.702 (normal metric).
    #[serde(rename = "D")]
    pub d: f64,
    /// Standard deviation, in logits, of an error that all provisional difficulties of this bank share.
    pub bank_sd: f64,
    /// What the bank is about.
    pub outcomes: Vec<OutcomeFile>,
    /// Items of which one session may hold at most one.
    pub enemies: Vec<EnemiesFile>,
    /// Items that share a stimulus.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<SetFile>,
    /// The items.
    pub items: Vec<ItemFile>,
}

/// A learning outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeFile {
    /// As `SD-1`.
    pub id: String,
    /// What a learner can do, beginning with a verb.
    pub text: String,
    /// In a qualifications framework, as `NZQCF 8`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Where other frameworks say the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub align: Vec<AlignmentFile>,
}

/// A link from an outcome to a competency framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlignmentFile {
    /// The framework, as `esco`.
    pub to: String,
    /// The competency's own URI.
    pub uri: String,
    /// How they relate, as `isRelatedTo`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The competency's name there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Items that must not meet in one session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnemiesFile {
    /// Their ids.
    pub items: Vec<String>,
    /// Why, for the author.
    pub why: String,
}

/// Items that share a stimulus and are given together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetFile {
    /// Unique in the bank.
    pub id: String,
    /// What they share: sanitised HTML; pictures are `media/NAME`.
    pub stimulus: String,
    /// Their ids.
    pub items: Vec<String>,
    /// In which order they are given.
    #[serde(default)]
    pub order: SetOrder,
    /// For a testlet, whose number of right answers counts as one response: a model with one category more than it has items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub irt: Option<IrtFile>,
}

/// In which order the items of a set are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetOrder {
    /// The author's.
    #[default]
    Fixed,
    /// The best first.
    Any,
}

/// How an item is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// One of several options.
    Choice,
    /// Any number of options, all or nothing unless the item has a model of several categories.
    Multiple,
    /// A number.
    Numeric,
    /// A short text.
    Text,
}

/// Where an item is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Being reviewed.
    Review,
    /// Given, but not counted.
    Pilot,
    /// Given and counted.
    Operational,
    /// Kept for the record.
    Retired,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemFile {
    /// Unique in the bank.
    pub id: String,
    /// How it is answered.
    pub kind: ItemKind,
    /// Practice or credit.
    pub pool: Pool,
    /// Only operational items are selected.
    pub status: Status,
    /// Outcome ids, at least one.
    pub outcomes: Vec<String>,
    /// Kind of thinking asked for (Bloom), for the author.
    pub bloom: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Show the options in an order of the session's own.
    pub shuffle: bool,
    /// Options that stay at the end.
    pub last: Vec<String>,
    /// How many options the learner is told to choose.
    pub choose: Option<u32>,
    /// What is asked: sanitised HTML; pictures are `media/NAME`.
    pub prompt: String,
    /// For choices.
    pub options: Vec<OptionFile>,
    /// For numeric entry and short text.
    pub answer: Option<AnswerFile>,
    /// The model and its parameters.
    pub irt: IrtFile,
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionFile {
    /// Unique in the item.
    pub id: String,
    /// Sanitised HTML.
    pub text: String,
    /// 1 for the key, 0 for a distractor; what lies between earns its share where the item has a model of several categories, and
    /// nothing where it has not.
    pub weight: f64,
    /// For those who chose it, in practice: sanitised HTML.
    pub feedback: Option<String>,
}

/// What is right, where it is typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerFile {
    /// The right number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// How far off is still right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<f64>,
    /// Shown beside the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The right texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<String>,
    /// Whether upper and lower case differ.
    #[serde(default)]
    pub case: bool,
    /// For practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<String>,
}

/// The item's response model.
///
/// | model | parameters | |
/// | --- | --- | --- |
/// | `1PL` to `4PL` | `a`, `b`, `c`, `d` | right or wrong |
/// | `GRM` | `a`, `thresholds` b_k, rising | graded response |
/// | `MGRM` | `a`, `b`, `thresholds` c_k, falling: b_k = b − c_k | modified graded response |
/// | `PCM`, `GPCM` | `thresholds` d_k, and `a` for the second | partial credit |
/// | `RSM` | `b`, `thresholds` d_k: steps b + d_k | rating scale |
/// | `NRM` | `slopes` and `intercepts` of the categories after the first, whatever the bank's D | nominal response |
///
/// An item with one of the last six has been calibrated, and gives partial credit (see [`Item::score`]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IrtFile {
    /// Its name.
    pub model: String,
    /// Discrimination, on the bank's D.
    #[serde(default = "one")]
    pub a: f64,
    /// Difficulty, in logits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<f64>,
    /// Lower asymptote.
    #[serde(default)]
    pub c: f64,
    /// Upper asymptote.
    #[serde(default = "one")]
    pub d: f64,
    /// One for each category after the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thresholds: Vec<f64>,
    /// One for each category after the first, whose own is 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slopes: Vec<f64>,
    /// One for each category after the first, whose own is 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intercepts: Vec<f64>,
    /// Standard deviation of the true difficulty given this rating; absent or 0 for a calibrated item.
    #[serde(default)]
    pub b_sd: f64,
    /// Where the numbers come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Since when, as `2026-01-20`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
}

impl Default for IrtFile {
    /// A 1PL item of difficulty 0.
    fn default() -> Self {
        Self {
            model: "1PL".to_owned(),
            a: 1.0,
            b: Some(0.0),
            c: 0.0,
            d: 1.0,
            thresholds: Vec::new(),
            slopes: Vec::new(),
            intercepts: Vec::new(),
            b_sd: 0.0,
            source: None,
            on: None,
        }
    }
}

const fn one() -> f64 {
    1.0
}

/// What is wrong with a bank, in the words of its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The item, where one is to blame.
    pub item: Option<String>,
    /// The field, as in the file: `irt.a`, `options`, `outcomes`.
    pub field: String,
    /// What is there.
    pub value: String,
    /// What should be.
    pub expected: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(item) = &self.item {
            write!(f, "item \"{item}\": ")?;
        }
        write!(f, "{} = {}, expected {}", self.field, self.value, self.expected)
    }
}

impl BankFile {
    /// Only what an assessment on `pool` may use: its operational items, and the enemies among them.
    ///
    /// An assessment's digest is taken of this part, so that a learner in open delivery never sees a credit item.
    #[must_use]
    pub fn restricted_to(&self, pool: Pool) -> Self {
        let items: Vec<_> =
            self.items.iter().filter(|item| item.pool == pool && item.status == Status::Operational).cloned().collect();
        // Not collected: that would bring a sort of its own into the browser's download.
        let mut kept = BTreeSet::new();
        kept.extend(items.iter().map(|item| item.id.as_str()));
        let enemies = self
            .enemies
            .iter()
            .map(|set| EnemiesFile {
                items: set.items.iter().filter(|id| kept.contains(id.as_str())).cloned().collect(),
                why: set.why.clone(),
            })
            .filter(|set| set.items.len() > 1)
            .collect();
        let sets = self
            .sets
            .iter()
            .map(|set| SetFile {
                items: set.items.iter().filter(|id| kept.contains(id.as_str())).cloned().collect(),
                // A model of the number of right answers means nothing for part of the items.
                irt: set.irt.clone().filter(|_| set.items.iter().all(|id| kept.contains(id.as_str()))),
                ..set.clone()
            })
            .filter(|set| !set.items.is_empty())
            .collect();
        Self { items: items.clone(), enemies, sets, ..self.clone() }
    }

    /// The live bank.
    ///
    /// # Errors
    /// Every problem at once, each with item, field, value and what was expected.
    pub fn check(&self) -> Result<Bank, Vec<Problem>> {
        let mut check = Check { item: None, problems: Vec::new() };
        check.that(self.format == FORMAT, "format", &self.format, FORMAT);
        check.that(!self.id.is_empty(), "id", &self.id, "a name");
        check.that(self.d.is_finite() && self.d > 0.0, "D", &self.d, "a number above 0, as 1 or 1.702");
        let sound = self.bank_sd == 0.0 || (0.05..=3.0).contains(&self.bank_sd);
        check.that(sound, "bank_sd", &self.bank_sd, "0, or 0.05 to 3 logits");

        let mut outcomes = BTreeMap::new();
        for (index, outcome) in self.outcomes.iter().enumerate() {
            let fresh = outcomes.insert(outcome.id.as_str(), index).is_none();
            check.that(fresh, "outcome.id", &outcome.id, "an id that no other outcome has");
            check.that(!outcome.text.is_empty(), "outcome.text", &outcome.text, "what a learner can do");
        }
        check.that(!self.outcomes.is_empty(), "outcome", &"none", "at least one outcome");

        let mut by_id = BTreeMap::new();
        let mut items = Vec::with_capacity(self.items.len());
        for (index, file) in self.items.iter().enumerate() {
            check.item = Some(file.id.clone());
            check.that(!file.id.is_empty(), "id", &file.id, "a name");
            let fresh = by_id.insert(ItemId::from(file.id.as_str()), index).is_none();
            check.that(fresh, "id", &file.id, "an id that no other item has");
            if let Some(item) = file.check(&mut check, &outcomes, Metric { d: self.d }) {
                items.push(item);
            }
        }
        check.item = None;

        let mut enemies = vec![Vec::new(); self.items.len()];
        for set in &self.enemies {
            check.that(set.items.len() > 1, "enemies.items", &set.items.join(", "), "at least two items");
            let known: Vec<usize> = set
                .items
                .iter()
                .filter_map(|id| {
                    let index = by_id.get(id.as_str()).copied();
                    check.that(index.is_some(), "enemies.items", id, "the id of an item in this bank");
                    index
                })
                .collect();
            for &one in &known {
                enemies[one].extend(known.iter().copied().filter(|&other| other != one));
            }
        }

        let (sets, testlets) = self.check_sets(&mut check, &by_id, &enemies);

        if check.problems.is_empty() {
            Ok(Bank {
                id: self.id.clone(),
                title: self.title.clone(),
                version: self.version.clone(),
                lang: self.lang.clone(),
                outcomes: self
                    .outcomes
                    .iter()
                    .map(|outcome| LearningOutcome { id: outcome.id.clone(), text: outcome.text.clone() })
                    .collect(),
                items,
                by_id,
                enemies,
                sets,
                testlets,
                shared_sd: self.bank_sd,
                digest: Digest::of(self),
            })
        } else {
            Err(check.problems)
        }
    }
}

impl BankFile {
    /// The sets, and the models of those that are scored as one.
    fn check_sets(
        &self,
        check: &mut Check,
        by_id: &BTreeMap<ItemId, usize>,
        enemies: &[Vec<usize>],
    ) -> (Vec<ItemSet>, Vec<ItemModel>) {
        let (mut sets, mut testlets) = (Vec::new(), Vec::new());
        let (mut ids, mut taken) = (BTreeSet::new(), BTreeSet::new());
        for file in &self.sets {
            let place = format!("set {}", file.id);
            check.that(!file.id.is_empty() && ids.insert(&file.id), "set.id", &file.id, "a name that no other set has");
            check.that(!file.stimulus.trim().is_empty(), &format!("{place}: stimulus"), &"", "what its items share");
            check.that(!file.items.is_empty(), &format!("{place}: items"), &"none", "at least one item");
            let mut items = Vec::with_capacity(file.items.len());
            for id in &file.items {
                let position = by_id.get(id.as_str()).copied();
                check.that(position.is_some(), &format!("{place}: items"), id, "the id of an item in this bank");
                let Some(position) = position else { continue };
                check.that(taken.insert(position), &format!("{place}: items"), id, "an item that no other set has");
                let among = enemies[position].iter().find(|enemy| items.contains(*enemy));
                check.that(among.is_none(), &format!("{place}: items"), id, "no two items that are enemies");
                items.push(position);
            }
            let before = check.problems.len();
            let curve = file.irt.as_ref().and_then(|irt| {
                let model = irt.check(check, Metric { d: self.d })?;
                let expected = format!("{} categories, one more than it has items", items.len() + 1);
                check.that(model.categories() == items.len() + 1, &format!("{place}: irt"), &model.categories(), &expected);
                check.that(
                    irt.b_sd == 0.0,
                    &format!("{place}: irt.b_sd"),
                    &irt.b_sd,
                    "0: a testlet is calibrated or not scored as one",
                );
                testlets.push(model);
                Some(self.items.len() + testlets.len() - 1)
            });
            for problem in &mut check.problems[before..] {
                if !problem.field.starts_with("set ") {
                    problem.field = format!("{place}: {}", problem.field);
                }
            }
            let set = ItemSet {
                id: file.id.clone(),
                stimulus: file.stimulus.clone(),
                items,
                ordered: file.order == SetOrder::Fixed,
                curve,
            };
            sets.push(set);
        }
        (sets, testlets)
    }
}

/// Collects problems, so that none hides another.
struct Check {
    item: Option<String>,
    problems: Vec<Problem>,
}

impl Check {
    fn that(&mut self, holds: bool, field: &str, value: &dyn Said, expected: &str) {
        if !holds {
            let value = value.said();
            self.problems.push(Problem {
                item: self.item.clone(),
                field: field.to_owned(),
                value: if value.is_empty() { "nothing".to_owned() } else { value },
                expected: expected.to_owned(),
            });
        }
    }
}

impl ItemFile {
    fn check(&self, check: &mut Check, outcomes: &BTreeMap<&str, usize>, metric: Metric) -> Option<Item> {
        let before = check.problems.len();
        let known: Vec<usize> = self
            .outcomes
            .iter()
            .filter_map(|id| {
                let index = outcomes.get(id.as_str()).copied();
                check.that(index.is_some(), "outcomes", id, "the id of an outcome in bank.toml");
                index
            })
            .collect();
        check.that(!self.outcomes.is_empty(), "outcomes", &"none", "at least one outcome");
        check.that(!self.prompt.trim().is_empty(), "prompt", &"", "a question");

        let model = self.irt.check(check, metric);
        let interaction = match self.kind {
            ItemKind::Choice | ItemKind::Multiple => Some(self.check_options(check, model.as_ref())),
            ItemKind::Numeric | ItemKind::Text => {
                let partial = model.as_ref().is_some_and(|model| model.logistic().is_none());
                check.that(
                    !partial,
                    "irt.model",
                    &self.irt.model,
                    "1PL to 4PL for an answer that is typed: it is right or wrong",
                );
                self.check_typed(check)
            }
        };
        if check.problems.len() > before {
            return None;
        }
        let (interaction, key) = interaction?;
        Some(Item {
            id: ItemId::from(self.id.as_str()),
            prompt: self.prompt.clone(),
            interaction,
            key,
            feedback: self.answer.as_ref().and_then(|answer| answer.feedback.clone()),
            model: model?,
            b_sd: self.irt.b_sd,
            outcomes: known,
        })
    }

    fn check_options(&self, check: &mut Check, model: Option<&ItemModel>) -> (Interaction, Key) {
        let n = self.options.len();
        check.that((2..=26).contains(&n), "options", &n, "2 to 26 options");
        let mut ids = BTreeSet::new();
        for option in &self.options {
            check.that(ids.insert(option.id.as_str()), "options", &option.id, "an option id used once");
            check.that(!option.text.trim().is_empty(), "options", &format!("{{{}}} without text", option.id), "a text");
            check.that(
                (-1.0..=1.0).contains(&option.weight),
                "options",
                &format!("{{{}}} weighs {}", option.id, option.weight.said()),
                "a weight from -1 to 1",
            );
        }
        for id in &self.last {
            check.that(ids.contains(id.as_str()), "last", id, "the id of an option");
        }
        let mut right = BTreeSet::new();
        right.extend(self.options.iter().filter(|option| option.weight >= 1.0).map(|option| option.id.clone()));
        match self.kind {
            ItemKind::Multiple => check.that(!right.is_empty(), "options", &"no option marked [x]", "at least one"),
            _ => check.that(right.len() == 1, "options", &format!("{} options marked [x]", right.len()), "exactly one"),
        }
        if let Some(choose) = self.choose {
            check.that(choose as usize == right.len(), "choose", &choose, "the number of options marked [x]");
        }
        check.that(self.answer.is_none(), "answer", &"present", "no [answer] for an item with options");
        let categories = self.check_categories(check, model, right.len());
        let interaction = Interaction::Options {
            options: self
                .options
                .iter()
                .zip(categories)
                .map(|(option, category)| ItemOption {
                    id: option.id.clone(),
                    text: option.text.clone(),
                    feedback: option.feedback.clone(),
                    last: self.last.contains(&option.id),
                    category,
                })
                .collect(),
            several: self.kind == ItemKind::Multiple,
            choose: self.choose,
            shuffle: self.shuffle,
        };
        (interaction, Key::Options(right))
    }

    /// The category that each option earns when it alone is chosen, where the model has several.
    fn check_categories(&self, check: &mut Check, model: Option<&ItemModel>, right: usize) -> Vec<u8> {
        let mut earned = vec![0; self.options.len()];
        let Some(model) = model.filter(|model| model.logistic().is_none()) else { return earned };
        let top = model.categories() - 1;
        let nominal = matches!(model, ItemModel::Nominal(_));
        if self.kind == ItemKind::Multiple {
            check.that(!nominal, "irt.model", &self.irt.model, "any but NRM for an item of which several options may be chosen");
            let expected = format!("{} categories, one more than there are options marked [x]", right + 1);
            check.that(top == right, "irt.thresholds", &format!("{} categories", top + 1), &expected);
        } else if nominal {
            let n = self.options.len();
            let expected = format!("{} slopes and intercepts, one fewer than there are options", n.saturating_sub(1));
            check.that(top + 1 == n, "irt.slopes", &top, &expected);
            for (category, earned) in earned.iter_mut().enumerate() {
                *earned = category as u8;
            }
        } else {
            for (option, earned) in self.options.iter().zip(&mut earned) {
                // 0.33 is near enough to a third.
                let share = option.weight * top as f64;
                check.that(
                    (0.0..=top as f64).contains(&share) && (share - share.round()).abs() < 0.02,
                    "options",
                    &format!("{{{}}} weighs {}", option.id, option.weight.said()),
                    &format!("a whole multiple of 1/{top}, from 0 to 1, as the model has {} categories", top + 1),
                );
                *earned = share.round() as u8;
            }
        }
        earned
    }

    fn check_typed(&self, check: &mut Check) -> Option<(Interaction, Key)> {
        check.that(self.options.is_empty(), "options", &self.options.len(), "no options for an item with [answer]");
        let Some(answer) = &self.answer else {
            check.that(false, "answer", &"nothing", "an [answer] table");
            return None;
        };
        if self.kind == ItemKind::Numeric {
            let value = answer.value.filter(|value| value.is_finite());
            check.that(value.is_some(), "answer.value", &show(answer.value), "a number");
            let tolerance = answer.tolerance.unwrap_or(0.0);
            let fine = tolerance.is_finite() && tolerance >= 0.0;
            check.that(fine, "answer.tolerance", &tolerance, "0 or more");
            check.that(answer.accept.is_empty(), "answer.accept", &answer.accept.join(", "), "nothing for a numeric item");
            Some((Interaction::Number { unit: answer.unit.clone() }, Key::Number { value: value?, tolerance }))
        } else {
            let texts = !answer.accept.is_empty() && answer.accept.iter().all(|form| !form.trim().is_empty());
            check.that(texts, "answer.accept", &answer.accept.join(", "), "at least one text, none empty");
            check.that(answer.value.is_none(), "answer.value", &show(answer.value), "nothing for a text item");
            Some((Interaction::Text, Key::Text { accept: answer.accept.clone(), case: answer.case }))
        }
    }
}

fn show(value: Option<f64>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| value.said())
}

impl IrtFile {
    /// Where the item stands on the scale, for people: b, and with thresholds their mean; 0 for a nominal item.
    pub fn difficulty(&self) -> f64 {
        let b = self.b.unwrap_or(0.0);
        let thresholds = &self.thresholds;
        if thresholds.is_empty() {
            return b;
        }
        let mean = thresholds.iter().sum::<f64>() / thresholds.len() as f64;
        if self.model == "MGRM" { b - mean } else { b + mean }
    }

    fn check(&self, check: &mut Check, metric: Metric) -> Option<ItemModel> {
        let Self { model, a, b, c, d, b_sd, .. } = self;
        let before = check.problems.len();
        let polytomous = matches!(model.as_str(), "GRM" | "MGRM" | "PCM" | "GPCM" | "RSM" | "NRM");
        let known = polytomous || matches!(model.as_str(), "1PL" | "2PL" | "3PL" | "4PL");
        check.that(known, "irt.model", model, "1PL, 2PL, 3PL, 4PL, GRM, MGRM, PCM, GPCM, RSM or NRM");
        check.that(a.is_finite() && *a > 0.0 && *a <= 10.0, "irt.a", a, "a > 0, at most 10");
        match b {
            Some(b) => check.that(b.is_finite() && b.abs() <= 10.0, "irt.b", b, "-10 to 10 logits"),
            None => check.that(polytomous && model != "MGRM" && model != "RSM", "irt.b", &"", "a number from -10 to 10"),
        }
        check.that((0.0..1.0).contains(c), "irt.c", c, "0 ≤ c < 1");
        check.that(*d > 0.0 && *d <= 1.0, "irt.d", d, "0 < d ≤ 1");
        check.that(c < d, "irt.c", c, "c < d");
        check.that((0.0..=3.0).contains(b_sd), "irt.b_sd", b_sd, "0 to 3 logits");
        let same = |given: f64, plain: f64| given.to_bits() == plain.to_bits();
        match model.as_str() {
            "1PL" => check.that(
                same(*a, 1.0) && same(*c, 0.0) && same(*d, 1.0),
                "irt.model",
                model,
                "2PL to 4PL where a, c or d is stated",
            ),
            "2PL" => check.that(same(*c, 0.0) && same(*d, 1.0), "irt.model", model, "3PL or 4PL where c or d is stated"),
            "3PL" => check.that(same(*d, 1.0), "irt.model", model, "4PL where d is stated"),
            _ => {}
        }
        if known {
            self.check_lists(check, polytomous);
        }
        if check.problems.len() > before {
            return None;
        }
        let made = if polytomous {
            self.polytomous(metric)
        } else {
            Logistic::new(metric.fold(*a), b.unwrap_or(0.0), *c, *d).map(ItemModel::from)
        };
        // What is left are thresholds in the wrong order.
        made.map_err(|ModelError::OutOfRange { value, .. }| {
            let order = if model == "MGRM" { "thresholds that fall" } else { "thresholds that rise" };
            check.that(false, "irt.thresholds", &value, order);
        })
        .ok()
    }

    /// The parameters of several categories: those that the model has, and no others.
    fn check_lists(&self, check: &mut Check, polytomous: bool) {
        let model = self.model.as_str();
        let nominal = model == "NRM";
        let (thresholds, lines) = (polytomous && !nominal, nominal);
        let lists = [
            ("thresholds", &self.thresholds, thresholds, 10.0),
            ("slopes", &self.slopes, lines, 10.0),
            ("intercepts", &self.intercepts, lines, 50.0),
        ];
        for (name, values, has, bound) in lists {
            let field = format!("irt.{name}");
            if has {
                let few = format!("1 to {} numbers, one for each category after the first", MAX_CATEGORIES - 1);
                check.that((1..MAX_CATEGORIES).contains(&values.len()), &field, &values.len(), &few);
                for value in values {
                    check.that(
                        value.is_finite() && value.abs() <= bound,
                        &field,
                        value,
                        &format!("numbers from -{bound} to {bound}", bound = bound.said()),
                    );
                }
            } else {
                check.that(values.is_empty(), &field, &format!("{} numbers", values.len()), &format!("no {name} in a {model}"));
            }
        }
        if polytomous {
            let Self { a, b, c, d, b_sd, .. } = self;
            let same = |given: f64, plain: f64| given.to_bits() == plain.to_bits();
            check.that(same(*c, 0.0), "irt.c", c, &format!("no c in a {model}"));
            check.that(same(*d, 1.0), "irt.d", d, &format!("no d in a {model}"));
            check.that(*b_sd == 0.0, "irt.b_sd", b_sd, "0: only what was calibrated has a model of several categories");
            if matches!(model, "PCM" | "RSM" | "NRM") {
                check.that(same(*a, 1.0), "irt.a", a, &format!("no a in a {model}"));
            }
            if matches!(model, "GRM" | "PCM" | "GPCM" | "NRM") {
                check.that(b.is_none(), "irt.b", &show(*b), &format!("no b in a {model}"));
            }
        }
        if nominal {
            check.that(self.slopes.len() == self.intercepts.len(), "irt.intercepts", &self.intercepts.len(), "as many as slopes");
            check.that(self.slopes.iter().any(|slope| *slope != 0.0), "irt.slopes", &"all 0", "at least one other than 0");
        }
    }

    fn polytomous(&self, metric: Metric) -> Result<ItemModel, ModelError> {
        let Self { model, a, thresholds, .. } = self;
        let (a, b) = (metric.fold(*a), self.b.unwrap_or(0.0));
        Ok(match model.as_str() {
            "GRM" => Graded::new(a, thresholds.clone())?.into(),
            "MGRM" => Graded::modified(a, b, thresholds)?.into(),
            "RSM" => PartialCredit::rating_scale(a, b, thresholds)?.into(),
            "NRM" => Nominal::new(self.slopes.clone(), self.intercepts.clone())?.into(),
            _ => PartialCredit::new(a, thresholds.clone())?.into(),
        })
    }
}
