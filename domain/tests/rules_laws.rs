//! What every rule on options promises, tried on many small votes.

use domain::count::ballot::OptionNo;
use domain::count::canonical;
use domain::count::choice::{ChoiceMethod, ChoiceOutcome, ChoiceRule, Marks, NotForOwners};
use domain::count::manifest::Manifest;
use domain::count::profile::binary64::Binary64;
use domain::count::profile::form::{
    ApprovalForm, OneForm, PointsForm, RankedForm, ScoreForm, Spending, Unscored,
};
use domain::count::profile::ties::{Lot, Ties};
use domain::count::profile::{Cast, Weighing};
use domain::count::ranked::*;
use domain::count::seats::*;
use domain::count::single::*;
use domain::votes::OwnersMatter;
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use proptest::sample::Index;

type Ranks = Vec<Vec<u16>>;

const OPTIONS: u16 = 5;
const HEADS: Weighing = Weighing::Heads;
const APPROVAL: ApprovalForm = ApprovalForm { least: 1, most: OPTIONS };

fn ties<C>() -> Ties<C> {
    Ties { criteria: Vec::new(), lot: Some(Lot::by_number(OPTIONS)) }
}

fn no(option: u16) -> OptionNo {
    OptionNo(option + 1)
}

/// Tiers of places; a permutation, cut somewhere, with some neighbours joined.
fn ranking(equal: bool) -> impl Strategy<Value = Ranks> {
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

fn rankings(equal: bool) -> impl Strategy<Value = Vec<(Ranks, u64)>> {
    proptest::collection::vec((ranking(equal), 1..6_u64), 1..12)
}

fn approvals() -> impl Strategy<Value = Vec<(Vec<u16>, u64)>> {
    let approved = proptest::sample::subsequence((0..OPTIONS).collect::<Vec<_>>(), 0..=usize::from(OPTIONS));
    proptest::collection::vec((approved, 1..6_u64), 1..12)
}

fn numbers() -> impl Strategy<Value = Vec<(Vec<u32>, u64)>> {
    proptest::collection::vec((proptest::collection::vec(0..4_u32, 5), 1..6_u64), 1..12)
}

fn ranked_marks(ballots: &[(Ranks, u64)]) -> Vec<(Marks, Cast)> {
    let tiers = |tiers: &Ranks| tiers.iter().map(|tier| tier.iter().copied().map(no).collect()).collect();
    ballots.iter().map(|(ranks, count)| (Marks::Ranking(tiers(ranks)), Cast::heads(*count))).collect()
}

fn approval_marks(ballots: &[(Vec<u16>, u64)]) -> Vec<(Marks, Cast)> {
    let marks = |options: &[u16]| Marks::Options(options.iter().copied().map(no).collect());
    ballots.iter().map(|(options, count)| (marks(options), Cast::heads(*count))).collect()
}

fn number_marks(ballots: &[(Vec<u32>, u64)]) -> Vec<(Marks, Cast)> {
    let marks = |numbers: &[u32]| {
        let numbered = (0..).zip(numbers).filter(|(_, number)| **number > 0);
        Marks::Numbers(numbered.map(|(option, number)| (no(option), *number)).collect())
    };
    ballots.iter().map(|(numbers, count)| (marks(numbers), Cast::heads(*count))).collect()
}

fn schulze(strength: StrengthBy) -> ChoiceMethod {
    ChoiceMethod::Schulze(Schulze { ballots: RankedForm::ANY, strength, weights: HEADS, ties: ties() })
}

fn pairs(strength: StrengthBy, equal_strength: PairOrder, equal_pairs: EqualPairs) -> ChoiceMethod {
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

fn runoff(equal_firsts: EqualFirsts, eliminating: Eliminating, stop: StopWhen) -> ChoiceMethod {
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

fn borda(points: BordaPoints) -> ChoiceMethod {
    ChoiceMethod::Borda(Borda { ballots: RankedForm::ANY, points, seats: 1, weights: HEADS, ties: ties() })
}

const STRENGTHS: [StrengthBy; 2] = [StrengthBy::WinningVotes, StrengthBy::Margins];
const ORDERS: [PairOrder; 3] =
    [PairOrder::WinnerThenLoser, PairOrder::WinnerThenLastLoser, PairOrder::LastLoserThenWinner];

fn condorcet_methods() -> Vec<ChoiceMethod> {
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

fn runoffs() -> Vec<ChoiceMethod> {
    let majority = StopWhen::MajorityOfContinuing;
    vec![
        runoff(EqualFirsts::Never, Eliminating::OneByOne, majority),
        runoff(EqualFirsts::Never, Eliminating::AllLowest, StopWhen::MajorityOfCounted),
        runoff(EqualFirsts::Split, Eliminating::OneByOne, majority),
        runoff(EqualFirsts::Split, Eliminating::AllLowest, StopWhen::OneLeft),
        runoff(EqualFirsts::Whole, Eliminating::OneByOne, StopWhen::OneLeft),
    ]
}

fn bordas() -> Vec<ChoiceMethod> {
    use BordaPoints::{AmongRanked, Below, NotAbove, Symmetric};
    [Symmetric, Below, NotAbove, AmongRanked].map(borda).into()
}

fn stvs(seats: u16) -> Vec<ChoiceMethod> {
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

fn phragmen(seats: u16, unsupported: Unsupported) -> ChoiceMethod {
    let ballots = APPROVAL;
    ChoiceMethod::SequentialPhragmen(Phragmen { ballots, seats, weights: HEADS, unsupported, ties: ties() })
}

fn sequential_pav(seats: u16, unsupported: Unsupported) -> ChoiceMethod {
    let ballots = APPROVAL;
    ChoiceMethod::SequentialPav(SequentialPav { ballots, seats, weights: HEADS, unsupported, ties: ties() })
}

fn pav(seats: u16) -> ChoiceMethod {
    let lot = Some(Lot::by_number(OPTIONS));
    ChoiceMethod::Pav(Pav { ballots: APPROVAL, seats, weights: HEADS, most_steps: 10_000, lot })
}

fn approval(seats: u16) -> ChoiceMethod {
    ChoiceMethod::Approval(ApprovalVote { ballots: APPROVAL, seats, weights: HEADS, ties: ties() })
}

fn score() -> ChoiceMethod {
    let ballots = ScoreForm { highest: 3, unscored: Unscored::Zero };
    ChoiceMethod::Score(Score { ballots, seats: 1, weights: HEADS, ties: ties() })
}

fn points() -> ChoiceMethod {
    let ballots = PointsForm { total: 15, spending: Spending::UpTo, most_each: 15, least_options: 1 };
    ChoiceMethod::Points(Points { ballots, seats: 2, weights: HEADS, ties: ties() })
}

fn plurality() -> ChoiceMethod {
    ChoiceMethod::Plurality(Plurality { ballots: OneForm {}, seats: 1, weights: HEADS, ties: ties() })
}

fn ranked_methods() -> Vec<ChoiceMethod> {
    [condorcet_methods(), runoffs(), bordas(), stvs(2)].concat()
}

fn approval_methods() -> Vec<ChoiceMethod> {
    let empty = Unsupported::StaysEmpty;
    vec![approval(2), phragmen(3, empty), sequential_pav(3, empty), pav(3), plurality()]
}

fn count(method: &ChoiceMethod, marks: &[(Marks, Cast)]) -> ChoiceOutcome {
    ChoiceRule::of(method.clone()).count(OPTIONS, marks.to_vec()).expect("counted")
}

/// The same ballots in another order, each group cut in two.
fn regrouped(marks: &[(Marks, Cast)], order: &[Index]) -> Vec<(Marks, Cast)> {
    let mut others = Vec::new();
    for (marks, cast) in marks {
        let half = cast.ballots / 2;
        others.push((marks.clone(), Cast::heads(half)));
        others.push((marks.clone(), Cast::heads(cast.ballots - half)));
    }
    for (at, to) in order.iter().enumerate().take(others.len()) {
        let to = to.index(others.len());
        others.swap(at, to);
    }
    others
}

/// The order of this number.
fn lot(mut number: usize) -> Lot {
    let mut rest: Vec<u16> = (1..=OPTIONS).collect();
    let mut order = Vec::new();
    while !rest.is_empty() {
        order.push(OptionNo(rest.remove(number % rest.len())));
        number /= rest.len() + 1;
    }
    Lot(order)
}

fn with_lot(mut method: ChoiceMethod, lot: Option<Lot>) -> ChoiceMethod {
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

/// How many rank `a` above `b`.
fn above(ballots: &[(Ranks, u64)], a: u16, b: u16) -> u64 {
    let rank =
        |ranks: &Ranks, option| ranks.iter().position(|tier| tier.contains(&option)).unwrap_or(usize::MAX);
    ballots.iter().filter(|(ranks, _)| rank(ranks, a) < rank(ranks, b)).map(|(_, count)| count).sum()
}

fn beats(ballots: &[(Ranks, u64)], a: u16, b: u16) -> bool {
    above(ballots, a, b) > above(ballots, b, a)
}

/// The smallest set whose members beat everyone outside: grown from the one with the most wins.
fn smith(ballots: &[(Ranks, u64)]) -> Vec<u16> {
    let wins = |a: &u16| (0..OPTIONS).filter(|b| beats(ballots, *a, *b)).count();
    let unbeaten_by = |a: &u16| (0..OPTIONS).filter(|b| beats(ballots, *b, *a)).count();
    let best = (0..OPTIONS).max_by_key(|a| wins(a) + usize::from(OPTIONS) - unbeaten_by(a)).expect("options");
    let mut set = vec![best];
    while let Some(more) =
        (0..OPTIONS).find(|b| !set.contains(b) && set.iter().any(|a| !beats(ballots, *a, *b)))
    {
        set.push(more);
    }
    set
}

fn whole(number: u64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

fn nothing_said(ballots: &[(Ranks, u64)]) -> bool {
    ballots.iter().all(|(ranks, _)| ranks.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_grouping_of_ballots_never_matter(
        ranked in rankings(true),
        approved in approvals(),
        numbered in numbers(),
        order in proptest::collection::vec(any::<Index>(), 24),
    ) {
        for (methods, marks) in [
            (ranked_methods(), ranked_marks(&ranked)),
            (approval_methods(), approval_marks(&approved)),
            (vec![score(), points()], number_marks(&numbered)),
        ] {
            let others = regrouped(&marks, &order);
            for method in methods {
                prop_assert_eq!(count(&method, &marks), count(&method, &others), "{:?}", method);
            }
        }
    }

    #[test]
    fn sums_match(ranked in rankings(true), approved in approvals(), numbered in numbers()) {
        for (methods, marks) in [
            (ranked_methods(), ranked_marks(&ranked)),
            (approval_methods(), approval_marks(&approved)),
            (vec![score(), points()], number_marks(&numbered)),
        ] {
            let handed_in: u64 = marks.iter().map(|(_, cast)| cast.ballots).sum();
            for method in methods {
                let outcome = count(&method, &marks);
                let turnout = outcome.turnout();
                let invalid: u64 = turnout.invalid.values().map(|cast| cast.ballots).sum();
                let parts = turnout.counted.ballots + turnout.blank.ballots + invalid;
                prop_assert_eq!(turnout.received.ballots, handed_in);
                prop_assert_eq!(turnout.received.ballots, parts);
                let text = canonical::json(&outcome).expect("only texts and whole numbers");
                prop_assert_eq!(serde_json::from_str::<ChoiceOutcome>(&text).expect("readable"), outcome);
            }
        }
    }

    #[test]
    fn votes_are_never_made_or_lost(ranked in rankings(true)) {
        let marks = ranked_marks(&ranked);
        for method in runoffs() {
            if matches!(&method, ChoiceMethod::InstantRunoff(rule) if rule.equal_firsts == EqualFirsts::Whole) {
                continue;
            }
            let ChoiceOutcome::InstantRunoff(outcome) = count(&method, &marks) else { unreachable!() };
            for round in &outcome.rounds {
                let shares = round.shares.iter().map(|share| share.votes.get().clone());
                let sum = shares.fold(round.exhausted.get().clone(), |sum, votes| sum + votes);
                prop_assert_eq!(sum, whole(outcome.turnout.counted.ballots));
            }
            for rounds in outcome.rounds.windows(2) {
                let [round, next] = rounds else { unreachable!() };
                let RoundEnd::Out(end) = &round.end else { unreachable!() };
                for share in &next.shares {
                    let before = round.shares.iter().find(|before| before.option == share.option);
                    let got = end.transfers.iter().filter(|transfer| transfer.to == Some(share.option));
                    let before = before.expect("it stood").votes.get().clone();
                    let sum = got.fold(before, |sum, transfer| sum + transfer.votes.get());
                    prop_assert_eq!(&sum, share.votes.get(), "{:?}", method);
                }
            }
        }
        // The last is rounded.
        for method in stvs(2).drain(..5) {
            let ChoiceOutcome::Stv(outcome) = count(&method, &marks) else { unreachable!() };
            for rounds in outcome.rounds.windows(2) {
                let [round, next] = rounds else { unreachable!() };
                let (StvEnd::Elected { transfers, .. } | StvEnd::Out { transfers, .. }) = &round.end else {
                    unreachable!()
                };
                for share in &next.shares {
                    let before = round.shares.iter().find(|before| before.option == share.option);
                    let got = transfers.iter().filter(|transfer| transfer.to == Some(share.option));
                    let before = before.expect("it stood").votes.get().clone();
                    let sum = got.fold(before, |sum, transfer| sum + transfer.votes.get());
                    prop_assert_eq!(&sum, share.votes.get(), "{:?}", method);
                }
                prop_assert!(next.kept_or_lost.get() >= round.kept_or_lost.get());
            }
        }
    }

    #[test]
    fn pairwise_rules_choose_from_the_smith_set_and_a_condorcet_winner_alone(ranked in rankings(true)) {
        prop_assume!(!nothing_said(&ranked));
        let marks = ranked_marks(&ranked);
        let smith = smith(&ranked);
        for method in condorcet_methods() {
            let winners = count(&method, &marks).winners();
            prop_assert!(winners.iter().all(|winner| smith.contains(&(winner.0 - 1))), "{:?}", method);
        }
    }

    #[test]
    fn a_majority_gets_its_favourite(ranked in rankings(false), favourite in 0..OPTIONS) {
        let mut ranked = ranked;
        let others: u64 = ranked.iter().map(|(_, count)| count).sum();
        let rest = (0..OPTIONS).filter(|option| *option != favourite).map(|option| vec![option]);
        ranked.push(([vec![vec![favourite]], rest.collect()].concat(), others + 1));
        let marks = ranked_marks(&ranked);
        for method in [condorcet_methods(), runoffs().drain(..4).collect(), stvs(1)].concat() {
            prop_assert_eq!(count(&method, &marks).winners().first().copied(), Some(no(favourite)), "{:?}", method);
        }
    }

    #[test]
    fn who_loses_to_everyone_never_wins(ranked in rankings(false)) {
        let marks = ranked_marks(&ranked);
        let loses = |a: &u16| (0..OPTIONS).all(|b| b == *a || beats(&ranked, b, *a));
        let Some(loser) = (0..OPTIONS).find(loses) else { return Ok(()) };
        let methods = [condorcet_methods(), vec![borda(BordaPoints::Symmetric)]].concat();
        for method in methods {
            prop_assert!(!count(&method, &marks).winners().contains(&no(loser)), "{:?}", method);
        }
    }

    #[test]
    fn raising_the_winner_keeps_it_winning(ranked in rankings(true), at in any::<Index>(), to in any::<Index>()) {
        let marks = ranked_marks(&ranked);
        for method in [condorcet_methods(), bordas().drain(..3).collect()].concat() {
            let Some(winner) = count(&method, &marks).winners().first().map(|winner| winner.0 - 1) else {
                continue;
            };
            let mut raised = ranked.clone();
            let at = at.index(raised.len());
            let ranks = &mut raised[at].0;
            let was = ranks.iter().position(|tier| tier.contains(&winner)).unwrap_or(ranks.len());
            for tier in ranks.iter_mut() {
                tier.retain(|option| *option != winner);
            }
            ranks.insert(to.index(was + 1), vec![winner]);
            ranks.retain(|tier| !tier.is_empty());
            let again = count(&method, &ranked_marks(&raised));
            prop_assert_eq!(again.winners().first().copied(), Some(no(winner)), "{:?} {:?}", method, raised);
        }
    }

    #[test]
    fn more_support_keeps_a_winner_of_sums_winning(approved in approvals(), numbered in numbers(), at in any::<Index>()) {
        let winner = count(&approval(1), &approval_marks(&approved)).winners().first().copied();
        if let Some(winner) = winner {
            let mut more = approved.clone();
            let at = at.index(more.len());
            more[at].0.retain(|option| no(*option) != winner);
            more[at].0.push(winner.0 - 1);
            prop_assert_eq!(count(&approval(1), &approval_marks(&more)).winners(), vec![winner]);
        }
        for method in [score(), points()] {
            let Some(winner) = count(&method, &number_marks(&numbered)).winners().first().copied() else { continue };
            let mut more = numbered.clone();
            let at = at.index(more.len());
            more[at].0[usize::from(winner.0 - 1)] = 3;
            prop_assert!(count(&method, &number_marks(&more)).winners().contains(&winner), "{:?}", method);
        }
    }

    /// Without a lot there is an error or the winner that every lot gives.
    #[test]
    fn a_lot_is_asked_for_where_it_matters(ranked in rankings(true), a in 0..120_usize, b in 0..120_usize) {
        let marks = ranked_marks(&ranked);
        for method in ranked_methods() {
            let undrawn = with_lot(method.clone(), None);
            if matches!(&undrawn, ChoiceMethod::Stv(rule) if rule.fractions == Fractions::Binary64) {
                continue;
            }
            let Ok(outcome) = ChoiceRule::of(undrawn).count(OPTIONS, marks.clone()) else { continue };
            for number in [a, b] {
                let drawn = count(&with_lot(method.clone(), Some(lot(number))), &marks);
                let (mut with, mut without) = (drawn.winners(), outcome.winners());
                with.sort_unstable();
                without.sort_unstable();
                prop_assert_eq!(with, without, "{:?} {}", method, number);
            }
        }
    }

    #[test]
    fn sums_are_those_of_a_naive_count(approved in approvals(), numbered in numbers()) {
        for (method, marks) in [
            (approval(2), approval_marks(&approved)),
            (score(), number_marks(&numbered)),
            (points(), number_marks(&numbered)),
        ] {
            let ChoiceOutcome::Sum(outcome) = count(&method, &marks) else { unreachable!() };
            for (standing, option) in outcome.standings.iter().zip(0_u16..) {
                let given: Vec<(u64, u64)> = match method {
                    ChoiceMethod::Approval(_) => {
                        approved.iter().map(|(o, count)| (u64::from(o.contains(&option)), *count)).collect()
                    }
                    _ => {
                        numbered.iter().map(|(n, count)| (u64::from(n[usize::from(option)]), *count)).collect()
                    }
                };
                let sum: u64 = given.iter().map(|(points, count)| points * count).sum();
                let support: u64 = given.iter().filter(|(points, _)| *points > 0).map(|(_, count)| count).sum();
                prop_assert_eq!(u64::try_from(standing.points), Ok(sum));
                prop_assert_eq!(standing.support, Cast::heads(support));
                let chosen = outcome.winners.contains(&standing.option);
                let higher = outcome.standings.iter().filter(|other| other.points > standing.points).count();
                prop_assert!(!chosen || (support > 0 && higher < 2));
            }
        }
    }

    /// Droop's criterion: whoever rank the same set above all others get as many of it as they fill quotas.
    #[test]
    fn stv_gives_every_solid_coalition_its_seats(ranked in rankings(false), seats in 1..4_u16) {
        let marks = ranked_marks(&ranked);
        for method in stvs(seats).drain(..1).chain(stvs(seats).drain(3..4)) {
            let ChoiceOutcome::Stv(outcome) = count(&method, &marks) else { unreachable!() };
            for set in 1..1_u16 << OPTIONS {
                let members: Vec<u16> = (0..OPTIONS).filter(|option| set >> option & 1 == 1).collect();
                let solid = |ranks: &Ranks| {
                    ranks.len() >= members.len() && ranks.concat().iter().take(members.len()).all(|o| members.contains(o))
                };
                let votes: u64 = ranked.iter().filter(|(ranks, _)| solid(ranks)).map(|(_, count)| count).sum();
                let due = (1..).take_while(|k| outcome.quota.get() * whole(*k) <= whole(votes)).count();
                let got = outcome.winners.iter().filter(|winner| members.contains(&(winner.0 - 1))).count();
                prop_assert!(got >= due.min(members.len()), "{:?} of {:?}: {} of {}", method, members, got, due);
            }
        }
    }

    /// Justified representation: a seat's worth of voters with an option in common are not all left out.
    #[test]
    fn a_cohesive_group_is_represented(approved in approvals(), seats in 1..=OPTIONS) {
        let marks = approval_marks(&approved);
        let voters: u64 = approved.iter().filter(|(o, _)| !o.is_empty()).map(|(_, count)| count).sum();
        for method in [phragmen(seats, Unsupported::FilledByTies), pav(seats)] {
            let winners = count(&method, &marks).winners();
            for option in 0..OPTIONS {
                let left_out = approved.iter().filter(|(options, _)| {
                    options.contains(&option) && !options.iter().any(|option| winners.contains(&no(*option)))
                });
                let left_out: u64 = left_out.map(|(_, count)| count).sum();
                prop_assert!(left_out * u64::from(seats) < voters || left_out == 0, "{:?}", method);
            }
        }
    }

    #[test]
    fn loads_add_up_and_more_seats_keep_those_chosen(approved in approvals(), seats in 1..OPTIONS) {
        let marks = approval_marks(&approved);
        for unsupported in [Unsupported::StaysEmpty, Unsupported::FilledByTies] {
            for method in [phragmen, sequential_pav] {
                let fewer = count(&method(seats, unsupported), &marks).winners();
                let more = count(&method(seats + 1, unsupported), &marks).winners();
                prop_assert_eq!(more.get(..fewer.len()), Some(fewer.as_slice()));
            }
        }
        let ChoiceOutcome::SequentialPhragmen(outcome) = count(&phragmen(seats, Unsupported::StaysEmpty), &marks)
        else { unreachable!() };
        for (filled, step) in (1..).zip(&outcome.steps) {
            let loads = step.carried.iter().map(|carried| carried.load.get() * whole(carried.cast.weight));
            prop_assert_eq!(loads.fold(whole(0), |sum, load| sum + load), whole(filled));
        }
    }

    /// The machine's own arithmetic is the oracle.
    #[test]
    fn binary64_rounds_as_the_standard_says(
        start in (1..u64::MAX, 1..u64::MAX),
        steps in proptest::collection::vec((0..4_u8, 0..u64::MAX, 0..60_u32), 1..40),
    ) {
        let ours = |number: u64| Binary64::whole(number);
        let theirs = |number: u64| number as f64;
        let (mut a, mut b) = (ours(start.0).over(ours(start.1)), theirs(start.0) / theirs(start.1));
        for (step, number, shift) in steps {
            let number = number >> shift;
            let (x, y) = (ours(number), theirs(number));
            (a, b) = match step {
                0 => (a.plus(x), b + y),
                1 => (a.minus(x), (b - y).max(0.0)),
                2 => (a.times(x), b * y),
                _ => (a.over(x), if y == 0.0 { 0.0 } else { b / y }),
            };
            // Above the largest there is none of ours: votes never come near.
            let Some(theirs) = BigRational::from_float(b) else { break };
            prop_assert_eq!(a.exact(), theirs, "{} {}", step, number);
        }
    }

    #[test]
    fn the_best_committee_is_no_worse_than_the_one_found_seat_by_seat(approved in approvals(), seats in 1..=OPTIONS) {
        let marks = approval_marks(&approved);
        let ChoiceOutcome::Pav(best) = count(&pav(seats), &marks) else { unreachable!() };
        let ChoiceOutcome::SequentialPav(one) = count(&sequential_pav(seats, Unsupported::FilledByTies), &marks)
        else { unreachable!() };
        prop_assert!(best.worth >= one.worth);
        let worth = best.satisfied.iter().fold(whole(0), |sum, satisfied| {
            let each = (1..=satisfied.members).fold(whole(0), |sum, j| sum + whole(1) / whole(j));
            sum + each * whole(satisfied.cast.weight)
        });
        prop_assert_eq!(best.worth.get(), &worth);
    }
}

/// One rule of each kind, and each with one choice changed.
fn all_rules() -> Vec<ChoiceMethod> {
    let mut rules = [ranked_methods(), approval_methods(), vec![score(), points()], stvs(3)].concat();
    rules.extend([
        phragmen(3, Unsupported::FilledByTies),
        sequential_pav(2, Unsupported::StaysEmpty),
        pav(2),
    ]);
    let strict = RankedForm { least: 2, ..RankedForm::ANY };
    let reversed = Lot((1..=OPTIONS).rev().map(OptionNo).collect());
    let schulze = |ballots, weights, criteria, lot| {
        let (strength, ties) = (StrengthBy::Margins, Ties { criteria, lot });
        ChoiceMethod::Schulze(Schulze { ballots, strength, weights, ties })
    };
    let number = || Some(Lot::by_number(OPTIONS));
    rules.extend([
        schulze(strict, HEADS, vec![], number()),
        schulze(RankedForm::ANY, Weighing::Weight, vec![], number()),
        schulze(RankedForm::ANY, HEADS, vec![PairCriterion::MoreFirstPlaces], number()),
        schulze(RankedForm::ANY, HEADS, vec![PairCriterion::MorePairwiseWins], number()),
        schulze(RankedForm::ANY, HEADS, vec![], None),
        schulze(RankedForm::ANY, HEADS, vec![], Some(reversed)),
    ]);
    rules
}

#[test]
fn rules_that_differ_differ_in_hash_and_are_read_as_they_were_written() {
    let rules: Vec<ChoiceRule> = all_rules().into_iter().map(ChoiceRule::of).collect();
    let mut hashes = std::collections::BTreeSet::new();
    for rule in &rules {
        hashes.insert(rule.hash().expect("only texts and whole numbers"));
        let text = canonical::json(rule).expect("canonical");
        assert_eq!(&serde_json::from_str::<ChoiceRule>(&text).expect("readable"), rule);
        for (at, _) in text.match_indices(":{") {
            let with_more = format!("{}\"note\":1,{}", &text[..at + 2], &text[at + 2..]).replace(",}", "}");
            assert!(serde_json::from_str::<ChoiceRule>(&with_more).is_err(), "{with_more}");
        }
    }
    assert_eq!(hashes.len(), rules.len());
}

#[test]
fn no_rule_on_options_is_for_owners_votes() {
    let statutory = Manifest::owners(OwnersMatter::Committee).rule().kind.clone();
    for method in all_rules() {
        let expected = match &method {
            ChoiceMethod::Plurality(_) => NotForOwners::Plurality,
            ChoiceMethod::Stv(_) => NotForOwners::Stv,
            _ => NotForOwners::NoMajorityOfBoth,
        };
        let rule = ChoiceRule::of(method);
        assert_eq!(rule.fits(&statutory), Err(expected));
        assert_eq!(rule.fits(&domain::count::manifest::Kind::Consultative), Ok(()));
    }
}
