//! Words that several pages of banks share.

use yew::prelude::*;

use crate::components::{Strip, Tone, notice};
use crate::t;
use crate::tutor::design::Tab;
use crate::tutor::desk::Place;
use crate::workshop::{Found, Progress, Stage};

/// The statuses of an item, in the order of its life.
pub const STATUSES: [&str; 5] = ["draft", "review", "pilot", "operational", "retired"];
/// The types of items.
pub const KINDS: [&str; 10] = ["choice", "multiple", "numeric", "text", "gaps", "match", "order", "hottext", "slider", "essay"];

/// A status in words.
pub fn status(name: &str) -> String {
    match name {
        "draft" => t!("status-draft"),
        "review" => t!("status-review"),
        "pilot" => t!("status-pilot"),
        "operational" => t!("status-operational"),
        "retired" => t!("status-retired"),
        other => other.to_owned(),
    }
}

/// A pool in words.
pub fn pool(name: &str) -> String {
    match name {
        "practice" => t!("pool-practice"),
        "credit" => t!("pool-credit"),
        other => other.to_owned(),
    }
}

/// A type in words.
pub fn kind(name: &str) -> String {
    match name {
        "choice" => t!("kind-choice"),
        "multiple" | "multi" => t!("kind-multiple"),
        "true_false" => t!("kind-true-false"),
        "numeric" => t!("kind-numeric"),
        "text" | "short_text" => t!("kind-text"),
        "gaps" | "cloze" => t!("kind-gaps"),
        "match" => t!("kind-match"),
        "order" => t!("kind-order"),
        "hottext" => t!("kind-hottext"),
        "slider" => t!("kind-slider"),
        "essay" => t!("kind-essay"),
        "description" => t!("kind-description"),
        other => other.to_owned(),
    }
}

/// A kind of problem in few words.
pub fn flag(code: &str) -> String {
    match code {
        "flaw-length" => t!("flaw-length"),
        "flaw-grammar-article" | "flaw-grammar-number" => t!("flaw-grammar"),
        "flaw-absolute" => t!("flaw-absolute"),
        "flaw-all-of-the-above" | "flaw-none-of-the-above" => t!("flaw-above"),
        "flaw-negative" => t!("flaw-negative"),
        "flaw-overlapping-options" => t!("flaw-overlapping"),
        "flaw-number-format" => t!("flaw-numbers"),
        "flaw-order" => t!("flaw-order"),
        "flaw-repeated-words" => t!("flaw-repeated"),
        "flaw-blank-first" => t!("flaw-blank"),
        "flaw-echo" => t!("flaw-echo"),
        "no-feedback" => t!("flag-no-feedback"),
        "no-status" => t!("flag-no-status"),
        "invalid-value" => t!("flag-other"),
        other => other.to_owned(),
    }
}

/// Problems in a list, each with its place.
pub fn problems(found: &[Found]) -> Html {
    let one = |found: &Found| {
        html! {
            <li class={if found.error { "problem problem-error" } else { "problem" }}>
                <strong>{ if found.error { t!("problem-error") } else { t!("problem-warning") } }</strong>{ " " }
                if !found.place.is_empty() {
                    <code>{ &found.place }</code>{ " " }
                }
                { &found.message }
            </li>
        }
    };
    html! { <ul class="problems">{ for found.iter().map(one) }</ul> }
}

/// How far something is, with a button to stop it.
pub fn progress(progress: &Progress, cancel: Option<&Callback<MouseEvent>>) -> Html {
    let words = match progress.stage {
        Stage::Reading => t!("stage-reading"),
        Stage::Converting => t!("stage-converting"),
        Stage::Comparing => t!("stage-comparing"),
        Stage::Checking => t!("stage-checking"),
    };
    html! {
        <div class="under-way">
            <label for="under-way">{ words }</label>
            if progress.all > 0 {
                <progress id="under-way" max={progress.all.to_string()} value={progress.done.to_string()} />
            } else {
                <progress id="under-way" />
            }
            if let Some(cancel) = cancel.cloned() {
                <div class="actions"><button id="cancel" type="button" class="button" onclick={cancel}>{ t!("cancel") }</button></div>
            }
        </div>
    }
}

/// The ways to all pages of a bank, in the order of the work.
pub fn bank_nav(id: &str, here: &Place) -> Html {
    let id = || id.to_owned();
    let link = |place: Place, words: String| {
        html! { <a href={place.path()} aria-current={(place == *here).then_some("page")}>{ words }</a> }
    };
    html! {
        <Strip class="desk-nav bank-nav" label={t!("bank-nav")}>
            { link(Place::Bank(id()), t!("bank-questions")) }
            { link(Place::BankImport(id()), t!("import-title")) }
            { link(Place::BankDefinition(id()), t!("definition-title")) }
            { for Tab::ALL.map(|tab| link(Place::Design(id(), tab), tab.title())) }
            { link(Place::BankFiles(id()), t!("files-title")) }
            { link(Place::BankPublish(id()), t!("publish-title")) }
        </Strip>
    }
}

/// Numbered pages of a long list.
pub fn pager(from: usize, shown: usize, all: usize, step: usize, go: &Callback<usize>) -> Html {
    if all == 0 {
        return notice(Tone::Information, html! { <p>{ t!("rows-none") }</p> });
    }
    let to = |from: usize| {
        let go = go.clone();
        move |_: MouseEvent| go.emit(from)
    };
    html! {
        <div class="pager">
            <p role="status">{ t!("rows-shown", from = from + 1, to = from + shown, all = all) }</p>
            if all > step {
                <div class="actions">
                    <button type="button" class="button small" disabled={from == 0} onclick={to(from.saturating_sub(step))}>{ t!("rows-before") }</button>
                    <button type="button" class="button small" disabled={from + shown >= all} onclick={to(from + step)}>{ t!("rows-after") }</button>
                </div>
            }
        </div>
    }
}
