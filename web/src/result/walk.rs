//! A practice session item by item: what was asked, what was answered, what is right, why it came, what the estimate did.

use api::present::with_media;
use engine::bank::{Bank, Entry, Field, Interaction, Item, ItemOption};
use engine::estimate::Estimate;
use engine::{Answer, Given, Key, TrailStep};
use yew::prelude::*;

use crate::components::Rich;
use crate::format::decimals;
use crate::player::{Open, OwnNames};
use crate::t;

/// The items in the order in which they came.
pub fn walk(open: &Open) -> Html {
    let session = open.session();
    let bank = session.assessment().bank().clone();
    let names = open.names();
    // As the verdict is made, so that the last is the estimate of the verdict. It begins at the pass mark.
    let along: Vec<Estimate> = session.findings_along().into_iter().map(|finding| finding.estimate).collect();
    let cut = session.assessment().blueprint().standard.cut.value();
    html! {
        <ol class="walk">
            { for session.trail().iter().enumerate().map(|(index, step)| {
                let before = index.checked_sub(1).map_or(cut, |before| along[before].theta.value());
                one(index + 1, step, (before, along[index]), &bank, &names)
            }) }
        </ol>
    }
}

fn one(number: usize, step: &TrailStep, (before, after): (f64, Estimate), bank: &Bank, names: &OwnNames) -> Html {
    let Some(item) = bank.item(&step.item) else { return Html::default() };
    let right = item.is_right(step.score);
    let (mark, class) = if right { (t!("walk-right"), "mark mark-right") } else { (t!("walk-wrong"), "mark mark-wrong") };
    html! {
        <li key={number}>
            <details class="card walk-item">
                <summary>
                    <span class="walk-number">{ t!("item-title", number = number) }</span>
                    <span {class}>{ mark }</span>
                </summary>
                if let Some(set) = bank.position(&step.item).and_then(|position| bank.set_of(position)) {
                    <Rich class="stimulus" html={with_media(&set.stimulus, names)} lang={bank.lang().to_owned()} />
                }
                <Rich class="prompt" html={with_media(&item.prompt, names)} lang={bank.lang().to_owned()} />
                { answers(item, &step.given, names, bank.lang()) }
                <dl class="facts">
                    <div>
                        <dt>{ t!("walk-why") }</dt>
                        <dd>{ t!("walk-why-text", rank = step.rank, information = decimals(step.information, 2), difficulty = decimals(item.model.difficulty(), 1)) }</dd>
                    </div>
                    <div>
                        <dt>{ t!("walk-estimate") }</dt>
                        <dd>{ moved(before, after.theta.value(), after.standard_error.value()) }</dd>
                    </div>
                    <div>
                        <dt>{ t!("walk-outcome") }</dt>
                        <dd>{ item.outcomes.iter().filter_map(|index| bank.outcomes().get(*index)).map(|outcome| outcome.text.as_str()).collect::<Vec<_>>().join("; ") }</dd>
                    </div>
                </dl>
            </details>
        </li>
    }
}

fn moved(before: f64, after: f64, error: f64) -> String {
    let (from, to, error) = (decimals(before, 2), decimals(after, 2), decimals(error, 2));
    if from == to {
        t!("walk-stayed", to = to, error = error)
    } else if after > before {
        t!("walk-rose", from = from, to = to, error = error)
    } else {
        t!("walk-fell", from = from, to = to, error = error)
    }
}

fn answers(item: &Item, given: &Given, names: &OwnNames, lang: &str) -> Html {
    let not_learned = matches!(given, Given::NotLearned);
    let said = if not_learned {
        html! { <p class="given">{ t!("given-not-learned") }</p> }
    } else {
        Html::default()
    };
    let given = match given {
        Given::Answer(answer) => Some(answer),
        Given::NotLearned => None,
    };
    let form = match (&item.interaction, &item.key) {
        (Interaction::Options { options, .. }, _) => chosen(item, options, given, names, lang),
        (Interaction::Fields { fields, .. }, Key::Fields(keys)) => {
            let rows = fields.iter().zip(keys).enumerate().map(|(index, (field, (_, key)))| {
                let value = match given {
                    Some(Answer::Fields(given)) => given.get(&field.id),
                    _ => None,
                };
                filled(index + 1, field, key, value, names, lang)
            });
            html! { <ol class="fields">{ for rows }</ol> }
        }
        (Interaction::Order { options }, Key::Order(order)) => {
            let mine = match given {
                Some(Answer::Order(mine)) => Some(sequence(t!("walk-chosen"), options, mine, names, lang)),
                _ => None,
            };
            html! { <dl class="facts">{ mine }{ sequence(t!("walk-key"), options, order, names, lang) }</dl> }
        }
        (Interaction::Number { unit } | Interaction::Slider { unit, .. }, key) => typed(key, given, unit.as_deref()),
        (_, key) => typed(key, given, None),
    };
    html! {
        <>
        { said }
        { form }
        if let Some(feedback) = &item.feedback {
            <Rich class="feedback" html={with_media(feedback, names)} lang={lang.to_owned()} />
        }
        </>
    }
}

fn chosen(item: &Item, options: &[ItemOption], given: Option<&Answer>, names: &OwnNames, lang: &str) -> Html {
    let chosen = |id: &str| matches!(given, Some(Answer::Options(chosen)) if chosen.contains(id));
    let key = |id: &str| matches!(&item.key, Key::Options(key) if key.contains(id));
    html! {
        <ul class="answers">
            { for options.iter().map(|option| {
                let (is_chosen, is_key) = (chosen(&option.id), key(&option.id));
                html! {
                    <li key={option.id.clone()} class={classes!(is_key.then_some("is-key"), is_chosen.then_some("is-chosen"))}>
                        <p class="tags">
                            if is_key {
                                <span class="mark mark-right">{ t!("walk-key") }</span>
                            }
                            if is_chosen {
                                <span class="mark">{ t!("walk-chosen") }</span>
                            }
                        </p>
                        <Rich html={with_media(&option.text, names)} lang={lang.to_owned()} />
                        if let Some(feedback) = option.feedback.as_ref().filter(|_| is_chosen || is_key) {
                            <Rich class="feedback" html={with_media(feedback, names)} lang={lang.to_owned()} />
                        }
                    </li>
                }
            }) }
        </ul>
    }
}

/// A field: what it is, what was put there, what is right.
fn filled(number: usize, field: &Field, key: &Key, value: Option<&String>, names: &OwnNames, lang: &str) -> Html {
    let rich = |html: &str| html! { <Rich html={with_media(html, names)} lang={lang.to_owned()} /> };
    let label = match &field.label {
        Some(label) => rich(label),
        None => html! { <p>{ t!("form-gap").replace('#', &number.to_string()) }</p> },
    };
    let (mine, right) = match (&field.entry, key) {
        (Entry::Choices { options, .. }, Key::Text { accept, .. }) => {
            let text = |id: &String| options.iter().find(|option| option.id == *id).map(|option| rich(&option.text));
            (value.and_then(text), accept.iter().filter_map(text).collect::<Html>())
        }
        (entry, key) => {
            let unit = match entry {
                Entry::Number { unit: Some(unit) } => unit.as_str(),
                _ => "",
            };
            (value.map(|value| html! { <p>{ value }{ " " }{ unit }</p> }), html! { <p>{ right_text(key) }{ " " }{ unit }</p> })
        }
    };
    html! {
        <li key={field.id.clone()}>
            { label }
            <dl class="facts">
                if let Some(mine) = mine {
                    <div><dt>{ t!("walk-chosen") }</dt><dd>{ mine }</dd></div>
                }
                <div><dt>{ t!("walk-key") }</dt><dd>{ right }</dd></div>
            </dl>
        </li>
    }
}

/// Options in an order.
fn sequence(title: String, options: &[ItemOption], order: &[String], names: &OwnNames, lang: &str) -> Html {
    let steps = order.iter().filter_map(|id| options.iter().find(|option| option.id == *id));
    html! {
        <div>
            <dt>{ title }</dt>
            <dd>
                <ol>{ for steps.map(|option| html! { <li key={option.id.clone()}><Rich html={with_media(&option.text, names)} lang={lang.to_owned()} /></li> }) }</ol>
            </dd>
        </div>
    }
}

fn typed(key: &Key, given: Option<&Answer>, unit: Option<&str>) -> Html {
    let unit = unit.unwrap_or_default();
    html! {
        <dl class="facts">
            if let Some(Answer::Text(text)) = given {
                <div><dt>{ t!("your-answer") }</dt><dd>{ text }{ " " }{ unit }</dd></div>
            }
            <div><dt>{ t!("walk-key") }</dt><dd>{ right_text(key) }{ " " }{ unit }</dd></div>
        </dl>
    }
}

/// What is right, where it is typed.
fn right_text(key: &Key) -> String {
    match key {
        Key::Number { value, tolerance } if *tolerance > 0.0 => {
            t!("walk-number", value = value.to_string(), tolerance = tolerance.to_string())
        }
        Key::Number { value, .. } => value.to_string(),
        Key::Text { accept, .. } => accept.first().cloned().unwrap_or_default(),
        Key::Options(_) | Key::Fields(_) | Key::Order(_) => String::new(),
    }
}
