//! Markdown to sanitised HTML, naming what an item must not hold.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Alignment, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::sanitise::{Sanitiser, is_language, is_link};
use super::{Media, math, media};
use crate::Problem;
use crate::clean::Cleaner;
use crate::passage::{Passage, Places};

/// Raw HTML that may stand in a text, because Markdown has no sign for it.
const RAW: &[&str] = &["sub", "sup", "kbd"];

/// Lists, quotations and emphasis are nested no deeper: what parses HTML takes quadratic time for it.
const MAX_DEPTH: usize = 20;

/// How the texts of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// As people write.
    Markdown,
    /// As programs do: for what Markdown cannot say.
    Html,
}

/// Renders the texts of one bank.
pub(super) struct Renderer<'a> {
    sanitiser: Sanitiser,
    /// Made when the first text in HTML comes.
    cleaner: Option<Cleaner>,
    /// Of the file that is read.
    pub(super) markup: Markup,
    media: &'a BTreeMap<String, Media>,
    /// Names of pictures that some text shows.
    pub(super) used: BTreeSet<String>,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(media: &'a BTreeMap<String, Media>) -> Self {
        Self { sanitiser: Sanitiser::new(), cleaner: None, markup: Markup::Markdown, media, used: BTreeSet::new() }
    }

    /// A text of its own: paragraphs, lists, tables, code.
    pub(super) fn block(&mut self, file: &str, field: &str, passage: &Passage, problems: &mut Vec<Problem>) -> String {
        if self.markup == Markup::Html {
            return self.html(file, field, passage, problems);
        }
        let mut pass = Pass { file, field, places: passage.places(), problems, media: self.media, used: &mut self.used };
        let events = pass.events(passage.text());
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

impl Renderer<'_> {
    /// A text that is HTML already: through the same allow-list, and what that takes out is named.
    fn html(&mut self, file: &str, field: &str, passage: &Passage, problems: &mut Vec<Problem>) -> String {
        let (text, at) = (passage.text().trim(), passage.start());
        let mut report = |value: &str, expected: &str| problems.push(Problem::error(file, None, field, value, expected).at(at));
        if is_deep(text) {
            report(text, "text nested at most 20 deep");
            return String::new();
        }
        if let Some(beyond) = crate::nesting::beyond(text) {
            report(&beyond.found(), &beyond.limit());
            return String::new();
        }
        let Self { sanitiser, cleaner, media, used, .. } = self;
        let mut unknown = Vec::new();
        let mut picture = |source: &str| {
            let Some(name) = media::name_in(source).filter(|name| media.contains_key(*name)) else {
                unknown.push(source.to_owned());
                return None;
            };
            used.insert(name.to_owned());
            Some(source.to_owned())
        };
        let cleaned = cleaner.get_or_insert_with(Cleaner::new).block(text, &mut picture);
        for source in unknown {
            report(&source, "a picture of the bank, as media/NAME");
        }
        for what in cleaned.removed.iter().chain(&cleaned.unshown) {
            report(what, "text, pictures, tables, formulas and links only");
        }
        if cleaned.without_alt > 0 {
            report("a picture without words", "words for those who cannot see it, as alt=\"what it shows\"");
        }
        sanitiser.clean(text).trim().to_owned()
    }
}

/// Whether elements are nested too deep, as far as tags tell: what may stay open or is empty does not count.
fn is_deep(html: &str) -> bool {
    let mut depth = 0_usize;
    html.match_indices('<').any(|(at, _)| {
        let tag = &html[at + 1..];
        if let Some(tag) = tag.strip_prefix('/') {
            depth = depth.saturating_sub(usize::from(!stays_open(tag)));
        } else if tag.starts_with(|c: char| c.is_ascii_alphabetic()) && !stays_open(tag) {
            depth += 1;
        }
        depth > 2 * MAX_DEPTH
    })
}

fn stays_open(tag: &str) -> bool {
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    ["p", "br", "hr", "img", "li", "td", "th", "tr", "thead", "tbody", "mspace", "mprescripts"].contains(&name.as_str())
}

/// One text on its way.
struct Pass<'a> {
    file: &'a str,
    field: &'a str,
    places: Places<'a>,
    problems: &'a mut Vec<Problem>,
    media: &'a BTreeMap<String, Media>,
    used: &'a mut BTreeSet<String>,
}

impl<'a> Pass<'a> {
    fn report(&mut self, offset: usize, value: &str, expected: &str) {
        let problem = Problem::error(self.file, None, self.field, value, expected).at(self.places.at(offset));
        self.problems.push(problem);
    }

    fn events(&mut self, text: &'a str) -> Vec<Event<'a>> {
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
