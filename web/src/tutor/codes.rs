//! Ways in for learners: class codes for all, personal links for one.

use api::learner::ReturnCard;
use api::path;
use api::tutor::{AwardingAssessment, ClassCode, NewCode, NewLink};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::form::change;
use crate::browser::{copy, focus};
use crate::client;
use crate::components::{Field, button, failed, field, submit};
use crate::format::date;
use crate::pages::looks_like_email;
use crate::t;

#[derive(Properties, PartialEq)]
pub struct CodesProps {
    pub codes: Vec<ClassCode>,
    pub assessments: Vec<AwardingAssessment>,
    pub again: Callback<()>,
}

/// Class codes: to make, read out, copy and revoke.
#[component]
pub fn Codes(props: &CodesProps) -> Html {
    let chosen = use_state_eq(|| None::<String>);
    let days = use_state_eq(|| "7".to_owned());
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let said = use_state_eq(String::new);
    let id = chosen_id((*chosen).as_ref(), &props.assessments);
    let onsubmit = {
        let (id, days, busy, failure, again, said) =
            (id.clone(), days.clone(), busy.clone(), failure.setter(), props.again.clone(), said.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (Some(micro_credential), Ok(days)) = (id.clone(), days.trim().parse::<u32>()) else {
                failure.set(Some(t!("code-days-wrong")));
                focus("days");
                return;
            };
            if *busy {
                return;
            }
            busy.set(true);
            failure.set(None);
            let (busy, failure, again, said) = (busy.setter(), failure.clone(), again.clone(), said.clone());
            spawn_local(async move {
                match client::request::<_, ClassCode>("POST", path::TUTOR_CODES, &NewCode { micro_credential, days }).await {
                    Ok(code) => {
                        said.set(t!("code-made", code = code.code));
                        again.emit(());
                    }
                    Err(problem) => failure.set(Some(problem.words())),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <section class="card" aria-labelledby="codes">
            <h2 id="codes">{ t!("codes-title") }</h2>
            <p class="hint">{ t!("codes-text") }</p>
            if props.assessments.is_empty() {
                <p class="empty">{ t!("assessments-empty") }</p>
            } else {
                { failed(failure.as_ref()) }
                <form class="inline-form" novalidate=true {onsubmit}>
                    <Assessments id="code-for" assessments={props.assessments.clone()} chosen={chosen.setter()} />
                    { field(&Field { id: "days", label: t!("code-days"), class: "short", maxlength: 3, value: &days, oninput: { let days = days.setter(); Callback::from(move |text| days.set(text)) }, ..Field::default() }) }
                    { submit("primary", *busy, t!("code-make")) }
                </form>
            }
            <p class="hint" role="status">{ (*said).clone() }</p>
            if props.codes.is_empty() {
                <p class="empty">{ t!("codes-empty") }</p>
            } else {
                <div class="table">
                    <table class="data">
                        <thead><tr>
                            <th scope="col">{ t!("code-code") }</th>
                            <th scope="col">{ t!("seats-what") }</th>
                            <th scope="col">{ t!("code-until") }</th>
                            <th scope="col">{ t!("code-joined") }</th>
                            <th scope="col">{ t!("code-do") }</th>
                        </tr></thead>
                        <tbody>
                            { for props.codes.iter().map(|code| html! { <CodeRow key={code.id.clone()} code={code.clone()} again={props.again.clone()} /> }) }
                        </tbody>
                    </table>
                </div>
            }
        </section>
    }
}

fn chosen_id(chosen: Option<&String>, assessments: &[AwardingAssessment]) -> Option<String> {
    chosen.cloned().or_else(|| assessments.first().map(|assessment| assessment.micro_credential.clone()))
}

#[derive(Properties, PartialEq)]
struct AssessmentsProps {
    id: &'static str,
    assessments: Vec<AwardingAssessment>,
    chosen: UseStateSetter<Option<String>>,
}

#[component]
fn Assessments(props: &AssessmentsProps) -> Html {
    let onchange = {
        let chosen = props.chosen.clone();
        Callback::from(move |event: Event| {
            chosen
                .set(event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()).map(|select| select.value()));
        })
    };
    html! {
        <div class="field">
            <label for={props.id}>{ t!("seats-what") }</label>
            <select id={props.id} {onchange}>
                { for props.assessments.iter().map(|assessment| html! {
                    <option key={assessment.micro_credential.clone()} value={assessment.micro_credential.clone()}>{ &assessment.title }</option>
                }) }
            </select>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct CodeRowProps {
    code: ClassCode,
    again: Callback<()>,
}

#[component]
fn CodeRow(props: &CodeRowProps) -> Html {
    let code = &props.code;
    let busy = use_state_eq(|| false);
    let said = use_state_eq(String::new);
    let oncopy = {
        let (text, said) = (code.code.clone(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let (text, said) = (text.clone(), said.clone());
            spawn_local(async move {
                if copy(&text).await {
                    said.set(t!("copied"));
                }
            });
        })
    };
    let revoke = {
        let (id, again, busy, said) = (code.id.clone(), props.again.clone(), busy.setter(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let (address, again, busy, said) = (path::fill(path::TUTOR_CODE, &[&id]), again.clone(), busy.clone(), said.clone());
            busy.set(true);
            spawn_local(async move {
                match client::tell_nothing("DELETE", &address).await {
                    Ok(()) => again.emit(()),
                    Err(problem) => said.set(problem.words()),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <tr>
            <td class="code">{ &code.code }</td>
            <td data-label={t!("seats-what")}>{ &code.title }</td>
            <td data-label={t!("code-until")}>{ if code.open { date(code.expires_at) } else { t!("code-closed") } }</td>
            <td data-label={t!("code-joined")}>{ code.joined }</td>
            <td>
                if code.open {
                    <div class="actions">
                        <button type="button" class="button quiet small" onclick={oncopy}>{ t!("code-copy") }<span class="visually-hidden">{ &code.code }</span></button>
                        { button("small danger", *busy, &revoke, t!("code-revoke"), &code.code) }
                    </div>
                }
                <span class="hint" role="status">{ (*said).clone() }</span>
            </td>
        </tr>
    }
}

#[derive(Properties, PartialEq)]
pub struct LinksProps {
    pub assessments: Vec<AwardingAssessment>,
    pub again: Callback<()>,
}

#[derive(Clone, PartialEq)]
struct Person {
    name: String,
    email: String,
}

/// A personal link for one learner, shown once.
#[component]
pub fn Links(props: &LinksProps) -> Html {
    let chosen = use_state_eq(|| None::<String>);
    let person = use_state_eq(|| Person { name: String::new(), email: String::new() });
    let busy = use_state_eq(|| false);
    let tried = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<String>);
    let made = use_state_eq(|| None::<(String, String)>);
    let said = use_state_eq(String::new);
    if props.assessments.is_empty() {
        return Html::default();
    }
    let onsubmit = {
        let id = chosen_id((*chosen).as_ref(), &props.assessments);
        let (person, busy, tried, failure, made, again, said) =
            (person.clone(), busy.clone(), tried.clone(), failure.setter(), made.setter(), props.again.clone(), said.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if person.name.trim().is_empty() {
                focus("link-name");
                return;
            }
            if !looks_like_email(&person.email) {
                focus("link-email");
                return;
            }
            let Some(micro_credential) = id.clone().filter(|_| !*busy) else { return };
            busy.set(true);
            failure.set(None);
            said.set(String::new());
            let Person { name, email } = (*person).clone();
            let (person, busy, tried, failure, made, again) =
                (person.setter(), busy.setter(), tried.setter(), failure.clone(), made.clone(), again.clone());
            spawn_local(async move {
                let link = NewLink { micro_credential, name: name.clone(), email };
                match client::request::<_, ReturnCard>("POST", path::TUTOR_LINKS, &link).await {
                    Ok(link) => {
                        made.set(Some((name, link.url)));
                        person.set(Person { name: String::new(), email: String::new() });
                        tried.set(false);
                        again.emit(());
                    }
                    Err(problem) => failure.set(Some(problem.words())),
                }
                busy.set(false);
            });
        })
    };
    let oncopy = {
        let (url, said) = ((*made).as_ref().map(|(_, url)| url.clone()).unwrap_or_default(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let (url, said) = (url.clone(), said.clone());
            spawn_local(async move {
                if copy(&url).await {
                    said.set(t!("copied"));
                }
            });
        })
    };
    let name_error = (*tried && person.name.trim().is_empty()).then(|| t!("link-name-missing"));
    let email_error = (*tried && !looks_like_email(&person.email)).then(|| t!("email-wrong"));
    html! {
        <section class="card" aria-labelledby="links">
            <h2 id="links">{ t!("links-title") }</h2>
            <p class="hint">{ t!("links-text") }</p>
            { failed(failure.as_ref()) }
            <form class="form" novalidate=true {onsubmit}>
                <Assessments id="link-for" assessments={props.assessments.clone()} chosen={chosen.setter()} />
                <div class="pair">
                    { field(&Field { id: "link-name", label: t!("link-name"), autocomplete: "off", value: &person.name, oninput: change(&person, |person, text| person.name = text), error: name_error, ..Field::default() }) }
                    { field(&Field { id: "link-email", kind: "email", label: t!("link-email"), autocomplete: "off", value: &person.email, oninput: change(&person, |person, text| person.email = text), error: email_error, ..Field::default() }) }
                </div>
                { submit("", *busy, t!("link-make")) }
            </form>
            <div role="status">
                if let Some((name, url)) = &*made {
                    <p>{ t!("link-made", name = name.clone()) }</p>
                    <p class="secret"><code>{ url }</code></p>
                }
                { (*said).clone() }
            </div>
            if made.is_some() {
                <button type="button" class="button small" onclick={oncopy}>{ t!("copy-link") }</button>
            }
        </section>
    }
}
