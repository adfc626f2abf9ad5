//! Ranked pairs: majorities are locked from the strongest down, each unless it contradicts those before.
//!
//! Sources: T. N. Tideman, *Independence of clones as a criterion for voting rules*, Social Choice and
//! Welfare 4 (1987); Zavist and Tideman, *Complete independence of clones in the ranked pairs rule*, ibid. 6
//! (1989), on why majorities of equal strength need an order of their own.

use serde::{Deserialize, Serialize};

use super::pairs::{PairCriterion, Pairwise, Strength, StrengthBy, criterion_values, is_empty, tiers};
use crate::count::ballot::OptionNo;
use crate::count::profile::form::{RankedForm, Ranking};
use crate::count::profile::ties::{End, TieBreak, TieError, Ties};
use crate::count::profile::{Profile, RuleError, Turnout, Weighing, numbers};
use crate::count::sort;

/// The most options: there are as many steps as pairs, and each may cite a chain of all options.
const MOST_OPTIONS: u16 = OptionNo::MAX;

/// In which order majorities of equal strength are taken, by the lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairOrder {
    /// First that whose winner the lot prefers, then that whose loser it prefers.
    WinnerThenLoser,
    /// First that whose winner the lot prefers, then that whose loser it puts last.
    WinnerThenLastLoser,
    /// First that whose loser the lot puts last, then that whose winner it prefers.
    LastLoserThenWinner,
}

/// What happens to two options that equally many rank above each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EqualPairs {
    /// They are locked last, both ways in the order of equal strength, so that a full order comes out.
    LockedLast,
    /// Nothing is locked between them; several options may remain that nobody stands above.
    LeftOpen,
}

/// 排序对法. Unranked options stand below the ranked ones, equal among themselves. For at most 200 options.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankedPairs {
    /// The form of a ballot.
    pub ballots: RankedForm,
    /// What makes a majority strong.
    pub strength: StrengthBy,
    /// Which of equally strong majorities is taken first.
    pub equal_strength: PairOrder,
    /// What happens to pairs without a majority.
    pub equal_pairs: EqualPairs,
    /// What a ballot weighs.
    pub weights: Weighing,
    /// How the winner is found among those that nobody stands above. Its lot also orders equal majorities;
    /// without one they are refused only where their order makes a difference.
    pub ties: Ties<PairCriterion>,
}

/// One pair as it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairStep {
    /// Who beats.
    pub winner: OptionNo,
    /// Whom.
    pub loser: OptionNo,
    /// How strongly.
    pub strength: Strength,
    /// Whether the lot put it before another of equal strength.
    pub by_lot: bool,
    /// `None` if it was locked; otherwise what was locked before and contradicts it, from loser to winner.
    pub contradicts: Option<Vec<OptionNo>>,
}

/// The result with every pair in the order taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankedPairsOutcome {
    /// Where every ballot went.
    pub turnout: Turnout,
    /// How many rank the row's option above the column's.
    pub pairwise: Pairwise,
    /// The pairs, in the order taken.
    pub pairs: Vec<PairStep>,
    /// Tier by tier: those that nothing locked stands above, then those that nothing of the rest does.
    pub order: Vec<Vec<OptionNo>>,
    /// The first of the first tier; none without a valid ballot.
    pub winner: Option<OptionNo>,
    /// How the winner was found if the first tier has several.
    pub tie: Option<TieBreak<PairCriterion>>,
}

/// Counts by [`RankedPairs`].
pub fn count_ranked_pairs(
    rule: &RankedPairs,
    profile: &Profile<Ranking>,
) -> Result<RankedPairsOutcome, RuleError> {
    if profile.options() > MOST_OPTIONS {
        return Err(RuleError::TooManyOptions { options: profile.options(), most: MOST_OPTIONS });
    }
    rule.ties.check(profile.options())?;
    let pairwise = Pairwise::of(profile, rule.weights)?;
    let mut locked = Locked::new(pairwise.options());
    let mut steps = Vec::new();
    let runs = if is_empty(profile) { Vec::new() } else { sorted(rule, &pairwise) };
    let ranks = rule.ties.ranks(profile.options())?;
    for mut run in runs {
        match &ranks {
            _ if run.len() < 2 => {}
            Some(ranks) => run = by_the_lot(rule.equal_strength, ranks, &run),
            None => locked.refuse_if_order_matters(&run)?,
        }
        steps.extend(run.into_iter().map(|pair| locked.take(pair)));
    }
    let order = tiers(pairwise.options(), |a, b| locked.reaches(a, b));
    let (mut winner, mut tie) = (None, None);
    if let Some(first) = order.first().filter(|_tier| !is_empty(profile)) {
        let values = |criterion| criterion_values(criterion, profile, &pairwise, rule.weights);
        let values: Vec<_> = rule.ties.criteria.iter().map(|c| (*c, values(*c))).collect();
        let value = |criterion, option: usize| {
            let column = values.iter().find(|(of, _)| *of == criterion);
            column.and_then(|(_, column)| column.get(option)).copied()
        };
        let (found, settled) = rule.ties.settle(End::Best, first, profile.options(), value)?;
        (winner, tie) = (Some(OptionNo::at(found)), settled);
    }
    Ok(RankedPairsOutcome {
        turnout: profile.turnout().clone(),
        pairwise,
        pairs: steps,
        order: order.into_iter().map(numbers).collect(),
        winner,
        tie,
    })
}

/// A majority, or one direction of a pair without one.
#[derive(Clone, Copy)]
struct Pair {
    winner: usize,
    loser: usize,
    strength: Strength,
    by_lot: bool,
}

/// All pairs that are to be taken, the strongest first, those of equal strength together.
fn sorted(rule: &RankedPairs, pairwise: &Pairwise) -> Vec<Vec<Pair>> {
    let mut pairs = Vec::new();
    for winner in 0..pairwise.options() {
        for loser in (0..pairwise.options()).filter(|loser| *loser != winner) {
            let strength = pairwise.strength(winner, loser);
            let counts = match rule.equal_pairs {
                EqualPairs::LockedLast => strength.above >= strength.below,
                EqualPairs::LeftOpen => strength.above > strength.below,
            };
            if counts {
                pairs.push(Pair { winner, loser, strength, by_lot: false });
            }
        }
    }
    // Pairs without a majority are all equally strong, however many ballots they have.
    let strength = |pair: &Pair| match pair.strength {
        Strength { above, below } if above == below => Strength::NONE,
        strength => strength,
    };
    let by_strength = |a: &Pair, b: &Pair| strength(b).compared_to(strength(a), rule.strength);
    let order = sort::order(pairs.len(), &mut |a, b| by_strength(&pairs[a], &pairs[b]));
    let equals = order.chunk_by(|a, b| by_strength(&pairs[*a], &pairs[*b]).is_eq());
    equals.map(|run| run.iter().map(|pair| pairs[*pair]).collect()).collect()
}

/// Orders pairs of equal strength.
fn by_the_lot(order: PairOrder, ranks: &[usize], run: &[Pair]) -> Vec<Pair> {
    let rank = |option: usize| ranks.get(option).copied().unwrap_or(usize::MAX);
    let key = |pair: usize| {
        let (winner, loser) = (rank(run[pair].winner), rank(run[pair].loser));
        let last_loser = usize::MAX - loser;
        match order {
            PairOrder::WinnerThenLoser => (winner, loser),
            PairOrder::WinnerThenLastLoser => (winner, last_loser),
            PairOrder::LastLoserThenWinner => (last_loser, winner),
        }
    };
    let order = sort::order(run.len(), &mut |a, b| key(a).cmp(&key(b)));
    order.into_iter().map(|pair| Pair { by_lot: true, ..run[pair] }).collect()
}

/// What has been locked.
#[derive(Clone)]
struct Locked {
    /// Row by row, a bit for each option that is below, directly or through others.
    below: Vec<Vec<u64>>,
    /// On the chain by which the column's option was first found below the row's, the last but one.
    before: Vec<Vec<Option<usize>>>,
}

impl Locked {
    fn new(options: usize) -> Self {
        let below = vec![vec![0; options.div_ceil(64)]; options];
        Self { below, before: vec![vec![None; options]; options] }
    }

    fn reaches(&self, from: usize, to: usize) -> bool {
        self.below.get(from).is_some_and(|row| bit(row, to))
    }

    /// Without a lot pairs of equal strength may be taken in any order if it makes no difference: if all of
    /// them can be locked that do not contradict what is locked already.
    fn refuse_if_order_matters(&self, run: &[Pair]) -> Result<(), TieError> {
        let open = run.iter().filter(|pair| !self.reaches(pair.loser, pair.winner));
        let mut trial = self.clone();
        if open.clone().all(|pair| trial.take(*pair).contradicts.is_none()) {
            return Ok(());
        }
        let mut tied: Vec<usize> = open.flat_map(|pair| [pair.winner, pair.loser]).collect();
        sort::ascending(&mut tied);
        tied.dedup();
        Err(TieError::NoLot { tied: numbers(tied) })
    }

    /// Locks the pair unless that would close a ring.
    fn take(&mut self, pair: Pair) -> PairStep {
        let contradicts = if self.reaches(pair.loser, pair.winner) {
            Some(numbers(self.path(pair.loser, pair.winner)))
        } else {
            self.lock(pair.winner, pair.loser);
            None
        };
        PairStep {
            winner: OptionNo::at(pair.winner),
            loser: OptionNo::at(pair.loser),
            strength: pair.strength,
            by_lot: pair.by_lot,
            contradicts,
        }
    }

    /// Whoever reaches the winner now reaches the loser and all below it.
    fn lock(&mut self, winner: usize, loser: usize) {
        if self.reaches(winner, loser) {
            return;
        }
        let mut more = self.below.get(loser).cloned().unwrap_or_default();
        if let Some(word) = more.get_mut(loser / 64) {
            *word |= 1 << (loser % 64);
        }
        let mut last = self.before.get(loser).cloned().unwrap_or_default();
        if let Some(last) = last.get_mut(loser) {
            *last = Some(winner);
        }
        for (above, (row, before)) in self.below.iter_mut().zip(&mut self.before).enumerate() {
            if above != winner && !bit(row, winner) {
                continue;
            }
            for (option, (before, last)) in before.iter_mut().zip(&last).enumerate() {
                if bit(&more, option) && !bit(row, option) {
                    *before = *last;
                }
            }
            for (word, more) in row.iter_mut().zip(&more) {
                *word |= more;
            }
        }
    }

    /// A chain of locked pairs from one option to another below it, both with it.
    fn path(&self, from: usize, to: usize) -> Vec<usize> {
        let mut path = vec![to];
        let mut at = to;
        while at != from && path.len() <= self.before.len() {
            let Some(Some(last)) = self.before.get(from).and_then(|row| row.get(at)) else { break };
            at = *last;
            path.push(at);
        }
        path.reverse();
        path
    }
}

fn bit(row: &[u64], place: usize) -> bool {
    row.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
}
