//! HTML of other programs to the few elements that Assay shows, with a list of what was unsafe and is gone.
//!
//! The text is read as a browser reads it and written anew: headings and boxes become paragraphs, formatting that says nothing goes in
//! silence, and whatever could act, load or lead astray goes by name. The allow-list of native banks stands behind it all the same.

use html5ever::tendril::TendrilSink;
use html5ever::{LocalName, QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::native::{Sanitiser, TEXT};
use crate::xml::escape;
use crate::{markers, nesting};

/// Elements are written no deeper; what is below counts as text.
const MAX_DEPTH: usize = 40;

/// Of what is taken out of a text, so much is told.
const MAX_TOLD: usize = 50;

/// The same thing under another name.
const SAME: &[(&str, &str)] = &[
    ("b", "strong"),
    ("i", "em"),
    ("cite", "em"),
    ("dfn", "em"),
    ("var", "em"),
    ("s", "del"),
    ("strike", "del"),
    ("tt", "code"),
    ("samp", "code"),
    ("tfoot", "tbody"),
    ("menu", "ul"),
    ("dir", "ul"),
    ("xmp", "pre"),
    ("listing", "pre"),
];
/// What makes a paragraph.
const BOXES: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "figure",
    "figcaption",
    "center",
    "address",
    "dt",
    "dd",
    "caption",
    "summary",
    "details",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];
/// What may not be in a text at all, with what is inside.
const UNSAFE: &[&str] = &[
    "script",
    "style",
    "iframe",
    "frame",
    "frameset",
    "noframes",
    "object",
    "embed",
    "applet",
    "form",
    "input",
    "button",
    "textarea",
    "select",
    "meta",
    "link",
    "base",
    "noscript",
    "template",
    "title",
    "svg",
    "annotation-xml",
    "maction",
    "portal",
    "dialog",
    "xi-include",
    "math-field",
    "isindex",
    "keygen",
    "plaintext",
];
/// What Assay does not show, harmless as it is.
const UNSHOWN: &[&str] = &["audio", "video", "source", "track", "canvas", "map", "area"];

/// A text that is safe to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cleaned {
    /// Sanitised HTML with its markers placed.
    pub(crate) html: String,
    /// What was unsafe, each as in `<script>`, `onclick=`.
    pub(crate) removed: Vec<String>,
    /// Why nothing but words was kept, where that is so.
    pub(crate) beyond: Option<nesting::Beyond>,
    /// What is not shown, as `<audio>`.
    pub(crate) unshown: Vec<String>,
    /// Pictures without words for those who do not see them.
    pub(crate) without_alt: usize,
}

/// Cleans texts.
pub(crate) struct Cleaner(Sanitiser);

impl Cleaner {
    pub(crate) fn new() -> Self {
        Self(Sanitiser::new())
    }

    /// A text of its own. `picture` gives the `media/NAME` of a picture's address, or none where it cannot be shown.
    pub(crate) fn block(&self, html: &str, picture: &mut dyn FnMut(&str) -> Option<String>) -> Cleaned {
        if let Some(beyond) = nesting::beyond(html) {
            // Its words, without what a parser would take long over.
            let html = markers::place(&escape(&plain_words(html, false)));
            return Cleaned { html, removed: vec![beyond.found()], beyond: Some(beyond), ..Cleaned::default() };
        }
        let mut pass = Pass { out: String::with_capacity(html.len()), cleaned: Cleaned::default(), picture };
        let context = QualName::new(None, ns!(html), local_name!("body"));
        let dom = parse_fragment(RcDom::default(), html5ever::ParseOpts::default(), context, Vec::new(), false).one(html);
        for child in dom.document.children.borrow().iter() {
            pass.inside(child, 0);
        }
        let Pass { out, mut cleaned, .. } = pass;
        cleaned.html = markers::place(paragraphs(&self.0.clean(&out)).trim());
        cleaned
    }

    /// The same for a label: a single paragraph loses its mark.
    pub(crate) fn inline(&self, html: &str, picture: &mut dyn FnMut(&str) -> Option<String>) -> Cleaned {
        let mut cleaned = self.block(html, picture);
        if let Some(inside) = cleaned.html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"))
            && !inside.contains("<p>")
        {
            cleaned.html = inside.to_owned();
        }
        cleaned
    }
}

/// Empty paragraphs say nothing.
fn paragraphs(html: &str) -> String {
    let mut html = html.replace("<p>\u{a0}</p>", "").replace("<p> </p>", "");
    while html.contains("<p></p>") {
        html = html.replace("<p></p>", "");
    }
    html
}

/// Plain text as HTML: empty lines part paragraphs, other line ends break lines.
pub(crate) fn plain(text: &str) -> String {
    let text = unix_lines(text);
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| paragraph.lines().map(|line| escape(line.trim_end())).collect::<Vec<_>>().join("<br>"))
        .collect();
    match &paragraphs[..] {
        [one] => one.clone(),
        several => several.iter().map(|paragraph| format!("<p>{paragraph}</p>")).collect(),
    }
}

fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

struct Pass<'a> {
    out: String,
    cleaned: Cleaned,
    picture: &'a mut dyn FnMut(&str) -> Option<String>,
}

impl Pass<'_> {
    fn inside(&mut self, node: &Handle, depth: usize) {
        for child in node.children.borrow().iter() {
            self.node(child, depth + 1);
        }
    }

    fn node(&mut self, node: &Handle, depth: usize) {
        if depth > MAX_DEPTH {
            return self.removed("elements nested too deep".to_owned());
        }
        match &node.data {
            NodeData::Text { contents } => self.out.push_str(&escape(&contents.borrow())),
            NodeData::Element { name, attrs, .. } => {
                let attributes: Vec<(String, String)> =
                    attrs.borrow().iter().map(|attribute| (local(&attribute.name.local), attribute.value.to_string())).collect();
                self.element(node, &local(&name.local), name.ns == ns!(mathml), &attributes, depth);
            }
            // Comments and document types say nothing to a learner.
            _ => {}
        }
    }

    fn element(&mut self, node: &Handle, tag: &str, mathml: bool, attributes: &[(String, String)], depth: usize) {
        let of = |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        // QTI shows pictures as objects.
        let drawn = tag == "object" && of("type").is_some_and(|kind| kind.trim().starts_with("image/")) && of("data").is_some();
        self.attributes(tag, attributes);
        if UNSAFE.contains(&tag) && !drawn || tag.contains(':') {
            return self.removed(format!("<{tag}>"));
        }
        if UNSHOWN.contains(&tag) {
            if self.cleaned.unshown.len() < MAX_TOLD {
                self.cleaned.unshown.push(format!("<{tag}>"));
            }
            return;
        }
        if drawn || tag == "img" || tag == "image" {
            let source = of("src").or_else(|| of("data")).unwrap_or_default().trim();
            let alt = of("alt").or_else(|| of("title")).unwrap_or_default().trim();
            if source.is_empty() {
                // No picture at all, and nothing to miss.
                return self.out.push_str(&escape(alt));
            }
            if alt.is_empty() {
                self.cleaned.without_alt += 1;
            }
            match (self.picture)(source) {
                Some(name) => self.out.push_str(&format!("<img alt=\"{}\" src=\"{}\">", escape(alt), escape(&name))),
                None => self.out.push_str(&escape(alt)),
            }
            return;
        }
        let (open, close) = if mathml {
            // The formula as text beside the formula as a picture of it would be read twice.
            if tag == "annotation" {
                return;
            }
            let kept: String = attributes.iter().map(|(key, value)| format!(" {key}=\"{}\"", escape(value))).collect();
            if tag == "semantics" { (String::new(), String::new()) } else { (format!("<{tag}{kept}>"), format!("</{tag}>")) }
        } else if tag == "br" || tag == "hr" {
            (format!("<{tag}>"), String::new())
        } else if tag == "a" {
            match of("href").filter(|address| address.starts_with("https://")) {
                Some(address) => (format!("<a href=\"{}\">", escape(address)), "</a>".to_owned()),
                None => Default::default(),
            }
        } else if BOXES.contains(&tag) {
            if holds_boxes(node, MAX_DEPTH) {
                Default::default()
            } else if tag.starts_with('h') && tag.len() == 2 {
                ("<p><strong>".to_owned(), "</strong></p>".to_owned())
            } else {
                ("<p>".to_owned(), "</p>".to_owned())
            }
        } else {
            let name = SAME.iter().find(|(other, _)| *other == tag).map_or(tag, |(_, same)| same);
            if TEXT.contains(&name) { (format!("<{name}>"), format!("</{name}>")) } else { Default::default() }
        };
        self.out.push_str(&open);
        self.inside(node, depth);
        self.out.push_str(&close);
    }

    fn attributes(&mut self, tag: &str, attributes: &[(String, String)]) {
        for (key, value) in attributes {
            let plain: String =
                value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_ascii_lowercase();
            let acts = key.starts_with("on")
                || ["href", "src", "data", "action", "formaction", "to", "values", "from", "poster", "background"]
                    .contains(&key.as_str())
                    && ["javascript:", "vbscript:", "data:text", "data:application", "file:"]
                        .iter()
                        .any(|start| plain.starts_with(start))
                || key == "style"
                    && ["url(", "@import", "expression(", "-moz-binding", "behavior:"].iter().any(|part| plain.contains(part))
                || key == "srcdoc"
                || key == "name" && ["img", "form", "object", "embed", "iframe"].contains(&tag);
            if acts {
                self.removed(format!("{key}="));
            }
        }
    }

    fn removed(&mut self, what: String) {
        // A message has no place for more; looking through all of them would take long.
        if self.cleaned.removed.len() < MAX_TOLD && !self.cleaned.removed.contains(&what) {
            self.cleaned.removed.push(what);
        }
    }
}

fn local(name: &LocalName) -> String {
    name.to_string()
}

/// Whether an element holds something that makes a paragraph, a list, a table of its own.
fn holds_boxes(node: &Handle, depth: usize) -> bool {
    depth > 0
        && node.children.borrow().iter().any(|child| {
            let NodeData::Element { name, .. } = &child.data else { return false };
            let tag = local(&name.local);
            BOXES.contains(&tag.as_str())
                || ["ul", "ol", "table", "blockquote", "pre", "hr", "dl"].contains(&tag.as_str())
                || holds_boxes(child, depth - 1)
        })
}

/// The words of sanitised HTML: tags taken out, entities read, spaces folded. Pictures speak only where nothing else does.
///
/// ```
/// assert_eq!(interchange::words("<p>2 &lt; <em>3</em></p><p>so</p>"), "2 < 3 so");
/// assert_eq!(interchange::words("<img alt=\"A fern\" src=\"media/fern.png\">"), "A fern");
/// ```
pub fn words(html: &str) -> String {
    let text = plain_words(html, false);
    if text.is_empty() && html.contains("<img") { plain_words(html, true) } else { text }
}

fn plain_words(html: &str, pictures: bool) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        let name = tag.trim_start_matches(['<', '/']).split([' ', '>', '/']).next().unwrap_or_default();
        // What stands in a line of its own is a word of its own.
        if ["p", "br", "hr", "li", "ul", "ol", "td", "th", "tr", "table", "blockquote", "pre", "img"].contains(&name) {
            text.push(' ');
        }
        if let Some(alt) = (pictures && name == "img").then(|| tag.split("alt=\"").nth(1)?.split('"').next()).flatten() {
            text.push_str(alt);
            text.push(' ');
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    let read =
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{a0}").replace("&amp;", "&");
    read.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(html: &str) -> Cleaned {
        Cleaner::new().block(html, &mut |source| source.starts_with('x').then(|| "media/x.png".to_owned()))
    }

    #[test]
    fn keeps_what_says_something() {
        for (html, kept) in [
            ("<div>One <b>two</b></div><div>three</div>", "<p>One <strong>two</strong></p><p>three</p>"),
            ("<h2 class='x'>T</h2><p style='color:red'>a<br/>b</p>", "<p><strong>T</strong></p><p>a<br>b</p>"),
            ("<div><p>a</p></div>", "<p>a</p>"),
            ("a &amp; b &lt; c", "a &amp; b &lt; c"),
            ("<span lang=fr>é</span>", "é"),
            ("a<img alt=b>", "ab"),
            ("<object data='x.png' type='image/png'>alt</object>", "<img alt=\"\" src=\"media/x.png\">"),
        ] {
            let cleaned = block(html);
            assert_eq!(cleaned.html, kept, "{html}");
            assert!(cleaned.removed.is_empty(), "{html}: {:?}", cleaned.removed);
        }
    }

    #[test]
    fn keeps_the_words_of_what_nests_too_deep() {
        for html in ["<span>".repeat(60_000), "<div>".repeat(8000)] {
            let cleaned = block(&format!("{html}2 &lt; 3"));
            assert_eq!(
                (cleaned.html.as_str(), cleaned.removed),
                ("2 &lt; 3", vec!["elements nested more than 100 deep".to_owned()])
            );
        }
    }

    #[test]
    fn names_what_it_takes_out() {
        for (html, kept, removed) in [
            ("<script>alert(1)</script>2+2?", "2+2?", "<script>"),
            ("<img src=x onerror=alert(1) alt=p>", "<img alt=\"p\" src=\"media/x.png\">", "onerror="),
            ("<a href='java\tscript:alert(1)'>l</a>", "l", "href="),
            ("<p style='background:url(http://e.invalid)'>x</p>", "<p>x</p>", "style="),
            ("<svg><use href='http://e'/></svg>t", "t", "<svg>"),
            (
                "<math><annotation-xml encoding='text/html'><p>x</p></annotation-xml><mi>y</mi></math>",
                "<math><mi>y</mi></math>",
                "<annotation-xml>",
            ),
        ] {
            let cleaned = block(html);
            assert!(cleaned.removed.iter().any(|gone| gone == removed), "{html}: {:?}", cleaned.removed);
            assert_eq!(cleaned.html, kept, "{html}");
        }
    }
}
