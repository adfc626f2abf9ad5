//! The roll and its imports as officers read them.

use super::merge::{How, Merged, Twin, Twins};
use super::report::Report;
use super::stage::StagedSheets;
use crate::communities::{Community, Compound};
use crate::hall::{Hall, Snapshot, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result, dialect, looks};
use domain::actor::Actor;
use domain::id::{CommunityId, CompoundId, ImportId, PersonId, UnitId};
use domain::members::Look;
use domain::policy::{self, Action};
use domain::roll::{AreaSource, Tenure, UnitKind};
use domain::time::Timestamp;
use futures::future::BoxFuture;
use sqlx::any::AnyRow;

/// Units on one page.
pub const UNITS_PER_PAGE: i64 = 50;
/// Merges on one page.
pub const MERGES_PER_PAGE: i64 = 50;
/// Names with several persons on one page.
const TWINS_PER_PAGE: i64 = 30;
/// Imports listed.
const IMPORTS_LISTED: i64 = 30;

/// What a compound's roll comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RollSummary {
    /// Units that are not retired.
    pub units: i64,
    /// Their area that counts, in cm².
    pub area_cm2: i64,
    /// Distinct sets of owners who hold a unit.
    pub owner_sets: i64,
    /// Units whose owner is not known and that are not the developer's.
    pub without_owner: i64,
    /// People who live there now.
    pub residents: i64,
}

/// A unit as the list shows it: names of its owners are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollUnit {
    /// Which.
    pub id: UnitId,
    /// 3号楼2单元1201室.
    pub name: String,
    /// What it is for.
    pub kind: UnitKind,
    /// In cm².
    pub area_cm2: i64,
    /// Where the area is from.
    pub area_source: AreaSource,
    /// Who holds it for counting.
    pub tenure: Tenure,
    /// `王**`.
    pub owners: Vec<String>,
    /// Whether several own it and nobody is named to vote.
    pub lacks_voter: bool,
}

/// One page of a compound's roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollPage {
    /// Whose roll.
    pub compound: Compound,
    /// What it comes to.
    pub summary: RollSummary,
    /// The units on this page.
    pub units: Vec<RollUnit>,
    /// Units found in all.
    pub found: i64,
    /// From 1.
    pub page: i64,
}

/// A unit that an officer opened, with everything; the look is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Which.
    pub name: String,
    /// Who owns it or lives in it.
    pub persons: Vec<OpenedPerson>,
}

/// Somebody in an opened unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedPerson {
    /// Who.
    pub id: PersonId,
    /// In full.
    pub name: String,
    /// To reach them by.
    pub phone: Option<String>,
    /// The last four of a document.
    pub document_tail: Option<String>,
    /// Whether on the title; else they live there.
    pub owns: bool,
    /// Whether named to vote for the owners.
    pub votes: bool,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportState {
    /// Its columns wait to be confirmed.
    Staged,
    /// A dry run was made.
    Checked,
    /// It is on the roll.
    Applied,
}

/// An import with everything its page shows.
#[derive(Clone, Debug)]
pub struct ImportView {
    /// Which.
    pub id: ImportId,
    /// For which compound.
    pub compound: CompoundId,
    /// As it was called.
    pub file_name: String,
    /// How far it is.
    pub state: ImportState,
    /// What was read.
    pub sheets: StagedSheets,
    /// The last dry run.
    pub report: Option<Report>,
    /// Whether the roll changed since the dry run.
    pub outdated: bool,
    /// Whether what the file does not list was taken from the roll.
    pub retired_missing: bool,
    /// When it was uploaded.
    pub created_at: Timestamp,
    /// When it was applied.
    pub applied_at: Option<Timestamp>,
}

/// An import as it is listed.
#[derive(Clone, Debug)]
pub struct PastImport {
    /// Which.
    pub id: ImportId,
    /// As it was called.
    pub file_name: String,
    /// How far it is.
    pub state: ImportState,
    /// By whom, as shown in public.
    pub by: Option<String>,
    /// When it was uploaded.
    pub created_at: Timestamp,
    /// When it was applied.
    pub applied_at: Option<Timestamp>,
}

/// The compound at `slug` of `community`. One statement.
pub async fn compound(snapshot: &mut Snapshot, community: &Community, slug: &str) -> Result<Compound> {
    let row = sqlx::query("SELECT id, slug, name FROM compounds WHERE community_id = $1 AND slug = $2")
        .bind(community.id.to_string())
        .bind(slug)
        .fetch_optional(&mut *snapshot.conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Compound { id: row.parsed("id")?, slug: row.text("slug")?, name: row.text("name")? })
}

const SUMMARY: &str = "\
    SELECT COUNT(*) AS units, \
           CAST(COALESCE(SUM(CASE WHEN counts_area = 1 THEN area_cm2 ELSE 0 END), 0) AS BIGINT) AS area, \
           COUNT(DISTINCT owner_set_id) AS owner_sets, \
           COUNT(CASE WHEN owner_set_id IS NULL AND tenure = 'delivered' THEN 1 END) AS without_owner, \
           (SELECT COUNT(DISTINCT r.person_id) FROM residences r JOIN units h ON h.id = r.unit_id \
            WHERE h.compound_id = $1 AND r.until_at IS NULL AND h.retired_at IS NULL) AS residents \
    FROM units WHERE compound_id = $1 AND retired_at IS NULL";

const FOUND: &str = "\
    SELECT COUNT(*) AS found FROM units u WHERE u.compound_id = $1 AND u.retired_at IS NULL \
      AND (u.name LIKE $2 ESCAPE '\\' OR EXISTS (SELECT 1 FROM owner_set_members m \
           JOIN persons p ON p.id = m.person_id WHERE m.owner_set_id = u.owner_set_id AND p.name LIKE $2 ESCAPE '\\'))";

const UNITS: &str = "\
    SELECT u.id, u.name, u.kind, u.area_cm2, u.area_source, u.tenure, u.owner_set_id \
    FROM units u JOIN buildings b ON b.id = u.building_id WHERE u.compound_id = $1 AND u.retired_at IS NULL \
      AND (u.name LIKE $2 ESCAPE '\\' OR EXISTS (SELECT 1 FROM owner_set_members m \
           JOIN persons p ON p.id = m.person_id WHERE m.owner_set_id = u.owner_set_id AND p.name LIKE $2 ESCAPE '\\')) \
    ORDER BY b.sort, b.name, u.sort, u.name LIMIT $3 OFFSET $4";

const OWNERS: &str = "\
    SELECT page.id AS unit_id, p.name, CASE WHEN s.voter_person_id IS NULL THEN 1 ELSE 0 END AS lacks_voter \
    FROM (SELECT u.id, u.owner_set_id FROM units u JOIN buildings b ON b.id = u.building_id \
          WHERE u.compound_id = $1 AND u.retired_at IS NULL \
            AND (u.name LIKE $2 ESCAPE '\\' OR EXISTS (SELECT 1 FROM owner_set_members m \
                 JOIN persons p ON p.id = m.person_id \
                 WHERE m.owner_set_id = u.owner_set_id AND p.name LIKE $2 ESCAPE '\\')) \
          ORDER BY b.sort, b.name, u.sort, u.name LIMIT $3 OFFSET $4) AS page \
    JOIN owner_sets s ON s.id = page.owner_set_id JOIN owner_set_members o ON o.owner_set_id = s.id \
    JOIN persons p ON p.id = o.person_id ORDER BY page.id, p.id";

/// A page of the roll, found by a part of a door or of an owner's name. A search is written down as a look. Four
/// statements.
pub async fn roll_page(
    hall: &Hall,
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    compound: Compound,
    words: &str,
    page: i64,
) -> Result<RollPage> {
    may_read(actor, community.id, compound.id)?;
    if !words.is_empty() {
        looks::look(hall, actor, community.id, Look::PeopleSearch, compound.id.to_string()).await?;
    }
    let (id, pattern) = (compound.id.to_string(), dialect::containing(words));
    let summary = sqlx::query(SUMMARY).bind(&id).fetch_one(&mut *snapshot.conn).await?;
    let found =
        sqlx::query(FOUND).bind(&id).bind(&pattern).fetch_one(&mut *snapshot.conn).await?.int("found")?;
    let page = page.clamp(1, (found + UNITS_PER_PAGE - 1).max(1) / UNITS_PER_PAGE + 1);
    let offset = (page - 1) * UNITS_PER_PAGE;
    let listed = |statement: &'static str| {
        sqlx::query(statement).bind(id.clone()).bind(pattern.clone()).bind(UNITS_PER_PAGE).bind(offset)
    };
    let units = listed(UNITS).fetch_all(&mut *snapshot.conn).await?;
    let mut units: Vec<RollUnit> = units.iter().map(unit_of).collect::<Result<_>>()?;
    for row in &listed(OWNERS).fetch_all(&mut *snapshot.conn).await? {
        let of: UnitId = row.parsed("unit_id")?;
        if let Some(unit) = units.iter_mut().find(|unit| unit.id == of) {
            unit.owners.push(domain::words::masked_name(&row.text("name")?));
            unit.lacks_voter = unit.owners.len() > 1 && row.flag("lacks_voter")?;
        }
    }
    let summary = RollSummary {
        units: summary.int("units")?,
        area_cm2: summary.int("area")?,
        owner_sets: summary.int("owner_sets")?,
        without_owner: summary.int("without_owner")?,
        residents: summary.int("residents")?,
    };
    Ok(RollPage { compound, summary, units, found, page })
}

fn may_read(actor: &Actor, community: CommunityId, compound: CompoundId) -> Result<()> {
    Ok(policy::may(actor, &Action::ReadRoll { community, compound, grid: None })?)
}

fn unit_of(row: &AnyRow) -> Result<RollUnit> {
    Ok(RollUnit {
        id: row.parsed("id")?,
        name: row.text("name")?,
        kind: row.parsed("kind")?,
        area_cm2: row.int("area_cm2")?,
        area_source: row.parsed("area_source")?,
        tenure: row.parsed("tenure")?,
        owners: Vec::new(),
        lacks_voter: false,
    })
}

/// 查看: opens a unit of a community, writes the look down, and answers who is in it, in full.
pub async fn open_unit(hall: &Hall, actor: &Actor, community: CommunityId, unit: UnitId) -> Result<Opened> {
    hall.write((actor.clone(), community, unit), open).await
}

fn open<'a>(
    tx: &'a mut Tx<'_>,
    (actor, community, unit): &'a (Actor, CommunityId, UnitId),
) -> BoxFuture<'a, Result<Opened>> {
    Box::pin(async move {
        let row = sqlx::query(
            "SELECT u.name, u.compound_id, b.grid_id FROM units u JOIN buildings b ON b.id = u.building_id \
             JOIN compounds c ON c.id = u.compound_id WHERE u.id = $1 AND c.community_id = $2",
        )
        .bind(unit.to_string())
        .bind(community.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
        let (compound, grid) = (row.parsed("compound_id")?, row.opt_parsed("grid_id")?);
        policy::may(actor, &Action::ReadRoll { community: *community, compound, grid })?;
        looks::note(tx, actor, *community, Look::Roll, &unit.to_string()).await?;
        let persons = sqlx::query(
            "SELECT p.id, p.name, p.phone, p.document_tail, 1 AS owns, \
                    CASE WHEN s.voter_person_id = p.id THEN 1 ELSE 0 END AS votes \
             FROM units u JOIN owner_sets s ON s.id = u.owner_set_id \
                  JOIN owner_set_members m ON m.owner_set_id = s.id JOIN persons p ON p.id = m.person_id \
             WHERE u.id = $1 \
             UNION ALL SELECT p.id, p.name, p.phone, p.document_tail, 0 AS owns, 0 AS votes \
             FROM residences r JOIN persons p ON p.id = r.person_id WHERE r.unit_id = $1 AND r.until_at IS NULL \
             ORDER BY owns DESC, name",
        )
        .bind(unit.to_string())
        .fetch_all(&mut *tx.conn)
        .await?;
        let persons = persons.iter().map(|row| {
            Ok(OpenedPerson {
                id: row.parsed("id")?,
                name: row.text("name")?,
                phone: row.opt_text("phone")?,
                document_tail: row.opt_text("document_tail")?,
                owns: row.flag("owns")?,
                votes: row.flag("votes")?,
            })
        });
        Ok(Opened { name: row.text("name")?, persons: persons.collect::<Result<_>>()? })
    })
}

fn state_of(row: &AnyRow) -> Result<ImportState> {
    match row.text("state")?.as_str() {
        "staged" => Ok(ImportState::Staged),
        "checked" => Ok(ImportState::Checked),
        "applied" => Ok(ImportState::Applied),
        _ => Err(Error::NotFound),
    }
}

/// One import of a compound. One statement.
pub async fn import(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    compound: &Compound,
    id: ImportId,
) -> Result<ImportView> {
    policy::may(actor, &Action::ImportRoll { community: community.id, compound: compound.id })?;
    let row = sqlx::query(
        "SELECT i.compound_id, i.file_name, i.state, i.sheets, i.report, i.retire_missing, i.created_at, \
                i.applied_at, CASE WHEN i.roll_version <> v.version THEN 1 ELSE 0 END AS outdated \
         FROM imports i JOIN roll_versions v ON v.compound_id = i.compound_id \
         WHERE i.id = $1 AND i.compound_id = $2 AND i.state <> 'reading'",
    )
    .bind(id.to_string())
    .bind(compound.id.to_string())
    .fetch_optional(&mut *snapshot.conn)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(ImportView {
        id,
        compound: compound.id,
        file_name: row.text("file_name")?,
        state: state_of(&row)?,
        sheets: serde_json::from_str(&row.text("sheets")?)?,
        report: row.opt_text("report")?.map(|report| serde_json::from_str(&report)).transpose()?,
        outdated: row.flag("outdated")?,
        retired_missing: row.flag("retire_missing")?,
        created_at: row.time("created_at")?,
        applied_at: row.opt_time("applied_at")?,
    })
}

/// The latest imports of a compound. One statement.
pub async fn imports(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    compound: &Compound,
) -> Result<Vec<PastImport>> {
    may_read(actor, community.id, compound.id)?;
    let rows = sqlx::query(
        "SELECT i.id, i.file_name, i.state, i.created_at, i.applied_at, m.display_name AS by_name FROM imports i \
         LEFT JOIN members m ON m.id = i.member_id WHERE i.compound_id = $1 AND i.state <> 'reading' \
         ORDER BY i.created_at DESC, i.id DESC LIMIT $2",
    )
    .bind(compound.id.to_string())
    .bind(IMPORTS_LISTED)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(PastImport {
                id: row.parsed("id")?,
                file_name: row.text("file_name")?,
                state: state_of(row)?,
                by: row.opt_text("by_name")?,
                created_at: row.time("created_at")?,
                applied_at: row.opt_time("applied_at")?,
            })
        })
        .collect()
}

/// The latest merges in a community. One statement.
pub async fn merges(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    compound: &Compound,
) -> Result<Vec<Merged>> {
    policy::may(actor, &Action::MergePersons { community: community.id, compound: compound.id })?;
    let rows = sqlx::query(
        "SELECT g.kept_person_id, g.how, g.moved, g.at, k.name, o.name AS gone_name, m.display_name AS by_name \
         FROM person_merges g JOIN persons k ON k.id = g.kept_person_id JOIN persons o ON o.id = g.gone_person_id \
              LEFT JOIN members m ON m.id = g.member_id \
         WHERE k.community_id = $1 ORDER BY g.at DESC, g.id DESC LIMIT $2",
    )
    .bind(community.id.to_string())
    .bind(MERGES_PER_PAGE)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Merged {
                kept: row.parsed("kept_person_id")?,
                name: row.text("name")?,
                gone_name: row.text("gone_name")?,
                by_officer: row.text("how")? == How::Officer.code(),
                by: row.opt_text("by_name")?,
                moved: serde_json::from_str(&row.text("moved")?)?,
                at: row.time("at")?,
            })
        })
        .collect()
}

/// How many names [`twins`] lists, to send an officer there. One statement.
pub async fn twin_names(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    compound: &Compound,
) -> Result<i64> {
    policy::may(actor, &Action::MergePersons { community: community.id, compound: compound.id })?;
    let row = sqlx::query(
        "SELECT COUNT(*) AS names FROM ( \
           SELECT p.name FROM persons p WHERE p.community_id = $1 AND p.merged_into IS NULL \
             AND EXISTS (SELECT 1 FROM owner_set_members m JOIN units u ON u.owner_set_id = m.owner_set_id \
                         WHERE m.person_id = p.id AND u.compound_id = $2 AND u.retired_at IS NULL) \
           GROUP BY p.name HAVING COUNT(*) > 1 AND COUNT(*) > COUNT(p.document_tail)) AS twice",
    )
    .bind(community.id.to_string())
    .bind(compound.id.to_string())
    .fetch_one(&mut *snapshot.conn)
    .await?;
    row.int("names")
}

/// Owners in a compound who have the name of another there, where not every one's last four is known: an officer may
/// join them. The look is written down. One statement.
pub async fn twins(
    hall: &Hall,
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    compound: &Compound,
) -> Result<Vec<Twins>> {
    policy::may(actor, &Action::MergePersons { community: community.id, compound: compound.id })?;
    looks::look(hall, actor, community.id, Look::Roll, compound.id.to_string()).await?;
    let rows = sqlx::query(
        "SELECT DISTINCT p.name, p.id, p.phone, p.document_tail, u.name AS unit_name, \
                CASE WHEN a.id IS NULL THEN 0 ELSE 1 END AS joined \
         FROM (SELECT p.name FROM persons p WHERE p.community_id = $1 AND p.merged_into IS NULL \
                 AND EXISTS (SELECT 1 FROM owner_set_members m JOIN units u ON u.owner_set_id = m.owner_set_id \
                             WHERE m.person_id = p.id AND u.compound_id = $2 AND u.retired_at IS NULL) \
               GROUP BY p.name HAVING COUNT(*) > 1 AND COUNT(*) > COUNT(p.document_tail) \
               ORDER BY p.name LIMIT $3) AS twice \
         JOIN persons p ON p.name = twice.name AND p.community_id = $1 AND p.merged_into IS NULL \
         JOIN owner_set_members m ON m.person_id = p.id \
         JOIN units u ON u.owner_set_id = m.owner_set_id AND u.compound_id = $2 AND u.retired_at IS NULL \
         LEFT JOIN members a ON a.person_id = p.id ORDER BY p.name, p.id, unit_name",
    )
    .bind(community.id.to_string())
    .bind(compound.id.to_string())
    .bind(TWINS_PER_PAGE)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let mut found: Vec<Twins> = Vec::new();
    for row in &rows {
        let (name, id): (String, PersonId) = (row.text("name")?, row.parsed("id")?);
        if found.last().is_none_or(|last| last.name != name) {
            found.push(Twins { name, persons: Vec::new() });
        }
        let Some(last) = found.last_mut() else { continue };
        if last.persons.last().is_none_or(|person| person.id != id) {
            last.persons.push(Twin {
                id,
                phone: row.opt_text("phone")?,
                document_tail: row.opt_text("document_tail")?,
                joined: row.flag("joined")?,
                units: Vec::new(),
            });
        }
        if let Some(person) = last.persons.last_mut() {
            person.units.push(row.text("unit_name")?);
        }
    }
    Ok(found)
}
