//! The manifest of a package: which files it has, of what kind, what they need, and what is said about them.

use roxmltree::Node;

use super::metadata::{self, Metadata};
use super::package::{resolve, source};
use crate::Problem;
use crate::line::Line;
use crate::reading::Reader;
use crate::xml::{child, children};

/// A manifest, in its order.
pub(super) struct Manifest {
    pub(super) path: String,
    pub(super) resources: Vec<Resource>,
}

/// A resource.
pub(super) struct Resource {
    /// As `imsqti_item_xmlv2p1`.
    pub(super) kind: String,
    /// Its main file, if it has one inside the package.
    pub(super) path: Option<String>,
    pub(super) line: Line,
    pub(super) metadata: Metadata,
}

/// Reads a manifest; what it refers to and is not there is named.
pub(super) fn read(reader: &mut Reader, path: &str) -> Option<Manifest> {
    let source = source(reader, path)?;
    let document = source.parse(path, &mut reader.problems)?;
    let root = document.root_element();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut resources = Vec::new();
    let nodes: Vec<Node<'_, '_>> =
        children(root, "resources").flat_map(|resources| children(resources, "resource").collect::<Vec<_>>()).collect();
    let known: std::collections::BTreeSet<&str> = nodes.iter().filter_map(|node| node.attribute("identifier")).collect();
    for node in &nodes {
        let kind = node.attribute("type").unwrap_or_default().to_owned();
        let main = is_qti(&kind);
        let base = bases(*node, folder);
        let mut look = |node: Node<'_, '_>, main: bool| -> Option<String> {
            let href = node.attribute("href").map(str::trim).filter(|href| !href.is_empty())?;
            let problem = |code, expected: &str| {
                let problem = Problem::error(path, None, "href", href, expected).at(source.line(node)).code(code);
                if main { problem } else { problem.as_warning() }
            };
            let Some(found) = resolve(&base, href) else {
                reader.problems.push(problem("external-reference", "a file inside the package: nothing is fetched"));
                return None;
            };
            if reader.files.contains_key(&found) {
                return Some(found);
            }
            let expected = format!("a file of the package; there is no {found}");
            reader.problems.push(problem("missing-file", &expected));
            None
        };
        let href = look(*node, main);
        let missing = node.attribute("href").is_some() && href.is_none();
        for file in children(*node, "file") {
            // What is missing is said once.
            if !(missing && file.attribute("href") == node.attribute("href")) {
                look(file, false);
            }
        }
        for dependency in children(*node, "dependency") {
            let to = dependency.attribute("identifierref").unwrap_or_default();
            if !known.contains(to) {
                let expected = "a resource of this manifest";
                let problem = Problem::error(path, None, "dependency", to, expected).at(source.line(dependency));
                reader.problems.push(problem.as_warning().code("missing-file"));
            }
        }
        let metadata = child(*node, "metadata").map(metadata::read).unwrap_or_default();
        resources.push(Resource { kind, path: href, line: source.line(*node), metadata });
    }
    Some(Manifest { path: path.to_owned(), resources })
}

/// Whether a resource is an item, a test or the like, and no picture or style sheet.
fn is_qti(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    ["item", "test", "section", "stimulus"].iter().any(|part| kind.contains(part)) && kind.contains("qti")
}

/// The folder from which addresses of a resource count (`xml:base`).
fn bases(node: Node<'_, '_>, folder: &str) -> String {
    let mut bases: Vec<&str> = node.ancestors().filter_map(base).collect();
    bases.reverse();
    bases.iter().fold(folder.to_owned(), |folder, base| resolve(&folder, base).unwrap_or(folder))
}

fn base<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute(("http://www.w3.org/XML/1998/namespace", "base")).filter(|base| !base.is_empty())
}
