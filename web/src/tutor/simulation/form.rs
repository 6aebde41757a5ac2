//! What is asked for: how much, and of whom.

use engine::blueprint::file::BlueprintFile;
use engine::simulate::{Population, Retake, Settings};
use yew::prelude::*;

use crate::browser::focus;
use crate::components::{Field, field};
use crate::format::{decimals, grouped};
use crate::t;
use crate::tutor::form::{change, first_wrong, select};

/// More than that is for the command line, which has all cores.
const MOST_TAKERS: u32 = 10_000;
const MOST_REPLICATES: u32 = 1_000;
/// The greatest whole number that every program reads out of JSON as it stands there.
const GREATEST_SEED: u64 = (1 << 53) - 1;

#[derive(Properties, PartialEq)]
pub struct FormProps {
    pub blueprints: Vec<BlueprintFile>,
    pub retake: Retake,
    /// Whether a simulation is under way.
    pub busy: bool,
    /// Place of the blueprint, and the settings.
    pub start: Callback<(usize, Settings)>,
}

/// As it was typed.
#[derive(Clone, PartialEq)]
struct Typed {
    blueprint: String,
    takers: String,
    replicates: String,
    seed: String,
    mean: String,
    sd: String,
}

impl Default for Typed {
    fn default() -> Self {
        let [blueprint, mean, sd] = [const { String::new() }; 3];
        Self { blueprint, takers: "200".to_owned(), replicates: "20".to_owned(), seed: "1".to_owned(), mean, sd }
    }
}

impl Typed {
    fn takers(&self) -> Option<u32> {
        whole(&self.takers).and_then(|takers| u32::try_from(takers).ok()).filter(|takers| (1..=MOST_TAKERS).contains(takers))
    }

    fn replicates(&self) -> Option<u32> {
        let replicates = whole(&self.replicates).and_then(|replicates| u32::try_from(replicates).ok());
        replicates.filter(|replicates| (1..=MOST_REPLICATES).contains(replicates))
    }

    fn seed(&self) -> Option<u64> {
        whole(&self.seed).filter(|seed| *seed <= GREATEST_SEED)
    }

    /// The usual ones, and one's own if one is asked for; `None` if that cannot be read.
    fn populations(&self) -> Option<Vec<Population>> {
        let mut populations = Population::usual().to_vec();
        match (self.mean.trim(), self.sd.trim()) {
            ("", "") => {}
            // Words that a population may have for its mean, such as "cut", are for the command line.
            (mean, _) if mean.replace('−', "-").parse::<f64>().is_err() => return None,
            (mean, sd) => populations.push(format!("N({mean},{sd})").parse().ok()?),
        }
        Some(populations)
    }

    fn settings(&self, retake: Retake) -> Option<Settings> {
        Some(Settings {
            populations: self.populations()?,
            retake,
            ..Settings::new(self.takers()?, self.replicates()?, self.seed()?)
        })
    }
}

fn whole(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    digits.parse().ok()
}

/// The fields, each with what it means.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let typed = use_state_eq(Typed::default);
    let tried = use_state_eq(|| false);
    let place = props.blueprints.iter().position(|blueprint| blueprint.id == typed.blueprint).unwrap_or(0);
    let takers_wrong = typed.takers().is_none().then(|| t!("simulation-takers-wrong", most = grouped(MOST_TAKERS.into())));
    let replicates_wrong =
        typed.replicates().is_none().then(|| t!("simulation-replicates-wrong", most = grouped(MOST_REPLICATES.into())));
    let seed_wrong = typed.seed().is_none().then(|| t!("simulation-seed-wrong"));
    let own_wrong = typed.populations().is_none().then(|| t!("simulation-own-wrong"));
    let settings = typed.settings(props.retake);
    let onsubmit = {
        let wrong = first_wrong(&[
            ("takers", &takers_wrong),
            ("replicates", &replicates_wrong),
            ("seed", &seed_wrong),
            ("own-mean", &own_wrong),
        ]);
        let (settings, tried, busy, start) = (settings.clone(), tried.setter(), props.busy, props.start.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            match (wrong, &settings) {
                (Some(id), _) => focus(id),
                (None, Some(settings)) if !busy => start.emit((place, settings.clone())),
                _ => {}
            }
        })
    };
    let options = props.blueprints.iter().map(|blueprint| (blueprint.id.clone(), blueprint.title.clone()));
    let choose = change(&typed, |typed, id| typed.blueprint = id);
    let cut = props.blueprints.get(place).map_or(0.0, |blueprint| blueprint.standard.cut.value());
    let shown = |error: Option<String>| error.filter(|_| *tried);
    let all = settings.map(|settings| takers_in_all(&settings));
    html! {
        <form class="form" novalidate=true {onsubmit}>
            { select("blueprint", t!("simulation-blueprint"), options, &props.blueprints[place].id, &choose) }
            <div class="pair">
                { field(&Field { id: "takers", label: t!("simulation-takers"), hint: t!("simulation-takers-hint"), maxlength: 9, value: &typed.takers, oninput: change(&typed, |typed, text| typed.takers = text), error: shown(takers_wrong), ..Field::default() }) }
                { field(&Field { id: "replicates", label: t!("simulation-replicates"), hint: t!("simulation-replicates-hint"), maxlength: 9, value: &typed.replicates, oninput: change(&typed, |typed, text| typed.replicates = text), error: shown(replicates_wrong), ..Field::default() }) }
                { field(&Field { id: "seed", label: t!("simulation-seed"), hint: t!("simulation-seed-hint"), maxlength: 20, value: &typed.seed, oninput: change(&typed, |typed, text| typed.seed = text), error: shown(seed_wrong), ..Field::default() }) }
            </div>
            <fieldset class="own-population">
                <legend>{ t!("simulation-own") }</legend>
                <p class="hint">{ t!("simulation-own-hint", cut = decimals(cut, 2)) }</p>
                <div class="pair">
                    { field(&Field { id: "own-mean", label: t!("simulation-own-mean"), maxlength: 9, value: &typed.mean, oninput: change(&typed, |typed, text| typed.mean = text), error: shown(own_wrong), ..Field::default() }) }
                    { field(&Field { id: "own-sd", label: t!("simulation-own-sd"), maxlength: 9, value: &typed.sd, oninput: change(&typed, |typed, text| typed.sd = text), ..Field::default() }) }
                </div>
            </fieldset>
            <div class="actions">
                <button id="start" type="submit" class="button primary" aria-disabled={props.busy.then_some("true")}>{ t!("simulation-start") }</button>
                if let Some(all) = all {
                    <span class="hint">{ t!("simulation-in-all", all = grouped(all)) }</span>
                }
            </div>
        </form>
    }
}

/// Takers of all populations in all replicates.
pub fn takers_in_all(settings: &Settings) -> u64 {
    u64::from(settings.takers) * u64::from(settings.replicates) * settings.populations.len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        let typed = Typed { takers: " 1,000".to_owned(), mean: "−0.5".to_owned(), sd: "0.8".to_owned(), ..Typed::default() };
        let settings = typed.settings(Retake::NONE).unwrap();
        assert_eq!((settings.takers, settings.replicates, settings.seed), (1000, 20, 1));
        assert_eq!(settings.populations[3].to_string(), "N(-0.5,0.8)");
        assert_eq!(Typed::default().settings(Retake::NONE).unwrap().populations, Population::usual());
        assert_eq!(takers_in_all(&settings), 80_000);
    }

    #[test]
    fn refuses_what_is_no_setting() {
        let none = |typed: Typed| assert_eq!(typed.settings(Retake::NONE), None, "{}", typed.takers);
        for takers in ["", "0", "-1", "1.5", "10001", "many"] {
            none(Typed { takers: takers.to_owned(), ..Typed::default() });
        }
        none(Typed { seed: "9007199254740992".to_owned(), ..Typed::default() });
        for (mean, sd) in [("0", ""), ("", "1"), ("cut", "1"), ("0", "0"), ("11", "1"), ("NaN", "1")] {
            none(Typed { mean: mean.to_owned(), sd: sd.to_owned(), ..Typed::default() });
        }
    }
}
