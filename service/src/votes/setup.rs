//! Setting a vote up, and changing it while it is a draft.

pub use super::announce::{announce, call_off, discard};
use super::electorate::Scope;
use super::facts::{self, Held, issue_facts, may_put_to_vote};
use crate::hall::{Hall, Tx};
use crate::markdown::{self, RENDERER};
use crate::row::RowExt as _;
use crate::{Error, Result, bodies, dialect};
use domain::actor::Actor;
use domain::count::manifest::{self, Agreement, Clause, Manifest, Participation, Rule, RuleFormat};
use domain::id::{BodyId, CommunityId, FormKey, IssueId, ProposalId, VoteId};
use domain::policy::{self, Action, BodyFacts};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::votes::{
    EVoting, ElectorateKind, Method, OBJECTION_DAYS_MAX, OPEN_MICROS_MAX, OPEN_MICROS_MIN, OPTIONS_MAX,
    OPTIONS_MIN, OwnersMatter, VoteKind,
};
use domain::words::{Body, Label, Title};
use futures::future::BoxFuture;
use std::collections::BTreeSet;

/// A vote to be set up.
#[derive(Clone, Debug)]
pub struct NewVote {
    /// Where.
    pub community: CommunityId,
    /// The body that calls it.
    pub convener: BodyId,
    /// The number of the issue it answers, if it answers one.
    pub issue: Option<i64>,
    /// The question.
    pub title: Title,
    /// What is to be known about it, in Markdown.
    pub body: Body,
    /// Statutory or consultative, and how it is decided.
    pub ask: Ask,
    /// How the answer is given.
    pub method: Method,
    /// The options in their order; none for a yes or no question.
    pub options: Vec<NewOption>,
    /// Who votes.
    pub electorate: ElectorateKind,
    /// Where.
    pub scope: Scope,
    /// When ballots are taken from.
    pub opens_at: Timestamp,
    /// Until when.
    pub closes_at: Timestamp,
    /// Days of 异议期 after it.
    pub objections_days: i64,
}

/// Whose act a vote is, and by what bars it is decided.
#[derive(Clone, Debug)]
pub enum Ask {
    /// 业主大会表决; the law has the bars.
    Owners(OwnersMatter),
    /// 民意征询, by its own bars.
    Consultation {
        /// How many must take part; none where nothing is asked.
        quorum: Option<Participation>,
        /// How many must agree.
        agreement: Option<Agreement>,
    },
}

/// One option of several.
#[derive(Clone, Debug)]
pub struct NewOption {
    /// On the ballot.
    pub label: Label,
    /// The proposal it stands for; frozen once the vote is announced.
    pub proposal: Option<ProposalId>,
}

impl NewVote {
    const fn kind(&self) -> VoteKind {
        match self.ask {
            Ask::Owners(_) => VoteKind::Statutory,
            Ask::Consultation { .. } => VoteKind::Consultative,
        }
    }

    const fn matter(&self) -> Option<OwnersMatter> {
        match self.ask {
            Ask::Owners(matter) => Some(matter),
            Ask::Consultation { .. } => None,
        }
    }

    /// The rule it is counted by; refused where the law or sense refuses it.
    fn rule(&self, silence: Option<Clause>) -> Result<Manifest> {
        let unlawful = |_refused| Error::Refused(Problem::UnlawfulRule);
        let several = self.method != Method::YesNo;
        let fits = if several {
            (OPTIONS_MIN..=OPTIONS_MAX).contains(&self.options.len())
        } else {
            self.options.is_empty()
        };
        if !fits {
            return Err(Problem::UnlawfulRule.into());
        }
        let labels: BTreeSet<&str> = self.options.iter().map(|option| option.label.as_str()).collect();
        if labels.len() < self.options.len() {
            return Err(Problem::EqualOptions.into());
        }
        let options = u16::try_from(self.options.len()).map_err(Error::broken)?;
        match &self.ask {
            Ask::Owners(matter) => {
                let plain = match self.method {
                    Method::YesNo => Manifest::owners(*matter),
                    Method::EachOption => Manifest::owners_options(*matter, options).map_err(unlawful)?,
                    Method::ChooseOne => return Err(Problem::UnlawfulRule.into()),
                };
                match silence {
                    // On matters where silence never counts the clause has nothing to say.
                    Some(clause) if !matter.is_special() && *matter != OwnersMatter::HomeToBusiness => {
                        plain.with_silence(clause).map_err(unlawful)
                    }
                    Some(_) | None => Ok(plain),
                }
            }
            Ask::Consultation { quorum, agreement } => {
                let method = match self.method {
                    Method::YesNo => manifest::Method::YesNo,
                    Method::ChooseOne => manifest::Method::ChooseOneWithNone { options },
                    Method::EachOption => return Err(Problem::UnlawfulRule.into()),
                };
                let rule = Rule {
                    format: RuleFormat::V1,
                    kind: manifest::Kind::Consultative,
                    method,
                    participation: quorum.clone(),
                    agreement: agreement.clone(),
                };
                Manifest::try_from(rule).map_err(unlawful)
            }
        }
    }
}

struct SetUp {
    actor: Actor,
    vote: NewVote,
    body_html: String,
}

/// 发起表决, as a draft only its convenors see. Answers with its number.
pub async fn set_up(hall: &Hall, actor: &Actor, key: FormKey, vote: NewVote) -> Result<i64> {
    let body_html = markdown::render(vote.body.as_str());
    hall.write_once(actor, key, SetUp { actor: actor.clone(), vote, body_html }, set_up_act).await
}

fn set_up_act<'a>(tx: &'a mut Tx<'_>, command: &'a SetUp) -> BoxFuture<'a, Result<i64>> {
    Box::pin(async move {
        let vote = &command.vote;
        let checked = check(tx, &command.actor, vote).await?;
        sqlx::query(dialect::HOLD_COMMUNITY.on(tx.engine))
            .bind(vote.community.to_string())
            .execute(&mut *tx.conn)
            .await?;
        let row =
            sqlx::query("SELECT COALESCE(MAX(number), 0) + 1 AS next FROM votes WHERE community_id = $1")
                .bind(vote.community.to_string())
                .fetch_one(&mut *tx.conn)
                .await?;
        let number = row.int("next")?;
        let id: VoteId = tx.new_id();
        sqlx::query(
            "INSERT INTO votes (id, community_id, convener_id, number, title, body, body_html, renderer, kind, method, \
               electorate, scope, state, opens_at, closes_at, objections_days, rule, version, created_at) \
             VALUES ($1, $2, $3, $4, '', '', '', 0, '', '', '', '', 'draft', 0, 0, 0, '', 0, $5)",
        )
        .bind(id.to_string())
        .bind(vote.community.to_string())
        .bind(vote.convener.to_string())
        .bind(number)
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        fill_in(tx, id, vote, &checked, &command.body_html).await?;
        Ok(number)
    })
}

/// What a check found.
struct Checked {
    rule: Manifest,
    issue: Option<IssueId>,
    /// The newest revision of the proposal each option stands for, in the options' order.
    revisions: Vec<Option<i64>>,
}

/// Permission, place, dates and rule.
async fn check(tx: &mut Tx<'_>, actor: &Actor, vote: &NewVote) -> Result<Checked> {
    let body = body_facts(tx, vote.convener).await?;
    if body.community != vote.community {
        return Err(Error::NotFound);
    }
    // A statutory vote is its compound's; the right to call it comes from that compound's seats.
    let place = match vote.kind() {
        VoteKind::Statutory => BodyFacts { compound: vote.scope.compound(), ..body },
        VoteKind::Consultative => body,
    };
    policy::may(actor, &Action::SetUpVote(place, vote.kind()))?;
    exists(tx, vote.community, vote.scope).await?;
    if !vote.scope.is_within(vote.convener, body.compound) {
        return Err(Problem::ScopeTooWide.into());
    }
    if let Ask::Owners(matter) = vote.ask
        && vote.scope.reach().is_some_and(|reach| reach < matter.least_reach())
    {
        return Err(Problem::ScopeTooNarrow.into());
    }
    let silence = match vote.kind() {
        VoteKind::Consultative => None,
        VoteKind::Statutory => may_be_held_here(tx, vote.scope, vote.electorate).await?,
    };
    let fits = matches!(vote.scope, Scope::Body(_)) == (vote.electorate == ElectorateKind::BodyMembers);
    if !fits {
        return Err(Problem::UnlawfulRule.into());
    }
    in_order(tx.now(), vote.opens_at, vote.closes_at)?;
    if !(0..=OBJECTION_DAYS_MAX).contains(&vote.objections_days) {
        return Err(Problem::DatesOutOfOrder.into());
    }
    let rule = vote.rule(silence)?;
    let issue = match vote.issue {
        None => None,
        Some(number) => Some(issue_of(tx, actor, vote.community, number).await?),
    };
    let revisions = revisions(tx, issue, &vote.options).await?;
    Ok(Checked { rule, issue, revisions })
}

/// The revisions a draft is written with, so that announcing it notices a change; refused where a proposal is not one
/// of the vote's own issue, or was withdrawn.
async fn revisions(
    tx: &mut Tx<'_>,
    issue: Option<IssueId>,
    options: &[NewOption],
) -> Result<Vec<Option<i64>>> {
    let mut found = Vec::with_capacity(options.len());
    for option in options {
        let revision = match option.proposal {
            None => None,
            Some(proposal) => {
                let row = sqlx::query(
                    "SELECT revision FROM proposals WHERE id = $1 AND issue_id = $2 AND state <> 'withdrawn'",
                )
                .bind(proposal.to_string())
                .bind(issue.map(|issue| issue.to_string()))
                .fetch_optional(&mut *tx.conn)
                .await?
                .ok_or(Problem::ProposalGone)?;
                Some(row.int("revision")?)
            }
        };
        found.push(revision);
    }
    Ok(found)
}

pub(super) fn in_order(now: Timestamp, opens_at: Timestamp, closes_at: Timestamp) -> Result<()> {
    let open_for = closes_at.since(opens_at);
    if opens_at > now && (OPEN_MICROS_MIN..=OPEN_MICROS_MAX).contains(&open_for) {
        Ok(())
    } else {
        Err(Problem::DatesOutOfOrder.into())
    }
}

async fn body_facts(tx: &mut Tx<'_>, body: BodyId) -> Result<BodyFacts> {
    let row = sqlx::query(
        "SELECT b.community_id, b.compound_id, k.organ FROM bodies b JOIN body_kinds k ON k.code = b.kind \
         WHERE b.id = $1 AND b.community_id IS NOT NULL",
    )
    .bind(body.to_string())
    .fetch_optional(&mut *tx.conn)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(BodyFacts {
        body,
        community: row.parsed("community_id")?,
        compound: row.opt_parsed("compound_id")?,
        organ: row.parsed("organ")?,
    })
}

/// Whether what the scope names is there, in this community.
async fn exists(tx: &mut Tx<'_>, community: CommunityId, scope: Scope) -> Result<()> {
    let (sql, compound, named) = match scope {
        Scope::Community => return Ok(()),
        Scope::Compound(compound) => (
            "SELECT 1 AS one FROM compounds c WHERE c.community_id = $1 AND c.id = $2 AND $3 = ''",
            compound.to_string(),
            String::new(),
        ),
        Scope::Building(compound, building) => (
            "SELECT 1 AS one FROM compounds c JOIN buildings b ON b.compound_id = c.id \
             WHERE c.community_id = $1 AND c.id = $2 AND b.id = $3",
            compound.to_string(),
            building.to_string(),
        ),
        Scope::Entrance(compound, entrance) => (
            "SELECT 1 AS one FROM compounds c JOIN buildings b ON b.compound_id = c.id \
             JOIN entrances e ON e.building_id = b.id WHERE c.community_id = $1 AND c.id = $2 AND e.id = $3",
            compound.to_string(),
            entrance.to_string(),
        ),
        Scope::Body(body) => (
            "SELECT 1 AS one FROM bodies b WHERE b.community_id = $1 AND b.id = $2 AND $3 = ''",
            body.to_string(),
            String::new(),
        ),
    };
    let found = sqlx::query(sql)
        .bind(community.to_string())
        .bind(compound)
        .bind(named)
        .fetch_optional(&mut *tx.conn)
        .await?;
    found.map(|_row| ()).ok_or(Error::NotFound)
}

/// Whether this compound takes owners' votes here at all; answers with its clause on silence, if it has one.
pub(super) async fn may_be_held_here(
    tx: &mut Tx<'_>,
    scope: Scope,
    electorate: ElectorateKind,
) -> Result<Option<Clause>> {
    let compound = scope.compound().ok_or(Problem::UnlawfulRule)?;
    if electorate != ElectorateKind::Owners {
        return Err(Problem::UnlawfulRule.into());
    }
    let row = sqlx::query("SELECT e_voting, silence_clause FROM compounds WHERE id = $1")
        .bind(compound.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    if row.parsed::<EVoting>("e_voting")? != EVoting::Here {
        return Err(Problem::NoOnlineOwnersVotes.into());
    }
    bodies::silence_clause(&row)
}

/// The issue a vote is to answer: one its convenor may put to the vote, whatever stage it has come to.
async fn issue_of(tx: &mut Tx<'_>, actor: &Actor, community: CommunityId, number: i64) -> Result<IssueId> {
    let row = sqlx::query(
        "SELECT id, community_id, compound_id, author_id, stage FROM issues \
         WHERE community_id = $1 AND number = $2",
    )
    .bind(community.to_string())
    .bind(number)
    .fetch_optional(&mut *tx.conn)
    .await?
    .ok_or(Error::NotFound)?;
    may_put_to_vote(actor, issue_facts(&row)?)?;
    row.parsed("id")
}

/// Writes everything a draft holds.
async fn fill_in(
    tx: &mut Tx<'_>,
    id: VoteId,
    vote: &NewVote,
    checked: &Checked,
    body_html: &str,
) -> Result<()> {
    let (scope, scope_id) = vote.scope.columns();
    sqlx::query(
        "UPDATE votes SET compound_id = $2, issue_id = $3, convener_id = $4, kind = $5, matter = $6, method = $7, \
           title = $8, body = $9, body_html = $10, renderer = $11, electorate = $12, scope = $13, scope_id = $14, \
           opens_at = $15, closes_at = $16, objections_days = $17, rule = $18, version = version + 1 WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(vote.scope.compound().map(|compound| compound.to_string()))
    .bind(checked.issue.map(|issue| issue.to_string()))
    .bind(vote.convener.to_string())
    .bind(vote.kind().code())
    .bind(vote.matter().map(OwnersMatter::code))
    .bind(vote.method.code())
    .bind(vote.title.as_str())
    .bind(vote.body.as_str())
    .bind(body_html)
    .bind(RENDERER)
    .bind(vote.electorate.code())
    .bind(scope)
    .bind(scope_id)
    .bind(vote.opens_at.0)
    .bind(vote.closes_at.0)
    .bind(vote.objections_days)
    .bind(domain::count::canonical::json(&checked.rule).map_err(Error::broken)?)
    .execute(&mut *tx.conn)
    .await?;
    sqlx::query("DELETE FROM vote_options WHERE vote_id = $1")
        .bind(id.to_string())
        .execute(&mut *tx.conn)
        .await?;
    for ((n, option), revision) in (1_i64..).zip(&vote.options).zip(&checked.revisions) {
        sqlx::query(
            "INSERT INTO vote_options (vote_id, n, label, proposal_id, proposal_revision) \
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id.to_string())
        .bind(n)
        .bind(option.label.as_str())
        .bind(option.proposal.map(|proposal| proposal.to_string()))
        .bind(*revision)
        .execute(&mut *tx.conn)
        .await?;
    }
    Ok(())
}

struct Change {
    actor: Actor,
    id: VoteId,
    version: i64,
    vote: NewVote,
    body_html: String,
}

/// Changes a draft; `version` is what its convenor read.
pub async fn change(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    id: VoteId,
    version: i64,
    vote: NewVote,
) -> Result<()> {
    let body_html = markdown::render(vote.body.as_str());
    let command = Change { actor: actor.clone(), id, version, vote, body_html };
    hall.write_once(actor, key, command, |tx, command| {
        Box::pin(async move {
            let held = conduct(tx, &command.actor, command.id).await?;
            if !held.facts.state.is_editable() {
                return Err(Problem::Frozen.into());
            }
            unchanged(&held, command.version)?;
            let checked = check(tx, &command.actor, &command.vote).await?;
            fill_in(tx, command.id, &command.vote, &checked, &command.body_html).await
        })
    })
    .await
}

/// Holds a vote its convenor conducts.
pub(super) async fn conduct(tx: &mut Tx<'_>, actor: &Actor, id: VoteId) -> Result<Held> {
    let held = facts::hold(tx, id).await?;
    policy::may(actor, &Action::ConductVote(held.facts))?;
    Ok(held)
}

pub(super) fn unchanged(held: &Held, version: i64) -> Result<()> {
    if held.version == version { Ok(()) } else { Err(Problem::ChangedMeanwhile.into()) }
}
