//! Banks made from a seed: the benchmark's, and small ones with every kind of uncertainty.

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
    }
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
