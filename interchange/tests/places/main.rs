//! Every problem says where it is: line and column, or the cell.

use interchange::read;

/// What a problem is, and where: `code line:column cell`.
fn places(name: &str, text: &str) -> Vec<String> {
    let reading = read(name, text.as_bytes());
    let number = |place: Option<usize>| place.map_or("-".to_owned(), |place| place.to_string());
    let places = reading.problems.iter().map(|problem| {
        let cell = problem.cell.as_ref().map(|cell| format!(" {cell}")).unwrap_or_default();
        format!("{} {}:{}{cell}", problem.code, number(problem.line), number(problem.column))
    });
    places.collect()
}

#[test]
fn names_line_and_column_in_gift() {
    for (text, wanted) in [
        ("é {=x ~y", "gift-brace 1:3"),
        ("a\n  =x ~y}", "gift-brace 2:8"),
        ("::a::\n  b {#\n  =5:-1}", "bad-number 3:4"),
        ("a {=x -> y\n =z}", "gift-match 2:3"),
        ("a {~x ~y}", "no-key 1:4"),
        ("{=x ~y}\n\nb {=x ~y}", "empty-stem 1:1"),
        ("  ::a::x {T}\n\n  ::a::y {T}", "duplicate-item-id 3:3"),
        ("a {=x ~[html]<script>1</script>y}", "html-removed 1:8"),
    ] {
        assert_eq!(places("q.gift", text)[0], wanted, "{text}");
    }
}

#[test]
fn names_line_and_column_in_aiken() {
    for (text, wanted) in [
        ("One?\nA. x\nB. y\n  ANSWER:  E", "key-unknown-option 4:12"),
        ("One?\nA. x\nB. y\nANSWER: A, é, C", "aiken-malformed 4:12"),
        ("One?\nA. x\nB. y\n\n  Two?\nA. x\nB. y\nANSWER: A", "aiken-no-answer 5:3"),
        ("  One?\nA. x\nB. y", "aiken-no-answer 1:3"),
    ] {
        assert_eq!(places("q.txt", text)[0], wanted, "{text}");
    }
}

#[test]
fn names_line_and_column_in_moodle_xml() {
    let text = "<quiz>\n <question type='choose'><questiontext><text>x</text></questiontext></question>\n <question type='shortanswer'>\
                <questiontext><text>a</text></questiontext><answer fraction='?'><text>x</text></answer></question></quiz>";
    assert_eq!(places("q.xml", text), ["unsupported-interaction 2:2", "bad-number 3:101", "no-key 3:2"]);
    // A name that stands for a character moves what is behind it.
    let text = "<quiz><question type='shortanswer'><questiontext><text>&nbsp;&eacute;</text></questiontext></question>\
                <question type='x'></question></quiz>";
    assert!(places("q.xml", text).contains(&"unsupported-interaction 1:103".to_owned()), "{:?}", places("q.xml", text));
}

#[test]
fn names_line_and_column_of_a_gap_in_moodle_xml() {
    let cloze = |text: &str| {
        format!(
            "<quiz>\n<question type='cloze'><name><text>n</text></name>\n<questiontext format='html'><text>{text}</text></questiontext></question></quiz>"
        )
    };
    // The text begins in column 35 of line 3.
    for (text, wanted) in [
        ("é\t{1:MC:=only}", "3:37"),
        ("<![CDATA[<p>é {1:MC:=only}</p>]]>", "3:49"),
        ("<![CDATA[\n<p>é\t{1:MC:=only}</p>]]>", "4:6"),
        ("<![CDATA[<p>{1:SA:=ok}</p>\n é{1:SA:=ok} {2:NM:=zero}]]>", "4:14"),
        ("&lt;p&gt;&#233; &amp;amp; {1:MC:=only}&lt;/p&gt;", "3:61"),
        ("&lt;p&gt;\n&lt;b&gt; {1:MC:=only}", "4:11"),
        ("&nbsp;&eacute; {1:MC:=only}", "3:50"),
        ("&lt;&nbsp;\n\né {1:MC:=only}", "5:3"),
        ("1 &amp; <![CDATA[é]]> <![CDATA[<b> {1:MC:=only}</b>]]>", "3:70"),
        ("1 <!-- é --> {1:MC:=only}", "3:48"),
        // Somebody wrote HTML as XML: what is in it is not where it stands.
        ("1 <b>é</b> {1:MC:=only}", "3:-"),
    ] {
        for text in [cloze(text), cloze(text).replace('\n', "\r\n")] {
            let wanted = format!("cloze-malformed {wanted}");
            assert!(places("q.xml", &text).contains(&wanted), "{text:?}: {:?}, expected {wanted}", places("q.xml", &text));
        }
    }
    let markdown = cloze("é {1:MC:=only}").replace("'html'", "'markdown'");
    assert!(places("q.xml", &markdown).contains(&"cloze-malformed 3:-".to_owned()), "{:?}", places("q.xml", &markdown));
    let listed = cloze("&lt;p&gt;é [[1]] [[7]]")
        .replace("'cloze'", "'gapselect'")
        .replace("</question>", "<selectoption><text>x</text></selectoption></question>");
    assert!(places("q.xml", &listed).contains(&"key-unknown-option 3:52".to_owned()), "{:?}", places("q.xml", &listed));
}

#[test]
fn names_the_cell_in_a_table() {
    let head = "id,stem,option_a,option_b,correct\n";
    for (text, wanted) in [
        (format!("{head},Q?,x"), "row-too-short 2:- D2"),
        (format!("{head}q,Q?,x,y,A,z"), "row-too-long 2:- F2"),
        (format!("{head}\n,,,,\nnote,,,,"), "non-item-row-skipped 4:- A4"),
        (format!("{head}q,Q?,x,y,C"), "key-unknown-option 2:- E2"),
        ("\n,id,stem,option_a,option_b\n,q,Q?,x,y".to_owned(), "header-not-first-row 2:- B2"),
    ] {
        assert_eq!(places("q.csv", &text)[0], wanted, "{text}");
    }
}

/// An item of QTI whose second line declares the response.
fn item(declaration: &str, body: &str) -> String {
    format!("<assessmentItem identifier='q' title='T'>\n{declaration}\n<itemBody>\n{body}\n</itemBody></assessmentItem>")
}

#[test]
fn names_the_value_in_qti() {
    let declared = |cardinality: &str, base: &str, inside: &str| {
        format!(
            "<responseDeclaration identifier='R' cardinality='{cardinality}' baseType='{base}'>{inside}</responseDeclaration>"
        )
    };
    let right = |values: &[&str]| {
        let values: String = values.iter().map(|value| ["\n  <value>", value, "</value>"].concat()).collect();
        format!("\n <correctResponse>{values}</correctResponse>")
    };
    let options = "<simpleChoice identifier='a'>1</simpleChoice><simpleChoice identifier='b'>2</simpleChoice>";
    let choice = format!("<choiceInteraction responseIdentifier='R' maxChoices='1'>{options}</choiceInteraction>");
    let several = format!("<choiceInteraction responseIdentifier='R'>{options}</choiceInteraction>");
    let order = format!("<orderInteraction responseIdentifier='R'>{options}</orderInteraction>");
    let pair = "<matchInteraction responseIdentifier='R'><simpleMatchSet><simpleAssociableChoice identifier='a'>1</simpleAssociableChoice>\
                </simpleMatchSet><simpleMatchSet><simpleAssociableChoice identifier='b'>2</simpleAssociableChoice></simpleMatchSet></matchInteraction>";
    let gap = "<gapMatchInteraction responseIdentifier='R'><gapText identifier='a'>1</gapText><p><gap identifier='g'/></p></gapMatchInteraction>";
    let entry = "<p>1 + 1 = <textEntryInteraction responseIdentifier='R'/></p>";
    let slider = "<sliderInteraction responseIdentifier='R' lowerBound='0' upperBound='5'/>";
    let mapping = "\n <mapping><mapEntry mapKey='a' mappedValue='1'/>\n  <mapEntry mapKey='Z' mappedValue='1'/></mapping>";
    for (declaration, body, wanted) in [
        (declared("single", "identifier", &right(&["Z"])), choice.as_str(), "key-unknown-option 4:3"),
        (declared("multiple", "identifier", &right(&["a", "Z"])), &several, "key-unknown-option 5:3"),
        (declared("multiple", "identifier", mapping), &several, "key-unknown-option 4:3"),
        (declared("single", "identifier", &right(&["a", "b"])), &choice, "several-keys-in-single 5:3"),
        (declared("single", "identifier", "\n <correctResponse/>"), &choice, "no-key 3:2"),
        (declared("single", "identifier", ""), &choice, "no-key 2:1"),
        (String::new(), &choice, "no-key 4:1"),
        (declared("ordered", "identifier", &right(&["a", "Z"])), &order, "key-unknown-option 5:3"),
        (declared("ordered", "identifier", &right(&["a"])), &order, "unsupported-interaction 3:2"),
        (declared("multiple", "directedPair", &right(&["a Z"])), pair, "key-unknown-option 4:3"),
        (declared("multiple", "directedPair", &right(&["Z g"])), gap, "key-unknown-option 4:3"),
        (declared("single", "float", &right(&["two"])), entry, "bad-number 4:3"),
        (declared("single", "float", &right(&["9"])), slider, "bad-number 4:3"),
    ] {
        let text = item(&declaration, body);
        assert_eq!(places("q.xml", &text)[0], wanted, "{text}");
    }
}

#[test]
fn names_the_element_in_qti_1() {
    let item = |labels: &str, rule: &str| {
        format!(
            "<questestinterop>\n<item ident='q'>\n <presentation><material><mattext>One?</mattext></material>\n  <response_lid ident='r'>\
             <render_choice>\n{labels}</render_choice></response_lid></presentation>\n<resprocessing><respcondition><conditionvar>\n \
             <varequal respident='r'>{rule}</varequal></conditionvar><setvar>1</setvar></respcondition></resprocessing></item></questestinterop>"
        )
    };
    let label = |id: &str, text: &str| {
        format!("<response_label ident='{id}'><material><mattext>{text}</mattext></material></response_label>\n")
    };
    for (labels, rule, wanted) in [
        (label("a", "1") + &label("b", "2"), "Z", "key-unknown-option 9:2"),
        (label("a", "1") + &label("a", "2"), "a", "duplicate-option-id 6:1"),
        (label("a", "1") + &label("b", ""), "a", "empty-option 6:1"),
        (label("a", "1"), "a", "too-few-options 4:3"),
    ] {
        let text = item(&labels, rule);
        assert_eq!(places("q.xml", &text)[0], wanted, "{text}");
    }
}

#[test]
fn names_the_place_of_nul_in_every_text() {
    for (name, text, line) in [
        ("q.csv", "stem,option_a,option_b,correct\nfoo\0bar,x,y,A\n", 2),
        ("q.gift", "::q::foo\0bar {=x ~y}\n", 1),
        ("q.txt", "foo\0bar\nA. x\nB. y\nANSWER: A\n", 1),
        ("q.xml", "<quiz><question type=\"essay\">\n<questiontext><text>foo\0bar</text></questiontext></question></quiz>", 2),
    ] {
        let reading = read(name, text.as_bytes());
        let said: Vec<_> = reading.problems.iter().map(|problem| (problem.code, problem.line)).collect();
        assert_eq!(said, [("nul-character", Some(line))], "{name}: {:?}", reading.problems);
        assert!(reading.questions[0].prompt.contains("foobar"), "{name}");
    }
}
