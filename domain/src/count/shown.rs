//! The table of an owners' outcome as the public may see it: heads always, an area only where it tells nobody's.
//!
//! With fewer than [`MIN_HEADS`] heads behind a figure its area is a flat's own, and the flat is known
//! (个人信息保护法 art. 25). What the law's inequalities need stays: the area that took part and the area that agreed.
//! As these two stand there, one hidden area beside shown ones could be worked out, so that all answers other than
//! agreement keep theirs to themselves as soon as one has to, and are shown together instead; so do invalid ballots
//! and those who were silent.

use super::ballot::Choice;
use super::cells::MIN_HEADS;
use super::owners::{Outcome, Tally};
use super::weight::{AreaSum, HeadCount, Weight};

/// What a line of the table counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// An answer.
    Choice(Choice),
    /// All answers but agreement together, where they are not shown one by one.
    NotAgreed,
    /// Handed in and not taking part.
    Invalid,
    /// Not handed in.
    Silent,
    /// The roll.
    Everyone,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it counts.
    pub row: Row,
    /// Heads.
    pub heads: HeadCount,
    /// Their area; none where it would tell one head's.
    pub area: Option<AreaSum>,
}

impl Line {
    fn new(row: Row, weight: Weight, shows_area: bool) -> Self {
        let area = (shows_area || weight == Weight::ZERO).then_some(weight.area);
        Self { row, heads: weight.heads, area }
    }
}

/// Whether an area would tell too much of those it belongs to.
#[must_use]
pub fn is_of_few(weight: Weight) -> bool {
    weight.heads.get() < MIN_HEADS && weight.area != AreaSum::ZERO
}

/// Whether the answers other than agreement keep their areas to themselves.
#[must_use]
pub fn hides_answers(tally: &Tally) -> bool {
    is_told_together(tally) || [tally.oppose, tally.abstain, tally.blank].into_iter().any(is_of_few)
}

/// Whether only the area of all answers other than agreement together is known.
#[must_use]
pub fn is_told_together(tally: &Tally) -> bool {
    tally.together != AreaSum::ZERO
}

/// Whether invalid ballots were counted without their area.
fn has_no_area(weight: Weight) -> bool {
    weight.heads != HeadCount::ZERO && weight.area == AreaSum::ZERO
}

/// Whether invalid ballots and the silent keep their areas to themselves: each is what the other leaves of the roll.
#[must_use]
pub fn hides_invalid(outcome: &Outcome) -> bool {
    invalid(outcome).is_some_and(has_no_area)
        || [invalid(outcome), silent(outcome)].into_iter().flatten().any(is_of_few)
}

fn silent(outcome: &Outcome) -> Option<Weight> {
    outcome.sums.electorate.minus(outcome.received)
}

fn invalid(outcome: &Outcome) -> Option<Weight> {
    Weight::sum(outcome.sums.invalid.values().copied())
}

/// The table of one question; `exact` for the signed-in owners of the scope.
#[must_use]
pub fn table(outcome: &Outcome, tally: &Tally, exact: bool) -> Vec<Line> {
    let answers = if exact { !is_told_together(tally) } else { !hides_answers(tally) };
    let mut lines = vec![Line::new(Row::Choice(Choice::Agree), tally.agree, true)];
    for choice in [Choice::Oppose, Choice::Abstain, Choice::Blank] {
        let weight = tally.of(choice);
        if choice != Choice::Blank || weight != Weight::ZERO {
            lines.push(Line::new(Row::Choice(choice), weight, answers));
        }
    }
    let area = Weight { area: tally.together, ..Weight::ZERO };
    let together = Weight::sum([tally.oppose, tally.abstain, tally.blank, area]);
    if let Some(together) = together.filter(|sum| !answers && !is_of_few(*sum)) {
        lines.push(Line::new(Row::NotAgreed, together, true));
    }
    let has_areas = !invalid(outcome).is_some_and(has_no_area);
    let others = has_areas && (exact || !hides_invalid(outcome));
    if let Some(invalid) = invalid(outcome).filter(|sum| *sum != Weight::ZERO) {
        lines.push(Line::new(Row::Invalid, invalid, others));
    }
    if let Some(silent) = silent(outcome) {
        lines.push(Line::new(Row::Silent, silent, others));
    }
    lines.push(Line::new(Row::Everyone, outcome.sums.electorate, true));
    lines
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::ballot::{Answer, Ballot, Electorate, InvalidReason};
    use super::super::manifest::Manifest;
    use super::super::owners;
    use super::*;
    use crate::id::HeadId;
    use crate::votes::OwnersMatter;

    /// So many heads of each answer, of 100 m² each: agree, oppose, abstain, invalid, silent.
    fn counted([agree, oppose, abstain, invalid, silent]: [usize; 5]) -> Outcome {
        let area = AreaSum::new(1_000_000).expect("small");
        let answers = [
            (agree, Some(Answer::Valid(vec![Choice::Agree]))),
            (oppose, Some(Answer::Valid(vec![Choice::Oppose]))),
            (abstain, Some(Answer::Valid(vec![Choice::Abstain]))),
            (invalid, Some(Answer::Invalid(InvalidReason::CoOwnersDisagree))),
            (silent, None),
        ];
        let said: Vec<_> =
            answers.into_iter().flat_map(|(number, answer)| std::iter::repeat_n(answer, number)).collect();
        let heads: Vec<HeadId> = (1_u128..).map(|n| HeadId(Uuid::from_u128(n))).take(said.len()).collect();
        let roll = Electorate::new(heads.iter().map(|head| (*head, Weight::one_ballot(true, area))));
        let ballots: Vec<_> = heads
            .iter()
            .zip(said)
            .filter_map(|(head, answer)| Some(Ballot { head: *head, answer: answer? }))
            .collect();
        let rule = Manifest::owners(OwnersMatter::PropertyService);
        owners::count(&rule, &roll.expect("a roll"), &ballots, &[]).expect("a count")
    }

    fn areas(outcome: &Outcome, exact: bool) -> Vec<(Row, i64, Option<i64>)> {
        let tally = outcome.sums.questions.first().expect("a question");
        let square_metres = |area: AreaSum| area.get() / 10_000;
        let lines = table(outcome, tally, exact);
        lines.into_iter().map(|it| (it.row, it.heads.get(), it.area.map(square_metres))).collect()
    }

    #[test]
    fn a_lone_voters_area_stood_beside_their_choice() {
        use Choice::{Abstain, Agree, Oppose};
        let outcome = counted([20, 1, 6, 1, 9]);
        let public = [
            (Row::Choice(Agree), 20, Some(2_000)),
            (Row::Choice(Oppose), 1, None),
            (Row::Choice(Abstain), 6, None),
            (Row::NotAgreed, 7, Some(700)),
            (Row::Invalid, 1, None),
            (Row::Silent, 9, None),
            (Row::Everyone, 37, Some(3_700)),
        ];
        assert_eq!(areas(&outcome, false), public);
        let owners: Vec<Option<i64>> = areas(&outcome, true).into_iter().map(|(_, _, area)| area).collect();
        assert_eq!(owners, [2_000, 100, 600, 100, 900, 3_700].map(Some));
    }

    #[test]
    fn many_and_nobody_tell_nothing_and_are_shown() {
        let lines = areas(&counted([20, 5, 0, 0, 9]), false);
        let shown: Vec<_> = lines.into_iter().map(|(_, heads, area)| (heads, area)).collect();
        assert_eq!(shown, [(20, 2_000), (5, 500), (0, 0), (9, 900), (34, 3_400)].map(|(n, a)| (n, Some(a))));
        // Fewer than five who did not agree are not summed up either.
        let rows: Vec<_> =
            areas(&counted([20, 1, 2, 0, 9]), false).into_iter().map(|(row, ..)| row).collect();
        assert!(!rows.contains(&Row::NotAgreed));
    }
}
