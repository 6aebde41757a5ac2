//! A bank's assessments before anybody takes them: what is asked of learners, where the pass mark is, what the questions can tell, and
//! what would come of it.

mod blueprint;
mod chosen;
mod coverage;
mod feasible;
mod information;
pub mod judging;
mod pass_mark;
mod pictures;
mod problems;
mod simulate;
mod study;
mod study_result;
mod try_it;
mod try_told;
mod typed;
mod what_if;
mod wright;

use std::rc::Rc;

use api::pass_mark::BankDraft;
use api::path;
use yew::prelude::*;

use self::blueprint::BlueprintPage;
use self::pass_mark::PassMarkPage;
use self::pictures::PicturesPage;
use self::simulate::SimulatePage;
use self::try_it::TryPage;
use super::banks::bank_nav;
use super::desk::Place;
use crate::components::{Load, Page, Tone, failure_page, notice, use_load, waiting};
use crate::t;

/// One of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What a test is made of.
    Blueprint,
    /// Judges.
    PassMark,
    /// What the questions can tell.
    Pictures,
    /// What would come of it.
    Simulate,
    /// Sitting it oneself.
    Try,
}

impl Tab {
    /// In the order of the work.
    pub const ALL: [Self; 5] = [Self::Blueprint, Self::PassMark, Self::Pictures, Self::Simulate, Self::Try];

    /// In addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blueprint => "blueprint",
            Self::PassMark => "pass-mark",
            Self::Pictures => "pictures",
            Self::Simulate => "simulate",
            Self::Try => "try",
        }
    }

    /// The page of this word.
    pub fn at(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.word() == word)
    }

    /// As its way and its page are called.
    pub fn title(self) -> String {
        match self {
            Self::Blueprint => t!("design-blueprint"),
            Self::PassMark => t!("design-pass-mark"),
            Self::Pictures => t!("design-pictures"),
            Self::Simulate => t!("design-simulate"),
            Self::Try => t!("design-try"),
        }
    }

    fn lead(self) -> String {
        match self {
            Self::Blueprint => t!("design-blueprint-lead"),
            Self::PassMark => t!("design-pass-mark-lead"),
            Self::Pictures => t!("design-pictures-lead"),
            Self::Simulate => t!("design-simulate-lead"),
            Self::Try => t!("design-try-lead"),
        }
    }
}

/// What a [`DesignPage`] is given.
#[derive(Properties, PartialEq)]
pub struct DesignPageProps {
    /// The bank's id.
    pub id: String,
    /// Which of the pages.
    pub tab: Tab,
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may change the bank.
    pub edit: bool,
}

/// The bank's title, the way to its other pages, and the page.
#[component]
pub fn DesignPage(props: &DesignPageProps) -> Html {
    let DesignPageProps { id, tab, head, edit } = props;
    let (load, again) = use_load::<BankDraft>(path::fill(path::BANK_DRAFT, &[id]));
    let draft = match load {
        Load::Waiting => return waiting(),
        Load::Failed(failure) => {
            let back = html! { <a class="button" href="/tutor/banks">{ t!("design-banks") }</a> };
            return failure_page(&failure, Some(&again), back);
        }
        Load::Ready(draft) => draft,
    };
    let given = Given { draft: draft.clone(), edit: *edit, again };
    html! {
        <Page title={draft.title.clone()} over={tab.title()} lead={tab.lead()} class="desk design simulation">
            { head.clone() }
            { bank_nav(id, &Place::Design(id.clone(), *tab)) }
            { errors(&draft) }
            { match tab {
                Tab::Blueprint => html! { <BlueprintPage {given} /> },
                Tab::PassMark => html! { <PassMarkPage {given} /> },
                Tab::Pictures => html! { <PicturesPage {given} /> },
                Tab::Simulate => html! { <SimulatePage {given} /> },
                Tab::Try => html! { <TryPage {given} /> },
            } }
        </Page>
    }
}

/// What each of the pages is given.
#[derive(Clone)]
pub struct Given {
    /// The bank.
    pub draft: Rc<BankDraft>,
    /// Whether it may be changed.
    pub edit: bool,
    /// It was changed.
    pub again: Callback<()>,
}

impl PartialEq for Given {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.draft, &other.draft) && self.edit == other.edit
    }
}

/// What a page is given.
#[derive(Properties, PartialEq)]
pub struct GivenProps {
    /// The bank, and what may be done with it.
    pub given: Given,
}

fn errors(draft: &BankDraft) -> Html {
    if draft.errors.is_empty() {
        return Html::default();
    }
    let told = html! {
        <>
        <p>{ t!("design-errors", count = draft.errors.len()) }</p>
        <details class="as-table">
            <summary>{ t!("design-errors-shown") }</summary>
            <ul>{ for draft.errors.iter().map(|error| html! { <li>{ error }</li> }) }</ul>
        </details>
        </>
    };
    notice(Tone::Warning, told)
}
