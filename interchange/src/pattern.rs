//! Number formats of a workbook that say more than a number's digits: `000`, `0.00`, `25%`.

/// Digits before the point at least, digits behind it, and whether it is in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    whole: usize,
    places: usize,
    percent: bool,
}

/// No pattern has more digits: a spreadsheet keeps 15.
const MAX_DIGITS: usize = 15;

impl Pattern {
    /// Of a format that is made of `0`, `.` and `%` only: others depend on the reader's country, or are dates.
    pub(crate) fn of(format: &str) -> Option<Self> {
        let (digits, percent) = format.strip_suffix('%').map_or((format, false), |digits| (digits, true));
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let zeros = |text: &str| text.bytes().all(|byte| byte == b'0');
        let sound = zeros(whole) && zeros(places) && !whole.is_empty() && whole.len() <= MAX_DIGITS && places.len() <= MAX_DIGITS;
        sound.then_some(Self { whole: whole.len(), places: places.len(), percent })
    }

    /// A number by it; none where it does not show the whole number.
    pub(crate) fn write(self, number: f64) -> Option<String> {
        let Self { whole, places, percent } = self;
        let factor = if percent { 100.0 } else { 1.0 };
        let sign = if number < 0.0 { "-" } else { "" };
        let width = whole + places + usize::from(places > 0);
        let digits = format!("{:0width$.places$}", (number * factor).abs());
        let read: f64 = digits.parse().ok()?;
        let is_whole = (read - (number * factor).abs()).abs() <= 1e-12 * read.max(1e-300);
        is_whole.then(|| format!("{sign}{digits}{}", if percent { "%" } else { "" }))
    }
}

/// The patterns of a sheet's cells, in order of their places.
pub(crate) struct Patterns(pub(crate) Vec<((u32, u32), Pattern)>);

impl Patterns {
    pub(crate) fn get(&self, place: (u32, u32)) -> Option<Pattern> {
        let at = self.0.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        Some(self.0[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_as_their_format_shows_them() {
        for (format, number, text) in [
            ("000", 7.0, Some("007")),
            ("0.00", 1.5, Some("1.50")),
            ("0.00", -1.5, Some("-1.50")),
            ("0%", 0.25, Some("25%")),
            ("0.0%", 0.125, Some("12.5%")),
            ("0%", 0.07, Some("7%")),
            ("0.00", 0.1 + 0.2, Some("0.30")),
            ("0", 1.5, None),
            ("0.00", 1.0 / 3.0, None),
            ("0", 0.0, Some("0")),
        ] {
            assert_eq!(Pattern::of(format).unwrap().write(number).as_deref(), text, "{format} {number}");
        }
        for format in ["General", "#,##0", "0.00E+00", "d/m", "0;-0", "", "%", ".00"] {
            assert_eq!(Pattern::of(format), None, "{format}");
        }
    }
}
