//! Running assessments: what answers say of items, how a verdict came about, corrected keys, exports, simulated learners.

pub mod answers;
pub mod correction;
pub mod demo;
mod demo_answer;
pub mod export;
pub mod key;
mod key_parts;
pub mod may_apply;
pub mod pack;
pub mod rescored;
mod standard;
pub mod statistics;
pub mod table;
pub mod trail;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// What is worked out from logs and worth keeping while the server runs; it can be dropped and made again at any time.
#[derive(Default)]
pub struct Cache {
    /// Assessments with corrected keys, by assessment and corrections; `None` where they meet no item of it.
    corrected: Mutex<BTreeMap<rescored::Meeting, Option<Arc<rescored::Corrected>>>>,
    /// What finished attempts answered, by attempt.
    answers: Mutex<BTreeMap<String, Arc<answers::Answers>>>,
    /// Held while a corrected key is applied: of two, the later one is worked out with the earlier one.
    applying: tokio::sync::Mutex<()>,
}
