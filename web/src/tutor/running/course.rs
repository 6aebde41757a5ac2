//! The course of an attempt as a picture: ability and its error after each answer, and the pass mark.

use api::decision_trail::TrailItem;
use yew::prelude::*;

use crate::format::decimals;
use crate::t;
use crate::tutor::simulation::picture::{Across, axis, lines, picture, y};

/// Estimates from left to right, each with a standard error to either side.
pub fn course(steps: &[TrailItem], cut: f64) -> Html {
    let Some(last) = steps.last() else { return Html::default() };
    let ends = steps.iter().flat_map(|step| [step.theta - step.standard_error, step.theta + step.standard_error]).chain([cut]);
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)));
    let (low, high) = (low.floor(), high.ceil().max(low.floor() + 1.0));
    let share = |theta: f64| (theta - low) / (high - low);
    let across = Across { low: 0.5, high: steps.len() as f64 + 0.5 };
    let whole = (low as i32..=high as i32).map(f64::from);
    let every = steps.len().div_ceil(10).max(1);
    let ticks = (1..=steps.len()).filter(|number| number % every == 0).map(|number| (number as f64, number.to_string()));
    let point = |step: &TrailItem| {
        let x = across.x(step.number as f64);
        let (upper, lower) = (y(share(step.theta + step.standard_error)), y(share(step.theta - step.standard_error)));
        let class = if step.credit >= 1.0 { "point right" } else { "point wrong" };
        html! {
            <>
            <line class="error-band" x1={x.clone()} x2={x.clone()} y1={upper} y2={lower} />
            <circle {class} cx={x} cy={y(share(step.theta))} r="4.5" />
            </>
        }
    };
    let words = t!(
        "trail-course-words",
        count = steps.len(),
        theta = decimals(last.theta, 2),
        error = decimals(last.standard_error, 2),
        cut = decimals(cut, 2)
    );
    let inside = html! {
        <>
        { lines(whole.map(|theta| (share(theta), decimals(theta, 0)))) }
        { axis(across, ticks, t!("trail-number")) }
        <line class="cut" x1={across.x(0.5)} x2={across.x(across.high)} y1={y(share(cut))} y2={y(share(cut))} />
        { for steps.iter().map(point) }
        </>
    };
    html! {
        <figure class="chart">
            { picture("course", t!("trail-course"), words, inside) }
            <figcaption>
                <ul class="legend">
                    <li><span class="swatch swatch-right" aria-hidden="true"></span>{ t!("trail-right") }</li>
                    <li><span class="swatch swatch-wrong" aria-hidden="true"></span>{ t!("trail-wrong") }</li>
                    <li><span class="swatch swatch-error" aria-hidden="true"></span>{ t!("trail-error") }</li>
                    <li>{ t!("trail-cut", cut = decimals(cut, 2)) }</li>
                </ul>
            </figcaption>
        </figure>
    }
}
