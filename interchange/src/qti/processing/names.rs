//! Names of elements and attributes in both spellings: `responseCondition` of QTI 2 and `qti-response-condition` of QTI 3 are one.

use roxmltree::Node;

/// The name of an element: lower case, without the prefix of QTI 3 and its hyphens.
pub(crate) fn name(node: Node<'_, '_>) -> String {
    let local = node.tag_name().name();
    folded(local.strip_prefix("qti-").unwrap_or(local))
}

/// The value of an attribute, asked for by its folded name.
pub(crate) fn attribute<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| folded(attribute.name()) == wanted).map(|attribute| attribute.value())
}

/// Whether an attribute says so.
pub(crate) fn flag(node: Node<'_, '_>, wanted: &str) -> Option<bool> {
    attribute(node, wanted).map(|value| matches!(value.trim(), "true" | "1"))
}

/// The elements inside.
pub(crate) fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl DoubleEndedIterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// The first element inside of this name.
pub(crate) fn element<'a, 'i>(node: Node<'a, 'i>, wanted: &str) -> Option<Node<'a, 'i>> {
    elements(node).find(|child| name(*child) == wanted)
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| *c != '-').map(|c| c.to_ascii_lowercase()).collect()
}
