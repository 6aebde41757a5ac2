//! The session loop: what it takes, what it refuses, what it never breaks, and its replay.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::common::{TestItem, assessment, bank_file, blueprint, position, sit, start};
use engine::bank::ItemId;
use engine::session::Error;
use engine::{Action, Answer, Assessment, Event, Given, Log, ReplayError, Seed, Session, Started, Step, StopReason, Verdict};
use proptest::prelude::*;
use serde_json::json;

fn ladder(n: usize) -> Vec<TestItem> {
    (0..n).map(|k| TestItem::rasch(-2.0 + 4.0 * k as f64 / n as f64)).collect()
}

fn plain(maximum: usize) -> Arc<Assessment> {
    assessment(&bank_file(&ladder(40), 1, 0.0, &[]), &blueprint(&json!({"length": {"minimum": 5, "maximum": maximum}})))
}

fn items(session: &Session) -> Vec<ItemId> {
    match session.step() {
        Step::Present(block) => block.items().to_vec(),
        Step::Finished(_) => Vec::new(),
    }
}

fn yes() -> Answer {
    Answer::options(["a"])
}

fn no() -> Answer {
    Answer::options(["b"])
}

#[test]
fn a_block_is_fixed_and_says_nothing_until_it_is_handed_in() {
    let mut session = start(&plain(20), 1);
    let block = items(&session);
    assert_eq!(block.len(), 5);
    let before = session.estimate();
    for id in &block {
        session.answer(id, yes(), 10).unwrap();
        session.answer(id, no(), 10).unwrap();
        assert_eq!(items(&session), block);
        assert_eq!(session.estimate(), before);
    }
    session.hand_in(30).unwrap();
    assert_ne!(items(&session), block);
    assert!(session.estimate().theta < before.theta);
}

#[test]
fn the_last_answer_counts_and_both_are_told() {
    let mut session = start(&plain(20), 1);
    let block = items(&session);
    session.answer(&block[0], no(), 1).unwrap();
    session.answer(&block[0], yes(), 2).unwrap();
    session.not_learned(&block[1], 3).unwrap();
    session.answer(&block[1], yes(), 4).unwrap();
    assert_eq!(session.given(&block[0]), Some(Given::Answer(yes())));
    let actions: Vec<&Action> = session.log().events.iter().map(|event| &event.action).collect();
    assert!(matches!(actions[0], Action::Answered { .. }) && matches!(actions[1], Action::Revised { .. }));
    assert!(matches!(actions[2], Action::NotLearned { .. }) && matches!(actions[3], Action::Revised { .. }));
    for id in &block[2..] {
        session.answer(id, yes(), 5).unwrap();
    }
    session.hand_in(6).unwrap();
    assert!(session.trail().iter().all(|step| step.score.is_right()));
}

#[test]
fn not_learned_is_scored_as_wrong_and_said_as_what_it_is() {
    let mut session = start(&plain(20), 1);
    for id in items(&session) {
        session.not_learned(&id, 1).unwrap();
    }
    session.hand_in(1).unwrap();
    assert!(session.trail().iter().all(|step| !step.score.is_right() && step.given == Given::NotLearned));
}

#[test]
fn what_cannot_be_done_is_refused_and_changes_nothing() {
    let mut session = start(&plain(5), 1);
    let block = items(&session);
    let stranger = ItemId::from("nowhere");
    assert_eq!(session.answer(&stranger, yes(), 1), Err(Error::NotInBlock(stranger)));
    assert!(matches!(session.answer(&block[0], Answer::options(["z"]), 1), Err(Error::UnknownOption { .. })));
    assert!(matches!(session.answer(&block[0], Answer::options(["a", "b"]), 1), Err(Error::NotOne { chosen: 2, .. })));
    assert!(matches!(session.answer(&block[0], Answer::options([]), 1), Err(Error::NotOne { chosen: 0, .. })));
    assert!(matches!(session.answer(&block[0], Answer::Text("a".into()), 1), Err(Error::WrongForm { .. })));
    assert_eq!(session.hand_in(1), Err(Error::Unanswered(block[0].clone())));
    assert_eq!(session.resume(1), Err(Error::NotPaused));
    assert_eq!(session.extend(1000, 1), Err(Error::NoLimit));
    assert!(session.log().events.is_empty());

    session.pause(10).unwrap();
    assert_eq!(session.answer(&block[0], yes(), 11), Err(Error::Paused));
    assert_eq!(session.hand_in(11), Err(Error::Paused));
    assert_eq!(session.resume(9), Err(Error::TimeRunsBackwards { at: 9, last: 10 }));
    session.resume(12).unwrap();
    sit(&mut session, |_| true);
    assert_eq!(session.answer(&block[0], yes(), 99_999), Err(Error::Finished));
    assert_eq!(session.pause(99_999), Err(Error::Finished));
    assert_eq!(session.end(99_999), Err(Error::Finished));
}

#[test]
fn pauses_stop_the_clock_and_extensions_set_it_back() {
    let assessment = plain(20);
    let started = Started { time_allowance: Some(1000), ..Started::new(assessment.digest(), Seed::from_number(1)) };
    let mut session = Session::start(assessment, started).unwrap();
    let block = items(&session);
    assert_eq!(session.time_left(400), Some(600));
    session.pause(400).unwrap();
    assert_eq!(session.time_left(5000), Some(600));
    session.resume(5400).unwrap();
    assert_eq!(session.time_left(5500), Some(500));
    session.extend(100, 5500).unwrap();
    assert_eq!(session.time_left(6000), Some(100));
    session.answer(&block[0], yes(), 6099).unwrap();
    assert_eq!(session.answer(&block[1], yes(), 6100), Err(Error::TimeUp));
    session.end(6100).unwrap();
    assert_eq!(session.step(), &Step::Finished(StopReason::TimeUp));
    let outcome = session.outcome();
    assert_eq!((outcome.items, outcome.verdict), (1, Verdict::TooClose));
}

#[test]
fn a_learner_may_end_it_and_what_was_answered_counts() {
    let mut session = start(&plain(20), 1);
    let block = items(&session);
    session.answer(&block[2], yes(), 5).unwrap();
    session.end(6).unwrap();
    let outcome = session.outcome();
    assert_eq!((outcome.reason, outcome.items, outcome.verdict), (StopReason::EndedByLearner, 1, Verdict::TooClose));
    assert!(session.log().finished());
}

#[test]
fn a_sitting_that_is_closed_ends_it_and_replays_as_such() {
    let assessment = plain(20);
    let mut session = start(&assessment, 1);
    let block = items(&session);
    session.answer(&block[0], yes(), 5).unwrap();
    session.pause(6).unwrap();
    session.close(7).unwrap();
    let outcome = session.outcome();
    assert_eq!((outcome.reason, outcome.items), (StopReason::SittingClosed, 1));
    assert_eq!(session.close(8), Err(Error::Finished));
    assert_eq!(Session::replay(assessment, session.log()).unwrap().outcome(), outcome);
}

#[test]
fn the_last_block_shortens_to_the_maximum_length() {
    let mut session = start(&plain(12), 1);
    let mut sizes = Vec::new();
    while let Step::Present(block) = session.step().clone() {
        sizes.push(block.items().len());
        for id in block.items() {
            session.answer(id, yes(), 0).unwrap();
        }
        session.hand_in(0).unwrap();
    }
    assert_eq!(sizes, [5, 5, 2]);
    assert_eq!(session.step(), &Step::Finished(StopReason::MaximumLength));
}

#[test]
fn a_bank_that_runs_out_is_a_reason_like_any_other() {
    let assessment = assessment(&bank_file(&ladder(7), 1, 0.0, &[]), &blueprint(&json!({})));
    let mut session = start(&assessment, 1);
    sit(&mut session, |_| true);
    assert_eq!(session.step(), &Step::Finished(StopReason::BankExhausted));
    assert_eq!(session.trail().len(), 7);
}

#[test]
fn certainty_ends_it_on_either_side_but_not_before_the_minima() {
    let blueprint = blueprint(&json!({"block": 1, "length": {"minimum": 8, "maximum": 40}, "stop": {"certainty": 0.95}}));
    let assessment = assessment(&bank_file(&ladder(40), 1, 0.0, &[]), &blueprint);
    for (right, verdict) in [(true, Verdict::Achieved), (false, Verdict::NotYet)] {
        let mut session = start(&assessment, 1);
        sit(&mut session, |_| right);
        let outcome = session.outcome();
        assert_eq!((outcome.reason, outcome.verdict), (StopReason::Certainty, verdict));
        assert!(outcome.items >= 8 && outcome.items < 20, "{}", outcome.items);
    }
}

#[test]
fn minima_are_met_by_the_minimum_length_so_that_no_test_goes_on_for_their_sake() {
    // The items of the second outcome tell least about someone at the start, and yet must come early.
    let items: Vec<TestItem> = ladder(60)
        .into_iter()
        .enumerate()
        .map(|(n, item)| if n % 2 == 0 { item } else { TestItem { a: 0.4, outcome: 1, ..item } })
        .collect();
    let blueprint = blueprint(&json!({
        "block": 1, "length": {"minimum": 10, "maximum": 30}, "content": [{"outcome": "O1", "minimum": 4}],
        "stop": {"certainty": 0.8}, "standard": {"cut": -2.5, "certainty": 0.8, "rationale": "test"},
    }));
    let mut session = start(&assessment(&bank_file(&items, 2, 0.0, &[]), &blueprint), 1);
    sit(&mut session, |_| true);
    assert_eq!(session.outcome().items, 10);
}

#[test]
fn outcomes_are_told_apart_from_six_items_on() {
    let items: Vec<TestItem> = ladder(40).into_iter().enumerate().map(|(n, item)| TestItem { outcome: n % 2, ..item }).collect();
    let content = json!([{"outcome": "O0", "minimum": 5, "maximum": 5}, {"outcome": "O1", "minimum": 7, "maximum": 7}]);
    let assessment =
        assessment(&bank_file(&items, 3, 0.0, &[]), &blueprint(&json!({"length": {"maximum": 12}, "content": content})));
    let mut session = start(&assessment, 1);
    sit(&mut session, |id| position(id) % 2 == 1);
    let outcome = session.outcome();
    assert_eq!(outcome.outcomes.len(), 2, "an outcome that no item touched is not named");
    assert_eq!((outcome.outcomes[0].items, outcome.outcomes[0].finding), (5, None));
    let second = &outcome.outcomes[1];
    assert_eq!(second.items, 7);
    assert!(second.finding.unwrap().mastery > outcome.mastery);
}

#[test]
fn progress_only_moves_forward() {
    let mut session = start(&plain(20), 1);
    let mut last = session.progress();
    assert_eq!((last.done, last.minimum, last.maximum), (0, 5, 20));
    while let Step::Present(block) = session.step().clone() {
        for id in block.items() {
            session.answer(id, yes(), 0).unwrap();
        }
        session.hand_in(0).unwrap();
        let now = session.progress();
        assert!(now.done > last.done && now.done <= now.minimum && now.minimum <= now.maximum);
        last = now;
    }
}

#[test]
fn exclusions_are_never_given_and_too_many_are_refused() {
    let assessment = plain(20);
    let seen: Vec<ItemId> = (0..30).map(|n| ItemId::from(n.to_string().as_str())).collect();
    let started = Started { exclusions: seen.clone(), ..Started::new(assessment.digest(), Seed::from_number(1)) };
    let mut session = Session::start(Arc::clone(&assessment), started.clone()).unwrap();
    sit(&mut session, |_| true);
    assert!(session.trail().iter().all(|step| !seen.contains(&step.item)));
    let all = Started { exclusions: (0..37).map(|n| ItemId::from(n.to_string().as_str())).collect(), ..started };
    assert!(matches!(Session::start(assessment, all), Err(Error::TooFewLeft { left: 3, needed: 5, .. })));
}

#[test]
fn a_blueprint_that_cannot_be_met_is_told_so_with_every_problem() {
    let bank = Arc::new(bank_file(&ladder(8), 1, 0.0, &[vec![0, 1, 2, 3, 4, 5]]).check().unwrap());
    let blueprint = blueprint(&json!({
        "block": 0, "length": {"minimum": 4, "maximum": 6}, "content": [{"outcome": "O0", "minimum": 4}, {"outcome": "O9"}],
        "stop": {"certainty": 0.9}, "standard": {"cut": 0.0, "certainty": 0.95, "rationale": " "},
        "interim": {"estimator": "EAP", "range": [3.0, -3.0]},
    }));
    let problems = Assessment::new(bank, &blueprint).unwrap_err();
    let fields: BTreeSet<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    let expected = [
        "block",
        "content.minimum",
        "content.outcome",
        "interim.range",
        "length.minimum",
        "standard.rationale",
        "stop.certainty",
    ];
    assert_eq!(fields, expected.into(), "{problems:?}");
    assert!(problems.iter().any(|problem| problem.to_string().contains("at most 3, the items that can be given together")));
}

#[test]
fn a_blueprint_without_room_for_an_item_is_refused() {
    let bank = Arc::new(bank_file(&ladder(8), 1, 0.0, &[]).check().unwrap());
    let problems = Assessment::new(bank, &blueprint(&json!({"content": [{"outcome": "O0", "maximum": 0}]}))).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].field, "content.maximum");
}

#[test]
fn randomesque_gives_different_learners_different_items() {
    let bank = bank_file(&ladder(40), 1, 0.0, &[]);
    let assessment = assessment(&bank, &blueprint(&json!({"select": {"randomesque": 5}})));
    let firsts: BTreeSet<ItemId> = (0..40).map(|seed| items(&start(&assessment, seed))[0].clone()).collect();
    assert_eq!(firsts.len(), 5);
}

#[test]
fn the_order_of_answers_within_a_block_does_not_matter() {
    let assessment = plain(20);
    let (mut one, mut other) = (start(&assessment, 3), start(&assessment, 3));
    let block = items(&one);
    for id in &block {
        one.answer(id, if position(id).is_multiple_of(2) { yes() } else { no() }, 1).unwrap();
    }
    for id in block.iter().rev() {
        other.answer(id, if position(id).is_multiple_of(2) { yes() } else { no() }, 1).unwrap();
    }
    one.hand_in(1).unwrap();
    other.hand_in(1).unwrap();
    assert_eq!(one.step(), other.step());
    assert_eq!(one.estimate(), other.estimate());
}

fn finished_log() -> (Arc<Assessment>, Log) {
    let blueprint = blueprint(&json!({"length": {"minimum": 5, "maximum": 15}, "select": {"randomesque": 5}}));
    let assessment = assessment(&bank_file(&ladder(40), 1, 0.0, &[]), &blueprint);
    let mut session = start(&assessment, 5);
    let block = items(&session);
    session.answer(&block[0], no(), 5).unwrap();
    session.pause(6).unwrap();
    session.resume(8).unwrap();
    session.not_learned(&block[1], 9).unwrap();
    sit(&mut session, |id| !position(id).is_multiple_of(3));
    (assessment, session.log().clone())
}

#[test]
fn a_log_survives_json_to_the_bit() {
    let (assessment, log) = finished_log();
    let text = serde_json::to_string(&log).unwrap();
    let again: Log = serde_json::from_str(&text).unwrap();
    assert_eq!(again, log);
    assert_eq!(Session::replay(assessment, &again).unwrap().log(), &log);
}

#[test]
fn a_log_that_was_changed_does_not_replay_and_the_first_difference_is_named() {
    let (assessment, log) = finished_log();
    let replay = |change: &dyn Fn(&mut Log)| {
        let mut changed = log.clone();
        change(&mut changed);
        Session::replay(Arc::clone(&assessment), &changed).map(|_| ()).unwrap_err().to_string()
    };
    let last = log.events.len();
    assert_eq!(replay(&|log| log.started.seed = Seed::from_number(6)).split(':').next(), Some("event 1"));
    assert!(replay(&|log| log.started.assessment = engine::Digest::of_bytes(b"x")).starts_with("the session is of assessment"));
    assert!(replay(&|log| log.format = "log/0".into()).contains("log/0"));
    assert!(
        replay(&|log| log.events.swap(0, 3)).starts_with("event 1")
            || replay(&|log| log.events.swap(0, 3)).starts_with("event 2")
    );
    assert!(replay(&|log| log.events[2].at = 1).starts_with("event 3: 1 ms is before"));
    let cut_short = replay(&|log| {
        log.events.pop();
    });
    assert!(cut_short.starts_with(&format!("event {last}: the log says nothing, replay gives stopped")), "{cut_short}");
    let other_reason = replay(&|log| log.events[last - 1].action = Action::Stopped { reason: StopReason::Certainty });
    assert!(other_reason.starts_with(&format!("event {last}: the log says stopped (Certainty)")), "{other_reason}");
    let longer = replay(&|log| log.events.push(Event { at: 1_000_000, action: Action::Paused }));
    assert_eq!(longer, format!("event {}: the session is finished", last + 1));
    let relabelled = replay(&|log| {
        if let Action::Answered { item, answer } = log.events[0].action.clone() {
            log.events[0].action = Action::Revised { item, answer };
        }
    });
    assert!(relabelled.contains("the log says revised") && relabelled.contains("replay gives answered"), "{relabelled}");
}

#[test]
fn changed_answers_change_the_course_and_so_do_not_replay() {
    let (assessment, log) = finished_log();
    let mut changed = log;
    for event in &mut changed.events {
        if let Action::Answered { answer, .. } = &mut event.action {
            *answer = if *answer == yes() { no() } else { yes() };
        }
    }
    assert!(matches!(Session::replay(assessment, &changed), Err(ReplayError::Refused { error: Error::NotInBlock(_), .. })));
}

/// A bank over three outcomes with enemies, and a blueprint over it with targets.
#[derive(Clone, Debug)]
struct Design {
    items: Vec<TestItem>,
    enemies: Vec<Vec<usize>>,
    minima: [usize; 3],
    slack: [usize; 3],
    block: usize,
    spare: usize,
    randomesque: usize,
    seed: u64,
}

prop_compose! {
    fn any_design()(
        items in prop::collection::vec((0.5..2.0f64, -2.5..2.5f64, 0.0..0.3f64, 0usize..3), 12..60),
        pairs in prop::collection::vec((0usize..60, 0usize..60), 0..12),
        minima in [0usize..5, 0usize..5, 0usize..5], slack in [0usize..4, 0usize..4, 0usize..4],
        block in 1usize..7, spare in 0usize..8, randomesque in 1usize..6, seed in any::<u64>(),
    ) -> Design {
        let n = items.len();
        let items = items.into_iter().map(|(a, b, c, outcome)| TestItem { a, b, c, b_sd: 0.0, outcome }).collect();
        let enemies = pairs.into_iter().map(|(x, y)| vec![x % n, y % n]).filter(|pair| pair[0] != pair[1]).collect();
        Design { items, enemies, minima, slack, block, spare, randomesque, seed }
    }
}

impl Design {
    fn assessment(&self) -> Option<Arc<Assessment>> {
        let content: Vec<_> = (0..3)
            .map(|n| json!({"outcome": format!("O{n}"), "minimum": self.minima[n], "maximum": self.minima[n] + self.slack[n]}))
            .collect();
        let maximum = (self.minima.iter().sum::<usize>() + self.spare).max(1);
        let blueprint = blueprint(&json!({
            "block": self.block, "length": {"maximum": maximum}, "content": content, "select": {"randomesque": self.randomesque},
        }));
        let bank = bank_file(&self.items, 3, 0.0, &self.enemies).check().expect("a sound bank");
        Assessment::new(Arc::new(bank), &blueprint).ok().map(Arc::new)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_constraint_is_ever_broken(design in any_design(), answers in any::<u64>()) {
        let Some(assessment) = design.assessment() else { return Ok(()) };
        let mut session = start(&assessment, design.seed);
        sit(&mut session, |id| answers >> (position(id) % 64) & 1 == 1);
        let given: Vec<usize> = session.trail().iter().map(|step| position(&step.item)).collect();
        let distinct: BTreeSet<usize> = given.iter().copied().collect();
        prop_assert_eq!(distinct.len(), given.len());
        for pair in &design.enemies {
            prop_assert!(pair.iter().filter(|item| distinct.contains(item)).count() < 2, "enemies {pair:?} in {given:?}");
        }
        for n in 0..3 {
            let count = given.iter().filter(|&&item| design.items[item].outcome == n).count();
            prop_assert!((design.minima[n]..=design.minima[n] + design.slack[n]).contains(&count), "{count} of outcome {n}");
        }
        prop_assert!(given.len() <= design.minima.iter().sum::<usize>() + design.spare.max(1));
    }

    #[test]
    fn every_session_replays_to_the_bit(design in any_design(), answers in any::<u64>()) {
        let Some(assessment) = design.assessment() else { return Ok(()) };
        let mut session = start(&assessment, design.seed);
        sit(&mut session, |id| answers >> (position(id) % 64) & 1 == 1);
        // From every place where it could have been cut off, too.
        let again = Session::replay(Arc::clone(&assessment), session.log()).unwrap();
        prop_assert_eq!(again.outcome(), session.outcome());
        prop_assert_eq!(again.trail(), session.trail());
        let bits = |session: &Session| {
            let outcome = session.outcome();
            [outcome.mastery, outcome.estimate.theta.value(), outcome.estimate.standard_error.value()].map(f64::to_bits)
        };
        prop_assert_eq!(bits(&again), bits(&session));
    }

    /// The estimate does not care in which order the same responses came, but for rounding.
    #[test]
    fn estimates_do_not_depend_on_the_order_of_responses(
        responses in prop::collection::vec((0.5..2.0f64, -2.0..2.0f64, 0.0..0.3f64, any::<bool>()), 1..30)
    ) {
        use engine::estimate::{Estimator, Grid, Prior, Range};
        let range = Range { lower: -6.0, upper: 6.0 };
        let models: Vec<engine::model::ItemModel> =
            responses.iter().map(|(a, b, c, _)| engine::model::Logistic::new(*a, *b, *c, 1.0).unwrap().into()).collect();
        let scored: Vec<_> =
            models.iter().zip(&responses).map(|(model, (_, _, _, right))| (model, engine::Score::from(*right))).collect();
        let reversed: Vec<_> = scored.iter().rev().copied().collect();
        for estimator in [
            Estimator::Eap(Prior::STANDARD_NORMAL, Grid::new(range, 61)),
            Estimator::Map(Prior::STANDARD_NORMAL, range),
            Estimator::Ml(range),
            Estimator::Wle(range),
        ] {
            let (one, other) = (estimator.estimate(&scored), estimator.estimate(&reversed));
            prop_assert!((one.theta.value() - other.theta.value()).abs() < 1e-7, "{one:?} {other:?}");
        }
    }

    /// One more right answer never lowers the posterior mean under a Rasch model.
    #[test]
    fn a_right_answer_never_lowers_eap(b in prop::collection::vec(-3.0..3.0f64, 1..20), rights in any::<u32>(), which in 0usize..20) {
        use engine::estimate::{Estimator, Grid, Prior, Range};
        let eap = Estimator::Eap(Prior::STANDARD_NORMAL, Grid::new(Range { lower: -6.0, upper: 6.0 }, 61));
        let models: Vec<engine::model::ItemModel> =
            b.iter().map(|b| engine::model::Logistic::new(1.0, *b, 0.0, 1.0).unwrap().into()).collect();
        let mut scored: Vec<_> =
            models.iter().enumerate().map(|(n, model)| (model, engine::Score::from(rights >> n & 1 == 1))).collect();
        let which = which % scored.len();
        scored[which].1 = engine::Score::WRONG;
        let wrong = eap.estimate(&scored);
        scored[which].1 = engine::Score::RIGHT;
        prop_assert!(eap.estimate(&scored).theta > wrong.theta);
    }
}
