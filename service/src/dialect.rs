//! The one home of what differs between SQLite and PostgreSQL: pairs of statements, locks, conflicts, outages.

pub(crate) mod roll;

use sqlx::error::DatabaseError;

/// Which database answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The default: one file beside the program.
    Sqlite,
    /// For a town that outgrows one machine.
    Postgres,
}

/// One statement in both languages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

impl Pair {
    /// The statement for `engine`.
    pub(crate) const fn on(self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

impl Engine {
    /// The engine a database address names.
    pub(crate) fn of_url(url: &str) -> Option<Self> {
        match url.split(':').next() {
            Some("sqlite") => Some(Self::Sqlite),
            Some("postgres" | "postgresql") => Some(Self::Postgres),
            _ => None,
        }
    }
}

/// The vote row, held against closing while a ballot is cast: without it an acknowledged ballot could be lost
/// between the count and the change of state. SQLite has one writer, so there the read alone suffices.
pub(crate) const HOLD_VOTE_FOR_CAST: Pair = Pair {
    sqlite: "SELECT state, opens_at, closes_at FROM votes WHERE id = $1",
    postgres: "SELECT state, opens_at, closes_at FROM votes WHERE id = $1 FOR SHARE",
};

/// The vote row, held alone while it is opened, closed or cancelled.
pub(crate) const HOLD_VOTE_ALONE: Pair = Pair {
    sqlite: "SELECT state, opens_at, closes_at FROM votes WHERE id = $1",
    postgres: "SELECT state, opens_at, closes_at FROM votes WHERE id = $1 FOR UPDATE",
};

/// The issue row, held while its numbers of comments and proposals are given out and its stage moves.
pub(crate) const HOLD_ISSUE: Pair = Pair {
    sqlite: "SELECT community_id, compound_id, number, title, author_id, stage, version FROM issues WHERE id = $1",
    postgres: "SELECT community_id, compound_id, number, title, author_id, stage, version FROM issues \
               WHERE id = $1 FOR UPDATE",
};

/// A notice `$2` to each member of the JSON list `$1` of id and member: one statement, however many are told.
pub(crate) const TELL: Pair = Pair {
    sqlite: "INSERT INTO notices (id, member_id, community_id, kind, title, extract, path, at) \
             SELECT value ->> 'id', value ->> 'member', $2, $3, $4, $5, $6, $7 FROM json_each($1)",
    postgres: "INSERT INTO notices (id, member_id, community_id, kind, title, extract, path, at) \
               SELECT value ->> 'id', value ->> 'member', $2, $3, $4, $5, $6, $7 \
               FROM jsonb_array_elements(CAST($1 AS jsonb))",
};

/// The proposal row, held while it is revised, co-signed, withdrawn or put on a ballot.
pub(crate) const HOLD_PROPOSAL: Pair = Pair {
    sqlite: "SELECT issue_id, number, author_id, state, revision FROM proposals WHERE id = $1",
    postgres: "SELECT issue_id, number, author_id, state, revision FROM proposals WHERE id = $1 FOR UPDATE",
};

/// The community row, held while the next number of an issue or a vote is given out.
pub(crate) const HOLD_COMMUNITY: Pair = Pair {
    sqlite: "SELECT id FROM communities WHERE id = $1",
    postgres: "SELECT id FROM communities WHERE id = $1 FOR UPDATE",
};

/// A pattern that finds texts holding `word` as it is written, for `LIKE … ESCAPE '\\'`.
pub(crate) fn containing(word: &str) -> String {
    let mut pattern = String::with_capacity(word.len() + 2);
    pattern.push('%');
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// Unique constraints by the names PostgreSQL gives and the columns SQLite names instead.
const CONFLICTS: &[(Conflict, &str, &str)] = &[
    (Conflict::SecondBallot, "ballots_one_a_head", "ballots.vote_id, ballots.head_id"),
    (Conflict::LoginName, "members_login_name", "members.login_name"),
    (Conflict::MemberOfPerson, "members_person", "members.person_id"),
    (Conflict::CommunitySlug, "communities_slug", "communities.slug"),
    (
        Conflict::DecisionNumber,
        "decisions_number",
        "decisions.community_id, decisions.prefix, decisions.year, decisions.number",
    ),
];

/// A unique constraint that people can run into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conflict {
    /// One head, one counting ballot.
    SecondBallot,
    /// A login name is taken.
    LoginName,
    /// A person has an account already.
    MemberOfPerson,
    /// A community of that address is there already.
    CommunitySlug,
    /// Another decision took the number.
    DecisionNumber,
}

/// The conflict `error` reports, if it is one that people can run into.
pub(crate) fn conflict(error: &sqlx::Error) -> Option<Conflict> {
    let database = error.as_database_error()?;
    if !database.is_unique_violation() {
        return None;
    }
    CONFLICTS.iter().find(|(_, postgres, sqlite)| names(database, postgres, sqlite)).map(|found| found.0)
}

fn names(error: &dyn DatabaseError, postgres: &str, sqlite: &str) -> bool {
    match error.constraint() {
        Some(constraint) => constraint == postgres,
        // SQLite: "UNIQUE constraint failed: ballots.vote_id, ballots.head_id".
        None => error.message().rsplit(": ").next() == Some(sqlite),
    }
}

/// Whether the database is away, rather than a statement wrong.
pub(crate) fn is_outage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(error) => match error.code().as_deref() {
            // PostgreSQL: connection lost, shutting down, starting up, out of room; serialisation and deadlock.
            Some(code) if code.len() == 5 && !code.bytes().all(|b| b.is_ascii_digit()) => {
                matches!(code, "57P01" | "57P02" | "57P03" | "40P01")
            }
            Some("40001" | "53100" | "53200" | "53300" | "08000" | "08003" | "08006") => true,
            // SQLite primary codes: BUSY 5, LOCKED 6, READONLY 8, IOERR 10, FULL 13, CANTOPEN 14.
            Some(code) => {
                code.parse::<i64>().is_ok_and(|code| matches!(code & 0xFF, 5 | 6 | 8 | 10 | 13 | 14))
            }
            None => false,
        },
        _ => false,
    }
}
