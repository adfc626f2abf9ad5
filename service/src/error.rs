//! Why an act or a reading did not come about.

use domain::policy::Denied;
use domain::problem::Problem;

/// What every function of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an act or a reading did not come about. Closed, with no text for people: the edge makes the words.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not permitted; says why.
    #[error("denied: {}", .0.code())]
    Denied(Denied),
    /// Permitted, but a rule or another act stands in the way.
    #[error("refused: {}", .0.code())]
    Refused(Problem),
    /// No such thing, or nothing the actor may know of.
    #[error("not found")]
    NotFound,
    /// The database does not answer now; nothing was written.
    #[error("the database does not answer: {0}")]
    Unavailable(sqlx::Error),
    /// A fault of ours: logged once at the edge, with where it was noticed.
    #[error("{what} at {at}")]
    Broken {
        /// What went wrong.
        what: String,
        /// Where.
        at: &'static std::panic::Location<'static>,
    },
}

impl Error {
    /// A fault of ours.
    #[track_caller]
    pub(crate) fn broken(what: impl std::fmt::Display) -> Self {
        Self::Broken { what: what.to_string(), at: std::panic::Location::caller() }
    }

    /// Whether running the same act again may succeed: another transaction was in the way.
    pub(crate) fn is_retryable(&self) -> bool {
        matches!(self, Self::Unavailable(sqlx::Error::Database(error))
            if matches!(error.code().as_deref(), Some("40001" | "40P01")))
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl From<sqlx::Error> for Error {
    #[track_caller]
    fn from(error: sqlx::Error) -> Self {
        if crate::dialect::is_outage(&error) { Self::Unavailable(error) } else { Self::broken(error) }
    }
}

impl From<serde_json::Error> for Error {
    #[track_caller]
    fn from(error: serde_json::Error) -> Self {
        Self::broken(error)
    }
}
