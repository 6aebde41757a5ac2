//! Workbooks as people make them.

use std::io::Write as _;

use interchange::question::Body;
use interchange::{Reading, Verdict, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

const HEAD: [&str; 8] = ["id", "type", "stem", "option_a", "option_b", "correct", "points", "outcome"];

fn header(sheet: &mut Worksheet, row: u32) {
    for (column, name) in (0..).zip(HEAD) {
        sheet.write_string(row, column, name).unwrap();
    }
}

fn item(sheet: &mut Worksheet, row: u32, id: &str) {
    for (column, text) in (0..).zip([id, "choice", "One?", "x", "y", "A", "1", "O-1"]) {
        sheet.write_string(row, column, text).unwrap();
    }
}

fn reading(fill: impl FnOnce(&mut Workbook)) -> Reading {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    read("bank.xlsx", &workbook.save_to_buffer().unwrap())
}

fn sheet(fill: impl FnOnce(&mut Worksheet)) -> Reading {
    reading(|workbook| {
        let sheet = workbook.add_worksheet();
        sheet.set_name("Items").unwrap();
        header(sheet, 0);
        item(sheet, 1, "q1");
        fill(sheet);
    })
}

fn codes(reading: &Reading) -> Vec<&str> {
    reading.problems.iter().map(|problem| problem.code).collect()
}

fn options(reading: &Reading) -> Vec<&str> {
    let Body::Choice { options, .. } = &reading.questions[0].body else { panic!("{:?}", reading.problems) };
    options.iter().map(|option| option.text.as_str()).collect()
}

#[test]
fn shows_cells_as_people_see_them() {
    let read = sheet(|sheet| {
        sheet.write_number(1, 3, 1.0).unwrap();
        sheet.write_number(1, 4, 0.1 + 0.2).unwrap();
    });
    assert_eq!((options(&read), codes(&read)), (vec!["1", "0.3"], vec!["numeric-cells-as-text"]));
    let read = sheet(|sheet| {
        sheet.write_string(1, 3, "007").unwrap();
        sheet.write_boolean(1, 4, true).unwrap();
    });
    assert_eq!((options(&read), codes(&read)), (vec!["007", "TRUE"], vec![]));
}

#[test]
fn reads_numbers_with_the_zeros_and_the_percent_that_they_are_shown_with() {
    let read = sheet(|sheet| {
        for (column, format, number) in [(2, "0.00", 1.5), (3, "000", 7.0), (4, "0%", 0.25), (6, "0%", 0.5)] {
            sheet.write_number_with_format(1, column, number, &Format::new().set_num_format(format)).unwrap();
        }
    });
    assert_eq!(options(&read), ["007", "25%"]);
    assert_eq!((read.questions[0].prompt.as_str(), read.questions[0].points), ("<p>1.50</p>", Some(0.5)));
    // What shows less than the number says is read in full.
    let read = sheet(|sheet| {
        sheet.write_number_with_format(1, 3, 0.125, &Format::new().set_num_format("0%")).unwrap();
        sheet.write_number_with_format(1, 4, 1822.0, &Format::new().set_num_format("#,##0")).unwrap();
    });
    assert_eq!(options(&read), ["0.125", "1822"]);
    let read = sheet(|sheet| {
        sheet.write_string(1, 1, "numeric").unwrap();
        sheet.write_string(1, 3, "").unwrap().write_string(1, 4, "").unwrap();
        sheet.write_number_with_format(1, 5, 0.25, &Format::new().set_num_format("0%")).unwrap();
    });
    let Body::Number { answers, .. } = &read.questions[0].body else { panic!("{:?}", read.problems) };
    assert!((answers[0].value - 0.25).abs() < 1e-12, "{answers:?}");
}

#[test]
fn reads_a_time_without_a_day() {
    let read = sheet(|sheet| {
        let time = ExcelDateTime::from_hms(12, 30, 0).unwrap();
        sheet.write_datetime_with_format(1, 3, &time, &Format::new().set_num_format("hh:mm")).unwrap();
        sheet.write_number_with_format(1, 4, 1.5, &Format::new().set_num_format("[h]:mm")).unwrap();
    });
    assert_eq!((options(&read), codes(&read)), (vec!["12:30", "36:00"], vec!["date-cell", "date-cell"]));
}

#[test]
fn says_where_a_date_was_made_of_what_was_typed() {
    let read = sheet(|sheet| {
        let date = ExcelDateTime::from_ymd(2026, 2, 1).unwrap();
        sheet.write_datetime_with_format(1, 3, &date, &Format::new().set_num_format("d/m")).unwrap();
    });
    assert_eq!((options(&read), codes(&read)), (vec!["2026-02-01", "y"], vec!["date-cell"]));
    assert_eq!(read.problems[0].place(), "bank.xlsx, sheet Items, cell D2");
}

#[test]
fn takes_values_of_formulas_and_names_those_without() {
    let read = sheet(|sheet| {
        sheet.write_formula(1, 3, Formula::new("=1+1").set_result("2")).unwrap();
    });
    assert_eq!((options(&read), read.verdict()), (vec!["2", "y"], Verdict::Accept));
    let rows = [
        cells(1, &["id", "stem", "option_a", "option_b", "correct"]),
        cells(2, &["q1", "q", "x", "y"]).replace("</row>", "<c r=\"E2\"><f>UPPER(\"a\")</f><v></v></c></row>"),
        cells(3, &["q2", "q", "x", "y"]).replace("</row>", "<c r=\"E3\" t=\"e\"><f>NA()</f><v>#N/A</v></c></row>"),
        cells(4, &["q3", "q", "x", "y"]).replace("</row>", "<c r=\"E4\" t=\"str\"><f>UPPER(\"a\")</f><v>A</v></c></row>"),
    ];
    let read = interchange::read("bank.xlsx", &raw(&format!("<sheetData>{}</sheetData>", rows.concat())));
    assert_eq!(read.questions.len(), 1, "{:?}", read.problems);
    let said: Vec<String> =
        read.problems.iter().map(|problem| format!("{} {} {}", problem.code, problem.place(), problem.value)).collect();
    assert_eq!(
        said,
        ["formula-without-value bank.xlsx, sheet S, cell E2 a formula", "cell-error bank.xlsx, sheet S, cell E3 #N/A"]
    );
}

#[test]
fn reads_the_header_below_a_merged_title_and_every_sheet_that_is_shown() {
    let read = reading(|workbook| {
        let first = workbook.add_worksheet();
        first.merge_range(0, 0, 0, 6, "Our quiz", &Format::new()).unwrap();
        header(first, 2);
        item(first, 3, "q1");
        let second = workbook.add_worksheet();
        header(second, 0);
        item(second, 1, "q2");
        let third = workbook.add_worksheet();
        third.set_name("Old").unwrap().set_hidden(true);
        header(third, 0);
        item(third, 1, "q3");
        workbook.add_worksheet().write_string(0, 0, "Notes").unwrap();
    });
    let ids: Vec<_> = read.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!((ids, codes(&read)), (vec!["q1", "q2"], vec!["header-not-first-row", "hidden-sheet"]));
    assert_eq!(read.problems[1].sheet.as_deref(), Some("Old"));
}

#[test]
fn reads_what_is_merged_over_rows_for_each() {
    let read = sheet(|sheet| {
        item(sheet, 2, "q2");
        sheet.merge_range(1, 7, 2, 7, "O-9", &Format::new()).unwrap();
    });
    assert_eq!(codes(&read), ["merged-cells"]);
    assert!(read.questions.iter().all(|question| question.outcomes == ["O-9"]), "{:?}", read.questions);
}

#[test]
fn names_the_cell_of_a_wrong_key() {
    let read = sheet(|sheet| {
        item(sheet, 2, "q2");
        sheet.write_string(2, 5, "F").unwrap();
    });
    assert_eq!(
        read.problems[0].to_string(),
        "bank.xlsx, sheet Items, cell F3: correct = F, expected a letter from A to B: there is no column option_f"
    );
}

/// A workbook whose sheet is this XML.
fn raw(sheet: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let kinds = "http://schemas.openxmlformats.org/package/2006/relationships";
    for (name, text) in [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned()),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{kinds}\"><Relationship Id=\"a\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{kinds}\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\">{sheet}</worksheet>")),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn cells(row: usize, texts: &[&str]) -> String {
    let cells: Vec<String> = ('A'..)
        .zip(texts)
        .map(|(column, text)| format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))
        .collect();
    format!("<row r=\"{row}\">{}</row>", cells.concat())
}

#[test]
fn is_not_slowed_by_rows_that_hold_nothing() {
    let empty: Vec<String> = (3..20_000)
        .map(|row| format!("<row r=\"{row}\" s=\"1\"><c r=\"A{row}\" s=\"1\"/><c r=\"XFD{row}\" s=\"1\"/></row>"))
        .collect();
    let empty = empty.concat();
    let head = cells(1, &["stem", "option_a", "option_b", "correct"]);
    let sheet = format!(
        "<dimension ref=\"A1:XFD1048576\"/><sheetData>{head}{}{empty}{}</sheetData>",
        cells(2, &["q", "x", "y", "A"]),
        cells(1_048_576, &["r", "x", "y", "B"])
    );
    let read = read("bank.xlsx", &raw(&sheet));
    assert_eq!((read.questions.len(), codes(&read)), (2, vec![]));
    assert_eq!(read.questions[1].line, 1_048_576);
}

#[test]
fn takes_rows_in_any_order_and_refuses_what_is_no_sheet() {
    let head = cells(1, &["stem", "option_a", "option_b", "correct"]);
    let read_back = read("bank.xlsx", &raw(&format!("<sheetData>{}{head}</sheetData>", cells(2, &["q", "x", "y", "A"]))));
    assert_eq!(read_back.questions.len(), 1, "{:?}", read_back.problems);
    let broken = read("bank.xlsx", &raw("<sheetData><row r=\"1\"><c r=\"A1\"><v>"));
    assert_eq!((broken.verdict(), codes(&broken)[0]), (Verdict::Reject, "xlsx-malformed"));
}

#[test]
fn cuts_a_text_that_no_spreadsheet_holds_and_refuses_what_merging_makes_too_large() {
    let long = "x".repeat(40_000);
    let head = cells(1, &["stem", "option_a", "option_b", "correct"]);
    let rows: String = (2..=2200).map(|row| cells(row, &[if row == 2 { &long } else { "" }, "x", "y", "A"])).collect();
    let sheet = format!("<sheetData>{head}{rows}</sheetData>");
    let cut = read("bank.xlsx", &raw(&format!("<sheetData>{head}{}</sheetData>", cells(2, &[&long, "x", "y", "A"]))));
    assert_eq!((cut.questions[0].prompt.matches('x').count(), codes(&cut)), (32_767, vec!["too-large"]));
    assert_eq!(cut.problems[0].place(), "bank.xlsx, sheet S, cell A2");
    let merged = read("bank.xlsx", &raw(&format!("{sheet}<mergeCells count=\"1\"><mergeCell ref=\"A2:A2200\"/></mergeCells>")));
    assert_eq!((merged.verdict(), codes(&merged).last()), (Verdict::Reject, Some(&"too-large")));
}

#[test]
fn takes_out_nul_and_names_its_cell() {
    let read = sheet(|sheet| {
        sheet.write_string(1, 3, "foo\0bar").unwrap();
    });
    assert_eq!(options(&read), ["foobar", "y"]);
    let said: Vec<_> =
        read.problems.iter().map(|problem| (problem.code, problem.cell.as_deref(), problem.value.as_str())).collect();
    assert_eq!(said, [("nul-character", Some("D2"), "U+0000")]);
}
