//! Each mistake in the documented bank gives exactly the words that its author needs.

use std::io;

use interchange::{DirFolder, Folder, native};

use crate::support::{documented, said, with};

/// One replacement, and all that is said about it.
#[track_caller]
fn check(file: &str, from: &str, to: &str, expected: &[&str]) {
    let problems = said(&with(file, from, to));
    assert_eq!(problems, expected, "{file}: {from:?} -> {to:?}");
}

#[test]
fn names_the_line_of_a_wrong_number() {
    check(
        "items/load.md",
        "b = 0.4",
        "b = \"hard\"",
        &["items/load.md:15:5: irt.b = \"hard\", expected a number from -10 to 10"],
    );
    check("items/load.md", "b = 0.4", "b = nan", &["items/load.md:15:5: irt.b = nan, expected a number from -10 to 10"]);
    check(
        "items/load.md",
        "d = 1.0",
        "d = 0.2",
        &[
            "items/load.md:13:9: irt.model = 3PL, expected 4PL where d is stated",
            "items/load.md:16:5: irt.c = 0.25, expected c < d",
        ],
    );
}

#[test]
fn names_an_unknown_field_and_the_nearest_known_one() {
    check(
        "items/load.md",
        "shuffle = true",
        "shufle = true",
        &["items/load.md:8:1: shufle = true, expected a known field; did you mean \"shuffle\"?"],
    );
    check(
        "bank.toml",
        "licence =",
        "license =",
        &[
            "bank.toml: licence = nothing, expected a text in quotation marks",
            "bank.toml:6:1: license = \"CC-BY-4.0\", expected a known field; did you mean \"licence\"?",
        ],
    );
    check(
        "items/mean.md",
        "[answer]",
        "zzz = 1\n[answer]",
        &[
            "items/mean.md:7:1: zzz = 1, expected a known field: id, type, pool, status, outcomes, bloom, shuffle, last, choose, author, markup, answer, scale, irt",
        ],
    );
}

#[test]
fn tells_every_problem_of_an_item_at_once() {
    let mut files = with("items/load.md", "type = \"choice\"", "type = \"chioce\"");
    let text = String::from_utf8(files["items/load.md"].clone()).expect("it is text");
    let text = text
        .replace("b = 0.4", "")
        .replace("- [x] {b}", "- [q] {b}")
        .replace("{queue.svg}", "")
        .replace("media/queue.svg", "media/none.svg");
    files.insert("items/load.md".to_owned(), text.into_bytes());
    let problems = said(&files);
    for part in [
        "items/load.md:3:8: type = \"chioce\", expected \"choice\", \"multiple\", \"numeric\", \"text\", \"gaps\", \"match\", \"order\", \"hottext\", \"slider\" or \"essay\"",
        "items/load.md:12:1: irt.b = nothing, expected a number from -10 to 10",
        "items/load.md:25:1: prompt = media/none.svg, expected the name of a file in media/",
        "items/load.md:33:4: options = - [q] {b} The queue grows for as long as the load lasts, expected [ ], [x] or a weight from -1 to 1 in the box",
        "media/queue.svg: warning: picture = shown by no item, expected a picture that some item shows",
    ] {
        assert!(problems.contains(&part.to_owned()), "{part}\nin\n{}", problems.join("\n"));
    }
    assert_eq!(problems.len(), 5, "{}", problems.join("\n"));
}

#[test]
fn counts_the_keys() {
    check(
        "items/load.md",
        "- [x] {b}",
        "- [ ] {b}",
        &["items/load.md:31:1: options = 0 options marked [x], expected exactly one"],
    );
    check(
        "items/utilisation.md",
        "- [x] {a}",
        "- [ ] {a}",
        &["items/utilisation.md:7:10: choose = 2, expected the number of options marked [x]"],
    );
    check(
        "items/load.md",
        "{d} Half",
        "{c} Half",
        &[
            "items/load.md:9:9: last = d, expected the id of an option",
            "items/load.md:37:7: options = {c}, expected an option id that line 35 does not have",
        ],
    );
}

#[test]
fn wants_the_chance_of_full_credit_where_nobody_measured() {
    check(
        "items/load.md",
        "c = 0.25",
        "c = 0.2",
        &[
            "items/load.md:16:5: irt.c = 0.2, expected 0.2500, the chance of full credit by guessing (1/4), because b_sd > 0 says that nobody has measured it",
        ],
    );
    check(
        "items/utilisation.md",
        "choose = 2\n",
        "",
        &[
            "items/utilisation.md:11:5: irt.c = 0.16666667, expected 0.0625, the chance of full credit by guessing (1/2^4), because b_sd > 0 says that nobody has measured it",
        ],
    );
    let mut calibrated = with("items/load.md", "c = 0.25", "c = 0.2");
    let text = String::from_utf8(calibrated["items/load.md"].clone()).expect("it is text").replace("b_sd = 0.5", "b_sd = 0.0");
    calibrated.insert("items/load.md".to_owned(), text.into_bytes());
    assert_eq!(said(&calibrated), Vec::<String>::new());
}

#[test]
fn names_both_places_of_an_id_used_twice() {
    let mut files = documented();
    let copy = files["items/mean.md"].clone();
    files.insert("items/other.md".to_owned(), copy);
    assert_eq!(said(&files), ["items/other.md:2:6: id = mean, expected an id that items/mean.md:2 does not have"]);
}

#[test]
fn maps_what_the_engine_finds_to_lines() {
    check(
        "items/mean.md",
        "outcomes = [\"Q-2\"]",
        "outcomes = [\"Q-2\", \"Q-9\"]",
        &["items/mean.md:5:20: outcomes = Q-9, expected the id of an outcome in bank.toml"],
    );
    check(
        "bank.toml",
        "items = [\"mean\", \"median\"]",
        "items = [\"mean\", \"modus\"]",
        &["bank.toml:23:18: enemies.items = modus, expected the id of an item in this bank"],
    );
    check(
        "bank.toml",
        "id = \"Q-2\"",
        "id = \"Q-1\"",
        &[
            "bank.toml:16:6: outcome.id = Q-1, expected an id that no other outcome has",
            "credential.toml:9:20: outcomes = Q-2, expected the id of an outcome in bank.toml",
        ],
    );
    check(
        "blueprints/award.toml",
        "minimum = 2\nmaximum = 2",
        "minimum = 3\nmaximum = 2",
        &[
            "blueprints/award.toml:9:11: length.minimum = 3, expected at most length.maximum",
            "blueprints/award.toml:9:11: length.minimum = 3, expected at most 2, the operational items of this pool",
        ],
    );
    check(
        "blueprints/award.toml",
        "minimum = 1\nmaximum = 2",
        "minimum = 3\nmaximum = 3",
        &[
            "blueprints/award.toml:14:11: content.minimum = 3 in all, expected at most length.maximum = 2",
            "blueprints/award.toml:14:11: content.minimum = 3 of Q-1, expected at most 2, the items that can be given together (enemies cannot)",
            "blueprints/award.toml:14:11: warning: content.minimum = 3 of 2 items for Q-1, expected a pool at least twice as large, or there is little to choose from",
        ],
    );
}

#[test]
fn checks_the_micro_credential() {
    check(
        "credential.toml",
        "award = \"award\"",
        "award = \"practice\"",
        &["credential.toml:17:9: award = practice, expected a blueprint whose delivery is sealed"],
    );
    check(
        "credential.toml",
        "sitting = \"sitting\"",
        "sitting = \"award\"",
        &["credential.toml:18:11: sitting = award, expected a blueprint whose delivery is sitting"],
    );
    check("credential.toml", "sitting = \"sitting\"\n", "", &[]);
    check(
        "credential.toml",
        "award = \"award\"\n",
        "",
        &["credential.toml: award = nothing, expected the id of the blueprint that awards, whose delivery is sealed"],
    );
    check(
        "credential.toml",
        "\"2027-11-23\"",
        "\"2027-11-31\"",
        &["credential.toml:13:13: review_by = \"2027-11-31\", expected a date such as 2026-01-20"],
    );
    check("credential.toml", "\"2027-11-23\"", "2027-11-23", &[]);
    check(
        "credential.toml",
        "http://data.europa.eu/snb/eqf/5",
        "javascript:alert(1)",
        &[
            "credential.toml:32:11: level.eqf_uri = \"javascript:alert(1)\", expected an address that begins with https:// or http://",
        ],
    );
    check(
        "credential.toml",
        "unit = \"NZ credits\"\n",
        "",
        &["credential.toml:37:1: workload = credits or unit alone, expected credits with their unit, or neither"],
    );
    check(
        "credential.toml",
        "specimen = true\n",
        "",
        &["credential.toml:14:17: specimen_note = a text, expected no specimen_note without specimen = true"],
    );
    check(
        "credential.toml",
        "country = \"NZ\"",
        "country = \"New Zealand\"",
        &[
            "credential.toml:7:11: country = \"New Zealand\", expected the two capital letters of a country (ISO 3166-1), such as \"NZ\"",
        ],
    );
    for field in ["title", "awarding_body", "country", "quality_assurance", "outcomes"] {
        let text = String::from_utf8(documented()["credential.toml"].clone()).expect("it is text");
        let line = text.lines().find(|line| line.starts_with(&format!("{field} = "))).expect("the example has it");
        let problems = said(&with("credential.toml", &format!("{line}\n"), ""));
        assert!(
            problems.len() == 1 && problems[0].starts_with(&format!("credential.toml: {field} = nothing, expected ")),
            "{problems:?}"
        );
    }
}

#[test]
fn refuses_what_a_text_must_not_hold() {
    let prompt = "A service is at a utilisation of 0.95. Which **two** changes shorten the waiting time?";
    for (written, value, expected) in [
        ("<script>alert(1)</script>", "<script>alert(1)</script>", "Markdown instead of HTML; code in backquotes, \"<\" as \\<"),
        ("List<String> b", "<String>", "Markdown instead of HTML; code in backquotes, \"<\" as \\<"),
        ("# Big", "# Big", "bold text: an item has no headings of its own"),
        ("[x](javascript:alert(1))", "javascript:alert(1)", "a link to an address that begins with https://"),
        ("![](media/queue.svg)", "![](media/queue.svg)", "words for those who cannot see it: ![what it shows](media/NAME)"),
        ("![x](https://example.org/a.png)", "https://example.org/a.png", "a picture of the bank, as media/NAME"),
        ("![x](media/../bank.toml)", "media/../bank.toml", "a picture of the bank, as media/NAME"),
    ] {
        let problems = said(&with("items/utilisation.md", prompt, written));
        let column = if written.starts_with("List") { 5 } else { 1 };
        let wanted = format!("items/utilisation.md:16:{column}: prompt = {value}, expected {expected}");
        let found = problems.contains(&wanted);
        assert!(found, "{written}: {problems:#?}");
    }
    let problems = said(&with("items/utilisation.md", prompt, "$\\sqrt[3$ and $\\unknowncommand$"));
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(
        problems
            .iter()
            .zip([1, 15])
            .all(|(problem, column)| problem.contains(&format!("items/utilisation.md:16:{column}: prompt = "))
                && problem.contains("LaTeX mathematics: ")),
        "{problems:#?}"
    );
}

#[test]
fn warns_of_flaws_that_a_machine_can_see() {
    check(
        "items/load.md",
        "Requests wait for a time that settles at $s$",
        "Requests always wait",
        &[
            "items/load.md:31:1: warning: options = {a} … always …, expected a distractor without absolute words that the key lacks: they give it away",
        ],
    );
    check(
        "items/load.md",
        "Half of the requests are refused",
        "None of the above.",
        &["items/load.md:37:1: warning: options = {d} none of the above, expected an option that stands on its own"],
    );
    check(
        "items/load.md",
        "  > Its time for each request is given and does not change.\n",
        "",
        &[
            "items/load.md:35:1: warning: options = {c} without feedback, expected feedback for those who choose it, as \"  > …\" below the option",
        ],
    );
    check(
        "items/load.md",
        "status = \"operational\"\n",
        "",
        &[
            "items/load.md: warning: status = nothing, expected the review status of an item of pool credit, as \"operational\" once it was reviewed",
        ],
    );
    check(
        "blueprints/award.toml",
        "cut = 0.5",
        "cut = 2.5",
        &[
            "blueprints/award.toml:36:7: warning: standard.cut = 2.5, expected a pass mark within the difficulties of its pool, 0.4 to 0.9",
        ],
    );
}

#[test]
fn reads_broken_files_as_problems() {
    let replaced = |file: &str, bytes: &[u8]| {
        let mut files = documented();
        files.insert(file.to_owned(), bytes.to_vec());
        said(&files)
    };
    assert!(
        replaced("items/mean.md", b"+++\nid = \"\xff\"\n+++\n")
            .contains(&"items/mean.md:2:7: encoding = byte 0xff at offset 10, expected UTF-8".to_owned())
    );
    assert!(
        replaced("items/mean.md", b"id = 1")
            .contains(&"items/mean.md:1: front matter = id = 1, expected a line +++ at the top of the file".to_owned())
    );
    let problems = replaced("bank.toml", b"format = \"bank/1\nid = [");
    assert_eq!(
        problems,
        [
            "bank.toml:1:17: TOML = format = \"bank/1, expected TOML: invalid basic string, expected `\"`",
            "bank.toml:2:7: TOML = id = [, expected TOML: unclosed array, expected `]`"
        ]
    );
    let problems = replaced("media/queue.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>");
    assert_eq!(
        problems[1],
        "media/queue.svg: picture = <script>, expected SVG that only draws: no script, animation, link or foreign content"
    );
    let problems = replaced("credentials.toml", b"");
    assert_eq!(
        problems,
        [
            "credentials.toml: warning: file = no part of a bank, expected bank.toml, credential.toml, PROVENANCE.md, items/NAME.md, sets/NAME.md, blueprints/NAME.toml or media/NAME, NAME being letters, digits, \"-\", \"_\" and \".\", at most 64"
        ]
    );
    assert!(
        replaced("items/mean.md", &vec![b'x'; 300_000])
            .contains(&"items/mean.md: size = 300000 bytes, expected at most 262144 bytes".to_owned())
    );
    assert!(
        replaced("media/queue.svg", &vec![b'x'; 9_000_000])
            .iter()
            .any(|problem| problem.starts_with("media/queue.svg: file = 9000000 bytes"))
    );
}

#[test]
fn says_when_there_is_no_bank() {
    assert_eq!(said(&std::collections::BTreeMap::new()), ["bank.toml: file = nothing, expected a bank.toml in the folder"]);
    let report = native::read(&DirFolder("no/such/folder".into()));
    assert!(report.problems[0].to_string().starts_with(".: folder = "), "{:?}", report.problems);
}

#[test]
fn refuses_links_and_ways_out_of_the_folder() -> io::Result<()> {
    let folder = std::env::temp_dir().join(format!("assay-interchange-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("items"))?;
    std::fs::write(folder.join("bank.toml"), "")?;
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc/hostname", folder.join("items/x.md"))?;
        std::os::unix::fs::symlink("/etc", folder.join("media"))?;
    }
    let files = DirFolder(folder.clone());
    for path in ["../bank.toml", "/etc/hostname", "", ".", "items/../../x", "items/x.md", "media/hostname", "items"] {
        assert!(files.read(path).is_err(), "{path}");
    }
    assert!(files.read("bank.toml")?.is_empty());
    #[cfg(unix)]
    assert!(
        native::read(&files)
            .problems
            .iter()
            .any(|problem| problem.file == "items/x.md" && problem.value.contains("symbolic link"))
    );
    std::fs::remove_dir_all(folder)
}

#[test]
fn gives_the_same_as_data() {
    let report = native::read(&with("items/load.md", "b = 0.4", "b = 40"));
    let json = serde_json::to_value(&report).expect("a report is plain data");
    assert_eq!(
        json,
        serde_json::json!({ "problems": [{
            "severity": "error", "code": "bad-number", "file": "items/load.md", "line": 15, "column": 5, "sheet": null, "cell": null,
            "item": "load", "field": "irt.b", "value": "40", "expected": "a number from -10 to 10",
            "message": "irt.b = 40, expected a number from -10 to 10",
        }] })
    );
}

#[test]
fn warns_of_keys_that_are_the_longest_too_often() {
    // Nine more items like `load`, whose key is the longest option: all ten by chance is one in a million.
    let mut files = documented();
    let text = String::from_utf8(files["items/load.md"].clone()).expect("it is text");
    for number in 0..9 {
        let text = text
            .replace("id = \"load\"", &format!("id = \"load{number}\""))
            .replace("The queue grows for", "The queue keeps growing, as all queues do, for");
        files.insert(format!("items/load{number}.md"), text.into_bytes());
    }
    let keys: Vec<String> = said(&files).into_iter().filter(|problem| problem.contains(": keys = ")).collect();
    assert_eq!(
        keys,
        [
            "bank.toml: warning: keys = the longest option in 10 of 10 items, expected about 2.5, what chance gives: lengthen distractors or shorten keys"
        ]
    );
}

#[test]
fn wants_names_to_agree() {
    let mut files = documented();
    let text = files.remove("items/mean.md").expect("it is there");
    files.insert("items/average.md".to_owned(), text);
    let text = files.remove("blueprints/award.toml").expect("it is there");
    files.insert("blueprints/final.toml".to_owned(), text.clone());
    assert_eq!(
        said(&files),
        [
            "blueprints/final.toml:2:6: id = award, expected \"final\", the file's name",
            "items/average.md:2:6: warning: id = mean, expected \"average\", the file's name",
        ]
    );
    files.insert("blueprints/award.toml".to_owned(), text);
    assert!(
        said(&files).contains(
            &"blueprints/final.toml:2:6: id = award, expected an id that blueprints/award.toml does not have".to_owned()
        )
    );
}
