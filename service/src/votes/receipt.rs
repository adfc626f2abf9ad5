//! 投票回执: what a voter keeps, and what anyone can ask about a short code.

use super::read::Vote;
use super::{record, sealed, secret};
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use crate::{Error, Result, log};
use domain::actor::Actor;
use domain::id::HeadId;
use domain::log::checkpoint::Checkpoint;
use domain::log::note::{Note, SignerKey};
use domain::log::proof::TlogProof;
use domain::log::tree::Hash;
use domain::votes::VoteKind;
use domain::votes::frozen::{Opening, Receipt, ReceiptFormat, of_short_code};

/// The receipt of the ballot that `actor` cast for `head`; none if there is none that the actor may see. Its proof
/// joins it once the log has the ballot. Of a secret vote it is given until the count; whoever wants it later keeps it.
pub async fn receipt(
    snapshot: &mut Snapshot,
    actor: &Actor,
    vote: &Vote,
    head: HeadId,
    key: &SignerKey,
) -> Result<Option<Receipt>> {
    let Some(opening) = own(snapshot, actor, vote, head).await? else { return Ok(None) };
    let commitment = opening.commitment();
    let mut note =
        Note::new(Receipt::promise(key.public().name(), vote.id, commitment)).map_err(Error::broken)?;
    note.add(key.sign(note.text(), 0));
    let proof = match log::number_of(snapshot, &log::hex(commitment)).await? {
        None => None,
        Some(index) => {
            let log::Head { size, root } = log::head(snapshot).await?;
            let path = log::inclusion(snapshot, index, size).await?;
            Some(TlogProof { index, path, checkpoint: Checkpoint::sign(size, root, key) }.to_string())
        }
    };
    Ok(Some(Receipt { format: ReceiptFormat::V1, note: note.to_string(), opening, proof }))
}

/// The opening of the head's ballot, for who may speak for it.
async fn own(snapshot: &mut Snapshot, actor: &Actor, vote: &Vote, head: HeadId) -> Result<Option<Opening>> {
    let Some(person) = actor.member().and_then(|member| member.person) else { return Ok(None) };
    let row = sqlx::query(
        "SELECT h.commitment AS head, b.choice, b.suspended, b.salt FROM vote_speakers s \
           JOIN vote_heads h ON h.id = s.head_id LEFT JOIN ballots b ON b.vote_id = s.vote_id AND b.head_id = s.head_id \
         WHERE s.vote_id = $1 AND s.head_id = $2 AND s.person_id = $3 AND s.speaks = 1",
    )
    .bind(vote.id.to_string())
    .bind(head.to_string())
    .bind(person.to_string())
    .fetch_optional(&mut *snapshot.conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if vote.secret {
        return secret::own(snapshot, vote.id, head, person).await;
    }
    let Some(said) = row.opt_parsed("choice")? else { return Ok(None) };
    let shown = (vote.kind == VoteKind::Statutory).then(|| row.parsed::<Hash>("head")).transpose()?;
    let said = sealed::counts_as(said, row.flag("suspended")?);
    Ok(Some(sealed::opening(vote.id, shown, said, row.parsed("salt")?)))
}

/// What the log and the count have of a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its commitment.
    pub commitment: Hash,
    /// Its number in the public log.
    pub number: u64,
    /// Whether it is the head's last word: counted, once the vote is.
    pub stands: bool,
}

/// The ballot of `vote` that a short code stands for; none if the log has none, or not yet.
pub async fn find(snapshot: &mut Snapshot, vote: &Vote, code: &str) -> Result<Option<Found>> {
    let Some(prefix) = of_short_code(code) else { return Ok(None) };
    // Behind every hexadecimal digit.
    let rows = sqlx::query(
        "SELECT number, entry FROM log_entries WHERE subject >= $1 AND subject < $2 ORDER BY number",
    )
    .bind(&prefix)
    .bind(format!("{prefix}g"))
    .fetch_all(&mut *snapshot.conn)
    .await?;
    for row in &rows {
        let entry: domain::log::entry::Entry = serde_json::from_str(&row.text("entry")?)?;
        let Some(commitment) = entry.act.ballot_of(vote.id) else { continue };
        let number = u64::try_from(row.int("number")?).map_err(Error::broken)?;
        let stands = stands(snapshot, vote, commitment).await?;
        return Ok(Some(Found { commitment, number, stands }));
    }
    Ok(None)
}

async fn stands(snapshot: &mut Snapshot, vote: &Vote, commitment: Hash) -> Result<bool> {
    match (vote.secret, vote.outcome.is_some()) {
        (true, true) => {
            let openings = record::openings(snapshot, vote).await?;
            Ok(openings.iter().any(|opening| opening.commitment() == commitment))
        }
        (true, false) => secret::stands(snapshot, vote.id, commitment).await,
        (false, _) => {
            let row =
                sqlx::query("SELECT 1 AS one FROM ballots WHERE vote_id = $1 AND commitment = $2 AND set_aside IS NULL LIMIT 1")
                    .bind(vote.id.to_string())
                    .bind(commitment.to_string())
                    .fetch_optional(&mut *snapshot.conn)
                    .await?;
            Ok(row.is_some())
        }
    }
}
