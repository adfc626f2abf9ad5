//! What a count came to, with everything needed to tell why: data, from which a text can be written without
//! counting again.
//!
//! Money is in the election's smallest unit. Shares under equal shares are fractions of it, and exact.

use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::contest::Refusal;
use super::election::{Money, ProjectId};
use super::manifest::Preference;
use crate::count::canonical::Sha256Hex;

/// An exact amount of money: a fraction of the smallest unit. Written `numerator/denominator`, in lowest
/// terms.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ratio(pub(super) BigRational);

impl Ratio {
    /// The number itself.
    #[must_use]
    pub const fn get(&self) -> &BigRational {
        &self.0
    }

    /// As a decimal number of the currency, rounded towards nought to `places` decimals, where the smallest
    /// unit is 10^−`scale` of it: `152.34`.
    #[must_use]
    pub fn display(&self, scale: u32, places: u32) -> String {
        let power = |exponent: u32| BigInt::from(10_u8).pow(exponent);
        let scaled = &self.0 * BigRational::new(power(places), power(scale));
        let digits = scaled.trunc().to_integer().to_string();
        let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
        let Ok(width) = usize::try_from(places) else { return format!("{sign}{digits}") };
        if width == 0 {
            return format!("{sign}{digits}");
        }
        let digits = format!("{digits:0>width$}", width = width.saturating_add(1));
        let (whole, part) = digits.split_at(digits.len() - width);
        format!("{sign}{whole}.{part}")
    }
}

impl std::fmt::Display for Ratio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.0.numer(), self.0.denom())
    }
}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let read = || {
            let (numerator, denominator) = text.split_once('/')?;
            let [numerator, denominator] =
                [numerator, denominator].map(|digits| digits.parse::<BigInt>().ok());
            let (numerator, denominator) =
                (numerator?, denominator.filter(|number| number.sign() == Sign::Plus)?);
            Some(Self(BigRational::new(numerator, denominator)))
        };
        read().ok_or_else(|| serde::de::Error::custom("not a fraction"))
    }
}

/// One project in the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectLine {
    /// Which.
    pub project: ProjectId,
    /// What it costs; none if it was withdrawn.
    pub cost: Option<Money>,
    /// The weight of the ballots that name it.
    pub votes: u64,
    /// What the rule adds up for it.
    pub score: u64,
    /// Why it does not stand, if it does not.
    pub refusal: Option<Refusal>,
    /// Whether it is selected.
    pub selected: bool,
}

/// What greedy said to a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is selected.
    Selected,
    /// It costs more than was left.
    TooDear,
    /// A project that excludes it was selected before.
    Excluded {
        /// Which.
        by: ProjectId,
    },
    /// It came after the first that did not fit, where the rule stops.
    AfterStop,
}

/// The most equals that a step names: among thousands that are equal each step would else name thousands.
pub const MOST_TIED: usize = 20;

/// One project at its turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GreedyStep {
    /// Which.
    pub project: ProjectId,
    /// Its score.
    pub score: u64,
    /// Its cost.
    pub cost: Money,
    /// What was left when its turn came.
    pub left: Money,
    /// What came of it.
    pub verdict: Verdict,
    /// Others that were equal to it in what the order goes by, so that the list of ties decided: the next in the
    /// order first, [`MOST_TIED`] at most.
    pub tied_with: Vec<ProjectId>,
}

/// Why endowments were raised no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RaisingEnd {
    /// The rule does not raise.
    NotRaised,
    /// The next step would have cost more than the budget.
    NextTooDear,
    /// Nothing more would fit, and the rule stops there.
    Exhaustive,
    /// Every project with support is bought.
    AllBought,
}

/// One purchase under equal shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchase {
    /// What was bought.
    pub project: ProjectId,
    /// Its cost: the sum of what its supporters paid, to the last fraction.
    pub cost: Money,
    /// The weight of its supporters.
    pub supporters: u64,
    /// What each supporter was asked for. Under approval utilities the same for all; otherwise by the utility
    /// they get from it, ascending.
    pub shares: Vec<Share>,
    /// Weight of the supporters who paid what they were asked for.
    pub paid_in_full: u64,
    /// Weight of those who had less and paid all they had.
    pub paid_the_rest: u64,
    /// What the latter paid together.
    pub rest: Ratio,
    /// What all voters together have left after it.
    pub left: Ratio,
    /// Projects that cost their supporters exactly as much per utility, so that the list of ties decided;
    /// [`MOST_TIED`] at most.
    pub tied_with: Vec<ProjectId>,
}

/// What a supporter is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The utility the supporter gets.
    pub utility: u64,
    /// The payment, for a weight of 1.
    pub payment: Ratio,
}

/// What the next step of raising would have come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// What every voter would have had.
    pub endowment: Ratio,
    /// What would have been bought.
    pub projects: Vec<ProjectId>,
    /// What that costs, above the budget.
    pub cost: Money,
}

/// How equal shares stood against greedy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparisonStep {
    /// How voters compare the two.
    pub by: Preference,
    /// What equal shares selects.
    pub equal_shares: Vec<ProjectId>,
    /// What greedy selects.
    pub greedy: Vec<ProjectId>,
    /// Weight of those who get more from equal shares.
    pub prefer_equal_shares: u64,
    /// Weight of those who get more from greedy.
    pub prefer_greedy: u64,
    /// Weight of those who get as much from either.
    pub indifferent: u64,
    /// Whether greedy's outcome was taken.
    pub greedy_taken: bool,
}

/// How equal shares came to its outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharesReport {
    /// What every voter had at first, for a weight of 1.
    pub first_endowment: Ratio,
    /// How many steps it was raised by.
    pub steps_raised: u64,
    /// What every voter had in the end.
    pub endowment: Ratio,
    /// Why it was raised no further.
    pub end: RaisingEnd,
    /// What the next step would have come to, if that was why.
    pub next_step: Option<NextStep>,
    /// Projects of no cost that have support.
    pub free: Vec<ProjectId>,
    /// What was bought, in order.
    pub purchases: Vec<Purchase>,
    /// What is left of the budget after the purchases.
    pub left: Money,
    /// How the rest was filled; empty where the rule does not.
    pub fill: Vec<GreedyStep>,
    /// How it stood against greedy, if the rule asks.
    pub comparison: Option<ComparisonStep>,
}

/// The steps of a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Steps {
    /// Every eligible project at its turn.
    Greedy(Vec<GreedyStep>),
    /// The purchases and what came after.
    EqualShares(Box<SharesReport>),
}

/// The steps of a greedy count, written like [`Steps`]: a program that counts no other way does without fractions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GreedySteps {
    /// Every eligible project at its turn.
    Greedy(Vec<GreedyStep>),
}

/// A project on the reserve list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReserveLine {
    /// Its place, from 1; equals that nothing decides share one.
    pub rank: u32,
    /// Which.
    pub project: ProjectId,
    /// Its score.
    pub score: u64,
    /// Its cost.
    pub cost: Money,
}

/// How many ballots there were, whatever they weigh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotsCast {
    /// Those that count, blank ones among them.
    pub counted: u64,
    /// Those that named nothing, or whose choices do not count.
    pub blank: u64,
    /// Those beyond the limits that do not count at all.
    pub invalid: u64,
}

/// The outcome of a budget vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetOutcome<S = Steps> {
    /// SHA-256 of the rule's canonical JSON.
    pub manifest_sha256: Sha256Hex,
    /// Decimal places of all amounts.
    pub scale: u32,
    /// What there was to give out.
    pub budget: Money,
    /// What the selected projects cost together; never more.
    pub spent: Money,
    /// The ballots.
    pub ballots: BallotsCast,
    /// The weight of all ballots that count, blank ones among them.
    pub voters: u64,
    /// The weight of ballots that named nothing, or whose choices do not count.
    pub blank: u64,
    /// The weight of ballots beyond the limits that do not count at all.
    pub invalid: u64,
    /// The selected projects in the order they were chosen.
    pub winners: Vec<ProjectId>,
    /// Every project, in the election's order.
    pub projects: Vec<ProjectLine>,
    /// How it came about.
    pub steps: S,
    /// Who comes next.
    pub reserve: Vec<ReserveLine>,
}
