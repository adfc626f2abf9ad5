//! The outcome of a choice among options, explained.

use super::{Line, Lines, figure};
use crate::text::Text;
use crate::text::explaining::{Criterion, TieFor};
use domain::count::ballot::OptionNo;
use domain::count::choice::{ChoiceMethod, ChoiceOutcome, ChoiceRule, Gains};
use domain::count::profile::exact::Exact;
use domain::count::profile::form::Spoiled;
use domain::count::profile::ties::{SettledBy, TieBreak};
use domain::count::profile::{Cast, Turnout, Weighing};
use domain::count::ranked::{
    EqualFirsts, Pairwise, RankedPairsOutcome, RoundEnd, RunoffOutcome, SchulzeOutcome, Share, Transfer,
};
use domain::count::seats::{PavOutcome, PhragmenOutcome, SequentialPavOutcome, StvEnd, StvOutcome};
use domain::count::single::SumOutcome;

/// Explains an outcome of `rule`; `names` are the options' names, from the first.
#[must_use]
pub fn choice(text: &dyn Text, rule: &ChoiceRule, outcome: &ChoiceOutcome, names: &[String]) -> Vec<Line> {
    let mut telling = Telling { text, rule, names, lines: Lines::default() };
    telling.turnout(outcome.turnout());
    match outcome {
        ChoiceOutcome::Sum(outcome) => telling.sum(outcome),
        ChoiceOutcome::InstantRunoff(outcome) => telling.runoff(outcome),
        ChoiceOutcome::Schulze(outcome) => telling.schulze(outcome),
        ChoiceOutcome::RankedPairs(outcome) => telling.ranked_pairs(outcome),
        ChoiceOutcome::Stv(outcome) => telling.stv(outcome),
        ChoiceOutcome::SequentialPhragmen(outcome) => telling.phragmen(outcome),
        ChoiceOutcome::Pav(outcome) => telling.pav(outcome),
        ChoiceOutcome::SequentialPav(outcome) => telling.sequential_pav(outcome),
    }
    telling.lines.0
}

/// What an option has.
pub struct Gain {
    /// In words.
    pub words: String,
    /// Per cent of the most that any has.
    pub percent: u64,
}

/// What each of so many options has, as [`ChoiceOutcome::gains`] tells.
#[must_use]
pub fn gains(
    text: &dyn Text,
    counts_ballots: bool,
    outcome: &ChoiceOutcome,
    options: usize,
) -> Option<Vec<Gain>> {
    let approved = |cast: Cast| (cast.ballots, text.named_by(cast.ballots));
    let all: Vec<(u64, String)> = match outcome.gains(options)? {
        Gains::Points(all) if counts_ballots => {
            all.into_iter().map(|(_, support)| approved(support)).collect()
        }
        Gains::Points(all) => {
            let points = all.into_iter().map(|(points, _)| u64::try_from(points).unwrap_or(0));
            points.map(|points| (points, text.gained_points(points))).collect()
        }
        Gains::Approvals(all) => all.into_iter().map(approved).collect(),
        Gains::Firsts(all) => {
            all.iter().map(|votes| (votes.whole(), text.first_places(&exact(votes)))).collect()
        }
    };
    let most = all.iter().map(|(value, _)| *value).max().unwrap_or(0).max(1);
    let gains =
        all.into_iter().map(|(value, words)| Gain { words, percent: value.saturating_mul(100) / most });
    Some(gains.collect())
}

struct Telling<'a> {
    text: &'a dyn Text,
    rule: &'a ChoiceRule,
    names: &'a [String],
    lines: Lines,
}

impl Telling<'_> {
    fn name(&self, option: OptionNo) -> String {
        let name = option.index().and_then(|index| self.names.get(index));
        name.cloned().unwrap_or_else(|| option.0.to_string())
    }

    fn list(&self, options: &[OptionNo]) -> String {
        let names: Vec<String> = options.iter().map(|option| self.name(*option)).collect();
        self.text.explain_list(&names)
    }

    /// Ballots, and their weight where it counts.
    fn cast(&self, cast: Cast) -> String {
        let weight = (self.rule.weighing() == Weighing::Weight).then_some(cast.weight);
        self.text.explain_ballots(cast.ballots, weight)
    }

    /// The number of the rule that a ballot did not keep to, where it has one.
    const fn limit(&self, why: Spoiled) -> Option<u32> {
        match (&self.rule.method, why) {
            (ChoiceMethod::Score(rule), Spoiled::OffTheScale) => Some(rule.ballots.highest),
            (ChoiceMethod::Points(rule), Spoiled::OffTheScale) => Some(rule.ballots.most_each),
            (ChoiceMethod::Points(rule), Spoiled::WrongSum) => Some(rule.ballots.total),
            _ => None,
        }
    }

    fn turnout(&mut self, turnout: &Turnout) {
        let [received, counted, blank] =
            [turnout.received, turnout.counted, turnout.blank].map(|cast| self.cast(cast));
        self.lines.add(0, self.text.explain_turnout(&received, &counted, &blank));
        for (why, cast) in &turnout.invalid {
            let limit = self.limit(*why);
            self.lines.add(1, self.text.explain_invalid(&self.cast(*cast), *why, limit));
        }
        let weighted = self.rule.weighing() == Weighing::Weight;
        if weighted || turnout.received.ballots != turnout.received.weight {
            self.lines.add(0, self.text.explain_weights(weighted));
        }
    }

    fn tie<C: Copy>(
        &mut self,
        depth: usize,
        tie: &TieBreak<C>,
        of: TieFor,
        criterion: impl Fn(C) -> Criterion,
    ) {
        self.lines.add(depth, self.text.explain_tied(&self.list(&tie.tied)));
        let mut equal = &tie.tied;
        for step in &tie.steps {
            let left = self.list(&step.left);
            self.lines.add(
                depth + 1,
                match step.by {
                    SettledBy::Criterion(by) => self.text.explain_settled(criterion(by), &left, of),
                    SettledBy::Lot => self.text.explain_by_lot(&self.drawn(equal), &left, of),
                },
            );
            equal = &step.left;
        }
    }

    /// Some options in the order of the lot.
    fn drawn(&self, options: &[OptionNo]) -> String {
        let lot = self.rule.lot().map_or(&[][..], |lot| lot.0.as_slice());
        let drawn: Vec<OptionNo> = lot.iter().filter(|option| options.contains(option)).copied().collect();
        self.list(&drawn)
    }

    fn sum(&mut self, outcome: &SumOutcome) {
        if let ChoiceMethod::Borda(rule) = &self.rule.method {
            self.lines.add(0, self.text.explain_borda(rule.points));
        }
        for standing in &outcome.standings {
            let (name, support) = (self.name(standing.option), self.cast(standing.support));
            let line = if self.rule.counts_ballots() {
                self.text.explain_sum(&name, &support)
            } else {
                self.text.explain_points(&name, standing.points, &support, &self.cast(standing.firsts))
            };
            self.lines.add(1, line);
        }
        outcome.ties.iter().for_each(|tie| self.tie(0, tie, TieFor::First, Criterion::Sum));
        self.lines.add(0, self.text.explain_highest(&self.list(&outcome.winners)));
    }

    fn shares(&self, shares: &[Share]) -> Vec<String> {
        let share = |share: &Share| self.text.explain_share(&self.name(share.option), &exact(&share.votes));
        shares.iter().map(share).collect()
    }

    fn transfers(&mut self, transfers: &[Transfer]) {
        for transfer in transfers {
            let (from, votes) = (self.name(transfer.from), exact(&transfer.votes));
            self.lines.add(
                2,
                match transfer.to {
                    Some(to) => self.text.explain_transfer(&from, &self.name(to), &votes),
                    None => self.text.explain_transfer_none(&from, &votes),
                },
            );
        }
    }

    fn runoff(&mut self, outcome: &RunoffOutcome) {
        let splits = match &self.rule.method {
            ChoiceMethod::InstantRunoff(rule) => rule.equal_firsts == EqualFirsts::Split,
            _ => false,
        };
        let mut shares = outcome.rounds.iter().flat_map(|round| &round.shares);
        if splits && shares.any(|share| !share.votes.get().is_integer()) {
            self.lines.add(0, self.text.explain_split());
        }
        for (number, round) in (1..).zip(&outcome.rounds) {
            self.lines.add(0, self.text.explain_round(number));
            let mut shares = self.shares(&round.shares);
            if round.exhausted != Exact::from(0) {
                shares.push(self.text.explain_exhausted(&exact(&round.exhausted)));
            }
            self.lines.add(1, self.text.explain_list(&shares));
            match &round.end {
                RoundEnd::Won(option) => {
                    let votes = round.shares.iter().find(|share| share.option == *option);
                    let votes = votes.map(|share| exact(&share.votes)).unwrap_or_default();
                    let name = self.name(*option);
                    self.lines.add(
                        1,
                        match &round.of {
                            Some(of) => self.text.explain_majority(&name, &votes, &exact(of)),
                            None => self.text.explain_last(&name),
                        },
                    );
                }
                RoundEnd::AllEqual(tie) => self.tie(1, tie, TieFor::First, Criterion::Runoff),
                RoundEnd::Out(gone) => {
                    if let Some(tie) = &gone.tie {
                        self.tie(1, tie, TieFor::Out, Criterion::Runoff);
                    }
                    self.lines.add(1, self.text.explain_out(&self.list(&gone.out), gone.tie.is_some()));
                    self.transfers(&gone.transfers);
                }
            }
        }
    }

    fn pairs(&mut self, pairwise: &Pairwise) {
        self.lines.add(0, self.text.explain_pairs());
        for a in 0..pairwise.options() {
            for b in a + 1..pairwise.options() {
                let (above, below) = (pairwise.above(a, b).to_string(), pairwise.above(b, a).to_string());
                let pair = self.text.explain_pair(&self.at(a), &self.at(b), &above, &below);
                self.lines.add(1, pair);
            }
        }
    }

    fn at(&self, index: usize) -> String {
        self.names.get(index).cloned().unwrap_or_else(|| (index + 1).to_string())
    }

    fn order(&mut self, order: &[Vec<OptionNo>]) {
        let tiers: Vec<String> = order
            .iter()
            .map(|tier| tier.iter().map(|option| self.name(*option)).collect::<Vec<_>>().join(" = "))
            .collect();
        self.lines.add(0, self.text.explain_order(&tiers.join(" > ")));
    }

    fn schulze(&mut self, outcome: &SchulzeOutcome) {
        self.pairs(&outcome.pairwise);
        self.lines.add(0, self.text.explain_paths());
        let options: Vec<OptionNo> = outcome.order.iter().flatten().copied().collect();
        for a in &options {
            for b in options.iter().filter(|b| *b != a) {
                let strength = a.index().zip(b.index());
                let strength = strength.and_then(|(a, b)| outcome.strengths.get(a)?.get(b)).copied();
                let words = match (outcome.path(*a, *b), strength) {
                    (Some(path), Some(strength)) => {
                        let names: Vec<String> = path.iter().map(|option| self.name(*option)).collect();
                        let (above, below) = (strength.above.to_string(), strength.below.to_string());
                        self.text.explain_path(&names.join(" → "), &above, &below)
                    }
                    _ => self.text.explain_no_path(&self.name(*a), &self.name(*b)),
                };
                self.lines.add(1, words);
            }
        }
        self.order(&outcome.order);
        if let Some(tie) = &outcome.tie {
            self.tie(0, tie, TieFor::First, Criterion::Pair);
        }
        self.winner(outcome.winner);
    }

    fn winner(&mut self, winner: Option<OptionNo>) {
        if let Some(winner) = winner {
            self.lines.add(0, self.text.explain_winner(&self.name(winner)));
        }
    }

    fn ranked_pairs(&mut self, outcome: &RankedPairsOutcome) {
        self.pairs(&outcome.pairwise);
        for step in &outcome.pairs {
            let (above, below) = (step.strength.above.to_string(), step.strength.below.to_string());
            let mut pair =
                self.text.explain_pair(&self.name(step.winner), &self.name(step.loser), &above, &below);
            if step.by_lot {
                pair.push_str(self.text.explain_pair_by_lot());
            }
            self.lines.add(
                1,
                match &step.contradicts {
                    None => self.text.explain_locked(&pair),
                    Some(way) => {
                        let names: Vec<String> = way.iter().map(|option| self.name(*option)).collect();
                        self.text.explain_contradicts(&pair, &names.join(" → "))
                    }
                },
            );
        }
        self.order(&outcome.order);
        if let Some(tie) = &outcome.tie {
            self.tie(0, tie, TieFor::First, Criterion::Pair);
        }
        self.winner(outcome.winner);
    }

    fn stv(&mut self, outcome: &StvOutcome) {
        self.lines.add(0, self.text.explain_quota(&exact(&outcome.quota)));
        if !outcome.not_standing.is_empty() {
            self.lines.add(0, self.text.explain_not_standing(&self.list(&outcome.not_standing)));
        }
        for (number, round) in (1..).zip(&outcome.rounds) {
            self.lines.add(0, self.text.explain_round(number));
            let mut shares = self.shares(&round.shares);
            shares.push(self.text.explain_kept_or_lost(&exact(&round.kept_or_lost)));
            self.lines.add(1, self.text.explain_list(&shares));
            match &round.end {
                StvEnd::Elected { option, tie, surplus, factor, transfers } => {
                    if let Some(tie) = tie {
                        self.tie(1, tie, TieFor::First, Criterion::Stv);
                    }
                    self.lines.add(1, self.text.explain_elected(&self.name(*option), &exact(surplus)));
                    if let Some(factor) = factor.as_ref().filter(|_| *surplus != Exact::from(0)) {
                        self.lines.add(2, self.text.explain_factor(&exact(factor)));
                    }
                    self.transfers(transfers);
                }
                StvEnd::Out { option, tie, transfers } => {
                    if let Some(tie) = tie {
                        self.tie(1, tie, TieFor::Out, Criterion::Stv);
                    }
                    self.lines.add(1, self.text.explain_out(&self.name(*option), tie.is_some()));
                    self.transfers(transfers);
                }
                StvEnd::Rest(options) => self.lines.add(1, self.text.explain_rest(&self.list(options))),
            }
        }
    }

    fn phragmen(&mut self, outcome: &PhragmenOutcome) {
        for (number, step) in (1..).zip(&outcome.steps) {
            self.lines.add(0, self.text.explain_seat(number));
            for standby in &step.standby {
                let name = self.name(standby.option);
                self.lines.add(
                    1,
                    match &standby.load {
                        Some(load) => self.text.explain_load(&name, &exact(load)),
                        None => self.text.explain_unsupported(&name),
                    },
                );
            }
            if let Some(tie) = &step.tie {
                self.tie(1, tie, TieFor::First, Criterion::Committee);
            }
            self.lines.add(1, self.text.explain_least(&self.name(step.chosen)));
        }
    }

    fn pav(&mut self, outcome: &PavOutcome) {
        self.lines.add(0, self.text.explain_best(&self.list(&outcome.winners), &exact(&outcome.worth)));
        for satisfied in &outcome.satisfied {
            self.lines.add(1, self.text.explain_satisfied(&self.cast(satisfied.cast), satisfied.members));
        }
        if let Some(equal) = &outcome.equal {
            self.lines.add(0, self.text.explain_equal_best(&self.list(equal), &self.list(&outcome.winners)));
        }
    }

    fn sequential_pav(&mut self, outcome: &SequentialPavOutcome) {
        for (number, step) in (1..).zip(&outcome.steps) {
            self.lines.add(0, self.text.explain_seat(number));
            for gain in &step.gains {
                self.lines.add(1, self.text.explain_gain(&self.name(gain.option), &exact(&gain.worth)));
            }
            if let Some(tie) = &step.tie {
                self.tie(1, tie, TieFor::First, Criterion::Committee);
            }
            self.lines.add(1, self.text.explain_most(&self.name(step.chosen)));
        }
    }
}

fn exact(number: &Exact) -> String {
    figure(number.get())
}
