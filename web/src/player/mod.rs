//! The player: one for all deliveries. It shows a block's items one by one, then all of them before they are handed in.
//!
//! Nothing in a block tells right from wrong. What is typed but not yet an answer is kept as a draft, so that a reload loses nothing.

mod bar;
mod block;
mod delivery;
mod drafts;
mod form;
mod item;
mod local;
mod open;
mod preferences;
mod progress;
mod queue;
mod retry;
mod sealed;
mod sitting;

pub use delivery::{Delivery, Saving, Shared};
pub use item::{ItemForm, item_form};
pub use local::OwnNames;
pub use open::Open;
pub use retry::Retry;
pub use sealed::Sealed;
pub use sitting::Sitting;

use api::attempt::{ActionRequest, AttemptState};
use yew::prelude::*;

use self::bar::Bar;
use self::block::BlockPlayer;
use self::preferences::Preferences;
use self::progress::Range;
use crate::browser::{focus, forget, keep, recall, set_title};
use crate::t;

/// What a [`Player`] is given.
#[derive(Properties, PartialEq)]
pub struct PlayerProps {
    /// The running assessment.
    pub delivery: Shared,
    /// When there is a result.
    pub onfinished: Callback<()>,
}

/// Plays an assessment to its end.
#[component]
pub fn Player(props: &PlayerProps) -> Html {
    let update = use_force_update();
    {
        let delivery = props.delivery.clone();
        use_effect_with(delivery, move |delivery| {
            let delivery = delivery.clone();
            delivery.listen(Callback::from(move |()| update.force_update()));
            move || delivery.listen(Callback::noop())
        });
    }
    let preferences = use_state_eq(|| recall::<Preferences>(Preferences::NAME).unwrap_or_default());
    let prefer = {
        let preferences = preferences.setter();
        Callback::from(move |chosen: Preferences| {
            keep(Preferences::NAME, &chosen);
            preferences.set(chosen);
        })
    };
    let view = props.delivery.view();
    let range_name = format!("assay/attempt/{}/progress", view.id);
    let range = use_mut_ref(|| recall::<Range>(&range_name).unwrap_or_default());
    let shown = range.borrow().advance(view.progress);
    if *range.borrow() != shown && view.state != AttemptState::Finished {
        *range.borrow_mut() = shown;
        keep(&range_name, &shown);
    }
    {
        let finished = props.onfinished.clone();
        use_effect_with(view.state, move |state| {
            if *state == AttemptState::Finished {
                forget(&range_name);
                finished.emit(());
            }
        });
    }
    use_effect_with(view.title.clone(), |title| set_title(&t!("window-title", page = title.clone())));
    let paused = view.state == AttemptState::Paused;
    let was_paused = use_mut_ref(|| false);
    use_effect_with(paused, move |paused| {
        let before = was_paused.replace(*paused);
        if *paused {
            focus("paused-title");
        } else if before {
            focus("item-title");
        }
    });
    let resume = {
        let delivery = props.delivery.clone();
        move |_| delivery.act(ActionRequest::Resume)
    };
    let block = view.block.clone();
    html! {
        <main id="main" tabindex="-1" class="player">
            <Bar delivery={props.delivery.clone()} view={view.clone()} saving={props.delivery.saving()} range={shown} preferences={(*preferences).clone()} {prefer} />
            if let Some(block) = block {
                <BlockPlayer
                    key={block.number}
                    attempt={view.id.clone()}
                    lang={view.lang.clone()}
                    done={view.progress.done}
                    delivery={props.delivery.clone()}
                    shortcuts={!preferences.no_shortcuts}
                    block={block.clone()}
                />
            } else if paused {
                <section class="card paused">
                    <h2 id="paused-title" tabindex="-1">{ t!("paused-title") }</h2>
                    <p>{ t!("paused-text") }</p>
                    <button type="button" class="button primary" onclick={resume}>{ t!("resume") }</button>
                </section>
            } else {
                <p class="card" role="status"><span class="spinner" aria-hidden="true"></span>{ t!("loading") }</p>
            }
        </main>
    }
}
