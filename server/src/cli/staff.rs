//! `assay staff`: the way back in for whoever runs the server.

use std::path::PathBuf;
use std::process::ExitCode;

use api::staff::TrailAction;
use clap::Subcommand;

use super::{print, wrong_use};
use crate::clock::{DAY, now};
use crate::public_url::PublicUrl;
use crate::secret;
use crate::store::trail::{self, Deed};
use crate::store::{Error, Store, staff};

/// Days for which a link made here opens: whoever made it is at the machine.
const DAYS: i64 = 1;

/// Work with the accounts of those who run assessments
#[derive(Debug, Subcommand)]
pub enum Staff {
    /// Print a link with which somebody sets a new password, as an owner does on the page
    ///
    /// For an owner who has forgotten theirs and has nobody to ask. The server may be running. The link opens once, for a day, and
    /// the trail tells that it was made.
    PasswordLink {
        /// The e-mail with which they sign in
        email: String,
        /// Folder of the server's records
        #[arg(long, value_name = "DIR", default_value = "data", env = "ASSAY_DATA")]
        data: PathBuf,
        /// Address under which people reach the server
        #[arg(long, value_name = "URL", default_value = "http://localhost:8080", env = "ASSAY_PUBLIC_URL")]
        public_url: PublicUrl,
    },
}

impl Staff {
    /// Runs it.
    pub fn run(self) -> ExitCode {
        let Self::PasswordLink { email, data, public_url } = self;
        let file = data.join("assay.db");
        if !file.is_file() {
            return wrong_use(&format!("{}: there are no records here; name their folder with --data", data.display()));
        }
        let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return wrong_use(&format!("the runtime does not start: {error}")),
        };
        match runtime.block_on(async { link(&Store::open(&file).await?, &email).await }) {
            Ok(Some(token)) => {
                print(&public_url.join(&format!("/password#{token}")));
                ExitCode::SUCCESS
            }
            Ok(None) => wrong_use(&format!("nobody signs in with \"{email}\", expected the e-mail of an open account")),
            Err(error) => {
                eprintln!("assay: the records in {}: {error}", data.display());
                ExitCode::FAILURE
            }
        }
    }
}

async fn link(store: &Store, email: &str) -> Result<Option<String>, Error> {
    let Some(account) = store.staff_by_email(email).await? else { return Ok(None) };
    let (token, at) = (secret::token(), now());
    let hash = secret::hash(&token);
    let deed = Deed { staff: None, action: TrailAction::PasswordLinkMade, subject: account.id.clone(), detail: String::new() };
    store
        .write(move |db| {
            Box::pin(async move {
                staff::insert_password_link(db, &hash, &account.id, at, at + DAYS * DAY).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    store.close().await;
    Ok(Some(token))
}
