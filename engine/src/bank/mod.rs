//! The bank: items with their models and keys, checked once and true from then on.

pub mod file;

mod fields;
mod irt;
mod item;
mod places;
mod sets;

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::model::ItemModel;
use crate::score::{self, Answer, Key, Score};
use crate::seed::Seed;
pub use places::{fields_in, with_fields};

/// The name of an item, unique in its bank; cheap to copy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(Arc<str>);

impl ItemId {
    /// As written in the bank.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ItemId {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Borrow<str> for ItemId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an item may be used for: never both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pool {
    /// Open to everyone, with its key.
    Practice,
    /// For awards.
    Credit,
}

/// The metric on which a file states its discriminations. It is folded into them here and nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// 1 for the logistic metric, 1.7 or 1.702 for the normal one.
    pub d: f64,
}

impl Metric {
    /// A discrimination on the logistic metric: D a.
    pub fn fold(self, a: f64) -> f64 {
        self.d * a
    }
}

/// Something that a learner can do, which items show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearningOutcome {
    /// As `SD-1`.
    pub id: String,
    /// Beginning with a verb.
    pub text: String,
}

/// How the learner answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Interaction {
    /// By choosing.
    Options {
        /// In the author's order.
        options: Vec<ItemOption>,
        /// Whether more than one may be chosen.
        several: bool,
        /// How many the learner is told to choose.
        choose: Option<u32>,
        /// Whether a session shows them in an order of its own.
        shuffle: bool,
        /// Whether they are words of the prompt ([`fields_in`]).
        in_text: bool,
    },
    /// By typing a number.
    Number {
        /// Shown beside the field.
        unit: Option<String>,
    },
    /// By typing a short text.
    Text,
    /// By filling what stands in the prompt ([`fields_in`]) or beside left sides.
    Fields {
        /// In the order shown.
        fields: Vec<Field>,
        /// Whether a session shows the choices in an order of its own.
        shuffle: bool,
    },
    /// By putting options in order.
    Order {
        /// In the right order, in which no session shows them but by chance.
        options: Vec<ItemOption>,
    },
    /// By choosing a number on a scale.
    Slider {
        /// From where to where.
        scale: Scale,
        /// Shown beside the number.
        unit: Option<String>,
    },
}

/// What is to be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Unique in the item.
    pub id: String,
    /// The left side, as sanitised HTML, where it has one; otherwise the prompt has its place.
    pub label: Option<String>,
    /// With what.
    pub entry: Entry,
}

/// How a field is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// By one of these.
    Choices {
        /// In the author's order.
        options: Vec<ItemOption>,
        /// Whether they are the same for several fields, and so shown in the same order.
        shared: bool,
    },
    /// By typing a number.
    Number {
        /// Shown beside the field.
        unit: Option<String>,
    },
    /// By typing a short text.
    Text,
}

/// The scale of a slider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Its lower end.
    pub min: f64,
    /// Its upper end.
    pub max: f64,
    /// From one value to the next.
    pub step: f64,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemOption {
    /// Unique in the item.
    pub id: String,
    /// Sanitised HTML.
    pub text: String,
    /// For those who chose it, in practice.
    pub feedback: Option<String>,
    /// Stays at the end when shuffled.
    pub last: bool,
    /// What choosing it earns, where one option is chosen and the item's model has several categories.
    pub category: u8,
}

impl ItemOption {
    /// One that earns nothing by itself.
    fn plain(id: &str, text: &str) -> Self {
        Self { id: id.to_owned(), text: text.to_owned(), feedback: None, last: false, category: 0 }
    }
}

/// An item, right by construction.
#[derive(Clone, Debug)]
pub struct Item {
    /// Unique in the bank.
    pub id: ItemId,
    /// Sanitised HTML; pictures are `media/NAME`.
    pub prompt: String,
    /// How it is answered.
    pub interaction: Interaction,
    /// What is right.
    pub key: Key,
    /// For practice, where the answer is typed.
    pub feedback: Option<String>,
    /// What an answer says about ability.
    pub model: ItemModel,
    /// Standard deviation of the true difficulty given the stated one; 0 where it was measured.
    pub b_sd: f64,
    /// Indices of the bank's outcomes that it shows.
    pub outcomes: Vec<usize>,
}

impl Item {
    /// The options in the order in which the session with this seed shows them: the author's, or a random one in which the
    /// options marked `last` stay behind. Empty for what has no options of the whole item.
    pub fn option_order(&self, seed: &Seed) -> Vec<&ItemOption> {
        match &self.interaction {
            Interaction::Options { options, shuffle, .. } => self.shown(options, *shuffle, "", seed),
            Interaction::Order { options } => self.shown(options, true, "", seed),
            _ => Vec::new(),
        }
    }

    /// The choices of a field in the order in which the session with this seed shows them, as [`Self::option_order`].
    pub fn choice_order<'a>(&'a self, field: &'a Field, seed: &Seed) -> Vec<&'a ItemOption> {
        let (Entry::Choices { options, shared }, Interaction::Fields { shuffle, .. }) = (&field.entry, &self.interaction) else {
            return Vec::new();
        };
        self.shown(options, *shuffle, if *shared { "" } else { &field.id }, seed)
    }

    /// The field of this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        let Interaction::Fields { fields, .. } = &self.interaction else { return None };
        fields.iter().find(|field| field.id == id)
    }

    fn shown<'a>(&self, options: &'a [ItemOption], shuffle: bool, field: &str, seed: &Seed) -> Vec<&'a ItemOption> {
        let (last, first): (Vec<_>, Vec<_>) = options.iter().partition(|option| option.last);
        if !shuffle {
            return first.into_iter().chain(last).collect();
        }
        // A stream named by the item and its field, so that its order does not depend on when it is shown. No id holds what parts them.
        let mut name = self.id.as_str().to_owned();
        if !field.is_empty() {
            name.push('\n');
            name.push_str(field);
        }
        let name = Digest::of_bytes(name.as_bytes());
        let stream = u64::from_le_bytes(name.bytes()[..8].try_into().expect("a digest has 32 bytes"));
        let order = seed.stream(stream).permutation(first.len());
        order.into_iter().map(|index| first[index]).chain(last).collect()
    }

    /// The category that an answer earns.
    ///
    /// All or nothing until the item has a calibrated model of several categories. With one: the chosen option's weight times the
    /// highest category; where several may be chosen, the right ones less the wrong ones, and never less than none; the number of
    /// fields filled right; in a nominal model, the option's place in the author's order. An answer that chooses nothing, or of the wrong kind, earns as
    /// [`Self::no_answer`].
    pub fn score(&self, answer: &Answer) -> Score {
        if self.model.logistic().is_some() {
            return self.key.score(answer);
        }
        if let (Key::Fields(keys), Answer::Fields(given)) = (&self.key, answer) {
            return Score::of(score::right_fields(keys, given));
        }
        let (Interaction::Options { options, several, .. }, Key::Options(key), Answer::Options(chosen)) =
            (&self.interaction, &self.key, answer)
        else {
            return self.no_answer();
        };
        if *several {
            let right = chosen.intersection(key).count();
            return Score::new(right.saturating_sub(chosen.len() - right) as u8);
        }
        let one = options.iter().find(|option| chosen.len() == 1 && chosen.contains(&option.id));
        one.map_or_else(|| self.no_answer(), |option| Score::new(option.category))
    }

    /// What no answer earns: nothing. A nominal model has no category for it; it counts as the option of the lowest slope, which
    /// says the least ability.
    pub fn no_answer(&self) -> Score {
        let ItemModel::Nominal(model) = &self.model else { return Score::WRONG };
        let mut lowest = (0, 0.0);
        for (k, slope) in model.slopes().iter().enumerate() {
            if *slope < lowest.1 {
                lowest = (k + 1, *slope);
            }
        }
        Score::new(lowest.0 as u8)
    }

    /// Whether a score is full credit: the highest category, and in a nominal model that of the key.
    pub fn is_right(&self, score: Score) -> bool {
        match (&self.model, &self.interaction, &self.key) {
            (ItemModel::Logistic(_), ..) => score.is_right(),
            (ItemModel::Nominal(_), Interaction::Options { options, .. }, Key::Options(key)) => {
                options.get(score.category()).is_some_and(|option| key.contains(&option.id))
            }
            _ => score.category() + 1 >= self.model.categories(),
        }
    }

    /// An answer that earns full credit or none: for simulated examinees.
    pub fn answer_worth(&self, right: bool) -> Answer {
        match (&self.key, &self.interaction) {
            (Key::Options(key), _) if right => Answer::Options(key.clone()),
            (Key::Options(key), Interaction::Options { options, several: false, .. }) => {
                Answer::Options(options.iter().map(|option| option.id.clone()).find(|id| !key.contains(id)).into_iter().collect())
            }
            (Key::Options(_), _) => Answer::Options(BTreeSet::new()),
            (Key::Number { value, .. }, _) => Answer::Text(if right { value.to_string() } else { String::new() }),
            (Key::Text { accept, .. }, _) => Answer::Text(accept.first().filter(|_| right).cloned().unwrap_or_default()),
            (Key::Fields(keys), _) => fields_worth(keys, if right { keys.len() } else { 0 }),
            (Key::Order(order), _) if right => Answer::Order(order.clone()),
            (Key::Order(order), _) => Answer::Order(order.iter().rev().cloned().collect()),
        }
    }

    /// An answer that earns this score: for simulated examinees. Where no option is worth exactly that, the most that is below it.
    pub fn answer_of(&self, score: Score) -> Answer {
        if self.model.logistic().is_some() {
            return self.answer_worth(score.is_right());
        }
        if let Key::Fields(keys) = &self.key {
            return fields_worth(keys, score.category());
        }
        let (Interaction::Options { options, several, .. }, Key::Options(key)) = (&self.interaction, &self.key) else {
            return self.answer_worth(self.is_right(score));
        };
        let ids = options.iter().map(|option| option.id.clone());
        if *several {
            return Answer::Options(ids.filter(|id| key.contains(id)).take(score.category()).collect());
        }
        let mut best: Option<&ItemOption> = None;
        for option in options.iter().filter(|option| usize::from(option.category) <= score.category()) {
            if best.is_none_or(|best| option.category > best.category) {
                best = Some(option);
            }
        }
        Answer::Options(best.map(|option| option.id.clone()).into_iter().collect())
    }
}

/// An answer that fills so many fields right and leaves the others open.
fn fields_worth(keys: &[(String, Key)], right: usize) -> Answer {
    let mut given = BTreeMap::new();
    for (field, key) in &keys[..right.min(keys.len())] {
        let value = match key {
            Key::Number { value, .. } => value.to_string(),
            Key::Text { accept, .. } => accept.first().cloned().unwrap_or_default(),
            _ => String::new(),
        };
        given.insert(field.clone(), value);
    }
    Answer::Fields(given)
}

/// Items that share a stimulus: a text, a picture, a case. They are given together or not at all.
#[derive(Clone, Debug)]
pub struct ItemSet {
    /// Unique in the bank.
    pub id: String,
    /// Sanitised HTML, shown above its items; pictures are `media/NAME`.
    pub stimulus: String,
    /// Positions of its items, in the author's order.
    pub items: Vec<usize>,
    /// Whether they are given in the author's order; otherwise the best first.
    pub ordered: bool,
    /// A testlet: the place among the bank's [`Bank::curves`] of the model by which the number of right answers counts as one
    /// response (Wainer and Kiely 1987, doi:10.1111/j.1745-3984.1987.tb00274.x), so that what its items have in common does not count
    /// several times.
    pub curve: Option<usize>,
}

/// A curve that answers are held against.
#[derive(Clone, Debug)]
pub struct ResponseCurve {
    /// Its model.
    pub model: ItemModel,
    /// Standard deviation of its true difficulty given the stated one; 0 where it was measured.
    pub b_sd: f64,
}

/// A checked bank. Made by [`file::BankFile::check`].
#[derive(Clone, Debug)]
pub struct Bank {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) lang: String,
    pub(crate) outcomes: Vec<LearningOutcome>,
    pub(crate) items: Vec<Item>,
    pub(crate) by_id: BTreeMap<ItemId, usize>,
    pub(crate) enemies: Vec<Vec<usize>>,
    pub(crate) sets: Vec<ItemSet>,
    pub(crate) testlets: Vec<ItemModel>,
    pub(crate) shared_sd: f64,
    pub(crate) digest: Digest,
}

impl Bank {
    /// Stable name.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// For people.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Of this edition.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Language of the items (BCP 47).
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// What it is about.
    pub fn outcomes(&self) -> &[LearningOutcome] {
        &self.outcomes
    }

    /// In the order of the file, which breaks every tie.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The item of this name.
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.position(id).map(|index| &self.items[index])
    }

    /// Where the item of this name stands.
    pub fn position(&self, id: &ItemId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Items that must not meet this one in a session.
    pub fn enemies(&self, position: usize) -> &[usize] {
        &self.enemies[position]
    }

    /// Items that are given together.
    pub fn sets(&self) -> &[ItemSet] {
        &self.sets
    }

    /// The set that this item belongs to.
    pub fn set_of(&self, position: usize) -> Option<&ItemSet> {
        self.sets.iter().find(|set| set.items.contains(&position))
    }

    /// Everything that a response may be held against: the items in their order, then the sets that are scored as one.
    pub fn curves(&self) -> Vec<ResponseCurve> {
        let items = self.items.iter().map(|item| ResponseCurve { model: item.model.clone(), b_sd: item.b_sd });
        items.chain(self.testlets.iter().map(|model| ResponseCurve { model: model.clone(), b_sd: 0.0 })).collect()
    }

    /// Standard deviation of the error that all provisional difficulties share.
    pub fn bank_sd(&self) -> f64 {
        self.shared_sd
    }

    /// Of the file that it was made from.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}
