//! How keys are encrypted at rest: XChaCha20-Poly1305, under a key that a passphrase gives (Argon2id) or that lies in a file of its own.

use std::io;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::files;
use crate::secret;

/// What the sealed file's first field says.
const FORMAT: &str = "assay-keys/1";
/// A passphrase that is typed once a start may cost half a second: 64 MiB and three passes.
const COST: Cost = Cost { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
/// Of a passphrase, in characters.
const SHORTEST: usize = 12;

/// With what the keys are to be opened and sealed, as whoever starts the server said.
#[derive(Clone, Default)]
pub struct Protection {
    /// A passphrase.
    pub passphrase: Option<Zeroizing<String>>,
    /// Where the key file lies; beside the data folder where nothing is said.
    pub key_file: Option<PathBuf>,
}

impl std::fmt::Debug for Protection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Protection(..)")
    }
}

impl Protection {
    /// From the command line and the environment: the file's first line, else `ASSAY_PASSPHRASE`.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn named(passphrase_file: Option<&Path>, key_file: Option<PathBuf>) -> io::Result<Self> {
        let passphrase = match passphrase_file {
            Some(file) => {
                let text =
                    Zeroizing::new(std::fs::read_to_string(file).map_err(|error| {
                        io::Error::new(error.kind(), format!("the passphrase file {}: {error}", file.display()))
                    })?);
                Some(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
            }
            None => std::env::var("ASSAY_PASSPHRASE").ok().filter(|text| !text.is_empty()).map(Zeroizing::new),
        };
        Ok(Self { passphrase, key_file })
    }

    /// Where the key file of these data lies.
    fn key_file(&self, data: &Path) -> io::Result<PathBuf> {
        if let Some(file) = &self.key_file {
            return Ok(file.clone());
        }
        let data = std::path::absolute(data)?;
        let none = || {
            io::Error::new(io::ErrorKind::InvalidInput, "the data folder has no name; say with --key-file where the key file is")
        };
        let mut name = data.file_name().ok_or_else(none)?.to_owned();
        name.push(".key");
        Ok(data.with_file_name(name))
    }
}

/// A key that seals, and how it is come by.
pub struct Seal {
    by: By,
    key: Zeroizing<[u8; 32]>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum By {
    Passphrase { cost: Cost, salt: String },
    KeyFile,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

#[derive(Serialize, Deserialize)]
#[expect(clippy::struct_field_names, reason = "as they are called in the file")]
struct Sealed {
    format: String,
    sealed_by: By,
    nonce: String,
    sealed: String,
}

impl Seal {
    /// A new one, as the protection says. A key file that is missing is made.
    ///
    /// # Errors
    /// A passphrase that is too short; as the file system says.
    pub fn new(protection: &Protection, data: &Path) -> io::Result<Self> {
        let Some(passphrase) = &protection.passphrase else {
            let file = protection.key_file(data)?;
            if let Some(key) = read_key(&file)? {
                return Ok(Self { by: By::KeyFile, key });
            }
            let key = Zeroizing::new(secret::random::<32>());
            let text = Zeroizing::new(format!("{}\n", HEXLOWER_PERMISSIVE.encode(&*key)));
            let place = |error: io::Error| {
                let why =
                    format!("the key file {}: {error}; name another place with --key-file, or use a passphrase", file.display());
                io::Error::new(error.kind(), why)
            };
            files::write_private(&file, &text).map_err(place)?;
            files::sync_folder(&file).map_err(place)?;
            return Ok(Self { by: By::KeyFile, key });
        };
        if passphrase.chars().count() < SHORTEST {
            return Err(invalid(format!("the passphrase is too short, expected at least {SHORTEST} characters")));
        }
        let salt = secret::random::<16>();
        let key = derive(passphrase, &salt, COST)?;
        Ok(Self { by: By::Passphrase { cost: COST, salt: BASE64.encode(&salt) }, key })
    }

    /// Opens a sealed text, and gives what sealed it.
    ///
    /// # Errors
    /// A wrong passphrase or key file, one that is missing, a file that is damaged: which, and what to do.
    pub fn open(text: &str, protection: &Protection, data: &Path) -> io::Result<(Self, Zeroizing<Vec<u8>>)> {
        let damaged =
            |what: &dyn std::fmt::Display| invalid(format!("the sealed keys cannot be read: {what}; put back a copy of them"));
        let sealed: Sealed = serde_json::from_str(text).map_err(|error| damaged(&error))?;
        if sealed.format != FORMAT {
            return Err(damaged(&format!("format is {:?}, expected {FORMAT:?}", sealed.format)));
        }
        let (key, wrong) = match &sealed.sealed_by {
            By::Passphrase { cost, salt } => {
                let Some(passphrase) = &protection.passphrase else {
                    return Err(invalid(
                        "they are sealed with a passphrase; name the file that holds it with --passphrase-file, or set \
                         ASSAY_PASSPHRASE",
                    ));
                };
                let salt = BASE64.decode(salt.as_bytes()).map_err(|error| damaged(&error))?;
                (
                    derive(passphrase, &salt, *cost)?,
                    "the passphrase does not open them; expected the one that they were sealed with".to_owned(),
                )
            }
            By::KeyFile => {
                let file = protection.key_file(data)?;
                let missing = || {
                    let why = format!(
                        "they are sealed with a key file, and {} is not there; put it back, or say with --key-file where it is",
                        file.display()
                    );
                    io::Error::new(io::ErrorKind::NotFound, why)
                };
                let wrong =
                    format!("the key file {} does not open them; expected the one that they were sealed with", file.display());
                (read_key(&file)?.ok_or_else(missing)?, wrong)
            }
        };
        let (nonce, bytes) = (BASE64.decode(sealed.nonce.as_bytes()), BASE64.decode(sealed.sealed.as_bytes()));
        let nonce: [u8; 24] = nonce.ok().and_then(|nonce| nonce.try_into().ok()).ok_or_else(|| damaged(&"its nonce"))?;
        let bytes = bytes.map_err(|error| damaged(&error))?;
        let seal = Self { by: sealed.sealed_by, key };
        let payload = Payload { msg: &bytes, aad: FORMAT.as_bytes() };
        let open = seal.cipher().decrypt(&XNonce::from(nonce), payload).map_err(|_| invalid(wrong))?;
        Ok((seal, Zeroizing::new(open)))
    }

    /// A text that only this opens again.
    pub fn seal(&self, open: &[u8]) -> String {
        let nonce = secret::random::<24>();
        let payload = Payload { msg: open, aad: FORMAT.as_bytes() };
        let bytes = self.cipher().encrypt(&XNonce::from(nonce), payload).expect("a few keys are not too long to be sealed");
        let sealed = Sealed {
            format: FORMAT.to_owned(),
            sealed_by: self.by.clone(),
            nonce: BASE64.encode(&nonce),
            sealed: BASE64.encode(&bytes),
        };
        serde_json::to_string_pretty(&sealed).expect("texts are JSON") + "\n"
    }

    /// Whether a passphrase opens it.
    pub const fn is_by_passphrase(&self) -> bool {
        matches!(self.by, By::Passphrase { .. })
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(*self.key))
    }
}

/// In words for the log, and what it means.
pub fn meaning(seal: &Seal, protection: &Protection, data: &Path) -> String {
    if seal.is_by_passphrase() {
        return "the keys are sealed with the passphrase: without it neither the server nor a thief of the files can use them"
            .to_owned();
    }
    let file = protection.key_file(data).unwrap_or_default();
    format!(
        "the keys are sealed with the key file {}: whoever has it and the data folder can sign as this issuer; keep it out of backups of \
         the data, and keep a copy of it elsewhere. A passphrase (--passphrase-file, ASSAY_PASSPHRASE) is safer",
        file.display()
    )
}

/// Removes the key file beside the data, once a passphrase seals the keys.
///
/// # Errors
/// As the file system says.
pub fn remove_key_file(data: &Path) -> io::Result<()> {
    match std::fs::remove_file(Protection::default().key_file(data)?) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn read_key(file: &Path) -> io::Result<Option<Zeroizing<[u8; 32]>>> {
    let Some(text) = files::read_private(file)?.map(Zeroizing::new) else { return Ok(None) };
    hexadecimal(text.trim()).map(Some).ok_or_else(|| invalid(format!("{} does not hold 64 hexadecimal digits", file.display())))
}

/// 32 bytes as they were written in plain files.
pub fn hexadecimal(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()?);
    let bytes: [u8; 32] = bytes.as_slice().try_into().ok()?;
    Some(Zeroizing::new(bytes))
}

fn derive(passphrase: &str, salt: &[u8], cost: Cost) -> io::Result<Zeroizing<[u8; 32]>> {
    // A file that asks for more than this was not written here.
    if cost.memory_kib > 1024 * 1024 || cost.passes > 16 || cost.lanes > 16 {
        return Err(invalid("the sealed keys ask for more memory or time than expected; put back a copy of them"));
    }
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|error| invalid(error.to_string()))?;
    let mut key = Zeroizing::new([0; 32]);
    let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    hash.hash_password_into(passphrase.as_bytes(), salt, &mut *key).map_err(|error| invalid(error.to_string()))?;
    Ok(key)
}

fn invalid(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.into())
}
