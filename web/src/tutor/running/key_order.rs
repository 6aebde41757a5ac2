//! Options in the order that is right, each with buttons that move it.

use api::statistics::ChoiceRow;
use yew::prelude::*;

use super::key_words::name;
use crate::browser::focus;
use crate::t;
use crate::tutor::banks::item_form::{mover, way};

/// What an [`OrderForm`] is given.
#[derive(Properties, PartialEq)]
pub struct OrderFormProps {
    /// The ids, in order.
    pub order: Vec<String>,
    /// What they are called.
    pub choices: Vec<ChoiceRow>,
    /// Puts another order in its place.
    pub set: Callback<Vec<String>>,
}

/// The list. The focus goes with what is moved, and its new place is said.
#[component]
pub fn OrderForm(props: &OrderFormProps) -> Html {
    let order = &props.order;
    let last = order.len().saturating_sub(1);
    let moved = use_state(|| None::<(String, usize)>);
    let button = use_mut_ref(|| None::<String>);
    {
        let button = button.clone();
        use_effect_with(order.clone(), move |_| {
            if let Some(id) = button.borrow_mut().take() {
                focus(&id);
            }
        });
    }
    let one = |(index, id): (usize, &String)| {
        let words = name(id, &props.choices);
        let shift = |down: bool| {
            let to = if down { index + 1 } else { index.wrapping_sub(1) };
            let disabled = to > last;
            let (order, set, moved, button, id) = (order.clone(), props.set.clone(), moved.clone(), button.clone(), id.clone());
            let onclick = Callback::from(move |_: MouseEvent| {
                if to > last {
                    return;
                }
                let mut next = order.clone();
                next.swap(index, to);
                // At an end the button that was pressed can be pressed no more.
                let down = if to == 0 { true } else { down && to != last };
                *button.borrow_mut() = Some(format!("order-{id}-{}", way(down)));
                moved.set(Some((id.clone(), to)));
                set.emit(next);
            });
            let said = if down { t!("correction-down", what = words.clone()) } else { t!("correction-up", what = words.clone()) };
            mover(format!("order-{}-{}", order_id(index, props), way(down)), down, disabled, said, onclick)
        };
        html! {
            <li class="option-edit" key={id.clone()}>
                <div class="option-head">
                    <span>{ format!("{}. {words}", index + 1) }</span>
                    <span class="actions">{ shift(false) }{ shift(true) }</span>
                </div>
            </li>
        }
    };
    let said =
        moved.as_ref().map(|(id, to)| t!("correction-moved", what = name(id, &props.choices), place = to + 1, of = order.len()));
    html! {
        <fieldset class="options-edit">
            <legend>{ t!("correction-order") }</legend>
            <ol class="option-edits">{ for order.iter().enumerate().map(one) }</ol>
            <p class="visually-hidden" role="status">{ said.unwrap_or_default() }</p>
        </fieldset>
    }
}

fn order_id(index: usize, props: &OrderFormProps) -> &str {
    props.order.get(index).map_or("", String::as_str)
}
