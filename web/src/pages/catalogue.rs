//! What is a micro-credential, and what can I study?

use api::catalogue::{Card, Catalogue};
use api::path;
use yew::prelude::*;

use crate::components::{Load, Page, Tone, failure_page, link, notice, use_load, waiting};
use crate::format::plain;
use crate::route::Route;
use crate::t;

/// The front page.
#[component]
pub fn CataloguePage() -> Html {
    let (catalogue, again) = use_load::<Catalogue>(path::CATALOGUE.to_owned());
    match catalogue {
        Load::Waiting => waiting(),
        Load::Failed(failure) => failure_page(&failure, Some(&again), Html::default()),
        Load::Ready(catalogue) => html! {
            <Page title={t!("catalogue-title")} lead={t!("catalogue-lead")} class="home">
                if catalogue.institution.is_none() {
                    { notice(Tone::Information, html! { <p>{ t!("catalogue-not-set-up") }</p> }) }
                }
                <section aria-labelledby="study">
                    <h2 id="study">{ t!("catalogue-study") }</h2>
                    if catalogue.micro_credentials.is_empty() {
                        <p class="empty">{ t!("catalogue-empty") }</p>
                    } else {
                        <ul class="cards">
                            { for catalogue.micro_credentials.iter().map(card) }
                        </ul>
                    }
                </section>
                <section class="what" aria-labelledby="what">
                    <div>
                        <h2 id="what">{ t!("what-title") }</h2>
                        <p>{ t!("what-text") }</p>
                    </div>
                    <ol class="ways">
                        <li><h3>{ t!("way-practise") }</h3><p>{ t!("way-practise-text") }</p></li>
                        <li><h3>{ t!("way-sit") }</h3><p>{ t!("way-sit-text") }</p></li>
                        <li><h3>{ t!("way-hold") }</h3><p>{ t!("way-hold-text") }</p></li>
                    </ol>
                </section>
                if let Some(institution) = &catalogue.institution {
                    <p class="run-by">
                        { t!("run-by", name = institution.name.clone(), country = institution.country.clone()) }{ " " }
                        <a href={format!("mailto:{}", institution.contact)}>{ t!("write-to", address = institution.contact.clone()) }</a>
                    </p>
                }
            </Page>
        },
    }
}

fn card(card: &Card) -> Html {
    html! {
        <li key={card.id.clone()} class="card study">
            <p class="chips">
                <span class="chip">{ &card.level }</span>
                <span class="chip">{ t!("hours", hours = plain(card.hours)) }</span>
                if !card.offered {
                    <span class="chip">{ t!("not-offered") }</span>
                }
                if card.specimen {
                    <span class="chip chip-specimen">{ t!("specimen") }</span>
                }
            </p>
            <h3>{ link(Route::MicroCredential(card.id.clone()), "stretched", html! { &card.title }) }</h3>
            <p>{ &card.description }</p>
        </li>
    }
}
