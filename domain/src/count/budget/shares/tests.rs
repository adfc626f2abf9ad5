//! What a run over a range of endowments says holds at each of them.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::classes::Classes;
use super::ladder::Ladder;
use super::raise::{End, raise};
use super::run::{Course, Opening, Outcome, run};
use super::support::Support;
use crate::count::budget::contest::Contest;
use crate::count::budget::election::{Election, Form, Mark, Money, Project};
use crate::count::budget::manifest::{
    Amount, BudgetManifest, BudgetMethod, BudgetRule, Completion, Endowment, ExhaustiveStop, Utility,
};

/// Enough voters with enough projects each that purses differ and many are poor.
fn election() -> impl Strategy<Value = Election> {
    (3_usize..9, any::<bool>()).prop_flat_map(|(projects, points)| {
        let ballot = prop::collection::btree_map(0..projects, 1_u64..5, 1..=projects);
        let costs = prop::collection::vec(20_i64..400, projects);
        (costs, prop::collection::vec(ballot, 5..60)).prop_map(move |(costs, ballots)| {
            let budget = Money(costs.iter().sum::<i64>() / 3 + 1);
            let projects = costs
                .iter()
                .zip(0..)
                .map(|(cost, id): (_, i32)| Project::new(&format!("p{id}"), Some(Money(*cost))));
            let form = if points { Form::Cumulative } else { Form::Approval };
            let ballots = ballots.into_iter().map(|ballot| -> Vec<Mark> {
                let mark = |(project, given): (usize, u64)| {
                    (u32::try_from(project).unwrap(), if points { given } else { 1 })
                };
                ballot.into_iter().map(mark).collect()
            });
            Election::new(0, budget, form, projects.collect(), ballots)
        })
    })
}

fn rule(form: Form, cardinality: bool, decimals: u32) -> BudgetManifest {
    let utility = match form {
        Form::Cumulative => Utility::Points,
        _ if cardinality => Utility::ApprovalCardinality,
        _ => Utility::ApprovalCost,
    };
    let step = Amount { units: 1, decimals };
    let completion = Completion::Add { step, exhaustive_stop: ExhaustiveStop::Off, fill: false };
    let mut rule: BudgetRule = BudgetManifest::equal_shares_add1().unwrap().into();
    rule.method =
        BudgetMethod::EqualShares { utility, endowment: Endowment::Exact, completion, comparison: None };
    rule.try_into().unwrap()
}

/// The course on one rung, knowing nothing of others.
fn course_at(contest: &Contest<'_>, support: &Support, ladder: &Ladder, rung: u64) -> Course {
    match run(contest, ladder, &mut Classes::new(support), (rung, rung), &Opening::default()).unwrap() {
        Outcome::Same { course, .. } => course,
        Outcome::Differs { .. } => unreachable!("one rung is the same as itself"),
    }
}

proptest! {
    #![proptest_config(match option_env!("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(48),
    })]

    #[test]
    fn a_range_is_the_same_at_every_rung(
        election in election(), cardinality in any::<bool>(), from in 0_u64..4000, width in 0_u64..3000,
    ) {
        let manifest = rule(election.form, cardinality, 3);
        let BudgetMethod::EqualShares { utility, endowment, completion, .. } = &manifest.rule().method else {
            unreachable!()
        };
        let contest = Contest::new(&election, &manifest, None).unwrap();
        let support = Support::new(&contest, utility).unwrap();
        let ladder = Ladder::new(&contest, *endowment, *completion).unwrap();
        let course = |classes: &mut Classes<'_>, from, to, opening: &Opening| {
            run(&contest, &ladder, classes, (from, to), opening).unwrap()
        };
        // Narrow it until it is the same, as raising does, and look at a hundred rungs in between.
        let mut classes = Classes::new(&support);
        let (mut to, mut known) = (from + width, Opening::default());
        let bought = loop {
            match course(&mut classes, from, to, &known) {
                Outcome::Same { course, .. } => break course.bought,
                Outcome::Differs { first, opening } => (to, known) = (first.clamp(from + 1, to) - 1, opening),
            }
        };
        let stride = usize::try_from((to - from) / 100 + 1).unwrap();
        for rung in (from..=to).step_by(stride).chain([to]) {
            let alone = course_at(&contest, &support, &ladder, rung).bought;
            prop_assert_eq!(&alone, &bought, "rung {} of {}..={}", rung, from, to);
        }
    }

    #[test]
    fn raising_stops_where_trying_every_rung_does(election in election(), cardinality in any::<bool>()) {
        let manifest = rule(election.form, cardinality, 1);
        let BudgetMethod::EqualShares { utility, endowment, completion, .. } = &manifest.rule().method else {
            unreachable!()
        };
        let contest = Contest::new(&election, &manifest, None).unwrap();
        let support = Support::new(&contest, utility).unwrap();
        let ladder = Ladder::new(&contest, *endowment, *completion).unwrap();
        let raised = raise(&contest, &ladder, &mut Classes::new(&support), ExhaustiveStop::Off).unwrap();
        let mut kept = Course::default();
        for rung in 0.. {
            let course = course_at(&contest, &support, &ladder, rung);
            let cost: u64 = course.bought.iter().map(|place| support.candidates[*place].cost).sum();
            if cost > contest.budget {
                prop_assert_eq!((raised.end, raised.rung + 1), (End::NextTooDear, rung));
                prop_assert_eq!((raised.course.bought, raised.beyond), (kept.bought, Some(course.bought)));
                break;
            }
            kept = course;
            if kept.bought.len() == support.candidates.len() {
                prop_assert_eq!((raised.end, raised.rung), (End::AllBought, rung));
                prop_assert_eq!(raised.course.bought, kept.bought);
                break;
            }
        }
    }

    /// Whatever was asked before, and in whatever order things were bought before.
    #[test]
    fn voters_are_of_one_class_if_they_had_a_part_in_the_same(
        election in election(),
        courses in prop::collection::vec(Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle(), 1..6),
        asked in any::<u64>(),
    ) {
        let manifest = rule(election.form, true, 1);
        let BudgetMethod::EqualShares { utility, .. } = &manifest.rule().method else { unreachable!() };
        let contest = Contest::new(&election, &manifest, None).unwrap();
        let support = Support::new(&contest, utility).unwrap();
        let count = support.candidates.len();
        let level = |group: u32, place: usize| {
            let of_group = support.candidates[place].supporters.iter().find(|other| other.group == group);
            of_group.map(|supporter| supporter.level)
        };
        let mut classes = Classes::new(&support);
        for course in courses {
            let course: Vec<usize> = course.into_iter().filter(|place| *place < count).collect();
            for (purchases, bought) in course.iter().enumerate() {
                // Not every list is asked for, so that some are made early and some late.
                for place in (0..count).filter(|place| asked >> ((place * 7 + purchases) % 64) & 1 == 1) {
                    let mut expected = BTreeMap::<_, u64>::new();
                    for supporter in &support.candidates[place].supporters {
                        let part = |bought: &usize| level(supporter.group, *bought);
                        let parts: Vec<_> = course[..purchases].iter().map(part).collect();
                        *expected.entry((parts, supporter.level)).or_default() += supporter.weight;
                    }
                    let backers = classes.backers(purchases, place);
                    let mut weights: Vec<_> = backers.iter().map(|b| (b.level, b.weight)).collect();
                    let mut expected: Vec<_> = expected.into_iter().map(|((_, l), w)| (l, w)).collect();
                    weights.sort_unstable();
                    expected.sort_unstable();
                    prop_assert_eq!(weights, expected);
                }
                classes.buy(purchases, *bought);
            }
            for (a, b) in (0..support.groups).flat_map(|a| (0..a).map(move |b| (a, b))) {
                let parts = |group: usize| -> Vec<_> {
                    let group = u32::try_from(group).unwrap();
                    course.iter().map(|place| level(group, *place)).collect()
                };
                prop_assert_eq!(classes.class_of(a) == classes.class_of(b), parts(a) == parts(b));
            }
        }
    }
}

/// A vote in which nobody takes part is counted too.
#[test]
fn equal_shares_without_voters_selects_nothing() {
    let projects = (1..=3).map(|id| Project::new(&id.to_string(), Some(Money(40_000 * id)))).collect();
    let election = Election::without_ballots(2, Money(100_000), Form::Approval, projects);
    let rule = BudgetManifest::equal_shares_add1().expect("a rule");
    assert_eq!(crate::count::budget::count(&election, &rule, None).expect("counted").winners, []);
}
