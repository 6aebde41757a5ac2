//! Reading the figures, and comparing with them.

use engine::Score;
use engine::bank::Bank;
use engine::bank::file::BankFile;
use engine::blueprint::file::PriorFile;
use engine::estimate::Scored;
use engine::estimate::{Estimator, Grid, Prior, Range};
use engine::model::{Curve, ItemModel, Logistic};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The models that these tests are about; files may hold others.
pub const DICHOTOMOUS: [&str; 4] = ["1PL", "2PL", "3PL", "4PL"];

/// a, b, c, d; polytomous rows hold something else.
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
    figures: usize,
    case: String,
    case_failed: bool,
    first_failures: Vec<String>,
}

impl Tally {
    /// So many failures are told in full.
    const TOLD: usize = 20;

    /// An empty tally of this file.
    pub fn new(file: &'static str) -> Self {
        Self { file, cases: 0, failed: 0, figures: 0, case: String::new(), case_failed: false, first_failures: Vec::new() }
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
        self.figures += 1;
        // Equal infinities are equal; "not a number" is never within.
        let within = ours.to_bits() == theirs.to_bits() || (ours - theirs).abs() <= absolute + relative * theirs.abs();
        if !within {
            self.fail(format!("{what}: {ours:e}, reference {theirs:e}"));
        }
    }

    /// Holds anything else against the reference's.
    pub fn same<T: PartialEq + std::fmt::Debug + ?Sized>(&mut self, what: impl std::fmt::Display, ours: &T, theirs: &T) {
        self.figures += 1;
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
        println!("{}: {} cases, {} failed ({} figures)", self.file, self.cases, self.failed, self.figures);
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

pub fn item(row: &Row, d: f64) -> ItemModel {
    let [a, b, c, upper] = row[..] else { panic!("a row of a, b, c, d, found {row:?}") };
    let value = |parameter: Option<f64>| parameter.expect("dichotomous rows have no gaps");
    Logistic::new(d * value(a), value(b), value(c), value(upper)).expect("reference items are sound").into()
}

/// Missing responses are left out, as an adaptive test does.
pub fn responses(rows: &[Row], x: &[Option<u8>], d: f64) -> Vec<(ItemModel, Score)> {
    rows.iter().zip(x).filter_map(|(row, x)| x.map(|x| (item(row, d), Score::from(x == 1)))).collect()
}

/// As estimators take them.
pub fn scored(responses: &[(ItemModel, Score)]) -> Vec<Scored<'_>> {
    responses.iter().map(|(model, score)| (model, *score)).collect()
}

/// A bank of these items, named by their indices, with D folded in by the bank itself.
pub fn bank(rows: &[Row], model: &str, d: f64) -> Bank {
    let items: Vec<Value> = rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            json!({
                "id": index.to_string(), "kind": "numeric", "pool": "practice", "status": "operational", "outcomes": ["O"],
                "bloom": null, "author": null, "shuffle": false, "last": [], "choose": null, "prompt": "<p>?</p>", "options": [],
                "answer": {"value": 1.0}, "irt": {"model": model, "a": row[0], "b": row[1], "c": row[2], "d": row[3]},
            })
        })
        .collect();
    let file: BankFile = serde_json::from_value(json!({
        "format": engine::bank::file::FORMAT, "id": "reference", "title": "Reference", "version": "1", "lang": "en",
        "licence": "CC0-1.0", "D": d, "bank_sd": 0.0, "outcomes": [{"id": "O", "text": "Answers"}], "enemies": [], "items": items,
    }))
    .expect("the bank's shape");
    file.check().expect("reference banks are sound")
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
            "BM" => Estimator::Map(self.prior(), range),
            "EAP" => {
                let Quadrature { lower, upper, nodes } = self.nodes();
                Estimator::Eap(self.prior(), Grid::new(Range { lower, upper }, nodes))
            }
            _ => return None,
        })
    }

    fn prior(&self) -> Prior {
        let [one, other] = self.prior_par.unwrap_or([0.0, 1.0]);
        match self.prior.as_deref() {
            None | Some("norm") => Prior::Normal { mean: one, sd: other },
            Some("unif") => Prior::Uniform { lower: one, upper: other },
            Some("Jeffreys") => Prior::Jeffreys,
            Some(other) => panic!("prior {other}"),
        }
    }

    /// The prior as a blueprint names it.
    pub fn prior_file(&self) -> PriorFile {
        match self.prior() {
            Prior::Normal { mean, sd } => PriorFile::Normal { mean, sd },
            Prior::Uniform { lower, upper } => PriorFile::Uniform { lower, upper },
            Prior::Jeffreys => PriorFile::Jeffreys,
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
        let prior = self.prior();
        let slope = |theta: f64| {
            let at = engine::Theta::new(theta).expect("finite");
            let items: Vec<_> = responses.iter().map(|(item, score)| (item.at(at), *score)).collect();
            let sum = |of: fn(&Curve) -> f64| items.iter().map(|(item, _)| of(item)).sum::<f64>();
            let likelihood: f64 = items.iter().map(|(item, score)| item.log_likelihood_slope(*score)).sum();
            let information = sum(Curve::information);
            likelihood
                + match (self.estimated_by.as_str(), prior) {
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

#[track_caller]
pub fn close(what: &str, ours: f64, theirs: f64, absolute: f64, relative: f64) {
    let within = (ours - theirs).abs() <= absolute + relative * theirs.abs();
    assert!(within, "{what}: {ours:e}, reference {theirs:e}");
}
