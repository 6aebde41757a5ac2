//! What the judge's page shares with the pages of those who run studies.

use engine::bank::file::{BankFile, FieldFile, ItemFile, ItemKind};
use yew::prelude::*;

pub use super::blueprint::area;
pub use super::what_if::slider;
use crate::components::Rich;
use crate::t;

/// The question that is asked, under a heading that takes the focus when another question takes its place.
pub fn asked(title: String, body: Html) -> Html {
    html! {
        <section class="card" aria-labelledby="question"><h2 id="question" tabindex="-1">{ title }</h2>{ body }</section>
    }
}

/// What is right, and why.
pub fn key(bank: &BankFile, id: &str, media: &dyn Fn(&str) -> String) -> Html {
    let Some(item) = bank.items.iter().find(|item| item.id == id) else { return Html::default() };
    let rich = |html: &str| html! { <Rich html={media(html)} lang={bank.lang.clone()} /> };
    let option = |id: &str, text: &str, feedback: Option<&String>| {
        html! {
            <li key={id.to_owned()} class="is-key">
                { rich(text) }
                if let Some(feedback) = feedback {
                    <Rich class="feedback" html={media(feedback)} lang={bank.lang.clone()} />
                }
            </li>
        }
    };
    let right = item.options.iter().filter(|option| item.kind == ItemKind::Order || option.weight >= 1.0);
    let fields = |field: &FieldFile| {
        let chosen = field.right.iter().filter_map(|right| {
            let own = field.choices.iter().map(|choice| (&choice.id, &choice.text));
            let shared = item.options.iter().map(|option| (&option.id, &option.text));
            own.chain(shared).find(|(id, _)| *id == right).map(|(_, text)| text.clone())
        });
        let typed = field.answer.as_ref().map(typed).unwrap_or_default();
        html! {
            <li key={field.id.clone()} class="is-key">
                if let Some(label) = &field.label {
                    { rich(label) }
                }
                { for chosen.map(|text| rich(&text)) }
                if !typed.is_empty() {
                    <p>{ typed }</p>
                }
            </li>
        }
    };
    html! {
        <div class="judge-key">
            <p class="tags"><span class="mark mark-right">{ "✓ " }{ t!("judge-key") }</span></p>
            if item.kind.has_fields() {
                <ol class="answers">{ for item.fields.iter().map(fields) }</ol>
            } else if item.kind == ItemKind::Order {
                <ol class="answers">{ for right.map(|one| option(&one.id, &one.text, one.feedback.as_ref())) }</ol>
            } else if !item.options.is_empty() {
                <ul class="answers">{ for right.map(|one| option(&one.id, &one.text, one.feedback.as_ref())) }</ul>
            }
            { written(item) }
        </div>
    }
}

fn written(item: &ItemFile) -> Html {
    let words = item.answer.as_ref().map(typed).unwrap_or_default();
    if words.is_empty() || item.kind.has_fields() {
        Html::default()
    } else {
        html! { <p><code>{ words }</code></p> }
    }
}

/// What may be typed.
fn typed(answer: &engine::bank::file::AnswerFile) -> String {
    let number = answer.value.map(|value| match answer.tolerance {
        Some(tolerance) if tolerance > 0.0 => t!("question-within", value = value.to_string(), tolerance = tolerance.to_string()),
        _ => value.to_string(),
    });
    number.into_iter().chain(answer.accept.iter().cloned()).collect::<Vec<_>>().join(", ")
}
