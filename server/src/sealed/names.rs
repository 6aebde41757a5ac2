//! What items, options and pictures are called in one sealed session: names that mean nothing elsewhere.
//!
//! They are keyed hashes under a secret of the session, so that they are the same after a restart and tell nothing of the bank.

use api::present::{Names, pictures};
use data_encoding::HEXLOWER;
use engine::bank::{Interaction, Item};
use engine::{Answer, Assessment, Block};

use crate::secret::mac;

/// The names of one session.
#[derive(Debug)]
pub struct Opaque<'a> {
    /// The attempt's id, for addresses.
    pub attempt: &'a str,
    /// The session's secret.
    pub secret: &'a str,
}

impl Opaque<'_> {
    fn name(&self, parts: &[&[u8]]) -> String {
        HEXLOWER.encode(&mac(self.secret.as_bytes(), parts)[..10])
    }

    fn picture(&self, name: &str) -> String {
        self.name(&[b"media", name.as_bytes()])
    }

    /// The item of a block that this name means.
    pub fn find_item<'b>(&self, assessment: &'b Assessment, block: &Block, name: &str) -> Option<&'b Item> {
        let mut items = block.items().iter().filter_map(|id| assessment.bank().item(id));
        items.find(|item| self.item(item) == name)
    }

    /// The answer with the item's own option names; the name that it does not have otherwise.
    pub fn find_answer(&self, item: &Item, answer: Answer) -> Result<Answer, String> {
        let Answer::Options(names) = answer else { return Ok(answer) };
        let Interaction::Options { options, .. } = &item.interaction else {
            return Ok(Answer::Options(names));
        };
        let find = |name: String| {
            let mut all = options.iter();
            all.find(|option| self.option(item, &option.id) == name).map(|option| option.id.clone()).ok_or(name)
        };
        names.into_iter().map(find).collect::<Result<_, _>>().map(Answer::Options)
    }

    /// The picture of a block's items, or of what they share, that this name means.
    pub fn find_picture<'b>(&self, assessment: &'b Assessment, block: &Block, name: &str) -> Option<&'b str> {
        let bank = assessment.bank();
        let items = block.items().iter().filter_map(|id| bank.item(id));
        let stimuli = block.positions().filter_map(|position| bank.set_of(position)).map(|set| set.stimulus.as_str());
        items.flat_map(texts).chain(stimuli).flat_map(pictures).find(|picture| self.picture(picture) == name)
    }
}

impl Names for Opaque<'_> {
    fn item(&self, item: &Item) -> String {
        self.name(&[b"item", item.id.as_str().as_bytes()])
    }

    fn option(&self, item: &Item, option: &str) -> String {
        self.name(&[b"option", item.id.as_str().as_bytes(), option.as_bytes()])
    }

    fn media(&self, name: &str) -> String {
        api::path::fill(api::path::ATTEMPT_MEDIA, &[self.attempt, &self.picture(name)])
    }
}

/// What of an item is shown: never its feedback.
fn texts(item: &Item) -> Vec<&str> {
    let mut texts = vec![item.prompt.as_str()];
    if let Interaction::Options { options, .. } = &item.interaction {
        texts.extend(options.iter().map(|option| option.text.as_str()));
    }
    texts
}
