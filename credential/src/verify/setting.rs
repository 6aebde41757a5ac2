//! What one verification has at hand: documents, the time, and how much it may still do.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Resolver;
use super::findings::Trouble;
use crate::Time;
use crate::status::{Bits, BitsError};

/// Credentials within a credential that are verified; no honest one has more.
const MOST_CREDENTIALS: usize = 100;
/// Credentials within credentials within credentials.
pub(super) const DEEPEST: usize = 4;

/// What one verification has at hand.
pub(super) struct Setting<'a> {
    resolver: &'a dyn Resolver,
    pub(super) now: Time,
    credentials: Cell<usize>,
    /// Lists that were unpacked, so that a record of many badges unpacks theirs once.
    lists: RefCell<BTreeMap<String, Rc<Bits>>>,
}

impl<'a> Setting<'a> {
    pub(super) fn new(resolver: &'a dyn Resolver, now: Time) -> Self {
        Self { resolver, now, credentials: Cell::new(0), lists: RefCell::default() }
    }

    /// The document at a URL, if it is at hand.
    pub(super) fn document(&self, url: &str) -> Option<String> {
        self.resolver.document(url)
    }

    /// Whether one more credential may be looked at.
    pub(super) fn another(&self) -> bool {
        self.credentials.set(self.credentials.get() + 1);
        self.credentials.get() <= MOST_CREDENTIALS
    }

    /// Remembers that something took long to no end, as what was made to be slow does: few more such credentials are looked at.
    pub(super) fn tired(&self) {
        self.credentials.set(self.credentials.get() + MOST_CREDENTIALS / 5);
    }

    /// The bits of an encoded list.
    pub(super) fn bits(&self, encoded: &str) -> Result<Rc<Bits>, Trouble> {
        if let Some(bits) = self.lists.borrow().get(encoded) {
            return Ok(Rc::clone(bits));
        }
        let bits = Rc::new(Bits::decode(encoded).map_err(|error| match error {
            // A limit of ours is no fault of the list.
            BitsError::TooLong => Trouble::unknown(error.to_string()),
            _ => Trouble::failed(error.to_string()),
        })?);
        self.lists.borrow_mut().insert(encoded.to_owned(), Rc::clone(&bits));
        Ok(bits)
    }
}
