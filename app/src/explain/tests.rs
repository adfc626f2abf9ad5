use super::*;
use crate::text::{En, Text, ZhCn};
use domain::count::ballot::OptionNo;
use domain::count::budget::election::{Election, ProjectId};
use domain::count::budget::manifest::BudgetManifest;
use domain::count::budget::{self as budgets, Inquiry};
use domain::count::choice::{ChoiceMethod, ChoiceRule, Marks};
use domain::count::formats::ballots::{self, File};
use domain::count::formats::pabulib;
use domain::count::inequality::{Fraction, Threshold};
use domain::count::manifest::{Agreement, Base, Clause, Manifest, Participation};
use domain::count::named::{ChoiceName, Question};
use domain::count::profile::ties::Lot;
use domain::count::profile::{Cast, Weighing};
use domain::count::record::{self, Decision};
use domain::count::weight::HeadCount;
use domain::time::LocalDay;
use domain::votes::OwnersMatter;
use domain::words::{Label, Reason};

/// Lines as the command line prints them, in both languages.
fn both(lines: impl Fn(&dyn Text) -> Vec<Line>) -> String {
    let texts: [&dyn Text; 2] = [&ZhCn, &En];
    let shown = texts.map(|text| lines(text).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    shown.join("\n\n")
}

#[test]
fn figures_are_short_and_say_when_they_are_rounded() {
    let of = |upper: i64, lower: i64| figure(&BigRational::new(upper.into(), lower.into()));
    assert_eq!(of(12, 4), "3");
    assert_eq!(of(1, 3), "1/3 ≈ 0.3333");
    assert_eq!(of(-2, 3), "-2/3 ≈ -0.6667");
    assert_eq!(of(123_456_789, 10_000_000), "≈12.3457");
}

/// Seven voters and 10,000 yuan: the bench and the lamps are bought, the trees' supporters have too little left.
const BUDGET: &str = "META\nkey;value\nbudget;10000\nvote_type;approval\nnum_votes;7\n\
    PROJECTS\nproject_id;cost;name\n1;3000;长椅\n2;4000;路灯\n3;6000;补树\n\
    VOTES\nvoter_id;vote\n1;1,2\n2;1,2\n3;1\n4;2\n5;2,3\n6;3\n7;\n";

fn election() -> Election {
    pabulib::read(BUDGET.as_bytes()).expect("a good file").election
}

#[test]
fn equal_shares_are_explained() {
    let election = election();
    let rule = BudgetManifest::equal_shares_add1().expect("a rule");
    let outcome = budgets::count(&election, &rule, None).expect("an outcome");
    insta::assert_snapshot!(both(|text| budget(text, &election, &outcome)));
    let inquiry = Inquiry::new(&election, &rule, None, &outcome).expect("exact").expect("equal shares");
    let trees = inquiry.why_not(&ProjectId::new("3")).expect("exact").expect("a project");
    insta::assert_snapshot!(both(|text| why_not(text, &election, 0, &trees)));
    let both_named = election.groups.iter().position(|group| group.choices.len() == 2).expect("two voters");
    let share = inquiry.share_of(both_named).expect("exact").expect("a group");
    insta::assert_snapshot!(both(|text| share_of(text, &election, 0, &share)));
}

/// Nine voters among four options; every form of marks.
fn cast(rule: &ChoiceRule) -> Vec<(Marks, Cast)> {
    let of = |numbers: &[u16]| numbers.iter().copied().map(OptionNo).collect::<Vec<_>>();
    let orders: [(&[u16], u64); 4] = [(&[1, 2, 3], 4), (&[2, 1], 2), (&[3, 4, 2], 2), (&[4], 1)];
    let marks = |order: &[u16]| match rule.blank() {
        Marks::Options(_) => Marks::Options(of(order)),
        Marks::Ranking(_) => Marks::Ranking(of(order).into_iter().map(|option| vec![option]).collect()),
        Marks::Numbers(_) => Marks::Numbers(of(order).into_iter().zip([2, 1, 0]).collect()),
    };
    let first = |order: &'static [u16]| match rule.method {
        ChoiceMethod::Plurality(_) => order.get(..1).unwrap_or_default(),
        _ => order,
    };
    orders.into_iter().map(|(order, ballots)| (marks(first(order)), Cast::heads(ballots))).collect()
}

#[test]
fn every_choice_is_explained() {
    let names = ["长椅", "路灯", "补树", "滑梯"].map(str::to_owned);
    for name in ChoiceName::ALL {
        let question = Question {
            options: 4,
            seats: 2,
            most: 3,
            weights: Weighing::Heads,
            lot: Some(Lot::by_number(4)),
        };
        let rule = name.rule(&question);
        let outcome = rule.count(4, cast(&rule)).unwrap_or_else(|error| panic!("{}: {error}", name.code()));
        insta::assert_snapshot!(name.code(), both(|text| choice(text, &outcome, &names)));
    }
}

/// Nine owners: one vote passes, the election has a tie for its last seat.
const ANSWERS: &str = "{\"format\":\"yishi-answers/1\",\"questions\":[\"王\",\"李\",\"赵\",\"周\"],\
    \"electorate\":{\"ballots\":9,\"heads\":9,\"area\":9000000}}\n\
    {\"answers\":[\"agree\",\"agree\",\"agree\",\"oppose\"],\"weight\":{\"ballots\":5,\"heads\":5,\"area\":5000000}}\n\
    {\"answers\":[\"agree\",\"abstain\",\"blank\",\"agree\"],\"weight\":{\"ballots\":2,\"heads\":2,\"area\":2000000}}\n\
    {\"invalid\":\"unsigned\",\"weight\":{\"ballots\":1,\"heads\":1,\"area\":1000000}}\n";

fn decided(file: &str, rule: &Manifest) -> (Decision, Vec<String>) {
    let File::Answers(answers) = ballots::open(file.as_bytes()).expect("a good file") else {
        panic!("a file of answers")
    };
    (record::decide(&answers, rule).expect("an outcome"), answers.names)
}

#[test]
fn owners_inequalities_are_explained_with_both_sides() {
    let clause = Clause {
        document: Label::parse("《春和苑业主大会议事规则》第十二条").expect("short"),
        adopted_on: LocalDay(19_000),
        text: Reason::parse("未参与表决的，计入已表决的多数票。").expect("short"),
    };
    let rule = Manifest::owners_options(OwnersMatter::PropertyService, 4).expect("a rule");
    let silent =
        format!("{ANSWERS}{{\"silent\":true,\"weight\":{{\"ballots\":1,\"heads\":1,\"area\":1000000}}}}\n");
    for (name, file, rule) in [
        ("owners", silent.as_str(), rule.with_silence(clause).expect("a rule")),
        ("owners-election", ANSWERS, Manifest::owners_election(4, 2, 1).expect("a rule")),
    ] {
        let (Decision::Owners(outcome), names) = decided(file, &rule) else { panic!("an owners' vote") };
        insta::assert_snapshot!(name, both(|text| owners(text, &outcome, &names)));
    }
}

#[test]
fn consultations_are_explained() {
    let picks = "{\"format\":\"yishi-answers/1\",\"options\":[\"长椅\",\"路灯\"],\
                 \"electorate\":{\"ballots\":20,\"heads\":20,\"area\":0}}\n\
                 {\"pick\":{\"option\":2},\"weight\":{\"ballots\":7,\"heads\":7,\"area\":0}}\n{\"pick\":\"none\"}\n";
    let yes_no = "{\"format\":\"yishi-answers/1\",\"questions\":[\"夜间关门\"],\
                  \"electorate\":{\"ballots\":20,\"heads\":20,\"area\":0}}\n\
                  {\"answers\":[\"agree\"]}\n{\"answers\":[\"oppose\"]}\n";
    let quorum = Participation {
        threshold: Threshold::Voters { at_least: HeadCount::new(3).expect("small") },
        source: Label::parse("居民公约").expect("short"),
    };
    let agreement = Agreement {
        threshold: Threshold::more_than(Fraction::HALF),
        base: Base::Participants,
        source: Label::parse("居民公约").expect("short"),
    };
    let rules = [
        ("choose-one", picks, Manifest::consultative_choice(2, Some(quorum.clone()), None)),
        ("majority", yes_no, Manifest::consultative_yes_no(Some(quorum), agreement)),
    ];
    for (name, file, rule) in rules {
        let (Decision::Consultative(outcome), names) = decided(file, &rule.expect("a rule")) else {
            panic!("a consultation")
        };
        insta::assert_snapshot!(name, both(|text| consultation(text, &outcome, &names)));
    }
}

#[test]
fn greedy_is_explained() {
    let election = election();
    let rule = BudgetManifest::greedy(election.form, 1).expect("a rule");
    let outcome = budgets::count(&election, &rule, None).expect("an outcome");
    insta::assert_snapshot!(both(|text| budget(text, &election, &outcome)));
}
