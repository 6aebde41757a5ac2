//! A bank as a file says it: what `interchange` reads, what a browser is sent in open delivery, what a digest is taken of.
//!
//! Everything here is as given and may be wrong; [`BankFile::check`] makes a [`Bank`] of it or names every problem.
//! Texts for people are HTML that was sanitised when the bank was read.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Bank, ItemId, LearningOutcome, Metric, Pool};
use crate::check::{Check, that};
use crate::digest::Digest;

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
    /// The code by which people cite it there, as `B.1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// By which standard the framework is published: `CASE`, or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
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
    /// Gaps in the prompt, each filled by one of its choices or by typing.
    Gaps,
    /// A table: each left side gets one of the choices on the right.
    Match,
    /// Putting options in order.
    Order,
    /// Options that are words of the prompt.
    Hottext,
    /// A number on a scale.
    Slider,
    /// A long text, which no machine scores: kept in a bank, never given.
    Essay,
}

impl ItemKind {
    /// Whether the item has `options` among which one or several are chosen.
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::Multiple | Self::Hottext)
    }

    /// Whether the item has `fields` to fill.
    pub const fn has_fields(self) -> bool {
        matches!(self, Self::Gaps | Self::Match)
    }
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
    /// For choices; what is shared by the fields of a match or of gaps; for an order, in the right one.
    pub options: Vec<OptionFile>,
    /// For numeric entry, short text and sliders.
    pub answer: Option<AnswerFile>,
    /// The model and its parameters.
    pub irt: IrtFile,
    /// Gaps and match: what is to be filled, in the order shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldFile>,
    /// Slider: the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<ScaleFile>,
}

impl ItemFile {
    /// Every text that whoever takes it sees: prompt, options, left sides and choices.
    pub fn shown(&self) -> impl Iterator<Item = &str> {
        let sides =
            self.fields.iter().flat_map(|field| field.label.iter().chain(field.choices.iter().map(|choice| &choice.text)));
        std::iter::once(&self.prompt).chain(self.options.iter().map(|option| &option.text)).chain(sides).map(String::as_str)
    }
}

/// What is to be filled: a gap, or the place beside a left side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FieldFile {
    /// Unique in the item.
    pub id: String,
    /// Match: the left side, as sanitised HTML. Gaps have none: the prompt holds `<span data-field="ID"></span>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The choices of this field alone; none where it is typed, or where the item's `options` are shared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceFile>,
    /// Ids of choices that are right, its own or shared ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub right: Vec<String>,
    /// A typed gap: `accept` and `case` for a text, `value` and `tolerance` for a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerFile>,
}

/// One choice of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceFile {
    /// Unique in the field.
    pub id: String,
    /// Sanitised inline HTML, of which a list of choices shows the words.
    pub text: String,
}

/// The scale of a slider.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleFile {
    /// Its lower end.
    pub min: f64,
    /// Its upper end.
    pub max: f64,
    /// From one value to the next.
    pub step: f64,
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
/// An item with one of the last six has been calibrated, and gives partial credit (see [`Item::score`](super::Item::score)).
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
    /// Only what an assessment on `pool` may use: its operational items but essays, and the enemies among them.
    ///
    /// An assessment's digest is taken of this part, so that a learner in open delivery never sees a credit item.
    #[must_use]
    pub fn restricted_to(&self, pool: Pool) -> Self {
        let usable = |item: &&ItemFile| item.pool == pool && item.status == Status::Operational && item.kind != ItemKind::Essay;
        let items: Vec<_> = self.items.iter().filter(usable).cloned().collect();
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
        self.checked::<true>()
    }

    /// The live bank of a file that was checked before: what a server sends to a browser. `None` where there is none to be made.
    pub fn vouched(&self) -> Option<Bank> {
        self.checked::<false>().ok()
    }

    fn checked<const LOOKS: bool>(&self) -> Result<Bank, Vec<Problem>> {
        let mut check = Check::<LOOKS>::default();
        that!(check, self.format == FORMAT, "format", &self.format, FORMAT);
        that!(check, !self.id.is_empty(), "id", &self.id, "a name");
        that!(check, self.d.is_finite() && self.d > 0.0, "D", &self.d, "a number above 0, as 1 or 1.702");
        let sound = self.bank_sd == 0.0 || (0.05..=3.0).contains(&self.bank_sd);
        that!(check, sound, "bank_sd", &self.bank_sd, "0, or 0.05 to 3 logits");

        let mut outcomes = BTreeMap::new();
        for (index, outcome) in self.outcomes.iter().enumerate() {
            let fresh = outcomes.insert(outcome.id.as_str(), index).is_none();
            that!(check, fresh, "outcome.id", &outcome.id, "an id that no other outcome has");
            that!(check, !outcome.text.is_empty(), "outcome.text", &outcome.text, "what a learner can do");
        }
        that!(check, !self.outcomes.is_empty(), "outcome", &"none", "at least one outcome");

        let (mut by_id, mut essays) = (BTreeMap::new(), BTreeSet::new());
        let mut items = Vec::with_capacity(self.items.len());
        for file in &self.items {
            check.item = Some(file.id.clone());
            that!(check, !file.id.is_empty(), "id", &file.id, "a name");
            let mut fresh = !essays.contains(file.id.as_str());
            if file.kind == ItemKind::Essay {
                fresh &= essays.insert(file.id.as_str()) && !by_id.contains_key(file.id.as_str());
            } else {
                // An item with a problem leaves no gap: with one, there is no bank.
                fresh &= by_id.insert(ItemId::from(file.id.as_str()), by_id.len()).is_none();
            }
            that!(check, fresh, "id", &file.id, "an id that no other item has");
            if let Some(item) = file.check(&mut check, &outcomes, Metric { d: self.d }) {
                items.push(item);
            }
        }
        check.item = None;

        let mut enemies = vec![Vec::new(); by_id.len()];
        for set in &self.enemies {
            that!(check, set.items.len() > 1, "enemies.items", &set.items.join(", "), "at least two items");
            let known: Vec<usize> = set
                .items
                .iter()
                .filter_map(|id| {
                    let index = by_id.get(id.as_str()).copied();
                    let known = index.is_some() || essays.contains(id.as_str());
                    that!(check, known, "enemies.items", id, "the id of an item in this bank");
                    index
                })
                .collect();
            for &one in &known {
                enemies[one].extend(known.iter().copied().filter(|&other| other != one));
            }
        }

        let (sets, testlets) = self.check_sets(&mut check, &by_id, &essays, &enemies);

        if !check.problems.is_empty() || items.len() < by_id.len() {
            return Err(check.problems);
        }
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
    }
}
