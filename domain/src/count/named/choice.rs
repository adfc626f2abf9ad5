//! Names of rules that choose among options.

use crate::codes;
use crate::count::choice::{ChoiceMethod, ChoiceRule};
use crate::count::profile::form::{
    ApprovalForm, OneForm, PointsForm, RankedForm, ScoreForm, Spending, Unscored,
};
use crate::count::profile::ties::{Lot, Ties};
use crate::count::profile::{MAX_OPTIONS, Weighing};
use crate::count::ranked::{
    Eliminating, EqualFirsts, EqualPairs, PairOrder, RankedPairs, Runoff, Schulze, StopWhen, StrengthBy,
};
use crate::count::seats::{Pav, Phragmen, SequentialPav, Stv, Unsupported};
use crate::count::single::{ApprovalVote, Borda, BordaPoints, Plurality, Points, Score};

codes! {
    /// A rule that chooses among options.
    pub enum ChoiceName {
        /// The most votes.
        Plurality = "plurality",
        /// The most approvals.
        Approval = "approval",
        /// The highest sum of scores.
        Score = "score",
        /// The highest sum of points.
        Points = "points",
        /// One point for every option ranked below.
        Borda = "borda",
        /// Instant run-off: the lowest goes out until one has more than half of what still counts.
        InstantRunoff = "irv",
        /// Strongest paths, by winning votes.
        Schulze = "schulze",
        /// Majorities locked from the largest margin down; with a lot, pairs without a majority last.
        RankedPairs = "ranked-pairs",
        /// Single transferable vote, Droop's quota, exact fractions.
        Stv = "stv",
        /// The same as Belenios counts it: rounded in binary64, ties by the options' order.
        StvBelenios = "stv-belenios",
        /// Sequential Phragmén.
        Phragmen = "phragmen",
        /// Proportional approval voting, the best committee of all.
        Pav = "pav",
        /// Proportional approval voting, one seat after the other.
        SequentialPav = "sequential-pav",
    }
}

/// What a rule must know of the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// How many options are on the ballot.
    pub options: u16,
    /// How many are chosen.
    pub seats: u16,
    /// The highest score, or the points there are to give.
    pub most: u32,
    /// What a ballot weighs; not read by rules that take no weights.
    pub weights: Weighing,
    /// The order drawn for ties; without, a tie is an error.
    pub lot: Option<Lot>,
}

/// The steps that the search for the best committee may take: some seconds.
const PAV_STEPS: u64 = 500_000_000;

impl ChoiceName {
    /// Whether the rule fills several seats.
    #[must_use]
    pub const fn takes_seats(self) -> bool {
        !matches!(self, Self::InstantRunoff | Self::Schulze | Self::RankedPairs)
    }

    /// The rule this name stands for.
    #[must_use]
    pub fn rule(self, question: &Question) -> ChoiceRule {
        let Question { seats, most, weights, .. } = *question;
        let approvals = ApprovalForm { least: 1, most: MAX_OPTIONS };
        let any = RankedForm::ANY;
        ChoiceRule::of(match self {
            Self::Plurality => ChoiceMethod::Plurality(Plurality {
                ballots: OneForm {},
                seats,
                weights,
                ties: ties(question),
            }),
            Self::Approval => ChoiceMethod::Approval(ApprovalVote {
                ballots: approvals,
                seats,
                weights,
                ties: ties(question),
            }),
            Self::Score => {
                let ballots = ScoreForm { highest: most, unscored: Unscored::Zero };
                ChoiceMethod::Score(Score { ballots, seats, weights, ties: ties(question) })
            }
            Self::Points => {
                let (spending, least_options) = (Spending::UpTo, 1);
                let ballots = PointsForm { total: most, spending, most_each: most, least_options };
                ChoiceMethod::Points(Points { ballots, seats, weights, ties: ties(question) })
            }
            Self::Borda => {
                let points = BordaPoints::Below;
                ChoiceMethod::Borda(Borda { ballots: any, points, seats, weights, ties: ties(question) })
            }
            Self::InstantRunoff => ChoiceMethod::InstantRunoff(Runoff {
                ballots: any,
                equal_firsts: EqualFirsts::Split,
                eliminating: Eliminating::OneByOne,
                stop: StopWhen::MajorityOfContinuing,
                weights,
                ties: ties(question),
            }),
            Self::Schulze => {
                let strength = StrengthBy::WinningVotes;
                ChoiceMethod::Schulze(Schulze { ballots: any, strength, weights, ties: ties(question) })
            }
            Self::RankedPairs => ChoiceMethod::RankedPairs(RankedPairs {
                ballots: any,
                strength: StrengthBy::Margins,
                equal_strength: PairOrder::WinnerThenLoser,
                equal_pairs: match question.lot {
                    Some(_) => EqualPairs::LockedLast,
                    None => EqualPairs::LeftOpen,
                },
                weights,
                ties: ties(question),
            }),
            Self::Stv => ChoiceMethod::Stv(Stv::inclusive(seats, ties(question))),
            Self::StvBelenios => ChoiceMethod::Stv(Stv::belenios(seats, question.options)),
            Self::Phragmen => ChoiceMethod::SequentialPhragmen(Phragmen {
                ballots: approvals,
                seats,
                weights,
                unsupported: Unsupported::StaysEmpty,
                ties: ties(question),
            }),
            Self::Pav => {
                let (most_steps, lot) = (PAV_STEPS, question.lot.clone());
                ChoiceMethod::Pav(Pav { ballots: approvals, seats, weights, most_steps, lot })
            }
            Self::SequentialPav => ChoiceMethod::SequentialPav(SequentialPav {
                ballots: approvals,
                seats,
                weights,
                unsupported: Unsupported::StaysEmpty,
                ties: ties(question),
            }),
        })
    }
}

/// Nothing but the lot.
fn ties<C>(question: &Question) -> Ties<C> {
    Ties { criteria: Vec::new(), lot: question.lot.clone() }
}
