//! What sittings have shown: an item that was in a browser with its key is no secret any more. A sealed assessment that asks such
//! items waits until an author accepts that, with a reason that stays.

use api::questions::{ExposedItem, Exposure};

use crate::app::App;
use crate::catalogue::Offer;
use crate::error::Answer;
use crate::store::attempts::Attempt;

/// What of a micro-credential's bank has been in browsers.
///
/// # Errors
/// As the store says.
pub async fn of(app: &App, offer: &Offer) -> Answer<Exposure> {
    let items = app.store.exposed(&offer.bank.id, &offer.terms.id).await?;
    let waiting = items.iter().filter(|item| is_waiting(offer, item)).count();
    Ok(Exposure { items, waiting })
}

/// The items that wait for an author's word.
///
/// # Errors
/// As the store says.
pub async fn waiting(app: &App, offer: &Offer) -> Answer<Vec<String>> {
    let items = app.store.exposed(&offer.bank.id, &offer.terms.id).await?;
    Ok(items.into_iter().filter(|item| is_waiting(offer, item)).map(|item| item.item).collect())
}

/// Whether a sealed attempt went on after items of its assessment had come into browsers, without an author having accepted that: then
/// it may have been answered with the keys in hand, and is not awarded until one does.
///
/// # Errors
/// As the store says.
pub async fn holds(app: &App, attempt: &Attempt) -> Answer<bool> {
    let (None, Some(offer)) = (&attempt.sitting, app.catalogue().offer(&attempt.micro_credential)) else { return Ok(false) };
    let done = attempt.finished_at.unwrap_or(i64::MAX);
    let items = app.store.exposed(&offer.bank.id, &offer.terms.id).await?;
    Ok(items.iter().any(|item| item.at < done && is_waiting(&offer, item)))
}

/// By its id: an author who writes another question gives it another id.
fn is_waiting(offer: &Offer, item: &ExposedItem) -> bool {
    item.accepted.is_none() && offer.award.bank.items.iter().any(|asked| asked.id == item.item)
}
