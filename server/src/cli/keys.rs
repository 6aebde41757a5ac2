//! `assay keys`: the keys that sign, at the machine, while the server is stopped.

use std::path::PathBuf;
use std::process::ExitCode;

use api::staff::TrailAction;
use clap::{Args, Subcommand};
use credential::Algorithm;

use super::serve::lock;
use super::{print, wrong_use};
use crate::clock::now;
use crate::issuing;
use crate::keys::{Keys as Opened, Protection, Ring};
use crate::store::Store;
use crate::store::trail::Deed;

/// Work with the keys that sign credentials
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// List them: since when each signs, or did
    List(Where),
    /// Make a new key that signs from now on
    ///
    /// What the old one signed stays valid: its public half stays listed. Where the identity is the key itself (did:key, on localhost),
    /// the issuer becomes another one. The server is stopped while this runs; an owner does the same on the page "Keys" while it runs.
    Rotate(Where),
    /// Say that a key was stolen
    ///
    /// It is listed no more, so that nothing that it signed verifies. At the next start what it signed is signed again, and the learners
    /// have new files to download. A did:key cannot be taken back: what it signed is revoked by its status list.
    Withdraw {
        /// The key's name, as `assay keys list` shows it
        key: String,
        #[command(flatten)]
        place: Where,
    },
}

/// Where the keys are.
#[derive(Debug, Args)]
pub struct Where {
    /// Folder of the server's records and keys
    #[arg(long, value_name = "DIR", default_value = "data", env = "ASSAY_DATA")]
    data: PathBuf,
    /// File whose first line is the passphrase that seals the keys; ASSAY_PASSPHRASE does the same
    #[arg(long, value_name = "FILE", env = "ASSAY_PASSPHRASE_FILE")]
    passphrase_file: Option<PathBuf>,
    /// The key file, where it is not beside the data folder
    #[arg(long, value_name = "FILE", env = "ASSAY_KEY_FILE")]
    key_file: Option<PathBuf>,
}

impl Keys {
    /// Runs it.
    pub fn run(self) -> ExitCode {
        let (Self::List(place) | Self::Rotate(place) | Self::Withdraw { place, .. }) = &self;
        if !place.data.join("assay.db").is_file() {
            return wrong_use(&format!("{}: there are no records here; name their folder with --data", place.data.display()));
        }
        match self.done() {
            Ok(words) => {
                print(&words);
                ExitCode::SUCCESS
            }
            Err(why) => {
                eprintln!("assay: {why}");
                ExitCode::FAILURE
            }
        }
    }

    fn done(&self) -> Result<String, String> {
        let (Self::List(place) | Self::Rotate(place) | Self::Withdraw { place, .. }) = self;
        let _lock = lock(&place.data)?;
        let protection = Protection::named(place.passphrase_file.as_deref(), place.key_file.clone());
        let protection = protection.map_err(|error| error.to_string())?;
        let wrong = |error: std::io::Error| format!("the keys in {}: {error}", place.data.display());
        let keys = Opened::open(&place.data, &protection).map_err(wrong)?;
        let (ring, deed) = match self {
            Self::List(_) => return Ok(listed(&keys.ring())),
            Self::Rotate(_) => {
                let ring = keys.change(|ring| {
                    ring.rotate(now());
                    true
                });
                let ring = ring.map_err(wrong)?.ok_or("nothing was changed")?;
                (ring, (TrailAction::KeysRotated, String::new()))
            }
            Self::Withdraw { key, .. } => {
                let ring = keys.change(|ring| ring.withdraw(key, now())).map_err(wrong)?;
                let none =
                    || format!("there is no key \"{key}\" that was not withdrawn, expected one that `assay keys list` shows");
                (ring.ok_or_else(none)?, (TrailAction::KeyWithdrawn, key.clone()))
            }
        };
        let deed = Deed { staff: None, action: deed.0, subject: deed.1, detail: String::new() };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
        let told = runtime.block_on(async {
            let store = Store::open(&place.data.join("assay.db")).await?;
            issuing::keys::told(&store, deed).await?;
            store.close().await;
            Ok::<_, crate::store::Error>(())
        });
        told.map_err(|error| format!("the keys were changed, but the records in {}: {error}", place.data.display()))?;
        Ok(listed(&ring))
    }
}

/// A line for each, the newest first.
fn listed(ring: &Ring) -> String {
    let day = |at: i64| credential::Time::from_unix_ms(at).map_or_else(|_| String::new(), credential::Time::date);
    let lines = ring.keys().iter().rev().map(|key| {
        let kind = if key.algorithm == Algorithm::Es256 { "P-256" } else { "Ed25519" };
        let story = match (key.withdrawn_at, key.retired_at) {
            (Some(at), _) => format!("withdrawn {}", day(at)),
            (None, Some(at)) => format!("signed until {}", day(at)),
            (None, None) => "signs".to_owned(),
        };
        format!("{}  {kind}  since {}  {story}", key.public().multikey(), day(key.made_at))
    });
    lines.collect::<Vec<_>>().join("\n")
}
