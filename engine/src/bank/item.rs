//! From a file's item to a live one: its form, its key and its model.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{AnswerFile, ItemFile, ItemKind};
use super::{Interaction, Item, ItemId, ItemOption, Metric, fields_in};
use crate::check::{Check, show, that};
use crate::model::ItemModel;
use crate::said::Said;
use crate::score::Key;

impl ItemFile {
    pub(super) fn check<const LOOKS: bool>(
        &self,
        check: &mut Check<LOOKS>,
        outcomes: &BTreeMap<&str, usize>,
        metric: Metric,
    ) -> Option<Item> {
        let before = check.problems.len();
        let known: Vec<usize> = self
            .outcomes
            .iter()
            .filter_map(|id| {
                let index = outcomes.get(id.as_str()).copied();
                that!(check, index.is_some(), "outcomes", id, "the id of an outcome in bank.toml");
                index
            })
            .collect();
        that!(check, !self.outcomes.is_empty(), "outcomes", &"none", "at least one outcome");
        that!(check, !self.prompt.trim().is_empty(), "prompt", &"", "a question");

        let model = self.irt.check(check, metric);
        let interaction = match self.kind {
            ItemKind::Choice | ItemKind::Multiple | ItemKind::Hottext => Some(self.check_options(check, model.as_ref())),
            ItemKind::Gaps | ItemKind::Match => Some(self.check_fields(check, model.as_ref())),
            ItemKind::Order => Some(self.check_order(check)),
            ItemKind::Numeric | ItemKind::Text => self.check_typed(check),
            ItemKind::Slider => self.check_slider(check),
            ItemKind::Essay => {
                let bare = self.options.is_empty() && self.answer.is_none();
                that!(check, bare, "answer", &"present", "no options and no [answer]: an essay is scored by people");
                None
            }
        };
        if !self.kind.has_options() && !self.kind.has_fields() {
            let partial = model.as_ref().is_some_and(|model| model.logistic().is_none());
            that!(check, !partial, "irt.model", &self.irt.model, "1PL to 4PL for an answer that is right or wrong");
        }
        that!(
            check,
            self.fields.is_empty() || self.kind.has_fields(),
            "fields",
            &self.fields.len(),
            "no fields in an item of this type",
        );
        that!(check, self.scale.is_none() || self.kind == ItemKind::Slider, "scale", &"present", "no [scale] but for a slider");
        if check.looks() {
            self.check_places(check);
        }
        if check.problems.len() > before {
            return None;
        }
        let (interaction, key) = interaction?;
        Some(Item {
            id: ItemId::from(self.id.as_str()),
            prompt: self.prompt.clone(),
            interaction,
            key,
            feedback: self.answer.as_ref().and_then(|answer| answer.feedback.clone()),
            model: model?,
            b_sd: self.irt.b_sd,
            outcomes: known,
        })
    }

    fn check_options<const LOOKS: bool>(&self, check: &mut Check<LOOKS>, model: Option<&ItemModel>) -> (Interaction, Key) {
        let n = self.options.len();
        that!(check, (2..=26).contains(&n), "options", &n, "2 to 26 options");
        let mut ids = BTreeSet::new();
        for option in &self.options {
            that!(check, ids.insert(option.id.as_str()), "options", &option.id, "an option id used once");
            that!(check, !option.text.trim().is_empty(), "options", &format!("{{{}}} without text", option.id), "a text");
            that!(
                check,
                (-1.0..=1.0).contains(&option.weight),
                "options",
                &format!("{{{}}} weighs {}", option.id, option.weight.said()),
                "a weight from -1 to 1",
            );
        }
        for id in &self.last {
            that!(check, ids.contains(id.as_str()), "last", id, "the id of an option");
        }
        let mut right = BTreeSet::new();
        right.extend(self.options.iter().filter(|option| option.weight >= 1.0).map(|option| option.id.clone()));
        match self.kind {
            ItemKind::Multiple | ItemKind::Hottext => {
                that!(check, !right.is_empty(), "options", &"no option marked [x]", "at least one");
            }
            _ => that!(check, right.len() == 1, "options", &format!("{} options marked [x]", right.len()), "exactly one"),
        }
        if let Some(choose) = self.choose {
            that!(check, choose as usize == right.len(), "choose", &choose, "the number of options marked [x]");
        }
        let bare = if self.kind == ItemKind::Hottext { self.only_explains() } else { self.answer.is_none() };
        that!(check, bare, "answer", &"present", "no [answer] for an item with options");
        let categories = self.check_categories(check, model, right.len());
        let interaction = Interaction::Options {
            options: self
                .options
                .iter()
                .zip(categories)
                .map(|(option, category)| ItemOption {
                    id: option.id.clone(),
                    text: option.text.clone(),
                    feedback: option.feedback.clone(),
                    last: self.last.contains(&option.id),
                    category,
                })
                .collect(),
            several: self.takes_several(),
            choose: self.choose,
            shuffle: self.shuffle && self.kind != ItemKind::Hottext,
            in_text: self.kind == ItemKind::Hottext,
        };
        (interaction, Key::Options(right))
    }

    /// Whether there is no `answer`, or nothing in it but feedback.
    pub(super) fn only_explains(&self) -> bool {
        self.answer.as_ref().is_none_or(|answer| {
            answer.value.is_none() && answer.tolerance.is_none() && answer.unit.is_none() && answer.accept.is_empty()
        })
    }

    /// Whether more than one option may be chosen.
    fn takes_several(&self) -> bool {
        self.kind == ItemKind::Multiple || (self.kind == ItemKind::Hottext && self.choose != Some(1))
    }

    /// The category that each option earns when it alone is chosen, where the model has several.
    fn check_categories<const LOOKS: bool>(&self, check: &mut Check<LOOKS>, model: Option<&ItemModel>, right: usize) -> Vec<u8> {
        let mut earned = vec![0; self.options.len()];
        let Some(model) = model.filter(|model| model.logistic().is_none()) else { return earned };
        let top = model.categories() - 1;
        let nominal = matches!(model, ItemModel::Nominal(_));
        if self.takes_several() {
            that!(
                check,
                !nominal,
                "irt.model",
                &self.irt.model,
                "any but NRM for an item of which several options may be chosen"
            );
            that!(
                check,
                top == right,
                "irt.thresholds",
                &format!("{} categories", top + 1),
                &format!("{} categories, one more than there are options marked [x]", right + 1)
            );
        } else if nominal {
            let n = self.options.len();
            that!(
                check,
                top + 1 == n,
                "irt.slopes",
                &top,
                &format!("{} slopes and intercepts, one fewer than there are options", n.saturating_sub(1))
            );
            for (category, earned) in earned.iter_mut().enumerate() {
                *earned = category as u8;
            }
        } else {
            for (option, earned) in self.options.iter().zip(&mut earned) {
                // 0.33 is near enough to a third.
                let share = option.weight * top as f64;
                that!(
                    check,
                    (0.0..=top as f64).contains(&share) && (share - share.round()).abs() < 0.02,
                    "options",
                    &format!("{{{}}} weighs {}", option.id, option.weight.said()),
                    &format!("a whole multiple of 1/{top}, from 0 to 1, as the model has {} categories", top + 1),
                );
                *earned = share.round() as u8;
            }
        }
        earned
    }

    /// What can be filled or pressed has one place in the prompt, where that is where it stands.
    fn check_places<const LOOKS: bool>(&self, check: &mut Check<LOOKS>) {
        let (gaps, hottext) = (self.kind == ItemKind::Gaps, self.kind == ItemKind::Hottext);
        let fields = self.fields.iter().map(|field| &field.id).filter(|_| gaps);
        let options = self.options.iter().map(|option| &option.id).filter(|_| hottext);
        let mut open = BTreeSet::new();
        open.extend(fields.chain(options).map(String::as_str));
        let mut placed = BTreeSet::new();
        for id in fields_in(&self.prompt) {
            let known = open.contains(id) && placed.insert(id);
            that!(check, known, "prompt", &format!("{{{id}}}"), "one place for each field and no other");
        }
        for id in open {
            that!(check, placed.contains(id), "prompt", &format!("no {{{id}}}"), &format!("a place for {{{id}}}"));
        }
    }

    pub(super) fn check_typed<const LOOKS: bool>(&self, check: &mut Check<LOOKS>) -> Option<(Interaction, Key)> {
        that!(check, self.options.is_empty(), "options", &self.options.len(), "no options for an item with [answer]");
        let Some(answer) = &self.answer else {
            that!(check, false, "answer", &"nothing", "an [answer] table");
            return None;
        };
        if self.kind == ItemKind::Text {
            Some((Interaction::Text, answer.text(check, "")?))
        } else {
            Some((Interaction::Number { unit: answer.unit.clone() }, answer.number(check, "")?))
        }
    }
}

impl AnswerFile {
    /// The key of a number; `of` is the field that it is of, if it is of one.
    pub(super) fn number<const LOOKS: bool>(&self, check: &mut Check<LOOKS>, of: &str) -> Option<Key> {
        let said = |text: String| if of.is_empty() { text } else { format!("{{{of}}} {text}") };
        let field = |field: &'static str| if of.is_empty() { field } else { "fields" };
        let value = self.value.filter(|value| value.is_finite());
        that!(check, value.is_some(), field("answer.value"), &said(show(self.value)), "a number");
        let tolerance = self.tolerance.unwrap_or(0.0);
        let fine = tolerance.is_finite() && tolerance >= 0.0;
        that!(check, fine, field("answer.tolerance"), &said(tolerance.said()), "0 or more");
        let accept = &self.accept;
        that!(check, accept.is_empty(), field("answer.accept"), &said(accept.join(", ")), "nothing for a numeric item");
        Some(Key::Number { value: value?, tolerance })
    }

    /// The key of a short text; `of` is the field that it is of, if it is of one.
    pub(super) fn text<const LOOKS: bool>(&self, check: &mut Check<LOOKS>, of: &str) -> Option<Key> {
        let said = |text: String| if of.is_empty() { text } else { format!("{{{of}}} {text}") };
        let field = |field: &'static str| if of.is_empty() { field } else { "fields" };
        let texts = !self.accept.is_empty() && self.accept.iter().all(|form| !form.trim().is_empty());
        that!(check, texts, field("answer.accept"), &said(self.accept.join(", ")), "at least one text, none empty");
        that!(check, self.value.is_none(), field("answer.value"), &said(show(self.value)), "nothing for a text item");
        texts.then(|| Key::Text { accept: self.accept.clone(), case: self.case })
    }
}
