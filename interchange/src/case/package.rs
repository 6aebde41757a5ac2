//! The parts of a CFPackage.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{CaseItem, Framework, MAX_ITEMS, MAX_STATEMENT, Told, kind_of};

/// The framework of a package; `None` without a document that has an address.
pub fn framework(package: &Map<String, Value>, told: &mut Told) -> Option<Framework> {
    let Some(document) = package.get("CFDocument").and_then(Value::as_object) else {
        let found = package.get("CFDocument").map_or("nothing", kind_of);
        told.error("CFDocument", found, "the document of a CFPackage");
        return None;
    };
    let uri = told.uri(document, "CFDocument")?;
    let title = told.text(document, "CFDocument", "title").map(shortened);
    if title.is_none() {
        told.warning("CFDocument.title", "nothing", "the framework's title");
    }
    let creator = told.text(document, "CFDocument", "creator").map(shortened).unwrap_or_default();
    let version = told.text(document, "CFDocument", "version").map(shortened);
    let mut known = Known::default();
    let mut items = items(package, &mut known, told);
    parents(package, &known, &mut items, told);
    Some(Framework { title: title.unwrap_or_else(|| uri.clone()), uri, creator, version, items })
}

/// Where an item is, by its address and by its identifier.
#[derive(Default)]
struct Known(HashMap<String, usize>);

fn items(package: &Map<String, Value>, known: &mut Known, told: &mut Told) -> Vec<CaseItem> {
    let Some(all) = package.get("CFItems").and_then(Value::as_array) else {
        told.error("CFItems", package.get("CFItems").map_or("nothing", kind_of), "a list of CFItems");
        return Vec::new();
    };
    if all.len() > MAX_ITEMS {
        told.error("CFItems", &format!("{} items", all.len()), &format!("at most {MAX_ITEMS} items; the others are left out"));
    }
    let mut items: Vec<CaseItem> = Vec::new();
    for (index, value) in all.iter().take(MAX_ITEMS).enumerate() {
        let at = format!("CFItems[{index}]");
        let Some(object) = value.as_object() else {
            told.error(&at, kind_of(value), "an object");
            continue;
        };
        let Some(uri) = told.uri(object, &at) else { continue };
        let Some(statement) = told.text(object, &at, "fullStatement") else {
            told.error(&format!("{at}.fullStatement"), "nothing", "what the item says");
            continue;
        };
        if known.0.contains_key(&uri) {
            told.error(&format!("{at}.uri"), &uri, "an address that no other item has");
            continue;
        }
        known.0.insert(uri.clone(), items.len());
        if let Some(identifier) = told.text(object, &at, "identifier") {
            known.0.entry(identifier.to_owned()).or_insert(items.len());
        }
        items.push(CaseItem {
            uri,
            code: told.text(object, &at, "humanCodingScheme").map(shortened),
            statement: shortened(statement),
            kind: told.text(object, &at, "CFItemType").map(shortened),
            parent: None,
        });
    }
    items
}

/// Reads which item is a part of which. A parent that is the document, or in another package, is none.
fn parents(package: &Map<String, Value>, known: &Known, items: &mut [CaseItem], told: &mut Told) {
    let all = match package.get("CFAssociations") {
        None | Some(Value::Null) => return,
        Some(Value::Array(all)) => all,
        Some(other) => return told.warning("CFAssociations", kind_of(other), "a list of CFAssociations"),
    };
    for (index, association) in all.iter().take(2 * MAX_ITEMS).enumerate() {
        if association.get("associationType").and_then(Value::as_str) != Some("isChildOf") {
            continue;
        }
        let place = |node: &str| {
            let node = association.get(node)?;
            let name = |field: &str| node.get(field).and_then(Value::as_str);
            // In 1.0 the node is an object; some exports have its address alone.
            let names = [node.as_str(), name("uri"), name("identifier")];
            names.into_iter().flatten().find_map(|name| known.0.get(name.trim()).copied())
        };
        match (place("originNodeURI"), place("destinationNodeURI")) {
            (Some(child), Some(parent)) if child == parent => {
                let at = format!("CFAssociations[{index}].destinationNodeURI");
                told.warning(&at, &items[child].uri, "another item than the one that is its child");
            }
            (Some(child), Some(parent)) => items[child].parent = Some(parent),
            _ => {}
        }
    }
}

/// One line of bounded length.
fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_STATEMENT).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::{MAX_PACKAGE, Read, read};

    const PACKAGE: &str = include_str!("../../tests/case/package-1.1.json");
    const OLDER: &str = include_str!("../../tests/case/package-1.0.json");

    fn said(read: &Read) -> Vec<String> {
        read.problems.iter().map(ToString::to_string).collect()
    }

    fn changed(from: &str, to: &str) -> Read {
        assert!(PACKAGE.contains(from), "{from}");
        read("x.json", PACKAGE.replacen(from, to, 1).as_bytes())
    }

    #[test]
    fn reads_packages_of_both_versions() {
        for text in [PACKAGE, OLDER] {
            let found = read("x.json", text.as_bytes());
            assert_eq!(said(&found), Vec::<String>::new());
            let framework = found.framework.unwrap();
            assert_eq!(framework.items.len(), 3);
            assert_eq!(framework.items[1].code.as_deref(), Some("Q.1"));
            let parents: Vec<_> = framework.items.iter().map(|item| item.parent).collect();
            assert_eq!(parents, [None, Some(0), Some(0)]);
        }
    }

    #[test]
    fn names_the_place_of_each_problem() {
        let found = changed("https://example.org/case/items/2", "javascript:alert(1)");
        assert_eq!(
            said(&found),
            ["x.json: CFItems[1].uri = javascript:alert(1), expected an address that begins with https:// or http://"]
        );
        assert_eq!(found.framework.unwrap().items.len(), 2);
        let found = changed("\"https://example.org/case/items/3\"", "\"https://example.org/case/items/2\"");
        assert!(
            said(&found)[0].starts_with("x.json: CFItems[2].uri = https://example.org/case/items/2, expected an address that no")
        );
        let found = changed("\"fullStatement\": \"Predict", "\"statement\": \"Predict");
        assert_eq!(said(&found), ["x.json: CFItems[1].fullStatement = nothing, expected what the item says"]);
        let found = changed("\"CFDocument\"", "\"Document\"");
        assert_eq!((said(&found).len(), found.framework), (1, None));
        let found = changed("\"Q.1\"", "7");
        assert_eq!(said(&found), ["x.json: warning: CFItems[1].humanCodingScheme = a number, expected a text"]);
    }

    #[test]
    fn is_not_surprised_by_any_file() {
        for text in [
            "",
            "[",
            "null",
            "[]",
            "{}",
            "{\"CFDocument\":{}}",
            "{\"CFDocument\":{\"uri\":\"https://e.org\"},\"CFItems\":[1,null]}",
        ] {
            assert!(!read("x.json", text.as_bytes()).problems.is_empty(), "{text}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(read("x.json", deep.as_bytes()).problems.len(), 1);
        assert!(said(&read("x.json", &vec![b' '; MAX_PACKAGE + 1]))[0].contains("expected at most"));
        let many = format!(
            "{{\"CFDocument\":{{\"uri\":\"https://e.org\",\"title\":\"t\"}},\"CFItems\":[{}]}}",
            vec!["0"; 60_000].join(",")
        );
        assert_eq!(read("x.json", many.as_bytes()).problems.len(), 100);
    }
}
