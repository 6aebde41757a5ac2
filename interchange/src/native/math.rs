//! LaTeX to MathML, for `$…$` and `$$…$$`.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

/// No formula is longer, in bytes.
const MAX_LENGTH: usize = 4000;

/// Nothing is nested deeper: the converter calls itself for each level.
const MAX_DEPTH: usize = 60;

/// The MathML of a formula, before it is sanitised.
///
/// Alignment is written as a class, because a page forbids style attributes.
///
/// # Errors
/// What is wrong with the LaTeX, in a few words.
pub(super) fn mathml(latex: &str, display: bool) -> Result<String, String> {
    if latex.len() > MAX_LENGTH {
        return Err(format!("a formula of at most {MAX_LENGTH} bytes"));
    }
    if depth(latex) > MAX_DEPTH {
        return Err(format!("a formula nested at most {MAX_DEPTH} deep"));
    }
    let display = if display { MathDisplay::Block } else { MathDisplay::Inline };
    // A converter for each formula: it holds the labels of those before it.
    let converter = LatexToMathML::new(MathCoreConfig::default()).map_err(|_| "LaTeX without macros".to_owned())?;
    match converter.convert_with_local_state(latex.trim(), display) {
        Ok(converted) => Ok(with_classes(&converted.mathml)),
        Err(error) => Err(format!("LaTeX mathematics: {}", error.to_string().trim_end_matches('.'))),
    }
}

/// Alignment of cells as a class; other styles are left out.
fn with_classes(mathml: &str) -> String {
    let mut parts = mathml.split(" style=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (style, rest) = part.split_once('"').unwrap_or((part, ""));
        if style.contains("text-align: right") {
            out.push_str(" class=\"align-right\"");
        } else if style.contains("text-align: left") {
            out.push_str(" class=\"align-left\"");
        }
        out.push_str(rest);
    }
    out
}

/// An upper bound of how deep the converter nests its calls: for groups, environments, `\\left`, and commands that follow
/// each other and may each be the argument of the one before.
fn depth(latex: &str) -> usize {
    let mut open: Vec<usize> = Vec::new();
    let (mut outer, mut run, mut most) = (0, 0, 0);
    let mut rest = latex;
    while let Some(first) = rest.chars().next() {
        let command =
            rest.strip_prefix('\\').map(|name| name.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default());
        let (opens, closes) = match command {
            Some(name) => (matches!(name, "left" | "begin"), matches!(name, "right" | "end")),
            None => ("{[(".contains(first), "}])".contains(first)),
        };
        if opens {
            open.push(run + 1);
            outer += run + 1;
            run = 0;
        } else if closes {
            outer -= open.pop().unwrap_or(0);
            run = 0;
        } else if command.is_some() || "^_".contains(first) {
            run += 1;
        } else if !first.is_whitespace() {
            run = 0;
        }
        most = most.max(outer + run);
        rest = &rest[command.map_or(first.len_utf8(), |name| 1 + name.len())..];
    }
    most
}

#[cfg(test)]
mod tests;
