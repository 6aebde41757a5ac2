//! Random names, tokens and what is derived from secrets.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Letters and digits that are not mistaken for each other when read out: 32 of them, 5 bits each.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Bytes from the operating system.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // Without randomness nothing here is safe, and no caller could go on.
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A random id: 128 bits in hexadecimal digits.
pub fn id() -> String {
    HEXLOWER.encode(&random::<16>())
}

/// A random token for a link or a cookie: 256 bits.
pub fn token() -> String {
    BASE64URL_NOPAD.encode(&random::<32>())
}

/// A random UUID (version 4) as a URN.
pub fn uuid_urn() -> String {
    let mut bytes = random::<16>();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = HEXLOWER.encode(&bytes);
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// A random class code: eight characters, 40 bits.
pub fn class_code() -> String {
    letters(random::<8>())
}

/// A random code for a return card: twelve characters, 60 bits, because it opens one person's account.
pub fn return_code() -> String {
    letters(random::<12>())
}

fn letters<const N: usize>(bytes: [u8; N]) -> String {
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// A code as typed, made what it is stored as: case, spaces and dashes do not matter.
pub fn normal_code(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).take(32).map(|c| c.to_ascii_uppercase()).collect()
}

/// A code as it is read out, in groups of four: `K7QX-9MPD`.
pub fn spoken_code(code: &str) -> String {
    let groups: Vec<String> = code.chars().collect::<Vec<_>>().chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// What of a token is stored: its SHA-256. Tokens are long and random, so that no salt is needed.
pub fn hash(token: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(token.as_bytes()))
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// HMAC-SHA256 of parts; each is preceded by its length, so that no two lists of parts look the same.
pub fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of every length");
    for part in parts {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_code_as_people_type_it() {
        assert_eq!(normal_code(" k7qx - 9mpd "), "K7QX9MPD");
        assert_eq!(spoken_code("K7QX9MPD"), "K7QX-9MPD");
        assert_eq!(spoken_code("K7QX9MPD4TRW"), "K7QX-9MPD-4TRW");
        assert_eq!(normal_code(&spoken_code("K7QX9MPD")), "K7QX9MPD");
    }

    #[test]
    fn makes_codes_that_differ() {
        let codes: std::collections::BTreeSet<_> = (0..1000).map(|_| class_code()).collect();
        assert_eq!(codes.len(), 1000);
        assert!(codes.iter().all(|code| code.len() == 8 && *code == normal_code(code)));
    }

    #[test]
    fn separates_the_parts_of_a_mac() {
        assert_ne!(mac(b"k", &[b"ab", b"c"]), mac(b"k", &[b"a", b"bc"]));
    }

    #[test]
    fn makes_uuids_of_version_4() {
        let uuid = uuid_urn();
        assert_eq!(uuid.len(), 45);
        assert_eq!(&uuid[23..24], "4");
    }
}
