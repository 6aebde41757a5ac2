//! P(award | θ): how likely an award is, by true ability.

use engine::simulate::{Conditional, Figure};
use yew::prelude::*;

use super::picture::{Across, as_table, axis, lines, picture, y};
use super::words::percent;
use crate::components::table;
use crate::format::{decimals, grouped};
use crate::t;

/// Abilities up to so far from the pass mark are drawn, in logits.
const SHOWN: f64 = 3.0;

/// One of the figures of an ability.
type Of = fn(&Conditional) -> &Figure;

/// Of the takers of all populations together.
pub fn curve(curve: &[Conditional], cut: f64) -> Html {
    let across = Across { low: cut - SHOWN, high: cut + SHOWN };
    let near: Vec<&Conditional> = curve.iter().filter(|point| point.lower.is_some() && point.upper.is_some()).collect();
    let whole = ((cut - SHOWN).ceil() as i32..=(cut + SHOWN).floor() as i32).map(f64::from);
    let tenths = |share: f64| (share, t!("percent", percent = (100.0 * share) as i32));
    let inside = html! {
        <>
        { lines([0.0, 0.25, 0.5, 0.75, 1.0].map(tenths)) }
        { axis(across, whole.map(|tick| (tick, decimals(tick, 0))), t!("simulation-ability")) }
        <line class="cut" x1={across.x(cut)} x2={across.x(cut)} y1={y(1.04)} y2={y(0.0)} />
        <text class="cut-label" x={across.x(cut)} y="16" text-anchor="middle">{ t!("simulation-cut", cut = decimals(cut, 2)) }</text>
        { path("curve-any", &near, across, |point| &point.awarded_in_any) }
        { path("curve-first", &near, across, |point| &point.awarded) }
        </>
    };
    html! {
        <figure class="chart">
            { picture("curve-picture", t!("simulation-curve"), described(&near, cut), inside) }
            <figcaption>
                <ul class="legend">
                    <li><span class="swatch swatch-first" aria-hidden="true"></span>{ t!("simulation-first") }</li>
                    <li><span class="swatch swatch-any" aria-hidden="true"></span>{ t!("simulation-all") }</li>
                </ul>
                { as_table(t!("simulation-as-table"), rows(curve)) }
            </figcaption>
        </figure>
    }
}

/// Straight from point to point.
fn path(class: &'static str, points: &[&Conditional], across: Across, of: Of) -> Html {
    let places: Vec<(f64, f64)> = points.iter().filter_map(|point| Some((point.row.theta, of(point).value?))).collect();
    places
        .windows(2)
        .map(|ends| {
            let [(from, low), (to, high)] = [ends[0], ends[1]];
            html! { <line {class} x1={across.x(from)} x2={across.x(to)} y1={y(low)} y2={y(high)} /> }
        })
        .collect()
}

/// The picture in a sentence: below the pass mark, at it, above it.
fn described(points: &[&Conditional], cut: f64) -> String {
    // Of the bin that holds this ability.
    let at = |ability: f64| {
        let holds = |point: &&&Conditional| {
            point.lower.is_some_and(|lower| lower <= ability) && point.upper.is_some_and(|upper| ability < upper)
        };
        points.iter().find(holds).and_then(|point| point.awarded.value).map_or_else(|| t!("simulation-none"), percent)
    };
    t!("simulation-curve-words", below = at(cut - 1.0), at = at(cut), above = at(cut + 1.0))
}

fn rows(curve: &[Conditional]) -> Html {
    let [ability, takers, questions] = [t!("simulation-ability"), t!("simulation-learners"), t!("simulation-questions")];
    let verdicts: [(String, Of); 4] = [
        (t!("simulation-awarded"), |point| &point.awarded),
        (t!("simulation-not-yet"), |point| &point.not_yet),
        (t!("simulation-undecided"), |point| &point.undecided),
        (t!("simulation-any"), |point| &point.awarded_in_any),
    ];
    let range = |point: &Conditional| match (point.lower, point.upper) {
        (Some(lower), Some(upper)) => t!("simulation-range", lower = decimals(lower, 2), upper = decimals(upper, 2)),
        (Some(lower), None) => t!("simulation-from", lower = decimals(lower, 2)),
        (None, upper) => t!("simulation-below", upper = decimals(upper.unwrap_or_default(), 2)),
    };
    let row = |point: &Conditional| {
        html! {
            <tr>
                <td><span class="who">{ range(point) }</span></td>
                <td data-label={takers.clone()}>{ grouped(point.row.takers) }</td>
                <td data-label={questions.clone()}>{ decimals(point.row.length, 1) }</td>
                { for verdicts.iter().map(|(label, of)| html! {
                    <td data-label={label.clone()}>{ of(point).value.map_or_else(|| t!("simulation-none"), percent) }</td>
                }) }
            </tr>
        }
    };
    let headings = [&ability, &takers, &questions].into_iter().chain(verdicts.iter().map(|(label, _)| label)).cloned();
    table(headings, curve.iter().map(row).collect())
}
