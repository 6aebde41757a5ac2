//! The files of a bank beside its questions, as text: what the bank is, its tests, its micro-credential. With the same checks.

use std::collections::BTreeMap;
use std::rc::Rc;

use api::path;
use api::workshop::{Change, FilesPut, PutFiles, WorkshopBank, WorkshopFile};
use yew::prelude::*;

use super::bench::{Bench, Opening, use_bench};
use super::item_form::area;
use super::words::{bank_nav, problems};
use crate::client;
use crate::components::{Field, Load, Page, Tone, announced, failure_page, field, notice, section, submit, use_load, waiting};
use crate::format::date;
use crate::t;
use crate::tutor::desk::Place;
use crate::tutor::form::{select, show_chosen, use_doing};
use crate::unsaved::{may_leave, use_unsaved};
use crate::workshop::{Ask, Found, Opened, Tell};

#[derive(Properties, PartialEq)]
pub struct FilesPageProps {
    pub id: String,
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may change them.
    pub edit: bool,
}

/// The page of the files.
#[component]
pub fn FilesPage(props: &FilesPageProps) -> Html {
    let (opening, again) = use_bench(&props.id);
    let (bank, _) = use_load::<WorkshopBank>(path::fill(path::BANK, &[&props.id]));
    match (opening, bank) {
        (Opening::Failed(failure), _) | (_, Load::Failed(failure)) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href={Place::Banks.path()}>{ t!("banks-title") }</a> })
        }
        (Opening::Ready(bench, opened), Load::Ready(bank)) => html! {
            <Page title={opened.title.clone()} over={t!("files-title")} lead={t!("files-lead")} class="desk banks">
                { props.head.clone() }
                { bank_nav(&props.id, &Place::BankFiles(props.id.clone())) }
                <Files {bench} {opened} {bank} edit={props.edit} />
                <Changes id={props.id.clone()} />
            </Page>
        },
        _ => waiting(),
    }
}

#[derive(Properties)]
struct FilesProps {
    bench: Bench,
    opened: Rc<Opened>,
    bank: Rc<WorkshopBank>,
    edit: bool,
}

impl PartialEq for FilesProps {
    fn eq(&self, other: &Self) -> bool {
        self.bench == other.bench && self.edit == other.edit && Rc::ptr_eq(&self.bank, &other.bank)
    }
}

#[component]
fn Files(props: &FilesProps) -> Html {
    let shown = use_state_eq(|| "bank.toml".to_owned());
    let text = use_state_eq(|| None::<String>);
    let revision = use_state_eq(|| props.bank.revision);
    let found = use_state_eq(|| None::<Vec<Found>>);
    let stored = use_state_eq(|| false);
    let why = use_state_eq(String::new);
    let doing = use_doing();
    let path_now = (*shown).clone();
    // What was stored from here since the bank was fetched, by path.
    let kept = use_state_eq(BTreeMap::<String, String>::new);
    let fetched = || props.bank.files.iter().find(|file| file.path == path_now).and_then(|file| file.text.clone());
    let there = kept.get(&path_now).cloned().or_else(fetched).unwrap_or_default();
    use_unsaved(props.edit && text.as_ref().is_some_and(|text| *text != there));
    let now = (*text).clone().unwrap_or(there);
    {
        let found = found.setter();
        use_effect_with((props.bench.clone(), path_now.clone(), now.clone()), move |(bench, path, text)| {
            bench.ask(Ask::Check { path: path.clone(), text: text.clone() }, move |tell| {
                if let Tell::Checked(given) = tell {
                    found.set(Some(given));
                }
            });
        });
    }
    let files = props.opened.files.iter().map(|path| (path.clone(), path.clone()));
    let choose = {
        let (shown, text, stored, before) = (shown.setter(), text.setter(), stored.setter(), path_now.clone());
        Callback::from(move |path: String| {
            if !may_leave() {
                show_chosen("file", &before);
                return;
            }
            shown.set(path);
            text.set(None);
            stored.set(false);
        })
    };
    let oninput = {
        let (text, stored) = (text.setter(), stored.setter());
        Callback::from(move |typed: String| {
            text.set(Some(typed));
            stored.set(false);
        })
    };
    let onsubmit = {
        let (id, path, now, why) = (props.opened.id.clone(), path_now.clone(), now.clone(), (*why).clone());
        let (doing, revision, stored, kept) = (doing.clone(), revision.clone(), stored.setter(), kept.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let why = if why.trim().is_empty() { t!("edit-why-none", item = path.clone()) } else { why.clone() };
            let file = WorkshopFile { path: path.clone(), text: Some(now.clone()), bytes: None };
            let put = PutFiles { revision: *revision, why, files: vec![file] };
            let address = path::fill(path::BANK_FILES, &[&id]);
            let (revision, stored, keep) = (revision.setter(), stored.clone(), kept.setter());
            let mut kept = (*kept).clone();
            kept.insert(path.clone(), now.clone());
            doing.start(async move { client::request::<_, FilesPut>("PUT", &address, &put).await }, move |put| {
                revision.set(put.revision);
                keep.set(kept);
                stored.set(true);
            });
        })
    };
    let typed_why = {
        let why = why.setter();
        Callback::from(move |text: String| why.set(text))
    };
    let body = html! {
        <form class="form" novalidate=true {onsubmit}>
            { select("file", t!("files-which"), files, &path_now, &choose) }
            { area("file-text", t!("files-text"), t!("files-text-hint"), &now, 24, None, oninput) }
            <div role="status">
                if found.as_ref().is_some_and(Vec::is_empty) {
                    <p class="hint">{ t!("files-sound") }</p>
                }
            </div>
            if let Some(found) = &*found {
                { problems(found) }
            }
            { doing.failed() }
            if *stored {
                { announced(Tone::Good, &t!("edit-stored")) }
            }
            if props.edit {
                { field(&Field { id: "file-why", label: t!("edit-why"), hint: t!("edit-why-hint"), value: &why, maxlength: 400, oninput: typed_why, ..Field::default() }) }
                <div class="actions">{ submit("primary", doing.busy(), t!("edit-store")) }</div>
            }
        </form>
    };
    section("files-edit", "card", t!("files-edit"), body)
}

#[derive(Properties, PartialEq)]
struct ChangesProps {
    id: String,
}

/// What was changed in the bank, the newest first.
#[component]
fn Changes(props: &ChangesProps) -> Html {
    let (load, _) = use_load::<Vec<Change>>(path::fill(path::BANK_HISTORY, &[&props.id]));
    let body = match load {
        Load::Waiting => html! { <p class="hint">{ t!("loading") }</p> },
        Load::Failed(failure) => notice(Tone::Bad, html! { <p>{ failure.words() }</p> }),
        Load::Ready(changes) => {
            let one = |change: &Change| {
                html! {
                    <li key={change.revision.to_string()}>
                        { t!("change-entry", revision = change.revision, who = change.who.clone(), date = date(change.at), why = change.why.clone()) }
                        <span class="hint block">{ t!("change-files", count = change.files) }{ " " }<code>{ change.paths.iter().take(3).cloned().collect::<Vec<_>>().join(", ") }</code></span>
                    </li>
                }
            };
            html! { <ol class="versions">{ for changes.iter().map(one) }</ol> }
        }
    };
    section("bank-history", "card", t!("bank-history"), body)
}
