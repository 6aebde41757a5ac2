//! The one allow-list that every text for people passes.
//!
//! It stands behind the Markdown reader, which refuses raw HTML by name: what this removes, nobody should have been able to
//! write. No script, style, event handler, frame, form or identifier; pictures only from the bank's own `media/`; links only
//! to `https`; MathML Core for mathematics.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::media;

/// Elements that a text may hold, beside formulas.
pub(crate) const TEXT: &[&str] = &[
    "p",
    "br",
    "hr",
    "em",
    "strong",
    "del",
    "code",
    "pre",
    "kbd",
    "sub",
    "sup",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "img",
    "a",
];

const MATHML: &[&str] = &[
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "mpadded",
    "mphantom",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "mprescripts",
    "mtable",
    "mtr",
    "mtd",
];

const MATHML_ATTRIBUTES: &[&str] = &[
    "display",
    "displaystyle",
    "scriptlevel",
    "mathvariant",
    "dir",
    "form",
    "fence",
    "separator",
    "stretchy",
    "symmetric",
    "largeop",
    "movablelimits",
    "accent",
    "accentunder",
    "linethickness",
    "lspace",
    "rspace",
    "minsize",
    "maxsize",
    "width",
    "height",
    "depth",
    "voffset",
    "columnspan",
    "rowspan",
];

/// Sanitises HTML.
pub(crate) struct Sanitiser(ammonia::Builder<'static>);

impl Sanitiser {
    pub(crate) fn new() -> Self {
        let mut attributes: HashMap<&str, HashSet<&str>> =
            MATHML.iter().map(|tag| (*tag, MATHML_ATTRIBUTES.iter().copied().collect())).collect();
        attributes.get_mut("mtd").expect("it is in the list above").insert("class");
        attributes.insert("img", ["src", "alt"].into());
        attributes.insert("a", ["href"].into());
        attributes.insert("code", ["class"].into());
        attributes.insert("th", ["class"].into());
        attributes.insert("td", ["class"].into());
        attributes.insert("ol", ["start"].into());

        let mut builder = ammonia::Builder::empty();
        builder
            .tags(TEXT.iter().chain(MATHML).copied().collect())
            .clean_content_tags(["script", "style", "title", "textarea", "noscript", "iframe", "template"].into())
            .tag_attributes(attributes)
            .url_schemes(["https"].into())
            .link_rel(Some("noopener noreferrer"))
            .attribute_filter(attribute);
        Self(builder)
    }

    /// HTML that is safe to put into a page as it is.
    pub(crate) fn clean(&self, html: &str) -> String {
        self.0.clean(html).to_string()
    }
}

/// The value of an attribute that may stay.
fn attribute<'a>(tag: &str, name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    let fine = match (tag, name) {
        ("img", "src") => media::name_in(value).is_some(),
        ("a", "href") => is_link(value),
        ("code", "class") => value.strip_prefix("language-").is_some_and(is_language),
        ("th" | "td" | "mtd", "class") => ["align-left", "align-center", "align-right"].contains(&value),
        ("ol", "start") => value.len() <= 6 && value.bytes().all(|byte| byte.is_ascii_digit()),
        ("img", "alt") | ("a", "rel") => true,
        _ => value.len() <= 40,
    };
    fine.then_some(Cow::Borrowed(value))
}

/// An address that a text may lead to.
pub(super) fn is_link(address: &str) -> bool {
    address.starts_with("https://") && super::value::is_uri(address)
}

/// A programming language's name after a code fence: `rust`, `c++`, `c#`.
pub(super) fn is_language(name: &str) -> bool {
    (1..=32).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-#_.".contains(&byte))
}

#[cfg(test)]
mod tests;
