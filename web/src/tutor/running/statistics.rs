//! What answers say of the items: every item in a table, one of them drawn.

use api::path;
use api::statistics::{ItemRow, Statistics};
use yew::prelude::*;

use super::exports::{Export, Exports};
use super::item::Item;
use super::{Spot, simulated};
use crate::browser::focus;
use crate::components::{Load, Page, failure_page, section, table, use_load, waiting};
use crate::format::decimals;
use crate::t;
use crate::tutor::form::select;

/// What a [`StatisticsPage`] is given.
#[derive(Properties, PartialEq)]
pub struct StatisticsPageProps {
    /// The micro-credential.
    pub id: String,
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may correct keys.
    pub correct: bool,
}

/// The page of a micro-credential's statistics.
#[component]
pub fn StatisticsPage(props: &StatisticsPageProps) -> Html {
    let (load, again) = use_load::<Statistics>(path::fill(path::STATISTICS, &[&props.id]));
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> })
        }
        Load::Ready(found) => html! {
            <Page title={found.title.clone()} over={t!("statistics-title")} lead={t!("statistics-lead")} class="desk statistics">
                { props.head.clone() }
                { simulated(found.demo) }
                <Items id={props.id.clone()} found={(*found).clone()} correct={props.correct} />
                <p>
                    <a href={Spot::Corrections(props.id.clone()).path()}>{ t!("corrections-title") }</a>{ " · " }
                    <a href={Spot::Pack(props.id.clone()).path()}>{ t!("pack-title") }</a>
                </p>
                <Exports id={props.id.clone()} which={vec![Export::Responses, Export::Statistics]} />
            </Page>
        },
    }
}

#[derive(Properties, PartialEq)]
struct ItemsProps {
    id: String,
    found: Statistics,
    correct: bool,
}

#[component]
fn Items(props: &ItemsProps) -> Html {
    let found = &props.found;
    let order = use_state_eq(|| "flags".to_owned());
    let flagged = || found.items.iter().filter(|item| !item.flags.is_empty() || item.reports > 0);
    let open = use_state_eq(|| flagged().next().map(|item| item.id.clone()));
    let mut items: Vec<&ItemRow> = found.items.iter().collect();
    match order.as_str() {
        "flags" => items.sort_by_key(|item| (std::cmp::Reverse(item.flags.len() + item.reports), std::cmp::Reverse(item.n))),
        "answers" => items.sort_by_key(|item| std::cmp::Reverse(item.n)),
        "hard" => items.sort_by(|one, other| one.right.unwrap_or(2.0).total_cmp(&other.right.unwrap_or(2.0))),
        _ => {}
    }
    let sort = {
        let order = order.setter();
        Callback::from(move |word| order.set(word))
    };
    let look = |id: &str| {
        let (open, id) = (open.setter(), id.to_owned());
        Callback::from(move |_: MouseEvent| {
            open.set(Some(id.clone()));
            focus("item");
        })
    };
    let options = [
        ("flags", t!("statistics-by-flags")),
        ("answers", t!("statistics-by-answers")),
        ("hard", t!("statistics-by-hard")),
        ("bank", t!("statistics-by-bank")),
    ];
    let options = options.into_iter().map(|(value, words)| (value.to_owned(), words));
    let headings = [
        t!("statistics-item"),
        t!("statistics-n"),
        t!("statistics-right"),
        t!("statistics-rest"),
        t!("statistics-time"),
        t!("statistics-exposure"),
        t!("statistics-look"),
    ];
    let flags = flagged().count();
    let shown = open.as_ref().and_then(|id| found.items.iter().find(|item| item.id == *id));
    let body = html! {
        <>
        <p role="status">{ t!("statistics-count", attempts = found.attempts, flags = flags) }</p>
        <p class="hint">{ t!("statistics-fewest", fewest = found.fewest) }</p>
        <div class="inline-form">{ select("order", t!("statistics-order"), options, &order, &sort) }</div>
        { table(headings, items.iter().map(|item| row(item, &look(&item.id))).collect()) }
        </>
    };
    html! {
        <>
        if let Some(item) = shown {
            <Item key={item.id.clone()} item={item.clone()} micro_credential={props.id.clone()} correct={props.correct} />
        }
        { section("items", "card", t!("statistics-items"), body) }
        </>
    }
}

fn row(item: &ItemRow, look: &Callback<MouseEvent>) -> Html {
    let share = |value: Option<f64>| {
        value.map_or_else(|| "–".to_owned(), |value| t!("percent", percent = (100.0 * value).round() as i32))
    };
    let right = match (item.right, item.interval) {
        (Some(_), Some([low, high])) => {
            t!("statistics-between", right = share(item.right), low = share(Some(low)), high = share(Some(high)))
        }
        _ => "–".to_owned(),
    };
    html! {
        <tr key={item.id.clone()}>
            <td class="person">
                <span class="who">{ &item.id }</span><span class="hint">{ &item.prompt }</span>
                if !item.flags.is_empty() || item.reports > 0 {
                    <span class="tags">
                        { for item.flags.iter().map(|flag| html! {
                            <span class="chip chip-specimen">{ if flag.key { t!("statistics-key") } else { t!("statistics-fit") } }</span>
                        }) }
                        if item.reports > 0 {
                            <span class="chip chip-specimen">{ t!("statistics-reports", count = item.reports) }</span>
                        }
                    </span>
                }
            </td>
            <td data-label={t!("statistics-n")}>{ item.n }</td>
            <td data-label={t!("statistics-right")} class="when">{ right }</td>
            <td data-label={t!("statistics-rest")}>{ item.discrimination.map_or_else(|| "–".to_owned(), |r| decimals(r, 2)) }</td>
            <td data-label={t!("statistics-time")}>{ item.time.map_or_else(|| "–".to_owned(), |time| t!("trail-seconds", seconds = decimals(time[1] / 1000.0, 0))) }</td>
            <td data-label={t!("statistics-exposure")}>{ share(item.exposure) }</td>
            <td>
                <button type="button" class="button small" onclick={look.clone()}>{ t!("today-look") }<span class="visually-hidden">{ " " }{ &item.id }</span></button>
            </td>
        </tr>
    }
}
