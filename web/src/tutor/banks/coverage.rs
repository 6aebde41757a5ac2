//! How many questions there are for each outcome, by difficulty: a table whose cells are the darker the more there are.

use yew::prelude::*;

use crate::t;
use crate::workshop::{Coverage, STEPS};

/// Shades of a cell.
const SHADES: usize = 5;

/// The table of one pool.
pub fn coverage(of: &[Coverage], outcomes: &[(String, String)], pool: &str) -> Html {
    let counts = |row: &Coverage| if pool == "practice" { row.practice.clone() } else { row.credit.clone() };
    let most = of.iter().flat_map(counts).max().unwrap_or(0);
    let shade = |count: usize| if count == 0 { 0 } else { 1 + (count - 1) * (SHADES - 1) / most.max(1) };
    let heading = |step: usize| {
        let number = |value: f64| format!("{value:+.0}").replace('-', "−").replace("+0", "0");
        match step {
            0 => t!("coverage-below", b = number(STEPS[0])),
            step if step == STEPS.len() => t!("coverage-above", b = number(STEPS[step - 1])),
            step => t!("coverage-between", low = number(STEPS[step - 1]), high = number(STEPS[step])),
        }
    };
    let row = |row: &Coverage| {
        let counts = counts(row);
        let words = outcomes.iter().find(|(id, _)| *id == row.outcome).map(|(_, text)| text.clone()).unwrap_or_default();
        html! {
            <tr key={row.outcome.clone()}>
                <th scope="row"><code>{ &row.outcome }</code><span class="visually-hidden">{ ": " }{ &words }</span></th>
                { for counts.iter().map(|count| html! { <td class={format!("heat heat-{}", shade(*count))}>{ *count }</td> }) }
                <td>{ counts.iter().sum::<usize>() }</td>
            </tr>
        }
    };
    html! {
        <div class="table" tabindex="0" role="region" aria-label={t!("coverage-table")}>
            <table class="coverage">
                <caption class="hint">{ t!("coverage-words") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t!("bank-outcome") }</th>
                        { for (0..=STEPS.len()).map(|step| html! { <th scope="col">{ heading(step) }</th> }) }
                        <th scope="col">{ t!("coverage-all") }</th>
                    </tr>
                </thead>
                <tbody>{ for of.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
