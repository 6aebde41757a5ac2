//! The worker that reads banks, seen from the page: asked, heard, ended.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use api::path;
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortSignal, Event, Headers, MessageEvent, RequestInit, Response, Worker, WorkerOptions, WorkerType};
use yew::prelude::*;

use crate::browser::{document, window};
use crate::client::{Failure, Reply};
use crate::workshop::{Ask, Asked, Opened, Progress, Tell, Told};

/// A large bank may take so long on its way, in milliseconds.
const PATIENCE: u32 = 180_000;

type Then = Box<dyn FnOnce(Tell, JsValue)>;

/// A worker. It ends when the last of its handles is dropped.
#[derive(Clone)]
pub struct Bench(Rc<Inner>);

impl PartialEq for Bench {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Inner {
    worker: Worker,
    state: Rc<Heard>,
    number: Cell<u32>,
    _heard: Closure<dyn Fn(MessageEvent)>,
    _broke: Closure<dyn Fn(Event)>,
}

/// What listens.
#[derive(Default)]
struct Heard {
    ready: Cell<bool>,
    /// Asked before it listened.
    early: RefCell<Vec<Array>>,
    waiting: RefCell<BTreeMap<u32, Then>>,
    progress: RefCell<Callback<Progress>>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Bench {
    /// Starts a worker; `None` where the browser starts none.
    pub fn start() -> Option<Self> {
        // The page's shell names it, for its address has a hash in it.
        let address = document().get_element_by_id("app")?.get_attribute("data-workshop")?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address, &options).ok()?;
        let state = Rc::<Heard>::default();
        let heard = {
            let (worker, state) = (worker.clone(), state.clone());
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let parts = Array::from(&event.data());
                let told = parts.get(0).as_string().and_then(|text| serde_json::from_str::<Told>(&text).ok());
                let Some(Told { number, tell }) = told else { return };
                match tell {
                    Tell::Ready => {
                        state.ready.set(true);
                        for message in state.early.take() {
                            let _ = worker.post_message(&message);
                        }
                    }
                    Tell::Progress(progress) => {
                        let listener = state.progress.borrow().clone();
                        listener.emit(progress);
                    }
                    tell => {
                        let then = state.waiting.borrow_mut().remove(&number);
                        if let Some(then) = then {
                            then(tell, parts.get(1));
                        }
                    }
                }
            })
        };
        let broke = {
            let state = state.clone();
            // It could not be fetched, or what runs in it broke: the browser's console has the words.
            Closure::<dyn Fn(Event)>::new(move |_| {
                for (_, then) in state.waiting.take() {
                    then(Tell::Failed(String::new()), JsValue::UNDEFINED);
                }
            })
        };
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(broke.as_ref().unchecked_ref()));
        Some(Self(Rc::new(Inner { worker, state, number: Cell::new(0), _heard: heard, _broke: broke })))
    }

    /// Asks; `beside` is what travels as it is.
    pub fn ask_with(&self, ask: Ask, beside: &JsValue, then: impl FnOnce(Tell, JsValue) + 'static) {
        let number = self.0.number.get() + 1;
        self.0.number.set(number);
        let text = crate::client::json(&Asked { number, ask });
        let message = Array::of2(&JsValue::from_str(&text), beside);
        self.0.state.waiting.borrow_mut().insert(number, Box::new(then));
        if self.0.state.ready.get() {
            let _ = self.0.worker.post_message(&message);
        } else {
            self.0.state.early.borrow_mut().push(message);
        }
    }

    /// Asks.
    pub fn ask(&self, ask: Ask, then: impl FnOnce(Tell) + 'static) {
        self.ask_with(ask, &JsValue::UNDEFINED, |tell, _| then(tell));
    }

    /// Stops whatever it is at, for good.
    pub fn end(&self) {
        self.0.worker.terminate();
    }

    /// Who hears how far it is.
    pub fn listen(&self, progress: Callback<Progress>) {
        self.0.state.progress.replace(progress);
    }
}

/// How far opening a bank is.
#[derive(Clone, PartialEq)]
pub enum Opening {
    /// Under way.
    Waiting,
    /// It is open in this worker.
    Ready(Bench, Rc<Opened>),
    /// It did not work.
    Failed(Failure),
}

/// Opens a bank of the workshop in a worker of its own; again when the callback is called.
#[hook]
pub fn use_bench(id: &str) -> (Opening, Callback<()>) {
    let state = use_state_eq(|| Opening::Waiting);
    let turn = use_state_eq(|| 0_u32);
    {
        let setter = state.setter();
        use_effect_with((id.to_owned(), *turn), move |(id, _)| {
            let address = path::fill(path::BANK, &[id]);
            spawn_local(async move {
                let given = match fetch("GET", &address, None).await {
                    Ok((200, text)) => text,
                    Ok((status, text)) => {
                        let reply = Reply { status, text: text.as_string().unwrap_or_default() };
                        setter.set(Opening::Failed(reply.refusal()));
                        return;
                    }
                    Err(failure) => {
                        setter.set(Opening::Failed(failure));
                        return;
                    }
                };
                let Some(bench) = Bench::start() else {
                    setter.set(Opening::Failed(Failure::Strange(200)));
                    return;
                };
                let opened = bench.clone();
                bench.ask_with(Ask::Open, &given, move |tell, _| match tell {
                    Tell::Opened(bank) => setter.set(Opening::Ready(opened, Rc::new(bank))),
                    _ => setter.set(Opening::Failed(Failure::Strange(200))),
                });
            });
        });
    }
    let again = {
        let (turn, state) = (turn.clone(), state.setter());
        Callback::from(move |()| {
            state.set(Opening::Waiting);
            turn.set(*turn + 1);
        })
    };
    ((*state).clone(), again)
}

/// Sends a text without looking into it, and gives what comes back in the same way: a large bank is not copied through here.
pub async fn fetch(method: &str, path: &str, body: Option<&JsValue>) -> Result<(u16, JsValue), Failure> {
    exchange(method, path, body).await.map_err(|_| Failure::Unreachable)
}

async fn exchange(method: &str, path: &str, body: Option<&JsValue>) -> Result<(u16, JsValue), JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        headers.set("content-type", "application/json")?;
        init.set_body(body);
    }
    init.set_headers(&headers);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    let response: Response = JsFuture::from(window().fetch_with_str_and_init(path, &init)).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text))
}

/// Offers bytes as a file to download.
pub fn download(name: &str, mime: &str, bytes: &JsValue) {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let Ok(blob) = web_sys::Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &options) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    if let Some(link) = document().create_element("a").ok().and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok()) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&url);
}
