//! The single transferable vote: who reaches the quota is elected and passes on what is above it; where
//! nobody does, the lowest goes out and passes on everything.
//!
//! What no rule may choose: a ballot counts for the highest option it ranks that still stands. One is elected
//! in a round, of several that reach the quota the highest. Once no more stand than there are free seats,
//! they are elected together, by number. The quota never changes. Every ballot counts as one: 按人计, never by
//! area.
//!
//! Sources: Tideman, *The single transferable vote*, Journal of Economic Perspectives 9 (1995), for the
//! weighted inclusive Gregory transfer; <https://www.belenios.org/STV.html> for the variant of
//! [`Stv::inclusive`].

mod doubles;
mod parcels;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use crate::count::ballot::OptionNo;
use crate::count::profile::exact::{Exact, ratio, unreduced, whole};
use crate::count::profile::form::{EqualRanks, RankedForm, Ranking};
use crate::count::profile::ties::{End, Lot, TieBreak, TieError, Ties, extreme, whichever};
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
    /// Its value × surplus ÷ those votes of the elected that rank somebody who stands; never more than its
    /// value.
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
    /// As IEEE 754's binary64 rounds, added up ballot by ballot in the order in which Belenios keeps them.
    /// For recounting what Belenios counted, to the last bit; equal votes may come out unequal. See
    /// [`doubles`].
    Binary64,
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

/// The most decimals.
const MOST_DECIMALS: u8 = 18;

impl Stv {
    /// Exact fractions, Droop's quota of all valid ballots, surpluses passed on by all votes.
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

    /// What `belenios-tool method stv` counts, to the last bit. Its lot is the order of the options.
    #[must_use]
    pub fn belenios(seats: u16, options: u16) -> Self {
        let ties = Ties { criteria: Vec::new(), lot: Some(Lot::by_number(options)) };
        Self { fractions: Fractions::Binary64, ..Self::inclusive(seats, ties) }
    }

    fn check(&self, options: u16) -> Result<(), RuleError> {
        check_seats(self.seats, options)?;
        let possible = match self.fractions {
            Fractions::Exact => true,
            Fractions::RoundedDown(decimals) => decimals <= MOST_DECIMALS,
            Fractions::Binary64 => self.quota == Quota::Droop && self.surplus == Surplus::ByAllVotes,
        };
        if self.ballots.equal_ranks != EqualRanks::Invalid || !possible {
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

/// The ballots, each with whom it now counts for and for how much.
trait Piles {
    /// Every option's votes.
    fn votes(&self) -> Votes;

    /// Passes on the ballots of one that no longer stands: everything, or of the elected only the surplus.
    fn release(&mut self, option: usize, elected: bool, at: &Ballots<'_>) -> Result<Released, RuleError>;
}

/// Votes over one denominator, so that they are compared and added as whole numbers.
struct Votes {
    of: Vec<BigInt>,
    denominator: BigInt,
}

impl Votes {
    fn get(&self, option: usize) -> BigInt {
        self.of.get(option).cloned().unwrap_or_default()
    }

    fn exact(&self, number: BigInt) -> Exact {
        unreduced(number, self.denominator.clone())
    }
}

/// What passed on.
struct Released {
    /// By how much each ballot was multiplied.
    factor: BigRational,
    /// Who got how much; others got nothing.
    passed: Vec<(usize, BigInt)>,
    /// Of what they got.
    denominator: BigInt,
}

/// What the ballots say, and for whom they can now count.
struct Ballots<'a> {
    rule: &'a Stv,
    profile: &'a Profile<Ranking>,
    quota: BigRational,
    stands: Vec<bool>,
}

impl Ballots<'_> {
    fn stands(&self, option: usize) -> bool {
        self.stands.get(option) == Some(&true)
    }

    fn close(&mut self, option: usize) {
        if let Some(stands) = self.stands.get_mut(option) {
            *stands = false;
        }
    }

    /// How many ballots a group has.
    fn number(&self, group: usize) -> u64 {
        self.profile.groups().get(group).map_or(0, |group| group.cast.ballots)
    }

    /// The highest of a group's options that stands.
    fn next(&self, group: usize) -> Option<usize> {
        let ballot = &self.profile.groups().get(group)?.ballot;
        ballot.tiers().flatten().copied().map(usize::from).find(|option| self.stands(*option))
    }
}

/// How piles are made of ballots by the rule's fractions.
type MakePiles = fn(&Ballots<'_>) -> Result<Box<dyn Piles>, RuleError>;

/// Counts by [`Stv`].
pub fn count_stv(rule: &Stv, profile: &Profile<Ranking>) -> Result<StvOutcome, RuleError> {
    count(rule, profile, |ballots| Ok(Box::new(doubles::Doubles::of(ballots))))
}

/// The same but for [`Fractions::Binary64`], which is refused: no vote of a hall has it, so a reader's browser does
/// without its code.
pub fn count_stv_of_halls(rule: &Stv, profile: &Profile<Ranking>) -> Result<StvOutcome, RuleError> {
    count(rule, profile, |_| Err(RuleError::ContradictoryRule))
}

fn count(rule: &Stv, profile: &Profile<Ranking>, binary64: MakePiles) -> Result<StvOutcome, RuleError> {
    rule.check(profile.options())?;
    let mut stands = vec![
        rule.unranked == Unranked::Standing && !profile.groups().is_empty();
        usize::from(profile.options())
    ];
    for option in profile.groups().iter().flat_map(|group| group.ballot.tiers()).flatten() {
        if let Some(stands) = stands.get_mut(usize::from(*option)) {
            *stands = true;
        }
    }
    let ballots = Ballots { rule, profile, quota: rule.quota(profile.turnout()), stands };
    let piles: Box<dyn Piles> = match rule.fractions {
        Fractions::Exact | Fractions::RoundedDown(_) => Box::new(parcels::Parcels::of(&ballots)),
        Fractions::Binary64 => binary64(&ballots)?,
    };
    Count { ballots, piles, history: Vec::new() }.run()
}

struct Count<'a> {
    ballots: Ballots<'a>,
    piles: Box<dyn Piles>,
    /// For each round so far, every option's votes over that round's denominator.
    history: Vec<Vec<BigInt>>,
}

impl Count<'_> {
    fn run(mut self) -> Result<StvOutcome, RuleError> {
        let quota = self.ballots.quota.clone().into();
        let turnout = self.ballots.profile.turnout().clone();
        let stands = self.ballots.stands.iter().enumerate();
        let not_standing = numbers(stands.filter(|(_, stands)| !**stands).map(|(i, _)| i));
        let (mut rounds, mut winners) = (Vec::new(), Vec::new());
        let seats = usize::from(self.ballots.rule.seats);
        while winners.len() < seats && self.ballots.stands.contains(&true) {
            let round = self.round(seats - winners.len())?;
            match &round.end {
                StvEnd::Elected { option, .. } => winners.push(*option),
                StvEnd::Out { .. } => {}
                StvEnd::Rest(options) => winners.extend(options),
            }
            rounds.push(round);
        }
        Ok(StvOutcome { turnout, quota, not_standing, rounds, winners })
    }

    fn round(&mut self, free: usize) -> Result<StvRound, RuleError> {
        let votes = self.piles.votes();
        let profile = self.ballots.profile;
        let left: Vec<usize> = profile.indices().filter(|i| self.ballots.stands(*i)).collect();
        let share = |i: &usize| Share { option: OptionNo::at(*i), votes: votes.exact(votes.get(*i)) };
        let shares: Vec<_> = left.iter().map(share).collect();
        let counting: BigInt = left.iter().map(|i| votes.get(*i)).sum();
        let all = BigInt::from(profile.turnout().counted.ballots) * &votes.denominator;
        let kept_or_lost = votes.exact(all - counting);
        let highest = extreme(End::Best, &left, |option| votes.of.get(option));
        let end = if left.len() <= free {
            for option in &left {
                self.ballots.close(*option);
            }
            StvEnd::Rest(numbers(left))
        } else if highest.first().is_some_and(|option| self.reaches(&votes, *option)) {
            let (option, tie) = self.settle(End::Best, &highest)?;
            self.elect(option, tie, &votes, free > 1)?
        } else {
            let lowest = extreme(End::Worst, &left, |option| votes.of.get(option));
            let nothing = lowest.iter().all(|option| votes.get(*option) == BigInt::ZERO);
            let (option, tie) = match (self.settle(End::Worst, &lowest), whichever(&lowest)) {
                // Those without any vote pass nothing on: if all of them go out, their order is nobody's.
                (Err(RuleError::Tie(TieError::NoLot { .. })), Some(any))
                    if nothing && left.len() - lowest.len() >= free =>
                {
                    any
                }
                (settled, _) => settled?,
            };
            self.ballots.close(option);
            let released = self.piles.release(option, false, &self.ballots)?;
            let transfers = transfers(option, &votes.get(option), &votes.denominator, released);
            StvEnd::Out { option: OptionNo::at(option), tie, transfers }
        };
        self.history.push(votes.of);
        Ok(StvRound { shares, kept_or_lost, end })
    }

    /// What an option has above the quota, and of what.
    fn surplus(&self, votes: &Votes, option: usize) -> (BigInt, BigInt) {
        let quota = &self.ballots.quota;
        let upper = votes.get(option) * quota.denom() - quota.numer() * &votes.denominator;
        (upper, quota.denom() * &votes.denominator)
    }

    fn reaches(&self, votes: &Votes, option: usize) -> bool {
        let (surplus, _) = self.surplus(votes, option);
        match self.ballots.rule.quota {
            Quota::Droop | Quota::Hare => surplus >= BigInt::ZERO,
            Quota::HagenbachBischoff => surplus > BigInt::ZERO,
        }
    }

    fn settle(&self, end: End, tied: &[usize]) -> Result<(usize, Option<TieBreak<StvCriterion>>), RuleError> {
        let value = |criterion, option: usize| -> Vec<Option<&BigInt>> {
            let votes = self.history.iter().map(|round| round.get(option));
            match criterion {
                StvCriterion::LatestRounds => votes.rev().collect(),
                StvCriterion::EarliestRounds => votes.collect(),
            }
        };
        Ok(self.ballots.rule.ties.settle(end, tied, self.ballots.profile.options(), value)?)
    }

    /// Elects and, if seats are left to fill, passes on the surplus.
    fn elect(
        &mut self,
        option: usize,
        tie: Option<TieBreak<StvCriterion>>,
        votes: &Votes,
        more_seats: bool,
    ) -> Result<StvEnd, RuleError> {
        self.ballots.close(option);
        let (surplus, of) = self.surplus(votes, option);
        let (mut factor, mut passed_on) = (None, Vec::new());
        if more_seats {
            let released = self.piles.release(option, true, &self.ballots)?;
            factor = Some(released.factor.clone().into());
            passed_on = transfers(option, &surplus, &of, released);
        }
        let (option, surplus) = (OptionNo::at(option), unreduced(surplus, of));
        Ok(StvEnd::Elected { option, tie, surplus, factor, transfers: passed_on })
    }
}

/// Who got how much of `total` / `of`; what is then missing went to nobody.
fn transfers(from: usize, total: &BigInt, of: &BigInt, released: Released) -> Vec<Transfer> {
    let from = OptionNo::at(from);
    let denominator = released.denominator;
    let passed: BigInt = released.passed.iter().map(|(_to, votes)| votes).sum();
    let nobody = (None, unreduced(total * &denominator - passed * of, of * &denominator));
    let to = |(to, votes)| (Some(OptionNo::at(to)), unreduced(votes, denominator.clone()));
    let all = released.passed.into_iter().map(to).chain([nobody]);
    let some = all.filter(|(_, votes)| *votes.get().numer() != BigInt::ZERO);
    some.map(|(to, votes)| Transfer { from, to, votes }).collect()
}
