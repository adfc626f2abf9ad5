//! Does the script's deeds one after another, each by the act people use for it and at its own moment.

mod matters;
mod talk;

use super::calendar::Calendar;
use super::content::Scope;
use super::content::matters::MATTERS;
use super::dice::Dice;
use super::found::Ground;
use super::plan::{Plan, compound_at};
use super::script::{Deed, Script};
use crate::edge::SetClock;
use crate::{Error, Hall, Result, sessions};
use domain::actor::Actor;
use domain::id::{CompoundId, FormKey, IssueId, ProposalId};
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
    ) -> Self {
        Self {
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
        }
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
        }
        Ok(())
    }

    async fn perform(&mut self, at: Timestamp, deed: Deed) -> Result<()> {
        match deed {
            Deed::Raise { matter } => self.raise(matter).await,
            Deed::Cosign { matter, account } => self.cosign(matter, account).await,
            Deed::Step { matter, step } => self.step(matter, step, at).await,
            Deed::Propose { matter, proposal, revision } => self.propose(matter, proposal, revision).await,
            Deed::CosignProposal { matter, proposal, account } => {
                self.cosign_proposal(matter, proposal, account).await
            }
            _ => Ok(()),
        }
    }

    /// What a deed is about, for whoever mends the content.
    fn subject(&self, deed: Deed) -> &'static str {
        match deed {
            Deed::Raise { matter }
            | Deed::Cosign { matter, .. }
            | Deed::Step { matter, .. }
            | Deed::Propose { matter, .. }
            | Deed::CosignProposal { matter, .. } => MATTERS[matter].key,
            Deed::Say { line } => MATTERS[self.script.lines[line].matter].key,
            _ => "",
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
