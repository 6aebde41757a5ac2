//! Who issues credentials: `did:web` where the public URL is encrypted, `did:key` otherwise, and old identities and keys that stay
//! served, so that what they signed keeps verifying.

use std::sync::{Arc, PoisonError, RwLock};

use credential::{Algorithm, IssuerKey, PublicKey, did_key, did_web, did_web_document};
use serde_json::Value;

use crate::keys::{Ring, RingKey};
use crate::public_url::PublicUrl;

/// The issuer of this server.
#[derive(Debug)]
pub struct Identity {
    signer: IssuerKey,
    /// For ES256, where one was asked for and the identity is a host.
    es256: Option<IssuerKey>,
    /// Host and DID of every `did:web` whose document is served here, the current one first.
    served: Vec<(String, String)>,
    /// Public halves of the keys that count: all but those said to be stolen, the current one first.
    keys: Vec<PublicKey>,
    /// What signs status lists of the identities of before.
    earlier: Vec<IssuerKey>,
}

impl Identity {
    /// The identity at `public`, with those at `also` served beside it.
    ///
    /// # Errors
    /// A host that gives no `did:web`.
    pub fn new(ring: &Ring, public: &PublicUrl, also: &[PublicUrl]) -> Result<Self, credential::DidError> {
        let mut served = Vec::new();
        for url in std::iter::once(public).chain(also).filter(|url| url.is_https() && !url.is_local()) {
            served.push((url.authority().to_owned(), did_web(&url.to_string())?));
        }
        let is_web = public.is_https() && !public.is_local();
        let current = ring.current(Algorithm::EdDsa).expect("a ring has a key that signs");
        let signer =
            if is_web { IssuerKey::did_web(&served[0].1, current.secret()) } else { IssuerKey::did_key(current.secret()) };
        let es256 = ring.current(Algorithm::Es256).filter(|_| is_web).map(|key| IssuerKey::did_web(&served[0].1, key.secret()));
        let mut keys: Vec<PublicKey> =
            ring.keys().iter().rev().filter(|key| key.withdrawn_at.is_none()).map(RingKey::public).collect();
        // Stable: among the others the newest stays first.
        keys.sort_by_key(|key| *key != current.public());
        let mut earlier: Vec<IssuerKey> = served.iter().map(|(_, did)| IssuerKey::did_web(did, current.secret())).collect();
        // A did:key is its key and cannot get another: its lists are signed with it even when it was stolen, for that is the only way to
        // revoke what it signed.
        let old = ring.keys().iter().filter(|key| key.algorithm == Algorithm::EdDsa);
        earlier.extend(old.map(|key| IssuerKey::did_key(key.secret())));
        Ok(Self { signer, es256, served, keys, earlier })
    }

    /// What signs.
    pub const fn signer(&self) -> &IssuerKey {
        &self.signer
    }

    /// What signs with ES256; `None` until a key was made, and for a `did:key`, which has one key only.
    pub const fn es256(&self) -> Option<&IssuerKey> {
        self.es256.as_ref()
    }

    /// What signs for this identity, the current one or one of before.
    pub fn signer_of(&self, did: &str) -> Option<&IssuerKey> {
        std::iter::once(&self.signer).chain(&self.earlier).find(|key| key.did() == did)
    }

    /// The current DID.
    pub fn did(&self) -> &str {
        self.signer.did()
    }

    /// Whether the DID is a key, so that another key is another issuer.
    pub fn is_key(&self) -> bool {
        self.did().starts_with("did:key:")
    }

    /// The DID document for whoever asks at this host; the current one for hosts that are not known. `None` for a `did:key`,
    /// which needs none.
    pub fn document(&self, host: &str) -> Option<Value> {
        let host = host.to_ascii_lowercase();
        let (_, did) = self.served.iter().find(|(authority, _)| *authority == host).or(self.served.first())?;
        Some(did_web_document(did, &self.keys))
    }

    /// Of the identities under which credentials were issued, those that could no longer be verified: neither served here nor a key.
    pub fn lost<'a>(&self, issuers: &'a [String]) -> Vec<&'a str> {
        let own_keys: Vec<String> = self.earlier.iter().map(|key| did_key(&key.public())).collect();
        let kept = |did: &str| own_keys.iter().any(|own| own == did) || self.served.iter().any(|(_, served)| served == did);
        issuers.iter().map(String::as_str).filter(|did| !kept(did)).collect()
    }
}

/// Who issues now: another key puts another in its place. Every handle sees the change.
#[derive(Clone, Debug)]
pub struct Served(Arc<RwLock<Arc<Identity>>>);

impl Served {
    /// This one, until another is put.
    pub fn new(identity: Identity) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(identity))))
    }

    /// Who issues at this moment; whoever holds it goes on with it when the keys change.
    pub fn now(&self) -> Arc<Identity> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts what `make` gives, while nobody else puts: of two changes at once the later one is not undone by the earlier.
    ///
    /// # Errors
    /// As `make` says; then nothing changes.
    pub fn put<E>(&self, make: impl FnOnce() -> Result<Identity, E>) -> Result<(), E> {
        let mut served = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *served = Arc::new(make()?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use credential::Signer;
    use zeroize::Zeroizing;

    use super::*;

    fn ring() -> Ring {
        Ring::new(Zeroizing::new([7; 32]), Zeroizing::new([8; 32]), 1)
    }

    fn with(ring: &Ring, public: &str, also: &[&str]) -> Identity {
        let also: Vec<PublicUrl> = also.iter().map(|url| url.parse().unwrap()).collect();
        Identity::new(ring, &public.parse().unwrap(), &also).unwrap()
    }

    fn identity(public: &str, also: &[&str]) -> Identity {
        with(&ring(), public, also)
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
        assert_eq!(identity.signer_of("did:web:old.example.org").unwrap().did(), "did:web:old.example.org");
    }

    #[test]
    fn loses_no_badge() {
        let old = vec!["did:web:old.example.org".to_owned(), identity("http://localhost:1", &[]).did().to_owned()];
        assert_eq!(identity("https://new.example.org", &[]).lost(&old), ["did:web:old.example.org"]);
        assert!(identity("https://new.example.org", &["https://old.example.org"]).lost(&old).is_empty());
        assert!(identity("http://localhost:8080", &["https://old.example.org"]).lost(&old).is_empty());
    }

    #[test]
    fn lists_old_keys_and_no_stolen_one() {
        let mut ring = ring();
        let first = ring.keys()[0].public().multikey();
        ring.rotate(2);
        let rotated = with(&ring, "https://assay.example.org", &[]);
        let listed = |identity: &Identity| -> Vec<String> {
            let document = identity.document("assay.example.org").unwrap();
            let methods = document["verificationMethod"].as_array().unwrap();
            methods.iter().map(|method| method["publicKeyMultibase"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(listed(&rotated).len(), 2);
        assert_eq!(listed(&rotated)[1], first);
        assert!(!rotated.signer().verification_method().ends_with(&first));
        ring.withdraw(&first, 3);
        assert_eq!(listed(&with(&ring, "https://assay.example.org", &[])).len(), 1);
    }

    #[test]
    fn speaks_for_the_keys_that_it_was() {
        let mut ring = ring();
        let first = with(&ring, "http://localhost:8080", &[]).did().to_owned();
        ring.rotate(2);
        let rotated = with(&ring, "http://localhost:8080", &[]);
        assert_ne!(rotated.did(), first);
        assert!(rotated.lost(std::slice::from_ref(&first)).is_empty());
        assert_eq!(rotated.signer_of(&first).unwrap().did(), first);
    }
}
