//! Item sets: whatever the bank, the blueprint and the answers, no constraint is ever broken.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::common::{TestItem, bank_file, blueprint, position, sit, start};
use engine::bank::file::{BankFile, IrtFile, SetFile, SetOrder};
use engine::bank::{ItemId, Pool};
use engine::blueprint::file::BlueprintFile;
use engine::select::ExposureTable;
use engine::session::Error;
use engine::{Assessment, Seed, Session, Started, Step, StopReason};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

/// A test that may or may not be possible.
#[derive(Clone, Debug)]
struct Plan {
    /// Difficulty and outcome of each item.
    items: Vec<(f64, usize)>,
    /// Sizes of the sets, in the order of the items; whether each is ordered, and whether it is scored as one.
    sets: Vec<(usize, bool, bool)>,
    /// Where in the bank the sets' items lie.
    step: usize,
    enemies: Vec<Vec<usize>>,
    block: usize,
    length: (usize, usize),
    /// Minimum and, perhaps, maximum of each outcome.
    content: Vec<(usize, Option<usize>)>,
    select: Value,
    start: Value,
    certainty: bool,
    excluded: Vec<usize>,
    seed: u64,
}

fn selects() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => Just(json!({})),
        1 => Just(json!({"randomesque": 3})),
        1 => Just(json!({"criterion": "MPWI"})),
        1 => Just(json!({"criterion": "RANDOM"})),
        1 => Just(json!({"criterion": "PROGRESSIVE"})),
        1 => Just(json!({"criterion": "PROPORTIONAL", "acceleration": 2.0})),
        1 => Just(json!({"criterion": "BOPT"})),
        1 => Just(json!({"strata": 2})),
        1 => Just(json!({"balance": "share"})),
        1 => Just(json!({"balance": "priority_index"})),
        1 => Just(json!({"balance": "weighted_penalty"})),
        1 => Just(json!({"exposure": {"sympson_hetter": {"maximum": 0.3, "parameters": {"0": 0.1, "3": 0.5, "5": 0.01}}}})),
        1 => Just(json!({"exposure": {"restricted": {"maximum": 0.3}}})),
        1 => Just(json!({"exposure": {"eligibility": {"maximum": 0.3}}})),
    ]
}

fn starts() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => Just(json!({})),
        1 => Just(json!({"theta": 1.0})),
        1 => Just(json!({"thetas": [-1.0, 0.0, 1.0]})),
        1 => Just(json!({"items": ["2", "0", "4"]})),
        1 => Just(json!({"criterion": "RANDOM"})),
    ]
}

fn plans() -> impl Strategy<Value = Plan> {
    let bank = (5..18_usize).prop_flat_map(|n| {
        (
            prop::collection::vec((-2.0..2.0, 0..3_usize), n),
            prop::collection::vec((1..5_usize, any::<bool>(), any::<bool>()), 0..5),
            1..4_usize,
            prop::collection::vec(prop::collection::vec(0..n, 2..4), 0..4),
            prop::collection::vec(0..n, 0..3),
        )
    });
    let bounds = prop::collection::vec((0..4_usize, prop::option::of(1..6_usize)), 0..3);
    (bank, 1..6_usize, (0..8_usize, 1..13_usize), bounds, selects(), starts(), any::<bool>(), any::<u64>()).prop_map(
        |((items, sets, step, enemies, excluded), block, (minimum, maximum), content, select, start, certainty, seed)| Plan {
            items,
            sets,
            step,
            enemies,
            block,
            length: (minimum.min(maximum), maximum),
            content: content.into_iter().map(|(least, most)| (least, most.map(|most| most.max(least)))).collect(),
            select,
            start,
            certainty,
            excluded,
            seed,
        },
    )
}

impl Plan {
    fn bank(&self) -> BankFile {
        let items: Vec<TestItem> =
            self.items.iter().map(|&(b, outcome)| TestItem { outcome, a: 1.2, ..TestItem::rasch(b) }).collect();
        let mut file = bank_file(&items, 3, 0.0, &[]);
        // Members of a set need not be neighbours in the bank.
        let mut order: Vec<usize> = (0..self.step).flat_map(|first| (first..items.len()).step_by(self.step)).collect();
        let mut set_of = vec![None; items.len()];
        for (number, &(size, ordered, testlet)) in self.sets.iter().enumerate() {
            let members: Vec<usize> = order.drain(..size.min(order.len())).collect();
            if members.is_empty() {
                break;
            }
            for &member in &members {
                set_of[member] = Some(number);
            }
            let thresholds = (0..members.len()).map(|k| k as f64 * 0.5 - 0.7).collect();
            let irt = testlet.then(|| IrtFile { model: "PCM".to_owned(), b: None, thresholds, ..IrtFile::default() });
            file.sets.push(SetFile {
                id: format!("s{number}"),
                stimulus: "<p>What they share</p>".to_owned(),
                items: members.iter().map(usize::to_string).collect(),
                order: if ordered { SetOrder::Fixed } else { SetOrder::Any },
                irt,
            });
        }
        for foes in &self.enemies {
            // Enemies of one set would be an error of the bank.
            let mut sets = BTreeSet::new();
            let mut apart = BTreeSet::new();
            for &foe in foes {
                if set_of[foe].is_none_or(|set| sets.insert(set)) {
                    apart.insert(foe);
                }
            }
            if apart.len() > 1 {
                file.enemies.push(engine::bank::file::EnemiesFile {
                    items: apart.iter().map(usize::to_string).collect(),
                    why: "test".to_owned(),
                });
            }
        }
        file
    }

    fn blueprint(&self) -> BlueprintFile {
        let (minimum, maximum) = self.length;
        let shares = self.select["balance"] == "share";
        let content: Vec<Value> = self
            .content
            .iter()
            .enumerate()
            .map(|(outcome, (least, most))| {
                let mut target = json!({"outcome": format!("O{outcome}"), "minimum": least});
                if let Some(most) = most {
                    target["maximum"] = json!(most);
                }
                if shares {
                    target["share"] = json!(0.3);
                }
                target
            })
            .collect();
        let mut more = json!({
            "block": self.block, "length": {"minimum": minimum, "maximum": maximum}, "content": content, "select": self.select,
            "start": self.start,
        });
        if self.certainty {
            more["stop"] = json!({"certainty": 0.95});
            more["standard"] = json!({"cut": 0.0, "certainty": 0.9, "rationale": "test"});
        }
        blueprint(&more)
    }
}

/// What other sessions were given: every second item or so, or nothing.
fn counts(plan: &Plan, assessment: &Assessment) -> Option<ExposureTable> {
    let rule = assessment.blueprint().select.exposure.as_ref().filter(|rule| rule.counts())?;
    let given: Vec<usize> = (0..plan.items.len()).filter(|item| plan.seed >> item & 1 == 1).collect();
    (plan.seed & 1 == 1).then(|| ExposureTable::default().with(assessment.bank(), rule, &given, &[]))
}

/// The session of a plan, answered by chance; `None` where it is not possible.
fn session(plan: &Plan) -> Option<Session> {
    let bank = Arc::new(plan.bank().restricted_to(Pool::Credit).check().expect("a sound bank"));
    let assessment = Arc::new(Assessment::new(bank, &plan.blueprint()).ok()?);
    let exclusions = plan.excluded.iter().map(|item| ItemId::from(item.to_string().as_str())).collect();
    let table = counts(plan, &assessment);
    let exposure = table.as_ref().map(ExposureTable::digest);
    let started = Started { exclusions, exposure, ..Started::new(assessment.digest(), Seed::from_number(plan.seed)) };
    match Session::start_with(assessment, started, table.as_ref()) {
        Ok(session) => Some(session),
        Err(Error::TooFewLeft { .. }) => None,
        Err(other) => panic!("{other}"),
    }
}

/// The blocks of a session, as positions, and how the session ended.
fn sat(plan: &Plan, mut session: Session) -> (Vec<Vec<usize>>, Session) {
    let mut blocks = Vec::new();
    let (mut at, mut coin) = (0, plan.seed);
    while let Step::Present(block) = session.step().clone() {
        blocks.push(block.positions().collect());
        for id in block.items() {
            at += 1000;
            coin = coin.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let answer = session.assessment().bank().item(id).expect("of this bank").answer_worth(coin >> 63 == 1);
            session.answer(id, answer, at).expect("an answer");
        }
        session.hand_in(at).expect("handed in");
    }
    (blocks, session)
}

fn holds(plan: &Plan, blocks: &[Vec<usize>], session: &Session) -> Result<(), TestCaseError> {
    let file = plan.bank();
    let given: Vec<usize> = blocks.concat();
    let distinct: BTreeSet<usize> = given.iter().copied().collect();
    prop_assert_eq!(distinct.len(), given.len(), "an item was given twice");
    let excluded: BTreeSet<usize> = plan.excluded.iter().copied().collect();
    prop_assert!(distinct.is_disjoint(&excluded), "an item was given that was seen");

    for set in &file.sets {
        let members: Vec<usize> = set.items.iter().map(|id| position(&id.as_str().into())).collect();
        let of_set = |block: &Vec<usize>| block.iter().copied().filter(|item| members.contains(item)).collect::<Vec<_>>();
        let parts: Vec<Vec<usize>> = blocks.iter().map(of_set).filter(|part| !part.is_empty()).collect();
        prop_assert!(parts.len() <= 1, "set {} is in {} blocks", set.id, parts.len());
        let Some(part) = parts.first() else { continue };
        prop_assert_eq!(part.len(), members.len(), "set {} is not whole", &set.id);
        if set.order == SetOrder::Fixed {
            prop_assert_eq!(part, &members, "set {} is out of order", &set.id);
        }
        let block = blocks.iter().find(|block| block.contains(&members[0])).expect("it is in one");
        let first = block.iter().position(|item| members.contains(item)).expect("it is there");
        let neighbours = block[first..first + members.len()].iter().all(|item| members.contains(item));
        prop_assert!(neighbours, "something stands among the items of set {}", &set.id);
        prop_assert!(members.iter().all(|item| !excluded.contains(item)), "set {} was given although a part was seen", &set.id);
    }
    for foes in &file.enemies {
        let met = foes.items.iter().filter(|id| distinct.contains(&position(&id.as_str().into()))).count();
        prop_assert!(met <= 1, "enemies met: {:?}", &foes.items);
    }

    let (minimum, maximum) = plan.length;
    prop_assert!(given.len() <= maximum, "{} items, at most {maximum}", given.len());
    prop_assert!(given.len() >= minimum, "{} items, at least {minimum}", given.len());
    for (outcome, &(least, most)) in plan.content.iter().enumerate() {
        let count = given.iter().filter(|&&item| plan.items[item].1 == outcome).count();
        prop_assert!(most.is_none_or(|most| count <= most), "{count} items of outcome {outcome}, at most {most:?}");
        prop_assert!(count >= least, "{count} items of outcome {outcome}, at least {least}");
    }
    for block in blocks {
        let sets = file.sets.iter().map(|set| set.items.len());
        let opening = if plan.start == json!({}) { 0 } else { maximum };
        let largest = sets.max().unwrap_or(0).max(plan.block).max(opening);
        prop_assert!(block.len() <= largest, "a block of {} items", block.len());
    }
    let Step::Finished(reason) = session.step() else { panic!("it was sat to its end") };
    let ended = matches!(reason, StopReason::MaximumLength | StopReason::BankExhausted | StopReason::Certainty);
    prop_assert!(ended, "{reason:?}");

    let table = counts(plan, session.assessment());
    let replayed = Session::replay_with(Arc::clone(session.assessment()), session.log(), table.as_ref());
    prop_assert_eq!(replayed.expect("its own log").outcome(), session.outcome());
    Ok(())
}

#[test]
fn no_constraint_is_ever_broken() {
    let mut runner =
        TestRunner::new(Config { cases: 10_000, max_global_rejects: 400_000, failure_persistence: None, ..Config::default() });
    // What was really tried.
    let [with_sets, with_enemies, owing, excluding] = [(); 4].map(|()| Cell::new(0));
    let count = |of: &Cell<usize>, holds: bool| of.set(of.get() + usize::from(holds));
    let sessions = runner.run(&plans(), |plan| {
        let Some(session) = session(&plan) else { return Err(TestCaseError::reject("not possible")) };
        let (blocks, session) = sat(&plan, session);
        let bank = session.assessment().bank();
        let in_sets = blocks.iter().flatten().filter(|&&item| bank.set_of(item).is_some_and(|set| set.items.len() > 1));
        count(&with_sets, in_sets.count() > 1);
        count(&with_enemies, blocks.iter().flatten().any(|&item| !bank.enemies(item).is_empty()));
        count(&owing, plan.content.iter().any(|&(least, _)| least > 0));
        count(&excluding, !plan.excluded.is_empty());
        holds(&plan, &blocks, &session)
    });
    sessions.unwrap_or_else(|broken| panic!("{broken}"));
    for tried in [with_sets, with_enemies, owing, excluding] {
        assert!(tried.get() > 2_000, "{} of 10,000 sessions", tried.get());
    }
}

/// One hub keeps the others away: giving it first would leave too few for the least length.
#[test]
fn an_item_with_many_enemies_does_not_end_a_test_before_its_time() {
    let items: Vec<TestItem> = [0.0, 0.5, -0.5, 1.0].into_iter().map(TestItem::rasch).collect();
    let file = bank_file(&items, 1, 0.0, &[vec![0, 1], vec![0, 2], vec![0, 3]]);
    let blueprint = blueprint(&json!({"block": 1, "length": {"minimum": 3, "maximum": 3}}));
    let bank = Arc::new(file.restricted_to(Pool::Credit).check().expect("a sound bank"));
    let assessment = Arc::new(Assessment::new(bank, &blueprint).expect("three of the four can be given"));
    let mut session = start(&assessment, 1);
    sit(&mut session, |_| true);
    assert_eq!(session.step(), &Step::Finished(StopReason::MaximumLength));
    assert_eq!(session.progress().done, 3);
}
