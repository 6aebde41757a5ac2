//! Signs that mean something in GIFT, and the backslash that takes the meaning away.

/// Characters that a backslash stands before.
const ESCAPED: &[u8] = b"\\:#=~{}n";

/// Where `wanted` first stands without a backslash before it.
pub(super) fn find(text: &str, wanted: &str) -> Option<usize> {
    find_any(text, &[wanted])
}

/// Where the first of several stands.
pub(super) fn find_any(text: &str, wanted: &[&str]) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        if is_escape(text, at) {
            at += 2;
            continue;
        }
        if text.is_char_boundary(at) && wanted.iter().any(|wanted| text[at..].starts_with(wanted)) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Where `wanted` last stands.
pub(super) fn find_last(text: &str, wanted: &str) -> Option<usize> {
    let (mut from, mut last) = (0, None);
    while let Some(at) = find(&text[from..], wanted) {
        last = Some(from + at);
        from += at + 1;
    }
    last
}

/// Cuts before each of the signs, into no more pieces than this; what stands before the first sign comes first, with none.
pub(super) fn pieces<'a>(text: &'a str, signs: &[&str], most: usize) -> Vec<(Option<char>, &'a str)> {
    let mut pieces = Vec::new();
    let (mut sign, mut start) = (None, 0);
    while let Some(at) = find_any(&text[start..], signs).filter(|_| pieces.len() < most) {
        pieces.push((sign, &text[start..start + at]));
        sign = text[start + at..].chars().next();
        start += at + 1;
    }
    pieces.push((sign, &text[start..]));
    if pieces[0].1.trim().is_empty() {
        pieces.remove(0);
    }
    pieces
}

/// The text that is meant: escapes read.
pub(super) fn read(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match characters.peek() {
            Some(next) if c == '\\' && next.is_ascii() && ESCAPED.contains(&(*next as u8)) => {
                out.push(if *next == 'n' { '\n' } else { *next });
                characters.next();
            }
            _ => out.push(c),
        }
    }
    out
}

/// The reverse of [`read`], in one line.
pub(crate) fn write(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => {}
            '\\' | ':' | '#' | '=' | '~' | '{' | '}' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

fn is_escape(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    bytes[at] == b'\\' && bytes.get(at + 1).is_some_and(|next| ESCAPED.contains(next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn finds_signs_that_mean_something() {
        assert_eq!(find(r"a\{b\\{c", "{"), Some(6));
        assert_eq!(find_last("a####b####c", "####"), Some(6));
        assert_eq!(pieces(r"=a\=b ~c", &["=", "~"], 9), [(Some('='), r"a\=b "), (Some('~'), "c")]);
        assert_eq!(pieces("a=b", &["="], 9), [(None, "a"), (Some('='), "b")]);
        assert_eq!(pieces("=a=b=c", &["="], 2), [(Some('='), "a"), (Some('='), "b=c")]);
    }

    proptest! {
        #[test]
        fn reads_what_it_writes(text in "[ -~éß\n]*") {
            prop_assert_eq!(read(&write(&text)), text.clone());
            prop_assert_eq!(find_any(&write(&text), &["{", "}", "=", "~", "#", ":"]), None);
        }
    }
}
