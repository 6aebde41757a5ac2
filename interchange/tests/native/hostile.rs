//! Whatever is in a folder, the answer is a report.

use std::collections::BTreeMap;

use interchange::native;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::{Files, documented};

/// Pieces that break parsers.
const PIECES: &[&str] = &[
    "+++",
    "\n+++\n",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'''",
    "\"\"\"",
    "[[outcome]]",
    "[irt]",
    "$",
    "$$",
    "\\left(",
    "\\frac",
    "^",
    "_",
    "<",
    ">",
    "<script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&#x",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\u{1F469}\u{200D}\u{1F680}",
    "- [x] {a} ",
    "{{g1: *",
    "{{g1: = ",
    "}}",
    "[[*",
    "]]",
    "- a => ",
    "=>",
    "1. ",
    "\u{E000}g1\u{E001}",
    "\u{E002}",
    "- [ ] ",
    "  > ",
    "```",
    "~~~",
    "|",
    "| --- |",
    "media/",
    "![",
    "](",
    "1e999",
    "nan",
    "-0",
    "9999999999999999999",
    "0x",
    "=",
    ".",
    "\r",
    "\t",
    "\\",
];

/// One change to one file.
fn change() -> impl Strategy<Value = (Index, Index, Index, usize, Vec<u8>)> {
    let inserted = prop_oneof![
        3 => prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
        1 => Just(Vec::new()),
    ];
    (any::<Index>(), any::<Index>(), any::<Index>(), 0_usize..40, inserted)
}

fn changed(mut files: Files, changes: &[(Index, Index, Index, usize, Vec<u8>)]) -> Files {
    let names: Vec<String> = files.keys().cloned().collect();
    for (file, at, from, length, inserted) in changes {
        let other = files[from.get(&names)].clone();
        let bytes = files.get_mut(file.get(&names)).expect("the name is one of theirs");
        let at = at.index(bytes.len() + 1);
        let end = (at + length).min(bytes.len());
        let mut new = inserted.clone();
        // Sometimes a piece of another file comes along.
        if length % 5 == 0 && !other.is_empty() {
            let start = from.index(other.len());
            new.extend_from_slice(&other[start..(start + 30).min(other.len())]);
        }
        bytes.splice(at..end, new);
    }
    files
}

/// Pieces of LaTeX, Markdown and HTML.
const SOUP: &[&str] = &[
    "\\frac",
    "\\sqrt",
    "\\sqrt[",
    "\\text{",
    "\\left",
    "\\right",
    "(",
    ")",
    "|",
    ".",
    "{",
    "}",
    "[",
    "]",
    "^",
    "_",
    "'",
    "&",
    "\\\\",
    "\\begin{matrix}",
    "\\end{matrix}",
    "\\begin{array}{l",
    "\\begin{align}",
    "\\end{align}",
    "\\mathbf",
    "\\operatorname",
    "\\not",
    "\\hat",
    "\\limits",
    "\\tag{",
    "\\label{a}",
    "\\ref{a}",
    "\\href{javascript:alert(1)}{",
    "\\color{red}",
    "\\hspace{1em}",
    "\\rule{1em}",
    "\\class{x}",
    "\\middle|",
    "\\over",
    "\\char\"41",
    "\\u",
    "%",
    "#1",
    "~",
    "x",
    "1",
    "é",
    "\u{1F469}",
    "\u{332}",
    " ",
    "\n",
    "$",
    "$$",
    "*",
    "**",
    "`",
    "<",
    ">",
    "<b onclick=x>",
    "<img src=x onerror=y>",
    "![a](media/queue.svg)",
    "[a](https://example.org)",
    "&lt;script&gt;",
    "<sub>",
    "</sub>",
    "<script>",
    "\\<",
    "- ",
    "1. ",
    "| a | b |\n| - | - |\n",
    "> ",
    "```\n",
    "<!--",
    "-->",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mutated_folder_gives_a_report(changes in prop::collection::vec(change(), 1..6)) {
        let report = native::read(&changed(documented(), &changes));
        let errors = report.problems.iter().filter(|problem| problem.is_error()).count();
        prop_assert_eq!(report.bank.is_some(), errors == 0);
        for problem in &report.problems {
            prop_assert!(!problem.to_string().contains('\n'));
            prop_assert!(problem.line != Some(0));
        }
    }

    #[test]
    fn a_soup_of_signs_gives_clean_pages_or_problems(
        formula in prop::collection::vec(prop::sample::select(SOUP), 0..14),
        text in prop::collection::vec(prop::sample::select(SOUP), 0..14),
    ) {
        let mut files = documented();
        let item = String::from_utf8(files["items/median.md"].clone()).expect("it is text");
        files.insert("items/median.md".to_owned(), format!("{item}\n${}$ {}", formula.concat(), text.concat()).into_bytes());
        let Some(bank) = native::read(&files).bank else { return Ok(()) };
        for tag in bank.file.items[2].prompt.split('<').skip(1).filter_map(|rest| rest.split_once('>')) {
            prop_assert!(![" on", " style=", "http:", "script:", " id="].iter().any(|bad| tag.0.contains(bad)) && !tag.0.starts_with("script"), "<{}>", tag.0);
        }
    }

    #[test]
    fn arbitrary_bytes_give_a_report(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut files = documented();
        for name in ["bank.toml", "items/mean.md", "blueprints/award.toml", "credential.toml", "media/queue.svg"] {
            files.insert(name.to_owned(), bytes.clone());
        }
        prop_assert!(native::read(&files).bank.is_none());
    }
}

#[test]
fn survives_deep_and_long_input() {
    let deep = |open: &str, n: usize| open.repeat(n);
    let texts = [
        deep("> ", 50_000),
        deep("- ", 50_000),
        deep("[", 50_000),
        deep("*a ", 30_000),
        deep("![", 50_000),
        deep("<sub>", 30_000),
        deep("`", 100_000),
        deep("$", 100_000),
        format!("${}$", deep("\\sqrt", 700)),
        format!("${}$", deep("{", 3000)),
        format!("${}$", deep("\\left(", 600)),
        format!("${}$", deep("x^{", 1200)),
        format!("${}$", deep("\\frac{", 600)),
        format!("${}$", deep("\\begin{matrix}", 250)),
        format!("${}$", deep("\\sqrt[", 600)),
        format!("${}$", deep("\\sqrt ", 59)),
        format!("${}{}$", deep("\\sqrt{", 58), deep("}", 58)),
        format!("${}{}$", deep("\\left(", 58), deep("\\right)", 58)),
        deep("|a", 30_000) + "\n" + &deep("|-", 30_000),
    ];
    for text in texts {
        let mut files = documented();
        let item = String::from_utf8(files["items/median.md"].clone()).expect("it is text");
        files.insert("items/median.md".to_owned(), (item + &text).into_bytes());
        let _ = native::read(&files);
    }
    for (file, sign) in [("items/law.md", "{{"), ("items/mistake.md", "[[")] {
        let mut files = documented();
        files.get_mut(file).expect("it is in the document").extend(deep(sign, 120_000).into_bytes());
        assert!(native::read(&files).bank.is_none());
    }
    for toml in [
        deep("a = [", 50_000),
        "a.".repeat(50_000),
        deep("[[x.", 10_000),
        format!("x = {}", deep("{a=", 50_000)),
        deep("a=1\n", 20_000),
    ] {
        let files = BTreeMap::from([
            ("bank.toml".to_owned(), toml.clone().into_bytes()),
            ("blueprints/a.toml".to_owned(), toml.into_bytes()),
        ]);
        assert!(native::read(&files).bank.is_none());
    }
    for xml in [
        deep("<g>", 100_000),
        deep("<!DOCTYPE a [", 100),
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}{}</svg>", deep("<g>", 20_000), deep("</g>", 20_000)),
    ] {
        let files = BTreeMap::from([("media/a.svg".to_owned(), xml.into_bytes())]);
        assert!(native::read(&files).bank.is_none());
    }
}
