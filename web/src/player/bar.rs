//! The top of the player: what this is, how far, how safe, how long, pause and end.

use api::attempt::{ActionRequest, AttemptState, AttemptView};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::delivery::{Saving, Shared};
use super::preferences::Preferences;
use super::progress::Range;
use crate::browser::{Ticker, now, path, running_for};
use crate::t;

#[derive(Properties, PartialEq)]
pub struct BarProps {
    pub delivery: Shared,
    pub view: AttemptView,
    pub saving: Saving,
    pub range: Range,
    pub preferences: Preferences,
    pub prefer: Callback<Preferences>,
}

#[component]
pub fn Bar(props: &BarProps) -> Html {
    let running = props.view.state == AttemptState::Running;
    // The time left was true when the view was made; a clock between the views counts it down.
    // Not the clock of the day, which may be set.
    let made = use_memo((props.view.time_left, props.view.state), |_| running_for());
    let passed = if running { running_for() - *made } else { 0 };
    // Rounded up, so that nothing ends before its time.
    let seconds = props.view.time_left.map(|left| left.saturating_sub(passed).div_ceil(1000));
    let ticking = matches!(props.saving, Saving::Retrying { .. } | Saving::Kept { .. })
        || (running && seconds.is_some_and(|seconds| seconds > 0));
    let update = use_force_update();
    use_effect_with(ticking, move |ticking| {
        let ticker = ticking.then(|| Ticker::new(move || update.force_update()));
        move || drop(ticker)
    });
    {
        let delivery = props.delivery.clone();
        use_effect_with(running && seconds == Some(0), move |up| {
            if *up {
                delivery.act(ActionRequest::End);
            }
        });
    }
    let dialog = use_node_ref();
    let act = |action: ActionRequest| {
        let delivery = props.delivery.clone();
        Callback::from(move |_: MouseEvent| delivery.act(action.clone()))
    };
    let ask = {
        let dialog = dialog.clone();
        move |_| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                let _ = dialog.show_modal();
            }
        }
    };
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let end = {
        let (delivery, close) = (props.delivery.clone(), close.clone());
        move |event: MouseEvent| {
            close.emit(event);
            delivery.act(ActionRequest::End);
        }
    };
    html! {
        <>
        <header class="bar">
            <h1 id="page-title" class="bar-title" tabindex="-1">{ &props.view.title }</h1>
            { saving_line(&props.saving, &props.delivery) }
            <div class="bar-tools">
                if running {
                    <button type="button" class="button quiet small" onclick={act(ActionRequest::Pause)}>{ t!("pause") }</button>
                }
                <details class="menu">
                    <summary class="button quiet small">{ t!("options") }</summary>
                    <div class="menu-body">
                        { switches(&props.preferences, &props.prefer, seconds.is_some()) }
                        <p class="hint">{ t!("keys-help") }</p>
                        if path().starts_with("/attempts/") {
                            <a href={format!("{}/report", path())} target="_blank">{ t!("report-a-question") }</a>
                        }
                        <button type="button" class="button danger small" onclick={ask}>{ t!("end-here") }</button>
                    </div>
                </details>
            </div>
            if !props.preferences.hide_progress {
                { range_bar(props.range, props.view.progress.done) }
            }
            if let Some(seconds) = seconds.filter(|_| running && !props.preferences.hide_time) {
                { time_left(seconds) }
            }
        </header>
        // The browser's own modal dialog: it holds the focus, and Escape says no.
        <dialog ref={dialog} aria-labelledby="dialog-title" aria-describedby="dialog-text">
            <h2 id="dialog-title">{ t!("end-title") }</h2>
            <p id="dialog-text">{ t!("end-text") }</p>
            <div class="actions">
                <button type="button" class="button primary" onclick={close}>{ t!("end-no") }</button>
                <button type="button" class="button danger" onclick={end}>{ t!("end-yes") }</button>
            </div>
        </dialog>
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

/// How safe the answers are; said aloud when it changes.
fn saving_line(saving: &Saving, delivery: &Shared) -> Html {
    let (class, words) = match saving {
        Saving::Saved => ("saving saved", t!("saving-saved")),
        Saving::Sending => ("saving", t!("saving-sending")),
        Saving::Retrying { .. } => ("saving unsaved", t!("saving-retrying")),
        Saving::Kept { .. } => ("saving", t!("saving-kept")),
        Saving::Refused(why) => ("saving unsaved", t!("saving-refused", why = why.clone())),
        Saving::Elsewhere => ("saving unsaved", t!("saving-elsewhere")),
        Saving::NotKept => ("saving unsaved", t!("saving-not-kept")),
    };
    let hurry = {
        let delivery = delivery.clone();
        move |_| delivery.hurry()
    };
    html! {
        <div {class}>
            <p role="status">{ words }</p>
            if let Saving::Retrying { at } | Saving::Kept { at } = saving {
                <p class="hint" aria-hidden="true">{ t!("saving-again", seconds = (at - now()).max(0) / 1000 + 1) }</p>
                <button type="button" class="button quiet small" onclick={hurry}>{ t!("try-now") }</button>
            }
        </div>
    }
}

/// The time left; said aloud at five minutes and at one.
fn time_left(seconds: u64) -> Html {
    let said = match seconds {
        0..=60 => t!("time-one"),
        61..=300 => t!("time-five"),
        _ => String::new(),
    };
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    let clock = match minutes / 60 {
        0 => format!("{minutes}:{seconds:02}"),
        hours => format!("{hours}:{:02}:{seconds:02}", minutes % 60),
    };
    html! {
        <p class="time">
            <span role="timer" aria-live="off">{ t!("time-left", clock = clock) }</span>
            <span class="visually-hidden" role="status">{ said }</span>
        </p>
    }
}
