//! What a bank can carry, and what it lacks: in words that say what to write.

use std::sync::Arc;

use engine::Assessment;
use engine::feasibility::{Because, Feasibility, Lack, Wanted, feasibility};
use yew::prelude::*;

use crate::components::{Tone, notice};
use crate::format::{decimals, plain};
use crate::t;
use crate::tutor::form::select;

/// Attempts that may be asked for.
const MOST: usize = 5;

#[derive(Properties)]
pub struct FeasibleProps {
    pub assessment: Arc<Assessment>,
    /// Whether questions that a learner has seen are not asked again.
    pub retake: bool,
}

impl PartialEq for FeasibleProps {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.assessment, &other.assessment) && self.retake == other.retake
    }
}

/// With how many attempts are wanted, and how near to the pass mark a test should still tell.
#[component]
pub fn Feasible(props: &FeasibleProps) -> Html {
    let attempts = use_state_eq(|| 2_usize);
    let gap = use_state_eq(|| Wanted::GAP);
    let wanted = Wanted { attempts: *attempts, unseen_items_only: props.retake, gap: *gap };
    let found = use_memo((Arc::as_ptr(&props.assessment) as usize, *attempts, props.retake, plain(100.0 * *gap)), |_| {
        feasibility(&props.assessment, wanted)
    });
    let choose_attempts = {
        let attempts = attempts.setter();
        Callback::from(move |word: String| attempts.set(word.parse().unwrap_or(1)))
    };
    let choose_gap = {
        let gap = gap.setter();
        Callback::from(move |word: String| gap.set(word.parse().unwrap_or(Wanted::GAP)))
    };
    let gaps = [("0.5", t!("feasible-near")), ("0.75", t!("feasible-usual")), ("1", t!("feasible-far"))];
    let gaps = gaps.into_iter().map(|(value, words)| (value.to_owned(), words));
    html! {
        <>
        <div class="inline-form">
            { select("wanted-attempts", t!("feasible-attempts"), (1..=MOST).map(|n| (n.to_string(), n.to_string())), &attempts.to_string(), &choose_attempts) }
            { select("wanted-gap", t!("feasible-gap"), gaps, &gap.to_string(), &choose_gap) }
        </div>
        { told(&found) }
        </>
    }
}

fn told(found: &Feasibility) -> Html {
    let Feasibility { wanted, attempts, carried, shortest, lacks, at_least, .. } = found;
    let all = attempts.len();
    let carries = if wanted.unseen_items_only {
        t!("feasible-carried", carried = *carried, gap = decimals(wanted.gap, 2), all = all.max(*shortest))
    } else {
        t!("feasible-again", gap = decimals(wanted.gap, 2))
    };
    let first = attempts.first().map(|first| t!("feasible-first", items = first.items, gap = decimals(first.gap, 2)));
    let missing = if *at_least { t!("feasible-lacks-at-least") } else { t!("feasible-lacks") };
    html! {
        <div role="status">
            <p>{ carries }</p>
            if let Some(words) = first {
                <p class="hint">{ words }</p>
            }
            if lacks.is_empty() {
                <p>{ t!("feasible-enough") }</p>
            } else {
                { notice(Tone::Warning, html! { <><p>{ missing }</p><ul>{ for lacks.iter().map(|lack| html! { <li>{ words(lack) }</li> }) }</ul></> }) }
            }
        </div>
    }
}

fn words(lack: &Lack) -> String {
    match lack {
        Lack::Items { count, outcome, near, because } => {
            let place = signed(*near);
            let what = match outcome {
                Some(outcome) => t!("feasible-write-of", count = *count, near = place, outcome = outcome.clone()),
                None => t!("feasible-write", count = *count, near = place),
            };
            let why = match because {
                Because::Minimum => t!("feasible-because-minimum"),
                Because::Length => t!("feasible-because-length"),
                Because::Information => t!("feasible-because-information"),
            };
            format!("{what} {why}")
        }
        Lack::Length { maximum, needed } => t!("feasible-length", maximum = *maximum, needed = *needed),
        Lack::Certainty { gap } => t!("feasible-certainty", gap = decimals(*gap, 2)),
    }
}

/// A place on the scale, with its sign.
pub fn signed(value: f64) -> String {
    let text = decimals(value, 1);
    if value > 0.05 { format!("+{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_to_write_and_what_for() {
        crate::text::install(&[crate::text::DESIGN]);
        let lack = Lack::Items { count: 6, outcome: Some("SD-3".into()), near: 0.8, because: Because::Information };
        let words = words(&lack);
        assert!(words.starts_with("Six more") || words.starts_with("6 more"), "{words}");
        assert!(words.contains("+0.8") && words.contains("SD-3"), "{words}");
        assert_eq!([0.0, -1.25, 0.8].map(signed), ["0.0", "−1.2", "+0.8"]);
    }
}
