//! Communities and their places.

use crate::hall::Snapshot;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{BuildingId, CommunityId, CompoundId, EntranceId};
use sqlx::any::AnyRow;

/// A community as every page of it needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    /// Which.
    pub id: CommunityId,
    /// In addresses: `chunhe`.
    pub slug: String,
    /// 春和社区.
    pub name: String,
    /// 春和: the head of its decisions' numbers.
    pub short_name: String,
    /// IANA name: `Asia/Shanghai`.
    pub time_zone: String,
    /// Co-signers an issue needs to be accepted without the council.
    pub cosigners_needed: i64,
    /// Whether everything in it is invented: every page says so.
    pub is_demo: bool,
}

/// A compound of a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compound {
    /// Which.
    pub id: CompoundId,
    /// In addresses.
    pub slug: String,
    /// 春和苑2号院.
    pub name: String,
}

/// A building of a compound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Building {
    /// Which.
    pub id: BuildingId,
    /// Its compound.
    pub compound: CompoundId,
    /// 3号楼.
    pub name: String,
}

/// An entrance of a building: where the reader owns or lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entrance {
    /// Which.
    pub id: EntranceId,
    /// Its building.
    pub building: BuildingId,
    /// 2单元.
    pub name: String,
}

/// The places a matter can be about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// In the order of their names.
    pub compounds: Vec<Compound>,
    /// In the order of compounds, then as people count them.
    pub buildings: Vec<Building>,
    /// The reader's own, where they are asked for.
    pub entrances: Vec<Entrance>,
}

/// The community at `slug`.
pub async fn community(snapshot: &mut Snapshot, slug: &str) -> Result<Community> {
    let row = sqlx::query(
        "SELECT id, slug, name, short_name, time_zone, cosigners_needed, is_demo FROM communities WHERE slug = $1",
    )
    .bind(slug)
    .fetch_optional(&mut *snapshot.conn)
    .await?;
    community_of(&row.ok_or(Error::NotFound)?)
}

/// Every community of the installation, by name.
pub async fn communities(snapshot: &mut Snapshot) -> Result<Vec<Community>> {
    sqlx::query(
        "SELECT id, slug, name, short_name, time_zone, cosigners_needed, is_demo FROM communities \
         ORDER BY name, slug",
    )
    .fetch_all(&mut *snapshot.conn)
    .await?
    .iter()
    .map(community_of)
    .collect()
}

fn community_of(row: &AnyRow) -> Result<Community> {
    Ok(Community {
        id: row.parsed("id")?,
        slug: row.text("slug")?,
        name: row.text("name")?,
        short_name: row.text("short_name")?,
        time_zone: row.text("time_zone")?,
        cosigners_needed: row.int("cosigners_needed")?,
        is_demo: row.flag("is_demo")?,
    })
}

/// The compounds and buildings of a community. Two statements.
pub async fn places(snapshot: &mut Snapshot, community: CommunityId) -> Result<Places> {
    let compounds = sqlx::query("SELECT id, slug, name FROM compounds WHERE community_id = $1 ORDER BY slug")
        .bind(community.to_string())
        .fetch_all(&mut *snapshot.conn)
        .await?;
    let buildings = sqlx::query(
        "SELECT b.id, b.compound_id, b.name FROM buildings b JOIN compounds c ON c.id = b.compound_id \
         WHERE c.community_id = $1 ORDER BY c.slug, b.sort, b.name",
    )
    .bind(community.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    Ok(Places {
        entrances: Vec::new(),
        compounds: compounds
            .iter()
            .map(|row| {
                Ok(Compound { id: row.parsed("id")?, slug: row.text("slug")?, name: row.text("name")? })
            })
            .collect::<Result<_>>()?,
        buildings: buildings
            .iter()
            .map(|row| {
                Ok(Building {
                    id: row.parsed("id")?,
                    compound: row.parsed("compound_id")?,
                    name: row.text("name")?,
                })
            })
            .collect::<Result<_>>()?,
    })
}

/// [`places`], with the entrances where `actor` owns or lives. Three statements.
pub async fn places_of(snapshot: &mut Snapshot, actor: &Actor, community: CommunityId) -> Result<Places> {
    let mut places = places(snapshot, community).await?;
    let Some(person) = actor.member().and_then(|member| member.person) else { return Ok(places) };
    let rows = sqlx::query(OWN_ENTRANCES)
        .bind(person.to_string())
        .bind(snapshot.now().0)
        .bind(community.to_string())
        .fetch_all(&mut *snapshot.conn)
        .await?;
    places.entrances = rows
        .iter()
        .map(|row| {
            Ok(Entrance {
                id: row.parsed("id")?,
                building: row.parsed("building_id")?,
                name: row.text("name")?,
            })
        })
        .collect::<Result<_>>()?;
    Ok(places)
}

const OWN_ENTRANCES: &str = "\
    SELECT DISTINCT e.id, e.building_id, e.name, e.sort \
    FROM units u JOIN entrances e ON e.id = u.entrance_id JOIN compounds c ON c.id = u.compound_id \
    WHERE c.community_id = $3 AND u.retired_at IS NULL AND u.id IN ( \
        SELECT own.id FROM owner_set_members o JOIN units own ON own.owner_set_id = o.owner_set_id \
        WHERE o.person_id = $1 \
        UNION SELECT r.unit_id FROM residences r \
        WHERE r.person_id = $1 AND r.from_at <= $2 AND (r.until_at IS NULL OR r.until_at > $2)) \
    ORDER BY e.sort, e.name";
