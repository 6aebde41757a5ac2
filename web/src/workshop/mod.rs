//! The worker that reads: a bank of the workshop, and files of questions to import into it.
//!
//! It holds what is large (files, items, problems), and the page asks it for what it shows: a screenful of rows, one item. So the page
//! never stops, whatever a bank's size. It knows no server: the page fetches and sends.

mod bank;
mod export;
mod form;
mod message;
mod plan;
mod reading;
mod view;

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

pub use message::*;

use self::bank::Bank;
use self::plan::Plan;
use self::reading::Read;

/// What is held between questions.
#[derive(Default)]
struct Bench {
    bank: Option<Bank>,
    read: Option<Read>,
    plan: Option<Plan>,
    /// How often a plan was made or changed.
    turn: u32,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::default();
}

/// Waits for questions.
pub fn run() {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let parts = Array::from(&event.data());
        let asked = parts.get(0).as_string().and_then(|text| serde_json::from_str::<Asked>(&text).ok());
        let Some(Asked { number, ask }) = asked else {
            tell(0, &Tell::Failed("the question cannot be read".to_owned()), &JsValue::UNDEFINED);
            return;
        };
        let progress = |stage, done, all| {
            tell(number, &Tell::Progress(Progress { stage, done, all }), &JsValue::UNDEFINED);
        };
        let (answer, beside) = BENCH.with_borrow_mut(|bench| bench.answer(ask, &parts.get(1), &progress));
        tell(number, &answer, &beside);
    });
    scope().set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    // What is sent before this is heard by nobody.
    tell(0, &Tell::Ready, &JsValue::UNDEFINED);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn tell(number: u32, tell: &Tell, beside: &JsValue) {
    let text = crate::client::json(&Told { number, tell: tell.clone() });
    // It can only fail for values that cannot be copied to the page; these are texts and bytes.
    let _ = scope().post_message(&Array::of2(&JsValue::from_str(&text), beside));
}

/// Word of how far something is.
type Report<'a> = &'a dyn Fn(Stage, usize, usize);

impl Bench {
    fn answer(&mut self, ask: Ask, beside: &JsValue, report: Report) -> (Tell, JsValue) {
        let none = JsValue::UNDEFINED;
        let answer = match ask {
            Ask::Open => beside.as_string().map_or_else(unreadable, |text| match Bank::open(&text) {
                Some(bank) => {
                    let opened = bank.opened();
                    *self = Self { bank: Some(bank), ..Self::default() };
                    Tell::Opened(opened)
                }
                None => unreadable(),
            }),
            Ask::Parse { name } => {
                let files = parts(&name, beside);
                report(Stage::Reading, 0, 0);
                let outcomes = self.bank.as_ref().map(Bank::outcome_ids).unwrap_or_default();
                let read = Read::of(&name, files, &outcomes);
                let parsed = read.parsed(&outcomes);
                self.plan = None;
                self.read = Some(read);
                Tell::Parsed(parsed)
            }
            other => {
                let Some(bank) = &mut self.bank else { return (Tell::Failed("no bank is open".to_owned()), none) };
                match other {
                    Ask::Look => {
                        report(Stage::Checking, 0, 0);
                        Tell::Looked(bank.look().summary())
                    }
                    Ask::Rows(query) => Tell::Rows(bank.rows(&query)),
                    Ask::Item(id) => bank.item(&id).map_or_else(
                        || Tell::Failed("there is no question of this name in this bank".to_owned()),
                        |given| Tell::Item(Box::new(given)),
                    ),
                    Ask::TryText { id, text } => Tell::Item(Box::new(bank.given(&id, text))),
                    Ask::Try(form) => Tell::Tried(Box::new(bank.try_form(&form))),
                    Ask::Check { path, text } => Tell::Checked(bank.check_with(&path, &text)),
                    Ask::Plan(choices) => match &self.read {
                        Some(read) => {
                            let plan = Plan::of(bank, read, &choices, report);
                            self.turn += 1;
                            let planned = plan.planned(self.turn);
                            self.plan = Some(plan);
                            Tell::Planned(planned)
                        }
                        None => Tell::Failed("no file was read".to_owned()),
                    },
                    Ask::Export { format, statistics } => return export::export(bank, &format, statistics.as_ref()),
                    other => match &mut self.plan {
                        Some(plan) => {
                            self.turn += 1;
                            return plan_answer(bank, plan, self.turn, other);
                        }
                        None => Tell::Failed("nothing is planned".to_owned()),
                    },
                }
            }
        };
        (answer, none)
    }
}

fn plan_answer(bank: &mut Bank, plan: &mut Plan, turn: u32, ask: Ask) -> (Tell, JsValue) {
    let answer = match ask {
        Ask::PlanRows(query) => Tell::PlanRows(plan.rows(&query)),
        Ask::PlanItem(index) => plan.item(bank, index).map_or_else(unreadable, |item| Tell::PlanItem(Box::new(item))),
        Ask::Resolve { index, state, resolution } => {
            plan.resolve(bank, index, state, resolution);
            Tell::Planned(plan.planned(turn))
        }
        Ask::Files { why } => {
            let (count, body) = plan.files(bank, why);
            return (Tell::Files(count), JsValue::from_str(&body));
        }
        _ => unreadable(),
    };
    (answer, JsValue::UNDEFINED)
}

fn unreadable() -> Tell {
    Tell::Failed("what was sent cannot be read".to_owned())
}

/// The bytes of a file, or of a folder's files.
fn parts(name: &str, beside: &JsValue) -> Vec<(String, Vec<u8>)> {
    if Array::is_array(beside) {
        let pairs = Array::from(beside);
        let pair = |pair: JsValue| {
            let pair = Array::from(&pair);
            Some((pair.get(0).as_string()?, Uint8Array::new(&pair.get(1)).to_vec()))
        };
        return pairs.iter().filter_map(pair).collect();
    }
    let bytes = match beside.as_string() {
        Some(text) => text.into_bytes(),
        None => Uint8Array::new(beside).to_vec(),
    };
    vec![(name.to_owned(), bytes)]
}

/// A problem as it travels.
fn found(problem: &interchange::Problem) -> Found {
    Found {
        error: problem.is_error(),
        code: problem.code.to_owned(),
        place: problem.place(),
        field: problem.field.clone(),
        value: problem.value.clone(),
        message: problem.message(),
    }
}

/// The first words of a text.
fn beginning(html: &str) -> String {
    let words = interchange::words(html);
    let mut short: String = words.chars().take(140).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}
