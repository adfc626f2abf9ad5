//! Who acts for whom: a firm's or an absent owner's agent 委托代理人, a child's guardian 监护人.
//!
//! The present one stands in `persons`, where rolls of votes and joint requests read it; `representations` keeps since
//! when, by what paper and by which officer, also of those that have ended.

use crate::communities::Community;
use crate::hall::{Hall, Snapshot, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{CommunityId, FormKey, PersonId};
use domain::members::Phone;
use domain::policy::{self, Action, Denied};
use domain::problem::Problem;
use domain::roll::{PersonKind, RepresentationKind};
use domain::time::{LocalDay, Timestamp};
use domain::words::{Note, PersonName};
use futures::future::BoxFuture;
use sqlx::any::AnyRow;
use uuid::Uuid;

/// Someone who acts, or acted, for a person.
#[derive(Clone, Debug)]
pub struct Representation {
    /// Agent or guardian.
    pub kind: RepresentationKind,
    /// Who acts.
    pub by: PersonId,
    /// In full.
    pub name: String,
    /// The first day.
    pub from: LocalDay,
    /// What the officer was shown.
    pub document: String,
    /// When it ended; none while it runs.
    pub ended_at: Option<Timestamp>,
}

/// Everyone who acts or acted for the person, the present ones first. One statement.
pub(super) async fn representations(
    snapshot: &mut Snapshot,
    person: PersonId,
) -> Result<Vec<Representation>> {
    sqlx::query(
        "SELECT r.kind, p.id, p.name, r.from_day, r.document, r.ended_at FROM representations r \
         JOIN persons p ON p.id = r.by_person_id WHERE r.person_id = $1 \
         ORDER BY CASE WHEN r.ended_at IS NULL THEN 0 ELSE 1 END, r.named_at DESC, r.id DESC LIMIT 50",
    )
    .bind(person.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?
    .iter()
    .map(|row| {
        Ok(Representation {
            kind: row.parsed("kind")?,
            by: row.parsed("id")?,
            name: row.text("name")?,
            from: LocalDay(i32::try_from(row.int("from_day")?).map_err(Error::broken)?),
            document: row.text("document")?,
            ended_at: row.opt_time("ended_at")?,
        })
    })
    .collect()
}

/// An agent or guardian to be named.
#[derive(Clone, Debug)]
pub struct NewRepresentation {
    /// For whom.
    pub person: PersonId,
    /// Agent or guardian.
    pub kind: RepresentationKind,
    /// The name of who acts.
    pub name: PersonName,
    /// Their phone, where several have that name, or where they are not on the roll yet.
    pub phone: Option<Phone>,
    /// The first day.
    pub from: LocalDay,
    /// What the officer was shown.
    pub document: Note,
}

struct Name {
    actor: Actor,
    community: CommunityId,
    new: NewRepresentation,
}

/// 登记代理人或监护人, in the place of the one before. From now on they vote and sign for the person; votes that are
/// open keep their frozen roll. Answers who it is.
pub async fn name_representative(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    community: &Community,
    new: NewRepresentation,
) -> Result<PersonId> {
    let command = Name { actor: actor.clone(), community: community.id, new };
    hall.write_once(actor, key, command, name).await
}

fn name<'a>(tx: &'a mut Tx<'_>, command: &'a Name) -> BoxFuture<'a, Result<PersonId>> {
    Box::pin(async move {
        let (actor, new) = (&command.actor, &command.new);
        let person = permitted(tx, actor, command.community, new.person).await?;
        if !new.kind.fits(person.parsed("kind")?, person.flag("is_adult")?) {
            return Err(Error::NotFound);
        }
        let by = representative(tx, command).await?;
        // An officer who could vote for an owner by their own entry would answer to nobody.
        if actor.member().is_some_and(|member| member.person == Some(by)) {
            return Err(Denied::OwnMatter.into());
        }
        // Of two officers at once the second waits for this row, and ends what the first has named.
        point(tx, new.person, new.kind, Some(by)).await?;
        end_rows(tx, new.person, new.kind).await?;
        let id: Uuid = tx.new_id();
        sqlx::query(
            "INSERT INTO representations (id, person_id, kind, by_person_id, from_day, document, named_by, named_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id.to_string())
        .bind(new.person.to_string())
        .bind(new.kind.code())
        .bind(by.to_string())
        .bind(i64::from(new.from.0))
        .bind(new.document.as_str())
        .bind(actor.member_id().map(|member| member.to_string()))
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        Ok(by)
    })
}

struct End {
    actor: Actor,
    community: CommunityId,
    person: PersonId,
    kind: RepresentationKind,
}

/// Ends who acts for a person now.
pub async fn end_representation(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    community: &Community,
    person: PersonId,
    kind: RepresentationKind,
) -> Result<()> {
    let command = End { actor: actor.clone(), community: community.id, person, kind };
    hall.write_once(actor, key, command, end).await
}

fn end<'a>(tx: &'a mut Tx<'_>, command: &'a End) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        permitted(tx, &command.actor, command.community, command.person).await?;
        point(tx, command.person, command.kind, None).await?;
        if end_rows(tx, command.person, command.kind).await? == 0 {
            return Err(Problem::AlreadyDone.into());
        }
        Ok(())
    })
}

/// The person's row, for an officer who keeps the roll of a compound they own or live in.
async fn permitted(
    tx: &mut Tx<'_>,
    actor: &Actor,
    community: CommunityId,
    person: PersonId,
) -> Result<AnyRow> {
    let rows = sqlx::query(
        "SELECT DISTINCT p.kind, p.is_adult, u.compound_id FROM persons p LEFT JOIN ( \
           SELECT o.person_id, u.compound_id FROM owner_set_members o \
             JOIN units u ON u.owner_set_id = o.owner_set_id AND u.retired_at IS NULL WHERE o.person_id = $2 \
           UNION ALL \
           SELECT r.person_id, u.compound_id FROM residences r JOIN units u ON u.id = r.unit_id \
             WHERE r.person_id = $2 AND r.from_at <= $3 AND (r.until_at IS NULL OR r.until_at > $3) \
         ) u ON u.person_id = p.id \
         WHERE p.community_id = $1 AND p.id = $2 AND p.merged_into IS NULL",
    )
    .bind(community.to_string())
    .bind(person.to_string())
    .bind(tx.now().0)
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut allowed = policy::may(actor, &Action::ManageCommunity { community });
    for row in &rows {
        if let Some(compound) = row.opt_parsed("compound_id")? {
            allowed = allowed.or(policy::may(actor, &Action::NameRepresentative { community, compound }));
        }
    }
    allowed?;
    rows.into_iter().next().ok_or(Error::NotFound)
}

/// Who is to act: an adult of the roll with that name, or a new entry of it. Another than the person themselves.
async fn representative(tx: &mut Tx<'_>, command: &Name) -> Result<PersonId> {
    let new = &command.new;
    let found = sqlx::query(
        "SELECT id FROM persons WHERE community_id = $1 AND name = $2 AND ($3 = '' OR phone = $3) AND id <> $4 \
           AND kind = $5 AND is_adult = 1 AND merged_into IS NULL ORDER BY id LIMIT 2",
    )
    .bind(command.community.to_string())
    .bind(new.name.as_str())
    .bind(new.phone.as_ref().map_or("", Phone::as_str))
    .bind(new.person.to_string())
    .bind(PersonKind::Natural.code())
    .fetch_all(&mut *tx.conn)
    .await?;
    match (found.as_slice(), &new.phone) {
        ([only], _) => only.parsed("id"),
        ([], Some(phone)) => enter(tx, command.community, &new.name, phone).await,
        ([], None) => Err(Problem::NobodyOnTheRoll.into()),
        (_, _) => Err(Problem::SeveralOfThatName.into()),
    }
}

/// A firm's agent seldom lives here: they come onto the roll by being named.
async fn enter(
    tx: &mut Tx<'_>,
    community: CommunityId,
    name: &PersonName,
    phone: &Phone,
) -> Result<PersonId> {
    let id: PersonId = tx.new_id();
    sqlx::query(
        "INSERT INTO persons (id, community_id, kind, name, phone, is_adult, created_at) \
         VALUES ($1, $2, $3, $4, $5, 1, $6)",
    )
    .bind(id.to_string())
    .bind(community.to_string())
    .bind(PersonKind::Natural.code())
    .bind(name.as_str())
    .bind(phone.as_str())
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(id)
}

async fn point(
    tx: &mut Tx<'_>,
    person: PersonId,
    kind: RepresentationKind,
    by: Option<PersonId>,
) -> Result<()> {
    let statement = match kind {
        RepresentationKind::Agent => "UPDATE persons SET agent_person_id = $2 WHERE id = $1",
        RepresentationKind::Guardian => "UPDATE persons SET guardian_person_id = $2 WHERE id = $1",
    };
    sqlx::query(statement)
        .bind(person.to_string())
        .bind(by.map(|by| by.to_string()))
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

async fn end_rows(tx: &mut Tx<'_>, person: PersonId, kind: RepresentationKind) -> Result<u64> {
    let ended = sqlx::query(
        "UPDATE representations SET ended_at = $3 WHERE person_id = $1 AND kind = $2 AND ended_at IS NULL",
    )
    .bind(person.to_string())
    .bind(kind.code())
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(ended.rows_affected())
}
