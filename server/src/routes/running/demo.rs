//! Simulated learners: made and removed by an owner.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::request::Staff;
use crate::running::answers;
use crate::running::demo::{self, Refused};

/// Makes them.
pub async fn make(State(app): State<Arc<App>>, staff: Staff) -> Answer<StatusCode> {
    let catalogue = app.catalogue();
    match demo::make(&app.store, &catalogue, Some(&staff.id), now()).await {
        Ok(_) => Ok(StatusCode::CREATED),
        Err(Refused::Store(error)) => Err(error.into()),
        Err(Refused::Session(why)) => Err(Problem::internal(why)),
        Err(refused) => Err(Problem::conflict("demo", "There are no simulated learners to make", refused.to_string())),
    }
}

/// Removes them with all that they did.
pub async fn remove(State(app): State<Arc<App>>, staff: Staff) -> Answer<StatusCode> {
    demo::remove(&app.store, Some(&staff.id), now()).await?;
    answers::forget(&app, |_| true);
    Ok(StatusCode::NO_CONTENT)
}
