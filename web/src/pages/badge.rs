//! A badge as a card: for its holder and for whoever they share it with.

use api::catalogue::OutcomeText;
use yew::prelude::*;

use crate::components::mark;
use crate::format::iso_date;
use crate::t;

/// What stands on the card.
pub struct Badge {
    /// Of the micro-credential.
    pub title: String,
    /// Who holds it, where that is shown.
    pub name: Option<String>,
    /// Who awarded it.
    pub awarding_body: String,
    /// As `2026-11-23`.
    pub awarded_on: String,
    /// What its holder can do.
    pub outcomes: Vec<OutcomeText>,
    /// Whether it is only a specimen.
    pub specimen: bool,
}

/// The badge, with what its holder can do.
pub fn badge_card(badge: &Badge) -> Html {
    html! {
        <article class={classes!("badge", badge.specimen.then_some("badge-specimen"))} aria-labelledby="badge-title">
            <div class="badge-seal">{ mark() }</div>
            <p class="overline">{ if badge.specimen { t!("badge-specimen") } else { t!("micro-credential") } }</p>
            <h2 id="badge-title">{ &badge.title }</h2>
            if let Some(name) = &badge.name {
                <p class="badge-holder">{ t!("badge-held-by", name = name.clone()) }</p>
            }
            <p class="badge-award">{ t!("badge-awarded", body = badge.awarding_body.clone(), date = iso_date(&badge.awarded_on)) }</p>
            if !badge.outcomes.is_empty() {
                <h3>{ t!("badge-can") }</h3>
                <ul class="outcome-list">
                    { for badge.outcomes.iter().map(|outcome| html! {
                        <li key={outcome.id.clone()}><span class="outcome-id">{ &outcome.id }</span><span>{ &outcome.text }</span></li>
                    }) }
                </ul>
            }
        </article>
    }
}
