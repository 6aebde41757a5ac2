//! How many questions tests had.

use yew::prelude::*;

use super::picture::{Across, as_table, axis, height, lines, picture, y};
use super::words::percent;
use crate::components::table;
use crate::format::{decimals, grouped};
use crate::t;

/// About so many numbers stand below the picture.
const TICKS: usize = 6;

/// First attempts of one population, by their number of questions from 0 up.
pub fn lengths(counts: &[u64]) -> Html {
    let tests: u64 = counts.iter().sum();
    let used = |count: &u64| *count > 0;
    let (Some(first), Some(last)) = (counts.iter().position(used), counts.iter().rposition(used)) else {
        return Html::default();
    };
    let share = |length: usize| counts[length] as f64 / tests as f64;
    let greatest = counts.iter().max().map_or(0.0, |most| *most as f64 / tests as f64);
    let across = Across { low: first as f64 - 0.5, high: last as f64 + 0.5 };
    let step = (last - first).div_ceil(TICKS).max(1);
    let ticks = (first..=last).filter(|length| length % step == 0 || first == last);
    let inside = html! {
        <>
        { lines([0.0, 0.5, 1.0].map(|part| (part, t!("percent", percent = decimals(100.0 * part * greatest, 1))))) }
        { for (first..=last).map(|length| html! {
            <rect class="length" x={across.x(length as f64 - 0.45)} width={across.width(0.9)} y={y(share(length) / greatest)} height={height(share(length) / greatest)} />
        }) }
        { axis(across, ticks.map(|length| (length as f64, length.to_string())), t!("simulation-questions")) }
        </>
    };
    // The most frequent; of equals the shortest.
    let usual = (first..=last).rev().max_by_key(|length| counts[*length]).unwrap_or(first);
    let words = t!("simulation-lengths-words", least = first, most = last, usual = usual, share = percent(share(usual)));
    let row = |length: usize| {
        html! {
            <tr>
                <td><span class="who">{ length }</span></td>
                <td data-label={t!("simulation-tests")}>{ grouped(counts[length]) }</td>
                <td data-label={t!("simulation-share")}>{ percent(share(length)) }</td>
            </tr>
        }
    };
    let headings = [t!("simulation-questions"), t!("simulation-tests"), t!("simulation-share")];
    let rows = (first..=last).filter(|length| counts[*length] > 0).map(row).collect();
    html! {
        <figure class="chart">
            { picture("lengths-picture", t!("simulation-lengths"), words.clone(), inside) }
            <figcaption>
                <p class="hint">{ words }</p>
                { as_table(t!("simulation-as-table"), table(headings, rows)) }
            </figcaption>
        </figure>
    }
}
