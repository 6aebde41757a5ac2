//! Answers of each type.

use std::fmt::Write as _;

use super::{Quiz, cdata, number, plain};
use crate::question::{Body, Choice, NumberAnswer, Question, TextAnswer};

impl Quiz<'_> {
    pub(super) fn body(&mut self, question: &Question) {
        let shuffle = question.shuffle;
        match &question.body {
            Body::Choice { options, several } => {
                let _ = writeln!(self.xml, "<single>{}</single>\n<shuffleanswers>{shuffle}</shuffleanswers>", !several);
                self.xml.push_str("<answernumbering>abc</answernumbering>\n");
                for option in options {
                    self.option(question, option);
                }
            }
            Body::TrueFalse { right, feedback } => {
                for (word, is_right, feedback) in [("true", *right, &feedback[0]), ("false", !right, &feedback[1])] {
                    self.typed(if is_right { "100" } else { "0" }, word, "", feedback);
                }
            }
            Body::Number { answers, unit } => {
                for answer in answers {
                    self.number(question, answer);
                }
                self.unit(unit.as_deref());
            }
            Body::Slider { range, step, value, tolerance } => {
                let scale = format!("{} to {} by {step}", range[0], range[1]);
                self.leave_out(question, "scale", &scale, "a field for a number: Moodle has no scale");
                let answer = NumberAnswer { value: *value, tolerance: *tolerance, fraction: 100.0, ..NumberAnswer::default() };
                self.number(question, &answer);
            }
            Body::Text { answers, case } => {
                let _ = writeln!(self.xml, "<usecase>{}</usecase>", u8::from(*case));
                for answer in answers {
                    let share = self.share(question, answer.fraction);
                    self.typed(&share, &asterisks(answer), "", &answer.feedback);
                }
            }
            Body::Match { pairs } => {
                let _ = writeln!(self.xml, "<shuffleanswers>{shuffle}</shuffleanswers>");
                for (left, right) in pairs {
                    self.xml.push_str("<subquestion format=\"html\">");
                    self.inside(left);
                    let words = self.words_only(question, right);
                    let _ = writeln!(self.xml, "<answer><text>{}</text></answer></subquestion>", cdata(&words));
                }
            }
            Body::Order { sequence } => {
                self.xml.push_str(
                    "<layouttype>VERTICAL</layouttype>\n<selecttype>ALL</selecttype>\n<gradingtype>ABSOLUTE_POSITION</gradingtype>\n",
                );
                for (index, text) in sequence.iter().enumerate() {
                    self.html("answer", &format!(" fraction=\"{}\"", index + 1), text);
                }
            }
            Body::Gaps { gaps, shared } => self.dragged(question, gaps, shared),
            Body::Essay => self.xml.push_str("<responseformat>editor</responseformat>\n<responserequired>1</responserequired>\n"),
            Body::Description | Body::Hottext { .. } | Body::Unsupported(_) => {}
        }
    }

    fn option(&mut self, question: &Question, option: &Choice) {
        let share = self.share(question, option.fraction);
        let _ = write!(self.xml, "<answer fraction=\"{share}\" format=\"html\">");
        self.inside(&option.text);
        self.html("feedback", "", &option.feedback);
        self.xml.push_str("</answer>\n");
    }

    /// An answer that is typed, or a word of Moodle's.
    fn typed(&mut self, share: &str, text: &str, more: &str, feedback: &str) {
        let _ = write!(self.xml, "<answer fraction=\"{share}\" format=\"plain_text\"><text>{}</text>{more}", plain(text));
        self.html("feedback", "", feedback);
        self.xml.push_str("</answer>\n");
    }

    fn number(&mut self, question: &Question, answer: &NumberAnswer) {
        let share = self.share(question, answer.fraction);
        if answer.is_any() {
            return self.typed(&share, "*", "", &answer.feedback);
        }
        let (value, tolerance) = middle(answer);
        let tolerance = format!("<tolerance>{}</tolerance>", number(tolerance));
        self.typed(&share, &number(value), &tolerance, &answer.feedback);
    }

    fn unit(&mut self, unit: Option<&str>) {
        if let Some(unit) = unit {
            let _ = writeln!(
                self.xml,
                "<units><unit><multiplier>1</multiplier><unit_name>{}</unit_name></unit></units>\n<unitgradingtype>0</unitgradingtype>\n<unitpenalty>0.1</unitpenalty>\n<showunits>0</showunits>\n<unitsleft>0</unitsleft>",
                plain(unit)
            );
        } else if self.xml.ends_with("</answer>\n") {
            self.xml.push_str("<showunits>3</showunits>\n");
        }
    }

    /// The words of a right side, which Moodle shows in a list of choices; markup in it is named.
    fn words_only(&mut self, question: &Question, html: &str) -> String {
        if !html.contains('<') {
            return html.to_owned();
        }
        let words = crate::words(html);
        self.leave_out(question, "answer", &words, "words: in Moodle the right side of a match has no markup and no pictures");
        crate::xml::escape(&words)
    }
}

/// Middle and tolerance, of a range too.
pub(super) fn middle(answer: &NumberAnswer) -> (f64, f64) {
    answer.range.map_or((answer.value, answer.tolerance), |[low, high]| (f64::midpoint(low, high), (high - low) / 2.0))
}

/// A text in which an asterisk is the sign itself; alone and without a share it stands for all other texts.
pub(super) fn asterisks(answer: &TextAnswer) -> String {
    if answer.text == "*" && answer.fraction <= 0.0 { answer.text.clone() } else { answer.text.replace('*', "\\*") }
}
