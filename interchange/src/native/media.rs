//! Pictures: named safely, known by their content, and SVG without anything that acts.

use roxmltree::{Document, Node};

use super::{Media, value};
use crate::xml::escape;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Elements that draw. Everything else is refused by name: scripts, animation, embedded HTML, links.
const DRAWS: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "metadata",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "marker",
    "style",
    "switch",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "feDropShadow",
];

/// The name in `media/NAME`, if it is a safe one.
pub(super) fn name_in(reference: &str) -> Option<&str> {
    reference.strip_prefix("media/").filter(|name| value::is_name(name))
}

/// A picture, by its content.
///
/// # Errors
/// What is there and what was expected.
pub(crate) fn read(bytes: Vec<u8>) -> Result<Media, (String, String)> {
    let mime = match bytes.as_slice() {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => {
            let text = std::str::from_utf8(&bytes).ok().filter(|text| text.contains("<svg"));
            check_svg(text.ok_or(("other content".to_owned(), "an SVG, PNG, JPEG or WebP picture".to_owned()))?)?;
            "image/svg+xml"
        }
    };
    Ok(Media { bytes, mime })
}

/// An SVG picture with what draws of it, and nothing else; `None` where it is no SVG.
pub(crate) fn svg_that_draws(root: Node<'_, '_>) -> Option<String> {
    if !root.has_tag_name((SVG, "svg")) {
        return None;
    }
    let mut svg = String::new();
    draw(root, 0, &mut svg);
    Some(svg)
}

fn draw(node: Node<'_, '_>, depth: usize, svg: &mut String) {
    if node.is_text() {
        svg.push_str(&escape(node.text().unwrap_or_default()));
        return;
    }
    let tag = node.tag_name();
    let styles = tag.name() == "style" && node.text().is_some_and(reaches_out);
    if !node.is_element() || tag.namespace() != Some(SVG) || !DRAWS.contains(&tag.name()) || styles || depth > 60 {
        return;
    }
    svg.push('<');
    svg.push_str(tag.name());
    if depth == 0 {
        svg.push_str(&format!(" xmlns=\"{SVG}\""));
    }
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value().trim());
        let acts = name.to_ascii_lowercase().starts_with("on")
            || name == "href" && !value.starts_with('#')
            || name == "src"
            || reaches_out(value);
        if !acts && attribute.namespace().is_none() {
            svg.push_str(&format!(" {name}=\"{}\"", escape(value)));
        }
    }
    if !node.has_children() {
        svg.push_str("/>");
        return;
    }
    svg.push('>');
    for child in node.children() {
        draw(child, depth + 1, svg);
    }
    svg.push_str(&format!("</{}>", tag.name()));
}

/// An SVG picture is refused, not mended: its author should see what it carries.
fn check_svg(text: &str) -> Result<(), (String, String)> {
    let plain = |value: String, expected: &str| Err((value, expected.to_owned()));
    if let Some((_, beyond)) = crate::bounds::beyond(text) {
        let (field, value, expected, _) = beyond.words();
        return plain(format!("{field}: {value}"), &expected);
    }
    // Without a document type there are no entities, so nothing grows and nothing is fetched.
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return plain(error.to_string(), "well-formed SVG without a document type"),
    };
    if !document.root_element().has_tag_name((SVG, "svg")) {
        return plain(format!("<{}>", document.root_element().tag_name().name()), "<svg xmlns=\"http://www.w3.org/2000/svg\">");
    }
    for node in document.descendants() {
        if node.is_pi() {
            return plain("a processing instruction".to_owned(), "SVG without style sheets from elsewhere");
        }
        if !node.is_element() {
            continue;
        }
        let tag = node.tag_name();
        // Editors keep notes in namespaces of their own, which draw nothing.
        if tag.namespace() == Some(SVG) && !DRAWS.contains(&tag.name()) || tag.namespace() == Some("http://www.w3.org/1999/xhtml")
        {
            return plain(format!("<{}>", tag.name()), "SVG that only draws: no script, animation, link or foreign content");
        }
        let styled = node.has_tag_name((SVG, "style")).then(|| node.text()).flatten();
        if styled.is_some_and(reaches_out) {
            return plain("a style that loads something".to_owned(), "styles without @import and url(), but for url(#id)");
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name().to_ascii_lowercase(), attribute.value().trim());
            if name.starts_with("on") {
                return plain(format!("{name}="), "SVG without event handlers");
            }
            if name == "href" && !value.starts_with('#') || name == "src" {
                return plain(format!("{name}=\"{value}\""), "references inside the picture only, as #id");
            }
            if reaches_out(value) {
                return plain(format!("{name}=\"{value}\""), "styles without @import and url(), but for url(#id)");
            }
        }
    }
    Ok(())
}

/// Whether a style loads something from elsewhere; escapes could hide a `url(`.
fn reaches_out(style: &str) -> bool {
    let style: String = style.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace() && !"'\"".contains(*c)).collect();
    let outside = style.split("url(").skip(1).any(|rest| !rest.starts_with('#'));
    outside || style.contains("@import") || style.contains("image-set(") || (style.contains('\\') && style.contains('('))
}

#[cfg(test)]
mod tests {
    use super::*;

    const XLINK: &str = "http://www.w3.org/1999/xlink";

    fn svg(inside: &str) -> Result<Media, (String, String)> {
        read(format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\">{inside}</svg>").into_bytes())
    }

    #[test]
    fn knows_pictures_by_their_content() {
        let mime = |bytes: &[u8]| read(bytes.to_vec()).map(|media| media.mime).ok();
        assert_eq!(mime(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(mime(b"\xff\xd8\xff\xe0...."), Some("image/jpeg"));
        assert_eq!(mime(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(mime(b"<html><script>"), None);
        assert_eq!(mime(b"GIF89a"), None);
        assert_eq!(mime(b""), None);
    }

    #[test]
    fn takes_svg_that_only_draws() {
        let drawn = svg(
            "<title>A</title><defs><linearGradient id=\"g\"/></defs><style>.a{fill:url(#g)}</style><use xlink:href=\"#g\"/><path style=\"fill:url('#g')\" d=\"M0 0\"/>",
        );
        assert_eq!(drawn.map(|media| media.mime), Ok("image/svg+xml"));
    }

    #[test]
    fn refuses_svg_that_acts_or_reaches_out() {
        for inside in [
            "<script>alert(1)</script>",
            "<g onload=\"alert(1)\"/>",
            "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject>",
            "<image href=\"https://example.org/a.png\"/>",
            "<use href=\"https://example.org/a.svg#x\"/>",
            "<use xlink:href=\"data:image/svg+xml,x\"/>",
            "<a href=\"#x\"/>",
            "<style>@import 'https://example.org/a.css';</style>",
            "<style>.a{background:u\\72l(https://example.org)}</style>",
            "<path style=\"fill:url(https://example.org/a)\"/>",
            "<path fill=\" URL( 'https://example.org/a' )\"/>",
            "<animate attributeName=\"href\" to=\"javascript:alert(1)\"/>",
            "<set attributeName=\"onload\" to=\"alert(1)\"/>",
        ] {
            assert!(svg(inside).is_err(), "{inside}");
        }
        for whole in [
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>",
            "<?xml-stylesheet href=\"https://example.org/a.css\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "<svg/>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\">",
        ] {
            assert!(read(whole.as_bytes().to_vec()).is_err(), "{whole}");
        }
    }

    #[test]
    fn knows_safe_references() {
        assert_eq!(name_in("media/a.svg"), Some("a.svg"));
        for reference in [
            "a.svg",
            "media/../a.svg",
            "media/",
            "/media/a.svg",
            "https://example.org/media/a.svg",
            "media/a b.svg",
            "media/a.svg?x",
        ] {
            assert_eq!(name_in(reference), None, "{reference}");
        }
    }
}
