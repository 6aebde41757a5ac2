//! `assay credential verify`.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use credential::{Time, Verdict, did_web_location, verify};

use super::{print, wrong_use};
use crate::clock::now;

/// A credential is some kilobytes; nothing near this size is one.
const LARGEST: u64 = 4 << 20;

/// Commands about credentials.
#[derive(Debug, Subcommand)]
pub enum Credential {
    /// Say whether a credential is genuine and in force, without opening the network
    ///
    /// Prints "Valid", "Invalid" or "Unverifiable" and why. Exit status: 0 valid, 1 invalid, 2 wrong use, 3 unverifiable.
    Verify(Verify),
}

/// Arguments of `assay credential verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The credential, as JSON; - for standard input
    file: PathBuf,
    /// The issuer's DID document, for a did:web issuer: the file https://HOST/.well-known/did.json
    #[arg(long, value_name = "FILE")]
    did_document: Option<PathBuf>,
}

impl Credential {
    /// Runs it.
    pub fn run(self) -> ExitCode {
        let Self::Verify(verify) = self;
        verify.run()
    }
}

impl Verify {
    fn run(self) -> ExitCode {
        let bytes = match read(&self.file) {
            Ok(bytes) => bytes,
            Err(error) => return wrong_use(&format!("{}: {error}", self.file.display())),
        };
        let mut documents = BTreeMap::new();
        if let Some(file) = &self.did_document {
            let text = match read(file).map(String::from_utf8) {
                Ok(Ok(text)) => text,
                Ok(Err(_)) => return wrong_use(&format!("{}: is not text, expected a DID document", file.display())),
                Err(error) => return wrong_use(&format!("{}: {error}", file.display())),
            };
            let id = serde_json::from_str::<serde_json::Value>(&text)
                .ok()
                .and_then(|document| document["id"].as_str().and_then(did_web_location));
            let Some(url) = id else {
                return wrong_use(&format!("{}: its id is no did:web, expected a DID document", file.display()));
            };
            documents.insert(url, text);
        }
        let Ok(at) = Time::from_unix_ms(now()) else { return wrong_use("the clock of this machine is out of range") };
        match verify(&bytes, &documents, at) {
            Verdict::Valid(summary) => {
                print("Valid");
                let issuer = summary.issuer_name.as_deref().unwrap_or("an issuer without a name");
                print(&format!("{}, awarded on {} by {issuer} ({})", summary.title, summary.awarded_on, summary.issuer));
                if let Some(note) = &summary.specimen {
                    print(&format!("Specimen: {note}"));
                }
                ExitCode::SUCCESS
            }
            Verdict::Invalid(reason) => {
                print(&format!("Invalid\n{reason}"));
                ExitCode::from(1)
            }
            Verdict::Unverifiable(reason) => {
                print(&format!("Unverifiable\n{reason}"));
                ExitCode::from(3)
            }
        }
    }
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().take(LARGEST + 1).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(file)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > LARGEST {
        return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, "larger than 4 MiB, expected a credential"));
    }
    Ok(bytes)
}
