//! A key in words.

use api::statistics::{ChoiceRow, FieldKey, ItemKey, KeyParts};

use crate::format::decimals;

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

fn plain(key: &ItemKey, choices: &[ChoiceRow]) -> String {
    let names = |ids: &[String]| ids.iter().map(|id| name(id, choices)).collect::<Vec<_>>();
    match key {
        ItemKey::Options(right) => names(right).join(", "),
        ItemKey::Number { value, tolerance } if *tolerance == 0.0 => decimals(*value, 3),
        ItemKey::Number { value, tolerance } => format!("{} ± {}", decimals(*value, 3), decimals(*tolerance, 3)),
        ItemKey::Texts(accept) => accept.join(" / "),
        ItemKey::Order(order) => names(order).join(" → "),
        // Fields do not stand within fields.
        ItemKey::Fields(_) => String::new(),
    }
}
