//! Material: texts, pictures and what else stands before learners, as HTML.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::attribute;
use crate::clean::plain;
use crate::xml::{escape, inner_html, text_of};

/// Turns material into HTML.
#[derive(Clone, Copy)]
pub(super) struct Materials<'a> {
    /// Where files are that are only named by a number.
    pub(super) numbered: &'a BTreeMap<String, String>,
}

impl Materials<'_> {
    /// All material inside an element, in order. `response` says what stands in place of a response.
    pub(super) fn inside(self, node: Node<'_, '_>, response: &mut dyn FnMut(Node<'_, '_>) -> Option<String>) -> String {
        let mut html = String::new();
        for child in node.children().filter(Node::is_element) {
            let name = child.tag_name().name();
            match name {
                "material" | "reference" | "mattext" | "mat_formattedtext" => {
                    let piece = if name == "material" { self.material(child) } else { self.piece(child) };
                    join(&mut html, &piece);
                }
                _ if name.starts_with("response_") && name != "response_label" => {
                    if let Some(instead) = response(child) {
                        html.push_str(&instead);
                    }
                }
                // Blackboard's partners and answers: not the question's own words.
                "flow" if matches!(attribute(child, "class"), Some("RESPONSE_BLOCK" | "RIGHT_MATCH_BLOCK")) => {
                    let inside = self.inside(child, response);
                    if inside.contains(crate::markers::OPEN) {
                        html.push_str(&only_markers(&inside));
                    }
                }
                _ => join(&mut html, &self.inside(child, response)),
            }
        }
        html
    }

    /// All material inside, where no response is expected.
    pub(super) fn words(self, node: Node<'_, '_>) -> String {
        self.inside(node, &mut |_| None)
    }

    /// The text of one `material`.
    pub(super) fn material(self, node: Node<'_, '_>) -> String {
        let mut html = String::new();
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "mat_extension" | "altmaterial" => html.push_str(&self.material(child)),
                "flow_mat" | "material" => join(&mut html, &self.material(child)),
                _ => html.push_str(&self.piece(child)),
            }
        }
        html
    }

    fn piece(self, node: Node<'_, '_>) -> String {
        match node.tag_name().name() {
            "mattext" | "matemtext" => {
                let html = match attribute(node, "texttype") {
                    Some(kind) => kind.eq_ignore_ascii_case("text/html") || kind.eq_ignore_ascii_case("text/xhtml"),
                    None => looks_like_html(&text_of(node)),
                };
                self.text(node, html)
            }
            "mat_formattedtext" => {
                let plain = attribute(node, "type").is_some_and(|kind| kind.to_ascii_uppercase().starts_with("PLAIN"));
                self.text(node, !plain)
            }
            "matbreak" => "<br>".to_owned(),
            "matimage" => picture(node),
            "mataudio" => "<audio></audio>".to_owned(),
            "matvideo" | "matapplet" | "matapplication" => "<video></video>".to_owned(),
            _ => String::new(),
        }
    }

    fn text(self, node: Node<'_, '_>, html: bool) -> String {
        if node.children().any(|child| child.is_element()) {
            return self.at_hand(inner_html(node, &mut |_| None));
        }
        let text = text_of(node);
        if html {
            self.at_hand(crate::markers::without(&text))
        } else if text.trim().contains(['\n', '\r']) {
            plain(&crate::markers::without(&text))
        } else {
            escape(&crate::markers::without(&text))
        }
    }

    /// Blackboard names a file by a number (`…/xid-123_1`), and packs it as `NAME__xid-123_1.png`.
    fn at_hand(self, html: String) -> String {
        if !html.contains("xid-") || self.numbered.is_empty() {
            return html;
        }
        let mut out = String::with_capacity(html.len());
        let mut rest = html.as_str();
        while let Some(found) = rest.find("src=\"") {
            let (before, after) = rest.split_at(found + 5);
            out.push_str(before);
            let end = after.find('"').unwrap_or(after.len());
            let (address, behind) = after.split_at(end);
            let path = address.rsplit('/').next().and_then(|number| self.numbered.get(number));
            match path {
                Some(path) => {
                    out.push('/');
                    out.push_str(&escape(path));
                }
                None => out.push_str(address),
            }
            rest = behind;
        }
        out + rest
    }
}

/// A picture by its address, or with its bytes in the text.
fn picture(node: Node<'_, '_>) -> String {
    let alt = attribute(node, "label").or_else(|| attribute(node, "alt")).unwrap_or_default();
    let source = match attribute(node, "uri") {
        Some(uri) => uri.to_owned(),
        None if attribute(node, "embedded").is_some_and(|kind| kind.eq_ignore_ascii_case("base64")) => {
            let kind = attribute(node, "imagtype").unwrap_or("image/png");
            let bytes: String = text_of(node).split_whitespace().collect();
            format!("data:{kind};base64,{bytes}")
        }
        None => return String::new(),
    };
    format!("<img alt=\"{}\" src=\"{}\">", escape(alt), escape(&source))
}

/// Adds a piece of its own.
fn join(html: &mut String, piece: &str) {
    if piece.trim().is_empty() {
        return;
    }
    // Between two texts a gap in the XML is a space for readers; beside a gap to fill the text says itself where spaces are.
    if !html.is_empty() && !html.ends_with(crate::markers::CLOSE) {
        html.push('\n');
    }
    html.push_str(piece);
}

/// Of a text only the places that are filled in.
fn only_markers(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(crate::markers::OPEN) {
        let Some(end) = rest[at..].find(crate::markers::CLOSE) else { break };
        let end = at + end + crate::markers::CLOSE.len_utf8();
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    out
}

/// Whether a text that says of itself neither is HTML: a tag with a known beginning, or the name of a character.
fn looks_like_html(text: &str) -> bool {
    let tags = ["p", "br", "div", "span", "img", "b", "i", "em", "strong", "sub", "sup", "ul", "ol", "table", "a", "code", "pre"];
    let named = ["&nbsp;", "&lt;", "&gt;", "&amp;", "&quot;", "&#"];
    named.iter().any(|name| text.contains(name))
        || text.match_indices('<').any(|(at, _)| {
            let name = text[at + 1..].trim_start_matches('/').split([' ', '>', '/', '\n', '\t']).next().unwrap_or_default();
            tags.iter().any(|tag| name.eq_ignore_ascii_case(tag)) && text[at..].contains('>')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(material: &str) -> String {
        let numbered = BTreeMap::from([("xid-1_1".to_owned(), "a/name__xid-1_1.png".to_owned())]);
        let document = roxmltree::Document::parse(material).unwrap();
        Materials { numbered: &numbered }.words(document.root_element())
    }

    #[test]
    fn reads_each_type_of_text() {
        for (material, expected) in [
            ("<m><material><mattext texttype='text/html'>&lt;b&gt;a&lt;/b&gt;</mattext></material></m>", "<b>a</b>"),
            ("<m><material><mattext texttype='text/plain'>&lt;b&gt;</mattext></material></m>", "&lt;b&gt;"),
            ("<m><material><mattext>2 &lt; 3</mattext></material></m>", "2 &lt; 3"),
            ("<m><material><mattext>a&lt;br&gt;b</mattext></material></m>", "a<br>b"),
            ("<m><material><mattext texttype='text/html'><p>a</p></mattext></material></m>", "<p>a</p>"),
            ("<m><material><mattext>a</mattext><matbreak/><mattext>b</mattext></material></m>", "a<br>b"),
            ("<m><material><mattext texttype='text/plain'>a\n\nb</mattext></material></m>", "<p>a</p><p>b</p>"),
            ("<m><material><matimage uri='x.png' label='a lock'/></material></m>", "<img alt=\"a lock\" src=\"x.png\">"),
            (
                "<m><material><mat_extension><mat_formattedtext type='HTML'>&lt;img src=\"@X@/bbcswebdav/xid-1_1\"&gt;\
                 </mat_formattedtext></mat_extension></material></m>",
                "<img src=\"/a/name__xid-1_1.png\">",
            ),
        ] {
            assert_eq!(html(material), expected, "{material}");
        }
    }
}
