//! What is typed but not yet an answer, kept over a reload.

use std::collections::BTreeMap;

use crate::browser::{forget, keep, recall};

/// The drafts of one attempt, by item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    name: String,
    texts: BTreeMap<String, String>,
}

impl Drafts {
    /// Those that an earlier page kept.
    pub fn recall(attempt: &str) -> Self {
        let name = format!("assay/attempt/{attempt}/drafts");
        Self { texts: recall(&name).unwrap_or_default(), name }
    }

    /// What is typed for this item.
    pub fn get(&self, item: &str) -> Option<&str> {
        self.texts.get(item).map(String::as_str)
    }

    /// Keeps what is typed.
    pub fn set(&mut self, item: &str, text: String) {
        self.texts.insert(item.to_owned(), text);
        keep(&self.name, &self.texts);
    }

    /// It has become an answer, or another way of answering took its place.
    pub fn take(&mut self, item: &str) -> Option<String> {
        let mut text = None;
        // Made anew: taking one out of a map is more code than all that a map otherwise does, and nothing else here needs it.
        for (name, draft) in std::mem::take(&mut self.texts) {
            if name == item {
                text = Some(draft);
            } else {
                self.texts.insert(name, draft);
            }
        }
        if self.texts.is_empty() {
            forget(&self.name);
        } else {
            keep(&self.name, &self.texts);
        }
        text
    }
}
