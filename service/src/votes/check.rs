//! What is checked of a vote before it is kept: who may set it up and where, its dates, its rule, what it answers.

use super::electorate::Scope;
use super::facts::{Held, issue_facts, may_put_to_vote};
use super::setup::{NewOption, NewVote};
use crate::hall::Tx;
use crate::row::RowExt as _;
use crate::{Error, Result, bodies};
use domain::actor::Actor;
use domain::count::manifest::Clause;
use domain::id::{BodyId, CommunityId, IssueId};
use domain::policy::{self, Action, BodyFacts};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::votes::question::{self, Question, QuestionError};
use domain::votes::{
    EVoting, EXTENSION_DAYS_MAX, ElectorateKind, OBJECTION_DAYS_MAX, OPEN_MICROS_MAX, OPEN_MICROS_MIN,
    PAPER_DAYS_MAX, VoteKind,
};

/// Whatever the law or sense has against a rule, the form says it in one sentence.
pub(super) fn unlawful<E>(_refused: E) -> Error {
    Error::Refused(Problem::UnlawfulRule)
}

/// What a check found.
pub(super) struct Checked {
    pub(super) questions: Vec<Question>,
    pub(super) issue: Option<IssueId>,
    pub(super) online: bool,
}

/// Permission, place, dates and rule.
pub(super) async fn check(tx: &mut Tx<'_>, actor: &Actor, vote: &NewVote) -> Result<Checked> {
    let body = body_facts(tx, vote.convener).await?;
    if body.community != vote.community {
        return Err(Error::NotFound);
    }
    // A statutory vote is its compound's; the right to call it comes from that compound's seats.
    let place = match vote.kind {
        VoteKind::Statutory => BodyFacts { compound: vote.scope.compound(), ..body },
        VoteKind::Consultative => body,
    };
    policy::may(actor, &Action::SetUpVote(place, vote.kind))?;
    exists(tx, vote.community, vote.scope).await?;
    if !vote.scope.is_within(vote.convener, body.compound) {
        return Err(Problem::ScopeTooWide.into());
    }
    let (online, silence) = match vote.kind {
        VoteKind::Consultative => (true, None),
        VoteKind::Statutory => may_be_held_here(tx, vote.scope, vote.electorate, vote.paper_days).await?,
    };
    let fits = matches!(vote.scope, Scope::Body(_)) == (vote.electorate == ElectorateKind::BodyMembers);
    // An owners' ballot weighs what its flat does, and is signed: it cannot be anybody's.
    if !fits || (vote.secret && vote.kind == VoteKind::Statutory) {
        return Err(Problem::UnlawfulRule.into());
    }
    if vote.secret && vote.paper_days > 0 {
        return Err(Problem::SecretPaper.into());
    }
    in_order(tx.now(), vote.opens_at, vote.closes_at)?;
    let days = (0..=OBJECTION_DAYS_MAX).contains(&vote.objections_days)
        && (0..=EXTENSION_DAYS_MAX).contains(&vote.extension_days)
        && (0..=PAPER_DAYS_MAX).contains(&vote.paper_days);
    if !days {
        return Err(Problem::DatesOutOfOrder.into());
    }
    let issue = match vote.issue {
        None => None,
        Some(number) => Some(issue_of(tx, actor, vote.community, number).await?),
    };
    let mut questions = Vec::with_capacity(vote.questions.len());
    for new in &vote.questions {
        let revisions = revisions(tx, issue, &new.options).await?;
        let question = new.question(silence.as_ref(), &revisions)?;
        if let Some(matter) = question.matter()
            && vote.scope.reach().is_some_and(|reach| reach < matter.least_reach())
        {
            return Err(Problem::ScopeTooNarrow.into());
        }
        questions.push(question);
    }
    question::check(vote.kind, &questions).map_err(|error| match error {
        QuestionError::EqualOptions => Problem::EqualOptions,
        _ => Problem::UnlawfulRule,
    })?;
    Ok(Checked { questions, issue, online })
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

/// Whether this compound's owners vote here at all; answers whether ballots are cast online, not on paper only, and
/// with its clause on silence, if it has one.
pub(super) async fn may_be_held_here(
    tx: &mut Tx<'_>,
    scope: Scope,
    electorate: ElectorateKind,
    paper_days: i64,
) -> Result<(bool, Option<Clause>)> {
    let compound = scope.compound().ok_or(Problem::UnlawfulRule)?;
    if electorate != ElectorateKind::Owners {
        return Err(Problem::UnlawfulRule.into());
    }
    let row = sqlx::query("SELECT e_voting, silence_clause FROM compounds WHERE id = $1")
        .bind(compound.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    let online = match row.parsed::<EVoting>("e_voting")? {
        EVoting::Here => true,
        EVoting::PaperOnly if paper_days > 0 => false,
        EVoting::PaperOnly | EVoting::CitySystem => return Err(Problem::NoOnlineOwnersVotes.into()),
    };
    Ok((online, bodies::silence_clause(&row)?))
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

/// Refused where somebody changed the vote since its convenor read it.
pub(super) fn unchanged(held: &Held, version: i64) -> Result<()> {
    if held.version == version { Ok(()) } else { Err(Problem::ChangedMeanwhile.into()) }
}
