//! Ballot forms: what may be marked, and whether marks are a ballot, a blank or invalid.
//!
//! A ballot without marks is blank: valid, taking part, saying nothing. Marks that break the form make the
//! ballot invalid. Yes, no and abstain have their own form in [`crate::count::ballot`].

use serde::{Deserialize, Serialize};

use super::RuleError;
use crate::count::ballot::{InvalidReason, OptionNo};
use crate::count::sort;

/// Why a ballot is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spoiled {
    /// A mark for an option that is not on the ballot.
    NoSuchOption,
    /// Two marks for one option.
    MarkedTwice,
    /// Some marks, but fewer than the form asks for.
    TooFewMarks,
    /// More marks than the form allows.
    TooManyMarks,
    /// A score or a number of points beyond the form's scale.
    OffTheScale,
    /// Points that do not add up to what there is to give.
    WrongSum,
    /// Options ranked equally where the form does not allow it.
    EqualRanks,
    /// An option without a score where each must have one.
    Unscored,
    /// Not signed, where it must be.
    Unsigned,
    /// Signed or sent by one who is neither the voter nor holds a mandate.
    NotTheVoters,
    /// Co-owners answered differently and did not agree before closing.
    CoOwnersDisagree,
    /// The whole ballot cannot be read.
    Unreadable,
}

impl From<InvalidReason> for Spoiled {
    fn from(reason: InvalidReason) -> Self {
        match reason {
            InvalidReason::Unsigned => Self::Unsigned,
            InvalidReason::NotTheVoters => Self::NotTheVoters,
            InvalidReason::CoOwnersDisagree => Self::CoOwnersDisagree,
            InvalidReason::Unreadable => Self::Unreadable,
            InvalidReason::TooManyMarks => Self::TooManyMarks,
        }
    }
}

/// A kind of ballot.
pub trait Form: Clone {
    /// The marks as they stand on the paper.
    type Marks;
    /// What valid marks say, in one canonical form.
    type Ballot: Clone + Ord;

    /// Refuses a form that no ballot can fit.
    fn check(&self) -> Result<(), RuleError>;

    /// The ballot, `None` if it is blank, or why it is invalid.
    fn read(&self, options: u16, marks: Self::Marks) -> Result<Option<Self::Ballot>, Spoiled>;
}

/// The place of the option with this number on a ballot of so many, counted from 0.
fn place(option: OptionNo, options: u16) -> Result<u16, Spoiled> {
    match option.0.checked_sub(1) {
        Some(place) if place < options => Ok(place),
        _ => Err(Spoiled::NoSuchOption),
    }
}

fn between(marks: usize, least: u16, most: u16) -> Result<(), Spoiled> {
    if marks < usize::from(least) {
        return Err(Spoiled::TooFewMarks);
    }
    if marks > usize::from(most) { Err(Spoiled::TooManyMarks) } else { Ok(()) }
}

/// Choose one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneForm {}

/// A choice of one option: its place, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pick(pub(in crate::count) u16);

impl Form for OneForm {
    type Marks = Vec<OptionNo>;
    type Ballot = Pick;

    fn check(&self) -> Result<(), RuleError> {
        Ok(())
    }

    fn read(&self, options: u16, marks: Self::Marks) -> Result<Option<Pick>, Spoiled> {
        match marks.as_slice() {
            [] => Ok(None),
            [option] => place(*option, options).map(|place| Some(Pick(place))),
            _ => Err(Spoiled::TooManyMarks),
        }
    }
}

/// Approve several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalForm {
    /// The fewest options one may approve, where one approves any.
    pub least: u16,
    /// The most.
    pub most: u16,
}

/// The approved options: their places, counted from 0, ascending. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Approval(pub(in crate::count) Box<[u16]>);

impl Approval {
    /// The places of the approved options.
    pub(in crate::count) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().copied().map(usize::from)
    }
}

impl Form for ApprovalForm {
    type Marks = Vec<OptionNo>;
    type Ballot = Approval;

    fn check(&self) -> Result<(), RuleError> {
        if self.most == 0 || self.least > self.most { Err(RuleError::ImpossibleForm) } else { Ok(()) }
    }

    fn read(&self, options: u16, marks: Self::Marks) -> Result<Option<Approval>, Spoiled> {
        let mut places =
            marks.into_iter().map(|option| place(option, options)).collect::<Result<Vec<_>, _>>()?;
        if places.is_empty() {
            return Ok(None);
        }
        sort::ascending(&mut places);
        if places.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
            return Err(Spoiled::MarkedTwice);
        }
        between(places.len(), self.least, self.most)?;
        Ok(Some(Approval(places.into())))
    }
}

/// A number for each option.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scores(pub(in crate::count) Box<[(u16, u32)]>);

impl Scores {
    /// Place, counted from 0, and number of each option that has one.
    pub(in crate::count) fn iter(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        self.0.iter().map(|(place, number)| (usize::from(*place), u64::from(*number)))
    }
}

/// The places with their numbers in order; refuses what is not on the ballot or marked twice.
fn numbered(options: u16, marks: Vec<(OptionNo, u32)>) -> Result<Vec<(u16, u32)>, Spoiled> {
    let read = |(option, number)| place(option, options).map(|place| (place, number));
    let mut marks = marks.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    sort::ascending(&mut marks);
    if marks.windows(2).any(|pair| matches!(pair, [(a, _), (b, _)] if a == b)) {
        return Err(Spoiled::MarkedTwice);
    }
    Ok(marks)
}

/// Score each option on a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreForm {
    /// The scale is 0 to this; at most [`ScoreForm::MAX`].
    pub highest: u32,
    /// What an option without a score has.
    pub unscored: Unscored,
}

/// What an option without a score has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unscored {
    /// 0.
    Zero,
    /// Nothing: each option must be scored, or the ballot is invalid.
    Invalid,
}

impl ScoreForm {
    /// The highest scale.
    pub const MAX: u32 = 1_000;
}

impl Form for ScoreForm {
    type Marks = Vec<(OptionNo, u32)>;
    type Ballot = Scores;

    fn check(&self) -> Result<(), RuleError> {
        if (1..=Self::MAX).contains(&self.highest) { Ok(()) } else { Err(RuleError::ImpossibleForm) }
    }

    fn read(&self, options: u16, marks: Self::Marks) -> Result<Option<Scores>, Spoiled> {
        if marks.is_empty() {
            return Ok(None);
        }
        let scores = numbered(options, marks)?;
        if scores.iter().any(|(_, score)| *score > self.highest) {
            return Err(Spoiled::OffTheScale);
        }
        if self.unscored == Unscored::Invalid && scores.len() < usize::from(options) {
            return Err(Spoiled::Unscored);
        }
        Ok(Some(Scores(scores.into())))
    }
}

/// Spread a number of points: a cumulative ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointsForm {
    /// How many points there are to give; at most [`PointsForm::MAX`].
    pub total: u32,
    /// Whether all must be given.
    pub spending: Spending,
    /// The most points for one option.
    pub most_each: u32,
    /// The fewest options that must get points.
    pub least_options: u16,
}

/// Whether all points must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spending {
    /// All of them.
    Exactly,
    /// No more than there are.
    UpTo,
}

impl PointsForm {
    /// The most points.
    pub const MAX: u32 = 1_000;
}

impl Form for PointsForm {
    type Marks = Vec<(OptionNo, u32)>;
    type Ballot = Scores;

    fn check(&self) -> Result<(), RuleError> {
        let total = (1..=Self::MAX).contains(&self.total);
        let fits = total && self.most_each > 0 && u32::from(self.least_options) <= self.total;
        if fits { Ok(()) } else { Err(RuleError::ImpossibleForm) }
    }

    /// An option marked with 0 points is as one not marked.
    fn read(&self, options: u16, marks: Self::Marks) -> Result<Option<Scores>, Spoiled> {
        let mut points = numbered(options, marks)?;
        points.retain(|(_, points)| *points > 0);
        if points.is_empty() {
            return Ok(None);
        }
        if points.iter().any(|(_, points)| *points > self.most_each) {
            return Err(Spoiled::OffTheScale);
        }
        let sum: u64 = points.iter().map(|(_, points)| u64::from(*points)).sum();
        let total = u64::from(self.total);
        if sum > total || (self.spending == Spending::Exactly && sum < total) {
            return Err(Spoiled::WrongSum);
        }
        between(points.len(), self.least_options, u16::MAX)?;
        Ok(Some(Scores(points.into())))
    }
}

/// Rank options, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankedForm {
    /// Whether options may be ranked equally.
    pub equal_ranks: EqualRanks,
    /// The fewest options one may rank, where one ranks any.
    pub least: u16,
    /// The most.
    pub most: u16,
}

/// Whether options may be ranked equally.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EqualRanks {
    /// They may.
    Allowed,
    /// They may not: such a ballot is invalid.
    Invalid,
}

impl RankedForm {
    /// Any ranking, short or long, with or without equal ranks.
    pub const ANY: Self = Self { equal_ranks: EqualRanks::Allowed, least: 1, most: super::MAX_OPTIONS };
    /// Any ranking without equal ranks, short or long.
    pub const STRICT: Self = Self { equal_ranks: EqualRanks::Invalid, ..Self::ANY };
}

/// A ranking: tiers of places, counted from 0, best first, ascending within a tier. What is in no tier is not
/// ranked. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ranking {
    order: Box<[u16]>,
    /// Where each tier ends in `order`.
    ends: Box<[u16]>,
}

impl Ranking {
    /// How many tiers there are.
    pub(in crate::count) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The places in one tier; none beyond the last.
    pub(in crate::count) fn tier(&self, tier: usize) -> &[u16] {
        let end = |tier: usize| self.ends.get(tier).copied().map_or(self.order.len(), usize::from);
        let start = tier.checked_sub(1).map_or(0, end);
        self.order.get(start..end(tier)).unwrap_or_default()
    }

    /// All tiers, best first.
    pub(in crate::count) fn tiers(&self) -> impl Iterator<Item = &[u16]> {
        (0..self.len()).map(|tier| self.tier(tier))
    }

    /// How many options are ranked.
    pub(in crate::count) fn ranked(&self) -> usize {
        self.order.len()
    }
}

impl Form for RankedForm {
    /// Tiers, best first.
    type Marks = Vec<Vec<OptionNo>>;
    type Ballot = Ranking;

    fn check(&self) -> Result<(), RuleError> {
        if self.most == 0 || self.least > self.most { Err(RuleError::ImpossibleForm) } else { Ok(()) }
    }

    /// Empty tiers are passed over.
    fn read(&self, options: u16, marks: Self::Marks) -> Result<Option<Ranking>, Spoiled> {
        let mut seen = vec![false; usize::from(options)];
        let (mut order, mut ends) = (Vec::new(), Vec::new());
        for tier in marks.iter().filter(|tier| !tier.is_empty()) {
            let mut places = Vec::with_capacity(tier.len());
            for option in tier {
                let place = place(*option, options)?;
                match seen.get_mut(usize::from(place)) {
                    Some(seen) if !*seen => *seen = true,
                    _ => return Err(Spoiled::MarkedTwice),
                }
                places.push(place);
            }
            sort::ascending(&mut places);
            order.append(&mut places);
            // No option is there twice, so there are no more than options, a u16.
            ends.extend(u16::try_from(order.len()));
        }
        if order.is_empty() {
            return Ok(None);
        }
        if self.equal_ranks == EqualRanks::Invalid && ends.len() < order.len() {
            return Err(Spoiled::EqualRanks);
        }
        between(order.len(), self.least, self.most)?;
        Ok(Some(Ranking { order: order.into(), ends: ends.into() }))
    }
}
