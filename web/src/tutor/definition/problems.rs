//! What is wrong with a definition, in words and beside the field where it is put right.

use api::definition::FieldProblem;

use super::fields::SECTIONS;
use crate::t;

/// What is wrong with one field.
pub fn at(problems: &[FieldProblem], path: &str) -> Option<String> {
    told(problems.iter().filter(|problem| problem.error && is_at(problem, path)))
}

/// What to look at in one field although nothing is wrong with it: advice, which blocks nothing.
pub fn advice_at(problems: &[FieldProblem], path: &str) -> Option<String> {
    told(problems.iter().filter(|problem| !problem.error && is_at(problem, path)))
}

fn told<'a>(problems: impl Iterator<Item = &'a FieldProblem>) -> Option<String> {
    let own: Vec<String> = problems.map(sentence).collect();
    (!own.is_empty()).then(|| own.join(" "))
}

/// Problems for which the form has no field.
pub fn elsewhere(problems: &[FieldProblem]) -> Vec<&FieldProblem> {
    let has = |problem: &FieldProblem| SECTIONS.iter().flat_map(|(_, fields)| *fields).any(|(path, _)| is_at(problem, path));
    problems.iter().filter(|problem| !has(problem)).collect()
}

/// A problem as a sentence.
pub fn sentence(problem: &FieldProblem) -> String {
    let FieldProblem { value, expected, .. } = problem;
    if value == "nothing" {
        // The name before the colon stands above the field.
        let expected = expected.split_once(": ").map_or(expected.as_str(), |(_, rest)| rest);
        t!("definition-missing", expected = expected)
    } else {
        t!("definition-problem", value = value.clone(), expected = expected.clone())
    }
}

/// A problem of a part of a field, or of two fields together, stands beside the first of them.
fn is_at(problem: &FieldProblem, path: &str) -> bool {
    problem.path == path || (problem.path == "workload" && path == "workload.credits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(path: &str, value: &str) -> FieldProblem {
        FieldProblem { path: path.into(), value: value.into(), expected: "Developer: who developed it".into(), error: true }
    }

    #[test]
    fn stands_beside_its_field_without_the_name_above_it() {
        crate::text::install(&[crate::text::DEFINITION]);
        let problems = [problem("developer", "nothing"), problem("workload", "credits alone"), problem("colour", "red")];
        let words = at(&problems, "developer").unwrap_or_default();
        assert!(words.contains("who developed it") && !words.contains("Developer"), "{words}");
        assert!(at(&problems, "workload.credits").is_some() && at(&problems, "title").is_none());
        assert_eq!(elsewhere(&problems), [&problems[2]]);
    }

    #[test]
    fn takes_advice_for_no_error() {
        crate::text::install(&[crate::text::DEFINITION]);
        let advice = FieldProblem { error: false, ..problem("awarding_body", "Another school") };
        let problems = [advice, problem("title", "nothing")];
        assert_eq!(at(&problems, "awarding_body"), None);
        let words = advice_at(&problems, "awarding_body").unwrap_or_default();
        assert!(words.contains("Another school"), "{words}");
        assert!(at(&problems, "title").is_some() && advice_at(&problems, "title").is_none());
        assert!(elsewhere(&problems).is_empty(), "both stand beside their fields");
    }
}
