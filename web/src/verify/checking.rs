//! One credential checked: with the documents at hand, and with those of the own server, which are fetched for it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use credential::{Expected, Report, Resolver, Time, examine};

use super::documents::{Documents, Held, Source, source};
use super::fetching::Fetch;
use crate::browser::{now, window};

/// More documents of the own server are not fetched for one credential.
const MOST: usize = 16;

/// A report, and what it rests on.
pub struct Judged {
    /// What was found.
    pub report: Report,
    /// The documents that were read for it, and when each had come, in Unix milliseconds.
    pub used: Vec<Used>,
    /// When it was made, in Unix milliseconds.
    pub at: i64,
}

/// A document that a report rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// Its URL.
    pub url: String,
    /// When it came, in Unix milliseconds.
    pub at: i64,
    /// Whether somebody put it in by hand.
    pub by_hand: bool,
}

/// Gives what is at hand and remembers what it was asked for.
struct AtHand<'a> {
    documents: &'a Documents,
    hidden: &'a dyn Fn(&str) -> bool,
    asked: RefCell<BTreeSet<String>>,
}

impl Resolver for AtHand<'_> {
    fn document(&self, url: &str) -> Option<String> {
        self.asked.borrow_mut().insert(url.to_owned());
        if (self.hidden)(url) {
            return None;
        }
        self.documents.get(url).map(|held| held.text.clone())
    }
}

/// What is found with the documents at hand, but for those that are `hidden`; also every URL that was asked for.
fn look(bytes: &[u8], documents: &Documents, hidden: &dyn Fn(&str) -> bool, expected: &Expected) -> (Report, BTreeSet<String>) {
    let at_hand = AtHand { documents, hidden, asked: RefCell::default() };
    // A clock beyond the year 9999 is no clock; then nothing is in force.
    let time = Time::from_unix_ms(now()).or_else(|_| Time::from_unix_ms(0)).expect("1970 is a year");
    let report = examine(bytes, &at_hand, time, expected);
    (report, at_hand.asked.into_inner())
}

/// What is found with the documents at hand about who it should be for.
pub fn look_for(bytes: &[u8], documents: &Documents, expected: &Expected) -> Report {
    look(bytes, documents, &|_| false, expected).0
}

/// Checks a credential. What the own server publishes is fetched anew each time, so that what it withdraws is seen at once; where it
/// does not answer, what it said earlier on this page is used, and the report says from when that is.
pub async fn check(bytes: &[u8], documents: &Rc<RefCell<Documents>>) -> Judged {
    let origin = window().location().origin().unwrap_or_default();
    let mut tried = BTreeSet::new();
    loop {
        let here = |url: &str| match source(url, &origin) {
            Source::Here(path) if !tried.contains(url) => Some(path),
            _ => None,
        };
        let (report, asked) = {
            let held = documents.borrow();
            // What was put in by hand was put in because the server did not answer.
            let hidden = |url: &str| here(url).is_some() && held.get(url).is_none_or(|held| !held.by_hand);
            look(bytes, &held, &hidden, &Expected::default())
        };
        let held = |url: &str| documents.borrow().get(url).is_some_and(|held| held.by_hand);
        let next = asked.iter().find_map(|url| here(url).filter(|_| !held(url)).map(|path| (url.clone(), path)));
        match next {
            Some((url, path)) if tried.len() < MOST => {
                if let Ok(text) = Fetch::new().here(&path).await {
                    documents.borrow_mut().insert(url.clone(), Held { text, at: now(), by_hand: false });
                }
                tried.insert(url);
            }
            _ => {
                let held = documents.borrow();
                let used = asked.into_iter().filter_map(|url| {
                    let held = held.get(&url)?;
                    Some(Used { url, at: held.at, by_hand: held.by_hand })
                });
                return Judged { report, used: used.collect(), at: now() };
            }
        }
    }
}
