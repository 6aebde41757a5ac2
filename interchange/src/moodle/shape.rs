//! Small things of Moodle's formats that its XML and its cloze texts share.

use crate::reading::{At, Reader};

/// Text of the format that Moodle calls its own: HTML whose line ends count, unless it has paragraphs of its own.
pub(crate) fn auto(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lower = text.to_ascii_lowercase();
    let boxes = ["<p>", "<p ", "<div", "<br", "<ul", "<ol", "<table", "<pre", "<blockquote", "<h1", "<h2", "<h3", "<h4"];
    if boxes.iter().any(|tag| lower.contains(tag)) || !text.trim().contains('\n') {
        return text;
    }
    // Line ends stay where they are, so that lines can be counted.
    let end = text.trim_end().len();
    let start = end - text[..end].trim_start().len();
    let (before, inside, behind) = (&text[..start], &text[start..end], &text[end..]);
    let lines: Vec<&str> = inside.split('\n').collect();
    let several = lines.iter().any(|line| line.trim().is_empty());
    let mut html = String::with_capacity(text.len() * 2);
    html.push_str(before);
    if several {
        html.push_str("<p>");
    }
    for (index, line) in lines.iter().enumerate() {
        let blank = |index: usize| lines.get(index).is_some_and(|line| line.trim().is_empty());
        html.push_str(line);
        if index + 1 == lines.len() {
            break;
        }
        match (blank(index), blank(index + 1)) {
            (false, true) => html.push_str("</p>\n"),
            (true, false) => html.push_str("\n<p>"),
            (true, true) => html.push('\n'),
            (false, false) => html.push_str("<br>\n"),
        }
    }
    if several {
        html.push_str("</p>");
    }
    html.push_str(behind);
    html
}

/// A number as people write it, with a point or a comma before the decimals.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().replace('−', "-");
    let text = if text.matches(',').count() == 1 && !text.contains('.') { text.replace(',', ".") } else { text };
    let numeral = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    text.parse().ok().filter(|value: &f64| numeral && value.is_finite())
}

/// Whether an asterisk stands in a text that no backslash makes plain.
fn has_wildcard(text: &str) -> bool {
    text.match_indices('*').any(|(at, _)| !text[..at].ends_with('\\'))
}

/// An asterisk in an answer that earns something stands for any letters, which Assay does not know; as the last answer, which earns
/// nothing, it only stands for all others.
pub(crate) fn warn_of_wildcard(reader: &mut Reader, at: At<'_>, text: &str, fraction: f64) {
    if has_wildcard(text) && fraction > 0.0 {
        let problem = at.problem("wildcard-answer", text, "every text that is right: * is read as the sign itself");
        reader.problems.push(problem.as_warning());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_lines_of_lines() {
        for (text, html) in [
            ("a", "a"),
            ("a\r\nb\n", "a<br>\nb\n"),
            ("\na\nb\n\nc", "\n<p>a<br>\nb</p>\n\n<p>c</p>"),
            ("<p>a\nb</p>", "<p>a\nb</p>"),
        ] {
            assert_eq!(auto(text), html);
        }
    }

    #[test]
    fn reads_numbers_as_people_write_them() {
        let cases =
            [("1,5", Some(1.5)), (" -2e3 ", Some(-2000.0)), ("1 000", Some(1000.0)), ("inf", None), ("", None), ("1,2,3", None)];
        for (text, value) in cases {
            assert_eq!(number(text), value, "{text}");
        }
    }
}
