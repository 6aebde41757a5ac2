//! Questions as Moodle XML.
//!
//! Texts are HTML in CDATA sections, pictures stand in base64 beside the text that shows them. Gaps become a cloze text, or drag and drop
//! into text where all share one list. Ids are id numbers; outcomes are tags, `outcome:ID`, and a stated difficulty is one,
//! `difficulty:0.5`: the reader of Moodle XML knows both.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use data_encoding::BASE64;

use super::{Content, Written};
use crate::Problem;
use crate::native::Media;
use crate::question::{Body, Question};
use crate::share;
use crate::xml::escape;

mod body;
mod gaps;

/// Shares of the points that Moodle offers, in percent.
const SHARES: &[f64] = &[
    0.0, 5.0, 10.0, 11.111_11, 12.5, 14.285_71, 16.666_67, 20.0, 25.0, 30.0, 33.333_33, 40.0, 50.0, 60.0, 66.666_67, 70.0, 75.0,
    80.0, 83.333_33, 90.0, 100.0,
];

/// Writes questions; what Moodle cannot say is named.
pub fn write(content: Content<'_>) -> Written {
    let mut out = Quiz { xml: String::new(), media: content.media, left_out: Vec::new() };
    out.xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
    for question in content.questions {
        out.question(question);
    }
    out.xml.push_str("</quiz>\n");
    Written { bytes: out.xml.into_bytes(), left_out: out.left_out }
}

/// A file on its way.
struct Quiz<'a> {
    xml: String,
    media: &'a BTreeMap<String, Media>,
    left_out: Vec<Problem>,
}

impl Quiz<'_> {
    fn question(&mut self, question: &Question) {
        let kind = match &question.body {
            Body::Choice { .. } => "multichoice",
            Body::TrueFalse { .. } => "truefalse",
            Body::Number { .. } | Body::Slider { .. } => "numerical",
            Body::Text { .. } => "shortanswer",
            Body::Gaps { gaps, shared } => gaps::kind(gaps, shared),
            Body::Match { .. } => "matching",
            Body::Order { .. } => "ordering",
            Body::Essay => "essay",
            Body::Description => "description",
            Body::Hottext { .. } | Body::Unsupported(_) => {
                let expected = "a type that Moodle has: this question is left out";
                return self.leave_out(question, "type", question.body.name(), expected);
            }
        };
        let _ = writeln!(self.xml, "<question type=\"{kind}\">");
        let name = question.title.as_deref().unwrap_or(&question.id);
        let _ = writeln!(self.xml, "<name><text>{}</text></name>", plain(name));
        let prompt = self.prompt(question, kind);
        self.html("questiontext", "", &prompt);
        self.html("generalfeedback", "", &question.feedback);
        let points = if question.body == Body::Description { 0.0 } else { question.points.unwrap_or(1.0) };
        let _ = writeln!(self.xml, "<defaultgrade>{points}</defaultgrade>\n<penalty>0</penalty>\n<hidden>0</hidden>");
        let _ = writeln!(self.xml, "<idnumber>{}</idnumber>", plain(&question.id));
        self.body(question);
        self.tags(question);
        self.xml.push_str("</question>\n");
    }

    fn tags(&mut self, question: &Question) {
        let outcomes = question.outcomes.iter().map(|outcome| format!("outcome:{outcome}"));
        let difficulty = question.difficulty.map(|b| format!("difficulty:{b}"));
        let tags: Vec<String> = outcomes.chain(difficulty).chain(question.tags.iter().cloned()).collect();
        if !tags.is_empty() {
            self.xml.push_str("<tags>");
            for tag in &tags {
                let _ = write!(self.xml, "<tag><text>{}</text></tag>", plain(tag));
            }
            self.xml.push_str("</tags>\n");
        }
    }

    /// An element that holds a text and the pictures that it shows.
    fn html(&mut self, name: &str, attributes: &str, html: &str) {
        let _ = write!(self.xml, "<{name}{attributes} format=\"html\">");
        self.inside(html);
        let _ = writeln!(self.xml, "</{name}>");
    }

    fn inside(&mut self, html: &str) {
        let shown: BTreeSet<&str> = super::pictures(html).collect();
        let text = html.replace("src=\"media/", "src=\"@@PLUGINFILE@@/");
        let _ = write!(self.xml, "<text>{}</text>", cdata(&text));
        for name in shown {
            if let Some(media) = self.media.get(name) {
                let data = BASE64.encode(&media.bytes);
                let _ = write!(self.xml, "<file name=\"{}\" path=\"/\" encoding=\"base64\">{data}</file>", escape(name));
            }
        }
    }

    /// A share of the points as Moodle writes it; one that it does not offer is named.
    fn share(&mut self, question: &Question, fraction: f64) -> String {
        if !SHARES.iter().any(|known| (known - fraction.abs()).abs() < 0.001) {
            let expected = "a share that Moodle offers, as 33.33333: it asks whether the nearest may be taken";
            self.leave_out(question, "fraction", &fraction.to_string(), expected);
        }
        number(share::written(fraction))
    }

    fn leave_out(&mut self, question: &Question, field: &str, value: &str, expected: &str) {
        self.left_out.push(super::lost(question, field, value, expected));
    }
}

/// Without a sign for a zero that has one.
fn number(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}

/// Words as XML.
fn plain(text: &str) -> String {
    escape(&allowed(text))
}

/// Text as a CDATA section, or two where it holds what ends one.
fn cdata(text: &str) -> String {
    format!("<![CDATA[{}]]>", allowed(text).replace("]]>", "]]]]><![CDATA[>"))
}

/// Without the characters that XML does not have.
fn allowed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\t' | '\n'))
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

#[cfg(test)]
mod tests;
