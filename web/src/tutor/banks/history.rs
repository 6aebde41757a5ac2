//! What became of an item, and the way back to how it was.

use api::path;
use api::workshop::FileVersion;
use yew::prelude::*;

use super::diff::diff;
use crate::components::{Load, use_load};
use crate::format::date;
use crate::t;

#[derive(Properties, PartialEq)]
pub struct HistoryProps {
    pub bank: String,
    pub item: String,
    /// Changes when something was stored.
    pub revision: i64,
    /// Puts an earlier text into the form; nothing where one may not.
    pub back: Option<Callback<String>>,
}

/// The versions, the newest first.
#[component]
pub fn History(props: &HistoryProps) -> Html {
    let (load, again) = use_load::<Vec<FileVersion>>(path::fill(path::BANK_ITEM_HISTORY, &[&props.bank, &props.item]));
    {
        let first = use_mut_ref(|| true);
        use_effect_with(props.revision, move |_| {
            if !first.replace(false) {
                again.emit(());
            }
        });
    }
    let Load::Ready(versions) = load else { return html! { <p class="hint">{ t!("loading") }</p> } };
    if versions.is_empty() {
        return html! { <p class="hint">{ t!("history-none") }</p> };
    }
    let version = |version: &FileVersion| {
        let back =
            props.back.clone().zip(version.before.clone()).map(|(back, text)| move |_: MouseEvent| back.emit(text.clone()));
        html! {
            <li key={version.revision.to_string()}>
                <details class="as-table">
                    <summary>{ t!("history-entry", revision = version.revision, who = version.who.clone(), date = date(version.at), why = version.why.clone()) }</summary>
                    { diff(version.before.as_deref(), version.after.as_deref()) }
                    if let Some(back) = back {
                        <button type="button" class="button small" onclick={back}>{ t!("history-back") }</button>
                    }
                </details>
            </li>
        }
    };
    html! { <ol class="versions">{ for versions.iter().map(version) }</ol> }
}
