//! Ballots in exact fractions, or rounded down to some decimals: those of one option that are worth the same lie
//! together, so that there are but few fractions to add.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::{Ballots, Fractions, Piles, Released, Surplus};
use crate::count::profile::RuleError;
use crate::count::profile::exact::whole;

/// The longest denominator, in bits: with each surplus it may double.
const MOST_BITS: u64 = 1 << 16;

/// Ballots of one option that are worth the same.
struct Parcel {
    value: BigRational,
    /// Which groups.
    groups: Vec<usize>,
    ballots: u64,
}

/// For each option, its parcels.
pub(super) struct Parcels(Vec<Vec<Parcel>>);

impl Parcels {
    /// All ballots with their highest options.
    pub(super) fn of(at: &Ballots<'_>) -> Self {
        let mut piles = Self(at.profile.indices().map(|_option| Vec::new()).collect());
        piles.pass_on(&whole(1), (0..at.profile.groups().len()).collect(), at);
        piles
    }

    /// Gives each group to the highest of its options that stands, and tells who got how much.
    fn pass_on(
        &mut self,
        value: &BigRational,
        groups: Vec<usize>,
        at: &Ballots<'_>,
    ) -> BTreeMap<usize, BigRational> {
        let mut parcels: BTreeMap<usize, Parcel> = BTreeMap::new();
        for group in groups {
            let Some(to) = at.next(group) else { continue };
            let empty = || Parcel { value: value.clone(), groups: Vec::new(), ballots: 0 };
            let parcel = parcels.entry(to).or_insert_with(empty);
            // No sum is above that of all ballots, which has its limit.
            parcel.ballots += at.number(group);
            parcel.groups.push(group);
        }
        let mut passed = BTreeMap::new();
        for (to, parcel) in parcels {
            passed.insert(to, whole(parcel.ballots) * value);
            let Some(pile) = self.0.get_mut(to) else { continue };
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
}

impl Piles for Parcels {
    fn votes(&self) -> Vec<BigRational> {
        self.0.iter().map(|pile| sum(pile, |parcel| parcel.ballots)).collect()
    }

    fn release(&mut self, option: usize, elected: bool, at: &Ballots<'_>) -> Result<Released, RuleError> {
        let pile = self.0.get_mut(option).map(std::mem::take).unwrap_or_default();
        let factor = if elected { factor(&pile, at) } else { whole(1) };
        let mut passed = BTreeMap::new();
        for parcel in pile {
            let value = rounded(parcel.value * &factor, at.rule.fractions)?;
            for (to, votes) in self.pass_on(&value, parcel.groups, at) {
                *passed.entry(to).or_insert_with(|| whole(0)) += votes;
            }
        }
        Ok(Released { factor, passed })
    }
}

/// Votes of so many ballots of each parcel.
fn sum(pile: &[Parcel], ballots: impl Fn(&Parcel) -> u64) -> BigRational {
    pile.iter().fold(whole(0), |sum, parcel| sum + whole(ballots(parcel)) * &parcel.value)
}

/// What part of its value a ballot of the elected passes on.
fn factor(pile: &[Parcel], at: &Ballots<'_>) -> BigRational {
    let votes = sum(pile, |parcel| parcel.ballots);
    let surplus = &votes - &at.quota;
    let of = match at.rule.surplus {
        Surplus::ByAllVotes => votes,
        Surplus::ByTransferable => sum(pile, |parcel| {
            let groups = parcel.groups.iter().copied().filter(|group| at.next(*group).is_some());
            groups.map(|group| at.number(group)).sum()
        }),
    };
    if of > surplus { surplus / of } else { whole(1) }
}

fn rounded(value: BigRational, fractions: Fractions) -> Result<BigRational, RuleError> {
    match fractions {
        Fractions::RoundedDown(decimals) => {
            let scale = BigRational::from_integer(BigInt::from(10).pow(u32::from(decimals)));
            Ok((value * &scale).floor() / scale)
        }
        _ if value.denom().bits() > MOST_BITS => Err(RuleError::FractionsTooLong { bits: MOST_BITS }),
        _ => Ok(value),
    }
}
