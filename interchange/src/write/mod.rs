//! Questions to files of other programs. What a format cannot say is named; the rest is kept.

pub mod csv;
pub mod gift;
pub mod moodle;
pub mod native;
pub mod qti3;
#[cfg(test)]
mod sample;
mod table;
mod template;
pub mod xlsx;

pub use template::{Template, template};

use std::collections::BTreeMap;

use crate::Problem;
use crate::native::Media;
use crate::question::{Gap, Question};

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The file or package.
    pub bytes: Vec<u8>,
    /// What could not be said, as warnings, with the question and the field.
    pub left_out: Vec<Problem>,
}

/// What is written.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// The bank's title.
    pub title: &'a str,
    /// In order.
    pub questions: &'a [Question],
    /// Pictures that they show, by the name after `media/`.
    pub media: &'a BTreeMap<String, Media>,
}

/// The names of the pictures that a text shows as `media/NAME`.
pub(crate) fn pictures(html: &str) -> impl Iterator<Item = &str> {
    html.split("src=\"media/").skip(1).filter_map(|rest| rest.split('"').next())
}

impl Content<'_> {
    /// The picture that a text shows under this name, as an address that holds it whole: for formats that carry no files.
    fn embedded(&self, html: &str) -> String {
        let mut parts = html.split("src=\"media/");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('"').unwrap_or((part, ""));
            match self.media.get(name) {
                Some(media) => {
                    let data = data_encoding::BASE64.encode(&media.bytes);
                    out.extend(["src=\"data:", media.mime, ";base64,", &data, "\"", rest]);
                }
                None => out.extend(["src=\"media/", name, "\"", rest]),
            }
        }
        out
    }
}

/// Whether an answer earns all there is, but for what rounding took. One that earns a part is none where all answers count alike.
fn earns_all(fraction: f64) -> bool {
    fraction > 99.0
}

/// Whether gaps can be asked: each has a place in the text, and something that earns all of its part. Others are kept for whoever mends
/// them where they came from; in a file that can say neither they would be asked, and wrong.
fn can_be_asked(prompt: &str, gaps: &[Gap]) -> bool {
    gaps.iter().all(|gap| gap.fill.has_key() && prompt.contains(&format!("data-field=\"{}\"", gap.id)))
}

/// Something of a question that a format cannot say.
fn lost(question: &Question, field: &str, value: &str, expected: &str) -> Problem {
    let problem = Problem::error(question.file.clone(), question.line, field, value, expected);
    problem.as_warning().code("not-in-format").item(&question.id)
}
