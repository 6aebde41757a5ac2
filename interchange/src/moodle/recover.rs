//! A file that is not well-formed as a whole, question by question: what one of them breaks costs no other.

use std::ops::Range;

use roxmltree::Error;

use crate::Problem;
use crate::line::Line;
use crate::problems::Problems;
use crate::xml::Source;

/// The source with whatever is not well-formed made plain text, byte for byte, so that every place stays what it is.
///
/// `None` where nothing in it is a question; then and for each part that is broken the problem says what is wrong, and where.
pub(super) fn sound(source: &Source, file: &str, problems: &mut Problems) -> Option<Source> {
    let mut say = |(error, place): (Error, Line), expected: &str| {
        let value = match error {
            Error::UnclosedRootNode => "an element that is opened and never closed".to_owned(),
            // The parser counts from where the part begins.
            other => other.to_string().trim_end_matches(&format!(" at {}", other.pos())).to_owned(),
        };
        problems.push(Problem::error(file, None, "XML", value, expected).at(place).code("xml-malformed"));
    };
    let whole = source.fault(0..source.text.len())?;
    let parts = parts(&source.text);
    let root = source.text.match_indices("<quiz").map(|(at, _)| at).find(|at| is_tag(&source.text[*at..], "<quiz"));
    let root = root.filter(|root| parts.first().is_some_and(|first| *root < first.start));
    // What is too much is too much in parts, too.
    let Some(root) = root.filter(|_| !matches!(whole.0, Error::NodesLimitReached)) else {
        say(whole, "well-formed XML");
        return None;
    };
    // Before the root element only white space may stand.
    let before = source.text[..root].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
    let mut text: String = before.chain("<quiz>".chars()).collect();
    let mut done = text.len();
    let mut broken = false;
    for part in parts {
        push_plain(&source.text[done..part.start], &mut text);
        match source.fault(part.clone()) {
            None => text.push_str(&source.text[part.clone()]),
            Some(fault) => {
                broken = true;
                say(fault, "well-formed XML, as &amp; for & and a tag that closes each; this question was left out");
                push_plain(&source.text[part.clone()], &mut text);
            }
        }
        done = part.end;
    }
    push_plain(&source.text[done..], &mut text);
    text.push_str("</quiz>");
    if !broken {
        let (error, place) = whole;
        let cut = matches!(error, Error::UnclosedRootNode | Error::UnexpectedEndOfStream);
        let place = if cut { source.place(source.text.len()) } else { place };
        say((error, place), "well-formed XML up to </quiz>; every question that is whole was read");
    }
    Some(source.with(text))
}

/// Where questions stand: from `<question` to `</question>`, or to the next that begins, or to the end. What is quoted in a CDATA section,
/// a comment or an instruction is none.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        at += found;
        let rest = &text[at..];
        let quoted = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")];
        if let Some((_, end)) = quoted.iter().find(|(start, _)| rest.starts_with(start)) {
            at += rest.find(end).map_or(rest.len(), |found| found + end.len());
        } else if is_tag(rest, "<question") {
            parts.extend(open.replace(at).map(|start| start..at));
            at += 1;
        } else if is_tag(rest, "</question") {
            at += rest.find('>').map_or(rest.len(), |end| end + 1);
            parts.extend(open.take().map(|start| start..at));
        } else {
            at += 1;
        }
    }
    parts.extend(open.map(|start| start..text.len()));
    parts
}

/// Whether a tag of this name begins, and not one of a longer name.
fn is_tag(text: &str, start: &str) -> bool {
    text.strip_prefix(start).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/'))
}

/// Adds a text without what means something in XML, or must not be there; each character gives as many bytes.
fn push_plain(text: &str, out: &mut String) {
    out.extend(text.chars().map(|c| match c {
        '\n' => '\n',
        '<' | '>' | '&' => ' ',
        c if c.is_ascii_control() => ' ',
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    }));
}
