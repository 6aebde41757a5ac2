//! Gaps: a cloze text, or drag and drop into text.

use std::fmt::Write as _;

use super::body::{asterisks, middle};
use super::{Quiz, number};
use crate::cloze::written;
use crate::question::{Body, Choice, Fill, Gap, NumberAnswer, Question};
use crate::share;
use crate::xml::escape;

/// Moodle's type for these gaps.
pub(super) fn kind(gaps: &[Gap], shared: &[Choice]) -> &'static str {
    let known = |right: &[String]| matches!(right, [one] if shared.iter().any(|choice| choice.id == *one));
    let one_list = gaps.len() > 1 && gaps.iter().all(|gap| matches!(&gap.fill, Fill::Shared(right) if known(right)));
    if one_list { "ddwtos" } else { "cloze" }
}

impl Quiz<'_> {
    /// The prompt with its gaps in Moodle's grammar.
    pub(super) fn prompt(&mut self, question: &Question, kind: &str) -> String {
        let Body::Gaps { gaps, shared } = &question.body else { return question.prompt.clone() };
        // Brackets of the text that would be read as gaps.
        let (sign, number) = if kind == "ddwtos" { ("[[", "&#91;&#91;") } else { ("{", "&#123;") };
        let mut prompt = question.prompt.replace(sign, number);
        for gap in gaps {
            let place = format!("<span data-field=\"{}\"></span>", gap.id);
            if !prompt.contains(&place) {
                let expected = "a place for each gap: the text is written as it stands";
                self.leave_out(question, "questiontext", &gap.id, expected);
                return question.prompt.clone();
            }
            let written = match &gap.fill {
                Fill::Shared(right) if kind == "ddwtos" => {
                    let index = shared.iter().position(|choice| right.contains(&choice.id)).unwrap_or_default();
                    format!("[[{}]]", index + 1)
                }
                _ => self.gap(question, gap, shared),
            };
            prompt = prompt.replacen(&place, &written, 1);
        }
        prompt
    }

    fn gap(&mut self, question: &Question, gap: &Gap, shared: &[Choice]) -> String {
        let mut choices = |choices: &[Choice]| {
            let several = !choices.iter().any(|choice| choice.fraction > 99.0);
            let answers: Vec<String> = choices
                .iter()
                .map(|choice| {
                    self.share(question, choice.fraction);
                    written(share::written(choice.fraction), &choice.text, &choice.feedback)
                })
                .collect();
            (if several { "MULTIRESPONSE" } else { "MULTICHOICE" }, answers)
        };
        let (kind, answers) = match &gap.fill {
            Fill::Choice(own) => choices(own),
            Fill::Shared(right) => {
                let fraction = |choice: &Choice| if right.contains(&choice.id) { 100.0 } else { 0.0 };
                choices(&shared.iter().map(|choice| Choice { fraction: fraction(choice), ..choice.clone() }).collect::<Vec<_>>())
            }
            Fill::Text { answers, case } => {
                let answers = answers
                    .iter()
                    .map(|answer| written(share::written(answer.fraction), &escape(&asterisks(answer)), &answer.feedback));
                (if *case { "SHORTANSWER_C" } else { "SHORTANSWER" }, answers.collect())
            }
            Fill::Number(answers) => {
                let answer = |answer: &NumberAnswer| {
                    let (value, tolerance) = middle(answer);
                    let text = if answer.is_any() { "*".to_owned() } else { format!("{}:{}", number(value), number(tolerance)) };
                    written(share::written(answer.fraction), &text, &answer.feedback)
                };
                ("NUMERICAL", answers.iter().map(answer).collect())
            }
        };
        // Moodle's weights are whole.
        let weight = gap.weight.round().clamp(1.0, 100.0);
        if (weight - gap.weight).abs() > 1e-9 {
            self.leave_out(question, "weight", &gap.weight.to_string(), "a whole number, which Moodle's weights are");
        }
        format!("{{{weight}:{kind}:{}}}", answers.join("~"))
    }

    /// What is dragged into the text, where it is not a cloze.
    pub(super) fn dragged(&mut self, question: &Question, gaps: &[Gap], shared: &[Choice]) {
        if kind(gaps, shared) == "cloze" {
            return;
        }
        let _ = writeln!(self.xml, "<shuffleanswers>{}</shuffleanswers>", u8::from(question.shuffle));
        for choice in shared {
            self.xml.push_str("<dragbox>");
            self.inside(&choice.text);
            self.xml.push_str("<group>1</group><infinite/></dragbox>\n");
        }
    }
}
