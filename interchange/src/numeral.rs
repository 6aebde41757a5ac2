//! Numbers as people type them.

/// A finite number; a comma may stand for the point.
///
/// `1,822` could be either of two numbers, so it is none unless it is known that commas are decimal here (`commas`). With both signs,
/// `1.234,5` there and `1,234.5` elsewhere, it can be one number only.
pub(crate) fn number(text: &str, commas: bool) -> Option<f64> {
    // Typographers' minus signs come from word processors.
    let text = text.trim().replace(['\u{2212}', '\u{2013}'], "-");
    let text = ungrouped(&text, commas).unwrap_or(text);
    let plain = match text.split_once(',') {
        None => text.clone(),
        Some((whole, part)) => {
            let digits = whole.trim_start_matches(['-', '+']);
            let unclear = part.len() == 3 && (1..=3).contains(&digits.len()) && !digits.starts_with('0');
            if part.contains([',', '.']) || whole.contains('.') || unclear && !commas {
                return None;
            }
            text.replace(',', ".")
        }
    };
    let sound = plain.contains(|c: char| c.is_ascii_digit()) && plain.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    plain.parse().ok().filter(|number: &f64| sound && number.is_finite())
}

/// The same, where `25%` is 0.25.
pub(crate) fn amount(text: &str, commas: bool) -> Option<f64> {
    let Some(percent) = text.trim().strip_suffix('%') else { return number(text, commas) };
    // The point is moved in the text: a division would round a second time.
    let percent = number(percent, commas)?;
    format!("{percent}e-2").parse().ok()
}

/// Without the signs that set thousands apart, where those before a decimal part are groups of three digits.
fn ungrouped(text: &str, commas: bool) -> Option<String> {
    let (group, point) = if commas { ('.', ',') } else { (',', '.') };
    let (whole, part) = text.split_once(point)?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.trim_start_matches(['-', '+']).split(group);
    let first = groups.next().filter(|first| digits(first) && first.len() <= 3)?;
    let mut thousands = groups.peekable();
    let sound = thousands.peek().is_some() && !first.starts_with('0') && thousands.all(|three| digits(three) && three.len() == 3);
    (sound && digits(part)).then(|| text.replace(group, ""))
}

/// The shortest text that [`number`] reads as this number.
pub(crate) fn text(number: f64) -> String {
    if number.abs() >= 1e15 || number != 0.0 && number.abs() < 1e-9 { format!("{number:e}") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_points_and_commas() {
        for (text, commas, read) in [
            ("3.25", false, Some(3.25)),
            (" -0,6 ", false, Some(-0.6)),
            ("\u{2212}2", false, Some(-2.0)),
            ("1e3", false, Some(1000.0)),
            ("1,822", false, None),
            ("1,822", true, Some(1.822)),
            ("0,822", false, Some(0.822)),
            ("1.234,5", true, Some(1234.5)),
            ("-1.234.567,25", true, Some(-1_234_567.25)),
            ("1,234.5", false, Some(1234.5)),
            ("1.234,5", false, None),
            ("1,234.5", true, None),
            ("1.23,5", true, None),
            ("0.234,5", true, None),
            ("1.234,", true, None),
            ("1,234,567", false, None),
            ("inf", false, None),
            ("e", false, None),
            ("5 km", false, None),
            ("", false, None),
        ] {
            assert_eq!(number(text, commas), read, "{text}");
        }
    }

    #[test]
    fn reads_percent_as_a_share_of_one() {
        for (text, commas, read) in [
            ("25%", false, Some(0.25)),
            (" 33.3 % ", false, Some(0.333)),
            ("-7%", false, Some(-0.07)),
            ("12,5\u{a0}%", true, Some(0.125)),
            ("1e300%", false, Some(1e298)),
            ("0.25", false, Some(0.25)),
            ("%", false, None),
            ("25%%", false, None),
            ("25% of it", false, None),
            ("1,822%", false, None),
        ] {
            assert_eq!(amount(text, commas), read, "{text}");
        }
    }

    #[test]
    fn writes_what_it_reads() {
        for value in [0.0, -0.6, 1e300, 1e-12, 0.1 + 0.2, f64::MAX, 5e-324] {
            assert_eq!(number(&text(value), false), Some(value));
        }
    }
}
