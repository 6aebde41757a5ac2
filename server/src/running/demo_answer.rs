//! What simulated learners answer where they do not know: something that a person might have given, so that the pages that show answers
//! have something to show.

use engine::Answer;
use engine::bank::{Entry, Field, Interaction, Item, ItemOption};
use engine::seed::Stream;

/// Draws until one is wrong; some questions have few wrong answers.
const TRIES: usize = 20;

/// An answer that is not right.
pub fn wrong(item: &Item, stream: &mut Stream) -> Answer {
    for _ in 0..TRIES {
        let drawn = guess(item, stream);
        if !item.is_right(item.score(&drawn)) {
            return drawn;
        }
    }
    item.answer_worth(false)
}

fn guess(item: &Item, stream: &mut Stream) -> Answer {
    let right = item.answer_worth(true);
    match (&item.interaction, right) {
        (Interaction::Options { options, several: false, .. }, _) => Answer::Options(one(options, stream).into_iter().collect()),
        (Interaction::Options { options, choose, .. }, Answer::Options(key)) => {
            let count = choose.map_or(key.len(), |choose| choose as usize);
            let drawn = stream.permutation(options.len()).into_iter().take(count.max(1));
            Answer::Options(drawn.map(|place| options[place].id.clone()).collect())
        }
        (Interaction::Slider { scale, .. }, _) => {
            let steps = ((scale.max - scale.min) / scale.step).floor().clamp(1.0, 1e6) as u32;
            Answer::Text((scale.min + f64::from(stream.below(steps + 1)) * scale.step).to_string())
        }
        (Interaction::Order { options }, _) => {
            Answer::Order(stream.permutation(options.len()).into_iter().map(|place| options[place].id.clone()).collect())
        }
        (Interaction::Fields { fields, .. }, Answer::Fields(mut given)) => {
            if !fields.is_empty() {
                let field = &fields[below(fields.len(), stream)];
                let value = in_field(field, given.get(&field.id).map_or("", String::as_str), stream);
                given.insert(field.id.clone(), value);
            }
            Answer::Fields(given)
        }
        (_, Answer::Text(right)) => Answer::Text(typed(&right, stream)),
        (_, other) => other,
    }
}

fn one(options: &[ItemOption], stream: &mut Stream) -> Option<String> {
    (!options.is_empty()).then(|| options[below(options.len(), stream)].id.clone())
}

fn in_field(field: &Field, right: &str, stream: &mut Stream) -> String {
    match &field.entry {
        Entry::Choices { options, .. } => one(options, stream).unwrap_or_default(),
        Entry::Number { .. } | Entry::Text => typed(right, stream),
    }
}

/// A number that is off, or a word with a letter too few.
fn typed(right: &str, stream: &mut Stream) -> String {
    if let Ok(number) = right.parse::<f64>() {
        let off = [number + 1.0, number - 1.0, number * 10.0, number * 2.0 + 1.0, -number];
        return off[below(off.len(), stream)].to_string();
    }
    let letters: Vec<char> = right.chars().collect();
    let without = below(letters.len().max(1), stream);
    letters.iter().enumerate().filter(|(place, _)| *place != without).map(|(_, letter)| letter).collect()
}

fn below(count: usize, stream: &mut Stream) -> usize {
    stream.below(u32::try_from(count.max(1)).unwrap_or(1)) as usize
}

#[cfg(test)]
mod tests {
    use engine::Seed;
    use engine::bank::file::BankFile;

    use super::*;

    #[test]
    fn gives_something_wrong_to_every_kind_of_question() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../item-banks/software-development");
        let report = interchange::native::read(&interchange::DirFolder(folder.into()));
        let file: BankFile = report.bank.expect("our own bank is sound").file;
        let bank = file.check().expect("our own bank is sound");
        let mut stream = Seed::from_number(7).stream(0);
        let mut kinds = std::collections::BTreeSet::new();
        for item in bank.items() {
            let answer = wrong(item, &mut stream);
            assert!(!item.is_right(item.score(&answer)), "{answer:?}");
            let is_empty = match &answer {
                Answer::Options(options) => options.is_empty(),
                Answer::Text(text) => text.is_empty(),
                Answer::Fields(fields) => fields.is_empty(),
                Answer::Order(order) => order.is_empty(),
            };
            assert!(!is_empty, "{answer:?}");
            kinds.insert(format!("{:?}", std::mem::discriminant(&item.interaction)));
        }
        assert!(kinds.len() > 1, "{kinds:?}");
    }
}
