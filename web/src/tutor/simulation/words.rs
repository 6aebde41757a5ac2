//! Figures in words.

use engine::simulate::{Conditional, Figure, Population, PopulationReport, Retake, VerdictFigures};
use yew::prelude::*;

use crate::components::table;
use crate::format::{decimals, plain};
use crate::t;

/// Of a hundred: whole where there are many, and to one decimal where there are few.
pub fn of_hundred(share: f64) -> String {
    let count = 100.0 * share;
    if count < 9.95 { plain(count) } else { decimals(count, 0) }
}

/// As a percentage with one decimal.
pub fn percent(share: f64) -> String {
    t!("percent", percent = decimals(100.0 * share, 1))
}

/// A population as people would call it, and as the command line has it.
pub fn population(population: Population) -> String {
    let [at, below, near] = Population::usual();
    let words = if population == at {
        t!("population-at")
    } else if population == below {
        t!("population-below")
    } else if population == near {
        t!("population-near")
    } else {
        t!("population-own")
    };
    format!("{words}: {population}")
}

/// What a tutor wants to know first: a sentence for each, with how bad it may be beside it.
pub fn sentences(of: &PopulationReport, cut: f64, replicates: u32, retake: Retake) -> Html {
    let PopulationReport { first, all_attempts: all, length, attempts, out_of_items, exposure, .. } = of;
    let missed = together(first, all, |told| &told.masters_not_awarded);
    let awarded = missed.map_or_else(
        || t!("simulation-no-masters"),
        |[first, all]| t!("simulation-masters", first = of_hundred(1.0 - first), all = of_hundred(1.0 - all)),
    );
    let awarded_range = spread(
        first,
        all,
        replicates,
        |first, all| t!("simulation-at-least", first = first, all = all),
        |told| &told.masters_not_awarded,
        |share| 1.0 - share,
    );
    let wrong = together(first, all, |told| &told.false_awards).map_or_else(
        || t!("simulation-no-awards"),
        |[first, all]| t!("simulation-false", first = of_hundred(first), all = of_hundred(all)),
    );
    let wrong_range = spread(
        first,
        all,
        replicates,
        |first, all| t!("simulation-at-most", first = first, all = all),
        |told| &told.false_awards,
        |share| share,
    );
    let close = together(first, all, |told| &told.undecided)
        .map(|[first, all]| t!("simulation-close", first = of_hundred(first), all = of_hundred(all)));
    let close_range = spread(
        first,
        all,
        replicates,
        |first, all| t!("simulation-at-most", first = first, all = all),
        |told| &told.undecided,
        |share| share,
    );
    let mean = length.mean.value.unwrap_or_default();
    let questions =
        t!("simulation-length", mean = plain(mean), least = length.minimum, most = length.maximum, median = length.median);
    let items = exposure.items.len();
    let carried = if retake.unseen_items_only {
        let carried = if mean > 0.0 { (items as f64 / mean).floor() as usize } else { 0 };
        t!("simulation-carried", items = items, carried = carried)
    } else {
        t!("simulation-again", items = items, attempts = retake.limit())
    };
    let tried = t!(
        "simulation-attempts",
        mean = plain(attempts.value.unwrap_or_default()),
        out = of_hundred(out_of_items.value.unwrap_or_default())
    );
    let here = |one: &&Conditional| one.lower.is_some_and(|lower| lower <= cut) && one.upper.is_some_and(|upper| cut < upper);
    let precise = of
        .conditional
        .iter()
        .find(here)
        .map(|one| t!("simulation-precision", error = decimals(one.row.standard_error, 2), length = plain(one.row.length)));
    let row = |words: String, more: String| {
        html! {
            <li>
                <p>{ words }</p>
                if !more.is_empty() {
                    <p class="hint">{ more }</p>
                }
            </li>
        }
    };
    html! {
        <ul class="plain-list simulation-words">
            { row(awarded, awarded_range) }
            { row(wrong, wrong_range) }
            { row(close.unwrap_or_default(), close_range) }
            { row(questions, precise.unwrap_or_default()) }
            { row(carried, tried) }
        </ul>
    }
}

type Of = fn(&VerdictFigures) -> &Figure;

/// Of the takers of all replicates together. The median over replicates would be 0 wherever most of them have few awards and none of
/// those is false, however many are false in all.
fn together(first: &VerdictFigures, all: &VerdictFigures, of: Of) -> Option<[f64; 2]> {
    Some([of(first).value?, of(all).value?])
}

/// How far these may be off by chance, and how bad it is in the worst replicates: `worst` says so, of shares told as `told`.
fn spread(
    first: &VerdictFigures,
    all: &VerdictFigures,
    replicates: u32,
    worst: fn(String, String) -> String,
    of: Of,
    told: fn(f64) -> f64,
) -> String {
    let pair = |figure: fn(&Figure) -> Option<f64>| Some([figure(of(first))?, figure(of(all))?]);
    let chance = pair(|figure| figure.standard_error)
        .map(|[first, all]| t!("simulation-chance", first = of_hundred(first), all = of_hundred(all)));
    // One replicate is all that there is to say.
    let worst = pair(|figure| figure.p95)
        .filter(|_| replicates > 1)
        .map(|[first, all]| worst(of_hundred(told(first)), of_hundred(told(all))));
    [chance, worst].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Every share with its median and 95th percentile, and of all replicates together.
pub fn figures(of: &PopulationReport) -> Html {
    let [median, p95, together] = [t!("simulation-median"), t!("simulation-p95"), t!("simulation-together")];
    let [first, all] = [t!("simulation-first"), t!("simulation-all")];
    let rows: [(String, Of); 6] = [
        (t!("simulation-awarded"), |told| &told.awarded),
        (t!("simulation-false-awards"), |told| &told.false_awards),
        (t!("simulation-masters-awarded"), |told| &told.masters_awarded),
        (t!("simulation-masters-not-awarded"), |told| &told.masters_not_awarded),
        (t!("simulation-masters-not-yet"), |told| &told.masters_not_yet),
        (t!("simulation-undecided"), |told| &told.undecided),
    ];
    let headings: Vec<String> = [&first, &all]
        .into_iter()
        .flat_map(|attempts| [&median, &p95, &together].map(|which| format!("{attempts}: {which}")))
        .collect();
    let cells = rows
        .into_iter()
        .map(|(words, figure)| {
            let values = [&of.first, &of.all_attempts].into_iter().flat_map(|told| {
                let Figure { median, p95, value, .. } = *figure(told);
                [median, p95, value]
            });
            html! {
                <tr>
                    <td><span class="who">{ words }</span></td>
                    { for headings.iter().zip(values).map(|(label, value)| html! {
                        <td data-label={label.clone()}>{ value.map_or_else(|| t!("simulation-none"), percent) }</td>
                    }) }
                </tr>
            }
        })
        .collect();
    table([t!("simulation-figure")].into_iter().chain(headings.iter().cloned()), cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_a_hundred() {
        assert_eq!([0.0, 0.023, 0.0994, 0.0996, 0.715].map(of_hundred), ["0", "2.3", "9.9", "10", "72"]);
    }

    #[test]
    fn calls_populations_by_a_name_and_by_their_numbers() {
        crate::text::install(&[crate::text::SIMULATION]);
        let names: Vec<_> = Population::usual().into_iter().chain(["N(cut+1,1)".parse().unwrap()]).map(population).collect();
        assert!(names.iter().all(|name| name.contains("N(cut")) && names[3].starts_with(&t!("population-own")), "{names:?}");
    }
}
