//! The outcome of a budget, explained; and the two questions a voter asks of equal shares.

use super::{Line, Lines, figure};
use crate::text::Text;
use domain::count::budget::election::{Election, Money, ProjectId};
use domain::count::budget::outcome::{BudgetOutcome, GreedyStep, Purchase, Ratio, SharesReport, Steps};
use domain::count::budget::{Standing, VoterShare, WhyNot};

/// Decimals of shares that are not whole amounts of the smallest unit.
const SHARE_PLACES: u32 = 4;

/// Explains how an outcome came about; its totals are said by whoever shows it.
#[must_use]
pub fn budget(text: &dyn Text, election: &Election, outcome: &BudgetOutcome) -> Vec<Line> {
    let mut telling = Telling::new(text, election, outcome.scale);
    for line in &outcome.projects {
        if let Some(why) = &line.refusal {
            telling.lines.add(1, text.explain_refused(&telling.project(&line.project), why));
        }
    }
    match &outcome.steps {
        Steps::Greedy(steps) => {
            telling.lines.add(0, text.explain_greedy());
            telling.greedy(steps);
        }
        Steps::EqualShares(report) => telling.equal_shares(report),
    }
    if !outcome.reserve.is_empty() {
        telling.lines.add(0, text.explain_reserve());
        for line in &outcome.reserve {
            let (project, cost) = (telling.project(&line.project), telling.money(line.cost));
            telling.lines.add(1, text.explain_reserve_line(line.rank, &project, line.score, &cost));
        }
    }
    telling.lines.0
}

/// Where a voter's share went.
#[must_use]
pub fn share_of(text: &dyn Text, election: &Election, scale: u32, share: &VoterShare) -> Vec<Line> {
    let mut telling = Telling::new(text, election, scale);
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
pub fn why_not(text: &dyn Text, election: &Election, scale: u32, answer: &WhyNot) -> Vec<Line> {
    let mut telling = Telling::new(text, election, scale);
    let project = telling.project(&answer.project);
    let cost = answer.cost.map(|cost| telling.money(cost)).unwrap_or_default();
    telling.lines.add(0, text.explain_why_not(&project, &cost, answer.votes));
    for step in &answer.steps {
        let price = step.price.as_ref().map(|price| figure(price.get()));
        let price = price.unwrap_or_else(|| text.explain_unaffordable().to_owned());
        let (bought, its_price) = (telling.project(&step.bought), figure(step.its_price.get()));
        let behind = telling.share(&step.behind);
        telling.lines.add(1, text.explain_beside(&bought, &its_price, &price, &behind));
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
    scale: u32,
    lines: Lines,
}

impl<'a> Telling<'a> {
    fn new(text: &'a dyn Text, election: &'a Election, scale: u32) -> Self {
        Self { text, election, scale, lines: Lines::default() }
    }

    fn project(&self, id: &ProjectId) -> String {
        let place = self.election.place(id.as_str());
        let name = place.and_then(|place| self.election.projects.get(place)?.name.as_deref());
        self.text.explain_project(id.as_str(), name.unwrap_or_default())
    }

    fn projects(&self, ids: &[ProjectId]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.project(id)).collect();
        self.text.explain_list(&names)
    }

    fn money(&self, money: Money) -> String {
        money.display(self.scale)
    }

    /// A part of an amount, exact where it is whole in the smallest unit.
    fn share(&self, ratio: &Ratio) -> String {
        if ratio.get().is_integer() {
            return ratio.display(self.scale, self.scale);
        }
        format!("≈{}", ratio.display(self.scale, self.scale.max(SHARE_PLACES)))
    }

    fn greedy(&mut self, steps: &[GreedyStep]) {
        for step in steps {
            let (project, cost, left) =
                (self.project(&step.project), self.money(step.cost), self.money(step.left));
            let turn = self.text.explain_turn(&project, step.score, &cost, &left);
            self.lines.add(1, turn + &self.text.explain_verdict(&step.verdict));
            self.tied(&step.tied_with);
        }
    }

    fn tied(&mut self, with: &[ProjectId]) {
        if !with.is_empty() {
            self.lines.add(2, self.text.explain_tied_projects(&self.projects(with)));
        }
    }

    fn equal_shares(&mut self, report: &SharesReport) {
        let [first, last] = [&report.first_endowment, &report.endowment].map(|ratio| self.share(ratio));
        self.lines.add(0, self.text.explain_endowment(&first, report.steps_raised, &last));
        self.lines.add(1, self.text.explain_raising(report.end));
        if let Some(next) = &report.next_step {
            let (endowment, cost) = (self.share(&next.endowment), self.money(next.cost));
            self.lines.add(1, self.text.explain_next_step(&endowment, &cost));
        }
        if !report.free.is_empty() {
            self.lines.add(0, self.text.explain_free(&self.projects(&report.free)));
        }
        for (rank, purchase) in (1..).zip(&report.purchases) {
            self.purchase(rank, purchase);
        }
        self.lines.add(0, self.text.explain_unused(&self.money(report.left)));
        if !report.fill.is_empty() {
            self.lines.add(0, self.text.explain_fill());
            self.greedy(&report.fill);
        }
        if let Some(step) = &report.comparison {
            self.lines.add(
                0,
                self.text.explain_comparison(
                    step.prefer_equal_shares,
                    step.prefer_greedy,
                    step.indifferent,
                    step.greedy_taken,
                ),
            );
        }
    }

    fn purchase(&mut self, rank: usize, purchase: &Purchase) {
        let (project, cost) = (self.project(&purchase.project), self.money(purchase.cost));
        self.lines.add(0, self.text.explain_purchase(rank, &project, &cost, purchase.supporters));
        let is_one = purchase.shares.len() == 1;
        for share in &purchase.shares {
            let utility = (!is_one).then_some(share.utility);
            self.lines.add(1, self.text.explain_paid(utility, &self.share(&share.payment)));
        }
        if purchase.paid_the_rest > 0 {
            let rest = self.share(&purchase.rest);
            self.lines.add(1, self.text.explain_paid_rest(purchase.paid_the_rest, &rest));
        }
        self.tied(&purchase.tied_with);
        self.lines.add(1, self.text.explain_left(&self.share(&purchase.left)));
    }
}
