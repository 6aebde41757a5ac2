//! Test information and standard error along the scale of ability: how exactly a test can measure, and where.

use engine::{Assessment, Theta};
use yew::prelude::*;

use crate::components::table;
use crate::format::decimals;
use crate::t;
use crate::tutor::simulation::picture::{Across, as_table, axis, lines, picture, y};

/// Abilities so far from the pass mark are drawn, in logits.
const SHOWN: f64 = 3.0;
/// So many points a logit.
const POINTS: i32 = 8;

/// What the assessment can tell at an ability.
struct Point {
    theta: f64,
    /// Of the questions that tell most there, as many as a test may have.
    best: f64,
    /// Of all questions.
    all: f64,
}

/// Both curves, with the pass mark.
pub fn information(assessment: &Assessment) -> Html {
    let cut = assessment.blueprint().standard.cut.value();
    let length = assessment.blueprint().length.maximum;
    let at = |theta: f64| -> Point {
        let place = Theta::new(theta).unwrap_or_default();
        let mut each: Vec<f64> = assessment.bank().items().iter().map(|item| item.model.information(place)).collect();
        each.sort_by(|one, other| other.total_cmp(one));
        Point { theta, best: each.iter().take(length).sum(), all: each.iter().sum() }
    };
    let steps = SHOWN as i32 * POINTS;
    let points: Vec<Point> = (-steps..=steps).map(|step| at(cut + f64::from(step) / f64::from(POINTS))).collect();
    let across = Across { low: cut - SHOWN, high: cut + SHOWN };
    let highest = points.iter().map(|point| point.best).fold(0.1, f64::max);
    let error = |information: f64| if information > 0.0 { 1.0 / information.sqrt() } else { f64::INFINITY };
    // Standard errors beyond this are drawn at the top: there a test tells next to nothing.
    let most = 1.2;
    let whole = || ((cut - SHOWN).ceil() as i32..=(cut + SHOWN).floor() as i32).map(f64::from);
    let ticks = || whole().map(|tick| (tick, decimals(tick, 0)));
    let here = at(cut);
    let words = t!(
        "pictures-information-words",
        length = length.min(assessment.bank().items().len()),
        at = decimals(error(here.best), 2),
        below = decimals(error(at(cut - 1.0).best), 2),
        above = decimals(error(at(cut + 1.0).best), 2)
    );
    let curve = |class: &'static str, share: &dyn Fn(&Point) -> f64| -> Html {
        points
            .windows(2)
            .map(|ends| {
                html! {
                    <line {class} x1={across.x(ends[0].theta)} x2={across.x(ends[1].theta)} y1={y(share(&ends[0]))} y2={y(share(&ends[1]))} />
                }
            })
            .collect()
    };
    let mark = html! {
        <>
        <line class="cut" x1={across.x(cut)} x2={across.x(cut)} y1={y(1.04)} y2={y(0.0)} />
        <text class="cut-label" x={across.x(cut)} y="16" text-anchor="middle">{ t!("simulation-cut", cut = decimals(cut, 2)) }</text>
        </>
    };
    let errors = html! {
        <>
        { lines([0.0, 0.25, 0.5, 0.75, 1.0].map(|share| (share, decimals(share * most, 1)))) }
        { axis(across, ticks(), t!("pictures-ability")) }
        { mark.clone() }
        { curve("curve-first", &|point| error(point.best).min(most) / most) }
        </>
    };
    let informations = html! {
        <>
        { lines([0.0, 0.5, 1.0].map(|share| (share, decimals(share * highest, 1)))) }
        { axis(across, ticks(), t!("pictures-ability")) }
        { mark }
        { curve("curve-first", &|point| point.best / highest) }
        </>
    };
    let row = |point: &Point| {
        html! {
            <tr>
                <td><span class="who">{ decimals(point.theta, 2) }</span></td>
                <td data-label={t!("pictures-error")}>{ decimals(error(point.best), 2) }</td>
                <td data-label={t!("pictures-best")}>{ decimals(point.best, 2) }</td>
                <td data-label={t!("pictures-all")}>{ decimals(point.all, 2) }</td>
            </tr>
        }
    };
    let headings = [t!("pictures-ability"), t!("pictures-error"), t!("pictures-best"), t!("pictures-all")];
    let rows = points.iter().step_by(POINTS as usize / 2).map(row).collect();
    html! {
        <>
        <p>{ words.clone() }</p>
        <figure class="chart">
            <figcaption><strong>{ t!("pictures-error-title") }</strong></figcaption>
            { picture("error-picture", t!("pictures-error-title"), words.clone(), errors) }
        </figure>
        <figure class="chart">
            <figcaption><strong>{ t!("pictures-information-title") }</strong></figcaption>
            { picture("information-picture", t!("pictures-information-title"), words, informations) }
            { as_table(t!("simulation-as-table"), table(headings, rows)) }
        </figure>
        <p class="hint">{ t!("pictures-information-hint") }</p>
        </>
    }
}
