//! The moderation pack: one page for a printer.

use api::pack::Pack;
use api::path;
use yew::prelude::*;

use super::{attempt, simulated};
use crate::components::{Load, Page, button, failure_page, section, table, use_load, waiting};
use crate::format::{decimals, moment};
use crate::t;
use crate::tutor::form::select;
use crate::tutor::simulation::kept::kept;

/// What a [`PackPage`] is given.
#[derive(Properties, PartialEq)]
pub struct PackPageProps {
    /// The micro-credential.
    pub id: String,
    /// What stands above on every page.
    pub head: Html,
}

/// The pack with as many trails as are asked for.
#[component]
pub fn PackPage(props: &PackPageProps) -> Html {
    let sample = use_state_eq(|| "5".to_owned());
    let (load, again) = use_load::<Pack>(path::fill(path::PACK, &[&props.id, &sample]));
    let choose = {
        let sample = sample.setter();
        Callback::from(move |word| sample.set(word))
    };
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> })
        }
        Load::Ready(pack) => {
            let print = Callback::from(|_: MouseEvent| {
                let _ = crate::browser::window().print();
            });
            let options = [0, 3, 5, 10, 20, 50].map(|count| (count.to_string(), count.to_string()));
            html! {
                <Page title={t!("pack-of", title = pack.title.clone())} over={pack.awarding_body.clone()} class="desk pack">
                    <div class="no-print">{ props.head.clone() }</div>
                    { simulated(pack.statistics.demo) }
                    <div class="inline-form no-print">
                        { select("sample", t!("pack-sample"), options, &sample, &choose) }
                        { button("primary", false, &print, t!("pack-print"), "") }
                    </div>
                    { body(&pack) }
                </Page>
            }
        }
    }
}

fn body(pack: &Pack) -> Html {
    let list = |lines: &[String]| html! { <ul>{ for lines.iter().map(|line| html! { <li>{ line }</li> }) }</ul> };
    html! {
        <>
        <p class="hint">{ t!("pack-made", at = moment(pack.made_at), bank = pack.bank.clone()) }<br /><code class="digest">{ &pack.digest }</code></p>
        { for pack.left_out.iter().map(|line| html! { <p role="note">{ line }</p> }) }
        { section("pack-outcomes", "card", t!("pack-outcomes"), html! {
            <ul>{ for pack.outcomes.iter().map(|(id, text, count)| html! { <li><strong>{ id }</strong>{ " " }{ text }{ " " }<span class="hint">{ t!("outcome-count", count = *count) }</span></li> }) }</ul>
        }) }
        { section("pack-blueprint", "card", t!("pack-blueprint"), list(&pack.blueprint)) }
        { section("pack-standard", "card", t!("pack-standard"), list(&pack.standard)) }
        { section("pack-simulation", "card", t!("simulation-title"), kept(&pack.simulation)) }
        { section("pack-results", "card", t!("pack-results"), results(pack)) }
        { section("pack-statistics", "card", t!("statistics-title"), statistics(pack)) }
        { section("pack-corrections", "card", t!("corrections-title"), corrections(pack)) }
        { section("pack-sample", "card", t!("pack-trails"), trails(pack)) }
        { section("pack-deeds", "card", t!("pack-deeds"), deeds(pack)) }
        </>
    }
}

fn results(pack: &Pack) -> Html {
    let api::pack::Verdicts { achieved, not_yet, too_close } = pack.verdicts;
    html! {
        <>
        <p>{ t!("pack-verdicts", all = achieved + not_yet + too_close, achieved = achieved, unmet = not_yet, close = too_close) }</p>
        if pack.concerns.is_empty() {
            <p>{ t!("concerns-empty") }</p>
        }
        <ul>{ for pack.concerns.iter().map(|(kind, state, count)| html! { <li>{ t!("pack-concerns", kind = kind.clone(), state = state.clone(), count = *count) }</li> }) }</ul>
        </>
    }
}

fn statistics(pack: &Pack) -> Html {
    let headings = [
        t!("statistics-item"),
        t!("statistics-n"),
        t!("statistics-right"),
        t!("statistics-rest"),
        t!("statistics-time"),
        t!("statistics-flags"),
    ];
    let labels = headings.clone();
    let rows = pack.statistics.items.iter().filter(|item| item.n > 0).map(|item| {
        let percent = item.right.map_or_else(|| "–".to_owned(), |right| format!("{} %", decimals(100.0 * right, 0)));
        html! {
            <tr>
                <td><span class="who">{ &item.id }</span>{ &item.outcome }</td>
                <td data-label={labels[1].clone()}>{ item.n }</td>
                <td data-label={labels[2].clone()}>{ percent }</td>
                <td data-label={labels[3].clone()}>{ item.discrimination.map_or_else(|| "–".to_owned(), |r| decimals(r, 2)) }</td>
                <td data-label={labels[4].clone()}>{ item.time.map_or_else(|| "–".to_owned(), |time| decimals(time[1] / 1000.0, 0)) }</td>
                <td data-label={labels[5].clone()}>{ item.flags.iter().map(|flag| flag.words.as_str()).collect::<Vec<_>>().join(" ") }</td>
            </tr>
        }
    });
    html! {
        <>
        <p class="hint">{ t!("statistics-fewest", fewest = pack.statistics.fewest) }</p>
        { table(headings, rows.collect()) }
        </>
    }
}

fn corrections(pack: &Pack) -> Html {
    if pack.corrections.corrections.is_empty() {
        return html! { <p>{ t!("corrections-empty") }</p> };
    }
    html! {
        <ul>
            { for pack.corrections.corrections.iter().map(|correction| html! {
                <li>
                    { t!("correction-of", item = correction.item.clone()) }{ ": " }{ &correction.reason }{ " " }
                    { t!("correction-by", who = correction.proposed_by.clone(), at = moment(correction.proposed_at)) }{ " " }
                    if let (Some(who), Some(at)) = (&correction.decided_by, correction.decided_at) {
                        { t!("correction-decided", who = who.clone(), at = moment(at)) }
                    }
                </li>
            }) }
        </ul>
    }
}

fn trails(pack: &Pack) -> Html {
    html! {
        <>
        <p class="hint">{ &pack.sample }</p>
        { for pack.trails.iter().enumerate().map(|(place, trail)| html! {
            <article class="pack-trail">
                <h3>{ t!("pack-trail", number = place + 1) }</h3>
                { attempt::found(trail) }
                { attempt::items(trail) }
                { attempt::notes(trail) }
            </article>
        }) }
        </>
    }
}

fn deeds(pack: &Pack) -> Html {
    let headings = [t!("trail-when"), t!("trail-who"), t!("trail-what"), t!("trail-detail")];
    let rows = pack.deeds.iter().map(|deed| {
        html! {
            <tr>
                <td class="when">{ moment(deed.at) }</td>
                <td><span class="who">{ deed.who.clone().unwrap_or_else(|| t!("trail-server")) }</span></td>
                <td>{ crate::tutor::trail::what(deed.action) }</td>
                <td>{ &deed.detail }</td>
            </tr>
        }
    });
    table(headings, rows.collect())
}
