//! The learner's bundle: everything up to the end of a test.

use yew::prelude::*;

use crate::components::{frame, start, use_navigation};
use crate::pages::{AttemptPage, CataloguePage, FollowPage, JoinPage, MePage, MicroCredentialPage, PracticePage, missing_page};
use crate::route::{Bundle, Route};
use crate::text;

/// Draws the bundle into the page's `#app`.
pub fn run() {
    text::install(&[text::COMMON, text::PLAYER, text::LEARNER]);
    start::<Learner>();
}

#[component]
fn Learner() -> Html {
    let route = use_navigation(Bundle::Learner);
    frame(match route {
        Route::Catalogue => html! { <CataloguePage /> },
        Route::MicroCredential(id) => html! { <MicroCredentialPage key={id.clone()} id={id.clone()} /> },
        Route::Join => html! { <JoinPage /> },
        Route::Return => html! { <FollowPage /> },
        Route::Me => html! { <MePage /> },
        Route::Attempt(id) => html! { <AttemptPage key={id.clone()} id={id.clone()} /> },
        Route::Practice(id) => html! { <PracticePage key={id.clone()} id={id.clone()} /> },
        _ => missing_page(),
    })
}
