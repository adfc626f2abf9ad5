//! Questions, ballots and outcomes in few words; the tests of the server read this file too.

#![allow(dead_code, reason = "several test programs read this file, and each uses its own part")]

use crate::world::label;
use domain::count::ballot::{Choice, OptionNo};
use domain::count::consultative::{self, Pick};
use domain::count::owners;
use domain::count::record::Decision;
use domain::votes::counting::Finding;
use domain::votes::{Marks, Said};
use service::votes::read::Vote;
use service::votes::setup::{By, NewOption, NewQuestion};

/// A question that the vote's title asks.
pub(crate) fn question(by: By, options: &[&str]) -> NewQuestion {
    let options = options.iter().map(|name| NewOption { label: label(name), proposal: None, cost: None });
    NewQuestion { text: None, options: options.collect(), by }
}

/// What a ballot says to one question: `agree`, `agree,oppose`, `option-2`, `none`.
pub(crate) fn marks(text: &str) -> Marks {
    let choice = |word| match word {
        "agree" => Choice::Agree,
        "oppose" => Choice::Oppose,
        "abstain" => Choice::Abstain,
        _ => panic!("{word}"),
    };
    match text.strip_prefix("option-") {
        Some(number) => Marks::Pick(Pick::Option(OptionNo(number.parse().unwrap()))),
        None if text == "none" => Marks::Pick(Pick::None),
        None => Marks::Answers(text.split(',').map(choice).collect()),
    }
}

/// The same as a ballot's own question has it recorded.
pub(crate) fn said(text: &str) -> Said {
    Said::Valid(vec![marks(text)])
}

/// The word of a ballot that answers one question with one.
pub(crate) fn word(said: &Said) -> String {
    ["agree", "oppose", "abstain"]
        .into_iter()
        .find(|word| *said == self::said(word))
        .expect("a word")
        .to_owned()
}

/// What the one question of an owners' vote came to.
pub(crate) fn owners_outcome(vote: &Vote) -> owners::Outcome {
    let outcome = vote.outcome.as_ref().expect("counted");
    match outcome.questions.as_slice() {
        [Finding::Vote(Decision::Owners(outcome))] => (**outcome).clone(),
        other => panic!("{other:?}"),
    }
}

/// What the one question of a consultation came to.
pub(crate) fn consulted(vote: &Vote) -> consultative::Outcome {
    let outcome = vote.outcome.as_ref().expect("counted");
    match outcome.questions.as_slice() {
        [Finding::Vote(Decision::Consultative(outcome))] => (**outcome).clone(),
        other => panic!("{other:?}"),
    }
}
