//! What gives the key away to those who do not know it: length, grammar, words of the question.

use engine::bank::file::ItemKind;

use super::{Flaw, Item, Worded};

/// A key so many times as long as the longest distractor stands out,
const LONGER: f64 = 1.8;
/// if it is longer by so many characters.
const BY: usize = 25;
/// Words of the question that short ones share by chance are not looked at.
const TELLING: usize = 9;

/// A key that is much longer than every distractor.
pub(super) fn length(item: &Item, flaws: &mut Vec<Flaw>) {
    if item.file.kind != ItemKind::Choice || item.options.len() < 3 {
        return;
    }
    let size = |option: &Worded| option.text.chars().count();
    let (Some(key), Some(other)) = (item.keys().next(), item.distractors().map(size).max()) else { return };
    if size(key) as f64 > LONGER * other as f64 && size(key) > other + BY {
        let value = format!("{{{}}} of {} characters beside at most {other}", key.id, size(key));
        let expected = "options of about the same length: a key that says more than the others is guessed by its length";
        flaws.push(Flaw::options("flaw-length", value, expected));
    }
}

/// Grammar and words, in English.
pub(super) fn english(item: &Item, flaws: &mut Vec<Flaw>) {
    if item.file.kind != ItemKind::Choice {
        return;
    }
    article(item, flaws);
    agreement(item, flaws);
    clang(item, flaws);
}

/// Signs of a place that the options fill.
const BLANKS: &[&str] = &["__", "....", "……"];

/// The words on both sides of the place that the options fill: a blank in the stem, or the end of one that the options go on with.
fn around(item: &Item) -> [Option<String>; 2] {
    let stem = item.stem.trim_end();
    let ends = |c: char| !c.is_alphanumeric();
    let word = |word: Option<&str>| word.filter(|word| !word.is_empty()).map(str::to_lowercase);
    let before = |text: &str| word(text.trim_end_matches(ends).rsplit(' ').next());
    let after = |text: &str| word(text.trim_start_matches(ends).split(ends).next());
    if let Some(at) = BLANKS.iter().filter_map(|blank| stem.find(blank)).min() {
        return [before(&stem[..at]), after(&stem[at..])];
    }
    let continues = !stem.ends_with('?') && (!stem.ends_with('.') || stem.ends_with("..."));
    [continues.then(|| before(stem)).flatten(), None]
}

/// "… is an", and options that do not begin with a vowel.
fn article(item: &Item, flaws: &mut Vec<Flaw>) {
    let [before, _] = around(item);
    let Some(last) = before.filter(|last| ["a", "an"].contains(&last.as_str())) else { return };
    let fits = |option: &Worded| {
        let vowel = option.text.chars().next().is_some_and(|c| "aeiou".contains(c.to_ascii_lowercase()));
        vowel == (last == "an")
    };
    if item.keys().all(fits)
        && let Some(other) = item.distractors().find(|option| !fits(option))
    {
        let value = format!("\"… {last}\" before {{{}}} {}", other.id, other.text);
        let expected = "\"a/an\", or the article in each option: an option that does not fit the grammar is ruled out by it";
        flaws.push(Flaw::options("flaw-grammar-article", value, expected));
    }
}

/// Whether a short option names several things; `None` where that cannot be told.
fn is_plural(option: &Worded) -> Option<bool> {
    let last = option.words.last().filter(|_| option.words.len() <= 3)?;
    let s = last.len() > 3 && last.ends_with('s') && !["ss", "us", "is"].iter().any(|end| last.ends_with(end));
    last.chars().all(char::is_alphabetic).then_some(s)
}

/// "… are", with a plural key among singular distractors, or the other way round.
fn agreement(item: &Item, flaws: &mut Vec<Flaw>) {
    let number = |verb: String| match verb.as_str() {
        "are" | "were" | "have" => Some((verb, true)),
        "is" | "was" | "has" => Some((verb, false)),
        _ => None,
    };
    let Some((verb, wanted)) = around(item).into_iter().flatten().find_map(number) else { return };
    let numbers: Option<Vec<bool>> = item.distractors().map(is_plural).collect();
    let key: Option<Vec<bool>> = item.keys().map(is_plural).collect();
    let (Some(numbers), Some(key)) = (numbers, key) else { return };
    if key.iter().all(|plural| *plural == wanted) && !numbers.is_empty() && numbers.iter().all(|plural| *plural != wanted) {
        let value = format!("\"… {verb}\", which only the key agrees with");
        let expected = "options of one number: where only the key fits the verb, grammar gives it away";
        flaws.push(Flaw::options("flaw-grammar-number", value, expected));
    }
}

/// A telling word of the question that stands in the key and in no distractor.
fn clang(item: &Item, flaws: &mut Vec<Flaw>) {
    let stem = super::words(&item.stem);
    if item.distractors().count() < 2 {
        return;
    }
    let in_distractors = |word: &String| item.distractors().any(|option| option.words.contains(word));
    let found = item.keys().flat_map(|key| &key.words).find(|word| {
        word.chars().count() >= TELLING && word.chars().all(char::is_alphabetic) && stem.contains(word) && !in_distractors(word)
    });
    // A word in a long key is seldom noticed.
    if let Some(word) = found.filter(|_| item.keys().all(|key| key.words.len() <= 6)) {
        let value = format!("\"{word}\" in the question and in the key alone");
        let expected = "the word in no option, or in a distractor too: who does not know the answer picks the echo";
        flaws.push(Flaw::options("flaw-echo", value, expected));
    }
}
