//! What a run over a range of endowments says holds at each of them.

use proptest::prelude::*;

use super::ladder::Ladder;
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

fn rule(form: Form, cardinality: bool) -> BudgetManifest {
    let utility = match form {
        Form::Cumulative => Utility::Points,
        _ if cardinality => Utility::ApprovalCardinality,
        _ => Utility::ApprovalCost,
    };
    let step = Amount { units: 1, decimals: 3 };
    let completion = Completion::Add { step, exhaustive_stop: ExhaustiveStop::Off, fill: false };
    let mut rule: BudgetRule = BudgetManifest::equal_shares_add1().unwrap().into();
    rule.method =
        BudgetMethod::EqualShares { utility, endowment: Endowment::Exact, completion, comparison: None };
    rule.try_into().unwrap()
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
        let manifest = rule(election.form, cardinality);
        let BudgetMethod::EqualShares { utility, endowment, completion, .. } = &manifest.rule().method else {
            unreachable!()
        };
        let contest = Contest::new(&election, &manifest, None).unwrap();
        let support = Support::new(&contest, utility).unwrap();
        let ladder = Ladder::new(&contest, *endowment, *completion).unwrap();
        let course = |from, to, opening: &Opening| {
            run(&contest, &support, &ladder, (from, to), opening).unwrap()
        };
        let at = |rung| -> Course {
            match course(rung, rung, &Opening::default()) {
                Outcome::Same { course, .. } => course,
                Outcome::Differs { .. } => unreachable!("one rung is the same as itself"),
            }
        };
        // Narrow it until it is the same, as raising does, and look at a hundred rungs in between.
        let (mut to, mut known) = (from + width, Opening::default());
        let bought = loop {
            match course(from, to, &known) {
                Outcome::Same { course, .. } => break course.bought,
                Outcome::Differs { first, opening } => (to, known) = (first.clamp(from + 1, to) - 1, opening),
            }
        };
        let stride = usize::try_from((to - from) / 100 + 1).unwrap();
        for rung in (from..=to).step_by(stride).chain([to]) {
            prop_assert_eq!(&at(rung).bought, &bought, "rung {} of {}..={}", rung, from, to);
        }
    }
}
