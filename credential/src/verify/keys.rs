//! Public keys of all kinds that credentials are signed with, and whether a signature is theirs.

use data_encoding::BASE64URL_NOPAD;
use p256::ecdsa::signature::Verifier as _;
use rsa::BoxedUint;
use rsa::traits::PublicKeyParts as _;
use serde_json::Value;
use sha2::Sha256;

use crate::key::PublicKey;

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    /// Ed25519.
    EdDsa,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PSS with SHA-256.
    Ps256,
}

impl Algorithm {
    /// The algorithm of a token's header.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "EdDSA" | "Ed25519" => Self::EdDsa,
            "ES256" => Self::Es256,
            "ES384" => Self::Es384,
            "RS256" => Self::Rs256,
            "PS256" => Self::Ps256,
            _ => return None,
        })
    }
}

/// A public key.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum AnyKey {
    Ed25519(PublicKey),
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    Rsa(rsa::PublicKey),
}

/// A bound on texts of keys: the longest is that of 8,192 bits.
const LONGEST: usize = 2048;

impl AnyKey {
    /// The key that a Multikey says.
    pub(crate) fn from_multikey(text: &str) -> Result<Self, String> {
        let shown: String = text.chars().take(80).collect();
        let error = || format!("\"{shown}\" is no key that is known here, expected a Multikey of Ed25519, P-256 or P-384");
        if text.starts_with("z6Mk") {
            return PublicKey::from_multikey(text).map(Self::Ed25519).map_err(|error| error.to_string());
        }
        let digits = text.strip_prefix('z').filter(|digits| digits.len() < 80).ok_or_else(error)?;
        let bytes = bs58::decode(digits).into_vec().map_err(|_| error())?;
        match bytes.as_slice() {
            [0x80, 0x24, point @ ..] if point.len() == 33 => {
                p256::ecdsa::VerifyingKey::from_sec1_bytes(point).map(Self::P256).map_err(|_| error())
            }
            [0x81, 0x24, point @ ..] if point.len() == 49 => {
                p384::ecdsa::VerifyingKey::from_sec1_bytes(point).map(Self::P384).map_err(|_| error())
            }
            _ => Err(error()),
        }
    }

    /// The key that a JSON Web Key says.
    pub(crate) fn from_jwk(jwk: &Value) -> Result<Self, String> {
        let bytes = |field: &str| {
            let text = jwk[field].as_str().filter(|text| text.len() < LONGEST);
            text.and_then(|text| BASE64URL_NOPAD.decode(text.as_bytes()).ok())
                .ok_or_else(|| format!("its {field} is no base64url without padding"))
        };
        if jwk.get("d").is_some() {
            return Err("it says its private part, so that anybody could sign with it".to_owned());
        }
        let curve = jwk["crv"].as_str().unwrap_or_default();
        match jwk["kty"].as_str() {
            Some("OKP") if curve == "Ed25519" => {
                let key: [u8; 32] = bytes("x")?.try_into().map_err(|_| "its x has not 32 bytes".to_owned())?;
                Self::from_multikey(&format!("z{}", bs58::encode([&[0xed, 0x01], &key[..]].concat()).into_string()))
            }
            Some("EC") if curve == "P-256" => {
                let error = || "its x and y are no point of P-256".to_owned();
                p256::ecdsa::VerifyingKey::from_sec1_bytes(&point(&bytes("x")?, &bytes("y")?, 32).ok_or_else(error)?)
                    .map(Self::P256)
                    .map_err(|_| error())
            }
            Some("EC") if curve == "P-384" => {
                let error = || "its x and y are no point of P-384".to_owned();
                p384::ecdsa::VerifyingKey::from_sec1_bytes(&point(&bytes("x")?, &bytes("y")?, 48).ok_or_else(error)?)
                    .map(Self::P384)
                    .map_err(|_| error())
            }
            Some("RSA") => rsa_key(&bytes("n")?, &bytes("e")?).map(Self::Rsa),
            Some(kind) => {
                let kind: String = format!("{kind} {curve}").chars().take(80).collect();
                Err(format!("a key of the kind {kind} is not known here"))
            }
            None => Err("it has no kty".to_owned()),
        }
    }

    /// The key that a verification method describes, in the way that its type prescribes.
    pub(crate) fn from_method(method: &Value) -> Result<Self, String> {
        let kind = method["type"].as_str().unwrap_or_default();
        let (jwk, multikey) = (method.get("publicKeyJwk"), method.get("publicKeyMultibase"));
        if jwk.is_some() && multikey.is_some() {
            return Err("the key is stated twice, as publicKeyJwk and publicKeyMultibase".to_owned());
        }
        match kind {
            "JsonWebKey" | "JsonWebKey2020" => {
                let jwk = jwk.filter(|jwk| jwk.is_object());
                Self::from_jwk(jwk.ok_or_else(|| format!("the key is a {kind}, expected its publicKeyJwk"))?)
            }
            "Multikey" | "Ed25519VerificationKey2020" => {
                let multikey = multikey.and_then(Value::as_str);
                let key = Self::from_multikey(
                    multikey.ok_or_else(|| format!("the key is a {kind}, expected its publicKeyMultibase"))?,
                )?;
                if kind != "Multikey" && key.algorithm() != Algorithm::EdDsa {
                    return Err(format!("the key is a {kind}, and its publicKeyMultibase is a key of another kind"));
                }
                Ok(key)
            }
            "" => Err("the key has no type, expected Multikey or JsonWebKey".to_owned()),
            _ => {
                let kind: String = kind.chars().take(80).collect();
                Err(format!("the key is a {kind}, expected Multikey or JsonWebKey"))
            }
        }
    }

    /// The key that a document of its own describes, as Open Badges allows for the `kid` of a token: a JSON Web Key, or a
    /// verification method, whose type may be left out.
    pub(crate) fn from_document(document: &Value) -> Result<Self, String> {
        match document.get("type") {
            Some(_) => Self::from_method(document),
            None if document["publicKeyJwk"].is_object() => Self::from_jwk(&document["publicKeyJwk"]),
            None if document["kty"].is_string() => Self::from_jwk(document),
            None => match document["publicKeyMultibase"].as_str() {
                Some(multikey) => Self::from_multikey(multikey),
                None => Err("the key is neither a Multikey nor a JSON Web Key".to_owned()),
            },
        }
    }

    /// How Data Integrity signs with such a key.
    pub(crate) const fn algorithm(&self) -> Algorithm {
        match self {
            Self::Ed25519(_) => Algorithm::EdDsa,
            Self::P256(_) => Algorithm::Es256,
            Self::P384(_) => Algorithm::Es384,
            Self::Rsa(_) => Algorithm::Rs256,
        }
    }

    /// Whether `signature` is this key's for `message`. False too where the algorithm is not one of this key.
    pub(crate) fn verifies(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        match (self, algorithm) {
            (Self::Ed25519(key), Algorithm::EdDsa) => {
                signature.try_into().is_ok_and(|signature: &[u8; 64]| key.verifies(message, signature))
            }
            (Self::P256(key), Algorithm::Es256) => {
                p256::ecdsa::Signature::from_slice(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
            }
            (Self::P384(key), Algorithm::Es384) => {
                p384::ecdsa::Signature::from_slice(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
            }
            (Self::Rsa(key), Algorithm::Rs256) => {
                signature.len() == key.size()
                    && rsa::pkcs1v15::Signature::try_from(signature).is_ok_and(|signature| {
                        rsa::pkcs1v15::VerifyingKey::<Sha256>::new(key.clone()).verify(message, &signature).is_ok()
                    })
            }
            (Self::Rsa(key), Algorithm::Ps256) => {
                signature.len() == key.size()
                    && rsa::pss::Signature::try_from(signature).is_ok_and(|signature| {
                        rsa::pss::VerifyingKey::<Sha256>::new(key.clone()).verify(message, &signature).is_ok()
                    })
            }
            _ => false,
        }
    }
}

/// An uncompressed point of a curve whose numbers have so many bytes.
fn point(x: &[u8], y: &[u8], size: usize) -> Option<Vec<u8>> {
    (x.len() == size && y.len() == size).then(|| [&[4], x, y].concat())
}

fn rsa_key(modulus: &[u8], exponent: &[u8]) -> Result<rsa::PublicKey, String> {
    let significant = |bytes: &[u8]| bytes.iter().position(|byte| *byte != 0).map_or(0, |zeros| bytes.len() - zeros);
    let bits = significant(modulus) * 8;
    if !(2048..=8192).contains(&bits) || modulus.last().is_none_or(|last| last % 2 == 0) {
        return Err(format!("an RSA key of {bits} bits, expected 2048 to 8192"));
    }
    if significant(exponent) > 4 || exponent.last().is_none_or(|last| last % 2 == 0) {
        return Err("an RSA key with an exponent that is not known here".to_owned());
    }
    rsa::PublicKey::new(BoxedUint::from_be_slice_vartime(modulus), BoxedUint::from_be_slice_vartime(exponent))
        .map_err(|error| format!("no RSA key: {error}"))
}
