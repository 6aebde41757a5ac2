//! A former name in people's words: in what was looked at when a credential was given by hand.
//!
//! A name is replaced as it is written and where it stands as words of its own. Another case is left: "may" is seldom May.

use serde_json::Value;

use super::by_hand::LOOKED_AT;
use super::named::places;

/// The words with another name in the place of the former one.
pub fn replaced(words: &str, former: &str, name: &str) -> String {
    let (former, name) = (former.trim(), name.trim());
    let mut new = String::with_capacity(words.len());
    let mut from = 0;
    for at in places(words, former) {
        // Where the former name is a part of the new one, the new one may stand there already.
        let stands =
            |(inner, _)| at.checked_sub(inner).and_then(|start| words.get(start..)).is_some_and(|text| text.starts_with(name));
        if !name.match_indices(former).any(stands) {
            new.push_str(&words[from..at]);
            new.push_str(name);
            from = at + former.len();
        }
    }
    new.push_str(&words[from..]);
    new
}

/// Whether a document of one of these issuers, or one that it carries, was given by hand for something in other words than these. So
/// it is known after a change of name what says the former one, even where nobody knows that name any more.
pub fn says_other_words(document: &Value, issuers: &[&str], evidence: &[String]) -> bool {
    let subject = &document["credentialSubject"];
    let ours = document["issuer"]["id"].as_str().is_some_and(|issuer| issuers.contains(&issuer));
    let told = subject["narrative"].as_str().filter(|_| ours);
    told.is_some_and(|told| !evidence.iter().any(|words| told.ends_with(&format!("{LOOKED_AT}{words}"))))
        || subject["verifiableCredential"]
            .as_array()
            .is_some_and(|parts| parts.iter().any(|part| says_other_words(part, issuers, evidence)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn replaces_whole_words_as_they_are_written() {
        for (words, former, name, new) in [
            ("A portfolio of Ann Lee, seen", "Ann Lee", "Bea Lee", "A portfolio of Bea Lee, seen"),
            ("Ann's; Annabel's; ann's; Ann", "Ann", "Bea", "Bea's; Annabel's; ann's; Bea"),
            ("LeAnn, AnnE", "Ann", "Bea", "LeAnn, AnnE"),
            ("Ann Lee and Ann Lee-Smith", "Ann Lee", "Ann Lee-Smith", "Ann Lee-Smith and Ann Lee-Smith"),
            ("李小龙的作品", "李小龙", "李明", "李明的作品"),
            ("Ann", " ", "Bea", "Ann"),
        ] {
            assert_eq!(replaced(words, former, name), new);
        }
    }

    #[test]
    fn tells_other_words_in_what_is_ours() {
        let by_hand =
            |issuer: &str, words: &str| json!({ "issuer": { "id": issuer }, "credentialSubject": { "narrative": words } });
        let record = |part: &Value| json!({ "issuer": { "id": "us" }, "credentialSubject": { "verifiableCredential": [part] } });
        let now = ["Work of Bea.".to_owned()];
        let (new, old) = (format!("Given. {LOOKED_AT}Work of Bea."), format!("Given. {LOOKED_AT}Work of Ann."));
        for (issuer, words, other) in [("us", &new, false), ("us", &old, true), ("them", &old, false)] {
            let part = by_hand(issuer, words);
            assert_eq!(says_other_words(&part, &["us"], &now), other, "{issuer}: {words}");
            assert_eq!(says_other_words(&record(&part), &["us"], &now), other, "{issuer}: {words}, carried");
        }
        assert!(!says_other_words(&json!({ "issuer": { "id": "us" } }), &["us"], &[]));
    }
}
