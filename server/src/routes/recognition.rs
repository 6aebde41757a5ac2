//! Badges from elsewhere, for those who recognise them; and what pathways brought, where a part of it holds no more.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::credential::{CredentialState, StatusCode as Code};
use api::pathway::{
    AwardDecided, AwardRow, BadgeRow, BadgeVerdict, Choice, Counts, DecideAward, GivenDocuments, ImportedBadges, LearnerProgress,
    PathwayOverview, PathwayRow, Recognise, Recognition,
};
use api::staff::TrailAction;
use axum::Json;
use axum::extract::{Path, State};
use interchange::native::{AchievementRef, Pathway, Rule};

use super::running::words;
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::pathway::evaluate::{self, Held, evaluate};
use crate::pathway::{award, held, look, standing, view};
use crate::request::{Body, Staff};
use crate::signs::{NotOurs, not_ours};
use crate::store::credentials::{self, NewStatus};
use crate::store::imported::{self, Imported, Of, Step};
use crate::store::pathways::{self, Award};
use crate::store::trail::{self, Deed};

/// Badges on the page at most.
const MOST: i64 = 500;
/// Learners on the page at most.
const LEARNERS: i64 = 200;
/// Documents that are given at once at most, and how long each may be in bytes.
const DOCUMENTS: (usize, usize) = (8, 256 << 10);

/// A body with documents of issuers.
pub const GIVEN: usize = 3 << 20;

/// All badges from elsewhere, the undecided first.
pub async fn all(State(app): State<Arc<App>>, _: Staff) -> Answer<Json<ImportedBadges>> {
    let offered = app.pathways.offered(&app.catalogue()).pathways;
    let (mut waiting, decided): (Vec<_>, Vec<_>) =
        app.store.imported(Of::All, MOST).await?.into_iter().partition(|badge| badge.recognition() == Recognition::Waiting);
    waiting.reverse();
    let mut badges = Vec::new();
    for badge in waiting.iter().chain(&decided) {
        badges.push(row(&app, badge, &offered).await?);
    }
    let sums = offered.iter().flat_map(|pathway| pathway.requirement.all()).filter_map(|requirement| match &requirement.rule {
        Rule::Sum { unit, filter, .. } => Some((unit.clone(), filter.level.as_ref().map(|(framework, _)| framework.clone()))),
        _ => None,
    });
    let (units, frameworks): (Vec<_>, Vec<_>) = sums.unzip();
    let choices = app
        .catalogue()
        .offers()
        .iter()
        .map(|offer| Choice { id: offer.terms.id.clone(), title: offer.terms.title.clone() })
        .collect();
    Ok(Json(ImportedBadges { badges, choices, units: each_once(units), frameworks: each_once(frameworks) }))
}

fn each_once(words: Vec<Option<String>>) -> Vec<String> {
    let mut words: Vec<String> = words.into_iter().flatten().collect();
    words.sort();
    words.dedup();
    words
}

async fn row(app: &App, badge: &Imported, offered: &[Pathway]) -> Answer<BadgeRow> {
    let says = &badge.look.says;
    let itself = AchievementRef::Elsewhere { id: says.achievement.clone(), issuer: badge.look.issuer.clone() };
    let asks = |pathway: &&Pathway| {
        pathway.requirement.all().into_iter().any(|requirement| match &requirement.rule {
            Rule::One { achievement, .. } => *achievement == itself,
            Rule::Sum { .. } => true,
            _ => false,
        })
    };
    Ok(BadgeRow {
        badge: view::badge(badge),
        learner: app.store.person(&badge.learner).await?.map(|person| person.name).unwrap_or_default(),
        achievement: says.achievement.clone(),
        description: says.description.clone(),
        alignments: says.alignments.clone(),
        needs: badge.look.needs.clone(),
        asked_by: offered.iter().filter(asks).map(|pathway| pathway.terms.title.clone()).collect(),
        steps: badge.steps.iter().map(view::step).collect(),
    })
}

async fn find(app: &App, id: &str) -> Answer<Imported> {
    let badge = app.store.imported(Of::Id(id), 1).await?.pop();
    badge.ok_or_else(|| Problem::not_found("there is no badge of this name"))
}

/// Recognises a badge, or declines it.
pub async fn decide(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(new): Body<Recognise>,
) -> Answer<Json<BadgeRow>> {
    let badge = find(&app, &id).await?;
    let reason = words("reason", &new.reason)?;
    let known_by = match new.known_by.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(text) => Some(words("known_by", text)?),
    };
    let action = match new.recognition {
        Recognition::Waiting => return Err(Problem::invalid("recognition is waiting, expected recognised or declined")),
        Recognition::Recognised => TrailAction::BadgeRecognised,
        Recognition::Declined => TrailAction::BadgeDeclined,
    };
    if new.recognition == Recognition::Recognised {
        if badge.look.verdict != BadgeVerdict::Valid {
            let detail = "it is not known to be genuine and in force; give the documents that it needs, and look at it again";
            return Err(Problem::conflict("not-verified", "This badge cannot be recognised yet", detail));
        }
        if !badge.look.bound && known_by.is_none() {
            let detail = "known_by is missing, expected how it is known that the badge is the learner's: their e-mail address is not in it";
            return Err(Problem::invalid(detail));
        }
        if app.store.recognised_for_others(&badge).await? > 0 {
            let detail = "the same badge is recognised for another learner";
            return Err(Problem::conflict("not-theirs", "This badge is somebody else's", detail));
        }
        fits(&app, &new.counts)?;
    }
    let counts = if new.recognition == Recognition::Recognised { new.counts } else { Counts::default() };
    let at = now();
    let step =
        Step { recognition: new.recognition, reason: reason.clone(), known_by, counts, staff: staff.id.clone(), name: None, at };
    let deed = Deed::new(&staff.id, action, badge.learner.clone()).saying(badge.look.says.title.clone());
    let (key, seq) = (id.clone(), badge.steps.len() + 1);
    app.store
        .write(move |db| {
            Box::pin(async move {
                imported::decide(db, &key, seq, &step).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    let offered = app.pathways.offered(&app.catalogue()).pathways;
    if new.recognition == Recognition::Recognised {
        for pathway in &offered {
            award::settle(&app, &badge.learner, pathway).await?;
        }
    }
    row(&app, &find(&app, &id).await?, &offered).await.map(Json)
}

/// Whether a badge can count as this.
fn fits(app: &App, counts: &Counts) -> Answer<()> {
    let halves = [
        ("credits", counts.credits.is_some(), "unit", counts.unit.is_some()),
        ("framework", counts.framework.is_some(), "level", counts.level.is_some()),
    ];
    for (one, has_one, other, has_other) in halves {
        if has_one != has_other {
            return Err(Problem::invalid(format!("counts has {one} or {other} alone, expected both or neither")));
        }
    }
    if counts.credits.is_some_and(|credits| !(credits > 0.0 && credits <= 1000.0)) {
        return Err(Problem::invalid("counts.credits is no number above 0 and up to 1000, expected one"));
    }
    for (field, text) in
        [("unit", &counts.unit), ("framework", &counts.framework), ("level", &counts.level), ("field", &counts.field)]
    {
        if text.as_ref().is_some_and(|text| text.trim().is_empty() || text.len() > 200 || text.chars().any(char::is_control)) {
            return Err(Problem::invalid(format!("counts.{field} is empty or too long, expected 1 to 200 characters")));
        }
    }
    if let Some(id) = &counts.micro_credential
        && app.catalogue().offer(id).is_none()
    {
        return Err(Problem::invalid(format!("counts.micro_credential is \"{id}\", expected one that is offered here")));
    }
    Ok(())
}

/// Looks at a badge again, with documents that its issuer serves.
pub async fn documents(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(given): Body<GivenDocuments>,
) -> Answer<Json<BadgeRow>> {
    let badge = find(&app, &id).await?;
    let (most, longest) = DOCUMENTS;
    if given.documents.len() > most {
        return Err(Problem::invalid(format!("documents has {} entries, expected at most {most}", given.documents.len())));
    }
    for document in &given.documents {
        if !document.url.starts_with("https://") || document.url.len() > 500 {
            return Err(Problem::invalid(format!("url is \"{}\", expected an address that begins with https://", document.url)));
        }
        if document.text.trim().is_empty() || document.text.len() > longest {
            let detail = format!("the text of {} is empty or longer than {longest} bytes", document.url);
            return Err(Problem::invalid(detail));
        }
    }
    let at = now();
    let documents: Vec<(String, String)> = given.documents.into_iter().map(|document| (document.url, document.text)).collect();
    if !documents.is_empty() {
        let urls: Vec<&str> = documents.iter().map(|(url, _)| url.as_str()).collect();
        let deed = Deed::new(&staff.id, TrailAction::IssuerDocumentGiven, badge.learner.clone()).saying(urls.join(" "));
        let by = staff.id.clone();
        app.store
            .write(move |db| {
                Box::pin(async move {
                    imported::give(db, &documents, &by, at).await?;
                    trail::record(db, &deed, at).await
                })
            })
            .await?;
    }
    let email = app.store.person(&badge.learner).await?.map(|person| person.email).unwrap_or_default();
    let fresh = look::look(&app, &badge.document, &email).await?;
    if fresh.verdict == BadgeVerdict::Unverifiable && badge.look.verdict == BadgeVerdict::Valid {
        let why = fresh.why.unwrap_or_default();
        let detail = format!("what was found before stays, for it cannot be looked at now: {why}");
        return Err(Problem::conflict("not-now", "The badge cannot be verified at the moment", detail));
    }
    let key = id.clone();
    app.store.write(move |db| Box::pin(async move { imported::put_look(db, &key, &fresh, at).await })).await?;
    let offered = app.pathways.offered(&app.catalogue()).pathways;
    row(&app, &find(&app, &id).await?, &offered).await.map(Json)
}

/// All pathways with who is how far, and what they brought.
pub async fn overview(State(app): State<Arc<App>>, _: Staff) -> Answer<Json<PathwayOverview>> {
    let at = now();
    let offered = app.pathways.offered(&app.catalogue());
    let mut learners: Vec<(String, Vec<Held>)> = Vec::new();
    for id in app.store.learners_with_credentials(LEARNERS).await? {
        let name = app.store.person(&id).await?.map(|person| person.name).unwrap_or_default();
        learners.push((name, held::held(&app, &id).await?));
    }
    let ours = app.store.institution().await?;
    let mut advice = offered.advice;
    let mut pathways = Vec::new();
    for pathway in &offered.pathways {
        let terms = &pathway.terms;
        let differs = ours.iter().flat_map(|ours| not_ours(&terms.awarding_body, &terms.country, ours));
        advice.extend(differs.map(|NotOurs { field, stated, expected }| {
            format!("{}: warning: {field} = {stated}, expected {expected}", terms.id)
        }));
        let mut progress: Vec<LearnerProgress> = learners
            .iter()
            .map(|(name, held)| (name, evaluate(&pathway.requirement, held, at)))
            .filter(|(_, progress)| progress.fraction > 0.0)
            .map(|(name, progress)| LearnerProgress {
                learner: name.clone(),
                met: progress.met,
                fraction: progress.fraction,
                missing: evaluate::missing(&progress),
            })
            .collect();
        progress.sort_by(|one, other| other.fraction.total_cmp(&one.fraction).then_with(|| one.learner.cmp(&other.learner)));
        let mut awards = Vec::new();
        for award in app.store.pathway_awards(None, Some(&pathway.terms.id), None).await? {
            awards.push(award_row(&app, &award).await?);
        }
        awards.sort_by_key(|award| award.flagged.is_empty());
        pathways.push(PathwayRow { pathway: view::pathway(pathway, &[], at, ours.as_ref()), learners: progress, awards });
    }
    Ok(Json(PathwayOverview { pathways, left_out: offered.left_out, advice }))
}

async fn award_row(app: &App, award: &Award) -> Answer<AwardRow> {
    // What was decided at once of several parts is one decision.
    let mut decisions: BTreeMap<(i64, bool), AwardDecided> = BTreeMap::new();
    for review in &award.reviews {
        decisions.entry((review.at, review.keep)).or_insert_with(|| AwardDecided {
            at: review.at,
            who: review.name.clone().or_else(|| Some(review.staff.clone())),
            keep: review.keep,
            reason: review.reason.clone(),
        });
    }
    Ok(AwardRow {
        credential: award.credential.clone(),
        learner: app.store.person(&award.learner).await?.map(|person| person.name).unwrap_or_default(),
        awarded_at: award.awarded_at,
        in_force: standing::in_force(app, award).await?,
        flagged: standing::flagged(app, award, now()).await?,
        decisions: decisions.into_values().collect(),
    })
}

/// Decides what becomes of an award, a part of which holds no more.
pub async fn decide_award(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(DecideAward { keep, reason }): Body<DecideAward>,
) -> Answer<Json<AwardRow>> {
    let missing = || Problem::not_found("there is no award of this name");
    let award = app.store.pathway_awards(None, None, Some(&id)).await?.pop().ok_or_else(missing)?;
    let reason = words("reason", &reason)?;
    let at = now();
    let flagged = standing::flagged(&app, &award, at).await?;
    if flagged.is_empty() {
        let detail = "every part of it holds, or it was decided already; reload to see";
        return Err(Problem::conflict("nothing-to-decide", "There is nothing to decide here", detail));
    }
    let mut revoked = Vec::new();
    if !keep {
        for credential in [Some(&award.credential), award.record.as_ref()].into_iter().flatten() {
            revoked.extend(standing::current(&app, credential).await?.map(|credential| credential.id));
        }
    }
    let titles: Vec<&str> = flagged.iter().map(|part| part.title.as_str()).collect();
    let word = if keep { "stays" } else { "is revoked" };
    let detail = format!("{} {word}; holds no more: {}", award.pathway, titles.join(", "));
    let deed = Deed::new(&staff.id, TrailAction::PathwayAwardDecided, award.learner.clone()).saying(detail);
    let (key, by) = (id.clone(), staff.id.clone());
    app.store
        .write(move |db| {
            Box::pin(async move {
                for part in &flagged {
                    pathways::review(db, &key, (&part.part, part.state), keep, &reason, &by, at).await?;
                }
                for credential in revoked {
                    let status = NewStatus {
                        credential,
                        state: CredentialState::Revoked,
                        code: Code::PartRevoked,
                        reason: reason.clone(),
                        staff: Some(by.clone()),
                    };
                    credentials::put_status(db, &status, at).await?;
                }
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    let award = app.store.pathway_awards(None, None, Some(&id)).await?.pop().ok_or_else(missing)?;
    award_row(&app, &award).await.map(Json)
}
