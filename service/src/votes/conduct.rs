//! What pages show to those who conduct a vote, and to its owners once it is counted.

use super::facts::{issue_facts, may_put_to_vote};
use super::read::Vote;
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{BodyId, BuildingId, CommunityId, CompoundId, ProposalId, VoteId};
use domain::measure::Fen;
use domain::policy::{self, Action};
use domain::votes::{Said, VoteKind};
use domain::words::masked_name;

/// How many of a building's heads took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turnout {
    /// The building, with its compound's name where the vote goes beyond one compound; none for heads that are counted
    /// nowhere in particular.
    pub building: Option<String>,
    /// Heads on the roll.
    pub heads: i64,
    /// Ballots cast.
    pub ballots: i64,
    /// Ballots suspended because co-owners differ.
    pub suspended: i64,
}

/// Turnout building by building, for whoever conducts the vote: numbers only. One statement.
pub async fn turnout(snapshot: &mut Snapshot, vote: VoteId) -> Result<Vec<Turnout>> {
    sqlx::query(
        "SELECT CASE WHEN v.compound_id IS NULL THEN c.name || d.name ELSE d.name END AS name, \
           COUNT(h.id) AS heads, \
           COUNT(b.id) + COUNT(t.id) + CAST(COALESCE(SUM(h.took_part), 0) AS BIGINT) AS ballots, \
           CAST(COALESCE(SUM(b.suspended), 0) AS BIGINT) AS suspended \
         FROM vote_heads h JOIN votes v ON v.id = h.vote_id \
           LEFT JOIN buildings d ON d.id = h.building_id LEFT JOIN compounds c ON c.id = d.compound_id \
           LEFT JOIN ballots b ON b.vote_id = h.vote_id AND b.head_id = h.id AND b.set_aside IS NULL \
           LEFT JOIN secret_turnout t ON t.vote_id = h.vote_id AND t.head_id = h.id \
         WHERE h.vote_id = $1 AND h.joined_to IS NULL GROUP BY v.compound_id, c.slug, c.name, d.id, d.name, d.sort \
         ORDER BY c.slug, d.sort, d.name",
    )
    .bind(vote.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?
    .iter()
    .map(|row| {
        Ok(Turnout {
            building: row.opt_text("name")?,
            heads: row.int("heads")?,
            ballots: row.int("ballots")?,
            suspended: row.int("suspended")?,
        })
    })
    .collect()
}

/// The names of buildings, for cells. One statement.
pub async fn building_names(
    snapshot: &mut Snapshot,
    compound: CompoundId,
) -> Result<Vec<(BuildingId, String)>> {
    sqlx::query("SELECT id, name FROM buildings WHERE compound_id = $1 ORDER BY sort, name")
        .bind(compound.to_string())
        .fetch_all(&mut *snapshot.conn)
        .await?
        .iter()
        .map(|row| Ok((row.parsed("id")?, row.text("name")?)))
        .collect()
}

/// A line of the named list: who said what, masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Masked.
    pub owners: Vec<String>,
    /// Where.
    pub building: Option<String>,
    /// What was said; none for a ballot that did not take part.
    pub said: Option<Said>,
}

/// 记名表决票, masked, for signed-in owners of the compound once the vote is counted. One statement.
pub async fn named_ballots(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: CommunityId,
    vote: &Vote,
) -> Result<Vec<Named>> {
    policy::may(actor, &Action::ReadNamedBallots(vote.facts(community, false)))?;
    if !vote.state.has_outcome() || vote.kind != VoteKind::Statutory {
        return Err(Error::NotFound);
    }
    sqlx::query(
        "SELECT h.name, d.name AS building, b.choice, b.suspended FROM ballots b JOIN vote_heads h ON h.id = b.head_id \
         LEFT JOIN buildings d ON d.id = h.building_id WHERE b.vote_id = $1 AND b.set_aside IS NULL ORDER BY d.sort, h.name, h.id",
    )
    .bind(vote.id.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?
    .iter()
    .map(|row| {
        let said = if row.flag("suspended")? { None } else { Some(row.parsed("choice")?) };
        let owners = row.text("name")?.split('、').map(masked_name).collect();
        Ok(Named { owners, building: row.opt_text("building")?, said })
    })
    .collect()
}

/// A body the actor may call votes for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Convenor {
    /// Which.
    pub id: BodyId,
    /// Its name.
    pub name: String,
    /// Its compound, if it is one's.
    pub compound: Option<CompoundId>,
}

/// What the form to set a vote up offers.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    /// Bodies the actor may call a vote for.
    pub bodies: Vec<Convenor>,
    /// Compounds whose owners the actor may convene.
    pub convened: Vec<CompoundId>,
    /// Compounds, with how they take owners' votes.
    pub compounds: Vec<(CompoundId, String, domain::votes::EVoting)>,
    /// Buildings: compound, id, name.
    pub buildings: Vec<(CompoundId, BuildingId, String)>,
    /// Entrances: compound, id, name with the building's.
    pub entrances: Vec<(CompoundId, domain::id::EntranceId, String)>,
    /// Issues the actor may put to a vote: number and title.
    pub issues: Vec<(i64, String)>,
    /// Proposals of the issue asked for.
    pub proposals: Vec<Offered>,
}

/// A proposal that may stand on a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Which.
    pub id: ProposalId,
    /// As it is called now.
    pub title: String,
    /// What it would cost.
    pub cost: Option<Fen>,
}

impl Offers {
    /// Whether one of the bodies is of more than a single compound.
    #[must_use]
    pub fn beyond_one_compound(&self) -> bool {
        self.bodies.iter().any(|body| body.compound.is_none())
    }

    /// Whether a vote in `compound` can be called by one of the bodies.
    #[must_use]
    pub fn reaches(&self, compound: CompoundId) -> bool {
        self.beyond_one_compound() || self.bodies.iter().any(|body| body.compound == Some(compound))
    }
}

/// What the form to set a vote up offers `actor`; refused to whoever calls no votes. Six statements at most.
pub async fn offers(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: CommunityId,
    issue: Option<i64>,
) -> Result<Offers> {
    let mut offers = Offers::default();
    let mut refusal = domain::policy::Denied::NoSeat;
    let bodies = sqlx::query(
        "SELECT b.id, b.name, b.compound_id, k.organ FROM bodies b JOIN body_kinds k ON k.code = b.kind \
         WHERE b.community_id = $1 ORDER BY k.sort, b.name",
    )
    .bind(community.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    for row in &bodies {
        let body = policy::BodyFacts {
            body: row.parsed("id")?,
            community,
            compound: row.opt_parsed("compound_id")?,
            organ: row.parsed("organ")?,
        };
        // A body calls its votes through its own seats: whoever may not even consult does not speak for it.
        match policy::may(actor, &Action::SetUpVote(body, VoteKind::Consultative)) {
            Ok(()) => offers.bodies.push(Convenor {
                id: body.body,
                name: row.text("name")?,
                compound: body.compound,
            }),
            Err(denied) => refusal = denied,
        }
    }
    let Some(first) = offers.bodies.first() else { return Err(refusal.into()) };
    let body = first.id;
    places(snapshot, community, &mut offers).await?;
    let convenes = |compound: &CompoundId| {
        let organ = domain::bodies::Organ::Other;
        let place = policy::BodyFacts { body, community, compound: Some(*compound), organ };
        policy::may(actor, &Action::SetUpVote(place, VoteKind::Statutory)).is_ok()
    };
    offers.convened = offers.compounds.iter().map(|(id, ..)| *id).filter(convenes).collect();
    let issues = sqlx::query(
        "SELECT number, title, community_id, compound_id, author_id, stage FROM issues \
         WHERE community_id = $1 AND stage IN ('accepted', 'deliberating', 'voting') \
         ORDER BY number DESC LIMIT 200",
    )
    .bind(community.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    for row in &issues {
        if may_put_to_vote(actor, issue_facts(row)?).is_err() {
            continue;
        }
        offers.issues.push((row.int("number")?, row.text("title")?));
    }
    if let Some(issue) = issue.filter(|issue| offers.issues.iter().any(|(number, _)| number == issue)) {
        let proposals = sqlx::query(
            "SELECT p.id, r.title, r.cost_fen FROM proposals p JOIN issues i ON i.id = p.issue_id \
               JOIN proposal_revisions r ON r.proposal_id = p.id AND r.revision = p.revision \
             WHERE i.community_id = $1 AND i.number = $2 AND p.state <> 'withdrawn' ORDER BY p.number",
        )
        .bind(community.to_string())
        .bind(issue)
        .fetch_all(&mut *snapshot.conn)
        .await?;
        for row in &proposals {
            let cost = row.opt_int("cost_fen")?.map(Fen::new).transpose().map_err(Error::broken)?;
            offers.proposals.push(Offered { id: row.parsed("id")?, title: row.text("title")?, cost });
        }
    }
    Ok(offers)
}

async fn places(snapshot: &mut Snapshot, community: CommunityId, offers: &mut Offers) -> Result<()> {
    let compounds =
        sqlx::query("SELECT id, name, e_voting FROM compounds WHERE community_id = $1 ORDER BY slug")
            .bind(community.to_string())
            .fetch_all(&mut *snapshot.conn)
            .await?;
    for row in &compounds {
        offers.compounds.push((row.parsed("id")?, row.text("name")?, row.parsed("e_voting")?));
    }
    let parts = sqlx::query(
        "SELECT b.compound_id, b.id AS building_id, b.name AS building, e.id AS entrance_id, e.name AS entrance \
         FROM compounds c JOIN buildings b ON b.compound_id = c.id LEFT JOIN entrances e ON e.building_id = b.id \
         WHERE c.community_id = $1 ORDER BY c.slug, b.sort, b.name, e.sort, e.name",
    )
    .bind(community.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    for row in &parts {
        let (compound, building, name) =
            (row.parsed("compound_id")?, row.parsed("building_id")?, row.text("building")?);
        if let (Some(id), Some(entrance)) = (row.opt_parsed("entrance_id")?, row.opt_text("entrance")?) {
            offers.entrances.push((compound, id, format!("{name}{entrance}")));
        }
        if offers.buildings.last().is_none_or(|last| last.1 != building) {
            offers.buildings.push((compound, building, name));
        }
    }
    Ok(())
}
