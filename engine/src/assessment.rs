//! A bank and a blueprint, checked once against each other; immutable and shared from then on.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bank::Bank;
use crate::bank::Pool;
use crate::bank::file::Problem;
use crate::blueprint::file::{
    Balance, BlueprintFile, CriterionName, EstimatorFile, ExposureFile, FORMAT, LengthFile, SelectFile, StandardFile,
};
use crate::blueprint::{ContentTarget, Delivery};
use crate::check::{Check, that};
use crate::digest::Digest;
use crate::estimate::{ConstantPattern, Estimator, Grid, Interim, Prior, Range};
use crate::floor::Floor;
use crate::mastery::Decision;
use crate::model::ItemModel;
use crate::said::Said;
use crate::select::{Constraints, Selector};
use crate::stop::StoppingRule;

/// A test that can be given. [`Assessment::new`] is the one check.
#[derive(Debug)]
pub struct Assessment {
    bank: Arc<Bank>,
    blueprint: BlueprintFile,
    digest: Digest,
    pub(crate) constraints: Constraints,
    pub(crate) models: Arc<[ItemModel]>,
    pub(crate) selector: Selector,
    pub(crate) interim: Interim,
    pub(crate) stop: StoppingRule,
    pub(crate) decision: Decision,
    pub(crate) floors: Vec<Floor>,
}

impl Assessment {
    /// Checks that the blueprint can be met by this bank: settings in their ranges, every minimum within reach, rules that can fire.
    ///
    /// The bank is that of [`crate::bank::file::BankFile::restricted_to`] the blueprint's pool.
    ///
    /// # Errors
    /// Every problem at once, each with field, value and what was expected.
    pub fn new(bank: Arc<Bank>, blueprint: &BlueprintFile) -> Result<Self, Vec<Problem>> {
        Self::checked::<true>(bank, blueprint)
    }

    /// The assessment of a bank and a blueprint that were checked before: what a server sends to a browser. `None` where there is
    /// none to be made.
    pub fn vouched(bank: Arc<Bank>, blueprint: &BlueprintFile) -> Option<Self> {
        Self::checked::<false>(bank, blueprint).ok()
    }

    fn checked<const LOOKS: bool>(bank: Arc<Bank>, blueprint: &BlueprintFile) -> Result<Self, Vec<Problem>> {
        let check = &mut Check::<LOOKS>::default();
        let BlueprintFile { format, id, delivery, pool, block, length, content, start, select, stop, standard, .. } = blueprint;
        that!(check, format == FORMAT, "format", format, FORMAT);
        that!(check, !id.is_empty(), "id", &"nothing", "a name");
        let own_pool = if delivery.awards() { Pool::Credit } else { Pool::Practice };
        that!(check, *pool == own_pool, "pool", &pool_name(*pool), &format!("{} for this delivery", pool_name(own_pool)));
        that!(check, (1..=50).contains(block), "block", block, "1 to 50 items");
        let available = bank.items().len();
        that!(check, length.maximum >= 1, "length.maximum", &length.maximum, "at least 1");
        that!(check, length.minimum <= length.maximum, "length.minimum", &length.minimum, "at most length.maximum");
        that!(
            check,
            length.minimum <= available,
            "length.minimum",
            &length.minimum,
            &format!("at most {available}, the operational items of this pool"),
        );
        that!(check, start.theta.value().abs() <= 10.0, "start.theta", &start.theta, "-10 to 10 logits");
        if check.looks() {
            check_selection(check, blueprint, &bank);
            check_standard(check, standard);
            check_floors(check, blueprint, &bank);
            check_stopping(check, blueprint);
        }
        that!(check, (-6.0..=6.0).contains(&standard.cut.value()), "standard.cut", &standard.cut, "-6 to 6 logits");
        let probable = |p: f64| p > 0.5 && p < 1.0;
        that!(check, probable(standard.certainty), "standard.certainty", &standard.certainty, "above 0.5, below 1");
        that!(check, (0.1..=5.0).contains(&standard.prior_sd), "standard.prior_sd", &standard.prior_sd, "0.1 to 5 logits");
        that!(check, !standard.rationale.trim().is_empty(), "standard.rationale", &"nothing", "how the cut was set");

        let mut targets: Vec<ContentTarget> = Vec::new();
        let mut named = BTreeSet::new();
        for target in content {
            let outcome = bank.outcomes().iter().position(|outcome| outcome.id == target.outcome);
            that!(check, outcome.is_some(), "content.outcome", &target.outcome, "the id of an outcome in bank.toml");
            that!(check, named.insert(&target.outcome), "content.outcome", &target.outcome, "an outcome named once");
            let maximum = target.maximum.unwrap_or(usize::MAX);
            that!(
                check,
                target.minimum <= maximum,
                "content.minimum",
                &target.minimum,
                &format!("at most content.maximum of {}", target.outcome),
            );
            let weight = target.weight.unwrap_or(1.0);
            that!(check, weight > 0.0 && weight <= 100.0, "content.weight", &weight, "above 0, at most 100");
            let share = target.share.unwrap_or(0.0);
            let shared = select.balance == Some(Balance::Share);
            that!(
                check,
                if shared { share > 0.0 && share <= 1.0 } else { target.share.is_none() },
                "content.share",
                &share,
                if shared {
                    "above 0, at most 1, as select.balance is \"share\""
                } else {
                    "nothing unless select.balance is \"share\""
                },
            );
            if let Some(outcome) = outcome {
                targets.push(ContentTarget { outcome, minimum: target.minimum, maximum, share, weight });
            }
        }
        let owed: usize = targets.iter().map(|target| target.minimum).sum();
        that!(
            check,
            owed <= length.maximum,
            "content.minimum",
            &format!("{owed} in all"),
            &format!("at most length.maximum = {}", length.maximum),
        );
        that!(
            check,
            select.balance.is_none() || !targets.is_empty(),
            "select.balance",
            &"set",
            "at least one [[content]] table, or nothing to balance by",
        );
        let constraints = Constraints::new(&bank, targets, length.minimum, length.maximum);
        if check.looks() {
            check_reach(check, &constraints, length, &bank);
        }
        let estimator = Estimator::from_file(&blueprint.interim)
            .map_err(|(field, value, expected)| that!(check, false, &field, &value, &expected))
            .ok();
        let constant = ConstantPattern::from_file(&blueprint.interim)
            .map_err(|(field, value, expected)| that!(check, false, &field, &value, &expected))
            .ok()
            .flatten();
        let integration = integration(select, blueprint.start.criterion, &blueprint.interim);
        if check.problems.is_empty()
            && let Err((field, value, expected)) = &integration
        {
            that!(check, false, field, value, expected);
        }
        let problems = std::mem::take(&mut check.problems);
        let (Some(estimator), Ok(settings), true) = (estimator, integration, problems.is_empty()) else { return Err(problems) };
        let digest = Digest::of(&(bank.digest(), blueprint));
        let models: Arc<[ItemModel]> = bank.curves().into_iter().map(|curve| curve.model).collect();
        // No test is longer than its bank.
        let ends = (length.maximum.min(available), stop.standard_error);
        Ok(Self {
            blueprint: blueprint.clone(),
            digest,
            constraints,
            selector: Selector::new(&bank, Arc::clone(&models), select, blueprint.start.criterion, settings, ends),
            interim: Interim::new(estimator, models.to_vec()).with_constant_pattern(constant, blueprint.start.theta),
            models,
            stop: StoppingRule::from_file(stop),
            decision: Decision::new(&bank, length.maximum, standard),
            floors: Floor::of(&bank, blueprint),
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

    /// Whether its sessions look at what other sessions were given ([`crate::select::ExposureTable`]).
    pub fn counts_exposure(&self) -> bool {
        self.blueprint.select.exposure.as_ref().is_some_and(ExposureFile::counts)
    }

    /// Of bank and blueprint: what a log names.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

/// Whether the minimums can be met by items that may be given together.
fn check_reach<const LOOKS: bool>(check: &mut Check<LOOKS>, constraints: &Constraints, length: &LengthFile, bank: &Bank) {
    let available = bank.items().len();
    let unused = constraints.unused(&[]);
    if let Some((number, reached)) = constraints.unreachable(&unused) {
        let target = &constraints.targets()[number];
        that!(
            check,
            false,
            "content.minimum",
            &format!("{} of {}", target.minimum, bank.outcomes()[target.outcome].id),
            &format!("at most {reached}, the items that can be given together (enemies cannot)"),
        );
    }
    let longest = constraints.reachable_length(&unused);
    that!(check, longest >= 1, "content.maximum", &"0 items in all", "room for at least one item");
    that!(
        check,
        length.minimum <= longest || length.minimum > available,
        "length.minimum",
        &length.minimum,
        &format!("at most {longest}, the items that can be given together (enemies and content maxima)"),
    );
}

fn check_selection<const LOOKS: bool>(check: &mut Check<LOOKS>, blueprint: &BlueprintFile, bank: &Bank) {
    let BlueprintFile { select, start, length, delivery, .. } = blueprint;
    that!(check, (1..=100).contains(&select.randomesque), "select.randomesque", &select.randomesque, "1 to 100");
    let acceleration = select.acceleration.unwrap_or(1.0);
    that!(check, (0.0..=20.0).contains(&acceleration), "select.acceleration", &acceleration, "0 to 20");
    let mixes = matches!(select.criterion, CriterionName::Progressive | CriterionName::Proportional);
    that!(
        check,
        select.acceleration.is_none() || mixes,
        "select.acceleration",
        &acceleration,
        "nothing unless select.criterion is PROGRESSIVE or PROPORTIONAL",
    );
    if let Some(strata) = select.strata {
        let most = length.maximum.min(bank.items().len()).min(20);
        that!(check, strata >= 2 && strata <= most, "select.strata", &strata, &format!("2 to {most}"));
    }
    let weighs = matches!(select.balance, Some(Balance::PriorityIndex | Balance::WeightedPenalty));
    for (field, criterion) in [("select.criterion", Some(select.criterion)), ("start.criterion", start.criterion)] {
        let criterion = criterion.unwrap_or_default();
        that!(
            check,
            !weighs || criterion.weighs(),
            field,
            &serde_json::to_string(&criterion).unwrap_or_default(),
            "for this select.balance a criterion that is never negative and grows with what an item tells, as MFI",
        );
    }
    let share = |value: f64| value > 0.0 && value < 1.0;
    match &select.exposure {
        Some(ExposureFile::SympsonHetter { maximum, parameters }) => {
            that!(check, share(*maximum), "select.exposure.sympson_hetter.maximum", maximum, "above 0, below 1");
            for (id, parameter) in parameters {
                let field = || format!("select.exposure.sympson_hetter.parameters.{id}");
                that!(check, bank.item(&id.as_str().into()).is_some(), &field(), id, "the id of an item in this pool");
                that!(check, *parameter > 0.0 && *parameter <= 1.0, &field(), parameter, "above 0, at most 1");
            }
        }
        Some(ExposureFile::Restricted { maximum }) => {
            that!(check, share(*maximum), "select.exposure.restricted.maximum", maximum, "above 0, below 1");
        }
        Some(ExposureFile::Eligibility { maximum, ageing }) => {
            that!(check, share(*maximum), "select.exposure.eligibility.maximum", maximum, "above 0, below 1");
            that!(check, *ageing > 0.5 && *ageing <= 1.0, "select.exposure.eligibility.ageing", ageing, "above 0.5, at most 1");
        }
        None => {}
    }
    that!(
        check,
        !select.exposure.as_ref().is_some_and(ExposureFile::counts) || *delivery == Delivery::Sealed,
        "select.exposure",
        &"set",
        "delivery = \"sealed\" for rules that look at other sessions: elsewhere the session runs in a browser that does not know them",
    );
    for theta in &start.thetas {
        that!(check, theta.value().abs() <= 10.0, "start.thetas", theta, "-10 to 10 logits");
    }
    let opening = start.thetas.len().max(start.items.len());
    that!(check, opening <= length.maximum, "start.thetas", &format!("{opening} items"), "at most length.maximum");
    that!(check, start.thetas.is_empty() || start.items.is_empty(), "start.items", &"set", "either start.items or start.thetas");
    let mut named = BTreeSet::new();
    for id in &start.items {
        that!(check, bank.item(&id.as_str().into()).is_some(), "start.items", id, "the id of an item in this pool");
        that!(check, named.insert(id), "start.items", id, "an item named once");
    }
}

fn check_standard<const LOOKS: bool>(check: &mut Check<LOOKS>, standard: &StandardFile) {
    let known = |se: f64| se == 0.0 || (0.01..=3.0).contains(&se);
    that!(check, known(standard.cut_se), "standard.cut_se", &standard.cut_se, "0, or 0.01 to 3 logits");
    let mut named = BTreeSet::new();
    for level in &standard.levels {
        that!(
            check,
            !level.id.is_empty() && named.insert(&level.id),
            "standard.levels.id",
            &level.id,
            "a name that no other level has"
        );
        that!(check, !level.title.trim().is_empty(), "standard.levels.title", &"nothing", "a title for people");
        that!(check, (-6.0..=6.0).contains(&level.cut.value()), "standard.levels.cut", &level.cut, "-6 to 6 logits");
        that!(check, known(level.cut_se), "standard.levels.cut_se", &level.cut_se, "0, or 0.01 to 3 logits");
    }
}

fn check_floors<const LOOKS: bool>(check: &mut Check<LOOKS>, blueprint: &BlueprintFile, bank: &Bank) {
    let BlueprintFile { standard, content, .. } = blueprint;
    let mut named = BTreeSet::new();
    for floor in &standard.floors {
        that!(check, named.insert(&floor.outcome), "standard.floor.outcome", &floor.outcome, "an outcome named once");
        let minimum = content.iter().find(|target| target.outcome == floor.outcome).map_or(0, |target| target.minimum);
        that!(
            check,
            minimum >= Floor::MINIMUM_ITEMS,
            "standard.floor.outcome",
            &format!("{} with content.minimum {minimum}", floor.outcome),
            &format!(
                "an outcome with a content.minimum of at least {}, or a floor would rest on too little",
                Floor::MINIMUM_ITEMS
            ),
        );
        // A testlet that asks about other outcomes, too, speaks of none of them alone.
        let names = |item: usize| bank.items()[item].outcomes.iter().any(|&one| bank.outcomes()[one].id == floor.outcome);
        let mut testlets = bank.sets().iter().filter(|set| set.curve.is_some());
        that!(
            check,
            testlets.all(|set| set.items.iter().all(|&item| names(item)) || !set.items.iter().any(|&item| names(item))),
            "standard.floor.outcome",
            &floor.outcome,
            "an outcome whose testlets ask about it in every question",
        );
        that!(
            check,
            (0.0..=6.0).contains(&floor.below),
            "standard.floor.below",
            &floor.below,
            "0 to 6 logits under the pass mark"
        );
        let certainty = floor.certainty;
        that!(
            check,
            certainty >= 0.5 && certainty <= standard.certainty,
            "standard.floor.certainty",
            &certainty,
            &format!("0.5 to {}, the certainty of the pass mark", standard.certainty),
        );
    }
}

fn check_stopping<const LOOKS: bool>(check: &mut Check<LOOKS>, blueprint: &BlueprintFile) {
    let BlueprintFile { stop, standard, length, .. } = blueprint;
    let probable = |p: f64| p > 0.5 && p < 1.0;
    let small = |value: f64| value > 0.0 && value < 10.0;
    if let Some(certainty) = stop.certainty {
        that!(
            check,
            probable(certainty) && certainty >= standard.certainty,
            "stop.certainty",
            &certainty,
            "below 1 and at least standard.certainty, or the test would stop without a verdict",
        );
    }
    for (field, coverage) in [("stop.confidence_interval", stop.confidence_interval), ("stop.curtailment", stop.curtailment)] {
        if let Some(coverage) = coverage {
            that!(check, probable(coverage), field, &coverage, "above 0.5, below 1");
        }
    }
    for (field, change) in [
        ("stop.standard_error", stop.standard_error),
        ("stop.standard_error_change", stop.standard_error_change),
        ("stop.theta_change", stop.theta_change),
    ] {
        if let Some(change) = change {
            that!(check, small(change), field, &change, "above 0, below 10 logits");
        }
    }
    if let Some(information) = stop.least_information {
        that!(check, small(information), "stop.least_information", &information, "above 0, below 10");
    }
    for (field, ratio) in [("stop.sprt", &stop.sprt), ("stop.glr", &stop.glr)] {
        if let Some(ratio) = ratio {
            that!(
                check,
                ratio.delta > 0.0 && ratio.delta <= 3.0,
                &format!("{field}.delta"),
                &ratio.delta,
                "above 0, at most 3 logits"
            );
            let rare = |p: f64| p > 0.0 && p < 0.5;
            that!(check, rare(ratio.alpha), &format!("{field}.alpha"), &ratio.alpha, "above 0, below 0.5");
            that!(check, rare(ratio.beta), &format!("{field}.beta"), &ratio.beta, "above 0, below 0.5");
        }
    }
    if let Some(items) = stop.items {
        that!(check, items >= 1 && items <= length.maximum, "stop.items", &items, "1 to length.maximum");
    }
    if let Some(seconds) = stop.seconds {
        that!(check, seconds >= 1, "stop.seconds", &seconds, "at least 1");
    }
}

/// The grid and the prior of criteria that integrate over ability: those of `select`, or else of `interim`.
fn integration(
    select: &SelectFile,
    opening: Option<CriterionName>,
    interim: &EstimatorFile,
) -> Result<(Grid, Prior), (String, String, String)> {
    if !select.criterion.integrates() && !opening.is_some_and(CriterionName::integrates) {
        return Ok((Grid::new(Range { lower: -6.0, upper: 6.0 }, 61), Prior::STANDARD_NORMAL));
    }
    let [lower, upper] = select.range.unwrap_or(interim.range);
    if !(lower < upper && lower >= -20.0 && upper <= 20.0) {
        let expected = "two abilities, the lower first, within -20 to 20".to_owned();
        return Err(("select.range".to_owned(), format!("[{}, {}]", lower.said(), upper.said()), expected));
    }
    let nodes = select.nodes.unwrap_or(interim.nodes);
    if !(5..=1001).contains(&nodes) {
        return Err(("select.nodes".to_owned(), nodes.to_string(), "5 to 1001".to_owned()));
    }
    let prior = Prior::from_file(select.prior.as_ref().unwrap_or(&interim.prior))
        .map_err(|(value, expected)| ("select.prior".to_owned(), value, expected.to_owned()))?;
    Ok((Grid::new(Range { lower, upper }, nodes), prior))
}

fn pool_name(pool: Pool) -> &'static str {
    match pool {
        Pool::Practice => "practice",
        Pool::Credit => "credit",
    }
}
