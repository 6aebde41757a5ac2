//! Warnings: flaws of item writing that a machine can see (Haladyna, Downing and Rodriguez 2002), and a bank too thin for
//! its blueprints. None of them stops a bank; a reviewer decides.

use engine::bank::Pool;
use engine::bank::file::{ItemFile, ItemKind, Status};

use super::blueprint::BlueprintSource;
use super::item::ItemSource;
use super::overlap::plain;
use super::set::SetSource;
use crate::Problem;

/// Words that make a statement easy to refute, so that test-wise learners pass over distractors that hold them.
const ABSOLUTE: &[&str] = &["always", "never", "absolutely", "completely", "entirely", "certainly", "undoubtedly", "impossible"];

/// Options that reward partial knowledge.
const ABOVE: &[&str] = &["all of the above", "none of the above", "all of these", "none of these", "both of the above"];

/// How improbable it must be that the key is the longest option so often by chance.
const SIGNIFICANCE: f64 = 0.05;

/// Flaws of single items. The English words are looked for in English banks only.
pub(super) fn item(source: &ItemSource, lang: &str, problems: &mut Vec<Problem>) {
    let item = &source.item;
    if item.status == Status::Retired {
        return;
    }
    let mut warn = |field: &str, value: &str, expected: &str| problems.push(source.error(field, value, expected).as_warning());
    if item.pool == Pool::Credit && !source.document.has("status") {
        warn("status", "nothing", "the review status of an item of pool credit, as \"operational\" once it was reviewed");
    }
    for option in &item.options {
        if option.feedback.is_none() {
            warn(
                "options",
                &format!("{{{}}} without feedback", option.id),
                "feedback for those who choose it, as \"  > …\" below the option",
            );
        }
    }
    if item.options.is_empty() && item.answer.as_ref().is_some_and(|answer| answer.feedback.is_none()) {
        warn("answer.feedback", "nothing", "feedback for practice");
    }
    if lang.split('-').next() != Some("en") {
        return;
    }
    let words = |html: &str| -> Vec<String> {
        plain(html)
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let in_keys: Vec<String> =
        item.options.iter().filter(|option| option.weight >= 1.0).flat_map(|option| words(&option.text)).collect();
    for option in &item.options {
        let found = words(&option.text);
        let sentence = found.join(" ");
        if ABOVE.contains(&sentence.as_str()) {
            warn("options", &format!("{{{}}} {sentence}", option.id), "an option that stands on its own");
        }
        let cue = found.iter().find(|word| ABSOLUTE.contains(&word.as_str()) && !in_keys.contains(word));
        if let Some(cue) = cue.filter(|_| option.weight < 1.0) {
            let expected = "a distractor without absolute words that the key lacks: they give it away";
            warn("options", &format!("{{{}}} … {cue} …", option.id), expected);
        }
    }
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
        problems.push(Problem::error("bank.toml", None, "keys", value, expected).as_warning());
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
                Problem::error(&source.document.file, source.document.line(&field), "content.minimum", value, expected)
                    .as_warning(),
            );
        }
    }
    for set in sets {
        let size = set.set.items.iter().filter(|id| pool.iter().any(|item| item.id == **id)).count();
        if size > blueprint.length.maximum {
            let value = format!("{} items for a set of {size}", blueprint.length.maximum);
            let expected = format!("at least {size}, or the items of {} are never given", set.document.file);
            let line = source.document.line("length.maximum");
            problems.push(Problem::error(&source.document.file, line, "length.maximum", value, expected).as_warning());
        }
    }
    let cut = blueprint.standard.cut.value();
    let (lowest, highest) = pool
        .iter()
        .map(|item| item.irt.difficulty())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), b| (low.min(b), high.max(b)));
    if !pool.is_empty() && !(lowest..=highest).contains(&cut) {
        let expected = format!("a pass mark within the difficulties of its pool, {lowest} to {highest}");
        let line = source.document.line("standard.cut");
        problems.push(Problem::error(&source.document.file, line, "standard.cut", cut.to_string(), expected).as_warning());
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
