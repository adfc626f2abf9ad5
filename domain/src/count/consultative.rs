//! 民意征询: consultative votes. One voter, one answer; no area; no legal effect.
//!
//! Quorum and bar are settings with their source. Abstentions and valid blanks take part; invalid ballots
//! do not. Ballots come without names: that nobody votes twice is the database's to refuse, before secrecy
//! parts them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ballot::{Answer, Choice, CountError, InvalidReason, OptionNo, VerifyError};
use super::canonical::{self, Sha256Hex};
use super::inequality::{Inequality, Purpose};
use super::manifest::{Base, Kind, Manifest, Method};
use super::weight::{BallotCount, HeadCount, Weight};

/// The version of the outcome's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OutcomeFormat {
    /// The first.
    #[serde(rename = "yishi-consultative-outcome/1")]
    V1,
}

/// An answer where one option is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// This option.
    Option(OptionNo),
    /// 都不选: an answer like any other.
    None,
    /// 空白: takes part and chooses nothing.
    Blank,
}

/// How many gave which answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Choices {
    /// To one question.
    YesNo {
        /// 同意.
        agree: HeadCount,
        /// 反对.
        oppose: HeadCount,
        /// 弃权.
        abstain: HeadCount,
    },
    /// Among several options.
    ChooseOne {
        /// In the options' order.
        options: Vec<HeadCount>,
        /// 都不选.
        none: HeadCount,
    },
}

/// All that is needed to decide.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    /// Who may take part.
    pub electorate: HeadCount,
    /// The answers.
    pub choices: Choices,
    /// 空白.
    pub blank: HeadCount,
    /// Handed in and not taking part, by reason.
    pub invalid: BTreeMap<InvalidReason, HeadCount>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Verdict {
    /// Too few took part; the answers are shown and decide nothing.
    NoQuorum,
    /// Enough agreed.
    Passed,
    /// Not enough agreed.
    NotPassed,
    /// This option leads, and reaches the bar if there is one.
    Chosen {
        /// Which.
        option: OptionNo,
    },
    /// This option leads and does not reach the bar.
    BelowBar {
        /// Which.
        option: OptionNo,
    },
    /// 都不选 leads: nothing is chosen.
    NoneChosen,
    /// Several answers lead equally; no machine decides.
    Tied {
        /// The leading options.
        options: Vec<OptionNo>,
        /// Whether 都不选 is among them.
        none: bool,
    },
    /// Nobody chose anything.
    NoAnswers,
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
    pub received: HeadCount,
    /// Valid ballots.
    pub participating: HeadCount,
    /// Whether enough took part; `None` where nothing is asked.
    pub quorum: Option<Inequality>,
    /// Whether enough agreed, or chose the leading option; `None` without a bar or a single leader.
    pub agreement: Option<Inequality>,
    /// What came of it.
    pub verdict: Verdict,
}

/// Counts the answers to one question, in whatever order, and decides.
pub fn count_yes_no(
    manifest: &Manifest,
    electorate: HeadCount,
    ballots: &[Answer<Choice>],
) -> Result<Outcome, CountError> {
    let [mut agree, mut oppose, mut abstain, mut blank] = [HeadCount::ZERO; 4];
    let mut invalid = BTreeMap::new();
    for ballot in ballots {
        add_one(match ballot {
            Answer::Valid(Choice::Agree) => &mut agree,
            Answer::Valid(Choice::Oppose) => &mut oppose,
            Answer::Valid(Choice::Abstain) => &mut abstain,
            Answer::Valid(Choice::Blank) => &mut blank,
            Answer::Invalid(reason) => invalid.entry(*reason).or_default(),
        })?;
    }
    let choices = Choices::YesNo { agree, oppose, abstain };
    decide(manifest, Sums { electorate, choices, blank, invalid })
}

/// Counts the picks of one option each, in whatever order, and decides.
pub fn count_choice(
    manifest: &Manifest,
    electorate: HeadCount,
    ballots: &[Answer<Pick>],
) -> Result<Outcome, CountError> {
    let Method::ChooseOneWithNone { options } = manifest.rule().method else {
        return Err(CountError::OtherMethod);
    };
    let mut options = vec![HeadCount::ZERO; usize::from(options)];
    let [mut none, mut blank] = [HeadCount::ZERO; 2];
    let mut invalid = BTreeMap::new();
    for ballot in ballots {
        add_one(match ballot {
            Answer::Valid(Pick::Option(option)) => option
                .index()
                .and_then(|index| options.get_mut(index))
                .ok_or(CountError::NoSuchOption(*option))?,
            Answer::Valid(Pick::None) => &mut none,
            Answer::Valid(Pick::Blank) => &mut blank,
            Answer::Invalid(reason) => invalid.entry(*reason).or_default(),
        })?;
    }
    decide(manifest, Sums { electorate, choices: Choices::ChooseOne { options, none }, blank, invalid })
}

fn add_one(sum: &mut HeadCount) -> Result<(), CountError> {
    *sum = sum.plus(HeadCount::ONE).ok_or(CountError::TooLarge)?;
    Ok(())
}

/// Decides from sums alone; refuses sums that no ballots can have.
pub fn decide(manifest: &Manifest, sums: Sums) -> Result<Outcome, CountError> {
    let rule = manifest.rule();
    if rule.kind != Kind::Consultative {
        return Err(CountError::OtherMethod);
    }
    let ballots = BallotCount::new(sums.electorate.get()).map_err(|_limit| CountError::TooLarge)?;
    manifest.admits(Weight { ballots, heads: sums.electorate, ..Weight::ZERO })?;
    let (participating, received) = add_up(&sums)?;
    let quorum = rule.participation.as_ref().map(|asked| {
        Inequality::of_heads(Purpose::Participation, participating, sums.electorate, asked.threshold)
    });
    let reaches = |part: HeadCount| {
        rule.agreement.as_ref().map(|asked| {
            let whole = match (asked.base, &sums.choices) {
                (Base::Electorate, _) => sums.electorate,
                (Base::ForAndAgainst, Choices::YesNo { agree, oppose, .. }) => {
                    agree.plus(*oppose).expect("no more than took part")
                }
                (Base::ForAndAgainst | Base::Participants, _) => participating,
            };
            Inequality::of_heads(Purpose::Agreement, part, whole, asked.threshold)
        })
    };
    let (agreement, verdict) = match (&sums.choices, rule.method) {
        (Choices::YesNo { agree, .. }, Method::YesNo) => {
            let agreement = reaches(*agree);
            let passed = agreement.is_some_and(|stated| stated.holds);
            (agreement, if passed { Verdict::Passed } else { Verdict::NotPassed })
        }
        (Choices::ChooseOne { options, none }, Method::ChooseOneWithNone { options: number })
            if options.len() == usize::from(number) =>
        {
            match leading(options, *none) {
                (most, Verdict::Chosen { option }) => {
                    let agreement = reaches(most);
                    let short = agreement.is_some_and(|stated| !stated.holds);
                    (agreement, if short { Verdict::BelowBar { option } } else { Verdict::Chosen { option } })
                }
                (_, verdict) => (None, verdict),
            }
        }
        _ => return Err(CountError::OtherMethod),
    };
    let verdict = if quorum.is_none_or(|stated| stated.holds) { verdict } else { Verdict::NoQuorum };
    let (format, manifest) = (OutcomeFormat::V1, manifest.clone());
    Ok(Outcome { format, manifest, sums, received, participating, quorum, agreement, verdict })
}

/// What took part and what was handed in: ballots = choices + blank + invalid.
fn add_up(sums: &Sums) -> Result<(HeadCount, HeadCount), CountError> {
    let answers = match &sums.choices {
        Choices::YesNo { agree, oppose, abstain } => vec![*agree, *oppose, *abstain],
        Choices::ChooseOne { options, none } => options.iter().copied().chain([*none]).collect(),
    };
    let plus = |sum: HeadCount, more: HeadCount| sum.plus(more).ok_or(CountError::DoesNotAddUp);
    let participating = answers.into_iter().try_fold(sums.blank, plus)?;
    let received = sums.invalid.values().copied().try_fold(participating, plus)?;
    if received <= sums.electorate { Ok((participating, received)) } else { Err(CountError::DoesNotAddUp) }
}

/// The most answers any option or 都不选 has, and whose they are, before any bar.
fn leading(options: &[HeadCount], none: HeadCount) -> (HeadCount, Verdict) {
    let most = options.iter().copied().fold(none, HeadCount::max);
    let leaders = options.iter().enumerate().filter(|(_, count)| **count == most);
    let leaders: Vec<OptionNo> = leaders.map(|(i, _)| OptionNo::at(i)).collect();
    let verdict = match (leaders.as_slice(), none == most) {
        _ if most == HeadCount::ZERO => Verdict::NoAnswers,
        ([], _) => Verdict::NoneChosen,
        ([option], false) => Verdict::Chosen { option: *option },
        (_, none) => Verdict::Tied { options: leaders, none },
    };
    (most, verdict)
}

impl Outcome {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::inequality::{Fraction, Threshold};
    use super::super::manifest::{Agreement, ManifestError, Participation};
    use super::*;
    use crate::votes::OwnersMatter;
    use crate::words::Label;

    fn heads(number: i64) -> HeadCount {
        HeadCount::new(number).expect("small")
    }

    fn quorum(threshold: Threshold) -> Option<Participation> {
        Some(Participation { threshold, source: Label::parse("居民公约第八条").expect("a label") })
    }

    fn bar(threshold: Threshold, base: Base) -> Agreement {
        Agreement { threshold, base, source: Label::parse("居民公约第九条").expect("a label") }
    }

    const HALF: Threshold = Threshold::more_than(Fraction::HALF);

    fn yes_no(quorum: Option<Participation>, base: Base) -> Manifest {
        Manifest::consultative_yes_no(quorum, bar(HALF, base)).expect("lawful")
    }

    #[test]
    fn yes_no_at_its_edges() {
        use Verdict::{NoQuorum, NotPassed, Passed};
        let half = || quorum(Threshold::at_least(Fraction::HALF));
        let twenty = || quorum(Threshold::Voters { at_least: heads(20) });
        // The rule, then agree, oppose, abstain, blank, invalid of 40.
        let cases = [
            (yes_no(half(), Base::Participants), [11, 9, 0, 0, 0], Passed),
            (yes_no(half(), Base::Participants), [10, 9, 1, 0, 0], NotPassed),
            (yes_no(half(), Base::ForAndAgainst), [10, 9, 1, 0, 0], Passed),
            (yes_no(half(), Base::ForAndAgainst), [10, 10, 0, 0, 0], NotPassed),
            (yes_no(half(), Base::ForAndAgainst), [0, 0, 15, 5, 0], NotPassed),
            (yes_no(half(), Base::Electorate), [20, 0, 0, 0, 0], NotPassed),
            (yes_no(half(), Base::Electorate), [21, 0, 0, 0, 0], Passed),
            (yes_no(half(), Base::Participants), [19, 0, 0, 0, 1], NoQuorum),
            (yes_no(half(), Base::Participants), [19, 0, 0, 1, 0], Passed),
            (yes_no(twenty(), Base::Participants), [11, 9, 0, 0, 0], Passed),
            (yes_no(twenty(), Base::Participants), [19, 0, 0, 0, 9], NoQuorum),
            (yes_no(None, Base::Participants), [1, 0, 0, 0, 0], Passed),
            (yes_no(None, Base::Participants), [0, 0, 0, 0, 0], NotPassed),
        ];
        for (manifest, [agree, oppose, abstain, blank, invalid], expected) in cases {
            let ballots = [
                vec![Answer::Valid(Choice::Agree); agree],
                vec![Answer::Valid(Choice::Oppose); oppose],
                vec![Answer::Valid(Choice::Abstain); abstain],
                vec![Answer::Valid(Choice::Blank); blank],
                vec![Answer::Invalid(InvalidReason::TooManyMarks); invalid],
            ]
            .concat();
            let outcome = count_yes_no(&manifest, heads(40), &ballots).expect("counted");
            assert_eq!(
                outcome.verdict, expected,
                "{agree} {oppose} {abstain} {blank} {invalid}: {outcome:?}"
            );
            assert_eq!(outcome.verify(), Ok(()));
        }
    }

    #[test]
    fn choosing_one_or_none() {
        use Verdict::{BelowBar, Chosen, NoAnswers, NoQuorum, NoneChosen, Tied};
        let open = Manifest::consultative_choice(3, None, None).expect("lawful");
        let ten = quorum(Threshold::Voters { at_least: heads(10) });
        let barred =
            Manifest::consultative_choice(3, ten, Some(bar(HALF, Base::Participants))).expect("lawful");
        let option = OptionNo(2);
        // The rule, then three options, 都不选 and blank of 40.
        let cases = [
            (&open, [1, 3, 2, 2, 0], Chosen { option }),
            (&open, [1, 3, 2, 4, 0], NoneChosen),
            (&open, [3, 3, 2, 1, 0], Tied { options: vec![OptionNo(1), OptionNo(2)], none: false }),
            (&open, [1, 3, 2, 3, 0], Tied { options: vec![OptionNo(2)], none: true }),
            (&open, [0, 0, 0, 0, 5], NoAnswers),
            (&barred, [3, 5, 1, 1, 0], BelowBar { option }),
            (&barred, [3, 6, 1, 1, 0], Chosen { option }),
            (&barred, [3, 6, 0, 0, 3], BelowBar { option }),
            (&barred, [0, 9, 0, 0, 0], NoQuorum),
            (&barred, [0, 0, 0, 10, 0], NoneChosen),
        ];
        for (manifest, [one, two, three, none, blank], expected) in cases {
            let ballots = [
                vec![Answer::Valid(Pick::Option(OptionNo(1))); one],
                vec![Answer::Valid(Pick::Option(OptionNo(2))); two],
                vec![Answer::Valid(Pick::Option(OptionNo(3))); three],
                vec![Answer::Valid(Pick::None); none],
                vec![Answer::Valid(Pick::Blank); blank],
            ]
            .concat();
            let outcome = count_choice(manifest, heads(40), &ballots).expect("counted");
            assert_eq!(outcome.verdict, expected, "{one} {two} {three} {none} {blank}: {outcome:?}");
            assert_eq!(outcome.verify(), Ok(()));
        }
    }

    #[test]
    fn records_that_are_refused() {
        let open = Manifest::consultative_choice(2, None, None).expect("lawful");
        let poll = yes_no(None, Base::Participants);
        let agree = [Answer::Valid(Choice::Agree)];
        let pick = |number| [Answer::Valid(Pick::Option(OptionNo(number)))];
        let cases = [
            (count_choice(&open, heads(9), &pick(3)), CountError::NoSuchOption(OptionNo(3))),
            (count_choice(&open, heads(9), &pick(0)), CountError::NoSuchOption(OptionNo(0))),
            (count_choice(&poll, heads(9), &pick(1)), CountError::OtherMethod),
            (count_yes_no(&open, heads(9), &agree), CountError::OtherMethod),
            (
                count_yes_no(&Manifest::owners(OwnersMatter::Covenant), heads(9), &agree),
                CountError::OtherMethod,
            ),
            (count_yes_no(&poll, heads(0), &agree), ManifestError::EmptyElectorate.into()),
            (count_yes_no(&poll, heads(1), &[agree, agree].concat()), CountError::DoesNotAddUp),
        ];
        for (found, expected) in cases {
            assert_eq!(found, Err(expected));
        }
    }

    #[test]
    fn an_outcome_that_was_changed_is_found_out() {
        let poll = yes_no(None, Base::Participants);
        let outcome = count_yes_no(&poll, heads(9), &[Answer::Valid(Choice::Agree)]).expect("counted");
        let text = canonical::json(&outcome).expect("canonical");
        assert_eq!(serde_json::from_str::<Outcome>(&text).expect("readable"), outcome);
        let mut changed = outcome.clone();
        changed.verdict = Verdict::NotPassed;
        assert_eq!(changed.verify(), Err(VerifyError::Differs));
        assert_ne!(changed.hash(), outcome.hash());
        let mut changed = outcome;
        changed.sums.blank = heads(9);
        assert_eq!(changed.verify(), Err(CountError::DoesNotAddUp.into()));
    }

    proptest! {
        #[test]
        fn order_never_matters(picks in proptest::collection::vec(0..6_u16, 0..60), turn in 0..60_usize) {
            let manifest = Manifest::consultative_choice(3, None, None).expect("lawful");
            let mut ballots: Vec<_> = picks
                .iter()
                .map(|pick| match pick {
                    0 => Answer::Valid(Pick::None),
                    4 => Answer::Valid(Pick::Blank),
                    5 => Answer::Invalid(InvalidReason::TooManyMarks),
                    number => Answer::Valid(Pick::Option(OptionNo(*number))),
                })
                .collect();
            let outcome = count_choice(&manifest, heads(60), &ballots).expect("counted");
            prop_assert_eq!(outcome.received.get(), i64::try_from(picks.len()).expect("small"));
            ballots.rotate_left(turn.min(picks.len()));
            prop_assert_eq!(count_choice(&manifest, heads(60), &ballots), Ok(outcome));
        }
    }
}
