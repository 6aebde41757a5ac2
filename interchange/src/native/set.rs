//! `sets/*.md`: items that share a stimulus, with the stimulus.

use engine::bank::Pool;
use engine::bank::file::{BankFile, ItemFile, SetFile, SetOrder, Status};

use super::front_matter;
use super::item::{self, ItemSource};
use super::markdown::Renderer;
use super::shape::{Document, Field, Kind, needed, optional};
use crate::Problem;
use crate::line::Line;
use crate::passage::Passage;

/// No set's file is larger, in bytes.
const MAX_SET: usize = 256 << 10;

/// What may stand in a set's front matter.
pub(super) static SHAPE: &[Field] = &[
    needed("id", Kind::Name),
    needed("items", Kind::List(&Kind::Name)),
    optional("order", Kind::OneOf(&["fixed", "any"])),
    optional("irt", Kind::Table(item::IRT)),
];

/// A set with the places of its fields.
pub(super) struct SetSource {
    pub(super) set: SetFile,
    pub(super) document: Document,
    stimulus: Line,
}

impl SetSource {
    /// Where a field stands; the value tells which, where there are several.
    pub(super) fn place(&self, field: &str, value: &str) -> Option<Line> {
        if field == "stimulus" { Some(self.stimulus) } else { self.document.place_of(field, value) }
    }

    /// An error at one of the fields.
    pub(super) fn error(&self, field: &str, value: impl Into<String>, expected: impl Into<String>) -> Problem {
        let value = value.into();
        let at = self.place(field, &value);
        Problem::error(&self.document.file, None, field, value, expected).at(at)
    }

    /// The same in words, with its file.
    fn shown(&self, field: &str, value: &str) -> String {
        let file = &self.document.file;
        self.place(field, value).map_or_else(|| file.clone(), |at| format!("{file}:{}", at.number))
    }
}

/// Reads a set as far as it can be read. `None` where there is no front matter at all.
pub(super) fn read(file: &str, bytes: &[u8], renderer: &mut Renderer, problems: &mut Vec<Problem>) -> Option<SetSource> {
    if bytes.len() > MAX_SET {
        problems.push(Problem::error(file, None, "size", format!("{} bytes", bytes.len()), format!("at most {MAX_SET} bytes")));
        return None;
    }
    let text = front_matter::text(file, bytes).map_err(|problem| problems.push(problem)).ok()?;
    let halves = front_matter::split(file, &text).map_err(|problem| problems.push(problem)).ok()?;
    let mut document = Document::read(file, halves.front, halves.front_line, SHAPE);
    problems.append(&mut document.take_problems());
    let passage = Passage::body(halves.body, halves.body_line);
    let set = SetFile {
        id: document.text("id").unwrap_or(file).to_owned(),
        stimulus: renderer.block(file, "stimulus", &passage, problems),
        items: document.texts("items"),
        order: if document.text("order") == Some("any") { SetOrder::Any } else { SetOrder::Fixed },
        irt: document.has("irt").then(|| item::irt(&document)),
    };
    Some(SetSource { set, document, stimulus: passage.start() })
}

fn pool(item: &ItemFile) -> &'static str {
    match item.pool {
        Pool::Practice => "practice",
        Pool::Credit => "credit",
    }
}

/// What the sets of a bank are together with its items, beside what the engine finds.
pub(super) fn check(sets: &[SetSource], items: &[ItemSource], file: &BankFile, problems: &mut Vec<Problem>) {
    for (index, source) in sets.iter().enumerate() {
        let set = &source.set;
        if let Some(twin) = sets[..index].iter().find(|earlier| earlier.set.id == set.id) {
            let expected = format!("an id that {} does not have", twin.shown("id", &set.id));
            problems.push(source.error("id", set.id.clone(), expected));
        } else {
            let stem = source.document.file.trim_start_matches("sets/").trim_end_matches(".md");
            if set.id != stem && !set.id.contains('/') {
                problems.push(source.error("id", &set.id, format!("\"{stem}\", the file's name")).as_warning());
            }
        }
        let mut members: Vec<&ItemFile> = Vec::new();
        for (place, id) in set.items.iter().enumerate() {
            let mut error = |expected: String| problems.push(source.error("items", id.clone(), expected));
            let Some(item) = items.iter().map(|item| &item.item).find(|item| item.id == *id) else {
                // An item without an id of its own has been named already, and may be the one that is meant.
                if items.iter().all(|item| item.document.text("id").is_some()) {
                    error("the id of an item in this bank".to_owned());
                }
                continue;
            };
            if set.items[..place].contains(id) {
                error("an item named once".to_owned());
                continue;
            }
            if let Some(other) = sets[..index].iter().find(|other| other.set.items.contains(id)) {
                error(format!("an item that {} does not have", other.shown("items", id)));
            }
            if let Some(first) = members.first().filter(|first| first.pool != item.pool) {
                error(format!("an item of pool {}, as {} is: a set is of one pool", pool(first), first.id));
            }
            let foes =
                |other: &&&ItemFile| file.enemies.iter().any(|foes| foes.items.contains(id) && foes.items.contains(&other.id));
            if let Some(foe) = members.iter().find(foes) {
                error(format!("no enemy of {}: a set is given as a whole", foe.id));
            }
            members.push(item);
        }
        let open = members.iter().filter(|item| item.status == Status::Operational).count();
        if let Some(missing) = members.iter().find(|item| item.status != Status::Operational).filter(|_| open > 0) {
            let alone = if set.irt.is_some() { ", each of the others counting for itself" } else { "" };
            let expected = format!("an operational item: the set is given without it{alone}");
            problems.push(source.error("items", missing.id.clone(), expected).as_warning());
        }
    }
}
