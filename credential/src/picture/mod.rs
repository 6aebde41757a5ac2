//! A picture for each achievement, drawn from what it is: its title, level and issuer in words, and an emblem that its id alone
//! decides, so that one knows an achievement again.

mod emblem;
#[cfg(feature = "png")]
mod png;
mod words;

#[cfg(feature = "png")]
pub use png::{PngError, png};

use crate::claim::Claim;
use crate::document;
use emblem::Emblem;

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The achievement's id: decides emblem and colour.
    pub id: String,
    /// Its title.
    pub title: String,
    /// As `NZQCF level 8`; nothing where it has none.
    pub level: String,
    /// The awarding body.
    pub issuer: String,
}

impl Picture {
    /// The picture of what is claimed.
    pub fn of(claim: &Claim) -> Self {
        let what = &claim.achievement;
        Self {
            id: what.id.clone(),
            title: document::title(claim),
            level: format!("{} level {}", what.level.framework, what.level.value),
            issuer: claim.issuer.name.clone(),
        }
    }
}

/// Width of a line of words within the frame.
const WIDTH: f32 = 372.0;

/// The picture as an SVG document, 512 by 512. The same picture gives the same text.
///
/// ```
/// let picture = credential::picture::Picture {
///     id: "https://example.org/sampling".into(), title: "Sampling & Surveys".into(), level: "NZQCF level 8".into(),
///     issuer: "Example Institute".into(),
/// };
/// let svg = credential::picture::svg(&picture);
/// assert!(svg.starts_with("<svg ") && svg.contains("Sampling &amp; Surveys"));
/// assert_eq!(svg, credential::picture::svg(&picture));
/// ```
pub fn svg(picture: &Picture) -> String {
    let emblem = Emblem::of(&picture.id);
    let (dark, light) = (emblem.dark(), emblem.light());
    let described = words::escaped(
        &[&picture.title, &picture.level, &picture.issuer]
            .map(|text| text.trim())
            .iter()
            .filter(|text| !text.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(", "),
    );
    let mut text = title_of(&picture.title);
    // The frame narrows towards its foot.
    for (words, y, largest, most, width) in [(&picture.level, 366.0, 24, 1, WIDTH - 92.0), (&picture.issuer, 400.0, 20, 2, 262.0)]
    {
        let (size, lines) = words::fitted(words, largest, 13, most, width);
        for (index, line) in lines.iter().enumerate() {
            text.push_str(&line_of(line, y + f32::from(size) * 1.2 * index as f32, size, "normal", &light));
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 512 512\" width=\"512\" height=\"512\" role=\"img\">\n\
         <title>{described}</title>\n\
         <path d=\"M256 8 472 132V380L256 504 40 380V132Z\" fill=\"{dark}\" stroke=\"{light}\" stroke-width=\"8\" stroke-linejoin=\"round\"/>\n\
         <g fill=\"{light}\">\n{}</g>\n\
         <g font-family=\"DejaVu Sans, Verdana, sans-serif\" text-anchor=\"middle\">\n{text}</g>\n\
         </svg>\n",
        emblem.drawn()
    )
}

/// The title's lines. That it is a specimen is a line of its own, which no ellipsis can take away.
fn title_of(title: &str) -> String {
    let mark = format!("({})", document::SPECIMEN);
    let (title, is_specimen) = title.trim_end().strip_suffix(&mark).map_or((title, false), |title| (title, true));
    let (largest, room) = if is_specimen { (34, MARK) } else { (40, 0) };
    let (size, lines) = words::fitted(title, largest, 22, 3, WIDTH);
    let height = f32::from(size) * 1.2;
    let below = f32::from(room) * 1.4;
    let last = height * (lines.len() as f32 - 1.0);
    let first = 276.0 - last / 2.0 - below / 2.0;
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        text.push_str(&line_of(line, first + height * index as f32, size, "bold", "#fff"));
    }
    if is_specimen {
        text.push_str(&line_of(&document::SPECIMEN.to_uppercase(), first + last + below, room, "bold", "#fff"));
    }
    text
}

/// The size of the line that says that it is a specimen.
const MARK: u8 = 18;

fn line_of(words: &str, y: f32, size: u8, weight: &str, colour: &str) -> String {
    let words = words::escaped(words);
    format!("<text x=\"256\" y=\"{y:.1}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{colour}\">{words}</text>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(id: &str, title: &str) -> Picture {
        Picture { id: id.into(), title: title.into(), level: "NZQCF level 8".into(), issuer: "Example <Institute>".into() }
    }

    #[test]
    fn an_achievement_has_its_own_emblem_whatever_it_is_called() {
        let group = |id: &str, title: &str| svg(&picture(id, title)).split("<g ").nth(1).unwrap().to_owned();
        assert_eq!(group("https://a.example/1", "One"), group("https://a.example/1", "Uno"));
        assert_ne!(group("https://a.example/1", "One"), group("https://a.example/2", "One"));
    }

    #[test]
    fn a_specimen_says_so_however_long_its_title_is() {
        for title in ["Sampling", "Reliable Software Development", &"long ".repeat(200), &"x".repeat(500), ""] {
            let drawn = svg(&picture("urn:x", &format!("{title} (specimen)")));
            assert!(drawn.contains(">SPECIMEN</text>") && !drawn.contains("(specimen)</text>"), "{drawn}");
            assert!(drawn.matches("<text").count() <= 7, "{drawn}");
            assert!(!svg(&picture("urn:x", title)).contains("SPECIMEN"), "{title}");
        }
        let drawn = svg(&picture("urn:x", "A specimen of something (specimen) else"));
        assert!(!drawn.contains("SPECIMEN") && drawn.contains("(specimen)"), "{drawn}");
    }

    #[test]
    fn any_words_give_a_document_that_parsers_read() {
        for title in
            ["", "A & B <script>]]>", "Ākonga\u{0}\u{b}\u{fffe}", &"long ".repeat(200), &"x".repeat(500), "統計的サンプリング"]
        {
            let drawn = svg(&picture("urn:x", title));
            let unsafe_ones = |c: char| c.is_control() && c != '\n';
            assert!(!drawn.contains("<script") && !drawn.contains(unsafe_ones) && !drawn.contains('\u{fffe}'), "{title}");
            assert!(drawn.matches("<text").count() <= 6 && drawn.len() < 6_000, "{title}");
        }
    }
}
