//! Which attempts a simulated taker has, and why, in words.

use engine::simulate::Retake;
use interchange::native::RetakeFile;

/// By the retake rule of `credential.toml`, where there is one, and at most so many as asked.
pub fn retake(rule: Option<RetakeFile>, asked: Option<u32>) -> (Retake, String) {
    let unseen_items_only = rule.is_some_and(|rule| rule.unseen_items_only);
    let limit = match asked {
        Some(1) => "one attempt".to_owned(),
        Some(attempts) => format!("at most {attempts} attempts, as asked"),
        None if unseen_items_only => "as many attempts as unseen items allow".to_owned(),
        None => format!("at most {} attempts, by default", Retake::USUAL),
    };
    let rule = match (rule, unseen_items_only) {
        (None, _) => "there is no credential.toml with a retake rule: items may be given again",
        (_, true) => "credential.toml gives only unseen items again",
        (_, false) => "credential.toml lets items be given again",
    };
    (Retake { unseen_items_only, attempts: asked }, format!("{limit}; {rule}; none after an award"))
}
