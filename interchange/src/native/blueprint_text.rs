//! A blueprint as the text of its file: what did not change stays as its author wrote it, comments among it.

use engine::blueprint::file::BlueprintFile;
use toml::Table;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table as Written, Value};

/// The file of a blueprint; `before` is the file as it was, whose comments and order are kept where they still have a place.
///
/// What says no more than nothing would is left out, unless the author had it there.
///
/// ```
/// # let (_, blueprint) = engine::doc_example();
/// use interchange::native::blueprint_text;
/// let text = blueprint_text(None, &blueprint);
/// assert_eq!(toml::from_str::<engine::blueprint::file::BlueprintFile>(&text).unwrap(), blueprint);
/// // Nothing changed, nothing moves.
/// let noted = text.replace("[length]", "# As long as a lesson.\n[length]");
/// assert_eq!(blueprint_text(Some(&noted), &blueprint), noted);
/// ```
pub fn blueprint_text(before: Option<&str>, blueprint: &BlueprintFile) -> String {
    let Ok(wanted) = Table::try_from(blueprint) else { return before.unwrap_or_default().to_owned() };
    let parsed = before.and_then(|text| Some((text.parse::<DocumentMut>().ok()?, text.parse::<Table>().ok()?)));
    let (mut document, had) = parsed.unwrap_or_default();
    merge(document.as_table_mut(), &had, &wanted, &plain(blueprint));
    document.to_string()
}

/// A blueprint that says only what it must, with everything else as it is if nothing is said.
fn plain(blueprint: &BlueprintFile) -> Table {
    let needed = |table: &Table, keys: &[&str]| -> Table {
        keys.iter().filter_map(|key| Some(((*key).to_owned(), table.get(*key)?.clone()))).collect()
    };
    let Ok(whole) = Table::try_from(blueprint) else { return Table::new() };
    let mut least = needed(&whole, &["format", "id", "title", "delivery", "pool"]);
    for (name, keys) in [("length", &["maximum"][..]), ("standard", &["cut", "rationale"][..])] {
        if let Some(toml::Value::Table(table)) = whole.get(name) {
            least.insert(name.to_owned(), needed(table, keys).into());
        }
    }
    let filled = least.try_into::<BlueprintFile>().ok().and_then(|least| Table::try_from(&least).ok());
    filled.unwrap_or_default()
}

/// Makes a table say what is wanted; `had` is what it says, `plain` what would be the case if it said nothing.
fn merge(table: &mut Written, had: &Table, wanted: &Table, plain: &Table) {
    let gone: Vec<String> = had.keys().filter(|key| !wanted.contains_key(*key)).cloned().collect();
    for key in gone {
        table.remove(&key);
    }
    for (key, value) in wanted {
        let said = had.get(key);
        let needless = said.is_none() && plain.get(key) == Some(value) && !NEEDED.contains(&key.as_str());
        if needless || said == Some(value) {
            continue;
        }
        match value {
            toml::Value::Table(inner) => {
                let nothing = Table::new();
                let had = said.and_then(toml::Value::as_table).unwrap_or(&nothing);
                let plain = plain.get(key).and_then(toml::Value::as_table).unwrap_or(&nothing);
                // A variant, as of a prior, stands on one line.
                if !table.get(key).is_some_and(Item::is_table) && is_variant(key) {
                    put(table, key, value);
                    continue;
                }
                if !table.get(key).is_some_and(Item::is_table) {
                    table.insert(key, Item::Table(Written::new()));
                }
                if let Some(written) = table.get_mut(key).and_then(Item::as_table_mut) {
                    merge(written, had, inner, plain);
                }
            }
            toml::Value::Array(all) if all.iter().all(toml::Value::is_table) && !all.is_empty() => {
                let name = if ["content", "floor"].contains(&key.as_str()) { "outcome" } else { "id" };
                rows(table, key, all, said.and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice), name);
            }
            _ => put(table, key, value),
        }
    }
}

/// What a file says even if it says no more than nothing would.
const NEEDED: &[&str] = &["format", "id", "title", "delivery", "pool", "length", "standard", "maximum", "cut", "rationale"];

fn is_variant(key: &str) -> bool {
    ["prior", "exposure", "sprt", "glr"].contains(&key)
}

/// Tables under one name, each known by a value of its own: those that were there keep what stands above them.
fn rows(table: &mut Written, key: &str, wanted: &[toml::Value], had: &[toml::Value], name: &str) {
    let of = |row: &toml::Value| row.get(name).and_then(toml::Value::as_str).map(str::to_owned);
    let old = table.get(key).and_then(Item::as_array_of_tables).cloned().unwrap_or_default();
    let mut all = ArrayOfTables::new();
    for row in wanted.iter().filter_map(toml::Value::as_table) {
        let own = row.get(name).and_then(toml::Value::as_str);
        let place = had.iter().position(|had| of(had).as_deref() == own);
        let (mut written, said) = match place.and_then(|place| Some((old.get(place)?, had.get(place)?.as_table()?))) {
            Some((written, said)) => (written.clone(), said.clone()),
            None => (Written::new(), Table::new()),
        };
        // Where it stood among the others is not where it stands now.
        written.set_position(None);
        let plain: Table = [("minimum".to_owned(), toml::Value::Integer(0)), ("certainty".to_owned(), toml::Value::Float(0.5))]
            .into_iter()
            .collect();
        merge(&mut written, &said, row, &plain);
        all.push(written);
    }
    table.insert(key, Item::ArrayOfTables(all));
}

/// Puts a value, with what stands before and behind the one in whose place it comes.
fn put(table: &mut Written, key: &str, value: &toml::Value) {
    let text = format!("x = {}", inline(value));
    let Some(mut fresh) = text.parse::<DocumentMut>().ok().and_then(|mut document| document.remove("x")) else { return };
    if let (Some(old), Some(new)) = (table.get(key).and_then(Item::as_value), fresh.as_value_mut()) {
        *new.decor_mut() = old.decor().clone();
    } else if let Some(new) = fresh.as_value_mut() {
        Value::decor_mut(new).clear();
    }
    match table.get_mut(key) {
        Some(item) => *item = fresh,
        None => drop(table.insert(key, fresh)),
    }
}

/// A value on one line.
fn inline(value: &toml::Value) -> String {
    match value {
        toml::Value::Table(table) => {
            let parts: Vec<String> = table.iter().map(|(key, value)| format!("{key} = {}", inline(value))).collect();
            format!("{{ {} }}", parts.join(", "))
        }
        toml::Value::Array(all) => format!("[{}]", all.iter().map(inline).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use engine::Theta;

    use super::*;

    const FILE: &str = r#"format = "blueprint/1"
id = "award"
title = "Award"
delivery = "sealed"
pool = "credit"
block = 5

# Twenty-four are four on each.
[length]
minimum = 24 # no less
maximum = 40

# The first.
[[content]]
outcome = "SD-1"
minimum = 4
maximum = 7

# The second.
[[content]]
outcome = "SD-2"
minimum = 4

[interim]
estimator = "EAP"
prior = { normal = { mean = 0.0, sd = 1.0 } }

[select]
randomesque = 20

[stop]
certainty = 0.95

# By a panel.
[standard]
cut = 0.0
certainty = 0.95
prior_sd = 1.0
rationale = "One author."
"#;

    fn read(text: &str) -> BlueprintFile {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn leaves_a_file_as_it_is_where_nothing_changed() {
        assert_eq!(blueprint_text(Some(FILE), &read(FILE)), FILE);
    }

    #[test]
    fn changes_what_changed_and_keeps_what_stands_about_it() {
        let mut blueprint = read(FILE);
        blueprint.length.minimum = 20;
        blueprint.standard.cut = Theta::new(0.31).unwrap();
        blueprint.standard.cut_se = 0.12;
        blueprint.standard.rationale = "Seven judges.".to_owned();
        blueprint.content[1].maximum = Some(9);
        blueprint.standard.floors.push(engine::blueprint::file::FloorFile {
            outcome: blueprint.content[1].outcome.clone(),
            below: 0.5,
            certainty: 0.5,
        });
        let text = blueprint_text(Some(FILE), &blueprint);
        assert_eq!(read(&text), blueprint);
        for kept in
            ["minimum = 20 # no less\n", "# The first.\n[[content]]", "# The second.\n[[content]]", "# By a panel.\n[standard]"]
        {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        assert!(text.contains("cut = 0.31\n") && text.contains("cut_se = 0.12\n"), "{text}");
    }

    #[test]
    fn takes_and_gives_outcomes_rules_and_priors() {
        let mut blueprint = read(FILE);
        blueprint.content.remove(0);
        blueprint.content.push(engine::blueprint::file::ContentFile {
            outcome: "SD-9".to_owned(),
            minimum: 2,
            maximum: None,
            share: None,
            weight: None,
        });
        blueprint.stop.certainty = None;
        blueprint.stop.standard_error = Some(0.4);
        blueprint.interim.prior = engine::blueprint::file::PriorFile::Jeffreys;
        let text = blueprint_text(Some(FILE), &blueprint);
        assert_eq!(read(&text), blueprint, "{text}");
        assert!(!text.contains("SD-1\"") && text.contains("# The second."), "{text}");
        blueprint.content.clear();
        assert_eq!(read(&blueprint_text(Some(&text), &blueprint)), blueprint);
    }

    #[test]
    fn begins_a_file_that_says_no_more_than_it_must() {
        let blueprint = read(
            "format = \"blueprint/1\"\nid = \"p\"\ntitle = \"P\"\ndelivery = \"open\"\npool = \"practice\"\n[length]\nmaximum = 9\n[standard]\ncut = 0.0\nrationale = \"r\"\n",
        );
        let text = blueprint_text(None, &blueprint);
        assert_eq!(read(&text), blueprint);
        assert!(!text.contains("interim") && !text.contains("block") && text.lines().count() < 16, "{text}");
        // What is no TOML is begun anew.
        assert_eq!(blueprint_text(Some("no [toml"), &blueprint), text);
    }
}
