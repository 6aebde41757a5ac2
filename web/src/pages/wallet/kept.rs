//! What is kept of a learner, and for how long.

use api::path;
use api::wallet::{Kept, KeptItem, KeptKind};
use yew::prelude::*;

use super::closed_or;
use super::erasure::Erasure;
use crate::components::{Load, Page, link_button, use_load, waiting};
use crate::route::Route;
use crate::t;

/// Everything that is kept, and the way to have it erased.
#[component]
pub fn KeptPage() -> Html {
    let (load, again) = use_load::<Kept>(path::MY_KEPT.to_owned());
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => closed_or(&failure, &again),
        Load::Ready(kept) => html! {
            <Page title={t!("kept-title")} lead={t!("kept-lead")} class="kept">
                <section class="card" aria-labelledby="kept">
                    <h2 id="kept">{ t!("kept-list") }</h2>
                    <ul class="kept-list">
                        { for kept.items.iter().map(|item| html! { <li key={name(*item)}>{ row(*item) }</li> }) }
                        <li><p class="kept-name">{ t!("kept-address") }</p><p class="hint">{ t!("kept-address-text", days = kept.address_days) }</p></li>
                    </ul>
                    <div class="actions"><a class="button" href={path::MY_DATA} download="my-data.json">{ t!("kept-download") }</a></div>
                    <p class="hint">{ t!("kept-download-text") }</p>
                </section>
                <Erasure kept={(*kept).clone()} again={again.clone()} />
                <div class="actions">
                    { link_button(Route::Wallet, false, t!("to-wallet")) }
                    { link_button(Route::Me, false, t!("to-me")) }
                </div>
            </Page>
        },
    }
}

fn row(item: KeptItem) -> Html {
    html! {
        <>
        <p class="kept-name">{ name(item) }</p>
        <p class="hint">{ how_long(item) }</p>
        </>
    }
}

/// What it is, with how many there are of it.
pub fn name(item: KeptItem) -> String {
    let count = item.count;
    match item.kind {
        KeptKind::Person => t!("kept-person"),
        KeptKind::Cards => t!("kept-cards", count = count),
        KeptKind::SignIns => t!("kept-sign-ins", count = count),
        KeptKind::Places => t!("kept-places", count = count),
        KeptKind::Unfinished => t!("kept-unfinished", count = count),
        KeptKind::Finished => t!("kept-finished", count = count),
        KeptKind::Awarded => t!("kept-awarded", count = count),
        KeptKind::Credentials => t!("kept-credentials", count = count),
        KeptKind::Shares => t!("kept-shares", count = count),
        KeptKind::Said => t!("kept-said", count = count),
        KeptKind::Cohorts => t!("kept-cohorts", count = count),
        KeptKind::Sittings => t!("kept-sittings", count = count),
        KeptKind::Brought => t!("kept-brought", count = count),
        KeptKind::NameRequest => t!("kept-name-request"),
    }
}

/// For how long it is kept, and whether an erasure takes it.
fn how_long(item: KeptItem) -> String {
    match (item.days, item.kind) {
        (Some(days), KeptKind::SignIns) => t!("kept-after-use", days = days),
        (Some(days), _) => t!("kept-from-beginning", days = days),
        (None, KeptKind::Awarded | KeptKind::Credentials) => t!("kept-award"),
        (None, KeptKind::Sittings | KeptKind::Places) => t!("kept-with-award"),
        (None, KeptKind::Shares) => t!("kept-until-withdrawn"),
        (None, _) => t!("kept-until-erased"),
    }
}
