//! A sitting goes on without a network, also when its page is opened anew: a service worker keeps the page, and the pictures of the
//! questions lie in a cache until the sitting is over.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, ServiceWorkerContainer, ServiceWorkerRegistration};

use crate::browser::window;

/// As in `static/sw.js`.
const PAGES: &str = "assay-sitting-pages";
const PICTURES: &str = "assay-sitting-pictures";

/// Keeps the page and these pictures. Where the browser cannot, the sitting still runs for as long as its page stays open.
pub async fn prepare(pictures: &[String]) {
    if let Some(workers) = workers() {
        let _ = JsFuture::from(workers.register("/sw.js")).await;
    }
    let Some(cache) = open(PICTURES).await else { return };
    for picture in pictures {
        let _ = JsFuture::from(cache.add_with_str(picture)).await;
    }
}

/// The pictures go: the sitting is over.
pub async fn drop_pictures() {
    if let Some(caches) = caches() {
        let _ = JsFuture::from(caches.delete(PICTURES)).await;
    }
}

/// The pictures go where no sitting is under way in this browser any more.
pub async fn drop_what_is_over() {
    if super::pass::seats().all(|(seat, ..)| super::pass::is_waiting(&seat)) {
        drop_pictures().await;
    }
}

/// Everything goes: somebody leaves.
pub async fn drop_all() {
    drop_pictures().await;
    if let Some(caches) = caches() {
        let _ = JsFuture::from(caches.delete(PAGES)).await;
    }
    let Some(workers) = workers() else { return };
    let Ok(all) = JsFuture::from(workers.get_registrations()).await else { return };
    for registration in js_sys::Array::from(&all) {
        if let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>()
            && let Ok(gone) = registration.unregister()
        {
            let _ = JsFuture::from(gone).await;
        }
    }
}

async fn open(name: &str) -> Option<Cache> {
    JsFuture::from(caches()?.open(name)).await.ok()?.dyn_into().ok()
}

/// Neither is there where the page is not encrypted, nor in some private windows.
fn workers() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    has(&navigator, "serviceWorker").then(|| navigator.service_worker())
}

fn caches() -> Option<CacheStorage> {
    if has(&window(), "caches") { window().caches().ok() } else { None }
}

fn has(object: &JsValue, name: &str) -> bool {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).is_ok_and(|value| value.is_object())
}
