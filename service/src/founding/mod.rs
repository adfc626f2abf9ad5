//! Founding: communities, compounds, buildings, units, persons, bodies, seats, accounts.
//!
//! Acts of operators and administrators. Whole rolls come in through the roll import; these enter one thing at a time.

mod bodies;

pub use bodies::{NewBody, NewMember, NewSeat, add_member, found_body, seat_member};

use crate::hall::{Hall, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result, bodies as settled};
use domain::actor::Actor;
use domain::count::manifest::Clause;
use domain::id::{
    BuildingId, CommunityId, CompoundId, EntranceId, FormKey, GridId, OwnerSetId, PersonId, UnitId,
};
use domain::measure::AreaCm2;
use domain::policy::{self, Action};
use domain::problem::Problem;
use domain::roll::{AreaSource, PersonKind, ResidenceKind, Tenure, UnitKind};
use domain::votes::EVoting;
use domain::words::{Label, PersonName};
use futures::future::BoxFuture;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A community to be founded.
#[derive(Clone, Debug)]
pub struct NewCommunity {
    /// In addresses; lower-case letters, digits and hyphens.
    pub slug: String,
    /// 春和社区.
    pub name: Label,
    /// 春和.
    pub short_name: Label,
    /// IANA name, checked by the caller: `Asia/Shanghai`.
    pub time_zone: String,
    /// Co-signers an issue needs to be accepted without the council.
    pub cosigners_needed: i64,
}

/// A compound to be entered.
#[derive(Clone, Debug)]
pub struct NewCompound {
    /// Where.
    pub community: CommunityId,
    /// In addresses.
    pub slug: String,
    /// 春和苑2号院.
    pub name: Label,
    /// How owners' votes are taken online.
    pub e_voting: EVoting,
    /// The clause it rests on; needed unless paper only.
    pub e_voting_clause: Option<String>,
    /// The owners' rule on silence, if they have one.
    pub silence_clause: Option<Clause>,
}

/// A unit to be entered.
#[derive(Clone, Debug)]
pub struct NewUnit {
    /// Where.
    pub building: BuildingId,
    /// Where, if it opens on one.
    pub entrance: Option<EntranceId>,
    /// Whole: "3号楼2单元1201室".
    pub name: Label,
    /// What it is for.
    pub kind: UnitKind,
    /// Its area.
    pub area: AreaCm2,
    /// Where the area comes from.
    pub area_source: AreaSource,
    /// Whether its area counts in owners' votes.
    pub counts_area: bool,
    /// Whether it gives its owners a head.
    pub counts_head: bool,
    /// Who holds it for counting.
    pub tenure: Tenure,
    /// Its owners; empty when unknown.
    pub owners: Vec<PersonId>,
    /// In the order people count units.
    pub sort: i64,
}

/// A person to be entered on the roll.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Where.
    pub community: CommunityId,
    /// Natural or legal.
    pub kind: PersonKind,
    /// As on the title.
    pub name: PersonName,
    /// To reach them by.
    pub phone: Option<String>,
    /// The last four of a document.
    pub document_tail: Option<String>,
    /// Whether of age.
    pub is_adult: bool,
}

/// 新建社区.
pub async fn found_community(hall: &Hall, actor: &Actor, new: NewCommunity) -> Result<CommunityId> {
    hall.write((actor.clone(), new), insert_community).await
}

/// 新建社区, from a form that may be sent twice.
pub async fn found_community_once(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    new: NewCommunity,
) -> Result<CommunityId> {
    hall.write_once(actor, key, (actor.clone(), new), insert_community).await
}

fn insert_community<'a>(
    tx: &'a mut Tx<'_>,
    (actor, new): &'a (Actor, NewCommunity),
) -> BoxFuture<'a, Result<CommunityId>> {
    Box::pin(async move {
        policy::may(actor, &Action::FoundCommunity)?;
        let id: CommunityId = tx.new_id();
        let inserted = sqlx::query(
            "INSERT INTO communities (id, slug, name, short_name, time_zone, cosigners_needed, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (slug) DO NOTHING",
        )
        .bind(id.to_string())
        .bind(&new.slug)
        .bind(new.name.as_str())
        .bind(new.short_name.as_str())
        .bind(&new.time_zone)
        .bind(new.cosigners_needed)
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        if inserted.rows_affected() == 0 { Err(Problem::AddressTaken.into()) } else { Ok(id) }
    })
}

/// Enters a compound.
pub async fn add_compound(hall: &Hall, actor: &Actor, new: NewCompound) -> Result<CompoundId> {
    hall.write((actor.clone(), new), insert_compound).await
}

/// Enters a compound, from a form that may be sent twice.
pub async fn add_compound_once(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    new: NewCompound,
) -> Result<CompoundId> {
    hall.write_once(actor, key, (actor.clone(), new), insert_compound).await
}

fn insert_compound<'a>(
    tx: &'a mut Tx<'_>,
    (actor, new): &'a (Actor, NewCompound),
) -> BoxFuture<'a, Result<CompoundId>> {
    Box::pin(async move {
        policy::may(actor, &Action::ManageCommunity { community: new.community })?;
        let id: CompoundId = tx.new_id();
        let inserted = sqlx::query(
            "INSERT INTO compounds (id, community_id, slug, name, e_voting, e_voting_clause, silence_clause, \
               created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (community_id, slug) DO NOTHING",
        )
        .bind(id.to_string())
        .bind(new.community.to_string())
        .bind(&new.slug)
        .bind(new.name.as_str())
        .bind(new.e_voting.code())
        .bind(new.e_voting_clause.as_deref())
        .bind(settled::written_clause(new.silence_clause.as_ref())?)
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        if inserted.rows_affected() == 0 {
            return Err(Problem::AddressTaken.into());
        }
        sqlx::query("INSERT INTO roll_versions (compound_id, version) VALUES ($1, 1)")
            .bind(id.to_string())
            .execute(&mut *tx.conn)
            .await?;
        Ok(id)
    })
}

/// Enters a grid.
pub async fn add_grid(hall: &Hall, actor: &Actor, community: CommunityId, name: Label) -> Result<GridId> {
    act(hall, actor, (community, name), |tx, actor, (community, name)| {
        Box::pin(async move {
            policy::may(actor, &Action::ManageCommunity { community: *community })?;
            let id: GridId = tx.new_id();
            sqlx::query("INSERT INTO grids (id, community_id, name) VALUES ($1, $2, $3)")
                .bind(id.to_string())
                .bind(community.to_string())
                .bind(name.as_str())
                .execute(&mut *tx.conn)
                .await?;
            Ok(id)
        })
    })
    .await
}

/// Enters a building.
pub async fn add_building(
    hall: &Hall,
    actor: &Actor,
    compound: CompoundId,
    name: Label,
    grid: Option<GridId>,
    sort: i64,
) -> Result<BuildingId> {
    act(hall, actor, (compound, name, grid, sort), |tx, actor, (compound, name, grid, sort)| {
        Box::pin(async move {
            may_keep_roll(tx, actor, *compound).await?;
            let id: BuildingId = tx.new_id();
            sqlx::query(
                "INSERT INTO buildings (id, compound_id, name, grid_id, sort) VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(id.to_string())
            .bind(compound.to_string())
            .bind(name.as_str())
            .bind(grid.map(|grid| grid.to_string()))
            .bind(*sort)
            .execute(&mut *tx.conn)
            .await?;
            Ok(id)
        })
    })
    .await
}

/// Enters an entrance.
pub async fn add_entrance(
    hall: &Hall,
    actor: &Actor,
    building: BuildingId,
    name: Label,
    sort: i64,
) -> Result<EntranceId> {
    act(hall, actor, (building, name, sort), |tx, actor, (building, name, sort)| {
        Box::pin(async move {
            let compound = compound_of(tx, *building).await?;
            may_keep_roll(tx, actor, compound).await?;
            let id: EntranceId = tx.new_id();
            sqlx::query("INSERT INTO entrances (id, building_id, name, sort) VALUES ($1, $2, $3, $4)")
                .bind(id.to_string())
                .bind(building.to_string())
                .bind(name.as_str())
                .bind(*sort)
                .execute(&mut *tx.conn)
                .await?;
            Ok(id)
        })
    })
    .await
}

/// Enters a person on the roll.
pub async fn add_person(hall: &Hall, actor: &Actor, new: NewPerson) -> Result<PersonId> {
    act(hall, actor, new, |tx, actor, new| {
        Box::pin(async move {
            policy::may(actor, &Action::ManageCommunity { community: new.community })?;
            insert_person(tx, new).await
        })
    })
    .await
}

/// Writes a person; the caller has checked the right to.
pub(crate) async fn insert_person(tx: &mut Tx<'_>, new: &NewPerson) -> Result<PersonId> {
    let id: PersonId = tx.new_id();
    sqlx::query(
        "INSERT INTO persons (id, community_id, kind, name, phone, document_tail, is_adult, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id.to_string())
    .bind(new.community.to_string())
    .bind(new.kind.code())
    .bind(new.name.as_str())
    .bind(new.phone.as_deref())
    .bind(new.document_tail.as_deref())
    .bind(i64::from(new.is_adult))
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(id)
}

/// Enters a unit with its owners.
pub async fn add_unit(hall: &Hall, actor: &Actor, new: NewUnit) -> Result<UnitId> {
    act(hall, actor, new, |tx, actor, new| {
        Box::pin(async move {
            let compound = compound_of(tx, new.building).await?;
            may_keep_roll(tx, actor, compound).await?;
            let owners = if new.owners.is_empty() {
                None
            } else {
                Some(owner_set(tx, compound, &new.owners, new.tenure != Tenure::Delivered).await?)
            };
            let id: UnitId = tx.new_id();
            sqlx::query(
                "INSERT INTO units (id, compound_id, building_id, entrance_id, name, kind, area_cm2, area_source, \
                   counts_area, counts_head, tenure, owner_set_id, owned_since, sort) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            )
            .bind(id.to_string())
            .bind(compound.to_string())
            .bind(new.building.to_string())
            .bind(new.entrance.map(|entrance| entrance.to_string()))
            .bind(new.name.as_str())
            .bind(new.kind.code())
            .bind(new.area.cm2())
            .bind(new.area_source.code())
            .bind(i64::from(new.counts_area))
            .bind(i64::from(new.counts_head))
            .bind(new.tenure.code())
            .bind(owners.map(|owners| owners.to_string()))
            .bind(owners.map(|_known| tx.now().0))
            .bind(new.sort)
            .execute(&mut *tx.conn)
            .await?;
            roll_changed(tx, compound).await?;
            Ok(id)
        })
    })
    .await
}

/// The set of exactly these owners, made if it is new: two titles with the same owners are one head.
pub(crate) async fn owner_set(
    tx: &mut Tx<'_>,
    compound: CompoundId,
    owners: &[PersonId],
    is_developer: bool,
) -> Result<OwnerSetId> {
    let owners: BTreeSet<Uuid> = owners.iter().map(|person| person.0).collect();
    let key = owners.iter().map(Uuid::to_string).collect::<Vec<_>>().join(" ");
    let id: OwnerSetId = tx.new_id();
    sqlx::query(
        "INSERT INTO owner_sets (id, compound_id, key, is_developer) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (compound_id, key) DO NOTHING",
    )
    .bind(id.to_string())
    .bind(compound.to_string())
    .bind(&key)
    .bind(i64::from(is_developer))
    .execute(&mut *tx.conn)
    .await?;
    let row = sqlx::query("SELECT id FROM owner_sets WHERE compound_id = $1 AND key = $2")
        .bind(compound.to_string())
        .bind(&key)
        .fetch_one(&mut *tx.conn)
        .await?;
    let id: OwnerSetId = row.parsed("id")?;
    for owner in owners {
        sqlx::query(
            "INSERT INTO owner_set_members (owner_set_id, person_id) VALUES ($1, $2) \
             ON CONFLICT (owner_set_id, person_id) DO NOTHING",
        )
        .bind(id.to_string())
        .bind(owner.to_string())
        .execute(&mut *tx.conn)
        .await?;
    }
    Ok(id)
}

/// Names the co-owner who votes for all owners of a unit.
pub async fn name_voter(hall: &Hall, actor: &Actor, unit: UnitId, voter: PersonId) -> Result<()> {
    act(hall, actor, (unit, voter), |tx, actor, (unit, voter)| {
        Box::pin(async move {
            let row = sqlx::query("SELECT compound_id FROM units WHERE id = $1")
                .bind(unit.to_string())
                .fetch_optional(&mut *tx.conn)
                .await?
                .ok_or(Error::NotFound)?;
            may_keep_roll(tx, actor, row.parsed("compound_id")?).await?;
            let named = sqlx::query(
                "UPDATE owner_sets SET voter_person_id = $2 \
                 WHERE id = (SELECT owner_set_id FROM units WHERE id = $1) \
                   AND EXISTS (SELECT 1 FROM owner_set_members m \
                               WHERE m.owner_set_id = owner_sets.id AND m.person_id = $2)",
            )
            .bind(unit.to_string())
            .bind(voter.to_string())
            .execute(&mut *tx.conn)
            .await?;
            if named.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
        })
    })
    .await
}

/// Enters that a person lives in a unit from now on.
pub async fn add_residence(
    hall: &Hall,
    actor: &Actor,
    unit: UnitId,
    person: PersonId,
    kind: ResidenceKind,
) -> Result<()> {
    act(hall, actor, (unit, person, kind), |tx, actor, (unit, person, kind)| {
        Box::pin(async move {
            let row = sqlx::query("SELECT compound_id FROM units WHERE id = $1")
                .bind(unit.to_string())
                .fetch_optional(&mut *tx.conn)
                .await?
                .ok_or(Error::NotFound)?;
            may_keep_roll(tx, actor, row.parsed("compound_id")?).await?;
            insert_residence(tx, *unit, *person, *kind).await
        })
    })
    .await
}

/// Writes a residence; the caller has checked the right to.
pub(crate) async fn insert_residence(
    tx: &mut Tx<'_>,
    unit: UnitId,
    person: PersonId,
    kind: ResidenceKind,
) -> Result<()> {
    let id: Uuid = tx.new_id();
    sqlx::query("INSERT INTO residences (id, unit_id, person_id, kind, from_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(id.to_string())
        .bind(unit.to_string())
        .bind(person.to_string())
        .bind(kind.code())
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Counts a change to a compound's roll, so that a dry run made before it is refused.
pub(crate) async fn roll_changed(tx: &mut Tx<'_>, compound: CompoundId) -> Result<()> {
    sqlx::query("UPDATE roll_versions SET version = version + 1 WHERE compound_id = $1")
        .bind(compound.to_string())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

async fn compound_of(tx: &mut Tx<'_>, building: BuildingId) -> Result<CompoundId> {
    let row = sqlx::query("SELECT compound_id FROM buildings WHERE id = $1")
        .bind(building.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?;
    row.ok_or(Error::NotFound)?.parsed("compound_id")
}

/// Checks that `actor` keeps the roll of `compound`.
pub(crate) async fn may_keep_roll(
    tx: &mut Tx<'_>,
    actor: &Actor,
    compound: CompoundId,
) -> Result<CommunityId> {
    let row = sqlx::query("SELECT community_id FROM compounds WHERE id = $1")
        .bind(compound.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?;
    let community = row.ok_or(Error::NotFound)?.parsed("community_id")?;
    policy::may(actor, &Action::ImportRoll { community, compound })?;
    Ok(community)
}

type FoundingAct<C, T> = for<'a, 'c> fn(&'a mut Tx<'c>, &'a Actor, &'a C) -> BoxFuture<'a, Result<T>>;

/// An act with its actor; these come from the command line and from administrators' pages.
async fn act<C, T>(hall: &Hall, actor: &Actor, command: C, act: FoundingAct<C, T>) -> Result<T>
where
    C: Send + Sync + 'static,
    T: Send + 'static,
{
    hall.write((actor.clone(), command, act), |tx, (actor, command, act)| act(tx, actor, command)).await
}
