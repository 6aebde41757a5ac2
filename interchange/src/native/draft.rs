//! An item's file taken apart for a form, and put together again: what the form does not know stays as its author wrote it.

use super::front_matter;
use super::options;
use crate::passage::Passage;

/// An item's file in parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The TOML between the lines `+++`.
    pub front: String,
    /// The Markdown before the options; all of it where the item has none with a box.
    pub prompt: String,
    /// The options with a box, in order.
    pub options: Vec<DraftOption>,
}

/// An option with a box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftOption {
    /// What logs call it.
    pub id: String,
    /// 1 for the key.
    pub weight: f64,
    /// Markdown.
    pub text: String,
    /// Markdown; empty for none.
    pub feedback: String,
}

impl Draft {
    /// Takes a file apart; `None` where it has no front matter, or options that cannot be read: then its text is all there is.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.replace("\r\n", "\n");
        let halves = front_matter::split("", &text).ok()?;
        let mut problems = Vec::new();
        let body = options::split("", &Passage::body(halves.body, 1), &mut problems);
        if !problems.is_empty() {
            return None;
        }
        let options = body.options.into_iter().map(|option| DraftOption {
            id: option.id,
            weight: option.weight,
            text: option.text.text().trim_end().to_owned(),
            feedback: option.feedback.map(|feedback| feedback.text().trim_end().to_owned()).unwrap_or_default(),
        });
        Some(Self { front: halves.front.to_owned(), prompt: body.prompt.text().trim().to_owned(), options: options.collect() })
    }

    /// The file.
    pub fn text(&self) -> String {
        let mut text = format!("+++\n{}", self.front);
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str("+++\n");
        text.push_str(self.prompt.trim());
        text.push('\n');
        if !self.options.is_empty() {
            text.push('\n');
        }
        for option in &self.options {
            let mark = if option.weight >= 1.0 {
                "x".to_owned()
            } else if option.weight == 0.0 {
                " ".to_owned()
            } else {
                option.weight.to_string()
            };
            text.push_str(&format!("- [{mark}] {{{}}} ", option.id));
            text.push_str(&indented(option.text.trim(), "  ", false));
            if !option.feedback.trim().is_empty() {
                text.push_str(&indented(option.feedback.trim(), "  > ", true));
            }
        }
        text
    }

    /// What stands in the front matter, read as texts; `None` where it is not there or is no simple value.
    pub fn value(&self, table: &str, key: &str) -> Option<String> {
        let parsed: toml::Table = toml::from_str(&self.front).ok()?;
        let table = if table.is_empty() { &parsed } else { parsed.get(table)?.as_table()? };
        Some(match table.get(key)? {
            toml::Value::String(text) => text.clone(),
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Float(number) => number.to_string(),
            toml::Value::Boolean(flag) => flag.to_string(),
            toml::Value::Datetime(date) => date.to_string(),
            _ => return None,
        })
    }

    /// A list of texts in the front matter.
    pub fn list(&self, table: &str, key: &str) -> Vec<String> {
        let Ok(parsed) = toml::from_str::<toml::Table>(&self.front) else { return Vec::new() };
        let table = if table.is_empty() { Some(&parsed) } else { parsed.get(table).and_then(toml::Value::as_table) };
        let list = table.and_then(|table| table.get(key)).and_then(toml::Value::as_array);
        list.into_iter().flatten().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    }
}

/// Lines below each other, each but perhaps the first behind `prefix`; empty lines keep a mark that means something.
fn indented(text: &str, prefix: &str, first: bool) -> String {
    let mut out = String::new();
    for (index, line) in text.lines().enumerate() {
        if first || index > 0 {
            let prefix = if line.is_empty() { prefix.trim_end() } else { prefix };
            out.push_str(prefix);
        }
        out.push_str(line);
        out.push('\n');
    }
    if text.is_empty() {
        out.push('\n');
    }
    out
}

/// Puts a value (as TOML writes it) at a key of a table, or takes the key out; every other line stays as it is.
/// The table's name is empty for what stands above all tables.
///
/// ```
/// use interchange::native::{quoted, set_value};
/// let text = set_value("id = \"a\"\n\n[irt]\nb = 0.5\n", "irt", "b", Some("1.25"));
/// assert_eq!(text, "id = \"a\"\n\n[irt]\nb = 1.25\n");
/// let text = set_value(&text, "", "status", Some(&quoted("draft")));
/// assert_eq!(text, "id = \"a\"\nstatus = \"draft\"\n\n[irt]\nb = 1.25\n");
/// ```
pub fn set_value(text: &str, table: &str, key: &str, value: Option<&str>) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let header = |line: &str| {
        let line = line.trim();
        line.starts_with('[')
            .then(|| line.split('#').next().unwrap_or_default().trim().trim_matches(['[', ']']).trim().to_owned())
    };
    let mut index = 0;
    let mut current = String::new();
    let (mut start, mut end) = if table.is_empty() { (Some(0), 0) } else { (None, 0) };
    let mut found = None;
    while index < lines.len() {
        let length = extent(&lines[index..]);
        if let Some(name) = header(lines[index]).filter(|_| length == 1 || !lines[index].contains('=')) {
            current = name;
            if current == table && start.is_none() {
                start = Some(index + 1);
                end = index + 1;
            }
        } else if current == table && start.is_some() {
            let named = lines[index].split_once('=').is_some_and(|(name, _)| name.trim().trim_matches('"') == key);
            if named && found.is_none() {
                found = Some((index, length));
            }
            if !lines[index].trim().is_empty() {
                end = index + length;
            }
        }
        index += length;
    }
    let mut out: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    match (found, value) {
        (Some((at, length)), Some(value)) => {
            out.splice(at..at + length, [format!("{key} = {value}")]);
        }
        (Some((at, length)), None) => {
            out.drain(at..at + length);
        }
        (None, Some(value)) => {
            if start.is_none() {
                if out.last().is_some_and(|line| !line.trim().is_empty()) {
                    out.push(String::new());
                }
                out.push(format!("[{table}]"));
                end = out.len();
            }
            out.insert(end, format!("{key} = {value}"));
        }
        (None, None) => {}
    }
    let mut text = out.join("\n");
    text.push('\n');
    text
}

/// The text at a key above all tables of a TOML file.
pub fn stated(text: &str, key: &str) -> Option<String> {
    toml::from_str::<toml::Table>(text).ok()?.get(key)?.as_str().map(str::to_owned)
}

/// The scaling constant that a bank.toml states; 1 where it states none that can be one.
pub fn scaling(text: &str) -> f64 {
    let table = toml::from_str::<toml::Table>(text).unwrap_or_default();
    let stated = match table.get("D") {
        Some(toml::Value::Float(d)) => *d,
        Some(toml::Value::Integer(d)) => *d as f64,
        _ => 1.0,
    };
    if stated.is_finite() && stated > 0.0 { stated } else { 1.0 }
}

/// The learning outcomes that a bank.toml states, as far as it can be read.
pub fn outcomes(text: &str) -> Vec<engine::bank::file::OutcomeFile> {
    let table = toml::from_str::<toml::Table>(text).unwrap_or_default();
    let outcomes = table.get("outcome").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    outcomes.into_iter().filter_map(|outcome| outcome.try_into().ok()).collect()
}

/// How many lines a statement takes: lists, tables and texts may go over several.
fn extent(lines: &[&str]) -> usize {
    let mut depth = 0_i32;
    let mut quote: Option<&str> = None;
    for (count, line) in lines.iter().enumerate() {
        let mut rest = *line;
        while !rest.is_empty() {
            if let Some(mark) = quote {
                if mark.starts_with('"') && rest.starts_with('\\') {
                    rest = rest.get(2..).unwrap_or_default();
                    continue;
                }
                if let Some(after) = rest.strip_prefix(mark) {
                    quote = None;
                    rest = after;
                    continue;
                }
            } else if rest.starts_with('#') {
                break;
            } else if let Some(mark) = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|mark| rest.starts_with(mark)) {
                quote = Some(mark);
                rest = &rest[mark.len()..];
                continue;
            } else if rest.starts_with(['[', '{']) {
                depth += 1;
            } else if rest.starts_with([']', '}']) {
                depth -= 1;
            }
            let mut characters = rest.chars();
            characters.next();
            rest = characters.as_str();
        }
        // A text in single marks ends with its line.
        quote = quote.filter(|mark| mark.len() == 3);
        if depth <= 0 && quote.is_none() {
            return count + 1;
        }
    }
    lines.len().max(1)
}

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A list of texts as TOML writes it.
pub fn quoted_list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEM: &str = "+++\nid = \"a\"\noutcomes = [\n  \"x\", # why\n  \"y\",\n]\n\n[irt]\nmodel = \"3PL\"\nb = 0.5 # rated\n+++\nWhich?\n\n- [x] {a} One\n  > Yes.\n  >\n  > Really.\n- [ ] {b} Two\n\n  ```\n  code\n  ```\n";

    #[test]
    fn takes_a_file_apart_and_puts_it_together_again() {
        let draft = Draft::read(ITEM).unwrap();
        assert_eq!(draft.prompt, "Which?");
        assert_eq!(draft.options[0].feedback, "Yes.\n\nReally.");
        assert_eq!(draft.options[1].text, "Two\n\n```\ncode\n```");
        assert_eq!(draft.list("", "outcomes"), ["x", "y"]);
        assert_eq!(draft.value("irt", "b").as_deref(), Some("0.5"));
        assert_eq!(Draft::read(&draft.text()).unwrap(), draft);
    }

    #[test]
    fn changes_one_value_and_leaves_the_rest() {
        let text = set_value("a = [\n  1,\n]\nb = \"x = [\"\n\n[t]\nc = 1\n\n[u]\nc = 2\n", "u", "c", Some("3"));
        assert_eq!(text, "a = [\n  1,\n]\nb = \"x = [\"\n\n[t]\nc = 1\n\n[u]\nc = 3\n");
        let text = set_value(&text, "", "a", Some("[]"));
        assert!(text.starts_with("a = []\nb ="), "{text}");
        let text = set_value(&text, "t", "c", None);
        assert!(text.contains("[t]\n\n[u]"), "{text}");
        let text = set_value(&text, "new", "d", Some("true"));
        assert!(text.ends_with("\n[new]\nd = true\n"), "{text}");
        assert_eq!(set_value("", "", "a", Some("1")), "a = 1\n");
        assert_eq!(set_value("[[outcome]]\nid = \"x\"\n", "", "a", Some("1")), "a = 1\n[[outcome]]\nid = \"x\"\n");
    }

    #[test]
    fn writes_texts_that_toml_reads() {
        let text = "a \"b\" \\ \n\u{1}é";
        let table: toml::Table = toml::from_str(&format!("t = {}", quoted(text))).unwrap();
        assert_eq!(table["t"].as_str(), Some(text));
    }
}
