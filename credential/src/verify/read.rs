//! From bytes to the text of a credential and how it is written.

use crate::bake;
use crate::json::MAXIMUM_BYTES;
use crate::report::{Container, Form};

use super::token::is_token;

/// The text of a credential.
pub(super) struct Found {
    pub(super) text: String,
    pub(super) container: Container,
    pub(super) form: Form,
    /// What is not as it should be, and does not matter.
    pub(super) warnings: Vec<String>,
}

/// What could not be read, and what it seems to be.
pub(super) struct Unreadable {
    pub(super) container: Container,
    pub(super) message: String,
    /// Whether it is only more than is read here.
    pub(super) is_large: bool,
}

/// Finds the text in a file: a picture's, or the file itself.
pub(super) fn read(bytes: &[u8]) -> Result<Found, Unreadable> {
    let unreadable = |container, message: String| Unreadable { container, message, is_large: false };
    let seems = if bytes.starts_with(b"\x89PNG") {
        Container::Png
    } else if bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start().starts_with(b"<") {
        Container::Svg
    } else {
        Container::File
    };
    let unbaked = bake::unbake(bytes).map_err(|error| Unreadable {
        is_large: matches!(error, bake::BakeError::Large { .. }),
        ..unreadable(seems, error.to_string())
    })?;
    let (text, container, warnings) = match unbaked {
        Some(unbaked) => (unbaked.text, unbaked.container, unbaked.warnings),
        None if bytes.len() > 2 * MAXIMUM_BYTES => {
            let message = format!("{} bytes, expected at most {}", bytes.len(), 2 * MAXIMUM_BYTES);
            return Err(Unreadable { is_large: true, ..unreadable(Container::File, message) });
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), Container::File, Vec::new()),
            Err(error) => return Err(unreadable(Container::File, format!("not readable as text: {error}"))),
        },
    };
    // What ECMAScript calls white space, since the verifiers of others trim that: with the mark of byte order, without U+0085.
    let text = text.trim_matches(|c: char| c == '\u{feff}' || c.is_whitespace() && c != '\u{85}').to_owned();
    let form = if is_token(&text) { Form::Jwt } else { Form::Json };
    Ok(Found { text, container, form, warnings })
}
