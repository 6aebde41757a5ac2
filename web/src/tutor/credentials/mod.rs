//! Credentials that were signed: what became of each, those given by hand, and the keys.

mod by_hand;
mod decide;
mod keys;
mod names;
mod words;

use std::collections::BTreeMap;

use api::credential::{CredentialRow, CredentialState, Credentials};
use api::path;
use api::staff::Permission;
use yew::prelude::*;

use self::by_hand::ByHand;
use self::decide::{Decide, Deed, title};
use self::keys::Keys;
use self::names::Names;
use super::asking::use_asking;
use crate::components::{Dialog, Load, Page, button, failure_page, table, use_load, waiting};
use crate::format::date;
use crate::t;

/// What a [`CredentialsPage`] is given.
#[derive(Properties, PartialEq)]
pub struct CredentialsPageProps {
    /// What stands above on every page.
    pub head: Html,
    /// What whoever reads this may do.
    pub may: Vec<Permission>,
}

/// A row for each credential, and what can be done with it.
#[component]
pub fn CredentialsPage(props: &CredentialsPageProps) -> Html {
    let (load, again) = use_load::<Credentials>(path::CREDENTIALS.to_owned());
    let asking = use_asking("credentials", &again);
    let may = |permission| props.may.contains(&permission);
    let decides = may(Permission::DecideCredentials);
    match load {
        Load::Waiting => waiting(),
        Load::Failed(failure) => {
            failure_page(&failure, Some(&again), html! { <a class="button" href="/tutor">{ t!("tutor-title") }</a> })
        }
        Load::Ready(all) => html! {
            <Page title={t!("awards-title")} lead={t!("awards-lead")} class="desk">
                { props.head.clone() }
                <section class="card" aria-labelledby="credentials">
                    <h2 id="credentials" tabindex="-1">{ t!("awards-signed") }</h2>
                    { asking.said() }
                    if all.credentials.is_empty() {
                        <p class="empty">{ t!("awards-empty") }</p>
                    } else {
                        { list(&all.credentials, decides.then_some(&asking.ask)) }
                    }
                </section>
                if decides {
                    <Names again={again.clone()} />
                }
                <ByHand all={(*all).clone()} {decides} {again} />
                if may(Permission::ManageKeys) {
                    <Keys />
                }
                if decides {
                    <Dialog id="decide" title={asking.now().map(|(deed, row)| title(*deed, row)).unwrap_or_default()} open={asking.now().is_some()} onclose={asking.close.clone()}>
                        if let Some((deed, row)) = asking.now() {
                            <Decide deed={*deed} row={row.clone()} close={asking.close.clone()} done={asking.done.clone()} />
                        }
                    </Dialog>
                }
            </Page>
        },
    }
}

fn list(rows: &[CredentialRow], ask: Option<&Callback<(Deed, CredentialRow)>>) -> Html {
    let headings = [t!("awards-who"), t!("awards-what"), t!("awards-when"), t!("awards-state")];
    let drawn = folded(rows).into_iter().map(|(one, before)| row(one, &before, ask)).collect();
    table(headings.into_iter().chain(ask.map(|_| t!("code-do"))), drawn)
}

/// The credentials that stand for themselves, each with those whose place it took, however many times. One whose successor is not among
/// these rows stands for itself, too.
fn folded(rows: &[CredentialRow]) -> Vec<(&CredentialRow, Vec<&CredentialRow>)> {
    let by_id: BTreeMap<&str, &CredentialRow> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    // No chain is longer than there are rows, so that a circle, which nobody could have made, ends too.
    let last = |row: &CredentialRow| {
        let mut last = row.id.as_str();
        let next = |id: &str| by_id.get(id)?.replaced_by.as_deref().and_then(|next| by_id.get_key_value(next)).map(|(id, _)| *id);
        for _ in rows {
            let Some(id) = next(last) else { break };
            last = id;
        }
        last.to_owned()
    };
    let mut taken: BTreeMap<String, Vec<&CredentialRow>> = BTreeMap::new();
    for row in rows {
        let last = last(row);
        if last != row.id {
            taken.entry(last).or_default().push(row);
        }
    }
    let folded = rows.iter().filter(|row| last(row) == row.id);
    folded.map(|row| (row, taken.remove(&row.id).unwrap_or_default())).collect()
}

/// Those whose place a credential took, folded.
fn former(before: &[&CredentialRow]) -> Html {
    if before.is_empty() {
        return Html::default();
    }
    html! {
        <details class="former">
            <summary>{ t!("awards-former", count = before.len()) }</summary>
            <ul class="plain-list">
                { for before.iter().map(|one| html! {
                    <li key={one.id.clone()}>
                        { t!("awards-former-signed", title = one.title.clone(), date = date(one.issued_at)) }
                        if let Some(step) = one.steps.last() {
                            <br/><span class="hint">{ words::code(step.code) }{ ". " }{ &step.reason }</span>
                        }
                    </li>
                }) }
            </ul>
        </details>
    }
}

fn row(one: &CredentialRow, before: &[&CredentialRow], ask: Option<&Callback<(Deed, CredentialRow)>>) -> Html {
    let who = if one.name.is_empty() { t!("trail-nobody") } else { one.name.clone() };
    let act = |deed: Deed, class: &'static str, words: String| {
        let (row, about) = (one.clone(), format!("{} {}", one.title, one.name));
        let asked = ask.map(|ask| ask.reform(move |_: MouseEvent| (deed, row.clone()))).unwrap_or_default();
        button(class, false, &asked, words, &about)
    };
    html! {
        <tr key={one.id.clone()}>
            <td class="person"><span class="who">{ who }</span></td>
            <td data-label={t!("awards-what")}>{ &one.title }<br/><span class="hint">{ words::source(one.source) }</span>{ former(before) }</td>
            <td data-label={t!("awards-when")}>{ date(one.awarded_at) }</td>
            <td data-label={t!("awards-state")}>
                { words::chip(one.state, one.replaced) }
                if let Some(step) = one.steps.last() {
                    <br/><span class="hint">{ words::code(step.code) }{ ". " }{ &step.reason }</span>
                }
                if !one.listed {
                    <br/><span class="hint">{ t!("awards-unlisted") }</span>
                }
            </td>
            if ask.is_some() {
                <td>
                    if !one.replaced {
                        <div class="actions">
                            if one.state == CredentialState::Active {
                                { act(Deed::Suspend, "quiet small", t!("awards-suspend")) }
                            }
                            if one.state == CredentialState::Suspended {
                                { act(Deed::Lift, "small", t!("awards-lift")) }
                            }
                            if one.state != CredentialState::Revoked {
                                { act(Deed::Revoke, "small danger", t!("awards-revoke")) }
                                { act(Deed::SignAgain, "quiet small", t!("awards-again")) }
                            }
                            if !one.name.is_empty() {
                                { act(Deed::Rename, "quiet small", t!("awards-rename")) }
                            }
                        </div>
                    }
                </td>
            }
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use api::credential::CredentialSource;

    use super::*;

    fn credential(id: &str, replaced_by: Option<&str>) -> CredentialRow {
        CredentialRow {
            id: id.to_owned(),
            learner: "mere".to_owned(),
            name: "Mere".to_owned(),
            title: "Software".to_owned(),
            source: CredentialSource::Attempt,
            awarded_at: 1,
            issued_at: 1,
            state: if replaced_by.is_some() { CredentialState::Revoked } else { CredentialState::Active },
            listed: true,
            replaced: replaced_by.is_some(),
            replaced_by: replaced_by.map(str::to_owned),
            steps: Vec::new(),
        }
    }

    #[test]
    fn folds_those_that_were_replaced_under_the_one_that_took_their_place_at_last() {
        let rows = [
            credential("new", None),
            credential("other", None),
            credential("older", Some("new")),
            credential("lost", Some("not among them")),
            credential("oldest", Some("older")),
        ];
        let folded: Vec<(&str, Vec<&str>)> = folded(&rows)
            .into_iter()
            .map(|(row, before)| (row.id.as_str(), before.into_iter().map(|row| row.id.as_str()).collect()))
            .collect();
        assert_eq!(folded, [("new", vec!["older", "oldest"]), ("other", vec![]), ("lost", vec![])]);
    }
}
