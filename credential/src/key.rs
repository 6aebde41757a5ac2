//! Ed25519 keys: the secret that signs, the public half as a Multikey, and what a signer has to be able to do.

use std::fmt;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use crate::did;

/// What signs a credential: a key in memory ([`IssuerKey`]) or one that never leaves its device.
pub trait Signer {
    /// The DID URL of the key, as `did:web:example.org#z6Mk…`: a document found under its DID must list it.
    fn verification_method(&self) -> &str;

    /// The Ed25519 signature (RFC 8032, 64 bytes) of `message`.
    ///
    /// # Errors
    /// The device that holds the key did not sign; the text says why.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError>;
}

/// Why a signer did not sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signer did not sign: {0}")]
pub struct SignerError(pub String);

/// The secret half of an Ed25519 key. It is wiped when dropped, and printing it shows nothing.
///
/// ```
/// let key = credential::SecretKey::from_bytes(&[7; 32]);
/// assert!(key.public().multikey().starts_with("z6Mk"));
/// assert_eq!(format!("{key:?}"), "SecretKey(…)");
/// ```
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// The key that these 32 bytes (the seed of RFC 8032) are. Draw them from the operating system.
    pub fn from_bytes(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The 32 bytes, to be kept where only the issuer reads.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// What others verify with.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// The public half of an Ed25519 key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; 32]);

/// Multicodec prefix of an Ed25519 public key.
const ED25519: [u8; 2] = [0xed, 0x01];

impl PublicKey {
    /// As a Multikey: `z6Mk…`, base58btc with its prefixes.
    pub fn multikey(&self) -> String {
        let mut bytes = ED25519.to_vec();
        bytes.extend_from_slice(&self.0);
        format!("z{}", bs58::encode(bytes).into_string())
    }

    /// The key that a Multikey says.
    ///
    /// # Errors
    /// Text that is no Multikey of an Ed25519 key.
    pub fn from_multikey(text: &str) -> Result<Self, KeyError> {
        let error = || KeyError(text.chars().take(80).collect());
        let digits = text.strip_prefix('z').filter(|digits| digits.len() < 64).ok_or_else(error)?;
        let bytes = bs58::decode(digits).into_vec().map_err(|_| error())?;
        let key: [u8; 32] = bytes.strip_prefix(&ED25519).and_then(|key| key.try_into().ok()).ok_or_else(error)?;
        VerifyingKey::from_bytes(&key).map_err(|_| error())?;
        Ok(Self(key))
    }

    /// Whether `signature` is this key's for `message`, by the strict rules (no second form of a signature, no weak key).
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.multikey())
    }
}

/// What is not the public half of an Ed25519 key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no Ed25519 key, expected a Multikey beginning with z6Mk")]
pub struct KeyError(String);

/// A secret key together with the name under which others find its public half.
#[derive(Debug)]
pub struct IssuerKey {
    secret: SecretKey,
    verification_method: String,
}

impl IssuerKey {
    /// An issuer that is its key: `did:key:z6Mk…`. It needs no server, and it cannot change its key.
    pub fn did_key(secret: SecretKey) -> Self {
        let verification_method = did::did_key_method(&secret.public());
        Self { secret, verification_method }
    }

    /// A key of the issuer `did` (as [`crate::did_web`] makes it), named as in [`crate::did_web_document`].
    pub fn did_web(did: &str, secret: SecretKey) -> Self {
        let verification_method = did::method_of(did, &secret.public());
        Self { secret, verification_method }
    }

    /// The issuer: the part of the verification method before `#`.
    pub fn did(&self) -> &str {
        self.verification_method.split('#').next().unwrap_or_default()
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        self.secret.public()
    }
}

impl Signer for IssuerKey {
    fn verification_method(&self) -> &str {
        &self.verification_method
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        Ok(self.secret.0.sign(message).to_bytes())
    }
}
