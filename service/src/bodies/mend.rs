//! A body entered wrongly: its name and the head of its numbers are mended; what nothing rests on is taken back.

use crate::hall::{Hall, Tx};
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{BodyId, CommunityId, FormKey};
use domain::policy::{self, Action};
use domain::problem::Problem;
use domain::words::Label;
use futures::future::BoxFuture;

/// What a body is to be called.
#[derive(Clone, Debug)]
pub struct Naming {
    /// Where.
    pub community: CommunityId,
    /// Which.
    pub body: BodyId,
    /// Its name.
    pub name: Label,
    /// The head of its decisions' numbers; numbers given stay as they are.
    pub decision_prefix: Option<Label>,
}

/// Two bodies of one name, or with one head of numbers, could not be told apart in what they publish.
pub(super) async fn free(
    tx: &mut Tx<'_>,
    body: BodyId,
    community: CommunityId,
    name: &Label,
    prefix: Option<&Label>,
) -> Result<()> {
    let other = sqlx::query(
        "SELECT id FROM bodies WHERE community_id = $1 AND id <> $2 \
           AND (name = $3 OR (decision_prefix <> '' AND decision_prefix = $4)) LIMIT 1",
    )
    .bind(community.to_string())
    .bind(body.to_string())
    .bind(name.as_str())
    .bind(prefix.map_or("", Label::as_str))
    .fetch_optional(&mut *tx.conn)
    .await?;
    other.map_or(Ok(()), |_other| Err(Problem::BodyExists.into()))
}

/// Renames a body.
pub async fn rename(hall: &Hall, actor: &Actor, naming: Naming) -> Result<()> {
    hall.write((actor.clone(), naming), name).await
}

fn name<'a>(tx: &'a mut Tx<'_>, (actor, new): &'a (Actor, Naming)) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        policy::may(actor, &Action::ManageCommunity { community: new.community })?;
        free(tx, new.body, new.community, &new.name, new.decision_prefix.as_ref()).await?;
        let done = sqlx::query(
            "UPDATE bodies SET name = $3, \
               decision_prefix = CASE WHEN decision_prefix <> '' AND $4 = '' THEN decision_prefix ELSE $4 END \
             WHERE id = $1 AND community_id = $2",
        )
        .bind(new.body.to_string())
        .bind(new.community.to_string())
        .bind(new.name.as_str())
        .bind(new.decision_prefix.as_ref().map_or("", Label::as_str))
        .execute(&mut *tx.conn)
        .await?;
        if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
    })
}

/// Takes a body back that was entered by mistake, with its terms and seats; refused once anything rests on it.
pub async fn withdraw(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    community: CommunityId,
    body: BodyId,
) -> Result<()> {
    hall.write_once(actor, key, (actor.clone(), community, body), remove).await
}

fn remove<'a>(
    tx: &'a mut Tx<'_>,
    (actor, community, body): &'a (Actor, CommunityId, BodyId),
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        policy::may(actor, &Action::ManageCommunity { community: *community })?;
        const STEPS: [&str; 3] = [
            "DELETE FROM seats WHERE term_id IN (SELECT t.id FROM terms t JOIN bodies b ON b.id = t.body_id \
               WHERE b.id = $1 AND b.community_id = $2)",
            "DELETE FROM terms WHERE body_id IN (SELECT id FROM bodies WHERE id = $1 AND community_id = $2)",
            "DELETE FROM bodies WHERE id = $1 AND community_id = $2",
        ];
        for statement in STEPS {
            let done = sqlx::query(statement)
                .bind(body.to_string())
                .bind(community.to_string())
                .execute(&mut *tx.conn);
            match done.await {
                // Votes, decisions, and acts from its seats keep it.
                Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => {
                    return Err(Problem::BodyInUse.into());
                }
                done => done?,
            };
        }
        Ok(())
    })
}
