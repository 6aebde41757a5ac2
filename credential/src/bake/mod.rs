//! Pictures that carry a credential ("baked", Open Badges 3.0, section 5.3): put in, and taken out again.
//!
//! What is taken out is only text; whether it is to be believed is for [`verify`](crate::verify) to say. A picture is told from text
//! by what it begins with, never by a name.

mod png;
mod svg;

pub use png::png;
pub use svg::svg;

use crate::json;
pub use crate::report::Container;
use crate::verify::token::is_token;

/// Larger pictures are not read.
pub(crate) const MAXIMUM_PICTURE: usize = 32 << 20;

/// What a picture carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unbaked {
    /// A credential as JSON, or as a compact JWS.
    pub text: String,
    /// The kind of picture.
    pub container: Container,
    /// What is not as the specification says, and does not matter.
    pub warnings: Vec<String>,
}

/// Why nothing is put into a picture, or nothing was found in one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BakeError {
    /// The picture is too large.
    #[error("a picture of {bytes} bytes, expected at most {MAXIMUM_PICTURE}")]
    Large {
        /// Its size.
        bytes: usize,
    },
    /// The picture is damaged, or not what it seems to be.
    #[error("the {kind} picture {place}: {message}")]
    Picture {
        /// `PNG` or `SVG`.
        kind: &'static str,
        /// Where it is damaged.
        place: String,
        /// What was expected.
        message: String,
    },
    /// A picture without a credential.
    #[error("the {kind} picture carries no credential: {message}")]
    Nothing {
        /// `PNG` or `SVG`.
        kind: &'static str,
        /// What was looked for.
        message: String,
    },
    /// A picture with several credentials: which one it stands for cannot be told.
    #[error("the {kind} picture carries {count} credentials, expected one")]
    Several {
        /// `PNG` or `SVG`.
        kind: &'static str,
        /// How many.
        count: usize,
    },
    /// The text to be put in is no credential.
    #[error("the text is no credential: {0}")]
    Credential(String),
}

/// The credential in a picture; `None` if `bytes` are no picture.
///
/// Time and memory are bounded by the size of the picture, which has a limit, and nothing that is packed is unpacked beyond the size
/// that a credential may have.
///
/// ```
/// use credential::bake;
/// let picture = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>"#;
/// let baked = bake::svg(picture, r#"{"name": "Sampling"}"#)?;
/// let found = bake::unbake(baked.as_bytes())?.expect("a picture");
/// assert_eq!(found.text, r#"{"name": "Sampling"}"#);
/// assert_eq!(bake::unbake(b"{}")?, None);
/// # Ok::<(), bake::BakeError>(())
/// ```
///
/// # Errors
/// A picture that is too large or damaged, or that carries no credential or more than one.
pub fn unbake(bytes: &[u8]) -> Result<Option<Unbaked>, BakeError> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let read = if bytes.starts_with(&png::SIGNATURE) {
        png::unbake
    } else if text.starts_with(b"<") {
        svg::unbake
    } else {
        return Ok(None);
    };
    if bytes.len() > MAXIMUM_PICTURE {
        return Err(BakeError::Large { bytes: bytes.len() });
    }
    read(bytes).map(Some)
}

/// What is put into a picture.
enum Text<'a> {
    Json(&'a str),
    Jws(&'a str),
}

/// Tells the two forms of a credential apart, and refuses what is neither.
fn text(credential: &str) -> Result<Text<'_>, BakeError> {
    let credential = credential.trim();
    if is_token(credential) {
        return Ok(Text::Jws(credential));
    }
    match json::read(credential.as_bytes()) {
        Ok(value) if value.is_object() => Ok(Text::Json(credential)),
        Ok(_) => Err(BakeError::Credential("expected a JSON object or a compact JWS".to_owned())),
        Err(message) => Err(BakeError::Credential(message)),
    }
}
