//! What a rule makes of an election: who stands, which ballots count, with what support, and who goes first.
//!
//! Everything that does not depend on the method, computed once, and summed with overflow checked, so that
//! the methods behind it can add and multiply without looking.

use serde::{Deserialize, Serialize};

use crate::count::sort;

use super::election::{Election, Form, Money, ProjectId};
use super::manifest::{
    Amount, BallotLimits, Beyond, BudgetManifest, BudgetMethod, CostLimit, RankScores, Score, TieBreak,
    Utility, Weights,
};
use super::outcome::BallotsCast;

/// Why an election cannot be counted by a rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BudgetError {
    /// Two or more projects are equal in everything the list of ties asks, at a place where it matters, and
    /// no lot was drawn beforehand.
    #[error("undecided tie between {}", names(.0))]
    UndecidedTie(Vec<ProjectId>),
    /// The lot does not name a project that stands.
    #[error("the lot does not name {0}")]
    NotInLot(ProjectId),
    /// A rule names a project that the election does not have.
    #[error("the rule names {0}, which is not in the election")]
    UnknownProject(ProjectId),
    /// The rule reads points, the ballots have none.
    #[error("the rule reads points, but the ballots are {}", .0.code())]
    NoPoints(Form),
    /// The rule reads ranks, the ballots have none.
    #[error("the rule reads ranks, but the ballots are {}", .0.code())]
    NoRanks(Form),
    /// The rule asks for weights and none are given, or the other way round.
    #[error("weights are {}", if *.0 { "asked for but not given" } else { "given but not asked for" })]
    Weights(bool),
    /// Not one weight for each group of ballots.
    #[error("{given} weights for {groups} groups of ballots")]
    WeightCount {
        /// How many weights there are.
        given: usize,
        /// How many groups there are.
        groups: usize,
    },
    /// A ballot names a project that is not there.
    #[error("ballot group {group} names project {project} of {projects}")]
    NoSuchProject {
        /// Its place in [`Election::groups`].
        group: usize,
        /// What it names.
        project: u32,
        /// How many there are.
        projects: usize,
    },
    /// A budget or a cost below zero.
    #[error("an amount below zero")]
    BelowZero,
    /// Figures beyond what this program counts exactly: sums of weights or points beyond 2^62, or all
    /// endowments together.
    #[error("figures too large")]
    TooLarge,
}

fn names(ids: &[ProjectId]) -> String {
    ids.iter().map(ProjectId::as_str).collect::<Vec<_>>().join(", ")
}

/// The largest sum that is counted.
const MOST: u64 = 1 << 62;

/// Why a project does not stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It was withdrawn.
    Withdrawn,
    /// It alone costs more than there is.
    AboveBudget,
    /// Nobody named it.
    WithoutVotes,
    /// Too few votes.
    FewVotes {
        /// How many were asked for.
        least: u64,
    },
    /// Too few points.
    LowScore {
        /// How many were asked for.
        least: u64,
    },
    /// Too few votes for what it costs: votes × factor × budget < cost × voters.
    FewVotesForItsCost {
        /// The factor.
        factor: u32,
    },
}

/// One project as the rule sees it.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    /// 0 for withdrawn ones.
    pub(super) cost: u64,
    /// Weight of the ballots that name it.
    pub(super) votes: u64,
    /// What [`super::manifest::BudgetRule::score`] adds up.
    pub(super) score: u64,
    /// Why it does not stand, if it does not.
    pub(super) refusal: Option<Refusal>,
    /// Its place in the order of ties. Equal places are ties that nothing decides.
    pub(super) place: u32,
}

/// An election under a rule.
#[derive(Debug)]
pub(super) struct Contest<'a> {
    pub(super) election: &'a Election,
    pub(super) manifest: &'a BudgetManifest,
    /// What there is to give out, in the election's smallest unit.
    pub(super) budget: u64,
    /// How many ballots there are.
    pub(super) ballots: BallotsCast,
    /// Weight of all ballots that count, blank ones among them.
    pub(super) voters: u64,
    /// Weight of ballots that name nothing, or whose choices do not count.
    pub(super) blank: u64,
    /// Weight of ballots that do not count.
    pub(super) invalid: u64,
    /// By [`Election::projects`].
    pub(super) projects: Vec<Standing>,
    /// By [`Election::groups`]: their weights, 0 if they do not count.
    pub(super) weights: Vec<u64>,
    /// By [`Election::groups`]: whether their choices count.
    pub(super) has_choices: Vec<bool>,
}

impl<'a> Contest<'a> {
    /// Holds the election against the rule. `weights`: for each group the sum of its voters' weights.
    pub(super) fn new(
        election: &'a Election,
        manifest: &'a BudgetManifest,
        weights: Option<&[u64]>,
    ) -> Result<Self, BudgetError> {
        let budget = u64::try_from(election.budget.get()).map_err(|_below| BudgetError::BelowZero)?;
        check_form(election.form, manifest)?;
        check_choices(election)?;
        let mut contest = Self {
            election,
            manifest,
            budget,
            ballots: BallotsCast::default(),
            voters: 0,
            blank: 0,
            invalid: 0,
            projects: Vec::with_capacity(election.projects.len()),
            weights: group_weights(election, manifest, weights)?,
            has_choices: Vec::with_capacity(election.groups.len()),
        };
        contest.admit_ballots()?;
        contest.add_up()?;
        contest.admit_projects();
        contest.place_projects()?;
        Ok(contest)
    }

    /// The choices of a group, none if they do not count.
    pub(super) fn choices(&self, group: usize) -> &'a [(u32, u64)] {
        if self.has_choices[group] { &self.election.groups[group].choices } else { &[] }
    }

    /// The id of a project.
    pub(super) fn id(&self, project: usize) -> ProjectId {
        self.election.projects[project].id.clone()
    }

    /// Whether a project stands.
    pub(super) fn stands(&self, project: usize) -> bool {
        self.projects[project].refusal.is_none()
    }

    /// What a choice is worth where ranks are scored: `place` on a ballot of `length`.
    pub(super) fn rank_score(&self, scores: &RankScores, place: usize, length: usize) -> u64 {
        let below = |most: usize| u64::try_from(most.saturating_sub(place)).unwrap_or(u64::MAX);
        match scores {
            RankScores::BallotFromZero => below(length.saturating_sub(1)),
            RankScores::BallotFromOne => below(length),
            RankScores::Projects => below(self.election.projects.len()),
            RankScores::Places(places) => places.get(place).copied().unwrap_or(0),
        }
    }

    /// The better of two projects that are equal in what was counted; `None` if nothing decides.
    pub(super) fn first_of(&self, a: usize, b: usize) -> Option<usize> {
        match self.projects[a].place.cmp(&self.projects[b].place) {
            std::cmp::Ordering::Less => Some(a),
            std::cmp::Ordering::Greater => Some(b),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The first of equals in the order of ties.
    pub(super) fn first(&self, equals: &[usize]) -> Result<Option<usize>, BudgetError> {
        let Some(best) = equals.iter().copied().min_by_key(|project| self.projects[*project].place) else {
            return Ok(None);
        };
        let rivals = equals.iter().filter(|other| self.projects[**other].place == self.projects[best].place);
        let rivals: Vec<_> = rivals.map(|project| self.id(*project)).collect();
        if rivals.len() > 1 { Err(BudgetError::UndecidedTie(rivals)) } else { Ok(Some(best)) }
    }

    fn admit_ballots(&mut self) -> Result<(), BudgetError> {
        let BallotLimits { least_projects, most_projects, beyond, .. } = self.manifest.rule().ballots;
        let most_cost = self.most_cost()?;
        for (group, weight) in self.election.groups.iter().zip(&mut self.weights) {
            let named = u32::try_from(group.choices.len()).unwrap_or(u32::MAX);
            let cost: i128 = group.choices.iter().map(|(project, _)| cost_of(self.election, *project)).sum();
            let kept = named == 0
                || (least_projects.is_none_or(|least| named >= least)
                    && most_projects.is_none_or(|most| named <= most)
                    && most_cost.is_none_or(|most| cost <= most));
            self.has_choices.push(kept || beyond == Beyond::Counts);
            if !kept && beyond == Beyond::Invalid {
                self.invalid = sum(self.invalid, *weight)?;
                self.ballots.invalid = sum(self.ballots.invalid, group.count)?;
                *weight = 0;
                continue;
            }
            if named == 0 || (!kept && beyond == Beyond::Blank) {
                self.blank = sum(self.blank, *weight)?;
                self.ballots.blank = sum(self.ballots.blank, group.count)?;
            }
            self.voters = sum(self.voters, *weight)?;
            self.ballots.counted = sum(self.ballots.counted, group.count)?;
        }
        Ok(())
    }

    fn most_cost(&self) -> Result<Option<i128>, BudgetError> {
        Ok(match self.manifest.rule().ballots.most_cost {
            None => None,
            Some(CostLimit::Budget) => Some(i128::from(self.budget)),
            Some(CostLimit::Amount(Amount { units, decimals })) => {
                // Costs are whole at this scale, so a limit between two of them is rounded down.
                let power = |exponent: u32| 10_i128.checked_pow(exponent).ok_or(BudgetError::TooLarge);
                let finer = power(self.election.scale.saturating_sub(decimals))?;
                let coarser = power(decimals.saturating_sub(self.election.scale))?;
                let units = i128::from(units).checked_mul(finer).ok_or(BudgetError::TooLarge)?;
                Some(units / coarser)
            }
        })
    }

    /// Votes, scores and costs; none of their sums beyond [`MOST`].
    fn add_up(&mut self) -> Result<(), BudgetError> {
        for project in &self.election.projects {
            let cost = project.cost.unwrap_or(Money::ZERO).get();
            let cost = u64::try_from(cost).map_err(|_below| BudgetError::BelowZero)?;
            self.projects.push(Standing { cost, votes: 0, score: 0, refusal: None, place: 0 });
        }
        self.projects.iter().try_fold(0, |all, project| sum(all, project.cost))?;
        for group in 0..self.weights.len() {
            let (weight, choices) = (self.weights[group], self.choices(group));
            for (place, (project, points)) in choices.iter().enumerate() {
                let worth = match &self.manifest.rule().score {
                    Score::Votes => 1,
                    Score::Points => *points,
                    Score::Ranks(ranks) => self.rank_score(ranks, place, choices.len()),
                };
                let worth = worth.checked_mul(weight).ok_or(BudgetError::TooLarge)?;
                let standing = &mut self.projects[index(*project)];
                standing.votes = sum(standing.votes, weight)?;
                standing.score = sum(standing.score, worth)?;
            }
        }
        Ok(())
    }

    fn admit_projects(&mut self) {
        let rule = self.manifest.rule().eligibility;
        let (budget, voters) = (u128::from(self.budget), u128::from(self.voters));
        for (standing, project) in self.projects.iter_mut().zip(&self.election.projects) {
            let (cost, votes) = (u128::from(standing.cost), u128::from(standing.votes));
            // Below 2^62 each, but three factors: if the product does not fit, it is surely the larger one.
            let enough_for_cost = |factor: u32| {
                let share = votes.checked_mul(u128::from(factor)).and_then(|share| share.checked_mul(budget));
                share.is_none_or(|share| share >= cost.saturating_mul(voters))
            };
            standing.refusal = if project.cost.is_none() {
                Some(Refusal::Withdrawn)
            } else if !rule.above_budget && standing.cost > self.budget {
                Some(Refusal::AboveBudget)
            } else if !rule.without_votes && standing.votes == 0 {
                Some(Refusal::WithoutVotes)
            } else if let Some(least) = rule.least_votes.filter(|least| standing.votes < *least) {
                Some(Refusal::FewVotes { least })
            } else if let Some(least) = rule.least_score.filter(|least| standing.score < *least) {
                Some(Refusal::LowScore { least })
            } else {
                rule.votes_by_cost
                    .filter(|factor| !enough_for_cost(*factor))
                    .map(|factor| Refusal::FewVotesForItsCost { factor })
            };
        }
    }

    /// Every tie is decided by what is known before counting, so the whole list comes down to one order.
    fn place_projects(&mut self) -> Result<(), BudgetError> {
        let projects = &self.election.projects;
        let by_id = sort::order(projects.len(), &mut |a, b| projects[a].id.cmp(&projects[b].id));
        let mut keys: Vec<Vec<u64>> = vec![Vec::new(); projects.len()];
        for tie_break in &self.manifest.rule().ties {
            match tie_break {
                TieBreak::LeastCost => self.push(&mut keys, |standing| standing.cost),
                TieBreak::MostCost => self.push(&mut keys, |standing| u64::MAX - standing.cost),
                TieBreak::MostVotes => self.push(&mut keys, |standing| u64::MAX - standing.votes),
                TieBreak::Id => (0..).zip(&by_id).for_each(|(place, project)| keys[*project].push(place)),
                TieBreak::Lot(drawn) => self.push_drawn(&mut keys, &by_id, drawn)?,
            }
        }
        let order = sort::order(keys.len(), &mut |a, b| keys[a].cmp(&keys[b]));
        for (place, equals) in (0..).zip(order.chunk_by(|a, b| keys[*a] == keys[*b])) {
            for project in equals {
                self.projects[*project].place = place;
            }
        }
        Ok(())
    }

    fn push(&self, keys: &mut [Vec<u64>], key: impl Fn(&Standing) -> u64) {
        for (keys, standing) in keys.iter_mut().zip(&self.projects) {
            keys.push(key(standing));
        }
    }

    fn push_drawn(
        &self,
        keys: &mut [Vec<u64>],
        by_id: &[usize],
        drawn: &[ProjectId],
    ) -> Result<(), BudgetError> {
        let id = |project: usize| &self.election.projects[project].id;
        let mut places = vec![None; keys.len()];
        for (place, drawn) in (0..).zip(drawn) {
            if let Ok(found) = by_id.binary_search_by(|project| id(*project).cmp(drawn)) {
                places[by_id[found]] = Some(place);
            }
        }
        for (project, place) in places.into_iter().enumerate() {
            if place.is_none() && self.stands(project) {
                return Err(BudgetError::NotInLot(id(project).clone()));
            }
            keys[project].push(place.unwrap_or(u64::MAX));
        }
        Ok(())
    }

    /// Projects in the order of ties; ids last, for the listing only: they decide nothing.
    pub(super) fn by_place(&self, a: usize, b: usize) -> std::cmp::Ordering {
        let key = |project: usize| (self.projects[project].place, &self.election.projects[project].id);
        key(a).cmp(&key(b))
    }
}

/// A place in a list that was checked before.
pub(super) fn index(project: u32) -> usize {
    usize::try_from(project).unwrap_or(usize::MAX)
}

fn sum(a: u64, b: u64) -> Result<u64, BudgetError> {
    a.checked_add(b).filter(|sum| *sum <= MOST).ok_or(BudgetError::TooLarge)
}

fn cost_of(election: &Election, project: u32) -> i128 {
    election.projects[index(project)].cost.unwrap_or(Money::ZERO).wide()
}

fn check_form(form: Form, manifest: &BudgetManifest) -> Result<(), BudgetError> {
    let rule = manifest.rule();
    let utility = match &rule.method {
        BudgetMethod::EqualShares { utility, .. } => Some(utility),
        BudgetMethod::Greedy { .. } => None,
    };
    let reads_points = rule.score == Score::Points || utility == Some(&Utility::Points);
    if reads_points && !form.has_points() {
        return Err(BudgetError::NoPoints(form));
    }
    let reads_ranks = matches!(rule.score, Score::Ranks(_)) || matches!(utility, Some(Utility::Ranks(_)));
    if reads_ranks && form != Form::Ordinal { Err(BudgetError::NoRanks(form)) } else { Ok(()) }
}

fn check_choices(election: &Election) -> Result<(), BudgetError> {
    let projects = election.projects.len();
    for (group, ballots) in election.groups.iter().enumerate() {
        if let Some((project, _)) = ballots.choices.iter().find(|(project, _)| index(*project) >= projects) {
            return Err(BudgetError::NoSuchProject { group, project: *project, projects });
        }
    }
    Ok(())
}

fn group_weights(
    election: &Election,
    manifest: &BudgetManifest,
    weights: Option<&[u64]>,
) -> Result<Vec<u64>, BudgetError> {
    match (manifest.rule().weights, weights) {
        (Weights::Heads, None) => Ok(election.groups.iter().map(|group| group.count).collect()),
        (Weights::Given, Some(weights)) if weights.len() == election.groups.len() => Ok(weights.to_vec()),
        (Weights::Given, Some(weights)) => {
            Err(BudgetError::WeightCount { given: weights.len(), groups: election.groups.len() })
        }
        (asked, _) => Err(BudgetError::Weights(asked == Weights::Given)),
    }
}
