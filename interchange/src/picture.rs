//! Pictures that came with questions: found by their address, known by their content, never fetched.

use std::collections::BTreeMap;

use data_encoding::{BASE64, HEXLOWER};
use percent_encoding::percent_decode_str;

use crate::native::{Media, is_name, read_picture};
use crate::package::Files;
use crate::problems::Problems;
use crate::reading::{At, slug};
use crate::{MAX_FILE, Problem};

/// The `media/NAME` under which a picture is shown, or none, with a problem that says why.
pub(crate) fn shown(
    files: &Files,
    media: &mut BTreeMap<String, Media>,
    at: At<'_>,
    source: &str,
    problems: &mut Problems,
) -> Option<String> {
    let (name, bytes) = match find(files, at, source) {
        Ok(found) => found,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    if bytes.len() as u64 > MAX_FILE {
        problems.push(at.problem(
            "bad-media",
            format!("{name}: {} bytes", bytes.len()),
            format!("a picture of at most {MAX_FILE} bytes"),
        ));
        return None;
    }
    let read = match read_picture(bytes.to_vec()) {
        Ok(read) => read,
        Err((value, expected)) => {
            if let Some(read) = cleaned_svg(&bytes) {
                problems.push(
                    at.problem("svg-cleaned", format!("{name}: {value}"), format!("{expected}; the rest was kept")).as_warning(),
                );
                read
            } else {
                problems.push(at.problem("media-type-mismatch", format!("{name}: {value}"), expected));
                return None;
            }
        }
    };
    Some(format!("media/{}", keep(media, &name, read)))
}

fn find<'a>(files: &'a Files, at: At<'_>, source: &str) -> Result<(String, std::borrow::Cow<'a, [u8]>), Problem> {
    if let Some(data) = source.strip_prefix("data:") {
        let bytes = data.split_once(";base64,").and_then(|(_, text)| {
            let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            BASE64.decode(text.as_bytes()).ok()
        });
        let bytes = bytes.ok_or_else(|| at.problem("bad-media", "a data: address that cannot be read", "base64 of a picture"))?;
        return Ok(("picture".to_owned(), bytes.into()));
    }
    let stated = percent_decode_str(source.split(['?', '#']).next().unwrap_or_default()).decode_utf8_lossy().into_owned();
    if stated.contains("://") || stated.starts_with("//") {
        let expected = "a picture inside the file: nothing is fetched";
        return Err(at.problem("external-reference", source, expected).as_warning());
    }
    // Moodle and Canvas write these for "the files of this question".
    let stated = ["@@PLUGINFILE@@/", "$IMS-CC-FILEBASE$/", "%24IMS-CC-FILEBASE%24/", "$IMS_CC_FILEBASE$/"]
        .iter()
        .find_map(|start| stated.strip_prefix(start))
        .unwrap_or(&stated);
    let folder = at.file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = join(folder, stated).ok_or_else(|| at.problem("path-outside-package", source, "a picture inside the package"))?;
    let last = stated.rsplit('/').next().unwrap_or_default();
    let found = files.get_key_value(&path).or_else(|| files.get_key_value(stated)).or_else(|| {
        // Exporters move files and keep the address: one file of that name, and only one, is meant.
        // Compared from the end: a package of thousands of items may ask thousands of times.
        let is_named = |path: &str| path.strip_suffix(last).is_some_and(|folder| folder.is_empty() || folder.ends_with('/'));
        let mut named = files.iter().filter(|(path, _)| !last.is_empty() && is_named(path));
        named.next().filter(|_| named.next().is_none())
    });
    match found {
        Some((path, bytes)) => Ok((path.rsplit('/').next().unwrap_or_default().to_owned(), bytes.as_slice().into())),
        None => Err(at.problem("missing-media", source, "a picture that is in the file")),
    }
}

/// A path in a package, from a folder of it; none where it leads outside.
pub(crate) fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> =
        if path.starts_with('/') { Vec::new() } else { folder.split('/').filter(|part| !part.is_empty()).collect() };
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Keeps a picture under a safe name; the same picture is kept once.
fn keep(media: &mut BTreeMap<String, Media>, name: &str, read: Media) -> String {
    if let Some((known, _)) = media.iter().find(|(_, known)| **known == read) {
        return known.clone();
    }
    let ending = match read.mime {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        _ => "svg",
    };
    let stem = slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let stem = if stem.is_empty() { "picture".to_owned() } else { stem.chars().take(40).collect() };
    let mut wanted = format!("{stem}.{ending}");
    if media.contains_key(&wanted) || !is_name(&wanted) {
        let digest = engine::Digest::of_bytes(&read.bytes);
        wanted = format!("{stem}-{}.{ending}", HEXLOWER.encode(&digest.bytes()[..6]));
    }
    media.insert(wanted.clone(), read);
    wanted
}

/// An SVG picture without what acts: the same allow-list as for native banks, applied by leaving out. `None` where it is no SVG.
fn cleaned_svg(bytes: &[u8]) -> Option<Media> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.contains("<svg"))?;
    let source = crate::xml::Source::of("", text, &mut Vec::new())?;
    let document = source.parse("", &mut Vec::new())?;
    let bytes = crate::native::svg_that_draws(document.root_element())?.into_bytes();
    read_picture(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_paths_and_stays_inside() {
        assert_eq!(join("a/b", "../c.png").as_deref(), Some("a/c.png"));
        assert_eq!(join("a", "/c.png").as_deref(), Some("c.png"));
        assert_eq!(join("", "../c.png"), None);
    }

    #[test]
    fn leaves_out_of_an_svg_what_acts() {
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><rect width="1" height="1"/></svg>"#;
        let cleaned = cleaned_svg(svg).unwrap();
        assert_eq!(
            String::from_utf8(cleaned.bytes).unwrap(),
            r#"<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>"#
        );
    }
}
