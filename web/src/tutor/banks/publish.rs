//! Publishing a bank: whether it is ready, proposing it, the second person's look and word, and what was published before.

use std::rc::Rc;

use api::path;
use api::workshop::{Decide, Finding, OfferWords, Propose, Publication, PublicationState, PublicationView, Publishing, Withdraw};
use yew::prelude::*;

use super::diff::diff;
use super::item_form::area;
use super::words::{bank_nav, problems};
use crate::client;
use crate::components::{
    Dialog, Field, Load, Page, Tone, failure_page, field, notice, section, submit, table, use_load, waiting,
};
use crate::format::date;
use crate::t;
use crate::tutor::desk::Place;
use crate::tutor::form::use_doing;
use crate::tutor::simulation::kept::kept;
use crate::workshop::Found;

/// Differences shown at once.
const DIFFERENCES: usize = 100;

#[derive(Properties, PartialEq)]
pub struct PublishPageProps {
    pub id: String,
    /// What stands above on every page.
    pub head: Html,
    /// Whether who reads this may propose.
    pub edit: bool,
    /// Whether who reads this may sign off.
    pub sign: bool,
}

/// The page of a bank's publications.
#[component]
pub fn PublishPage(props: &PublishPageProps) -> Html {
    let (load, again) = use_load::<Publishing>(path::fill(path::BANK_PUBLICATIONS, &[&props.id]));
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href={Place::Banks.path()}>{ t!("banks-title") }</a> })
        }
        Load::Ready(publishing) => {
            let waits = publishing.publications.iter().find(|one| one.state == PublicationState::Waiting).cloned();
            html! {
                <Page title={publishing.title.clone()} over={t!("publish-title")} lead={t!("publish-lead")} class="desk banks">
                    { props.head.clone() }
                    { bank_nav(&props.id, &Place::BankPublish(props.id.clone())) }
                    if let Some(waits) = waits {
                        <Waits id={waits.id.clone()} sign={props.sign} again={again.clone()} />
                    }
                    { readiness(&props.id, &publishing) }
                    if props.edit && publishing.errors.is_empty() && publishing.changed {
                        <Proposal id={props.id.clone()} publishing={publishing.clone()} again={again.clone()} />
                    }
                    <Before publishing={publishing.clone()} sign={props.sign} {again} />
                </Page>
            }
        }
    }
}

fn found(findings: &[Finding]) -> Vec<Found> {
    let one = |finding: &Finding| Found {
        error: finding.error,
        code: finding.code.clone(),
        place: finding.place.clone(),
        field: String::new(),
        value: String::new(),
        message: finding.message.clone(),
    };
    findings.iter().map(one).collect()
}

/// What stands in the way, and what would be offered.
fn readiness(id: &str, publishing: &Publishing) -> Html {
    let ready = publishing.errors.is_empty();
    let item = |good: bool, words: String| {
        html! {
            <li class={if good { "ready ready-yes" } else { "ready ready-no" }}>
                <span class="visually-hidden">{ if good { t!("ready-yes") } else { t!("ready-no") } }{ ": " }</span>{ words }
            </li>
        }
    };
    let body = html! {
        <>
        <ul class="readiness">
            { item(ready, if ready { t!("ready-sound") } else { t!("ready-errors", count = publishing.errors.len()) }) }
            { item(publishing.offer.is_some(), if publishing.offer.is_some() { t!("ready-offer") } else { t!("ready-no-offer") }) }
            { item(publishing.changed, if publishing.changed { t!("ready-changed") } else { t!("ready-unchanged") }) }
            <li class="ready">{ t!("ready-warnings", count = publishing.warnings) }{ " " }<a href={Place::Bank(id.to_owned()).path()}>{ t!("ready-look") }</a></li>
        </ul>
        if !ready {
            { problems(&found(&publishing.errors)) }
        }
        { cautions(&publishing.cautions) }
        if let Some(offer) = &publishing.offer {
            { offered(offer, false) }
        }
        </>
    };
    section("readiness", "card", t!("readiness-title"), body)
}

/// What has to be known of the pass mark.
fn cautions(cautions: &[Finding]) -> Html {
    if cautions.is_empty() {
        return Html::default();
    }
    let one = |caution: &Finding| html! { <li>{ &caution.place }{ ": " }{ &caution.message }</li> };
    notice(Tone::Warning, html! { <><p>{ t!("publish-cautions") }</p><ul>{ for cautions.iter().map(one) }</ul></> })
}

/// A bank's assessments in figures, `open` where they are to be read before anything else is done.
fn offered(offer: &OfferWords, open: bool) -> Html {
    let delivery = |name: &str| match name {
        "open" => t!("delivery-open"),
        "sealed" => t!("delivery-sealed"),
        _ => t!("delivery-sitting"),
    };
    let form = |form: &api::workshop::FormWords| {
        let content = form.content.iter().map(|content| {
            let most = content.maximum.map_or_else(|| t!("content-no-limit"), |most| most.to_string());
            html! {
                <tr key={content.outcome.clone()}>
                    <td><code>{ &content.outcome }</code></td>
                    <td data-label={t!("content-least")}>{ content.minimum }</td>
                    <td data-label={t!("content-most")}>{ most }</td>
                    <td data-label={t!("content-there")}>{ content.items }</td>
                </tr>
            }
        });
        html! {
            <details class="as-table" key={form.title.clone()} {open}>
                <summary>{ &form.title }{ ": " }{ delivery(&form.delivery) }</summary>
                <ul class="dots">
                    <li>{ t!("form-length", least = form.minimum, most = form.maximum, items = form.items) }</li>
                    <li>{ t!("form-mark", cut = form.cut.clone(), se = form.cut_se.clone(), certainty = form.certainty.clone()) }</li>
                    <li>{ t!("form-rationale", words = form.rationale.clone()) }</li>
                </ul>
                { table([t!("bank-outcome"), t!("content-least"), t!("content-most"), t!("content-there")], content.collect()) }
            </details>
        }
    };
    html! {
        <>
        <h3>{ t!("offer-title", title = offer.title.clone()) }</h3>
        { for offer.forms.iter().map(form) }
        </>
    }
}

#[derive(Properties)]
struct ProposalProps {
    id: String,
    publishing: Rc<Publishing>,
    again: Callback<()>,
}

impl PartialEq for ProposalProps {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && Rc::ptr_eq(&self.publishing, &other.publishing)
    }
}

/// The version after another: its last number one higher.
fn after(version: &str) -> String {
    let (head, last) = version.rsplit_once('.').unwrap_or(("", version));
    let next = last.parse::<u64>().map_or_else(|_| format!("{last}.1"), |number| (number + 1).to_string());
    if head.is_empty() { next } else { format!("{head}.{next}") }
}

#[component]
fn Proposal(props: &ProposalProps) -> Html {
    let taken = |version: &str| {
        props.publishing.publications.iter().any(|one| {
            one.version == version
                && matches!(one.state, PublicationState::Published | PublicationState::Superseded | PublicationState::Withdrawn)
        })
    };
    let version = use_state_eq(|| {
        let stated = props.publishing.version.clone();
        if taken(&stated) { after(&stated) } else { stated }
    });
    let note = use_state_eq(String::new);
    let doing = use_doing();
    let onsubmit = {
        let (version, note, doing, again) = (version.clone(), note.clone(), doing.clone(), props.again.clone());
        let (address, revision) = (path::fill(path::BANK_PUBLICATIONS, &[&props.id]), props.publishing.revision);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let propose = Propose { revision, version: version.trim().to_owned(), note: note.trim().to_owned() };
            let (address, again) = (address.clone(), again.clone());
            doing.start(async move { client::request::<_, Publication>("POST", &address, &propose).await }, move |_| {
                again.emit(());
            });
        })
    };
    let typed = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |text: String| state.set(text))
    };
    let body = html! {
        <form class="form" novalidate=true {onsubmit}>
            <p>{ t!("propose-words") }</p>
            { doing.failed() }
            { field(&Field { id: "version", label: t!("propose-version"), hint: t!("propose-version-hint"), value: &version, maxlength: 40, oninput: typed(&version), ..Field::default() }) }
            { area("propose-note", t!("propose-note"), t!("propose-note-hint"), &note, 3, None, typed(&note)) }
            <div class="actions">{ submit("primary", doing.busy(), t!("propose-do")) }</div>
        </form>
    };
    section("propose", "card", t!("propose-title"), body)
}

#[derive(Properties, PartialEq)]
struct WaitsProps {
    id: String,
    sign: bool,
    again: Callback<()>,
}

/// A publication that waits, with all that the second person needs to see.
#[component]
fn Waits(props: &WaitsProps) -> Html {
    let (load, _) = use_load::<PublicationView>(path::fill(path::PUBLICATION, &[&props.id]));
    let note = use_state_eq(String::new);
    let tried = use_state_eq(|| false);
    let doing = use_doing();
    let Load::Ready(view) = load else {
        return section("waits", "card", t!("waits-title"), html! { <p class="hint">{ t!("loading") }</p> });
    };
    let publication = &view.publication;
    let decide = |publish: bool| {
        let (note, doing, again, tried) = (note.clone(), doing.clone(), props.again.clone(), tried.setter());
        let address = path::fill(path::PUBLICATION_DECISION, &[&props.id]);
        move |_: MouseEvent| {
            if !publish && note.trim().is_empty() {
                tried.set(true);
                crate::browser::focus("decide-note");
                return;
            }
            let decide = Decide { publish, note: note.trim().to_owned() };
            let (address, again) = (address.clone(), again.clone());
            doing.start(async move { client::request::<_, Publication>("POST", &address, &decide).await }, move |_| {
                again.emit(());
                crate::browser::focus("page-title");
            });
        }
    };
    let difference = |difference: &api::workshop::Difference| {
        let words = match (&difference.before, &difference.after) {
            (None, Some(_)) => t!("difference-new"),
            (Some(_), None) => t!("difference-gone"),
            _ => t!("difference-changed"),
        };
        html! {
            <li key={difference.path.clone()}>
                <details class="as-table">
                    <summary><code>{ &difference.path }</code>{ ": " }{ words }</summary>
                    { diff(difference.before.as_deref(), difference.after.as_deref()) }
                </details>
            </li>
        }
    };
    let against = view.against.as_ref().map_or_else(
        || t!("waits-first"),
        |version| t!("waits-against", version = version.clone(), count = view.differences.len()),
    );
    let typed = {
        let note = note.setter();
        Callback::from(move |text: String| note.set(text))
    };
    let missing = (*tried && note.trim().is_empty()).then(|| t!("decide-note-missing"));
    let body = html! {
        <>
        <p>{ t!("waits-words", version = publication.version.clone(), who = publication.proposed_by.clone(), date = date(publication.proposed_at)) }</p>
        if !publication.note.is_empty() {
            <blockquote>{ &publication.note }</blockquote>
        }
        { cautions(&view.cautions) }
        if let Some(offer) = &view.offer {
            { offered(offer, true) }
        }
        if !view.simulation.is_empty() {
            <h3>{ t!("waits-simulation") }</h3>
            { kept(&view.simulation) }
        }
        <h3>{ against }</h3>
        <ol class="versions">{ for view.differences.iter().take(DIFFERENCES).map(difference) }</ol>
        if view.differences.len() > DIFFERENCES {
            <p class="hint">{ t!("difference-more", count = view.differences.len() - DIFFERENCES) }</p>
        }
        if !view.warnings.is_empty() {
            <details class="as-table">
                <summary>{ t!("waits-warnings", count = view.warnings.len()) }</summary>
                { problems(&found(&view.warnings)) }
            </details>
        }
        { doing.failed() }
        if publication.own {
            { notice(Tone::Information, html! { <p>{ t!("waits-own") }</p> }) }
        } else if props.sign {
            { area("decide-note", t!("decide-note"), t!("decide-note-hint"), &note, 3, missing, typed) }
            <div class="actions">
                <button id="sign" type="button" class="button primary" aria-disabled={doing.busy().then_some("true")} onclick={decide(true)}>{ t!("decide-yes") }</button>
                <button type="button" class="button" aria-disabled={doing.busy().then_some("true")} onclick={decide(false)}>{ t!("decide-no") }</button>
            </div>
        } else {
            { notice(Tone::Information, html! { <p>{ t!("waits-closed") }</p> }) }
        }
        </>
    };
    section("waits", "card keep", t!("waits-title"), body)
}

#[derive(Properties)]
struct BeforeProps {
    publishing: Rc<Publishing>,
    sign: bool,
    again: Callback<()>,
}

impl PartialEq for BeforeProps {
    fn eq(&self, other: &Self) -> bool {
        self.sign == other.sign && Rc::ptr_eq(&self.publishing, &other.publishing)
    }
}

fn state(state: PublicationState) -> String {
    match state {
        PublicationState::Waiting => t!("publication-waiting"),
        PublicationState::Refused => t!("publication-refused"),
        PublicationState::Published => t!("publication-published"),
        PublicationState::Superseded => t!("publication-superseded"),
        PublicationState::Withdrawn => t!("publication-withdrawn"),
    }
}

/// What was proposed and published so far.
#[component]
fn Before(props: &BeforeProps) -> Html {
    let asked = use_state_eq(|| None::<Publication>);
    let reason = use_state_eq(String::new);
    let doing = use_doing();
    let ask = |publication: &Publication| {
        let (asked, reason, publication) = (asked.setter(), reason.setter(), publication.clone());
        move |_: MouseEvent| {
            reason.set(String::new());
            asked.set(Some(publication.clone()));
        }
    };
    let row = |publication: &Publication| {
        let open =
            matches!(publication.state, PublicationState::Waiting | PublicationState::Published | PublicationState::Superseded);
        html! {
            <tr key={publication.id.clone()}>
                <td><span class="who">{ &publication.version }</span><code>{ publication.digest.chars().take(12).collect::<String>() }</code></td>
                <td data-label={t!("publication-state")}>{ state(publication.state) }</td>
                <td data-label={t!("publication-proposed")}>{ t!("publication-by", who = publication.proposed_by.clone(), date = date(publication.proposed_at)) }<span class="hint block">{ &publication.note }</span></td>
                <td data-label={t!("publication-decided")}>
                    if let Some((who, at)) = publication.decided_by.clone().zip(publication.decided_at) {
                        { t!("publication-by", who = who, date = date(at)) }
                    }
                    <span class="hint block">{ &publication.decision_note }</span>
                    if let Some((who, at)) = publication.withdrawn_by.clone().zip(publication.withdrawn_at) {
                        <span class="hint block">{ t!("publication-withdrawn-by", who = who, date = date(at), reason = publication.withdrawn_reason.clone()) }</span>
                    }
                </td>
                <td>
                    if open && (props.sign || publication.own) {
                        <button type="button" class="button small" onclick={ask(publication)}>{ t!("withdraw-do") }<span class="visually-hidden">{ " " }{ &publication.version }</span></button>
                    }
                </td>
            </tr>
        }
    };
    let onclose = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let withdraw = {
        let (asked, reason, doing, again) = (asked.clone(), reason.clone(), doing.clone(), props.again.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(publication) = (*asked).clone() else { return };
            let address = path::fill(path::PUBLICATION_WITHDRAW, &[&publication.id]);
            let (body, asked, again) = (Withdraw { reason: reason.trim().to_owned() }, asked.setter(), again.clone());
            doing.start(async move { client::request::<_, Publication>("POST", &address, &body).await }, move |_| {
                asked.set(None);
                again.emit(());
            });
        })
    };
    let typed = {
        let reason = reason.setter();
        Callback::from(move |text: String| reason.set(text))
    };
    let headings = [
        t!("publication-version"),
        t!("publication-state"),
        t!("publication-proposed"),
        t!("publication-decided"),
        t!("bank-do"),
    ];
    let rows: Html = props.publishing.publications.iter().map(row).collect();
    let body = html! {
        <>
        if props.publishing.publications.is_empty() {
            <p>{ t!("publications-none") }</p>
        } else {
            { table(headings, rows) }
        }
        <Dialog id="withdraw-title" title={t!("withdraw-title")} open={asked.is_some()} {onclose}>
            <form class="form" novalidate=true onsubmit={withdraw}>
                <p>{ t!("withdraw-words") }</p>
                { doing.failed() }
                { field(&Field { id: "withdraw-reason", label: t!("withdraw-reason"), value: &reason, maxlength: 500, oninput: typed, ..Field::default() }) }
                <div class="actions">{ submit("primary", doing.busy(), t!("withdraw-do")) }</div>
            </form>
        </Dialog>
        </>
    };
    section("publications", "card", t!("publications-title"), body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_versions_on() {
        for (version, expected) in [("1.0.0", "1.0.1"), ("2", "3"), ("0.9", "0.10"), ("1.0-rc", "1.0-rc.1")] {
            assert_eq!(after(version), expected);
        }
    }
}
