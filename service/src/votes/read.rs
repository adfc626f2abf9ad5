//! What pages show of votes. Before closing nobody reads a choice but their own: how many took part, never how.

use super::electorate::Scope;
use super::facts::{facts_of, frozen};
use super::holdings::person_of;
pub use super::holdings::{Cast, Holding, holdings};
use super::outcome::{self, CellChoice};
use super::questions;
use crate::communities::Community;
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::count::cells::Cell;
use domain::count::manifest::Participation;
use domain::id::{BodyId, CommunityId, CompoundId, ProposalId, VoteId};
use domain::policy::{self, Action, VoteFacts};
use domain::time::{DAY, Timestamp};
use domain::votes::counting::Outcome;
use domain::votes::question::Question;
use domain::votes::{ElectorateKind, OwnersMatter, VoteKind, VoteState};
use sqlx::any::AnyRow;
use std::collections::HashMap;

/// A vote as its page shows it.
#[derive(Clone, Debug)]
pub struct Vote {
    /// Which.
    pub id: VoteId,
    /// In its address.
    pub number: i64,
    /// The question.
    pub title: String,
    /// What was typed to explain it.
    pub body: String,
    /// The same, sanitised.
    pub body_html: String,
    /// Statutory or consultative.
    pub kind: VoteKind,
    /// What is asked, and how it is decided: with the lots for ties once it is open.
    pub questions: Vec<Question>,
    /// The numbers in the issue of the proposals that options stand for.
    pub proposals: HashMap<ProposalId, i64>,
    /// How many must take part in the vote as a whole.
    pub quorum: Option<Participation>,
    /// 无记名.
    pub secret: bool,
    /// Days it may be extended by, once, if too few take part.
    pub extension_days: i64,
    /// Whether it was.
    pub extended: bool,
    /// Whether ballots are cast in the hall itself, not on paper only.
    pub online: bool,
    /// Days after closing in which ballots on paper are still entered; 0 where none are taken.
    pub paper_days: i64,
    /// How many of the ballots were handed in on paper.
    pub on_paper: i64,
    /// Who votes.
    pub electorate: ElectorateKind,
    /// Where.
    pub scope: Scope,
    /// The place or body in words; none for all of the community.
    pub place: Option<String>,
    /// The compound it is limited to.
    pub compound: Option<CompoundId>,
    /// The issue it answers: number and title.
    pub issue: Option<(i64, String)>,
    /// The body that calls it.
    pub convener: BodyId,
    /// Its name.
    pub convener_name: String,
    /// Where it stands.
    pub state: VoteState,
    /// When it was announced.
    pub notice_at: Option<Timestamp>,
    /// When it opens or opened.
    pub opens_at: Timestamp,
    /// When it closes or closed.
    pub closes_at: Timestamp,
    /// When it was counted.
    pub closed_at: Option<Timestamp>,
    /// Days of 异议期.
    pub objections_days: i64,
    /// When they end.
    pub objections_until: Option<Timestamp>,
    /// The hash of question, options, rule and roll, once frozen.
    pub manifest_sha256: Option<String>,
    /// The hash of the roll, once frozen.
    pub roll_sha256: Option<String>,
    /// Heads on the frozen roll.
    pub heads_total: Option<i64>,
    /// Their area.
    pub area_total_cm2: Option<i64>,
    /// Ballots cast so far.
    pub turnout: i64,
    /// Why it was called off.
    pub cancel_reason: Option<String>,
    /// When it was.
    pub cancelled_at: Option<Timestamp>,
    /// The counted result.
    pub outcome: Option<Outcome>,
    /// The hash of its canonical JSON.
    pub outcome_sha256: Option<String>,
    /// For the optimistic lock: what the reader saw.
    pub version: i64,
    cells: Option<String>,
}

/// A line of the list of votes.
#[derive(Clone, Debug)]
pub struct Line {
    /// In its address.
    pub number: i64,
    /// The question.
    pub title: String,
    /// Statutory or consultative.
    pub kind: VoteKind,
    /// Where it stands.
    pub state: VoteState,
    /// The place or body in words.
    pub place: Option<String>,
    /// When it opens or opened.
    pub opens_at: Timestamp,
    /// When it closes or closed.
    pub closes_at: Timestamp,
    /// Ballots the reader may cast and has not.
    pub waiting: i64,
    /// Ballots the reader has cast.
    pub cast: i64,
    facts: VoteFacts,
}

/// What the scope in words is joined from.
macro_rules! place_joins {
    () => {
        "LEFT JOIN compounds cp ON cp.id = v.compound_id \
         LEFT JOIN buildings bd ON v.scope = 'building' AND bd.id = v.scope_id \
         LEFT JOIN entrances en ON v.scope = 'entrance' AND en.id = v.scope_id \
         LEFT JOIN buildings eb ON eb.id = en.building_id \
         LEFT JOIN bodies sb ON v.scope = 'body' AND sb.id = v.scope_id "
    };
}

/// The scope in words, beside [`place_joins`].
macro_rules! place_words {
    () => {
        "CASE v.scope WHEN 'community' THEN NULL WHEN 'body' THEN sb.name \
           ELSE cp.name || COALESCE(bd.name, '') || COALESCE(eb.name, '') || COALESCE(en.name, '') END AS place, "
    };
}

/// The part of a compound whose owners alone voted, in words, beside [`place_joins`]; none for any other vote.
macro_rules! part_words {
    () => {
        "CASE WHEN v.kind = 'statutory' AND v.scope IN ('building', 'entrance') \
           THEN cp.name || COALESCE(bd.name, '') || COALESCE(eb.name, '') || COALESCE(en.name, '') END AS owners_of "
    };
}
pub(crate) use {part_words, place_joins};

const VOTE: &str = concat!(
    "SELECT v.id, v.number, v.title, v.body, v.body_html, v.kind, v.secret, v.extension_days, v.extended, v.paper_days, v.online, v.quorum, v.manifest, v.electorate, v.scope, \
            v.scope_id, v.compound_id, v.convener_id, v.state, v.notice_at, v.opens_at, v.closes_at, v.closed_at, v.objections_days, \
            v.objections_until, v.manifest_sha256, v.roll_sha256, v.heads_total, v.area_total_cm2, v.outcome, \
            v.outcome_sha256, v.cells, v.cancel_reason, v.cancelled_at, v.version, b.name AS convener_name, \
            i.number AS issue_number, i.title AS issue_title, ",
    place_words!(),
    "(SELECT COUNT(*) FROM ballots p WHERE p.vote_id = v.id AND p.entered_by IS NOT NULL AND p.set_aside IS NULL) AS on_paper, \
     (SELECT COUNT(*) FROM ballots t WHERE t.vote_id = v.id AND t.set_aside IS NULL) \
       + (SELECT COUNT(*) FROM secret_turnout t WHERE t.vote_id = v.id) \
       + (SELECT CAST(COALESCE(SUM(h.took_part), 0) AS BIGINT) FROM vote_heads h WHERE v.secret = 1 AND h.vote_id = v.id) \
       AS turnout \
     FROM votes v JOIN bodies b ON b.id = v.convener_id LEFT JOIN issues i ON i.id = v.issue_id ",
    place_joins!(),
    "WHERE v.community_id = $1 AND v.number = $2"
);

const LIST: &str = concat!(
    "SELECT v.number, v.title, v.kind, v.state, v.opens_at, v.closes_at, v.community_id, v.convener_id, v.compound_id, \
     v.online, ",
    place_words!(),
    "(SELECT COUNT(*) FROM vote_speakers s WHERE v.state = 'open' AND v.online = 1 AND s.vote_id = v.id AND s.person_id = $2 \
        AND s.speaks = 1) AS own, \
     (SELECT COUNT(*) FROM vote_speakers s WHERE v.state = 'open' AND v.online = 1 AND s.vote_id = v.id AND s.person_id = $2 \
        AND s.speaks = 1 AND (EXISTS (SELECT 1 FROM ballots t WHERE t.vote_id = s.vote_id AND t.head_id = s.head_id) \
          OR EXISTS (SELECT 1 FROM secret_turnout t WHERE t.vote_id = s.vote_id AND t.head_id = s.head_id))) \
       AS cast_count \
     FROM votes v ",
    place_joins!(),
    "WHERE v.community_id = $1 ORDER BY v.closes_at DESC, v.number DESC LIMIT 200"
);

/// The vote `number` of `community` as `actor` may see it: a draft only by its convenors. Two statements, four
/// before it opens.
pub async fn vote(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    number: i64,
) -> Result<Vote> {
    let row = sqlx::query(VOTE)
        .bind(community.id.to_string())
        .bind(number)
        .fetch_optional(&mut *snapshot.conn)
        .await?
        .ok_or(Error::NotFound)?;
    let mut vote = vote_of(&row)?;
    // A draft, also one called off before anyone read it, is its convenor's.
    if vote.notice_at.is_none()
        && policy::may(actor, &Action::SetUpVote(vote.body_facts(community.id), vote.kind)).is_err()
    {
        return Err(Error::NotFound);
    }
    vote.questions = match row.opt_text("manifest")? {
        Some(manifest) => frozen(Some(&manifest))?.questions,
        None => questions::of(&mut snapshot.conn, vote.id).await?,
    };
    if vote.questions.iter().flat_map(|question| &question.options).any(|option| option.proposal.is_some()) {
        vote.proposals = sqlx::query(
            "SELECT p.id, p.number FROM vote_options o JOIN proposals p ON p.id = o.proposal_id WHERE o.vote_id = $1",
        )
        .bind(vote.id.to_string())
        .fetch_all(&mut *snapshot.conn)
        .await?
        .iter()
        .map(|row| Ok((row.parsed("id")?, row.int("number")?)))
        .collect::<Result<_>>()?;
    }
    Ok(vote)
}

fn vote_of(row: &AnyRow) -> Result<Vote> {
    let compound = row.opt_parsed("compound_id")?;
    let outcome_sha256 = row.opt_text("outcome_sha256")?;
    let outcome = match (row.opt_text("outcome")?, &outcome_sha256) {
        (Some(json), Some(sha256)) => Some(outcome::read(&json, sha256)?),
        _ => None,
    };
    Ok(Vote {
        id: row.parsed("id")?,
        number: row.int("number")?,
        title: row.text("title")?,
        body: row.text("body")?,
        body_html: row.text("body_html")?,
        kind: row.parsed("kind")?,
        questions: Vec::new(),
        proposals: HashMap::new(),
        quorum: row.opt_text("quorum")?.map(|json| serde_json::from_str(&json)).transpose()?,
        secret: row.flag("secret")?,
        extension_days: row.int("extension_days")?,
        extended: row.flag("extended")?,
        online: row.flag("online")?,
        paper_days: row.int("paper_days")?,
        on_paper: row.int("on_paper")?,
        electorate: row.parsed("electorate")?,
        scope: Scope::of_row(compound, &row.text("scope")?, row.opt_text("scope_id")?.as_deref())?,
        place: row.opt_text("place")?,
        compound,
        issue: row.opt_int("issue_number")?.zip(row.opt_text("issue_title")?),
        convener: row.parsed("convener_id")?,
        convener_name: row.text("convener_name")?,
        state: row.parsed("state")?,
        notice_at: row.opt_time("notice_at")?,
        opens_at: row.time("opens_at")?,
        closes_at: row.time("closes_at")?,
        closed_at: row.opt_time("closed_at")?,
        objections_days: row.int("objections_days")?,
        objections_until: row.opt_time("objections_until")?,
        manifest_sha256: row.opt_text("manifest_sha256")?,
        roll_sha256: row.opt_text("roll_sha256")?,
        heads_total: row.opt_int("heads_total")?,
        area_total_cm2: row.opt_int("area_total_cm2")?,
        turnout: row.int("turnout")?,
        cancel_reason: row.opt_text("cancel_reason")?,
        cancelled_at: row.opt_time("cancelled_at")?,
        outcome,
        outcome_sha256,
        version: row.int("version")?,
        cells: row.opt_text("cells")?,
    })
}

impl Vote {
    /// What the permission table needs to know.
    #[must_use]
    pub fn facts(&self, community: CommunityId, speaks_for_a_head: bool) -> VoteFacts {
        VoteFacts {
            community,
            compound: self.compound,
            convener: self.convener,
            kind: self.kind,
            state: self.state,
            online: self.online,
            speaks_for_a_head,
            is_of_electorate: false,
        }
    }

    fn body_facts(&self, community: CommunityId) -> policy::BodyFacts {
        // The organ plays no part in who conducts a vote.
        let organ = domain::bodies::Organ::Other;
        policy::BodyFacts { body: self.convener, community, compound: self.compound, organ }
    }

    /// The counted sums as the public may see them, one list for each line of each question; empty
    /// where there are none.
    pub fn cells(&self) -> Result<Vec<Vec<Cell<CellChoice>>>> {
        self.cells.as_deref().map_or_else(|| Ok(Vec::new()), |json| Ok(serde_json::from_str(json)?))
    }

    /// What owners decide by its first question.
    #[must_use]
    pub fn matter(&self) -> Option<OwnersMatter> {
        self.questions.first()?.matter()
    }

    /// When ballots on paper are no longer entered.
    #[must_use]
    pub fn paper_until(&self) -> Timestamp {
        self.closes_at.plus(self.paper_days.saturating_mul(DAY))
    }

    /// Whether a ballot can be cast at `now`.
    #[must_use]
    pub fn takes_ballots(&self, now: Timestamp) -> bool {
        self.online && self.state == VoteState::Open && now < self.closes_at
    }
}

/// Votes of `community` as `actor` may see them, the latest to close first. One statement.
pub async fn votes(snapshot: &mut Snapshot, actor: &Actor, community: CommunityId) -> Result<Vec<Line>> {
    let lines = sqlx::query(LIST)
        .bind(community.to_string())
        .bind(person_of(actor).map(|person| person.to_string()))
        .fetch_all(&mut *snapshot.conn)
        .await?
        .iter()
        .map(|row| {
            let facts = facts_of(row)?;
            Ok(Line {
                number: row.int("number")?,
                title: row.text("title")?,
                kind: facts.kind,
                state: facts.state,
                place: row.opt_text("place")?,
                opens_at: row.time("opens_at")?,
                closes_at: row.time("closes_at")?,
                waiting: row.int("own")? - row.int("cast_count")?,
                cast: row.int("cast_count")?,
                facts,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let seen = lines.into_iter().filter(|line| {
        line.state != VoteState::Draft || policy::may(actor, &Action::ConductVote(line.facts)).is_ok()
    });
    Ok(seen.collect())
}
