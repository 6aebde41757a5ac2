//! There is no such page.

use yew::prelude::*;

use crate::components::{Link, Page};
use crate::route::Route;
use crate::t;

/// Says so, and where to go.
pub fn missing_page() -> Html {
    html! {
        <Page title={t!("missing-title")} lead={t!("missing-text")} class="narrow">
            <div class="actions"><Link to={Route::Catalogue} class="button primary">{ t!("to-catalogue") }</Link></div>
        </Page>
    }
}
