//! A bank and a blueprint, checked once against each other; immutable and shared from then on.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bank::Bank;
use crate::bank::Pool;
use crate::bank::file::Problem;
use crate::blueprint::ContentTarget;
use crate::blueprint::file::{BlueprintFile, FORMAT};
use crate::digest::Digest;
use crate::estimate::{ConstantPattern, Estimator, Interim};
use crate::mastery::Decision;
use crate::select::{Constraints, Index};
use crate::stop::StoppingRule;

/// A test that can be given. [`Assessment::new`] is the one check.
#[derive(Debug)]
pub struct Assessment {
    bank: Arc<Bank>,
    blueprint: BlueprintFile,
    digest: Digest,
    pub(crate) constraints: Constraints,
    pub(crate) index: Index,
    pub(crate) interim: Interim,
    pub(crate) stop: StoppingRule,
    pub(crate) decision: Decision,
}

impl Assessment {
    /// Checks that the blueprint can be met by this bank: settings in their ranges, every minimum within reach, rules that can fire.
    ///
    /// The bank is that of [`crate::bank::file::BankFile::restricted_to`] the blueprint's pool.
    ///
    /// # Errors
    /// Every problem at once, each with field, value and what was expected.
    pub fn new(bank: Arc<Bank>, blueprint: &BlueprintFile) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut check = |holds: bool, field: &str, value: &dyn std::fmt::Display, expected: &str| {
            if !holds {
                problems.push(Problem { item: None, field: field.into(), value: value.to_string(), expected: expected.into() });
            }
        };
        let BlueprintFile { format, id, delivery, pool, block, length, content, start, select, stop, standard, .. } = blueprint;
        check(format == FORMAT, "format", format, FORMAT);
        check(!id.is_empty(), "id", &"nothing", "a name");
        let own_pool = if delivery.awards() { Pool::Credit } else { Pool::Practice };
        check(*pool == own_pool, "pool", &pool_name(*pool), &format!("{} for this delivery", pool_name(own_pool)));
        check((1..=50).contains(block), "block", block, "1 to 50 items");
        let available = bank.items().len();
        check(length.maximum >= 1, "length.maximum", &length.maximum, "at least 1");
        check(length.minimum <= length.maximum, "length.minimum", &length.minimum, "at most length.maximum");
        check(
            length.minimum <= available,
            "length.minimum",
            &length.minimum,
            &format!("at most {available}, the operational items of this pool"),
        );
        check(start.theta.value().abs() <= 10.0, "start.theta", &start.theta, "-10 to 10 logits");
        check((1..=100).contains(&select.randomesque), "select.randomesque", &select.randomesque, "1 to 100");
        check((-6.0..=6.0).contains(&standard.cut.value()), "standard.cut", &standard.cut, "-6 to 6 logits");
        let probable = |p: f64| p > 0.5 && p < 1.0;
        check(probable(standard.certainty), "standard.certainty", &standard.certainty, "above 0.5, below 1");
        check((0.1..=5.0).contains(&standard.prior_sd), "standard.prior_sd", &standard.prior_sd, "0.1 to 5 logits");
        check(!standard.rationale.trim().is_empty(), "standard.rationale", &"nothing", "how the cut was set");
        if let Some(certainty) = stop.certainty {
            check(
                probable(certainty) && certainty >= standard.certainty,
                "stop.certainty",
                &certainty,
                "below 1 and at least standard.certainty, or the test would stop without a verdict",
            );
        }
        if let Some(standard_error) = stop.standard_error {
            check(
                standard_error > 0.0 && standard_error < 10.0,
                "stop.standard_error",
                &standard_error,
                "above 0, below 10 logits",
            );
        }

        let mut targets: Vec<ContentTarget> = Vec::new();
        let mut named = BTreeSet::new();
        for target in content {
            let outcome = bank.outcomes().iter().position(|outcome| outcome.id == target.outcome);
            check(outcome.is_some(), "content.outcome", &target.outcome, "the id of an outcome in bank.toml");
            check(named.insert(&target.outcome), "content.outcome", &target.outcome, "an outcome named once");
            let maximum = target.maximum.unwrap_or(usize::MAX);
            check(
                target.minimum <= maximum,
                "content.minimum",
                &target.minimum,
                &format!("at most content.maximum of {}", target.outcome),
            );
            if let Some(outcome) = outcome {
                targets.push(ContentTarget { outcome, minimum: target.minimum, maximum });
            }
        }
        let owed: usize = targets.iter().map(|target| target.minimum).sum();
        check(
            owed <= length.maximum,
            "content.minimum",
            &format!("{owed} in all"),
            &format!("at most length.maximum = {}", length.maximum),
        );
        let constraints = Constraints::new(&bank, targets, length.minimum.max(owed));
        let unused = constraints.unused(&[]);
        if let Some((number, reached)) = constraints.unreachable(&unused) {
            let target = &constraints.targets()[number];
            check(
                false,
                "content.minimum",
                &format!("{} of {}", target.minimum, bank.outcomes()[target.outcome].id),
                &format!("at most {reached}, the items that can be given together (enemies cannot)"),
            );
        }
        let longest = constraints.reachable_length(&unused);
        check(longest >= 1, "content.maximum", &"0 items in all", "room for at least one item");
        check(
            length.minimum <= longest || length.minimum > available,
            "length.minimum",
            &length.minimum,
            &format!("at most {longest}, the items that can be given together (enemies and content maxima)"),
        );
        let estimator = Estimator::from_file(&blueprint.interim)
            .map_err(|(field, value, expected)| problems.push(Problem { item: None, field, value, expected }))
            .ok();
        let constant = ConstantPattern::from_file(&blueprint.interim)
            .map_err(|(field, value, expected)| problems.push(Problem { item: None, field, value, expected }))
            .ok()
            .flatten();
        let Some(estimator) = estimator.filter(|_| problems.is_empty()) else { return Err(problems) };
        let digest = Digest::of(&(bank.digest(), blueprint));
        Ok(Self {
            blueprint: blueprint.clone(),
            digest,
            constraints,
            index: Index::new(bank.items()),
            interim: Interim::new(estimator, bank.items().iter().map(|item| item.model.clone()).collect())
                .with_constant_pattern(constant, blueprint.start.theta),
            stop: StoppingRule::from_file(stop),
            decision: Decision::new(&bank, length.maximum, standard.cut, standard.prior_sd),
            bank,
        })
    }

    /// Its items.
    pub fn bank(&self) -> &Arc<Bank> {
        &self.bank
    }

    /// Its rules, as stated.
    pub fn blueprint(&self) -> &BlueprintFile {
        &self.blueprint
    }

    /// Of bank and blueprint: what a log names.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

fn pool_name(pool: Pool) -> &'static str {
    match pool {
        Pool::Practice => "practice",
        Pool::Credit => "credit",
    }
}
