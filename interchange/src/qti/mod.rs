//! QTI 2.0 to 2.2 and QTI 3.0: one reader for both, as they differ in how names are spelled ([`names`]) and in little else.
//!
//! | what | where |
//! | --- | --- |
//! | a package: manifest, tests, items, passages, statistics | `package`, `manifest`, `metadata`, `test`, `stimulus`, `usage` |
//! | an item | `item`, with `declarations`, `rules`, `key`, `body`, `feedback` |
//! | its interaction | `choices`, `gaps`, `pairs`, `order` |
//!
//! What is left out on purpose: nothing is fetched, no script is run or kept, and no rule of a test (branches, time limits, selection)
//! is taken, as Assay selects by a blueprint.

mod body;
mod choices;
mod declarations;
mod feedback;
mod gaps;
mod item;
mod key;
mod manifest;
mod metadata;
mod names;
mod order;
mod package;
mod pairs;
pub mod processing;
mod rules;
mod stimulus;
mod test;
pub(crate) mod usage;

use crate::Problem;
use crate::reading::Reader;
use crate::xml::Source;

pub(crate) use package::read_package;

/// Reads a file that came without its package.
pub(crate) fn read(reader: &mut Reader, file: &str, text: &str) {
    let text = crate::markers::without(text);
    let Some(source) = Source::of(file, &text, &mut reader.problems) else { return };
    let Some(document) = source.parse(file, &mut reader.problems) else { return };
    let root = document.root_element();
    let name = names::name(root);
    let mut context = item::Context::new(true);
    if name == "assessmentItem" {
        if let Some(question) = item::read(reader, &mut context, file, &source, root) {
            reader.add(question);
        }
        return;
    }
    // Items in the same file, as some programs write them.
    let items: Vec<_> = names::inside(root, "assessmentItem").collect();
    for node in &items {
        if let Some(question) = item::read(reader, &mut context, file, &source, *node) {
            reader.add(question);
        }
    }
    if items.is_empty() {
        let expected = "items: a test, a passage or a manifest only names them; give the whole package, a .zip file";
        let problem = Problem::error(file, None, "file", &*name, expected).at(source.line(root));
        reader.problems.push(problem.as_warning().code("no-items"));
    }
}

#[cfg(test)]
mod tests;
