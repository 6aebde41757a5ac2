//! What a manifest says about an item: outcomes and keywords, in LOM or as an alignment to a published framework.

use roxmltree::Node;

use crate::xml::{children, text_of};

/// Outcomes and tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    pub(super) outcomes: Vec<String>,
    pub(super) tags: Vec<String>,
}

pub(super) fn read(node: Node<'_, '_>) -> Metadata {
    let mut metadata = Metadata::default();
    let named = |node: Node<'_, '_>, name: &str| node.is_element() && node.tag_name().name() == name;
    for part in node.descendants() {
        if named(part, "keyword") {
            push(&mut metadata.tags, &text_of(part));
        } else if named(part, "classification") {
            classification(part, &mut metadata);
        } else if named(part, "labelledGUID") || named(part, "labelled-guid") {
            // The label is what people know the outcome by; the GUID is what programs do.
            let said = |name| children(part, name).next().map(text_of).filter(|text| !text.trim().is_empty());
            push(
                &mut metadata.outcomes,
                &said("label").or_else(|| said("GUID")).or_else(|| said("caseItemURI")).unwrap_or_default(),
            );
        }
    }
    metadata
}

fn classification(node: Node<'_, '_>, metadata: &mut Metadata) {
    let purpose: String = children(node, "purpose").map(text_of).collect::<String>().to_ascii_lowercase();
    let outcome =
        ["educational objective", "educationalobjective", "competency", "skill"].iter().any(|kind| purpose.contains(kind));
    for path in children(node, "taxonPath") {
        // Where a path has several levels, the last is what the item is about.
        let taxons: Vec<_> = path.descendants().filter(|node| node.is_element() && node.tag_name().name() == "taxon").collect();
        let Some(taxon) = taxons.last() else { continue };
        let said = |name| children(*taxon, name).next().map(text_of).filter(|text| !text.trim().is_empty());
        if outcome {
            push(&mut metadata.outcomes, &said("id").or_else(|| said("entry")).unwrap_or_default());
        } else {
            push(&mut metadata.tags, &said("entry").or_else(|| said("id")).unwrap_or_default());
        }
    }
}

fn push(list: &mut Vec<String>, text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.is_empty() && !list.contains(&text) {
        list.push(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_objectives_as_outcomes_and_the_rest_as_tags() {
        let text = "<metadata><lom><general><keyword><string>number</string></keyword></general>
            <classification><purpose><value>educational objective</value></purpose><taxonPath>
              <taxon><id>SEC-1</id></taxon><taxon><id>SEC-1.1</id><entry><string>Passwords</string></entry></taxon></taxonPath></classification>
            <classification><purpose><value>discipline</value></purpose><taxonPath><taxon><entry>Math</entry></taxon></taxonPath></classification>
            </lom><curriculumStandardsMetadata><setOfGUIDs><labelledGUID><label>CASE-7</label><GUID>x</GUID></labelledGUID></setOfGUIDs>
            </curriculumStandardsMetadata></metadata>";
        let document = roxmltree::Document::parse(text).unwrap();
        let read = read(document.root_element());
        assert_eq!((read.outcomes, read.tags), (vec!["SEC-1.1".into(), "CASE-7".into()], vec!["number".into(), "Math".into()]));
    }
}
