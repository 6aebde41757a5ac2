//! A practice session item by item: what was asked, what was answered, what is right, why it came, what the estimate did.

use api::present::with_media;
use engine::bank::{Bank, Interaction, Item};
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
    html! {
        <ol class="walk">
            { for session.trail().iter().enumerate().map(|(index, step)| one(index + 1, step, &bank, &names)) }
        </ol>
    }
}

fn one(number: usize, step: &TrailStep, bank: &Bank, names: &OwnNames) -> Html {
    let Some(item) = bank.item(&step.item) else { return Html::default() };
    let right = item.is_right(step.score);
    let (mark, class) = if right { (t!("walk-right"), "mark mark-right") } else { (t!("walk-wrong"), "mark mark-wrong") };
    let before = step.estimate_before.theta.value();
    let after = step.estimate_after.theta.value();
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
                        <dd>{ moved(before, after, step.estimate_after.standard_error.value()) }</dd>
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
    match &item.interaction {
        Interaction::Options { options, .. } => {
            let chosen = |id: &str| matches!(given, Given::Answer(Answer::Options(chosen)) if chosen.contains(id));
            let key = |id: &str| matches!(&item.key, Key::Options(key) if key.contains(id));
            html! {
                <>
                { said }
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
                </>
            }
        }
        Interaction::Number { unit } => {
            let unit = unit.as_deref().unwrap_or_default();
            typed(item, given, &said, unit, names, lang)
        }
        Interaction::Text => typed(item, given, &said, "", names, lang),
    }
}

fn typed(item: &Item, given: &Given, said: &Html, unit: &str, names: &OwnNames, lang: &str) -> Html {
    let right = match &item.key {
        Key::Number { value, tolerance } if *tolerance > 0.0 => {
            t!("walk-number", value = value.to_string(), tolerance = tolerance.to_string())
        }
        Key::Number { value, .. } => value.to_string(),
        Key::Text { accept, .. } => accept.first().cloned().unwrap_or_default(),
        Key::Options(_) => String::new(),
    };
    html! {
        <>
        { said.clone() }
        <dl class="facts">
            if let Given::Answer(Answer::Text(text)) = given {
                <div><dt>{ t!("your-answer") }</dt><dd>{ text }{ " " }{ unit }</dd></div>
            }
            <div><dt>{ t!("walk-key") }</dt><dd>{ right }{ " " }{ unit }</dd></div>
        </dl>
        if let Some(feedback) = &item.feedback {
            <Rich class="feedback" html={with_media(feedback, names)} lang={lang.to_owned()} />
        }
        </>
    }
}
