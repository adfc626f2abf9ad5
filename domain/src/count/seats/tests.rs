//! Known elections.

use super::*;
use crate::count::ballot::OptionNo;
use crate::count::profile::Weighing;
use crate::count::profile::form::{ApprovalForm, RankedForm};
use crate::count::profile::testing::{ballots, by_number, options, rankings};

const FORM: ApprovalForm = ApprovalForm { least: 1, most: 99 };

/// The example of Lackner and Skowron's book, section 2.1, with its options a to g as 1 to 7.
fn book() -> Profile<Approval> {
    let marks = [
        &[1, 2][..],
        &[1, 2],
        &[1, 2],
        &[1, 3],
        &[1, 3],
        &[1, 3],
        &[1, 4],
        &[1, 4],
        &[2, 3, 6],
        &[5],
        &[6],
        &[7],
    ];
    ballots(FORM, 7, marks.map(options).to_vec())
}

#[test]
fn the_book_on_committees_of_four() {
    let (unsupported, weights) = (Unsupported::StaysEmpty, Weighing::Heads);
    let pav = Pav { ballots: FORM, seats: 4, weights, most_steps: 1_000, lot: None };
    let outcome = count_pav(&pav, &book()).expect("counted");
    assert_eq!(outcome.winners, options(&[1, 2, 3, 6]));
    let seq = SequentialPav { ballots: FORM, seats: 4, weights, unsupported, ties: by_number(7) };
    let outcome = count_sequential_pav(&seq, &book()).expect("counted");
    assert_eq!(outcome.winners, options(&[1, 2, 3, 6]));
    let phragmen = Phragmen { ballots: FORM, seats: 4, weights, unsupported, ties: by_number(7) };
    let outcome = count_phragmen(&phragmen, &book()).expect("counted");
    assert_eq!(outcome.winners.first(), Some(&OptionNo(1)));
    let last = outcome.steps.last().expect("four steps");
    let sum = last.carried.iter().fold(crate::count::profile::exact::whole(0), |sum, carried| {
        sum + carried.load.get() * crate::count::profile::exact::whole(carried.cast.weight)
    });
    assert_eq!(sum, crate::count::profile::exact::whole(4), "four seats are carried");
}

#[test]
fn a_search_that_is_too_long_is_refused() {
    let marks = (0..40_u16).map(|i| options(&[i % 20 + 1, (i * 7 + 3) % 20 + 1, (i * 11 + 5) % 20 + 1]));
    let marks = marks.filter(|m| m[0] != m[1] && m[1] != m[2] && m[0] != m[2]).collect();
    let profile = ballots(FORM, 20, marks);
    let pav = |most_steps| Pav { ballots: FORM, seats: 10, weights: Weighing::Heads, most_steps, lot: None };
    assert_eq!(count_pav(&pav(20), &profile), Err(RuleError::TooHard { steps: 20 }));
    let many = Pav { seats: 41, ..pav(20) };
    let profile = ballots(FORM, 50, vec![options(&[1])]);
    assert_eq!(count_pav(&many, &profile), Err(RuleError::Seats { seats: 41, most: 40 }));
}

/// Counted by hand: 2 is elected, 3 catches up with 1 and 4; the lot passes over 4, which elects 5; 1 goes
/// out.
const FOOD: [&str; 6] = ["3: 1,2", "8: 2,3,4", "1: 3,1,2", "3: 4,5", "1: 5,4,3", "4: 5"];

#[test]
fn a_surplus_passes_on_and_the_lowest_goes_out() {
    let profile = rankings(RankedForm::STRICT, 5, &FOOD);
    let outcome = count_stv(&Stv::inclusive(3, by_number(5)), &profile).expect("counted");
    assert_eq!((outcome.quota.to_string().as_str(), outcome.winners), ("6", options(&[2, 5, 3])));
    let StvEnd::Elected { factor, transfers, .. } = &outcome.rounds[0].end else { panic!("2 is elected") };
    assert_eq!(factor.as_ref().map(ToString::to_string).as_deref(), Some("1/4"));
    assert_eq!(
        transfers.iter().map(|t| (t.to, t.votes.to_string())).collect::<Vec<_>>(),
        [(Some(OptionNo(3)), "2".to_owned())]
    );
}

#[test]
fn what_a_seat_goes_to_that_nobody_wants() {
    let profile = ballots(FORM, 3, vec![options(&[2])]);
    let winners = |unsupported| {
        let rule =
            Phragmen { ballots: FORM, seats: 2, weights: Weighing::Heads, unsupported, ties: by_number(3) };
        count_phragmen(&rule, &profile).expect("counted").winners
    };
    assert_eq!(winners(Unsupported::StaysEmpty), options(&[2]));
    assert_eq!(winners(Unsupported::FilledByTies), options(&[2, 1]));
}
