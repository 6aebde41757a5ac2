//! The engine in this browser: what open and sitting delivery have in common.

use std::sync::Arc;

use api::attempt::ActionRequest;
use api::path;
use api::present::Names;
use engine::bank::file::BankFile;
use engine::bank::{Item, ItemId};
use engine::blueprint::file::BlueprintFile;
use engine::{Assessment, Session, session};

use crate::t;

/// The assessment of what the server gave.
///
/// # Errors
/// In words, if the bank or the blueprint cannot be used.
pub fn assessment(bank: &BankFile, blueprint: &BlueprintFile) -> Result<Arc<Assessment>, String> {
    // What came is what the blueprint may use and no more.
    let assessment = bank.vouched().and_then(|bank| Assessment::vouched(Arc::new(bank), blueprint));
    assessment.map(Arc::new).ok_or_else(|| t!("questions-unusable"))
}

/// Does what the learner does, `at` milliseconds after the session began.
///
/// # Errors
/// As the session refuses it.
pub fn apply(session: &mut Session, action: ActionRequest, at: u64) -> Result<(), session::Error> {
    match action {
        ActionRequest::Answer { item, answer } => session.answer(&ItemId::from(item.as_str()), answer, at),
        ActionRequest::NotLearned { item } => session.not_learned(&ItemId::from(item.as_str()), at),
        ActionRequest::HandIn => session.hand_in(at),
        ActionRequest::Pause => session.pause(at),
        ActionRequest::Resume => session.resume(at),
        ActionRequest::End => session.end(at),
    }
}

/// Where the engine runs in the browser, everything has its own name; pictures are asked for by it.
pub struct OwnNames<'a> {
    /// The path of pictures.
    pub template: &'static str,
    /// What stands for its `{id}`.
    pub id: &'a str,
}

impl Names for OwnNames<'_> {
    fn item(&self, item: &Item) -> String {
        item.id.to_string()
    }

    fn option(&self, _: &Item, option: &str) -> String {
        option.to_owned()
    }

    fn field(&self, _: &Item, field: &str) -> String {
        field.to_owned()
    }

    fn choice(&self, _: &Item, _: &str, choice: &str) -> String {
        choice.to_owned()
    }

    fn media(&self, name: &str) -> String {
        path::fill(self.template, &[self.id, name])
    }
}
