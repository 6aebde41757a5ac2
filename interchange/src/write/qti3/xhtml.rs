//! Sanitised HTML as XML: empty elements closed, named characters as numbers, formulas in their namespace, and something else where a
//! gap is.

use std::collections::BTreeSet;

/// HTML as XML. `place` gives what stands where a field is, of its id and the words in it; pictures are seen from `items/`.
pub(super) fn xml(html: &str, pictures: &mut BTreeSet<String>, place: &mut dyn FnMut(&str, String) -> String) -> String {
    let mut out = String::with_capacity(html.len() + 16);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text(&rest[..at], &mut out);
        let (tag, behind) = rest[at..].split_at(tag_length(&rest[at..]));
        rest = behind;
        if let Some(id) = tag.strip_prefix("<span data-field=\"").and_then(|tag| tag.strip_suffix("\">")) {
            let (inside, behind) = rest.split_once("</span>").unwrap_or((rest, ""));
            let words = xml(inside, pictures, &mut |_, words| words);
            out.push_str(&place(id, words));
            rest = behind;
            continue;
        }
        let name = tag[1..].split([' ', '>', '/']).next().unwrap_or_default();
        if let Some(picture) = tag.split("src=\"media/").nth(1).and_then(|rest| rest.split('"').next()) {
            pictures.insert(picture.to_owned());
        }
        let tag = tag.replace("src=\"media/", "src=\"../media/");
        let open = tag.trim_end_matches('>').trim_end_matches('/');
        let (mut opened, mut close) = (String::new(), ">");
        text(open, &mut opened);
        if name == "math" && !open.contains("xmlns=") {
            opened.push_str(" xmlns=\"http://www.w3.org/1998/Math/MathML\"");
        }
        if ["br", "hr", "img"].contains(&name) {
            close = "/>";
        }
        out.push_str(&opened);
        out.push_str(close);
    }
    text(rest, &mut out);
    out
}

/// HTML without fields.
pub(super) fn plain(html: &str, pictures: &mut BTreeSet<String>) -> String {
    xml(html, pictures, &mut |_, words| words)
}

/// Text for an attribute or an element.
pub(super) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    text(&crate::xml::escape(words), &mut out);
    out
}

fn text(html: &str, out: &mut String) {
    for (index, part) in html.split("&nbsp;").enumerate() {
        if index > 0 {
            out.push_str("&#160;");
        }
        // What XML has no place for at all.
        out.extend(
            part.chars().filter(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)),
        );
    }
}

fn tag_length(html: &str) -> usize {
    let mut quoted = false;
    let end = html.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.map_or(html.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_an_xml_parser_takes() {
        let mut pictures = BTreeSet::new();
        let html = "<p>a&nbsp;<br><img alt=\"x > y\" src=\"media/a.png\"></p><math><mi>x</mi></math>\u{1}<span data-field=\"g\"><em>w</em></span>";
        let xml = xml(html, &mut pictures, &mut |id, words| format!("<gap id=\"{id}\">{words}</gap>"));
        assert_eq!(
            xml,
            "<p>a&#160;<br/><img alt=\"x > y\" src=\"../media/a.png\"/></p>\
             <math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi></math><gap id=\"g\"><em>w</em></gap>"
        );
        assert!(pictures.contains("a.png") && roxmltree::Document::parse(&format!("<a>{xml}</a>")).is_ok());
    }
}
