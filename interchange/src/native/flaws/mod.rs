//! Warnings: flaws of item writing that a machine can see (Haladyna, Downing and Rodriguez 2002,
//! doi:10.1207/S15324818AME1503_5), and a bank too thin for its blueprints. None of them stops a bank; a reviewer decides.

mod cues;
mod numbers;
mod wording;

use engine::bank::Pool;
use engine::bank::file::{ItemFile, ItemKind, Status};

use super::blueprint::BlueprintSource;
use super::item::ItemSource;
use super::overlap::plain;
use super::set::SetSource;
use crate::Problem;
use crate::question::{Double, doubled};

/// How improbable it must be that keys are so often the longest option, or at one place, by chance.
const SIGNIFICANCE: f64 = 0.05;

/// Something that a reviewer should look at.
struct Flaw {
    code: &'static str,
    field: &'static str,
    value: String,
    /// What was expected, and why.
    expected: String,
}

impl Flaw {
    fn options(code: &'static str, value: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { code, field: "options", value: value.into(), expected: expected.into() }
    }

    fn prompt(code: &'static str, value: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { code, field: "prompt", value: value.into(), expected: expected.into() }
    }
}

/// An option in words.
struct Worded {
    id: String,
    key: bool,
    /// As it stands.
    text: String,
    /// In lower case, without marks.
    words: Vec<String>,
}

/// An item in words, for those who look for flaws.
struct Item<'a> {
    file: &'a ItemFile,
    /// The prompt's words as they stand.
    stem: String,
    options: Vec<Worded>,
}

impl<'a> Item<'a> {
    fn of(file: &'a ItemFile) -> Self {
        let chosen = matches!(file.kind, ItemKind::Choice | ItemKind::Multiple);
        let options = file.options.iter().filter(|_| chosen).map(|option| {
            let text = folded(&plain(&option.text));
            Worded { id: option.id.clone(), key: option.weight >= 1.0, words: words(&text), text }
        });
        Self { file, stem: folded(&plain(&file.prompt)), options: options.collect() }
    }

    fn keys(&self) -> impl Iterator<Item = &Worded> {
        self.options.iter().filter(|option| option.key)
    }

    fn distractors(&self) -> impl Iterator<Item = &Worded> {
        self.options.iter().filter(|option| !option.key)
    }
}

/// Without what is between words.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// In lower case, without marks.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Flaws of single items. The English words are looked for in English banks only.
pub(super) fn item(source: &ItemSource, lang: &str, problems: &mut Vec<Problem>) {
    let item = &source.item;
    if item.status == Status::Retired {
        return;
    }
    let chosen = matches!(item.kind, ItemKind::Choice | ItemKind::Multiple);
    if chosen {
        let options: Vec<(&str, f64)> = item.options.iter().map(|option| (option.text.as_str(), option.weight)).collect();
        double(source, &options, problems);
    }
    let mut warn = |code, field: &str, value: &str, expected: &str| {
        problems.push(source.error(field, value, expected).as_warning().code(code));
    };
    if item.pool == Pool::Credit && !source.document.has("status") {
        let expected = "the review status of an item of pool credit, as \"operational\" once it was reviewed";
        warn("no-status", "status", "nothing", expected);
    }
    for option in item.options.iter().filter(|_| chosen) {
        if option.feedback.is_none() {
            warn(
                "no-feedback",
                "options",
                &format!("{{{}}} without feedback", option.id),
                "feedback for those who choose it, as \"  > …\" below the option",
            );
        }
    }
    let listed = item.kind.has_fields() || matches!(item.kind, ItemKind::Order | ItemKind::Hottext);
    let unexplained = item.answer.as_ref().map_or(listed, |answer| answer.feedback.is_none());
    if !chosen && unexplained && item.kind != ItemKind::Essay {
        warn("no-feedback", "answer.feedback", "nothing", "feedback for practice");
    }
    let worded = Item::of(item);
    let mut flaws = Vec::new();
    wording::any_language(&worded, &mut flaws);
    numbers::look(&worded, &mut flaws);
    cues::length(&worded, &mut flaws);
    if lang.split('-').next() == Some("en") {
        wording::english(&worded, &mut flaws);
        cues::english(&worded, &mut flaws);
    }
    for Flaw { code, field, value, expected } in flaws {
        warn(code, field, &value, &expected);
    }
}

/// Two options of one text: an error where they earn differently, as nobody can know which is meant.
fn double(source: &ItemSource, options: &[(&str, f64)], problems: &mut Vec<Problem>) {
    let Some(Double { places: [first, second], differs }) = doubled(options.iter().copied()) else { return };
    let ids = [first, second].map(|place| source.item.options[place].id.as_str());
    let value = format!("{{{}}} and {{{}}} {}", ids[0], ids[1], plain(options[second].0));
    let expected = "options of different texts: nobody can know which is meant";
    let problem = source.error("options", value, expected).code("duplicate-option");
    problems.push(if differs { problem } else { problem.as_warning() });
}

/// Flaws that show only over the whole bank.
pub(super) fn bank(items: &[&ItemFile], problems: &mut Vec<Problem>) {
    let single: Vec<&&ItemFile> = items
        .iter()
        .filter(|item| item.kind == ItemKind::Choice && item.status != Status::Retired && item.options.len() > 1)
        .collect();
    let longest = single.iter().filter(|item| key_is_longest(item)).count();
    let chances: Vec<f64> = single.iter().map(|item| 1.0 / item.options.len() as f64).collect();
    let expected: f64 = chances.iter().sum();
    if at_least(longest, &chances) < SIGNIFICANCE {
        let value = format!("the longest option in {longest} of {} items", single.len());
        let expected = format!("about {expected:.1}, what chance gives: lengthen distractors or shorten keys");
        problems.push(Problem::error("bank.toml", None, "keys", value, expected).as_warning().code("flaw-length"));
    }
    key_places(&single, problems);
}

/// One place at which the key stands much more often than at others, among items whose options stay in their order.
fn key_places(single: &[&&ItemFile], problems: &mut Vec<Problem>) {
    let fixed: Vec<_> = single.iter().filter(|item| !item.shuffle).collect();
    let most = fixed.iter().map(|item| item.options.len()).max().unwrap_or(0);
    for place in 0..most {
        let there: Vec<_> = fixed.iter().filter(|item| item.options.len() > place).collect();
        let count = there.iter().filter(|item| item.options[place].weight >= 1.0).count();
        let chances: Vec<f64> = there.iter().map(|item| 1.0 / item.options.len() as f64).collect();
        // As many places are looked at as there are, so that chance gets as many tries (Bonferroni).
        if at_least(count, &chances) < SIGNIFICANCE / most as f64 {
            let letter = char::from(b'A' + u8::try_from(place.min(25)).unwrap_or_default());
            let value = format!("{letter} in {count} of {} items", there.len());
            let expected = format!(
                "about {:.1}, what chance gives: learners who notice guess {letter}; move keys, or let options be shuffled",
                chances.iter().sum::<f64>()
            );
            problems.push(Problem::error("bank.toml", None, "keys", value, expected).as_warning().code("flaw-key-place"));
        }
    }
}

fn key_is_longest(item: &ItemFile) -> bool {
    let length = |html: &str| plain(html).split_whitespace().map(|word| word.chars().count() + 1).sum::<usize>();
    let key = item.options.iter().filter(|option| option.weight >= 1.0).map(|option| length(&option.text)).max();
    let other = item.options.iter().filter(|option| option.weight < 1.0).map(|option| length(&option.text)).max();
    key > other
}

/// The probability of at least `count` successes in independent trials with these chances (Poisson binomial).
fn at_least(count: usize, chances: &[f64]) -> f64 {
    let mut probability = vec![0.0; chances.len() + 1];
    probability[0] = 1.0;
    for (trials, chance) in chances.iter().enumerate() {
        for successes in (0..=trials).rev() {
            let before = probability[successes];
            probability[successes + 1] += before * chance;
            probability[successes] = before * (1.0 - chance);
        }
    }
    probability[count.min(chances.len())..].iter().sum()
}

/// Whether the pool of a blueprint is rich enough to adapt in.
pub(super) fn blueprint(source: &BlueprintSource, items: &[&ItemFile], sets: &[SetSource], problems: &mut Vec<Problem>) {
    let blueprint = &source.blueprint;
    let pool: Vec<&&ItemFile> =
        items.iter().filter(|item| item.pool == blueprint.pool && item.status == Status::Operational).collect();
    for (index, content) in blueprint.content.iter().enumerate() {
        let count = pool.iter().filter(|item| item.outcomes.contains(&content.outcome)).count();
        if count < 2 * content.minimum {
            let field = format!("content[{index}].minimum");
            let value = format!("{} of {count} items for {}", content.minimum, content.outcome);
            let expected = "a pool at least twice as large, or there is little to choose from";
            problems.push(
                Problem::error(&source.document.file, None, "content.minimum", value, expected)
                    .at(source.document.place(&field))
                    .as_warning(),
            );
        }
    }
    for set in sets {
        let size = set.set.items.iter().filter(|id| pool.iter().any(|item| item.id == **id)).count();
        if size > blueprint.length.maximum {
            let value = format!("{} items for a set of {size}", blueprint.length.maximum);
            let expected = format!("at least {size}, or the items of {} are never given", set.document.file);
            let problem = Problem::error(&source.document.file, None, "length.maximum", value, expected);
            problems.push(problem.at(source.document.place("length.maximum")).as_warning());
        }
    }
    let cut = blueprint.standard.cut.value();
    let (lowest, highest) = pool
        .iter()
        .map(|item| item.irt.difficulty())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), b| (low.min(b), high.max(b)));
    if !pool.is_empty() && !(lowest..=highest).contains(&cut) {
        let expected = format!("a pass mark within the difficulties of its pool, {lowest} to {highest}");
        let problem = Problem::error(&source.document.file, None, "standard.cut", cut.to_string(), expected);
        problems.push(problem.at(source.document.place("standard.cut")).as_warning());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_chance_gives() {
        // 3 of 3 heads: 1/8; at least 1 of 2 with chances 1/4 and 1/2: 1 − 3/4 × 1/2.
        assert!((at_least(3, &[0.5; 3]) - 0.125).abs() < 1e-12);
        assert!((at_least(1, &[0.25, 0.5]) - 0.625).abs() < 1e-12);
        assert!((at_least(0, &[]) - 1.0).abs() < 1e-12);
    }
}
