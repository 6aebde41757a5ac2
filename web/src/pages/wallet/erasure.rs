//! Having it erased: what goes, what stays and why, what would be lost; and then the question once more.

use api::path;
use api::wallet::{Against, AgainstKind, ErasureAnswer, Kept, KeptKind};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::kept::name;
use crate::client;
use crate::components::{Dialog, Tone, announced, button, go, link_button, notice};
use crate::format::{date, iso_date};
use crate::route::Route;
use crate::t;

#[derive(Properties, PartialEq)]
pub struct ErasureProps {
    /// What is kept, and what stands against erasing it.
    pub kept: Kept,
    /// Looks at it again.
    pub again: Callback<()>,
}

/// The last part of the page.
#[component]
pub fn Erasure(props: &ErasureProps) -> Html {
    let asking = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let done = use_state_eq(|| false);
    let said = use_state_eq(|| None::<(Tone, String)>);
    let kept = &props.kept;
    let close = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(false))
    };
    let open = {
        let asking = asking.setter();
        Callback::from(move |_: MouseEvent| asking.set(true))
    };
    let erase = {
        let (again, asking, busy, done, said) =
            (props.again.clone(), asking.setter(), busy.setter(), done.setter(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let (again, asking, busy, done, said) = (again.clone(), asking.clone(), busy.clone(), done.clone(), said.clone());
            busy.set(true);
            spawn_local(async move {
                match client::act::<ErasureAnswer>("POST", path::MY_ERASURE).await {
                    Ok(ErasureAnswer { done: true }) => done.set(true),
                    Ok(ErasureAnswer { done: false }) => {
                        said.set(Some((Tone::Good, t!("erase-waits"))));
                        again.emit(());
                    }
                    Err(problem) => said.set(Some((Tone::Bad, problem.words()))),
                }
                asking.set(false);
                busy.set(false);
            });
        })
    };
    let take_back = {
        let (again, busy, said) = (props.again.clone(), busy.setter(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let (again, busy, said) = (again.clone(), busy.clone(), said.clone());
            busy.set(true);
            spawn_local(async move {
                match client::tell_nothing("DELETE", path::MY_ERASURE).await {
                    Ok(()) => {
                        said.set(Some((Tone::Good, t!("erase-taken-back"))));
                        again.emit(());
                    }
                    Err(problem) => said.set(Some((Tone::Bad, problem.words()))),
                }
                busy.set(false);
            });
        })
    };
    if *done {
        let leave = Callback::from(|_: MouseEvent| go(Route::Leave));
        return html! {
            <section class="card" aria-labelledby="erase">
                <h2 id="erase">{ t!("erase-title") }</h2>
                { announced(Tone::Good, &t!("erase-done")) }
                <p>{ t!("erase-browser") }</p>
                <div class="actions">{ button("primary", false, &leave, t!("leave"), "") }</div>
            </section>
        };
    }
    html! {
        <section class="card" aria-labelledby="erase">
            <h2 id="erase">{ t!("erase-title") }</h2>
            if let Some((tone, words)) = &*said {
                { announced(*tone, words) }
            }
            <p>{ t!("erase-text") }</p>
            { goes(kept) }
            { stays(kept) }
            { lost(kept) }
            { against(kept) }
            <div class="actions">
                if kept.asked_at.is_some() {
                    { button("", *busy, &take_back, t!("erase-take-back"), "") }
                } else {
                    { button("danger", false, &open, t!("erase-ask"), "") }
                }
                { link_button(Route::Wallet, false, t!("erase-download-first")) }
            </div>
            <Dialog id="erase-sure" title={t!("erase-sure-title")} open={*asking} onclose={close.clone()}>
                <p>{ if kept.against.is_empty() { t!("erase-sure") } else { t!("erase-sure-later", date = date(kept.done_by)) } }</p>
                <div class="actions">
                    { button("danger", *busy, &erase, t!("erase-do"), "") }
                    { button("", false, &close.reform(|_: MouseEvent| ()), t!("erase-not"), "") }
                </div>
            </Dialog>
        </section>
    }
}

fn goes(kept: &Kept) -> Html {
    let stays = [KeptKind::Awarded, KeptKind::Credentials];
    html! {
        <>
        <h3>{ t!("erase-goes") }</h3>
        <ul>
            { for kept.items.iter().filter(|item| !stays.contains(&item.kind)).map(|item| html! { <li>{ name(*item) }</li> }) }
        </ul>
        </>
    }
}

fn stays(kept: &Kept) -> Html {
    if kept.stays.is_empty() {
        return html! { <p>{ t!("erase-nothing-stays") }</p> };
    }
    html! {
        <>
        <h3>{ t!("erase-stays") }</h3>
        <p>{ t!("erase-why") }</p>
        <ul>
            { for kept.stays.iter().map(|award| {
                let until = match &award.until {
                    Some(day) => t!("erase-until", title = award.title.clone(), date = iso_date(day)),
                    None => t!("erase-no-end", title = award.title.clone()),
                };
                html! { <li>{ until }{ if award.file_goes { format!(" {}", t!("erase-file-goes")) } else { String::new() } }</li> }
            }) }
        </ul>
        </>
    }
}

/// What was earned and is not signed yet.
fn lost(kept: &Kept) -> Html {
    if kept.lost.is_empty() {
        return Html::default();
    }
    notice(
        Tone::Warning,
        html! { <><p><strong>{ t!("erase-lost") }</strong></p><ul>{ for kept.lost.iter().map(|title| html! { <li>{ title }</li> }) }</ul></> },
    )
}

fn against(kept: &Kept) -> Html {
    if kept.against.is_empty() {
        return Html::default();
    }
    let reason = |Against { kind, title }: &Against| match kind {
        AgainstKind::Sitting => t!("erase-against-sitting", title = title.clone()),
        AgainstKind::Suspended => t!("erase-against-suspended", title = title.clone()),
    };
    notice(
        Tone::Warning,
        html! {
            <>
            <p><strong>{ match kept.asked_at {
                Some(at) => t!("erase-asked", date = date(at), latest = date(kept.done_by)),
                None => t!("erase-later", latest = date(kept.done_by)),
            } }</strong></p>
            <ul>{ for kept.against.iter().map(|one| html! { <li>{ reason(one) }</li> }) }</ul>
            </>
        },
    )
}
