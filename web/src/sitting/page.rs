//! A sitting at one's seat: opened, played, handed in.

use std::rc::Rc;

use api::path;
use api::sitting::SittingStart;
use engine::Log;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::kept::{self, Unsent};
use super::offline;
use super::pass::Pass;
use super::unsent::{self, Sent};
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
        (Stage::HandingIn(unsent), _) => {
            let onopen = {
                let (stage, turn) = (stage.setter(), turn.clone());
                Callback::from(move |()| {
                    stage.set(Stage::Opening);
                    turn.set(*turn + 1);
                })
            };
            html! { <HandingIn unsent={(**unsent).clone()} {onopen} /> }
        }
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

/// What there is to do at this seat. What this browser keeps of it goes to the server first, so that nothing is written over that was
/// not sent; what the server has on record is gone on with. Where it cannot be reached, what is kept here is.
async fn open(seat: &str) -> Stage {
    if let (Some(pass), Some(log)) = (Pass::of(seat), kept::log(seat)) {
        match unsent::post(&pass, &log).await {
            Ok(receipt) if receipt.open && !receipt.finished => {}
            // Handed in, or closed: the page that comes after a sitting sees to the rest.
            Ok(_) => return hand_in(pass, log).await,
            Err(failure) if unsent::is_final(&failure) => drop_keys(&pass).await,
            Err(failure) => return without_the_server(seat, pass, log, failure),
        }
    }
    match client::act::<SittingStart>("POST", &path::fill(path::SEAT_SIT, &[seat])).await {
        Ok(start) => run(Sitting::given(seat, start)),
        Err(failure) => match kept::start(seat).zip(kept::log(seat)) {
            Some((start, log)) if failure.passes() => run(Sitting::kept(seat, start, &log)),
            _ => Stage::Failed(failure),
        },
    }
}

/// Goes on with what this browser keeps; or, where only a log is left, waits until that can be sent.
fn without_the_server(seat: &str, pass: Pass, log: Log, failure: Failure) -> Stage {
    match kept::start(seat) {
        Some(start) if failure.passes() => run(Sitting::kept(seat, start, &log)),
        None if failure.passes() => Stage::HandingIn(Box::new(Unsent { pass, log })),
        _ => Stage::Failed(failure),
    }
}

async fn hand_in(pass: Pass, log: Log) -> Stage {
    kept::finish(&pass.seat, &log);
    offline::drop_pictures().await;
    Stage::HandingIn(Box::new(Unsent { pass, log }))
}

/// The server has kept the log and will not take it: nothing of it is of use here any more.
async fn drop_keys(pass: &Pass) {
    pass.done();
    offline::drop_pictures().await;
}

fn run(sitting: Result<Rc<Sitting>, String>) -> Stage {
    match sitting {
        Err(why) => Stage::Unusable(why),
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
    /// The sitting is open still, as it was given more time: it goes on.
    onopen: Callback<()>,
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
        let (state, retry, onopen) = (state.setter(), retry.clone(), props.onopen.clone());
        use_effect_with(props.unsent.clone(), move |unsent| {
            let mut unsent = unsent.clone();
            spawn_local(async move {
                let mut tries = 0;
                loop {
                    match unsent::send(&mut unsent).await {
                        Ok(Sent::HandedIn) => return state.set(Sending::Done),
                        Ok(Sent::StillOpen) => return onopen.emit(()),
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
