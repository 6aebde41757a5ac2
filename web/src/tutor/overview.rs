//! The tutor's page: seats to confirm, class codes, personal links, results.

use api::path;
use api::tutor::Overview;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::codes::{Codes, Links};
use super::seats::Seats;
use super::sittings::Sittings;
use crate::browser::leave_for;
use crate::client;
use crate::components::{Load, Page, failure_page, use_load, waiting};
use crate::t;

/// Everything on one page; whoever is not signed in goes to sign in.
#[component]
pub fn OverviewPage() -> Html {
    let (load, again) = use_load::<Overview>(path::TUTOR.to_owned());
    let sign_out = |_: MouseEvent| {
        spawn_local(async move {
            if client::tell_nothing("POST", path::SIGN_OUT).await.is_ok() {
                leave_for("/sign-in");
            }
        });
    };
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) if [401, 403].contains(&failure.status()) => {
            failure_page(&failure, None, html! { <a class="button primary" href="/sign-in">{ t!("sign-in") }</a> })
        }
        Load::Failed(failure) => failure_page(&failure, Some(&again), Html::default()),
        Load::Ready(overview) => html! {
            <Page title={t!("tutor-title")} class="tutor">
                <div class="tutor-head">
                    <p>{ t!("tutor-signed-in", name = overview.name.clone()) }</p>
                    <button type="button" class="button quiet small" onclick={sign_out}>{ t!("sign-out") }</button>
                </div>
                <Sittings overview={(*overview).clone()} />
                <Seats seats={overview.seats.clone()} again={again.clone()} has_code={overview.codes.iter().any(|code| code.open)} />
                <Codes codes={overview.codes.clone()} assessments={overview.assessments.clone()} again={again.clone()} />
                <Links assessments={overview.assessments.clone()} {again} />
            </Page>
        },
    }
}
