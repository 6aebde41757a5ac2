//! Where an issuer's key document may come from: this server, when asked to; anywhere else only by hand.
//!
//! The page may talk to its own server only (its content security policy says so), so that no badge and no visit is told to anyone.

/// How a needed document can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// From this server, at this path.
    Here(String),
    /// From somewhere else: the reader fetches it and puts it in.
    Elsewhere,
}

/// Where the document at `url` can be had by a page of `origin`.
pub fn source(url: &str, origin: &str) -> Source {
    // On localhost the identity is https by definition, while the page is http.
    let bare = |text: &str| text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text).to_owned();
    let (url, origin) = (bare(url), bare(origin));
    match url.strip_prefix(&origin) {
        Some(path) if path.starts_with('/') => Source::Here(path.to_owned()),
        _ => Source::Elsewhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fetches_only_from_the_own_server() {
        let here = "https://assay.example.org";
        let document = |host: &str| format!("https://{host}/.well-known/did.json");
        assert_eq!(source(&document("assay.example.org"), here), Source::Here("/.well-known/did.json".to_owned()));
        for host in ["other.example.org", "assay.example.org.evil.test", "assay.example.org:8443"] {
            assert_eq!(source(&document(host), here), Source::Elsewhere, "{host}");
        }
    }
}
