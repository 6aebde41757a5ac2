//! The form with which a bank is begun.

use api::path;
use api::workshop::{BankRow, NewBank, NewOutcome};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::browser::{focus, leave_for};
use crate::client;
use crate::components::{Field, field, section, submit};
use crate::t;
use crate::tutor::desk::Place;
use crate::tutor::form::{change, first_wrong, use_doing};
use crate::unsaved::{settled, use_unsaved};

#[derive(Clone, PartialEq)]
struct Typed {
    title: String,
    id: String,
    lang: String,
    licence: String,
    body: String,
    country: String,
    outcomes: String,
}

impl Default for Typed {
    fn default() -> Self {
        let [title, id, body, outcomes, country] = [const { String::new() }; 5];
        Self { title, id, lang: "en".to_owned(), licence: "CC-BY-4.0".to_owned(), body, country, outcomes }
    }
}

impl Typed {
    /// As typed, or made of the title.
    fn id(&self) -> String {
        if !self.id.trim().is_empty() {
            return self.id.trim().to_owned();
        }
        let mut id = String::new();
        for c in self.title.chars() {
            if c.is_ascii_alphanumeric() {
                id.push(c.to_ascii_lowercase());
            } else if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
        }
        id.trim_matches('-').chars().take(60).collect()
    }

    /// One a line; an id of its own may stand before it and a colon.
    fn outcomes(&self) -> Vec<NewOutcome> {
        let lines = self.outcomes.lines().map(str::trim).filter(|line| !line.is_empty());
        let named = |(index, line): (usize, &str)| {
            let given = line.split_once(':').filter(|(id, _)| {
                id.len() <= 20 && !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
            });
            match given {
                Some((id, text)) => NewOutcome { id: id.to_owned(), text: text.trim().to_owned() },
                None => NewOutcome { id: format!("LO-{}", index + 1), text: line.to_owned() },
            }
        };
        lines.enumerate().map(named).collect()
    }
}

/// Title, language, outcomes and who awards.
#[component]
pub fn Begin() -> Html {
    let typed = use_state_eq(Typed::default);
    use_unsaved(*typed != Typed::default());
    let tried = use_state_eq(|| false);
    let doing = use_doing();
    let missing = |text: &str| text.trim().is_empty().then(|| t!("field-missing"));
    let title_wrong = missing(&typed.title);
    let body_wrong = missing(&typed.body);
    let country_wrong = (typed.country.trim().len() != 2).then(|| t!("begin-country-wrong"));
    let outcomes_wrong = typed.outcomes().is_empty().then(|| t!("begin-outcomes-wrong"));
    let onsubmit = {
        let wrong = first_wrong(&[
            ("bank-title", &title_wrong),
            ("bank-body", &body_wrong),
            ("bank-country", &country_wrong),
            ("bank-outcomes", &outcomes_wrong),
        ]);
        let (typed, tried, doing) = (typed.clone(), tried.setter(), doing.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if let Some(id) = wrong {
                focus(id);
                return;
            }
            let new = NewBank {
                id: typed.id(),
                title: typed.title.clone(),
                lang: typed.lang.clone(),
                licence: typed.licence.clone(),
                outcomes: typed.outcomes(),
                awarding_body: typed.body.clone(),
                country: typed.country.clone(),
            };
            let to = Place::Bank(new.id.clone()).path();
            doing.start(async move { client::request::<_, BankRow>("POST", path::BANKS, &new).await }, move |_| {
                settled();
                leave_for(&to);
            });
        })
    };
    let shown = |error: Option<String>| error.filter(|_| *tried);
    let outcomes_wrong = shown(outcomes_wrong);
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
                typed.set(Typed { outcomes: area.value(), ..(*typed).clone() });
            }
        })
    };
    let id = typed.id();
    let body = html! {
        <form class="form" novalidate=true {onsubmit}>
            { doing.failed() }
            { field(&Field { id: "bank-title", label: t!("begin-name"), hint: t!("begin-name-hint"), value: &typed.title, oninput: change(&typed, |typed, text| typed.title = text), error: shown(title_wrong), ..Field::default() }) }
            <div class="field">
                <label for="bank-outcomes">{ t!("begin-outcomes") }</label>
                <p id="bank-outcomes-hint" class="hint">{ t!("begin-outcomes-hint") }</p>
                <textarea id="bank-outcomes" class="prose" rows="4" value={typed.outcomes.clone()} {oninput}
                    aria-describedby={if outcomes_wrong.is_some() { "bank-outcomes-hint bank-outcomes-error" } else { "bank-outcomes-hint" }}
                    aria-invalid={outcomes_wrong.is_some().then_some("true")} />
                if let Some(wrong) = outcomes_wrong {
                    <p id="bank-outcomes-error" class="field-error">{ wrong }</p>
                }
            </div>
            <div class="pair">
                { field(&Field { id: "bank-body", label: t!("begin-body"), hint: t!("begin-body-hint"), value: &typed.body, oninput: change(&typed, |typed, text| typed.body = text), error: shown(body_wrong), ..Field::default() }) }
                { field(&Field { id: "bank-country", label: t!("begin-country"), hint: t!("begin-country-hint"), value: &typed.country, maxlength: 2, oninput: change(&typed, |typed, text| typed.country = text.to_ascii_uppercase()), error: shown(country_wrong), ..Field::default() }) }
            </div>
            <details class="as-table">
                <summary>{ t!("begin-more") }</summary>
                <div class="pair">
                    { field(&Field { id: "bank-id", label: t!("begin-id"), hint: t!("begin-id-hint", id = id), value: &typed.id, maxlength: 64, oninput: change(&typed, |typed, text| typed.id = text), ..Field::default() }) }
                    { field(&Field { id: "bank-lang", label: t!("begin-lang"), hint: t!("begin-lang-hint"), value: &typed.lang, maxlength: 35, oninput: change(&typed, |typed, text| typed.lang = text), ..Field::default() }) }
                    { field(&Field { id: "bank-licence", label: t!("begin-licence"), hint: t!("begin-licence-hint"), value: &typed.licence, maxlength: 60, oninput: change(&typed, |typed, text| typed.licence = text), ..Field::default() }) }
                </div>
            </details>
            { submit("primary", doing.busy(), t!("begin-do")) }
        </form>
    };
    section("begin", "card", t!("begin-title"), body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_an_id_and_outcomes_of_what_is_typed() {
        let typed = Typed {
            title: " Soil & Water: 2! ".to_owned(),
            outcomes: "S-1: Reads a map\n\n Names soils: all\n".to_owned(),
            ..Typed::default()
        };
        assert_eq!(typed.id(), "soil-water-2");
        let outcomes = typed.outcomes();
        assert_eq!((outcomes[0].id.as_str(), outcomes[0].text.as_str()), ("S-1", "Reads a map"));
        assert_eq!((outcomes[1].id.as_str(), outcomes[1].text.as_str()), ("LO-2", "Names soils: all"));
    }
}
