//! A credential that its holder shared, for whoever has the link; and the same on paper.

use api::path;
use api::wallet::{SharedFile, SharedView};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::badge::badge_card;
use super::wallet::qr_code;
use crate::browser::{download, fragment, leave_with, window};
use crate::client;
use crate::components::{Load, Page, button, failed, failure_page, specimen, use_load, waiting};
use crate::t;

/// What is done with the signed file.
#[derive(Clone, Copy, PartialEq)]
enum Wish {
    /// Verify it, without us.
    Check,
    /// Keep it.
    Save,
}

/// The public page. The secret of its link stays in the fragment.
#[component]
pub fn SharedPage() -> Html {
    let token = use_memo((), |()| fragment());
    let (load, again) = use_load::<SharedView>(path::fill(path::SHARED, &[&token]));
    let busy = use_state_eq(|| None::<Wish>);
    let failure = use_state_eq(|| None::<String>);
    let fetch = |wish: Wish| {
        let (token, busy, failure) = (token.clone(), busy.setter(), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (token, busy, failure) = (token.clone(), busy.clone(), failure.clone());
            busy.set(Some(wish));
            spawn_local(async move {
                match client::get_text(&path::fill(path::SHARED_CREDENTIAL, &[&token])).await {
                    Ok(text) if wish == Wish::Check => leave_with("/verify", &text),
                    Ok(text) => download("credential.json", "application/vc+ld+json", &text),
                    Err(problem) => failure.set(Some(problem.words())),
                }
                busy.set(None);
            });
        })
    };
    let print = Callback::from(|_: MouseEvent| drop(window().print()));
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) if failure.status() == 404 => {
            html! { <Page title={t!("shared-gone-title")} lead={t!("shared-gone")} class="narrow">{ Html::default() }</Page> }
        }
        Load::Failed(failure) => failure_page(&failure, Some(&again), Html::default()),
        Load::Ready(view) => html! {
            <Page title={t!("shared-title")} lead={t!("shared-lead")} class="credential certificate">
                { specimen(view.face.specimen_note.as_ref()) }
                { failed(failure.as_ref()) }
                { badge_card(&view.face, view.name.as_ref()) }
                <section class="card to-check" aria-labelledby="check">
                    <h2 id="check">{ t!("shared-check-title") }</h2>
                    <div class="to-check-columns">
                        { qr_code(&view.qr) }
                        <div class="to-check-words">
                            <p class="on-screen">{ match view.file {
                                SharedFile::Offered => t!("shared-check"),
                                SharedFile::SaysName => t!("shared-no-file"),
                                SharedFile::None => t!("shared-file-gone"),
                            } }</p>
                            <p class="on-paper">{ t!("paper-proves-nothing") }</p>
                            <p class="secret">{ &view.url }</p>
                            <p class="on-paper">{ t!("paper-other-way", address = view.verify_url.clone()) }</p>
                            <div class="actions">
                                if view.file == SharedFile::Offered {
                                    { button("primary", *busy == Some(Wish::Check), &fetch(Wish::Check), t!("check-yourself"), "") }
                                    { button("", *busy == Some(Wish::Save), &fetch(Wish::Save), t!("download"), "") }
                                }
                                { button("", false, &print, t!("print-certificate"), "") }
                            </div>
                            if let Some(about) = &view.face.about {
                                <p class="on-screen"><a href={about.clone()}>{ t!("about-it") }</a></p>
                            }
                        </div>
                    </div>
                </section>
            </Page>
        },
    }
}
