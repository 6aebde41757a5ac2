//! Whether a proposed key can be applied as things are: by this person, and to the item as it is now.

use api::staff::{Permission, Role, StaffRow};
use api::statistics::ItemKey;

use super::key;
use crate::access;
use crate::app::App;
use crate::catalogue::Offer;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::store::corrections::KeyCorrection;

/// The key that an item of the credit pool has by now: that of its bank, with what was applied since.
pub fn current(offer: &Offer, item: &str, applied: &[KeyCorrection]) -> Option<ItemKey> {
    let key = key::key_of(offer.award.bank.items.iter().find(|file| file.id == item)?)?;
    Some(carried(key, item, applied))
}

/// What becomes of an item's key by these corrections.
fn carried(key: ItemKey, item: &str, applied: &[KeyCorrection]) -> ItemKey {
    applied
        .iter()
        .filter(|earlier| earlier.item == item)
        .fold(key, |key, earlier| if key == earlier.old_key { earlier.new_key.clone() } else { key })
}

/// Refuses a correction of a key that the item has no more: it would be on record as applied and change nothing.
///
/// A bank that was mended by the proposed key meanwhile is no reason to refuse: attempts on the edition before still have the wrong one.
///
/// # Errors
/// 409 where the key is another by now.
pub fn meets_the_item(offer: Option<&Offer>, correction: &KeyCorrection, applied: &[KeyCorrection]) -> Answer<()> {
    let corrected = carried(correction.old_key.clone(), &correction.item, applied) != correction.old_key;
    let is = offer.and_then(|offer| current(offer, &correction.item, applied));
    let other = is.is_some_and(|is| is != correction.old_key && is != correction.new_key);
    if !corrected && !other {
        return Ok(());
    }
    let detail = format!(
        "the key of item \"{}\" is no longer the one that this correction was proposed against; drop it, and propose again if the key \
         is still wrong",
        correction.item
    );
    Err(Problem::conflict("another-key", "The item has another key by now", detail))
}

/// Refuses whoever proposed a correction by which somebody achieves, where somebody else can apply it: nobody makes badges alone.
///
/// # Errors
/// 409 with the names of those who can.
pub async fn is_a_second_person(app: &App, correction: &KeyCorrection, staff: &str, newly: usize) -> Answer<()> {
    if newly == 0 || correction.proposed_by != staff {
        return Ok(());
    }
    let at = now();
    let others: Vec<String> =
        app.store.staff(None).await?.into_iter().filter(|row| row.id != staff && can(row, at)).map(|row| row.name).collect();
    if others.is_empty() {
        return Ok(());
    }
    let detail = format!(
        "you proposed this correction, and {newly} of the verdicts that it changes would become \"achieved\"; somebody else has to apply \
         it: {}",
        others.join(", ")
    );
    Err(Problem::conflict("own-correction", "A second person decides", detail))
}

/// Whether an account can be signed in to and may correct keys at this time.
fn can(row: &StaffRow, at: i64) -> bool {
    let held: Vec<Role> =
        row.roles.iter().filter(|grant| grant.expires_at.is_none_or(|until| until > at)).map(|grant| grant.role).collect();
    row.joined && !row.closed && access::may(&held, Permission::CorrectKeys)
}
