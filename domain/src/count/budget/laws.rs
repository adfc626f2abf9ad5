//! What holds of every election, tried on many small ones, where ties and just enough money abound.

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::election::{Election, Form, Mark, Money, Project};
use super::manifest::{
    Amount, BallotLimits, BudgetFormat, BudgetManifest, BudgetMethod, BudgetRule, Completion, Eligibility,
    Endowment, ExhaustiveStop, GreedyOrder, Preference, RankScores, Reserve, Score, TieBreak, Unaffordable,
    Utility, Weights,
};
use super::outcome::{BudgetOutcome, Steps};
use super::{BudgetError, Inquiry, Standing, count, naive};

/// A few cases in every build; as many as `PROPTEST_CASES` says when looking for trouble.
fn config() -> ProptestConfig {
    match option_env!("PROPTEST_CASES") {
        Some(_) => ProptestConfig { max_global_rejects: u32::MAX, ..ProptestConfig::default() },
        None => ProptestConfig::with_cases(64),
    }
}

fn form() -> impl Strategy<Value = Form> {
    prop_oneof![
        3 => Just(Form::Approval), 1 => Just(Form::ChooseOne), 2 => Just(Form::Cumulative),
        1 => Just(Form::Scoring), 2 => Just(Form::Ordinal)
    ]
}

/// Ballots: for each voter an order of the projects, how many of them count, and points.
fn ballots(projects: usize) -> impl Strategy<Value = Vec<(Vec<usize>, usize, Vec<u64>)>> {
    let order = Just((0..projects).collect::<Vec<_>>()).prop_shuffle();
    let points = prop::collection::vec(0_u64..5, projects);
    prop::collection::vec((order, 0..=projects, points), 0..10)
}

fn election() -> impl Strategy<Value = Election> {
    let cost = prop_oneof![1 => Just(None), 1 => Just(Some(0)), 12 => (1_i64..40).prop_map(Some)];
    (1_usize..7, form(), 1_i64..80, 0_u32..3).prop_flat_map(move |(projects, form, budget, scale)| {
        (prop::collection::vec(cost.clone(), projects), ballots(projects)).prop_map(
            move |(costs, ballots)| {
                let projects = costs
                    .iter()
                    .zip(1..)
                    .map(|(cost, id): (_, i32)| Project::new(&format!("p{id}"), cost.map(Money)));
                let ballots = ballots.into_iter().map(|(order, length, points)| -> Vec<Mark> {
                    let length = if form == Form::ChooseOne { length.min(1) } else { length };
                    let points = |p: usize| if form.has_points() { points[p] } else { 1 };
                    order[..length].iter().map(|p| (u32::try_from(*p).unwrap(), points(*p))).collect()
                });
                Election::new(scale, Money(budget), form, projects.collect(), ballots)
            },
        )
    })
}

fn ranks() -> impl Strategy<Value = RankScores> {
    prop_oneof![
        Just(RankScores::BallotFromZero),
        Just(RankScores::BallotFromOne),
        Just(RankScores::Projects),
        Just(RankScores::Places(vec![3, 2, 2, 1])),
    ]
}

fn utility() -> impl Strategy<Value = Utility> {
    prop_oneof![
        4 => Just(Utility::ApprovalCost), 2 => Just(Utility::ApprovalCardinality), 4 => Just(Utility::Points),
        3 => ranks().prop_map(Utility::Ranks)
    ]
}

fn completion() -> impl Strategy<Value = Completion> {
    let stop = prop_oneof![
        Just(ExhaustiveStop::Off),
        Just(ExhaustiveStop::Supported),
        Just(ExhaustiveStop::Eligible)
    ];
    let step = (1_u64..4, 0_u32..3).prop_map(|(units, decimals)| Amount { units, decimals });
    prop_oneof![
        1 => Just(Completion::None), 1 => Just(Completion::Fill),
        4 => (step, stop, any::<bool>())
            .prop_map(|(step, exhaustive_stop, fill)| Completion::Add { step, exhaustive_stop, fill })
    ]
}

fn ties() -> impl Strategy<Value = Vec<TieBreak>> {
    let id = TieBreak::Id;
    prop_oneof![
        Just(vec![TieBreak::LeastCost, TieBreak::MostVotes, id.clone()]),
        Just(vec![TieBreak::MostCost, id.clone()]),
        Just(vec![id]),
    ]
}

fn eligibility() -> impl Strategy<Value = Eligibility> {
    let few = || prop_oneof![3 => Just(None), 1 => (1_u64..4).prop_map(Some)];
    let factor = prop_oneof![3 => Just(None), 1 => (1_u32..4).prop_map(Some)];
    (few(), few(), factor, any::<bool>(), any::<bool>()).prop_map(
        |(least_votes, least_score, votes_by_cost, above_budget, without_votes)| Eligibility {
            least_votes,
            least_score,
            votes_by_cost,
            above_budget,
            without_votes,
        },
    )
}

fn score(form: Form) -> Score {
    match form {
        Form::Approval | Form::ChooseOne => Score::Votes,
        Form::Cumulative | Form::Scoring => Score::Points,
        Form::Ordinal => Score::Ranks(RankScores::BallotFromOne),
    }
}

fn manifest(
    form: Form,
    method: BudgetMethod,
    eligibility: Eligibility,
    ties: Vec<TieBreak>,
) -> BudgetManifest {
    let rule = BudgetRule {
        format: BudgetFormat::V1,
        weights: Weights::Heads,
        ballots: BallotLimits::NONE,
        score: score(form),
        eligibility,
        method,
        ties,
        reserve: Reserve::ByScore(3),
    };
    rule.try_into().unwrap()
}

fn shares(utility: Utility, floor: Option<u32>, completion: Completion) -> BudgetMethod {
    let endowment = floor.map_or(Endowment::Exact, |decimals| Endowment::Floor { decimals });
    BudgetMethod::EqualShares { utility, endowment, completion, comparison: None }
}

fn whole(units: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(units))
}

/// What is true of every outcome.
fn check_sums(election: &Election, outcome: &BudgetOutcome) {
    assert!(outcome.spent <= outcome.budget);
    let cost = |line: &super::outcome::ProjectLine| line.cost.map_or(0, Money::get);
    let spent: i64 = outcome.projects.iter().filter(|line| line.selected).map(cost).sum();
    assert_eq!(spent, outcome.spent.get());
    assert_eq!(outcome.projects.iter().filter(|line| line.selected).count(), outcome.winners.len());
    assert_eq!(outcome.voters, election.voters());
    let Steps::EqualShares(report) = &outcome.steps else { return };
    let mut left = report.endowment.get() * whole(i64::try_from(outcome.voters).unwrap());
    for purchase in &report.purchases {
        left -= whole(purchase.cost.get());
        assert_eq!(purchase.left.get(), &left, "purses and purchases are all the money there is");
        assert_eq!(purchase.supporters, purchase.paid_in_full + purchase.paid_the_rest);
        if let [share] = &purchase.shares[..] {
            let full = share.payment.get() * whole(i64::try_from(purchase.paid_in_full).unwrap());
            assert_eq!(full + purchase.rest.get(), whole(purchase.cost.get()), "the cost is paid exactly");
        }
    }
}

/// Every voter's account, added up, is every purchase; nobody pays more than there was.
fn check_accounts(election: &Election, manifest: &BudgetManifest, outcome: &BudgetOutcome) {
    let Some(inquiry) = Inquiry::new(election, manifest, None, outcome).unwrap() else { return };
    let Steps::EqualShares(report) = &outcome.steps else { return };
    let mut paid = vec![whole(0); report.purchases.len()];
    for (place, group) in election.groups.iter().enumerate() {
        let account = inquiry.share_of(place).unwrap().unwrap();
        let mut left = account.endowment.get().clone();
        for payment in &account.payments {
            left -= payment.paid.get();
            assert!(left >= whole(0) && *payment.paid.get() >= whole(0));
            let at = report.purchases.iter().position(|p| p.project == payment.project).unwrap();
            paid[at] += payment.paid.get() * whole(i64::try_from(group.count).unwrap());
        }
        assert_eq!(account.left.get(), &left);
    }
    for (purchase, paid) in report.purchases.iter().zip(paid) {
        assert_eq!(paid, whole(purchase.cost.get()));
    }
    for line in &outcome.projects {
        let answer = inquiry.why_not(&line.project).unwrap().unwrap();
        assert_eq!(answer.standing == Standing::Selected, line.selected);
        if let Standing::TooLittleLeft { missing, .. } = &answer.standing {
            assert!(*missing.get() > whole(0));
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn equal_shares_is_what_the_naive_count_gives(
        election in election(), utility in utility(), floor in prop::option::of(0_u32..3),
        completion in completion(), eligibility in eligibility(), ties in ties(),
    ) {
        prop_assume!(naive::fits(election.form, &utility));
        let manifest = manifest(election.form, shares(utility, floor, completion), eligibility, ties);
        let outcome = count(&election, &manifest, None).unwrap();
        let (winners, steps) = naive::winners(&election, &manifest).unwrap();
        let places: Vec<_> = outcome.winners.iter().map(|id| election.place(id.as_str()).unwrap()).collect();
        prop_assert_eq!(places, winners);
        let Steps::EqualShares(report) = &outcome.steps else { unreachable!() };
        prop_assert_eq!(report.steps_raised, steps);
        check_sums(&election, &outcome);
        check_accounts(&election, &manifest, &outcome);
    }

    #[test]
    fn an_undecided_tie_is_named_exactly_where_the_naive_count_meets_it(
        election in election(), utility in utility(), completion in completion(),
    ) {
        prop_assume!(naive::fits(election.form, &utility));
        let completion = match completion {
            Completion::Add { step, exhaustive_stop, .. } => {
                Completion::Add { step, exhaustive_stop, fill: false }
            }
            Completion::None | Completion::Fill => Completion::None,
        };
        let method = shares(utility, None, completion);
        let manifest = manifest(election.form, method, Eligibility::ALL, vec![TieBreak::MostVotes]);
        // Free projects are only listed, whatever their order.
        prop_assume!(election.projects.iter().all(|project| project.cost != Some(Money(0))));
        match (count(&election, &manifest, None), naive::winners(&election, &manifest)) {
            (Ok(outcome), Ok((winners, _))) => prop_assert_eq!(outcome.winners.len(), winners.len()),
            (Err(BudgetError::UndecidedTie(names)), Err(naive::Tied)) => prop_assert!(names.len() > 1),
            (ours, theirs) => prop_assert!(false, "{:?} {:?}", ours, theirs),
        }
    }

    #[test]
    fn greedy_is_what_the_naive_count_gives(
        election in election(), per_cost in any::<bool>(), stop in any::<bool>(),
        eligibility in eligibility(), ties in ties(),
    ) {
        let order = if per_cost { GreedyOrder::ScorePerCost } else { GreedyOrder::Score };
        let unaffordable = if stop { Unaffordable::Stop } else { Unaffordable::Skip };
        let method = BudgetMethod::Greedy { order, unaffordable, exclusive: Vec::new() };
        let manifest = manifest(election.form, method, eligibility, ties);
        let outcome = count(&election, &manifest, None).unwrap();
        let places: Vec<_> = outcome.winners.iter().map(|id| election.place(id.as_str()).unwrap()).collect();
        prop_assert_eq!(places, naive::winners(&election, &manifest).unwrap().0);
        check_sums(&election, &outcome);
    }

    #[test]
    fn grouping_of_ballots_never_matters(
        election in election(), utility in utility(), completion in completion(), ties in ties(),
        seed in any::<u64>(),
    ) {
        prop_assume!(naive::fits(election.form, &utility));
        let manifest = manifest(election.form, shares(utility, None, completion), Eligibility::ALL, ties);
        let outcome = count(&election, &manifest, None).unwrap();
        let mut scattered = election.clone();
        scattered.groups = Vec::new();
        for group in &election.groups {
            let one = super::election::Group { choices: group.choices.clone(), count: 1 };
            scattered.groups.extend((0..group.count).map(|_| one.clone()));
        }
        let turns = usize::try_from(seed % 97).unwrap() % scattered.groups.len().max(1);
        scattered.groups.rotate_left(turns);
        prop_assert_eq!(count(&scattered, &manifest, None).unwrap(), outcome);
    }

    #[test]
    fn where_bounds_are_coarse_fractions_decide(
        election in election(), utility in utility(), ties in ties(), large in 30_u32..50,
        fill in any::<bool>(),
    ) {
        prop_assume!(naive::fits(election.form, &utility));
        let completion = if fill { Completion::Fill } else { Completion::None };
        let by_heads =
            manifest(election.form, shares(utility, None, completion), Eligibility::ALL, ties);
        let mut rule = by_heads.rule().clone();
        rule.weights = Weights::Given;
        let by_weight = BudgetManifest::try_from(rule).unwrap();
        // Every voter as many as there may be: purses are a few units of the scaled integers.
        let weights: Vec<u64> = election.groups.iter().map(|group| group.count << large).collect();
        let weighted = count(&election, &by_weight, Some(&weights)).unwrap();
        prop_assert_eq!(count(&election, &by_heads, None).unwrap().winners, weighted.winners);
    }

    #[test]
    fn a_weight_is_so_many_voters(election in election(), completion in completion(), ties in ties()) {
        let method = shares(Utility::ApprovalCost, None, completion);
        let by_heads = manifest(election.form, method, Eligibility::ALL, ties);
        let mut rule = by_heads.rule().clone();
        rule.weights = Weights::Given;
        let by_weight = BudgetManifest::try_from(rule).unwrap();
        let weights: Vec<u64> = election.groups.iter().map(|group| group.count).collect();
        let mut single = election.clone();
        single.groups.iter_mut().for_each(|group| group.count = 1);
        let heads = count(&election, &by_heads, None).unwrap();
        let weighted = count(&single, &by_weight, Some(&weights)).unwrap();
        prop_assert_eq!(heads.steps, weighted.steps);
        prop_assert_eq!(count(&election, &by_weight, None).unwrap_err(), BudgetError::Weights(true));
    }

    #[test]
    fn more_votes_never_hurt_under_greedy(election in election(), ties in ties(), lucky in 0_usize..6) {
        prop_assume!(!election.form.has_points() && election.form != Form::Ordinal);
        let lucky = lucky % election.projects.len();
        let manifest = manifest(
            election.form,
            BudgetMethod::Greedy {
                order: GreedyOrder::Score, unaffordable: Unaffordable::Skip, exclusive: Vec::new(),
            },
            Eligibility::ALL,
            ties,
        );
        let before = count(&election, &manifest, None).unwrap();
        let mut more = election.clone();
        let one = [(u32::try_from(lucky).unwrap(), 1)];
        more.groups.push(super::election::Group { choices: Box::new(one), count: 1 });
        let after = count(&more, &manifest, None).unwrap();
        prop_assert!(!before.projects[lucky].selected || after.projects[lucky].selected);
    }

    #[test]
    fn the_comparison_takes_what_more_voters_prefer(election in election(), ties in ties()) {
        let by = Preference::ProjectsNamed;
        let method = BudgetMethod::EqualShares {
            utility: Utility::ApprovalCost,
            endowment: Endowment::Exact,
            completion: Completion::Add {
                step: Amount::ONE, exhaustive_stop: ExhaustiveStop::Off, fill: true,
            },
            comparison: Some(by),
        };
        let manifest = manifest(election.form, method, Eligibility::ALL, ties);
        let outcome = count(&election, &manifest, None).unwrap();
        let Steps::EqualShares(report) = &outcome.steps else { unreachable!() };
        let step = report.comparison.as_ref().unwrap();
        prop_assert_eq!(step.prefer_equal_shares + step.prefer_greedy + step.indifferent, election.voters());
        prop_assert_eq!(step.greedy_taken, step.prefer_greedy > step.prefer_equal_shares);
        prop_assert_eq!(&outcome.winners, if step.greedy_taken { &step.greedy } else { &step.equal_shares });
        check_sums(&election, &outcome);
    }
}
