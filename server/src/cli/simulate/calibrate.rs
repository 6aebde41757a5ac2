//! The parameters of exposure control, found by simulation and printed as a blueprint has them.

use std::fmt::Write as _;
use std::process::ExitCode;

use engine::Assessment;
use engine::blueprint::file::ExposureFile;
use engine::simulate::Population;
use engine::simulate::exposure::{Found, Search, sympson_hetter};

use super::Drawn;
use crate::cli::{print, wrong_use};

impl Drawn {
    /// Finds and prints them. Takers come from the first population asked for, or else from N(cut,1).
    pub(super) fn calibrate(&self, assessment: &Assessment, maximum: f64, json: bool) -> ExitCode {
        if !(maximum > 0.0 && maximum < 1.0) {
            return wrong_use(&format!("--calibrate-exposure = {maximum}, expected above 0, below 1"));
        }
        let population = self.populations.first().copied().unwrap_or(Population::around_cut(0.0, 1.0));
        let search = Search { maximum, takers: self.takers, rounds: self.rounds, seed: self.seed, population };
        let mut progress = |round: u32, greatest: f64| {
            eprintln!("round {round}: the most used item is in {:.1} % of {} sessions", 100.0 * greatest, self.takers);
            true
        };
        let found = match sympson_hetter(assessment.bank(), assessment.blueprint(), &search, &mut progress) {
            Ok(found) => found,
            Err(problems) => {
                for problem in problems {
                    eprintln!("{problem}");
                }
                return ExitCode::FAILURE;
            }
        };
        if json {
            print(&serde_json::to_string_pretty(&found.exposure).expect("a rule is JSON"));
        } else {
            print(toml(&found).trim_end());
        }
        if !found.settled {
            eprintln!(
                "assay: after {} rounds an item is still in {:.1} % of sessions; more takers or a larger bank are needed",
                found.greatest.len(),
                100.0 * found.greatest.last().copied().unwrap_or(1.0)
            );
            return ExitCode::FAILURE;
        }
        ExitCode::SUCCESS
    }
}

/// As it stands in a blueprint.
fn toml(found: &Found) -> String {
    let ExposureFile::SympsonHetter { maximum, parameters } = &found.exposure else { return String::new() };
    let mut text =
        format!("[select.exposure.sympson_hetter]\nmaximum = {maximum:?}\n\n[select.exposure.sympson_hetter.parameters]\n");
    for (item, parameter) in parameters {
        let _ = writeln!(text, "{} = {parameter:.4}", serde_json::Value::from(item.as_str()));
    }
    text
}
