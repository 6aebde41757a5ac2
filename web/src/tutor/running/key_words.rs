//! A key in words.

use api::statistics::{ChoiceRow, FieldKey, ItemKey, KeyParts};

/// What something to choose is called: what it says, or the bank's name of a picture.
pub fn name(id: &str, choices: &[ChoiceRow]) -> String {
    let text = choices.iter().find(|choice| choice.id == id).map(|choice| choice.text.as_str());
    text.filter(|text| !text.is_empty()).unwrap_or(id).to_owned()
}

/// What was right and what is: of several fields only those in which that is not the same.
pub fn change(old: &ItemKey, new: &ItemKey, parts: Option<&KeyParts>) -> [String; 2] {
    let without = |one: &ItemKey, other: &ItemKey| match (one, other) {
        (ItemKey::Fields(one), ItemKey::Fields(other)) => {
            ItemKey::Fields(one.iter().filter(|field| !other.contains(field)).cloned().collect())
        }
        _ => one.clone(),
    };
    [said(&without(old, new), parts), said(&without(new, old), parts)]
}

/// A key, with the words of the item that it is of.
fn said(key: &ItemKey, parts: Option<&KeyParts>) -> String {
    match key {
        ItemKey::Fields(all) => all.iter().map(|one| said_of_field(one, parts)).collect::<Vec<_>>().join("; "),
        other => plain(other, parts.map_or(&[], |parts| &parts.choices)),
    }
}

fn said_of_field(one: &FieldKey, parts: Option<&KeyParts>) -> String {
    let row = parts.and_then(|parts| parts.fields.iter().find(|row| row.id == one.field));
    let own = row.map(|row| row.choices.as_slice()).filter(|own| !own.is_empty());
    let choices = own.or(parts.map(|parts| parts.choices.as_slice())).unwrap_or_default();
    let label = row.map(|row| row.label.as_str()).filter(|label| !label.is_empty()).unwrap_or(&one.field);
    format!("{label}: {}", plain(&one.key, choices))
}

/// As few digits as tell the number, and all of those.
fn number(value: f64) -> String {
    value.to_string().replace('-', "−")
}

fn plain(key: &ItemKey, choices: &[ChoiceRow]) -> String {
    let names = |ids: &[String]| ids.iter().map(|id| name(id, choices)).collect::<Vec<_>>();
    match key {
        ItemKey::Options(right) => names(right).join(", "),
        ItemKey::Number { value, tolerance } if *tolerance == 0.0 => number(*value),
        ItemKey::Number { value, tolerance } => format!("{} ± {}", number(*value), number(*tolerance)),
        ItemKey::Texts(accept) => accept.join(" / "),
        ItemKey::Order(order) => names(order).join(" → "),
        // Fields do not stand within fields.
        ItemKey::Fields(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_more_digits_than_they_need() {
        let key = |value, tolerance| ItemKey::Number { value, tolerance };
        assert_eq!(change(&key(4950.0, 0.0), &key(9900.0, 0.0), None), ["4950", "9900"]);
        assert_eq!(change(&key(-0.0005, 0.0), &key(0.25, 0.05), None), ["−0.0005", "0.25 ± 0.05"]);
    }
}
