//! A former name in people's words: in what was looked at when a credential was given by hand.
//!
//! The whole name becomes the new one wherever it stands as words of its own, in any case and with any white space. A part of it
//! that the new name does not have is taken out: see [`replaced`].

use serde_json::Value;

use super::by_hand::LOOKED_AT;
use super::named::{folded, is_accent, places};

/// What stands where a part of a former name was taken out. It does not say that there was a name.
const TAKEN_OUT: &str = "[\u{2026}]";

/// The words with another name in the place of the former one.
///
/// A part of the former name alone, as a given name in "Ann drew it", is not made the new name: it may be another person's, or a word
/// such as "may". It must not be shown either, so where it stands as a word of its own, in any case, and is no part of the new name,
/// "[…]" stands in its place. That may take a word out which was no name; whoever needs it has the credential given anew, with other
/// words. Holding the whole text back would hide no more, and nobody could read what was looked at. Left are letters alone, as in "J.
/// Lee", and parts that the name writes without a capital beside others that have one, as "de".
pub fn replaced(words: &str, former: &str, name: &str) -> String {
    let name = name.trim();
    // Where the former name is a part of the new one, the new one may stand there already.
    let there = places(words, name);
    let taken_out = parts(former, name);
    let mut new = String::with_capacity(words.len());
    let mut from = 0;
    for at in places(words, former) {
        if !there.iter().any(|wide| *wide != at && wide.start <= at.start && at.end <= wide.end) {
            without(&words[from..at.start], &taken_out, &mut new);
            new.push_str(name);
            from = at.end;
        }
    }
    without(&words[from..], &taken_out, &mut new);
    new
}

/// The parts of a former name that must not be shown alone, without their case.
fn parts(former: &str, name: &str) -> Vec<Vec<char>> {
    let kept: Vec<_> = name.split(|letter| !is_of_word(letter)).map(folded).collect();
    let has_capitals = former.chars().any(char::is_uppercase);
    let tells = |part: &&str| part.chars().count() > 1 && !(has_capitals && part.starts_with(char::is_lowercase));
    let parts = former.split(|letter| !is_of_word(letter)).filter(tells).map(folded);
    parts.filter(|part| !kept.contains(part)).collect()
}

/// Appends a text without words that are one of these parts.
fn without(text: &str, parts: &[Vec<char>], new: &mut String) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = is_of_word(first);
        let end = rest.find(|letter| is_of_word(letter) != is_word).unwrap_or(rest.len());
        let (run, others) = rest.split_at(end);
        new.push_str(if is_word && parts.contains(&folded(run)) { TAKEN_OUT } else { run });
        rest = others;
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_accent(letter)
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
    fn replaces_whole_words_in_any_case_and_spacing() {
        for (words, former, name, new) in [
            ("A portfolio of Ann Lee, seen", "Ann Lee", "Bea Lee", "A portfolio of Bea Lee, seen"),
            ("Ann's; Annabel's; ann's; Ann", "Ann", "Bea", "Bea's; Annabel's; Bea's; Bea"),
            ("LeAnn, AnnE, Annual", "Ann", "Bea", "LeAnn, AnnE, Annual"),
            ("ANN LEE, ann  lee, Ann\r\n\tLee, Ann\u{a0}Lee", " Ann  Lee ", "Bea Lee", "Bea Lee, Bea Lee, Bea Lee, Bea Lee"),
            ("Ann Lee and Ann Lee-Smith", "Ann Lee", "Ann Lee-Smith", "Ann Lee-Smith and Ann Lee-Smith"),
            ("ANN LEE-SMITH, ann lee", "Ann Lee", "Ann Lee-Smith", "ANN LEE-SMITH, Ann Lee-Smith"),
            ("by ann lee", "ann lee", "Ann Lee", "by Ann Lee"),
            ("李小龙的作品", "李小龙", "李明", "李明的作品"),
            ("Ann", " ", "Bea", "Ann"),
        ] {
            assert_eq!(replaced(words, former, name), new);
        }
    }

    #[test]
    fn takes_out_a_part_of_a_former_name_that_the_new_one_has_not() {
        for (words, former, name, new) in [
            ("Ann drew it, ANN's plan, annual", "Ann Lee", "Bea Lee", "[…] drew it, […]'s plan, annual"),
            ("Lee, Ann; Dr Lee; Ann Lee", "Ann Lee", "Bea Lee", "Lee, […]; Dr Lee; Bea Lee"),
            ("Mrs Smith and Ann Lee-Smith", "Ann Lee-Smith", "Ann Lee", "Mrs […] and Ann Lee"),
            ("In May it may end", "May Lee", "Tim Lee", "In […] it […] end"),
            ("A letter of A. Cruz de la Paz", "A. de la Cruz", "Ben Stone", "A letter of A. […] de la Paz"),
            ("ann drew it", "ann lee", "Bea Lee", "[…] drew it"),
            ("Ann\u{301} drew it", "Ann Lee", "Bea Lee", "Ann\u{301} drew it"),
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
