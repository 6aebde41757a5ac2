//! Every setting of a blueprint is read, and a slip in any of its tables is named with its place.

use crate::support::{Files, documented, said};

use interchange::native;

/// Settings that go together.
const FIRST: &str = r#"format = "blueprint/1"
id = "award"
title = "Assessment"
delivery = "sealed"
pool = "credit"
block = 1

[length]
minimum = 2
maximum = 2

[[content]]
outcome = "Q-1"
minimum = 1
maximum = 2
share = 0.5

[start]
theta = -0.5
thetas = [-1.0, 1.0]
criterion = "MPWI"

[interim]
estimator = "EAP"

[select]
criterion = "PROGRESSIVE"
randomesque = 2
prior = { uniform = { lower = -3.0, upper = 3.0 } }
range = [-4.0, 4.0]
nodes = 41
acceleration = 2.0
strata = 2
balance = "share"

[select.exposure.sympson_hetter]
maximum = 0.3

[select.exposure.sympson_hetter.parameters]
load = 0.5
utilisation = 1.0

[stop]
certainty = 0.96
standard_error = 0.4
confidence_interval = 0.9
sprt = { delta = 0.3, alpha = 0.05, beta = 0.05 }
glr = { delta = 0.3, alpha = 0.05, beta = 0.05 }
curtailment = 0.95
standard_error_change = 0.01
theta_change = 0.05
least_information = 0.1
items = 2
seconds = 3600
combine = "all"

[standard]
cut = 0.5
certainty = 0.95
prior_sd = 1.0
cut_se = 0.2
rationale = "As the award."

[[standard.levels]]
id = "merit"
title = "Merit"
cut = 1.5
cut_se = 0.3
"#;

/// The award's blueprint in place of the documented one.
fn with(blueprint: &str) -> Files {
    let mut files = documented();
    files.insert("blueprints/award.toml".to_owned(), blueprint.as_bytes().to_vec());
    files
}

#[test]
fn reads_every_setting() {
    let files = with(FIRST);
    assert_eq!(said(&files), Vec::<String>::new());
    let bank = native::read(&files).bank.expect("there are no problems");
    let read = bank.blueprints.iter().find(|blueprint| blueprint.id == "award").expect("it is there");
    let back = toml::to_string(read).expect("it was TOML");
    let again: engine::blueprint::file::BlueprintFile = toml::from_str(&back).expect("it is");
    assert_eq!(&again, read);
    assert_eq!((read.stop.seconds, read.standard.levels.len(), read.select.strata), (Some(3600), 1, Some(2)));

    let exposure = "[select.exposure.sympson_hetter]\nmaximum = 0.3\n\n[select.exposure.sympson_hetter.parameters]\nload = 0.5\nutilisation = 1.0\n";
    for (from, to) in [
        (exposure, "[select.exposure.eligibility]\nmaximum = 0.3\nageing = 0.99\n"),
        (exposure, "[select.exposure]\neligibility = { maximum = 0.3 }\n"),
        (exposure, "[select.exposure]\nrestricted = { maximum = 0.3 }\n"),
        ("theta = -0.5\nthetas = [-1.0, 1.0]", "items = [\"load\"]"),
        ("\"PROGRESSIVE\"", "\"PROPORTIONAL\""),
        ("prior = { uniform = { lower = -3.0, upper = 3.0 } }", "prior = \"jeffreys\""),
    ] {
        assert!(FIRST.contains(from), "{from}");
        assert_eq!(said(&with(&FIRST.replacen(from, to, 1))), Vec::<String>::new(), "{to}");
    }
    let plain = FIRST.replacen("acceleration = 2.0\n", "", 1).replacen("share = 0.5", "weight = 2.0", 1);
    let names = "MFI BOPT THOPT MLWI MPWI MEI MEI_FISHER MEPV KL KLP GDI GDIP RANDOM";
    for criterion in names.split(' ') {
        let changed = plain.replacen("\"PROGRESSIVE\"", &format!("\"{criterion}\""), 1).replacen("balance = \"share\"\n", "", 1);
        assert_eq!(said(&with(&changed)), Vec::<String>::new(), "{criterion}");
    }
    for balance in ["priority_index", "weighted_penalty"] {
        let changed = plain.replacen("\"PROGRESSIVE\"", "\"MFI\"", 1).replacen("\"share\"", &format!("\"{balance}\""), 1);
        assert_eq!(said(&with(&changed)), Vec::<String>::new(), "{balance}");
    }
}

#[test]
fn names_a_slip_in_every_table() {
    for (from, to, expected) in [
        ("share = 0.5", "shared = 0.5", "16:1: content[0].shared = 0.5, expected a known field; did you mean \"share\"?"),
        ("share = 0.5", "share = 1.5", "16:9: content[0].share = 1.5, expected a number above 0, at most 1"),
        ("thetas =", "theta_s =", "20:1: start.theta_s = [-1.0, 1.0], expected a known field; did you mean \"thetas\"?"),
        ("thetas = [-1.0, 1.0]", "thetas = [-1.0, 11.0]", "20:17: start.thetas[1] = 11.0, expected a number from -10 to 10"),
        ("strata =", "stratum =", "33:1: select.stratum = 2, expected a known field; did you mean \"strata\"?"),
        ("strata = 2", "strata = 3", "33:10: select.strata = 3, expected 2 to 2"),
        (
            "lower = -3.0,",
            "low = -3.0,",
            "29:23: select.prior.uniform.low = -3.0, expected a known field; did you mean \"lower\"?",
        ),
        (
            "\"share\"",
            "\"shares\"",
            "34:11: select.balance = \"shares\", expected \"share\", \"priority_index\" or \"weighted_penalty\"",
        ),
        (
            "load = 0.5",
            "load = 1.5",
            "40:8: select.exposure.sympson_hetter.parameters.load = 1.5, expected a number above 0, at most 1",
        ),
        (
            "load = 0.5",
            "laod = 0.5",
            "40:8: select.exposure.sympson_hetter.parameters.laod = laod, expected the id of an item in this pool",
        ),
        (
            "maximum = 0.3",
            "max = 0.3",
            "37:1: select.exposure.sympson_hetter.max = 0.3, expected a known field; did you mean \"maximum\"?",
        ),
        (
            "theta_change =",
            "theta_chance =",
            "51:1: stop.theta_chance = 0.05, expected a known field; did you mean \"theta_change\"?",
        ),
        (
            "sprt = { delta = 0.3,",
            "sprt = { dleta = 0.3,",
            "47:10: stop.sprt.dleta = 0.3, expected a known field; did you mean \"delta\"?",
        ),
        (
            "alpha = 0.05, beta = 0.05 }\nglr",
            "alpha = 0.5, beta = 0.05 }\nglr",
            "47:31: stop.sprt.alpha = 0.5, expected a number above 0, at most 0.499999",
        ),
        ("items = 2", "items = 3", "53:9: stop.items = 3, expected 1 to length.maximum"),
        ("cut_se = 0.2", "cut_sd = 0.2", "61:1: standard.cut_sd = 0.2, expected a known field; did you mean \"cut_se\"?"),
        (
            "title = \"Merit\"",
            "titel = \"Merit\"",
            "66:1: standard.levels[0].titel = \"Merit\", expected a known field; did you mean \"title\"?",
        ),
        ("cut_se = 0.3", "cut_se = 0.001", "68:10: standard.levels.cut_se = 0.001, expected 0, or 0.01 to 3 logits"),
    ] {
        assert!(FIRST.contains(from), "{from}");
        let said = said(&with(&FIRST.replacen(from, to, 1)));
        let line = format!("blueprints/award.toml:{expected}");
        assert!(said.contains(&line), "{from} -> {to}: {said:#?}, expected {line}");
    }
    let both = FIRST.replacen("maximum = 0.3\n", "maximum = 0.3\n\n[select.exposure.restricted]\nmaximum = 0.3\n", 1);
    let said = said(&with(&both));
    assert!(said.iter().any(|line| line.contains("select.exposure = ") && line.contains("{ restricted = { … } }")), "{said:#?}");
}
