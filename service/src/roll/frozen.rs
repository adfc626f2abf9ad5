//! What a merge does to votes that run: their rolls are frozen, and yet one owner has one ballot.

use crate::hall::Tx;
use crate::row::RowExt as _;
use crate::votes::{join_heads, sealed};
use crate::{Error, Result, dialect, log};
use domain::id::PersonId;
use domain::log::entry::Act;

/// Two sets of owners that turned out to be the same people.
pub(super) struct JoinedSets {
    /// Holds the units from now on.
    pub(super) kept: String,
    /// Stays for the past only.
    pub(super) gone: String,
}

/// No vote of the community opens or closes meanwhile, and nobody casts.
pub(super) async fn hold_votes(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let votes = sqlx::query(
        "SELECT v.id FROM votes v JOIN persons p ON p.community_id = v.community_id \
         WHERE p.id = $1 AND v.state IN ('notice', 'open', 'closed') ORDER BY v.id",
    )
    .bind(person.to_string())
    .fetch_all(&mut *tx.conn)
    .await?;
    for vote in &votes {
        sqlx::query(dialect::HOLD_VOTE_ALONE.on(tx.engine))
            .bind(vote.text("id")?)
            .execute(&mut *tx.conn)
            .await?;
    }
    Ok(())
}

/// Gives `kept` the voice of `gone`; of the heads of an open vote that were two only because one person stood on the
/// roll twice, one is left, with the area of both and the later of their ballots.
pub(super) async fn join_voices(
    tx: &mut Tx<'_>,
    kept: PersonId,
    gone: PersonId,
    sets: &[JoinedSets],
) -> Result<()> {
    let (kept, gone) = (kept.to_string(), gone.to_string());
    let promised = sealed::before(tx, &kept).await?;
    let mut keys: Vec<[String; 2]> =
        ["person", "developer"].map(|what| [format!("{what}:{kept}"), format!("{what}:{gone}")]).into();
    keys.extend(sets.iter().map(|set| [format!("owners:{}", set.kept), format!("owners:{}", set.gone)]));
    let mut joined = Vec::new();
    for [kept, gone] in &keys {
        let rows = sqlx::query(BOTH_HEADS).bind(kept).bind(gone).fetch_all(&mut *tx.conn).await?;
        for row in &rows {
            let (kept, gone) = (row.text("kept")?, row.text("gone")?);
            if kept != gone {
                say_joined(tx, &kept, &gone).await?;
                all(tx, &JOIN_HEADS, &kept, &gone).await?;
                joined.push(kept);
            }
        }
    }
    all(tx, &SPEAKERS, &kept, &gone).await?;
    for head in &joined {
        for statement in SETTLE {
            sqlx::query(statement).bind(head).execute(&mut *tx.conn).await?;
        }
    }
    all(tx, &[ALONE], &kept, &gone).await?;
    sealed::settle(tx, &kept, promised).await
}

/// The roll stays as it was frozen, so what is joined is said in public.
async fn say_joined(tx: &mut Tx<'_>, kept: &str, gone: &str) -> Result<()> {
    let row = sqlx::query(
        "SELECT v.community_id, v.id AS vote_id, v.secret, g.commitment AS head, k.commitment AS kept \
         FROM vote_heads g JOIN vote_heads k ON k.id = $1 JOIN votes v ON v.id = g.vote_id WHERE g.id = $2",
    )
    .bind(kept)
    .bind(gone)
    .fetch_one(&mut *tx.conn)
    .await?;
    let (community, vote) = (row.parsed("community_id")?, row.parsed("vote_id")?);
    let joined = Act::HeadsJoined { vote, head: row.parsed("head")?, to: row.parsed("kept")? };
    log::put(tx, community, joined).await?;
    if row.flag("secret")? {
        let [kept, gone] = [kept, gone].map(|id| id.parse().map_err(Error::broken));
        join_heads(tx, community, vote, kept?, gone?).await?;
    }
    Ok(())
}

async fn all(tx: &mut Tx<'_>, statements: &[&'static str], kept: &str, gone: &str) -> Result<()> {
    for statement in statements {
        sqlx::query(*statement).bind(kept).bind(gone).execute(&mut *tx.conn).await?;
    }
    Ok(())
}

/// Both heads `$1` and `$2` of open votes, each as the head it was joined to already. The one that counts is kept.
const BOTH_HEADS: &str = "\
    SELECT CASE WHEN kr.counts_head >= gr.counts_head THEN kr.id ELSE gr.id END AS kept, \
           CASE WHEN kr.counts_head >= gr.counts_head THEN gr.id ELSE kr.id END AS gone \
    FROM votes v JOIN vote_heads k ON k.vote_id = v.id AND k.key = $1 \
         JOIN vote_heads g ON g.vote_id = v.id AND g.key = $2 \
         JOIN vote_heads kr ON kr.id = COALESCE(k.joined_to, k.id) \
         JOIN vote_heads gr ON gr.id = COALESCE(g.joined_to, g.id) \
    WHERE v.state IN ('open', 'closed')";

/// Of the heads `$1` and `$2` the first is left. What was frozen and hashed stays as it is: closing adds the areas.
const JOIN_HEADS: [&str; 10] = [
    "UPDATE votes SET heads_total = heads_total - 1 \
     WHERE id = (SELECT g.vote_id FROM vote_heads g WHERE g.id = $2 AND g.id <> $1 AND g.counts_head = 1)",
    "DELETE FROM ballots WHERE head_id = $2 \
       AND EXISTS (SELECT 1 FROM ballots k WHERE k.head_id = $1 AND k.cast_at >= ballots.cast_at)",
    "DELETE FROM ballots WHERE head_id = $1 AND EXISTS (SELECT 1 FROM ballots g WHERE g.head_id = $2)",
    "UPDATE ballots SET head_id = $1 WHERE head_id = $2",
    "DELETE FROM ballot_voices WHERE head_id = $2 AND EXISTS (SELECT 1 FROM ballot_voices k \
       WHERE k.head_id = $1 AND k.person_id = ballot_voices.person_id AND k.at >= ballot_voices.at)",
    "DELETE FROM ballot_voices WHERE head_id = $1 AND EXISTS (SELECT 1 FROM ballot_voices g \
       WHERE g.head_id = $2 AND g.person_id = ballot_voices.person_id)",
    "UPDATE ballot_voices SET head_id = $1 WHERE head_id = $2",
    "DELETE FROM vote_speakers WHERE head_id = $2 AND head_id <> $1",
    "UPDATE vote_heads SET units = units || '、' || (SELECT g.units FROM vote_heads g WHERE g.id = $2) \
     WHERE id = $1 AND units <> ''",
    "UPDATE vote_heads SET joined_to = $1 WHERE id = $2 OR joined_to = $2",
];

/// Who speaks for heads of frozen rolls. The gone entry's rows stay and fall silent, or one owner would count as two
/// who may differ; of a closed vote of persons the kept one has a ballot of their own. Of an open vote's voices the
/// later is theirs, and a ballot that waited only for the two entries to agree waits no longer.
const SPEAKERS: [&str; 7] = [
    "UPDATE vote_speakers SET speaks = 1 WHERE person_id = $1 AND EXISTS (SELECT 1 FROM vote_speakers g \
       WHERE g.vote_id = vote_speakers.vote_id AND g.head_id = vote_speakers.head_id AND g.person_id = $2 \
         AND g.speaks = 1)",
    "INSERT INTO vote_speakers (vote_id, person_id, head_id, speaks) \
     SELECT g.vote_id, $1, g.head_id, g.speaks FROM vote_speakers g JOIN vote_heads h ON h.id = g.head_id \
     WHERE g.person_id = $2 \
       AND NOT EXISTS (SELECT 1 FROM vote_speakers k WHERE k.vote_id = g.vote_id AND k.person_id = $1 \
                       AND k.head_id = g.head_id) \
       AND NOT (h.key = 'person:' || $2 AND EXISTS (SELECT 1 FROM vote_heads o WHERE o.vote_id = g.vote_id \
                                                    AND o.key = 'person:' || $1))",
    "UPDATE vote_speakers SET speaks = 0 WHERE person_id = $2 AND EXISTS (SELECT 1 FROM vote_speakers k \
       WHERE k.vote_id = vote_speakers.vote_id AND k.head_id = vote_speakers.head_id AND k.person_id = $1)",
    "DELETE FROM ballot_voices WHERE person_id = $2 \
       AND head_id IN (SELECT h.id FROM vote_heads h JOIN votes v ON v.id = h.vote_id WHERE v.state IN ('open', 'closed')) \
       AND EXISTS (SELECT 1 FROM ballot_voices k WHERE k.head_id = ballot_voices.head_id AND k.person_id = $1 \
                   AND k.at >= ballot_voices.at)",
    "DELETE FROM ballot_voices WHERE person_id = $1 \
       AND head_id IN (SELECT h.id FROM vote_heads h JOIN votes v ON v.id = h.vote_id WHERE v.state IN ('open', 'closed')) \
       AND EXISTS (SELECT 1 FROM ballot_voices g WHERE g.head_id = ballot_voices.head_id AND g.person_id = $2)",
    "UPDATE ballot_voices SET person_id = $1 WHERE person_id = $2 \
       AND head_id IN (SELECT h.id FROM vote_heads h JOIN votes v ON v.id = h.vote_id WHERE v.state IN ('open', 'closed'))",
    "UPDATE ballots SET suspended = 0, \
       choice = (SELECT MIN(w.choice) FROM ballot_voices w WHERE w.head_id = ballots.head_id) \
     WHERE suspended = 1 AND vote_id IN (SELECT v.id FROM votes v WHERE v.state IN ('open', 'closed')) \
       AND head_id IN (SELECT s.head_id FROM vote_speakers s WHERE s.person_id = $1 AND s.person_id <> $2) \
       AND (SELECT COUNT(DISTINCT w.choice) FROM ballot_voices w WHERE w.head_id = ballots.head_id) = 1",
];

/// The ballot of the head `$1`, after two became one: co-owners who differ now wait, one alone has said it last. What
/// was signed on paper stays.
const SETTLE: [&str; 2] = [
    "UPDATE ballots SET \
       suspended = CASE WHEN (SELECT COUNT(DISTINCT w.choice) FROM ballot_voices w WHERE w.head_id = $1) > 1 \
                        THEN 1 ELSE 0 END, \
       choice = (SELECT w.choice FROM ballot_voices w WHERE w.head_id = $1 ORDER BY w.at DESC, w.choice LIMIT 1) \
     WHERE head_id = $1 AND entered_by IS NULL AND EXISTS (SELECT 1 FROM ballot_voices w WHERE w.head_id = $1) \
       AND (SELECT COUNT(*) FROM vote_speakers s WHERE s.head_id = $1 AND s.speaks = 1) > 1",
    "UPDATE ballots SET suspended = 0, \
       choice = (SELECT w.choice FROM ballot_voices w WHERE w.head_id = $1 ORDER BY w.at DESC, w.choice LIMIT 1) \
     WHERE head_id = $1 AND suspended = 1 AND EXISTS (SELECT 1 FROM ballot_voices w WHERE w.head_id = $1) \
       AND (SELECT COUNT(*) FROM vote_speakers s WHERE s.head_id = $1 AND s.speaks = 1) = 1",
];

/// Who speaks alone from now on says it by the ballot itself.
const ALONE: &str = "\
    DELETE FROM ballot_voices WHERE head_id IN ( \
      SELECT s.head_id FROM vote_speakers s JOIN votes v ON v.id = s.vote_id \
      WHERE s.person_id = $1 AND s.person_id <> $2 AND s.speaks = 1 AND v.state IN ('open', 'closed') \
        AND (SELECT COUNT(*) FROM vote_speakers o WHERE o.head_id = s.head_id AND o.speaks = 1) = 1)";
