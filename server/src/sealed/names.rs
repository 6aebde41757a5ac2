//! What items, options and pictures are called in one sealed session: names that mean nothing elsewhere.
//!
//! They are keyed hashes under a secret of the session, so that they are the same after a restart and tell nothing of the bank.

use api::present::{Names, pictures};
use data_encoding::HEXLOWER;
use engine::bank::{Entry, Interaction, Item, ItemOption};
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

    /// The answer with the item's own names of options and fields; the name that it does not have otherwise.
    pub fn find_answer(&self, item: &Item, answer: Answer) -> Result<Answer, String> {
        let options: &[ItemOption] = match &item.interaction {
            Interaction::Options { options, .. } | Interaction::Order { options } => options,
            _ => &[],
        };
        let find = |name: String| own(options, name, |option| self.option(item, option));
        Ok(match (answer, &item.interaction) {
            // An answer of another kind is refused as that, whatever it names.
            (Answer::Options(names), Interaction::Options { .. }) => {
                Answer::Options(names.into_iter().map(find).collect::<Result<_, _>>()?)
            }
            (Answer::Order(names), Interaction::Order { .. }) => {
                Answer::Order(names.into_iter().map(find).collect::<Result<_, _>>()?)
            }
            (Answer::Fields(given), Interaction::Fields { fields, .. }) => {
                let find = |(name, value): (String, String)| {
                    let field = fields.iter().find(|field| self.field(item, &field.id) == name).ok_or(name)?;
                    let value = match &field.entry {
                        Entry::Choices { options, .. } => own(options, value, |choice| self.choice(item, &field.id, choice))?,
                        Entry::Number { .. } | Entry::Text => value,
                    };
                    Ok((field.id.clone(), value))
                };
                Answer::Fields(given.into_iter().map(find).collect::<Result<_, String>>()?)
            }
            (answer, _) => answer,
        })
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

    fn field(&self, item: &Item, field: &str) -> String {
        self.name(&[b"field", item.id.as_str().as_bytes(), field.as_bytes()])
    }

    fn choice(&self, item: &Item, field: &str, choice: &str) -> String {
        self.name(&[b"choice", item.id.as_str().as_bytes(), field.as_bytes(), choice.as_bytes()])
    }

    fn media(&self, name: &str) -> String {
        api::path::fill(api::path::ATTEMPT_MEDIA, &[self.attempt, &self.picture(name)])
    }
}

/// The option's own name.
fn own(options: &[ItemOption], name: String, named: impl Fn(&str) -> String) -> Result<String, String> {
    options.iter().find(|option| named(&option.id) == name).map(|option| option.id.clone()).ok_or(name)
}

/// What of an item is shown: never its feedback.
fn texts(item: &Item) -> Vec<&str> {
    let mut texts = vec![item.prompt.as_str()];
    match &item.interaction {
        Interaction::Options { options, .. } | Interaction::Order { options } => texts.extend(of(options)),
        Interaction::Fields { fields, .. } => {
            for field in fields {
                texts.extend(field.label.as_deref());
                if let Entry::Choices { options, .. } = &field.entry {
                    texts.extend(of(options));
                }
            }
        }
        Interaction::Number { .. } | Interaction::Text | Interaction::Slider { .. } => {}
    }
    texts
}

fn of(options: &[ItemOption]) -> impl Iterator<Item = &str> {
    options.iter().map(|option| option.text.as_str())
}

#[cfg(test)]
mod tests {
    use api::present::item_view;
    use engine::Seed;
    use engine::bank::Bank;
    use engine::bank::file::{BankFile, FORMAT};
    use serde_json::{Value, json};

    use super::*;

    /// An item of every form, with CANARY in every id and in all that is right.
    fn bank() -> Bank {
        let option =
            |id: &str, weight: f64| json!({"id": format!("CANARY{id}"), "text": id, "weight": weight, "feedback": "CANARY"});
        let options = |right: f64| json!([option("a", right), option("b", 0.0), option("c", 0.0)]);
        let place = |id: &str| format!("<span data-field=\"CANARY{id}\">{id}</span>");
        let (filled, pressed) = (["g1", "g2", "g3"].map(place).join(" "), ["a", "b", "c"].map(place).join(" "));
        let gaps = json!([
            {"id": "CANARYg1", "choices": [{"id": "CANARY1", "text": "one"}, {"id": "CANARY2", "text": "two"}], "right": ["CANARY2"]},
            {"id": "CANARYg2", "answer": {"accept": ["CANARYword"], "feedback": "CANARY"}},
            {"id": "CANARYg3", "answer": {"value": 918_273.0, "unit": "m"}},
        ]);
        let pairs = json!([
            {"id": "CANARYf1", "label": "left", "right": ["CANARYa"]},
            {"id": "CANARYf2", "label": "other", "right": ["CANARYb"]},
        ]);
        let forms = [
            json!({"kind": "choice", "options": options(1.0)}),
            json!({"kind": "multiple", "options": options(1.0)}),
            json!({"kind": "numeric", "answer": {"value": 918_273.0}}),
            json!({"kind": "text", "answer": {"accept": ["CANARYword"]}}),
            json!({"kind": "gaps", "fields": gaps, "prompt": filled}),
            json!({"kind": "match", "fields": pairs, "options": options(0.0)}),
            json!({"kind": "order", "options": options(0.0)}),
            json!({"kind": "hottext", "options": options(1.0), "prompt": pressed}),
            json!({"kind": "slider", "answer": {"value": 40.0, "tolerance": 0.918_273}, "scale": {"min": 0.0, "max": 100.0, "step": 1.0}}),
        ];
        let items = forms.into_iter().enumerate().map(|(number, form)| {
            let mut item = json!({
                "id": format!("CANARY{number}"), "pool": "credit", "status": "operational", "outcomes": ["O"], "bloom": null,
                "author": "CANARY", "shuffle": true, "last": [], "choose": null, "prompt": "?", "options": [], "answer": null,
                "irt": {"model": "2PL", "b": 0.918_273, "source": "CANARY"},
            });
            for (field, value) in form.as_object().expect("an object") {
                item[field] = value.clone();
            }
            item
        });
        let file = json!({
            "format": FORMAT, "id": "test", "title": "Test", "version": "1", "lang": "en", "licence": "CC0-1.0", "D": 1.0, "bank_sd": 0.0,
            "outcomes": [{"id": "O", "text": "Does it"}], "enemies": [], "items": items.collect::<Vec<Value>>(),
        });
        let file: BankFile = serde_json::from_value(file).expect("the bank's shape");
        file.check().expect("a sound bank")
    }

    #[test]
    fn tell_nothing_of_any_form_and_lead_back() {
        let (bank, seed) = (bank(), Seed::from_number(5));
        let names = Opaque { attempt: "attempt", secret: "secret" };
        for item in bank.items() {
            for right in [true, false] {
                let answer = item.answer_worth(right);
                let view = item_view(item, &seed, Some(&answer), false, &names);
                let named = view.answer.clone().expect("it was answered");
                assert_eq!(names.find_answer(item, named), Ok(answer));
            }
            let text = serde_json::to_string(&item_view(item, &seed, None, false, &names)).expect("a view is JSON");
            assert!(!text.contains("CANARY") && !text.contains("918273"), "{text}");
        }
    }

    #[test]
    fn refuse_what_an_item_does_not_have() {
        let bank = bank();
        let names = Opaque { attempt: "attempt", secret: "secret" };
        let field = names.field(&bank.items()[4], "CANARYg1");
        let fields = |field: &str, value: &str| Answer::Fields([(field.to_owned(), value.to_owned())].into());
        for (item, answer, name) in [
            (0, Answer::options(["CANARYa"]), "CANARYa"),
            (4, fields("CANARYg1", "x"), "CANARYg1"),
            (4, fields(&field, "CANARY2"), "CANARY2"),
            (6, Answer::Order(vec!["CANARYa".to_owned()]), "CANARYa"),
        ] {
            assert_eq!(names.find_answer(&bank.items()[item], answer), Err(name.to_owned()));
        }
        let wrong = Answer::Text("x".to_owned());
        assert_eq!(names.find_answer(&bank.items()[4], wrong.clone()), Ok(wrong), "the session says what it takes");
    }

    #[test]
    fn do_not_tell_which_choices_of_two_fields_stand_at_the_same_place() {
        let bank = bank();
        let names = Opaque { attempt: "attempt", secret: "secret" };
        let item = &bank.items()[5];
        assert_ne!(names.choice(item, "CANARYf1", "CANARYa"), names.choice(item, "CANARYf2", "CANARYa"));
    }
}
