//! A question as a file of any program says it: what the readers of other formats make, and the writers take.
//!
//! Texts for people are HTML that went through the allow-list (`clean`). Where something is filled in inside the text, the
//! text holds `<span data-field="ID"></span>` ([`crate::markers`]).

use std::collections::HashMap;

use crate::statistic::{Measure, Statistic};

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// As in the file; made from title or place where the file has none. Unique in a [`crate::Reading`].
    pub id: String,
    /// A name for people, where the file has one.
    pub title: Option<String>,
    /// In which file of a package it stands.
    pub file: String,
    /// Where it begins, counted from 1; the row in a table.
    pub line: usize,
    /// What is asked: sanitised HTML.
    pub prompt: String,
    /// How it is answered, and what is right.
    pub body: Body,
    /// What it is worth there, where the file says so.
    pub points: Option<f64>,
    /// For everyone, after the answer: sanitised HTML; empty where there is none.
    pub feedback: String,
    /// Tags, keywords, categories.
    pub tags: Vec<String>,
    /// Ids of learning outcomes that the file names.
    pub outcomes: Vec<String>,
    /// A difficulty in logits that the file states.
    pub difficulty: Option<f64>,
    /// What the format calls its type: `multichoice`, `inline_choice`.
    pub named: String,
    /// Whether the options may be shown in any order.
    pub shuffle: bool,
    /// What only QTI says, for those who compare.
    pub qti: Option<Qti>,
    /// What only Assay's own table, or its usage data, says.
    pub stated: Stated,
}

/// What a bank's item says beyond what other programs know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stated {
    /// `practice` or `credit`.
    pub pool: Option<String>,
    /// `draft`, `review`, `pilot`, `operational` or `retired`.
    pub status: Option<String>,
    /// Ids of the options that stay at the end when the others are shuffled.
    pub last: Vec<String>,
    /// What is known of it from answers, as QTI's usage data says it; a difficulty that is only stated is [`Question::difficulty`].
    pub statistics: Vec<Statistic>,
}

impl Stated {
    /// What a measure was found to be; of several the last.
    pub fn statistic(&self, measure: Measure) -> Option<f64> {
        self.statistics.iter().rev().find(|statistic| statistic.measure == measure).map(|statistic| statistic.value)
    }
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// One of several, or any number of them.
    Choice {
        /// In the order of the file.
        options: Vec<Choice>,
        /// Whether more than one may be chosen.
        several: bool,
    },
    /// Whether a statement is true.
    TrueFalse {
        /// Whether it is.
        right: bool,
        /// For those who say that it is true, and for those who say that it is not; sanitised HTML.
        feedback: [String; 2],
    },
    /// A number.
    Number {
        /// What earns how much, the best first.
        answers: Vec<NumberAnswer>,
        /// Shown beside the field.
        unit: Option<String>,
    },
    /// A short text.
    Text {
        /// What earns how much.
        answers: Vec<TextAnswer>,
        /// Whether upper and lower case differ.
        case: bool,
    },
    /// Gaps in the text.
    Gaps {
        /// In the order of the text.
        gaps: Vec<Gap>,
        /// Choices that all gaps share, as in a gap match; empty where each gap has its own or is typed.
        shared: Vec<Choice>,
    },
    /// A partner for each.
    Match {
        /// Left and right; equal texts on the right are one choice. A left text may be empty: its right is a distractor.
        pairs: Vec<(String, String)>,
    },
    /// Things to put in order.
    Order {
        /// In the right order.
        sequence: Vec<String>,
    },
    /// Words in the text to choose; the prompt marks each with its id.
    Hottext {
        /// In the order of the text.
        words: Vec<Choice>,
        /// Whether more than one may be chosen.
        several: bool,
    },
    /// A point on a scale.
    Slider {
        /// The scale's ends.
        range: [f64; 2],
        /// From one point to the next.
        step: f64,
        /// What is right.
        value: f64,
        /// How far off is still right.
        tolerance: f64,
    },
    /// Marked by a person: kept, and never selected by the engine.
    Essay,
    /// Words without a question.
    Description,
    /// Something that is not read, by the name of its type there; named in a problem.
    Unsupported(String),
}

/// Something to choose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// As in the file, or made: `a`, `b`.
    pub id: String,
    /// Sanitised HTML.
    pub text: String,
    /// Percent of the points, from -100 to 100. Of several right ones each its share.
    pub fraction: f64,
    /// For those who choose it; sanitised HTML, or empty.
    pub feedback: String,
}

/// A number that earns something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberAnswer {
    /// The middle.
    pub value: f64,
    /// How far off still counts, both ends included; infinite where every number that is left counts.
    pub tolerance: f64,
    /// The ends, where the file states them instead.
    pub range: Option<[f64; 2]>,
    /// Percent of the points.
    pub fraction: f64,
    /// For those who answer so; sanitised HTML, or empty.
    pub feedback: String,
}

impl NumberAnswer {
    /// Every number from one to another, both included.
    pub fn between(low: f64, high: f64, fraction: f64) -> Self {
        // Without the digits that decimals gain when they are added.
        let tidy = |number: f64| format!("{number:.11e}").parse().unwrap_or(number);
        let (value, tolerance) = (tidy(low.midpoint(high)), tidy(high / 2.0 - low / 2.0));
        Self { value, tolerance, range: Some([tidy(low), tidy(high)]), fraction, feedback: String::new() }
    }

    /// Every number that no other answer takes, as `*` in Moodle.
    pub fn any(fraction: f64, feedback: String) -> Self {
        Self { tolerance: f64::INFINITY, fraction, feedback, ..Self::default() }
    }

    /// Whether it is that.
    pub fn is_any(&self) -> bool {
        self.tolerance.is_infinite()
    }
}

/// A text that earns something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextAnswer {
    /// As typed.
    pub text: String,
    /// Percent of the points.
    pub fraction: f64,
    /// For those who answer so; sanitised HTML, or empty.
    pub feedback: String,
}

/// A gap in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// As in the prompt's marker.
    pub id: String,
    /// How it is filled.
    pub fill: Fill,
    /// Its part of the points, relative to the other gaps.
    pub weight: f64,
}

/// How a gap is filled.
#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    /// From a list of its own.
    Choice(Vec<Choice>),
    /// From the list that all gaps share: the ids that are right.
    Shared(Vec<String>),
    /// By typing a text.
    Text {
        /// What earns how much.
        answers: Vec<TextAnswer>,
        /// Whether upper and lower case differ.
        case: bool,
    },
    /// By typing a number.
    Number(Vec<NumberAnswer>),
}

/// What QTI says beyond a [`Question`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Qti {
    /// Types of the interactions in document order, without the ending: `choice`, `multi`, `inline_choice`.
    pub interactions: Vec<String>,
    /// Response declarations.
    pub responses: Vec<QtiResponse>,
    /// `match_correct`, `map_response`, `map_response_point`, `custom`, `empty`; absent where there is none.
    pub processing: Option<String>,
    /// Whether the item changes while it is answered.
    pub adaptive: bool,
}

/// A response declaration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QtiResponse {
    /// Its identifier.
    pub id: String,
    /// `single`, `multiple`, `ordered` or `record`.
    pub cardinality: String,
    /// `identifier`, `string`, `float`, ...
    pub base_type: Option<String>,
    /// The values of the correct response.
    pub correct: Vec<String>,
    /// Entries of the mapping, key and value, in the order of the file.
    pub mapping: Vec<(String, f64)>,
}

/// Two options that say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Double {
    /// Their places, counted from 0.
    pub(crate) places: [usize; 2],
    /// Whether one earns more than the other: nobody can know which is meant, and one of them is wrong.
    pub(crate) differs: bool,
}

/// Two options of one text, each given with what it earns; those that earn differently before others.
pub(crate) fn doubled<'a>(options: impl Iterator<Item = (&'a str, f64)>) -> Option<Double> {
    let mut first: HashMap<String, (usize, f64)> = HashMap::new();
    let mut found = None;
    // That an option says nothing is told elsewhere.
    for (place, (text, earns)) in options.enumerate().filter(|(_, (text, _))| !text.is_empty()) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (known, other) = *first.entry(text).or_insert((place, earns));
        let differs = (other - earns).abs() > 1e-6;
        if known != place && (differs || found.is_none()) {
            found = Some(Double { places: [known, place], differs });
        }
        if found.is_some_and(|double| double.differs) {
            break;
        }
    }
    found
}

impl Body {
    /// The type's name in reports: one shape of item for each.
    pub fn name(&self) -> &str {
        match self {
            Self::Choice { several: false, .. } => "choice",
            Self::Choice { several: true, .. } => "multi",
            Self::TrueFalse { .. } => "true_false",
            Self::Number { .. } => "numeric",
            Self::Text { .. } => "short_text",
            Self::Gaps { .. } => "cloze",
            Self::Match { .. } => "match",
            Self::Order { .. } => "order",
            Self::Hottext { .. } => "hottext",
            Self::Slider { .. } => "slider",
            Self::Essay => "essay",
            Self::Description => "description",
            Self::Unsupported(name) => name,
        }
    }

    /// How many options, answers, pairs or gaps it has, those of its gaps counted too.
    pub(crate) fn parts(&self) -> usize {
        match self {
            Self::Choice { options: parts, .. } | Self::Hottext { words: parts, .. } => parts.len(),
            Self::Number { answers, .. } => answers.len(),
            Self::Text { answers, .. } => answers.len(),
            Self::Gaps { gaps, shared } => shared.len() + gaps.iter().map(|gap| gap.fill.parts()).sum::<usize>(),
            Self::Match { pairs } => pairs.len(),
            Self::Order { sequence } => sequence.len(),
            Self::TrueFalse { .. } | Self::Slider { .. } | Self::Essay | Self::Description | Self::Unsupported(_) => 0,
        }
    }

    /// Whether the engine can score it.
    pub fn is_scored(&self) -> bool {
        match self {
            Self::Essay | Self::Description | Self::Unsupported(_) => false,
            Self::Gaps { gaps, .. } => !gaps.is_empty() && gaps.iter().all(|gap| gap.fill.has_key()),
            _ => true,
        }
    }
}

impl Fill {
    /// How many options or answers it has, and one for itself.
    fn parts(&self) -> usize {
        1 + match self {
            Self::Choice(options) => options.len(),
            Self::Shared(right) => right.len(),
            Self::Text { answers, .. } => answers.len(),
            Self::Number(answers) => answers.len(),
        }
    }

    /// Whether something earns all of the gap's part.
    pub fn has_key(&self) -> bool {
        match self {
            Self::Choice(choices) => choices.len() > 1 && choices.iter().any(|choice| choice.fraction > 99.0),
            Self::Shared(right) => !right.is_empty(),
            Self::Text { answers, .. } => answers.iter().any(|answer| answer.fraction > 99.0),
            Self::Number(answers) => answers.iter().any(|answer| answer.fraction > 99.0),
        }
    }
}
