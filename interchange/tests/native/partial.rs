//! A bank with a bad item still gives its sound ones.

use interchange::open::{self, Opened};
use interchange::{Problem, Verdict, package};

use crate::support::{documented, with};

fn ids(opened: &Opened) -> Vec<String> {
    opened.questions().into_iter().map(|question| question.id).collect()
}

fn errors(opened: &Opened) -> Vec<&Problem> {
    opened.problems().iter().filter(|problem| problem.is_error()).collect()
}

#[test]
fn keeps_the_sound_items_of_a_folder_and_of_its_zip() {
    let all = ids(&open::folder(&documented()));
    let files = with("items/load.md", "type = \"choice\"", "type = \"chioce\"");
    for opened in [open::folder(&files), open::file("bank.zip", &package::pack(&files))] {
        assert_eq!(opened.verdict(), Verdict::Partial);
        let [problem] = errors(&opened)[..] else { panic!("one error: {:?}", opened.problems()) };
        assert_eq!((problem.code, problem.item.as_deref(), problem.line), ("unknown-type", Some("load"), Some(3)));
        let expected: Vec<&String> = all.iter().filter(|id| *id != "load").collect();
        assert_eq!(ids(&opened).iter().collect::<Vec<_>>(), expected);
        assert!(opened.title().is_some());
    }
}

#[test]
fn says_nothing_of_the_chance_of_what_could_not_be_read() {
    for (file, from, to) in [
        ("items/mean.md", "type = \"numeric\"", "type = \"numerical\""),
        ("items/load.md", "c = 0.25", "c = \"low\""),
        ("items/utilisation.md", "choose = 2", "choose = 0"),
    ] {
        let opened = open::folder(&with(file, from, to));
        let said: Vec<String> = errors(&opened).iter().map(ToString::to_string).collect();
        assert!(!said.is_empty() && said.iter().all(|said| !said.contains("chance")), "{said:?}");
    }
}

#[test]
fn takes_nothing_of_a_bank_of_an_unknown_version_or_without_a_sound_item() {
    let unknown = with("bank.toml", "format = \"bank/1\"", "format = \"bank/9\"");
    let mut broken = documented();
    for (_, bytes) in broken.iter_mut().filter(|(name, _)| name.starts_with("items/")) {
        bytes.insert(0, b'?');
    }
    for files in [unknown, broken] {
        let opened = open::folder(&files);
        assert_eq!((opened.verdict(), ids(&opened).len()), (Verdict::Reject, 0));
    }
}

#[test]
fn keeps_the_first_of_two_items_of_one_id() {
    let mut files = documented();
    let copy = files["items/mean.md"].clone();
    files.insert("items/other.md".to_owned(), copy);
    let opened = open::folder(&files);
    assert_eq!((opened.verdict(), ids(&opened)), (Verdict::Partial, ids(&open::folder(&documented()))));
    let [problem] = errors(&opened)[..] else { panic!("one error: {:?}", opened.problems()) };
    assert_eq!((problem.code, problem.item.as_deref()), ("duplicate-item-id", Some("other")));
}

#[test]
fn calls_each_kind_of_problem_by_its_code() {
    for (file, from, to, code) in [
        ("items/load.md", "shuffle = true", "shufle = true", "unknown-field"),
        ("items/load.md", "pool = \"credit\"", "", "missing-field"),
        ("items/load.md", "pool = \"credit\"", "pool = ", "toml-malformed"),
        ("items/load.md", "b = 0.4", "b = \"hard\"", "bad-number"),
        ("items/load.md", "- [x] {b}", "- [ ] {b}", "no-key"),
        ("items/load.md", "- [ ] {d}", "- [x] {d}", "several-right"),
        ("items/load.md", "{d} Half", "{c} Half", "duplicate-option-id"),
        (
            "items/load.md",
            "{d} Half of the requests are refused",
            "{d} The queue grows for as long as the load lasts",
            "duplicate-option",
        ),
        ("items/load.md", "media/queue.svg", "media/none.svg", "missing-media"),
        ("items/mean.md", "outcomes = [\"Q-2\"]", "outcomes = [\"Q-9\"]", "unknown-outcome"),
    ] {
        let opened = open::folder(&with(file, from, to));
        let codes: Vec<&str> = errors(&opened).iter().map(|problem| problem.code).collect();
        assert!(codes.contains(&code), "{from} -> {to}: {codes:?}");
        let nameless = |problem: &&Problem| problem.file.starts_with("items/") && problem.item.is_none();
        assert!(!errors(&opened).iter().any(nameless), "{from} -> {to}");
    }
}

#[test]
fn tells_a_thousand_problems_and_knows_what_all_of_them_are_about() {
    let mut files = with("items/median.md", "type = \"text\"", "type = \"chioce\"");
    let keys: String = (0..5_000).map(|n| format!("x{n} = 1\n")).collect();
    let load = String::from_utf8(files["items/load.md"].clone()).unwrap().replacen("+++\n", &format!("+++\n{keys}"), 1);
    files.insert("items/load.md".to_owned(), load.into_bytes());
    let opened = open::folder(&files);
    let problems = opened.problems();
    let last = problems.last().unwrap();
    assert_eq!((last.code, last.file.as_str(), last.is_error()), ("too-many-problems", ".", true));
    assert!((1_001..1_100).contains(&problems.len()), "{}", problems.len());
    // The first of its kind is told, though it comes after a thousand others; and its item is not taken for sound.
    assert!(problems.iter().any(|problem| problem.file == "items/median.md" && problem.code == "unknown-type"));
    let read = ids(&opened);
    assert!(!read.is_empty() && ["load", "median"].iter().all(|id| !read.contains(&(*id).to_owned())), "{read:?}");
}
