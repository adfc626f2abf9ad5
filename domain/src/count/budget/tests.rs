//! Single cases, worked by hand or from another program.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::election::{Election, Form, Mark, Money, Project, ProjectId};
use super::manifest::{
    Amount, BallotLimits, Beyond, BudgetManifest, BudgetMethod, BudgetRule, BudgetRuleError, Completion,
    CostLimit, Eligibility, Endowment, ExhaustiveStop, GreedyOrder, Preference, RankScores, Reserve, Score,
    TieBreak, Unaffordable, Utility, Weights,
};
use super::outcome::{RaisingEnd, SharesReport, Steps, Verdict};
use super::{BudgetError, BudgetOutcome, Inquiry, Refusal, Standing, count};

/// Projects a, b, c … at these costs; ballots as letters.
fn approval(budget: i64, costs: &[i64], ballots: &[&str]) -> Election {
    let names = ('a'..='z').map(|letter| letter.to_string());
    let projects = costs.iter().zip(names).map(|(cost, id)| Project::new(&id, Some(Money(*cost))));
    let marks =
        |ballot: &&str| -> Vec<Mark> { ballot.bytes().map(|letter| (u32::from(letter - b'a'), 1)).collect() };
    Election::new(0, Money(budget), Form::Approval, projects.collect(), ballots.iter().map(marks))
}

fn greedy() -> BudgetRule {
    BudgetManifest::greedy(Form::Approval, 1).unwrap().into()
}

fn add1() -> BudgetRule {
    BudgetManifest::equal_shares_add1().unwrap().into()
}

fn counted(election: &Election, rule: BudgetRule) -> Result<BudgetOutcome, BudgetError> {
    count(election, &rule.try_into().unwrap(), None)
}

fn winners(election: &Election, rule: BudgetRule) -> String {
    let outcome = counted(election, rule).unwrap();
    outcome.winners.iter().map(ProjectId::as_str).collect()
}

fn report(outcome: &BudgetOutcome) -> &SharesReport {
    match &outcome.steps {
        Steps::EqualShares(report) => report,
        Steps::Greedy(_) => panic!("greedy"),
    }
}

fn set(ids: &str) -> BTreeSet<ProjectId> {
    ids.chars().map(|id| ProjectId::new(&id.to_string())).collect()
}

#[test]
fn greedy_skips_or_stops_and_excludes() {
    let election = approval(10, &[6, 5, 3, 1], &["abcd", "abc", "ab", "a", "d"]);
    let with = |unaffordable, exclusive| {
        let mut rule = greedy();
        rule.method = BudgetMethod::Greedy { order: GreedyOrder::Score, unaffordable, exclusive };
        rule
    };
    assert_eq!(winners(&election, with(Unaffordable::Skip, vec![])), "adc");
    assert_eq!(winners(&election, with(Unaffordable::Stop, vec![])), "a");
    assert_eq!(winners(&election, with(Unaffordable::Skip, vec![set("ac")])), "ad");
    let outcome = counted(&election, with(Unaffordable::Skip, vec![set("ac")])).unwrap();
    let Steps::Greedy(steps) = outcome.steps else { panic!() };
    let said: Vec<_> =
        steps.iter().map(|step| (step.project.as_str(), step.left.get(), &step.verdict)).collect();
    let by = ProjectId::new("a");
    // c and d have two votes each; d costs less and goes first.
    assert_eq!(
        said,
        [
            ("a", 10, &Verdict::Selected),
            ("b", 4, &Verdict::TooDear),
            ("d", 4, &Verdict::Selected),
            ("c", 3, &Verdict::Excluded { by }),
        ]
    );
    assert_eq!(steps[2].tied_with, [ProjectId::new("c")]);
    let unknown = with(Unaffordable::Skip, vec![set("az")]);
    assert_eq!(counted(&election, unknown).unwrap_err(), BudgetError::UnknownProject(ProjectId::new("z")));
}

#[test]
fn equals_made_endowments_be_tried_rung_by_rung() {
    // Each of three projects has three voters, so they cost as much per utility for ever; a fourth comes in ten
    // thousand million rungs later. Tried one by one these would take hours.
    let projects = [230_340_630_000, 392_347_850_000, 331_796_570_000, 983_931_060_000];
    let ballots = ["bcd", "a", "a", "a", "", "b", "b", "c"];
    let election = approval(10_000_000_000_000, &projects, &ballots);
    assert_eq!(winners(&election, add1()), "abcd");
}

#[test]
fn thousands_of_equals_named_each_other() {
    let names: Vec<String> = (0..1_000).map(|number| format!("p{number}")).collect();
    let projects = names.iter().map(|name| Project::new(name, Some(Money(1)))).collect();
    let election = Election::new(0, Money(500), Form::Approval, projects, [vec![(0, 1)]]);
    let outcome = counted(&election, greedy()).unwrap();
    let Steps::Greedy(steps) = outcome.steps else { panic!() };
    assert!(steps.iter().all(|step| step.tied_with.len() <= crate::count::budget::outcome::MOST_TIED));
}

#[test]
fn greedy_per_cost_takes_the_cheap_first() {
    let election = approval(10, &[10, 5, 5], &["a", "a", "a", "b", "b", "c", "c"]);
    assert_eq!(winners(&election, greedy()), "a");
    let mut rule = greedy();
    let (order, unaffordable, exclusive) = (GreedyOrder::ScorePerCost, Unaffordable::Skip, vec![]);
    rule.method = BudgetMethod::Greedy { order, unaffordable, exclusive };
    assert_eq!(winners(&election, rule), "bc");
}

#[test]
fn thresholds_refuse_and_say_why() {
    let mut election = approval(10, &[12, 3, 3, 3], &["ab", "ab", "c", ""]);
    election.projects.push(Project::new("e", None));
    let mut rule = greedy();
    rule.eligibility =
        Eligibility { least_votes: Some(2), above_budget: false, without_votes: false, ..Eligibility::ALL };
    let outcome = counted(&election, rule).unwrap();
    let refusals: Vec<_> = outcome.projects.iter().map(|line| line.refusal).collect();
    assert_eq!(
        refusals,
        [
            Some(Refusal::AboveBudget),
            None,
            Some(Refusal::FewVotes { least: 2 }),
            Some(Refusal::WithoutVotes),
            Some(Refusal::Withdrawn),
        ]
    );
    assert_eq!((outcome.voters, outcome.blank), (4, 1));
    // Świecie: votes / voters ≥ cost / (3 × budget): 1 × 3 × 10 ≥ 7 × 4, and not 8 × 4.
    let election = approval(10, &[7, 8], &["ab", "", "", ""]);
    let mut rule = add1();
    rule.eligibility = Eligibility { votes_by_cost: Some(3), ..Eligibility::ALL };
    let outcome = counted(&election, rule).unwrap();
    assert_eq!(outcome.projects[0].refusal, None);
    assert_eq!(outcome.projects[1].refusal, Some(Refusal::FewVotesForItsCost { factor: 3 }));
}

#[test]
fn knapsack_ballots_keep_to_the_budget() {
    let election = approval(10, &[6, 5, 4], &["ac", "bc", "ab", "b"]);
    let with = |most_cost, beyond| {
        let mut rule = greedy();
        rule.ballots = BallotLimits { most_cost: Some(most_cost), beyond, ..BallotLimits::NONE };
        counted(&election, rule).unwrap()
    };
    let blank = with(CostLimit::Budget, Beyond::Blank);
    assert_eq!(blank.projects.iter().map(|line| line.votes).collect::<Vec<_>>(), [1, 2, 2]);
    assert_eq!((blank.voters, blank.blank, blank.invalid), (4, 1, 0));
    let invalid = with(CostLimit::Amount(Amount { units: 95, decimals: 1 }), Beyond::Invalid);
    assert_eq!(invalid.projects.iter().map(|line| line.votes).collect::<Vec<_>>(), [0, 2, 1]);
    assert_eq!((invalid.voters, invalid.blank, invalid.invalid), (2, 0, 2));
}

#[test]
fn a_tie_without_a_lot_is_named_and_a_lot_decides_it() {
    let election = approval(4, &[3, 3, 1], &["a", "b", "c"]);
    let mut rule = greedy();
    rule.ties = vec![TieBreak::LeastCost];
    let tie = BudgetError::UndecidedTie(vec![ProjectId::new("a"), ProjectId::new("b")]);
    assert_eq!(counted(&election, rule.clone()).unwrap_err(), tie);
    let lot = |order: &str| TieBreak::Lot(order.chars().map(|id| ProjectId::new(&id.to_string())).collect());
    rule.ties.push(lot("bac"));
    assert_eq!(winners(&election, rule.clone()), "cb");
    rule.ties = vec![TieBreak::LeastCost, lot("ba")];
    assert_eq!(counted(&election, rule).unwrap_err(), BudgetError::NotInLot(ProjectId::new("c")));
    // Where all of them fit, there is nothing to decide.
    let mut rule = greedy();
    rule.ties = vec![];
    assert_eq!(winners(&approval(7, &[3, 3, 1], &["a", "b", "c"]), rule), "abc");
}

/// Budget 12, four voters with 3 each. a (6) is named by three, b (4) by two, c (5) by two.
fn hand() -> Election {
    approval(12, &[6, 4, 5], &["ab", "ab", "ac", "c"])
}

#[test]
fn equal_shares_by_hand() {
    let mut rule = add1();
    rule.method = BudgetMethod::EqualShares {
        utility: Utility::ApprovalCost,
        endowment: Endowment::Exact,
        completion: Completion::None,
        comparison: None,
    };
    rule.reserve = Reserve::ByScore(9);
    let manifest = rule.try_into().unwrap();
    let election = hand();
    let outcome = count(&election, &manifest, None).unwrap();
    // a: 6 among three is 2 each, leaving 1, 1, 1 and 3. b needs 4 from 2: gone. c needs 5 from 4: gone.
    assert_eq!(outcome.winners, [ProjectId::new("a")]);
    let report = report(&outcome);
    assert_eq!((report.end, report.steps_raised), (RaisingEnd::NotRaised, 0));
    assert_eq!(report.purchases[0].shares[0].payment.to_string(), "2/1");
    assert_eq!(report.purchases[0].left.to_string(), "6/1");
    let inquiry = Inquiry::new(&election, &manifest, None, &outcome).unwrap().unwrap();
    let group = election.groups.iter().position(|group| group.choices.len() == 1).unwrap();
    assert_eq!(inquiry.share_of(group).unwrap().unwrap().left.to_string(), "3/1");
    let why = inquiry.why_not(&ProjectId::new("c")).unwrap().unwrap();
    let Standing::TooLittleLeft { behind, missing } = why.standing else { panic!() };
    assert_eq!((behind.to_string(), missing.to_string()), ("4/1".to_owned(), "1/1".to_owned()));
    assert_eq!(why.steps[0].behind.to_string(), "6/1");
    assert_eq!(why.steps[0].price.as_ref().unwrap().to_string(), "1/2");
    assert_eq!(why.steps[0].its_price.to_string(), "1/3");
    assert_eq!(inquiry.share_of(9).unwrap(), None);
    assert_eq!(inquiry.why_not(&ProjectId::new("z")).unwrap(), None);
    // b and c have as many votes; b costs less.
    let reserve: Vec<_> = outcome.reserve.iter().map(|line| (line.rank, line.project.as_str())).collect();
    assert_eq!(reserve, [(1, "b"), (2, "c")]);
}

#[test]
fn add1_raises_until_the_next_step_is_too_dear() {
    let outcome = counted(&hand(), add1()).unwrap();
    // With 4 each: after a 2, 2, 2, 4. b takes 2 from two, c 2.5 each: 2 and 3. That is 15, above 12.
    let report = report(&outcome);
    assert_eq!((report.end, report.steps_raised), (RaisingEnd::NextTooDear, 0));
    let next = report.next_step.as_ref().unwrap();
    assert_eq!((next.endowment.to_string(), next.cost), ("4/1".to_owned(), Money(15)));
    // In steps of 0.1, c is paid from 3.5 on: 1.5 and 3.5.
    let mut rule = add1();
    let mut with = |step, stop, fill| {
        let completion = Completion::Add { step, exhaustive_stop: stop, fill };
        rule.method = BudgetMethod::EqualShares {
            utility: Utility::ApprovalCost,
            endowment: Endowment::Exact,
            completion,
            comparison: None,
        };
        counted(&hand(), rule.clone()).unwrap()
    };
    let tenth = Amount { units: 1, decimals: 1 };
    let fine = with(tenth, ExhaustiveStop::Off, false);
    assert_eq!(fine.winners, [ProjectId::new("a"), ProjectId::new("c")]);
    let SharesReport { steps_raised, end, endowment, .. } = super::tests::report(&fine);
    assert_eq!(
        (*steps_raised, *end, endowment.to_string()),
        (9, RaisingEnd::NextTooDear, "39/10".to_owned())
    );
    let stopped = with(tenth, ExhaustiveStop::Supported, false);
    let SharesReport { steps_raised, end, .. } = super::tests::report(&stopped);
    assert_eq!((*steps_raised, *end, stopped.spent), (5, RaisingEnd::Exhaustive, Money(11)));
    let filled = with(Amount::ONE, ExhaustiveStop::Off, true);
    assert_eq!(filled.winners, [ProjectId::new("a"), ProjectId::new("b")]);
}

/// Two projects that cost their supporters the same at every endowment, some of whom are poor: no step can be
/// left to fractions alone, or a million million of them would be.
#[test]
fn a_tie_that_lasts_does_not_need_every_step() {
    let election = approval(100, &[34, 34, 12, 60], &["ac", "a", "bc", "b", "cd"]);
    let mut rule = add1();
    rule.method = BudgetMethod::EqualShares {
        utility: Utility::ApprovalCost,
        endowment: Endowment::Exact,
        completion: Completion::Add {
            step: Amount { units: 1, decimals: 12 },
            exhaustive_stop: ExhaustiveStop::Off,
            fill: false,
        },
        comparison: None,
    };
    // From 20 each, c costs three of them 4. a costs one 16, which is all there is, and another 18, and so does b:
    // they are equal, with the poor, up to 21. d is paid by one from 64 on, and is too dear.
    let outcome = counted(&election, rule).unwrap();
    assert_eq!(outcome.winners, ["c", "a", "b"].map(ProjectId::new));
    assert_eq!(report(&outcome).steps_raised, 43_999_999_999_999);
}

#[test]
fn greedy_is_taken_if_more_prefer_it() {
    // Three want a (12, all the money), two want b (4): equal shares cannot pay a, greedy does.
    let election = approval(12, &[12, 4], &["a", "a", "a", "b", "b"]);
    let mut rule = add1();
    let with = |comparison| BudgetMethod::EqualShares {
        utility: Utility::ApprovalCost,
        endowment: Endowment::Exact,
        completion: Completion::None,
        comparison,
    };
    rule.method = with(None);
    assert_eq!(winners(&election, rule.clone()), "b");
    rule.method = with(Some(Preference::ProjectsNamed));
    let outcome = counted(&election, rule).unwrap();
    let step = report(&outcome).comparison.as_ref().unwrap();
    assert_eq!((step.prefer_greedy, step.prefer_equal_shares, step.indifferent), (3, 2, 0));
    assert_eq!(outcome.winners, [ProjectId::new("a")]);
}

#[test]
fn what_ballots_do_not_have_is_not_read() {
    let election = hand();
    let with = |utility| {
        let completion = Completion::None;
        BudgetMethod::EqualShares { utility, endowment: Endowment::Exact, completion, comparison: None }
    };
    let points = BudgetRule { method: with(Utility::Points), ..add1() };
    assert_eq!(counted(&election, points).unwrap_err(), BudgetError::NoPoints(Form::Approval));
    let ranks = BudgetRule { method: with(Utility::Ranks(RankScores::Projects)), ..add1() };
    assert_eq!(counted(&election, ranks).unwrap_err(), BudgetError::NoRanks(Form::Approval));
    let mut broken = hand();
    broken.groups[0].choices = Box::new([(7, 1)]);
    let fault = BudgetError::NoSuchProject { group: 0, project: 7, projects: 3 };
    assert_eq!(counted(&broken, add1()).unwrap_err(), fault);
}

#[test]
fn absurd_figures_are_refused_and_large_ones_counted() {
    let huge = approval(i64::MAX, &[i64::MAX, i64::MAX], &["a", "ab"]);
    assert_eq!(counted(&huge, greedy()).unwrap_err(), BudgetError::TooLarge);
    let large = approval(1 << 50, &[1 << 49, 1 << 48], &["ab", "b"]);
    assert_eq!(counted(&large, add1()).unwrap().winners.len(), 2);
    let mut negative = hand();
    negative.budget = Money(-1);
    assert_eq!(counted(&negative, greedy()).unwrap_err(), BudgetError::BelowZero);
    let nobody = approval(10, &[5], &[]);
    assert_eq!(counted(&nobody, add1()).unwrap().winners, []);
    let mut rule = add1();
    rule.weights = Weights::Given;
    let manifest = rule.try_into().unwrap();
    let weights = [1 << 61, 1 << 61, 1 << 61];
    assert_eq!(count(&hand(), &manifest, Some(&weights)).unwrap_err(), BudgetError::TooLarge);
    let few = BudgetError::WeightCount { given: 1, groups: 3 };
    assert_eq!(count(&hand(), &manifest, Some(&[1])).unwrap_err(), few);
}

#[test]
fn every_choice_is_written_out_and_changes_the_hash() {
    let manifest = BudgetManifest::equal_shares_add1().unwrap();
    let json = serde_json::to_value(&manifest).unwrap();
    assert_eq!(serde_json::from_value::<BudgetManifest>(json.clone()).unwrap().hash(), manifest.hash());
    for place in
        ["", "/ballots", "/eligibility", "/method/equal_shares", "/method/equal_shares/completion/add"]
    {
        let fields: Vec<String> = json.pointer(place).unwrap().as_object().unwrap().keys().cloned().collect();
        for field in fields {
            let mut without = json.clone();
            without.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(&field);
            assert!(serde_json::from_value::<BudgetManifest>(without).is_err(), "{place}/{field} left out");
        }
        let mut more = json.clone();
        more.pointer_mut(place).unwrap().as_object_mut().unwrap().insert("more".to_owned(), 1.into());
        assert!(serde_json::from_value::<BudgetManifest>(more).is_err(), "{place}/more");
    }
    let mut hashes = BTreeSet::new();
    for (place, values) in [
        ("/weights", serde_json::json!(["heads", "given"])),
        (
            "/score",
            serde_json::json!(["votes", "points", {"ranks": "projects"}, {"ranks": {"places": [3, 1]}}]),
        ),
        ("/eligibility/least_votes", serde_json::json!([1, 2])),
        ("/eligibility/above_budget", serde_json::json!([false])),
        (
            "/method/equal_shares/endowment",
            serde_json::json!([{"floor": {"decimals": 0}}, {"floor": {"decimals": 2}}]),
        ),
        ("/method/equal_shares/utility", serde_json::json!(["approval_cardinality", "points"])),
        ("/method/equal_shares/comparison", serde_json::json!(["projects_named", "any_named"])),
        ("/method/equal_shares/completion", serde_json::json!(["none", "fill"])),
        ("/method/equal_shares/completion/add/step/decimals", serde_json::json!([1, 2])),
        ("/method/equal_shares/completion/add/exhaustive_stop", serde_json::json!(["supported", "eligible"])),
        ("/method/equal_shares/completion/add/fill", serde_json::json!([true])),
        ("/ties", serde_json::json!([[], ["id"], ["most_cost", "id"], [{"lot": ["a"]}]])),
        ("/reserve", serde_json::json!([{"by_score": 1}, {"by_score": 2}])),
    ] {
        for value in values.as_array().unwrap() {
            let mut other = json.clone();
            *other.pointer_mut(place).unwrap() = value.clone();
            hashes.insert(serde_json::from_value::<BudgetManifest>(other).unwrap().hash().to_string());
        }
    }
    // Of 28 values `heads` and `votes` are what it says already.
    assert_eq!(hashes.len(), 28 - 1);
}

#[test]
fn senseless_rules_are_refused() {
    let check = |change: &dyn Fn(&mut BudgetRule), error| {
        let mut rule = add1();
        change(&mut rule);
        assert_eq!(rule.check(), Err(error));
    };
    check(
        &|rule| rule.ties = vec![TieBreak::Id, TieBreak::LeastCost],
        BudgetRuleError::TieBreakWithoutEffect,
    );
    check(
        &|rule| rule.ties = vec![TieBreak::LeastCost, TieBreak::MostCost],
        BudgetRuleError::TieBreakWithoutEffect,
    );
    let twice = vec![ProjectId::new("a"), ProjectId::new("a")];
    check(&|rule| rule.ties = vec![TieBreak::Lot(twice.clone())], BudgetRuleError::LotNamesTwice);
    check(&|rule| rule.reserve = Reserve::ByScore(0), BudgetRuleError::ReserveOfNone);
    check(&|rule| rule.eligibility.least_votes = Some(0), BudgetRuleError::ThresholdOfNothing);
    check(&|rule| rule.ballots.beyond = Beyond::Blank, BudgetRuleError::LimitsWithoutEffect);
    check(&|rule| rule.ballots.least_projects = Some(1), BudgetRuleError::LimitsWithoutEffect);
    check(
        &|rule| {
            rule.ballots = BallotLimits {
                least_projects: Some(3),
                most_projects: Some(2),
                most_cost: None,
                beyond: Beyond::Blank,
            }
        },
        BudgetRuleError::LimitsExcludeAll,
    );
    for places in [vec![], vec![0], vec![1, 2], vec![2, 0]] {
        check(
            &|rule| rule.score = Score::Ranks(RankScores::Places(places.clone())),
            BudgetRuleError::PlacesNotFalling,
        );
    }
    let with = |step| {
        move |rule: &mut BudgetRule| {
            let BudgetMethod::EqualShares { completion, .. } = &mut rule.method else { panic!() };
            *completion = Completion::Add { step, exhaustive_stop: ExhaustiveStop::Off, fill: false };
        }
    };
    check(&with(Amount { units: 0, decimals: 0 }), BudgetRuleError::StepOfNothing);
    check(&with(Amount { units: 1, decimals: 13 }), BudgetRuleError::TooManyDecimals);
    for sets in [vec![set("a")], vec![set("bc"), set("ab")], vec![set("ab"), set("ab")]] {
        let mut rule = greedy();
        let (order, unaffordable) = (GreedyOrder::Score, Unaffordable::Skip);
        rule.method = BudgetMethod::Greedy { order, unaffordable, exclusive: sets };
        assert_eq!(rule.check(), Err(BudgetRuleError::ExclusiveSets));
    }
}

#[test]
fn money_in_fractions_is_shown_rounded_down() {
    let ratio = |a: i64, b: i64| super::outcome::Ratio(num_rational::BigRational::new(a.into(), b.into()));
    assert_eq!(ratio(15_234, 1).display(2, 2), "152.34");
    assert_eq!(ratio(1, 3).display(0, 2), "0.33");
    assert_eq!(ratio(200, 3).display(2, 0), "0");
    assert_eq!(ratio(200, 3).display(2, 3), "0.666");
    assert_eq!(ratio(7, 1).to_string(), "7/1");
}

/// A case of `xtask/oracles/budgets.py --fixtures`: a generated election, a rule, and pabutools' winners.
#[derive(Deserialize)]
struct Case {
    rule: BudgetManifest,
    form: Form,
    scale: u32,
    budget: i64,
    costs: Vec<i64>,
    ballots: Vec<Vec<Mark>>,
    winners: Vec<ProjectId>,
}

#[test]
fn pabutools_selects_the_same_in_the_same_order() {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("../../../tests/fixtures/budgets.json")).unwrap();
    assert!(cases.len() >= 300);
    for (number, case) in cases.into_iter().enumerate() {
        let projects = case
            .costs
            .iter()
            .zip(0..)
            .map(|(cost, id): (_, usize)| Project::new(&format!("p{id}"), Some(Money(*cost))));
        let election =
            Election::new(case.scale, Money(case.budget), case.form, projects.collect(), case.ballots);
        assert_eq!(count(&election, &case.rule, None).unwrap().winners, case.winners, "case {number}");
    }
}
