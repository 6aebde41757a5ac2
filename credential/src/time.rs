//! A moment in UTC, to the millisecond, and how credentials write it.

use std::fmt;
use std::str::FromStr;

/// Milliseconds since 1970-01-01T00:00:00Z, between the years 0 and 9999.
///
/// ```
/// let moment: credential::Time = "2026-11-24T02:38:43Z".parse()?;
/// assert_eq!(moment.unix_ms(), 1_795_487_923_000);
/// assert_eq!(moment.to_string(), "2026-11-24T02:38:43Z");
/// # Ok::<(), credential::TimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

/// What is not a moment: the text, or the number of milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a moment, expected a date, a time and a zone as 2026-11-24T02:38:43Z")]
pub struct TimeError(String);

impl TimeError {
    /// That a text is no moment.
    pub(crate) fn of(text: &str) -> Self {
        Self(text.chars().take(60).collect())
    }
}

const DAY: i64 = 86_400_000;
const FIRST: i64 = -62_167_219_200_000; // 0000-01-01T00:00:00Z
const LAST: i64 = 253_402_300_799_999; // 9999-12-31T23:59:59.999Z

impl Time {
    /// The moment so many milliseconds after the beginning of 1970.
    ///
    /// # Errors
    /// A moment outside the years 0 to 9999, which credentials cannot write.
    pub fn from_unix_ms(ms: i64) -> Result<Self, TimeError> {
        if (FIRST..=LAST).contains(&ms) { Ok(Self(ms)) } else { Err(TimeError(ms.to_string())) }
    }

    /// Milliseconds since the beginning of 1970.
    pub const fn unix_ms(self) -> i64 {
        self.0
    }

    /// The day in UTC, as `2026-11-24`.
    pub fn date(self) -> String {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// The same moment without its fraction of a second, as credentials state it.
    #[must_use]
    pub const fn whole_second(self) -> Self {
        Self(self.0 - self.0.rem_euclid(1000))
    }
}

/// RFC 3339 in UTC; a fraction only where there is one.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0.rem_euclid(DAY);
        let (seconds, fraction) = (ms / 1000, ms % 1000);
        write!(f, "{}T{:02}:{:02}:{:02}", self.date(), seconds / 3600, seconds / 60 % 60, seconds % 60)?;
        if fraction > 0 {
            write!(f, ".{fraction:03}")?;
        }
        f.write_str("Z")
    }
}

/// An `xsd:dateTimeStamp`: the zone is required, a fraction finer than a millisecond is cut off.
impl FromStr for Time {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        parse(text).filter(|ms| (FIRST..=LAST).contains(ms)).map(Self).ok_or_else(|| TimeError::of(text))
    }
}

fn parse(text: &str) -> Option<i64> {
    let rest = text.as_bytes();
    let (year, rest) = digits(rest, 4)?;
    let (month, rest) = digits(rest.strip_prefix(b"-")?, 2)?;
    let (day, rest) = digits(rest.strip_prefix(b"-")?, 2)?;
    let (hour, rest) = digits(rest.strip_prefix(b"T")?, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(b":")?, 2)?;
    let (second, mut rest) = digits(rest.strip_prefix(b":")?, 2)?;
    let mut fraction = 0;
    if let Some(after) = rest.strip_prefix(b".") {
        let count = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 || count > 20 {
            return None;
        }
        for place in 0..3 {
            fraction = fraction * 10 + after[..count].get(place).map_or(0, |byte| i64::from(byte - b'0'));
        }
        rest = &after[count..];
    }
    let offset = match rest.split_first()? {
        (b'Z', []) => 0,
        (sign @ (b'+' | b'-'), zone) => {
            let (hours, zone) = digits(zone, 2)?;
            let (minutes, []) = digits(zone.strip_prefix(b":")?, 2)? else { return None };
            if hours > 23 || minutes > 59 {
                return None;
            }
            (hours * 60 + minutes) * if *sign == b'+' { 1 } else { -1 }
        }
        _ => return None,
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    // The end of a day may be written as its 24th hour.
    let is_end = (hour, minute, second, fraction) == (24, 0, 0, 0);
    if !(1..=length).contains(&day) || hour > 23 && !is_end || minute > 59 || second > 60 {
        return None;
    }
    let minutes = days(year, month, day) * (DAY / 60_000) + hour * 60 + minute - offset;
    // A leap second ends a day in UTC, and is told as the first of the next.
    if second == 60 && (is_end || (minutes + 1).rem_euclid(DAY / 60_000) != 0) {
        return None;
    }
    Some((minutes * 60 + second) * 1000 + fraction)
}

fn digits(text: &[u8], count: usize) -> Option<(i64, &[u8])> {
    let (number, rest) = text.split_at_checked(count)?;
    let value = number.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))?;
    Some((value, rest))
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, `days_from_civil`).
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a count of days since 1970-01-01 (`civil_from_days`).
const fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400;
    (if month <= 2 { year + 1 } else { year }, month, of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_zones_and_fractions() {
        let ms = |text: &str| text.parse::<Time>().unwrap().unix_ms();
        assert_eq!(ms("1970-01-01T00:00:00Z"), 0);
        assert_eq!(ms("2024-02-29T12:00:00+12:00"), ms("2024-02-29T00:00:00Z"));
        assert_eq!(ms("2024-02-29T12:00:00.1239-00:30"), ms("2024-02-29T12:30:00Z") + 123);
        assert_eq!(ms("0000-01-01T00:00:00Z"), FIRST);
        assert_eq!(ms("9999-12-31T23:59:59.999Z"), LAST);
        assert_eq!(ms("2016-12-31T23:59:60Z"), ms("2017-01-01T00:00:00Z"));
        assert_eq!(ms("2017-01-01T12:59:60.25+13:00"), ms("2017-01-01T00:00:00Z") + 250);
        for text in ["2016-12-31T22:59:60Z", "2016-12-31T23:59:60+01:00", "2016-12-31T23:59:61Z"] {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_moment() {
        for text in
            ["", "2026-11-24", "2026-11-24T02:38:43", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:01Z"]
        {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
        for text in
            ["2026-01-01T00:00:00.Z", "2026-01-01T00:00:00z", "+026-01-01T00:00:00Z", "2026-01-01T00:00:00+1:00", "2026-é"]
        {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
        assert!("0000-01-01T00:00:00+01:00".parse::<Time>().is_err());
    }

    #[test]
    fn writes_what_it_reads() {
        for ms in (FIRST..LAST).step_by(987_654_321_987) {
            let moment = Time::from_unix_ms(ms).unwrap();
            assert_eq!(moment.to_string().parse(), Ok(moment));
        }
    }
}
