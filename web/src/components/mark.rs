//! The mark of the house: a hallmark struck once.

use yew::prelude::*;

/// The mark, for the eye only.
pub fn mark() -> Html {
    html! {
        <svg class="mark-of-house" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
            <path class="mark-field" d="M9 2h14l7 7v14l-7 7H9l-7-7V9z" />
            <path class="mark-line" d="M8.5 23 16 8.5 23.5 23M11.5 18.5h9" />
        </svg>
    }
}
