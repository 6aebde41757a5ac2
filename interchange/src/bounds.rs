//! How deep XML nests and how much its elements carry, seen before it is parsed: a parser compares each attribute with each, and gives
//! each element all the namespaces around it.

/// Elements are nested no deeper.
const MAX_DEPTH: usize = 200;
/// No element has more attributes.
const MAX_ATTRIBUTES: usize = 256;
/// Nowhere hold more declarations of namespaces.
const MAX_NAMESPACES: usize = 100;
/// Elements that declare a namespace get a list of all that hold inside: these lists have no more entries together.
const MAX_INHERITED: usize = 4_000_000;

/// What there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beyond {
    Depth,
    Attributes,
    Namespaces,
}

impl Beyond {
    /// The field, the value, what is expected and the code of a problem about it.
    pub(crate) fn words(self) -> (&'static str, &'static str, String, &'static str) {
        match self {
            Self::Depth => ("elements", "nested deeper", format!("elements nested at most {MAX_DEPTH} deep"), "xml-too-deep"),
            Self::Attributes => ("attributes", "more", format!("at most {MAX_ATTRIBUTES} attributes in an element"), "too-large"),
            Self::Namespaces => ("namespaces", "more", format!("at most {MAX_NAMESPACES} namespaces in one place"), "too-large"),
        }
    }
}

/// Where there is too much of something, seen without recursion.
pub(crate) fn beyond(text: &str) -> Option<(usize, Beyond)> {
    // How many namespaces hold in each element that is open.
    let mut open: Vec<usize> = Vec::new();
    let (mut inherited, mut at) = (0_usize, 0);
    while let Some(found) = text[at..].find('<') {
        at += found;
        let rest = &text[at..];
        if let Some(length) = aside(rest) {
            at += length;
            continue;
        }
        if rest.starts_with("</") {
            open.pop();
            at += 2;
            continue;
        }
        let tag = Tag::of(rest.as_bytes());
        let around = open.last().copied().unwrap_or(0);
        if tag.attributes > MAX_ATTRIBUTES {
            return Some((at, Beyond::Attributes));
        }
        if tag.namespaces > 0 {
            inherited = inherited.saturating_add(around + tag.namespaces);
        }
        if around + tag.namespaces > MAX_NAMESPACES || inherited > MAX_INHERITED {
            return Some((at, Beyond::Namespaces));
        }
        if !tag.is_whole {
            open.push(around + tag.namespaces);
        }
        if open.len() > MAX_DEPTH {
            return Some((at, Beyond::Depth));
        }
        at += tag.length;
    }
    None
}

/// The length of what is no element: a comment, a text as it is, an instruction, a declaration. Ends are taken where the parser takes
/// them, so that nothing hides in what only this takes for a text.
fn aside(rest: &str) -> Option<usize> {
    for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if let Some(inside) = rest.strip_prefix(open) {
            return Some(inside.find(close).map_or(rest.len(), |end| open.len() + end + close.len()));
        }
    }
    if rest.starts_with("<!DOCTYPE") {
        let mut quote = None;
        let end = rest.bytes().position(|byte| {
            if let Some(mark) = quote {
                quote = Some(mark).filter(|mark| *mark != byte);
                return false;
            }
            quote = Some(byte).filter(|byte| b"\"'".contains(byte));
            b"[>".contains(&byte)
        });
        return Some(end.map_or(rest.len(), |end| end + 1));
    }
    rest.starts_with("<!").then(|| rest.find('>').map_or(rest.len(), |end| end + 1))
}

/// A tag that opens an element.
#[derive(Default)]
struct Tag {
    /// In bytes.
    length: usize,
    attributes: usize,
    /// Declarations of namespaces among them.
    namespaces: usize,
    /// Whether it ends its element, too.
    is_whole: bool,
}

impl Tag {
    fn of(bytes: &[u8]) -> Self {
        let mut tag = Self { length: bytes.len().max(1), ..Self::default() };
        let mut quote = None;
        let mut before = b'<';
        for (at, byte) in bytes.iter().copied().enumerate() {
            match quote {
                Some(mark) if byte == mark => quote = None,
                Some(_) => {}
                None => match byte {
                    b'"' | b'\'' => quote = Some(byte),
                    b'=' => tag.attributes += 1,
                    b'>' => return Self { length: at + 1, is_whole: before == b'/', ..tag },
                    b'x' if bytes[at..].starts_with(b"xmlns") && before.is_ascii_whitespace() => tag.namespaces += 1,
                    _ => {}
                },
            }
            before = byte;
        }
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_what_a_parser_takes_long_over() {
        let attributes = |count: usize| (0..count).map(|number| format!(" a{number}=''")).collect::<String>();
        let namespaces = |count: usize| (0..count).map(|number| format!(" xmlns:n{number}='u'")).collect::<String>();
        let one = |inside: String| format!("<a{inside}/>");
        for (text, wanted) in [
            (one(attributes(MAX_ATTRIBUTES)), None),
            (one(attributes(MAX_ATTRIBUTES + 1)), Some(Beyond::Attributes)),
            (one(namespaces(MAX_NAMESPACES)), None),
            (one(namespaces(MAX_NAMESPACES + 1)), Some(Beyond::Namespaces)),
            (format!("<a{}><b{}/></a>", namespaces(60), namespaces(60)), Some(Beyond::Namespaces)),
            (format!("<a>{}</a>", "<m xmlns='u'/>".repeat(20_000)), None),
            (format!("<a{}>{}</a>", namespaces(99), "<m xmlns='u'/>".repeat(50_000)), Some(Beyond::Namespaces)),
            ("<a>".repeat(MAX_DEPTH + 1), Some(Beyond::Depth)),
            ("<a b='/>'>".repeat(MAX_DEPTH + 1), Some(Beyond::Depth)),
            ("<a b='>'></a>".repeat(MAX_DEPTH + 1), None),
        ] {
            assert_eq!(beyond(&text).map(|(_, beyond)| beyond), wanted, "{}", &text[..text.len().min(80)]);
        }
    }

    #[test]
    fn is_not_led_past_elements_by_what_only_seems_to_be_quoted() {
        let deep = "<a>".repeat(MAX_DEPTH + 1);
        for start in [
            "<!DOCTYPE a SYSTEM \"x<b c='\">",
            "<!DOCTYPE a [<!ELEMENT a '>]>",
            "<!DOCTYPE a [<!-- it's -->]>",
            "<!-- <a b=' -->",
            "<![CDATA[<a b=']]>",
            "<?x <a b='?>",
        ] {
            assert!(beyond(&format!("{start}{deep}")).is_some(), "{start}");
        }
    }
}
