//! Ties: a list of criteria, then a lot drawn beforehand. No machine draws.
//!
//! A tie that the criteria leave and no lot settles is an error that names the tied options; the lot is then
//! drawn in public, written into the rule, and the ballots are counted again.

use serde::{Deserialize, Serialize};

use super::numbers;
use crate::count::ballot::OptionNo;

/// Why a tie is not settled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TieError {
    /// The criteria end here and no lot was drawn.
    #[error("tie_without_lot: {tied:?}")]
    NoLot {
        /// The options that are still equal.
        tied: Vec<OptionNo>,
    },
    /// The lot does not name every option once.
    #[error("lot_is_no_order")]
    LotIsNoOrder,
}

/// An order of all options, drawn before the ballots are known: of two that are equal in everything else the
/// earlier is preferred.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lot(pub Vec<OptionNo>);

impl Lot {
    /// The options' own numbers as the order, where the rule says so instead of drawing.
    #[must_use]
    pub fn by_number(options: u16) -> Self {
        Self((1..=options).map(OptionNo).collect())
    }

    /// The rank of each option by its place: 0 is preferred.
    pub(in crate::count) fn ranks(&self, options: u16) -> Result<Vec<usize>, TieError> {
        let mut ranks = vec![None; usize::from(options)];
        for (rank, option) in self.0.iter().enumerate() {
            let place = option.index().and_then(|index| ranks.get_mut(index));
            match place {
                Some(place) if place.is_none() => *place = Some(rank),
                _ => return Err(TieError::LotIsNoOrder),
            }
        }
        ranks.into_iter().collect::<Option<_>>().ok_or(TieError::LotIsNoOrder)
    }
}

/// How ties are settled.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ties<C> {
    /// Each applies to what the ones before leave equal.
    pub criteria: Vec<C>,
    /// What applies last; `None` if nothing was drawn, so that a tie is an error.
    pub lot: Option<Lot>,
}

/// What settled a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettledBy<C> {
    /// A criterion of the rule.
    Criterion(C),
    /// The lot drawn beforehand.
    Lot,
}

/// One step of settling a tie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TieStep<C> {
    /// What told them apart.
    pub by: SettledBy<C>,
    /// The options that are left.
    pub left: Vec<OptionNo>,
}

/// A tie, and how it was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TieBreak<C> {
    /// The options that were equal.
    pub tied: Vec<OptionNo>,
    /// The steps that told some of them apart, in order; the last leaves one. None where no lot was drawn and
    /// their order makes no difference: they are then taken by number.
    pub steps: Vec<TieStep<C>>,
}

/// Which end of an order is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::count) enum End {
    /// The one to be preferred.
    Best,
    /// The one to be passed over.
    Worst,
}

impl<C: Copy> Ties<C> {
    /// Refuses a lot that does not name every option once.
    pub(in crate::count) fn check(&self, options: u16) -> Result<(), TieError> {
        self.lot.as_ref().map_or(Ok(()), |lot| lot.ranks(options).map(|_ranks| ()))
    }

    /// The rank of each option in the lot, if there is one.
    pub(in crate::count) fn ranks(&self, options: u16) -> Result<Option<Vec<usize>>, TieError> {
        self.lot.as_ref().map(|lot| lot.ranks(options)).transpose()
    }

    /// The one among `tied` at this end, and how a tie was settled, `None` if there was none. `value` tells
    /// for a criterion how much speaks for an option: more is better.
    pub(in crate::count) fn settle<V: Ord>(
        &self,
        end: End,
        tied: &[usize],
        options: u16,
        value: impl Fn(C, usize) -> V,
    ) -> Result<(usize, Option<TieBreak<C>>), TieError> {
        if let [only] = tied {
            return Ok((*only, None));
        }
        let mut left = tied.to_vec();
        let mut steps = Vec::new();
        for criterion in self.criteria.iter().copied() {
            let before = left.len();
            left = extreme(end, &left, |option| value(criterion, option));
            if left.len() < before {
                let by = SettledBy::Criterion(criterion);
                steps.push(TieStep { by, left: numbers(left.iter().copied()) });
            }
            if let [only] = left.as_slice() {
                return Ok((*only, Some(TieBreak { tied: numbers(tied.iter().copied()), steps })));
            }
        }
        let no_lot = || TieError::NoLot { tied: numbers(left.iter().copied()) };
        let ranks = self.ranks(options)?.ok_or_else(no_lot)?;
        // The lot's first is the best, so the smaller rank is the larger value.
        let drawn = extreme(end, &left, |option| std::cmp::Reverse(ranks.get(option).copied()));
        let only = drawn.first().copied().ok_or_else(no_lot)?;
        steps.push(TieStep { by: SettledBy::Lot, left: numbers([only]) });
        Ok((only, Some(TieBreak { tied: numbers(tied.iter().copied()), steps })))
    }
}

/// The last of equals by number, where a tie has no lot and makes no difference.
pub(in crate::count) fn whichever<C>(tied: &[usize]) -> Option<(usize, Option<TieBreak<C>>)> {
    let last = tied.last().copied()?;
    Some((last, Some(TieBreak { tied: numbers(tied.iter().copied()), steps: Vec::new() })))
}

/// Those with the largest or the smallest value.
pub(in crate::count) fn extreme<V: Ord>(end: End, among: &[usize], value: impl Fn(usize) -> V) -> Vec<usize> {
    let mut left: Vec<usize> = Vec::new();
    let mut found: Option<V> = None;
    for option in among.iter().copied() {
        let value = value(option);
        let order = found.as_ref().map_or(std::cmp::Ordering::Greater, |found| value.cmp(found));
        let order = if found.is_some() && end == End::Worst { order.reverse() } else { order };
        match order {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => left.push(option),
            std::cmp::Ordering::Greater => {
                left = vec![option];
                found = Some(value);
            }
        }
    }
    left
}
