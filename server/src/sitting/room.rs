//! A sitting as those who run it see it.

use api::sitting::{SittingCard, SittingRow, SittingState, SittingView};

use crate::app::App;
use crate::clock::now;
use crate::error::{Answer, Problem};
use crate::secret;
use crate::store::sittings::{Sitting, SittingLine};

/// A sitting in a list.
pub fn card(app: &App, sitting: &Sitting, code: &str, joined: i64) -> SittingCard {
    let offer = app.catalogue().offer(&sitting.micro_credential);
    SittingCard {
        id: sitting.id.clone(),
        title: sitting.title.clone(),
        micro_credential: offer.map_or_else(|| sitting.micro_credential.clone(), |offer| offer.terms.title.clone()),
        code: secret::spoken_code(code),
        state: sitting.state(now()),
        opened_at: sitting.opened_at,
        closes_at: sitting.ends_at(),
        joined: u32::try_from(joined).unwrap_or(u32::MAX),
    }
}

/// A sitting with everyone in it. No result is in it before the sign-off, so that none can sway who is vouched for.
///
/// # Errors
/// 404 where there is none of this name.
pub async fn view(app: &App, id: &str) -> Answer<SittingView> {
    let missing = || Problem::not_found("there is no sitting of this name");
    let (sitting, code, joined) = app.store.sittings(Some(id), 1).await?.pop().ok_or_else(missing)?;
    let signed_by = match &sitting.signed_by {
        Some(staff) => Some(app.store.person(staff).await?.map_or_else(|| staff.clone(), |person| person.name)),
        None => None,
    };
    let signed_off = sitting.state(now()) == SittingState::SignedOff;
    let rows = app.store.sitting_lines(id).await?.into_iter().map(|line| row(line, signed_off)).collect();
    let form = app.catalogue().offer(&sitting.micro_credential).and_then(|offer| offer.sitting.clone());
    Ok(SittingView {
        card: card(app, &sitting, &code, joined),
        now: now(),
        maximum_items: form.map_or(0, |form| form.blueprint.length.maximum),
        rows,
        signed_by,
        note: sitting.note,
    })
}

/// A refusal without the names of items: not everyone who watches a room may know the bank. The place stays, and so does the whole of
/// it beside the log that was kept.
fn without_names(detail: &str) -> String {
    detail.split('"').enumerate().map(|(index, part)| if index % 2 == 0 { part } else { "…" }).collect::<Vec<_>>().join("\"")
}

fn row(line: SittingLine, signed_off: bool) -> SittingRow {
    let state = line.state();
    let refused = line.refused.map(|detail| without_names(&detail));
    SittingRow {
        seat: line.seat,
        name: line.name,
        email: line.email,
        state,
        items: usize::try_from(line.items).unwrap_or_default(),
        heard_at: line.heard_at,
        refused,
        remark: line.remark,
        vouched: line.vouched,
        badge: signed_off && line.badge,
    }
}

#[cfg(test)]
mod tests {
    use super::without_names;

    #[test]
    fn names_the_place_and_no_item() {
        assert_eq!(without_names("event 9: item \"x\" is not in this block"), "event 9: item \"…\" is not in this block");
        assert_eq!(without_names("started.seed is not as this attempt began"), "started.seed is not as this attempt began");
    }
}
