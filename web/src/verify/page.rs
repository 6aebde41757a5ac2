//! The page: what came in is checked, one after another, and the report on one of them is shown.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::checking::check;
use super::desk::{Action, Checked, Desk};
use super::documents::{Documents, Held, Source, source};
use super::intake::{Incoming, Intake};
use super::report::ReportView;
use crate::browser::{focus, handed_over, now, wait, window};
use crate::components::{Page, Tone, announced};
use crate::t;

/// The page.
#[component]
pub fn VerifyPage() -> Html {
    let documents = use_mut_ref(Documents::new);
    let desk = use_reducer(Desk::default);
    let ontake = {
        let (documents, desk) = (documents.clone(), desk.dispatcher());
        Callback::from(move |all: Vec<Incoming>| {
            let (documents, desk) = (documents.clone(), desk.clone());
            desk.dispatch(Action::Begin(u32::try_from(all.len()).unwrap_or(u32::MAX)));
            spawn_local(async move {
                let mut read = 0;
                for one in all {
                    // The page draws what was found before the next is looked at.
                    wait(0).await;
                    match one.read().await {
                        Ok((name, bytes)) => {
                            let judged = check(&bytes, &documents).await;
                            desk.dispatch(Action::Add(name, bytes, judged));
                            read += 1;
                        }
                        Err(why) => desk.dispatch(Action::Refuse(why)),
                    }
                }
                wait(0).await;
                match read {
                    0 => {}
                    1 => focus("verdict"),
                    _ => focus("checked"),
                }
            });
        })
    };
    {
        // The page of a shared credential gives it along, for whoever wants to check it.
        let ontake = ontake.clone();
        use_effect_with((), move |()| {
            if let Some(text) = handed_over::<String>() {
                ontake.emit(vec![Incoming::Text(text)]);
            }
        });
    }
    let again = {
        let (documents, desk) = (documents.clone(), desk.dispatcher());
        Callback::from(move |all: Vec<Checked>| {
            let (documents, desk) = (documents.clone(), desk.clone());
            spawn_local(async move {
                for one in all {
                    let judged = check(&one.bytes, &documents).await;
                    desk.dispatch(Action::Again(one.number, judged));
                }
                wait(0).await;
                focus("verdict");
            });
        })
    };
    let ondocument = {
        let (documents, desk, again) = (documents.clone(), desk.clone(), again.clone());
        Callback::from(move |(url, text, by_hand): (String, String, bool)| {
            let waits = |one: &&Checked| one.judged.report.needs.contains(&url);
            let all = desk.checked.iter().filter(waits).cloned().collect();
            documents.borrow_mut().insert(url.clone(), Held { text, at: now(), by_hand });
            again.emit(all);
        })
    };
    let onagain = {
        let (documents, desk) = (documents.clone(), desk.clone());
        Callback::from(move |number: u32| {
            if let Some(one) = desk.checked.iter().find(|one| one.number == number) {
                let origin = window().location().origin().unwrap_or_default();
                // What the own server says is asked for anew in any case, and kept for when it does not answer.
                let goes = |url: &String| {
                    !matches!(source(url, &origin), Source::Here(_)) && one.judged.used.iter().any(|used| used.url == *url)
                };
                documents.borrow_mut().retain(|url, _| !goes(url));
                again.emit(vec![one.clone()]);
            }
        })
    };
    html! {
        <Page title={t!("verify-title")} lead={t!("verify-lead")} class="credential verify">
            <Intake {ontake} />
            <p class="visually-hidden" role="status">{ &desk.said }</p>
            if desk.busy > 0 {
                <p><span class="spinner" aria-hidden="true"></span>{ t!("verify-busy", count = desk.busy) }</p>
            }
            { for desk.refused.iter().map(|why| announced(Tone::Bad, why)) }
            if desk.checked.len() > 1 || !desk.checked.is_empty() && desk.busy == 0 && desk.shown().is_none() {
                { list(&desk) }
            }
            if let Some(checked) = desk.shown() {
                <ReportView key={checked.number} checked={checked.clone()} documents={documents.clone()} {ondocument} {onagain} />
            }
            { meaning() }
        </Page>
    }
}

/// All that was checked here, to choose which report is shown.
fn list(desk: &UseReducerHandle<Desk>) -> Html {
    let row = |one: &Checked| {
        let (number, dispatcher) = (one.number, desk.dispatcher());
        let onclick = move |_| dispatcher.dispatch(Action::Show(number));
        let shown = if number == desk.shown { "true" } else { "false" };
        html! {
            <li key={number}>
                <button type="button" class="button checked-one" aria-pressed={shown} {onclick}>
                    <span class="checked-name">{ &*one.name }</span>{ " " }<span class="mark">{ one.word() }</span>
                </button>
            </li>
        }
    };
    html! {
        <section class="card checked" aria-labelledby="checked">
            <h2 id="checked" tabindex="-1">{ t!("checked-title", count = desk.checked.len()) }</h2>
            <ul class="checked-list">{ for desk.checked.iter().map(row) }</ul>
        </section>
    }
}

fn meaning() -> Html {
    html! {
        <section class="card meaning" aria-labelledby="meaning">
            <h2 id="meaning">{ t!("verify-meaning-title") }</h2>
            <dl class="facts">
                <div><dt>{ t!("verdict-valid") }</dt><dd>{ t!("meaning-valid") }</dd></div>
                <div><dt>{ t!("verdict-invalid") }</dt><dd>{ t!("meaning-invalid") }</dd></div>
                <div><dt>{ t!("verdict-unverifiable") }</dt><dd>{ t!("meaning-unverifiable") }</dd></div>
            </dl>
        </section>
    }
}
