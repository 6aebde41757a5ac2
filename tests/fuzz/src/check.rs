//! What must hold of whatever is read.

use std::collections::BTreeMap;

use interchange::{Reading, Verdict, report};

use crate::corpus::Sample;

/// Live markup that no sanitised text holds. In attributes and text it is escaped.
const NEVER: &[&str] =
    &["<script", "<iframe", "<object", "<svg", "<style", "<form", "<meta", "<link", "<input", " style=", " id=", "javascript:"];

/// Reads a sample and says what is wrong with the result.
pub fn sample(target: &str, ending: &str, sample: &Sample) -> Result<(), String> {
    match target {
        "native" => {
            let text = sample.bytes.clone();
            let toml = !text.starts_with(b"+++");
            let bank = if toml { text.clone() } else { BANK.as_bytes().to_vec() };
            let item = if toml { ITEM.as_bytes().to_vec() } else { text };
            let files = BTreeMap::from([("bank.toml".to_owned(), bank), ("items/a.md".to_owned(), item)]);
            let report = interchange::native::read(&files);
            let texts: Vec<String> = report
                .bank
                .iter()
                .flat_map(|bank| &bank.file.items)
                .flat_map(|item| item.options.iter().map(|option| option.text.clone()).chain([item.prompt.clone()]))
                .collect();
            report.problems.iter().try_for_each(|problem| one_line(&problem.to_string()))?;
            texts.iter().try_for_each(|text| safe(text))
        }
        "html" => {
            let text = String::from_utf8_lossy(&sample.bytes);
            let gift = format!("[html]{} {{=a ~b}}", text.replace(['{', '}', '=', '~', '#', ':'], " "));
            reading(&interchange::read("x.gift", gift.as_bytes()))
        }
        "definition" => {
            let around = interchange::native::Around { outcomes: None, blueprints: &[] };
            let (_, mut problems) = interchange::native::definition(&sample.bytes, around);
            problems.append(&mut interchange::native::planned("x.toml", &sample.bytes).1);
            problems.append(&mut interchange::native::pathway("x.toml", &sample.bytes, Some(&["software-development"])).1);
            problems.iter().try_for_each(|problem| one_line(&problem.to_string()))
        }
        "case" => {
            let read = interchange::case::read("x.json", &sample.bytes);
            let items = read.framework.iter().flat_map(|framework| &framework.items).count();
            let lost = read.framework.iter().flat_map(|framework| &framework.items).any(|item| item.parent >= Some(items));
            if lost {
                return Err("parent: an item that there is not".to_owned());
            }
            read.problems.iter().try_for_each(|problem| one_line(&problem.to_string()))
        }
        _ if target.starts_with("credential-") => crate::credential::judge(ending, sample),
        _ => reading(&interchange::read(&format!("x.{ending}"), &sample.bytes)),
    }
}

fn reading(reading: &Reading) -> Result<(), String> {
    let json = report::json(reading).to_string();
    if json.len() > 50_000_000 {
        return Err(format!("grows: {} bytes of report", json.len()));
    }
    for problem in &reading.problems {
        one_line(&problem.to_string())?;
        if problem.file.is_empty() {
            return Err(format!("has no place: {problem}"));
        }
    }
    if reading.questions.is_empty() && reading.verdict() == Verdict::Partial {
        return Err("partial: but nothing was read".to_owned());
    }
    let mut ids: Vec<String> = reading.questions.iter().map(|question| question.id.to_lowercase()).collect();
    ids.sort();
    let count = ids.len();
    ids.dedup();
    if ids.len() < count {
        return Err("ids: two questions have one".to_owned());
    }
    reading.questions.iter().try_for_each(|question| texts(question).into_iter().try_for_each(safe))
}

fn texts(question: &interchange::Question) -> Vec<&str> {
    use interchange::question::Body;
    let mut texts = vec![question.prompt.as_str(), question.feedback.as_str()];
    match &question.body {
        Body::Choice { options, .. } | Body::Hottext { words: options, .. } => {
            texts.extend(options.iter().flat_map(|option| [option.text.as_str(), option.feedback.as_str()]));
        }
        Body::Match { pairs } => texts.extend(pairs.iter().flat_map(|(left, right)| [left.as_str(), right.as_str()])),
        Body::Order { sequence } => texts.extend(sequence.iter().map(String::as_str)),
        Body::Gaps { shared, .. } => texts.extend(shared.iter().map(|choice| choice.text.as_str())),
        _ => {}
    }
    texts
}

/// Live markup only: what stands between tags is escaped and harmless.
fn safe(html: &str) -> Result<(), String> {
    let lower = html.to_ascii_lowercase();
    let mut rest = lower.as_str();
    while let Some(at) = rest.find('<') {
        let tag = &rest[at..at + rest[at..].find('>').map_or(rest.len() - at, |end| end + 1)];
        // Words in quotation marks are what an attribute says, not what the tag does; addresses are looked at.
        let bare: String = tag.split('"').step_by(2).collect();
        for never in NEVER {
            if bare.contains(never) || *never == "javascript:" && tag.contains(never) {
                return Err(format!("unsafe: {tag}"));
            }
        }
        if bare.split_whitespace().skip(1).any(|attribute| attribute.starts_with("on")) {
            return Err(format!("unsafe: {tag}"));
        }
        rest = &rest[at + tag.len()..];
    }
    Ok(())
}

fn one_line(problem: &str) -> Result<(), String> {
    let long = problem.len() > 4000;
    if long || problem.contains(['\n', '\r', '\u{1b}', '\u{202e}']) { Err(format!("no line: {problem:?}")) } else { Ok(()) }
}

const BANK: &str = "format = \"bank/1\"\nid = \"x.y\"\ntitle = \"T\"\nversion = \"1.0.0\"\nlang = \"en\"\nlicence = \"CC0-1.0\"\nD = 1.0\nbank_sd = 0\n[[outcome]]\nid = \"O\"\ntext = \"Do it\"\n";
const ITEM: &str = "+++\nid = \"a\"\ntype = \"choice\"\npool = \"practice\"\noutcomes = [\"O\"]\n[irt]\nmodel = \"3PL\"\na = 1\nb = 0\nc = 0.5\nb_sd = 0.5\nsource = \"s\"\non = 2026-01-01\n+++\nQ?\n\n- [x] {a} A\n- [ ] {b} B\n";
