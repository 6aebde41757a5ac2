//! Gaps, matches, orders, hot text and sliders as they are written, and what is said where they are written otherwise.

use engine::bank::Pool;
use engine::bank::file::{ItemFile, ItemKind};
use interchange::native;

use crate::support::{documented, said, with};

fn item(id: &str) -> ItemFile {
    let bank = native::read(&documented()).bank.expect("there are no problems");
    bank.file.items.into_iter().find(|item| item.id == id).expect("it is in the document")
}

fn ids(item: &ItemFile) -> Vec<(&str, &str)> {
    item.options.iter().map(|option| (option.id.as_str(), option.text.as_str())).collect()
}

/// One replacement, and all that is said about it.
#[track_caller]
fn check(file: &str, from: &str, to: &str, expected: &[&str]) {
    assert_eq!(said(&with(file, from, to)), expected, "{file}: {from:?} -> {to:?}");
}

#[test]
fn reads_gaps_where_they_stand() {
    let law = item("law");
    assert!(law.prompt.contains("they arrive <span data-field=\"g1\"></span> the mean time"), "{}", law.prompt);
    let right: Vec<_> = law.fields.iter().map(|field| (field.id.as_str(), field.right.join(" "))).collect();
    assert_eq!(right, [("g1", "b".to_owned()), ("g2", "a".to_owned()), ("g3", String::new()), ("g4", String::new())]);
    assert_eq!(
        law.fields[0].choices.iter().map(|choice| choice.text.as_str()).collect::<Vec<_>>(),
        ["plus", "times", "divided by"]
    );
    let answers: Vec<_> = law.fields.iter().filter_map(|field| field.answer.as_ref()).collect();
    assert_eq!((answers[0].value, answers[0].tolerance), (Some(4.0), Some(0.01)));
    assert_eq!(answers[1].accept, ["Little's law", "Littles law"]);
    let words = item("words");
    assert_eq!(ids(&words), [("a", "arrival rate"), ("b", "service time"), ("c", "utilisation")]);
    assert_eq!(words.fields.iter().map(|field| field.right.clone()).collect::<Vec<_>>(), [["a"], ["b"]]);
}

#[test]
fn reads_pairs_orders_and_words() {
    let units = item("units");
    assert_eq!(ids(&units), [("a", "per second"), ("b", "seconds"), ("c", "none"), ("d", "seconds squared")]);
    let pairs: Vec<_> =
        units.fields.iter().map(|field| (field.label.as_deref().unwrap_or_default(), field.right[0].as_str())).collect();
    assert_eq!(pairs, [("arrival rate", "a"), ("waiting time", "b"), ("utilisation", "c")]);
    let steps = item("steps");
    assert_eq!(
        ids(&steps).iter().map(|(_, text)| *text).collect::<Vec<_>>(),
        ["It arrives", "It waits in the queue", "It is served", "It leaves"]
    );
    assert_eq!(steps.prompt, "<p>What happens to a request that comes while the server is busy?</p>");
    let mistake = item("mistake");
    assert_eq!(mistake.options.iter().map(|option| option.weight).collect::<Vec<_>>(), [0.0, 1.0, 0.0]);
    assert!(mistake.prompt.contains("<span data-field=\"b\">lie below the mean</span>"), "{}", mistake.prompt);
    let report = item("report");
    assert_eq!(report.kind, ItemKind::Essay);
    let bank = native::read(&documented()).bank.expect("there are no problems");
    assert!(bank.file.restricted_to(Pool::Practice).items.iter().all(|item| item.id != "report"));
}

#[test]
fn equal_right_sides_are_one_choice() {
    let files =
        with("items/units.md", "- utilisation => none", "- utilisation => **none**\n- share => **none**\n- \\=> => seconds");
    let files = {
        let mut files = files;
        let text = String::from_utf8(files["items/units.md"].clone()).expect("it is text").replace("c = 0.0156", "c = 0.001");
        files.insert("items/units.md".to_owned(), text.into_bytes());
        files
    };
    let report = native::read(&files);
    let bank = report.bank.unwrap_or_else(|| panic!("{:?}", report.problems));
    let units = bank.file.items.iter().find(|item| item.id == "units").expect("it is there");
    assert_eq!(ids(units), [("a", "per second"), ("b", "seconds"), ("c", "<strong>none</strong>"), ("d", "seconds squared")]);
    let pairs: Vec<_> = units
        .fields
        .iter()
        .map(|field| (field.id.as_str(), field.label.as_deref().unwrap_or_default(), field.right[0].as_str()))
        .collect();
    assert_eq!(pairs[2..], [("f3", "utilisation", "c"), ("f4", "share", "c"), ("f5", "=&gt;", "b")]);
}

#[test]
fn signs_of_markers_in_a_text_are_left_out() {
    let files = with("items/law.md", "The mean number", "\u{E000}g1\u{E001}\u{E000}x\u{E002}The mean number");
    assert_eq!(said(&files), Vec::<String>::new());
}

#[test]
fn names_the_line_of_what_is_no_gap() {
    let gap = "\"{{g1: *right | wrong}}\", \"{{g1: = accepted | accepted}}\", \"{{g1: # 3.14 +- 0.01}}\" or, of options below, \"{{g1: *a}}\"; a plain \"{{\" is written \\{{";
    check("items/law.md", "g3: # 4 +- 0.01", "g3: 4", &[&format!("items/law.md:19:1: fields = {{{{g3: 4}}}}, expected {gap}")]);
    check(
        "items/law.md",
        "# 4 +-",
        "# four +-",
        &[
            "items/law.md:19:1: fields = {{g3: # four +- 0.01}}, expected a number and how far off is still right, as \"{{g1: # 3.14 +- 0.01}}\"",
        ],
    );
    check(
        "items/law.md",
        "g3: #",
        "g1: #",
        &["items/law.md:19:1: fields = {g1}, expected a gap's id that line 17 does not have"],
    );
    check(
        "items/law.md",
        "*times",
        "times",
        &["items/law.md:17:74: fields = {g1}, expected at least one choice marked as right"],
    );
    check(
        "items/law.md",
        "Littles law}}",
        "Littles law",
        &[&format!("items/law.md:19:56: fields = {{{{ without }}}} in its line, expected {gap}")],
    );
    check("items/words.md", "*b}}", "*z}}", &["items/words.md:17:86: fields = {g2} z, expected the id of one of its choices"]);
    check(
        "items/mistake.md",
        "[[*lie",
        "[[lie",
        &[
            "items/mistake.md:6:10: choose = 1, expected the number of options marked [x]",
            "items/mistake.md:20:20: options = no option marked [x], expected at least one",
        ],
    );
    check(
        "items/mistake.md",
        "[[when a single value changes]]",
        "[[]]",
        &[
            "items/mistake.md:20:20: options = [[ without words or without ]], expected \"[[*right words]]\" or \"[[other words]]\"; a plain \"[[\" is written \\[[",
        ],
    );
    check(
        "items/units.md",
        "=> none",
        "=>",
        &["items/units.md:21:3: options = utilisation =>, expected a right side after the arrow"],
    );
    check(
        "items/units.md",
        "=> none",
        "=> $x$",
        &[
            "items/units.md:21:18: options = $x$, expected words: it is shown in a list of choices, which has no pictures, formulas or tables",
        ],
    );
    check(
        "items/steps.md",
        "3. It is served",
        "It is served",
        &[
            "items/steps.md:21:1: options = It is served, expected another line of the list, or two spaces before what belongs to the line above",
        ],
    );
    check(
        "items/busy.md",
        "max = 100",
        "max = 0",
        &["items/busy.md:13:1: scale = 0 to 0 by 5, expected min < max, and 1 to 10000 steps"],
    );
    check(
        "items/busy.md",
        "step = 5",
        "step = 0",
        &["items/busy.md:16:8: scale.step = 0, expected a number above 0, at most 1000000000000000"],
    );
    check(
        "items/busy.md",
        "min = 0\n",
        "",
        &["items/busy.md:13:1: scale.min = nothing, expected a number from -1000000000000000 to 1000000000000000"],
    );
}

#[test]
fn wants_the_chance_of_guessing_for_every_kind() {
    let chance = |file: &str, line: usize, from: &str, chance: &str, rule: &str| {
        let said_line = format!(
            "{file}:{line}:5: irt.c = 0.5, expected {chance}, the chance of full credit by guessing ({rule}), because b_sd > 0 says that nobody has measured it"
        );
        check(file, from, "c = 0.5", &[&said_line]);
    };
    chance("items/law.md", 13, "c = 0.0", "0.0000", "1/3 × 1/2 × 0 × 0");
    chance("items/words.md", 13, "c = 0.1111", "0.1111", "1/3 × 1/3");
    chance("items/units.md", 13, "c = 0.0156", "0.0156", "1/4 × 1/4 × 1/4");
    chance("items/steps.md", 13, "c = 0.0417", "0.0417", "1/4!");
    chance("items/mistake.md", 14, "c = 0.3333", "0.3333", "1/3");
    chance("items/busy.md", 21, "c = 0.1429", "0.1429", "what is right of the scale");
}

#[test]
fn an_item_that_is_no_essay_needs_a_model() {
    let mut files = with("items/steps.md", "type = \"order\"", "type = \"order\"");
    let text = String::from_utf8(files["items/steps.md"].clone()).expect("it is text");
    let (before, rest) = text.split_once("[irt]").expect("it has one");
    let (_, after) = rest.split_once("+++").expect("it ends");
    files.insert("items/steps.md".to_owned(), format!("{before}+++{after}").into_bytes());
    assert_eq!(said(&files), ["items/steps.md: irt = nothing, expected a table"]);
}
