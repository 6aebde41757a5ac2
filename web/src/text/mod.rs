//! Every word of the interface, from the Fluent files of `locales/`: [`t!`](crate::t) names a message and its values.
//!
//! A test below reads the sources and the Fluent files: it fails where a message is missing, unused, or given other values than it wants.

mod fluent;

use std::cell::RefCell;

pub use fluent::Value;

thread_local! {
    /// Keys and patterns of this bundle.
    static MESSAGES: RefCell<Vec<(&'static str, &'static str)>> = const { RefCell::new(Vec::new()) };
}

/// The words that all pages share.
pub const COMMON: &str = include_str!("../../locales/en/common.ftl");
/// The learner's words up to the end of a test.
pub const LEARNER: &str = include_str!("../../locales/en/learner.ftl");
/// The words of the player, which two bundles have.
pub const PLAYER: &str = include_str!("../../locales/en/player.ftl");
/// The words of a sitting after its last question.
pub const SITTING: &str = include_str!("../../locales/en/sitting.ftl");
/// The words of results and badges.
pub const RESULTS: &str = include_str!("../../locales/en/results.ftl");
/// The words of the ten principles.
pub const PRINCIPLES: &str = include_str!("../../locales/en/principles.ftl");
/// The words of the definition of a micro-credential.
pub const DEFINITION: &str = include_str!("../../locales/en/definition.ftl");
/// The tutor's words.
pub const TUTOR: &str = include_str!("../../locales/en/tutor.ftl");
/// The words of blueprints, pass marks and pictures of a bank.
pub const DESIGN: &str = include_str!("../../locales/en/design.ftl");
/// The words of simulations.
pub const SIMULATION: &str = include_str!("../../locales/en/simulation.ftl");
/// The words of sittings for those who run them.
pub const ROOM: &str = include_str!("../../locales/en/room.ftl");
/// The words of the workshop, where banks are made.
pub const WORKSHOP: &str = include_str!("../../locales/en/workshop.ftl");
/// The words of running assessments.
pub const RUNNING: &str = include_str!("../../locales/en/running.ftl");
/// The words of credentials, their public pages, and what is kept.
pub const WALLET: &str = include_str!("../../locales/en/wallet.ftl");
/// The words of credentials for those who award.
pub const AWARDS: &str = include_str!("../../locales/en/awards.ftl");
/// The words of the page that verifies.
pub const VERIFY: &str = include_str!("../../locales/en/verify.ftl");

/// The words of pathways, for learners and for those who look after them.
pub const PATHWAYS: &str = include_str!("../../locales/en/pathways.ftl");
/// The words of recognising badges from elsewhere.
pub const RECOGNITION: &str = include_str!("../../locales/en/recognition.ftl");

/// Takes the words of these Fluent files; called once, before the first page is drawn. Which files a bundle needs is its own
/// choice, so that no learner downloads what tutors read.
pub fn install(sources: &[&'static str]) {
    MESSAGES.set(sources.iter().flat_map(|source| fluent::messages(source)).collect());
}

/// The message `key` with these values put in; the key itself where there is no such message, which a test rules out.
pub fn message(key: &str, values: &[(&str, Value)]) -> String {
    MESSAGES.with_borrow(|messages| {
        let found = messages.iter().find(|(name, _)| *name == key);
        found.map_or_else(|| key.to_owned(), |(_, pattern)| fluent::format(pattern, values))
    })
}

/// A message of the interface: `t!("join-title")`, `t!("block-left", count = 2)`. Gives a `String`.
#[macro_export]
macro_rules! t {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::message($key, &[$((stringify!($name), $crate::text::Value::from($value))),*])
    };
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

    use super::*;

    const FILES: [(&str, &str); 18] = [
        ("awards.ftl", AWARDS),
        ("common.ftl", COMMON),
        ("definition.ftl", DEFINITION),
        ("design.ftl", DESIGN),
        ("learner.ftl", LEARNER),
        ("player.ftl", PLAYER),
        ("principles.ftl", PRINCIPLES),
        ("sitting.ftl", SITTING),
        ("results.ftl", RESULTS),
        ("room.ftl", ROOM),
        ("running.ftl", RUNNING),
        ("simulation.ftl", SIMULATION),
        ("tutor.ftl", TUTOR),
        ("verify.ftl", VERIFY),
        ("wallet.ftl", WALLET),
        ("workshop.ftl", WORKSHOP),
        ("pathways.ftl", PATHWAYS),
        ("recognition.ftl", RECOGNITION),
    ];

    type Messages = BTreeMap<String, BTreeSet<String>>;

    fn values_of(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
        fn inline(expression: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
            match expression {
                InlineExpression::VariableReference { id } => {
                    found.insert(id.name.to_owned());
                }
                InlineExpression::Placeable { expression } => any(expression, found),
                _ => {}
            }
        }
        fn any(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
            match expression {
                Expression::Inline(expression) => inline(expression, found),
                Expression::Select { selector, variants } => {
                    inline(selector, found);
                    for variant in variants {
                        values_of(&variant.value, found);
                    }
                }
            }
        }
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                any(expression, found);
            }
        }
    }

    /// Every message with the values it wants.
    fn written() -> Messages {
        let mut messages = Messages::new();
        for (file, source) in FILES {
            let resource = fluent_syntax::parser::parse(source).unwrap_or_else(|(_, errors)| panic!("{file}: {errors:?}"));
            for entry in resource.body {
                if let Entry::Message(message) = entry {
                    let mut values = BTreeSet::new();
                    values_of(message.value.as_ref().expect("every message has a value"), &mut values);
                    let earlier = messages.insert(message.id.name.to_owned(), values);
                    assert!(earlier.is_none(), "{file}: {} is there twice", message.id.name);
                }
            }
        }
        messages
    }

    /// Every `t!("key", name = ..)` of a source text.
    fn used_in(source: &str, found: &mut Vec<(String, BTreeSet<String>)>) {
        let call = ["t", "!("].concat();
        for (index, _) in source.match_indices(&call) {
            let rest = source[index + call.len()..].trim_start();
            let before = source[..index].chars().next_back();
            let Some(rest) = rest.strip_prefix('"') else { continue };
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let (key, rest) = rest.split_once('"').expect("a key ends");
            // Names stand before a single `=` at the call's own depth.
            let mut names = BTreeSet::new();
            let (mut depth, mut word, mut in_text, mut previous) = (0_i32, String::new(), false, ' ');
            let mut characters = rest.chars().peekable();
            while let Some(c) = characters.next() {
                match c {
                    '"' if previous != '\\' => in_text = !in_text,
                    _ if in_text => {}
                    '(' | '{' | '[' => depth += 1,
                    ')' | '}' | ']' if depth == 0 => break,
                    ')' | '}' | ']' => depth -= 1,
                    '=' if depth == 0 && characters.peek() != Some(&'=') && !"=<>!".contains(previous) => {
                        names.insert(word.trim().to_owned());
                        word.clear();
                    }
                    ',' if depth == 0 => word.clear(),
                    _ if depth == 0 => word.push(c),
                    _ => {}
                }
                previous = c;
            }
            found.push((key.to_owned(), names));
        }
    }

    fn sources(folder: &Path, found: &mut Vec<(String, BTreeSet<String>)>) {
        for entry in std::fs::read_dir(folder).expect("the sources are there") {
            let path = entry.expect("a folder can be listed").path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("src/text/mod.rs") {
                used_in(&std::fs::read_to_string(&path).expect("a source can be read"), found);
            }
        }
    }

    fn used() -> Vec<(String, BTreeSet<String>)> {
        let mut found = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        assert!(found.len() > 50, "the sources were searched");
        found
    }

    #[test]
    fn every_message_that_is_used_is_written() {
        let written = written();
        let missing: Vec<_> = used().into_iter().map(|(key, _)| key).filter(|key| !written.contains_key(key)).collect();
        assert!(missing.is_empty(), "not in any Fluent file: {missing:?}");
    }

    #[test]
    fn every_message_that_is_written_is_used() {
        let used: BTreeSet<_> = used().into_iter().map(|(key, _)| key).collect();
        let unused: Vec<_> = written().into_keys().filter(|key| !used.contains(key) && !key.starts_with("shell-")).collect();
        assert!(unused.is_empty(), "used by no page: {unused:?}");
    }

    #[test]
    fn every_message_gets_the_values_that_it_wants() {
        let written = written();
        let wrong: Vec<_> = used()
            .into_iter()
            .filter(|(key, names)| written.get(key).is_some_and(|wanted| wanted != names))
            .map(|(key, names)| format!("{key}: wants {:?}, gets {names:?}", written[&key]))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn the_static_shells_say_what_the_fluent_files_say() {
        install(&[COMMON]);
        let wanted: Vec<_> =
            written().into_keys().filter(|key| key.starts_with("shell-")).chain(["brand".into(), "loading".into()]).collect();
        for shell in [
            include_str!("../../static/index.html"),
            include_str!("../../static/results.html"),
            include_str!("../../static/sitting.html"),
            include_str!("../../static/tutor.html"),
            include_str!("../../static/verify.html"),
        ] {
            for key in &wanted {
                let words = message(key, &[]);
                assert!(shell.contains(&words), "{key}: {words:?} is in every shell");
            }
        }
    }
}
