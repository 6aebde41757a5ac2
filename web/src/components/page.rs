//! A page: its heading, the window's title, and the focus when one page follows another.

use std::cell::Cell;

use yew::prelude::*;

use crate::browser::{focus, set_title};
use crate::client::Failure;
use crate::t;

thread_local! {
    /// Until the first page is drawn the focus stays where the browser put it.
    static FIRST: Cell<bool> = const { Cell::new(true) };
}

/// What a [`Page`] is given.
#[derive(Properties, PartialEq)]
pub struct PageProps {
    /// The heading, and the window's title.
    pub title: AttrValue,
    /// A line above the heading.
    #[prop_or_default]
    pub over: Option<AttrValue>,
    /// A paragraph below the heading.
    #[prop_or_default]
    pub lead: Option<AttrValue>,
    /// Its look.
    #[prop_or_default]
    pub class: Classes,
    /// What stands on it.
    pub children: Html,
}

/// The main landmark of a page. When it takes the place of another, its heading gets the focus, so that a screen reader says where
/// one has come to.
#[component]
pub fn Page(props: &PageProps) -> Html {
    {
        let title = props.title.clone();
        use_effect_with(title, |title| set_title(&t!("window-title", page = title.to_string())));
    }
    use_effect_with((), |()| {
        if !FIRST.replace(false) {
            focus("page-title");
        }
    });
    html! {
        <main id="main" tabindex="-1" class={classes!("page", props.class.clone())}>
            <header class="page-head">
                if let Some(over) = &props.over {
                    <p class="overline">{ over }</p>
                }
                <h1 id="page-title" tabindex="-1">{ &props.title }</h1>
                if let Some(lead) = &props.lead {
                    <p class="lead">{ lead }</p>
                }
            </header>
            { props.children.clone() }
        </main>
    }
}

/// A page in place of one that could not be shown: what went wrong, a way to try again, and what else one can do.
pub fn failure_page(failure: &Failure, again: Option<&Callback<()>>, more: Html) -> Html {
    let title = match failure.status() {
        0 => t!("failure-title-unreachable"),
        401 | 403 => t!("failure-title-closed"),
        404 => t!("failure-title-missing"),
        _ => t!("failure-title"),
    };
    html! {
        <Page {title} lead={failure.words()} class="narrow">
            <div class="actions">
                if let Some(again) = again.cloned() {
                    <button type="button" class="button" onclick={move |_| again.emit(())}>{ t!("try-again") }</button>
                }
                { more }
            </div>
        </Page>
    }
}

/// A part of a page under a heading of its own, and a landmark by it.
pub fn section(id: &'static str, class: &'static str, title: String, body: Html) -> Html {
    html! { <section {class} aria-labelledby={id}><h2 {id}>{ title }</h2>{ body }</section> }
}
