//! The three kinds of rules: how their ballots are written as a file, and how that file is counted.
//!
//! Each stands alone, so that a program has only those that it names.

use std::collections::BTreeMap;

use serde::Serialize;

use super::manifest::Question;
use crate::count::ballot::InvalidReason;
use crate::count::budget::election::{Election, Form, Money};
use crate::count::budget::manifest::BudgetManifest;
use crate::count::budget::outcome::BudgetOutcome;
use crate::count::budget::{self, BudgetError};
use crate::count::canonical;
use crate::count::formats::answers::{Answers, Valid};
use crate::count::formats::ballots::{self, BudgetBallots};
use crate::count::formats::pabulib;
use crate::count::json;
use crate::count::json::tree::Node;
use crate::count::manifest::Manifest as Rule;
use crate::count::owners::Tally;
use crate::count::record;
use crate::count::weight::Weight;

/// How the `format` of rules that choose among options begins.
pub(super) const CHOICE_RULES: &str = "yishi-choice-rule/";
/// How the `format` of rules for budgets begins.
pub(super) const BUDGET_RULES: &str = "yishi-budget/";

/// Decimal places of amounts: fen.
const FEN: u32 = 2;

/// What one kind of rule needs.
#[derive(Clone, Copy)]
pub struct Counter {
    /// How the `format` of such rules begins.
    pub(super) rules: &'static str,
    /// Which methods of such rules; all where none is named.
    pub(super) methods: &'static [&'static str],
    /// The first line of the file.
    pub(super) head: fn(&Question, Weight) -> Option<String>,
    /// The line of a valid ballot's marks; none if they have not the form of such questions.
    pub(super) line: fn(&Node<'_>) -> Option<String>,
    /// Whether ballots that do not take part have a line, or are left out.
    pub(super) tells_invalid: bool,
    /// What the file comes to.
    pub(super) count: fn(&str, &str) -> Result<Counted, String>,
}

/// What a file of ballots comes to.
pub(super) struct Counted {
    /// The finding as canonical JSON.
    pub(super) finding: String,
    /// What took part and what did not, of answers.
    pub(super) sums: Option<(Weight, BTreeMap<InvalidReason, Weight>)>,
    /// The same ballots in Pabulib's format, of budgets.
    pub(super) pabulib: Option<String>,
}

impl Counter {
    /// Votes decided by a bar: of owners, and consultations.
    pub const VOTE: Self = Self {
        rules: "yishi-rule/",
        methods: &[],
        head: answers_head,
        line: |marks| as_it_is(marks, &["answers", "pick"]),
        tells_invalid: true,
        count: decide,
    };

    /// Choices among options.
    pub const CHOICE: Self = Self {
        count: |file, rule| {
            let outcome = record::count_choice(file.as_bytes(), rule).map_err(|error| error.to_string())?;
            Ok(Counted { finding: written(&outcome)?, sums: None, pabulib: None })
        },
        ..Self::CHOICE_OF_ANY
    };

    /// What all choices among options have in common; it counts none.
    pub(super) const CHOICE_OF_ANY: Self = Self {
        rules: CHOICE_RULES,
        methods: &[],
        head: choice_head,
        line: |marks| as_it_is(marks, &["options", "numbers", "ranking"]),
        tells_invalid: false,
        count: |_, _| Err("no_family".to_owned()),
    };

    /// Money given out.
    pub const BUDGET: Self = Self {
        rules: BUDGET_RULES,
        methods: &[],
        head: budget_head,
        line: budget_line,
        tells_invalid: false,
        count: |file, rule| {
            count_budget(file, rule, |election, rule| Ok(Some(budget::count(election, rule, None)?)))
        },
    };

    /// Money given out to the most wanted, one after the other.
    pub const GREEDY: Self = Self {
        methods: &["greedy"],
        count: |file, rule| {
            count_budget(file, rule, |election, rule| budget::count_greedy(election, rule, None))
        },
        ..Self::BUDGET
    };

    /// Every kind.
    pub const ALL: [Self; 3] = [Self::VOTE, Self::CHOICE, Self::BUDGET];
}

/// Marks that stand in a file as they stand on the ballot.
fn as_it_is(marks: &Node<'_>, kinds: &[&str]) -> Option<String> {
    let (kind, _) = marks.single()?;
    if kinds.contains(&kind) { canonical::json(marks).ok() } else { None }
}

/// What [`record::RecordError::OtherKind`] says, without the words of every other error.
pub(super) const OTHER_KIND: &str = "rule_of_other_kind";

fn written(outcome: &impl Serialize) -> Result<String, String> {
    canonical::json(outcome).map_err(|error| error.to_string())
}

#[derive(Serialize)]
struct AnswersHead<'a> {
    format: &'a str,
    title: &'a str,
    electorate: Weight,
    #[serde(skip_serializing_if = "Option::is_none")]
    questions: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    options: Option<Vec<&'a str>>,
}

fn answers_head(question: &Question, electorate: Weight) -> Option<String> {
    let names = Some(question.names());
    let (questions, options) = if question.picks { (None, names) } else { (names, None) };
    let (format, title) = ("yishi-answers/1", question.text.as_str());
    canonical::json(&AnswersHead { format, title, electorate, questions, options }).ok()
}

fn decide(file: &str, rule: &str) -> Result<Counted, String> {
    let rule: Rule = json::read(rule).map_err(|error| error.to_string())?;
    let answers = ballots::answers(file.as_bytes()).map_err(|fault| fault.to_string())?;
    let answers = answers.ok_or_else(|| OTHER_KIND.to_owned())?.told();
    let decision = record::decide(&answers, &rule).map_err(|error| error.to_string())?;
    let valid = taking_part(&answers).ok_or_else(|| "too_large".to_owned())?;
    Ok(Counted { finding: written(&decision)?, sums: Some((valid, answers.invalid)), pabulib: None })
}

/// What the valid ballots weigh; where one option is picked, as many ballots as heads.
fn taking_part(answers: &Answers) -> Option<Weight> {
    match &answers.valid {
        Valid::Questions(tallies) => tallies.first().and_then(Tally::total),
        Valid::Picks { options, none, blank } => {
            let mut all = options.iter().chain([none, blank]);
            let heads = all.try_fold(Weight::ZERO.heads, |sum, heads| sum.plus(*heads))?;
            Some(Weight { ballots: heads.get().try_into().ok()?, heads, ..Weight::ZERO })
        }
    }
}

#[derive(Serialize)]
struct ChoiceHead<'a> {
    format: &'a str,
    title: &'a str,
    options: Vec<&'a str>,
}

fn choice_head(question: &Question, _: Weight) -> Option<String> {
    let (format, title) = ("yishi-ballots/1", question.text.as_str());
    canonical::json(&ChoiceHead { format, title, options: question.names() }).ok()
}

#[derive(Serialize)]
struct BudgetHead<'a> {
    format: &'a str,
    title: &'a str,
    form: Form,
    budget: String,
    projects: Vec<ProjectLine<'a>>,
}

#[derive(Serialize)]
struct ProjectLine<'a> {
    id: String,
    cost: String,
    name: &'a str,
}

fn budget_head(question: &Question, _: Weight) -> Option<String> {
    let purse = question.purse?;
    let mut projects = Vec::new();
    for ((name, cost), number) in question.options.iter().zip(1_u32..) {
        projects.push(ProjectLine { id: number.to_string(), cost: Money((*cost)?).display(FEN), name });
    }
    let (format, title) = ("yishi-budget-ballots/1", question.text.as_str());
    let budget = Money(purse.budget.fen()).display(FEN);
    canonical::json(&BudgetHead { format, title, form: purse.form, budget, projects }).ok()
}

/// Projects are called by their numbers; those without points are left out.
fn budget_line(marks: &Node<'_>) -> Option<String> {
    let (kind, marked) = marks.single()?;
    let marked = marked.items()?;
    let number = |node: &Node<'_>| node.whole();
    let (projects, points): (Vec<u64>, Option<Vec<u64>>) = match kind {
        "options" => (marked.iter().map(number).collect::<Option<_>>()?, None),
        "ranking" => {
            let tiers = marked.iter().map(Node::items).collect::<Option<Vec<_>>>()?;
            (tiers.into_iter().flatten().map(number).collect::<Option<_>>()?, None)
        }
        "numbers" => {
            let pair = |node: &Node<'_>| match node.items()? {
                [project, points] => Some((project.whole()?, points.whole()?)),
                _ => None,
            };
            let mut given = marked.iter().map(pair).collect::<Option<Vec<_>>>()?;
            given.retain(|(_, points)| *points > 0);
            let points = given.iter().map(|(_, points)| *points).collect();
            (given.into_iter().map(|(project, _)| project).collect(), Some(points))
        }
        _ => return None,
    };
    let list = |numbers: Vec<u64>, quote: &str| {
        let texts: Vec<String> = numbers.iter().map(|number| format!("{quote}{number}{quote}")).collect();
        texts.join(",")
    };
    let points = points.map(|points| format!("\"points\":[{}],", list(points, "")));
    Some(format!("{{{}\"projects\":[{}]}}", points.unwrap_or_default(), list(projects, "\"")))
}

/// What a rule makes of an election; nothing if it is of another method.
type CountBudget<S> = fn(&Election, &BudgetManifest) -> Result<Option<BudgetOutcome<S>>, BudgetError>;

fn count_budget<S: Serialize>(file: &str, rule: &str, count: CountBudget<S>) -> Result<Counted, String> {
    let rule: BudgetManifest = json::read(rule).map_err(|error| error.to_string())?;
    let file = ballots::budget(file.as_bytes()).map_err(|fault| fault.to_string())?;
    let BudgetBallots { election, .. } = file.ok_or_else(|| OTHER_KIND.to_owned())?;
    // The hall counts in fen, whatever the amounts of one vote need.
    let election = election.at_scale(FEN).ok_or_else(|| "amount_too_large".to_owned())?;
    let outcome = count(&election, &rule).map_err(|error| error.to_string())?;
    let outcome = outcome.ok_or_else(|| OTHER_KIND.to_owned())?;
    let mut pb = Vec::new();
    pabulib::write(&election, &mut pb).map_err(|error| error.to_string())?;
    let pabulib = String::from_utf8(pb).map_err(|error| error.to_string())?;
    Ok(Counted { finding: written(&outcome)?, sums: None, pabulib: Some(pabulib) })
}
