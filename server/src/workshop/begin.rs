//! The first files of a bank that is made anew: enough to build on, and nothing that pretends to be decided.

use std::fmt::Write;

use api::workshop::NewBank;
use interchange::native::{MICRO_CREDENTIAL_FORMAT, quoted, quoted_list};

use super::Files;

/// bank.toml, one blueprint to practise and one that awards, the micro-credential and a word of where all comes from.
pub fn first_files(new: &NewBank) -> Files {
    let NewBank { id, title, lang, licence, outcomes, awarding_body, country } = new;
    let mut bank = format!(
        "format = \"bank/1\"\nid = {}\ntitle = {}\nversion = \"0.1.0\"\nlang = {}\nlicence = {}\nD = 1.0\nbank_sd = 0.3\n",
        quoted(id),
        quoted(title),
        quoted(lang),
        quoted(licence)
    );
    for outcome in outcomes {
        let _ = write!(bank, "\n[[outcome]]\nid = {}\ntext = {}\n", quoted(&outcome.id), quoted(&outcome.text));
    }
    let ids: Vec<String> = outcomes.iter().map(|outcome| outcome.id.clone()).collect();
    // As part of addresses a micro-credential's id is short; that of a bank may be long.
    let short = id.rsplit('.').next().unwrap_or(id);
    // What nobody has said yet is left out: the check names it, and the form asks for it.
    let credential = format!(
        "format = {format}\nid = {short}\ntitle = {title}\nawarding_body = {body}\ncountry = {country}\nlang = {lang}\n\
         outcomes = {outcomes}\npractice = \"practice\"\naward = \"award\"\n\n\
         [retake]\nafter_days = 14\nunseen_items_only = true\n\n[retention]\nunfinished_days = 90\naddress_days = 30\n",
        format = quoted(MICRO_CREDENTIAL_FORMAT),
        short = quoted(short),
        title = quoted(title),
        body = quoted(awarding_body),
        country = quoted(country),
        lang = quoted(lang),
        outcomes = quoted_list(&ids),
    );
    let blueprint = |id: &str, title: &str, delivery: &str, pool: &str, block: u32, length: &str, rest: &str| {
        format!(
            "format = \"blueprint/1\"\nid = \"{id}\"\ntitle = \"{title}\"\ndelivery = \"{delivery}\"\npool = \"{pool}\"\n\
             block = {block}\n\n[length]\n{length}\n\n[select]\ncriterion = \"MFI\"\nrandomesque = 5\n\n{rest}[standard]\ncut = 0.0\n\
             rationale = \"Not set by judges yet.\"\n"
        )
    };
    let provenance = format!("# Where this bank comes from\n\nBegun as \"{title}\" in the workshop.\n");
    [
        ("bank.toml", bank),
        ("credential.toml", credential),
        ("blueprints/practice.toml", blueprint("practice", "Practice", "open", "practice", 1, "maximum = 10", "")),
        (
            "blueprints/award.toml",
            blueprint("award", "Assessment", "sealed", "credit", 5, "minimum = 10\nmaximum = 30", "[stop]\ncertainty = 0.95\n\n"),
        ),
        ("PROVENANCE.md", provenance),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text.into_bytes()))
    .collect()
}

#[cfg(test)]
mod tests {
    use api::workshop::NewOutcome;

    use super::*;

    #[test]
    fn begins_a_bank_that_lacks_nothing_but_items_and_what_nobody_has_said() {
        let new = NewBank {
            id: "nz.example.one".to_owned(),
            title: "A \"first\" bank".to_owned(),
            lang: "en-NZ".to_owned(),
            licence: "CC-BY-4.0".to_owned(),
            outcomes: vec![NewOutcome { id: "O-1".to_owned(), text: "Counts apples".to_owned() }],
            awarding_body: "Example".to_owned(),
            country: "NZ".to_owned(),
        };
        let report = interchange::native::read(&first_files(&new));
        let errors: Vec<String> = report.problems.iter().filter(|problem| problem.is_error()).map(ToString::to_string).collect();
        let (missing, errors): (Vec<_>, Vec<_>) = errors.into_iter().partition(|error| error.starts_with("credential.toml"));
        assert!(errors.iter().all(|error| error.contains("item") || error.contains("length")), "{errors:?}");
        assert!(missing.iter().all(|error| error.contains(" = nothing, expected ")), "{missing:?}");
        assert!(missing.iter().any(|error| error.contains("level.value = nothing, expected Level: ")), "{missing:?}");
    }
}
