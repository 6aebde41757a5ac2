//! What the pages of those who work here stand on: who is signed in, in which roles, and the way to the pages they may see.

use std::rc::Rc;

use api::path;
use api::staff::Permission;
use api::tutor::Overview;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::account::Account;
use super::overview::Work;
use super::people::People;
use super::questions::QuestionsPage;
use super::roles::held;
use super::simulation::SimulationPage;
use super::trail::TrailList;
use crate::browser::leave_for;
use crate::client;
use crate::components::{Load, Page, failure_page, use_load, waiting};
use crate::t;

/// A page behind the sign-in.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Seats, codes, links, and whatever else is to be done.
    Work,
    /// Who works here.
    People,
    /// What they did.
    Trail,
    /// One's own password.
    Account,
    /// The questions of a micro-credential.
    Questions(String),
    /// Simulated learners sit its assessments.
    Simulation(String),
}

impl Place {
    /// The page at these parts of a path below `/tutor`.
    pub fn at(parts: &[&str]) -> Option<Self> {
        match *parts {
            [] => Some(Self::Work),
            ["people"] => Some(Self::People),
            ["trail"] => Some(Self::Trail),
            ["account"] => Some(Self::Account),
            ["questions", id] => Some(Self::Questions(id.to_owned())),
            ["simulation", id] => Some(Self::Simulation(id.to_owned())),
            _ => None,
        }
    }

    /// Where it is.
    pub fn path(&self) -> String {
        match self {
            Self::Work => "/tutor".to_owned(),
            Self::People => "/tutor/people".to_owned(),
            Self::Trail => "/tutor/trail".to_owned(),
            Self::Account => "/tutor/account".to_owned(),
            Self::Questions(id) => path::fill("/tutor/questions/{id}", &[id]),
            Self::Simulation(id) => path::fill("/tutor/simulation/{id}", &[id]),
        }
    }

    /// Whether somebody who may do this may see it.
    fn is_open_to(&self, may: &[Permission]) -> bool {
        match self {
            Self::Work | Self::Account => true,
            Self::People => may.contains(&Permission::ReadPeople),
            Self::Trail => may.contains(&Permission::ReadTrail),
            Self::Questions(_) | Self::Simulation(_) => may.contains(&Permission::ReadQuestions),
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct DeskProps {
    pub place: Place,
}

/// Asks who is signed in, and shows the page or why it is not open to them.
#[component]
pub fn Desk(props: &DeskProps) -> Html {
    let (load, again) = use_load::<Overview>(path::TUTOR.to_owned());
    let place = &props.place;
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) if [401, 403].contains(&failure.status()) => {
            failure_page(&failure, None, html! { <a class="button primary" href="/sign-in">{ t!("sign-in") }</a> })
        }
        Load::Failed(failure) => failure_page(&failure, Some(&again), Html::default()),
        Load::Ready(overview) if !place.is_open_to(&overview.may) => html! {
            <Page title={t!("failure-title-closed")} lead={t!("desk-closed")} class="desk">{ head(&overview, place) }</Page>
        },
        Load::Ready(overview) => page(&overview, place, again),
    }
}

fn page(overview: &Rc<Overview>, place: &Place, again: Callback<()>) -> Html {
    let may = |permission| overview.may.contains(&permission);
    let head = head(overview, place);
    match place {
        Place::Work => {
            html! { <Page title={t!("tutor-title")} class="desk">{ head }<Work overview={overview.clone()} {again} /></Page> }
        }
        Place::People => html! {
            <Page title={t!("people-title")} class="desk">{ head }<People manage={may(Permission::ManagePeople)} /></Page>
        },
        Place::Trail => {
            html! { <Page title={t!("trail-title")} lead={t!("trail-lead")} class="desk">{ head }<TrailList /></Page> }
        }
        Place::Account => html! { <Page title={t!("account-title")} class="desk">{ head }<Account /></Page> },
        Place::Questions(id) => html! { <QuestionsPage id={id.clone()} {head} accept={may(Permission::AcceptExposure)} /> },
        Place::Simulation(id) => html! { <SimulationPage id={id.clone()} {head} /> },
    }
}

/// Who is signed in, and where one may go.
fn head(overview: &Overview, here: &Place) -> Html {
    let sign_out = |_: MouseEvent| {
        spawn_local(async move {
            if client::tell_nothing("POST", path::SIGN_OUT).await.is_ok() {
                leave_for("/sign-in");
            }
        });
    };
    let link = |place: Place, words: String| {
        if place.is_open_to(&overview.may) {
            html! { <a href={place.path()} aria-current={(place == *here).then_some("page")}>{ words }</a> }
        } else {
            Html::default()
        }
    };
    html! {
        <>
        <div class="desk-head">
            <div class="who-here">
                <p>{ t!("tutor-signed-in", name = overview.name.clone()) }</p>
                if !overview.roles.is_empty() {
                    <ul class="chips" aria-label={t!("desk-roles")}>
                        { for overview.roles.iter().map(|grant| html! { <li class="chip">{ held(grant) }</li> }) }
                    </ul>
                }
            </div>
            <button type="button" class="button quiet small" onclick={sign_out}>{ t!("sign-out") }</button>
        </div>
        <nav class="desk-nav" aria-label={t!("desk-label")}>
            { link(Place::Work, t!("tutor-title")) }
            { link(Place::People, t!("people-title")) }
            { link(Place::Trail, t!("trail-title")) }
            { link(Place::Account, t!("account-title")) }
        </nav>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_page_by_its_own_path() {
        let of = || "a-b".to_owned();
        for place in [Place::Work, Place::People, Place::Trail, Place::Account, Place::Questions(of()), Place::Simulation(of())] {
            let path = place.path();
            let parts: Vec<_> = path.split('/').skip(2).collect();
            assert_eq!(Place::at(&parts), Some(place), "{path}");
        }
        assert_eq!(Place::at(&["nowhere"]), None);
    }

    #[test]
    fn opens_what_a_role_may_see() {
        let judge = [Permission::ReadQuestions];
        assert!(Place::Questions("x".to_owned()).is_open_to(&judge) && Place::Account.is_open_to(&[]));
        assert!(!Place::People.is_open_to(&judge) && !Place::Trail.is_open_to(&judge));
    }
}
