//! The keys that sign, now and before: one Ed25519 key at a time, and one of P-256 once somebody asked for ES256.

use credential::{Algorithm, PublicKey, SecretKey};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::secret;

/// A key and its story.
#[derive(Clone)]
pub struct RingKey {
    /// What it signs with.
    pub algorithm: Algorithm,
    secret: Zeroizing<[u8; 32]>,
    /// Since when it signs.
    pub made_at: i64,
    /// Since when another signs in its place.
    pub retired_at: Option<i64>,
    /// Since when it is said to be stolen.
    pub withdrawn_at: Option<i64>,
}

impl RingKey {
    fn new(algorithm: Algorithm, secret: Zeroizing<[u8; 32]>, made_at: i64) -> Self {
        Self { algorithm, secret, made_at, retired_at: None, withdrawn_at: None }
    }

    /// The secret half.
    pub fn secret(&self) -> SecretKey {
        match self.algorithm {
            Algorithm::EdDsa => SecretKey::from_bytes(&self.secret),
            Algorithm::Es256 => SecretKey::p256_from_bytes(&self.secret).expect("the ring takes only numbers that are keys"),
        }
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        self.secret().public()
    }

    /// Whether it signs now.
    pub const fn is_current(&self) -> bool {
        self.retired_at.is_none() && self.withdrawn_at.is_none()
    }
}

/// All keys that ever signed here, the oldest first, and the server's own secret.
#[derive(Clone)]
pub struct Ring {
    keys: Vec<RingKey>,
    /// For tickets and for what is kept of addresses.
    pub server: Zeroizing<[u8; 32]>,
}

impl Ring {
    /// With an Ed25519 key that signs.
    pub fn new(issuer: Zeroizing<[u8; 32]>, server: Zeroizing<[u8; 32]>, now: i64) -> Self {
        Self { keys: vec![RingKey::new(Algorithm::EdDsa, issuer, now)], server }
    }

    /// All of them, the oldest first.
    pub fn keys(&self) -> &[RingKey] {
        &self.keys
    }

    /// The one that signs so now.
    pub fn current(&self, algorithm: Algorithm) -> Option<&RingKey> {
        self.keys.iter().rev().find(|key| key.algorithm == algorithm && key.is_current())
    }

    /// Makes the keys that sign from now on; those of before stay in the ring. A P-256 key is made again when it is asked for.
    pub fn rotate(&mut self, now: i64) {
        for key in self.keys.iter_mut().filter(|key| key.is_current()) {
            key.retired_at = Some(now);
        }
        self.keys.push(RingKey::new(Algorithm::EdDsa, Zeroizing::new(secret::random()), now));
    }

    /// Makes a P-256 key where none signs; whether it did.
    pub fn make_es256(&mut self, now: i64) -> bool {
        if self.current(Algorithm::Es256).is_some() {
            return false;
        }
        let secret = loop {
            let drawn = Zeroizing::new(secret::random::<32>());
            if SecretKey::p256_from_bytes(&drawn).is_ok() {
                break drawn;
            }
        };
        self.keys.push(RingKey::new(Algorithm::Es256, secret, now));
        true
    }

    /// Says that the key with this Multikey was stolen; whether there is one that was not said to be. Where it signs now, another takes
    /// its place.
    pub fn withdraw(&mut self, multikey: &str, now: i64) -> bool {
        let known = |key: &&mut RingKey| key.withdrawn_at.is_none() && key.public().multikey() == multikey;
        let Some(key) = self.keys.iter_mut().find(known) else { return false };
        let signs = key.is_current() && key.algorithm == Algorithm::EdDsa;
        key.withdrawn_at = Some(now);
        key.retired_at.get_or_insert(now);
        if signs {
            self.rotate(now);
        }
        true
    }

    /// To be sealed.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let keys = self
            .keys
            .iter()
            .map(|key| Line {
                algorithm: key.algorithm.as_str().to_owned(),
                secret: BASE64.encode(&*key.secret),
                made_at: key.made_at,
                retired_at: key.retired_at,
                withdrawn_at: key.withdrawn_at,
            })
            .collect();
        let lines = Lines { server: BASE64.encode(&*self.server), keys };
        Zeroizing::new(serde_json::to_vec(&lines).expect("texts are JSON"))
    }

    /// As it was sealed.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let lines: Lines = serde_json::from_slice(bytes).ok()?;
        let mut keys = Vec::new();
        for line in &lines.keys {
            let algorithm = [Algorithm::EdDsa, Algorithm::Es256].into_iter().find(|one| one.as_str() == line.algorithm)?;
            let secret = secret_of(&line.secret)?;
            if algorithm == Algorithm::Es256 && SecretKey::p256_from_bytes(&secret).is_err() {
                return None;
            }
            let story = RingKey::new(algorithm, secret, line.made_at);
            keys.push(RingKey { retired_at: line.retired_at, withdrawn_at: line.withdrawn_at, ..story });
        }
        let ring = Self { keys, server: secret_of(&lines.server)? };
        ring.current(Algorithm::EdDsa).is_some().then_some(ring)
    }
}

fn secret_of(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(BASE64.decode(text.as_bytes()).ok()?);
    Some(Zeroizing::new(bytes.as_slice().try_into().ok()?))
}

#[derive(Serialize, Deserialize)]
struct Lines {
    server: String,
    keys: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    algorithm: String,
    secret: String,
    made_at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retired_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    withdrawn_at: Option<i64>,
}

impl Drop for Lines {
    fn drop(&mut self) {
        self.server.zeroize();
        for line in &mut self.keys {
            line.secret.zeroize();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring() -> Ring {
        Ring::new(Zeroizing::new([7; 32]), Zeroizing::new([8; 32]), 1)
    }

    #[test]
    fn keeps_old_keys_when_a_new_one_signs() {
        let mut ring = ring();
        let first = ring.current(Algorithm::EdDsa).unwrap().public();
        assert!(ring.make_es256(2) && !ring.make_es256(3));
        ring.rotate(4);
        assert_ne!(ring.current(Algorithm::EdDsa).unwrap().public(), first);
        assert!(ring.current(Algorithm::Es256).is_none());
        assert_eq!(ring.keys().iter().map(|key| key.retired_at).collect::<Vec<_>>(), [Some(4), Some(4), None]);
        let again = Ring::from_bytes(&ring.to_bytes()).unwrap();
        assert_eq!(again.keys().len(), 3);
        assert_eq!(again.keys()[0].public(), first);
    }

    #[test]
    fn signs_with_another_key_when_the_one_that_signs_was_stolen() {
        let mut ring = ring();
        let first = ring.current(Algorithm::EdDsa).unwrap().public().multikey();
        assert!(ring.withdraw(&first, 2));
        assert!(!ring.withdraw(&first, 3), "once is enough");
        assert!(!ring.withdraw("z6Mk", 3));
        assert_ne!(ring.current(Algorithm::EdDsa).unwrap().public().multikey(), first);
        assert_eq!(ring.keys()[0].withdrawn_at, Some(2));
    }
}
