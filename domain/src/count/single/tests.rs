//! Known elections, and where ties and missing support end.

use super::*;
use crate::count::profile::Weighing;
use crate::count::profile::form::{ApprovalForm, OneForm, RankedForm};
use crate::count::profile::testing::{ballots, by_number, options, rankings};
use crate::count::profile::ties::TieError;

fn approval(seats: u16, ties: Ties<SumCriterion>) -> ApprovalVote {
    ApprovalVote { ballots: ApprovalForm { least: 1, most: 9 }, seats, weights: Weighing::Heads, ties }
}

#[test]
fn the_most_approvals_win_and_a_tie_at_the_cut_needs_the_lot() {
    let marks = [&[1, 2][..], &[2, 3], &[1, 2], &[3]].map(options).to_vec();
    let profile = ballots(ApprovalForm { least: 1, most: 9 }, 4, marks);
    let count = |seats, ties| count_approval(&approval(seats, ties), &profile);
    let undrawn = Ties { criteria: vec![SumCriterion::MoreBallots], lot: None };
    let outcome = count(1, undrawn.clone()).expect("no tie");
    assert_eq!((outcome.winners, outcome.ties.len()), (options(&[2]), 0));
    let tied = RuleError::Tie(TieError::NoLot { tied: options(&[1, 3]) });
    assert_eq!(count(2, undrawn.clone()), Err(tied));
    assert_eq!(count(3, undrawn).expect("both are chosen").winners, options(&[2, 1, 3]));
    let first = Ties { criteria: vec![SumCriterion::MoreFirstPlaces], lot: None };
    assert_eq!(count(2, first).expect("3 is alone on one").winners, options(&[2, 3]));
    assert_eq!(count(4, by_number(4)).expect("counted").winners, options(&[2, 1, 3]), "nobody wants 4");
    assert_eq!(count(5, by_number(4)), Err(RuleError::Seats { seats: 5, most: 4 }));
}

#[test]
fn tennessees_capital() {
    let lines = ["42: 1,2,3,4", "26: 2,3,4,1", "15: 3,4,2,1", "17: 4,3,2,1"];
    let profile = rankings(RankedForm::STRICT, 4, &lines);
    for (points, sums) in [
        (BordaPoints::Below, [126, 194, 173, 107]),
        (BordaPoints::NotAbove, [126, 194, 173, 107]),
        (BordaPoints::Symmetric, [-48, 88, 46, -86]),
        (BordaPoints::AmongRanked, [226, 294, 273, 207]),
    ] {
        let (ballots, weights, ties) = (RankedForm::STRICT, Weighing::Heads, by_number(4));
        let rule = Borda { ballots, points, seats: 1, weights, ties };
        let outcome = count_borda(&rule, &profile).expect("counted");
        assert_eq!(outcome.standings.iter().map(|s| s.points).collect::<Vec<_>>(), sums, "{points:?}");
        assert_eq!(outcome.winners, options(&[2]), "Nashville");
    }
}

#[test]
fn short_ballots_count_as_the_rule_says() {
    let profile = rankings(RankedForm::ANY, 4, &["1: 1", "1: {2,3},1"]);
    for (points, sums) in [
        (BordaPoints::Below, [3 + 1, 2, 2, 0]),
        (BordaPoints::NotAbove, [3 + 1, 2 + 3, 2 + 3, 2]),
        (BordaPoints::Symmetric, [3 - 1, 2 - 1, 2 - 1, -1 - 3]),
        (BordaPoints::AmongRanked, [1 + 1, 2, 2, 0]),
    ] {
        let (ballots, weights, ties) = (RankedForm::ANY, Weighing::Heads, by_number(4));
        let rule = Borda { ballots, points, seats: 2, weights, ties };
        let outcome = count_borda(&rule, &profile).expect("counted");
        assert_eq!(outcome.standings.iter().map(|s| s.points).collect::<Vec<_>>(), sums, "{points:?}");
    }
}

#[test]
fn area_counts_where_the_rule_says_so() {
    let mut collector = crate::count::profile::Collector::new(OneForm {}, 2).expect("a form");
    collector.cast(options(&[1]), Cast { ballots: 3, weight: 10 }).expect("few");
    collector.cast(options(&[2]), Cast { ballots: 1, weight: 11 }).expect("few");
    let profile = collector.finish();
    for (weights, winner) in [(Weighing::Heads, 1), (Weighing::Weight, 2)] {
        let rule = Plurality { ballots: OneForm {}, seats: 1, weights, ties: by_number(2) };
        assert_eq!(count_plurality(&rule, &profile).expect("counted").winners, options(&[winner]));
    }
}
