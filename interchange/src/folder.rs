//! Where files come from: a folder on disk, an upload, a test.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

/// No file of a bank is larger, in bytes.
pub const MAX_FILE: u64 = 8 << 20;

/// No bank has more files.
const MAX_FILES: usize = 50_000;

/// Folders are no deeper.
const MAX_DEPTH: usize = 8;

/// A set of named files.
///
/// Names are paths inside the folder with `/` between their parts, as `items/SD-1-03.md`.
pub trait Folder {
    /// Every name, sorted.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    fn list(&self) -> io::Result<Vec<String>>;

    /// The bytes of one file, at most [`MAX_FILE`].
    ///
    /// # Errors
    /// When there is no such file, or it cannot or may not be read.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
}

/// Files in memory, by name.
impl Folder for BTreeMap<String, Vec<u8>> {
    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let bytes = self.get(path).ok_or(io::ErrorKind::NotFound)?;
        within_limit(bytes.len() as u64)?;
        Ok(bytes.clone())
    }
}

/// A folder on disk. Symbolic links are listed and refused when read, so that a bank cannot bring in files from elsewhere;
/// names that begin with a dot are left out.
#[derive(Clone, Debug)]
pub struct DirFolder(pub PathBuf);

impl Folder for DirFolder {
    fn list(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        list_into(&self.0, "", 0, &mut names)?;
        names.sort();
        Ok(names)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let relative = Path::new(path);
        if path.is_empty() || !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(refused("a path inside the folder"));
        }
        // Every part is looked at, not only the last: a linked folder leads outside as well as a linked file.
        let mut full = self.0.clone();
        for part in relative.components() {
            full.push(part);
            if full.symlink_metadata()?.file_type().is_symlink() {
                return Err(refused("a file, not a symbolic link"));
            }
        }
        let metadata = full.symlink_metadata()?;
        if !metadata.is_file() {
            return Err(refused("a regular file"));
        }
        within_limit(metadata.len())?;
        std::fs::read(full)
    }
}

fn list_into(folder: &Path, prefix: &str, depth: usize, names: &mut Vec<String>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            if depth == MAX_DEPTH {
                return Err(refused("folders at most 8 deep"));
            }
            list_into(&entry.path(), &format!("{path}/"), depth + 1, names)?;
        } else {
            if names.len() == MAX_FILES {
                return Err(refused("at most 50000 files"));
            }
            names.push(path);
        }
    }
    Ok(())
}

fn within_limit(bytes: u64) -> io::Result<()> {
    if bytes > MAX_FILE {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("{bytes} bytes, expected at most {MAX_FILE}")));
    }
    Ok(())
}

fn refused(expected: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("expected {expected}"))
}
