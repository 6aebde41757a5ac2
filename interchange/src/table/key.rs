//! Which options a cell `correct` means: by letters, by the names of columns, by numbers, or by the text itself.

use crate::letters;

/// An option of a row: its place among the columns, counted from 0, and its text.
pub(super) type Listed<'a> = (usize, &'a str);

/// How the options were named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Letter,
    Text,
    Number,
}

/// The places of the right options, in the order named; or the part that names none.
pub(super) fn places(correct: &str, options: &[Listed<'_>]) -> Result<(Vec<usize>, By), String> {
    let correct = correct.trim();
    let exists = |place: &usize| options.iter().any(|(known, _)| known == place);
    let parts = parts(correct);
    let lettered: Option<Vec<usize>> = parts.iter().map(|part| named(part)).collect();
    if let Some(places) = lettered.as_ref().filter(|places| !places.is_empty() && places.iter().all(exists)) {
        return Ok((places.clone(), By::Letter));
    }
    if let Some(place) = by_text(correct, options) {
        return Ok((vec![place], By::Text));
    }
    if lettered.is_none()
        && let Some(places) = run_together(correct).filter(|places| places.iter().all(exists))
    {
        return Ok((places, By::Letter));
    }
    for separators in [&['|', '\n'][..], &[';'], &[',']] {
        let texts: Vec<&str> = correct.split(separators).map(str::trim).filter(|part| !part.is_empty()).collect();
        let places: Option<Vec<usize>> = texts.iter().map(|text| by_text(text, options)).collect();
        if let Some(places) = places.filter(|places| places.len() > 1) {
            return Ok((places, By::Text));
        }
    }
    if let Some(places) = numbered(correct, options) {
        return Ok((places, By::Number));
    }
    let unknown = parts.iter().find(|part| named(part).is_none_or(|place| !exists(&place)));
    Err(match unknown {
        Some(part) if lettered.is_some() => part.to_uppercase(),
        _ => correct.to_owned(),
    })
}

/// The places that numbers name, counted from 1, in the order named; none where one of them is no option's.
pub(super) fn numbered(correct: &str, options: &[Listed<'_>]) -> Option<Vec<usize>> {
    let places: Option<Vec<usize>> = parts(correct).iter().map(|part| part.parse::<usize>().ok()?.checked_sub(1)).collect();
    places.filter(|places| !places.is_empty() && places.iter().all(|place| options.iter().any(|(known, _)| known == place)))
}

/// The words of a cell, without what stands between letters.
fn parts(correct: &str) -> Vec<String> {
    correct
        .split([',', ';', '|', '/', '&', '+', ' ', '\n', '\t'])
        .map(|part| part.trim_matches(['.', '(', ')', '[', ']', '"', ':']).to_lowercase())
        .filter(|part| !part.is_empty() && !["and", "or", "option", "choice", "answer"].contains(&part.as_str()))
        .collect()
}

/// The place that `b`, `option_b` or `choice_2` names.
fn named(part: &str) -> Option<usize> {
    let bare = ["option_", "choice_", "answer_", "option", "choice"].iter().find_map(|name| part.strip_prefix(name));
    match bare {
        Some(bare) => letters::place(bare).or_else(|| bare.parse::<usize>().ok()?.checked_sub(1)),
        None => letters::place(part),
    }
}

/// Capital letters without anything between, in their order: `ACD`.
fn run_together(correct: &str) -> Option<Vec<usize>> {
    let bytes = correct.as_bytes();
    let is_run = bytes.len() > 1 && bytes.iter().all(u8::is_ascii_uppercase) && bytes.is_sorted_by(|one, next| one < next);
    is_run.then(|| bytes.iter().map(|letter| usize::from(letter - b'A')).collect())
}

/// The option of this text, where there is one and only one.
fn by_text(text: &str, options: &[Listed<'_>]) -> Option<usize> {
    let exact: Vec<usize> = options.iter().filter(|(_, option)| *option == text).map(|(place, _)| *place).collect();
    if let [place] = exact[..] {
        return Some(place);
    }
    let text = text.to_lowercase();
    let alike: Vec<usize> = options.iter().filter(|(_, option)| option.to_lowercase() == text).map(|(place, _)| *place).collect();
    if let [place] = alike[..] { Some(place) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_letters_names_texts_and_numbers() {
        let options = [(0, "x"), (1, "red, blue"), (3, "42"), (4, "F")];
        for (correct, found) in [
            ("B", Ok((vec![1], By::Letter))),
            ("b)", Ok((vec![1], By::Letter))),
            ("A,B", Ok((vec![0, 1], By::Letter))),
            ("A; D and E", Ok((vec![0, 3, 4], By::Letter))),
            ("ABD", Ok((vec![0, 1, 3], By::Letter))),
            ("option_b", Ok((vec![1], By::Letter))),
            ("Option B", Ok((vec![1], By::Letter))),
            ("choice_1,choice_2", Ok((vec![0, 1], By::Letter))),
            ("x", Ok((vec![0], By::Text))),
            ("red, blue", Ok((vec![1], By::Text))),
            ("x|42", Ok((vec![0, 3], By::Text))),
            ("42", Ok((vec![3], By::Text))),
            ("F", Ok((vec![4], By::Text))),
            ("1", Ok((vec![0], By::Number))),
            ("C", Err("C".to_owned())),
            ("A,G", Err("G".to_owned())),
            ("none of these", Err("none of these".to_owned())),
            ("", Err(String::new())),
        ] {
            assert_eq!(places(correct, &options), found, "{correct}");
        }
    }
}
