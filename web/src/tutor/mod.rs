//! The tutor's bundle: setting the server up, signing in, and the one page from which a class is run.

mod codes;
mod form;
mod overview;
mod room;
mod room_row;
mod seats;
mod setup;
mod sign_in;
mod sign_off;
mod sittings;

use yew::prelude::*;

use crate::browser::{document, path};
use crate::components::{Page, Shell};
use crate::{t, text};

use self::overview::OverviewPage;
use self::room::RoomPage;
use self::setup::SetupPage;
use self::sign_in::SignInPage;

/// Draws the bundle into the page's `#app`.
pub fn run() {
    text::install(&[text::COMMON, text::TUTOR, text::ROOM]);
    if let Some(root) = document().get_element_by_id("app") {
        yew::Renderer::<Tutor>::with_root(root).render();
    }
}

#[component]
fn Tutor() -> Html {
    let page = match path().trim_end_matches('/') {
        "/setup" => html! { <SetupPage /> },
        "/sign-in" => html! { <SignInPage /> },
        "/tutor" => html! { <OverviewPage /> },
        path if let Some(id) = path.strip_prefix("/tutor/sittings/") => html! { <RoomPage id={id.to_owned()} /> },
        _ => html! {
            <Page title={t!("failure-title-missing")} class="narrow">
                <div class="actions"><a class="button primary" href="/tutor">{ t!("tutor-title") }</a></div>
            </Page>
        },
    };
    html! { <Shell>{ page }</Shell> }
}
