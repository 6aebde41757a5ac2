//! Whether a bank can carry its blueprint at all: asked before it is published, and told as what to write.

use engine::Assessment;
use engine::feasibility::{Because, Lack, Wanted, feasibility};

/// A test that leaves those without a verdict who are so many logits from the pass mark decides about nobody it is for: the
/// page of the blueprint asks for half of this, and advises; this refuses.
const FARTHEST: f64 = 1.5;

/// What the bank lacks for one attempt of whoever is far from the pass mark: a line for each, none where it carries its blueprint.
pub fn lacks(assessment: &Assessment) -> Vec<String> {
    let found = feasibility(assessment, Wanted { attempts: 1, unseen_items_only: true, gap: FARTHEST });
    if found.carried > 0 { Vec::new() } else { found.lacks.iter().map(words).collect() }
}

fn words(lack: &Lack) -> String {
    match lack {
        Lack::Items { count, outcome, near, because } => {
            let of = outcome.as_ref().map(|outcome| format!(" on outcome {outcome}")).unwrap_or_default();
            let items = if *count == 1 { "item" } else { "items" };
            let why = match because {
                Because::Minimum => "the outcome's fewest questions take them".to_owned(),
                Because::Length => "the least length takes them".to_owned(),
                Because::Information => format!(
                    "those that are there tell too little at the pass mark to decide about anybody within {FARTHEST} logits of it"
                ),
            };
            format!("the bank cannot carry it, expected {count} more {items} near {near:+.1}{of}: {why}")
        }
        Lack::Length { maximum, needed } => {
            format!(
                "length.maximum = {maximum}, expected about {needed}: shorter tests decide about nobody within {FARTHEST} logits of the pass mark"
            )
        }
        Lack::Certainty { gap } => format!(
            "standard.certainty cannot be reached within {gap:.2} logits of the pass mark, whatever is asked, expected less error in the \
             pass mark (standard.cut_se) or in the difficulties (bank_sd)"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_to_write() {
        let lack = Lack::Items { count: 6, outcome: Some("SD-3".into()), near: 0.8, because: Because::Information };
        assert!(words(&lack).contains("6 more items near +0.8 on outcome SD-3"));
        let lack = Lack::Items { count: 1, outcome: None, near: -1.0, because: Because::Length };
        assert!(words(&lack).contains("1 more item near -1.0: the least length"));
    }
}
