//! What a vote asks: each question with its options and the rule it is decided by.

use serde::{Deserialize, Serialize};

use super::{OwnersMatter, VoteKind};
use crate::count::budget::election::{Election, Form as BudgetForm, Money, Project};
use crate::count::choice::ChoiceMethod;
use crate::count::inequality::Threshold;
use crate::count::manifest::{self, Kind, Participation};
use crate::count::profile::ties::Lot;
use crate::count::record::Rule;
use crate::count::seats::Fractions;
use crate::count::weight::{HeadCount, Weight};
use crate::id::ProposalId;
use crate::measure::Fen;
use crate::words::{Label, Title};

/// The most questions on one ballot.
pub const QUESTIONS_MAX: usize = 10;
/// The fewest options of a question that has any.
pub const OPTIONS_MIN: usize = 2;
/// The most options of one question: as many as a phone can show without losing its reader.
pub const OPTIONS_MAX: usize = 60;

/// One question of a vote, complete: its hash says what was asked and how it is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is asked; none where the vote's own title asks it.
    pub text: Option<Title>,
    /// What there is to choose from, in the order of the numbers; empty for a plain yes or no.
    pub options: Vec<Opt>,
    /// What there is to give out, where options are projects that cost money.
    pub purse: Option<Purse>,
    /// By what it is decided.
    pub rule: Rule,
}

/// One option of several: a plan, a candidate, a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opt {
    /// As the ballot calls it.
    pub label: Label,
    /// The proposal that it stands for.
    pub proposal: Option<ProposalId>,
    /// Which of its revisions.
    pub revision: Option<i64>,
    /// What it costs, where money is given out.
    pub cost: Option<Fen>,
}

/// Money that a vote gives out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purse {
    /// How much there is, in fen.
    pub budget: Fen,
    /// What voters do: name projects, share points, rank.
    pub form: BudgetForm,
    /// How many points a voter has, or may give one project, where points are given; 0 elsewhere.
    pub points: u32,
}

/// Why a question cannot be put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// None, or more than [`QUESTIONS_MAX`].
    #[error("number_of_questions")]
    NumberOfQuestions,
    /// Fewer options than [`OPTIONS_MIN`], more than [`OPTIONS_MAX`], or any where none belong.
    #[error("number_of_options")]
    NumberOfOptions,
    /// Two options are called the same.
    #[error("equal_options")]
    EqualOptions,
    /// One of several questions does not say what it asks.
    #[error("no_text")]
    NoText,
    /// Owners decide by their own two majorities only, and nobody else by them.
    #[error("not_by_this_rule")]
    NotByThisRule,
    /// The rule cannot count so many options, seats or points.
    #[error("rule_does_not_fit")]
    RuleDoesNotFit,
    /// Projects without a price, a price without a purse, or a purse with nothing in it.
    #[error("money")]
    Money,
}

/// Whether these questions can be put in one vote of `kind`.
pub fn check(kind: VoteKind, questions: &[Question]) -> Result<(), QuestionError> {
    if questions.is_empty() || questions.len() > QUESTIONS_MAX {
        return Err(QuestionError::NumberOfQuestions);
    }
    if questions.len() > 1 && questions.iter().any(|question| question.text.is_none()) {
        return Err(QuestionError::NoText);
    }
    questions.iter().try_for_each(|question| question.check(kind))
}

/// Exact fractions stay short enough with so many seats, whatever the ballots.
const STV_SEATS_MAX: u16 = 9;
/// The most committees that proportional approval compares: each takes about a microsecond.
const PAV_COMMITTEES_MAX: u64 = 200_000;

/// Whether the rule can count whatever ballots come: a vote that closes must have an outcome.
fn always_counts(method: &ChoiceMethod, options: u16) -> bool {
    match method {
        ChoiceMethod::Stv(rule) => {
            rule.seats <= STV_SEATS_MAX && !matches!(rule.fractions, Fractions::Binary64)
        }
        ChoiceMethod::Pav(rule) => committees(options, rule.seats) <= PAV_COMMITTEES_MAX,
        ChoiceMethod::Plurality(_)
        | ChoiceMethod::Approval(_)
        | ChoiceMethod::Score(_)
        | ChoiceMethod::Points(_)
        | ChoiceMethod::Borda(_)
        | ChoiceMethod::InstantRunoff(_)
        | ChoiceMethod::Schulze(_)
        | ChoiceMethod::RankedPairs(_)
        | ChoiceMethod::SequentialPhragmen(_)
        | ChoiceMethod::SequentialPav(_) => true,
    }
}

/// How many committees of `seats` there are among so many options.
fn committees(options: u16, seats: u16) -> u64 {
    let (options, seats) = (u64::from(options), u64::from(seats));
    (1..=seats).fold(1_u64, |ways, seat| ways.saturating_mul(options.saturating_sub(seat - 1)) / seat)
}

/// Whether a vote on these questions can open for an electorate: somebody is there, and enough to reach every bar.
#[must_use]
pub fn admits(questions: &[Question], quorum: Option<&Participation>, electorate: Weight) -> bool {
    let reachable = match quorum.map(|asked| asked.threshold) {
        Some(Threshold::Voters { at_least }) => at_least <= electorate.heads,
        Some(Threshold::Share { .. }) | None => true,
    };
    let all = questions.iter().all(|question| match &question.rule {
        Rule::Vote(rule) => rule.admits(electorate).is_ok(),
        Rule::Choice(_) | Rule::Budget(_) => true,
    });
    electorate.heads > HeadCount::ZERO && reachable && all
}

impl Question {
    /// Whether options gain ballots by its rule, not points.
    #[must_use]
    pub const fn counts_ballots(&self) -> bool {
        matches!(&self.rule, Rule::Choice(rule) if rule.counts_ballots())
    }

    fn check(&self, kind: VoteKind) -> Result<(), QuestionError> {
        let labels: std::collections::BTreeSet<&str> =
            self.options.iter().map(|option| option.label.as_str()).collect();
        if labels.len() < self.options.len() {
            return Err(QuestionError::EqualOptions);
        }
        let owners =
            matches!(&self.rule, Rule::Vote(rule) if matches!(rule.rule().kind, Kind::Statutory { .. }));
        if owners != (kind == VoteKind::Statutory) {
            return Err(QuestionError::NotByThisRule);
        }
        let several = (OPTIONS_MIN..=OPTIONS_MAX).contains(&self.options.len());
        let priced = self.options.iter().filter(|option| option.cost.is_some()).count();
        match (&self.rule, &self.purse) {
            (Rule::Vote(_) | Rule::Choice(_), Some(_)) | (Rule::Budget(_), None) => Err(QuestionError::Money),
            (Rule::Vote(rule), None) => {
                let fits = match rule.rule().method {
                    manifest::Method::YesNo => self.options.is_empty(),
                    manifest::Method::ChooseOneWithNone { options } => {
                        several && usize::from(options) == self.options.len()
                    }
                    // A single candidate may stand.
                    manifest::Method::EachOptionByItsOwnMajority { .. }
                    | manifest::Method::OwnersElection { .. } => {
                        rule.questions() == self.options.len() && self.options.len() <= OPTIONS_MAX
                    }
                };
                if fits { Ok(()) } else { Err(QuestionError::NumberOfOptions) }
            }
            (Rule::Choice(rule), None) => {
                let count =
                    u16::try_from(self.options.len()).map_err(|_many| QuestionError::NumberOfOptions)?;
                if !several {
                    return Err(QuestionError::NumberOfOptions);
                }
                if !always_counts(&rule.method, count) {
                    return Err(QuestionError::RuleDoesNotFit);
                }
                // Counting nothing asks the rule everything but what ballots would.
                let drawn = rule.as_ref().clone().with_lot(Lot::by_number(count));
                drawn.count(count, []).map(drop).map_err(|_refused| QuestionError::RuleDoesNotFit)
            }
            (Rule::Budget(rule), Some(purse)) => {
                if !several {
                    return Err(QuestionError::NumberOfOptions);
                }
                let pointless = purse.form.has_points() == (purse.points == 0);
                if purse.budget.fen() == 0 || priced != self.options.len() || pointless {
                    return Err(QuestionError::Money);
                }
                let election = self.election([]).ok_or(QuestionError::Money)?;
                let counted = crate::count::budget::count(&election, rule, None);
                counted.map(drop).map_err(|_refused| QuestionError::RuleDoesNotFit)
            }
        }
    }

    /// The same with the lot for ties that was drawn before anybody voted, where its rule settles ties by lot.
    #[must_use]
    pub fn with_lot(self, lot: Lot) -> Self {
        match self.rule {
            Rule::Choice(rule) => Self { rule: Rule::Choice(Box::new(rule.with_lot(lot))), ..self },
            Rule::Vote(_) | Rule::Budget(_) => self,
        }
    }

    /// Whether its rule has a clause on silence, and so asks who was silent.
    #[must_use]
    pub fn hears_silence(&self) -> bool {
        matches!(&self.rule, Rule::Vote(rule) if matches!(rule.rule().kind, Kind::Statutory { silence: Some(_), .. }))
    }

    /// What owners decide by it; none where it is no owners' question.
    #[must_use]
    pub fn matter(&self) -> Option<OwnersMatter> {
        match &self.rule {
            Rule::Vote(rule) => match rule.rule().kind {
                Kind::Statutory { matter, .. } => Some(matter),
                Kind::Consultative => None,
            },
            Rule::Choice(_) | Rule::Budget(_) => None,
        }
    }

    /// How many lines its ballot has: options, or the one question itself.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.options.len().max(1)
    }

    /// The election in which money is given out, with ballots of places and points; none where none is.
    #[must_use]
    pub fn election(&self, ballots: impl IntoIterator<Item = Vec<(u32, u64)>>) -> Option<Election> {
        let purse = self.purse?;
        let projects = self.options.iter().zip(1_u32..).map(|(option, number)| Project {
            name: Some(option.label.as_str().to_owned()),
            ..Project::new(&number.to_string(), option.cost.map(|cost| Money(cost.fen())))
        });
        Some(Election::new(2, Money(purse.budget.fen()), purse.form, projects.collect(), ballots))
    }
}
