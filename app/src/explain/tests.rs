use super::*;
use crate::text::{En, Text, ZhCn};
use domain::count::ballot::OptionNo;
use domain::count::budget::election::{Election, ProjectId};
use domain::count::budget::manifest::{BudgetManifest, BudgetRule, TieBreak, Weights};
use domain::count::budget::outcome::BudgetOutcome;
use domain::count::budget::{self as budgets, Inquiry};
use domain::count::choice::{ChoiceMethod, ChoiceRule, Marks};
use domain::count::formats::ballots::{self, File};
use domain::count::formats::pabulib;
use domain::count::inequality::{Fraction, Threshold};
use domain::count::manifest::{Agreement, Base, Clause, Manifest, Participation};
use domain::count::named::{BudgetName, ChoiceName, Question};
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
    assert_eq!([of(13, 2), of(-1125, 2), of(1, 10_000)], ["6.5", "-562.5", "0.0001"], "exact is not marked");
    let not_reduced = BigRational::new_raw(36.into(), 8.into());
    assert_eq!(figure(&not_reduced), "4.5");
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
    insta::assert_snapshot!(both(|text| budget(text, &election, rule.rule(), &outcome)));
    let inquiry = Inquiry::new(&election, &rule, None, &outcome).expect("exact").expect("equal shares");
    let trees = inquiry.why_not(&ProjectId::new("3")).expect("exact").expect("a project");
    insta::assert_snapshot!(both(|text| why_not(text, &election, rule.rule(), &trees)));
    let both_named = election.groups.iter().position(|group| group.choices.len() == 2).expect("two voters");
    let share = inquiry.share_of(both_named).expect("exact").expect("a group");
    insta::assert_snapshot!(both(|text| share_of(text, &election, rule.rule(), &share)));
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

fn among_four() -> Question {
    Question { options: 4, seats: 2, most: 3, weights: Weighing::Heads, lot: Some(Lot::by_number(4)) }
}

#[test]
fn each_option_has_what_it_was_given_and_a_bar_of_that_length() {
    let gained = |name: ChoiceName| {
        let rule = name.rule(&among_four());
        let outcome = rule.count(4, cast(&rule)).expect("a count");
        let gains = gains(&ZhCn, rule.counts_ballots(), &outcome, 4)?;
        let shown = gains.iter().map(|gain| format!("{} {}%", gain.words, gain.percent));
        Some(shown.collect::<Vec<_>>().join("，"))
    };
    // By hand from the nine ballots above.
    for (name, expected) in [
        (ChoiceName::Plurality, Some("4 票 100%，2 票 50%，2 票 50%，1 票 25%")),
        (ChoiceName::Approval, Some("6 票 75%，8 票 100%，6 票 75%，3 票 37%")),
        (ChoiceName::Score, Some("10 分 100%，8 分 80%，4 分 40%，4 分 40%")),
        (ChoiceName::InstantRunoff, Some("4 票排第一 100%，2 票排第一 50%，2 票排第一 50%，1 票排第一 25%")),
        (ChoiceName::Phragmen, Some("6 票 75%，8 票 100%，6 票 75%，3 票 37%")),
        (ChoiceName::Schulze, None),
    ] {
        assert_eq!(gained(name).as_deref(), expected, "{}", name.code());
    }
}

#[test]
fn every_choice_is_explained() {
    let names = ["长椅", "路灯", "补树", "滑梯"].map(str::to_owned);
    for name in ChoiceName::ALL {
        let rule = name.rule(&among_four());
        let outcome = rule.count(4, cast(&rule)).unwrap_or_else(|error| panic!("{}: {error}", name.code()));
        insta::assert_snapshot!(name.code(), both(|text| choice(text, &rule, &outcome, &names)));
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
    insta::assert_snapshot!(both(|text| budget(text, &election, rule.rule(), &outcome)));
}

/// The lines of one language.
fn told(lines: &[Line]) -> String {
    lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn areas_were_cut_so_that_the_arithmetic_was_false() {
    let file = "{\"format\":\"yishi-answers/1\",\"questions\":[\"甲\"],\
                \"electorate\":{\"ballots\":4,\"heads\":4,\"area\":4500040}}\n\
                {\"answers\":[\"agree\"],\"weight\":{\"ballots\":3,\"heads\":3,\"area\":2250030}}\n\
                {\"answers\":[\"oppose\"],\"weight\":{\"ballots\":1,\"heads\":1,\"area\":2250010}}\n";
    let (Decision::Owners(outcome), names) = decided(file, &Manifest::owners(OwnersMatter::PropertyService))
    else {
        panic!("an owners' vote")
    };
    let told = told(&owners(&ZhCn, &outcome, &names));
    assert!(told.contains("2 × 225.0030 = 450.0060 > 450.0040，达到"), "{told}");
}

/// Two ballots of 5,000 and 3,000 for the bench and the lamps.
const WEIGHED: &str = "{\"format\":\"yishi-budget-ballots/1\",\"form\":\"approval\",\"budget\":\"20000.50\",\
    \"projects\":[{\"id\":\"a\",\"cost\":\"8500.50\",\"name\":\"长椅\"},{\"id\":\"b\",\"cost\":\"600\"},\
    {\"id\":\"c\",\"cost\":\"300\"},{\"id\":\"d\",\"cost\":null}]}\n\
    {\"projects\":[\"a\",\"b\"],\"weight\":5000}\n{\"projects\":[\"a\",\"c\"],\"weight\":3000}\n{}\n";

fn weighed(rule: BudgetName, change: impl FnOnce(&mut BudgetRule)) -> (Election, BudgetRule, BudgetOutcome) {
    let File::Budget(read) = ballots::open(WEIGHED.as_bytes()).expect("a good file") else {
        panic!("a budget")
    };
    let mut rule = BudgetRule::from(rule.rule(&read.election).expect("a rule"));
    change(&mut rule);
    let weights = read.weights.as_deref().filter(|_| rule.weights == Weights::Given);
    let manifest = BudgetManifest::try_from(rule.clone()).expect("a rule");
    let outcome = budgets::count(&read.election, &manifest, weights).expect("an outcome");
    (read.election, rule, outcome)
}

#[test]
fn weights_were_told_as_people() {
    let (election, rule, outcome) = weighed(BudgetName::EqualShares, |rule| rule.weights = Weights::Given);
    assert_eq!((outcome.ballots.counted, outcome.ballots.blank, outcome.voters), (3, 1, 8001));
    insta::assert_snapshot!(both(|text| budget(text, &election, &rule, &outcome)));
    let told = told(&budget(&ZhCn, &election, &rule, &outcome));
    assert!(told.contains("权重共 8000") && !told.contains('人'), "{told}");
}

#[test]
fn greedy_per_cost_was_told_as_plain_greedy() {
    let (election, rule, outcome) = weighed(BudgetName::GreedyPerCost, |_| {});
    let told = told(&budget(&ZhCn, &election, &rule, &outcome));
    assert!(told.contains("得票除以费用") && told.contains("1 票 ÷ 300.00 = 1/300 ≈ 0.003333"), "{told}");
    insta::assert_snapshot!(both(|text| budget(text, &election, &rule, &outcome)));
}

#[test]
fn the_tie_rule_that_decided_was_not_told() {
    let lot = ["c", "b", "a", "d"].map(ProjectId::new).to_vec();
    for (ties, expected) in [
        (vec![TieBreak::LeastCost, TieBreak::Id], "与 b 并列，按规则费用低的在前"),
        (vec![TieBreak::Lot(lot)], "与 b 并列，按事先抽好的签排先后"),
    ] {
        let (election, rule, outcome) = weighed(BudgetName::Greedy, |rule| rule.ties = ties);
        let told = told(&budget(&ZhCn, &election, &rule, &outcome));
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn the_lot_was_told_the_wrong_way_round_for_who_goes_out() {
    let names = ["长椅", "路灯", "花园", "停车位"].map(str::to_owned);
    let tied: [(&[u16], u64); 4] = [(&[1], 4), (&[2], 3), (&[3, 1], 1), (&[4, 2], 1)];
    for name in [ChoiceName::InstantRunoff, ChoiceName::Stv] {
        let lot = Some(Lot([4, 3, 2, 1].map(OptionNo).to_vec()));
        let rule = name.rule(&Question { options: 4, seats: 1, most: 1, weights: Weighing::Heads, lot });
        let ballots = tied.iter().map(|(order, ballots)| {
            let tiers = order.iter().map(|option| vec![OptionNo(*option)]).collect();
            (Marks::Ranking(tiers), Cast::heads(*ballots))
        });
        let outcome = rule.count(4, ballots).expect("an outcome");
        let told = told(&choice(&ZhCn, &rule, &outcome, &names));
        assert!(told.contains("先后是 停车位、花园：签在后的 花园 出局。"), "{told}");
    }
}

#[test]
fn a_vote_is_told_in_short_with_what_was_decided_and_why() {
    let short = |file: &str, rule: &Manifest| {
        let (decision, names) = decided(file, rule);
        both(|text| headline(text, "选聘物业", &decision, &names))
    };
    let few = ANSWERS.replace("\"heads\":9,\"area\":9000000", "\"heads\":9,\"area\":19000000");
    let options = Manifest::owners_options(OwnersMatter::PropertyService, 4).expect("a rule");
    insta::assert_snapshot!("short-owners", short(ANSWERS, &options));
    insta::assert_snapshot!("short-owners-few", short(&few, &options));
    let election = Manifest::owners_election(4, 3, 1).expect("a rule");
    insta::assert_snapshot!("short-election", short(ANSWERS, &election));
    let picks = "{\"format\":\"yishi-answers/1\",\"options\":[\"长椅\",\"路灯\"],\
                 \"electorate\":{\"ballots\":20,\"heads\":20,\"area\":0}}\n\
                 {\"pick\":{\"option\":2}}\n{\"pick\":{\"option\":1}}\n";
    let choose = Manifest::consultative_choice(2, None, None).expect("a rule");
    insta::assert_snapshot!("short-tie", short(picks, &choose));
}
