//! What lies on the desk: the credentials that were checked since the page was opened.

use std::rc::Rc;

use credential::Verdict;
use yew::Reducible;

use super::checking::Judged;
use crate::t;

/// So many are kept; the oldest make place.
const MOST: usize = 40;

/// One credential and what was found.
#[derive(Clone)]
pub struct Checked {
    /// Its place among all that were ever checked here.
    pub number: u32,
    /// The file's name, or that it was pasted.
    pub name: Rc<str>,
    /// The file.
    pub bytes: Rc<[u8]>,
    /// What was found.
    pub judged: Rc<Judged>,
}

impl PartialEq for Checked {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && Rc::ptr_eq(&self.judged, &other.judged)
    }
}

impl Checked {
    /// The verdict in a word.
    pub fn word(&self) -> String {
        match self.judged.report.verdict {
            Verdict::Valid(_) => t!("verdict-valid"),
            Verdict::Invalid(_) => t!("verdict-invalid"),
            Verdict::Unverifiable(_) => t!("verdict-unverifiable"),
        }
    }
}

/// All of them.
#[derive(Clone, Default)]
pub struct Desk {
    /// In the order in which they came.
    pub checked: Vec<Checked>,
    /// The number of the one that is shown; 0 where none is.
    pub shown: u32,
    /// What could not even be read, and why.
    pub refused: Vec<String>,
    /// How many are being checked.
    pub busy: u32,
    /// What a screen reader says.
    pub said: String,
    count: u32,
}

/// What happens on the desk.
pub enum Action {
    /// So many files have come.
    Begin(u32),
    /// One was checked.
    Add(Rc<str>, Rc<[u8]>, Judged),
    /// One was not, and why.
    Refuse(String),
    /// One of this number was checked again.
    Again(u32, Judged),
    /// Shows another.
    Show(u32),
}

impl Desk {
    /// The one that is shown.
    pub fn shown(&self) -> Option<&Checked> {
        self.checked.iter().find(|one| one.number == self.shown)
    }

    fn say(&mut self, number: u32) {
        if let Some(one) = self.checked.iter().find(|one| one.number == number) {
            self.said = t!("verify-said", name = one.name.to_string(), verdict = one.word());
        }
    }
}

impl Reducible for Desk {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut desk = (*self).clone();
        match action {
            Action::Begin(files) => {
                desk.busy += files;
                desk.refused.clear();
                // The verdict on another file is not read as that on one which may be refused.
                desk.shown = 0;
            }
            Action::Add(name, bytes, judged) => {
                desk.busy = desk.busy.saturating_sub(1);
                desk.count += 1;
                desk.shown = desk.count;
                // The same file once more is looked at anew, and stands there once.
                desk.checked.retain(|one| one.name != name || one.bytes != bytes);
                desk.checked.push(Checked { number: desk.count, name, bytes, judged: Rc::new(judged) });
                if desk.checked.len() > MOST {
                    desk.checked.remove(0);
                }
                desk.say(desk.count);
            }
            Action::Refuse(why) => {
                desk.busy = desk.busy.saturating_sub(1);
                desk.refused.push(why);
            }
            Action::Again(number, judged) => {
                let judged = Rc::new(judged);
                desk.checked.iter_mut().filter(|one| one.number == number).for_each(|one| one.judged = judged.clone());
                if desk.shown == number {
                    desk.say(number);
                }
            }
            Action::Show(number) => {
                desk.shown = number;
                desk.say(number);
            }
        }
        Rc::new(desk)
    }
}
