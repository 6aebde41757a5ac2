//! Packages: zip archives of other programs, opened in bounded memory, whole or not at all.
//!
//! An archive is refused if it is encrypted, broken, too large, if it grows beyond belief, or if a name in it leads outside, is a link, or
//! is there twice: whoever takes one of two files in silence is wrong.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::Problem;

/// No package has more entries.
pub const MAX_ENTRIES: usize = 10_000;
/// No file of a package is larger, in bytes.
pub const MAX_ENTRY: u64 = 64 << 20;
/// No package is larger when unpacked, in bytes.
pub const MAX_TOTAL: u64 = 256 << 20;
/// Beyond a megabyte nothing honest shrinks more than this.
pub const MAX_RATIO: u64 = 200;

/// The files of a package by their paths, without what desktops litter.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Opens a package.
///
/// # Errors
/// Why it is refused, as problems that name the package or the entry.
pub fn open(file: &str, bytes: &[u8]) -> Result<Files, Vec<Problem>> {
    let refused = |code, value: String, expected: &str| vec![Problem::error(file, None, "package", value, expected).code(code)];
    if !bytes.starts_with(b"PK") {
        // A zip archive whose first bytes are damaged still has the marks of its entries.
        let damaged = bytes.windows(4).any(|window| window == LOCAL_HEADER || window == b"PK\x01\x02");
        let code = match bytes {
            [] => "empty-file",
            _ if damaged => "zip-corrupt",
            _ => "not-a-zip",
        };
        return Err(refused(code, "something else".to_owned(), "a zip archive"));
    }
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => {
            let mut problems = refused("zip-corrupt", error.to_string(), "a zip archive that is whole");
            problems.extend(cut_off(bytes).map(|name| {
                let expected = "an archive that is whole: copy or download it again";
                Problem::error(file, None, name, "the archive ends within it", expected).code("missing-file")
            }));
            return Err(problems);
        }
    };
    let stated = stated_entries(bytes).unwrap_or(archive.len());
    if stated.max(archive.len()) > MAX_ENTRIES {
        return Err(refused("zip-too-many-entries", format!("{stated} entries"), &format!("at most {MAX_ENTRIES}")));
    }
    if stated > archive.len() {
        return Err(refused("zip-duplicate-entry", "two entries of one name".to_owned(), "each name once"));
    }
    if archive.is_empty() {
        return Err(refused("zip-empty", "no entries".to_owned(), "the files of a bank"));
    }
    let mut files = Files::new();
    let mut problems = Vec::new();
    let mut total = 0;
    for index in 0..archive.len() {
        let entry = match archive.by_index_raw(index) {
            Ok(entry) => entry,
            Err(error) => return Err(refused("zip-corrupt", error.to_string(), "a zip archive that is whole")),
        };
        let Ok(name) = entry.name().map(std::borrow::Cow::into_owned) else {
            problems.push(
                Problem::error(file, None, format!("entry {}", index + 1), "a name that cannot be read", "UTF-8")
                    .code("zip-corrupt"),
            );
            continue;
        };
        let wrong = |code, value: &str, expected: &str| Problem::error(file, None, name.as_str(), value, expected).code(code);
        let stays = !name.starts_with(['/', '\\'])
            && name.get(1..2) != Some(":")
            && !name.split(['/', '\\']).any(|part| part == "..")
            && !name.contains('\0');
        if !stays {
            problems.push(wrong("zip-path-traversal", "a path that leads outside", "paths inside the package"));
            continue;
        }
        if entry.is_symlink() {
            problems.push(wrong("zip-symlink", "a link", "files only"));
            continue;
        }
        if entry.encrypted() {
            problems.push(wrong("zip-encrypted", "encrypted", "a package without a password"));
            continue;
        }
        let (packed, size) = (entry.compressed_size(), entry.size());
        drop(entry);
        if name.ends_with('/') || is_litter(&name) {
            continue;
        }
        let bomb = |size: u64| size > MAX_ENTRY || size > 1 << 20 && size / packed.max(1) > MAX_RATIO;
        if bomb(size) {
            return Err(refused(
                "zip-bomb",
                format!("{name}: {packed} bytes that grow to {size}"),
                "files of at most 64 MiB, not packed beyond belief",
            ));
        }
        // What an entry says of its size is not believed: reading stops at the limit.
        let mut content = Vec::new();
        let read =
            archive.by_index(index).and_then(|entry| entry.take(MAX_ENTRY + 1).read_to_end(&mut content).map_err(ZipError::from));
        if let Err(error) = read {
            problems.push(wrong("zip-corrupt", &error.to_string(), "an entry that can be unpacked"));
            continue;
        }
        total += content.len() as u64;
        if bomb(content.len() as u64) || total > MAX_TOTAL {
            return Err(refused(
                "zip-bomb",
                format!("{name}: grows to {} bytes, {total} so far", content.len()),
                "at most 256 MiB in all",
            ));
        }
        files.insert(name.replace('\\', "/"), content);
    }
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

/// Packs files, in the order of their names. The same files give the same bytes: no entry has a date of its own.
///
/// ```
/// let files = interchange::package::Files::from([("a/b.txt".to_owned(), b"b".to_vec())]);
/// let packed = interchange::package::pack(&files);
/// assert_eq!(interchange::package::open("p.zip", &packed), Ok(files));
/// ```
pub fn pack(files: &Files) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, content) in files {
        let written = archive.start_file(name.as_str(), options).and_then(|()| Ok(archive.write_all(content)?));
        written.expect("memory takes every file that is small enough to be in it");
    }
    archive.finish().expect("memory takes the directory too").into_inner()
}

/// What an entry begins with.
const LOCAL_HEADER: &[u8] = b"PK\x03\x04";

/// The entry within which an archive ends that was not copied to its end.
fn cut_off(bytes: &[u8]) -> Option<String> {
    let number = |at: usize, length: usize| -> Option<usize> {
        let bytes = bytes.get(at..at + length)?;
        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    };
    let mut at = 0;
    while bytes.get(at..)?.starts_with(LOCAL_HEADER) {
        let (packed, name, extra) = (number(at + 18, 4)?, number(at + 26, 2)?, number(at + 28, 2)?);
        let start = at + 30;
        let end = start + name + extra + packed;
        if end > bytes.len() {
            return Some(String::from_utf8_lossy(bytes.get(start..start + name)?).into_owned());
        }
        at = end;
    }
    None
}

/// What desktops put beside files.
fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    name.starts_with("__MACOSX/") || last.starts_with("._") || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&last)
}

/// How many entries the archive says that it has, at its end; the library folds entries of one name into one.
fn stated_entries(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(22 + 65_535);
    let at = (from..bytes.len().saturating_sub(21)).rev().find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))?;
    let count = u16::from_le_bytes([bytes[at + 10], bytes[at + 11]]);
    // 65535 means that the number stands elsewhere, and is too many anyway.
    Some(usize::from(count))
}
