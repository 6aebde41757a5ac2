//! The contexts that are known, by URL. They come with the crate; nothing is ever fetched.

use super::table::Local;
use super::tables;

/// Verifiable Credentials 2.0.
pub(crate) const CREDENTIALS: &str = "https://www.w3.org/ns/credentials/v2";
/// Verifiable Credentials 1.1, which Open Badges 3.0 began with.
const CREDENTIALS_1: &str = "https://www.w3.org/2018/credentials/v1";
/// Open Badges 3.0.3.
pub(crate) const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
/// Open Badges 3.0.2, which names the achievement of a badge in another way.
const OPEN_BADGES_2: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json";
/// What Open Badges needs besides: the type of a schema reference.
pub(crate) const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
/// Comprehensive Learner Record 2.0.
pub(crate) const CLR: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

/// Every known context: its URL, its file in `contexts/`, the name of its table, the table.
pub(super) const KNOWN: [(&str, &str, &str, &Local<'static>); 15] = [
    (CREDENTIALS, "credentials-v2.json", "CREDENTIALS", &tables::CREDENTIALS),
    (OPEN_BADGES, "ob-v3p0-3.0.3.json", "OPEN_BADGES", &tables::OPEN_BADGES),
    (EXTENSIONS, "ob-v3p0-extensions.json", "EXTENSIONS", &tables::EXTENSIONS),
    (OPEN_BADGES_2, "ob-v3p0-3.0.2.json", "OPEN_BADGES_2", &tables::OPEN_BADGES_2),
    (CLR, "clr-v2p0-2.0.1.json", "CLR", &tables::CLR),
    ("https://purl.imsglobal.org/spec/clr/v2p0/context.json", "clr-v2p0.json", "CLR_0", &tables::CLR_0),
    ("https://w3id.org/security/data-integrity/v2", "data-integrity-v2.json", "DATA_INTEGRITY", &tables::DATA_INTEGRITY),
    ("https://w3id.org/security/multikey/v1", "multikey-v1.json", "MULTIKEY", &tables::MULTIKEY),
    ("https://www.w3.org/ns/credentials/examples/v2", "credentials-examples-v2.json", "EXAMPLES", &tables::EXAMPLES),
    (CREDENTIALS_1, "credentials-v1.json", "CREDENTIALS_1", &tables::CREDENTIALS_1),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context.json", "ob-v3p0.json", "OPEN_BADGES_0", &tables::OPEN_BADGES_0),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json", "ob-v3p0-3.0.1.json", "OPEN_BADGES_1", &tables::OPEN_BADGES_1),
    ("https://w3id.org/security/data-integrity/v1", "data-integrity-v1.json", "DATA_INTEGRITY_1", &tables::DATA_INTEGRITY_1),
    ("https://www.w3.org/ns/credentials/status/v1", "credentials-status-v1.json", "STATUS", &tables::STATUS),
    (
        "https://www.w3.org/ns/credentials/undefined-terms/v2",
        "credentials-undefined-terms-v2.json",
        "UNDEFINED_TERMS",
        &tables::UNDEFINED_TERMS,
    ),
];

/// Finds the context of a URL.
pub(crate) type Sources = fn(&str) -> Option<&'static Local<'static>>;

/// The contexts in `contexts/`.
pub(crate) fn bundled(url: &str) -> Option<&'static Local<'static>> {
    KNOWN.iter().find(|(known, ..)| *known == url).map(|(.., table)| *table)
}

/// Whether this is a version of which only some statements tell that it was meant, and not the newest one.
///
/// A signature covers what is said and not which version said so, and a digit that was changed in the version must not go unnoticed.
pub(super) fn is_older(local: &Local<'static>) -> bool {
    std::ptr::from_ref(local) == &raw const tables::OPEN_BADGES_2
}

/// The properties that tell the older version from the newest one.
pub(super) const OLDER_PROPERTIES: [&str; 2] =
    ["https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement-0", "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Image"];
