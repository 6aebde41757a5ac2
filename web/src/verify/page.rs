//! Drop, choose or paste a badge; read what it is worth.

use std::collections::BTreeMap;
use std::rc::Rc;

use credential::{Check, Reason, Summary, Time, Verdict, verify};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, HtmlInputElement, HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

use super::documents::{Source, source};
use crate::browser::{focus, now, window};
use crate::client;
use crate::components::{Field, Page, Tone, announced, button, failed, field, specimen, submit};
use crate::format::{date, iso_date};
use crate::t;

/// No badge is longer than this; what is, is not one.
const LONGEST: f64 = 2_000_000.0;

/// What was judged.
#[derive(Clone)]
struct Judged {
    text: Rc<str>,
    verdict: Rc<Verdict>,
}

fn judge(text: Rc<str>, documents: &BTreeMap<String, String>) -> Option<Judged> {
    let now = Time::from_unix_ms(now()).ok()?;
    let verdict = Rc::new(verify(text.as_bytes(), documents, now));
    Some(Judged { text, verdict })
}

/// The page.
#[component]
pub fn VerifyPage() -> Html {
    let documents = use_mut_ref(BTreeMap::<String, String>::new);
    let judged = use_state(|| None::<Judged>);
    let pasted = use_state_eq(String::new);
    let over = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let look = {
        let (documents, judged, failure) = (documents.clone(), judged.setter(), failure.setter());
        Callback::from(move |text: Rc<str>| {
            failure.set(None);
            judged.set(judge(text, &documents.borrow()));
            // The heading of the verdict is drawn by then.
            spawn_local(async {
                crate::browser::wait(0).await;
                focus("verdict");
            });
        })
    };
    let read = {
        let (look, failure) = (look.clone(), failure.setter());
        Callback::from(move |file: File| {
            let (look, failure) = (look.clone(), failure.clone());
            if file.size() > LONGEST {
                failure.set(Some(t!("verify-too-long")));
                return;
            }
            spawn_local(async move {
                match JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()) {
                    Some(text) => look.emit(text.into()),
                    None => failure.set(Some(t!("verify-unreadable"))),
                }
            });
        })
    };
    let onfile = {
        let read = read.clone();
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(input) = input {
                if let Some(file) = input.files().and_then(|files| files.get(0)) {
                    read.emit(file);
                }
                // So that the same file can be chosen again.
                input.set_value("");
            }
        })
    };
    let ondrop = {
        let (over, read) = (over.setter(), read.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
                read.emit(file);
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
    let ontext = {
        let pasted = pasted.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
                pasted.set(area.value());
            }
        })
    };
    let onsubmit = {
        let (look, pasted) = (look.clone(), pasted.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if pasted.trim().is_empty() {
                focus("text");
            } else {
                look.emit(pasted.trim().into());
            }
        })
    };
    let onchoose = Callback::from(|_: MouseEvent| {
        let input = crate::browser::document().get_element_by_id("file");
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
            input.click();
        }
    });
    let ondocument = {
        let (documents, judged) = (documents.clone(), judged.clone());
        let look = look.clone();
        Callback::from(move |(url, text): (String, String)| {
            documents.borrow_mut().insert(url, text);
            if let Some(judged) = &*judged {
                look.emit(judged.text.clone());
            }
        })
    };
    html! {
        <Page title={t!("verify-title")} lead={t!("verify-lead")} class="credential">
            <section class={classes!("drop", over.then_some("over"))} aria-label={t!("verify-drop")} {ondrop} ondragover={drag(true)} ondragleave={drag(false)}>
                <p>{ t!("verify-drop") }</p>
                <input type="file" id="file" class="file-input" accept=".json,.jsonld,application/json,application/ld+json,application/vc+ld+json" aria-label={t!("verify-choose")} tabindex="-1" onchange={onfile} />
                <button type="button" class="button primary" onclick={onchoose}>{ t!("verify-choose") }</button>
                <p class="hint">{ t!("verify-private") }</p>
            </section>
            { failed(failure.as_ref()) }
            if let Some(judged) = &*judged {
                <Report verdict={judged.verdict.clone()} {ondocument} />
            }
            <details class="card">
                <summary>{ t!("verify-paste-title") }</summary>
                <form class="form" {onsubmit}>
                    <div class="field">
                        <label for="text">{ t!("verify-paste") }</label>
                        <textarea id="text" spellcheck="false" value={(*pasted).clone()} oninput={ontext} />
                    </div>
                    { submit("", false, t!("verify-do")) }
                </form>
            </details>
            <section class="card" aria-labelledby="meaning">
                <h2 id="meaning">{ t!("verify-meaning-title") }</h2>
                <dl class="facts">
                    <div><dt>{ t!("verdict-valid") }</dt><dd>{ t!("meaning-valid") }</dd></div>
                    <div><dt>{ t!("verdict-invalid") }</dt><dd>{ t!("meaning-invalid") }</dd></div>
                    <div><dt>{ t!("verdict-unverifiable") }</dt><dd>{ t!("meaning-unverifiable") }</dd></div>
                </dl>
            </section>
        </Page>
    }
}

#[derive(Properties)]
struct ReportProps {
    verdict: Rc<Verdict>,
    ondocument: Callback<(String, String)>,
}

impl PartialEq for ReportProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.verdict, &other.verdict)
    }
}

#[component]
fn Report(props: &ReportProps) -> Html {
    let (class, title) = match &*props.verdict {
        Verdict::Valid(_) => ("card verdict verdict-valid", t!("verdict-valid")),
        Verdict::Invalid(_) => ("card verdict verdict-invalid", t!("verdict-invalid")),
        Verdict::Unverifiable(_) => ("card verdict verdict-unverifiable", t!("verdict-unverifiable")),
    };
    html! {
        <section {class} aria-labelledby="verdict">
            <h2 id="verdict" tabindex="-1">{ title }</h2>
            { match &*props.verdict {
                Verdict::Valid(summary) => html! { <Details summary={Rc::new((**summary).clone())} /> },
                Verdict::Invalid(reason) => html! {
                    <>
                    <p class="verdict-text">{ t!("invalid-text") }</p>
                    { why(reason) }
                    </>
                },
                Verdict::Unverifiable(reason) => html! {
                    <>
                    <p class="verdict-text">{ t!("unverifiable-text") }</p>
                    { why(reason) }
                    if let Some(url) = &reason.needs {
                        <Needed key={url.clone()} url={url.clone()} ondocument={props.ondocument.clone()} />
                    }
                    </>
                },
            } }
        </section>
    }
}

/// What was being looked at.
fn step(check: Check) -> String {
    match check {
        Check::Decode => t!("step-decode"),
        Check::Proof => t!("step-proof"),
        Check::Validity => t!("step-validity"),
        Check::Status => t!("step-status"),
        Check::Schema => t!("step-schema"),
    }
}

fn why(reason: &Reason) -> Html {
    html! {
        <dl class="facts">
            <div><dt>{ t!("why") }</dt><dd>{ client::sentence(&reason.message) }</dd></div>
            <div><dt>{ t!("why-step") }</dt><dd>{ step(reason.check) }</dd></div>
            if !reason.place.is_empty() {
                <div><dt>{ t!("why-place") }</dt><dd><code>{ &reason.place }</code></dd></div>
            }
        </dl>
    }
}

#[derive(Properties, PartialEq)]
struct NeededProps {
    url: String,
    ondocument: Callback<(String, String)>,
}

/// A document that is missing, and how to have it. Nothing is fetched before somebody asks for it.
#[component]
fn Needed(props: &NeededProps) -> Html {
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let pasted = use_state_eq(String::new);
    let origin = window().location().origin().unwrap_or_default();
    let place = source(&props.url, &origin);
    let give = {
        let (url, emit) = (props.url.clone(), props.ondocument.clone());
        Callback::from(move |text: String| emit.emit((url.clone(), text)))
    };
    let fetch = {
        let (place, busy, failure, give) = (place.clone(), busy.setter(), failure.setter(), give.clone());
        Callback::from(move |_: MouseEvent| {
            let Source::Here(path) = place.clone() else { return };
            let (busy, failure, give) = (busy.clone(), failure.clone(), give.clone());
            busy.set(true);
            spawn_local(async move {
                match client::get_text(&path).await {
                    Ok(text) => give.emit(text),
                    Err(problem) => failure.set(Some(problem.words())),
                }
                busy.set(false);
            });
        })
    };
    let ontext = {
        let pasted = pasted.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
                pasted.set(area.value());
            }
        })
    };
    let onsubmit = {
        let (pasted, give) = (pasted.clone(), give);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !pasted.trim().is_empty() {
                give.emit(pasted.trim().to_owned());
            }
        })
    };
    html! {
        <div class="form">
            { failed(failure.as_ref()) }
            if place == Source::Elsewhere {
                <p>{ t!("needs-elsewhere") }{ " " }<a href={props.url.clone()} rel="noreferrer" target="_blank">{ &props.url }</a></p>
                <form class="form" {onsubmit}>
                    <div class="field">
                        <label for="document">{ t!("needs-paste") }</label>
                        <textarea id="document" spellcheck="false" value={(*pasted).clone()} oninput={ontext} />
                    </div>
                    { submit("primary", false, t!("needs-use")) }
                </form>
            } else {
                <p>{ t!("needs-here") }</p>
                { button("primary", *busy, &fetch, t!("needs-fetch"), "") }
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct DetailsProps {
    summary: Rc<Summary>,
}

#[component]
fn Details(props: &DetailsProps) -> Html {
    let it = &props.summary;
    let fact = |name: String, value: String| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> };
    html! {
        <>
        <p class="verdict-text">{ t!("valid-text", title = it.title.clone()) }</p>
        { specimen(it.specimen.as_ref()) }
        <p>{ &it.description }</p>
        <dl class="facts">
            { for it.holder.iter().map(|holder| fact(t!("fact-holder"), holder.clone())) }
            { for it.issuer_name.iter().map(|name| fact(t!("fact-issuer-name"), name.clone())) }
            <div><dt>{ t!("fact-issuer") }</dt><dd><code>{ &it.issuer }</code></dd></div>
            { fact(t!("fact-awarded"), iso_date(&it.awarded_on)) }
            { for it.valid_until.iter().map(|until| fact(t!("fact-until"), date(until.unix_ms()))) }
            { for it.results.iter().map(|(name, value)| fact(name.clone(), value.clone())) }
        </dl>
        if !it.outcomes.is_empty() {
            <h3>{ t!("fact-outcomes") }</h3>
            <ul class="plain-list">{ for it.outcomes.iter().map(|outcome| html! { <li>{ outcome }</li> }) }</ul>
        }
        <Whose summary={it.clone()} />
        </>
    }
}

/// Whether the badge is bound to an e-mail address: compared here, by its salted hash.
#[component]
fn Whose(props: &DetailsProps) -> Html {
    let email = use_state_eq(String::new);
    let answer = use_state_eq(|| None::<bool>);
    let oninput = {
        let (email, answer) = (email.setter(), answer.setter());
        Callback::from(move |text: String| {
            email.set(text);
            answer.set(None);
        })
    };
    let onsubmit = {
        let (summary, email, answer) = (props.summary.clone(), email.clone(), answer.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !email.trim().is_empty() {
                answer.set(Some(summary.belongs_to(&email)));
            }
        })
    };
    html! {
        <>
        <h3>{ t!("whose-title") }</h3>
        <form class="inline-form" {onsubmit}>
            { field(&Field { id: "email", kind: "email", label: t!("whose-email"), hint: t!("whose-hint"), autocomplete: "off", value: &email, oninput, ..Field::default() }) }
            { submit("", false, t!("whose-do")) }
        </form>
        <div role="status">
            if let Some(same) = *answer {
                { if same { announced(Tone::Good, &t!("whose-same")) } else { announced(Tone::Warning, &t!("whose-other")) } }
            }
        </div>
        </>
    }
}
