//! MathML of formulas as items have them, through the sanitiser: what a page gets.

use super::super::sanitise::Sanitiser;
use super::{MAX_DEPTH, depth, mathml};

#[track_caller]
fn check(latex: &str, expected: &str) {
    let mathml = mathml(latex, false).expect("the formula is right");
    assert_eq!(Sanitiser::new().clean(&mathml), expected, "{latex}");
}

#[test]
fn gives_the_mathml_that_a_page_shows() {
    check("x^2", "<math><msup><mi>x</mi><mn>2</mn></msup></math>");
    check(
        "\\frac{n(n-1)}{2}",
        r#"<math><mfrac><mrow><mi>n</mi><mo stretchy="false">(</mo><mi>n</mi><mo lspace="0" rspace="0">−</mo><mn>1</mn><mo stretchy="false">)</mo></mrow><mn>2</mn></mfrac></math>"#,
    );
    check(
        "O(n \\log n)",
        r#"<math><mi>O</mi><mo stretchy="false">(</mo><mi>n</mi><mo lspace="0.1667em" rspace="0.1667em">log</mo><mi>n</mi><mo stretchy="false">)</mo></math>"#,
    );
    check(
        "\\sum_{i=1}^{n} i",
        r#"<math><munderover><mo lspace="0">∑</mo><mrow><mi>i</mi><mo lspace="0" rspace="0">=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi></math>"#,
    );
    check("\\sqrt{2} \\leq \\text{limit}", "<math><msqrt><mn>2</mn></msqrt><mo>≤</mo><mtext>limit</mtext></math>");
    check(
        "P(A \\mid B) < 0.5",
        r#"<math><mi>P</mi><mo stretchy="false">(</mo><mi>A</mi><mo>∣</mo><mi>B</mi><mo stretchy="false">)</mo><mo>&lt;</mo><mn>0.5</mn></math>"#,
    );
    check(
        "\\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}",
        r#"<math><mrow><mo>(</mo><mtable displaystyle="false" scriptlevel="0"><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable><mo>)</mo></mrow></math>"#,
    );
    check(
        "\\begin{cases} 1 & x > 0 \\\\ 0 & x \\leq 0 \\end{cases}",
        "<math><mrow><mo>{</mo><mtable displaystyle=\"false\" scriptlevel=\"0\"><mtr><mtd class=\"align-left\"><mn>1</mn></mtd><mtd class=\"align-left\"><mi>x</mi><mo>&gt;</mo><mn>0</mn></mtd></mtr><mtr><mtd class=\"align-left\"><mn>0</mn></mtd><mtd class=\"align-left\"><mi>x</mi><mo>≤</mo><mn>0</mn></mtd></mtr></mtable><mo>\u{2063}</mo></mrow></math>",
    );
    check(
        "\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}",
        r#"<math><mtable displaystyle="true" scriptlevel="0"><mtr><mtd class="align-right"><mi>a</mi></mtd><mtd class="align-left"><mo>=</mo><mi>b</mi></mtd></mtr><mtr><mtd class="align-right"><mi>c</mi></mtd><mtd class="align-left"><mo>=</mo><mi>d</mi></mtd></mtr></mtable></math>"#,
    );
}

#[test]
fn escapes_what_is_in_a_text() {
    check("\\text{<script>alert(1)</script>}", "<math><mtext>&lt;script&gt;alert(1)&lt;/script&gt;</mtext></math>");
}

#[test]
fn says_what_is_wrong() {
    for latex in ["\\frac{1}{", "\\nosuchcommand", "{", "\\left(", "\\begin{matrix}"] {
        assert!(mathml(latex, true).is_err(), "{latex}");
    }
}

#[test]
fn bounds_the_depth() {
    assert_eq!(depth("a{b{c}}{d}"), 2);
    assert_eq!(depth("\\frac{1}{\\sqrt{2}}"), 3);
    assert!(depth(&"\\sqrt".repeat(100)) > MAX_DEPTH);
    assert!(depth("\\sum_{i=1}^{n} \\left( x_i - \\bar{x} \\right)^2 + \\alpha \\beta \\gamma") < 10);
}
