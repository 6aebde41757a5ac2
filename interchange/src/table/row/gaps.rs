//! Gaps in a stem, and what fills them.

use super::{Form, One};
use crate::question::{Body, Choice, Fill, Gap, TextAnswer};
use crate::table::column::Column;
use crate::table::gaps;
use crate::{letters, markers, words};

impl One<'_> {
    pub(super) fn gaps(&mut self, stem: &str) -> (String, Option<Body>) {
        let (texts, written) = match gaps::cut(stem, self.sheet.commas) {
            Ok((texts, gaps)) if !gaps.is_empty() => (texts, gaps),
            Ok(_) => {
                self.fail(Column::Stem, "no-gaps", stem, "a gap, as {{*right | wrong}} or {{= typed}}");
                return (String::new(), None);
            }
            Err((value, expected)) => {
                self.fail(Column::Stem, "bad-gap", &value, expected);
                return (String::new(), None);
            }
        };
        let mut marked = String::new();
        for (index, text) in texts.iter().enumerate() {
            marked.push_str(text);
            if let Some(gap) = written.get(index) {
                marked.push_str(&markers::gap(&gap.id));
            }
        }
        let prompt = self.html(Column::Stem, &marked, false);
        let options = self.options();
        let mut shared = Vec::new();
        for (column, place, text) in &options {
            let text = self.html(*column, text, true);
            shared.push(Choice { id: letters::id(*place), text, ..Choice::default() });
        }
        let mut gaps = Vec::new();
        for gap in written {
            let fill = match gap.fill {
                gaps::Wanted::Choice(choices) if !shared.is_empty() => {
                    let right: Vec<String> =
                        choices.iter().filter(|(_, right)| *right).map(|(letter, _)| letter.to_ascii_lowercase()).collect();
                    if let Some(unknown) = right.iter().find(|id| !shared.iter().any(|choice| choice.id == **id)) {
                        self.fail(Column::Stem, "key-unknown-option", unknown, "the letter of an option, as {{*a}}");
                        return (prompt, None);
                    }
                    Fill::Shared(right)
                }
                gaps::Wanted::Choice(choices) => {
                    let mut own = Vec::new();
                    for (text, right) in choices {
                        let text = self.html(Column::Stem, &text, true);
                        own.push(Choice {
                            id: letters::id(own.len()),
                            text,
                            fraction: if right { 100.0 } else { 0.0 },
                            ..Choice::default()
                        });
                    }
                    Fill::Choice(own)
                }
                gaps::Wanted::Text(texts, case) => {
                    let read = |text: String| if self.form == Form::Html { words(&text) } else { text };
                    let answers =
                        texts.into_iter().map(|text| TextAnswer { text: read(text), fraction: 100.0, feedback: String::new() });
                    Fill::Text { answers: answers.collect(), case }
                }
                gaps::Wanted::Number(answers) => Fill::Number(answers),
            };
            gaps.push(Gap { id: gap.id, fill, weight: 1.0 });
        }
        (prompt, Some(Body::Gaps { gaps, shared }))
    }
}
