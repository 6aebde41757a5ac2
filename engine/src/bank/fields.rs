//! From a file's fields, order or scale to a live form and its key.

use std::collections::BTreeSet;

use super::file::{FieldFile, ItemFile, ItemKind, ScaleFile};
use super::{Entry, Field, Interaction, ItemOption, Scale};
use crate::check::{Check, that};
use crate::model::ItemModel;
use crate::said::Said;
use crate::score::Key;

impl ItemFile {
    /// Gaps and match.
    pub(super) fn check_fields<const LOOKS: bool>(
        &self,
        check: &mut Check<LOOKS>,
        model: Option<&ItemModel>,
    ) -> (Interaction, Key) {
        let n = self.fields.len();
        that!(check, (1..=26).contains(&n), "fields", &n, "1 to 26 fields");
        let shared = self.check_listed(check, if self.kind == ItemKind::Match { 2 } else { 0 });
        let mut ids = BTreeSet::new();
        let (mut fields, mut keys) = (Vec::new(), Vec::new());
        for file in &self.fields {
            that!(check, !file.id.is_empty() && ids.insert(file.id.as_str()), "fields", &file.id, "a field id used once");
            let labelled = file.label.as_ref().is_some_and(|label| !label.trim().is_empty());
            let value = || format!("{{{}}}", file.id);
            if self.kind == ItemKind::Match {
                that!(check, labelled, "fields", &value(), "a left side");
                that!(
                    check,
                    file.choices.is_empty() && file.answer.is_none(),
                    "fields",
                    &value(),
                    "the choices of the item and no others",
                );
            } else {
                that!(check, file.label.is_none(), "fields", &value(), "a place in the prompt and no left side");
            }
            let Some((entry, key)) = check_field(check, file, &shared) else { continue };
            fields.push(Field { id: file.id.clone(), label: file.label.clone(), entry });
            keys.push((file.id.clone(), key));
        }
        if let Some(model) = model.filter(|model| model.logistic().is_none()) {
            let nominal = matches!(model, ItemModel::Nominal(_));
            that!(check, !nominal, "irt.model", &self.irt.model, "any but NRM for an item with fields");
            let categories = model.categories();
            that!(
                check,
                categories == n + 1,
                "irt.thresholds",
                &format!("{categories} categories"),
                &format!("{} categories, one more than there are fields", n + 1)
            );
        }
        (Interaction::Fields { fields, shuffle: self.shuffle }, Key::Fields(keys))
    }

    /// Options none of which is right or wrong by itself.
    fn check_listed<const LOOKS: bool>(&self, check: &mut Check<LOOKS>, least: usize) -> Vec<ItemOption> {
        let n = self.options.len();
        that!(check, (least..=26).contains(&n), "options", &n, "2 to 26 options");
        let mut ids = BTreeSet::new();
        for option in &self.options {
            let value = || format!("{{{}}}", option.id);
            let sound = !option.id.is_empty() && !option.text.trim().is_empty() && ids.insert(option.id.as_str());
            that!(check, sound, "options", &value(), "an option id used once, and a text");
            that!(
                check,
                option.weight == 0.0,
                "options",
                &format!("{} weighs {}", value(), option.weight.said()),
                "options without weights",
            );
        }
        that!(check, self.choose.is_none(), "choose", &"present", "nothing where there is nothing to choose among");
        that!(check, self.only_explains(), "answer", &"present", "nothing but feedback");
        let option = |option: &super::file::OptionFile| ItemOption {
            last: self.last.contains(&option.id),
            ..ItemOption::plain(&option.id, &option.text)
        };
        self.options.iter().map(option).collect()
    }

    pub(super) fn check_order<const LOOKS: bool>(&self, check: &mut Check<LOOKS>) -> (Interaction, Key) {
        let options = self.check_listed(check, 2);
        that!(check, self.shuffle, "shuffle", &"false", "true: the options stand in the right order");
        that!(check, self.last.is_empty(), "last", &self.last.join(", "), "nothing where options are put in order");
        let right = options.iter().map(|option| option.id.clone()).collect();
        (Interaction::Order { options }, Key::Order(right))
    }

    /// A number that is chosen on a scale.
    pub(super) fn check_slider<const LOOKS: bool>(&self, check: &mut Check<LOOKS>) -> Option<(Interaction, Key)> {
        let (typed, key) = self.check_typed(check)?;
        let (Some(scale), Interaction::Number { unit }, Key::Number { value, tolerance }) = (self.scale, typed, &key) else {
            that!(check, self.scale.is_some(), "scale", &"nothing", "a [scale] table");
            return None;
        };
        let ScaleFile { min, max, step } = scale;
        let steps = (max - min) / step;
        let fine = [min, max, step].iter().all(|number| number.is_finite()) && step > 0.0 && (1.0..=10_000.0).contains(&steps);
        that!(
            check,
            fine,
            "scale",
            &format!("{} to {} by {}", min.said(), max.said(), step.said()),
            "min < max, and 1 to 10000 steps",
        );
        if fine {
            // Where the slider can stand: the browser counts its steps from the lower end, and the last one may fall short.
            let nearest = min + ((value - min) / step).round().max(0.0).min((steps + 1e-9).floor()) * step;
            let reached = (nearest - value).abs() <= tolerance + 1e-9 * value.abs().max(1.0);
            that!(check, reached, "answer.value", value, "a number that the scale has, or comes as near to as the tolerance");
        }
        Some((Interaction::Slider { scale: Scale { min, max, step }, unit }, key))
    }
}

fn check_field<const LOOKS: bool>(check: &mut Check<LOOKS>, file: &FieldFile, shared: &[ItemOption]) -> Option<(Entry, Key)> {
    let value = || format!("{{{}}}", file.id);
    if let Some(answer) = &file.answer {
        let alone = file.choices.is_empty() && file.right.is_empty();
        that!(check, alone, "fields", &value(), "choices, or what is to be typed, but not both");
        let number = answer.value.is_some();
        let key = if number { answer.number(check, &file.id) } else { answer.text(check, &file.id) };
        return Some((if number { Entry::Number { unit: answer.unit.clone() } } else { Entry::Text }, key?));
    }
    let own = !file.choices.is_empty();
    let mut options = shared.to_vec();
    if own {
        that!(check, (2..=26).contains(&file.choices.len()), "fields", &value(), "2 to 26 choices, or what is to be typed");
        options = file.choices.iter().map(|choice| ItemOption::plain(&choice.id, &choice.text)).collect();
        let mut ids = BTreeSet::new();
        for option in &options {
            let sound = !option.id.is_empty() && !option.text.trim().is_empty() && ids.insert(option.id.as_str());
            that!(check, sound, "fields", &value(), "choices with a text, each id used once");
        }
    } else {
        that!(check, !shared.is_empty(), "fields", &value(), "choices, what is to be typed, or options that are shared");
    }
    that!(check, !file.right.is_empty(), "fields", &value(), "at least one choice marked as right");
    for id in &file.right {
        let known = options.iter().any(|option| option.id == *id);
        that!(check, known, "fields", &format!("{} {id}", value()), "the id of one of its choices");
    }
    let key = Key::Text { accept: file.right.clone(), case: true };
    Some((Entry::Choices { options, shared: !own }, key))
}
