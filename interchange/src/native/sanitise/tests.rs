//! Payloads that have broken sanitisers, and what must stay.

use super::Sanitiser;

/// From the OWASP and Cure53 collections and from advisories on mutation XSS, in short.
const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://example.org/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"media/a.svg\" onerror=\"alert(1)\" alt=\"a\">",
    "<img src=media/a.svg/onload=alert(1)>",
    "<img src=\"https://example.org/pixel.png\" alt=\"a\">",
    "<img src=\"//example.org/pixel.png\">",
    "<img src=\"media/../../a.svg\">",
    "<img src=\"data:image/svg+xml;base64,PHN2Zz4=\">",
    "<img srcset=\"https://example.org/a.png 1x\" src=\"media/a.svg\">",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<p style=\"background:url(https://example.org)\">x</p>",
    "<style>@import 'https://example.org/a.css'</style>",
    "<link rel=stylesheet href=https://example.org/a.css>",
    "<iframe src=\"https://example.org\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"https://example.org\"></object><embed src=\"https://example.org\">",
    "<form action=\"https://example.org\"><input name=a autofocus onfocus=alert(1)><button formaction=x></button></form>",
    "<base href=\"https://example.org/\"><meta http-equiv=refresh content=\"0;url=https://example.org\">",
    "<svg onload=alert(1)><script>alert(1)</script><animate onbegin=alert(1)></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><annotation-xml encoding=\"text/html\"><script>alert(1)</script></annotation-xml></math>",
    "<math><mi xlink:href=\"javascript:alert(1)\">x</mi><maction actiontype=\"statusline#javascript:alert(1)\">x</maction></math>",
    "<math href=\"javascript:alert(1)\"><mi onclick=\"alert(1)\" style=\"x\" id=\"y\">x</mi></math>",
    "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><mtext><mglyph><svg><mtext><textarea><path id=\"</textarea><img onerror=alert(1) src=1>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<p id=\"x\" class=\"player\" name=\"y\" data-x=\"z\" onclick=\"alert(1)\" tabindex=\"1\" contenteditable>x</p>",
    "<code class=\"language-x onclick\" >x</code><code class=\"player\">x</code>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>",
    "<details open ontoggle=alert(1)>x</details><video><source onerror=alert(1)></video>",
    "<table background=\"javascript:alert(1)\"><td background=x>x",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<img src=`media/a.svg` onerror=`alert(1)`>",
    "\"><img src=x onerror=alert(1)>",
];

/// The tags of some HTML, each as written.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|rest| rest.split_once('>').map_or(rest, |(tag, _)| tag)).collect()
}

#[test]
fn lets_no_payload_through() {
    let sanitiser = Sanitiser::new();
    for payload in PAYLOADS {
        let clean = sanitiser.clean(payload);
        for tag in tags(&clean) {
            let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            assert!(super::TEXT.contains(&name) || super::MATHML.contains(&name), "<{tag}> of {payload}");
            let lower = tag.to_ascii_lowercase();
            for bad in [
                " on",
                "script:",
                "style",
                "srcset",
                "srcdoc",
                "data:",
                "xlink",
                " id=",
                " name=",
                "//example",
                "..",
                "formaction",
            ] {
                assert!(!lower.contains(bad), "<{tag}> of {payload}");
            }
        }
        assert_eq!(sanitiser.clean(&clean), clean, "it changes nothing the second time: {payload}");
    }
}

#[test]
fn keeps_what_items_are_made_of() {
    let sanitiser = Sanitiser::new();
    for html in [
        "<p>a <strong>b</strong> <em>c</em> <del>d</del> <kbd>e</kbd> x<sub>1</sub> y<sup>2</sup></p>",
        "<pre><code class=\"language-c++\">a &lt; b</code></pre>",
        "<img src=\"media/a.svg\" alt=\"a &amp; b\">",
        "<table><thead><tr><th class=\"align-right\">a</th></tr></thead><tbody><tr><td class=\"align-right\">1</td></tr></tbody></table>",
        "<ol start=\"3\"><li>a</li></ol>",
        "<a href=\"https://example.org/a?b=c\" rel=\"noopener noreferrer\">a</a>",
        "<math display=\"block\"><mfrac><mn>1</mn><msqrt><mi>x</mi></msqrt></mfrac></math>",
    ] {
        assert_eq!(sanitiser.clean(html), html);
    }
}
