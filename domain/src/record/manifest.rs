//! `manifest.json`, as far as checking and counting need it: rules stay text here, so that a reader's browser fetches
//! the code of one kind of rule only.

use super::counter::BUDGET_RULES;
use super::fault::{Fault, FaultCode};
use super::text::File;
use crate::count::canonical;
use crate::count::json::tree::{Node, Value};
use crate::count::json::{self, JsonError};
use crate::count::manifest::Participation;
use crate::id::VoteId;
use crate::votes::VoteKind;
use crate::votes::frozen::FrozenRoll;
use crate::votes::question::{Purse, QUESTIONS_MAX};

/// What was frozen when the vote opened.
pub(super) struct Manifest {
    pub(super) vote: VoteId,
    /// The origin of the log.
    pub(super) log: String,
    pub(super) title: String,
    pub(super) kind: VoteKind,
    pub(super) questions: Vec<Question>,
    /// How many must take part in the vote as a whole, if it asks for that.
    pub(super) quorum: Option<Participation>,
    pub(super) roll: FrozenRoll,
}

/// A question, as its file of ballots has it.
pub(super) struct Question {
    /// What is asked; the vote's title where it asks no more.
    pub(super) text: String,
    /// What the options are called, with what each costs in fen.
    pub(super) options: Vec<(String, Option<i64>)>,
    pub(super) purse: Option<Purse>,
    /// The rule's canonical JSON.
    pub(super) rule: String,
    /// The rule's `format`.
    pub(super) format: String,
    /// The name of the rule's method, where that has parts.
    pub(super) method: String,
    /// Whether one option is picked, or none of them, and the most picks decide.
    pub(super) picks: bool,
}

impl Manifest {
    /// Reads the manifest. Of what is not needed here only the writing is checked.
    pub(super) fn read(file: &File<'_>) -> Result<Self, Fault> {
        let invalid = |error: &JsonError| file.fault(FaultCode::JsonInvalid).showing(&error.to_string());
        let root = file.read()?;
        let missing = |name: &str| file.fault(FaultCode::JsonInvalid).showing(name);
        let field = |name: &str| root.field(name).ok_or_else(|| missing(name));
        let text = |name: &str| field(name)?.text().ok_or_else(|| missing(name));
        if text("format")? != "yishi-vote/2" {
            return Err(missing("format"));
        }
        let title = text("title")?.to_owned();
        let questions = field("questions")?.items().ok_or_else(|| missing("questions"))?;
        if questions.is_empty() || questions.len() > QUESTIONS_MAX {
            return Err(file.fault(FaultCode::QuestionsInvalid));
        }
        let question =
            |node| Question::read(node, &title).ok_or_else(|| file.fault(FaultCode::QuestionsInvalid));
        Ok(Self {
            vote: json::read_node(field("vote")?).map_err(|error| invalid(&error))?,
            log: text("log")?.to_owned(),
            kind: json::read_node(field("kind")?).map_err(|error| invalid(&error))?,
            questions: questions.iter().map(question).collect::<Result<_, _>>()?,
            quorum: json::read_node(field("quorum")?).map_err(|error| invalid(&error))?,
            roll: json::read_node(field("roll")?).map_err(|error| invalid(&error))?,
            title,
        })
    }
}

impl Question {
    fn read(node: &Node<'_>, title: &str) -> Option<Self> {
        let option = |node: &Node<'_>| -> Option<(String, Option<i64>)> {
            let cost = match node.field("cost")?.value {
                Value::Null => None,
                Value::Unsigned(fen) => Some(i64::try_from(fen).ok()?),
                _ => return None,
            };
            Some((node.field("label")?.text()?.to_owned(), cost))
        };
        let purse = node.field("purse")?;
        let rule = node.field("rule")?;
        Some(Self {
            text: node.field("text")?.text().unwrap_or(title).to_owned(),
            options: node.field("options")?.items()?.iter().map(option).collect::<Option<_>>()?,
            purse: if matches!(purse.value, Value::Null) { None } else { json::read_node(purse).ok() },
            format: rule.field("format")?.text()?.to_owned(),
            method: rule.field("method").and_then(Node::single).map_or("", |(name, _)| name).to_owned(),
            picks: rule.field("method").is_some_and(|method| method.field("choose_one_with_none").is_some()),
            rule: canonical::json(rule).ok()?,
        })
    }

    /// Whether money is given out.
    pub(super) fn is_budget(&self) -> bool {
        self.format.starts_with(BUDGET_RULES)
    }

    /// What its lines are called: the options, or the one question.
    pub(super) fn names(&self) -> Vec<&str> {
        if self.options.is_empty() {
            return vec![self.text.as_str()];
        }
        self.options.iter().map(|(label, _)| label.as_str()).collect()
    }
}
