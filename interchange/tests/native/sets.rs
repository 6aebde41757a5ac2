//! Sets of items: what is read of them, and what is wrong with them, by place.

use crate::support::{Files, documented, said, with};

use engine::bank::file::SetOrder;
use interchange::native;

const SET: &str = "sets/service.md";

/// The documented bank with one replacement in the set and one more file.
fn and(from: &str, to: &str, more: &[(&str, &str)]) -> Files {
    let mut files = with(SET, from, to);
    files.extend(more.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())));
    files
}

#[test]
fn reads_a_set_with_its_stimulus() {
    let read = |files: &Files| native::read(files).bank.unwrap_or_else(|| panic!("{:#?}", said(files))).file.sets;
    let sets = read(&documented());
    let [set] = &sets[..] else { panic!("one set") };
    assert_eq!((set.id.as_str(), set.items.as_slice()), ("service", ["load".to_owned(), "utilisation".to_owned()].as_slice()));
    assert_eq!((set.order, &set.irt), (SetOrder::Fixed, &None));
    assert!(set.stimulus.starts_with("<p>One worker answers"), "{}", set.stimulus);

    let testlet = "order = \"any\"\n\n[irt]\nmodel = \"PCM\"\nthresholds = [-0.5, 0.4]\nsource = \"a study\"";
    let sets = read(&with(SET, "order = \"fixed\"", testlet));
    assert_eq!(sets[0].order, SetOrder::Any);
    assert_eq!(sets[0].irt.as_ref().map(|irt| irt.thresholds.as_slice()), Some([-0.5, 0.4].as_slice()));

    let rich = "A **queue**, $x^2$:\n\n![A queue](media/queue.svg)\n\nOne";
    let shown = &read(&with(SET, "One", rich))[0].stimulus;
    for part in ["<strong>queue</strong>", "<math", "src=\"media/queue.svg\""] {
        assert!(shown.contains(part), "{shown}");
    }
}

#[test]
fn names_what_is_wrong_with_a_set() {
    let second = "+++\nid = \"second\"\nitems = [\"utilisation\"]\n+++\nA remark of another kind about nothing at all.\n";
    let twin = second.replace("\"second\"", "\"service\"").replace("utilisation", "mean");
    for (from, to, more, expected) in [
        ("\"load\",", "\"laod\",", vec![], vec!["sets/service.md:3:10: items = laod, expected the id of an item in this bank"]),
        ("\"load\",", "\"utilisation\",", vec![], vec!["sets/service.md:3:25: items = utilisation, expected an item named once"]),
        ("[\"load\", \"utilisation\"]", "[]", vec![], vec!["sets/service.md:3:9: items = none, expected at least one item"]),
        (
            "\"load\",",
            "\"load\", \"mean\",",
            vec![],
            vec!["sets/service.md:3:18: items = mean, expected an item of pool credit, as load is: a set is of one pool"],
        ),
        (
            "\"load\", \"utilisation\"",
            "\"mean\", \"median\"",
            vec![],
            vec!["sets/service.md:3:18: items = median, expected no enemy of mean: a set is given as a whole"],
        ),
        (
            "One",
            "One",
            vec![("sets/second.md", second)],
            vec!["sets/service.md:3:18: items = utilisation, expected an item that sets/second.md:3 does not have"],
        ),
        (
            "One",
            "One",
            vec![("sets/z.md", twin.as_str())],
            vec!["sets/z.md:2:6: id = service, expected an id that sets/service.md:2 does not have"],
        ),
        (
            "\"service\"",
            "\"services\"",
            vec![],
            vec!["sets/service.md:2:6: warning: id = services, expected \"service\", the file's name"],
        ),
        (
            "order = \"fixed\"",
            "oder = \"fixed\"",
            vec![],
            vec!["sets/service.md:4:1: oder = \"fixed\", expected a known field; did you mean \"order\"?"],
        ),
        ("\"fixed\"", "\"random\"", vec![], vec!["sets/service.md:4:9: order = \"random\", expected \"fixed\" or \"any\""]),
        (
            "One worker",
            "![A queue](media/queeu.svg)\n\nOne worker",
            vec![],
            vec!["sets/service.md:6:1: stimulus = media/queeu.svg, expected the name of a file in media/"],
        ),
        (
            "order = \"fixed\"",
            "irt = { model = \"PCM\", thresholds = [0.0] }",
            vec![],
            vec!["sets/service.md:4:7: irt = 2, expected 3 categories, one more than it has items"],
        ),
        (
            "order = \"fixed\"",
            "[irt]\nmodel = \"GRM\"\nthresholds = [1.0, 0.0]",
            vec![],
            vec!["sets/service.md:6:20: irt.thresholds = 0, expected thresholds that rise"],
        ),
    ] {
        let said = said(&and(from, to, &more));
        assert_eq!(said, expected, "{from} -> {to}");
    }
    let mut empty = documented();
    empty.insert(SET.to_owned(), b"+++\nid = \"service\"\nitems = [\"load\"]\n+++\n\n".to_vec());
    assert_eq!(said(&empty), ["sets/service.md:5:1: stimulus = nothing, expected what its items share"]);
    let mut stray = documented();
    stray.insert("sets/notes.txt".to_owned(), b"x".to_vec());
    assert!(said(&stray)[0].starts_with("sets/notes.txt: file = no part of a bank"), "{:?}", said(&stray));
}

#[test]
fn warns_of_sets_that_cannot_be_given_whole() {
    let mut files = documented();
    let load = String::from_utf8(files["items/load.md"].clone()).expect("it is text");
    files.insert("items/load.md".to_owned(), load.replace("status = \"operational\"", "status = \"pilot\"").into_bytes());
    let warning = "sets/service.md:3:10: warning: items = load, expected an operational item: the set is given without it";
    assert!(said(&files).iter().any(|line| line == warning), "{:#?}", said(&files));

    let mut files = documented();
    let award = String::from_utf8(files["blueprints/award.toml"].clone()).expect("it is text");
    let short = award.replace("minimum = 2\nmaximum = 2", "minimum = 0\nmaximum = 1").replace("maximum = 2", "maximum = 1");
    files.insert("blueprints/award.toml".to_owned(), short.into_bytes());
    let warning = "length.maximum = 1 items for a set of 2, expected at least 2, or the items of sets/service.md are never given";
    assert!(said(&files).iter().any(|line| line.contains(warning)), "{:#?}", said(&files));
}

#[test]
fn lets_no_stimulus_of_an_award_come_up_in_practice() {
    let set = |text: &str| format!("+++\nid = \"open\"\nitems = [\"mean\"]\n+++\n{text}\n");
    let words = "One worker answers the requests of a service, one at a time and in the order in which they come. Whoever comes \
                 while it is busy waits in a queue.";
    let practised = |text: &str| said(&and("One", "One", &[("sets/open.md", &set(text))]));
    let told = |why: &str| {
        [format!(
            "sets/service.md:6:1: stimulus = service, expected an award's stimulus unlike sets/open.md:5, which open practice serves with its key ({why})"
        )]
    };
    assert_eq!(practised(&words.replace("Whoever", "Who ever")).len(), 1, "a near-duplicate");
    assert_eq!(practised("A diary of a voyage."), Vec::<String>::new());
    assert_eq!(
        practised("A picture:\n\n![It](media/queue.svg)"),
        [
            "items/load.md:2:6: id = load, expected an award's item unlike sets/open.md:5, which open practice serves with its key (the same picture media/queue.svg)"
        ]
    );
    let own = String::from_utf8(documented()[SET].clone()).expect("it is text");
    let own = own.split("+++\n").nth(2).expect("below the front matter").trim().to_owned();
    assert_eq!(practised(&own), told("equal in prompt, options and answer"));
}
