//! Award safety: nothing that an open blueprint serves, with its key, may come back where an award is at stake.
//!
//! Two items are taken to be the same if they are one item, if prompt, options and answer are equal, if they show the same
//! picture, or if their words are nearly the same: the Jaccard similarity of the sets of three consecutive words (after
//! folding case, marks and markup; each option and the prompt for itself, the whole where it has fewer than three words) is
//! at least [`NEAR_DUPLICATE`]. Word shingles see copied and lightly edited items; they do not see a translation or a new
//! wording of the same idea, which stays a matter for review. The text that a set of items shares is compared in the same way,
//! with texts of other sets and with items.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use engine::Digest;
use engine::bank::file::{ItemFile, SetFile, Status};
use engine::blueprint::file::BlueprintFile;

use super::Media;

/// From this Jaccard similarity on, two items are near-duplicates.
///
/// A copy in which every twelfth word was changed has about 0.6, because each change touches three shingles on each side.
/// Different questions over the same four short options stay well below a half.
pub const NEAR_DUPLICATE: f64 = 0.5;

/// How many consecutive words are compared.
const SHINGLE: usize = 3;

/// Why two items must not be served to both.
#[derive(Clone, Debug, PartialEq)]
pub enum Likeness {
    /// They are one item.
    Same,
    /// Prompt, options and answer are equal.
    Equal,
    /// The words are nearly the same: similarity from [`NEAR_DUPLICATE`] to 1.
    Near(f64),
    /// Both show this picture.
    Picture(String),
}

impl std::fmt::Display for Likeness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Same => f.write_str("the same item"),
            Self::Equal => f.write_str("equal in prompt, options and answer"),
            Self::Near(similarity) => write!(f, "a near-duplicate, similarity {similarity:.2}"),
            Self::Picture(name) => write!(f, "the same picture media/{name}"),
        }
    }
}

/// What is compared.
#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    /// An item.
    Item(&'a ItemFile),
    /// What the items of a set share.
    Stimulus(&'a SetFile),
}

impl Part<'_> {
    /// Of the item or the set.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Item(item) => &item.id,
            Self::Stimulus(set) => &set.id,
        }
    }

    /// Of the item, or of the set's items.
    pub(super) fn items(&self) -> &[String] {
        match self {
            Self::Item(item) => std::slice::from_ref(&item.id),
            Self::Stimulus(set) => &set.items,
        }
    }

    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Item(one), Self::Item(other)) => std::ptr::eq(*one, *other),
            (Self::Stimulus(one), Self::Stimulus(other)) => std::ptr::eq(*one, *other),
            _ => false,
        }
    }
}

/// An item or a stimulus that some blueprint serves, with what is compared.
pub(super) struct Served<'a> {
    pub(super) part: Part<'a>,
    content: Digest,
    /// Hashes: a bank of a thousand items has a million pairs.
    shingles: BTreeSet<u64>,
    /// Name by the digest of the picture's bytes.
    pictures: BTreeMap<Digest, String>,
}

impl<'a> Served<'a> {
    /// What the blueprints that award (or those that do not) serve, in the order of the items, then what sets of them share.
    pub(super) fn by(
        awards: bool,
        items: impl Iterator<Item = &'a ItemFile>,
        sets: impl Iterator<Item = &'a SetFile>,
        blueprints: &[&BlueprintFile],
        media: &BTreeMap<String, Media>,
    ) -> Vec<Self> {
        let serves = |item: &ItemFile| {
            item.status == Status::Operational
                && blueprints.iter().any(|blueprint| blueprint.delivery.awards() == awards && blueprint.pool == item.pool)
        };
        let items: Vec<&ItemFile> = items.filter(|item| serves(item)).collect();
        let names: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
        let sets = sets.filter(|set| set.items.iter().any(|id| names.contains(id.as_str())));
        items.iter().map(|item| Self::item(item, media)).chain(sets.map(|set| Self::stimulus(set, media))).collect()
    }

    fn stimulus(set: &'a SetFile, media: &BTreeMap<String, Media>) -> Self {
        Self {
            part: Part::Stimulus(set),
            content: Digest::of(&set.stimulus),
            shingles: shingles(&set.stimulus),
            pictures: pictures([&set.stimulus].into_iter(), media),
        }
    }

    fn item(item: &'a ItemFile, media: &BTreeMap<String, Media>) -> Self {
        let mut options: Vec<(&str, u64)> =
            item.options.iter().map(|option| (option.text.as_str(), option.weight.to_bits())).collect();
        options.sort_unstable();
        let mut shingles = shingles(&item.prompt);
        for option in &item.options {
            shingles.append(&mut self::shingles(&option.text));
        }
        let labels = item.fields.iter().filter_map(|field| field.label.as_ref());
        for text in labels.clone().chain(item.fields.iter().flat_map(|field| &field.choices).map(|choice| &choice.text)) {
            shingles.append(&mut self::shingles(text));
        }
        let feedback = item.options.iter().filter_map(|option| option.feedback.as_ref());
        let explained = item.answer.iter().filter_map(|answer| answer.feedback.as_ref());
        let texts = std::iter::once(&item.prompt)
            .chain(item.options.iter().map(|option| &option.text))
            .chain(feedback)
            .chain(explained)
            .chain(labels);
        Self {
            part: Part::Item(item),
            content: Digest::of(&(item.kind, &item.prompt, options, &item.answer, &item.fields, &item.scale)),
            shingles,
            pictures: pictures(texts, media),
        }
    }

    /// Why this and another are too alike, if they are.
    pub(super) fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.part.is(&other.part) {
            return Some(Likeness::Same);
        }
        if self.content == other.content {
            return Some(Likeness::Equal);
        }
        if let Some(name) = self.pictures.iter().find_map(|(digest, name)| other.pictures.contains_key(digest).then_some(name)) {
            return Some(Likeness::Picture(name.clone()));
        }
        let similarity = jaccard(&self.shingles, &other.shingles);
        (similarity >= NEAR_DUPLICATE).then_some(Likeness::Near(similarity))
    }
}

/// Which of `ones` and `others` are too alike, by their places, in order, and why.
pub(super) fn alike(ones: &[Served], others: &[Served]) -> Vec<(usize, usize, Likeness)> {
    let index = Index::of(ones.iter().chain(others));
    let mut found = Vec::new();
    let postings = index.postings(others);
    for (place, one) in ones.iter().enumerate() {
        for other in index.candidates(one, &postings) {
            if let Some(likeness) = one.likeness(&others[other]) {
                found.push((place, other, likeness));
            }
        }
    }
    found
}

/// Which items of `ones` and `others` are nearly the same in their words, by their places, in order. Pictures are left out: one may
/// well be asked about twice.
pub fn alike_items(ones: &[&ItemFile], others: &[&ItemFile]) -> Vec<(usize, usize, Likeness)> {
    let media = BTreeMap::new();
    let ones: Vec<Served> = ones.iter().map(|item| Served::item(item, &media)).collect();
    let others: Vec<Served> = others.iter().map(|item| Served::item(item, &media)).collect();
    alike(&ones, &others)
}

/// Which of these are too alike among themselves: of each pair the later place first.
pub(super) fn alike_within(all: &[Served]) -> Vec<(usize, usize, Likeness)> {
    alike(all, all).into_iter().filter(|(one, other, _)| other < one).collect()
}

/// What is looked up to find the few pairs worth comparing: of n items n² pairs would be too many.
///
/// Two sets with a Jaccard similarity of at least t share one of the rarest |x| − ⌈t|x|⌉ + 1 members of each (prefix filtering:
/// Chaudhuri, Ganti and Kaushik 2006, doi:10.1109/ICDE.2006.9), so that only those are looked up.
struct Index {
    /// How many of all have a shingle.
    counts: HashMap<u64, u32>,
}

/// Where in a list something is to be found.
struct Postings<'a> {
    shingles: HashMap<u64, Vec<usize>>,
    contents: HashMap<Digest, Vec<usize>>,
    pictures: HashMap<&'a Digest, Vec<usize>>,
}

impl Index {
    fn of<'a, 'b: 'a>(all: impl Iterator<Item = &'a Served<'b>>) -> Self {
        let mut counts = HashMap::new();
        for shingle in all.flat_map(|served| &served.shingles) {
            *counts.entry(*shingle).or_default() += 1;
        }
        Self { counts }
    }

    /// The rarest shingles of one, as many as two that are alike must share one of.
    fn rarest(&self, served: &Served) -> Vec<u64> {
        let mut shingles: Vec<u64> = served.shingles.iter().copied().collect();
        shingles.sort_unstable_by_key(|shingle| (self.counts.get(shingle).copied().unwrap_or(0), *shingle));
        let needed = (NEAR_DUPLICATE * shingles.len() as f64).ceil() as usize;
        shingles.truncate((shingles.len() + 1).saturating_sub(needed));
        shingles
    }

    fn postings<'a>(&self, all: &'a [Served]) -> Postings<'a> {
        let mut postings = Postings { shingles: HashMap::new(), contents: HashMap::new(), pictures: HashMap::new() };
        for (place, served) in all.iter().enumerate() {
            for shingle in self.rarest(served) {
                postings.shingles.entry(shingle).or_default().push(place);
            }
            postings.contents.entry(served.content).or_default().push(place);
            for digest in served.pictures.keys() {
                postings.pictures.entry(digest).or_default().push(place);
            }
        }
        postings
    }

    /// Places that may be too alike to one, in order.
    fn candidates(&self, one: &Served, postings: &Postings) -> BTreeSet<usize> {
        let mut places: BTreeSet<usize> = BTreeSet::new();
        places.extend(postings.contents.get(&one.content).into_iter().flatten());
        for shingle in self.rarest(one) {
            places.extend(postings.shingles.get(&shingle).into_iter().flatten());
        }
        for digest in one.pictures.keys() {
            places.extend(postings.pictures.get(digest).into_iter().flatten());
        }
        places
    }
}

/// Names of the pictures that texts show, by the digests of their bytes.
fn pictures<'a>(texts: impl Iterator<Item = &'a String>, media: &BTreeMap<String, Media>) -> BTreeMap<Digest, String> {
    texts
        .flat_map(|html| html.split("src=\"media/").skip(1).filter_map(|rest| rest.split('"').next()))
        .filter_map(|name| Some((Digest::of_bytes(&media.get(name)?.bytes), name.to_owned())))
        .collect()
}

fn jaccard(one: &BTreeSet<u64>, other: &BTreeSet<u64>) -> f64 {
    let (fewer, more) = (one.len().min(other.len()), one.len().max(other.len()));
    // The similarity is at most the ratio of the sizes: most pairs need no comparison.
    if more == 0 || (fewer as f64) < NEAR_DUPLICATE * more as f64 {
        return 0.0;
    }
    let common = one.intersection(other).count();
    common as f64 / (one.len() + other.len() - common) as f64
}

fn shingles(html: &str) -> BTreeSet<u64> {
    let text = plain(html).to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        // Formulas and code of signs only: compared as they are.
        let signs: Vec<&str> = text.split_whitespace().collect();
        return if signs.is_empty() { BTreeSet::new() } else { [hash(&signs)].into() };
    }
    words.windows(SHINGLE.min(words.len())).map(hash).collect()
}

fn hash(words: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

/// The words of sanitised HTML.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for (index, part) in html.split('<').enumerate() {
        let words = if index == 0 { part } else { part.split_once('>').map_or("", |(_, words)| words) };
        text.push_str(words);
        // A tag ends a word, except within a formula or a line, where nobody reads a difference.
        text.push(' ');
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&quot;", "\"").replace("&amp;", "&")
}
