//! Placeholder, replaced in the first commit that needs it.
