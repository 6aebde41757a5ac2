//! Circles among items that are parts of each other.

/// Each circle once, as the places on it from a child to its parent. `parents` has the place of each item's parent.
///
/// Every item is passed once: an item has one parent at most, so two circles share none.
pub(super) fn find(parents: &[Option<usize>]) -> Vec<Vec<usize>> {
    // From which item it was reached first; those of an earlier walk lead to no circle that is new.
    let mut walk_of = vec![None; parents.len()];
    let mut circles = Vec::new();
    for first in 0..parents.len() {
        let mut next = Some(first);
        while let Some(item) = next.filter(|item| walk_of[*item].is_none()) {
            walk_of[item] = Some(first);
            next = parents[item];
        }
        // The walk ended on an item of its own.
        if let Some(start) = next.filter(|item| walk_of[*item] == Some(first)) {
            let mut circle = vec![start];
            let mut item = parents[start];
            while let Some(on) = item.filter(|on| *on != start) {
                circle.push(on);
                item = parents[on];
            }
            circles.push(circle);
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_circle_once() {
        assert_eq!(find(&[]), Vec::<Vec<usize>>::new());
        assert_eq!(find(&[None, Some(0), Some(1)]), Vec::<Vec<usize>>::new());
        assert_eq!(find(&[Some(1), Some(0), Some(0), Some(3)]), [vec![0, 1], vec![3]]);
    }
}
