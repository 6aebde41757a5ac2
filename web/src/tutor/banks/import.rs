//! A file of questions dropped, chosen or pasted: read in the worker, looked over, and only then stored.

use std::rc::Rc;

use api::path;
use api::workshop::{FilesPut, Stale};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DragEvent, File, FileList, HtmlInputElement};
use yew::prelude::*;

use super::bench::{Bench, Opening, fetch, use_bench};
use super::item_form::area;
use super::review::Review;
use super::words::{bank_nav, progress};
use crate::browser::{document, focus};
use crate::client::{Reply, sentence};
use crate::components::{Page, Tone, announced, failed, failure_page, notice, section, waiting};
use crate::format::date;
use crate::json::from_json;
use crate::t;
use crate::tutor::desk::Place;
use crate::unsaved::use_unsaved;
use crate::workshop::{Ask, Choices, Opened, Parsed, Planned, Progress, Stage, Tell};

#[derive(Properties, PartialEq)]
pub struct ImportPageProps {
    pub id: String,
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may store anything.
    pub edit: bool,
}

/// The page of an import.
#[component]
pub fn ImportPage(props: &ImportPageProps) -> Html {
    let (opening, again) = use_bench(&props.id);
    match opening {
        Opening::Waiting => waiting(),
        Opening::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href={Place::Banks.path()}>{ t!("banks-title") }</a> })
        }
        Opening::Ready(bench, opened) => html! {
            <Page title={t!("import-title")} over={opened.title.clone()} lead={t!("import-lead")} class="desk banks">
                { props.head.clone() }
                { bank_nav(&props.id, &Place::BankImport(props.id.clone())) }
                if props.edit {
                    <Import {bench} {opened} {again} />
                } else {
                    { notice(Tone::Information, html! { <p>{ t!("import-closed") }</p> }) }
                }
            </Page>
        },
    }
}

/// How far the import is.
#[derive(Clone, PartialEq)]
pub enum Step {
    /// Nothing was given yet.
    Choose,
    /// The worker is at it.
    Working(Progress),
    /// It is looked over.
    Review { parsed: Rc<Parsed>, choices: Choices, planned: Rc<Planned> },
    /// It is on its way to the server.
    Storing,
    /// It is there.
    Done(FilesPut),
}

#[derive(Properties, PartialEq)]
struct ImportProps {
    bench: Bench,
    opened: Rc<Opened>,
    again: Callback<()>,
}

#[component]
fn Import(props: &ImportProps) -> Html {
    let ImportProps { bench, opened, again } = props;
    let step = use_state_eq(|| Step::Choose);
    use_unsaved(matches!(*step, Step::Review { .. } | Step::Storing));
    let wrong = use_state_eq(|| None::<String>);
    let stale = use_state_eq(|| None::<Stale>);
    // How far a plan is that takes the place of one that is shown.
    let anew = use_state_eq(|| None::<Progress>);
    let over = use_state_eq(|| false);
    let pasted = use_state_eq(String::new);
    // A plan is asked for by what is chosen; only the last answer counts.
    let read = {
        let (bench, step, wrong, stale) = (bench.clone(), step.setter(), wrong.setter(), stale.setter());
        Callback::from(move |(name, content): (String, JsValue)| {
            wrong.set(None);
            stale.set(None);
            step.set(Step::Working(Progress { stage: Stage::Reading, done: 0, all: 0 }));
            let shown = step.clone();
            bench.listen(Callback::from(move |progress| shown.set(Step::Working(progress))));
            let (then, step, wrong) = (bench.clone(), step.clone(), wrong.clone());
            bench.ask_with(Ask::Parse { name }, &content, move |tell, _| match tell {
                Tell::Parsed(parsed) => {
                    let parsed = Rc::new(parsed);
                    let choices = Choices {
                        pool: if parsed.states { String::new() } else { "credit".to_owned() },
                        status: if parsed.states { String::new() } else { "review".to_owned() },
                        ..Choices::default()
                    };
                    plan(&then, parsed, choices, &step, &wrong, Callback::noop());
                }
                Tell::Failed(why) => {
                    wrong.set(Some(sentence(&why)));
                    step.set(Step::Choose);
                }
                _ => {}
            });
        })
    };
    let take = {
        let (read, wrong) = (read.clone(), wrong.setter());
        Callback::from(move |files: FileList| {
            let all: Vec<File> = (0..files.length()).filter_map(|index| files.item(index)).collect();
            let (read, wrong) = (read.clone(), wrong.clone());
            spawn_local(async move {
                match contents(all).await {
                    Some(given) => read.emit(given),
                    None => wrong.set(Some(t!("import-unreadable"))),
                }
            });
        })
    };
    {
        // A paste anywhere on the page but in a field is meant for the import.
        let (read, take) = (read.clone(), take.clone());
        use_effect_with((), move |()| {
            let handler = Closure::<dyn Fn(ClipboardEvent)>::new(move |event: ClipboardEvent| {
                let typing = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
                if typing.is_some_and(|element| ["INPUT", "TEXTAREA"].contains(&element.tag_name().as_str())) {
                    return;
                }
                let Some(data) = event.clipboard_data() else { return };
                if let Some(files) = data.files().filter(|files| files.length() > 0) {
                    take.emit(files);
                } else if let Ok(text) = data.get_data("text/plain")
                    && !text.trim().is_empty()
                {
                    read.emit((t!("import-pasted-name"), JsValue::from_str(&text)));
                }
            });
            let page = document();
            let _ = page.add_event_listener_with_callback("paste", handler.as_ref().unchecked_ref());
            move || {
                let _ = document().remove_event_listener_with_callback("paste", handler.as_ref().unchecked_ref());
            }
        });
    }
    let again_with = {
        let (bench, step, wrong, anew) = (bench.clone(), step.clone(), wrong.setter(), anew.setter());
        Callback::from(move |choices: Choices| {
            if let Step::Review { parsed, planned, .. } = &*step {
                // What is shown stays, and the focus with it, until the new plan is there.
                step.set(Step::Review { parsed: parsed.clone(), choices: choices.clone(), planned: planned.clone() });
                let heard = anew.clone();
                bench.listen(Callback::from(move |progress| heard.set(Some(progress))));
                let (done, step) = (anew.clone(), step.setter());
                plan(&bench, parsed.clone(), choices, &step, &wrong, Callback::from(move |()| done.set(None)));
            }
        })
    };
    let changed = {
        let step = step.clone();
        Callback::from(move |planned: Planned| {
            if let Step::Review { parsed, choices, .. } = &*step {
                step.set(Step::Review { parsed: parsed.clone(), choices: choices.clone(), planned: Rc::new(planned) });
            }
        })
    };
    let store = {
        let (bench, step, wrong, stale, id) = (bench.clone(), step.clone(), wrong.setter(), stale.setter(), opened.id.clone());
        Callback::from(move |()| {
            let Step::Review { parsed, choices, planned } = (*step).clone() else { return };
            let back = Step::Review { parsed: parsed.clone(), choices, planned };
            let (step, wrong, stale, id) = (step.setter(), wrong.clone(), stale.clone(), id.clone());
            step.set(Step::Storing);
            let why = t!("import-why", name = parsed.name.clone());
            bench.ask_with(Ask::Files { why }, &JsValue::UNDEFINED, move |_, body| {
                spawn_local(async move {
                    let answer = fetch("PUT", &path::fill(path::BANK_FILES, &[&id]), Some(&body)).await;
                    let (status, text) = match answer {
                        Ok((status, text)) => (status, text.as_string().unwrap_or_default()),
                        Err(failure) => {
                            wrong.set(Some(failure.words()));
                            step.set(back);
                            return;
                        }
                    };
                    if let Some(put) = from_json::<FilesPut>(&text).filter(|_| status == 200) {
                        step.set(Step::Done(put));
                        focus("page-title");
                    } else {
                        match from_json::<Stale>(&text).filter(|_| status == 409) {
                            Some(given) => stale.set(Some(given)),
                            None => wrong.set(Some(Reply { status, text }.refusal().words())),
                        }
                        step.set(back);
                    }
                });
            });
        })
    };
    let cancel = {
        // The worker goes with what it was reading; another opens the bank again.
        let (bench, again) = (bench.clone(), again.clone());
        Callback::from(move |_: MouseEvent| {
            bench.end();
            again.emit(());
        })
    };
    let start_over = {
        let step = step.setter();
        Callback::from(move |_: MouseEvent| {
            step.set(Step::Choose);
            focus("page-title");
        })
    };
    let body = match &*step {
        Step::Choose => choose(&take, &read, &over, &pasted),
        Step::Working(now) => section("import-working", "card", t!("import-working"), progress(now, Some(&cancel))),
        Step::Review { parsed, choices, planned } => html! {
            <>
            if let Some(now) = anew.as_ref() {
                { progress(now, Some(&cancel)) }
            }
            <Review bench={bench.clone()} opened={opened.clone()} parsed={parsed.clone()} choices={choices.clone()} planned={planned.clone()}
                plan={again_with} {changed} {store} {start_over} />
            </>
        },
        Step::Storing => {
            html! { <div class="card"><p role="status"><span class="spinner" aria-hidden="true"></span>{ t!("import-storing") }</p></div> }
        }
        Step::Done(put) => html! {
            <>
            { announced(Tone::Good, &t!("import-done", revision = put.revision, items = put.counts.items)) }
            <div class="actions">
                <a class="button primary" href={Place::Bank(opened.id.clone()).path()}>{ t!("import-to-bank") }</a>
                <a class="button" href={Place::BankImport(opened.id.clone()).path()}>{ t!("import-another") }</a>
            </div>
            </>
        },
    };
    html! {
        <>
        { failed(wrong.as_ref()) }
        if let Some(stale) = &*stale {
            <div class="notice notice-warning" role="alert">
                <p>{ t!("import-stale") }</p>
                <ul class="dots">
                    { for stale.changes.iter().map(|change| html! { <li>{ t!("change-entry", revision = change.revision, who = change.who.clone(), date = date(change.at), why = change.why.clone()) }</li> }) }
                </ul>
            </div>
        }
        { body }
        </>
    }
}

/// Asks what would become of what was read.
fn plan(
    bench: &Bench,
    parsed: Rc<Parsed>,
    choices: Choices,
    step: &UseStateSetter<Step>,
    wrong: &UseStateSetter<Option<String>>,
    done: Callback<()>,
) {
    let (step, wrong) = (step.clone(), wrong.clone());
    bench.ask(Ask::Plan(choices.clone()), move |tell| {
        done.emit(());
        match tell {
            Tell::Planned(planned) => step.set(Step::Review { parsed, choices, planned: Rc::new(planned) }),
            Tell::Failed(why) => {
                wrong.set(Some(sentence(&why)));
                step.set(Step::Choose);
            }
            _ => {}
        }
    });
}

/// The name and the bytes of a file, or the paths and bytes of a folder's.
async fn contents(files: Vec<File>) -> Option<(String, JsValue)> {
    let bytes = |file: &File| {
        let promise = file.array_buffer();
        async move { Some(Uint8Array::new(&JsFuture::from(promise).await.ok()?)) }
    };
    if let [file] = &files[..] {
        return Some((file.name(), bytes(file).await?.into()));
    }
    let pairs = Array::new();
    for file in &files {
        let inside = js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
        let path = inside.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name());
        pairs.push(&Array::of2(&JsValue::from_str(&path), &bytes(file).await?.into()));
    }
    (!files.is_empty()).then(|| (String::new(), pairs.into()))
}

fn choose(
    take: &Callback<FileList>,
    read: &Callback<(String, JsValue)>,
    over: &UseStateHandle<bool>,
    pasted: &UseStateHandle<String>,
) -> Html {
    let onchange = take.reform(|event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        input.and_then(|input| input.files()).expect("a file input has a list of files")
    });
    let (enter, leave) = (over.setter(), over.setter());
    let ondragover = move |event: DragEvent| {
        event.prevent_default();
        enter.set(true);
    };
    let ondragleave = move |_: DragEvent| leave.set(false);
    let ondrop = {
        let (take, over) = (take.clone(), over.setter());
        move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            if let Some(files) = event.data_transfer().and_then(|data| data.files()).filter(|files| files.length() > 0) {
                take.emit(files);
            }
        }
    };
    let typed = {
        let pasted = pasted.setter();
        Callback::from(move |text: String| pasted.set(text))
    };
    let read_pasted = {
        let (read, pasted) = (read.clone(), pasted.clone());
        move |_: MouseEvent| {
            if !pasted.trim().is_empty() {
                read.emit((t!("import-pasted-name"), JsValue::from_str(&pasted)));
            }
        }
    };
    html! {
        <>
        <div class={classes!("drop", over.then_some("over"))} {ondragover} {ondragleave} {ondrop}>
            <p>{ t!("import-drop") }</p>
            <div class="actions">
                <input type="file" id="file" class="visually-hidden file-input" onchange={onchange.clone()} />
                <label for="file" class="button primary">{ t!("import-file") }</label>
                <input type="file" id="folder" class="visually-hidden file-input" webkitdirectory=true {onchange} />
                <label for="folder" class="button">{ t!("import-folder") }</label>
            </div>
            <p class="hint">{ t!("import-formats") }</p>
        </div>
        <details class="as-table">
            <summary>{ t!("import-paste") }</summary>
            { area("pasted", t!("import-pasted"), t!("import-pasted-hint"), pasted, 8, None, typed) }
            <div class="actions"><button type="button" class="button" onclick={read_pasted}>{ t!("import-read") }</button></div>
        </details>
        </>
    }
}
