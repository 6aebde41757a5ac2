//! The frame around the pages of the bundles that have few of them.

use yew::prelude::*;

use super::frame::skip;
use super::mark;
use crate::t;

/// What a [`Shell`] is given.
#[derive(Properties, PartialEq)]
pub struct ShellProps {
    /// The page.
    pub children: Html,
}

/// Skip link, head and foot.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    html! {
        <div class="frame">
            { skip() }
            <header class="site-head">
                <a href="/" class="brand">{ mark() }{ t!("brand") }</a>
                <nav class="site-nav" aria-label={t!("nav-label")}>
                    <a href="/">{ t!("nav-catalogue") }</a>
                    <a href="/verify" aria-current={here("/verify")}>{ t!("nav-verify") }</a>
                    <a href="/tutor" aria-current={here("/tutor")}>{ t!("nav-tutor") }</a>
                </nav>
            </header>
            { props.children.clone() }
            <footer class="site-foot"><p>{ t!("foot-line") }</p></footer>
        </div>
    }
}

fn here(path: &str) -> Option<&'static str> {
    (crate::browser::path().trim_end_matches('/') == path).then_some("page")
}
