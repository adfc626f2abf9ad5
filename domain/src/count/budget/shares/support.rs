//! Who supports what, and how much: the table that every run of equal shares reads.

use std::collections::BTreeMap;

use crate::count::budget::contest::{BudgetError, Contest, index};
use crate::count::budget::manifest::Utility;
use crate::count::sort;

/// One group of ballots behind a project.
#[derive(Clone, Copy, Debug)]
pub(super) struct Supporter {
    /// Its place in the election's groups.
    pub(super) group: u32,
    /// Which of the project's levels it gives.
    pub(super) level: u32,
    /// Its weight.
    pub(super) weight: u64,
}

/// A project that equal shares may buy: it stands, costs something and has support.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its place in the election's projects.
    pub(super) project: usize,
    /// Above nought.
    pub(super) cost: u64,
    /// The utilities it gives, ascending; each above nought.
    pub(super) levels: Vec<u64>,
    /// By level, then by group.
    pub(super) supporters: Vec<Supporter>,
    /// Σ weight × utility in units of [`Candidate::unit`].
    pub(super) mass: u64,
    /// Candidates of one class have the same cost and the same backers at the same levels, so they are equal
    /// whatever happens.
    pub(super) class: usize,
    /// Utility by which payments are reckoned: a backer of level u pays u / unit times the rate. With one
    /// level this is that level, and the rate is what each backer pays; with several it is 1.
    pub(super) unit: u64,
}

impl Candidate {
    /// Whether all backers get the same from it.
    pub(super) fn is_level(&self) -> bool {
        self.levels.len() == 1
    }

    /// A level's utility in units of [`Candidate::unit`].
    pub(super) fn units(&self, level: u32) -> u64 {
        if self.is_level() { 1 } else { self.levels[index(level)] }
    }
}

/// The table.
#[derive(Debug)]
pub(super) struct Support {
    /// In the order of ties, then of the election's projects.
    pub(super) candidates: Vec<Candidate>,
    /// How many groups there are.
    pub(super) groups: usize,
    /// Weight of all ballots.
    pub(super) voters: u64,
}

/// Utilities are at most this, and so are weights together times the highest of them, in units.
const MOST: u64 = 1 << 62;
const MOST_UTILITY: u64 = 1 << 32;

impl Support {
    /// Reads every ballot once.
    pub(super) fn new(contest: &Contest<'_>, utility: &Utility) -> Result<Self, BudgetError> {
        let mut raw: Vec<Vec<(u32, u64, u64)>> = vec![Vec::new(); contest.projects.len()];
        for (group, weight) in contest.weights.iter().enumerate().filter(|(_, weight)| **weight > 0) {
            let choices = contest.choices(group);
            for (place, (project, points)) in choices.iter().enumerate() {
                let standing = &contest.projects[index(*project)];
                let worth = match utility {
                    Utility::ApprovalCost | Utility::ApprovalCardinality => 1,
                    Utility::Points => *points,
                    Utility::Ranks(ranks) => contest.rank_score(ranks, place, choices.len()),
                };
                if worth > MOST_UTILITY {
                    return Err(BudgetError::TooLarge);
                }
                if worth > 0 && standing.refusal.is_none() && standing.cost > 0 {
                    let group = u32::try_from(group).map_err(|_many| BudgetError::TooLarge)?;
                    raw[index(*project)].push((group, worth, *weight));
                }
            }
        }
        let mut order: Vec<_> = (0..raw.len()).filter(|project| !raw[*project].is_empty()).collect();
        sort::places(&mut order, &mut |a, b| contest.projects[a].place.cmp(&contest.projects[b].place));
        let mut classes = BTreeMap::new();
        let mut candidates = Vec::with_capacity(order.len());
        for project in order {
            let backers = std::mem::take(&mut raw[project]);
            let cost = contest.projects[project].cost;
            let count = classes.len();
            let class = *classes.entry((cost, fingerprint(&backers))).or_insert(count);
            let same: Option<&Candidate> = candidates.iter().find(|other: &&Candidate| other.class == class);
            let mut candidate = candidate(project, cost, &backers, utility)?;
            // A fingerprint may lie; what it says is looked at.
            let is_same = same.is_none_or(|other| are_same(other, &candidate));
            candidate.class = if is_same { class } else { usize::MAX - project };
            candidates.push(candidate);
        }
        Ok(Self { candidates, groups: contest.weights.len(), voters: contest.voters })
    }
}

fn candidate(
    project: usize,
    cost: u64,
    backers: &[(u32, u64, u64)],
    utility: &Utility,
) -> Result<Candidate, BudgetError> {
    let mut levels: Vec<u64> = backers.iter().map(|(_, worth, _)| *worth).collect();
    sort::ascending(&mut levels);
    levels.dedup();
    let unit = match utility {
        Utility::ApprovalCost => cost,
        _ if levels.len() == 1 => levels[0],
        _ => 1,
    };
    let mut mass = 0_u64;
    let mut by_level = vec![Vec::new(); levels.len()];
    for (group, worth, weight) in backers {
        let units = if levels.len() == 1 { 1 } else { *worth };
        let more = weight.checked_mul(units).ok_or(BudgetError::TooLarge)?;
        mass = mass.checked_add(more).filter(|mass| *mass <= MOST).ok_or(BudgetError::TooLarge)?;
        let level = levels.partition_point(|level| level < worth);
        let supporters: &mut Vec<_> = &mut by_level[level];
        let level = u32::try_from(level).map_err(|_many| BudgetError::TooLarge)?;
        supporters.push(Supporter { group: *group, level, weight: *weight });
    }
    if *utility == Utility::ApprovalCost {
        levels = vec![cost];
    }
    Ok(Candidate { project, cost, levels, supporters: by_level.concat(), mass, class: 0, unit })
}

/// FNV-1a over the backers: equal lists have equal ones.
fn fingerprint(backers: &[(u32, u64, u64)]) -> u64 {
    let words = backers.iter().flat_map(|(group, worth, _)| [u64::from(*group), *worth]);
    words.fold(0xcbf2_9ce4_8422_2325, |hash, word| (hash ^ word).wrapping_mul(0x0100_0000_01b3))
}

fn are_same(a: &Candidate, b: &Candidate) -> bool {
    let key = |supporter: &Supporter| (supporter.group, supporter.level);
    a.cost == b.cost
        && a.levels == b.levels
        && a.supporters.len() == b.supporters.len()
        && a.supporters.iter().map(key).eq(b.supporters.iter().map(key))
}
