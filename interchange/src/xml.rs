//! XML that nobody trusts: no entity is expanded, nothing is fetched, depth and size have limits, and every node has its line.

use std::ops::Range;

use roxmltree::{Document, Error, Node, ParsingOptions};

use crate::Problem;
use crate::bounds;
use crate::line::{Line, Lines};

mod text;

pub(crate) use text::passage;

/// No document has more nodes.
const MAX_NODES: u32 = 4_000_000;

/// A text that can be parsed: line ends as in the file, HTML's named characters put in place of their names.
pub(crate) struct Source {
    pub(crate) text: String,
    lines: Lines,
    /// Behind each name that was replaced: the byte, and how many characters the text has lost up to there.
    shorter: Vec<(usize, usize)>,
}

impl Source {
    /// Looks at a text before it is parsed. `None` where it must not be: the problem says why.
    pub(crate) fn of(file: &str, text: &str, problems: &mut impl Extend<Problem>) -> Option<Self> {
        // Old Mac line ends would put everything on one line.
        let text = if text.contains('\n') { text.to_owned() } else { text.replace('\r', "\n") };
        let text = text.trim_start_matches('\u{feff}').to_owned();
        if text.trim().is_empty() {
            problems.extend([Problem::error(file, None, "file", "nothing", "a file with questions").code("empty-file")]);
            return None;
        }
        let lines = Lines::of(&text);
        if let Some((at, found)) = doctype(&text) {
            let expected = "no entities: a document type may only name a DTD, which is not fetched";
            let problem = Problem::error(file, None, "DOCTYPE", found, expected).at(lines.place(&text, at));
            problems.extend([problem.code("xml-doctype")]);
            return None;
        }
        if let Some((at, beyond)) = bounds::beyond(&text) {
            let (field, value, expected, code) = beyond.words();
            let problem = Problem::error(file, None, field, value, expected).at(lines.place(&text, at));
            problems.extend([problem.code(code)]);
            return None;
        }
        let (text, shorter) = named_characters(file, text, &lines, problems);
        let lines = Lines::of(&text);
        Some(Self { text, lines, shorter })
    }

    /// Parses it; malformed XML is a problem with its line and column.
    pub(crate) fn parse(&self, file: &str, problems: &mut impl Extend<Problem>) -> Option<Document<'_>> {
        match parsed(&self.text) {
            Ok(document) => Some(document),
            Err(error) => {
                let place = self.place_of(&error, 0..self.text.len());
                let problem = Problem::error(file, None, "XML", error.to_string(), "well-formed XML");
                problems.extend([problem.at(place).code("xml-malformed")]);
                None
            }
        }
    }

    /// Why a part of the text is no document by itself, and where in the file; none where it is one.
    pub(crate) fn fault(&self, part: Range<usize>) -> Option<(Error, Line)> {
        let error = parsed(&self.text[part.clone()]).err()?;
        let place = self.place_of(&error, part);
        Some((error, place))
    }

    /// The same file with another text, in which every byte stands where it stood.
    pub(crate) fn with(&self, text: String) -> Self {
        let lines = Lines::of(&text);
        Self { text, lines, shorter: self.shorter.clone() }
    }

    /// Where in the file the parser stopped in this part of the text.
    fn place_of(&self, error: &Error, part: Range<usize>) -> Line {
        let place = error.pos();
        let mut at = part.start;
        for line in self.text[part].split_inclusive('\n').take((place.row as usize).saturating_sub(1)) {
            at += line.len();
        }
        let before: usize = self.text[at..].chars().take((place.col as usize).saturating_sub(1)).map(char::len_utf8).sum();
        self.place(at + before)
    }

    /// Where a node begins.
    pub(crate) fn line(&self, node: Node<'_, '_>) -> Line {
        self.place(node.range().start)
    }

    /// Line and column of a byte of the text, as they are in the file.
    pub(crate) fn place(&self, at: usize) -> Line {
        let Line { number, column } = self.lines.place(&self.text, at);
        let lost = |at: usize| match self.shorter.partition_point(|(behind, _)| *behind <= at) {
            0 => 0,
            known => self.shorter[known - 1].1,
        };
        Line { number, column: column.map(|column| column + lost(at) - lost(self.lines.start(at))) }
    }
}

fn parsed(text: &str) -> Result<Document<'_>, Error> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
}

/// A document type that declares entities or brings in declarations, and where it is. One that only names a DTD is harmless, as it is
/// not fetched; so is one that declares elements, as old samples of QTI 1.2 do.
fn doctype(text: &str) -> Option<(usize, String)> {
    let at = text.find("<!DOCTYPE").or_else(|| text.find("<!doctype"))?;
    let inside = &text[at..];
    let end = inside.find(['>', '[']).unwrap_or(inside.len());
    let subset = inside[end..].strip_prefix('[')?;
    let mut rest = subset;
    let harmful = loop {
        let Some(next) = rest.find(['<', '%', ']', '"', '\'']) else { break true };
        rest = &rest[next..];
        let ends = [("<!--", "-->"), ("<?", "?>"), ("\"", "\""), ("'", "'")];
        if let Some((open, close)) = ends.iter().find(|(open, _)| rest.starts_with(open)) {
            let Some(end) = rest[open.len()..].find(close) else { break true };
            rest = &rest[open.len() + end + close.len()..];
        } else if rest.starts_with(']') {
            break false;
        } else if rest.starts_with("<!ELEMENT") || rest.starts_with("<!ATTLIST") || rest.starts_with("<!NOTATION") {
            rest = &rest[9..];
        } else {
            break true;
        }
    };
    harmful.then(|| (at, format!("{}[…", inside[..end].chars().take(60).collect::<String>())))
}

/// Names that HTML gives to characters and XML does not: tutors' tools write them all the same.
const NAMED: &[(&str, &str)] = &[
    ("nbsp", "\u{a0}"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("deg", "°"),
    ("plusmn", "±"),
    ("times", "×"),
    ("divide", "÷"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("frac34", "¾"),
    ("sup1", "¹"),
    ("sup2", "²"),
    ("sup3", "³"),
    ("micro", "µ"),
    ("middot", "·"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("sbquo", "‚"),
    ("bdquo", "„"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("bull", "•"),
    ("euro", "€"),
    ("pound", "£"),
    ("yen", "¥"),
    ("cent", "¢"),
    ("sect", "§"),
    ("para", "¶"),
    ("iexcl", "¡"),
    ("iquest", "¿"),
    ("shy", "\u{ad}"),
    ("ensp", "\u{2002}"),
    ("emsp", "\u{2003}"),
    ("thinsp", "\u{2009}"),
    ("zwnj", "\u{200c}"),
    ("zwj", "\u{200d}"),
    ("larr", "←"),
    ("uarr", "↑"),
    ("rarr", "→"),
    ("darr", "↓"),
    ("harr", "↔"),
    ("rArr", "⇒"),
    ("lArr", "⇐"),
    ("hArr", "⇔"),
    ("forall", "∀"),
    ("exist", "∃"),
    ("isin", "∈"),
    ("notin", "∉"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("minus", "−"),
    ("radic", "√"),
    ("infin", "∞"),
    ("cap", "∩"),
    ("cup", "∪"),
    ("int", "∫"),
    ("asymp", "≈"),
    ("ne", "≠"),
    ("equiv", "≡"),
    ("le", "≤"),
    ("ge", "≥"),
    ("sub", "⊂"),
    ("sup", "⊃"),
    ("and", "∧"),
    ("or", "∨"),
    ("not", "¬"),
    ("part", "∂"),
    ("nabla", "∇"),
    ("empty", "∅"),
    ("prime", "′"),
    ("Prime", "″"),
    ("permil", "‰"),
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("Agrave", "À"),
    ("Aacute", "Á"),
    ("Acirc", "Â"),
    ("Atilde", "Ã"),
    ("Auml", "Ä"),
    ("Aring", "Å"),
    ("AElig", "Æ"),
    ("Ccedil", "Ç"),
    ("Egrave", "È"),
    ("Eacute", "É"),
    ("Ecirc", "Ê"),
    ("Euml", "Ë"),
    ("Igrave", "Ì"),
    ("Iacute", "Í"),
    ("Icirc", "Î"),
    ("Iuml", "Ï"),
    ("Ntilde", "Ñ"),
    ("Ograve", "Ò"),
    ("Oacute", "Ó"),
    ("Ocirc", "Ô"),
    ("Otilde", "Õ"),
    ("Ouml", "Ö"),
    ("Oslash", "Ø"),
    ("Ugrave", "Ù"),
    ("Uacute", "Ú"),
    ("Ucirc", "Û"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("agrave", "à"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("atilde", "ã"),
    ("auml", "ä"),
    ("aring", "å"),
    ("aelig", "æ"),
    ("ccedil", "ç"),
    ("egrave", "è"),
    ("eacute", "é"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("igrave", "ì"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ntilde", "ñ"),
    ("ograve", "ò"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("otilde", "õ"),
    ("ouml", "ö"),
    ("oslash", "ø"),
    ("ugrave", "ù"),
    ("uacute", "ú"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("yuml", "ÿ"),
    ("oelig", "œ"),
    ("OElig", "Œ"),
    ("scaron", "š"),
    ("Scaron", "Š"),
];

/// The text with the characters themselves, and where it is shorter by how many characters for that.
fn named_characters(
    file: &str,
    text: String,
    lines: &Lines,
    problems: &mut impl Extend<Problem>,
) -> (String, Vec<(usize, usize)>) {
    let mut out = String::new();
    let mut shorter: Vec<(usize, usize)> = Vec::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = text[at..].find(['&', '<']) {
        at += found;
        let rest = &text[at..];
        if rest.starts_with("<![CDATA[") {
            at += rest.find("]]>").unwrap_or(rest.len());
            continue;
        }
        // The longest name has eight letters: an end further off is another's.
        let name = rest.strip_prefix('&').and_then(|rest| {
            let end = rest.bytes().take(9).position(|byte| byte == b';')?;
            rest.get(..end)
        });
        let known = name.and_then(|name| NAMED.iter().find(|(known, _)| *known == name));
        if let Some((name, character)) = known {
            out.push_str(&text[kept..at]);
            out.push_str(character);
            let lost = shorter.last().map_or(0, |(_, lost)| *lost) + name.len() + 1;
            shorter.push((out.len(), lost));
            let problem = Problem::error(
                file,
                None,
                "XML",
                format!("&{name};"),
                format!("the character itself, {character}; it was read so"),
            );
            problems.extend([problem.as_warning().at(lines.place(&text, at)).code("xml-html-entity")]);
            at += name.len() + 2;
            kept = at;
        } else {
            at += 1;
        }
    }
    if kept == 0 {
        return (text, shorter);
    }
    out.push_str(&text[kept..]);
    (out, shorter)
}

/// Elements that hold nothing in HTML.
const VOID: &[&str] =
    &["br", "hr", "img", "col", "embed", "input", "link", "meta", "source", "track", "wbr", "area", "base", "param"];

/// What stands in an element, as HTML: names without their prefixes, text escaped. `replace` may put something else in an element's
/// place.
pub(crate) fn inner_html(node: Node<'_, '_>, replace: &mut dyn FnMut(Node<'_, '_>) -> Option<String>) -> String {
    let mut html = String::new();
    for child in node.children() {
        write(child, &mut html, replace);
    }
    html
}

fn write(node: Node<'_, '_>, html: &mut String, replace: &mut dyn FnMut(Node<'_, '_>) -> Option<String>) {
    if node.is_text() {
        escape_into(node.text().unwrap_or_default(), html);
        return;
    }
    if !node.is_element() {
        return;
    }
    if let Some(instead) = replace(node) {
        html.push_str(&instead);
        return;
    }
    // An element of XInclude is no element of HTML whatever its name is.
    let include = node.tag_name().namespace().is_some_and(|namespace| namespace.contains("XInclude"));
    let name = if include { "xi-include" } else { node.tag_name().name() };
    html.push('<');
    html.push_str(name);
    for attribute in node.attributes() {
        html.push(' ');
        html.push_str(attribute.name());
        html.push_str("=\"");
        escape_into(attribute.value(), html);
        html.push('"');
    }
    html.push('>');
    if VOID.contains(&name) {
        return;
    }
    for child in node.children() {
        write(child, html, replace);
    }
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

/// Text as HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_into(text, &mut html);
    html
}

fn escape_into(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}

/// The first child element of this local name.
pub(crate) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

/// The child elements of this local name.
pub(crate) fn children<'a, 'i>(node: Node<'a, 'i>, name: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// All text inside, joined.
pub(crate) fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(&'static str, Option<usize>)> {
        let mut problems = Vec::new();
        if let Some(source) = Source::of("f", text, &mut problems) {
            source.parse("f", &mut problems);
        }
        problems.iter().map(|problem| (problem.code, problem.line)).collect()
    }

    #[test]
    fn refuses_what_grows_or_fetches() {
        assert_eq!(codes("<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a>&b;</a>"), [("xml-doctype", Some(1))]);
        assert_eq!(codes("<!DOCTYPE a SYSTEM \"a.dtd\">\n<a/>"), []);
        assert_eq!(codes("<!DOCTYPE a [\n<!-- ]> --><!ELEMENT a (b|c)>\n<!ATTLIST a b (c|d) ']'>]>\n<a/>"), []);
        assert_eq!(codes("<!DOCTYPE a [<!-- ]> --><!ENTITY b \"c\">]><a>&b;</a>"), [("xml-doctype", Some(1))]);
        assert_eq!(codes("<!DOCTYPE a [<!ELEMENT a ANY>%b;]><a/>"), [("xml-doctype", Some(1))]);
        assert_eq!(codes(&"<a>\n".repeat(300)), [("xml-too-deep", Some(201))]);
        assert_eq!(codes("<a>\n<b>\n</a>"), [("xml-malformed", Some(3))]);
        assert_eq!(codes(" "), [("empty-file", None)]);
    }

    #[test]
    fn reads_the_names_that_html_gives_to_characters() {
        let mut problems = Vec::new();
        let source = Source::of("f", "<a>1&nbsp;&lt;\n&eacute;<![CDATA[&nbsp;]]></a>", &mut problems).unwrap();
        let document = source.parse("f", &mut problems).unwrap();
        assert_eq!(text_of(document.root_element()), "1\u{a0}<\né&nbsp;");
        let places: Vec<_> = problems.iter().map(|problem| (problem.line, problem.column)).collect();
        assert_eq!(places, [(Some(1), Some(5)), (Some(2), Some(1))]);
        // Places are those of the file, where names stand for the characters.
        let end = source.text.find("</a>").unwrap();
        assert_eq!(source.place(end), Line { number: 2, column: Some(27) });
    }
}
