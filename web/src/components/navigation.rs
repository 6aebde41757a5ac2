//! Going from page to page: by the browser's history within a bundle, by leaving for another one.

use wasm_bindgen::JsValue;
use web_sys::MouseEvent;
use yew::prelude::*;

use crate::browser::{Listener, leave_for, path, scroll_to_top, window};
use crate::route::Route;

/// Where we are and how to go elsewhere.
#[derive(Clone, PartialEq)]
struct Place {
    route: Route,
    late: bool,
    go: Callback<Route>,
}

/// What a [`Navigator`] is given.
#[derive(Properties, PartialEq)]
pub struct NavigatorProps {
    /// Whether this is the bundle of the pages after a test.
    pub late: bool,
    /// The pages.
    pub children: Html,
}

/// Gives its children the current page and the way to others.
#[component]
pub fn Navigator(props: &NavigatorProps) -> Html {
    let route = use_state_eq(|| Route::parse(&path()));
    {
        let route = route.clone();
        use_effect_with((), move |()| {
            let listener = Listener::new("popstate", move |_| route.set(Route::parse(&path())));
            move || drop(listener)
        });
    }
    let go = {
        let route = route.setter();
        use_callback(props.late, move |to: Route, late| {
            if to.is_late() != *late {
                leave_for(&to.path());
                return;
            }
            if let Ok(history) = window().history() {
                let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&to.path()));
            }
            scroll_to_top();
            route.set(to);
        })
    };
    let place = Place { route: (*route).clone(), late: props.late, go };
    html! { <ContextProvider<Place> context={place}>{ props.children.clone() }</ContextProvider<Place>> }
}

/// The current page.
#[hook]
pub fn use_route() -> Route {
    use_context::<Place>().map_or(Route::Missing, |place| place.route)
}

/// Goes to another page.
#[hook]
pub fn use_go() -> Callback<Route> {
    use_context::<Place>().map_or_else(Callback::noop, |place| place.go)
}

/// What a [`Link`] is given.
#[derive(Properties, PartialEq)]
pub struct LinkProps {
    /// The page.
    pub to: Route,
    /// Its look.
    #[prop_or_default]
    pub class: Classes,
    /// Its words.
    pub children: Html,
}

/// A link to another page. To a page of another bundle, with a modifier key or another button it is an ordinary link.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    let place = use_context::<Place>();
    let here = place.as_ref().is_some_and(|place| place.route == props.to);
    let onclick = {
        let (to, go) = (props.to.clone(), place.filter(|place| place.late == props.to.is_late()).map(|place| place.go));
        Callback::from(move |event: MouseEvent| {
            let Some(go) = &go else { return };
            if event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()) {
                event.prevent_default();
                go.emit(to.clone());
            }
        })
    };
    html! {
        <a href={props.to.path()} class={props.class.clone()} {onclick} aria-current={here.then_some("page")}>
            { props.children.clone() }
        </a>
    }
}
