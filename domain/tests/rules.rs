//! The rules on options against what other programs answer.
//!
//! The cases were made by `xtask/oracles/rules.py`, which says how to make many more of them.

mod oracle;

use domain::count::ballot::OptionNo;
use domain::count::choice::{ChoiceMethod, ChoiceOutcome, ChoiceRule, Marks};
use domain::count::profile::Cast;
use domain::count::profile::Weighing;
use domain::count::profile::form::RankedForm;
use domain::count::profile::ties::{Lot, Ties};
use domain::count::ranked::{Schulze, StrengthBy};

fn agree(text: &str) {
    let cases = oracle::read(text);
    assert!(!cases.is_empty());
    for (line, case) in cases.iter().enumerate() {
        assert_eq!(oracle::check(case), None, "line {}: {case:?}", line + 1);
    }
}

/// Declares a test for each file of cases.
macro_rules! oracles {
    ($($name:ident),+ $(,)?) => {$(
        #[test]
        fn $name() {
            agree(include_str!(concat!("fixtures/rules/", stringify!($name), ".jsonl")));
        }
    )+};
}

oracles! {
    schulze, stv, runoff, borda, ranked_pairs, margins, plurality, phragmen, pav, sequential_pav, approval,
}

/// Belenios counts in floating point. In most votes exact fractions give the same; where they do not, these
/// cases among them, the same rule rounded as it rounds does.
#[test]
fn exact_fractions_agree_with_belenios_but_for_its_rounding() {
    let cases = oracle::read(include_str!("fixtures/rules/stv_exact.jsonl"));
    let differ: Vec<_> = cases.iter().filter(|case| oracle::check(case).is_some()).collect();
    assert_eq!((cases.len(), differ.len()), (60, 20));
    for case in differ {
        let rounded = oracle::as_binary64(case).expect("a case in exact fractions");
        assert_eq!(oracle::check(&rounded), None, "{case:?}");
    }
}

/// The ballots of a PrefLib file.
fn preflib(text: &str) -> Vec<(Marks, Cast)> {
    let ballots = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let ballot = |line: &str| {
        let (count, marks) = line.split_once(':').expect("a count");
        (Marks::Ranking(oracle::tiers(marks)), Cast::heads(count.parse().expect("a number")))
    };
    ballots.map(ballot).collect()
}

/// Debian's leader of 2010, 436 ballots: Zacchiroli, Verhelst, Plessy, Manterola, None Of The Above.
#[test]
fn debian_elected_its_leader_of_2010() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/preflib/00002-00000006.soi");
    // Beside the tree, not in it.
    let Ok(text) = std::fs::read_to_string(file) else { return };
    let schulze = Schulze {
        ballots: RankedForm::ANY,
        strength: StrengthBy::WinningVotes,
        weights: Weighing::Heads,
        ties: Ties { criteria: vec![], lot: Some(Lot::by_number(5)) },
    };
    let rule = ChoiceRule::of(ChoiceMethod::Schulze(schulze));
    let Ok(ChoiceOutcome::Schulze(outcome)) = rule.count(5, preflib(&text)) else { panic!("counted") };
    assert_eq!(outcome.turnout.received.ballots, 436);
    assert_eq!(outcome.order, [1, 2, 4, 3, 5].map(|option| vec![OptionNo(option)]));
}
