//! Moodle's small grammar for gaps in a text: `{2:SHORTANSWER:=Paris#Right~%50%Lyon#Nearly~*#No}`.
//!
//! | part | |
//! | --- | --- |
//! | `2` | its weight; 1 where there is none |
//! | `SHORTANSWER` | how it is filled ([`Kind::of`]) |
//! | `=` or `%50%` | before an answer: what it earns, in percent |
//! | `~` | between answers |
//! | `#` | before what is said to whoever answers so |
//! | `\}` `\~` `\#` `\\` `\/` `\"` | the sign itself |

/// How a gap is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// From a list.
    Choice,
    /// From a list, more than one.
    Several,
    /// By typing a text.
    Text {
        /// Whether upper and lower case differ.
        case: bool,
    },
    /// By typing a number.
    Number,
}

impl Kind {
    /// By its name in the file. The endings say how choices are laid out, which is the player's to decide, and whether they are shuffled.
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "MULTICHOICE" | "MULTICHOICE_V" | "MULTICHOICE_H" | "MULTICHOICE_S" | "MULTICHOICE_VS" | "MULTICHOICE_HS" | "MC"
            | "MCV" | "MCH" | "MCS" | "MCVS" | "MCHS" => Self::Choice,
            "MULTIRESPONSE" | "MULTIRESPONSE_H" | "MULTIRESPONSE_S" | "MULTIRESPONSE_HS" | "MR" | "MRH" | "MRS" | "MRHS" => {
                Self::Several
            }
            "SHORTANSWER" | "SA" | "MW" => Self::Text { case: false },
            "SHORTANSWER_C" | "SAC" | "MWC" => Self::Text { case: true },
            "NUMERICAL" | "NM" => Self::Number,
            _ => return None,
        })
    }
}

/// A gap as written.
#[derive(Debug, PartialEq)]
pub(super) struct RawGap {
    /// From its opening bracket to behind its closing one, in bytes of the text.
    pub(super) span: std::ops::Range<usize>,
    pub(super) weight: f64,
    pub(super) kind: Kind,
    pub(super) answers: Vec<RawAnswer>,
}

/// An answer of a gap, its signs read.
#[derive(Debug, PartialEq)]
pub(super) struct RawAnswer {
    /// Percent of the gap's part.
    pub(super) fraction: f64,
    pub(super) text: String,
    pub(super) feedback: String,
}

/// What looks like a gap and is none.
#[derive(Debug, PartialEq)]
pub(super) struct Wrong {
    /// Where it begins, in bytes of the text.
    pub(super) at: usize,
    /// Where to go on.
    pub(super) end: usize,
    pub(super) value: String,
    pub(super) expected: &'static str,
}

/// The gaps of a text in their order, and what looks like one and is none.
pub(super) fn gaps(text: &str) -> Vec<Result<RawGap, Wrong>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('{').map(|at| from + at) {
        from = at + 1;
        let Some(head) = head(&text[at + 1..]) else { continue };
        let gap = gap(text, at, &head);
        // Behind it, whatever it is: each part of a text is looked at once.
        from = match &gap {
            Ok(gap) => gap.span.end,
            Err(wrong) => wrong.end.max(from),
        };
        found.push(gap);
    }
    found
}

/// Whether a gap is meant by what follows a bracket, well written or not.
pub(crate) fn is_meant(inside: &str) -> bool {
    head(inside).is_some()
}

/// How long a gap is behind its opening bracket, with the closing one; all that follows where that is missing. `None` where no gap is meant.
pub(crate) fn gap_length(inside: &str) -> Option<usize> {
    let head = head(inside)?;
    Some(closing(&inside[head.length..]).map_or(inside.len(), |end| head.length + end + 1))
}

/// What stands between the bracket and the answers.
struct Head<'a> {
    weight: &'a str,
    name: &'a str,
    length: usize,
    /// Whether answers follow.
    colon: bool,
}

/// `None` where no gap is meant: other brackets are text.
fn head(inside: &str) -> Option<Head<'_>> {
    let before = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let weight = &inside[..before];
    let counts = weight.bytes().all(|byte| byte.is_ascii_digit());
    let rest = inside[before..].strip_prefix(':')?;
    let letters = rest.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'_').count();
    let (name, behind) = rest.split_at(letters);
    let colon = behind.starts_with(':');
    let known = Kind::of(name).is_some();
    let meant = if counts {
        known && (colon || behind.starts_with('}'))
            || colon && letters >= 2 && (!weight.is_empty() || Kind::of(&name.to_uppercase()).is_some())
    } else {
        known && colon
    };
    meant.then(|| Head { weight, name, length: before + 1 + letters + usize::from(colon), colon })
}

fn gap(text: &str, at: usize, head: &Head<'_>) -> Result<RawGap, Wrong> {
    let start = at + 1 + head.length;
    let Some(kind) = Kind::of(head.name) else {
        let expected =
            "SHORTANSWER, SHORTANSWER_C, MULTICHOICE, MULTIRESPONSE or NUMERICAL, or one of their short names, in capitals";
        return Err(Wrong { at, end: start, value: head.name.to_owned(), expected });
    };
    if !head.weight.bytes().all(|byte| byte.is_ascii_digit()) {
        let expected = "a whole number before the first colon, or nothing: the weight of the gap";
        return Err(Wrong { at, end: start, value: head.weight.to_owned(), expected });
    }
    let Some(end) = closing(&text[start..]).map(|end| start + end) else {
        let value = text[at..].chars().take(40).collect();
        return Err(Wrong { at, end: text.len(), value, expected: "a closing bracket } at the end of the gap" });
    };
    let wrong = |expected| Wrong { at, end: end + 1, value: text[at..=end].to_owned(), expected };
    if !head.colon || text[start..end].trim().is_empty() {
        return Err(wrong("answers after a colon, as {1:MULTICHOICE:=right~wrong}"));
    }
    let answers =
        split(&text[start..end], '~').into_iter().map(|part| answer(part).ok_or_else(|| wrong("%NUMBER% before an answer")));
    Ok(RawGap {
        span: at..end + 1,
        weight: head.weight.parse().ok().filter(|weight| *weight > 0.0).unwrap_or(1.0),
        kind,
        answers: answers.collect::<Result<_, _>>()?,
    })
}

/// Where the gap ends.
fn closing(text: &str) -> Option<usize> {
    signs(text).find(|(_, sign)| *sign == '}').map(|(at, _)| at)
}

/// The signs of a text that no backslash makes plain; `#` in `&#39;` is none.
fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut escaped, mut before) = (false, ' ');
    text.char_indices().filter(move |(_, c)| {
        let sign = !escaped && "}~#".contains(*c) && !(*c == '#' && before == '&');
        escaped = *c == '\\' && !escaped;
        before = *c;
        sign
    })
}

fn split(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in signs(text).filter(|(_, sign)| *sign == mark) {
        parts.push(&text[from..at]);
        from = at + 1;
    }
    parts.push(&text[from..]);
    parts
}

/// An answer with what it earns and what is said of it; nothing where what it earns is no number.
fn answer(part: &str) -> Option<RawAnswer> {
    let part = trimmed(part);
    let (fraction, rest) = if let Some(rest) = part.strip_prefix('=') {
        (100.0, rest)
    } else if let Some((percent, rest)) = part.strip_prefix('%').and_then(|rest| rest.split_once('%')) {
        let fraction: f64 = percent.trim().replace(',', ".").parse().ok()?;
        (fraction.is_finite() && (-100.0..=100.0).contains(&fraction)).then_some((fraction, rest))?
    } else {
        (0.0, part)
    };
    let (text, feedback) = match signs(rest).find(|(_, sign)| *sign == '#') {
        Some((at, _)) => (&rest[..at], &rest[at + 1..]),
        None => (rest, ""),
    };
    Some(RawAnswer { fraction, text: plain(trimmed(text)), feedback: plain(trimmed(feedback)) })
}

/// Without white space and line breaks around it: editors put them between answers.
fn trimmed(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let shorter = ["<br>", "<br/>", "<br />"].iter().fold(text, |text, mark| {
            let text = text.strip_prefix(mark).unwrap_or(text);
            text.strip_suffix(mark).unwrap_or(text).trim()
        });
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

/// The text without the backslashes before signs.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && "}~#\\/\"".contains(*next) => out.extend(characters.next()),
            _ => out.push(character),
        }
    }
    out
}

/// An answer as it is written: `%50%text#feedback`.
pub(crate) fn written(fraction: f64, text: &str, feedback: &str) -> String {
    let mut out = if (fraction - 100.0).abs() < 1e-9 {
        "=".to_owned()
    } else if fraction.abs() > 0.0 || text.starts_with(['=', '%']) {
        // Stated for nothing too, where a text begins with a sign of what it earns.
        format!("%{fraction}%")
    } else {
        String::new()
    };
    escape_into(text, &mut out);
    if !feedback.is_empty() {
        out.push('#');
        escape_into(feedback, &mut out);
    }
    out
}

/// Text with backslashes before signs. A backslash itself is written by its number, so that whoever reads none of it as a sign reads it too.
fn escape_into(text: &str, out: &mut String) {
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '\\' => out.push_str("&#92;"),
            '#' if before == '&' => out.push('#'),
            '}' | '~' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
        before = c;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> RawGap {
        let mut found = gaps(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.remove(0).unwrap_or_else(|wrong| panic!("{text}: {wrong:?}"))
    }

    #[test]
    fn reads_weights_shares_and_feedback() {
        let gap = one("Capital: {3:SHORTANSWER:%100%Paris#Yes~%50%Lyon#Nearly\n~*#No}.");
        assert_eq!((gap.weight, gap.kind, gap.span), (3.0, Kind::Text { case: false }, 9..61));
        let said: Vec<_> = gap.answers.iter().map(|answer| (answer.fraction, &*answer.text, &*answer.feedback)).collect();
        assert_eq!(said, [(100.0, "Paris", "Yes"), (50.0, "Lyon", "Nearly"), (0.0, "*", "No")]);
        assert!((one("{:MC:=a~b}").weight - 1.0).abs() < 1e-9);
    }

    #[test]
    fn reads_escaped_signs_and_numbers_of_characters() {
        let gap = one(r"{1:SA:=a\}b\~c\#d\\~&#39;e#&#8217;\/}");
        let said: Vec<_> = gap.answers.iter().map(|answer| (&*answer.text, &*answer.feedback)).collect();
        assert_eq!(said, [(r"a}b~c#d\", ""), ("&#39;e", "&#8217;/")]);
    }

    #[test]
    fn leaves_other_brackets_alone() {
        for text in
            ["{a}", "f(x) = {1: x > 0}", "{1}", "\\frac{1}{2}", "{1:2}", "{:P}", "{1:x:y", "{a:b:c}", "{a:mc:x}", "{a:MC}"]
        {
            assert_eq!(gaps(text), [], "{text}");
        }
    }

    #[test]
    fn names_what_is_no_gap() {
        for (text, expected) in [
            ("{1:MULTICHOICE}", "answers after a colon"),
            ("{1:MC: }", "answers after a colon"),
            ("{1:MC:=a~b", "a closing bracket"),
            ("{1:PMATCH:=a}", "SHORTANSWER"),
            ("{1:mc:=a~b}", "SHORTANSWER"),
            ("{1:SA:%x%a}", "%NUMBER%"),
            ("{a:MC:=a~b}", "a whole number"),
        ] {
            let found = gaps(text);
            assert!(matches!(&found[..], [Err(wrong)] if wrong.expected.starts_with(expected)), "{text}: {found:?}");
        }
    }

    #[test]
    fn writes_what_it_reads() {
        for text in ["a", "=a", "%5%", "}~#", "&#39;", "a & b", "%", "&amp;#"] {
            for fraction in [100.0, 0.0, 33.33333, -50.0] {
                let gap = one(&format!("{{1:SA:{}}}", written(fraction, text, text)));
                assert_eq!((gap.answers[0].fraction, &*gap.answers[0].text, &*gap.answers[0].feedback), (fraction, text, text));
            }
        }
    }
}
