//! Whether a session stops after a block: each rule of the blueprint read against where the session stands.

use super::Session;
use crate::estimate::{Estimator, Range, Scored};
use crate::math;
use crate::model::ItemModel;
use crate::outcome::Verdict;
use crate::score::Score;
use crate::select::Used;
use crate::stop::{Ratio, Reading, Rule, StopReason};

impl Session {
    /// Why to stop after the block that was handed in `at`, if there is a reason.
    pub(super) fn reason_to_stop(&mut self, at: u64) -> Option<StopReason> {
        if self.minima_met() {
            // The evidence is caught up with once for all rules that ask for it.
            if self.assessment.stop.rules.iter().any(|rule| matches!(rule, Rule::Certainty(_) | Rule::Curtailment(_))) {
                self.evidence = Some((self.all_evidence().into_owned(), self.responses.len()));
            }
            if let Some(reason) = self.assessment.stop.met(|rule| self.reading(rule, at, &self.used).holds) {
                return Some(reason);
            }
        }
        (self.handed.len() >= self.assessment.blueprint().length.maximum).then_some(StopReason::MaximumLength)
    }

    /// Whether a rule holds after the block that was handed in last, whether or not the blueprint asks for it, `used` being what was
    /// used by then; time stands still.
    pub(crate) fn holds(&self, rule: &Rule, used: &Used) -> bool {
        self.reading(rule, 0, used).holds
    }

    /// How far a rule is met after the block that was handed in `at`, `used` being what was used by then.
    pub(super) fn reading(&self, rule: &Rule, at: u64, used: &Used) -> Reading {
        let least = |value: f64, needed: f64| Reading { value, needed, holds: value >= needed };
        let most = |value: f64, needed: f64| Reading { value, needed, holds: value <= needed };
        let below = |value: f64, needed: f64| Reading { value, needed, holds: value < needed };
        let estimate = self.estimate;
        let error = estimate.standard_error.value();
        match *rule {
            Rule::Certainty(needed) => {
                let certain = |mastery: f64| {
                    // As the verdict is found, so that a session never stops a bit short of it.
                    let holds = mastery >= needed || mastery <= 1.0 - needed;
                    Reading { value: mastery.max(1.0 - mastery), needed, holds }
                };
                let at_cuts = self.at_every_cut(|cut| certain(cut.mastery(self)));
                self.with_floors(at_cuts, needed)
            }
            Rule::StandardError(needed) => most(error, needed),
            Rule::ConfidenceInterval(quantile) => {
                self.at_every_cut(|cut| below(-(estimate.theta.value() - cut.at).abs() / error, -quantile).mirrored())
            }
            Rule::ProbabilityRatio(ratio) => self.at_every_cut(|cut| {
                decided(self.log_likelihood(cut.at + ratio.delta) - self.log_likelihood(cut.at - ratio.delta), ratio)
            }),
            Rule::LikelihoodRatio(ratio) => self.at_every_cut(|cut| {
                let [lower, upper] = self.assessment.blueprint().interim.range;
                let above = self.greatest_log_likelihood(cut.at + ratio.delta, upper.max(cut.at + ratio.delta + 1.0));
                let below = self.greatest_log_likelihood(lower.min(cut.at - ratio.delta - 1.0), cut.at - ratio.delta);
                decided(above - below, ratio)
            }),
            Rule::Curtailment(needed) => self.at_every_cut(|cut| least(self.stays(cut.at, used), needed)),
            Rule::StandardErrorChange(needed) => {
                let before = self.previous.map_or(f64::INFINITY, |previous| previous.standard_error.value());
                below(if before.is_finite() { (before - error).abs() } else { f64::INFINITY }, needed)
            }
            Rule::ThetaChange(needed) => {
                let before =
                    self.previous.filter(|_| self.handed.first().map(|one| one.block) != self.handed.last().map(|one| one.block));
                below(before.map_or(f64::INFINITY, |before| (before.theta.value() - estimate.theta.value()).abs()), needed)
            }
            Rule::LeastInformation(needed) => {
                let theta = estimate.theta.value();
                below(self.assessment.selector.most_information(&self.assessment.constraints, used, theta, 1), needed)
            }
            Rule::Items(needed) => least(self.handed.len() as f64, needed as f64),
            Rule::Milliseconds(needed) => least(at.saturating_sub(self.paused) as f64, needed as f64),
        }
    }

    /// The reading at the cut that is farthest from a decision; at one cut there is no other.
    fn at_every_cut(&self, of: impl Fn(&Cut) -> Reading) -> Reading {
        let standard = &self.assessment.blueprint().standard;
        let mut worst = of(&Cut { at: standard.cut.value(), level: None });
        for (number, level) in standard.levels.iter().enumerate() {
            let reading = of(&Cut { at: level.cut.value(), level: Some(number) });
            if (worst.holds && !reading.holds) || (worst.holds == reading.holds && reading.value < worst.value) {
                worst = reading;
            }
        }
        worst
    }

    /// A reading of certainty, where the blueprint has floors: a test that is certain of the pass mark goes on for the sake of a floor
    /// that is not met yet, and one of which it is certain that a floor was missed is decided.
    fn with_floors(&self, at_cuts: Reading, needed: f64) -> Reading {
        let floors = self.floor_readings();
        let least = floors.iter().map(|floor| floor.mastery).fold(1.0, f64::min);
        if least <= 1.0 - needed {
            return Reading { value: 1.0 - least, needed, holds: true };
        }
        let unmet = floors.iter().find(|floor| !floor.is_met());
        let open = |mastery: f64| Verdict::of(mastery, needed, &floors) == Verdict::TooClose;
        match unmet {
            Some(floor) if at_cuts.holds && open(self.mastery()) => {
                Reading { value: floor.mastery, needed: floor.needed, holds: false }
            }
            _ => at_cuts,
        }
    }

    /// The probability that ability is above the pass mark.
    fn mastery(&self) -> f64 {
        Cut { at: self.assessment.blueprint().standard.cut.value(), level: None }.mastery(self)
    }

    fn models(&self) -> &[ItemModel] {
        &self.assessment.models
    }

    fn log_likelihood(&self, theta: f64) -> f64 {
        self.responses.iter().map(|&(curve, score)| math::ln(self.models()[curve].probability_at(theta, score))).sum()
    }

    fn greatest_log_likelihood(&self, lower: f64, upper: f64) -> f64 {
        let scored: Vec<Scored> =
            self.responses.iter().map(|&(curve, score): &(usize, Score)| (&self.models()[curve], score)).collect();
        let theta = Estimator::Ml(Range { lower, upper }).estimate(&scored).theta;
        self.log_likelihood(theta.value())
    }

    /// The probability that the classification at one cut is the same at the greatest length, seen from now.
    ///
    /// With the posterior N(m, s²) and information R still to come, the mean at the end is N(m, s² − s²/(1 + s² R)): it stays on its
    /// side with probability Φ(|m − cut|/√(s² − s²/(1 + s² R))). R is that of the most informative items that are left, at m
    /// (stochastic curtailment by the predictive distribution: Finkelman 2008, doi:10.3102/1076998607308573).
    fn stays(&self, cut: f64, used: &Used) -> f64 {
        let finding = self.finding();
        let (mean, sd) = (finding.estimate.theta.value(), finding.estimate.standard_error.value());
        let left = self.assessment.blueprint().length.maximum.saturating_sub(self.handed.len());
        if left == 0 {
            return 1.0;
        }
        let to_come = self.assessment.selector.most_information(&self.assessment.constraints, used, mean, left);
        let variance = sd * sd;
        let moves = variance - variance / (1.0 + variance * to_come);
        if moves > 0.0 { math::normal_cdf((mean - cut).abs() / moves.sqrt()) } else { 1.0 }
    }
}

/// A cut score of the blueprint.
struct Cut {
    at: f64,
    /// Its place among the levels; the pass mark has none.
    level: Option<usize>,
}

impl Cut {
    fn mastery(&self, session: &Session) -> f64 {
        let decision = &session.assessment.decision;
        let evidence = session.all_evidence();
        match self.level.map(|number| &session.assessment.blueprint().standard.levels[number]) {
            Some(level) => decision.mastery_at(&evidence, level.cut, level.cut_se),
            None => decision.mastery(&evidence),
        }
    }
}

/// A logarithm of a ratio against Wald's bounds, told as its distance on the side to which it leans.
fn decided(logarithm: f64, ratio: Ratio) -> Reading {
    if logarithm >= 0.0 {
        Reading { value: logarithm, needed: ratio.upper, holds: logarithm >= ratio.upper }
    } else {
        Reading { value: -logarithm, needed: -ratio.lower, holds: logarithm <= ratio.lower }
    }
}

impl Reading {
    /// The same with both numbers' signs turned.
    fn mirrored(self) -> Self {
        Self { value: -self.value, needed: -self.needed, ..self }
    }
}
