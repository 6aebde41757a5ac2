//! What the verifier found, as a sentence for people: its dates are written as the reader's language writes them.

use crate::client;
use crate::format::iso_date;

/// A message of the verifier as a sentence.
pub fn sentence(message: &str) -> String {
    client::sentence(&dated(message, iso_date))
}

/// `message` with each day (`2026-01-15`, or a moment of it as `2026-01-15T00:00:00Z`) as `write` writes it. What is part of an
/// address or a name stays.
fn dated(message: &str, write: impl Fn(&str) -> String) -> String {
    let words = message.split(' ').map(|word| {
        let core = word.trim_end_matches([',', ';', ':', '.', ')']);
        let rest = &word[core.len()..];
        match core.get(..10).filter(|day| is_day(day)) {
            Some(day) if core.len() == 10 || core[10..].starts_with('T') && core.ends_with('Z') => write(day) + rest,
            _ => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn is_day(text: &str) -> bool {
    text.bytes().enumerate().all(|(place, byte)| if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_days_and_leaves_what_only_looks_like_one() {
        let write = |day: &str| format!("<{day}>");
        for (given, written) in [
            ("expired on 2026-01-15", "expired on <2026-01-15>"),
            ("not valid before 2026-01-15T00:00:00Z, says it", "not valid before <2026-01-15>, says it"),
            ("needs https://example.org/2026-01-15", "needs https://example.org/2026-01-15"),
            ("2026-01-15-a and é2026 stay", "2026-01-15-a and é2026 stay"),
            ("", ""),
        ] {
            assert_eq!(dated(given, write), written);
        }
    }
}
