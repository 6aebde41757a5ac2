//! A cohort as its tutor watches it: who has begun, how far they are, who is stuck; its links and its code.

use std::rc::Rc;

use api::cohort::{CohortCards, CohortLearner, CohortView, CohortWindow, ExtraTime, LearnerState};
use api::path;
use yew::prelude::*;

use super::cohorts::{instant, local, window};
use super::table::ImportForm;
use super::{Spot, simulated, verdict};
use crate::browser::{Ticker, download};
use crate::client;
use crate::components::{
    CopyButton, Dialog, Field, Load, Page, ReturnCardView, Tone, announced, button, failure_page, field, section, submit, table,
    use_load, waiting,
};
use crate::format::{decimals, time};
use crate::t;
use crate::tutor::form::use_doing;

/// Seconds between two looks.
const EVERY: u32 = 4;

/// What a [`CohortPage`] is given.
#[derive(Properties, PartialEq)]
pub struct CohortPageProps {
    /// The cohort.
    pub id: String,
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may change it.
    pub run: bool,
    /// Whether they may see decision trails.
    pub trails: bool,
}

/// The page, looked at anew every few seconds.
#[component]
pub fn CohortPage(props: &CohortPageProps) -> Html {
    let (load, again) = use_load::<CohortView>(path::fill(path::COHORT, &[&props.id]));
    {
        let again = again.clone();
        // A callback holds the count of looks that it was made with, so that it is made anew after each.
        use_effect_with(again, |again| {
            let (again, passed) = (again.clone(), std::cell::Cell::new(0));
            let ticker = Ticker::new(move || {
                passed.set(passed.get() + 1);
                if passed.get() == EVERY {
                    again.emit(());
                }
            });
            move || drop(ticker)
        });
    }
    let last = use_mut_ref(|| None::<Rc<CohortView>>);
    if let Load::Ready(view) = &load {
        *last.borrow_mut() = Some(view.clone());
    }
    let last = last.borrow().clone();
    let (view, stale) = match (load, last) {
        (Load::Ready(view), _) => (view, false),
        (Load::Failed(failure), Some(view)) if failure.passes() => (view, true),
        (Load::Waiting, _) => return waiting(),
        (Load::Failed(failure), _) => {
            return failure_page(&failure, Some(&again), html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> });
        }
    };
    html! {
        <Page title={view.cohort.name.clone()} over={view.cohort.title.clone()} lead={window(&view.cohort)} class="desk cohort">
            { props.head.clone() }
            { simulated(view.cohort.demo) }
            if stale {
                { announced(Tone::Warning, &t!("cohort-stale")) }
            }
            <Cohort view={(*view).clone()} run={props.run} trails={props.trails} {again} />
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct CohortProps {
    view: CohortView,
    run: bool,
    trails: bool,
    again: Callback<()>,
}

#[component]
fn Cohort(props: &CohortProps) -> Html {
    let cards = use_state_eq(|| None::<CohortCards>);
    let extra = use_state_eq(|| None::<CohortLearner>);
    let view = &props.view;
    let run = props.run && !view.cohort.demo;
    let onmade = {
        let (cards, again) = (cards.setter(), props.again.clone());
        Callback::from(move |made: CohortCards| {
            cards.set(Some(made));
            again.emit(());
        })
    };
    let close = {
        let extra = extra.setter();
        Callback::from(move |()| extra.set(None))
    };
    let done = {
        let (close, again) = (close.clone(), props.again.clone());
        Callback::from(move |()| {
            close.emit(());
            again.emit(());
        })
    };
    let change = {
        let extra = extra.setter();
        Callback::from(move |learner| extra.set(Some(learner)))
    };
    html! {
        <>
        if let Some(made) = &*cards {
            <Cards made={made.clone()} />
        }
        { section("progress", "card", t!("cohort-progress"), progress(props, run.then_some(&change))) }
        if run {
            <ImportForm id={view.cohort.id.clone()} onmade={onmade.clone()} />
            <Ways view={view.clone()} {onmade} again={props.again.clone()} />
            <Window view={view.clone()} again={props.again.clone()} />
        }
        <Dialog id="extra-title" title={t!("cohort-extra-title")} open={extra.is_some()} onclose={close.clone()}>
            if let Some(learner) = &*extra {
                <Extra cohort={view.cohort.id.clone()} learner={learner.clone()} onclose={close} ondone={done} />
            }
        </Dialog>
        </>
    }
}

fn progress(props: &CohortProps, change: Option<&Callback<CohortLearner>>) -> Html {
    let view = &props.view;
    if view.learners.is_empty() {
        return html! { <p class="empty">{ t!("cohort-empty") }</p> };
    }
    let count = |state| view.learners.iter().filter(|learner| learner.state == state).count();
    let begun = view.learners.iter().filter(|learner| learner.attempt.is_some()).count();
    let (finished, stuck) = (count(LearnerState::Finished), count(LearnerState::Stuck));
    let headings = [t!("cohort-learner"), t!("cohort-state"), t!("cohort-items"), t!("cohort-heard"), t!("cohort-extra")];
    let headings = headings.into_iter().chain((props.trails || change.is_some()).then(|| t!("code-do")));
    let mut learners: Vec<&CohortLearner> = view.learners.iter().collect();
    // Who is stuck stands first; the others by name.
    learners.sort_by_key(|learner| learner.state != LearnerState::Stuck);
    let rows = learners.into_iter().map(|learner| row(learner, props, change)).collect();
    html! {
        <>
        <p role="status">{ t!("cohort-count", all = view.learners.len(), begun = begun, finished = finished, stuck = stuck) }</p>
        { bar(view) }
        <p class="hint">{ t!("cohort-live", at = time(view.now), minutes = view.idle_minutes) }</p>
        { table(headings, rows) }
        </>
    }
}

/// One bar: finished, at it, stuck, not begun.
fn bar(view: &CohortView) -> Html {
    let all = view.learners.len().max(1) as f64;
    let parts = [
        ("part-finished", [LearnerState::Finished].as_slice()),
        ("part-working", &[LearnerState::Working, LearnerState::Paused]),
        ("part-stuck", &[LearnerState::Stuck]),
    ];
    let mut from = 0.0;
    let drawn: Vec<Html> = parts
        .into_iter()
        .map(|(class, states)| {
            let share = view.learners.iter().filter(|learner| states.contains(&learner.state)).count() as f64 / all;
            let x = from;
            from += share;
            html! { <rect {class} x={format!("{:.2}", 100.0 * x)} y="0" width={format!("{:.2}", 100.0 * share)} height="10" /> }
        })
        .collect();
    html! {
        <svg class="cohort-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="bar-all" x="0" y="0" width="100" height="10" />
            { for drawn }
        </svg>
    }
}

fn row(learner: &CohortLearner, props: &CohortProps, change: Option<&Callback<CohortLearner>>) -> Html {
    let (class, words) = match learner.state {
        LearnerState::Waiting => ("chip chip-quiet", t!("cohort-waiting")),
        LearnerState::Working => ("chip", t!("cohort-working")),
        LearnerState::Paused => ("chip chip-quiet", t!("cohort-paused")),
        LearnerState::Stuck => ("chip chip-specimen", t!("cohort-stuck")),
        LearnerState::Finished => ("chip", learner.verdict.map_or_else(|| t!("cohort-finished"), verdict)),
    };
    let ask = change.map(|change| {
        let learner = learner.clone();
        change.reform(move |_: MouseEvent| learner.clone())
    });
    html! {
        <tr key={learner.seat.clone()}>
            <td class="person"><span class="who">{ &learner.name }</span>{ &learner.email }</td>
            <td data-label={t!("cohort-state")}><span {class}>{ words }</span></td>
            <td data-label={t!("cohort-items")}>{ if learner.attempt.is_some() { learner.items.to_string() } else { "–".to_owned() } }</td>
            <td data-label={t!("cohort-heard")} class="when">{ learner.heard_at.map_or_else(|| "–".to_owned(), |at| ago(props.view.now - at)) }</td>
            <td data-label={t!("cohort-extra")}>{ if learner.extra_time > 1.0 { t!("cohort-times", times = decimals(learner.extra_time, 2)) } else { "–".to_owned() } }</td>
            if props.trails || ask.is_some() {
                <td>
                    <div class="actions">
                        if let Some(attempt) = learner.attempt.as_ref().filter(|_| props.trails) {
                            <a class="button quiet small" href={Spot::Attempt(attempt.clone()).path()}>{ t!("concern-trail") }<span class="visually-hidden">{ " " }{ &learner.name }</span></a>
                        }
                        if let Some(ask) = ask {
                            { button("quiet small", false, &ask, t!("cohort-extra"), &learner.name) }
                        }
                    </div>
                </td>
            }
        </tr>
    }
}

/// How long ago, in the unit that fits.
fn ago(milliseconds: i64) -> String {
    let minutes = milliseconds / 60_000;
    match minutes {
        ..=0 => t!("ago-now"),
        1..=119 => t!("ago-minutes", count = minutes),
        120..=2879 => t!("ago-hours", count = minutes / 60),
        _ => t!("ago-days", count = minutes / 1440),
    }
}

#[derive(Properties, PartialEq)]
struct CardsProps {
    made: CohortCards,
}

/// Everyone's card in one list, to print or to take away. Shown once.
#[component]
fn Cards(props: &CardsProps) -> Html {
    let made = props.made.clone();
    let count = made.cards.len();
    let take = {
        let made = made.clone();
        Callback::from(move |_: MouseEvent| {
            let quoted = |text: &str| {
                let safe = if interchange::runs_in_a_spreadsheet(text) { format!("'{text}") } else { text.to_owned() };
                format!("\"{}\"", safe.replace('"', "\"\""))
            };
            let mut csv = String::from("\u{feff}name,email,link,code\r\n");
            for link in &made.cards {
                let cells = [&link.card.name, &link.email, &link.card.url, &link.card.code].map(|cell| quoted(cell));
                csv.push_str(&cells.join(","));
                csv.push_str("\r\n");
            }
            download("links.csv", "text/csv;charset=utf-8", &csv);
        })
    };
    let print = Callback::from(|_: MouseEvent| {
        let _ = crate::browser::window().print();
    });
    let body = html! {
        <>
        { announced(Tone::Good, &t!("links-made", count = count)) }
        <div class="actions">
            { button("", false, &print, t!("links-print"), "") }
            { button("", false, &take, t!("links-take"), "") }
        </div>
        <details class="as-table" open=true>
            <summary>{ t!("links-show") }</summary>
            <div class="card-list">
                { for made.cards.iter().map(|link| html! { <ReturnCardView key={link.card.code.clone()} card={link.card.clone()} /> }) }
            </div>
        </details>
        </>
    };
    section("links-list", "card", t!("links-cards"), body)
}

#[derive(Properties, PartialEq)]
struct WaysProps {
    view: CohortView,
    onmade: Callback<CohortCards>,
    again: Callback<()>,
}

/// A class code for all, and new links for everyone.
#[component]
fn Ways(props: &WaysProps) -> Html {
    let code = use_doing();
    let cards = use_doing();
    let id = &props.view.cohort.id;
    let make_code = {
        let (address, code, again) = (path::fill(path::COHORT_CODE, &[id]), code.clone(), props.again.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, again) = (address.clone(), again.clone());
            code.start(async move { client::tell_nothing("POST", &address).await }, move |()| again.emit(()));
        })
    };
    let make_cards = {
        let (address, cards, onmade) = (path::fill(path::COHORT_CARDS, &[id]), cards.clone(), props.onmade.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, onmade) = (address.clone(), onmade.clone());
            cards.start(async move { client::act("POST", &address).await }, move |made| onmade.emit(made));
        })
    };
    let body = html! {
        <>
        if let Some(text) = &props.view.code {
            <p class="cohort-code"><strong>{ text }</strong>{ " " }<CopyButton text={text.clone()} label={t!("code-copy")} /></p>
        }
        <p class="hint">{ t!("cohort-code-text") }</p>
        { code.failed() }
        <div class="actions">{ button("", code.busy(), &make_code, if props.view.code.is_none() { t!("code-make") } else { t!("cohort-code-again") }, "") }</div>
        if !props.view.learners.is_empty() {
            <p class="hint">{ t!("cohort-cards-text") }</p>
            { cards.failed() }
            <div class="actions">{ button("", cards.busy(), &make_cards, t!("cohort-cards"), "") }</div>
        }
        </>
    };
    section("ways", "card", t!("cohort-ways"), body)
}

#[derive(Properties, PartialEq)]
struct WindowProps {
    view: CohortView,
    again: Callback<()>,
}

/// When it may begin.
#[component]
fn Window(props: &WindowProps) -> Html {
    let opens = use_state_eq(|| local(props.view.cohort.opens_at));
    let closes = use_state_eq(|| local(props.view.cohort.closes_at));
    let doing = use_doing();
    let said = use_state_eq(String::new);
    let onsubmit = {
        let (opens, closes, doing, said) = ((*opens).clone(), (*closes).clone(), doing.clone(), said.setter());
        let (address, again) = (path::fill(path::COHORT, &[&props.view.cohort.id]), props.again.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (Some(opens_at), Some(closes_at)) = (instant(&opens), instant(&closes)) else {
                doing.refuse(t!("cohort-date-wrong"));
                return;
            };
            if opens_at >= closes_at {
                doing.refuse(t!("cohort-window-wrong"));
                return;
            }
            let (address, again, said) = (address.clone(), again.clone(), said.clone());
            let new = CohortWindow { opens_at, closes_at };
            doing.start(async move { client::tell("PUT", &address, &new).await }, move |()| {
                said.set(t!("cohort-changed"));
                again.emit(());
            });
        })
    };
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text| state.set(text))
    };
    let body = html! {
        <>
        <form class="inline-form" novalidate=true {onsubmit}>
            { field(&Field { id: "opens", kind: "datetime-local", label: t!("cohort-opens"), value: &opens, oninput: set(&opens), ..Field::default() }) }
            { field(&Field { id: "closes", kind: "datetime-local", label: t!("cohort-closes"), value: &closes, oninput: set(&closes), ..Field::default() }) }
            { submit("", doing.busy(), t!("cohort-change")) }
        </form>
        { doing.failed() }
        <p class="hint" role="status">{ (*said).clone() }</p>
        </>
    };
    section("window", "card", t!("cohort-window"), body)
}

#[derive(Properties, PartialEq)]
struct ExtraProps {
    cohort: String,
    learner: CohortLearner,
    onclose: Callback<()>,
    ondone: Callback<()>,
}

/// More time for one learner; why is not asked.
#[component]
fn Extra(props: &ExtraProps) -> Html {
    let typed = use_state_eq(|| props.learner.extra_time.to_string());
    let doing = use_doing();
    let onsubmit = {
        let (typed, doing, done) = ((*typed).clone(), doing.clone(), props.ondone.clone());
        let address = path::fill(path::COHORT_EXTRA_TIME, &[&props.cohort, &props.learner.seat]);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(extra_time) = engine::score::number(&typed).filter(|times| (1.0..=4.0).contains(times)) else {
                doing.refuse(t!("cohort-extra-wrong"));
                return;
            };
            let (address, done) = (address.clone(), done.clone());
            doing.start(async move { client::tell("PUT", &address, &ExtraTime { extra_time }).await }, move |()| done.emit(()));
        })
    };
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    let close = props.onclose.reform(|_: MouseEvent| ());
    html! {
        <form novalidate=true {onsubmit}>
            <p>{ t!("cohort-extra-text", name = props.learner.name.clone()) }</p>
            { field(&Field { id: "extra", label: t!("cohort-extra"), hint: t!("cohort-extra-hint"), class: "short", maxlength: 6, value: &typed, oninput, ..Field::default() }) }
            { doing.failed() }
            <div class="actions">
                { submit("primary", doing.busy(), t!("cohort-extra-do")) }
                <button type="button" class="button" onclick={close}>{ t!("cancel") }</button>
            </div>
        </form>
    }
}
