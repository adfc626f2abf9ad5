//! Which code a reader's browser fetches to check a record: as little as the rules of its questions need.

use std::collections::BTreeSet;

use crate::codes;
use crate::count::budget::manifest::BudgetMethod;
use crate::count::choice::ChoiceMethod;
use crate::count::record::Rule;
use crate::votes::question::Question;

codes! {
    /// A module of `recount`: each counts the rules of one family.
    pub enum Module {
        /// Votes decided by a bar: of owners, and consultations.
        Vote = "vote",
        /// Plurality, approval, score, points, Borda.
        Sums = "sums",
        /// Schulze, ranked pairs.
        Pairs = "pairs",
        /// Instant run-off.
        Runoff = "runoff",
        /// Single transferable vote.
        Stv = "stv",
        /// Phragmén.
        Phragmen = "phragmen",
        /// Proportional approval.
        Pav = "pav",
        /// Money given out to the most wanted, one after the other.
        Greedy = "greedy",
        /// Money given out by any rule.
        Budget = "budget",
    }
}

impl Module {
    /// What counts all of these questions together: each checks the record and counts what it can.
    #[must_use]
    pub fn of(questions: &[Question]) -> BTreeSet<Self> {
        let mut modules: BTreeSet<_> =
            questions.iter().map(|question| Self::of_rule(&question.rule)).collect();
        if modules.contains(&Self::Budget) {
            modules.remove(&Self::Greedy);
        }
        modules
    }

    fn of_rule(rule: &Rule) -> Self {
        match rule {
            Rule::Vote(_) => Self::Vote,
            Rule::Budget(rule) => match rule.rule().method {
                BudgetMethod::Greedy { .. } => Self::Greedy,
                BudgetMethod::EqualShares { .. } => Self::Budget,
            },
            Rule::Choice(rule) => match rule.method {
                ChoiceMethod::Plurality(_)
                | ChoiceMethod::Approval(_)
                | ChoiceMethod::Score(_)
                | ChoiceMethod::Points(_)
                | ChoiceMethod::Borda(_) => Self::Sums,
                ChoiceMethod::InstantRunoff(_) => Self::Runoff,
                ChoiceMethod::Schulze(_) | ChoiceMethod::RankedPairs(_) => Self::Pairs,
                ChoiceMethod::Stv(_) => Self::Stv,
                ChoiceMethod::SequentialPhragmen(_) => Self::Phragmen,
                ChoiceMethod::Pav(_) | ChoiceMethod::SequentialPav(_) => Self::Pav,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Module;
    use crate::count::canonical;
    use crate::count::named::{ChoiceName, Question as Asked};
    use crate::count::profile::Weighing;
    use crate::count::profile::ties::Lot;
    use crate::count::record::Rule;
    use crate::record::counter::Counter;
    use crate::votes::question::Question;

    fn question(name: ChoiceName) -> Question {
        let lot = Some(Lot([1, 2].map(crate::count::ballot::OptionNo).to_vec()));
        let asked = Asked { options: 2, seats: 1, most: 9, weights: Weighing::Heads, lot };
        Question {
            text: None,
            options: Vec::new(),
            purse: None,
            rule: Rule::Choice(Box::new(name.rule(&asked))),
        }
    }

    #[test]
    fn the_module_of_a_vote_counts_its_rules() {
        for name in ChoiceName::ALL {
            let question = question(*name);
            let counter = match Module::of_rule(&question.rule) {
                Module::Sums => Counter::SUMS,
                Module::Pairs => Counter::PAIRS,
                Module::Runoff => Counter::RUNOFF,
                Module::Stv => Counter::STV,
                Module::Phragmen => Counter::PHRAGMEN,
                Module::Pav => Counter::PAV,
                other => panic!("{other:?} counts no choices"),
            };
            let rule = canonical::json(&question.rule).expect("json");
            let counts = |method: &&str| rule.contains(&format!("\"method\":{{\"{method}\":"));
            assert!(counter.methods.iter().any(counts), "{rule}");
        }
    }

    #[test]
    fn questions_of_several_families_take_a_module_each() {
        let [borda, score, stv] = [ChoiceName::Borda, ChoiceName::Score, ChoiceName::Stv].map(question);
        assert_eq!(Module::of(&[stv.clone(), borda.clone(), score]), [Module::Sums, Module::Stv].into());
        assert_eq!(Module::of(&[borda]), [Module::Sums].into());
    }
}
