//! Requirements as people read them: a list in lists, each with a mark that says how far it is, in a shape and in words.

use api::pathway::{Only, Progress, RequirementKind};
use yew::prelude::*;

use crate::format::plain;
use crate::t;

/// A ring that fills as a pathway does; what it says stands beside it in words.
pub fn ring(fraction: f64) -> Html {
    // The length of a circle with a radius of 16.
    let whole = 100.53;
    let part = format!("{:.2} {whole}", whole * fraction.clamp(0.0, 1.0));
    html! {
        <svg class="pathway-ring" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
            <circle class="ring-all" cx="20" cy="20" r="16" />
            <circle class="ring-part" cx="20" cy="20" r="16" stroke-dasharray={part} transform="rotate(-90 20 20)" />
            if fraction >= 1.0 {
                <path class="ring-done" d="m13 20.5 5 5 9-10.5" />
            }
        </svg>
    }
}

/// How far somebody is, in a few words.
pub fn far(progress: &Progress) -> String {
    if progress.met {
        return t!("pathway-complete");
    }
    t!("pathway-percent", percent = (progress.fraction * 100.0).floor() as i32)
}

/// The requirements below one, and what serves them. `own` says whether it is about the reader, or about nobody.
pub fn tree(progress: &Progress, own: bool) -> Html {
    html! { <ul class="pathway-tree">{ branch(progress, own) }</ul> }
}

fn branch(progress: &Progress, own: bool) -> Html {
    let mark = if progress.met { "pathway-met" } else { "pathway-open" };
    html! {
        <li key={progress.id.clone()} class={mark}>
            <div class="requirement">
                if own {
                    { dot(progress) }
                }
                <div>
                    <p class="requirement-title">{ title(progress) }</p>
                    <p class="hint">{ asked(progress) }</p>
                    if own {
                        <p class="requirement-state">{ state(progress) }</p>
                        { served(progress) }
                    }
                </div>
            </div>
            if !progress.parts.is_empty() {
                <ul>{ for progress.parts.iter().map(|part| branch(part, own)) }</ul>
            }
        </li>
    }
}

fn dot(progress: &Progress) -> Html {
    html! {
        <svg class="requirement-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <circle cx="12" cy="12" r="10" />
            if progress.met {
                <path d="m7.5 12.3 3 3 6-6.6" />
            }
        </svg>
    }
}

fn title(progress: &Progress) -> Html {
    match &progress.micro_credential {
        Some(id) => html! { <a href={api::path::fill("/micro-credentials/{id}", &[id])}>{ &progress.title }</a> },
        None => html! { { &progress.title } },
    }
}

/// What the requirement asks for.
fn asked(progress: &Progress) -> String {
    let need = plain(progress.need);
    let mut text = match progress.kind {
        RequirementKind::All => t!("asks-all"),
        RequirementKind::Any => t!("asks-any", count = progress.need as usize, of = progress.parts.len()),
        RequirementKind::MicroCredential => t!("asks-here"),
        RequirementKind::Elsewhere => t!("asks-elsewhere", issuer = progress.issuer.clone().unwrap_or_default()),
        RequirementKind::Credits => t!("asks-credits", amount = need, unit = progress.unit.clone().unwrap_or_default()),
        RequirementKind::Credentials => t!("asks-credentials", count = progress.need as usize),
    };
    let Only { framework, levels, field, within_months } = &progress.only;
    if let Some(framework) = framework {
        text.push_str(&t!("asks-level", framework = framework.clone(), levels = levels.join(", ")));
    }
    if let Some(field) = field {
        text.push_str(&t!("asks-field", field = field.clone()));
    }
    if let Some(months) = within_months {
        text.push_str(&t!("asks-months", months = *months));
    }
    text.push('.');
    text
}

/// Whether it is met, and what is missing where it is not.
fn state(progress: &Progress) -> String {
    let missing = progress.need - progress.have;
    match progress.kind {
        _ if progress.met => t!("requirement-met"),
        RequirementKind::MicroCredential | RequirementKind::Elsewhere => t!("requirement-missing"),
        RequirementKind::Credits => t!(
            "requirement-credits",
            have = plain(progress.have),
            need = plain(progress.need),
            missing = plain(missing),
            unit = progress.unit.clone().unwrap_or_default()
        ),
        _ => t!("requirement-count", have = progress.have as usize, need = progress.need as usize),
    }
}

fn served(progress: &Progress) -> Html {
    if progress.served_by.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="served" aria-label={t!("served-by")}>
            { for progress.served_by.iter().map(|one| html! {
                <li key={one.credential.clone()} class="chip">
                    { &one.title }
                    if let Some(unit) = &progress.unit {
                        { format!(" · {} {unit}", plain(one.amount)) }
                    }
                </li>
            }) }
        </ul>
    }
}
