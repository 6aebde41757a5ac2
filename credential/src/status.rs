//! The bits of a status list (Bitstring Status List, W3C Recommendation of 15 May 2025): which credentials were withdrawn.

use std::io::{Read as _, Write as _};

use data_encoding::BASE64URL_NOPAD;
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;

/// One bit for each credential of a list, at an index drawn at random when it was issued.
///
/// ```
/// let mut bits = credential::Bits::new();
/// bits.set(94_567, true);
/// let encoded = bits.encode();
/// assert_eq!(encoded.as_bytes()[0], b'u');
/// assert_eq!(credential::Bits::decode(&encoded)?.get(94_567), Some(true));
/// # Ok::<(), credential::BitsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits(Vec<u8>);

/// Why a text is no list of bits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BitsError {
    /// Not multibase base64url without padding.
    #[error("the list is not in base64url, expected u and the letters of base64url without padding")]
    Text,
    /// What the text says is no gzip.
    #[error("the list is not compressed as gzip: {0}")]
    Gzip(String),
    /// More bytes than any honest list has.
    #[error("the list has more than {MAXIMUM_BYTES} bytes")]
    TooLong,
    /// Too few for its holders to hide among one another.
    #[error("the list has {bytes} bytes, expected at least {MINIMUM_BYTES}")]
    TooShort {
        /// How many it has.
        bytes: usize,
    },
}

/// 131,072 bits.
const MINIMUM_BYTES: usize = 16 * 1024;
/// A list of 128 million credentials. What unpacks to more is not unpacked.
const MAXIMUM_BYTES: usize = 16 * 1024 * 1024;

impl Default for Bits {
    fn default() -> Self {
        Self::new()
    }
}

impl Bits {
    /// 131,072 zeros, the least that a list may have.
    pub fn new() -> Self {
        Self(vec![0; MINIMUM_BYTES])
    }

    /// How many bits there are.
    pub fn len(&self) -> usize {
        self.0.len() * 8
    }

    /// Whether there are none, which is never.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bit at an index: the first one is the most significant bit of the first byte. `None` past the end.
    pub fn get(&self, index: usize) -> Option<bool> {
        self.0.get(index / 8).map(|byte| byte >> (7 - index % 8) & 1 == 1)
    }

    /// Sets the bit at an index. Past the end there is none to set, and false comes back.
    pub fn set(&mut self, index: usize, value: bool) -> bool {
        let Some(byte) = self.0.get_mut(index / 8) else { return false };
        let mask = 1 << (7 - index % 8);
        if value {
            *byte |= mask;
        } else {
            *byte &= !mask;
        }
        true
    }

    /// As a list credential holds it: `u`, then base64url of the gzip of the bytes.
    ///
    /// The same bits give the same text.
    pub fn encode(&self) -> String {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&self.0).expect("writing to memory does not fail");
        format!("u{}", BASE64URL_NOPAD.encode(&gzip.finish().expect("writing to memory does not fail")))
    }

    /// The bits that such a text says.
    ///
    /// # Errors
    /// Text that is none, and lists shorter than 16 KiB or longer than 16 MiB; no more than that is ever unpacked.
    pub fn decode(text: &str) -> Result<Self, BitsError> {
        let digits = text.strip_prefix('u').ok_or(BitsError::Text)?;
        let packed = BASE64URL_NOPAD.decode(digits.trim_end_matches('=').as_bytes()).map_err(|_| BitsError::Text)?;
        let mut bytes = Vec::new();
        let mut unpacked = GzDecoder::new(packed.as_slice()).take(MAXIMUM_BYTES as u64 + 1);
        unpacked.read_to_end(&mut bytes).map_err(|error| BitsError::Gzip(error.to_string()))?;
        let after = unpacked.into_inner().into_inner().len();
        match bytes.len() {
            length if length > MAXIMUM_BYTES => Err(BitsError::TooLong),
            _ if after > 0 => Err(BitsError::Gzip(format!("{after} bytes after its end"))),
            length if length < MINIMUM_BYTES => Err(BitsError::TooShort { bytes: length }),
            _ => Ok(Self(bytes)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_list_of_the_specification() {
        let bits = Bits::decode("uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA").unwrap();
        assert_eq!(bits, Bits::new());
        assert_eq!((bits.len(), bits.get(131_071), bits.get(131_072)), (131_072, Some(false), None));
    }

    #[test]
    fn what_is_set_is_read_again_and_its_neighbours_are_not() {
        let mut bits = Bits::new();
        for index in [0, 7, 8, 94_567, 131_071] {
            assert!(bits.set(index, true));
        }
        assert!(!bits.set(131_072, true));
        let read = Bits::decode(&bits.encode()).unwrap();
        let set: Vec<usize> = (0..read.len()).filter(|index| read.get(*index) == Some(true)).collect();
        assert_eq!(set, [0, 7, 8, 94_567, 131_071]);
        assert!(bits.set(7, false) && bits.get(7) == Some(false) && bits.get(0) == Some(true));
        assert_eq!(bits.0[0], 0b1000_0000);
    }

    #[test]
    fn refuses_what_is_no_list() {
        for text in ["", "u", "z6Mk", "uH4sIAAAA=", "uAAAA", "uH4sIAAAAAAAAA-3BMQEA"] {
            assert!(Bits::decode(text).is_err(), "{text}");
        }
        let gzip = |bytes: &[u8]| {
            let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
            gzip.write_all(bytes).unwrap();
            format!("u{}", BASE64URL_NOPAD.encode(&gzip.finish().unwrap()))
        };
        assert_eq!(Bits::decode(&gzip(&[0; 100])), Err(BitsError::TooShort { bytes: 100 }));
        assert_eq!(Bits::decode(&gzip(&vec![0; MAXIMUM_BYTES + 1])), Err(BitsError::TooLong));
        let mut after = BASE64URL_NOPAD.decode(&Bits::new().encode().as_bytes()[1..]).unwrap();
        after.push(0);
        let error = Bits::decode(&format!("u{}", BASE64URL_NOPAD.encode(&after))).unwrap_err().to_string();
        assert!(error.contains("1 bytes after its end"), "{error}");
    }
}
