//! When a session ends before its maximum length, and what every end is called.

use serde::{Deserialize, Serialize};

use crate::blueprint::file::{Combine, RatioFile, StopFile};

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
    /// The confidence interval of the estimate held no cut.
    ConfidenceInterval,
    /// The probability ratio test decided at every cut.
    ProbabilityRatio,
    /// The generalised likelihood ratio decided at every cut.
    LikelihoodRatio,
    /// The answers still to come were unlikely to change the classification.
    Curtailment,
    /// The standard error did not change any more.
    StandardErrorChange,
    /// The estimate did not change any more.
    ThetaChange,
    /// No item was left that would tell enough.
    LeastInformation,
    /// The number of items that a rule asks for was handed in.
    Items,
    /// The time that a rule asks for had passed.
    Seconds,
}

/// A rule that may end a session once its minima are met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// P(mastery) at least this, or at most one minus this, at every cut.
    Certainty(f64),
    /// The interim standard error at most this.
    StandardError(f64),
    /// |θ̂ − cut| at least this many standard errors, at every cut.
    ConfidenceInterval(f64),
    /// The likelihood ratio of cut + δ to cut − δ outside Wald's bounds, at every cut.
    ProbabilityRatio(Ratio),
    /// The ratio of the greatest likelihood from cut + δ up to the greatest up to cut − δ outside the same bounds, at every cut.
    LikelihoodRatio(Ratio),
    /// The probability that the classification stays at least this, at every cut.
    Curtailment(f64),
    /// The standard error changed by less than this since the block before.
    StandardErrorChange(f64),
    /// The estimate changed by less than this since the block before.
    ThetaChange(f64),
    /// No item that may be given has this much information.
    LeastInformation(f64),
    /// So many items handed in.
    Items(usize),
    /// So many milliseconds passed, pauses not counted.
    Milliseconds(u64),
}

/// A test of two hypotheses about a cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// Half of the indifference region, in logits.
    pub delta: f64,
    /// The logarithm of the ratio from which ability is above the cut: ln((1 − β)/α) (Wald 1947).
    pub upper: f64,
    /// And up to which it is below: ln(β/(1 − α)).
    pub lower: f64,
}

impl Ratio {
    fn from_file(file: &RatioFile) -> Self {
        let RatioFile { delta, alpha, beta } = *file;
        Self { delta, upper: crate::math::ln((1.0 - beta) / alpha), lower: crate::math::ln(beta / (1.0 - alpha)) }
    }
}

/// How far a rule is met.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// What the rule looks at, in its unit; where it looks at several cuts, at the one that is farthest from a decision.
    pub value: f64,
    /// What it takes.
    pub needed: f64,
    /// Whether it holds.
    pub holds: bool,
}

impl Rule {
    /// What it is called when it alone ends a session.
    pub fn reason(&self) -> StopReason {
        match self {
            Self::Certainty(_) => StopReason::Certainty,
            Self::StandardError(_) => StopReason::StandardError,
            Self::ConfidenceInterval(_) => StopReason::ConfidenceInterval,
            Self::ProbabilityRatio(_) => StopReason::ProbabilityRatio,
            Self::LikelihoodRatio(_) => StopReason::LikelihoodRatio,
            Self::Curtailment(_) => StopReason::Curtailment,
            Self::StandardErrorChange(_) => StopReason::StandardErrorChange,
            Self::ThetaChange(_) => StopReason::ThetaChange,
            Self::LeastInformation(_) => StopReason::LeastInformation,
            Self::Items(_) => StopReason::Items,
            Self::Milliseconds(_) => StopReason::Seconds,
        }
    }
}

/// The rules that may end a session once its minima are met.
#[derive(Clone, Debug, PartialEq)]
pub struct StoppingRule {
    /// In the order in which they are asked.
    pub rules: Vec<Rule>,
    /// Whether one is enough.
    pub combine: Combine,
}

impl StoppingRule {
    /// As the blueprint states it.
    pub fn from_file(file: &StopFile) -> Self {
        let rules = [
            file.certainty.map(Rule::Certainty),
            file.standard_error.map(Rule::StandardError),
            file.confidence_interval.map(|coverage| Rule::ConfidenceInterval(crate::math::normal_quantile(0.5 + 0.5 * coverage))),
            file.sprt.as_ref().map(|ratio| Rule::ProbabilityRatio(Ratio::from_file(ratio))),
            file.glr.as_ref().map(|ratio| Rule::LikelihoodRatio(Ratio::from_file(ratio))),
            file.curtailment.map(Rule::Curtailment),
            file.standard_error_change.map(Rule::StandardErrorChange),
            file.theta_change.map(Rule::ThetaChange),
            file.least_information.map(Rule::LeastInformation),
            file.items.map(Rule::Items),
            file.seconds.map(|seconds| Rule::Milliseconds(seconds.saturating_mul(1000))),
        ];
        Self { rules: rules.into_iter().flatten().collect(), combine: file.combine }
    }

    /// Why to stop now, if there is a reason. A rule is asked only as far as its answer matters.
    pub fn met(&self, mut holds: impl FnMut(&Rule) -> bool) -> Option<StopReason> {
        match (self.combine, self.rules.as_slice()) {
            (_, []) => None,
            (Combine::All, rules @ [_, _, ..]) => rules.iter().all(holds).then_some(StopReason::AllRules),
            (_, rules) => rules.iter().find(|rule| holds(rule)).map(Rule::reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(certainty: Option<f64>, standard_error: Option<f64>, combine: Combine) -> StoppingRule {
        StoppingRule::from_file(&StopFile { certainty, standard_error, combine, ..StopFile::default() })
    }

    fn met(rule: &StoppingRule, error: f64, mastery: f64) -> Option<StopReason> {
        rule.met(|rule| match *rule {
            Rule::Certainty(needed) => mastery >= needed || mastery <= 1.0 - needed,
            Rule::StandardError(needed) => error <= needed,
            _ => unreachable!("not in these rules"),
        })
    }

    #[test]
    fn certainty_works_on_both_sides_of_the_cut() {
        let rule = rule(Some(0.95), None, Combine::Any);
        for (mastery, reason) in
            [(0.95, Some(StopReason::Certainty)), (0.05, Some(StopReason::Certainty)), (0.9, None), (0.1, None)]
        {
            assert_eq!(met(&rule, 0.1, mastery), reason, "{mastery}");
        }
    }

    #[test]
    fn any_needs_one_rule_and_all_needs_every_one() {
        let any = rule(Some(0.95), Some(0.3), Combine::Any);
        assert_eq!(met(&any, 0.3, 0.5), Some(StopReason::StandardError));
        assert_eq!(met(&any, 0.4, 0.99), Some(StopReason::Certainty));
        let all = rule(Some(0.95), Some(0.3), Combine::All);
        assert_eq!(met(&all, 0.3, 0.5), None);
        assert_eq!(met(&all, 0.4, 0.99), None);
        assert_eq!(met(&all, 0.3, 0.99), Some(StopReason::AllRules));
    }

    #[test]
    fn one_rule_is_all_rules_where_there_is_only_one() {
        assert_eq!(met(&rule(None, Some(0.3), Combine::All), 0.2, 0.5), Some(StopReason::StandardError));
        assert_eq!(met(&rule(None, None, Combine::All), 0.0, 1.0), None);
    }

    #[test]
    fn wald_asks_for_the_same_odds_on_both_sides_where_the_errors_are_the_same() {
        let Ratio { upper, lower, .. } = Ratio::from_file(&RatioFile { delta: 0.2, alpha: 0.05, beta: 0.05 });
        assert!((upper - crate::math::ln(19.0)).abs() < 1e-12 && (upper + lower).abs() < 1e-12);
    }
}
