//! Setting a vote up, changing it while it is a draft, announcing it and calling it off.

use super::electorate::{self, Asked, Scope};
use super::facts::{self, Held};
use crate::hall::{Hall, Tx};
use crate::issues::{self, By};
use crate::jobs::{self, JobKind};
use crate::markdown::{self, RENDERER};
use crate::row::RowExt as _;
use crate::{Error, Result, bodies, dialect, local, proposals};
use domain::actor::{Actor, Seat};
use domain::count::manifest::{self, Agreement, Clause, Manifest, Participation, Rule, RuleFormat};
use domain::id::{BodyId, CommunityId, FormKey, IssueId, ProposalId, VoteId};
use domain::issues::{Move, Stage};
use domain::policy::{self, Action, BodyFacts};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::votes::{
    self, EVoting, ElectorateKind, Method, OBJECTION_DAYS_MAX, OPEN_MICROS_MAX, OPEN_MICROS_MIN, OPTIONS_MAX,
    OPTIONS_MIN, OwnersMatter, VoteKind, VoteState,
};
use domain::words::{Body, Label, Reason, Title};
use futures::future::BoxFuture;

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
    if body.compound.is_some() && vote.scope.compound().is_some_and(|own| Some(own) != body.compound) {
        return Err(Error::NotFound);
    }
    exists(tx, vote.community, vote.scope).await?;
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
        Some(number) => Some(issue_of(tx, vote.community, number).await?),
    };
    Ok(Checked { rule, issue })
}

fn in_order(now: Timestamp, opens_at: Timestamp, closes_at: Timestamp) -> Result<()> {
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
async fn may_be_held_here(
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

async fn issue_of(tx: &mut Tx<'_>, community: CommunityId, number: i64) -> Result<IssueId> {
    sqlx::query("SELECT id FROM issues WHERE community_id = $1 AND number = $2")
        .bind(community.to_string())
        .bind(number)
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?
        .parsed("id")
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
    for (n, option) in (1_i64..).zip(&vote.options) {
        sqlx::query("INSERT INTO vote_options (vote_id, n, label, proposal_id) VALUES ($1, $2, $3, $4)")
            .bind(id.to_string())
            .bind(n)
            .bind(option.label.as_str())
            .bind(option.proposal.map(|proposal| proposal.to_string()))
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
            if !held.state.is_editable() {
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
async fn conduct(tx: &mut Tx<'_>, actor: &Actor, id: VoteId) -> Result<Held> {
    let held = facts::hold(tx, id).await?;
    policy::may(actor, &Action::ConductVote(held.facts(false)))?;
    Ok(held)
}

fn unchanged(held: &Held, version: i64) -> Result<()> {
    if held.version == version { Ok(()) } else { Err(Problem::ChangedMeanwhile.into()) }
}

struct Announce {
    actor: Actor,
    id: VoteId,
    version: i64,
}

/// 公告: from now on everyone reads it, and its time is fixed.
pub async fn announce(hall: &Hall, actor: &Actor, key: FormKey, id: VoteId, version: i64) -> Result<()> {
    hall.write_once(actor, key, Announce { actor: actor.clone(), id, version }, announce_act).await
}

fn announce_act<'a>(tx: &'a mut Tx<'_>, command: &'a Announce) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let vote = conduct(tx, &command.actor, command.id).await?;
        if vote.state != VoteState::Draft {
            return Err(Problem::AlreadyDone.into());
        }
        unchanged(&vote, command.version)?;
        let now = tx.now();
        in_order(now, vote.opens_at, vote.closes_at)?;
        if vote.kind == VoteKind::Statutory {
            may_be_held_here(tx, vote.scope, vote.electorate).await?;
            let (today, opens) =
                (local::day(&vote.time_zone, now), local::day(&vote.time_zone, vote.opens_at));
            if !votes::notice_is_long_enough(today, opens) {
                return Err(Problem::NoticeTooShort.into());
            }
        }
        let asked = Asked { community: vote.community, kind: vote.electorate, scope: vote.scope, now };
        let entries = electorate::form(&mut *tx.conn, asked).await?;
        let total = electorate::total(&entries).ok_or(Problem::EmptyElectorate)?;
        vote.rule.admits(total).map_err(|_refused| Problem::EmptyElectorate)?;
        sqlx::query("UPDATE votes SET state = 'notice', notice_at = $2, version = version + 1 WHERE id = $1")
            .bind(command.id.to_string())
            .bind(now.0)
            .execute(&mut *tx.conn)
            .await?;
        freeze_proposals(tx, command.id).await?;
        if let Some(issue) = vote.issue {
            put_issue_to_vote(tx, &command.actor, &vote, issue).await?;
        }
        jobs::put_down(tx, JobKind::OpenVote, &command.id.to_string(), vote.opens_at).await
    })
}

/// What stands on a ballot does not change any more; the revision that stands on it is noted.
async fn freeze_proposals(tx: &mut Tx<'_>, id: VoteId) -> Result<()> {
    for (n, proposal) in proposals_of(tx, id).await? {
        let revision = proposals::freeze(tx, proposal).await?;
        sqlx::query("UPDATE vote_options SET proposal_revision = $3 WHERE vote_id = $1 AND n = $2")
            .bind(id.to_string())
            .bind(n)
            .bind(revision)
            .execute(&mut *tx.conn)
            .await?;
    }
    Ok(())
}

async fn proposals_of(tx: &mut Tx<'_>, id: VoteId) -> Result<Vec<(i64, ProposalId)>> {
    sqlx::query(
        "SELECT n, proposal_id FROM vote_options WHERE vote_id = $1 AND proposal_id IS NOT NULL ORDER BY n",
    )
    .bind(id.to_string())
    .fetch_all(&mut *tx.conn)
    .await?
    .iter()
    .map(|row| Ok((row.int("n")?, row.parsed("proposal_id")?)))
    .collect()
}

/// The seat a convenor acts from: one in the convening body, else any that calls votes in its compound.
fn by(actor: &Actor, vote: &Held) -> By {
    let seat = actor.member().and_then(|member| {
        let own = member.seats.iter().find(|seat| seat.body == vote.convener);
        own.or_else(|| {
            let of_compound = |seat: &&Seat| seat.compound.is_some() && seat.compound == vote.compound;
            member.seats.iter().find(of_compound)
        })
    });
    By::from_seat(actor, seat.map(|seat| seat.id))
}

/// The issue goes on with the vote that answers it; one at the vote already, by another question, stays there.
async fn put_issue_to_vote(tx: &mut Tx<'_>, actor: &Actor, vote: &Held, issue: IssueId) -> Result<()> {
    let held = issues::hold(tx, issue).await?;
    if held.facts.stage == Stage::Voting {
        return Ok(());
    }
    issues::step(tx, issue, Move::PutToVote, &by(actor, vote), &vote.title).await?;
    Ok(())
}

/// A vote called off gives its issue back to deliberation, unless another vote on it goes on.
async fn return_issue(tx: &mut Tx<'_>, by: &By, vote: &Held, issue: IssueId, reason: &str) -> Result<()> {
    let held = issues::hold(tx, issue).await?;
    let others = sqlx::query(
        "SELECT COUNT(*) AS others FROM votes WHERE issue_id = $1 AND id <> $2 \
           AND state IN ('notice', 'open', 'closed', 'preliminary', 'final')",
    )
    .bind(issue.to_string())
    .bind(vote.id.to_string())
    .fetch_one(&mut *tx.conn)
    .await?;
    if held.facts.stage == Stage::Voting && others.int("others")? == 0 {
        issues::step(tx, issue, Move::Return, by, reason).await?;
    }
    Ok(())
}

/// Undoes what announcing did to the vote's issue and, where no ballot was taken, to its proposals.
pub(super) async fn let_go(tx: &mut Tx<'_>, vote: &Held, by: &By, reason: &str) -> Result<()> {
    if vote.state == VoteState::Notice {
        for (_, proposal) in proposals_of(tx, vote.id).await? {
            proposals::thaw(tx, proposal).await?;
        }
    }
    match vote.issue {
        Some(issue) if vote.notice_at.is_some() => return_issue(tx, by, vote, issue, reason).await,
        Some(_) | None => Ok(()),
    }
}

struct CallOff {
    actor: Actor,
    id: VoteId,
    reason: Reason,
}

/// 取消表决, in public and with a reason, at any time before it closes.
pub async fn call_off(hall: &Hall, actor: &Actor, key: FormKey, id: VoteId, reason: Reason) -> Result<()> {
    hall.write_once(actor, key, CallOff { actor: actor.clone(), id, reason }, call_off_act).await
}

fn call_off_act<'a>(tx: &'a mut Tx<'_>, command: &'a CallOff) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let vote = conduct(tx, &command.actor, command.id).await?;
        let running = matches!(vote.state, VoteState::Draft | VoteState::Notice | VoteState::Open);
        if !running || tx.now() >= vote.closes_at && vote.state == VoteState::Open {
            return Err(Problem::VoteClosed.into());
        }
        sqlx::query(
            "UPDATE votes SET state = 'cancelled', cancel_reason = $2, version = version + 1 WHERE id = $1",
        )
        .bind(command.id.to_string())
        .bind(command.reason.as_str())
        .execute(&mut *tx.conn)
        .await?;
        let_go(tx, &vote, &by(&command.actor, &vote), command.reason.as_str()).await
    })
}
