//! `assay credential verify`.

mod counted;
pub mod online;
mod public;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use credential::{Check, Expected, Kind, Outcome, Report, Resolver, Time, Verdict, did_of_document, did_web_location, examine};
use online::Online;
use serde::Serialize;

use super::{print, wrong_use};
use crate::clock::now;

/// No more than this is read of a file: a little more than the largest picture that is looked at.
const LARGEST: u64 = (32 << 20) + 1;

/// Commands about credentials.
#[derive(Debug, Subcommand)]
pub enum Credential {
    /// Say whether a credential is genuine and in force, without opening the network
    ///
    /// FILE is an Open Badge, an endorsement, a learner record or another verifiable credential, from any issuer: as JSON with
    /// proofs, as a signed token (VC-JWT), or baked into a PNG or SVG picture. Prints "Valid", "Invalid" or "Unverifiable" and why.
    /// Exit status: 0 valid, 1 invalid, 2 wrong use or not printed, 3 unverifiable.
    Verify(Verify),
}

/// Arguments of `assay credential verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The credential; - for standard input
    file: PathBuf,
    /// The issuer's DID document; may be given more than once
    ///
    /// For a did:web issuer it is the file https://HOST/.well-known/did.json
    #[arg(long, value_name = "FILE", alias = "did-document")]
    did_doc: Vec<PathBuf>,
    /// A document that the credential refers to, as a status list; may be given more than once
    #[arg(long, value_name = "URL=FILE", value_parser = url_and_file)]
    url: Vec<(String, PathBuf)>,
    /// Judge as of this time, as 2026-11-24T02:38:43Z or 2026-11-24, instead of now; without a zone it is UTC
    #[arg(long, value_name = "TIME", value_parser = moment)]
    now: Option<Time>,
    /// What kind of credential it must be
    #[arg(long, value_name = "KIND")]
    expect: Option<Expect>,
    /// Whose it must be: the id of its subject, as a DID
    #[arg(long, value_name = "ID")]
    known_id: Option<String>,
    /// Whose it must be: an identifier, hashed or not, to the letter, as emailAddress=learner@example.org
    #[arg(long, value_name = "TYPE=VALUE", value_parser = type_and_value)]
    known_identifier: Option<(String, String)>,
    /// Fetch what is missing: DID documents, keys and status lists, over https from public addresses only
    #[arg(long)]
    online: bool,
    /// Print the verdict and each check as JSON
    #[arg(long)]
    json: bool,
}

/// A kind of credential, or any.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Expect {
    Achievement,
    Endorsement,
    Clr,
    Generic,
    Any,
}

impl Expect {
    const fn kind(self) -> Option<Kind> {
        match self {
            Self::Achievement => Some(Kind::Achievement),
            Self::Endorsement => Some(Kind::Endorsement),
            Self::Clr => Some(Kind::Clr),
            Self::Generic => Some(Kind::Generic),
            Self::Any => None,
        }
    }
}

/// A time as people write it: seconds, the zone, or all but the day may be left out.
fn moment(text: &str) -> Result<Time, String> {
    let (date, rest) = text.split_once(['T', ' ']).unwrap_or((text, "00:00:00Z"));
    let zone = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(zone);
    let seconds = if time.matches(':').count() == 1 { ":00" } else { "" };
    let zone = if zone.is_empty() { "Z" } else { zone };
    let whole = format!("{date}T{time}{seconds}{zone}");
    whole.parse().map_err(|_| "expected a time as 2026-11-24T02:38:43Z, or a day as 2026-11-24".to_owned())
}

fn url_and_file(text: &str) -> Result<(String, PathBuf), String> {
    // A URL may have an = of its own.
    let (url, file) = text.rsplit_once('=').ok_or("expected URL=FILE")?;
    Ok((url.to_owned(), PathBuf::from(file)))
}

fn type_and_value(text: &str) -> Result<(String, String), String> {
    let (kind, value) = text.split_once('=').ok_or("expected TYPE=VALUE, as emailAddress=learner@example.org")?;
    Ok((kind.to_owned(), value.to_owned()))
}

impl Credential {
    /// Runs it.
    pub fn run(self) -> ExitCode {
        let Self::Verify(verify) = self;
        match verify.report() {
            Ok(report) => {
                if verify.json {
                    print(&json(&report));
                } else {
                    tell(&report);
                }
                ExitCode::from(match report.verdict {
                    Verdict::Valid(_) => 0,
                    Verdict::Invalid(_) => 1,
                    Verdict::Unverifiable(_) => 3,
                })
            }
            Err(message) => wrong_use(&message),
        }
    }
}

impl Verify {
    fn report(&self) -> Result<Report, String> {
        let bytes = read(&self.file)?;
        let documents = self.documents()?;
        let at = match self.now {
            Some(at) => at,
            None => Time::from_unix_ms(now()).map_err(|_| "the clock of this machine is out of range".to_owned())?,
        };
        let expected = Expected {
            kind: self.expect.and_then(Expect::kind),
            id: self.known_id.clone(),
            identifier: self.known_identifier.clone(),
        };
        let resolver: Box<dyn Resolver> = if self.online { Box::new(Online::new(documents)) } else { Box::new(documents) };
        Ok(examine(&bytes, &*resolver, at, &expected))
    }

    /// The files that were named, by URL.
    fn documents(&self) -> Result<BTreeMap<String, String>, String> {
        let mut documents = BTreeMap::new();
        for (url, file) in &self.url {
            documents.insert(url.clone(), text(file)?);
        }
        for file in &self.did_doc {
            let text = text(file)?;
            let id = did_of_document(&text).map_err(|error| format!("{}: {error}", file.display()))?;
            if let Some(url) = did_web_location(&id) {
                documents.insert(url, text.clone());
            }
            documents.insert(id, text);
        }
        Ok(documents)
    }
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().take(LARGEST).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|opened| opened.take(LARGEST).read_to_end(&mut bytes))
    };
    read.map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(bytes)
}

fn text(file: &Path) -> Result<String, String> {
    String::from_utf8(read(file)?).map_err(|_| format!("{}: is not text, expected a document", file.display()))
}

/// In words.
fn tell(report: &Report) {
    match &report.verdict {
        Verdict::Valid(summary) => {
            print("Valid");
            let issuer = summary.issuer_name.as_deref().unwrap_or("an issuer without a name");
            let on = if summary.awarded_on.is_empty() { String::new() } else { format!(", awarded on {}", summary.awarded_on) };
            print(&format!("{}{on} by {issuer} ({})", summary.title, summary.issuer));
            if let Some(note) = &summary.specimen {
                print(&format!("Specimen: {note}"));
            }
        }
        Verdict::Invalid(reason) => print(&format!("Invalid\n{reason}")),
        Verdict::Unverifiable(reason) => print(&format!("Unverifiable\n{reason}")),
    }
    let told = match &report.verdict {
        Verdict::Valid(_) => None,
        Verdict::Invalid(reason) | Verdict::Unverifiable(reason) => Some((reason.check, &reason.message)),
    };
    for finding in report.findings.iter().filter(|finding| finding.outcome >= Outcome::Unknown) {
        if told != Some((finding.check, &finding.message)) {
            let place = if finding.place.is_empty() { String::new() } else { format!("{}: ", finding.place) };
            print(&format!("{} {}: {place}{}", finding.check, finding.outcome, finding.message));
        }
    }
}

/// For programs.
fn json(report: &Report) -> String {
    #[derive(Serialize)]
    struct Printed {
        verdict: &'static str,
        checks: Vec<Line>,
    }
    #[derive(Serialize)]
    struct Line {
        name: &'static str,
        outcome: &'static str,
        message: String,
    }
    let verdict = match report.verdict {
        Verdict::Valid(_) => "valid",
        Verdict::Invalid(_) => "invalid",
        Verdict::Unverifiable(_) => "unverifiable",
    };
    let line = |check: Check| Line { name: check.name(), outcome: report.outcome(check).name(), message: report.message(check) };
    let printed = Printed { verdict, checks: Check::ALL.into_iter().map(line).collect() };
    serde_json::to_string_pretty(&printed).expect("text is JSON")
}
