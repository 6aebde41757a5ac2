//! The parts of a bank together: what only shows when they meet.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use engine::bank::file::{BankFile, EnemiesFile, ItemFile};
use engine::blueprint::file::BlueprintFile;

use super::blueprint::BlueprintSource;
use super::found::Found;
use super::item::{self, ItemSource};
use super::markdown::Renderer;
use super::overlap::{Likeness, Part, Served};
use super::set::{self, SetSource};
use super::shape::Document;
use super::{
    Media, NativeBank, Parts, Whole, bank as bank_file, blueprint, chance, flaws, front_matter, micro_credential, overlap,
};
use crate::Problem;

pub(super) const BANK: &str = "bank.toml";

/// Reads the parts and checks them against each other. `None` without a `bank.toml`.
pub(super) fn bank(parts: Parts, found: &mut Found) -> Option<Whole> {
    let Parts { items, sets, blueprints, bank, micro_credential, media } = parts;
    let bank_document = bank.and_then(|bytes| match front_matter::text(BANK, &bytes) {
        Ok(text) => Some(Document::read(BANK, &text, 1, bank_file::SHAPE)),
        Err(problem) => {
            found.push(problem);
            None
        }
    });
    let Some(mut bank_document) = bank_document else {
        if !found.has_error_in(BANK) {
            found.push(Problem::error(BANK, None, "file", "nothing", "a bank.toml in the folder"));
        }
        return None;
    };
    found.extend(bank_document.take_problems());

    let mut renderer = Renderer::new(&media);
    let mut sources: Vec<ItemSource> =
        items.iter().filter_map(|(file, bytes)| found.of(|problems| item::read(file, bytes, &mut renderer, problems))).collect();
    let sets: Vec<SetSource> =
        sets.iter().filter_map(|(file, bytes)| found.of(|problems| set::read(file, bytes, &mut renderer, problems))).collect();
    for name in media.keys().filter(|name| !renderer.used.contains(*name)) {
        let file = format!("media/{name}");
        found.push(Problem::error(file, None, "picture", "shown by no item", "a picture that some item shows").as_warning());
    }
    if items.is_empty() {
        found.push(Problem::error("items", None, "folder", "no items", "at least one items/*.md"));
    }
    twins(&mut sources, found);

    let mut file = bank_file::file(&bank_document);
    file.items = sources.iter().map(|source| source.item.clone()).collect();
    file.sets = sets.iter().map(|source| source.set.clone()).collect();
    found.of(|problems| set::check(&sets, &sources, &file, problems));
    let bank_is_sound = check_bank(&file, &bank_document, &sources, &sets, found);
    for source in &sources {
        // What could not be read has something harmless in its place, and the chance of that tells nobody anything.
        let reckoned = ["type", "options", "fields", "answer", "scale", "choose", "irt.a", "irt.c", "irt.b_sd"];
        if reckoned.iter().all(|field| !found.has(&source.document.file, field)) {
            found.of(|problems| chance::check(source, problems));
        }
        let stem = source.document.file.trim_start_matches("items/").trim_end_matches(".md");
        if source.item.id != stem && !source.item.id.contains('/') {
            found.push(source.error("id", &source.item.id, format!("\"{stem}\", the file's name")).as_warning());
        }
        found.of(|problems| flaws::item(source, &file.lang, problems));
    }

    let all: Vec<&ItemFile> = file.items.iter().collect();
    found.of(|problems| flaws::bank(&all, problems));
    let blueprints: Vec<BlueprintSource> =
        blueprints.iter().filter_map(|(name, bytes)| found.of(|problems| blueprint::read(name, bytes, problems))).collect();
    for (index, source) in blueprints.iter().enumerate() {
        check_blueprint(source, &blueprints[..index], &file, bank_is_sound, found);
        found.of(|problems| flaws::blueprint(source, &all, &sets, problems));
    }
    check_overlap(&sources, &sets, &blueprints, &file.enemies, &media, found);

    let awarding = blueprints.iter().find(|source| source.blueprint.delivery.awards());
    if let (Some(awarding), None) = (awarding, &micro_credential) {
        let expected = format!("the micro-credential that {} leads to", awarding.document.file);
        found.push(Problem::error("credential.toml", None, "file", "nothing", expected).as_warning());
    }
    let outcomes: Vec<&str> = file.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    let outcomes = bank_document.is_toml.then_some(outcomes.as_slice());
    let own: Vec<&BlueprintFile> = blueprints.iter().map(|source| &source.blueprint).collect();
    let around = micro_credential::Around { outcomes, blueprints: &own };
    let micro_credential = micro_credential
        .and_then(|bytes| found.of(|problems| micro_credential::read("credential.toml", &bytes, around, problems)));
    let files = sources.into_iter().map(|source| source.document.file).collect();
    let blueprints = blueprints.into_iter().map(|source| source.blueprint).collect();
    Some(Whole { bank: NativeBank { file, blueprints, micro_credential, media }, files })
}

/// Items that share an id: the later one is reported and goes on under the name of its file, so that the rest is checked too.
fn twins(sources: &mut [ItemSource], found: &mut Found) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for source in sources {
        let (file, at) = (&source.document.file, source.place("id", &source.item.id));
        let place = at.map_or_else(|| file.clone(), |at| format!("{file}:{}", at.number));
        match first.get(&source.item.id) {
            Some(earlier) => {
                found.push(source.error("id", source.item.id.clone(), format!("an id that {earlier} does not have")));
                source.item.id.clone_from(&source.document.file);
            }
            None => {
                first.insert(source.item.id.clone(), place);
            }
        }
    }
}

/// What the engine finds, with places. Follow-ups of what was reported already are left out.
fn check_bank(file: &BankFile, document: &Document, sources: &[ItemSource], sets: &[SetSource], found: &mut Found) -> bool {
    let Err(wrong) = file.check() else { return true };
    let by_id: HashMap<&str, &ItemSource> = sources.iter().rev().map(|source| (source.item.id.as_str(), source)).collect();
    for problem in wrong {
        // `set NAME: field`, and `set.id`, which has been found here.
        if let Some((name, field)) = problem.field.strip_prefix("set ").and_then(|rest| rest.split_once(": ")) {
            let Some(source) = sets.iter().find(|source| source.set.id == name) else { continue };
            if source.document.is_toml && !found.has(&source.document.file, field) {
                found.push(source.error(field, problem.value, problem.expected));
            }
            continue;
        }
        match &problem.item {
            None if problem.field == "set.id" => {}
            None => {
                let broken_item =
                    problem.field == "enemies.items" && sources.iter().any(|source| source.document.text("id").is_none());
                if document.is_toml && !found.has(BANK, &problem.field) && !broken_item {
                    found.push(document.locate(&problem));
                }
            }
            Some(id) => {
                let Some(source) = by_id.get(id.as_str()) else { continue };
                let file = &source.document.file;
                let field = problem.field.as_str();
                // Without its type, nobody can say what an item should hold.
                let typeless = source.document.text("type").is_none()
                    && ["options", "answer", "choose", "fields", "scale"].iter().any(|part| field.starts_with(part));
                let outcomeless = field == "outcomes" && (!document.is_toml || found.has(BANK, "outcome"));
                if !typeless && !outcomeless && source.document.is_toml && !found.has(file, field) {
                    found.push(source.error(field, problem.value, problem.expected));
                }
            }
        }
    }
    false
}

fn check_blueprint(
    source: &BlueprintSource,
    earlier: &[BlueprintSource],
    file: &BankFile,
    bank_is_sound: bool,
    found: &mut Found,
) {
    let BlueprintSource { blueprint, document } = source;
    let mut error = |field: &str, value: &str, expected: String| {
        let problem = Problem::error(&document.file, None, field, value, expected);
        found.push(problem.at(document.place_of(field, value)));
    };
    if let Some(twin) = earlier.iter().find(|other| other.blueprint.id == blueprint.id) {
        error("id", &blueprint.id, format!("an id that {} does not have", twin.document.file));
    }
    let stem = document.file.trim_start_matches("blueprints/").trim_end_matches(".toml");
    if blueprint.id != stem {
        error("id", &blueprint.id, format!("\"{stem}\", the file's name"));
    }
    // A bank that cannot be built cannot be checked against; its own problems come first.
    if !bank_is_sound {
        return;
    }
    match file.restricted_to(blueprint.pool).check() {
        Ok(bank) => {
            if let Err(wrong) = engine::Assessment::new(Arc::new(bank), blueprint) {
                found.extend(wrong.iter().map(|problem| document.locate(problem)));
            }
        }
        Err(wrong) => found.extend(wrong.iter().map(|problem| document.locate(problem))),
    }
}

/// What an open blueprint serves must not come back for an award; and what is alike in one pool is kept apart.
fn check_overlap(
    sources: &[ItemSource],
    sets: &[SetSource],
    blueprints: &[BlueprintSource],
    enemies: &[EnemiesFile],
    media: &BTreeMap<String, Media>,
    found: &mut Found,
) {
    let blueprints: Vec<&BlueprintFile> = blueprints.iter().map(|source| &source.blueprint).collect();
    let served = |awards| {
        let (items, sets) = (sources.iter().map(|source| &source.item), sets.iter().map(|source| &source.set));
        Served::by(awards, items, sets, &blueprints, media)
    };
    let place = |part: Part| match part {
        Part::Item(item) => {
            let source = sources.iter().find(|source| std::ptr::eq(&raw const source.item, item))?;
            Some((&source.document.file, source.place("id", &item.id)))
        }
        Part::Stimulus(set) => {
            let source = sets.iter().find(|source| std::ptr::eq(&raw const source.set, set))?;
            Some((&source.document.file, source.place("stimulus", "")))
        }
    };
    // Where a part stands, what it is called there, and a problem of it with its twin.
    let mut report = |one: Part, other: Part, expected: &dyn Fn(&str, String) -> String, warns: bool| {
        let (Some((file, at)), Some((twin, twin_at))) = (place(one), place(other)) else { return };
        let (field, what) = match one {
            Part::Item(_) => ("id", "item"),
            Part::Stimulus(_) => ("stimulus", "stimulus"),
        };
        let expected = expected(what, format!("{twin}:{}", twin_at.map_or(1, |at| at.number)));
        let problem = Problem::error(file, None, field, one.id(), expected).at(at);
        found.push(if warns { problem.as_warning() } else { problem });
    };
    let (awarding, open) = (served(true), served(false));
    for (one, other, likeness) in overlap::alike(&awarding, &open) {
        let (one, other) = (&awarding[one], &open[other]);
        // A set over both pools has been named as that.
        if likeness == Likeness::Same && matches!(one.part, Part::Stimulus(_)) {
            continue;
        }
        let expected =
            |what: &str, twin| format!("an award's {what} unlike {twin}, which open practice serves with its key ({likeness})");
        report(one.part, other.part, &expected, false);
    }
    let apart = |one: Part, other: Part| {
        let among = |foes: &EnemiesFile, part: Part| part.items().iter().any(|id| foes.items.contains(id));
        enemies.iter().any(|foes| among(foes, one) && among(foes, other))
    };
    for pool in [&awarding, &open] {
        for (one, other, likeness) in overlap::alike_within(pool) {
            // A picture may well be asked about twice.
            if matches!(likeness, Likeness::Picture(_)) {
                continue;
            }
            let (one, other) = (&pool[one], &pool[other]);
            let together = one.part.items().iter().any(|id| other.part.items().contains(id));
            // A copy with its old id has been named already, and goes by its file's name.
            if !together && !apart(one.part, other.part) && !one.part.id().contains('/') {
                let a = |what: &str, twin| {
                    let article = if what == "item" { "an" } else { "a" };
                    format!("{article} {what} unlike {twin} ({likeness}), or [[enemies]] in bank.toml that keep them apart")
                };
                report(one.part, other.part, &a, true);
            }
        }
    }
}
