//! Passages that several items share: read once for each file, and shown above what is asked.

use super::item::{Context, Item, tidy};
use super::names::{attribute, child, is};
use super::{body::Renderer, package};
use crate::reading::{At, Reader};

/// The passages that an item refers to, as HTML; none where one is missing, without which the item cannot be answered.
pub(super) fn above(reader: &mut Reader, context: &mut Context, item: &Item<'_, '_>) -> Option<String> {
    let mut passages = String::new();
    for reference in item.root.children().filter(|node| is(*node, "assessmentStimulusRef") || is(*node, "stimulusRef")) {
        let at = item.at(reference, "href");
        let href = attribute(reference, "href").unwrap_or_default();
        let folder = item.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(path) = package::resolve(folder, href) else {
            let expected = "a passage inside the package: nothing is fetched";
            reader.problems.push(at.problem("external-reference", href, expected));
            return None;
        };
        if context.lone {
            let expected = "the package that it came from, which has the passage";
            reader.problems.push(at.problem("missing-file", href, expected).as_warning());
            continue;
        }
        if !context.stimuli.contains_key(&path) {
            let read = read(reader, &path);
            context.stimuli.insert(path.clone(), read);
        }
        let Some(Some(passage)) = context.stimuli.get(&path) else {
            let expected = "a passage that is in the package and can be read; the item cannot be answered without it";
            reader.problems.push(at.problem("missing-file", href, expected));
            return None;
        };
        let Some(left) = context.passages.checked_sub(passage.len()) else {
            let expected = "fewer or shorter passages: all that the items show come to too much";
            reader.problems.push(at.problem("too-large", href, expected));
            return None;
        };
        context.passages = left;
        passages.push_str(passage);
    }
    Some(passages)
}

fn read(reader: &mut Reader, path: &str) -> Option<String> {
    let source = package::source(reader, path)?;
    let document = source.parse(path, &mut reader.problems)?;
    let root = document.root_element();
    let body = child(root, "stimulusBody").unwrap_or(root);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let html = Renderer::of_option(folder).html(body);
    let at =
        At { file: path, line: source.line(body), item: attribute(root, "identifier").unwrap_or_default(), field: "stimulus" };
    Some(tidy(&reader.block(at, &html)))
}
