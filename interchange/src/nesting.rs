//! How deep HTML nests and how many attributes it has, before anything parses it: parsers take quadratic time for both.

/// Elements are nested no deeper.
const MAX_DEPTH: usize = 100;
/// No element has more attributes.
const MAX_ATTRIBUTES: usize = 256;

/// What there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beyond {
    Depth,
    Attributes,
}

impl Beyond {
    /// What is there.
    pub(crate) fn found(self) -> String {
        match self {
            Self::Depth => format!("elements nested more than {MAX_DEPTH} deep"),
            Self::Attributes => format!("an element with more than {MAX_ATTRIBUTES} attributes"),
        }
    }

    /// What may be.
    pub(crate) fn limit(self) -> String {
        match self {
            Self::Depth => format!("elements nested at most {MAX_DEPTH} deep"),
            Self::Attributes => format!("elements with at most {MAX_ATTRIBUTES} attributes"),
        }
    }
}

/// Elements that hold nothing, or that the next of their kind closes.
const UNCOUNTED: &[&str] = &[
    "p", "br", "hr", "img", "image", "li", "dd", "dt", "td", "th", "tr", "thead", "tbody", "tfoot", "col", "wbr", "area", "base",
    "embed", "input", "link", "meta", "source", "track", "param", "option",
];
/// Elements whose inside is text up to their end.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"];
/// Elements of SVG and MathML inside which HTML counts again.
const MIXED: &[&str] = &["foreignobject", "desc", "title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"];

/// What a parser would take long over. Where a tag is in doubt it counts as open, never as closed: a broken text may be taken for a deep
/// one, not the other way round.
pub(crate) fn beyond(html: &str) -> Option<Beyond> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    let mut ends = true;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        let foreign = open.iter().any(|name| name == "svg" || name == "math");
        let top = open.last().map_or("", String::as_str);
        let raw = RAW.contains(&top);
        // Whether what follows is text depends on more than a scan can know.
        let doubtful = top == "noscript" || raw && foreign;
        rest = tag;
        if foreign && tag.starts_with("![CDATA[") {
            return Some(Beyond::Depth);
        }
        if tag.starts_with("!--") && !raw && !doubtful {
            let inside = &tag[1..];
            // Each end is looked for no further than to the other, and not again once there is none: no text is read twice.
            let plain = if ends { inside.find("-->").map(|at| at + 3) } else { None };
            ends &= plain.is_some();
            let within = &inside[..plain.unwrap_or(inside.len())];
            let end = within.find("--!>").map(|at| at + 4).or(plain);
            rest = &inside[end.unwrap_or(inside.len())..];
            continue;
        }
        let closes = tag.starts_with('/');
        let named = tag.strip_prefix('/').unwrap_or(tag);
        if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = named.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(named.len());
        let name = named[..end.min(named.floor_char_boundary(40))].to_ascii_lowercase();
        // What is surely text has no attributes, however long it is.
        let (length, count) = if raw && !doubtful { (0, 0) } else { attributes(&named[end..]) };
        if count > MAX_ATTRIBUTES {
            return Some(Beyond::Attributes);
        }
        // Inside raw text a quotation mark is no attribute's.
        let length = if raw || doubtful { 0 } else { length };
        let itself = named[end..][..length].ends_with("/>");
        if closes {
            if name == top && !doubtful {
                open.pop();
            }
        } else if foreign || !UNCOUNTED.contains(&name.as_str()) {
            let mixed = open.iter().any(|name| MIXED.contains(&name.as_str()));
            let begins = name == "svg" || name == "math";
            if !(itself && (foreign && !mixed || begins)) {
                open.push(name.clone());
            }
            if open.len() > MAX_DEPTH {
                return Some(Beyond::Depth);
            }
        }
        rest = &named[end..][length..];
    }
    None
}

/// The length of a tag's attributes with its end, and how many there are, read as HTML reads them: `>` inside quotation marks is no
/// end. Reading stops where there are too many.
fn attributes(text: &str) -> (usize, usize) {
    enum In {
        Space,
        Name,
        /// Behind a name, where an `=` may follow.
        AfterName,
        /// Behind the `=`.
        Sign,
        Quoted(u8),
        Bare,
    }
    let (mut state, mut count) = (In::Space, 0);
    for (at, byte) in text.bytes().enumerate() {
        let space = byte.is_ascii_whitespace();
        if byte == b'>' && !matches!(state, In::Quoted(_)) {
            return (at + 1, count);
        }
        state = match (state, byte) {
            (In::Quoted(mark), _) => {
                if byte == mark {
                    In::Space
                } else {
                    In::Quoted(mark)
                }
            }
            (In::Bare, _) => {
                if space {
                    In::Space
                } else {
                    In::Bare
                }
            }
            (In::Sign, b'"' | b'\'') => In::Quoted(byte),
            (In::Sign, _) => {
                if space {
                    In::Sign
                } else {
                    In::Bare
                }
            }
            (In::Name | In::AfterName, b'=') => In::Sign,
            (_, b'/') => In::Space,
            (In::Name | In::AfterName, _) if space => In::AfterName,
            (In::Space, _) if space => In::Space,
            (In::Name, _) => In::Name,
            (In::Space | In::AfterName, _) => {
                count += 1;
                In::Name
            }
        };
        if count > MAX_ATTRIBUTES {
            return (at + 1, count);
        }
    }
    (text.len(), count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_depth_behind_what_seems_to_close() {
        for part in [
            "<div>",
            "<div/>",
            "<div></b>",
            "<div title='</div>'>",
            "<div><!--</div>-->",
            "<div><table></div></table>",
            "<b><div></b>",
            "<svg><td>",
            "<blockquote>\n",
        ] {
            assert_eq!(beyond(&part.repeat(8000)), Some(Beyond::Depth), "{part}");
        }
    }

    #[test]
    fn takes_long_texts_that_are_not_deep() {
        for part in ["<p>x", "<p>x</p>", "<li>x", "x<br>", "<div><b>x</b></div>", "a < b", "<!-- <div> -->", "<svg><path/></svg>"]
        {
            assert_eq!(beyond(&part.repeat(500)), None, "{part}");
        }
    }

    #[test]
    fn sees_many_attributes_however_they_are_parted() {
        for part in [" a=''", " a", " a=b", " a =\n'>'", "/a", "\"a='b'"] {
            for tag in ["<p", "</p", "<noscript><p"] {
                let one = |count: usize| format!("{tag} x='{}>", ["'", &part.repeat(count)].concat());
                assert_eq!(beyond(&one(MAX_ATTRIBUTES + 1)), Some(Beyond::Attributes), "{tag}{part}");
                assert_eq!(beyond(&one(MAX_ATTRIBUTES / 2)), None, "{tag}{part}");
            }
        }
        let values = format!("<p a='{0}' b=\"{0}\" c={1}>", "x ".repeat(500), "/".repeat(500));
        assert_eq!(beyond(&values), None);
        assert_eq!(beyond(&format!("<textarea><p{}</textarea>", " a".repeat(500))), None);
    }

    #[test]
    fn ends_a_tag_where_html_ends_it() {
        for text in ["<div a=b=\">", "<div a='x' \">", "<div 'a>", "<div a= '>'>", "<div a=\"'>\">"] {
            assert_eq!(beyond(&text.repeat(8000)), Some(Beyond::Depth), "{text}");
        }
    }
}
