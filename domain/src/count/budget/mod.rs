//! Participatory budgeting: giving out a sum of money among projects by ballots.
//!
//! - [`election`]: who asks for what, how much there is, what the voters say.

pub mod election;
