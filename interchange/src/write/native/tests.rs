use engine::bank::file::{ItemKind, OutcomeFile};
use proptest::prelude::*;

use super::*;
use crate::question::{Body, Choice, Fill, Gap, Stated};
use crate::statistic::{Measure, Statistic};
use crate::write::sample;

const NEW: NewBank<'_> = NewBank {
    id: "imported",
    title: "Imported",
    lang: "en-NZ",
    licence: "CC0-1.0",
    outcomes: &[],
    source: "q.xml",
    format: "Moodle XML",
};

fn read(made: &Imported) -> Result<crate::native::NativeBank, Vec<String>> {
    let report = crate::native::read(&files_of(made, &NEW));
    report.bank.ok_or_else(|| report.problems.iter().filter(|problem| problem.is_error()).map(ToString::to_string).collect())
}

fn imported(questions: &[Question]) -> Imported {
    items(questions, &sample::media(), &[], &Settings::default())
}

/// Parsing HTML takes its time where nothing is optimised.
const CASES: u32 = 64;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    /// Import, native, read: every text is the same, but for white space between blocks.
    #[test]
    fn gives_back_every_text_of_an_import(questions in sample::questions()) {
        let made = imported(&questions);
        let refused: Vec<String> = made.problems.iter().filter(|problem| problem.is_error()).map(|problem| format!("{problem} in {:?}", made.files.keys())).collect();
        prop_assert!(refused.is_empty(), "{refused:#?}");
        let bank = read(&made).map_err(|problems| TestCaseError::fail(format!("{problems:#?}")))?;
        prop_assert_eq!(&bank.file.items, &made.items);
        for (question, item) in questions.iter().zip(&bank.file.items) {
            let text = String::from_utf8_lossy(&made.files[&format!("items/{}.md", item.id)]);
            let prompt = question.prompt.replace("alt=\"\"", "alt=\"picture\"");
            prop_assert!(tree::same(&item.prompt, &prompt), "{} is not {prompt}\n{text}", item.prompt);
            if text.contains("markup = \"html\"") {
                prop_assert_eq!(&item.prompt, &prompt);
            }
            let again = question_of(item);
            prop_assert_eq!(again.body.name(), question.body.name());
        }
    }

    /// What was read is written so that reading it gives the same, to the byte.
    #[test]
    fn writes_an_item_of_a_bank_to_the_byte(question in sample::question()) {
        let made = imported(&[question]);
        for item in &made.items {
            let (text, again) = written(item, &mut Items::new(&sample::media())).map_err(|problem| TestCaseError::fail(format!("{problem:?}")))?;
            prop_assert_eq!(&again, item);
            prop_assert_eq!(text_of(&again, &sample::media()), Ok(text));
        }
    }

    /// An item's question makes the same item, but for what only a bank says.
    #[test]
    fn makes_of_an_item_a_question_that_makes_the_item(question in sample::question()) {
        for item in imported(&[question]).items {
            let mut question = question_of(&item);
            // What is said to everyone was said with each option.
            if matches!(item.kind, ItemKind::Choice) { question.feedback.clear(); }
            let again = imported(&[question]).items;
            prop_assert_eq!(again.len(), 1);
            let mut again = again[0].clone();
            again.irt.clone_from(&item.irt);
            prop_assert_eq!(again, item);
        }
    }
}

fn question(prompt: &str, body: Body) -> Question {
    Question {
        id: "q".to_owned(),
        title: None,
        file: "q.xml".to_owned(),
        line: 7,
        prompt: prompt.to_owned(),
        body,
        points: None,
        feedback: String::new(),
        tags: Vec::new(),
        outcomes: Vec::new(),
        difficulty: None,
        named: String::new(),
        shuffle: true,
        qti: None,
        stated: Stated::default(),
    }
}

fn choice(text: &str, fraction: f64) -> Choice {
    Choice { id: String::new(), text: text.to_owned(), fraction, feedback: "<p>So.</p>".to_owned() }
}

fn text(made: &Imported) -> &str {
    std::str::from_utf8(&made.files["items/q.md"]).unwrap()
}

#[test]
fn writes_what_a_person_would_write() {
    let options = vec![choice("a &lt; b", 0.0), choice("<em>b</em>", 100.0), choice("c", 50.0)];
    let made = imported(&[question("<p>Which?</p><p>Of <strong>these</strong></p>", Body::Choice { options, several: false })]);
    assert_eq!(
        text(&made),
        "+++
id = \"q\"
type = \"choice\"
pool = \"practice\"
status = \"review\"
outcomes = [\"imported\"]

[irt]
model = \"3PL\"
b = 0.0
c = 0.33333333
b_sd = 1.0
source = \"not rated yet\"
+++
Which?

Of **these**

- [ ] {a} a \\< b
  > So.
- [x] {b} *b*
  > So.
- [0.5] {c} c
  > So.
"
    );
    let said: Vec<_> = made.problems.iter().map(|problem| (problem.code, problem.is_error())).collect();
    assert_eq!(said, [("not-rated", false)]);
}

#[test]
fn writes_formulas_as_html() {
    let made = imported(&[question("<p>Is <math><mi>x</mi></math> {{so}}?</p>", Body::Essay)]);
    assert!(
        text(&made).contains("markup = \"html\"\n+++\n<p>Is <math><mi>x</mi></math> &#123;&#123;so}}?</p>\n"),
        "{}",
        text(&made)
    );
}

#[test]
fn writes_gaps_with_their_signs() {
    let fill = Fill::Choice(vec![Choice { text: "a|b".to_owned(), fraction: 100.0, ..Choice::default() }, choice("*", 0.0)]);
    let gaps = vec![Gap { id: "g1".to_owned(), fill, weight: 1.0 }];
    let made = imported(&[question("<p>A {{ <span data-field=\"g1\"></span></p>", Body::Gaps { gaps, shared: Vec::new() })]);
    assert!(text(&made).ends_with("+++\nA \\{{ {{g1: *a\\|b | \\*}}\n"), "{}", text(&made));
    assert!(made.problems.iter().any(|problem| problem.code == "not-kept" && problem.field == "feedback"));
}

#[test]
fn leaves_out_by_name_what_is_no_item() {
    let two = vec![choice("a", 100.0), choice("b", 100.0)];
    for (body, field) in [
        (Body::Choice { options: two, several: false }, "options"),
        (Body::Description, "type"),
        (Body::Unsupported("drag_image".to_owned()), "type"),
        (Body::Order { sequence: vec!["a".to_owned()] }, "options"),
        (Body::Choice { options: vec![choice("a", 50.0), choice("b", 0.0)], several: false }, "options"),
    ] {
        let made = imported(&[question("<p>Q</p>", body)]);
        assert!(made.items.is_empty());
        let [problem] = &made.problems[..] else { panic!("{:?}", made.problems) };
        assert_eq!(
            (problem.code, problem.field.as_str(), problem.line, problem.is_error()),
            ("not-an-item", field, Some(7), true)
        );
    }
}

#[test]
fn makes_drafts_of_what_somebody_should_look_at() {
    let questions = [question("<p>Q</p>", Body::Essay)];
    let warning = Problem::error("q.xml", 7, "answer", "x", "y").as_warning().item("q");
    let status = |problem: Problem| items(&questions, &BTreeMap::new(), &[problem], &Settings::default()).items[0].status;
    assert_eq!(status(warning.clone().code("wildcard-answer")), Status::Draft);
    assert_eq!(status(warning.clone().code("feedback-not-taken")), Status::Review);
    assert_eq!(status(warning.code("wildcard-answer").item("other")), Status::Review);
}

#[test]
fn takes_what_the_file_states_of_pool_status_and_order() {
    let options =
        vec![Choice { id: "none of them".to_owned(), ..choice("c", 0.0) }, Choice { id: "x".to_owned(), ..choice("d", 100.0) }];
    let mut question = question("<p>Q</p>", Body::Choice { options, several: false });
    question.stated = Stated {
        pool: Some("credit".to_owned()),
        status: Some("operational".to_owned()),
        last: vec!["none of them".to_owned()],
        ..Stated::default()
    };
    let item = &imported(&[question]).items[0];
    assert_eq!((item.pool, item.status, &item.last[..]), (Pool::Credit, Status::Operational, &["a".to_owned()][..]));
}

#[test]
fn fits_into_a_bank_that_is_there() {
    let outcomes = [OutcomeFile { id: "O".to_owned(), text: "Do".to_owned(), level: None, align: Vec::new() }];
    let mut own = sample::media();
    for picture in own.values_mut() {
        picture.bytes.push(b' ');
    }
    let mut question = question("<p>Q <img alt=\"x\" src=\"media/dot.svg\"></p>", Body::Essay);
    question.outcomes = vec!["P".to_owned()];
    let settings = Settings {
        outcome: "O",
        outcomes: Some(&outcomes),
        taken: BTreeSet::from(["Q".to_owned(), "q-2".to_owned()]),
        media: Some(&own),
        ..Settings::default()
    };
    let made = items(&[question], &sample::media(), &[], &settings);
    assert_eq!((made.items[0].id.as_str(), &made.items[0].outcomes[..]), ("q-3", &["O".to_owned()][..]));
    let codes: Vec<_> = made.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["duplicate-item-id", "unknown-outcome"]);
    let [item, picture] = &made.files.keys().collect::<Vec<_>>()[..] else { panic!("two files") };
    assert_eq!(item.as_str(), "items/q-3.md");
    assert!(picture.starts_with("media/dot-") && made.items[0].prompt.contains(picture.as_str()));
}

/// A bank with one item of each curve that QTI 3 can say, on the normal metric.
fn curves() -> crate::native::NativeBank {
    let item = |id: &str, irt: &str| {
        let text = format!(
            "+++\nid = \"{id}\"\ntype = \"choice\"\npool = \"practice\"\noutcomes = [\"O\"]\n\n[irt]\n{irt}\nsource = \"a pilot\"\non = \"2026-03-14\"\n+++\n\
             Which {id}?\n\n- [x] {{a}} One\n- [ ] {{b}} Two\n"
        );
        (format!("items/{id}.md"), text.into_bytes())
    };
    let bank = "format = \"bank/1\"\nid = \"b\"\ntitle = \"B\"\nversion = \"1\"\nlang = \"en\"\nlicence = \"CC0-1.0\"\nD = 1.702\n\
                bank_sd = 0.0\n[[outcome]]\nid = \"O\"\ntext = \"Add\"\n";
    let files = BTreeMap::from([
        ("bank.toml".to_owned(), bank.as_bytes().to_vec()),
        item("one", "model = \"1PL\"\nb = -0.5"),
        item("two", "model = \"2PL\"\na = 0.83\nb = 0.25"),
        item("three", "model = \"3PL\"\na = 1.21\nb = 1.5\nc = 0.19"),
        item("four", "model = \"4PL\"\na = 2.3\nb = -1.125\nc = 0.11\nd = 0.97"),
    ]);
    let report = crate::native::read(&files);
    report.bank.unwrap_or_else(|| panic!("{:?}", report.problems))
}

#[test]
fn keeps_the_curves_of_a_bank_through_qti_3() {
    let bank = curves();
    let questions = questions(&bank);
    let media = BTreeMap::new();
    let written = crate::write::qti3::write(crate::write::Content { title: "B", questions: &questions, media: &media });
    let reading = crate::read("b.zip", &written.bytes);
    assert_eq!(reading.problems, []);
    for d in [1.702, 1.0] {
        let settings = Settings { outcome: "O", d, ..Settings::default() };
        let items = items(&reading.questions, &media, &[], &settings).items;
        assert_eq!(items.len(), 4);
        for (made, item) in items.iter().zip(&bank.file.items) {
            assert_eq!((&made.id, &made.irt.on, made.irt.b_sd), (&item.id, &item.irt.on, 0.0));
            // The same curve: a per D is another number on another metric.
            assert!((made.irt.a * d - item.irt.a * 1.702).abs() < 1e-9, "{made:?}");
            assert_eq!((made.irt.b, made.irt.c, made.irt.d), (item.irt.b, item.irt.c, item.irt.d), "{}", item.id);
            assert!(d < 1.5 || made.irt.a.to_bits() == item.irt.a.to_bits(), "{} and {}", made.irt.a, item.irt.a);
        }
        let four = items.iter().find(|item| item.id == "four").unwrap();
        assert_eq!(four.irt.model, "4PL");
    }
}

#[test]
fn takes_no_curve_that_nobody_measured() {
    let mut asked = question("<p>?</p>", Body::Choice { options: vec![choice("a", 100.0), choice("b", 0.0)], several: false });
    asked.difficulty = Some(0.4);
    let stated =
        [(Measure::A, 1.7), (Measure::B, 0.4), (Measure::C, 0.1)].map(|(measure, value)| Statistic::stated(measure, value));
    let measured = stated.clone().map(|statistic| Statistic { context: "pilot-1".to_owned(), ..statistic });
    let [a, b, c] = measured.clone();
    let with_b = |b: Statistic| vec![a.clone(), b, c.clone()];
    let unsaid = measured.clone().map(|statistic| Statistic { context: String::new(), ..statistic });
    for (statistics, a, b_sd, c) in [
        (unsaid.to_vec(), 1.0, 0.5, 0.5),
        (with_b(Statistic { standard_error: Some(0.31), ..b.clone() }), 1.0, 0.5, 0.5),
        (with_b(Statistic { cases: 1, ..b.clone() }), 1.0, 0.5, 0.5),
        (with_b(Statistic { cases: 29, ..b.clone() }), 1.0, 0.5, 0.5),
        (with_b(Statistic { cases: 30, standard_error: Some(0.3), ..b.clone() }), 1.7, 0.0, 0.1),
        (vec![a.clone(), b.clone(), stated[2].clone()], 1.7, 0.0, 0.1),
        (vec![a.clone(), b.clone(), c.clone(), Statistic::stated(Measure::C, 0.3)], 1.7, 0.0, 0.1),
        (vec![a.clone(), b.clone()], 1.7, 0.0, 0.0),
        (stated.to_vec(), 1.0, 0.5, 0.5),
        (measured[1..].to_vec(), 1.0, 0.5, 0.5),
        (vec![measured[0].clone(), measured[2].clone()], 1.0, 0.5, 0.5),
        (measured.to_vec(), 1.7, 0.0, 0.1),
    ] {
        asked.stated.statistics = statistics;
        let made = imported(&[asked.clone()]);
        let irt = &made.items[0].irt;
        assert_eq!((irt.a, irt.b, irt.b_sd, irt.c), (a, Some(0.4), b_sd, c));
        let said = made.problems.iter().any(|problem| problem.field == "statistics");
        assert_eq!(said, b_sd > 0.0, "what is not kept is said: {:?}", made.problems);
        assert!(read(&made).is_ok(), "{:?}", read(&made));
    }
}

#[test]
fn names_the_title_and_the_points_that_an_item_has_not() {
    let told = |title: Option<&str>, points: Option<f64>| {
        let statement = question("<p>The sky is blue.</p>", Body::TrueFalse { right: true, feedback: Default::default() });
        let made = imported(&[Question { title: title.map(str::to_owned), points, ..statement }]);
        let lost = made.problems.iter().filter(|problem| problem.code == "not-kept").map(|problem| problem.field.clone());
        lost.collect::<Vec<_>>()
    };
    assert_eq!(told(Some("My own title"), Some(7.0)), ["title", "points"]);
    // An id, the beginning of the question, and one point are no loss.
    for title in ["q", "Q", "The sky", "the sky is blue."] {
        assert_eq!(told(Some(title), Some(1.0)), Vec::<String>::new(), "{title}");
    }
    assert_eq!(told(None, None), Vec::<String>::new());
}

#[test]
fn says_to_everyone_only_what_all_answers_say() {
    for (answers, feedback, losses) in [
        ("#3.14:0.01#Correct, well done!", None, 1),
        ("#=3.14:0.01#Correct ~#No", None, 1),
        ("#=3.14:0.01#See page 3. ~#See page 3.", Some("See page 3."), 0),
        ("#=3.14:0.01#Correct ~#No####See page 3.", Some("See page 3."), 1),
        ("#=3.14:0.01", None, 0),
        ("=Paris#Correct, well done!", None, 1),
        ("=Paris#Correct =%0%London#No", None, 1),
        ("=Paris#See page 3. =%0%*#See page 3.", Some("See page 3."), 0),
        ("=Paris#See page 3. =%0%London#See page 3.", None, 1),
    ] {
        let reading = crate::read("q.gift", format!("::a::Q?{{{answers}}}\n\n::b::R?{{{answers}}}\n").as_bytes());
        let made = items(&reading.questions, &reading.media, &reading.problems, &Settings::default());
        assert_eq!(made.items.len(), 2, "{answers}: {:?}", made.problems);
        let said = made.items[0].answer.as_ref().and_then(|answer| answer.feedback.as_deref());
        assert_eq!(said.map(crate::words).as_deref(), feedback, "{answers}");
        // Each item that loses feedback is named.
        let named = made.problems.iter().filter(|problem| problem.code == "not-kept" && problem.field == "feedback");
        let named: Vec<_> = named.filter_map(|problem| problem.item.as_deref()).collect();
        assert_eq!(named, ["a", "b"][..losses * 2], "{answers}");
    }
}
