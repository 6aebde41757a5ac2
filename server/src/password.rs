//! Passwords: argon2id with 19 MiB and two passes, a few at a time.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// The least number of characters.
pub const SHORTEST: usize = 12;
/// The greatest number of bytes: hashing more only costs time.
pub const LONGEST: usize = 1000;

/// Hashes and checks passwords without letting everyone do so at once: each costs 20 ms of a core and 19 MiB.
#[derive(Debug)]
pub struct Passwords {
    at_once: Semaphore,
    /// Of a password that nobody has, so that an unknown e-mail takes as long as a wrong password.
    nobody: String,
}

impl Passwords {
    /// With as many at once as there are cores.
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { at_once: Semaphore::new(cores), nobody: hash_now(&crate::secret::token()) }
    }

    /// What to store of a password.
    pub async fn hash(&self, password: String) -> String {
        self.run(move || hash_now(&password)).await
    }

    /// Whether this password was stored; with no stored one it takes as long and is false.
    pub async fn verify(&self, password: String, stored: Option<String>) -> bool {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.nobody.clone());
        let right = self.run(move || {
            PasswordHash::new(&stored).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
        });
        right.await && known
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let _permit = self.at_once.acquire().await.expect("the semaphore is never closed");
        tokio::task::spawn_blocking(work).await.expect("hashing does not panic")
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("these parameters are in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(password: &str) -> String {
    argon2().hash_password(password.as_bytes()).expect("a password of this length can be hashed").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn knows_a_password_again_and_no_other() {
        let passwords = Passwords::new();
        let stored = passwords.hash("correct horse battery".to_owned()).await;
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify("correct horse battery".to_owned(), Some(stored.clone())).await);
        assert!(!passwords.verify("correct horse batterz".to_owned(), Some(stored)).await);
        assert!(!passwords.verify("anything".to_owned(), None).await);
    }
}
