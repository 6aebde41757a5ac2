//! Gaps whose answers stand below the text: `gapselect` and `ddwtos`, with `[[2]]` in the text for the second answer.

use roxmltree::Node;

use super::text::Text;
use super::{Quiz, letter, words_of};
use crate::cloze::MOST;
use crate::line::Line;
use crate::markers;
use crate::question::{Body, Choice, Fill, Gap};
use crate::reading::At;
use crate::xml::{child, children};

/// No file has more choices in gaps that do not share them.
const MOST_CHOICES: usize = 500_000;

/// An answer below the text.
struct Listed {
    text: String,
    /// Only answers of one group are offered in a gap.
    group: String,
}

impl Quiz<'_> {
    pub(super) fn gaps(&mut self, node: Node<'_, '_>, text: &Text, id: &str) -> (String, Option<Body>) {
        let mut listed = Vec::new();
        for name in ["selectoption", "dragbox"] {
            for answer in children(node, name) {
                let text = self.text(answer, id, name);
                let group = words_of(answer, "group");
                let group = if group.is_empty() { "1".to_owned() } else { group };
                listed.push(Listed { text: self.inline(&text, id, name), group });
            }
        }
        let passage = markers::cut(&text.passage(child(node, "questiontext"), self.source));
        let (html, placed) = (passage.text(), passage.places());
        let (mut marked, mut rest) = (String::with_capacity(html.len()), html);
        let mut places = Vec::new();
        while let Some((before, number, behind)) = next_place(rest) {
            marked.push_str(before);
            let Some(index) = number.checked_sub(1).filter(|index| listed.get(*index).is_some_and(|one| !one.text.is_empty()))
            else {
                let line = placed.at(html.len() - rest.len() + before.len());
                let expected = format!("a number from 1 to {}, of an answer with a text", listed.len());
                self.fail(line, id, "key-unknown-option", &format!("[[{number}]]"), &expected);
                return (String::new(), None);
            };
            if places.len() == MOST || listed.len() > MOST {
                let value = format!("{} answers and more than {} gaps", listed.len(), places.len());
                self.fail(text.line, id, "too-large", &value, &format!("at most {MOST} answers and {MOST} gaps"));
                return (String::new(), None);
            }
            places.push(index);
            marked.push_str(&markers::gap(&format!("g{}", places.len())));
            rest = behind;
        }
        marked.push_str(rest);
        if places.is_empty() {
            self.fail(text.line, id, "no-key", "a text without gaps", "at least one [[1]] in the text");
            return (String::new(), None);
        }
        let at = At { file: self.file, line: text.line, item: id, field: "questiontext" };
        self.reader.files.clone_from(&text.files);
        let prompt = self.reader.block(at, &marked);
        let one_group = listed.iter().all(|one| one.group == listed[0].group);
        let choice = |index: usize, fraction: f64| Choice {
            id: letter(index),
            text: listed[index].text.clone(),
            fraction,
            feedback: String::new(),
        };
        let offered = |group: &str| {
            (0..listed.len()).filter(|index| listed[*index].group == group && !listed[*index].text.is_empty()).collect::<Vec<_>>()
        };
        let shares = one_group && places.len() > 1;
        // A short file must not become a long list of choices.
        self.choices += if shares { 0 } else { places.len() * listed.len() };
        if self.choices > MOST_CHOICES {
            let expected = format!("at most {MOST_CHOICES} choices in the gaps of a file");
            self.fail(text.line, id, "too-large", &self.choices.to_string(), &expected);
            return (String::new(), None);
        }
        let gaps = places.iter().enumerate().map(|(place, &right)| {
            let fill = if shares {
                Fill::Shared(vec![letter(right)])
            } else {
                let choices = offered(&listed[right].group).into_iter();
                Fill::Choice(choices.map(|index| choice(index, if index == right { 100.0 } else { 0.0 })).collect())
            };
            Gap { id: format!("g{}", place + 1), fill, weight: 1.0 }
        });
        let gaps = gaps.collect();
        let shared =
            if shares { offered(&listed[0].group).into_iter().map(|index| choice(index, 0.0)).collect() } else { Vec::new() };
        (prompt, Some(Body::Gaps { gaps, shared }))
    }

    fn fail(&mut self, line: Line, id: &str, code: &'static str, value: &str, expected: &str) {
        let problem = self.at(line, id, "questiontext").problem(code, value, expected);
        self.reader.problems.push(problem);
    }
}

/// The next `[[NUMBER]]`: what stands before it, the number, and what follows.
fn next_place(text: &str) -> Option<(&str, usize, &str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find("[[").map(|at| from + at) {
        from = at + 2;
        let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
        if let Some(behind) = text[from + digits..].strip_prefix("]]")
            && let Ok(number) = text[from..from + digits].parse()
        {
            return Some((&text[..at], number, behind));
        }
    }
    None
}
