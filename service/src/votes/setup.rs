//! Setting a vote up, and changing it while it is a draft.

pub use super::announce::{announce, call_off, discard};
use super::electorate::Scope;
use super::facts::{self, Held, issue_facts, may_put_to_vote};
use super::questions;
use crate::hall::{Hall, Tx};
use crate::markdown::{self, RENDERER};
use crate::row::RowExt as _;
use crate::{Error, Result, bodies, dialect};
use domain::actor::Actor;
use domain::count::canonical;
use domain::count::manifest::{Agreement, Clause, Manifest, Participation};
use domain::count::named::{self, ChoiceName};
use domain::count::profile::Weighing;
use domain::count::record::Rule;
use domain::id::{BodyId, CommunityId, FormKey, IssueId, ProposalId, VoteId};
use domain::measure::Fen;
use domain::policy::{self, Action, BodyFacts};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::votes::question::{self, Opt, Purse, Question, QuestionError};
use domain::votes::{
    EVoting, EXTENSION_DAYS_MAX, ElectorateKind, Method, OBJECTION_DAYS_MAX, OPEN_MICROS_MAX,
    OPEN_MICROS_MIN, OwnersMatter, PAPER_DAYS_MAX, VoteKind,
};
use domain::words::{Body, Label, Title};
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
    /// What it is about.
    pub title: Title,
    /// What is to be known about it, in Markdown.
    pub body: Body,
    /// Statutory or consultative.
    pub kind: VoteKind,
    /// What is asked, and how it is decided.
    pub questions: Vec<NewQuestion>,
    /// How many must take part in all of it, where a rule has no quorum of its own.
    pub quorum: Option<Participation>,
    /// Who votes.
    pub electorate: ElectorateKind,
    /// Where.
    pub scope: Scope,
    /// 无记名.
    pub secret: bool,
    /// When ballots are taken from.
    pub opens_at: Timestamp,
    /// Until when.
    pub closes_at: Timestamp,
    /// Days of 异议期 after it.
    pub objections_days: i64,
    /// Days it may be extended by, once, if too few take part.
    pub extension_days: i64,
    /// Days after closing in which ballots on paper are still entered; 0 where none are taken.
    pub paper_days: i64,
}

/// One question of it.
#[derive(Clone, Debug)]
pub struct NewQuestion {
    /// What it asks; none where the vote's title does.
    pub text: Option<Title>,
    /// The options in their order; none for a yes or no question.
    pub options: Vec<NewOption>,
    /// By what it is decided.
    pub by: By,
}

/// By what a question is decided.
#[derive(Clone, Debug)]
pub enum By {
    /// 业主大会表决: the law has the bars, for the question or for each option.
    Owners(OwnersMatter),
    /// 278(3): those of the candidates who have both majorities, the best of them seated.
    OwnersElection {
        /// How many.
        seats: u16,
    },
    /// 民意征询: 同意 or 反对, by its own bars.
    Majority {
        /// How many must take part; none where nothing is asked.
        quorum: Option<Participation>,
        /// How many must agree.
        agreement: Agreement,
    },
    /// 民意征询: one of several or none, by its own bars.
    ChooseOne {
        /// How many must take part; none where nothing is asked.
        quorum: Option<Participation>,
        /// How many must have chosen what leads.
        agreement: Option<Agreement>,
    },
    /// 民意征询: any rule that compares options.
    Choice {
        /// Which.
        rule: ChoiceName,
        /// How many are chosen.
        seats: u16,
        /// The highest score, or how many points there are.
        most: u32,
    },
    /// 民意征询: money among projects.
    Budget {
        /// What there is, and what voters do.
        purse: Purse,
        /// How it is given out: one of the methods that give money.
        rule: Method,
    },
}

impl By {
    /// Whose act a question decided so is.
    #[must_use]
    pub const fn kind(&self) -> VoteKind {
        match self {
            Self::Owners(_) | Self::OwnersElection { .. } => VoteKind::Statutory,
            Self::Majority { .. } | Self::ChooseOne { .. } | Self::Choice { .. } | Self::Budget { .. } => {
                VoteKind::Consultative
            }
        }
    }
}

/// One option of several.
#[derive(Clone, Debug)]
pub struct NewOption {
    /// On the ballot.
    pub label: Label,
    /// The proposal it stands for; frozen once the vote is announced.
    pub proposal: Option<ProposalId>,
    /// What it costs, where money is given out.
    pub cost: Option<Fen>,
}

/// Whatever the law or sense has against a rule, the form says it in one sentence.
fn unlawful<E>(_refused: E) -> Error {
    Error::Refused(Problem::UnlawfulRule)
}

impl NewQuestion {
    /// The question, with the newest `revisions` of the proposals; refused where the law or sense refuses it.
    fn question(&self, silence: Option<&Clause>, revisions: &[Option<i64>]) -> Result<Question> {
        let options = self.options.iter().zip(revisions).map(|(option, revision)| Opt {
            label: option.label.clone(),
            proposal: option.proposal,
            revision: *revision,
            cost: option.cost,
        });
        let count = u16::try_from(self.options.len()).map_err(unlawful)?;
        let owners = |rule: Manifest, matter: OwnersMatter| match silence {
            // On matters where silence never counts the clause has nothing to say.
            Some(clause) if !matter.is_special() && matter != OwnersMatter::HomeToBusiness => {
                rule.with_silence(clause.clone()).map_err(unlawful)
            }
            Some(_) | None => Ok(rule),
        };
        let vote = |rule: Manifest| Rule::Vote(Box::new(rule));
        let mut purse = None;
        let rule = match &self.by {
            By::Owners(matter) if count == 0 => vote(owners(Manifest::owners(*matter), *matter)?),
            By::Owners(matter) => {
                vote(owners(Manifest::owners_options(*matter, count).map_err(unlawful)?, *matter)?)
            }
            By::OwnersElection { seats } => {
                let rule = Manifest::owners_election(count, *seats, count.saturating_sub(*seats));
                vote(owners(rule.map_err(unlawful)?, OwnersMatter::Committee)?)
            }
            By::Majority { quorum, agreement } => {
                let rule = Manifest::consultative_yes_no(quorum.clone(), agreement.clone());
                vote(rule.map_err(unlawful)?)
            }
            By::ChooseOne { quorum, agreement } => {
                let rule = Manifest::consultative_choice(count, quorum.clone(), agreement.clone());
                vote(rule.map_err(unlawful)?)
            }
            By::Choice { rule, seats, most } => {
                let asked = named::Question {
                    options: count,
                    seats: *seats,
                    most: *most,
                    weights: Weighing::Heads,
                    lot: None,
                };
                Rule::Choice(Box::new(rule.rule(&asked)))
            }
            By::Budget { purse: given, rule } => {
                purse = Some(*given);
                let rule = rule.giving(given.form, count).ok_or(Problem::UnlawfulRule)?;
                Rule::Budget(Box::new(rule))
            }
        };
        Ok(Question { text: self.text.clone(), options: options.collect(), purse, rule })
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
            "INSERT INTO votes (id, community_id, convener_id, number, title, body, body_html, renderer, kind, \
               electorate, scope, state, opens_at, closes_at, objections_days, secret, extension_days, extended, \
               paper_days, online, version, created_at) \
             VALUES ($1, $2, $3, $4, '', '', '', 0, '', '', '', 'draft', 0, 0, 0, 0, 0, 0, 0, 1, 0, $5)",
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
    questions: Vec<Question>,
    issue: Option<IssueId>,
    online: bool,
}

/// Permission, place, dates and rule.
async fn check(tx: &mut Tx<'_>, actor: &Actor, vote: &NewVote) -> Result<Checked> {
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
        "UPDATE votes SET compound_id = $2, issue_id = $3, convener_id = $4, kind = $5, title = $6, body = $7, \
           body_html = $8, renderer = $9, electorate = $10, scope = $11, scope_id = $12, opens_at = $13, closes_at = $14, \
           objections_days = $15, secret = $16, extension_days = $17, quorum = $18, paper_days = $19, online = $20, \
           version = version + 1 WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(vote.scope.compound().map(|compound| compound.to_string()))
    .bind(checked.issue.map(|issue| issue.to_string()))
    .bind(vote.convener.to_string())
    .bind(vote.kind.code())
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
    .bind(i64::from(vote.secret))
    .bind(vote.extension_days)
    .bind(vote.quorum.as_ref().map(canonical::json).transpose().map_err(Error::broken)?)
    .bind(vote.paper_days)
    .bind(i64::from(checked.online))
    .execute(&mut *tx.conn)
    .await?;
    questions::keep(tx.conn, id, &checked.questions).await
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
