//! Changed files for every reader and for the verifier of credentials, for a bounded time: `cargo xtask fuzz [--seconds N] [--seed N] [TARGET…]`.
//!
//! The usual fuzzers need a nightly compiler. This one needs none: it takes the files of the corpus, changes bytes, lines and words of
//! them, joins halves of two, and asks that whatever comes of it is read without a panic, in time, into something safe to show. What
//! fails is made as small as it can be and kept in `target/fuzz/`, from where it goes into a test.

mod change;
mod check;
mod corpus;
mod credential;

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use corpus::Sample;
use engine::Seed;

/// For how long each target runs, in seconds, unless told.
const SECONDS: u64 = 30;

/// How each target is called: a part of the corpus and the ending by which its reader is found.
const TARGETS: [(&str, &[&str], &str); 16] = [
    ("gift", &["gift"], "gift"),
    ("aiken", &["aiken.txt"], "aiken.txt"),
    ("csv", &["csv", "tsv"], "csv"),
    ("xlsx", &["xlsx"], "xlsx"),
    ("moodle-xml", &["moodle.xml"], "xml"),
    ("xml", &["xml", "qti", "dat"], "xml"),
    ("package", &["zip", "imscc"], "zip"),
    ("text", &["txt", "gift", "csv"], "txt"),
    ("native", &["md", "toml"], "native"),
    ("definition", &["toml"], "toml"),
    ("case", &["json"], "json"),
    ("html", &["html"], "html"),
    ("credential-json", &["json"], "json"),
    ("credential-jwt", &["jwt"], "jwt"),
    ("credential-png", &["png"], "png"),
    ("credential-svg", &["svg"], "svg"),
];

fn main() -> ExitCode {
    let mut seconds = SECONDS;
    let mut seed = 1;
    let mut chosen = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|text| text.parse().ok());
        let target = TARGETS.iter().find(|(name, ..)| *name == argument);
        match (argument.as_str(), target) {
            ("--seconds", _) => seconds = number().unwrap_or(SECONDS),
            ("--seed", _) => seed = number().unwrap_or(1),
            (_, Some(target)) => chosen.push(target),
            _ => {
                let names: Vec<_> = TARGETS.iter().map(|(name, ..)| *name).collect();
                eprintln!("{argument} is not a target; there are: {}", names.join(", "));
                return ExitCode::from(2);
            }
        }
    }
    if chosen.is_empty() {
        chosen = TARGETS.iter().collect();
    }
    // What panics is reported once, small, and not each time on the way there.
    std::panic::set_hook(Box::new(|_| {}));
    let failed = chosen.into_iter().filter(|target| !run(target, Duration::from_secs(seconds), seed)).count();
    ExitCode::from(u8::from(failed > 0))
}

/// Runs one target; whether nothing was found.
fn run((name, endings, ending): &(&str, &[&str], &str), time: Duration, seed: u64) -> bool {
    let samples = corpus::samples(name, endings);
    let mut draws = Seed::from_number(seed).stream(0);
    let start = Instant::now();
    let mut tried = 0_u64;
    let mut slowest = Duration::ZERO;
    while start.elapsed() < time {
        let changed = change::sample(&samples, &mut draws);
        let before = Instant::now();
        let outcome = attempt(name, ending, &changed);
        slowest = slowest.max(before.elapsed());
        tried += 1;
        if let Err(what) = outcome {
            let small = smallest(changed, |sample| attempt(name, ending, sample).is_err_and(|other| same_kind(&other, &what)));
            let kept = keep(name, ending, &small);
            println!("{name}: {what}\n  after {tried} tries; kept as {}", kept.display());
            return false;
        }
    }
    println!(
        "{name}: {tried} tries in {} s from {} files, the slowest {} ms: nothing found",
        time.as_secs(),
        samples.len(),
        slowest.as_millis()
    );
    let _ = std::io::stdout().flush();
    true
}

/// What is wrong with how a sample is read, if something is.
fn attempt(name: &str, ending: &str, sample: &Sample) -> Result<(), String> {
    let start = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| check::sample(name, ending, sample)));
    let taken = start.elapsed();
    match outcome {
        Err(panic) => {
            let words = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
            Err(format!("panics: {}", words.unwrap_or("without words")))
        }
        Ok(Err(wrong)) => Err(wrong),
        // Debug builds are slow; a reader that is stuck takes longer than any.
        Ok(Ok(())) if taken > Duration::from_secs(10) => Err(format!("takes {} s", taken.as_secs())),
        Ok(Ok(())) => Ok(()),
    }
}

fn same_kind(one: &str, other: &str) -> bool {
    one.split(':').next() == other.split(':').next()
}

/// Takes parts away as long as it still fails.
fn smallest(mut sample: Sample, fails: impl Fn(&Sample) -> bool) -> Sample {
    let start = Instant::now();
    let mut length = sample.bytes.len() / 2;
    while length > 0 && start.elapsed() < Duration::from_secs(20) {
        let mut at = 0;
        let mut shorter = false;
        while at + length <= sample.bytes.len() && start.elapsed() < Duration::from_secs(20) {
            let mut without = sample.clone();
            without.bytes.drain(at..at + length);
            if fails(&without) {
                sample = without;
                shorter = true;
            } else {
                at += length;
            }
        }
        if !shorter {
            length /= 2;
        }
    }
    sample
}

fn keep(name: &str, ending: &str, sample: &Sample) -> PathBuf {
    let folder = PathBuf::from(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into())).join("fuzz");
    let digest = engine::Digest::of_bytes(&sample.bytes).to_string();
    let file = folder.join(format!("{name}-{}.{ending}", &digest[..12]));
    if let Err(error) = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, &sample.bytes)) {
        eprintln!("{}: {error}", file.display());
    }
    file
}
