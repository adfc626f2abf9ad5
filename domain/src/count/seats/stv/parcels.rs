//! Ballots in exact fractions, or rounded down to some decimals.
//!
//! Those of one option that are worth the same lie together, and all values have one denominator: adding and
//! comparing them takes whole numbers only. Each surplus multiplies the denominator.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::{Ballots, Fractions, Piles, Released, Surplus, Votes};
use crate::count::profile::RuleError;
use crate::count::profile::exact::whole;

/// The longest denominator, in bits: with each surplus it may double, and so may the time to write it.
const MOST_BITS: u64 = 1 << 14;

/// Ballots of one option that are worth the same.
struct Parcel {
    /// Over the common denominator.
    value: BigInt,
    /// Which groups.
    groups: Vec<usize>,
    ballots: u64,
}

/// For each option, its parcels.
pub(super) struct Parcels {
    piles: Vec<Vec<Parcel>>,
    denominator: BigInt,
}

impl Parcels {
    /// All ballots with their highest options.
    pub(super) fn of(at: &Ballots<'_>) -> Self {
        let denominator = match at.rule.fractions {
            Fractions::RoundedDown(decimals) => BigInt::from(10).pow(u32::from(decimals)),
            Fractions::Exact | Fractions::Binary64 => BigInt::from(1),
        };
        let piles = at.profile.indices().map(|_option| Vec::new()).collect();
        let mut parcels = Self { piles, denominator };
        let one = parcels.denominator.clone();
        parcels.pass_on(&one, (0..at.profile.groups().len()).collect(), at);
        parcels
    }

    /// Gives each group to the highest of its options that stands, and tells who got how much.
    fn pass_on(&mut self, value: &BigInt, groups: Vec<usize>, at: &Ballots<'_>) -> Vec<(usize, BigInt)> {
        let mut parcels: BTreeMap<usize, Parcel> = BTreeMap::new();
        for group in groups {
            let Some(to) = at.next(group) else { continue };
            let empty = || Parcel { value: value.clone(), groups: Vec::new(), ballots: 0 };
            let parcel = parcels.entry(to).or_insert_with(empty);
            // No sum is above that of all ballots, which has its limit.
            parcel.ballots += at.number(group);
            parcel.groups.push(group);
        }
        let mut passed = Vec::with_capacity(parcels.len());
        for (to, parcel) in parcels {
            passed.push((to, &parcel.value * parcel.ballots));
            let Some(pile) = self.piles.get_mut(to) else { continue };
            match pile.iter_mut().find(|held| held.value == parcel.value) {
                Some(held) => {
                    held.ballots += parcel.ballots;
                    held.groups.extend(parcel.groups);
                }
                None => pile.push(parcel),
            }
        }
        passed
    }

    /// What part of its value a ballot of the elected passes on.
    fn factor(&self, pile: &[Parcel], at: &Ballots<'_>) -> BigRational {
        let votes = sum(pile, |parcel| parcel.ballots);
        let surplus = &votes * at.quota.denom() - at.quota.numer() * &self.denominator;
        let of = match at.rule.surplus {
            Surplus::ByAllVotes => votes,
            Surplus::ByTransferable => sum(pile, |parcel| {
                let groups = parcel.groups.iter().copied().filter(|group| at.next(*group).is_some());
                groups.map(|group| at.number(group)).sum()
            }),
        } * at.quota.denom();
        if of > surplus { BigRational::new(surplus, of) } else { whole(1) }
    }

    /// Makes room for values times a fraction with this denominator.
    fn widen(&mut self, by: &BigInt) -> Result<(), RuleError> {
        self.denominator *= by;
        if self.denominator.bits() > MOST_BITS {
            return Err(RuleError::FractionsTooLong { bits: MOST_BITS });
        }
        for parcel in self.piles.iter_mut().flatten() {
            parcel.value *= by;
        }
        Ok(())
    }
}

impl Piles for Parcels {
    fn votes(&self) -> Votes {
        let of = self.piles.iter().map(|pile| sum(pile, |parcel| parcel.ballots)).collect();
        Votes { of, denominator: self.denominator.clone() }
    }

    fn release(&mut self, option: usize, elected: bool, at: &Ballots<'_>) -> Result<Released, RuleError> {
        let pile = self.piles.get_mut(option).map(std::mem::take).unwrap_or_default();
        let factor = if elected { self.factor(&pile, at) } else { whole(1) };
        let rounds = matches!(at.rule.fractions, Fractions::RoundedDown(_));
        // A ballot that is worth nothing from here on counts for nobody.
        let worthless = *factor.numer() == BigInt::ZERO;
        if !rounds && !worthless {
            self.widen(factor.denom())?;
        }
        let mut passed: BTreeMap<usize, BigInt> = BTreeMap::new();
        for parcel in pile.into_iter().filter(|_parcel| !worthless) {
            let times = parcel.value * factor.numer();
            // None is below 0, so division rounds down.
            let value = if rounds { times / factor.denom() } else { times };
            for (to, votes) in self.pass_on(&value, parcel.groups, at) {
                *passed.entry(to).or_default() += votes;
            }
        }
        Ok(Released { factor, passed: passed.into_iter().collect(), denominator: self.denominator.clone() })
    }
}

/// Votes of so many ballots of each parcel.
fn sum(pile: &[Parcel], ballots: impl Fn(&Parcel) -> u64) -> BigInt {
    pile.iter().map(|parcel| &parcel.value * ballots(parcel)).sum()
}
