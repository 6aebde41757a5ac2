//! The little of the browser that the pages need: the clock, waiting, storage, the address, the title, the focus.

use std::cell::Cell;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlElement, Storage, Window};

use crate::json::from_json;

/// The page's window.
pub fn window() -> Window {
    web_sys::window().expect("the pages run in a window")
}

/// The page's document.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// Unix milliseconds.
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// Milliseconds since the page began, by a clock that nobody sets.
pub fn running_for() -> u64 {
    window().performance().map_or(0.0, |clock| clock.now()) as u64
}

/// Returns after so many milliseconds.
pub async fn wait(milliseconds: u32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let delay = i32::try_from(milliseconds).unwrap_or(i32::MAX);
        // Without a timer there is nothing to wait for.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, delay);
    });
    let _ = JsFuture::from(promise).await;
}

/// Listens to an event of the window until dropped.
pub struct Listener {
    name: &'static str,
    handler: Closure<dyn Fn(web_sys::Event)>,
}

impl Listener {
    /// Calls `handler` at each event of this name.
    pub fn new(name: &'static str, handler: impl Fn(web_sys::Event) + 'static) -> Self {
        let handler = Closure::<dyn Fn(web_sys::Event)>::new(handler);
        let _ = window().add_event_listener_with_callback(name, handler.as_ref().unchecked_ref());
        Self { name, handler }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = window().remove_event_listener_with_callback(self.name, self.handler.as_ref().unchecked_ref());
    }
}

/// Calls a function about once a second until dropped.
pub struct Ticker {
    id: Cell<i32>,
    _handler: Closure<dyn Fn()>,
}

impl Ticker {
    /// Starts now.
    pub fn new(tick: impl Fn() + 'static) -> Self {
        let handler = Closure::<dyn Fn()>::new(tick);
        let id = window()
            .set_interval_with_callback_and_timeout_and_arguments_0(handler.as_ref().unchecked_ref(), 1000)
            .unwrap_or_default();
        Self { id: Cell::new(id), _handler: handler }
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        window().clear_interval_with_handle(self.id.get());
    }
}

/// The browser's storage; absent where it is switched off, and then nothing is kept over a reload.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What was kept under this name.
pub fn recall<T: DeserializeOwned>(name: &str) -> Option<T> {
    let text = storage()?.get_item(name).ok()??;
    from_json(&text)
}

/// Keeps a value over reloads; false where the browser would not.
pub fn keep<T: Serialize>(name: &str, value: &T) -> bool {
    let Some(storage) = storage() else { return false };
    serde_json::to_string(value).is_ok_and(|text| storage.set_item(name, &text).is_ok())
}

/// Forgets what was kept under this name.
pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

/// The names under which something is kept, of those that begin so.
pub fn kept_names(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let all = (0..storage.length().unwrap_or_default()).filter_map(|index| storage.key(index).ok().flatten());
    all.filter(|name| name.starts_with(prefix)).collect()
}

/// The path of the address.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// What follows `#` in the address: a secret that is never sent as part of one.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

/// Takes the fragment out of the address, so that nobody reads it off the screen or the history.
pub fn hide_fragment() {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path()));
    }
}

/// Leaves for another page of this server, outside this bundle.
pub fn leave_for(path: &str) {
    let _ = window().location().assign(path);
}

/// Leaves for another page of this server and gives it a value by the browser's history, where storage is switched off.
pub fn leave_with<T: Serialize>(path: &str, value: &T) {
    if let (Ok(history), Ok(text)) = (window().history(), serde_json::to_string(value)) {
        let _ = history.push_state_with_url(&JsValue::from_str(&text), "", Some(path));
        let _ = window().location().reload();
    }
}

/// What the page before gave by [`leave_with`].
pub fn handed_over<T: DeserializeOwned>() -> Option<T> {
    from_json(&window().history().ok()?.state().ok()?.as_string()?)
}

/// Says in the window's title where we are.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Moves the focus to the element of this id.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Moves the focus to the element that the address names behind `#`, or to the nearest one around it: of `#result-level-level-expert`,
/// which is not there, `result-level`. For pages that are drawn when the browser has looked for it already.
pub fn focus_anchor() {
    let named = window().location().hash().unwrap_or_default();
    let mut id = named.trim_start_matches('#');
    loop {
        if id.is_empty() {
            return;
        }
        if let Some(element) = document().get_element_by_id(id) {
            if !element.has_attribute("tabindex") {
                let _ = element.set_attribute("tabindex", "-1");
            }
            return focus(id);
        }
        id = id.rsplit_once('-').map_or("", |(around, _)| around);
    }
}

/// Goes to the top of the page.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Offers bytes as a file to download.
pub fn download(name: &str, mime: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    if let Some(link) = document().create_element("a").ok().and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok()) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&url);
}

/// Puts a text on the clipboard; false where the browser would not.
pub async fn copy(text: &str) -> bool {
    JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}
