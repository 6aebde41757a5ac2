//! In whose name this server signs, beside what a definition or a pathway says of its awarding body.

use crate::store::people::Institution;

/// A field that names somebody else than the one who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOurs {
    /// As the file calls it.
    pub field: &'static str,
    /// What the file says.
    pub stated: String,
    /// What was expected.
    pub expected: String,
}

/// Where a file names another awarding body than the one that signs here, or another country: pages and credentials name the one that
/// signs. What a file leaves empty differs from nothing.
pub fn not_ours(awarding_body: &str, country: &str, ours: &Institution) -> Vec<NotOurs> {
    [("awarding_body", awarding_body, &ours.name), ("country", country, &ours.country)]
        .into_iter()
        .filter(|(_, stated, ours)| !stated.is_empty() && stated != ours)
        .map(|(field, stated, ours)| NotOurs {
            field,
            stated: stated.to_owned(),
            expected: format!("{ours}, in whose name this server signs what it awards"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_who_signs_where_a_file_names_somebody_else() {
        let ours = Institution {
            name: "Example Polytechnic".to_owned(),
            country: "NZ".to_owned(),
            contact: "learn@example.org".to_owned(),
        };
        assert_eq!(not_ours("Example Polytechnic", "NZ", &ours), []);
        assert_eq!(not_ours("", "", &ours), []);
        let found = not_ours("Assay demonstration", "DE", &ours);
        assert_eq!(found.iter().map(|found| found.field).collect::<Vec<_>>(), ["awarding_body", "country"]);
        assert_eq!(found[0].expected, "Example Polytechnic, in whose name this server signs what it awards");
    }
}
