//! Names in both spellings: QTI 2 writes `responseIdentifier`, QTI 3 `qti-response-identifier` for elements and
//! `response-identifier` for attributes. The reader asks by QTI 2's names and does not care which file it has.

use std::borrow::Cow;

use roxmltree::Node;

/// An element's name as QTI 2 spells it: `choiceInteraction`, whatever its prefix.
pub(super) fn name<'a>(node: Node<'a, '_>) -> Cow<'a, str> {
    let local = node.tag_name().name();
    match local.strip_prefix("qti-") {
        Some(rest) => Cow::Owned(camel(rest)),
        None => Cow::Borrowed(local),
    }
}

/// Whether it is this element, named as in QTI 2.
pub(super) fn is(node: Node<'_, '_>, wanted: &str) -> bool {
    node.is_element() && is_spelled(node.tag_name().name(), wanted)
}

/// Whether a name is this name of QTI 2, in either spelling.
pub(super) fn is_spelled(local: &str, wanted: &str) -> bool {
    local == wanted || local.strip_prefix("qti-").is_some_and(|rest| same(rest, wanted))
}

/// The value of an attribute, named as in QTI 2, without spaces around it.
pub(super) fn attribute<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    let found = node.attributes().find(|attribute| attribute.name() == wanted || same(attribute.name(), wanted))?;
    Some(found.value().trim())
}

/// The child elements of this name.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, wanted: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| is(*child, wanted))
}

/// The first child element of this name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, wanted: &str) -> Option<Node<'a, 'i>> {
    children(node, wanted).next()
}

/// The elements of this name inside, at any depth.
pub(super) fn inside<'a, 'i>(node: Node<'a, 'i>, wanted: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().skip(1).filter(move |node| is(*node, wanted))
}

/// A name for reports: `graphicGapMatch` is `graphic_gap_match`.
pub(super) fn snake(camel: &str) -> String {
    let mut snake = String::with_capacity(camel.len() + 4);
    for c in camel.chars() {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

fn camel(kebab: &str) -> String {
    let mut camel = String::with_capacity(kebab.len());
    let mut upper = false;
    for c in kebab.chars() {
        if c == '-' {
            upper = true;
        } else {
            camel.push(if upper { c.to_ascii_uppercase() } else { c });
            upper = false;
        }
    }
    camel
}

/// Whether a name with hyphens is this name with capitals; compared letter by letter, as it is asked of every element.
fn same(kebab: &str, camel: &str) -> bool {
    let mut camel = camel.bytes();
    let mut upper = false;
    for byte in kebab.bytes() {
        if byte == b'-' {
            upper = true;
            continue;
        }
        let wanted = if upper { byte.to_ascii_uppercase() } else { byte };
        if camel.next() != Some(wanted) {
            return false;
        }
        upper = false;
    }
    camel.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_spellings() {
        for text in
            ["<q:choiceInteraction xmlns:q='u' responseIdentifier=' R '/>", "<qti-choice-interaction response-identifier='R'/>"]
        {
            let document = roxmltree::Document::parse(text).unwrap();
            let node = document.root_element();
            assert!(is(node, "choiceInteraction") && !is(node, "choice") && !is(node, "choiceInteractions"), "{text}");
            assert_eq!((&*name(node), attribute(node, "responseIdentifier")), ("choiceInteraction", Some("R")), "{text}");
        }
        assert_eq!(snake("graphicGapMatch"), "graphic_gap_match");
    }
}
