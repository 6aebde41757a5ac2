//! What stands in a prompt to be filled or pressed: `{{g1: *right | wrong}}` and `[[*right words]]`.

use engine::bank::file::{AnswerFile, ChoiceFile, FieldFile, OptionFile};

use super::markdown::Renderer;
use super::value::is_name;
use crate::line::Line;
use crate::passage::Passage;
use crate::{Problem, markers};

/// How gaps are written, for whoever wrote one otherwise.
const GAP: &str = "\"{{g1: *right | wrong}}\", \"{{g1: = accepted | accepted}}\", \"{{g1: # 3.14 +- 0.01}}\" or, of options below, \
                   \"{{g1: *a}}\"; a plain \"{{\" is written \\{{";

/// The prompt with a marker for each gap, and the gaps; `shared`: whether options below the prompt are there for all of them.
pub(super) fn gaps(file: &str, prompt: &Passage, shared: bool, problems: &mut Vec<Problem>) -> (Passage, Vec<(FieldFile, Line)>) {
    let mut fields: Vec<(FieldFile, Line)> = Vec::new();
    let text = replaced(prompt, ["{{", "}}"], |inside, at| {
        let inside = inside.as_ref().map(Passage::text);
        let inside = inside.filter(|inside| !inside.contains('\n'));
        let read = inside.and_then(|inside| gap(inside, shared).map_err(|expected| (inside, expected)).ok());
        let Some(field) = read else {
            let expected = inside.and_then(|inside| gap(inside, shared).err()).unwrap_or(GAP);
            let value = inside.map_or_else(|| "{{ without }} in its line".to_owned(), |inside| format!("{{{{{inside}}}}}"));
            problems.push(Problem::error(file, None, "fields", value, expected).at(at));
            return Passage::default();
        };
        if let Some((twin, earlier)) = fields.iter().find(|(earlier, _)| earlier.id == field.id) {
            let expected = format!("a gap's id that line {} does not have", earlier.number);
            problems.push(Problem::error(file, None, "fields", format!("{{{}}}", twin.id), expected).at(at));
            return Passage::default();
        }
        let marker = Passage::of(&markers::gap(&field.id), at);
        fields.push((field, at));
        marker
    });
    (text, fields)
}

/// The prompt with a marker for each option that is words of it, and the options with their lines.
pub(super) fn hottext(
    file: &str,
    prompt: &Passage,
    renderer: &mut Renderer,
    problems: &mut Vec<Problem>,
) -> (Passage, Vec<(OptionFile, Line)>) {
    let mut options: Vec<(OptionFile, Line)> = Vec::new();
    let text = replaced(prompt, ["[[", "]]"], |inside, at| {
        let inside = inside.map(|inside| inside.trimmed());
        let right = inside.as_ref().is_some_and(|inside| inside.text().starts_with('*'));
        let words = inside.map(|inside| inside.part(usize::from(right), inside.text().len()));
        let Some(words) = words.filter(|words| !words.text().trim().is_empty()) else {
            let expected = "\"[[*right words]]\" or \"[[other words]]\"; a plain \"[[\" is written \\[[";
            problems.push(Problem::error(file, None, "options", "[[ without words or without ]]", expected).at(at));
            return Passage::default();
        };
        let id = letter(options.len());
        let text = renderer.inline(file, "prompt", &words, problems);
        options.push((OptionFile { id: id.clone(), text, weight: f64::from(right), feedback: None }, at));
        marked(&id, &words, at)
    });
    (text, options)
}

/// Words with the signs of a marker around them; what stands in the signs stands at a place.
fn marked(id: &str, words: &Passage, at: Line) -> Passage {
    let whole = markers::words(id, words.text());
    let (before, behind) = whole.rsplit_once(words.text()).unwrap_or((&whole, ""));
    let mut out = Passage::of(before, at);
    out.append(words);
    out.push(behind, at);
    out
}

/// The text with something else for each pair of signs and what is between them, which is nothing where the second is missing. A
/// backslash before the first sign makes it plain. What takes the place of a pair is told where the first sign stands.
fn replaced(passage: &Passage, [open, close]: [&str; 2], mut replace: impl FnMut(Option<Passage>, Line) -> Passage) -> Passage {
    let (text, places) = (passage.text(), passage.places());
    let (mut out, mut from) = (Passage::default(), 0);
    let (mut search, mut closes) = (0, true);
    while let Some(at) = text[search..].find(open).map(|at| search + at) {
        let behind = at + open.len();
        search = behind;
        if text[from..at].ends_with('\\') {
            out.append(&places.part(from, at - 1));
            from = at;
            continue;
        }
        out.append(&places.part(from, at));
        let end = if closes { closing(&text[behind..], close).map(|end| behind + end) } else { None };
        // Where nothing closes behind one, nothing does behind the next.
        closes = end.is_some();
        out.append(&replace(end.map(|end| places.part(behind, end)), places.at(at)));
        from = end.map_or(behind, |end| end + close.len());
        search = from;
    }
    out.append(&places.part(from, text.len()));
    out
}

/// Where what closes stands that no backslash makes plain.
fn closing(text: &str, close: &str) -> Option<usize> {
    let escaped = |at: usize| text[..at].ends_with('\\');
    text.match_indices(close).map(|(at, _)| at).find(|at| !escaped(*at))
}

/// What stands between the brackets of a gap.
fn gap(inside: &str, shared: bool) -> Result<FieldFile, &'static str> {
    let (id, body) = inside.split_once(':').ok_or(GAP)?;
    let (id, body) = (id.trim(), body.trim());
    if !is_name(id) || id.len() > 16 {
        return Err("an id before the colon, as g1: letters, digits, \"-\" and \"_\", at most 16");
    }
    let field = FieldFile { id: id.to_owned(), ..FieldFile::default() };
    if let Some(texts) = body.strip_prefix('=') {
        let (texts, case) = texts.strip_prefix('=').map_or((texts, false), |texts| (texts, true));
        let accept: Vec<String> = parts(texts).iter().map(|part| plain(part)).collect();
        if accept.iter().any(String::is_empty) {
            return Err("texts that are accepted, as \"{{g1: = one | other}}\"");
        }
        return Ok(FieldFile { answer: Some(AnswerFile { accept, case, ..AnswerFile::default() }), ..field });
    }
    if let Some(number) = body.strip_prefix('#') {
        let number = number.replace('±', "+-");
        let (value, tolerance) =
            number.split_once("+-").map_or((number.as_str(), None), |(value, tolerance)| (value, Some(tolerance)));
        let read = |text: &str| text.trim().parse().ok().filter(|number: &f64| number.is_finite() && number.abs() <= 1e15);
        let (Some(value), Some(tolerance)) = (read(value), tolerance.map_or(Some(None), |tolerance| read(tolerance).map(Some)))
        else {
            return Err("a number and how far off is still right, as \"{{g1: # 3.14 +- 0.01}}\"");
        };
        return Ok(FieldFile { answer: Some(AnswerFile { value: Some(value), tolerance, ..AnswerFile::default() }), ..field });
    }
    let choices = parts(body);
    let right = |part: &&String| part.starts_with('*');
    if shared && choices.iter().all(|part| right(&part)) {
        return Ok(FieldFile { right: choices.iter().map(|part| plain(&part[1..])).collect(), ..field });
    }
    if choices.len() < 2 || choices.iter().any(|part| plain(part.trim_start_matches('*')).is_empty()) {
        return Err(GAP);
    }
    let named: Vec<(String, &String)> = choices.iter().enumerate().map(|(index, part)| (letter(index), part)).collect();
    Ok(FieldFile {
        right: named.iter().filter(|(_, part)| right(part)).map(|(id, _)| id.clone()).collect(),
        choices: named
            .iter()
            .map(|(id, part)| ChoiceFile { id: id.clone(), text: escaped(&plain(part.strip_prefix('*').unwrap_or(part))) })
            .collect(),
        ..field
    })
}

/// What stands between bars that no backslash makes plain.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let last = parts.last_mut().expect("there is always one");
        match character {
            '|' => parts.push(String::new()),
            '\\' => {
                last.push('\\');
                last.extend(characters.next());
            }
            _ => last.push(character),
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

/// The text without the backslashes before signs of gaps.
fn plain(part: &str) -> String {
    let mut out = String::new();
    let mut characters = part.trim().chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && "|*=#{}\\".contains(*next) => out.extend(characters.next()),
            _ => out.push(character),
        }
    }
    out.trim().to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `a`, `b` and so on.
pub(crate) fn letter(index: usize) -> String {
    let letter = |index: usize| char::from(b'a' + u8::try_from(index % 26).unwrap_or_default());
    if index < 26 { letter(index).to_string() } else { format!("{}{}", letter(index), index / 26) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inside: &str) -> FieldFile {
        gap(inside, false).unwrap_or_else(|expected| panic!("{inside}: {expected}"))
    }

    #[test]
    fn reads_every_sort_of_gap() {
        let field = read("g1: no | *yes | 1 < 2 \\| \\*");
        assert_eq!(field.right, ["b"]);
        assert_eq!(field.choices.iter().map(|choice| choice.text.as_str()).collect::<Vec<_>>(), ["no", "yes", "1 &lt; 2 | *"]);
        let answer = |inside| read(inside).answer.expect("it is typed");
        assert_eq!((answer("g: = a | b").accept, answer("g: = a").case), (vec!["a".to_owned(), "b".to_owned()], false));
        assert_eq!((answer("g:== =A").accept, answer("g: ==A").case), (vec!["=A".to_owned()], true));
        assert_eq!((answer("g: # 3.25 +- 0.01").value, answer("g: # 3 ± 1").tolerance), (Some(3.25), Some(1.0)));
        assert_eq!((answer("g: # -2").value, answer("g: # -2").tolerance), (Some(-2.0), None));
        let shared = gap("g: *a | *c", true).expect("options below");
        assert_eq!((shared.right, shared.choices), (vec!["a".to_owned(), "c".to_owned()], Vec::new()));
    }

    #[test]
    fn refuses_what_is_no_gap() {
        for inside in
            ["", "g1", "g 1: a | *b", "g1: *a", "g1: a |", "g1: =", "g1: = a |", "g1: # many", "g1: # 1 +-", "g1:", "g1: | *"]
        {
            assert!(gap(inside, false).is_err(), "{inside}");
        }
    }

    #[test]
    fn leaves_what_is_written_plainly() {
        let passage = Passage::body("a \\{{x}} {{g: = \\}} }}\n{{h: = i}} <b>", 7);
        let mut problems = Vec::new();
        let (prompt, fields) = gaps("items/a.md", &passage, false, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(prompt.text(), format!("a {{{{x}}}} {}\n{} <b>", markers::gap("g"), markers::gap("h")));
        let place = |number, column| Line { number, column: Some(column) };
        let places: Vec<_> = fields.iter().map(|(field, at)| (field.id.as_str(), *at)).collect();
        assert_eq!(places, [("g", place(7, 10)), ("h", place(8, 1))]);
        assert_eq!(prompt.places().at(prompt.text().find("<b>").unwrap()), place(8, 12));
    }
}
