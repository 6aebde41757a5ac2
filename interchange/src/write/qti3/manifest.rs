//! The manifest and the test.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::item_path;
use super::xhtml::escape;
use crate::question::Question;

/// The manifest: which files there are, and which outcomes and keywords the items have.
pub(super) fn write(title: &str, questions: &[&Question], shown: &BTreeMap<&str, BTreeSet<String>>, has_usage: bool) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = write!(
        out,
        "<manifest xmlns=\"http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1\" xmlns:imsmd=\"http://ltsc.ieee.org/xsd/LOM\" \
         identifier=\"package\"><metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion><imsmd:lom><imsmd:general>\
         <imsmd:title><imsmd:string>{}</imsmd:string></imsmd:title></imsmd:general></imsmd:lom></metadata><organizations/>\n<resources>\n",
        escape(title)
    );
    out.push_str("<resource identifier=\"test\" type=\"imsqti_test_xmlv3p0\" href=\"test.xml\"><file href=\"test.xml\"/>");
    for question in questions {
        let _ = write!(out, "<dependency identifierref=\"item-{}\"/>", question.id);
    }
    out.push_str("</resource>\n");
    for question in questions {
        let (id, path) = (&question.id, item_path(&question.id));
        let _ = write!(out, "<resource identifier=\"item-{id}\" type=\"imsqti_item_xmlv3p0\" href=\"{path}\">");
        out.push_str(&metadata(question));
        let _ = write!(out, "<file href=\"{path}\"/>");
        for name in shown.get(id.as_str()).into_iter().flatten() {
            let _ = write!(out, "<dependency identifierref=\"media-{name}\"/>");
        }
        out.push_str("</resource>\n");
    }
    for name in shown.values().flatten().collect::<BTreeSet<_>>() {
        let _ = writeln!(
            out,
            "<resource identifier=\"media-{name}\" type=\"webcontent\" href=\"media/{name}\"><file href=\"media/{name}\"/></resource>"
        );
    }
    if has_usage {
        out.push_str(
            "<resource identifier=\"usagedata\" type=\"qtiusagedata/xml\" href=\"usagedata.xml\"><file href=\"usagedata.xml\"/></resource>\n",
        );
    }
    out.push_str("</resources></manifest>\n");
    out
}

/// Outcomes as educational objectives, tags as keywords.
fn metadata(question: &Question) -> String {
    if question.outcomes.is_empty() && question.tags.is_empty() {
        return String::new();
    }
    let mut out = String::from("<metadata><imsmd:lom>");
    if !question.tags.is_empty() {
        out.push_str("<imsmd:general>");
        for tag in &question.tags {
            let _ = write!(out, "<imsmd:keyword><imsmd:string>{}</imsmd:string></imsmd:keyword>", escape(tag));
        }
        out.push_str("</imsmd:general>");
    }
    for outcome in &question.outcomes {
        let outcome = escape(outcome);
        let _ = write!(
            out,
            "<imsmd:classification><imsmd:purpose><imsmd:source>LOMv1.0</imsmd:source><imsmd:value>educational objective</imsmd:value>\
             </imsmd:purpose><imsmd:taxonPath><imsmd:source><imsmd:string>outcomes</imsmd:string></imsmd:source><imsmd:taxon>\
             <imsmd:id>{outcome}</imsmd:id><imsmd:entry><imsmd:string>{outcome}</imsmd:string></imsmd:entry></imsmd:taxon>\
             </imsmd:taxonPath></imsmd:classification>"
        );
    }
    out.push_str("</imsmd:lom></metadata>");
    out
}

/// A test with all items, in their order.
pub(super) fn test(title: &str, questions: &[&Question]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let title = escape(title);
    let _ = writeln!(
        out,
        "<qti-assessment-test xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" identifier=\"test\" title=\"{title}\">\
         <qti-test-part identifier=\"part\" navigation-mode=\"nonlinear\" submission-mode=\"simultaneous\">\
         <qti-assessment-section identifier=\"section\" title=\"{title}\" visible=\"true\">"
    );
    for question in questions {
        let (id, path) = (&question.id, item_path(&question.id));
        let _ = writeln!(out, "<qti-assessment-item-ref identifier=\"item-{id}\" href=\"{path}\"/>");
    }
    out.push_str("</qti-assessment-section></qti-test-part></qti-assessment-test>\n");
    out
}
