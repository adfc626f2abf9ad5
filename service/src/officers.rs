//! What waits for an officer.

use crate::Result;
use crate::communities::Community;
use crate::hall::Snapshot;
use crate::joining;
use crate::row::RowExt as _;
use crate::votes::read::votes;
use domain::actor::Actor;
use domain::bodies::SeatRight;
use domain::policy::{self, Action, BodyFacts, Denied, VoteFacts};
use domain::votes::{VoteKind, VoteState};

/// An officer's desk: how much waits, and what they may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// Requests to be let in that this officer may decide; none for who decides none.
    pub join_requests: Option<usize>,
    /// Appeals against hiding.
    pub appeals: Option<i64>,
    /// Issues raised that nobody accepted yet.
    pub raised_issues: Option<i64>,
    /// Joint requests that wait for their convenor's answer.
    pub joint_requests: Option<i64>,
    /// Whether the officer hands out codes.
    pub codes: bool,
    /// Whether the officer settles bodies, seats and rules.
    pub manages: bool,
    /// Whether the officer sets up votes.
    pub sets_up: bool,
    /// Whether the officer publishes decisions.
    pub publishes: bool,
    /// Votes of theirs that are not announced yet, by number, with their titles.
    pub drafts: Vec<(i64, String)>,
    /// Votes of theirs with objections that wait for an answer.
    pub objected: Vec<Objected>,
}

/// A vote with objections that wait for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objected {
    /// In its address.
    pub number: i64,
    /// The question.
    pub title: String,
    /// How many wait.
    pub waiting: i64,
}

/// The desk of `actor` in a community. Five statements.
pub async fn desk(snapshot: &mut Snapshot, actor: &Actor, community: &Community) -> Result<Desk> {
    let member = actor.member().ok_or(Denied::NotSignedIn)?;
    let seats: Vec<SeatRight> = member
        .seats
        .iter()
        .filter(|seat| seat.community.is_none_or(|own| own == community.id))
        .map(|seat| seat.right)
        .filter(|right| *right != SeatRight::None)
        .collect();
    if seats.is_empty() {
        return Err(Denied::NoSeat.into());
    }
    if !member.strong {
        return Err(Denied::NeedsPassword.into());
    }
    let holds = |rights: &[SeatRight]| seats.iter().any(|seat| rights.contains(seat));
    let row = sqlx::query(
        "SELECT (SELECT COUNT(*) FROM moderation_acts WHERE community_id = $1 AND appealed_at IS NOT NULL \
                   AND answered_at IS NULL AND member_id <> $2) AS appeals, \
                (SELECT COUNT(*) FROM issues WHERE community_id = $1 AND stage = 'raised') AS raised, \
                (SELECT COUNT(*) FROM joint_requests j JOIN compounds c ON c.id = j.compound_id \
                 WHERE c.community_id = $1 AND j.reached_at IS NOT NULL AND j.answered_at IS NULL) AS joint",
    )
    .bind(community.id.to_string())
    // Nobody answers an appeal against an act of their own.
    .bind(member.id.to_string())
    .fetch_one(&mut *snapshot.conn)
    .await?;
    use SeatRight::{Administrator, Committee, Convenor, Council, GridOfficer, Operator};
    let convenes = holds(&[Committee, Convenor]);
    let codes = convenes || holds(&[GridOfficer, Administrator, Operator]);
    let waiting =
        if codes { joining::waiting_requests(snapshot, actor, community.id).await?.len() } else { 0 };
    let (sets_up, publishes) = begins(snapshot, actor, community).await?;
    let drafts = if sets_up { votes(snapshot, actor, community.id).await? } else { Vec::new() };
    let drafts = drafts.into_iter().filter(|line| line.state == VoteState::Draft);
    Ok(Desk {
        join_requests: codes.then_some(waiting),
        appeals: if holds(&[Council]) { Some(row.int("appeals")?) } else { None },
        raised_issues: if holds(&[Council]) { Some(row.int("raised")?) } else { None },
        joint_requests: if convenes { Some(row.int("joint")?) } else { None },
        codes,
        manages: policy::may(actor, &Action::ManageCommunity { community: community.id }).is_ok(),
        sets_up,
        publishes,
        drafts: drafts.map(|line| (line.number, line.title)).collect(),
        objected: objected(snapshot, actor, community).await?,
    })
}

/// The votes whose objections `actor` may answer, with how many wait. One statement.
async fn objected(snapshot: &mut Snapshot, actor: &Actor, community: &Community) -> Result<Vec<Objected>> {
    let rows = sqlx::query(
        "SELECT v.number, v.title, v.compound_id, v.convener_id, v.kind, v.state, v.online, COUNT(*) AS waiting \
         FROM objections o JOIN votes v ON v.id = o.vote_id WHERE v.community_id = $1 AND o.finding IS NULL \
         GROUP BY v.number, v.title, v.compound_id, v.convener_id, v.kind, v.state, v.online ORDER BY v.number",
    )
    .bind(community.id.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let mut objected = Vec::new();
    for row in &rows {
        let facts = VoteFacts {
            community: community.id,
            compound: row.opt_parsed("compound_id")?,
            convener: row.parsed("convener_id")?,
            kind: row.parsed("kind")?,
            state: row.parsed("state")?,
            online: row.flag("online")?,
            speaks_for_a_head: false,
            is_of_electorate: false,
        };
        if policy::may(actor, &Action::AnswerObjection(facts)).is_ok() {
            let (number, title, waiting) = (row.int("number")?, row.text("title")?, row.int("waiting")?);
            objected.push(Objected { number, title, waiting });
        }
    }
    Ok(objected)
}

/// Whether `actor` sets up votes, and whether they publish decisions, for any body.
async fn begins(snapshot: &mut Snapshot, actor: &Actor, community: &Community) -> Result<(bool, bool)> {
    let rows = sqlx::query(
        "SELECT b.id, b.compound_id, b.decision_prefix, k.organ FROM bodies b JOIN body_kinds k ON k.code = b.kind \
         WHERE b.community_id = $1",
    )
    .bind(community.id.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let (mut sets_up, mut publishes) = (false, false);
    for row in &rows {
        let body = BodyFacts {
            body: row.parsed("id")?,
            community: community.id,
            compound: row.opt_parsed("compound_id")?,
            organ: row.parsed("organ")?,
        };
        let may = |action: &Action| policy::may(actor, action).is_ok();
        sets_up |= [VoteKind::Statutory, VoteKind::Consultative]
            .into_iter()
            .any(|kind| may(&Action::SetUpVote(body, kind)));
        publishes |= !row.text("decision_prefix")?.is_empty() && may(&Action::PublishDecision(body));
    }
    Ok((sets_up, publishes))
}
