//! Raising endowments step by step, without trying every step.
//!
//! Add1 asks for the outcomes at the rungs 0, 1, 2, … of a ladder of endowments, up to the first that costs more than
//! the budget (or is exhaustive, or buys all there is to buy). A run over a range of rungs shows that all of
//! them have the same outcome, so only the ranges between changes need be run: the answer is that of trying
//! every rung, whatever the size of a step.

use super::ladder::Ladder;
use super::run::{Course, Outcome, run};
use super::support::Support;
use crate::count::budget::contest::{BudgetError, Contest};
use crate::count::budget::manifest::ExhaustiveStop;

/// Why raising ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The rule does not raise.
    NotRaised,
    /// The next rung costs more than there is.
    NextTooDear,
    /// The outcome is exhaustive, and the rule stops there.
    Exhaustive,
    /// Everything that can be bought is.
    AllBought,
}

/// Where it ended.
#[derive(Clone, Debug)]
pub(super) struct Raised {
    /// The rung.
    pub(super) rung: u64,
    /// What is bought there.
    pub(super) course: Course,
    pub(super) end: End,
    /// What would be bought on the next rung, if that is too dear.
    pub(super) beyond: Option<Vec<usize>>,
}

/// Goes up the ladder.
pub(super) fn raise(
    contest: &Contest<'_>,
    support: &Support,
    ladder: &Ladder,
    stop: ExhaustiveStop,
) -> Result<Raised, BudgetError> {
    let mut kept: Option<(u64, Course)> = None;
    let (mut from, mut width) = (0_u64, 1_u64);
    loop {
        let (to, course) = same_from(contest, support, ladder, from, width)?;
        if !ladder.rises() {
            return Ok(Raised { rung: 0, course, end: End::NotRaised, beyond: None });
        }
        let spent: u128 = course.bought.iter().map(|place| u128::from(support.candidates[*place].cost)).sum();
        if spent > u128::from(contest.budget) {
            let (rung, kept) = kept.unwrap_or_default();
            return Ok(Raised { rung, course: kept, end: End::NextTooDear, beyond: Some(course.bought) });
        }
        if course.bought.len() == support.candidates.len() {
            return Ok(Raised { rung: from, course, end: End::AllBought, beyond: None });
        }
        if is_exhaustive(contest, support, &course.bought, u128::from(contest.budget) - spent, stop) {
            return Ok(Raised { rung: from, course, end: End::Exhaustive, beyond: None });
        }
        kept = Some((to, course));
        width = (to - from).saturating_add(1).saturating_mul(2);
        from = to.checked_add(1).ok_or(BudgetError::TooLarge)?;
    }
}

/// The longest range found from a rung on over which the outcome is the same, starting with a guess of its width.
fn same_from(
    contest: &Contest<'_>,
    support: &Support,
    ladder: &Ladder,
    from: u64,
    width: u64,
) -> Result<(u64, Course), BudgetError> {
    let mut to = if ladder.rises() { from.saturating_add(width - 1) } else { from };
    loop {
        match run(contest, support, ladder, from, to) {
            Ok(Outcome::Same(course)) => return Ok((to, course)),
            Ok(Outcome::Differs(first)) => to = first.clamp(from + 1, to) - 1,
            // The highest endowment of a wide range may be too large to reckon with, and a lower one not.
            Err(BudgetError::TooLarge) if to > from => to = from + (to - from) / 2,
            Err(error) => return Err(error),
        }
    }
}

/// Whether nothing more fits.
fn is_exhaustive(
    contest: &Contest<'_>,
    support: &Support,
    bought: &[usize],
    left: u128,
    stop: ExhaustiveStop,
) -> bool {
    let bought: Vec<usize> = bought.iter().map(|place| support.candidates[*place].project).collect();
    let fits =
        |project: usize| !bought.contains(&project) && u128::from(contest.projects[project].cost) <= left;
    match stop {
        ExhaustiveStop::Off => false,
        ExhaustiveStop::Supported => !support.candidates.iter().any(|candidate| fits(candidate.project)),
        ExhaustiveStop::Eligible => {
            let priced = |project: &usize| contest.stands(*project) && contest.projects[*project].cost > 0;
            !(0..contest.projects.len()).filter(priced).any(fits)
        }
    }
}
