//! The one home of what differs between SQLite and PostgreSQL: pairs of statements, locks, conflicts, outages.

pub(crate) mod roll;

use sqlx::error::DatabaseError;

/// Which database answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
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

/// Something that differs after every commit of anyone's. SQLite's count is of commits by *other* connections than the
/// one that asks; PostgreSQL's snapshot names the transactions that are over.
pub(crate) const COMMITTED: Pair =
    Pair { sqlite: "PRAGMA data_version", postgres: "SELECT CAST(pg_current_snapshot() AS TEXT)" };

/// The vote row, held against closing while a ballot is cast: without it an acknowledged ballot could be lost
/// between the count and the change of state. SQLite has one writer, so there the read alone suffices.
pub(crate) const HOLD_VOTE_FOR_CAST: Pair = Pair {
    sqlite: "SELECT community_id, compound_id, convener_id, number, title, kind, secret, online, state, opens_at, \
               closes_at, manifest FROM votes WHERE id = $1",
    postgres: "SELECT community_id, compound_id, convener_id, number, title, kind, secret, online, state, opens_at, \
                 closes_at, manifest FROM votes WHERE id = $1 FOR SHARE OF votes",
};

/// How far the log is, held by whoever appends.
pub(crate) const HOLD_LOG: Pair = Pair {
    sqlite: "SELECT size FROM log_head WHERE id = 1",
    postgres: "SELECT size FROM log_head WHERE id = 1 FOR UPDATE",
};

/// Entries `$1` with their numbers, appended to the log.
pub(crate) const APPEND_ENTRIES: Pair = Pair {
    sqlite: "INSERT INTO log_entries (number, entry, subject) SELECT json_extract(value, '$.number'), \
               json_extract(value, '$.entry'), json_extract(value, '$.subject') FROM json_each($1)",
    postgres: "INSERT INTO log_entries (number, entry, subject) \
               SELECT CAST(value->>'number' AS BIGINT), value->>'entry', value->>'subject' \
               FROM jsonb_array_elements(CAST($1 AS jsonb)) AS list (value)",
};

/// The nodes `$1` that entries completed.
pub(crate) const APPEND_NODES: Pair = Pair {
    sqlite: "INSERT INTO log_nodes (level, place, hash) SELECT json_extract(value, '$.level'), \
               json_extract(value, '$.place'), json_extract(value, '$.hash') FROM json_each($1)",
    postgres: "INSERT INTO log_nodes (level, place, hash) \
               SELECT CAST(value->>'level' AS BIGINT), CAST(value->>'place' AS BIGINT), value->>'hash' \
               FROM jsonb_array_elements(CAST($1 AS jsonb)) AS list (value)",
};

/// Takes the entries that wait under the keys `$1` away; each is given to one who takes it.
pub(crate) const TAKE_PENDING: Pair = Pair {
    sqlite: "DELETE FROM log_pending WHERE key IN (SELECT value FROM json_each($1)) RETURNING entry",
    postgres: "DELETE FROM log_pending WHERE key IN \
               (SELECT value FROM jsonb_array_elements_text(CAST($1 AS jsonb)) AS list (value)) RETURNING entry",
};

/// The nodes of the log at the levels and places `$1`, in that order.
pub(crate) const LOG_NODES: Pair = Pair {
    sqlite: "SELECT n.hash FROM json_each($1) list JOIN log_nodes n ON n.level = json_extract(list.value, '$[0]') \
               AND n.place = json_extract(list.value, '$[1]') ORDER BY list.key",
    postgres: "SELECT n.hash FROM jsonb_array_elements(CAST($1 AS jsonb)) WITH ORDINALITY AS list (value, key) \
               JOIN log_nodes n ON n.level = CAST(list.value->>0 AS BIGINT) \
                 AND n.place = CAST(list.value->>1 AS BIGINT) ORDER BY list.key",
};

/// Votes with the ids `$1`, by what people call them.
pub(crate) const VOTES_NAMED: Pair = Pair {
    sqlite: "SELECT id, number, title FROM votes WHERE id IN (SELECT value FROM json_each($1))",
    postgres: "SELECT id, number, title FROM votes WHERE id IN \
               (SELECT value FROM jsonb_array_elements_text(CAST($1 AS jsonb)) AS list (value))",
};

/// Decisions with the ids `$1`, likewise: the newest revision's title.
pub(crate) const DECISIONS_NAMED: Pair = Pair {
    sqlite: "SELECT d.id, d.serial AS number, r.title FROM decisions d \
               JOIN decision_revisions r ON r.decision_id = d.id AND r.revision = d.revision \
             WHERE d.id IN (SELECT value FROM json_each($1))",
    postgres: "SELECT d.id, d.serial AS number, r.title FROM decisions d \
                 JOIN decision_revisions r ON r.decision_id = d.id AND r.revision = d.revision \
               WHERE d.id IN (SELECT value FROM jsonb_array_elements_text(CAST($1 AS jsonb)) AS list (value))",
};

/// The vote row, held alone while it is changed, opened, closed or cancelled.
pub(crate) const HOLD_VOTE_ALONE: Pair = Pair {
    sqlite: "SELECT id FROM votes WHERE id = $1",
    postgres: "SELECT id FROM votes WHERE id = $1 FOR UPDATE",
};

/// A head's row, held while one of its several speakers votes: each must see what the other said.
pub(crate) const HOLD_HEAD: Pair = Pair {
    sqlite: "SELECT commitment FROM vote_heads WHERE id = $1",
    postgres: "SELECT commitment FROM vote_heads WHERE id = $1 FOR UPDATE",
};

/// The frozen roll `$1` of the vote `$2`, written in one statement.
pub(crate) const FREEZE_HEADS: Pair = Pair {
    sqlite: "INSERT INTO vote_heads (id, vote_id, key, name, units, units_count, counts_head, area_cm2, building_id, \
               owners_count, who, commitment) \
             SELECT json_extract(value, '$.id'), $2, json_extract(value, '$.key'), json_extract(value, '$.name'), \
               json_extract(value, '$.units'), json_extract(value, '$.units_count'), \
               json_extract(value, '$.counts_head'), json_extract(value, '$.area_cm2'), \
               json_extract(value, '$.building'), json_extract(value, '$.owners_count'), \
               json_extract(value, '$.who'), json_extract(value, '$.commitment') FROM json_each($1)",
    postgres: "INSERT INTO vote_heads (id, vote_id, key, name, units, units_count, counts_head, area_cm2, building_id, \
                 owners_count, who, commitment) \
               SELECT value->>'id', $2, value->>'key', value->>'name', value->>'units', \
                 CAST(value->>'units_count' AS BIGINT), CAST(value->>'counts_head' AS BIGINT), \
                 CAST(value->>'area_cm2' AS BIGINT), value->>'building', CAST(value->>'owners_count' AS BIGINT), \
                 value->>'who', value->>'commitment' \
               FROM jsonb_array_elements(CAST($1 AS jsonb)) AS list (value)",
};

/// Who belongs to the heads of the vote `$2`, as a list `$1`, written in one statement.
pub(crate) const FREEZE_SPEAKERS: Pair = Pair {
    sqlite: "INSERT INTO vote_speakers (vote_id, person_id, head_id, speaks) \
             SELECT $2, json_extract(value, '$.person'), json_extract(value, '$.head'), \
               json_extract(value, '$.speaks') FROM json_each($1)",
    postgres: "INSERT INTO vote_speakers (vote_id, person_id, head_id, speaks) \
               SELECT $2, value->>'person', value->>'head', CAST(value->>'speaks' AS BIGINT) \
               FROM jsonb_array_elements(CAST($1 AS jsonb)) AS list (value)",
};

/// One due job, leased until `$2` when nobody holds it at `$1`; a lease longer than any given, `$3`, was given by a
/// clock that has been set back since, and holds nothing.
pub(crate) const LEASE_JOB: Pair = Pair {
    sqlite: "UPDATE jobs SET leased_until = $2, attempts = attempts + 1 \
             WHERE id = (SELECT id FROM jobs WHERE done_at IS NULL AND run_at <= $1 \
                           AND (leased_until <= $1 OR leased_until > $3) ORDER BY run_at, id LIMIT 1) \
             RETURNING id, kind, subject_id, attempts",
    postgres: "UPDATE jobs SET leased_until = $2, attempts = attempts + 1 \
               WHERE id = (SELECT id FROM jobs WHERE done_at IS NULL AND run_at <= $1 \
                             AND (leased_until <= $1 OR leased_until > $3) ORDER BY run_at, id LIMIT 1 \
                           FOR UPDATE SKIP LOCKED) \
               RETURNING id, kind, subject_id, attempts",
};

/// A job's row, held while its work is done and written down as done.
pub(crate) const HOLD_JOB: Pair = Pair {
    sqlite: "SELECT done_at FROM jobs WHERE id = $1",
    postgres: "SELECT done_at FROM jobs WHERE id = $1 FOR UPDATE",
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

/// The comment row, held while it is changed, hidden, appealed for or shown again.
pub(crate) const HOLD_COMMENT: Pair = Pair {
    sqlite: "SELECT id FROM comments WHERE id = $1",
    postgres: "SELECT id FROM comments WHERE id = $1 FOR UPDATE",
};

/// The joint request's row, held while signatures are counted.
pub(crate) const HOLD_JOINT_REQUEST: Pair = Pair {
    sqlite: "SELECT id FROM joint_requests WHERE id = $1",
    postgres: "SELECT id FROM joint_requests WHERE id = $1 FOR UPDATE",
};

/// The compound row, held while the next number of its joint requests is given out.
pub(crate) const HOLD_COMPOUND: Pair = Pair {
    sqlite: "SELECT id FROM compounds WHERE id = $1",
    postgres: "SELECT id FROM compounds WHERE id = $1 FOR UPDATE",
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
            // PostgreSQL: connection lost, shutting down, starting up, out of room; serialisation and deadlock; a lock
            // that was held for longer than it was to be waited for.
            Some(code) if code.len() == 5 && !code.bytes().all(|b| b.is_ascii_digit()) => {
                matches!(code, "57P01" | "57P02" | "57P03" | "40P01" | "55P03")
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

/// A transaction newer than every one that has written so far, PostgreSQL.
pub(crate) const NEWEST_TRANSACTION: &str = "SELECT CAST(pg_current_xact_id() AS TEXT) AS id";

/// 1 while somebody may still look at what was there before the transaction `$1`, PostgreSQL: rows deleted before it
/// are kept as long, also by a table written anew.
pub(crate) const PAST_IS_LOOKED_AT: &str = "\
    SELECT CASE WHEN pg_snapshot_xmin(pg_current_snapshot()) < CAST(CAST($1 AS TEXT) AS xid8) OR EXISTS \
      (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() \
       AND age(backend_xmin) > age(CAST(CAST(CAST($1 AS TEXT) AS xid8) AS xid))) THEN 1 ELSE 0 END AS looked_at";

/// How many of the tables to be cleaned are not the hall's own, PostgreSQL: those it would leave as they are, and say
/// nothing.
pub(crate) const NOT_OURS_TO_CLEAN: &str = "\
    SELECT COUNT(*) AS tables FROM pg_class WHERE oid IN (CAST('secret_ballots' AS regclass), \
      CAST('secret_turnout' AS regclass), CAST('log_pending' AS regclass), CAST('vote_heads' AS regclass)) \
    AND NOT pg_has_role(relowner, 'USAGE')";

/// Whoever waits for a table holds up everyone who comes after; cleaning can wait until later, PostgreSQL.
pub(crate) const WAIT_SHORTLY: &str = "SET lock_timeout = '250ms'";
/// The way a connection was before [`WAIT_SHORTLY`].
pub(crate) const WAIT: &str = "RESET lock_timeout";

/// What leaves nothing of deleted rows in PostgreSQL's files, once nobody looks at them any more: each table is written
/// anew and the old file removed.
pub(crate) const CLEAN_POSTGRES: &[&str] = &[
    "VACUUM FULL secret_ballots",
    "VACUUM FULL secret_turnout",
    "VACUUM FULL log_pending",
    "VACUUM FULL vote_heads",
];
