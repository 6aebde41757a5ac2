//! JSON in one canonical form (RFC 8785), for proofs that are over the JSON text itself.

use serde_json::Value;

/// The canonical text. Numbers are such as [`crate::json::odd_number`] lets pass: those are written alike everywhere.
pub(crate) fn text(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Number(number) => match (number.is_f64(), number.as_f64()) {
            // The same digits as in ECMAScript from 1e-6 to 1e21, and zero has no sign there.
            (true, Some(value)) => out.push_str(&if value == 0.0 { "0".to_owned() } else { value.to_string() }),
            _ => out.push_str(&number.to_string()),
        },
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_as_rfc_8785_does() {
        // The RFC's own examples (sections 3.2.2 and 3.2.3), but for numbers that no credential holds.
        let value: Value = serde_json::from_str(
            r#"{"numbers": [333333333.33333329, 4.50, 2e-3, -0.0, 1e19, 0.000001],
                "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#,
        )
        .unwrap();
        let written = r#"{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,0,10000000000000000000,0.000001],"string":"€$\u000f\nA'B\"\\\\\"/"}"#;
        assert_eq!(text(&value), written);
        let value: Value =
            serde_json::from_str(r#"{"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7}"#)
                .unwrap();
        assert_eq!(text(&value), "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}");
    }
}
