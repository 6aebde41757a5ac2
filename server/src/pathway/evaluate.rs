//! How far somebody is on a pathway: of what it takes, what they hold and the day, and of nothing else.

use api::pathway::{Only, PartState, Progress, RequirementKind, Serving};
use credential::Time;
use interchange::native::{AchievementRef, Filter, Requirement, Rule};

/// A credential that somebody holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Its random id here.
    pub credential: String,
    /// Its name.
    pub title: String,
    /// For what it was given.
    pub achievement: AchievementRef,
    /// How many credits, and of which unit.
    pub credits: Option<(f64, String)>,
    /// A framework and the level in it.
    pub level: Option<(String, String)>,
    /// Its field of study.
    pub field: Option<String>,
    /// When it was awarded (Unix milliseconds).
    pub awarded_at: i64,
    /// Until when it holds (Unix milliseconds).
    pub expires_at: Option<i64>,
    /// Whether it counts.
    pub state: PartState,
}

impl Held {
    /// Whether it counts at `now`: what was revoked, suspended or is over does not.
    pub fn state_at(&self, now: i64) -> PartState {
        match self.state {
            PartState::InForce if self.expires_at.is_some_and(|until| until <= now) => PartState::Expired,
            state => state,
        }
    }

    fn is_within(&self, months: Option<u32>, now: i64) -> bool {
        months.is_none_or(|months| {
            let ((year, month, day), (this_year, this_month, today)) = (civil(self.awarded_at), civil(now));
            (year * 12 + month + i64::from(months), day) >= (this_year * 12 + this_month, today)
        })
    }

    fn passes(&self, filter: &Filter, now: i64) -> bool {
        // A classification by digits names broader fields by fewer of them.
        let same = |field: &str, wanted: &str| {
            let digits = wanted.bytes().all(|byte| byte.is_ascii_digit());
            field.trim().to_lowercase() == wanted.trim().to_lowercase() || digits && field.starts_with(wanted)
        };
        let at_level = filter.level.as_ref().is_none_or(|(framework, levels)| {
            self.level.as_ref().is_some_and(|(of, level)| of == framework && levels.contains(level))
        });
        let in_field = filter.field.as_ref().is_none_or(|wanted| self.field.as_ref().is_some_and(|field| same(field, wanted)));
        at_level && in_field && self.is_within(filter.within_months, now)
    }
}

/// Year, month and day in UTC. A moment that has none is before all others.
fn civil(at: i64) -> (i64, i64, i64) {
    let date = Time::from_unix_ms(at).map(Time::date).unwrap_or_default();
    let mut parts = date.split('-').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next())
}

/// How far somebody who holds this is at `now`.
///
/// A credential may serve several requirements. Within a sum an achievement counts once, however many credentials were given for it:
/// by the one with the most credits, of these the newest. The order of `held` changes nothing.
pub fn evaluate(requirement: &Requirement, held: &[Held], now: i64) -> Progress {
    let mut counting: Vec<&Held> = held.iter().filter(|one| one.state_at(now) == PartState::InForce).collect();
    counting.sort_by(|one, other| (other.awarded_at, &one.credential).cmp(&(one.awarded_at, &other.credential)));
    of(requirement, &counting, now)
}

fn of(requirement: &Requirement, held: &[&Held], now: i64) -> Progress {
    let parts = |of_these: &[Requirement]| of_these.iter().map(|one| of(one, held, now)).collect::<Vec<_>>();
    match &requirement.rule {
        Rule::AllOf(all) => counted(requirement, RequirementKind::All, all.len(), parts(all)),
        Rule::AnyOf { at_least, of } => counted(requirement, RequirementKind::Any, *at_least, parts(of)),
        Rule::One { achievement, within_months } => {
            let best = held.iter().find(|one| one.achievement == *achievement && one.is_within(*within_months, now));
            let served_by = best.map(|one| serving(one, 1.0)).into_iter().collect();
            let (kind, micro_credential, issuer) = match achievement {
                AchievementRef::Here(id) => (RequirementKind::MicroCredential, Some(id.clone()), None),
                AchievementRef::Elsewhere { issuer, .. } => (RequirementKind::Elsewhere, None, Some(issuer.clone())),
            };
            let only = Only { within_months: *within_months, ..Only::default() };
            Progress { micro_credential, issuer, only, ..summed(requirement, kind, 1.0, served_by) }
        }
        Rule::Sum { amount, unit, filter } => {
            let kind = if unit.is_some() { RequirementKind::Credits } else { RequirementKind::Credentials };
            let only = Only {
                framework: filter.level.as_ref().map(|(framework, _)| framework.clone()),
                levels: filter.level.as_ref().map(|(_, levels)| levels.clone()).unwrap_or_default(),
                field: filter.field.clone(),
                within_months: filter.within_months,
            };
            let served_by = once_each(held.iter().filter(|one| one.passes(filter, now)), unit.as_deref());
            Progress { unit: unit.clone(), only, ..summed(requirement, kind, *amount, served_by) }
        }
    }
}

/// What adds to a sum, each achievement once.
fn once_each<'a>(held: impl Iterator<Item = &'a &'a Held>, unit: Option<&str>) -> Vec<Serving> {
    let mut best: Vec<(&Held, f64)> = Vec::new();
    for one in held {
        let amount = match (unit, &one.credits) {
            (None, _) => 1.0,
            (Some(unit), Some((credits, of))) if of == unit => *credits,
            _ => continue,
        };
        match best.iter_mut().find(|(other, _)| other.achievement == one.achievement) {
            Some(known) if amount > known.1 => *known = (one, amount),
            Some(_) => {}
            None => best.push((one, amount)),
        }
    }
    best.sort_by(|(one, _), (other, _)| (one.awarded_at, &one.credential).cmp(&(other.awarded_at, &other.credential)));
    best.into_iter().map(|(one, amount)| serving(one, amount)).collect()
}

fn serving(held: &Held, amount: f64) -> Serving {
    Serving { credential: held.credential.clone(), title: held.title.clone(), amount }
}

/// A requirement that counts others.
fn counted(requirement: &Requirement, kind: RequirementKind, need: usize, parts: Vec<Progress>) -> Progress {
    let have = parts.iter().filter(|part| part.met).count();
    let mut fractions: Vec<f64> = parts.iter().map(|part| part.fraction).collect();
    fractions.sort_by(|one, other| other.total_cmp(one));
    let fraction = fractions.iter().take(need).sum::<f64>() / need.max(1) as f64;
    let of = summed(requirement, kind, need as f64, Vec::new());
    Progress { have: have as f64, met: have >= need, fraction, parts, ..of }
}

/// A requirement that adds up what serves it.
fn summed(requirement: &Requirement, kind: RequirementKind, need: f64, served_by: Vec<Serving>) -> Progress {
    let have: f64 = served_by.iter().map(|one| one.amount).sum();
    // Credits of a tenth are not exact in binary.
    let met = have + 1e-9 >= need;
    Progress {
        id: requirement.id.clone(),
        title: requirement.title.clone(),
        kind,
        met,
        have,
        need,
        unit: None,
        only: Only::default(),
        micro_credential: None,
        issuer: None,
        fraction: if met { 1.0 } else { have / need },
        served_by,
        parts: Vec::new(),
    }
}

/// The credentials by which a requirement is met, each once, in the order in which they serve it. Empty where it is not met.
pub fn parts(progress: &Progress) -> Vec<String> {
    fn collect(progress: &Progress, found: &mut Vec<String>) {
        for id in progress.served_by.iter().map(|one| &one.credential) {
            if !found.contains(id) {
                found.push(id.clone());
            }
        }
        for part in progress.parts.iter().filter(|part| part.met) {
            collect(part, found);
        }
    }
    let mut found = Vec::new();
    if progress.met {
        collect(progress, &mut found);
    }
    found
}

/// Titles of what is missing: the lowest requirements that are not met, where their part is not made up for by others.
pub fn missing(progress: &Progress) -> Vec<String> {
    if progress.met {
        return Vec::new();
    }
    if progress.kind == RequirementKind::All {
        return progress.parts.iter().flat_map(missing).collect();
    }
    vec![progress.title.clone()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 2026-11-28T00:00:00Z.
    const NOW: i64 = 1_795_824_000_000;
    const DAY: i64 = 86_400_000;

    fn here(id: &str) -> AchievementRef {
        AchievementRef::Here(id.to_owned())
    }

    fn held(credential: &str, achievement: &str, credits: f64) -> Held {
        Held {
            credential: credential.to_owned(),
            title: achievement.to_owned(),
            achievement: here(achievement),
            credits: Some((credits, "NZ credits".to_owned())),
            level: Some(("NZQCF".to_owned(), "8".to_owned())),
            field: Some("Computing".to_owned()),
            awarded_at: NOW - 40 * DAY,
            expires_at: None,
            state: PartState::InForce,
        }
    }

    fn requirement(id: &str, rule: Rule) -> Requirement {
        Requirement { id: id.to_owned(), title: id.to_owned(), rule }
    }

    fn one(id: &str) -> Requirement {
        requirement(id, Rule::One { achievement: here(id), within_months: None })
    }

    fn credits(amount: f64, filter: Filter) -> Requirement {
        requirement("credits", Rule::Sum { amount, unit: Some("NZ credits".to_owned()), filter })
    }

    #[test]
    fn counts_parts_and_names_what_is_missing() {
        let any = requirement("any", Rule::AnyOf { at_least: 1, of: vec![one("b"), one("c")] });
        let all = requirement("all", Rule::AllOf(vec![one("a"), any]));
        let progress = evaluate(&all, &[held("1", "a", 5.0)], NOW);
        assert_eq!((progress.met, progress.have, progress.need, progress.fraction), (false, 1.0, 2.0, 0.5));
        assert_eq!((missing(&progress), parts(&progress)), (vec!["any".to_owned()], Vec::new()));
        let progress = evaluate(&all, &[held("1", "a", 5.0), held("2", "c", 5.0)], NOW);
        assert_eq!((progress.met, parts(&progress)), (true, vec!["1".to_owned(), "2".to_owned()]));
    }

    #[test]
    fn counts_an_achievement_once_in_a_sum_and_converts_no_unit() {
        let ects = Held { credits: Some((60.0, "ECTS".to_owned())), ..held("3", "c", 0.0) };
        let all = [held("1", "a", 10.0), held("2", "a", 15.0), ects, held("4", "b", 4.9)];
        let progress = evaluate(&credits(20.0, Filter::default()), &all, NOW);
        assert_eq!((progress.have, progress.met), (19.9, false));
        let serving: Vec<&str> = progress.served_by.iter().map(|one| one.credential.as_str()).collect();
        assert_eq!(serving, ["2", "4"]);
    }

    #[test]
    fn asks_for_level_field_and_age() {
        let filter = Filter {
            level: Some(("NZQCF".to_owned(), vec!["7".to_owned(), "8".to_owned()])),
            field: Some("computing".to_owned()),
            within_months: Some(12),
        };
        let right = held("1", "a", 5.0);
        let wrong = [
            Held { level: Some(("NZQCF".to_owned(), "6".to_owned())), ..held("2", "b", 5.0) },
            Held { level: Some(("EQF".to_owned(), "8".to_owned())), ..held("3", "c", 5.0) },
            Held { field: None, ..held("4", "d", 5.0) },
            // The last day of a year is 2025-11-28.
            Held { awarded_at: NOW - 366 * DAY, ..held("5", "e", 5.0) },
        ];
        let last = Held { awarded_at: NOW - 365 * DAY, ..held("6", "f", 5.0) };
        let all: Vec<Held> = wrong.into_iter().chain([right, last]).collect();
        assert_eq!(parts(&evaluate(&credits(10.0, filter), &all, NOW)), ["6", "1"]);
    }

    #[test]
    fn leaves_out_what_is_not_in_force() {
        for state in [PartState::Suspended, PartState::Revoked, PartState::Expired, PartState::NotRecognised] {
            assert!(!evaluate(&one("a"), &[Held { state, ..held("1", "a", 5.0) }], NOW).met, "{state:?}");
        }
        let until = |at| Held { expires_at: Some(at), ..held("1", "a", 5.0) };
        assert!(!evaluate(&one("a"), &[until(NOW)], NOW).met);
        assert!(evaluate(&one("a"), &[until(NOW + 1)], NOW).met);
    }

    fn any_held() -> impl Strategy<Value = Held> {
        let state = prop_oneof![
            3 => Just(PartState::InForce), 1 => Just(PartState::Suspended), 1 => Just(PartState::Revoked)
        ];
        (0_u8..40, 0_u8..5, 1_u8..30, 0_i64..900, state).prop_map(|(credential, achievement, amount, age, state)| Held {
            awarded_at: NOW - age * DAY,
            state,
            level: Some(("NZQCF".to_owned(), (5 + amount % 4).to_string())),
            ..held(&format!("c{credential}-{achievement}-{amount}-{age}"), &format!("a{achievement}"), f64::from(amount))
        })
    }

    fn any_requirement() -> impl Strategy<Value = Requirement> {
        let months = proptest::option::of(1_u32..30);
        let leaf = prop_oneof![
            (0_u8..5, months.clone()).prop_map(|(id, within_months)| {
                requirement("one", Rule::One { achievement: here(&format!("a{id}")), within_months })
            }),
            (1_u8..60, months.clone(), any::<bool>()).prop_map(|(amount, within_months, level)| {
                let level = level.then(|| ("NZQCF".to_owned(), vec!["7".to_owned(), "8".to_owned()]));
                credits(amount.into(), Filter { level, field: None, within_months })
            }),
            (1_u8..4, months).prop_map(|(amount, within_months)| {
                let filter = Filter { within_months, ..Filter::default() };
                requirement("count", Rule::Sum { amount: amount.into(), unit: None, filter })
            }),
        ];
        leaf.prop_recursive(3, 20, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 1..4).prop_map(|of| requirement("all", Rule::AllOf(of))),
                (proptest::collection::vec(inner, 1..4), 1_usize..4)
                    .prop_map(|(of, at_least)| { requirement("any", Rule::AnyOf { at_least: at_least.min(of.len()), of }) }),
            ]
        })
    }

    proptest! {
        #[test]
        fn does_not_look_at_the_order_of_credentials(
            requirement in any_requirement(),
            (held, shuffled) in proptest::collection::vec(any_held(), 0..12)
                .prop_flat_map(|held| (Just(held.clone()), Just(held).prop_shuffle())),
        ) {
            // The ids of a learner's credentials differ.
            let mut ids: Vec<_> = held.iter().map(|one| &one.credential).collect();
            ids.sort_unstable();
            ids.dedup();
            prop_assume!(ids.len() == held.len());
            prop_assert_eq!(evaluate(&requirement, &held, NOW), evaluate(&requirement, &shuffled, NOW));
        }

        #[test]
        fn takes_nothing_away_for_one_credential_more(
            requirement in any_requirement(),
            held in proptest::collection::vec(any_held(), 0..12),
            more in any_held(),
        ) {
            let before = evaluate(&requirement, &held, NOW);
            let after = evaluate(&requirement, &held.into_iter().chain([more]).collect::<Vec<_>>(), NOW);
            prop_assert!(after.fraction >= before.fraction - 1e-12);
            prop_assert!(after.met >= before.met);
        }

        #[test]
        fn is_met_by_its_parts_alone_and_by_nothing_else(
            requirement in any_requirement(),
            held in proptest::collection::vec(any_held(), 0..12),
        ) {
            let progress = evaluate(&requirement, &held, NOW);
            prop_assert!((0.0..=1.0).contains(&progress.fraction));
            prop_assert_eq!(progress.met, (progress.fraction - 1.0).abs() < 1e-9);
            let serving = parts(&progress);
            let only: Vec<Held> = held.iter().filter(|one| serving.contains(&one.credential)).cloned().collect();
            prop_assert_eq!(evaluate(&requirement, &only, NOW).met, progress.met);
            prop_assert!(only.iter().all(|one| one.state_at(NOW) == PartState::InForce));
            prop_assert_eq!(missing(&progress).is_empty(), progress.met);
        }
    }
}
