//! What is known of an item: figures, each with where it was found. docs/FORMATS.md has the glossary of their names.

/// What a statistic of an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// The proportion of its points that those who answered it earned.
    P,
    /// The correlation of the score on the item with the score on the rest.
    R,
    /// How many answered it.
    N,
    /// The discrimination, on the logistic metric: D = 1.
    A,
    /// The difficulty, in logits.
    B,
    /// The lower asymptote: the chance of those who know nothing.
    C,
    /// The upper asymptote: the chance of those who know everything.
    D,
}

impl Measure {
    /// Its name in a file.
    pub fn name(self) -> &'static str {
        match self {
            Self::P => "p",
            Self::R => "r",
            Self::N => "n",
            Self::A => "a",
            Self::B => "b",
            Self::C => "c",
            Self::D => "d",
        }
    }

    /// The measure that a file's name means. Others' files have names of their own for the parameters of a curve.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().replace(['-', ' '], "_").as_str() {
            "p" | "p_value" => Some(Self::P),
            "r" | "item_rest_correlation" => Some(Self::R),
            "n" => Some(Self::N),
            "a" | "irt_a" | "discrimination_a" => Some(Self::A),
            "b" | "irt_b" | "difficulty_b" | "rasch_b" | "rasch_difficulty" => Some(Self::B),
            "c" | "irt_c" | "guessing_c" => Some(Self::C),
            "d" | "irt_d" => Some(Self::D),
            _ => None,
        }
    }

    /// Whether it can be this: the bounds of a, b, c and d are those of a bank.
    pub fn can_be(self, value: f64) -> bool {
        match self {
            Self::P => (0.0..=1.0).contains(&value),
            Self::R => (-1.0..=1.0).contains(&value),
            Self::N => value >= 0.0 && value.fract() == 0.0,
            Self::A => value > 0.0 && value <= 10.0,
            Self::B => value.abs() <= 10.0,
            Self::C => (0.0..1.0).contains(&value),
            Self::D => value > 0.0 && value <= 1.0,
        }
    }

    /// What it can be, in words.
    pub(crate) fn range(self) -> &'static str {
        match self {
            Self::P => "a number from 0 to 1",
            Self::R => "a number from -1 to 1",
            Self::N => "a whole number, 0 or more",
            Self::A => "a number above 0, at most 10",
            Self::B => "a number from -10 to 10, in logits",
            Self::C => "a number from 0 to less than 1",
            Self::D => "a number above 0, at most 1",
        }
    }
}

/// Where a figure was found that nobody measured.
pub const STATED: &str = "stated";

/// A statistic of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistic {
    /// What it is.
    pub measure: Measure,
    /// On the measure's own scale.
    pub value: f64,
    /// Where it is known.
    pub standard_error: Option<f64>,
    /// How many answered.
    pub cases: u64,
    /// Where it was found: an identifier, as `pilot-1`; [`STATED`] where nobody measured it, or nobody says.
    pub context: String,
    /// The day, as `2026-03-14`; none where that is not known.
    pub on: Option<String>,
}

impl Statistic {
    /// Whether somebody measured it: a figure of which nobody says where it was found counts as [`STATED`].
    pub fn is_measured(&self) -> bool {
        !matches!(self.context.trim(), "" | STATED)
    }

    /// A figure that nobody measured.
    pub fn stated(measure: Measure, value: f64) -> Self {
        Self { measure, value, standard_error: None, cases: 0, context: STATED.to_owned(), on: None }
    }
}
