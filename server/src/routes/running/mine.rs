//! What a learner says of an attempt of theirs, and what is kept of them.

use std::sync::Arc;

use api::concern::{ConcernKind, MyAnswer, MyConcern, MyConcerns, NewAppeal, NewReport, ReportableItem};
use api::present::Names;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::bank::ItemId;
use serde_json::json;

use super::words;
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::pathway::{held, view};
use crate::request::{Body, Learner};
use crate::routes::attempt::own;
use crate::running::export::verdict;
use crate::running::rescored;
use crate::sealed::{self, Opaque};
use crate::secret;
use crate::store::attempts::Attempt;
use crate::store::concerns::{self, Concern};
use crate::store::imported::Of;

/// Concerns about one attempt at most: whoever has more to say can say it in one of them.
const MOST: i64 = 50;

/// What was said, and what can be.
pub async fn concerns(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
) -> Answer<Json<MyConcerns>> {
    let attempt = own(&app, &learner, &id).await?;
    tell(&app, &attempt).await.map(Json)
}

/// Reports an item, during the test or after it.
pub async fn report(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
    Body(new): Body<NewReport>,
) -> Answer<(StatusCode, Json<MyConcerns>)> {
    let attempt = own(&app, &learner, &id).await?;
    let said = words("words", &new.words)?;
    let seen = seen(&app, &attempt).await?;
    let unknown = || Problem::invalid("item is not one that this attempt has shown");
    let (item, _) = seen.into_iter().find(|(_, shown)| shown.name == new.item).ok_or_else(unknown)?;
    make(&app, &attempt, ConcernKind::Report, Some(item.to_string()), said).await
}

/// Appeals against a result.
pub async fn appeal(
    State(app): State<Arc<App>>,
    Learner(learner): Learner,
    Path(id): Path<String>,
    Body(new): Body<NewAppeal>,
) -> Answer<(StatusCode, Json<MyConcerns>)> {
    let attempt = own(&app, &learner, &id).await?;
    let said = words("words", &new.words)?;
    if attempt.finished_at.is_none() {
        let detail = "an appeal is against a result; finish the attempt first";
        return Err(Problem::conflict("not-finished", "There is no result yet", detail));
    }
    make(&app, &attempt, ConcernKind::Appeal, None, said).await
}

/// What became of something that a learner said.
enum Made {
    /// It is on record.
    Stored,
    /// An earlier appeal is undecided.
    Appealed,
    /// So much was said already.
    TooMany,
}

async fn make(
    app: &App,
    attempt: &Attempt,
    kind: ConcernKind,
    item: Option<String>,
    words: String,
) -> Answer<(StatusCode, Json<MyConcerns>)> {
    let concern = Concern {
        id: secret::id(),
        kind,
        micro_credential: attempt.micro_credential.clone(),
        attempt: attempt.id.clone(),
        item,
        words,
        made_at: now(),
        learner: String::new(),
        steps: Vec::new(),
    };
    let stored = app.store.write(move |db| {
        Box::pin(async move {
            // Here, where nobody else writes: of two appeals at once, one is refused.
            let (count, appealed) = concerns::said(db, &concern.attempt).await?;
            if appealed && concern.kind == ConcernKind::Appeal {
                return Ok(Made::Appealed);
            }
            if count >= MOST {
                return Ok(Made::TooMany);
            }
            concerns::insert(db, &concern).await?;
            Ok(Made::Stored)
        })
    });
    match stored.await? {
        Made::Stored => {}
        Made::Appealed => {
            let detail = "your appeal is being looked at; you can make another once it is decided";
            return Err(Problem::conflict("appealed", "There is an appeal already", detail));
        }
        Made::TooMany => {
            let detail = format!("{MOST} things were said about this attempt already; ask your tutor");
            return Err(Problem::conflict("too-many", "This is enough", detail));
        }
    }
    Ok((StatusCode::CREATED, Json(tell(app, attempt).await?)))
}

fn may_appeal(attempt: &Attempt, concerns: &[Concern]) -> bool {
    let undecided = |concern: &Concern| concern.kind == ConcernKind::Appeal && !concern.state().is_decided();
    attempt.finished_at.is_some() && !concerns.iter().any(undecided)
}

async fn tell(app: &App, attempt: &Attempt) -> Answer<MyConcerns> {
    let seen = seen(app, attempt).await?;
    let mut all = app.store.concerns(Some(&attempt.id), None, 1000).await?;
    all.sort_by_key(|concern| concern.made_at);
    let number = |item: &str| seen.iter().find(|(id, _)| id.as_str() == item).map(|(_, shown)| shown.number);
    let may_appeal = may_appeal(attempt, &all);
    let concerns = all
        .into_iter()
        .map(|concern| MyConcern {
            state: concern.state(),
            number: concern.item.as_deref().and_then(number),
            id: concern.id,
            kind: concern.kind,
            words: concern.words,
            answers: concern
                .steps
                .into_iter()
                .map(|step| MyAnswer { at: step.at, state: step.state, words: step.words })
                .collect(),
            at: concern.made_at,
        })
        .collect();
    let title = sealed::terms(app, attempt).await?.title;
    Ok(MyConcerns { title, concerns, items: seen.into_iter().map(|(_, shown)| shown).collect(), may_appeal })
}

/// The items that an attempt has shown, by their opaque names: those handed in, and those of the block on the screen.
async fn seen(app: &App, attempt: &Attempt) -> Answer<Vec<(ItemId, ReportableItem)>> {
    let (session, _) = sealed::replay(app, attempt).await?;
    let names = Opaque { attempt: &attempt.id, secret: &attempt.names };
    let mut ids: Vec<(ItemId, usize)> = session.trail().into_iter().map(|step| (step.item, step.block)).collect();
    if let engine::Step::Present(block) = session.step() {
        ids.extend(block.items().iter().map(|item| (item.clone(), block.number())));
    }
    let bank = session.assessment().bank();
    let shown = ids.into_iter().enumerate().filter_map(|(place, (id, block))| {
        // A sitting shows the bank's own names.
        let name = if attempt.sitting.is_some() { id.to_string() } else { names.item(bank.item(&id)?) };
        Some((id, ReportableItem { name, number: place + 1, block }))
    });
    Ok(shown.collect())
}

/// All that is kept of the learner, for them: who they are, their seats, attempts, answers and verdicts, and what they said. The
/// questions of sealed assessments are not among it, nor what is right.
pub async fn data(State(app): State<Arc<App>>, Learner(learner): Learner) -> Answer<Response> {
    let person = app.store.person(&learner).await?;
    let mut seats = Vec::new();
    for seat in app.store.seats(&learner).await? {
        let mut attempts = Vec::new();
        for attempt in app.store.attempts_of_seat(&seat.id).await? {
            attempts.push(attempt_data(&app, &attempt).await?);
        }
        seats.push(json!({ "micro_credential": seat.micro_credential, "attempts": attempts }));
    }
    let mut credentials = Vec::new();
    for credential in app.store.all_credentials_of(&learner).await? {
        let steps = app.store.credential_steps(&credential.id).await?;
        let became: Vec<_> = steps
            .iter()
            .map(|step| json!({ "state": step.state, "code": step.code, "reason": step.reason, "at": moment(step.at) }))
            .collect();
        let share = app.store.share(&credential.id).await?;
        credentials.push(json!({
            "id": credential.id, "title": credential.title, "source": credential.source, "attempt": credential.attempt,
            "awarded_at": moment(credential.awarded_at), "signed_at": moment(credential.issued_at), "says": credential.says,
            "state": credential.state, "became": became, "replaced_by": credential.replaced_by,
            "shared": share.map(|share| json!({ "url": crate::routes::share::address(&app, &share.token), "shows_name": share.show_name })),
            "document": serde_json::from_str::<serde_json::Value>(&credential.document).ok(),
        }));
    }
    let brought: Vec<_> = app.store.imported(Of::Learner(&learner), held::MOST).await?;
    let brought: Vec<_> =
        brought.iter().map(|badge| json!({ "badge": view::badge(badge), "document": badge.document })).collect();
    let all = json!({
        "made_at": moment(now()),
        "learner": learner,
        "name": person.as_ref().map(|person| &person.name),
        "email": person.as_ref().map(|person| &person.email),
        "seats": seats,
        "credentials": credentials,
        "badges_of_others": brought,
        "other_name_asked_for": app.store.name_request(&learner).await?,
        "erasure_asked_at": app.store.erasure_asked_at(&learner).await?.map(moment),
    });
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"my-data.json\"")),
    ];
    let text = serde_json::to_string_pretty(&all).map_err(Problem::internal)?;
    Ok((headers, text).into_response())
}

async fn attempt_data(app: &App, attempt: &Attempt) -> Answer<serde_json::Value> {
    let effective = rescored::effective(app, attempt).await?;
    let session = &effective.session;
    let names = Opaque { attempt: &attempt.id, secret: &attempt.names };
    let bank = session.assessment().bank();
    // Answers as given and under names that mean nothing elsewhere; whether each was right would tell the key.
    let answers: Vec<_> = session
        .trail()
        .iter()
        .zip(session.times())
        .map(|(step, milliseconds)| {
            let chosen = bank.item(&step.item).map(|item| given(&names, item, &step.given));
            json!({ "block": step.block, "item": bank.item(&step.item).map(|item| names.item(item)), "answer": chosen,
                    "seconds": milliseconds as f64 / 1000.0 })
        })
        .collect();
    let result = attempt.finished_at.map(|at| {
        let outcome = effective.outcome();
        json!({
            "finished_at": moment(at), "verdict": verdict(outcome.verdict), "probability_of_mastery": outcome.mastery,
            "ability": outcome.estimate.theta.value(), "standard_error": outcome.estimate.standard_error.value(),
            "pass_mark": outcome.cut.value(), "ended_because": crate::award::reason(outcome.reason),
            "corrected_keys": effective.reasons,
        })
    });
    let said: Vec<_> = tell(app, attempt).await?.concerns;
    Ok(json!({
        "id": attempt.id, "started_at": moment(attempt.started_at), "answers": answers, "result": result, "said": said,
    }))
}

/// An answer under opaque names, with what was typed as typed.
fn given(names: &Opaque<'_>, item: &engine::bank::Item, given: &engine::Given) -> serde_json::Value {
    use engine::{Answer as Answered, Given};
    match given {
        Given::NotLearned => json!("not learned yet"),
        Given::Answer(Answered::Options(chosen)) => chosen.iter().map(|option| names.option(item, option)).collect(),
        Given::Answer(Answered::Order(order)) => order.iter().map(|option| names.option(item, option)).collect(),
        Given::Answer(Answered::Text(text)) => json!(text),
        Given::Answer(Answered::Fields(fields)) => {
            let typed = |field: &str| {
                let entry = item.field(field).map(|field| &field.entry);
                !matches!(entry, Some(engine::bank::Entry::Choices { .. }))
            };
            let pairs = fields.iter().map(|(field, value)| {
                let value = if typed(field) { value.clone() } else { names.choice(item, field, value) };
                (names.field(item, field), serde_json::Value::String(value))
            });
            serde_json::Value::Object(pairs.collect())
        }
    }
}

fn moment(at: i64) -> String {
    credential::Time::from_unix_ms(at).map_or_else(|_| String::new(), |time| time.to_string())
}
