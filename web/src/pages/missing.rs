//! There is no such page.

use yew::prelude::*;

use crate::components::{Page, link_button};
use crate::route::Route;
use crate::t;

/// Says so, and where to go.
pub fn missing_page() -> Html {
    html! {
        <Page title={t!("missing-title")} lead={t!("missing-text")} class="narrow">
            <div class="actions">{ link_button(Route::Catalogue, true, t!("to-catalogue")) }</div>
        </Page>
    }
}
