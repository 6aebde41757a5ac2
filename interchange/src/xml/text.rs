//! The text of an element with the place of each part: quotations, names of characters and line ends take other room in the file.

use std::ops::Range;

use roxmltree::Node;

use super::Source;
use crate::passage::Passage;

/// No text has more parts: behind so many names of characters nobody asks for a column.
const MOST: usize = 200_000;

/// The text of an element as a parser gives it, where the element holds nothing else; comments and instructions are no part of it.
pub(crate) fn passage(source: &Source, node: Node<'_, '_>) -> Option<Passage> {
    let Range { start: mut at, end } = inside(&source.text, node.range())?;
    let mut parts = Parts { source, passage: Passage::default(), left: MOST };
    while at < end {
        let rest = &source.text[at..end];
        at += if let Some(quoted) = rest.strip_prefix("<![CDATA[") {
            let (start, length) = (at + 9, quoted.find("]]>")?);
            parts.run(start..start + length)?;
            9 + length + 3
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            4 + comment.find("-->")? + 3
        } else if rest.starts_with("<?") {
            rest.find("?>")? + 2
        } else if let Some(named) = rest.strip_prefix('&') {
            let length = named.find(';')?;
            parts.push(&character(&named[..length])?.to_string(), at)?;
            length + 2
        } else if rest.starts_with('<') {
            return None;
        } else {
            let length = rest.find(['<', '&']).unwrap_or(rest.len());
            parts.run(at..at + length)?;
            length
        };
    }
    Some(parts.passage)
}

/// What stands between the tags of an element; nothing where it has no end tag.
fn inside(text: &str, node: Range<usize>) -> Option<Range<usize>> {
    let element = &text[node.clone()];
    let mut quote = None;
    let tag = element.bytes().position(|byte| {
        match quote {
            Some(mark) if mark == byte => quote = None,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            _ => {}
        }
        quote.is_none() && byte == b'>'
    })?;
    let end = element.rfind("</").filter(|end| *end > tag)?;
    Some(node.start + tag + 1..node.start + end)
}

/// The character of a name or a number, as they stand between `&` and `;`.
fn character(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let number = number.strip_prefix('x').map_or_else(|| number.parse(), |digits| u32::from_str_radix(digits, 16));
            char::from_u32(number.ok()?)
        }
    }
}

/// A text in the making.
struct Parts<'a> {
    source: &'a Source,
    passage: Passage,
    left: usize,
}

impl Parts<'_> {
    fn push(&mut self, text: &str, at: usize) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        self.passage.push(text, self.source.place(at));
        Some(())
    }

    /// What stands in the file as it is read, but for its line ends and what stood there as a name of HTML's.
    fn run(&mut self, Range { start: mut at, end }: Range<usize>) -> Option<()> {
        while at < end {
            let rest = &self.source.text[at..end];
            if let Some(behind) = rest.strip_prefix('\r') {
                self.push("\n", at)?;
                at += 1 + usize::from(behind.starts_with('\n'));
                continue;
            }
            let named = self.source.shorter.partition_point(|(behind, _)| *behind <= at);
            let named = self.source.shorter.get(named).map_or(end, |(behind, _)| (*behind).min(end));
            let next = rest.find('\r').map_or(end, |length| at + length).min(named);
            self.push(&self.source.text[at..next], at)?;
            at = next;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Line;
    use crate::xml::text_of;

    /// The place of a sign in the text of an element; the text is the parser's.
    fn place(xml: &str, sign: char) -> Option<(usize, usize)> {
        let mut problems = Vec::new();
        let source = Source::of("f", xml, &mut problems).unwrap();
        let document = source.parse("f", &mut problems).unwrap();
        let passage = passage(&source, document.root_element())?;
        assert_eq!(passage.text(), text_of(document.root_element()), "{xml}");
        let Line { number, column } = passage.places().at(passage.text().find(sign).unwrap());
        Some((number, column.unwrap()))
    }

    #[test]
    fn knows_the_place_of_every_sign() {
        for (xml, found) in [
            ("<a>é\tx</a>", (1, 6)),
            ("<a b='>' c=\"'>\">x</a>", (1, 17)),
            ("<a><![CDATA[é <b>]]> x</a>", (1, 22)),
            ("<a><![CDATA[\n\n é x]]></a>", (3, 4)),
            ("<a>&lt;p&gt;&#233;&#xe9;&amp; x</a>", (1, 31)),
            ("<a>&lt;\n&lt;x</a>", (2, 5)),
            ("<a>1\r\n2\r\n&quot;x\r\n</a>", (3, 7)),
            ("<a><![CDATA[1]]>\r\n<!-- x -->&apos;<?x ?> <![CDATA[x]]></a>", (2, 33)),
            ("<a>é&nbsp;&eacute; x</a>", (1, 20)),
            ("<a>&lt;&nbsp;\nx</a>", (2, 1)),
            ("<a><![CDATA[&lt;x]]></a>", (1, 17)),
        ] {
            assert_eq!(place(xml, 'x'), Some(found), "{xml:?}");
        }
    }

    #[test]
    fn tells_nothing_of_what_holds_more_than_text() {
        for xml in ["<a>x<b/></a>", "<a/>", "<a b='x'/>"] {
            assert_eq!(place(xml, 'x'), None, "{xml}");
        }
    }
}
