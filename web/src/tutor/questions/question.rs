//! One question with its key.

use std::collections::BTreeMap;

use api::path;
use api::present::{Names, with_media};
use api::questions::ExposedItem;
use engine::bank::file::{AnswerFile, FieldFile, ItemFile, ItemKind, OptionFile, ScaleFile, SetFile, Status};
use engine::bank::{Item, Pool};
use yew::prelude::*;

use crate::components::Rich;
use crate::format::{date, decimals};
use crate::t;

/// What all questions of a page share.
pub struct Shelf<'a> {
    pub micro_credential: &'a str,
    pub lang: &'a str,
    /// By item id.
    pub exposed: &'a BTreeMap<&'a str, &'a ExposedItem>,
    pub sets: &'a [SetFile],
}

impl Names for Shelf<'_> {
    fn item(&self, item: &Item) -> String {
        item.id.to_string()
    }

    fn option(&self, _: &Item, option: &str) -> String {
        option.to_owned()
    }

    fn field(&self, _: &Item, field: &str) -> String {
        field.to_owned()
    }

    fn choice(&self, _: &Item, _: &str, choice: &str) -> String {
        choice.to_owned()
    }

    fn media(&self, name: &str) -> String {
        path::fill(path::QUESTION_MEDIA, &[self.micro_credential, name])
    }
}

impl Shelf<'_> {
    fn rich(&self, class: &'static str, html: &str) -> Html {
        html! { <Rich {class} html={with_media(html, self)} lang={self.lang.to_owned()} /> }
    }
}

/// The question as its author wrote it: every option in order, what is right, and where it stands.
pub fn question(item: &ItemFile, shelf: &Shelf) -> Html {
    let id = format!("question-{}", item.id);
    let exposed = shelf.exposed.get(item.id.as_str());
    html! {
        <article class="card question" key={item.id.clone()} aria-labelledby={id.clone()}>
            <header class="question-head">
                <h3 {id}><code>{ &item.id }</code></h3>
                <ul class="chips" aria-label={t!("question-facts")}>
                    <li class={if item.pool == Pool::Credit { "chip" } else { "chip chip-quiet" }}>{ pool(item.pool) }</li>
                    <li class="chip chip-quiet">{ status(item.status) }</li>
                    <li class="chip chip-quiet">{ kind(item.kind) }</li>
                    <li class="chip chip-quiet">{ t!("question-b", b = decimals(item.irt.difficulty(), 2)) }</li>
                    if let Some(exposed) = exposed {
                        <li class={if exposed.accepted.is_some() { "chip chip-quiet" } else { "chip chip-specimen" }}>{ t!("question-exposed", date = date(exposed.at)) }</li>
                    }
                </ul>
            </header>
            if let Some(reason) = exposed.and_then(|exposed| exposed.accepted.as_ref()) {
                <p class="hint">{ t!("question-accepted", reason = reason.clone()) }</p>
            }
            if let Some(set) = shelf.sets.iter().find(|set| set.items.contains(&item.id)) {
                <p class="hint">{ t!("question-set", id = set.id.clone(), count = set.items.len()) }</p>
                { shelf.rich("stimulus", &set.stimulus) }
            }
            { shelf.rich("prompt", &item.prompt) }
            if item.kind == ItemKind::Order {
                <ol class="answers">{ for item.options.iter().map(|option| answer(option, shelf)) }</ol>
            } else if !item.options.is_empty() && !item.kind.has_fields() {
                <ul class="answers">{ for item.options.iter().map(|option| answer(option, shelf)) }</ul>
            }
            if item.kind.has_fields() {
                { fields(item, shelf) }
            }
            if let Some(answer) = &item.answer {
                { typed(answer, shelf) }
            }
            if let Some(ScaleFile { min, max, step }) = item.scale {
                <p class="hint">{ t!("question-scale", min = min.to_string(), max = max.to_string(), step = step.to_string()) }</p>
            }
        </article>
    }
}

fn answer(option: &OptionFile, shelf: &Shelf) -> Html {
    let right = option.weight >= 1.0;
    html! {
        <li key={option.id.clone()} class={classes!(right.then_some("is-key"))}>
            if right {
                { marked(t!("question-key")) }
            }
            { shelf.rich("", &option.text) }
            if let Some(feedback) = &option.feedback {
                { shelf.rich("feedback", feedback) }
            }
        </li>
    }
}

/// What is right in each field, and what else can be chosen.
fn fields(item: &ItemFile, shelf: &Shelf) -> Html {
    let field = |(index, field): (usize, &FieldFile)| {
        let shared = item.options.iter().map(|option| (&option.id, &option.text)).filter(|_| field.answer.is_none());
        let own: Vec<_> = field.choices.iter().map(|choice| (&choice.id, &choice.text)).collect();
        let choices = if own.is_empty() { shared.collect() } else { own };
        let label = field.label.as_ref().map_or_else(
            || html! { <p>{ t!("form-gap").replace('#', &(index + 1).to_string()) }</p> },
            |label| shelf.rich("", label),
        );
        html! {
            <li key={field.id.clone()}>
                { label }
                if !choices.is_empty() {
                    <ul class="answers">
                        { for choices.into_iter().map(|(id, text)| {
                            let right = field.right.contains(id);
                            html! {
                                <li key={id.clone()} class={classes!(right.then_some("is-key"))}>
                                    if right {
                                        { marked(t!("question-key")) }
                                    }
                                    { shelf.rich("", text) }
                                </li>
                            }
                        }) }
                    </ul>
                }
                if let Some(answer) = &field.answer {
                    { typed(answer, shelf) }
                }
            </li>
        }
    };
    html! { <ol class="fields">{ for item.fields.iter().enumerate().map(field) }</ol> }
}

fn typed(answer: &AnswerFile, shelf: &Shelf) -> Html {
    let AnswerFile { value, tolerance, unit, accept, case, feedback } = answer;
    let unit = unit.as_deref().unwrap_or_default();
    let number = value.map(|value| match tolerance {
        Some(tolerance) if *tolerance > 0.0 => {
            t!("question-within", value = value.to_string(), tolerance = tolerance.to_string())
        }
        _ => value.to_string(),
    });
    html! {
        <>
        if number.is_some() || !accept.is_empty() {
        <ul class="answers">
            <li class="is-key">
                { marked(t!("question-accepts")) }
                if let Some(number) = number {
                    <p>{ number }{ " " }{ unit }</p>
                }
                if !accept.is_empty() {
                    <ul class="accepted">{ for accept.iter().map(|text| html! { <li key={text.clone()}><code>{ text }</code></li> }) }</ul>
                }
            </li>
        </ul>
        }
        if !accept.is_empty() {
            <p class="hint">{ if *case { t!("question-case") } else { t!("question-no-case") } }</p>
        }
        if let Some(feedback) = feedback {
            { shelf.rich("feedback", feedback) }
        }
        </>
    }
}

/// The mark of what is right: a tick and a word, for colour alone says nothing to many.
fn marked(words: String) -> Html {
    html! { <p class="tags"><span class="mark mark-right">{ "✓ " }{ words }</span></p> }
}

fn pool(pool: Pool) -> String {
    match pool {
        Pool::Credit => t!("pool-credit"),
        Pool::Practice => t!("pool-practice"),
    }
}

fn status(status: Status) -> String {
    match status {
        Status::Draft => t!("status-draft"),
        Status::Review => t!("status-review"),
        Status::Pilot => t!("status-pilot"),
        Status::Operational => t!("status-operational"),
        Status::Retired => t!("status-retired"),
    }
}

fn kind(kind: ItemKind) -> String {
    match kind {
        ItemKind::Choice => t!("kind-choice"),
        ItemKind::Multiple => t!("kind-multiple"),
        ItemKind::Numeric => t!("kind-number"),
        ItemKind::Text => t!("kind-text"),
        ItemKind::Gaps => t!("kind-gaps"),
        ItemKind::Match => t!("kind-match"),
        ItemKind::Order => t!("kind-order"),
        ItemKind::Hottext => t!("kind-hottext"),
        ItemKind::Slider => t!("kind-slider"),
        ItemKind::Essay => t!("kind-essay"),
    }
}
