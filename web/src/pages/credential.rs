//! The badge that an attempt earned: to see, to download, to share and to withdraw.

use std::rc::Rc;

use api::attempt::{AttemptResult, BadgeState, ShareRequest, Shared};
use api::catalogue::MicroCredential;
use api::path;
use serde::Deserialize;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::badge::{Badge, badge_card};
use crate::browser::{copy, download, focus};
use crate::client;
use crate::components::{
    Load, Page, Tone, announced, button, failed, failure_page, link, link_button, specimen, use_load, waiting,
};
use crate::json::from_json;
use crate::route::Route;
use crate::t;

/// Which attempt.
#[derive(Properties, PartialEq)]
pub struct CredentialPageProps {
    /// Its random id.
    pub id: String,
}

/// The holder's page of a badge.
#[component]
pub fn CredentialPage(props: &CredentialPageProps) -> Html {
    let (load, again) = use_load::<AttemptResult>(path::fill(path::ATTEMPT_RESULT, &[&props.id]));
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => failure_page(&failure, Some(&again), link_button(Route::Me, false, t!("to-me"))),
        Load::Ready(result) if result.badge != BadgeState::Issued => html! {
            <Page title={t!("no-badge-title")} class="narrow"
                lead={if result.badge == BadgeState::None { t!("no-badge") } else { t!("badge-awaiting") }}>
                <div class="actions">{ link_button(Route::Result(props.id.clone()), true, t!("see-result")) }</div>
            </Page>
        },
        Load::Ready(result) => html! { <Held id={props.id.clone()} result={(*result).clone()} /> },
    }
}

#[derive(Properties, PartialEq)]
struct HeldProps {
    id: String,
    result: AttemptResult,
}

#[component]
fn Held(props: &HeldProps) -> Html {
    let result = &props.result;
    let (about, _) = use_load::<MicroCredential>(path::fill(path::MICRO_CREDENTIAL, &[&result.micro_credential]));
    let document = use_state(|| None::<Rc<str>>);
    let failure = use_state_eq(|| None::<String>);
    {
        let (document, failure) = (document.setter(), failure.setter());
        use_effect_with(props.id.clone(), move |id| {
            let address = path::fill(path::ATTEMPT_CREDENTIAL, &[id]);
            spawn_local(async move {
                match client::get_text(&address).await {
                    Ok(text) => document.set(Some(text.into())),
                    Err(problem) => failure.set(Some(problem.words())),
                }
            });
        });
    }
    let awarded_on = (*document).as_deref().and_then(valid_from).unwrap_or_default();
    let save = {
        let (document, name) = ((*document).clone(), format!("{}-badge.json", result.micro_credential));
        move |_| {
            if let Some(text) = &document {
                download(&name, "application/vc+ld+json", text);
            }
        }
    };
    let about = if let Load::Ready(about) = about { Some(about) } else { None };
    html! {
        <Page title={t!("badge-page-title")} over={result.title.clone()} class="credential">
            { specimen(result.specimen_note.as_ref()) }
            { failed(failure.as_ref()) }
            { badge_card(&Badge {
                title: result.title.clone(),
                name: None,
                awarding_body: about.as_ref().map(|about| about.awarding_body.clone()).unwrap_or_default(),
                awarded_on,
                outcomes: about.as_ref().map(|about| about.outcomes.clone()).unwrap_or_default(),
                specimen: result.specimen_note.is_some(),
            }) }
            <section class="card" aria-labelledby="download">
                <h2 id="download">{ t!("download-title") }</h2>
                <p>{ t!("download-text") }</p>
                <div class="actions">
                    <button type="button" class="button primary" disabled={document.is_none()} onclick={save}>{ t!("download") }</button>
                    <a class="button" href="/verify">{ t!("nav-verify") }</a>
                </div>
            </section>
            <Sharing id={props.id.clone()} shared={result.shared.clone()} />
            <p>{ link(Route::Result(props.id.clone()), "", html! { t!("see-result") }) }</p>
        </Page>
    }
}

/// What of a credential is looked at here.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    valid_from: String,
}

/// The day from which a credential holds.
fn valid_from(document: &str) -> Option<String> {
    let Document { valid_from } = from_json(document)?;
    Some(valid_from.split('T').next()?.to_owned())
}

#[derive(Properties, PartialEq)]
struct SharingProps {
    id: String,
    shared: Option<Shared>,
}

/// A public page exists only while the holder wants one.
#[component]
fn Sharing(props: &SharingProps) -> Html {
    let shared = use_state_eq(|| props.shared.clone());
    let show_name = use_state_eq(|| props.shared.as_ref().is_some_and(|shared| shared.show_name));
    let busy = use_state_eq(|| false);
    let said = use_state_eq(|| None::<(Tone, String)>);
    let address = path::fill(path::ATTEMPT_SHARE, &[&props.id]);
    let share = {
        let (address, shared, busy, said, show_name) =
            (address.clone(), shared.setter(), busy.setter(), said.setter(), *show_name);
        Callback::from(move |_: MouseEvent| {
            let (address, shared, busy, said) = (address.clone(), shared.clone(), busy.clone(), said.clone());
            busy.set(true);
            spawn_local(async move {
                match client::request::<_, Shared>("PUT", &address, &ShareRequest { show_name }).await {
                    Ok(now) => {
                        shared.set(Some(now));
                        said.set(Some((Tone::Good, t!("shared-now"))));
                    }
                    Err(problem) => said.set(Some((Tone::Bad, problem.words()))),
                }
                busy.set(false);
            });
        })
    };
    let withdraw = {
        let (address, shared, busy, said) = (address, shared.setter(), busy.setter(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let (address, shared, busy, said) = (address.clone(), shared.clone(), busy.clone(), said.clone());
            busy.set(true);
            spawn_local(async move {
                match client::tell_nothing("DELETE", &address).await {
                    Ok(()) => {
                        shared.set(None);
                        said.set(Some((Tone::Good, t!("shared-withdrawn"))));
                        focus("sharing");
                    }
                    Err(problem) => said.set(Some((Tone::Bad, problem.words()))),
                }
                busy.set(false);
            });
        })
    };
    let oncopy = {
        let (url, said) = ((*shared).as_ref().map(|shared| shared.url.clone()).unwrap_or_default(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let (url, said) = (url.clone(), said.clone());
            spawn_local(async move {
                if copy(&url).await {
                    said.set(Some((Tone::Good, t!("copied"))));
                }
            });
        })
    };
    let toggle = {
        let show_name = show_name.clone();
        move |_: Event| show_name.set(!*show_name)
    };
    let changed = (*shared).as_ref().is_none_or(|shared| shared.show_name != *show_name);
    html! {
        <section class="card" aria-labelledby="sharing">
            <h2 id="sharing" tabindex="-1">{ t!("sharing-title") }</h2>
            <p>{ t!("sharing-text") }</p>
            if let Some((tone, words)) = &*said {
                { announced(*tone, words) }
            }
            if let Some(shared) = &*shared {
                <p class="secret"><a href={shared.url.clone()}>{ &shared.url }</a></p>
            }
            <p class="check">
                <input type="checkbox" id="show-name" checked={*show_name} onchange={toggle} />
                <label for="show-name">{ t!("share-name") }</label>
            </p>
            <div class="actions">
                if shared.is_some() {
                    <button type="button" class="button primary" onclick={oncopy}>{ t!("copy-link") }</button>
                }
                if changed {
                    { button(if shared.is_none() { "primary" } else { "" }, *busy, &share, if shared.is_none() { t!("share") } else { t!("share-again") }, "") }
                }
                if shared.is_some() {
                    { button("danger", *busy, &withdraw, t!("withdraw"), "") }
                }
            </div>
        </section>
    }
}
