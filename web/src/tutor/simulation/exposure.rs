//! How often each question was asked.

use engine::simulate::{ExposureFigures, ItemExposure};
use yew::prelude::*;

use super::words::{of_hundred, percent};
use crate::t;

/// So many are shown before the others are asked for.
const FIRST: usize = 12;

/// In one population: the most asked first, and those that nobody was asked.
pub fn exposure(of: &ExposureFigures) -> Html {
    let used: Vec<&ItemExposure> = of.items.iter().filter(|item| item.exposure > 0.0).collect();
    let (first, others) = used.split_at(used.len().min(FIRST));
    html! {
        <>
        <p>{ t!("simulation-unused", count = of.unused.len(), all = of.items.len()) }</p>
        <p class="hint">{ t!("simulation-overlap", share = of_hundred(of.overlap.value.unwrap_or_default())) }</p>
        <ol class="bars">{ for first.iter().map(|item| bar(item)) }</ol>
        if !others.is_empty() {
            <details class="as-table">
                <summary>{ t!("simulation-other-items", count = others.len()) }</summary>
                <ol class="bars" start={(FIRST + 1).to_string()}>{ for others.iter().map(|item| bar(item)) }</ol>
            </details>
        }
        if !of.unused.is_empty() {
            <details class="as-table">
                <summary>{ t!("simulation-unused-items") }</summary>
                <ul class="unused">{ for of.unused.iter().map(|item| html! { <li key={item.clone()}><code>{ item }</code></li> }) }</ul>
            </details>
        }
        </>
    }
}

fn bar(item: &ItemExposure) -> Html {
    html! {
        <li key={item.item.clone()}>
            <code>{ &item.item }</code>
            <svg width="100%" height="10" aria-hidden="true" focusable="false">
                <rect class="bar-all" width="100%" height="10" rx="5" />
                <rect class="bar-part" width={format!("{:.2}%", 100.0 * item.exposure)} height="10" rx="5" />
            </svg>
            <span>{ percent(item.exposure) }</span>
        </li>
    }
}
