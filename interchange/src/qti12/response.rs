//! What there is to answer: lists to choose from, fields to type in, points to set.

use roxmltree::Node;

use super::attribute;
use crate::xml::{child, escape, text_of};

/// How a response is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Chosen from a list.
    Listed,
    /// Typed.
    Typed,
    /// A point on a picture.
    Point,
    /// In a way of its own.
    Other,
}

/// A response.
#[derive(Clone, Debug)]
pub(super) struct Response<'a, 'i> {
    pub(super) node: Node<'a, 'i>,
    pub(super) id: &'a str,
    pub(super) shape: Shape,
    /// What can be chosen, in the order of the file.
    pub(super) labels: Vec<Label<'a, 'i>>,
}

/// Something to choose.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label<'a, 'i> {
    pub(super) node: Node<'a, 'i>,
    pub(super) id: &'a str,
}

impl<'a, 'i: 'a> Response<'a, 'i> {
    /// All responses of an item, in the order of the file.
    pub(super) fn all(item: Node<'a, 'i>) -> Vec<Self> {
        let Some(presentation) = child(item, "presentation") else { return Vec::new() };
        presentation.descendants().filter(Node::is_element).filter_map(Self::of).collect()
    }

    fn of(node: Node<'a, 'i>) -> Option<Self> {
        let has = |name: &str| node.descendants().any(|child| child.is_element() && child.tag_name().name() == name);
        let shape = match node.tag_name().name() {
            "response_lid" | "response_grp" if has("response_label") => Shape::Listed,
            "response_str" | "response_num" if has("render_choice") => Shape::Listed,
            "response_str" | "response_num" => Shape::Typed,
            "response_lid" if has("render_fib") => Shape::Typed,
            "response_xy" => Shape::Point,
            "response_lid" | "response_grp" => Shape::Other,
            _ => return None,
        };
        let id = attribute(node, "ident").or_else(|| attribute(node, "respident")).unwrap_or_default();
        let label = |node: &Node<'a, 'i>| node.is_element() && node.tag_name().name() == "response_label";
        let labels =
            node.descendants().filter(label).map(|node| Label { node, id: attribute(node, "ident").unwrap_or_default() });
        Some(Self { node, id, shape, labels: labels.collect() })
    }

    /// Whether the order of what is chosen counts.
    pub(super) fn is_ordered(&self) -> bool {
        self.says("rcardinality", "Ordered")
    }

    /// Whether more than one may be chosen.
    pub(super) fn is_several(&self) -> bool {
        self.says("rcardinality", "Multiple")
    }

    /// Whether a number is to be typed.
    pub(super) fn is_number(&self) -> bool {
        let kind = self.node.descendants().find_map(|node| attribute(node, "fibtype")).unwrap_or_default();
        self.node.tag_name().name() == "response_num"
            || ["Decimal", "Integer", "Scientific"].iter().any(|number| kind.eq_ignore_ascii_case(number))
    }

    /// Whether the options may be shown in any order, where it is said.
    pub(super) fn shuffles(&self) -> Option<bool> {
        let list = self.node.descendants().find(|node| node.has_attribute("shuffle"))?;
        attribute(list, "shuffle").map(|value| value.eq_ignore_ascii_case("yes") || value.eq_ignore_ascii_case("true"))
    }

    /// The element with the response's own words: the left side of a match, the name of a gap.
    pub(super) fn label(&self) -> Option<Node<'a, 'i>> {
        child(self.node, "material").filter(|material| !text_of(*material).trim().is_empty())
    }

    /// Whether it has words of its own.
    pub(super) fn has_label(&self) -> bool {
        self.label().is_some()
    }

    /// Whether Canvas wrote it for one row of a match: `response_` and a number, and no cardinality.
    pub(super) fn is_row(&self) -> bool {
        self.id.starts_with("response_") && !self.node.has_attribute("rcardinality")
    }

    /// The texts of the options.
    pub(super) fn texts(&self) -> Vec<String> {
        self.labels.iter().map(|label| text_of(label.node).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    /// Whether its options are spellings of one answer, or said to be typed.
    pub(super) fn is_one_word(&self) -> bool {
        let texts = self.texts();
        self.says_of_labels("openEntry") || texts.iter().all(|text| text.to_lowercase() == texts[0].to_lowercase())
    }

    /// Whether its options are said to be of this kind, as Canvas says it.
    pub(super) fn says_of_labels(&self, kind: &str) -> bool {
        self.labels.iter().any(|label| attribute(label.node, "answer_type") == Some(kind))
    }

    /// Where a stem says `[name]` for it: the bytes of that in the HTML, outside of tags.
    pub(super) fn place_in(&self, stem: &str) -> Option<std::ops::Range<usize>> {
        let stripped = self.id.strip_prefix("response_").unwrap_or(self.id);
        let label = self.label().map(|node| text_of(node).trim().to_owned());
        [Some(stripped.to_owned()), label].into_iter().flatten().filter(|name| !name.is_empty()).find_map(|name| {
            let wanted = format!("[{}]", escape(&name));
            stem.match_indices(&wanted).map(|(at, found)| at..at + found.len()).find(|place| !in_tag(stem, place.start))
        })
    }

    fn says(&self, name: &str, value: &str) -> bool {
        attribute(self.node, name).is_some_and(|said| said.eq_ignore_ascii_case(value))
    }
}

/// Whether a byte of HTML is inside a tag.
fn in_tag(html: &str, at: usize) -> bool {
    let before = &html[..at];
    before.rfind('<').is_some_and(|open| before.rfind('>').is_none_or(|close| close < open))
}
