//! Findings as they are collected, and the verdict that they come to.

use crate::report::{Finding, Outcome};
use crate::verdict::{Check, Reason};

/// Why a step did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Something is wrong.
    Failed(String),
    /// A signature of the right form is not that of what is there.
    Misfit(String),
    /// Something is missing or unknown, and a URL whose document would help.
    Unknown(String, Option<String>),
}

impl Trouble {
    pub(super) fn failed(message: impl Into<String>) -> Self {
        Self::Failed(message.into())
    }

    pub(super) fn unknown(message: impl Into<String>) -> Self {
        Self::Unknown(message.into(), None)
    }

    /// The same, said of what `what` names.
    pub(super) fn of(self, what: &str) -> Self {
        match self {
            Self::Failed(message) => Self::Failed(format!("{what}: {message}")),
            Self::Misfit(message) => Self::Misfit(format!("{what}: {message}")),
            Self::Unknown(message, needs) => Self::Unknown(format!("{what}: {message}"), needs),
        }
    }
}

/// A finding, and a URL whose document would let the verification go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) finding: Finding,
    pub(super) needs: Option<String>,
}

/// All that was found so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Findings(pub(super) Vec<Entry>);

impl Findings {
    fn add(&mut self, check: Check, outcome: Outcome, place: &str, message: String, needs: Option<String>) {
        self.0.push(Entry { finding: Finding { check, outcome, place: place.to_owned(), message }, needs });
    }

    pub(super) fn failed(&mut self, check: Check, place: &str, message: impl Into<String>) {
        self.add(check, Outcome::Failed, place, message.into(), None);
    }

    pub(super) fn unknown(&mut self, check: Check, place: &str, message: impl Into<String>) {
        self.add(check, Outcome::Unknown, place, message.into(), None);
    }

    pub(super) fn passed(&mut self, check: Check, place: &str, message: impl Into<String>) {
        self.add(check, Outcome::Passed, place, message.into(), None);
    }

    pub(super) fn not_needed(&mut self, check: Check, message: impl Into<String>) {
        self.add(check, Outcome::NotNeeded, "", message.into(), None);
    }

    pub(super) fn trouble(&mut self, check: Check, place: &str, trouble: Trouble) {
        match trouble {
            Trouble::Failed(message) | Trouble::Misfit(message) => self.add(check, Outcome::Failed, place, message, None),
            Trouble::Unknown(message, needs) => self.add(check, Outcome::Unknown, place, message, needs),
        }
    }

    /// Passed, unless the check found something wrong or unknown.
    pub(super) fn close(&mut self, check: Check, message: impl Into<String>) {
        if !self.0.iter().any(|entry| entry.finding.check == check) {
            self.passed(check, "", message);
        }
    }

    /// The worst of all, or of one check.
    pub(super) fn worst(&self, check: Option<Check>) -> Outcome {
        self.0
            .iter()
            .filter(|entry| check.is_none_or(|check| entry.finding.check == check))
            .map(|entry| entry.finding.outcome)
            .max()
            .unwrap_or(Outcome::NotNeeded)
    }

    /// What decides the verdict: of what is worst, the first in the order of the checks; of what is unknown, what can be helped.
    pub(super) fn reason(&self, outcome: Outcome) -> Option<Reason> {
        let of = |helped: bool| {
            self.0
                .iter()
                .filter(|entry| entry.finding.outcome == outcome && (!helped || entry.needs.is_some()))
                .min_by_key(|entry| entry.finding.check)
        };
        let Entry { finding, needs } = of(true).or_else(|| of(false))?;
        Some(Reason {
            check: finding.check,
            place: finding.place.clone(),
            message: finding.message.clone(),
            needs: needs.clone(),
        })
    }

    /// The URLs that are missing, each once.
    pub(super) fn needs(&self) -> Vec<String> {
        let mut all = Vec::new();
        for url in self.0.iter().filter_map(|entry| entry.needs.as_ref()) {
            if !all.contains(url) {
                all.push(url.clone());
            }
        }
        all
    }
}
