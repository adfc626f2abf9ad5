//! VOTES: the ballots, merged as they come.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::io::BufRead;

use super::head::Head;
use super::{Row, Section, Source, whole};
use crate::count::budget::election::{Election, Form, Group, Mark, Meta, Money};
use crate::count::formats::fault::{Fault, FaultCode, WarningCode};
use crate::count::formats::merge::Merger;
use crate::count::sort;

/// Reads the ballots to the end of the file.
pub(super) fn read<R: BufRead>(
    source: &mut Source<R>,
    head: Head,
    mut each: impl FnMut(&str, &[Mark]),
) -> Result<Election, Fault> {
    let needed: &[_] = if head.form.has_points() { &["vote", "points"] } else { &["vote"] };
    let header = source.header(Section::Votes, needed)?;
    let (voter, vote) = (header.find("voter_id"), header.find("vote").unwrap_or_default());
    let points = if head.form.has_points() { header.find("points") } else { None };
    let mut ballots = Ballots::new(&head);
    loop {
        match source.next()? {
            Row::Cells => {}
            Row::Title(section) => return Err(source.fault(FaultCode::SectionMisplaced, 0, section.title())),
            Row::End => break,
        }
        source.check_width(header.names.len());
        ballots.read_marks(source, &head, vote, points)?;
        ballots.check(source, vote, points);
        if let Some(voter) = voter {
            ballots.check_voter(source, voter);
        }
        each(voter.map_or("", |cell| source.records.cell(cell)), &ballots.marks);
        ballots.take(source)?;
    }
    Ok(ballots.finish(source, head))
}

/// What ballots are asked to keep to; they are counted also if they do not.
struct Limits {
    length: (Option<u64>, Option<u64>),
    points: (Option<u64>, Option<u64>),
    points_sum: (Option<u64>, Option<u64>),
    cost: (Option<Money>, Option<Money>),
}

impl Limits {
    fn new(meta: &Meta, form: Form, scale: u32) -> Self {
        let number = |key| meta.get(key).and_then(whole).and_then(|number| u64::try_from(number).ok());
        let money = |key| meta.get(key).and_then(|text| Money::parse(text, scale));
        let longest = if form == Form::ChooseOne { Some(1) } else { number("max_length") };
        Self {
            length: (number("min_length"), longest),
            points: (number("min_points"), number("max_points")),
            points_sum: (number("min_sum_points"), number("max_sum_points")),
            cost: (money("min_sum_cost"), money("max_sum_cost")),
        }
    }
}

/// Whether `value` lies outside of what is allowed.
fn is_outside<T: PartialOrd>(value: &T, (least, most): &(Option<T>, Option<T>)) -> bool {
    least.as_ref().is_some_and(|least| value < least) || most.as_ref().is_some_and(|most| value > most)
}

/// The ballots so far.
struct Ballots {
    form: Form,
    limits: Limits,
    costs: Vec<Money>,
    merger: Merger,
    /// Hashes of the voters' ids. Two ids with one hash make a false warning, never a false count.
    voters: HashSet<u64>,
    /// Per project: how many ballots name it, the sum of its points, and the number of the last ballot naming it.
    named: Vec<u64>,
    scores: Vec<u64>,
    seen: Vec<u64>,
    /// The ballot at hand.
    marks: Vec<Mark>,
    bytes: Vec<u8>,
}

impl Ballots {
    fn new(head: &Head) -> Self {
        let projects = &head.amounts.projects;
        Self {
            form: head.form,
            limits: Limits::new(&head.meta, head.form, head.amounts.scale),
            costs: projects.iter().map(|project| project.cost.unwrap_or(Money::ZERO)).collect(),
            merger: Merger::default(),
            voters: HashSet::new(),
            named: vec![0; projects.len()],
            scores: vec![0; projects.len()],
            seen: vec![0; projects.len()],
            marks: Vec::new(),
            bytes: Vec::new(),
        }
    }

    /// Reads the marks of the row at hand, in the order a [`Group`] has them.
    fn read_marks<R: BufRead>(
        &mut self,
        source: &mut Source<R>,
        head: &Head,
        vote: usize,
        points: Option<usize>,
    ) -> Result<(), Fault> {
        self.marks.clear();
        let number = self.merger.voters().saturating_add(1);
        let records = &source.records;
        let mut given = points.map(|cell| items(records.cell(cell)));
        for item in items(records.cell(vote)) {
            let at = || records.place_of(vote, item);
            let points = match (&mut given, points) {
                (Some(given), Some(cell)) => {
                    let text =
                        given.next().ok_or_else(|| Fault::new(at(), FaultCode::PointsMissing, item))?;
                    let invalid = || Fault::new(records.place_of(cell, text), FaultCode::PointsInvalid, text);
                    read_points(text).ok_or_else(invalid)?
                }
                _ if item.is_empty() => {
                    source.warnings.add(WarningCode::ItemEmpty, || (at(), String::new()));
                    continue;
                }
                _ => 1,
            };
            let place =
                head.places.get(item).ok_or_else(|| Fault::new(at(), FaultCode::OptionUnknown, item))?;
            let seen = usize::try_from(*place).ok().and_then(|index| self.seen.get_mut(index));
            if seen.is_some_and(|seen| std::mem::replace(seen, number) == number) {
                if !matches!(self.form, Form::Approval | Form::ChooseOne) {
                    return Err(Fault::new(at(), FaultCode::OptionTwice, item));
                }
                source.warnings.add(WarningCode::OptionTwice, || (at(), item.to_owned()));
                continue;
            }
            self.marks.push((*place, points));
        }
        if let (Some(mut given), Some(cell)) = (given, points)
            && let Some(text) = given.next()
        {
            return Err(Fault::new(records.place_of(cell, text), FaultCode::PointsMissing, text));
        }
        if self.form != Form::Ordinal {
            sort::ascending(&mut self.marks);
        }
        Ok(())
    }

    /// Holds the ballot against what META asks of ballots.
    fn check<R: BufRead>(&self, source: &mut Source<R>, vote: usize, points: Option<usize>) {
        let length = u64::try_from(self.marks.len()).unwrap_or(u64::MAX);
        let (least, most) = self.limits.length;
        if most.is_some_and(|most| length > most) {
            source.warn(WarningCode::BallotTooLong, vote);
        } else if least.is_some_and(|least| length < least) {
            source.warn(WarningCode::BallotTooShort, vote);
        }
        if self.limits.cost != (None, None) {
            let costs =
                self.marks.iter().filter_map(|(place, _)| self.costs.get(usize::try_from(*place).ok()?));
            let sum = costs.fold(Money::ZERO, |sum, cost| Money(sum.get().saturating_add(cost.get())));
            if is_outside(&sum, &self.limits.cost) {
                source.warn(WarningCode::BallotCost, vote);
            }
        }
        if let Some(cell) = points {
            if self.marks.iter().any(|(_, points)| is_outside(points, &self.limits.points)) {
                source.warn(WarningCode::PointsOutside, cell);
            }
            let sum = self.marks.iter().fold(0_u64, |sum, (_, points)| sum.saturating_add(*points));
            if is_outside(&sum, &self.limits.points_sum) {
                source.warn(WarningCode::PointsSumOutside, cell);
            }
        }
    }

    fn check_voter<R: BufRead>(&mut self, source: &mut Source<R>, cell: usize) {
        let voter = source.records.cell(cell);
        if voter.is_empty() {
            source.warn(WarningCode::VoterMissing, cell);
        } else if !self.voters.insert(BuildHasherDefault::<DefaultHasher>::default().hash_one(voter)) {
            source.warn(WarningCode::VoterTwice, cell);
        }
    }

    /// Takes the ballot at hand among the others.
    fn take<R: BufRead>(&mut self, source: &Source<R>) -> Result<(), Fault> {
        self.bytes.clear();
        for (place, points) in &self.marks {
            let index = usize::try_from(*place).unwrap_or(usize::MAX);
            if let (Some(named), Some(score)) = (self.named.get_mut(index), self.scores.get_mut(index)) {
                *named = named.saturating_add(1);
                *score = score.saturating_add(*points);
            }
            // Bytes from the highest to the lowest sort as the marks do. No place is beyond MAX_OPTIONS.
            self.bytes.extend_from_slice(&u16::try_from(*place).unwrap_or(u16::MAX).to_be_bytes());
            if self.form.has_points() {
                self.bytes.extend_from_slice(&points.to_be_bytes());
            }
        }
        if self.merger.add(&self.bytes, 1) {
            Ok(())
        } else {
            Err(source.fault(FaultCode::TooManyVoters, 0, ""))
        }
    }

    /// Compares the count with what the file says of itself, and hands out the election.
    fn finish<R: BufRead>(mut self, source: &mut Source<R>, head: Head) -> Election {
        let voters = self.merger.voters();
        if let Some((stated, place)) = head.stated_ballots
            && stated != voters
        {
            source.warnings.add(WarningCode::BallotsDiffer, || (place, format!("{stated} ≠ {voters}")));
        }
        let counts = self.named.iter().zip(&self.scores);
        for ((project, place), (named, score)) in head.amounts.projects.iter().zip(&head.lines).zip(counts) {
            let differs = |stated: i128, found: u64| (*place, format!("{}: {stated} ≠ {found}", project.id));
            if let Some(stated) = project.votes.filter(|stated| stated != named) {
                source.warnings.add(WarningCode::VotesDiffer, || differs(stated.into(), *named));
            }
            // What ranks are worth is the rule's, so that a score can be compared only where points are given.
            if let Some(stated) = project.score.filter(|stated| u64::try_from(*stated) != Ok(*score))
                && self.form.has_points()
            {
                source.warnings.add(WarningCode::ScoreDiffers, || differs(stated.into(), *score));
            }
        }
        let mut groups = Vec::with_capacity(self.merger.different());
        let has_points = self.form.has_points();
        self.merger.finish(|ballot, count| groups.push(Group { choices: marks(ballot, has_points), count }));
        let Head { meta, form, amounts, columns, .. } = head;
        let (scale, budget, projects) = (amounts.scale, amounts.budget, amounts.projects);
        Election { meta, scale, budget, form, columns, projects, groups }
    }
}

/// What [`Ballots::take`] wrote.
fn marks(ballot: &[u8], has_points: bool) -> Box<[Mark]> {
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte));
    let marks = ballot.chunks_exact(if has_points { 10 } else { 2 }).map(|mark| {
        let (place, points) = mark.split_at(2);
        (u32::try_from(number(place)).unwrap_or(u32::MAX), if has_points { number(points) } else { 1 })
    });
    marks.collect()
}

/// The items of a list in a cell; an empty cell has none.
fn items(cell: &str) -> impl Iterator<Item = &str> {
    let all = if cell.is_empty() { 0 } else { usize::MAX };
    cell.split(',').map(str::trim).take(all)
}

/// Points: a whole number from 0.
fn read_points(text: &str) -> Option<u64> {
    whole(text).and_then(|points| u64::try_from(points).ok())
}
