//! Documents that are missing: what they are, who would be asked, and how to go on. Nothing is fetched before somebody presses.

use credential::Report;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::documents::{Sort, Source, sort, source};
use super::fetching::Fetch;
use super::intake::TextForm;
use crate::browser::window;
use crate::components::{button, failed};
use crate::t;

/// What [`Needed`] is given.
#[derive(Properties, PartialEq)]
pub struct NeededProps {
    /// The document's URL.
    pub url: String,
    /// What it is.
    pub sort: Sort,
    /// Its place among those that are missing.
    pub place: usize,
    /// Called with the URL, the text, and whether it was put in by hand.
    pub ondocument: Callback<(String, String, bool)>,
}

/// All documents that `report` lacks.
pub fn missing(report: &Report, ondocument: &Callback<(String, String, bool)>) -> Html {
    if report.needs.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card" aria-labelledby="missing">
            <h3 id="missing">{ t!("needs-title", count = report.needs.len()) }</h3>
            { for report.needs.iter().enumerate().map(|(place, url)| html! {
                <Needed key={url.clone()} url={url.clone()} sort={sort(url, report)} {place} {ondocument} />
            }) }
        </section>
    }
}

/// One document, a button that looks it up, and a field to paste it into.
#[component]
pub fn Needed(props: &NeededProps) -> Html {
    let under_way = use_state_eq(|| None::<Fetch>);
    let failure = use_state_eq(|| None::<String>);
    let origin = window().location().origin().unwrap_or_default();
    let place = source(&props.url, &origin);
    let fetch = {
        let (place, url, give) = (place.clone(), props.url.clone(), props.ondocument.clone());
        let (under_way, failure) = (under_way.setter(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (place, url, give, under_way, failure) =
                (place.clone(), url.clone(), give.clone(), under_way.clone(), failure.clone());
            let fetch = Fetch::new();
            under_way.set(Some(fetch.clone()));
            failure.set(None);
            spawn_local(async move {
                let (host, answer) = match &place {
                    Source::Here(path) => (t!("needs-this-server"), fetch.here(path).await),
                    Source::There(host) => (host.clone(), fetch.there(&url).await),
                    Source::ByHand => return,
                };
                under_way.set(None);
                match answer {
                    Ok(text) => give.emit((url, text, false)),
                    Err(trouble) => failure.set(Some(trouble.words(&host))),
                }
            });
        })
    };
    let stop = {
        let under_way = under_way.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(fetch) = &*under_way {
                fetch.stop();
            }
        })
    };
    let ontext = {
        let (url, give) = (props.url.clone(), props.ondocument.clone());
        Callback::from(move |text: String| give.emit((url.clone(), text, true)))
    };
    let (what, why) = match props.sort {
        Sort::Keys => (t!("needs-keys"), t!("needs-keys-why")),
        Sort::StatusList => (t!("needs-list"), t!("needs-list-why")),
    };
    let told = match &place {
        Source::Here(_) => t!("needs-told-here"),
        Source::There(host) => t!("needs-told-there", host = host.clone()),
        Source::ByHand => t!("needs-by-hand"),
    };
    html! {
        <div class="needed">
            <p><strong>{ what.clone() }</strong>{ " " }{ why }</p>
            <p class="address"><code>{ &props.url }</code></p>
            <p class="hint">{ told }</p>
            { failed(failure.as_ref()) }
            <div class="actions">
                if place != Source::ByHand {
                    { button("primary", under_way.is_some(), &fetch, t!("needs-look-up"), &what) }
                }
                if under_way.is_some() {
                    { button("", false, &stop, t!("needs-stop"), "") }
                }
            </div>
            <details>
                <summary>{ t!("needs-paste-title") }</summary>
                <p>
                    { t!("needs-paste-how") }
                    // Addresses come out of the credential: only one that leads to a page is a link.
                    if props.url.starts_with("https://") {
                        { " " }<a href={props.url.clone()} rel="noreferrer noopener" target="_blank">{ t!("needs-open") }</a>
                    }
                </p>
                <TextForm id={format!("document-{}", props.place)} label={t!("needs-paste")} button={t!("needs-use")} {ontext} />
            </details>
        </div>
    }
}
