//! Blocks of a GIFT file, with their lines.

use std::sync::OnceLock;

use super::sign;
use crate::line::{Line, Lines};

/// Lines between two empty ones.
pub(super) struct Block {
    /// Where its first line stands, counted from 1.
    pub(super) line: usize,
    /// Without comments, which are empty lines here.
    pub(super) text: String,
    /// From a comment `[id:...]`.
    pub(super) id: Option<String>,
    /// From comments `[tag:...]`.
    pub(super) tags: Vec<String>,
    /// Whether it follows another without an empty line.
    pub(super) follows: bool,
    /// Whether some line holds the end of answers.
    closed: bool,
    /// Where lines of the text begin.
    lines: OnceLock<Lines>,
}

/// The blocks of a text whose lines end in line feeds.
pub(super) fn all(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in text.split('\n').enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            blocks.extend(open.take());
            continue;
        }
        let is_category = trimmed.starts_with("$CATEGORY:");
        if let Some(block) = &open
            && !trimmed.starts_with("//")
            && (is_category || block.is_category() || is_name(trimmed) && block.is_closed())
            && !block.text.trim().is_empty()
        {
            let follows = !block.is_category() && !is_category;
            blocks.extend(open.take());
            open = Some(Block::at(index + 1, follows));
        }
        let block = open.get_or_insert_with(|| Block::at(index + 1, false));
        if let Some(comment) = trimmed.strip_prefix("//") {
            block.comment(comment);
        } else {
            if block.text.is_empty() {
                block.line = index + 1;
            }
            block.text.push_str(line);
            block.closed |= sign::find(line, "}").is_some();
        }
        if !block.text.is_empty() {
            block.text.push('\n');
        }
    }
    blocks.extend(open);
    blocks
}

/// Whether a line begins with `::name::`.
fn is_name(line: &str) -> bool {
    line.strip_prefix("::").is_some_and(|rest| sign::find(rest, "::").is_some_and(|at| at > 0))
}

impl Block {
    fn at(line: usize, follows: bool) -> Self {
        Self { line, text: String::new(), id: None, tags: Vec::new(), follows, closed: false, lines: OnceLock::new() }
    }

    fn comment(&mut self, comment: &str) {
        for (tag, found) in [("[id:", true), ("[tag:", false)] {
            let mut rest = comment;
            while let Some((_, after)) = rest.split_once(tag) {
                let Some(end) = end_of(after) else { break };
                let value = after[..end].replace("\\]", "]").trim().to_owned();
                if !value.is_empty() {
                    if found { self.id = Some(value) } else { self.tags.push(value) }
                }
                rest = &after[end..];
            }
        }
    }

    fn is_category(&self) -> bool {
        self.text.trim_start().starts_with("$CATEGORY:")
    }

    /// Whether its last line ends its answers.
    fn is_closed(&self) -> bool {
        self.closed && self.text.trim_end().ends_with(['}', '.'])
    }

    /// The category that it switches to, without Moodle's own beginnings.
    pub(super) fn category(&self) -> Option<String> {
        let path = self.text.trim().strip_prefix("$CATEGORY:")?;
        let mut parts: Vec<&str> = path.lines().next().unwrap_or_default().split('/').map(str::trim).collect();
        while parts.first().is_some_and(|part| part.is_empty() || *part == "top" || part.starts_with('$') && part.ends_with('$'))
        {
            parts.remove(0);
        }
        Some(parts.join("/"))
    }

    /// The name, where it has one, and what follows.
    pub(super) fn name(&self) -> (Option<String>, &str) {
        let text = self.text.trim();
        let Some((rest, end)) = text.strip_prefix("::").and_then(|rest| Some((rest, sign::find(rest, "::")?))) else {
            return (None, text);
        };
        let name = sign::read(&rest[..end]).split_whitespace().collect::<Vec<_>>().join(" ");
        (Some(name).filter(|name| !name.is_empty()), rest[end + 2..].trim())
    }

    /// Where a part of its text begins.
    pub(super) fn line_of(&self, part: &str) -> Line {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len());
        let Line { number, column } = self.lines.get_or_init(|| Lines::of(&self.text)).place(&self.text, offset);
        Line { number: self.line + number - 1, column }
    }

    /// Where its first words are.
    pub(super) fn start(&self) -> Line {
        self.line_of(self.text.trim_start())
    }
}

fn end_of(text: &str) -> Option<usize> {
    text.bytes().enumerate().position(|(at, byte)| byte == b']' && (at == 0 || text.as_bytes()[at - 1] != b'\\'))
}
