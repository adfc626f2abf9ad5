//! Instant run-off: each ballot counts for its highest option still standing; the lowest goes out, until one
//! wins.

use std::collections::BTreeMap;

use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use crate::count::ballot::OptionNo;
use crate::count::profile::exact::{Exact, ratio, whole};
use crate::count::profile::form::{RankedForm, Ranking};
use crate::count::profile::ties::{End, TieBreak, TieError, Ties, extreme, whichever};
use crate::count::profile::{Profile, RuleError, Turnout, Weighing, numbers};
use crate::count::sort;

/// What a ballot gives that ranks several standing options equally at its top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EqualFirsts {
    /// An equal part to each.
    Split,
    /// One whole vote to each; so no share of the votes is a majority, and one counts until one is left.
    Whole,
    /// Nothing: the form allows no equal ranks.
    Never,
}

/// When one has won.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopWhen {
    /// With more than half of the ballots that still rank a standing option.
    MajorityOfContinuing,
    /// With more than half of all valid ballots that rank any option, or when alone.
    MajorityOfCounted,
    /// When alone.
    OneLeft,
}

/// Who goes out in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Eliminating {
    /// The lowest; of several equally low, the one that the ties pass over. Without a lot that is refused
    /// only where it makes a difference.
    OneByOne,
    /// All that are equally low; when all that stand are equal, the ties choose among them.
    AllLowest,
}

/// What tells equally low options apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunoffCriterion {
    /// More votes in the last round in which they differed.
    LatestRounds,
    /// More votes in the first round in which they differed.
    EarliestRounds,
}

/// 排序复选. A ballot counts for nobody once all that it ranks are out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Runoff {
    /// The form of a ballot.
    pub ballots: RankedForm,
    /// What equal ranks at the top give.
    pub equal_firsts: EqualFirsts,
    /// Who goes out.
    pub eliminating: Eliminating,
    /// When one has won.
    pub stop: StopWhen,
    /// What a ballot weighs.
    pub weights: Weighing,
    /// How ties for going out, or for winning among equals, are settled.
    pub ties: Ties<RunoffCriterion>,
}

/// What one option has in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Which.
    pub option: OptionNo,
    /// Its votes.
    pub votes: Exact,
}

/// Votes that passed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// From whom.
    pub from: OptionNo,
    /// To whom; `None`: the ballots rank nobody who stands.
    pub to: Option<OptionNo>,
    /// How many.
    pub votes: Exact,
}

/// Who goes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elimination {
    /// They.
    pub out: Vec<OptionNo>,
    /// How a tie for it was settled.
    pub tie: Option<TieBreak<RunoffCriterion>>,
    /// Where their votes went. Of whole votes for equal ranks, those that only now count for the next.
    pub transfers: Vec<Transfer>,
}

/// How a round ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundEnd {
    /// One has won.
    Won(OptionNo),
    /// All that stand are equal, and the ties choose.
    AllEqual(TieBreak<RunoffCriterion>),
    /// The lowest go out.
    Out(Elimination),
}

/// One round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// What those have that stand, in the options' order.
    pub shares: Vec<Share>,
    /// Votes of ballots that rank nobody who stands.
    pub exhausted: Exact,
    /// The votes of which more than half win; `None` if one must be alone.
    pub of: Option<Exact>,
    /// How it ends.
    pub end: RoundEnd,
}

/// The result, round by round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunoffOutcome {
    /// Where every ballot went.
    pub turnout: Turnout,
    /// The rounds.
    pub rounds: Vec<Round>,
    /// Who was left before any tie for winning was settled: one, several equal ones, or none without a
    /// ballot.
    pub finalists: Vec<OptionNo>,
    /// Who won; none without a valid ballot.
    pub winner: Option<OptionNo>,
}

impl Runoff {
    fn check(&self, options: u16) -> Result<(), RuleError> {
        use crate::count::profile::form::EqualRanks;
        let never = self.equal_firsts == EqualFirsts::Never;
        let whole = self.equal_firsts == EqualFirsts::Whole;
        if never != (self.ballots.equal_ranks == EqualRanks::Invalid)
            || (whole && self.stop != StopWhen::OneLeft)
        {
            return Err(RuleError::ContradictoryRule);
        }
        Ok(self.ties.check(options)?)
    }
}

/// Counts by [`Runoff`].
pub fn count_runoff(rule: &Runoff, profile: &Profile<Ranking>) -> Result<RunoffOutcome, RuleError> {
    rule.check(profile.options())?;
    let mut count = Count::new(rule, profile)?;
    let mut outcome =
        RunoffOutcome { turnout: profile.turnout().clone(), rounds: vec![], finalists: vec![], winner: None };
    while outcome.winner.is_none() && !profile.groups().is_empty() {
        let round = count.round()?;
        match &round.end {
            RoundEnd::Won(option) => {
                outcome.winner = Some(*option);
                outcome.finalists = vec![*option];
            }
            RoundEnd::AllEqual(tie) => {
                outcome.winner = tie.steps.last().and_then(|step| step.left.first()).copied();
                outcome.finalists.clone_from(&tie.tied);
            }
            RoundEnd::Out(_) => {}
        }
        outcome.rounds.push(round);
    }
    Ok(outcome)
}

struct Count<'a> {
    rule: &'a Runoff,
    profile: &'a Profile<Ranking>,
    stands: Vec<bool>,
    /// For each group, the first tier that ranks anyone who stands; beyond the last once it is exhausted.
    at: Vec<usize>,
    /// For each option, the groups that now count for it.
    holds: Vec<Vec<usize>>,
    /// For each option, the weight that it holds in votes of so many parts: whole numbers, divided only when
    /// they are read.
    sums: Vec<BTreeMap<u64, u64>>,
    exhausted: u64,
    /// For each round so far, every option's votes.
    history: Vec<Vec<BigRational>>,
}

impl<'a> Count<'a> {
    fn new(rule: &'a Runoff, profile: &'a Profile<Ranking>) -> Result<Self, RuleError> {
        let options = usize::from(profile.options());
        let mut count = Self {
            rule,
            profile,
            stands: vec![true; options],
            at: vec![0; profile.groups().len()],
            holds: vec![Vec::new(); options],
            sums: vec![BTreeMap::new(); options],
            exhausted: 0,
            history: Vec::new(),
        };
        for (group, merged) in profile.groups().iter().enumerate() {
            let top: Vec<usize> = merged.ballot.tier(0).iter().copied().map(usize::from).collect();
            count.give(group, &top, &top)?;
        }
        Ok(count)
    }

    /// Those of the tier for which a group counts who stand.
    fn top(&self, group: usize) -> Vec<usize> {
        let stands = |option: &usize| self.stands.get(*option) == Some(&true);
        let (merged, at) = (self.profile.groups().get(group), self.at.get(group));
        let tier = merged.zip(at).map_or(&[][..], |(merged, at)| merged.ballot.tier(*at));
        tier.iter().copied().map(usize::from).filter(stands).collect()
    }

    /// The same once the group has passed on to a tier where anyone stands; none once it is exhausted.
    fn next_top(&mut self, group: usize) -> Vec<usize> {
        let tiers = self.profile.groups().get(group).map_or(0, |merged| merged.ballot.len());
        loop {
            let top = self.top(group);
            match self.at.get_mut(group) {
                Some(at) if top.is_empty() && *at < tiers => *at += 1,
                _ => return top,
            }
        }
    }

    fn weight(&self, group: usize) -> u64 {
        self.profile.groups().get(group).map_or(0, |group| self.rule.weights.of(group.cast))
    }

    /// Into how many parts a vote for so many is split.
    fn parts(&self, top: &[usize]) -> Result<u64, RuleError> {
        match self.rule.equal_firsts {
            EqualFirsts::Whole => Ok(1),
            EqualFirsts::Split => u64::try_from(top.len()).map_err(|_big| RuleError::TooLarge),
            EqualFirsts::Never if top.len() > 1 => Err(RuleError::EqualRanks),
            EqualFirsts::Never => Ok(1),
        }
    }

    /// Counts a group for these, who are all of `top` or those that are new in it.
    fn give(&mut self, group: usize, new: &[usize], top: &[usize]) -> Result<(), RuleError> {
        let (parts, weight) = (self.parts(top)?, self.weight(group));
        for option in new {
            if let Some(holds) = self.holds.get_mut(*option) {
                holds.push(group);
            }
        }
        for option in top {
            if let Some(sums) = self.sums.get_mut(*option) {
                // No sum is above that of all weights, which has its limit.
                *sums.entry(parts).or_default() += weight;
            }
        }
        if top.is_empty() {
            self.exhausted += weight;
        }
        Ok(())
    }

    /// No longer counts a group for these.
    fn take(&mut self, group: usize, top: &[usize]) -> Result<(), RuleError> {
        let (parts, weight) = (self.parts(top)?, self.weight(group));
        for option in top {
            if let Some(sum) = self.sums.get_mut(*option).and_then(|sums| sums.get_mut(&parts)) {
                *sum = sum.saturating_sub(weight);
            }
        }
        Ok(())
    }

    /// Every option's votes.
    fn votes(&self) -> Vec<BigRational> {
        let votes = |sums: &BTreeMap<u64, u64>| {
            sums.iter().fold(whole(0), |votes, (parts, sum)| votes + ratio(*sum, *parts))
        };
        self.sums.iter().map(votes).collect()
    }

    fn round(&mut self) -> Result<Round, RuleError> {
        let (votes, exhausted) = (self.votes(), self.exhausted);
        let left: Vec<usize> =
            self.profile.indices().filter(|i| self.stands.get(*i) == Some(&true)).collect();
        let share = |option: usize| votes.get(option).cloned().unwrap_or_else(|| whole(0));
        let counted = self.rule.weights.of(self.profile.turnout().counted);
        let of = match self.rule.stop {
            StopWhen::MajorityOfContinuing => Some(whole(counted.saturating_sub(exhausted))),
            StopWhen::MajorityOfCounted => Some(whole(counted)),
            StopWhen::OneLeft => None,
        };
        let two = whole(2);
        let has_won =
            |option: &usize| left.len() == 1 || of.as_ref().is_some_and(|of| share(*option) * &two > *of);
        let winner = left.iter().copied().find(has_won);
        let end = match winner {
            Some(winner) => RoundEnd::Won(OptionNo::at(winner)),
            None => self.lowest(&left, &votes)?,
        };
        let shares =
            left.iter().map(|i| Share { option: OptionNo::at(*i), votes: share(*i).into() }).collect();
        self.history.push(votes);
        Ok(Round { shares, exhausted: exhausted.into(), of: of.map(Exact::from), end })
    }

    /// Takes out the lowest, or settles a tie of all.
    fn lowest(&mut self, left: &[usize], votes: &[BigRational]) -> Result<RoundEnd, RuleError> {
        let lowest = extreme(End::Worst, left, |option| votes.get(option));
        let value = |criterion, option: usize| self.earlier(criterion, option);
        let (out, tie) = match self.rule.eliminating {
            Eliminating::OneByOne => {
                let settled = self.rule.ties.settle(End::Worst, &lowest, self.profile.options(), value);
                // Criteria look back at the rounds, and in what order these go out decides what they see.
                let free = self.rule.ties.criteria.is_empty() && all_go(&lowest, left, votes);
                let (out, tie) = match (settled, whichever(&lowest)) {
                    (Err(TieError::NoLot { .. }), Some(any)) if free => any,
                    (settled, _) => settled?,
                };
                (vec![out], tie)
            }
            Eliminating::AllLowest if lowest.len() == left.len() => {
                let (_, tie) = self.rule.ties.settle(End::Best, &lowest, self.profile.options(), value)?;
                // One alone has won already, so there are several.
                return tie.map(RoundEnd::AllEqual).ok_or(RuleError::ContradictoryRule);
            }
            Eliminating::AllLowest => (lowest, None),
        };
        let transfers = self.take_out(&out)?;
        Ok(RoundEnd::Out(Elimination { out: numbers(out), tie, transfers }))
    }

    /// An option's votes in the rounds before, those first that count first.
    fn earlier(&self, criterion: RunoffCriterion, option: usize) -> Vec<Option<&BigRational>> {
        let votes = self.history.iter().map(|round| round.get(option));
        match criterion {
            RunoffCriterion::LatestRounds => votes.rev().collect(),
            RunoffCriterion::EarliestRounds => votes.collect(),
        }
    }

    /// Passes on the votes of those who go out: a part of a vote goes in equal parts to those who are next.
    fn take_out(&mut self, out: &[usize]) -> Result<Vec<Transfer>, RuleError> {
        let mut moving: Vec<usize> =
            out.iter().filter_map(|option| self.holds.get(*option)).flatten().copied().collect();
        sort::ascending(&mut moving);
        moving.dedup();
        let before: Vec<Vec<usize>> = moving.iter().map(|group| self.top(*group)).collect();
        for option in out {
            if let Some(stands) = self.stands.get_mut(*option) {
                *stands = false;
            }
        }
        let mut sums: BTreeMap<(usize, Option<usize>, u64), u64> = BTreeMap::new();
        for (group, before) in moving.into_iter().zip(before) {
            self.take(group, &before)?;
            let after = self.next_top(group);
            let new: Vec<usize> = after.iter().copied().filter(|option| !before.contains(option)).collect();
            self.give(group, &new, &after)?;
            let (parts, onward) = (self.parts(&before)?, self.parts(&after)?);
            for from in self.giving(out, &before) {
                for to in &after {
                    *sums.entry((from, Some(*to), parts * onward)).or_default() += self.weight(group);
                }
                if after.is_empty() {
                    *sums.entry((from, None, parts)).or_default() += self.weight(group);
                }
            }
        }
        for option in out {
            if let Some(holds) = self.holds.get_mut(*option) {
                holds.clear();
            }
        }
        Ok(transfers(sums))
    }

    /// Who of a ballot's top gives something away. A whole vote for each of several equals passes on but
    /// once, when the last of them goes out.
    fn giving(&self, out: &[usize], before: &[usize]) -> Vec<usize> {
        let mut gone: Vec<usize> = before.iter().copied().filter(|option| out.contains(option)).collect();
        if self.rule.equal_firsts == EqualFirsts::Whole {
            gone.truncate(usize::from(gone.len() == before.len()));
        }
        gone
    }
}

/// Whether those who are equally low all go out before anyone else does, whoever of them is first: even one
/// who gets the votes of all of them stays below the next.
fn all_go(lowest: &[usize], left: &[usize], votes: &[BigRational]) -> bool {
    let together = lowest.iter().filter_map(|option| votes.get(*option)).sum();
    let mut others = left.iter().filter(|option| !lowest.contains(option)).filter_map(|i| votes.get(*i));
    lowest.len() < left.len() && others.all(|votes| *votes > together)
}

/// Weight by from whom, to whom and in how many parts, as votes.
fn transfers(sums: BTreeMap<(usize, Option<usize>, u64), u64>) -> Vec<Transfer> {
    let mut transfers: BTreeMap<(usize, Option<usize>), BigRational> = BTreeMap::new();
    for ((from, to, parts), sum) in sums {
        *transfers.entry((from, to)).or_insert_with(|| whole(0)) += ratio(sum, parts);
    }
    let transfer = |((from, to), votes): ((usize, Option<usize>), BigRational)| Transfer {
        from: OptionNo::at(from),
        to: to.map(OptionNo::at),
        votes: votes.into(),
    };
    transfers.into_iter().map(transfer).collect()
}
