//! The questions of a micro-credential with their keys: to judge the pass mark, to answer for them, to look over both.

mod exposure;
mod question;

use std::collections::BTreeMap;

use api::path;
use api::questions::{ExposedItem, Questions};
use engine::bank::Pool;
use engine::bank::file::{ItemFile, OutcomeFile};
use yew::prelude::*;

use self::exposure::Waiting;
use self::question::{Shelf, question};
use super::desk::Place;
use super::form::select;
use crate::components::{Load, Page, failure_page, use_load, waiting};
use crate::t;

#[derive(Properties, PartialEq)]
pub struct QuestionsPageProps {
    pub id: String,
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may accept that questions have been in browsers.
    pub accept: bool,
}

/// Outcome by outcome.
#[component]
pub fn QuestionsPage(props: &QuestionsPageProps) -> Html {
    let (load, again) = use_load::<Questions>(path::fill(path::QUESTIONS, &[&props.id]));
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> })
        }
        Load::Ready(questions) => html! {
            <Page title={questions.title.clone()} over={t!("questions-title")} class="desk">
                { props.head.clone() }
                if questions.exposure.waiting > 0 {
                    <Waiting id={props.id.clone()} count={questions.exposure.waiting} accept={props.accept} {again} />
                }
                <p><a class="button small" href={Place::Simulation(props.id.clone()).path()}>{ t!("simulation-do") }</a></p>
                <Outcomes id={props.id.clone()} {questions} />
            </Page>
        },
    }
}

#[derive(Properties)]
struct OutcomesProps {
    id: String,
    questions: std::rc::Rc<Questions>,
}

impl PartialEq for OutcomesProps {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && std::rc::Rc::ptr_eq(&self.questions, &other.questions)
    }
}

/// Which pool a word of the choice stands for; none for all.
fn pool(word: &str) -> Option<Pool> {
    match word {
        "credit" => Some(Pool::Credit),
        "practice" => Some(Pool::Practice),
        _ => None,
    }
}

#[component]
fn Outcomes(props: &OutcomesProps) -> Html {
    let shown = use_state_eq(|| "all".to_owned());
    let Questions { bank, exposure, .. } = &*props.questions;
    let wanted = pool(&shown);
    let items: Vec<&ItemFile> = bank.items.iter().filter(|item| wanted.is_none_or(|pool| item.pool == pool)).collect();
    let exposed: BTreeMap<&str, &ExposedItem> = exposure.items.iter().map(|exposed| (exposed.item.as_str(), exposed)).collect();
    let shelf = Shelf { micro_credential: &props.id, lang: &bank.lang, exposed: &exposed, sets: &bank.sets };
    let choose = {
        let shown = shown.setter();
        Callback::from(move |word| shown.set(word))
    };
    let options = [("all", t!("pool-all")), ("credit", t!("pool-credit")), ("practice", t!("pool-practice"))];
    let options = options.into_iter().map(|(value, words)| (value.to_owned(), words));
    // A question belongs to the outcome that it names first.
    let below = |outcome: &OutcomeFile| -> Vec<&ItemFile> {
        items.iter().copied().filter(|item| item.outcomes.first() == Some(&outcome.id)).collect()
    };
    let outcomes: Vec<_> =
        bank.outcomes.iter().map(|outcome| (outcome, below(outcome))).filter(|(_, items)| !items.is_empty()).collect();
    html! {
        <>
        <div class="card questions-head">
            <div class="inline-form">
                { select("pool", t!("questions-show"), options, &shown, &choose) }
                <p role="status">{ t!("questions-count", shown = items.len(), all = bank.items.len()) }</p>
            </div>
            <nav aria-label={t!("questions-outcomes")}>
                <ol class="outcome-list">
                    { for outcomes.iter().map(|(outcome, items)| html! {
                        <li key={outcome.id.clone()}>
                            <span class="outcome-id">{ &outcome.id }</span>
                            <span>
                                <a href={format!("#{}", anchor(outcome))}>{ &outcome.text }</a>{ " " }
                                <span class="hint">{ t!("outcome-count", count = items.len()) }</span>
                            </span>
                        </li>
                    }) }
                </ol>
            </nav>
        </div>
        { for outcomes.iter().map(|(outcome, items)| html! {
            <section key={outcome.id.clone()} class="outcome" aria-labelledby={anchor(outcome)}>
                <h2 id={anchor(outcome)} tabindex="-1"><span class="outcome-id">{ &outcome.id }</span>{ " " }{ &outcome.text }</h2>
                { for items.iter().map(|item| question(item, &shelf)) }
            </section>
        }) }
        </>
    }
}

fn anchor(outcome: &OutcomeFile) -> String {
    format!("outcome-{}", outcome.id)
}
