//! A count explained as lines of text, from its outcome alone: nothing is counted again.
//!
//! The command line prints these lines; a page shows them in a list.

mod budget;
mod choice;
mod finding;
mod headline;
mod vote;

pub use budget::{amount, budget, share_of, why_not};
pub use choice::{Gain, choice, gains};
pub use finding::{answer, finding, name, names};
pub use headline::headline;
pub use vote::{consultation, owners, verdict};

use num_bigint::BigInt;
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

/// Decimals of numbers that need more.
const PLACES: u32 = 4;

/// An exact number to read: in decimals where four of them say all; else rounded to four, with `≈`, and the fraction
/// itself where it is short.
fn figure(number: &BigRational) -> String {
    figure_to(number, PLACES)
}

/// The same to so many decimals.
fn figure_to(number: &BigRational, places: u32) -> String {
    let number = number.reduced();
    let (decimal, is_exact) = rounded(&number, places);
    if is_exact {
        return without_zeros(&decimal, 0);
    }
    let fraction = number.to_string();
    if fraction.len() <= 9 { format!("{fraction} ≈ {decimal}") } else { format!("≈{decimal}") }
}

/// The number in so many decimals, half away from nought, and whether nothing was lost: the one place that rounds.
fn rounded(number: &BigRational, places: u32) -> (String, bool) {
    let scaled = number * BigRational::from_integer(BigInt::from(10_u8).pow(places));
    let digits = scaled.round().to_integer().to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
    let width = usize::try_from(places).unwrap_or_default();
    let digits = format!("{digits:0>width$}", width = width.saturating_add(1));
    let (whole, part) = digits.split_at(digits.len() - width);
    let dot = if part.is_empty() { "" } else { "." };
    (format!("{sign}{whole}{dot}{part}"), scaled.is_integer())
}

/// Without noughts at its end, but with so many decimals at the least.
fn without_zeros(decimal: &str, least: u32) -> String {
    let Some((whole, part)) = decimal.split_once('.') else { return decimal.to_owned() };
    let least = usize::try_from(least).unwrap_or_default().min(part.len());
    let kept = part.trim_end_matches('0').len().max(least);
    part.get(..kept)
        .filter(|kept| !kept.is_empty())
        .map_or_else(|| whole.to_owned(), |kept| format!("{whole}.{kept}"))
}

#[cfg(test)]
mod tests;
