//! Who may take part: heads formed from the roll as it is now.

use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::count::heads::{self, HeadKey};
use domain::count::weight::{AreaSum, Weight};
use domain::id::{BodyId, BuildingId, CommunityId, CompoundId, EntranceId, OwnerSetId, PersonId, UnitId};
use domain::measure::AreaCm2;
use domain::roll::Tenure;
use domain::time::Timestamp;
use domain::votes::{ElectorateKind, Reach};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How far an electorate reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of the community.
    Community,
    /// One compound.
    Compound(CompoundId),
    /// One building.
    Building(CompoundId, BuildingId),
    /// One entrance.
    Entrance(CompoundId, EntranceId),
    /// A body's members.
    Body(BodyId),
}

impl Scope {
    /// The compound it lies in.
    #[must_use]
    pub const fn compound(self) -> Option<CompoundId> {
        match self {
            Self::Compound(compound) | Self::Building(compound, _) | Self::Entrance(compound, _) => {
                Some(compound)
            }
            Self::Community | Self::Body(_) => None,
        }
    }

    /// How much of its compound it is; none beyond one compound.
    #[must_use]
    pub const fn reach(self) -> Option<Reach> {
        match self {
            Self::Compound(_) => Some(Reach::Compound),
            Self::Building(..) => Some(Reach::Building),
            Self::Entrance(..) => Some(Reach::Entrance),
            Self::Community | Self::Body(_) => None,
        }
    }

    /// Whether `body`, of `own` compound or of none in particular, reaches so far.
    #[must_use]
    pub fn is_within(self, body: BodyId, own: Option<CompoundId>) -> bool {
        match self {
            Self::Community => own.is_none(),
            Self::Compound(compound) | Self::Building(compound, _) | Self::Entrance(compound, _) => {
                own.is_none_or(|own| own == compound)
            }
            Self::Body(members) => members == body,
        }
    }

    /// As the row of a vote holds it: a code and what it names.
    pub(super) fn columns(self) -> (&'static str, Option<String>) {
        match self {
            Self::Community => ("community", None),
            Self::Compound(_) => ("compound", None),
            Self::Building(_, building) => ("building", Some(building.to_string())),
            Self::Entrance(_, entrance) => ("entrance", Some(entrance.to_string())),
            Self::Body(body) => ("body", Some(body.to_string())),
        }
    }

    pub(super) fn of_row(compound: Option<CompoundId>, code: &str, named: Option<&str>) -> Result<Self> {
        let broken = || Error::broken("a vote's scope names nothing");
        let named = || named.ok_or_else(broken);
        Ok(match code {
            "community" => Self::Community,
            "compound" => Self::Compound(compound.ok_or_else(broken)?),
            "building" => {
                Self::Building(compound.ok_or_else(broken)?, named()?.parse().map_err(|_id| broken())?)
            }
            "entrance" => {
                Self::Entrance(compound.ok_or_else(broken)?, named()?.parse().map_err(|_id| broken())?)
            }
            "body" => Self::Body(named()?.parse().map_err(|_id| broken())?),
            _ => return Err(broken()),
        })
    }
}

/// Whom to look for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) community: CommunityId,
    pub(super) kind: ElectorateKind,
    pub(super) scope: Scope,
    pub(super) now: Timestamp,
}

/// One head: one ballot.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// What makes it one: `owners:…`, `developer:…`, `unit:…`, `person:…`, `household:…`.
    pub(super) key: String,
    pub(super) name: String,
    pub(super) units: String,
    pub(super) units_count: i64,
    pub(super) weight: Weight,
    pub(super) building: Option<BuildingId>,
    /// Who belongs to it, by name, and whether each may speak for it.
    pub(super) people: Vec<Belongs>,
}

/// Someone who belongs to a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Belongs {
    pub(super) person: PersonId,
    pub(super) speaks: bool,
}

/// The places an electorate reaches, as conditions on `u` (units) and `c` (compounds): `$1` community, `$2` compound,
/// `$3` building, `$4` entrance; what is not asked for is NULL.
macro_rules! in_scope {
    () => {
        "c.community_id = $1 AND (CAST($2 AS TEXT) IS NULL OR u.compound_id = $2) \
         AND (CAST($3 AS TEXT) IS NULL OR u.building_id = $3) \
         AND (CAST($4 AS TEXT) IS NULL OR u.entrance_id = $4) AND u.retired_at IS NULL "
    };
}

const UNITS: &str = concat!(
    "SELECT u.id, u.name, u.building_id, u.area_cm2, u.counts_area, u.counts_head, u.tenure, u.owner_set_id, \
            s.voter_person_id \
     FROM units u JOIN compounds c ON c.id = u.compound_id LEFT JOIN owner_sets s ON s.id = u.owner_set_id WHERE ",
    in_scope!(),
    "ORDER BY u.sort, u.name, u.id"
);

/// Owners of the compounds asked for; who cannot act is spoken for by their guardian, who is away by their agent.
const OWNERS: &str = "\
    SELECT m.owner_set_id, p.id, p.name, COALESCE(p.guardian_person_id, p.agent_person_id, p.id) AS speaker \
    FROM owner_set_members m JOIN persons p ON p.id = m.person_id JOIN owner_sets s ON s.id = m.owner_set_id \
         JOIN compounds c ON c.id = s.compound_id \
    WHERE c.community_id = $1 AND (CAST($2 AS TEXT) IS NULL OR s.compound_id = $2) ORDER BY m.owner_set_id, p.id";

const ADULTS: &str = concat!(
    "SELECT p.id, p.name, COALESCE(p.guardian_person_id, p.id) AS speaker, u.id AS unit_id, u.name AS unit_name, \
            u.building_id, u.sort \
     FROM residences r JOIN persons p ON p.id = r.person_id JOIN units u ON u.id = r.unit_id \
          JOIN compounds c ON c.id = u.compound_id WHERE ",
    in_scope!(),
    "AND r.from_at <= $5 AND (r.until_at IS NULL OR r.until_at > $5) AND p.is_adult = 1 AND p.kind = 'natural' \
     UNION \
     SELECT p.id, p.name, COALESCE(p.guardian_person_id, p.id), u.id, u.name, u.building_id, u.sort \
     FROM owner_set_members m JOIN persons p ON p.id = m.person_id JOIN units u ON u.owner_set_id = m.owner_set_id \
          JOIN compounds c ON c.id = u.compound_id WHERE ",
    in_scope!(),
    "AND u.tenure = 'delivered' AND p.is_adult = 1 AND p.kind = 'natural' \
     ORDER BY 7, 5, 1"
);

const HOUSEHOLDS: &str = concat!(
    "SELECT p.id, p.name, COALESCE(p.guardian_person_id, p.id) AS speaker, u.id AS unit_id, u.name AS unit_name, \
            u.building_id \
     FROM residences r JOIN persons p ON p.id = r.person_id JOIN units u ON u.id = r.unit_id \
          JOIN compounds c ON c.id = u.compound_id WHERE ",
    in_scope!(),
    "AND r.from_at <= $5 AND (r.until_at IS NULL OR r.until_at > $5) AND p.is_adult = 1 AND u.kind = 'flat' \
     ORDER BY u.sort, u.name, u.id, p.id"
);

const SEATED: &str = "\
    SELECT DISTINCT p.id, p.name, p.id AS speaker \
    FROM seats s JOIN terms t ON t.id = s.term_id JOIN members m ON m.id = s.member_id \
         JOIN persons p ON p.id = m.person_id \
    WHERE t.body_id = $1 AND s.from_at <= $2 AND (s.until_at IS NULL OR s.until_at > $2) \
      AND t.from_at <= $2 AND (t.until_at IS NULL OR t.until_at > $2) ORDER BY p.id";

/// Forms the electorate, in the order of its keys. One statement, two for owners.
pub(super) async fn form(conn: &mut AnyConnection, asked: Asked) -> Result<Vec<Entry>> {
    let mut entries = match asked.kind {
        ElectorateKind::Owners => owners(conn, asked).await?,
        ElectorateKind::Adults => persons(&in_places(conn, ADULTS, asked).await?)?,
        ElectorateKind::Households => households(&in_places(conn, HOUSEHOLDS, asked).await?)?,
        ElectorateKind::BodyMembers => {
            let Scope::Body(body) = asked.scope else {
                return Err(Error::broken("members of no body"));
            };
            let rows =
                sqlx::query(SEATED).bind(body.to_string()).bind(asked.now.0).fetch_all(&mut *conn).await?;
            persons(&rows)?
        }
    };
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(entries)
}

/// What they weigh together; `None` beyond the limits of one vote.
pub(super) fn total(entries: &[Entry]) -> Option<Weight> {
    Weight::sum(entries.iter().map(|entry| entry.weight))
}

async fn in_places(conn: &mut AnyConnection, sql: &'static str, asked: Asked) -> Result<Vec<AnyRow>> {
    let (building, entrance) = match asked.scope {
        Scope::Building(_, building) => (Some(building.to_string()), None),
        Scope::Entrance(_, entrance) => (None, Some(entrance.to_string())),
        Scope::Community | Scope::Compound(_) | Scope::Body(_) => (None, None),
    };
    let query = sqlx::query(sql)
        .bind(asked.community.to_string())
        .bind(asked.scope.compound().map(|compound| compound.to_string()))
        .bind(building)
        .bind(entrance);
    let query = if sql == UNITS { query } else { query.bind(asked.now.0) };
    Ok(query.fetch_all(conn).await?)
}

/// A unit's words and place beside what is counted of it.
struct Place {
    name: String,
    building: BuildingId,
}

/// The owners of one set.
#[derive(Default)]
struct Set {
    names: Vec<String>,
    people: Vec<(PersonId, PersonId)>,
    voter: Option<PersonId>,
}

impl Set {
    /// A named voter speaks alone; without one each owner may.
    fn belongs(&self) -> Vec<Belongs> {
        let mut people: BTreeSet<Belongs> = BTreeSet::new();
        for (person, speaker) in &self.people {
            let named = self.voter.is_none_or(|voter| voter == *person);
            people.insert(Belongs { person: *speaker, speaks: named });
            if person != speaker {
                people.insert(Belongs { person: *person, speaks: false });
            }
        }
        // Whoever may speak in one capacity may speak.
        let speaking: BTreeSet<PersonId> = people.iter().filter(|it| it.speaks).map(|it| it.person).collect();
        people.into_iter().filter(|it| it.speaks || !speaking.contains(&it.person)).collect()
    }
}

async fn owners(conn: &mut AnyConnection, asked: Asked) -> Result<Vec<Entry>> {
    let rows = in_places(conn, UNITS, asked).await?;
    let compound = asked.scope.compound();
    let owner_rows = sqlx::query(OWNERS)
        .bind(asked.community.to_string())
        .bind(compound.map(|compound| compound.to_string()))
        .fetch_all(&mut *conn)
        .await?;
    let mut sets: HashMap<OwnerSetId, Set> = HashMap::new();
    for row in &owner_rows {
        let set = sets.entry(row.parsed("owner_set_id")?).or_default();
        set.names.push(row.text("name")?);
        set.people.push((row.parsed("id")?, row.parsed("speaker")?));
    }
    let mut places: HashMap<UnitId, Place> = HashMap::new();
    let mut order: HashMap<UnitId, usize> = HashMap::new();
    let mut developers: HashMap<PersonId, OwnerSetId> = HashMap::new();
    let mut units = Vec::with_capacity(rows.len());
    for row in &rows {
        let id: UnitId = row.parsed("id")?;
        let set: Option<OwnerSetId> = row.opt_parsed("owner_set_id")?;
        if let Some(known) = set.and_then(|set| sets.get_mut(&set)) {
            known.voter = row.opt_parsed("voter_person_id")?;
        }
        let first = set.and_then(|set| sets.get(&set)).and_then(|set| set.people.first());
        // Unsold units whose developer the roll does not name are one head all the same (art. 9).
        let developer = first.map_or(PersonId(uuid::Uuid::nil()), |(person, _)| *person);
        if let Some(set) = set {
            developers.entry(developer).or_insert(set);
        }
        let tenure = match row.parsed::<Tenure>("tenure")? {
            Tenure::Delivered => heads::Tenure::Delivered { owners: set },
            Tenure::Unsold => heads::Tenure::Unsold { developer },
            Tenure::SoldUndelivered => heads::Tenure::SoldUndelivered { developer },
        };
        let area =
            AreaCm2::new(row.int("area_cm2")?).map_err(|_limit| Error::broken("an area out of range"))?;
        order.insert(id, units.len());
        places.insert(id, Place { name: row.text("name")?, building: row.parsed("building_id")? });
        let (counts_area, counts_head) = (row.flag("counts_area")?, row.flag("counts_head")?);
        units.push(heads::Unit { id, area, counts_area, counts_head, tenure });
    }
    let list = heads::form(&units).map_err(Error::broken)?;
    let entries = list.heads.iter().map(|head| {
        let (key, set) = match head.key {
            HeadKey::Owners(set) => (format!("owners:{set}"), sets.get(&set)),
            HeadKey::Developer(person) => {
                (format!("developer:{person}"), developers.get(&person).and_then(|set| sets.get(set)))
            }
            HeadKey::UnknownOwner(unit) => (format!("unit:{unit}"), None),
        };
        let mut own = head.units.clone();
        own.sort_by_key(|unit| order.get(unit).copied());
        let place = |unit: &UnitId| places.get(unit).ok_or_else(|| Error::broken("a head of no unit"));
        let names =
            own.iter().map(|unit| place(unit).map(|it| it.name.as_str())).collect::<Result<Vec<_>>>()?;
        let building = own.first().map(|unit| place(unit).map(|place| place.building)).transpose()?;
        Ok(Entry {
            key,
            name: set.map(|set| set.names.join("、")).unwrap_or_default(),
            units: names.join("、"),
            units_count: i64::try_from(own.len()).map_err(Error::broken)?,
            weight: head.weight(),
            building,
            people: set.map(Set::belongs).unwrap_or_default(),
        })
    });
    entries.collect()
}

/// One each, however many homes they have; the first home is where they are counted.
fn persons(rows: &[AnyRow]) -> Result<Vec<Entry>> {
    let mut found: BTreeMap<PersonId, Entry> = BTreeMap::new();
    for row in rows {
        let person: PersonId = row.parsed("id")?;
        let (speaker, name) = (row.parsed("speaker")?, row.text("name")?);
        // A body's members are counted nowhere in particular.
        let building = row.opt_parsed("building_id").unwrap_or_default();
        found.entry(person).or_insert_with(|| Entry {
            key: format!("person:{person}"),
            name,
            units: String::new(),
            units_count: 0,
            weight: Weight::one_ballot(true, AreaSum::ZERO),
            building,
            people: vec![Belongs { person: speaker, speaks: true }],
        });
    }
    Ok(found.into_values().collect())
}

/// One for each flat somebody of age lives in; whoever lives there may speak for it.
fn households(rows: &[AnyRow]) -> Result<Vec<Entry>> {
    let mut found: Vec<Entry> = Vec::new();
    for row in rows {
        let unit: UnitId = row.parsed("unit_id")?;
        let key = format!("household:{unit}");
        let speaker = Belongs { person: row.parsed("speaker")?, speaks: true };
        match found.last_mut() {
            Some(last) if last.key == key => {
                if !last.people.contains(&speaker) {
                    last.people.push(speaker);
                }
            }
            _ => found.push(Entry {
                key,
                name: row.text("name")?,
                units: row.text("unit_name")?,
                units_count: 1,
                weight: Weight::one_ballot(true, AreaSum::ZERO),
                building: row.opt_parsed("building_id")?,
                people: vec![speaker],
            }),
        }
    }
    Ok(found)
}
