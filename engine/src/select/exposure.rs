//! Exposure control: from values and a seed to one item.

use super::Pick;
use crate::seed::Stream;

/// One of these, each as likely (randomesque: Kingsbury and Zara 1989, doi:10.1207/s15324818ame0204_6). Best first.
///
/// A single candidate draws nothing from the stream.
pub fn randomesque(best: &[(usize, f64)], stream: &mut Stream) -> Option<Pick> {
    let chosen = match best.len() {
        0 => return None,
        1 => 0,
        several => stream.below(u32::try_from(several).unwrap_or(u32::MAX)) as usize,
    };
    let (position, information) = best[chosen];
    Some(Pick { position, information, rank: chosen + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn gives_each_of_the_best_its_turn() {
        let best = [(4, 0.9), (1, 0.8), (7, 0.7)];
        let mut stream = Seed::from_number(1).stream(1);
        let mut drawn = [0; 3];
        for _ in 0..3000 {
            drawn[randomesque(&best, &mut stream).unwrap().rank - 1] += 1;
        }
        // Binomial(3000, 1/3): four standard deviations are 103.
        assert!(drawn.iter().all(|&count: &i32| (count - 1000).abs() < 103), "{drawn:?}");
        assert!(randomesque(&[], &mut stream).is_none());
    }
}
