//! A sealed session as its learner sees it: blocks of items under opaque names, answers up, the next block down.

use engine::Answer;
use serde::{Deserialize, Serialize};

use crate::outcome::OutcomeView;

/// How far an attempt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AttemptState {
    /// Items are waiting.
    Running,
    /// The clock stands and the items are hidden.
    Paused,
    /// There is a result.
    Finished,
}

/// Everything that the player shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttemptView {
    /// Of the attempt; random.
    pub id: String,
    /// Of the assessment.
    pub title: String,
    /// BCP 47 tag of the items' language.
    pub lang: String,
    /// The sequence number that the next event must carry.
    pub seq: u64,
    /// How far it is.
    pub state: AttemptState,
    /// The items to answer now; absent while paused and when finished.
    pub block: Option<BlockView>,
    /// How much is done.
    pub progress: Progress,
    /// Milliseconds left; absent if there is no limit.
    pub time_left: Option<u64>,
}

/// How much of the test is done: a range, because an adaptive test does not know its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// Items handed in.
    pub done: usize,
    /// It ends no earlier than after so many.
    pub minimum: usize,
    /// And no later than after so many.
    pub maximum: usize,
}

/// The items of one block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlockView {
    /// From 1.
    pub number: usize,
    /// One to a few.
    pub items: Vec<ItemView>,
    /// What neighbours among them share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stimuli: Vec<StimulusView>,
}

impl BlockView {
    /// What the item at this place shares with its neighbours.
    pub fn stimulus(&self, index: usize) -> Option<&StimulusView> {
        self.stimuli.iter().find(|stimulus| index.wrapping_sub(stimulus.first) < stimulus.items)
    }
}

/// A text or a picture that is shown above the items that are about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StimulusView {
    /// Sanitised HTML.
    pub text: String,
    /// The place in the block of the first item that it belongs to, from 0.
    pub first: usize,
    /// How many items it belongs to, in a row.
    pub items: usize,
}

/// An item to answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemView {
    /// Its name in this session.
    pub name: String,
    /// What is asked: sanitised HTML.
    pub prompt: String,
    /// How it is answered.
    pub interaction: InteractionView,
    /// What the learner has answered so far, with the options' names in this session.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub answer: Option<Answer>,
    /// Whether the learner said "I have not learned this yet".
    pub not_learned: bool,
}

/// How an item is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum InteractionView {
    /// By choosing.
    Options {
        /// In the order to show.
        options: Vec<OptionView>,
        /// Whether more than one may be chosen.
        several: bool,
        /// How many to choose, where that is told.
        choose: Option<u32>,
    },
    /// By typing a number.
    Number {
        /// Shown beside the field.
        unit: Option<String>,
    },
    /// By typing a short text.
    Text,
    /// By filling each field: a gap, whose place in the prompt is a `<span data-field="NAME"></span>`, or what stands beside a label.
    Fields {
        /// In the order to show.
        fields: Vec<FieldView>,
    },
    /// By putting options in order.
    Order {
        /// In the order to begin with.
        options: Vec<OptionView>,
    },
    /// By choosing words of the prompt: each option's words are in a `<span data-field="NAME">` there.
    Hottext {
        /// In the order of the text.
        options: Vec<OptionView>,
        /// Whether more than one may be chosen.
        several: bool,
        /// How many to choose, where that is told.
        choose: Option<u32>,
    },
    /// By choosing a number on a scale.
    Slider {
        /// Its lower end.
        min: f64,
        /// Its upper end.
        max: f64,
        /// From one value to the next.
        step: f64,
        /// Shown beside the number.
        unit: Option<String>,
    },
}

/// Something to fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldView {
    /// Its name in this session.
    pub name: String,
    /// What stands beside it: sanitised HTML. Without one, its place is in the prompt.
    pub label: Option<String>,
    /// What to choose from, in the order to show; nothing where it is typed.
    pub choices: Vec<OptionView>,
    /// What to type.
    pub typed: Option<TypedView>,
}

/// What is typed into a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TypedView {
    /// A number.
    Number {
        /// Shown beside the field.
        unit: Option<String>,
    },
    /// A short text.
    Text,
}

/// An option to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OptionView {
    /// Its name in this session.
    pub name: String,
    /// Sanitised HTML.
    pub text: String,
}

/// Something that the learner did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventRequest {
    /// [`AttemptView::seq`] of the view that it was done in.
    pub seq: u64,
    /// What.
    pub action: ActionRequest,
}

/// What a learner can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActionRequest {
    /// Answer an item of the block, or change its answer.
    Answer {
        /// The item's name in this session.
        item: String,
        /// With the options' names in this session.
        #[cfg_attr(feature = "openapi", schema(value_type = Object))]
        answer: Answer,
    },
    /// Say "I have not learned this yet".
    NotLearned {
        /// The item's name in this session.
        item: String,
    },
    /// Hand the block in; every item must be answered.
    HandIn,
    /// Stop the clock and hide the items.
    Pause,
    /// Go on.
    Resume,
    /// End the session here.
    End,
}

/// What a finished attempt came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttemptResult {
    /// Of the assessment.
    pub title: String,
    /// The micro-credential's id.
    pub micro_credential: String,
    /// The finding.
    pub outcome: OutcomeView,
    /// What became of the badge.
    pub badge: BadgeState,
    /// Why the badge does not hold, in words for the learner alone, where it does not.
    pub badge_reason: Option<String>,
    /// Why it is only a specimen, where it is.
    pub specimen_note: Option<String>,
    /// Whether a public page exists now, and where.
    pub shared: Option<Shared>,
    /// When another attempt may begin (Unix milliseconds), where one may.
    pub next_attempt_at: Option<i64>,
    /// What a corrected key changed, where one was corrected.
    pub correction: Option<ResultCorrection>,
}

/// That a key was wrong, and what that changed. The finding beside it is by the right keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResultCorrection {
    /// The verdict by the keys of then.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub before: engine::Verdict,
    /// Why keys were corrected.
    pub reasons: Vec<String>,
    /// Why the badge is to be withdrawn, where a person decided so.
    pub withdrawn: Option<String>,
}

/// What became of the badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BadgeState {
    /// Not earned.
    None,
    /// Earned; a tutor has yet to confirm who sat in the seat.
    AwaitingConfirmation,
    /// Earned; the invigilator has yet to sign the sitting off.
    AwaitingSignOff,
    /// Earned by the answers, but the invigilator does not vouch for how they were given.
    NotVouched,
    /// Signed, at [`crate::path::ATTEMPT_CREDENTIAL`].
    Issued,
    /// Signed, and it does not hold for the moment.
    Suspended,
    /// Signed, and it holds no more.
    Withdrawn,
}

impl BadgeState {
    /// Whether it was signed, whatever became of it since.
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::Issued | Self::Suspended | Self::Withdrawn)
    }
}

/// How a badge is to be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShareRequest {
    /// Whether the public page shows the learner's name.
    pub show_name: bool,
}

/// Where a shared badge is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Shared {
    /// The page's whole address.
    pub url: String,
    /// Whether it shows the learner's name.
    pub show_name: bool,
}
