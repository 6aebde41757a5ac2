//! A table of data, which on a narrow screen becomes a list.

use yew::prelude::*;

/// Rows under headings. A cell with a `data-label` says that in front of itself where there is no room for headings.
pub fn table(headings: impl IntoIterator<Item = String>, rows: Html) -> Html {
    html! {
        <div class="table">
            <table class="data">
                <thead><tr>{ for headings.into_iter().map(|words| html! { <th scope="col">{ words }</th> }) }</tr></thead>
                <tbody>{ rows }</tbody>
            </table>
        </div>
    }
}
