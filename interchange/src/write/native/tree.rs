//! Sanitised HTML as a tree, and whether two texts are the same to whoever reads them.

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Words, their entities read.
    Text(String),
    /// An element.
    Element {
        /// Its name.
        tag: String,
        /// By name.
        attributes: Vec<(String, String)>,
        /// What stands in it.
        children: Vec<Node>,
    },
}

impl Node {
    /// The element's name; nothing for words.
    pub(super) fn tag(&self) -> &str {
        match self {
            Self::Text(_) => "",
            Self::Element { tag, .. } => tag,
        }
    }

    /// What stands in it.
    pub(super) fn children(&self) -> &[Node] {
        match self {
            Self::Text(_) => &[],
            Self::Element { children, .. } => children,
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        match self {
            Self::Text(_) => None,
            Self::Element { attributes, .. } => attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()),
        }
    }

    /// Whether it stands in a line of its own.
    pub(super) fn is_block(&self) -> bool {
        BLOCKS.contains(&self.tag())
    }
}

const BLOCKS: &[&str] = &["p", "ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody", "tr", "th", "td", "hr"];

/// The tree of a text; none where it is not as the sanitiser writes it.
pub(super) fn parse(html: &str) -> Option<Vec<Node>> {
    // The innermost element that is open comes last; below them all is the text itself.
    let mut open = vec![(String::new(), Vec::new(), Vec::new())];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let words = &rest[..at];
        if !words.is_empty() {
            open.last_mut()?.2.push(Node::Text(read(words)));
        }
        let (tag, behind) = tag(&rest[at..])?;
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            let (tag, attributes, children) = open.pop()?;
            if tag != name || open.is_empty() {
                return None;
            }
            open.last_mut()?.2.push(Node::Element { tag, attributes, children });
            continue;
        }
        let name = tag.split(' ').next()?.to_owned();
        let attributes = attributes(tag[name.len()..].trim_start())?;
        if ["br", "hr", "img"].contains(&name.as_str()) {
            open.last_mut()?.2.push(Node::Element { tag: name, attributes, children: Vec::new() });
        } else {
            open.push((name, attributes, Vec::new()));
        }
    }
    if !rest.is_empty() {
        open.last_mut()?.2.push(Node::Text(read(rest)));
    }
    let (_, _, nodes) = open.pop()?;
    open.is_empty().then_some(nodes)
}

/// What stands between the angle brackets that a text begins with, and what follows. The sanitiser quotes values with `"`.
fn tag(html: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let end = html.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    })?;
    Some((&html[1..end], &html[end + 1..]))
}

fn attributes(mut text: &str) -> Option<Vec<(String, String)>> {
    let mut found = Vec::new();
    while !text.is_empty() {
        let (name, rest) = text.split_once("=\"")?;
        let (value, rest) = rest.split_once('"')?;
        found.push((name.to_owned(), read(value)));
        text = rest.trim_start();
    }
    found.sort();
    Some(found)
}

/// Words without entities.
fn read(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// Whether two texts differ by nothing but white space that is not shown: between blocks, and how much of it between words.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || parse(one).zip(parse(other)).is_some_and(|(one, other)| settled(one) == settled(other))
}

/// Words that stand alone in a text are a paragraph.
fn settled(nodes: Vec<Node>) -> Vec<Node> {
    let nodes = folded(nodes, true);
    if nodes.iter().any(Node::is_block) || nodes.is_empty() {
        return nodes;
    }
    vec![Node::Element { tag: "p".to_owned(), attributes: Vec::new(), children: nodes }]
}

/// White space folded and, at the edges of blocks and behind line breaks, taken out. `edge`: whether the nodes begin and end a block.
fn folded(nodes: Vec<Node>, edge: bool) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    let breaks = |node: Option<&Node>| node.map_or(edge, |node| node.is_block() || node.tag() == "br");
    let count = nodes.len();
    let after: Vec<bool> = (0..count).map(|index| nodes.get(index + 1).map_or(edge, Node::is_block)).collect();
    for (node, before_block) in nodes.into_iter().zip(after) {
        match node {
            Node::Text(text) => {
                let mut words = String::with_capacity(text.len());
                for c in text.chars() {
                    let space = matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}');
                    if !space {
                        words.push(c);
                    } else if !words.ends_with(' ') {
                        words.push(' ');
                    }
                }
                let words = if breaks(out.last()) { words.trim_start_matches(' ') } else { &words };
                let words = if before_block { words.trim_end_matches(' ') } else { words };
                if !words.is_empty() {
                    out.push(Node::Text(words.to_owned()));
                }
            }
            Node::Element { tag, attributes, children } => {
                let children = match tag.as_str() {
                    // White space counts there.
                    "pre" | "math" => children,
                    _ if BLOCKS.contains(&tag.as_str()) => folded(children, true),
                    _ => folded(children, false),
                };
                out.push(Node::Element { tag, attributes, children });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_the_same_to_a_reader() {
        for (one, other) in [
            ("a &lt; b", "<p>a\n&lt;  b</p>"),
            ("<p>a<br>b</p><p>c</p>", "<p>a<br>\nb</p>\n<p>c</p>\n"),
            ("<ul><li>a</li></ul>", "<ul>\n<li>a</li>\n</ul>"),
            ("<img alt=\"a\" src=\"media/b\">", "<p><img src=\"media/b\" alt=\"a\"></p>"),
        ] {
            assert!(same(one, other), "{one} and {other}");
        }
        for (one, other) in [
            ("<p>a</p>", "<p>b</p>"),
            ("<p>a <em>b</em></p>", "<p>a<em> b</em></p>"),
            ("<pre>a  b</pre>", "<pre>a b</pre>"),
            ("<ul><li>a</li></ul>", "<ul><li><p>a</p></li></ul>"),
            ("a&nbsp;b", "a b"),
        ] {
            assert!(!same(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn takes_nothing_that_the_sanitiser_does_not_write() {
        for html in ["<p>", "</p>", "<p><em></p></em>", "<p a=b></p>", "<p"] {
            assert_eq!(parse(html), None, "{html}");
        }
    }
}
