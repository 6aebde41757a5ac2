//! The two halves of an item's file: TOML between `+++` lines, and the text below.

use crate::Problem;
use crate::line::Line;

/// An item's file, split.
#[derive(Debug)]
pub(super) struct Halves<'a> {
    /// The TOML.
    pub(super) front: &'a str,
    /// Its first line in the file.
    pub(super) front_line: usize,
    /// The Markdown below.
    pub(super) body: &'a str,
    /// Its first line in the file.
    pub(super) body_line: usize,
}

/// Splits a file.
///
/// # Errors
/// When it does not begin with a line `+++`, or none ends the front matter.
pub(super) fn split<'a>(file: &str, text: &'a str) -> Result<Halves<'a>, Problem> {
    let mut offset = 0;
    let mut front = None;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let fence = line.trim_end() == "+++";
        if index == 0 && !fence {
            return Err(Problem::error(file, 1, "front matter", line, "a line +++ at the top of the file"));
        }
        offset += line.len();
        if index == 0 {
            front = Some(offset);
        } else if let Some(start) = front
            && fence
        {
            return Ok(Halves {
                front: &text[start..offset - line.len()],
                front_line: 2,
                body: &text[offset..],
                body_line: index + 2,
            });
        }
    }
    let value = if front.is_some() { "no second line +++" } else { "an empty file" };
    Err(Problem::error(file, 1, "front matter", value, "TOML between two lines +++"))
}

/// The text of a file, its line ends made plain.
///
/// # Errors
/// When it is not UTF-8: with the place and the offset of the first byte that is not.
pub(super) fn text(file: &str, bytes: &[u8]) -> Result<String, Problem> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n")),
        Err(error) => {
            let offset = error.valid_up_to();
            let before = std::str::from_utf8(&bytes[..offset]).unwrap_or_default();
            let at = Line { number: 1, column: Some(1) }.behind(before.strip_prefix('\u{feff}').unwrap_or(before));
            let byte = bytes[offset];
            Err(Problem::error(file, None, "encoding", format!("byte 0x{byte:02x} at offset {offset}"), "UTF-8").at(at))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_the_fences_and_counts_lines() {
        let halves = split("x", "+++\na = 1\n+++\nText\n+++\n").expect("it has both fences");
        assert_eq!((halves.front, halves.front_line, halves.body, halves.body_line), ("a = 1\n", 2, "Text\n+++\n", 4));
        let empty = split("x", "+++\n+++").expect("it has both fences");
        assert_eq!((empty.front, empty.body, empty.body_line), ("", "", 3));
    }

    #[test]
    fn says_which_fence_is_missing() {
        let said = |text| split("items/a.md", text).err().map(|problem| problem.to_string()).unwrap_or_default();
        assert_eq!(said("id = 1\n"), "items/a.md:1: front matter = id = 1, expected a line +++ at the top of the file");
        assert_eq!(said("+++\nid = 1\n"), "items/a.md:1: front matter = no second line +++, expected TOML between two lines +++");
        assert_eq!(said(""), "items/a.md:1: front matter = an empty file, expected TOML between two lines +++");
    }

    #[test]
    fn names_the_byte_that_is_not_utf_8() {
        let problem = text("items/a.md", b"+++\nid = \"\xe9\"\n").expect_err("Latin-1 is not UTF-8");
        assert_eq!(problem.to_string(), "items/a.md:2:7: encoding = byte 0xe9 at offset 10, expected UTF-8");
    }

    #[test]
    fn takes_windows_line_ends_and_a_byte_order_mark() {
        assert_eq!(text("x", b"\xef\xbb\xbf+++\r\na\r\n").as_deref(), Ok("+++\na\n"));
    }
}
