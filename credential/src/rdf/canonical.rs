//! RDF Dataset Canonicalization, RDFC-1.0 with SHA-256 (W3C Recommendation of 21 May 2024): one text for one set of statements.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::rc::Rc;

use super::{Problem, Quad, Term, XSD};
use crate::digest::{hex, sha256};

/// The statements as N-Quads, nodes without a name called `_:c14n0`, `_:c14n1`, …, one line each, sorted.
///
/// Statements made to be slow (many nodes that look alike) end in [`Problem::Unknown`] after a fixed number of steps.
pub(crate) fn canonical(quads: Vec<Quad>) -> Result<String, Problem> {
    let quads: Vec<Quad> = quads.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut of_node: BTreeMap<usize, Vec<&Quad>> = BTreeMap::new();
    for quad in &quads {
        for node in blanks(quad).map(|(node, _)| node).collect::<BTreeSet<_>>() {
            of_node.entry(node).or_default().push(quad);
        }
    }
    let mut state = Canonicalizer { first: BTreeMap::new(), of_node, issuer: Issuer::new("c14n"), steps: 0 };
    state.name_all()?;
    let name = |node: usize| state.issuer.names.get(&node).map_or_else(String::new, |number| format!("_:c14n{number}"));
    let lines: BTreeSet<String> = quads.iter().map(|quad| line(quad, &name)).collect();
    Ok(lines.into_iter().collect())
}

/// Statements and nodes looked at to tell apart what looks alike. More than any honest badge needs by far, and well under a second.
const MAXIMUM_STEPS: usize = 100_000;

/// Names nodes in the order in which they are asked for.
#[derive(Clone)]
struct Issuer {
    prefix: &'static str,
    names: BTreeMap<usize, usize>,
    order: Vec<usize>,
}

impl Issuer {
    fn new(prefix: &'static str) -> Self {
        Self { prefix, names: BTreeMap::new(), order: Vec::new() }
    }

    fn issue(&mut self, node: usize) -> String {
        let next = self.order.len();
        let number = *self.names.entry(node).or_insert_with(|| {
            self.order.push(node);
            next
        });
        format!("_:{}{number}", self.prefix)
    }

    fn issued(&self, node: usize) -> Option<String> {
        self.names.get(&node).map(|number| format!("_:{}{number}", self.prefix))
    }
}

struct Canonicalizer<'a> {
    of_node: BTreeMap<usize, Vec<&'a Quad>>,
    first: BTreeMap<usize, Rc<str>>,
    issuer: Issuer,
    steps: usize,
}

impl Canonicalizer<'_> {
    fn name_all(&mut self) -> Result<(), Problem> {
        let mut by_hash: BTreeMap<Rc<str>, Vec<usize>> = BTreeMap::new();
        for node in self.of_node.keys().copied().collect::<Vec<_>>() {
            let hash: Rc<str> = self.first_degree(node).into();
            self.first.insert(node, Rc::clone(&hash));
            by_hash.entry(hash).or_default().push(node);
        }
        for nodes in by_hash.values() {
            if let [only] = nodes[..] {
                self.issuer.issue(only);
            }
        }
        for nodes in by_hash.values().filter(|nodes| nodes.len() > 1) {
            let mut found = Vec::new();
            for &node in nodes {
                if self.issuer.names.contains_key(&node) {
                    continue;
                }
                let mut temporary = Issuer::new("b");
                temporary.issue(node);
                found.push(self.all_degrees(node, temporary)?);
            }
            found.sort_by(|a, b| a.0.cmp(&b.0));
            for (_, issuer) in found {
                for node in issuer.order {
                    self.issuer.issue(node);
                }
            }
        }
        Ok(())
    }

    fn spend(&mut self, steps: usize) -> Result<(), Problem> {
        self.steps += steps;
        if self.steps > MAXIMUM_STEPS {
            return Err(Problem::Unknown {
                place: String::new(),
                message: "too many parts look alike to put them in order".to_owned(),
            });
        }
        Ok(())
    }

    /// Hash of what is said of a node directly, it being `_:a` and every other one `_:z`.
    fn first_degree(&self, node: usize) -> String {
        let name = |other: usize| if other == node { "_:a".to_owned() } else { "_:z".to_owned() };
        let mut lines: Vec<String> = self.of_node[&node].iter().map(|quad| line(quad, &name)).collect();
        lines.sort_unstable();
        hash(&lines.concat())
    }

    fn related(&self, node: usize, predicate: &str, issuer: &Issuer, position: char) -> String {
        let mut text = String::from(position);
        if position != 'g' {
            let _ = write!(text, "<{predicate}>");
        }
        match self.issuer.issued(node).or_else(|| issuer.issued(node)) {
            Some(name) => text.push_str(&name),
            None => text.push_str(&self.first[&node]),
        }
        hash(&text)
    }

    /// Hash of a node by all that can be reached from it, and the names given on the way.
    fn all_degrees(&mut self, node: usize, mut issuer: Issuer) -> Result<(String, Issuer), Problem> {
        self.spend(self.of_node[&node].len())?;
        let mut by_hash: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for quad in &self.of_node[&node] {
            for (other, position) in blanks(quad).filter(|(other, _)| *other != node) {
                by_hash.entry(self.related(other, &quad.predicate, &issuer, position)).or_default().push(other);
            }
        }
        let mut data = String::new();
        for (related_hash, mut nodes) in by_hash {
            data.push_str(&related_hash);
            let mut chosen: Option<(String, Issuer)> = None;
            nodes.sort_unstable();
            loop {
                if let Some(better) = self.path(&nodes, &issuer, chosen.as_ref().map(|(path, _)| path.as_str()))? {
                    chosen = Some(better);
                }
                if !next_permutation(&mut nodes) {
                    break;
                }
            }
            let (path, names) = chosen.expect("the first order of nodes is always chosen");
            data.push_str(&path);
            issuer = names;
        }
        Ok((hash(&data), issuer))
    }

    /// The path through `nodes` in this order, unless it is certainly no smaller than the one chosen so far.
    fn path(&mut self, nodes: &[usize], issuer: &Issuer, chosen: Option<&str>) -> Result<Option<(String, Issuer)>, Problem> {
        self.steps += 1;
        if self.steps > MAXIMUM_STEPS {
            return Err(Problem::Unknown {
                place: String::new(),
                message: "too many parts look alike to put them in order".to_owned(),
            });
        }
        let worse = |path: &str| chosen.is_some_and(|chosen| path.len() >= chosen.len() && path > chosen);
        let mut issuer = issuer.clone();
        let mut path = String::new();
        let mut deeper = Vec::new();
        for &node in nodes {
            if let Some(name) = self.issuer.issued(node) {
                path.push_str(&name);
            } else {
                if !issuer.names.contains_key(&node) {
                    deeper.push(node);
                }
                path.push_str(&issuer.issue(node));
            }
            if worse(&path) {
                return Ok(None);
            }
        }
        for node in deeper {
            let (hash, names) = self.all_degrees(node, issuer.clone())?;
            path.push_str(&issuer.issue(node));
            let _ = write!(path, "<{hash}>");
            issuer = names;
            if worse(&path) {
                return Ok(None);
            }
        }
        Ok(chosen.is_none_or(|chosen| path.as_str() < chosen).then_some((path, issuer)))
    }
}

/// The nodes without a name in a statement, and where they stand: `s`, `o` or `g`.
fn blanks(quad: &Quad) -> impl Iterator<Item = (usize, char)> {
    [(Some(&quad.subject), 's'), (Some(&quad.object), 'o'), (quad.graph.as_ref(), 'g')].into_iter().filter_map(
        |(term, position)| {
            if let Some(Term::Blank(node)) = term { Some((*node, position)) } else { None }
        },
    )
}

/// The next order of `items` that differs, lexicographically; false after the last.
fn next_permutation(items: &mut [usize]) -> bool {
    let Some(pivot) = (1..items.len()).rev().find(|&i| items[i - 1] < items[i]) else { return false };
    let swap = (pivot..items.len()).rev().find(|&i| items[i] > items[pivot - 1]).expect("the item at the pivot is greater");
    items.swap(pivot - 1, swap);
    items[pivot..].reverse();
    true
}

/// One statement in canonical N-Quads, with its line feed.
fn line(quad: &Quad, name: &impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    write_term(&mut text, &quad.subject, name);
    let _ = write!(text, " <{}> ", quad.predicate);
    write_term(&mut text, &quad.object, name);
    if let Some(graph) = &quad.graph {
        text.push(' ');
        write_term(&mut text, graph, name);
    }
    text.push_str(" .\n");
    text
}

fn write_term(out: &mut String, term: &Term, name: &impl Fn(usize) -> String) {
    match term {
        Term::Iri(iri) => {
            let _ = write!(out, "<{iri}>");
        }
        Term::Blank(node) => out.push_str(&name(*node)),
        Term::Literal { text, datatype, language } => {
            out.push('"');
            for c in text.chars() {
                match c {
                    '\u{8}' => out.push_str("\\b"),
                    '\t' => out.push_str("\\t"),
                    '\n' => out.push_str("\\n"),
                    '\u{c}' => out.push_str("\\f"),
                    '\r' => out.push_str("\\r"),
                    '"' => out.push_str("\\\""),
                    '\\' => out.push_str("\\\\"),
                    '\0'..='\u{1f}' | '\u{7f}' => {
                        let _ = write!(out, "\\u{:04X}", u32::from(c));
                    }
                    c => out.push(c),
                }
            }
            out.push('"');
            if let Some(language) = language {
                let _ = write!(out, "@{language}");
            } else if datatype.strip_prefix(XSD) != Some("string") {
                let _ = write!(out, "^^<{datatype}>");
            }
        }
    }
}

fn hash(text: &str) -> String {
    hex(&sha256(text.as_bytes()))
}
