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
    note.map_or_else(Html::default, |note| {
        notice(Tone::Warning, html! { <p><strong>{ t!("specimen") }</strong>{ " · " }{ note }</p> })
    })
}

/// A page that is still being fetched.
pub fn waiting() -> Html {
    html! {
        <main id="main" class="page waiting" aria-busy="true">
            <p role="status"><span class="spinner" aria-hidden="true"></span>{ t!("loading") }</p>
        </main>
    }
}

/// What a [`Busy`] button is given.
#[derive(Properties, PartialEq)]
pub struct BusyProps {
    /// Whether what it does is under way.
    pub busy: bool,
    /// Its look.
    #[prop_or_default]
    pub class: Classes,
    /// `submit` unless told.
    #[prop_or("submit".into())]
    pub kind: AttrValue,
    /// When pressed, but not while busy.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// Its words.
    pub children: Html,
}

/// A button that shows that what it does is under way; it keeps the focus meanwhile.
#[component]
pub fn Busy(props: &BusyProps) -> Html {
    let onclick = {
        let (busy, onclick) = (props.busy, props.onclick.clone());
        Callback::from(move |event: MouseEvent| {
            if busy {
                event.prevent_default();
            } else {
                onclick.emit(event);
            }
        })
    };
    html! {
        <button type={props.kind.clone()} class={classes!("button", props.class.clone())} aria-disabled={props.busy.then_some("true")} {onclick}>
            if props.busy {
                <span class="spinner" aria-hidden="true"></span>
            }
            { props.children.clone() }
        </button>
    }
}
