//! What is wrong with a blueprint, in words and beside the field where it is put right.

use engine::bank::file::Problem;

use crate::t;

/// A problem as a sentence.
pub fn sentence(problem: &Problem) -> String {
    let Problem { item, field, value, expected } = problem;
    match item {
        Some(item) => {
            t!(
                "design-problem-item",
                item = item.clone(),
                field = field.clone(),
                value = value.clone(),
                expected = expected.clone()
            )
        }
        None => t!("design-problem", field = field.clone(), value = value.clone(), expected = expected.clone()),
    }
}

/// The field of the form in which a problem is put right; `None` where the form has none for it.
pub fn field_of(problem: &Problem) -> Option<&'static str> {
    const FIELDS: [(&str, &str); 15] = [
        ("title", "title"),
        ("block", "block"),
        ("length.minimum", "length-minimum"),
        ("length.maximum", "length-maximum"),
        ("content.maximum", "outcomes"),
        ("content.minimum", "outcomes"),
        ("content.outcome", "outcomes"),
        ("standard.floor.outcome", "outcomes"),
        ("standard.floor.below", "outcomes"),
        ("standard.floor.certainty", "outcomes"),
        ("stop.certainty", "certainty"),
        ("standard.certainty", "certainty"),
        ("standard.cut", "cut"),
        ("standard.rationale", "rationale"),
        ("select.randomesque", "variety"),
    ];
    if problem.item.is_some() {
        return None;
    }
    FIELDS.iter().find(|(name, _)| problem.field == *name).map(|(_, field)| *field)
}

/// What is expected, with the form's names for what the file calls otherwise.
fn called(expected: &str) -> String {
    expected
        .replace("length.maximum", &t!("blueprint-maximum").to_lowercase())
        .replace("length.minimum", &t!("blueprint-minimum").to_lowercase())
        .replace("content.minimum", &t!("blueprint-least").to_lowercase())
        .replace("content.maximum", &t!("blueprint-most").to_lowercase())
        .replace("standard.certainty", &t!("blueprint-certainty").to_lowercase())
}

/// What is wrong with one field.
pub fn at(problems: &[Problem], field: &str) -> Option<String> {
    let own = problems.iter().filter(|problem| field_of(problem) == Some(field));
    let all: Vec<String> = own
        .map(|problem| t!("design-problem-here", value = problem.value.clone(), expected = called(&problem.expected)))
        .collect();
    (!all.is_empty()).then(|| all.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(field: &str) -> Problem {
        Problem { item: None, field: field.into(), value: "9".into(), expected: "at most 7".into() }
    }

    #[test]
    fn stands_beside_the_field_where_it_is_put_right() {
        crate::text::install(&[crate::text::DESIGN]);
        let problems = [problem("length.minimum"), problem("content.minimum"), problem("select.exposure")];
        let words = at(&problems, "length-minimum").unwrap_or_default();
        assert!(words.contains("at most 7") && !words.contains("length."), "{words}");
        assert_eq!(at(&problems, "certainty"), None);
        assert_eq!(field_of(&problems[2]), None);
    }
}
