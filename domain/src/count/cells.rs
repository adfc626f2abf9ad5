//! What the public may see of an owners' vote beside the totals: cells of at least five heads, sums exact.
//!
//! On the open web nothing may tell one head's choice or exact area (个人信息保护法 art. 25). So the ballots of one
//! choice are summed building by building, and neighbouring buildings are joined until a cell
//!
//! 1. has at least [`MIN_HEADS`] heads, and
//! 2. does not hold *every* head of its buildings that handed in a ballot: "all of building 3 opposed"
//!    would tell each one's choice however many they are.
//!
//! What is left over joins the cell before it. Where no cell can be made, as for any choice with fewer
//! heads, the choice is one cell that names no building and says only what the outcome says anyway: its area is for
//! the owners of the scope ([`super::shown`]).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::weight::Weight;
use crate::id::BuildingId;

/// The fewest heads of a cell that names its buildings.
pub const MIN_HEADS: i64 = 5;

/// One ballot's weight and choice, as the officers know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed<C> {
    /// Where its units are; a head with units in several buildings goes under one of them, always the same.
    pub building: BuildingId,
    /// What it said: the answer to one question, or that the ballot is invalid.
    pub choice: C,
    /// What it weighs.
    pub weight: Weight,
}

/// A sum of ballots that said the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell<C> {
    /// What they said.
    pub choice: C,
    /// Where they are, by id; empty for a choice that is one cell over the whole scope.
    pub buildings: Vec<BuildingId>,
    /// What they weigh together.
    pub weight: Weight,
}

/// Cells by choice, then by building. The sums of a choice's cells are exactly the choice's sums; the order
/// of `ballots` does not matter. `None` if the weights together exceed the limits of one vote.
#[must_use]
pub fn cells<C: Ord + Copy>(ballots: &[Placed<C>]) -> Option<Vec<Cell<C>>> {
    let mut by_building: BTreeMap<BuildingId, Weight> = BTreeMap::new();
    let mut by_choice: BTreeMap<C, BTreeMap<BuildingId, Weight>> = BTreeMap::new();
    let total = Weight::sum(ballots.iter().map(|ballot| ballot.weight))?;
    for Placed { building, choice, weight } in ballots {
        for sum in [
            by_building.entry(*building).or_default(),
            by_choice.entry(*choice).or_default().entry(*building).or_default(),
        ] {
            *sum = sum.plus(*weight)?;
        }
    }
    let mut cells = Vec::new();
    for (choice, buildings) in by_choice {
        cells.extend(of_choice(choice, &buildings, &by_building)?);
    }
    assert_eq!(Weight::sum(cells.iter().map(|cell| cell.weight)), Some(total), "cells add up to the ballots");
    Some(cells)
}

/// What each choice's cells add up to, to be held against the outcome's sums; `None` beyond the limits.
#[must_use]
pub fn sums<C: Ord + Copy>(cells: &[Cell<C>]) -> Option<BTreeMap<C, Weight>> {
    let mut sums: BTreeMap<C, Weight> = BTreeMap::new();
    for cell in cells {
        let sum = sums.entry(cell.choice).or_default();
        *sum = sum.plus(cell.weight)?;
    }
    Some(sums)
}

/// One choice's cells.
fn of_choice<C: Copy>(
    choice: C,
    buildings: &BTreeMap<BuildingId, Weight>,
    everyone: &BTreeMap<BuildingId, Weight>,
) -> Option<Vec<Cell<C>>> {
    let new = || Cell { choice, buildings: Vec::new(), weight: Weight::ZERO };
    let mut cells: Vec<Cell<C>> = Vec::new();
    let mut open = new();
    for (building, weight) in buildings {
        open.buildings.push(*building);
        open.weight = open.weight.plus(*weight)?;
        if may_be_named(&open, everyone)? {
            cells.push(std::mem::replace(&mut open, new()));
        }
    }
    if !open.buildings.is_empty() {
        if let Some(last) = cells.last_mut() {
            last.buildings.append(&mut open.buildings);
            last.weight = last.weight.plus(open.weight)?;
        } else {
            open.buildings.clear();
            cells.push(open);
        }
    }
    Some(cells)
}

fn may_be_named<C>(cell: &Cell<C>, everyone: &BTreeMap<BuildingId, Weight>) -> Option<bool> {
    let there = cell.buildings.iter().filter_map(|building| everyone.get(building).copied());
    let there = Weight::sum(there)?;
    Some(cell.weight.heads.get() >= MIN_HEADS && there.heads > cell.weight.heads)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::super::ballot::Choice::{self, Abstain, Agree, Oppose};
    use super::super::weight::AreaSum;
    use super::*;

    fn building(number: u128) -> BuildingId {
        BuildingId(Uuid::from_u128(number))
    }

    fn ballots(number: usize, at: u128, choice: Choice) -> Vec<Placed<Choice>> {
        let weight = Weight::one_ballot(true, AreaSum::new(100).expect("small"));
        vec![Placed { building: building(at), choice, weight }; number]
    }

    /// What is expected: choice, buildings, heads.
    fn check(what: &str, ballots: &[Vec<Placed<Choice>>], expected: &[(Choice, &[u128], i64)]) {
        let found = cells(&ballots.concat()).expect("within limits");
        let expected: Vec<_> = expected
            .iter()
            .map(|(choice, at, heads)| (*choice, at.iter().copied().map(building).collect(), *heads))
            .collect();
        let found: Vec<(Choice, Vec<BuildingId>, i64)> =
            found.into_iter().map(|cell| (cell.choice, cell.buildings, cell.weight.heads.get())).collect();
        assert_eq!(found, expected, "{what}");
    }

    #[test]
    fn cells_hide_the_few() {
        check("nobody", &[], &[]);
        check(
            "five of six may be named, one not",
            &[ballots(5, 1, Agree), ballots(1, 1, Oppose)],
            &[(Agree, &[1], 5), (Oppose, &[], 1)],
        );
        check(
            "buildings join until there are five",
            &[
                ballots(3, 1, Agree),
                ballots(3, 2, Agree),
                ballots(7, 3, Agree),
                ballots(5, 2, Oppose),
                ballots(5, 3, Oppose),
            ],
            &[(Agree, &[1, 2], 6), (Agree, &[3], 7), (Oppose, &[2], 5), (Oppose, &[3], 5)],
        );
        check(
            "what is left over joins the cell before",
            &[ballots(6, 1, Agree), ballots(2, 2, Agree), ballots(1, 1, Abstain)],
            &[(Agree, &[1, 2], 8), (Abstain, &[], 1)],
        );
        check(
            "a few in many places name none",
            &[ballots(2, 1, Agree), ballots(2, 2, Agree)],
            &[(Agree, &[], 4)],
        );
    }

    #[test]
    fn a_building_of_one_mind_is_not_told() {
        check("all agree", &[ballots(9, 1, Agree), ballots(9, 2, Agree)], &[(Agree, &[], 18)]);
        check(
            "building 1 is of one mind and joins building 2",
            &[ballots(9, 1, Oppose), ballots(5, 2, Oppose), ballots(6, 2, Agree)],
            &[(Agree, &[2], 6), (Oppose, &[1, 2], 14)],
        );
    }

    #[test]
    fn a_ballot_without_a_head_hides_nobody() {
        let weight = Weight::one_ballot(false, AreaSum::new(100).expect("small"));
        let parking = vec![Placed { building: building(1), choice: Oppose, weight }; 9];
        check("parking only", &[ballots(6, 1, Agree), parking], &[(Agree, &[], 6), (Oppose, &[], 0)]);
    }

    proptest! {
        #[test]
        fn cells_are_large_enough_and_add_up(
            given in proptest::collection::vec((0..6_u128, 0..3_u8, any::<bool>(), 0..=9_000_000_i64), 0..99),
            turn in 0..99_usize,
        ) {
            let mut ballots: Vec<Placed<u8>> = given
                .into_iter()
                .map(|(at, choice, counts_head, cm2)| {
                    let weight = Weight::one_ballot(counts_head, AreaSum::new(cm2).expect("small"));
                    Placed { building: building(at), choice, weight }
                })
                .collect();
            let found = cells(&ballots).expect("within limits");
            for choice in 0..3 {
                let sum = Weight::sum(ballots.iter().filter(|b| b.choice == choice).map(|b| b.weight));
                let by_cells = sums(&found).expect("within limits").get(&choice).copied();
                prop_assert_eq!(Some(by_cells.unwrap_or_default()), sum);
                let alone = found.iter().filter(|c| c.choice == choice && c.buildings.is_empty()).count();
                prop_assert!(alone == 0 || found.iter().filter(|c| c.choice == choice).count() == 1);
            }
            prop_assert!(found.iter().all(|c| c.buildings.is_empty() || c.weight.heads.get() >= MIN_HEADS));
            let middle = turn.min(ballots.len());
            ballots.rotate_left(middle);
            prop_assert_eq!(cells(&ballots), Some(found));
        }
    }
}
