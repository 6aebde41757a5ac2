//! What a micro-credential is, as its tutor defines it: a form with the same checks as the file, and outcomes aligned with frameworks.

mod align;
mod fields;
mod form;
mod problems;

use std::rc::Rc;

use api::definition::DefinitionDraft;
use api::path;
use yew::prelude::*;

use self::align::Alignments;
use self::form::DefinitionForm;
use super::banks::bank_nav;
use super::desk::Place;
use crate::components::{Load, Page, Tone, failure_page, notice, use_load, waiting};
use crate::t;

/// What a [`DefinitionPage`] is given.
#[derive(Properties, PartialEq)]
pub struct DefinitionPageProps {
    /// The bank's id.
    pub id: String,
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may change the bank.
    pub edit: bool,
}

/// What the parts of the page are given.
#[derive(Properties, Clone)]
pub struct DraftProps {
    /// The definition as it was fetched last.
    pub draft: Rc<DefinitionDraft>,
    /// Whether it may be changed.
    pub edit: bool,
    /// It was changed.
    pub again: Callback<()>,
}

impl PartialEq for DraftProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.draft, &other.draft) && self.edit == other.edit
    }
}

/// The page.
#[component]
pub fn DefinitionPage(props: &DefinitionPageProps) -> Html {
    let DefinitionPageProps { id, head, edit } = props;
    let (load, again) = use_load::<DefinitionDraft>(path::fill(path::BANK_DEFINITION, &[id]));
    let draft = match load {
        Load::Waiting => return waiting(),
        Load::Failed(failure) => {
            let back = html! { <a class="button" href={Place::Banks.path()}>{ t!("banks-title") }</a> };
            return failure_page(&failure, Some(&again), back);
        }
        Load::Ready(draft) => draft,
    };
    html! {
        <Page title={draft.title.clone()} over={t!("definition-title")} lead={t!("definition-lead")} class="desk design definition">
            { head.clone() }
            { bank_nav(id, &Place::BankDefinition(id.clone())) }
            if draft.readable {
                <DefinitionForm draft={draft.clone()} edit={*edit} again={again.clone()} />
            } else {
                { notice(Tone::Warning, html! { <p>{ t!("definition-unreadable") }{ " " }<a href={Place::BankFiles(id.clone()).path()}>{ t!("files-title") }</a></p> }) }
            }
            <Alignments {draft} edit={*edit} {again} />
        </Page>
    }
}
