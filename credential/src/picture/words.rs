//! Words into lines that fit.

/// The size, from `largest` down, at which `text` fits into at most `most` lines of `width`, and the lines. What does not fit at the
/// smallest is cut off, with an ellipsis.
pub(super) fn fitted(text: &str, largest: u8, smallest: u8, most: usize, width: f32) -> (u8, Vec<String>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    for size in (smallest..=largest).rev() {
        let lines = broken(&words, f32::from(size), width);
        if lines.len() <= most && lines.iter().all(|line| length(line, f32::from(size)) <= width) {
            return (size, lines);
        }
    }
    let size = f32::from(smallest);
    let mut lines = broken(&words, size, width);
    let cut = lines.len() > most;
    lines.truncate(most);
    let last = lines.len().saturating_sub(1);
    for (index, line) in lines.iter_mut().enumerate() {
        let shortened = length(line, size) > width || (cut && index == last);
        while !line.is_empty() && length(line, size) + 2.0 * size > width {
            line.pop();
        }
        if shortened {
            line.push('…');
        }
    }
    (smallest, lines)
}

fn broken(words: &[&str], size: f32, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if length(line, size) + length(word, size) + 0.35 * size <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push((*word).to_owned()),
        }
    }
    lines
}

/// About how long, on the safe side: bold DejaVu Sans is as wide as letters get.
fn length(text: &str, size: f32) -> f32 {
    text.chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | ' ' | 'I' => 0.38,
            'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 1.1,
            c if c >= '\u{1100}' => 1.1,
            c if c.is_uppercase() => 0.8,
            _ => 0.71,
        })
        .sum::<f32>()
        * size
}

/// As text of an XML document: without what cannot stand in one.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_titles_are_large_and_long_ones_are_cut() {
        assert_eq!(fitted("Sampling", 40, 22, 3, 372.0), (40, vec!["Sampling".to_owned()]));
        let (size, lines) = fitted("Software Development for Embedded Systems and the Internet of Things", 40, 22, 3, 372.0);
        assert!(size < 40 && lines.len() == 3 && !lines[2].ends_with('…'), "{size} {lines:?}");
        let (size, lines) = fitted(&"word ".repeat(90), 40, 22, 3, 372.0);
        assert!(size == 22 && lines.len() == 3 && lines[2].ends_with('…') && !lines[1].ends_with('…'));
        assert!(lines.iter().all(|line| length(line, 22.0) <= 372.0));
        let (_, lines) = fitted(&"x".repeat(100), 40, 22, 3, 372.0);
        assert!(lines.len() == 1 && lines[0].ends_with('…') && length(&lines[0], 22.0) <= 372.0);
        assert!(fitted("  ", 40, 22, 3, 372.0).1.is_empty());
    }
}
