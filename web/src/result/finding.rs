//! The verdict with its certainty, the band, what was shown per outcome, and why the test stopped.

use api::outcome::{FloorView, OutcomeView, SubResult};
use engine::{StopReason, Verdict};
use yew::prelude::*;

use super::band::band;
use crate::browser::focus;
use crate::format::probability;
use crate::t;

/// What a [`Gate`] is given.
#[derive(Properties, PartialEq)]
pub struct GateProps {
    /// What is behind it.
    pub children: Html,
}

/// Shows a result only when it is asked for: one may want to be alone, or to breathe first.
#[component]
pub fn Gate(props: &GateProps) -> Html {
    let open = use_state_eq(|| false);
    use_effect_with(*open, |open| {
        if *open {
            focus("verdict");
        }
    });
    if *open {
        return html! { <>{ props.children.clone() }</> };
    }
    html! {
        <section class="card gate">
            <p>{ t!("gate-text") }</p>
            <button type="button" class="button primary" onclick={move |_| open.set(true)}>{ t!("show-me") }</button>
        </section>
    }
}

/// Everything about a finding, the verdict first; `practice` awards nothing; `more` stands below what to do next.
pub fn finding(outcome: &OutcomeView, practice: bool, more: Html) -> Html {
    html! {
        <>
        <section class={classes!("card", "verdict", verdict_class(outcome.verdict))} aria-labelledby="verdict">
            <h2 id="verdict" tabindex="-1">{ verdict_title(outcome.verdict) }</h2>
            <p class="verdict-text">{ verdict_text(outcome) }</p>
            { band(outcome) }
        </section>
        <section class="card" aria-labelledby="stopped">
            <h2 id="stopped">{ t!("stopped-title") }</h2>
            <p>{ stopped(outcome, practice) }</p>
        </section>
        <section class="card" aria-labelledby="shown">
            <h2 id="shown">{ t!("shown-title") }</h2>
            <p class="hint">{ t!("shown-text") }</p>
            <ul class="outcomes-shown">
                { for outcome.outcomes.iter().map(|sub| html! { <li key={sub.id.clone()}>{ shown(sub) }</li> }) }
            </ul>
        </section>
        <section class="card" aria-labelledby="next">
            <h2 id="next">{ t!("next-title") }</h2>
            <p>{ next(outcome, practice) }</p>
            { more }
        </section>
        </>
    }
}

const fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Achieved => "verdict-achieved",
        Verdict::NotYet => "verdict-not-yet",
        Verdict::TooClose => "verdict-too-close",
    }
}

fn verdict_title(verdict: Verdict) -> String {
    match verdict {
        Verdict::Achieved => t!("verdict-achieved"),
        Verdict::NotYet => t!("verdict-not-yet"),
        Verdict::TooClose => t!("verdict-too-close"),
    }
}

fn verdict_text(outcome: &OutcomeView) -> String {
    let asked = probability(outcome.certainty);
    // The whole would do; it is an outcome's floor that was missed, or may have been.
    if outcome.verdict != Verdict::Achieved && outcome.mastery >= outcome.certainty {
        let missed = outcome.outcomes.iter().any(|sub| sub.floor.is_some_and(|floor| floor.mastery < floor.needed));
        if missed {
            return t!("verdict-floor-text", likely = probability(outcome.mastery));
        }
    }
    match outcome.verdict {
        Verdict::NotYet if outcome.mastery > 1.0 - outcome.certainty => t!("verdict-floor-missed-text"),
        Verdict::Achieved => t!("verdict-achieved-text", sure = probability(outcome.mastery), asked = asked),
        Verdict::NotYet => t!("verdict-not-yet-text", sure = probability(1.0 - outcome.mastery), asked = asked),
        Verdict::TooClose => t!("verdict-too-close-text", likely = probability(outcome.mastery), asked = asked),
    }
}

fn stopped(outcome: &OutcomeView, practice: bool) -> String {
    let items = outcome.items;
    match outcome.reason {
        StopReason::Certainty => t!("stopped-certainty", items = items, asked = probability(outcome.certainty)),
        StopReason::StandardError => t!("stopped-standard-error", items = items),
        StopReason::AllRules => t!("stopped-all-rules", items = items),
        StopReason::ConfidenceInterval | StopReason::ProbabilityRatio | StopReason::LikelihoodRatio | StopReason::Curtailment => {
            t!("stopped-decided", items = items)
        }
        StopReason::StandardErrorChange | StopReason::ThetaChange | StopReason::LeastInformation => {
            t!("stopped-settled", items = items)
        }
        StopReason::Items => t!("stopped-items", items = items),
        StopReason::Seconds => t!("stopped-seconds", items = items),
        StopReason::MaximumLength => t!("stopped-maximum-length", items = items),
        StopReason::BankExhausted if practice => t!("stopped-practice-exhausted", items = items),
        StopReason::BankExhausted => t!("stopped-bank-exhausted", items = items),
        StopReason::TimeUp => t!("stopped-time-up", items = items),
        StopReason::EndedByLearner => t!("stopped-by-learner", items = items),
        StopReason::SittingClosed => t!("stopped-sitting-closed", items = items),
    }
}

fn shown(sub: &SubResult) -> Html {
    // Some outcomes are too little tested to be spoken of by themselves.
    let (class, words) = match sub.mastery {
        None => ("level-unknown", t!("outcome-too-few", items = sub.items)),
        Some(mastery) if mastery >= 0.8 => {
            ("level-strong", t!("outcome-strong", items = sub.items, likely = probability(mastery)))
        }
        Some(mastery) if mastery <= 0.2 => ("level-weak", t!("outcome-weak", items = sub.items, likely = probability(mastery))),
        Some(mastery) => ("level-near", t!("outcome-near", items = sub.items, likely = probability(mastery))),
    };
    html! {
        <>
        <p class="outcome-text"><span class="outcome-id">{ &sub.id }</span>{ &sub.text }</p>
        <p class={classes!("level", class)}>{ words }</p>
        if let Some(FloorView { mastery, needed }) = sub.floor {
            <p class="hint">{ if mastery >= needed { t!("floor-met") } else { t!("floor-unmet", likely = probability(mastery), asked = probability(needed)) } }</p>
        }
        </>
    }
}

fn next(outcome: &OutcomeView, practice: bool) -> String {
    match (outcome.verdict, practice) {
        (Verdict::Achieved, true) => t!("next-practice-achieved"),
        (Verdict::NotYet, true) => t!("next-practice-not-yet"),
        (Verdict::TooClose, true) => t!("next-practice-too-close"),
        (Verdict::Achieved, false) => t!("next-achieved"),
        (Verdict::NotYet, false) => t!("next-not-yet"),
        (Verdict::TooClose, false) => t!("next-too-close"),
    }
}
