//! What every request can reach.

use std::path::PathBuf;
use std::sync::Mutex;

use tokio::sync::Semaphore;

use crate::catalogue::Catalogue;
use crate::identity::Identity;
use crate::keys::Keys;
use crate::password::Passwords;
use crate::public_url::PublicUrl;
use crate::sealed::Sessions;
use crate::store::Store;

/// The running server.
pub struct App {
    /// What outlives it.
    pub store: Store,
    /// Its secrets.
    pub keys: Keys,
    /// Who issues its badges.
    pub identity: Identity,
    /// What it offers.
    pub catalogue: Catalogue,
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
}

impl App {
    /// The name of a cookie: `__Host-` binds it to this host where the connection is encrypted.
    pub fn cookie(&self, account: crate::store::people::Account) -> String {
        let prefix = if self.public.is_https() { "__Host-" } else { "" };
        format!("{prefix}assay-{}", account.as_str())
    }
}
