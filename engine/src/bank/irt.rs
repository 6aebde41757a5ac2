//! From the parameters that a file states to a response model.

use super::Metric;
use super::file::IrtFile;
use crate::check::{Check, show, that};
use crate::model::{Error as ModelError, Graded, ItemModel, Logistic, MAX_CATEGORIES, Nominal, PartialCredit};
use crate::said::Said;

impl IrtFile {
    /// Where the item stands on the scale, for people: b, and with thresholds their mean; 0 for a nominal item.
    pub fn difficulty(&self) -> f64 {
        let b = self.b.unwrap_or(0.0);
        let thresholds = &self.thresholds;
        if thresholds.is_empty() {
            return b;
        }
        let mean = thresholds.iter().sum::<f64>() / thresholds.len() as f64;
        if self.model == "MGRM" { b - mean } else { b + mean }
    }

    pub(super) fn check<const LOOKS: bool>(&self, check: &mut Check<LOOKS>, metric: Metric) -> Option<ItemModel> {
        let Self { model, a, b, c, d, b_sd, .. } = self;
        let before = check.problems.len();
        let polytomous = matches!(model.as_str(), "GRM" | "MGRM" | "PCM" | "GPCM" | "RSM" | "NRM");
        let known = polytomous || matches!(model.as_str(), "1PL" | "2PL" | "3PL" | "4PL");
        that!(check, known, "irt.model", model, "1PL, 2PL, 3PL, 4PL, GRM, MGRM, PCM, GPCM, RSM or NRM");
        that!(check, a.is_finite() && *a > 0.0 && *a <= 10.0, "irt.a", a, "a > 0, at most 10");
        match b {
            Some(b) => that!(check, b.is_finite() && b.abs() <= 10.0, "irt.b", b, "-10 to 10 logits"),
            None => that!(check, polytomous && model != "MGRM" && model != "RSM", "irt.b", &"", "a number from -10 to 10"),
        }
        that!(check, (0.0..1.0).contains(c), "irt.c", c, "0 ≤ c < 1");
        that!(check, *d > 0.0 && *d <= 1.0, "irt.d", d, "0 < d ≤ 1");
        that!(check, c < d, "irt.c", c, "c < d");
        that!(check, (0.0..=3.0).contains(b_sd), "irt.b_sd", b_sd, "0 to 3 logits");
        let same = |given: f64, plain: f64| given.to_bits() == plain.to_bits();
        match model.as_str() {
            "1PL" => that!(
                check,
                same(*a, 1.0) && same(*c, 0.0) && same(*d, 1.0),
                "irt.model",
                model,
                "2PL to 4PL where a, c or d is stated",
            ),
            "2PL" => that!(check, same(*c, 0.0) && same(*d, 1.0), "irt.model", model, "3PL or 4PL where c or d is stated"),
            "3PL" => that!(check, same(*d, 1.0), "irt.model", model, "4PL where d is stated"),
            _ => {}
        }
        if known && check.looks() {
            self.check_lists(check, polytomous);
        }
        if check.problems.len() > before {
            return None;
        }
        let made = if polytomous {
            self.polytomous(metric)
        } else {
            Logistic::new(metric.fold(*a), b.unwrap_or(0.0), *c, *d).map(ItemModel::from)
        };
        // What is left are thresholds in the wrong order.
        made.map_err(|ModelError::OutOfRange { value, .. }| {
            let order = if model == "MGRM" { "thresholds that fall" } else { "thresholds that rise" };
            that!(check, false, "irt.thresholds", &value, order);
        })
        .ok()
    }

    /// The parameters of several categories: those that the model has, and no others.
    fn check_lists<const LOOKS: bool>(&self, check: &mut Check<LOOKS>, polytomous: bool) {
        let model = self.model.as_str();
        let nominal = model == "NRM";
        let (thresholds, lines) = (polytomous && !nominal, nominal);
        let lists = [
            ("thresholds", &self.thresholds, thresholds, 10.0),
            ("slopes", &self.slopes, lines, 10.0),
            ("intercepts", &self.intercepts, lines, 50.0),
        ];
        for (name, values, has, bound) in lists {
            let field = || format!("irt.{name}");
            if has {
                that!(
                    check,
                    (1..MAX_CATEGORIES).contains(&values.len()),
                    &field(),
                    &values.len(),
                    &format!("1 to {} numbers, one for each category after the first", MAX_CATEGORIES - 1)
                );
                for value in values {
                    that!(
                        check,
                        value.is_finite() && value.abs() <= bound,
                        &field(),
                        value,
                        &format!("numbers from -{bound} to {bound}", bound = bound.said()),
                    );
                }
            } else {
                that!(
                    check,
                    values.is_empty(),
                    &field(),
                    &format!("{} numbers", values.len()),
                    &format!("no {name} in a {model}")
                );
            }
        }
        if polytomous {
            let Self { a, b, c, d, b_sd, .. } = self;
            let same = |given: f64, plain: f64| given.to_bits() == plain.to_bits();
            that!(check, same(*c, 0.0), "irt.c", c, &format!("no c in a {model}"));
            that!(check, same(*d, 1.0), "irt.d", d, &format!("no d in a {model}"));
            that!(check, *b_sd == 0.0, "irt.b_sd", b_sd, "0: only what was calibrated has a model of several categories");
            if matches!(model, "PCM" | "RSM" | "NRM") {
                that!(check, same(*a, 1.0), "irt.a", a, &format!("no a in a {model}"));
            }
            if matches!(model, "GRM" | "PCM" | "GPCM" | "NRM") {
                that!(check, b.is_none(), "irt.b", &show(*b), &format!("no b in a {model}"));
            }
        }
        if nominal {
            that!(
                check,
                self.slopes.len() == self.intercepts.len(),
                "irt.intercepts",
                &self.intercepts.len(),
                "as many as slopes"
            );
            that!(check, self.slopes.iter().any(|slope| *slope != 0.0), "irt.slopes", &"all 0", "at least one other than 0");
        }
    }

    fn polytomous(&self, metric: Metric) -> Result<ItemModel, ModelError> {
        let Self { model, a, thresholds, .. } = self;
        let (a, b) = (metric.fold(*a), self.b.unwrap_or(0.0));
        Ok(match model.as_str() {
            "GRM" => Graded::new(a, thresholds.clone())?.into(),
            "MGRM" => Graded::modified(a, b, thresholds)?.into(),
            "RSM" => PartialCredit::rating_scale(a, b, thresholds)?.into(),
            "NRM" => Nominal::new(self.slopes.clone(), self.intercepts.clone())?.into(),
            _ => PartialCredit::new(a, thresholds.clone())?.into(),
        })
    }
}
