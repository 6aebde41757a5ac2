//! What practice shows with its key cannot earn an award.

use interchange::native::{self, Likeness, NEAR_DUPLICATE};

use crate::support::{Files, documented, said};

/// The documented bank with a practice item made from the award's `load`.
fn with_copy(change: impl Fn(String) -> String) -> Files {
    let mut files = documented();
    let text = String::from_utf8(files["items/load.md"].clone()).expect("it is text");
    let text = change(text.replace("pool = \"credit\"", "pool = \"practice\"").replace("id = \"load\"", "id = \"load-p\""));
    files.insert("items/load-p.md".to_owned(), text.into_bytes());
    files
}

/// Without the picture, which would be reason enough.
fn without_picture(text: &str) -> String {
    text.replace("![A line of requests that grows to the right](media/queue.svg)", "")
}

#[test]
fn refuses_an_equal_item_even_with_its_options_in_another_order() {
    let copy = with_copy(|text| text.replace("shuffle = true\n", ""));
    assert_eq!(
        said(&copy),
        [
            "items/load.md:2:6: id = load, expected an award's item unlike items/load-p.md:2, which open practice serves with its key (equal in prompt, options and answer)"
        ]
    );
}

#[test]
fn refuses_a_near_duplicate_in_other_words() {
    let copy = with_copy(|text| without_picture(&text).replace("The queue grows for as long as", "The line grows as long as"));
    let problems = said(&copy);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].contains("(a near-duplicate, similarity 0."), "{problems:#?}");
}

/// The documented bank with two prompts of a hundred words each, of which the second changes every `nth` word.
fn with_prompts(nth: usize) -> Vec<String> {
    let prompt = |changed: bool| -> String {
        (0..100)
            .map(|index| if changed && index % nth == nth / 2 { format!("other{index} ") } else { format!("word{index} ") })
            .collect()
    };
    let mut files = documented();
    for (name, prompt) in [("load", prompt(false)), ("load-p", prompt(true))] {
        let options = (0..4).fold(String::new(), |all, key| {
            format!("{all}- [{}] {{{key}}} {name}{key}\n  > Yes.\n", if key == 0 { 'x' } else { ' ' })
        });
        let pool = if name == "load" { "credit" } else { "practice" };
        let text = format!(
            "+++\nid = \"{name}\"\ntype = \"choice\"\npool = \"{pool}\"\nstatus = \"operational\"\noutcomes = [\"Q-1\"]\n\
             irt = {{ model = \"3PL\", b = 0.4, c = 0.25 }}\n+++\n{prompt}\n\n{options}"
        );
        files.insert(format!("items/{name}.md"), text.into_bytes());
    }
    said(&files).into_iter().filter(|problem| problem.contains("near-duplicate")).collect()
}

#[test]
fn draws_the_line_where_its_documentation_says() {
    assert_eq!(with_prompts(12).len(), 1, "every twelfth word changed");
    assert_eq!(with_prompts(5), Vec::<String>::new(), "every fifth word changed");
    assert!((NEAR_DUPLICATE - 0.5).abs() < f64::EPSILON, "docs/BANK-FORMAT.md says 0.5");
}

#[test]
fn refuses_a_shared_picture() {
    let prompt = "What is drawn here, in one word?\n\n![A line](media/queue.svg)\n";
    let mut files = documented();
    let text = String::from_utf8(files["items/median.md"].clone()).expect("it is text");
    let text = text.replace("One request in a thousand hangs for a minute. Which average of the times hardly changes?\n", prompt);
    files.insert("items/median.md".to_owned(), text.into_bytes());
    assert_eq!(
        said(&files),
        [
            "items/load.md:2:6: id = load, expected an award's item unlike items/median.md:2, which open practice serves with its key (the same picture media/queue.svg)"
        ]
    );
}

#[test]
fn wants_items_of_one_pool_that_are_alike_kept_apart() {
    let mut files = documented();
    let text = String::from_utf8(files["items/load.md"].clone()).expect("it is text").replace("id = \"load\"", "id = \"load-2\"");
    files.insert("items/load-2.md".to_owned(), text.into_bytes());
    assert_eq!(
        said(&files),
        [
            "items/load.md:2:6: warning: id = load, expected an item unlike items/load-2.md:2 (equal in prompt, options and answer), or [[enemies]] in bank.toml that keep them apart"
        ]
    );
    let bank = String::from_utf8(files["bank.toml"].clone()).expect("it is text");
    files.insert(
        "bank.toml".to_owned(),
        (bank + "[[enemies]]\nitems = [\"load\", \"load-2\"]\nwhy = \"the same\"\n").into_bytes(),
    );
    assert_eq!(said(&files), Vec::<String>::new());
}

#[test]
fn leaves_another_question_on_the_same_matter_alone() {
    let other = with_copy(|text| {
        without_picture(&text)
            .replace(
                "What does the diagram show for\n$\\lambda s > 1$?",
                "Which share of its time is it busy for $\\lambda s < 1$?",
            )
            .replace("Requests wait for a time that settles at $s$", "$1 - \\lambda s$")
            .replace("The queue grows for as long as the load lasts", "$\\lambda s$")
            .replace("The server answers faster under pressure", "$\\lambda / s$")
            .replace("Half of the requests are refused", "$s / \\lambda$")
    });
    assert_eq!(said(&other), Vec::<String>::new());
}

#[test]
fn finds_overlaps_between_banks() {
    let awarding = native::read(&documented()).bank.expect("it is accepted");
    assert_eq!(native::overlaps(&awarding, &awarding), []);
    let mut open = awarding.clone();
    for item in &mut open.file.items {
        item.pool = engine::bank::Pool::Practice;
    }
    let found = native::overlaps(&awarding, &open);
    assert_eq!(found.len(), 3);
    assert_eq!(found[0], ("load".to_owned(), "load".to_owned(), Likeness::Equal));
    assert_eq!(found[2], ("service".to_owned(), "service".to_owned(), Likeness::Equal), "what a set shares");
}
