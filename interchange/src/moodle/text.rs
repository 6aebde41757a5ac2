//! A text of Moodle XML: what stands in `text`, in the format that is named, with the files that stand beside it.

use data_encoding::BASE64;
use roxmltree::Node;

use crate::line::Line;
use crate::package::Files;
use crate::passage::Passage;
use crate::picture::join;
use crate::reading::At;
use crate::xml::{Source, child, children, inner_html, passage, text_of};
use crate::{Problem, clean};

/// A text before it is sanitised.
#[derive(Default)]
pub(super) struct Text {
    pub(super) html: String,
    /// As it stands, for what is typed.
    pub(super) plain: String,
    /// By the paths that the text calls them by.
    pub(super) files: Files,
    pub(super) line: Line,
}

impl Text {
    /// Of an element that holds `text` and `file` elements, or only words.
    pub(super) fn of(node: Node<'_, '_>, source: &Source, at: At<'_>, problems: &mut impl Extend<Problem>) -> Self {
        let inside = child(node, "text");
        let place = inside.unwrap_or(node);
        // Some programs write HTML as XML, in place of quoting it.
        let is_markup = inside.is_some_and(|inside| inside.children().any(|child| child.is_element()));
        let plain = match inside {
            Some(inside) => text_of(inside),
            None => node.children().filter(Node::is_text).filter_map(|node| node.text()).collect(),
        };
        let html = if is_markup {
            inner_html(place, &mut |_| None)
        } else {
            html_of(node.attribute("format").unwrap_or_default(), &plain)
        };
        let first = place.children().find(Node::is_text).unwrap_or(place);
        let files = files(node, source, at, problems);
        // Where the words begin: behind line ends at the start.
        let line = source.line(first);
        Self { html, plain, files, line }
    }

    /// Its HTML with the places of its parts; `node` is what it was read from. Without columns where the file has it in another format.
    pub(super) fn passage(&self, node: Option<Node<'_, '_>>, source: &Source) -> Passage {
        let inside = node.map(|node| child(node, "text").unwrap_or(node));
        let told = inside.and_then(|inside| passage(source, inside)).filter(|passage| passage.text() == self.html);
        told.unwrap_or_else(|| Passage::of(&self.html, self.line.number.into()))
    }
}

/// A text in one of Moodle's formats as HTML.
fn html_of(format: &str, text: &str) -> String {
    match format.trim().to_ascii_lowercase().as_str() {
        "plain_text" | "plain" | "2" => clean::plain(text),
        "markdown" | "4" => markdown(text),
        "moodle_auto_format" | "moodle" | "0" => super::auto(text),
        _ => text.to_owned(),
    }
}

fn markdown(text: &str) -> String {
    use pulldown_cmark::{Options, Parser, html};
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH));
    out
}

/// The files beside a text. What cannot be read, or has a name that leads elsewhere, is a problem.
fn files(node: Node<'_, '_>, source: &Source, at: At<'_>, problems: &mut impl Extend<Problem>) -> Files {
    let mut files = Files::new();
    for file in children(node, "file") {
        let at = At { line: source.line(file), field: "file", ..at };
        let name = file.attribute("name").unwrap_or_default().trim();
        let folder = file.attribute("path").unwrap_or_default().trim().trim_matches('/');
        let stated = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let inside = !stated.split(['/', '\\']).any(|part| part == "..") && !name.starts_with(['/', '\\']);
        let Some(path) = join("", &stated).filter(|path| inside && !path.is_empty() && !name.is_empty()) else {
            problems.extend([at.problem("path-outside-package", stated, "a file's name, as picture.png")]);
            continue;
        };
        let encoding = file.attribute("encoding").unwrap_or("base64");
        let data: String = text_of(file).split_ascii_whitespace().collect();
        match BASE64.decode(data.as_bytes()).ok().filter(|_| encoding.eq_ignore_ascii_case("base64")) {
            Some(bytes) => {
                if !["png", "jpg", "jpeg", "gif", "webp", "svg"].iter().any(|ending| crate::detect::ends(&path, &[ending])) {
                    let expected = "pictures and text; other files are not taken";
                    problems.extend([at.problem("media-unsupported", name, expected).as_warning()]);
                }
                files.insert(path, bytes);
            }
            None => problems.extend([at.problem("bad-media", format!("{name} in {encoding}"), "a file in base64")]),
        }
    }
    files
}
