//! Words that the title of a micro-credential may not hold where they are reserved for other things.

/// Reserved in New Zealand: names of kinds of qualification and of institutions, and what sounds like the state's own.
const NEW_ZEALAND: &[&str] = &[
    "bachelor",
    "certificate",
    "degree",
    "diploma",
    "doctor",
    "doctorate",
    "institute of technology",
    "master",
    "national",
    "new zealand",
    "nzqa",
    "ph d",
    "phd",
    "polytechnic",
    "postgraduate",
    "royal",
    "undergraduate",
    "university",
    "wananga",
];

/// The reserved word that a title holds, as a whole word in any case, its plural among them. Only New Zealand's are known.
///
/// ```
/// use interchange::native::reserved_word;
/// assert_eq!(reserved_word("NZ", "A DIPLOMA in Baking"), Some("diploma"));
/// assert_eq!(reserved_word("NZ", "Mastering Bread"), None);
/// assert_eq!(reserved_word("DE", "Diploma"), None);
/// ```
pub fn reserved_word(country: &str, title: &str) -> Option<&'static str> {
    if country != "NZ" {
        return None;
    }
    let plain = folded(title);
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    NEW_ZEALAND.iter().copied().find(|reserved| {
        let parts: Vec<&str> = reserved.split(' ').collect();
        let same = |word: &str, part: &str| word == part || word.strip_suffix('s') == Some(part);
        words.windows(parts.len()).any(|window| window.iter().zip(&parts).all(|(word, part)| same(word, part)))
    })
}

/// A title in plain small letters: what is not seen is left out, full-width letters and those with a macron are the letters they show.
fn folded(title: &str) -> String {
    let seen = title.chars().filter(|c| !is_unseen(*c));
    let narrow = seen.map(|c| match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    });
    narrow.collect::<String>().to_lowercase().replace('ā', "a")
}

/// Whether nothing is drawn for a character: Unicode's format characters (general category Cf) that stand inside words, joiners of
/// letters, variation selectors and tags; and the accents that stand by themselves behind their letters.
fn is_unseen(c: char) -> bool {
    matches!(
        u32::from(c),
        0xad | 0x300..=0x36f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f | 0x202a..=0x202e
            | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xe0000..=0xe0fff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_reserved_words_whole_and_in_any_case() {
        for (title, word) in [
            ("New Zealand Leadership", "new zealand"),
            ("Leading in NEW\u{a0}ZEALAND schools", "new zealand"),
            ("Master's Thinking", "master"),
            ("Postgraduate-level Testing", "postgraduate"),
            ("Te Wānanga o Things", "wananga"),
            ("Certificates", "certificate"),
            ("PhD in Leading", "phd"),
            ("A Ph.D. in Leading", "ph d"),
            ("Dip\u{200b}loma in Leading", "diploma"),
            ("De\u{ad}gree\u{2060} of Things", "degree"),
            ("\u{ff24}iploma in Leading", "diploma"),
            ("Te Wa\u{304}nanga o Things", "wananga"),
        ] {
            assert_eq!(reserved_word("NZ", title), Some(word), "{title}");
        }
        for title in ["Mastery of Testing", "International Trade", "Degreeless", "New Things for Zealand", ""] {
            assert_eq!(reserved_word("NZ", title), None, "{title}");
        }
    }
}
