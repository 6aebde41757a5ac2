//! Looking at a badge from elsewhere: what it says, who signed it, whether it holds.
//!
//! Nothing is taken from its holder but the badge: a document that proves whose key signed is worth nothing if the holder brings it.
//! Documents of issuers come from the issuers, where the server may fetch them, and from those who work here.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::pathway::{BadgeFinding, BadgeVerdict};
use credential::{Expected, Kind, Report, Summary, Time, Verdict, bake, examine};
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::cli::credential::online::Online;
use crate::clock::{DAY, now};
use crate::error::{Answer, Problem};
use crate::limits;
use crate::store::imported::{Look, Said};

/// No badge is larger, in bytes, its picture included.
pub const LARGEST: usize = 1 << 20;
/// How long a given document that says whose keys are whose is believed.
const KEYS_DAYS: i64 = 180;
/// How long any other is: status lists change.
const LIST_DAYS: i64 = 1;

/// How documents of other issuers are come by.
#[derive(Debug)]
pub struct Elsewhere {
    /// Whether the server may fetch them: over https, from public addresses.
    pub online: bool,
    /// Badges looked at at once: each takes a processor, or waits for another's server.
    pub looks: Arc<Semaphore>,
}

impl Elsewhere {
    /// With leave to fetch, or without.
    pub fn new(online: bool) -> Self {
        Self { online, looks: Arc::new(Semaphore::new(2)) }
    }
}

/// The credential in a file: out of its picture, where it is one.
///
/// # Errors
/// Why it holds none.
pub fn credential_in(bytes: &[u8]) -> Answer<String> {
    if bytes.len() > LARGEST {
        return Err(Problem::too_large(format!("the file has {} bytes, expected at most {LARGEST}", bytes.len())));
    }
    let unbaked = bake::unbake(bytes).map_err(|error| Problem::invalid(error.to_string()))?;
    if let Some(unbaked) = unbaked {
        return Ok(unbaked.text);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.trim().is_empty() && !text.contains('\0') => Ok(text.trim().to_owned()),
        _ => Err(Problem::invalid("the file is neither text nor a picture, expected a badge as JSON, JWT, PNG or SVG")),
    }
}

/// Seconds until a badge may be looked at for this learner; `None` where it may be now, which is counted. Looks that ask nobody are not.
///
/// # Errors
/// As the store says.
pub async fn wait(app: &App, learner: &str) -> Answer<Option<u64>> {
    if app.elsewhere.online { limits::LOOK.take(app, learner).await } else { Ok(None) }
}

/// Looks at a badge with the documents that are at hand; `email` is its learner's.
///
/// # Errors
/// As the store says.
pub async fn look(app: &App, document: &str, email: &str) -> Answer<Look> {
    let at = now();
    let fresh = |url: &str, given_at: i64| {
        let days = if url.ends_with("/did.json") { KEYS_DAYS } else { LIST_DAYS };
        at - given_at <= days * DAY
    };
    let given = app.store.issuer_documents().await?;
    let documents: BTreeMap<String, String> =
        given.into_iter().filter(|(url, _, given_at)| fresh(url, *given_at)).map(|(url, text, _)| (url, text)).collect();
    let moment = Time::from_unix_ms(at).map_err(Problem::internal)?;
    let text = document.to_owned();
    let permit = Arc::clone(&app.elsewhere.looks).acquire_owned().await.map_err(Problem::internal)?;
    let online = app.elsewhere.online;
    let examined = tokio::task::spawn_blocking(move || {
        // Held until the work is done: whoever asked may have gone, and the fetching goes on.
        let _permit = permit;
        let expected = Expected { kind: Some(Kind::Achievement), ..Expected::default() };
        // What the issuer serves now is better than what somebody found there before.
        let fetched = online.then(|| examine(text.as_bytes(), &Online::new(BTreeMap::new()), moment, &expected));
        match fetched {
            Some(report) if !matches!(report.verdict, Verdict::Unverifiable(_)) => report,
            _ => examine(text.as_bytes(), &documents, moment, &expected),
        }
    });
    Ok(told(document, examined.await.map_err(Problem::internal)?, email))
}

fn told(document: &str, report: Report, email: &str) -> Look {
    let findings = report.findings.iter().map(|finding| BadgeFinding {
        check: finding.check.name().to_owned(),
        outcome: finding.outcome.name().to_owned(),
        message: if finding.place.is_empty() {
            finding.message.clone()
        } else {
            format!("{}: {}", finding.place, finding.message)
        },
    });
    let findings = findings.collect();
    let needs = report.needs;
    match report.verdict {
        Verdict::Valid(summary) => Look {
            verdict: BadgeVerdict::Valid,
            why: None,
            bound: summary.belongs_to(email),
            credential: summary.id.clone(),
            issuer: summary.issuer.clone(),
            says: said(&summary),
            findings,
            needs,
        },
        Verdict::Invalid(reason) => hearsay(document, BadgeVerdict::Invalid, reason.to_string(), findings, needs),
        Verdict::Unverifiable(reason) => hearsay(document, BadgeVerdict::Unverifiable, reason.to_string(), findings, needs),
    }
}

fn said(summary: &Summary) -> Said {
    let midnight = format!("{}T00:00:00Z", summary.awarded_on).parse::<Time>().ok();
    let alignments = summary.alignments.iter().map(|alignment| {
        let place =
            [alignment.framework.as_deref(), alignment.code.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        if place.is_empty() { alignment.target_name.clone() } else { format!("{} ({place})", alignment.target_name) }
    });
    // With an exponent where there would be hundreds of noughts.
    let is_usual = |credits: f64| credits == 0.0 || (1e-6..1e21).contains(&credits.abs());
    let credits = summary
        .credits
        .map(|credits| if is_usual(credits) { format!("{credits} credits") } else { format!("{credits:e} credits") });
    Said {
        achievement: summary.achievement.clone(),
        title: summary.title.clone(),
        description: summary.description.clone(),
        issuer_name: summary.issuer_name.clone(),
        awarded_on: summary.awarded_on.clone(),
        awarded_at: midnight.or(summary.valid_from).map(Time::unix_ms).unwrap_or_default(),
        valid_until: summary.valid_until.map(Time::unix_ms),
        alignments: credits.into_iter().chain(alignments).collect(),
        specimen: summary.specimen.clone(),
    }
}

/// What a badge that is not proved says of itself, for people to know which one it is.
fn hearsay(document: &str, verdict: BadgeVerdict, why: String, findings: Vec<BadgeFinding>, needs: Vec<String>) -> Look {
    let value: Value = serde_json::from_str(document).unwrap_or_default();
    let text =
        |pointer: &str| value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().chars().take(300).collect::<String>();
    let first = |pointers: [&str; 2]| pointers.into_iter().map(text).find(|text| !text.is_empty()).unwrap_or_default();
    Look {
        verdict,
        why: Some(why),
        says: Said {
            achievement: text("/credentialSubject/achievement/id"),
            title: first(["/credentialSubject/achievement/name", "/name"]),
            description: text("/credentialSubject/achievement/description"),
            issuer_name: Some(text("/issuer/name")).filter(|name| !name.is_empty()),
            awarded_on: first(["/awardedDate", "/validFrom"]).chars().take(10).collect(),
            ..Said::default()
        },
        credential: text("/id"),
        issuer: first(["/issuer/id", "/issuer"]),
        findings,
        needs,
        bound: false,
    }
}
