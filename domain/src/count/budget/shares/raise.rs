//! Raising endowments step by step, without trying every step.
//!
//! Add1 asks for the outcomes at the rungs 0, 1, 2, … of a ladder of endowments, up to the first that costs
//! more than the budget (or is exhaustive, or buys all there is to buy). A run over a range of rungs shows
//! that all of them have the same outcome, so only the ranges between changes need be run: the answer is that
//! of trying every rung, whatever the size of a step.
//!
//! A run that breaks off leaves an opening: the purchases that are the same all over its range. Its range is
//! gone through piece by piece before anything beyond it is tried, so that each piece begins with those
//! purchases, whose classes of voters ([`super::classes`]) are known, and not with a search for them. With
//! smaller steps there are more pieces, but each costs little more than what is new in it.

use super::classes::Classes;
use super::ladder::Ladder;
use super::run::{Course, Opening, Outcome, run};
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
    ladder: &Ladder,
    classes: &mut Classes<'_>,
    stop: ExhaustiveStop,
) -> Result<Raised, BudgetError> {
    let support = classes.support;
    let mut kept: Option<(u64, Course)> = None;
    let (mut from, mut width) = (0_u64, 1_u64);
    let mut openings = Vec::new();
    loop {
        let (to, course, outlook) = same_from(contest, ladder, classes, (from, width), &mut openings)?;
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
        (from, width) =
            (to.checked_add(1).ok_or(BudgetError::TooLarge)?, next_width(width, to - from, outlook));
    }
}

/// How wide a range to try next: if all of the last was the same, twice it or as far as no change is in
/// sight; else a quarter of it, but at least twice what was the same.
fn next_width(tried: u64, steps: u64, outlook: u64) -> u64 {
    let found = steps.saturating_add(1);
    if found < tried {
        return (tried / 4).max(found.saturating_mul(2));
    }
    outlook.clamp(found.div_ceil(2), found.saturating_mul(4))
}

/// The longest range found from a rung on over which the outcome is the same, starting with a guess of its
/// width, or with the rest of a range of which most is known. `openings`: what runs that broke off know of
/// ranges up to a rung.
fn same_from(
    contest: &Contest<'_>,
    ladder: &Ladder,
    classes: &mut Classes<'_>,
    (from, width): (u64, u64),
    openings: &mut Vec<(u64, Opening)>,
) -> Result<(u64, Course, u64), BudgetError> {
    openings.retain(|(end, _)| *end >= from);
    let mut to = match openings.iter().max_by_key(|(_, opening)| opening.len()) {
        Some((end, _)) => *end,
        None if ladder.rises() => from.saturating_add(width - 1),
        None => from,
    };
    let mut before: Option<(u64, u64)> = None;
    loop {
        let known = openings.iter().filter(|(end, _)| *end >= to).map(|(_, opening)| opening);
        let known = known.max_by_key(|opening| opening.len());
        match run(contest, ladder, classes, (from, to), known.unwrap_or(&Opening::default())) {
            Ok(Outcome::Same { course, outlook }) => return Ok((to, course, outlook)),
            Ok(Outcome::Differs { first, opening }) => {
                openings.push((to, opening));
                let next = closer(from, before, (to, first));
                before = Some((to, first));
                to = next.clamp(from + 1, to) - 1;
            }
            // The highest endowment of a wide range may be too large to reckon with, and a lower one not.
            Err(BudgetError::TooLarge) if to > from => to = from + (to - from) / 2,
            Err(error) => return Err(error),
        }
    }
}

/// Where the change lies, from two guesses: the first when the range ended at `last.0`, another when it ended
/// at `before`. A guess errs by about a constant part of the range beyond the change; if it does not get
/// better at all, half way. Only how often is run depends on it, never what comes out.
fn closer(from: u64, before: Option<(u64, u64)>, last: (u64, u64)) -> u64 {
    let Some(before) = before else { return last.1 };
    let (ends, guesses) = (before.0.saturating_sub(last.0), before.1.saturating_sub(last.1));
    if guesses.saturating_mul(4) >= ends.saturating_mul(3) {
        return from + (last.0 - from) / 2;
    }
    let beyond = u128::from(last.0.saturating_sub(last.1)) * u128::from(guesses);
    let back = u64::try_from(beyond / u128::from(ends - guesses)).unwrap_or(u64::MAX);
    last.1.saturating_sub(back).max(from + 1)
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
