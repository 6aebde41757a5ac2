//! The tutor's bundle: setting the server up, getting in, and the pages of those who work here.

mod account;
mod asking;
mod banks;
mod codes;
mod credentials;
mod definition;
mod design;
mod desk;
mod form;
mod judge;
mod links;
mod overview;
mod password;
mod pathways;
mod people;
mod questions;
mod roles;
mod room;
mod room_row;
mod running;
mod seats;
mod setup;
mod sign_in;
mod sign_off;
mod simulation;
mod sittings;
mod trail;

use yew::prelude::*;

use crate::browser::{document, path};
use crate::components::{Page, Shell};
use crate::{t, text};

use self::desk::{Desk, Place};
use self::judge::JudgePage;
use self::password::PasswordPage;
use self::room::RoomPage;
use self::setup::SetupPage;
use self::sign_in::SignInPage;

/// Draws the bundle into the page's `#app`.
pub fn run() {
    text::install(&[
        text::COMMON,
        text::TUTOR,
        text::ROOM,
        text::SIMULATION,
        text::PLAYER,
        text::WORKSHOP,
        text::DESIGN,
        text::RUNNING,
        text::DEFINITION,
        text::AWARDS,
        text::PATHWAYS,
        text::RECOGNITION,
    ]);
    if let Some(root) = document().get_element_by_id("app") {
        yew::Renderer::<Tutor>::with_root(root).render();
    }
}

#[component]
fn Tutor() -> Html {
    let path = path();
    let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
    let page = match parts[..] {
        ["setup"] => html! { <SetupPage /> },
        ["sign-in"] => html! { <SignInPage /> },
        ["password"] => html! { <PasswordPage /> },
        ["judge"] => html! { <JudgePage /> },
        ["tutor", "sittings", id] => html! { <RoomPage id={id.to_owned()} /> },
        ["tutor", ref below @ ..] => Place::at(below).map_or_else(missing, |place| html! { <Desk {place} /> }),
        _ => missing(),
    };
    html! { <Shell>{ page }</Shell> }
}

fn missing() -> Html {
    html! {
        <Page title={t!("failure-title-missing")} class="narrow">
            <div class="actions"><a class="button primary" href="/tutor">{ t!("tutor-title") }</a></div>
        </Page>
    }
}
