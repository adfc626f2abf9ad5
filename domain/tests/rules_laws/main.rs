//! What every rule on options promises, tried on many small votes.

mod votes;

use domain::count::ballot::OptionNo;
use domain::count::canonical;
use domain::count::choice::{ChoiceMethod, ChoiceOutcome, ChoiceRule, Marks, NotForOwners};
use domain::count::manifest::Manifest;
use domain::count::profile::binary64::Binary64;
use domain::count::profile::form::RankedForm;
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
use votes::*;

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
            let ChoiceMethod::InstantRunoff(rule) = &method else { unreachable!() };
            if rule.equal_firsts == EqualFirsts::Whole {
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
            let winner = count(&method, &marks).winners().first().copied();
            prop_assert_eq!(winner, Some(no(favourite)), "{:?}", method);
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
    fn raising_the_winner_keeps_it_winning(
        ranked in rankings(true),
        at in any::<Index>(),
        to in any::<Index>(),
    ) {
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
    fn more_support_keeps_a_winner_of_sums_winning(
        approved in approvals(),
        numbered in numbers(),
        at in any::<Index>(),
    ) {
        let winner = count(&approval(1), &approval_marks(&approved)).winners().first().copied();
        if let Some(winner) = winner {
            let mut more = approved.clone();
            let at = at.index(more.len());
            more[at].0.retain(|option| no(*option) != winner);
            more[at].0.push(winner.0 - 1);
            prop_assert_eq!(count(&approval(1), &approval_marks(&more)).winners(), vec![winner]);
        }
        for method in [score(), points()] {
            let winner = count(&method, &number_marks(&numbered)).winners().first().copied();
            let Some(winner) = winner else { continue };
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
                let place = usize::from(option);
                let given: Vec<(u64, u64)> = match method {
                    ChoiceMethod::Approval(_) => {
                        approved.iter().map(|(o, count)| (u64::from(o.contains(&option)), *count)).collect()
                    }
                    _ => numbered.iter().map(|(n, count)| (u64::from(n[place]), *count)).collect(),
                };
                let sum: u64 = given.iter().map(|(points, count)| points * count).sum();
                let supports = given.iter().filter(|(points, _)| *points > 0);
                let support: u64 = supports.map(|(_, count)| count).sum();
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
                    let top = ranks.concat().into_iter().take(members.len());
                    ranks.len() >= members.len() && top.into_iter().all(|option| members.contains(&option))
                };
                let votes = ranked.iter().filter(|(ranks, _)| solid(ranks));
                let votes: u64 = votes.map(|(_, count)| count).sum();
                let due = (1..).take_while(|k| outcome.quota.get() * whole(*k) <= whole(votes)).count();
                let got = outcome.winners.iter().filter(|winner| members.contains(&(winner.0 - 1))).count();
                let due = due.min(members.len());
                prop_assert!(got >= due, "{:?} of {:?}: {} of {}", method, members, got, due);
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
        let method = phragmen(seats, Unsupported::StaysEmpty);
        let ChoiceOutcome::SequentialPhragmen(outcome) = count(&method, &marks) else { unreachable!() };
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
    fn the_best_committee_is_no_worse_than_the_one_found_seat_by_seat(
        approved in approvals(),
        seats in 1..=OPTIONS,
    ) {
        let marks = approval_marks(&approved);
        let ChoiceOutcome::Pav(best) = count(&pav(seats), &marks) else { unreachable!() };
        let method = sequential_pav(seats, Unsupported::FilledByTies);
        let ChoiceOutcome::SequentialPav(one) = count(&method, &marks) else { unreachable!() };
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
