//! What answers say of the items: classical statistics, with their n.

use serde::{Deserialize, Serialize};

/// All items of a micro-credential's assessment: [`crate::path::STATISTICS`]. Tells keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statistics {
    /// The micro-credential's title.
    pub title: String,
    /// Attempts that the figures rest on.
    pub attempts: usize,
    /// Whether they are those of simulated learners, because nobody else has finished one.
    pub demo: bool,
    /// Fewest answers with which anything is flagged.
    pub fewest: usize,
    /// In the bank's order; those of the credit pool.
    pub items: Vec<ItemRow>,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemRow {
    /// The bank's name of it.
    pub id: String,
    /// The beginning of what is asked, as plain text.
    pub prompt: String,
    /// The learning outcome that it names first.
    pub outcome: String,
    /// Answers, "not learned yet" among them.
    pub n: usize,
    /// Of these "not learned yet".
    pub not_learned: usize,
    /// Learners who saw it and left it.
    pub omitted: usize,
    /// Proportion right (of an item with partial credit the mean share of credit), 0 to 1.
    pub right: Option<f64>,
    /// Its interval of 95 %.
    pub interval: Option<[f64; 2]>,
    /// What the item's difficulty makes one expect of the same learners.
    pub expected: Option<f64>,
    /// Between credit and the ability by all other answers.
    pub discrimination: Option<f64>,
    /// Quartiles of the time it took, in milliseconds.
    pub time: Option<[f64; 3]>,
    /// In how many of the sessions it was given, 0 to 1.
    pub exposure: Option<f64>,
    /// One for each option.
    pub options: Vec<OptionRow>,
    /// What somebody should look at.
    pub flags: Vec<FlagRow>,
    /// What is right now, after corrections; absent where it cannot be corrected here.
    pub key: Option<ItemKey>,
    /// What a key of it is made of.
    pub parts: KeyParts,
    /// Reports by learners that are not decided.
    pub reports: usize,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OptionRow {
    /// The bank's name of it.
    pub id: String,
    /// What it says, as plain text.
    pub text: String,
    /// Whether it is right.
    pub key: bool,
    /// How many chose it.
    pub chosen: usize,
    /// Share of answers.
    pub share: Option<f64>,
    /// Mean ability of those who chose it, in logits.
    pub ability: Option<f64>,
    /// Between choosing it and ability.
    pub point_biserial: Option<f64>,
    /// The share who chose it in the lower, middle and upper third by ability.
    pub thirds: Option<[f64; 3]>,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FlagRow {
    /// Whether the key may be wrong.
    pub key: bool,
    /// The reason, as a sentence.
    pub words: String,
}

/// What a key of an item names, in the words that people know it by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyParts {
    /// How the item is answered.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: engine::bank::file::ItemKind,
    /// Its options: those to choose among, those to put in order, those that fields share.
    pub choices: Vec<ChoiceRow>,
    /// What is to be filled: gaps, or the left sides of a match.
    pub fields: Vec<FieldRow>,
}

/// Something that can be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChoiceRow {
    /// The bank's name of it.
    pub id: String,
    /// What it says, as plain text; empty for a picture.
    pub text: String,
}

/// Something to fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldRow {
    /// The bank's name of it.
    pub id: String,
    /// A left side, or the words around a gap, which is `[…]`; plain text.
    pub label: String,
    /// What it alone can be filled with; empty where it is typed, or where the item's choices are shared.
    pub choices: Vec<ChoiceRow>,
}

/// What is right: an item's key, as the bank has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ItemKey {
    /// These options, by the bank's names, in the item's order.
    Options(Vec<String>),
    /// A number.
    Number {
        /// The right value.
        value: f64,
        /// How far off is still right.
        tolerance: f64,
    },
    /// One of these texts.
    Texts(Vec<String>),
    /// What is right in each field, in the item's order. All of them have to be right for full credit.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Fields(Vec<FieldKey>),
    /// The options, by the bank's names, in this order.
    Order(Vec<String>),
}

/// What is right in one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldKey {
    /// The bank's name of it.
    pub field: String,
    /// One of these options, a number or one of these texts.
    pub key: ItemKey,
}

/// Proposing another key: [`crate::path::CORRECTION_APPLY`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCorrection {
    /// The bank's name of the item.
    pub item: String,
    /// What is right instead.
    pub key: ItemKey,
    /// Why; 1 to 2000 characters, shown to learners whose result changes.
    pub reason: String,
}

/// The corrections of a micro-credential, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Corrections {
    /// The micro-credential's title.
    pub title: String,
    /// They.
    pub corrections: Vec<Correction>,
}

/// How far a correction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CorrectionState {
    /// It can be looked at; it counts for nothing yet.
    Proposed,
    /// It counts.
    Applied,
    /// It was dropped.
    Dropped,
}

/// A correction, with what it does to verdicts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Correction {
    /// For [`crate::path::CORRECTION_APPLY`].
    pub id: String,
    /// The item.
    pub item: String,
    /// What its keys name; absent where the item is in the bank no more.
    pub parts: Option<KeyParts>,
    /// What was right.
    pub old_key: ItemKey,
    /// What is right.
    pub new_key: ItemKey,
    /// Why.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// When (Unix milliseconds).
    pub proposed_at: i64,
    /// Who applied or dropped it.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<i64>,
    /// How far it is.
    pub state: CorrectionState,
    /// What it would do, or has done.
    pub effect: Effect,
}

/// What a correction does to attempts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Effect {
    /// Finished attempts in which the item was answered.
    pub answered: usize,
    /// Those whose score on it changes.
    pub rescored: usize,
    /// Those whose verdict changes.
    pub verdicts: Vec<VerdictChange>,
}

/// An attempt whose verdict changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerdictChange {
    /// The attempt.
    pub attempt: String,
    /// Whose; empty once erased.
    pub learner: String,
    /// Before.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub before: engine::Verdict,
    /// After.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub after: engine::Verdict,
    /// Probability of mastery before.
    pub mastery_before: f64,
    /// After.
    pub mastery_after: f64,
    /// Whether a badge was issued on the verdict of before.
    pub badge: bool,
    /// What was decided of that badge, where something was.
    pub decided: Option<BadgeDecision>,
}

/// What becomes of a badge whose verdict changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BadgeFate {
    /// It stays valid.
    Keep,
    /// It is to be withdrawn.
    Withdraw,
}

/// A decision on a badge, made by a person for one learner: [`crate::path::CORRECTION_BADGE`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BadgeDecision {
    /// What becomes of it.
    pub fate: BadgeFate,
    /// Why; 1 to 2000 characters.
    pub reason: String,
}
