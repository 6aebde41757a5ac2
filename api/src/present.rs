//! A session and its items as the player shows them: one function for all deliveries, so that they look the same.

use std::collections::{BTreeMap, BTreeSet};

use engine::bank::{Bank, Entry, Field, Interaction, Item, ItemOption, with_fields};
use engine::{Answer, Block, Given, Seed, Session, Step};

use crate::attempt::{
    AttemptState, AttemptView, BlockView, FieldView, InteractionView, ItemView, OptionView, Progress, StimulusView, TypedView,
};

/// What items, options and pictures are called on the wire: by their own names in open delivery, opaque ones in sealed.
pub trait Names {
    /// An item's name.
    fn item(&self, item: &Item) -> String;
    /// An option's name.
    fn option(&self, item: &Item, option: &str) -> String;
    /// A field's name.
    fn field(&self, item: &Item, field: &str) -> String;
    /// The name of a choice of a field. Others would tell by it which choices of several fields stand at the same place in the bank.
    fn choice(&self, item: &Item, field: &str, choice: &str) -> String;
    /// A picture's address, from its `media/NAME`.
    fn media(&self, name: &str) -> String;
}

/// The item as shown, with the answer so far; options in the order of the session with this seed.
pub fn item_view(item: &Item, seed: &Seed, answer: Option<&Answer>, not_learned: bool, names: &dyn Names) -> ItemView {
    let options =
        || item.option_order(seed).into_iter().map(|option| shown(option, names.option(item, &option.id), names)).collect();
    let mut prompt = with_media(&item.prompt, names);
    let interaction = match &item.interaction {
        Interaction::Options { several, choose, in_text: false, .. } => {
            InteractionView::Options { options: options(), several: *several, choose: *choose }
        }
        Interaction::Options { several, choose, .. } => {
            prompt = with_fields(&prompt, |option| names.option(item, option));
            InteractionView::Hottext { options: options(), several: *several, choose: *choose }
        }
        Interaction::Number { unit } => InteractionView::Number { unit: unit.clone() },
        Interaction::Text => InteractionView::Text,
        Interaction::Fields { fields, .. } => {
            prompt = with_fields(&prompt, |field| names.field(item, field));
            InteractionView::Fields { fields: fields.iter().map(|field| field_view(item, field, seed, names)).collect() }
        }
        Interaction::Order { .. } => InteractionView::Order { options: options() },
        Interaction::Slider { scale, unit } => {
            InteractionView::Slider { min: scale.min, max: scale.max, step: scale.step, unit: unit.clone() }
        }
    };
    let answer = answer.map(|answer| match answer {
        Answer::Options(ids) => {
            // Not collected: that would bring a sort of its own into the browser's download.
            let mut named = BTreeSet::new();
            named.extend(ids.iter().map(|id| names.option(item, id)));
            Answer::Options(named)
        }
        Answer::Text(text) => Answer::Text(text.clone()),
        Answer::Fields(given) => {
            let mut named = BTreeMap::new();
            for (field, value) in given {
                let chosen = item.field(field).is_some_and(|field| matches!(field.entry, Entry::Choices { .. }));
                let value = if chosen { names.choice(item, field, value) } else { value.clone() };
                named.insert(names.field(item, field), value);
            }
            Answer::Fields(named)
        }
        Answer::Order(ids) => Answer::Order(ids.iter().map(|id| names.option(item, id)).collect()),
    });
    ItemView { name: names.item(item), prompt, interaction, answer, not_learned }
}

fn shown(option: &ItemOption, name: String, names: &dyn Names) -> OptionView {
    OptionView { name, text: with_media(&option.text, names) }
}

fn field_view(item: &Item, field: &Field, seed: &Seed, names: &dyn Names) -> FieldView {
    let choices = item.choice_order(field, seed).into_iter();
    FieldView {
        name: names.field(item, &field.id),
        label: field.label.as_ref().map(|label| with_media(label, names)),
        choices: choices.map(|choice| shown(choice, names.choice(item, &field.id, &choice.id), names)).collect(),
        typed: match &field.entry {
            Entry::Choices { .. } => None,
            Entry::Number { unit } => Some(TypedView::Number { unit: unit.clone() }),
            Entry::Text => Some(TypedView::Text),
        },
    }
}

/// What of a view does not follow from its session.
#[derive(Clone, Debug)]
pub struct Head {
    /// [`AttemptView::id`].
    pub id: String,
    /// [`AttemptView::title`].
    pub title: String,
    /// [`AttemptView::seq`].
    pub seq: u64,
}

/// A session as the player shows it, `at` milliseconds after it began.
pub fn session_view(session: &Session, head: Head, names: &dyn Names, at: u64) -> AttemptView {
    let bank = session.assessment().bank();
    let (state, block) = match session.step() {
        Step::Finished(_) => (AttemptState::Finished, None),
        Step::Present(_) if session.is_paused() => (AttemptState::Paused, None),
        Step::Present(block) => {
            let items = block.items().iter().filter_map(|id| {
                let item = bank.item(id)?;
                let given = session.given(id);
                let (answer, not_learned) = match &given {
                    Some(Given::Answer(answer)) => (Some(answer), false),
                    Some(Given::NotLearned) => (None, true),
                    None => (None, false),
                };
                Some(item_view(item, &session.log().started.seed, answer, not_learned, names))
            });
            let stimuli = stimuli(block, bank, names);
            (AttemptState::Running, Some(BlockView { number: block.number(), items: items.collect(), stimuli }))
        }
    };
    let progress = session.progress();
    AttemptView {
        id: head.id,
        title: head.title,
        lang: bank.lang().to_owned(),
        seq: head.seq,
        state,
        block,
        progress: Progress { done: progress.done, minimum: progress.minimum, maximum: progress.maximum },
        time_left: session.time_left(at),
    }
}

/// What the items of a block share; those of a set are neighbours.
fn stimuli(block: &Block, bank: &Bank, names: &dyn Names) -> Vec<StimulusView> {
    let mut stimuli: Vec<StimulusView> = Vec::new();
    let mut before = None;
    for (first, position) in block.positions().enumerate() {
        let set = bank.set_of(position);
        match (set, stimuli.last_mut()) {
            (Some(set), Some(open)) if before == Some(set.id.as_str()) => open.items += 1,
            (Some(set), _) => stimuli.push(StimulusView { text: with_media(&set.stimulus, names), first, items: 1 }),
            (None, _) => {}
        }
        before = set.map(|set| set.id.as_str());
    }
    stimuli
}

/// How sanitised HTML shows a picture.
const MARK: &str = "src=\"media/";

/// Names of the pictures that sanitised HTML shows.
pub fn pictures(html: &str) -> impl Iterator<Item = &str> {
    html.split(MARK).skip(1).filter_map(|part| part.split('"').next())
}

/// Puts addresses for the `src="media/NAME"` that sanitised HTML holds.
pub fn with_media(html: &str, names: &dyn Names) -> String {
    let mut parts = html.split(MARK);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('"').unwrap_or((part, ""));
        shown.push_str("src=\"");
        shown.push_str(&names.media(name));
        shown.push('"');
        shown.push_str(rest);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Upper;

    impl Names for Upper {
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
            format!("/there/{name}")
        }
    }

    #[test]
    fn knows_to_which_items_a_stimulus_belongs() {
        let stimulus = |first, items| StimulusView { text: String::new(), first, items };
        let block = BlockView { number: 1, items: Vec::new(), stimuli: vec![stimulus(1, 2), stimulus(3, 1)] };
        let firsts: Vec<_> = (0..5).map(|index| block.stimulus(index).map(|stimulus| stimulus.first)).collect();
        assert_eq!(firsts, [None, Some(1), Some(1), Some(3), None]);
    }

    #[test]
    fn gives_every_picture_its_address() {
        let html = r#"<p>a <img alt="x" src="media/x.svg"> b <img src="media/y.png" alt="y"></p>"#;
        assert_eq!(pictures(html).collect::<Vec<_>>(), ["x.svg", "y.png"]);
        let shown = with_media(html, &Upper);
        assert_eq!(shown, r#"<p>a <img alt="x" src="/there/x.svg"> b <img src="/there/y.png" alt="y"></p>"#);
    }
}
