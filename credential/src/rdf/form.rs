//! How IRIs and language tags look.

/// Whether `text` is an absolute IRI that can be written between angle brackets.
pub(super) fn is_iri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut letters = scheme.bytes();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && !rest.is_empty()
        && rest.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>\"{}|^`\\".contains(c))
}

/// Whether `tag` names a language, in lower case. JSON-LD processors may lower the case, some do, and then its case is not covered.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let fits = |part: &str| (1..=8).contains(&part.len());
    parts.next().is_some_and(|first| fits(first) && first.bytes().all(|byte| byte.is_ascii_lowercase()))
        && parts.all(|part| fits(part) && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

/// The beginning of a text, for a message.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(80).collect()
}
