//! What a text becomes.

use std::collections::BTreeMap;

use super::*;

fn rendered(text: &str) -> (String, Vec<String>) {
    let media = BTreeMap::from([("a.svg".to_owned(), Media { bytes: Vec::new(), mime: "image/svg+xml" })]);
    let mut renderer = Renderer::new(&media);
    let mut problems = Vec::new();
    let html = renderer.block("items/a.md", "prompt", &Passage::body(text, 10), &mut problems);
    (html, problems.iter().map(ToString::to_string).collect())
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(rendered(text), (expected.to_owned(), Vec::new()), "{text}");
}

#[test]
fn renders_what_items_are_made_of() {
    check("One *two* **three** `a < b`", "<p>One <em>two</em> <strong>three</strong> <code>a &lt; b</code></p>");
    check("```rust\nlet x: Vec<u8>;\n```", "<pre><code class=\"language-rust\">let x: Vec&lt;u8&gt;;\n</code></pre>");
    check("H<sub>2</sub>O and <kbd>Tab</kbd><br>", "<p>H<sub>2</sub>O and <kbd>Tab</kbd><br></p>");
    check("![A line](media/a.svg)", "<p><img src=\"media/a.svg\" alt=\"A line\"></p>");
    check("[here](https://example.org/)", "<p><a href=\"https://example.org/\" rel=\"noopener noreferrer\">here</a></p>");
    check("<!-- a note -->\n\nText <!-- another -->", "<p>Text </p>");
    check("It costs \\$5, or $5 and more", "<p>It costs $5, or $5 and more</p>");
}

#[test]
fn aligns_columns_by_class() {
    check(
        "| a | b |\n| :-: | --: |\n| 1 | 2 |",
        "<table><thead><tr><th class=\"align-center\">a</th><th class=\"align-right\">b</th></tr></thead><tbody>\n<tr><td class=\"align-center\">1</td><td class=\"align-right\">2</td></tr>\n</tbody></table>",
    );
}

#[test]
fn puts_mathematics_in_the_page() {
    check("Of $x$.", "<p>Of <math><mi>x</mi></math>.</p>");
    check("$$x$$", "<p><math display=\"block\"><mi>x</mi></math></p>");
}

#[test]
fn counts_lines_from_the_passage() {
    let (_, problems) = rendered("One\n\nTwo\n\n# Three\n\n![](media/b.svg)");
    assert_eq!(
        problems,
        [
            "items/a.md:14:1: prompt = # Three, expected bold text: an item has no headings of its own",
            "items/a.md:16:1: prompt = media/b.svg, expected the name of a file in media/",
            "items/a.md:16:1: prompt = ![](media/b.svg), expected words for those who cannot see it: ![what it shows](media/NAME)",
        ]
    );
}

#[test]
fn shows_nothing_that_it_refuses() {
    let (html, problems) = rendered("a <img src=x onerror=alert(1)> <script>alert(1)</script>\n\n<div onclick=\"x\">b</div>\n");
    assert_eq!(html, "<p>a  alert(1)</p>");
    assert_eq!(problems.len(), 4, "{problems:#?}");
}

#[test]
fn unwraps_a_single_paragraph_for_a_label() {
    let media = BTreeMap::new();
    let mut renderer = Renderer::new(&media);
    let mut inline = |text: &str| renderer.inline("x", "options", &Passage::body(text, 1), &mut Vec::new());
    assert_eq!(inline("A *key*"), "A <em>key</em>");
    assert_eq!(inline("A\n\nB"), "<p>A</p>\n<p>B</p>");
}
