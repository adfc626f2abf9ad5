//! What a reader holds in votes: the heads they belong to, what was recorded for each, and all of it on one page.

use super::electorate::{self, Asked};
use super::read::Vote;
use super::secret;
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{CommunityId, HeadId, PersonId};
use domain::log::tree::Hash;
use domain::time::Timestamp;
use domain::votes::{Said, VoteKind, VoteState};
use domain::words::masked_name;
use sqlx::any::AnyRow;

/// One head the reader belongs to.
#[derive(Clone, Debug)]
pub struct Holding {
    /// Its id on the frozen roll; none before opening.
    pub head: Option<HeadId>,
    /// Its units as people say them.
    pub units: String,
    /// How many.
    pub units_count: i64,
    /// Whether it counts as a head.
    pub counts_head: bool,
    /// Its area.
    pub area_cm2: i64,
    /// The other owners, masked.
    pub others: Vec<String>,
    /// Whether the reader may speak for it.
    pub speaks: bool,
    /// How many may; where several may, they have to agree.
    pub speakers: i64,
    /// Who speaks for it, masked, where the reader may not.
    pub spoken_for_by: Option<String>,
    /// Whether it has a ballot, also one that the reader does not see.
    pub has_voted: bool,
    /// Its ballot, as far as the reader may see it.
    pub ballot: Option<Cast>,
}

/// A head's ballot as its owners see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cast {
    /// What it says; of a suspended one, what the reader said, if the reader said anything. Of a secret one nothing
    /// where several may speak for the head.
    pub said: Option<Said>,
    /// When; a secret ballot has no time.
    pub at: Option<Timestamp>,
    /// What the public log has of it.
    pub commitment: Hash,
    /// Whether co-owners differ.
    pub suspended: bool,
    /// The number of the objection for which it was set aside after the first count.
    pub set_aside: Option<i64>,
    /// Whether it was handed in on paper.
    pub on_paper: bool,
}

/// A vote with what the reader holds in it, in the list of all of them.
#[derive(Clone, Debug)]
pub struct Held {
    /// In its address.
    pub number: i64,
    /// The question.
    pub title: String,
    /// Statutory or consultative.
    pub kind: VoteKind,
    /// Where it stands.
    pub state: VoteState,
    /// When it closes or closed.
    pub closes_at: Timestamp,
    /// Ballots are cast here, not on paper only.
    pub online: bool,
    /// The heads, as they stand on the frozen roll.
    pub heads: Vec<Entry>,
}

/// One head in that list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its units as people say them; empty where no unit votes.
    pub units: String,
    /// Its area; 0 where area does not count.
    pub area_cm2: i64,
    /// Whether the reader may speak for it.
    pub speaks: bool,
    /// Whether it has a ballot, whoever cast it.
    pub has_voted: bool,
    /// Whether that was handed in on paper.
    pub on_paper: bool,
    /// Whether that waits for co-owners to agree.
    pub suspended: bool,
}

const OWN: &str = "\
    SELECT v.number, v.title, v.kind, v.state, v.closes_at, v.online, h.units, s.speaks, \
      h.area_cm2 + (SELECT CAST(COALESCE(SUM(j.area_cm2), 0) AS BIGINT) FROM vote_heads j \
         WHERE j.joined_to = h.id) AS area_cm2, \
      CASE WHEN b.id IS NULL AND t.id IS NULL AND h.took_part = 0 THEN 0 ELSE 1 END AS has_voted, \
      CASE WHEN b.entered_by IS NULL THEN 0 ELSE 1 END AS on_paper, COALESCE(b.suspended, 0) AS suspended \
    FROM vote_speakers s JOIN votes v ON v.id = s.vote_id JOIN vote_heads h ON h.id = s.head_id \
         LEFT JOIN ballots b ON b.vote_id = h.vote_id AND b.head_id = h.id \
         LEFT JOIN secret_turnout t ON t.vote_id = h.vote_id AND t.head_id = h.id \
    WHERE v.community_id = $1 AND s.person_id = $2 AND h.joined_to IS NULL \
    ORDER BY CASE v.state WHEN 'open' THEN 1 WHEN 'closed' THEN 2 ELSE 3 END, v.closes_at DESC, v.number DESC, \
      s.speaks DESC, h.area_cm2 DESC, h.key LIMIT 500";

/// Every head the reader belongs to on any frozen roll of the community, vote by vote, those that are open first. One
/// statement.
pub async fn all(snapshot: &mut Snapshot, actor: &Actor, community: CommunityId) -> Result<Vec<Held>> {
    let Some(person) = person_of(actor) else { return Ok(Vec::new()) };
    let rows = sqlx::query(OWN)
        .bind(community.to_string())
        .bind(person.to_string())
        .fetch_all(&mut *snapshot.conn)
        .await?;
    let mut all: Vec<Held> = Vec::new();
    for row in &rows {
        let number = row.int("number")?;
        if all.last().is_none_or(|last| last.number != number) {
            all.push(Held {
                number,
                title: row.text("title")?,
                kind: row.parsed("kind")?,
                state: row.parsed("state")?,
                closes_at: row.time("closes_at")?,
                online: row.flag("online")?,
                heads: Vec::new(),
            });
        }
        let Some(held) = all.last_mut() else { continue };
        held.heads.push(Entry {
            units: row.text("units")?,
            area_cm2: row.int("area_cm2")?,
            speaks: row.flag("speaks")?,
            has_voted: row.flag("has_voted")?,
            on_paper: row.flag("on_paper")?,
            suspended: row.flag("suspended")?,
        });
    }
    Ok(all)
}

pub(super) fn person_of(actor: &Actor) -> Option<PersonId> {
    actor.member().and_then(|member| member.person)
}

const HOLDINGS: &str = "\
    SELECT h.id, h.name, h.units, h.counts_head, s.speaks, me.name AS own_name, \
      h.units_count + (SELECT CAST(COALESCE(SUM(j.units_count), 0) AS BIGINT) FROM vote_heads j \
         WHERE j.joined_to = h.id) AS units_count, \
      h.area_cm2 + (SELECT CAST(COALESCE(SUM(j.area_cm2), 0) AS BIGINT) FROM vote_heads j \
         WHERE j.joined_to = h.id) AS area_cm2, \
      (SELECT COUNT(*) FROM vote_speakers o WHERE o.head_id = h.id AND o.speaks = 1) AS speakers, \
      (SELECT MIN(p.name) FROM vote_speakers o JOIN persons p ON p.id = o.person_id \
         WHERE o.head_id = h.id AND o.speaks = 1) AS speaker_name, \
      b.choice, b.suspended, b.cast_at, b.commitment, b.set_aside, \
      CASE WHEN b.entered_by IS NULL THEN 0 ELSE 1 END AS on_paper, \
      w.choice AS own_choice, w.at AS own_at, \
      CASE WHEN t.id IS NULL AND h.took_part = 0 THEN 0 ELSE 1 END AS has_voted \
    FROM vote_speakers s JOIN vote_heads h ON h.id = s.head_id JOIN persons me ON me.id = s.person_id \
         LEFT JOIN ballots b ON b.vote_id = h.vote_id AND b.head_id = h.id \
         LEFT JOIN ballot_voices w ON w.head_id = h.id AND w.person_id = s.person_id \
         LEFT JOIN secret_turnout t ON t.vote_id = h.vote_id AND t.head_id = h.id \
    WHERE s.vote_id = $1 AND s.person_id = $2 ORDER BY s.speaks DESC, h.area_cm2 DESC, h.key";

/// The heads the reader belongs to: of the frozen roll once the vote is open, of the roll as it is now before. One
/// statement after opening, three before.
pub async fn holdings(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: CommunityId,
    vote: &Vote,
) -> Result<Vec<Holding>> {
    let Some(person) = person_of(actor) else { return Ok(Vec::new()) };
    match vote.state {
        VoteState::Draft | VoteState::Notice => foreseen(snapshot, person, community, vote).await,
        VoteState::Open
        | VoteState::Closed
        | VoteState::Preliminary
        | VoteState::Final
        | VoteState::Cancelled
        | VoteState::Void => {
            let rows = sqlx::query(HOLDINGS)
                .bind(vote.id.to_string())
                .bind(person.to_string())
                .fetch_all(&mut *snapshot.conn)
                .await?;
            let mut holdings = rows.iter().map(holding_of).collect::<Result<Vec<_>>>()?;
            if vote.secret {
                for holding in &mut holdings {
                    let Some(head) = holding.head.filter(|_| holding.has_voted) else { continue };
                    let opening = secret::own(snapshot, vote.id, head, person).await?;
                    holding.ballot = opening.map(|opening| Cast {
                        commitment: opening.commitment(),
                        said: Some(opening.said),
                        at: None,
                        suspended: false,
                        set_aside: None,
                        on_paper: false,
                    });
                }
            }
            Ok(holdings)
        }
    }
}

fn holding_of(row: &AnyRow) -> Result<Holding> {
    let (speaks, speakers) = (row.flag("speaks")?, row.int("speakers")?);
    let ballot = match row.opt_time("cast_at")? {
        None => None,
        Some(at) => {
            let suspended = row.flag("suspended")?;
            let (column, at) = match row.opt_time("own_at")? {
                Some(own_at) => ("own_choice", own_at),
                // A suspended ballot says nothing of its own.
                None if suspended => ("own_choice", at),
                None => ("choice", at),
            };
            let (said, commitment) = (row.opt_parsed(column)?, row.parsed("commitment")?);
            let (set_aside, on_paper) = (row.opt_int("set_aside")?, row.flag("on_paper")?);
            Some(Cast { said, at: Some(at), commitment, suspended, set_aside, on_paper })
        }
    };
    Ok(Holding {
        head: Some(row.parsed("id")?),
        units: row.text("units")?,
        units_count: row.int("units_count")?,
        counts_head: row.flag("counts_head")?,
        area_cm2: row.int("area_cm2")?,
        others: others(&row.text("name")?, &row.text("own_name")?),
        speaks,
        speakers,
        spoken_for_by: if speaks { None } else { row.opt_text("speaker_name")?.as_deref().map(masked_name) },
        has_voted: ballot.is_some() || row.flag("has_voted")?,
        ballot,
    })
}

/// The other owners of a head, masked.
fn others(names: &str, own: &str) -> Vec<String> {
    let mut own_seen = false;
    let mut keep = |name: &&str| {
        // Of two owners of one name only one is the reader.
        let is_own = *name == own && !own_seen;
        own_seen |= is_own;
        !is_own && !name.is_empty()
    };
    names.split('、').filter(|name| keep(name)).map(masked_name).collect()
}

/// The reader's own entry as the roll has it now: it can be contested until the vote opens.
async fn foreseen(
    snapshot: &mut Snapshot,
    person: PersonId,
    community: CommunityId,
    vote: &Vote,
) -> Result<Vec<Holding>> {
    let asked = Asked { community, kind: vote.electorate, scope: vote.scope, now: snapshot.now() };
    let entries = electorate::form(&mut snapshot.conn, asked).await?;
    let row = sqlx::query("SELECT name FROM persons WHERE id = $1")
        .bind(person.to_string())
        .fetch_one(&mut *snapshot.conn)
        .await?;
    let own = row.text("name")?;
    let mut found = Vec::new();
    for entry in entries {
        let Some(mine) = entry.people.iter().find(|it| it.person == person) else { continue };
        let speakers = entry.people.iter().filter(|it| it.speaks).count();
        found.push(Holding {
            head: None,
            units: entry.units,
            units_count: entry.units_count,
            counts_head: entry.weight.heads.get() == 1,
            area_cm2: entry.weight.area.get(),
            others: others(&entry.name, &own),
            speaks: mine.speaks,
            speakers: i64::try_from(speakers).map_err(Error::broken)?,
            spoken_for_by: None,
            has_voted: false,
            ballot: None,
        });
    }
    Ok(found)
}
