//! What the server simulated by itself: beside a publication, and in a moderation pack.

use api::simulation::SimulatedForm;
use engine::simulate::{Figure, PopulationReport, Settings};
use yew::prelude::*;

use super::words;
use crate::components::wide_table;
use crate::format::{decimals, grouped};
use crate::t;

/// Each assessment: first in sentences for learners around the pass mark, then every kind of learners in a table.
pub fn kept(forms: &[SimulatedForm]) -> Html {
    forms.iter().map(form).collect()
}

fn form(form: &SimulatedForm) -> Html {
    let SimulatedForm { title, attempts, report } = form;
    let Settings { takers, replicates, seed, retake, .. } = report.settings;
    let cut = report.cut.value();
    html! {
        <div key={title.clone()}>
            <p class="hint">
                { t!("simulation-of", title = title.clone(), takers = grouped(takers.into()), replicates = grouped(replicates.into()), seed = seed.to_string(), cut = decimals(cut, 2)) }
                { " " }{ t!("simulation-attempts-rule", attempts = attempts.clone()) }
            </p>
            if let Some(of) = report.populations.first() {
                <p><strong>{ words::population(of.population) }</strong></p>
                { words::sentences(of, cut, replicates, retake) }
            }
            <p class="hint">{ t!("simulation-deserve") }</p>
            { populations(title, &report.populations) }
        </div>
    }
}

fn populations(title: &str, all: &[PopulationReport]) -> Html {
    let headings = [
        t!("simulation-population"),
        t!("simulation-questions"),
        t!("simulation-error"),
        t!("simulation-awarded"),
        t!("simulation-false-awards"),
        t!("simulation-masters-awarded"),
        t!("simulation-undecided"),
    ];
    let labels = headings.clone();
    let row = |of: &PopulationReport| {
        let told = [&of.first, &of.all_attempts];
        let shares = [
            told.map(|told| told.awarded),
            told.map(|told| told.false_awards),
            told.map(|told| told.masters_awarded),
            told.map(|told| told.undecided),
        ];
        let plain = |figure: Figure, digits: usize| figure.value.map_or_else(|| "–".to_owned(), |value| decimals(value, digits));
        html! {
            <tr>
                <td><span class="who">{ words::population(of.population) }</span></td>
                <td data-label={labels[1].clone()}>{ plain(of.length.mean, 1) }</td>
                <td data-label={labels[2].clone()}>{ plain(of.standard_error, 2) }</td>
                { for labels[3..].iter().zip(shares).map(|(label, [first, all])| html! {
                    <td data-label={label.clone()}>{ share(first) }<br /><span class="hint">{ t!("simulation-in-all-attempts", share = share(all)) }</span></td>
                }) }
            </tr>
        }
    };
    wide_table(t!("simulation-kinds", title = title), headings, all.iter().map(row).collect())
}

/// A share with how far it may be off by chance.
fn share(figure: Figure) -> String {
    let Some(value) = figure.value else { return t!("simulation-none") };
    match figure.standard_error {
        Some(error) => t!("simulation-give-or-take", percent = decimals(100.0 * value, 1), error = decimals(100.0 * error, 1)),
        None => words::percent(value),
    }
}
