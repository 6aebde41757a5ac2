//! What practice came to: the log is sent to be replayed; everything is shown, item by item.

use std::rc::Rc;

use api::outcome::OutcomeView;
use api::path;
use api::practice::PracticeSubmit;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::client::{self, Failure};
use crate::components::{Page, link_button};
use crate::player::Open;
use crate::result::{Gate, course, finding, walk};
use crate::route::Route;
use crate::t;

/// Which micro-credential.
#[derive(Properties, PartialEq)]
pub struct PracticeResultPageProps {
    /// Its name in addresses.
    pub id: String,
}

/// What the sending of the log came to.
#[derive(Clone, PartialEq)]
enum Sent {
    Waiting,
    Confirmed,
    Failed(Failure),
}

/// The finished session that this browser keeps.
#[component]
pub fn PracticeResultPage(props: &PracticeResultPageProps) -> Html {
    let open = use_memo(props.id.clone(), |id| Open::resume(id).filter(|open| open.is_finished()));
    let sent =
        use_state_eq(|| if open.as_ref().as_ref().is_some_and(|open| open.is_sent()) { Sent::Confirmed } else { Sent::Waiting });
    {
        let (open, sent) = ((*open).clone(), sent.clone());
        use_effect_with(*sent == Sent::Waiting, move |waiting| {
            if let Some(open) = open.filter(|_| *waiting) {
                let sent = sent.setter();
                spawn_local(async move { sent.set(send(&open).await) });
            }
        });
    }
    let again = {
        let sent = sent.setter();
        move |_| sent.set(Sent::Waiting)
    };
    let practise = link_button(Route::Practice(props.id.clone()), true, t!("practice-again"));
    let about = link_button(Route::MicroCredential(props.id.clone()), false, t!("about-it"));
    let Some(open) = &*open else {
        return html! {
            <Page title={t!("no-practice-title")} over={t!("practice")} lead={t!("no-practice")} class="narrow">
                <div class="actions">{ practise }{ about }</div>
            </Page>
        };
    };
    let session = open.session();
    let outcome = OutcomeView::from(&session.outcome());
    html! {
        <Page title={t!("result-title")} over={t!("practice")} class="result">
            <p class="hint" role="status">
                { match &*sent {
                    Sent::Waiting => t!("practice-sending"),
                    Sent::Confirmed => t!("practice-sent"),
                    Sent::Failed(failure) => t!("practice-not-sent", why = failure.words()),
                } }
            </p>
            if let Sent::Failed(failure) = &*sent {
                if failure.passes() {
                    <div><button type="button" class="button small" onclick={again}>{ t!("try-again") }</button></div>
                }
            }
            <Gate>
                { finding(&outcome, true, html! { <div class="actions">{ practise }{ about }</div> }) }
                <section class="card" aria-labelledby="course">
                    <h2 id="course">{ t!("course-title") }</h2>
                    <p>{ t!("course-text") }</p>
                    { course(&session, outcome.cut) }
                </section>
                <section aria-labelledby="walk">
                    <h2 id="walk">{ t!("walk-title") }</h2>
                    <p class="hint">{ t!("walk-text") }</p>
                    { walk(open) }
                </section>
            </Gate>
        </Page>
    }
}

/// Sends the log with its ticket; sending it again does no harm.
async fn send(open: &Rc<Open>) -> Sent {
    let submit = PracticeSubmit { ticket: open.ticket().to_owned(), log: open.session().log().clone() };
    match client::tell("POST", path::PRACTICE_RESULT, &submit).await {
        Ok(()) => {
            open.mark_sent();
            Sent::Confirmed
        }
        Err(failure) => Sent::Failed(failure),
    }
}
