//! People of a community as its officers find them: to hand out a code on the spot, and to mark who was verified.

use super::representing::{self, Representation};
use crate::communities::Community;
use crate::hall::{Hall, Snapshot, Tx};
use crate::looks;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::{Actor, Level};
use domain::id::{CommunityId, CompoundId, GridId, PersonId};
use domain::members::Look;
use domain::policy::{self, Action, Denied};
use domain::roll::{PersonKind, RepresentationKind};
use domain::words::Label;
use futures::TryStreamExt as _;
use futures::future::BoxFuture;

/// People listed at most: who finds more writes more of the name.
const FOUND_MAX: usize = 50;

/// Someone found.
#[derive(Clone, Debug)]
pub struct FoundPerson {
    /// Who.
    pub id: PersonId,
    /// In full.
    pub name: String,
    /// Compound and unit.
    pub place: String,
    /// Whether they have an account.
    pub joined: bool,
}

/// Who was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The first of them.
    pub people: Vec<FoundPerson>,
    /// Whether there are more.
    pub more: bool,
}

/// Finds people by a part of their name or of their unit's; the look is written down. One statement.
pub async fn find_people(
    hall: &Hall,
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    words: &Label,
) -> Result<Found> {
    let pattern = format!("%{}%", escape(words.as_str()));
    let now = snapshot.now().0;
    let query = sqlx::query(FIND).bind(community.id.to_string()).bind(&pattern).bind(now);
    // Read as they come: whom this officer may not see is passed over, however many they are.
    let mut rows = query.fetch(&mut *snapshot.conn);
    let (mut found, mut more): (Vec<FoundPerson>, bool) = (Vec::new(), false);
    let mut allowed = officer(actor, community.id);
    while let Some(row) = rows.try_next().await? {
        let (compound, grid) = (row.parsed("compound_id")?, row.opt_parsed("grid_id")?);
        if may_read(actor, community.id, compound, grid).is_err() {
            continue;
        }
        allowed = Ok(());
        let id: PersonId = row.parsed("id")?;
        if !found.iter().any(|own| own.id == id) {
            if found.len() == FOUND_MAX {
                more = true;
                break;
            }
            found.push(FoundPerson {
                id,
                name: row.text("name")?,
                place: row.text("place")?,
                joined: row.flag("joined")?,
            });
        }
    }
    drop(rows);
    allowed?;
    looks::look(hall, actor, community.id, Look::PeopleSearch, community.id.to_string()).await?;
    Ok(Found { people: found, more })
}

/// Whether the actor is an officer of any kind here, so that an empty answer is not a refusal.
fn officer(actor: &Actor, community: CommunityId) -> Result<(), Denied> {
    policy::may(actor, &Action::ManageCommunity { community }).or_else(|denied| {
        let seats = actor.member().map(|member| member.seats.as_slice()).unwrap_or_default();
        seats
            .iter()
            .filter(|seat| seat.community == Some(community))
            .any(|seat| {
                let compound = seat.compound.unwrap_or(CompoundId(Default::default()));
                may_read(actor, community, compound, seat.grid).is_ok()
            })
            .then_some(())
            .ok_or(denied)
    })
}

fn may_read(
    actor: &Actor,
    community: CommunityId,
    compound: CompoundId,
    grid: Option<GridId>,
) -> Result<(), Denied> {
    policy::may(actor, &Action::ReadRoll { community, compound, grid })
}

/// `%` and `_` are letters to who searches.
fn escape(words: &str) -> String {
    words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

const FIND: &str = "\
    SELECT p.id, p.name AS name, c.name || ' ' || u.name AS place, u.compound_id, b.grid_id, u.sort, \
      CASE WHEN EXISTS (SELECT 1 FROM members m WHERE m.person_id = p.id) THEN 1 ELSE 0 END AS joined \
    FROM persons p JOIN residences r ON r.person_id = p.id AND r.from_at <= $3 \
           AND (r.until_at IS NULL OR r.until_at > $3) \
         JOIN units u ON u.id = r.unit_id AND u.retired_at IS NULL JOIN buildings b ON b.id = u.building_id \
         JOIN compounds c ON c.id = u.compound_id \
    WHERE p.community_id = $1 AND p.merged_into IS NULL \
      AND (p.name LIKE $2 ESCAPE '\\' OR u.name LIKE $2 ESCAPE '\\') \
    UNION ALL \
    SELECT p.id, p.name, c.name || ' ' || u.name, u.compound_id, b.grid_id, u.sort, \
      CASE WHEN EXISTS (SELECT 1 FROM members m WHERE m.person_id = p.id) THEN 1 ELSE 0 END \
    FROM persons p JOIN owner_set_members o ON o.person_id = p.id \
         JOIN units u ON u.owner_set_id = o.owner_set_id AND u.retired_at IS NULL \
         JOIN buildings b ON b.id = u.building_id JOIN compounds c ON c.id = u.compound_id \
    WHERE p.community_id = $1 AND p.merged_into IS NULL \
      AND (p.name LIKE $2 ESCAPE '\\' OR u.name LIKE $2 ESCAPE '\\') \
    ORDER BY place, name";

/// One person's sheet.
#[derive(Clone, Debug)]
pub struct PersonSheet {
    /// Who.
    pub id: PersonId,
    /// In full.
    pub name: String,
    /// Natural or legal.
    pub kind: PersonKind,
    /// Whether of age.
    pub is_adult: bool,
    /// Who acts or acted for them, the present ones first.
    pub representations: Vec<Representation>,
    /// For whom they act now, and how.
    pub acts_for: Vec<(RepresentationKind, String)>,
    /// Compound, unit and whether they own it.
    pub places: Vec<(String, bool)>,
    /// The account's level; none without an account.
    pub level: Option<Level>,
    /// As shown in public.
    pub display_name: Option<String>,
}

/// A person's sheet; the look is written down. Three statements.
pub async fn person(
    hall: &Hall,
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    id: PersonId,
) -> Result<PersonSheet> {
    let rows = sqlx::query(SHEET)
        .bind(community.id.to_string())
        .bind(id.to_string())
        .bind(snapshot.now().0)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    let first = rows.first().ok_or(Error::NotFound)?;
    let acts = sqlx::query(ACTS_FOR).bind(id.to_string()).fetch_all(&mut *snapshot.conn).await?;
    let mut allowed = policy::may(actor, &Action::ManageCommunity { community: community.id });
    let mut places = Vec::new();
    for row in &rows {
        if let Some(compound) = row.opt_parsed("compound_id")? {
            places.push((row.text("place")?, row.flag("owns")?));
            allowed = allowed.or(may_read(actor, community.id, compound, row.opt_parsed("grid_id")?));
        }
    }
    for row in &acts {
        allowed =
            allowed.or(may_read(actor, community.id, row.parsed("compound_id")?, row.opt_parsed("grid_id")?));
    }
    allowed?;
    looks::look(hall, actor, community.id, Look::Person, id.to_string()).await?;
    let mut acts_for = Vec::new();
    for row in &acts {
        let one = (row.parsed("kind")?, row.text("name")?);
        if !acts_for.contains(&one) {
            acts_for.push(one);
        }
    }
    Ok(PersonSheet {
        id,
        name: first.text("name")?,
        kind: first.parsed("kind")?,
        is_adult: first.flag("is_adult")?,
        representations: representing::representations(snapshot, id).await?,
        acts_for,
        places,
        level: first.opt_parsed("level")?,
        display_name: first.opt_text("display_name")?,
    })
}

/// Whom the person `$1` acts for, a row for each building of theirs.
const ACTS_FOR: &str = "\
    SELECT DISTINCT p.name, b.compound_id, b.grid_id, \
      CASE WHEN p.guardian_person_id = $1 THEN 'guardian' ELSE 'agent' END AS kind \
    FROM persons p JOIN owner_set_members o ON o.person_id = p.id \
         JOIN units u ON u.owner_set_id = o.owner_set_id AND u.retired_at IS NULL \
         JOIN buildings b ON b.id = u.building_id \
    WHERE $1 IN (p.agent_person_id, p.guardian_person_id) AND p.merged_into IS NULL ORDER BY p.name";

/// The person `$2` of the community `$1` at `$3`, a row for each tie.
const SHEET: &str = "\
    SELECT p.name, p.kind, p.is_adult, m.level, m.display_name, c.name || ' ' || u.name AS place, u.compound_id, b.grid_id, tie.owns \
    FROM persons p LEFT JOIN members m ON m.person_id = p.id \
         LEFT JOIN ( \
           SELECT o.person_id, u.id AS unit_id, 1 AS owns FROM owner_set_members o \
             JOIN units u ON u.owner_set_id = o.owner_set_id AND u.retired_at IS NULL WHERE o.person_id = $2 \
           UNION ALL \
           SELECT r.person_id, r.unit_id, 0 FROM residences r \
             WHERE r.person_id = $2 AND r.from_at <= $3 AND (r.until_at IS NULL OR r.until_at > $3) \
         ) tie ON tie.person_id = p.id \
         LEFT JOIN units u ON u.id = tie.unit_id LEFT JOIN buildings b ON b.id = u.building_id \
         LEFT JOIN compounds c ON c.id = u.compound_id \
    WHERE p.community_id = $1 AND p.id = $2 AND p.merged_into IS NULL ORDER BY tie.owns DESC, u.sort";

struct Verify {
    actor: Actor,
    community: CommunityId,
    person: PersonId,
}

/// 核验: an officer has seen identity and title of someone who has an account.
pub async fn verify(hall: &Hall, actor: &Actor, community: CommunityId, person: PersonId) -> Result<()> {
    hall.write(Verify { actor: actor.clone(), community, person }, mark_verified).await
}

fn mark_verified<'a>(tx: &'a mut Tx<'_>, command: &'a Verify) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let rows = sqlx::query(SHEET)
            .bind(command.community.to_string())
            .bind(command.person.to_string())
            .bind(tx.now().0)
            .fetch_all(&mut *tx.conn)
            .await?;
        if rows.is_empty() {
            return Err(Error::NotFound);
        }
        let community = command.community;
        let mut allowed = policy::may(&command.actor, &Action::ManageCommunity { community });
        for row in &rows {
            if let Some(compound) = row.opt_parsed("compound_id")? {
                let grid = row.opt_parsed("grid_id")?;
                let action = Action::ConfirmJoin { community, compound, grid };
                allowed = allowed.or(policy::may(&command.actor, &action));
            }
        }
        allowed?;
        // Nobody vouches for themselves.
        if command.actor.member().is_some_and(|member| member.person == Some(command.person)) {
            return Err(Denied::OwnMatter.into());
        }
        let marked = sqlx::query("UPDATE members SET level = 'verified' WHERE person_id = $1")
            .bind(command.person.to_string())
            .execute(&mut *tx.conn)
            .await?;
        if marked.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
    })
}

/// Takes a forgotten password away and signs every device out: a new code lets its owner set another.
pub async fn clear_password(
    hall: &Hall,
    actor: &Actor,
    community: CommunityId,
    person: PersonId,
) -> Result<()> {
    hall.write(Verify { actor: actor.clone(), community, person }, clear).await
}

fn clear<'a>(tx: &'a mut Tx<'_>, command: &'a Verify) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        policy::may(&command.actor, &Action::ManageCommunity { community: command.community })?;
        let row = sqlx::query(
            "SELECT m.id, CASE WHEN EXISTS (SELECT 1 FROM seats s WHERE s.member_id = m.id \
                AND s.seat_right = 'operator' AND (s.until_at IS NULL OR s.until_at > $3)) THEN 1 ELSE 0 END AS operates \
             FROM members m JOIN persons p ON p.id = m.person_id WHERE p.community_id = $1 AND p.id = $2",
        )
        .bind(command.community.to_string())
        .bind(command.person.to_string())
        .bind(tx.now().0)
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
        // Whoever stands above administrators is not theirs to lock out.
        if row.flag("operates")? {
            policy::may(&command.actor, &Action::FoundCommunity)?;
        }
        let member = row.text("id")?;
        sqlx::query("UPDATE members SET password_hash = NULL WHERE id = $1")
            .bind(&member)
            .execute(&mut *tx.conn)
            .await?;
        sqlx::query("DELETE FROM sessions WHERE member_id = $1").bind(&member).execute(&mut *tx.conn).await?;
        Ok(())
    })
}
