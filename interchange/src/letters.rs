//! Letters of options: A, B, ... Z, AA, AB, as columns of a spreadsheet are called.

/// The letters of the place, counted from 0, as `C`.
pub(crate) fn of(place: usize) -> String {
    let mut letters = Vec::new();
    let mut left = place + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// The id of the option at this place: `c`.
pub(crate) fn id(place: usize) -> String {
    of(place).to_ascii_lowercase()
}

/// The place of a single letter, in either case.
pub(crate) fn place(letter: &str) -> Option<usize> {
    match letter.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(usize::from(letter.to_ascii_uppercase() - b'A')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_columns_as_a_spreadsheet_does() {
        for (place, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(of(place), letters);
        }
        assert_eq!((place("c"), place("AA"), place("1")), (Some(2), None, None));
    }
}
