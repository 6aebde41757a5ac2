//! `assay explain`: why each item of a session came, and why it went on or stopped.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use engine::bank::ItemId;
use engine::select::ExposureTable;
use engine::session::{Explained, Reason, Stood};
use engine::{BlockExplained, Log, Session, StopReason};
use serde::Serialize;

use super::{opened, print, wrong_use};

/// Arguments of `assay explain`.
///
/// Follows the log of a session and says of every block why its items came, what was left out, and how far each rule for ending was
/// met. At the end stands what is for people to read and decides nothing: how well the answers fit the estimate, and how long each
/// item took. Exit status: 0 done, 1 the bank is not accepted or the log does not follow from it, 2 wrong use.
#[derive(Debug, Args)]
pub struct Explain {
    /// Folder of the bank
    #[arg(value_name = "BANK")]
    bank: PathBuf,
    /// Id of the blueprint that the session ran on
    #[arg(long, value_name = "NAME")]
    blueprint: String,
    /// The session's log, as JSON
    #[arg(long, value_name = "FILE")]
    log: PathBuf,
    /// The exposure table that the log names, as JSON
    #[arg(long, value_name = "FILE")]
    exposure: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// A session explained.
#[derive(Debug, Serialize)]
struct Told {
    blocks: Vec<BlockExplained>,
    ended: Option<StopReason>,
    fit: Option<Fit>,
    items: Vec<Timed>,
}

#[derive(Debug, Serialize)]
struct Fit {
    lz: f64,
    lz_star: f64,
    infit: Option<f64>,
    outfit: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Timed {
    item: ItemId,
    score: usize,
    seconds: f64,
}

impl Explain {
    /// Runs it.
    pub fn run(self) -> ExitCode {
        let log: Log = match json(&self.log) {
            Ok(log) => log,
            Err(why) => return wrong_use(&why),
        };
        let table: Option<ExposureTable> = match self.exposure.as_ref().map(json).transpose() {
            Ok(table) => table,
            Err(why) => return wrong_use(&why),
        };
        let (_, form) = match opened(self.bank, &self.blueprint) {
            Ok(opened) => opened,
            Err(status) => return status,
        };
        let assessment = form.assessment;
        let session = Session::replay_with(Arc::clone(&assessment), &log, table.as_ref());
        let told = session.and_then(|session| {
            let blocks = Session::explain(&assessment, &log, table.as_ref())?;
            Ok(Told::new(&session, blocks))
        });
        match told {
            Ok(told) if self.json => print(&serde_json::to_string_pretty(&told).expect("explanations are JSON")),
            Ok(told) => print(told.words().trim_end()),
            Err(error) => {
                eprintln!("assay: {}: {error}", self.log.display());
                return ExitCode::FAILURE;
            }
        }
        ExitCode::SUCCESS
    }
}

fn json<T: serde::de::DeserializeOwned>(path: &PathBuf) -> Result<T, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", path.display()))
}

impl Told {
    fn new(session: &Session, blocks: Vec<BlockExplained>) -> Self {
        let trail = session.trail();
        Self {
            blocks,
            ended: match session.step() {
                engine::Step::Finished(reason) => Some(*reason),
                engine::Step::Present(_) => None,
            },
            fit: session.person_fit().map(|fit| Fit {
                lz: fit.lz,
                lz_star: fit.lz_star,
                infit: fit.mean_squares.map(|squares| squares.infit),
                outfit: fit.mean_squares.map(|squares| squares.outfit),
            }),
            items: trail
                .iter()
                .zip(session.times())
                .map(|(step, time)| Timed {
                    item: step.item.clone(),
                    score: step.score.category(),
                    seconds: time as f64 / 1000.0,
                })
                .collect(),
        }
    }

    /// In plain words.
    fn words(&self) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            let _ = writeln!(text, "Block {}", block.number);
            if block.choices.is_empty() {
                let _ = writeln!(text, "  Its items are fixed by the blueprint.");
            }
            for choice in &block.choices {
                text.push_str(&choice_words(choice));
            }
            if let Some(estimate) = block.estimate {
                let (theta, error) = (estimate.theta.value(), estimate.standard_error.value());
                let _ = writeln!(text, "  With its answers the estimate is {theta:.2} ± {error:.2} logits.");
                if !block.minima_met {
                    let _ = writeln!(text, "  It goes on: the least length or the least of some outcome is not reached yet.");
                }
                for stood in &block.rules {
                    let _ = writeln!(text, "  {}", rule_words(stood));
                }
            }
            text.push('\n');
        }
        let _ = match self.ended {
            Some(reason) => writeln!(text, "It ended: {}.", ended_words(reason)),
            None => writeln!(text, "It has not ended."),
        };
        if let Some(fit) = &self.fit {
            let squares = match (fit.infit, fit.outfit) {
                (Some(infit), Some(outfit)) => format!(", infit {infit:.2}, outfit {outfit:.2} (about 1 is usual)"),
                _ => String::new(),
            };
            let _ = writeln!(
                text,
                "For people to read, not for a decision: the answers fit the estimate with l_z* {:.2} (below -2 is unusual){squares}.",
                fit.lz_star
            );
        }
        if let Some(fastest) = self.items.iter().min_by(|one, other| one.seconds.total_cmp(&other.seconds)) {
            let all: f64 = self.items.iter().map(|item| item.seconds).sum();
            let _ = writeln!(
                text,
                "An item took {:.0} s on average; the fastest, {}, {:.0} s.",
                all / self.items.len() as f64,
                fastest.item,
                fastest.seconds
            );
        }
        text
    }
}

fn choice_words(choice: &Explained) -> String {
    let items: Vec<&str> = choice.items.iter().map(ItemId::as_str).collect();
    let criterion =
        serde_json::to_value(choice.criterion).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default();
    let standing = match choice.rank {
        1 => "the best".to_owned(),
        rank => format!("number {rank}"),
    };
    let mut text = format!(
        "  {}: {standing} of {} by {criterion} ({:.3}) at ability {:.2}.\n",
        items.join(", "),
        choice.candidates,
        choice.value,
        choice.theta
    );
    if !choice.removed.is_empty() {
        let removed: Vec<String> = choice.removed.iter().map(|(why, count)| format!("{count} {}", reason_words(*why))).collect();
        let _ = writeln!(text, "    Left out: {}.", removed.join("; "));
    }
    if !choice.others.is_empty() {
        let others: Vec<String> = choice
            .others
            .iter()
            .map(|other| {
                let why = other.why.map(|why| format!(", {}", reason_words(why))).unwrap_or_default();
                format!("{} ({:.3}{why})", other.item, other.value)
            })
            .collect();
        let _ = writeln!(text, "    Next in line: {}.", others.join("; "));
    }
    text
}

/// Why something was left out, to follow a number.
pub fn reason_words(reason: Reason) -> &'static str {
    match reason {
        Reason::Used => "given, seen before, or an enemy of one that was given",
        Reason::Content => "of an outcome that has enough, or has to wait for another",
        Reason::Completion => "after which the minima could not be met",
        Reason::Room => "in a set that does not fit",
        Reason::Exposure => "kept back because it is given too often",
        Reason::Share => "of an outcome that has its share",
        Reason::Stratum => "kept for another stage",
    }
}

/// A rule for ending as it stood, as a sentence.
pub fn rule_words(stood: &Stood) -> String {
    let (value, needed) = (stood.reading.value, stood.reading.needed);
    let held = if stood.reading.holds { "holds" } else { "does not hold" };
    let said = match stood.rule {
        StopReason::Certainty => format!("the decision is {:.1} % sure, {:.1} % are asked", 100.0 * value, 100.0 * needed),
        StopReason::StandardError => format!("the standard error is {value:.3}, at most {needed:.3} is asked"),
        StopReason::ConfidenceInterval => {
            format!("the estimate is {value:.2} standard errors from the cut, more than {needed:.2} are asked")
        }
        StopReason::ProbabilityRatio | StopReason::LikelihoodRatio => {
            format!("the log of the likelihood ratio is {value:.2}, {needed:.2} is asked")
        }
        StopReason::Curtailment => {
            format!("the classification stays with probability {:.1} %, {:.1} % are asked", 100.0 * value, 100.0 * needed)
        }
        StopReason::StandardErrorChange => format!("the standard error changed by {value:.3}, less than {needed:.3} is asked"),
        StopReason::ThetaChange => format!("the estimate changed by {value:.3}, less than {needed:.3} is asked"),
        StopReason::LeastInformation => {
            format!("the most informative item left has {value:.3}, less than {needed:.3} is asked")
        }
        StopReason::Items => format!("{value} items were handed in, {needed} are asked"),
        StopReason::Seconds => format!("{:.0} s have passed, {:.0} are asked", value / 1000.0, needed / 1000.0),
        _ => format!("{value:.3}, {needed:.3} is asked"),
    };
    format!("Rule {held}: {said}.")
}

fn ended_words(reason: StopReason) -> &'static str {
    crate::award::reason(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_told_with_what_it_asks() {
        let reading = engine::stop::Reading { value: 0.412, needed: 0.3, holds: false };
        let words = rule_words(&Stood { rule: StopReason::StandardError, reading });
        assert_eq!(words, "Rule does not hold: the standard error is 0.412, at most 0.300 is asked.");
    }

    #[test]
    fn a_choice_is_told_with_what_stood_against_it() {
        let choice = Explained {
            items: vec!["A".into()],
            criterion: engine::blueprint::file::CriterionName::Mfi,
            value: 0.5,
            rank: 2,
            candidates: 9,
            theta: 0.0,
            removed: vec![(Reason::Content, 3)],
            others: Vec::new(),
        };
        let words = choice_words(&choice);
        assert!(
            words.contains("A: number 2 of 9 by MFI (0.500) at ability 0.00.") && words.contains("3 of an outcome"),
            "{words}"
        );
    }
}
