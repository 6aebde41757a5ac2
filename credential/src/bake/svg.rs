//! SVG: one element `<openbadges:credential>`, with JSON as its text or a JWS in its attribute `verify`.

use roxmltree::{Document, Node, ParsingOptions};

use super::{BakeError, Container, MAXIMUM_PICTURE, Text, Unbaked, text};
use crate::verify::token::is_token;

const NAMESPACE: &str = "https://purl.imsglobal.org/ob/v3p0";
const PREFIX: &str = "openbadges";
const SVG: &str = "http://www.w3.org/2000/svg";
/// Elements and texts of a picture. Ten thousand is a large drawing.
const MAXIMUM_NODES: u32 = 250_000;
/// Attributes of one element.
const MAXIMUM_ATTRIBUTES: usize = 500;
/// Declarations of namespaces in the whole picture.
const MAXIMUM_NAMESPACES: usize = 1000;

/// `picture` with `credential` (JSON or a compact JWS) in it, in the place of one that it carries already.
///
/// # Errors
/// A picture that is no sound SVG, or in which the prefix `openbadges` means something else, and a text that is no credential.
pub fn svg(picture: &str, credential: &str) -> Result<String, BakeError> {
    let element = match text(credential)? {
        Text::Json(json) => format!("<{PREFIX}:credential><![CDATA[{}]]></{PREFIX}:credential>", in_cdata(json)),
        Text::Jws(jws) => format!("<{PREFIX}:credential verify=\"{jws}\"/>"),
    };
    if picture.len() > MAXIMUM_PICTURE {
        return Err(BakeError::Large { bytes: picture.len() });
    }
    let document = parse(picture)?;
    let root = document.root_element();
    let declared = root.namespaces().find(|namespace| namespace.name() == Some(PREFIX)).map(roxmltree::Namespace::uri);
    let declaration = match declared {
        Some(NAMESPACE) => String::new(),
        None => format!(" xmlns:{PREFIX}=\"{NAMESPACE}\""),
        Some(other) => {
            return Err(damaged("at its root", &format!("the prefix {PREFIX} stands for {other}, expected {NAMESPACE}")));
        }
    };
    let mut baked = picture.to_owned();
    // From the last to the first, so that what is before keeps its place.
    for old in credentials(&document).into_iter().rev() {
        baked.replace_range(old.range(), "");
    }
    let start = root.range().start;
    let inside = tag_end(&baked[start..])?.ok_or_else(|| damaged("at its root", "expected a start tag"))?;
    let tag = &baked[start..start + inside];
    let empty = tag.ends_with("/>");
    let name = tag.trim_start_matches('<').split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
    let replacement = if empty {
        let open = tag.trim_end_matches("/>");
        format!("{}{declaration}>{element}</{name}>", open.trim_end())
    } else {
        format!("{}{declaration}>{element}", tag.trim_end_matches('>').trim_end())
    };
    baked.replace_range(start..start + inside, &replacement);
    Ok(baked)
}

pub(super) fn unbake(bytes: &[u8]) -> Result<Unbaked, BakeError> {
    let picture =
        std::str::from_utf8(bytes).map_err(|error| damaged(&format!("at byte {}", error.valid_up_to()), "expected UTF-8"))?;
    let document = parse(picture)?;
    let mut found = credentials(&document);
    if found.len() > 1 {
        return Err(BakeError::Several { kind: "SVG", count: found.len() });
    }
    let Some(element) = found.pop() else {
        let message = if document.descendants().any(|node| node.tag_name().namespace() == Some("http://openbadges.org")) {
            "it carries an Open Badge in the form of versions 1 and 2, expected 3.0 (<openbadges:credential>)"
        } else {
            "no element <openbadges:credential>"
        };
        return Err(BakeError::Nothing { kind: "SVG", message: message.to_owned() });
    };
    let prefix = |node: &Node| node.lookup_prefix(node.tag_name().namespace().unwrap_or_default()).map(str::to_owned);
    let declared = document.root_element().namespaces().any(|namespace| namespace.name() == Some(PREFIX));
    if prefix(&element).as_deref() != Some(PREFIX) || !declared {
        let message = format!("expected <{PREFIX}:credential>, with xmlns:{PREFIX} on the picture's root");
        return Err(damaged("where it carries its credential", &message));
    }
    let mut warnings = Vec::new();
    if let Some(other) = element.tag_name().namespace().filter(|namespace| *namespace != NAMESPACE) {
        warnings.push(format!("the prefix {PREFIX} stands for {}, expected {NAMESPACE}", shown(other)));
    }
    if element.parent() != Some(document.root_element()) {
        warnings.push("the credential is not directly within the root of the picture".to_owned());
    }
    let place = || {
        let at = document.text_pos_at(element.range().start);
        format!("in line {}", at.row)
    };
    if element.children().any(|node| node.is_element()) {
        return Err(damaged(&place(), "elements within <openbadges:credential>, expected text"));
    }
    let inner: String = element.children().filter(Node::is_text).filter_map(|node| node.text()).collect();
    let inner = inner.trim();
    let text = match element.attribute("verify") {
        Some(_) if !inner.is_empty() => {
            return Err(damaged(&place(), "a credential in \"verify\" and one between the tags, expected one of them"));
        }
        Some(jws) if is_token(jws.trim()) => jws.trim(),
        Some(other) => {
            return Err(damaged(&place(), &format!("\"{}\" in \"verify\", expected a signed token", shown(other))));
        }
        None if inner.is_empty() => {
            return Err(BakeError::Nothing { kind: "SVG", message: "its <openbadges:credential> is empty".to_owned() });
        }
        None if !in_one_section(&picture[element.range()]) => {
            return Err(damaged(&place(), "text within <openbadges:credential>, expected it in one CDATA section"));
        }
        None => inner,
    };
    Ok(Unbaked { text: text.to_owned(), container: Container::Svg, warnings })
}

/// Whether all that stands between the tags of an element is in one CDATA section.
fn in_one_section(element: &str) -> bool {
    let start = tag_end(element).ok().flatten();
    let between = start.and_then(|start| Some(element.get(start..element.rfind("</")?)?.trim()));
    let section = between.and_then(|text| text.strip_prefix("<![CDATA[")?.strip_suffix("]]>"));
    section.is_some_and(|inside| !inside.contains("]]>"))
}

fn credentials<'a, 'input>(document: &'a Document<'input>) -> Vec<Node<'a, 'input>> {
    document
        .descendants()
        .filter(|node| node.is_element() && node.tag_name().name() == "credential")
        .filter(|node| {
            let namespace = node.tag_name().namespace();
            namespace == Some(NAMESPACE)
                || namespace.is_some() && node.lookup_prefix(namespace.unwrap_or_default()) == Some(PREFIX)
        })
        .collect()
}

fn parse(picture: &str) -> Result<Document<'_>, BakeError> {
    is_plain(picture)?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAXIMUM_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(picture, options).map_err(|error| {
        let at = error.pos();
        damaged(&format!("in line {}, column {}", at.row, at.col), &shown(&error.to_string()))
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || root.tag_name().namespace().is_some_and(|namespace| namespace != SVG) {
        return Err(damaged("at its root", &format!("<{}>, expected <svg>", shown(root.tag_name().name()))));
    }
    Ok(document)
}

/// Refuses what an XML reader would take long over: many attributes on one element (each is compared with each), many namespaces (each
/// element inherits all), and declarations of entities, which can be made to grow without end.
///
/// Drawing programs write a `<!DOCTYPE svg PUBLIC …>` that declares nothing itself; what it refers to is never fetched. One with
/// declarations (`[ … ]`) is refused.
fn is_plain(picture: &str) -> Result<(), BakeError> {
    let mut rest = picture;
    let mut namespaces = 0;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let aside = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].into_iter().find(|(start, _)| rest.starts_with(start));
        let end = match aside {
            Some((_, end)) => rest.find(end).map(|at| at + end.len()),
            None => tag_end(rest)?,
        };
        // What has no end is the reader's to complain of.
        let Some(end) = end else { return Ok(()) };
        if aside.is_none() {
            namespaces += rest[..end].matches("xmlns").count();
        }
        rest = &rest[end..];
    }
    if namespaces > MAXIMUM_NAMESPACES {
        return Err(damaged("as a whole", &format!("{namespaces} namespaces, expected at most {MAXIMUM_NAMESPACES}")));
    }
    Ok(())
}

/// Where the tag or `<!DOCTYPE>` at the beginning of `text` ends.
fn tag_end(text: &str) -> Result<Option<usize>, BakeError> {
    let mut quote = None;
    let mut attributes = 0;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Ok(Some(at + 1)),
            (None, b'[') if text.starts_with("<!") => {
                return Err(damaged("at its <!DOCTYPE>", "declarations of its own, which are not read"));
            }
            (None, b'=') => attributes += 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
        if attributes > MAXIMUM_ATTRIBUTES {
            let name: String = text[1..].chars().take_while(|c| !c.is_whitespace()).take(40).collect();
            return Err(damaged(&format!("at <{name}>"), &format!("more than {MAXIMUM_ATTRIBUTES} attributes")));
        }
    }
    Ok(None)
}

/// JSON that can stand in a CDATA section: what would end it, and what XML has no characters for, stands only within strings of
/// JSON, and is escaped there. A proof covers what JSON says and not how it is written.
fn in_cdata(json: &str) -> String {
    json.replace("]]>", "]]\\u003e").replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff")
}

fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}

fn damaged(place: &str, message: &str) -> BakeError {
    BakeError::Picture { kind: "SVG", place: place.to_owned(), message: message.to_owned() }
}
