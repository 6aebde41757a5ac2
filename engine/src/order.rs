//! Putting in order.
//!
//! The standard library's sorts are written for speed: five kilobytes of WebAssembly for each type and order, which was a twentieth of
//! the learner's download. What is sorted here is sorted once for a bank, or is short.

/// Puts the items in order: `before` says which of two comes first, and is total, so that every way of sorting comes to the same.
pub(crate) fn sort<T>(items: &mut [T], before: impl Fn(&T, &T) -> bool) {
    sort_first(items, items.len(), before);
}

/// Puts the first `count` of the items in order, before all others.
pub(crate) fn sort_first<T>(items: &mut [T], count: usize, before: impl Fn(&T, &T) -> bool) {
    // A heap with what comes first at its root (Williams 1964). What is taken from it goes behind it.
    let sink = |items: &mut [T], mut place: usize| {
        loop {
            let mut below = 2 * place + 1;
            if below + 1 < items.len() && before(&items[below + 1], &items[below]) {
                below += 1;
            }
            if below >= items.len() || !before(&items[below], &items[place]) {
                break;
            }
            items.swap(below, place);
            place = below;
        }
    };
    for place in (0..items.len() / 2).rev() {
        sink(items, place);
    }
    for end in (items.len().saturating_sub(count)..items.len()).rev() {
        items.swap(0, end);
        sink(&mut items[..end], 0);
    }
    items.reverse();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(mut items in prop::collection::vec(any::<i16>(), 0..200), count in 0_usize..220) {
            let (mut sorted, mut all) = (items.clone(), items.clone());
            sorted.sort_unstable();
            sort(&mut all, |one, other| one < other);
            prop_assert_eq!(&all, &sorted);
            let count = count.min(items.len());
            sort_first(&mut items, count, |one, other| one < other);
            prop_assert_eq!(&items[..count], &sorted[..count]);
            items.sort_unstable();
            prop_assert_eq!(items, sorted);
        }
    }
}
