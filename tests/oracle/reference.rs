//! Reading the figures, and comparing with them.

use engine::Score;
use engine::bank::Bank;
use engine::bank::file::{BankFile, OutcomeFile, Problem};
use engine::blueprint::file::PriorFile;
use engine::estimate::{Estimator, Grid, Prior, Range, Robust, Scored};
use engine::model::{Curve, Graded, ItemModel, Logistic, Nominal, PartialCredit};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The models of items that are right or wrong.
pub const DICHOTOMOUS: [&str; 4] = ["1PL", "2PL", "3PL", "4PL"];

/// a, b, c, d; for polytomous models what `meta.parameters` says, padded.
pub type Row = Vec<Option<f64>>;

/// Counts the cases of one reference file, prints one line about them, and fails at the end if any failed.
///
/// A case counts once, however many figures it has and however many of them are off.
///
/// ```
/// let Some((mut tally, file)) = Tally::read::<File>("next_item.json") else { return };
/// for case in &file.cases {
///     tally.case(&case.name);
///     tally.check("theta", ours, theirs, 1e-8, 0.0);
///     tally.same("items", &items, &case.items);
/// }
/// tally.finish();
/// ```
pub struct Tally {
    file: &'static str,
    cases: usize,
    failed: usize,
    case: String,
    case_failed: bool,
    first_failures: Vec<String>,
}

impl Tally {
    /// So many failures are told in full.
    const TOLD: usize = 20;

    /// An empty tally of this file.
    pub fn new(file: &'static str) -> Self {
        Self { file, cases: 0, failed: 0, case: String::new(), case_failed: false, first_failures: Vec::new() }
    }

    /// A tally, and the file that it is about. `None`, said in its line, where the project may not keep a copy and none is given.
    pub fn read<T: DeserializeOwned>(file: &'static str) -> Option<(Self, T)> {
        if tests::reference(&format!("cat/{file}")).is_none() && std::env::var_os("REFERENCE_DIR").is_none() {
            println!("{file}: not in the project's own copy; name a folder that has it in REFERENCE_DIR");
            return None;
        }
        Some((Self::new(file), read(file)))
    }

    /// The next case begins.
    pub fn case(&mut self, name: impl std::fmt::Display) {
        self.cases += 1;
        self.case = name.to_string();
        self.case_failed = false;
    }

    /// The next case, or part of one, as its Rust type; one that cannot be read has failed.
    pub fn parse<T: DeserializeOwned>(&mut self, value: &Value) -> Option<T> {
        T::deserialize(value).map_err(|error| self.fail(format!("cannot be read: {error}"))).ok()
    }

    /// Holds a number against the reference's: within `absolute` + `relative` times theirs.
    pub fn check(&mut self, what: impl std::fmt::Display, ours: f64, theirs: f64, absolute: f64, relative: f64) {
        // Equal infinities are equal, and nothing else is near one; "not a number" is never within.
        let within = ours.to_bits() == theirs.to_bits()
            || (theirs.is_finite() && (ours - theirs).abs() <= absolute + relative * theirs.abs());
        if !within {
            self.fail(format!("{what}: {ours:e}, reference {theirs:e}"));
        }
    }

    /// Holds anything else against the reference's.
    pub fn same<T: PartialEq + std::fmt::Debug + ?Sized>(&mut self, what: impl std::fmt::Display, ours: &T, theirs: &T) {
        if ours != theirs {
            self.fail(format!("{what}: {ours:?}, reference {theirs:?}"));
        }
    }

    /// This case has failed. A kind of case that a test does not know is a failure, too.
    pub fn fail(&mut self, why: impl std::fmt::Display) {
        if self.first_failures.len() < Self::TOLD {
            self.first_failures.push(format!("  case {} ({}): {why}", self.cases, self.case));
        }
        if !self.case_failed {
            self.case_failed = true;
            self.failed += 1;
        }
    }

    /// Prints `FILE: N cases, M failed`, and fails if any did or if there were none.
    pub fn finish(self) {
        println!("{}: {} cases, {} failed", self.file, self.cases, self.failed);
        assert!(
            self.failed == 0,
            "{}: {} of {} cases failed\n{}",
            self.file,
            self.failed,
            self.cases,
            self.first_failures.join("\n")
        );
        assert!(self.cases > 0, "{}: no cases", self.file);
    }
}

/// Hands whole tests over to be run in a browser, too: into the folder that `BITS_CASES` names, where it does.
pub fn hand_over(name: &str, cases: Vec<bits::cases::Case>) {
    if let Some(folder) = std::env::var_os("BITS_CASES") {
        let path = std::path::Path::new(&folder).join(name);
        let bytes = serde_json::to_vec(&bits::cases::Cases { cases, credentials: Vec::new() }).expect("cases are JSON");
        std::fs::write(&path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// A number as the files write it: infinity is a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Value::deserialize(from)? {
            Value::Number(number) => number.as_f64().map(Self).ok_or_else(|| serde::de::Error::custom("a number out of range")),
            Value::String(text) if text == "Infinity" => Ok(Self(f64::INFINITY)),
            Value::String(text) if text == "-Infinity" => Ok(Self(f64::NEG_INFINITY)),
            other => Err(serde::de::Error::custom(format!("expected a number, found {other}"))),
        }
    }
}

/// A file of `cat/`.
pub fn read<T: DeserializeOwned>(name: &str) -> T {
    let path = tests::reference_dir().join("cat").join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// As estimators take them.
pub fn scored(responses: &[(ItemModel, Score)]) -> Vec<Scored<'_>> {
    responses.iter().map(|(model, score)| (model, *score)).collect()
}

/// The model of a row, by its name in the files. Padding at the end of a row is left out.
///
/// # Errors
/// In words, for a model or a row that these tests do not know.
pub fn model(name: &str, row: &Row, d: f64) -> Result<ItemModel, String> {
    let end = row.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let numbers: Option<Vec<f64>> = row[..end].iter().copied().collect();
    let numbers = numbers.ok_or_else(|| format!("a gap in {row:?}"))?;
    let made = match (name, numbers.as_slice()) {
        ("1PL" | "2PL" | "3PL" | "4PL", &[a, b, c, upper]) => Logistic::new(d * a, b, c, upper).map(ItemModel::from),
        ("GRM", [a, b @ ..]) => Graded::new(d * a, b.to_vec()).map(ItemModel::from),
        ("MGRM", [a, b, c @ ..]) => Graded::modified(d * a, *b, c).map(ItemModel::from),
        ("PCM", steps) => PartialCredit::new(d, steps.to_vec()).map(ItemModel::from),
        ("GPCM", [a, steps @ ..]) => PartialCredit::new(d * a, steps.to_vec()).map(ItemModel::from),
        ("RSM", [b, steps @ ..]) => PartialCredit::rating_scale(d, *b, steps).map(ItemModel::from),
        ("NRM", pairs) if pairs.len() % 2 == 0 => {
            let (slopes, intercepts) = pairs.chunks(2).map(|pair| (pair[0], pair[1])).unzip();
            Nominal::new(slopes, intercepts).map(ItemModel::from)
        }
        _ => return Err(format!("model {name} with {row:?} is not known here")),
    };
    made.map_err(|error| format!("{name} {row:?}: {error}"))
}

/// The items that were answered, with what was earned; missing answers are left out.
///
/// # Errors
/// As [`model`], and for a category that the item does not have.
pub fn answered(name: &str, rows: &[Row], x: &[Option<u8>], d: f64) -> Result<Vec<(ItemModel, Score)>, String> {
    if rows.len() != x.len() {
        return Err(format!("{} items, {} answers", rows.len(), x.len()));
    }
    let given = rows.iter().zip(x).filter_map(|(row, x)| x.map(|x| (row, x)));
    given
        .map(|(row, x)| {
            let model = model(name, row, d)?;
            if usize::from(x) >= model.categories() {
                return Err(format!("category {x} of {}", model.categories()));
            }
            Ok((model, Score::new(x)))
        })
        .collect()
}

/// An item's model as a bank file says it.
fn irt(name: &str, row: &Row) -> Value {
    let numbers: Vec<f64> = row.iter().copied().flatten().collect();
    match name {
        "GRM" | "GPCM" => json!({"model": name, "a": numbers[0], "thresholds": numbers[1..]}),
        "MGRM" => json!({"model": name, "a": numbers[0], "b": numbers[1], "thresholds": numbers[2..]}),
        "PCM" => json!({"model": name, "thresholds": numbers}),
        "RSM" => json!({"model": name, "b": numbers[0], "thresholds": numbers[1..]}),
        "NRM" => {
            let (slopes, intercepts): (Vec<f64>, Vec<f64>) = numbers.chunks(2).map(|pair| (pair[0], pair[1])).unzip();
            json!({"model": name, "slopes": slopes, "intercepts": intercepts})
        }
        _ => json!({"model": name, "a": row[0], "b": row[1], "c": row[2], "d": row[3]}),
    }
}

/// A bank of these items, named by their indices, with D folded in by the bank itself. A polytomous item is a choice with one option
/// for each category, in their order; in a nominal model the first is the key.
pub fn bank(rows: &[Row], model: &str, d: f64) -> Bank {
    mixed_bank(rows.iter().map(|row| (model, row)), d)
        .unwrap_or_else(|problems| panic!("reference banks are sound: {problems:?}"))
}

/// The same of items with different models.
///
/// # Errors
/// What the engine has to say against it.
pub fn mixed_bank<'a>(items: impl Iterator<Item = (&'a str, &'a Row)>, d: f64) -> Result<Bank, Vec<Problem>> {
    bank_file(items, d).check()
}

/// The file of a bank of items in content groups, which are outcomes of these names.
///
/// # Errors
/// In words, for a group that has no name.
pub fn bank_of_groups(rows: &[Row], model: &str, d: f64, names: &[String], groups: &[String]) -> Result<BankFile, String> {
    let mut file = bank_file(rows.iter().map(|row| (model, row)), d);
    if !names.is_empty() {
        file.outcomes = names.iter().map(|name| OutcomeFile { id: name.clone(), ..file.outcomes[0].clone() }).collect();
        for (item, group) in file.items.iter_mut().zip(groups) {
            if !names.contains(group) {
                return Err(format!("group {group} is not among {names:?}"));
            }
            item.outcomes = vec![group.clone()];
        }
    }
    Ok(file)
}

fn bank_file<'a>(items: impl Iterator<Item = (&'a str, &'a Row)>, d: f64) -> BankFile {
    let items: Vec<Value> = items
        .enumerate()
        .map(|(index, (name, row))| {
            let irt = irt(name, row);
            let categories = ["thresholds", "slopes"].iter().find_map(|list| irt[list].as_array()).map_or(0, |list| list.len() + 1);
            let options: Vec<Value> = (0..categories)
                .map(|k| {
                    let weight = if name == "NRM" { f64::from(u8::from(k == 0)) } else { k as f64 / (categories - 1) as f64 };
                    json!({"id": format!("o{k}"), "text": "o", "weight": weight, "feedback": null})
                })
                .collect();
            let (kind, answer) = if options.is_empty() { ("numeric", json!({"value": 1.0})) } else { ("choice", Value::Null) };
            json!({
                "id": index.to_string(), "kind": kind, "pool": "practice", "status": "operational", "outcomes": ["O"],
                "bloom": null, "author": null, "shuffle": false, "last": [], "choose": null, "prompt": "<p>?</p>", "options": options,
                "answer": answer, "irt": irt,
            })
        })
        .collect();
    serde_json::from_value(json!({
        "format": engine::bank::file::FORMAT, "id": "reference", "title": "Reference", "version": "1", "lang": "en",
        "licence": "CC0-1.0", "D": d, "bank_sd": 0.0, "outcomes": [{"id": "O", "text": "Answers"}], "enemies": [], "items": items,
    }))
    .expect("the bank's shape")
}

/// How a reference estimated ability.
#[derive(Clone, Debug, Deserialize)]
pub struct Method {
    #[serde(rename = "method")]
    pub estimated_by: String,
    #[serde(default = "one", rename = "D")]
    pub d: f64,
    #[serde(default = "default_range")]
    pub range: [f64; 2],
    #[serde(alias = "priorDist")]
    pub prior: Option<String>,
    #[serde(alias = "priorPar")]
    pub prior_par: Option<[f64; 2]>,
    pub quadrature: Option<Quadrature>,
    #[serde(rename = "parInt")]
    pub par_int: Option<[f64; 3]>,
    /// Of robust estimation.
    pub weight: Option<String>,
    pub tuning: Option<f64>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Quadrature {
    pub lower: f64,
    pub upper: f64,
    pub nodes: usize,
}

fn one() -> f64 {
    1.0
}

fn default_range() -> [f64; 2] {
    [-4.0, 4.0]
}

impl Method {
    /// `None` for methods that the engine does not have.
    pub fn estimator(&self) -> Option<Estimator> {
        let range = Range { lower: self.range[0], upper: self.range[1] };
        Some(match self.estimated_by.as_str() {
            "ML" => Estimator::Ml(range),
            "WL" => Estimator::Wle(range),
            "BM" => Estimator::Map(self.known_prior()?, range),
            "EAP" => {
                let Quadrature { lower, upper, nodes } = self.nodes();
                Estimator::Eap(self.known_prior()?, Grid::new(Range { lower, upper }, nodes))
            }
            "ROB" => Estimator::Robust(self.robust()?, range),
            _ => return None,
        })
    }

    fn robust(&self) -> Option<Robust> {
        match (self.weight.as_deref(), self.tuning) {
            (Some("Huber"), tuning) => Some(Robust::Huber(tuning.unwrap_or(1.0))),
            (Some("Tukey"), tuning) => Some(Robust::Tukey(tuning.unwrap_or(4.0))),
            _ => None,
        }
    }

    fn known_prior(&self) -> Option<Prior> {
        let [one, other] = self.prior_par.unwrap_or([0.0, 1.0]);
        match self.prior.as_deref() {
            None | Some("norm") => Some(Prior::Normal { mean: one, sd: other }),
            Some("unif") => Some(Prior::Uniform { lower: one, upper: other }),
            Some("Jeffreys") => Some(Prior::Jeffreys),
            Some(_) => None,
        }
    }

    fn prior(&self) -> Prior {
        self.known_prior().unwrap_or_else(|| panic!("prior {:?}", self.prior))
    }

    /// The prior as a blueprint names it.
    pub fn prior_file(&self) -> PriorFile {
        match self.prior() {
            Prior::Normal { mean, sd } => PriorFile::Normal { mean, sd },
            Prior::Uniform { lower, upper } => PriorFile::Uniform { lower, upper },
            Prior::Jeffreys => PriorFile::Jeffreys,
            Prior::Empirical(_) => unreachable!("the reference has none"),
        }
    }

    pub fn nodes(&self) -> Quadrature {
        self.quadrature.unwrap_or_else(|| {
            let [lower, upper, nodes] = self.par_int.unwrap_or([-4.0, 4.0, 33.0]);
            Quadrature { lower, upper, nodes: nodes as usize }
        })
    }

    /// By how much the objective is higher at `one` than at `other`: the integral of its slope (Simpson's rule), which also serves
    /// the weighted likelihood, whose logarithm has no closed form.
    pub fn advantage(&self, responses: &[(ItemModel, Score)], one: f64, other: f64) -> f64 {
        const PANELS: i32 = 500;
        let (prior, robust) = (self.prior(), self.robust());
        // The distance that robust weights go by, for an item that is right or wrong.
        let weight = |model: &ItemModel, theta: f64| match (robust, model.logistic()) {
            (Some(robust), Some(item)) => robust.at(item.a() * (theta - item.b())),
            _ => 1.0,
        };
        let slope = |theta: f64| {
            let at = engine::Theta::new(theta).expect("finite");
            let items: Vec<_> = responses.iter().map(|(item, score)| (item.at(at), *score)).collect();
            let sum = |of: fn(&Curve) -> f64| items.iter().map(|(item, _)| of(item)).sum::<f64>();
            let slopes = items
                .iter()
                .zip(responses)
                .map(|((item, score), (model, _))| weight(model, theta) * item.log_likelihood_slope(*score));
            let likelihood: f64 = slopes.sum();
            let information = sum(Curve::information);
            likelihood
                + match (self.estimated_by.as_str(), &prior) {
                    ("WL", _) => sum(Curve::warm) / (2.0 * information),
                    ("BM", Prior::Normal { mean, sd }) => (mean - theta) / (sd * sd),
                    ("BM", Prior::Jeffreys) => sum(Curve::information_slope) / (2.0 * information),
                    _ => 0.0,
                }
        };
        let step = (one - other) / f64::from(2 * PANELS);
        (0..=2 * PANELS)
            .map(|k| {
                let weight = if k == 0 || k == 2 * PANELS { 1.0 } else { f64::from(2 + 2 * (k % 2)) };
                weight * slope(other + step * f64::from(k)) * step / 3.0
            })
            .sum()
    }

    /// To which its figures hold.
    pub fn tolerance(&self) -> f64 {
        if self.estimated_by == "EAP" { 1e-10 } else { 1e-8 }
    }
}
