//! Who issues badges: `did:web` where the public URL is encrypted, `did:key` otherwise, and old identities that stay served.

use credential::{IssuerKey, PublicKey, SecretKey, did_key, did_web, did_web_document};
use serde_json::Value;

use crate::public_url::PublicUrl;

/// The issuer of this server.
#[derive(Debug)]
pub struct Identity {
    signer: IssuerKey,
    /// Host and DID of every `did:web` whose document is served here, the current one first.
    served: Vec<(String, String)>,
}

impl Identity {
    /// The identity at `public`, with those at `also` served beside it.
    ///
    /// # Errors
    /// A host that gives no `did:web`.
    pub fn new(seed: &[u8; 32], public: &PublicUrl, also: &[PublicUrl]) -> Result<Self, credential::DidError> {
        let secret = SecretKey::from_bytes(seed);
        let mut served = Vec::new();
        for url in std::iter::once(public).chain(also).filter(|url| url.is_https() && !url.is_local()) {
            served.push((url.authority().to_owned(), did_web(&url.to_string())?));
        }
        let is_web = public.is_https() && !public.is_local();
        let signer = if is_web { IssuerKey::did_web(&served[0].1, secret) } else { IssuerKey::did_key(secret) };
        Ok(Self { signer, served })
    }

    /// What signs.
    pub const fn signer(&self) -> &IssuerKey {
        &self.signer
    }

    /// The current DID.
    pub fn did(&self) -> &str {
        self.signer.did()
    }

    /// The DID document for whoever asks at this host; the current one for hosts that are not known. `None` for a `did:key`,
    /// which needs none.
    pub fn document(&self, host: &str) -> Option<Value> {
        let host = host.to_ascii_lowercase();
        let (_, did) = self.served.iter().find(|(authority, _)| *authority == host).or(self.served.first())?;
        Some(did_web_document(did, &[self.public()]))
    }

    /// Of the identities under which badges were issued, those that could no longer be verified: neither served here nor a key.
    pub fn lost<'a>(&self, issuers: &'a [String]) -> Vec<&'a str> {
        let own_key = did_key(&self.public());
        let kept = |did: &str| did == own_key || self.served.iter().any(|(_, served)| served == did);
        issuers.iter().map(String::as_str).filter(|did| !kept(did)).collect()
    }

    fn public(&self) -> PublicKey {
        self.signer.public()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(public: &str, also: &[&str]) -> Identity {
        let also: Vec<PublicUrl> = also.iter().map(|url| url.parse().unwrap()).collect();
        Identity::new(&[7; 32], &public.parse().unwrap(), &also).unwrap()
    }

    #[test]
    fn is_a_key_where_nothing_is_encrypted() {
        assert!(identity("http://localhost:8080", &[]).did().starts_with("did:key:"));
        assert!(identity("http://assay.example.org", &[]).did().starts_with("did:key:"));
        assert!(identity("http://localhost:8080", &[]).document("localhost:8080").is_none());
    }

    #[test]
    fn is_a_host_where_it_is() {
        let identity = identity("https://assay.example.org", &["https://old.example.org"]);
        assert_eq!(identity.did(), "did:web:assay.example.org");
        assert_eq!(identity.document("assay.example.org").unwrap()["id"], "did:web:assay.example.org");
        assert_eq!(identity.document("OLD.example.org").unwrap()["id"], "did:web:old.example.org");
        assert_eq!(identity.document("10.0.0.7:8080").unwrap()["id"], "did:web:assay.example.org");
    }

    #[test]
    fn loses_no_badge() {
        let old = vec!["did:web:old.example.org".to_owned(), identity("http://localhost:1", &[]).did().to_owned()];
        assert_eq!(identity("https://new.example.org", &[]).lost(&old), ["did:web:old.example.org"]);
        assert!(identity("https://new.example.org", &["https://old.example.org"]).lost(&old).is_empty());
        assert!(identity("http://localhost:8080", &["https://old.example.org"]).lost(&old).is_empty());
    }
}
