//! Matters raised, signed, moved along their path; their proposals.

use super::Player;
use crate::demo::content::bodies::{BODIES, BodyKind};
use crate::demo::content::matters::MATTERS;
use crate::demo::content::{self, Matter, Role, Scope};
use crate::demo::found::words;
use crate::demo::sql;
use crate::issues::{self, Carrying, NewIssue, OfficersStep};
use crate::proposals::{self, Revision, Wording};
use crate::{Error, Result};
use domain::actor::Actor;
use domain::issues::{Category, Move, Stage};
use domain::measure::Fen;
use domain::policy::{self, Action};
use domain::time::{DAY, MINUTE, Timestamp};
use domain::words::{Body, Label, Note, Reason, Title};
use std::collections::VecDeque;

/// Days a hazard is given, and a matter that is carried out.
const HAZARD_DAYS: i64 = 20;
const CARRYING_DAYS: i64 = 120;

impl Player<'_> {
    pub(super) async fn raise(&mut self, matter: usize) -> Result<()> {
        let what = MATTERS[matter];
        let author = self.voice(what.author).await?;
        let building = match what.scope {
            Scope::Building(slug, number) => {
                self.ground.buildings.get(&(crate::demo::plan::compound_at(slug), number)).copied()
            }
            Scope::Community | Scope::Compound(_) => None,
        };
        let new = NewIssue {
            community: self.ground.community.id,
            title: words(Title::parse(what.title))?,
            body: words(Body::parse(what.body))?,
            category: category(what.category),
            compound: self.compound(what.scope),
            building,
            entrance: None,
        };
        let key = self.key();
        let number = issues::raise_issue(self.hall, &author, key, new).await?;
        let id = sql::issue_id(self.hall, self.ground.community.id, number).await?;
        self.issues.insert(matter, id);
        Ok(())
    }

    pub(super) async fn cosign(&mut self, matter: usize, account: usize) -> Result<()> {
        let actor = self.actor(account).await?;
        issues::cosign_issue(self.hall, &actor, self.issue(matter)?).await.map(drop)
    }

    /// A step of the script. Where a vote or a decision has moved the matter already, there is nothing left to do;
    /// a note where the path takes none is said in the talk.
    pub(super) async fn step(&mut self, matter: usize, step: usize, at: Timestamp) -> Result<()> {
        let what = &MATTERS[matter].steps[step];
        let issue = self.issue(matter)?;
        let (stage, _) = sql::issue_state(self.hall, issue).await?;
        let Some(target) = what.to.map(stage_of) else {
            let text = self.numbers.put(what.text);
            return self.note(matter, what.by, &text).await;
        };
        if stage == target {
            return Ok(());
        }
        let path = path(stage, target)?;
        for (n, step) in path.iter().enumerate() {
            let reason = if n + 1 == path.len() { what.text } else { between(*step) };
            let reason = self.numbers.put(reason);
            // Steps that the content passes over come minutes before the one it tells of.
            let before = i64::try_from(path.len() - 1 - n).unwrap_or(0);
            self.clock.set(at.plus(-before * MINUTE));
            self.take(matter, *step, what.by, &reason, at).await?;
        }
        Ok(())
    }

    /// What was accepted and never argued about is opened for a decision all the same.
    pub(super) async fn open_for_decision(&mut self, matter: usize, at: Timestamp) -> Result<()> {
        let (stage, _) = sql::issue_state(self.hall, self.issue(matter)?).await?;
        if stage == Stage::Accepted {
            self.clock.set(at.plus(-MINUTE));
            self.take(matter, Move::Deliberate, Role::Council, between(Move::Deliberate), at).await?;
            self.clock.set(at);
        }
        Ok(())
    }

    /// Whether a decision of `day` settles the matter, or says how what is settled is done; not one on the way.
    pub(super) async fn is_settled_on(&self, matter: usize, day: i32) -> Result<bool> {
        let (stage, _) = sql::issue_state(self.hall, self.issue(matter)?).await?;
        let settles = |step: &content::Step| step.day == day && step.to == Some(content::Stage::Decided);
        Ok(MATTERS[matter].steps.iter().any(settles) || matches!(stage, Stage::Decided | Stage::CarryingOut))
    }

    async fn take(&mut self, matter: usize, step: Move, by: Role, reason: &str, at: Timestamp) -> Result<()> {
        let what = MATTERS[matter];
        let issue = self.issue(matter)?;
        let facts = sql::issue_facts(self.hall, issue).await?;
        let (_, version) = sql::issue_state(self.hall, issue).await?;
        let action = Action::MoveIssue(facts, step);
        let actor = self.officer(matter, by, |actor| policy::may(actor, &action).is_ok()).await?;
        let days = if step == Move::TurnToHazard { HAZARD_DAYS } else { CARRYING_DAYS };
        let carrying =
            Carrying { by: words(Label::parse(carried_by(what, by)))?, due_at: at.plus(days * DAY) };
        let step = OfficersStep {
            version,
            step,
            reason: words(Reason::parse(reason))?,
            carrying: step.needs_deadline().then_some(carrying),
        };
        let key = self.key();
        issues::move_issue(self.hall, &actor, key, issue, step).await.map(drop)
    }

    async fn note(&mut self, matter: usize, by: Role, text: &str) -> Result<()> {
        let issue = self.issue(matter)?;
        let facts = sql::issue_facts(self.hall, issue).await?;
        let action = Action::NoteProgress(facts);
        let may = |actor: &Actor| policy::may(actor, &action).is_ok();
        if matches!(facts.stage, Stage::CarryingOut | Stage::Hazard) {
            let actor = self.officer(matter, by, may).await?;
            let key = self.key();
            issues::note_progress(self.hall, &actor, key, issue, words(Reason::parse(text))?).await
        } else {
            self.say_officially(matter, by, text).await
        }
    }

    /// Who acts for a role on a matter, if the hall lets them; else somebody of the council.
    pub(super) async fn officer(
        &mut self,
        matter: usize,
        by: Role,
        may: impl Fn(&Actor) -> bool,
    ) -> Result<Actor> {
        let what = MATTERS[matter];
        let mut asked = self.of_role(what, by);
        // Not always the same one of the council.
        let council = self.seated("council");
        asked.extend((0..council.len()).map(|n| council[(n + matter) % council.len()]));
        for account in asked {
            let actor = self.actor(account).await?;
            if may(&actor) {
                return Ok(actor);
            }
        }
        Err(Error::broken("nobody may do this"))
    }

    /// Accounts that act in a role where a matter is.
    pub(super) fn of_role(&self, matter: &Matter, by: Role) -> Vec<usize> {
        let kind = match by {
            Role::Resident => return vec![self.account(matter.author)],
            Role::Leader | Role::Grid => BodyKind::Grids,
            Role::Council => return Vec::new(),
            Role::ResidentsCommittee => BodyKind::ResidentsCommittee,
            Role::Committee | Role::Assembly => BodyKind::OwnersCommittee,
            Role::Property => BodyKind::Property,
        };
        let here = |scope: Scope| match (scope, matter.scope) {
            (Scope::Community, _) => true,
            (Scope::Compound(own), Scope::Compound(slug) | Scope::Building(slug, _)) => own == slug,
            _ => false,
        };
        let mut bodies: Vec<_> = BODIES.iter().filter(|body| body.kind == kind && here(body.scope)).collect();
        // A compound's own service before the one for everybody.
        bodies.sort_by_key(|body| body.scope == Scope::Community);
        let mut accounts: Vec<usize> = bodies.iter().flat_map(|body| self.seated(body.key)).collect();
        if by == Role::Leader {
            let leads = |at: &usize| self.plan.accounts[*at].seats.iter().any(|seat| seat.leads.is_some());
            accounts.retain(leads);
        }
        let near = |at: &usize| super::super::script::lives_in(self.plan, *at, matter.scope);
        accounts.sort_by_key(|at| !near(at));
        accounts
    }

    pub(super) async fn propose(&mut self, matter: usize, proposal: usize, revision: usize) -> Result<()> {
        let what = &MATTERS[matter].proposals[proposal];
        let text = &what.revisions[revision];
        let author = self.voice(what.author).await?;
        let issue = self.issue(matter)?;
        let is_last = revision + 1 == what.revisions.len();
        let cost = is_last.then(|| Fen::new(what.cost_fen).map_err(Error::broken)).transpose()?;
        let wording =
            Wording { title: words(Title::parse(what.title))?, body: words(Body::parse(text.body))?, cost };
        let key = self.key();
        if revision == 0 {
            let number = proposals::propose(self.hall, &author, key, issue, wording).await?;
            let id = sql::proposal_id(self.hall, issue, number).await?;
            self.proposals.insert((matter, proposal), id);
            return Ok(());
        }
        let seen = i64::try_from(revision).map_err(Error::broken)?;
        let revision = Revision { seen, wording, note: words(Note::parse(text.change))? };
        let id = self.proposal(matter, proposal)?;
        proposals::revise(self.hall, &author, key, id, revision).await.map(drop)
    }

    pub(super) async fn cosign_proposal(
        &mut self,
        matter: usize,
        proposal: usize,
        account: usize,
    ) -> Result<()> {
        let actor = self.actor(account).await?;
        proposals::cosign_proposal(self.hall, &actor, self.proposal(matter, proposal)?).await
    }

    pub(super) fn issue(&self, matter: usize) -> Result<domain::id::IssueId> {
        self.issues.get(&matter).copied().ok_or_else(|| Error::broken("not raised yet"))
    }

    pub(super) fn proposal(&self, matter: usize, proposal: usize) -> Result<domain::id::ProposalId> {
        self.proposals.get(&(matter, proposal)).copied().ok_or_else(|| Error::broken("not proposed yet"))
    }
}

/// The fewest moves from one stage to another.
fn path(from: Stage, to: Stage) -> Result<Vec<Move>> {
    let mut waiting = VecDeque::from([(from, Vec::new())]);
    let mut seen = vec![from];
    while let Some((stage, path)) = waiting.pop_front() {
        if stage == to {
            return Ok(path);
        }
        for step in stage.moves() {
            let next = stage.after(step).map_err(Error::broken)?;
            // Nothing is declined, brought back or made a hazard on the way to something else.
            let detour = matches!(step, Move::Decline | Move::TurnToHazard | Move::Return) && next != to;
            if !seen.contains(&next) && !detour {
                seen.push(next);
                let mut path = path.clone();
                path.push(step);
                waiting.push_back((next, path));
            }
        }
    }
    Err(Error::broken("no path"))
}

/// What is said at a step that the content passes over.
const fn between(step: Move) -> &'static str {
    match step {
        Move::Deliberate => "事情清楚，做法大家没有不同意见，请有想法的居民这几天提出来。",
        Move::Decide => "讨论中没有反对意见，按大家说定的做法办。",
        Move::CarryOut => "开始办理。",
        _ => "进入下一步。",
    }
}

fn carried_by(matter: &Matter, by: Role) -> &'static str {
    let of = |kind, slug: &str| {
        BODIES
            .iter()
            .find(|body| body.kind == kind && body.scope == Scope::Compound(place(slug)))
            .map_or("讲堂街道邻里物业服务站", |body| body.name)
    };
    let slug = match matter.scope {
        Scope::Compound(slug) | Scope::Building(slug, _) => slug,
        Scope::Community => "",
    };
    match by {
        Role::Property => of(BodyKind::Property, slug),
        Role::Committee | Role::Assembly if !slug.is_empty() => of(BodyKind::OwnersCommittee, slug),
        Role::Grid | Role::Leader => "春和社区网格",
        Role::Council if matter.stage == content::Stage::Hazard => of(BodyKind::Property, slug),
        Role::ResidentsCommittee if matter.stage == content::Stage::Hazard => of(BodyKind::Property, slug),
        Role::Council | Role::ResidentsCommittee | Role::Resident | Role::Committee | Role::Assembly => {
            "春和社区居民委员会"
        }
    }
}

/// The content's own copy of a key, which lives as long as the program.
fn place(slug: &str) -> &'static str {
    content::place::COMPOUNDS[crate::demo::plan::compound_at(slug)].slug
}

const fn stage_of(stage: content::Stage) -> Stage {
    match stage {
        content::Stage::Raised => Stage::Raised,
        // 回潮: accepted once more.
        content::Stage::Accepted | content::Stage::Reopened => Stage::Accepted,
        content::Stage::Deliberating => Stage::Deliberating,
        content::Stage::Voting => Stage::Voting,
        content::Stage::Decided => Stage::Decided,
        content::Stage::CarryingOut => Stage::CarryingOut,
        content::Stage::Done => Stage::Done,
        content::Stage::Declined => Stage::Declined,
        content::Stage::Hazard => Stage::Hazard,
    }
}

const fn category(category: content::Category) -> Category {
    match category {
        content::Category::Environment => Category::Environment,
        content::Category::Greening => Category::Greenery,
        content::Category::Parking => Category::Parking,
        content::Category::Charging => Category::Charging,
        content::Category::FireSafety => Category::FireSafety,
        content::Category::Elders => Category::Elders,
        content::Category::Culture => Category::Culture,
        content::Category::Property => Category::Property,
        content::Category::Facilities => Category::Facilities,
        content::Category::Neighbours => Category::Neighbours,
    }
}
