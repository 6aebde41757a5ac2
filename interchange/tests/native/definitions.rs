//! Definitions of micro-credentials: the old format for ever, what is mandatory by name, and those that stand before their banks.

use std::path::Path;

use interchange::native::{self, ELEMENTS, MICRO_CREDENTIAL_FORMAT_1};

use crate::support::{documented, said, with};

const OLD: &str = include_str!("old/micro-credential-1.toml");

#[test]
fn reads_the_first_version_of_the_format() {
    let mut files = documented();
    files.insert("credential.toml".to_owned(), OLD.into());
    assert_eq!(said(&files), Vec::<String>::new());
    let definition = native::read(&files).bank.unwrap().micro_credential.unwrap();
    assert_eq!(definition.format, MICRO_CREDENTIAL_FORMAT_1);
    // What the records keep of it is what they kept before.
    let json = serde_json::to_string(&definition).unwrap();
    assert!(!json.contains("null") && json.contains("\"award\":\"award\"") && !json.contains("form_of_study"), "{json}");
    let lacks: Vec<String> = definition.lacks().into_iter().map(|lack| lack.field).collect();
    let expected =
        ["developer", "evidence_of_need", "form_of_study", "assured_by.kind", "nzsced", "guidance.next", "guidance.ask"];
    assert_eq!(lacks, expected);
}

#[test]
fn names_each_mandatory_element_that_is_missing() {
    let whole = String::from_utf8(documented()["credential.toml"].clone()).unwrap();
    let definition = native::read(&documented()).bank.unwrap().micro_credential.unwrap();
    assert_eq!(definition.lacks(), []);
    for element in ELEMENTS {
        assert!(element.is_stated(&definition), "{}", element.path);
        let blank = [(element.path.to_owned(), String::new())].into();
        let mut files = documented();
        files.insert("credential.toml".to_owned(), native::definition_text(&whole, &blank).into_bytes());
        let problems = said(&files);
        let expected = format!("{} = nothing, expected {}: {}", element.path, element.name, element.expected);
        assert!(problems.len() == 1 && problems[0].ends_with(&expected), "{}: {problems:?}", element.path);
    }
}

#[test]
fn asks_for_a_code_of_new_zealand_only_there() {
    let files = with("credential.toml", "country = \"NZ\"", "country = \"DE\"");
    let text = String::from_utf8(files["credential.toml"].clone()).unwrap().replace("nzsced = \"020113\"\n", "");
    let mut files = files;
    files.insert("credential.toml".to_owned(), text.into_bytes());
    assert_eq!(said(&files), Vec::<String>::new());
}

#[test]
fn refuses_what_contradicts_itself() {
    let check = |from: &str, to: &str, end: &str| {
        let problems = said(&with("credential.toml", from, to));
        assert!(problems.len() == 1 && problems[0].ends_with(end), "{from}: {problems:?}");
    };
    check(
        "title = \"Queues and Measurements\"",
        "title = \"A Diploma in Queues\"",
        "expected a title without \"diploma\", a word that is reserved in New Zealand",
    );
    check("\"020113\"", "\"2011\"", "expected six digits, such as \"020113\"");
    check("value = \"5\"\nuri", "value = \"11\"\nuri", "level.value = 11, expected a level of the NZQCF, from 1 to 10");
    check(
        "hours = 10\ncredits = 1\n",
        "hours = 450\ncredits = 45\n",
        "expected at most 40 NZ credits, as a micro-credential has",
    );
    check("body = \"Example Agency\"\n", "", "assured_by.body = nothing, expected the name of the body that assures it");
    check(
        "\"job-embedded\"]",
        "\"asleep\"]",
        "expected \"self-directed\", \"job-embedded\", \"competency-based\" or \"research-based\"",
    );
}

#[test]
fn refuses_a_country_that_is_not_there_and_warns_of_what_may_be_meant() {
    let check = |from: &str, to: &str, expected: &[&str]| {
        assert_eq!(said(&with("credential.toml", from, to)), expected, "{from}");
    };
    check(
        "country = \"NZ\"",
        "country = \"XX\"",
        &["credential.toml:7:11: country = \"XX\", expected the two capital letters of a country (ISO 3166-1), such as \"NZ\""],
    );
    check(
        "hours = 10",
        "hours = 5",
        &["credential.toml:38:9: warning: workload.hours = 5, expected about 10 hours for each of 1 NZ credits"],
    );
    check("hours = 10", "hours = 12", &[]);
    check(
        "unit = \"NZ credits\"",
        "unit = \"hugs\"",
        &[
            "credential.toml:40:8: warning: workload.unit = hugs, expected a unit of credits that readers know: NZ credits, ECTS, ECVET, \
           CATS, SCQF, CQFW, AQF credit points, US credit hours, CEU",
        ],
    );
    check(
        "unit = \"NZ credits\"",
        "unit = \"ECTS\"",
        &["credential.toml:38:9: warning: workload.hours = 10, expected about 25 to 30 hours for each of 1 ECTS"],
    );
    check(
        "eqf = 5",
        "eqf = 1",
        &["credential.toml:31:7: warning: level.eqf = 1, expected a level near 5, with which level 5 of the NZQCF is compared"],
    );
    check("eqf = 5", "eqf = 6", &[]);
}

#[test]
fn tells_when_a_review_is_overdue() {
    let definition = native::read(&documented()).bank.unwrap().micro_credential.unwrap();
    assert_eq!(definition.overdue("2027-11-23"), None);
    let overdue = definition.overdue("2027-11-24").unwrap();
    assert_eq!((overdue.is_error(), overdue.value.as_str()), (false, "2027-11-23"));
}

#[test]
fn accepts_the_definitions_that_stand_before_their_banks() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../item-banks/definitions");
    let mut ids = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (definition, problems) = native::planned(&name, &std::fs::read(&path).unwrap());
        assert!(problems.is_empty(), "{problems:?}");
        let definition = definition.unwrap();
        assert_eq!(definition.lacks(), [], "{name}");
        assert!(definition.own_outcomes.len() >= 5 && definition.award.is_none(), "{name}");
        ids.push(definition.id);
    }
    ids.sort();
    assert_eq!(ids, ["education", "entrepreneurship", "internet-of-things", "leadership"]);
}

#[test]
fn keeps_a_definition_apart_from_a_bank() {
    let whole = documented()["credential.toml"].clone();
    let (_, problems) = native::planned("queues.toml", &whole);
    let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["outcomes", "practice", "award", "sitting"]);
    let (_, problems) = native::planned("other.toml", b"format = \"micro-credential/1\"\nid = \"x\"\n");
    assert!(problems.iter().any(|problem| problem.to_string().contains("id = x, expected \"other\"")), "{problems:?}");
    assert!(problems.iter().any(|problem| problem.field == "format"));
    let files = with("credential.toml", "[level]", "[[outcome]]\nid = \"Q-3\"\ntext = \"More\"\n\n[level]");
    assert!(said(&files)[0].contains("outcome = a table, expected the outcomes' ids"), "{:?}", said(&files));
}
