//! What one ballot says, as it is stored, hashed and published.

use serde::{Deserialize, Serialize};

use crate::count::ballot::{Choice, InvalidReason, OptionNo};
use crate::count::canonical;
use crate::count::choice;
use crate::count::consultative::Pick;

/// What one ballot says to one question.
///
/// Equal marks are written in one way: options ascending, numbers by option, the options of a tier ascending
/// ([`Marks::in_order`]). No marks at all are a blank answer: it takes part and says nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Marks {
    /// 同意, 反对 or 弃权 to each line, in the lines' order.
    Answers(Vec<Choice>),
    /// One option, or 都不选.
    Pick(Pick),
    /// Options that are chosen or approved.
    Options(Vec<OptionNo>),
    /// Options with a score or with points.
    Numbers(Vec<(OptionNo, u32)>),
    /// Tiers of options, best first.
    Ranking(Vec<Vec<OptionNo>>),
}

impl Marks {
    /// The same marks in the one way that they are written.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        match &mut self {
            Self::Answers(_) | Self::Pick(_) => {}
            Self::Options(options) => options.sort_unstable(),
            Self::Numbers(numbers) => numbers.sort_unstable(),
            Self::Ranking(tiers) => {
                tiers.retain(|tier| !tier.is_empty());
                tiers.iter_mut().for_each(|tier| tier.sort_unstable());
            }
        }
        self
    }

    /// As a rule that chooses among options takes them; none where such a rule counts no marks of this kind.
    #[must_use]
    pub fn as_choice(&self) -> Option<choice::Marks> {
        match self {
            Self::Answers(_) | Self::Pick(_) => None,
            Self::Options(options) => Some(choice::Marks::Options(options.clone())),
            Self::Numbers(numbers) => Some(choice::Marks::Numbers(numbers.clone())),
            Self::Ranking(tiers) => Some(choice::Marks::Ranking(tiers.clone())),
        }
    }
}

/// What one ballot says: to every question of its vote, or that it does not take part.
///
/// Written as canonical JSON: `{"valid":[{"answers":["agree"]},{"options":[1,3]}]}`,
/// `{"invalid":"co_owners_disagree"}`. Equal ballots have equal texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Its marks, question by question.
    Valid(Vec<Marks>),
    /// It was handed in and does not take part.
    Invalid(InvalidReason),
}

/// A text that is no ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not_a_ballot")]
pub struct NotABallot;

impl Said {
    /// The marks on the question at `index`, or why there are none that count; `None` beyond the last question.
    #[must_use]
    pub fn on(&self, index: usize) -> Option<Result<&Marks, InvalidReason>> {
        match self {
            Self::Valid(marks) => marks.get(index).map(Ok),
            Self::Invalid(reason) => Some(Err(*reason)),
        }
    }
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&canonical::json(self).map_err(|_never| std::fmt::Error)?)
    }
}

impl std::str::FromStr for Said {
    type Err = NotABallot;
    fn from_str(text: &str) -> Result<Self, NotABallot> {
        crate::count::json::read(text).map_err(|_fault| NotABallot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(numbers: &[u16]) -> Vec<OptionNo> {
        numbers.iter().copied().map(OptionNo).collect()
    }

    #[test]
    fn a_ballot_is_read_as_it_is_written() {
        let cases = [
            (Said::Invalid(InvalidReason::Unsigned), r#"{"invalid":"unsigned"}"#),
            (
                Said::Valid(vec![Marks::Answers(vec![Choice::Agree, Choice::Blank])]),
                r#"{"valid":[{"answers":["agree","blank"]}]}"#,
            ),
            (
                Said::Valid(vec![Marks::Pick(Pick::Option(OptionNo(2))), Marks::Pick(Pick::None)]),
                r#"{"valid":[{"pick":{"option":2}},{"pick":"none"}]}"#,
            ),
            (
                Said::Valid(vec![
                    Marks::Options(options(&[3, 1])).in_order(),
                    Marks::Numbers(vec![(OptionNo(2), 5), (OptionNo(1), 0)]).in_order(),
                    Marks::Ranking(vec![options(&[2]), vec![], options(&[3, 1])]).in_order(),
                ]),
                r#"{"valid":[{"options":[1,3]},{"numbers":[[1,0],[2,5]]},{"ranking":[[2],[1,3]]}]}"#,
            ),
        ];
        for (said, text) in cases {
            assert_eq!(said.to_string(), text);
            assert_eq!(text.parse(), Ok(said));
        }
        for text in ["", "agree", "{}", r#"{"valid":[{"marks":[]}]}"#, r#"{"invalid":"late"}"#] {
            assert_eq!(text.parse::<Said>(), Err(NotABallot), "{text:?}");
        }
    }
}
