//! How probable mastery is: the posterior of the decision, integrated on each side of the cut.
//!
//! The prior is N(cut, sd), the same for everyone. An item whose difficulty was measured counts by its curve. A provisional one,
//! whose difficulty an author rated, counts by its curve averaged over N(b, b_sd²), and an error δ ~ N(0, bank_sd²) that all
//! ratings of the bank share is integrated over all of them at once:
//!
//! p(θ | answers) ∝ φ((θ − cut)/sd) · Π L(θ) over measured items · ∫ φ(δ/bank_sd) Π L̄(θ − δ) over provisional items dδ
//!
//! Where the cut itself is known up to a standard error s, as a panel of judges leaves it, P(mastery) = ∫ p(θ) Φ((θ − cut)/s) dθ.
//!
//! Four-point Gauss-Legendre panels meet at the cut, so that no panel straddles it; the inner integrals are trapezoid sums, which
//! converge exponentially for Gaussian weights (Trefethen and Weideman 2014, doi:10.1137/130932132). The nodes map onto
//! themselves when moved by whole panels, so that the shared error only shifts a table.

use std::sync::OnceLock;

use crate::bank::{Bank, ResponseCurve};
use crate::blueprint::file::StandardFile;
use crate::estimate::Estimate;
use crate::math;
use crate::model::{ItemModel, Logistic};
use crate::score::Score;
use crate::theta::{StandardError, Theta};

/// Nodes of the four-point Gauss-Legendre rule on (0, 1), and their weights.
const NODES: [f64; 4] = [0.069_431_844_202_973_71, 0.330_009_478_207_571_87, 0.669_990_521_792_428_1, 0.930_568_155_797_026_3];
const WEIGHTS: [f64; 4] =
    [0.173_927_422_568_726_93, 0.326_072_577_431_273_07, 0.326_072_577_431_273_07, 0.173_927_422_568_726_93];

/// Normal weights are summed this many standard deviations to either side: what lies beyond is below 1e-10.
const REACH: f64 = 6.5;

/// 2⁶⁰⁰: scaling by a power of two moves no other bit.
const TWO_TO_THE_600: f64 = f64::from_bits((1023 + 600) << 52);

/// The decision of one assessment: its cut, its prior, and what each item's answers say at each node.
#[derive(Debug)]
pub struct Decision {
    cut: f64,
    /// Standard error of the cut.
    cut_se: f64,
    /// Of each node without margins: the weight of its rule times the prior.
    prior: Vec<f64>,
    /// Width of a panel: a power of two, in logits.
    width: f64,
    /// Panels on either side of the cut.
    panels: usize,
    /// Panels by which the shared error reaches beyond them.
    margin: usize,
    /// Weights of the shared error at −margin..=margin panels; a lone 1 where there is none.
    shared: Vec<f64>,
    items: Vec<DecisionItem>,
}

#[derive(Debug)]
struct DecisionItem {
    curve: ResponseCurve,
    /// The probabilities of each category at every node, margins included; made when first needed.
    curves: OnceLock<Vec<Vec<f64>>>,
}

/// The answers so far, as likelihoods at the nodes. Holds nothing that the answers do not give.
#[derive(Clone, Debug)]
pub struct Evidence {
    measured: Vec<f64>,
    provisional: Vec<f64>,
}

/// What the posterior says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// Probability that ability is above the cut.
    pub mastery: f64,
    /// Mean and standard deviation.
    pub estimate: Estimate,
    /// 5 % and 95 % quantiles.
    pub interval: [Theta; 2],
}

impl Decision {
    /// For the curves of this bank, of which a session answers at most `length`, by a blueprint's standard.
    pub fn new(bank: &Bank, length: usize, standard: &StandardFile) -> Self {
        let StandardFile { prior_sd, cut_se, .. } = *standard;
        let cut = standard.cut.value();
        let curves = bank.curves();
        let provisional = bank.items().iter().any(|item| item.b_sd > 0.0);
        let bank_sd = if provisional { bank.bank_sd() } else { 0.0 };

        // No panel is wider than the sharpest posterior is: one standard deviation a panel integrates to 1e-7.
        let sharpest = curves.iter().map(|curve| curve.model.information(curve.model.most_informative_at())).fold(0.0, f64::max);
        let narrowest = 1.0 / (1.0 / (prior_sd * prior_sd) + sharpest * length as f64).sqrt();
        let coarse = |width: f64, sd: f64| sd > 0.0 && width > sd / 1.25;
        let errors: Vec<f64> = standard.levels.iter().map(|level| level.cut_se).chain([cut_se, bank_sd]).collect();
        let mut width = 0.125;
        while width > 1.0 / 128.0 && (width > narrowest || errors.iter().any(|&sd| coarse(width, sd))) {
            width *= 0.5;
        }

        let farthest = curves.iter().map(|curve| (curve.model.difficulty() - cut).abs()).fold(0.0, f64::max);
        let farthest = standard.levels.iter().map(|level| (level.cut.value() - cut).abs()).fold(farthest, f64::max);
        let panels = ((8.0 * prior_sd).max(farthest + 6.0) / width).ceil() as usize;
        let margin = (REACH * bank_sd / width).ceil() as usize;
        let mut shared: Vec<f64> = if bank_sd > 0.0 {
            (0..=2 * margin).map(|j| math::normal_density((j as f64 - margin as f64) * width, 0.0, bank_sd)).collect()
        } else {
            vec![1.0]
        };
        let total: f64 = shared.iter().sum();
        for weight in &mut shared {
            *weight /= total;
        }

        let items = curves.into_iter().map(|curve| DecisionItem { curve, curves: OnceLock::new() }).collect();
        let mut decision = Self { cut, cut_se, prior: Vec::new(), width, panels, margin, shared, items };
        decision.prior = (0..8 * panels)
            .map(|index| WEIGHTS[index % 4] * math::normal_density(decision.node(index + 4 * margin), cut, prior_sd))
            .collect();
        decision
    }

    /// Before the first answer.
    pub fn evidence(&self) -> Evidence {
        let inner = 8 * self.panels;
        Evidence { measured: vec![1.0; inner], provisional: vec![1.0; inner + 8 * self.margin] }
    }

    /// The ability at a node of the table with margins.
    fn node(&self, index: usize) -> f64 {
        let panel = (index / 4) as f64 - (self.panels + self.margin) as f64;
        self.cut + self.width * (panel + NODES[index % 4])
    }

    fn curves(&self, position: usize) -> &[Vec<f64>] {
        let item = &self.items[position];
        item.curves.get_or_init(|| {
            let nodes = 8 * (self.panels + self.margin);
            let ResponseCurve { model, b_sd } = &item.curve;
            let mut curves = vec![vec![0.0; nodes]; model.categories()];
            let mut at = vec![0.0; model.categories()];
            for (shift, weight) in rating_error(model, *b_sd) {
                let model = model.shifted(shift);
                for index in 0..nodes {
                    model.probabilities_at(self.node(index), &mut at);
                    for (curve, p) in curves.iter_mut().zip(&at) {
                        curve[index] += weight * p;
                    }
                }
            }
            curves
        })
    }

    /// Takes one more response into account, to this one of the bank's curves.
    pub fn observe(&self, evidence: &mut Evidence, position: usize, score: Score) {
        let curves = self.curves(position);
        let curve = &curves[score.category().min(curves.len() - 1)];
        if self.items[position].curve.b_sd > 0.0 {
            multiply(&mut evidence.provisional, curve);
        } else {
            let inner = 4 * self.margin..4 * self.margin + evidence.measured.len();
            multiply(&mut evidence.measured, &curve[inner]);
        }
    }

    /// What the answers so far come to.
    pub fn finding(&self, evidence: &Evidence) -> Finding {
        let masses = self.masses(evidence);
        let (below, above) = halves(&masses);
        let total = below + above;
        let mean = self.moment(&masses, total, |theta| theta);
        let variance = self.moment(&masses, total, |theta| (theta - mean) * (theta - mean));
        Finding {
            mastery: if self.cut_se > 0.0 { self.above(&masses, self.cut, self.cut_se) } else { above / total },
            estimate: Estimate {
                theta: Theta::saturating(mean),
                standard_error: StandardError::new(variance.sqrt()).unwrap_or(StandardError::UNKNOWN),
            },
            interval: [0.05, 0.95].map(|p| Theta::saturating(self.quantile(&masses, p * total))),
        }
    }

    /// The probability that ability is above the pass mark: [`Finding::mastery`] alone.
    pub fn mastery(&self, evidence: &Evidence) -> f64 {
        let masses = self.masses(evidence);
        if self.cut_se > 0.0 {
            return self.above(&masses, self.cut, self.cut_se);
        }
        let (below, above) = halves(&masses);
        above / (below + above)
    }

    /// The probability that ability is above another cut, which is known up to a standard error.
    pub fn mastery_at(&self, evidence: &Evidence, cut: Theta, cut_se: f64) -> f64 {
        self.above(&self.masses(evidence), cut.value(), cut_se)
    }

    /// Masses of the nodes, in their order: panels below the cut first.
    fn masses(&self, evidence: &Evidence) -> Vec<f64> {
        let measured = evidence.measured.iter().zip(&self.prior).enumerate();
        if let [weight] = self.shared[..] {
            return measured
                .map(|(index, (measured, prior))| prior * measured * (weight * evidence.provisional[index]))
                .collect();
        }
        measured
            .map(|(index, (measured, prior))| {
                // θ − δ: a shared error of +j panels reads the table j panels further down.
                let provisional: f64 = self
                    .shared
                    .iter()
                    .enumerate()
                    .map(|(j, weight)| weight * evidence.provisional[index + 4 * (2 * self.margin - j)])
                    .sum();
                prior * measured * provisional
            })
            .collect()
    }

    /// The share of the mass above a cut: with an error weighed by its distribution, without one cut off within a panel.
    fn above(&self, masses: &[f64], cut: f64, cut_se: f64) -> f64 {
        let total: f64 = masses.iter().sum();
        if cut_se > 0.0 {
            return self.moment(masses, total, |theta| math::normal_cdf((theta - cut) / cut_se));
        }
        let place = (cut - self.cut) / self.width + self.panels as f64;
        let last = masses.len() / 4;
        let panel = (place.max(0.0) as usize).min(last);
        let below: f64 = masses[..4 * panel].iter().sum();
        let part =
            masses.get(4 * panel..4 * panel + 4).map_or(0.0, |of_panel| cumulative(of_panel, (place - panel as f64).max(0.0)));
        (1.0 - (below + part) / total).clamp(0.0, 1.0)
    }

    fn moment(&self, masses: &[f64], total: f64, of: impl Fn(f64) -> f64) -> f64 {
        let sum: f64 = masses.iter().enumerate().map(|(index, mass)| mass * of(self.node(index + 4 * self.margin))).sum();
        sum / total
    }

    /// Where the mass from below reaches `target`: the cubic through a panel's four densities is integrated and inverted.
    fn quantile(&self, masses: &[f64], target: f64) -> f64 {
        let mut sum = 0.0;
        let last = masses.len() / 4 - 1;
        for (panel, of_panel) in masses.chunks_exact(4).enumerate() {
            let mass: f64 = of_panel.iter().sum();
            if sum + mass >= target || panel == last {
                let part = math::root(0.0, 1.0, |t| sum + cumulative(of_panel, t) - target);
                return self.cut + self.width * (panel as f64 - self.panels as f64 + part);
            }
            sum += mass;
        }
        self.cut
    }
}

/// Where a rated difficulty may truly lie, as shifts of b with their weights; no shift at all where it was measured.
///
/// Steps are at most half a standard deviation, and at most 1/a, as the curve bends on that scale.
pub(crate) fn rating_error(model: &ItemModel, b_sd: f64) -> Vec<(f64, f64)> {
    if b_sd <= 0.0 {
        return vec![(0.0, 1.0)];
    }
    // Only items that are right or wrong are rated; a calibrated one never comes here.
    let a = model.logistic().map_or(1.0, Logistic::a);
    let step = (0.5_f64).min(1.0 / (a * b_sd));
    let last = (REACH / step).ceil() as usize;
    let mut shifts: Vec<(f64, f64)> =
        (0..=2 * last).map(|k| (k as f64 - last as f64) * step).map(|z| (z * b_sd, math::normal_density(z, 0.0, 1.0))).collect();
    let total: f64 = shifts.iter().map(|(_, weight)| weight).sum();
    for (_, weight) in &mut shifts {
        *weight /= total;
    }
    shifts
}

fn halves(masses: &[f64]) -> (f64, f64) {
    let half = masses.len() / 2;
    (masses[..half].iter().sum(), masses[half..].iter().sum())
}

fn multiply(product: &mut [f64], factor: &[f64]) {
    for (value, by) in product.iter_mut().zip(factor) {
        *value *= by;
    }
    if product.iter().all(|value| *value < 1e-100) {
        for value in product {
            *value *= TWO_TO_THE_600;
        }
    }
}

/// Mass of a panel from its lower end to the share `t` of its width.
fn cumulative(masses: &[f64], t: f64) -> f64 {
    let mut sum = 0.0;
    for g in 0..4 {
        let others: Vec<f64> = (0..4).filter(|&m| m != g).map(|m| NODES[m]).collect();
        let [x, y, z] = [others[0], others[1], others[2]];
        let scale = (NODES[g] - x) * (NODES[g] - y) * (NODES[g] - z);
        // ∫ (s − x)(s − y)(s − z) ds from 0 to t
        let integral = t * (t * (t * (t / 4.0 - (x + y + z) / 3.0) + (x * y + y * z + z * x) / 2.0) - x * y * z);
        sum += masses[g] / WEIGHTS[g] * integral / scale;
    }
    sum
}
