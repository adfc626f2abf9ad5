//! Ballots and who may cast them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::manifest::ManifestError;
use super::weight::{MAX_UNITS, Weight};
use crate::id::HeadId;

/// An answer to one question that is put for agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// 同意.
    Agree,
    /// 反对.
    Oppose,
    /// 弃权: takes part and does not agree.
    Abstain,
    /// 空白: a valid ballot without a readable single answer to this question; takes part and does not agree.
    Blank,
}

/// Why a ballot that was handed in does not take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvalidReason {
    /// Not signed, where it must be.
    Unsigned,
    /// Signed or sent by one who is neither the voter nor holds a mandate.
    NotTheVoters,
    /// Co-owners answered differently and did not agree before closing.
    CoOwnersDisagree,
    /// The whole ballot cannot be read.
    Unreadable,
    /// More marks than the question allows, where there is but one question.
    TooManyMarks,
}

/// What a ballot says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer<T> {
    /// It takes part.
    Valid(T),
    /// It was handed in and does not take part.
    Invalid(InvalidReason),
}

/// One head's ballot, as it stood at closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// Whose.
    pub head: HeadId,
    /// One choice per question, in the questions' order.
    pub answer: Answer<Vec<Choice>>,
}

/// An option's or a candidate's number as printed on the ballot, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OptionNo(pub u16);

impl OptionNo {
    /// The most options or candidates on one ballot.
    pub const MAX: u16 = 200;

    /// The first.
    pub const FIRST: Self = Self(1);

    /// The number of the option at `index`, counted from 0.
    pub(super) fn at(index: usize) -> Self {
        Self(u16::try_from(index + 1).expect("a manifest has at most 200 options"))
    }

    /// The place in a list, counted from 0; `None` for number 0, which is on no ballot.
    #[must_use]
    pub fn index(self) -> Option<usize> {
        usize::from(self.0).checked_sub(1)
    }
}

/// Why ballots could not be counted. Each is a fault of the record, never of a voter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// One head is on the roll twice.
    #[error("head_twice")]
    HeadTwice(HeadId),
    /// More heads than [`MAX_UNITS`], or a sum beyond its limit.
    #[error("too_large")]
    TooLarge,
    /// A ballot, or a silence, of a head that is not on the roll.
    #[error("not_on_roll")]
    NotOnRoll(HeadId),
    /// Two ballots of one head, or a ballot of a head that is also called silent.
    #[error("two_ballots")]
    TwoBallots(HeadId),
    /// A ballot with more or fewer choices than there are questions.
    #[error("wrong_shape")]
    WrongShape(HeadId),
    /// An option that is not on the ballot.
    #[error("no_such_option")]
    NoSuchOption(OptionNo),
    /// Heads called silent where the rule has no silence clause, or none named where it has.
    #[error("silence_mismatch")]
    SilenceMismatch,
    /// The rule is of another kind or method than this count.
    #[error("other_method")]
    OtherMethod,
    /// Sums that no ballots can have: more answers than ballots, more ballots than heads on the roll.
    #[error("does_not_add_up")]
    DoesNotAddUp,
    /// The rule refuses this electorate.
    #[error(transparent)]
    Refused(#[from] ManifestError),
}

/// A stored outcome that its own sums do not bear out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// The sums cannot be decided at all.
    #[error(transparent)]
    Sums(#[from] CountError),
    /// Deciding the sums again gives another outcome.
    #[error("not_what_its_sums_give")]
    Differs,
}

/// 本次表决名册: who may cast a ballot, and what it weighs. Fixed at freezing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Electorate {
    weights: BTreeMap<HeadId, Weight>,
    total: Weight,
}

impl Electorate {
    /// The heads with what each ballot weighs; refuses a head twice, and weights of other than one ballot.
    pub fn new(heads: impl IntoIterator<Item = (HeadId, Weight)>) -> Result<Self, CountError> {
        let mut weights = BTreeMap::new();
        for (head, weight) in heads {
            if weight.ballots.get() != 1 || !weight.is_possible() {
                return Err(CountError::DoesNotAddUp);
            }
            if weights.insert(head, weight).is_some() {
                return Err(CountError::HeadTwice(head));
            }
            if weights.len() > MAX_UNITS {
                return Err(CountError::TooLarge);
            }
        }
        let total = Weight::sum(weights.values().copied()).ok_or(CountError::TooLarge)?;
        Ok(Self { weights, total })
    }

    /// X: everything that could be cast.
    #[must_use]
    pub const fn total(&self) -> Weight {
        self.total
    }

    /// What `head`'s ballot weighs.
    pub fn weight(&self, head: HeadId) -> Result<Weight, CountError> {
        self.weights.get(&head).copied().ok_or(CountError::NotOnRoll(head))
    }
}
