//! Short messages: what went wrong, what to know, what is under way.

use yew::prelude::*;

use crate::t;

/// What kind of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// To know.
    Information,
    /// It worked.
    Good,
    /// Look at this.
    Warning,
    /// It did not work.
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Information => "notice-information",
            Self::Good => "notice-good",
            Self::Warning => "notice-warning",
            Self::Bad => "notice-bad",
        }
    }
}

/// A message in a box.
pub fn notice(tone: Tone, words: Html) -> Html {
    html! { <div class={classes!("notice", tone.class())}>{ words }</div> }
}

/// A message in answer to what somebody did: it is read out when it appears.
pub fn announced(tone: Tone, words: &str) -> Html {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    html! { <div class={classes!("notice", tone.class())} {role}><p>{ words }</p></div> }
}

/// What went wrong, if something did.
pub fn failed(words: Option<&String>) -> Html {
    words.map_or_else(Html::default, |words| announced(Tone::Bad, words))
}

/// Why something is only a specimen, if it is.
pub fn specimen(note: Option<&String>) -> Html {
    let Some(note) = note else { return Html::default() };
    let word = t!("specimen");
    // Most notes begin with the word; it is not said twice.
    let rest = note.strip_prefix(&word).map_or_else(|| format!(": {note}"), str::to_owned);
    notice(Tone::Warning, html! { <p><strong>{ word }</strong>{ rest }</p> })
}

/// A page that is still being fetched.
pub fn waiting() -> Html {
    html! {
        <main id="main" class="page waiting" aria-busy="true">
            <p role="status"><span class="spinner" aria-hidden="true"></span>{ t!("loading") }</p>
        </main>
    }
}

/// The button that sends a form. While that is under way it says so and keeps the focus.
pub fn submit(class: &'static str, busy: bool, words: String) -> Html {
    html! {
        <button type="submit" class={format!("button {class}")} aria-disabled={busy.then_some("true")}>
            { spinner(busy) }{ words }
        </button>
    }
}

/// A button that does something on the server. While that is under way it says so, keeps the focus and does nothing more.
/// `about` is what it is about where there are several, for those who hear it.
pub fn button(class: &'static str, busy: bool, onclick: &Callback<MouseEvent>, words: String, about: &str) -> Html {
    let onclick = if busy { Callback::noop() } else { onclick.clone() };
    html! {
        <button type="button" class={format!("button {class}")} aria-disabled={busy.then_some("true")} {onclick}>
            { spinner(busy) }
            { words }
            if !about.is_empty() {
                <span class="visually-hidden">{ " " }{ about }</span>
            }
        </button>
    }
}

fn spinner(busy: bool) -> Html {
    if busy {
        html! { <span class="spinner" aria-hidden="true"></span> }
    } else {
        Html::default()
    }
}
