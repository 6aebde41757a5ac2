//! SHA-256, MD5 where badges of others have it, and how digests are written.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Of identifiers of before, and of nothing that has to hold.
pub(crate) fn md5(bytes: &[u8]) -> [u8; 16] {
    md5::Md5::digest(bytes).into()
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// `ni:///sha-256;…`: a name for whatever has this digest (RFC 6920, base64url without padding).
pub(crate) fn named_information(digest: &[u8; 32]) -> String {
    format!("ni:///sha-256;{}", data_encoding::BASE64URL_NOPAD.encode(digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_information_as_rfc_6920_does() {
        assert_eq!(named_information(&sha256(b"Hello World!")), "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk");
        assert_eq!(hex(&md5(b"abc")), "900150983cd24fb0d6963f7d28e17f72", "RFC 1321");
        assert_eq!(hex(&sha256(b"abc"))[..8], *"ba7816bf");
    }
}
