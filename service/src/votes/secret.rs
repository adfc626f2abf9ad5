//! 无记名: ballots kept apart from names, and how the two are parted for good.
//!
//! While a vote is open a ballot lies under a pseudonym that only the vote's key can tell, and the key is a file
//! outside the database. When the vote is counted its ballots become lines of the public record in the order of their
//! commitments, who took part becomes a mark on the roll written for all at once, and the rows of both are deleted in
//! the same transaction. Then the key is erased and the files are cleaned of what the rows left behind.

use super::sealed;
use crate::hall::{Hall, Snapshot, Tx};
use crate::jobs::{self, JobKind};
use crate::row::RowExt as _;
use crate::{Error, Result, log};
use domain::id::{BallotId, CommunityId, HeadId, PersonId, VoteId};
use domain::log::entry::Act;
use domain::log::tree::Hash;
use domain::votes::Said;
use domain::votes::frozen::Opening;

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
    let key =
        tx.keys.read(vote)?.ok_or_else(|| Error::broken("the key of an open secret vote is not here"))?;
    let (pseudonym, voter) = (key.of_head(head), key.of_person(person));
    let row = sqlx::query(OWN).bind(vote.to_string()).bind(&pseudonym).fetch_optional(&mut *tx.conn).await?;
    let before = match row {
        None => None,
        // The same once more is the same ballot.
        Some(row) if row.parsed::<Said>("choice")? == *said && row.text("voter")? == voter => return Ok(()),
        Some(row) => Some(row.parsed::<Hash>("commitment")?),
    };
    let opening = sealed::opening(vote, None, said.clone(), Hash(tx.secret()));
    let commitment = opening.commitment();
    let id: BallotId = tx.new_random_id();
    sqlx::query(
        "INSERT INTO secret_ballots (id, vote_id, pseudonym, voter, choice, salt, commitment) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (vote_id, pseudonym) DO UPDATE SET voter = excluded.voter, choice = excluded.choice, \
           salt = excluded.salt, commitment = excluded.commitment",
    )
    .bind(id.to_string())
    .bind(vote.to_string())
    .bind(&pseudonym)
    .bind(&voter)
    .bind(said.to_string())
    .bind(opening.salt.to_string())
    .bind(commitment.to_string())
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
    log::put_secret(tx, community, vote, sealed::taken(vote, commitment, before)).await
}

const OWN: &str = "\
    SELECT voter, choice, salt, commitment FROM secret_ballots WHERE vote_id = $1 AND pseudonym = $2";

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
    match row {
        Some(row) if row.text("voter")? == key.of_person(person) => {
            Ok(Some(sealed::opening(vote, None, row.parsed("choice")?, row.parsed("salt")?)))
        }
        Some(_) | None => Ok(None),
    }
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
        "SELECT g.commitment FROM secret_ballots g JOIN secret_ballots k ON k.vote_id = g.vote_id \
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
            let set_aside = Act::BallotSetAside { vote, commitment: row.parsed("commitment")? };
            log::put_secret(tx, community, vote, set_aside).await
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
    sqlx::query("SELECT choice, salt FROM secret_ballots WHERE vote_id = $1 ORDER BY commitment")
        .bind(vote.to_string())
        .fetch_all(&mut *tx.conn)
        .await?
        .iter()
        .map(|row| Ok(sealed::opening(vote, None, row.parsed("choice")?, row.parsed("salt")?)))
        .collect()
}

/// Ends the vote for its voters: who took part is marked on the roll, ballots and turnout are deleted, and what is left
/// of them in files is put down to be cleaned. Whoever calls has kept the ballots, or they are lost with the vote.
pub(super) async fn end(tx: &mut Tx<'_>, vote: VoteId) -> Result<()> {
    let statements = [
        "UPDATE vote_heads SET took_part = 1 WHERE vote_id = $1 \
           AND id IN (SELECT t.head_id FROM secret_turnout t WHERE t.vote_id = $1)",
        "DELETE FROM secret_turnout WHERE vote_id = $1",
        "DELETE FROM secret_ballots WHERE vote_id = $1",
    ];
    for statement in statements {
        sqlx::query(statement).bind(vote.to_string()).execute(&mut *tx.conn).await?;
    }
    log::release(tx, vote).await?;
    let now = tx.now();
    jobs::put_down(tx, JobKind::PartBallots, &vote.to_string(), now).await
}

/// Parts ballots from names for good: the vote's key first, then what deleted rows left in the database's files.
/// Whatever is done already is done again without harm.
pub(crate) async fn part(hall: &Hall, vote: VoteId) -> Result<()> {
    hall.vote_keys().erase(vote)?;
    hall.clean_files().await
}
