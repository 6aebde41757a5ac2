//! A row's cells to a question.

use std::borrow::Cow;

use super::answers::{TEMPLATE, Type, truth};
use super::column::Column;
use super::gaps;
use super::header::Header;
use super::key::{self, By};
use super::sheet::{Kind, Row, Sheet, runs};
use crate::clean::plain;
use crate::question::{Body, Choice, Fill, Gap, Question, Stated, TextAnswer};
use crate::reading::{At, Reader};
use crate::{letters, markers, numeral, words};

/// Reads the rows below the header.
pub(super) fn read_all(reader: &mut Reader, file: &str, sheet: &Sheet, header: &Header) {
    let mut said_numbers = false;
    for row in &sheet.rows[header.row + 1..] {
        let mut one =
            One { reader, file, sheet, header, row, item: format!("row-{}", row.number), failed: false, form: Form::Plain };
        if !one.is_item() {
            let value: Vec<&str> = row.cells.iter().map(|(_, cell)| cell.text.as_str()).collect();
            let problem = sheet.problem(
                file,
                row,
                None,
                "row",
                &value.join(", "),
                "a question in the column stem; the row was passed over",
            );
            one.reader.problems.push(problem.as_warning().code("non-item-row-skipped"));
            continue;
        }
        one.cells(&mut said_numbers);
        if one.is_whole() {
            one.read();
        }
    }
}

/// How texts are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Plain,
    Html,
    Markdown,
}

/// The row that is read.
struct One<'a> {
    reader: &'a mut Reader,
    file: &'a str,
    sheet: &'a Sheet,
    header: &'a Header,
    row: &'a Row,
    item: String,
    failed: bool,
    form: Form,
}

/// An option's column, place and text.
type Listed<'a> = (Column, usize, &'a str);

impl<'a> One<'a> {
    fn at(&self, column: Column) -> Option<usize> {
        self.header.columns.get(&column).copied()
    }

    fn text(&self, column: Column) -> &'a str {
        let row: &'a Row = self.row;
        self.at(column).map_or("", |at| row.text(at))
    }

    fn warn(&mut self, column: Column, code: &'static str, value: &str, expected: &str) {
        let problem = self.sheet.problem(self.file, self.row, self.at(column), &column.name(), value, expected);
        self.reader.problems.push(problem.as_warning().code(code).item(&self.item));
    }

    fn fail(&mut self, column: Column, code: &'static str, value: &str, expected: &str) {
        let problem = self.sheet.problem(self.file, self.row, self.at(column), &column.name(), value, expected);
        self.reader.problems.push(problem.code(code).item(&self.item));
        self.failed = true;
    }

    fn options(&self) -> Vec<Listed<'a>> {
        let columns = self.header.columns.keys().filter_map(|column| match column {
            Column::Option(place) => Some((*column, *place, self.text(*column))),
            _ => None,
        });
        columns.filter(|(_, _, text)| !text.is_empty()).collect()
    }

    /// Whether the row says something that a question says.
    fn is_item(&self) -> bool {
        let stem = self.text(Column::Stem);
        let is_header = self.at(Column::Stem).is_some_and(|at| self.sheet.rows[self.header.row].text(at) == stem);
        // What is merged from a row above says nothing of its own.
        let is_merged = self.at(Column::Stem).and_then(|at| self.row.cell(at)).is_some_and(|cell| cell.kind == Kind::Merged);
        !is_header && (!stem.is_empty() && !is_merged || !self.text(Column::Correct).is_empty() || !self.options().is_empty())
    }

    /// Looks at how the cells were made, before what they say.
    fn cells(&mut self, said_numbers: &mut bool) {
        let id = self.text(Column::Id);
        if !id.is_empty() {
            id.clone_into(&mut self.item);
        }
        let mut said_formula = false;
        let header = self.header;
        for (column, at) in &header.columns {
            let row: &'a Row = self.row;
            let Some(cell) = row.cell(*at) else { continue };
            let is_text = matches!(column, Column::Stem | Column::Option(_) | Column::Correct);
            match cell.kind {
                Kind::Error => self.fail(*column, "cell-error", &cell.text, "a value: the workbook shows an error here"),
                Kind::Formula => {
                    let expected = "a value: open the workbook, let it calculate and save it, or type the value";
                    self.fail(*column, "formula-without-value", &cell.text, expected);
                }
                Kind::Date if is_text => {
                    let expected =
                        "a text: the workbook made a date of what was typed; format the cell as text and type it again";
                    self.warn(*column, "date-cell", &cell.text, expected);
                }
                Kind::Number if is_text && !*said_numbers => {
                    *said_numbers = true;
                    let expected =
                        "a text: numbers were read with the zeros and the % that their format shows, others as plain digits";
                    self.warn(*column, "numeric-cells-as-text", &cell.text, expected);
                }
                Kind::Text if !said_formula && matches!(column, Column::Stem | Column::Option(_)) && is_formula(&cell.text) => {
                    said_formula = true;
                    let expected =
                        "a text that no spreadsheet takes for a formula; it is kept as text, and written with an apostrophe";
                    self.warn(*column, "formula-like-text", &cell.text, expected);
                }
                _ => {}
            }
        }
    }

    /// Whether the row has the cells that it needs, and no more than the header.
    fn is_whole(&mut self) -> bool {
        let (has, wants) = (self.row.width, self.header.width);
        if !self.sheet.name.is_empty() {
            return true;
        }
        let beyond = self.row.cells.last().map_or(0, |(at, _)| at + 1);
        if beyond > wants {
            let expected = format!("{wants} cells, as the header has; quotation marks around a text that holds the separator");
            let problem = self.sheet.problem(self.file, self.row, Some(beyond - 1), "row", &format!("{beyond} cells"), &expected);
            self.reader.problems.push(problem.code("row-too-long").item(&self.item));
            return false;
        }
        let Some((column, at)) = self
            .header
            .columns
            .iter()
            .filter(|(_, at)| **at >= has)
            .min_by_key(|(_, at)| **at)
            .map(|(column, at)| (*column, *at))
        else {
            return true;
        };
        let lost = |column: Column| self.at(column).is_some_and(|at| at >= has);
        let needs_key = Type::of(self.text(Column::Type)).is_none_or(Type::needs_key);
        let fatal = lost(Column::Stem) || lost(Column::Correct) && needs_key;
        let expected = format!("{wants} cells, as the header has: {} ({}) is not there", column.name(), self.row.name(at));
        let problem = self.sheet.problem(self.file, self.row, Some(at), "row", &format!("{has} cells"), &expected);
        let problem = problem.code("row-too-short").item(&self.item);
        self.reader.problems.push(if fatal { problem } else { problem.as_warning() });
        !fatal
    }

    fn html(&mut self, column: Column, text: &str, inline: bool) -> String {
        let html = match self.form {
            Form::Plain => plain(text),
            Form::Html => text.to_owned(),
            Form::Markdown => {
                let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
                let mut html = String::new();
                pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(text, options));
                html
            }
        };
        let known = self.reader.problems.len();
        let name = column.name();
        let at = At { file: self.file, line: self.row.line.unwrap_or(self.row.number).into(), item: &self.item, field: &name };
        let html = if inline { self.reader.inline(at, &html) } else { self.reader.block(at, &html) };
        let place = self.at(column);
        for problem in &mut self.reader.problems[known..] {
            *problem = self.sheet.place(problem.clone(), self.row, place);
        }
        html
    }

    /// A cell's text as a number is read: a workbook's own percent is a share of one.
    fn amount(&self, column: Column) -> Cow<'a, str> {
        let row: &'a Row = self.row;
        let text = self.text(column);
        let is_number = self.at(column).and_then(|at| row.cell(at)).is_some_and(|cell| cell.kind == Kind::Number);
        let share = text.strip_suffix('%').filter(|_| is_number).and_then(|text| numeral::number(text, false));
        share.map_or(Cow::Borrowed(text), |percent| Cow::Owned(numeral::text(percent / 100.0)))
    }

    fn number(&mut self, column: Column, expected: &str, fits: impl Fn(f64) -> bool) -> Option<f64> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let number = numeral::number(&self.amount(column), self.sheet.commas).filter(|number| fits(*number));
        if number.is_none() {
            self.fail(column, "bad-number", text, expected);
        }
        number
    }

    fn word(&mut self, column: Column, words: &[&str], expected: &str) -> Option<String> {
        let text = self.text(column);
        let word = text.to_lowercase();
        if !text.is_empty() && !words.contains(&word.as_str()) {
            self.warn(column, "invalid-value", text, expected);
        }
        words.contains(&word.as_str()).then_some(word)
    }

    fn truth(&mut self, column: Column) -> Option<bool> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let read = truth(text);
        if read.is_none() {
            self.warn(column, "invalid-value", text, "yes or no");
        }
        read
    }

    fn read(&mut self) {
        let markup = self.word(Column::Markup, &["plain", "html", "markdown"], "plain, html or markdown");
        self.form = match markup.as_deref() {
            Some("html") => Form::Html,
            Some("markdown") => Form::Markdown,
            None if self.header.html => Form::Html,
            _ => Form::Plain,
        };
        let known = self.reader.problems.len();
        let stem = self.text(Column::Stem);
        if stem.is_empty() {
            self.fail(Column::Stem, "empty-stem", "nothing", "a question");
        }
        let Some(kind) = self.kind() else { return };
        let points = self.number(Column::Points, "a number above 0", |points| points > 0.0);
        let difficulty = self.number(Column::Difficulty, "a number from -10 to 10, in logits", |b| b.abs() <= 10.0);
        let (prompt, scored) = self.body(kind, stem);
        let Some((body, worth)) = scored.filter(|_| !self.failed) else { return };
        let prompt = match self.picture() {
            Some(picture) => format!("{prompt}{picture}"),
            None => prompt,
        };
        let feedback = self.html(Column::Feedback, self.text(Column::Feedback), true);
        let line = self.row.line.unwrap_or(self.row.number);
        let before = self.reader.problems.len();
        let given = self.text(Column::Id);
        let id = self.reader.id(self.file, line, given, &self.item);
        let place = self.at(Column::Id);
        for problem in &mut self.reader.problems[before..] {
            *problem = self.sheet.place(problem.clone(), self.row, place);
        }
        for problem in &mut self.reader.problems[known..] {
            problem.item = Some(id.clone());
        }
        let pool = self.word(Column::Pool, &["practice", "credit"], "practice or credit");
        let stages = ["draft", "review", "pilot", "operational", "retired"];
        let status = self.word(Column::Status, &stages, "draft, review, pilot, operational or retired");
        let last = self.last(&body);
        let shuffle = self.truth(Column::Shuffle).unwrap_or(true);
        let title = self.text(Column::Title);
        let question = Question {
            id,
            title: (!title.is_empty()).then(|| title.to_owned()),
            file: self.file.to_owned(),
            line,
            prompt,
            body,
            points: points.or(worth),
            feedback,
            tags: list(self.text(Column::Tags)),
            outcomes: list(self.text(Column::Outcome)),
            difficulty,
            named: self.text(Column::Type).to_owned(),
            shuffle,
            qti: None,
            stated: Stated { pool, status, last, ..Stated::default() },
        };
        if !self.failed {
            self.reader.add(question);
        }
    }

    /// The stated type, else the one that the cells tell.
    fn kind(&mut self) -> Option<Type> {
        let stated = self.text(Column::Type);
        if !stated.is_empty() {
            let kind = Type::of(stated);
            if kind.is_none() {
                let expected = match Type::likely(stated) {
                    Some(likely) => format!("{TEMPLATE}: perhaps {likely}"),
                    None => TEMPLATE.to_owned(),
                };
                self.fail(Column::Type, "unknown-type", stated, &expected);
            }
            return kind;
        }
        let correct = self.text(Column::Correct);
        let options = self.options();
        Some(if options.is_empty() {
            if self.text(Column::Stem).contains("{{") {
                Type::Cloze
            } else if numeral::number(&self.amount(Column::Correct), self.sheet.commas).is_some() {
                Type::Numeric
            } else if correct.len() > 1 && truth(correct).is_some() {
                Type::TrueFalse
            } else {
                Type::Text
            }
        } else if correct.is_empty() && options.iter().all(|(_, _, text)| arrow(text).is_some()) {
            Type::Match
        } else {
            Type::Any
        })
    }

    /// The prompt, and what is right with what it is worth where scores say so.
    fn body(&mut self, kind: Type, stem: &str) -> (String, Option<(Body, Option<f64>)>) {
        let prompt = if kind == Type::Cloze { String::new() } else { self.html(Column::Stem, stem, false) };
        let body = match kind {
            Type::Choice | Type::Multi | Type::Any => return (prompt, self.choices(kind)),
            Type::TrueFalse => self.true_false(),
            Type::Numeric => self.numbers(),
            Type::Text => self.texts(),
            Type::Match => self.pairs(),
            Type::Order => self.order(),
            Type::Cloze => {
                let (prompt, body) = self.gaps(stem);
                return (prompt, body.map(|body| (body, None)));
            }
            Type::Essay => Some(Body::Essay),
            Type::Description => Some(Body::Description),
            Type::Unsupported(name) => {
                self.warn(Column::Type, "unsupported-interaction", self.text(Column::Type), TEMPLATE);
                Some(Body::Unsupported(name.to_owned()))
            }
        };
        (prompt, body.map(|body| (body, None)))
    }

    /// The places that `correct` names; what it should be is said in full.
    fn key(&mut self, options: &[Listed<'a>]) -> Option<Vec<usize>> {
        let correct = self.text(Column::Correct);
        let listed: Vec<(usize, &str)> = options.iter().map(|(_, place, text)| (*place, *text)).collect();
        let letters: Vec<String> = options.iter().map(|(_, place, _)| letters::of(*place)).collect();
        let run = options.iter().enumerate().all(|(index, (_, place, _))| index == *place);
        let expected = match &letters[..] {
            [first, .., last] if run => format!("a letter from {first} to {last}"),
            letters => format!("one of the letters {}", letters.join(", ")),
        };
        if correct.is_empty() {
            self.fail(Column::Correct, "no-key", "nothing", &expected);
            return None;
        }
        match key::places(correct, &listed) {
            Ok((places, by)) => {
                if by == By::Letter
                    && let [place] = places[..]
                    && listed.iter().any(|(other, text)| *other != place && text.eq_ignore_ascii_case(correct))
                {
                    let expected = format!("a letter that is no option's text: it was read as option_{}", letters::id(place));
                    self.warn(Column::Correct, "key-ambiguous", correct, &expected);
                } else if by != By::Letter {
                    let named: Vec<String> = places.iter().map(|place| letters::of(*place)).collect();
                    let expected = format!("{expected}; it was read as {}", named.join(", "));
                    self.warn(Column::Correct, "key-is-text", correct, &expected);
                }
                Some(places)
            }
            Err(unknown) => {
                let missing = letters::place(&unknown).map(Column::Option).filter(|_| options.len() > 1);
                let expected = match missing {
                    Some(column) if self.at(column).is_some() => format!("{expected}: {} is empty", column.name()),
                    Some(column) => format!("{expected}: there is no column {}", column.name()),
                    None => format!("{expected}, or the text of an option"),
                };
                let value = if unknown.is_empty() { correct } else { &unknown };
                self.fail(Column::Correct, "key-unknown-option", value, &expected);
                None
            }
        }
    }

    fn choices(&mut self, kind: Type) -> Option<(Body, Option<f64>)> {
        let options = self.options();
        if options.len() < 2 {
            let value = format!("{} options", options.len());
            let column = self.header.columns.keys().copied().find(|column| matches!(column, Column::Option(_)));
            self.fail(column.unwrap_or(Column::Option(0)), "too-few-options", &value, "at least two options");
            return None;
        }
        let scores = self.scores(&options)?;
        let has_scores = scores.iter().any(Option::is_some);
        let mut keys = if self.text(Column::Correct).is_empty() && has_scores {
            let best = scores.iter().flatten().copied().fold(0.0, f64::max);
            let wanted = |score: f64| if kind == Type::Multi { score > 0.0 } else { score > 0.0 && score >= best };
            options.iter().zip(&scores).filter(|(_, score)| score.is_some_and(wanted)).map(|((_, place, _), _)| *place).collect()
        } else {
            self.key(&options)?
        };
        keys.sort_unstable();
        keys.dedup();
        if keys.is_empty() {
            self.fail(Column::Correct, "no-key", "nothing", "the letter of the option that is right");
            return None;
        }
        let most = self.number(Column::Several, "how many may be chosen", |most| most >= 0.0);
        let stated = !self.text(Column::Correct).is_empty();
        if keys.len() > 1 && stated && (kind == Type::Choice || most == Some(1.0)) {
            let expected = if kind == Type::Choice {
                "one letter; type multi where several are right"
            } else {
                "one key where one may be chosen"
            };
            self.fail(Column::Correct, "several-right", self.text(Column::Correct), expected);
            return None;
        }
        let several =
            kind == Type::Multi || keys.len() > 1 && (stated || kind == Type::Any) || most.is_some_and(|most| most > 1.0);
        let worth = if has_scores {
            let positive = scores.iter().flatten().copied().filter(|score| *score > 0.0);
            Some(if several { positive.sum() } else { positive.fold(0.0, f64::max) }).filter(|worth: &f64| *worth > 0.0)
        } else {
            None
        };
        let wrong = -100.0 / (options.len() - keys.len()).max(1) as f64;
        let mut choices = Vec::new();
        for ((column, place, text), score) in options.iter().zip(&scores) {
            let fraction = match (worth, keys.contains(place)) {
                (Some(worth), _) => (score.unwrap_or(0.0) / worth * 100.0).clamp(-100.0, 100.0),
                (None, true) => 100.0 / keys.len() as f64,
                (None, false) => {
                    if several {
                        wrong
                    } else {
                        0.0
                    }
                }
            };
            let text = self.html(*column, text, true);
            if text.is_empty() {
                self.warn(*column, "empty-option", "nothing that is shown", "an option with a text");
            }
            let column = Column::OptionFeedback(*place);
            let feedback = self.html(column, self.text(column), true);
            choices.push(Choice { id: letters::id(*place), text, fraction, feedback });
        }
        let best = choices.iter().map(|choice| choice.fraction).fold(0.0, f64::max);
        let agrees = |choice: &Choice, key: bool| key == if several { choice.fraction > 0.0 } else { choice.fraction >= best };
        if worth.is_some() && !choices.iter().zip(&options).all(|(choice, (_, place, _))| agrees(choice, keys.contains(place))) {
            let expected = "scores whose best is the key; the scores count";
            self.warn(Column::Correct, "mapping-disagrees", self.text(Column::Correct), expected);
        }
        self.doubled(&options);
        Some((Body::Choice { options: choices, several }, worth))
    }

    fn scores(&mut self, options: &[Listed<'a>]) -> Option<Vec<Option<f64>>> {
        let mut scores = Vec::new();
        for (_, place, _) in options {
            scores.push(self.number(Column::Score(*place), "a number", |_| true));
        }
        (!self.failed).then_some(scores)
    }

    /// Two options of one text: no learner can know which is meant.
    fn doubled(&mut self, options: &[Listed<'a>]) {
        for (index, (column, _, text)) in options.iter().enumerate() {
            if let Some((before, _, _)) = options[..index].iter().find(|(_, _, known)| known == text) {
                let expected = format!("a text that no other option has: {} says the same", before.name());
                self.warn(*column, "duplicate-option", text, &expected);
            }
        }
    }

    fn true_false(&mut self) -> Option<Body> {
        let correct = self.text(Column::Correct);
        let options = self.options();
        let said: Vec<Option<bool>> = options.iter().map(|(_, _, text)| truth(text)).collect();
        let (right, places) = if let [Some(first), Some(second)] = said[..]
            && first != second
        {
            let [place] = self.key(&options)?[..] else {
                self.fail(Column::Correct, "several-right", correct, "one letter");
                return None;
            };
            let (yes, no) = if first { (0, 1) } else { (1, 0) };
            (options[yes].1 == place, [options[yes].1, options[no].1])
        } else {
            let Some(right) = truth(correct) else {
                let code = if correct.is_empty() { "no-key" } else { "key-unknown-option" };
                self.fail(Column::Correct, code, if correct.is_empty() { "nothing" } else { correct }, "TRUE or FALSE");
                return None;
            };
            (right, [0, 1])
        };
        let feedback = places.map(|place| {
            let column = Column::OptionFeedback(place);
            self.html(column, self.text(column), true)
        });
        Some(Body::TrueFalse { right, feedback })
    }

    fn numbers(&mut self) -> Option<Body> {
        let correct = self.amount(Column::Correct);
        let tolerance = self.number(Column::Tolerance, "a number of 0 or more", |tolerance| tolerance >= 0.0).unwrap_or(0.0);
        if correct.is_empty() {
            self.fail(Column::Correct, "no-key", "nothing", "a number");
            return None;
        }
        let mut answers = Vec::new();
        for part in correct.split('|') {
            let Some(answer) = gaps::number(part, tolerance, self.sheet.commas) else {
                let reversed = part.split_once("..").is_some_and(|(low, high)| {
                    let parse = |text| numeral::number(text, self.sheet.commas);
                    parse(low).zip(parse(high)).is_some_and(|(low, high)| low > high)
                });
                let (code, expected) = if reversed {
                    ("range-reversed", "the smaller number first, as 12..18")
                } else {
                    ("bad-number", "a number as 3.14, with its tolerance as 3.14 +- 0.01, or a range as 12..18")
                };
                self.fail(Column::Correct, code, part.trim(), expected);
                return None;
            };
            answers.push(answer);
        }
        let unit = self.text(Column::Unit);
        Some(Body::Number { answers, unit: (!unit.is_empty()).then(|| unit.to_owned()) })
    }

    fn texts(&mut self) -> Option<Body> {
        let accepted = gaps::split(self.text(Column::Correct));
        let answers: Vec<TextAnswer> = accepted
            .iter()
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|text| !text.is_empty())
            .map(|text| TextAnswer { text, fraction: 100.0, feedback: String::new() })
            .collect();
        if answers.is_empty() {
            self.fail(Column::Correct, "no-key", "nothing", "the text that is right; | between several");
            return None;
        }
        Some(Body::Text { answers, case: self.truth(Column::Case).unwrap_or(false) })
    }

    fn pairs(&mut self) -> Option<Body> {
        let options = self.options();
        let mut pairs = Vec::new();
        for (column, _, text) in &options {
            let Some((left, right)) = arrow(text).filter(|(_, right)| !right.is_empty()) else {
                self.fail(*column, "no-pair", text, "left => right; => right alone for a distractor");
                return None;
            };
            let left = self.html(*column, &left, true);
            let right = self.html(*column, &right, true);
            pairs.push((left, right));
        }
        if pairs.iter().filter(|(left, _)| !left.is_empty()).count() == 0 || pairs.len() < 2 {
            self.fail(
                Column::Option(0),
                "too-few-options",
                &format!("{} pairs", pairs.len()),
                "at least two pairs, as left => right",
            );
            return None;
        }
        Some(Body::Match { pairs })
    }

    fn order(&mut self) -> Option<Body> {
        let options = self.options();
        if options.len() < 2 {
            self.fail(
                Column::Option(0),
                "too-few-options",
                &format!("{} options", options.len()),
                "at least two things to put in order",
            );
            return None;
        }
        let mut ordered = options.clone();
        if !self.text(Column::Correct).is_empty() {
            let places = self.key(&options)?;
            ordered = places.iter().filter_map(|place| options.iter().find(|(_, known, _)| known == place).copied()).collect();
            let mut all = places;
            all.sort_unstable();
            all.dedup();
            if all.len() != options.len() || ordered.len() != options.len() {
                let expected = "every option once in the right order, or nothing where the columns are in that order";
                self.fail(Column::Correct, "key-incomplete", self.text(Column::Correct), expected);
                return None;
            }
        }
        let sequence = ordered.iter().map(|(column, _, text)| self.html(*column, text, true)).collect();
        Some(Body::Order { sequence })
    }

    fn gaps(&mut self, stem: &str) -> (String, Option<Body>) {
        let (texts, written) = match gaps::cut(stem, self.sheet.commas) {
            Ok((texts, gaps)) if !gaps.is_empty() => (texts, gaps),
            Ok(_) => {
                self.fail(Column::Stem, "no-gaps", stem, "a gap, as {{*right | wrong}} or {{= typed}}");
                return (String::new(), None);
            }
            Err((value, expected)) => {
                self.fail(Column::Stem, "bad-gap", &value, expected);
                return (String::new(), None);
            }
        };
        let mut marked = String::new();
        for (index, text) in texts.iter().enumerate() {
            marked.push_str(text);
            if let Some(gap) = written.get(index) {
                marked.push_str(&markers::gap(&gap.id));
            }
        }
        let prompt = self.html(Column::Stem, &marked, false);
        let options = self.options();
        let mut shared = Vec::new();
        for (column, place, text) in &options {
            let text = self.html(*column, text, true);
            shared.push(Choice { id: letters::id(*place), text, ..Choice::default() });
        }
        let mut gaps = Vec::new();
        for gap in written {
            let fill = match gap.fill {
                gaps::Wanted::Choice(choices) if !shared.is_empty() => {
                    let right: Vec<String> =
                        choices.iter().filter(|(_, right)| *right).map(|(letter, _)| letter.to_ascii_lowercase()).collect();
                    if let Some(unknown) = right.iter().find(|id| !shared.iter().any(|choice| choice.id == **id)) {
                        self.fail(Column::Stem, "key-unknown-option", unknown, "the letter of an option, as {{*a}}");
                        return (prompt, None);
                    }
                    Fill::Shared(right)
                }
                gaps::Wanted::Choice(choices) => {
                    let mut own = Vec::new();
                    for (text, right) in choices {
                        let text = self.html(Column::Stem, &text, true);
                        own.push(Choice {
                            id: letters::id(own.len()),
                            text,
                            fraction: if right { 100.0 } else { 0.0 },
                            ..Choice::default()
                        });
                    }
                    Fill::Choice(own)
                }
                gaps::Wanted::Text(texts, case) => {
                    let read = |text: String| if self.form == Form::Html { words(&text) } else { text };
                    let answers =
                        texts.into_iter().map(|text| TextAnswer { text: read(text), fraction: 100.0, feedback: String::new() });
                    Fill::Text { answers: answers.collect(), case }
                }
                gaps::Wanted::Number(answers) => Fill::Number(answers),
            };
            gaps.push(Gap { id: gap.id, fill, weight: 1.0 });
        }
        (prompt, Some(Body::Gaps { gaps, shared }))
    }

    /// The picture of the column `image`, where it came with the table.
    fn picture(&mut self) -> Option<String> {
        let name = self.text(Column::Image);
        if name.is_empty() {
            return None;
        }
        if !name.starts_with("data:") && self.reader.files.is_empty() {
            let expected = "a picture beside the table: add it to the question after the import";
            self.warn(Column::Image, "missing-media", name, expected);
            return None;
        }
        let form = std::mem::replace(&mut self.form, Form::Html);
        let shown = self.html(Column::Image, &format!("<p><img alt=\"\" src=\"{}\"></p>", crate::xml::escape(name)), false);
        self.form = form;
        Some(shown)
    }

    fn last(&mut self, body: &Body) -> Vec<String> {
        let Body::Choice { options, .. } = body else { return Vec::new() };
        let text = self.text(Column::Last);
        let ids: Vec<String> = list(text).iter().map(|letter| letter.to_lowercase()).collect();
        if let Some(unknown) = ids.iter().find(|id| !options.iter().any(|option| option.id == **id)) {
            self.warn(Column::Last, "key-unknown-option", unknown, "letters of options that stay at the end");
        }
        ids.into_iter().filter(|id| options.iter().any(|option| option.id == *id)).collect()
    }
}

/// Whether a text looks like a formula, and not like a number or a dash before words.
fn is_formula(text: &str) -> bool {
    let after = text.chars().nth(1);
    runs(text)
        && !text.starts_with("=>")
        && match text.chars().next() {
            Some('-' | '+') => after.is_some_and(|c| c.is_alphabetic() || "(@=".contains(c)),
            _ => after.is_some(),
        }
}

/// What stands on both sides of an arrow.
fn arrow(text: &str) -> Option<(String, String)> {
    let at = text.match_indices("=>").map(|(at, _)| at).find(|at| !text[..*at].ends_with('\\'));
    let (left, right) = match at {
        Some(at) => (&text[..at], &text[at + 2..]),
        None => text.split_once("->").or_else(|| text.split_once('→'))?,
    };
    Some((left.trim().replace("\\=>", "=>"), right.trim().to_owned()))
}

/// A list as [`list`] reads it; what stands between its parts is no part of one.
pub(crate) fn written_list(parts: &[String]) -> String {
    parts.iter().map(|part| part.replace([',', ';', '|', '\n'], " ")).collect::<Vec<_>>().join(", ")
}

/// Parts between commas, semicolons or bars.
fn list(text: &str) -> Vec<String> {
    text.split([',', ';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
