//! Amounts of money whose decimal places are not known before the last of them.

use crate::count::budget::election::{Money, Project};
use crate::count::formats::fault::FaultCode;

/// The budget and the costs as far as they were read, all at the finest scale seen.
pub(super) struct Amounts {
    pub(super) scale: u32,
    pub(super) budget: Money,
    pub(super) projects: Vec<Project>,
}

impl Amounts {
    /// Reads an amount, and brings all others to its scale if it is finer.
    pub(super) fn read(&mut self, text: &str) -> Result<Money, FaultCode> {
        if !is_amount(text) {
            return Err(FaultCode::AmountInvalid);
        }
        self.refine(Money::places(text)).ok_or(FaultCode::AmountTooLarge)?;
        Money::parse(text, self.scale).ok_or(FaultCode::AmountTooLarge)
    }

    fn refine(&mut self, scale: u32) -> Option<()> {
        let places = scale.saturating_sub(self.scale);
        if places > 0 {
            self.budget = self.budget.finer(places)?;
            for project in &mut self.projects {
                project.cost = project.cost.map_or(Some(None), |cost| cost.finer(places).map(Some))?;
            }
            self.scale = scale;
        }
        Some(())
    }
}

/// Digits, and perhaps a dot and digits.
fn is_amount(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// The text with a dot where it has a decimal comma, if it has one: a single comma with one or two digits behind it.
/// `1,000` stays as it is, for nobody can know what is meant.
pub(super) fn with_dot(text: &str) -> Option<String> {
    let (whole, part) = text.split_once(',')?;
    let decimals = matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
    decimals.then(|| format!("{whole}.{part}"))
}
