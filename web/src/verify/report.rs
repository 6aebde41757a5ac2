//! The report on one credential: the verdict and why, what is missing, what was checked, what it says, and what it does not prove.

use std::cell::RefCell;
use std::rc::Rc;

use credential::{Check, Container, Form, Outcome, Reason, Report, Verdict};
use yew::prelude::*;

use super::checking::Used;
use super::desk::Checked;
use super::documents::{Documents, Sort, Source, sort, source};
use super::limits::limits;
use super::needed::missing;
use super::says::{named, says};
use super::steps::{steps, title};
use super::told::sentence;
use super::whose::Whose;
use crate::browser::window;
use crate::components::button;
use crate::format::{moment, time};
use crate::t;

/// What a [`ReportView`] is given.
#[derive(Properties)]
pub struct ReportProps {
    /// What was checked.
    pub checked: Checked,
    /// The documents at hand.
    pub documents: Rc<RefCell<Documents>>,
    /// Called with a document: its URL, its text, and whether it was put in by hand.
    pub ondocument: Callback<(String, String, bool)>,
    /// Called to forget what other hosts said, and check again.
    pub onagain: Callback<u32>,
}

impl PartialEq for ReportProps {
    fn eq(&self, other: &Self) -> bool {
        self.checked == other.checked
    }
}

/// All of it, in the order in which people ask.
#[component]
pub fn ReportView(props: &ReportProps) -> Html {
    let (checked, judged) = (&props.checked, &props.checked.judged);
    let report = &judged.report;
    let (class, path) = match report.verdict {
        Verdict::Valid(_) => ("card verdict verdict-valid", "M5 12.5l4.5 4.5L19 7.5"),
        Verdict::Invalid(_) => ("card verdict verdict-invalid", "M6 6l12 12M18 6L6 18"),
        Verdict::Unverifiable(_) => {
            ("card verdict verdict-unverifiable", "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.1-1.5 2.3M12 18v.5")
        }
    };
    let number = checked.number;
    let onagain = props.onagain.reform(move |_: MouseEvent| number);
    let onprint = Callback::from(|_: MouseEvent| {
        let _ = window().print();
    });
    html! {
        <div class="verify-report">
            <section {class} aria-labelledby="verdict">
                <div class="verdict-head">
                    <svg class="look-icon" viewBox="0 0 24 24" width="40" height="40" aria-hidden="true" focusable="false"><path d={path} /></svg>
                    <h2 id="verdict" tabindex="-1">{ checked.word() }</h2>
                </div>
                { match &report.verdict {
                    Verdict::Valid(summary) => html! { <p class="verdict-text">{ t!("valid-text", title = named(summary)) }</p> },
                    Verdict::Invalid(reason) => html! { <><p class="verdict-text">{ t!("invalid-text") }</p>{ why(reason, None) }</> },
                    Verdict::Unverifiable(reason) => html! { <><p class="verdict-text">{ unsure(report, reason) }</p>{ why(reason, lacks(report, reason)) }</> },
                } }
                <p class="hint">{ t!("checked-of", name = checked.name.to_string(), what = form(report.container, report.form), time = moment(judged.at)) }</p>
                <div class="actions">
                    { button("small", false, &onagain, t!("checked-again"), "") }
                    { button("small", false, &onprint, t!("checked-print"), "") }
                </div>
            </section>
            { missing(report, &props.ondocument) }
            { steps(report) }
            { looked_up(&judged.used) }
            if let Verdict::Valid(summary) = &report.verdict {
                <section class="card" aria-labelledby="says">
                    <h3 id="says">{ t!("says-heading") }</h3>
                    { says(summary) }
                </section>
                { limits(report, summary) }
                <Whose key={number} bytes={checked.bytes.clone()} documents={props.documents.clone()} />
            }
        </div>
    }
}

/// What cannot be said: whether it is genuine, or, where its signature holds, only whether it is still in force.
fn unsure(report: &Report, reason: &Reason) -> String {
    if reason.check == Check::Status && report.outcome(Check::Proof) == Outcome::Passed {
        t!("unverifiable-force")
    } else {
        t!("unverifiable-text")
    }
}

/// Where it is a document that is missing: which, for people who have not read the steps.
fn lacks(report: &Report, reason: &Reason) -> Option<String> {
    let url = reason.needs.as_ref()?;
    let origin = window().location().origin().unwrap_or_default();
    let by_hand = source(url, &origin) == Source::ByHand;
    Some(match (sort(url, report), by_hand) {
        (Sort::Keys, false) => t!("why-keys"),
        (Sort::Keys, true) => t!("why-keys-by-hand"),
        (Sort::StatusList, false) => t!("why-list"),
        (Sort::StatusList, true) => t!("why-list-by-hand"),
    })
}

fn why(reason: &Reason, lacks: Option<String>) -> Html {
    let is_lack = lacks.is_some();
    html! {
        <dl class="facts">
            <div><dt>{ t!("why") }</dt><dd>{ lacks.unwrap_or_else(|| sentence(&reason.message)) }</dd></div>
            <div><dt>{ t!("why-step") }</dt><dd>{ title(reason.check) }</dd></div>
            if !is_lack && !reason.place.is_empty() {
                <div><dt>{ t!("why-place") }</dt><dd><code>{ &reason.place }</code></dd></div>
            }
        </dl>
    }
}

/// What kind of file it is.
fn form(container: Container, form: Form) -> String {
    match (container, form) {
        (Container::File, Form::Json) => t!("written-json"),
        (Container::File, Form::Jwt) => t!("written-jwt"),
        (Container::Png, _) => t!("written-png"),
        (Container::Svg, _) => t!("written-svg"),
    }
}

/// The documents that the report rests on, and from when they are.
fn looked_up(used: &[Used]) -> Html {
    if used.is_empty() {
        return Html::default();
    }
    let origin = window().location().origin().unwrap_or_default();
    let from = |one: &Used| match source(&one.url, &origin) {
        _ if one.by_hand => t!("used-by-hand", time = time(one.at)),
        Source::Here(_) => t!("used-here", time = time(one.at)),
        Source::There(_) | Source::ByHand => t!("used-there", time = time(one.at)),
    };
    html! {
        <section class="card" aria-labelledby="used">
            <h3 id="used">{ t!("used-title") }</h3>
            <ul class="plain-list">
                { for used.iter().map(|one| html! { <li class="address"><code>{ &one.url }</code>{ " " }<span class="hint">{ from(one) }</span></li> }) }
            </ul>
            <p class="hint">{ t!("used-forgotten") }</p>
        </section>
    }
}
