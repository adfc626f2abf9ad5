//! How places that a sheet names are called on the roll, and how they are known again.
//!
//! `3-2-1201` becomes `3号楼2单元1201室`; a name that is on the roll already is compared by what it means, so that
//! `3号楼2单元1201` entered by hand and `3-2-1201` in a sheet are one unit.

use super::address::{UnitAddress, parse_address, parse_building, parse_entrance};
use super::numeral::is_token_char;
use crate::roll::UnitKind;

/// Where parking spaces that stand in no building are listed.
const PARKING_AREA: &str = "车位区";
/// Where storage rooms that stand in no building are listed.
const STORAGE_AREA: &str = "储藏区";
/// Where anything else that names no building is listed.
const OTHER_AREA: &str = "其他";

/// Units that may have the same number beside each other: a flat, a parking space and a storage room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Numbering {
    /// Flats, shops and the rest.
    Rooms,
    /// Parking spaces.
    Parking,
    /// Storage rooms.
    Storage,
}

impl Numbering {
    /// The numbering that units of `kind` are in.
    #[must_use]
    pub const fn of(kind: UnitKind) -> Self {
        match kind {
            UnitKind::Flat | UnitKind::Shop | UnitKind::Other => Self::Rooms,
            UnitKind::Parking => Self::Parking,
            UnitKind::Storage => Self::Storage,
        }
    }
}

/// `3号楼` of `3`; a building with a name of its own keeps it.
#[must_use]
pub fn building_name(building: &str) -> String {
    if building.ends_with(is_token_char) { format!("{building}号楼") } else { building.to_owned() }
}

/// The building a unit without one is listed in.
#[must_use]
pub const fn area_of(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Parking => PARKING_AREA,
        UnitKind::Storage => STORAGE_AREA,
        UnitKind::Flat | UnitKind::Shop | UnitKind::Other => OTHER_AREA,
    }
}

/// `2单元` of `2`.
#[must_use]
pub fn entrance_name(entrance: &str) -> String {
    format!("{entrance}单元")
}

/// `3号楼2单元1201室`, `车位B1-023`, `5号楼储藏间3`.
#[must_use]
pub fn unit_name(address: &UnitAddress, kind: UnitKind) -> String {
    let building = address.building.as_ref().map(|own| building_name(own.as_str())).unwrap_or_default();
    let entrance = address.entrance.as_ref().map(|own| entrance_name(own.as_str())).unwrap_or_default();
    let unit = address.unit.as_str();
    match Numbering::of(kind) {
        Numbering::Parking => format!("{building}{entrance}车位{unit}"),
        Numbering::Storage => format!("{building}{entrance}储藏间{unit}"),
        Numbering::Rooms if unit.starts_with("商铺") || !unit.ends_with(|c: char| c.is_ascii_digit()) => {
            format!("{building}{entrance}{unit}")
        }
        Numbering::Rooms => format!("{building}{entrance}{unit}室"),
    }
}

/// What a unit of the roll is known by, whoever wrote its name.
#[must_use]
pub fn unit_key(name: &str, kind: UnitKind) -> String {
    parse_address(name, true).map_or_else(|_other| name.to_owned(), |address| unit_name(&address, kind))
}

/// What a building of the roll is known by.
#[must_use]
pub fn building_key(name: &str) -> String {
    parse_building(name).map_or_else(|_other| name.to_owned(), |building| building_name(building.as_str()))
}

/// What an entrance of the roll is known by.
#[must_use]
pub fn entrance_key(name: &str) -> String {
    parse_entrance(name).map_or_else(|_other| name.to_owned(), |entrance| entrance_name(entrance.as_str()))
}

/// Where a name stands among its like, as people count: by its number, names without one after the numbered.
#[must_use]
pub fn sort_number(name: &str) -> i64 {
    const AFTER_NUMBERS: i64 = 1_000_000;
    let digits: String =
        name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(6).collect();
    digits.parse().unwrap_or(AFTER_NUMBERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_address_and_the_name_on_the_roll_are_known_as_one() {
        let check = |written: &str, kind: UnitKind, expected: &str| {
            let address = parse_address(written, false).unwrap();
            let name = unit_name(&address, kind);
            assert_eq!(name, expected, "{written}");
            assert_eq!(unit_key(&name, kind), name, "{written}");
        };
        check("3-2-1201", UnitKind::Flat, "3号楼2单元1201室");
        check("三号楼二单元1201", UnitKind::Flat, "3号楼2单元1201室");
        check("3栋1201", UnitKind::Flat, "3号楼1201室");
        check("车位B1-023", UnitKind::Parking, "车位B1-023");
        check("5号楼储藏间3", UnitKind::Storage, "5号楼储藏间3");
        check("5号楼商铺3", UnitKind::Shop, "5号楼商铺3");
        assert_eq!(unit_key("3号楼2单元1201", UnitKind::Flat), "3号楼2单元1201室");
        assert_eq!(unit_key("3号楼王小明家", UnitKind::Flat), "3号楼王小明家");
    }

    #[test]
    fn places_are_known_by_what_their_names_mean() {
        assert_eq!(building_key("3栋"), "3号楼");
        assert_eq!(building_key("3号楼"), "3号楼");
        assert_eq!(building_key(PARKING_AREA), PARKING_AREA);
        assert_eq!(entrance_key("二单元"), "2单元");
        assert_eq!(sort_number("3号楼2单元"), 3);
        assert_eq!(sort_number("商业楼"), 1_000_000);
    }
}
