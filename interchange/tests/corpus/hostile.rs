//! Files that mean harm, and files that are nearly right.

use interchange::{Format, Question, Verdict, report};
use serde_json::Value;

use crate::{compare, corpus, json, wanted};

#[test]
fn refuses_or_cleans_every_hostile_file_with_its_reason() {
    let folder = corpus().join("hostile");
    let list = json(&folder.join("expected.json"));
    let mut differences = Vec::new();
    for expected in list.as_array().unwrap() {
        let name = expected["file"].as_str().unwrap();
        if !wanted(&format!("hostile/{name}")) {
            continue;
        }
        let reading = interchange::read(name, &std::fs::read(folder.join(name)).unwrap());
        let verdict = serde_json::to_value(reading.verdict()).unwrap();
        let verdict = verdict.as_str().unwrap().to_owned();
        if [Format::H5p, Format::Text2qti].contains(&reading.format) {
            // Named and refused: stricter than asked for.
            if reading.verdict() != Verdict::Reject {
                differences.push(format!("{name}: is {verdict}, expected to be refused"));
            }
            continue;
        }
        let problems = reading.problems.iter().map(|problem| format!("\n    {} {problem}", problem.code)).collect::<String>();
        let right = match expected["verdict"].as_str().unwrap() {
            "accept_or_reject" => ["accept", "reject", "accept_sanitised"].contains(&verdict.as_str()),
            // A warning may be as right as a refusal where the note says so.
            "accept" if expected["note"].as_str().is_some_and(|note| note.contains("or reject")) => {
                ["accept", "reject"].contains(&verdict.as_str())
            }
            wanted => wanted == verdict,
        };
        if !right {
            differences.push(format!("{name}: is {verdict}, expected {}{problems}", expected["verdict"]));
            continue;
        }
        differences
            .extend(compare::codes(expected, &reading, &verdict).into_iter().map(|difference| format!("{name}: {difference}")));
        if let Some(count) = expected["item_count"].as_u64()
            && count != reading.questions.len() as u64
            && verdict != "reject"
        {
            differences.push(format!("{name}: {} items, expected {count}{problems}", reading.questions.len()));
        }
        let report = report::json(&reading);
        let first = &report["items"][0]["stem"];
        if let Some(stem) = expected["stem"].as_str()
            && first != stem
        {
            differences.push(format!("{name}: stem {first}, expected {stem:?}"));
        }
        if let Some(kept) = expected["stem_text_kept"].as_str()
            && !first.as_str().unwrap_or_default().starts_with(kept)
        {
            differences.push(format!("{name}: stem {first}, expected to begin with {kept:?}"));
        }
        // The file's own name, which a question knows, says what it is about.
        let nameless = reading.questions.iter().map(|question| Question { file: String::new(), ..question.clone() });
        let shown = format!("{:?}", nameless.collect::<Vec<_>>()).to_lowercase();
        let pictures: String = reading.media.values().map(|media| String::from_utf8_lossy(&media.bytes).to_lowercase()).collect();
        for never in expected["must_not_render"]
            .as_array()
            .into_iter()
            .flatten()
            .chain(expected["must_not_contain"].as_array().into_iter().flatten())
        {
            let never = never.as_str().unwrap();
            if shown.contains(never) || pictures.contains(never) {
                differences.push(format!("{name}: shows {never:?}"));
            }
        }
    }
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn keeps_each_problem_to_one_line() {
    let folder = corpus().join("hostile");
    for expected in json(&folder.join("expected.json")).as_array().unwrap() {
        let name = expected["file"].as_str().unwrap();
        let reading = interchange::read(name, &std::fs::read(folder.join(name)).unwrap());
        for problem in &reading.problems {
            let line = problem.to_string();
            assert!(!line.contains(['\n', '\r', '\u{1b}']) && line.len() < 1000, "{name}: {line}");
            assert!(!problem.file.is_empty() && !problem.expected.is_empty(), "{name}: {problem:?}");
        }
        let _: Value = report::json(&reading);
    }
}
