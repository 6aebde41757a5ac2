//! An attempt as its learner sees it: opaque names, and nothing that tells how it goes.

use api::attempt::AttemptView;
use api::present::{Head, session_view};
use engine::Step;

use super::{Live, Opaque, open};
use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::store::attempts::Attempt;

/// An attempt as its learner sees it.
pub async fn view(app: &App, attempt: &Attempt) -> Answer<AttemptView> {
    let slot = app.sessions.slot(&attempt.id);
    let mut slot = slot.lock().await;
    Ok(show(attempt, open(app, attempt, &mut slot).await?))
}

/// What is shown of a session.
pub(super) fn show(attempt: &Attempt, live: &Live) -> AttemptView {
    let Live { session, next, title } = live;
    let names = Opaque { attempt: &attempt.id, secret: &attempt.names };
    let elapsed = u64::try_from(now() - attempt.started_at).unwrap_or(0);
    let head = Head { id: attempt.id.clone(), title: title.clone(), seq: *next };
    session_view(session, head, &names, elapsed)
}

/// A picture of the block that is being shown, by its opaque name.
pub async fn media(app: &App, attempt: &Attempt, name: &str) -> Answer<(String, Vec<u8>)> {
    let missing = || Problem::not_found("the block that is shown has no such picture");
    let slot = app.sessions.slot(&attempt.id);
    let mut slot = slot.lock().await;
    let live = open(app, attempt, &mut slot).await?;
    let Step::Present(block) = live.session.step() else { return Err(missing()) };
    if live.session.is_paused() {
        return Err(missing());
    }
    let names = Opaque { attempt: &attempt.id, secret: &attempt.names };
    let assessment = live.session.assessment();
    let picture = names.find_picture(assessment, block, name).ok_or_else(missing)?.to_owned();
    let form = app.catalogue().form(assessment.digest());
    if let Some(media) = form.as_ref().and_then(|form| form.media.get(&picture)) {
        return Ok((media.mime.to_owned(), media.bytes.clone()));
    }
    app.store.media(&attempt.assessment, &picture).await?.ok_or_else(missing)
}
