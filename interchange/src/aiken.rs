//! Aiken: a question, its options as `A. text` or `A) text`, and `ANSWER: A`, all plain text; empty lines mean nothing.

use std::collections::BTreeSet;

use crate::clean::plain;
use crate::line::Line;
use crate::question::{Body, Choice, Question, Stated};
use crate::reading::{At, Reader};
use crate::{Problem, letters, markers, words};

/// Reads a file.
pub(crate) fn read(reader: &mut Reader, file: &str, text: &str) {
    let text = markers::without(text).replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<(Line, &str)> = text
        .split('\n')
        .enumerate()
        .map(|(index, line)| (Line { number: index + 1, column: Some(column(line, line.trim())) }, line.trim()))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    let mut open = Draft::default();
    let mut answered = false;
    for (index, (number, line)) in lines.iter().copied().enumerate() {
        if let Some(key) = after(line, "answer:") {
            let key_column = number.column.map(|start| start - 1 + column(line, key));
            std::mem::take(&mut open).close(reader, file, Line { column: key_column, ..number }, key);
            answered = true;
        } else if let Some(feedback) =
            ["feedback:", "explanation:"].iter().find_map(|name| after(line, name)).filter(|_| answered && open.is_empty())
        {
            if let Some(question) = reader.questions.last_mut() {
                question.feedback = plain(feedback);
            }
        } else if let Some((letter, option)) = lettered(line).filter(|(letter, _)| open.takes(*letter)) {
            open.line = open.line.or(Some(number));
            open.options.push((number, letter.to_ascii_uppercase(), option.to_owned()));
        } else if open.options.is_empty() {
            open.line = open.line.or(Some(number));
            open.stem.push(line);
        } else if let (Some((_, _, option)), true) = (open.options.last_mut(), continues(&lines, index)) {
            option.push('\n');
            option.push_str(line);
        } else {
            let begun = std::mem::take(&mut open);
            let expected =
                format!("ANSWER: and a letter before this, for the question of line {}", begun.line.unwrap_or(number).number);
            let problem = Problem::error(file, None, "answer", line, expected).at(number).code("aiken-no-answer");
            reader.problems.push(problem.item(&begun.name()));
            open = Draft { line: Some(number), stem: vec![line], options: Vec::new() };
        }
        answered &= open.is_empty();
    }
    if let Some(line) = open.line {
        let expected = "options as \"A. text\" and then ANSWER: and a letter";
        let code = if open.options.is_empty() { "aiken-malformed" } else { "aiken-no-answer" };
        reader.problems.push(Problem::error(file, None, "answer", "nothing", expected).at(line).code(code).item(&open.name()));
    }
}

/// A question whose answer was not read yet.
#[derive(Default)]
struct Draft<'a> {
    line: Option<Line>,
    stem: Vec<&'a str>,
    /// Place, letter, text.
    options: Vec<(Line, u8, String)>,
}

impl Draft<'_> {
    fn is_empty(&self) -> bool {
        self.line.is_none()
    }

    fn name(&self) -> String {
        self.stem.join(" ").chars().take(60).collect()
    }

    /// Whether a letter at the beginning of a line is an option's: a capital one, or the next.
    fn takes(&self, letter: u8) -> bool {
        let next = b'A' + self.options.len().min(25) as u8;
        letter.is_ascii_uppercase() && (!self.options.is_empty() || letter == b'A') || letter.to_ascii_uppercase() == next
    }

    fn close(self, reader: &mut Reader, file: &str, line: Line, key: &str) {
        let name = self.name();
        let mut refuse_at = |line: Line, code, value: &str, expected: &str| {
            reader.problems.push(Problem::error(file, None, "answer", value, expected).at(line).code(code).item(&name));
        };
        let mut refuse = |code, value: &str, expected: &str| refuse_at(line, code, value, expected);
        if self.stem.is_empty() {
            return refuse("aiken-malformed", key, "a question above its options");
        }
        if self.options.len() < 2 {
            return refuse(
                "aiken-malformed",
                &format!("{} options", self.options.len()),
                "at least two options above ANSWER:, each as \"A. text\" or \"A) text\" with a space",
            );
        }
        let mut seen = BTreeSet::new();
        if let Some((_, letter, _)) = self.options.iter().find(|(_, letter, _)| !seen.insert(*letter)) {
            return refuse("duplicate-option-id", &char::from(*letter).to_string(), "each letter once");
        }
        let last = self.options.iter().map(|(_, letter, _)| *letter).max().unwrap_or(b'A');
        let expected = format!("a letter from A to {}", char::from(last));
        let keys: Vec<&str> =
            key.split([',', ';', ' ']).map(|key| key.trim_end_matches(['.', ')'])).filter(|key| !key.is_empty()).collect();
        if keys.is_empty() {
            return refuse("aiken-no-answer", "nothing", &expected);
        }
        let mut right = Vec::new();
        for one in keys {
            let mut refuse = |code| {
                let at = line.column.map(|start| start - 1 + column(key, one));
                refuse_at(Line { column: at, ..line }, code, one, &expected);
            };
            let [letter] = one.as_bytes() else { return refuse("aiken-malformed") };
            let letter = letter.to_ascii_uppercase();
            if !self.options.iter().any(|(_, known, _)| *known == letter) {
                return refuse("key-unknown-option");
            }
            right.push(letter);
        }
        right.sort_unstable();
        right.dedup();
        self.write(reader, file, &right);
    }

    fn write(self, reader: &mut Reader, file: &str, right: &[u8]) {
        let line = self.line.unwrap_or(Line::from(1));
        let stem = self.stem.join("\n");
        let title: String = words(&plain(&stem)).chars().take(80).collect();
        let id = reader.id(file, line, "", if title.is_empty() { "item" } else { &title });
        let prompt = reader.block(At { file, line, item: &id, field: "question" }, &plain(&stem));
        let share = 100.0 / right.len() as f64;
        let wrong = -100.0 / (self.options.len() - right.len()).max(1) as f64;
        let mut options = Vec::new();
        for (place, (line, letter, text)) in self.options.iter().enumerate() {
            let text = reader.inline(At { file, line: *line, item: &id, field: "option" }, &plain(text));
            let fraction = match (right.contains(letter), right.len() > 1) {
                (true, _) => share,
                (false, true) => wrong,
                (false, false) => 0.0,
            };
            options.push(Choice { id: letters::id(place), text, fraction, feedback: String::new() });
        }
        reader.add(Question {
            id,
            title: None,
            file: file.to_owned(),
            line: line.number,
            prompt,
            body: Body::Choice { options, several: right.len() > 1 },
            points: Some(1.0),
            feedback: String::new(),
            tags: Vec::new(),
            outcomes: Vec::new(),
            difficulty: None,
            named: "aiken".to_owned(),
            shuffle: true,
            qti: None,
            stated: Stated::default(),
        });
    }
}

/// Whether the line behind an option belongs to it: the next line that is one begins with the option's next.
fn continues(lines: &[(Line, &str)], index: usize) -> bool {
    let (line, _) = lines[index];
    let follows = index > 0 && lines[index - 1].0.number + 1 == line.number;
    let next = lines.get(index + 1).map(|(_, line)| *line);
    follows
        && next.is_some_and(|next| {
            after(next, "answer:").is_some() || lettered(next).is_some_and(|(letter, _)| !letter.eq_ignore_ascii_case(&b'A'))
        })
}

/// The column at which a part of a line begins.
fn column(line: &str, part: &str) -> usize {
    let before = (part.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
    line.get(..before).map_or(0, |before| before.chars().count()) + 1
}

/// The letter and the text of an option.
fn lettered(line: &str) -> Option<(u8, &str)> {
    let bytes = line.as_bytes();
    let is_option = bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && b".)".contains(&bytes[1]) && b" \t".contains(&bytes[2]);
    is_option.then(|| (bytes[0], line[2..].trim()))
}

/// What stands behind a word, in any case.
fn after<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let start = line.get(..name.len())?;
    start.eq_ignore_ascii_case(name).then(|| line[name.len()..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Format;

    fn reading(text: &str) -> crate::Reading {
        let mut reader = Reader::new();
        read(&mut reader, "q.txt", text);
        reader.finish(Format::Aiken)
    }

    #[test]
    fn reads_questions_of_several_lines() {
        let reading = reading(
            "One\nor <two>?\n\nA) x\n more\nb) y & z\nAnswer: b)\nFeedback: so\n\nTwo?\nA. x\nB. y\nC. z\nANSWER: A, C\n",
        );
        let [first, second] = &reading.questions[..] else { panic!("{:?}", reading.problems) };
        assert_eq!((first.prompt.as_str(), first.feedback.as_str()), ("One<br>or &lt;two&gt;?", "so"));
        let Body::Choice { options, several: false } = &first.body else { panic!() };
        let texts: Vec<_> = options.iter().map(|option| (option.text.as_str(), option.fraction)).collect();
        assert_eq!(texts, [("x<br>more", 0.0), ("y &amp; z", 100.0)]);
        let Body::Choice { options, several: true } = &second.body else { panic!() };
        assert_eq!(options.iter().map(|option| option.fraction).collect::<Vec<_>>(), [50.0, -100.0, 50.0]);
    }

    #[test]
    fn names_each_question_that_is_not_whole() {
        for (text, code, line) in [
            ("One?\nA. x\nB. y\n\nTwo?\nA. x\nB. y\nANSWER: A", "aiken-no-answer", 5),
            ("One?\nA. x\nB. y\nANSWER: E", "key-unknown-option", 4),
            ("One?\nA. x\nB. y\nANSWER:", "aiken-no-answer", 4),
            ("One?\nA. x\nANSWER: A", "aiken-malformed", 3),
            ("A. x\nB. y\nANSWER: A", "aiken-malformed", 3),
            ("One?\nA. x\nA. y\nANSWER: A", "duplicate-option-id", 4),
            ("One?\nA. x\nB. y", "aiken-no-answer", 1),
            ("One?", "aiken-malformed", 1),
        ] {
            let reading = reading(text);
            let found: Vec<_> = reading.problems.iter().map(|problem| (problem.code, problem.line)).collect();
            assert_eq!(found, [(code, Some(line))], "{text}");
        }
    }
}
