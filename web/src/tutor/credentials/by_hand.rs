//! Credentials given by hand: proposed by one person, signed off by another.

use api::credential::{Credentials, DecideHandAward, HandAward, NewHandAward};
use api::path;
use yew::prelude::*;

use crate::browser::focus;
use crate::client;
use crate::components::{button, section, submit};
use crate::format::moment;
use crate::t;
use crate::tutor::form::{change, select, use_doing};
use crate::tutor::running::text_area;

#[derive(Properties, PartialEq)]
pub struct ByHandProps {
    pub all: Credentials,
    /// Whether who reads this may propose and decide.
    pub decides: bool,
    pub again: Callback<()>,
}

/// What waits, what was decided, and the form.
#[component]
pub fn ByHand(props: &ByHandProps) -> Html {
    let body = html! {
        <>
        <p class="hint">{ t!("hand-text") }</p>
        if props.all.by_hand.is_empty() {
            <p class="empty">{ t!("hand-empty") }</p>
        }
        { for props.all.by_hand.iter().map(|award| html! {
            <One key={award.id.clone()} award={award.clone()} decides={props.decides} again={props.again.clone()} />
        }) }
        if props.decides && !props.all.learners.is_empty() {
            <Propose all={props.all.clone()} again={props.again.clone()} />
        }
        </>
    };
    section("by-hand", "card", t!("hand-title"), body)
}

#[derive(Properties, PartialEq)]
struct OneProps {
    award: HandAward,
    decides: bool,
    again: Callback<()>,
}

#[component]
fn One(props: &OneProps) -> Html {
    let award = &props.award;
    let doing = use_doing();
    let decide = |sign: bool| {
        let (doing, again) = (doing.clone(), props.again.clone());
        let address = path::fill(path::HAND_AWARD_DECISION, &[&award.id]);
        Callback::from(move |_: MouseEvent| {
            let (address, again) = (address.clone(), again.clone());
            let body = DecideHandAward { sign, note: String::new() };
            doing.start(async move { client::tell("POST", &address, &body).await }, move |()| again.emit(()));
        })
    };
    let about = format!("{} {}", award.title, award.name);
    let decided = award.decided_by.clone().unwrap_or_default();
    html! {
        <article class="concern">
            <h3>{ &award.title }{ " · " }{ &award.name }</h3>
            <p class="hint">{ t!("hand-proposed", name = award.proposed_by.clone(), when = moment(award.proposed_at)) }</p>
            <blockquote class="said">{ &award.evidence }</blockquote>
            { match award.signed {
                Some(true) => html! { <p>{ t!("hand-signed", name = decided) }</p> },
                Some(false) => html! { <p>{ t!("hand-refused", name = decided) }</p> },
                None if award.own => html! { <p>{ t!("hand-own") }</p> },
                None if props.decides => html! {
                    <>
                    { doing.failed() }
                    <div class="actions">
                        { button("primary", doing.busy(), &decide(true), t!("hand-sign"), &about) }
                        { button("", doing.busy(), &decide(false), t!("hand-refuse"), &about) }
                    </div>
                    </>
                },
                None => html! { <p>{ t!("hand-waits") }</p> },
            } }
        </article>
    }
}

#[derive(Clone, PartialEq)]
struct Form {
    learner: String,
    offer: String,
    evidence: String,
}

#[derive(Properties, PartialEq)]
struct ProposeProps {
    all: Credentials,
    again: Callback<()>,
}

#[component]
fn Propose(props: &ProposeProps) -> Html {
    let first = || Form {
        learner: props.all.learners.first().map(|learner| learner.id.clone()).unwrap_or_default(),
        offer: props.all.offers.first().map(|offer| offer.id.clone()).unwrap_or_default(),
        evidence: String::new(),
    };
    let form = use_state_eq(first);
    let said = use_state_eq(String::new);
    let doing = use_doing();
    let onsubmit = {
        let (form, said, doing, again) = (form.clone(), said.setter(), doing.clone(), props.again.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if form.evidence.trim().is_empty() {
                doing.refuse(t!("hand-evidence-missing"));
                return focus("hand-evidence");
            }
            let Form { learner, offer, evidence } = (*form).clone();
            let new = NewHandAward { learner, micro_credential: offer, evidence };
            let (form, said, again) = (form.clone(), said.clone(), again.clone());
            doing.start(async move { client::tell("POST", path::HAND_AWARDS, &new).await }, move |()| {
                form.set(Form { evidence: String::new(), ..(*form).clone() });
                said.set(t!("hand-done"));
                again.emit(());
            });
        })
    };
    let learners = props.all.learners.iter().map(|learner| (learner.id.clone(), learner.name.clone()));
    let offers = props.all.offers.iter().map(|offer| (offer.id.clone(), offer.title.clone()));
    html! {
        <form class="form" novalidate=true {onsubmit} aria-labelledby="hand-new">
            <h3 id="hand-new">{ t!("hand-new") }</h3>
            <div class="pair">
                { select("hand-learner", t!("hand-learner"), learners, &form.learner, &change(&form, |form, text| form.learner = text)) }
                { select("hand-offer", t!("hand-offer"), offers, &form.offer, &change(&form, |form, text| form.offer = text)) }
            </div>
            { text_area("hand-evidence", t!("hand-evidence"), t!("hand-evidence-hint"), &form.evidence, &change(&form, |form, text| form.evidence = text)) }
            { doing.failed() }
            <p class="hint" role="status">{ (*said).clone() }</p>
            { submit("primary", doing.busy(), t!("hand-propose")) }
        </form>
    }
}
