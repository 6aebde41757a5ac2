//! Selective disclosure (ecdsa-sd-2023): a holder shows some of the signed statements, each with a signature of its own.

use std::collections::{BTreeMap, BTreeSet};

use p256::ecdsa::signature::Verifier as _;

use super::findings::Trouble;
use super::keys::{Algorithm, AnyKey};
use super::proofs::base64url;
use crate::digest::sha256;

/// No honest credential says more; each statement costs the time of a signature.
const MOST_STATEMENTS: usize = 1000;

/// What a derived proof's value holds.
struct Disclosure {
    /// Of the issuer, over the proof, the key of this credential and the statements that must be shown.
    base_signature: Vec<u8>,
    /// The key that was made for this credential alone, as a Multikey's bytes.
    public_key: Vec<u8>,
    /// Of that key, one for each statement that may be hidden.
    signatures: Vec<Vec<u8>>,
    /// Names of blank nodes in the statements: from canonical numbers to those that were signed.
    labels: BTreeMap<u64, Vec<u8>>,
    /// Which statements must be shown.
    mandatory: BTreeSet<u64>,
}

/// Whether what is disclosed was signed. `config` and `statements` are canonical N-Quads.
pub(super) fn verify(key: &AnyKey, value: &str, config: &str, statements: &str) -> Result<(), Trouble> {
    let bad = |what: &str| Trouble::failed(format!("the value of the proof {what}"));
    let bytes = base64url(value).ok_or_else(|| bad("is no base64url"))?;
    let cbor = match bytes.as_slice() {
        [0xd9, 0x5d, 0x01, cbor @ ..] => cbor,
        [0xd9, 0x5d, 0x00, ..] => return Err(Trouble::failed("this is the proof for the holder alone, expected a derived one")),
        _ => return Err(Trouble::unknown("the value of the proof is of a form that is not known here")),
    };
    let disclosure = read(cbor).ok_or_else(|| bad("is not made as ecdsa-sd-2023 prescribes"))?;
    let [0x80, 0x24, point @ ..] = disclosure.public_key.as_slice() else { return Err(bad("names a key that is none")) };
    let own = p256::ecdsa::VerifyingKey::from_sec1_bytes(point).map_err(|_| bad("names a key that is none"))?;

    if statements.lines().count() > MOST_STATEMENTS {
        return Err(Trouble::unknown(format!(
            "more than {MOST_STATEMENTS} statements, each with a signature, are not looked at"
        )));
    }
    let mut lines: Vec<String> = Vec::new();
    let mut named = BTreeSet::new();
    for line in statements.lines() {
        lines.push(relabelled(line, &disclosure.labels, &mut named).ok_or_else(|| bad("leaves out the name of a node"))?);
    }
    // What names nothing could be changed, and nobody would notice.
    if named.len() != disclosure.labels.len() {
        return Err(bad("names a node that is not there"));
    }
    lines.sort_unstable();
    if disclosure.mandatory.last().is_some_and(|last| *last >= lines.len() as u64) {
        return Err(bad("says wrongly which statements must be shown"));
    }
    let is_mandatory = |index: usize| disclosure.mandatory.contains(&(index as u64));
    let (mut mandatory, mut shown) = (String::new(), Vec::new());
    for (index, line) in lines.iter().enumerate() {
        if is_mandatory(index) {
            mandatory.push_str(line);
        } else {
            shown.push(line);
        }
    }
    if shown.len() != disclosure.signatures.len() {
        return Err(bad(&format!("has {} signatures for {} statements", disclosure.signatures.len(), shown.len())));
    }
    let message = [&sha256(config.as_bytes())[..], &disclosure.public_key, &sha256(mandatory.as_bytes())[..]].concat();
    if !key.verifies(Algorithm::Es256, &message, &disclosure.base_signature) {
        return Err(Trouble::Misfit("the issuer's signature does not fit what must be shown".to_owned()));
    }
    let fits = |line: &String, signature: &[u8]| {
        p256::ecdsa::Signature::from_slice(signature).is_ok_and(|signature| own.verify(line.as_bytes(), &signature).is_ok())
    };
    if !shown.iter().zip(&disclosure.signatures).all(|(line, signature)| fits(line, signature)) {
        return Err(Trouble::Misfit("a signature does not fit the statement that it is for".to_owned()));
    }
    Ok(())
}

/// A statement with the signed names of its blank nodes, and its line feed. Names within texts and IRIs are none.
fn relabelled(line: &str, labels: &BTreeMap<u64, Vec<u8>>, named: &mut BTreeSet<u64>) -> Option<String> {
    let mut out = String::with_capacity(line.len() + 64);
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '<' => rest.find('>')? + 1,
            '"' => {
                let mut escaped = false;
                let end = rest.char_indices().skip(1).find(|(_, c)| {
                    let end = *c == '"' && !escaped;
                    escaped = *c == '\\' && !escaped;
                    end
                });
                end?.0 + 1
            }
            '_' if rest.starts_with("_:c14n") => {
                let digits = rest["_:c14n".len()..].bytes().take_while(u8::is_ascii_digit).count();
                let number: u64 = rest["_:c14n".len()..][..digits].parse().ok()?;
                let label = labels.get(&number)?;
                named.insert(number);
                out.push_str("_:u");
                out.push_str(&data_encoding::BASE64URL_NOPAD.encode(label));
                rest = &rest["_:c14n".len() + digits..];
                continue;
            }
            other => other.len_utf8(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out.push('\n');
    Some(out)
}

fn read(cbor: &[u8]) -> Option<Disclosure> {
    let mut reader = Cbor(cbor);
    if reader.head(4)? != 5 {
        return None;
    }
    let base_signature = reader.bytes(64)?;
    let public_key = reader.bytes(35)?;
    let mut signatures = Vec::new();
    for _ in 0..reader.head(4)? {
        signatures.push(reader.bytes(64)?);
    }
    let mut labels = BTreeMap::new();
    for _ in 0..reader.head(5)? {
        let number = reader.head(0)?;
        if labels.insert(number, reader.bytes(32)?).is_some() {
            return None;
        }
    }
    let mut mandatory = BTreeSet::new();
    for _ in 0..reader.head(4)? {
        let index = reader.head(0)?;
        if mandatory.last().is_some_and(|last| *last >= index) {
            return None;
        }
        mandatory.insert(index);
    }
    reader.0.is_empty().then_some(Disclosure { base_signature, public_key, signatures, labels, mandatory })
}

/// As much of CBOR (RFC 8949) as there is in a proof: numbers, bytes, arrays and maps of known length, in their shortest form.
struct Cbor<'a>(&'a [u8]);

impl Cbor<'_> {
    /// The number, or length, of an item of this major type.
    fn head(&mut self, major: u8) -> Option<u64> {
        let (first, rest) = self.0.split_first()?;
        if first >> 5 != major {
            return None;
        }
        let size = match first & 31 {
            short @ 0..24 => {
                self.0 = rest;
                return Some(u64::from(short));
            }
            24 => 1,
            25 => 2,
            26 => 4,
            _ => return None,
        };
        let (number, rest) = rest.split_at_checked(size)?;
        self.0 = rest;
        let number = number.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        // A second way to write the same would be a change that nobody notices.
        let shortest = match size {
            1 => number >= 24,
            2 => number > 0xff,
            _ => number > 0xffff,
        };
        shortest.then_some(number)
    }

    fn bytes(&mut self, length: usize) -> Option<Vec<u8>> {
        let said = self.head(2)?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        (said == length as u64).then(|| bytes.to_vec())
    }
}
