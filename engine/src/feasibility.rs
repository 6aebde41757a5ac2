//! What a bank lacks for a blueprint: how many attempts its pool carries, how near to the pass mark they can tell, and which items
//! would have to be written.
//!
//! A verdict needs the posterior to be on one side of the cut. With information I at the cut its variance is about
//!
//! v = 1/(1/prior_sd² + I) + bank_sd² + cut_se²
//!
//! so that a test stays too close to call for somebody whose estimate is within z √v of the cut, z the quantile of the certainty. That
//! half-width is the `gap`: the smaller, the fewer are left without a verdict. Information of a rated difficulty is that of its curve
//! averaged over the rating's error. Content bounds hold; of two enemies an attempt gets one.
//!
//! Attempts are laid out one after another, each of unseen items where the retake rule says so and each with the items that tell most
//! at the cut, which somebody near the cut would be given. This is a plan and no simulation: it says what to write, and the simulation
//! then says what came of it.

use serde::{Deserialize, Serialize};

use crate::assessment::Assessment;
use crate::bank::{Bank, ResponseCurve};
use crate::blueprint::ContentTarget;
use crate::mastery::rating_error;
use crate::math;
use crate::model::{ItemModel, Logistic};
use crate::theta::Theta;

/// Attempts that are laid out at most.
const ATTEMPTS: usize = 50;
/// Items that are proposed at most: a bank that needs more is not near to carrying its blueprint.
const PROPOSED: usize = 400;

/// What is wanted of a bank.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wanted {
    /// So many attempts of everyone.
    pub attempts: usize,
    /// Whether each has unseen items only.
    pub unseen_items_only: bool,
    /// A learner whose estimate is so far from the cut gets a verdict, in logits.
    pub gap: f64,
}

impl Wanted {
    /// The distance at which tests are wanted to tell, where nobody says otherwise.
    pub const GAP: f64 = 0.75;
}

/// One attempt as it could be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Laid {
    /// Items.
    pub items: usize,
    /// Information at the cut.
    pub information: f64,
    /// Within so many logits of the cut it stays too close to call.
    pub gap: f64,
}

/// Something that a bank lacks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// Items to write.
    Items {
        /// So many.
        count: usize,
        /// Of this outcome; absent where the blueprint names none.
        outcome: Option<String>,
        /// As difficult as this, in logits.
        near: f64,
        /// What for.
        because: Because,
    },
    /// No items would be enough: the test has to be longer.
    Length {
        /// Its greatest length.
        maximum: usize,
        /// With about so many it would do, the further ones as usual in this bank and at the cut.
        needed: usize,
    },
    /// No length would be enough: what is not known of the pass mark, and of an error that all ratings share, is too much.
    Certainty {
        /// The least gap there can be, in logits.
        gap: f64,
    },
}

/// Why items are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// An outcome has fewer than its minimum asks for in all attempts.
    Minimum,
    /// The attempts are longer than the pool.
    Length,
    /// Those that are there tell too little at the pass mark.
    Information,
}

/// What a bank can carry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feasibility {
    /// What was wanted.
    pub wanted: Wanted,
    /// Information that an attempt needs at the cut for that; absent where none is enough.
    pub needed: Option<f64>,
    /// Attempts as they could be, of the greatest length, until the pool has no more.
    pub attempts: Vec<Laid>,
    /// How many of them, one after another, tell what is wanted.
    pub carried: usize,
    /// How many attempts of the least length there are items for, whatever they tell.
    pub shortest: usize,
    /// What is lacking; nothing where the bank carries the blueprint.
    pub lacks: Vec<Lack>,
    /// Whether the items that are lacking are at least so many: the plan ended before it had enough of them.
    pub at_least: bool,
}

/// An item as far as the plan knows it.
#[derive(Clone, Debug)]
struct Piece {
    information: f64,
    target: Option<usize>,
    enemies: Vec<usize>,
}

/// How many items are added of an outcome, and why.
type Added = ((Because, Option<usize>), usize);

struct Plan<'a> {
    targets: &'a [ContentTarget],
    minimum: usize,
    maximum: usize,
    unseen: bool,
}

/// Why an attempt could not be laid out.
enum Short {
    Minimum(usize),
    Length,
}

/// What an assessment's bank lacks for what is wanted.
pub fn feasibility(assessment: &Assessment, wanted: Wanted) -> Feasibility {
    let (bank, blueprint) = (assessment.bank(), assessment.blueprint());
    let (standard, cut) = (&blueprint.standard, blueprint.standard.cut);
    let curves = bank.curves();
    let provisional = curves.iter().any(|curve| curve.b_sd > 0.0);
    let shared = if provisional { bank.bank_sd() } else { 0.0 };
    let fixed = shared * shared + standard.cut_se * standard.cut_se;
    let z = math::normal_quantile(standard.certainty);
    let prior = 1.0 / (standard.prior_sd * standard.prior_sd);
    let gap = |information: f64| z * (1.0 / (prior + information) + fixed).sqrt();
    // The information at which the gap is as wanted.
    let room = (wanted.gap / z) * (wanted.gap / z) - fixed;
    let needed = (room > 0.0).then(|| (1.0 / room - prior).max(0.0));
    let usual = usual_information(bank, &curves, cut);
    let plan = Plan {
        targets: assessment.constraints.targets(),
        minimum: blueprint.length.minimum.max(1),
        maximum: blueprint.length.maximum,
        unseen: wanted.unseen_items_only,
    };
    let mut pieces = pieces(assessment, &curves, cut);
    let order = order(&pieces);
    let (laid, _) = plan.lay(&pieces, &order, plan.maximum, ATTEMPTS);
    let attempts: Vec<Laid> =
        laid.iter().map(|&(items, information)| Laid { items, information, gap: gap(information) }).collect();
    let enough = |information: f64| needed.is_some_and(|needed| information >= needed);
    let carried = attempts.iter().take_while(|attempt| enough(attempt.information)).count();
    let (least, _) = plan.lay(&pieces, &order, plan.minimum, ATTEMPTS);
    let mut lacks = Vec::new();
    let mut at_least = false;
    match needed {
        None => lacks.push(Lack::Certainty { gap: z * fixed.sqrt() }),
        Some(needed) if plan.reach(&pieces, wanted.attempts, usual) < needed => {
            let missing = needed - plan.reach(&pieces, wanted.attempts, usual);
            let more = (missing / usual.max(1e-9)).ceil().min(1e6) as usize;
            lacks.push(Lack::Length { maximum: plan.maximum, needed: plan.maximum + more });
        }
        Some(needed) => {
            let (added, enough) = plan.fill(&mut pieces, wanted.attempts, needed, usual);
            at_least = !enough;
            let name = |target: Option<usize>| target.map(|target| bank.outcomes()[plan.targets[target].outcome].id.clone());
            lacks.extend(added.into_iter().map(|((because, target), count)| Lack::Items {
                count,
                outcome: name(target),
                near: cut.value(),
                because,
            }));
        }
    }
    Feasibility { wanted, needed, attempts, carried, shortest: least.len(), lacks, at_least }
}

/// Each item with what it tells at the cut; of a testlet each has its part of what the set tells.
fn pieces(assessment: &Assessment, curves: &[ResponseCurve], cut: Theta) -> Vec<Piece> {
    let bank = assessment.bank();
    (0..bank.items().len())
        .map(|position| {
            let (curve, part) = match bank.set_of(position).and_then(|set| Some((set.curve?, set.items.len()))) {
                Some((curve, items)) => (curve, 1.0 / items as f64),
                None => (position, 1.0),
            };
            Piece {
                information: part * information(&curves[curve], cut),
                target: assessment.constraints.target_of(position),
                enemies: bank.enemies(position).to_vec(),
            }
        })
        .collect()
}

/// The positions of pieces, of those that tell most first; of equals in their order.
fn order(pieces: &[Piece]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by(|&one, &other| pieces[other].information.total_cmp(&pieces[one].information));
    order
}

/// Fisher information of a curve averaged over the error of its difficulty.
fn information(curve: &ResponseCurve, at: Theta) -> f64 {
    let ResponseCurve { model, b_sd } = curve;
    if *b_sd <= 0.0 {
        return model.information(at);
    }
    let mut sums = vec![(0.0, 0.0); model.categories()];
    for (shift, weight) in rating_error(model, *b_sd) {
        let curve = model.curve_at(at.value() - shift);
        for (category, (p, slope)) in sums.iter_mut().enumerate() {
            let score = crate::score::Score::of(category);
            *p += weight * curve.probability(score);
            *slope += weight * curve.derivatives(score)[0];
        }
    }
    sums.into_iter().map(|(p, slope)| if p > 0.0 { slope * slope / p } else { 0.0 }).sum()
}

/// What an item as this bank's usual ones are would tell where it tells most: medians of what there is.
fn usual_information(bank: &Bank, curves: &[ResponseCurve], cut: Theta) -> f64 {
    let median = |of: &dyn Fn(&Logistic) -> f64, otherwise: f64| {
        let mut all: Vec<f64> = curves.iter().filter_map(|curve| curve.model.logistic().map(of)).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(otherwise)
    };
    let (a, c) = (median(&|model| model.a(), 1.0), median(&|model| model.c(), 0.0));
    let mut errors: Vec<f64> = bank.items().iter().map(|item| item.b_sd).collect();
    errors.sort_by(f64::total_cmp);
    let b_sd = errors.get(errors.len() / 2).copied().unwrap_or(0.0);
    Logistic::new(a, cut.value(), c, 1.0)
        .map_or(0.25, |model| information(&ResponseCurve { model: ItemModel::from(model), b_sd }, cut))
}

/// An attempt that is being laid out.
struct Laying {
    closed: Vec<bool>,
    counts: Vec<usize>,
    items: Vec<usize>,
}

impl Laying {
    /// Takes an item where it may still be given.
    fn take(&mut self, pieces: &[Piece], item: usize) {
        if self.closed[item] {
            return;
        }
        self.closed[item] = true;
        for &enemy in &pieces[item].enemies {
            self.closed[enemy] = true;
        }
        if let Some(target) = pieces[item].target {
            self.counts[target] += 1;
        }
        self.items.push(item);
    }
}

impl Plan<'_> {
    /// Up to `most` attempts of so many items, one after another, each as its number of items and their information at the cut; and why
    /// there is not another.
    fn lay(&self, pieces: &[Piece], order: &[usize], length: usize, most: usize) -> (Vec<(usize, f64)>, Option<Short>) {
        let mut seen = vec![false; pieces.len()];
        let mut attempts = Vec::new();
        while attempts.len() < most {
            match self.attempt(pieces, order, &seen, length) {
                Ok(items) => {
                    attempts.push((items.len(), items.iter().map(|&item| pieces[item].information).sum()));
                    if self.unseen {
                        for item in items {
                            seen[item] = true;
                        }
                    }
                }
                Err(why) => return (attempts, Some(why)),
            }
        }
        (attempts, None)
    }

    /// The items that tell most: first what the minima need, then the best of the rest.
    fn attempt(&self, pieces: &[Piece], order: &[usize], seen: &[bool], length: usize) -> Result<Vec<usize>, Short> {
        let mut laying = Laying { closed: seen.to_vec(), counts: vec![0; self.targets.len()], items: Vec::new() };
        for &item in order {
            if pieces[item].target.is_some_and(|target| laying.counts[target] < self.targets[target].minimum) {
                laying.take(pieces, item);
            }
        }
        if let Some(target) = (0..self.targets.len()).find(|&target| laying.counts[target] < self.targets[target].minimum) {
            return Err(Short::Minimum(target));
        }
        for &item in order {
            let room = pieces[item].target.is_none_or(|target| laying.counts[target] < self.targets[target].maximum);
            if room && laying.items.len() < length {
                laying.take(pieces, item);
            }
        }
        // One of the least length is an attempt, too.
        if laying.items.len() < self.minimum { Err(Short::Length) } else { Ok(laying.items) }
    }

    /// What the last of so many attempts could tell if there were usual items at the cut without end.
    fn reach(&self, pieces: &[Piece], attempts: usize, usual: f64) -> f64 {
        let mut told: Vec<f64> = pieces.iter().map(|piece| piece.information.max(usual)).collect();
        told.sort_by(|one, other| other.total_cmp(one));
        let seen = if self.unseen { attempts.saturating_sub(1) * self.maximum } else { 0 };
        told.into_iter().skip(seen).chain(std::iter::repeat(usual)).take(self.maximum).sum()
    }

    /// Adds items of the usual kind at the cut, one after another where they are lacking most, until the attempts are as wanted; and
    /// whether they are then, or more would be needed than are proposed at most.
    fn fill(&self, pieces: &mut Vec<Piece>, attempts: usize, needed: f64, usual: f64) -> (Vec<Added>, bool) {
        let mut added: Vec<Added> = Vec::new();
        let mut order = order(pieces);
        let mut enough = false;
        // Once more than there are to add, to see what the last of them did.
        for count in 0..=PROPOSED {
            let (laid, short) = self.lay(pieces, &order, self.maximum, attempts);
            let weak = laid.iter().any(|&(_, information)| information < needed);
            let (because, target) = match short {
                Some(Short::Minimum(target)) => (Because::Minimum, Some(target)),
                Some(Short::Length) => (Because::Length, self.poorest(pieces)),
                None if weak => (Because::Information, self.poorest(pieces)),
                None => {
                    enough = true;
                    break;
                }
            };
            if count == PROPOSED {
                break;
            }
            // Where sorting would put it: after all that tell as much.
            let place = order.partition_point(|&item| pieces[item].information.total_cmp(&usual).is_ge());
            order.insert(place, pieces.len());
            pieces.push(Piece { information: usual, target, enemies: Vec::new() });
            match added.iter_mut().find(|(what, _)| *what == (because, target)) {
                Some((_, count)) => *count += 1,
                None => added.push(((because, target), 1)),
            }
        }
        added.sort_by_key(|(what, _)| *what);
        (added, enough)
    }

    /// The outcome with the least information at the cut for its share of the test; `None` where the blueprint names none.
    fn poorest(&self, pieces: &[Piece]) -> Option<usize> {
        let share = |target: usize| self.targets[target].minimum.max(1) as f64;
        let has = |target: usize| {
            pieces.iter().filter(|piece| piece.target == Some(target)).map(|piece| piece.information).sum::<f64>() / share(target)
        };
        // What is at its maximum already would not be given more of.
        let open = (0..self.targets.len()).filter(|&target| self.targets[target].maximum > self.targets[target].minimum);
        let all: Vec<usize> = open.collect();
        let all = if all.is_empty() { (0..self.targets.len()).collect() } else { all };
        all.into_iter().min_by(|&one, &other| has(one).total_cmp(&has(other)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::bank::file::OutcomeFile;

    /// Rasch items of two outcomes, at these difficulties.
    fn assessment(b: &[&[f64]], b_sd: f64, more: &serde_json::Value) -> Assessment {
        let (mut file, blueprint) = crate::doc_example();
        let pattern = file.items[0].clone();
        file.outcomes = (0..b.len()).map(|n| OutcomeFile { id: format!("O-{n}"), ..file.outcomes[0].clone() }).collect();
        file.items = b
            .iter()
            .enumerate()
            .flat_map(|(outcome, own)| own.iter().map(move |b| (outcome, *b)))
            .enumerate()
            .map(|(n, (outcome, b))| {
                let mut item = pattern.clone();
                (item.id, item.outcomes) = (format!("Q{n}"), vec![format!("O-{outcome}")]);
                (item.irt.b, item.irt.b_sd) = (Some(b), b_sd);
                item
            })
            .collect();
        let mut plain = serde_json::to_value(blueprint).unwrap();
        for (key, value) in more.as_object().unwrap() {
            plain[key] = value.clone();
        }
        Assessment::new(Arc::new(file.check().unwrap()), &serde_json::from_value(plain).unwrap()).unwrap()
    }

    fn wanted(attempts: usize, unseen_items_only: bool, gap: f64) -> Wanted {
        Wanted { attempts, unseen_items_only, gap }
    }

    #[test]
    fn a_test_of_items_at_the_cut_is_as_long_as_arithmetic_says() {
        // Each tells 1/4 at the cut; after 16 the variance is 1/(1 + 4), and 1.645 √0.2 = 0.7356.
        let items = [0.0; 40];
        let assessment = assessment(&[&items], 0.0, &json!({"length": {"minimum": 4, "maximum": 16}}));
        let found = feasibility(&assessment, wanted(2, true, 0.74));
        assert_eq!((found.attempts.len(), found.carried, found.shortest, found.lacks.len()), (3, 2, 10, 0));
        assert!((found.attempts[0].gap - 0.735_6).abs() < 1e-4 && (found.attempts[0].information - 4.0).abs() < 1e-12);
        // The third has 8 items only.
        assert_eq!(found.attempts[2].items, 8);
        // Where items come again there is no end.
        assert_eq!(feasibility(&assessment, wanted(2, false, 0.74)).carried, ATTEMPTS);
        // 1.645² / 0.7² − 1 = 4.52 takes 19 of them.
        let longer = feasibility(&assessment, wanted(1, true, 0.7));
        assert_eq!(longer.lacks, [Lack::Length { maximum: 16, needed: 19 }]);
    }

    #[test]
    fn names_how_many_items_of_which_outcome_are_missing() {
        let far = [-4.0; 20];
        let near = [0.0; 20];
        let content = json!([{"outcome": "O-0", "minimum": 4}, {"outcome": "O-1", "minimum": 4}]);
        let more = json!({"length": {"minimum": 8, "maximum": 20}, "content": content});
        // Best of the first attempt: 4 far ones and 16 near ones tell just 4 · 0.0177 + 4 = 4.07.
        let found = feasibility(&assessment(&[&near, &far], 0.0, &more), wanted(2, true, 0.735));
        let Lack::Items { count, outcome, near, because } = &found.lacks[0] else { panic!("{found:?}") };
        assert_eq!((outcome.as_deref(), *near, *because), (Some("O-1"), 0.0, Because::Information));
        assert_eq!((found.carried, found.lacks.len()), (1, 1));
        // With so many it does, and with one fewer it does not.
        let add = |count: usize| {
            let more_items: Vec<f64> = far.iter().copied().chain(std::iter::repeat_n(0.0, count)).collect();
            feasibility(&assessment(&[&[0.0; 20], &more_items], 0.0, &more), wanted(2, true, 0.735)).carried
        };
        assert_eq!((add(*count - 1), add(*count)), (1, 2));
    }

    #[test]
    fn names_minima_that_further_attempts_cannot_meet() {
        let content = json!([{"outcome": "O-0", "minimum": 3}, {"outcome": "O-1", "minimum": 5}]);
        let assessment =
            assessment(&[&[0.0; 40], &[0.1; 8]], 0.0, &json!({"length": {"minimum": 8, "maximum": 18}, "content": content}));
        let found = feasibility(&assessment, wanted(3, true, 0.8));
        assert_eq!(found.shortest, 1);
        let items = |because| {
            let of = |lack: &Lack| match lack {
                Lack::Items { count, outcome, because: why, .. } if *why == because => Some((*count, outcome.clone().unwrap())),
                _ => None,
            };
            found.lacks.iter().filter_map(of).collect::<Vec<_>>()
        };
        // The first attempt takes all eight if they tell most; here those at 0 do, so that five are taken each time.
        assert_eq!(items(Because::Minimum), [(7, "O-1".to_owned())]);
    }

    #[test]
    fn says_that_a_list_is_not_all_that_is_lacking() {
        let lacks = |attempts: usize, b: &[f64]| {
            let assessment = assessment(&[b], 0.0, &json!({"length": {"minimum": 16, "maximum": 16}}));
            let found = feasibility(&assessment, wanted(attempts, true, 0.74));
            let counts = found.lacks.iter().map(|lack| if let Lack::Items { count, .. } = lack { *count } else { 0 });
            (counts.sum::<usize>(), found.at_least)
        };
        // Each attempt takes 16 items, so that 26 take 416: with 16 there the 400 that are proposed at most are just enough.
        assert_eq!(lacks(26, &[0.0; 16]), (PROPOSED, false));
        assert_eq!(lacks(27, &[0.0; 16]), (PROPOSED, true));
        assert_eq!(lacks(2, &[0.0; 20]), (12, false));
        assert_eq!(lacks(1, &[0.0; 20]), (0, false));
    }

    #[test]
    fn no_number_of_items_makes_up_for_a_pass_mark_that_is_not_known() {
        let standard = json!({"cut": 0.0, "cut_se": 0.5, "rationale": "test"});
        let assessment = assessment(&[&[0.0; 40]], 0.0, &json!({"standard": standard}));
        let found = feasibility(&assessment, wanted(1, true, 0.8));
        assert!(matches!(found.lacks[..], [Lack::Certainty { gap }] if (gap - 0.822_4).abs() < 1e-3), "{:?}", found.lacks);
        assert_eq!((found.needed, found.carried), (None, 0));
    }

    #[test]
    fn difficulties_that_are_only_rated_tell_less() {
        let told = |b_sd| {
            let assessment = assessment(&[&[0.0; 20]], b_sd, &json!({"length": {"minimum": 4, "maximum": 16}}));
            feasibility(&assessment, wanted(1, true, 0.9)).attempts[0].information
        };
        assert!(told(0.8) < 0.95 * told(0.0) && told(0.8) > 0.6 * told(0.0));
    }
}
