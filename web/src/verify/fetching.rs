//! Fetching one document: nothing of the reader's goes with it, and it is bounded in size and time and can be stopped.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestMode,
    Response,
};

use crate::browser::{wait, window};
use crate::t;

/// A longer document is not read; a status list of 16 million entries is a third of it.
const LONGEST: usize = 4_000_000;

/// A host that has not sent all of it after so many milliseconds is not waited for.
const PATIENCE: u32 = 15_000;

/// Why there is no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No answer, or none that a page may read.
    Silent,
    /// An answer that is no document: its HTTP status.
    Status(u16),
    /// More than [`LONGEST`].
    Long,
    /// Not within [`PATIENCE`].
    Slow,
    /// The reader stopped it.
    Stopped,
}

impl Trouble {
    /// In words, about this host.
    pub fn words(self, host: &str) -> String {
        match self {
            Self::Silent => t!("fetch-silent", host = host.to_owned()),
            Self::Status(status) => t!("fetch-status", host = host.to_owned(), status = status),
            Self::Long => t!("fetch-long", host = host.to_owned()),
            Self::Slow => t!("fetch-slow", host = host.to_owned()),
            Self::Stopped => t!("fetch-stopped"),
        }
    }
}

/// A fetch that can be stopped while it is under way.
#[derive(Clone)]
pub struct Fetch {
    // A browser without one cannot stop it, and fetches all the same.
    controller: Option<AbortController>,
    ended: Rc<Cell<Option<Trouble>>>,
}

impl PartialEq for Fetch {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.ended, &other.ended)
    }
}

impl Fetch {
    /// One that has not begun.
    pub fn new() -> Self {
        Self { controller: AbortController::new().ok(), ended: Rc::default() }
    }

    /// Stops it.
    pub fn stop(&self) {
        self.end(Trouble::Stopped);
    }

    fn end(&self, why: Trouble) {
        if self.ended.get().is_none() {
            self.ended.set(Some(why));
            if let Some(controller) = &self.controller {
                controller.abort();
            }
        }
    }

    /// The text at a path of this server.
    ///
    /// # Errors
    /// Each [`Trouble`].
    pub async fn here(&self, path: &str) -> Result<String, Trouble> {
        self.text(path, RequestMode::SameOrigin).await
    }

    /// The text at an https URL of any host that lets pages read it. The page's policy follows a redirect to https only.
    ///
    /// # Errors
    /// Each [`Trouble`].
    pub async fn there(&self, url: &str) -> Result<String, Trouble> {
        self.text(url, RequestMode::Cors).await
    }

    async fn text(&self, url: &str, mode: RequestMode) -> Result<String, Trouble> {
        let late = self.clone();
        let done = Rc::new(Cell::new(false));
        let is_done = done.clone();
        spawn_local(async move {
            wait(PATIENCE).await;
            if !is_done.get() {
                late.end(Trouble::Slow);
            }
        });
        let read = self.read(url, mode).await;
        done.set(true);
        read.map_err(|trouble| self.ended.get().unwrap_or(trouble))
    }

    async fn read(&self, url: &str, mode: RequestMode) -> Result<String, Trouble> {
        let silent = |_: JsValue| Trouble::Silent;
        let init = RequestInit::new();
        init.set_mode(mode);
        init.set_cache(RequestCache::NoStore);
        init.set_credentials(RequestCredentials::Omit);
        init.set_referrer_policy(ReferrerPolicy::NoReferrer);
        init.set_signal(self.controller.as_ref().map(AbortController::signal).as_ref());
        let response = JsFuture::from(window().fetch_with_str_and_init(url, &init)).await.map_err(silent)?;
        let response: Response = response.dyn_into().map_err(silent)?;
        if !response.ok() {
            return Err(Trouble::Status(response.status()));
        }
        let Some(body) = response.body() else { return Ok(String::new()) };
        let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into().map_err(|_| Trouble::Silent)?;
        let mut bytes = Vec::new();
        loop {
            let chunk = JsFuture::from(reader.read()).await.map_err(silent)?;
            let part = |name: &str| js_sys::Reflect::get(&chunk, &JsValue::from_str(name)).map_err(silent);
            if part("done")?.is_truthy() {
                break;
            }
            let chunk: js_sys::Uint8Array = part("value")?.dyn_into().map_err(silent)?;
            if bytes.len() + chunk.length() as usize > LONGEST {
                self.end(Trouble::Long);
                return Err(Trouble::Long);
            }
            bytes.extend(chunk.to_vec());
        }
        // What is not text is no document of any kind that is known; the verifier says so of what it cannot read.
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}
