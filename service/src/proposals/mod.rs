//! Proposals: made, revised, co-signed, withdrawn; frozen once on a ballot.

mod acts;
mod reads;

pub use acts::{
    Revision, Wording, cosign_proposal, propose, revise, withdraw_cosignature, withdraw_proposal,
};
pub use reads::{Listed, Proposal, Revised, proposal, proposals, revision, revisions};

use crate::dialect;
use crate::hall::Tx;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::id::{MemberId, ProposalId};
use domain::problem::Problem;
use domain::proposals::ProposalState;

/// A proposal whose row is held to the end of the act.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// Which.
    pub(crate) id: ProposalId,
    /// In its address.
    pub(crate) number: i64,
    /// Who made it.
    pub(crate) author: MemberId,
    /// Where it stands.
    pub(crate) state: ProposalState,
    /// The newest revision; also the optimistic lock.
    pub(crate) revision: i64,
}

/// Holds the proposal's row to the end of the act and answers what it says now.
pub(crate) async fn hold(tx: &mut Tx<'_>, id: ProposalId) -> Result<Held> {
    let row = sqlx::query(dialect::HOLD_PROPOSAL.on(tx.engine))
        .bind(id.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Held {
        id,
        number: row.int("number")?,
        author: row.parsed("author_id")?,
        state: row.parsed("state")?,
        revision: row.int("revision")?,
    })
}

/// Fixes a proposal's text because it goes on a ballot; answers the revision that stands. Doing it twice is fine.
pub(crate) async fn freeze(tx: &mut Tx<'_>, id: ProposalId) -> Result<i64> {
    let held = hold(tx, id).await?;
    if held.state == ProposalState::Withdrawn {
        return Err(Problem::ProposalGone.into());
    }
    set_state(tx, &held, ProposalState::Frozen).await?;
    Ok(held.revision)
}

/// Opens a frozen proposal again, because the vote it was on was called off.
pub(crate) async fn thaw(tx: &mut Tx<'_>, id: ProposalId) -> Result<()> {
    let held = hold(tx, id).await?;
    if held.state == ProposalState::Frozen {
        set_state(tx, &held, ProposalState::Open).await?;
    }
    Ok(())
}

async fn set_state(tx: &mut Tx<'_>, held: &Held, state: ProposalState) -> Result<()> {
    sqlx::query("UPDATE proposals SET state = $2, changed_at = $3 WHERE id = $1")
        .bind(held.id.to_string())
        .bind(state.code())
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}
