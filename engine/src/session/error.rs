//! What a session refuses, and why.

use crate::bank::ItemId;
use crate::digest::Digest;
use crate::session::LONGEST_TEXT;

/// Why something could not be done. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The log was begun on another assessment.
    #[error("the session is of assessment {given}, expected {expected}")]
    AnotherAssessment {
        /// What the log names.
        given: Digest,
        /// What was there.
        expected: Digest,
    },
    /// The session was begun with another exposure table, or with none.
    #[error("the session names {}, expected {}", table(.given.as_ref()), table(.expected.as_ref()))]
    UnknownExposure {
        /// What it names.
        given: Option<Digest>,
        /// What was there.
        expected: Option<Digest>,
    },
    /// Earlier attempts used too many items up.
    #[error("only {left} unseen items of {of} are left, at least {needed} are needed")]
    TooFewLeft {
        /// An outcome, or the whole assessment.
        of: String,
        /// How many can be given.
        left: usize,
        /// How many must be.
        needed: usize,
    },
    /// The item is not in the block.
    #[error("item \"{0}\" is not in this block")]
    NotInBlock(ItemId),
    /// The item has no such option.
    #[error("item \"{item}\" has no option \"{option}\"")]
    UnknownOption {
        /// Which item.
        item: ItemId,
        /// What was chosen.
        option: String,
    },
    /// A single choice takes one option.
    #[error("item \"{item}\" takes one option, {chosen} were chosen")]
    NotOne {
        /// Which item.
        item: ItemId,
        /// How many.
        chosen: usize,
    },
    /// The answer is not of the item's kind.
    #[error("item \"{item}\" is answered by {expected}")]
    WrongForm {
        /// Which item.
        item: ItemId,
        /// `options`, `text`, `fields`, `an order` or `every option once`.
        expected: &'static str,
    },
    /// The text is too long.
    #[error("the answer to item \"{item}\" has {bytes} bytes, at most {LONGEST_TEXT} are kept")]
    TooLong {
        /// Which item.
        item: ItemId,
        /// How long it is.
        bytes: usize,
    },
    /// An item of the block has no answer.
    #[error("item \"{0}\" has no answer yet")]
    Unanswered(ItemId),
    /// The session is paused.
    #[error("the session is paused")]
    Paused,
    /// The session is not paused.
    #[error("the session is not paused")]
    NotPaused,
    /// The session has no time limit to extend.
    #[error("the session has no time limit")]
    NoLimit,
    /// The time allowance is used up.
    #[error("the time is up")]
    TimeUp,
    /// The session is over.
    #[error("the session is finished")]
    Finished,
    /// Time ran backwards.
    #[error("{at} ms is before what happened last, at {last} ms")]
    TimeRunsBackwards {
        /// What was given.
        at: u64,
        /// When the last event was.
        last: u64,
    },
}

fn table(digest: Option<&Digest>) -> String {
    digest.map_or_else(|| "no exposure table".to_owned(), |digest| format!("exposure table {digest}"))
}

/// Why a log does not replay.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// The log is of another format.
    #[error("the log's format is \"{format}\", expected \"{}\"", super::log::FORMAT)]
    Format {
        /// What it says.
        format: String,
    },
    /// It cannot begin.
    #[error(transparent)]
    Start(Error),
    /// An event could not happen.
    #[error("event {event}: {error}")]
    Refused {
        /// From 1.
        event: usize,
        /// Why.
        error: Error,
    },
    /// Something else happened.
    #[error("event {event}: the log says {logged}, replay gives {replayed}")]
    Differs {
        /// From 1.
        event: usize,
        /// What the log says.
        logged: String,
        /// What follows from it.
        replayed: String,
    },
}
