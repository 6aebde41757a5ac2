//! The learner's bundle: the frame around every page, and which page is at which address.

use yew::prelude::*;

use crate::browser::document;
use crate::components::{Link, Navigator, mark, use_route};
use crate::pages::{
    AttemptPage, CataloguePage, CredentialPage, FollowPage, JoinPage, MePage, MicroCredentialPage, PracticePage, ResultPage,
    SharedPage, missing_page,
};
use crate::route::Route;
use crate::{t, text};

/// Draws the bundle into the page's `#app`.
pub fn run() {
    text::install(&[text::COMMON, text::LEARNER]);
    if let Some(root) = document().get_element_by_id("app") {
        yew::Renderer::<Learner>::with_root(root).render();
    }
}

#[component]
fn Learner() -> Html {
    html! { <Navigator><Frame /></Navigator> }
}

#[component]
fn Frame() -> Html {
    let route = use_route();
    let page = match route.clone() {
        Route::Catalogue => html! { <CataloguePage /> },
        Route::MicroCredential(id) => html! { <MicroCredentialPage key={id.clone()} id={id.clone()} /> },
        Route::Join => html! { <JoinPage /> },
        Route::Return => html! { <FollowPage /> },
        Route::Me => html! { <MePage /> },
        Route::Attempt(id) => html! { <AttemptPage key={id.clone()} id={id.clone()} /> },
        Route::Result(id) => html! { <ResultPage key={id.clone()} id={id.clone()} /> },
        Route::Credential(id) => html! { <CredentialPage key={id.clone()} id={id.clone()} /> },
        Route::Practice(id) => html! { <PracticePage key={id.clone()} id={id.clone()} /> },
        Route::Shared => html! { <SharedPage /> },
        Route::Missing => missing_page(),
    };
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
