//! One question: its fields, what is wrong with them, how learners see it, and how it came to be as it is.

use std::rc::Rc;

use api::path;
use api::workshop::{PutFiles, Stale, WorkshopFile};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::bench::{Bench, Opening, fetch, use_bench};
use super::history::History;
use super::item_form::{Fields, area, fields};
use super::preview::Preview;
use super::words::{bank_nav, problems};
use crate::browser::{focus, fragment, hide_fragment};
use crate::client::{Reply, json};
use crate::components::{Field, Page, Tone, announced, failed, failure_page, field, notice, section, submit, waiting};
use crate::format::date;
use crate::json::from_json;
use crate::t;
use crate::tutor::desk::Place;
use crate::unsaved::use_unsaved;
use crate::workshop::{Ask, Form, FormOption, ItemGiven, Opened, Tell, Tried};

#[derive(Properties, PartialEq)]
pub struct ItemPageProps {
    pub bank: String,
    pub item: String,
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may change it.
    pub edit: bool,
}

/// The page of a question.
#[component]
pub fn ItemPage(props: &ItemPageProps) -> Html {
    let (opening, again) = use_bench(&props.bank);
    match opening {
        Opening::Waiting => waiting(),
        Opening::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href={Place::Banks.path()}>{ t!("banks-title") }</a> })
        }
        Opening::Ready(bench, opened) => html! {
            <Page title={props.item.clone()} over={opened.title.clone()} class="desk banks item-page">
                { props.head.clone() }
                { bank_nav(&props.bank, &Place::BankItem(props.bank.clone(), props.item.clone())) }
                <Editor {bench} {opened} item={props.item.clone()} edit={props.edit} />
            </Page>
        },
    }
}

#[derive(Properties, PartialEq)]
struct EditorProps {
    bench: Bench,
    opened: Rc<Opened>,
    item: String,
    edit: bool,
}

/// What stands in the form: fields, or the whole file where it cannot be taken apart.
#[derive(Clone, PartialEq)]
enum Shown {
    Waiting,
    Missing(String),
    Fields(Form),
    Text(String),
}

/// What came of storing.
#[derive(Clone, PartialEq)]
enum Stored {
    Not,
    Busy,
    Done,
    Failed(String),
    Stale(Stale),
}

/// A form of a new question of this type.
fn begun(id: &str, kind: &str, outcomes: &[(String, String)]) -> Form {
    let chosen = ["choice", "multiple"].contains(&kind);
    let letters = if chosen { ["a", "b", "c", "d"].as_slice() } else { &[] };
    let options = letters.iter().enumerate();
    let (words, right, wrong) = (t!("begun-words"), t!("begun-right"), t!("begun-wrong"));
    let prompt = match kind {
        "gaps" => format!("{words} {{{{g1: *{right} | {wrong}}}}}"),
        "match" => format!("{words}\n\n- 1 => {right}\n- 2 => {wrong}"),
        "order" => format!("{words}\n\n1. {right}\n2. {wrong}"),
        "hottext" => format!("{words} [[*{right}]] [[{wrong}]]"),
        _ => String::new(),
    };
    Form {
        id: id.to_owned(),
        kind: kind.to_owned(),
        pool: "credit".to_owned(),
        status: "draft".to_owned(),
        outcomes: outcomes.first().map(|(id, _)| id.clone()).into_iter().collect(),
        b: "0".to_owned(),
        b_sd: "1".to_owned(),
        source: t!("begun-source"),
        options: options
            .map(|(index, id)| FormOption { id: (*id).to_owned(), key: index == 0, ..FormOption::default() })
            .collect(),
        prompt,
        ..Form::default()
    }
}

#[component]
fn Editor(props: &EditorProps) -> Html {
    let EditorProps { bench, opened, item, edit } = props;
    let shown = use_state_eq(|| Shown::Waiting);
    // As loaded, or as stored last.
    let kept = use_state_eq(|| Shown::Waiting);
    use_unsaved(*edit && *shown != *kept);
    let tried = use_state_eq(|| None::<Rc<Tried>>);
    let given = use_state_eq(|| None::<Rc<ItemGiven>>);
    let revision = use_state_eq(|| opened.revision);
    let stored = use_state_eq(|| Stored::Not);
    let why = use_state_eq(String::new);
    // The last thing typed while the worker was busy with the one before.
    let busy = use_mut_ref(|| false);
    let next = use_mut_ref(|| None::<Ask>);
    // What is in the form now, for when the whole bank has been read.
    let latest = use_mut_ref(|| None::<Ask>);
    let ask = {
        let (bench, tried, latest) = (bench.clone(), tried.setter(), latest.clone());
        Callback::from(move |wanted: Ask| {
            latest.replace(Some(wanted.clone()));
            next.replace(Some(wanted));
            go_on(&bench, &busy, &next, &tried);
        })
    };
    {
        let (shown, tried, given, item, opened) = (shown.setter(), tried.setter(), given.setter(), item.clone(), opened.clone());
        let (ask, latest, kept) = (ask.clone(), latest.clone(), kept.setter());
        use_effect_with(bench.clone(), move |bench| {
            let whole = bench.clone();
            bench.ask(Ask::Item(item.clone()), move |tell| match tell {
                Tell::Item(found) => {
                    let loaded = found.form.clone().map_or_else(|| Shown::Text(found.text.clone()), Shown::Fields);
                    kept.set(loaded.clone());
                    shown.set(loaded);
                    tried.set(Some(Rc::new(found.tried.clone())));
                    let loaded = found.form.clone().map(Ask::Try);
                    given.set(Some(Rc::new(*found)));
                    // Once the whole bank is read, what is nearly the same is known too. Whoever typed meanwhile keeps it: what is
                    // stored is what was tried last.
                    whole.ask(Ask::Look, move |_| {
                        let typed = latest.borrow().clone();
                        if let Some(again) = typed.or(loaded) {
                            ask.emit(again);
                        }
                    });
                }
                Tell::Failed(why) => {
                    let first = if let Some(kind) = fragment().strip_prefix("new-") {
                        let form = begun(&item, kind, &opened.outcomes);
                        ask.emit(Ask::Try(form.clone()));
                        Shown::Fields(form)
                    } else {
                        Shown::Missing(why)
                    };
                    kept.set(first.clone());
                    shown.set(first);
                }
                _ => {}
            });
        });
    }
    let set = {
        let (shown, stored, ask) = (shown.setter(), stored.setter(), ask.clone());
        Callback::from(move |form: Form| {
            ask.emit(Ask::Try(form.clone()));
            shown.set(Shown::Fields(form));
            stored.set(Stored::Not);
        })
    };
    let set_text = {
        let (shown, stored, ask, id) = (shown.setter(), stored.setter(), ask.clone(), item.clone());
        Callback::from(move |text: String| {
            ask.emit(Ask::TryText { id: id.clone(), text: text.clone() });
            shown.set(Shown::Text(text));
            stored.set(Stored::Not);
        })
    };
    let back = edit.then(|| {
        let (bench, shown, tried, why, id) = (bench.clone(), shown.setter(), tried.setter(), why.setter(), item.clone());
        let stored = stored.setter();
        Callback::from(move |text: String| {
            let (shown, tried) = (shown.clone(), tried.clone());
            let wanted = Ask::TryText { id: id.clone(), text };
            latest.replace(Some(wanted.clone()));
            bench.ask(wanted, move |tell| {
                if let Tell::Item(given) = tell {
                    tried.set(Some(Rc::new(given.tried)));
                    shown.set(given.form.map_or(Shown::Text(given.text), Shown::Fields));
                }
            });
            stored.set(Stored::Not);
            why.set(t!("history-back-why"));
            focus("item-why");
        })
    });
    let text = match &*shown {
        Shown::Text(text) => Some(text.clone()),
        Shown::Fields(_) => tried.as_ref().map(|tried| tried.text.clone()),
        _ => None,
    };
    let save = |revision_of: i64| {
        let (id, item, text, why) = (opened.id.clone(), item.clone(), text.clone(), (*why).clone());
        let (bench, form) = (bench.clone(), if let Shown::Fields(form) = &*shown { Some(form.clone()) } else { None });
        let (stored, revision, kept, sent) = (stored.clone(), revision.setter(), kept.setter(), (*shown).clone());
        let why_setter = why_setter(&why, &item);
        move || {
            let Some(text) = text.clone() else { return };
            if *stored == Stored::Busy {
                return;
            }
            let (stored, revision, kept, sent) = (stored.setter(), revision.clone(), kept.clone(), sent.clone());
            stored.set(Stored::Busy);
            let path = format!("items/{item}.md");
            let (address, why) = (path::fill(path::BANK_FILES, &[&id]), why_setter.clone());
            let put = move |text: String| {
                spawn_local(async move {
                    let file = WorkshopFile { path, text: Some(text), bytes: None };
                    let body = json(&PutFiles { revision: revision_of, why, files: vec![file] });
                    stored.set(match fetch("PUT", &address, Some(&JsValue::from_str(&body))).await {
                        Ok((200, text)) => {
                            let put = text.as_string().and_then(|text| from_json::<api::workshop::FilesPut>(&text));
                            if let Some(put) = put {
                                revision.set(put.revision);
                            }
                            hide_fragment();
                            kept.set(sent);
                            Stored::Done
                        }
                        Ok((status, text)) => {
                            let text = text.as_string().unwrap_or_default();
                            match from_json::<Stale>(&text).filter(|_| status == 409) {
                                Some(stale) => Stored::Stale(stale),
                                None => Stored::Failed(Reply { status, text }.refusal().words()),
                            }
                        }
                        Err(failure) => Stored::Failed(failure.words()),
                    });
                });
            };
            // What was typed last may still be on its way through the worker: it is asked for once more.
            match form.clone() {
                Some(form) => bench.ask(Ask::Try(form), move |tell| {
                    put(if let Tell::Tried(tried) = tell { tried.text } else { text });
                }),
                None => put(text),
            }
        }
    };
    let onsubmit = {
        let save = save(*revision);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save();
        })
    };
    let over = |stale: &Stale| {
        let save = save(stale.revision);
        move |_: MouseEvent| save()
    };
    if let Shown::Missing(words) = &*shown {
        return notice(Tone::Information, html! { <p>{ crate::client::sentence(words) }</p> });
    }
    let found = tried.as_ref().map(|tried| tried.found.clone()).unwrap_or_default();
    let errors = found.iter().filter(|found| found.error).count();
    let typed_why = {
        let why = why.setter();
        Callback::from(move |text: String| why.set(text))
    };
    let neighbours = given.as_ref().map(|given| given.neighbours.clone()).unwrap_or_default();
    let neighbour = |id: &Option<String>, words: String| {
        id.as_ref().map(|id| html! { <a class="button small" href={Place::BankItem(opened.id.clone(), id.clone()).path()}>{ words }{ " " }<code>{ id }</code></a> })
    };
    html! {
        <>
        <nav class="actions" aria-label={t!("item-neighbours")}>
            { neighbour(&neighbours[0], t!("previous")) }
            { neighbour(&neighbours[1], t!("next")) }
        </nav>
        <div class="edit-beside">
            <form class="form card" novalidate=true {onsubmit} aria-labelledby="edit-title">
                <h2 id="edit-title">{ t!("edit-title") }</h2>
                <p role="status" class="hint">{ t!("edit-found", errors = errors, warnings = found.len() - errors) }</p>
                <fieldset class="form plain" disabled={!edit}>
                    { match &*shown {
                        Shown::Fields(form) => fields(&Fields { form, found: &found, outcomes: &opened.outcomes, set }),
                        Shown::Text(text) => area("item-file", t!("item-file"), t!("item-file-hint"), text, 24, None, set_text),
                        _ => html! { <p class="hint">{ t!("loading") }</p> },
                    } }
                </fieldset>
                if *edit {
                    { field(&Field { id: "item-why", label: t!("edit-why"), hint: t!("edit-why-hint"), value: &why, maxlength: 400, oninput: typed_why, ..Field::default() }) }
                    { match &*stored {
                        Stored::Done => announced(Tone::Good, &t!("edit-stored")),
                        Stored::Failed(words) => failed(Some(words)),
                        Stored::Stale(stale) => html! {
                            <div class="notice notice-warning" role="alert">
                                <p>{ t!("edit-stale") }</p>
                                <ul class="dots">
                                    { for stale.changes.iter().map(|change| html! { <li>{ t!("change-entry", revision = change.revision, who = change.who.clone(), date = date(change.at), why = change.why.clone()) }{ " " }<code>{ change.paths.join(", ") }</code></li> }) }
                                </ul>
                                <div class="actions">
                                    <a class="button small" href={Place::BankItem(opened.id.clone(), item.clone()).path()}>{ t!("edit-stale-theirs") }</a>
                                    <button type="button" class="button small" onclick={over(stale)}>{ t!("edit-stale-mine") }</button>
                                </div>
                            </div>
                        },
                        _ => Html::default(),
                    } }
                    <div class="actions">{ submit("primary", *stored == Stored::Busy, t!("edit-store")) }</div>
                }
            </form>
            <div class="beside">
                if let Some(view) = tried.as_ref().and_then(|tried| tried.view.clone()) {
                    <Preview {view} lang={opened.lang.clone()} />
                } else {
                    <section class="card" aria-labelledby="preview-none"><h2 id="preview-none">{ t!("preview-title") }</h2><p>{ t!("preview-none") }</p></section>
                }
                if !found.is_empty() {
                    { section("item-problems", "card", t!("item-problems"), problems(&found)) }
                }
                if let Some(tried) = tried.as_ref().filter(|tried| !tried.alike.is_empty()) {
                    { section("item-alike", "card", t!("item-alike"), html! {
                        <ul class="dots">
                            { for tried.alike.iter().map(|(id, why)| html! { <li><a href={Place::BankItem(opened.id.clone(), id.clone()).path()}><code>{ id }</code></a>{ ": " }{ why }</li> }) }
                        </ul>
                    }) }
                }
                { section("item-history", "card", t!("history-title"), html! { <History bank={opened.id.clone()} item={item.clone()} revision={*revision} {back} /> }) }
            </div>
        </div>
        </>
    }
}

/// What is said in the history: what was typed, or what it was about.
fn why_setter(why: &str, item: &str) -> String {
    if why.trim().is_empty() { t!("edit-why-none", item = item.to_owned()) } else { why.trim().to_owned() }
}

/// Asks for the last thing typed, one at a time.
fn go_on(
    bench: &Bench,
    busy: &Rc<std::cell::RefCell<bool>>,
    next: &Rc<std::cell::RefCell<Option<Ask>>>,
    tried: &UseStateSetter<Option<Rc<Tried>>>,
) {
    if *busy.borrow() {
        return;
    }
    let Some(ask) = next.borrow_mut().take() else { return };
    busy.replace(true);
    let (again, busy_then, next_then, tried_then) = (bench.clone(), busy.clone(), next.clone(), tried.clone());
    bench.ask(ask, move |tell| {
        busy_then.replace(false);
        match tell {
            Tell::Tried(tried) => tried_then.set(Some(Rc::from(tried))),
            Tell::Item(given) => tried_then.set(Some(Rc::new(given.tried))),
            _ => {}
        }
        go_on(&again, &busy_then, &next_then, &tried_then);
    });
}
