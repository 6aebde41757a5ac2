//! What is typed and not stored: whoever leaves the page, reloads it or closes it is asked first.
//!
//! The browser asks with words of its own where another page takes the place of this one; pages that change in place ask by
//! [`may_leave`].

use std::cell::Cell;

use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::browser::{Listener, window};
use crate::t;

thread_local! {
    /// Forms of this page that hold something unsaved.
    static FORMS: Cell<u32> = const { Cell::new(0) };
}

/// While there is one, leaving asks.
struct Guard {
    _listener: Listener,
}

impl Guard {
    fn new() -> Self {
        FORMS.set(FORMS.get() + 1);
        let listener = Listener::new("beforeunload", |event| {
            // Set to zero where somebody said that they want to leave.
            if FORMS.get() > 0 {
                event.prevent_default();
                // Older browsers look at this and not at the default.
                let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &JsValue::TRUE);
            }
        });
        Self { _listener: listener }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        FORMS.set(FORMS.get().saturating_sub(1));
    }
}

/// Asks before a form is left, as long as what is in it differs from what was loaded or stored last.
#[hook]
pub fn use_unsaved(differs: bool) {
    use_effect_with(differs, |differs| {
        let guard = differs.then(Guard::new);
        move || drop(guard)
    });
}

/// Whether nothing is unsaved, or whoever is here says that it may go.
pub fn may_leave() -> bool {
    FORMS.get() == 0 || window().confirm_with_message(&t!("unsaved-leave")).unwrap_or(true)
}

/// What is in the forms of this page was stored, or may go: the page that follows is not asked about.
pub fn settled() {
    FORMS.set(0);
}
