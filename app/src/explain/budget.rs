//! The outcome of a budget, explained; and the two questions a voter asks of equal shares.

use super::{Line, Lines, PLACES, figure_to, rounded, without_zeros};
use crate::text::Text;
use crate::text::explaining_budgets::{Beside, Tallied};
use domain::count::budget::election::{Election, Money, ProjectId};
use domain::count::budget::manifest::{
    BudgetMethod, BudgetRule, GreedyOrder, Score, TieBreak, Utility, Weights,
};
use domain::count::budget::outcome::{
    BudgetOutcome, GreedyStep, MOST_TIED, ProjectLine, Purchase, Ratio, SharesReport, Steps,
};
use domain::count::budget::{Standing, VoterShare, WhyNot, WhyNotStep};
use num_bigint::BigInt;
use num_rational::BigRational;

/// An amount as people write it: with both decimals where the file's amounts have any.
#[must_use]
pub fn amount(money: Money, scale: u32) -> String {
    let written = money.display(scale);
    if scale == 1 { written + "0" } else { written }
}

/// Explains how an outcome came about; its totals are said by whoever shows it.
#[must_use]
pub fn budget(text: &dyn Text, election: &Election, rule: &BudgetRule, outcome: &BudgetOutcome) -> Vec<Line> {
    let mut telling = Telling::new(text, election, rule);
    for line in &outcome.projects {
        if let Some(why) = &line.refusal {
            telling.lines.add(1, text.explain_refused(&telling.project(&line.project), why));
        }
    }
    match &outcome.steps {
        Steps::Greedy(steps) => {
            let order = match &rule.method {
                BudgetMethod::Greedy { order, .. } => *order,
                BudgetMethod::EqualShares { .. } => GreedyOrder::Score,
            };
            telling.lines.add(0, text.explain_greedy(order == GreedyOrder::ScorePerCost));
            telling.greedy(outcome, steps, order);
        }
        Steps::EqualShares(report) => telling.equal_shares(outcome, report),
    }
    if !outcome.reserve.is_empty() {
        telling.lines.add(0, text.explain_reserve());
        for line in &outcome.reserve {
            let (project, cost) = (telling.project(&line.project), telling.money(line.cost));
            let score = telling.score(line.score);
            telling.lines.add(1, text.explain_reserve_line(line.rank, &project, &score, &cost));
        }
    }
    telling.lines.0
}

/// Where a voter's share went.
#[must_use]
pub fn share_of(text: &dyn Text, election: &Election, rule: &BudgetRule, share: &VoterShare) -> Vec<Line> {
    let mut telling = Telling::new(text, election, rule);
    telling.lines.add(0, text.explain_share_of(&telling.share(&share.endowment)));
    for payment in &share.payments {
        let [paid, left] = [&payment.paid, &payment.left].map(|ratio| telling.share(ratio));
        telling.lines.add(1, text.explain_payment(&telling.project(&payment.project), &paid, &left));
    }
    telling.lines.add(0, text.explain_unspent(&telling.share(&share.left)));
    telling.lines.0
}

/// Why a project was not selected, or that it was.
#[must_use]
pub fn why_not(text: &dyn Text, election: &Election, rule: &BudgetRule, answer: &WhyNot) -> Vec<Line> {
    let mut telling = Telling::new(text, election, rule);
    let project = telling.project(&answer.project);
    let cost = answer.cost.map(|cost| telling.money(cost));
    let votes = telling.votes(answer.votes);
    telling.lines.add(0, text.explain_why_not(&project, cost.as_deref(), &votes));
    if let (BudgetMethod::EqualShares { utility, .. }, false) = (&rule.method, answer.steps.is_empty()) {
        telling.lines.add(0, text.explain_worth(utility));
        answer.steps.iter().for_each(|step| telling.beside(&answer.project, step, utility));
    }
    telling.lines.add(
        0,
        match &answer.standing {
            Standing::Selected => text.explain_selected_after_all().to_owned(),
            Standing::Refused(why) => text.explain_refused(&project, why),
            Standing::WithoutSupport => text.explain_without_support().to_owned(),
            Standing::TooLittleLeft { behind, missing } => {
                text.explain_too_little(&telling.share(behind), &telling.share(missing))
            }
            Standing::ComparisonLost => text.explain_comparison_lost().to_owned(),
        },
    );
    telling.lines.0
}

struct Telling<'a> {
    text: &'a dyn Text,
    election: &'a Election,
    rule: &'a BudgetRule,
    /// Whether ballots count by their weights: supporters and voters are then weights.
    weighted: bool,
    lines: Lines,
}

impl<'a> Telling<'a> {
    fn new(text: &'a dyn Text, election: &'a Election, rule: &'a BudgetRule) -> Self {
        let weighted = rule.weights == Weights::Given;
        Self { text, election, rule, weighted, lines: Lines::default() }
    }

    fn project(&self, id: &ProjectId) -> String {
        let place = self.election.place(id.as_str());
        let name = place.and_then(|place| self.election.projects.get(place)?.name.as_deref());
        self.text.explain_project(id.as_str(), name.unwrap_or_default())
    }

    fn projects<'b>(&self, ids: impl IntoIterator<Item = &'b ProjectId>) -> String {
        let names: Vec<String> = ids.into_iter().map(|id| self.project(id)).collect();
        self.text.explain_list(&names)
    }

    fn votes(&self, sum: u64) -> String {
        self.text.explain_tallied(Tallied { sum, points: false, weighted: self.weighted })
    }

    fn score(&self, sum: u64) -> String {
        let points = self.rule.score != Score::Votes;
        self.text.explain_tallied(Tallied { sum, points, weighted: self.weighted })
    }

    fn money(&self, money: Money) -> String {
        amount(money, self.election.scale)
    }

    /// A number of smallest units as a number of the currency.
    fn in_currency(&self, units: &BigRational) -> BigRational {
        units / BigRational::from_integer(BigInt::from(10_u8).pow(self.election.scale))
    }

    /// A part of an amount: exact where that takes few decimals.
    fn share(&self, ratio: &Ratio) -> String {
        let places = match self.election.scale {
            0 => 0,
            scale => scale.max(2),
        };
        let (decimal, is_exact) = rounded(&self.in_currency(ratio.get()), places.max(PLACES));
        if is_exact { without_zeros(&decimal, places) } else { format!("≈{decimal}") }
    }

    fn greedy(&mut self, outcome: &BudgetOutcome, steps: &[GreedyStep], order: GreedyOrder) {
        for step in steps {
            let (project, cost, left) =
                (self.project(&step.project), self.money(step.cost), self.money(step.left));
            let per_cost = (order == GreedyOrder::ScorePerCost && step.cost != Money::ZERO).then(|| {
                let cost = self.in_currency(&BigRational::from_integer(step.cost.get().into()));
                small(&(BigRational::from_integer(step.score.into()) / cost))
            });
            let score = self.score(step.score);
            let turn = self.text.explain_turn(&project, &score, &cost, per_cost.as_deref(), &left);
            self.lines.add(1, turn + &self.text.explain_verdict(&step.verdict));
            self.tied(outcome, &step.project, &step.tied_with);
        }
    }

    /// Who was equal, and what of the rule's list of ties told them apart.
    fn tied(&mut self, outcome: &BudgetOutcome, project: &ProjectId, with: &[ProjectId]) {
        let line = |id: &ProjectId| outcome.projects.iter().find(|line| line.project == *id);
        let Some(one) = line(project) else { return };
        let deciding = |id: &ProjectId| line(id).and_then(|other| decides(&self.rule.ties, one, other));
        let by: Vec<_> = with.iter().map(|id| (deciding(id), id)).collect();
        for group in self.rule.ties.iter().map(Some).chain([None]) {
            let ids: Vec<&ProjectId> = by.iter().filter(|(by, _)| *by == group).map(|(_, id)| *id).collect();
            if !ids.is_empty() {
                self.lines.add(2, self.text.explain_tied_projects(&self.projects(ids), group));
            }
        }
        if with.len() == MOST_TIED {
            self.lines.add(2, self.text.explain_tied_and_more(MOST_TIED));
        }
    }

    fn equal_shares(&mut self, outcome: &BudgetOutcome, report: &SharesReport) {
        let (text, weighted) = (self.text, self.weighted);
        let [first, last] = [&report.first_endowment, &report.endowment].map(|ratio| self.share(ratio));
        self.lines.add(0, text.explain_endowment(&first, report.steps_raised, &last, weighted));
        self.lines.add(1, text.explain_raising(report.end));
        if let Some(next) = &report.next_step {
            let (endowment, cost) = (self.share(&next.endowment), self.money(next.cost));
            self.lines.add(1, text.explain_next_step(&endowment, &cost, weighted));
        }
        if !report.free.is_empty() {
            self.lines.add(0, text.explain_free(&self.projects(&report.free)));
        }
        for (rank, purchase) in (1..).zip(&report.purchases) {
            self.purchase(outcome, rank, purchase);
        }
        self.lines.add(0, text.explain_unused(&self.money(report.left)));
        if !report.fill.is_empty() {
            self.lines.add(0, text.explain_fill());
            self.greedy(outcome, &report.fill, GreedyOrder::Score);
        }
        if let Some(step) = &report.comparison {
            let (shares, greedy, same) = (step.prefer_equal_shares, step.prefer_greedy, step.indifferent);
            let compared = text.explain_comparison(shares, greedy, same, step.greedy_taken, weighted);
            self.lines.add(0, compared);
        }
    }

    fn purchase(&mut self, outcome: &BudgetOutcome, rank: usize, purchase: &Purchase) {
        let (text, weighted) = (self.text, self.weighted);
        let (project, cost) = (self.project(&purchase.project), self.money(purchase.cost));
        self.lines.add(0, text.explain_purchase(rank, &project, &cost, purchase.supporters, weighted));
        let ranked =
            matches!(&self.rule.method, BudgetMethod::EqualShares { utility: Utility::Ranks(_), .. });
        let is_one = purchase.shares.len() == 1;
        for share in &purchase.shares {
            let worth = (!is_one).then_some(share.utility);
            let payment = self.share(&share.payment);
            self.lines.add(1, text.explain_paid(worth, ranked, &payment, weighted));
        }
        if purchase.paid_the_rest > 0 {
            let rest = (*purchase.rest.get().numer() != BigInt::ZERO).then(|| self.share(&purchase.rest));
            self.lines.add(1, text.explain_paid_rest(purchase.paid_the_rest, rest.as_deref(), weighted));
        }
        self.tied(outcome, &purchase.project, &purchase.tied_with);
        self.lines.add(1, text.explain_left(&self.share(&purchase.left)));
    }

    /// A project at the moment when another was bought, or itself.
    fn beside(&mut self, project: &ProjectId, step: &WhyNotStep, utility: &Utility) {
        // A worth in money takes the unit away; any other leaves the price in smallest units.
        let price = |ratio: &Ratio| match utility {
            Utility::ApprovalCost => small(ratio.get()),
            _ => small(&self.in_currency(ratio.get())),
        };
        let (its_price, behind) = (price(&step.its_price), self.share(&step.behind));
        let (name, bought) = (self.project(project), self.project(&step.bought));
        let line = if step.bought == *project {
            self.text.explain_bought(&name, &its_price, &behind)
        } else {
            let own = step.price.as_ref().map(price);
            self.text.explain_beside(Beside {
                project: &name,
                bought: &bought,
                its_price: &its_price,
                price: own.as_deref(),
                equal: step.price.as_ref() == Some(&step.its_price),
                behind: &behind,
            })
        };
        self.lines.add(1, line);
    }
}

/// The first in the list of ties in which two projects differ; none if nothing tells them apart.
fn decides<'a>(ties: &'a [TieBreak], one: &ProjectLine, other: &ProjectLine) -> Option<&'a TieBreak> {
    ties.iter().find(|tie| match tie {
        TieBreak::LeastCost | TieBreak::MostCost => one.cost != other.cost,
        TieBreak::MostVotes => one.votes != other.votes,
        TieBreak::Id | TieBreak::Lot(_) => true,
    })
}

/// A number that may be far below 1: with four digits that are not nought.
fn small(number: &BigRational) -> String {
    let tenth = BigRational::new(1.into(), 10.into());
    let mut places = PLACES;
    let mut scaled = number.clone();
    while *scaled.numer() != BigInt::ZERO && scaled < tenth && places < 24 {
        scaled *= BigRational::from_integer(10.into());
        places += 1;
    }
    figure_to(number, places)
}
