//! What the voters said, merged: equal ballots are one group, so neither their order nor how a file groups
//! them can matter.
//!
//! - [`form`]: what may be marked on a ballot, and whether marks are a ballot, a blank or invalid.
//! - [`ties`]: how ties are settled: a list of criteria, then a lot drawn beforehand.
//! - [`exact`]: fractions as data; [`binary64`]: floating point in whole numbers, for recounting others.

pub mod binary64;
pub mod exact;
pub mod form;
#[cfg(test)]
pub(in crate::count) mod testing;
#[cfg(test)]
mod tests;
pub mod ties;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ballot::OptionNo;
use form::{Form, Spoiled};
use ties::TieError;

/// The most options that can be counted: a matrix of pairs stays within a few megabytes.
pub const MAX_OPTIONS: u16 = 1_000;

/// The most that all ballots together may weigh: a thousand times as much still fits in 64 bits.
pub const MAX_WEIGHT: u64 = 9_000_000_000_000_000;

/// A number of ballots, and what they weigh together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cast {
    /// How many.
    pub ballots: u64,
    /// Their weight: as many where heads are counted, cm² where area is.
    pub weight: u64,
}

impl Cast {
    /// None.
    pub const NONE: Self = Self { ballots: 0, weight: 0 };

    /// So many ballots of weight 1.
    #[must_use]
    pub const fn heads(ballots: u64) -> Self {
        Self { ballots, weight: ballots }
    }

    /// The sum; refused beyond [`MAX_WEIGHT`] in either.
    pub fn plus(self, other: Self) -> Result<Self, RuleError> {
        let add = |a: u64, b: u64| a.checked_add(b).filter(|sum| *sum <= MAX_WEIGHT);
        match (add(self.ballots, other.ballots), add(self.weight, other.weight)) {
            (Some(ballots), Some(weight)) => Ok(Self { ballots, weight }),
            _ => Err(RuleError::TooLarge),
        }
    }
}

/// Equal ballots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group<B> {
    /// What each of them says.
    pub ballot: B,
    /// How many there are.
    pub cast: Cast,
}

/// All ballots of one vote: valid ones merged and in canonical order, blank and invalid ones as numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile<B> {
    options: u16,
    groups: Vec<Group<B>>,
    turnout: Turnout,
}

/// Where every ballot that was handed in went: `received = counted + blank + invalid`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turnout {
    /// Handed in.
    pub received: Cast,
    /// Valid ballots that say something.
    pub counted: Cast,
    /// 空白: valid ballots that say nothing. They take part.
    pub blank: Cast,
    /// Those that do not take part, by reason.
    pub invalid: BTreeMap<Spoiled, Cast>,
}

impl<B> Profile<B> {
    /// How many options are on the ballot; they are numbered from 1.
    #[must_use]
    pub const fn options(&self) -> u16 {
        self.options
    }

    /// The valid ballots that say something, equal ones merged, in canonical order.
    #[must_use]
    pub fn groups(&self) -> &[Group<B>] {
        &self.groups
    }

    /// Where every ballot went.
    #[must_use]
    pub const fn turnout(&self) -> &Turnout {
        &self.turnout
    }

    /// The places of all options, counted from 0.
    pub(super) fn indices(&self) -> std::ops::Range<usize> {
        0..usize::from(self.options)
    }
}

/// Takes ballots one by one, checks each against its form and merges equal ones.
#[derive(Clone, Debug)]
pub struct Collector<F: Form> {
    form: F,
    options: u16,
    groups: BTreeMap<F::Ballot, Cast>,
    turnout: Turnout,
}

impl<F: Form> Collector<F> {
    /// For ballots of this form with so many options; refused without any, beyond [`MAX_OPTIONS`], or where
    /// the form fits no ballot.
    pub fn new(form: F, options: u16) -> Result<Self, RuleError> {
        if options == 0 {
            return Err(RuleError::NoOptions);
        }
        if options > MAX_OPTIONS {
            return Err(RuleError::TooManyOptions { options, most: MAX_OPTIONS });
        }
        form.check()?;
        Ok(Self { form, options, groups: BTreeMap::new(), turnout: Turnout::default() })
    }

    /// Takes `cast` ballots that all bear these marks. Marks that break the form make them invalid, no marks
    /// make them blank; neither is an error.
    pub fn cast(&mut self, marks: F::Marks, cast: Cast) -> Result<(), RuleError> {
        self.turnout.received = self.turnout.received.plus(cast)?;
        match self.form.read(self.options, marks) {
            Ok(Some(ballot)) => {
                self.turnout.counted = self.turnout.counted.plus(cast)?;
                let sum = self.groups.entry(ballot).or_default();
                *sum = sum.plus(cast)?;
            }
            Ok(None) => self.turnout.blank = self.turnout.blank.plus(cast)?,
            Err(reason) => self.add_spoiled(reason, cast)?,
        }
        Ok(())
    }

    /// Takes `cast` ballots that were found invalid before anyone read their marks.
    pub fn spoiled(&mut self, reason: Spoiled, cast: Cast) -> Result<(), RuleError> {
        self.turnout.received = self.turnout.received.plus(cast)?;
        self.add_spoiled(reason, cast)
    }

    fn add_spoiled(&mut self, reason: Spoiled, cast: Cast) -> Result<(), RuleError> {
        let sum = self.turnout.invalid.entry(reason).or_default();
        *sum = sum.plus(cast)?;
        Ok(())
    }

    /// All of them.
    #[must_use]
    pub fn finish(self) -> Profile<F::Ballot> {
        let mut groups: Vec<_> =
            self.groups.into_iter().map(|(ballot, cast)| Group { ballot, cast }).collect();
        groups.retain(|group| group.cast != Cast::NONE);
        Profile { options: self.options, groups, turnout: self.turnout }
    }
}

/// What a ballot weighs under a rule. A rule that takes no weights has no such field and counts heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weighing {
    /// Every ballot weighs the same, whatever weight it carries.
    Heads,
    /// Every ballot weighs what it carries: its area in cm².
    Weight,
}

impl Weighing {
    /// The figure that counts.
    #[must_use]
    pub const fn of(self, cast: Cast) -> u64 {
        match self {
            Self::Heads => cast.ballots,
            Self::Weight => cast.weight,
        }
    }
}

/// Why a rule cannot count these ballots.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// A sum beyond its limit.
    #[error("too_large")]
    TooLarge,
    /// Nothing is put to the vote.
    #[error("no_options")]
    NoOptions,
    /// More options than this rule can count.
    #[error("too_many_options: {options} of {most}")]
    TooManyOptions {
        /// How many there are.
        options: u16,
        /// How many there may be.
        most: u16,
    },
    /// A form that no ballot can fit.
    #[error("impossible_form")]
    ImpossibleForm,
    /// No seat, or more than options or than this rule can fill.
    #[error("seats: {seats} of {most}")]
    Seats {
        /// How many are to be filled.
        seats: u16,
        /// How many can be.
        most: u16,
    },
    /// A ballot ranks options equally where the rule does not say what that means.
    #[error("equal_ranks")]
    EqualRanks,
    /// Two choices of the rule that do not go together.
    #[error("contradictory_rule")]
    ContradictoryRule,
    /// The search for the best committee would take more than this many steps.
    #[error("too_hard: more than {steps} steps")]
    TooHard {
        /// The limit that the rule states.
        steps: u64,
    },
    /// Exact fractions would grow beyond this many bits; a rule that drops decimals can count.
    #[error("fractions_too_long: more than {bits} bits")]
    FractionsTooLong {
        /// The limit.
        bits: u64,
    },
    /// A tie that the rule does not settle, or a lot that does not fit.
    #[error(transparent)]
    Tie(#[from] TieError),
}

/// Refuses a number of seats that cannot be filled.
pub(super) fn check_seats(seats: u16, options: u16) -> Result<(), RuleError> {
    if seats == 0 || seats > options { Err(RuleError::Seats { seats, most: options }) } else { Ok(()) }
}

/// The options' numbers.
pub(super) fn numbers(indices: impl IntoIterator<Item = usize>) -> Vec<OptionNo> {
    indices.into_iter().map(OptionNo::at).collect()
}
