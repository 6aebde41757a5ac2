//! `assay simulate`: takers drawn from a population, or takers whose answers are on record.

mod calibrate;
mod recorded;
mod table;
mod takers;
mod tell;
mod threads;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use engine::simulate::Population;

use super::wrong_use;

/// Arguments of `assay simulate`, of which there are two kinds.
#[derive(Debug, Args)]
#[command(override_usage = "assay simulate [OPTIONS] <BANK> --blueprint <NAME>\n       \
                            assay simulate [OPTIONS] --bank <FILE> --responses <FILE> --length <N>")]
pub struct Simulate {
    /// Folder of the bank
    #[arg(value_name = "BANK", required_unless_present = "responses", conflicts_with = "responses", requires = "blueprint")]
    folder: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    drawn: Drawn,
    #[command(flatten)]
    recorded: Recorded,
}

/// What is asked of takers that are drawn.
#[derive(Debug, Args)]
#[command(next_help_heading = "Takers that are drawn")]
struct Drawn {
    /// Id of one of the bank's blueprints
    #[arg(long, value_name = "NAME", conflicts_with = "responses", requires = "folder")]
    blueprint: Option<String>,
    /// Takers of each population in each replicate of the bank
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=1_000_000), conflicts_with = "responses")]
    takers: u32,
    /// Replicates of the bank
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000), conflicts_with = "responses")]
    replicates: u32,
    /// Where chance comes from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A population beside the usual three: mean and standard deviation in logits, as N(0.2,1) or N(cut+0.5,1)
    #[arg(long = "population", value_name = "N(MEAN,SD)", conflicts_with = "responses")]
    populations: Vec<Population>,
    /// At most so many attempts of a taker [default: as many as unseen items allow; 3 where items may be given again]
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..=1000), conflicts_with = "responses")]
    attempts: Option<u32>,
    /// Instead of a report, find the Sympson-Hetter parameters by which no item is given in more than this share of sessions
    #[arg(long, value_name = "SHARE", conflicts_with = "responses", conflicts_with = "attempts", conflicts_with = "threads")]
    calibrate_exposure: Option<f64>,
    /// At most so many rounds of that
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=1000), requires = "calibrate_exposure")]
    rounds: u32,
    /// Threads to share the work [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), conflicts_with = "responses")]
    threads: Option<u16>,
}

/// What is asked of takers whose answers are on record.
#[derive(Debug, Args)]
#[command(next_help_heading = "Takers whose answers are on record")]
struct Recorded {
    /// CSV of the items, with the columns id,a,b,c,d
    #[arg(long, value_name = "FILE", requires = "responses", conflicts_with = "folder")]
    bank: Option<PathBuf>,
    /// CSV of the answers, with a column for each item and a row for each taker
    #[arg(long, value_name = "FILE", requires = "bank", requires = "length", conflicts_with = "folder")]
    responses: Option<PathBuf>,
    /// Items in a test
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000), requires = "responses", conflicts_with = "folder")]
    length: Option<u32>,
    /// How ability is estimated: eap, map, ml or wle
    #[arg(long, value_name = "NAME", default_value = "eap", requires = "responses", conflicts_with = "folder")]
    estimator: String,
    /// Quadrature nodes of eap, at equal distances over the range
    #[arg(long, value_name = "N", default_value_t = 61, value_parser = clap::value_parser!(u32).range(2..=10_001), requires = "responses", conflicts_with = "folder")]
    nodes: u32,
    /// Abilities are sought from -R to R logits
    #[arg(long, value_name = "R", default_value_t = 6.0, requires = "responses", conflicts_with = "folder")]
    range: f64,
    /// How items are chosen, by a blueprint's name for it
    #[arg(long, value_name = "NAME", default_value = "mfi", requires = "responses", conflicts_with = "folder")]
    select: String,
}

impl Simulate {
    /// Runs it.
    pub fn run(self) -> ExitCode {
        let Self { folder, json, drawn, recorded } = self;
        match (folder, drawn.blueprint.clone(), recorded.files()) {
            (Some(folder), Some(blueprint), None) => drawn.run(folder, &blueprint, json),
            (None, None, Some((bank, responses, length))) => recorded.run(&bank, &responses, length, drawn.seed, json),
            _ => wrong_use("expected BANK with --blueprint, or --bank with --responses and --length"),
        }
    }
}
