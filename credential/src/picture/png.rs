//! The picture as PNG, with letters that come with the program, so that every machine draws the same.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Tree, fontdb};

use super::{Picture, svg};

/// Why a picture could not be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the picture cannot be drawn: {0}")]
pub struct PngError(String);

/// The picture as a PNG of 512 by 512 pixels. Letters that DejaVu Sans lacks are left out.
///
/// # Errors
/// The renderer's, which no picture of ours gives.
pub fn png(picture: &Picture) -> Result<Vec<u8>, PngError> {
    static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(dejavu::sans::regular().to_vec());
        fonts.load_font_data(dejavu::sans::bold().to_vec());
        Arc::new(fonts)
    });
    let wrong = |error: String| PngError(error);
    let options = usvg::Options { fontdb: Arc::clone(&FONTS), ..usvg::Options::default() };
    let tree = Tree::from_str(&svg(picture), &options).map_err(|error| wrong(error.to_string()))?;
    let mut pixels = Pixmap::new(512, 512).ok_or_else(|| wrong("no memory".to_owned()))?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| wrong(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_a_png_with_letters_in_it() {
        let picture = |title: &str| Picture {
            id: "https://institute.example/micro-credentials/sampling".into(),
            title: title.into(),
            level: "NZQCF level 8".into(),
            issuer: "Te Whare Ako Āpure".into(),
        };
        let drawn = png(&picture("Sampling")).unwrap();
        assert!(drawn.starts_with(b"\x89PNG\r\n\x1a\n") && drawn.len() > 5_000);
        assert_eq!(drawn, png(&picture("Sampling")).unwrap());
        assert_ne!(drawn, png(&picture("Samplinh")).unwrap());
    }
}
