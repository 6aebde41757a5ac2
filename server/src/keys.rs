//! Secret keys on disk: in a folder that only the owner may enter, in files that only the owner may read.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use data_encoding::HEXLOWER_PERMISSIVE;

use crate::secret;

/// The server's own secrets.
pub struct Keys {
    /// Seed of the Ed25519 key that signs badges.
    pub issuer: [u8; 32],
    /// For tickets and for what is kept of addresses.
    pub server: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(..)")
    }
}

/// Reads the keys, making those that are missing.
///
/// # Errors
/// A file that cannot be made or read, holds something else, or may be read by others.
pub fn open(data: &Path) -> io::Result<Keys> {
    let folder = data.join("keys");
    private_folder(&folder)?;
    Ok(Keys { issuer: key(&folder.join("issuer.ed25519"))?, server: key(&folder.join("server.secret"))? })
}

/// Makes a folder that only its owner may enter, or closes one to everyone else.
///
/// # Errors
/// As the file system says.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

/// Writes a file that only its owner may read, in place of whatever was there.
///
/// # Errors
/// As the file system says.
pub fn write_private(file: &Path, text: &str) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut open = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    open.write_all(text.as_bytes())?;
    open.sync_all()
}

/// Refuses a secret file that more people may reach than `widest` lets.
///
/// # Errors
/// Its mode, with the remedy.
pub fn check_mode(file: &Path, metadata: &Metadata, widest: u32) -> io::Result<()> {
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 & !widest == 0 {
        return Ok(());
    }
    let remedy = format!("{} has mode {mode:o}, expected 600: run chmod 600 on it", file.display());
    Err(io::Error::new(io::ErrorKind::PermissionDenied, remedy))
}

fn key(file: &Path) -> io::Result<[u8; 32]> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let text = format!("{}\n", HEXLOWER_PERMISSIVE.encode(&secret::random::<32>()));
            write_private(file, &text)?;
            // The name too has to be on disk before anything is signed with the key.
            File::open(file.parent().unwrap_or(Path::new(".")))?.sync_all()?;
            text
        }
        Err(error) => return Err(error),
    };
    check_mode(file, &fs::metadata(file)?, 0o600)?;
    let bytes = HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| {
        io::Error::new(io::ErrorKind::InvalidData, format!("{} does not hold 64 hexadecimal digits", file.display()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_keys_to_their_owner() {
        let data = tempfile::tempdir().unwrap();
        let first = open(data.path()).unwrap();
        let again = open(data.path()).unwrap();
        assert_eq!((first.issuer, first.server), (again.issuer, again.server));
        let mode = |path: &str| fs::metadata(data.path().join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("keys"), mode("keys/issuer.ed25519"), mode("keys/server.secret")), (0o700, 0o600, 0o600));
    }

    #[test]
    fn refuses_a_key_that_others_may_read() {
        let data = tempfile::tempdir().unwrap();
        open(data.path()).unwrap();
        let file = data.path().join("keys/issuer.ed25519");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(open(data.path()).unwrap_err().to_string().contains("chmod 600"));
    }
}
