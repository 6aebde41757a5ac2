//! JSON in one canonical form (RFC 8785), for proofs that are over the JSON text itself.

use serde_json::Value;

/// The canonical text. Whole numbers that are no doubles ([`crate::json::odd_number`] finds them) are written as the nearest one.
pub(crate) fn text(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Number(number) => out.push_str(&digits(number.as_f64().unwrap_or_default())),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(object) => {
            let mut members: Vec<_> = object.iter().collect();
            members.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            out.push('{');
            for (index, (key, item)) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(&Value::String(key.clone()), out);
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
        // Null, true, false; and text, which is written with the same escapes.
        other => out.push_str(&other.to_string()),
    }
}

/// A number as ECMAScript writes it: the fewest digits that give it again, with an exponent below 1e-6 and from 1e21 up.
fn digits(value: f64) -> String {
    if value == 0.0 {
        // Zero has no sign there.
        return "0".to_owned();
    }
    let shortest = shortest(value.abs());
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let digits = mantissa.replace('.', "");
    let whole = usize::try_from(exponent + 1).unwrap_or_default();
    let written = match exponent {
        21.. => format!("{mantissa}e+{exponent}"),
        ..-6 => format!("{mantissa}e{exponent}"),
        -6..0 => format!("0.{}{digits}", "0".repeat(exponent.unsigned_abs() as usize - 1)),
        _ if digits.len() > whole => format!("{}.{}", &digits[..whole], &digits[whole..]),
        _ => format!("{digits:0<whole$}"),
    };
    if value < 0.0 { format!("-{written}") } else { written }
}

/// The fewest digits that give a number again, with an exponent. Of two such that are equally near, that with the even last digit.
fn shortest(value: f64) -> String {
    let short = format!("{value:e}");
    let places = short.split('e').next().map_or(0, |mantissa| mantissa.len().saturating_sub(2));
    let nearest = format!("{value:.places$e}");
    if nearest.parse() == Ok(value) { nearest } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_as_rfc_8785_does() {
        // The RFC's own examples (sections 3.2.2 and 3.2.3).
        let value: Value = serde_json::from_str(
            r#"{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#,
        )
        .unwrap();
        let written = r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#;
        assert_eq!(text(&value), written);
        let value: Value =
            serde_json::from_str(r#"{"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7}"#)
                .unwrap();
        assert_eq!(text(&value), "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}");
    }

    #[test]
    fn writes_numbers_as_ecmascript_does() {
        // The RFC's table (appendix B), and what is at the borders.
        for (bits, written) in [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5554, "333333333.33333325"),
            (0x41b3_de43_5555_5555, "333333333.3333333"),
            (0x41b3_de43_5555_5556, "333333333.3333334"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
            (0x4024_0000_0000_0000, "10"),
            (0xc028_8000_0000_0000, "-12.25"),
        ] {
            assert_eq!(digits(f64::from_bits(bits)), written);
        }
        let whole: Value = serde_json::from_str("[9007199254740993, -7, 9223372036854775808, 18446744073709551615]").unwrap();
        assert_eq!(text(&whole), "[9007199254740992,-7,9223372036854776000,18446744073709552000]");
    }
}
