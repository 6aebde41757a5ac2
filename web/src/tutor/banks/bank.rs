//! A bank's questions in a table, found by words and by what is known of them; and how they cover the outcomes.

use std::rc::Rc;

use api::path;
use api::statistics::Statistics;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::bench::{Bench, Opening, download, use_bench};
use super::coverage::coverage;
use super::words::{KINDS, STATUSES, bank_nav, flag, kind, pager, pool, problems, progress, status};
use crate::browser::leave_for;
use crate::client::{get, sentence};
use crate::components::{Field, Page, Tone, announced, failed, failure_page, field, section, submit, table, waiting};
use crate::format::decimals;
use crate::t;
use crate::tutor::desk::Place;
use crate::tutor::form::{change, select};
use crate::workshop::{Ask, Exported, Looked, Opened, Progress, Query, Row, Rows, Stage, Tell};

/// Rows shown at once.
const SHOWN: usize = 50;
/// Formats that a bank can be downloaded in.
const FORMATS: [&str; 6] = ["native", "csv", "xlsx", "moodle", "gift", "qti3"];

#[derive(Properties, PartialEq)]
pub struct BankPageProps {
    pub id: String,
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may change it.
    pub edit: bool,
}

/// The page of a bank.
#[component]
pub fn BankPage(props: &BankPageProps) -> Html {
    let (opening, again) = use_bench(&props.id);
    match opening {
        Opening::Waiting => waiting(),
        Opening::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href={Place::Banks.path()}>{ t!("banks-title") }</a> })
        }
        Opening::Ready(bench, opened) => html! {
            <Page title={opened.title.clone()} over={t!("bank-over")} class="desk banks">
                { props.head.clone() }
                { bank_nav(&props.id, &Place::Bank(props.id.clone())) }
                <Contents {bench} {opened} edit={props.edit} />
            </Page>
        },
    }
}

#[derive(Properties, PartialEq)]
struct ContentsProps {
    bench: Bench,
    opened: Rc<Opened>,
    edit: bool,
}

#[component]
fn Contents(props: &ContentsProps) -> Html {
    let ContentsProps { bench, opened, edit } = props;
    let looked = use_state_eq(|| None::<Rc<Looked>>);
    let wrong = use_state_eq(|| None::<String>);
    {
        let (looked, wrong) = (looked.setter(), wrong.setter());
        use_effect_with(bench.clone(), move |bench| {
            bench.ask(Ask::Look, move |tell| match tell {
                Tell::Looked(given) => looked.set(Some(Rc::new(given))),
                Tell::Failed(why) => wrong.set(Some(sentence(&why))),
                _ => {}
            });
        });
    }
    let Some(looked) = (*looked).clone() else {
        return html! {
            <>
            { failed(wrong.as_ref()) }
            { progress(&Progress { stage: Stage::Checking, done: 0, all: 0 }, None) }
            </>
        };
    };
    html! {
        <>
        { summary(&looked) }
        <Questions bench={bench.clone()} opened={opened.clone()} looked={looked.clone()} />
        if *edit {
            <New bank={opened.id.clone()} />
        }
        <Covered opened={opened.clone()} looked={looked.clone()} />
        <Download bench={bench.clone()} micro_credential={opened.micro_credential.clone()} />
        </>
    }
}

fn summary(looked: &Looked) -> Html {
    let words = t!("bank-counts", items = looked.items, errors = looked.errors, warnings = looked.warnings);
    let tone = if looked.errors > 0 { Tone::Warning } else { Tone::Good };
    html! {
        <>
        { announced(tone, &words) }
        if !looked.before.is_empty() {
            <details class="as-table">
                <summary>{ t!("bank-before", count = looked.lacking) }</summary>
                <ul class="problems">
                    { for looked.before.iter().map(|found| html! { <li class="problem"><code>{ &found.place }</code>{ " " }{ &found.message }</li> }) }
                </ul>
            </details>
        }
        if !looked.others.is_empty() {
            <details class="as-table">
                <summary>{ t!("bank-other-problems", count = looked.others.len()) }</summary>
                { problems(&looked.others) }
            </details>
        }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct QuestionsProps {
    bench: Bench,
    opened: Rc<Opened>,
    looked: Rc<Looked>,
}

#[component]
fn Questions(props: &QuestionsProps) -> Html {
    let query = use_state_eq(|| Query { count: SHOWN, ..Query::default() });
    let rows = use_state_eq(|| None::<Rows>);
    {
        let rows = rows.setter();
        use_effect_with((props.bench.clone(), (*query).clone()), move |(bench, query)| {
            bench.ask(Ask::Rows(query.clone()), move |tell| {
                if let Tell::Rows(given) = tell {
                    rows.set(Some(given));
                }
            });
        });
    }
    let choose = |set: fn(&mut Query, String)| {
        let query = query.clone();
        Callback::from(move |word: String| {
            let mut next = Query { from: 0, ..(*query).clone() };
            set(&mut next, word);
            query.set(next);
        })
    };
    let any = |words: String| [(String::new(), words)];
    let outcomes = props.opened.outcomes.iter().map(|(id, _)| (id.clone(), id.clone()));
    let statuses = STATUSES.iter().map(|name| ((*name).to_owned(), status(name)));
    let pools = ["credit", "practice"].map(|name| (name.to_owned(), pool(name)));
    let flags =
        props.looked.flags.iter().map(|(code, count)| (code.clone(), t!("flag-count", flag = flag(code), count = *count)));
    let always = [("any".to_owned(), t!("flag-any")), ("error".to_owned(), t!("flag-error"))];
    let go = {
        let query = query.clone();
        Callback::from(move |from| query.set(Query { from, ..(*query).clone() }))
    };
    let body = html! {
        <>
        <search>
            <div class="inline-form">
                { field(&Field { id: "words", label: t!("bank-search"), kind: "search", value: &query.words, oninput: choose(|query, words| query.words = words), ..Field::default() }) }
                { select("outcome", t!("bank-outcome"), any(t!("any-outcome")).into_iter().chain(outcomes), &query.outcome, &choose(|query, word| query.outcome = word)) }
                { select("status", t!("bank-status"), any(t!("any-status")).into_iter().chain(statuses), &query.status, &choose(|query, word| query.status = word)) }
                { select("pool", t!("bank-pool"), any(t!("pool-all")).into_iter().chain(pools), &query.pool, &choose(|query, word| query.pool = word)) }
                { select("flag", t!("bank-flag"), any(t!("any-flag")).into_iter().chain(always).chain(flags), &query.flag, &choose(|query, word| query.flag = word)) }
            </div>
        </search>
        if let Some(rows) = &*rows {
            { pager(rows.from, rows.rows.len(), rows.fitting, SHOWN, &go) }
            if !rows.rows.is_empty() {
                { list(&props.opened.id, &rows.rows) }
            }
        }
        </>
    };
    section("bank-questions", "card", t!("bank-questions"), body)
}

fn list(bank: &str, rows: &[Row]) -> Html {
    let row = |row: &Row| {
        html! {
            <tr key={row.id.clone()}>
                <td class="person">
                    <a class="who" href={Place::BankItem(bank.to_owned(), row.id.clone()).path()}><code>{ &row.id }</code></a>
                    <span class="block">{ if row.words.is_empty() { t!("item-unreadable") } else { row.words.clone() } }</span>
                </td>
                <td data-label={t!("bank-kind")}>{ kind(&row.kind) }</td>
                <td data-label={t!("bank-outcome")}>{ row.outcomes.join(", ") }</td>
                <td data-label={t!("bank-status")}>{ status(&row.status) }<span class="hint block">{ pool(&row.pool) }</span></td>
                <td data-label={t!("bank-difficulty")}>{ decimals(row.difficulty, 2) }</td>
                <td data-label={t!("bank-flag")}>
                    <ul class="chips" aria-label={t!("bank-flag")}>
                        if row.errors > 0 {
                            <li class="chip chip-specimen">{ t!("row-errors", count = row.errors) }</li>
                        }
                        { for row.flags.iter().map(|code| html! { <li key={code.clone()} class="chip chip-quiet">{ flag(code) }</li> }) }
                    </ul>
                </td>
            </tr>
        }
    };
    let headings =
        [t!("bank-question"), t!("bank-kind"), t!("bank-outcome"), t!("bank-status"), t!("bank-difficulty"), t!("bank-flag")];
    table(headings, rows.iter().map(row).collect())
}

#[derive(Properties, PartialEq)]
struct CoveredProps {
    opened: Rc<Opened>,
    looked: Rc<Looked>,
}

#[component]
fn Covered(props: &CoveredProps) -> Html {
    let shown = use_state_eq(|| "credit".to_owned());
    let choose = {
        let shown = shown.setter();
        Callback::from(move |word| shown.set(word))
    };
    let pools = ["credit", "practice"].map(|name| (name.to_owned(), pool(name)));
    let body = html! {
        <>
        <div class="inline-form">{ select("coverage-pool", t!("bank-pool"), pools, &shown, &choose) }</div>
        { coverage(&props.looked.coverage, &props.opened.outcomes, &shown) }
        </>
    };
    section("coverage", "card", t!("coverage-title"), body)
}

#[derive(Properties, PartialEq)]
struct NewProps {
    bank: String,
}

/// A new question: its name and its type.
#[component]
fn New(props: &NewProps) -> Html {
    #[derive(Clone, PartialEq)]
    struct Typed {
        id: String,
        kind: String,
    }
    let typed = use_state_eq(|| Typed { id: String::new(), kind: "choice".to_owned() });
    let right = (1..=60).contains(&typed.id.trim().len())
        && typed.id.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        && !typed.id.starts_with('.');
    let tried = use_state_eq(|| false);
    let onsubmit = {
        let (bank, typed, tried) = (props.bank.clone(), typed.clone(), tried.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if right {
                let place = Place::BankItem(bank.clone(), typed.id.trim().to_owned());
                leave_for(&format!("{}#new-{}", place.path(), typed.kind));
            }
        })
    };
    let kinds = KINDS.iter().map(|name| ((*name).to_owned(), kind(name)));
    let body = html! {
        <form class="inline-form" novalidate=true {onsubmit}>
            { field(&Field { id: "new-id", label: t!("new-item-id"), hint: t!("new-item-id-hint"), value: &typed.id, maxlength: 60, error: (*tried && !right).then(|| t!("new-item-id-wrong")), oninput: change(&typed, |typed, text| typed.id = text), ..Field::default() }) }
            { select("new-kind", t!("bank-kind"), kinds, &typed.kind, &change(&typed, |typed, text| typed.kind = text)) }
            { submit("", false, t!("new-item-do")) }
        </form>
    };
    section("new-item", "card", t!("new-item"), body)
}

#[derive(Properties, PartialEq)]
struct DownloadProps {
    bench: Bench,
    micro_credential: Option<String>,
}

/// The bank as a file of this or another program.
#[component]
fn Download(props: &DownloadProps) -> Html {
    let done = use_state_eq(|| None::<Result<Exported, String>>);
    let button = |format: &'static str| {
        let (bench, done, id) = (props.bench.clone(), done.setter(), props.micro_credential.clone());
        let words = match format {
            "native" => t!("format-native"),
            "csv" => t!("format-csv"),
            "xlsx" => t!("format-xlsx"),
            "moodle" => t!("format-moodle"),
            "gift" => t!("format-gift"),
            _ => t!("format-qti3"),
        };
        let onclick = move |_: MouseEvent| {
            let (bench, done, id) = (bench.clone(), done.clone(), id.clone().filter(|_| format == "qti3"));
            spawn_local(async move {
                // Before it is published, nothing was found of it.
                let statistics = match id {
                    Some(id) => get::<Statistics>(&path::fill(path::STATISTICS, &[&id])).await.ok(),
                    None => None,
                };
                let ask = Ask::Export { format: format.to_owned(), statistics };
                bench.ask_with(ask, &wasm_bindgen::JsValue::UNDEFINED, move |tell, bytes| match tell {
                    Tell::Exported(exported) => {
                        download(&exported.name, &exported.mime, &bytes);
                        done.set(Some(Ok(exported)));
                    }
                    Tell::Failed(why) => done.set(Some(Err(sentence(&why)))),
                    _ => {}
                });
            });
        };
        html! { <button key={format} type="button" class="button small" {onclick}>{ words }</button> }
    };
    let body = html! {
        <>
        <div class="actions">{ for FORMATS.into_iter().map(button) }</div>
        <div role="status">
            if let Some(Ok(exported)) = &*done {
                <p>{ t!("export-done", name = exported.name.clone(), left = exported.left_out) }</p>
            }
        </div>
        if let Some(Ok(exported)) = &*done {
            { problems(&exported.found) }
        }
        if let Some(Err(why)) = &*done {
            { failed(Some(why)) }
        }
        </>
    };
    section("export", "card", t!("export-title"), body)
}
