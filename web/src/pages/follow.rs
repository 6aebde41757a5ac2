//! Coming back by a personal link: its secret is in the fragment and is sent in a body, never in an address.

use api::learner::{FollowLink, Me};
use api::path;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{fragment, hide_fragment};
use crate::client::{self, Failure};
use crate::components::{Page, failure_page, go, link_button, waiting};
use crate::route::Route;
use crate::t;

/// Follows the link as soon as it is opened. Following consumes nothing, so that opening it twice does no harm.
#[component]
pub fn FollowPage() -> Html {
    let token = use_state_eq(fragment);
    let failure = use_state_eq(|| None::<Failure>);
    let turn = use_state_eq(|| 0_u32);
    {
        let failure = failure.setter();
        use_effect_with(((*token).clone(), *turn), move |(token, _)| {
            let token = token.clone();
            if !token.is_empty() {
                spawn_local(async move {
                    match client::request::<_, Me>("POST", path::FOLLOW_LINK, &FollowLink { token }).await {
                        Ok(_) => {
                            hide_fragment();
                            go(Route::Me);
                        }
                        Err(problem) => failure.set(Some(problem)),
                    }
                });
            }
        });
    }
    if token.is_empty() {
        return html! {
            <Page title={t!("follow-empty-title")} lead={t!("follow-empty")} class="narrow">
                <div class="actions">{ link_button(Route::Join, true, t!("join-with-code")) }</div>
            </Page>
        };
    }
    match &*failure {
        None => waiting(),
        Some(problem) => {
            let again = {
                let (turn, failure) = (turn.clone(), failure.setter());
                Callback::from(move |()| {
                    failure.set(None);
                    turn.set(*turn + 1);
                })
            };
            failure_page(problem, Some(&again), link_button(Route::Join, false, t!("join-with-code")))
        }
    }
}
