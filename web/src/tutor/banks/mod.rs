//! The workshop: banks are begun, imported into, edited, published.

mod bank;
mod begin;
mod bench;
mod coverage;
mod diff;
mod files;
mod history;
mod import;
mod item;
pub(super) mod item_form;
mod preview;
mod publish;
mod review;
mod words;

use std::rc::Rc;

use api::path;
use api::workshop::{BankRow, Banks};
use yew::prelude::*;

pub use bank::BankPage;
pub use files::FilesPage;
pub use import::ImportPage;
pub use item::ItemPage;
pub use item_form::area;
pub use publish::PublishPage;
pub use words::bank_nav;

use self::begin::Begin;
use super::desk::Place;
use super::form::use_doing;
use crate::browser::leave_for;
use crate::client;
use crate::components::{Load, Page, button, failure_page, section, table, use_load, waiting};
use crate::format::date;
use crate::t;

#[derive(Properties, PartialEq)]
pub struct BanksPageProps {
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may change banks.
    pub edit: bool,
}

/// All banks.
#[component]
pub fn BanksPage(props: &BanksPageProps) -> Html {
    let (load, again) = use_load::<Banks>(path::BANKS.to_owned());
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> })
        }
        Load::Ready(banks) => html! {
            <Page title={t!("banks-title")} lead={t!("banks-lead")} class="desk banks">
                { props.head.clone() }
                <List {banks} edit={props.edit} />
                if props.edit {
                    <Begin />
                }
            </Page>
        },
    }
}

#[derive(Properties)]
struct ListProps {
    banks: Rc<Banks>,
    edit: bool,
}

impl PartialEq for ListProps {
    fn eq(&self, other: &Self) -> bool {
        self.edit == other.edit && Rc::ptr_eq(&self.banks, &other.banks)
    }
}

#[component]
fn List(props: &ListProps) -> Html {
    let doing = use_doing();
    let take = |row: &BankRow| {
        let (id, doing) = (row.id.clone(), doing.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, to) = (path::fill(path::BANK_TAKE, &[&id]), Place::Bank(id.clone()).path());
            doing.start(async move { client::act::<BankRow>("POST", &address).await }, move |_| leave_for(&to));
        })
    };
    let row = |row: &BankRow| {
        let made = row.workshop.as_ref();
        let state = match made {
            None => t!("bank-in-folder"),
            Some(made) => {
                t!("bank-changed", revision = made.revision, who = made.changed_by.clone(), date = date(made.changed_at))
            }
        };
        let counts = made
            .and_then(|made| made.counts)
            .map(|counts| t!("bank-list-counts", items = counts.items, errors = counts.errors, warnings = counts.warnings));
        let served = row.served.as_ref().map_or_else(
            || t!("bank-not-served"),
            |served| match served.publication {
                Some(_) => t!("bank-served", version = served.version.clone()),
                None => t!("bank-served-folder", version = served.version.clone()),
            },
        );
        html! {
            <tr key={row.id.clone()}>
                <td class="person">
                    <span class="who">
                        if made.is_some() {
                            <a href={Place::Bank(row.id.clone()).path()}>{ &row.title }</a>
                        } else {
                            { &row.title }
                        }
                    </span>
                    <code>{ &row.id }</code>
                </td>
                <td data-label={t!("bank-in-workshop")}>
                    { state }
                    if let Some(counts) = counts {
                        <span class="hint block">{ counts }</span>
                    }
                    if made.is_some_and(|made| made.waiting.is_some()) {
                        <a class="block" href={Place::BankPublish(row.id.clone()).path()}>{ t!("bank-waits") }</a>
                    }
                </td>
                <td data-label={t!("bank-learners")}>{ served }</td>
                <td>
                    <div class="actions">
                        if made.is_some() {
                            <a class="button small" href={Place::Bank(row.id.clone()).path()}>{ t!("bank-open") }<span class="visually-hidden">{ " " }{ &row.title }</span></a>
                        } else if props.edit {
                            { button("small", doing.busy(), &take(row), t!("bank-take"), &row.title) }
                        }
                    </div>
                </td>
            </tr>
        }
    };
    let headings = [t!("bank-name"), t!("bank-in-workshop"), t!("bank-learners"), t!("bank-do")];
    let rows = props.banks.banks.iter().map(row).collect::<Html>();
    let body = html! {
        <>
        { doing.failed() }
        if props.banks.banks.is_empty() {
            <p>{ t!("banks-none") }</p>
        } else {
            { table(headings, rows) }
        }
        </>
    };
    section("banks-all", "card", t!("banks-all"), body)
}
