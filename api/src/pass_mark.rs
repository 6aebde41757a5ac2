//! Pass marks: studies in which judges say what the borderline learner would do, what comes of them, and blueprints as they are
//! written.

use engine::bank::file::BankFile;
use engine::blueprint::file::BlueprintFile;
use engine::cut_score::CutScore;
use engine::simulate::Retake;
use serde::{Deserialize, Serialize};

/// A bank of the workshop as its blueprint's pages need it: read as far as it can be, with keys and parameters.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BankDraft {
    /// The bank's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Counts its changes: what is put names the one that it was made from.
    pub revision: i64,
    /// The whole bank; absent where bank.toml cannot be read.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub bank: Option<BankFile>,
    /// Its assessments: what awards first.
    pub blueprints: Vec<DraftBlueprint>,
    /// Which attempts there are, by credential.toml.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub retake: Retake,
    /// The same in words.
    pub attempts: String,
    /// After how many days a learner may try again, where credential.toml says.
    pub after_days: Option<u32>,
    /// What of the bank cannot be used as it is, each as a sentence with its place; at most a hundred.
    pub errors: Vec<String>,
}

/// A blueprint of a bank in the workshop.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftBlueprint {
    /// Its file, as `blueprints/award.toml`.
    pub path: String,
    /// What the file says.
    pub text: String,
    /// The same as it is read.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub blueprint: BlueprintFile,
}

/// A blueprint as a form has it, to be written.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteBlueprint {
    /// The revision of the bank that it was made from.
    pub revision: i64,
    /// The blueprint whole; its id says which.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub blueprint: BlueprintFile,
    /// The rule of `credential.toml` for trying again, where it is to change.
    pub retake: Option<RetakeRule>,
}

/// When a learner may try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RetakeRule {
    /// After how many days.
    pub after_days: u32,
    /// Whether only with questions that this learner has not seen.
    pub unseen_items_only: bool,
}

/// The file that would be written, or was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WrittenBlueprint {
    /// Of the bank.
    pub revision: i64,
    /// The file's path.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// How far a study is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StudyState {
    /// Judges rate, each alone.
    First,
    /// What they said is there to be talked about; nobody rates.
    Discussion,
    /// They rate again, each beside the own first rating and the spread of all.
    Second,
    /// It is over; what came of it may be adopted.
    Closed,
}

impl StudyState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::First, Self::Discussion, Self::Second, Self::Closed];

    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Discussion => "discussion",
            Self::Second => "second",
            Self::Closed => "closed",
        }
    }

    /// In which round judges rate now, if they do: 1 or 2.
    pub const fn round(self) -> Option<u8> {
        match self {
            Self::First => Some(1),
            Self::Second => Some(2),
            Self::Discussion | Self::Closed => None,
        }
    }

    /// Whether this may come after that.
    pub const fn follows(self, before: Self) -> bool {
        matches!(
            (before, self),
            (Self::First, Self::Discussion) | (Self::Discussion, Self::Second | Self::Closed) | (Self::Second, Self::Closed)
        )
    }
}

/// Studies of a bank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Studies {
    /// The bank's title.
    pub title: String,
    /// Its revision of now.
    pub revision: i64,
    /// The newest first.
    pub studies: Vec<Study>,
}

/// A study to begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewStudy {
    /// Id of the blueprint whose pass mark it is.
    pub blueprint: String,
    /// Who the borderline learner is: what they can do, and what not yet; 1 to 4000 characters.
    pub borderline: String,
    /// Whether a sample of about thirty questions is rated, by outcome and difficulty, in place of all.
    pub sample: bool,
}

/// A study, with what may be seen of it now: no rating of a round that is open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Study {
    /// For [`crate::path::STUDY`].
    pub id: String,
    /// Id of the blueprint.
    pub blueprint: String,
    /// Who the borderline learner is.
    pub borderline: String,
    /// Whether the items are a sample.
    pub sample: bool,
    /// The items, in the order in which they are rated.
    pub items: Vec<String>,
    /// How far it is.
    pub state: StudyState,
    /// How it came there, the first step first.
    pub steps: Vec<StudyStep>,
    /// Who judges.
    pub judges: Vec<Judge>,
    /// What came of each round that is over, worked out on the curves of now.
    pub rounds: Vec<Round>,
    /// Every time that a pass mark was taken from it, the newest first.
    pub adopted: Vec<Adopted>,
    /// Whether the ratings come to something else now than when a pass mark was last taken, because the curves have changed.
    pub outdated: bool,
}

/// A step of a study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StudyStep {
    /// To where.
    pub to: StudyState,
    /// When (Unix milliseconds).
    pub at: i64,
    /// By whom: their name.
    pub who: String,
    /// What they said: of the discussion, for one.
    pub note: String,
}

/// A judge. What they said is not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Judge {
    /// For [`crate::path::STUDY_JUDGE`].
    pub id: String,
    /// Their name; empty once erased.
    pub name: String,
    /// What makes them a judge of this.
    pub qualifications: String,
    /// When they were invited (Unix milliseconds).
    pub invited_at: i64,
    /// Until when their link opens.
    pub expires_at: i64,
    /// Whether it was taken back.
    pub revoked: bool,
    /// How many items they have rated in the first and in the second round.
    pub rated: Vec<u32>,
    /// Whether they said that they are done, in the first and in the second round.
    pub finished: Vec<bool>,
}

/// What came of a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Round {
    /// 1 or 2.
    pub round: u8,
    /// The judges whose ratings count: those who rated every item. Ids, in the result's order.
    pub judges: Vec<String>,
    /// What their ratings come to; absent where they come to nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub result: Option<CutScore>,
    /// Why, in that case.
    pub problem: Option<String>,
}

/// A pass mark that was taken from a study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Adopted {
    /// When (Unix milliseconds).
    pub at: i64,
    /// By whom: their name.
    pub who: String,
    /// The bank's revision that it made.
    pub revision: i64,
    /// What the ratings came to then, in logits.
    pub found: f64,
    /// Its standard error.
    pub found_se: f64,
    /// What was taken, in logits.
    pub cut: f64,
    /// Why it is another, where it is.
    pub reason: String,
}

/// Inviting a judge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewJudge {
    /// Their name.
    pub name: String,
    /// What makes them a judge of this; may be left to them.
    pub qualifications: String,
    /// For how many days the link opens: 1 to 90.
    pub days: u32,
}

/// A judge's link, shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JudgeLink {
    /// Of whom.
    pub judge: String,
    /// The whole address; its secret is in the fragment.
    pub url: String,
    /// Until when it opens (Unix milliseconds).
    pub expires_at: i64,
}

/// Taking a study on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Advance {
    /// To where.
    pub to: StudyState,
    /// What is to be kept of it: what was discussed, for one.
    pub note: String,
}

/// Taking a pass mark from a study that is closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Adopt {
    /// The bank's revision that was looked at.
    pub revision: i64,
    /// The pass mark, in logits; what the ratings come to if absent.
    pub cut: Option<f64>,
    /// Why it is another than the ratings come to; needed where it is.
    pub reason: String,
}

/// The whole record of a study, for a moderator: every rating that was ever given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StudyRecord {
    /// The bank's id.
    pub bank: String,
    /// It.
    pub study: Study,
    /// In the order in which they were given; none of a round that is open.
    pub ratings: Vec<Rating>,
}

/// A rating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rating {
    /// By whom: a judge's id.
    pub judge: String,
    /// 1 or 2.
    pub round: u8,
    /// Of which item.
    pub item: String,
    /// Of a hundred borderline learners how many get it right; of an item with several points which percentage of them.
    pub rating: u8,
    /// When (Unix milliseconds).
    pub at: i64,
}

/// A judge's link opened: what stood in its fragment.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JudgeToken {
    /// The secret.
    pub token: String,
}

/// Who a judge is, in their own words; asked for before the first rating.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JudgeSelf {
    /// The secret.
    pub token: String,
    /// Their name.
    pub name: String,
    /// What makes them a judge of this.
    pub qualifications: String,
}

/// One rating.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rate {
    /// The secret.
    pub token: String,
    /// Which item.
    pub item: String,
    /// 0 to 100.
    pub rating: u8,
}

/// All that a judge's page needs: the questions to be rated with their keys, and this judge's own ratings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JudgeView {
    /// The assessment's title.
    pub title: String,
    /// Who the borderline learner is.
    pub borderline: String,
    /// The judge's name.
    pub name: String,
    /// Their qualifications.
    pub qualifications: String,
    /// Whether they said who they are.
    pub known: bool,
    /// Until when the link opens (Unix milliseconds).
    pub expires_at: i64,
    /// How far the study is.
    pub state: StudyState,
    /// Whether they said that they are done with this round.
    pub finished: bool,
    /// The questions, and no others, as a bank of their own.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub bank: BankFile,
    /// In the order in which they are rated.
    pub items: Vec<JudgeItem>,
    /// Where the pictures are that the questions show.
    pub pictures: Vec<JudgePicture>,
}

/// A picture that a judge sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JudgePicture {
    /// What texts call it: `lock.svg` is what stands as `media/lock.svg`.
    pub name: String,
    /// Where it is, for some hours.
    pub url: String,
}

/// A question as a judge has rated it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JudgeItem {
    /// Its id.
    pub id: String,
    /// The judge's rating in this round; in the second round none until it is given again.
    pub rating: Option<u8>,
    /// In the second round: their own of the first.
    pub first: Option<u8>,
    /// In the second round: how all judges rated in the first.
    pub spread: Option<Spread>,
}

/// How judges rated an item: nobody's name is with it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Spread {
    /// How many judges.
    pub judges: u32,
    /// Mean, from 0 to 100.
    pub mean: f64,
    /// Least.
    pub least: u8,
    /// Greatest.
    pub most: u8,
}
