//! Who lives where and owns what in the demo, worked out from the content before anything is written.
//!
//! Plain data with positions for ids, the same on every machine. [`super::found`] writes it through the founding acts.

mod accounts;
mod households;
mod owning;
mod people;

pub(super) use accounts::{Account, entrances};

use super::content::place::{COMPOUNDS, OWNING, Owning};
use domain::roll::{PersonKind, ResidenceKind, Tenure, UnitKind};

/// A person on the roll.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// Natural or legal.
    pub(super) kind: PersonKind,
    /// Full name; no two are the same.
    pub(super) name: String,
    /// Whether of age.
    pub(super) is_adult: bool,
    /// Past seventy.
    pub(super) is_old: bool,
    /// Whether a woman; nothing for a firm.
    pub(super) is_woman: bool,
    /// No number anybody has: the prefix 140 belongs to machines.
    pub(super) phone: Option<String>,
    /// Last four of an invented document.
    pub(super) tail: Option<String>,
    /// 监护人 or 委托代理人.
    pub(super) spokesman: Option<usize>,
}

/// A unit with its owners and who lives there, by their positions.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Position of the compound.
    pub(super) compound: usize,
    /// Number of the building; shops and lots lie in none, and are listed under the first.
    pub(super) building: u16,
    /// Number of the entrance, for flats.
    pub(super) entrance: Option<u16>,
    /// The short writing of the content: `2-1-302`, `商1`, `车001`.
    pub(super) door: String,
    /// As people say it, whole.
    pub(super) name: String,
    /// What it is for.
    pub(super) kind: UnitKind,
    /// Its area.
    pub(super) area_cm2: i64,
    /// Who holds it for counting.
    pub(super) tenure: Tenure,
    /// Persons; none when unknown.
    pub(super) owners: Vec<usize>,
    /// The co-owner named to vote.
    pub(super) voter: Option<usize>,
    /// Who lives there.
    pub(super) residents: Vec<(usize, ResidenceKind)>,
}

/// Everything.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Persons.
    pub(super) persons: Vec<Person>,
    /// Units by compound, then as people count them.
    pub(super) units: Vec<Unit>,
    /// Accounts; those who speak first, in the order of the content's voices.
    pub(super) accounts: Vec<Account>,
}

impl Plan {
    /// The plan; always the same one.
    pub(super) fn new() -> Self {
        let mut plan = Self { units: all_units(), ..Self::default() };
        let mut people = people::People::default();
        households::move_in(&mut plan, &mut people);
        owning::settle(&mut plan, &mut people);
        households::fill(&mut plan, &mut people);
        accounts::open(&mut plan);
        plan
    }

    /// The units of a compound.
    pub(super) fn units_of(&self, compound: usize) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |unit| unit.compound == compound)
    }
}

/// Position of the compound with this key.
pub(super) fn compound_at(slug: &str) -> usize {
    COMPOUNDS.iter().position(|compound| compound.slug == slug).unwrap_or(0)
}

/// The way of owning the content asks for at a door of 春和苑2号院.
fn asked(compound: usize, door: &str) -> Option<Owning> {
    let found = OWNING.iter().find(|(_, doors)| doors.contains(&door));
    found.filter(|_| compound == compound_at("yuan2")).map(|(owning, _)| *owning)
}

/// All units, nobody in them yet.
fn all_units() -> Vec<Unit> {
    let mut units = Vec::new();
    for (at, compound) in COMPOUNDS.iter().enumerate() {
        let blank = |building, entrance, door: String, name: String, kind, area_cm2| Unit {
            compound: at,
            building,
            entrance,
            door,
            name,
            kind,
            area_cm2,
            tenure: Tenure::Delivered,
            owners: Vec::new(),
            voter: None,
            residents: Vec::new(),
        };
        for house in compound.buildings {
            for entrance in 1..=house.entrances {
                for floor in 1..=house.floors {
                    for (door, area) in (1..).zip(house.doors_cm2) {
                        let (number, room) = (house.number, format!("{floor}{door:02}"));
                        units.push(blank(
                            number,
                            Some(entrance),
                            format!("{number}-{entrance}-{room}"),
                            format!("{number}号楼{entrance}单元{room}室"),
                            UnitKind::Flat,
                            *area,
                        ));
                    }
                }
            }
        }
        let first = compound.buildings[0].number;
        for shop in compound.shops {
            let number = shop.number.trim_start_matches('商');
            let name = format!("商铺{number}号");
            units.push(blank(first, None, shop.number.to_owned(), name, UnitKind::Shop, shop.area_cm2));
        }
        for (lots, kind, what) in
            [(&compound.parking, UnitKind::Parking, "车位"), (&compound.storage, UnitKind::Storage, "储藏间")]
        {
            for n in 1..=lots.count {
                let (door, name) = (format!("{}{n:03}", lots.prefix), format!("{what}{n:03}号"));
                units.push(blank(first, None, door, name, kind, lots.area_cm2));
            }
        }
    }
    units
}

#[cfg(test)]
mod tests;
