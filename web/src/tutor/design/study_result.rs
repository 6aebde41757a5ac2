//! What a round of ratings came to: the pass mark, how sure it is, where judges stand, and where they differ.

use api::pass_mark::{Round, Study};
use engine::cut_score::{CutScore, OfItem, OfJudge, Place};
use yew::prelude::*;

use super::study::named;
use crate::components::{Tone, notice, table};
use crate::format::decimals;
use crate::t;
use crate::tutor::simulation::picture::{Across, as_table, axis, picture, y};

/// Items on which judges differ most are told first; so many of them.
const DIFFER: usize = 5;

/// One round.
pub fn result(round: &Round, study: &Study) -> Html {
    let heading = format!("round-{}-{}", study.id, round.round);
    let body = match (&round.result, &round.problem) {
        (Some(result), _) => told(result, round, study),
        (None, problem) => {
            notice(Tone::Warning, html! { <p>{ t!("round-nothing", why = problem.clone().unwrap_or_default()) }</p> })
        }
    };
    html! {
        <section class="round" aria-labelledby={heading.clone()}>
            <h3 id={heading}>{ t!("study-round", round = u32::from(round.round)) }</h3>
            { body }
        </section>
    }
}

fn told(result: &CutScore, round: &Round, study: &Study) -> Html {
    let points = t!(
        "round-points",
        judges = result.judges,
        points = decimals(result.expected_score, 1),
        items = result.items,
        percent = decimals(100.0 * result.mean, 0)
    );
    let place = match result.place {
        Place::At { theta, standard_error: Some(error), from } => html! {
            <>
            <p class="round-mark">{ t!("round-mark", cut = decimals(theta.value(), 2), error = decimals(error, 2)) }</p>
            <p class="hint">
                { t!("round-parts", judges = decimals(from.judges.unwrap_or_default(), 2), items = decimals(from.items, 2), difficulties = decimals(from.difficulties, 2)) }
            </p>
            </>
        },
        Place::At { theta, .. } => {
            html! { <p class="round-mark">{ t!("round-one-judge", cut = decimals(theta.value(), 2)) }</p> }
        }
        Place::Below { least } => html! { <p>{ t!("round-below", percent = decimals(100.0 * least, 0)) }</p> },
        Place::Above { most } => html! { <p>{ t!("round-above", percent = decimals(100.0 * most, 0)) }</p> },
    };
    let consistency = result.consistency.map(|consistency| {
        let words = match consistency {
            c if c >= 0.8 => t!("round-consistent"),
            c if c >= 0.6 => t!("round-somewhat"),
            _ => t!("round-inconsistent"),
        };
        t!("round-consistency", value = decimals(consistency, 2), words = words)
    });
    let correlation = result.correlation.map(along);
    html! {
        <>
        <p>{ points }</p>
        { place }
        if let Some(words) = consistency {
            <p>{ words }</p>
        }
        if let Some(words) = correlation {
            <p class="hint">{ words }</p>
        }
        { judges(result, round, study) }
        { items(result, study) }
        </>
    }
}

/// Whether the ratings follow the difficulties, by their correlation with what the curves say. Within ±0.3 it says neither.
fn along(correlation: f64) -> String {
    let value = decimals(correlation, 2);
    match correlation {
        r if r >= 0.3 => t!("round-along", value = value),
        r if r > -0.3 => t!("round-apart", value = value),
        _ => t!("round-against", value = value),
    }
}

/// Each judge's own pass mark on a line with that of all.
fn judges(result: &CutScore, round: &Round, study: &Study) -> Html {
    let name = |id: &str| {
        let place = study.judges.iter().position(|judge| judge.id == id);
        place.map_or_else(String::new, |place| named(&study.judges[place], place))
    };
    let places: Vec<f64> = result.by_judge.iter().filter_map(|judge| judge.theta).collect();
    let Place::At { theta, .. } = result.place else { return Html::default() };
    let cut = theta.value();
    let low = places.iter().copied().fold(cut, f64::min) - 0.4;
    let high = places.iter().copied().fold(cut, f64::max) + 0.4;
    let across = Across { low, high };
    let step = if high - low > 2.5 { 1.0 } else { 0.5 };
    let ticks = ((low / step).ceil() as i32..=(high / step).floor() as i32).map(|tick| f64::from(tick) * step);
    let inside = html! {
        <>
        { axis(across, ticks.map(|tick| (tick, decimals(tick, 1))), t!("pictures-ability")) }
        <line class="cut" x1={across.x(cut)} x2={across.x(cut)} y1={y(1.04)} y2={y(0.0)} />
        <text class="cut-label" x={across.x(cut)} y="16" text-anchor="middle">{ t!("round-all-judges") }</text>
        { for result.by_judge.iter().enumerate().filter_map(|(place, judge)| {
            let x = across.x(judge.theta?);
            let height = y(0.85 - 0.75 * (place as f64 + 0.5) / result.by_judge.len() as f64);
            Some(html! { <circle class="dot" cx={x} cy={height} r="6" /> })
        }) }
        </>
    };
    let spread = t!(
        "round-spread",
        low = decimals(places.iter().copied().fold(f64::INFINITY, f64::min), 2),
        high = decimals(places.iter().copied().fold(f64::NEG_INFINITY, f64::max), 2)
    );
    let row = |(id, judge): (&String, &OfJudge)| {
        let number = |value: Option<f64>| value.map_or_else(|| t!("simulation-none"), |value| decimals(value, 2));
        html! {
            <tr key={id.clone()}>
                <td><span class="who">{ name(id) }</span></td>
                <td data-label={t!("round-mean")}>{ t!("percent", percent = decimals(100.0 * judge.mean, 0)) }</td>
                <td data-label={t!("round-own")}>{ number(judge.theta) }</td>
                <td data-label={t!("round-agrees")}>{ number(judge.correlation) }</td>
                <td data-label={t!("round-distance")}>{ number(judge.distance) }</td>
            </tr>
        }
    };
    let headings = [t!("study-judge"), t!("round-mean"), t!("round-own"), t!("round-agrees"), t!("round-distance")];
    let rows = round.judges.iter().zip(&result.by_judge).map(row).collect();
    let id = format!("judges-{}-{}", study.id, round.round);
    html! {
        <figure class="chart">
            { picture(&id, t!("round-judges"), spread.clone(), inside) }
            <figcaption><p class="hint">{ spread }</p>{ as_table(t!("simulation-as-table"), table(headings, rows)) }</figcaption>
        </figure>
    }
}

/// The items on which judges differ most, and all of them.
fn items(result: &CutScore, study: &Study) -> Html {
    let mut order: Vec<usize> = (0..result.by_item.len()).collect();
    let differ = |place: &usize| result.by_item[*place].most - result.by_item[*place].least;
    order.sort_by(|one, other| differ(other).total_cmp(&differ(one)).then(one.cmp(other)));
    let percent = |share: f64| t!("percent", percent = decimals(100.0 * share, 0));
    let row = |place: &usize| {
        let OfItem { mean, least, most, curve, .. } = result.by_item[*place];
        let id = study.items.get(*place).cloned().unwrap_or_default();
        html! {
            <tr key={id.clone()}>
                <td><code>{ id }</code></td>
                <td data-label={t!("round-mean")}>{ percent(mean) }</td>
                <td data-label={t!("round-range")}>{ t!("simulation-range", lower = percent(least), upper = percent(most)) }</td>
                <td data-label={t!("round-curve")}>{ curve.map_or_else(|| t!("simulation-none"), percent) }</td>
            </tr>
        }
    };
    let headings = || [t!("round-question"), t!("round-mean"), t!("round-range"), t!("round-curve")];
    html! {
        <>
        if result.judges > 1 {
            <h4>{ t!("round-differ") }</h4>
            { table(headings(), order.iter().take(DIFFER).map(row).collect()) }
        }
        { as_table(t!("round-every"), table(headings(), order.iter().map(row).collect())) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_of_a_correlation_what_it_is() {
        crate::text::install(&[crate::text::DESIGN]);
        for (correlation, words) in [(0.3, "go along with"), (-0.18, "little to do with"), (-0.6, "go against")] {
            let said = along(correlation);
            assert!(said.contains(words) && said.contains(&decimals(correlation, 2)), "{said}");
        }
    }
}
