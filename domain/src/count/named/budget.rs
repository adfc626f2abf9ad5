//! Names of rules that give out a budget, and the rule that a Pabulib file names.

use crate::codes;
use crate::count::budget::election::{Election, Form};
use crate::count::budget::manifest::{
    Amount, BallotLimits, Beyond, BudgetFormat, BudgetManifest, BudgetMethod, BudgetRule, BudgetRuleError,
    Completion, CostLimit, Eligibility, Endowment, ExhaustiveStop, GreedyOrder, Preference, RankScores,
    Reserve, Score, TieBreak, Unaffordable, Utility, Weights,
};
use crate::count::formats::pabulib;

codes! {
    /// A rule that gives out a budget. The names are Pabulib's where it has one.
    pub enum BudgetName {
        /// By score, skipping what does not fit.
        Greedy = "greedy",
        /// By score, up to the first that does not fit.
        GreedyNoSkip = "greedy-no-skip",
        /// By score, skipping, from `min_project_score_threshold` on.
        GreedyThreshold = "greedy-threshold",
        /// By score per cost, skipping what does not fit.
        GreedyPerCost = "greedy-per-cost",
        /// Greedy on ballots that cost no more than the budget; others are invalid.
        Knapsack = "knapsack",
        /// Equal shares; what is left is kept.
        EqualShares = "equalshares",
        /// Equal shares, compared with greedy.
        EqualSharesComparison = "equalshares-comparison",
        /// Equal shares, endowments raised by 1 of the currency as long as the budget allows.
        Add1 = "equalshares/add1",
        /// The same, compared with greedy.
        Add1Comparison = "equalshares/add1-comparison",
        /// Add1 that stops when nothing more fits, the rest given out greedily.
        Add1u = "equalshares/add1u",
        /// Equal shares, the rest given out greedily.
        Fill = "equalshares/fill",
    }
}

/// Why a name stands for no rule here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// The file names no rule, or one whose choices its data do not tell: `unknown`, `greedy-custom`,
    /// `greedy-exclusive`.
    #[error("rule_unknown {0}")]
    Unknown(String),
    /// The rule has a threshold and the file does not say which.
    #[error("threshold_missing")]
    ThresholdMissing,
    /// `min_project_score_threshold` is not a whole number.
    #[error("threshold_invalid {0}")]
    ThresholdInvalid(String),
    /// The choices make no rule.
    #[error(transparent)]
    Rule(#[from] BudgetRuleError),
}

/// The rule that the file's META names, with all it says about it.
pub fn official(election: &Election) -> Result<BudgetManifest, NameError> {
    let name = election.meta.get("rule").unwrap_or_default();
    let known = name.to_ascii_lowercase().parse::<BudgetName>();
    known.map_err(|_unknown| NameError::Unknown(name.to_owned()))?.rule(election)
}

impl BudgetName {
    /// The rule this name stands for in this election: votes, points or ranks as its ballots have them, and the
    /// threshold that its META states.
    pub fn rule(self, election: &Election) -> Result<BudgetManifest, NameError> {
        let threshold = threshold(election)?;
        if self == Self::GreedyThreshold && threshold.is_none() {
            return Err(NameError::ThresholdMissing);
        }
        let least_score = threshold.filter(|least| *least > 0);
        let method = self.method(election);
        let equal_shares = matches!(method, BudgetMethod::EqualShares { .. });
        let rule = BudgetRule {
            format: BudgetFormat::V1,
            weights: Weights::Heads,
            ballots: match self {
                Self::Knapsack => {
                    let most_cost = Some(CostLimit::Budget);
                    BallotLimits { most_cost, beyond: Beyond::Invalid, ..BallotLimits::NONE }
                }
                _ => BallotLimits::NONE,
            },
            score: score(election),
            eligibility: Eligibility { least_score, ..Eligibility::ALL },
            method,
            ties: if equal_shares {
                vec![TieBreak::LeastCost, TieBreak::MostVotes, TieBreak::Id]
            } else {
                vec![TieBreak::LeastCost, TieBreak::Id]
            },
            reserve: Reserve::None,
        };
        Ok(rule.try_into()?)
    }

    fn method(self, election: &Election) -> BudgetMethod {
        let greedy =
            |order, unaffordable| BudgetMethod::Greedy { order, unaffordable, exclusive: Vec::new() };
        let shares = |completion, comparison| BudgetMethod::EqualShares {
            utility: utility(election),
            endowment: Endowment::Exact,
            completion,
            comparison,
        };
        let add = |exhaustive_stop, fill| Completion::Add { step: Amount::ONE, exhaustive_stop, fill };
        let add1 = add(ExhaustiveStop::Off, false);
        let compared = Some(Preference::ProjectsNamed);
        match self {
            Self::Greedy | Self::GreedyThreshold | Self::Knapsack => {
                greedy(GreedyOrder::Score, Unaffordable::Skip)
            }
            Self::GreedyNoSkip => greedy(GreedyOrder::Score, Unaffordable::Stop),
            Self::GreedyPerCost => greedy(GreedyOrder::ScorePerCost, Unaffordable::Skip),
            Self::EqualShares => shares(Completion::None, None),
            Self::EqualSharesComparison => shares(Completion::None, compared),
            Self::Add1 => shares(add1, None),
            Self::Add1Comparison => shares(add1, compared),
            Self::Add1u => shares(add(ExhaustiveStop::Eligible, true), None),
            Self::Fill => shares(Completion::Fill, None),
        }
    }
}

fn threshold(election: &Election) -> Result<Option<u64>, NameError> {
    let text = election.meta.get("min_project_score_threshold");
    let number = |text: &str| {
        let whole = pabulib::whole(text).and_then(|number| u64::try_from(number).ok());
        whole.ok_or_else(|| NameError::ThresholdInvalid(text.to_owned()))
    };
    text.map(number).transpose()
}

fn score(election: &Election) -> Score {
    match election.form {
        Form::Approval | Form::ChooseOne => Score::Votes,
        Form::Cumulative | Form::Scoring => Score::Points,
        Form::Ordinal => Score::Ranks(rank_scores(election)),
    }
}

fn utility(election: &Election) -> Utility {
    match election.form {
        Form::Approval | Form::ChooseOne => Utility::ApprovalCost,
        Form::Cumulative | Form::Scoring => Utility::Points,
        Form::Ordinal => Utility::Ranks(rank_scores(election)),
    }
}

/// What the organiser's ranks were worth. The format leaves it open, but the column `score` tells: on a ballot of k
/// the first is worth k, or it is worth `max_length` however many are named. Where the column fits neither or both,
/// the former, as Pabulib's own checker has it.
fn rank_scores(election: &Election) -> RankScores {
    let longest = election.groups.iter().map(|group| group.choices.len()).max().unwrap_or(0);
    let length = u64::try_from(longest.max(1)).unwrap_or(u64::MAX);
    let most: u64 =
        election.meta.get("max_length").and_then(|text| text.parse().ok()).unwrap_or(length).max(1);
    let by_length = matching(election, |place, length| length.saturating_sub(place));
    let by_place = matching(election, |place, _| most.saturating_sub(place));
    if by_place > by_length {
        // No ballot has a place beyond the longest.
        RankScores::Places((1..=most).rev().take(longest.max(1)).collect())
    } else {
        RankScores::BallotFromOne
    }
}

/// How many projects have the score that their ranks add up to.
fn matching(election: &Election, worth: impl Fn(u64, u64) -> u64) -> usize {
    let mut scores = vec![0_u64; election.projects.len()];
    for group in &election.groups {
        let length = u64::try_from(group.choices.len()).unwrap_or(u64::MAX);
        for ((project, _), place) in group.choices.iter().zip(0..) {
            let score = usize::try_from(*project).ok().and_then(|index| scores.get_mut(index));
            if let Some(score) = score {
                *score = score.saturating_add(group.count.saturating_mul(worth(place, length)));
            }
        }
    }
    let stated =
        election.projects.iter().map(|project| project.score.and_then(|score| u64::try_from(score).ok()));
    stated.zip(&scores).filter(|(stated, score)| *stated == Some(**score)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::budget::election::{Mark, Meta, Money, Project};

    fn election(form: Form, rule: &str, keys: &[(&str, &str)], scores: [i64; 2]) -> Election {
        let project = |(id, score)| Project { score: Some(score), ..Project::new(id, Some(Money(5))) };
        let projects = ["a", "b"].into_iter().zip(scores).map(project).collect();
        let ballots: [Vec<Mark>; 2] = [vec![(1, 1), (0, 1)], vec![(0, 1)]];
        let mut election = Election::new(0, Money(7), form, projects, ballots);
        let keys = keys.iter().copied().chain([("rule", rule)]);
        election.meta = Meta(keys.map(|(key, value)| (key.to_owned(), value.to_owned())).collect());
        election
    }

    #[test]
    fn every_name_is_a_rule_of_its_own() {
        let election = election(Form::Approval, "greedy", &[("min_project_score_threshold", "2")], [0, 0]);
        let mut hashes: Vec<_> =
            BudgetName::ALL.iter().map(|name| name.rule(&election).expect("a rule").hash()).collect();
        hashes.sort_unstable();
        hashes.dedup();
        // A threshold makes greedy the same as greedy-threshold.
        assert_eq!(hashes.len(), BudgetName::ALL.len() - 1);
    }

    #[test]
    fn the_files_rule_is_found_or_refused() {
        let of = |rule: &str| official(&election(Form::Approval, rule, &[], [0, 0]));
        assert_eq!(of("greedy"), BudgetManifest::greedy(Form::Approval, 1).map_err(NameError::Rule));
        assert_eq!(of("equalshares/add1"), BudgetManifest::equal_shares_add1().map_err(NameError::Rule));
        assert_eq!(of("greedy-threshold"), Err(NameError::ThresholdMissing));
        for unknown in ["unknown", "", "greedy-custom", "greedy-exclusive"] {
            assert_eq!(of(unknown), Err(NameError::Unknown(unknown.to_owned())));
        }
        let odd = election(Form::Approval, "greedy", &[("min_project_score_threshold", "few")], [0, 0]);
        assert_eq!(official(&odd), Err(NameError::ThresholdInvalid("few".to_owned())));
        let threshold = |text| {
            official(&election(Form::Approval, "greedy", &[("min_project_score_threshold", text)], [0, 0]))
        };
        assert_eq!(threshold("2.0"), threshold("2"));
        assert!(threshold("-1").is_err() && threshold("1.5").is_err());
    }

    #[test]
    fn what_ranks_were_worth_is_seen_from_the_scores() {
        let ranks = |keys: &[(&str, &str)], scores| score(&election(Form::Ordinal, "greedy", keys, scores));
        assert_eq!(ranks(&[], [2, 2]), Score::Ranks(RankScores::BallotFromOne));
        assert_eq!(ranks(&[("max_length", "2")], [3, 2]), Score::Ranks(RankScores::Places(vec![2, 1])));
        assert_eq!(ranks(&[("max_length", "2")], [9, 9]), Score::Ranks(RankScores::BallotFromOne));
        // No ballot is as long as it might be: a first place is worth five nevertheless.
        assert_eq!(ranks(&[("max_length", "5")], [9, 5]), Score::Ranks(RankScores::Places(vec![5, 4])));
    }
}
