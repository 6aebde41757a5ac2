//! The places on the public page of a micro-credential or a pathway to which credentials link, each the `id` of an element: `#level`,
//! `#outcome-sd-1`. The page sets every one of them; that credentials name no other, a test of the server shows.

use crate::catalogue::MicroCredential;

/// Who it is for and what for.
pub const PURPOSE: &str = "purpose";
/// How it is assessed.
pub const ASSESSMENT_TYPE: &str = "assessment-type";
/// How one takes part.
pub const PARTICIPATION: &str = "participation";
/// How questions reach whoever takes it.
pub const DELIVERY: &str = "delivery";
/// Who watches.
pub const SUPERVISION: &str = "supervision";
/// What stands behind it.
pub const QUALITY_ASSURANCE: &str = "quality-assurance";
/// Its level.
pub const LEVEL: &str = "level";
/// Its notional workload.
pub const WORKLOAD: &str = "workload";
/// Its credits.
pub const CREDITS: &str = "credits";
/// What one should know before.
pub const PREREQUISITES: &str = "prerequisites";
/// What it counts towards.
pub const STACKABILITY: &str = "stackability";
/// When it is looked at again.
pub const REVIEW: &str = "review";
/// How one studies.
pub const FORM_OF_STUDY: &str = "formofstudy";
/// Who developed it.
pub const DEVELOPER: &str = "developer";
/// That it was achieved.
pub const RESULT_ACHIEVED: &str = "result-level-level-achieved";

/// What a credential may say of a result: the level reached, ability, its standard error and interval, and the probability of mastery.
pub const RESULTS: [&str; 5] = ["result-level", "result-ability", "result-standard-error", "result-interval", "result-mastery"];

/// A learning outcome.
///
/// ```
/// assert_eq!(api::anchors::outcome("SD-1"), "outcome-sd-1");
/// ```
pub fn outcome(id: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    format!("outcome-{}", id.chars().map(plain).collect::<String>())
}

/// The probability of mastery of a learning outcome alone.
///
/// ```
/// assert_eq!(api::anchors::result_of("SD-1.b"), "result-outcome-SD-1b");
/// ```
pub fn result_of(outcome: &str) -> String {
    let plain = outcome.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-');
    format!("result-outcome-{}", plain.collect::<String>())
}

/// A standard of this scheme.
///
/// ```
/// assert_eq!(api::anchors::standard("NZ unit standard"), "nzunitstandard");
/// ```
pub fn standard(scheme: &str) -> String {
    scheme.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// All places on the page of this micro-credential.
pub fn all(page: &MicroCredential) -> Vec<String> {
    let optional = [
        (CREDITS, page.credits.is_some()),
        (PREREQUISITES, page.prerequisites.is_some()),
        (STACKABILITY, page.stackability.is_some()),
        (REVIEW, page.review_by.is_some()),
        (FORM_OF_STUDY, !page.form_of_study.is_empty()),
        (DEVELOPER, page.developer.is_some()),
    ];
    let fixed =
        [PURPOSE, ASSESSMENT_TYPE, PARTICIPATION, DELIVERY, SUPERVISION, QUALITY_ASSURANCE, LEVEL, WORKLOAD, RESULT_ACHIEVED];
    let fixed = fixed.into_iter().chain(RESULTS).chain(optional.into_iter().filter_map(|(name, there)| there.then_some(name)));
    let ids = || page.outcomes.iter().map(|outcome| outcome.id.as_str());
    let standards = page.standards.iter().map(|standard| self::standard(&standard.scheme));
    fixed.map(str::to_owned).chain(ids().map(outcome)).chain(ids().map(result_of)).chain(standards).collect()
}
