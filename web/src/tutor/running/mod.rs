//! Running it: what needs somebody today, cohorts, reports and appeals, decision trails, item statistics, corrected keys, files, the
//! moderation pack.

mod apart;
mod attempt;
mod cohort;
mod cohorts;
mod concerns;
mod correction;
mod corrections;
mod course;
mod exports;
mod item;
mod key_form;
mod key_order;
mod key_words;
mod pack;
mod statistics;
mod table;
mod today;

use api::path;
use api::staff::Permission;
use engine::Verdict;
use wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

pub use today::TodayList;

use crate::t;

/// A page about running assessments.
#[derive(Clone, Debug, PartialEq)]
pub enum Spot {
    /// How an attempt came to its verdict.
    Attempt(String),
    /// Reports and appeals.
    Concerns,
    /// What answers say of the items of a micro-credential.
    Statistics(String),
    /// Its corrected keys.
    Corrections(String),
    /// All cohorts.
    Cohorts,
    /// One of them.
    Cohort(String),
    /// A micro-credential's moderation pack.
    Pack(String),
}

impl Spot {
    /// The page at these parts of a path below `/tutor`.
    pub fn at(parts: &[&str]) -> Option<Self> {
        match *parts {
            ["attempts", id] => Some(Self::Attempt(id.to_owned())),
            ["concerns"] => Some(Self::Concerns),
            ["questions", id, "statistics"] => Some(Self::Statistics(id.to_owned())),
            ["questions", id, "corrections"] => Some(Self::Corrections(id.to_owned())),
            ["cohorts"] => Some(Self::Cohorts),
            ["cohorts", id] => Some(Self::Cohort(id.to_owned())),
            ["micro-credentials", id, "pack"] => Some(Self::Pack(id.to_owned())),
            _ => None,
        }
    }

    /// Where it is.
    pub fn path(&self) -> String {
        match self {
            Self::Attempt(id) => path::fill("/tutor/attempts/{id}", &[id]),
            Self::Concerns => "/tutor/concerns".to_owned(),
            Self::Statistics(id) => path::fill("/tutor/questions/{id}/statistics", &[id]),
            Self::Corrections(id) => path::fill("/tutor/questions/{id}/corrections", &[id]),
            Self::Cohorts => "/tutor/cohorts".to_owned(),
            Self::Cohort(id) => path::fill("/tutor/cohorts/{id}", &[id]),
            Self::Pack(id) => path::fill("/tutor/micro-credentials/{id}/pack", &[id]),
        }
    }

    /// Whether somebody who may do this may see it.
    pub fn is_open_to(&self, may: &[Permission]) -> bool {
        may.contains(&match self {
            Self::Attempt(_) => Permission::ReadTrails,
            Self::Concerns => Permission::ReadConcerns,
            Self::Statistics(_) | Self::Corrections(_) | Self::Pack(_) => Permission::ReadStatistics,
            Self::Cohorts | Self::Cohort(_) => Permission::ReadClasses,
        })
    }

    /// The page itself, with what stands above on every page.
    pub fn page(&self, head: &Html, may: &[Permission]) -> Html {
        let head = head.clone();
        let may = |permission| may.contains(&permission);
        match self {
            Self::Attempt(id) => html! { <attempt::AttemptPage id={id.clone()} {head} /> },
            Self::Concerns => html! { <concerns::ConcernsPage {head} trails={may(Permission::ReadTrails)} /> },
            Self::Statistics(id) => {
                html! { <statistics::StatisticsPage id={id.clone()} {head} correct={may(Permission::CorrectKeys)} /> }
            }
            Self::Corrections(id) => {
                html! { <corrections::CorrectionsPage id={id.clone()} {head} correct={may(Permission::CorrectKeys)} trails={may(Permission::ReadTrails)} /> }
            }
            Self::Cohorts => {
                html! { <cohorts::CohortsPage {head} run={may(Permission::RunClasses)} export={may(Permission::ReadTrails)} /> }
            }
            Self::Cohort(id) => {
                html! { <cohort::CohortPage id={id.clone()} {head} run={may(Permission::RunClasses)} trails={may(Permission::ReadTrails)} /> }
            }
            Self::Pack(id) => html! { <pack::PackPage id={id.clone()} {head} /> },
        }
    }
}

/// A verdict in words.
fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Achieved => t!("run-achieved"),
        Verdict::NotYet => t!("run-not-yet"),
        Verdict::TooClose => t!("run-too-close"),
    }
}

/// Several lines of text to fill in, with a label and a hint tied to it.
pub fn text_area(id: &str, label: String, hint: String, value: &str, oninput: &Callback<String>) -> Html {
    let oninput = oninput.reform(|event: InputEvent| {
        let area = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
        area.map(|area| area.value()).unwrap_or_default()
    });
    let hinted = (!hint.is_empty()).then(|| format!("{id}-hint"));
    html! {
        <div class="field">
            <label for={id.to_owned()}>{ label }</label>
            if hinted.is_some() {
                <p id={hinted.clone()} class="hint">{ hint }</p>
            }
            <textarea id={id.to_owned()} class="prose" maxlength="2000" value={value.to_owned()} aria-describedby={hinted} {oninput} />
        </div>
    }
}

/// That what is shown is of simulated learners, if it is.
fn simulated(demo: bool) -> Html {
    if demo {
        crate::components::notice(crate::components::Tone::Information, html! { <p>{ t!("run-simulated") }</p> })
    } else {
        Html::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_page_by_its_own_path() {
        let of = || "a-b".to_owned();
        for spot in [
            Spot::Attempt(of()),
            Spot::Concerns,
            Spot::Statistics(of()),
            Spot::Corrections(of()),
            Spot::Cohorts,
            Spot::Cohort(of()),
            Spot::Pack(of()),
        ] {
            let path = spot.path();
            let parts: Vec<_> = path.split('/').skip(2).collect();
            assert_eq!(Spot::at(&parts), Some(spot), "{path}");
        }
    }
}
