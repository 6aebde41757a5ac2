//! Options that are numbers or ranges of numbers.

use super::{Flaw, Item, Worded};

/// A number as an option shows it.
struct Number {
    value: f64,
    decimals: usize,
    comma: bool,
    /// What stands around it: a unit, a sign of currency.
    around: String,
}

pub(super) fn look(item: &Item, flaws: &mut Vec<Flaw>) {
    ranges(item, flaws);
    let numbers: Option<Vec<Number>> = item.options.iter().map(|option| number(&option.text)).collect();
    let Some(numbers) = numbers.filter(|numbers| numbers.len() >= 3) else { return };
    order(item, &numbers, flaws);
    format(item, &numbers, flaws);
}

/// Numbers that are not in order, or are shuffled out of it.
fn order(item: &Item, numbers: &[Number], flaws: &mut Vec<Flaw>) {
    let rising = numbers.windows(2).all(|pair| pair[0].value <= pair[1].value);
    let falling = numbers.windows(2).all(|pair| pair[0].value >= pair[1].value);
    if !rising && !falling && !item.file.shuffle {
        let shown: Vec<&str> = item.options.iter().map(|option| option.text.as_str()).collect();
        let expected = "numbers in their order: looking for the right one among jumbled ones measures patience";
        flaws.push(Flaw::options("flaw-order", shown.join(", "), expected));
    }
}

/// A key that is written in another way than every distractor, or numbers of two notations.
fn format(item: &Item, numbers: &[Number], flaws: &mut Vec<Flaw>) {
    let all = |same: fn(&Number, &Number) -> bool| numbers.windows(2).all(|pair| same(&pair[0], &pair[1]));
    if !all(|one, other| one.comma == other.comma || one.decimals == 0 || other.decimals == 0) {
        let expected = "one decimal mark in all options";
        flaws.push(Flaw::options("flaw-number-format", "decimal points and commas", expected));
        return;
    }
    if !all(|one, other| one.around == other.around) {
        let expected = "the same unit, or none, in all options: the one that differs stands out";
        flaws.push(Flaw::options("flaw-number-format", "some options with a unit, some without or with another", expected));
        return;
    }
    let alone = |key: usize| {
        let others = numbers.iter().enumerate().filter(|(at, _)| *at != key);
        let mut others = others.map(|(_, number)| number.decimals);
        let first = others.next();
        first.is_some_and(|first| first != numbers[key].decimals && others.all(|decimals| decimals == first))
    };
    if let Some((at, key)) = item.options.iter().enumerate().find(|(at, option)| option.key && alone(*at)) {
        let value = format!("{{{}}} {} with {} decimals, unlike the others", key.id, key.text, numbers[at].decimals);
        let expected = "as many decimals in all options: the key is guessed by its precision";
        flaws.push(Flaw::options("flaw-number-format", value, expected));
    }
}

/// Ranges that share numbers: more than one option is right for those.
fn ranges(item: &Item, flaws: &mut Vec<Flaw>) {
    let found: Vec<(&Worded, [f64; 2])> = item.options.iter().filter_map(|option| Some((option, range(&option.text)?))).collect();
    for (index, (one, [low, high])) in found.iter().enumerate() {
        for (other, [other_low, other_high]) in &found[..index] {
            if low <= other_high && other_low <= high {
                let value = format!("{{{}}} {} and {{{}}} {}", other.id, other.text, one.id, one.text);
                let expected = "ranges without a common number: for one in both, two options are right";
                flaws.push(Flaw::options("flaw-overlapping-options", value, expected));
                return;
            }
        }
    }
}

/// "10 to 20", "10–20 km".
fn range(text: &str) -> Option<[f64; 2]> {
    let at = [" to ", "–", "—", " - "].into_iter().find_map(|mark| text.split_once(mark)).or_else(|| {
        // A hyphen between digits.
        let hyphen =
            text.char_indices().skip(1).find(|(at, c)| *c == '-' && text[..*at].ends_with(|c: char| c.is_ascii_digit()))?;
        Some((&text[..hyphen.0], &text[hyphen.0 + 1..]))
    })?;
    let (low, high) = (number(at.0)?.value, number(at.1)?.value);
    (low < high).then_some([low, high])
}

/// A number with at most a short unit before or after it.
fn number(text: &str) -> Option<Number> {
    let text = text.trim().replace('−', "-");
    let digit = |c: char| c.is_ascii_digit();
    let start = text.find(digit)?;
    let end = text.rfind(digit)? + 1;
    let sign = text[..start].ends_with('-');
    let before = text[..start].trim_end_matches('-').trim();
    let (middle, after) = (&text[start..end], text[end..].trim());
    if before.chars().count() > 3 || after.chars().count() > 12 || after.split_whitespace().count() > 2 {
        return None;
    }
    if middle.chars().any(|c| !c.is_ascii_digit() && !".,  ".contains(c)) {
        return None;
    }
    // The last mark is the decimal one, unless three digits follow it as in 1,000.
    let last = middle.rfind(['.', ',']);
    let mark = last.filter(|at| middle[at + 1..].len() != 3 || middle[*at..].starts_with('.'));
    let decimals = mark.map_or(0, |at| middle[at + 1..].len());
    let whole: String = middle[..mark.unwrap_or(middle.len())].chars().filter(|c| digit(*c)).collect();
    let part = mark.map_or("0", |at| &middle[at + 1..]);
    let value: f64 = format!("{whole}.{part}").parse().ok()?;
    let comma = mark.is_some_and(|at| middle[at..].starts_with(','));
    Some(Number { value: if sign { -value } else { value }, decimals, comma, around: format!("{before} {after}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_and_ranges_as_people_write_them() {
        let value = |text: &str| number(text).map(|number| number.value);
        for (text, expected) in
            [("12", 12.0), ("−1.5 m", -1.5), ("$1,000", 1000.0), ("0,25", 0.25), ("10 %", 10.0), ("1 000.5", 1000.5)]
        {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        for text in ["", "none", "3 of the 4 boys went away", "2026-01-20", "x = 4y + 1"] {
            assert_eq!(value(text), None, "{text}");
        }
        assert_eq!(range("10 to 20"), Some([10.0, 20.0]));
        assert_eq!(range("1–5 km"), Some([1.0, 5.0]));
        assert_eq!(range("5-9"), Some([5.0, 9.0]));
        assert_eq!(range("9 - 5"), None);
        assert_eq!(range("-5"), None);
    }
}
