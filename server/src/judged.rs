//! Pass marks that judges set: they are moved where the ratings are, and by no other way of changing a bank.
//!
//! What was adopted is read from the bank's history and not from its files of now: whatever became of a file, the mark in it has to be
//! the one that the newest adoption wrote.

use std::collections::BTreeMap;

use engine::blueprint::file::{BlueprintFile, StandardFile};
use interchange::native;

use crate::app::App;
use crate::error::{Answer, Problem};
use crate::store::Error;

/// A blueprint with the path of its file.
pub type Placed = (String, BlueprintFile);

/// The blueprints among files, as far as they can be read. One that cannot be read is no pass mark of anything: the check names it, and
/// it is looked at again when the bank is proposed.
pub fn blueprints<'a>(files: impl IntoIterator<Item = (&'a String, &'a Vec<u8>)>) -> Vec<Placed> {
    let of_blueprints = files.into_iter().filter(|(path, _)| path.starts_with("blueprints/"));
    of_blueprints.filter_map(|(path, bytes)| Some((path.clone(), native::blueprint(path, bytes)?))).collect()
}

/// Whether these blueprints of a bank leave the pass marks as judges set them.
///
/// # Errors
/// 409 for the first that does not; as the store says.
pub async fn keep(app: &App, bank: &str, blueprints: &[Placed]) -> Answer<()> {
    if blueprints.is_empty() {
        return Ok(());
    }
    let marks = marks(app, bank).await?;
    let moved = |(path, blueprint): &&Placed| {
        // By its path too, so that a blueprint does not lose its judges with its name.
        let set = [marks.by_id.get(&blueprint.id), marks.by_path.get(path)];
        set.into_iter().flatten().any(|set| !same(set, &blueprint.standard))
    };
    match blueprints.iter().find(moved) {
        None => Ok(()),
        Some((path, blueprint)) => {
            let detail = format!(
                "{path}: the pass mark of \"{}\" was set by judges; move it where their ratings are (cut, cut_se and rationale stay)",
                blueprint.id.escape_debug()
            );
            Err(Problem::conflict("set-by-judges", "The pass mark was set by judges", detail))
        }
    }
}

/// Of each blueprint what its newest adoption says.
#[derive(Default)]
struct Marks {
    by_id: BTreeMap<String, StandardFile>,
    by_path: BTreeMap<String, StandardFile>,
}

async fn marks(app: &App, bank: &str) -> Result<Marks, Error> {
    let mut marks = Marks::default();
    for (id, revision) in app.store.cut_adopted(bank).await? {
        let files = app.store.workshop_blueprints(bank, revision).await?;
        let then = blueprints(&files);
        let Some(standard) = then.iter().find(|(_, one)| one.id == id).map(|(_, one)| one.standard.clone()) else { continue };
        // An adoption is written into all blueprints that had the same mark.
        for (path, blueprint) in then.into_iter().filter(|(_, one)| same(&standard, &one.standard)) {
            marks.by_id.insert(blueprint.id, blueprint.standard.clone());
            marks.by_path.insert(path, blueprint.standard);
        }
    }
    Ok(marks)
}

/// Whether two standards say the same of the pass mark. How lines are broken is no word of a rationale.
fn same(one: &StandardFile, other: &StandardFile) -> bool {
    let words = |standard: &StandardFile| standard.rationale.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    one.cut == other.cut && one.cut_se.to_bits() == other.cut_se.to_bits() && words(one) == words(other)
}
