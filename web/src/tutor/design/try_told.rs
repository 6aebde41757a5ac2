//! What a trial session comes to so far, and why each question came: what the engine explains, in words.

use engine::session::Reason;
use engine::{BlockExplained, Explained, Session, StopReason, Verdict};
use yew::prelude::*;

use crate::components::{Tone, announced, table};
use crate::format::{decimals, probability};
use crate::t;

/// Estimate, P(mastery) and how many questions, as they are now.
pub fn standing(session: &Session) -> Html {
    let finding = session.finding();
    let progress = session.progress();
    let [low, high] = finding.interval;
    let cut = session.assessment().blueprint().standard.cut.value();
    html! {
        <div role="status"><ul class="plain-list">
            <li>{ t!("told-asked", done = progress.done, least = progress.minimum, most = progress.maximum) }</li>
            <li>{ t!("told-mastery", probability = probability(finding.mastery), cut = decimals(cut, 2)) }</li>
            <li>{ t!("told-estimate", estimate = decimals(finding.estimate.theta.value(), 2), low = decimals(low.value(), 2), high = decimals(high.value(), 2)) }</li>
        </ul></div>
    }
}

/// The verdict, and why the test ended.
pub fn ended(session: &Session) -> Html {
    let outcome = session.outcome();
    let (tone, words) = match outcome.verdict {
        Verdict::Achieved => (Tone::Good, t!("told-achieved")),
        Verdict::NotYet => (Tone::Information, t!("told-not-yet")),
        Verdict::TooClose => (Tone::Warning, t!("told-too-close")),
    };
    html! {
        <>
        { announced(tone, &words) }
        <p>{ why_ended(outcome.reason) }</p>
        <p class="hint">{ t!("told-nothing-kept") }</p>
        </>
    }
}

fn why_ended(reason: StopReason) -> String {
    match reason {
        StopReason::MaximumLength => t!("told-maximum"),
        StopReason::Certainty => t!("told-certain"),
        StopReason::StandardError => t!("told-precise"),
        StopReason::BankExhausted => t!("told-exhausted"),
        StopReason::Seconds | StopReason::TimeUp => t!("told-time"),
        _ => t!("told-rule"),
    }
}

/// Block by block, the newest first.
pub fn explained(session: &Session) -> Html {
    let blocks = match Session::explain(session.assessment(), session.log(), None) {
        Ok(blocks) => blocks,
        Err(error) => return announced(Tone::Bad, &error.to_string()),
    };
    let newest = blocks.last().map_or(0, |block| block.number);
    html! {
        <>
        <p class="hint">{ t!("told-explained-hint") }</p>
        { for blocks.iter().rev().map(|block| html! {
            <details class="as-table" key={block.number.to_string()} open={block.number + 1 >= newest}>
                <summary>{ t!("told-block", number = block.number) }</summary>
                { one(block, session) }
            </details>
        }) }
        </>
    }
}

fn one(block: &BlockExplained, session: &Session) -> Html {
    let outcome = |id: &engine::bank::ItemId| {
        let bank = session.assessment().bank();
        let first = bank.item(id).and_then(|item| item.outcomes.first().copied());
        first.map(|outcome| bank.outcomes()[outcome].id.clone()).unwrap_or_default()
    };
    let row = |choice: &Explained| {
        let items: Vec<String> = choice.items.iter().map(ToString::to_string).collect();
        let outcomes = choice.items.first().map(outcome).unwrap_or_default();
        let rank = if choice.rank <= 1 {
            t!("told-best", of = choice.candidates)
        } else {
            t!("told-rank", rank = choice.rank, of = choice.candidates)
        };
        let waiting: Vec<String> =
            choice.removed.iter().filter(|(why, _)| *why != Reason::Used).map(|(why, count)| because(*why, *count)).collect();
        let others: Vec<String> = choice.others.iter().take(3).map(|other| other.item.to_string()).collect();
        html! {
            <tr key={items.join(" ")}>
                <td><code>{ items.join(", ") }</code>{ " " }<span class="outcome-id">{ outcomes }</span></td>
                <td data-label={t!("told-why")}>
                    { rank }
                    if !waiting.is_empty() {
                        <p class="hint">{ waiting.join(" ") }</p>
                    }
                    if !others.is_empty() {
                        <p class="hint">{ t!("told-others", items = others.join(", ")) }</p>
                    }
                </td>
                <td data-label={t!("told-at")}>{ decimals(choice.theta, 2) }</td>
                <td data-label={t!("told-value")}>{ decimals(choice.value, 2) }</td>
            </tr>
        }
    };
    let headings = [t!("round-question"), t!("told-why"), t!("told-at"), t!("told-value")];
    html! {
        <>
        if block.choices.is_empty() {
            <p>{ t!("told-fixed") }</p>
        } else {
            { table(headings, block.choices.iter().map(row).collect()) }
        }
        if let Some(estimate) = block.estimate {
            <p>{ t!("told-after", estimate = decimals(estimate.theta.value(), 2), error = decimals(estimate.standard_error.value(), 2)) }</p>
            if !block.minima_met {
                <p class="hint">{ t!("told-minima") }</p>
            }
        }
        </>
    }
}

fn because(why: Reason, count: usize) -> String {
    match why {
        Reason::Used => t!("why-used", count = count),
        Reason::Content => t!("why-content", count = count),
        Reason::Completion => t!("why-completion", count = count),
        Reason::Room => t!("why-room", count = count),
        Reason::Exposure => t!("why-exposure", count = count),
        Reason::Share => t!("why-share", count = count),
        Reason::Stratum => t!("why-stratum", count = count),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use engine::{Seed, Started};

    use super::*;

    #[test]
    fn every_end_has_words() {
        crate::text::install(&[crate::text::DESIGN]);
        let (bank, blueprint) = engine::doc_example();
        let bank = Arc::new(bank.restricted_to(blueprint.pool).check().unwrap());
        let assessment = Arc::new(engine::Assessment::new(bank, &blueprint).unwrap());
        let session = Session::start(assessment.clone(), Started::new(assessment.digest(), Seed::from_number(1))).unwrap();
        assert!(Session::explain(&assessment, session.log(), None).unwrap()[0].choices.len() == 2);
        let words: Vec<String> =
            [StopReason::MaximumLength, StopReason::Certainty, StopReason::Curtailment].map(why_ended).to_vec();
        assert!(words.iter().all(|words| words.ends_with('.')), "{words:?}");
    }
}
