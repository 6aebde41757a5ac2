//! What an import would do, before it does anything.

use std::rc::Rc;

use yew::prelude::*;

use super::bench::Bench;
use super::diff::diff;
use super::preview::Preview;
use super::words::{STATUSES, kind, pager, pool, problems, status};
use crate::components::{Tone, notice, section, table};
use crate::t;
use crate::tutor::form::select;
use crate::workshop::{Ask, Choices, Opened, Parsed, PlanItem, PlanQuery, PlanRow, PlanRows, Planned, Resolution, State, Tell};

/// Rows shown at once.
const SHOWN: usize = 50;

#[derive(Properties, PartialEq)]
pub struct ReviewProps {
    pub bench: Bench,
    pub opened: Rc<Opened>,
    pub parsed: Rc<Parsed>,
    pub choices: Choices,
    pub planned: Rc<Planned>,
    /// Other choices.
    pub plan: Callback<Choices>,
    /// A plan that was changed.
    pub changed: Callback<Planned>,
    pub store: Callback<()>,
    pub start_over: Callback<MouseEvent>,
}

/// What was read, what is chosen for it, every question with what becomes of it, and the button that stores.
#[component]
pub fn Review(props: &ReviewProps) -> Html {
    let ReviewProps { parsed, planned, .. } = props;
    let store = props.store.reform(|_: MouseEvent| ());
    // Those of the file, and those for which a question of it cannot be an item.
    let errors = parsed.errors + planned.errors;
    let facts = [
        (planned.added, t!("plan-added", count = planned.added)),
        (planned.changed, t!("plan-changed", count = planned.changed)),
        (planned.same, t!("plan-same", count = planned.same)),
        (planned.collides, t!("plan-collides", count = planned.collides)),
        (planned.left_out, t!("plan-left-out", count = planned.left_out)),
        (planned.alike, t!("plan-alike", count = planned.alike)),
    ];
    let read = html! {
        <>
        <p>{ t!("review-read", name = parsed.name.clone(), format = parsed.format.clone(), count = parsed.questions) }</p>
        <div role="status">
            <ul id="plan-words" class="dots">{ for facts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| html! { <li>{ words }</li> }) }</ul>
        </div>
        if !parsed.found.is_empty() || errors > 0 {
            <details class="as-table" open={errors > 0}>
                <summary>{ t!("review-problems", errors = errors, warnings = parsed.warnings) }</summary>
                if !planned.refused.is_empty() {
                    { problems(&planned.refused) }
                }
                { problems(&parsed.found) }
            </details>
        }
        if !planned.found.is_empty() {
            <details class="as-table">
                <summary>{ t!("review-not-kept", count = planned.found.len()) }</summary>
                { problems(&planned.found) }
            </details>
        }
        </>
    };
    html! {
        <>
        { section("review-read", "card", t!("review-title"), read) }
        if parsed.questions > 0 {
            <Chosen opened={props.opened.clone()} parsed={parsed.clone()} choices={props.choices.clone()} plan={props.plan.clone()} />
            <List bench={props.bench.clone()} lang={props.opened.lang.clone()} planned={planned.clone()} changed={props.changed.clone()} />
        }
        <div class="actions">
            if planned.files > 0 {
                <button id="store" type="button" class="button primary" onclick={store}>{ t!("review-store", count = planned.files) }</button>
            } else {
                { notice(Tone::Information, html! { <p>{ t!("review-nothing") }</p> }) }
            }
            <button type="button" class="button" onclick={props.start_over.clone()}>{ t!("review-again") }</button>
        </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ChosenProps {
    opened: Rc<Opened>,
    parsed: Rc<Parsed>,
    choices: Choices,
    plan: Callback<Choices>,
}

/// Pool, status and outcomes of what comes in.
#[component]
fn Chosen(props: &ChosenProps) -> Html {
    let ChosenProps { opened, parsed, choices, plan } = props;
    let choose = |set: fn(&mut Choices, String)| {
        let (choices, plan) = (choices.clone(), plan.clone());
        Callback::from(move |word: String| {
            let mut next = choices.clone();
            set(&mut next, word);
            plan.emit(next);
        })
    };
    let stated = parsed.states.then(|| (String::new(), t!("choice-stated")));
    let pools = stated.clone().into_iter().chain(["credit", "practice"].map(|name| (name.to_owned(), pool(name))));
    let statuses = stated.into_iter().chain(STATUSES.iter().map(|name| ((*name).to_owned(), status(name))));
    let outcomes = || opened.outcomes.iter().map(|(id, words)| (id.clone(), format!("{id}: {words}")));
    let default = if choices.outcome.is_empty() {
        opened.outcomes.first().map(|(id, _)| id.clone()).unwrap_or_default()
    } else {
        choices.outcome.clone()
    };
    let label = |(index, (label, count)): (usize, &(String, usize))| {
        let mapped =
            choices.mapping.iter().find(|(name, _)| name == label).map(|(_, outcome)| outcome.clone()).unwrap_or_default();
        let change = {
            let (choices, plan, label) = (choices.clone(), plan.clone(), label.clone());
            Callback::from(move |event: Event| {
                let select =
                    event.target().and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlSelectElement>(target).ok());
                let mut next = choices.clone();
                next.mapping.retain(|(name, _)| *name != label);
                next.mapping.push((label.clone(), select.map(|select| select.value()).unwrap_or_default()));
                plan.emit(next);
            })
        };
        let options = [(String::new(), t!("label-none")), ("+".to_owned(), t!("label-new"))].into_iter().chain(outcomes());
        html! {
            <div class="field" key={label.clone()}>
                <label for={format!("label-{index}")}>{ t!("label-of", label = label.clone(), count = *count) }</label>
                <select id={format!("label-{index}")} onchange={change}>
                    { for options.map(|(value, words)| html! { <option key={value.clone()} value={value.clone()} selected={value == mapped}>{ words }</option> }) }
                </select>
            </div>
        }
    };
    let body = html! {
        <>
        <div class="inline-form">
            { select("import-pool", t!("bank-pool"), pools, &choices.pool, &choose(|choices, word| choices.pool = word)) }
            { select("import-status", t!("bank-status"), statuses, &choices.status, &choose(|choices, word| choices.status = word)) }
            { select("import-outcome", t!("choice-outcome"), outcomes(), &default, &choose(|choices, word| choices.outcome = word)) }
        </div>
        if !parsed.labels.is_empty() {
            <details class="as-table">
                <summary>{ t!("labels-title", count = parsed.labels.len()) }</summary>
                <p class="hint">{ t!("labels-words") }</p>
                <div class="form">{ for parsed.labels.iter().take(100).enumerate().map(label) }</div>
            </details>
        }
        </>
    };
    section("review-choices", "card", t!("review-choices"), body)
}

#[derive(Properties, PartialEq)]
struct ListProps {
    bench: Bench,
    lang: String,
    planned: Rc<Planned>,
    changed: Callback<Planned>,
}

fn state_words(state: State) -> String {
    match state {
        State::Added => t!("state-added"),
        State::Changed => t!("state-changed"),
        State::Same => t!("state-same"),
        State::Collides => t!("state-collides"),
        State::LeftOut => t!("state-left-out"),
    }
}

fn state_of(word: &str) -> Option<State> {
    [State::Added, State::Changed, State::Same, State::Collides, State::LeftOut]
        .into_iter()
        .find(|state| format!("{state:?}") == word)
}

fn resolution_of(word: &str) -> Resolution {
    match word {
        "keep" => Resolution::Keep,
        "both" => Resolution::Both,
        _ => Resolution::Replace,
    }
}

/// What can be done with one of a state; the words of what is done with it.
fn resolutions(state: State) -> Vec<(String, String)> {
    let keep = ("keep".to_owned(), t!("resolve-keep"));
    match state {
        State::Added => vec![("replace".to_owned(), t!("resolve-add")), ("keep".to_owned(), t!("resolve-leave"))],
        _ => vec![keep, ("replace".to_owned(), t!("resolve-replace")), ("both".to_owned(), t!("resolve-both"))],
    }
}

fn word_of(resolution: Resolution) -> &'static str {
    match resolution {
        Resolution::Keep => "keep",
        Resolution::Replace => "replace",
        Resolution::Both => "both",
    }
}

/// Every question with what becomes of it, fifty at a time.
#[component]
fn List(props: &ListProps) -> Html {
    let query = use_state_eq(|| PlanQuery { state: None, alike: false, from: 0, count: SHOWN });
    let rows = use_state_eq(|| None::<PlanRows>);
    let open = use_state_eq(|| None::<Rc<PlanItem>>);
    {
        let rows = rows.setter();
        use_effect_with((props.bench.clone(), (*query).clone(), props.planned.clone()), move |(bench, query, _)| {
            bench.ask(Ask::PlanRows(query.clone()), move |tell| {
                if let Tell::PlanRows(given) = tell {
                    rows.set(Some(given));
                }
            });
        });
    }
    let resolve = {
        let (bench, changed) = (props.bench.clone(), props.changed.clone());
        let open = open.setter();
        Callback::from(move |(index, state, resolution): (Option<usize>, State, Resolution)| {
            let changed = changed.clone();
            open.set(None);
            bench.ask(Ask::Resolve { index, state, resolution }, move |tell| {
                if let Tell::Planned(planned) = tell {
                    changed.emit(planned);
                }
            });
        })
    };
    let look = {
        let (bench, open) = (props.bench.clone(), open.clone());
        Callback::from(move |index: usize| {
            if open.as_ref().is_some_and(|item| item.row.index == index) {
                open.set(None);
                return;
            }
            let open = open.setter();
            bench.ask(Ask::PlanItem(index), move |tell| {
                if let Tell::PlanItem(item) = tell {
                    open.set(Some(Rc::from(item)));
                }
            });
        })
    };
    let choose = {
        let query = query.clone();
        Callback::from(move |word: String| {
            query.set(PlanQuery { state: state_of(&word), alike: word == "alike", from: 0, count: SHOWN });
        })
    };
    let go = {
        let query = query.clone();
        Callback::from(move |from| query.set(PlanQuery { from, ..(*query).clone() }))
    };
    let chosen =
        if query.alike { "alike".to_owned() } else { query.state.map_or_else(String::new, |state| format!("{state:?}")) };
    let states = [State::Added, State::Changed, State::Same, State::Collides, State::LeftOut]
        .map(|state| (format!("{state:?}"), state_words(state)));
    let shown = [(String::new(), t!("show-all"))].into_iter().chain(states).chain([("alike".to_owned(), t!("show-alike"))]);
    let for_all = query.state.filter(|state| !matches!(state, State::Same | State::LeftOut)).map(|state| {
        let resolve = resolve.clone();
        let buttons = resolutions(state).into_iter().map(move |(word, words)| {
            let (resolve, resolution) = (resolve.clone(), resolution_of(&word));
            html! { <button key={word} type="button" class="button small" onclick={move |_: MouseEvent| resolve.emit((None, state, resolution))}>{ words }</button> }
        });
        html! { <div class="actions" role="group" aria-label={t!("resolve-all")}><span class="hint">{ t!("resolve-all") }</span>{ for buttons }</div> }
    });
    let body = html! {
        <>
        <div class="inline-form">{ select("show", t!("questions-show"), shown, &chosen, &choose) }</div>
        { for_all }
        if let Some(rows) = &*rows {
            { pager(rows.from, rows.rows.len(), rows.fitting, SHOWN, &go) }
            if !rows.rows.is_empty() {
                { list(&rows.rows, open.as_deref(), &props.lang, &resolve, &look) }
            }
        }
        </>
    };
    section("review-list", "card", t!("review-list"), body)
}

fn list(
    rows: &[PlanRow],
    open: Option<&PlanItem>,
    lang: &str,
    resolve: &Callback<(Option<usize>, State, Resolution)>,
    look: &Callback<usize>,
) -> Html {
    let headings = [t!("bank-question"), t!("bank-kind"), t!("plan-state"), t!("plan-do"), t!("plan-look")];
    let row = |row: &PlanRow| {
        let index = row.index;
        let is_open = open.is_some_and(|item| item.row.index == index);
        let onclick = {
            let look = look.clone();
            move |_: MouseEvent| look.emit(index)
        };
        let change = {
            let (resolve, state) = (resolve.clone(), row.state);
            Callback::from(move |event: Event| {
                let select =
                    event.target().and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlSelectElement>(target).ok());
                let word = select.map(|select| select.value()).unwrap_or_default();
                resolve.emit((Some(index), state, resolution_of(&word)));
            })
        };
        let fixed = matches!(row.state, State::Same | State::LeftOut);
        html! {
            <>
            <tr key={format!("row-{index}")}>
                <td class="person">
                    <code class="who">{ &row.id }</code>
                    <span class="block">{ &row.words }</span>
                    if row.becomes != row.id {
                        <span class="hint block">{ t!("plan-becomes", id = row.becomes.clone()) }</span>
                    }
                    { for row.alike.iter().take(3).map(|(id, why)| html! { <span class="hint block">{ t!("plan-alike-of", id = id.clone(), why = why.clone()) }</span> }) }
                    if row.found.iter().any(|found| found.error) {
                        { problems(&row.found) }
                    }
                </td>
                <td data-label={t!("bank-kind")}>{ kind(&row.kind) }</td>
                <td data-label={t!("plan-state")}><span class={format!("chip chip-{}", if row.state == State::Collides { "specimen" } else { "quiet" })}>{ state_words(row.state) }</span></td>
                <td>
                    if !fixed {
                        <div class="field">
                        <label class="visually-hidden" for={format!("do-{index}")}>{ t!("plan-do-of", id = row.id.clone()) }</label>
                        <select id={format!("do-{index}")} onchange={change}>
                            { for resolutions(row.state).into_iter().map(|(word, words)| html! { <option key={word.clone()} value={word.clone()} selected={word == word_of(row.resolution)}>{ words }</option> }) }
                        </select>
                        </div>
                    }
                </td>
                <td>
                    <button type="button" class="button small" aria-expanded={is_open.to_string()} {onclick}>{ t!("plan-look") }<span class="visually-hidden">{ " " }{ &row.id }</span></button>
                </td>
            </tr>
            if let Some(item) = open.filter(|_| is_open) {
                <tr key={format!("open-{index}")}><td colspan="5">{ opened(item, lang) }</td></tr>
            }
            </>
        }
    };
    table(headings, rows.iter().map(row).collect())
}

fn opened(item: &PlanItem, lang: &str) -> Html {
    html! {
        <div class="edit-beside">
            if let Some(view) = item.view.clone() {
                <Preview {view} lang={lang.to_owned()} />
            } else {
                <p>{ t!("preview-none") }</p>
            }
            <div>
                <h3>{ if item.before.is_some() { t!("plan-difference") } else { t!("plan-file") } }</h3>
                { diff(item.before.as_deref(), item.after.as_deref()) }
                if !item.row.found.is_empty() {
                    { problems(&item.row.found) }
                }
            </div>
        </div>
    }
}
