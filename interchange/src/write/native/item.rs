//! From a question of another program to an item of a native bank.

use std::fmt::Write as _;

use engine::bank::Pool;
use engine::bank::file::{AnswerFile, ChoiceFile, FieldFile, IrtFile, ItemFile, ItemKind, OptionFile, ScaleFile, Status};

use super::{NOT_RATED, tree};
use crate::native::{chance_of, is_name, letter};
use crate::question::{Body, Choice, Fill, Gap, NumberAnswer, Question, TextAnswer};
use crate::statistic::{Measure, Statistic};
use crate::xml::escape;

/// What an item cannot keep: the field, and what it would need.
pub(super) type Loss = (&'static str, &'static str);

/// Said of a question that cannot be an item: the field, what is there, what was expected.
pub(super) type Refusal = (&'static str, String, &'static str);

const FEEDBACK: Loss = ("feedback", "feedback of options, or one text for all who answered: other feedback is not kept");
const OF_ANSWERS: Loss = (
    "feedback",
    "feedback that every answer has, all others (*) too: an item says one text to everyone who answers it, right or wrong, so that what is meant for some answers only is not kept",
);
const SHARES: Loss = ("fraction", "all or nothing: a part of the points for some answers is not kept");
const PENALTIES: Loss = ("fraction", "all or nothing for an item with several right options: shares and penalties are not kept");
const WEIGHTS: Loss = ("weight", "gaps that count alike: weights are not kept");
const MARKUP: Loss = ("options", "words in a list of choices inside a text: markup and pictures there are not kept");
const CURVE: Loss = (
    "statistics",
    "a and b that somebody measured, b with a standard error of at most 0.3 and by 30 answers or more: without them the curve is that of an item that nobody has measured",
);
const TAGS: Loss = ("tags", "outcomes: an item has no tags");
const TITLE: Loss = ("title", "an id and what is asked: an item has no title of its own, and it is not kept");
const POINTS: Loss = ("points", "items that count by their response model: what one is worth is not kept");

/// An item, and what it could not keep.
pub(super) struct Made {
    pub(super) item: ItemFile,
    pub(super) losses: Vec<Loss>,
}

/// What is given to an item that nobody has measured: a rating at most, with the chance of guessing.
fn provisional(difficulty: Option<f64>, c: f64) -> IrtFile {
    let source = if difficulty.is_some() { "stated where the item was imported from" } else { NOT_RATED };
    IrtFile {
        model: if c > 0.0 { "3PL" } else { "2PL" }.to_owned(),
        b: Some(difficulty.unwrap_or(0.0)),
        c,
        b_sd: if difficulty.is_some() { 0.5 } else { 1.0 },
        source: Some(source.to_owned()),
        ..IrtFile::default()
    }
}

fn is_of_a_curve(statistic: &Statistic) -> bool {
    matches!(statistic.measure, Measure::A | Measure::C | Measure::D)
}

/// The largest standard error of a difficulty that a bank may take for calibrated: it counts such a curve as known.
const LARGEST_ERROR: f64 = 0.3;

/// The fewest answers by which a difficulty is more than a rating.
const FEWEST_CASES: u64 = 30;

/// Whether a difficulty is known well enough, as far as its file says how well: 0 answers are an unknown number.
fn is_precise(b: &Statistic) -> bool {
    b.standard_error.is_none_or(|error| error <= LARGEST_ERROR) && !(1..FEWEST_CASES).contains(&b.cases)
}

/// A curve that answers were measured by.
///
/// One whose discrimination or difficulty nobody measured is none, nor is one whose difficulty is known too roughly: an item that
/// nobody has measured guesses by chance, and its difficulty is a rating, which the decision allows for. Its asymptotes may be stated:
/// whoever measures the rest often holds them at a number.
struct Curve<'a> {
    a: &'a Statistic,
    b: f64,
    c: f64,
    d: f64,
}

impl<'a> Curve<'a> {
    fn of(question: &'a Question) -> Option<Self> {
        let all = |measure| question.stated.statistics.iter().rev().filter(move |one| one.measure == measure);
        let measured = |measure| all(measure).find(|one| one.is_measured());
        let asymptote = |measure| measured(measure).or_else(|| all(measure).next()).map(|one| one.value);
        let a = measured(Measure::A)?;
        let b = measured(Measure::B).filter(|b| is_precise(b)).map(|b| b.value).filter(|b| Some(*b) == question.difficulty)?;
        let c = asymptote(Measure::C).unwrap_or(0.0);
        // A curve that does not rise above chance is none.
        let d = asymptote(Measure::D).unwrap_or(1.0);
        (c < d).then_some(Self { a, b, c, d })
    }

    /// The curve in a bank with this scaling constant.
    fn irt(&self, scaling: f64) -> IrtFile {
        let model = match (self.c > 0.0, self.d < 1.0) {
            (_, true) => "4PL",
            (true, false) => "3PL",
            (false, false) => "2PL",
        };
        IrtFile {
            model: model.to_owned(),
            a: on_metric(self.a.value, scaling),
            b: Some(self.b),
            c: self.c,
            d: self.d,
            b_sd: 0.0,
            source: Some(format!("calibrated where the item was imported from: {}", self.a.context)),
            on: self.a.on.clone(),
            ..IrtFile::default()
        }
    }
}

/// A discrimination of the logistic metric on that of a bank. Rounded where it is divided, so that what came from such a bank is the
/// same number again.
fn on_metric(a: f64, d: f64) -> f64 {
    if (d - 1.0).abs() < f64::EPSILON { a } else { (a / d * 1e12).round() / 1e12 }
}

/// The item of a question, for a bank with the scaling constant `d`. What the engine demands of items is checked where it is written.
pub(super) fn of(
    question: &Question,
    pool: Pool,
    status: Status,
    outcomes: Vec<String>,
    words: [&str; 2],
    d: f64,
) -> Result<Made, Refusal> {
    let stated = &question.stated;
    let pool = match stated.pool.as_deref() {
        Some("practice") => Pool::Practice,
        Some("credit") => Pool::Credit,
        _ => pool,
    };
    let mut maker = Maker { question, losses: Vec::new() };
    let mut item = ItemFile {
        id: question.id.clone(),
        kind: ItemKind::Choice,
        pool,
        status,
        outcomes,
        bloom: None,
        author: None,
        shuffle: question.shuffle,
        last: Vec::new(),
        choose: None,
        prompt: question.prompt.clone(),
        options: Vec::new(),
        answer: None,
        irt: IrtFile::default(),
        fields: Vec::new(),
        scale: None,
    };
    maker.fill(&mut item, words)?;
    if !question.tags.is_empty() {
        maker.losses.push(TAGS);
    }
    if question.title.as_ref().is_some_and(|title| says_more(title, question)) {
        maker.losses.push(TITLE);
    }
    if question.points.is_some_and(|points| (points - 1.0).abs() > 1e-9) {
        maker.losses.push(POINTS);
    }
    if item.kind != ItemKind::Essay {
        let chance = chance_of(&item).map_or(0.0, |(chance, _)| chance);
        item.irt = if let Some(curve) = Curve::of(question) {
            curve.irt(d)
        } else {
            if question.stated.statistics.iter().any(is_of_a_curve) {
                maker.losses.push(CURVE);
            }
            provisional(question.difficulty, (chance * 1e8).round() / 1e8)
        };
    }
    let mut losses: Vec<Loss> = Vec::new();
    for loss in maker.losses {
        if !losses.contains(&loss) {
            losses.push(loss);
        }
    }
    Ok(Made { item, losses })
}

/// Whether a title says what neither the id nor the beginning of what is asked does: readers make titles of both.
fn says_more(title: &str, question: &Question) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (title, id) = (words(title), question.id.to_lowercase());
    !title.is_empty()
        && title != id
        && crate::slug(&title) != id
        && !words(&crate::words(&question.prompt)).starts_with(title.trim_end_matches(['.', '…', ' ']))
}

/// More parts than any item has: nothing is compared with everything else before this is known.
const MOST: usize = 200;

fn parts(body: &Body) -> usize {
    match body {
        Body::Choice { options, .. } | Body::Hottext { words: options, .. } => options.len(),
        Body::Number { answers, .. } => answers.len(),
        Body::Text { answers, .. } => answers.len(),
        Body::Gaps { gaps, shared } => gaps.len().max(shared.len()),
        Body::Match { pairs } => pairs.len(),
        Body::Order { sequence } => sequence.len(),
        _ => 0,
    }
}

struct Maker<'a> {
    question: &'a Question,
    losses: Vec<Loss>,
}

impl Maker<'_> {
    fn fill(&mut self, item: &mut ItemFile, [yes, no]: [&str; 2]) -> Result<(), Refusal> {
        let general = some(&self.question.feedback);
        let explained =
            |general: Option<String>| general.map(|feedback| AnswerFile { feedback: Some(feedback), ..AnswerFile::default() });
        let parts = parts(&self.question.body);
        if parts > MOST {
            return Err(("options", parts.to_string(), "at most 26 options, gaps or pairs, and no more than 200 answers"));
        }
        match &self.question.body {
            Body::Choice { options, several } => {
                item.kind = if *several { ItemKind::Multiple } else { ItemKind::Choice };
                item.options = self.options(options, *several)?;
                // Their ids may have changed, their order has not.
                let last = |(choice, option): (&Choice, &OptionFile)| {
                    self.question.stated.last.contains(&choice.id).then(|| option.id.clone())
                };
                item.last = options.iter().zip(&item.options).filter_map(last).collect();
                self.add_general(item);
            }
            Body::TrueFalse { right, feedback } => {
                item.shuffle = false;
                item.options = [("true", yes, *right), ("false", no, !right)]
                    .into_iter()
                    .zip(feedback)
                    .map(|((id, text, right), feedback)| OptionFile {
                        id: id.to_owned(),
                        text: escape(text),
                        weight: f64::from(right),
                        feedback: some(feedback),
                    })
                    .collect();
                self.add_general(item);
            }
            Body::Number { answers, unit } => {
                item.kind = ItemKind::Numeric;
                let answer = self.number(answers)?;
                let said = self.said_to_all(answers.iter().map(|answer| (answer.is_any(), answer.feedback.as_str())));
                item.answer = Some(AnswerFile { unit: unit.clone(), feedback: joined(said, general), ..answer });
            }
            Body::Text { answers, case } => {
                item.kind = ItemKind::Text;
                let answer = self.texts(answers, *case)?;
                let said = self.said_to_all(answers.iter().map(|answer| (is_rest(answer), answer.feedback.as_str())));
                item.answer = Some(AnswerFile { feedback: joined(said, general), ..answer });
            }
            Body::Gaps { gaps, shared } => {
                item.kind = ItemKind::Gaps;
                item.answer = explained(general);
                self.gaps(item, gaps, shared)?;
            }
            Body::Match { pairs } => {
                item.kind = ItemKind::Match;
                item.answer = explained(general);
                pair_up(item, pairs);
            }
            Body::Order { sequence } => {
                item.kind = ItemKind::Order;
                item.shuffle = true;
                item.answer = explained(general);
                item.options = sequence.iter().enumerate().map(|(index, text)| plain_option(letter(index), text)).collect();
            }
            Body::Hottext { words, several } => {
                item.kind = ItemKind::Hottext;
                item.answer = explained(general);
                item.choose = (!several).then_some(1);
                let options = self.options(words, *several)?;
                let renamed = options.iter().enumerate().map(|(index, option)| OptionFile {
                    id: letter(index),
                    feedback: None,
                    text: option.text.clone(),
                    weight: f64::from(option.weight >= 1.0),
                });
                item.options = renamed.collect();
                item.prompt = renamed_places(
                    &item.prompt,
                    words.iter().map(|word| word.id.as_str()).zip(item.options.iter().map(|option| option.id.as_str())),
                );
                if words.iter().any(|word| !word.feedback.is_empty()) {
                    self.losses.push(FEEDBACK);
                }
            }
            Body::Slider { range, step, value, tolerance } => {
                item.kind = ItemKind::Slider;
                item.scale = Some(ScaleFile { min: range[0], max: range[1], step: *step });
                item.answer = Some(AnswerFile {
                    value: Some(*value),
                    tolerance: Some(*tolerance),
                    feedback: general,
                    ..AnswerFile::default()
                });
            }
            Body::Essay => {
                item.kind = ItemKind::Essay;
                if general.is_some() {
                    self.losses.push(FEEDBACK);
                }
            }
            Body::Description => return Err(("type", "a text without a question".to_owned(), "something to answer")),
            Body::Unsupported(name) => return Err(("type", name.clone(), "a type that Assay shows and scores")),
        }
        Ok(())
    }

    fn options(&mut self, options: &[Choice], several: bool) -> Result<Vec<OptionFile>, Refusal> {
        let full = options.iter().filter(|option| option.fraction > 99.0).count();
        if !several && full != 1 {
            let value = format!("{full} options that earn all points");
            return Err(("options", value, "one option that earns all points, where one is chosen"));
        }
        let negative = options.iter().any(|option| option.fraction < 0.0);
        let right = options.iter().filter(|option| option.fraction > 0.0).count().max(1) as f64;
        let uneven = options.iter().any(|option| option.fraction > 0.0 && (option.fraction - 100.0 / right).abs() > 1.0);
        if several && (negative || uneven) {
            self.losses.push(PENALTIES);
        }
        let known = options.iter().all(|option| is_name(&option.id) && option.id.len() <= 16);
        let weight = |fraction: f64| match fraction {
            part if several => f64::from(part > 0.0),
            all if all > 99.0 => 1.0,
            part => (part / 100.0).clamp(-1.0, 1.0),
        };
        Ok(options
            .iter()
            .enumerate()
            .map(|(index, option)| OptionFile {
                id: if known { option.id.clone() } else { letter(index) },
                text: option.text.clone(),
                weight: weight(option.fraction),
                feedback: some(&option.feedback),
            })
            .collect())
    }

    /// What is said to everyone is said with each option, as an item with options has no other place for it.
    fn add_general(&mut self, item: &mut ItemFile) {
        let Some(general) = some(&self.question.feedback) else { return };
        if item.kind == ItemKind::Multiple {
            self.losses.push(FEEDBACK);
            return;
        }
        for option in &mut item.options {
            option.feedback = joined(option.feedback.take(), Some(general.clone()));
        }
    }

    /// What is said to everyone who answers: the feedback that all answers share, where one of them stands for all others.
    ///
    /// `answers`: for each whether it stands for all others, and its feedback. Other feedback is not kept: said of an item, which has
    /// one text for everyone, it would praise whoever is wrong.
    fn said_to_all<'a>(&mut self, answers: impl Iterator<Item = (bool, &'a str)>) -> Option<String> {
        let answers: Vec<(bool, &str)> = answers.collect();
        let (_, first) = *answers.first()?;
        let shared = answers.iter().any(|(rest, _)| *rest) && answers.iter().all(|(_, feedback)| *feedback == first);
        if shared {
            return some(first);
        }
        if answers.iter().any(|(_, feedback)| !feedback.is_empty()) {
            self.losses.push(OF_ANSWERS);
        }
        None
    }

    /// The number that is right.
    fn number(&mut self, answers: &[NumberAnswer]) -> Result<AnswerFile, Refusal> {
        let mut full = answers.iter().filter(|answer| answer.fraction > 99.0);
        let (Some(best), None) = (full.next(), full.next()) else {
            let count = answers.iter().filter(|answer| answer.fraction > 99.0).count();
            return Err(("answer", format!("{count} numbers that earn all points"), "one number that earns all points"));
        };
        if answers.iter().any(|answer| answer.fraction > 0.0 && answer.fraction <= 99.0) {
            self.losses.push(SHARES);
        }
        let (value, tolerance) =
            best.range.map_or((best.value, best.tolerance), |[low, high]| (f64::midpoint(low, high), (high - low) / 2.0));
        Ok(AnswerFile { value: Some(value), tolerance: (tolerance > 0.0).then_some(tolerance), ..AnswerFile::default() })
    }

    /// The texts that are right.
    fn texts(&mut self, answers: &[TextAnswer], case: bool) -> Result<AnswerFile, Refusal> {
        let full: Vec<&TextAnswer> = answers.iter().filter(|answer| answer.fraction > 99.0).collect();
        if full.is_empty() {
            return Err(("answer", "no text that earns all points".to_owned(), "at least one text that earns all points"));
        }
        if answers.iter().any(|answer| answer.fraction > 0.0 && answer.fraction <= 99.0) {
            self.losses.push(SHARES);
        }
        let mut accept: Vec<String> = Vec::new();
        for answer in &full {
            if !accept.contains(&answer.text) {
                accept.push(answer.text.clone());
            }
        }
        Ok(AnswerFile { accept, case, ..AnswerFile::default() })
    }

    fn gaps(&mut self, item: &mut ItemFile, gaps: &[Gap], shared: &[Choice]) -> Result<(), Refusal> {
        if gaps.iter().any(|gap| (gap.weight - gaps[0].weight).abs() > 1e-9) {
            self.losses.push(WEIGHTS);
        }
        let sound = |id: &str| is_name(id) && id.len() <= 16;
        let ids_fit = gaps.iter().all(|gap| sound(&gap.id));
        let shared_fit = shared.iter().all(|choice| sound(&choice.id));
        let shared_id = |index: usize| if shared_fit { shared[index].id.clone() } else { letter(index) };
        item.options = shared.iter().enumerate().map(|(index, choice)| plain_option(shared_id(index), &choice.text)).collect();
        for (index, gap) in gaps.iter().enumerate() {
            let id = if ids_fit { gap.id.clone() } else { format!("g{}", index + 1) };
            let field = FieldFile { id, ..FieldFile::default() };
            let field = match &gap.fill {
                Fill::Choice(choices) => self.own_choices(field, choices)?,
                Fill::Shared(right) => {
                    let place = |id: &String| shared.iter().position(|choice| choice.id == *id).map(shared_id);
                    FieldFile { right: right.iter().filter_map(place).collect(), ..field }
                }
                Fill::Text { answers, case } => {
                    let answer = self.texts(answers, *case)?;
                    self.unsaid(answers.iter().map(|answer| answer.feedback.as_str()));
                    FieldFile { answer: Some(answer), ..field }
                }
                Fill::Number(answers) => {
                    let answer = self.number(answers)?;
                    self.unsaid(answers.iter().map(|answer| answer.feedback.as_str()));
                    FieldFile { answer: Some(answer), ..field }
                }
            };
            item.fields.push(field);
        }
        let names = gaps.iter().map(|gap| gap.id.as_str()).zip(item.fields.iter().map(|field| field.id.as_str()));
        item.prompt = renamed_places(&item.prompt, names);
        Ok(())
    }

    fn own_choices(&mut self, field: FieldFile, choices: &[Choice]) -> Result<FieldFile, Refusal> {
        let right: Vec<String> = (0..choices.len()).filter(|index| choices[*index].fraction > 99.0).map(letter).collect();
        if right.is_empty() {
            return Err((
                "options",
                format!("{{{}}} without a choice that earns all", field.id),
                "a gap with one choice that is right",
            ));
        }
        if choices.iter().any(|choice| choice.fraction.abs() > 0.0 && choice.fraction <= 99.0) {
            self.losses.push(SHARES);
        }
        if choices.iter().any(|choice| !choice.feedback.is_empty()) {
            self.losses.push(FEEDBACK);
        }
        if choices.iter().any(|choice| choice.text.contains('<')) {
            self.losses.push(MARKUP);
        }
        let shown = |(index, choice): (usize, &Choice)| ChoiceFile {
            id: letter(index),
            text: crate::words(&choice.text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
        };
        Ok(FieldFile { right, choices: choices.iter().enumerate().map(shown).collect(), ..field })
    }

    /// Names feedback of a gap's answers, which an item has no place for.
    fn unsaid<'a>(&mut self, mut feedback: impl Iterator<Item = &'a str>) {
        if feedback.any(|feedback| !feedback.is_empty()) {
            self.losses.push(FEEDBACK);
        }
    }
}

/// Whether a text stands for all texts that no other answer names, as `*` does in Moodle.
fn is_rest(answer: &TextAnswer) -> bool {
    answer.text == "*" && answer.fraction <= 0.0
}

/// Left sides as fields, right sides as options that they share; those that are only there to be chosen wrongly come last.
fn pair_up(item: &mut ItemFile, pairs: &[(String, String)]) {
    let (lefts, others): (Vec<_>, Vec<_>) = pairs.iter().partition(|(left, _)| !left.is_empty());
    for (left, right) in lefts.into_iter().chain(others) {
        let known = item.options.iter().position(|option| option.text == *right);
        let index = known.unwrap_or(item.options.len());
        if known.is_none() {
            item.options.push(plain_option(letter(index), right));
        }
        if !left.is_empty() {
            let id = format!("f{}", item.fields.len() + 1);
            let (label, right) = (Some(left.clone()), vec![letter(index)]);
            item.fields.push(FieldFile { id, label, right, ..FieldFile::default() });
        }
    }
}

fn plain_option(id: String, text: &str) -> OptionFile {
    OptionFile { id, text: text.to_owned(), weight: 0.0, feedback: None }
}

/// The prompt with other ids in its places.
fn renamed_places<'a>(prompt: &str, names: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let names: Vec<(&str, &str)> = names.filter(|(old, new)| old != new).collect();
    if names.is_empty() {
        return prompt.to_owned();
    }
    let mut parts = prompt.split("<span data-field=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (id, rest) = part.split_once('"').unwrap_or((part, ""));
        let id = names.iter().find(|(old, _)| *old == id).map_or(id, |(_, new)| new);
        let _ = write!(out, "<span data-field=\"{id}\"{rest}");
    }
    out
}

fn some(html: &str) -> Option<String> {
    (!html.is_empty()).then(|| html.to_owned())
}

/// One text below the other.
fn joined(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if one != other => Some(format!("{}{}", paragraphs(&one), paragraphs(&other))),
        (one, other) => one.or(other),
    }
}

/// Words that stand alone become a paragraph, so that another can follow.
fn paragraphs(html: &str) -> String {
    let bare = tree::parse(html).is_some_and(|nodes| !nodes.iter().any(tree::Node::is_block));
    if bare { format!("<p>{html}</p>") } else { html.to_owned() }
}
