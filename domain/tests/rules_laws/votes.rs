//! Votes at random, and the rules to count them by.

use domain::count::ballot::OptionNo;
use domain::count::choice::{ChoiceMethod, Marks};
use domain::count::profile::form::{
    ApprovalForm, OneForm, PointsForm, RankedForm, ScoreForm, Spending, Unscored,
};
use domain::count::profile::ties::{Lot, Ties};
use domain::count::profile::{Cast, Weighing};
use domain::count::ranked::*;
use domain::count::seats::*;
use domain::count::single::*;
use proptest::prelude::*;

pub(crate) type Ranks = Vec<Vec<u16>>;

pub(crate) const OPTIONS: u16 = 5;
pub(crate) const HEADS: Weighing = Weighing::Heads;
pub(crate) const APPROVAL: ApprovalForm = ApprovalForm { least: 1, most: OPTIONS };

pub(crate) fn ties<C>() -> Ties<C> {
    Ties { criteria: Vec::new(), lot: Some(Lot::by_number(OPTIONS)) }
}

pub(crate) fn no(option: u16) -> OptionNo {
    OptionNo(option + 1)
}

/// Tiers of places; a permutation, cut somewhere, with some neighbours joined.
pub(crate) fn ranking(equal: bool) -> impl Strategy<Value = Ranks> {
    let order = Just((0..OPTIONS).collect::<Vec<_>>()).prop_shuffle();
    let joins = proptest::collection::vec(proptest::bool::weighted(if equal { 0.2 } else { 0.0 }), 5);
    (order, 0..=usize::from(OPTIONS), joins).prop_map(|(order, length, joins)| {
        let mut tiers: Ranks = Vec::new();
        for (option, joined) in order.into_iter().take(length).zip(joins) {
            match tiers.last_mut() {
                Some(last) if joined => last.push(option),
                _ => tiers.push(vec![option]),
            }
        }
        tiers
    })
}

pub(crate) fn rankings(equal: bool) -> impl Strategy<Value = Vec<(Ranks, u64)>> {
    proptest::collection::vec((ranking(equal), 1..6_u64), 1..12)
}

pub(crate) fn approvals() -> impl Strategy<Value = Vec<(Vec<u16>, u64)>> {
    let approved = proptest::sample::subsequence((0..OPTIONS).collect::<Vec<_>>(), 0..=usize::from(OPTIONS));
    proptest::collection::vec((approved, 1..6_u64), 1..12)
}

pub(crate) fn numbers() -> impl Strategy<Value = Vec<(Vec<u32>, u64)>> {
    proptest::collection::vec((proptest::collection::vec(0..4_u32, 5), 1..6_u64), 1..12)
}

pub(crate) fn ranked_marks(ballots: &[(Ranks, u64)]) -> Vec<(Marks, Cast)> {
    let tiers = |tiers: &Ranks| tiers.iter().map(|tier| tier.iter().copied().map(no).collect()).collect();
    ballots.iter().map(|(ranks, count)| (Marks::Ranking(tiers(ranks)), Cast::heads(*count))).collect()
}

pub(crate) fn approval_marks(ballots: &[(Vec<u16>, u64)]) -> Vec<(Marks, Cast)> {
    let marks = |options: &[u16]| Marks::Options(options.iter().copied().map(no).collect());
    ballots.iter().map(|(options, count)| (marks(options), Cast::heads(*count))).collect()
}

pub(crate) fn number_marks(ballots: &[(Vec<u32>, u64)]) -> Vec<(Marks, Cast)> {
    let marks = |numbers: &[u32]| {
        let numbered = (0..).zip(numbers).filter(|(_, number)| **number > 0);
        Marks::Numbers(numbered.map(|(option, number)| (no(option), *number)).collect())
    };
    ballots.iter().map(|(numbers, count)| (marks(numbers), Cast::heads(*count))).collect()
}

pub(crate) fn schulze(strength: StrengthBy) -> ChoiceMethod {
    ChoiceMethod::Schulze(Schulze { ballots: RankedForm::ANY, strength, weights: HEADS, ties: ties() })
}

pub(crate) fn pairs(
    strength: StrengthBy,
    equal_strength: PairOrder,
    equal_pairs: EqualPairs,
) -> ChoiceMethod {
    let ballots = RankedForm::ANY;
    ChoiceMethod::RankedPairs(RankedPairs {
        ballots,
        strength,
        equal_strength,
        equal_pairs,
        weights: HEADS,
        ties: ties(),
    })
}

pub(crate) fn runoff(equal_firsts: EqualFirsts, eliminating: Eliminating, stop: StopWhen) -> ChoiceMethod {
    let ballots = if equal_firsts == EqualFirsts::Never { RankedForm::STRICT } else { RankedForm::ANY };
    ChoiceMethod::InstantRunoff(Runoff {
        ballots,
        equal_firsts,
        eliminating,
        stop,
        weights: HEADS,
        ties: ties(),
    })
}

pub(crate) fn borda(points: BordaPoints) -> ChoiceMethod {
    ChoiceMethod::Borda(Borda { ballots: RankedForm::ANY, points, seats: 1, weights: HEADS, ties: ties() })
}

pub(crate) const STRENGTHS: [StrengthBy; 2] = [StrengthBy::WinningVotes, StrengthBy::Margins];
pub(crate) const ORDERS: [PairOrder; 3] =
    [PairOrder::WinnerThenLoser, PairOrder::WinnerThenLastLoser, PairOrder::LastLoserThenWinner];

pub(crate) fn condorcet_methods() -> Vec<ChoiceMethod> {
    let mut methods: Vec<_> = STRENGTHS.map(schulze).into();
    for strength in STRENGTHS {
        for order in ORDERS {
            methods.extend(
                [EqualPairs::LockedLast, EqualPairs::LeftOpen].map(|open| pairs(strength, order, open)),
            );
        }
    }
    methods
}

pub(crate) fn runoffs() -> Vec<ChoiceMethod> {
    let majority = StopWhen::MajorityOfContinuing;
    vec![
        runoff(EqualFirsts::Never, Eliminating::OneByOne, majority),
        runoff(EqualFirsts::Never, Eliminating::AllLowest, StopWhen::MajorityOfCounted),
        runoff(EqualFirsts::Split, Eliminating::OneByOne, majority),
        runoff(EqualFirsts::Split, Eliminating::AllLowest, StopWhen::OneLeft),
        runoff(EqualFirsts::Whole, Eliminating::OneByOne, StopWhen::OneLeft),
    ]
}

pub(crate) fn bordas() -> Vec<ChoiceMethod> {
    use BordaPoints::{AmongRanked, Below, NotAbove, Symmetric};
    [Symmetric, Below, NotAbove, AmongRanked].map(borda).into()
}

pub(crate) fn stvs(seats: u16) -> Vec<ChoiceMethod> {
    let base = Stv::inclusive(seats, ties());
    vec![
        base.clone(),
        Stv { quota: Quota::HagenbachBischoff, unranked: Unranked::Standing, ..base.clone() },
        Stv { quota: Quota::Hare, quota_of: QuotaOf::Ranking, ..base.clone() },
        Stv { surplus: Surplus::ByTransferable, ..base.clone() },
        Stv { fractions: Fractions::RoundedDown(5), ..base.clone() },
        Stv { fractions: Fractions::Binary64, ..base },
    ]
    .into_iter()
    .map(ChoiceMethod::Stv)
    .collect()
}

pub(crate) fn phragmen(seats: u16, unsupported: Unsupported) -> ChoiceMethod {
    let ballots = APPROVAL;
    ChoiceMethod::SequentialPhragmen(Phragmen { ballots, seats, weights: HEADS, unsupported, ties: ties() })
}

pub(crate) fn sequential_pav(seats: u16, unsupported: Unsupported) -> ChoiceMethod {
    let ballots = APPROVAL;
    ChoiceMethod::SequentialPav(SequentialPav { ballots, seats, weights: HEADS, unsupported, ties: ties() })
}

pub(crate) fn pav(seats: u16) -> ChoiceMethod {
    let lot = Some(Lot::by_number(OPTIONS));
    ChoiceMethod::Pav(Pav { ballots: APPROVAL, seats, weights: HEADS, most_steps: 10_000, lot })
}

pub(crate) fn approval(seats: u16) -> ChoiceMethod {
    ChoiceMethod::Approval(ApprovalVote { ballots: APPROVAL, seats, weights: HEADS, ties: ties() })
}

pub(crate) fn score() -> ChoiceMethod {
    let ballots = ScoreForm { highest: 3, unscored: Unscored::Zero };
    ChoiceMethod::Score(Score { ballots, seats: 1, weights: HEADS, ties: ties() })
}

pub(crate) fn points() -> ChoiceMethod {
    let ballots = PointsForm { total: 15, spending: Spending::UpTo, most_each: 15, least_options: 1 };
    ChoiceMethod::Points(Points { ballots, seats: 2, weights: HEADS, ties: ties() })
}

pub(crate) fn plurality() -> ChoiceMethod {
    ChoiceMethod::Plurality(Plurality { ballots: OneForm {}, seats: 1, weights: HEADS, ties: ties() })
}

pub(crate) fn ranked_methods() -> Vec<ChoiceMethod> {
    [condorcet_methods(), runoffs(), bordas(), stvs(2)].concat()
}

pub(crate) fn approval_methods() -> Vec<ChoiceMethod> {
    let empty = Unsupported::StaysEmpty;
    vec![approval(2), phragmen(3, empty), sequential_pav(3, empty), pav(3), plurality()]
}

/// The order of this number.
pub(crate) fn lot(mut number: usize) -> Lot {
    let mut rest: Vec<u16> = (1..=OPTIONS).collect();
    let mut order = Vec::new();
    while !rest.is_empty() {
        order.push(OptionNo(rest.remove(number % rest.len())));
        number /= rest.len() + 1;
    }
    Lot(order)
}

pub(crate) fn with_lot(mut method: ChoiceMethod, lot: Option<Lot>) -> ChoiceMethod {
    match &mut method {
        ChoiceMethod::Schulze(rule) => rule.ties.lot = lot,
        ChoiceMethod::RankedPairs(rule) => rule.ties.lot = lot,
        ChoiceMethod::InstantRunoff(rule) => rule.ties.lot = lot,
        ChoiceMethod::Borda(rule) => rule.ties.lot = lot,
        ChoiceMethod::Stv(rule) => rule.ties.lot = lot,
        _ => {}
    }
    method
}
