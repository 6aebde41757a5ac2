//! Cohorts: who may begin when, and how far everyone is.

mod table;

use api::cohort::{CohortCard, CohortLearner, CohortView, LearnerState};

pub use table::{Row, read};

use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::secret;
use crate::store::cohorts::{Cohort, CohortLine};
use crate::store::people::Seat;

/// After so many minutes without a sign of life a learner who is at it counts as stuck.
pub const IDLE_MINUTES: u32 = 15;

/// Whether a seat of a cohort may begin an attempt now.
///
/// # Errors
/// 409 outside its window, or where it has had all its attempts.
pub async fn admit(app: &App, seat: &Seat, cohort: &Cohort) -> Answer<()> {
    let at = now();
    let moment = |at: i64| credential::Time::from_unix_ms(at).map_or_else(|_| "another time".to_owned(), |time| time.to_string());
    if at < cohort.opens_at {
        let detail = format!("{} may begin from {} on", cohort.name, moment(cohort.opens_at));
        return Err(Problem::conflict("not-open-yet", "It is too early to begin", detail));
    }
    if at >= cohort.closes_at {
        let detail = format!("{} could begin until {}; ask your tutor", cohort.name, moment(cohort.closes_at));
        return Err(Problem::conflict("closed", "It is too late to begin", detail));
    }
    if let Some(most) = cohort.attempts {
        let had = app.store.attempts_of_seat(&seat.id).await?.len();
        if had >= most as usize {
            let detail = format!("your cohort allows {most} {}; ask your tutor", if most == 1 { "attempt" } else { "attempts" });
            return Err(Problem::conflict("no-retake", "No further attempt is possible", detail));
        }
    }
    Ok(())
}

/// Of a seat that could begin by its micro-credential's rule: from when it may, or why it may not, by its cohort.
///
/// # Errors
/// As the store says.
pub async fn outlook(app: &App, seat: &Seat) -> Answer<(Option<i64>, Option<String>)> {
    let Some(membership) = app.store.membership(&seat.id).await? else { return Ok((None, None)) };
    if membership.cohort.opens_at > now() {
        return Ok((Some(membership.cohort.opens_at), None));
    }
    Ok(match admit(app, seat, &membership.cohort).await {
        Ok(()) => (None, None),
        Err(refused) => (None, Some(refused.detail().to_owned())),
    })
}

/// A cohort in a list.
pub fn card(app: &App, cohort: &Cohort, learners: i64) -> CohortCard {
    let offer = app.catalogue().offer(&cohort.micro_credential);
    CohortCard {
        id: cohort.id.clone(),
        name: cohort.name.clone(),
        micro_credential: cohort.micro_credential.clone(),
        title: offer.map_or_else(|| cohort.micro_credential.clone(), |offer| offer.terms.title.clone()),
        opens_at: cohort.opens_at,
        closes_at: cohort.closes_at,
        attempts: cohort.attempts,
        minutes: cohort.minutes,
        demo: cohort.demo,
        learners: usize::try_from(learners).unwrap_or_default(),
    }
}

/// A cohort and who is in it.
///
/// # Errors
/// 404 where there is none of this id; as the store says.
pub async fn view(app: &App, id: &str) -> Answer<CohortView> {
    let missing = || Problem::not_found("there is no cohort of this name");
    let (cohort, learners) = app.store.cohorts(Some(id)).await?.pop().ok_or_else(missing)?;
    let at = now();
    let lines = app.store.cohort_lines(id).await?;
    Ok(CohortView {
        cohort: card(app, &cohort, learners),
        code: app.store.cohort_code(id, at).await?.map(|code| secret::spoken_code(&code)),
        now: at,
        idle_minutes: IDLE_MINUTES,
        learners: lines.into_iter().map(|line| learner(line, at)).collect(),
    })
}

fn learner(line: CohortLine, at: i64) -> CohortLearner {
    let (state, heard_at) = (state(&line, at), line.heard());
    CohortLearner {
        seat: line.seat,
        name: line.name,
        email: line.email,
        extra_time: line.extra_time,
        attempts: usize::try_from(line.attempts).unwrap_or_default(),
        attempt: line.attempt,
        state,
        items: usize::try_from(line.items).unwrap_or_default(),
        heard_at,
        verdict: line.verdict,
    }
}

/// How far a learner is.
pub fn state(line: &CohortLine, at: i64) -> LearnerState {
    let idle = line.heard().is_some_and(|heard| at - heard >= i64::from(IDLE_MINUTES) * 60_000);
    match (&line.attempt, line.finished_at) {
        (None, _) => LearnerState::Waiting,
        (Some(_), Some(_)) => LearnerState::Finished,
        (Some(_), None) if line.paused => LearnerState::Paused,
        (Some(_), None) if idle => LearnerState::Stuck,
        (Some(_), None) => LearnerState::Working,
    }
}
