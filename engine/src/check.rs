//! What is wrong with a file, collected, so that no problem hides another.
//!
//! A server checks what it reads, and browsers are sent nothing else. They take its word (`LOOKS` is false): the checks with all their
//! words would be a twentieth of the learner's download. What they make of a file that is wrong all the same is nothing that counts, for the
//! server follows every log that they send.

use crate::bank::file::Problem;
use crate::said::Said;

/// Looks for problems and collects them, or does not look.
#[derive(Default)]
pub(crate) struct Check<const LOOKS: bool> {
    /// The item that is being looked at.
    pub(crate) item: Option<String>,
    pub(crate) problems: Vec<Problem>,
}

impl<const LOOKS: bool> Check<LOOKS> {
    #[expect(clippy::unused_self, reason = "the macro knows the check by its name and not by its type")]
    pub(crate) const fn looks(&self) -> bool {
        LOOKS
    }

    pub(crate) fn report(&mut self, field: &str, value: &dyn Said, expected: &str) {
        let value = value.said();
        self.problems.push(Problem {
            item: self.item.clone(),
            field: field.to_owned(),
            value: if value.is_empty() { "nothing".to_owned() } else { value },
            expected: expected.to_owned(),
        });
    }
}

/// `that!(check, holds, field, value, expected)`: a problem unless it holds. The last three are not even made where it does, and nothing
/// is where nobody looks.
macro_rules! that {
    ($check:expr, $holds:expr, $field:expr, $value:expr, $expected:expr $(,)?) => {
        if $check.looks() {
            let holds: bool = $holds;
            if !holds {
                $check.report($field, $value, $expected);
            }
        }
    };
}

pub(crate) use that;

/// A number that may be missing.
pub(crate) fn show(value: Option<f64>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| value.said())
}
