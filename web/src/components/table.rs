//! A table of data, which on a narrow screen becomes a list.

use yew::prelude::*;

/// Rows under headings. A cell with a `data-label` says that in front of itself where there is no room for headings.
pub fn table(headings: impl IntoIterator<Item = String>, rows: Html) -> Html {
    html! { <div class="table">{ data(headings, rows) }</div> }
}

/// The same with so many columns that it may have to be moved sideways, by the keyboard too. `label` says what it is.
pub fn wide_table(label: String, headings: impl IntoIterator<Item = String>, rows: Html) -> Html {
    html! { <div class="table" tabindex="0" role="region" aria-label={label}>{ data(headings, rows) }</div> }
}

fn data(headings: impl IntoIterator<Item = String>, rows: Html) -> Html {
    html! {
        <table class="data">
            <thead><tr>{ for headings.into_iter().map(|words| html! { <th scope="col">{ words }</th> }) }</tr></thead>
            <tbody>{ rows }</tbody>
        </table>
    }
}
