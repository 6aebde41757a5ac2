//! A sitting at one's seat: opened, played, handed in.

use std::rc::Rc;

use api::path;
use api::sitting::SittingStart;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::kept::{self, Unsent};
use super::{offline, unsent};
use crate::client::{self, Failure};
use crate::components::{Page, Tone, announced, failure_page, link_button, waiting};
use crate::player::{Player, Retry, Shared, Sitting};
use crate::route::Route;
use crate::t;

/// Which seat.
#[derive(Properties, PartialEq)]
pub struct SitPageProps {
    /// Its random id.
    pub seat: String,
}

/// A session that runs; equal to itself only.
#[derive(Clone)]
struct Running(Rc<Sitting>);

impl PartialEq for Running {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Clone, PartialEq)]
enum Stage {
    Opening,
    Running(Running),
    HandingIn(Box<Unsent>),
    Failed(Failure),
    Unusable(String),
}

/// Opens the seat, plays it to its end, and sees to it that the log arrives.
#[component]
pub fn SitPage(props: &SitPageProps) -> Html {
    let stage = use_state_eq(|| Stage::Opening);
    let turn = use_state_eq(|| 0_u32);
    {
        let stage = stage.setter();
        use_effect_with((props.seat.clone(), *turn), move |(seat, _)| {
            let seat = seat.clone();
            spawn_local(async move { stage.set(open(&seat).await) });
        });
    }
    let running = if let Stage::Running(running) = &*stage { Some(running.clone()) } else { None };
    let delivery = use_memo(running, |running| running.clone().map(|Running(sitting)| Shared(Rc::new(sitting))));
    match (&*stage, &*delivery) {
        (Stage::Running(Running(sitting)), Some(delivery)) => {
            let onfinished = {
                let (sitting, stage) = (sitting.clone(), stage.setter());
                Callback::from(move |()| {
                    spawn_local(offline::drop_pictures());
                    stage.set(Stage::HandingIn(Box::new(sitting.unsent())));
                })
            };
            html! { <Player delivery={delivery.clone()} {onfinished} /> }
        }
        (Stage::HandingIn(unsent), _) => html! { <HandingIn unsent={(**unsent).clone()} /> },
        (Stage::Failed(failure), _) => {
            let again = {
                let turn = turn.clone();
                Callback::from(move |()| turn.set(*turn + 1))
            };
            failure_page(failure, Some(&again), link_button(Route::Me, true, t!("to-me")))
        }
        (Stage::Unusable(why), _) => html! {
            <Page title={t!("failure-title")} lead={why.clone()} class="narrow">
                <div class="actions">{ link_button(Route::Me, true, t!("to-me")) }</div>
            </Page>
        },
        _ => waiting(),
    }
}

/// What there is to do at this seat, by the server or, where it cannot be reached, by what this browser keeps.
async fn open(seat: &str) -> Stage {
    if let Some(mut unsent) = Unsent::of(seat) {
        if unsent.log.finished() {
            return Stage::HandingIn(Box::new(unsent));
        }
        if let Err(failure) = unsent::send(&mut unsent).await {
            return Stage::Failed(failure);
        }
    }
    let given = client::act::<SittingStart>("POST", &path::fill(path::SEAT_SIT, &[seat])).await;
    let (start, closed) = match (given, kept::start(seat)) {
        (Ok(start), _) => (start, false),
        (Err(failure), Some(start)) if failure.passes() => (start, false),
        // Closed, or handed in from elsewhere: what was done here before that is offered, and the keys go.
        (Err(failure), Some(start)) if failure.status() == 409 => (start, true),
        (Err(failure), _) => return Stage::Failed(failure),
    };
    match Sitting::open(seat, start) {
        Err(why) => Stage::Unusable(why),
        Ok(sitting) if closed => {
            sitting.close();
            offline::drop_pictures().await;
            Stage::HandingIn(Box::new(sitting.unsent()))
        }
        Ok(sitting) => {
            let pictures = sitting.pictures();
            spawn_local(async move { offline::prepare(&pictures).await });
            Stage::Running(Running(sitting))
        }
    }
}

#[derive(Properties, PartialEq)]
struct HandingInProps {
    unsent: Unsent,
}

#[derive(Clone, PartialEq)]
enum Sending {
    Trying,
    Waiting,
    Done,
    Refused(Failure),
}

/// After the last question: the log is sent until the server has it.
#[component]
fn HandingIn(props: &HandingInProps) -> Html {
    let state = use_state_eq(|| Sending::Trying);
    let retry = use_memo((), |()| Retry::listening());
    {
        let (state, retry) = (state.setter(), retry.clone());
        use_effect_with(props.unsent.clone(), move |unsent| {
            let mut unsent = unsent.clone();
            spawn_local(async move {
                let mut tries = 0;
                loop {
                    match unsent::send(&mut unsent).await {
                        Ok(()) => return state.set(Sending::Done),
                        Err(failure) if failure.passes() => {
                            tries += 1;
                            state.set(Sending::Waiting);
                            retry.pause(tries, |_| {}).await;
                        }
                        Err(failure) => return state.set(Sending::Refused(failure)),
                    }
                }
            });
        });
    }
    let (tone, words) = match &*state {
        Sending::Trying => (Tone::Information, t!("hand-in-sending")),
        Sending::Waiting => (Tone::Warning, t!("hand-in-waiting")),
        Sending::Done => (Tone::Good, t!("hand-in-done")),
        Sending::Refused(failure) if failure.status() == 401 => (Tone::Bad, t!("hand-in-signed-out")),
        Sending::Refused(failure) => (Tone::Bad, t!("hand-in-refused", why = failure.words())),
    };
    let again = {
        let retry = retry.clone();
        move |_| retry.hurry()
    };
    html! {
        <Page title={t!("hand-in-title")} lead={t!("hand-in-lead")} class="narrow">
            { announced(tone, &words) }
            <div class="actions">
                if *state == Sending::Waiting {
                    <button type="button" class="button primary" onclick={again}>{ t!("try-now") }</button>
                }
                if *state == Sending::Done {
                    { link_button(Route::Result(props.unsent.pass.attempt.clone()), true, t!("see-result")) }
                }
                { link_button(Route::Me, false, t!("to-me")) }
                { link_button(Route::Leave, false, t!("leave")) }
            </div>
            <p class="hint">{ t!("leave-hint") }</p>
        </Page>
    }
}
