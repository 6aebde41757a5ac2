//! Practice: the engine runs in this browser; a result shows everything, item by item.

use std::rc::Rc;

use api::outcome::OutcomeView;
use api::path;
use api::practice::{PracticeReceipt, PracticeStart, PracticeSubmit};
use engine::Step;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::me::brief;
use crate::client;
use crate::components::{Busy, Link, Page, failed};
use crate::player::{Open, Player, Shared};
use crate::result::{Gate, course, finding, walk};
use crate::route::Route;
use crate::t;

/// Which micro-credential.
#[derive(Properties, PartialEq)]
pub struct PracticePageProps {
    /// Its name in addresses.
    pub id: String,
}

/// A session held by components.
#[derive(Clone)]
struct Held(Rc<Open>);

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Before, during and after a practice session.
#[component]
pub fn PracticePage(props: &PracticePageProps) -> Html {
    let open = use_state_eq(|| Open::resume(&props.id).map(Held));
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let finished = use_state_eq(|| (*open).as_ref().is_some_and(|held| is_finished(&held.0)));
    let begin = {
        let (id, open, busy, failure, finished) =
            (props.id.clone(), open.setter(), busy.setter(), failure.setter(), finished.setter());
        Callback::from(move |()| {
            let (id, open, busy, failure, finished) = (id.clone(), open.clone(), busy.clone(), failure.clone(), finished.clone());
            busy.set(true);
            failure.set(None);
            spawn_local(async move {
                let start = client::act::<PracticeStart>("POST", &path::fill(path::PRACTICE, &[&id])).await;
                match start.map_err(|problem| problem.words()).and_then(|start| Open::begin(&id, start)) {
                    Ok(begun) => {
                        finished.set(false);
                        open.set(Some(Held(begun)));
                    }
                    Err(words) => failure.set(Some(words)),
                }
                busy.set(false);
            });
        })
    };
    let afresh = {
        let (id, open, begin) = (props.id.clone(), open.setter(), begin.clone());
        Callback::from(move |()| {
            Open::forget(&id);
            open.set(None);
            begin.emit(());
        })
    };
    match (*open).clone() {
        None => html! {
            <Page title={t!("practise-title")} over={t!("practice")} lead={t!("practice-lead")} class="narrow">
                { failed(failure.as_ref()) }
                <section class="card">
                    <h2>{ t!("before-title") }</h2>
                    { brief() }
                    <p>{ t!("practice-key") }</p>
                    <div class="actions">
                        <Busy class="primary" kind="button" busy={*busy} onclick={let begin = begin.clone(); move |_| begin.emit(())}>{ t!("practice-begin") }</Busy>
                        <Link to={Route::MicroCredential(props.id.clone())} class="button">{ t!("about-it") }</Link>
                    </div>
                </section>
            </Page>
        },
        Some(held) if *finished => html! { <Finished held={held} id={props.id.clone()} {afresh} /> },
        Some(held) => {
            let onfinished = {
                let finished = finished.setter();
                Callback::from(move |()| finished.set(true))
            };
            html! { <Player delivery={Shared(delivery(&held))} {onfinished} /> }
        }
    }
}

fn is_finished(open: &Open) -> bool {
    matches!(open.session().step(), Step::Finished(_))
}

fn delivery(held: &Held) -> Rc<dyn crate::player::Delivery> {
    Rc::new(held.0.clone())
}

#[derive(Properties, PartialEq)]
struct FinishedProps {
    held: Held,
    id: String,
    afresh: Callback<()>,
}

/// What the sending of the log came to.
#[derive(Clone, PartialEq)]
enum Sent {
    Waiting,
    Confirmed,
    Failed(String),
}

#[component]
fn Finished(props: &FinishedProps) -> Html {
    let open = &props.held.0;
    let session = open.session();
    let outcome = OutcomeView::from(&session.outcome());
    let sent = use_state_eq(|| if open.is_sent() { Sent::Confirmed } else { Sent::Waiting });
    let turn = use_state_eq(|| 0_u32);
    {
        let sent = sent.clone();
        use_effect_with((props.held.clone(), *turn), move |(held, _)| {
            if *sent != Sent::Confirmed {
                let open = held.0.clone();
                let sent = sent.setter();
                spawn_local(async move {
                    let submit = PracticeSubmit { ticket: open.ticket().to_owned(), log: open.session().log().clone() };
                    match client::request::<_, PracticeReceipt>("POST", path::PRACTICE_RESULT, &submit).await {
                        Ok(_) => {
                            open.mark_sent();
                            sent.set(Sent::Confirmed);
                        }
                        Err(problem) => sent.set(Sent::Failed(problem.words())),
                    }
                });
            }
        });
    }
    let again = {
        let turn = turn.clone();
        move |_| turn.set(*turn + 1)
    };
    let afresh = {
        let afresh = props.afresh.clone();
        move |_| afresh.emit(())
    };
    html! {
        <Page title={t!("result-title")} over={t!("practice")} class="result">
            <p class="hint" role="status">
                { match &*sent {
                    Sent::Waiting => t!("practice-sending"),
                    Sent::Confirmed => t!("practice-sent"),
                    Sent::Failed(why) => t!("practice-not-sent", why = why.clone()),
                } }
            </p>
            if matches!(*sent, Sent::Failed(_)) {
                <button type="button" class="button small" onclick={again}>{ t!("try-again") }</button>
            }
            <Gate>
                { finding(&outcome, true, html! {
                    <div class="actions">
                        <button type="button" class="button primary" onclick={afresh}>{ t!("practice-again") }</button>
                        <Link to={Route::MicroCredential(props.id.clone())} class="button">{ t!("about-it") }</Link>
                    </div>
                }) }
                <section class="card" aria-labelledby="course">
                    <h2 id="course">{ t!("course-title") }</h2>
                    <p>{ t!("course-text") }</p>
                    { course(&session.trail(), outcome.cut) }
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
