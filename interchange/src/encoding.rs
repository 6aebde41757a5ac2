//! Bytes to text: UTF-8 and UTF-16 by their marks, else UTF-8 if it is that or nearly so, else windows-1252; said where it was not plain
//! UTF-8.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Problem;

/// A file's text, and how it was encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Without a byte order mark; line ends are as in the file.
    pub text: String,
    /// As `UTF-8`, `UTF-16LE`, `windows-1252`.
    pub encoding: &'static str,
}

/// Reads bytes as text, and warns where they were not UTF-8.
///
/// ```
/// let mut problems = Vec::new();
/// let text = interchange::encoding::text("q.gift", b"O\xf9 ?", &mut problems);
/// assert_eq!((text.text.as_str(), text.encoding), ("Où ?", "windows-1252"));
/// assert_eq!(problems[0].code, "encoding-guessed");
/// ```
pub fn text(file: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Text {
    decode(file, bytes, None, problems)
}

/// The same for XML, where the declaration counts unless there is a byte order mark.
///
/// An encoding that nobody knows is a problem, and is guessed.
pub fn xml(file: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Text {
    let head: String = bytes.iter().take(200).filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
    let declared = head.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).and_then(|rest| {
        let (_, after) = rest.split_once("encoding")?;
        let after = after.trim_start().strip_prefix('=')?.trim_start();
        let quote = after.chars().next().filter(|c| "\"'".contains(*c))?;
        after[1..].split(quote).next()
    });
    let known = declared.and_then(|name| {
        let encoding = Encoding::for_label(name.as_bytes());
        if encoding.is_none() {
            let problem = Problem::error(file, 1, "encoding", name, "UTF-8, or another encoding that browsers know");
            problems.push(problem.as_warning().code("encoding-guessed"));
        }
        encoding
    });
    decode(file, bytes, known, problems)
}

/// The name of the encoding in which [`text`] reads bytes, for whoever has a decoder of their own, as every browser has.
///
/// ```
/// assert_eq!(interchange::encoding::name("Où".as_bytes()), "UTF-8");
/// assert_eq!(interchange::encoding::name(b"O\xf9"), "windows-1252");
/// ```
pub fn name(bytes: &[u8]) -> &'static str {
    let found = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => Some(encoding),
        None => utf16_without_mark(bytes),
    };
    found.or_else(|| is_nearly_utf8(bytes).then_some(UTF_8)).unwrap_or(WINDOWS_1252).name()
}

fn decode(file: &str, bytes: &[u8], declared: Option<&'static Encoding>, problems: &mut Vec<Problem>) -> Text {
    let mut warn = |code, value: &str, expected: &str| {
        problems.push(Problem::error(file, None, "encoding", value, expected).as_warning().code(code));
    };
    let marked = Encoding::for_bom(bytes);
    let bytes = marked.map_or(bytes, |(_, length)| &bytes[length..]);
    let encoding = match (marked, declared) {
        // A declaration that can be read is not UTF-16, whatever it says, unless every other byte is zero.
        (None, Some(encoding)) if encoding == UTF_16LE || encoding == UTF_16BE => utf16_without_mark(bytes).or(Some(UTF_8)),
        (Some((encoding, _)), _) | (None, Some(encoding)) => Some(encoding),
        (None, None) => utf16_without_mark(bytes),
    };
    let encoding = encoding.unwrap_or_else(|| {
        if is_nearly_utf8(bytes) {
            return UTF_8;
        }
        warn(
            "encoding-guessed",
            "bytes that are not UTF-8, read as windows-1252",
            "UTF-8: save the file as UTF-8 if letters look wrong",
        );
        WINDOWS_1252
    });
    if encoding == UTF_16LE || encoding == UTF_16BE {
        warn("encoding-not-utf8", encoding.name(), "UTF-8; it was read all the same");
    }
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    if wrong && encoding == UTF_8 {
        name_bad_bytes(file, bytes, problems);
    } else if wrong {
        let expected = format!("{} throughout; what could not be read is shown as \u{fffd}", encoding.name());
        warn("encoding-not-utf8", "bytes that do not fit", &expected);
    }
    Text { text: without_nul(file, text.into_owned(), problems), encoding: encoding.name() }
}

/// Without U+0000, each named with its place: no XML holds it, and what is written with it is lost on its way.
fn without_nul(file: &str, text: String, problems: &mut Vec<Problem>) -> String {
    let Some(first) = text.find('\0') else { return text };
    let mut line = 1;
    let mut from = 0;
    for (at, _) in text[first..].match_indices('\0').take(NAMED) {
        let before = &text[from..first + at];
        line += before.matches('\n').count();
        from = first + at;
        let start = text[..from].rfind('\n').map_or(0, |end| end + 1);
        let column = 1 + text[start..from].chars().count();
        problems.push(nul(Problem::error(file, line, "text", "", "").column(column)));
    }
    let more = text[from + 1..].matches('\0').count();
    if more > 0 {
        let problem = nul(Problem::error(file, None, "text", "", ""));
        problems.push(Problem { value: format!("U+0000 in {more} more places"), ..problem });
    }
    text.replace('\0', "")
}

/// What is said of a U+0000 at the place of a problem.
pub(crate) fn nul(at: Problem) -> Problem {
    let expected = "text without that character; it was taken out".to_owned();
    Problem { value: "U+0000".to_owned(), expected, ..at }.as_warning().code("nul-character")
}

/// Whether bytes are UTF-8, but for fewer places than there are letters beyond ASCII that are: letters of another encoding look like one
/// of UTF-8 by chance only.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    wrong == 0 || wrong < letters
}

/// So many places are named each.
const NAMED: usize = 10;

/// Names the places of a text in UTF-8 that are none.
fn name_bad_bytes(file: &str, bytes: &[u8], problems: &mut Vec<Problem>) {
    let (mut line, mut column, mut found) = (1, 1, 0);
    for chunk in bytes.utf8_chunks() {
        line += chunk.valid().matches('\n').count();
        column = match chunk.valid().rsplit_once('\n') {
            Some((_, last)) => 1 + last.chars().count(),
            None => column + chunk.valid().chars().count(),
        };
        if chunk.invalid().is_empty() {
            continue;
        }
        found += 1;
        if found <= NAMED {
            let shown: Vec<String> = chunk.invalid().iter().map(|byte| format!("0x{byte:02x}")).collect();
            let expected = "UTF-8, as in the rest of the file; it is shown as \u{fffd}";
            let problem = Problem::error(file, line, "encoding", format!("byte {}", shown.join(" ")), expected);
            problems.push(problem.as_warning().column(column).code("encoding-not-utf8"));
        }
        column += 1;
    }
    if found > NAMED {
        let value = format!("{} more places with such bytes", found - NAMED);
        let problem = Problem::error(file, None, "encoding", value, "UTF-8: save the file as UTF-8");
        problems.push(problem.as_warning().code("encoding-not-utf8"));
    }
}

/// Latin letters in UTF-16 have a zero in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(64)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match head.len() {
        length if length >= 4 && odd * 4 > length && even == 0 => Some(UTF_16LE),
        length if length >= 4 && even * 4 > length && odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Warns of characters that turn the direction of text: they can make a key look like another.
pub(crate) fn warn_of_turns(file: &str, text: &str, problems: &mut Vec<Problem>) {
    for (index, line) in text.lines().enumerate() {
        if let Some(at) = line.chars().position(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
            let problem = Problem::error(
                file,
                index + 1,
                "text",
                "a character that turns the direction of text",
                "none, as it can hide what a key says",
            );
            problems.push(problem.as_warning().column(at + 1).code("bidi-control"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_encoding_and_says_so() {
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("Où".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let cases: [(&[u8], &str, &[&str]); 4] = [
            ("Où".as_bytes(), "UTF-8", &[]),
            ("\u{feff}Où".as_bytes(), "UTF-8", &[]),
            (&utf16, "UTF-16LE", &["encoding-not-utf8"]),
            (b"O\xf9", "windows-1252", &["encoding-guessed"]),
        ];
        for (bytes, encoding, codes) in cases {
            let mut problems = Vec::new();
            let read = text("f", bytes, &mut problems);
            assert_eq!((read.text.as_str(), read.encoding), ("Où", encoding));
            assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), codes);
        }
    }

    #[test]
    fn names_the_few_bytes_of_a_file_that_are_not_utf_8() {
        let mut problems = Vec::new();
        let bytes = ["é 中文\n".as_bytes(), b"ab\xff c\n", "ü\n".as_bytes(), b"\xfe"].concat();
        let read = text("f", &bytes, &mut problems);
        assert_eq!((read.text.as_str(), read.encoding), ("é 中文\nab\u{fffd} c\nü\n\u{fffd}", "UTF-8"));
        let said: Vec<_> =
            problems.iter().map(|problem| (problem.code, problem.line, problem.column, problem.value.as_str())).collect();
        let code = "encoding-not-utf8";
        assert_eq!(said, [(code, Some(2), Some(3), "byte 0xff"), (code, Some(4), Some(1), "byte 0xfe")]);

        // Of many, the first are named and the others counted.
        problems.clear();
        text("f", &["é".repeat(99).as_bytes(), &b"\xff ".repeat(50)].concat(), &mut problems);
        assert_eq!((problems.len(), problems[10].value.as_str()), (11, "40 more places with such bytes"));
    }

    #[test]
    fn takes_out_each_nul_and_names_its_place() {
        let mut problems = Vec::new();
        let read = text("f", "é\0b\nc\n\0\0".as_bytes(), &mut problems);
        assert_eq!(read.text, "éb\nc\n");
        let said: Vec<_> = problems.iter().map(ToString::to_string).collect();
        let expected = "warning: text = U+0000, expected text without that character; it was taken out";
        assert_eq!(said, [format!("f:1:2: {expected}"), format!("f:3:1: {expected}"), format!("f:3:2: {expected}")]);
        assert!(problems.iter().all(|problem| problem.code == "nul-character"));

        // Of many, the first are named and the others counted.
        problems.clear();
        assert_eq!(xml("f", format!("<a>{}</a>", "\0".repeat(50)).as_bytes(), &mut problems).text, "<a></a>");
        assert_eq!((problems.len(), problems[10].value.as_str()), (11, "U+0000 in 40 more places"));
    }

    #[test]
    fn takes_letters_of_windows_1252_for_what_they_are() {
        for bytes in [&b"caf\xe9"[..], b"\xc4\xd6\xdc \xe4\xf6\xfc", b"na\xefve \xc3\xa9 caf\xe9"] {
            assert_eq!(text("f", bytes, &mut Vec::new()).encoding, "windows-1252", "{bytes:?}");
        }
    }

    #[test]
    fn obeys_the_declaration_of_xml() {
        let mut problems = Vec::new();
        let read = xml("f", b"<?xml version=\"1.0\" encoding='ISO-8859-1'?><a>\xf9</a>", &mut problems);
        assert!(read.text.ends_with("<a>ù</a>") && problems.is_empty(), "{problems:?}");
    }
}
