//! Values out of JSON: the browser parses it, and the readers that serde derives take it from there.
//!
//! `serde-wasm-bindgen` reads any value of JavaScript, and says in words what does not fit. JSON has six kinds of values, and our pages
//! only ask whether it fits; what that leaves out was a twentieth of the learner's download. For the same reason a struct is read as
//! the sequence of its fields, for which the derived reader is much smaller than for names in any order.

use std::fmt;
use std::slice;

use js_sys::{Array, JSON, Object};
use serde::de::value::{MapDeserializer, SeqDeserializer, U32Deserializer};
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use wasm_bindgen::JsValue;

/// A value out of JSON text; `None` if the text is not JSON, or says something else than a `T`.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(Json::from(JSON::parse(text).ok()?)).ok()
}

/// What JSON can say.
#[derive(Debug)]
enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl From<JsValue> for Json {
    fn from(value: JsValue) -> Self {
        if let Some(number) = value.as_f64() {
            Self::Number(number)
        } else if let Some(text) = value.as_string() {
            Self::Text(text)
        } else if let Some(truth) = value.as_bool() {
            Self::Bool(truth)
        } else if Array::is_array(&value) {
            Self::List(Array::from(&value).iter().map(Self::from).collect())
        } else if value.is_object() {
            let entries = Object::entries(&Object::from(value));
            Self::Object(
                entries
                    .iter()
                    .map(|entry| {
                        let entry = Array::from(&entry);
                        (entry.get(0).as_string().unwrap_or_default(), Self::from(entry.get(1)))
                    })
                    .collect(),
            )
        } else {
            Self::Null
        }
    }
}

/// The greatest number up to which JavaScript tells all whole numbers apart.
const GREATEST_WHOLE: f64 = 9_007_199_254_740_991.0;

/// The whole number that this is.
fn whole(number: f64) -> Result<i64, Unfit> {
    if number.fract() == 0.0 && number.abs() <= GREATEST_WHOLE { Ok(number as i64) } else { Err(Unfit) }
}

/// The JSON does not say what was asked for.
#[derive(Debug)]
struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the JSON says something else")
    }
}

impl std::error::Error for Unfit {}

// serde's own words for what is wrong are never made: with them would come all that formats numbers and quotes strings.
impl de::Error for Unfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
    fn invalid_type(_: de::Unexpected, _: &dyn de::Expected) -> Self {
        Self
    }
    fn invalid_value(_: de::Unexpected, _: &dyn de::Expected) -> Self {
        Self
    }
    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn missing_field(_: &'static str) -> Self {
        Self
    }
    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

impl IntoDeserializer<'_, Unfit> for Json {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Integers of every size: serde checks the range.
macro_rules! whole_numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            match self {
                Self::Number(number) => visitor.visit_i64(whole(number)?),
                _ => Err(Unfit),
            }
        })*
    };
}

impl<'de> de::Deserializer<'de> for Json {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(truth) => visitor.visit_bool(truth),
            Self::Number(number) => match whole(number) {
                // A negative zero is no whole number.
                Ok(whole) if whole != 0 || number.is_sign_positive() => visitor.visit_i64(whole),
                _ => visitor.visit_f64(number),
            },
            Self::Text(text) => visitor.visit_string(text),
            Self::List(list) => visitor.visit_seq(SeqDeserializer::new(list.into_iter())),
            Self::Object(fields) => visitor.visit_map(MapDeserializer::new(fields.into_iter())),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Bool(truth) => visitor.visit_bool(truth),
            _ => Err(Unfit),
        }
    }

    whole_numbers!(deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64);
    whole_numbers!(deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64);

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Number(number) => visitor.visit_f64(number),
            _ => Err(Unfit),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Text(text) => visitor.visit_string(text),
            _ => Err(Unfit),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Null => visitor.visit_unit(),
            _ => Err(Unfit),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::List(list) => visitor.visit_seq(SeqDeserializer::new(list.into_iter())),
            _ => Err(Unfit),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Object(fields) => visitor.visit_map(MapDeserializer::new(fields.into_iter())),
            _ => Err(Unfit),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self {
            Self::Object(object) => visitor.visit_seq(Fields { object, names: fields.iter() }),
            _ => Err(Unfit),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        let (name, payload) = match self {
            Self::Text(name) => (name, Self::Null),
            Self::Object(mut object) if object.len() == 1 => object.remove(0),
            _ => return Err(Unfit),
        };
        let index = variants.iter().position(|variant| *variant == name).ok_or(Unfit)?;
        visitor.visit_enum(Variant { index: index as u32, payload })
    }

    forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit_struct tuple_struct ignored_any
    }
}

/// The fields of a struct in the order of their declaration.
struct Fields {
    object: Vec<(String, Json)>,
    names: slice::Iter<'static, &'static str>,
}

impl<'de> de::SeqAccess<'de> for Fields {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        let Some(name) = self.names.next() else { return Ok(None) };
        let given = self.object.iter().position(|(given, _)| given == name);
        match given {
            Some(index) => seed.deserialize(self.object.swap_remove(index).1).map(Some),
            // A field that is not given is nothing where it may be nothing. Anything else takes the end of the sequence for it,
            // and has its default or is missing.
            None => Ok(seed.deserialize(Json::Null).ok()),
        }
    }
}

/// A variant of an enum by its number, and what it holds.
struct Variant {
    index: u32,
    payload: Json,
}

impl<'de> de::EnumAccess<'de> for Variant {
    type Error = Unfit;
    type Variant = Json;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Json), Unfit> {
        let number: U32Deserializer<Unfit> = self.index.into_deserializer();
        Ok((seed.deserialize(number)?, self.payload))
    }
}

impl<'de> de::VariantAccess<'de> for Json {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        match self {
            Self::Null => Ok(()),
            _ => Err(Unfit),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Unfit> {
        de::Deserializer::deserialize_tuple(self, length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Unfit> {
        de::Deserializer::deserialize_struct(self, "", fields, visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use api::ProblemDetails;
    use api::attempt::{ActionRequest, AttemptView, EventRequest, InteractionView};
    use engine::bank::file::BankFile;
    use engine::blueprint::file::{BlueprintFile, CriterionName, SelectFile, StopFile};
    use engine::{Log, StopReason};
    use serde::{Deserialize, Serialize};

    use super::*;

    impl From<serde_json::Value> for Json {
        fn from(value: serde_json::Value) -> Self {
            use serde_json::Value;
            match value {
                Value::Null => Self::Null,
                Value::Bool(truth) => Self::Bool(truth),
                Value::Number(number) => Self::Number(number.as_f64().expect("every number of JSON is near an f64")),
                Value::String(text) => Self::Text(text),
                Value::Array(list) => Self::List(list.into_iter().map(Self::from).collect()),
                Value::Object(fields) => Self::Object(fields.into_iter().map(|(name, value)| (name, value.into())).collect()),
            }
        }
    }

    fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
        let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
        T::deserialize(Json::from(value)).ok()
    }

    /// What `serde_json` makes of the text is what we make of it, and nothing where it refuses.
    fn agrees<T: DeserializeOwned + PartialEq + fmt::Debug>(text: &str) -> Option<T> {
        let ours = read(text);
        assert_eq!(ours, serde_json::from_str::<T>(text).ok(), "{text}");
        ours
    }

    #[test]
    fn reads_what_serde_json_reads() {
        let bank = r#"{"format":"bank/1","id":"b","title":"é “”","version":"1","lang":"en","licence":"CC0-1.0","D":1.702,"bank_sd":0,
            "outcomes":[{"id":"o","text":"t","align":[{"to":"esco","uri":"u","type":"isRelatedTo"}]}],"enemies":[],
            "items":[{"id":"i","kind":"numeric","pool":"practice","status":"operational","outcomes":["o"],"bloom":null,"author":"a",
                "shuffle":false,"last":[],"choose":2,"prompt":"p","options":[{"id":"x","text":"t","weight":-0.0,"feedback":null}],
                "answer":{"value":0.30000000000000004,"accept":[]},"irt":{"model":"2PL","a":1.25,"b":-3}}]}"#;
        assert!(agrees::<BankFile>(bank).is_some_and(|bank| bank.items[0].options[0].weight.is_sign_negative()));
        let blueprint = r#"{"format":"blueprint/1","id":"p","title":"t","delivery":"open","pool":"practice","length":{"maximum":20},
            "interim":{"estimator":"MAP","prior":{"normal":{"mean":0,"sd":1.5}}},"standard":{"cut":0.5,"rationale":"r"}}"#;
        assert!(agrees::<BlueprintFile>(blueprint).is_some());
        // Names are read by their number among all: one that had a second name would move those behind it.
        for name in "MFI BOPT THOPT MLWI MPWI MEI MEI_FISHER MEPV KL KLP GDI GDIP PROGRESSIVE PROPORTIONAL RANDOM".split(' ') {
            assert!(agrees::<CriterionName>(&format!("\"{name}\"")).is_some(), "{name}");
        }
        let select = r#"{"criterion":"KLP","prior":{"empirical":{"abilities":[-1,0.5],"weights":[1,2]}},"strata":3,"balance":"share",
            "exposure":{"sympson_hetter":{"maximum":0.3,"parameters":{"i":0.5}}}}"#;
        assert!(agrees::<SelectFile>(select).is_some());
        let stop = r#"{"sprt":{"delta":0.2,"alpha":0.05,"beta":0.1},"least_information":0.2,"items":9,"combine":"all"}"#;
        assert!(agrees::<StopFile>(stop).is_some());
        let (digest, seed) = ("0".repeat(64), "f".repeat(64));
        for event in [
            r#"{"answered":{"item":"i","answer":{"options":["b","a"]}}}"#,
            r#"{"revised":{"item":"i","answer":{"text":"4"}}}"#,
            r#""handed_in""#,
            r#"{"finished":{"reason":"certainty"}}"#,
            r#"{"finished":{"reason":"whim"}}"#,
            r#""no such event""#,
        ] {
            let log = format!(
                r#"{{"format":"log/1","started":{{"assessment":"{digest}","seed":"{seed}"}},"events":[{{"at":5,"action":{event}}}]}}"#
            );
            agrees::<Log>(&log);
        }
        let view = r#"{"id":"a","title":"t","lang":"en","seq":3,"state":"running","block":{"number":1,"items":[
            {"name":"x","prompt":"p","interaction":{"options":{"options":[{"name":"o","text":"t"}],"several":true,"choose":null}},
                "answer":null,"not_learned":false},
            {"name":"y","prompt":"p","interaction":{"number":{"unit":"m"}},"answer":{"text":"1"},"not_learned":true},
            {"name":"z","prompt":"p","interaction":"text","answer":null,"not_learned":false}]},
            "progress":{"done":0,"minimum":5,"maximum":10},"time_left":null}"#;
        assert!(agrees::<AttemptView>(view).is_some());
        for interaction in [
            r#"{"fields":{"fields":[{"name":"f","label":"l","choices":[{"name":"o","text":"t"}],"typed":null},
                {"name":"g","label":null,"choices":[],"typed":{"number":{"unit":"m"}}},{"name":"h","label":null,"choices":[],"typed":"text"}]}}"#,
            r#"{"order":{"options":[{"name":"o","text":"t"}]}}"#,
            r#"{"hottext":{"options":[{"name":"o","text":"t"}],"several":false,"choose":1}}"#,
            r#"{"slider":{"min":-1,"max":0.5,"step":0.25,"unit":null}}"#,
        ] {
            assert!(agrees::<InteractionView>(interaction).is_some(), "{interaction}");
        }
        for answer in [r#"{"fields":{"b":"2","a":"1"}}"#, r#"{"order":["b","a","b"]}"#, r#"{"order":"a"}"#] {
            agrees::<engine::Answer>(answer);
        }
        let fields = r#"{"id":"i","kind":"gaps","pool":"practice","status":"operational","outcomes":["o"],"bloom":null,"author":null,
            "shuffle":true,"last":[],"choose":null,"prompt":"p","options":[],"answer":null,"irt":{"model":"1PL","b":0},
            "fields":[{"id":"g","choices":[{"id":"a","text":"t"}],"right":["a"]},{"id":"h","label":"l","answer":{"value":1}}],
            "scale":{"min":0,"max":1,"step":0.5}}"#;
        assert!(agrees::<engine::bank::file::ItemFile>(fields).is_some_and(|item| item.fields.len() == 2));
        agrees::<EventRequest>(r#"{"seq":4,"action":"hand_in"}"#);
        agrees::<ActionRequest>(r#"{"not_learned":{"item":"x"}}"#);
        agrees::<BTreeMap<String, String>>(r#"{"b":"2","a":"1"}"#);
        agrees::<BTreeSet<String>>(r#"["b","a","b"]"#);
        agrees::<(u8, Option<bool>, Vec<i64>)>("[255, null, [-1, 9007199254740991]]");
        agrees::<()>("null");
    }

    #[test]
    fn refuses_what_serde_json_refuses() {
        for text in ["null", "{}", "[]", r#""text""#, r#"{"type":"t","title":"t","status":404}"#] {
            assert_eq!(agrees::<ProblemDetails>(text), None);
        }
        let problem = |status: &str| format!(r#"{{"detail":"d","type":"t","title":"t","status":{status},"instance":"more"}}"#);
        assert!(agrees::<ProblemDetails>(&problem("404")).is_some(), "in any order, and with more than is asked for");
        for status in ["-1", "65536", "4.5", "null", "true", "\"404\"", "[404]", "{}"] {
            assert_eq!(agrees::<ProblemDetails>(&problem(status)), None);
        }
        for text in [r#""running""#, r#"{"text":null}"#, r#"{"number":{}}"#, r#"{"number":{},"text":null}"#, "3"] {
            agrees::<InteractionView>(text);
        }
        for text in ["1e300", "0.5", "9007199254740993"] {
            assert_eq!(read::<u64>(text), None, "JavaScript does not tell {text} from its neighbours");
        }
        assert_eq!(agrees::<StopReason>("\"\""), None);
    }

    #[test]
    fn takes_defaults_and_nothing_for_what_is_absent() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Some_ {
            must: u8,
            may: Option<String>,
            #[serde(default)]
            counts: usize,
            #[serde(default, rename = "last-word")]
            last: String,
        }
        for text in [
            r#"{"must":1}"#,
            r#"{"may":"x","must":1}"#,
            r#"{"last-word":"w","must":1,"counts":7}"#,
            r#"{"counts":7}"#,
            r#"{"must":1,"counts":null}"#,
        ] {
            agrees::<Some_>(text);
        }
    }

    #[test]
    fn reads_enums_that_say_what_they_are_inside() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        enum Tagged {
            Near { by: f64 },
            Far,
        }
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        #[serde(untagged)]
        enum Untagged {
            One(i64),
            Some(Vec<f64>),
            Named(BTreeMap<String, bool>),
        }
        for text in [r#"{"by":0.5,"kind":"near"}"#, r#"{"kind":"near","by":-2}"#, r#"{"kind":"far"}"#, r#"{"kind":"off"}"#] {
            agrees::<Tagged>(text);
        }
        for text in ["-7", "[1, 2.5]", r#"{"a":true}"#, r#""no""#] {
            agrees::<Untagged>(text);
        }
    }
}
