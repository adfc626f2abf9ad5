//! Rules that many have used, each with every choice stated.

use super::election::Form;
use super::manifest::{
    Amount, BallotLimits, BudgetFormat, BudgetManifest, BudgetMethod, BudgetRule, BudgetRuleError,
    Completion, Eligibility, Endowment, ExhaustiveStop, GreedyOrder, RankScores, Reserve, Score, TieBreak,
    Unaffordable, Utility, Weights,
};

impl BudgetManifest {
    /// Greedy by what the form adds up, skipping what does not fit, ties to the cheaper, then by id: what
    /// most cities of the Pabulib collection did. Ranks are worth `most`, `most` − 1, … 1.
    pub fn greedy(form: Form, most: u64) -> Result<Self, BudgetRuleError> {
        let method = BudgetMethod::Greedy {
            order: GreedyOrder::Score,
            unaffordable: Unaffordable::Skip,
            exclusive: Vec::new(),
        };
        rule(score(form, most), method, vec![TieBreak::LeastCost, TieBreak::Id]).try_into()
    }

    /// Equal shares as Assen, Świecie and Wieliczka counted: money spent on approved projects as utility,
    /// Add1 in steps of one unit of the currency, no stop at an exhaustive outcome, no filling, ties to the
    /// cheaper, then to the one with more votes, then by id.
    pub fn equal_shares_add1() -> Result<Self, BudgetRuleError> {
        let completion =
            Completion::Add { step: Amount::ONE, exhaustive_stop: ExhaustiveStop::Off, fill: false };
        Self::equal_shares(Form::Approval, Utility::ApprovalCost, completion)
    }

    /// Equal shares with an exact endowment, no comparison, ties to the cheaper, then to the one with more
    /// votes, then by id.
    pub fn equal_shares(
        form: Form,
        utility: Utility,
        completion: Completion,
    ) -> Result<Self, BudgetRuleError> {
        let score = match &utility {
            Utility::Ranks(ranks) => Score::Ranks(ranks.clone()),
            _ => score(form, 1),
        };
        let method =
            BudgetMethod::EqualShares { utility, endowment: Endowment::Exact, completion, comparison: None };
        rule(score, method, vec![TieBreak::LeastCost, TieBreak::MostVotes, TieBreak::Id]).try_into()
    }
}

fn score(form: Form, most: u64) -> Score {
    match form {
        Form::Approval | Form::ChooseOne => Score::Votes,
        Form::Cumulative | Form::Scoring => Score::Points,
        Form::Ordinal => Score::Ranks(RankScores::Places((1..=most).rev().collect())),
    }
}

fn rule(score: Score, method: BudgetMethod, ties: Vec<TieBreak>) -> BudgetRule {
    BudgetRule {
        format: BudgetFormat::V1,
        weights: Weights::Heads,
        ballots: BallotLimits::NONE,
        score,
        eligibility: Eligibility::ALL,
        method,
        ties,
        reserve: Reserve::None,
    }
}
