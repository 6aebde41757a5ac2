//! Markdown to sanitised HTML, naming what an item must not hold.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Alignment, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::options::Passage;
use super::sanitise::{Sanitiser, is_language, is_link};
use super::shape::line_of;
use super::{Media, math, media};
use crate::Problem;

/// Raw HTML that may stand in a text, because Markdown has no sign for it.
const RAW: &[&str] = &["sub", "sup", "kbd"];

/// Lists, quotations and emphasis are nested no deeper: what parses HTML takes quadratic time for it.
const MAX_DEPTH: usize = 20;

/// Renders the texts of one bank.
pub(super) struct Renderer<'a> {
    sanitiser: Sanitiser,
    media: &'a BTreeMap<String, Media>,
    /// Names of pictures that some text shows.
    pub(super) used: BTreeSet<String>,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(media: &'a BTreeMap<String, Media>) -> Self {
        Self { sanitiser: Sanitiser::new(), media, used: BTreeSet::new() }
    }

    /// A text of its own: paragraphs, lists, tables, code.
    pub(super) fn block(&mut self, file: &str, field: &str, passage: &Passage, problems: &mut Vec<Problem>) -> String {
        let mut pass = Pass { file, field, passage, problems, media: self.media, used: &mut self.used };
        let events = pass.events();
        let mut raw = String::new();
        html::push_html(&mut raw, events.into_iter());
        self.sanitiser.clean(&raw).trim().to_owned()
    }

    /// The same, but a single paragraph loses its mark, so that it can stand in a label.
    pub(super) fn inline(&mut self, file: &str, field: &str, passage: &Passage, problems: &mut Vec<Problem>) -> String {
        let html = self.block(file, field, passage, problems);
        match html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")) {
            Some(inside) if !inside.contains("<p>") => inside.to_owned(),
            _ => html,
        }
    }
}

/// One text on its way.
struct Pass<'a> {
    file: &'a str,
    field: &'a str,
    passage: &'a Passage,
    problems: &'a mut Vec<Problem>,
    media: &'a BTreeMap<String, Media>,
    used: &'a mut BTreeSet<String>,
}

impl<'a> Pass<'a> {
    fn report(&mut self, offset: usize, value: &str, expected: &str) {
        let line = self.passage.line + line_of(&self.passage.text, offset);
        self.problems.push(Problem::error(self.file, line, self.field, value, expected));
    }

    fn events(&mut self) -> Vec<Event<'a>> {
        let text = self.passage.text.as_str();
        let options = Options::ENABLE_TABLES | Options::ENABLE_MATH | Options::ENABLE_STRIKETHROUGH;
        let mut events = Vec::new();
        let mut columns = Columns::default();
        let mut alt: Option<String> = None;
        let mut depth = 0_usize;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            let at = range.start;
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::InlineHtml(raw) if raw.starts_with("</") => depth = depth.saturating_sub(1),
                Event::InlineHtml(raw) if RAW.iter().any(|tag| **raw == *format!("<{tag}>")) => depth += 1,
                _ => {}
            }
            if depth > MAX_DEPTH {
                self.report(at, text[range].lines().next().unwrap_or_default(), "text nested at most 20 deep");
                return Vec::new();
            }
            if let Some(alt) = &mut alt {
                match &event {
                    Event::Text(text) | Event::Code(text) => alt.push_str(text),
                    _ => {}
                }
            }
            match &event {
                Event::InlineMath(latex) | Event::DisplayMath(latex) => {
                    match math::mathml(latex, matches!(event, Event::DisplayMath(_))) {
                        Ok(mathml) => events.push(Event::InlineHtml(mathml.into())),
                        Err(expected) => self.report(at, latex, &expected),
                    }
                    continue;
                }
                Event::Html(raw) if raw.trim().is_empty() || is_comment(raw) => continue,
                Event::InlineHtml(raw) if is_comment(raw) => continue,
                Event::InlineHtml(raw) if RAW.iter().any(|tag| **raw == *format!("<{tag}>") || **raw == *format!("</{tag}>")) => {
                }
                Event::InlineHtml(raw) if matches!(&**raw, "<br>" | "<br/>" | "<br />") => {}
                Event::Html(raw) | Event::InlineHtml(raw) => {
                    self.report(at, raw, "Markdown instead of HTML; code in backquotes, \"<\" as \\<");
                    continue;
                }
                Event::Start(Tag::Heading { .. }) => {
                    self.report(
                        at,
                        text[range].lines().next().unwrap_or_default(),
                        "bold text: an item has no headings of its own",
                    );
                }
                Event::Start(Tag::Link { dest_url, .. }) if !is_link(dest_url) => {
                    self.report(at, dest_url, "a link to an address that begins with https://");
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    self.picture(at, dest_url);
                    alt = Some(String::new());
                }
                Event::End(TagEnd::Image) if alt.take().is_none_or(|alt| alt.trim().is_empty()) => {
                    self.report(at, &text[range], "words for those who cannot see it: ![what it shows](media/NAME)");
                }
                Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(info))) => {
                    let language = info.split([' ', ',']).next().unwrap_or_default();
                    if language != &**info || !(info.is_empty() || is_language(language)) {
                        self.report(at, info, "the name of a language after the code fence, as rust");
                    }
                }
                _ => {}
            }
            events.push(columns.with_classes(event));
        }
        events
    }

    fn picture(&mut self, at: usize, reference: &str) {
        match media::name_in(reference) {
            None => self.report(at, reference, "a picture of the bank, as media/NAME"),
            Some(name) if !self.media.contains_key(name) => self.report(at, reference, "the name of a file in media/"),
            Some(name) => {
                self.used.insert(name.to_owned());
            }
        }
    }
}

fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.find("-->") == Some(html.len().saturating_sub(3))
}

/// The alignment of a table's columns, which becomes a class: a page forbids style attributes.
#[derive(Default)]
struct Columns {
    alignments: Vec<Alignment>,
    index: usize,
    head: bool,
}

impl Columns {
    fn with_classes<'a>(&mut self, event: Event<'a>) -> Event<'a> {
        let tag = |head: bool| if head { "th" } else { "td" };
        match event {
            Event::Start(Tag::Table(alignments)) => {
                self.alignments.clone_from(&alignments);
                Event::Start(Tag::Table(alignments))
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                self.index = 0;
                self.head = matches!(event, Event::Start(Tag::TableHead));
                event
            }
            Event::Start(Tag::TableCell) => {
                let class = match self.alignments.get(self.index) {
                    Some(Alignment::Left) => " class=\"align-left\"",
                    Some(Alignment::Center) => " class=\"align-center\"",
                    Some(Alignment::Right) => " class=\"align-right\"",
                    Some(Alignment::None) | None => "",
                };
                self.index += 1;
                Event::InlineHtml(CowStr::from(format!("<{}{class}>", tag(self.head))))
            }
            Event::End(TagEnd::TableCell) => Event::InlineHtml(CowStr::from(format!("</{}>", tag(self.head)))),
            event => event,
        }
    }
}

#[cfg(test)]
mod tests;
