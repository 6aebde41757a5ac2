//! Banks made from a seed: the benchmark's, and small ones with every kind of uncertainty.

use serde_json::json;

use engine::Seed;
use engine::Theta;
use engine::bank::Pool;
use engine::bank::file::{BankFile, EnemiesFile, FORMAT, IrtFile, ItemFile, ItemKind, OptionFile, OutcomeFile, Status};
use engine::blueprint::Delivery;
use engine::blueprint::file::{
    BlueprintFile, ContentFile, EstimatorFile, EstimatorName, FORMAT as BLUEPRINT, LengthFile, PriorFile, SelectFile,
    StandardFile, StartFile, StopFile,
};

/// A bank of `n` 3PL items with four options over `outcomes` outcomes: ln a from N(0, 0.3²), b from N(0, 1), c uniform on 0.1
/// to 0.25. With `b_sd` and `bank_sd` above 0 the items are provisional.
pub fn bank(n: usize, outcomes: usize, b_sd: f64, bank_sd: f64, seed: u64) -> BankFile {
    let mut draws = Seed::from_number(seed).stream(0);
    let items: Vec<ItemFile> = (0..n)
        .map(|index| {
            // A first-order lognormal is near enough, and the same on every platform.
            let a = (1.0 + 0.3 * draws.normal()).clamp(0.4, 2.5);
            let irt = IrtFile {
                model: "3PL".to_owned(),
                a,
                b: Some(draws.normal().clamp(-3.5, 3.5)),
                c: 0.1 + 0.15 * draws.uniform(),
                b_sd,
                ..IrtFile::default()
            };
            item(format!("I{index:04}"), format!("O{}", index % outcomes), irt)
        })
        .collect();
    let enemies = (1..n / 20)
        .map(|set| EnemiesFile {
            items: vec![format!("I{:04}", 2 * set), format!("I{:04}", 2 * set + 1)],
            why: "they share a figure".to_owned(),
        })
        .collect();
    BankFile {
        format: FORMAT.to_owned(),
        id: format!("synthetic-{seed}"),
        title: "Synthetic".to_owned(),
        version: "1".to_owned(),
        lang: "en".to_owned(),
        licence: "MIT".to_owned(),
        d: 1.0,
        bank_sd,
        outcomes: (0..outcomes)
            .map(|index| OutcomeFile { id: format!("O{index}"), text: "Answer".to_owned(), level: None, align: Vec::new() })
            .collect(),
        enemies,
        sets: Vec::new(),
        items,
    }
}

fn item(id: String, outcome: String, irt: IrtFile) -> ItemFile {
    let options = ["a", "b", "c", "d"]
        .into_iter()
        .map(|option| OptionFile {
            id: option.to_owned(),
            text: format!("Option {option}"),
            weight: if option == "a" { 1.0 } else { 0.0 },
            feedback: None,
        })
        .collect();
    ItemFile {
        prompt: format!("Question {id}"),
        id,
        kind: ItemKind::Choice,
        pool: Pool::Credit,
        status: Status::Operational,
        outcomes: vec![outcome],
        bloom: None,
        author: None,
        shuffle: true,
        last: Vec::new(),
        choose: None,
        options,
        answer: None,
        irt,
        fields: Vec::new(),
        scale: None,
    }
}

/// A bank of 42 items that are filled, ordered, pressed or set; every seventh is a match with partial credit.
///
/// # Panics
/// If a setting below is no setting any more.
pub fn forms() -> BankFile {
    let mut file = bank(42, 2, 0.0, 0.0, 41);
    "synthetic-forms".clone_into(&mut file.id);
    let option = |id: &str| json!({"id": id, "text": format!("Option {id}"), "weight": 0.0, "feedback": null});
    let choices = json!(["a", "b", "c"].map(|id| json!({"id": id, "text": id})));
    let place = |id: &&str| format!("<span data-field=\"{id}\">{id}</span>");
    let places = |ids: &[&str]| ids.iter().map(place).collect::<Vec<_>>().concat();
    let gaps = json!([
        {"id": "g1", "choices": choices, "right": ["c"]},
        {"id": "g2", "answer": {"accept": ["median"]}},
        {"id": "g3", "answer": {"value": 0.1, "tolerance": 0.01}},
    ]);
    let pairs = json!([{"id": "f1", "label": "One", "right": ["a"]}, {"id": "f2", "label": "Two", "right": ["b", "c"]}]);
    let scale = json!({"min": -1.0, "max": 1.0, "step": 0.1});
    for (number, item) in file.items.iter_mut().enumerate() {
        for (index, option) in item.options.iter_mut().enumerate() {
            option.weight = f64::from(u8::from(index == 0 && number % 7 >= 4));
        }
        let mut made = serde_json::to_value(&*item).expect("an item is JSON");
        let shared = json!(["a", "b", "c"].map(option));
        let more = match number % 7 {
            0 => json!({"kind": "gaps", "prompt": places(&["g1", "g2", "g3"]), "fields": gaps, "options": []}),
            1 => json!({"kind": "match", "fields": pairs, "options": shared}),
            2 => json!({"kind": "match", "fields": pairs, "options": shared, "irt": {"model": "PCM", "thresholds": [-0.5, 0.6]}}),
            3 => json!({"kind": "order"}),
            4 => json!({"kind": "hottext", "prompt": places(&["a", "b", "c", "d"])}),
            5 => json!({"kind": "hottext", "prompt": places(&["a", "b", "c", "d"]), "choose": 1}),
            _ => json!({"kind": "slider", "options": [], "scale": scale, "answer": {"value": 0.3, "tolerance": 0.05}}),
        };
        for (field, value) in more.as_object().expect("settings are an object") {
            made[field] = value.clone();
        }
        *item = serde_json::from_value(made).expect("an item's settings");
    }
    file
}

/// A fixed length of items one by one, by MFI at the EAP on 61 nodes, and nothing else.
pub fn plain(length: usize) -> BlueprintFile {
    BlueprintFile {
        format: BLUEPRINT.to_owned(),
        id: format!("plain-{length}"),
        title: "Plain".to_owned(),
        delivery: Delivery::Sealed,
        pool: Pool::Credit,
        block: 1,
        length: LengthFile { minimum: length, maximum: length },
        content: Vec::new(),
        start: StartFile::default(),
        interim: EstimatorFile::default(),
        select: SelectFile::default(),
        stop: StopFile::default(),
        standard: StandardFile {
            cut: Theta::ZERO,
            certainty: 0.95,
            prior_sd: 1.0,
            cut_se: 0.0,
            levels: Vec::new(),
            floors: Vec::new(),
            rationale: "for tests".to_owned(),
        },
    }
}

/// Blueprints that between them use every estimator, prior, stopping rule and constraint, for banks with `outcomes` outcomes.
pub fn blueprints(outcomes: usize) -> Vec<BlueprintFile> {
    let estimators = [
        (EstimatorName::Ml, PriorFile::default()),
        (EstimatorName::Wle, PriorFile::default()),
        (EstimatorName::Map, PriorFile::Jeffreys),
        (EstimatorName::Map, PriorFile::Normal { mean: 0.2, sd: 1.3 }),
        (EstimatorName::Eap, PriorFile::Uniform { lower: -4.0, upper: 4.0 }),
        (EstimatorName::Eap, PriorFile::Jeffreys),
        (EstimatorName::Eap, PriorFile::default()),
    ];
    let content = (0..outcomes)
        .map(|index| ContentFile {
            outcome: format!("O{index}"),
            minimum: 2,
            maximum: (index == 0).then_some(6),
            share: None,
            weight: None,
        })
        .collect::<Vec<_>>();
    estimators
        .into_iter()
        .enumerate()
        .map(|(number, (estimator, prior))| BlueprintFile {
            id: format!("constrained-{number}"),
            block: [5, 1, 3][number % 3],
            length: LengthFile { minimum: 12, maximum: 26 },
            content: content.clone(),
            interim: EstimatorFile { estimator, prior, ..EstimatorFile::default() },
            select: SelectFile { randomesque: [1, 3, 5][number % 3], ..SelectFile::default() },
            stop: StopFile {
                certainty: (number % 2 == 0).then_some(0.95),
                standard_error: (number % 3 != 0).then_some(0.4),
                ..StopFile::default()
            },
            ..plain(26)
        })
        .collect()
}

/// Blueprints that between them use every criterion, every balance of content, every control of exposure, every rule to stop by and
/// every way to open, for the bank of [`mixed`].
///
/// # Panics
/// If a setting below is no setting any more.
pub fn methods() -> Vec<BlueprintFile> {
    let select = [
        json!({"criterion": "BOPT"}),
        json!({"criterion": "THOPT"}),
        json!({"criterion": "MLWI", "nodes": 31}),
        json!({"criterion": "MPWI", "prior": {"normal": {"mean": 0.5, "sd": 1.5}}}),
        json!({"criterion": "MEI"}),
        json!({"criterion": "MEI_FISHER", "randomesque": 3}),
        json!({"criterion": "MEPV"}),
        json!({"criterion": "KL"}),
        json!({"criterion": "KLP", "range": [-4.0, 4.0]}),
        json!({"criterion": "GDI"}),
        json!({"criterion": "GDIP"}),
        json!({"criterion": "PROGRESSIVE", "acceleration": 1.5}),
        json!({"criterion": "PROPORTIONAL"}),
        json!({"criterion": "RANDOM"}),
        json!({"strata": 3, "criterion": "BOPT"}),
        json!({"balance": "share"}),
        json!({"balance": "priority_index"}),
        json!({"balance": "weighted_penalty"}),
        json!({"exposure": {"sympson_hetter": {"maximum": 0.3, "parameters": {"I0003": 0.4, "I0010": 0.7, "P0001": 0.5}}}}),
        json!({"exposure": {"restricted": {"maximum": 0.3}}}),
        json!({"exposure": {"eligibility": {"maximum": 0.3}}, "randomesque": 2}),
    ];
    let stop = [
        json!({"certainty": 0.95}),
        json!({"confidence_interval": 0.9}),
        json!({"sprt": {"delta": 0.3, "alpha": 0.05, "beta": 0.05}}),
        json!({"glr": {"delta": 0.2, "alpha": 0.05, "beta": 0.1}}),
        json!({"curtailment": 0.95}),
        json!({"standard_error_change": 0.01}),
        json!({"theta_change": 0.05}),
        json!({"least_information": 0.3}),
        json!({"items": 10, "standard_error": 0.45, "combine": "all"}),
        json!({"seconds": 300}),
    ];
    let interim = [
        json!({"estimator": "EAP"}),
        json!({"estimator": "ROBUST", "weight": "huber"}),
        json!({"estimator": "ML", "constant_pattern": "fixed_0.7"}),
        json!({"estimator": "EAP", "prior": {"empirical": {"abilities": [-2.0, -1.0, 0.0, 1.0, 2.0], "weights": [1.0, 2.0, 4.0, 2.0, 1.0]}}}),
        json!({"estimator": "MAP", "prior": "jeffreys"}),
        json!({"estimator": "WLE", "standard_error": "efficient"}),
    ];
    let start = [
        json!({"theta": -0.5}),
        json!({"thetas": [-1.0, 1.0]}),
        json!({"items": ["I0002", "I0005"]}),
        json!({"criterion": "RANDOM"}),
    ];
    let content = |share: bool| {
        let target = |(index, part): (usize, f64)| {
            let mut target = json!({"outcome": format!("O{index}"), "minimum": 2, "maximum": 9});
            if share {
                target["share"] = json!(part);
            }
            target
        };
        [0.5, 0.3, 0.2].into_iter().enumerate().map(target).collect::<Vec<_>>()
    };
    select
        .iter()
        .enumerate()
        .map(|(number, select)| {
            let (block, cut_se) = ([1, 4, 2][number % 3], [0.0, 0.2][number % 2]);
            let levels = vec![json!({"id": "merit", "title": "Merit", "cut": 1.0, "cut_se": 0.1}); number % 3 % 2];
            let standard = json!({
                "cut": 0.1, "rationale": "for tests", "cut_se": cut_se, "levels": levels,
            });
            let file = json!({
                "format": BLUEPRINT, "id": format!("method-{number}"), "title": "Method", "delivery": "sealed", "pool": "credit",
                "block": block, "length": {"minimum": 8, "maximum": 20}, "content": content(select["balance"] == "share"),
                "start": start[number % start.len()], "interim": interim[number % interim.len()], "select": select,
                "stop": stop[number % stop.len()], "standard": standard,
            });
            serde_json::from_value(file).expect("a blueprint's settings")
        })
        .collect()
}

/// A bank with items of every model, two sets (one of them a testlet) and enemies.
///
/// # Panics
/// If a setting below is no setting any more.
pub fn mixed() -> BankFile {
    let mut file = bank(60, 3, 0.0, 0.0, 31);
    "synthetic-mixed".clone_into(&mut file.id);
    let models = [
        json!({"model": "GRM", "a": 1.3, "thresholds": [-1.0, 0.2, 1.1]}),
        json!({"model": "MGRM", "a": 1.1, "b": 0.3, "thresholds": [1.0, 0.0, -0.8]}),
        json!({"model": "PCM", "thresholds": [-0.7, 0.1, 0.9]}),
        json!({"model": "GPCM", "a": 0.9, "thresholds": [0.5, -0.3, 1.2]}),
        json!({"model": "RSM", "b": -0.4, "thresholds": [-0.6, 0.0, 0.6]}),
        json!({"model": "NRM", "slopes": [0.4, 0.9, 1.4], "intercepts": [0.3, 0.1, -0.5]}),
    ];
    for (number, irt) in models.iter().enumerate() {
        let mut more = item(format!("P{number:04}"), format!("O{}", number % 3), file.items[0].irt.clone());
        more.irt = serde_json::from_value(irt.clone()).expect("a model's settings");
        let nominal = irt["model"] == "NRM";
        for (category, option) in more.options.iter_mut().enumerate() {
            option.weight = if nominal { f64::from(u8::from(category == 3)) } else { category as f64 / 3.0 };
        }
        file.items.push(more);
    }
    let sets = json!([
        {"id": "case", "stimulus": "<p>A case</p>", "items": ["I0040", "I0041", "I0042"]},
        {"id": "table", "stimulus": "<p>A table</p>", "items": ["I0050", "I0051", "I0052"], "order": "any",
         "irt": {"model": "PCM", "thresholds": [-0.6, 0.0, 0.7]}},
    ]);
    file.sets = serde_json::from_value(sets).expect("a set's settings");
    file
}
