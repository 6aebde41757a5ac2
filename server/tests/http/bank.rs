//! Banks for tests, written into a folder. What must never leave the server is marked `CANARY`, numbers too.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// Credit items in the bank.
pub const CREDIT: usize = 24;
/// Id of the micro-credential.
pub const ID: &str = "fixture";

/// Texts and numbers of the credit pool that nobody may fetch, while a session runs or after it.
pub fn secrets() -> Vec<String> {
    let mut all = vec!["CANARY".to_owned()];
    for n in 0..CREDIT {
        all.push(number(n).to_string());
        all.push(difficulty(n));
    }
    all
}

/// Writes a bank with a practice and an award into `folder`.
pub fn write(folder: &Path) {
    write_with(folder, 0);
}

/// The same, with another rule for the next attempt.
pub fn write_with(folder: &Path, after_days: u32) {
    for sub in ["items", "sets", "blueprints", "media"] {
        fs::create_dir_all(folder.join(sub)).unwrap();
    }
    let put = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    put("PROVENANCE.md", "Written by a test.\n");
    put(
        "bank.toml",
        "format = \"bank/1\"\nid = \"test.fixture\"\ntitle = \"Fixture\"\nversion = \"1.0.0\"\nlang = \"en\"\n\
         licence = \"CC0-1.0\"\nD = 1.0\nbank_sd = 0.1\n\n[[outcome]]\nid = \"F-1\"\ntext = \"Answers what is asked\"\n\n\
         [[outcome]]\nid = \"F-2\"\ntext = \"Answers what is asked again\"\n",
    );
    put("media/CANARYpicture.svg", &svg("red"));
    put("media/open.svg", &svg("blue"));
    put("media/CANARYshared.svg", &svg("green"));
    put("media/shared.svg", &svg("grey"));
    put(
        "sets/CANARYset.md",
        "+++\nid = \"CANARYset\"\nitems = [\"CANARYitem-02\", \"CANARYitem-03\", \"CANARYitem-07\"]\n+++\n\
         The committee keeps its minutes in a green book.\n\n![A green square](media/CANARYshared.svg)\n",
    );
    put(
        "sets/fruit.md",
        "+++\nid = \"fruit\"\nitems = [\"practice-1\", \"practice-2\"]\norder = \"any\"\n+++\n\
         Fruit is kept in the cellar until it is ripe.\n\n![A grey square](media/shared.svg)\n",
    );
    for n in 0..CREDIT {
        put(&format!("items/credit-{n:02}.md"), &credit(n));
    }
    for n in 0..6 {
        put(&format!("items/practice-{n}.md"), &practice(n));
    }
    put("blueprints/practice.toml", &blueprint("practice", "open", "practice", 2, 2, 6));
    put("blueprints/award.toml", &blueprint("award", "sealed", "credit", 3, 6, 12));
    put("blueprints/sitting.toml", &blueprint("sitting", "sitting", "credit", 3, 6, 12));
    put(
        "credential.toml",
        &format!(
            "format = \"micro-credential/2\"\nid = \"{ID}\"\ntitle = \"Fixture of Answers\"\n\
             description = \"Shows that its holder answers.\"\npurpose = \"For tests.\"\nawarding_body = \"Test bench\"\n\
             country = \"NZ\"\nlang = \"en\"\noutcomes = [\"F-1\", \"F-2\"]\nquality_assurance = \"Internal.\"\n\
             developer = \"Test bench\"\nevidence_of_need = \"Tests need it.\"\nform_of_study = [\"self-directed\"]\n\
             prerequisites = \"None\"\nstackability = \"Stands alone.\"\nreview_by = \"2030-01-01\"\nnzsced = \"020103\"\n\
             specimen = true\nspecimen_note = \"Specimen: made by a test.\"\npractice = \"practice\"\naward = \"award\"\nsitting = \"sitting\"\n\n\
             [level]\nframework = \"NZQCF\"\nvalue = \"8\"\neqf = 7\n\n[workload]\nhours = 50\ncredits = 5\nunit = \"NZ credits\"\n\n\
             [assessment_type]\ntext = \"Adaptive test\"\n\n[participation]\ntext = \"Online\"\n\n\
             [assured_by]\nkind = \"internal\"\n\n[guidance]\nnext = \"Answer more.\"\nask = \"The test bench.\"\n\n\
             [retake]\nafter_days = {after_days}\nunseen_items_only = true\n\n[retention]\nunfinished_days = 30\naddress_days = 30\n"
        ),
    );
}

/// The answer that earns credit, for an item as the player shows it.
pub fn right(item: &Value) -> Value {
    answer(item, true)
}

/// An answer of the right kind that earns nothing.
pub fn wrong(item: &Value) -> Value {
    answer(item, false)
}

fn answer(item: &Value, right: bool) -> Value {
    let prompt = item["prompt"].as_str().unwrap();
    let n: usize = prompt.split("Q-").nth(1).expect("the prompt names its question")[..2].parse().unwrap();
    if let Some(options) = item["interaction"]["options"]["options"].as_array() {
        let option = options.iter().find(|option| named(option, right)).unwrap();
        return json!({ "options": [option["name"]] });
    }
    if let Some(fields) = item["interaction"]["fields"]["fields"].as_array() {
        // What is typed into a gap is a secret; a half that is wrong makes it so.
        let value = |field: &Value| {
            let choice = field["choices"]
                .as_array()
                .unwrap()
                .iter()
                .find(|choice| named(choice, right))
                .map(|choice| choice["name"].clone());
            choice.unwrap_or_else(|| json!(if right { word(n) } else { "no idea".to_owned() }))
        };
        let given = fields.iter().map(|field| (field["name"].as_str().unwrap().to_owned(), value(field)));
        return json!({ "fields": Value::Object(given.collect()) });
    }
    if let Some(options) = item["interaction"]["hottext"]["options"].as_array() {
        let option = options.iter().find(|option| named(option, right)).unwrap();
        return json!({ "options": [option["name"]] });
    }
    if let Some(options) = item["interaction"]["order"]["options"].as_array() {
        let mut options: Vec<_> = options.iter().collect();
        options.sort_by_key(|option| option["text"].as_str().unwrap().to_owned());
        if !right {
            options.reverse();
        }
        return json!({ "order": options.iter().map(|option| option["name"].clone()).collect::<Vec<_>>() });
    }
    if n % 2 == 1 || item["interaction"]["slider"].is_object() {
        return json!({ "text": if right { number(n).to_string() } else { "1".to_owned() } });
    }
    json!({ "text": if right { word(n) } else { "no idea".to_owned() } })
}

fn named(option: &Value, right: bool) -> bool {
    option["text"].as_str().unwrap().contains(if right { "Beta" } else { "Gamma" })
}

fn number(n: usize) -> usize {
    918_273_000 + 7 * n
}

fn word(n: usize) -> String {
    format!("CANARYkey{n:02}")
}

fn difficulty(n: usize) -> String {
    format!("{}731{:02}", if n.is_multiple_of(2) { "0." } else { "-0." }, n)
}

fn credit(n: usize) -> String {
    let outcome = 1 + n % 2;
    // Few choices, so that every block of three has an item that is answered by typing.
    let explained = format!("[answer]\nfeedback = \"CANARYfeedback {n}\"\n\n");
    let (kind, answer, guess, body) = match (n % 12, n % 2) {
        (2, _) => (
            "gaps",
            explained,
            0.0,
            format!(
                "Fill in Q-{n:02}: {{{{CANARYg1: Alpha {n} | *Beta {n} | Gamma {n}}}}} goes with {{{{CANARYg2: == {}}}}}.\n",
                word(n)
            ),
        ),
        (4, _) => (
            "match",
            explained,
            0.25,
            format!("What belongs together in Q-{n:02}?\n\n- Tui {n} => Beta {n}\n- Moa {n} => Beta {n}\n- => Gamma {n}\n"),
        ),
        (6, _) => {
            ("order", explained, 0.1667, format!("In which order came Q-{n:02}?\n\n1. Alpha {n}\n2. Beta {n}\n3. Gamma {n}\n"))
        }
        (8, _) => (
            "hottext",
            explained,
            0.125,
            format!("Press what is right in Q-{n:02}: [[Alpha {n}]], [[*Beta {n}]] or [[Gamma {n}]].\n"),
        ),
        (10, _) => (
            "slider",
            format!(
                "[answer]\nvalue = {}\ntolerance = 0\nfeedback = \"CANARYfeedback {n}\"\n\n[scale]\nmin = 918270000\nmax = 918280000\nstep = 1\n\n",
                number(n)
            ),
            0.0,
            format!("How far along the scale lies Q-{n:02}?\n"),
        ),
        (0, _) => (
            "choice",
            String::new(),
            0.25,
            format!(
                "What is the best name for Q-{n:02}?\n\n- [ ] {{a}} Alpha {n}\n  > CANARYfeedback {n} a\n- [x] {{b}} Beta {n}\n  > \
                 CANARYfeedback {n} b\n- [ ] {{c}} Gamma {n}\n  > CANARYfeedback {n} c\n- [ ] {{d}} Delta {n}\n  > CANARYfeedback {n} d\n"
            ),
        ),
        (_, 1) => (
            "numeric",
            format!("[answer]\nvalue = {}\ntolerance = 0\nfeedback = \"CANARYfeedback {n}\"\n\n", number(n)),
            0.0,
            format!("Which number did the committee settle upon for Q-{n:02}?\n"),
        ),
        _ => (
            "text",
            format!("[answer]\naccept = [\"{}\"]\nfeedback = \"CANARYfeedback {n}\"\n\n", word(n)),
            0.0,
            format!("Type the secret word that belongs to Q-{n:02} exactly.\n"),
        ),
    };
    format!(
        "+++\nid = \"CANARYitem-{n:02}\"\ntype = \"{kind}\"\npool = \"credit\"\noutcomes = [\"F-{outcome}\"]\nauthor = \"CANARYauthor\"\n\n\
         {answer}[irt]\nmodel = \"3PL\"\na = 2.0\nb = {}\nc = {guess}\nb_sd = 0.2\nsource = \"CANARYsource {n}\"\non = \"2026-11-24\"\n+++\n\
         ![A square](media/CANARYpicture.svg)\n\n{body}",
        difficulty(n)
    )
}

fn practice(n: usize) -> String {
    let picture = if n == 0 { "![A blue square](media/open.svg)\n\n" } else { "" };
    format!(
        "+++\nid = \"practice-{n}\"\ntype = \"numeric\"\npool = \"practice\"\noutcomes = [\"F-1\"]\nauthor = \"A test\"\n\n\
         [answer]\nvalue = {}\ntolerance = 0\nfeedback = \"Count again.\"\n\n[irt]\nmodel = \"3PL\"\na = 1.0\nb = 0.{n}\nc = 0.0\n\
         b_sd = 0.5\nsource = \"a guess\"\non = \"2026-11-24\"\n+++\n{picture}Practising P-{n:02}: add {n} apples to ten pears; how much fruit?\n",
        10 + n
    )
}

fn blueprint(id: &str, delivery: &str, pool: &str, block: usize, minimum: usize, maximum: usize) -> String {
    format!(
        "format = \"blueprint/1\"\nid = \"{id}\"\ntitle = \"The {id}\"\ndelivery = \"{delivery}\"\npool = \"{pool}\"\nblock = {block}\n\n\
         [length]\nminimum = {minimum}\nmaximum = {maximum}\n\n[select]\ncriterion = \"MFI\"\nrandomesque = 3\n\n[stop]\n\
         certainty = 0.95\n\n[standard]\ncut = 0.0\nrationale = \"A test says so.\"\n"
    )
}

fn svg(colour: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect width=\"9\" height=\"9\" fill=\"{colour}\"/></svg>"
    )
}
