//! Rules on rankings with one winner: Schulze and ranked pairs, which compare options two by two, and instant
//! run-off, which counts first places in rounds.

mod pairs;
mod ranked_pairs;
mod runoff;
mod schulze;
#[cfg(test)]
mod tests;

pub use pairs::{PairCriterion, Pairwise, Strength, StrengthBy};
pub use ranked_pairs::{
    EqualPairs, PairOrder, PairStep, RankedPairs, RankedPairsOutcome, count_ranked_pairs,
};
pub use runoff::{
    Eliminating, Elimination, EqualFirsts, Round, RoundEnd, Runoff, RunoffCriterion, RunoffOutcome, Share,
    StopWhen, Transfer, count_runoff,
};
pub use schulze::{Schulze, SchulzeOutcome, count_schulze};
