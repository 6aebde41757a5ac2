//! How credentials come in: dropped, chosen or pasted, one or several.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DragEvent, Element, File, FileList, HtmlInputElement, HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

use crate::browser::{Listener, document, focus};
use crate::components::submit;
use crate::t;

/// A longer file is not read: no badge is so long, nor a record of a whole life of learning.
const LONGEST: f64 = 8_000_000.0;

/// The kinds of files, for the browser's dialogue.
const KINDS: &str = ".json,.jsonld,.jwt,.txt,.png,.svg,application/json,application/ld+json,application/vc+ld+json,\
     application/vc+jwt,application/jwt,image/png,image/svg+xml";

/// One thing that came in.
#[derive(Clone)]
pub enum Incoming {
    /// A file that is still to be read.
    File(File),
    /// Text that somebody pasted.
    Text(String),
}

impl Incoming {
    /// What it is called, and its bytes.
    ///
    /// # Errors
    /// Why it was not read.
    pub async fn read(self) -> Result<(Rc<str>, Rc<[u8]>), String> {
        let (name, size) = match &self {
            Self::File(file) => (file.name(), file.size()),
            Self::Text(text) => (t!("verify-pasted"), text.len() as f64),
        };
        if size > LONGEST {
            let (size, most) = ((size / 1e6).round() as u32, (LONGEST / 1e6) as u32);
            return Err(t!("verify-too-long", name = name, size = size, most = most));
        }
        let bytes: Rc<[u8]> = match self {
            Self::Text(text) => text.into_bytes().into(),
            Self::File(file) => match JsFuture::from(file.array_buffer()).await {
                Ok(buffer) => js_sys::Uint8Array::new(&buffer).to_vec().into(),
                Err(_) => return Err(t!("verify-unreadable", name = name)),
            },
        };
        Ok((name.into(), bytes))
    }
}

fn files(list: Option<FileList>) -> Vec<Incoming> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)).map(Incoming::File).collect()
}

/// What an [`Intake`] is given.
#[derive(Properties, PartialEq)]
pub struct IntakeProps {
    /// Called with all that came at once; never with nothing.
    pub ontake: Callback<Vec<Incoming>>,
}

/// A place to drop files on, a button to choose them, and a field for text.
#[component]
pub fn Intake(props: &IntakeProps) -> Html {
    let over = use_state_eq(|| false);
    let give = {
        let take = props.ontake.clone();
        Callback::from(move |all: Vec<Incoming>| {
            if !all.is_empty() {
                take.emit(all);
            }
        })
    };
    use_effect_with((), {
        let (give, over) = (give.clone(), over.setter());
        // Anywhere on the page: a file that misses its place would take the page's, and with it what was checked.
        move |()| {
            let left = over.clone();
            let listeners = [
                Listener::new("paste", {
                    let give = give.clone();
                    move |event| pasted(&event, &give)
                }),
                Listener::new("dragover", {
                    let over = over.clone();
                    move |event| {
                        event.prevent_default();
                        over.set(true);
                    }
                }),
                Listener::new("dragleave", move |_| left.set(false)),
                Listener::new("drop", move |event| {
                    event.prevent_default();
                    over.set(false);
                    let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
                    give.emit(files(data.and_then(|data| data.files())));
                }),
            ];
            move || drop(listeners)
        }
    });
    let onfile = {
        let give = give.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                give.emit(files(input.files()));
                // So that the same file can be chosen again.
                input.set_value("");
            }
        })
    };
    let onchoose = Callback::from(|_: MouseEvent| {
        let input = document().get_element_by_id("file").and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            input.click();
        }
    });
    html! {
        <div class="intake">
            <section class={classes!("drop", over.then_some("over"))} aria-label={t!("verify-drop")}>
                <p>{ t!("verify-drop") }</p>
                <input type="file" id="file" class="file-input" accept={KINDS} multiple=true aria-label={t!("verify-choose")} tabindex="-1" onchange={onfile} />
                <button type="button" class="button primary" onclick={onchoose}>{ t!("verify-choose") }</button>
                <p class="hint">{ t!("verify-private") }</p>
            </section>
            <details class="card">
                <summary>{ t!("verify-paste-title") }</summary>
                <TextForm id="text" label={t!("verify-paste")} button={t!("verify-do")} ontext={give.reform(|text: String| vec![Incoming::Text(text)])} />
            </details>
        </div>
    }
}

/// What was pasted onto the page, unless it was pasted into a field.
fn pasted(event: &Event, give: &Callback<Vec<Incoming>>) {
    let in_field = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| element.closest("input, textarea, select").ok().flatten().is_some());
    let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return };
    if in_field {
        return;
    }
    let text = || data.get_data("text/plain").ok().filter(|text| !text.trim().is_empty());
    let mut all = files(data.files());
    if all.is_empty() {
        all.extend(text().map(|text| Incoming::Text(text.trim().to_owned())));
    }
    give.emit(all);
}

/// What a [`TextForm`] is given.
#[derive(Properties, PartialEq)]
pub struct TextFormProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// What the text is.
    pub label: String,
    /// What is done with it.
    pub button: String,
    /// Called with the text without surrounding spaces; never with nothing.
    pub ontext: Callback<String>,
}

/// A field for a long text, and a button.
#[component]
pub fn TextForm(props: &TextFormProps) -> Html {
    let text = use_state_eq(String::new);
    let oninput = {
        let text = text.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
                text.set(area.value());
            }
        })
    };
    let onsubmit = {
        let (id, text, emit) = (props.id.clone(), text.clone(), props.ontext.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if text.trim().is_empty() {
                focus(&id);
            } else {
                emit.emit(text.trim().to_owned());
            }
        })
    };
    html! {
        <form class="form" {onsubmit}>
            <div class="field">
                <label for={props.id.clone()}>{ &props.label }</label>
                <textarea id={props.id.clone()} spellcheck="false" value={(*text).clone()} {oninput} />
            </div>
            { submit("", false, props.button.clone()) }
        </form>
    }
}
