//! Keys: the secret that signs, the public half as a Multikey and as a JWK, and what a signer has to be able to do.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use p256::ecdsa::signature::Verifier as _;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::did;

/// With what is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// Ed25519 (RFC 8032): for every form of credential.
    #[default]
    EdDsa,
    /// ECDSA with P-256 and SHA-256: for credentials as JWT only.
    Es256,
}

impl Algorithm {
    /// The `alg` of a JWT.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::Es256 => "ES256",
        }
    }
}

/// What signs a credential: a key in memory ([`IssuerKey`]) or one that never leaves its device.
pub trait Signer {
    /// The DID URL of the key, as `did:web:example.org#z6Mk…`: a document found under its DID must list it.
    fn verification_method(&self) -> &str;

    /// What kind of signature [`Signer::sign`] gives.
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDsa
    }

    /// The signature of `message`, 64 bytes: for Ed25519 as in RFC 8032, for P-256 the two numbers after each other (RFC 7515).
    ///
    /// # Errors
    /// The device that holds the key did not sign; the text says why.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError>;
}

/// Why a signer did not sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signer did not sign: {0}")]
pub struct SignerError(pub String);

/// The secret half of a key. It is wiped when dropped, and printing it shows nothing.
///
/// ```
/// let key = credential::SecretKey::from_bytes(&[7; 32]);
/// assert!(key.public().multikey().starts_with("z6Mk"));
/// assert_eq!(format!("{key:?}"), "SecretKey(…)");
/// ```
pub struct SecretKey(Secret);

enum Secret {
    Ed25519(Box<SigningKey>),
    P256(Box<p256::ecdsa::SigningKey>),
}

impl SecretKey {
    /// The Ed25519 key that these 32 bytes (the seed of RFC 8032) are. Draw them from the operating system.
    pub fn from_bytes(seed: &[u8; 32]) -> Self {
        Self(Secret::Ed25519(Box::new(SigningKey::from_bytes(seed))))
    }

    /// The P-256 key that these 32 bytes are, for ES256. Draw them from the operating system.
    ///
    /// # Errors
    /// Zero, or a number that is not below the curve's order (one in four thousand million): draw again.
    pub fn p256_from_bytes(number: &[u8; 32]) -> Result<Self, KeyError> {
        let key = p256::ecdsa::SigningKey::from_slice(number).map_err(|_| KeyError("a number out of range".to_owned()))?;
        Ok(Self(Secret::P256(Box::new(key))))
    }

    /// The 32 bytes, to be kept where only the issuer reads.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(match &self.0 {
            Secret::Ed25519(key) => key.to_bytes(),
            Secret::P256(key) => key.to_bytes().into(),
        })
    }

    /// What the key signs with.
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            Secret::Ed25519(_) => Algorithm::EdDsa,
            Secret::P256(_) => Algorithm::Es256,
        }
    }

    /// What others verify with.
    pub fn public(&self) -> PublicKey {
        PublicKey(match &self.0 {
            Secret::Ed25519(key) => Public::Ed25519(key.verifying_key().to_bytes()),
            Secret::P256(key) => Public::P256(compressed(key.verifying_key())),
        })
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        match &self.0 {
            Secret::Ed25519(key) => key.sign(message).to_bytes(),
            Secret::P256(key) => {
                let signature: p256::ecdsa::Signature = p256::ecdsa::signature::Signer::sign(&**key, message);
                signature.to_bytes().into()
            }
        }
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// The public half of a key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey(Public);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Public {
    Ed25519([u8; 32]),
    /// SEC 1, compressed.
    P256([u8; 33]),
}

/// Multicodec prefixes of public keys.
const ED25519: [u8; 2] = [0xed, 0x01];
const P256: [u8; 2] = [0x80, 0x24];

impl PublicKey {
    /// As a Multikey: `z6Mk…` (Ed25519) or `zDn…` (P-256), base58btc with its prefixes.
    pub fn multikey(&self) -> String {
        let (prefix, key) = match &self.0 {
            Public::Ed25519(key) => (ED25519, &key[..]),
            Public::P256(key) => (P256, &key[..]),
        };
        format!("z{}", bs58::encode([&prefix[..], key].concat()).into_string())
    }

    /// The key that a Multikey says.
    ///
    /// # Errors
    /// Text that is no Multikey of an Ed25519 or P-256 key.
    pub fn from_multikey(text: &str) -> Result<Self, KeyError> {
        let error = || KeyError(text.chars().take(80).collect());
        let digits = text.strip_prefix('z').filter(|digits| digits.len() < 64).ok_or_else(error)?;
        let bytes = bs58::decode(digits).into_vec().map_err(|_| error())?;
        if let Some(key) = bytes.strip_prefix(&ED25519) {
            let key: [u8; 32] = key.try_into().map_err(|_| error())?;
            VerifyingKey::from_bytes(&key).map_err(|_| error())?;
            return Ok(Self(Public::Ed25519(key)));
        }
        let key: [u8; 33] = bytes.strip_prefix(&P256).and_then(|key| key.try_into().ok()).ok_or_else(error)?;
        p256::ecdsa::VerifyingKey::from_sec1_bytes(&key).map_err(|_| error())?;
        Ok(Self(Public::P256(key)))
    }

    /// As a JSON Web Key: `{"kty": "OKP", "crv": "Ed25519", …}` or `{"kty": "EC", "crv": "P-256", …}`.
    pub fn jwk(&self) -> Value {
        match &self.0 {
            Public::Ed25519(key) => json!({ "kty": "OKP", "crv": "Ed25519", "x": BASE64URL_NOPAD.encode(key), "alg": "EdDSA" }),
            Public::P256(key) => {
                let point =
                    p256::ecdsa::VerifyingKey::from_sec1_bytes(key).expect("a key is a point of the curve").to_sec1_point(false);
                let [x, y] = [1..33, 33..65].map(|part| BASE64URL_NOPAD.encode(&point.as_bytes()[part]));
                json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "alg": "ES256" })
            }
        }
    }

    /// The key that a JSON Web Key says.
    ///
    /// # Errors
    /// What is no public Ed25519 or P-256 key; one with a private half too.
    pub fn from_jwk(jwk: &Value) -> Result<Self, KeyError> {
        let error = || KeyError(jwk.to_string().chars().take(80).collect());
        let number = |name: &str| -> Result<[u8; 32], KeyError> {
            jwk[name]
                .as_str()
                .and_then(|text| BASE64URL_NOPAD.decode(text.as_bytes()).ok())
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or_else(error)
        };
        if jwk.get("d").is_some() {
            return Err(error());
        }
        match (jwk["kty"].as_str(), jwk["crv"].as_str()) {
            (Some("OKP"), Some("Ed25519")) => {
                let key = number("x")?;
                VerifyingKey::from_bytes(&key).map_err(|_| error())?;
                Ok(Self(Public::Ed25519(key)))
            }
            (Some("EC"), Some("P-256")) => {
                let point = [&[4][..], &number("x")?, &number("y")?].concat();
                let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(&point).map_err(|_| error())?;
                Ok(Self(Public::P256(compressed(&key))))
            }
            _ => Err(error()),
        }
    }

    /// With what it signs.
    pub fn algorithm(&self) -> Algorithm {
        match self.0 {
            Public::Ed25519(_) => Algorithm::EdDsa,
            Public::P256(_) => Algorithm::Es256,
        }
    }

    /// Whether `signature` is this key's for `message`, by the strict rules (for Ed25519 no second form of a signature, no weak key).
    /// Whoever calls this has made sure that the key's [`Self::algorithm`] is the one that is asked for.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        match &self.0 {
            Public::Ed25519(key) => VerifyingKey::from_bytes(key)
                .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok()),
            Public::P256(key) => p256::ecdsa::VerifyingKey::from_sec1_bytes(key).is_ok_and(|key| {
                p256::ecdsa::Signature::from_slice(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
            }),
        }
    }
}

fn compressed(key: &p256::ecdsa::VerifyingKey) -> [u8; 33] {
    key.to_sec1_point(true).as_bytes().try_into().expect("a compressed point has 33 bytes")
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.multikey())
    }
}

/// What is not the public half of a key that is known here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no Ed25519 or P-256 key, expected a Multikey beginning with z6Mk or zDn, or a public JWK")]
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

    fn algorithm(&self) -> Algorithm {
        self.secret.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        Ok(self.secret.sign(message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_p256_key_signs_and_is_written_in_both_ways() {
        let secret = SecretKey::p256_from_bytes(&[9; 32]).unwrap();
        let public = secret.public();
        assert!(public.multikey().starts_with("zDn"));
        assert_eq!(PublicKey::from_multikey(&public.multikey()).unwrap(), public);
        assert_eq!(PublicKey::from_jwk(&public.jwk()).unwrap(), public);
        let signature = secret.sign(b"text");
        assert!(public.verifies(b"text", &signature) && !public.verifies(b"other", &signature));
        assert!(!SecretKey::from_bytes(&[9; 32]).public().verifies(b"text", &signature));
        assert_eq!((public.algorithm(), secret.to_bytes().len()), (Algorithm::Es256, 32));
        assert!(SecretKey::p256_from_bytes(&[0; 32]).is_err() && SecretKey::p256_from_bytes(&[0xff; 32]).is_err());
    }

    #[test]
    fn an_ed25519_key_is_written_in_both_ways() {
        let public = SecretKey::from_bytes(&[9; 32]).public();
        assert_eq!(PublicKey::from_jwk(&public.jwk()).unwrap(), public);
        let mut private = public.jwk();
        private["d"] = "AAAA".into();
        assert!(PublicKey::from_jwk(&private).is_err());
        for other in [json!({}), json!(null), json!({ "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA" })] {
            assert!(PublicKey::from_jwk(&other).is_err());
        }
    }
}
