//! What every request can reach.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::Semaphore;

use crate::catalogue::{Catalogue, Shelf};
use crate::identity::{Identity, Served};
use crate::keys::Keys;
use crate::password::Passwords;
use crate::pathway;
use crate::public_url::PublicUrl;
use crate::running;
use crate::sealed::Sessions;
use crate::store::Store;

/// The running server.
pub struct App {
    /// What outlives it.
    pub store: Store,
    /// Its secrets.
    pub keys: Keys,
    /// Who issues its credentials now; another key puts another in its place.
    pub identity: Served,
    /// Earlier public URLs whose identities are served on.
    pub earlier_urls: Vec<PublicUrl>,
    /// What it offers now; a publication puts another in its place.
    pub offered: RwLock<Arc<Catalogue>>,
    /// The folder of banks as it was at start.
    pub shelf: Arc<Shelf>,
    /// Held while what is offered changes, so that of two changes the later is the one that stays.
    pub publishing: tokio::sync::Mutex<()>,
    /// Checks of banks at once: each takes a processor for as long as a large bank lasts.
    pub checks: Semaphore,
    /// Sealed sessions in memory.
    pub sessions: Sessions,
    /// Hashing of passwords.
    pub passwords: Passwords,
    /// Where people reach it.
    pub public: PublicUrl,
    /// Hash of the set-up link's token, until there is a tutor.
    pub setup: Mutex<Option<String>>,
    /// Where that link may be written; it goes with the link.
    pub setup_file: PathBuf,
    /// Whether requests come through a proxy that says who asked.
    pub behind_proxy: bool,
    /// Practice logs replayed at once.
    pub replays: Semaphore,
    /// How documents of other issuers are come by.
    pub elsewhere: pathway::look::Elsewhere,
    /// Files of pathways, as they were at start.
    pub pathways: pathway::Shelf,
    /// What was worked out of logs for statistics and corrected keys.
    pub running: running::Cache,
}

impl App {
    /// What is offered at this moment; whoever holds it goes on with it when something else is published.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        Arc::clone(&self.offered.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Who issues at this moment; whoever holds it goes on with it when the keys change.
    pub fn issuer(&self) -> Arc<Identity> {
        self.identity.now()
    }

    /// The name of a cookie: `__Host-` binds it to this host where the connection is encrypted.
    pub fn cookie(&self, account: crate::store::people::Account) -> String {
        let prefix = if self.public.is_https() { "__Host-" } else { "" };
        format!("{prefix}assay-{}", account.as_str())
    }
}
