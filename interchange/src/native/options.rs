//! The options of a choice, below the prompt: `- [x] {a} text`, each with its feedback in a quotation below it.

use crate::Problem;
use crate::line::Line;
use crate::passage::Passage;

/// One option, as written.
#[derive(Debug, PartialEq)]
pub(super) struct RawOption {
    pub(super) id: String,
    /// Where its list mark stands, and the bracket before its id.
    pub(super) at: Line,
    id_at: Line,
    pub(super) weight: f64,
    pub(super) text: Passage,
    pub(super) feedback: Option<Passage>,
}

/// What stands below the front matter.
pub(super) struct Body {
    pub(super) prompt: Passage,
    pub(super) options: Vec<RawOption>,
}

/// A line with its place.
type Placed<'a> = (Line, &'a str);

/// Splits what stands below the front matter.
pub(super) fn split(file: &str, body: &Passage, problems: &mut Vec<Problem>) -> Body {
    let mut prompt = 0;
    let mut blocks: Vec<Vec<Placed<'_>>> = Vec::new();
    let mut fence = Fence::default();
    for (at, line) in body.lines() {
        let in_code = fence.holds(line);
        match blocks.last_mut() {
            _ if !in_code && starts_option(line) => blocks.push(vec![(at, line)]),
            None => prompt += 1,
            Some(block) if line.trim().is_empty() || line.starts_with("  ") || line.starts_with('\t') => block.push((at, line)),
            Some(_) => {
                let expected = "an option \"- [ ] {a} text\", or two spaces before what belongs to the option above";
                problems.push(Problem::error(file, None, "options", line, expected).at(at));
            }
        }
    }
    let options: Vec<RawOption> = blocks.iter().filter_map(|block| option(file, block, problems)).collect();
    for (index, option) in options.iter().enumerate() {
        if let Some(twin) = options[..index].iter().find(|earlier| earlier.id == option.id) {
            let expected = format!("an option id that line {} does not have", twin.at.number);
            problems.push(Problem::error(file, None, "options", format!("{{{}}}", option.id), expected).at(option.id_at));
        }
    }
    Body { prompt: body.first(prompt), options }
}

/// A fenced code block, followed line by line.
#[derive(Default)]
pub(super) struct Fence(Option<String>);

impl Fence {
    /// Whether `line` is in a code block or opens or closes one.
    pub(super) fn holds(&mut self, line: &str) -> bool {
        let trimmed = line.trim();
        if let Some(open) = &self.0 {
            let closes = trimmed.len() >= open.len() && trimmed.chars().all(|c| open.starts_with(c));
            if closes {
                self.0 = None;
            }
            return true;
        }
        let mark = trimmed.chars().next().filter(|c| "`~".contains(*c));
        let length = mark.map_or(0, |mark| trimmed.chars().take_while(|c| *c == mark).count());
        if length >= 3 && !(mark == Some('`') && trimmed[length..].contains('`')) {
            self.0 = Some(trimmed[..length].to_owned());
            return true;
        }
        false
    }
}

/// A list mark followed by a box; a link in brackets is not a box.
fn starts_option(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(['-', '*', '+']) else { return false };
    let Some((_, after)) = rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']')) else { return false };
    !after.starts_with(['(', '['])
}

fn option(file: &str, block: &[Placed<'_>], problems: &mut Vec<Problem>) -> Option<RawOption> {
    let (at, head) = block[0];
    // Where a part of the first line stands that goes to its end.
    let place = |rest: &str| at.behind(&head[..head.len() - rest.len()]);
    let wrong = |rest: &str, expected: &str| Problem::error(file, None, "options", head, expected).at(place(rest));
    let Some(in_box) = head.strip_prefix("- [") else {
        problems.push(wrong(head, "\"- [ ] {a} text\" or \"- [x] {a} text\""));
        return None;
    };
    let (mark, rest) = in_box.split_once(']')?;
    let weight = match mark {
        " " => Some(0.0),
        "x" | "X" => Some(1.0),
        number => number.trim().parse().ok().filter(|weight: &f64| (-1.0..=1.0).contains(weight)),
    };
    if weight.is_none() {
        problems.push(wrong(in_box, "[ ], [x] or a weight from -1 to 1 in the box"));
    }
    let behind_box = rest.trim_start();
    let id_and_text = behind_box.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    let Some((id, words)) = id_and_text.filter(|(id, _)| super::value::is_name(id) && id.len() <= 16) else {
        let expected = "an id in curly brackets after the box, as {a}: letters, digits, \"-\" and \"_\", at most 16";
        problems.push(wrong(behind_box, expected));
        return None;
    };
    let (text, feedback) = texts(file, (place(words.trim_start()), words.trim()), &block[1..], problems);
    Some(RawOption { id: id.to_owned(), at, id_at: place(behind_box), weight: weight.unwrap_or(0.0), text, feedback })
}

/// The text of an option and its feedback, from what stands in its first line and the lines below.
///
/// What belongs to the option is indented by two spaces; the feedback is the quotation at its end.
fn texts(file: &str, first: Placed<'_>, below: &[Placed<'_>], problems: &mut Vec<Problem>) -> (Passage, Option<Passage>) {
    let mut lines = vec![first];
    lines.extend(below.iter().map(|(at, line)| {
        let inside = line.strip_prefix("  ").or_else(|| line.strip_prefix('\t')).unwrap_or("");
        (at.behind(&line[..line.len() - inside.len()]), inside)
    }));
    let mut fence = Fence::default();
    let in_code: Vec<bool> = lines.iter().map(|(_, line)| fence.holds(line)).collect();
    let quoted = |index: usize| !in_code[index] && lines[index].1.starts_with('>');
    let start = (1..lines.len()).find(|&index| quoted(index)).unwrap_or(lines.len());
    for (index, (at, stray)) in lines.iter().enumerate().skip(start) {
        if !quoted(index) && !stray.trim().is_empty() {
            let expected = "feedback at the end of the option, each of its lines beginning with \"  > \"";
            problems.push(Problem::error(file, None, "options", *stray, expected).at(*at));
        }
    }
    let quote = lines[start..].iter().map(|(at, line)| {
        let inside = line.strip_prefix('>').map_or("", |rest| rest.strip_prefix(' ').unwrap_or(rest));
        (at.behind(&line[..line.len() - inside.len()]), inside)
    });
    let feedback = joined(quote).filter(|feedback| !feedback.text().trim().is_empty());
    (joined(lines[..start].iter().copied()).unwrap_or_default(), feedback)
}

/// One text of several lines; nothing of none.
fn joined<'a>(mut lines: impl Iterator<Item = Placed<'a>>) -> Option<Passage> {
    let (at, first) = lines.next()?;
    let mut passage = Passage::of(first, at);
    lines.for_each(|(at, line)| passage.push_line(line, at));
    Some(passage)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Body, Vec<String>) {
        let mut problems = Vec::new();
        let body = split("items/a.md", &Passage::body(body, 10), &mut problems);
        (body, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn splits_prompt_options_and_feedback() {
        let (body, problems) = read(
            "Which?\n\n```\n- [x] {a} code, no option\n```\n- [ ] {a} One\n  > No.\n  >\n  > Really.\n- [x] {b} Two\n\n  ```\n  > code\n  ```\n- [0.5] {c} [link](https://a)\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        assert!(body.prompt.text().ends_with("no option\n```\n"));
        let [a, b, c] = &body.options[..] else { panic!("three options") };
        assert_eq!((a.id.as_str(), a.weight, a.at.number), ("a", 0.0, 15));
        let feedback: Vec<String> =
            a.feedback.iter().flat_map(Passage::lines).map(|(at, line)| format!("{at:?} {line}")).collect();
        let place = |number, column| Line { number, column: Some(column) };
        assert_eq!(
            feedback,
            [format!("{:?} No.", place(16, 5)), format!("{:?} ", place(17, 4)), format!("{:?} Really.", place(18, 5))]
        );
        assert_eq!((b.weight, b.text.text(), &b.feedback), (1.0, "Two\n\n```\n> code\n```", &None));
        assert_eq!((c.weight, c.text.text()), (0.5, "[link](https://a)"));
    }

    #[test]
    fn names_every_malformed_option_with_its_place() {
        let (_, problems) = read("Q\n- [y] {a} A\n* [x] {b} B\n- [ ] C\n- [ ] {a} D\nstray\n");
        assert_eq!(
            problems,
            [
                "items/a.md:15:1: options = stray, expected an option \"- [ ] {a} text\", or two spaces before what belongs to the option above",
                "items/a.md:11:4: options = - [y] {a} A, expected [ ], [x] or a weight from -1 to 1 in the box",
                "items/a.md:12:1: options = * [x] {b} B, expected \"- [ ] {a} text\" or \"- [x] {a} text\"",
                "items/a.md:13:7: options = - [ ] C, expected an id in curly brackets after the box, as {a}: letters, digits, \"-\" and \"_\", at most 16",
                "items/a.md:14:7: options = {a}, expected an option id that line 11 does not have",
            ]
        );
    }

    #[test]
    fn leaves_lists_of_the_prompt_alone() {
        let (body, problems) = read("Given:\n- one\n- [two](https://a)\n\nWhich?\n");
        assert!(problems.is_empty() && body.options.is_empty());
    }
}
