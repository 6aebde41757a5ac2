//! Who works here, in which roles; for an owner, to invite, change and close.

mod asked;
mod invite;

use api::path;
use api::staff::StaffRow;
use yew::prelude::*;

use self::asked::{Asked, Question, asked_title};
use self::invite::Invite;
use super::asking::use_asking;
use super::roles::held;
use crate::components::{Dialog, Load, button, failed, table, use_load};
use crate::t;

#[derive(Properties, PartialEq)]
pub struct PeopleProps {
    /// Whether who reads this may change anything.
    pub manage: bool,
}

/// A row for each account.
#[component]
pub fn People(props: &PeopleProps) -> Html {
    let (load, again) = use_load::<Vec<StaffRow>>(path::PEOPLE.to_owned());
    let asking = use_asking("people", &again);
    let rows = match load {
        Load::Waiting => html! { <p role="status">{ t!("loading") }</p> },
        Load::Failed(failure) => failed(Some(&failure.words())),
        Load::Ready(people) => {
            let ask = props.manage.then_some(&asking.ask);
            let headings = [t!("people-who"), t!("people-roles"), t!("people-state")];
            table(headings.into_iter().chain(ask.map(|_| t!("code-do"))), people.iter().map(|who| row(who, ask)).collect())
        }
    };
    html! {
        <>
        <section class="card" aria-labelledby="people">
            <h2 id="people" tabindex="-1">{ t!("people-here") }</h2>
            { asking.said() }
            { rows }
        </section>
        if props.manage {
            <Invite {again} />
            <Dialog id="asked" title={asking.now().map(|(question, who)| asked_title(*question, who)).unwrap_or_default()} open={asking.now().is_some()} onclose={asking.close.clone()}>
                if let Some((question, who)) = asking.now() {
                    <Asked question={*question} who={who.clone()} close={asking.close.clone()} done={asking.done.clone()} />
                }
            </Dialog>
        }
        </>
    }
}

fn row(who: &StaffRow, ask: Option<&Callback<(Question, StaffRow)>>) -> Html {
    let (class, state) = match who {
        StaffRow { closed: true, .. } => ("chip chip-quiet", t!("people-closed")),
        StaffRow { joined: true, .. } => ("chip", t!("people-active")),
        _ => ("chip chip-specimen", t!("people-invited")),
    };
    let act = |question: Question, class: &'static str, words: String| {
        let (who, name) = (who.clone(), who.name.clone());
        let asked = ask.map(|ask| ask.reform(move |_: MouseEvent| (question, who.clone()))).unwrap_or_default();
        button(class, false, &asked, words, &name)
    };
    html! {
        <tr key={who.id.clone()}>
            <td class="person"><span class="who">{ &who.name }</span>{ &who.email }</td>
            <td data-label={t!("people-roles")}>
                <ul class="roles-held">{ for who.roles.iter().map(|grant| html! { <li>{ held(grant) }</li> }) }</ul>
            </td>
            <td data-label={t!("people-state")}><span {class}>{ state }</span></td>
            if ask.is_some() {
                <td>
                    if !who.closed {
                        <div class="actions">
                            { act(Question::Roles, "quiet small", t!("people-change")) }
                            { act(Question::Link, "quiet small", t!("people-link")) }
                            { act(Question::Close, "small danger", t!("people-close")) }
                        </div>
                    }
                </td>
            }
        </tr>
    }
}
