//! How the estimate moved over the items of a practice session.

use engine::Session;
use yew::prelude::*;

use super::scale::{Scale, percent};
use crate::format::decimals;
use crate::t;

/// The verdict's estimate after each item, which ends where the verdict is, with its error band, against the pass mark.
pub fn course(session: &Session, cut: f64) -> Html {
    // An estimate with an error of more than this tells nothing yet; its band is cut off there.
    const WIDEST: f64 = 3.0;
    let points: Vec<_> = session
        .trail()
        .iter()
        .zip(session.findings_along())
        .map(|(step, finding)| {
            let (theta, error) = (finding.estimate.theta.value(), finding.estimate.standard_error.value());
            (theta, error.min(WIDEST), step.score.is_right())
        })
        .collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Html::default() };
    let reach = points.iter().flat_map(|(theta, error, _)| [theta - error, theta + error]);
    let scale = Scale::around(reach.chain([cut]));
    let across = |index: usize| percent(0.08 + 0.88 * (index as f64 + 0.5) / points.len() as f64);
    let words = t!(
        "course-words",
        count = points.len(),
        first = decimals(first.0, 1),
        last = decimals(last.0, 1),
        error = decimals(last.1, 1),
        cut = decimals(cut, 1),
    );
    html! {
        <figure class="chart">
            <svg class="course" width="100%" height="220" role="img" aria-label={words.clone()} focusable="false">
                { for scale.ticks().map(|tick| html! {
                    <>
                    <line class="grid" x1="8%" x2="96%" y1={scale.y(tick)} y2={scale.y(tick)} />
                    <text class="tick-label" x="6%" y={scale.y(tick)} dy="4" text-anchor="end">{ decimals(tick, 0) }</text>
                    </>
                }) }
                <line class="cut" x1="8%" x2="96%" y1={scale.y(cut)} y2={scale.y(cut)} />
                <text class="cut-label" x="96%" y={scale.y(cut)} dy="-6" text-anchor="end">{ t!("pass-mark") }</text>
                { for points.iter().enumerate().map(|(index, (theta, error, _))| html! {
                    <line class="error-band" x1={across(index)} x2={across(index)} y1={scale.y(theta - error)} y2={scale.y(theta + error)} />
                }) }
                { for points.windows(2).enumerate().map(|(index, pair)| html! {
                    <line class="path" x1={across(index)} x2={across(index + 1)} y1={scale.y(pair[0].0)} y2={scale.y(pair[1].0)} />
                }) }
                { for points.iter().enumerate().map(|(index, (theta, _, right))| html! {
                    <circle class={if *right { "point right" } else { "point wrong" }} cx={across(index)} cy={scale.y(*theta)} r="5" />
                }) }
            </svg>
            <figcaption>
                <ul class="legend">
                    <li><span class="swatch swatch-right" aria-hidden="true"></span>{ t!("course-right") }</li>
                    <li><span class="swatch swatch-wrong" aria-hidden="true"></span>{ t!("course-wrong") }</li>
                    <li><span class="swatch swatch-error" aria-hidden="true"></span>{ t!("course-error") }</li>
                </ul>
                <p class="hint">{ words }</p>
            </figcaption>
        </figure>
    }
}
