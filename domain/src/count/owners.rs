//! Owners' votes: Civil Code art. 278 (both columns) and art. 279 (every interested owner).
//!
//! With X the electorate, Xp who took part and Xy who agreed, each once in heads and once in cm²:
//! `3·Xp ≥ 2·X`; ordinary matters `2·Xy > Xp`; 278(6)-(8) `4·Xy ≥ 3·Xp`; 279 `Xy ≥ X`.
//! Abstentions and valid blanks take part and do not agree; invalid ballots do not take part.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ballot::{Answer, Ballot, Choice, CountError, Electorate, InvalidReason, OptionNo, VerifyError};
use super::canonical::{self, Sha256Hex};
use super::election::{self, Election};
use super::inequality::{Columns, Purpose};
use super::manifest::{Agreement, Base, Kind, Manifest, Method, Participation, Rule};
use super::shown;
use super::weight::{AreaSum, BallotCount, Weight};
use crate::id::HeadId;

/// The version of the outcome's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OutcomeFormat {
    /// The first.
    #[serde(rename = "yishi-owners-outcome/1")]
    V1,
}

/// The answers to one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// 同意.
    pub agree: Weight,
    /// 反对.
    pub oppose: Weight,
    /// 弃权.
    pub abstain: Weight,
    /// 空白.
    pub blank: Weight,
    /// The area of all that did not agree, where it is not told answer by answer ([`Tally::told`]): theirs is 0 then.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub together: AreaSum,
}

#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")
)]
fn is_zero(area: &AreaSum) -> bool {
    *area == AreaSum::ZERO
}

/// What a sum of one question is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SumOf {
    /// 同意.
    Agree,
    /// 反对.
    Oppose,
    /// 弃权.
    Abstain,
    /// 空白.
    Blank,
    /// The area of all that did not agree.
    Together,
}

impl From<Choice> for SumOf {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Agree => Self::Agree,
            Choice::Oppose => Self::Oppose,
            Choice::Abstain => Self::Abstain,
            Choice::Blank => Self::Blank,
        }
    }
}

impl Tally {
    /// All valid answers; `None` beyond a limit.
    #[must_use]
    pub fn total(&self) -> Option<Weight> {
        let all = Weight::sum([self.agree, self.oppose, self.abstain, self.blank])?;
        all.plus(Weight { area: self.together, ..Weight::ZERO })
    }

    /// Adds to one of its sums; `None` beyond a limit, or where heads are said to be of all together.
    #[must_use]
    pub fn with(mut self, of: SumOf, weight: Weight) -> Option<Self> {
        let sum = match of {
            SumOf::Agree => &mut self.agree,
            SumOf::Oppose => &mut self.oppose,
            SumOf::Abstain => &mut self.abstain,
            SumOf::Blank => &mut self.blank,
            SumOf::Together => {
                self.together = self.together.plus(weight.area)?;
                return (weight == Weight { area: weight.area, ..Weight::ZERO }).then_some(self);
            }
        };
        *sum = sum.plus(weight)?;
        Some(self)
    }

    /// The same as everybody may read it: where one of several answers other than agreement is of fewer than five
    /// heads, only their area together is told. It is what the law's own two figures leave; one answer alone is, too.
    #[must_use]
    pub fn told(mut self) -> Self {
        let others = [self.oppose, self.abstain, self.blank];
        let several = others.iter().filter(|weight| weight.area != AreaSum::ZERO).count() > 1;
        let area = Weight::sum(others).and_then(|all| all.area.plus(self.together));
        if let Some(area) = area.filter(|_| several && others.into_iter().any(shown::is_of_few)) {
            self.together = area;
            for weight in [&mut self.oppose, &mut self.abstain, &mut self.blank] {
                weight.area = AreaSum::ZERO;
            }
        }
        self
    }

    /// What `choice` has.
    #[must_use]
    pub const fn of(&self, choice: Choice) -> Weight {
        match choice {
            Choice::Agree => self.agree,
            Choice::Oppose => self.oppose,
            Choice::Abstain => self.abstain,
            Choice::Blank => self.blank,
        }
    }

    pub(super) const fn of_mut(&mut self, choice: Choice) -> &mut Weight {
        match choice {
            Choice::Agree => &mut self.agree,
            Choice::Oppose => &mut self.oppose,
            Choice::Abstain => &mut self.abstain,
            Choice::Blank => &mut self.blank,
        }
    }

    /// 多数票: the answer with more heads *and* more area than any other answer; blanks are no answer.
    fn majority(&self) -> Option<Choice> {
        let answers = [Choice::Agree, Choice::Oppose, Choice::Abstain];
        answers.into_iter().find(|&leader| {
            answers.into_iter().filter(|&other| other != leader).all(|other| {
                let (most, less) = (self.of(leader), self.of(other));
                most.heads > less.heads && most.area > less.area
            })
        })
    }
}

/// All that is needed to decide, and all that the public file has.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    /// X: everything that could be cast.
    pub electorate: Weight,
    /// Handed in and not taking part, by reason.
    pub invalid: BTreeMap<InvalidReason, Weight>,
    /// One per question, in the questions' order.
    pub questions: Vec<Tally>,
    /// Who was served with a ballot and did not answer; there exactly when the rule has a silence clause.
    pub silent: Option<Weight>,
}

/// What would be if silence went with the majority. Never the headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SilenceTally {
    /// The answer the silent are added to; `None` where none leads in both columns, and they stay uncounted.
    pub follows: Option<Choice>,
    /// Participation with the silent.
    pub participation: Option<Columns>,
    /// Agreement with the silent.
    pub agreement: Columns,
    /// Whether all of these hold.
    pub would_pass: bool,
}

/// What became of one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Whether enough agreed.
    pub agreement: Columns,
    /// Whether enough took part and enough of them agreed.
    pub passed: bool,
    /// The second tally, where the rule has a silence clause.
    pub silence: Option<SilenceTally>,
}

/// 计票结果 with its own explanation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The version.
    pub format: OutcomeFormat,
    /// The rule it was decided by.
    pub manifest: Manifest,
    /// What it was decided from.
    pub sums: Sums,
    /// Ballots handed in, invalid ones with them.
    pub received: Weight,
    /// Xp: valid ballots.
    pub participating: Weight,
    /// Whether enough took part; `None` where nothing is asked (279).
    pub participation: Option<Columns>,
    /// One per question, in the questions' order.
    pub findings: Vec<Finding>,
    /// Who is seated, where persons are elected.
    pub election: Option<Election>,
}

/// Counts `ballots`, whose order does not matter, and decides.
///
/// `silent` names the heads that were served with a ballot and returned none, as the rule's silence clause
/// asks; without such a clause it is empty.
pub fn count(
    manifest: &Manifest,
    electorate: &Electorate,
    ballots: &[Ballot],
    silent: &[HeadId],
) -> Result<Outcome, CountError> {
    decide(manifest, tally(manifest, electorate, ballots, silent)?)
}

/// Turns ballots into sums. Arguments as for [`count`].
pub fn tally(
    manifest: &Manifest,
    electorate: &Electorate,
    ballots: &[Ballot],
    silent: &[HeadId],
) -> Result<Sums, CountError> {
    let has_clause = matches!(manifest.rule().kind, Kind::Statutory { silence: Some(_), .. });
    if !has_clause && !silent.is_empty() {
        return Err(CountError::SilenceMismatch);
    }
    let mut seen = BTreeSet::new();
    let mut once = |head: HeadId| {
        let weight = electorate.weight(head)?;
        if seen.insert(head) { Ok(weight) } else { Err(CountError::TwoBallots(head)) }
    };
    let mut questions = vec![Tally::default(); manifest.questions()];
    let mut invalid = BTreeMap::new();
    for ballot in ballots {
        let weight = once(ballot.head)?;
        match &ballot.answer {
            Answer::Invalid(reason) => add(invalid.entry(*reason).or_default(), weight),
            Answer::Valid(choices) if choices.len() != questions.len() => {
                return Err(CountError::WrongShape(ballot.head));
            }
            Answer::Valid(choices) => {
                for (question, choice) in questions.iter_mut().zip(choices) {
                    add(question.of_mut(*choice), weight);
                }
            }
        }
    }
    let mut silence = Weight::ZERO;
    for head in silent {
        add(&mut silence, once(*head)?);
    }
    Ok(Sums { electorate: electorate.total(), invalid, questions, silent: has_clause.then_some(silence) })
}

fn add(sum: &mut Weight, weight: Weight) {
    *sum = sum.plus(weight).expect("distinct heads of a roll weigh no more than the roll");
}

/// Decides from sums alone; refuses sums that no ballots can have.
pub fn decide(manifest: &Manifest, sums: Sums) -> Result<Outcome, CountError> {
    let Rule { kind: Kind::Statutory { silence, .. }, agreement: Some(agreement), .. } = manifest.rule()
    else {
        return Err(CountError::OtherMethod);
    };
    manifest.admits(sums.electorate)?;
    if silence.is_some() != sums.silent.is_some() {
        return Err(CountError::SilenceMismatch);
    }
    let (participating, received) = add_up(manifest, &sums)?;
    let participation = participation(manifest, participating, sums.electorate);
    let findings: Vec<Finding> = sums
        .questions
        .iter()
        .map(|question| {
            let agreement = agreed(agreement, question.agree, participating, sums.electorate);
            let passed = participation.is_none_or(|taken| taken.hold()) && agreement.hold();
            let silence =
                sums.silent.map(|silent| with_silence(manifest, &sums, question, participating, silent));
            Finding { agreement, passed, silence }
        })
        .collect();
    let election = match manifest.rule().method {
        Method::OwnersElection { seats, alternates, ranking, .. } => {
            let agreeing = sums.questions.iter().zip(&findings);
            let agreeing = agreeing.map(|(question, finding)| finding.passed.then_some(question.agree));
            Some(election::seat(agreeing, seats, alternates, ranking))
        }
        Method::YesNo | Method::EachOptionByItsOwnMajority { .. } | Method::ChooseOneWithNone { .. } => None,
    };
    let (format, manifest) = (OutcomeFormat::V1, manifest.clone());
    Ok(Outcome { format, manifest, sums, received, participating, participation, findings, election })
}

/// What took part and what was handed in: ballots = choices + blank + invalid, for every question, in every
/// column.
fn add_up(manifest: &Manifest, sums: &Sums) -> Result<(Weight, Weight), CountError> {
    use CountError::DoesNotAddUp;
    if sums.questions.len() != manifest.questions() {
        return Err(DoesNotAddUp);
    }
    let answers = sums.questions.iter().flat_map(|q| [q.agree, q.oppose, q.abstain, q.blank]);
    let mut all = answers.chain(sums.invalid.values().copied()).chain(sums.silent).chain([sums.electorate]);
    if !all.all(Weight::is_possible) {
        return Err(DoesNotAddUp);
    }
    // Who the silent go with is not known where answers keep no area of their own.
    if sums.silent.is_some() && sums.questions.iter().any(|question| question.together != AreaSum::ZERO) {
        return Err(CountError::SilenceMismatch);
    }
    let participating = sums.questions.first().and_then(Tally::total).ok_or(DoesNotAddUp)?;
    if sums.questions.iter().any(|question| question.total() != Some(participating)) {
        return Err(DoesNotAddUp);
    }
    let invalid = Weight::sum(sums.invalid.values().copied()).ok_or(DoesNotAddUp)?;
    let received = participating.plus(invalid).ok_or(DoesNotAddUp)?;
    let unanswered = sums.electorate.minus(received).ok_or(DoesNotAddUp)?;
    let unserved = unanswered.minus(sums.silent.unwrap_or(Weight::ZERO)).ok_or(DoesNotAddUp)?;
    // Of what was not handed in, the area of invalid ballots may be a part: theirs is not told.
    let is_told = invalid.ballots == BallotCount::ZERO || invalid.area != AreaSum::ZERO;
    let is_possible = |left: Weight| {
        let area = if is_told { left.area } else { AreaSum::ZERO };
        Weight { area, ..left }.is_possible()
    };
    if is_possible(unanswered) && is_possible(unserved) {
        Ok((participating, received))
    } else {
        Err(DoesNotAddUp)
    }
}

fn participation(manifest: &Manifest, participating: Weight, electorate: Weight) -> Option<Columns> {
    let Participation { threshold, .. } = manifest.rule().participation.as_ref()?;
    Some(Columns::compare(Purpose::Participation, participating, electorate, *threshold))
}

fn agreed(rule: &Agreement, agree: Weight, participating: Weight, electorate: Weight) -> Columns {
    let whole = match rule.base {
        Base::Electorate => electorate,
        // A manifest refuses the base of for and against in an owners' vote.
        Base::Participants | Base::ForAndAgainst => participating,
    };
    Columns::compare(Purpose::Agreement, agree, whole, rule.threshold)
}

/// The second tally: the silent take part and go with the answer that leads in both columns.
fn with_silence(
    manifest: &Manifest,
    sums: &Sums,
    question: &Tally,
    participating: Weight,
    silent: Weight,
) -> SilenceTally {
    let follows = question.majority();
    let joined = |sum: Weight, joins: bool| if joins { sum.plus(silent) } else { Some(sum) };
    let within = "the silent did not answer, so the roll bounds the sum";
    let agree = joined(question.agree, follows == Some(Choice::Agree)).expect(within);
    let participating = joined(participating, follows.is_some()).expect(within);
    let participation = participation(manifest, participating, sums.electorate);
    let rule = manifest.rule().agreement.as_ref().expect("an owners' vote has a bar");
    let agreement = agreed(rule, agree, participating, sums.electorate);
    let would_pass = participation.is_none_or(|taken| taken.hold()) && agreement.hold();
    SilenceTally { follows, participation, agreement, would_pass }
}

impl Outcome {
    /// The questions that passed, by number; in an election, the candidates with both majorities.
    pub fn passed(&self) -> impl Iterator<Item = OptionNo> + '_ {
        self.findings.iter().enumerate().filter(|(_, finding)| finding.passed).map(|(i, _)| OptionNo::at(i))
    }

    /// Decides the sums again and compares every figure; for every outcome that is read.
    pub fn verify(&self) -> Result<(), VerifyError> {
        let again = decide(&self.manifest, self.sums.clone())?;
        if again == *self { Ok(()) } else { Err(VerifyError::Differs) }
    }

    /// The SHA-256 of the canonical JSON.
    #[must_use]
    pub fn hash(&self) -> Sha256Hex {
        canonical::hash(self).expect("an outcome holds only texts and whole numbers")
    }
}
