//! Known elections.

use super::*;
use crate::count::ballot::OptionNo;
use crate::count::profile::RuleError;
use crate::count::profile::Weighing;
use crate::count::profile::form::RankedForm;
use crate::count::profile::testing::{by_number, options, rankings};
use crate::count::profile::ties::{TieError, Ties};

/// The example of Schulze's paper and of every page on it: five options, 45 voters.
const SCHULZE: [&str; 8] = [
    "5: 1,3,2,5,4",
    "5: 1,4,5,3,2",
    "8: 2,5,4,1,3",
    "3: 3,1,2,5,4",
    "7: 3,1,5,2,4",
    "2: 3,2,1,4,5",
    "7: 4,3,5,2,1",
    "8: 5,2,1,4,3",
];

/// Memphis, Nashville, Chattanooga, Knoxville.
const TENNESSEE: [&str; 4] = ["42: 1,2,3,4", "26: 2,3,4,1", "15: 3,4,2,1", "17: 4,3,2,1"];

fn schulze(strength: StrengthBy, number: u16) -> Schulze {
    let (ballots, weights) = (RankedForm::ANY, Weighing::Heads);
    Schulze { ballots, strength, weights, ties: by_number(number) }
}

#[test]
fn schulzes_own_example() {
    for strength in [StrengthBy::WinningVotes, StrengthBy::Margins] {
        let profile = rankings(RankedForm::ANY, 5, &SCHULZE);
        let outcome = count_schulze(&schulze(strength, 5), &profile).expect("counted");
        assert_eq!(outcome.order, [[5], [1], [3], [2], [4]].map(|tier| options(&tier)));
        assert_eq!(outcome.winner, Some(OptionNo(5)));
        assert_eq!(outcome.pairwise.rows()[0], [0, 20, 26, 30, 22]);
        let strongest = outcome.strengths[0].iter().map(|strength| strength.above).collect::<Vec<_>>();
        assert_eq!(strongest, [0, 28, 28, 30, 24]);
        assert_eq!(outcome.path(OptionNo(1), OptionNo(2)), Some(options(&[1, 4, 3, 2])));
        assert_eq!(outcome.path(OptionNo(5), OptionNo(1)), Some(options(&[5, 4, 3, 2, 1])));
    }
}

#[test]
fn tennessees_capital() {
    let profile = rankings(RankedForm::STRICT, 4, &TENNESSEE);
    let runoff = Runoff {
        ballots: RankedForm::STRICT,
        equal_firsts: EqualFirsts::Never,
        eliminating: Eliminating::OneByOne,
        stop: StopWhen::MajorityOfContinuing,
        weights: Weighing::Heads,
        ties: by_number(4),
    };
    let outcome = count_runoff(&runoff, &profile).expect("counted");
    assert_eq!(outcome.winner, Some(OptionNo(4)), "Knoxville");
    let shares = |round: &Round| round.shares.iter().map(|share| share.votes.to_string()).collect::<Vec<_>>();
    assert_eq!(
        outcome.rounds.iter().map(shares).collect::<Vec<_>>(),
        [vec!["42", "26", "15", "17"], vec!["42", "26", "32"], vec!["42", "58"]]
    );
    let outcome = count_schulze(&schulze(StrengthBy::WinningVotes, 4), &profile).expect("counted");
    assert_eq!(outcome.winner, Some(OptionNo(2)), "Nashville");
    let rule = RankedPairs {
        ballots: RankedForm::ANY,
        strength: StrengthBy::Margins,
        equal_strength: PairOrder::WinnerThenLastLoser,
        equal_pairs: EqualPairs::LeftOpen,
        weights: Weighing::Heads,
        ties: by_number(4),
    };
    let outcome = count_ranked_pairs(&rule, &profile).expect("counted");
    assert_eq!(outcome.order, [[2], [3], [4], [1]].map(|tier| options(&tier)));
    assert!(outcome.pairs.iter().all(|pair| pair.contradicts.is_none()));
}

#[test]
fn a_ring_is_broken_at_its_weakest_majority() {
    let profile = rankings(RankedForm::ANY, 3, &["5: 1,2,3", "4: 2,3,1", "3: 3,1,2"]);
    let rule = RankedPairs {
        ballots: RankedForm::ANY,
        strength: StrengthBy::WinningVotes,
        equal_strength: PairOrder::LastLoserThenWinner,
        equal_pairs: EqualPairs::LockedLast,
        weights: Weighing::Heads,
        ties: by_number(3),
    };
    let outcome = count_ranked_pairs(&rule, &profile).expect("counted");
    assert_eq!(outcome.winner, Some(OptionNo(1)));
    assert_eq!(outcome.pairs.last().and_then(|pair| pair.contradicts.clone()), Some(options(&[1, 2, 3])));
}

#[test]
fn equals_went_out_by_number_though_later_ties_looked_back_at_their_order() {
    let election = ["1: 1,4", "1: 2,3", "10: 3,4", "10: 4,3", "15: 5"];
    let profile = rankings(RankedForm::ANY, 5, &election);
    let rule = |criteria| Runoff {
        ballots: RankedForm::ANY,
        equal_firsts: EqualFirsts::Split,
        eliminating: Eliminating::OneByOne,
        stop: StopWhen::MajorityOfContinuing,
        weights: Weighing::Heads,
        ties: Ties { criteria, lot: None },
    };
    let tied = |numbers| Err(RuleError::Tie(TieError::NoLot { tied: options(numbers) }));
    assert_eq!(count_runoff(&rule(vec![RunoffCriterion::LatestRounds]), &profile), tied(&[1, 2]));
    // Without looking back their order is nobody's; the tie that is left is another one.
    assert_eq!(count_runoff(&rule(Vec::new()), &profile), tied(&[3, 4]));
}

#[test]
fn nobody_wins_without_a_ballot() {
    let profile = rankings(RankedForm::ANY, 3, &["4: "]);
    let outcome = count_schulze(&schulze(StrengthBy::Margins, 3), &profile).expect("counted");
    assert_eq!((outcome.winner, outcome.turnout.blank.ballots), (None, 4));
}
