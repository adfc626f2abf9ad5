//! 无记名: ballots kept apart from names, and how the two are parted for good.
//!
//! While a vote is open a ballot lies sealed under a pseudonym; both take the vote's key, a file outside the database.
//! Whoever has what the database wrote, then or later, and not the key, reads neither whose a ballot is nor what it
//! says. When the vote is counted its ballots become lines of the public record in the order of their commitments, who
//! took part becomes a mark on the roll written for all at once, and the rows of both are deleted in the same
//! transaction. Then the key is erased and the files are cleaned of what the rows left behind.

use super::sealed;
use crate::hall::{Hall, Snapshot, Tx};
use crate::jobs::{self, JobKind};
use crate::row::RowExt as _;
use crate::vote_keys::{SealedKind, VoteKey};
use crate::{Error, Result, log};
use domain::id::{BallotId, CommunityId, HeadId, PersonId, VoteId};
use domain::log::entry::Act;
use domain::log::tree::Hash;
use domain::votes::Said;
use domain::votes::frozen::Opening;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

/// What lies sealed for a head: of several who may speak for it nobody sees what another said.
#[derive(Debug, Serialize, Deserialize)]
struct Ballot {
    /// Who said it last.
    voter: PersonId,
    opening: Opening,
}

impl Ballot {
    fn read(row: &AnyRow, key: &VoteKey) -> Result<Self> {
        Ok(serde_json::from_str(&key.unseal(SealedKind::Ballot, &row.text("sealed")?)?)?)
    }
}

/// The key of a vote that is not counted yet.
fn key(tx: &Tx<'_>, vote: VoteId) -> Result<VoteKey> {
    tx.keys.read(vote)?.ok_or_else(|| Error::broken("the key of an open secret vote is not here"))
}

/// Puts a head's ballot in, or changes it. The database itself refuses a second.
pub(super) async fn put_in(
    tx: &mut Tx<'_>,
    community: CommunityId,
    vote: VoteId,
    head: HeadId,
    person: PersonId,
    said: &Said,
) -> Result<()> {
    sealed::hold_head(tx, head).await?;
    let key = key(tx, vote)?;
    let pseudonym = key.of_head(head);
    let row = sqlx::query(OWN).bind(vote.to_string()).bind(&pseudonym).fetch_optional(&mut *tx.conn).await?;
    let before = match row.map(|row| Ballot::read(&row, &key)).transpose()? {
        // The same once more is the same ballot.
        Some(own) if own.opening.said == *said && own.voter == person => return Ok(()),
        own => own.map(|own| own.opening.commitment()),
    };
    let opening = sealed::opening(vote, None, said.clone(), Hash(tx.secret()));
    let commitment = opening.commitment();
    let ballot = serde_json::to_string(&Ballot { voter: person, opening })?;
    let id: BallotId = tx.new_random_id();
    sqlx::query(
        "INSERT INTO secret_ballots (id, vote_id, pseudonym, sealed, mark) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (vote_id, pseudonym) DO UPDATE SET sealed = excluded.sealed, mark = excluded.mark",
    )
    .bind(id.to_string())
    .bind(vote.to_string())
    .bind(&pseudonym)
    .bind(key.seal(SealedKind::Ballot, tx.secret(), &ballot)?)
    .bind(key.of_commitment(commitment))
    .execute(&mut *tx.conn)
    .await?;
    let turnout: BallotId = tx.new_random_id();
    sqlx::query(
        "INSERT INTO secret_turnout (id, vote_id, head_id) VALUES ($1, $2, $3) ON CONFLICT (vote_id, head_id) DO NOTHING",
    )
    .bind(turnout.to_string())
    .bind(vote.to_string())
    .bind(head.to_string())
    .execute(&mut *tx.conn)
    .await?;
    log::put_secret(tx, community, vote, &key, sealed::taken(vote, commitment, before)).await
}

const OWN: &str = "SELECT sealed FROM secret_ballots WHERE vote_id = $1 AND pseudonym = $2";

/// The ballot of `head` as `person` cast it; none if it was another who spoke last, or once the vote is counted.
pub(super) async fn own(
    snapshot: &mut Snapshot,
    vote: VoteId,
    head: HeadId,
    person: PersonId,
) -> Result<Option<Opening>> {
    let Some(key) = snapshot.keys.read(vote)? else { return Ok(None) };
    let row = sqlx::query(OWN)
        .bind(vote.to_string())
        .bind(key.of_head(head))
        .fetch_optional(&mut *snapshot.conn)
        .await?;
    let ballot = row.map(|row| Ballot::read(&row, &key)).transpose()?;
    Ok(ballot.filter(|ballot| ballot.voter == person).map(|ballot| ballot.opening))
}

/// Whether `commitment` is some head's last word in a vote that is not counted yet.
pub(super) async fn stands(snapshot: &mut Snapshot, vote: VoteId, commitment: Hash) -> Result<bool> {
    let Some(key) = snapshot.keys.read(vote)? else { return Ok(false) };
    let row = sqlx::query("SELECT 1 AS one FROM secret_ballots WHERE vote_id = $1 AND mark = $2")
        .bind(vote.to_string())
        .bind(key.of_commitment(commitment))
        .fetch_optional(&mut *snapshot.conn)
        .await?;
    Ok(row.is_some())
}

/// Two heads of an open secret vote turned out to be one: one ballot is left, that of `kept` if both have one.
pub(crate) async fn join_heads(
    tx: &mut Tx<'_>,
    community: CommunityId,
    vote: VoteId,
    kept: HeadId,
    gone: HeadId,
) -> Result<()> {
    let Some(key) = tx.keys.read(vote)? else { return Ok(()) };
    let [kept_as, gone_as] = [key.of_head(kept), key.of_head(gone)];
    let both = sqlx::query(
        "SELECT g.sealed FROM secret_ballots g JOIN secret_ballots k ON k.vote_id = g.vote_id \
         WHERE g.vote_id = $1 AND k.pseudonym = $2 AND g.pseudonym = $3",
    )
    .bind(vote.to_string())
    .bind(&kept_as)
    .bind(&gone_as)
    .fetch_optional(&mut *tx.conn)
    .await?;
    let (ballots, turnout) = if both.is_some() { JOIN_BOTH } else { JOIN_ONE };
    let [kept, gone] = [kept.to_string(), gone.to_string()];
    for (statement, kept, gone) in [(ballots, &kept_as, &gone_as), (turnout, &kept, &gone)] {
        sqlx::query(statement).bind(vote.to_string()).bind(kept).bind(gone).execute(&mut *tx.conn).await?;
    }
    match both {
        None => Ok(()),
        Some(row) => {
            let commitment = Ballot::read(&row, &key)?.opening.commitment();
            log::put_secret(tx, community, vote, &key, Act::BallotSetAside { vote, commitment }).await
        }
    }
}

/// Each statement binds the vote and what is kept and gone.
const JOIN_BOTH: (&str, &str) = (
    "DELETE FROM secret_ballots WHERE vote_id = $1 AND pseudonym <> $2 AND pseudonym = $3",
    "DELETE FROM secret_turnout WHERE vote_id = $1 AND head_id <> $2 AND head_id = $3",
);
const JOIN_ONE: (&str, &str) = (
    "UPDATE secret_ballots SET pseudonym = $2 WHERE vote_id = $1 AND pseudonym = $3",
    "UPDATE secret_turnout SET head_id = $2 WHERE vote_id = $1 AND head_id = $3",
);

/// Every ballot of the vote, in the order of their commitments.
pub(super) async fn openings(tx: &mut Tx<'_>, vote: VoteId) -> Result<Vec<Opening>> {
    let key = key(tx, vote)?;
    let rows = sqlx::query("SELECT sealed FROM secret_ballots WHERE vote_id = $1")
        .bind(vote.to_string())
        .fetch_all(&mut *tx.conn)
        .await?;
    let openings = rows.iter().map(|row| Ok(Ballot::read(row, &key)?.opening));
    let mut openings = openings.collect::<Result<Vec<_>>>()?;
    openings.sort_by_cached_key(|opening| opening.commitment().0);
    Ok(openings)
}

/// Ends the vote for its voters: who took part is marked on the roll, ballots and turnout are deleted, and what is left
/// of them in files is put down to be cleaned. Whoever calls has kept the ballots, or they are lost with the vote.
pub(super) async fn end(tx: &mut Tx<'_>, vote: VoteId) -> Result<()> {
    let statements = [
        // Every head, whether it took part or not: rows written anew in the order of the turnout would keep it.
        "UPDATE vote_heads SET took_part = CASE WHEN id IN \
           (SELECT t.head_id FROM secret_turnout t WHERE t.vote_id = $1) THEN 1 ELSE 0 END WHERE vote_id = $1",
        "DELETE FROM secret_turnout WHERE vote_id = $1",
        "DELETE FROM secret_ballots WHERE vote_id = $1",
    ];
    for statement in statements {
        sqlx::query(statement).bind(vote.to_string()).execute(&mut *tx.conn).await?;
    }
    log::release(tx, vote, 0).await?;
    let now = tx.now();
    jobs::put_down(tx, JobKind::PartBallots, &vote.to_string(), now).await
}

/// Parts ballots from names for good: the vote's key first, then what deleted rows left in the database's files.
/// Whatever is done already is done again without harm.
pub(crate) async fn part(hall: &Hall, vote: VoteId) -> Result<()> {
    hall.vote_keys().erase(vote)?;
    hall.clean_files().await
}
