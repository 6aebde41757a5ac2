//! Personal links: a way in for one learner who cannot use a code.

use api::learner::ReturnCard;
use api::path;
use api::tutor::{AwardingAssessment, NewLink};
use yew::prelude::*;

use super::codes::{assessment_choice, chosen_or_first};
use super::form::{change, email_wrong, first_wrong, shown_card, use_doing};
use crate::browser::focus;
use crate::client;
use crate::components::{Field, field, section, submit};
use crate::t;

#[derive(Properties, PartialEq)]
pub struct LinksProps {
    pub assessments: Vec<AwardingAssessment>,
    pub again: Callback<()>,
}

#[derive(Clone, Default, PartialEq)]
struct Person {
    name: String,
    email: String,
}

/// Makes a learner with a seat, and shows their card once.
#[component]
pub fn Links(props: &LinksProps) -> Html {
    let chosen = use_state_eq(String::new);
    let person = use_state_eq(Person::default);
    let tried = use_state_eq(|| false);
    let doing = use_doing();
    let made = use_state_eq(|| None::<ReturnCard>);
    if props.assessments.is_empty() {
        return Html::default();
    }
    let name_wrong = person.name.trim().is_empty().then(|| t!("link-name-missing"));
    let email_wrong = email_wrong(&person.email);
    let onsubmit = {
        let micro_credential = chosen_or_first(&chosen, &props.assessments);
        let wrong = first_wrong(&[("link-name", &name_wrong), ("link-email", &email_wrong)]);
        let (person, doing, tried, made, again) =
            (person.clone(), doing.clone(), tried.setter(), made.setter(), props.again.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if let Some(id) = wrong {
                return focus(id);
            }
            let Person { name, email } = (*person).clone();
            let new = NewLink { micro_credential: micro_credential.clone(), name, email };
            let (person, tried, made, again) = (person.setter(), tried.clone(), made.clone(), again.clone());
            doing.start(async move { client::request("POST", path::TUTOR_LINKS, &new).await }, move |card| {
                made.set(Some(card));
                person.set(Person::default());
                tried.set(false);
                again.emit(());
            });
        })
    };
    let body = html! {
        <>
        <p class="hint">{ t!("links-text") }</p>
        { doing.failed() }
        <form class="form" novalidate=true {onsubmit}>
            { assessment_choice("link-for", &props.assessments, &chosen) }
            <div class="pair">
                { field(&Field { id: "link-name", label: t!("link-name"), value: &person.name, oninput: change(&person, |person, text| person.name = text), error: name_wrong.filter(|_| *tried), ..Field::default() }) }
                { field(&Field { id: "link-email", kind: "email", label: t!("link-email"), value: &person.email, oninput: change(&person, |person, text| person.email = text), error: email_wrong.filter(|_| *tried), ..Field::default() }) }
            </div>
            { submit("", doing.busy(), t!("link-make")) }
        </form>
        { shown_card(made.as_ref()) }
        </>
    };
    section("links", "card", t!("links-title"), body)
}
