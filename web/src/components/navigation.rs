//! Going from page to page: by the browser's history within a bundle, by leaving for another one.

use std::cell::RefCell;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::MouseEvent;
use yew::prelude::*;

use crate::browser::{Listener, document, leave_for, path, scroll_to_top, window};
use crate::left;
use crate::route::{Bundle, Route};
use crate::sitting::pass;
use crate::unsaved::may_leave;

thread_local! {
    /// The running bundle's page, as its root component holds it.
    static PLACE: RefCell<Option<Place>> = const { RefCell::new(None) };
}

#[derive(Clone)]
struct Place {
    route: Route,
    bundle: Bundle,
    set: UseStateSetter<Route>,
}

/// Draws a bundle's root component into the page's `#app`, once whoever left here without a network is signed out.
pub fn start<Root: BaseComponent>()
where
    Root::Properties: Default,
{
    spawn_local(async {
        left::settle().await;
        pass::end_what_is_over();
        if let Some(root) = document().get_element_by_id("app") {
            yew::Renderer::<Root>::with_root(root).render();
        }
    });
}

/// The current page, for the root component of this bundle.
#[hook]
pub fn use_navigation(bundle: Bundle) -> Route {
    let route = use_state_eq(|| Route::parse(&path()));
    {
        let set = route.setter();
        use_effect_with((), move |()| {
            let listener = Listener::new("popstate", move |_| {
                if may_leave() {
                    set.set(Route::parse(&path()));
                } else if let Some(place) = PLACE.with_borrow(Clone::clone) {
                    // The address is that of the page before already.
                    push(&place.route);
                }
            });
            move || drop(listener)
        });
    }
    PLACE.set(Some(Place { route: (*route).clone(), bundle, set: route.setter() }));
    (*route).clone()
}

/// Goes to another page.
pub fn go(to: Route) {
    let place = PLACE.with_borrow(Clone::clone);
    match place {
        Some(place) if place.bundle == to.bundle() => {
            if !may_leave() {
                return;
            }
            push(&to);
            scroll_to_top();
            place.set.set(to);
        }
        _ => leave_for(&to.path()),
    }
}

/// Puts a page's address above that of this one.
fn push(to: &Route) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&to.path()));
    }
}

/// A link to another page. To a page of another bundle, with a modifier key or another button it is an ordinary link.
pub fn link(to: Route, class: &'static str, words: Html) -> Html {
    let (here, own) = PLACE
        .with_borrow(|place| place.as_ref().map_or((false, false), |place| (place.route == to, place.bundle == to.bundle())));
    let href = to.path();
    let onclick = Callback::from(move |event: MouseEvent| {
        let plain = event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if own && plain {
            event.prevent_default();
            go(to.clone());
        }
    });
    html! { <a {href} {class} {onclick} aria-current={here.then_some("page")}>{ words }</a> }
}

/// A link that looks like a button; `primary` for the one next action.
pub fn link_button(to: Route, primary: bool, words: String) -> Html {
    link(to, if primary { "button primary" } else { "button" }, html! { words })
}
