//! What is a ballot, a blank or invalid, and how ties end.

use super::form::{
    ApprovalForm, EqualRanks, Form, OneForm, PointsForm, RankedForm, ScoreForm, Spending, Spoiled, Unscored,
};
use super::testing::{by_number, options};
use super::ties::{End, Lot, SettledBy, TieError, Ties};
use super::{Cast, Collector, RuleError};
use crate::count::ballot::OptionNo;

/// What becomes of marks: a ballot, a blank, or why not.
fn read<F: Form>(form: &F, marks: F::Marks) -> Result<bool, Spoiled> {
    form.read(4, marks).map(|ballot| ballot.is_some())
}

fn numbers(marks: &[(u16, u32)]) -> Vec<(OptionNo, u32)> {
    marks.iter().map(|(option, number)| (OptionNo(*option), *number)).collect()
}

#[test]
fn approvals_within_their_limits() {
    let form = ApprovalForm { least: 2, most: 3 };
    for (marks, expected) in [
        (vec![], Ok(false)),
        (vec![1], Err(Spoiled::TooFewMarks)),
        (vec![4, 1], Ok(true)),
        (vec![1, 2, 3, 4], Err(Spoiled::TooManyMarks)),
        (vec![1, 1], Err(Spoiled::MarkedTwice)),
        (vec![1, 5], Err(Spoiled::NoSuchOption)),
        (vec![0, 1], Err(Spoiled::NoSuchOption)),
    ] {
        assert_eq!(read(&form, options(&marks)), expected, "{marks:?}");
    }
    for (marks, expected) in
        [(vec![], Ok(false)), (vec![4], Ok(true)), (vec![1, 2], Err(Spoiled::TooManyMarks))]
    {
        assert_eq!(read(&OneForm {}, options(&marks)), expected, "{marks:?}");
    }
}

#[test]
fn scores_and_points_within_their_limits() {
    let score = |unscored| ScoreForm { highest: 5, unscored };
    let points = |spending| PointsForm { total: 10, spending, most_each: 6, least_options: 2 };
    let (exactly, up_to) = (points(Spending::Exactly), points(Spending::UpTo));
    let (zero, all) = (score(Unscored::Zero), score(Unscored::Invalid));
    for (marks, expected) in [
        (vec![], Ok(false)),
        (vec![(1, 0)], Ok(true)),
        (vec![(1, 5), (2, 6)], Err(Spoiled::OffTheScale)),
        (vec![(1, 5), (1, 4)], Err(Spoiled::MarkedTwice)),
    ] {
        assert_eq!(read(&zero, numbers(&marks)), expected, "{marks:?}");
    }
    assert_eq!(read(&all, numbers(&[(1, 5)])), Err(Spoiled::Unscored));
    assert_eq!(read(&all, numbers(&[(1, 5), (2, 0), (3, 0), (4, 1)])), Ok(true));
    for (marks, exact, at_most) in [
        (vec![], Ok(false), Ok(false)),
        (vec![(1, 0), (2, 0)], Ok(false), Ok(false)),
        (vec![(1, 5), (2, 5)], Ok(true), Ok(true)),
        (vec![(1, 5), (2, 4)], Err(Spoiled::WrongSum), Ok(true)),
        (vec![(1, 6), (2, 5)], Err(Spoiled::WrongSum), Err(Spoiled::WrongSum)),
        (vec![(1, 7), (2, 3)], Err(Spoiled::OffTheScale), Err(Spoiled::OffTheScale)),
        (vec![(1, 6)], Err(Spoiled::WrongSum), Err(Spoiled::TooFewMarks)),
    ] {
        assert_eq!(read(&exactly, numbers(&marks)), exact, "{marks:?}");
        assert_eq!(read(&up_to, numbers(&marks)), at_most, "{marks:?}");
    }
}

#[test]
fn rankings_short_and_with_equal_ranks() {
    let form = RankedForm { equal_ranks: EqualRanks::Allowed, least: 2, most: 3 };
    let strict = RankedForm { equal_ranks: EqualRanks::Invalid, ..form };
    let tiers = |tiers: &[&[u16]]| tiers.iter().map(|tier| options(tier)).collect::<Vec<_>>();
    for (marks, allowed, invalid) in [
        (tiers(&[]), Ok(false), Ok(false)),
        (tiers(&[&[], &[]]), Ok(false), Ok(false)),
        (tiers(&[&[1]]), Err(Spoiled::TooFewMarks), Err(Spoiled::TooFewMarks)),
        (tiers(&[&[1, 2]]), Ok(true), Err(Spoiled::EqualRanks)),
        (tiers(&[&[2], &[], &[1]]), Ok(true), Ok(true)),
        (tiers(&[&[2], &[1, 2]]), Err(Spoiled::MarkedTwice), Err(Spoiled::MarkedTwice)),
        (tiers(&[&[2], &[1], &[3], &[4]]), Err(Spoiled::TooManyMarks), Err(Spoiled::TooManyMarks)),
        (tiers(&[&[2], &[9]]), Err(Spoiled::NoSuchOption), Err(Spoiled::NoSuchOption)),
    ] {
        assert_eq!(read(&form, marks.clone()), allowed, "{marks:?}");
        assert_eq!(read(&strict, marks.clone()), invalid, "{marks:?}");
    }
}

#[test]
fn forms_that_no_ballot_fits_are_refused() {
    let refused = |form: ApprovalForm| Collector::new(form, 3).map(|_| ()) == Err(RuleError::ImpossibleForm);
    assert!(refused(ApprovalForm { least: 3, most: 2 }));
    assert!(refused(ApprovalForm { least: 0, most: 0 }));
    assert!(!refused(ApprovalForm { least: 0, most: 9 }));
    assert_eq!(Collector::new(OneForm {}, 0).map(|_| ()), Err(RuleError::NoOptions));
    let many = RuleError::TooManyOptions { options: 1_001, most: 1_000 };
    assert_eq!(Collector::new(OneForm {}, 1_001).map(|_| ()), Err(many));
}

#[test]
fn every_ballot_goes_somewhere() {
    let mut box_of_ballots = Collector::new(OneForm {}, 3).expect("a form");
    for (marks, count) in [(vec![], 2), (vec![1], 3), (vec![1, 2], 4), (vec![3], 5), (vec![1], 6)] {
        box_of_ballots.cast(options(&marks), Cast { ballots: count, weight: 10 * count }).expect("few");
    }
    box_of_ballots.spoiled(Spoiled::Unsigned, Cast::heads(1)).expect("few");
    let profile = box_of_ballots.finish();
    let turnout = profile.turnout();
    assert_eq!(turnout.received, Cast { ballots: 21, weight: 201 });
    assert_eq!(turnout.counted, Cast { ballots: 14, weight: 140 });
    assert_eq!(turnout.blank, Cast { ballots: 2, weight: 20 });
    assert_eq!(turnout.invalid.values().map(|cast| cast.ballots).collect::<Vec<_>>(), [4, 1]);
    assert_eq!(profile.groups().len(), 2, "equal ballots are one group");
}

#[test]
fn a_tie_ends_with_a_lot_or_with_an_error() {
    let value = |_: u8, option: usize| option / 2;
    let ties = Ties { criteria: vec![0_u8], lot: Some(Lot(options(&[2, 4, 1, 3]))) };
    let (best, tie) = ties.settle(End::Best, &[0, 1, 2, 3], 4, value).expect("settled");
    let steps = tie.expect("a tie").steps;
    assert_eq!(best, 3, "the criterion leaves 3 and 4, and the lot prefers 4");
    assert_eq!(
        steps.iter().map(|step| step.by).collect::<Vec<_>>(),
        [SettledBy::Criterion(0), SettledBy::Lot]
    );
    let (worst, _) = ties.settle(End::Worst, &[0, 1, 2, 3], 4, value).expect("settled");
    assert_eq!(worst, 0, "the criterion leaves 1 and 2, and the lot prefers 2");
    let undrawn = Ties { lot: None, ..ties };
    let left = TieError::NoLot { tied: options(&[3, 4]) };
    assert_eq!(undrawn.settle(End::Best, &[0, 1, 2, 3], 4, value), Err(left));
    for lot in [vec![1, 2, 3], vec![1, 2, 3, 3], vec![1, 2, 3, 5], vec![0, 1, 2, 3], vec![1, 2, 3, 4, 1]] {
        let ties: Ties<u8> = Ties { criteria: Vec::new(), lot: Some(Lot(options(&lot))) };
        assert_eq!(ties.check(4), Err(TieError::LotIsNoOrder), "{lot:?}");
    }
    assert_eq!(by_number::<u8>(4).check(4), Ok(()));
}
