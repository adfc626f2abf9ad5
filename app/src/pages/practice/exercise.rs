//! Made-up questions, one of every form, each with a made-up crowd whose ballots are counted with the reader's.

use crate::text::Text;
use domain::count::ballot::{Choice, OptionNo};
use domain::count::budget::election::Form as BudgetForm;
use domain::count::choice::{ChoiceMethod, ChoiceRule};
use domain::count::consultative::Pick;
use domain::count::manifest::Manifest;
use domain::count::named::{self, BudgetName, ChoiceName};
use domain::count::profile::Weighing;
use domain::count::profile::ties::Lot;
use domain::count::record::Rule;
use domain::count::weight::{AreaSum, Weight};
use domain::measure::Fen;
use domain::votes::Marks;
use domain::votes::OwnersMatter;
use domain::votes::counting::{self, Finding};
use domain::votes::form::Form;
use domain::votes::question::{Opt, Purse, Question};
use domain::words::Label;

/// A made-up question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exercise {
    /// An owners' yes or no with heads and area.
    Agree,
    /// Several of them, each answered by itself.
    Each,
    /// One option, or 都不选.
    Pick,
    /// One option, the most votes win.
    One,
    /// Several options.
    Approve,
    /// A score for each.
    Score,
    /// Points to give.
    Points,
    /// An order.
    Rank,
    /// Projects within a budget.
    Budget,
}

/// What the reader's own flat has, in cm².
pub(super) const OWN_AREA_CM2: i64 = 895_200;

/// Areas of the crowd's flats in cm², in the order of its ballots; those behind the last ballot do not vote.
const AREAS_CM2: [i64; 11] =
    [895_200, 763_000, 1_021_800, 895_200, 1_204_000, 647_500, 895_200, 981_000, 895_200, 763_000, 1_100_000];

/// What the projects cost, in fen.
const COSTS: [i64; 5] = [30_000, 20_000, 45_000, 15_000, 60_000];
/// What there is for them, in fen.
const BUDGET: i64 = 100_000;

impl Exercise {
    /// Every form, the simplest first.
    pub const ALL: [Self; 9] = [
        Self::Agree,
        Self::Pick,
        Self::One,
        Self::Approve,
        Self::Each,
        Self::Rank,
        Self::Score,
        Self::Points,
        Self::Budget,
    ];

    /// Its name in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Each => "each",
            Self::Pick => "pick",
            Self::One => "one",
            Self::Approve => "approve",
            Self::Score => "score",
            Self::Points => "points",
            Self::Rank => "rank",
            Self::Budget => "budget",
        }
    }

    /// The exercise of that name.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|exercise| exercise.code() == code)
    }

    /// The one after it, in a circle.
    #[must_use]
    pub fn next(self) -> Self {
        let mut following = Self::ALL.into_iter().skip_while(|exercise| *exercise != self).skip(1);
        following.next().unwrap_or(Self::Agree)
    }

    /// Whether owners vote, by heads and area.
    pub(super) const fn is_owners(self) -> bool {
        matches!(self, Self::Agree | Self::Each)
    }

    /// The question, in the words of `text`. The page's heading asks it.
    #[must_use]
    pub fn question(self, text: &dyn Text) -> Question {
        let labels = text.exercise(self).options;
        let costs = COSTS.map(|cost| Fen::new(cost).ok().filter(|_| self == Self::Budget));
        let opt = |(label, cost): (&&str, Option<Fen>)| {
            let label = Label::parse(label).expect("a test reads every label");
            Opt { label, proposal: None, revision: None, cost }
        };
        let options: Vec<Opt> = labels.iter().zip(costs).map(opt).collect();
        let purse = (self == Self::Budget).then(|| Purse {
            budget: Fen::new(BUDGET).expect("a thousand yuan are no more than the most"),
            form: BudgetForm::Approval,
            points: 0,
        });
        let count = u16::try_from(options.len()).expect("a handful of options");
        Question { text: None, rule: self.rule(count), options, purse }
    }

    fn rule(self, options: u16) -> Rule {
        let vote = |rule: Manifest| Rule::Vote(Box::new(rule));
        match self {
            Self::Agree => vote(Manifest::owners(OwnersMatter::UseOfCommonParts)),
            Self::Each => vote(
                Manifest::owners_options(OwnersMatter::Covenant, options).expect("covenants may be several"),
            ),
            Self::Pick => {
                vote(Manifest::consultative_choice(options, None, None).expect("the most answers may lead"))
            }
            Self::One => choice(ChoiceName::Plurality, options, 1, 1),
            Self::Approve => choice(ChoiceName::Approval, options, 2, 1),
            Self::Score => choice(ChoiceName::Score, options, 1, 5),
            Self::Points => choice(ChoiceName::Points, options, 1, 10),
            Self::Rank => choice(ChoiceName::InstantRunoff, options, 1, 1),
            Self::Budget => {
                let election = domain::count::budget::election::Election::new(
                    2,
                    domain::count::budget::election::Money(BUDGET),
                    BudgetForm::Approval,
                    Vec::new(),
                    [],
                );
                Rule::Budget(Box::new(BudgetName::Knapsack.rule(&election).expect("it needs no threshold")))
            }
        }
    }

    /// The crowd's ballots: answers (0 同意, 1 反对, 2 弃权), option numbers (0 for none), numbers by option, or an
    /// order.
    const fn crowd(self) -> &'static [&'static [u16]] {
        match self {
            // With one more who agrees it is passed, without it is not.
            Self::Agree => &[&[0], &[0], &[0], &[0], &[0], &[0], &[1], &[1]],
            Self::Each => &[&[0, 0], &[0, 1], &[0, 0], &[1, 0], &[1, 0], &[1, 0], &[0, 2], &[2, 0]],
            Self::Pick => &[&[1], &[2], &[2], &[3], &[1], &[0], &[1], &[2]],
            Self::One => &[&[1], &[1], &[2], &[3], &[3], &[2], &[1], &[3]],
            Self::Approve => &[&[1, 2], &[1, 3], &[2, 4], &[1, 2, 5], &[4, 5], &[2, 3], &[1], &[3, 4, 5]],
            Self::Score => {
                &[&[5, 2, 3, 0], &[4, 5, 0, 1], &[3, 1, 5, 2], &[5, 4, 2, 2], &[0, 5, 1, 3], &[2, 3, 4, 1]]
            }
            Self::Points => {
                &[&[5, 0, 5, 0], &[0, 0, 4, 6], &[10, 0, 0, 0], &[2, 2, 3, 3], &[0, 5, 0, 5], &[3, 0, 4, 3]]
            }
            Self::Rank => &[
                &[1, 2, 3, 4],
                &[2, 1, 3],
                &[3, 4, 1],
                &[4, 3, 2],
                &[1, 3],
                &[2, 1, 4, 3],
                &[3, 2],
                &[4, 2, 1],
            ],
            Self::Budget => {
                &[&[1, 2, 3], &[3, 4], &[1, 5], &[2, 4, 3], &[1, 2, 4], &[5, 2], &[3, 1, 4], &[2, 3]]
            }
        }
    }

    /// The crowd's ballots and the reader's own, counted by the question's rule.
    #[must_use]
    pub fn count(self, question: &Question, own: &Marks) -> Option<Finding> {
        let head = |cm2: i64| AreaSum::new(cm2).ok().map(|area| Weight::one_ballot(true, area));
        let areas: Vec<Weight> = AREAS_CM2.into_iter().filter_map(head).collect();
        let own_weight = head(OWN_AREA_CM2)?;
        let everyone = Weight::sum(areas.iter().copied().chain([own_weight]))?;
        let form = question.form();
        let crowd: Vec<Marks> = self.crowd().iter().map(|row| marks(form, row)).collect();
        let ballots = areas.into_iter().zip(crowd.iter().map(Ok)).chain([(own_weight, Ok(own))]);
        counting::count(question, everyone, ballots, None).ok()
    }
}

fn choice(name: ChoiceName, options: u16, seats: u16, most: u32) -> Rule {
    let lot = Some(Lot::by_number(options));
    let asked = named::Question { options, seats, most, weights: Weighing::Heads, lot };
    let mut rule: ChoiceRule = name.rule(&asked);
    if let ChoiceMethod::Approval(rule) = &mut rule.method {
        rule.ballots.most = 3;
    }
    Rule::Choice(Box::new(rule))
}

/// A row of the crowd as what it marks on this form.
fn marks(form: Form, row: &[u16]) -> Marks {
    let option = |number: &u16| OptionNo(*number);
    let answer = |number: &u16| match number {
        0 => Choice::Agree,
        1 => Choice::Oppose,
        _ => Choice::Abstain,
    };
    match form {
        Form::Answers { .. } => Marks::Answers(row.iter().map(answer).collect()),
        Form::Pick => Marks::Pick(match row.first() {
            Some(0) | None => Pick::None,
            Some(number) => Pick::Option(OptionNo(*number)),
        }),
        Form::Choose { .. } => Marks::Options(row.iter().map(option).collect()).in_order(),
        Form::Numbers { .. } => {
            Marks::Numbers((1..).map(OptionNo).zip(row.iter().copied().map(u32::from)).collect())
        }
        Form::Rank { .. } => Marks::Ranking(row.iter().map(|number| vec![option(number)]).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Exercise, marks};
    use crate::text::Locale;
    use domain::count::ballot::Choice;
    use domain::count::record::Decision;
    use domain::votes::Marks;
    use domain::votes::counting::Finding;
    use domain::votes::form::Medium;
    use domain::votes::{VoteKind, question};

    #[test]
    fn every_exercise_can_be_put_and_counts_its_crowd() {
        for locale in [Locale::ZhCn, Locale::En] {
            for exercise in Exercise::ALL {
                let asked = exercise.question(locale.text());
                let kind = if exercise.is_owners() { VoteKind::Statutory } else { VoteKind::Consultative };
                assert_eq!(question::check(kind, std::slice::from_ref(&asked)), Ok(()), "{exercise:?}");
                for row in exercise.crowd() {
                    let own = marks(asked.form(), row);
                    assert_eq!(asked.fits(Medium::Screen, &own), Ok(()), "{exercise:?} {row:?}");
                    assert!(exercise.count(&asked, &own).is_some(), "{exercise:?}");
                }
                assert_eq!(Exercise::of_code(exercise.code()), Some(exercise));
            }
        }
        assert_eq!(Exercise::ALL.map(Exercise::next).len(), Exercise::ALL.len());
        assert_eq!(Exercise::Budget.next(), Exercise::Agree);
    }

    #[test]
    fn the_readers_ballot_decides_the_owners_vote() {
        let asked = Exercise::Agree.question(Locale::ZhCn.text());
        let passed = |own| match Exercise::Agree.count(&asked, &Marks::Answers(vec![own])) {
            Some(Finding::Vote(Decision::Owners(outcome))) => outcome.findings.iter().all(|it| it.passed),
            other => panic!("{other:?}"),
        };
        assert!(passed(Choice::Agree));
        assert!(!passed(Choice::Oppose));
        assert!(!passed(Choice::Abstain));
    }
}
