//! Draws that come out the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use uuid::Uuid;

/// A stream of draws.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream that belongs to a purpose: one purpose's draws do not move another's.
    pub(super) fn of(purpose: &str) -> Self {
        // FNV-1a: any fixed spreading of the letters will do.
        let seed = purpose.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number below `end`, which is not nought.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.0.next_u64() % end).unwrap_or(0)
    }

    /// Whether this is one of `per_mille` in a thousand.
    pub(super) fn falls(&mut self, per_mille: usize) -> bool {
        self.below(1_000) < per_mille
    }

    /// One of `items`, of which there is at least one.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// One of `items` by weight.
    pub(super) fn weighted<T: Copy>(&mut self, items: &[(T, u16)]) -> T {
        let total: usize = items.iter().map(|(_, weight)| usize::from(*weight)).sum();
        let mut left = self.below(total);
        for (item, weight) in items {
            match left.checked_sub(usize::from(*weight)) {
                Some(rest) => left = rest,
                None => return *item,
            }
        }
        items[0].0
    }

    /// `items` in another order.
    pub(super) fn shuffled<T>(&mut self, mut items: Vec<T>) -> Vec<T> {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
        items
    }

    /// A key for a form.
    pub(super) fn key<K: From<Uuid>>(&mut self) -> K {
        let mut bytes = [0; 16];
        self.0.fill_bytes(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid().into()
    }
}
