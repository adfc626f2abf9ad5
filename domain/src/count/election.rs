//! Seating an owners' committee: one by one under 278(3), the best k seated, the next 候补.
//!
//! Only candidates with both majorities are ranked. Equal candidates share a rank; where they stand across
//! the last seat, nobody among them is seated here: a run-off or lot by the owners' own rules decides.

use serde::{Deserialize, Serialize};

use super::ballot::OptionNo;
use super::manifest::Ranking;
use super::weight::Weight;

/// What a candidate has become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 当选.
    Seated,
    /// Equal with others for fewer seats than there are of them; those without a seat come first as 候补.
    TiedForSeat,
    /// 候补, moving up by rank.
    Alternate,
    /// Equal with others for fewer places as 候补 than there are of them.
    TiedForAlternate,
    /// Has both majorities; all places are taken.
    Unplaced,
    /// 未当选: not enough took part, or not both majorities agreed.
    NotElected,
}

/// One candidate in the order of the ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Who.
    pub candidate: OptionNo,
    /// From 1; equal candidates share one, and the next is skipped (1, 2, 2, 4). `None` if not elected.
    pub rank: Option<u16>,
    /// What became of them.
    pub standing: Standing,
}

/// Who is seated.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Election {
    /// Every candidate: by rank, equals and those not elected by number.
    pub places: Vec<Place>,
    /// Seats for which there is nobody; seats under a tie are not vacant.
    pub vacant: u16,
}

impl Election {
    /// The candidates of one standing, in order.
    pub fn with(&self, standing: Standing) -> impl Iterator<Item = OptionNo> + '_ {
        self.places.iter().filter(move |place| place.standing == standing).map(|place| place.candidate)
    }
}

/// Seats candidates given, in the order of the ballot, their agreeing weight if they have both majorities.
pub(super) fn seat(
    candidates: impl Iterator<Item = Option<Weight>>,
    seats: u16,
    alternates: u16,
    ranking: Ranking,
) -> Election {
    let key = |agree: Weight| match ranking {
        Ranking::HeadsThenArea => (agree.heads.get(), agree.area.get()),
        Ranking::AreaThenHeads => (agree.area.get(), agree.heads.get()),
    };
    let mut elected = Vec::new();
    let mut others = Vec::new();
    for (i, agree) in candidates.enumerate() {
        let candidate = OptionNo::at(i);
        match agree {
            Some(agree) => elected.push((key(agree), candidate)),
            None => others.push(Place { candidate, rank: None, standing: Standing::NotElected }),
        }
    }
    elected.sort_unstable_by_key(|&(key, candidate)| (std::cmp::Reverse(key), candidate));
    let (mut seats, mut alternates) = (usize::from(seats), usize::from(alternates));
    let mut places = Vec::new();
    for equals in elected.chunk_by(|(one, _), (next, _)| one == next) {
        let standing = place(equals.len(), &mut seats, &mut alternates);
        let rank = Some(OptionNo::at(places.len()).0);
        places.extend(equals.iter().map(|&(_, candidate)| Place { candidate, rank, standing }));
    }
    places.extend(others);
    Election { places, vacant: u16::try_from(seats).expect("no more than there were") }
}

/// Places `number` equal candidates on what is left, and takes it.
fn place(number: usize, seats: &mut usize, alternates: &mut usize) -> Standing {
    if *seats >= number {
        *seats -= number;
        return Standing::Seated;
    }
    let wanting_alternates = number - *seats;
    let standing = if *seats > 0 {
        Standing::TiedForSeat
    } else if *alternates >= number {
        Standing::Alternate
    } else if *alternates > 0 {
        Standing::TiedForAlternate
    } else {
        Standing::Unplaced
    };
    *seats = 0;
    *alternates = alternates.saturating_sub(wanting_alternates);
    standing
}

#[cfg(test)]
mod tests {
    use super::super::weight::{AreaSum, BallotCount, HeadCount};
    use super::Standing::{Alternate, NotElected, Seated, TiedForAlternate, TiedForSeat, Unplaced};
    use super::*;

    type Expected<'a> = (&'a [(u16, Option<u16>, Standing)], u16);

    /// Candidates as (agreeing heads, agreeing cm²), or `None` without both majorities.
    fn check(candidates: &[Option<(i64, i64)>], (seats, alternates): (u16, u16), expected: Expected<'_>) {
        let agreeing = candidates.iter().map(|agree| {
            agree.map(|(heads, area)| Weight {
                ballots: BallotCount::new(heads).expect("small"),
                heads: HeadCount::new(heads).expect("small"),
                area: AreaSum::new(area).expect("small"),
            })
        });
        let found = seat(agreeing, seats, alternates, Ranking::HeadsThenArea);
        let places: Vec<_> = found.places.iter().map(|p| (p.candidate.0, p.rank, p.standing)).collect();
        assert_eq!(
            (places.as_slice(), found.vacant),
            expected,
            "{candidates:?} for {seats} and {alternates}"
        );
    }

    #[test]
    fn the_best_are_seated_and_the_next_stand_by() {
        let candidates = [Some((80, 9)), None, Some((90, 1)), Some((80, 10)), Some((70, 5))];
        check(
            &candidates,
            (2, 1),
            (
                &[
                    (3, Some(1), Seated),
                    (4, Some(2), Seated),
                    (1, Some(3), Alternate),
                    (5, Some(4), Unplaced),
                    (2, None, NotElected),
                ],
                0,
            ),
        );
        check(&[None, Some((1, 1))], (3, 3), (&[(2, Some(1), Seated), (1, None, NotElected)], 2));
        check(&[], (2, 0), (&[], 2));
    }

    #[test]
    fn a_tie_is_reported_and_not_decided() {
        let [a, b] = [Some((9, 9)), Some((5, 5))];
        check(
            &[b, a, b, b],
            (2, 1),
            (
                &[
                    (2, Some(1), Seated),
                    (1, Some(2), TiedForSeat),
                    (3, Some(2), TiedForSeat),
                    (4, Some(2), TiedForSeat),
                ],
                0,
            ),
        );
        check(
            &[b, b, a],
            (1, 1),
            (&[(3, Some(1), Seated), (1, Some(2), TiedForAlternate), (2, Some(2), TiedForAlternate)], 0),
        );
        // Of three equals for two seats one is left over; it takes the only place as 候补 before the fourth.
        check(
            &[a, a, a, b],
            (2, 1),
            (
                &[
                    (1, Some(1), TiedForSeat),
                    (2, Some(1), TiedForSeat),
                    (3, Some(1), TiedForSeat),
                    (4, Some(4), Unplaced),
                ],
                0,
            ),
        );
        let c = Some((1, 1));
        let [first, second, third] = [1, 2, 3].map(|number| (number, Some(1), TiedForSeat));
        let (fourth, fifth) = ((4, Some(4), Alternate), (5, Some(5), Unplaced));
        check(&[a, a, a, b, c], (2, 2), (&[first, second, third, fourth, fifth], 0));
        check(&[b, b], (2, 0), (&[(1, Some(1), Seated), (2, Some(1), Seated)], 0));
    }
}
