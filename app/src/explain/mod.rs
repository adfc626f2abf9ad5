//! A count explained as lines of text, from its outcome alone: nothing is counted again.
//!
//! The command line prints these lines; a page shows them in a list.

mod budget;
mod choice;
mod vote;

pub use budget::{budget, share_of, why_not};
pub use choice::choice;
pub use vote::{consultation, owners, verdict};

use num_rational::BigRational;

/// A line, and how deep it stands under the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// 0 for what stands by itself.
    pub depth: usize,
    /// The words.
    pub words: String,
}

impl std::fmt::Display for Line {
    /// Indented by two blanks for each step of depth.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:indent$}{}", "", self.words, indent = 2 * self.depth)
    }
}

/// Lines as they are gathered.
#[derive(Debug, Default)]
struct Lines(Vec<Line>);

impl Lines {
    fn add(&mut self, depth: usize, words: impl Into<String>) {
        self.0.push(Line { depth, words: words.into() });
    }
}

/// An exact number to read: whole numbers as such, others to four decimals with `≈`, and the fraction itself where it
/// is short.
fn figure(number: &BigRational) -> String {
    if number.is_integer() {
        return number.numer().to_string();
    }
    let tenthousandths = (number * BigRational::from_integer(10_000.into())).round().to_integer();
    let digits = tenthousandths.to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
    let digits = format!("{digits:0>5}");
    let (whole, part) = digits.split_at(digits.len() - 4);
    let fraction = number.to_string();
    if fraction.len() <= 9 {
        format!("{fraction} ≈ {sign}{whole}.{part}")
    } else {
        format!("≈{sign}{whole}.{part}")
    }
}

#[cfg(test)]
mod tests;
