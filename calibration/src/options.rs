//! The option table: who chose what.

use serde::Serialize;

use crate::item::{Given, Observation};
use crate::moments::{correlation, mean, variance};

/// What is known of one option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OptionStatistics {
    /// Whether it is right.
    pub key: bool,
    /// How many chose it.
    pub chosen: usize,
    /// Of those who answered.
    pub share: Option<f64>,
    /// Mean ability of those who chose it.
    pub ability: Option<f64>,
    /// Their variance.
    #[serde(skip)]
    pub(crate) variance: Option<f64>,
    /// Between choosing it and ability.
    pub point_biserial: Option<f64>,
    /// The share who chose it among the lower, the middle and the upper third by ability. Learners of one ability are spread over the
    /// thirds that they straddle, so that no order among equals decides.
    pub thirds: Option<[f64; 3]>,
}

/// A row for each option.
pub fn option_table(keys: &[bool], answered: &[&Observation]) -> Vec<OptionStatistics> {
    let mut ranked: Vec<(f64, &Given)> = answered.iter().filter_map(|one| Some((one.ability?, &one.given))).collect();
    ranked.sort_by(|one, other| one.0.total_cmp(&other.0));
    keys.iter()
        .enumerate()
        .map(|(place, &key)| {
            let picked = |given: &Given| matches!(given, Given::Options(chosen) if chosen.contains(&place));
            let chosen = answered.iter().filter(|one| picked(&one.given)).count();
            let abilities: Vec<f64> = ranked.iter().filter(|(_, given)| picked(given)).map(|(ability, _)| *ability).collect();
            let pairs: Vec<(f64, f64)> =
                ranked.iter().map(|(ability, given)| (*ability, f64::from(u8::from(picked(given))))).collect();
            OptionStatistics {
                key,
                chosen,
                share: (!answered.is_empty()).then(|| chosen as f64 / answered.len() as f64),
                ability: mean(&abilities),
                variance: variance(&abilities),
                point_biserial: correlation(&pairs),
                thirds: thirds(&pairs),
            }
        })
        .collect()
}

/// The mean of the second in each third by the first, by which the pairs are sorted; `None` of fewer than three.
fn thirds(sorted: &[(f64, f64)]) -> Option<[f64; 3]> {
    let n = sorted.len() as f64;
    if sorted.len() < 3 {
        return None;
    }
    let mut sums = [0.0; 3];
    let mut start = 0;
    while start < sorted.len() {
        let tied = sorted[start..].iter().take_while(|pair| pair.0.total_cmp(&sorted[start].0).is_eq()).count();
        let mean = sorted[start..start + tied].iter().map(|pair| pair.1).sum::<f64>() / tied as f64;
        for (third, sum) in sums.iter_mut().enumerate() {
            let (low, high) = (n * third as f64 / 3.0, n * (third + 1) as f64 / 3.0);
            let within = ((start + tied) as f64).min(high) - (start as f64).max(low);
            *sum += mean * within.max(0.0);
        }
        start += tied;
    }
    Some(sums.map(|sum| sum / (n / 3.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chose(option: usize, ability: f64) -> Observation {
        Observation {
            given: Given::Options(vec![option]),
            credit: 0.0,
            ability: Some(ability),
            expected: None,
            milliseconds: None,
        }
    }

    #[test]
    fn counts_who_chose_what() {
        let all = [chose(0, 3.0), chose(0, 2.0), chose(1, 2.0), chose(0, 1.0), chose(2, 1.0), chose(1, 0.0)];
        let all: Vec<&Observation> = all.iter().collect();
        let table = option_table(&[true, false, false], &all);
        assert_eq!(table.iter().map(|row| row.chosen).collect::<Vec<_>>(), [3, 2, 1]);
        assert_eq!(table.iter().map(|row| row.ability).collect::<Vec<_>>(), [Some(2.0), Some(1.0), Some(1.0)]);
        // Sorted 0 1 1 2 2 3: the lower third holds the 0 and half of the two at 1; half of those chose the key.
        assert_eq!(table[0].thirds, Some([0.25, 0.5, 0.75]));
        let sum: f64 = table.iter().filter_map(|row| row.share).sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn takes_several_options_of_one_learner() {
        let both = Observation { given: Given::Options(vec![0, 1]), ..chose(0, 1.0) };
        let one = chose(1, 0.0);
        let table = option_table(&[true, true], &[&both, &one]);
        assert_eq!((table[0].chosen, table[1].chosen), (1, 2));
        assert_eq!(table[1].point_biserial, None, "everyone chose it");
    }
}
