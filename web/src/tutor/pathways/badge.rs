//! A badge from elsewhere: what it says, what was checked, and the decision whether it counts.

use api::path;
use api::pathway::{BadgeRow, BadgeVerdict, Choice, Counts, GivenDocument, GivenDocuments, Recognise, Recognition};
use yew::prelude::*;

use super::choose::{Chosen, fields};
use super::person;
use crate::browser::focus;
use crate::client;
use crate::components::{Field, button, field};
use crate::format::{date_time, moment, plain};
use crate::pages::pathways::{findings, from, name, standing, standing_class};
use crate::t;
use crate::tutor::form::use_doing;
use crate::tutor::running::text_area;

#[derive(Properties, PartialEq)]
pub struct BadgeCardProps {
    pub row: BadgeRow,
    pub choices: Vec<Choice>,
    pub units: Vec<String>,
    pub frameworks: Vec<String>,
    pub decide: bool,
    pub again: Callback<()>,
}

/// Everything that is known of it.
#[component]
pub fn BadgeCard(props: &BadgeCardProps) -> Html {
    let row = &props.row;
    let badge = &row.badge;
    let title = format!("badge-{}", badge.id);
    let waits = badge.recognition == Recognition::Waiting;
    let form = html! { <Decide row={row.clone()} choices={props.choices.clone()} units={props.units.clone()} frameworks={props.frameworks.clone()} again={props.again.clone()} /> };
    html! {
        // An article and no landmark: several of one name are beside each other.
        <article class="card" aria-labelledby={title.clone()}>
            <div class="question-head">
                <h2 id={title}>{ name(badge) }</h2>
                <span class={standing_class(badge)}>{ standing(badge) }</span>
            </div>
            <p class="hint">{ from(badge) }{ " · " }{ person(&row.learner) }</p>
            if !row.description.is_empty() {
                <p>{ &row.description }</p>
            }
            if !row.alignments.is_empty() {
                <ul class="chips" aria-label={t!("badge-alignments")}>{ for row.alignments.iter().map(|words| html! { <li class="chip chip-quiet">{ words }</li> }) }</ul>
            }
            <dl class="facts">
                <div><dt>{ t!("badge-signed-by") }</dt><dd><code>{ &badge.issuer }</code></dd></div>
                <div><dt>{ t!("badge-achievement") }</dt><dd><code>{ &row.achievement }</code></dd></div>
                <div><dt>{ t!("badge-bound") }</dt><dd>{ if badge.bound { t!("badge-bound-yes") } else { t!("badge-bound-no") } }</dd></div>
                <div><dt>{ t!("badge-checked") }</dt><dd>{ date_time(badge.checked_at) }</dd></div>
                if !row.asked_by.is_empty() {
                    <div><dt>{ t!("badge-asked-by") }</dt><dd>{ row.asked_by.join(", ") }</dd></div>
                }
            </dl>
            if let Some(why) = &badge.why {
                <p class="feedback">{ client::sentence(why) }</p>
            }
            { findings(badge) }
            if !row.steps.is_empty() {
                <ol class="steps">
                    { for row.steps.iter().map(|step| html! {
                        <li>
                            <span class="hint">{ moment(step.at) }{ " · " }{ step.who.clone().unwrap_or_default() }{ " · " }{ decided(step.recognition) }</span>
                            <p>{ &step.reason }</p>
                            if let Some(known_by) = &step.known_by {
                                <p class="hint">{ t!("badge-known-by", words = known_by.clone()) }</p>
                            }
                        </li>
                    }) }
                </ol>
            }
            if let (Recognition::Recognised, Some(counts)) = (badge.recognition, &badge.counts) {
                <p>{ counted(counts, &props.choices) }</p>
            }
            if props.decide {
                if badge.verdict != BadgeVerdict::Valid || !row.needs.is_empty() {
                    <Documents id={badge.id.clone()} needs={row.needs.clone()} again={props.again.clone()} />
                }
                if waits {
                    { form }
                } else {
                    <details><summary>{ t!("badge-decide-again") }</summary>{ form }</details>
                }
            }
        </article>
    }
}

fn decided(recognition: Recognition) -> String {
    match recognition {
        Recognition::Waiting => t!("imported-waiting"),
        Recognition::Recognised => t!("imported-recognised"),
        Recognition::Declined => t!("imported-declined"),
    }
}

/// As what it counts, in words.
fn counted(counts: &Counts, choices: &[Choice]) -> String {
    let mut words = match &counts.micro_credential {
        None => t!("counted-itself"),
        Some(id) => {
            let title = choices.iter().find(|choice| choice.id == *id).map_or(id, |choice| &choice.title);
            t!("counted-as", title = title.clone())
        }
    };
    if let (Some(credits), Some(unit)) = (counts.credits, &counts.unit) {
        words.push_str(&format!(" · {} {unit}", plain(credits)));
    }
    if let (Some(framework), Some(level)) = (&counts.framework, &counts.level) {
        words.push_str(&format!(" · {framework} {level}"));
    }
    if let Some(field) = &counts.field {
        words.push_str(&format!(" · {field}"));
    }
    words
}

#[derive(Properties, PartialEq)]
struct DecideProps {
    row: BadgeRow,
    choices: Vec<Choice>,
    units: Vec<String>,
    frameworks: Vec<String>,
    again: Callback<()>,
}

#[component]
fn Decide(props: &DecideProps) -> Html {
    let chosen = use_state_eq(Chosen::default);
    let reason = use_state_eq(String::new);
    let known_by = use_state_eq(String::new);
    let doing = use_doing();
    let (badge, id) = (&props.row.badge, props.row.badge.id.clone());
    let bound = badge.bound;
    let decide = |recognition: Recognition| {
        let (chosen, reason, known_by) = ((*chosen).clone(), (*reason).clone(), (*known_by).clone());
        let (doing, again, id) = (doing.clone(), props.again.clone(), id.clone());
        Callback::from(move |_: MouseEvent| {
            let recognise = recognition == Recognition::Recognised;
            if reason.trim().is_empty() {
                doing.refuse(t!("decide-reason-missing"));
                focus(&format!("reason-{id}"));
                return;
            }
            if recognise && !bound && known_by.trim().is_empty() {
                doing.refuse(t!("decide-known-by-missing"));
                focus(&format!("known-{id}"));
                return;
            }
            let counts = if recognise { chosen.counts() } else { Ok(Counts::default()) };
            let counts = match counts {
                Ok(counts) => counts,
                Err((words, name)) => {
                    doing.refuse(words);
                    focus(&format!("{name}-{id}"));
                    return;
                }
            };
            let known_by = Some(known_by.clone()).filter(|words| !words.trim().is_empty());
            let new = Recognise { recognition, reason: reason.clone(), known_by, counts };
            let (address, again) = (path::fill(path::BADGE_DECISION, &[&id]), again.clone());
            doing.start(async move { client::tell("POST", &address, &new).await }, move |()| again.emit(()));
        })
    };
    let typed = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |text: String| setter.set(text))
    };
    html! {
        <div class="decide">
            if badge.verdict == BadgeVerdict::Valid {
                { fields(&id, &chosen, &props.choices, &props.units, &props.frameworks) }
                if !bound {
                    { field(&Field { id: &format!("known-{id}"), label: t!("decide-known-by"), hint: t!("decide-known-by-hint"), value: &known_by, oninput: typed(&known_by), ..Field::default() }) }
                }
            }
            { text_area(&format!("reason-{id}"), t!("decide-reason"), t!("decide-reason-hint"), &reason, &typed(&reason)) }
            { doing.failed() }
            <div class="actions">
                if badge.verdict == BadgeVerdict::Valid {
                    { button("primary", doing.busy(), &decide(Recognition::Recognised), t!("decide-recognise"), &badge.title) }
                }
                { button("", doing.busy(), &decide(Recognition::Declined), t!("decide-decline"), &badge.title) }
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct DocumentsProps {
    id: String,
    needs: Vec<String>,
    again: Callback<()>,
}

/// What the look at a badge needs from its issuer, to be filled in by whoever got it there.
#[component]
fn Documents(props: &DocumentsProps) -> Html {
    let texts = use_state_eq(|| vec![String::new(); props.needs.len()]);
    let doing = use_doing();
    let look = {
        let (texts, needs, id, doing, again) =
            ((*texts).clone(), props.needs.clone(), props.id.clone(), doing.clone(), props.again.clone());
        Callback::from(move |_: MouseEvent| {
            let documents = needs
                .iter()
                .zip(&texts)
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(url, text)| GivenDocument { url: url.clone(), text: text.clone() })
                .collect();
            let (address, again) = (path::fill(path::BADGE_DOCUMENTS, &[&id]), again.clone());
            let body = GivenDocuments { documents };
            doing.start(async move { client::tell("POST", &address, &body).await }, move |()| again.emit(()));
        })
    };
    html! {
        <details>
            <summary>{ t!("documents-title") }</summary>
            <p class="hint">{ t!("documents-text") }</p>
            { for props.needs.iter().enumerate().map(|(index, url)| {
                let texts = texts.clone();
                let value = texts.get(index).cloned().unwrap_or_default();
                let oninput = Callback::from(move |event: InputEvent| {
                    use wasm_bindgen::JsCast;
                    let area = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
                    let mut next = (*texts).clone();
                    if let (Some(area), Some(text)) = (area, next.get_mut(index)) {
                        *text = area.value();
                        texts.set(next);
                    }
                });
                let field = format!("document-{}-{index}", props.id);
                html! {
                    <div key={url.clone()} class="field">
                        <label for={field.clone()}><code>{ url }</code></label>
                        <textarea id={field} maxlength="262144" {value} {oninput} />
                    </div>
                }
            }) }
            { doing.failed() }
            <div class="actions">{ button("", doing.busy(), &look, t!("documents-look"), "") }</div>
        </details>
    }
}
