//! What a judge does with a link and no account. The secret comes in bodies only, so that no address and no log of requests holds it.

use std::sync::Arc;

use api::pass_mark::{JudgeItem, JudgePicture, JudgeSelf, JudgeToken, JudgeView, Rate, StudyState};
use api::path;
use api::present::pictures;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use interchange::native;

use super::pass_marks::paragraph;
use super::practice::picture_headers;
use super::values;
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::limits;
use crate::pass_mark::{bank_of, draft, picture_judge, picture_ticket, spread};
use crate::request::{Body, Source};
use crate::secret;
use crate::store::pass_marks::{self as records, Invited, Study, Taken, last_of_round};

/// What the link opens.
pub async fn open(
    State(app): State<Arc<App>>,
    Source(source): Source,
    Body(JudgeToken { token }): Body<JudgeToken>,
) -> Answer<Response> {
    let judge = find(&app, &source, &token).await?;
    view(&app, &judge).await
}

/// Who the judge is, in their own words.
pub async fn introduce(State(app): State<Arc<App>>, Source(source): Source, Body(said): Body<JudgeSelf>) -> Answer<Response> {
    let judge = find(&app, &source, &said.token).await?;
    let name = values::text("name", &said.name, 200)?;
    let qualifications = paragraph("qualifications", &said.qualifications, 1000)?;
    let at = now();
    let kept = app.store.write(move |db| Box::pin(async move { records::know(db, &judge, &name, &qualifications, at).await }));
    if kept.await? == Taken::NotNow {
        let detail = "the study is closed; who rated in it stays as it was said";
        return Err(Problem::conflict("not-now", "The study is closed", detail));
    }
    let judge = find(&app, &source, &said.token).await?;
    view(&app, &judge).await
}

/// One rating, kept at once.
pub async fn rate(State(app): State<Arc<App>>, Source(source): Source, Body(rate): Body<Rate>) -> Answer<StatusCode> {
    let judge = find(&app, &source, &rate.token).await?;
    let study = study(&app, &judge).await?;
    if !judge.known {
        let detail = "say who you are and what makes you a judge of this first";
        return Err(Problem::conflict("unknown", "Nobody knows yet who rates", detail));
    }
    if rate.rating > 100 {
        return Err(Problem::invalid(format!("rating is {}, expected 0 to 100", rate.rating)));
    }
    if !study.items.contains(&rate.item) {
        return Err(Problem::invalid("item is not one that is rated in this study"));
    }
    let at = now();
    let kept = app.store.write(move |db| Box::pin(async move { records::rate(db, &judge, &rate.item, rate.rating, at).await }));
    taken(kept.await?).map(|()| StatusCode::NO_CONTENT)
}

/// The judge is done with a round.
pub async fn finish(
    State(app): State<Arc<App>>,
    Source(source): Source,
    Body(JudgeToken { token }): Body<JudgeToken>,
) -> Answer<Response> {
    let judge = find(&app, &source, &token).await?;
    let items = study(&app, &judge).await?.items.len();
    let (at, who) = (now(), judge.clone());
    let kept = app.store.write(move |db| Box::pin(async move { records::finish(db, &who, items, at).await }));
    if kept.await? == Taken::NotNow {
        let detail = "no round is open, or not every item is rated in it";
        return Err(Problem::conflict("not-now", "The round is not done", detail));
    }
    view(&app, &judge).await
}

/// A picture that a question of the study shows, by a ticket that the view gave.
pub async fn picture(State(app): State<Arc<App>>, Path((token, name)): Path<(String, String)>) -> Answer<Response> {
    let none = || Problem::not_found("there is no such picture, or its address is no longer good; open your link again");
    let at = now();
    let judge = picture_judge(&app, &token, &name, at).ok_or_else(none)?;
    let id = app.store.cut_judge_study(judge, at).await?.ok_or_else(none)?;
    let study = app.store.cut_study(&id).await?.ok_or_else(none)?;
    let content = app.store.workshop_file(&study.bank, &format!("media/{name}")).await?.ok_or_else(none)?;
    let media = native::picture(content).ok_or_else(none)?;
    let mut headers = picture_headers(media.mime)?;
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok((headers, media.bytes).into_response())
}

async fn find(app: &App, source: &str, token: &str) -> Answer<Invited> {
    limits::LINK.check(app, source).await?;
    if let Some(judge) = app.store.cut_judge(&secret::hash(token), now()).await? {
        return Ok(judge);
    }
    limits::LINK.fail(app, source).await?;
    Err(Problem::not_found("this link opens nothing, or no longer; ask whoever invited you for a new one"))
}

async fn study(app: &App, judge: &Invited) -> Answer<Study> {
    let gone = || Problem::not_found("there is no such study any more");
    app.store.cut_study(&judge.study).await?.ok_or_else(gone)
}

fn taken(taken: Taken) -> Answer<()> {
    match taken {
        Taken::Kept => Ok(()),
        Taken::NotNow => {
            let detail = "the round is over; nothing was changed";
            Err(Problem::conflict("not-now", "Nobody rates now", detail))
        }
    }
}

async fn view(app: &App, judge: &Invited) -> Answer<Response> {
    let study = study(app, judge).await?;
    let draft = draft(app, &study.bank).await?;
    let steps = app.store.cut_steps(&study.id).await?;
    let state = steps.last().map_or(StudyState::First, |step| step.to);
    let judges = app.store.cut_judges(&study.id).await?;
    let own = judges.iter().find(|one| one.id == judge.id);
    let ratings = app.store.cut_ratings(&study.id).await?;
    let file = draft.bank.as_ref().map(|bank| &bank.file);
    let unreadable = || {
        let detail = "whoever makes the bank is changing it; come back later, what you rated is kept";
        Problem::conflict("unreadable", "The questions cannot be read at the moment", detail)
    };
    let file = file.ok_or_else(unreadable)?;
    let bank = bank_of(file, &study.items);
    let (first, second) = (last_of_round(&ratings, 1), last_of_round(&ratings, 2));
    let names: Vec<&str> = judges.iter().map(|judge| judge.id.as_str()).collect();
    // What others said is there once nobody says it any more for the first time.
    let shown = state != StudyState::First;
    let now_in_second = matches!(state, StudyState::Second) || steps.iter().any(|step| step.to == StudyState::Second);
    let item = |id: &String| {
        let key = (judge.id.as_str(), id.as_str());
        let (before, again) = (first.get(&key).copied(), second.get(&key).copied());
        JudgeItem {
            id: id.clone(),
            rating: if now_in_second { again } else { before },
            first: if now_in_second { before } else { None },
            spread: if shown { spread(&study, &names, &ratings, id) } else { None },
        }
    };
    let items: Vec<JudgeItem> = study.items.iter().filter(|id| bank.items.iter().any(|item| item.id == **id)).map(item).collect();
    let at = now();
    let mut shown_names: Vec<String> = bank
        .items
        .iter()
        .flat_map(|item| item.shown().map(str::to_owned).collect::<Vec<_>>())
        .chain(bank.sets.iter().map(|set| set.stimulus.clone()))
        .flat_map(|html| pictures(&html).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    shown_names.sort();
    shown_names.dedup();
    let picture = |name: String| {
        let ticket = picture_ticket(app, &judge.id, &name, at);
        JudgePicture { url: path::fill(path::JUDGE_PICTURE, &[&ticket, &name]), name }
    };
    let round = state.round().map(|round| usize::from(round) - 1);
    let view = JudgeView {
        title: draft.blueprint(&study.blueprint).map_or_else(|| draft.title.clone(), |blueprint| blueprint.title.clone()),
        borderline: study.borderline.clone(),
        name: own.map(|own| own.name.clone()).unwrap_or_default(),
        qualifications: judge.qualifications.clone(),
        known: judge.known,
        expires_at: judge.expires_at,
        state,
        finished: round.is_some_and(|round| own.is_some_and(|own| own.finished[round])),
        items,
        pictures: shown_names.into_iter().map(picture).collect(),
        bank,
    };
    Ok(([(CACHE_CONTROL, HeaderValue::from_static("private, no-store"))], Json(view)).into_response())
}
