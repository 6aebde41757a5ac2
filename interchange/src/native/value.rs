//! The shapes of single values: names, dates, addresses, language tags.

/// Letters, digits, `-`, `_` and `.`, at most 64, not beginning with a dot: safe as an id, a file's name and part of an address.
pub fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && !text.starts_with('.')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// `2026-01-20`: a day that exists.
pub(super) fn is_date(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| -> Option<u32> {
        text.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
    };
    let separated = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let (true, Some(year), Some(month), Some(day)) = (separated, digits(0..4), digits(5..7), digits(8..10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// `https://host…` or `http://host…`, of printable ASCII without spaces, quotation marks or angle brackets.
pub fn is_uri(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        text.len() <= 2000
            && !host.is_empty()
            && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
            && rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte))
    })
}

/// The address of a skill in ESCO by its shape: `http://data.europa.eu/esco/skill/` and a UUID, or what older skills have in its place.
///
/// ```
/// use interchange::native::is_esco_skill;
/// assert!(is_esco_skill("http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000000"));
/// assert!(!is_esco_skill("http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-000000000000"));
/// ```
pub fn is_esco_skill(text: &str) -> bool {
    let name = text.strip_prefix("http://data.europa.eu/esco/skill/");
    name.is_some_and(|name| {
        (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
    })
}

/// A BCP 47 tag by its shape: `en`, `en-NZ`, `zh-Hant-TW`.
pub(super) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=8).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_days_that_exist() {
        for day in ["2026-01-20", "2024-02-29", "2000-02-29"] {
            assert!(is_date(day), "{day}");
        }
        for text in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "26-01-20",
            "2026-1-20",
            "2026-01-20T00",
            "２０２６-01",
            "",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn takes_web_addresses_and_nothing_else() {
        for uri in ["http://data.europa.eu/snb/eqf/7", "https://example.org", "https://case.example:8443/a?b=c#d"] {
            assert!(is_uri(uri), "{uri}");
        }
        for text in [
            "javascript:alert(1)",
            "https://",
            "https:// x",
            "ftp://a",
            "https://a/\"onload",
            "https://a b",
            "//a",
            "https://user@host/",
        ] {
            assert!(!is_uri(text), "{text}");
        }
    }

    #[test]
    fn takes_names_that_are_safe_in_a_path() {
        assert!(is_name("SD-1_03.b"));
        for text in ["", ".hidden", "..", "a/b", "a b", "ä", &"x".repeat(65)] {
            assert!(!is_name(text), "{text}");
        }
    }

    #[test]
    fn takes_language_tags() {
        assert!(["en", "en-NZ", "mi", "zh-Hant-TW"].into_iter().all(is_language));
        assert!(!["", "e", "en_NZ", "en-", "english language"].into_iter().any(is_language));
    }
}
