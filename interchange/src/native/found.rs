//! What is found in a bank: as many problems as anybody reads, and of all of them what later checks must know.

use std::collections::{BTreeSet, HashMap};

use super::{check, codes};
use crate::Problem;
use crate::problems::Problems;

/// So many errors of a file are remembered by their fields; what more is wrong with one that has as many follows from these.
const MAX_FIELDS: usize = 100;

/// Problems of a bank, in the order in which they were found.
#[derive(Default)]
pub(super) struct Found {
    problems: Problems,
    /// The fields with errors, by file: a bank may have thousands.
    fields: HashMap<String, Vec<String>>,
    unknown_version: bool,
}

impl Found {
    /// Adds a problem, with its kind.
    pub(super) fn push(&mut self, mut problem: Problem) {
        problem.code = codes::of(&problem);
        if problem.is_error() {
            self.unknown_version |= problem.file == check::BANK && problem.field == "format";
            let fields = self.fields.entry(problem.file.clone()).or_default();
            if fields.len() < MAX_FIELDS {
                fields.push(problem.field.clone());
            }
        }
        self.problems.push(problem);
    }

    /// Adds what a part of the bank says of itself.
    pub(super) fn of<T>(&mut self, look: impl FnOnce(&mut Vec<Problem>) -> T) -> T {
        let mut problems = Vec::new();
        let seen = look(&mut problems);
        self.extend(problems);
        seen
    }

    /// Whether there is an error at this field, a part of it, or what it is part of.
    pub(super) fn has(&self, file: &str, field: &str) -> bool {
        let within = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let known =
            |fields: &Vec<String>| fields.len() == MAX_FIELDS || fields.iter().any(|at| within(at, field) || within(field, at));
        self.fields.get(file).is_some_and(known)
    }

    /// Whether there is an error in a file.
    pub(super) fn has_error_in(&self, file: &str) -> bool {
        self.fields.contains_key(file)
    }

    /// Whether the bank is of a version that nobody knows.
    pub(super) fn is_of_unknown_version(&self) -> bool {
        self.unknown_version
    }

    /// By file and line; last, where some were only counted, how many. And the files with an error, all of them.
    pub(super) fn into_parts(self) -> (Vec<Problem>, BTreeSet<String>) {
        let mut problems = self.problems.into_list();
        for more in problems.iter_mut().filter(|problem| problem.file.is_empty()) {
            ".".clone_into(&mut more.file);
        }
        problems.sort_by(|one, other| key(one).cmp(&key(other)));
        problems.dedup();
        (problems, self.fields.into_keys().collect())
    }
}

fn key(problem: &Problem) -> impl Ord + '_ {
    let is_last = problem.code == "too-many-problems";
    (is_last, &problem.file, problem.line, problem.severity, problem.column)
}

impl Extend<Problem> for Found {
    fn extend<T: IntoIterator<Item = Problem>>(&mut self, found: T) {
        for problem in found {
            self.push(problem);
        }
    }
}
