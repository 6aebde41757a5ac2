//! An item's file: TOML between two lines `+++`, and the body below, in Markdown or in HTML.

use std::fmt::Write as _;

use engine::bank::Pool;
use engine::bank::file::{AnswerFile, FieldFile, IrtFile, ItemFile, ItemKind, OptionFile, Status};

use super::markdown;
use crate::markers::{CLOSE, OPEN, WORDS};
use crate::native::{quoted, quoted_list};

/// How the body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    Markdown,
    Html,
}

/// The text of an item's file; none where a text of it cannot be said in this markup.
pub(super) fn text(item: &ItemFile, markup: Markup) -> Option<String> {
    let mut out = String::from("+++\n");
    front(item, markup, &mut out)?;
    out.push_str("+++\n");
    let writer = Body { item, markup };
    let prompt = writer.prompt()?;
    out.push_str(&prompt);
    out.push('\n');
    let below = writer.below()?;
    if !below.is_empty() {
        out.push('\n');
        out.push_str(&below);
    }
    Some(out)
}

fn front(item: &ItemFile, markup: Markup, out: &mut String) -> Option<()> {
    let mut put = |name: &str, value: String| {
        let _ = writeln!(out, "{name} = {value}");
    };
    put("id", quoted(&item.id));
    put("type", quoted(kind(item.kind)));
    put("pool", quoted(if item.pool == Pool::Practice { "practice" } else { "credit" }));
    put("status", quoted(status(item.status)));
    put("outcomes", quoted_list(&item.outcomes));
    if let Some(bloom) = &item.bloom {
        put("bloom", quoted(bloom));
    }
    if markup == Markup::Html {
        put("markup", quoted("html"));
    }
    if !item.shuffle {
        put("shuffle", "false".to_owned());
    }
    if !item.last.is_empty() {
        put("last", quoted_list(&item.last));
    }
    if let Some(choose) = item.choose {
        put("choose", choose.to_string());
    }
    if let Some(author) = &item.author {
        put("author", quoted(author));
    }
    if let Some(answer) = &item.answer {
        answer_table(answer, markup, out)?;
    }
    if let Some(scale) = item.scale {
        let _ = writeln!(out, "\n[scale]\nmin = {:?}\nmax = {:?}\nstep = {:?}", scale.min, scale.max, scale.step);
    }
    if item.kind != ItemKind::Essay {
        irt(&item.irt, out);
    }
    Some(())
}

fn answer_table(answer: &AnswerFile, markup: Markup, out: &mut String) -> Option<()> {
    out.push_str("\n[answer]\n");
    let mut put = |name: &str, value: String| {
        let _ = writeln!(out, "{name} = {value}");
    };
    if let Some(value) = answer.value {
        put("value", format!("{value:?}"));
    }
    if let Some(tolerance) = answer.tolerance {
        put("tolerance", format!("{tolerance:?}"));
    }
    if let Some(unit) = &answer.unit {
        put("unit", quoted(unit));
    }
    if !answer.accept.is_empty() {
        put("accept", quoted_list(&answer.accept));
    }
    if answer.case {
        put("case", "true".to_owned());
    }
    if let Some(feedback) = &answer.feedback {
        put("feedback", quoted(&lines(feedback, markup)?.join("\n")));
    }
    Some(())
}

fn irt(irt: &IrtFile, out: &mut String) {
    out.push_str("\n[irt]\n");
    let mut put = |name: &str, value: String| {
        let _ = writeln!(out, "{name} = {value}");
    };
    put("model", quoted(&irt.model));
    // What is absent is read as this.
    if (irt.a - 1.0).abs() > 0.0 {
        put("a", format!("{:?}", irt.a));
    }
    if let Some(b) = irt.b {
        put("b", format!("{b:?}"));
    }
    if irt.c.abs() > 0.0 {
        put("c", format!("{:?}", irt.c));
    }
    if (irt.d - 1.0).abs() > 0.0 {
        put("d", format!("{:?}", irt.d));
    }
    for (name, numbers) in [("thresholds", &irt.thresholds), ("slopes", &irt.slopes), ("intercepts", &irt.intercepts)] {
        if !numbers.is_empty() {
            put(name, format!("{numbers:?}"));
        }
    }
    if irt.b_sd.abs() > 0.0 {
        put("b_sd", format!("{:?}", irt.b_sd));
    }
    if let Some(source) = &irt.source {
        put("source", quoted(source));
    }
    if let Some(on) = &irt.on {
        put("on", quoted(on));
    }
}

fn kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Choice => "choice",
        ItemKind::Multiple => "multiple",
        ItemKind::Numeric => "numeric",
        ItemKind::Text => "text",
        ItemKind::Gaps => "gaps",
        ItemKind::Match => "match",
        ItemKind::Order => "order",
        ItemKind::Hottext => "hottext",
        ItemKind::Slider => "slider",
        ItemKind::Essay => "essay",
    }
}

/// As it stands in files.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Review => "review",
        Status::Pilot => "pilot",
        Status::Operational => "operational",
        Status::Retired => "retired",
    }
}

/// What stands below the front matter.
struct Body<'a> {
    item: &'a ItemFile,
    markup: Markup,
}

impl Body<'_> {
    fn prompt(&self) -> Option<String> {
        let text = lines(&self.item.prompt, self.markup)?.join("\n");
        match self.item.kind {
            ItemKind::Gaps => filled(&text.replace("{{", "\\{{"), |id, _| {
                let field = self.item.fields.iter().find(|field| field.id == id)?;
                gap(field)
            }),
            ItemKind::Hottext => filled(&text.replace("[[", "\\[["), |id, words| {
                let option = self.item.options.iter().find(|option| option.id == id)?;
                // What would end them too early; in Markdown it has its backslash already.
                let words = if self.markup == Markup::Html { words.replace(']', "&#93;") } else { words.to_owned() };
                // A backslash before the closing brackets would take them for words.
                let words =
                    words.trim().strip_suffix('\\').map_or_else(|| words.trim().to_owned(), |rest| format!("{rest}&#92;"));
                Some(format!("[[{}{words}]]", if option.weight >= 1.0 { "*" } else { "" }))
            }),
            // An arrow of the prompt begins no pair.
            ItemKind::Match => Some(text.replace("=>", "\\=>")),
            _ => Some(text),
        }
    }

    fn below(&self) -> Option<String> {
        let mut out = String::new();
        match self.item.kind {
            ItemKind::Hottext => {}
            ItemKind::Match => {
                let options = &self.item.options;
                let used = |id: &String| self.item.fields.iter().any(|field| field.right.contains(id));
                let mut shown = 0;
                for field in &self.item.fields {
                    let [id] = &field.right[..] else { return None };
                    let at = options.iter().position(|option| option.id == *id)?;
                    // Options are named in the order in which they stand there, distractors among them.
                    for option in options.iter().take(at).skip(shown).filter(|option| !used(&option.id)) {
                        self.pair("", option, &mut out)?;
                    }
                    self.pair(field.label.as_deref()?, &options[at], &mut out)?;
                    shown = shown.max(at + 1);
                }
                for option in options.iter().skip(shown).filter(|option| !used(&option.id)) {
                    self.pair("", option, &mut out)?;
                }
            }
            ItemKind::Order => {
                for (index, option) in self.item.options.iter().enumerate() {
                    entry(&format!("{}. ", index + 1), &lines(&option.text, self.markup)?, &mut out);
                }
            }
            _ => {
                for option in &self.item.options {
                    self.option(option, &mut out)?;
                }
            }
        }
        Some(out)
    }

    fn option(&self, option: &OptionFile, out: &mut String) -> Option<()> {
        let mark = if option.weight >= 1.0 {
            "x".to_owned()
        } else if option.weight.abs() > 0.0 {
            option.weight.to_string()
        } else {
            " ".to_owned()
        };
        let mut text = lines(&option.text, self.markup)?.into_iter();
        let _ = writeln!(out, "- [{mark}] {{{}}} {}", option.id, text.next().unwrap_or_default());
        for line in text {
            out.extend(if line.is_empty() { ["", "\n", ""] } else { ["  ", &line, "\n"] });
        }
        if let Some(feedback) = &option.feedback {
            for line in lines(feedback, self.markup)? {
                out.extend(if line.is_empty() { ["  >", "\n", ""] } else { ["  > ", &line, "\n"] });
            }
        }
        Some(())
    }

    fn pair(&self, left: &str, right: &OptionFile, out: &mut String) -> Option<()> {
        // A pair stands in one line, whatever line ends its texts have.
        let line_end = if self.markup == Markup::Html { "&#10;" } else { " " };
        let arrowless = |html: &str| Some(lines(html, self.markup)?.join(line_end).replace("=>", "\\=>"));
        let text = format!("{} => {}", arrowless(left)?, arrowless(&right.text)?);
        entry("- ", &[text.trim_start().to_owned()], out);
        Some(())
    }
}

/// An entry of a list that goes on, indented, in the lines below.
fn entry(mark: &str, lines: &[String], out: &mut String) {
    for (index, line) in lines.iter().enumerate() {
        match (index, line.as_str()) {
            (0, line) => out.extend([mark, line]),
            (_, "") => {}
            (_, line) => out.extend(["   ", line]),
        }
        out.push('\n');
    }
}

/// The lines of a text in this markup; markers in place of what is filled or pressed.
fn lines(html: &str, markup: Markup) -> Option<Vec<String>> {
    match markup {
        Markup::Markdown => markdown::lines(html),
        Markup::Html => Some(html_lines(html)),
    }
}

/// HTML in which no line begins with a sign of the file's own, and nothing looks like a gap, a pair or words to press.
fn html_lines(html: &str) -> Vec<String> {
    // The first line end in a `pre` does not count.
    let html = marked(html).replace("<pre>\n", "<pre>\n\n").replace('\r', "&#13;").replace('\u{a0}', "&nbsp;");
    let html = html.replace("{{", "&#123;&#123;").replace("[[", "&#91;&#91;").replace("=>", "=&gt;");
    html.split('\n').map(html_line).collect()
}

fn html_line(line: &str) -> String {
    let start = line.len() - line.trim_start_matches([' ', '\t']).len();
    let (space, rest) = line.split_at(start);
    let mut out = space.to_owned();
    let sign = rest.chars().next().filter(|first| "-*+`~>|:#".contains(*first) || first.is_ascii_digit());
    if let Some(first) = sign {
        let _ = write!(out, "&#{};{}", u32::from(first), &rest[1..]);
    } else {
        out.push_str(rest);
    }
    match out.pop() {
        Some(' ') => out.push_str("&#32;"),
        Some('\t') => out.push_str("&#9;"),
        Some(last) => out.push(last),
        None => {}
    }
    out
}

/// The text with markers in place of the elements for gaps and words.
fn marked(html: &str) -> String {
    let mut parts = html.split("<span data-field=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (id, rest) = part.split_once("\">").unwrap_or((part, ""));
        let (words, rest) = rest.split_once("</span>").unwrap_or((rest, ""));
        out.push(OPEN);
        out.push_str(id);
        if !words.is_empty() {
            out.push(WORDS);
            out.push_str(words);
        }
        out.push(CLOSE);
        out.push_str(rest);
    }
    out
}

/// The text with something for each marker, by its id and its words.
fn filled(text: &str, with: impl Fn(&str, &str) -> Option<String>) -> Option<String> {
    let mut parts = text.split(OPEN);
    let mut out = parts.next()?.to_owned();
    for part in parts {
        let (inside, rest) = part.split_once(CLOSE)?;
        let (id, words) = inside.split_once(WORDS).unwrap_or((inside, ""));
        out.push_str(&with(id, words)?);
        out.push_str(rest);
    }
    Some(out)
}

/// A gap with its brackets.
fn gap(field: &FieldFile) -> Option<String> {
    let inside = if let Some(answer) = &field.answer {
        if let Some(value) = answer.value {
            let tolerance = answer.tolerance.map(|tolerance| format!(" +- {tolerance}")).unwrap_or_default();
            format!("# {value}{tolerance}")
        } else {
            let texts: Vec<String> = answer.accept.iter().map(|text| plain(text)).collect();
            format!("{} {}", if answer.case { "==" } else { "=" }, texts.join(" | "))
        }
    } else if field.choices.is_empty() {
        field.right.iter().map(|id| format!("*{id}")).collect::<Vec<_>>().join(" | ")
    } else {
        let choice = |choice: &engine::bank::file::ChoiceFile| {
            let text = plain(&choice.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
            format!("{}{text}", if field.right.contains(&choice.id) { "*" } else { "" })
        };
        field.choices.iter().map(choice).collect::<Vec<_>>().join(" | ")
    };
    // A bracket of a text is not one of those that end the gap.
    let space = if inside.ends_with(['}', '\\']) { " " } else { "" };
    (!inside.contains('\n')).then(|| format!("{{{{{}: {inside}{space}}}}}", field.id))
}

/// Text with backslashes before signs of gaps.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "|*=#{}\\".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
