//! What was checked, step by step: in words, with a picture, and not by colour alone.

use credential::{Check, Finding, Outcome, Report};
use yew::prelude::*;

use super::told::sentence;
use crate::t;

/// All steps that were taken.
pub fn steps(report: &Report) -> Html {
    html! {
        <section class="card" aria-labelledby="steps">
            <h3 id="steps">{ t!("steps-title") }</h3>
            <ol class="looks">{ for Check::ALL.iter().filter_map(|check| step(*check, report)) }</ol>
            <details>
                <summary>{ t!("steps-all") }</summary>
                <ul class="plain-list">{ for report.findings.iter().map(in_full) }</ul>
            </details>
        </section>
    }
}

fn step(check: Check, report: &Report) -> Option<Html> {
    let findings: Vec<_> = report.findings.iter().filter(|finding| finding.check == check).collect();
    let outcome = report.outcome(check);
    let is_told = outcome != Outcome::NotNeeded || is_worth_a_word(check) && report.outcome(Check::Parse) == Outcome::Passed;
    if findings.is_empty() || !is_told {
        return None;
    }
    let (class, path) = match outcome {
        Outcome::Passed => ("look look-passed", "M5 12.5l4.5 4.5L19 7.5"),
        Outcome::Failed => ("look look-failed", "M6 6l12 12M18 6L6 18"),
        Outcome::Unknown => ("look look-unknown", "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.1-1.5 2.3M12 18v.5"),
        Outcome::NotNeeded => ("look look-not-needed", "M6 12h12"),
    };
    Some(html! {
        <li {class}>
            <svg class="look-icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d={path} /></svg>
            <div>
                <p class="look-title">{ title(check) }{ " " }<span class="look-outcome">{ word(outcome) }</span></p>
                <p class="hint">{ if outcome == Outcome::NotNeeded { t!("step-status-none") } else { about(check) } }</p>
                { for findings.iter().filter(|finding| matches!(finding.outcome, Outcome::Failed | Outcome::Unknown)).map(|finding| said(finding)) }
            </div>
        </li>
    })
}

/// That a badge cannot be withdrawn is worth knowing; that it is no JWT is not.
const fn is_worth_a_word(check: Check) -> bool {
    matches!(check, Check::Status)
}

fn said(finding: &Finding) -> Html {
    html! {
        <p class="look-said">
            { sentence(&finding.message) }
            if !finding.place.is_empty() {
                { " " }<span class="hint">{ t!("why-place") }{ " " }<code>{ &finding.place }</code></span>
            }
        </p>
    }
}

/// A finding as programs have it, for those who look closer.
fn in_full(finding: &Finding) -> Html {
    html! {
        <li class="address">
            <code>{ finding.check.name() }</code>{ " " }{ word(finding.outcome) }{ ": " }{ &finding.message }
            if !finding.place.is_empty() {
                { " " }<code>{ &finding.place }</code>
            }
        </li>
    }
}

fn word(outcome: Outcome) -> String {
    match outcome {
        Outcome::Passed => t!("outcome-passed"),
        Outcome::Failed => t!("outcome-failed"),
        Outcome::Unknown => t!("outcome-unknown"),
        Outcome::NotNeeded => t!("outcome-not-needed"),
    }
}

/// What a step is called.
pub fn title(check: Check) -> String {
    match check {
        Check::Parse => t!("step-parse"),
        Check::Proof => t!("step-proof"),
        Check::EmbeddedProof => t!("step-embedded"),
        Check::DataModel => t!("step-model"),
        Check::Schema => t!("step-schema"),
        Check::JsonLd => t!("step-jsonld"),
        Check::Semantics => t!("step-semantics"),
        Check::Validity => t!("step-validity"),
        Check::Status => t!("step-status"),
        Check::Nested => t!("step-nested"),
        Check::Subject => t!("step-subject"),
    }
}

/// What a step looks at.
fn about(check: Check) -> String {
    match check {
        Check::Parse => t!("step-parse-about"),
        Check::Proof => t!("step-proof-about"),
        Check::EmbeddedProof => t!("step-embedded-about"),
        Check::DataModel => t!("step-model-about"),
        Check::Schema => t!("step-schema-about"),
        Check::JsonLd => t!("step-jsonld-about"),
        Check::Semantics => t!("step-semantics-about"),
        Check::Validity => t!("step-validity-about"),
        Check::Status => t!("step-status-about"),
        Check::Nested => t!("step-nested-about"),
        Check::Subject => t!("step-subject-about"),
    }
}
