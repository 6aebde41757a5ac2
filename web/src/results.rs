//! The bundle of what comes after a test: results, badges, and badges that were shared.

use yew::prelude::*;

use crate::components::{frame, start, use_navigation};
use crate::pages::pathways::{PathwayPage, PathwaysPage};
use crate::pages::{
    CredentialPage, HeldPage, KeptPage, PracticeResultPage, PrinciplesPage, ReportPage, ResultPage, SharedPage, WalletPage,
    Which, missing_page,
};
use crate::route::{Bundle, Route};
use crate::text;

/// Draws the bundle into the page's `#app`.
pub fn run() {
    text::install(&[text::COMMON, text::RESULTS, text::PRINCIPLES, text::WALLET, text::PATHWAYS]);
    start::<Results>();
}

#[component]
fn Results() -> Html {
    let route = use_navigation(Bundle::Results);
    frame(match route {
        Route::Result(id) => html! { <ResultPage key={id.clone()} id={id.clone()} /> },
        Route::Report(id) => html! { <ReportPage key={id.clone()} id={id.clone()} /> },
        Route::Credential(id) => html! { <CredentialPage key={id.clone()} id={id.clone()} /> },
        Route::PracticeResult(id) => html! { <PracticeResultPage key={id.clone()} id={id.clone()} /> },
        Route::Principles(id) => html! { <PrinciplesPage key={id.clone()} id={id.clone()} /> },
        Route::Shared => html! { <SharedPage /> },
        Route::Wallet => html! { <WalletPage /> },
        Route::Held(id) => html! { <HeldPage key={id.clone()} which={Which::Id(id.clone())} /> },
        Route::Kept => html! { <KeptPage /> },
        Route::Pathways => html! { <PathwaysPage /> },
        Route::Pathway(id) => html! { <PathwayPage key={id.clone()} id={id.clone()} /> },
        _ => missing_page(),
    })
}
