//! The contexts that are known, by URL. They come with the crate; nothing is ever fetched.

use std::sync::LazyLock;

use serde_json::Value;

/// Verifiable Credentials 2.0.
pub(crate) const CREDENTIALS: &str = "https://www.w3.org/ns/credentials/v2";
/// Open Badges 3.0.3.
pub(crate) const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
/// What Open Badges needs besides: the type of a schema reference.
pub(crate) const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

/// Finds the context of a URL.
pub(crate) type Sources = fn(&str) -> Option<&'static Value>;

/// The contexts in `contexts/`.
pub(crate) fn bundled(url: &str) -> Option<&'static Value> {
    static TEXTS: [(&str, &str); 3] = [
        (CREDENTIALS, include_str!("../../contexts/credentials-v2.json")),
        (OPEN_BADGES, include_str!("../../contexts/ob-v3p0-3.0.3.json")),
        (EXTENSIONS, include_str!("../../contexts/ob-v3p0-extensions.json")),
    ];
    static READ: LazyLock<[Value; 3]> = LazyLock::new(|| {
        TEXTS.map(|(_, text)| serde_json::from_str(text).expect("the bundled contexts are JSON; a test reads them"))
    });
    TEXTS.iter().position(|(known, _)| *known == url).map(|index| &READ[index]["@context"])
}
