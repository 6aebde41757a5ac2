//! A bank in figures that a reviewer reads before it is published.

use api::workshop::{ContentWords, Finding, FormWords, OfferWords};
use engine::bank::file::{BankFile, Status};
use engine::blueprint::file::BlueprintFile;
use interchange::Problem;
use interchange::native::NativeBank;

/// So many are told; a bank with more has other worries.
const MOST: usize = 300;

/// What a bank would offer; `None` where it awards nothing.
pub fn offer_words(bank: &NativeBank) -> Option<OfferWords> {
    let terms = bank.micro_credential.as_ref()?;
    let named = [terms.award.as_ref(), terms.sitting.as_ref(), terms.practice.as_ref()];
    let forms = named.into_iter().flatten().filter_map(|id| bank.blueprints.iter().find(|blueprint| blueprint.id == *id));
    Some(OfferWords {
        micro_credential: terms.id.clone(),
        title: terms.title.clone(),
        forms: forms.map(|blueprint| form_words(&bank.file, blueprint)).collect(),
    })
}

/// A count as the wire has it.
fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn form_words(bank: &BankFile, blueprint: &BlueprintFile) -> FormWords {
    let items: Vec<_> =
        bank.items.iter().filter(|item| item.pool == blueprint.pool && item.status == Status::Operational).collect();
    let count = |outcome: &str| items.iter().filter(|item| item.outcomes.iter().any(|id| id == outcome)).count();
    let content = bank.outcomes.iter().map(|outcome| {
        let asked = blueprint.content.iter().find(|content| content.outcome == outcome.id);
        ContentWords {
            outcome: outcome.id.clone(),
            minimum: asked.map_or(0, |content| number(content.minimum)),
            maximum: asked.and_then(|content| content.maximum).map(number),
            items: number(count(&outcome.id)),
        }
    });
    let standard = &blueprint.standard;
    FormWords {
        title: blueprint.title.clone(),
        delivery: serde_json::to_value(blueprint.delivery)
            .ok()
            .and_then(|name| name.as_str().map(str::to_owned))
            .unwrap_or_default(),
        items: number(items.len()),
        minimum: number(blueprint.length.minimum),
        maximum: number(blueprint.length.maximum),
        cut: format!("{:.2}", standard.cut.value()),
        cut_se: format!("{:.2}", standard.cut_se),
        certainty: format!("{}", (standard.certainty * 1000.0).round() / 10.0),
        rationale: standard.rationale.clone(),
        content: content.collect(),
    }
}

/// Problems as they travel: errors first.
pub fn findings<'a>(problems: impl Iterator<Item = &'a Problem>) -> Vec<Finding> {
    let finding = |problem: &Problem| Finding {
        code: problem.code.to_owned(),
        error: problem.is_error(),
        place: problem.place(),
        message: problem.message(),
    };
    problems.take(MOST).map(finding).collect()
}
