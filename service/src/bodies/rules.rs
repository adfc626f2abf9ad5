//! What a community and its compounds have settled: co-signers needed, votes online, silence.

use crate::communities::Community;
use crate::hall::{Hall, Snapshot};
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::count::manifest::Clause;
use domain::id::{CommunityId, CompoundId};
use domain::policy::{self, Action};
use domain::votes::EVoting;
use domain::words::Reason;
use sqlx::any::AnyRow;

/// A community's rules.
#[derive(Clone, Debug)]
pub struct CommunityRules {
    /// Co-signers an issue needs to be accepted without the council.
    pub cosigners_needed: i64,
    /// Each compound's.
    pub compounds: Vec<CompoundRules>,
}

/// A compound's rules.
#[derive(Clone, Debug)]
pub struct CompoundRules {
    /// Which.
    pub id: CompoundId,
    /// In addresses.
    pub slug: String,
    /// 春和苑2号院.
    pub name: String,
    /// How owners' votes are taken online.
    pub e_voting: EVoting,
    /// The clause it rests on.
    pub e_voting_clause: Option<String>,
    /// The owners' rule on silence, as a ballot can quote it.
    pub silence_clause: Option<Clause>,
}

/// A compound's rules to be kept. Anything but paper quotes its clause.
#[derive(Clone, Debug)]
pub struct NewRules {
    /// How owners' votes are taken online.
    pub e_voting: EVoting,
    /// The clause it rests on; the database refuses its absence where it is needed.
    pub e_voting_clause: Option<Reason>,
    /// The owners' rule on silence, as a ballot can quote it.
    pub silence_clause: Option<Clause>,
}

/// The rules, public to read. One statement.
pub async fn rules(snapshot: &mut Snapshot, community: &Community) -> Result<CommunityRules> {
    let rows = sqlx::query(
        "SELECT id, slug, name, e_voting, e_voting_clause, silence_clause FROM compounds \
         WHERE community_id = $1 ORDER BY slug",
    )
    .bind(community.id.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let compounds = rows
        .iter()
        .map(|row| {
            Ok(CompoundRules {
                id: row.parsed("id")?,
                slug: row.text("slug")?,
                name: row.text("name")?,
                e_voting: row.parsed("e_voting")?,
                e_voting_clause: row.opt_text("e_voting_clause")?,
                silence_clause: silence_clause(row)?,
            })
        })
        .collect::<Result<_>>()?;
    Ok(CommunityRules { cosigners_needed: community.cosigners_needed, compounds })
}

/// The clause on silence of a compound's row: document, day of adoption and words, so that a ballot can quote it.
pub(crate) fn silence_clause(row: &AnyRow) -> Result<Option<Clause>> {
    Ok(row.opt_text("silence_clause")?.map(|clause| serde_json::from_str(&clause)).transpose()?)
}

/// The same as it is stored.
pub(crate) fn written_clause(clause: Option<&Clause>) -> Result<Option<String>> {
    Ok(clause.map(serde_json::to_string).transpose()?)
}

/// Settles how many co-signers an issue needs. Issues raised before keep their number.
pub async fn set_cosigners(hall: &Hall, actor: &Actor, community: CommunityId, needed: i64) -> Result<()> {
    hall.write((actor.clone(), community, needed), |tx, (actor, community, needed)| {
        Box::pin(async move {
            policy::may(actor, &Action::ManageCommunity { community: *community })?;
            sqlx::query("UPDATE communities SET cosigners_needed = $2 WHERE id = $1")
                .bind(community.to_string())
                .bind(*needed)
                .execute(&mut *tx.conn)
                .await?;
            Ok(())
        })
    })
    .await
}

/// Settles a compound's rules. Votes announced before keep theirs: a manifest quotes them.
pub async fn set_rules(
    hall: &Hall,
    actor: &Actor,
    community: CommunityId,
    compound: CompoundId,
    rules: NewRules,
) -> Result<()> {
    hall.write((actor.clone(), community, compound, rules), |tx, (actor, community, compound, rules)| {
        Box::pin(async move {
            policy::may(actor, &Action::ManageCommunity { community: *community })?;
            let kept = sqlx::query(
                "UPDATE compounds SET e_voting = $3, e_voting_clause = $4, silence_clause = $5 \
                 WHERE id = $1 AND community_id = $2",
            )
            .bind(compound.to_string())
            .bind(community.to_string())
            .bind(rules.e_voting.code())
            .bind(rules.e_voting_clause.as_ref().map(Reason::as_str))
            .bind(written_clause(rules.silence_clause.as_ref())?)
            .execute(&mut *tx.conn)
            .await?;
            if kept.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
        })
    })
    .await
}
