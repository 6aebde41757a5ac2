//! Simulated examinees.

use crate::common::{TestItem, assessment, bank_file, blueprint};
use engine::simulate::{Plan, Population, PopulationReport, Report, Retake, Settings, Tally};
use serde_json::json;

fn ladder(b_sd: f64) -> Vec<TestItem> {
    (0..80).map(|k| TestItem { a: 1.2, b: -2.0 + 0.05 * f64::from(k), c: 0.1, b_sd, outcome: 0 }).collect()
}

fn plan(b_sd: f64, bank_sd: f64, maximum: usize, settings: Settings) -> Plan {
    let length = json!({"minimum": 10, "maximum": maximum});
    let blueprint = blueprint(&json!({"stop": {"certainty": 0.95}, "length": length}));
    Plan::new(assessment(&bank_file(&ladder(b_sd), 1, bank_sd, &[]), &blueprint), settings).unwrap()
}

/// One population, the one that the decision assumes.
fn at_the_cut(takers: u32, replicates: u32, seed: u64) -> Settings {
    Settings { populations: vec![Population::around_cut(0.0, 1.0)], ..Settings::new(takers, replicates, seed) }
}

fn run(plan: &Plan) -> Report {
    let tallies: Vec<Tally> = (0..plan.units()).map(|number| plan.run(number)).collect();
    plan.report(&tallies)
}

fn first(report: &Report) -> &PopulationReport {
    &report.populations[0]
}

#[test]
fn the_same_seed_gives_the_same_report_whoever_runs_the_units() {
    let retake = Retake { unseen_items_only: true, attempts: None };
    let plan = plan(0.5, 0.3, 30, Settings { retake, ..Settings::new(130, 2, 1) });
    assert_eq!(plan.units(), 3 * 2 * 2);
    let report = run(&plan);
    for threads in [1, 2, 3] {
        // Each takes what is next to do; what comes back is in no order.
        let next = std::sync::atomic::AtomicUsize::new(0);
        let mut tallies: Vec<Tally> = std::thread::scope(|scope| {
            let work = || {
                std::iter::from_fn(|| Some(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)))
                    .take_while(|number| *number < plan.units())
                    .map(|number| plan.run(number))
                    .collect::<Vec<_>>()
            };
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        tallies.reverse();
        // A worker posts its tallies as JSON.
        let posted: Vec<Tally> = serde_json::from_str(&serde_json::to_string(&tallies).unwrap()).unwrap();
        let again = plan.report(&posted);
        assert_eq!(serde_json::to_string(&again).unwrap(), serde_json::to_string(&report).unwrap(), "{threads} threads");
    }
}

#[test]
fn another_seed_or_population_is_another_sample() {
    let one = run(&plan(0.0, 0.0, 20, at_the_cut(50, 2, 1)));
    let other = run(&plan(0.0, 0.0, 20, at_the_cut(50, 2, 2)));
    assert_ne!(first(&one).bias, first(&other).bias);
    // A population more changes nothing for those before it.
    let more = Settings { populations: Population::usual().to_vec(), ..at_the_cut(50, 2, 1) };
    assert_eq!(first(&run(&plan(0.0, 0.0, 20, more))), first(&one));
}

#[test]
fn a_report_of_some_units_counts_those() {
    let plan = plan(0.0, 0.0, 20, at_the_cut(250, 1, 1));
    let tallies: Vec<Tally> = (0..2).map(|number| plan.run(number)).collect();
    assert_eq!((plan.units(), first(&plan.report(&tallies)).takers), (3, 200));
    assert!(plan.report(&[]).populations.is_empty());
}

#[test]
fn certain_awards_are_false_about_as_seldom_as_they_say() {
    let report = run(&plan(0.0, 0.0, 40, at_the_cut(150, 4, 9)));
    let PopulationReport { first, length, bias, rmse, reasons, classification, retest, stated, .. } = first(&report);
    // Takers come from the very prior that the decision assumes, so at most 5 % of awards are false, give or take chance.
    let (share, error) = (first.false_awards.value.unwrap(), first.false_awards.standard_error.unwrap());
    assert!(share < 0.05 + 3.0 * error.max(0.01), "{first:?}");
    let [awarded, missed] = [first.masters_awarded.value.unwrap(), first.masters_not_awarded.value.unwrap()];
    assert!(awarded > 0.4 && (awarded + missed - 1.0).abs() < 1e-12, "{first:?}");
    assert!(first.masters_not_yet.value.unwrap() < 0.05, "{first:?}");
    assert!(length.mean.value.unwrap() < 40.0 && length.minimum >= 10 && length.maximum <= 40);
    assert!(bias.value.unwrap().abs() < 0.15 && rmse.value.unwrap() < 0.6);
    let shares: f64 = reasons.iter().map(|(_, share)| share).sum();
    assert!((shares - 1.0).abs() < 1e-12);

    // What is expected from estimates and errors is what is found, and a second test mostly says the same.
    let [at_cut] = &classification[..] else { panic!("one cut") };
    let (expected, found) = (at_cut.rudner_accuracy.value.unwrap(), at_cut.simulated_accuracy.value.unwrap());
    assert!((expected - found).abs() < 0.05, "{at_cut:?}");
    assert!(at_cut.rudner_consistency.value.unwrap() < expected);
    assert!((0.7..1.0).contains(&at_cut.lee_fixed_form.accuracy) && at_cut.lee_items >= 10, "{at_cut:?}");
    assert_eq!(retest.takers, 120);
    assert!(retest.consistency.value.unwrap() > 0.5 && retest.kappa.unwrap() > 0.3, "{retest:?}");
    assert_eq!(stated.iter().map(|bin| bin.takers).sum::<u64>(), 600);
}

#[test]
fn uncertain_difficulties_cost_awards_but_do_not_make_false_ones() {
    let settings = at_the_cut(40, 16, 5);
    let (measured, rated) = (run(&plan(0.0, 0.0, 40, settings.clone())), run(&plan(0.8, 0.4, 40, settings)));
    let (measured, rated) = (first(&measured).first, first(&rated).first);
    assert!(rated.masters_awarded.value < measured.masters_awarded.value);
    let (share, error) = (rated.false_awards.value.unwrap(), rated.false_awards.standard_error.unwrap());
    assert!(share < 0.05 + 3.0 * error.max(0.01), "{rated:?}");
    assert!(rated.undecided.median <= rated.undecided.p95);
}

#[test]
fn the_curve_rises_and_holds_everyone() {
    let report = run(&plan(0.0, 0.0, 30, Settings::new(200, 2, 3)));
    let takers: u64 = report.curve.iter().map(|point| point.row.takers).sum();
    assert_eq!(takers, 3 * 400);
    let at = |theta: f64| {
        let point = report.curve.iter().find(|point| point.lower.is_some_and(|lower| (lower - theta).abs() < 1e-12)).unwrap();
        assert!(point.row.theta >= theta && point.row.theta < point.upper.unwrap());
        point.awarded.value.unwrap()
    };
    assert!(at(-1.0) < 0.05 && at(1.25) > 0.6 && at(0.25) < at(1.25), "{:?}", report.curve);
}

#[test]
fn exposure_and_overlap_are_told_item_by_item() {
    let report = run(&plan(0.0, 0.0, 20, at_the_cut(100, 2, 3)));
    let PopulationReport { exposure, length, .. } = first(&report);
    let all: f64 = exposure.items.iter().map(|item| item.exposure).sum();
    assert!((all - length.mean.value.unwrap()).abs() < 1e-9, "exposure rates sum to the mean length");
    let overlap: f64 = exposure.items.iter().map(|item| item.overlap).sum();
    assert!((overlap - exposure.overlap.value.unwrap()).abs() < 1e-12);
    assert_eq!(exposure.items.len(), 80);
    assert_eq!(exposure.unused.len(), exposure.items.iter().filter(|item| item.exposure == 0.0).count());
    assert_eq!(exposure.maximum.value, Some(exposure.items[0].exposure));
}

#[test]
fn attempts_end_when_too_few_unseen_items_are_left_or_at_an_award() {
    // 80 items are enough for four tests of 20, and a certain verdict may end them earlier.
    let unseen = Retake { unseen_items_only: true, attempts: None };
    let report = run(&plan(0.0, 0.0, 20, Settings { retake: unseen, ..at_the_cut(100, 2, 3) }));
    let PopulationReport { first: once, all_attempts, attempts, out_of_items, .. } = first(&report);
    let awarded = all_attempts.awarded.value.unwrap();
    assert!(awarded > once.awarded.value.unwrap());
    assert!(all_attempts.false_awards.value >= once.false_awards.value);
    assert!(all_attempts.masters_not_awarded.value < once.masters_not_awarded.value);
    assert!((out_of_items.value.unwrap() - (1.0 - awarded)).abs() < 1e-12, "whoever is not awarded goes on to the end");
    assert!((1.0..=8.0).contains(&attempts.value.unwrap()));

    let limited = Retake { unseen_items_only: false, attempts: None };
    let report = run(&plan(0.0, 0.0, 20, Settings { retake: limited, ..at_the_cut(100, 2, 3) }));
    let PopulationReport { attempts, out_of_items, first: same, .. } = first(&report);
    assert!(attempts.value.unwrap() <= f64::from(Retake::USUAL) && out_of_items.value == Some(0.0));
    assert_eq!(same, once, "a retake rule changes nothing for first attempts");
    let none = run(&plan(0.0, 0.0, 20, at_the_cut(100, 2, 3)));
    assert_eq!(first(&none).all_attempts, *once);
}

#[test]
fn nothing_to_simulate_is_an_error() {
    let assessment = assessment(&bank_file(&ladder(0.0), 1, 0.0, &[]), &blueprint(&json!({})));
    let wrong = |settings| Plan::new(assessment.clone(), settings).unwrap_err().to_string();
    assert_eq!(wrong(Settings::new(0, 1, 1)), "takers = 0, expected at least 1");
    assert_eq!(wrong(Settings::new(1, 0, 1)), "replicates = 0, expected at least 1");
    assert_eq!(
        wrong(Settings { populations: Vec::new(), ..Settings::new(1, 1, 1) }),
        "populations = none, expected at least one"
    );
    let never = Retake { unseen_items_only: false, attempts: Some(0) };
    assert_eq!(wrong(Settings { retake: never, ..Settings::new(1, 1, 1) }), "attempts = 0, expected at least 1");
}

/// A bank in which one item in ten is far more informative than the rest.
fn uneven() -> engine::bank::file::BankFile {
    let items: Vec<TestItem> = (0..80)
        .map(|n| TestItem { a: if n % 10 == 0 { 2.5 } else { 0.9 }, b: f64::from(n % 16) / 4.0 - 2.0, ..TestItem::rasch(0.0) })
        .collect();
    bank_file(&items, 1, 0.0, &[])
}

fn greatest_share(exposure: &serde_json::Value, takers: u32) -> f64 {
    let blueprint = blueprint(&serde_json::json!({
        "block": 1, "length": {"minimum": 12, "maximum": 12}, "select": {"criterion": "MFI", "exposure": exposure},
    }));
    let assessment = assessment(&uneven(), &blueprint);
    let settings = Settings { retest_every: 0, ..at_the_cut(takers, 1, 3) };
    let plan = Plan::new(assessment, settings).unwrap();
    let tallies: Vec<_> = (0..plan.units()).map(|number| plan.run(number)).collect();
    let report = plan.report(&tallies);
    report.populations[0].exposure.items.iter().map(|item| item.exposure).fold(0.0, f64::max)
}

#[test]
fn rules_that_look_at_other_sessions_keep_to_their_maximum() {
    assert!(greatest_share(&serde_json::Value::Null, 400) > 0.8);
    // An item waits once it is above the maximum: one session more may give it.
    let restricted = greatest_share(&serde_json::json!({"restricted": {"maximum": 0.3}}), 400);
    assert!(restricted <= 0.3 + 2.0 / 400.0, "{restricted}");
    // Eligibility is drawn: the share settles about the maximum.
    let eligible = greatest_share(&serde_json::json!({"eligibility": {"maximum": 0.3, "ageing": 1.0}}), 400);
    assert!(eligible <= 0.36, "{eligible}");
}

#[test]
fn sympson_hetter_parameters_settle_at_the_maximum() {
    use engine::simulate::exposure::{Search, sympson_hetter};
    let bank = std::sync::Arc::new(uneven().restricted_to(engine::bank::Pool::Credit).check().unwrap());
    let plain = blueprint(&serde_json::json!({"block": 1, "length": {"minimum": 12, "maximum": 12}}));
    let search = Search { maximum: 0.3, takers: 1000, rounds: 30, seed: 5, population: Population::around_cut(0.0, 1.0) };
    let found = sympson_hetter(&bank, &plain, &search, &mut |_, _| true).unwrap();
    assert!(found.settled && found.greatest[0] > 0.8, "{:?}", found.greatest);
    // Other takers, the same parameters.
    let share = greatest_share(&serde_json::to_value(&found.exposure).unwrap(), 2000);
    assert!(share <= 0.3 + 4.0 * (0.21_f64 / 2000.0).sqrt() + 0.03, "{share}");
}
