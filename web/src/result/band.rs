//! The ability band against the pass mark.

use api::outcome::OutcomeView;
use yew::prelude::*;

use super::scale::{Scale, percent};
use crate::format::{decimals, probability};
use crate::t;

/// Where ability lies with 90 % probability, and the pass mark. Places are percentages, so that the words keep their size on a phone.
pub fn band(outcome: &OutcomeView) -> Html {
    let OutcomeView { theta, interval: [low, high], cut, mastery, .. } = *outcome;
    let scale = Scale::around([low, high, cut, theta]);
    let words = t!(
        "band-words",
        low = decimals(low, 1),
        high = decimals(high, 1),
        theta = decimals(theta, 1),
        cut = decimals(cut, 1),
        mastery = probability(mastery),
    );
    let cut_share = scale.share(cut);
    // The label stays inside the picture where the pass mark is near its edge.
    let anchor = match cut_share {
        share if share < 0.25 => "start",
        share if share > 0.75 => "end",
        _ => "middle",
    };
    html! {
        <figure class="chart">
            <svg class="band" width="100%" height="132" role="img" aria-label={words.clone()} focusable="false">
                <rect class="band-passed" x={scale.x(cut)} y="28" width={percent(1.0 - cut_share)} height="68" />
                { for scale.ticks().map(|tick| html! {
                    <>
                    <line class="tick" x1={scale.x(tick)} x2={scale.x(tick)} y1="96" y2="101" />
                    <text class="tick-label" x={scale.x(tick)} y="116" text-anchor="middle">{ decimals(tick, 0) }</text>
                    </>
                }) }
                <line class="axis" x1="0" x2="100%" y1="96" y2="96" />
                <rect class="band-interval" x={scale.x(low)} y="50" width={percent(scale.share(high) - scale.share(low))} height="24" rx="12" />
                <circle class="band-estimate" cx={scale.x(theta)} cy="62" r="7" />
                <line class="cut" x1={scale.x(cut)} x2={scale.x(cut)} y1="24" y2="96" />
                <text class="cut-label" x={scale.x(cut)} y="16" text-anchor={anchor}>{ t!("pass-mark") }</text>
            </svg>
            <figcaption>
                <ul class="legend">
                    <li><span class="swatch swatch-interval" aria-hidden="true"></span>{ t!("band-interval") }</li>
                    <li><span class="swatch swatch-estimate" aria-hidden="true"></span>{ t!("band-estimate") }</li>
                    <li><span class="swatch swatch-passed" aria-hidden="true"></span>{ t!("band-passed") }</li>
                </ul>
                <p class="hint">{ words }</p>
            </figcaption>
        </figure>
    }
}
