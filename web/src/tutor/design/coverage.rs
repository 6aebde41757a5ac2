//! Outcomes by difficulty: where questions are missing.

use engine::Assessment;
use engine::bank::file::BankFile;
use yew::prelude::*;

use crate::components::table;
use crate::t;

/// How many bands of difficulty there are.
const BANDS: usize = 5;

/// The band of a difficulty that is so far above the pass mark, in logits.
fn band(above: f64) -> usize {
    [-1.25, -0.4, 0.4, 1.25].iter().filter(|end| above >= **end).count()
}

/// How many questions each outcome has in each band. A cell says its number; its shade is for those who would rather look.
pub fn coverage(assessment: &Assessment, file: &BankFile) -> Html {
    let bank = assessment.bank();
    let cut = assessment.blueprint().standard.cut.value();
    let words = [t!("band-much-easier"), t!("band-easier"), t!("band-at"), t!("band-harder"), t!("band-much-harder")];
    let count = |outcome: usize, wanted: usize| {
        let of = bank.items().iter().filter(|item| item.outcomes.first() == Some(&outcome));
        of.filter(|item| band(item.model.difficulty() - cut) == wanted).count()
    };
    let counts: Vec<[usize; BANDS]> =
        (0..bank.outcomes().len()).map(|outcome| std::array::from_fn(|band| count(outcome, band))).collect();
    let most = counts.iter().flatten().copied().max().unwrap_or(1).max(1);
    let shade = |count: usize| match count * 4 {
        0 => "heat heat-0",
        part if part <= most => "heat heat-1",
        part if part <= 2 * most => "heat heat-2",
        part if part <= 3 * most => "heat heat-3",
        _ => "heat heat-4",
    };
    let row = |(outcome, counts): (usize, &[usize; BANDS])| {
        let id = &bank.outcomes()[outcome].id;
        let text = file.outcomes.iter().find(|outcome| outcome.id == *id).map(|outcome| outcome.text.clone());
        html! {
            <tr key={id.clone()}>
                <td><span class="outcome-id">{ id }</span>{ " " }{ text.unwrap_or_default() }</td>
                { for counts.iter().zip(&words).map(|(count, words)| html! {
                    <td class={shade(*count)} data-label={words.clone()}>{ *count }</td>
                }) }
            </tr>
        }
    };
    let bare: Vec<String> = counts
        .iter()
        .enumerate()
        .filter(|(_, counts)| counts[2] == 0)
        .map(|(outcome, _)| bank.outcomes()[outcome].id.clone())
        .collect();
    let headings = [t!("blueprint-outcome")].into_iter().chain(words.iter().cloned());
    html! {
        <>
        <p>{ t!("pictures-coverage-words") }</p>
        { table(headings, counts.iter().enumerate().map(row).collect()) }
        if !bare.is_empty() {
            <p>{ t!("pictures-coverage-bare", outcomes = bare.join(", ")) }</p>
        }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_the_pass_mark_in_the_middle_band() {
        assert_eq!([-3.0, -1.0, -0.1, 0.0, 0.39, 0.4, 1.25].map(band), [0, 1, 2, 2, 2, 3, 4]);
    }
}
