//! What the pages of those who work here stand on: who is signed in, in which roles, and the way to the pages they may see.

use std::rc::Rc;

use api::path;
use api::staff::Permission;
use api::tutor::Overview;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::account::Account;
use super::banks::{BankPage, BanksPage, FilesPage, ImportPage, ItemPage, PublishPage};
use super::credentials::CredentialsPage;
use super::definition::DefinitionPage;
use super::design::{DesignPage, Tab};
use super::overview::Work;
use super::pathways::{BadgesDesk, PathwaysDesk};
use super::people::People;
use super::questions::QuestionsPage;
use super::roles::held;
use super::running::Spot;
use super::simulation::SimulationPage;
use super::trail::TrailList;
use crate::browser::leave_for;
use crate::client;
use crate::components::{Load, Page, Strip, failure_page, use_load, waiting};
use crate::t;
use crate::unsaved::{may_leave, settled};

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
    /// The banks of the workshop.
    Banks,
    /// The questions of a bank.
    Bank(String),
    /// One of them.
    BankItem(String, String),
    /// A file of questions comes in.
    BankImport(String),
    /// A bank's other files.
    BankFiles(String),
    /// A bank's publications.
    BankPublish(String),
    /// What a bank's micro-credential is.
    BankDefinition(String),
    /// Running it.
    Running(Spot),
    /// Blueprint, pass mark and pictures of a bank in the workshop.
    Design(String, Tab),
    /// Credentials that were signed, and the keys.
    Credentials,
    /// Pathways.
    Pathways,
    /// Badges from elsewhere.
    ImportedBadges,
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
            ["credentials"] => Some(Self::Credentials),
            ["banks"] => Some(Self::Banks),
            ["banks", id] => Some(Self::Bank(id.to_owned())),
            ["banks", id, "items", item] => Some(Self::BankItem(id.to_owned(), item.to_owned())),
            ["banks", id, "import"] => Some(Self::BankImport(id.to_owned())),
            ["banks", id, "files"] => Some(Self::BankFiles(id.to_owned())),
            ["banks", id, "publish"] => Some(Self::BankPublish(id.to_owned())),
            ["banks", id, "definition"] => Some(Self::BankDefinition(id.to_owned())),
            ["banks", id, tab] => Tab::at(tab).map(|tab| Self::Design(id.to_owned(), tab)),
            ["pathways"] => Some(Self::Pathways),
            ["badges"] => Some(Self::ImportedBadges),
            _ => Spot::at(parts).map(Self::Running),
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
            Self::Banks => "/tutor/banks".to_owned(),
            Self::Bank(id) => path::fill("/tutor/banks/{id}", &[id]),
            Self::BankItem(id, item) => path::fill("/tutor/banks/{id}/items/{item}", &[id, item]),
            Self::BankImport(id) => path::fill("/tutor/banks/{id}/import", &[id]),
            Self::BankFiles(id) => path::fill("/tutor/banks/{id}/files", &[id]),
            Self::BankPublish(id) => path::fill("/tutor/banks/{id}/publish", &[id]),
            Self::BankDefinition(id) => path::fill("/tutor/banks/{id}/definition", &[id]),
            Self::Running(spot) => spot.path(),
            Self::Credentials => "/tutor/credentials".to_owned(),
            Self::Pathways => "/tutor/pathways".to_owned(),
            Self::ImportedBadges => "/tutor/badges".to_owned(),
            Self::Design(id, tab) => path::fill("/tutor/banks/{id}/{tab}", &[id, tab.word()]),
        }
    }

    /// Whether somebody who may do this may see it.
    fn is_open_to(&self, may: &[Permission]) -> bool {
        match self {
            Self::Work | Self::Account => true,
            Self::People => may.contains(&Permission::ReadPeople),
            Self::Trail => may.contains(&Permission::ReadTrail),
            Self::Questions(_)
            | Self::Simulation(_)
            | Self::Design(..)
            | Self::Banks
            | Self::Bank(_)
            | Self::BankItem(..)
            | Self::BankImport(_)
            | Self::BankFiles(_)
            | Self::BankDefinition(_)
            | Self::BankPublish(_) => may.contains(&Permission::ReadQuestions),
            Self::Running(spot) => spot.is_open_to(may),
            Self::Credentials => may.contains(&Permission::ReadCredentials),
            Self::Pathways | Self::ImportedBadges => may.contains(&Permission::ReadPathways),
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
        Place::Banks => html! { <BanksPage {head} edit={may(Permission::EditBanks)} /> },
        Place::Bank(id) => html! { <BankPage id={id.clone()} {head} edit={may(Permission::EditBanks)} /> },
        Place::BankItem(bank, item) => {
            html! { <ItemPage bank={bank.clone()} item={item.clone()} {head} edit={may(Permission::EditBanks)} /> }
        }
        Place::BankImport(id) => html! { <ImportPage id={id.clone()} {head} edit={may(Permission::EditBanks)} /> },
        Place::BankFiles(id) => html! { <FilesPage id={id.clone()} {head} edit={may(Permission::EditBanks)} /> },
        Place::BankPublish(id) => html! {
            <PublishPage id={id.clone()} {head} edit={may(Permission::EditBanks)} sign={may(Permission::SignOffBanks)} />
        },
        Place::BankDefinition(id) => html! { <DefinitionPage id={id.clone()} {head} edit={may(Permission::EditBanks)} /> },
        Place::Running(spot) => spot.page(&head, &overview.may),
        Place::Credentials => html! { <CredentialsPage {head} may={overview.may.clone()} /> },
        Place::Pathways => html! { <PathwaysDesk {head} decide={may(Permission::RecogniseBadges)} /> },
        Place::ImportedBadges => html! { <BadgesDesk {head} decide={may(Permission::RecogniseBadges)} /> },
        Place::Design(id, tab) => {
            html! { <DesignPage id={id.clone()} tab={*tab} {head} edit={may(Permission::EditBanks)} /> }
        }
    }
}

/// Who is signed in, and where one may go.
fn head(overview: &Overview, here: &Place) -> Html {
    let sign_out = |_: MouseEvent| {
        // Asked before: what is unsaved could not be stored after it.
        if !may_leave() {
            return;
        }
        spawn_local(async move {
            if client::tell_nothing("POST", path::SIGN_OUT).await.is_ok() {
                settled();
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
        <Strip class="desk-nav" label={t!("desk-label")}>
            { link(Place::Work, t!("tutor-title")) }
            { link(Place::Banks, t!("banks-title")) }
            { link(Place::Running(Spot::Cohorts), t!("cohorts-title")) }
            { link(Place::Running(Spot::Concerns), t!("concerns-title")) }
            { link(Place::Credentials, t!("awards-title")) }
            { link(Place::Pathways, t!("tutor-pathways")) }
            { link(Place::People, t!("people-title")) }
            { link(Place::Trail, t!("trail-title")) }
            { link(Place::Account, t!("account-title")) }
        </Strip>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_page_by_its_own_path() {
        let of = || "a-b".to_owned();
        let banks = [
            Place::Work,
            Place::People,
            Place::Trail,
            Place::Account,
            Place::Questions(of()),
            Place::Simulation(of()),
            Place::Banks,
            Place::Bank(of()),
            Place::BankItem(of(), of()),
            Place::BankImport(of()),
            Place::BankFiles(of()),
            Place::BankPublish(of()),
            Place::BankDefinition(of()),
            Place::Credentials,
            Place::Pathways,
            Place::ImportedBadges,
        ];
        let design = Tab::ALL.map(|tab| Place::Design(of(), tab));
        let others = [Place::Work, Place::People, Place::Trail, Place::Account, Place::Questions(of()), Place::Simulation(of())];
        for place in others.into_iter().chain(design).chain(banks) {
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
