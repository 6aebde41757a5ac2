//! Names with the content's hash in them, so that a browser may keep a file for ever.
//!
//! In every text file of `web/static` the words `{{app.css}}` stand for the URL of the file `app.css`, which is
//! `/assets/app-0123456789abcdef.css`. A file is hashed after its own words are filled in, so files are finished in the
//! order in which they name each other. `{{later:forms.js}}` stands for the same URL, of a file that the page fetches only when it is needed:
//! it is no part of what the page downloads first. Pages, and the few files whose URL a browser or a server fixes, keep their names;
//! their URLs do not depend on their content, so they may be named from anywhere.

use anyhow::{Result, bail};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Files beside the pages that keep their names.
const FIXED: [&str; 4] = ["favicon.ico", "robots.txt", "sw.js", "verify-sw.js"];

/// Kinds of files in which words are filled in.
const TEXT: [&str; 7] = ["css", "html", "js", "json", "svg", "txt", "webmanifest"];

/// Before the name of a file that is not fetched with the file that names it.
const LATER: &str = "later:";

/// A finished file.
#[derive(Debug)]
pub struct File {
    /// Where it lies in `web/dist`, with `/` between folders.
    pub path: String,
    /// Its content, all words filled in.
    pub bytes: Vec<u8>,
    names: BTreeSet<String>,
}

/// All files of the web app by their name before hashing.
#[derive(Debug, Default)]
pub struct Assets {
    files: BTreeMap<String, File>,
}

impl Assets {
    /// Finishes `given` files, which are used as they are, and files `written_by_hand`, whose words are filled in.
    ///
    /// # Errors
    /// A word that names no file, and files that name each other in a circle; both with the file's name.
    pub fn new(given: BTreeMap<String, Vec<u8>>, written_by_hand: &BTreeMap<String, Vec<u8>>) -> Result<Self> {
        let mut assets = Self::default();
        for (name, bytes) in given {
            let path = hashed_path(&name, &bytes);
            assets.files.insert(name, File { path, bytes, names: BTreeSet::new() });
        }
        for name in written_by_hand.keys() {
            assets.finish(name, written_by_hand, &mut Vec::new())?;
        }
        Ok(assets)
    }

    /// Name before hashing, and the file.
    pub fn files(&self) -> &BTreeMap<String, File> {
        &self.files
    }

    /// The names of a page and of all that it names, directly or through others, without other pages.
    pub fn reached_from(&self, page: &str) -> BTreeSet<String> {
        let (mut reached, mut open) = (BTreeSet::new(), vec![page.to_owned()]);
        while let Some(name) = open.pop() {
            if let Some(file) = self.files.get(&name)
                && (name == page || !keeps_its_name(&name))
                && reached.insert(name)
            {
                open.extend(file.names.iter().cloned());
            }
        }
        reached
    }

    fn finish(&mut self, name: &str, sources: &BTreeMap<String, Vec<u8>>, open: &mut Vec<String>) -> Result<()> {
        if self.files.contains_key(name) {
            return Ok(());
        }
        let Some(source) = sources.get(name) else {
            let from = open.last().map_or("", String::as_str);
            bail!("{from}: {{{{{name}}}}} names no file of the web app");
        };
        if open.iter().any(|open| open == name) {
            bail!("{} and {name} name each other: no hash can be in both", open.join(", "));
        }
        open.push(name.to_owned());
        let mut names = BTreeSet::new();
        let bytes = match std::str::from_utf8(source) {
            Ok(text) if TEXT.contains(&extension(name)) => {
                let mut filled = String::new();
                for piece in pieces(text) {
                    match piece {
                        Piece::Text(text) => filled.push_str(text),
                        Piece::Name(word) if keeps_its_name(word) && sources.contains_key(word) => {
                            names.insert(word.to_owned());
                            let _ = write!(filled, "/{word}");
                        }
                        Piece::Name(word) => {
                            let (word, later) = word.strip_prefix(LATER).map_or((word, false), |word| (word, true));
                            self.finish(word, sources, open)?;
                            if !later {
                                names.insert(word.to_owned());
                            }
                            let _ = write!(filled, "/{}", self.files[word].path);
                        }
                    }
                }
                filled.into_bytes()
            }
            _ => source.clone(),
        };
        open.pop();
        let path = if keeps_its_name(name) { name.to_owned() } else { hashed_path(name, &bytes) };
        self.files.insert(name.to_owned(), File { path, bytes, names });
        Ok(())
    }
}

/// The first 16 hexadecimal digits of the SHA-256 of `bytes`.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn keeps_its_name(name: &str) -> bool {
    extension(name) == "html" || FIXED.contains(&name)
}

fn hashed_path(name: &str, bytes: &[u8]) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}-{}.{extension}", hash(bytes)),
        None => format!("assets/{name}-{}", hash(bytes)),
    }
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

enum Piece<'a> {
    Text(&'a str),
    Name(&'a str),
}

/// The text between words, and the words. Braces around anything but a file name are text.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let is_name = |word: &str| {
        let word = word.strip_prefix(LATER).unwrap_or(word);
        word.contains('.') && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-/".contains(&b))
    };
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some(start) = rest.find("{{") {
        let inside = &rest[start + 2..];
        match inside.find("}}") {
            Some(end) if is_name(&inside[..end]) => {
                pieces.extend([Piece::Text(&rest[..start]), Piece::Name(&inside[..end])]);
                rest = &inside[end + 2..];
            }
            _ => {
                pieces.push(Piece::Text(&rest[..start + 2]));
                rest = inside;
            }
        }
    }
    pieces.push(Piece::Text(rest));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn text<'a>(assets: &'a Assets, name: &str) -> &'a str {
        std::str::from_utf8(&assets.files()[name].bytes).expect("text")
    }

    #[test]
    fn fills_names_in_along_the_order_of_dependency() {
        let given = sources(&[("learner.js", "export default 1")]);
        let by_hand = sources(&[
            ("index.html", "<link href={{app.css}}><script src={{boot.js}}>"),
            ("boot.js", "import init from '{{learner.js}}'"),
            ("app.css", "a{src:url({{fonts/text.woff2}})}"),
            ("fonts/text.woff2", "font"),
        ]);
        let assets = Assets::new(given, &by_hand).expect("all names are there");
        let path = |name: &str| assets.files()[name].path.clone();
        assert_eq!(path("index.html"), "index.html");
        assert_eq!(path("learner.js"), format!("assets/learner-{}.js", hash(b"export default 1")));
        assert_eq!(path("fonts/text.woff2"), format!("assets/fonts/text-{}.woff2", hash(b"font")));
        assert_eq!(text(&assets, "boot.js"), format!("import init from '/{}'", path("learner.js")));
        assert_eq!(path("boot.js"), format!("assets/boot-{}.js", hash(text(&assets, "boot.js").as_bytes())));
        assert_eq!(text(&assets, "index.html"), format!("<link href=/{}><script src=/{}>", path("app.css"), path("boot.js")));
    }

    #[test]
    fn follows_names_but_not_into_other_pages() {
        let by_hand = sources(&[
            ("index.html", "{{boot.js}} {{tutor.html}}"),
            ("tutor.html", "{{tutor.css}}"),
            ("tutor.css", "{{index.html}}"),
            ("boot.js", "{{sw.js}}"),
            ("sw.js", "{{boot.js}} {{index.html}}"),
        ]);
        let assets = Assets::new(BTreeMap::new(), &by_hand).expect("pages and the worker may be named from anywhere");
        assert_eq!(assets.reached_from("index.html"), BTreeSet::from(["boot.js".to_owned(), "index.html".to_owned()]));
        assert_eq!(text(&assets, "tutor.css"), "/index.html");
        assert_eq!(text(&assets, "boot.js"), "/sw.js");
    }

    #[test]
    fn leaves_out_what_comes_later() {
        let by_hand = sources(&[
            ("index.html", "{{boot.js}}"),
            ("boot.js", "import('{{later:forms.js}}')"),
            ("forms.js", "{{forms.css}}"),
            ("forms.css", "a{}"),
        ]);
        let assets = Assets::new(BTreeMap::new(), &by_hand).expect("all names are there");
        assert_eq!(text(&assets, "boot.js"), format!("import('/{}')", assets.files()["forms.js"].path));
        assert_eq!(assets.reached_from("index.html"), BTreeSet::from(["boot.js".to_owned(), "index.html".to_owned()]));
    }

    #[test]
    fn refuses_unknown_names_and_circles() {
        let refused = |files: &[(&str, &str)]| Assets::new(BTreeMap::new(), &sources(files)).expect_err("refused").to_string();
        assert_eq!(refused(&[("index.html", "{{ap.css}}")]), "index.html: {{ap.css}} names no file of the web app");
        assert_eq!(
            refused(&[("a.js", "{{b.js}}"), ("b.js", "{{a.js}}")]),
            "a.js, b.js and a.js name each other: no hash can be in both"
        );
    }

    #[test]
    fn leaves_other_braces_and_other_files_alone() {
        let by_hand = sources(&[("a.css", "a{{b:c}} {{ {{a b.c}} {{d}}"), ("b.png", "{{no.css}}")]);
        let assets = Assets::new(BTreeMap::new(), &by_hand).expect("no names in there");
        assert_eq!(text(&assets, "a.css"), "a{{b:c}} {{ {{a b.c}} {{d}}");
        assert_eq!(text(&assets, "b.png"), "{{no.css}}");
    }
}
