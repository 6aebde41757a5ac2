//! A Wright map: every question on the same axis as the pass mark.

use engine::Assessment;
use yew::prelude::*;

use crate::components::table;
use crate::format::decimals;
use crate::t;
use crate::tutor::simulation::picture::{Across, as_table, axis, height, lines, picture, y};

/// Width of a column, in logits.
const WIDTH: f64 = 0.25;
/// Questions farther from the pass mark are counted in the outermost columns.
const SHOWN: f64 = 3.0;

/// A column of the map.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Column {
    /// Its middle, in logits.
    middle: f64,
    /// Questions in it.
    count: usize,
}

fn columns(places: impl Iterator<Item = f64>, cut: f64) -> Vec<Column> {
    let last = (2.0 * SHOWN / WIDTH) as usize - 1;
    let mut columns: Vec<Column> =
        (0..=last).map(|place| Column { middle: cut - SHOWN + WIDTH * (place as f64 + 0.5), count: 0 }).collect();
    for place in places {
        let column = ((place - cut + SHOWN) / WIDTH).floor().clamp(0.0, last as f64) as usize;
        columns[column].count += 1;
    }
    columns
}

/// Counts of questions by difficulty.
pub fn wright(assessment: &Assessment) -> Html {
    let cut = assessment.blueprint().standard.cut.value();
    let items = assessment.bank().items();
    let places: Vec<f64> = items.iter().map(|item| item.model.difficulty()).collect();
    let columns = columns(places.iter().copied(), cut);
    let most = columns.iter().map(|column| column.count).max().unwrap_or(1).max(1);
    let across = Across { low: cut - SHOWN, high: cut + SHOWN };
    let near = places.iter().filter(|place| (*place - cut).abs() <= 0.5).count();
    let (below, above) =
        (places.iter().filter(|place| **place < cut).count(), places.iter().filter(|place| **place >= cut).count());
    let words = t!("pictures-wright-words", all = items.len(), near = near, below = below, above = above);
    let ticks = ((cut - SHOWN).ceil() as i32..=(cut + SHOWN).floor() as i32)
        .map(|tick| (f64::from(tick), tick.to_string().replace('-', "−")));
    let share = |count: usize| count as f64 / most as f64;
    let marks = [0, most.div_ceil(2), most];
    let inside = html! {
        <>
        { lines(marks.map(|count| (share(count), count.to_string()))) }
        { for columns.iter().filter(|column| column.count > 0).map(|column| html! {
            <rect class="length" x={across.x(column.middle - 0.45 * WIDTH)} width={across.width(0.9 * WIDTH)} y={y(share(column.count))} height={height(share(column.count))} />
        }) }
        { axis(across, ticks, t!("pictures-difficulty")) }
        <line class="cut" x1={across.x(cut)} x2={across.x(cut)} y1={y(1.04)} y2={y(0.0)} />
        <text class="cut-label" x={across.x(cut)} y="16" text-anchor="middle">{ t!("simulation-cut", cut = decimals(cut, 2)) }</text>
        </>
    };
    let row = |column: &Column| {
        let half = 0.5 * WIDTH;
        html! {
            <tr>
                <td><span class="who">{ t!("simulation-range", lower = decimals(column.middle - half, 2), upper = decimals(column.middle + half, 2)) }</span></td>
                <td data-label={t!("simulation-questions")}>{ column.count }</td>
            </tr>
        }
    };
    let headings = [t!("pictures-difficulty"), t!("simulation-questions")];
    let rows = columns.iter().filter(|column| column.count > 0).map(row).collect();
    html! {
        <figure class="chart">
            { picture("wright-picture", t!("pictures-wright"), words.clone(), inside) }
            <figcaption>
                <p>{ words }</p>
                <p class="hint">{ t!("pictures-wright-hint") }</p>
                { as_table(t!("simulation-as-table"), table(headings, rows)) }
            </figcaption>
        </figure>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_every_question_once_and_those_far_away_at_the_ends() {
        let columns = columns([-9.0, -0.01, 0.0, 0.1, 0.3, 9.0].into_iter(), 0.0);
        assert_eq!(columns.iter().map(|column| column.count).sum::<usize>(), 6);
        assert_eq!((columns[0].count, columns[23].count), (1, 1));
        let at = |middle: f64| columns.iter().find(|column| (column.middle - middle).abs() < 1e-9).map(|column| column.count);
        assert_eq!((at(-0.125), at(0.125), at(0.375)), (Some(1), Some(2), Some(1)));
    }
}
