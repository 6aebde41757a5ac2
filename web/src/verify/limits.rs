//! What even a valid credential does not prove.

use credential::{Check, Container, Outcome, Report, Summary};
use yew::prelude::*;

use crate::t;

/// The limits of this report, the nearest first.
pub fn limits(report: &Report, it: &Summary) -> Html {
    let status = match report.outcome(Check::Status) {
        Outcome::NotNeeded => t!("limit-no-status"),
        _ => t!("limit-moment"),
    };
    let picture = (report.container != Container::File).then(|| t!("limit-picture"));
    let all = [issuer(&it.issuer), t!("limit-person"), status, t!("limit-links"), t!("limit-quality")];
    html! {
        <section class="card" aria-labelledby="limits">
            <h3 id="limits">{ t!("limits-title") }</h3>
            <ul class="plain-list">{ for all.into_iter().chain(picture).map(|limit| html! { <li>{ limit }</li> }) }</ul>
        </section>
    }
}

/// How far the issuer is known: by a domain, or by a key alone.
fn issuer(did: &str) -> String {
    let host = did.strip_prefix("did:web:").and_then(|rest| rest.split(':').next()).map(|host| host.replace("%3A", ":"));
    match host {
        Some(host) => t!("limit-domain", host = host),
        None => t!("limit-key"),
    }
}
