//! Sanitised HTML as Markdown, for what Markdown can say.
//!
//! Whoever uses it renders the Markdown again and compares: what comes out otherwise is written as HTML. So the common things are written
//! well here, and the rare ones need no proof.

use std::fmt::Write as _;

use super::tree::{self, Node};
use crate::markers::{CLOSE, OPEN, WORDS};

/// The lines of a text; none where Markdown has no words for something in it.
pub(super) fn lines(html: &str) -> Option<Vec<String>> {
    let text = blocks(&tree::parse(html)?)?;
    Some(text.lines().map(str::to_owned).collect())
}

/// Blocks with empty lines between them.
fn blocks(nodes: &[Node]) -> Option<String> {
    let mut parts = Vec::new();
    let mut from = 0;
    while from < nodes.len() {
        let end = nodes[from..].iter().position(Node::is_block).map_or(nodes.len(), |at| from + at);
        if end > from {
            // Words beside blocks.
            let words = paragraph(&nodes[from..end])?;
            if !words.is_empty() {
                parts.push(words);
            }
        }
        if let Some(node) = nodes.get(end) {
            parts.push(block(node)?);
        }
        from = end + 1;
    }
    Some(parts.join("\n\n"))
}

fn block(node: &Node) -> Option<String> {
    let children = node.children();
    Some(match node.tag() {
        "p" => paragraph(children)?,
        "hr" => "---".to_owned(),
        "blockquote" => {
            let inside = blocks(children)?;
            inside
                .lines()
                .map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") })
                .collect::<Vec<_>>()
                .join("\n")
        }
        "pre" => code_block(children)?,
        "ul" => list(children, |_| "- ".to_owned())?,
        "ol" => {
            let start: usize = node.attribute("start").map_or(Some(1), |start| start.parse().ok())?;
            list(children, |index| format!("{}. ", start + index))?
        }
        "table" => table(children)?,
        _ => return None,
    })
}

fn list(children: &[Node], mark: impl Fn(usize) -> String) -> Option<String> {
    let mut items = Vec::new();
    let loose = children.iter().any(|item| item.children().iter().any(|child| child.tag() == "p"));
    for node in children {
        if node.tag() == "li" {
            let mark = mark(items.len());
            let indent = " ".repeat(mark.len());
            let inside = if loose { blocks(node.children())? } else { tight(node.children())? };
            if inside.is_empty() {
                return None;
            }
            let lines: Vec<String> = inside
                .lines()
                .enumerate()
                .map(|(index, line)| match (index, line) {
                    (0, line) => format!("{mark}{line}"),
                    (_, "") => String::new(),
                    (_, line) => format!("{indent}{line}"),
                })
                .collect();
            items.push(lines.join("\n"));
        } else if !is_blank(node) {
            return None;
        }
    }
    (!items.is_empty()).then(|| items.join(if loose { "\n\n" } else { "\n" }))
}

/// An entry without paragraphs: words, and lists below them.
fn tight(nodes: &[Node]) -> Option<String> {
    let end = nodes.iter().position(Node::is_block).unwrap_or(nodes.len());
    let words = paragraph(&nodes[..end])?;
    let below = blocks(&nodes[end..])?;
    Some(if below.is_empty() { words } else { format!("{words}\n{below}") })
}

fn code_block(children: &[Node]) -> Option<String> {
    let [code] = children else { return None };
    let language = match code.attribute("class") {
        Some(class) => class.strip_prefix("language-")?,
        None => "",
    };
    if code.tag() != "code" {
        return None;
    }
    let text = words_of(code.children())?;
    let fence = "`".repeat(longest_run(&text, '`').max(2) + 1);
    let text = text.strip_suffix('\n')?;
    Some(format!("{fence}{language}\n{text}\n{fence}"))
}

fn table(children: &[Node]) -> Option<String> {
    let parts: Vec<&Node> = children.iter().filter(|node| !is_blank(node)).collect();
    let (head, body) = match parts[..] {
        [head, body] if body.tag() == "tbody" => (head, Some(body)),
        [head] => (head, None),
        _ => return None,
    };
    let rows = |node: &Node| node.children().iter().filter(|row| !is_blank(row)).cloned().collect::<Vec<_>>();
    let head_rows = rows(head);
    let [head_row] = &head_rows[..] else { return None };
    if head.tag() != "thead" {
        return None;
    }
    let mut lines = vec![row(head_row, "th")?];
    let marks = head_row.children().iter().filter(|cell| !is_blank(cell)).map(|cell| match cell.attribute("class") {
        Some("align-left") => ":---",
        Some("align-center") => ":---:",
        Some("align-right") => "---:",
        _ => "---",
    });
    lines.push(format!("| {} |", marks.collect::<Vec<_>>().join(" | ")));
    for body_row in body.map(rows).unwrap_or_default() {
        lines.push(row(&body_row, "td")?);
    }
    Some(lines.join("\n"))
}

fn row(row: &Node, tag: &str) -> Option<String> {
    let mut cells = Vec::new();
    for cell in row.children().iter().filter(|cell| !is_blank(cell)) {
        if cell.tag() != tag || cell.children().iter().any(Node::is_block) {
            return None;
        }
        cells.push(inline(cell.children())?.trim().replace('\n', " "));
    }
    Some(format!("| {} |", cells.join(" | ")))
}

/// Words of a paragraph, with signs that would begin something else at the start of a line made plain.
fn paragraph(nodes: &[Node]) -> Option<String> {
    if nodes.iter().any(Node::is_block) {
        return None;
    }
    let text = inline(nodes)?;
    let lines: Vec<String> = text.trim_matches([' ', '\n']).split('\n').map(|line| plain_start(line.trim_matches(' '))).collect();
    Some(lines.join("\n"))
}

fn plain_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if line.starts_with(['-', '+', '#', '=', '>', ':']) {
        format!("\\{line}")
    } else if digits > 0 && line[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &line[..digits], &line[digits..])
    } else {
        line.to_owned()
    }
}

fn inline(nodes: &[Node]) -> Option<String> {
    let mut out = String::new();
    for node in nodes {
        let children = node.children();
        match node.tag() {
            "" => {
                if let Node::Text(text) = node {
                    // Line ends of the source are spaces; whoever wants a line of its own has a break.
                    escape_into(text, &mut out);
                }
            }
            "br" => out.push_str("<br>"),
            "em" => {
                let _ = write!(out, "*{}*", inline(children)?);
            }
            "strong" => {
                let _ = write!(out, "**{}**", inline(children)?);
            }
            "del" => {
                let _ = write!(out, "~~{}~~", inline(children)?);
            }
            "sub" | "sup" | "kbd" => {
                let _ = write!(out, "<{0}>{1}</{0}>", node.tag(), inline(children)?);
            }
            "code" if node.attribute("class").is_none() => out.push_str(&code(&words_of(children)?)),
            "a" => {
                let _ = write!(out, "[{}](<{}>)", inline(children)?, node.attribute("href")?);
            }
            "img" => {
                let mut alt = String::new();
                escape_into(node.attribute("alt")?, &mut alt);
                let _ = write!(out, "![{alt}]({})", node.attribute("src")?);
            }
            "span" => {
                let inside = inline(children)?;
                out.push(OPEN);
                out.push_str(node.attribute("data-field")?);
                if !children.is_empty() {
                    out.push(WORDS);
                    out.push_str(&inside);
                }
                out.push(CLOSE);
            }
            _ => return None,
        }
    }
    Some(out)
}

/// A piece of code in a line.
fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let padded = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let pad = if padded && !text.trim().is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Words alone.
fn words_of(nodes: &[Node]) -> Option<String> {
    let mut text = String::new();
    for node in nodes {
        let Node::Text(words) = node else { return None };
        text.push_str(words);
    }
    Some(text)
}

fn is_blank(node: &Node) -> bool {
    matches!(node, Node::Text(text) if text.trim().is_empty())
}

fn longest_run(text: &str, mark: char) -> usize {
    text.split(|c| c != mark).map(str::len).max().unwrap_or(0)
}

/// Text with backslashes before signs of Markdown.
fn escape_into(text: &str, out: &mut String) {
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let sign = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '$' | '|' | '<' => true,
            '&' => next.is_ascii_alphanumeric() || next == '#',
            _ => false,
        };
        if sign {
            out.push('\\');
        }
        out.push(if c == '\r' { ' ' } else { c });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_people_would_write() {
        for (html, markdown) in [
            ("<p>2 &lt; 3 &amp; <em>so</em> <code>a`b</code></p>", "2 \\< 3 & *so* ``a`b``"),
            ("<p>a</p><ul><li>b<ul><li>c</li></ul></li><li>d</li></ul>", "a\n\n- b\n  - c\n- d"),
            ("<ol start=\"3\"><li><p>a</p></li><li><p>b</p></li></ol>", "3. a\n\n4. b"),
            ("<blockquote><p>a</p><p>- b</p></blockquote>", "> a\n>\n> \\- b"),
            ("<pre><code class=\"language-rust\">let a;\n</code></pre>", "```rust\nlet a;\n```"),
            ("1. a<br>b", "1\\. a<br>b"),
            (
                "<p><a href=\"https://a.b/c\" rel=\"x\">d</a> <img alt=\"e\" src=\"media/f.png\"></p>",
                "[d](<https://a.b/c>) ![e](media/f.png)",
            ),
            (
                "<table><thead><tr><th>a</th><th class=\"align-right\">b</th></tr></thead><tbody><tr><td>1|2</td><td class=\"align-right\">3</td></tr></tbody></table>",
                "| a | b |\n| --- | ---: |\n| 1\\|2 | 3 |",
            ),
        ] {
            assert_eq!(lines(html).map(|lines| lines.join("\n")).as_deref(), Some(markdown), "{html}");
        }
    }

    #[test]
    fn has_no_words_for_formulas() {
        assert_eq!(lines("<p><math><mi>x</mi></math></p>"), None);
    }
}
