//! The single transferable vote: who reaches the quota is elected and passes on what is above it; where nobody
//! does, the lowest goes out and passes on everything.
//!
//! What no rule may choose: a ballot counts for the highest option it ranks that still stands. One is elected in
//! a round, of several that reach the quota the highest. Once no more stand than there are free seats, they are
//! elected together, by number. The quota never changes. Every ballot counts as one: 按人计, never by area.
//!
//! Sources: Tideman, *The single transferable vote*, Journal of Economic Perspectives 9 (1995), for the weighted
//! inclusive Gregory transfer; <https://www.belenios.org/STV.html> for the variant of [`Stv::inclusive`].

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use crate::count::ballot::OptionNo;
use crate::count::profile::exact::{Exact, ratio, whole};
use crate::count::profile::form::{EqualRanks, RankedForm, Ranking};
use crate::count::profile::ties::{End, TieBreak, Ties, extreme};
use crate::count::profile::{Profile, RuleError, Turnout, check_seats, numbers};
use crate::count::ranked::{Share, Transfer};

/// How many votes elect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quota {
    /// The next whole number above votes ÷ (seats + 1), to be reached: Droop.
    Droop,
    /// Votes ÷ (seats + 1) exactly, to be exceeded: Hagenbach-Bischoff.
    HagenbachBischoff,
    /// Votes ÷ seats exactly, to be reached: Hare.
    Hare,
}

/// Which ballots the quota is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaOf {
    /// All valid ballots, blank ones with them: they take part.
    Valid,
    /// Those that rank somebody.
    Ranking,
}

/// What a ballot of an elected option is worth to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Surplus {
    /// Its value × surplus ÷ all votes of the elected. What ballots carry that rank nobody else is lost.
    ByAllVotes,
    /// Its value × surplus ÷ those votes of the elected that rank somebody who stands; never more than its value.
    ByTransferable,
}

/// How finely values are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fractions {
    /// As they are. Refused when they grow too long, which takes more than a dozen seats.
    Exact,
    /// So many decimals, the rest is dropped.
    RoundedDown(u8),
}

/// What an option is that no ballot ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unranked {
    /// Not standing: it is never elected, even where seats stay empty.
    NotStanding,
    /// Standing with no votes.
    Standing,
}

/// What tells options with equal votes apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StvCriterion {
    /// More votes in the last round in which they differed.
    LatestRounds,
    /// More votes in the first round in which they differed.
    EarliestRounds,
}

/// 单记可转移投票. Takes no weights. Never in an owners' vote.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stv {
    /// The form of a ballot; without equal ranks.
    pub ballots: RankedForm,
    /// How many are elected.
    pub seats: u16,
    /// How many votes elect.
    pub quota: Quota,
    /// Of which ballots.
    pub quota_of: QuotaOf,
    /// How a surplus passes on.
    pub surplus: Surplus,
    /// How finely values are kept.
    pub fractions: Fractions,
    /// What options are that no ballot ranks.
    pub unranked: Unranked,
    /// How ties are settled, for election and for going out alike.
    pub ties: Ties<StvCriterion>,
}

/// How a round ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum StvEnd {
    /// One is elected.
    Elected {
        /// Who.
        option: OptionNo,
        /// How a tie for it was settled.
        tie: Option<TieBreak<StvCriterion>>,
        /// What is above the quota.
        surplus: Exact,
        /// By how much each of its ballots is multiplied; `None` when no seat is left to fill.
        factor: Option<Exact>,
        /// Where the surplus goes.
        transfers: Vec<Transfer>,
    },
    /// The lowest goes out.
    Out {
        /// Who.
        option: OptionNo,
        /// How a tie for it was settled.
        tie: Option<TieBreak<StvCriterion>>,
        /// Where its votes go.
        transfers: Vec<Transfer>,
    },
    /// No more stand than there are free seats: they are elected.
    Rest(Vec<OptionNo>),
}

/// One round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StvRound {
    /// What those have that stand, in the options' order.
    pub shares: Vec<Share>,
    /// Votes that count for nobody: kept by the elected, or of ballots that rank nobody who stands.
    pub kept_or_lost: Exact,
    /// How it ends.
    pub end: StvEnd,
}

/// The result, round by round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StvOutcome {
    /// Where every ballot went.
    pub turnout: Turnout,
    /// The votes that elect.
    pub quota: Exact,
    /// Options that did not stand because no ballot ranks them.
    pub not_standing: Vec<OptionNo>,
    /// The rounds.
    pub rounds: Vec<StvRound>,
    /// The elected, in order.
    pub winners: Vec<OptionNo>,
}

/// The longest denominator, in bits: with each surplus it may double.
const MOST_BITS: u64 = 1 << 16;

/// The most decimals.
const MOST_DECIMALS: u8 = 18;

impl Stv {
    /// Exact fractions, Droop's quota of all valid ballots, surpluses passed on by all votes, ties by lot: what
    /// Belenios counts, but for its floating point. Its lot is the order of the options.
    #[must_use]
    pub fn inclusive(seats: u16, ties: Ties<StvCriterion>) -> Self {
        Self {
            ballots: RankedForm::STRICT,
            seats,
            quota: Quota::Droop,
            quota_of: QuotaOf::Valid,
            surplus: Surplus::ByAllVotes,
            fractions: Fractions::Exact,
            unranked: Unranked::NotStanding,
            ties,
        }
    }

    fn check(&self, options: u16) -> Result<(), RuleError> {
        check_seats(self.seats, options)?;
        let decimals = match self.fractions {
            Fractions::Exact => 0,
            Fractions::RoundedDown(decimals) => decimals,
        };
        if self.ballots.equal_ranks != EqualRanks::Invalid || decimals > MOST_DECIMALS {
            return Err(RuleError::ContradictoryRule);
        }
        Ok(self.ties.check(options)?)
    }

    fn quota(&self, turnout: &Turnout) -> BigRational {
        let votes = match self.quota_of {
            // Both are part of what was received, which has its limit.
            QuotaOf::Valid => turnout.counted.ballots + turnout.blank.ballots,
            QuotaOf::Ranking => turnout.counted.ballots,
        };
        let seats = u64::from(self.seats);
        match self.quota {
            Quota::Droop => whole(votes / (seats + 1) + 1),
            Quota::HagenbachBischoff => ratio(votes, seats + 1),
            Quota::Hare => ratio(votes, seats),
        }
    }
}

/// Counts by [`Stv`].
pub fn count_stv(rule: &Stv, profile: &Profile<Ranking>) -> Result<StvOutcome, RuleError> {
    rule.check(profile.options())?;
    let quota = rule.quota(profile.turnout());
    let mut count = Count::new(rule, profile, quota.clone())?;
    let not_standing = count.not_standing();
    let (mut rounds, mut winners) = (Vec::new(), Vec::new());
    while winners.len() < usize::from(rule.seats) && count.stands.contains(&true) {
        let free = usize::from(rule.seats) - winners.len();
        let round = count.round(free)?;
        match &round.end {
            StvEnd::Elected { option, .. } => winners.push(*option),
            StvEnd::Out { .. } => {}
            StvEnd::Rest(options) => winners.extend(options),
        }
        rounds.push(round);
    }
    Ok(StvOutcome { turnout: profile.turnout().clone(), quota: quota.into(), not_standing, rounds, winners })
}

/// Ballots of one option that are worth the same.
struct Parcel {
    value: BigRational,
    /// Which groups.
    groups: Vec<usize>,
    ballots: u64,
}

struct Count<'a> {
    rule: &'a Stv,
    profile: &'a Profile<Ranking>,
    quota: BigRational,
    stands: Vec<bool>,
    piles: Vec<Vec<Parcel>>,
    /// For each round so far, every option's votes.
    history: Vec<Vec<BigRational>>,
}

impl<'a> Count<'a> {
    fn new(rule: &'a Stv, profile: &'a Profile<Ranking>, quota: BigRational) -> Result<Self, RuleError> {
        let options = usize::from(profile.options());
        let mut stands = vec![rule.unranked == Unranked::Standing && !profile.groups().is_empty(); options];
        for option in profile.groups().iter().flat_map(|group| group.ballot.tiers()).flatten() {
            if let Some(stands) = stands.get_mut(usize::from(*option)) {
                *stands = true;
            }
        }
        let piles = std::iter::repeat_with(Vec::new).take(options).collect();
        let mut count = Self { rule, profile, quota, stands, piles, history: Vec::new() };
        let groups = (0..profile.groups().len()).collect();
        count.pass_on(&whole(1), groups);
        Ok(count)
    }

    fn not_standing(&self) -> Vec<OptionNo> {
        numbers(self.stands.iter().enumerate().filter(|(_, stands)| !**stands).map(|(i, _)| i))
    }

    fn votes(&self) -> Vec<BigRational> {
        let sum = |pile: &Vec<Parcel>| {
            pile.iter().fold(whole(0), |sum, parcel| sum + whole(parcel.ballots) * &parcel.value)
        };
        self.piles.iter().map(sum).collect()
    }

    fn round(&mut self, free: usize) -> Result<StvRound, RuleError> {
        let votes = self.votes();
        let left: Vec<usize> =
            self.profile.indices().filter(|i| self.stands.get(*i) == Some(&true)).collect();
        let share = |i: &usize| votes.get(*i).cloned().unwrap_or_else(|| whole(0));
        let shares: Vec<_> =
            left.iter().map(|i| Share { option: OptionNo::at(*i), votes: share(i).into() }).collect();
        let counting = left.iter().map(share).fold(whole(0), |sum, votes| sum + votes);
        let kept_or_lost = whole(self.profile.turnout().counted.ballots) - counting;
        let highest = extreme(End::Best, &left, |option| votes.get(option));
        let reaches = highest.first().map(share).is_some_and(|votes| match self.rule.quota {
            Quota::Droop | Quota::Hare => votes >= self.quota,
            Quota::HagenbachBischoff => votes > self.quota,
        });
        let end = if left.len() <= free {
            for option in &left {
                self.close(*option);
            }
            StvEnd::Rest(numbers(left))
        } else if reaches {
            let (option, tie) = self.settle(End::Best, &highest)?;
            self.elect(option, tie, &share(&option), free > 1)?
        } else {
            let (option, tie) = self.settle(End::Worst, &extreme(End::Worst, &left, |i| votes.get(i)))?;
            self.close(option);
            let transfers = self.release(option, &whole(1), &share(&option))?;
            StvEnd::Out { option: OptionNo::at(option), tie, transfers }
        };
        self.history.push(votes);
        Ok(StvRound { shares, kept_or_lost: kept_or_lost.into(), end })
    }

    fn settle(&self, end: End, tied: &[usize]) -> Result<(usize, Option<TieBreak<StvCriterion>>), RuleError> {
        let value = |criterion, option: usize| -> Vec<Option<&BigRational>> {
            let votes = self.history.iter().map(|round| round.get(option));
            match criterion {
                StvCriterion::LatestRounds => votes.rev().collect(),
                StvCriterion::EarliestRounds => votes.collect(),
            }
        };
        Ok(self.rule.ties.settle(end, tied, self.profile.options(), value)?)
    }

    /// Elects and, if seats are left to fill, passes on the surplus.
    fn elect(
        &mut self,
        option: usize,
        tie: Option<TieBreak<StvCriterion>>,
        votes: &BigRational,
        more_seats: bool,
    ) -> Result<StvEnd, RuleError> {
        self.close(option);
        let surplus = votes - &self.quota;
        let (mut factor, mut transfers) = (None, Vec::new());
        if more_seats {
            let of = match self.rule.surplus {
                Surplus::ByAllVotes => votes.clone(),
                Surplus::ByTransferable => self.transferable(option),
            };
            let by = if of > surplus { &surplus / of } else { whole(1) };
            transfers = self.release(option, &by, &surplus)?;
            factor = Some(by.into());
        }
        Ok(StvEnd::Elected { option: OptionNo::at(option), tie, surplus: surplus.into(), factor, transfers })
    }

    fn close(&mut self, option: usize) {
        if let Some(stands) = self.stands.get_mut(option) {
            *stands = false;
        }
    }

    fn ballots(&self, group: usize) -> u64 {
        self.profile.groups().get(group).map_or(0, |group| group.cast.ballots)
    }

    /// The highest of a group's options that stands.
    fn next(&self, group: usize) -> Option<usize> {
        let ballot = &self.profile.groups().get(group)?.ballot;
        let mut options = ballot.tiers().flatten().copied().map(usize::from);
        options.find(|option| self.stands.get(*option) == Some(&true))
    }

    /// Those votes of an option that rank another one who stands.
    fn transferable(&self, option: usize) -> BigRational {
        let pile = self.piles.get(option).into_iter().flatten();
        pile.fold(whole(0), |sum, parcel| {
            let groups = parcel.groups.iter().copied().filter(|group| self.next(*group).is_some());
            sum + whole(groups.map(|group| self.ballots(group)).sum()) * &parcel.value
        })
    }

    /// Passes on the ballots of one that no longer stands, each worth `factor` times what it was. What is then
    /// missing to `total` went to nobody.
    fn release(
        &mut self,
        option: usize,
        factor: &BigRational,
        total: &BigRational,
    ) -> Result<Vec<Transfer>, RuleError> {
        let pile = self.piles.get_mut(option).map(std::mem::take).unwrap_or_default();
        let mut passed = BTreeMap::new();
        for parcel in pile {
            let value = self.rounded(parcel.value * factor)?;
            for (to, votes) in self.pass_on(&value, parcel.groups) {
                *passed.entry(to).or_insert_with(|| whole(0)) += votes;
            }
        }
        let from = OptionNo::at(option);
        let nobody = passed.values().fold(total.clone(), |rest, votes| rest - votes);
        let transfer = |(to, votes): (usize, BigRational)| Transfer {
            from,
            to: Some(OptionNo::at(to)),
            votes: votes.into(),
        };
        let mut transfers: Vec<_> = passed.into_iter().map(transfer).collect();
        transfers.retain(|transfer| *transfer.votes.get() != whole(0));
        if nobody != whole(0) {
            transfers.push(Transfer { from, to: None, votes: nobody.into() });
        }
        Ok(transfers)
    }

    fn rounded(&self, value: BigRational) -> Result<BigRational, RuleError> {
        match self.rule.fractions {
            Fractions::Exact if value.denom().bits() > MOST_BITS => {
                Err(RuleError::FractionsTooLong { bits: MOST_BITS })
            }
            Fractions::Exact => Ok(value),
            Fractions::RoundedDown(decimals) => {
                let scale = BigRational::from_integer(BigInt::from(10).pow(u32::from(decimals)));
                Ok((value * &scale).floor() / scale)
            }
        }
    }

    /// Gives each group to the highest of its options that stands, and tells who got how much.
    fn pass_on(&mut self, value: &BigRational, groups: Vec<usize>) -> BTreeMap<usize, BigRational> {
        let mut parcels: BTreeMap<usize, Parcel> = BTreeMap::new();
        for group in groups {
            let Some(to) = self.next(group) else { continue };
            let empty = || Parcel { value: value.clone(), groups: Vec::new(), ballots: 0 };
            let parcel = parcels.entry(to).or_insert_with(empty);
            // No sum is above that of all ballots, which has its limit.
            parcel.ballots += self.ballots(group);
            parcel.groups.push(group);
        }
        let mut passed = BTreeMap::new();
        for (to, parcel) in parcels {
            passed.insert(to, whole(parcel.ballots) * value);
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
}
