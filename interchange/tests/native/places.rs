//! Every problem of a bank says where it is: the value, or the name where that is meant; in a body the sign, the gap or the option.

use crate::support::{Files, documented, said, with};

/// The places, with fields, of what is said of one file: `15:5 irt.b`.
fn places(files: &Files, file: &str) -> Vec<String> {
    let of = |line: String| {
        let (place, rest) = line.strip_prefix(file)?.split_once(": ")?;
        let rest = rest.strip_prefix("warning: ").unwrap_or(rest);
        Some(format!("{} {}", place.trim_start_matches(':'), rest.split_once(" = ")?.0))
    };
    said(files).into_iter().filter_map(of).collect()
}

/// The same files with the line ends of Windows and a byte order mark, which are no part of any line.
fn of_windows(files: Files) -> Files {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).map(|text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    files.into_iter().map(|(name, bytes)| (name.clone(), text(bytes.clone()).map_or(bytes, String::into_bytes))).collect()
}

#[track_caller]
fn check(file: &str, from: &str, to: &str, wanted: &[&str]) {
    let files = with(file, from, to);
    assert_eq!(places(&files, file), wanted, "{file}: {from:?} -> {to:?}");
    let mut windows = files.clone();
    windows.retain(|name, _| !name.starts_with("media/"));
    windows = of_windows(windows);
    windows.extend(files.into_iter().filter(|(name, _)| name.starts_with("media/")));
    assert_eq!(places(&windows, file), wanted, "{file}, with CRLF: {from:?} -> {to:?}");
}

#[test]
fn names_line_and_column_in_toml() {
    for (file, from, to, wanted) in [
        ("bank.toml", "bank_sd = 0.3", "bank_sd\t=\t4.5 # é", &["8:11 bank_sd"][..]),
        (
            "bank.toml",
            "{ to = \"example\", uri = \"https://",
            "{ to = \"exämple\", uri = \"://",
            &["19:27 outcome[1].align[0].uri"],
        ),
        (
            "bank.toml",
            "{ to = \"example\", uri",
            "{ to = \"é\", url",
            &["19:3 outcome[1].align[0].uri", "19:15 outcome[1].align[0].url"],
        ),
        (
            "bank.toml",
            "[\"mean\", \"median\"]",
            "[\"é\", \"mean\", \"b c\"]",
            &["23:10 enemies[0].items[0]", "23:15 enemies.items", "23:23 enemies[0].items[2]"],
        ),
        ("bank.toml", "title = \"Queues", "title = \"Quëues\" \"", &["3:18 TOML"]),
        ("bank.toml", "id = \"Q-2\"\n", "", &["15:1 outcome[1].id"]),
        ("blueprints/award.toml", "maximum = 2\n", "maximum = \"zwö\"\n", &["10:11 length.maximum"]),
        ("credential.toml", "country = \"NZ\"", "country =\t\"Néw\"", &["7:11 country"]),
        ("sets/service.md", "items = [\"load\",", "items = [ # é\n\t\"laod\",", &["4:2 items"]),
    ] {
        check(file, from, to, wanted);
    }
}

/// The feedback of the item `mean`, as it stands there.
const FEEDBACK: &str = r#"feedback = "The sum is 10 ms over four requests: $\\frac{10}{4} = 2.5$.""#;

#[test]
fn names_line_and_column_in_front_matter() {
    for (file, from, to, wanted) in [
        ("items/load.md", "last = [\"d\"]", "last = [\"é\", \"d\", \"\"]", &["9:9 last[0]", "9:19 last[2]"][..]),
        ("items/load.md", "author = \"A. Author\"", "author = \"Ä\"\nshufle = \"é\"", &["11:1 shufle"]),
        ("items/load.md", "b = 0.4", "  b   = 40", &["15:9 irt.b"]),
        ("items/load.md", "b = 0.4\n", "", &["12:1 irt.b"]),
        ("items/load.md", "[irt]", "[irt", &[" status", "12:5 TOML"]),
        ("items/load.md", "outcomes = [\"Q-1\"]", "outcomes = [ \"Q-1\",\t\"Q-9\" ]", &["6:21 outcomes"]),
        // A text stands there as it is, or a column in it is not known.
        ("items/mean.md", FEEDBACK, "feedback = \"é <i>x\"", &["11:15 answer.feedback"]),
        ("items/mean.md", FEEDBACK, "feedback = '''\né\n <i>x'''", &["13:2 answer.feedback"]),
        ("items/mean.md", FEEDBACK, "feedback = \"\\u00e9 <i>x\"", &["11 answer.feedback"]),
    ] {
        check(file, from, to, wanted);
    }
    let mut files = documented();
    files.insert("items/mean.md".to_owned(), b"\xef\xbb\xbf+++\nid = \"\xc3\xa9\xff\"\n+++\n".to_vec());
    assert!(places(&files, "items/mean.md").contains(&"2:8 encoding".to_owned()), "{:?}", said(&files));
}

#[test]
fn names_line_and_column_in_a_body() {
    for (file, from, to, wanted) in [
        ("items/load.md", "A server handles", "É\t<i>x</i>", &["22:3 prompt", "22:7 prompt"][..]),
        ("items/load.md", "- [x] {b} The", "- [y] {b} The", &["33:4 options"]),
        ("items/load.md", "- [ ] {c} The", "- [ ] {c d} The", &["35:7 options"]),
        ("items/load.md", "- [ ] {d} Half", "- [ ]  {c} Half", &["9:9 last", "37:8 options"]),
        ("items/load.md", "{b} The queue grows", "{b}  Die Länge <i>", &["33:22 options"]),
        ("items/load.md", "{b} The queue grows", "{b} Die Länge\n\t<i>", &["34:2 options"]),
        ("items/load.md", "{b} The queue grows", "{b} Die Länge\n    é <i>", &["34:7 options"]),
        ("items/load.md", "  > Right: more", "  > Ä <i> more", &["34:7 feedback"]),
        ("items/load.md", "  > Right: more", "  > Ä\n  >\n  > <i> more", &["36:5 feedback"]),
        ("items/load.md", "  > Right: more", "  > Ä\n  stray", &["35:3 options"]),
        ("items/law.md", "{{g3: # 4 +- 0.01}}", "é {{g3: 4}}", &["19:3 fields"]),
        ("items/law.md", "{{g3: # 4 +- 0.01}}", "é \\{{ {{g3: # 4}} {{g3: # 5}}", &["19:19 fields"]),
        ("items/law.md", "{{g3: # 4 +- 0.01}}", "é {{g3: # 4}} <i>", &["19:15 prompt"]),
        ("items/words.md", "{{g2: *b}}", "\u{e000}é <i> {{g2: *b}}", &["17:89 prompt"]),
        ("items/mistake.md", "[[*lie below the mean]]", "[[*lie bélow <i>the mean]]", &["20:85 prompt"]),
        ("items/mistake.md", "[[*lie below the mean]]", "[[ ]]", &["6:10 choose", "20:72 options"]),
        ("items/units.md", "- utilisation => none", "- Ä \\=> <i> => none", &["21:9 fields"]),
        ("items/units.md", "- utilisation => none", "- Ä \\=> B => é $x$", &["21:14 options"]),
        ("items/units.md", "- utilisation => none", "- Ä =>", &["21:3 options"]),
        ("items/steps.md", "It waits in the queue", "É <i>", &["20:6 options"]),
        ("sets/service.md", "One worker", "Ä <i> One worker", &["6:3 stimulus"]),
    ] {
        check(file, from, to, wanted);
    }
}
