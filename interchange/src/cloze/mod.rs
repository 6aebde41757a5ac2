//! Gaps in a text by Moodle's cloze grammar: a file of its own, and the text of a cloze question in Moodle XML.

use std::collections::BTreeSet;

use crate::line::Line;
use crate::markers;
use crate::passage::Passage;
use crate::problem::Problem;
use crate::question::{Body, Choice, Fill, Gap, NumberAnswer, Question, Stated, TextAnswer};
use crate::reading::{At, Reader};
use grammar::{Kind, RawAnswer, RawGap};

mod grammar;

pub(crate) use grammar::{gap_length, is_meant, written};

/// No text has more gaps.
pub(crate) const MOST: usize = 200;

/// Reads a file: one question, whose text is all of it.
pub(crate) fn read(reader: &mut Reader, file: &str, text: &str) {
    let title: String = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().chars().take(60).collect();
    let title = title.split('{').next().unwrap_or_default().trim().to_owned();
    let id = reader.id(file, 1, "", if title.is_empty() { "cloze" } else { &title });
    let at = At { file, line: Line { number: 1, column: Some(1) }, item: &id, field: "text" };
    let Cloze { prompt, gaps, problems } = cloze(reader, at, &Passage::of(&crate::moodle::auto(text), at.line));
    if !problems.is_empty() {
        reader.problems.extend(problems);
        return;
    }
    let weights = gaps.iter().map(|gap| gap.weight).sum();
    reader.add(Question {
        id: id.clone(),
        title: (!title.is_empty()).then_some(title),
        file: file.to_owned(),
        line: 1,
        prompt,
        body: Body::Gaps { gaps, shared: Vec::new() },
        points: Some(weights),
        feedback: String::new(),
        tags: Vec::new(),
        outcomes: Vec::new(),
        difficulty: None,
        named: "cloze".to_owned(),
        shuffle: true,
        stated: Stated::default(),
        qti: None,
    });
}

/// A text with its gaps.
pub(crate) struct Cloze {
    /// With a place for each gap; as in the file where one is malformed.
    pub(crate) prompt: String,
    /// In the order of the text, as far as they could be read.
    pub(crate) gaps: Vec<Gap>,
    /// Why it cannot be asked: errors.
    pub(crate) problems: Vec<Problem>,
}

/// Reads a text; `at` is where it begins.
pub(crate) fn cloze(reader: &mut Reader, at: At<'_>, passage: &Passage) -> Cloze {
    let passage = markers::cut(passage);
    let (html, places) = (passage.text(), passage.places());
    let malformed = |line: Line, value: &str, expected: &str| At { line, ..at }.problem("cloze-malformed", value, expected);
    let (mut gaps, mut problems) = (Vec::new(), Vec::new());
    let (mut marked, mut from) = (String::with_capacity(html.len()), 0);
    for found in grammar::gaps(html) {
        let line = places.at(found.as_ref().map_or_else(|wrong| wrong.at, |raw| raw.span.start));
        if gaps.len() == MOST {
            problems.push(malformed(line, "more gaps", &format!("at most {MOST} gaps in a text")));
            break;
        }
        let raw = match found {
            Ok(raw) => raw,
            Err(wrong) => {
                problems.push(malformed(line, &wrong.value, wrong.expected));
                continue;
            }
        };
        let id = format!("g{}", gaps.len() + 1);
        let fill = match fill(reader, At { line, ..at }, &raw) {
            Ok(fill) => fill,
            Err((fill, expected)) => {
                problems.push(malformed(line, &html[raw.span.clone()], expected));
                fill
            }
        };
        marked.push_str(&html[from..raw.span.start]);
        marked.push_str(&markers::gap(&id));
        from = raw.span.end;
        gaps.push(Gap { id, fill, weight: raw.weight });
    }
    if gaps.is_empty() && problems.is_empty() {
        problems.push(malformed(at.line, "a text without gaps", "at least one gap, as {1:SHORTANSWER:=right}"));
    }
    marked.push_str(&html[from..]);
    let prompt = reader.block(at, if problems.is_empty() { &marked } else { html });
    Cloze { prompt, gaps, problems }
}

/// How a gap is filled; with what is wrong with it, where something is.
fn fill(reader: &mut Reader, at: At<'_>, raw: &RawGap) -> Result<Fill, (Fill, &'static str)> {
    let (fill, wrong) = match raw.kind {
        Kind::Choice => {
            let choices = choices(reader, at, raw);
            let few = (choices.len() < 2).then_some("at least two answers to choose from");
            (Fill::Choice(choices), few)
        }
        Kind::Several => {
            let mut choices = choices(reader, at, raw);
            let few = (choices.len() < 2).then_some("at least two answers to choose from");
            share(&mut choices);
            let right = choices.iter().filter(|choice| choice.fraction > 0.0);
            let total: f64 = right.clone().map(|choice| choice.fraction).sum();
            if right.count() > 1 {
                let problem = at.problem(
                    "unsupported-interaction",
                    "a gap with several right answers that belong together",
                    "a gap with one right answer: the question is kept, and not asked",
                );
                reader.problems.push(problem.as_warning());
            }
            let short = (total < 99.0).then_some("answers that earn 100 percent together");
            return finish(Fill::Choice(choices), few.or(short));
        }
        Kind::Text { case } => {
            let mut answers: Vec<TextAnswer> = raw.answers.iter().map(|answer| text(reader, at, answer)).collect();
            // Nobody can type nothing.
            let empty = answers.iter().any(|answer| answer.text.is_empty() && answer.fraction > 0.0);
            answers.retain(|answer| !answer.text.is_empty());
            (Fill::Text { answers, case }, empty.then_some("a text in each answer that earns something"))
        }
        Kind::Number => {
            let answers: Vec<Option<NumberAnswer>> = raw
                .answers
                .iter()
                .filter(|answer| answer.text != "*" || answer.fraction > 0.0)
                .map(|answer| number(reader, at, answer))
                .collect();
            let wrong = answers.iter().any(Option::is_none).then_some("numbers, as {1:NUMERICAL:=3.14:0.01}");
            (Fill::Number(answers.into_iter().flatten().collect()), wrong)
        }
    };
    let keyless = (!fill.has_key()).then_some("an answer that earns 100 percent");
    finish(fill, wrong.or(keyless))
}

fn finish(fill: Fill, wrong: Option<&'static str>) -> Result<Fill, (Fill, &'static str)> {
    match wrong {
        None => Ok(fill),
        Some(expected) => Err((fill, expected)),
    }
}

fn choices(reader: &mut Reader, at: At<'_>, raw: &RawGap) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    let mut texts = BTreeSet::new();
    for answer in &raw.answers {
        let text = reader.inline(at, &answer.text);
        if text.is_empty() {
            continue;
        }
        if !texts.insert(text.clone()) {
            let problem = at.problem("duplicate-option", crate::words(&text), "a text that no other answer of the gap has");
            reader.problems.push(problem.as_warning());
        }
        let feedback = reader.block(at, &answer.feedback);
        choices.push(Choice { id: crate::moodle::letter(choices.len()), text, fraction: answer.fraction, feedback });
    }
    choices
}

/// Right ones that each state all of the points share them.
fn share(choices: &mut [Choice]) {
    let total: f64 = choices.iter().map(|choice| choice.fraction.max(0.0)).sum();
    if total > 101.0 {
        for choice in choices {
            choice.fraction = if choice.fraction > 0.0 { choice.fraction * 100.0 / total } else { choice.fraction };
        }
    }
}

fn text(reader: &mut Reader, at: At<'_>, answer: &RawAnswer) -> TextAnswer {
    let text = crate::words(&reader.inline(at, &answer.text));
    crate::moodle::warn_of_wildcard(reader, at, &text, answer.fraction);
    TextAnswer { text: text.replace("\\*", "*"), fraction: answer.fraction, feedback: reader.block(at, &answer.feedback) }
}

fn number(reader: &mut Reader, at: At<'_>, answer: &RawAnswer) -> Option<NumberAnswer> {
    let text = crate::words(&reader.inline(at, &answer.text));
    let (value, tolerance) = text.split_once(':').unwrap_or((&text, "0"));
    let tolerance = if tolerance.trim().is_empty() { "0" } else { tolerance };
    Some(NumberAnswer {
        value: crate::moodle::number(value)?,
        tolerance: crate::moodle::number(tolerance).filter(|tolerance| *tolerance >= 0.0)?,
        range: None,
        fraction: answer.fraction,
        feedback: reader.block(at, &answer.feedback),
    })
}

#[cfg(test)]
mod tests {
    use crate::question::{Body, Fill, Gap};
    use crate::{Reading, Verdict};

    fn read(text: &str) -> Reading {
        crate::read("q.txt", text.as_bytes())
    }

    fn gaps(reading: &Reading) -> &[Gap] {
        let [question] = &reading.questions[..] else { panic!("one question: {:?}", reading.problems) };
        let Body::Gaps { gaps, .. } = &question.body else { panic!("gaps: {:?}", question.body) };
        gaps
    }

    #[test]
    fn reads_a_text_with_its_gaps() {
        let reading = read("2 + 2 = {2:NUMERICAL:=4:0.5}\nThe sky is {1:MULTICHOICE:=blue#Yes~<b>red</b>~}.");
        assert_eq!(reading.verdict(), Verdict::Accept, "{:?}", reading.problems);
        let question = &reading.questions[0];
        assert_eq!(question.prompt, "2 + 2 = <span data-field=\"g1\"></span><br>\nThe sky is <span data-field=\"g2\"></span>.");
        let [number, choice] = gaps(&reading) else { panic!("two gaps") };
        let Fill::Number(answers) = &number.fill else { panic!("a number") };
        assert_eq!((answers[0].value, answers[0].tolerance), (4.0, 0.5));
        let Fill::Choice(choices) = &choice.fill else { panic!("a choice") };
        let said: Vec<_> = choices.iter().map(|choice| (&*choice.id, &*choice.text, choice.fraction)).collect();
        assert_eq!(said, [("a", "blue", 100.0), ("b", "<strong>red</strong>", 0.0)]);
        assert_eq!((choices[0].feedback.as_str(), question.points), ("<p>Yes</p>", Some(3.0)));
    }

    #[test]
    fn keeps_several_right_answers_as_shares_and_says_so() {
        let reading = read("Primes: {1:MULTIRESPONSE:=2~=3~4}");
        let Fill::Choice(choices) = &gaps(&reading)[0].fill else { panic!("a choice") };
        assert_eq!(choices.iter().map(|choice| choice.fraction).collect::<Vec<_>>(), [50.0, 50.0, 0.0]);
        assert_eq!(reading.problems[0].code, "unsupported-interaction");
        assert!(!reading.questions[0].body.is_scored());
    }

    #[test]
    fn names_a_malformed_gap_with_its_place() {
        for (text, (line, column)) in [
            ("a\nb {1:MC:=only}", (2, 3)),
            ("{1:NM:=zero}", (1, 1)),
            ("\n\n{1:SA:%50%half} {2:SA:=ok}", (3, 1)),
            ("{1:SA:=ok}\né {1:MULTICHOICE}", (2, 3)),
            ("a {1:SA:=ok} b {1:MC:=only}", (1, 16)),
            ("x {1:SA:=} y", (1, 3)),
            ("x {1:SA:=&nbsp;~%50%a} y", (1, 3)),
            ("x {1:MC:=~b~c} y", (1, 3)),
        ] {
            let reading = read(text);
            assert_eq!(reading.verdict(), Verdict::Reject, "{text}");
            let problem = &reading.problems[0];
            assert_eq!((problem.code, problem.line, problem.column), ("cloze-malformed", Some(line), Some(column)), "{text}");
        }
    }

    #[test]
    fn names_a_gap_of_a_type_that_is_misspelt() {
        for (name, text, value) in [
            ("q.cloze.txt", "x {1:MULTICHOCE:=a~b} y", "MULTICHOCE"),
            ("q.txt", "x {1:MULTICHOCE:=a~b} y", "MULTICHOCE"),
            ("q.txt", "x {1:FOO:=a} y", "FOO"),
            ("q.txt", "x {1:multichoice:=a~b} y", "multichoice"),
            ("q.txt", "x {:mc:=a~b} y", "mc"),
            ("q.txt", "x {a:MC:=a~b} y", "a"),
            ("q.cloze.txt", "x {MC:=a~b} y", "a text without gaps"),
        ] {
            let reading = crate::read(name, text.as_bytes());
            assert_eq!((reading.format, reading.verdict()), (crate::Format::MoodleCloze, Verdict::Reject), "{text}");
            let [problem] = &reading.problems[..] else { panic!("{text}: {:?}", reading.problems) };
            assert_eq!((problem.code, problem.value.as_str()), ("cloze-malformed", value), "{text}");
        }
    }

    #[test]
    fn warns_of_two_answers_of_one_text() {
        let reading = read("{1:MC:=a~b~b}");
        assert_eq!((reading.problems[0].code, reading.verdict()), ("duplicate-option", Verdict::Accept));
    }
}
