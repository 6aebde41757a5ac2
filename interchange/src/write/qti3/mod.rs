//! Questions as a QTI 3 package: an item each, a manifest with outcomes and keywords in LOM, a test that has all of them, pictures, and
//! what is known of how hard they are.
//!
//! What a reader of another program needs not guess: each item says what it is scored by, a standard template where there is one for it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Content, Written, can_be_asked, lost};
use crate::package::{self, Files};
use crate::question::{Body, Question};

pub use crate::qti::usage::GLOSSARY;
pub use crate::statistic::{Measure, Statistic};

mod interaction;
mod item;
mod manifest;
mod scoring;
mod usage;
mod xhtml;

/// Writes questions; what QTI cannot say is named.
///
/// ```
/// use std::collections::BTreeMap;
/// let reading = interchange::read("one.xml", br#"<assessmentItem identifier="q1"><responseDeclaration identifier="RESPONSE"
///   cardinality="single" baseType="string"><correctResponse><value>4</value></correctResponse></responseDeclaration>
///   <itemBody><p>2 + 2 = <textEntryInteraction responseIdentifier="RESPONSE"/></p></itemBody></assessmentItem>"#);
/// let content = interchange::write::Content { title: "Sums", questions: &reading.questions, media: &BTreeMap::new() };
/// let written = interchange::write::qti3::write(content);
/// assert!(written.left_out.is_empty());
/// assert_eq!(interchange::read("sums.zip", &written.bytes).questions[0].id, "q1");
/// ```
pub fn write(content: Content<'_>) -> Written {
    write_with(content, &BTreeMap::new())
}

/// The same, with statistics by the ids of the questions; they go into `usagedata.xml`, under the names of [`GLOSSARY`].
///
/// What a question states of its own, its difficulty among it, is written where there is no statistic of the same measure here.
pub fn write_with(content: Content<'_>, statistics: &BTreeMap<String, Vec<Statistic>>) -> Written {
    let mut left_out = Vec::new();
    let mut files = Files::new();
    let mut written: Vec<&Question> = Vec::new();
    let mut shown: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for question in content.questions {
        if let Body::Unsupported(name) = &question.body {
            let expected = "a type that Assay knows: this question is left out";
            left_out.push(lost(question, "type", name, expected));
            continue;
        }
        if let Body::Gaps { gaps, .. } = &question.body
            && !can_be_asked(&question.prompt, gaps)
        {
            let expected = "gaps with a place in the text and one answer that is right: this question is left out";
            left_out.push(lost(question, "type", question.body.name(), expected));
            continue;
        }
        let path = item_path(&question.id);
        if files.contains_key(&path) {
            left_out.push(lost(question, "id", &question.id, "an id that no other question has: this question is left out"));
            continue;
        }
        let mut pictures = BTreeSet::new();
        let text = item::write(question, &mut pictures, &mut left_out);
        files.insert(path, text.into_bytes());
        for name in &pictures {
            match content.media.get(name) {
                Some(media) => {
                    files.entry(format!("media/{name}")).or_insert_with(|| media.bytes.clone());
                }
                None => left_out.push(lost(question, "picture", name, "a picture of the bank")),
            }
        }
        pictures.retain(|name| content.media.contains_key(name));
        shown.insert(&question.id, pictures);
        written.push(question);
    }
    let usage = usage::write(&written, statistics);
    files.insert("test.xml".to_owned(), manifest::test(content.title, &written).into_bytes());
    let manifest = manifest::write(content.title, &written, &shown, usage.is_some());
    files.insert("imsmanifest.xml".to_owned(), manifest.into_bytes());
    files.extend(usage.map(|usage| ("usagedata.xml".to_owned(), usage.into_bytes())));
    Written { bytes: package::pack(&files), left_out }
}

fn item_path(id: &str) -> String {
    format!("items/{id}.xml")
}

#[cfg(test)]
mod tests;
