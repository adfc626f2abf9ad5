//! What one question came to, whatever its rule: the answer in a sentence, and how it came about.

use super::{Line, budget, choice, consultation, owners, verdict};
use crate::text::Text;
use domain::count::ballot::OptionNo;
use domain::count::election::Standing;
use domain::count::record::{Decision, Rule};
use domain::votes::counting::Finding;
use domain::votes::question::Question;

/// What the options are called, in the order of their numbers.
#[must_use]
pub fn names(question: &Question) -> Vec<String> {
    question.options.iter().map(|option| option.label.to_string()).collect()
}

/// What one option is called; its number where the question has none such.
#[must_use]
pub fn name(question: &Question, option: OptionNo) -> String {
    let found = option.index().and_then(|index| question.options.get(index));
    found.map_or_else(|| option.0.to_string(), |option| option.label.to_string())
}

/// The answer in one sentence; `title` is what was asked.
#[must_use]
pub fn answer(text: &dyn Text, title: &str, question: &Question, finding: &Finding) -> String {
    match finding {
        Finding::Vote(Decision::Owners(outcome)) => {
            let named = |options: &mut dyn Iterator<Item = OptionNo>| -> Vec<String> {
                options.map(|option| name(question, option)).collect()
            };
            match &outcome.election {
                Some(election) => text.options_passed(&named(&mut election.with(Standing::Seated))),
                None if question.options.is_empty() => text.passed(outcome.passed().next().is_some(), title),
                None => text.options_passed(&named(&mut outcome.passed())),
            }
        }
        Finding::Vote(Decision::Consultative(outcome)) => {
            verdict(text, &outcome.verdict, title, |option| name(question, option))
        }
        Finding::Choice(outcome) => {
            let winners: Vec<String> =
                outcome.winners().into_iter().map(|option| name(question, option)).collect();
            text.chosen_options(&winners)
        }
        Finding::Budget(outcome) => {
            let number = |id: &str| id.parse().ok().map(|number| name(question, OptionNo(number)));
            let winners: Vec<String> =
                outcome.winners.iter().filter_map(|project| number(&project.to_string())).collect();
            text.paid_for(&winners, outcome.spent.0, outcome.budget.0)
        }
    }
}

/// How it came about, line by line. Nothing is counted again.
#[must_use]
pub fn finding(text: &dyn Text, title: &str, question: &Question, finding: &Finding) -> Vec<Line> {
    let mut asked = names(question);
    if asked.is_empty() {
        asked.push(title.to_owned());
    }
    match (finding, &question.rule) {
        (Finding::Vote(Decision::Owners(outcome)), _) => owners(text, outcome, &asked),
        (Finding::Vote(Decision::Consultative(outcome)), _) => consultation(text, outcome, &asked),
        (Finding::Choice(outcome), Rule::Choice(rule)) => choice(text, rule, outcome, &asked),
        (Finding::Budget(outcome), Rule::Budget(rule)) => match question.election([]) {
            Some(election) => budget(text, &election, rule.rule(), outcome),
            None => Vec::new(),
        },
        (Finding::Choice(_) | Finding::Budget(_), _) => Vec::new(),
    }
}
