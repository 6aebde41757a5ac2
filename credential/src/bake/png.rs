//! PNG: one `iTXt` chunk with the keyword `openbadgecredential`, not compressed.

use std::io::Read as _;

use flate2::Crc;
use flate2::read::ZlibDecoder;

use super::{BakeError, Container, MAXIMUM_PICTURE, Text, Unbaked, text};
use crate::json::MAXIMUM_BYTES;

pub(super) const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
const KEYWORD: &[u8] = b"openbadgecredential";
/// Open Badges 1 and 2 wrote this one.
const OLD_KEYWORD: &[u8] = b"openbadges";

/// `picture` with `credential` (JSON or a compact JWS) in it, in the place of one that it carries already.
///
/// # Errors
/// A picture that is no sound PNG, and a text that is no credential.
pub fn png(picture: &[u8], credential: &str) -> Result<Vec<u8>, BakeError> {
    if picture.len() > MAXIMUM_PICTURE {
        return Err(BakeError::Large { bytes: picture.len() });
    }
    let (Text::Json(credential) | Text::Jws(credential)) = text(credential)?;
    let mut baked = SIGNATURE.to_vec();
    for chunk in chunks(picture)?.0 {
        if !(chunk.kind == *b"iTXt" && keyword(chunk.body) == KEYWORD) {
            write(&mut baked, chunk.kind, chunk.body);
        }
        if chunk.kind == *b"IHDR" {
            // The keyword's end, not compressed by no method, no language, no translated keyword.
            let body = [KEYWORD, &[0, 0, 0, 0, 0], credential.as_bytes()].concat();
            write(&mut baked, *b"iTXt", &body);
        }
    }
    Ok(baked)
}

pub(super) fn unbake(bytes: &[u8]) -> Result<Unbaked, BakeError> {
    let (chunks, mut warnings) = chunks(bytes)?;
    let text_chunks = |kind: [u8; 4]| chunks.iter().filter(move |chunk| chunk.kind == kind);
    let mut found: Vec<&Chunk> = text_chunks(*b"iTXt").filter(|chunk| keyword(chunk.body) == KEYWORD).collect();
    let old = |chunk: &&Chunk| [KEYWORD, OLD_KEYWORD].contains(&keyword(chunk.body));
    if found.len() > 1 {
        return Err(BakeError::Several { kind: "PNG", count: found.len() });
    }
    let Some(chunk) = found.pop() else {
        let message = if text_chunks(*b"tEXt").chain(text_chunks(*b"iTXt")).any(|chunk| old(&chunk)) {
            "it carries an Open Badge in the form of versions 1 and 2, expected 3.0 (iTXt \"openbadgecredential\")"
        } else {
            "no iTXt chunk with the keyword \"openbadgecredential\""
        };
        return Err(BakeError::Nothing { kind: "PNG", message: message.to_owned() });
    };
    let wrong = |message: &str| damaged(&format!("at byte {}", chunk.at), message);
    let rest = &chunk.body[KEYWORD.len()..];
    let [0, packed, method, rest @ ..] = rest else { return Err(wrong("an iTXt chunk that ends too early")) };
    // A language and a translated keyword, each up to its zero byte.
    let mut parts = rest.splitn(3, |byte| *byte == 0);
    let (Some(_), Some(_), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(wrong("an iTXt chunk that ends too early"));
    };
    let text = match (packed, method) {
        (0, _) => text.to_vec(),
        (1, 0) => {
            warnings.push("the credential is compressed; Open Badges 3.0 says that it is not".to_owned());
            unpacked(text).map_err(|message| wrong(&message))?
        }
        _ => return Err(wrong("an iTXt chunk of an unknown compression")),
    };
    let text = String::from_utf8(text).map_err(|_| wrong("a credential that is not UTF-8"))?;
    Ok(Unbaked { text, container: Container::Png, warnings })
}

/// Stops one byte beyond what a credential may have, whatever more is promised.
fn unpacked(text: &[u8]) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let limit = MAXIMUM_BYTES as u64 + 1;
    ZlibDecoder::new(text).take(limit).read_to_end(&mut out).map_err(|error| format!("compressed text: {error}"))?;
    if out.len() > MAXIMUM_BYTES {
        return Err(format!("compressed text of more than {MAXIMUM_BYTES} bytes"));
    }
    Ok(out)
}

struct Chunk<'a> {
    at: usize,
    kind: [u8; 4],
    body: &'a [u8],
}

/// All chunks, each with a right checksum, from the first (`IHDR`) to the last (`IEND`), and what is odd.
fn chunks(bytes: &[u8]) -> Result<(Vec<Chunk<'_>>, Vec<String>), BakeError> {
    let mut rest = bytes.strip_prefix(&SIGNATURE).ok_or_else(|| damaged("at byte 0", "expected the signature of PNG"))?;
    let mut found: Vec<Chunk> = Vec::new();
    loop {
        let at = bytes.len() - rest.len();
        let wrong = |message: &str| damaged(&format!("at byte {at}"), message);
        let early = || wrong("ends within a chunk, expected IEND as the last");
        let (length, after) = rest.split_first_chunk::<4>().ok_or_else(early)?;
        let length = u32::from_be_bytes(*length) as usize;
        // The type belongs to what the checksum is of.
        let checked = after.get(..length.checked_add(4).ok_or_else(early)?).ok_or_else(early)?;
        let (sum, after) = after[checked.len()..].split_first_chunk::<4>().ok_or_else(early)?;
        let (kind, body) = checked.split_first_chunk::<4>().ok_or_else(early)?;
        if !kind.iter().all(u8::is_ascii_alphabetic) {
            return Err(wrong("the type of a chunk is not four letters"));
        }
        if found.is_empty() && kind != b"IHDR" {
            return Err(wrong("expected IHDR as the first chunk"));
        }
        let mut crc = Crc::new();
        crc.update(checked);
        if crc.sum() != u32::from_be_bytes(*sum) {
            return Err(wrong(&format!("the checksum of the chunk {} does not fit", String::from_utf8_lossy(kind))));
        }
        found.push(Chunk { at, kind: *kind, body });
        if found.len() > MAXIMUM_CHUNKS {
            return Err(wrong(&format!("more than {MAXIMUM_CHUNKS} chunks")));
        }
        rest = after;
        if kind == b"IEND" {
            break;
        }
    }
    let odd = (!rest.is_empty()).then(|| format!("{} bytes follow the end of the picture and were not read", rest.len()));
    Ok((found, odd.into_iter().collect()))
}

/// A picture of the largest size in chunks of 8 KiB, as most programs write them, has 4,096.
const MAXIMUM_CHUNKS: usize = 100_000;

fn keyword(body: &[u8]) -> &[u8] {
    &body[..body.iter().take(80).position(|byte| *byte == 0).unwrap_or(0)]
}

fn write(out: &mut Vec<u8>, kind: [u8; 4], body: &[u8]) {
    let length = u32::try_from(body.len()).expect("a chunk is at most as large as a picture or a credential may be");
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(body);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&kind);
    out.extend_from_slice(body);
    out.extend_from_slice(&crc.sum().to_be_bytes());
}

fn damaged(place: &str, message: &str) -> BakeError {
    BakeError::Picture { kind: "PNG", place: place.to_owned(), message: message.to_owned() }
}
