//! The examples of docs/BANK-FORMAT.md are one bank that is accepted without a remark.

use crate::support;

use interchange::native;

#[test]
fn reads_the_documented_bank() {
    let files = support::documented();
    assert_eq!(support::said(&files), Vec::<String>::new());
    let bank = native::read(&files).bank.expect("there are no problems");
    let ids: Vec<&str> = bank.file.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["busy", "law", "load", "mean", "median", "mistake", "report", "steps", "units", "utilisation", "words"]);
    assert_eq!(bank.blueprints.len(), 3);
    assert_eq!(bank.media["queue.svg"].mime, "image/svg+xml");
    assert_eq!(bank.micro_credential.and_then(|credential| credential.award).as_deref(), Some("award"));
}
