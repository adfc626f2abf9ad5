//! What happens at each address, by noun: GET reads and shows, POST acts and answers 303, or 422 with the same page.

pub(crate) mod about;
pub(crate) mod comments;
pub(crate) mod decisions;
pub(crate) mod feeds;
pub(crate) mod issues;
pub(crate) mod preferences;
pub(crate) mod shares;
pub(crate) mod votes;
