//! Secrets on disk: in a folder that only the owner may enter, in files that only the owner may read.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

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

/// Puts a file that only its owner may read in the place of another, so that at every moment one of the two is there whole.
///
/// # Errors
/// As the file system says.
pub fn replace_private(file: &Path, text: &str) -> io::Result<()> {
    let fresh = file.with_extension("new");
    write_private(&fresh, text)?;
    fs::rename(&fresh, file)?;
    sync_folder(file)
}

/// Puts a file's name on disk too.
///
/// # Errors
/// As the file system says.
pub fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// A secret file's text; `None` where there is none.
///
/// # Errors
/// As the file system says; a file that others may read.
pub fn read_private(file: &Path) -> io::Result<Option<String>> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    check_mode(file, &fs::metadata(file)?, 0o600)?;
    Ok(Some(text))
}
