//! The interaction of each type of question, with its declaration and its rules.

use super::item::Item;
use super::scoring::{Entry, identifier, number, set};
use super::xhtml::{escape, xml};
use crate::question::{Body, Choice, Fill, Gap, NumberAnswer, TextAnswer};

/// The content of the item's body.
pub(super) fn write(item: &mut Item<'_>, points: f64) -> String {
    let prompt = item.question.prompt.as_str();
    match &item.question.body {
        Body::Choice { options, several } => {
            let ids = identifiers(options.iter().map(|option| option.id.as_str()));
            chosen(item, options, &ids, *several, points);
            let most = u8::from(!*several);
            let attributes = format!("shuffle=\"{}\" max-choices=\"{most}\"", item.question.shuffle);
            let choices = listed(item, "qti-simple-choice", options, &ids);
            interaction(item, "qti-choice-interaction", &attributes, prompt, &choices)
        }
        Body::TrueFalse { right, feedback } => {
            let option = |id: &str, text: &str, right: bool, feedback: &String| Choice {
                id: id.to_owned(),
                text: text.to_owned(),
                fraction: if right { 100.0 } else { 0.0 },
                feedback: feedback.clone(),
            };
            let options = [option("true", "True", *right, &feedback[0]), option("false", "False", !*right, &feedback[1])];
            let ids = ["true".to_owned(), "false".to_owned()];
            chosen(item, &options, &ids, false, points);
            let choices = listed(item, "qti-simple-choice", &options, &ids);
            interaction(item, "qti-choice-interaction", "shuffle=\"false\" max-choices=\"1\"", prompt, &choices)
        }
        Body::Hottext { words, several } => {
            let ids = identifiers(words.iter().map(|word| word.id.as_str()));
            chosen(item, words, &ids, *several, points);
            let known: Vec<(&str, &String)> = words.iter().map(|word| word.id.as_str()).zip(&ids).collect();
            let text = xml(prompt, item.pictures, &mut |id, words| match known.iter().find(|(known, _)| *known == id) {
                Some((_, id)) => format!("<qti-hottext identifier=\"{id}\">{words}</qti-hottext>"),
                None => words,
            });
            let most = u8::from(!*several);
            format!(
                "<qti-hottext-interaction response-identifier=\"RESPONSE\" max-choices=\"{most}\">{}</qti-hottext-interaction>",
                block(&text)
            )
        }
        Body::Number { answers, unit } => {
            numeric(item, "RESPONSE", answers, points, false);
            let unit = unit.as_ref().map_or(String::new(), |unit| format!(" {}", escape(unit)));
            let prompt = item.xml(prompt);
            format!("{}<p><qti-text-entry-interaction response-identifier=\"RESPONSE\"/>{unit}</p>", block(&prompt))
        }
        Body::Text { answers, case } => {
            typed(item, "RESPONSE", answers, *case, points);
            item.scoring.mapped();
            told_by_answer(item, answers);
            let prompt = item.xml(prompt);
            format!("{}<p><qti-text-entry-interaction response-identifier=\"RESPONSE\"/></p>", block(&prompt))
        }
        Body::Gaps { gaps, shared } if shared.is_empty() => filled(item, gaps, prompt, points),
        Body::Gaps { gaps, shared } => matched_gaps(item, gaps, shared, prompt, points),
        Body::Match { pairs } => matched(item, pairs, prompt, points),
        Body::Order { sequence } => {
            let ids: Vec<String> = (1..=sequence.len()).map(|number| format!("S{number}")).collect();
            item.scoring.declare("RESPONSE", "ordered", "identifier", &ids, &[], None);
            item.scoring.matched(points);
            // The order of the file must not give the answer away where it is shown as it is.
            let mut shown: Vec<_> = ids.iter().zip(sequence).collect();
            shown.sort_by_key(|(_, text)| crate::words(text));
            let choices = shown
                .into_iter()
                .map(|(id, text)| format!("<qti-simple-choice identifier=\"{id}\">{}</qti-simple-choice>", item.xml(text)))
                .collect::<Vec<_>>()
                .concat();
            interaction(item, "qti-order-interaction", "shuffle=\"true\"", prompt, &choices)
        }
        Body::Slider { range: [low, high], step, value, tolerance } => {
            item.scoring.declare("RESPONSE", "single", "float", &[value.to_string()], &[], None);
            let answer = NumberAnswer { value: *value, tolerance: *tolerance, fraction: 100.0, ..NumberAnswer::default() };
            let test = test_of(&answer, "RESPONSE", true);
            item.scoring.when(&test, points);
            let attributes = format!("lower-bound=\"{low}\" upper-bound=\"{high}\" step=\"{step}\"");
            interaction(item, "qti-slider-interaction", &attributes, prompt, "")
        }
        Body::Essay => {
            item.scoring.declare("RESPONSE", "single", "string", &[], &[], None);
            interaction(item, "qti-extended-text-interaction", "expected-lines=\"6\"", prompt, "")
        }
        Body::Description | Body::Unsupported(_) => {
            let prompt = item.xml(prompt);
            block(&prompt)
        }
    }
}

/// An interaction with what is asked in its own prompt, as far as that may stand there.
fn interaction(item: &mut Item<'_>, name: &str, attributes: &str, prompt: &str, content: &str) -> String {
    let prompt = item.xml(prompt);
    let one = prompt.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")).filter(|inside| !inside.contains("<p>"));
    let is_line =
        |html: &str| !["<p>", "<ul>", "<ol>", "<table>", "<blockquote>", "<pre>", "<hr/>"].iter().any(|tag| html.contains(tag));
    let (above, inside) = match one.or(Some(prompt.as_str())).filter(|inside| is_line(inside)) {
        Some(inside) => (String::new(), format!("<qti-prompt>{inside}</qti-prompt>")),
        None => (block(&prompt), String::new()),
    };
    format!("{above}<{name} response-identifier=\"RESPONSE\" {attributes}>{inside}{content}</{name}>")
}

/// A text of its own: a body may not have words outside of boxes.
fn block(xml: &str) -> String {
    format!("<div>{xml}</div>")
}

/// Identifiers as QTI has them: none begins with a digit, and each is there once.
fn identifiers<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for name in names {
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let mut id = if begins { name.to_owned() } else { format!("_{name}") };
        while known.contains(&id) {
            id.push('_');
        }
        known.push(id);
    }
    known
}

fn listed(item: &mut Item<'_>, element: &str, options: &[Choice], ids: &[String]) -> String {
    let options = options.iter().zip(ids);
    let options = options.map(|(option, id)| format!("<{element} identifier=\"{id}\">{}</{element}>", item.xml(&option.text)));
    options.collect::<Vec<_>>().concat()
}

/// Declares a choice: the correct response where it says all, else what each option earns.
fn chosen(item: &mut Item<'_>, options: &[Choice], ids: &[String], several: bool, points: f64) {
    let right = || options.iter().zip(ids).filter(|(option, _)| option.fraction > 0.0);
    let best = right().map(|(option, _)| option.fraction).fold(0.0, f64::max);
    let close = |one: f64, other: f64| (one - other).abs() < 1e-6;
    let full: Vec<String> = if several {
        right().map(|(_, id)| id.clone()).collect()
    } else {
        right().filter(|(option, _)| close(option.fraction, best)).take(1).map(|(_, id)| id.clone()).collect()
    };
    let share = if several { 100.0 / full.len().max(1) as f64 } else { 100.0 };
    let says_all = right().all(|(option, _)| close(option.fraction, share))
        && right().count() == full.len()
        && options.iter().all(|option| option.fraction >= 0.0);
    let cardinality = if several { "multiple" } else { "single" };
    if says_all {
        item.scoring.declare("RESPONSE", cardinality, "identifier", &full, &[], None);
        item.scoring.matched(points);
    } else {
        let earning = options.iter().zip(ids).filter(|(option, _)| option.fraction != 0.0);
        let entries: Vec<Entry> = earning.map(|(option, id)| Entry::new(id.as_str(), option.fraction / 100.0 * points)).collect();
        item.scoring.declare("RESPONSE", cardinality, "identifier", &full, &entries, several.then_some(points));
        item.scoring.mapped();
    }
    let said = |option: &Choice| !option.feedback.is_empty();
    if options.iter().any(said) {
        item.scoring.told_by_response(cardinality);
        for (option, id) in options.iter().zip(ids).filter(|(option, _)| said(option)) {
            let text = item.xml(&option.feedback);
            item.feedback.push(("FEEDBACK", id.clone(), text));
        }
    }
}

/// Declares a typed text.
fn typed(item: &mut Item<'_>, id: &str, answers: &[TextAnswer], case: bool, points: f64) {
    let best = answers.iter().map(|answer| answer.fraction).fold(0.0, f64::max);
    let correct: Vec<String> =
        answers.iter().filter(|answer| answer.fraction >= best).take(1).map(|answer| answer.text.clone()).collect();
    if answers.iter().any(|answer| answer.text.contains('*')) {
        let expected = "texts as they are typed: QTI has no *, it stands for itself there";
        item.leave_out("answers", "*", expected);
    }
    let entries: Vec<Entry> = answers
        .iter()
        .filter(|answer| answer.fraction > 0.0)
        .map(|answer| Entry { key: answer.text.clone(), value: answer.fraction / 100.0 * points, case })
        .collect();
    item.scoring.declare(id, "single", "string", &correct, &entries, None);
}

fn told_by_answer(item: &mut Item<'_>, answers: &[TextAnswer]) {
    let mut branches = Vec::new();
    for (index, answer) in answers.iter().enumerate().filter(|(_, answer)| !answer.feedback.is_empty()) {
        let name = format!("answer-{}", index + 1);
        let test = format!(
            "<qti-match><qti-variable identifier=\"RESPONSE\"/><qti-base-value base-type=\"string\">{}</qti-base-value></qti-match>",
            escape(&answer.text)
        );
        branches.push((test, set("FEEDBACK", &identifier(&name))));
        let text = item.xml(&answer.feedback);
        item.feedback.push(("FEEDBACK", name, text));
    }
    if !branches.is_empty() {
        item.scoring.template = None;
        item.scoring.outcomes.push(("FEEDBACK", "single"));
        item.scoring.branches(&branches);
    }
}

/// Declares a typed number, with a test for each answer; of gaps, on top of what other gaps earned.
fn numeric(item: &mut Item<'_>, id: &str, answers: &[NumberAnswer], points: f64, adds: bool) {
    let (earning, lost): (Vec<_>, Vec<_>) = answers.iter().enumerate().partition(|(_, answer)| {
        answer.fraction > 0.0
            && answer.tolerance.is_finite()
            && answer.range.is_none_or(|range| range.iter().all(|end| end.is_finite()))
    });
    if lost.iter().any(|(_, answer)| answer.fraction > 0.0 || !answer.feedback.is_empty()) {
        item.leave_out("answers", "any other number", "numbers that earn something: what is said of others is left out");
    }
    let best = earning.first().map(|(_, answer)| answer.value.to_string());
    item.scoring.declare(id, "single", "float", &best.into_iter().collect::<Vec<_>>(), &[], None);
    let mut told = false;
    let mut branches = Vec::new();
    for (index, answer) in &earning {
        let worth = number(answer.fraction / 100.0 * points);
        let worth = if adds { format!("<qti-sum><qti-variable identifier=\"SCORE\"/>{worth}</qti-sum>") } else { worth };
        let mut then = set("SCORE", &worth);
        if !answer.feedback.is_empty() && !adds {
            let name = format!("answer-{}", index + 1);
            then.push_str(&set("FEEDBACK", &identifier(&name)));
            let text = item.xml(&answer.feedback);
            item.feedback.push(("FEEDBACK", name, text));
            told = true;
        }
        branches.push((test_of(answer, id, earning.len() == 1), then));
    }
    item.scoring.branches(&branches);
    if told {
        item.scoring.outcomes.push(("FEEDBACK", "single"));
    }
}

/// Whether a response is this number; of the only one, a stated range as that.
fn test_of(answer: &NumberAnswer, id: &str, only: bool) -> String {
    let variable = format!("<qti-variable identifier=\"{id}\"/>");
    if let Some([low, high]) = answer.range.filter(|_| only) {
        return format!(
            "<qti-and><qti-gte>{variable}{}</qti-gte><qti-lte>{variable}{}</qti-lte></qti-and>",
            number(low),
            number(high)
        );
    }
    let value = if only { format!("<qti-correct identifier=\"{id}\"/>") } else { number(answer.value) };
    let (below, above) = match answer.range {
        Some([low, high]) => ((answer.value - low).max(0.0), (high - answer.value).max(0.0)),
        None => (answer.tolerance, answer.tolerance),
    };
    let mode = if below == 0.0 && above == 0.0 {
        "tolerance-mode=\"exact\"".to_owned()
    } else {
        format!("tolerance-mode=\"absolute\" tolerance=\"{below} {above}\"")
    };
    format!("<qti-equal {mode}>{variable}{value}</qti-equal>")
}

/// Gaps that are typed or have a list each: a response for each, and the sum of what they earn.
fn filled(item: &mut Item<'_>, gaps: &[Gap], prompt: &str, points: f64) -> String {
    let ids = identifiers(gaps.iter().map(|gap| gap.id.as_str()));
    let total: f64 = gaps.iter().map(|gap| gap.weight).sum();
    let mut fields: Vec<String> = Vec::new();
    let mut mapped: Vec<&String> = Vec::new();
    let mut tested: Vec<(&String, &[NumberAnswer], f64)> = Vec::new();
    for (gap, id) in gaps.iter().zip(&ids) {
        let share = if total > 0.0 { gap.weight / total * points } else { points / gaps.len() as f64 };
        match &gap.fill {
            Fill::Choice(options) => {
                let names = identifiers(options.iter().map(|option| option.id.as_str()));
                let best = options.iter().map(|option| option.fraction).fold(0.0, f64::max);
                let right = options.iter().zip(&names).find(|(option, _)| option.fraction >= best);
                let correct: Vec<String> = right.map(|(_, name)| name.clone()).into_iter().collect();
                let earning = options.iter().zip(&names).filter(|(option, _)| option.fraction != 0.0);
                let entries: Vec<Entry> =
                    earning.map(|(option, name)| Entry::new(name.as_str(), option.fraction / 100.0 * share)).collect();
                item.scoring.declare(id, "single", "identifier", &correct, &entries, None);
                if options.iter().any(|option| !option.feedback.is_empty()) {
                    item.leave_out("feedback", &gap.id, "feedback for the whole question: that of a gap's options is left out");
                }
                let listed = listed(item, "qti-inline-choice", options, &names);
                let shuffle = item.question.shuffle;
                fields.push(format!(
                    "<qti-inline-choice-interaction response-identifier=\"{id}\" shuffle=\"{shuffle}\">{listed}</qti-inline-choice-interaction>"
                ));
                mapped.push(id);
            }
            Fill::Text { answers, case } => {
                typed(item, id, answers, *case, share);
                if answers.iter().any(|answer| !answer.feedback.is_empty()) {
                    item.leave_out("feedback", &gap.id, "feedback for the whole question: that of a gap is left out");
                }
                fields.push(format!("<qti-text-entry-interaction response-identifier=\"{id}\"/>"));
                mapped.push(id);
            }
            Fill::Number(answers) => {
                fields.push(format!("<qti-text-entry-interaction response-identifier=\"{id}\"/>"));
                tested.push((id, answers, share));
            }
            Fill::Shared(_) => fields.push(String::new()),
        }
    }
    let sum = mapped.iter().map(|id| format!("<qti-map-response identifier=\"{id}\"/>")).collect::<Vec<_>>().concat();
    if !sum.is_empty() {
        item.scoring.rules.push_str(&set("SCORE", &format!("<qti-sum>{sum}</qti-sum>")));
    }
    for (id, answers, share) in tested {
        numeric(item, id, answers, share, true);
        if answers.iter().any(|answer| !answer.feedback.is_empty()) {
            item.leave_out("feedback", id, "feedback for the whole question: that of a gap is left out");
        }
    }
    let text = xml(prompt, item.pictures, &mut |id, words| {
        gaps.iter().position(|gap| gap.id == id).map_or(words, |at| fields[at].clone())
    });
    block(&text)
}

/// Gaps that share one list.
fn matched_gaps(item: &mut Item<'_>, gaps: &[Gap], shared: &[Choice], prompt: &str, points: f64) -> String {
    let names = identifiers(shared.iter().map(|choice| choice.id.as_str()));
    let ids = identifiers(gaps.iter().map(|gap| gap.id.as_str()));
    let name = |id: &str| shared.iter().position(|choice| choice.id == id).map(|at| names[at].as_str());
    let total: f64 = gaps.iter().map(|gap| gap.weight).sum();
    let (mut correct, mut entries) = (Vec::new(), Vec::new());
    for (gap, id) in gaps.iter().zip(&ids) {
        let share = if total > 0.0 { gap.weight / total * points } else { points / gaps.len() as f64 };
        let Fill::Shared(right) = &gap.fill else { continue };
        for (index, choice) in right.iter().filter_map(|right| name(right)).enumerate() {
            let pair = format!("{choice} {id}");
            if index == 0 {
                correct.push(pair.clone());
            }
            entries.push(Entry::new(pair, share));
        }
    }
    item.scoring.declare("RESPONSE", "multiple", "directedPair", &correct, &entries, Some(points));
    item.scoring.mapped();
    let texts = shared
        .iter()
        .zip(&names)
        .map(|(choice, name)| {
            format!("<qti-gap-text identifier=\"{name}\" match-max=\"0\">{}</qti-gap-text>", item.xml(&choice.text))
        })
        .collect::<Vec<_>>()
        .concat();
    let text = xml(prompt, item.pictures, &mut |id, words| match gaps.iter().position(|gap| gap.id == id) {
        Some(at) => format!("<qti-gap identifier=\"{}\"/>", ids[at]),
        None => words,
    });
    let shuffle = item.question.shuffle;
    format!(
        "<qti-gap-match-interaction response-identifier=\"RESPONSE\" shuffle=\"{shuffle}\" max-associations=\"0\">{texts}{}\
         </qti-gap-match-interaction>",
        block(&text)
    )
}

/// A partner for each. Equal partners are one.
fn matched(item: &mut Item<'_>, pairs: &[(String, String)], prompt: &str, points: f64) -> String {
    let lefts: Vec<&(String, String)> = pairs.iter().filter(|(left, _)| !left.is_empty()).collect();
    let mut rights: Vec<&String> = Vec::new();
    for (_, right) in pairs {
        if !rights.contains(&right) {
            rights.push(right);
        }
    }
    let share = points / lefts.len().max(1) as f64;
    let right_of = |right: &String| rights.iter().position(|known| *known == right).map_or(0, |at| at + 1);
    let keys: Vec<String> =
        lefts.iter().enumerate().map(|(at, (_, right))| format!("L{} R{}", at + 1, right_of(right))).collect();
    let entries: Vec<Entry> = keys.iter().map(|key| Entry::new(key.as_str(), share)).collect();
    item.scoring.declare("RESPONSE", "multiple", "directedPair", &keys, &entries, Some(points));
    item.scoring.mapped();
    let choice = |item: &mut Item<'_>, id: String, most: usize, text: &str| {
        let text = item.xml(text);
        format!("<qti-simple-associable-choice identifier=\"{id}\" match-max=\"{most}\">{text}</qti-simple-associable-choice>")
    };
    let left: String = lefts.iter().enumerate().map(|(at, (left, _))| choice(item, format!("L{}", at + 1), 1, left)).collect();
    let right: String = rights.iter().enumerate().map(|(at, right)| choice(item, format!("R{}", at + 1), 0, right)).collect();
    let sets = format!("<qti-simple-match-set>{left}</qti-simple-match-set><qti-simple-match-set>{right}</qti-simple-match-set>");
    let attributes = format!("shuffle=\"true\" max-associations=\"{}\"", lefts.len());
    interaction(item, "qti-match-interaction", &attributes, prompt, &sets)
}
