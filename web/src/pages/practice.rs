//! Practice: the engine runs in this browser.

use std::rc::Rc;

use api::path;
use api::practice::PracticeStart;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::me::brief;
use crate::client;
use crate::components::{Page, button, failed, link_button};
use crate::player::{Open, Player, Shared};
use crate::route::Route;
use crate::t;

/// Which micro-credential.
#[derive(Properties, PartialEq)]
pub struct PracticePageProps {
    /// Its name in addresses.
    pub id: String,
}

/// A session that runs; equal to itself only.
#[derive(Clone)]
struct Running(Rc<Open>);

impl PartialEq for Running {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Before and during a practice session. One that was interrupted goes on where it was.
#[component]
pub fn PracticePage(props: &PracticePageProps) -> Html {
    let kept = use_memo(props.id.clone(), |id| Open::resume(id));
    let running = use_state_eq(|| (*kept).clone().filter(|open| !open.is_finished()).map(Running));
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let begin = {
        let (id, running, busy, failure) = (props.id.clone(), running.setter(), busy.setter(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (id, running, busy, failure) = (id.clone(), running.clone(), busy.clone(), failure.clone());
            busy.set(true);
            failure.set(None);
            spawn_local(async move {
                let start = client::act::<PracticeStart>("POST", &path::fill(path::PRACTICE, &[&id])).await;
                match start.map_err(|problem| problem.words()).and_then(|start| Open::begin(&id, start)) {
                    Ok(open) => running.set(Some(Running(open))),
                    Err(words) => failure.set(Some(words)),
                }
                busy.set(false);
            });
        })
    };
    let delivery = use_memo((*running).clone(), |running| running.clone().map(|Running(open)| Shared(Rc::new(open))));
    if let (Some(Running(open)), Some(delivery)) = (&*running, &*delivery) {
        let onfinished = {
            let open = open.clone();
            Callback::from(move |()| open.show_result())
        };
        return html! { <Player delivery={delivery.clone()} {onfinished} /> };
    }
    html! {
        <Page title={t!("practise-title")} over={t!("practice")} lead={t!("practice-lead")} class="narrow">
            { failed(failure.as_ref()) }
            <section class="card">
                <h2>{ t!("before-title") }</h2>
                { brief() }
                <p>{ t!("practice-key") }</p>
                <div class="actions">
                    { button("primary", *busy, &begin, t!("practice-begin"), "") }
                    if kept.is_some() {
                        { link_button(Route::PracticeResult(props.id.clone()), false, t!("practice-last")) }
                    }
                    { link_button(Route::MicroCredential(props.id.clone()), false, t!("about-it")) }
                </div>
            </section>
        </Page>
    }
}
