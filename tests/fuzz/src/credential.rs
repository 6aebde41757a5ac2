//! The verifier of credentials: whatever it is given, it answers with a report that can be shown, and a changed badge is never valid.

use std::sync::LazyLock;

use credential::bake::{png, svg, unbake};
use credential::{Expected, Outcome, Resolver, Verdict, examine};

use crate::corpus::Sample;

/// A badge that this project issued, with every element that one can have.
const BADGE: &str = include_str!("../../wasm/src/badge.json");
const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect width=\"1\" height=\"1\"/></svg>";

/// The smallest PNG that there is: one black pixel.
const PIXEL: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\x0aIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82";

/// Samples of this project's own, so that something is changed even where the corpus is not at hand.
pub fn own(target: &str) -> Option<Sample> {
    let bytes = match target {
        "credential-json" => BADGE.as_bytes().to_vec(),
        "credential-png" => png(PIXEL, BADGE).ok()?,
        "credential-svg" => svg(PICTURE, BADGE).ok()?.into_bytes(),
        _ => return None,
    };
    Some(Sample { bytes })
}

/// Answers every question with the same document: the badge itself.
struct Same;

impl Resolver for Same {
    fn document(&self, _: &str) -> Option<String> {
        Some(BADGE.to_owned())
    }
}

/// Verifies a sample and says what is wrong with the report.
pub fn judge(ending: &str, sample: &Sample) -> Result<(), String> {
    if ending == "png" {
        // Nearly every change breaks a checksum, and would not be seen behind it.
        look(ending, &repaired(&sample.bytes))?;
    }
    look(ending, &sample.bytes)
}

/// The picture with checksums that fit, as far as its chunks can be told apart.
fn repaired(picture: &[u8]) -> Vec<u8> {
    let mut out = picture.to_vec();
    let mut at = 8;
    while let Some(length) = out.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok()) {
        let end = at + 8 + u32::from_be_bytes(length) as usize;
        let Some(sum) = out.get(at + 4..end).map(checksum) else { break };
        let Some(place) = out.get_mut(end..end + 4) else { break };
        place.copy_from_slice(&sum.to_be_bytes());
        at = end + 4;
    }
    out
}

/// CRC-32, bit by bit.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

fn look(ending: &str, bytes: &[u8]) -> Result<(), String> {
    let now = "2026-11-24T03:00:00Z".parse().map_err(|error| format!("time: {error}"))?;
    let report = examine(bytes, &Same, now, &Expected::default());
    let said: usize = report.findings.iter().map(|finding| finding.place.len() + finding.message.len()).sum();
    if said > 1 << 20 {
        return Err(format!("grows: {said} bytes of findings"));
    }
    if report.findings.is_empty() {
        return Err("silent: nothing was found".to_owned());
    }
    let worst = report.findings.iter().map(|finding| finding.outcome).max();
    match &report.verdict {
        Verdict::Valid(_) if worst > Some(Outcome::Passed) => return Err("contradicts: valid, and something is not".to_owned()),
        Verdict::Invalid(reason) | Verdict::Unverifiable(reason) if reason.message.is_empty() => {
            return Err("silent: no reason".to_owned());
        }
        Verdict::Valid(_) if ending == "json" && changed(bytes) => return Err("accepts: a changed badge".to_owned()),
        _ => {}
    }
    // What is taken out of a picture can be put into one and is the same again.
    if let Ok(Some(found)) = unbake(bytes)
        && let Ok(again) = png(PIXEL, &found.text)
        && unbake(&again).ok().flatten().is_none_or(|again| again.text != found.text.trim())
    {
        return Err("bakes: another text".to_owned());
    }
    Ok(())
}

/// Whether this is our badge, and says something else than it said.
fn changed(bytes: &[u8]) -> bool {
    static ORIGINAL: LazyLock<Option<serde_json::Value>> = LazyLock::new(|| serde_json::from_str(BADGE).ok());
    let read = serde_json::from_slice(bytes).ok();
    let id = |value: &Option<serde_json::Value>| value.as_ref().map(|value| value["issuer"]["id"].clone());
    id(&read) == id(&ORIGINAL) && read != *ORIGINAL
}
