//! The server's secrets: the ring of keys that sign credentials, and what tickets are made with. They are sealed at rest
//! ([`Protection`]), in one file of the data folder; nothing of them is in the database.

mod files;
mod ring;
mod seal;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

pub use files::{check_mode, private_folder, write_private};
pub use ring::{Ring, RingKey};
pub use seal::Protection;
use seal::Seal;

use crate::clock::now;
use crate::secret;

/// The server's own secrets.
pub struct Keys {
    /// For tickets and for what is kept of addresses.
    pub server: [u8; 32],
    /// How they are kept, in words.
    pub kept: String,
    vault: Mutex<Vault>,
}

struct Vault {
    ring: Ring,
    seal: Seal,
    file: PathBuf,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(..)")
    }
}

impl Keys {
    /// Opens the keys of a data folder, making those that are missing. Keys in plain files of an earlier version are sealed, and the
    /// plain files go. Keys that a key file sealed are sealed with the passphrase from the start that brings one.
    ///
    /// # Errors
    /// A file that cannot be made or read, holds something else, or may be read by others; a passphrase or key file that does not open
    /// the keys.
    pub fn open(data: &Path, protection: &Protection) -> io::Result<Self> {
        let folder = data.join("keys");
        private_folder(&folder)?;
        let file = folder.join("sealed.json");
        let (ring, seal) = if let Some(text) = files::read_private(&file)? {
            let (seal, open) = Seal::open(&text, protection, data)?;
            let odd =
                || io::Error::new(io::ErrorKind::InvalidData, "the sealed keys open, and are not keys; put back a copy of them");
            let ring = Ring::from_bytes(&open).ok_or_else(odd)?;
            if protection.passphrase.is_some() && !seal.is_by_passphrase() {
                let seal = Seal::new(protection, data)?;
                files::replace_private(&file, &seal.seal(&ring.to_bytes()))?;
                seal::remove_key_file(data)?;
                (ring, seal)
            } else {
                (ring, seal)
            }
        } else {
            let plain = |name: &str| plain(&folder.join(name));
            let seal = Seal::new(protection, data)?;
            let fresh = || Zeroizing::new(secret::random());
            let (issuer, server) = (plain(ISSUER)?, plain(SERVER)?);
            let ring = Ring::new(issuer.unwrap_or_else(fresh), server.unwrap_or_else(fresh), now());
            // On disk before anything is signed with them.
            files::replace_private(&file, &seal.seal(&ring.to_bytes()))?;
            (ring, seal)
        };
        // Also where a start was interrupted between the two.
        for name in [ISSUER, SERVER] {
            match std::fs::remove_file(folder.join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        let kept = seal::meaning(&seal, protection, data);
        Ok(Self { server: *ring.server, kept, vault: Mutex::new(Vault { ring, seal, file }) })
    }

    /// The ring as it is now.
    pub fn ring(&self) -> Ring {
        self.vault().ring.clone()
    }

    /// Changes the ring; it is on disk when this gives it back. `change` says whether it changed anything.
    ///
    /// # Errors
    /// As the file system says; then nothing is changed.
    pub fn change(&self, change: impl FnOnce(&mut Ring) -> bool) -> io::Result<Option<Ring>> {
        let mut vault = self.vault();
        let mut ring = vault.ring.clone();
        if !change(&mut ring) {
            return Ok(None);
        }
        files::replace_private(&vault.file, &vault.seal.seal(&ring.to_bytes()))?;
        vault.ring = ring.clone();
        Ok(Some(ring))
    }

    fn vault(&self) -> MutexGuard<'_, Vault> {
        self.vault.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where the keys were before they were sealed.
const ISSUER: &str = "issuer.ed25519";
const SERVER: &str = "server.secret";

fn plain(file: &Path) -> io::Result<Option<Zeroizing<[u8; 32]>>> {
    let Some(text) = files::read_private(file)?.map(Zeroizing::new) else { return Ok(None) };
    let odd = || io::Error::new(io::ErrorKind::InvalidData, format!("{} does not hold 64 hexadecimal digits", file.display()));
    seal::hexadecimal(text.trim()).map(Some).ok_or_else(odd)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use credential::Algorithm;
    use data_encoding::HEXLOWER;

    use super::*;

    fn passphrase(text: &str) -> Protection {
        Protection { passphrase: Some(Zeroizing::new(text.to_owned())), key_file: None }
    }

    fn current(keys: &Keys) -> String {
        keys.ring().current(Algorithm::EdDsa).unwrap().public().multikey()
    }

    #[test]
    fn keeps_keys_to_their_owner() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        let first = Keys::open(&data, &Protection::default()).unwrap();
        let again = Keys::open(&data, &Protection::default()).unwrap();
        assert_eq!((current(&first), first.server), (current(&again), again.server));
        let mode = |path: &str| fs::metadata(home.path().join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("data/keys"), mode("data/keys/sealed.json"), mode("data.key")), (0o700, 0o600, 0o600));
        assert!(first.kept.contains("data.key"));

        fs::set_permissions(home.path().join("data.key"), fs::Permissions::from_mode(0o644)).unwrap();
        let refused = Keys::open(&data, &Protection::default()).unwrap_err().to_string();
        assert!(refused.contains("chmod 600"), "{refused}");
    }

    #[test]
    fn takes_over_plain_keys_and_leaves_none() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        private_folder(&data.join("keys")).unwrap();
        for (name, byte) in [(ISSUER, 7u8), (SERVER, 8)] {
            write_private(&data.join("keys").join(name), &format!("{}\n", HEXLOWER.encode(&[byte; 32]))).unwrap();
        }
        let keys = Keys::open(&data, &Protection::default()).unwrap();
        assert_eq!(current(&keys), credential::SecretKey::from_bytes(&[7; 32]).public().multikey());
        assert_eq!(keys.server, [8; 32]);
        let left: Vec<_> = fs::read_dir(data.join("keys")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["sealed.json"]);
        let sealed = fs::read_to_string(data.join("keys/sealed.json")).unwrap();
        assert!(!sealed.contains(&HEXLOWER.encode(&[7; 32])) && !sealed.contains("EdDSA"));
    }

    #[test]
    fn opens_with_the_passphrase_and_with_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        let key = current(&Keys::open(&data, &Protection::default()).unwrap());
        // A passphrase that comes later takes the place of the key file.
        let sealed = Keys::open(&data, &passphrase("correct horse battery")).unwrap();
        assert_eq!(current(&sealed), key);
        assert!(!home.path().join("data.key").exists());
        let refused = |protection: &Protection| Keys::open(&data, protection).unwrap_err().to_string();
        assert!(refused(&Protection::default()).contains("--passphrase-file"));
        assert!(refused(&passphrase("incorrect horse battery")).contains("does not open them"));
        assert_eq!(current(&Keys::open(&data, &passphrase("correct horse battery")).unwrap()), key);
        let short = Keys::open(&home.path().join("other"), &passphrase("short")).unwrap_err().to_string();
        assert!(short.contains("12 characters"), "{short}");
    }

    #[test]
    fn says_what_is_missing_and_what_is_damaged() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        drop(Keys::open(&data, &Protection::default()).unwrap());
        let refused = || Keys::open(&data, &Protection::default()).unwrap_err().to_string();
        fs::remove_file(home.path().join("data.key")).unwrap();
        assert!(refused().contains("is not there"));
        write_private(&home.path().join("data.key"), &HEXLOWER.encode(&[1; 32])).unwrap();
        assert!(refused().contains("does not open them"));
        write_private(&data.join("keys/sealed.json"), "{}").unwrap();
        assert!(refused().contains("cannot be read"));
    }

    #[test]
    fn has_a_changed_ring_on_disk() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        let keys = Keys::open(&data, &Protection::default()).unwrap();
        assert!(keys.change(|_| false).unwrap().is_none());
        keys.change(|ring| {
            ring.rotate(5);
            true
        })
        .unwrap();
        let again = Keys::open(&data, &Protection::default()).unwrap();
        assert_eq!((current(&again), again.ring().keys().len()), (current(&keys), 2));
    }
}
