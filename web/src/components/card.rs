//! A return card: what brings a learner back on any device, shown once.

use api::learner::{QrCode, ReturnCard};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{copy, window};
use crate::t;

/// What a [`ReturnCardView`] is given.
#[derive(Properties, PartialEq)]
pub struct ReturnCardProps {
    /// The card.
    pub card: ReturnCard,
}

/// The card as a QR code for a camera, a code to type, and a link to copy; it can be printed by itself.
#[component]
pub fn ReturnCardView(props: &ReturnCardProps) -> Html {
    let copied = use_state_eq(|| false);
    let card = &props.card;
    let oncopy = {
        let (url, copied) = (card.url.clone(), copied.setter());
        move |_| {
            let (url, copied) = (url.clone(), copied.clone());
            spawn_local(async move { copied.set(copy(&url).await) });
        }
    };
    let print = |_| {
        let _ = window().print();
    };
    html! {
        <div class="return-card">
            { qr(&card.qr) }
            <div class="return-card-words">
                <p class="return-card-name">{ &card.name }</p>
                <p class="hint">{ t!("card-scan") }</p>
                <p class="return-code"><span class="visually-hidden">{ t!("card-code") }{ " " }</span>{ &card.code }</p>
                <div class="actions">
                    <button type="button" class="button small" onclick={oncopy}>{ t!("copy-link") }</button>
                    <button type="button" class="button small" onclick={print}>{ t!("card-print") }</button>
                    <span role="status" class="hint">{ if *copied { t!("copied") } else { String::new() } }</span>
                </div>
            </div>
        </div>
    }
}

/// A QR code with its quiet zone, dark on light in every colour scheme: cameras expect it so.
fn qr(code: &QrCode) -> Html {
    let side = code.size + 8;
    html! {
        <svg class="qr" viewBox={format!("-4 -4 {side} {side}")} role="img" aria-label={t!("card-qr")} shape-rendering="crispEdges">
            <rect class="qr-field" x="-4" y="-4" width={side.to_string()} height={side.to_string()} />
            <path class="qr-module" d={code.path.clone()} />
        </svg>
    }
}
