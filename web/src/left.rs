//! Somebody left a shared computer without a network: their session on the server is ended before anything of it can be seen.

use api::path;

use crate::browser::{forget, kept_names, wait};
use crate::client;

/// Under which that is kept.
pub const LEFT: &str = "assay/left";

/// Returns when whoever left is signed out.
pub async fn settle() {
    while !kept_names(LEFT).is_empty() {
        if client::tell_nothing("POST", path::SIGN_OUT).await.is_ok() {
            forget(LEFT);
        } else {
            wait(2000).await;
        }
    }
}
