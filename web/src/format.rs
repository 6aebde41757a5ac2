//! Numbers and dates as people write them.

use js_sys::Date;
use wasm_bindgen::JsValue;

use crate::t;

/// A probability in words. Nothing measured is certain, so that 100 % and 0 % are never said.
pub fn probability(value: f64) -> String {
    match whole_percent(value) {
        ..=0 => t!("percent-below", percent = 1),
        100.. => t!("percent-above", percent = 99),
        percent => t!("percent", percent = percent),
    }
}

/// To the nearest whole percent.
fn whole_percent(value: f64) -> i32 {
    (value.clamp(0.0, 1.0) * 100.0).round() as i32
}

/// A number with so many decimals, a true minus sign, and no negative zero.
pub fn decimals(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| c == '0' || c == '.') => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

/// As few decimals as tell the value: `40`, `12.5`.
pub fn plain(value: f64) -> String {
    // By whole numbers: the standard library's writer of decimals is a fortieth of the learner's download.
    let tenths = (value * 10.0).round() as i64;
    let (whole, tenth) = (tenths / 10, (tenths % 10).abs());
    let sign = if tenths < 0 && whole == 0 { "-" } else { "" };
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

/// A count, by thousands: `12,000`.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A day, as the reader's language writes it (Unix milliseconds).
pub fn date(milliseconds: i64) -> String {
    written(&Date::new(&JsValue::from_f64(milliseconds as f64)), &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

/// A day and a time, as the reader's language writes it (Unix milliseconds).
pub fn date_time(milliseconds: i64) -> String {
    written(
        &Date::new(&JsValue::from_f64(milliseconds as f64)),
        &[("day", "numeric"), ("month", "long"), ("hour", "2-digit"), ("minute", "2-digit")],
    )
}

/// A time of day, as the reader's language writes it (Unix milliseconds).
pub fn time(milliseconds: i64) -> String {
    written(&Date::new(&JsValue::from_f64(milliseconds as f64)), &[("hour", "2-digit"), ("minute", "2-digit")])
}

/// A day with its year and a time, short enough for a table (Unix milliseconds).
pub fn moment(milliseconds: i64) -> String {
    written(
        &Date::new(&JsValue::from_f64(milliseconds as f64)),
        &[("day", "numeric"), ("month", "short"), ("year", "numeric"), ("hour", "2-digit"), ("minute", "2-digit")],
    )
}

/// A day given as `2026-11-23`; anything else stays as it is.
pub fn iso_date(text: &str) -> String {
    let date = Date::new(&JsValue::from_str(text));
    if date.get_time().is_nan() {
        return text.to_owned();
    }
    written(&date, &[("day", "numeric"), ("month", "long"), ("year", "numeric"), ("timeZone", "UTC")])
}

fn written(date: &Date, options: &[(&str, &str)]) -> String {
    let object = js_sys::Object::new();
    for (name, value) in options {
        let _ = js_sys::Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    date.to_locale_string("en-NZ", &object).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_without_surprises() {
        assert_eq!(decimals(-0.001, 2), "0.00");
        assert_eq!(decimals(-1.25, 1), "−1.2");
        assert_eq!(decimals(0.456, 2), "0.46");
        assert_eq!(plain(40.0), "40");
        assert_eq!(plain(12.5), "12.5");
        assert_eq!([0, 999, 1000, 12_345, 1_234_567].map(grouped), ["0", "999", "1,000", "12,345", "1,234,567"]);
    }

    #[test]
    fn never_says_that_something_is_certain() {
        crate::text::install(&[crate::text::COMMON]);
        assert_eq!(probability(0.9999), probability(1.0));
        assert_eq!(probability(0.0001), probability(0.0));
        assert_ne!(probability(0.99), probability(1.0));
        assert_eq!(whole_percent(0.875), 88);
    }
}
