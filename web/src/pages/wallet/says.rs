//! What a credential says beyond the level reached: its holder's choice.

use api::credential::{CredentialSource, CredentialState, MyCredential, Says};
use api::path;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::client;
use crate::components::{Tone, announced, button, go};
use crate::route::Route;
use crate::t;

#[derive(Properties, PartialEq)]
pub struct SayingProps {
    /// The credential as it is.
    pub credential: MyCredential,
    /// The holder's name.
    pub name: String,
}

/// A box for each thing that it may say, and the button that has it signed again.
#[component]
pub fn Saying(props: &SayingProps) -> Html {
    let credential = &props.credential;
    let says = use_state_eq(|| credential.says);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    // One of a pathway says its parts and no more.
    if credential.state != CredentialState::Active || credential.source == CredentialSource::Pathway {
        return Html::default();
    }
    let choice = |id: &'static str, words: String, now: bool, set: fn(&mut Says)| {
        let says = says.clone();
        let onchange = move |_: Event| {
            let mut next = *says;
            set(&mut next);
            says.set(next);
        };
        html! {
            <p class="check">
                <input type="checkbox" {id} checked={now} {onchange} />
                <label for={id}>{ words }</label>
            </p>
        }
    };
    let sign = {
        let (id, says, busy, failure) = (credential.id.clone(), *says, busy.setter(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (id, busy, failure) = (id.clone(), busy.clone(), failure.clone());
            busy.set(true);
            failure.set(None);
            spawn_local(async move {
                let address = path::fill(path::MY_CREDENTIAL_SAYS, &[&id]);
                match client::request::<_, MyCredential>("PUT", &address, &says).await {
                    Ok(now) => go(Route::Held(now.id)),
                    Err(problem) => failure.set(Some(problem.words())),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <section class="card" aria-labelledby="says">
            <h2 id="says">{ t!("says-title") }</h2>
            <p>{ t!("says-text") }</p>
            if let Some(words) = &*failure {
                { announced(Tone::Bad, words) }
            }
            <fieldset class="choices">
                <legend class="visually-hidden">{ t!("says-title") }</legend>
                if credential.measured {
                    { choice("says-score", t!("says-score"), says.score, |says| says.score = !says.score) }
                    { choice("says-error", t!("says-error"), says.standard_error, |says| says.standard_error = !says.standard_error) }
                    { choice("says-mastery", t!("says-mastery"), says.mastery, |says| says.mastery = !says.mastery) }
                }
                { choice("says-name", t!("says-name", name = props.name.clone()), says.name, |says| says.name = !says.name) }
            </fieldset>
            if *says != credential.says {
                <p class="hint">{ t!("says-again") }</p>
                <div class="actions">{ button("primary", *busy, &sign, t!("says-sign"), "") }</div>
            }
        </section>
    }
}
