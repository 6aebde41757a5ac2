//! A block: its items one by one, with a way back to each, and all of them before they are handed in.

use api::attempt::{ActionRequest, BlockView, InteractionView, ItemView};
use engine::Answer;
use yew::prelude::*;

use super::delivery::Shared;
use super::drafts::Drafts;
use super::form;
use super::item::{ItemForm, item_form};
use crate::browser::focus;
use crate::components::{Rich, button};
use crate::json::from_json;
use crate::t;

#[derive(Properties, PartialEq)]
pub struct BlockPlayerProps {
    pub attempt: AttrValue,
    pub lang: AttrValue,
    /// Items handed in before this block.
    pub done: usize,
    pub block: BlockView,
    pub delivery: Shared,
    pub shortcuts: bool,
}

/// What of a block is in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Item(usize),
    Overview,
}

/// Whether enough is answered to hand the item in.
pub fn is_answered(item: &ItemView) -> bool {
    use InteractionView::{Fields, Hottext, Options};
    match (&item.answer, &item.interaction) {
        _ if item.not_learned => true,
        (Some(Answer::Options(chosen)), Options { choose: Some(choose), .. } | Hottext { choose: Some(choose), .. }) => {
            chosen.len() == *choose as usize
        }
        (Some(Answer::Options(chosen)), _) => !chosen.is_empty(),
        (Some(Answer::Fields(given)), Fields { fields }) => {
            fields.iter().all(|field| given.get(&field.name).is_some_and(|value| !value.trim().is_empty()))
        }
        // An order is one from the beginning: what was given was moved, or said to be right.
        (Some(Answer::Fields(_) | Answer::Order(_)), _) => true,
        (Some(Answer::Text(text)), _) => !text.trim().is_empty(),
        (None, _) => false,
    }
}

#[component]
pub fn BlockPlayer(props: &BlockPlayerProps) -> Html {
    let items = &props.block.items;
    // After a reload the learner is back at the first item that has no answer.
    let place = use_state_eq(|| items.iter().position(|item| !is_answered(item)).map_or(Place::Overview, Place::Item));
    let drafts = use_mut_ref(|| Drafts::recall(&props.attempt));
    let update = use_force_update();
    let shared = match *place {
        Place::Item(index) => props.block.stimulus(index),
        Place::Overview => None,
    };
    {
        let number = props.block.number;
        let first = use_mut_ref(|| true);
        let read = use_mut_ref(|| None);
        use_effect_with((*place, number, shared.map(|shared| shared.first)), move |(place, number, shared)| {
            let first = first.replace(false);
            let known = shared.is_none() || read.replace(Some((*number, *shared))) == Some((*number, *shared));
            // The first item of the first block keeps the focus that the page had; a new block is news.
            if !first || *number > 1 {
                focus(match place {
                    Place::Overview => "overview-title",
                    Place::Item(_) if known => "item-title",
                    Place::Item(_) => "stimulus-title",
                });
                // From item to item of a set, what they share stays where it is.
                if shared.is_none() || !known {
                    crate::browser::scroll_to_top();
                }
            }
        });
    }
    // What is typed becomes the answer when one moves on.
    let commit = {
        let (delivery, drafts) = (props.delivery.clone(), drafts.clone());
        let items = items.clone();
        move || {
            for item in &items {
                let Some(text) = drafts.borrow_mut().take(&item.name) else { continue };
                let answer = match &item.interaction {
                    InteractionView::Number { .. } | InteractionView::Text => Answer::Text(text.clone()),
                    _ => match from_json(&text) {
                        Some(answer) => answer,
                        None => continue,
                    },
                };
                let was = item.answer.as_ref();
                if was != Some(&answer) && (was.is_some() || !text.trim().is_empty()) {
                    delivery.act(ActionRequest::Answer { item: item.name.clone(), answer });
                }
            }
        }
    };
    let go = {
        let (place, commit) = (place.setter(), commit.clone());
        Callback::from(move |to: Place| {
            commit();
            place.set(to);
        })
    };
    let onanswer = {
        let delivery = props.delivery.clone();
        Callback::from(move |(item, answer): (String, Answer)| delivery.act(ActionRequest::Answer { item, answer }))
    };
    let ontyped = {
        let (drafts, update) = (drafts.clone(), update.clone());
        Callback::from(move |(item, text): (String, String)| {
            drafts.borrow_mut().set(&item, text);
            update.force_update();
        })
    };
    let oncommit = {
        let commit = commit.clone();
        Callback::from(move |()| commit())
    };
    let onnotlearned = {
        let (delivery, drafts) = (props.delivery.clone(), drafts.clone());
        Callback::from(move |item: String| {
            drafts.borrow_mut().take(&item);
            delivery.act(ActionRequest::NotLearned { item });
        })
    };
    let closing = props.delivery.is_closing();
    let steps = steps_of(items, *place, props.done, &go);
    match *place {
        Place::Item(index) => {
            let Some(item) = items.get(index) else { return Html::default() };
            let next = if index + 1 < items.len() { Place::Item(index + 1) } else { Place::Overview };
            let draft = drafts.borrow().get(&item.name).map(str::to_owned);
            let onsubmit = {
                let go = go.clone();
                Callback::from(move |event: SubmitEvent| {
                    event.prevent_default();
                    go.emit(next);
                })
            };
            let back = {
                let go = go.clone();
                move |_| go.emit(Place::Item(index.saturating_sub(1)))
            };
            let card = html! {
                <section class="card item" aria-labelledby="item-title">
                    { steps }
                    <h2 id="item-title" tabindex="-1">
                        { t!("item-title", number = props.done + index + 1) }
                        <span class="of">{ t!("item-of", index = index + 1, count = items.len()) }</span>
                    </h2>
                    <form {onsubmit}>
                        { item_form(item, &ItemForm { lang: props.lang.clone(), draft, locked: closing, shortcuts: props.shortcuts, onanswer, ontyped, oncommit, onnotlearned }) }
                        <div class="actions spread">
                            if index > 0 {
                                <button type="button" class="button" onclick={back}>{ t!("previous") }</button>
                            } else {
                                <span></span>
                            }
                            <button type="submit" class="button primary">
                                { if next == Place::Overview { t!("review") } else { t!("next") } }
                            </button>
                        </div>
                    </form>
                </section>
            };
            let Some(shared) = shared else { return card };
            let first = props.done + shared.first + 1;
            html! {
                <section class="set" aria-labelledby="stimulus-title">
                    <div class="card stimulus">
                        <h2 id="stimulus-title" tabindex="-1">
                            { t!("stimulus-title", count = shared.items, first = first, last = first + shared.items - 1) }
                        </h2>
                        <Rich html={shared.text.clone()} lang={props.lang.clone()} />
                    </div>
                    { card }
                </section>
            }
        }
        Place::Overview => {
            let open = items.iter().position(|item| !is_answered(item));
            let left = items.iter().filter(|item| !is_answered(item)).count();
            let hand_in = {
                let delivery = props.delivery.clone();
                Callback::from(move |_: MouseEvent| delivery.act(ActionRequest::HandIn))
            };
            html! {
                <section class="card item" aria-labelledby="overview-title">
                    { steps }
                    <h2 id="overview-title" tabindex="-1">{ t!("overview-title") }</h2>
                    <p>{ t!("overview-text") }</p>
                    <ol class="overview">
                        { for items.iter().enumerate().map(|(index, item)| {
                            let go = go.clone();
                            let number = props.done + index + 1;
                            html! {
                                <li key={item.name.clone()} class={classes!((!is_answered(item)).then_some("open"))}>
                                    <div class="overview-item">
                                        <h3>{ t!("item-title", number = number) }</h3>
                                        { given(item, &props.lang) }
                                    </div>
                                    <button type="button" class="button quiet small" onclick={move |_| go.emit(Place::Item(index))} disabled={closing}>
                                        { if is_answered(item) { t!("change") } else { t!("answer") } }
                                        <span class="visually-hidden">{ t!("item-title", number = number) }</span>
                                    </button>
                                </li>
                            }
                        }) }
                    </ol>
                    <div class="actions">
                        if let Some(index) = open {
                            <button type="button" class="button primary" onclick={let go = go.clone(); move |_| go.emit(Place::Item(index))}>
                                { t!("to-open-item") }
                            </button>
                            <p class="hint">{ t!("overview-left", count = left) }</p>
                        } else {
                            { button("primary", closing, &hand_in, if closing { t!("handing-in") } else { t!("hand-in", count = items.len()) }, "") }
                        }
                    </div>
                </section>
            }
        }
    }
}

/// The way to each item of the block.
fn steps_of(items: &[ItemView], here: Place, done: usize, go: &Callback<Place>) -> Html {
    if items.len() < 2 {
        return Html::default();
    }
    let step = |place: Place, class: &'static str, label: String, said: String| {
        let go = go.clone();
        let here = here == place;
        html! {
            <li>
                <button type="button" class={classes!("step", class)} aria-current={here.then_some("step")} onclick={move |_| go.emit(place)}>
                    <span aria-hidden="true">{ label }</span>
                    <span class="visually-hidden">{ said }</span>
                </button>
            </li>
        }
    };
    html! {
        <nav class="steps" aria-label={t!("steps-label")}>
            <ol>
                { for items.iter().enumerate().map(|(index, item)| {
                    let number = done + index + 1;
                    let (class, said) = if is_answered(item) {
                        ("step-answered", t!("step-answered", number = number))
                    } else {
                        ("", t!("step-open", number = number))
                    };
                    step(Place::Item(index), class, number.to_string(), said)
                }) }
                { step(Place::Overview, "step-overview", t!("overview-short"), t!("overview-title")) }
            </ol>
        </nav>
    }
}

/// What is answered, in short.
fn given(item: &ItemView, lang: &AttrValue) -> Html {
    if item.not_learned {
        return html! { <p class="given">{ t!("given-not-learned") }</p> };
    }
    if !is_answered(item) {
        return html! { <p class="given none">{ t!("given-nothing") }</p> };
    }
    match (&item.answer, &item.interaction) {
        (Some(Answer::Options(chosen)), InteractionView::Options { options, .. } | InteractionView::Hottext { options, .. }) => {
            html! {
                <ul class="given">
                    { for options.iter().filter(|option| chosen.contains(&option.name)).map(|option| html! {
                        <li key={option.name.clone()}><Rich html={option.text.clone()} lang={lang.clone()} /></li>
                    }) }
                </ul>
            }
        }
        (Some(Answer::Text(text)), InteractionView::Number { unit } | InteractionView::Slider { unit, .. }) => {
            html! { <p class="given">{ text }{ " " }{ unit.as_deref().unwrap_or_default() }</p> }
        }
        (Some(Answer::Text(text)), _) => html! { <p class="given">{ text }</p> },
        _ => form::review(item, lang),
    }
}

#[cfg(test)]
mod tests {
    use api::attempt::{FieldView, TypedView};

    use super::*;

    fn item(interaction: InteractionView, answer: Option<Answer>, not_learned: bool) -> ItemView {
        ItemView { name: "x".to_owned(), prompt: String::new(), interaction, answer, not_learned }
    }

    fn options(choose: Option<u32>) -> InteractionView {
        InteractionView::Options { options: Vec::new(), several: true, choose }
    }

    #[test]
    fn asks_for_as_much_as_the_item_asks_for() {
        let one = || Some(Answer::options(["a"]));
        assert!(is_answered(&item(options(None), one(), false)));
        assert!(!is_answered(&item(options(Some(2)), one(), false)));
        assert!(is_answered(&item(options(Some(2)), Some(Answer::options(["a", "b"])), false)));
        assert!(!is_answered(&item(options(None), Some(Answer::options([])), false)));
    }

    #[test]
    fn asks_for_every_field() {
        let field =
            |name: &str| FieldView { name: name.to_owned(), label: None, choices: Vec::new(), typed: Some(TypedView::Text) };
        let given = |fields: &[(&str, &str)]| {
            let given = fields.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect();
            let fields = InteractionView::Fields { fields: vec![field("f"), field("g")] };
            is_answered(&item(fields, Some(Answer::Fields(given)), false))
        };
        assert!(given(&[("f", "1"), ("g", "2")]));
        assert!(!given(&[("f", "1")]) && !given(&[("f", "1"), ("g", " ")]) && !given(&[]));
    }

    #[test]
    fn takes_no_blank_for_an_answer_but_a_plain_word() {
        let text = |text: &str| Some(Answer::Text(text.to_owned()));
        assert!(!is_answered(&item(InteractionView::Text, text("  "), false)));
        assert!(!is_answered(&item(InteractionView::Text, None, false)));
        assert!(is_answered(&item(InteractionView::Text, text("0"), false)));
        assert!(is_answered(&item(InteractionView::Text, None, true)));
    }
}
