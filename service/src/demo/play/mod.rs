//! Does the script's deeds one after another, each by the act people use for it and at its own moment.

mod decisions;
mod matters;
mod requests;
mod talk;
mod votes;

use super::calendar::Calendar;
use super::content::Scope;
use super::content::decisions::DECISIONS;
use super::content::matters::MATTERS;
use super::content::moderation::CASES;
use super::content::place::COMMUNITY;
use super::content::requests::REQUESTS;
use super::content::votes::VOTES;
use super::dice::Dice;
use super::found::Ground;
use super::plan::{Plan, compound_at};
use super::script::{Deed, Script};
use super::sql;
use crate::edge::SetClock;
use crate::{Error, Hall, Result, log, sessions};
use domain::actor::Actor;
use domain::id::{CompoundId, FormKey, IssueId, JointRequestId, ProposalId, VoteId};
use domain::time::Timestamp;
use std::collections::BTreeMap;

/// Deeds between two lines of progress.
const TELL_EVERY: usize = 1_000;

/// Who does the deeds, and what has come of them so far.
pub(super) struct Player<'h> {
    hall: &'h Hall,
    clock: &'h SetClock,
    calendar: Calendar,
    plan: &'h Plan,
    ground: &'h Ground,
    script: &'h Script,
    /// Keys of forms; apart from the hall's randomness, which the writer draws from.
    keys: Dice,
    actors: BTreeMap<usize, Actor>,
    issues: BTreeMap<usize, IssueId>,
    proposals: BTreeMap<(usize, usize), ProposalId>,
    /// Numbers of what was said, by the line.
    said: BTreeMap<usize, i64>,
    requests: BTreeMap<usize, JointRequestId>,
    votes: BTreeMap<usize, VoteId>,
    intents: BTreeMap<usize, Vec<votes::Intent>>,
    /// Serial numbers.
    decisions: BTreeMap<usize, i64>,
    numbers: decisions::Numbers,
}

impl<'h> Player<'h> {
    /// Somebody to do the deeds.
    pub(super) fn new(
        hall: &'h Hall,
        clock: &'h SetClock,
        calendar: Calendar,
        plan: &'h Plan,
        ground: &'h Ground,
        script: &'h Script,
    ) -> Result<Self> {
        Ok(Self {
            hall,
            clock,
            calendar,
            plan,
            ground,
            script,
            keys: Dice::of("keys"),
            actors: BTreeMap::new(),
            issues: BTreeMap::new(),
            proposals: BTreeMap::new(),
            said: BTreeMap::new(),
            requests: BTreeMap::new(),
            votes: BTreeMap::new(),
            intents: BTreeMap::new(),
            decisions: BTreeMap::new(),
            numbers: decisions::Numbers::of(calendar)?,
        })
    }

    /// Does them all.
    pub(super) async fn play(&mut self, tell: &(dyn Fn(&str) + Sync)) -> Result<()> {
        let script = self.script;
        for (done, (at, deed)) in script.deeds.iter().enumerate() {
            if done > 0 && done.is_multiple_of(TELL_EVERY) {
                tell(&format!("{done} of {} deeds", script.deeds.len()));
            }
            self.clock.set(*at);
            // A refusal here means that the content breaks a rule of the hall: say which deed.
            self.perform(*at, *deed)
                .await
                .map_err(|error| Error::broken(format!("{deed:?} of {}: {error}", self.subject(*deed))))?;
            // As a server does it, soon after: what is logged together is ordered by rank before time.
            log::append(self.hall).await?;
        }
        Ok(())
    }

    async fn perform(&mut self, at: Timestamp, deed: Deed) -> Result<()> {
        match deed {
            Deed::LowerThreshold => {
                let needed = i64::from(COMMUNITY.cosign_community);
                sql::lower_cosigners(self.hall, self.ground.community.id, needed).await
            }
            Deed::Raise { matter } => self.raise(matter).await,
            Deed::Cosign { matter, account } => self.cosign(matter, account).await,
            Deed::Step { matter, step } => self.step(matter, step, at).await,
            Deed::Propose { matter, proposal, revision } => self.propose(matter, proposal, revision).await,
            Deed::CosignProposal { matter, proposal, account } => {
                self.cosign_proposal(matter, proposal, account).await
            }
            Deed::Announce { vote } => self.announce(vote).await,
            Deed::Close { vote } => self.close(vote).await,
            Deed::Open { .. } | Deed::Conclude { .. } => self.due().await,
            Deed::Object { vote } => self.object(vote).await,
            Deed::Cast { vote, part } => self.cast(vote, part).await,
            Deed::Publish { decision } => self.publish(decision, at).await,
            Deed::Correct { decision } => self.correct(decision).await,
            Deed::Say { line } => self.say(line).await,
            Deed::Hide { case } => self.hide(case).await,
            Deed::Appeal { case } => self.appeal(case).await,
            Deed::AnswerAppeal { case } => self.answer_appeal(case).await,
            Deed::Request { request } => self.start_request(request).await,
            Deed::Sign { request, part } => self.sign_request(request, part).await,
            Deed::AnswerRequest { request } => self.answer_request(request).await,
        }
    }

    /// What a deed is about, for whoever mends the content.
    fn subject(&self, deed: Deed) -> &'static str {
        match deed {
            Deed::LowerThreshold => COMMUNITY.slug,
            Deed::Raise { matter }
            | Deed::Cosign { matter, .. }
            | Deed::Step { matter, .. }
            | Deed::Propose { matter, .. }
            | Deed::CosignProposal { matter, .. } => MATTERS[matter].key,
            Deed::Say { line } => MATTERS[self.script.lines[line].matter].key,
            Deed::Announce { vote }
            | Deed::Open { vote }
            | Deed::Cast { vote, .. }
            | Deed::Close { vote }
            | Deed::Object { vote }
            | Deed::Conclude { vote } => VOTES[vote].key,
            Deed::Publish { decision } | Deed::Correct { decision } => DECISIONS[decision].number,
            Deed::Hide { case } | Deed::Appeal { case } | Deed::AnswerAppeal { case } => CASES[case].matter,
            Deed::Request { request } | Deed::Sign { request, .. } | Deed::AnswerRequest { request } => {
                REQUESTS[request].key
            }
        }
    }

    /// A key for the next form.
    fn key(&mut self) -> FormKey {
        self.keys.key()
    }

    /// An account's holder with the rights they hold.
    async fn actor(&mut self, account: usize) -> Result<Actor> {
        if let Some(actor) = self.actors.get(&account) {
            return Ok(actor.clone());
        }
        let member = self.ground.members[account];
        let actor = sessions::actor(&mut self.hall.read().await?, member).await?;
        self.actors.insert(account, actor.clone());
        Ok(actor)
    }

    /// Whoever goes by this name.
    async fn voice(&mut self, display: &str) -> Result<Actor> {
        self.actor(self.account(display)).await
    }

    fn account(&self, display: &str) -> usize {
        self.plan.accounts.iter().position(|account| account.display == display).unwrap_or(0)
    }

    /// Accounts with a seat in a body, in the order of their seats' titles.
    fn seated(&self, body: &str) -> Vec<usize> {
        let holds = |at: &usize| self.plan.accounts[*at].seats.iter().any(|seat| seat.body == body);
        (0..self.plan.accounts.len()).filter(holds).collect()
    }

    /// The compound a scope lies in.
    fn compound(&self, scope: Scope) -> Option<CompoundId> {
        match scope {
            Scope::Community => None,
            Scope::Compound(slug) | Scope::Building(slug, _) => {
                Some(self.ground.compounds[compound_at(slug)])
            }
        }
    }
}
