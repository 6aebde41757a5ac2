//! Which of a bank's assessments a page is about, and whether it can be given.

use std::rc::Rc;
use std::sync::Arc;

use api::pass_mark::BankDraft;
use engine::Assessment;
use engine::bank::file::{BankFile, Problem};
use engine::blueprint::file::BlueprintFile;
use yew::prelude::*;

use crate::components::{Tone, notice};
use crate::t;
use crate::tutor::form::select;

/// A blueprint on its bank: the assessment, or everything that is wrong.
pub type Checked = Result<Arc<Assessment>, Vec<Problem>>;

/// Checks a blueprint on the items of its pool.
pub fn check(bank: &BankFile, blueprint: &BlueprintFile) -> Checked {
    let bank = bank.restricted_to(blueprint.pool).check()?;
    Assessment::new(Arc::new(bank), blueprint).map(Arc::new)
}

/// One of the bank's assessments.
#[derive(Clone)]
pub struct Chosen {
    /// Its blueprint.
    pub blueprint: BlueprintFile,
    /// It, or what is wrong with it.
    pub checked: Rc<Checked>,
    /// The choice among several, to be shown.
    pub choice: Html,
}

/// The assessment that is chosen, and the choice; `None` where the bank has none, or cannot be read.
#[hook]
pub fn use_chosen(draft: &Rc<BankDraft>) -> Option<Chosen> {
    let id = use_state_eq(String::new);
    let place = draft.blueprints.iter().position(|one| one.blueprint.id == *id).unwrap_or(0);
    let checked = use_memo((Rc::as_ptr(draft) as usize, place), |_| {
        let bank = draft.bank.as_ref()?;
        Some(check(bank, &draft.blueprints.get(place)?.blueprint))
    });
    let choose = {
        let id = id.setter();
        Callback::from(move |chosen| id.set(chosen))
    };
    let blueprint = draft.blueprints.get(place)?.blueprint.clone();
    let checked = Rc::new((*checked).clone()?);
    let options = draft.blueprints.iter().map(|one| (one.blueprint.id.clone(), one.blueprint.title.clone()));
    let choice = if draft.blueprints.len() > 1 {
        html! { <div class="inline-form">{ select("assessment", t!("design-assessment"), options, &blueprint.id, &choose) }</div> }
    } else {
        Html::default()
    };
    Some(Chosen { blueprint, checked, choice })
}

/// In place of a page whose bank has no assessment, or cannot be read.
pub fn nothing() -> Html {
    notice(Tone::Warning, html! { <p>{ t!("design-nothing") }</p> })
}

/// What is wrong with an assessment, for pages that need one that is right.
pub fn wrong(problems: &[Problem]) -> Html {
    let told = html! {
        <>
        <p>{ t!("design-wrong") }</p>
        <ul>{ for problems.iter().take(20).map(|problem| html! { <li>{ super::problems::sentence(problem) }</li> }) }</ul>
        </>
    };
    notice(Tone::Warning, told)
}
