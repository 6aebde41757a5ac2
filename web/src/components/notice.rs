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

/// What a [`Notice`] is given.
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// What kind.
    pub tone: Tone,
    /// Whether it appears in answer to what somebody did, and is read out.
    #[prop_or_default]
    pub announced: bool,
    /// The message.
    pub children: Html,
}

/// A message in a box.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let role = props.announced.then_some(if props.tone == Tone::Bad { "alert" } else { "status" });
    html! { <div class={classes!("notice", props.tone.class())} {role}>{ props.children.clone() }</div> }
}

/// A page that is still being fetched.
#[component]
pub fn Waiting() -> Html {
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
