//! What kind of file it is, by what is in it; its name only decides where the content could be several things.

use serde::Serialize;

use crate::package::Files;
use crate::{cloze, marks};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Assay's own folder, or its zip.
    Native,
    /// Comma-, semicolon- or tab-separated values.
    Csv,
    /// A workbook.
    Xlsx,
    /// Moodle's GIFT.
    Gift,
    /// Aiken.
    Aiken,
    /// Moodle XML.
    MoodleXml,
    /// A text in Moodle's cloze grammar.
    MoodleCloze,
    /// QTI 1.2, as Canvas, Blackboard and Brightspace write it.
    Qti12,
    /// QTI 2.0 to 2.2.
    Qti2,
    /// QTI 3.0.
    Qti3,
    /// H5P: not read yet.
    H5p,
    /// text2qti: not read yet.
    Text2qti,
    /// Respondus: not read yet.
    Respondus,
    /// Blackboard's tab-separated text: not read yet.
    BlackboardText,
    /// None that Assay knows.
    Unknown,
}

impl Format {
    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Native => "Assay bank",
            Self::Csv => "CSV table",
            Self::Xlsx => "Excel workbook",
            Self::Gift => "GIFT",
            Self::Aiken => "Aiken",
            Self::MoodleXml => "Moodle XML",
            Self::MoodleCloze => "Moodle cloze text",
            Self::Qti12 => "QTI 1.2",
            Self::Qti2 => "QTI 2",
            Self::Qti3 => "QTI 3",
            Self::H5p => "H5P",
            Self::Text2qti => "text2qti",
            Self::Respondus => "Respondus",
            Self::BlackboardText => "Blackboard text",
            Self::Unknown => "unknown",
        }
    }

    /// Whether Assay reads it.
    pub fn is_read(self) -> bool {
        !matches!(self, Self::H5p | Self::Text2qti | Self::Respondus | Self::BlackboardText | Self::Unknown)
    }

    /// Whether a file of this kind may well hold no question: manifests and settings of a package, on their own, and categories.
    pub(crate) fn may_be_empty(self) -> bool {
        matches!(self, Self::Qti12 | Self::Qti2 | Self::Qti3 | Self::Gift)
    }
}

/// The kind of a package, by its files.
pub(crate) fn of_package(name: &str, files: &Files) -> Format {
    let has = |wanted: &str| files.keys().any(|path| path == wanted || path.ends_with(&format!("/{wanted}")));
    if has("xl/workbook.xml") {
        Format::Xlsx
    } else if ends(name, &["h5p"]) || has("h5p.json") {
        Format::H5p
    } else if has("bank.toml") {
        Format::Native
    } else {
        // QTI: the files say which, and the manifest that there are some. A question of Moodle's may be about QTI.
        let texts = files.iter().filter(|(path, _)| ends(path, &["xml"])).map(|(_, bytes)| String::from_utf8_lossy(bytes));
        let texts: Vec<_> = texts.filter(|text| of_xml(text) != Format::MoodleXml).collect();
        let mentions = |wanted: &str| texts.iter().any(|text| text.contains(wanted));
        let tags = |name: &str| texts.iter().any(|text| holds_tag(text, name));
        if tags("qti-assessment-item") || mentions("imsqtiasi_v3p0") {
            Format::Qti3
        } else if mentions("<questestinterop") || mentions("<POOL") || files.keys().any(|path| ends(path, &["qti", "dat"])) {
            Format::Qti12
        } else if has("imsmanifest.xml") || tags("assessmentItem") || tags("assessmentTest") {
            Format::Qti2
        } else {
            Format::Unknown
        }
    }
}

/// What an archive is that holds no questions, where its files tell.
pub(crate) fn document(files: &Files) -> Option<&'static str> {
    let has = |wanted: &str| files.contains_key(wanted);
    let is_open = |kind: &str| files.get("mimetype").is_some_and(|bytes| holds(bytes, kind));
    Some(match () {
        () if has("word/document.xml") => "a Word document",
        () if has("ppt/presentation.xml") => "a PowerPoint presentation",
        () if is_open("opendocument.spreadsheet") => "an OpenDocument spreadsheet",
        () if is_open("opendocument") => "an OpenDocument file",
        () if is_open("epub") => "an electronic book",
        () => return None,
    })
}

/// What a text is whose brackets are no answers of GIFT, and which holds no questions.
pub(crate) fn other_text(name: &str, text: &str) -> Option<&'static str> {
    let start = begun(text);
    if start.starts_with("{\\rtf") {
        Some("rich text (RTF)")
    } else if ends(name, &["json", "jsonl"]) || !ends(name, &["csv", "tsv"]) && begins_as_json(start) {
        Some("JSON")
    } else {
        None
    }
}

/// Whether a text begins with an object that names its first value, or with a list: `{"a":`, `[{"a"`, `["a"`.
fn begins_as_json(start: &str) -> bool {
    let list = start.trim_start_matches('[').trim_start();
    let is_list = list.len() < start.len();
    let object = list.strip_prefix('{').map(str::trim_start);
    let Some(string) = object.unwrap_or(if is_list { list } else { "" }).strip_prefix('"') else { return false };
    let mut escaped = false;
    let end = string.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    let Some(behind) = end.map(|end| string[end + 1..].trim_start()) else { return false };
    behind.starts_with(':') && object.is_some() || behind.starts_with([',', ']']) && object.is_none()
}

/// A text without what may stand before its first sign.
fn begun(text: &str) -> &str {
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
}

/// The kind of a text, by its name and what it says.
pub(crate) fn of_text(name: &str, text: &str) -> Format {
    if other_text(name, text).is_some() {
        return Format::Unknown;
    }
    let start = begun(text);
    if start.starts_with('<') && !ends(name, &["gift", "gift.txt", "csv", "tsv"]) {
        return of_xml(text);
    }
    if ends(name, &["csv", "tsv"]) {
        return Format::Csv;
    }
    if ends(name, &["gift", "gift.txt"]) {
        return Format::Gift;
    }
    if ends(name, &["cloze.txt", "cloze"]) {
        return Format::MoodleCloze;
    }
    if ends(name, &["text2qti.txt", "text2qti", "text2qti.md"]) {
        return Format::Text2qti;
    }
    if ends(name, &["respondus.txt"]) {
        return Format::Respondus;
    }
    if ends(name, &["aiken.txt", "aiken"]) {
        return Format::Aiken;
    }
    let lines: Vec<&str> = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).take(400).collect();
    let types = [
        "MC\t",
        "MA\t",
        "TF\t",
        "ESS\t",
        "ORD\t",
        "MAT\t",
        "FIB\t",
        "FIL\t",
        "NUM\t",
        "SR\t",
        "OP\t",
        "JUMBLED_SENTENCE\t",
        "QUIZ_BOWL\t",
        "FIB_PLUS\t",
    ];
    if lines.iter().any(|line| types.iter().any(|kind| line.starts_with(kind))) {
        return Format::BlackboardText;
    }
    // A gap that one question of a file quotes makes no cloze text of all of them.
    let lettered = lines.iter().filter(|line| marks::is_lettered(line)).count();
    if lettered > 0 && lines.iter().any(|line| marks::is_answer(line)) {
        return Format::Aiken;
    }
    let uncommented = marks::uncommented(text);
    if marks::is_gift(&uncommented) {
        return Format::Gift;
    }
    if uncommented.match_indices('{').any(|(at, _)| cloze::is_meant(&uncommented[at + 1..])) {
        return Format::MoodleCloze;
    }
    if lettered >= 2 {
        return Format::Aiken;
    }
    let starred = |line: &str| line.starts_with('*') && line.get(2..3).is_some_and(|mark| ").".contains(mark));
    if lines.iter().any(|line| starred(line)) {
        let bracket = lines.iter().any(|line| starred(line) && line[2..].starts_with(')'));
        return if bracket && !lines.iter().any(|line| line.starts_with("Type:")) { Format::Text2qti } else { Format::Respondus };
    }
    if text.contains('{') && text.contains('}') || text.contains("::") || text.contains("$CATEGORY") {
        return Format::Gift;
    }
    if lines.first().is_some_and(|line| line.contains([',', ';', '\t']) && line.to_ascii_lowercase().contains("stem")) {
        return Format::Csv;
    }
    Format::Unknown
}

/// The kind of a text that lies in a package, where nobody says that it holds questions: a plain `.txt` needs more than brackets or
/// letters, which notes and licences have, too.
pub(crate) fn of_text_in_a_package(name: &str, text: &str) -> Format {
    let format = of_text(name, text);
    let called = ["gift.txt", "cloze.txt", "aiken.txt", "text2qti.txt", "respondus.txt"];
    if !ends(name, &["txt"]) || ends(name, &called) {
        return format;
    }
    let is_meant = match format {
        Format::Aiken => text.split(['\n', '\r']).any(|line| marks::is_answer(line.trim())),
        Format::Gift => marks::is_surely_gift(&marks::uncommented(text)),
        Format::Csv => marks::is_header(text),
        _ => true,
    };
    if is_meant { format } else { Format::Unknown }
}

/// The kind of an XML file, by its root.
pub(crate) fn of_xml(text: &str) -> Format {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with(['?', '!']) {
            let close = if rest.starts_with("!--") { "-->" } else { ">" };
            rest = rest.find(close).map_or("", |end| &rest[end..]);
            continue;
        }
        let tag = rest.split('>').next().unwrap_or_default();
        let name = tag.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default();
        return match name {
            // Canvas calls the settings of a quiz so too.
            "quiz" if !tag.contains("canvas.instructure.com") => Format::MoodleXml,
            // A pool is what Blackboard wrote before.
            "questestinterop" | "POOL" => Format::Qti12,
            _ if name.starts_with("qti-") => Format::Qti3,
            "assessmentItem" | "assessmentTest" | "assessmentSection" | "assessmentStimulus" => Format::Qti2,
            "manifest" if text.contains("qtiv3p0") || text.contains("imsqti_xmlv3p0") || text.contains("qti_v3p0") => {
                Format::Qti3
            }
            "manifest" if text.contains("xmlv2p") => Format::Qti2,
            "manifest" => Format::Qti12,
            // What Canvas puts beside its questions.
            _ if tag.contains("canvas.instructure.com") => Format::Qti12,
            _ => Format::Unknown,
        };
    }
    Format::Unknown
}

/// Whether a name ends so, after a dot.
pub(crate) fn ends(name: &str, endings: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    endings.iter().any(|ending| name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.')))
}

/// Whether a tag opens whose name begins so, with or without a prefix.
fn holds_tag(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| text[..at].ends_with(['<', ':']))
}

fn holds(bytes: &[u8], text: &str) -> bool {
    String::from_utf8_lossy(bytes).contains(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_neither_json_nor_rtf_for_gift() {
        for (name, text, kind) in [
            ("json.json", "{\"questions\":[{\"q\":\"x\"}]}", "JSON"),
            ("q.gift", "\u{feff}\n{ \"a \\\" b\" : 1}", "JSON"),
            ("q.txt", "[\n {\"q\": \"x {=a}\"}]", "JSON"),
            ("q.txt", "[\"a {=b}\", 1]", "JSON"),
            ("q.json", "{}", "JSON"),
            ("x.rtf", "{\\rtf1\\ansi Q}", "rich text (RTF)"),
            ("x.gift", " {\\rtf1 {=a ~b}}", "rich text (RTF)"),
        ] {
            assert_eq!((other_text(name, text), of_text(name, text)), (Some(kind), Format::Unknown), "{text}");
            let reading = crate::read(name, text.as_bytes());
            assert_eq!(reading.verdict(), crate::Verdict::Reject, "{text}");
            let [problem] = &reading.problems[..] else { panic!("{:?}", reading.problems) };
            assert_eq!((problem.code, problem.value.as_str()), ("unknown-format", kind), "{text}");
        }
        for text in ["{=\"a\" ~b}", "{\"a\"}", "[html]\"a\": b {T}", "\"a\", {T}", "[moodle] \"x\", y {=1}"] {
            assert_eq!(of_text("q.txt", text), Format::Gift, "{text}");
        }
    }

    #[test]
    fn takes_no_quoted_gap_for_a_cloze_text() {
        let aiken = "Two?\nA. a\nB. b\nANSWER: A\n\n";
        let gift = "::q:: Q {=a ~b}\n\n";
        for (text, format) in [
            (format!("{aiken}In Moodle, what is {{1:SA:=x}}?\nA. a\nB. b\nANSWER: A\n"), Format::Aiken),
            (format!("{aiken}In Python, what does {{x:SA:y}} do?\nA. a\nB. b\nANSWER: A\n"), Format::Aiken),
            (format!("{gift}// moodle: {{1:MC:=a~b}}\n::z:: Q {{=a ~b}}\n"), Format::Gift),
            ("// {1:MC:=a~b}\nQ {T}\n".to_owned(), Format::Gift),
            (format!("{gift}::p:: What is \\{{1:MC:x\\}}? {{T}}\n"), Format::Gift),
            ("Where? {1:MC:=a~b} and {x = 1}\n".to_owned(), Format::MoodleCloze),
            ("Which?\nA. Paris\nB. Rome\nAnswer: {1:MC:=A~B}\n".to_owned(), Format::MoodleCloze),
            ("{x:SA:=y}\n".to_owned(), Format::MoodleCloze),
        ] {
            assert_eq!(of_text("q.txt", &text), format, "{text}");
            assert_eq!(of_text("q.cloze.txt", &text), Format::MoodleCloze, "{text}");
        }
    }
}
