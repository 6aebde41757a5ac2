//! The frame around every page of a learner.

use yew::prelude::*;

use super::{link, mark};
use crate::browser::focus;
use crate::route::Route;
use crate::t;

/// Skip link, head and foot around a page.
pub fn frame(page: Html) -> Html {
    html! {
        <div class="frame">
            { skip() }
            <header class="site-head">
                { link(Route::Catalogue, "brand", html! { <>{ mark() }{ t!("brand") }</> }) }
                <nav class="site-nav" aria-label={t!("nav-label")}>
                    { link(Route::Catalogue, "", html! { t!("nav-catalogue") }) }
                    { link(Route::Join, "", html! { t!("nav-join") }) }
                    { link(Route::Me, "", html! { t!("nav-me") }) }
                </nav>
            </header>
            { page }
            <footer class="site-foot">
                <p>{ t!("foot-line") }</p>
                <nav aria-label={t!("foot-label")}>
                    <a href="/verify">{ t!("nav-verify") }</a>
                    <a href="/tutor">{ t!("nav-tutor") }</a>
                </nav>
            </footer>
        </div>
    }
}

/// The way past the head of the page. It moves the focus and not the address, whose fragment may be a secret that a reload needs.
pub fn skip() -> Html {
    let onclick = |event: MouseEvent| {
        event.prevent_default();
        focus("main");
    };
    html! { <a class="skip" href="#main" {onclick}>{ t!("skip") }</a> }
}
