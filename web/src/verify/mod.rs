//! The bundle that verifies: any credential, in this browser, without sending it anywhere.

mod checking;
mod desk;
mod documents;
mod fetching;
mod intake;
mod limits;
mod needed;
mod page;
mod report;
mod says;
mod steps;
mod told;
mod whose;

use yew::prelude::*;

use self::page::VerifyPage;
use crate::browser::document;
use crate::components::Shell;
use crate::text;

/// Draws the bundle into the page's `#app`.
pub fn run() {
    text::install(&[text::COMMON, text::VERIFY]);
    if let Some(root) = document().get_element_by_id("app") {
        yew::Renderer::<Verify>::with_root(root).render();
    }
}

#[component]
fn Verify() -> Html {
    html! { <Shell><VerifyPage /></Shell> }
}
