//! Our own ballots of votes that are decided by a bar: questions answered with 同意, 反对 or 弃权, and picks of one
//! option. `docs/formats.md` describes them.
//!
//! ```json
//! {"format":"yishi-answers/1","questions":["聘请甲公司"],"electorate":{"ballots":60,"heads":57,"area":55234000}}
//! {"answers":["agree"],"weight":{"ballots":1,"heads":1,"area":895200}}
//! {"question":1,"answer":"oppose","weight":{"ballots":7,"heads":6,"area":6234000}}
//! ```
//!
//! A line is a ballot, several that say the same, or the sum of a public cell: nothing but sums is kept.

use std::collections::BTreeMap;
use std::io::BufRead;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::MAX_OPTIONS;
use super::ballots::{Format, json};
use super::fault::{Fault, FaultCode};
use super::records::Lines;
use crate::count::ballot::{Choice, CountError, InvalidReason, OptionNo};
use crate::count::consultative::{self, Choices, Pick};
use crate::count::manifest::{Kind, Manifest, Method};
use crate::count::owners::{self, SumOf, Tally};
use crate::count::weight::{AreaSum, BallotCount, HeadCount, Weight};
use crate::votes::Marks;
use crate::votes::form::Form;
use crate::votes::question::Question;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    #[serde(rename = "format")]
    _format: Format,
    #[serde(default)]
    title: String,
    electorate: Weight,
    questions: Option<Vec<String>>,
    options: Option<Vec<String>>,
}

/// One of: `answers`, `question` with `answer`, `pick`, `invalid`, `silent`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    answers: Option<Vec<Choice>>,
    question: Option<OptionNo>,
    answer: Option<SumOf>,
    pick: Option<Pick>,
    invalid: Option<InvalidReason>,
    #[serde(default)]
    silent: bool,
    weight: Option<Weight>,
    #[serde(rename = "buildings")]
    _buildings: Option<IgnoredAny>,
    #[serde(rename = "voter")]
    _voter: Option<IgnoredAny>,
}

/// What the ballots of a file come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// What is voted on; may be empty.
    pub title: String,
    /// What the questions, candidates or options are called, in the order of their numbers.
    pub names: Vec<String>,
    /// Everything that could be cast.
    pub electorate: Weight,
    /// Valid ballots.
    pub valid: Valid,
    /// Handed in and not taking part.
    pub invalid: BTreeMap<InvalidReason, Weight>,
    /// Served with a ballot and silent, if the file speaks of any.
    pub silent: Option<Weight>,
    /// The first line that does not say what its ballots weigh.
    pub unweighted: Option<u64>,
}

/// Why the sums of a file are more than its roll, or not of the same ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// The lines come to more than the roll has.
    OverRoll {
        /// Of what.
        of: Column,
        /// What the lines come to: ballots, heads or cm².
        sum: i64,
        /// What the roll has.
        roll: i64,
    },
    /// Two questions were answered by different ballots.
    Questions {
        /// The first that differs from question 1.
        question: OptionNo,
    },
}

/// A figure of a [`Weight`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Ballots.
    Ballots,
    /// Heads 人数.
    Heads,
    /// Area in cm².
    Area,
}

/// The sums of valid ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Valid {
    /// Of questions, one each.
    Questions(Vec<Tally>),
    /// Of options.
    Picks {
        /// One each.
        options: Vec<HeadCount>,
        /// 都不选.
        none: HeadCount,
        /// 空白.
        blank: HeadCount,
    },
}

/// What one decides from: which of the two, the rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sums {
    /// Of an owners' vote.
    Owners(owners::Sums),
    /// Of a consultation.
    Consultative(consultative::Sums),
}

/// What a ballot weighs that says nothing of it: one head, no area.
const ONE: Weight = Weight { ballots: BallotCount::ONE, heads: HeadCount::ONE, ..Weight::ZERO };

/// Reads the first line, which is at hand, and all others.
pub(super) fn read<R: BufRead>(mut lines: Lines<R>) -> Result<Answers, Fault> {
    let mut answers = open(&lines)?;
    while lines.advance()? {
        if !lines.line().trim().is_empty() {
            let line: Line = json(&lines)?;
            if line.weight.is_none() {
                answers.unweighted.get_or_insert(lines.place(0).line);
            }
            answers.add(line).map_err(|(code, shown)| Fault::new(lines.place(0), code, &shown))?;
        }
    }
    Ok(answers)
}

fn open<R: BufRead>(lines: &Lines<R>) -> Result<Answers, Fault> {
    let Head { title, electorate, questions, options, .. } = json(lines)?;
    let fault = |code, shown| Fault::new(lines.place(0), code, shown);
    let is_questions = questions.is_some();
    let names = match (questions, options) {
        (Some(names), None) | (None, Some(names)) if !names.is_empty() => names,
        _ => return Err(fault(FaultCode::JsonInvalid, "questions, options")),
    };
    if names.len() > MAX_OPTIONS {
        return Err(fault(FaultCode::TooManyOptions, ""));
    }
    let valid = if is_questions {
        Valid::Questions(vec![Tally::default(); names.len()])
    } else {
        let options = vec![HeadCount::ZERO; names.len()];
        Valid::Picks { options, none: HeadCount::ZERO, blank: HeadCount::ZERO }
    };
    let invalid = BTreeMap::new();
    Ok(Answers { title, names, electorate, valid, invalid, silent: None, unweighted: None })
}

/// What is wrong with a line, and what to show of it.
type Wrong = (FaultCode, String);

fn differs<T>(what: &str) -> Result<T, Wrong> {
    Err((FaultCode::FormDiffers, what.to_owned()))
}

fn add(sum: &mut Weight, weight: Weight) -> Result<(), Wrong> {
    *sum = sum.plus(weight).ok_or((FaultCode::TooManyVoters, String::new()))?;
    Ok(())
}

fn add_heads(sum: &mut HeadCount, weight: Weight) -> Result<(), Wrong> {
    *sum = sum.plus(weight.heads).ok_or((FaultCode::TooManyVoters, String::new()))?;
    Ok(())
}

/// The sum that `number` stands for.
fn numbered<T>(sums: &mut [T], number: OptionNo) -> Result<&mut T, Wrong> {
    let sum = number.index().and_then(|index| sums.get_mut(index));
    sum.ok_or_else(|| (FaultCode::OptionUnknown, number.0.to_string()))
}

impl Answers {
    /// Nobody's answers yet, to a question that is decided by a bar.
    #[must_use]
    pub fn of(question: &Question, electorate: Weight) -> Self {
        let title = question.text.as_ref().map_or_else(String::new, |text| text.as_str().to_owned());
        let mut names: Vec<String> =
            question.options.iter().map(|option| option.label.as_str().to_owned()).collect();
        let valid = match question.form() {
            Form::Pick => {
                let options = vec![HeadCount::ZERO; names.len()];
                Valid::Picks { options, none: HeadCount::ZERO, blank: HeadCount::ZERO }
            }
            _ => Valid::Questions(vec![Tally::default(); question.lines()]),
        };
        if names.is_empty() {
            names.push(title.clone());
        }
        Self { title, names, electorate, valid, invalid: BTreeMap::new(), silent: None, unweighted: None }
    }

    /// Takes one ballot: its marks, or why it does not take part.
    pub fn take(&mut self, said: Result<&Marks, InvalidReason>, weight: Weight) -> Result<(), CountError> {
        let added = match said {
            Ok(Marks::Answers(choices)) => self.add_ballot(choices, weight),
            Ok(Marks::Pick(pick)) => self.add_pick(*pick, weight),
            Ok(Marks::Options(_) | Marks::Numbers(_) | Marks::Ranking(_)) => {
                return Err(CountError::OtherMethod);
            }
            Err(reason) => add(self.invalid.entry(reason).or_default(), weight),
        };
        added.map_err(|(fault, _)| match fault {
            FaultCode::TooManyVoters => CountError::TooLarge,
            _ => CountError::OtherMethod,
        })
    }

    fn add(&mut self, line: Line) -> Result<(), Wrong> {
        let weight = line.weight.unwrap_or(ONE);
        let Line { answers, question, answer, pick, invalid, silent, .. } = line;
        match (answers, question.zip(answer), pick, invalid, silent) {
            _ if question.is_some() != answer.is_some() => differs("question, answer"),
            (Some(choices), None, None, None, false) => self.add_ballot(&choices, weight),
            (None, Some((question, sum_of)), None, None, false) => match &mut self.valid {
                Valid::Questions(tallies) => {
                    let tally = numbered(tallies, question)?;
                    *tally = tally.with(sum_of, weight).ok_or((FaultCode::TooManyVoters, String::new()))?;
                    Ok(())
                }
                Valid::Picks { .. } => differs("question"),
            },
            (None, None, Some(pick), None, false) => self.add_pick(pick, weight),
            (None, None, None, Some(reason), false) => add(self.invalid.entry(reason).or_default(), weight),
            (None, None, None, None, true) => add(self.silent.get_or_insert_default(), weight),
            _ => differs("answers | question, answer | pick | invalid | silent"),
        }
    }

    /// A whole ballot: an answer to every question.
    fn add_ballot(&mut self, choices: &[Choice], weight: Weight) -> Result<(), Wrong> {
        match &mut self.valid {
            Valid::Questions(tallies) if tallies.len() == choices.len() => tallies
                .iter_mut()
                .zip(choices)
                .try_for_each(|(tally, choice)| add(tally.of_mut(*choice), weight)),
            Valid::Questions(tallies) => {
                differs(&format!("answers {}, questions {}", choices.len(), tallies.len()))
            }
            Valid::Picks { .. } => differs("answers"),
        }
    }

    fn add_pick(&mut self, pick: Pick, weight: Weight) -> Result<(), Wrong> {
        let Valid::Picks { options, none, blank } = &mut self.valid else { return differs("pick") };
        match pick {
            Pick::Option(number) => add_heads(numbered(options, number)?, weight),
            Pick::None => add_heads(none, weight),
            Pick::Blank => add_heads(blank, weight),
        }
    }

    /// The same as everybody may read them (个人信息保护法 art. 25): see [`Tally::told`]. Invalid ballots take no part, so
    /// their area is not told at all: it is 0. A clause on silence needs to know which answer leads, so there every
    /// answer keeps its area.
    #[must_use]
    pub fn told(mut self) -> Self {
        for weight in self.invalid.values_mut() {
            weight.area = AreaSum::ZERO;
        }
        match &mut self.valid {
            Valid::Questions(tallies) if self.silent.is_none() => {
                tallies.iter_mut().for_each(|tally| *tally = tally.told());
            }
            Valid::Questions(_) | Valid::Picks { .. } => {}
        }
        self
    }

    /// The sums as a rule of this kind takes them.
    pub fn sums(&self, rule: &Manifest) -> Result<Sums, CountError> {
        let rule = rule.rule();
        let has_clause = matches!(rule.kind, Kind::Statutory { silence: Some(_), .. });
        if self.silent.is_some() && !has_clause {
            return Err(CountError::SilenceMismatch);
        }
        match (&rule.kind, &self.valid) {
            (Kind::Statutory { .. }, Valid::Picks { .. }) => Err(CountError::OtherMethod),
            (Kind::Statutory { .. }, Valid::Questions(_)) if let Some(line) = self.unweighted => {
                Err(CountError::WeightMissing { line })
            }
            (Kind::Statutory { .. }, Valid::Questions(tallies)) => Ok(Sums::Owners(owners::Sums {
                electorate: self.electorate,
                invalid: self.invalid.clone(),
                questions: tallies.clone(),
                silent: has_clause.then(|| self.silent.unwrap_or_default()),
            })),
            (Kind::Consultative, valid) => {
                let (choices, blank) = choices(valid, rule.method)?;
                let heads = |(reason, weight): (&InvalidReason, &Weight)| (*reason, weight.heads);
                let invalid = self.invalid.iter().map(heads).collect();
                let electorate = self.electorate.heads;
                Ok(Sums::Consultative(consultative::Sums { electorate, choices, blank, invalid }))
            }
        }
    }
}

impl Answers {
    /// What does not add up, if anything does not: for the message, where a count was refused.
    #[must_use]
    pub fn excess(&self) -> Option<Excess> {
        let others = Weight::sum(self.invalid.values().copied().chain(self.silent))?;
        let totals = match &self.valid {
            Valid::Questions(tallies) => tallies.iter().map(Tally::total).collect::<Option<Vec<_>>>()?,
            Valid::Picks { options, none, blank } => {
                let heads = options
                    .iter()
                    .chain([none, blank])
                    .copied()
                    .try_fold(HeadCount::ZERO, HeadCount::plus)?;
                vec![Weight { heads, ..Weight::ZERO }]
            }
        };
        let first = *totals.first()?;
        if let Some(other) = totals.iter().position(|total| *total != first) {
            return Some(Excess::Questions {
                question: OptionNo(u16::try_from(other).ok()?.checked_add(1)?),
            });
        }
        let (sum, roll) = (first.plus(others)?, self.electorate);
        [
            (Column::Heads, sum.heads.get(), roll.heads.get()),
            (Column::Area, sum.area.get(), roll.area.get()),
            (Column::Ballots, sum.ballots.get(), roll.ballots.get()),
        ]
        .into_iter()
        .find(|(_, sum, roll)| sum > roll)
        .map(|(of, sum, roll)| Excess::OverRoll { of, sum, roll })
    }
}

/// The answers of a consultation, and how many were blank.
fn choices(valid: &Valid, method: Method) -> Result<(Choices, HeadCount), CountError> {
    match (valid, method) {
        (Valid::Questions(tallies), Method::YesNo) => match tallies.as_slice() {
            [Tally { agree, oppose, abstain, blank, together: _ }] => {
                let [agree, oppose, abstain] = [agree.heads, oppose.heads, abstain.heads];
                Ok((Choices::YesNo { agree, oppose, abstain }, blank.heads))
            }
            _ => Err(CountError::OtherMethod),
        },
        (Valid::Picks { options, none, blank }, Method::ChooseOneWithNone { .. }) => {
            Ok((Choices::ChooseOne { options: options.clone(), none: *none }, *blank))
        }
        _ => Err(CountError::OtherMethod),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ballots::{File, open};
    use super::*;
    use crate::votes::OwnersMatter;

    const HEAD: &str = "{\"format\":\"yishi-answers/1\",\"title\":\"物业\",\"questions\":[\"甲\"],\
                        \"electorate\":{\"ballots\":6,\"heads\":5,\"area\":600}}\n";
    const LINES: &str = "{\"answers\":[\"agree\"],\"weight\":{\"ballots\":1,\"heads\":1,\"area\":100}}\n\n\
                         {\"question\":1,\"answer\":\"agree\",\"buildings\":[3],\"weight\":{\"ballots\":3,\"heads\":2,\"area\":300}}\n\
                         {\"invalid\":\"unsigned\",\"voter\":\"3-201\",\
                         \"weight\":{\"ballots\":1,\"heads\":1,\"area\":0}}\n";

    fn read(text: &str) -> Result<Answers, Fault> {
        match open(text.as_bytes())? {
            File::Answers(answers) => Ok(answers),
            File::Choice(_) | File::Budget(_) => panic!("a file of answers"),
        }
    }

    #[test]
    fn ballots_and_cells_are_summed() {
        let answers = read(&format!("{HEAD}{LINES}")).expect("a good file");
        let Ok(Sums::Owners(sums)) = answers.sums(&Manifest::owners(OwnersMatter::PropertyService)) else {
            panic!("an owners' vote")
        };
        let agree = sums.questions.first().expect("a question").agree;
        assert_eq!((agree.ballots.get(), agree.heads.get(), agree.area.get()), (4, 3, 400));
        assert_eq!(sums.invalid.get(&InvalidReason::Unsigned), Some(&ONE));
        let outcome = owners::decide(&Manifest::owners(OwnersMatter::PropertyService), sums).expect("sums");
        assert_eq!(outcome.passed().count(), 0, "3 of 5 heads are less than two thirds");
    }

    #[test]
    fn an_owners_line_without_a_weight_counted_as_no_area() {
        let file = read(&format!("{HEAD}{LINES}{{\"answers\":[\"agree\"]}}\n")).expect("a good file");
        for matter in [OwnersMatter::PropertyService, OwnersMatter::HomeToBusiness] {
            assert_eq!(file.sums(&Manifest::owners(matter)), Err(CountError::WeightMissing { line: 6 }));
        }
        let poll = crate::count::named::VoteName::Majority.rule(1, 1).expect("a rule");
        assert!(file.sums(&poll).is_ok(), "in a consultation a ballot is one head");
    }

    #[test]
    fn what_does_not_add_up_is_named() {
        let over = |of, sum, roll| Some(Excess::OverRoll { of, sum, roll });
        let excess = |text: &str| read(text).expect("a good file").excess();
        assert_eq!(excess(&format!("{HEAD}{LINES}")), None);
        assert_eq!(excess(&format!("{HEAD}{LINES}{LINES}")), over(Column::Heads, 8, 5));
        let roll = HEAD.replace("\"area\":600", "\"area\":350");
        assert_eq!(excess(&format!("{roll}{LINES}")), over(Column::Area, 400, 350));
        let two = HEAD.replace("[\"甲\"]", "[\"甲\",\"乙\"]");
        let answered =
            "{\"question\":2,\"answer\":\"agree\",\"weight\":{\"ballots\":1,\"heads\":1,\"area\":1}}\n";
        let question = OptionNo(2);
        assert_eq!(excess(&format!("{two}{answered}")), Some(Excess::Questions { question }));
    }

    #[test]
    fn every_fault_says_where_and_why() {
        let whole = format!("{HEAD}{LINES}");
        for (from, to, expected) in [
            ("\"questions\":[\"甲\"]", "\"questions\":[]", "1:1 json_invalid"),
            ("\"questions\":[\"甲\"]", "\"questions\":[\"甲\"],\"options\":[\"乙\"]", "1:1 json_invalid"),
            ("[\"agree\"]", "[\"agree\",\"oppose\"]", "2:1 form_differs"),
            ("\"answer\":\"agree\"", "\"silent\":true", "4:1 form_differs"),
            ("\"question\":1", "\"question\":2", "4:1 option_unknown"),
            ("\"question\":1,\"answer\":\"agree\"", "\"pick\":\"none\"", "4:1 form_differs"),
            ("\"area\":300", "\"area\":-1", "4:88 json_invalid"),
            ("\"unsigned\"", "\"lost\"", "5:17 json_invalid"),
        ] {
            let fault = read(&whole.replacen(from, to, 1)).expect_err(to);
            assert_eq!(format!("{} {}", fault.place, fault.code.code()), expected, "{to}: {}", fault.shown);
        }
    }

    #[test]
    fn a_rule_takes_only_the_ballots_it_is_for() {
        let owners = Manifest::owners(OwnersMatter::PropertyService);
        let silent = read(&format!("{HEAD}{{\"silent\":true}}\n")).expect("a good file");
        assert_eq!(silent.sums(&owners), Err(CountError::SilenceMismatch));
        let picks = HEAD.replace("questions", "options");
        let picks = read(&format!("{picks}{{\"pick\":{{\"option\":1}}}}\n{{\"pick\":\"none\"}}\n"))
            .expect("a good file");
        assert_eq!(picks.sums(&owners), Err(CountError::OtherMethod));
        let choose = Manifest::consultative_choice(2, None, None).expect("a rule");
        let Ok(Sums::Consultative(sums)) = picks.sums(&choose) else { panic!("a consultation") };
        let choices = Choices::ChooseOne { options: vec![HeadCount::ONE], none: HeadCount::ONE };
        assert_eq!(sums.choices, choices);
        // The file has one option, the rule two.
        assert_eq!(consultative::decide(&choose, sums), Err(CountError::OtherMethod));
    }
}
