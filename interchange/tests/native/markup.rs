//! Items whose texts are HTML.

use crate::support::{documented, said};

use interchange::native;

fn files(prompt: &str, option: &str) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut files = documented();
    let text = format!(
        "+++\nid = \"formula\"\ntype = \"choice\"\npool = \"practice\"\nstatus = \"review\"\noutcomes = [\"Q-1\"]\nmarkup = \"html\"\n\n[irt]\nmodel = \"3PL\"\nb = 0.0\nc = 0.5\nb_sd = 1.0\n+++\n{prompt}\n\n- [x] {{a}} {option}\n  > <p>Yes.</p>\n- [ ] {{b}} *b*\n  > No.\n"
    );
    files.insert("items/formula.md".to_owned(), text.into_bytes());
    files
}

#[test]
fn reads_the_texts_of_an_item_as_html() {
    let files = files("<p>Is it &#123;&#123;?</p>\n&#45; <em>so</em>", "<math><mi>x</mi></math>");
    assert_eq!(said(&files), Vec::<String>::new());
    let bank = native::read(&files).bank.expect("there are no problems");
    let item = bank.file.items.iter().find(|item| item.id == "formula").expect("it is there");
    assert_eq!(item.prompt, "<p>Is it {{?</p>\n- <em>so</em>");
    assert_eq!((item.options[0].text.as_str(), item.options[1].text.as_str()), ("<math><mi>x</mi></math>", "*b*"));
    assert_eq!(item.options[0].feedback.as_deref(), Some("<p>Yes.</p>"));
    // The items before and behind it are Markdown.
    assert!(bank.file.items.iter().any(|item| item.prompt.contains("<table>")));
}

#[test]
fn names_what_a_text_must_not_hold() {
    for (prompt, value) in [
        ("<script>alert(1)</script>", "<script>"),
        ("<p onclick=\"a()\">x</p>", "onclick="),
        ("<img src=\"https://a.invalid/b.png\" alt=\"b\">", "https://a.invalid/b.png"),
        ("<img src=\"media/none.png\" alt=\"b\">", "media/none.png"),
        ("<img src=\"media/queue.svg\">", "a picture without words"),
        ("<video></video>", "<video>"),
        (&"<b>".repeat(200), "text nested at most 20 deep"),
    ] {
        let found = said(&files(prompt, "a"));
        assert!(
            found.iter().any(|problem| problem.starts_with("items/formula.md:15:1: prompt = ") && problem.contains(value)),
            "{prompt}: {found:?}"
        );
    }
}
