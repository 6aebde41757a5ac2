//! The documents that a verification needs beside the credential: what they are, where they may come from, and those at hand.
//!
//! They are remembered until the page is left, and no longer.

use std::collections::BTreeMap;

use credential::{Check, Report, Verdict};

/// How a needed document can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// From this server, at this path: without asking, because it has the page's visit already.
    Here(String),
    /// From another host, when somebody asks for it.
    There(String),
    /// Only by hand: the address is none that a page should be led to.
    ByHand,
}

/// Where the document at `url` can be had by a page of `origin`.
///
/// Another host is one with a name in the public style: a credential may come from anyone, and its addresses must not lead a
/// reader's browser to devices of their own network.
pub fn source(url: &str, origin: &str) -> Source {
    // On localhost the identity is https by definition, while the page is http.
    let bare = |text: &str| text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text).to_owned();
    if let Some(path) = bare(url).strip_prefix(&bare(origin)).filter(|path| path.starts_with('/')) {
        return Source::Here(path.to_owned());
    }
    let authority = url.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#', '\\']).next()).unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_word = last.bytes().all(|byte| byte.is_ascii_alphabetic()) || last.starts_with("xn--");
    let is_public = host.contains('.')
        && !authority.contains(['@', '['])
        && last.len() > 1
        && is_word
        && !matches!(last, "local" | "localhost" | "internal" | "lan" | "home" | "arpa");
    if is_public { Source::There(authority.to_owned()) } else { Source::ByHand }
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// An issuer's keys.
    Keys,
    /// The list of what was withdrawn or suspended.
    StatusList,
}

/// What the document at `url` is, which `report` asks for.
pub fn sort(url: &str, report: &Report) -> Sort {
    let in_reason = match &report.verdict {
        Verdict::Unverifiable(reason) => reason.check == Check::Status && reason.needs.as_deref() == Some(url),
        _ => false,
    };
    // Findings name long addresses by their beginnings.
    let begin: String = url.chars().take(100).collect();
    let in_finding = report.findings.iter().any(|finding| finding.check == Check::Status && finding.message.contains(&begin));
    let is_list = in_reason || in_finding;
    if is_list && !url.ends_with("did.json") { Sort::StatusList } else { Sort::Keys }
}

/// A document at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// As it was given.
    pub text: String,
    /// When it came, in Unix milliseconds.
    pub at: i64,
    /// Whether somebody put it in by hand.
    pub by_hand: bool,
}

/// Documents at hand, by URL.
pub type Documents = BTreeMap<String, Held>;

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "https://assay.example.org";

    #[test]
    fn takes_documents_of_the_own_server_from_the_own_server_only() {
        let document = |host: &str| format!("https://{host}/.well-known/did.json");
        assert_eq!(source(&document("assay.example.org"), HERE), Source::Here("/.well-known/did.json".to_owned()));
        for host in ["other.example.org", "assay.example.org.evil.test", "assay.example.org:8443"] {
            assert_eq!(source(&document(host), HERE), Source::There(host.to_owned()));
        }
        assert_eq!(source("https://localhost:8080/did.json", "http://localhost:8080"), Source::Here("/did.json".to_owned()));
    }

    #[test]
    fn leads_nobody_to_devices_of_their_own_network_or_out_of_https() {
        for url in [
            "http://example.org/did.json",
            "https://localhost/did.json",
            "https://192.168.1.1/did.json",
            "https://0x7f000001/did.json",
            "https://127.0.0.0x1/did.json",
            "https://[::1]/did.json",
            "https://router/did.json",
            "https://printer.local/did.json",
            "https://example.org@10.0.0.1/did.json",
            "data:application/json,{}",
            "https://",
            "",
        ] {
            assert_eq!(source(url, HERE), Source::ByHand, "{url}");
        }
        // A browser ends the host at a backslash, too.
        assert_eq!(source("https://example.org\\@10.0.0.1", HERE), Source::There("example.org".to_owned()));
    }
}
