//! Places in a prompt where something is to be filled or pressed, on their way through Markdown and the sanitiser.
//!
//! No element that a text may hold says "here is gap g1", and the allow-list is not made longer for it. So a reader puts characters of
//! the private use area for the gap, which are plain text for all that lies between, and [`place`] puts the element in afterwards ([`engine::bank::fields_in`] finds it):
//!
//! | in the text | in the prompt |
//! | --- | --- |
//! | U+E000 `ID` U+E001 | `<span data-field="ID"></span>` |
//! | U+E000 `ID` U+E002 `words` U+E001 | `<span data-field="ID">words</span>` |
//!
//! A text of an author has none of these characters of its own: [`without`] takes them out first.

use crate::passage::Passage;

/// Begins a marker; its id follows.
pub const OPEN: char = '\u{E000}';
/// Ends a marker.
pub const CLOSE: char = '\u{E001}';
/// Between a marker's id and its words.
pub const WORDS: char = '\u{E002}';

/// The text without what would be taken for a marker.
///
/// ```
/// assert_eq!(interchange::markers::without("a\u{E000}b"), "ab");
/// ```
pub fn without(text: &str) -> String {
    text.replace([OPEN, CLOSE, WORDS], "")
}

/// The same of a text with places.
pub(crate) fn cut(passage: &Passage) -> Passage {
    passage.without(&[OPEN, CLOSE, WORDS])
}

/// The marker of a gap.
pub fn gap(id: &str) -> String {
    format!("{OPEN}{id}{CLOSE}")
}

/// The marker of words that can be pressed.
pub fn words(id: &str, words: &str) -> String {
    format!("{OPEN}{id}{WORDS}{words}{CLOSE}")
}

/// Puts elements for the markers in sanitised HTML.
///
/// Only where an element can stand: a marker in an attribute or a formula, one without an end, one whose id is no name, or one whose words begin
/// within one element and end within another loses its signs and nothing else.
///
/// ```
/// use interchange::markers::{gap, place, words};
/// assert_eq!(place(&format!("<p>2 + 2 = {}</p>", gap("g1"))), "<p>2 + 2 = <span data-field=\"g1\"></span></p>");
/// assert_eq!(place(&words("a", "<em>goed</em>")), "<span data-field=\"a\"><em>goed</em></span>");
/// ```
pub fn place(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find([OPEN, CLOSE, WORDS, '<']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("<math") {
            let (formula, behind) = rest.split_at(rest.find("</math>").unwrap_or(rest.len()));
            out.push_str(&without(formula));
            rest = behind;
        } else if rest.starts_with('<') {
            let (tag, behind) = rest.split_at(tag_length(rest));
            out.push_str(&without(tag));
            rest = behind;
        } else if let Some((id, words, behind)) = marker(rest) {
            out.extend(["<span data-field=\"", id, "\">", &without(words), "</span>"]);
            rest = behind;
        } else {
            let mut characters = rest.chars();
            // The id of a marker that cannot stand is not for readers.
            let id_length = characters.next().filter(|sign| *sign == OPEN).map_or(0, |_| id_length(characters.as_str()));
            rest = &characters.as_str()[id_length..];
        }
    }
    out + rest
}

/// The id, the words and what follows, of the marker that `html` begins with.
fn marker(html: &str) -> Option<(&str, &str, &str)> {
    let (inside, behind) = html.strip_prefix(OPEN)?.split_once(CLOSE)?;
    let (id, words) = inside.split_once(WORDS).unwrap_or((inside, ""));
    let sound = crate::native::is_name(id) && !words.contains([OPEN, WORDS]) && is_balanced(words);
    sound.then_some((id, words, behind))
}

/// How long the id is with what ends it, at the beginning of what follows an [`OPEN`]; 0 where none is.
fn id_length(text: &str) -> usize {
    let end = text.find([OPEN, CLOSE, WORDS, '<']).filter(|end| crate::native::is_name(&text[..*end]));
    end.unwrap_or(0)
}

/// How long the tag is that `html` begins with. The sanitiser writes attributes in double quotation marks.
fn tag_length(html: &str) -> usize {
    let mut quoted = false;
    let end = html.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.map_or(html.len(), |end| end + 1)
}

/// Whether every element ends where it began.
fn is_balanced(html: &str) -> bool {
    let (mut depth, mut rest) = (0_usize, html);
    while let Some(at) = rest.find('<') {
        let (tag, behind) = rest[at..].split_at(tag_length(&rest[at..]));
        let name = tag[1..].split([' ', '>', '/']).next().unwrap_or_default();
        if tag.starts_with("</") {
            let Some(above) = depth.checked_sub(1) else { return false };
            depth = above;
        } else if !["br", "hr", "img"].contains(&name) {
            depth += 1;
        }
        rest = behind;
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_elements_where_elements_can_stand() {
        for (html, placed) in [
            ("\u{E000}a\u{E001}", "<span data-field=\"a\"></span>"),
            ("x \u{E000}a\u{E002}one <em>two</em><br>\u{E001} y", "x <span data-field=\"a\">one <em>two</em><br></span> y"),
            ("<img alt=\"> \u{E000}a\u{E001}\" src=\"media/a.svg\">", "<img alt=\"> a\" src=\"media/a.svg\">"),
            ("<p>\u{E000}a\u{E002}one</p><p>two\u{E001}</p>", "<p>one</p><p>two</p>"),
            ("\u{E000}a\"><script>\u{E001}", "a\"><script>"),
            ("\u{E000}a", "a"),
            ("\u{E000}a\u{E002}b\u{E000}c\u{E001}\u{E001}", "b<span data-field=\"c\"></span>"),
            ("<math><mi>\u{E000}a\u{E001}</mi></math>\u{E000}b\u{E001}", "<math><mi>a</mi></math><span data-field=\"b\"></span>"),
            ("\u{E001}\u{E002}plain", "plain"),
        ] {
            assert_eq!(place(html), placed, "{}", html.escape_unicode());
        }
    }

    #[test]
    fn names_what_it_placed() {
        let html = place(&format!("{} and {}", gap("g1"), words("b", "words")));
        assert_eq!(engine::bank::fields_in(&html).collect::<Vec<_>>(), ["g1", "b"]);
    }
}
