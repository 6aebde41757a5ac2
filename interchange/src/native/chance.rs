//! What a provisional item must say: nobody has measured it, so its lower asymptote is its chance of full credit by guessing.

use engine::bank::file::{FieldFile, ItemFile, ItemKind};

use super::item::ItemSource;
use crate::Problem;

/// From this difference on, what is stated is not the chance.
const NEAR: f64 = 0.001;

pub(super) fn check(source: &ItemSource, problems: &mut Vec<Problem>) {
    let item = &source.item;
    let Some((chance, rule)) = of(item).filter(|_| item.irt.b_sd > 0.0) else { return };
    if (item.irt.c - chance).abs() > NEAR {
        let expected = format!(
            "{chance:.4}, the chance of full credit by guessing ({rule}), because b_sd > 0 says that nobody has measured it"
        );
        problems.push(source.error("irt.c", item.irt.c.to_string(), expected));
    }
    if (item.irt.a - 1.0).abs() > 1e-9 {
        problems.push(
            source.error("irt.a", item.irt.a.to_string(), "1, because b_sd > 0 says that nobody has measured it").as_warning(),
        );
    }
}

/// The chance, and how it was reckoned; nothing for an essay, which has none.
pub(crate) fn of(item: &ItemFile) -> Option<(f64, String)> {
    let n = item.options.len();
    let k = n as f64;
    Some(match item.kind {
        ItemKind::Choice => (1.0 / k, format!("1/{k}")),
        ItemKind::Multiple | ItemKind::Hottext => match item.choose {
            Some(1) => (1.0 / k, format!("1/{k}")),
            Some(m) => (1.0 / binomial(k, f64::from(m)), format!("1/C({k},{m})")),
            None => (0.5_f64.powf(k), format!("1/2^{k}")),
        },
        ItemKind::Numeric | ItemKind::Text => (0.0, "0".to_owned()),
        ItemKind::Gaps | ItemKind::Match => {
            let each: Vec<(usize, usize)> = item.fields.iter().map(|field| guess(field, n)).collect();
            let product = each.iter().map(|(right, of)| *right as f64 / (*of).max(1) as f64).product();
            let rule: Vec<String> =
                each.iter().map(|(right, of)| if *right == 0 { "0".to_owned() } else { format!("{right}/{of}") }).collect();
            (product, rule.join(" × "))
        }
        ItemKind::Order => ((1..=n).map(|place| 1.0 / place as f64).product(), format!("1/{n}!")),
        ItemKind::Slider => {
            let (answer, scale) = (item.answer.as_ref()?, item.scale?);
            let range = 2.0 * answer.tolerance.unwrap_or(0.0) + scale.step;
            ((range / (scale.max - scale.min + scale.step)).min(1.0), "what is right of the scale".to_owned())
        }
        ItemKind::Essay => return None,
    })
}

/// How many choices of a field are right, and of how many; none where it is typed.
fn guess(field: &FieldFile, shared: usize) -> (usize, usize) {
    let own = field.choices.len();
    (if field.answer.is_some() { 0 } else { field.right.len() }, if own > 0 { own } else { shared })
}

/// C(n, m) for 0 ≤ m ≤ n ≤ 26.
fn binomial(n: f64, m: f64) -> f64 {
    let mut value = 1.0;
    let mut i = 1.0;
    while i <= m {
        value *= (n - m + i) / i;
        i += 1.0;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_choices() {
        for (n, m, value) in [(5.0, 2.0, 10.0), (6.0, 3.0, 20.0), (4.0, 4.0, 1.0), (4.0, 0.0, 1.0)] {
            assert!((binomial(n, m) - value).abs() < 1e-9, "C({n}, {m})");
        }
    }
}
