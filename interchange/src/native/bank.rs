//! `bank.toml`: what the bank is, its outcomes, its enemies.

use engine::bank::file::{AlignmentFile, BankFile, EnemiesFile, FORMAT, OutcomeFile};

use super::shape::{Document, Field, Kind, needed, optional};

/// What may stand in `bank.toml`.
pub(super) static SHAPE: &[Field] = &[
    needed("format", Kind::OneOf(&[FORMAT])),
    needed("id", Kind::Name),
    needed("title", Kind::Text),
    needed("version", Kind::Text),
    needed("lang", Kind::Language),
    needed("licence", Kind::Text),
    needed("D", Kind::Above(0.0, 10.0)),
    needed("bank_sd", Kind::Number(0.0, 3.0)),
    needed("outcome", Kind::Tables(OUTCOME)),
    optional("enemies", Kind::Tables(ENEMIES)),
];

pub(super) static OUTCOME: &[Field] = &[
    needed("id", Kind::Name),
    needed("text", Kind::Text),
    optional("level", Kind::Text),
    optional("align", Kind::Tables(ALIGN)),
];

static ALIGN: &[Field] = &[
    needed("to", Kind::Text),
    needed("uri", Kind::Uri),
    needed("type", Kind::Text),
    optional("name", Kind::Text),
    optional("code", Kind::Text),
    optional("standard", Kind::OneOf(&["CASE"])),
];

static ENEMIES: &[Field] = &[needed("items", Kind::List(&Kind::Name)), needed("why", Kind::Text)];

/// The bank without its items. What does not fit is left out; its problem has been reported.
pub(super) fn file(document: &Document) -> BankFile {
    let text = |path: &str, otherwise: &str| document.text(path).unwrap_or(otherwise).to_owned();
    let outcomes = (0..document.count("outcome")).filter_map(|index| {
        let at = |name: &str| format!("outcome[{index}].{name}");
        let align = (0..document.count(&at("align"))).filter_map(|link| {
            let at = |name: &str| document.text(&format!("outcome[{index}].align[{link}].{name}")).map(str::to_owned);
            Some(AlignmentFile {
                to: at("to")?,
                uri: at("uri")?,
                kind: at("type")?,
                name: at("name"),
                code: at("code"),
                standard: at("standard"),
            })
        });
        Some(OutcomeFile {
            id: document.text(&at("id"))?.to_owned(),
            text: text(&at("text"), "?"),
            level: document.text(&at("level")).map(str::to_owned),
            align: align.collect(),
        })
    });
    let enemies = (0..document.count("enemies")).filter_map(|index| {
        let items = document.texts(&format!("enemies[{index}].items"));
        Some(EnemiesFile { items, why: document.text(&format!("enemies[{index}].why"))?.to_owned() })
    });
    BankFile {
        format: FORMAT.to_owned(),
        id: text("id", "?"),
        title: text("title", "?"),
        version: text("version", "?"),
        lang: text("lang", "en"),
        licence: text("licence", "?"),
        d: document.number("D").unwrap_or(1.0),
        bank_sd: document.number("bank_sd").unwrap_or(0.0),
        outcomes: outcomes.collect(),
        enemies: enemies.collect(),
        sets: Vec::new(),
        items: Vec::new(),
    }
}
