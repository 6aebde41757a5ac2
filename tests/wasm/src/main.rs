//! The native side: `bits-native cases ITEM-BANK… CREDENTIALS… CASES.json…`, `bits-native report CASES.json`, `bits-native records FOLDER`,
//! `bits-native bench`, `bits-native simulation`, `bits-native verification`.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    match run() {
        Ok(text) => {
            println!("{text}");
            std::process::ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn run() -> anyhow::Result<String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["cases", banks @ ..] => Ok(serde_json::to_string(&native::cases(banks)?)?),
        ["report", file] => bits::report::report(&serde_json::from_slice(&std::fs::read(file)?)?),
        ["records", folder] => native::records(std::path::Path::new(folder)),
        ["bench"] => Ok(native::bench()?.to_string()),
        ["prepare"] => Ok(native::prepare()?.to_string()),
        ["growth"] => native::growth(),
        ["verification"] => Ok(native::verification()?.to_string()),
        ["simulation"] => Ok(native::simulation()?.to_string()),
        _ => anyhow::bail!(
            "usage: bits-native cases ITEM-BANK… CREDENTIALS… CASES.json… | report CASES.json | records FOLDER | bench | prepare | growth | verification | simulation"
        ),
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use anyhow::{Context, Result, bail};
    use bits::bench::{Bench, TESTS};
    use bits::cases::Cases;
    use bits::simulation::Simulation;
    use engine::simulate::Tally;
    use std::fmt::Write;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Instant;

    /// The synthetic cases, those of the item banks and of the credentials in these folders, and those in these files.
    pub fn cases(banks: &[&str]) -> Result<Cases> {
        let mut cases = Cases::synthetic();
        for folder in banks {
            if std::path::Path::new(folder).is_file() {
                let bytes = std::fs::read(folder).with_context(|| folder.to_string())?;
                let more: Cases = serde_json::from_slice(&bytes).with_context(|| folder.to_string())?;
                cases.cases.extend(more.cases);
                continue;
            }
            if let Ok(manifest) = std::fs::read(format!("{folder}/manifest.json")) {
                let read = |file: &str| std::fs::read(format!("{folder}/{file}")).with_context(|| format!("{folder}/{file}"));
                cases.credentials.extend(bits::credentials::of_manifest(&manifest, read).with_context(|| folder.to_string())?);
                continue;
            }
            let report = interchange::native::read(&interchange::DirFolder(folder.into()));
            let Some(bank) = report.bank else {
                bail!("{folder}: {}", report.problems.first().map(ToString::to_string).unwrap_or_default());
            };
            for blueprint in &bank.blueprints {
                cases.add(bank.file.restricted_to(blueprint.pool), blueprint.clone(), &[11, 12, 13]);
            }
        }
        cases.record().context("recording the sessions natively")?;
        Ok(cases)
    }

    /// Writes sessions to keep, as `tests/replay` has them.
    pub fn records(folder: &std::path::Path) -> Result<String> {
        let records = bits::record::records()?;
        for record in &records {
            let file = folder.join(format!("{}.json", record.bank.id));
            std::fs::write(&file, serde_json::to_string_pretty(record)? + "\n").with_context(|| file.display().to_string())?;
        }
        Ok(format!("{} sessions in {}", records.len(), folder.display()))
    }

    /// The least time of several runs, in milliseconds a test.
    pub fn bench() -> Result<f64> {
        let bench = Bench::new()?;
        let mut least = f64::INFINITY;
        for _ in 0..60 {
            let started = Instant::now();
            std::hint::black_box(bench.run(TESTS)?);
            least = least.min(started.elapsed().as_secs_f64() * 1e3 / f64::from(TESTS));
        }
        Ok(least)
    }
    /// The least time of several runs in which the benchmark's bank is made ready, in milliseconds.
    pub fn prepare() -> Result<f64> {
        let file = bits::bench::file(1000);
        let mut least = f64::INFINITY;
        for _ in 0..20 {
            let started = Instant::now();
            std::hint::black_box(bits::bench::prepare(&file)?);
            least = least.min(started.elapsed().as_secs_f64() * 1e3);
        }
        Ok(least)
    }

    /// Microseconds a step in banks of growing size, a line for each criterion: what a step costs beside the size.
    pub fn growth() -> Result<String> {
        let mut text = String::new();
        for criterion in ["MFI", "BOPT", "MPWI", "KLP", "MEPV", "MEI", "GDIP", "PROGRESSIVE"] {
            text += criterion;
            for (items, runs, tests) in [(1000, 8, 5), (10_000, 4, 2), (100_000, 2, 1)] {
                let bench = Bench::of(items, criterion)?;
                // The first run makes the tables that are made when first needed.
                bench.run(tests)?;
                let mut least = f64::INFINITY;
                for _ in 0..runs {
                    let started = Instant::now();
                    std::hint::black_box(bench.run(tests)?);
                    least = least.min(started.elapsed().as_secs_f64() * 1e6 / f64::from(tests) / 30.0);
                }
                write!(text, "  {items}: {least:.1}")?;
            }
            text.push('\n');
        }
        Ok(text.trim_end().to_owned())
    }

    /// The time of the first verification in this process, in milliseconds.
    pub fn verification() -> Result<f64> {
        let started = Instant::now();
        bits::verification::run()?;
        Ok(started.elapsed().as_secs_f64() * 1e3)
    }

    /// The least time of several runs of the simulation on all cores, in seconds.
    pub fn simulation() -> Result<f64> {
        let simulation = Simulation::new()?;
        let mut least = f64::INFINITY;
        for _ in 0..10 {
            let started = Instant::now();
            std::hint::black_box(simulation.rmse(&on_all_cores(&simulation)));
            least = least.min(started.elapsed().as_secs_f64());
        }
        Ok(least)
    }

    /// Every unit, each thread taking what is next to do.
    fn on_all_cores(simulation: &Simulation) -> Vec<Tally> {
        let next = AtomicUsize::new(0);
        let work = || {
            let numbers = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
            numbers
                .take_while(|number| *number < simulation.units())
                .map(|number| simulation.run_unit(number))
                .collect::<Vec<_>>()
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            running.into_iter().flat_map(|thread| thread.join().expect("units do not panic")).collect()
        })
    }
}
