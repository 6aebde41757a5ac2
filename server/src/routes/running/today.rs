//! What needs somebody today, of what they may do something about.

use std::sync::Arc;

use api::attempt::BadgeState;
use api::concern::ConcernKind;
use api::staff::Permission;
use api::today::{Task, TaskKind, Today};
use axum::Json;
use axum::extract::State;

use crate::app::App;
use crate::clock::now;
use crate::cohort;
use crate::error::Answer;
use crate::request::Staff;
use crate::routes::classes::row;
use crate::running::{answers, statistics};

/// The list, the most pressing first.
pub async fn today(State(app): State<Arc<App>>, staff: Staff) -> Answer<Json<Today>> {
    let at = now();
    let mut tasks = Vec::new();
    let cohorts = app.store.cohorts(None).await?;
    if staff.may(Permission::ReadClasses) {
        for (cohort, _) in &cohorts {
            let lines = app.store.cohort_lines(&cohort.id).await?;
            let stuck = lines.iter().filter(|line| cohort::state(line, at) == api::cohort::LearnerState::Stuck);
            for line in stuck {
                tasks.push(Task {
                    kind: TaskKind::Stuck,
                    id: cohort.id.clone(),
                    about: line.name.clone(),
                    title: cohort.name.clone(),
                    since: line.heard(),
                    count: 1,
                });
            }
        }
        if staff.may(Permission::RunClasses) {
            for line in app.store.seat_lines(None, 1000).await? {
                let (confirmed, id) = (line.confirmed_at, line.id.clone());
                let row = row(&app, line);
                if row.badge == BadgeState::AwaitingConfirmation && confirmed.is_none() {
                    let (about, title) = (row.name, row.title);
                    tasks.push(Task { kind: TaskKind::Confirm, id, about, title, since: None, count: 1 });
                }
            }
        }
    }
    if staff.may(Permission::ReadConcerns) {
        for concern in app.store.concerns(None, None, 500).await?.into_iter().rev().filter(|one| !one.state().is_decided()) {
            let offer = app.catalogue().offer(&concern.micro_credential);
            tasks.push(Task {
                kind: if concern.kind == ConcernKind::Appeal { TaskKind::Appeal } else { TaskKind::Report },
                title: offer.map_or_else(|| concern.micro_credential.clone(), |offer| offer.terms.title.clone()),
                id: concern.id,
                about: concern.learner,
                since: Some(concern.made_at),
                count: 1,
            });
        }
    }
    if staff.may(Permission::CorrectKeys) {
        for (_, micro_credential, count) in app.store.undecided_badges().await? {
            let offer = app.catalogue().offer(&micro_credential);
            let title = offer.map_or_else(|| micro_credential.clone(), |offer| offer.terms.title.clone());
            let count = usize::try_from(count).unwrap_or_default();
            tasks.push(Task { kind: TaskKind::Badge, id: micro_credential, about: String::new(), title, since: None, count });
        }
    }
    if staff.may(Permission::DecideCredentials) {
        for asked in app.store.waiting_names().await? {
            let since = Some(asked.asked_at);
            tasks.push(Task { kind: TaskKind::Name, id: asked.id, about: asked.now, title: asked.wanted, since, count: 1 });
        }
    }
    if staff.may(Permission::ReadStatistics) {
        for offer in app.catalogue().offers() {
            let (attempts, _) = statistics::attempts(&app, &offer.terms.id).await?;
            if attempts.len() < calibration::FEWEST {
                continue;
            }
            if !answers::are_known(&app, &offer.terms.id, &attempts).await? {
                // Reading a thousand logs takes a while: nobody waits for it here, and the next look finds it done.
                let (app, offer) = (Arc::clone(&app), Arc::clone(offer));
                tokio::spawn(async move { drop(statistics::of(&app, &offer).await) });
                continue;
            }
            let found = statistics::of(&app, offer).await?;
            let count = found.items.iter().filter(|item| !item.flags.is_empty()).count();
            if count > 0 {
                let (id, title) = (offer.terms.id.clone(), offer.terms.title.clone());
                tasks.push(Task { kind: TaskKind::Flagged, id, about: String::new(), title, since: None, count });
            }
        }
    }
    if staff.may(Permission::SignOffBanks) {
        for one in app.store.publications_for(&staff.id).await? {
            let (id, about, since) = (one.bank, one.title.clone(), Some(one.proposed_at));
            tasks.push(Task { kind: TaskKind::Publication, id, about, title: one.title, since, count: 1 });
        }
    }
    tasks.sort_by_key(|task| task.kind);
    Ok(Json(Today {
        tasks,
        demo: staff.may(Permission::RunDemo) && cohorts.iter().any(|(cohort, _)| cohort.demo),
        fresh: staff.may(Permission::RunDemo) && app.store.attempts_at_all().await? == 0,
    }))
}
