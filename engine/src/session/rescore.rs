//! What the answers on record come to where a key was wrong: scored again, never selected again.

use std::sync::Arc;

use super::{Session, response};
use crate::assessment::Assessment;
use crate::bank::{Bank, ItemId};
use crate::estimate::Estimate;
use crate::mastery::Finding;
use crate::outcome::Outcome;
use crate::score::Score;

/// Why a session cannot be scored by another assessment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RescoreError {
    /// An item that was answered is not there, or at another place.
    #[error("item \"{item}\" is not at its place in the corrected bank, expected the same items in the same order")]
    OtherItems {
        /// The first that differs.
        item: ItemId,
    },
    /// What was answered is not an answer to the item any more.
    #[error("item \"{item}\" is answered in another way in the corrected bank, expected the same options and fields")]
    OtherForm {
        /// The item.
        item: ItemId,
    },
}

/// A session's answers by corrected keys. No session: nothing can be answered in it, and its log is that of the one on record.
#[derive(Clone, Debug)]
pub struct Rescored {
    again: Session,
    changed: Vec<(ItemId, Score, Score)>,
}

impl Rescored {
    /// What the answers come to. Its assessment is the corrected one; its log the one on record, which names the other.
    pub fn outcome(&self) -> Outcome {
        self.again.outcome()
    }

    /// The items whose score became another, with it before and after, in the order in which they were given.
    pub fn changed(&self) -> &[(ItemId, Score, Score)] {
        &self.changed
    }

    /// What each item of [`Session::trail`] earns now.
    pub fn scores(&self) -> Vec<Score> {
        self.again.handed.iter().map(|handed| handed.score).collect()
    }

    /// As [`Session::estimates_without`].
    pub fn estimates_without(&self) -> Vec<Estimate> {
        self.again.estimates_without()
    }

    /// As [`Session::findings_along`].
    pub fn findings_along(&self) -> Vec<Finding> {
        self.again.findings_along()
    }
}

impl Session {
    /// The outcome of what was answered, by the keys and models of another assessment on the same items in the same order.
    ///
    /// Which items were given, in which order and when it ended stay as they were: they followed from the keys of then, and what was
    /// never asked cannot be scored. So the corrected outcome rests on a test that was somewhat less well aimed than it would have
    /// been; its standard error says by how much, because the posterior is that of the items that were given. Selection by other
    /// answers does not bias it: given the answers, the likelihood is the same whatever made the choice (Mislevy and Chang 2000, Psychometrika 65,
    /// 149-156).
    ///
    /// # Errors
    /// If the assessment has other items, or the items are answered in another way.
    pub fn rescored(&self, corrected: &Arc<Assessment>) -> Result<Rescored, RescoreError> {
        let (old, new) = (Arc::clone(self.assessment.bank()), Arc::clone(corrected.bank()));
        same_items(&old, &new)?;
        let mut again = self.clone();
        again.assessment = Arc::clone(corrected);
        again.evidence = None;
        again.responses.clear();
        again.handed.clear();
        let mut changed = Vec::new();
        for before in &self.handed {
            let item = &new.items()[before.pick.position];
            let score = match self.given_in(before.event) {
                super::Given::Answer(answer) => {
                    let other = |_| RescoreError::OtherForm { item: item.id.clone() };
                    super::check_form(&item.id, &item.interaction, &answer).map_err(other)?;
                    item.score(&answer)
                }
                super::Given::NotLearned => item.no_answer(),
            };
            if score != before.score {
                changed.push((item.id.clone(), before.score, score));
            }
            again.handed.push(super::Handed { score, response: None, ..before.clone() });
            let response = response(&new, &again.handed);
            if let (Some(counted), Some(last)) = (response, again.handed.last_mut()) {
                last.response = response;
                again.responses.push(counted);
            }
        }
        Ok(Rescored { again, changed })
    }
}

fn same_items(old: &Bank, new: &Bank) -> Result<(), RescoreError> {
    let differs =
        old.items().iter().enumerate().find(|(place, item)| new.items().get(*place).is_none_or(|other| other.id != item.id));
    match differs {
        Some((_, item)) => Err(RescoreError::OtherItems { item: item.id.clone() }),
        None => Ok(()),
    }
}
