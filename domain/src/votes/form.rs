//! What a ballot asks of its voter, question by question: what pages draw, and what a screen lets through.

use super::marks::{Marks, Said};
use super::question::Question;
use crate::count::ballot::{Choice, OptionNo};
use crate::count::budget::election::Form as BudgetForm;
use crate::count::budget::manifest::CostLimit;
use crate::count::choice::ChoiceMethod;
use crate::count::consultative::Pick;
use crate::count::manifest::Method;
use crate::count::profile::form::{EqualRanks, RankedForm, Spending, Unscored};
use crate::count::record::Rule;

/// By what a ballot came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// Cast on a screen, which lets no answer be forgotten.
    Screen,
    /// Handed in on paper, where what nobody marked is blank.
    Paper,
}

/// What is to be done with the options of one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// 同意, 反对 or 弃权 on every line.
    Answers {
        /// How many lines.
        lines: usize,
    },
    /// One option, or 都不选.
    Pick,
    /// Some of the options.
    Choose {
        /// The fewest of whoever chooses any.
        least: usize,
        /// The most.
        most: usize,
        /// The most they may cost together, in fen.
        most_cost: Option<i64>,
    },
    /// A number for each option: a score, or some of the points.
    Numbers {
        /// The most for one option.
        most_each: u32,
        /// How many there are to give altogether, if they are shared out.
        total: Option<Points>,
        /// The fewest options that get any, of whoever gives any.
        least: usize,
        /// Whether every option must have its number.
        each: bool,
    },
    /// The options in order, the best first.
    Rank {
        /// Whether several may share a place.
        equal: bool,
        /// The fewest of whoever ranks any.
        least: usize,
        /// The most.
        most: usize,
    },
}

/// Points to be shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// How many there are.
    pub total: u32,
    /// Whether all must be given.
    pub all: bool,
}

/// Why marks are no ballot on this form; a screen says it and lets the voter mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// Marks of another form, or on more or fewer questions than there are: not made by our page.
    #[error("other_form")]
    OtherForm,
    /// A line without an answer.
    #[error("unanswered")]
    Unanswered,
    /// Fewer options than asked for.
    #[error("too_few")]
    TooFew {
        /// How many there must be.
        least: usize,
    },
    /// More options than there may be.
    #[error("too_many")]
    TooMany {
        /// How many there may be.
        most: usize,
    },
    /// A number beyond the scale.
    #[error("off_the_scale")]
    OffTheScale {
        /// The most for one option.
        most: u32,
    },
    /// More points than there are, or fewer where all must be given.
    #[error("wrong_sum")]
    WrongSum {
        /// How many were given.
        given: u64,
        /// How many there are.
        total: u32,
    },
    /// Two options share a place where they may not.
    #[error("equal_ranks")]
    EqualRanks,
    /// Together they cost more than there is.
    #[error("over_budget")]
    OverBudget {
        /// What they cost, in fen.
        cost: i64,
        /// What there is, in fen.
        most: i64,
    },
}

/// Whether the ballot can be what a voter of these questions says. Blank answers are taken where no
/// 弃权 stands on the form, since nobody has to choose.
pub fn check(questions: &[Question], medium: Medium, said: &[Marks]) -> Result<(), (usize, Misfit)> {
    if said.len() != questions.len() {
        return Err((0, Misfit::OtherForm));
    }
    let mut each = questions.iter().zip(said).enumerate();
    each.try_for_each(|(index, (question, marks))| {
        question.fits(medium, marks).map_err(|misfit| (index, misfit))
    })
}

impl Question {
    /// What is to be done.
    #[must_use]
    pub fn form(&self) -> Form {
        let options = self.options.len();
        let choose = |least: u16, most: u16| Form::Choose {
            least: usize::from(least),
            most: usize::from(most).min(options),
            most_cost: None,
        };
        let rank = |form: RankedForm| Form::Rank {
            equal: form.equal_ranks == EqualRanks::Allowed,
            least: usize::from(form.least),
            most: usize::from(form.most).min(options),
        };
        match &self.rule {
            Rule::Vote(rule) => match rule.rule().method {
                Method::ChooseOneWithNone { .. } => Form::Pick,
                Method::YesNo | Method::EachOptionByItsOwnMajority { .. } | Method::OwnersElection { .. } => {
                    Form::Answers { lines: rule.questions() }
                }
            },
            Rule::Choice(rule) => match &rule.method {
                ChoiceMethod::Plurality(_) => choose(1, 1),
                ChoiceMethod::Approval(rule) => choose(rule.ballots.least, rule.ballots.most),
                ChoiceMethod::SequentialPhragmen(rule) => choose(rule.ballots.least, rule.ballots.most),
                ChoiceMethod::Pav(rule) => choose(rule.ballots.least, rule.ballots.most),
                ChoiceMethod::SequentialPav(rule) => choose(rule.ballots.least, rule.ballots.most),
                ChoiceMethod::Score(rule) => Form::Numbers {
                    most_each: rule.ballots.highest,
                    total: None,
                    least: 0,
                    each: rule.ballots.unscored == Unscored::Invalid,
                },
                ChoiceMethod::Points(rule) => Form::Numbers {
                    most_each: rule.ballots.most_each.min(rule.ballots.total),
                    total: Some(Points {
                        total: rule.ballots.total,
                        all: rule.ballots.spending == Spending::Exactly,
                    }),
                    least: usize::from(rule.ballots.least_options),
                    each: false,
                },
                ChoiceMethod::Borda(rule) => rank(rule.ballots),
                ChoiceMethod::InstantRunoff(rule) => rank(rule.ballots),
                ChoiceMethod::Schulze(rule) => rank(rule.ballots),
                ChoiceMethod::RankedPairs(rule) => rank(rule.ballots),
                ChoiceMethod::Stv(rule) => rank(rule.ballots),
            },
            Rule::Budget(rule) => {
                let limits = rule.rule().ballots;
                let number = |limit: u32| usize::try_from(limit).unwrap_or(usize::MAX);
                let least = limits.least_projects.map_or(1, number);
                let most = limits.most_projects.map_or(options, number).min(options);
                let purse = self.purse;
                let most_cost = limits.most_cost.and_then(|limit| match limit {
                    CostLimit::Budget => purse.map(|purse| purse.budget.fen()),
                    CostLimit::Amount(amount) => amount.in_hundredths(),
                });
                let points = purse.map_or(0, |purse| purse.points);
                match purse.map_or(BudgetForm::Approval, |purse| purse.form) {
                    BudgetForm::Approval => Form::Choose { least, most, most_cost },
                    BudgetForm::ChooseOne => Form::Choose { least: 1, most: 1, most_cost },
                    BudgetForm::Cumulative => Form::Numbers {
                        most_each: points,
                        total: Some(Points { total: points, all: false }),
                        least,
                        each: false,
                    },
                    BudgetForm::Scoring => {
                        Form::Numbers { most_each: points, total: None, least: 0, each: false }
                    }
                    BudgetForm::Ordinal => Form::Rank { equal: false, least, most },
                }
            }
        }
    }

    /// Whether these marks can be what a voter says to it.
    pub fn fits(&self, medium: Medium, marks: &Marks) -> Result<(), Misfit> {
        let form = self.form();
        match (form, marks) {
            (Form::Answers { lines }, Marks::Answers(answers)) => {
                if answers.len() != lines {
                    Err(Misfit::OtherForm)
                } else if medium == Medium::Screen && answers.contains(&Choice::Blank) {
                    Err(Misfit::Unanswered)
                } else {
                    Ok(())
                }
            }
            (Form::Pick, Marks::Pick(Pick::None)) => Ok(()),
            (Form::Pick, Marks::Pick(Pick::Option(option))) => self.each_once([*option]),
            (Form::Pick, Marks::Pick(Pick::Blank)) => match medium {
                Medium::Screen => Err(Misfit::Unanswered),
                Medium::Paper => Ok(()),
            },
            (Form::Choose { least, most, most_cost }, Marks::Options(options)) => {
                self.each_once(options.iter().copied())?;
                within(options.len(), least, most)?;
                self.affordable(options, most_cost)
            }
            (Form::Numbers { most_each, total, least, each }, Marks::Numbers(numbers)) => {
                self.each_once(numbers.iter().map(|(option, _)| *option))?;
                if each && !numbers.is_empty() && numbers.len() < self.options.len() {
                    return Err(Misfit::Unanswered);
                }
                if numbers.iter().any(|(_, number)| *number > most_each) {
                    return Err(Misfit::OffTheScale { most: most_each });
                }
                let given: u64 = numbers.iter().map(|(_, number)| u64::from(*number)).sum();
                match total {
                    Some(Points { total, all })
                        if given > u64::from(total) || (all && given > 0 && given < u64::from(total)) =>
                    {
                        Err(Misfit::WrongSum { given, total })
                    }
                    _ => within(numbers.iter().filter(|(_, number)| *number > 0).count(), least, usize::MAX),
                }
            }
            (Form::Rank { equal, least, most }, Marks::Ranking(tiers)) => {
                self.each_once(tiers.iter().flatten().copied())?;
                if !equal && tiers.iter().any(|tier| tier.len() > 1) {
                    return Err(Misfit::EqualRanks);
                }
                within(tiers.iter().map(Vec::len).sum(), least, most)
            }
            _ => Err(Misfit::OtherForm),
        }
    }

    /// Whether each is an option, and none stands twice.
    fn each_once(&self, options: impl IntoIterator<Item = OptionNo>) -> Result<(), Misfit> {
        let mut seen = vec![false; self.options.len()];
        for option in options {
            let place = option.index().and_then(|index| seen.get_mut(index)).ok_or(Misfit::OtherForm)?;
            if std::mem::replace(place, true) {
                return Err(Misfit::OtherForm);
            }
        }
        Ok(())
    }

    fn affordable(&self, chosen: &[OptionNo], most: Option<i64>) -> Result<(), Misfit> {
        let Some(most) = most else { return Ok(()) };
        let costs = chosen.iter().filter_map(|option| self.options.get(option.index()?)?.cost);
        let cost = costs.fold(0_i64, |sum, cost| sum.saturating_add(cost.fen()));
        if cost > most { Err(Misfit::OverBudget { cost, most }) } else { Ok(()) }
    }
}

/// None at all are a blank answer.
fn within(marks: usize, least: usize, most: usize) -> Result<(), Misfit> {
    match marks {
        0 => Ok(()),
        few if few < least => Err(Misfit::TooFew { least }),
        many if many > most => Err(Misfit::TooMany { most }),
        _ => Ok(()),
    }
}

/// A ballot that fits, in the one way it is written.
pub fn said(questions: &[Question], medium: Medium, marks: Vec<Marks>) -> Result<Said, (usize, Misfit)> {
    check(questions, medium, &marks)?;
    Ok(Said::Valid(marks.into_iter().map(Marks::in_order).collect()))
}
