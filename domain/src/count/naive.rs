//! A second evaluator for tests, written so that it shares no arithmetic with the first: ballot by ballot
//! from plain tuples, and fractions compared by their continued fractions instead of by products.

use std::cmp::Ordering;

use proptest::prelude::*;
use uuid::Uuid;

use super::ballot::{Answer, Ballot, Choice, Electorate, InvalidReason, OptionNo};
use super::manifest::Manifest;
use super::owners;
use super::weight::{AreaSum, Weight};
use crate::id::HeadId;
use crate::measure::AreaCm2;
use crate::votes::OwnersMatter;

/// How `a/b` compares with `c/d`, denominators above nought: whole parts first, then the inverted rests.
fn compare((a, b): (i64, i64), (c, d): (i64, i64)) -> Ordering {
    match (a / b).cmp(&(c / d)) {
        Ordering::Equal => match (a % b, c % d) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Less,
            (_, 0) => Ordering::Greater,
            (rest, other_rest) => compare((d, other_rest), (b, rest)),
        },
        decided => decided,
    }
}

/// A head's share of the vote, and its one answer: 0 同意, 1 反对, 2 弃权, 3 空白, 4 invalid, 5 none.
type Voter = (bool, i64, u8);

/// Whether 278 (or 279) carries, column by column.
fn carries(matter: OwnersMatter, voters: &[Voter]) -> bool {
    [true, false].into_iter().all(|by_heads| {
        let (mut all, mut took_part, mut agreed) = (0_i64, 0_i64, 0_i64);
        for &(counts_head, cm2, answer) in voters {
            let weight = if by_heads { i64::from(counts_head) } else { cm2 };
            all += weight;
            took_part += if answer <= 3 { weight } else { 0 };
            agreed += if answer == 0 { weight } else { 0 };
        }
        if matter == OwnersMatter::HomeToBusiness {
            return agreed == all;
        }
        if took_part == 0 || compare((took_part, all), (2, 3)).is_lt() {
            return false;
        }
        match matter {
            OwnersMatter::RaiseMaintenanceFund | OwnersMatter::Rebuild | OwnersMatter::UseOfCommonParts => {
                compare((agreed, took_part), (3, 4)).is_ge()
            }
            _ => compare((agreed, took_part), (1, 2)).is_gt(),
        }
    })
}

fn ballots(voters: &[Voter]) -> (Electorate, Vec<Ballot>) {
    let head = |index: usize| HeadId(Uuid::from_u128(index as u128));
    let weights = voters.iter().enumerate().map(|(index, (counts_head, cm2, _))| {
        (head(index), Weight::one_ballot(*counts_head, AreaSum::new(*cm2).expect("small")))
    });
    let electorate = Electorate::new(weights).expect("distinct");
    let answers = voters.iter().enumerate().filter(|(_, voter)| voter.2 < 5);
    let answers = answers.map(|(index, (_, _, answer))| Ballot {
        head: head(index),
        answer: match answer {
            0 => Answer::Valid(vec![Choice::Agree]),
            1 => Answer::Valid(vec![Choice::Oppose]),
            2 => Answer::Valid(vec![Choice::Abstain]),
            3 => Answer::Valid(vec![Choice::Blank]),
            _ => Answer::Invalid(InvalidReason::Unsigned),
        },
    });
    (electorate, answers.collect())
}

/// Few sizes, so that columns often meet their bars exactly; and the odd cm² or square kilometre that does
/// not.
fn area() -> impl Strategy<Value = i64> {
    prop_oneof![
        6 => Just(1_000_000_i64),
        2 => Just(500_000_i64),
        1 => Just(999_999_i64),
        1 => 0..=AreaCm2::MAX,
    ]
}

/// Mostly agreement, so that bars are near.
fn answer() -> impl Strategy<Value = u8> {
    prop_oneof![7 => Just(0_u8), 2 => Just(1_u8), 1 => 2..=4_u8, 2 => Just(5_u8)]
}

fn voters() -> impl Strategy<Value = Vec<Voter>> {
    proptest::collection::vec((prop::bool::weighted(0.9), area(), answer()), 1..16)
        .prop_filter("an electorate that can open", |voters| {
            voters.iter().any(|voter| voter.0) && voters.iter().any(|voter| voter.1 > 0)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn two_evaluators_agree(
        voters in voters(),
        matter in prop::sample::select(OwnersMatter::ALL),
        turn in 0..16_usize,
    ) {
        let (electorate, mut ballots) = ballots(&voters);
        let manifest = Manifest::owners(matter);
        let outcome = owners::count(&manifest, &electorate, &ballots, &[]).expect("counted");
        prop_assert_eq!(outcome.passed().eq([OptionNo(1)]), carries(matter, &voters));
        prop_assert_eq!(outcome.verify(), Ok(()));

        // Sums match, counted from the other end.
        let question = outcome.sums.questions[0];
        let sums = [question.agree, question.oppose, question.abstain, question.blank];
        for (number, sum) in sums.iter().enumerate() {
            let said = voters.iter().filter(|voter| usize::from(voter.2) == number);
            let add = |(heads, cm2), voter: &Voter| (heads + i64::from(voter.0), cm2 + voter.1);
            let counted = said.fold((0, 0), add);
            prop_assert_eq!((sum.heads.get(), sum.area.get()), counted);
        }
        let handed_in = voters.iter().filter(|voter| voter.2 < 5).count();
        prop_assert_eq!(usize::try_from(outcome.received.ballots.get()), Ok(handed_in));

        // The order of ballots never matters.
        ballots.reverse();
        let middle = turn.min(ballots.len());
        ballots.rotate_left(middle);
        prop_assert_eq!(owners::count(&manifest, &electorate, &ballots, &[]), Ok(outcome));
    }

    #[test]
    fn fractions_compare_as_their_products_do(
        (a, b) in (0..=AreaSum::MAX, 1..=AreaSum::MAX),
        (c, d) in (0..9_i64, 1..9_i64),
    ) {
        let products = (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
        prop_assert_eq!(compare((a, b), (c, d)), products);
    }
}

/// The cases above are worth having only if both answers come up, and bars are met exactly.
#[test]
fn the_random_cases_reach_both_sides_of_the_bars() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut carried, mut lost, mut exact) = (0, 0, 0);
    for _ in 0..4_000 {
        let voters = voters().new_tree(&mut runner).expect("a case").current();
        let (electorate, ballots) = ballots(&voters);
        let outcome = owners::count(&Manifest::owners(OwnersMatter::Rebuild), &electorate, &ballots, &[]);
        let outcome = outcome.expect("counted");
        if outcome.findings[0].passed {
            carried += 1;
        } else {
            lost += 1;
        }
        let stated = outcome.participation.into_iter().chain([outcome.findings[0].agreement]);
        exact += stated
            .filter(|c| c.heads.whole > 0 && (c.heads.left == c.heads.right || c.area.left == c.area.right))
            .count();
    }
    assert!(carried > 400 && lost > 400 && exact > 100, "{carried} carried, {lost} lost, {exact} exact");
}
