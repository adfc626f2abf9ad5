//! Communities and their places.

use crate::hall::Snapshot;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::id::{BuildingId, CommunityId, CompoundId};
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

/// The places a matter can be about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// In the order of their names.
    pub compounds: Vec<Compound>,
    /// In the order of compounds, then as people count them.
    pub buildings: Vec<Building>,
}

/// The community at `slug`.
pub async fn community(snapshot: &mut Snapshot, slug: &str) -> Result<Community> {
    let row = sqlx::query(
        "SELECT id, slug, name, short_name, time_zone, cosigners_needed FROM communities WHERE slug = $1",
    )
    .bind(slug)
    .fetch_optional(&mut *snapshot.conn)
    .await?;
    community_of(&row.ok_or(Error::NotFound)?)
}

/// Every community of the installation, by name.
pub async fn communities(snapshot: &mut Snapshot) -> Result<Vec<Community>> {
    sqlx::query(
        "SELECT id, slug, name, short_name, time_zone, cosigners_needed FROM communities ORDER BY name, slug",
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
