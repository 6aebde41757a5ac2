//! What came of a simulation: in words first, then in pictures, then as a file.

use std::rc::Rc;

use engine::simulate::{Report, Settings};
use yew::prelude::*;

use super::curve::curve;
use super::exposure::exposure;
use super::lengths::lengths;
use super::picture::as_table;
use super::{Finished, words};
use crate::browser::download;
use crate::components::section;
use crate::format::{decimals, grouped};
use crate::t;
use crate::tutor::form::select;

#[derive(Properties)]
pub struct ResultsProps {
    pub finished: Rc<Finished>,
}

impl PartialEq for ResultsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.finished, &other.finished)
    }
}

/// One population at a time; the curve is of all of them.
#[component]
pub fn Results(props: &ResultsProps) -> Html {
    let chosen = use_state_eq(|| 0_usize);
    let Finished { title, report, lengths: counts, .. } = &*props.finished;
    let Report { settings, cut, populations, .. } = report;
    let place = (*chosen).min(populations.len().saturating_sub(1));
    let Some(of) = populations.get(place) else { return Html::default() };
    let Settings { takers, replicates, seed, retake, .. } = settings;
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |place: String| chosen.set(place.parse().unwrap_or_default()))
    };
    let options = populations.iter().enumerate().map(|(place, of)| (place.to_string(), words::population(of.population)));
    let save = {
        let finished = props.finished.clone();
        Callback::from(move |_: MouseEvent| {
            download(&format!("simulation-{}.json", finished.blueprint), "application/json", &finished.text);
        })
    };
    let told = html! {
        <>
        <p class="hint">
            { t!("simulation-of", title = title.clone(), takers = grouped((*takers).into()), replicates = grouped((*replicates).into()), seed = seed.to_string(), cut = decimals(cut.value(), 2)) }
        </p>
        <div class="inline-form">{ select("population", t!("simulation-population"), options, &place.to_string(), &choose) }</div>
        { words::sentences(of, cut.value(), *replicates, *retake) }
        <p class="hint">{ t!("simulation-deserve") }</p>
        { as_table(t!("simulation-figures"), words::figures(of)) }
        <div class="actions"><button type="button" class="button" onclick={save}>{ t!("simulation-download") }</button></div>
        </>
    };
    html! {
        <>
        { section("results", "card", t!("simulation-results"), told) }
        { section("curve", "card", t!("simulation-curve"), curve(&report.curve, cut.value())) }
        { section("lengths", "card", t!("simulation-lengths"), lengths(counts.get(place).map_or(&[], Vec::as_slice))) }
        { section("exposure", "card", t!("simulation-exposure"), exposure(&of.exposure)) }
        </>
    }
}
