//! A badge that its holder shared, for whoever has the link.

use api::attempt::SharedCredential;
use api::path;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::badge::{Badge, badge_card};
use crate::browser::{download, fragment};
use crate::client;
use crate::components::{Load, Page, button, failed, failure_page, specimen, use_load, waiting};
use crate::t;

/// The public page. The secret of its link stays in the fragment.
#[component]
pub fn SharedPage() -> Html {
    let token = use_memo((), |()| fragment());
    let (load, again) = use_load::<SharedCredential>(path::fill(path::SHARED, &[&token]));
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let save = {
        let (token, busy, failure) = (token.clone(), busy.setter(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (token, busy, failure) = (token.clone(), busy.clone(), failure.clone());
            busy.set(true);
            spawn_local(async move {
                match client::get_text(&path::fill(path::SHARED_CREDENTIAL, &[&token])).await {
                    Ok(text) => download("badge.json", "application/vc+ld+json", &text),
                    Err(problem) => failure.set(Some(problem.words())),
                }
                busy.set(false);
            });
        })
    };
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) if failure.status() == 404 => {
            html! { <Page title={t!("shared-gone-title")} lead={t!("shared-gone")} class="narrow">{ Html::default() }</Page> }
        }
        Load::Failed(failure) => failure_page(&failure, Some(&again), Html::default()),
        Load::Ready(badge) => html! {
            <Page title={t!("shared-title")} lead={t!("shared-lead")} class="credential">
                { specimen(badge.specimen_note.as_ref()) }
                { failed(failure.as_ref()) }
                { badge_card(&Badge {
                    title: badge.title.clone(),
                    name: badge.name.clone(),
                    awarding_body: badge.awarding_body.clone(),
                    awarded_on: badge.awarded_on.clone(),
                    outcomes: badge.outcomes.clone(),
                    specimen: badge.specimen_note.is_some(),
                }) }
                <section class="card" aria-labelledby="check">
                    <h2 id="check">{ t!("shared-check-title") }</h2>
                    <p>{ t!("shared-check") }</p>
                    <div class="actions">
                        { button("primary", *busy, &save, t!("download"), "") }
                        <a class="button" href="/verify">{ t!("nav-verify") }</a>
                    </div>
                </section>
            </Page>
        },
    }
}
