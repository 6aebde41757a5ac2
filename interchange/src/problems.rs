//! What was found in a file, as much of it as anybody reads: a file of a million errors must not cost a million messages.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};

use crate::Problem;

/// No file has more problems said one by one.
const MAX: usize = 1000;

/// Problems in the order in which they were found. Beyond the limit they are counted, but for the first of each kind, so that what they
/// are about, and the verdict, stay true.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    kinds: BTreeSet<(&'static str, bool)>,
    more: usize,
}

impl Problems {
    pub(crate) fn push(&mut self, problem: Problem) {
        let is_first = self.kinds.insert((problem.code, problem.is_error()));
        if self.list.len() < MAX || is_first {
            self.list.push(problem);
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn append(&mut self, found: &mut Vec<Problem>) {
        self.extend(found.drain(..));
    }

    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// All of them; where some were only counted, the last says how many.
    pub(crate) fn into_list(self) -> Vec<Problem> {
        let Self { mut list, more, .. } = self;
        if more > 0 {
            let expected = format!("at most {MAX} problems: these are the first; mend them and open the file again");
            let problem = Problem::error("", None, "problems", format!("{more} more"), expected).code("too-many-problems");
            list.push(if list.iter().any(Problem::is_error) { problem } else { problem.as_warning() });
        }
        list
    }
}

impl Extend<Problem> for Problems {
    fn extend<T: IntoIterator<Item = Problem>>(&mut self, found: T) {
        for problem in found {
            self.push(problem);
        }
    }
}

impl Deref for Problems {
    type Target = [Problem];

    fn deref(&self) -> &[Problem] {
        &self.list
    }
}

impl DerefMut for Problems {
    fn deref_mut(&mut self) -> &mut [Problem] {
        &mut self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_the_first_thousand_and_how_many_more_there_are() {
        let mut problems = Problems::default();
        let problem = |code| Problem::error("f", 1, "x", "y", "z").code(code);
        problems.extend((0..MAX + 5).map(|_| problem("bad-number").as_warning()));
        problems.push(problem("no-key"));
        problems.push(problem("no-key"));
        let list = problems.into_list();
        assert_eq!(list.len(), MAX + 2);
        assert_eq!((list[MAX].code, list[MAX].is_error()), ("no-key", true));
        let last = &list[MAX + 1];
        assert_eq!((last.code, last.value.as_str(), last.is_error()), ("too-many-problems", "6 more", true));
    }
}
