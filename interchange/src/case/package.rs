//! The parts of a CFPackage.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{CaseItem, Framework, MAX_ITEMS, MAX_STATEMENT, Told, circles, kind_of};

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

/// Where an item is, by its address and by its identifier; and what messages call it, by its place.
#[derive(Default)]
struct Known {
    places: HashMap<String, usize>,
    names: Vec<String>,
}

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
        if known.places.contains_key(&uri) {
            told.error(&format!("{at}.uri"), &uri, "an address that no other item has");
            continue;
        }
        known.places.insert(uri.clone(), items.len());
        let code = told.text(object, &at, "humanCodingScheme").map(shortened);
        let identifier = told.text(object, &at, "identifier");
        let name = called(code.as_deref(), identifier.unwrap_or(&uri));
        if let Some(identifier) = identifier.filter(|identifier| *identifier != uri) {
            match known.places.get(identifier) {
                Some(first) => {
                    let expected = format!(
                        "an identifier that no other item has: {} has it, and is what associations mean that name no address",
                        known.names[*first]
                    );
                    told.warning(&format!("{at}.identifier"), &name, &expected);
                }
                None => drop(known.places.insert(identifier.to_owned(), items.len())),
            }
        }
        known.names.push(name);
        items.push(CaseItem {
            uri,
            code,
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
    // Which association says the parent of each item.
    let mut said_by = vec![0; items.len()];
    for (index, association) in all.iter().take(2 * MAX_ITEMS).enumerate() {
        if association.get("associationType").and_then(Value::as_str) != Some("isChildOf") {
            continue;
        }
        let place = |node: &str| {
            let node = association.get(node)?;
            let name = |field: &str| node.get(field).and_then(Value::as_str);
            // In 1.0 the node is an object; some exports have its address alone.
            let names = [node.as_str(), name("uri"), name("identifier")];
            names.into_iter().flatten().find_map(|name| known.places.get(name.trim()).copied())
        };
        match (place("originNodeURI"), place("destinationNodeURI")) {
            (Some(child), Some(parent)) if child == parent => {
                let at = format!("CFAssociations[{index}].destinationNodeURI");
                told.warning(&at, &known.names[child], "another item than the one that is its child");
            }
            (Some(child), Some(parent)) => {
                items[child].parent = Some(parent);
                said_by[child] = index;
            }
            _ => {}
        }
    }
    let parents: Vec<Option<usize>> = items.iter().map(|item| item.parent).collect();
    for circle in circles::find(&parents) {
        // What closes a circle is what stands last in the file.
        let Some(child) = circle.iter().copied().max_by_key(|item| said_by[*item]) else { continue };
        let Some(parent) = items[child].parent.take() else { continue };
        let expected = format!(
            "an item that does not stand below its own part {}: these {} go round in a circle; this association is left out",
            known.names[child],
            circle.len()
        );
        told.warning(&format!("CFAssociations[{}].destinationNodeURI", said_by[child]), &known.names[parent], &expected);
    }
}

/// What messages call an item: its code as people cite it, and its identifier.
fn called(code: Option<&str>, identifier: &str) -> String {
    code.map_or_else(|| identifier.to_owned(), |code| format!("{code} ({identifier})"))
}

/// One line of bounded length.
fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_STATEMENT).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{MAX_ITEMS, MAX_PACKAGE, Read, read};

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
    fn names_an_identifier_that_stands_twice_and_keeps_both_items() {
        let found = changed(
            "000000000013\",\n      \"uri\": \"https://example.org/case/items/3",
            "000000000012\",\n      \"uri\": \"https://example.org/case/items/3",
        );
        let (q1, q2) = ("Q.1 (0b0c1a2e-1111-4a5b-9c1d-000000000012)", "Q.2 (0b0c1a2e-1111-4a5b-9c1d-000000000012)");
        assert_eq!(
            said(&found),
            [format!(
                "x.json: warning: CFItems[2].identifier = {q2}, expected an identifier that no other item has: {q1} has it, and is \
                 what associations mean that name no address"
            )]
        );
        let framework = found.framework.unwrap();
        let parents: Vec<_> = framework.items.iter().map(|item| item.parent).collect();
        assert_eq!(parents, [None, Some(0), Some(0)]);
    }

    /// A package of so many items, of which each pair is a child and its parent.
    fn package(items: usize, pairs: &[(usize, usize)]) -> Read {
        let address = |item: &usize| format!("https://e.org/{item}");
        let items: Vec<_> = (0..items)
            .map(|item| json!({ "uri": address(&item), "identifier": format!("id-{item}"), "fullStatement": "x", "humanCodingScheme": item.to_string() }))
            .collect();
        let associations: Vec<_> = pairs
            .iter()
            .map(|(child, parent)| json!({ "associationType": "isChildOf", "originNodeURI": address(child), "destinationNodeURI": { "uri": address(parent) } }))
            .collect();
        let document = json!({ "uri": "https://e.org", "title": "t" });
        read("x.json", json!({ "CFDocument": document, "CFItems": items, "CFAssociations": associations }).to_string().as_bytes())
    }

    #[test]
    fn names_a_circle_and_reads_the_rest() {
        let found = package(5, &[(1, 2), (2, 3), (3, 1), (4, 1)]);
        assert_eq!(
            said(&found),
            [
                "x.json: warning: CFAssociations[2].destinationNodeURI = 1 (id-1), expected an item that does not stand below its own \
              part 3 (id-3): these 3 go round in a circle; this association is left out"
            ]
        );
        let parents: Vec<_> = found.framework.unwrap().items.iter().map(|item| item.parent).collect();
        assert_eq!(parents, [None, Some(2), Some(3), None, Some(1)]);
        let found = package(2, &[(1, 1)]);
        assert_eq!(
            said(&found),
            [
                "x.json: warning: CFAssociations[0].destinationNodeURI = 1 (id-1), expected another item than the one that is its child"
            ]
        );
    }

    #[test]
    fn goes_once_round_a_circle_of_every_item() {
        let ring: Vec<_> = (0..MAX_ITEMS).map(|item| (item, (item + 1) % MAX_ITEMS)).collect();
        let found = package(MAX_ITEMS, &ring);
        assert_eq!(found.problems.len(), 1);
        assert!(said(&found)[0].contains("these 50000 go round"));
        let pairs: Vec<_> = (0..1000).map(|item| (item, item ^ 1)).collect();
        assert_eq!(package(1000, &pairs).problems.len(), 100, "no more are told");
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
