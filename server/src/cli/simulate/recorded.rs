//! Takers whose answers to every item are on record sit an adaptive test.

use std::fmt::Write;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use engine::blueprint::file::{BlueprintFile, CriterionName, EstimatorName};
use engine::simulate::recorded::{Course, Recorded as Records};
use engine::{Assessment, Seed};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Recorded;
use super::table::{self, Items, Taker};
use crate::cli::{print, wrong_use};

/// Measured so often, but no longer than [`ENOUGH`] and no less than [`LEAST_RUNS`].
const RUNS: usize = 50;
const LEAST_RUNS: usize = 5;
const ENOUGH: Duration = Duration::from_secs(2);

/// What is printed as JSON.
#[derive(Serialize)]
struct Printed {
    takers: Vec<PrintedTaker>,
    cpu_ms_per_test: f64,
    prepare_ms: f64,
}

#[derive(Serialize)]
struct PrintedTaker {
    taker: String,
    items: Vec<String>,
    theta: Vec<f64>,
    /// Null before anything is known.
    standard_error: Vec<Option<f64>>,
}

impl Recorded {
    /// The two files and the length, where takers are on record.
    pub fn files(&self) -> Option<(PathBuf, PathBuf, u32)> {
        Some((self.bank.clone()?, self.responses.clone()?, self.length?))
    }

    /// Runs it.
    pub fn run(self, bank: &Path, responses: &Path, length: u32, seed: u64, json: bool) -> ExitCode {
        let blueprint = match self.blueprint(length) {
            Ok(blueprint) => blueprint,
            Err(why) => return wrong_use(&why),
        };
        let read = |path: &Path| std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
        let (bank_bytes, response_bytes) = match (read(bank), read(responses)) {
            (Ok(bank), Ok(responses)) => (bank, responses),
            (Err(why), _) | (_, Err(why)) => return wrong_use(&why),
        };
        let (bank, responses) = (bank.display().to_string(), responses.display().to_string());
        let mut problems = Vec::new();
        let (ids, items) = table::items(&bank, &bank_bytes, &mut problems);
        let takers = table::takers(&responses, &response_bytes, &ids, &bank, &mut problems);
        let Some(items) = items.filter(|_| problems.is_empty()) else {
            for problem in problems {
                eprintln!("{problem}");
            }
            eprintln!("assay: the tables are not accepted");
            return ExitCode::FAILURE;
        };
        if items.ids.len() < length as usize {
            return wrong_use(&format!("--length {length}, expected at most {}, the items of {bank}", items.ids.len()));
        }
        let assessment = match prepare(&items, &blueprint) {
            Ok(assessment) => assessment,
            Err(why) => return wrong_use(&why),
        };
        let (prepare_ms, _) = least(|| prepare(&items, &blueprint));
        let records = Records::new(Arc::new(assessment));
        let seeds = |number: usize| Seed::from_number(seed.wrapping_add(number as u64));
        let courses: Vec<Course> =
            takers.iter().enumerate().map(|(number, taker)| records.course(&taker.scores, seeds(number))).collect();
        // On one thread; every table that tests share was made by the run above.
        let (all_ms, runs) = least(|| {
            for (number, taker) in takers.iter().enumerate() {
                black_box(records.sit(&taker.scores, seeds(number)).estimate());
            }
        });
        let cpu_ms_per_test = all_ms / takers.len() as f64;
        let printed = Printed {
            takers: takers.into_iter().zip(courses).map(|(taker, course)| printed(taker, &course)).collect(),
            cpu_ms_per_test,
            prepare_ms,
        };
        if json {
            print(&serde_json::to_string(&printed).expect("numbers are finite"));
        } else {
            print(&tell(&printed, runs));
        }
        ExitCode::SUCCESS
    }

    /// A blueprint that gives exactly so many items, one by one, and stops for nothing else.
    fn blueprint(&self, length: u32) -> Result<BlueprintFile, String> {
        let estimator: EstimatorName = named("--estimator", &self.estimator)?;
        let criterion: CriterionName = named("--select", &self.select)?;
        if !(self.range > 0.0 && self.range <= 20.0) {
            return Err(format!("--range {}, expected above 0, at most 20 logits", self.range));
        }
        let file = json!({
            "format": engine::blueprint::file::FORMAT, "id": "recorded", "title": "Recorded", "delivery": "open", "pool": "practice",
            "block": 1, "length": {"minimum": length, "maximum": length}, "start": {"theta": 0.0},
            "interim": {"estimator": estimator, "prior": {"normal": {"mean": 0.0, "sd": 1.0}}, "range": [-self.range, self.range],
                        "nodes": self.nodes, "quadrature": "sum"},
            "select": {"criterion": criterion},
            "standard": {"cut": 0.0, "rationale": "none: nothing is decided"},
        });
        serde_json::from_value(file).map_err(|error| error.to_string())
    }
}

fn prepare(items: &Items, blueprint: &BlueprintFile) -> Result<Assessment, String> {
    let all =
        |problems: Vec<engine::bank::file::Problem>| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let bank = items.file.check().map_err(all)?;
    Assessment::new(Arc::new(bank), blueprint).map_err(all)
}

/// The least of several times, in milliseconds, and how many there were.
fn least<T>(mut run: impl FnMut() -> T) -> (f64, usize) {
    let begun = Instant::now();
    let mut least = f64::INFINITY;
    let mut runs = 0;
    while runs < RUNS && (runs < LEAST_RUNS || begun.elapsed() < ENOUGH) {
        let started = Instant::now();
        black_box(run());
        least = least.min(started.elapsed().as_secs_f64() * 1e3);
        runs += 1;
    }
    (least, runs)
}

/// One of a closed set of names, whichever its case.
fn named<T: DeserializeOwned>(option: &str, given: &str) -> Result<T, String> {
    let parse = |name: &str| serde_json::from_value::<T>(Value::String(name.to_owned()));
    let refusal = match parse(given) {
        Ok(value) => return Ok(value),
        Err(refusal) => refusal.to_string(),
    };
    // "unknown variant `x`, expected one of `A`, `B`": the only list of a type's names that there is, aliases among them.
    let names: Vec<&str> = refusal.split('`').skip(3).step_by(2).collect();
    if let Some(value) = names.iter().find(|name| name.eq_ignore_ascii_case(given)).and_then(|name| parse(name).ok()) {
        return Ok(value);
    }
    let mut known: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    known.dedup();
    Err(format!("{option} \"{given}\", expected one of: {}", known.join(", ")))
}

fn printed(taker: Taker, course: &Course) -> PrintedTaker {
    PrintedTaker {
        taker: taker.name,
        items: course.items.iter().map(ToString::to_string).collect(),
        theta: course.estimates.iter().map(|estimate| estimate.theta.value()).collect(),
        standard_error: course
            .estimates
            .iter()
            .map(|estimate| Some(estimate.standard_error.value()).filter(|error| error.is_finite()))
            .collect(),
    }
}

fn tell(printed: &Printed, runs: usize) -> String {
    let mut text = String::new();
    for PrintedTaker { taker, items, theta, standard_error } in &printed.takers {
        let error = standard_error.last().copied().flatten().map_or_else(|| "unknown".to_owned(), |error| format!("{error:.4}"));
        let theta = theta.last().copied().unwrap_or(f64::NAN);
        writeln!(text, "taker {taker}: theta {theta:.4}, standard error {error}, items {}", items.join(" "))
            .expect("a string takes everything");
    }
    write!(
        text,
        "{} takers, {:.4} ms a test on one thread, least of {runs} runs; bank made ready in {:.2} ms",
        printed.takers.len(),
        printed.cpu_ms_per_test,
        printed.prepare_ms
    )
    .expect("a string takes everything");
    text
}
