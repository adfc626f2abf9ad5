//! Ballots as Belenios keeps them, to the last bit.
//!
//! It counts in binary64, where the order in which values are added can decide whether two options are equal
//! and whether the quota is reached. Its order: the ballots lie in one list, at first sorted by what they
//! rank. In each round every option collects its ballots, the last of the list first, and adds them up one by
//! one. When one is elected or out, the piles are laid on each other, those with most votes first (equal ones
//! by number), each in the order in which it was added up, and the list then begins with what was laid last.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::{Ballots, Piles, Released, Votes};
use crate::count::profile::RuleError;
use crate::count::profile::binary64::Binary64;
use crate::count::profile::exact::whole;
use crate::count::sort;

/// Equal ballots of equal value, which always lie together.
#[derive(Clone, Copy)]
struct Block {
    value: Binary64,
    group: usize,
    ballots: u64,
}

/// The piles, each in the order in which it is added up.
pub(super) struct Doubles {
    piles: Vec<Vec<Block>>,
    quota: Binary64,
}

impl Doubles {
    /// All ballots with their highest options; groups are in the order of what they rank.
    pub(super) fn of(at: &Ballots<'_>) -> Self {
        let block = |group| Block { value: Binary64::ONE, group, ballots: at.number(group) };
        let list: Vec<Block> = (0..at.profile.groups().len()).map(block).collect();
        // Droop's quota is a whole number.
        let quota = u64::try_from(at.quota.to_integer()).map_or(Binary64::ZERO, Binary64::whole);
        Self { piles: collected(list.into_iter().rev(), at), quota }
    }
}

/// Each option's blocks; `backwards` is the list from its end.
fn collected(backwards: impl Iterator<Item = Block>, at: &Ballots<'_>) -> Vec<Vec<Block>> {
    let mut piles: Vec<Vec<Block>> = at.profile.indices().map(|_option| Vec::new()).collect();
    for block in backwards {
        if let Some(pile) = at.next(block.group).and_then(|option| piles.get_mut(option)) {
            pile.push(block);
        }
    }
    piles
}

/// Adds up one by one.
fn added(pile: &[Block]) -> Binary64 {
    let mut sum = Binary64::ZERO;
    for block in pile {
        if block.value == Binary64::ONE && sum == Binary64::ZERO {
            // Whole numbers, of which there are not 2^53: nothing is rounded.
            sum = Binary64::whole(block.ballots);
            continue;
        }
        for _ballot in 0..block.ballots {
            sum = sum.plus(block.value);
        }
    }
    sum
}

impl Piles for Doubles {
    fn votes(&self) -> Votes {
        let votes: Vec<BigRational> = self.piles.iter().map(|pile| added(pile).exact()).collect();
        // Each denominator is a power of 2, so the largest is one for all.
        let denominator =
            votes.iter().map(BigRational::denom).max().cloned().unwrap_or_else(|| BigInt::from(1));
        let of = votes.iter().map(|votes| votes.numer() * (&denominator / votes.denom())).collect();
        Votes { of, denominator }
    }

    fn release(&mut self, option: usize, elected: bool, at: &Ballots<'_>) -> Result<Released, RuleError> {
        let votes: Vec<Binary64> = self.piles.iter().map(|pile| added(pile)).collect();
        let own = votes.get(option).copied().unwrap_or(Binary64::ZERO);
        let factor = if elected { own.minus(self.quota).over(own) } else { Binary64::ONE };
        let mut parts: BTreeMap<usize, BigRational> = BTreeMap::new();
        if let Some(pile) = self.piles.get_mut(option) {
            for block in pile {
                block.value = block.value.times(factor);
                if let Some(to) = at.next(block.group) {
                    let more = block.value.exact() * whole(block.ballots);
                    *parts.entry(to).or_insert_with(|| whole(0)) += more;
                }
            }
        }
        let exact: Vec<BigRational> = votes.iter().map(|votes| votes.exact()).collect();
        let order = sort::order(exact.len(), &mut |a, b| exact.get(b).cmp(&exact.get(a)));
        let piles = order.iter().filter_map(|option| self.piles.get(*option));
        // What is laid last comes first in the list, so from its end the list is as it was laid.
        self.piles = collected(piles.flatten().copied(), at);
        let one = BigInt::from(1);
        let denominator = parts.values().map(BigRational::denom).max().cloned().unwrap_or(one);
        let scaled = |part: BigRational| part.numer() * (&denominator / part.denom());
        let passed = parts.into_iter().map(|(to, part)| (to, scaled(part))).collect();
        Ok(Released { factor: factor.exact(), passed, denominator })
    }
}
