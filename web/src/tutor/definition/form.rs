//! The form: what is typed, what is wrong with it beside each field, and the file that it writes.

use std::collections::BTreeMap;
use std::rc::Rc;

use api::definition::{CheckedDefinition, DefinitionDraft, FieldProblem, FieldValue, WriteDefinition};
use api::path;
use engine::blueprint::Delivery;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::DraftProps;
use super::fields::{Kind, SECTIONS, choice, id_of, section_title, words};
use super::problems::{advice_at, at, elsewhere, sentence};
use crate::browser::wait;
use crate::client;
use crate::components::{Field, Tone, announced, field, notice, section, submit};
use crate::t;
use crate::tutor::banks::area;
use crate::tutor::form::use_doing;
use crate::unsaved::use_unsaved;

/// A check is asked for so long after the last key, in milliseconds.
const QUIET: u32 = 350;

type Values = BTreeMap<String, String>;

/// What is typed, and how a field changes it.
#[derive(Clone)]
struct Typed(UseStateHandle<Values>);

impl Typed {
    fn value(&self, path: &str) -> &str {
        self.0.get(path).map(String::as_str).unwrap_or_default()
    }

    fn put(&self, path: &'static str) -> Callback<String> {
        let typed = self.0.clone();
        Callback::from(move |value: String| {
            let mut next = (*typed).clone();
            next.insert(path.to_owned(), value);
            typed.set(next);
        })
    }
}

#[component]
pub fn DefinitionForm(props: &DraftProps) -> Html {
    let DraftProps { draft, edit, again } = props;
    let first = || draft.checked.values.iter().map(|field| (field.path.clone(), field.value.clone())).collect::<Values>();
    let typed = Typed(use_state_eq(first));
    // As loaded, or as saved last.
    let kept = use_state_eq(first);
    use_unsaved(*edit && *typed.0 != *kept);
    let saved = use_state_eq(|| false);
    let doing = use_doing();
    let body = WriteDefinition { revision: draft.revision, values: stated(&typed.0) };
    let checked = use_check(draft, &typed.0, &body);
    let onsubmit = {
        let (doing, saved, again) = (doing.clone(), saved.setter(), again.clone());
        let (kept, sent) = (kept.setter(), (*typed.0).clone());
        let address = path::fill(path::BANK_DEFINITION, &[&draft.id]);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (address, body, saved, again) = (address.clone(), body.clone(), saved.clone(), again.clone());
            let (kept, sent) = (kept.clone(), sent.clone());
            saved.set(false);
            doing.start(async move { client::request::<_, CheckedDefinition>("PUT", &address, &body).await }, move |_| {
                kept.set(sent);
                saved.set(true);
                again.emit(());
            });
        })
    };
    let problems = &checked.problems;
    let others = elsewhere(problems);
    html! {
        <>
        <form class="form" novalidate=true {onsubmit}>
            { for SECTIONS.iter().map(|(name, fields)| html! {
                <fieldset class="card" key={*name}>
                    <legend><h2>{ section_title(name) }</h2></legend>
                    { for fields.iter().map(|(path, kind)| html! { <>{ draw(path, *kind, &typed, draft, problems) }{ advice(path, problems) }</> }) }
                </fieldset>
            }) }
            if !others.is_empty() {
                { notice(Tone::Warning, html! { <ul>{ for others.iter().map(|problem| html! {
                    <li><code>{ &problem.path }</code>{ ": " }{ sentence(problem) }</li>
                }) }</ul> }) }
            }
            <p role="status" class="hint">{ told(problems) }</p>
            { doing.failed() }
            if *saved {
                { announced(Tone::Good, &t!("definition-saved")) }
            }
            if *edit {
                <div class="actions">{ submit("primary", doing.busy(), t!("definition-save")) }</div>
            }
        </form>
        { section("file", "card", t!("definition-file"), html! {
            <pre class="file-preview" tabindex="0"><code>{ checked.text.clone() }</code></pre>
        }) }
        </>
    }
}

fn told(problems: &[FieldProblem]) -> String {
    match problems.iter().filter(|problem| problem.error).count() {
        0 => t!("definition-sound"),
        count => t!("definition-problems", count = count),
    }
}

fn stated(typed: &Values) -> Vec<FieldValue> {
    typed.iter().map(|(path, value)| FieldValue { path: path.clone(), value: value.clone() }).collect()
}

/// What is typed, checked by the server once nobody types for a moment.
#[hook]
fn use_check(draft: &Rc<DefinitionDraft>, typed: &Values, body: &WriteDefinition) -> Rc<CheckedDefinition> {
    let checked = use_state(|| Rc::new(draft.checked.clone()));
    let newest = use_mut_ref(|| 0_u32);
    {
        let (checked, address) = (checked.setter(), path::fill(path::BANK_DEFINITION_CHECK, &[&draft.id]));
        let body = body.clone();
        use_effect_with(typed.clone(), move |_| {
            let number = {
                let mut newest = newest.borrow_mut();
                *newest += 1;
                *newest
            };
            spawn_local(async move {
                wait(QUIET).await;
                if *newest.borrow() != number {
                    return;
                }
                let answer = client::request::<_, CheckedDefinition>("POST", &address, &body).await;
                // What was typed since has a check of its own.
                if let (true, Ok(answer)) = (*newest.borrow() == number, answer) {
                    checked.set(Rc::new(answer));
                }
            });
        });
    }
    (*checked).clone()
}

/// Advice about a field, below it: to look at, and read out with the field's name when it appears. It is no error, and marks the field
/// as none.
fn advice(path: &str, problems: &[FieldProblem]) -> Html {
    let Some(said) = advice_at(problems, path) else { return Html::default() };
    let (label, _) = words(path);
    announced(Tone::Warning, &t!("definition-advice", field = label, words = said))
}

fn draw(path: &'static str, kind: Kind, typed: &Typed, draft: &DefinitionDraft, problems: &[FieldProblem]) -> Html {
    let (label, hint) = words(path);
    let (id, value, error, emit) = (id_of(path), typed.value(path), at(problems, path), typed.put(path));
    match kind {
        Kind::Line => line(&id, label, hint, value, emit, error, ""),
        Kind::Short => line(&id, label, hint, value, emit, error, "short"),
        Kind::Area => area(&id, label, hint, value, 3, error, emit),
        Kind::OneOf(all) => {
            let options = all.iter().map(|one| ((*one).to_owned(), choice(one))).collect();
            chosen(&id, label, options, value, &emit, error)
        }
        Kind::Blueprint(delivery) => {
            let wanted = match delivery {
                "open" => Delivery::Open,
                "sealed" => Delivery::Sealed,
                _ => Delivery::Sitting,
            };
            let fitting = draft.blueprints.iter().filter(|blueprint| blueprint.delivery == wanted);
            let options = fitting.map(|blueprint| (blueprint.id.clone(), blueprint.title.clone())).collect();
            chosen(&id, label, options, value, &emit, error)
        }
        Kind::Some(all) => {
            let options = all.iter().map(|one| ((*one).to_owned(), choice(one))).collect();
            boxes(&id, label, hint, options, value, &emit, error)
        }
        Kind::Outcomes => {
            let options = draft.outcomes.iter().map(|outcome| (outcome.id.clone(), format!("{} {}", outcome.id, outcome.text)));
            boxes(&id, label, hint, options.collect(), value, &emit, error)
        }
        Kind::Flag => flag(&id, label, hint, value == "true", &emit, error),
    }
}

fn line(
    id: &str,
    label: String,
    hint: String,
    value: &str,
    oninput: Callback<String>,
    error: Option<String>,
    class: &'static str,
) -> Html {
    field(&Field { id, label, hint, value, oninput, error, class, maxlength: 2000, ..Field::default() })
}

/// A choice among values, or none of them. What stands in the file and is none of them stays to be chosen.
fn chosen(
    id: &str,
    label: String,
    mut options: Vec<(String, String)>,
    value: &str,
    emit: &Callback<String>,
    error: Option<String>,
) -> Html {
    if !value.is_empty() && options.iter().all(|(one, _)| one != value) {
        options.push((value.to_owned(), value.to_owned()));
    }
    options.insert(0, (String::new(), t!("definition-none")));
    let onchange = emit.reform(|event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
        select.map(|select| select.value()).unwrap_or_default()
    });
    let wrong = error.as_ref().map(|_| format!("{id}-error"));
    html! {
        <div class="field">
            <label for={id.to_owned()}>{ label }</label>
            <select id={id.to_owned()} {onchange} aria-describedby={wrong.clone()} aria-invalid={wrong.as_ref().map(|_| "true")}>
                { for options.into_iter().map(|(one, words)| html! {
                    <option key={one.clone()} value={one.clone()} selected={one == value}>{ words }</option>
                }) }
            </select>
            if let Some(words) = error {
                <p id={wrong} class="field-error">{ words }</p>
            }
        </div>
    }
}

/// Boxes to tick, of which each that is ticked is a line of the value.
fn boxes(
    id: &str,
    label: String,
    hint: String,
    options: Vec<(String, String)>,
    value: &str,
    emit: &Callback<String>,
    error: Option<String>,
) -> Html {
    let ticked: Vec<String> = value.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let wrong = error.as_ref().map(|_| format!("{id}-error"));
    let order: Rc<[String]> = options.iter().map(|(one, _)| one.clone()).collect();
    let one = |(place, (one, words)): (usize, (String, String))| {
        let checked = ticked.contains(&one);
        let own = format!("{id}-{place}");
        let onchange = {
            let (emit, ticked, order, one) = (emit.clone(), ticked.clone(), order.clone(), one.clone());
            Callback::from(move |_: Event| {
                let keeps = |other: &&String| if **other == one { !checked } else { ticked.contains(other) };
                // In the order in which they are offered; what the bank does not have any more is gone.
                emit.emit(order.iter().filter(keeps).cloned().collect::<Vec<_>>().join("\n"));
            })
        };
        html! {
            <div class="choice" key={one.clone()}>
                <input type="checkbox" id={own.clone()} {checked} {onchange} />
                <label for={own}>{ words }</label>
            </div>
        }
    };
    html! {
        <fieldset class="choices" id={id.to_owned()} aria-describedby={wrong.clone()}>
            <legend>{ label }</legend>
            if !hint.is_empty() {
                <p class="hint">{ hint }</p>
            }
            { for options.into_iter().enumerate().map(one) }
            if let Some(words) = error {
                <p id={wrong} class="field-error">{ words }</p>
            }
        </fieldset>
    }
}

fn flag(id: &str, label: String, hint: String, checked: bool, emit: &Callback<String>, error: Option<String>) -> Html {
    let onchange = emit.reform(|event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        input.is_some_and(|input| input.checked()).to_string()
    });
    let described = if error.is_some() { format!("{id}-error") } else { format!("{id}-hint") };
    html! {
        <div class="choice">
            <input type="checkbox" id={id.to_owned()} {checked} {onchange} aria-describedby={(error.is_some() || !hint.is_empty()).then_some(described)} />
            <label for={id.to_owned()}>{ label }</label>
            if !hint.is_empty() {
                <p class="hint" id={format!("{id}-hint")}>{ hint }</p>
            }
            if let Some(words) = error {
                <p id={format!("{id}-error")} class="field-error">{ words }</p>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_advice_as_advice_and_errors_beside_their_field() {
        crate::text::install(&[crate::text::DEFINITION]);
        let problem = |path: &str, error| FieldProblem {
            path: path.into(),
            value: "Another school".into(),
            expected: "Our school, in whose name this server signs".into(),
            error,
        };
        let problems = [problem("awarding_body", false), problem("title", true)];
        let words = advice_at(&problems, "awarding_body").unwrap_or_default();
        let drawn = advice("awarding_body", &problems);
        assert_eq!(drawn, announced(Tone::Warning, &format!("Awarding body: {words}")));
        assert!(!format!("{drawn:?}").contains("field-error"));
        assert_eq!(advice("title", &problems), Html::default());
    }
}
