//! Badges that a learner brings from elsewhere: bringing one, and what became of each.

use api::path;
use api::pathway::{BadgeVerdict, ImportBadge, MyBadge, Recognition};
use data_encoding::BASE64;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, HtmlInputElement};
use yew::prelude::*;

use crate::browser::document;
use crate::client;
use crate::components::{Tone, announced, button, failed};
use crate::format::{date, iso_date};
use crate::t;

/// The server takes no larger file, in bytes.
const LARGEST: f64 = 1_048_576.0;

/// What is shown, and what to do when it changed.
#[derive(Properties, PartialEq)]
pub struct BadgesProps {
    /// The newest first.
    pub badges: Vec<MyBadge>,
    /// Asks the server again.
    pub again: Callback<()>,
}

/// Badges from elsewhere, and the way to bring another.
#[component]
pub fn Badges(props: &BadgesProps) -> Html {
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let brought = use_state_eq(|| None::<String>);
    let over = use_state_eq(|| false);
    let take = {
        let (busy, failure, brought) = (busy.clone(), failure.setter(), brought.setter());
        let again = props.again.clone();
        Callback::from(move |file: File| {
            if *busy {
                return;
            }
            brought.set(None);
            if file.size() > LARGEST {
                failure.set(Some(t!("bring-large")));
                return;
            }
            let (busy, failure, brought, again) = (busy.setter(), failure.clone(), brought.clone(), again.clone());
            busy.set(true);
            spawn_local(async move {
                match bring(file).await {
                    Ok(badge) => {
                        failure.set(None);
                        brought.set(Some(t!("bring-done", title = badge.title)));
                        again.emit(());
                    }
                    Err(words) => failure.set(Some(words)),
                }
                busy.set(false);
            });
        })
    };
    let onfile = {
        let take = take.clone();
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(input) = input {
                if let Some(file) = input.files().and_then(|files| files.get(0)) {
                    take.emit(file);
                }
                // So that the same file can be chosen again.
                input.set_value("");
            }
        })
    };
    let ondrop = {
        let (over, take) = (over.setter(), take.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
                take.emit(file);
            }
        })
    };
    let drag = |state: bool| {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(state);
        })
    };
    let choose = Callback::from(|_: MouseEvent| {
        let input = document().get_element_by_id("badge-file");
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
            input.click();
        }
    });
    html! {
        <section class="card imported" aria-labelledby="imported">
            <h2 id="imported">{ t!("imported-title") }</h2>
            <p>{ t!("imported-text") }</p>
            <div class={classes!("drop", over.then_some("over"))} {ondrop} ondragover={drag(true)} ondragleave={drag(false)}>
                <p>{ t!("bring-drop") }</p>
                <input type="file" id="badge-file" class="file-input" accept=".json,.jsonld,.jwt,.png,.svg,application/json,application/ld+json,application/vc+ld+json,image/png,image/svg+xml" aria-label={t!("bring-choose")} tabindex="-1" onchange={onfile} />
                { button("primary", *busy, &choose, t!("bring-choose"), "") }
                <p class="hint">{ t!("bring-hint") }</p>
            </div>
            { failed(failure.as_ref()) }
            if let Some(words) = &*brought {
                { announced(Tone::Good, words) }
            }
            if props.badges.is_empty() {
                <p class="empty">{ t!("imported-empty") }</p>
            }
            <ul class="said-list">
                { for props.badges.iter().map(|badge| html! { <One key={badge.id.clone()} badge={badge.clone()} again={props.again.clone()} /> }) }
            </ul>
        </section>
    }
}

async fn bring(file: File) -> Result<MyBadge, String> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| t!("bring-unreadable"))?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    let body = ImportBadge { file: BASE64.encode(&bytes) };
    client::request("POST", path::MY_BADGES, &body).await.map_err(|failure| failure.words())
}

#[derive(Properties, PartialEq)]
struct OneProps {
    badge: MyBadge,
    again: Callback<()>,
}

#[component]
fn One(props: &OneProps) -> Html {
    let badge = &props.badge;
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let remove = {
        let (id, again, busy, failure) = (badge.id.clone(), props.again.clone(), busy.setter(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (address, again) = (path::fill(path::MY_BADGE, &[&id]), again.clone());
            let (busy, failure) = (busy.clone(), failure.clone());
            busy.set(true);
            spawn_local(async move {
                match client::tell_nothing("DELETE", &address).await {
                    Ok(()) => again.emit(()),
                    Err(problem) => failure.set(Some(problem.words())),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <li>
            <p><strong>{ name(badge) }</strong>{ " " }<span class={standing_class(badge)}>{ standing(badge) }</span></p>
            <p class="hint">{ from(badge) }{ " · " }{ t!("imported-brought", date = date(badge.imported_at)) }</p>
            if let Some(reason) = &badge.reason {
                <p class="feedback said">{ reason }</p>
            }
            if let (None, Some(why)) = (&badge.reason, &badge.why) {
                <p class="feedback">{ found(why) }</p>
            }
            if badge.verdict == BadgeVerdict::Valid && !badge.bound && badge.recognition == Recognition::Waiting {
                <p class="hint">{ t!("imported-not-bound") }</p>
            }
            { findings(badge) }
            { failed(failure.as_ref()) }
            <div class="actions">{ button("quiet small", *busy, &remove, t!("imported-remove"), &name(badge)) }</div>
        </li>
    }
}

/// What the badge is called, where it says so.
pub fn name(badge: &MyBadge) -> String {
    if badge.title.is_empty() { t!("imported-nameless") } else { badge.title.clone() }
}

/// Who gave it, and when.
pub fn from(badge: &MyBadge) -> String {
    let issuer = badge.issuer_name.clone().unwrap_or_else(|| badge.issuer.clone());
    match (issuer.is_empty(), badge.awarded_on.is_empty()) {
        (false, false) => t!("imported-from", issuer = issuer, date = iso_date(&badge.awarded_on)),
        _ => issuer,
    }
}

/// Whether it counts, in words.
pub fn standing(badge: &MyBadge) -> String {
    match (badge.recognition, badge.verdict) {
        (Recognition::Recognised, BadgeVerdict::Valid) => t!("imported-recognised"),
        (Recognition::Declined, _) => t!("imported-declined"),
        (_, BadgeVerdict::Invalid) => t!("imported-invalid"),
        (Recognition::Waiting, BadgeVerdict::Valid) => t!("imported-waiting"),
        (_, BadgeVerdict::Unverifiable) => t!("imported-unverifiable"),
    }
}

/// How that looks.
pub fn standing_class(badge: &MyBadge) -> &'static str {
    match (badge.recognition, badge.verdict) {
        (Recognition::Recognised, BadgeVerdict::Valid) => "chip",
        (Recognition::Waiting, _) => "chip chip-specimen",
        _ => "chip chip-quiet",
    }
}

/// What was looked at, step by step.
pub fn findings(badge: &MyBadge) -> Html {
    if badge.findings.is_empty() {
        return Html::default();
    }
    html! {
        <details class="findings">
            <summary>{ t!("imported-checks") }</summary>
            <ul>
                { for badge.findings.iter().filter(|finding| finding.outcome != "not-needed").map(|finding| html! {
                    <li>
                        <strong>{ step(&finding.check) }</strong>{ ": " }{ outcome(&finding.outcome) }
                        if !finding.message.is_empty() {
                            { ". " }{ told(&finding.check, &finding.message) }
                        }
                    </li>
                }) }
            </ul>
        </details>
    }
}

/// A reason as the verifier writes it, `status: /credentialStatus: …`, as a sentence.
fn found(why: &str) -> Html {
    let (check, message) = why.split_once(": ").filter(|(check, _)| is_step(check)).unwrap_or(("", why));
    told(check, message)
}

/// What a step found as a sentence, without the place in the file, which only programs read. Of a document that is missing, which one it
/// is, and its address by itself.
fn told(check: &str, message: &str) -> Html {
    let message = plainly(message);
    let Some((_, address)) = message.rsplit_once(" from ").filter(|_| message.contains("needs ")) else {
        return html! { client::sentence(message) };
    };
    let words = if check == "status" { t!("imported-needs-list") } else { t!("imported-needs-keys") };
    html! { <>{ words }{ " " }<code>{ address }</code></> }
}

/// A message without the JSON pointer before it.
fn plainly(message: &str) -> &str {
    match message.split_once(": ") {
        Some((place, rest)) if place.starts_with('/') && !place.contains(' ') => rest,
        _ => message,
    }
}

fn is_step(name: &str) -> bool {
    step(name) != name
}

/// What a step is called; its name where it is none that is known.
fn step(name: &str) -> String {
    match name {
        "parse" => t!("imported-step-parse"),
        "proof" => t!("imported-step-proof"),
        "embeddedProof" => t!("imported-step-embedded"),
        "dataModel" => t!("imported-step-model"),
        "schema" => t!("imported-step-schema"),
        "jsonld" => t!("imported-step-jsonld"),
        "semantics" => t!("imported-step-semantics"),
        "validity" => t!("imported-step-validity"),
        "status" => t!("imported-step-status"),
        "nested" => t!("imported-step-nested"),
        "subject" => t!("imported-step-subject"),
        _ => name.to_owned(),
    }
}

fn outcome(word: &str) -> String {
    match word {
        "passed" => t!("check-passed"),
        "failed" => t!("check-failed"),
        _ => t!("check-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::plainly;

    #[test]
    fn leaves_places_in_files_to_programs() {
        for (message, words) in [
            ("/credentialStatus: whether it was withdrawn cannot be told", "whether it was withdrawn cannot be told"),
            ("expired: on that day", "expired: on that day"),
            ("/a b: stays", "/a b: stays"),
            ("", ""),
        ] {
            assert_eq!(plainly(message), words);
        }
    }
}
