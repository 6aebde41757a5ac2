//! Coming back by a return card: by its link, whose secret is in the fragment and is sent in a body, never in an address; or by its code.

use api::learner::{AttemptCard, FollowLink, Me};
use api::path;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{focus, fragment, hide_fragment};
use crate::client::{self, Failure};
use crate::components::{Field, Page, failed, failure_page, field, go, link_button, submit, waiting};
use crate::route::Route;
use crate::t;

/// Follows the link as soon as it is opened; without one, asks for the code. Neither is consumed, so that using it twice does no harm.
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
                    match follow(FollowLink { token, code: String::new() }).await {
                        Ok(()) => {}
                        Err(problem) => failure.set(Some(problem)),
                    }
                });
            }
        });
    }
    if token.is_empty() {
        return html! { <ByCode /> };
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

/// Comes back, to the question that one was at where there is one.
async fn follow(link: FollowLink) -> Result<(), Failure> {
    let me: Me = client::request("POST", path::FOLLOW_LINK, &link).await?;
    hide_fragment();
    let sat = me.seats.iter().find(|seat| {
        seat.sitting.as_ref().is_some_and(|sitting| sitting.open) && seat.attempts.iter().any(AttemptCard::is_running)
    });
    let sealed = me.seats.iter().flat_map(|seat| &seat.attempts).find(|attempt| attempt.is_running() && !attempt.in_sitting);
    go(match (sat, sealed) {
        (Some(seat), _) => Route::Sit(seat.id.clone()),
        (None, Some(attempt)) => Route::Attempt(attempt.id.clone()),
        (None, None) => Route::Me,
    });
    Ok(())
}

/// The code of a return card, typed.
#[component]
fn ByCode() -> Html {
    let code = use_state_eq(String::new);
    let busy = use_state_eq(|| false);
    let tried = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let onsubmit = {
        let (code, busy, tried, failure) = (code.clone(), busy.clone(), tried.setter(), failure.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if code.trim().is_empty() {
                focus("code");
                return;
            }
            if *busy {
                return;
            }
            busy.set(true);
            failure.set(None);
            let (code, busy, failure) = ((*code).clone(), busy.setter(), failure.clone());
            spawn_local(async move {
                if let Err(problem) = follow(FollowLink { token: String::new(), code }).await {
                    failure.set(Some(problem.words()));
                }
                busy.set(false);
            });
        })
    };
    let oninput = {
        let code = code.setter();
        Callback::from(move |text| code.set(text))
    };
    let error = (*tried && code.trim().is_empty()).then(|| t!("follow-code-missing"));
    html! {
        <Page title={t!("follow-title")} lead={t!("follow-lead")} class="narrow">
            { failed(failure.as_ref()) }
            <form class="card form" novalidate=true {onsubmit}>
                { field(&Field { id: "code", label: t!("card-code"), hint: t!("follow-code-hint"), class: "field-code", autocomplete: "off", maxlength: 40, value: &code, oninput, error, ..Field::default() }) }
                { submit("primary", *busy, t!("follow-do")) }
            </form>
            <p class="hint">{ t!("follow-lost") }</p>
            <div class="actions">{ link_button(Route::Join, false, t!("join-with-code")) }</div>
        </Page>
    }
}
