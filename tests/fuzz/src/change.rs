//! Changes to a sample: bytes, words and lines.

use engine::seed::Stream;

use crate::corpus::Sample;

/// Words that readers look for, and that attackers write.
const WORDS: &[&str] = &[
    "{",
    "}",
    "=",
    "~",
    "#",
    "->",
    "::",
    "%50%",
    "%-100%",
    "\\",
    "<",
    ">",
    "</",
    "&",
    "&lt;",
    "&#x0;",
    "\"",
    "'",
    "]]>",
    "<![CDATA[",
    "<!--",
    "<!DOCTYPE a [",
    "<?xml",
    "ANSWER: ",
    "A. ",
    "\n\n",
    "\r",
    "\t",
    ";",
    ",",
    "\u{feff}",
    "\u{202e}",
    "\u{e000}",
    "\u{e001}",
    "NaN",
    "1e999",
    "-1",
    "0",
    "99999999999999999999",
    "{1:SHORTANSWER:=a}",
    "{2:MC:%50%a~=b}",
    "<script>",
    "onerror=",
    "javascript:",
    "../",
    "%2e%2e/",
    "data:text/html,",
    "@@PLUGINFILE@@/",
    "$CATEGORY: ",
    "//",
    "+++\n",
    "- [x] {a} ",
    "```",
    "$x^2$",
    "identifier=\"\"",
    "<qti-",
    "é",
    "\0",
];

/// A sample, changed in one to eight places.
pub fn sample(samples: &[Sample], draws: &mut Stream) -> Sample {
    let pick = |draws: &mut Stream| samples[below(draws, samples.len())].clone();
    let mut sample = pick(draws);
    if below(draws, 8) == 0 {
        // The beginning of one and the end of another.
        let other = pick(draws);
        sample.bytes.truncate(at(&sample.bytes, draws));
        sample.bytes.extend_from_slice(&other.bytes[at(&other.bytes, draws)..]);
    }
    for _ in 0..=below(draws, 8) {
        one(&mut sample.bytes, draws);
    }
    sample
}

/// A draw from 0 to below `n`.
fn below(draws: &mut Stream, n: usize) -> usize {
    draws.below(u32::try_from(n).unwrap_or(u32::MAX).max(1)) as usize
}

fn at(bytes: &[u8], draws: &mut Stream) -> usize {
    below(draws, bytes.len() + 1)
}

fn one(bytes: &mut Vec<u8>, draws: &mut Stream) {
    let start = at(bytes, draws);
    let end = (start + 1 + below(draws, 40)).min(bytes.len());
    match below(draws, 7) {
        0 if start < bytes.len() => bytes[start] ^= 1 << below(draws, 8),
        1 if start < bytes.len() => bytes[start] = u8::try_from(below(draws, 256)).unwrap_or(0),
        2 => drop(bytes.drain(start.min(end)..end)),
        3 => {
            let copied = bytes[start.min(end)..end].to_vec();
            let to = at(bytes, draws);
            bytes.splice(to..to, copied);
        }
        4 => {
            // A line twice, or gone.
            let from = bytes[..start].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let to = bytes[start..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| start + at + 1);
            let line = bytes[from..to].to_vec();
            if below(draws, 2) == 0 { drop(bytes.drain(from..to)) } else { drop(bytes.splice(from..from, line)) }
        }
        _ => {
            let word = WORDS[below(draws, WORDS.len())];
            bytes.splice(start..start, word.bytes());
        }
    }
    bytes.truncate(120_000);
}
