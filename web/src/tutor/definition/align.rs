//! Outcomes aligned with frameworks elsewhere: an item of a CASE file, found by words, or an ESCO skill by its address.

use std::rc::Rc;

use api::definition::{AlignedOutcome, AlignmentLink, CaseEntry, CaseFile, CaseFramework, WriteAlignments};
use api::path;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::DraftProps;
use crate::client;
use crate::components::{Field, Tone, announced, button, field, notice, section};
use crate::t;
use crate::tutor::form::{Doing, select, use_doing};

/// So many items are shown at once.
const SHOWN: usize = 20;

/// How an alignment relates, as banks say it.
const RELATION: &str = "isRelatedTo";

#[component]
pub fn Alignments(props: &DraftProps) -> Html {
    let DraftProps { draft, edit, again } = props;
    let chosen = use_state_eq(String::new);
    let framework = use_state(|| None::<Rc<CaseFramework>>);
    let doing = use_doing();
    let said = use_state_eq(String::new);
    let outcome = draft.outcomes.iter().find(|one| one.id == *chosen).or_else(|| draft.outcomes.first()).cloned();
    let write = {
        let (doing, again, said) = (doing.clone(), again.clone(), said.setter());
        let (address, revision) = (path::fill(path::BANK_ALIGNMENTS, &[&draft.id]), draft.revision);
        Callback::from(move |(outcome, alignments): (String, Vec<AlignmentLink>)| {
            let words = t!("align-done", outcome = outcome.clone(), count = alignments.len());
            let body = WriteAlignments { revision, outcome, alignments };
            let (address, again, said) = (address.clone(), again.clone(), said.clone());
            doing.start(async move { client::request::<_, AlignedOutcome>("PUT", &address, &body).await }, move |_| {
                said.set(words);
                again.emit(());
            });
        })
    };
    let body = html! {
        <>
        <p class="hint">{ t!("align-hint") }</p>
        <ul class="aligned">{ for draft.outcomes.iter().map(|one| listed(one, *edit, &doing, &write)) }</ul>
        { doing.failed() }
        if !said.is_empty() {
            { announced(Tone::Good, &said) }
        }
        if let Some(outcome) = outcome.filter(|_| *edit) {
            { select("align-outcome", t!("align-outcome"), draft.outcomes.iter().map(|one| (one.id.clone(), format!("{} {}", one.id, one.text))), &outcome.id, &{
                let chosen = chosen.setter();
                Callback::from(move |id| chosen.set(id))
            }) }
            <Esco outcome={outcome.clone()} doing={Held(doing.clone())} write={write.clone()} />
            { case_file(&framework, &doing) }
            if let Some(framework) = framework.as_ref() {
                <Items framework={framework.clone()} {outcome} doing={Held(doing.clone())} {write} />
            }
        }
        </>
    };
    section("alignments", "card", t!("align-title"), body)
}

type Write = Callback<(String, Vec<AlignmentLink>)>;

fn listed(outcome: &AlignedOutcome, edit: bool, doing: &Doing, write: &Write) -> Html {
    let one = |(place, link): (usize, &AlignmentLink)| {
        let name = link.name.clone().unwrap_or_else(|| link.uri.clone());
        let remove = {
            let (write, id) = (write.clone(), outcome.id.clone());
            let mut rest = outcome.alignments.clone();
            rest.remove(place);
            Callback::from(move |_: MouseEvent| write.emit((id.clone(), rest.clone())))
        };
        html! {
            <li key={link.uri.clone()}>
                <span class="chip">{ &link.framework }</span>{ " " }<a href={link.uri.clone()} rel="noreferrer">{ &name }</a>{ " " }
                if edit {
                    { button("small quiet", doing.busy(), &remove, t!("align-remove"), &name) }
                }
            </li>
        }
    };
    html! {
        <li key={outcome.id.clone()}>
            <p><span class="outcome-id">{ &outcome.id }</span>{ " " }{ &outcome.text }</p>
            if outcome.alignments.is_empty() {
                <p class="hint">{ t!("align-none") }</p>
            } else {
                <ul>{ for outcome.alignments.iter().enumerate().map(one) }</ul>
            }
        </li>
    }
}

/// The way in for a file; it is read by the server, which keeps nothing of it.
fn case_file(framework: &UseStateHandle<Option<Rc<CaseFramework>>>, doing: &Doing) -> Html {
    let onchange = {
        let (framework, doing) = (framework.setter(), doing.clone());
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let file: Option<File> = input.and_then(|input| input.files()).and_then(|files| files.item(0));
            let Some(file) = file else { return };
            let (framework, doing) = (framework.clone(), doing.clone());
            spawn_local(async move {
                let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
                let body = CaseFile { name: file.name(), text };
                let asked = async move { client::request::<_, CaseFramework>("POST", path::CASE, &body).await };
                doing.start(asked, move |read: CaseFramework| framework.set(Some(Rc::new(read))));
            });
        })
    };
    html! {
        <div class="field">
            <label for="case-file">{ t!("align-case") }</label>
            <p class="hint" id="case-file-hint">{ t!("align-case-hint") }</p>
            <input id="case-file" type="file" accept=".json,application/json" aria-describedby="case-file-hint" {onchange} />
        </div>
    }
}

/// Something under way, as a property: it is never the same.
#[derive(Clone)]
struct Held(Doing);

impl PartialEq for Held {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

#[derive(Properties, PartialEq)]
struct ItemsProps {
    framework: Rc<CaseFramework>,
    outcome: AlignedOutcome,
    doing: Held,
    write: Write,
}

/// The items of a framework that hold the words that are looked for.
#[component]
fn Items(props: &ItemsProps) -> Html {
    let ItemsProps { framework, outcome, doing, write } = props;
    let sought = use_state_eq(String::new);
    let found: Vec<&CaseEntry> = framework.items.iter().filter(|item| holds(item, &sought)).collect();
    let one = |item: &&CaseEntry| {
        let known = outcome.alignments.iter().any(|link| link.uri == item.uri);
        let align = {
            let (write, id) = (write.clone(), outcome.id.clone());
            let mut all = outcome.alignments.clone();
            all.push(AlignmentLink {
                framework: framework.title.clone(),
                uri: item.uri.clone(),
                relation: RELATION.to_owned(),
                name: Some(item.statement.clone()),
                code: item.code.clone(),
                standard: Some("CASE".to_owned()),
            });
            Callback::from(move |_: MouseEvent| write.emit((id.clone(), all.clone())))
        };
        html! {
            <li key={item.uri.clone()}>
                <p>
                    if let Some(code) = &item.code {
                        <span class="outcome-id">{ code }</span>{ " " }
                    }
                    { &item.statement }
                    if let Some(parent) = &item.parent {
                        <span class="hint block">{ t!("align-part-of", parent = parent.clone()) }</span>
                    }
                </p>
                if known {
                    <p class="hint">{ t!("align-known") }</p>
                } else {
                    { button("small", doing.0.busy(), &align, t!("align-with", outcome = outcome.id.clone()), &item.statement) }
                }
            </li>
        }
    };
    let put = {
        let sought = sought.setter();
        Callback::from(move |text| sought.set(text))
    };
    html! {
        <div class="case-items">
            <h3>{ &framework.title }</h3>
            if !framework.problems.is_empty() {
                { notice(Tone::Warning, html! {
                    <>
                    <p>{ t!("align-problems", count = framework.problems.len()) }</p>
                    <ul>{ for framework.problems.iter().take(SHOWN).map(|problem| html! { <li>{ problem }</li> }) }</ul>
                    </>
                }) }
            }
            { field(&Field { id: "case-search", label: t!("align-search"), value: &sought, oninput: put, kind: "search", ..Field::default() }) }
            <p role="status" class="hint">{ t!("align-found", shown = found.len().min(SHOWN), count = found.len()) }</p>
            <ul class="aligned">{ for found.iter().take(SHOWN).map(one) }</ul>
        </div>
    }
}

/// Whether an item holds every word that is looked for, in any case.
fn holds(item: &CaseEntry, sought: &str) -> bool {
    let text = format!("{} {}", item.code.as_deref().unwrap_or_default(), item.statement).to_lowercase();
    sought.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

#[derive(Properties, PartialEq)]
struct EscoProps {
    outcome: AlignedOutcome,
    doing: Held,
    write: Write,
}

#[derive(Clone, Default, PartialEq)]
struct Skill {
    uri: String,
    name: String,
}

/// An ESCO skill by its address, which is checked for its shape and not fetched.
#[component]
fn Esco(props: &EscoProps) -> Html {
    let EscoProps { outcome, doing, write } = props;
    let skill = use_state_eq(Skill::default);
    let tried = use_state_eq(|| false);
    let wrong = (*tried && !is_skill(skill.uri.trim())).then(|| t!("align-esco-wrong"));
    let align = {
        let (write, outcome, skill, tried) = (write.clone(), outcome.clone(), skill.clone(), tried.setter());
        Callback::from(move |_: MouseEvent| {
            let uri = skill.uri.trim().to_owned();
            tried.set(!is_skill(&uri));
            if is_skill(&uri) {
                let mut all = outcome.alignments.clone();
                let name = Some(skill.name.trim().to_owned()).filter(|name| !name.is_empty());
                all.push(AlignmentLink {
                    framework: "esco".to_owned(),
                    uri,
                    relation: RELATION.to_owned(),
                    name,
                    code: None,
                    standard: None,
                });
                write.emit((outcome.id.clone(), all));
                skill.set(Skill::default());
            }
        })
    };
    html! {
        <div class="pair">
            { field(&Field { id: "esco-uri", label: t!("align-esco"), hint: t!("align-esco-hint"), value: &skill.uri, oninput: crate::tutor::form::change(&skill, |skill, text| skill.uri = text), error: wrong, maxlength: 200, ..Field::default() }) }
            { field(&Field { id: "esco-name", label: t!("align-esco-name"), value: &skill.name, oninput: crate::tutor::form::change(&skill, |skill, text| skill.name = text), ..Field::default() }) }
            <div class="actions">{ button("", doing.0.busy(), &align, t!("align-with", outcome = outcome.id.clone()), &t!("align-esco")) }</div>
        </div>
    }
}

/// As the server will see it.
fn is_skill(uri: &str) -> bool {
    let name = uri.strip_prefix("http://data.europa.eu/esco/skill/");
    name.is_some_and(|name| {
        (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_items_by_all_words_in_any_case() {
        let item = CaseEntry {
            uri: "https://example.org/1".into(),
            code: Some("Q.1".into()),
            statement: "Predict how a Queue behaves".into(),
            parent: None,
        };
        assert!(holds(&item, "queue q.1") && holds(&item, "") && !holds(&item, "queue bakes"));
    }

    #[test]
    fn takes_the_addresses_that_the_server_takes() {
        for (uri, good) in [
            ("http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000000", true),
            ("http://data.europa.eu/esco/skill/S1.2.3", true),
            ("http://data.europa.eu/esco/skill/", false),
            ("https://example.org/skill", false),
        ] {
            assert_eq!((is_skill(uri), interchange::native::is_esco_skill(uri)), (good, good), "{uri}");
        }
    }
}
