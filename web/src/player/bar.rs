//! The top of the player: what this is, how far, how safe, how long, pause and end.

use api::attempt::{ActionRequest, AttemptState, AttemptView};
use yew::prelude::*;

use super::delivery::{Saving, Shared};
use super::dialog::Confirm;
use super::preferences::Preferences;
use super::progress::Range;
use crate::browser::{Ticker, now};
use crate::t;

#[derive(Properties, PartialEq)]
pub struct BarProps {
    pub delivery: Shared,
    pub view: AttemptView,
    pub range: Range,
    pub preferences: Preferences,
    pub prefer: Callback<Preferences>,
}

#[component]
pub fn Bar(props: &BarProps) -> Html {
    let asking = use_state_eq(|| false);
    let running = props.view.state == AttemptState::Running;
    let act = |action: ActionRequest| {
        let delivery = props.delivery.clone();
        Callback::from(move |_: MouseEvent| delivery.act(action.clone()))
    };
    let close = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(false))
    };
    let end = {
        let (delivery, asking) = (props.delivery.clone(), asking.setter());
        Callback::from(move |()| {
            asking.set(false);
            delivery.act(ActionRequest::End);
        })
    };
    let ask = {
        let asking = asking.setter();
        move |_| asking.set(true)
    };
    html! {
        <>
        <header class="bar">
            <h1 id="page-title" class="bar-title" tabindex="-1">{ &props.view.title }</h1>
            <SavingLine saving={props.delivery.saving()} delivery={props.delivery.clone()} />
            <div class="bar-tools">
                if running {
                    <button type="button" class="button quiet small" onclick={act(ActionRequest::Pause)}>{ t!("pause") }</button>
                }
                <details class="menu">
                    <summary class="button quiet small">{ t!("options") }</summary>
                    <div class="menu-body">
                        { switches(&props.preferences, &props.prefer, props.view.time_left.is_some()) }
                        <p class="hint">{ t!("keys-help") }</p>
                        if props.view.state != AttemptState::Finished {
                            <button type="button" class="button danger small" onclick={ask}>{ t!("end-here") }</button>
                        }
                    </div>
                </details>
            </div>
            if !props.preferences.hide_progress {
                { range_bar(props.range, props.view.progress.done) }
            }
            if let Some(left) = props.view.time_left.filter(|_| running && !props.preferences.hide_time) {
                <TimeLeft {left} />
            }
        </header>
        if *asking {
            <Confirm title={t!("end-title")} text={t!("end-text")} yes={t!("end-yes")} no={t!("end-no")} onyes={end} onno={close} />
        }
        </>
    }
}

fn switches(now: &Preferences, prefer: &Callback<Preferences>, timed: bool) -> Html {
    let switch = |id: &'static str, label: String, on: bool, chosen: Preferences| {
        let prefer = prefer.clone();
        html! {
            <p class="check">
                <input type="checkbox" {id} checked={on} onchange={move |_| prefer.emit(chosen.clone())} />
                <label for={id}>{ label }</label>
            </p>
        }
    };
    html! {
        <>
        { switch("show-progress", t!("show-progress"), !now.hide_progress, Preferences { hide_progress: !now.hide_progress, ..now.clone() }) }
        if timed {
            { switch("show-time", t!("show-time"), !now.hide_time, Preferences { hide_time: !now.hide_time, ..now.clone() }) }
        }
        { switch("shortcuts", t!("use-keys"), !now.no_shortcuts, Preferences { no_shortcuts: !now.no_shortcuts, ..now.clone() }) }
        </>
    }
}

/// A bar with a sure part and a possible part.
fn range_bar(Range { least, most }: Range, done: usize) -> Html {
    let words = if least == most {
        t!("progress-exact", done = done, percent = least)
    } else {
        t!("progress-range", done = done, least = least, most = most)
    };
    let percent = |share: u32| format!("{share}%");
    html! {
        <div class="range">
            <svg class="range-bar" width="100%" height="8" aria-hidden="true" focusable="false">
                <rect class="range-all" width="100%" height="8" rx="4" />
                <rect class="range-most" width={percent(most)} height="8" rx="4" />
                <rect class="range-least" width={percent(least)} height="8" rx="4" />
            </svg>
            <p class="range-words">{ words }</p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SavingLineProps {
    saving: Saving,
    delivery: Shared,
}

/// How safe the answers are. Said aloud when it changes; "saved" only after it was not.
#[component]
fn SavingLine(props: &SavingLineProps) -> Html {
    let update = use_force_update();
    let retrying = matches!(props.saving, Saving::Retrying { .. });
    use_effect_with(retrying, move |retrying| {
        let ticker = retrying.then(|| Ticker::new(move || update.force_update()));
        move || drop(ticker)
    });
    let hurry = {
        let delivery = props.delivery.clone();
        move |_| delivery.hurry()
    };
    let (class, words) = match &props.saving {
        Saving::Saved => ("saving saved", t!("saving-saved")),
        Saving::Sending => ("saving", t!("saving-sending")),
        Saving::Retrying { .. } => ("saving unsaved", t!("saving-retrying")),
        Saving::Refused(why) => ("saving unsaved", t!("saving-refused", why = why.clone())),
        Saving::Elsewhere => ("saving", t!("saving-elsewhere")),
        Saving::NotKept => ("saving unsaved", t!("saving-not-kept")),
    };
    html! {
        <div {class}>
            <p role="status">{ words }</p>
            if let Saving::Retrying { at } = props.saving {
                <p class="hint" aria-hidden="true">{ t!("saving-again", seconds = (at - now()).max(0) / 1000 + 1) }</p>
                <button type="button" class="button quiet small" onclick={hurry}>{ t!("try-now") }</button>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct TimeLeftProps {
    /// Milliseconds, when the view was made.
    left: u64,
}

/// Counts down between the views; said aloud at five minutes and at one.
#[component]
fn TimeLeft(props: &TimeLeftProps) -> Html {
    let update = use_force_update();
    let since = use_memo(props.left, |_| now());
    use_effect_with((), move |()| {
        let ticker = Ticker::new(move || update.force_update());
        move || drop(ticker)
    });
    let passed = u64::try_from(now() - *since).unwrap_or_default();
    let seconds = props.left.saturating_sub(passed) / 1000;
    let said = match seconds {
        0..=60 => t!("time-one"),
        61..=300 => t!("time-five"),
        _ => String::new(),
    };
    let clock = format!("{}:{:02}", seconds / 60, seconds % 60);
    html! {
        <p class="time">
            <span role="timer" aria-live="off">{ t!("time-left", clock = clock) }</span>
            <span class="visually-hidden" role="status">{ said }</span>
        </p>
    }
}
