//! What a valid credential says, in its issuer's words.

use credential::{Alignment, Kind, Summary};
use yew::prelude::*;

use crate::components::specimen;
use crate::format::{date, iso_date, plain};
use crate::t;

/// The facts of a credential; of a record of several, each of its parts with its own.
pub fn says(it: &Summary) -> Html {
    let fact = |name: String, value: String| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> };
    let awarded = if it.awarded_on.is_empty() { None } else { Some(iso_date(&it.awarded_on)) };
    let (known, others): (Vec<_>, Vec<_>) =
        it.alignments.iter().map(|alignment| (label(alignment), alignment)).partition(|(label, _)| label.is_some());
    // Outcomes have a list of their own.
    let others: Vec<_> =
        others.into_iter().map(|(_, other)| other).filter(|other| !it.outcomes.contains(&other.target_name)).collect();
    html! {
        <>
        { specimen(it.specimen.as_ref()) }
        if !it.description.is_empty() {
            <p>{ &it.description }</p>
        }
        <dl class="facts">
            { fact(t!("says-kind"), kind(it.kind)) }
            { for it.holder.iter().map(|holder| fact(t!("says-holder"), holder.clone())) }
            { for it.issuer_name.iter().map(|name| fact(t!("says-issuer-name"), name.clone())) }
            <div><dt>{ t!("says-issuer") }</dt><dd><code>{ &it.issuer }</code></dd></div>
            { for awarded.into_iter().map(|day| fact(t!("says-awarded"), day)) }
            { for it.valid_until.iter().map(|until| fact(t!("says-until"), date(until.unix_ms()))) }
            { for it.results.iter().map(|(name, value)| fact(name.clone(), value.clone())) }
            { for it.credits.iter().map(|credits| fact(t!("says-credits"), all_digits(*credits))) }
            { for known.into_iter().filter_map(|(label, alignment)| Some(fact(label?, alignment.target_name.clone()))) }
        </dl>
        if !it.outcomes.is_empty() {
            <h4>{ t!("says-outcomes") }</h4>
            <ul class="plain-list">{ for it.outcomes.iter().map(|outcome| html! { <li>{ outcome }</li> }) }</ul>
        }
        if let Some(criteria) = it.criteria.as_ref().filter(|criteria| !criteria.trim().is_empty()) {
            <details><summary>{ t!("says-criteria") }</summary><p class="as-written">{ criteria }</p></details>
        }
        if !others.is_empty() {
            <details>
                <summary>{ t!("says-alignments", count = others.len()) }</summary>
                <ul class="plain-list">{ for others.into_iter().map(aligned) }</ul>
            </details>
        }
        if !it.endorsements.is_empty() {
            <h4>{ t!("says-endorsements", count = it.endorsements.len()) }</h4>
            <ul class="said-list">{ for it.endorsements.iter().map(endorsed) }</ul>
        }
        if !it.parts.is_empty() {
            <h4>{ t!("says-parts", count = it.parts.len()) }</h4>
            <div class="parts">
                { for it.parts.iter().map(|part| html! {
                    <details class="part"><summary>{ part_named(part) }</summary>{ says(part) }</details>
                }) }
            </div>
        }
        </>
    }
}

/// What somebody else says for it, and who that is as far as a signature tells.
fn endorsed(it: &Summary) -> Html {
    html! {
        <li>
            <p class="said">{ &it.description }</p>
            <p class="hint address">
                { for it.issuer_name.iter().map(|name| html! { <>{ name }{ ", " }</> }) }
                { t!("says-endorsed-by") }{ " " }<code>{ &it.issuer }</code>
            </p>
        </li>
    }
}

/// What a credential is called: a part of a record may have no title.
pub fn named(it: &Summary) -> String {
    if it.title.is_empty() { it.id.clone() } else { it.title.clone() }
}

/// Parts of a record may have one title: the day tells them apart.
fn part_named(it: &Summary) -> String {
    if it.awarded_on.is_empty() { named(it) } else { t!("says-part", title = named(it), day = iso_date(&it.awarded_on)) }
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Achievement => t!("kind-achievement"),
        Kind::Endorsement => t!("kind-endorsement"),
        Kind::Clr => t!("kind-clr"),
        Kind::Generic => t!("kind-generic"),
    }
}

/// What the elements of a micro-credential are called that Open Badges writes as alignments.
fn label(alignment: &Alignment) -> Option<String> {
    let kind = alignment.target_type.as_deref()?.strip_prefix("ext:")?;
    Some(match kind {
        "EQFLevel" => t!("says-eqf"),
        "NotionalWorkload" => t!("says-workload"),
        "AssessmentType" => t!("says-assessment"),
        "ModeOfLearning" => t!("says-participation"),
        "QualityAssurance" => t!("says-quality"),
        "IdentityVerification" => t!("says-identity"),
        "Prerequisite" => t!("says-prerequisites"),
        "Stackability" => t!("says-stackability"),
        "ReviewBy" => t!("says-review"),
        name if name.ends_with("Credits") => t!("says-credits"),
        name if name.ends_with("Level") => t!("says-level"),
        _ => return None,
    })
}

/// An alignment that the page has no word for. What it names is a link only where a browser may go there.
fn aligned(alignment: &Alignment) -> Html {
    let name = if alignment.target_name.is_empty() { &alignment.target_url } else { &alignment.target_name };
    let more: Vec<_> = [&alignment.framework, &alignment.code].into_iter().flatten().map(String::as_str).collect();
    html! {
        <li>
            if alignment.target_url.starts_with("https://") {
                <a href={alignment.target_url.clone()} rel="noreferrer noopener" target="_blank">{ name }</a>
            } else {
                { name }
            }
            if !more.is_empty() {
                { " " }<span class="hint">{ more.join(", ") }</span>
            }
        </li>
    }
}

/// A number as it was signed, with all its digits.
fn all_digits(value: f64) -> String {
    js_sys::Number::from(value).to_string_with_radix(10).map_or_else(|_| plain(value), String::from)
}
