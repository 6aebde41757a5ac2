//! Gaps in a stem: `{{*right | wrong}}`, `{{= typed | as well}}`, `{{# 3.14 +- 0.01}}`, `{{g1: *a}}` for a letter of the options.

use crate::numeral;
use crate::question::NumberAnswer;

/// A gap as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Written {
    /// As stated, or made: `g1`.
    pub(super) id: String,
    pub(super) fill: Wanted,
}

/// What a gap wants.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wanted {
    /// One of these; each with whether it is right.
    Choice(Vec<(String, bool)>),
    /// One of these texts; whether upper and lower case differ.
    Text(Vec<String>, bool),
    /// One of these numbers.
    Number(Vec<NumberAnswer>),
}

/// A stem cut at its gaps: texts and gaps by turns, a text first and last.
pub(super) type Parts = (Vec<String>, Vec<Written>);

/// Cuts a stem at its gaps. Or what is wrong: the gap, and what was expected.
pub(super) fn cut(stem: &str, commas: bool) -> Result<Parts, (String, &'static str)> {
    let (mut texts, mut gaps) = (vec![String::new()], Vec::<Written>::new());
    let mut rest = stem;
    while let Some(at) = rest.find("{{") {
        let last = texts.len() - 1;
        if rest[..at].ends_with('\\') {
            texts[last].push_str(&rest[..at - 1]);
            texts[last].push_str("{{");
            rest = &rest[at + 2..];
            continue;
        }
        texts[last].push_str(&rest[..at]);
        let inside = &rest[at + 2..];
        let Some(end) = end_of(inside) else {
            return Err((rest[at..].chars().take(60).collect(), "}} behind a gap; \\{{ for the signs themselves"));
        };
        let gap =
            gap(&inside[..end], gaps.len() + 1, commas).map_err(|expected| (format!("{{{{{}}}}}", &inside[..end]), expected))?;
        if gaps.iter().any(|known| known.id == gap.id) {
            return Err((gap.id, "a name that no other gap has"));
        }
        gaps.push(gap);
        texts.push(String::new());
        rest = &inside[end + 2..];
    }
    let last = texts.len() - 1;
    texts[last].push_str(rest);
    Ok((texts, gaps))
}

fn gap(inside: &str, place: usize, commas: bool) -> Result<Written, &'static str> {
    let (id, wanted) = match inside.split_once(':') {
        Some((id, rest)) if crate::native::is_name(id.trim()) && !id.trim().is_empty() => (id.trim().to_owned(), rest.trim()),
        _ => (format!("g{place}"), inside.trim()),
    };
    let fill = if let Some(texts) = wanted.strip_prefix('=') {
        let (case, texts) = texts.strip_prefix('=').map_or((false, texts), |texts| (true, texts));
        let texts: Vec<String> = list(texts).into_iter().map(|(text, _)| text).collect();
        if texts.is_empty() {
            return Err("a text behind =");
        }
        Wanted::Text(texts, case)
    } else if let Some(numbers) = wanted.strip_prefix('#') {
        let numbers: Option<Vec<NumberAnswer>> = numbers.split('|').map(|text| number(text, 0.0, commas)).collect();
        Wanted::Number(numbers.ok_or("a number behind #, as {{# 3.14 +- 0.01}}")?)
    } else {
        let choices = list(wanted);
        if !choices.iter().any(|(_, right)| *right) {
            return Err("* before the choice that is right, as {{*right | wrong}}; = before a text to type, # before a number");
        }
        Wanted::Choice(choices)
    };
    Ok(Written { id, fill })
}

/// Parts between `|`, each with whether a `*` stands before it.
fn list(text: &str) -> Vec<(String, bool)> {
    split(text)
        .into_iter()
        .filter_map(|part| {
            let part = part.trim();
            let (part, right) = part.strip_prefix('*').map_or((part, false), |rest| (rest.trim(), true));
            let part = part.strip_prefix("\\*").map_or_else(|| part.to_owned(), |rest| format!("*{rest}"));
            let part = part.replace("\\}", "}");
            (!part.is_empty()).then_some((part, right))
        })
        .collect()
}

/// Parts between `|`; `\|` is the sign itself.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let last = parts.len() - 1;
        match c {
            '\\' if characters.peek() == Some(&'|') => {
                parts[last].push('|');
                characters.next();
            }
            '|' => parts.push(String::new()),
            c => parts[last].push(c),
        }
    }
    parts
}

/// Where the first `}}` stands that no backslash takes apart.
fn end_of(inside: &str) -> Option<usize> {
    let bytes = inside.as_bytes();
    let mut at = 0;
    while at + 1 < bytes.len() {
        match (bytes[at], bytes[at + 1]) {
            (b'\\', b'}') => at += 2,
            (b'}', b'}') => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// `25`, `25%`, `25 +- 0.01`, `12..18`; with a tolerance for the first form.
pub(super) fn number(text: &str, tolerance: f64, commas: bool) -> Option<NumberAnswer> {
    let parse = |text: &str| numeral::amount(text, commas);
    let answer = NumberAnswer { fraction: 100.0, ..NumberAnswer::default() };
    if let Some((low, high)) = text.split_once("..") {
        let (low, high) = (parse(low)?, parse(high)?);
        let value = f64::midpoint(low, high);
        return (low <= high).then_some(NumberAnswer { value, tolerance: high - value, range: Some([low, high]), ..answer });
    }
    let is_share = |text: &str| text.trim_end().ends_with('%');
    let (value, tolerance) = ["±", "+-", "+/-"].iter().find_map(|sign| text.split_once(sign)).map_or(
        (parse(text), Some(tolerance)),
        |(value, tolerance)| {
            // 5% of another number is not 0.05: nobody can tell which was meant.
            let is_clear = is_share(value) || !is_share(tolerance);
            (parse(value), parse(tolerance).filter(|_| is_clear))
        },
    );
    Some(NumberAnswer { value: value?, tolerance: tolerance.filter(|tolerance| *tolerance >= 0.0)?, ..answer })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_a_stem_at_its_gaps() {
        let (texts, gaps) = cut(r"a {{*b | c\|d}} e \{{ {{f: == G | h}}{{# 3,5 +- 0.5}}", false).unwrap();
        assert_eq!(texts, ["a ", " e {{ ", "", ""]);
        assert_eq!(gaps[0].fill, Wanted::Choice(vec![("b".to_owned(), true), ("c|d".to_owned(), false)]));
        assert_eq!((gaps[1].id.as_str(), &gaps[1].fill), ("f", &Wanted::Text(vec!["G".to_owned(), "h".to_owned()], true)));
        assert_eq!(
            gaps[2].fill,
            Wanted::Number(vec![NumberAnswer { value: 3.5, tolerance: 0.5, fraction: 100.0, ..Default::default() }])
        );
    }

    #[test]
    fn says_what_is_wrong_with_a_gap() {
        for stem in ["{{a | b}}", "{{*a", "{{#x}}", "{{=}}", "{{a: *x}} {{a: *y}}"] {
            assert!(cut(stem, false).is_err(), "{stem}");
        }
    }
}
