//! What happens at each address, by noun: GET reads and shows, POST acts and answers 303, or 422 with the same page.

pub(crate) mod about;
pub(crate) mod accounts;
pub(crate) mod bodies;
pub(crate) mod comments;
pub(crate) mod decisions;
pub(crate) mod feeds;
pub(crate) mod founding;
pub(crate) mod home;
pub(crate) mod issues;
pub(crate) mod join;
pub(crate) mod log;
pub(crate) mod moderation;
pub(crate) mod officers;
pub(crate) mod practice;
pub(crate) mod preferences;
pub(crate) mod proposals;
pub(crate) mod requests;
pub(crate) mod roll;
pub(crate) mod shares;
mod upload;
pub(crate) mod votes;

/// Who takes part: joining, accounts, officers, bodies.
pub(crate) fn members() -> axum::Router<crate::site::Site> {
    join::routes()
        .merge(accounts::routes())
        .merge(officers::routes())
        .merge(bodies::routes())
        .merge(founding::routes())
}
