//! The demo: 春和社区, built by the same acts people use, in the order of their days.

mod calendar;
mod content;
mod dice;
mod plan;
mod script;

/// Login name of a resident who owns two flats and a third with a spouse.
pub const RESIDENT_LOGIN: &str = "xiaolin";
/// Login name of the head of an owners' committee.
pub const COMMITTEE_LOGIN: &str = "laowen";
/// Login name of the convenor of the residents' council.
pub const COUNCIL_LOGIN: &str = "laoxu";
/// The password of all three; the demo is no place for secrets.
pub const PASSWORD: &str = "you-shi-da-jia-yi";
