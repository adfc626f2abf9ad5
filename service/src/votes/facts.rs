//! A vote's row as acts need it, held against others.

use super::electorate::Scope;
use crate::hall::Tx;
use crate::row::RowExt as _;
use crate::{Error, Result, dialect};
use domain::actor::Actor;
use domain::count::canonical::Sha256Hex;
use domain::count::manifest::Participation;
use domain::count::weight::{AreaSum, Weight};
use domain::id::{IssueId, VoteId};
use domain::issues::{Move, Stage};
use domain::policy::{self, Action, IssueFacts, VoteFacts};
use domain::time::{DAY, Timestamp};
use domain::votes::ElectorateKind;
use domain::votes::frozen::{Frozen, RollLine, roll_text};
use sqlx::any::AnyRow;

/// A vote's row.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) id: VoteId,
    /// What the permission table needs to know, of whoever speaks for no head.
    pub(super) facts: VoteFacts,
    pub(super) issue: Option<IssueId>,
    pub(super) number: i64,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) electorate: ElectorateKind,
    pub(super) scope: Scope,
    pub(super) notice_at: Option<Timestamp>,
    pub(super) opens_at: Timestamp,
    pub(super) closes_at: Timestamp,
    pub(super) objections_days: i64,
    pub(super) objections_until: Option<Timestamp>,
    pub(super) secret: bool,
    pub(super) extension_days: i64,
    pub(super) extended: bool,
    pub(super) paper_days: i64,
    pub(super) quorum: Option<Participation>,
    pub(super) manifest: Option<String>,
    pub(super) version: i64,
    pub(super) time_zone: String,
}

const ROW: &str = "\
    SELECT v.id, v.community_id, v.compound_id, v.convener_id, v.issue_id, v.number, v.kind, \
           v.title, v.body, v.electorate, v.scope, v.scope_id, v.state, v.notice_at, v.opens_at, v.closes_at, \
           v.objections_days, v.objections_until, v.secret, v.extension_days, v.extended, v.paper_days, v.online, v.quorum, \
           v.manifest, v.version, c.time_zone \
    FROM votes v JOIN communities c ON c.id = v.community_id WHERE v.id = $1";

/// Holds the vote alone and reads it.
pub(super) async fn hold(tx: &mut Tx<'_>, id: VoteId) -> Result<Held> {
    sqlx::query(dialect::HOLD_VOTE_ALONE.on(tx.engine)).bind(id.to_string()).execute(&mut *tx.conn).await?;
    // Read only now: what was read before the lock may have changed while waiting for it.
    let row =
        sqlx::query(ROW).bind(id.to_string()).fetch_optional(&mut *tx.conn).await?.ok_or(Error::NotFound)?;
    let facts = facts_of(&row)?;
    Ok(Held {
        id,
        facts,
        issue: row.opt_parsed("issue_id")?,
        number: row.int("number")?,
        title: row.text("title")?,
        body: row.text("body")?,
        electorate: row.parsed("electorate")?,
        scope: Scope::of_row(facts.compound, &row.text("scope")?, row.opt_text("scope_id")?.as_deref())?,
        notice_at: row.opt_time("notice_at")?,
        opens_at: row.time("opens_at")?,
        closes_at: row.time("closes_at")?,
        objections_days: row.int("objections_days")?,
        objections_until: row.opt_time("objections_until")?,
        secret: row.flag("secret")?,
        extension_days: row.int("extension_days")?,
        extended: row.flag("extended")?,
        paper_days: row.int("paper_days")?,
        quorum: row.opt_text("quorum")?.map(|json| serde_json::from_str(&json)).transpose()?,
        manifest: row.opt_text("manifest")?,
        version: row.int("version")?,
        time_zone: row.text("time_zone")?,
    })
}

/// Holds a vote to which `actor` may do what `action` makes of its facts.
pub(super) async fn permitted(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: VoteId,
    action: fn(VoteFacts) -> Action,
) -> Result<Held> {
    let held = hold(tx, id).await?;
    policy::may(actor, &action(held.facts))?;
    Ok(held)
}

/// The facts of a vote's row, of whoever speaks for no head.
pub(super) fn facts_of(row: &AnyRow) -> Result<VoteFacts> {
    Ok(VoteFacts {
        community: row.parsed("community_id")?,
        compound: row.opt_parsed("compound_id")?,
        convener: row.parsed("convener_id")?,
        kind: row.parsed("kind")?,
        state: row.parsed("state")?,
        online: row.flag("online")?,
        speaks_for_a_head: false,
        is_of_electorate: false,
    })
}

/// The facts of an issue's row.
pub(super) fn issue_facts(row: &AnyRow) -> Result<IssueFacts> {
    Ok(IssueFacts {
        community: row.parsed("community_id")?,
        compound: row.opt_parsed("compound_id")?,
        author: row.parsed("author_id")?,
        stage: row.parsed("stage")?,
    })
}

/// Whether `actor` has the right over an issue that putting it to the vote takes, at whatever stage it is: a draft is
/// written before, and another question may be put while one is at the vote.
pub(super) fn may_put_to_vote(actor: &Actor, issue: IssueFacts) -> Result<()> {
    let issue = IssueFacts { stage: Stage::Deliberating, ..issue };
    Ok(policy::may(actor, &Action::MoveIssue(issue, Move::PutToVote))?)
}

impl Held {
    /// When ballots on paper are no longer entered.
    pub(super) fn paper_until(&self) -> Timestamp {
        self.closes_at.plus(self.paper_days.saturating_mul(DAY))
    }

    /// What was frozen when it opened.
    pub(super) fn frozen(&self) -> Result<Frozen> {
        frozen(self.manifest.as_deref())
    }
}

/// What a row of `vote_heads` weighs.
pub(super) fn weight_of(row: &AnyRow) -> Result<Weight> {
    let area = AreaSum::new(row.int("area_cm2")?).map_err(Error::broken)?;
    Ok(Weight::one_ballot(row.flag("counts_head")?, area))
}

/// The roll as it was hashed, of all rows of the vote's `vote_heads`; a fault where it is not the one that was frozen.
pub(super) fn roll(rows: &[AnyRow], frozen: &Frozen) -> Result<String> {
    let line = |row: &AnyRow| Ok(RollLine { commitment: row.parsed("commitment")?, weight: weight_of(row)? });
    let text = roll_text(rows.iter().map(line).collect::<Result<_>>()?);
    if frozen.roll.sha256 == Sha256Hex::of(text.as_bytes()) {
        Ok(text)
    } else {
        Err(Error::broken("the roll is not the one that was frozen"))
    }
}

/// What was frozen when the vote opened.
pub(super) fn frozen(manifest: Option<&str>) -> Result<Frozen> {
    let manifest = manifest.ok_or_else(|| Error::broken("a vote that is open has frozen nothing"))?;
    Ok(serde_json::from_str(manifest)?)
}
