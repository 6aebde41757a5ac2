//! The frame around every page of a learner.

use yew::prelude::*;

use super::{Link, mark};
use crate::route::Route;
use crate::t;

/// Skip link, head and foot around a page; inside a [`super::Navigator`].
pub fn frame(page: Html) -> Html {
    html! {
        <div class="frame">
            <a class="skip" href="#main">{ t!("skip") }</a>
            <header class="site-head">
                <Link to={Route::Catalogue} class="brand">{ mark() }{ t!("brand") }</Link>
                <nav class="site-nav" aria-label={t!("nav-label")}>
                    <Link to={Route::Catalogue}>{ t!("nav-catalogue") }</Link>
                    <Link to={Route::Join}>{ t!("nav-join") }</Link>
                    <Link to={Route::Me}>{ t!("nav-me") }</Link>
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
