//! The bundle of sittings: a page that needs no network once it is open, and the one that leaves a shared computer. What is kept in the
//! browser, and how that goes, is here too.

pub mod kept;
mod leave;
pub mod offline;
mod page;
pub mod pass;
mod unsent;

use yew::prelude::*;

use crate::components::{frame, start, use_navigation};
use crate::pages::missing_page;
use crate::route::{Bundle, Route};
use crate::text;
use leave::LeavePage;
use page::SitPage;

/// Draws the bundle into the page's `#app`.
pub fn run() {
    text::install(&[text::COMMON, text::PLAYER, text::SITTING]);
    start::<Sitting>();
    wasm_bindgen_futures::spawn_local(offline::drop_what_is_over());
}

#[component]
fn Sitting() -> Html {
    let route = use_navigation(Bundle::Sitting);
    frame(match route {
        Route::Sit(seat) => html! { <SitPage key={seat.clone()} seat={seat.clone()} /> },
        Route::Leave => html! { <LeavePage /> },
        _ => missing_page(),
    })
}
