//! A blueprint in a tutor's words: the form, what is wrong with it beside its fields, what the bank can carry, and the file it writes.

use std::rc::Rc;

use api::pass_mark::{BankDraft, RetakeRule, WriteBlueprint, WrittenBlueprint};
use api::path;
use engine::bank::file::{BankFile, Problem};
use engine::blueprint::Delivery;
use engine::blueprint::file::BlueprintFile;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::chosen::check;
use super::feasible::Feasible;
use super::problems::{at, field_of, sentence};
use super::typed::{Bounds, Ends, Typed};
use super::{Given, GivenProps, Tab};
use crate::browser::{focus, wait};
use crate::client;
use crate::components::{Field, Tone, announced, field, notice, section, submit};
use crate::format::decimals;
use crate::t;
use crate::tutor::desk::Place;
use crate::tutor::form::{change, select, show_chosen, use_doing};
use crate::unsaved::{may_leave, use_unsaved};

/// A preview is asked for so long after the last key, in milliseconds.
const QUIET: u32 = 350;

/// The choice among the bank's blueprints, and the form of one.
#[component]
pub fn BlueprintPage(props: &GivenProps) -> Html {
    let draft = &props.given.draft;
    let chosen = use_state_eq(String::new);
    let Some(bank) = draft.bank.clone() else { return super::chosen::nothing() };
    let known = |id: &str| draft.blueprints.iter().find(|one| one.blueprint.id == id);
    let given = known(&chosen).or_else(|| draft.blueprints.first().filter(|_| chosen.is_empty()));
    let base = if let Some(draft) = given {
        draft.blueprint.clone()
    } else {
        let id = if chosen.is_empty() { "award" } else { chosen.as_str() };
        Typed::fresh(id, &t!("blueprint-new-title"), bank.items.len())
    };
    let choose = {
        let (chosen, now) = (chosen.setter(), base.id.clone());
        Callback::from(move |id| {
            if may_leave() {
                chosen.set(id);
            } else {
                show_chosen("assessment", &now);
            }
        })
    };
    let mut options: Vec<(String, String)> =
        draft.blueprints.iter().map(|one| (one.blueprint.id.clone(), one.blueprint.title.clone())).collect();
    if let Some(fresh) =
        ["award", "practice", "sitting", "award-2"].into_iter().find(|id| known(id).is_none()).filter(|_| props.given.edit)
    {
        options.push((fresh.to_owned(), t!("blueprint-new", id = fresh)));
    }
    // Not by the revision: what was typed is what was saved, and the focus and the word that it was saved stay.
    let key = base.id.clone();
    html! {
        <>
        <div class="inline-form">{ select("assessment", t!("design-assessment"), options, &base.id, &choose) }</div>
        <BlueprintForm {key} given={props.given.clone()} {base} bank={Rc::new(bank)} />
        </>
    }
}

#[derive(Properties)]
struct FormProps {
    given: Given,
    base: BlueprintFile,
    bank: Rc<BankFile>,
}

impl PartialEq for FormProps {
    fn eq(&self, other: &Self) -> bool {
        self.given == other.given && self.base.id == other.base.id
    }
}

#[component]
fn BlueprintForm(props: &FormProps) -> Html {
    let FormProps { given, base, bank } = props;
    let draft = &given.draft;
    let (days, unseen) = (draft.after_days, draft.retake.unseen_items_only);
    let typed = use_state_eq(|| Typed::of(base, &bank.outcomes, days.unwrap_or(14), unseen));
    // As loaded, or as saved last.
    let kept = use_state_eq(|| (*typed).clone());
    use_unsaved(given.edit && *typed != *kept);
    let saved = use_state_eq(|| false);
    let doing = use_doing();
    let (blueprint, unread) = typed.blueprint(base);
    let checked = use_memo(((*typed).clone(), draft.revision), |_| check(bank, &blueprint));
    let problems: Vec<Problem> = checked.as_ref().as_ref().err().cloned().unwrap_or_default();
    let rule = RetakeRule { after_days: typed.days().unwrap_or(14), unseen_items_only: typed.unseen };
    let retake = days.filter(|days| (*days, unseen) != (rule.after_days, rule.unseen_items_only)).map(|_| rule);
    let body = WriteBlueprint { revision: draft.revision, blueprint: blueprint.clone(), retake };
    let text = use_preview(&draft.id, &typed, &body);
    let wrong = |id: &'static str| {
        let unread = unread.contains(&id).then(|| t!("blueprint-unread"));
        unread.or_else(|| at(&problems, id))
    };
    let onsubmit = {
        let (doing, saved, again) = (doing.clone(), saved.setter(), given.again.clone());
        let (kept, sent) = (kept.setter(), (*typed).clone());
        let address = path::fill(path::BANK_BLUEPRINT, &[&draft.id]);
        let unread = unread.first().copied();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = unread {
                focus(field);
                return;
            }
            let (address, body, saved, again) = (address.clone(), body.clone(), saved.clone(), again.clone());
            let (kept, sent) = (kept.clone(), sent.clone());
            saved.set(false);
            doing.start(async move { client::request::<_, WrittenBlueprint>("PUT", &address, &body).await }, move |_| {
                kept.set(sent);
                saved.set(true);
                again.emit(());
            });
        })
    };
    let line = |id: &'static str, label: String, hint: String, value: &str, set: fn(&mut Typed, String), class: &'static str| {
        field(&Field { id, label, hint, value, oninput: change(&typed, set), error: wrong(id), class, ..Field::default() })
    };
    let elsewhere: Vec<&Problem> = problems.iter().filter(|problem| field_of(problem).is_none()).collect();
    let set_by_judges = base.standard.cut_se > 0.0;
    html! {
        <>
        <form class="form blueprint" novalidate=true {onsubmit}>
            <fieldset class="card">
                <legend><h2>{ t!("blueprint-what") }</h2></legend>
                { line("title", t!("blueprint-title"), String::new(), &typed.title, |typed, text| typed.title = text, "") }
                { delivery(&typed) }
            </fieldset>
            <fieldset class="card">
                <legend><h2>{ t!("blueprint-length") }</h2></legend>
                <div class="pair">
                    { line("length-minimum", t!("blueprint-minimum"), t!("blueprint-minimum-hint"), &typed.minimum, |typed, text| typed.minimum = text, "short") }
                    { line("length-maximum", t!("blueprint-maximum"), t!("blueprint-maximum-hint"), &typed.maximum, |typed, text| typed.maximum = text, "short") }
                    { line("block", t!("blueprint-block"), t!("blueprint-block-hint"), &typed.block, |typed, text| typed.block = text, "short") }
                </div>
                { ends(&typed) }
                <div class="pair">
                    { line("certainty", t!("blueprint-certainty"), t!("blueprint-certainty-hint"), &typed.certainty, |typed, text| typed.certainty = text, "short") }
                    { line("minutes", t!("blueprint-minutes"), t!("blueprint-minutes-hint"), &typed.minutes, |typed, text| typed.minutes = text, "short") }
                </div>
            </fieldset>
            <fieldset class="card">
                <legend><h2>{ t!("blueprint-outcomes") }</h2></legend>
                <p class="hint">{ t!("blueprint-outcomes-hint") }</p>
                { outcomes(&typed, bank, typed.delivery, wrong("outcomes")) }
                <p class="hint">{ t!("blueprint-compensatory") }</p>
            </fieldset>
            <fieldset class="card">
                <legend><h2>{ t!("blueprint-choice") }</h2></legend>
                { checkbox("easy", t!("blueprint-easy"), t!("blueprint-easy-hint"), typed.easy, &change(&typed, |typed, on| typed.easy = on == "true")) }
                { line("variety", t!("blueprint-variety"), t!("blueprint-variety-hint"), &typed.variety, |typed, text| typed.variety = text, "short") }
            </fieldset>
            <fieldset class="card">
                <legend><h2>{ t!("blueprint-mark") }</h2></legend>
                if set_by_judges {
                    <p>{ t!("blueprint-mark-judged", cut = decimals(base.standard.cut.value(), 2), error = decimals(base.standard.cut_se, 2)) }</p>
                    <p class="hint">{ &base.standard.rationale }</p>
                } else {
                    { line("cut", t!("blueprint-cut"), t!("blueprint-cut-hint"), &typed.cut, |typed, text| typed.cut = text, "short") }
                    { area("rationale", t!("blueprint-rationale"), t!("blueprint-rationale-hint"), &typed.rationale, &change(&typed, |typed, text| typed.rationale = text), wrong("rationale")) }
                }
                <p><a href={Place::Design(draft.id.clone(), Tab::PassMark).path()}>{ t!("blueprint-mark-go") }</a></p>
            </fieldset>
            if days.is_some() {
                <fieldset class="card">
                    <legend><h2>{ t!("blueprint-retake") }</h2></legend>
                    { line("after-days", t!("blueprint-days"), t!("blueprint-days-hint"), &typed.after_days, |typed, text| typed.after_days = text, "short") }
                    { checkbox("unseen", t!("blueprint-unseen"), t!("blueprint-unseen-hint"), typed.unseen, &change(&typed, |typed, on| typed.unseen = on == "true")) }
                </fieldset>
            }
            if !elsewhere.is_empty() {
                { notice(Tone::Warning, html! { <ul>{ for elsewhere.iter().map(|problem| html! { <li>{ sentence(problem) }</li> }) }</ul> }) }
            }
            <p role="status" class="hint">{ told(&problems, unread.len()) }</p>
            { doing.failed() }
            if *saved {
                { announced(Tone::Good, &t!("blueprint-saved")) }
            }
            if given.edit {
                <div class="actions">{ submit("primary", doing.busy(), t!("blueprint-save")) }</div>
            }
        </form>
        if let Ok(assessment) = checked.as_ref() {
            { section("carries", "card", t!("feasible-title"), html! { <Feasible assessment={assessment.clone()} retake={rule.unseen_items_only} /> }) }
        }
        { section("file", "card", t!("blueprint-file"), file(draft, &blueprint.id, text.as_deref())) }
        </>
    }
}

fn told(problems: &[Problem], unread: usize) -> String {
    match problems.len() + unread {
        0 => t!("blueprint-sound"),
        count => t!("blueprint-problems", count = count),
    }
}

/// The file that is typed, asked of the server once nobody types for a moment.
#[hook]
fn use_preview(bank: &str, typed: &Typed, body: &WriteBlueprint) -> Option<String> {
    let text = use_state_eq(|| None::<String>);
    let newest = use_mut_ref(|| 0_u32);
    {
        let (text, address) = (text.setter(), path::fill(path::BANK_BLUEPRINT_PREVIEW, &[bank]));
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
                let answer = client::request::<_, WrittenBlueprint>("POST", &address, &body).await;
                // What was typed since has a preview of its own.
                if *newest.borrow() == number {
                    text.set(answer.ok().map(|written| written.text));
                }
            });
        });
    }
    (*text).clone()
}

fn file(draft: &BankDraft, id: &str, text: Option<&str>) -> Html {
    let before = draft.blueprints.iter().find(|one| one.blueprint.id == id);
    let same = before.is_some_and(|before| Some(before.text.as_str()) == text);
    html! {
        <>
        <p class="hint">
            { if same { t!("blueprint-file-same") } else { t!("blueprint-file-hint") } }
        </p>
        <pre class="file-preview" tabindex="0"><code>{ text.or_else(|| before.map(|before| before.text.as_str())).unwrap_or_default().to_owned() }</code></pre>
        </>
    }
}

fn delivery(typed: &UseStateHandle<Typed>) -> Html {
    let all = [
        ("open", Delivery::Open, t!("blueprint-open"), t!("blueprint-open-hint")),
        ("sealed", Delivery::Sealed, t!("blueprint-sealed"), t!("blueprint-sealed-hint")),
        ("sitting", Delivery::Sitting, t!("blueprint-sitting"), t!("blueprint-sitting-hint")),
    ];
    html! {
        <fieldset class="choices">
            <legend>{ t!("blueprint-delivery") }</legend>
            { for all.into_iter().map(|(word, delivery, label, hint)| {
                let onchange = {
                    let typed = typed.clone();
                    Callback::from(move |_: Event| typed.set(Typed { delivery, ..(*typed).clone() }))
                };
                choice("delivery", word, label, hint, typed.delivery == delivery, onchange)
            }) }
        </fieldset>
    }
}

fn ends(typed: &UseStateHandle<Typed>) -> Html {
    let words = |ends| match ends {
        Ends::Sure => (t!("blueprint-sure"), t!("blueprint-sure-hint")),
        Ends::Precise => (t!("blueprint-precise"), t!("blueprint-precise-hint")),
        Ends::Full => (t!("blueprint-full"), t!("blueprint-full-hint")),
        Ends::AsFiled => (t!("blueprint-as-filed"), t!("blueprint-as-filed-hint")),
    };
    let shown = Ends::ALL.into_iter().filter(|(ends, _)| *ends != Ends::AsFiled || typed.ends == Ends::AsFiled);
    html! {
        <fieldset class="choices">
            <legend>{ t!("blueprint-ends") }</legend>
            { for shown.map(|(ends, word)| {
                let onchange = {
                    let typed = typed.clone();
                    Callback::from(move |_: Event| typed.set(Typed { ends: Ends::at(word), ..(*typed).clone() }))
                };
                let (label, hint) = words(ends);
                choice("ends", word, label, hint, typed.ends.word() == word, onchange)
            }) }
        </fieldset>
    }
}

fn choice(name: &'static str, word: &str, label: String, hint: String, checked: bool, onchange: Callback<Event>) -> Html {
    let id = format!("{name}-{word}");
    let described = format!("{id}-hint");
    html! {
        <div class="choice" key={id.clone()}>
            <input type="radio" id={id.clone()} {name} value={word.to_owned()} {checked} {onchange} aria-describedby={described.clone()} />
            <label for={id}>{ label }</label>
            <p class="hint" id={described}>{ hint }</p>
        </div>
    }
}

/// A box to tick; what is emitted is `true` or `false`.
pub fn checkbox(id: &'static str, label: String, hint: String, checked: bool, emit: &Callback<String>) -> Html {
    let described = format!("{id}-hint");
    let onchange = emit.reform(|event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        input.is_some_and(|input| input.checked()).to_string()
    });
    html! {
        <div class="choice">
            <input type="checkbox" {id} {checked} {onchange} aria-describedby={described.clone()} />
            <label for={id}>{ label }</label>
            <p class="hint" id={described}>{ hint }</p>
        </div>
    }
}

/// Several lines of text.
pub fn area(id: &'static str, label: String, hint: String, value: &str, emit: &Callback<String>, error: Option<String>) -> Html {
    let oninput = emit.reform(|event: InputEvent| {
        let area = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
        area.map(|area| area.value()).unwrap_or_default()
    });
    let (hinted, wrong) = (format!("{id}-hint"), format!("{id}-error"));
    let described = if error.is_some() { format!("{hinted} {wrong}") } else { hinted.clone() };
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <p id={hinted} class="hint">{ hint }</p>
            <textarea {id} class="prose" rows="5" maxlength="4000" aria-describedby={described} aria-invalid={error.as_ref().map(|_| "true")} value={value.to_owned()} {oninput} />
            if let Some(words) = error {
                <p id={wrong} class="field-error">{ words }</p>
            }
        </div>
    }
}

fn outcomes(typed: &UseStateHandle<Typed>, bank: &BankFile, delivery: Delivery, wrong: Option<String>) -> Html {
    let pool = if delivery.awards() { engine::bank::Pool::Credit } else { engine::bank::Pool::Practice };
    let usable = bank.restricted_to(pool);
    let put = |place: usize, of: fn(&mut Bounds) -> &mut String| {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
            let mut next = (*typed).clone();
            if let Some(bounds) = next.bounds.get_mut(place) {
                *of(bounds) = input.value();
            }
            typed.set(next);
        })
    };
    let row = |(place, bounds): (usize, &Bounds)| {
        let has = usable.items.iter().filter(|item| item.outcomes.first() == Some(&bounds.outcome)).count();
        let words = bank.outcomes.iter().find(|outcome| outcome.id == bounds.outcome).map(|outcome| outcome.text.clone());
        html! {
            <tr key={bounds.outcome.clone()}>
                <td><span class="outcome-id">{ &bounds.outcome }</span>{ " " }{ words.unwrap_or_default() }</td>
                <td data-label={t!("blueprint-has")}>{ has }</td>
                <td data-label={t!("blueprint-least")}>
                    <input class="count" inputmode="numeric" maxlength="5" aria-label={t!("blueprint-least-of", id = bounds.outcome.clone())} value={bounds.minimum.clone()} oninput={put(place, |bounds| &mut bounds.minimum)} />
                </td>
                <td data-label={t!("blueprint-most")}>
                    <input class="count" inputmode="numeric" maxlength="5" aria-label={t!("blueprint-most-of", id = bounds.outcome.clone())} value={bounds.maximum.clone()} oninput={put(place, |bounds| &mut bounds.maximum)} />
                </td>
                <td data-label={t!("blueprint-floor")}>
                    <input class="count" inputmode="decimal" maxlength="5" aria-label={t!("blueprint-floor-of", id = bounds.outcome.clone())} value={bounds.floor.clone()} oninput={put(place, |bounds| &mut bounds.floor)} />
                </td>
            </tr>
        }
    };
    let headings =
        [t!("blueprint-outcome"), t!("blueprint-has"), t!("blueprint-least"), t!("blueprint-most"), t!("blueprint-floor")];
    html! {
        <div id="outcomes" tabindex="-1">
            { crate::components::table(headings, typed.bounds.iter().enumerate().map(row).collect()) }
            if let Some(words) = wrong {
                <p class="field-error">{ words }</p>
            }
        </div>
    }
}
