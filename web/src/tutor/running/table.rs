//! Learners from a table: dropped, chosen or pasted, looked at by the server, and only then taken.

use api::cohort::{CohortCards, LearnerPreview, LearnerTable};
use api::path;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, HtmlInputElement, TextDecoder};
use yew::prelude::*;

use super::apart::{Apart, apart};
use super::text_area;
use crate::browser::focus;
use crate::client;
use crate::components::{Dialog, Tone, announced, button, section, table};
use crate::format::decimals;
use crate::t;
use crate::tutor::form::use_doing;
use crate::unsaved::use_unsaved;

/// What an [`ImportForm`] is given.
#[derive(Properties, PartialEq)]
pub struct ImportFormProps {
    /// The cohort.
    pub id: String,
    /// The cards of those who were taken.
    pub onmade: Callback<CohortCards>,
}

/// The table, what it holds, and the word to take it.
#[component]
pub fn ImportForm(props: &ImportFormProps) -> Html {
    let text = use_state_eq(String::new);
    use_unsaved(!text.trim().is_empty());
    let preview = use_state_eq(|| None::<LearnerPreview>);
    let doing = use_doing();
    let put = {
        let (text, preview) = (text.setter(), preview.setter());
        Callback::from(move |value: String| {
            text.set(value);
            preview.set(None);
        })
    };
    let read = {
        let put = put.clone();
        Callback::from(move |file: File| {
            let put = put.clone();
            spawn_local(async move {
                if let Ok(buffer) = JsFuture::from(file.array_buffer()).await {
                    put.emit(decoded(&Uint8Array::new(&buffer).to_vec()));
                    focus("table-look");
                }
            });
        })
    };
    let onchange = {
        let read = read.clone();
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) {
                read.emit(file);
            }
        })
    };
    let ondrop = {
        let read = read.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
                read.emit(file);
            }
        })
    };
    let look = {
        let (id, text, preview, doing) = (props.id.clone(), (*text).clone(), preview.setter(), doing.clone());
        Callback::from(move |_: MouseEvent| {
            if text.trim().is_empty() {
                doing.refuse(t!("table-missing"));
                focus("table");
                return;
            }
            let (address, csv, preview) = (path::fill(path::COHORT_PREVIEW, &[&id]), text.clone(), preview.clone());
            let asked = async move { client::request("POST", &address, &LearnerTable { csv }).await };
            doing.start(asked, move |found| preview.set(Some(found)));
        })
    };
    let asking = use_state_eq(|| false);
    let store = {
        let (id, put, doing, onmade) = (props.id.clone(), put.clone(), doing.clone(), props.onmade.clone());
        // What is taken, and what then stands in the box.
        Callback::from(move |Apart { good: csv, rest }: Apart| {
            let (address, put, onmade) = (path::fill(path::COHORT_IMPORT, &[&id]), put.clone(), onmade.clone());
            let asked = async move { client::request("POST", &address, &LearnerTable { csv }).await };
            doing.start(asked, move |cards| {
                put.emit(rest);
                onmade.emit(cards);
            });
        })
    };
    let take = {
        let (text, asking) = ((*text).clone(), asking.setter());
        let wrong = preview.as_ref().is_some_and(|found| !found.problems.is_empty());
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            if wrong {
                asking.set(true);
            } else {
                store.emit(Apart { good: text.clone(), rest: String::new() });
            }
        })
    };
    let stay = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(false))
    };
    let take_good = {
        let (text, preview, stay) = ((*text).clone(), (*preview).clone(), stay.clone());
        Callback::from(move |_: MouseEvent| {
            stay.emit(());
            if let Some(found) = &preview {
                store.emit(apart(&text, found));
            }
        })
    };
    let body = html! {
        <div class="table-form" {ondrop} ondragover={|event: DragEvent| event.prevent_default()}>
            <p class="hint">{ t!("table-text") }</p>
            <div class="field">
                <label for="table-file">{ t!("table-file") }</label>
                <input id="table-file" type="file" accept=".csv,.tsv,.txt,text/csv" {onchange} />
            </div>
            { text_area("table", t!("table-paste"), t!("table-paste-hint"), &text, &put) }
            { doing.failed() }
            <div class="actions"><span id="table-look" tabindex="-1">{ button(if preview.is_none() { "primary" } else { "" }, doing.busy(), &look, t!("table-look"), "") }</span></div>
            if let Some(found) = &*preview {
                { shown(found, doing.busy(), &take) }
                <Dialog id="table-part" title={t!("table-part-title", count = found.learners.len())} open={*asking} onclose={stay.clone()}>
                    <p>{ t!("table-part-text", count = found.problems.len()) }</p>
                    <div class="actions">
                        { button("primary", doing.busy(), &take_good, t!("table-take", count = found.learners.len()), "") }
                        { button("", false, &stay.reform(|_: MouseEvent| ()), t!("cancel"), "") }
                    </div>
                </Dialog>
            }
        </div>
    };
    section("import", "card", t!("table-title"), body)
}

/// The text of a file, in the encoding in which a table of questions would be read. The browser decodes: its decoder weighs nothing here.
fn decoded(bytes: &[u8]) -> String {
    let decoder = TextDecoder::new_with_label(interchange::encoding::name(bytes));
    decoder.and_then(|decoder| decoder.decode_with_u8_array(bytes)).unwrap_or_default()
}

fn shown(found: &LearnerPreview, busy: bool, take: &Callback<MouseEvent>) -> Html {
    let (many, wrong) = (found.learners.len(), found.problems.len());
    let words = if wrong > 0 { t!("table-problems", count = wrong) } else { t!("table-good", count = many) };
    html! {
        <>
        { announced(if wrong > 0 { Tone::Bad } else { Tone::Good }, &words) }
        if wrong > 0 {
            <ul class="cell-problems">
                { for found.problems.iter().map(|problem| html! { <li><strong>{ &problem.cell }</strong>{ " " }{ &problem.words }</li> }) }
            </ul>
        }
        if !found.known.is_empty() {
            <p class="hint">{ t!("table-known", count = found.known.len(), who = found.known.join(", ")) }</p>
        }
        if many > 0 {
            { table([t!("table-row"), t!("cohort-learner"), t!("table-email"), t!("cohort-extra")], found.learners.iter().map(|learner| html! {
                <tr>
                    <td>{ learner.row }</td>
                    <td data-label={t!("cohort-learner")}><span class="who">{ &learner.name }</span></td>
                    <td data-label={t!("table-email")}>{ &learner.email }</td>
                    <td data-label={t!("cohort-extra")}>{ decimals(learner.extra_time, 2) }</td>
                </tr>
            }).collect()) }
        }
        if many > 0 {
            <div class="actions">
                { if wrong == 0 {
                    button("primary", busy, take, t!("table-take", count = many), "")
                } else {
                    button("", busy, take, t!("table-take-good", count = many), "")
                } }
            </div>
        }
        </>
    }
}
