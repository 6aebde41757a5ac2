//! Flaws of item writing, one by one.

use interchange::native;

use crate::support;

/// The codes of the flaws of a choice with this prompt and these options, the first being the key.
#[track_caller]
fn flaws(prompt: &str, options: &[&str]) -> Vec<&'static str> {
    flaws_of(prompt, options, true)
}

fn flaws_of(prompt: &str, options: &[&str], shuffle: bool) -> Vec<&'static str> {
    let mut files = support::documented();
    let mut text = format!(
        "+++\nid = \"new\"\ntype = \"choice\"\npool = \"practice\"\noutcomes = [\"Q-1\"]\nshuffle = {shuffle}\n\n[irt]\nmodel = \"3PL\"\nb = 0.0\n\
         c = {}\nb_sd = 0.5\n+++\n{prompt}\n\n",
        1.0 / options.len() as f64
    );
    for (index, option) in options.iter().enumerate() {
        let mark = if index == 0 { 'x' } else { ' ' };
        text.push_str(&format!("- [{mark}] {{o{index}}} {option}\n  > Because.\n"));
    }
    files.insert("items/new.md".to_owned(), text.into_bytes());
    let report = native::read(&files);
    assert!(report.is_accepted(), "{:?}", report.problems.iter().map(ToString::to_string).collect::<Vec<_>>());
    let found = report.problems.iter().filter(|problem| problem.file == "items/new.md" && problem.code.starts_with("flaw-"));
    found.map(|problem| problem.code).collect()
}

#[test]
fn finds_each_flaw_and_nothing_in_a_sound_item() {
    let none: [&str; 0] = [];
    assert_eq!(flaws("Which fruit grows on trees?", &["Apples", "Carrots", "Beans", "Onions"]), none);
    assert_eq!(
        flaws(
            "Which fruit grows on trees?",
            &["Apples, which people in cold countries gather in autumn and keep until spring", "Carrots", "Beans"]
        ),
        ["flaw-length"]
    );
    assert_eq!(flaws("An animal with a trunk is an", &["elephant", "lion", "tiger"]), ["flaw-grammar-article"]);
    assert_eq!(flaws("What flies south in autumn are", &["swallows", "cats", "dogs"]), none);
    assert_eq!(flaws("What flies south in autumn are", &["swallows", "cat", "dog"]), ["flaw-grammar-number"]);
    assert_eq!(flaws("What is so of ice?", &["It floats", "It is always wet", "It burns"]), ["flaw-absolute"]);
    assert_eq!(flaws("What floats?", &["Cork", "Iron", "All of the above"]), ["flaw-all-of-the-above"]);
    assert_eq!(flaws("What floats?", &["Cork", "Iron", "None of the above"]), ["flaw-none-of-the-above"]);
    assert_eq!(flaws("Which of these does not float?", &["Iron", "Cork", "Pine"]), ["flaw-negative"]);
    assert_eq!(flaws("Which of these does **not** float?", &["Iron", "Cork", "Pine"]), none);
    assert_eq!(flaws("Which of these does NOT float?", &["Iron", "Cork", "Pine"]), none);
    assert_eq!(flaws("What would change if the heaviest did not float?", &["The mean", "The range", "The median"]), none);
    assert_eq!(flaws("All of these float except which?", &["Iron", "Cork", "Pine"]), ["flaw-negative"]);
    for stem in ["All of these fly except:", "All of these fly except ___.", "All of these fly except for the"] {
        assert_eq!(flaws(stem, &["Kiwi", "Tui", "Kea"]), ["flaw-negative"], "{stem}");
    }
    for stem in ["All of these fly EXCEPT:", "All of these fly **except**", "All birds except kiwi fly. That is so, as"] {
        assert_eq!(flaws(stem, &["Kiwi", "Tui", "Kea"]), none, "{stem}");
    }
    for stem in ["Which of these isn't a bird?", "Which of these isn’t a bird?", "What can't fly?"] {
        assert_eq!(flaws(stem, &["Bat", "Tui", "Kea"]), ["flaw-negative"], "{stem}");
    }
    for stem in ["Which of these **isn't** a bird?", "Which of these ISN'T a bird?", "What is it if it isn't a bird?"] {
        assert_eq!(flaws(stem, &["Bat", "Tui", "Kea"]), none, "{stem}");
    }
    for stem in
        ["This one is an ___.", "An \\_\\_\\_ has a trunk.", "It is an …", "Is it an ____?", "It is an:", "It is an .... so"]
    {
        assert_eq!(flaws(stem, &["elephant", "lion", "tiger"]), ["flaw-grammar-article"], "{stem}");
    }
    for stem in ["This one is a/an ___.", "This one is ___.", "An animal is a thing that ___."] {
        assert_eq!(flaws(stem, &["elephant", "lion", "tiger"]), none, "{stem}");
    }
    assert_eq!(flaws("Each year the ___ are seen.", &["swallows", "cat", "dog"]), ["flaw-grammar-number"]);
    assert_eq!(flaws("How old is she?", &["10 to 20", "20 to 30", "31 to 40"]), ["flaw-overlapping-options"]);
    assert_eq!(flaws("How long is it?", &["2.55 m", "3 m", "4 m"]), ["flaw-number-format"]);
    assert_eq!(flaws("How long is it?", &["2 m", "3", "4"]), ["flaw-number-format"]);
    assert_eq!(flaws("How long is it?", &["2.5", "3,5", "4,5"]), ["flaw-number-format"]);
    assert_eq!(flaws_of("How many?", &["20", "5", "10"], false), ["flaw-order"]);
    assert_eq!(flaws_of("How many?", &["5", "10", "20"], false), none);
    assert_eq!(
        flaws(
            "What happens?",
            &["The pressure of the gas rises", "The pressure of the gas falls", "The pressure of the gas stays"]
        ),
        ["flaw-repeated-words"]
    );
    assert_eq!(flaws("____ is the capital of France.", &["Paris", "Lyon", "Nice"]), ["flaw-blank-first"]);
    assert_eq!(flaws("What does photosynthesis need?", &["Photosynthesis light", "Salt", "Sand"]), ["flaw-echo"]);
}

#[test]
fn looks_for_english_words_in_english_banks_only() {
    let mut files = support::documented();
    let bank = String::from_utf8(files["bank.toml"].clone()).unwrap().replace("\"en-NZ\"", "\"mi\"");
    files.insert("bank.toml".to_owned(), bank.into_bytes());
    let text = "+++\nid = \"new\"\ntype = \"choice\"\npool = \"practice\"\noutcomes = [\"Q-1\"]\n\n[irt]\nmodel = \"3PL\"\nb = 0.0\nc = 0.5\n\
                b_sd = 0.5\n+++\nIs it not so?\n\n- [x] {a} Yes\n- [ ] {b} always\n";
    files.insert("items/new.md".to_owned(), text.as_bytes().to_vec());
    let found = native::read(&files).problems;
    assert!(found.iter().all(|problem| !["flaw-negative", "flaw-absolute"].contains(&problem.code)));
}

#[test]
fn names_a_place_at_which_keys_stand_too_often() {
    let mut files = support::documented();
    for n in 0..12 {
        let text = format!(
            "+++\nid = \"fixed-{n}\"\ntype = \"choice\"\npool = \"practice\"\noutcomes = [\"Q-1\"]\nshuffle = false\n\n[irt]\nmodel = \"3PL\"\n\
             b = 0.0\nc = 0.25\nb_sd = 0.5\n+++\nWord {n} of {n}{n} is which of {n}{n}{n}?\n\n- [ ] {{a}} Rua{n}\n- [ ] {{b}} Toru{n}\n- [x] {{c}} Wha{n}\n- [ ] {{d}} Rima{n}\n"
        );
        files.insert(format!("items/fixed-{n}.md"), text.into_bytes());
    }
    let found = native::read(&files).problems;
    let place = found.iter().find(|problem| problem.code == "flaw-key-place").expect("C is the key of all twelve");
    assert_eq!(place.value, "C in 12 of 12 items");
}
