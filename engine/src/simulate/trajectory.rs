//! What if a test were shorter, or asked to be surer? Answered from sessions that were recorded to the greatest length once.
//!
//! Rules that only stop have no part in which items are chosen: a session that ends early is the beginning of the one that goes on.
//! So takers sit the assessment once with no rule to stop them, P(mastery) is kept after every item, and other lengths and
//! certainties are read off: the same lengths and verdicts, taker by taker, as sessions with those settings would have.
//!
//! That holds wherever choice does not know the lengths ([`Limit`] names what does). Attempts after the first are not in it: what they
//! may give depends on where the first one stopped.
//!
//! ```
//! use engine::simulate::{Plan, Settings, trajectory::{Recording, WhatIf}};
//! # let (bank, blueprint) = engine::doc_example();
//! # let bank = std::sync::Arc::new(bank.restricted_to(blueprint.pool).check().unwrap());
//! let recording = Recording::new(&bank, &blueprint, Settings::new(20, 1, 1), 12).unwrap();
//! let taken: Vec<_> = (0..recording.units()).map(|number| recording.run(number)).collect();
//! let shorter = WhatIf { minimum: 2, maximum: 6, certainty: 0.9 };
//! assert!(recording.answer(&taken, 0, shorter).mean_length <= 6.0);
//! ```

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::taker::{Replicate, Sat};
use super::{Plan, Retake, Settings, Unit, Verdicts};
use crate::assessment::Assessment;
use crate::bank::Bank;
use crate::bank::file::Problem;
use crate::blueprint::file::{Balance, BlueprintFile, Combine, CriterionName, ExposureFile, StopFile};
use crate::floor::Floor;
use crate::mastery::Evidence;
use crate::outcome::{FloorReading, Verdict};
use crate::select::Used;
use crate::session::Session;
use crate::stop::{Rule, StoppingRule};

/// Other lengths, and another certainty: that of the verdict, and of the rule that stops by it where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhatIf {
    /// No verdict before so many items.
    pub minimum: usize,
    /// Never more.
    pub maximum: usize,
    /// How probable mastery must be, above 0.5 and below 1.
    pub certainty: f64,
}

/// Why an answer is only about what a simulation would give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// The outcomes' minima are met by the least length, so that another one gives items in another order.
    MinimumAndContent,
    /// Items exclude each other, and so few have no such bounds that the least length has a say in which are given.
    MinimumAndEnemies,
    /// Sets are given where they fit into the length.
    Sets,
    /// The criterion, its strata or the weight of content go by the greatest length.
    MaximumInSelection,
    /// Items are given by how often sessions before gave them, and those would be of other lengths.
    OtherSessions,
    /// A rule looks at how many items are still to come.
    Curtailment,
}

/// Sessions to be recorded.
#[derive(Debug)]
pub struct Recording {
    plan: Plan,
    blueprint: BlueprintFile,
    stop: StoppingRule,
}

/// One taker's session to the greatest length.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trajectory {
    /// True ability, in logits.
    pub theta: f64,
    /// Whether it is at or above where the pass mark truly is.
    pub master: bool,
    /// P(mastery) after each item: at the pass mark, then at each other cut, for the first item; then for the second.
    pub mastery: Vec<f64>,
    /// After each item, the probability of being above each floor of the blueprint, in the same order; nothing where it has none.
    pub floors: Vec<f64>,
    /// After how many items each block was handed in.
    pub blocks: Vec<u16>,
    /// From how many items on every outcome's minimum was met; absent if never.
    pub minima: Option<u16>,
    /// After each block which of the blueprint's other rules held, one bit each.
    pub rules: Vec<u32>,
}

/// What came of a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// Which.
    pub unit: Unit,
    /// One for each taker.
    pub takers: Vec<Trajectory>,
}

/// Where a session would have ended, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Items.
    pub items: usize,
    /// The verdict.
    pub verdict: Verdict,
}

/// What other settings come to, for the takers of one population and their first attempts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// What was asked.
    pub what: WhatIf,
    /// How many takers.
    pub takers: u64,
    /// Items in a test.
    pub mean_length: f64,
    /// Half are no longer.
    pub median_length: usize,
    /// How many tests had so many items, from 0 up.
    pub lengths: Vec<u64>,
    /// Who was told what.
    pub verdicts: Verdicts,
}

impl WhatIf {
    /// A blueprint as it stands.
    pub fn of(blueprint: &BlueprintFile) -> Self {
        let BlueprintFile { length, standard, .. } = blueprint;
        Self { minimum: length.minimum, maximum: length.maximum, certainty: standard.certainty }
    }

    /// The blueprint with these settings.
    #[must_use]
    pub fn applied_to(&self, blueprint: &BlueprintFile) -> BlueprintFile {
        let mut changed = blueprint.clone();
        (changed.length.minimum, changed.length.maximum) = (self.minimum, self.maximum);
        changed.standard.certainty = self.certainty;
        if let Some(certainty) = &mut changed.stop.certainty {
            *certainty = self.certainty;
        }
        changed
    }
}

impl Recording {
    /// Makes sessions of up to `longest` items ready; fewer where the pool has no more.
    ///
    /// # Errors
    /// What is wrong with the blueprint, as [`Assessment::new`] finds it, or with the settings.
    pub fn new(bank: &Arc<Bank>, blueprint: &BlueprintFile, settings: Settings, longest: usize) -> Result<Self, Vec<Problem>> {
        // As it stands it has to be right; only then it is changed.
        Assessment::new(Arc::clone(bank), blueprint)?;
        let mut endless = blueprint.clone();
        endless.stop = StopFile::default();
        endless.length.maximum = longest.clamp(blueprint.length.maximum.min(bank.items().len()), bank.items().len()).max(1);
        let assessment = Arc::new(Assessment::new(Arc::clone(bank), &endless)?);
        let settings = Settings { retake: Retake::NONE, retest_every: 0, ..settings };
        let plan = Plan::new(assessment, settings).map_err(|error| {
            vec![Problem { item: None, field: error.setting.into(), value: error.value, expected: error.expected.into() }]
        })?;
        Ok(Self { plan, blueprint: blueprint.clone(), stop: StoppingRule::from_file(&blueprint.stop) })
    }

    /// How many units there are, as of [`Plan::units`].
    pub fn units(&self) -> usize {
        self.plan.units()
    }

    /// How many takers there are in all.
    pub fn takers(&self) -> u64 {
        let Settings { takers, replicates, populations, .. } = self.plan.settings();
        u64::from(*takers) * u64::from(*replicates) * populations.len() as u64
    }

    /// The greatest length that was recorded, and so that can be asked for.
    pub fn longest(&self) -> usize {
        self.plan.assessment().blueprint().length.maximum
    }

    /// Records a unit, `number` from 0 to one below [`Recording::units`].
    pub fn run(&self, number: usize) -> Recorded {
        let unit = self.plan.unit(number);
        let mut replicate = Replicate::new(&self.plan, unit.replicate);
        let takers = (unit.first..unit.first + unit.takers)
            .map(|number| {
                let taker = replicate.taker(unit.population, number);
                let mut watch = Watch::new(self);
                let sat = replicate.watched(&taker, 0, Vec::new(), &mut |session| watch.see(session));
                let sat = sat.expect("an assessment that was checked can begin");
                watch.trajectory(&sat, taker.theta, taker.theta >= replicate.cuts[0])
            })
            .collect();
        Recorded { unit, takers }
    }

    /// Where this taker's session would have ended.
    pub fn ended(&self, trajectory: &Trajectory, what: WhatIf) -> Ended {
        let cuts = self.plan.cuts.len();
        let last = trajectory.mastery.len() / cuts;
        let at = |items: usize| items.checked_sub(1).and_then(|place| trajectory.mastery.get(place * cuts..(place + 1) * cuts));
        let sure = |mastery: f64, needed: f64| mastery >= needed || mastery <= 1.0 - needed;
        let needed: Vec<f64> = self.blueprint.standard.floors.iter().map(|floor| floor.certainty).collect();
        // The blueprint's floors after so many items.
        let floors = |items: usize| -> Vec<FloorReading> {
            let after = items.checked_sub(1).map_or(&[][..], |place| &trajectory.floors[place * needed.len()..][..needed.len()]);
            after.iter().zip(&needed).map(|(&mastery, &needed)| FloorReading { mastery, needed }).collect()
        };
        let minima = |items: usize| items >= what.minimum && trajectory.minima.is_some_and(|from| items >= usize::from(from));
        // The place of a rule among those that were recorded.
        let other = |rule: &Rule| self.others().position(|other| other == rule);
        let stops = |block: usize, items: usize| {
            minima(items)
                && self
                    .stop
                    .met(|rule| match (rule, other(rule)) {
                        (Rule::Certainty(_), _) => at(items).is_some_and(|cuts| {
                            let floors = floors(items);
                            floors.iter().any(|floor| floor.mastery <= 1.0 - what.certainty)
                                || Verdict::of(cuts[0], what.certainty, &floors) != Verdict::TooClose
                                    && cuts.iter().all(|mastery| sure(*mastery, what.certainty))
                        }),
                        (_, Some(bit)) => trajectory.rules[block] & (1 << bit) != 0,
                        (_, None) => false,
                    })
                    .is_some()
        };
        let ends = trajectory.blocks.iter().map(|items| usize::from(*items)).enumerate();
        let items = ends
            .take_while(|(_, items)| *items <= what.maximum)
            .find(|(block, items)| stops(*block, *items))
            .map_or(last.min(what.maximum), |(_, items)| items);
        let verdict = match at(items).map(|cuts| cuts[0]) {
            Some(mastery) if minima(items) => Verdict::of(mastery, what.certainty, &floors(items)),
            _ => Verdict::TooClose,
        };
        Ended { items, verdict }
    }

    /// What these settings come to, for the takers of the population of this number.
    pub fn answer(&self, recorded: &[Recorded], population: usize, what: WhatIf) -> Answered {
        let (mut verdicts, mut lengths) = (Verdicts::default(), vec![0_u64; self.longest() + 1]);
        for trajectory in recorded.iter().filter(|one| one.unit.population == population).flat_map(|one| &one.takers) {
            let Ended { items, verdict } = self.ended(trajectory, what);
            verdicts.add(trajectory.master, verdict);
            lengths[items] += 1;
        }
        let takers = verdicts.takers();
        let sum: u64 = lengths.iter().zip(0..).map(|(count, items)| count * items).sum();
        let mut passed = 0;
        let half = lengths.iter().position(|count| {
            passed += count;
            2 * passed >= takers
        });
        let mean_length = if takers > 0 { sum as f64 / takers as f64 } else { 0.0 };
        Answered { what, takers, mean_length, median_length: half.unwrap_or(0), lengths, verdicts }
    }

    /// What keeps an answer from being exactly what a simulation with these settings would give; nothing for most blueprints.
    pub fn limits(&self, what: WhatIf) -> Vec<Limit> {
        let (bank, blueprint) = (self.plan.assessment().bank(), &self.blueprint);
        let BlueprintFile { length, content, select, .. } = blueprint;
        let shorter = what.minimum != length.minimum;
        // Recorded are sessions that may be longer than the blueprint's own: what goes by the greatest length is different for all.
        let longer = self.longest() != what.maximum;
        let without_enemies = (0..bank.items().len()).filter(|&position| bank.enemies(position).is_empty()).count();
        let bounded = content.iter().any(|target| target.maximum.is_some());
        let enemies = without_enemies < bank.items().len() && (bounded || without_enemies < what.minimum.max(length.minimum));
        let mixes = matches!(select.criterion, CriterionName::Progressive | CriterionName::Proportional);
        let weighs = matches!(select.balance, Some(Balance::WeightedPenalty | Balance::PriorityIndex));
        let counts = select.exposure.as_ref().is_some_and(ExposureFile::counts);
        let found = [
            (shorter && content.iter().any(|target| target.minimum > 0), Limit::MinimumAndContent),
            (shorter && enemies, Limit::MinimumAndEnemies),
            ((shorter || longer) && !bank.sets().is_empty(), Limit::Sets),
            (longer && (mixes || weighs || select.strata.is_some()), Limit::MaximumInSelection),
            (counts, Limit::OtherSessions),
            (longer && blueprint.stop.curtailment.is_some(), Limit::Curtailment),
        ];
        found.into_iter().filter_map(|(holds, limit)| holds.then_some(limit)).collect()
    }

    /// The blueprint's rules but for certainty, which is worked out anew.
    fn others(&self) -> impl Iterator<Item = &Rule> {
        self.stop.rules.iter().filter(|rule| !matches!(rule, Rule::Certainty(_)))
    }
}

/// What is written down while a session runs.
struct Watch<'a> {
    recording: &'a Recording,
    evidence: Evidence,
    /// By the items of each floor's outcome.
    floor_evidence: Vec<Evidence>,
    /// As it was before the next block was chosen.
    used: Used,
    seen: usize,
    mastery: Vec<f64>,
    floors: Vec<f64>,
    blocks: Vec<u16>,
    rules: Vec<u32>,
}

impl<'a> Watch<'a> {
    fn new(recording: &'a Recording) -> Self {
        let assessment = recording.plan.assessment();
        let (evidence, used) = (assessment.decision.evidence(), assessment.constraints.unused(&[]));
        let floor_evidence = assessment.floors.iter().map(Floor::evidence).collect();
        let (mastery, floors, blocks, rules) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { recording, evidence, floor_evidence, used, seen: 0, mastery, floors, blocks, rules }
    }

    /// After a block was handed in.
    fn see(&mut self, session: &Session) {
        let assessment = self.recording.plan.assessment();
        let decision = &assessment.decision;
        let standard = &assessment.blueprint().standard;
        for (position, response) in session.by_item().skip(self.seen) {
            self.seen += 1;
            assessment.constraints.give(&mut self.used, position);
            if let Some((curve, score)) = response {
                decision.observe(&mut self.evidence, curve, score);
            }
            for (floor, evidence) in assessment.floors.iter().zip(&mut self.floor_evidence) {
                if let Some(response) = response {
                    floor.observe(evidence, assessment.bank(), position, response);
                }
                self.floors.push(floor.reading(evidence).mastery);
            }
            self.mastery.push(decision.mastery(&self.evidence));
            let levels = standard.levels.iter();
            self.mastery.extend(levels.map(|level| decision.mastery_at(&self.evidence, level.cut, level.cut_se)));
        }
        self.blocks.push(u16::try_from(self.seen).unwrap_or(u16::MAX));
        let bits = self.recording.others().enumerate().map(|(bit, rule)| u32::from(session.holds(rule, &self.used)) << bit);
        self.rules.push(bits.sum());
    }

    fn trajectory(self, sat: &Sat, theta: f64, master: bool) -> Trajectory {
        let constraints = &self.recording.plan.assessment().constraints;
        let mut left: Vec<usize> = constraints.targets().iter().map(|target| target.minimum).collect();
        let mut from = left.iter().all(|left| *left == 0).then_some(0);
        for (number, &position) in sat.items.iter().enumerate() {
            if let Some(target) = constraints.target_of(position) {
                left[target] = left[target].saturating_sub(1);
            }
            if from.is_none() && left.iter().all(|left| *left == 0) {
                from = u16::try_from(number + 1).ok();
            }
        }
        let Self { mastery, floors, blocks, rules, .. } = self;
        Trajectory { theta, master, mastery, floors, blocks, minima: from, rules }
    }
}

/// Whether a blueprint stops by certainty at all: otherwise a slider for it moves the verdict alone.
pub fn stops_by_certainty(blueprint: &BlueprintFile) -> bool {
    let StopFile { certainty, combine, .. } = &blueprint.stop;
    certainty.is_some() && (*combine == Combine::Any || StoppingRule::from_file(&blueprint.stop).rules.len() == 1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::simulate::Population;

    /// 60 items of three outcomes with rated difficulties.
    fn bank() -> Arc<Bank> {
        let (mut file, _) = crate::doc_example();
        let pattern = file.items[0].clone();
        file.bank_sd = 0.2;
        file.outcomes =
            (0..3).map(|n| crate::bank::file::OutcomeFile { id: format!("O-{n}"), ..file.outcomes[0].clone() }).collect();
        file.items = (0..60)
            .map(|n| {
                let mut item = pattern.clone();
                item.id = format!("Q{n}");
                item.outcomes = vec![format!("O-{}", n % 3)];
                item.irt.b = Some(f64::from((n * 23) % 60) / 12.0 - 2.5);
                item.irt.b_sd = if n % 2 == 0 { 0.4 } else { 0.0 };
                item
            })
            .collect();
        Arc::new(file.check().unwrap())
    }

    fn blueprint(more: &serde_json::Value) -> BlueprintFile {
        let mut plain = serde_json::to_value(crate::doc_example().1).unwrap();
        plain["length"] = json!({"minimum": 8, "maximum": 25});
        plain["block"] = json!(5);
        for (key, value) in more.as_object().unwrap() {
            plain[key] = value.clone();
        }
        serde_json::from_value(plain).unwrap()
    }

    fn settings() -> Settings {
        Settings { populations: vec![Population::around_cut(0.3, 1.0)], ..Settings::new(60, 2, 5) }
    }

    /// Holds every taker against the real simulation with those settings; how many sessions ended before the maximum.
    fn check(blueprint: &BlueprintFile, asked: &[(usize, usize, f64)]) -> usize {
        let bank = bank();
        let recording = Recording::new(&bank, blueprint, settings(), 40).unwrap();
        let recorded: Vec<Recorded> = (0..recording.units()).map(|number| recording.run(number)).collect();
        let mut early = 0;
        for &(minimum, maximum, certainty) in asked {
            let what = WhatIf { minimum, maximum, certainty };
            assert_eq!(recording.limits(what), [], "{what:?}");
            let assessment = Arc::new(Assessment::new(Arc::clone(&bank), &what.applied_to(blueprint)).unwrap());
            let plan = Plan::new(assessment, Settings { retest_every: 0, ..settings() }).unwrap();
            for recorded in &recorded {
                let mut replicate = Replicate::new(&plan, recorded.unit.replicate);
                for (number, trajectory) in (recorded.unit.first..).zip(&recorded.takers) {
                    let taker = replicate.taker(recorded.unit.population, number);
                    let sat = replicate.sit(&taker, 0, Vec::new()).unwrap();
                    let found = recording.ended(trajectory, what);
                    let real = Ended { items: sat.items.len(), verdict: sat.verdict };
                    assert_eq!(found, real, "{what:?}, taker {number}");
                    early += usize::from(real.items < maximum);
                }
            }
            let answered = recording.answer(&recorded, 0, what);
            let report = plan.report(&(0..plan.units()).map(|number| plan.run(number)).collect::<Vec<_>>());
            let real = &report.populations[0];
            assert!((answered.mean_length - real.length.mean.value.unwrap()).abs() < 1e-9);
            assert_eq!(answered.median_length, real.length.median);
            let told = answered.verdicts.told(Verdict::Achieved) as f64 / answered.takers as f64;
            assert!((told - real.first.awarded.value.unwrap()).abs() < 1e-12);
        }
        early
    }

    #[test]
    fn is_the_real_simulation_to_the_taker_where_choice_does_not_know_the_lengths() {
        let asked = [(8, 25, 0.95), (8, 40, 0.95), (5, 12, 0.8), (20, 31, 0.9), (0, 3, 0.7), (8, 40, 0.99)];
        assert!(check(&blueprint(&json!({"stop": {"certainty": 0.95}})), &asked) > 100);
    }

    #[test]
    fn other_rules_stop_where_they_would() {
        let rules = json!({"certainty": 0.96, "standard_error": 0.42, "theta_change": 0.01, "least_information": 0.15});
        assert!(check(&blueprint(&json!({"stop": rules})), &[(8, 40, 0.95), (10, 22, 0.8)]) > 50);
        let all = json!({"certainty": 0.96, "standard_error": 0.45, "combine": "all"});
        assert!(check(&blueprint(&json!({"stop": all})), &[(8, 40, 0.9), (8, 40, 0.8)]) > 50);
        assert_eq!(check(&blueprint(&json!({"stop": {}})), &[(8, 17, 0.9)]), 0);
    }

    #[test]
    fn chance_levels_and_content_are_as_they_were() {
        let more = json!({
            "stop": {"certainty": 0.9}, "select": {"randomesque": 5},
            "content": [{"outcome": "O-0", "minimum": 4}, {"outcome": "O-1", "minimum": 3, "maximum": 10}],
            "standard": {"cut": 0.3, "certainty": 0.9, "cut_se": 0.1, "rationale": "test",
                "levels": [{"id": "merit", "title": "Merit", "cut": 1.2}]},
        });
        assert!(check(&blueprint(&more), &[(8, 25, 0.9), (8, 40, 0.8), (8, 19, 0.95)]) > 20);
    }

    #[test]
    fn floors_stop_and_decide_as_they_do() {
        let more = json!({
            "stop": {"certainty": 0.9}, "content": [{"outcome": "O-0", "minimum": 3}, {"outcome": "O-2", "minimum": 4}],
            "standard": {"cut": 0.3, "certainty": 0.9, "rationale": "test",
                "floor": [{"outcome": "O-0", "below": 0.0, "certainty": 0.6}, {"outcome": "O-2", "below": 0.7}]},
        });
        assert!(check(&blueprint(&more), &[(8, 25, 0.9), (8, 40, 0.8), (8, 19, 0.95)]) > 20);
    }

    #[test]
    fn says_what_it_cannot_know() {
        let limits = |more: serde_json::Value, minimum, maximum| {
            let recording = Recording::new(&bank(), &blueprint(&more), settings(), 40).unwrap();
            recording.limits(WhatIf { minimum, maximum, certainty: 0.9 })
        };
        let content = json!({"content": [{"outcome": "O-0", "minimum": 4}]});
        assert_eq!(limits(content.clone(), 8, 30), []);
        assert_eq!(limits(content, 9, 30), [Limit::MinimumAndContent]);
        assert_eq!(limits(json!({"select": {"criterion": "PROGRESSIVE"}}), 8, 30), [Limit::MaximumInSelection]);
        assert_eq!(limits(json!({"stop": {"curtailment": 0.9}}), 8, 30), [Limit::Curtailment]);
    }
}
