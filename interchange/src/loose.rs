//! A package without a manifest that holds files of questions, with the pictures that they show beside them.

use crate::detect::{self, Format};
use crate::package::Files;
use crate::reading::Reader;
use crate::{Problem, aiken, cloze, encoding, gift, moodle, package, table, xlsx};

/// Endings of the files that may hold questions.
const ENDINGS: &[&str] = &["csv", "tsv", "xlsx", "gift", "aiken", "cloze", "txt", "xml"];

/// No package has more workbooks that are read: each is an archive again, and may grow as far as a package may.
const WORKBOOKS: usize = 10;

/// Reads each file of a package that holds questions, in the order of their names, and gives the kind of the first.
pub(crate) fn read_package(reader: &mut Reader, name: &str, mut files: Files) -> Format {
    let named: Vec<String> = files.keys().filter(|path| detect::ends(path, ENDINGS)).cloned().collect();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    if detect::document(&files).is_none() {
        parts.extend(named.into_iter().filter_map(|path| files.remove_entry(&path)));
    }
    let document = detect::document(&files);
    let others = shown(&files);
    reader.files = files;
    let mut first = None;
    let mut passed: Vec<Problem> = Vec::new();
    let mut workbooks = 0;
    for (path, bytes) in parts {
        workbooks += usize::from(detect::ends(&path, &["xlsx"]));
        if workbooks > WORKBOOKS && detect::ends(&path, &["xlsx"]) {
            let expected = format!("at most {WORKBOOKS} workbooks in a package; this one was left out");
            passed.push(Problem::error(&path, None, "file", "one more workbook", expected).code("too-large"));
            continue;
        }
        match read(reader, &path, &bytes) {
            Format::Unknown => {
                let expected = "CSV, XLSX, GIFT, Aiken, Moodle XML or cloze; this file was passed over";
                passed.push(Problem::error(&path, None, "file", "no questions", expected).code("unknown-format").as_warning());
            }
            format => first = first.or(Some(format)),
        }
    }
    let Some(format) = first else {
        let value = document.map_or_else(|| format!("an archive with {others}"), str::to_owned);
        let expected = "CSV, XLSX, GIFT, Aiken or Moodle XML with its pictures, QTI 1.2, 2 or 3, or an Assay bank";
        reader.problems.push(Problem::error(name, None, "file", value, expected).code("unknown-format"));
        return Format::Unknown;
    };
    reader.problems.append(&mut passed);
    format
}

/// Reads one file, and gives its kind: unknown where it holds no questions.
fn read(reader: &mut Reader, path: &str, bytes: &[u8]) -> Format {
    if detect::ends(path, &["xlsx"]) {
        match package::open(path, bytes) {
            Ok(_) => xlsx::read(reader, path, bytes),
            Err(mut problems) => reader.problems.append(&mut problems),
        }
        return Format::Xlsx;
    }
    let mut found = Vec::new();
    let is_xml = detect::ends(path, &["xml"]);
    let text = if is_xml { encoding::xml(path, bytes, &mut found) } else { encoding::text(path, bytes, &mut found) }.text;
    let format = detect::of_text_in_a_package(path, &text);
    encoding::warn_of_turns(path, &text, &mut found);
    if ![Format::Csv, Format::Gift, Format::Aiken, Format::MoodleCloze, Format::MoodleXml].contains(&format) {
        return Format::Unknown;
    }
    reader.problems.append(&mut found);
    match format {
        Format::Csv => table::read_csv(reader, path, &text),
        Format::Gift => gift::read(reader, path, &text),
        Format::Aiken => aiken::read(reader, path, &text),
        Format::MoodleCloze => cloze::read(reader, path, &text),
        Format::MoodleXml => {
            // There the files of a text stand beside it, and are put in the place of the package's.
            let files = std::mem::take(&mut reader.files);
            moodle::read(reader, path, &text);
            reader.files = files;
        }
        _ => return Format::Unknown,
    }
    format
}

/// The names of some files.
fn shown(files: &Files) -> String {
    match files.len() {
        0 => "nothing that could be read".to_owned(),
        1..=3 => files.keys().map(String::as_str).collect::<Vec<_>>().join(", "),
        many => format!("{many} files, the first {}", files.keys().next().map_or("", String::as_str)),
    }
}

#[cfg(test)]
mod tests {
    use crate::package::{Files, pack};
    use crate::{Format, Reading, Verdict};

    const DOT: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"1\" height=\"1\"/></svg>";

    fn read(name: &str, files: &[(&str, &[u8])]) -> Reading {
        let files: Files = files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
        crate::read(name, &pack(&files))
    }

    fn codes(reading: &Reading) -> Vec<(&str, &str)> {
        reading.problems.iter().map(|problem| (problem.code, problem.file.as_str())).collect()
    }

    #[test]
    fn reads_a_table_with_the_pictures_beside_it() {
        let table = b"id,stem,option_a,option_b,correct,image\n1,q,x,y,A,dot.svg\n2,q,x,y,A,none.svg\n";
        for folder in ["", "my quiz/"] {
            let (table_at, dot_at) = (format!("{folder}q.csv"), format!("{folder}dot.svg"));
            let reading = read("q.zip", &[(&table_at, table), (&dot_at, DOT)]);
            assert_eq!((reading.format, reading.media.len()), (Format::Csv, 1), "{:?}", reading.problems);
            assert!(reading.questions[0].prompt.contains("src=\"media/dot.svg\""), "{}", reading.questions[0].prompt);
            let missing: Vec<_> = codes(&reading).into_iter().filter(|(code, _)| *code != "image-without-alt").collect();
            assert_eq!(missing, [("missing-media", table_at.as_str())]);
        }
    }

    #[test]
    fn reads_workbooks_gift_and_moodle_xml_in_a_package() {
        let workbook = crate::write::template().xlsx;
        let quiz = b"<quiz><question type=\"truefalse\"><name><text>m</text></name><questiontext><text>Q</text></questiontext><answer fraction=\"100\"><text>true</text></answer></question></quiz>";
        let reading = read(
            "all.zip",
            &[
                ("a.gift", b"::g1:: [html]<img src\\=\"dot.svg\" alt\\=\"a dot\"> so? {T}"),
                ("b.gift", b"::g1:: q {F}"),
                ("m.xml", quiz),
                ("x.gift", b"::g3:: [html]<img src\\=\"dot.svg\" alt\\=\"a dot\"> so? {T}"),
                ("w.xlsx", &workbook),
                ("dot.svg", DOT),
                ("readme.txt", b"Questions of last year"),
            ],
        );
        assert_eq!((reading.format, reading.verdict()), (Format::Gift, Verdict::Accept), "{:?}", reading.problems);
        assert_eq!((reading.questions.len(), reading.media.len()), (14, 1));
        assert_eq!(codes(&reading), [("duplicate-item-id", "b.gift"), ("unknown-format", "readme.txt")]);
        assert_eq!(reading.questions.iter().filter(|question| question.prompt.contains("media/dot.svg")).count(), 2);
    }

    #[test]
    fn passes_over_texts_that_are_no_questions() {
        let table = b"id,stem,option_a,option_b,correct\n1,q,x,y,A\n";
        for text in [
            "Use {curly} braces here.\n",
            "A. First\nB. Second\n",
            "Colours: {red}\n",
            "C++ std::vector is used.\n",
            "This system, as it is, stems from another.\n",
            "// {=a}\nNotes on {a}\n",
        ] {
            let reading = read("q.zip", &[("q.csv", table), ("docs/readme.txt", text.as_bytes())]);
            assert_eq!((reading.questions.len(), reading.verdict()), (1, Verdict::Accept), "{text}");
            assert_eq!(codes(&reading), [("unknown-format", "docs/readme.txt")], "{text}");
        }
        for (name, text) in [
            ("a.txt", "Q?\nA. a\nB. b\nANSWER: A\n"),
            ("g.txt", "Q {T}\n"),
            ("g.txt", "Q {#3:0.1}\n"),
            ("g.txt", "::q:: Q {=a ~b}\n"),
            ("c.txt", "The capital is {1:SA:=Paris}.\n"),
            ("s.txt", "stem;option_a;option_b;correct\nq;x;y;A\n"),
        ] {
            let reading = read("q.zip", &[("q.csv", table), (name, text.as_bytes())]);
            assert_eq!((reading.questions.len(), codes(&reading)), (2, Vec::new()), "{text}");
        }
    }

    #[test]
    fn reads_a_question_of_moodle_about_qti() {
        let quiz = "<quiz><question type=\"truefalse\"><name><text>m</text></name><questiontext><text><![CDATA[An <assessmentItem>?]]></text></questiontext><answer fraction=\"100\"><text>true</text></answer></question></quiz>";
        for (text, beside) in [
            (quiz.to_owned(), "<note>An assessmentItem</note>"),
            (quiz.replace("assessmentItem", "questestinterop"), "<note/>"),
            (quiz.replace("assessmentItem", "qti-assessment-item"), "<note/>"),
        ] {
            let reading = read("q.zip", &[("q.xml", text.as_bytes()), ("note.xml", beside.as_bytes()), ("dot.svg", DOT)]);
            assert_eq!((reading.format, reading.questions.len()), (Format::MoodleXml, 1), "{:?}", reading.problems);
        }
    }

    #[test]
    fn opens_no_more_than_ten_workbooks_and_no_bomb_inside_a_package() {
        let workbook = crate::write::template().xlsx;
        let names: Vec<String> = (10..22).map(|number| format!("w{number}.xlsx")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &workbook[..])).collect();
        let reading = read("q.zip", &files);
        let left_out: Vec<_> = codes(&reading).into_iter().filter(|(code, _)| *code == "too-large").collect();
        assert_eq!(left_out, [("too-large", "w20.xlsx"), ("too-large", "w21.xlsx")]);
        assert_eq!(reading.verdict(), Verdict::Partial);
        let bomb = pack(&Files::from([("xl/workbook.xml".to_owned(), vec![b' '; 2 << 20])]));
        let reading = read("q.zip", &[("w.xlsx", &bomb)]);
        assert_eq!((codes(&reading), reading.verdict()), (vec![("zip-bomb", "w.xlsx")], Verdict::Reject));
    }

    #[test]
    fn calls_what_holds_no_questions_by_its_name() {
        for (name, files, value) in [
            ("q.docx", &[("word/document.xml", &b"<x/>"[..]), ("[Content_Types].xml", b"<x/>")][..], "a Word document"),
            ("q.zip", &[("ppt/presentation.xml", b"<x/>")], "a PowerPoint presentation"),
            ("q.ods", &[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")], "an OpenDocument spreadsheet"),
            ("q.zip", &[("a.pdf", b"%PDF"), ("b.jpg", b"x")], "an archive with a.pdf, b.jpg"),
        ] {
            let reading = read(name, files);
            assert_eq!((reading.verdict(), codes(&reading)), (Verdict::Reject, vec![("unknown-format", name)]), "{value}");
            assert_eq!(reading.problems[0].value, value);
        }
    }
}
