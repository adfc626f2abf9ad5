//! From units to heads: the electorate of an owners' vote before anyone votes.
//!
//! Sources: Civil Code art. 278 (area and heads of 业主); the Supreme People's Court's interpretation on
//! ownership of buildings (法释〔2020〕17号) art. 8 (area: register, else survey, else contract) and art. 9
//! (heads: one unit one person, but one buyer's several units, and the developer's unsold and undelivered
//! ones, are one).
//!
//! 1. A head is one distinct set of owners. A husband's two flats are one head; the flat he owns with his
//!    wife is another.
//! 2. A developer's unsold units and those sold but not yet handed over are together one head, one per
//!    developer. A unit handed over follows its title, also where the title is the developer's.
//! 3. A unit whose owner is unknown is a head of its own: totals come from units, not from who is known.
//! 4. A unit with `counts_head` off (say a parking space, by local rule) adds its area to its owner's
//!    ballot and no head. An owner who has *only* such units has a ballot that weighs its area and no head.
//! 5. A unit with `counts_area` off adds no area. One with both off weighs nothing in either column: it is
//!    listed as uncounted, and who owns only such units has no ballot.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ballot::{CountError, Electorate};
use super::weight::{AreaSum, MAX_UNITS, Weight};
use crate::id::{HeadId, OwnerSetId, PersonId, UnitId};
use crate::measure::AreaCm2;

/// Who holds a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Tenure {
    /// Handed over to its owners.
    Delivered {
        /// The set of owners on the title; `None` where the roll does not know them.
        owners: Option<OwnerSetId>,
    },
    /// 尚未出售: still the developer's.
    Unsold {
        /// The developer or its underwriter 包销人.
        developer: PersonId,
    },
    /// 虽已出售但尚未交付: sold, not handed over; the buyer does not count yet.
    SoldUndelivered {
        /// The developer or its underwriter 包销人.
        developer: PersonId,
    },
}

/// One 专有部分 as the roll knows it when it is frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Which unit.
    pub id: UnitId,
    /// Its area.
    pub area: AreaCm2,
    /// Whether its area counts.
    pub counts_area: bool,
    /// Whether it makes its owner a head.
    pub counts_head: bool,
    /// Who holds it.
    pub tenure: Tenure,
}

/// What makes a head one head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadKey {
    /// A distinct set of owners.
    Owners(OwnerSetId),
    /// A developer with what it has not sold or not handed over.
    Developer(PersonId),
    /// A unit whose owner is unknown.
    UnknownOwner(UnitId),
}

impl HeadKey {
    fn of(unit: &Unit) -> Self {
        match unit.tenure {
            Tenure::Delivered { owners: Some(owners) } => Self::Owners(owners),
            Tenure::Delivered { owners: None } => Self::UnknownOwner(unit.id),
            Tenure::Unsold { developer } | Tenure::SoldUndelivered { developer } => {
                Self::Developer(developer)
            }
        }
    }
}

/// One line of the frozen roll: one ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// What makes it one.
    pub key: HeadKey,
    /// Its counted units, by id.
    pub units: Vec<UnitId>,
    /// Whether it counts as a head; `false` for an owner of nothing but units that count no head.
    pub counts_head: bool,
    /// The sum of the areas that count.
    pub area: AreaSum,
}

impl Head {
    /// What its ballot weighs.
    #[must_use]
    pub const fn weight(&self) -> Weight {
        Weight::one_ballot(self.counts_head, self.area)
    }
}

/// The frozen electorate, in the order of its keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadList {
    /// One per ballot.
    pub heads: Vec<Head>,
    /// Units that weigh nothing in either column, by id.
    pub uncounted: Vec<UnitId>,
    /// X: all ballots, all heads, all area.
    pub total: Weight,
}

impl HeadList {
    /// The electorate with the id each head has in this vote's roll. Ids come from outside.
    pub fn identify(&self, mut id: impl FnMut(HeadKey) -> HeadId) -> Result<Electorate, CountError> {
        let electorate = Electorate::new(self.heads.iter().map(|head| (id(head.key), head.weight())))?;
        assert_eq!(electorate.total(), self.total, "naming heads changes no total");
        Ok(electorate)
    }
}

/// Why no electorate could be formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeadsError {
    /// One unit is in the list twice.
    #[error("unit_twice")]
    UnitTwice(UnitId),
    /// More than [`MAX_UNITS`] units.
    #[error("too_many_units")]
    TooManyUnits,
}

/// Forms the electorate; the order of `units` does not matter.
///
/// Whether it is large enough to open a vote is for [`super::manifest::Manifest::admits`] to say.
pub fn form(units: &[Unit]) -> Result<HeadList, HeadsError> {
    if units.len() > MAX_UNITS {
        return Err(HeadsError::TooManyUnits);
    }
    let mut seen = BTreeSet::new();
    let mut formed: BTreeMap<HeadKey, Head> = BTreeMap::new();
    let mut uncounted = Vec::new();
    for unit in units {
        if !seen.insert(unit.id) {
            return Err(HeadsError::UnitTwice(unit.id));
        }
        if !unit.counts_area && !unit.counts_head {
            uncounted.push(unit.id);
            continue;
        }
        let key = HeadKey::of(unit);
        let head = formed.entry(key).or_insert_with(|| Head {
            key,
            units: Vec::new(),
            counts_head: false,
            area: AreaSum::ZERO,
        });
        head.units.push(unit.id);
        head.counts_head |= unit.counts_head;
        head.area = head.area.plus(counted_area(unit)).expect("the units' limit bounds the area's");
    }
    uncounted.sort_unstable();
    let mut heads: Vec<Head> = formed.into_values().collect();
    for head in &mut heads {
        head.units.sort_unstable();
    }
    let total = Weight::sum(heads.iter().map(Head::weight)).expect("the units' limit bounds every sum");
    let list = HeadList { heads, uncounted, total };
    assert_adds_up(&list, units);
    Ok(list)
}

fn counted_area(unit: &Unit) -> AreaSum {
    if unit.counts_area { unit.area.into() } else { AreaSum::ZERO }
}

/// Every unit is in one place, and the heads' areas are the units'.
fn assert_adds_up(list: &HeadList, units: &[Unit]) {
    let placed = list.heads.iter().map(|head| head.units.len()).sum::<usize>() + list.uncounted.len();
    assert_eq!(placed, units.len(), "every unit is in one place");
    let by_units: i128 = units.iter().map(|unit| i128::from(counted_area(unit).get())).sum();
    assert_eq!(i128::from(list.total.area.get()), by_units, "the heads' area is the counted units' area");
    assert!(list.total.is_possible(), "no ballot has two heads");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn flat(number: u128, cm2: i64, tenure: Tenure) -> Unit {
        Unit {
            id: UnitId(Uuid::from_u128(number)),
            area: AreaCm2::new(cm2).expect("an area"),
            counts_area: true,
            counts_head: true,
            tenure,
        }
    }

    fn owned(set: u128) -> Tenure {
        Tenure::Delivered { owners: Some(OwnerSetId(Uuid::from_u128(set))) }
    }

    fn parking(number: u128, cm2: i64, tenure: Tenure) -> Unit {
        Unit { counts_head: false, ..flat(number, cm2, tenure) }
    }

    const UNKNOWN: Tenure = Tenure::Delivered { owners: None };

    fn unsold(developer: u128) -> Tenure {
        Tenure::Unsold { developer: PersonId(Uuid::from_u128(developer)) }
    }

    fn undelivered(developer: u128) -> Tenure {
        Tenure::SoldUndelivered { developer: PersonId(Uuid::from_u128(developer)) }
    }

    /// What is expected: ballots, heads, cm², uncounted units.
    fn check(what: &str, units: &[Unit], expected: (i64, i64, i64, usize)) {
        let list = form(units).expect("a list");
        let total = list.total;
        let found = (total.ballots.get(), total.heads.get(), total.area.get(), list.uncounted.len());
        assert_eq!(found, expected, "{what}");
    }

    #[test]
    fn heads_by_the_interpretations_article_9() {
        const HUSBAND: u128 = 1;
        const COUPLE: u128 = 2;
        const WIFE: u128 = 3;
        check("nobody", &[], (0, 0, 0, 0));
        check(
            "his two flats are one",
            &[flat(1, 10, owned(HUSBAND)), flat(2, 20, owned(HUSBAND))],
            (1, 1, 30, 0),
        );
        check(
            "the flat with his wife is another",
            &[flat(1, 10, owned(HUSBAND)), flat(2, 20, owned(HUSBAND)), flat(3, 40, owned(COUPLE))],
            (2, 2, 70, 0),
        );
        check(
            "his, hers, theirs",
            &[flat(1, 10, owned(HUSBAND)), flat(2, 20, owned(WIFE)), flat(3, 40, owned(COUPLE))],
            (3, 3, 70, 0),
        );
        check(
            "a developer's unsold and undelivered together",
            &[flat(1, 10, unsold(9)), flat(2, 20, undelivered(9)), flat(3, 40, unsold(9))],
            (1, 1, 70, 0),
        );
        check(
            "two developers are two",
            &[flat(1, 10, unsold(9)), flat(2, 20, undelivered(8))],
            (2, 2, 30, 0),
        );
        check(
            "what was handed over follows its title",
            &[flat(1, 10, unsold(9)), flat(2, 20, owned(9))],
            (2, 2, 30, 0),
        );
        check("unknown owners each count", &[flat(1, 10, UNKNOWN), flat(2, 20, UNKNOWN)], (2, 2, 30, 0));
    }

    #[test]
    fn units_that_count_in_one_column_only() {
        let uncounted = Unit { counts_area: false, ..parking(1, 10, owned(1)) };
        let headed_without_area = Unit { counts_area: false, ..flat(1, 10, owned(1)) };
        check(
            "parking joins its owner's flat",
            &[flat(1, 50, owned(1)), parking(2, 12, owned(1))],
            (1, 1, 62, 0),
        );
        check("in either order", &[parking(2, 12, owned(1)), flat(1, 50, owned(1))], (1, 1, 62, 0));
        check(
            "parking alone: area, no head",
            &[parking(1, 12, owned(1)), parking(2, 8, owned(1))],
            (1, 0, 20, 0),
        );
        check("parking of an unknown owner", &[parking(1, 12, UNKNOWN), flat(2, 50, UNKNOWN)], (2, 1, 62, 0));
        check("a developer's parking alone", &[parking(1, 12, unsold(9))], (1, 0, 12, 0));
        check("neither column: no ballot", &[uncounted], (0, 0, 0, 1));
        check("a head without area", &[headed_without_area], (1, 1, 0, 0));
        check("neither column beside a flat", &[uncounted, flat(2, 50, owned(1))], (1, 1, 50, 1));
    }

    #[test]
    fn lists_that_are_refused() {
        let unit = flat(1, 10, owned(1));
        assert_eq!(form(&[unit, unit]), Err(HeadsError::UnitTwice(unit.id)));
        let many: Vec<Unit> = (0..=MAX_UNITS as u128).map(|n| flat(n, 1, owned(n))).collect();
        assert_eq!(form(&many), Err(HeadsError::TooManyUnits));
    }

    #[test]
    fn nothing_overflows_at_the_limits() {
        let units: Vec<Unit> = (0..MAX_UNITS as u128).map(|n| flat(n, AreaCm2::MAX, owned(n % 7))).collect();
        let list = form(&units).expect("the limit itself");
        assert_eq!((list.total.heads.get(), list.total.area.get()), (7, AreaSum::MAX));
    }

    fn any_unit() -> impl Strategy<Value = (i64, bool, bool, u8, u128)> {
        (0..=AreaCm2::MAX, any::<bool>(), any::<bool>(), 0..4_u8, 0..5_u128)
    }

    proptest! {
        #[test]
        fn order_never_matters_and_distinct_keys_are_counted(
            units in proptest::collection::vec(any_unit(), 0..40),
            turn in 0..40_usize,
        ) {
            let mut units: Vec<Unit> = units
                .into_iter()
                .zip(0..)
                .map(|((cm2, counts_area, counts_head, tenure, who), number)| {
                    let tenure = [owned(who), UNKNOWN, unsold(who), undelivered(who)][usize::from(tenure)];
                    Unit { counts_area, counts_head, ..flat(number, cm2, tenure) }
                })
                .collect();
            let list = form(&units).expect("a list");
            // Written differently: heads are the distinct names among units that count one.
            let names: BTreeSet<String> = units
                .iter()
                .filter(|unit| unit.counts_head)
                .map(|unit| match unit.tenure {
                    Tenure::Delivered { owners: Some(set) } => format!("owners {set}"),
                    Tenure::Delivered { owners: None } => format!("unit {}", unit.id),
                    Tenure::Unsold { developer } | Tenure::SoldUndelivered { developer } => {
                        format!("developer {developer}")
                    }
                })
                .collect();
            prop_assert_eq!(list.total.heads.get(), i64::try_from(names.len()).expect("small"));
            let middle = turn.min(units.len());
            units.rotate_left(middle);
            prop_assert_eq!(form(&units), Ok(list));
        }
    }
}
