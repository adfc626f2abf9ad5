//! Any rule that chooses among options, as one file states it; any of its ballots; any outcome.
//!
//! None of these rules decides an owners' vote: there each option needs its own majority by heads and by area
//! ([`super::manifest`]), which a comparison of options cannot give.

use serde::{Deserialize, Serialize};

use super::ballot::OptionNo;
use super::canonical::{self, CanonicalError, Sha256Hex};
use super::manifest::Kind;
use super::profile::exact::Exact;
use super::profile::form::{Form, RankedForm};
use super::profile::ties::Lot;
use super::profile::{Cast, Collector, Profile, RuleError, Turnout, Weighing};
use super::ranked::{
    self, EqualPairs, RankedPairs, RankedPairsOutcome, Runoff, RunoffOutcome, Schulze, SchulzeOutcome, Share,
};
use super::seats::{
    self, Pav, PavOutcome, Phragmen, PhragmenOutcome, SequentialPav, SequentialPavOutcome, Stv, StvOutcome,
};
use super::single::{self, ApprovalVote, Borda, Plurality, Points, Score, SumOutcome};

/// The version of the rule's file and of what it leaves unsaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ChoiceFormat {
    /// The first.
    #[serde(rename = "yishi-choice-rule/1")]
    V1,
}

/// A rule with every choice stated.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceRule {
    /// The version.
    pub format: ChoiceFormat,
    /// By what is counted.
    pub method: ChoiceMethod,
}

/// By what is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceMethod {
    /// The most votes win.
    Plurality(Plurality),
    /// The most approvals win.
    Approval(ApprovalVote),
    /// The highest sum of scores wins.
    Score(Score),
    /// The highest sum of points wins.
    Points(Points),
    /// Points by rank.
    Borda(Borda),
    /// The lowest goes out until one wins.
    InstantRunoff(Runoff),
    /// Strongest paths.
    Schulze(Schulze),
    /// Majorities locked from the strongest down.
    RankedPairs(RankedPairs),
    /// Several seats on rankings.
    Stv(Stv),
    /// Several seats on approvals, by load.
    SequentialPhragmen(Phragmen),
    /// Several seats on approvals: the best committee of all.
    Pav(Pav),
    /// Several seats on approvals, by what each adds.
    SequentialPav(SequentialPav),
}

/// The marks on one ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Marks {
    /// Options that are chosen or approved.
    Options(Vec<OptionNo>),
    /// Options with a score or with points.
    Numbers(Vec<(OptionNo, u32)>),
    /// Tiers of options, best first.
    Ranking(Vec<Vec<OptionNo>>),
}

/// Why a rule is not for owners' votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotForOwners {
    /// In an owners' vote nothing is decided by the most votes alone.
    #[error("plurality_in_owners_vote")]
    Plurality,
    /// Owners elect one by one, each with both majorities.
    #[error("stv_in_owners_vote")]
    Stv,
    /// It ranks options against each other; none of them needs a majority by heads and by area.
    #[error("no_majority_of_heads_and_area")]
    NoMajorityOfBoth,
}

/// Why nothing was counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// The rule cannot count these ballots.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// Marks of another kind than the rule's ballots have.
    #[error("other_marks")]
    OtherMarks,
}

/// The outcome of any rule, with its explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceOutcome {
    /// Of plurality, approval, score, points and Borda.
    Sum(SumOutcome),
    /// Of instant run-off.
    InstantRunoff(RunoffOutcome),
    /// Of Schulze's rule.
    Schulze(SchulzeOutcome),
    /// Of ranked pairs.
    RankedPairs(RankedPairsOutcome),
    /// Of the single transferable vote.
    Stv(StvOutcome),
    /// Of sequential Phragmén.
    SequentialPhragmen(PhragmenOutcome),
    /// Of proportional approval voting.
    Pav(PavOutcome),
    /// Of sequential proportional approval voting.
    SequentialPav(SequentialPavOutcome),
}

impl ChoiceRule {
    /// This method in the current format.
    #[must_use]
    pub const fn of(method: ChoiceMethod) -> Self {
        Self { format: ChoiceFormat::V1, method }
    }

    /// Whether what it sums up are ballots, not points.
    #[must_use]
    pub const fn counts_ballots(&self) -> bool {
        matches!(self.method, ChoiceMethod::Plurality(_) | ChoiceMethod::Approval(_))
    }

    /// The SHA-256 of the canonical JSON.
    pub fn hash(&self) -> Result<Sha256Hex, CanonicalError> {
        canonical::hash(self)
    }

    /// Marks of the kind that this rule reads, without any: a blank ballot.
    #[must_use]
    pub const fn blank(&self) -> Marks {
        match self.method {
            ChoiceMethod::Score(_) | ChoiceMethod::Points(_) => Marks::Numbers(Vec::new()),
            ChoiceMethod::Borda(_)
            | ChoiceMethod::InstantRunoff(_)
            | ChoiceMethod::Schulze(_)
            | ChoiceMethod::RankedPairs(_)
            | ChoiceMethod::Stv(_) => Marks::Ranking(Vec::new()),
            ChoiceMethod::Plurality(_)
            | ChoiceMethod::Approval(_)
            | ChoiceMethod::SequentialPhragmen(_)
            | ChoiceMethod::Pav(_)
            | ChoiceMethod::SequentialPav(_) => Marks::Options(Vec::new()),
        }
    }

    /// What a ballot weighs under this rule.
    #[must_use]
    pub const fn weighing(&self) -> Weighing {
        match &self.method {
            ChoiceMethod::Plurality(rule) => rule.weights,
            ChoiceMethod::Approval(rule) => rule.weights,
            ChoiceMethod::Score(rule) => rule.weights,
            ChoiceMethod::Points(rule) => rule.weights,
            ChoiceMethod::Borda(rule) => rule.weights,
            ChoiceMethod::InstantRunoff(rule) => rule.weights,
            ChoiceMethod::Schulze(rule) => rule.weights,
            ChoiceMethod::RankedPairs(rule) => rule.weights,
            ChoiceMethod::Stv(_) => Weighing::Heads,
            ChoiceMethod::SequentialPhragmen(rule) => rule.weights,
            ChoiceMethod::Pav(rule) => rule.weights,
            ChoiceMethod::SequentialPav(rule) => rule.weights,
        }
    }

    /// The order that was drawn for ties, if one was.
    #[must_use]
    pub const fn lot(&self) -> Option<&Lot> {
        match &self.method {
            ChoiceMethod::Plurality(rule) => rule.ties.lot.as_ref(),
            ChoiceMethod::Approval(rule) => rule.ties.lot.as_ref(),
            ChoiceMethod::Score(rule) => rule.ties.lot.as_ref(),
            ChoiceMethod::Points(rule) => rule.ties.lot.as_ref(),
            ChoiceMethod::Borda(rule) => rule.ties.lot.as_ref(),
            ChoiceMethod::InstantRunoff(rule) => rule.ties.lot.as_ref(),
            ChoiceMethod::Schulze(rule) => rule.ties.lot.as_ref(),
            ChoiceMethod::RankedPairs(rule) => rule.ties.lot.as_ref(),
            ChoiceMethod::Stv(rule) => rule.ties.lot.as_ref(),
            ChoiceMethod::SequentialPhragmen(rule) => rule.ties.lot.as_ref(),
            ChoiceMethod::Pav(rule) => rule.lot.as_ref(),
            ChoiceMethod::SequentialPav(rule) => rule.ties.lot.as_ref(),
        }
    }

    /// The same with this order for ties.
    #[must_use]
    pub fn with_lot(mut self, lot: Lot) -> Self {
        let place = match &mut self.method {
            ChoiceMethod::Plurality(rule) => &mut rule.ties.lot,
            ChoiceMethod::Approval(rule) => &mut rule.ties.lot,
            ChoiceMethod::Score(rule) => &mut rule.ties.lot,
            ChoiceMethod::Points(rule) => &mut rule.ties.lot,
            ChoiceMethod::Borda(rule) => &mut rule.ties.lot,
            ChoiceMethod::InstantRunoff(rule) => &mut rule.ties.lot,
            ChoiceMethod::Schulze(rule) => &mut rule.ties.lot,
            ChoiceMethod::RankedPairs(rule) => {
                // What the lot can order is locked by it, not left open.
                rule.equal_pairs = EqualPairs::LockedLast;
                &mut rule.ties.lot
            }
            ChoiceMethod::Stv(rule) => &mut rule.ties.lot,
            ChoiceMethod::SequentialPhragmen(rule) => &mut rule.ties.lot,
            ChoiceMethod::Pav(rule) => &mut rule.lot,
            ChoiceMethod::SequentialPav(rule) => &mut rule.ties.lot,
        };
        *place = Some(lot);
        self
    }

    /// Whether a vote of this kind may be decided by this rule.
    pub fn fits(&self, kind: &Kind) -> Result<(), NotForOwners> {
        match (kind, &self.method) {
            (Kind::Consultative, _) => Ok(()),
            (Kind::Statutory { .. }, ChoiceMethod::Plurality(_)) => Err(NotForOwners::Plurality),
            (Kind::Statutory { .. }, ChoiceMethod::Stv(_)) => Err(NotForOwners::Stv),
            (Kind::Statutory { .. }, _) => Err(NotForOwners::NoMajorityOfBoth),
        }
    }

    /// Counts ballots of so many options, in whatever order.
    pub fn count(
        &self,
        options: u16,
        ballots: impl IntoIterator<Item = (Marks, Cast)>,
    ) -> Result<ChoiceOutcome, ChoiceError> {
        use ChoiceMethod as By;
        use ChoiceOutcome as Of;
        Ok(match &self.method {
            By::Plurality(rule) => {
                let profile = collect(rule.ballots, options, ballots, chosen)?;
                Of::Sum(single::count_plurality(rule, &profile)?)
            }
            By::Approval(rule) => {
                let profile = collect(rule.ballots, options, ballots, chosen)?;
                Of::Sum(single::count_approval(rule, &profile)?)
            }
            By::Score(rule) => {
                let profile = collect(rule.ballots, options, ballots, numbered)?;
                Of::Sum(single::count_score(rule, &profile)?)
            }
            By::Points(rule) => {
                let profile = collect(rule.ballots, options, ballots, numbered)?;
                Of::Sum(single::count_points(rule, &profile)?)
            }
            By::Borda(rule) => {
                let profile = rankings(rule.ballots, options, ballots)?;
                Of::Sum(single::count_borda(rule, &profile)?)
            }
            By::InstantRunoff(rule) => {
                let profile = rankings(rule.ballots, options, ballots)?;
                Of::InstantRunoff(ranked::count_runoff(rule, &profile)?)
            }
            By::Schulze(rule) => {
                let profile = rankings(rule.ballots, options, ballots)?;
                Of::Schulze(ranked::count_schulze(rule, &profile)?)
            }
            By::RankedPairs(rule) => {
                let profile = rankings(rule.ballots, options, ballots)?;
                Of::RankedPairs(ranked::count_ranked_pairs(rule, &profile)?)
            }
            By::Stv(rule) => Of::Stv(seats::count_stv(rule, &rankings(rule.ballots, options, ballots)?)?),
            By::SequentialPhragmen(rule) => {
                let profile = collect(rule.ballots, options, ballots, chosen)?;
                Of::SequentialPhragmen(seats::count_phragmen(rule, &profile)?)
            }
            By::Pav(rule) => {
                let profile = collect(rule.ballots, options, ballots, chosen)?;
                Of::Pav(seats::count_pav(rule, &profile)?)
            }
            By::SequentialPav(rule) => {
                let profile = collect(rule.ballots, options, ballots, chosen)?;
                Of::SequentialPav(seats::count_sequential_pav(rule, &profile)?)
            }
        })
    }
}

impl ChoiceOutcome {
    /// Where every ballot went.
    #[must_use]
    pub const fn turnout(&self) -> &Turnout {
        match self {
            Self::Sum(outcome) => &outcome.turnout,
            Self::InstantRunoff(outcome) => &outcome.turnout,
            Self::Schulze(outcome) => &outcome.turnout,
            Self::RankedPairs(outcome) => &outcome.turnout,
            Self::Stv(outcome) => &outcome.turnout,
            Self::SequentialPhragmen(outcome) => &outcome.turnout,
            Self::Pav(outcome) => &outcome.turnout,
            Self::SequentialPav(outcome) => &outcome.turnout,
        }
    }

    /// The chosen, in order.
    #[must_use]
    pub fn winners(&self) -> Vec<OptionNo> {
        match self {
            Self::Sum(outcome) => outcome.winners.clone(),
            Self::InstantRunoff(outcome) => outcome.winner.into_iter().collect(),
            Self::Schulze(outcome) => outcome.winner.into_iter().collect(),
            Self::RankedPairs(outcome) => outcome.winner.into_iter().collect(),
            Self::Stv(outcome) => outcome.winners.clone(),
            Self::SequentialPhragmen(outcome) => outcome.winners.clone(),
            Self::Pav(outcome) => outcome.winners.clone(),
            Self::SequentialPav(outcome) => outcome.winners.clone(),
        }
    }
}

/// What each option has before votes pass on or committees are weighed, in the options' order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gains {
    /// A sum of points, and the ballots that support it; where the rule [`counts_ballots`](ChoiceRule::counts_ballots)
    /// both are the same.
    Points(Vec<(i64, Cast)>),
    /// The ballots that approve it.
    Approvals(Vec<Cast>),
    /// Votes in the first round; nought for who does not stand.
    Firsts(Vec<Exact>),
}

impl ChoiceOutcome {
    /// What each of so many options has; none by rules that compare rankings in pairs, or without a ballot.
    #[must_use]
    pub fn gains(&self, options: usize) -> Option<Gains> {
        let firsts = |shares: &[Share]| {
            let mut all = vec![Exact::from(0); options];
            for share in shares {
                if let Some(own) = share.option.index().and_then(|index| all.get_mut(index)) {
                    *own = share.votes.clone();
                }
            }
            Gains::Firsts(all)
        };
        Some(match self {
            Self::Sum(outcome) => {
                Gains::Points(outcome.standings.iter().map(|one| (one.points, one.support)).collect())
            }
            Self::InstantRunoff(outcome) => firsts(&outcome.rounds.first()?.shares),
            Self::Stv(outcome) => firsts(&outcome.rounds.first()?.shares),
            Self::SequentialPhragmen(outcome) => Gains::Approvals(outcome.approvals.clone()),
            Self::Pav(outcome) => Gains::Approvals(outcome.approvals.clone()),
            Self::SequentialPav(outcome) => Gains::Approvals(outcome.approvals.clone()),
            Self::Schulze(_) | Self::RankedPairs(_) => return None,
        })
    }
}

fn collect<F: Form>(
    form: F,
    options: u16,
    ballots: impl IntoIterator<Item = (Marks, Cast)>,
    read: impl Fn(Marks) -> Option<F::Marks>,
) -> Result<Profile<F::Ballot>, ChoiceError> {
    let mut collector = Collector::new(form, options)?;
    for (marks, cast) in ballots {
        collector.cast(read(marks).ok_or(ChoiceError::OtherMarks)?, cast)?;
    }
    Ok(collector.finish())
}

fn rankings(
    form: RankedForm,
    options: u16,
    ballots: impl IntoIterator<Item = (Marks, Cast)>,
) -> Result<Profile<super::profile::form::Ranking>, ChoiceError> {
    collect(form, options, ballots, ranked)
}

/// The tiers of a ranking; none of other marks.
pub(crate) fn ranked(marks: Marks) -> Option<Vec<Vec<OptionNo>>> {
    match marks {
        Marks::Ranking(tiers) => Some(tiers),
        Marks::Options(_) | Marks::Numbers(_) => None,
    }
}

/// The options that are marked; none of other marks.
pub(crate) fn chosen(marks: Marks) -> Option<Vec<OptionNo>> {
    match marks {
        Marks::Options(options) => Some(options),
        Marks::Numbers(_) | Marks::Ranking(_) => None,
    }
}

/// The options with their numbers; none of other marks.
pub(crate) fn numbered(marks: Marks) -> Option<Vec<(OptionNo, u32)>> {
    match marks {
        Marks::Numbers(numbers) => Some(numbers),
        Marks::Options(_) | Marks::Ranking(_) => None,
    }
}
