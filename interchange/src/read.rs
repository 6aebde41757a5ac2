//! One door for files of every format.

use crate::detect::{self, Format};
use crate::reading::{Reader, Reading};
use crate::{Problem, aiken, cloze, encoding, gift, loose, moodle, package, qti, qti12, table, xlsx};

/// No file is larger, in bytes.
pub const MAX_INPUT: usize = 64 << 20;

/// Reads a file of any format, known by its content; `name` is the file's own name, without folders.
///
/// ```
/// let reading = interchange::read("one.gift", b"::q1::2 + 2 = {=4 ~5}");
/// assert_eq!(reading.questions[0].id, "q1");
/// assert_eq!(reading.verdict(), interchange::Verdict::Accept);
/// ```
pub fn read(name: &str, bytes: &[u8]) -> Reading {
    let mut reader = Reader::new();
    let format = read_into(&mut reader, name, bytes);
    let mut reading = reader.finish(format);
    for problem in &mut reading.problems {
        if problem.file.is_empty() {
            name.clone_into(&mut problem.file);
        }
    }
    reading
}

/// What is said of a file that is larger than [`MAX_INPUT`].
pub(crate) fn too_large(name: &str, bytes: u64) -> Problem {
    Problem::error(name, None, "file", format!("{bytes} bytes"), "at most 64 MiB").code("too-large")
}

fn read_into(reader: &mut Reader, name: &str, bytes: &[u8]) -> Format {
    let refuse = |reader: &mut Reader, code, value: String, expected: &str| {
        reader.problems.push(Problem::error(name, None, "file", value, expected).code(code));
    };
    if bytes.is_empty() {
        refuse(reader, "empty-file", "nothing".to_owned(), "a file with questions");
        return Format::Unknown;
    }
    if bytes.len() > MAX_INPUT {
        reader.problems.push(too_large(name, bytes.len() as u64));
        return Format::Unknown;
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let expected = "a workbook of today (.xlsx) without a password: open it and save it as that";
        refuse(reader, "xlsx-encrypted-or-old", "an old or locked workbook".to_owned(), expected);
        return Format::Xlsx;
    }
    let packed = detect::ends(name, &["zip", "imscc", "xlsx", "h5p"]);
    if bytes.starts_with(b"PK") || packed {
        return read_package(reader, name, bytes);
    }
    let is_xml =
        bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf\xff\xfe\0".contains(byte)) == Some(&b'<');
    let mut found = Vec::new();
    let text = if is_xml { encoding::xml(name, bytes, &mut found) } else { encoding::text(name, bytes, &mut found) };
    encoding::warn_of_turns(name, &text.text, &mut found);
    reader.problems.append(&mut found);
    let text = text.text;
    let format = detect::of_text(name, &text);
    match format {
        Format::Gift => gift::read(reader, name, &text),
        Format::Aiken => aiken::read(reader, name, &text),
        Format::Csv => table::read_csv(reader, name, &text),
        Format::MoodleXml => moodle::read(reader, name, &text),
        Format::MoodleCloze => cloze::read(reader, name, &text),
        Format::Qti12 => qti12::read(reader, name, &text),
        Format::Qti2 | Format::Qti3 => qti::read(reader, name, &text),
        Format::Unknown if text.trim().is_empty() => refuse(reader, "empty-file", "nothing".to_owned(), "a file with questions"),
        Format::Unknown => refuse(
            reader,
            "unknown-format",
            detect::other_text(name, &text).map_or_else(|| text.trim().chars().take(40).collect(), str::to_owned),
            "CSV, XLSX, GIFT, Aiken, Moodle XML, QTI 1.2, 2 or 3, or an Assay bank",
        ),
        other => refuse_by_name(reader, name, other),
    }
    format
}

fn read_package(reader: &mut Reader, name: &str, bytes: &[u8]) -> Format {
    let files = match package::open(name, bytes) {
        Ok(files) => files,
        Err(mut problems) => {
            reader.problems.append(&mut problems);
            return if detect::ends(name, &["xlsx"]) { Format::Xlsx } else { Format::Unknown };
        }
    };
    let format = detect::of_package(name, &files);
    match format {
        Format::Xlsx => xlsx::read(reader, name, bytes),
        // A native bank is taken whole or not at all: `open::file` reads it.
        Format::Native => {
            let expected = "a file with questions; a bank's own folder is opened as a bank";
            reader.problems.push(Problem::error(name, None, "file", "an Assay bank", expected).code("native-bank"));
        }
        Format::Qti12 => qti12::read_package(reader, name, files),
        Format::Qti2 | Format::Qti3 => qti::read_package(reader, name, files),
        Format::Unknown => return loose::read_package(reader, name, files),
        other => refuse_by_name(reader, name, other),
    }
    format
}

fn refuse_by_name(reader: &mut Reader, name: &str, format: Format) {
    let expected = "CSV, XLSX, GIFT, Aiken, Moodle XML, QTI 1.2, 2 or 3: this format is not read yet";
    reader.problems.push(Problem::error(name, None, "file", format.title(), expected).code("unsupported-format"));
}
