//! A public page exists only while the holder wants one.

use api::attempt::{ShareRequest, Shared};
use api::path;
use api::wallet::SharedPage;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::qr_code;
use crate::browser::focus;
use crate::client;
use crate::components::{CopyButton, Tone, announced, button, notice};
use crate::t;

#[derive(Properties, PartialEq)]
pub struct SharingProps {
    /// The credential's id.
    pub id: String,
    /// Its page, if it has one.
    pub page: Option<SharedPage>,
    /// Whether its file says the holder's name.
    pub file_says_name: bool,
    /// Looks at the wallet again.
    pub again: Callback<()>,
}

/// Makes the page, changes it, shows the ways to it, and withdraws it.
#[component]
pub fn Sharing(props: &SharingProps) -> Html {
    let page = props.page.as_ref();
    let show_name = use_state_eq(|| page.is_some_and(|page| page.show_name));
    let busy = use_state_eq(|| false);
    let said = use_state_eq(|| None::<(Tone, String)>);
    let address = path::fill(path::MY_CREDENTIAL_SHARE, &[&props.id]);
    let share = {
        let (address, again, busy, said, show_name) =
            (address.clone(), props.again.clone(), busy.setter(), said.setter(), *show_name);
        Callback::from(move |_: MouseEvent| {
            let (address, again, busy, said) = (address.clone(), again.clone(), busy.clone(), said.clone());
            busy.set(true);
            spawn_local(async move {
                match client::request::<_, Shared>("PUT", &address, &ShareRequest { show_name }).await {
                    Ok(_) => {
                        said.set(Some((Tone::Good, t!("shared-now"))));
                        again.emit(());
                    }
                    Err(problem) => said.set(Some((Tone::Bad, problem.words()))),
                }
                busy.set(false);
            });
        })
    };
    let withdraw = {
        let (address, again, busy, said) = (address, props.again.clone(), busy.setter(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let (address, again, busy, said) = (address.clone(), again.clone(), busy.clone(), said.clone());
            busy.set(true);
            spawn_local(async move {
                match client::tell_nothing("DELETE", &address).await {
                    Ok(()) => {
                        said.set(Some((Tone::Good, t!("shared-withdrawn"))));
                        again.emit(());
                        focus("sharing");
                    }
                    Err(problem) => said.set(Some((Tone::Bad, problem.words()))),
                }
                busy.set(false);
            });
        })
    };
    let toggle = {
        let show_name = show_name.clone();
        move |_: Event| show_name.set(!*show_name)
    };
    let changed = page.is_none_or(|page| page.show_name != *show_name);
    html! {
        <section class="card" aria-labelledby="sharing">
            <h2 id="sharing" tabindex="-1">{ t!("sharing-title") }</h2>
            <p>{ t!("sharing-text") }</p>
            if let Some((tone, words)) = &*said {
                { announced(*tone, words) }
            }
            if let Some(page) = page {
                { ways(page) }
            }
            <p class="check">
                <input type="checkbox" id="show-name" checked={*show_name} onchange={toggle} />
                <label for="show-name">{ t!("share-name") }</label>
            </p>
            if props.file_says_name && !*show_name {
                { notice(Tone::Warning, html! { <p>{ t!("share-no-file") }</p> }) }
            }
            <div class="actions">
                if changed {
                    { button(if page.is_none() { "primary" } else { "" }, *busy, &share, if page.is_none() { t!("share") } else { t!("share-again") }, "") }
                }
                if page.is_some() {
                    { button("danger", *busy, &withdraw, t!("withdraw"), "") }
                }
            </div>
        </section>
    }
}

/// The link, the same as a QR code, on paper, and in a profile elsewhere.
fn ways(page: &SharedPage) -> Html {
    html! {
        <div class="to-check-columns">
            { qr_code(&page.qr) }
            <div class="to-check-words">
                <p class="secret"><a href={page.url.clone()}>{ &page.url }</a></p>
                <div class="actions">
                    <CopyButton text={page.url.clone()} label={t!("copy-link")} class="" />
                    <a class="button" href={page.url.clone()}>{ t!("print-view") }</a>
                    <a class="button" href={page.add_to_profile.clone()} target="_blank" rel="noopener noreferrer">{ t!("add-to-profile") }</a>
                </div>
                <p class="hint">{ t!("add-to-profile-hint") }</p>
            </div>
        </div>
    }
}
