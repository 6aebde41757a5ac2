//! When a session ends before its maximum length, and what every end is called.

use serde::{Deserialize, Serialize};

use crate::blueprint::file::{Combine, StopFile};

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// The blueprint's greatest number of items was handed in.
    MaximumLength,
    /// The probability of mastery was high or low enough.
    Certainty,
    /// The interim estimate was precise enough.
    StandardError,
    /// Every rule of a blueprint that asks for all of them held.
    AllRules,
    /// No item was left that the constraints allow.
    BankExhausted,
    /// The time allowance was used up.
    TimeUp,
    /// The learner stopped.
    EndedByLearner,
    /// The sitting in which it ran was closed.
    SittingClosed,
}

/// The rules that may end a session once its minima are met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StoppingRule {
    /// P(mastery) at least this, or at most one minus this.
    pub certainty: Option<f64>,
    /// The interim standard error at most this.
    pub standard_error: Option<f64>,
    /// Whether one is enough.
    pub combine: Combine,
}

impl StoppingRule {
    /// As the blueprint states it.
    pub fn from_file(file: &StopFile) -> Self {
        Self { certainty: file.certainty, standard_error: file.standard_error, combine: file.combine }
    }

    /// Why to stop now, if there is a reason. `mastery` is asked for only where a rule needs it.
    pub fn met(&self, standard_error: f64, mastery: impl FnOnce() -> f64) -> Option<StopReason> {
        let certain = self.certainty.map(|needed| {
            let mastery = mastery();
            mastery >= needed || mastery <= 1.0 - needed
        });
        let precise = self.standard_error.map(|needed| standard_error <= needed);
        match (self.combine, certain, precise) {
            (Combine::All, Some(certain), Some(precise)) => (certain && precise).then_some(StopReason::AllRules),
            (_, Some(true), _) => Some(StopReason::Certainty),
            (_, _, Some(true)) => Some(StopReason::StandardError),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(certainty: Option<f64>, standard_error: Option<f64>, combine: Combine) -> StoppingRule {
        StoppingRule { certainty, standard_error, combine }
    }

    #[test]
    fn certainty_works_on_both_sides_of_the_cut() {
        let rule = rule(Some(0.95), None, Combine::Any);
        for (mastery, reason) in
            [(0.95, Some(StopReason::Certainty)), (0.05, Some(StopReason::Certainty)), (0.9, None), (0.1, None)]
        {
            assert_eq!(rule.met(0.1, || mastery), reason, "{mastery}");
        }
    }

    #[test]
    fn any_needs_one_rule_and_all_needs_every_one() {
        let any = rule(Some(0.95), Some(0.3), Combine::Any);
        assert_eq!(any.met(0.3, || 0.5), Some(StopReason::StandardError));
        assert_eq!(any.met(0.4, || 0.99), Some(StopReason::Certainty));
        let all = rule(Some(0.95), Some(0.3), Combine::All);
        assert_eq!(all.met(0.3, || 0.5), None);
        assert_eq!(all.met(0.4, || 0.99), None);
        assert_eq!(all.met(0.3, || 0.99), Some(StopReason::AllRules));
    }

    #[test]
    fn one_rule_is_all_rules_where_there_is_only_one() {
        assert_eq!(rule(None, Some(0.3), Combine::All).met(0.2, || 0.5), Some(StopReason::StandardError));
        assert_eq!(rule(None, None, Combine::All).met(0.0, || 1.0), None);
    }
}
