//! Rules that fill several seats so that every group of voters gets its part: the single transferable vote on
//! rankings; sequential Phragmén and proportional approval voting on approvals.

mod pav;
mod phragmen;
mod stv;
#[cfg(test)]
mod tests;

pub use pav::{
    Gain, Pav, PavOutcome, Satisfied, SequentialPav, SequentialPavOutcome, SequentialStep, count_pav,
    count_sequential_pav,
};
pub use phragmen::{Carried, Phragmen, PhragmenOutcome, PhragmenStep, Standby, count_phragmen};
pub use stv::{
    Fractions, Quota, QuotaOf, Stv, StvCriterion, StvEnd, StvOutcome, StvRound, Surplus, Unranked, count_stv,
    count_stv_of_halls,
};

use serde::{Deserialize, Serialize};

use super::profile::form::Approval;
use super::profile::{Cast, Profile, RuleError};

/// What tells equal options of a committee rule apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommitteeCriterion {
    /// More ballots approve it, whatever they weigh.
    MoreBallots,
    /// The ballots that approve it weigh more.
    MoreWeight,
}

/// What happens to a seat when no option is left that any ballot approves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsupported {
    /// It stays empty.
    StaysEmpty,
    /// It goes to an option without support, as the ties say.
    FilledByTies,
}

/// For each option, the ballots that approve it.
fn approvals(profile: &Profile<Approval>) -> Result<Vec<Cast>, RuleError> {
    let mut sums = vec![Cast::NONE; usize::from(profile.options())];
    for group in profile.groups() {
        for option in group.ballot.places() {
            if let Some(sum) = sums.get_mut(option) {
                *sum = sum.plus(group.cast)?;
            }
        }
    }
    Ok(sums)
}

fn criterion_value(approvals: &[Cast], criterion: CommitteeCriterion, option: usize) -> u64 {
    let cast = approvals.get(option).copied().unwrap_or_default();
    match criterion {
        CommitteeCriterion::MoreBallots => cast.ballots,
        CommitteeCriterion::MoreWeight => cast.weight,
    }
}
