//! What is promised of a ballot: its opening, its commitment, and the entry in the public log that says it was taken.

use crate::hall::Tx;
use crate::row::RowExt as _;
use crate::{Error, Result, log};
use domain::count::ballot::InvalidReason;
use domain::id::{CommunityId, HeadId, VoteId};
use domain::log::entry::Act;
use domain::log::tree::Hash;
use domain::votes::Said;
use domain::votes::frozen::{Opening, OpeningFormat};
use sqlx::any::AnyRow;
use std::collections::BTreeSet;

/// A ballot's opening; `head` is the head's commitment where a record names it: in owners' votes.
pub(super) fn opening(vote: VoteId, head: Option<Hash>, said: Said, salt: Hash) -> Opening {
    Opening { format: OpeningFormat::V1, vote, head, said, salt }
}

/// What a ballot counts as: nothing while its co-owners differ.
pub(super) fn counts_as(said: Said, suspended: bool) -> Said {
    if suspended { Said::Invalid(InvalidReason::CoOwnersDisagree) } else { said }
}

/// The entry of a ballot that was taken, in place of another if its head had one.
pub(super) fn taken(vote: VoteId, commitment: Hash, before: Option<Hash>) -> Act {
    match before {
        None => Act::BallotAccepted { vote, commitment },
        Some(replaces) => Act::BallotReplaced { vote, commitment, replaces },
    }
}

/// A named ballot with what was promised of it.
struct Promised {
    id: String,
    community: CommunityId,
    vote: VoteId,
    opening: Opening,
    commitment: Hash,
}

/// Ballots as they stood before two entries of the roll turned out to be the same person.
pub(crate) struct Before(BTreeSet<(String, String, String)>);

/// Every ballot of the community's open votes whose head or speaker is about to be joined with another; said before
/// the rows change.
pub(crate) async fn before(tx: &mut Tx<'_>, person: &str) -> Result<Before> {
    let rows = all(tx, person).await?;
    let promised =
        rows.iter().map(|row| Ok((row.text("community_id")?, row.text("vote_id")?, row.text("commitment")?)));
    Ok(Before(promised.collect::<Result<_>>()?))
}

/// Promises anew what is not as it was promised, and sets aside what is gone.
pub(crate) async fn settle(tx: &mut Tx<'_>, person: &str, before: Before) -> Result<()> {
    let mut left = before.0;
    for row in &all(tx, person).await? {
        let ballot = promised(row)?;
        let key = (row.text("community_id")?, row.text("vote_id")?, row.text("commitment")?);
        left.remove(&key);
        if ballot.opening.commitment() != ballot.commitment {
            promise_anew(tx, ballot).await?;
        }
    }
    for (community, vote, commitment) in left {
        let community = community.parse().map_err(Error::broken)?;
        let (vote, commitment) =
            (vote.parse().map_err(Error::broken)?, commitment.parse().map_err(Error::broken)?);
        log::put(tx, community, Act::BallotSetAside { vote, commitment }).await?;
    }
    Ok(())
}

async fn all(tx: &mut Tx<'_>, person: &str) -> Result<Vec<AnyRow>> {
    Ok(sqlx::query(
        "SELECT b.id, b.choice, b.suspended, b.salt, b.commitment, h.commitment AS head, v.kind, v.community_id, \
           v.id AS vote_id \
         FROM persons p JOIN votes v ON v.community_id = p.community_id AND v.state IN ('open', 'closed') \
           JOIN ballots b ON b.vote_id = v.id JOIN vote_heads h ON h.id = b.head_id WHERE p.id = $1",
    )
    .bind(person)
    .fetch_all(&mut *tx.conn)
    .await?)
}

fn promised(row: &AnyRow) -> Result<Promised> {
    let vote: VoteId = row.parsed("vote_id")?;
    let head = (row.text("kind")? == "statutory").then(|| row.parsed("head")).transpose()?;
    let said = counts_as(row.parsed("choice")?, row.flag("suspended")?);
    Ok(Promised {
        id: row.text("id")?,
        community: row.parsed("community_id")?,
        vote,
        opening: opening(vote, head, said, row.parsed("salt")?),
        commitment: row.parsed("commitment")?,
    })
}

async fn promise_anew(tx: &mut Tx<'_>, ballot: Promised) -> Result<()> {
    let opening = Opening { salt: Hash(tx.secret()), ..ballot.opening };
    let commitment = opening.commitment();
    sqlx::query("UPDATE ballots SET salt = $2, commitment = $3 WHERE id = $1")
        .bind(ballot.id)
        .bind(opening.salt.to_string())
        .bind(commitment.to_string())
        .execute(&mut *tx.conn)
        .await?;
    log::put(tx, ballot.community, taken(ballot.vote, commitment, Some(ballot.commitment))).await
}

/// The head's row, held against its other speakers, with what its commitment is.
pub(super) async fn hold_head(tx: &mut Tx<'_>, head: HeadId) -> Result<Hash> {
    let row = sqlx::query(crate::dialect::HOLD_HEAD.on(tx.engine))
        .bind(head.to_string())
        .fetch_one(&mut *tx.conn)
        .await?;
    row.parsed("commitment")
}
