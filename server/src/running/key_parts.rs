//! What the keys of an item name, in words: for whoever corrects one, and whoever reads what was corrected.

use api::statistics::{ChoiceRow, FieldRow, KeyParts};
use engine::bank::file::{FieldFile, ItemFile};

use super::answers::plain;

/// Letters of a choice or a left side that are shown.
const LONGEST: usize = 80;
/// Letters before a gap, and behind it.
const AROUND: usize = 40;

/// What a key of this item is made of.
pub fn parts(item: &ItemFile) -> KeyParts {
    let field = |field: &FieldFile| FieldRow {
        id: field.id.clone(),
        label: field.label.as_ref().map_or_else(|| around(&item.prompt, &field.id), |label| plain(label, LONGEST)),
        choices: field.choices.iter().map(|choice| row(&choice.id, &choice.text)).collect(),
    };
    KeyParts {
        kind: item.kind,
        choices: item.options.iter().map(|option| row(&option.id, &option.text)).collect(),
        fields: item.fields.iter().map(field).collect(),
    }
}

fn row(id: &str, text: &str) -> ChoiceRow {
    ChoiceRow { id: id.to_owned(), text: plain(text, LONGEST) }
}

/// The words around a gap, which is `[…]` there; other gaps are left out as `…`.
fn around(prompt: &str, id: &str) -> String {
    // A sign that no text has: characters of control are taken out where texts are read.
    const HERE: char = '\u{1}';
    let mut parts = prompt.split("<span data-field=\"");
    let mut marked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('"').unwrap_or((part, ""));
        marked.push(if name == id { HERE } else { '…' });
        marked.push_str("<span");
        marked.push_str(rest);
    }
    let words = plain(&marked, usize::MAX);
    let (before, after) = words.split_once(HERE).unwrap_or((&words, ""));
    let (before, after) = (before.trim(), after.trim());
    let skipped = before.chars().count().saturating_sub(AROUND);
    let mut label = String::new();
    if skipped > 0 {
        label.push('…');
    }
    label.extend(before.chars().skip(skipped));
    label.push_str(" […] ");
    label.extend(after.chars().take(AROUND));
    if after.chars().count() > AROUND {
        label.push('…');
    }
    label.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_a_gap_by_the_words_around_it() {
        let prompt =
            "<p>A <em>tui</em> is a <span data-field=\"g1\"></span>, a moa was one of <span data-field=\"g2\"></span>.</p>";
        assert_eq!(around(prompt, "g1"), "A tui is a […] , a moa was one of … .");
        assert_eq!(around(prompt, "g2"), "A tui is a … , a moa was one of […] .");
        let long = format!("{}<span data-field=\"g\"></span>{}", "before ".repeat(20), " after".repeat(20));
        let label = around(&long, "g");
        assert!(label.starts_with('…') && label.contains("before […] after") && label.ends_with('…'), "{label}");
        assert!(label.chars().count() < 2 * AROUND + 10);
    }
}
