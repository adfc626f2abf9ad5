//! Sorting short lists with little code.
//!
//! The standard library's sorts are the quickest for every length, and each type sorted adds 5 kB to the engine that
//! readers fetch. Where a list is as long as there are options, these do; where ballots are merged, the standard ones.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Puts `places` in this order; equals stay as they are. Compiled once, whatever is compared: neighbours are merged,
/// then pairs of them, and so on.
pub(super) fn places(places: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    let mut merged = Vec::with_capacity(places.len());
    let mut width = 1;
    while width < places.len() {
        for pair in places.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            // Lists that are nearly in order already are the most frequent.
            let is_sorted =
                left.last().zip(right.first()).is_none_or(|(last, first)| compare(*first, *last).is_ge());
            while !is_sorted && let ([one, after_one @ ..], [other, after_other @ ..]) = (left, right) {
                if compare(*other, *one).is_lt() {
                    merged.push(*other);
                    right = after_other;
                } else {
                    merged.push(*one);
                    left = after_one;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        places.copy_from_slice(&merged);
        merged.clear();
        width *= 2;
    }
}

/// The places of a list of this length, in this order.
pub(super) fn order(length: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    places(&mut order, compare);
    order
}

/// The longest list for which inserting one item after the other is quickest: most ballots are shorter.
const FEW: usize = 20;

/// Puts `items` in ascending order. A heap's sort takes `n log n` steps as well, and a tenth of the code.
pub(super) fn ascending<T: Ord>(items: &mut Vec<T>) {
    if items.len() > FEW {
        *items = BinaryHeap::from(std::mem::take(items)).into_sorted_vec();
        return;
    }
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && items[at] < items[at - 1] {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    proptest::proptest! {
        #[test]
        fn sorted_is_as_the_standard_library_sorts(list: Vec<u8>) {
            let mut sorted = list.clone();
            sorted.sort_unstable();
            let mut ours = list.clone();
            super::ascending(&mut ours);
            assert_eq!(ours, sorted);
            let mut places: Vec<usize> = (0..list.len()).collect();
            places.sort_by_key(|place| list[*place] / 16);
            assert_eq!(super::order(list.len(), &mut |a, b| (list[a] / 16).cmp(&(list[b] / 16))), places);
        }
    }
}
