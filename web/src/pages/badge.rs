//! A badge as a card: for its holder and for whoever they share it with.

use api::catalogue::OutcomeText;
use yew::prelude::*;

use crate::components::Mark;
use crate::format::iso_date;
use crate::t;

/// What a [`BadgeCard`] is given.
#[derive(Properties, PartialEq)]
pub struct BadgeCardProps {
    /// Of the micro-credential.
    pub title: AttrValue,
    /// Who holds it, where that is shown.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// Who awarded it.
    pub awarding_body: AttrValue,
    /// As `2026-11-23`.
    pub awarded_on: AttrValue,
    /// What its holder can do.
    pub outcomes: Vec<OutcomeText>,
    /// Whether it is only a specimen.
    pub specimen: bool,
}

/// The badge, with what its holder can do.
#[component]
pub fn BadgeCard(props: &BadgeCardProps) -> Html {
    html! {
        <article class={classes!("badge", props.specimen.then_some("badge-specimen"))} aria-labelledby="badge-title">
            <div class="badge-seal"><Mark /></div>
            <p class="overline">{ if props.specimen { t!("badge-specimen") } else { t!("micro-credential") } }</p>
            <h2 id="badge-title">{ &props.title }</h2>
            if let Some(name) = &props.name {
                <p class="badge-holder">{ t!("badge-held-by", name = name.to_string()) }</p>
            }
            <p class="badge-award">{ t!("badge-awarded", body = props.awarding_body.to_string(), date = iso_date(&props.awarded_on)) }</p>
            if !props.outcomes.is_empty() {
                <h3>{ t!("badge-can") }</h3>
                <ul class="outcome-list">
                    { for props.outcomes.iter().map(|outcome| html! {
                        <li key={outcome.id.clone()}><span class="outcome-id">{ &outcome.id }</span><span>{ &outcome.text }</span></li>
                    }) }
                </ul>
            }
        </article>
    }
}
