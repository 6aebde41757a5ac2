//! How a question and its options are worded.

use engine::bank::file::ItemKind;

use super::{Flaw, Item, words};

/// Words that make a statement easy to refute, so that test-wise learners pass over distractors that hold them.
const ABSOLUTE: &[&str] = &["always", "never", "absolutely", "completely", "entirely", "certainly", "undoubtedly", "impossible"];

/// Options that reward partial knowledge.
const ABOVE: &[&str] = &["all of the above", "none of the above", "all of these", "none of these", "both of the above"];

/// Verbs with which "not" turns a question round: "which does not".
const VERBS: &[&str] =
    &["is", "are", "was", "were", "do", "does", "did", "can", "could", "would", "should", "will", "may", "must", "has", "have"];

/// The same with "not" drawn together: what stands before the apostrophe, and the whole.
const CONTRACTED: &[(&str, &str)] = &[
    ("isn", "isn't"),
    ("aren", "aren't"),
    ("wasn", "wasn't"),
    ("weren", "weren't"),
    ("don", "don't"),
    ("doesn", "doesn't"),
    ("didn", "didn't"),
    ("can", "can't"),
    ("couldn", "couldn't"),
    ("wouldn", "wouldn't"),
    ("shouldn", "shouldn't"),
    ("won", "won't"),
    ("mustn", "mustn't"),
    ("hasn", "hasn't"),
    ("haven", "haven't"),
];

/// What begins a part of a question that may say "not" without turning it round: "which changes if it is not".
const CLAUSES: &[&str] = &["if", "that", "when", "while", "because", "who", "unless", "although", "though", "so"];

/// As many words at the beginning of every option belong into the stem.
const REPEATED: usize = 3;

/// What needs no language.
pub(super) fn any_language(item: &Item, flaws: &mut Vec<Flaw>) {
    let blank = item.stem.starts_with("__") || item.stem.starts_with("……") || item.stem.starts_with("....");
    let gap_first = item.file.kind == ItemKind::Gaps && item.file.prompt.trim_start().starts_with("<p><span data-field");
    if blank || gap_first {
        let expected = "the gap towards the end: whoever meets it first must read the sentence twice to know what is asked";
        flaws.push(Flaw::prompt("flaw-blank-first", "begins with a gap", expected));
    }
    let [first, rest @ ..] = &item.options[..] else { return };
    if rest.len() < 2 {
        return;
    }
    let same = (0..first.words.len()).take_while(|at| rest.iter().all(|option| option.words.get(*at) == Some(&first.words[*at])));
    let same = same.count();
    // What is left of each option must still be something.
    if same >= REPEATED && item.options.iter().all(|option| option.words.len() > same) {
        let value = format!("\"{} …\" in every option", first.words[..same].join(" "));
        let expected = "these words once, in the question: repeated in every option they are read for nothing";
        flaws.push(Flaw::options("flaw-repeated-words", value, expected));
    }
}

/// What is looked for in English.
pub(super) fn english(item: &Item, flaws: &mut Vec<Flaw>) {
    let in_keys: Vec<&String> = item.keys().flat_map(|key| &key.words).collect();
    for option in &item.options {
        let sentence = option.words.join(" ");
        if ABOVE.contains(&sentence.as_str()) {
            let code = if sentence.starts_with("none") { "flaw-none-of-the-above" } else { "flaw-all-of-the-above" };
            flaws.push(Flaw::options(code, format!("{{{}}} {sentence}", option.id), "an option that stands on its own"));
        }
        let cue = option.words.iter().find(|word| ABSOLUTE.contains(&word.as_str()) && !in_keys.contains(word));
        if let Some(cue) = cue.filter(|_| !option.key) {
            let expected = "a distractor without absolute words that the key lacks: they give it away";
            flaws.push(Flaw::options("flaw-absolute", format!("{{{}}} … {cue} …", option.id), expected));
        }
    }
    negative(item, flaws);
}

/// A question that is turned round by a small word which nobody sees.
fn negative(item: &Item, flaws: &mut Vec<Flaw>) {
    if item.options.is_empty() {
        return;
    }
    let Some(question) = asked(&item.stem) else { return };
    let asks = words(question);
    let Some((seen, word)) = turned(&asks) else { return };
    let shown = question.split(|c: char| !c.is_alphanumeric()).any(|given| given == seen.to_uppercase());
    if !shown && !emphasised(&item.file.prompt, seen) {
        let expected =
            format!("a question that asks for what is so; where it must be turned round, **{word}** so that nobody misses it");
        flaws.push(Flaw::prompt("flaw-negative", format!("… {word} …"), expected));
    }
}

/// The sentence that asks: the last one with a question mark, else the last, where it ends in "except" and the options go on from there.
fn asked(stem: &str) -> Option<&str> {
    let mut sentences = stem.split(['.', '!', '\n']);
    if let Some(question) = sentences.clone().rfind(|sentence| sentence.contains('?')) {
        return Some(question);
    }
    let last = sentences.rfind(|sentence| sentence.contains(char::is_alphanumeric))?;
    let end = words(last);
    let end = end.iter().rev().find(|word| !["for", "the", "a", "an"].contains(&word.as_str()));
    end.is_some_and(|word| word == "except").then_some(last)
}

/// The word that turns a question round, if one does: as much of it as stands by itself, and all of it.
fn turned(asks: &[String]) -> Option<(&'static str, &'static str)> {
    if asks.iter().any(|word| word == "except") {
        return Some(("except", "except"));
    }
    let asked = asks.iter().position(|word| ["which", "what"].contains(&word.as_str()));
    let main = asks.get(asked?..)?;
    let main = &main[..main.iter().position(|word| CLAUSES.contains(&word.as_str())).unwrap_or(main.len())];
    main.windows(2).find_map(|pair| match pair[1].as_str() {
        "not" if VERBS.contains(&pair[0].as_str()) => Some(("not", "not")),
        "t" => CONTRACTED.iter().find(|(start, _)| *start == pair[0]).copied(),
        _ => None,
    })
}

/// Whether a word stands between marks of emphasis.
fn emphasised(html: &str, word: &str) -> bool {
    ["strong", "em"].iter().any(|tag| {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        html.split(&open)
            .skip(1)
            .filter_map(|rest| rest.split(&close).next())
            .any(|inside| words(inside).iter().any(|given| given == word))
    })
}
