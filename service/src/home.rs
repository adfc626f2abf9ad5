//! A community's own page: what waits for its reader, what is discussed, what was decided.

use crate::Result;
use crate::communities::Community;
use crate::hall::Snapshot;
use crate::issues::{self, Listed};
use crate::notices::{self, Notice};
use crate::row::RowExt as _;
use crate::votes::read::{part_words, place_joins};
use domain::actor::Actor;
use domain::time::Timestamp;
use domain::votes::{ElectorateKind, VoteKind, VoteState};
use sqlx::any::AnyRow;

/// Votes shown at most.
const VOTES_SHOWN: i64 = 12;
/// Notices shown at most; the newest.
const NOTICES_SHOWN: i64 = 6;
/// Issues shown on each shelf.
const ISSUES_SHOWN: i64 = 3;
/// Decisions shown; the newest.
const DECISIONS_SHOWN: i64 = 3;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// Announced, open, or with a preliminary outcome; those that close first come first.
    pub votes: Vec<Vote>,
    /// What the reader has not seen.
    pub notices: Vec<Notice>,
    /// The issues last moved on each shelf that is not closed, newest first.
    pub issues: Vec<Listed>,
    /// The newest.
    pub decisions: Vec<Decision>,
}

/// A vote, with the reader's part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// In its address.
    pub number: i64,
    /// The question, in a line.
    pub title: String,
    /// Whose act it is.
    pub kind: VoteKind,
    /// Who votes.
    pub electorate: ElectorateKind,
    /// Where it stands.
    pub state: VoteState,
    /// Whether ballots are cast in the hall itself, not on paper only.
    pub online: bool,
    /// When ballots are first taken.
    pub opens_at: Timestamp,
    /// When they no longer are.
    pub closes_at: Timestamp,
    /// When objections end, once there is an outcome.
    pub objections_until: Option<Timestamp>,
    /// The body that called it.
    pub convener: String,
    /// Heads the reader may speak for.
    pub heads: i64,
    /// Their area, in cm²; 0 where area does not count.
    pub area_cm2: i64,
    /// Those of them with a ballot that counts.
    pub cast: i64,
}

impl Vote {
    /// Whether the reader still has a ballot to cast.
    #[must_use]
    pub fn waits(&self, now: Timestamp) -> bool {
        self.online && self.state == VoteState::Open && self.closes_at > now && self.cast < self.heads
    }
}

/// A decision, in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// In its address.
    pub serial: i64,
    /// 春和业.
    pub prefix: String,
    /// In its number.
    pub year: i64,
    /// In its number.
    pub number: i64,
    /// In a line.
    pub title: String,
    /// The body that decided.
    pub body: String,
    /// The part of a compound whose owners alone decided.
    pub owners_of: Option<String>,
    /// Whether the vote it rests on is void.
    pub rests_on_void: bool,
    /// When it was published.
    pub published_at: Timestamp,
}

/// `$1` community, `$2` the reader's person or empty.
const VOTES: &str = "\
    SELECT v.number, v.title, v.kind, v.electorate, v.state, v.online, v.opens_at, v.closes_at, v.objections_until, \
           b.name AS convener, \
           (SELECT COUNT(*) FROM vote_speakers s WHERE s.vote_id = v.id AND s.person_id = $2) AS heads, \
           (SELECT CAST(COALESCE(SUM(h.area_cm2), 0) AS BIGINT) FROM vote_speakers s \
              JOIN vote_heads h ON h.id = s.head_id OR h.joined_to = s.head_id \
              WHERE s.vote_id = v.id AND s.person_id = $2) AS area, \
           (SELECT COUNT(*) FROM vote_speakers s WHERE s.vote_id = v.id AND s.person_id = $2 \
              AND (EXISTS (SELECT 1 FROM ballots x WHERE x.vote_id = v.id AND x.head_id = s.head_id AND x.suspended = 0) \
                OR EXISTS (SELECT 1 FROM secret_turnout t WHERE t.vote_id = v.id AND t.head_id = s.head_id))) \
             AS ballots \
    FROM votes v JOIN bodies b ON b.id = v.convener_id \
    WHERE v.community_id = $1 AND v.state IN ('notice', 'open', 'closed', 'preliminary') \
    ORDER BY CASE v.state WHEN 'open' THEN 1 WHEN 'notice' THEN 2 ELSE 3 END, v.closes_at, v.number LIMIT $3";

const DECISIONS: &str = concat!(
    "SELECT d.serial, d.prefix, d.year, d.number, r.title, b.name AS body, d.published_at, v.state AS vote_state, ",
    part_words!(),
    "FROM decisions d JOIN bodies b ON b.id = d.body_id \
          JOIN decision_revisions r ON r.decision_id = d.id AND r.revision = d.revision \
          LEFT JOIN votes v ON v.id = d.vote_id ",
    place_joins!(),
    "WHERE d.community_id = $1 ORDER BY d.published_at DESC, d.serial DESC LIMIT $2"
);

/// The community's page as `reader` sees it. Four statements, three for a visitor.
pub async fn home(snapshot: &mut Snapshot, reader: &Actor, community: &Community) -> Result<Home> {
    let person = reader.member().and_then(|member| member.person);
    let votes = sqlx::query(VOTES)
        .bind(community.id.to_string())
        .bind(person.map(|person| person.to_string()).unwrap_or_default())
        .bind(VOTES_SHOWN)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    let decisions = sqlx::query(DECISIONS)
        .bind(community.id.to_string())
        .bind(DECISIONS_SHOWN)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    Ok(Home {
        votes: votes.iter().map(vote_of).collect::<Result<_>>()?,
        notices: notices::unseen(snapshot, reader, community.id, NOTICES_SHOWN).await?,
        issues: issues::latest(snapshot, community.id, ISSUES_SHOWN).await?,
        decisions: decisions.iter().map(decision_of).collect::<Result<_>>()?,
    })
}

fn vote_of(row: &AnyRow) -> Result<Vote> {
    Ok(Vote {
        number: row.int("number")?,
        title: row.text("title")?,
        kind: row.parsed("kind")?,
        electorate: row.parsed("electorate")?,
        state: row.parsed("state")?,
        online: row.flag("online")?,
        opens_at: row.time("opens_at")?,
        closes_at: row.time("closes_at")?,
        objections_until: row.opt_time("objections_until")?,
        convener: row.text("convener")?,
        heads: row.int("heads")?,
        area_cm2: row.int("area")?,
        cast: row.int("ballots")?,
    })
}

fn decision_of(row: &AnyRow) -> Result<Decision> {
    Ok(Decision {
        serial: row.int("serial")?,
        prefix: row.text("prefix")?,
        year: row.int("year")?,
        number: row.int("number")?,
        title: row.text("title")?,
        body: row.text("body")?,
        owners_of: row.opt_text("owners_of")?,
        rests_on_void: row.opt_parsed("vote_state")? == Some(VoteState::Void),
        published_at: row.time("published_at")?,
    })
}
