//! Whatever a form lets through, its rule counts; what it refuses, it refuses for its own reason.

use super::counting::{self, CountFault, Finding, Outcome, Poll};
use super::form::{self, Form, Medium, Misfit, Points};
use super::marks::{Marks, Said};
use super::question::{Opt, Purse, Question, QuestionError, check};
use super::{OwnersMatter, VoteKind};
use crate::count::ballot::{Choice, InvalidReason, OptionNo};
use crate::count::budget::election::Form as BudgetForm;
use crate::count::budget::manifest::BudgetManifest;
use crate::count::consultative::Pick;
use crate::count::manifest::Manifest;
use crate::count::named::{self, BudgetName, ChoiceName};
use crate::count::profile::Weighing;
use crate::count::profile::ties::Lot;
use crate::count::record::Rule;
use crate::count::weight::{AreaSum, Weight};
use crate::id::VoteId;
use crate::measure::Fen;
use crate::words::{Label, Title};
use proptest::prelude::*;

const COSTS: [i64; 4] = [40_000, 60_000, 30_000, 90_000];

fn opts(count: usize, priced: bool) -> Vec<Opt> {
    (0..count)
        .map(|index| Opt {
            label: Label::parse(&format!("方案{index}")).expect("a label"),
            proposal: None,
            revision: None,
            cost: priced.then(|| Fen::new(COSTS[index % 4]).expect("a cost")),
        })
        .collect()
}

fn choice(name: ChoiceName) -> Question {
    let asked = named::Question { options: 4, seats: 1, most: 10, weights: Weighing::Heads, lot: None };
    Question {
        text: None,
        options: opts(4, false),
        purse: None,
        rule: Rule::Choice(Box::new(name.rule(&asked))),
    }
}

fn budget(form: BudgetForm, rule: BudgetManifest) -> Question {
    let points = if form.has_points() { 10 } else { 0 };
    let purse = Some(Purse { budget: Fen::new(100_000).expect("money"), form, points });
    Question { text: None, options: opts(4, true), purse, rule: Rule::Budget(Box::new(rule)) }
}

fn vote(rule: Manifest, options: usize) -> Question {
    Question { text: None, options: opts(options, false), purse: None, rule: Rule::Vote(Box::new(rule)) }
}

fn knapsack() -> Question {
    let question = budget(BudgetForm::Approval, BudgetManifest::equal_shares_add1().expect("a rule"));
    let rule = BudgetName::Knapsack.rule(&question.election([]).expect("an election")).expect("a rule");
    Question { rule: Rule::Budget(Box::new(rule)), ..question }
}

/// One question of every form and rule.
fn every_question() -> Vec<Question> {
    let names = ChoiceName::ALL.iter().copied().filter(|name| name.takes_lot());
    let mut all: Vec<Question> = names.map(choice).collect();
    for form in BudgetForm::ALL {
        all.push(budget(form, BudgetManifest::greedy(form, 4).expect("a rule")));
    }
    all.push(budget(BudgetForm::Approval, BudgetManifest::equal_shares_add1().expect("a rule")));
    all.push(knapsack());
    all.push(vote(Manifest::consultative_choice(4, None, None).expect("a rule"), 4));
    all
}

#[test]
fn every_rule_can_be_put_and_only_owners_decide_by_theirs() {
    for question in every_question() {
        assert_eq!(check(VoteKind::Consultative, std::slice::from_ref(&question)), Ok(()), "{question:?}");
        assert_eq!(check(VoteKind::Statutory, &[question]), Err(QuestionError::NotByThisRule));
    }
    let owners = vote(Manifest::owners(OwnersMatter::PropertyService), 0);
    assert_eq!(check(VoteKind::Statutory, std::slice::from_ref(&owners)), Ok(()));
    assert_eq!(check(VoteKind::Consultative, &[owners]), Err(QuestionError::NotByThisRule));
    let election = vote(Manifest::owners_election(4, 3, 1).expect("a rule"), 4);
    assert_eq!(check(VoteKind::Statutory, &[election]), Ok(()));
}

#[test]
fn what_cannot_be_put_is_refused_for_its_reason() {
    let plain = choice(ChoiceName::Plurality);
    let with = |change: &dyn Fn(&mut Question)| {
        let mut question = plain.clone();
        change(&mut question);
        check(VoteKind::Consultative, &[question])
    };
    assert_eq!(check(VoteKind::Consultative, &[]), Err(QuestionError::NumberOfQuestions));
    assert_eq!(check(VoteKind::Consultative, &[plain.clone(), plain.clone()]), Err(QuestionError::NoText));
    let named = |text| Question { text: Some(Title::parse(text).expect("a title")), ..plain.clone() };
    assert_eq!(check(VoteKind::Consultative, &[named("甲事"), named("乙事")]), Ok(()));
    assert_eq!(with(&|question| question.options.truncate(1)), Err(QuestionError::NumberOfOptions));
    assert_eq!(
        with(&|question| question.options[1].label = question.options[0].label.clone()),
        Err(QuestionError::EqualOptions)
    );
    let purse = Purse { budget: Fen::new(5).expect("money"), form: BudgetForm::Approval, points: 0 };
    assert_eq!(with(&|question| question.purse = Some(purse)), Err(QuestionError::Money));
    let seats = named::Question { options: 4, seats: 5, most: 1, weights: Weighing::Heads, lot: None };
    let crowded = Rule::Choice(Box::new(ChoiceName::Plurality.rule(&seats)));
    assert_eq!(with(&|question| question.rule = crowded.clone()), Err(QuestionError::RuleDoesNotFit));
    let belenios =
        Rule::Choice(Box::new(ChoiceName::StvBelenios.rule(&named::Question { seats: 1, ..seats })));
    assert_eq!(with(&|question| question.rule = belenios.clone()), Err(QuestionError::RuleDoesNotFit));
    let mut unpriced = knapsack();
    unpriced.options[2].cost = None;
    assert_eq!(check(VoteKind::Consultative, &[unpriced]), Err(QuestionError::Money));
}

#[test]
fn a_screen_says_what_does_not_fit() {
    let options = |numbers: &[u16]| Marks::Options(numbers.iter().copied().map(OptionNo).collect());
    let numbers = |pairs: &[(u16, u32)]| {
        Marks::Numbers(pairs.iter().map(|(option, number)| (OptionNo(*option), *number)).collect())
    };
    let (one, points) = (choice(ChoiceName::Plurality), choice(ChoiceName::Points));
    assert_eq!(one.form(), Form::Choose { least: 1, most: 1, most_cost: None });
    assert_eq!(
        points.form(),
        Form::Numbers { most_each: 10, total: Some(Points { total: 10, all: false }), least: 1, each: false }
    );
    let strict = budget(BudgetForm::Ordinal, BudgetManifest::greedy(BudgetForm::Ordinal, 4).expect("a rule"));
    let tied = Marks::Ranking(vec![vec![OptionNo(1), OptionNo(2)]]);
    let two = vote(Manifest::owners_options(OwnersMatter::OtherMajor, 2).expect("a rule"), 2);
    let cases = [
        (&one, options(&[1, 2]), Err(Misfit::TooMany { most: 1 })),
        (&one, options(&[5]), Err(Misfit::OtherForm)),
        (&one, options(&[0]), Err(Misfit::OtherForm)),
        (&one, options(&[]), Ok(())),
        (&one, Marks::Pick(Pick::None), Err(Misfit::OtherForm)),
        (&points, numbers(&[(1, 6), (2, 5)]), Err(Misfit::WrongSum { given: 11, total: 10 })),
        (&points, numbers(&[(1, 11)]), Err(Misfit::OffTheScale { most: 10 })),
        (&points, numbers(&[(1, 6), (1, 1)]), Err(Misfit::OtherForm)),
        (&knapsack(), options(&[1, 2]), Ok(())),
        (&knapsack(), options(&[2, 4]), Err(Misfit::OverBudget { cost: 150_000, most: 100_000 })),
        (&strict, tied, Err(Misfit::EqualRanks)),
        (&two, Marks::Answers(vec![Choice::Agree]), Err(Misfit::OtherForm)),
        (&two, Marks::Answers(vec![Choice::Agree, Choice::Blank]), Err(Misfit::Unanswered)),
        (&two, Marks::Answers(vec![Choice::Agree, Choice::Abstain]), Ok(())),
    ];
    for (question, marks, expected) in cases {
        assert_eq!(question.fits(Medium::Screen, &marks), expected, "{marks:?}");
    }
    assert_eq!(form::check(&[one], Medium::Screen, &[]), Err((0, Misfit::OtherForm)));
    // What nobody marked on paper is blank; no screen lets it be forgotten.
    let forgotten = Marks::Answers(vec![Choice::Agree, Choice::Blank]);
    assert_eq!(two.fits(Medium::Screen, &forgotten), Err(Misfit::Unanswered));
    assert_eq!(two.fits(Medium::Paper, &forgotten), Ok(()));
}

/// Any marks at all, many of which fit some form.
fn marks() -> impl Strategy<Value = Marks> {
    let option = || (0_u16..6).prop_map(OptionNo);
    prop_oneof![
        prop::collection::vec(option(), 0..5).prop_map(Marks::Options),
        prop::collection::vec((option(), 0_u32..12), 0..5).prop_map(Marks::Numbers),
        prop::collection::vec(prop::collection::vec(option(), 0..3), 0..5).prop_map(Marks::Ranking),
        Just(Marks::Pick(Pick::None)),
        option().prop_map(|option| Marks::Pick(Pick::Option(option))),
    ]
}

/// As it is when it opens.
fn drawn() -> Vec<Question> {
    every_question().into_iter().map(|question| question.with_lot(Lot::by_number(4))).collect()
}

fn weight(area: i64) -> Weight {
    Weight::one_ballot(true, AreaSum::new(area).expect("an area"))
}

proptest! {
    #[test]
    fn what_a_form_lets_through_its_rule_counts(said in prop::collection::vec(marks(), 1..8)) {
        for question in drawn() {
            let fits = |marks: &&Marks| question.fits(Medium::Screen, marks).is_ok();
            let fitting: Vec<&Marks> = said.iter().filter(fits).collect();
            let electorate = Weight::sum(said.iter().map(|_| weight(0))).expect("few");
            let ballots = fitting.iter().map(|marks| (weight(0), Ok(*marks)));
            let found = counting::count(&question, electorate, ballots, None);
            let count = u64::try_from(fitting.len()).expect("few");
            match found.expect("counted") {
                Finding::Choice(outcome) => {
                    prop_assert_eq!(outcome.turnout().received.ballots, count);
                    prop_assert!(outcome.turnout().invalid.is_empty());
                }
                Finding::Budget(outcome) => {
                    prop_assert_eq!((outcome.ballots.counted, outcome.ballots.invalid), (count, 0));
                }
                Finding::Vote(_) => {}
            }
        }
    }

    #[test]
    fn an_outcome_is_read_as_it_is_written(said in prop::collection::vec(marks(), 1..8)) {
        for question in drawn() {
            let fitting = said.iter().filter(|marks| question.fits(Medium::Screen, marks).is_ok());
            let ballots = fitting.map(|marks| (weight(0), Ok(marks)));
            let electorate = Weight::sum(said.iter().map(|_| weight(0))).expect("few");
            let found = counting::count(&question, electorate, ballots, None).expect("counted");
            let json = crate::count::canonical::json(&found).expect("json");
            prop_assert_eq!(serde_json::from_str::<Finding>(&json).expect("a finding"), found);
        }
    }
}

#[test]
fn a_whole_vote_is_counted_question_by_question_and_the_invalid_apart() {
    let text = |text| Some(Title::parse(text).expect("a title"));
    let one = Question {
        text: text("选聘甲公司"),
        ..vote(Manifest::owners(OwnersMatter::PropertyService), 0)
    };
    let two =
        Question { text: text("增设车位"), ..vote(Manifest::owners(OwnersMatter::UseOfCommonParts), 0) };
    let questions = [one, two];
    assert_eq!(check(VoteKind::Statutory, &questions), Ok(()));
    let said = |first, second| Said::Valid(vec![Marks::Answers(vec![first]), Marks::Answers(vec![second])]);
    let ballots = [
        (weight(100), said(Choice::Agree, Choice::Agree)),
        (weight(50), said(Choice::Agree, Choice::Oppose)),
        (weight(80), said(Choice::Oppose, Choice::Agree)),
        (weight(70), Said::Invalid(InvalidReason::Unsigned)),
    ];
    let electorate = Weight::sum(ballots.iter().map(|(weight, _)| *weight)).expect("few");
    let vote = VoteId(uuid::Uuid::from_u128(1));
    let poll = Poll { vote, questions: &questions, quorum: None, electorate, silent: Weight::ZERO };
    let outcome = poll.count(&ballots).expect("counted");
    assert_eq!((outcome.turnout.valid.area.get(), outcome.turnout.valid.heads.get()), (230, 3));
    // Whoever takes no part weighs no area: it would be a flat's own.
    assert_eq!(outcome.turnout.invalid[&InvalidReason::Unsigned].area.get(), 0);
    let winners = outcome.questions.iter().map(|finding| match finding {
        Finding::Vote(decision) => decision.winners(),
        Finding::Choice(_) | Finding::Budget(_) => panic!("a vote decided by a bar"),
    });
    // The first needs more than half, the second three quarters of both: 2 of 3 heads are too few.
    assert_eq!(winners.collect::<Vec<_>>(), [vec![OptionNo(1)], vec![]]);
    assert_eq!(serde_json::from_str::<Outcome>(&outcome.json()).expect("an outcome"), outcome);
    let short = [(weight(100), Said::Valid(vec![Marks::Answers(vec![Choice::Agree])]))];
    assert_eq!(poll.count(&short), Err(CountFault::OtherMarks));
}
