//! JSON read strictly: what two readers could understand differently is refused before anything is believed.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Larger documents are not read. A record of a hundred badges, some with pictures, has as much.
pub(crate) const MAXIMUM_BYTES: usize = 4 << 20;
/// Objects and arrays within each other.
const MAXIMUM_DEPTH: usize = 40;
/// Values in all: each takes more memory than its few bytes of text. A badge has some hundreds.
const MAXIMUM_VALUES: usize = 200_000;

/// Reads one JSON text. Duplicate keys (most readers silently keep the last), nesting beyond 40, more than 200,000 values and more
/// than 4 MiB are errors that say where.
pub(crate) fn read(bytes: &[u8]) -> Result<Value, String> {
    if bytes.len() > MAXIMUM_BYTES {
        return Err(format!("{} bytes, expected at most {MAXIMUM_BYTES}", bytes.len()));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { depth: 0, values: &Cell::new(0) }.deserialize(&mut reader).map_err(|error| error.to_string())?;
    reader.end().map_err(|error| error.to_string())?;
    Ok(value)
}

#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    values: &'a Cell<usize>,
}

impl Strict<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth >= MAXIMUM_DEPTH {
            return Err(E::custom(format!("nested deeper than {MAXIMUM_DEPTH}")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.values.set(self.values.get() + 1);
        if self.values.get() > MAXIMUM_VALUES {
            return Err(D::Error::custom(format!("more than {MAXIMUM_VALUES} values")));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number that is not finite"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut object = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if object.contains_key(&key) {
                let shown: String = key.chars().take(80).collect();
                return Err(A::Error::custom(format!("the key \"{shown}\" stands twice in one object")));
            }
            let value = map.next_value_seed(inner)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

/// What must tell a number from its neighbours, and write it in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// JSON text: all digits of a double, as ECMAScript writes them (RFC 8785).
    AsText,
    /// Statements: 16 significant digits (JSON-LD 1.1). What ECMAScript writes without a point, as 1e-7, libraries take for whole,
    /// and make 0 of it.
    InStatements,
    /// All programs that read credentials, older ones too, which write numbers below 1e-6 and from 1e20 up differently.
    Everywhere,
}

impl Told {
    /// Whether a number is told from all others.
    fn is_told(self, number: &Number) -> bool {
        let value = number.as_f64().unwrap_or(f64::NAN);
        // Of a whole number that is no double, some read the digits and others the nearest double.
        if !number.is_f64() && number.as_i128() != Some(value as i128) {
            return false;
        }
        // Halfway between two texts of 16 digits, programs differ in which they take.
        let is_between = || {
            let digits = format!("{value:.30e}");
            let rest = digits.split_once('.').map_or("", |(_, rest)| &rest[15..30]);
            rest.starts_with('5') && rest[1..].bytes().all(|digit| digit == b'0')
        };
        let sixteen_digits = || {
            let written = format!("{value:.15e}").parse::<f64>();
            written.is_ok_and(|written| written.to_bits() == value.to_bits()) && !is_between()
        };
        let has_point = || value == 0.0 || value.abs() >= 1e-6 || format!("{value:e}").contains('.');
        match self {
            Self::AsText => true,
            Self::InStatements => sixteen_digits() && has_point(),
            Self::Everywhere if number.is_f64() => (value == 0.0 || (1e-6..1e20).contains(&value.abs())) && sixteen_digits(),
            Self::Everywhere => value.abs() <= 9_007_199_254_740_992.0,
        }
    }
}

/// The place of a number that is not told from its neighbours.
pub(crate) fn odd_number(value: &Value, told: Told, place: &str) -> Option<String> {
    match value {
        Value::Number(number) => (!told.is_told(number)).then(|| place.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(index, item)| odd_number(item, told, &pointer(place, &index.to_string())))
        }
        Value::Object(object) => object.iter().find_map(|(key, item)| odd_number(item, told, &pointer(place, key))),
        _ => None,
    }
}

/// One step further along a JSON pointer (RFC 6901).
pub(crate) fn pointer(place: &str, key: &str) -> String {
    format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_readers_understand_differently() {
        let error = |text: &str| read(text.as_bytes()).unwrap_err();
        assert!(error(r#"{"a":1,"b":{"c":1,"c":2}}"#).contains("\"c\" stands twice"));
        assert!(error(r#"{"a":1,"\u0061":2}"#).contains("\"a\" stands twice"));
        assert!(error(&format!("{}{}", "[".repeat(41), "]".repeat(41))).contains("nested deeper"));
        assert!(error(&"[".repeat(100_000)).contains("nested deeper"));
        assert!(error("1e999").contains("out of range"));
        assert!(error(&format!("[{}0]", "0,".repeat(200_000))).contains("more than 200000 values"));
        assert!(error("{} x").contains("trailing"));
        assert!(read(b"\xff").is_err());
        assert!(read(&vec![b' '; MAXIMUM_BYTES + 1]).unwrap_err().contains("expected at most"));
    }

    #[test]
    fn finds_numbers_that_are_not_written_alike() {
        let odd = |text: &str| {
            let value = read(format!("{{\"a\":[{text}]}}").as_bytes()).unwrap();
            [Told::AsText, Told::InStatements, Told::Everywhere].map(|told| odd_number(&value, told, "").is_some())
        };
        // In text, in statements, everywhere.
        for number in ["9007199254740993", "-9007199254740993", "18446744073709551615"] {
            assert_eq!(odd(number), [true, true, true], "{number}");
        }
        for number in ["0.30000000000000004", "2.3333333333333335", "1e-7", "-5e-324", "18014398509481988"] {
            assert_eq!(odd(number), [false, true, true], "{number}");
        }
        for number in ["1e20", "1e300", "-1e21", "1.5e-7", "9007199254740994"] {
            assert_eq!(odd(number), [false, false, true], "{number}");
        }
        for number in ["0", "-0", "-1", "2.5", "9007199254740992", "0.1234567890123456", "1e19", "123456789012345.6", "1e-6"] {
            assert_eq!(odd(number), [false, false, false], "{number}");
        }
        let value = read(br#"{"a~":[1,{"b":9007199254740993}]}"#).unwrap();
        assert_eq!(odd_number(&value, Told::AsText, "").as_deref(), Some("/a~0/1/b"));
    }

    #[test]
    fn reads_what_everyone_reads_alike() {
        for text in
            ["2.5", "0.000001", "-0.25", "9007199254740992", "true", "null", r#"{"a":[1,{"b":"é\n"}]}"#, "123456789012.345"]
        {
            assert_eq!(read(text.as_bytes()).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        }
    }
}
