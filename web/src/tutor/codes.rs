//! Class codes: whoever has one can take a seat.

use api::path;
use api::tutor::{AwardingAssessment, ClassCode, NewCode};
use yew::prelude::*;

use super::form::{select, use_doing};
use crate::browser::focus;
use crate::client;
use crate::components::{CopyButton, Field, button, field, section, submit, table};
use crate::format::date;
use crate::t;

#[derive(Properties, PartialEq)]
pub struct CodesProps {
    pub codes: Vec<ClassCode>,
    pub assessments: Vec<AwardingAssessment>,
    /// Whether codes can be made and revoked by who reads this.
    pub run: bool,
    pub again: Callback<()>,
}

/// To read out and copy; to make and revoke for those who run classes.
#[component]
pub fn Codes(props: &CodesProps) -> Html {
    let headings = [t!("code-code"), t!("seats-what"), t!("code-until"), t!("code-joined")];
    let headings = headings.into_iter().chain(props.run.then(|| t!("code-do")));
    let row = |code: &ClassCode| html! { <CodeRow key={code.id.clone()} code={code.clone()} run={props.run} again={props.again.clone()} /> };
    let rows = props.codes.iter().map(row).collect();
    let body = html! {
        <>
        if props.run {
            <p class="hint">{ t!("codes-text") }</p>
            <Make assessments={props.assessments.clone()} again={props.again.clone()} />
        }
        if props.codes.is_empty() {
            <p class="empty">{ if props.run { t!("codes-empty") } else { t!("codes-none") } }</p>
        } else {
            { table(headings, rows) }
        }
        </>
    };
    section("codes", "card", t!("codes-title"), body)
}

/// The assessment that is chosen: the first as long as none is.
pub fn chosen_or_first(chosen: &str, assessments: &[AwardingAssessment]) -> String {
    let first = || assessments.first().map(|assessment| assessment.micro_credential.clone()).unwrap_or_default();
    if chosen.is_empty() { first() } else { chosen.to_owned() }
}

/// The choice of what a code or a link is for.
pub fn assessment_choice(id: &'static str, assessments: &[AwardingAssessment], chosen: &UseStateHandle<String>) -> Html {
    let options = assessments.iter().map(|assessment| (assessment.micro_credential.clone(), assessment.title.clone()));
    let chosen = chosen.clone();
    select(id, t!("seats-what"), options, &chosen.clone(), &Callback::from(move |id| chosen.set(id)))
}

#[derive(Properties, PartialEq)]
struct MakeProps {
    assessments: Vec<AwardingAssessment>,
    again: Callback<()>,
}

#[component]
fn Make(props: &MakeProps) -> Html {
    let chosen = use_state_eq(String::new);
    let days = use_state_eq(|| "7".to_owned());
    let doing = use_doing();
    let said = use_state_eq(String::new);
    if props.assessments.is_empty() {
        return html! { <p class="empty">{ t!("assessments-empty") }</p> };
    }
    let onsubmit = {
        let micro_credential = chosen_or_first(&chosen, &props.assessments);
        let (days, doing, again, said) = (days.clone(), doing.clone(), props.again.clone(), said.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Ok(days) = days.trim().parse::<u32>() else {
                doing.refuse(t!("code-days-wrong"));
                focus("days");
                return;
            };
            let new = NewCode { micro_credential: micro_credential.clone(), days };
            let (again, said) = (again.clone(), said.clone());
            let made = async move { client::request::<_, ClassCode>("POST", path::TUTOR_CODES, &new).await };
            doing.start(made, move |code| {
                said.set(t!("code-made", code = code.code));
                again.emit(());
            });
        })
    };
    let oninput = {
        let days = days.setter();
        Callback::from(move |text| days.set(text))
    };
    html! {
        <>
        { doing.failed() }
        <form class="inline-form" novalidate=true {onsubmit}>
            { assessment_choice("code-for", &props.assessments, &chosen) }
            { field(&Field { id: "days", label: t!("code-days"), class: "short", maxlength: 3, value: &days, oninput, ..Field::default() }) }
            { submit("primary", doing.busy(), t!("code-make")) }
        </form>
        <p class="hint" role="status">{ (*said).clone() }</p>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct CodeRowProps {
    code: ClassCode,
    run: bool,
    again: Callback<()>,
}

#[component]
fn CodeRow(props: &CodeRowProps) -> Html {
    let code = &props.code;
    let doing = use_doing();
    let revoke = {
        let (id, again, doing) = (code.id.clone(), props.again.clone(), doing.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, again) = (path::fill(path::TUTOR_CODE, &[&id]), again.clone());
            doing.start(async move { client::tell_nothing("DELETE", &address).await }, move |()| again.emit(()));
        })
    };
    html! {
        <tr>
            <td class="code">{ &code.code }</td>
            <td data-label={t!("seats-what")}>{ &code.title }</td>
            <td data-label={t!("code-until")}>{ if code.open { date(code.expires_at) } else { t!("code-closed") } }</td>
            <td data-label={t!("code-joined")}>{ code.joined }</td>
            if props.run {
                <td>
                    if code.open {
                        <div class="actions">
                            <CopyButton class="quiet small" text={code.code.clone()} label={t!("code-copy")} about={code.code.clone()} />
                            { button("small danger", doing.busy(), &revoke, t!("code-revoke"), &code.code) }
                        </div>
                    }
                    { doing.failed() }
                </td>
            }
        </tr>
    }
}
