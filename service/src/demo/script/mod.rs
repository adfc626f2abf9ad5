//! Everything that happens in the demo, as deeds in the order of time; [`super::play`] does them one after another.

mod talk;

pub(super) use talk::Line;

use super::calendar::Calendar;
use super::content::matters::MATTERS;
use super::content::votes::{VOTES, VoteState};
use super::content::{Matter, Scope};
use super::content::{decisions::DECISIONS, moderation::CASES, requests::REQUESTS};
use super::dice::Dice;
use super::plan::{Plan, compound_at};
use domain::time::Timestamp;

/// One thing somebody does. Numbers are positions in the content or in the plan's accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// The council asks for fewer co-signers from now on.
    LowerThreshold,
    /// A matter is raised.
    Raise { matter: usize },
    /// A neighbour signs.
    Cosign { matter: usize, account: usize },
    /// A matter's step after the first.
    Step { matter: usize, step: usize },
    /// A proposal, or its next text.
    Propose { matter: usize, proposal: usize, revision: usize },
    /// A neighbour signs a proposal.
    CosignProposal { matter: usize, proposal: usize, account: usize },
    /// A line of the talk.
    Say { line: usize },
    /// A line is hidden; the case appealed; the appeal answered.
    Hide { case: usize },
    /// Its author appeals.
    Appeal { case: usize },
    /// The council answers.
    AnswerAppeal { case: usize },
    /// A joint request is started, signed, answered.
    Request { request: usize },
    /// Owners sign it; `part` of [`SIGNING_DAYS`] days.
    Sign { request: usize, part: usize },
    /// The convenor answers.
    AnswerRequest { request: usize },
    /// A vote is set up and announced.
    Announce { vote: usize },
    /// It opens.
    Open { vote: usize },
    /// Ballots come in; `part` of [`CASTING_DAYS`] days.
    Cast { vote: usize, part: usize },
    /// It closes and is counted.
    Close { vote: usize },
    /// A neighbour objects to it.
    Object { vote: usize },
    /// Its outcome becomes final.
    Conclude { vote: usize },
    /// A decision is published.
    Publish { decision: usize },
    /// A decision is corrected.
    Correct { decision: usize },
}

/// Signatures come in over this many days.
pub(super) const SIGNING_DAYS: usize = 6;
/// Ballots come in over this many days.
pub(super) const CASTING_DAYS: usize = 8;

/// The day from which fewer co-signers are asked for: after the last matter with many was accepted.
const THRESHOLD_LOWERED: i32 = -10;

/// The whole script.
pub(super) struct Script {
    /// Deeds in the order of time.
    pub(super) deeds: Vec<(Timestamp, Deed)>,
    /// What is said.
    pub(super) lines: Vec<Line>,
}

struct Writing {
    calendar: Calendar,
    deeds: Vec<(Timestamp, Deed)>,
    lines: Vec<Line>,
}

impl Script {
    /// Writes the script; always the same one on the same day.
    pub(super) fn new(plan: &Plan, calendar: Calendar) -> Self {
        let mut writing = Writing { calendar, deeds: Vec::new(), lines: Vec::new() };
        for at in 0..MATTERS.len() {
            writing.matter(plan, at);
        }
        writing.moderation(plan);
        writing.requests();
        writing.votes();
        writing.decisions();
        writing.add(calendar.hour(THRESHOLD_LOWERED, 6), Deed::LowerThreshold);
        let Writing { mut deeds, lines, .. } = writing;
        // Stable: deeds of the same moment stay in the order they were written down.
        deeds.sort_by_key(|(at, _)| *at);
        // Nothing of the day of building itself: it may not have come yet.
        deeds.retain(|(at, _)| *at < calendar.hour(0, 0));
        Self { deeds, lines }
    }
}

impl Writing {
    fn add(&mut self, at: Timestamp, deed: Deed) {
        self.deeds.push((at, deed));
    }

    fn matter(&mut self, plan: &Plan, at: usize) {
        let matter = MATTERS[at];
        let mut dice = Dice::of(matter.key);
        let raised = self.calendar.at(matter.steps[0].day, 7 * 60 + 20);
        self.add(raised, Deed::Raise { matter: at });
        for (step, what) in matter.steps.iter().enumerate().skip(1) {
            // Officers write after work is done; on one day in the order of the content.
            let minute = 16 * 60 + i64::try_from(step).unwrap_or(0) * 9;
            self.add(self.calendar.at(what.day, minute), Deed::Step { matter: at, step });
        }
        let cosigned_by = matter.steps.get(1).map_or(-1, |step| step.day.min(-1));
        let supporters = supporters(plan, matter, matter.author, usize::from(matter.cosigners), &mut dice);
        for account in supporters {
            let when = spread(&mut dice, matter.steps[0].day, cosigned_by - 1);
            let first = self.calendar.at(matter.steps[0].day, 8 * 60);
            let last = self.calendar.at(cosigned_by, 16 * 60);
            let signed = self.calendar.at(when.0, when.1).clamp(first, last);
            self.add(signed, Deed::Cosign { matter: at, account });
        }
        self.proposals(plan, at, &mut dice);
        let lines = talk::lines(plan, self.calendar, at, self.lines.len());
        for line in lines {
            self.add(line.at, Deed::Say { line: self.lines.len() });
            self.lines.push(line);
        }
    }

    fn proposals(&mut self, plan: &Plan, at: usize, dice: &mut Dice) {
        let matter = MATTERS[at];
        for (proposal, answer) in matter.proposals.iter().enumerate() {
            for (revision, text) in answer.revisions.iter().enumerate() {
                let minute = 12 * 60 + 5 + i64::try_from(proposal).unwrap_or(0) * 11;
                let deed = Deed::Propose { matter: at, proposal, revision };
                self.add(self.calendar.at(text.day, minute), deed);
            }
            let first = answer.revisions[0].day;
            let closed = matter.steps.iter().rev().find(|step| step.to.is_some() && step.day > first);
            let until = closed.map_or(-1, |step| step.day - 1).min(first + 25).max(first);
            let count = (8 + dice.below(24)).min(usize::from(matter.cosigners));
            for account in supporters(plan, matter, answer.author, count, dice) {
                let (day, minute) = spread(dice, first, until);
                let signed = self.calendar.at(day, minute).max(self.calendar.at(first, 13 * 60));
                self.add(signed, Deed::CosignProposal { matter: at, proposal, account });
            }
        }
    }

    fn moderation(&mut self, plan: &Plan) {
        for (case, what) in CASES.iter().enumerate() {
            let Some(matter) = MATTERS.iter().position(|matter| matter.key == what.matter) else { continue };
            let said = self.calendar.at(what.said, 9 * 60 + 12);
            self.add(said, Deed::Say { line: self.lines.len() });
            self.lines.push(Line::hidden(matter, talk::account_of(plan, what.by), said, case));
            self.add(self.calendar.at(what.hidden, 11 * 60 + 40), Deed::Hide { case });
            if let Some(appeal) = &what.appeal {
                self.add(self.calendar.at(appeal.day, 20 * 60 + 3), Deed::Appeal { case });
                self.add(self.calendar.at(appeal.answered, 10 * 60 + 30), Deed::AnswerAppeal { case });
            }
        }
    }

    fn requests(&mut self) {
        for (request, what) in REQUESTS.iter().enumerate() {
            self.add(self.calendar.at(what.opened, 19 * 60), Deed::Request { request });
            let until = what.reached.unwrap_or(-1);
            for part in 0..SIGNING_DAYS {
                let day = between(what.opened, until, part + 1, SIGNING_DAYS);
                self.add(self.calendar.at(day, 19 * 60 + 30), Deed::Sign { request, part });
            }
            if let Some(answer) = &what.answer {
                self.add(self.calendar.at(answer.day, 15 * 60), Deed::AnswerRequest { request });
            }
        }
    }

    fn votes(&mut self) {
        for (vote, what) in VOTES.iter().enumerate() {
            let days = &what.days;
            let closes = days.extended.unwrap_or(days.closes);
            self.add(self.calendar.hour(days.notice, 15), Deed::Announce { vote });
            self.add(self.calendar.hour(days.opens, 9), Deed::Open { vote });
            for part in 0..CASTING_DAYS {
                let day = between(days.opens, closes.min(-1), part + 1, CASTING_DAYS);
                let minute = 12 * 60 + i64::try_from(part).unwrap_or(0) * 7;
                self.add(self.calendar.at(day, minute), Deed::Cast { vote, part });
            }
            if !matches!(what.state, VoteState::Notice | VoteState::Open) {
                self.add(self.calendar.hour(closes, 18), Deed::Close { vote });
                self.add(self.calendar.hour(days.last, 19), Deed::Conclude { vote });
            }
            if let Some(objection) = &what.objection {
                self.add(self.calendar.at(objection.day, 20 * 60 + 10), Deed::Object { vote });
            }
        }
    }

    fn decisions(&mut self) {
        for (decision, what) in DECISIONS.iter().enumerate() {
            self.add(self.calendar.at(what.day, 10 * 60), Deed::Publish { decision });
            if let Some(correction) = &what.correction {
                self.add(self.calendar.at(correction.day, 10 * 60), Deed::Correct { decision });
            }
        }
    }
}

/// The day that lies `part` of `parts` of the way.
fn between(from: i32, until: i32, part: usize, parts: usize) -> i32 {
    let part = i32::try_from(part).unwrap_or(0);
    let parts = i32::try_from(parts).unwrap_or(1).max(1);
    from + (until - from) * part / parts
}

/// A day and a minute when people are awake, sooner rather than later.
fn spread(dice: &mut Dice, from: i32, until: i32) -> (i32, i64) {
    let span = usize::try_from((until - from).max(0)).unwrap_or(0) + 1;
    let day = dice.below(span).min(dice.below(span));
    let minute = 7 * 60 + 30 + dice.below(14 * 60);
    (from + i32::try_from(day).unwrap_or(0), i64::try_from(minute).unwrap_or(0))
}

/// Accounts that live where the matter is and are not its author.
fn supporters(plan: &Plan, matter: &Matter, author: &str, count: usize, dice: &mut Dice) -> Vec<usize> {
    let near = (0..plan.accounts.len()).filter(|at| lives_in(plan, *at, matter.scope));
    let others = near.filter(|at| plan.accounts[*at].display != author).collect();
    let mut others = dice.shuffled(others);
    others.truncate(count);
    others
}

/// Whether an account's holder lives in the compound a scope lies in.
pub(super) fn lives_in(plan: &Plan, account: usize, scope: Scope) -> bool {
    let account = &plan.accounts[account];
    let compound = match scope {
        Scope::Community => None,
        Scope::Compound(slug) | Scope::Building(slug, _) => Some(compound_at(slug)),
    };
    account.neighbour && compound.is_none_or(|at| at == account.compound)
}

#[cfg(test)]
mod tests;
