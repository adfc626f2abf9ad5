//! Writes the plan through the founding acts: places, the roll, bodies, accounts, seats.

use super::calendar::{Calendar, TIME_ZONE};
use super::content::Scope;
use super::content::bodies::{BODIES, Body, BodyKind};
use super::content::place::{COMMUNITY, COMPOUNDS, Compound, GRIDS, GROUP_NAME};
use super::handed_over::{self, HandedOver};
use super::plan::{Plan, Unit, compound_at, entrances};
use super::{PASSWORD, sql};
use crate::accounts;
use crate::communities::{self, Community};
use crate::edge::SetClock;
use crate::founding::{self, NewBody, NewCommunity, NewCompound, NewMember, NewPerson, NewSeat, NewUnit};
use crate::{Hall, Result};
use domain::actor::{Actor, Level};
use domain::bodies::SeatRight;
use domain::id::{BodyId, BuildingId, CompoundId, EntranceId, GridId, MemberId, PersonId, TermId, UnitId};
use domain::measure::AreaCm2;
use domain::roll::{AreaSource, PersonKind, Tenure, UnitKind};
use domain::votes::EVoting;
use domain::words::{DisplayName, Label, LoginName, Password, PersonName};
use std::collections::BTreeMap;

/// The day everything is entered, long before the first matter.
const FOUNDED: i32 = -1_000;
/// Co-signers an issue needed until the council lowered the number, shortly before the day of building.
const COSIGNERS_BEFORE: i64 = 150;
/// Acts handed to the writer together. Fewer than may wait in its queue, so that their order is kept.
const TOGETHER: usize = 256;

/// The ids of what was founded, by position in the content or the plan.
pub(super) struct Ground {
    /// 春和社区.
    pub(super) community: Community,
    /// By position in the content.
    pub(super) compounds: Vec<CompoundId>,
    /// By compound and number.
    pub(super) buildings: BTreeMap<(usize, u16), BuildingId>,
    /// By key.
    pub(super) bodies: BTreeMap<&'static str, BodyId>,
    /// By position in the plan.
    pub(super) persons: Vec<PersonId>,
    /// By position in the plan.
    pub(super) members: Vec<MemberId>,
}

/// Founds the community and everybody in it.
pub(super) async fn found(hall: &Hall, clock: &SetClock, calendar: Calendar, plan: &Plan) -> Result<Ground> {
    clock.set(calendar.hour(FOUNDED, 9));
    let places = places(hall).await?;
    let came = handed_over::import(hall, places.compounds[compound_at("yuan2")], plan).await?;
    let persons = persons(hall, &places, plan, &came).await?;
    let units = units(hall, &places, plan, &came, &persons).await?;
    let members = members(hall, plan, &persons).await?;
    let bodies = bodies(hall, clock, calendar, &places, plan, &members).await?;
    groups(hall, &places, plan, &units, &persons, &members).await?;
    let Places { community, compounds, buildings, .. } = places;
    Ok(Ground { community, compounds, buildings, bodies, persons, members })
}

struct Places {
    community: Community,
    compounds: Vec<CompoundId>,
    grids: Vec<GridId>,
    buildings: BTreeMap<(usize, u16), BuildingId>,
    entrances: BTreeMap<(usize, u16, u16), EntranceId>,
}

async fn places(hall: &Hall) -> Result<Places> {
    let actor = Actor::System;
    let new = NewCommunity {
        slug: COMMUNITY.slug.to_owned(),
        name: label(COMMUNITY.name)?,
        short_name: label("春和")?,
        time_zone: TIME_ZONE.to_owned(),
        cosigners_needed: COSIGNERS_BEFORE,
    };
    let id = founding::found_community(hall, &actor, new).await?;
    sql::mark_as_demo(hall, id).await?;
    let community = communities::community(&mut hall.read().await?, COMMUNITY.slug).await?;
    let mut grids = Vec::new();
    for grid in GRIDS {
        grids.push(founding::add_grid(hall, &actor, id, label(grid.name)?).await?);
    }
    let mut places = Places {
        community,
        compounds: Vec::new(),
        grids,
        buildings: BTreeMap::new(),
        entrances: BTreeMap::new(),
    };
    for (at, compound) in COMPOUNDS.iter().enumerate() {
        places.compound(hall, at, compound).await?;
    }
    Ok(places)
}

impl Places {
    async fn compound(&mut self, hall: &Hall, at: usize, compound: &Compound) -> Result<()> {
        let (e_voting, clause) = e_voting(compound.slug);
        let new = NewCompound {
            community: self.community.id,
            slug: compound.slug.to_owned(),
            name: label(compound.name)?,
            e_voting,
            e_voting_clause: clause.map(str::to_owned),
            silence_clause: None,
        };
        let id = founding::add_compound(hall, &Actor::System, new).await?;
        self.compounds.push(id);
        for house in compound.buildings {
            let grid = GRIDS
                .iter()
                .position(|grid| grid.compound == compound.slug && grid.buildings.contains(&house.number))
                .map(|grid| self.grids[grid]);
            let name = label(&format!("{}号楼", house.number))?;
            let sort = i64::from(house.number);
            let building = founding::add_building(hall, &Actor::System, id, name, grid, sort).await?;
            self.buildings.insert((at, house.number), building);
            for entrance in 1..=house.entrances {
                let name = label(&format!("{entrance}单元"))?;
                let sort = i64::from(entrance);
                let new = founding::add_entrance(hall, &Actor::System, building, name, sort).await?;
                self.entrances.insert((at, house.number, entrance), new);
            }
        }
        Ok(())
    }
}

/// How a compound's owners vote online, and the clause of their rules that says so.
fn e_voting(slug: &str) -> (EVoting, Option<&'static str>) {
    match slug {
        "yuan2" => (
            EVoting::Here,
            Some(
                "《春和苑2号院业主大会议事规则》第二十一条：业主大会可以采用书面征求意见的形式，也可以通过社区议事厅\
                 网上投票。网上投票的，凭业主本人领取的加入码登记，一人（户）一票；要纸质表决票的，业主委员会上门送达。",
            ),
        ),
        "wutong" => (
            EVoting::CitySystem,
            Some("《梧桐里业主大会议事规则》第十八条：电子投票使用市住房主管部门的业主电子投票系统。"),
        ),
        _ => (EVoting::PaperOnly, None),
    }
}

/// Enters everybody who did not come in with the workbook.
async fn persons(hall: &Hall, places: &Places, plan: &Plan, came: &HandedOver) -> Result<Vec<PersonId>> {
    let mut made = Vec::new();
    let rest: Vec<_> =
        plan.persons.iter().enumerate().filter(|(at, _)| !came.persons.contains_key(at)).collect();
    for chunk in rest.chunks(TOGETHER) {
        let mut acts = Vec::new();
        for (_, person) in chunk {
            let new = NewPerson {
                community: places.community.id,
                kind: person.kind,
                name: words(PersonName::parse(&person.name))?,
                phone: person.phone.clone(),
                document_tail: person.tail.clone(),
                is_adult: person.is_adult,
            };
            acts.push(founding::add_person(hall, &Actor::System, new));
        }
        made.extend(in_order(acts).await?);
    }
    let ids = together(plan.persons.len(), &came.persons, made);
    let spokesmen = plan.persons.iter().enumerate().filter_map(|(at, person)| {
        person.spokesman.map(|other| (ids[at], ids[other], person.kind == PersonKind::Legal))
    });
    sql::name_spokesmen(hall, spokesmen.collect()).await?;
    Ok(ids)
}

/// Those that came in and those made since, in the order of the plan.
fn together<T: Copy>(count: usize, came: &BTreeMap<usize, T>, made: Vec<T>) -> Vec<T> {
    let mut made = made.into_iter();
    (0..count).filter_map(|at| came.get(&at).copied().or_else(|| made.next())).collect()
}

async fn units(
    hall: &Hall,
    places: &Places,
    plan: &Plan,
    came: &HandedOver,
    persons: &[PersonId],
) -> Result<Vec<UnitId>> {
    let mut made = Vec::new();
    let rest: Vec<_> =
        (0..).zip(&plan.units).zip(0..).filter(|(_, at)| !came.units.contains_key(at)).collect();
    for chunk in rest.chunks(TOGETHER) {
        let mut acts = Vec::new();
        for ((sort, unit), _) in chunk {
            acts.push(founding::add_unit(hall, &Actor::System, new_unit(places, unit, persons, *sort)?));
        }
        made.extend(in_order(acts).await?);
    }
    let ids = together(plan.units.len(), &came.units, made);
    for (unit, id) in plan.units.iter().zip(&ids) {
        if let Some(voter) = unit.voter.filter(|_| unit.owners.len() > 1) {
            founding::name_voter(hall, &Actor::System, *id, persons[voter]).await?;
        }
    }
    let living: Vec<_> = plan
        .units
        .iter()
        .zip(&ids)
        .flat_map(|(unit, id)| unit.residents.iter().map(|(person, kind)| (*id, persons[*person], *kind)))
        .collect();
    for chunk in living.chunks(TOGETHER) {
        let acts = chunk
            .iter()
            .map(|(unit, person, kind)| founding::add_residence(hall, &Actor::System, *unit, *person, *kind))
            .collect();
        in_order(acts).await?;
    }
    Ok(ids)
}

fn new_unit(places: &Places, unit: &Unit, persons: &[PersonId], sort: i64) -> Result<NewUnit> {
    let building = places.buildings.get(&(unit.compound, unit.building));
    // A storage room comes with a flat: it counts neither as area nor as a head.
    let counts = unit.kind != UnitKind::Storage;
    Ok(NewUnit {
        building: *building.ok_or(crate::Error::NotFound)?,
        entrance: unit
            .entrance
            .and_then(|entrance| places.entrances.get(&(unit.compound, unit.building, entrance)).copied()),
        name: label(&unit.name)?,
        kind: unit.kind,
        area: AreaCm2::new(unit.area_cm2).map_err(crate::Error::broken)?,
        area_source: if unit.tenure == Tenure::Delivered {
            AreaSource::Registered
        } else {
            AreaSource::Surveyed
        },
        counts_area: counts,
        counts_head: counts,
        tenure: unit.tenure,
        owners: unit.owners.iter().map(|owner| persons[*owner]).collect(),
        sort,
    })
}

async fn members(hall: &Hall, plan: &Plan, persons: &[PersonId]) -> Result<Vec<MemberId>> {
    let password = words(Password::parse(PASSWORD))?;
    let hash = accounts::make_password(hall, &password).await?;
    let mut ids = Vec::new();
    for chunk in plan.accounts.chunks(TOGETHER) {
        let mut acts = Vec::new();
        for account in chunk {
            let new = NewMember {
                person: account.person.map(|person| persons[person]),
                display_name: words(DisplayName::parse(&account.display))?,
                login_name: account.login.map(|login| words(LoginName::parse(login))).transpose()?,
                password_hash: account.login.map(|_| hash.clone()),
                level: if account.seats.is_empty() { Level::Ordinary } else { Level::Verified },
            };
            acts.push(founding::add_member(hall, &Actor::System, new));
        }
        ids.extend(in_order(acts).await?);
    }
    let elders = plan.accounts.iter().zip(&ids).filter(|(account, _)| account.elder).map(|(_, id)| *id);
    sql::read_large(hall, elders.collect()).await?;
    Ok(ids)
}

async fn bodies(
    hall: &Hall,
    clock: &SetClock,
    calendar: Calendar,
    places: &Places,
    plan: &Plan,
    members: &[MemberId],
) -> Result<BTreeMap<&'static str, BodyId>> {
    let mut ids = BTreeMap::new();
    for body in BODIES {
        let since = body.since.unwrap_or(FOUNDED + 1);
        clock.set(calendar.hour(since, 9));
        let (id, term) = found_body(hall, places, body, calendar.hour(since, 0)).await?;
        ids.insert(body.key, id);
        let mut seats: Vec<_> = plan
            .accounts
            .iter()
            .zip(members)
            .flat_map(|(account, member)| account.seats.iter().map(move |seat| (seat, member)))
            .filter(|(seat, _)| seat.body == body.key)
            .collect();
        // As people would enter them, who presides first: seats are listed in the order they were taken.
        seats.sort_by_key(|(seat, _)| seat.title == "委员");
        for (seat, member) in seats {
            let new = NewSeat {
                term,
                member: *member,
                title: label(seat.title)?,
                // A household group's leader calls on neighbours; it is no right over the roll.
                right: seat.leads.map(|_| SeatRight::None),
                grid: seat.grid.map(|grid| places.grids[grid]),
            };
            clock.advance(1);
            founding::seat_member(hall, &Actor::System, new).await?;
        }
    }
    Ok(ids)
}

async fn found_body(
    hall: &Hall,
    places: &Places,
    body: &Body,
    since: domain::time::Timestamp,
) -> Result<(BodyId, TermId)> {
    let compound = match body.scope {
        Scope::Community => None,
        Scope::Compound(slug) | Scope::Building(slug, _) => Some(places.compounds[compound_at(slug)]),
    };
    let (kind, prefix) = match body.kind {
        BodyKind::Council => ("residents_council", "春和议"),
        BodyKind::ResidentsCommittee => ("residents_committee", "春和居"),
        BodyKind::Party => ("party_organisation", "春和党"),
        BodyKind::Assembly => ("owners_assembly", "业主大会"),
        BodyKind::OwnersCommittee => ("owners_committee", "业委会"),
        BodyKind::ManagementCommittee => ("management_committee", "物管委"),
        BodyKind::Preparatory => ("preparatory_group", "筹备组"),
        BodyKind::Property => ("property_service", "物业"),
        BodyKind::Grids => ("grid_office", "网格"),
    };
    let prefix = match body.key {
        // One series for what the owners resolve and what their committee does.
        "yuan2-committee" | "yuan2-assembly" => "春和业".to_owned(),
        _ => match body.scope {
            Scope::Compound(slug) => format!("{}{prefix}", COMPOUNDS[compound_at(slug)].name),
            Scope::Community | Scope::Building(..) => prefix.to_owned(),
        },
    };
    let new = NewBody {
        kind: kind.to_owned(),
        community: Some(places.community.id),
        compound,
        name: label(body.name)?,
        decision_prefix: prefix,
    };
    let term = if body.term_years == 0 { "现任".to_owned() } else { "本届".to_owned() };
    founding::found_body(hall, &Actor::System, new, label(&term)?, since).await
}

/// One household group an entrance, with the neighbour who leads it.
async fn groups(
    hall: &Hall,
    places: &Places,
    plan: &Plan,
    units: &[UnitId],
    persons: &[PersonId],
    members: &[MemberId],
) -> Result<()> {
    debug_assert_eq!(plan.accounts.len(), members.len());
    let mut groups = Vec::new();
    for (at, (compound, building, entrance)) in entrances().enumerate() {
        let leader = plan
            .accounts
            .iter()
            .find(|account| account.seats.iter().any(|seat| seat.leads == Some(at)))
            .and_then(|account| account.person);
        let here = plan.units.iter().zip(units).filter(|(unit, _)| {
            (unit.compound, unit.building, unit.entrance) == (compound, building, Some(entrance))
        });
        groups.push(sql::Group {
            compound: places.compounds[compound],
            name: GROUP_NAME.replace("{b}", &building.to_string()).replace("{e}", &entrance.to_string()),
            leader: leader.map(|leader| persons[leader]),
            units: here.map(|(_, id)| *id).collect(),
        });
    }
    sql::form_groups(hall, groups).await
}

fn label(text: &str) -> Result<Label> {
    words(Label::parse(text))
}

/// Hands acts to the writer in their order and waits for them all.
///
/// Tokio would interrupt a long round of them, and let later ones pass those it put off.
pub(super) async fn in_order<T>(acts: Vec<impl Future<Output = Result<T>>>) -> Result<Vec<T>> {
    tokio::task::unconstrained(futures::future::try_join_all(acts)).await
}

/// Words of the content; what is too long is a mistake there.
#[track_caller]
pub(super) fn words<T, E: std::fmt::Display>(parsed: Result<T, E>) -> Result<T> {
    parsed.map_err(crate::Error::broken)
}
