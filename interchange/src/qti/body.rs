//! The body of an item: its interactions, and its text as HTML with something else in their place.

use std::cell::Cell;
use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use roxmltree::{Node, NodeId};

use super::names::{attribute, is, name, snake};
use crate::package::Files;
use crate::picture::join;
use crate::xml::inner_html;

/// Something to be answered.
#[derive(Clone, Debug)]
pub(super) struct Interaction<'a, 'i> {
    pub(super) node: Node<'a, 'i>,
    pub(super) kind: Kind,
    /// For reports: `text_entry`.
    pub(super) name: String,
    /// The identifier of its response.
    pub(super) response: &'a str,
}

/// The kinds that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Choice,
    TextEntry,
    InlineChoice,
    GapMatch,
    Match,
    Order,
    Hottext,
    Slider,
    ExtendedText,
    /// None of them; the name says which.
    Other,
}

/// The interactions of a body, in the order of the document.
pub(super) fn interactions<'a, 'i>(body: Node<'a, 'i>) -> Vec<Interaction<'a, 'i>> {
    let mut found = Vec::new();
    collect(body, &mut found);
    found
}

fn collect<'a, 'i>(node: Node<'a, 'i>, found: &mut Vec<Interaction<'a, 'i>>) {
    for child in node.children().filter(Node::is_element) {
        let name = name(child);
        let Some(short) = name.strip_suffix("Interaction") else {
            if !is_hidden_rubric(child) {
                collect(child, found);
            }
            continue;
        };
        let kind = match short {
            "choice" => Kind::Choice,
            "textEntry" => Kind::TextEntry,
            "inlineChoice" => Kind::InlineChoice,
            "gapMatch" => Kind::GapMatch,
            "match" => Kind::Match,
            "order" => Kind::Order,
            "hottext" => Kind::Hottext,
            "slider" => Kind::Slider,
            "extendedText" => Kind::ExtendedText,
            _ => Kind::Other,
        };
        let name = if kind == Kind::ExtendedText { "essay".to_owned() } else { snake(short) };
        // Interactions inside, as in a hottext that holds a text entry, count too: such an item is of several kinds.
        let response = attribute(child, "responseIdentifier").unwrap_or_default();
        found.push(Interaction { node: child, kind, name, response });
        if kind != Kind::Other {
            collect(child, found);
        }
    }
}

/// A text for scorers and others who are not learners.
fn is_hidden_rubric(node: Node<'_, '_>) -> bool {
    let view = || attribute(node, "view").unwrap_or_default();
    is(node, "rubricBlock") && !view().split_whitespace().any(|view| view == "candidate")
}

/// Whether nothing follows in the line in which this stands.
pub(super) fn ends_its_line(node: Node<'_, '_>) -> bool {
    const BLOCKS: &[&str] = &[
        "p",
        "div",
        "li",
        "td",
        "th",
        "dd",
        "dt",
        "blockquote",
        "section",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "ul",
        "ol",
        "table",
        "pre",
        "hr",
    ];
    let is_block =
        |node: Node<'_, '_>| BLOCKS.contains(&node.tag_name().name()) || is(node, "itemBody") || is(node, "rubricBlock");
    let mut here = node;
    loop {
        for next in here.next_siblings().skip(1) {
            if next.is_element() && is_block(next) {
                return true;
            }
            let says = next.descendants().any(|node| {
                node.is_text() && !node.text().unwrap_or_default().trim().is_empty()
                    || ["img", "math", "object"].contains(&node.tag_name().name())
            });
            if says {
                return false;
            }
        }
        match here.parent() {
            Some(parent) if !is_block(parent) => here = parent,
            _ => return true,
        }
    }
}

/// Makes HTML of a body.
pub(super) struct Renderer<'f> {
    /// What stands in the place of elements: markers.
    pub(super) instead: HashMap<NodeId, String>,
    /// Where passages may be that are files of their own; none where no passage may stand.
    pub(super) files: Option<&'f Files>,
    /// The folder of the item.
    pub(super) folder: &'f str,
    /// How many bytes of passages there may still be.
    pub(super) passages: Cell<usize>,
}

impl Renderer<'_> {
    /// For the text of an option.
    pub(super) fn of_option(folder: &str) -> Renderer<'_> {
        Renderer { instead: HashMap::new(), files: None, folder, passages: Cell::new(0) }
    }

    /// The content of an element as HTML, without what is no text for learners.
    pub(super) fn html(&self, node: Node<'_, '_>) -> String {
        let html = inner_html(node, &mut |node| self.replace(node));
        // Files are indented for people who read XML; outside of what is preformatted that is no text.
        if html.contains("<pre") { html } else { folded(&html) }
    }

    fn replace(&self, node: Node<'_, '_>) -> Option<String> {
        if let Some(instead) = self.instead.get(&node.id()) {
            return Some(instead.clone());
        }
        let boxed = |node| format!("<div>{}</div>", self.html(node));
        let nothing = || Some(String::new());
        let name = name(node);
        match &*name {
            "rubricBlock" if is_hidden_rubric(node) => nothing(),
            "prompt" | "rubricBlock" | "infoControl" => Some(boxed(node)),
            "simpleChoice"
            | "simpleMatchSet"
            | "inlineChoice"
            | "gapText"
            | "gapImg"
            | "stylesheet"
            | "catalogInfo"
            | "companionMaterialsInfo"
            | "feedbackBlock"
            | "feedbackInline"
            | "templateBlock"
            | "templateInline"
            | "printedVariable" => nothing(),
            "object" => self.passage(node),
            short if short.ends_with("Interaction") => {
                let kept =
                    ["choice", "gapMatch", "hottext", "match", "order", "slider", "extendedText", "textEntry", "inlineChoice"];
                if kept.iter().any(|kind| short.strip_suffix("Interaction") == Some(*kind)) {
                    return Some(self.html(node));
                }
                Some(node.children().filter(|child| is(*child, "prompt")).map(boxed).collect())
            }
            _ if node.tag_name().name().starts_with("qti-") => Some(self.html(node)),
            _ => None,
        }
    }

    /// A passage that is an HTML file of the package.
    fn passage(&self, node: Node<'_, '_>) -> Option<String> {
        if !attribute(node, "type").is_some_and(|kind| kind.starts_with("text/html") || kind.contains("xhtml")) {
            return None;
        }
        let path = percent_decode_str(attribute(node, "data")?).decode_utf8().ok()?;
        let bytes = self.files?.get(&join(self.folder, &path)?)?;
        self.passages.set(self.passages.get().checked_sub(bytes.len())?);
        let text = crate::markers::without(&String::from_utf8_lossy(bytes));
        let body = text.find("<body").and_then(|at| Some(at + text[at..].find('>')? + 1)).unwrap_or(0);
        let end = text.rfind("</body>").filter(|end| *end >= body).unwrap_or(text.len());
        Some(format!("<div>{}</div>", &text[body..end]))
    }
}

/// Runs of spaces and line ends as one space.
fn folded(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut space = false;
    for c in html.chars() {
        if matches!(c, ' ' | '\n' | '\r' | '\t') {
            space = true;
        } else {
            if space {
                out.push(' ');
            }
            space = false;
            out.push(c);
        }
    }
    if space {
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(xml: &str) -> String {
        let document = roxmltree::Document::parse(xml).unwrap();
        let files = Files::from([("a/p q.html".to_owned(), b"<html><body class='x'><p>Long ago</p></body></html>".to_vec())]);
        let passages = Cell::new(1000);
        Renderer { instead: HashMap::new(), files: Some(&files), folder: "a", passages }.html(document.root_element())
    }

    #[test]
    fn shows_learners_what_is_for_learners() {
        assert_eq!(
            html(
                "<itemBody><rubricBlock view='scorer'>key: b</rubricBlock><rubricBlock view='candidate scorer'>Read.</rubricBlock>\n  <p>One</p></itemBody>"
            ),
            "<div>Read.</div> <p>One</p>"
        );
        assert_eq!(
            html(
                "<qti-item-body><qti-choice-interaction><qti-prompt>Which?</qti-prompt><qti-simple-choice>a</qti-simple-choice></qti-choice-interaction></qti-item-body>"
            ),
            "<div>Which?</div>"
        );
        assert_eq!(html("<itemBody><object type='text/html' data='p%20q.html'/></itemBody>"), "<div><p>Long ago</p></div>");
    }

    #[test]
    fn knows_a_field_at_the_end_from_one_in_a_sentence() {
        for (xml, ends) in [
            ("<p>2 + 2 = <x/></p>", true),
            ("<p>2 + <x/> = 4</p>", false),
            ("<p>so <b><x/></b> <i>cm</i></p>", false),
            ("<div><x/>\n<p>then</p></div>", true),
            ("<p><x/><br/>then</p>", true),
        ] {
            let document = roxmltree::Document::parse(xml).unwrap();
            let node = document.descendants().find(|node| node.has_tag_name("x")).unwrap();
            assert_eq!(ends_its_line(node), ends, "{xml}");
        }
    }

    #[test]
    fn finds_interactions_in_the_order_of_the_document() {
        let document = roxmltree::Document::parse(
            "<itemBody><p><textEntryInteraction responseIdentifier='B'/></p><customInteraction responseIdentifier='A'><x:portableCustomInteraction xmlns:x='u'/></customInteraction></itemBody>",
        )
        .unwrap();
        let found = interactions(document.root_element());
        assert_eq!(
            found.iter().map(|found| (found.name.as_str(), found.response, found.kind)).collect::<Vec<_>>(),
            [("text_entry", "B", Kind::TextEntry), ("custom", "A", Kind::Other)]
        );
    }
}
