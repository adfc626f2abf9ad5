//! Merging equal ballots while they are read.
//!
//! Ballots are kept as short byte strings, and merged whenever as many have come as were kept before: sorting
//! takes `n log n` steps whatever the ballots are, where a hash table could be made slow by who chooses them,
//! and the strings of one ballot in memory are never longer than the same ballot in its file.

/// Byte strings one after the other, each with a number.
#[derive(Default)]
struct Store {
    bytes: Vec<u8>,
    /// Where each ends, and how many voters it is.
    ends: Vec<(usize, u64)>,
}

impl Store {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, index: usize) -> Option<(&[u8], u64)> {
        let (end, count) = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before].0);
        Some((&self.bytes[start..end], count))
    }

    fn push(&mut self, ballot: &[u8], count: u64) {
        self.bytes.extend_from_slice(ballot);
        self.ends.push((self.bytes.len(), count));
    }
}

/// The first eight bytes as a number, noughts behind shorter ones: of two heads that differ, the smaller one's bytes
/// come first.
fn head(bytes: &[u8]) -> u64 {
    let mut head = [0; 8];
    let length = bytes.len().min(head.len());
    head[..length].copy_from_slice(&bytes[..length]);
    u64::from_be_bytes(head)
}

/// Collects ballots as byte strings.
#[derive(Default)]
pub(super) struct Merger {
    /// Ascending, none twice.
    merged: Store,
    /// As they came.
    pending: Store,
    voters: u64,
}

impl Merger {
    /// Ballots that are waited for at least before merging.
    const BATCH: usize = 4096;

    /// Adds `count` voters' ballot; false, and nothing added, if there are more voters than a `u64` holds.
    #[must_use]
    pub(super) fn add(&mut self, ballot: &[u8], count: u64) -> bool {
        let Some(voters) = self.voters.checked_add(count) else { return false };
        self.voters = voters;
        self.pending.push(ballot, count);
        if self.pending.len() >= Self::BATCH.max(self.merged.len()) {
            self.merge();
        }
        true
    }

    /// How many voters were added.
    pub(super) const fn voters(&self) -> u64 {
        self.voters
    }

    /// How many different ballots were added.
    pub(super) fn different(&mut self) -> usize {
        self.merge();
        self.merged.len()
    }

    /// Hands out every different ballot with its number of voters, ascending.
    pub(super) fn finish(mut self, mut each: impl FnMut(&[u8], u64)) {
        self.merge();
        for index in 0..self.merged.len() {
            if let Some((ballot, count)) = self.merged.get(index) {
                each(ballot, count);
            }
        }
    }

    fn merge(&mut self) {
        let (merged, pending) = (std::mem::take(&mut self.merged), std::mem::take(&mut self.pending));
        // Most ballots differ in their first bytes, which stand beside each other here: no walk through memory.
        let mut order: Vec<(u64, usize)> =
            (0..pending.len()).filter_map(|i| Some((head(pending.get(i)?.0), i))).collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| pending.get(a.1).cmp(&pending.get(b.1))));
        let mut new = order.into_iter().filter_map(|(_, index)| pending.get(index)).peekable();
        let mut old = (0..merged.len()).filter_map(|index| merged.get(index)).peekable();
        let mut last: Option<(&[u8], u64)> = None;
        loop {
            let from_old = match (old.peek(), new.peek()) {
                (Some((old, _)), Some((new, _))) => old <= new,
                (Some(_), None) => true,
                (None, _) => false,
            };
            let Some((ballot, count)) = (if from_old { old.next() } else { new.next() }) else { break };
            last = match last {
                // No sum is above `voters`, which was checked.
                Some((same, sum)) if same == ballot => Some((same, sum.saturating_add(count))),
                other => {
                    if let Some((ballot, sum)) = other {
                        self.merged.push(ballot, sum);
                    }
                    Some((ballot, count))
                }
            };
        }
        if let Some((ballot, sum)) = last {
            self.merged.push(ballot, sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Merger;
    use std::collections::BTreeMap;

    #[test]
    fn equal_ballots_are_added_up_in_any_order() {
        let mut merger = Merger::default();
        let mut expected = BTreeMap::new();
        for number in 0_u64..30_000 {
            let ballot = (number * 7919 % 9973).to_string();
            assert!(merger.add(ballot.as_bytes(), 1 + number % 3));
            *expected.entry(ballot.into_bytes()).or_insert(0) += 1 + number % 3;
        }
        assert_eq!((merger.voters(), merger.different()), (expected.values().sum(), expected.len()));
        let mut found = Vec::new();
        merger.finish(|ballot, count| found.push((ballot.to_vec(), count)));
        assert!(found.iter().map(|(ballot, count)| (ballot, count)).eq(&expected));
    }

    #[test]
    fn blank_ballots_are_ballots() {
        let mut merger = Merger::default();
        assert!(merger.add(b"", 2) && merger.add(b"a", 1) && merger.add(b"", 1));
        assert!(!merger.add(b"b", u64::MAX), "more voters than can be counted");
        let mut found = Vec::new();
        merger.finish(|ballot, count| found.push((ballot.to_vec(), count)));
        assert_eq!(found, [(vec![], 3), (b"a".to_vec(), 1)]);
    }
}
