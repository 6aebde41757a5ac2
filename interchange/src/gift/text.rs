//! Texts of GIFT in their four formats, as HTML.

use super::sign;
use crate::clean::{plain, words};
use crate::reading::{At, Reader};

/// A format of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// HTML whose line ends count: what Moodle takes a text for that says nothing.
    Moodle,
    Html,
    Plain,
    Markdown,
}

/// The format that a text states at its beginning, or the one that is usual here, and the text behind.
pub(super) fn form(text: &str, usual: Form) -> (Form, &str) {
    let stated = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).and_then(|(name, rest)| {
        let form = match name.to_ascii_lowercase().as_str() {
            "moodle" => Form::Moodle,
            "html" => Form::Html,
            "plain" => Form::Plain,
            "markdown" => Form::Markdown,
            _ => return None,
        };
        Some((form, rest.trim_start()))
    });
    stated.unwrap_or((usual, text))
}

/// A text of its own as sanitised HTML.
pub(super) fn block(reader: &mut Reader, at: At<'_>, text: &str, form: Form) -> String {
    let html = html(&sign::read(text), form);
    reader.block(at, &html)
}

/// The same for a label. A text that is nothing but tags is about tags: it is shown as it is written, and said.
pub(super) fn inline(reader: &mut Reader, at: At<'_>, text: &str, form: Form) -> String {
    let read = sign::read(text);
    if form == Form::Moodle && is_bare_tags(&read) {
        let problem = at.problem("html-as-text", &read, "[plain] before a text that shows signs of HTML; it is shown as written");
        reader.problems.push(problem.as_warning());
        return reader.inline(at, &plain(&read));
    }
    reader.inline(at, &html(&read, form))
}

fn html(text: &str, form: Form) -> String {
    match form {
        Form::Html => text.to_owned(),
        Form::Plain => plain(text),
        Form::Markdown => {
            let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
            let mut html = String::new();
            pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(text, options));
            html
        }
        Form::Moodle => {
            let text = text.trim();
            if !text.contains('\n') || holds_boxes(text) { text.to_owned() } else { text.replace('\n', "<br>") }
        }
    }
}

/// Whether a text has paragraphs or lines of its own, so that line ends mean nothing.
fn holds_boxes(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["<p", "<div", "<br", "<ul", "<ol", "<table", "<pre", "<h1", "<h2", "<h3", "<blockquote"]
        .iter()
        .any(|tag| lower.contains(tag))
}

/// Tags without attributes and nothing else: `<a>`, `<b></b>`.
fn is_bare_tags(text: &str) -> bool {
    let mut rest = text.trim();
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let Some((tag, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) else { return false };
        let name = tag.trim_start_matches('/').trim_end_matches(['/', ' ']);
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
            return false;
        }
        rest = after.trim_start();
    }
    true
}

/// A name for a question that has none: its first 80 characters, as Moodle makes one.
pub(super) fn title(stem: &str, prompt: &str, form: Form) -> String {
    let whole = match form {
        Form::Moodle | Form::Html => words(prompt),
        Form::Plain | Form::Markdown => sign::read(stem).split_whitespace().collect::<Vec<_>>().join(" "),
    };
    whole.chars().take(80).collect::<String>().trim_end().to_owned()
}
