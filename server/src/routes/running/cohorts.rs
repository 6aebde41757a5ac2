//! Cohorts: made, filled from a table, watched.

use std::sync::Arc;

use api::cohort::{
    CohortCards, CohortLink, CohortView, CohortWindow, Cohorts, ExtraTime, LearnerPreview, LearnerTable, NewCohort, NewLearner,
};
use api::staff::TrailAction;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::app::App;
use crate::card;
use crate::clock::{DAY, now};
use crate::cohort::{self, Row};
use crate::error::{Answer, Problem};
use crate::request::{Body, Staff};
use crate::routes::classes::title_to_award;
use crate::routes::{fresh_code, values};
use crate::secret;
use crate::store::cohorts::{self, Cohort};
use crate::store::people::{self, Seat, email_key};
use crate::store::trail::{self, Deed};
use crate::store::{cards, codes};

/// A window is no longer than this.
const LONGEST: i64 = 3 * 366 * DAY;

/// All of them.
pub async fn all(State(app): State<Arc<App>>, _: Staff) -> Answer<Json<Cohorts>> {
    let cohorts = app.store.cohorts(None).await?;
    let offers = app.catalogue();
    Ok(Json(Cohorts {
        cohorts: cohorts.iter().map(|(cohort, learners)| cohort::card(&app, cohort, *learners)).collect(),
        assessments: offers.offers().iter().map(|offer| (offer.terms.id.clone(), offer.terms.title.clone())).collect(),
    }))
}

/// One, with everyone in it.
pub async fn one(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> Answer<Json<CohortView>> {
    cohort::view(&app, &id).await.map(Json)
}

/// Makes one.
pub async fn make(
    State(app): State<Arc<App>>,
    staff: Staff,
    Body(new): Body<NewCohort>,
) -> Answer<(StatusCode, Json<CohortView>)> {
    let title = title_to_award(&app, &new.micro_credential)?;
    let name = values::text("name", &new.name, 200)?;
    window(new.opens_at, new.closes_at)?;
    between("attempts", new.attempts, 1, 20)?;
    between("minutes", new.minutes, 5, 600)?;
    let cohort = Cohort {
        id: secret::id(),
        name,
        micro_credential: new.micro_credential,
        opens_at: new.opens_at,
        closes_at: new.closes_at,
        attempts: new.attempts,
        minutes: new.minutes,
        demo: false,
    };
    let (id, at) = (cohort.id.clone(), now());
    let deed = Deed::new(&staff.id, TrailAction::CohortMade, &cohort.name).saying(title);
    app.store
        .write(move |db| {
            Box::pin(async move {
                cohorts::insert(db, &cohort, Some(&staff.id), at).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(cohort::view(&app, &id).await?)))
}

fn window(opens_at: i64, closes_at: i64) -> Answer<()> {
    if opens_at >= closes_at || closes_at - opens_at > LONGEST || opens_at < 0 {
        return Err(Problem::invalid(
            "closes_at is not after opens_at, or years after it; expected a window of at most three years",
        ));
    }
    Ok(())
}

fn between(field: &str, value: Option<u32>, least: u32, most: u32) -> Answer<()> {
    match value {
        Some(value) if !(least..=most).contains(&value) => {
            Err(Problem::invalid(format!("{field} is {value}, expected {least} to {most}")))
        }
        _ => Ok(()),
    }
}

async fn find(app: &App, id: &str) -> Answer<Cohort> {
    let missing = || Problem::not_found("there is no cohort of this name");
    Ok(app.store.cohorts(Some(id)).await?.pop().ok_or_else(missing)?.0)
}

/// Nobody real is put among simulated learners: they are removed as a whole.
async fn find_real(app: &App, id: &str) -> Answer<Cohort> {
    let cohort = find(app, id).await?;
    if cohort.demo {
        let detail = "its learners are simulated and are removed as a whole; make a cohort of your own";
        return Err(Problem::conflict("demo", "Nobody can join this cohort", detail));
    }
    Ok(cohort)
}

/// Changes when it may begin.
pub async fn set_window(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(new): Body<CohortWindow>,
) -> Answer<Json<CohortView>> {
    let cohort = find(&app, &id).await?;
    window(new.opens_at, new.closes_at)?;
    let at = now();
    let moment = |at: i64| credential::Time::from_unix_ms(at).map_or_else(|_| String::new(), |time| time.to_string());
    let deed = Deed::new(&staff.id, TrailAction::CohortChanged, cohort.name).saying(format!(
        "{} to {}",
        moment(new.opens_at),
        moment(new.closes_at)
    ));
    app.store
        .write(move |db| {
            Box::pin(async move {
                cohorts::set_window(db, &cohort.id, new.opens_at, new.closes_at).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    cohort::view(&app, &id).await.map(Json)
}

/// What a table of learners holds; nothing is stored.
pub async fn preview(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    Body(table): Body<LearnerTable>,
) -> Answer<Json<LearnerPreview>> {
    let cohort = find_real(&app, &id).await?;
    let (rows, problems) = cohort::read(&table.csv);
    let (fresh, known) = parted(&app, &cohort, rows).await?;
    let learners = fresh
        .into_iter()
        .map(|Row { line, person, extra_time }| NewLearner { row: line, name: person.name, email: person.email, extra_time })
        .collect();
    Ok(Json(LearnerPreview { learners, problems, known }))
}

/// Who is new, and the addresses of those who are in the cohort already.
async fn parted(app: &App, cohort: &Cohort, rows: Vec<Row>) -> Answer<(Vec<Row>, Vec<String>)> {
    let there: Vec<String> = app.store.cohort_lines(&cohort.id).await?.into_iter().map(|line| email_key(&line.email)).collect();
    let (known, fresh): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| there.contains(&row.person.email_key()));
    Ok((fresh, known.into_iter().map(|row| row.person.email).collect()))
}

/// Takes the learners of a table, all or none, each with a seat and a card of their own.
pub async fn import(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    Body(table): Body<LearnerTable>,
) -> Answer<(StatusCode, Json<CohortCards>)> {
    let cohort = find_real(&app, &id).await?;
    title_to_award(&app, &cohort.micro_credential)?;
    let (rows, problems) = cohort::read(&table.csv);
    if let Some(first) = problems.first() {
        let detail = format!("{} problems, the first in {}: {}; nothing was taken", problems.len(), first.cell, first.words);
        return Err(Problem::invalid(detail));
    }
    let (rows, _) = parted(&app, &cohort, rows).await?;
    let mut made = Vec::with_capacity(rows.len());
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let learner = secret::id();
        let (stored, card) = card::fresh(&app, &learner, &row.person.name, Some(&staff.id))?;
        shown.push(CohortLink { email: row.person.email.clone(), card });
        made.push((learner, stored, row));
    }
    let (name, at) = (cohort.name.clone(), now());
    let deed = Deed::new(&staff.id, TrailAction::LearnersImported, &name).saying(format!("{} learners", made.len()));
    app.store
        .write(move |db| {
            Box::pin(async move {
                for (learner, card, row) in made {
                    let seat = Seat { id: secret::id(), learner, micro_credential: cohort.micro_credential.clone() };
                    people::insert_learner(db, &seat.learner, &row.person, Some(&staff.id), at).await?;
                    cards::replace(db, &card, None, at).await?;
                    let seat = people::insert_seat(db, &seat, None, true, at).await?;
                    cohorts::join(db, &cohort.id, &seat, row.extra_time, at).await?;
                }
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(CohortCards { cohort: name, cards: shown })))
}

/// New cards for everyone in it, in place of the old.
pub async fn cards(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<(StatusCode, Json<CohortCards>)> {
    let cohort = find_real(&app, &id).await?;
    let mut made = Vec::new();
    let mut shown = Vec::new();
    for line in app.store.cohort_lines(&cohort.id).await?.into_iter().filter(|line| !line.name.is_empty()) {
        let (stored, card) = card::fresh(&app, &line.learner, &line.name, Some(&staff.id))?;
        shown.push(CohortLink { email: line.email, card });
        made.push(stored);
    }
    let (name, at) = (cohort.name.clone(), now());
    let deed = Deed::new(&staff.id, TrailAction::CardsReissued, &name).saying(format!("{} learners", made.len()));
    app.store
        .write(move |db| {
            Box::pin(async move {
                for card in &made {
                    cards::replace(db, card, None, at).await?;
                }
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(CohortCards { cohort: name, cards: shown })))
}

/// A class code that lets into it until it closes; an earlier one opens nothing any more.
pub async fn code(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>) -> Answer<(StatusCode, Json<CohortView>)> {
    let cohort = find_real(&app, &id).await?;
    let at = now();
    if cohort.closes_at <= at {
        return Err(Problem::conflict("closed", "The cohort is closed", "change when it closes first"));
    }
    let mut code = fresh_code(&cohort.micro_credential, 1, at);
    code.expires_at = cohort.closes_at;
    let deed = Deed::new(&staff.id, TrailAction::CodeMade, cohort.name);
    app.store
        .write(move |db| {
            Box::pin(async move {
                codes::insert(db, &code, Some(&staff.id)).await?;
                cohorts::set_code(db, &cohort.id, &code.id, at).await?;
                trail::record(db, &deed, at).await
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(cohort::view(&app, &id).await?)))
}

/// Multiplies a learner's time by something else, from their next attempt on. Why is not asked and not kept.
pub async fn set_extra_time(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((id, seat)): Path<(String, String)>,
    Body(new): Body<ExtraTime>,
) -> Answer<Json<CohortView>> {
    find(&app, &id).await?;
    if !(1.0..=4.0).contains(&new.extra_time) {
        return Err(Problem::invalid(format!("extra_time is {}, expected 1 to 4", new.extra_time)));
    }
    let missing = || Problem::not_found("this learner is not in the cohort");
    let learner = app.store.seat(&seat).await?.ok_or_else(missing)?.learner;
    let at = now();
    // How much is nobody's business but the cohort's: the trail tells that it was set.
    let deed = Deed::new(&staff.id, TrailAction::ExtraTimeSet, learner);
    let found = app.store.write({
        let id = id.clone();
        move |db| {
            Box::pin(async move {
                let found = cohorts::set_extra_time(db, &id, &seat, new.extra_time).await?;
                if found {
                    trail::record(db, &deed, at).await?;
                }
                Ok(found)
            })
        }
    });
    if !found.await? {
        return Err(missing());
    }
    cohort::view(&app, &id).await.map(Json)
}
