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
    let plain = title.to_lowercase().replace('ā', "a");
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    NEW_ZEALAND.iter().copied().find(|reserved| {
        let parts: Vec<&str> = reserved.split(' ').collect();
        let same = |word: &str, part: &str| word == part || word.strip_suffix('s') == Some(part);
        words.windows(parts.len()).any(|window| window.iter().zip(&parts).all(|(word, part)| same(word, part)))
    })
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
        ] {
            assert_eq!(reserved_word("NZ", title), Some(word), "{title}");
        }
        for title in ["Mastery of Testing", "International Trade", "Degreeless", "New Things for Zealand", ""] {
            assert_eq!(reserved_word("NZ", title), None, "{title}");
        }
    }
}
