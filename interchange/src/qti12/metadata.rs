//! What an item says about itself: fields with labels, and the elements that Blackboard has for them.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{finite, text_of_child};
use crate::xml::text_of;

/// Fields by their labels, lower case.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata(BTreeMap<String, String>);

impl Metadata {
    /// Reads what is in these elements.
    pub(super) fn of<'a, 'i: 'a>(nodes: impl Iterator<Item = Node<'a, 'i>>) -> Self {
        let mut fields = BTreeMap::new();
        for node in nodes.flat_map(|node| node.descendants()).filter(Node::is_element) {
            let name = node.tag_name().name();
            if name == "qtimetadatafield" {
                if let (Some(label), Some(entry)) = (text_of_child(node, "fieldlabel"), text_of_child(node, "fieldentry")) {
                    fields.insert(label.to_lowercase(), entry);
                }
            } else if name.starts_with("qmd_") || name.starts_with("bbmd_") {
                fields.insert(name.to_lowercase(), text_of(node).trim().to_owned());
            }
        }
        Self(fields)
    }

    /// A field, where it is not empty.
    pub(super) fn get(&self, label: &str) -> Option<&str> {
        self.0.get(label).map(String::as_str).filter(|entry| !entry.is_empty())
    }

    /// What the item is worth.
    pub(super) fn points(&self) -> Option<f64> {
        let labels = ["points_possible", "cc_weighting", "qmd_absolutescore_max"];
        labels.iter().find_map(|label| finite(self.get(label)?)).or_else(|| {
            // Brightspace writes the points as a weight, Blackboard a weight of 0 that means nothing.
            finite(self.get("qmd_weighting")?).filter(|weight| *weight > 0.0)
        })
    }

    /// The type that the item names, as it names it.
    pub(super) fn kind(&self) -> Option<&str> {
        ["question_type", "cc_profile", "bbmd_questiontype", "qmd_questiontype"].iter().find_map(|label| self.get(label))
    }
}
