//! An item as learners see it: made by the same function as in a test.

use api::attempt::ItemView;
use api::path;
use api::present::item_view;
use engine::Seed;
use engine::bank::ItemId;
use engine::bank::file::{BankFile, FORMAT, IrtFile, ItemFile, OutcomeFile};

use crate::player::OwnNames;

/// The item as a test shows it, its options in the order of the file; `None` where it cannot be shown, as an essay cannot.
pub(super) fn preview(item: &ItemFile, bank: &str) -> Option<ItemView> {
    let mut item = item.clone();
    item.shuffle = false;
    if item.outcomes.is_empty() {
        item.outcomes.push("none".to_owned());
    }
    // How hard it is does not change how it looks: what is wrong with the model is told elsewhere.
    item.irt = IrtFile { model: "4PL".to_owned(), ..IrtFile::default() };
    let outcome = |id: &String| OutcomeFile { id: id.clone(), text: id.clone(), level: None, align: Vec::new() };
    let id = item.id.clone();
    let file = BankFile {
        format: FORMAT.to_owned(),
        id: "preview".to_owned(),
        title: "Preview".to_owned(),
        version: "1".to_owned(),
        lang: "en".to_owned(),
        licence: "none".to_owned(),
        d: 1.0,
        bank_sd: 0.0,
        outcomes: item.outcomes.iter().map(outcome).collect(),
        enemies: Vec::new(),
        sets: Vec::new(),
        items: vec![item],
    };
    let checked = file.check().ok()?;
    let item = checked.item(&ItemId::from(id.as_str()))?;
    let names = OwnNames { template: path::BANK_MEDIA, id: bank };
    Some(item_view(item, &Seed::new([0; 32]), None, false, &names))
}

/// Names of the pictures that a text in Markdown or HTML may show.
pub(super) fn shown(text: &str) -> impl Iterator<Item = &str> {
    text.split("media/").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).unwrap_or(rest.len());
        (end > 0).then(|| &rest[..end])
    })
}
