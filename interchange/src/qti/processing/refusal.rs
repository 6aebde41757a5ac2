//! Why rules were not run to their end.

use roxmltree::Node;

use crate::Problem;
use crate::line::Line;

/// Something in the rules that is not run. What they would give is not guessed: no outcome comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Byte of the element in its text.
    pub(crate) at: usize,
    /// The element, or what of it.
    pub(crate) value: String,
    /// What would have been run.
    pub(crate) expected: &'static str,
}

impl Refusal {
    pub(crate) fn of(node: Node<'_, '_>, value: impl Into<String>, expected: &'static str) -> Self {
        Self { at: node.range().start, value: value.into(), expected }
    }

    /// An element that has no meaning here.
    pub(crate) fn element(node: Node<'_, '_>, expected: &'static str) -> Self {
        Self::of(node, format!("<{}>", node.tag_name().name()), expected)
    }

    /// As a problem at its place.
    pub(crate) fn problem(&self, file: &str, line: Line) -> Problem {
        Problem::error(file, None, "response processing", self.value.as_str(), self.expected).at(line).code("processing-not-run")
    }
}
