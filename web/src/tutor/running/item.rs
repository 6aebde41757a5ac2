//! One item: what its answers say, in words, as bars and as numbers; and the way to another key.

use api::statistics::{ItemRow, OptionRow};
use yew::prelude::*;

use super::correction::Propose;
use crate::components::{Tone, notice, table};
use crate::format::decimals;
use crate::t;
use crate::tutor::simulation::picture::as_table;

/// What an [`Item`] is given.
#[derive(Properties, PartialEq)]
pub struct ItemProps {
    /// It.
    pub item: ItemRow,
    /// Of which micro-credential.
    pub micro_credential: String,
    /// Whether who reads this may correct keys.
    pub correct: bool,
}

/// A card of its own.
#[component]
pub fn Item(props: &ItemProps) -> Html {
    let item = &props.item;
    html! {
        <section class="card" aria-labelledby="item">
            <h2 id="item" tabindex="-1">{ item.id.clone() }</h2>
            <p>{ &item.prompt }</p>
            { for item.flags.iter().map(|flag| notice(Tone::Warning, html! { <p>{ &flag.words }</p> })) }
            <ul class="facts">
                <li>{ answers(item) }</li>
                if let Some(words) = right(item) {
                    <li>{ words }</li>
                }
                if let Some(r) = item.discrimination {
                    <li>{ t!("item-rest", r = decimals(r, 2)) }</li>
                }
                if let Some([first, median, third]) = item.time.map(|time| time.map(|time| decimals(time / 1000.0, 0))) {
                    <li>{ t!("item-time", median = median, first = first, third = third) }</li>
                }
            </ul>
            if !item.options.is_empty() && item.n > 0 {
                { options(item) }
            }
            if let Some(now) = item.key.as_ref().filter(|_| props.correct) {
                <Propose item={item.clone()} now={now.clone()} micro_credential={props.micro_credential.clone()} />
            } else if props.correct {
                <p class="hint">{ t!("item-no-key") }</p>
            }
        </section>
    }
}

fn answers(item: &ItemRow) -> String {
    t!("item-answers", n = item.n, unlearned = item.not_learned, omitted = item.omitted)
}

fn right(item: &ItemRow) -> Option<String> {
    let ([low, high], right) = (item.interval?, item.right?);
    let percent = |share: f64| t!("percent", percent = (100.0 * share).round() as i32);
    Some(match item.expected {
        Some(expected) => t!(
            "item-right-expected",
            right = percent(right),
            low = percent(low),
            high = percent(high),
            expected = percent(expected)
        ),
        None => t!("item-right", right = percent(right), low = percent(low), high = percent(high)),
    })
}

/// Who chose what, as bars by thirds of ability; below as numbers.
fn options(item: &ItemRow) -> Html {
    html! {
        <>
        <h3>{ t!("statistics-options") }</h3>
        <p class="hint">{ t!("item-options-text") }</p>
        <ul class="option-bars">{ for item.options.iter().map(bars) }</ul>
        { as_table(t!("simulation-as-table"), numbers(item)) }
        </>
    }
}

fn bars(option: &OptionRow) -> Html {
    let thirds = option.thirds.unwrap_or_default();
    let percent = thirds.map(|share| (100.0 * share).round() as i32);
    let words = t!("item-thirds", low = percent[0], middle = percent[1], high = percent[2]);
    html! {
        <li class={option.key.then_some("is-key")}>
            <span class="option-name">
                <strong>{ &option.id }</strong>{ " " }{ &option.text }
                if option.key {
                    { " " }<span class="mark mark-right">{ t!("item-key") }</span>
                }
            </span>
            <svg class="thirds" viewBox="0 0 100 30" preserveAspectRatio="none" role="img" aria-label={words}>
                { for thirds.iter().enumerate().map(|(place, share)| html! {
                    <>
                    <rect class="bar-all" x="0" y={(place * 10 + 1).to_string()} width="100" height="8" />
                    <rect class={format!("bar-part bar-third-{}", place + 1)} x="0" y={(place * 10 + 1).to_string()} width={format!("{:.1}", 100.0 * share)} height="8" />
                    </>
                }) }
            </svg>
            <span class="when">{ option.share.map(|share| t!("percent", percent = (100.0 * share).round() as i32)).unwrap_or_default() }</span>
        </li>
    }
}

fn numbers(item: &ItemRow) -> Html {
    let headings = [
        t!("item-option"),
        t!("item-chosen"),
        t!("item-share"),
        t!("item-ability"),
        t!("item-biserial"),
        t!("item-third-low"),
        t!("item-third-middle"),
        t!("item-third-high"),
    ];
    let labels = headings.clone();
    let number = |value: Option<f64>, places| value.map_or_else(|| "–".to_owned(), |value| decimals(value, places));
    let row = |option: &OptionRow| {
        let thirds = option.thirds.map(|thirds| thirds.map(|share| 100.0 * share));
        html! {
            <tr>
                <td><span class="who">{ &option.id }</span></td>
                <td data-label={labels[1].clone()}>{ option.chosen }</td>
                <td data-label={labels[2].clone()}>{ number(option.share.map(|share| 100.0 * share), 0) }</td>
                <td data-label={labels[3].clone()}>{ number(option.ability, 2) }</td>
                <td data-label={labels[4].clone()}>{ number(option.point_biserial, 2) }</td>
                { for (0..3).map(|third| html! {
                    <td data-label={labels[5 + third].clone()}>{ number(thirds.map(|thirds| thirds[third]), 0) }</td>
                }) }
            </tr>
        }
    };
    table(headings, item.options.iter().map(row).collect())
}
