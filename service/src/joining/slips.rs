//! Codes handed out: one at an officer's desk, or a building's at once, printed on slips for the mailboxes.

use super::sql;
use crate::hall::{Hall, Snapshot, Tx};
use crate::looks;
use crate::row::RowExt as _;
use crate::sessions::hash;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{BuildingId, CommunityId, CompoundId, PersonId};
use domain::members::{CodeKind, JoinCode, Look};
use domain::policy::{self, Action, Denied};
use domain::time::Timestamp;
use domain::words::masked_name;
use futures::future::BoxFuture;

/// A code that exists in readable form only in this answer.
#[derive(Clone, Debug)]
pub struct NewCode {
    /// The code.
    pub code: JoinCode,
    /// Whom it is for, in full: the officer hands it over.
    pub name: String,
    /// `3号楼`.
    pub place: Option<String>,
    /// How it may travel.
    pub kind: CodeKind,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// One slip of a sheet.
#[derive(Clone, Debug)]
pub struct Slip {
    /// The code.
    pub code: JoinCode,
    /// `王**`.
    pub masked_name: String,
    /// `2单元`; none when the unit opens on no entrance.
    pub entrance: Option<String>,
    /// In full, for who delivers the slip and keeps this part of it.
    pub name: String,
    /// The door: `2单元302室`. For who delivers.
    pub unit: String,
    /// How it may travel: an owner's goes from hand to hand.
    pub kind: CodeKind,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A building whose slips can be printed.
#[derive(Clone, Debug)]
pub struct SlipBuilding {
    /// Which.
    pub id: BuildingId,
    /// Its compound and its name.
    pub name: String,
    /// People who would get a slip: they live there and have no account.
    pub people: i64,
    /// People who live there as the roll says; 0 where it lists owners only.
    pub residents: i64,
}

struct IssueCode {
    actor: Actor,
    community: CommunityId,
    person: PersonId,
}

/// 发码: a new code for one person; the earlier ones end. Sent twice it makes two, of which the last is good.
pub async fn issue_code(
    hall: &Hall,
    actor: &Actor,
    community: CommunityId,
    person: PersonId,
) -> Result<NewCode> {
    hall.write(IssueCode { actor: actor.clone(), community, person }, issue).await
}

fn issue<'a>(tx: &'a mut Tx<'_>, command: &'a IssueCode) -> BoxFuture<'a, Result<NewCode>> {
    Box::pin(async move {
        let person = sql::person_place(tx, command.person).await?;
        if person.community != command.community {
            return Err(Error::NotFound);
        }
        may_issue(&command.actor, &person)?;
        let kind = if person.owns { CodeKind::Owner } else { CodeKind::Resident };
        let code = JoinCode::of_random(tx.secret());
        sql::issue(tx, command.person, kind, &hash(code.as_str()), command.actor.member_id()).await?;
        let expires_at = tx.now().plus(kind.lifetime_micros());
        Ok(NewCode { code, name: person.name, place: person.place, kind, expires_at })
    })
}

/// A code for a seat's holder opens the way to the seat, so only who gives the seats may make one.
pub(super) fn may_issue(actor: &Actor, person: &sql::PersonPlace) -> Result<(), Denied> {
    let community = person.community;
    if person.operates {
        policy::may(actor, &Action::FoundCommunity)
    } else if person.holds_seat {
        policy::may(actor, &Action::ManageCommunity { community })
    } else if let Some(compound) = person.compound {
        policy::may(actor, &Action::IssueCode { community, compound, grid: person.grid })
    } else {
        policy::may(actor, &Action::ManageCommunity { community })
    }
}

struct IssueSlips {
    actor: Actor,
    community: CommunityId,
    building: BuildingId,
}

/// 打印加入码: new codes for all who live in a building and have no account. They are readable in this answer only.
pub async fn issue_slips(
    hall: &Hall,
    actor: &Actor,
    community: CommunityId,
    building: BuildingId,
) -> Result<Vec<Slip>> {
    hall.write(IssueSlips { actor: actor.clone(), community, building }, print).await
}

fn print<'a>(tx: &'a mut Tx<'_>, command: &'a IssueSlips) -> BoxFuture<'a, Result<Vec<Slip>>> {
    Box::pin(async move {
        let place = sql::building(tx, command.building).await?;
        if place.community != command.community {
            return Err(Error::NotFound);
        }
        let action =
            Action::IssueCode { community: place.community, compound: place.compound, grid: place.grid };
        policy::may(&command.actor, &action)?;
        let building = command.building.to_string();
        looks::note(tx, &command.actor, place.community, Look::Slips, &building).await?;
        let people =
            sqlx::query(sql::SLIP_PEOPLE).bind(&building).bind(tx.now().0).fetch_all(&mut *tx.conn).await?;
        let mut slips: Vec<Slip> = Vec::new();
        let mut done: Vec<PersonId> = Vec::new();
        for row in &people {
            let person: PersonId = row.parsed("id")?;
            if row.flag("joined")? || done.contains(&person) {
                continue;
            }
            done.push(person);
            let kind = if row.flag("owns")? { CodeKind::Owner } else { CodeKind::Resident };
            let code = JoinCode::of_random(tx.secret());
            sql::issue(tx, person, kind, &hash(code.as_str()), command.actor.member_id()).await?;
            slips.push(Slip {
                code,
                masked_name: masked_name(&row.text("name")?),
                entrance: row.opt_text("entrance")?,
                name: row.text("name")?,
                unit: row.text("unit")?,
                kind,
                expires_at: tx.now().plus(kind.lifetime_micros()),
            });
        }
        Ok(slips)
    })
}

/// The buildings of a community with the number of slips each would have; none before its first roll. One statement.
pub async fn slip_buildings(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: CommunityId,
) -> Result<Vec<SlipBuilding>> {
    let rows = sqlx::query(
        "SELECT b.id, b.grid_id, b.compound_id, c.name || ' ' || b.name AS name, \
           (SELECT COUNT(DISTINCT r.person_id) FROM residences r JOIN units u ON u.id = r.unit_id \
            WHERE u.building_id = b.id AND r.from_at <= $2 AND (r.until_at IS NULL OR r.until_at > $2) \
              AND NOT EXISTS (SELECT 1 FROM members m WHERE m.person_id = r.person_id)) AS people, \
           (SELECT COUNT(DISTINCT r.person_id) FROM residences r JOIN units u ON u.id = r.unit_id \
            WHERE u.building_id = b.id AND r.from_at <= $2 AND (r.until_at IS NULL OR r.until_at > $2)) AS residents \
         FROM buildings b JOIN compounds c ON c.id = b.compound_id WHERE c.community_id = $1 \
         ORDER BY c.slug, b.sort, b.name",
    )
    .bind(community.to_string())
    .bind(snapshot.now().0)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let mut buildings = Vec::new();
    for row in &rows {
        let (compound, grid) = (row.parsed("compound_id")?, row.opt_parsed("grid_id")?);
        if policy::may(actor, &Action::IssueCode { community, compound, grid }).is_ok() {
            buildings.push(SlipBuilding {
                id: row.parsed("id")?,
                name: row.text("name")?,
                people: row.int("people")?,
                residents: row.int("residents")?,
            });
        }
    }
    if buildings.is_empty() {
        issues_codes(actor, community)?;
    }
    Ok(buildings)
}

/// Whether a seat of the actor's hands out codes here, so that a community without buildings is not a refusal.
fn issues_codes(actor: &Actor, community: CommunityId) -> Result<(), Denied> {
    let of = |compound, grid| policy::may(actor, &Action::IssueCode { community, compound, grid });
    let nowhere = CompoundId(Default::default());
    let seats = actor.member().map(|member| member.seats.as_slice()).unwrap_or_default();
    let here = seats.iter().filter(|seat| seat.community.is_none_or(|own| own == community));
    here.map(|seat| of(seat.compound.unwrap_or(nowhere), seat.grid))
        .find(Result::is_ok)
        .unwrap_or_else(|| of(nowhere, None))
}
