//! A place in a document, written as a JSON pointer only if somebody asks.

use std::fmt;

use crate::json::pointer;

/// The steps from a document's root, the last one first.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    before: Option<&'a Place<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
    Root,
}

impl<'a> Place<'a> {
    pub(super) const ROOT: Place<'static> = Place { before: None, step: Step::Root };

    pub(super) fn key(&'a self, key: &'a str) -> Self {
        Self { before: Some(self), step: Step::Key(key) }
    }

    pub(super) fn index(&'a self, index: usize) -> Self {
        Self { before: Some(self), step: Step::Index(index) }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(before) = self.before {
            before.fmt(f)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Key(key) => f.write_str(&pointer("", key)),
            Step::Index(index) => write!(f, "/{index}"),
        }
    }
}
