//! How the learner wants the player, kept in this browser.

use serde::{Deserialize, Serialize};

/// Everything is as most people want it by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Do not show how far along the test is.
    pub hide_progress: bool,
    /// Do not show the time left.
    pub hide_time: bool,
    /// Single keys choose nothing (they can be in the way of speech input).
    pub no_shortcuts: bool,
}

impl Preferences {
    /// Under which they are kept.
    pub const NAME: &str = "assay/player/preferences";
}
