//! RDF Dataset Canonicalization, RDFC-1.0 with SHA-256 (W3C Recommendation of 21 May 2024): one text for one set of statements.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::rc::Rc;

use super::{Problem, Quad, STRING, Term};
use crate::digest::{hex, sha256};

/// The statements as N-Quads, nodes without a name called `_:c14n0`, `_:c14n1`, …, one line each, sorted.
///
/// Statements made to be slow (many nodes that look alike) end in [`Problem::Unknown`] after a fixed number of steps.
pub(crate) fn canonical(quads: Vec<Quad>) -> Result<String, Problem> {
    Ok(named(quads, sha256_of)?.0)
}

/// A digest in hexadecimal.
pub(crate) type Hash = fn(&str) -> String;

/// The canonical text by another digest than SHA-256, and the number that each node got.
pub(crate) fn named(quads: Vec<Quad>, hash: Hash) -> Result<(String, BTreeMap<usize, usize>), Problem> {
    counted(quads, hash).map(|(text, numbers, _)| (text, numbers))
}

/// The same, and the steps that it took to tell apart what looks alike.
pub(super) fn counted(mut quads: Vec<Quad>, hash: Hash) -> Result<(String, BTreeMap<usize, usize>, usize), Problem> {
    quads.sort_unstable();
    quads.dedup();
    let mut of_node: BTreeMap<usize, Vec<&Quad>> = BTreeMap::new();
    for quad in &quads {
        for node in blanks(quad).map(|(node, _)| node).collect::<BTreeSet<_>>() {
            of_node.entry(node).or_default().push(quad);
        }
    }
    let mut state = Canonicalizer { first: BTreeMap::new(), of_node, issuer: Issuer::new("c14n"), steps: 0, hash };
    state.name_all()?;
    let name = |node: usize, out: &mut String| out.push_str(&state.issuer.issued(node).unwrap_or_default());
    let mut lines: Vec<String> = quads.iter().map(|quad| line(quad, &name)).collect();
    lines.sort_unstable();
    Ok((lines.concat(), state.issuer.names, state.steps))
}

/// Statements and nodes looked at to tell apart what looks alike. The hardest of the W3C's suite that can be done takes 9,048, a badge
/// none; a fraction of a second.
const MAXIMUM_STEPS: usize = 20_000;

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
    of_node: BTreeMap<usize, Vec<&'a Quad<'a>>>,
    first: BTreeMap<usize, Rc<str>>,
    issuer: Issuer,
    steps: usize,
    hash: Hash,
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
        let name = |other: usize, out: &mut String| out.push_str(if other == node { "_:a" } else { "_:z" });
        let mut lines: Vec<String> = self.of_node[&node].iter().map(|quad| line(quad, &name)).collect();
        lines.sort_unstable();
        (self.hash)(&lines.concat())
    }

    fn related(&self, node: usize, predicate: &str, issuer: &Issuer, position: char) -> String {
        let mut text = String::from(position);
        if position != 'g' {
            text.push('<');
            text.push_str(predicate);
            text.push('>');
        }
        match self.issuer.issued(node).or_else(|| issuer.issued(node)) {
            Some(name) => text.push_str(&name),
            None => text.push_str(&self.first[&node]),
        }
        (self.hash)(&text)
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
        Ok(((self.hash)(&data), issuer))
    }

    /// The path through `nodes` in this order, unless it is certainly no smaller than the one chosen so far.
    fn path(&mut self, nodes: &[usize], issuer: &Issuer, chosen: Option<&str>) -> Result<Option<(String, Issuer)>, Problem> {
        // Each order starts with a copy of the names given so far.
        self.spend(1 + nodes.len() + issuer.order.len() / 8)?;
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
fn line(quad: &Quad, name: &dyn Fn(usize, &mut String)) -> String {
    let mut text = String::with_capacity(200);
    write_term(&mut text, &quad.subject, name);
    text.push_str(" <");
    text.push_str(&quad.predicate);
    text.push_str("> ");
    write_term(&mut text, &quad.object, name);
    if let Some(graph) = &quad.graph {
        text.push(' ');
        write_term(&mut text, graph, name);
    }
    text.push_str(" .\n");
    text
}

fn write_term(out: &mut String, term: &Term, name: &dyn Fn(usize, &mut String)) {
    match term {
        Term::Iri(iri) => {
            out.push('<');
            out.push_str(iri);
            out.push('>');
        }
        Term::Blank(node) => name(*node, out),
        Term::Literal { text, datatype, language } => {
            out.push('"');
            // What needs no escape is written in one piece.
            let mut rest = &**text;
            while let Some(at) = rest.bytes().position(|byte| byte < 0x20 || matches!(byte, b'"' | b'\\' | 0x7f)) {
                out.push_str(&rest[..at]);
                match rest.as_bytes()[at] {
                    0x8 => out.push_str("\\b"),
                    b'\t' => out.push_str("\\t"),
                    b'\n' => out.push_str("\\n"),
                    0xc => out.push_str("\\f"),
                    b'\r' => out.push_str("\\r"),
                    b'"' => out.push_str("\\\""),
                    b'\\' => out.push_str("\\\\"),
                    other => {
                        let _ = write!(out, "\\u{other:04X}");
                    }
                }
                rest = &rest[at + 1..];
            }
            out.push_str(rest);
            out.push('"');
            if let Some(language) = language {
                out.push('@');
                out.push_str(language);
            } else if datatype != STRING {
                out.push_str("^^<");
                out.push_str(datatype);
                out.push('>');
            }
        }
    }
}

fn sha256_of(text: &str) -> String {
    hex(&sha256(text.as_bytes()))
}
