//! Pathways and badges as pages show them.

use api::pathway::{MyBadge, PathwayView, Progress, RecognitionStep};
use interchange::native::Pathway;

use super::evaluate::{Held, evaluate};
use crate::store::imported::{Imported, Step};
use crate::store::people::Institution;

/// A pathway for somebody who holds this, where `ours` signs what is awarded.
pub fn pathway(pathway: &Pathway, held: &[Held], now: i64, ours: Option<&Institution>) -> PathwayView {
    shown(pathway, evaluate(&pathway.requirement, held, now), ours)
}

/// A pathway with somebody's progress. Whoever runs the server signs, and so awards; what the file says counts before there is anybody.
pub fn shown(pathway: &Pathway, progress: Progress, ours: Option<&Institution>) -> PathwayView {
    let terms = &pathway.terms;
    PathwayView {
        id: terms.id.clone(),
        title: terms.title.clone(),
        description: terms.description.clone(),
        awarding_body: ours.map_or(&terms.awarding_body, |ours| &ours.name).clone(),
        outcomes: terms.outcomes.clone(),
        assessment_type: terms.assessment_type.text.clone(),
        participation: terms.participation.text.clone(),
        quality_assurance: terms.quality_assurance.clone(),
        level: format!("{} {}", terms.level.framework, terms.level.value),
        hours: terms.workload.hours,
        credits: terms.workload.credits,
        unit: terms.workload.unit.clone(),
        specimen_note: terms.specimen_note.clone(),
        progress,
    }
}

/// A badge as its learner sees it.
pub fn badge(badge: &Imported) -> MyBadge {
    let (look, decision) = (&badge.look, badge.decision());
    MyBadge {
        id: badge.id.clone(),
        title: look.says.title.clone(),
        issuer: look.issuer.clone(),
        issuer_name: look.says.issuer_name.clone(),
        awarded_on: look.says.awarded_on.clone(),
        verdict: look.verdict,
        why: look.why.clone(),
        findings: look.findings.clone(),
        bound: look.bound,
        recognition: badge.recognition(),
        reason: decision.map(|step| step.reason.clone()),
        counts: decision.map(|step| step.counts.clone()),
        imported_at: badge.imported_at,
        checked_at: badge.checked_at,
    }
}

/// What was decided of a badge, for those who decide.
pub fn step(step: &Step) -> RecognitionStep {
    RecognitionStep {
        at: step.at,
        who: step.name.clone().or_else(|| Some(step.staff.clone())),
        recognition: step.recognition,
        reason: step.reason.clone(),
        known_by: step.known_by.clone(),
    }
}
