//! The bundle of what comes after a test: results, badges, and badges that were shared.

use yew::prelude::*;

use crate::components::{frame, start, use_navigation};
use crate::pages::{CredentialPage, PracticeResultPage, ResultPage, SharedPage, missing_page};
use crate::route::{Bundle, Route};
use crate::text;

/// Draws the bundle into the page's `#app`.
pub fn run() {
    text::install(&[text::COMMON, text::RESULTS]);
    start::<Results>();
}

#[component]
fn Results() -> Html {
    let route = use_navigation(Bundle::Results);
    frame(match route {
        Route::Result(id) => html! { <ResultPage key={id.clone()} id={id.clone()} /> },
        Route::Credential(id) => html! { <CredentialPage key={id.clone()} id={id.clone()} /> },
        Route::PracticeResult(id) => html! { <PracticeResultPage key={id.clone()} id={id.clone()} /> },
        Route::Shared => html! { <SharedPage /> },
        _ => missing_page(),
    })
}
