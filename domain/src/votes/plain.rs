//! What one ballot says, as it is sent and stored.

use super::Method;
use crate::count::ballot::{Choice, OptionNo};
use crate::count::consultative::Pick;
use std::fmt;
use std::str::FromStr;

/// What one ballot says: an answer to each question, or one option.
///
/// Written `agree`, `agree,oppose,abstain`, `option-2` or `none`; equal ballots have equal texts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PlainMarks {
    /// 同意, 反对 or 弃权 to each question, in the questions' order.
    Answers(Vec<Choice>),
    /// One option, or 都不选.
    Pick(Pick),
}

/// A text that is no ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not_a_ballot")]
pub struct NotPlain;

impl PlainMarks {
    /// Whether a ballot of this `method` with so many options can say this. A screen asks every question, so a
    /// blank answer, which paper may hold, is not among them.
    #[must_use]
    pub fn fits(&self, method: Method, options: usize) -> bool {
        match (self, method) {
            (Self::Answers(answers), Method::YesNo) => {
                answers.len() == 1 && !answers.contains(&Choice::Blank)
            }
            (Self::Answers(answers), Method::EachOption) => {
                answers.len() == options && !answers.contains(&Choice::Blank)
            }
            (Self::Pick(Pick::None), Method::ChooseOne) => true,
            (Self::Pick(Pick::Option(number)), Method::ChooseOne) => {
                number.index().is_some_and(|index| index < options)
            }
            (Self::Answers(_), Method::ChooseOne)
            | (Self::Pick(_), Method::YesNo | Method::EachOption)
            | (Self::Pick(Pick::Blank), Method::ChooseOne) => false,
        }
    }
}

const fn word(choice: Choice) -> &'static str {
    match choice {
        Choice::Agree => "agree",
        Choice::Oppose => "oppose",
        Choice::Abstain => "abstain",
        Choice::Blank => "blank",
    }
}

fn choice(word: &str) -> Result<Choice, NotPlain> {
    match word {
        "agree" => Ok(Choice::Agree),
        "oppose" => Ok(Choice::Oppose),
        "abstain" => Ok(Choice::Abstain),
        "blank" => Ok(Choice::Blank),
        _ => Err(NotPlain),
    }
}

impl fmt::Display for PlainMarks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answers(answers) => {
                f.write_str(&answers.iter().map(|answer| word(*answer)).collect::<Vec<_>>().join(","))
            }
            Self::Pick(Pick::Option(OptionNo(number))) => write!(f, "option-{number}"),
            Self::Pick(Pick::None) => f.write_str("none"),
            Self::Pick(Pick::Blank) => f.write_str("no-option"),
        }
    }
}

impl FromStr for PlainMarks {
    type Err = NotPlain;
    fn from_str(text: &str) -> Result<Self, NotPlain> {
        match text {
            "none" => return Ok(Self::Pick(Pick::None)),
            "no-option" => return Ok(Self::Pick(Pick::Blank)),
            _ => {}
        }
        if let Some(number) = text.strip_prefix("option-") {
            let number = number.parse().map_err(|_not_a_number| NotPlain)?;
            return Ok(Self::Pick(Pick::Option(OptionNo(number))));
        }
        text.split(',').map(choice).collect::<Result<_, _>>().map(Self::Answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ballot_is_read_as_it_is_written_and_fits_its_method_only() {
        // The text, then whether it fits yes/no, each of two options, one of two options.
        let cases = [
            ("agree", [true, false, false]),
            ("blank", [false, false, false]),
            ("agree,oppose", [false, true, false]),
            ("agree,blank", [false, false, false]),
            ("agree,oppose,abstain", [false, false, false]),
            ("option-2", [false, false, true]),
            ("option-3", [false, false, false]),
            ("option-0", [false, false, false]),
            ("none", [false, false, true]),
            ("no-option", [false, false, false]),
        ];
        for (text, fits) in cases {
            let marks: PlainMarks = text.parse().expect("a ballot");
            assert_eq!(marks.to_string(), text);
            let found =
                [Method::YesNo, Method::EachOption, Method::ChooseOne].map(|method| marks.fits(method, 2));
            assert_eq!(found, fits, "{text}");
        }
        for text in ["", "yes", "agree,", "option-", "option-x", "option-99999"] {
            assert_eq!(text.parse::<PlainMarks>(), Err(NotPlain), "{text:?}");
        }
    }
}
