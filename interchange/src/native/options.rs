//! The options of a choice, below the prompt: `- [x] {a} text`, each with its feedback in a quotation below it.

use crate::Problem;

/// A text in Markdown, and its first line in the file.
#[derive(Debug, PartialEq)]
pub(super) struct Passage {
    pub(super) text: String,
    pub(super) line: usize,
}

/// One option, as written.
#[derive(Debug, PartialEq)]
pub(super) struct RawOption {
    pub(super) id: String,
    pub(super) weight: f64,
    pub(super) text: Passage,
    pub(super) feedback: Option<Passage>,
}

/// What stands below the front matter.
pub(super) struct Body {
    pub(super) prompt: Passage,
    pub(super) options: Vec<RawOption>,
}

/// Splits the body, whose first line is line `first` of the file.
pub(super) fn split(file: &str, body: &str, first: usize, problems: &mut Vec<Problem>) -> Body {
    let mut prompt = String::new();
    let mut blocks: Vec<(usize, Vec<&str>)> = Vec::new();
    let mut fence = Fence::default();
    for (index, line) in body.lines().enumerate() {
        let number = first + index;
        let in_code = fence.holds(line);
        match blocks.last_mut() {
            _ if !in_code && starts_option(line) => blocks.push((number, vec![line])),
            None => {
                prompt.push_str(line);
                prompt.push('\n');
            }
            Some((_, block)) if line.trim().is_empty() || line.starts_with("  ") || line.starts_with('\t') => block.push(line),
            Some(_) => problems.push(Problem::error(
                file,
                number,
                "options",
                line,
                "an option \"- [ ] {a} text\", or two spaces before what belongs to the option above",
            )),
        }
    }
    let options: Vec<RawOption> = blocks.iter().filter_map(|(line, block)| option(file, *line, block, problems)).collect();
    for (index, option) in options.iter().enumerate() {
        if let Some(twin) = options[..index].iter().find(|earlier| earlier.id == option.id) {
            let expected = format!("an option id that line {} does not have", twin.text.line);
            problems.push(Problem::error(file, option.text.line, "options", format!("{{{}}}", option.id), expected));
        }
    }
    Body { prompt: Passage { text: prompt, line: first }, options }
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

fn option(file: &str, line: usize, block: &[&str], problems: &mut Vec<Problem>) -> Option<RawOption> {
    let head = block[0];
    let wrong = |expected: &str| Problem::error(file, line, "options", head, expected);
    let Some(rest) = head.strip_prefix("- [") else {
        problems.push(wrong("\"- [ ] {a} text\" or \"- [x] {a} text\""));
        return None;
    };
    let (mark, rest) = rest.split_once(']')?;
    let weight = match mark {
        " " => Some(0.0),
        "x" | "X" => Some(1.0),
        number => number.trim().parse().ok().filter(|weight: &f64| (-1.0..=1.0).contains(weight)),
    };
    if weight.is_none() {
        problems.push(wrong("[ ], [x] or a weight from -1 to 1 in the box"));
    }
    let id_and_text = rest.trim_start().strip_prefix('{').and_then(|rest| rest.split_once('}'));
    let Some((id, text)) = id_and_text.filter(|(id, _)| super::value::is_name(id) && id.len() <= 16) else {
        problems.push(wrong("an id in curly brackets after the box, as {a}: letters, digits, \"-\" and \"_\", at most 16"));
        return None;
    };

    // What belongs to the option is indented by two spaces; the feedback is the quotation at its end.
    let mut lines = vec![text.trim()];
    lines.extend(block[1..].iter().map(|line| line.strip_prefix("  ").or_else(|| line.strip_prefix('\t')).unwrap_or("")));
    let mut fence = Fence::default();
    let in_code: Vec<bool> = lines.iter().map(|line| fence.holds(line)).collect();
    let quoted = |index: usize| !in_code[index] && lines[index].starts_with('>');
    let start = (1..lines.len()).find(|&index| quoted(index));
    let (text, feedback) = match start {
        Some(start) => {
            for (index, stray) in lines.iter().enumerate().skip(start) {
                if !quoted(index) && !stray.trim().is_empty() {
                    let expected = "feedback at the end of the option, each of its lines beginning with \"  > \"";
                    problems.push(Problem::error(file, line + index, "options", *stray, expected));
                }
            }
            let quote: Vec<&str> = lines[start..]
                .iter()
                .map(|line| line.strip_prefix('>').map_or("", |rest| rest.strip_prefix(' ').unwrap_or(rest)))
                .collect();
            (lines[..start].join("\n"), Some(Passage { text: quote.join("\n"), line: line + start }))
        }
        None => (lines.join("\n"), None),
    };
    Some(RawOption {
        id: id.to_owned(),
        weight: weight.unwrap_or(0.0),
        text: Passage { text, line },
        feedback: feedback.filter(|feedback| !feedback.text.trim().is_empty()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Body, Vec<String>) {
        let mut problems = Vec::new();
        let body = split("items/a.md", body, 10, &mut problems);
        (body, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn splits_prompt_options_and_feedback() {
        let (body, problems) = read(
            "Which?\n\n```\n- [x] {a} code, no option\n```\n- [ ] {a} One\n  > No.\n  >\n  > Really.\n- [x] {b} Two\n\n  ```\n  > code\n  ```\n- [0.5] {c} [link](https://a)\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        assert!(body.prompt.text.ends_with("no option\n```\n"));
        let [a, b, c] = &body.options[..] else { panic!("three options") };
        assert_eq!((a.id.as_str(), a.weight, a.text.line), ("a", 0.0, 15));
        assert_eq!(a.feedback, Some(Passage { text: "No.\n\nReally.".to_owned(), line: 16 }));
        assert_eq!((b.weight, b.text.text.as_str(), &b.feedback), (1.0, "Two\n\n```\n> code\n```", &None));
        assert_eq!((c.weight, c.text.text.as_str()), (0.5, "[link](https://a)"));
    }

    #[test]
    fn names_every_malformed_option_with_its_line() {
        let (_, problems) = read("Q\n- [y] {a} A\n* [x] {b} B\n- [ ] C\n- [ ] {a} D\nstray\n");
        assert_eq!(
            problems,
            [
                "items/a.md:15: options = stray, expected an option \"- [ ] {a} text\", or two spaces before what belongs to the option above",
                "items/a.md:11: options = - [y] {a} A, expected [ ], [x] or a weight from -1 to 1 in the box",
                "items/a.md:12: options = * [x] {b} B, expected \"- [ ] {a} text\" or \"- [x] {a} text\"",
                "items/a.md:13: options = - [ ] C, expected an id in curly brackets after the box, as {a}: letters, digits, \"-\" and \"_\", at most 16",
                "items/a.md:14: options = {a}, expected an option id that line 11 does not have",
            ]
        );
    }

    #[test]
    fn leaves_lists_of_the_prompt_alone() {
        let (body, problems) = read("Given:\n- one\n- [two](https://a)\n\nWhich?\n");
        assert!(problems.is_empty() && body.options.is_empty());
    }
}
