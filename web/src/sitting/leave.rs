//! Leaving a computer that others use: everything of the learner's goes from the browser, but a log that the server does not have.

use api::learner::Me;
use api::path;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::pass::{forget_all_but_logs, seats, start_name, waiting_seat};
use super::{offline, unsent};
use crate::browser::{forget, keep};
use crate::client;
use crate::components::{Page, Tone, announced, button, link_button, notice};
use crate::left::LEFT;
use crate::route::Route;
use crate::t;

/// Drafts, results, cards, bank and keys, pages, the session: all of it goes.
async fn leave() {
    // In the middle of a sitting bank and keys go all the same; what was done is sent, and gone on with by the return card.
    for (seat, ..) in seats() {
        forget(&start_name(&seat));
    }
    unsent::send_all().await;
    offline::drop_all().await;
    forget_all_but_logs();
    if client::tell_nothing("POST", path::SIGN_OUT).await.is_err() {
        keep(LEFT, &true);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Asking,
    Leaving,
    Left,
}

/// Says what goes, and lets it go. Where a log is not on the server yet, it is tried once more, and said.
#[component]
pub fn LeavePage() -> Html {
    let stage = use_state_eq(|| Stage::Asking);
    let unsent = use_state_eq(|| false);
    {
        let unsent = unsent.setter();
        use_effect_with((), move |()| {
            spawn_local(async move {
                // What somebody else left here is not this learner's concern.
                let Ok(me) = client::get::<Me>(path::ME).await else { return };
                unsent::send_all().await;
                unsent.set(waiting_seat(&me.id).is_some());
            });
        });
    }
    let go = {
        let stage = stage.setter();
        Callback::from(move |_: MouseEvent| {
            let stage = stage.clone();
            stage.set(Stage::Leaving);
            spawn_local(async move {
                leave().await;
                stage.set(Stage::Left);
            });
        })
    };
    if *stage == Stage::Left {
        return html! {
            <Page title={t!("left-title")} lead={t!("left-text")} class="narrow">
                <div class="actions"><a class="button" href="/">{ t!("to-catalogue") }</a></div>
            </Page>
        };
    }
    html! {
        <Page title={t!("leave")} lead={t!("leave-text")} class="narrow">
            if *unsent {
                { announced(Tone::Warning, &t!("leave-unsent")) }
            } else {
                { notice(Tone::Information, html! { <p>{ t!("leave-kept") }</p> }) }
            }
            <div class="actions">
                { button(if *unsent { "danger" } else { "primary" }, *stage == Stage::Leaving, &go, t!("leave-now"), "") }
                { link_button(Route::Me, *unsent, t!("leave-no")) }
            </div>
        </Page>
    }
}
