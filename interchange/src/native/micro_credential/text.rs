//! A definition as a form has it, and back: each field by its path, as somebody typed it. What did not change stays as its author wrote
//! it, comments among it.
//!
//! Numbers and lists are texts here, and whatever was typed is written: so that a form is checked by nothing else than the file is, and
//! each problem of the file is one of a field.

use std::collections::BTreeMap;

use engine::bank::file::AlignmentFile;
use toml::{Table, Value};
use toml_edit::{DocumentMut, Item};

use super::super::draft::quoted;
use super::super::shape::{Field, Kind};
use super::SHAPE;

/// What a file says, by path: `level.framework`. Of a list each entry is a line; of tables, too, with ` | ` between their values.
/// Nothing where the file is not TOML.
pub fn definition_values(text: &str) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    if let Ok(table) = text.parse::<Table>() {
        gather(&table, "", SHAPE, &mut values);
    }
    values
}

fn gather(table: &Table, prefix: &str, shape: &[Field], values: &mut BTreeMap<String, String>) {
    for field in shape {
        let Some(value) = table.get(field.name) else { continue };
        let path = format!("{prefix}{}", field.name);
        match (&field.kind, value) {
            (Kind::Table(inner), Value::Table(table)) => gather(table, &format!("{path}."), inner, values),
            (Kind::Tables(inner), Value::Array(rows)) => {
                let lines = rows.iter().filter_map(Value::as_table).map(|row| {
                    let cells: Vec<String> =
                        inner.iter().map(|field| row.get(field.name).map(typed).unwrap_or_default()).collect();
                    cells.join(" | ").trim_end_matches([' ', '|']).to_owned()
                });
                values.insert(path, lines.collect::<Vec<_>>().join("\n"));
            }
            (_, Value::Array(all)) => {
                values.insert(path, all.iter().map(typed).collect::<Vec<_>>().join("\n"));
            }
            (_, value) => {
                values.insert(path, typed(value));
            }
        }
    }
}

/// A simple value as one types it.
fn typed(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The file that says these values; `before` is the file as it was. A path that `values` does not have stays as it is; one whose value is
/// blank is taken out.
///
/// ```
/// use interchange::native::definition_text;
/// let before = "title = \"Old\" # for now\n\n[workload]\nhours = 10\n";
/// let values = [("title", "New"), ("workload.hours", "12.5")].map(|(path, value)| (path.to_owned(), value.to_owned()));
/// let text = definition_text(before, &values.into());
/// assert_eq!(text, "title = \"New\" # for now\n\n[workload]\nhours = 12.5\n");
/// ```
pub fn definition_text(before: &str, values: &BTreeMap<String, String>) -> String {
    let Ok(mut document) = before.parse::<DocumentMut>() else { return before.to_owned() };
    let had = definition_values(before);
    for (path, value) in values {
        let Some(kind) = kind_at(path, SHAPE) else { continue };
        let is_same = had.get(path).map_or_else(|| value.trim().is_empty(), |had| had.trim() == value.trim());
        if !is_same {
            put(&mut document, path, written(kind, value));
        }
    }
    document.to_string()
}

/// The file of `bank.toml` in which an outcome has these alignments; `None` where there is no such outcome, or the file is not TOML.
pub fn set_alignments(bank: &str, outcome: &str, alignments: &[AlignmentFile]) -> Option<String> {
    let mut document = bank.parse::<DocumentMut>().ok()?;
    let tables = document.get_mut("outcome")?.as_array_of_tables_mut()?;
    let table = tables.iter_mut().find(|table| table.get("id").and_then(Item::as_str) == Some(outcome))?;
    if alignments.is_empty() {
        table.remove("align");
        return Some(document.to_string());
    }
    let rows = alignments.iter().map(|one| {
        let maybe = |key: &str, value: &Option<String>| value.as_ref().map(|value| format!(", {key} = {}", quoted(value)));
        let rest = [("name", &one.name), ("code", &one.code), ("standard", &one.standard)];
        let rest: String = rest.iter().filter_map(|(key, value)| maybe(key, value)).collect();
        let (to, uri, kind) = (quoted(&one.to), quoted(&one.uri), quoted(&one.kind));
        format!("  {{ to = {to}, uri = {uri}, type = {kind}{rest} }},\n")
    });
    let value = item(&format!("[\n{}]", rows.collect::<String>()))?;
    table.insert("align", value);
    Some(document.to_string())
}

fn kind_at(path: &str, shape: &'static [Field]) -> Option<&'static Kind> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let field = shape.iter().find(|field| field.name == name)?;
    match (&field.kind, rest) {
        (Kind::Table(inner), Some(rest)) => kind_at(rest, inner),
        (Kind::Table(_), None) | (_, Some(_)) => None,
        (kind, None) => Some(kind),
    }
}

/// A value as TOML writes it; `None` for a blank one.
fn written(kind: &Kind, value: &str) -> Option<String> {
    let value = value.trim();
    let lines = || value.lines().map(str::trim).filter(|line| !line.is_empty());
    if value.is_empty() {
        return None;
    }
    Some(match kind {
        Kind::List(_) => format!("[{}]", lines().map(quoted).collect::<Vec<_>>().join(", ")),
        Kind::Tables(shape) => {
            let row = |line: &str| {
                let cells = shape.iter().zip(line.splitn(shape.len(), '|').map(str::trim));
                let cells = cells.filter(|(_, cell)| !cell.is_empty());
                let cells: Vec<String> = cells.map(|(field, cell)| format!("{} = {}", field.name, quoted(cell))).collect();
                format!("  {{ {} }},\n", cells.join(", "))
            };
            format!("[\n{}]", lines().map(row).collect::<String>())
        }
        Kind::Flag if ["true", "false"].contains(&value) => value.to_owned(),
        // A comma is a point to many who type.
        Kind::Number(..) | Kind::Above(..) | Kind::Whole(..) => {
            let number = value.replace(',', ".");
            if is_number(&number) { number } else { quoted(value) }
        }
        _ => quoted(value),
    })
}

/// Digits, and perhaps a point between them: what TOML reads as a number.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.len() <= 9 && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole = |part: &str| digits(part) && (part == "0" || !part.starts_with('0'));
    match text.split_once('.') {
        Some((one, other)) => whole(one) && digits(other),
        None => whole(text),
    }
}

fn put(document: &mut DocumentMut, path: &str, value: Option<String>) {
    let (table, key) = match path.split_once('.') {
        Some((table, key)) => {
            if value.is_none() && !document.contains_key(table) {
                return;
            }
            let inner = document.as_table_mut().entry(table).or_insert_with(toml_edit::table);
            let Some(inner) = inner.as_table_like_mut() else { return };
            (inner, key)
        }
        None => (document.as_table_mut() as &mut dyn toml_edit::TableLike, path),
    };
    let Some(mut fresh) = value.and_then(|value| item(&value)) else {
        table.remove(key);
        return;
    };
    if let (Some(old), Some(new)) = (table.get(key).and_then(Item::as_value), fresh.as_value_mut()) {
        *new.decor_mut() = old.decor().clone();
    }
    match table.get_mut(key) {
        Some(old) => *old = fresh,
        None => drop(table.insert(key, fresh)),
    }
}

fn item(value: &str) -> Option<Item> {
    format!("x = {value}").parse::<DocumentMut>().ok()?.remove("x").map(|mut item| {
        if let Some(value) = item.as_value_mut() {
            value.decor_mut().clear();
        }
        item
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(all: &[(&str, &str)]) -> BTreeMap<String, String> {
        all.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn writes_what_was_typed_and_reads_it_again() {
        let typed = values(&[
            ("title", "Queues \"and\" more"),
            ("form_of_study", "self-directed\nresearch-based"),
            ("level.value", "8"),
            ("level.also", "AQF | 8 | https://example.org/aqf/8"),
            ("workload.hours", "150"),
            ("specimen", "true"),
            ("standards", "NZ unit standard | 123 | Bake bread\nNZ skill standard | 7 | Knead | https://example.org/7"),
        ]);
        let text = definition_text("", &typed);
        assert_eq!(definition_values(&text), typed, "{text}");
        let table: Table = text.parse().unwrap();
        assert_eq!(table["workload"]["hours"].as_integer(), Some(150));
        assert_eq!(table["specimen"].as_bool(), Some(true));
    }

    #[test]
    fn keeps_what_it_does_not_change() {
        let before = "# By hand.\nformat = \"micro-credential/2\"\ntitle = \"T\" # short\nreview_by = 2027-01-01\n\n[retake]\nafter_days = 14\n";
        assert_eq!(definition_text(before, &definition_values(before)), before);
        let text =
            definition_text(before, &values(&[("title", ""), ("purpose", "P"), ("guidance.next", "Go on"), ("level.eqf", "")]));
        assert!(text.starts_with("# By hand.\nformat") && !text.contains("title"), "{text}");
        assert!(text.contains("purpose = \"P\"") && text.contains("[guidance]\nnext = \"Go on\""), "{text}");
        assert!(!text.contains("level"), "{text}");
        assert_eq!(definition_text("no toml", &values(&[("title", "T")])), "no toml");
    }

    #[test]
    fn leaves_what_is_no_number_for_the_check_to_name() {
        let text = definition_text("", &values(&[("workload.hours", "many"), ("workload.credits", "007")]));
        assert!(text.contains("hours = \"many\"") && text.contains("credits = \"007\""), "{text}");
        assert!(definition_text("", &values(&[("workload.hours", "1,5")])).contains("hours = 1.5"));
    }

    #[test]
    fn aligns_one_outcome_and_leaves_the_others() {
        let bank = "[[outcome]]\nid = \"A\" # first\ntext = \"x\"\n\n[[outcome]]\nid = \"B\"\ntext = \"y\"\n";
        let one = AlignmentFile {
            to: "case".into(),
            uri: "https://example.org/1".into(),
            kind: "isRelatedTo".into(),
            name: Some("One".into()),
            code: Some("B.1".into()),
            standard: Some("CASE".into()),
        };
        let text = set_alignments(bank, "B", std::slice::from_ref(&one)).unwrap();
        assert!(text.starts_with("[[outcome]]\nid = \"A\" # first\ntext = \"x\"\n\n[[outcome]]"), "{text}");
        assert_eq!(super::super::super::outcomes(&text)[1].align, [one]);
        assert_eq!(set_alignments(&text, "B", &[]).as_deref(), Some(bank));
        assert_eq!(set_alignments(bank, "C", &[]), None);
    }
}
